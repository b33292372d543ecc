//! Work on large blocks is done in pieces, between which others have their turn.

use crate::world::{Outcome, load, new_vm, recorder, run};

/// Plenty.
const MEMORY: usize = 256 << 20;
/// Turns of others in each of these.
const TURNS: u64 = 50;

/// Scripts that do much at once.
const LARGE: &[(&str, &str)] = &[
    ("a list", "local t = {} for i = 1, 2e6 do t[i] = i end"),
    ("fields", "local t = {} for i = 1, 5e5 do t[-i] = i end"),
    ("one string", "return #('x'):rep(3e7)"),
    ("strings", "local t = {} for i = 1, 3e5 do t[i] = 'number ' .. i end"),
    ("a chain of tables", "local t for i = 1, 3e5 do t = {t} end"),
    ("comments", "return loadstring(('-- x\\n'):rep(1e6))"),
];

#[test]
fn others_have_their_turn_while_much_is_done_at_once() {
    for (name, script) in LARGE {
        let mut vm = new_vm();
        let module = load(&mut vm, script);
        // Polls do not count.
        vm.set_fuel_slice(i32::MAX.cast_unsigned());
        let outcome = run(&mut vm, module, MEMORY);
        assert!(matches!(outcome, Outcome::Returned(_)), "{name}: {outcome:?}");
        let turns = recorder(&mut vm).turns.0.get();
        assert!(turns >= TURNS, "{name}: {turns} turns");
    }
}

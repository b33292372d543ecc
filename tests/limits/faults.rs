//! Faults at every moment: the k-th poll ends the run, the k-th charge of memory fails.

use ferrous::lua::LimitKind;
use ferrous::lua::vm::{ModuleId, Vm};

use crate::programs::PROGRAMS;
use crate::world::{Outcome, call, load, new_vm, recorder, run};

/// Faults are injected at the first, second, ... and up to this moment.
const MOMENTS: u64 = 500;
/// Plenty.
const MEMORY: usize = 64 << 20;

/// Fails unless the machine works and nothing in it has changed.
fn check_usable(vm: &mut Vm, check: ModuleId, hash: u64, what: &str) {
    assert_eq!(run(vm, check, MEMORY), Outcome::Returned("usable 6".into()), "after {what}");
    assert_eq!(vm.world_hash(), hash, "after {what}");
}

fn new_world() -> (Vm, ModuleId, u64) {
    let mut vm = new_vm();
    let check = "local t = {} for i = 1, 3 do t[i] = cjson.decode('[' .. i .. ']')[1] end \
        local co = coroutine.wrap(function(a) return a + coroutine.yield(t[1]) end) \
        return 'usable ' .. ('x'):rep(t[3], '') and 'usable ' .. (co(2) + co(3))";
    let check = load(&mut vm, check);
    let hash = vm.world_hash();
    (vm, check, hash)
}

#[test]
fn there_are_forty_programs_and_each_has_effects() {
    assert_eq!(PROGRAMS.len(), 40);
    let (mut vm, check, hash) = new_world();
    for (name, program) in PROGRAMS {
        let module = load(&mut vm, program);
        recorder(&mut vm).effects = 0;
        let outcome = run(&mut vm, module, MEMORY);
        assert!(matches!(outcome, Outcome::Returned(_)), "{name}: {outcome:?}");
        assert!(recorder(&mut vm).effects > 0, "{name} has no effect");
        vm.unload(module);
        check_usable(&mut vm, check, hash, name);
    }
}

#[test]
fn a_kill_at_any_poll_ends_the_run_without_a_further_effect() {
    let (mut vm, check, hash) = new_world();
    vm.set_fuel_slice(1);
    for (name, program) in PROGRAMS {
        let module = load(&mut vm, program);
        let mut killed = 0;
        for poll in 1..=MOMENTS {
            let host = recorder(&mut vm);
            (host.polls, host.kill_at) = (0, Some(poll));
            (host.effects, host.effects_at_kill) = (0, None);
            let outcome = run(&mut vm, module, MEMORY);
            let host = recorder(&mut vm);
            host.kill_at = None;
            let (effects, at_kill) = (host.effects, host.effects_at_kill);
            let Some(at_kill) = at_kill else { break };
            killed += 1;
            assert_eq!(outcome, Outcome::Limit(LimitKind::Killed), "{name}, poll {poll}");
            assert_eq!(effects, at_kill, "{name}: effects after a kill at poll {poll}");
            check_usable(&mut vm, check, hash, name);
        }
        assert!(killed > 0, "{name} was never polled");
        vm.unload(module);
    }
}

#[test]
fn a_charge_that_fails_at_any_time_leaves_a_clean_error() {
    let (mut programs, mut faults) = (0, 0);
    for (name, program) in PROGRAMS {
        let (mut vm, check, hash) = new_world();
        let module = load(&mut vm, program);
        let expected = run(&mut vm, module, MEMORY);
        let mut failed = 0;
        for charge in 0..MOMENTS {
            vm.begin(MEMORY);
            vm.fail_charge_in(Some(charge));
            let outcome = call(&mut vm, module);
            let has_failed = vm.has_failed_charge();
            vm.fail_charge_in(None);
            vm.end();
            check_usable(&mut vm, check, hash, name);
            if !has_failed {
                assert_eq!(outcome, expected, "{name}");
                break;
            }
            failed += 1;
            // A collection may have won what was missing, or a `pcall` of the program was told.
            let clean = match &outcome {
                Outcome::Raised(text) => text.contains("not enough memory"),
                Outcome::Limit(kind) => *kind == LimitKind::OutOfMemory,
                Outcome::Returned(_) => true,
            };
            assert!(clean, "{name}, charge {charge}: {outcome:?}");
        }
        programs += u32::from(failed > 0);
        faults += failed;
    }
    // Some find all the room they need in what earlier runs have left.
    assert!(programs >= 30 && faults > 2_000, "{faults} faults in {programs} programs");
}

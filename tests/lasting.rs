//! Machines that last: what is kept lives, what nothing refers to is freed, whatever becomes of a call.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::any::Any;
use std::sync::Arc;

use ferrous::lua::vm::native::{self, Arguments, Call, Flow};
use ferrous::lua::vm::{Host, Kept, View, Vm};
use ferrous::lua::{
    self, Error, ErrorKind, LimitKind, Sandbox, add_library, begin_world, compiler, freeze,
};

/// What scripts have given to `keep`, and how many polls are left until a run ends.
#[derive(Default)]
struct Keeper {
    kept: Vec<Kept>,
    polls: Option<u32>,
}

impl Host for Keeper {
    fn poll(&mut self) -> Result<(), LimitKind> {
        match &mut self.polls {
            Some(0) => Err(LimitKind::Killed),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn cpu_seconds(&self) -> f64 {
        0.0
    }
}

fn keep(call: &mut Call<'_>) -> Result<Flow, Error> {
    let kept = call.keep(call.get(1)).unwrap();
    call.host::<Keeper>().unwrap().kept.push(kept);
    Ok(Flow::Return(0))
}

const MEMORY: usize = 8 << 20;

fn machine() -> Vm {
    let mut vm = lua::new_vm(Box::<Keeper>::default(), Sandbox::Redis).unwrap();
    let keep = native::full("keep", keep);
    add_library(&mut vm, None, &[keep], &[]).unwrap();
    freeze(&mut vm);
    vm.begin_to_last();
    vm
}

/// Runs a chunk; what it has kept.
fn run(vm: &mut Vm, code: &str) -> Vec<Kept> {
    let module = Arc::new(compiler::compile_unlimited(code.as_bytes(), b"=test").unwrap());
    vm.enter(MEMORY).unwrap();
    let module = vm.load(module).unwrap();
    vm.call(module).unwrap();
    vm.leave();
    std::mem::take(&mut keeper(vm).kept)
}

/// Calls what is kept with one argument: the number it returns, or the error's text.
fn call(vm: &mut Vm, kept: Kept, argument: &str) -> Result<f64, String> {
    vm.enter(MEMORY).unwrap();
    let none: [&[u8]; 0] = [];
    let result = match vm.call_kept(kept, [argument.as_bytes()].into_iter(), none.into_iter()) {
        Ok(results) => match results.get(0) {
            View::Number(n) => Ok(n),
            _ => Err("no number".to_owned()),
        },
        Err(error) => Err(match error.kind() {
            ErrorKind::Raised { value, .. } => String::from_utf8(vm.plain_text(*value)).unwrap(),
            ErrorKind::Limit(kind) => format!("{kind:?}"),
            _ => "another error".to_owned(),
        }),
    };
    vm.leave();
    result
}

fn keeper(vm: &mut Vm) -> &mut Keeper {
    let host: &mut dyn Any = vm.host();
    host.downcast_mut().unwrap()
}

fn set_polls(vm: &mut Vm, polls: Option<u32>) {
    keeper(vm).polls = polls;
}

#[test]
fn what_is_kept_lives_and_the_rest_is_freed() {
    for stress in [false, true] {
        let mut vm = machine();
        vm.set_stress(stress);
        let empty = vm.memory_used();
        let kept = run(
            &mut vm,
            "local n, list, names = 0, {}, {}
            keep(function(keys) n = n + 1 list[#list + 1] = keys[1] names['k' .. n] = {n} return #list end)
            keep(function() local s = 0 for i = 1, n do s = s + names['k' .. i][1] end return s end)
            local function unused() return list end
            for i = 1, 1000 do local waste = {i, 'waste ' .. i} end",
        );
        let [add, sum] = kept[..] else { panic!("{}", kept.len()) };
        let calls = if stress { 60 } else { 3_000 };
        for n in 1..=calls {
            assert_eq!(call(&mut vm, add, &format!("argument {n}")), Ok(f64::from(n)));
        }
        assert_eq!(call(&mut vm, sum, ""), Ok(f64::from(calls * (calls + 1) / 2)));
        let words = vm.code_words();
        assert!(words > 0);
        vm.forget(add);
        vm.forget(sum);
        vm.collect_between().unwrap();
        assert_eq!(vm.code_words(), 0, "the code of {words} words is garbage");
        let left = vm.memory_used() - empty;
        assert!(left < 1 << 20, "{left} bytes are left");
    }
}

#[test]
fn a_use_that_collects_leaves_no_room_behind() {
    let mut vm = machine();
    let code = "keep(function() for i = 1, 1e5 do local t = {} end collectgarbage() return 1 end)";
    let kept = run(&mut vm, code)[0];
    vm.collect_between().unwrap();
    let before = vm.memory_used();
    assert_eq!(call(&mut vm, kept, ""), Ok(1.0));
    let left = vm.memory_used().saturating_sub(before);
    assert!(left < 256 << 10, "{left} bytes are left");
}

#[test]
fn places_are_given_again() {
    let mut vm = machine();
    let first = run(&mut vm, "keep(function() return 1 end)")[0];
    let second = run(&mut vm, "keep(function() return 2 end)")[0];
    vm.forget(first);
    let third = run(&mut vm, "keep(function() return 3 end)")[0];
    assert_eq!(first, third);
    assert_eq!([second, third].map(|kept| call(&mut vm, kept, "")), [Ok(2.0), Ok(3.0)]);
}

#[test]
fn suspended_coroutines_wait_on_whatever_becomes_of_other_calls() {
    let mut vm = machine();
    // Inside pcall, a callback and an iterator: native functions wait in the coroutine.
    let kept = run(
        &mut vm,
        "local walk = coroutine.wrap(function()
            pcall(function()
                string.gsub('abcdefghij', '.', function(c) coroutine.yield(string.byte(c)) end)
                error('the end')
            end)
            while true do pcall(coroutine.yield, 0) end
        end)
        keep(function() return walk() end)
        keep(function() local co = coroutine.wrap(function() pcall(function() while true do end end) end) co() end)
        keep(function() string.gsub('x', 'x', function() error({err = 'x'}) end) end)
        keep(function() coroutine.wrap(function() string.gsub('x', 'x', function() error('y') end) end)() end)",
    );
    let [walk, endless, fails, fails_inside] = kept[..] else { panic!("{}", kept.len()) };
    for n in 0..10 {
        assert_eq!(call(&mut vm, walk, ""), Ok(f64::from(b'a' + n)));
        for _ in 0..20 {
            assert!(call(&mut vm, fails, "").is_err());
            assert!(call(&mut vm, fails_inside, "").unwrap_err().contains('y'));
        }
        set_polls(&mut vm, Some(3));
        assert_eq!(call(&mut vm, endless, ""), Err("Killed".to_owned()));
        set_polls(&mut vm, None);
        vm.collect_between().unwrap();
    }
    for _ in 0..10 {
        assert_eq!(call(&mut vm, walk, ""), Ok(0.0));
    }
}

#[test]
fn memory_that_is_out_is_back_when_what_took_it_is_garbage() {
    let mut vm = machine();
    let kept = run(
        &mut vm,
        "local list = {}
        keep(function() while true do list[#list + 1] = ('x'):rep(100000) .. #list end end)
        keep(function() list = {} return 0 end)",
    );
    let [grow, drop] = kept[..] else { panic!("{}", kept.len()) };
    for _ in 0..5 {
        assert!(call(&mut vm, grow, "").is_err());
        assert!(vm.memory_used() < MEMORY * 2);
        assert_eq!(call(&mut vm, drop, ""), Ok(0.0));
    }
    vm.collect_between().unwrap();
    assert!(vm.memory_used() < 3 << 20, "{}", vm.memory_used());
}

#[test]
fn generations_that_wear_out_begin_again() {
    let mut vm = machine();
    let count = run(
        &mut vm,
        "local n = 0 keep(function() n = n + 1 for i = 1, 20 do local t = {i} end return n end)",
    )[0];
    assert_eq!(call(&mut vm, count, ""), Ok(1.0));
    vm.collect_between().unwrap();
    let before = vm.memory_used();
    // Every slot is used again and again, past its last generation.
    for n in 2..70_000 {
        assert_eq!(call(&mut vm, count, ""), Ok(f64::from(n)));
        vm.collect_between().unwrap();
    }
    assert!(vm.memory_used() < before + (16 << 10), "{before} {}", vm.memory_used());
}

#[test]
fn worlds_are_seen_by_turns() {
    let mut vm = lua::new_vm(Box::<Keeper>::default(), Sandbox::Redis).unwrap();
    let full = begin_world(&mut vm).unwrap();
    let keep = native::full("keep", keep);
    add_library(&mut vm, None, &[keep], &[]).unwrap();
    let small = vm.world();
    freeze(&mut vm);
    vm.begin_to_last();
    let kept = run(&mut vm, "keep(function() return math.abs(-2) end)")[0];
    assert!(call(&mut vm, kept, "").unwrap_err().contains("nonexistent global variable 'math'"));
    vm.set_world(full);
    assert_eq!(call(&mut vm, kept, ""), Ok(2.0));
    vm.set_world(small);
    assert!(call(&mut vm, kept, "").is_err());
}

//! The collector: long runs stay small, weak tables lose what is dead, and `collectgarbage` answers as
//! natively.
//!
//! Needs the feature `fault-injection` and an allocator of its own, as `limits` does.

#![expect(clippy::unwrap_used, reason = "these are tests")]
#![expect(clippy::cast_precision_loss, reason = "memory is below 2^53 bytes")]

#[path = "limits/allocator.rs"]
#[expect(dead_code, reason = "shared with other tests")]
mod allocator;
#[path = "limits/world.rs"]
mod world;

use world::{Outcome, load, new_vm, recorder, run};

const MEMORY: usize = 256 << 20;

/// Programs that make millions of objects, most of them dead at once, and call `effect` every now and then.
const CHURN: &[(&str, &str)] = &[
    (
        "tables",
        "for i = 1, 1e7 do keep[i % 10000 + 1] = {i} if i % 10000 == 0 then effect() end end",
    ),
    (
        "strings",
        "for i = 1, 2e6 do keep[i % 20000 + 1] = 'number ' .. i .. ' of the loop' \
         if i % 10000 == 0 then effect() end end",
    ),
    (
        "closures",
        "for i = 1, 2e6 do local a = i keep[i % 10000 + 1] = function() a = a + 1 return a end \
         if i % 10000 == 0 then effect() end end",
    ),
    (
        "growing strings",
        "keep = '' for i = 1, 3000 do keep = (keep .. ('x'):rep(1000)):sub(-1000000) \
         if i % 10 == 0 then effect() end end",
    ),
    (
        "coroutines",
        "for i = 1, 3e5 do local co = coroutine.wrap(function(a) coroutine.yield(a) end) co(i) \
         keep[i % 1000 + 1] = co if i % 1000 == 0 then effect() end end",
    ),
    (
        "kinds that take turns",
        "for i = 1, 2e6 do local kind, object = math.floor(i / 50000) % 3, {} \
         if kind == 1 then object = function() return i end elseif kind == 2 then object = 'number ' .. i end \
         keep[i % 10000 + 1] = object if i % 10000 == 0 then effect() end end",
    ),
    (
        "a queue",
        "local first, last = 1, 0 for i = 1, 2e6 do last = last + 1 keep[last] = {i} \
         if last - first >= 10000 then keep[first] = nil first = first + 1 end \
         if i % 10000 == 0 then effect() end end",
    ),
];

#[test]
fn millions_of_dead_objects_leave_the_heap_below_three_times_the_living() {
    for (name, program) in CHURN {
        let mut vm = new_vm();
        let script = format!(
            "collectgarbage() local before, keep = collectgarbage('count'), {{}} {program} \
             collectgarbage() return (collectgarbage('count') - before) * 1024, keep"
        );
        let module = load(&mut vm, &script);
        let before = allocator::held();
        recorder(&mut vm).measure = Some(allocator::held);
        let outcome = run(&mut vm, module, MEMORY);
        let Outcome::Returned(live) = outcome else { panic!("{name}: {outcome:?}") };
        let live: f64 = live.parse().unwrap();
        assert!(recorder(&mut vm).effects >= 200, "{name}");
        // Below a mebibyte it is not worth while to collect, and what holds the objects may have doubled.
        let allowed = (live * 3.0).max((live + f64::from(1 << 20)) * 2.0);
        let highest = recorder(&mut vm).highest - before;
        assert!(highest as f64 <= allowed, "{name}: {highest} bytes, {live} alive");
        let kept = allocator::held().saturating_sub(before);
        assert!(kept <= 64 << 10, "{name}: {kept} bytes are kept");
    }
}

/// Runs a script with `memory` bytes; what it returns.
fn result(script: &str, memory: usize) -> String {
    let mut vm = new_vm();
    let module = load(&mut vm, script);
    match run(&mut vm, module, memory) {
        Outcome::Returned(text) => text,
        other => panic!("{other:?}: {script}"),
    }
}

#[test]
fn weak_tables_lose_dead_objects_and_keep_strings_and_what_lives() {
    let script = "local strong = {} \
        local k, v, kv = setmetatable({}, {__mode = 'k'}), setmetatable({}, {__mode = 'v'}), setmetatable({}, {__mode = 'kv'}) \
        for i = 1, 10 do \
          local key = {} if i <= 3 then strong[i] = key end \
          k[key] = {} v[i] = key kv[key] = key kv[i] = {} \
          v['s' .. i] = 'string ' .. i k['string ' .. i] = 'x' .. i \
          kv[function() return i end] = coroutine.create(function() end) \
        end \
        collectgarbage() \
        local function count(t) local n, s = 0, 0 for a, b in pairs(t) do \
          if type(a) == 'string' then s = s + 1 else n = n + 1 end end return n .. '/' .. s end \
        return count(k) .. ' ' .. count(v) .. ' ' .. count(kv)";
    assert_eq!(result(script, MEMORY), "3/10 3/10 3/0");
}

#[test]
fn a_cycle_that_nothing_refers_to_goes() {
    let script = "local w = setmetatable({}, {__mode = 'v'}) \
        do local a, b = {}, {} a.b, b.a = b, a setmetatable(a, b) \
          w[1] = a w[2] = function() return a, w end w[3] = coroutine.wrap(function() return a end) end \
        collectgarbage() return tostring(w[1]) .. tostring(w[2]) .. tostring(w[3])";
    assert_eq!(result(script, MEMORY), "nilnilnil");
}

#[test]
fn a_stopped_collector_starts_again_when_asked_and_when_memory_is_needed() {
    let grows = "collectgarbage() local function churn() local before = collectgarbage('count') \
          for i = 1, 2e5 do local t = {i} end return collectgarbage('count') - before end \
        collectgarbage('stop') local stopped = churn() \
        collectgarbage('restart') local running = churn() \
        return tostring(stopped > 10000) .. tostring(running < 8000)";
    assert_eq!(result(grows, MEMORY), "truetrue");
    let needs = "collectgarbage('stop') local n = 0 for i = 1, 5e5 do local t = {i .. 'x'} n = n + 1 end return n";
    assert_eq!(result(needs, 8 << 20), "500000");
}

#[test]
fn room_that_a_collection_keeps_for_objects_is_there_for_a_large_block() {
    let script =
        "for i = 1, 15000 do local t = {} end collectgarbage() return #('x'):rep(7.5 * 2^20)";
    assert_eq!(result(script, 8 << 20), "7864320");
}

#[test]
fn settings_of_the_collector_end_with_the_run() {
    let mut vm = new_vm();
    let script = "local p, m = collectgarbage('setpause', 7), collectgarbage('setstepmul', 9) \
        collectgarbage('stop') return p .. ' ' .. m";
    let module = load(&mut vm, script);
    for _ in 0..2 {
        assert_eq!(run(&mut vm, module, MEMORY), Outcome::Returned("200 200".into()));
    }
    let churn =
        load(&mut vm, "for i = 1, 3e5 do local t = {i} end return collectgarbage('count') < 8000");
    assert_eq!(run(&mut vm, churn, MEMORY), Outcome::Returned("true".into()));
}

#[test]
fn a_kill_is_heard_while_marking() {
    let mut vm = new_vm();
    let script =
        "local t = {} for i = 1, 1e5 do t[i] = {i} end effect() collectgarbage() effect() return 1";
    let module = load(&mut vm, script);
    vm.begin(MEMORY);
    // Only the collector polls between the first effect and the second.
    vm.set_fuel_slice(i32::MAX.cast_unsigned());
    recorder(&mut vm).kill_at_effect = Some(1);
    let outcome = world::call(&mut vm, module);
    vm.end();
    assert_eq!(outcome, Outcome::Limit(ferrous::lua::LimitKind::Killed));
    assert_eq!(recorder(&mut vm).effects, 1);
}

/// Makes more objects of each kind than are looked at between two polls, and drops two thirds of them.
const ALL_KINDS: &str = "local all = {} for i = 1, 15000 do local n = i local kind = { \
      {i}, 'string number ' .. i, function() n = n + 1 return n end, ('x'):rep(50) .. i, \
      coroutine.wrap(function() end), setmetatable({}, {__mode = 'k'})} \
      all[i] = kind[i % 6 + 1] end \
    for i = 1, 15000, 3 do all[i], all[i + 1] = false, false end \
    last = {} for i = 1, 10000 do last['field ' .. i] = all[i] end \
    collectgarbage() return #all";

#[test]
fn a_kill_is_heard_at_every_moment_of_a_collection() {
    let mut vm = new_vm();
    let module = load(&mut vm, &ALL_KINDS.replace("last =", "local last ="));
    let check = load(&mut vm, "local t = {} for i = 1, 2000 do t[i] = 'new ' .. i end return #t");
    // Only the collector polls.
    vm.set_fuel_slice(i32::MAX.cast_unsigned());
    let hash = vm.world_hash();
    let mut killed = 0;
    for poll in 1.. {
        let host = recorder(&mut vm);
        (host.polls, host.kill_at) = (0, Some(poll));
        host.turns.0.set(0);
        let outcome = run(&mut vm, module, MEMORY);
        recorder(&mut vm).kill_at = None;
        let turns = recorder(&mut vm).turns.0.get();
        assert_eq!(run(&mut vm, check, MEMORY), Outcome::Returned("2000".into()), "poll {poll}");
        assert_eq!(vm.world_hash(), hash, "poll {poll}");
        if outcome == Outcome::Returned("15000".into()) {
            assert!(turns > 5, "{turns} turns of others while what was made is freed");
            break;
        }
        assert_eq!(outcome, Outcome::Limit(ferrous::lua::LimitKind::Killed), "poll {poll}");
        killed += 1;
    }
    assert!(killed > 40, "{killed} polls");
}

#[test]
fn strings_that_share_bytes_are_counted_in_one_pass() {
    let slices = "local s, t = ('0123456789'):rep(4e5), {} for i = 1, 1e5 do t[i] = s:sub(i) end \
        s = nil for i = 1, 1e5, 2 do t[i] = false end collectgarbage() collectgarbage() \
        for i = 2, 1e5, 2 do assert(#t[i] == 4e6 - i + 1 and t[i]:sub(1, 1) == '' .. (i - 1) % 10) end \
        return #t";
    assert_eq!(result(slices, MEMORY), "100000");
}

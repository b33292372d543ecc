//! A run is a transaction: whatever a script does to what it can reach, the next one finds the world as it
//! was.
//!
//! Needs the feature `fault-injection`, for the hash of the world.

#![expect(clippy::unwrap_used, reason = "these are tests")]

#[path = "limits/world.rs"]
mod world;

use ferrous::lua::vm::Vm;
use world::{Outcome, load, new_vm, recorder, run};

/// Scripts until everything has its usual size.
const WARM: u64 = 20;
/// Generated scripts.
const SCRIPTS: u64 = 1000;
const MEMORY: usize = 4 << 20;

/// Visits every table and function that a script can reach, and calls `each` with them.
const WALK: &str = "
    local seen, todo = {}, {_G, KEYS, ARGV, getmetatable('')}
    local mt = getmetatable(_G) if mt then todo[#todo + 1] = mt end
    local function walk(each)
      while #todo > 0 do
        local t = table.remove(todo)
        if not seen[t] then
          seen[t] = true
          for k, v in pairs(t) do
            if type(v) == 'table' then todo[#todo + 1] = v end
            if type(k) == 'table' then todo[#todo + 1] = k end
          end
          local m = getmetatable(t)
          if type(m) == 'table' then todo[#todo + 1] = m end
          each(t)
        end
      end
    end
    ";

/// Things to do to every table `t`; each may fail.
const TO_TABLES: &[&str] = &[
    "t.added = 'x'",
    "t[1] = {}",
    "t[#t + 1] = t",
    "rawset(t, 'raw', 1)",
    "rawset(t, next(t), nil)",
    "t[next(t)] = nil",
    "t[next(t)] = function() return 1 end",
    "for k in pairs(t) do t[k] = nil end",
    "for k in pairs(t) do t[k] = k end",
    "setmetatable(t, {__index = function() return 1 end, __newindex = function() end})",
    "setmetatable(t, nil)",
    "getmetatable(t).__index = nil",
    "getmetatable(t).__metatable = 'hidden'",
    "table.insert(t, 1, 'first')",
    "table.remove(t)",
    "table.remove(t, 1)",
    "table.sort(t, function(a, b) return tostring(a) > tostring(b) end)",
    "table.foreach(t, function(k) t[k] = 0 end)",
    "table.setn(t, 5)",
];

/// Things to do once; each may fail.
const TO_THE_WORLD: &[&str] = &[
    "cjson.encode_sparse_array(true, 1, 1)",
    "cjson.encode_max_depth(3)",
    "cjson.decode_max_depth(3)",
    "cjson.encode_number_precision(3)",
    "cjson.encode_keep_buffer(false)",
    "cjson.encode_invalid_numbers(true)",
    "cjson.decode_invalid_numbers(false)",
    "math.randomseed(42) math.random()",
    "collectgarbage('stop')",
    "collectgarbage('setpause', 7) collectgarbage('setstepmul', 9)",
    "collectgarbage()",
    "getmetatable('').__index = function() return 'hijacked' end",
    "string.upper = nil",
    "print = 1 tostring = nil pairs = nil",
    "_G = {}",
    "KEYS = {} ARGV = nil",
    "KEYS[1] = 'changed' ARGV.x = {}",
    "global = function() end",
    "local co = coroutine.create(function() coroutine.yield(1) end) coroutine.resume(co)",
    "local f = loadstring('x = 1 return function() y = 2 end') f()()",
    "local t = {} for i = 1, 2000 do t[i] = {i .. 'x'} end",
    "local s = ('x'):rep(20000) KEYS[s] = s",
    "cjson.null = 1 cmsgpack.pack = nil struct = nil bit.band = bit.bor",
    "local f = cjson.new and cjson.new() f.encode_max_depth(2)",
];

/// How a script ends.
const ENDINGS: &[&str] = &[
    "return 1",
    "error('on purpose')",
    "error({err = 'on purpose'})",
    "local function f() return f() + 1 end f()",
    "local s = 'x' while true do s = s .. s end",
    "while true do effect() end",
    "coroutine.wrap(function() local t = {} while true do t[#t + 1] = {} end end)()",
];

/// A generator of choices (xorshift).
struct Choices(u64);

impl Choices {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % below
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.next(all.len())]
    }
}

fn script(choices: &mut Choices) -> String {
    let mut script = WALK.to_owned();
    for _ in 0..choices.next(4) {
        script += &format!("pcall(function() {} end)\n", choices.of(TO_THE_WORLD));
    }
    let acts: Vec<String> = (0..=choices.next(3))
        .map(|_| format!("pcall(function() {} end)", choices.of(TO_TABLES)))
        .collect();
    script += &format!("walk(function(t) {} end)\n", acts.join(" "));
    for _ in 0..choices.next(3) {
        script += &format!("pcall(function() {} end)\n", choices.of(TO_THE_WORLD));
    }
    script + choices.of(ENDINGS)
}

fn run_script(vm: &mut Vm, text: &str) -> Outcome {
    let module = load(vm, text);
    vm.begin(MEMORY);
    for list in ["KEYS", "ARGV"] {
        vm.set_run_list(list.as_bytes(), ["a", "b"].iter().map(|s| s.as_bytes())).unwrap();
    }
    let outcome = world::call(vm, module);
    vm.end();
    vm.unload(module);
    outcome
}

#[test]
fn a_thousand_scripts_that_change_all_they_can_reach_leave_no_trace() {
    let mut vm = new_vm();
    let probe = load(
        &mut vm,
        "return cjson.encode({1, 2.5, {a = 'b'}}) .. ('x'):upper() .. #tostring(pairs)",
    );
    let answer = run(&mut vm, probe, MEMORY);
    let hash = vm.world_hash();
    let mut used = None;
    let mut choices = Choices(0x9E37_79B9_7F4A_7C15);
    let mut ends = [0; 3];
    for number in 0..SCRIPTS {
        let text = script(&mut choices);
        recorder(&mut vm).kill_at = Some(recorder(&mut vm).polls + 200);
        let outcome = run_script(&mut vm, &text);
        recorder(&mut vm).kill_at = None;
        ends[match outcome {
            Outcome::Returned(_) => 0,
            Outcome::Raised(_) => 1,
            Outcome::Limit(_) => 2,
        }] += 1;
        assert_eq!(vm.world_hash(), hash, "script {number}:\n{text}");
        assert_eq!(run(&mut vm, probe, MEMORY), answer, "script {number}:\n{text}");
        if number > WARM {
            let used = *used.get_or_insert(vm.memory_used());
            let differs = vm.memory_used().abs_diff(used);
            assert!(differs <= 64 << 10, "script {number} leaves {differs} bytes:\n{text}");
        }
    }
    assert!(ends.iter().all(|&count| count > 50), "{ends:?}");
}

//! The memory limit holds: whatever a script fills memory with, it is told, the process never takes much
//! more than allowed, and all of it comes back.

use ferrous::lua::LimitKind;

use crate::allocator;
use crate::world::{Outcome, load, new_vm, run};

const LIMIT: usize = 8 << 20;
/// What may be taken beyond the limit.
const OVERSHOOT: usize = 1 << 20;
/// What may stay after a run.
const KEPT: usize = 64 << 10;

/// Ways to fill memory, each without end.
const HOGS: &[(&str, &str)] = &[
    ("list", "local t = {} while true do t[#t + 1] = 1 end"),
    ("fields", "local t, i = {}, 0 while true do i = i + 1 t[-i] = i end"),
    ("tables", "local t, i = {}, 0 while true do i = i + 1 t[i] = {} end"),
    ("small tables", "local t, i = {}, 0 while true do i = i + 1 t[i] = {i, x = i} end"),
    ("linked tables", "local t while true do t = {t} end"),
    ("constructor", "local t = {} while true do t = {t, t, t, t, t, t, t, t, t, a = t} end"),
    ("insert", "local t = {} while true do table.insert(t, 1) end"),
    ("doubling", "local s = 'x' while true do s = s .. s end"),
    ("appending", "local s = ('x'):rep(100) while true do s = s .. 'abcdefgh' end"),
    ("prepending", "local s = ('x'):rep(100) while true do s = ('abcdefgh'):rep(100) .. s end"),
    ("strings", "local t, i = {}, 0 while true do i = i + 1 t[i] = 'number ' .. i end"),
    ("long strings", "local t, i = {}, 0 while true do i = i + 1 t[i] = i .. ('y'):rep(90) end"),
    ("keys", "local t, i = {}, 0 while true do i = i + 1 t[i .. ('y'):rep(50)] = i end"),
    (
        "slices",
        "local s, t, i = ('abc'):rep(9999), {}, 0 while true do i = i + 1 t[i] = s:sub(i % 9999) end",
    ),
    ("rep", "return #('x'):rep(1e9)"),
    ("rep of rep", "local s = ('x'):rep(1e6) return #s:rep(1e6)"),
    (
        "table.concat",
        "local t = {} for i = 1, 7000 do t[i] = ('z'):rep(2000) end return #table.concat(t)",
    ),
    ("gsub by text", "return (('x'):rep(20000):gsub('', ('y'):rep(20000)))"),
    (
        "gsub by function",
        "local y = ('y'):rep(20000) return (('x'):rep(20000):gsub('', function() return y end))",
    ),
    ("gsub by table", "local y = ('y'):rep(20000) return (('x'):rep(20000):gsub('x', {x = y}))"),
    (
        "format",
        "local s = ('x'):rep(1e6) return string.format(('%s'):rep(90), unpack((function() local t = {} for i = 1, 90 do t[i] = s end return t end)()))",
    ),
    ("format of quotes", "local s = ('\\n'):rep(3e6) return string.format('%q%q', s, s)"),
    (
        "reverse",
        "local t, s = {}, ('x'):rep(1e6) while true do s = s .. 'y' t[#t + 1] = s:reverse() end",
    ),
    (
        "upper",
        "local t, s = {}, ('x'):rep(1e6) while true do s = s .. 'y' t[#t + 1] = s:upper() end",
    ),
    (
        "char",
        "local t = {} for i = 1, 7000 do t[i] = i % 256 end local r = {} while true do t[1] = #r % 256 t[2] = #r / 256 % 256 r[#r + 1] = string.char(unpack(t)) end",
    ),
    ("json of a graph", "local t = {1} for i = 1, 30 do t = {t, t} end return #cjson.encode(t)"),
    ("json of escapes", "return #cjson.encode(('\\1'):rep(3e6))"),
    (
        "json of many fields",
        "local t = {} for i = 1, 3e4 do t['k' .. i] = i end local r = {} while true do r[#r + 1] = cjson.encode(t) .. #r end",
    ),
    ("json decoded", "local s = '[' .. ('{},'):rep(5e5) .. '{}]' return #cjson.decode(s)"),
    (
        "json decoded deep",
        "local s = ('['):rep(900) .. (']'):rep(900) local t = {} while true do t[#t + 1] = cjson.decode(s) end",
    ),
    (
        "msgpack",
        "local t = {} for i = 1, 30 do t[i] = i end for i = 1, 4 do t = {t, t, t, t, t, t, t, t, t, t, t, t, t, t, t, t, t, t, t, t} end return #cmsgpack.pack(t)",
    ),
    ("msgpack of text", "local s = ('x'):rep(3e6) return #cmsgpack.pack(s, s, s)"),
    (
        "msgpack unpacked",
        "local s = '\\221\\0\\15\\66\\64' .. ('\\144'):rep(1e6) return #cmsgpack.unpack(s)",
    ),
    ("struct", "local s = ('x'):rep(3e6) return #struct.pack('sss', s, s, s)"),
    ("closures", "local t, i = {}, 0 while true do i = i + 1 t[i] = function() return t end end"),
    (
        "captured variables",
        "local t, i = {}, 0 while true do i = i + 1 local a, b = i, i t[i] = function() a = a + b b = a end end",
    ),
    ("gmatch", "local t, i = {}, 0 while true do i = i + 1 t[i] = ('abc'):gmatch('.') end"),
    (
        "coroutines",
        "local t, i = {}, 0 while true do i = i + 1 t[i] = coroutine.create(function() end) end",
    ),
    (
        "suspended coroutines",
        "local t, i = {}, 0 while true do i = i + 1 t[i] = coroutine.wrap(function(...) coroutine.yield(...) end) t[i](1, 2, 3) end",
    ),
    (
        "deep coroutines",
        "local function f(n) if n == 0 then coroutine.yield() end return 1 + f(n - 1) end local t, i = {}, 0 while true do i = i + 1 t[i] = coroutine.wrap(f) t[i](200) end",
    ),
    (
        "coroutines in callbacks",
        "local t, i = {}, 0 while true do i = i + 1 t[i] = coroutine.wrap(function() ('a'):gsub('a', function() table.sort({1, 2}, function() coroutine.yield() end) end) end) t[i]() end",
    ),
    (
        "recursion",
        "local t = {} local function f(a, b, c, d, e) t[#t + 1] = ('x'):rep(500) .. #t return 1 + f(a, b, c, d, e) end return f()",
    ),
    (
        "recursion in pcall",
        "local function f(...) local ok, e = pcall(f, ...) if not ok then error(e, 0) end end return f(unpack({}, 1, 7000))",
    ),
    (
        "wide recursion",
        "local function f(...) return 1 + f(1, ...) end return f(unpack({}, 1, 200))",
    ),
    (
        "varargs",
        "local function f(...) local t = {...} return 1 + f(...) end return f(unpack({}, 1, 7000))",
    ),
    (
        "error texts",
        "local e = 'x' while true do local s = e:rep(2) local ok, m = pcall(error, s, 1) e = m end",
    ),
    (
        "wrapped errors",
        "local s = ('x'):rep(1e6) while true do local ok, e = pcall(coroutine.wrap(function() error(s, 0) end)) s = e .. s end",
    ),
    ("names in errors", "local s = ('x'):rep(3e6) return _G[s]"),
    ("names of options", "local s = ('x'):rep(3e6) collectgarbage(s)"),
    (
        "handlers",
        "local function h(e) return e .. e end local s = 'x' while true do local _, e = xpcall(function() error(s, 0) end, h) s = e end",
    ),
    (
        "source of constants",
        "local t = {} for i = 1, 2e5 do t[i] = 'c' .. i end return #loadstring('return {\"' .. table.concat(t, '\",\"') .. '\"}')()",
    ),
    ("source of statements", "return loadstring(('a = a + 1 '):rep(3e5))"),
    ("source of expressions", "return loadstring('return ' .. ('1 + x * '):rep(4e5) .. '1')"),
    (
        "source of names",
        "local t = {} for i = 1, 3e5 do t[i] = 'n' .. i .. '=1' end return loadstring(table.concat(t, ' '))",
    ),
    (
        "source of functions",
        "return loadstring(('do local f = function(a) return function() return a end end end '):rep(6e4))",
    ),
    ("source of one string", "return loadstring('return \"' .. ('x'):rep(3e6) .. '\"')"),
    ("source of escapes", "return loadstring('return \"' .. ('\\\\65'):rep(9e5) .. '\"')"),
    (
        "source in blocks",
        "return loadstring(('if a then b() elseif c then d{e = f} end '):rep(1e5))",
    ),
    (
        "source in pieces",
        "local p = ('a = 1 '):rep(1000) local _, e = load(function() return p end) error(e)",
    ),
    ("source with a long name", "local s = ('x'):rep(2e6) return loadstring('x', s .. s)"),
    (
        "many sources",
        "local t, i = {}, 0 while true do i = i + 1 t[i] = loadstring('local a = ' .. i .. ' return function() return a end') end",
    ),
    (
        "weak tables",
        "local t, i = {}, 0 while true do i = i + 1 t[i] = setmetatable({}, {__mode = 'k'}) end",
    ),
    (
        "without the collector",
        "collectgarbage('stop') local t, i = {}, 0 while true do i = i + 1 t = {t, i .. 'x'} end",
    ),
    (
        "sorting",
        "local t = {} for i = 1, 1e5 do t[i] = i * 7919 % 100003 end table.sort(t, function(a, b) return a < b end) while true do t = {t, ('x'):rep(1e4) .. #t} end",
    ),
];

/// How a run ends twice, the most that it has taken beyond the limit, and what stayed after it.
fn measure(script: &str) -> ([Outcome; 2], usize, usize) {
    let mut vm = new_vm();
    let module = load(&mut vm, script);
    // The first run brings the pools to their usual size.
    let first = run(&mut vm, module, LIMIT);
    let before = allocator::held();
    allocator::reset_peak();
    let again = run(&mut vm, module, LIMIT);
    let over = allocator::peak().saturating_sub(before + LIMIT);
    ([first, again], over, allocator::held().saturating_sub(before))
}

/// Was the script told that memory is out?
fn told(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Raised(text) => text.contains("not enough memory"),
        Outcome::Limit(kind) => *kind == LimitKind::OutOfMemory,
        Outcome::Returned(_) => false,
    }
}

#[test]
fn nothing_a_script_fills_memory_with_passes_the_limit() {
    let mut failures = Vec::new();
    for (name, script) in HOGS {
        let (outcomes, over, kept) = measure(script);
        if !outcomes.iter().all(told) || over > OVERSHOOT || kept > KEPT {
            let outcomes = format!("{outcomes:?}");
            let shown: String = outcomes.chars().take(120).collect();
            failures.push(format!("{name}: {shown}, {over} bytes over, {kept} kept"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn an_allocator_that_refuses_large_requests_aborts_nothing() {
    let mut failures = Vec::new();
    let mut refused = 0;
    let mut vm = new_vm();
    let check = load(&mut vm, "return 'usable ' .. #('x'):rep(1000)");
    for (name, script) in HOGS {
        let module = load(&mut vm, script);
        allocator::refuse_above(600 << 10);
        let outcome = run(&mut vm, module, LIMIT * 4);
        refused += usize::from(allocator::refused() > 0);
        allocator::refuse_above(usize::MAX);
        vm.unload(module);
        let after = run(&mut vm, check, LIMIT);
        if !told(&outcome) {
            let shown: String = format!("{outcome:?}").chars().take(120).collect();
            failures.push(format!("{name}: {shown}"));
        }
        assert_eq!(after, Outcome::Returned("usable 1000".into()), "after {name}");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(refused * 2 > HOGS.len(), "only {refused} were refused something");
}

#[test]
fn a_script_that_gives_memory_up_goes_on() {
    let mut vm = new_vm();
    // What makes garbage and gets the error.
    for (name, fill) in [
        ("instructions", "pcall(function() local t while true do t = {t, ('x'):rep(100)} end end)"),
        (
            "a native function",
            "pcall(function() local t = {} for i = 1, 9 do t[i] = i .. rep('x', 1e6) end end)",
        ),
        ("a native function by pcall", "#rep('x', 1e5) == 0 ok, message = pcall(rep, 'x', 1e9)"),
        (
            "a handler",
            "#rep('x', 1e5) == 0 ok, message = xpcall(function() return rep('x', 1e9) end, \
             function(e) return e end)",
        ),
    ] {
        let once = format!(
            "local rep = string.rep local ok, message = {fill} \
             if message ~= 'not enough memory' then return message end "
        );
        let part = LIMIT / 8;
        let script = format!(
            "{once} for i = 1, 100 do local s = i .. rep('y', {part}) end return 'went on'"
        );
        let module = load(&mut vm, &script);
        assert_eq!(run(&mut vm, module, LIMIT), Outcome::Returned("went on".into()), "{name}");
        vm.unload(module);
        let module = load(&mut vm, &format!("{once} ok, message = {fill} return 'told twice'"));
        assert_eq!(run(&mut vm, module, LIMIT), Outcome::Limit(LimitKind::OutOfMemory), "{name}");
        vm.unload(module);
    }
}

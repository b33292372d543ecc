//! Scripts that want too much time: all that they can call is counted, and what ends them ends soon.
//!
//! One test for each class of such scripts; each script may take 150 ms and hold 64 MB. What native
//! answers at once is answered, too.

use crate::support::Options;
use crate::support::probe::{Probe, Row, row};

const PRAGMA: &str = "--!ferrous memory=64mb timeout=150";
const OVER: &str = "-ERR Script exceeded its time limit of 150 milliseconds";
/// By time or by memory, as the machine goes.
const ENDED: &str = "-ERR *";

fn check(rows: &[Row]) {
    Probe::start(&Options::default()).run(PRAGMA, rows);
}

#[test]
fn loops_of_the_machine() {
    check(&[
        row("while", "while true do end", OVER),
        row("repeat", "repeat local x = 1 until false", OVER),
        row("for", "for i = 1, 1e300 do end", OVER),
        row("for that stands still", "for i = 0, 0, 0 do end", "*"),
        row("for without a turn", "for i = 1, 10, 0 do return 1 end return 0", ":0"),
        row("for to NaN", "for i = 1, 0/0 do return 1 end return 0", ":0"),
        row("tail recursion", "local function f() return f() end return f()", OVER),
        row(
            "exponential recursion",
            "local function f(n) if n > 0 then return f(n - 1) + f(n - 1) end
            return 1 end return f(150)",
            OVER,
        ),
        row("goto by exceptions", "while true do pcall(error) end", OVER),
        // What fails must not have copied the text before, which nobody would count.
        row(
            "failing concatenation",
            "local s, x, t = ('y'):rep(1e7), 'x', {} local function f() return x .. s .. t end
            for i = 1, 2e4 do pcall(f) end return 1",
            ":1",
        ),
    ]);
}

#[test]
fn catastrophic_patterns() {
    check(&[
        row("optional items", "return ('a'):rep(60):find(('a?'):rep(60) .. ('a'):rep(60))", OVER),
        row("stars", "return ('x'):rep(1000):find(('x.*'):rep(100) .. 'y')", OVER),
        row("minuses", "return ('a'):rep(100000):match('.-.-.-b')", OVER),
        row(
            "gmatch",
            "for _ in ('a'):rep(60):gmatch(('a?'):rep(60) .. ('a'):rep(60)) do end",
            OVER,
        ),
        row("gsub", "return ('a'):rep(60):gsub(('a?'):rep(60) .. ('a'):rep(60), '')", OVER),
        row("balance", "return ('('):rep(300000):find(('%b()'):rep(3))", OVER),
        row("frontier", "return ('a'):rep(1e6):gsub(('%f[b]'):rep(100), '')", "*"),
        row("captures", "return ('a'):rep(200):find(('(a*)'):rep(30) .. 'b')", OVER),
        row("back references", "return ('a'):rep(2000):find('(a*)(a*)(a*)%1%2%3b')", OVER),
        row(
            "under pcall",
            "while true do pcall(string.find, ('a'):rep(60), ('a?'):rep(60) .. ('a'):rep(60)) end",
            OVER,
        ),
    ]);
}

#[test]
fn plain_find() {
    check(&[
        row(
            "a worst case",
            "local s, p = ('a'):rep(2e5), ('a'):rep(1e5) .. 'b'
            for i = 1, 1e5 do s:find(p, 1, true) end",
            OVER,
        ),
        row("a miss", "local s = ('a'):rep(1e6) return s:find('b', 1, true) and 1 or 0", ":0"),
    ]);
}

#[test]
fn table_sort() {
    check(&[
        row("many elements", "local t = {} for i = 1, 2e6 do t[i] = -i end table.sort(t)", ENDED),
        row(
            "always true",
            "local t = {} for i = 1, 100 do t[i] = i end
            table.sort(t, function() return true end)",
            "-ERR user_script:3: invalid order function for sorting",
        ),
        row(
            "unequal",
            "local t = {} for i = 1, 100 do t[i] = i % 7 end
            return pcall(table.sort, t, function(a, b) return a ~= b end) and 1 or 0",
            ":*",
        ),
        row(
            "random",
            "local t = {} for i = 1, 1000 do t[i] = i end
            pcall(table.sort, t, function() return math.random() < 0.5 end) return #t",
            ":1000",
        ),
        row(
            "an error",
            "table.sort({3, 1, 2}, function() error('e') end)",
            "-ERR user_script:2: e",
        ),
        row(
            "one that changes the table",
            "local t = {} for i = 1, 100 do t[i] = i end
            pcall(table.sort, t, function(a, b) t[#t] = nil return a > b end) return 1",
            "*",
        ),
        row("mixed kinds", "table.sort({1, 'x', {}})", "-ERR attempt to compare *"),
        row("a slow one", "table.sort({2, 1}, function() while true do end end)", OVER),
    ]);
}

#[test]
fn huge_ranges() {
    check(&[
        row(
            "table.concat",
            "return table.concat({}, '', 1, 2^31 - 1)",
            "-ERR user_script:2: invalid value (nil) at index 1 in table for 'concat'",
        ),
        row("table.insert", "table.insert({}, -2147483647, 1)", "*"),
        row(
            "unpack",
            "return unpack({}, 1, 1e9)",
            "-ERR user_script:2: too many results to unpack",
        ),
        row(
            "unpack of all",
            "return unpack({}, -2^31, 2^31 - 1)",
            "-ERR user_script:2: too many results to unpack",
        ),
        row(
            "string.byte",
            "return ('x'):rep(1e6):byte(1, -1)",
            "-ERR user_script:2: stack overflow (string slice too long)",
        ),
        row("select", "return select('#', select(-1, 1, 2))", ":1"),
        row("string.rep of nothing", "return #(''):rep(2^31 - 1)", ":0"),
        row("string.sub", "return #('x'):sub(-2^31, 2^31)", ":1"),
        row("table.remove", "local t = {} t[1e6] = 1 table.remove(t, 1) return 1", ":1"),
        row("maxn", "return table.maxn({[1e15] = 1})", ":1000000000000000"),
    ]);
}

#[test]
fn conversions_of_numbers() {
    check(&[
        row("tonumber", "return tostring(tonumber(('1'):rep(1e7)))", "$3\r\ninf"),
        row(
            "tonumber again and again",
            "local s = ('1'):rep(1e6) while true do tonumber(s) end",
            OVER,
        ),
        row("with a base", "local s = ('z'):rep(1e6) while true do tonumber(s, 36) end", OVER),
        row("tostring", "while true do tostring(1 / 3) end", OVER),
        row(
            "arithmetic on text",
            "local s = ('0'):rep(1e6) .. '1' while true do local n = s + 1 end",
            OVER,
        ),
        row(
            "bounds of loops",
            "local s = ('0'):rep(1e6) .. '1' while true do for i = s, s do end end",
            OVER,
        ),
        row(
            "arguments",
            "local s = ('0'):rep(1e6) .. '1' while true do math.abs(s) bit.bnot(s) end",
            OVER,
        ),
        row(
            "struct",
            "local s = ('0'):rep(1e6) .. '1' while true do struct.pack('i4', s) end",
            OVER,
        ),
        row(
            "equality of text",
            "local a, b = ('a'):rep(1e7) .. 'b', ('a'):rep(1e7) .. 'b'
            while true do local c = a == b or rawequal(a, b) end",
            OVER,
        ),
        row(
            "comparison of text",
            "local a, b = ('a'):rep(1e7) .. 'a', ('a'):rep(1e7) .. 'b'
            while true do local c = a < b end",
            OVER,
        ),
    ]);
}

#[test]
fn hash_flooding() {
    check(&[
        // Numbers whose two halves have the same sum, which is what is hashed.
        row(
            "numbers",
            "local t = {} for a = 0, 2e5 do t[1 + a / 2^20 + (2^20 - a) / 2^52] = a end return 1",
            OVER,
        ),
        row(
            "distinct text",
            "local t = {} for a = 0, 5e4 do t[('x'):rep(100) .. a .. ('y'):rep(100)] = a end
            return 1",
            "*",
        ),
    ]);
}

#[test]
fn changing_what_is_traversed() {
    check(&[
        row("clearing", "local t = {} for i = 1, 1000 do t['k' .. i] = i end local n = 0
            for k in pairs(t) do t[k] = nil n = n + 1 end return n", ":1000"),
        row("adding", "local t = {a = 1} local n = 0
            pcall(function() for k in pairs(t) do n = n + 1 t[k .. n] = 1 if n > 1e5 then error('far') end end end)
            return n > 0 and 1", ":1"),
        row("an absent key", "return next({}, 'absent')", "-ERR invalid key to 'next'"),
        row("collecting meanwhile", "local t = setmetatable({}, {__mode = 'k'})
            for i = 1, 1000 do t[{}] = i end
            for k in pairs(t) do collectgarbage() end return 1", "*"),
    ]);
}

#[test]
fn chains_and_recursion_of_metamethods() {
    check(&[
        row("__index", "local t = {} for i = 1, 200 do t = setmetatable({}, {__index = t}) end return t.x",
            "-ERR user_script:2: loop in gettable"),
        row("__newindex", "local t = {} for i = 1, 200 do t = setmetatable({}, {__newindex = t}) end t.x = 1",
            "-ERR user_script:2: loop in settable"),
        row("__index of itself", "local t = {} setmetatable(t, {__index = t}) return t.x",
            "-ERR user_script:2: loop in gettable"),
        row("__index functions", "local t t = setmetatable({}, {__index = function(_, k) return t[k] end})
            return t.x", "-ERR *stack overflow*"),
        row("__eq", "local m = {} m.__eq = function(a, b) return setmetatable({}, m) == setmetatable({}, m) end
            return setmetatable({}, m) == setmetatable({}, m)", "-ERR *stack overflow*"),
        row("__lt", "local m = {} m.__lt = function(a, b) return a < b end
            return setmetatable({}, m) < setmetatable({}, m)", "-ERR *stack overflow*"),
        row("__concat", "local m = {} m.__concat = function(a, b) return a .. b end
            return setmetatable({}, m) .. 'x'", "-ERR *stack overflow*"),
        row("__call", "local t = setmetatable({}, {}) getmetatable(t).__call = function(self) return self() + 1 end
            return t()", "-ERR *stack overflow*"),
        row("__tostring", "local t = setmetatable({}, {__tostring = function(t) return tostring(t) end})
            return tostring(t)", "-ERR *stack overflow*"),
    ]);
}

#[test]
fn readers_of_load() {
    check(&[
        row("one that goes on", "return load(function() return ' ' end)", OVER),
        row("one that loops", "return load(function() while true do end end)", OVER),
        row("one that fails", "return select(2, load(function() error('e', 0) end))", "-ERR e"),
        row(
            "one that gives tables",
            "return select(2, load(function() return {} end))",
            "-ERR user_script:2: reader function must return a string",
        ),
        row("one that loads", "local function f() return load(f) end return load(f)", "*"),
    ]);
}

#[test]
fn handlers_of_xpcall() {
    check(&[
        row("one that loops", "xpcall(error, function() while true do end end)", OVER),
        row("one that fails", "return select(2, xpcall(error, function() error('e') end))", "*"),
        row(
            "one that calls xpcall",
            "local function h() xpcall(error, h) end xpcall(error, h) return 1",
            "*",
        ),
        row(
            "never for the end of time",
            "xpcall(function() while true do end end,
            function() redis.call('SET', 'caught', 1) end)",
            OVER,
        ),
        row(
            "error objects",
            "local e = setmetatable({}, {__tostring = error, __index = error})
            error(e)",
            "-ERR *",
        ),
    ]);
}

#[test]
fn finalisers() {
    check(&[
        row("newproxy", "return newproxy(true)",
            "-ERR user_script:2: Script attempted to access nonexistent global variable 'newproxy'"),
        row("__gc of tables", "for i = 1, 1000 do
            setmetatable({}, {__gc = function() while true do end end}) end collectgarbage() return 1", ":1"),
    ]);
}

#[test]
fn natives_in_a_loop() {
    check(&[
        row(
            "os.clock",
            "local os = rawget(_G, 'os') while true do if os then os.clock() end end",
            OVER,
        ),
        row("redis.call", "while true do redis.call('PING') end", OVER),
        row("redis.pcall", "while true do redis.pcall('NOSUCH') end", OVER),
        row("redis.sha1hex", "local s = ('x'):rep(1e6) while true do redis.sha1hex(s) end", OVER),
        row(
            "redis.acl_check_cmd",
            "local s = ('x'):rep(1e6) while true do redis.acl_check_cmd('SET', s, s) end",
            OVER,
        ),
        row("redis.log", "while true do redis.log(redis.LOG_DEBUG, 'x') end", OVER),
        row("cjson", "while true do cjson.decode(cjson.encode({1, 2, 3})) end", OVER),
        row("cmsgpack", "while true do cmsgpack.unpack(cmsgpack.pack({1, 2, 3})) end", OVER),
        row("struct", "while true do struct.unpack('i4', struct.pack('i4', 1)) end", OVER),
        row("bit", "while true do bit.tohex(1) end", OVER),
    ]);
}

#[test]
fn work_of_the_collector() {
    check(&[
        row(
            "a long list",
            "local t = {} for i = 1, 3e5 do t = {t} end collectgarbage() return 1",
            "*",
        ),
        row(
            "a deep one that is dropped",
            "local t = {} for i = 1, 3e5 do t = {t} end t = nil
            collectgarbage() return 1",
            "*",
        ),
        row(
            "a wide one",
            "local t = {} for i = 1, 3e5 do t[i] = {} end collectgarbage() return 1",
            "*",
        ),
        row(
            "collecting for ever",
            "local t = {} for i = 1, 1e5 do t[i] = {} end
            while true do collectgarbage() end",
            OVER,
        ),
        row("steps", "while true do collectgarbage('step', 1) end", OVER),
        row(
            "cycles of threads",
            "for i = 1, 1e4 do local co co = coroutine.create(function() return co end) end
            collectgarbage() return 1",
            "*",
        ),
    ]);
}

#[test]
fn time_to_compile() {
    check(&[
        row(
            "elseif",
            "return loadstring('local x if x then ' .. ('elseif x then '):rep(70000) .. ' end') and 1",
            "*",
        ),
        row(
            "functions",
            "return loadstring(('local function f() end '):rep(50000)) and 1 or 0",
            "*",
        ),
        row("blocks", "return loadstring(('do local a = 1 end '):rep(50000)) and 1 or 0", "*"),
        row(
            "again and again",
            "local s = ('local a = 1 '):rep(150) while true do loadstring(s) end",
            OVER,
        ),
        row("a long chain", "return loadstring('return a' .. ('.b'):rep(100000)) and 1", "*"),
        row("a long comment", "return loadstring('--[[' .. ('x'):rep(1e7) .. ']]') and 1", "*"),
    ]);
}

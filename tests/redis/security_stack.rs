//! Input that nests deeper than the native stack: the server runs with 512 KiB of it, each case nests
//! about ten times as deep as is allowed, and the answer is that of the limit.

use crate::support::Options;
use crate::support::probe::{Probe, Row, row};

fn check(rows: &[Row]) {
    let before = ["sh", "-c", "ulimit -s 512; exec \"$0\" \"$@\""];
    let before = before.iter().map(ToString::to_string).collect();
    Probe::start(&Options { before, ..Options::default() }).run("--!ferrous timeout=20000", rows);
}

#[test]
fn parser_and_code_generator() {
    const LEVELS: &str = "*chunk has too many syntax levels*";
    check(&[
        row(
            "parentheses",
            "return select(2, loadstring('return ' .. ('('):rep(2000) .. '1' .. (')'):rep(2000)))",
            LEVELS,
        ),
        row(
            "tables",
            "return select(2, loadstring('return ' .. ('{'):rep(2000) .. ('}'):rep(2000)))",
            LEVELS,
        ),
        row(
            "blocks",
            "return select(2, loadstring(('do '):rep(2000) .. ('end '):rep(2000)))",
            LEVELS,
        ),
        row(
            "functions",
            "return select(2, loadstring(('return function() '):rep(2000) .. ('end '):rep(2000)))",
            LEVELS,
        ),
        row("not", "return select(2, loadstring('return ' .. ('not '):rep(2000) .. '1'))", LEVELS),
        row("powers", "return select(2, loadstring('return 1' .. ('^1'):rep(2000)))", LEVELS),
        row("minus", "return select(2, loadstring('return ' .. ('- '):rep(2000) .. '1'))", LEVELS),
        row(
            "concatenation",
            "return select(2, loadstring('return a' .. (' .. a'):rep(2000)))",
            LEVELS,
        ),
        row(
            "calls in calls",
            "return select(2, loadstring('return ' .. ('f('):rep(2000) .. (')'):rep(2000)))",
            LEVELS,
        ),
        row("a long sum", "return loadstring('return 1' .. ('+1'):rep(100000))()", ":100001"),
        row(
            "a long chain of calls",
            "return loadstring('local f = ... return f' .. ('()'):rep(100000)) and 1",
            ":1",
        ),
        row(
            "long brackets",
            "return #loadstring('return [' .. ('='):rep(100000) .. '[x]' .. ('='):rep(100000) .. ']')()",
            ":1",
        ),
    ]);
}

#[test]
fn pattern_matcher() {
    check(&[
        row(
            "captures",
            "return ('a'):rep(1000):find(('(a)'):rep(1000))",
            "-ERR *too many captures",
        ),
        row("single items", "return #('a'):rep(200000):match('a*')", ":200000"),
        row("a long pattern", "return #('a'):rep(200000):match(('a'):rep(200000))", "*"),
        row("optional items", "return #('a'):rep(2000):match(('a?'):rep(2000))", "*"),
        row("minuses", "return #('a'):rep(100000):match('^.-$')", ":100000"),
        row("balance", "return #(('('):rep(100000) .. (')'):rep(100000)):match('%b()')", ":200000"),
    ]);
}

#[test]
fn cjson() {
    check(&[
        row(
            "encode",
            "local t = {} for i = 1, 10000 do t = {t} end return cjson.encode(t)",
            "-ERR *Cannot serialise, excessive nesting (1001)",
        ),
        row(
            "decode",
            "return cjson.decode(('['):rep(10000) .. (']'):rep(10000))",
            "-ERR *Found too many nested data structures (1001) at character 1001",
        ),
        row(
            "objects",
            "return cjson.decode(('{\"a\":'):rep(10000) .. '1' .. ('}'):rep(10000))",
            "-ERR *Found too many nested data structures (1001) at character *",
        ),
        row(
            "encode at any depth",
            "cjson.encode_max_depth(2^31 - 1) local t = {}
            for i = 1, 80000 do t = {t} end return cjson.encode(t)",
            "-ERR *excessive nesting (*",
        ),
        row(
            "decode at any depth",
            "cjson.decode_max_depth(2^31 - 1)
            return cjson.decode(('['):rep(80000) .. (']'):rep(80000))",
            "-ERR *too many nested data structures (*",
        ),
        row(
            "a table in itself",
            "local t = {} t[1] = t return cjson.encode(t)",
            "-ERR *excessive nesting (1001)",
        ),
    ]);
}

#[test]
fn cmsgpack() {
    check(&[
        row("pack", "local t = {} for i = 1, 160 do t = {t} end return #cmsgpack.pack(t)", ":*"),
        row("a table in itself", "local t = {} t[1] = t return #cmsgpack.pack(t)", ":*"),
        row(
            "unpack",
            "return cmsgpack.unpack(('\\145'):rep(40000) .. '\\1')",
            "-ERR *stack overflow*",
        ),
        row(
            "maps",
            "return cmsgpack.unpack(('\\129\\1'):rep(40000) .. '\\1')",
            "-ERR *stack overflow*",
        ),
        row(
            "unpack of many",
            "return cmsgpack.unpack(('\\1'):rep(100000))",
            "-ERR *stack overflow*",
        ),
    ]);
}

#[test]
fn conversion_of_replies() {
    check(&[
        row(
            "lists",
            "local t = {1} for i = 1, 80000 do t = {t} end return t",
            "*ERR reached lua stack limit",
        ),
        row(
            "maps",
            "redis.setresp(3) local t = {map = {a = 1}} for i = 1, 80000 do t = {map = {a = t}} end
            return t",
            "*ERR reached lua stack limit",
        ),
        row(
            "sets",
            "local t = {set = {a = true}} for i = 1, 80000 do t = {set = {[t] = true}} end return t",
            "*ERR reached lua stack limit",
        ),
        row("error objects in themselves", "local e = {} e.err = e error(e)", "-ERR unknown error"),
    ]);
}

#[test]
fn texts_of_errors() {
    check(&[
        row("a long chain in a message", "local t = {} return t", "*0"),
        row(
            "names of fields",
            "return loadstring('local a = {} return a' .. ('.b'):rep(10000))()",
            "-ERR *attempt to index field 'b' (a nil value)",
        ),
        row(
            "nested pcall",
            "local function f(n) if n == 0 then error('deep') end
            local ok, e = pcall(f, n - 1) error(e, 0) end return f(1900)",
            "-ERR *",
        ),
        row(
            "rethrown",
            "local e = 'x' for i = 1, 2000 do e = select(2, pcall(error, e)) end return #e",
            ":1",
        ),
    ]);
}

#[test]
fn metamethods() {
    check(&[
        row(
            "tostring",
            "local t t = setmetatable({}, {__tostring = function() return tostring(t) end})
            return tostring(t)",
            "-ERR *stack overflow*",
        ),
        row(
            "comparison",
            "local m = {} m.__lt = function(a, b) return b < a end
            return setmetatable({}, m) < setmetatable({}, m)",
            "-ERR *stack overflow*",
        ),
        row(
            "concatenation",
            "local m = {} m.__concat = function(a, b) return b .. a end
            return setmetatable({}, m) .. setmetatable({}, m)",
            "-ERR *stack overflow*",
        ),
        row(
            "coroutines",
            "local function f() return coroutine.wrap(f)() end return f()",
            "-ERR *C stack overflow*",
        ),
        row(
            "callbacks of gsub",
            "local function f() return (('x'):gsub('x', f)) end return f()",
            "-ERR *C stack overflow*",
        ),
        row(
            "callbacks of sort",
            "local function f() table.sort({1, 2}, f) end return f()",
            "-ERR *C stack overflow*",
        ),
        row("pcall", "local function f() return pcall(f) end f() return 1", ":1"),
        row("calls", "local function f() return 1 + f() end return f()", "-ERR *stack overflow*"),
        row("loadstring", "local s = 'return loadstring(...)(...)' return loadstring(s)(s)", "*"),
    ]);
}

#[test]
fn collector_and_release() {
    check(&[
        row(
            "a deep list",
            "local t = {} for i = 1, 500000 do t = {t} end collectgarbage() return 1",
            ":1",
        ),
        row(
            "a deep chain of metatables",
            "local t = {} for i = 1, 200000 do t = setmetatable({}, t) end
            collectgarbage() return 1",
            ":1",
        ),
        row(
            "a deep chain of closures",
            "local f = function() end for i = 1, 200000 do
            local g = f f = function() return g end end collectgarbage() return 1",
            ":1",
        ),
        row(
            "coroutines that hold each other",
            "local co for i = 1, 20000 do local held = co
            co = coroutine.create(function() return held end) end collectgarbage() return 1",
            ":1",
        ),
        row(
            "a deep list that is dropped",
            "local t = {} for i = 1, 500000 do t = {t} end t = nil
            collectgarbage() return 1",
            ":1",
        ),
    ]);
}

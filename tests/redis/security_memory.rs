//! Scripts that want too much memory get an error before they have it, and what they had is free again.
//!
//! One test for each class of such scripts; each script may hold 16 MB.

use crate::support::probe::{Probe, Row, row};
use crate::support::{Options, Server};

const PRAGMA: &str = "--!ferrous memory=16mb timeout=20000";
const OUT: &str = "-ERR Error running script *, not enough memory";
/// Where the server's own words are not native's.
const OUT_WHILE_COMPILING: &str = "-ERR Error compiling script (new function): not enough memory";

fn check(rows: &[Row]) {
    Probe::start(&Options::default()).run(PRAGMA, rows);
}

#[test]
fn string_rep() {
    check(&[
        row("a gigabyte", "return ('x'):rep(1e9)", OUT),
        row("twice the largest count", "return ('x'):rep(2^31-1):rep(2^31-1)", OUT),
        row("a product that overflows", "return ('xx'):rep(2^31-1):rep(2^31-1):rep(2^31-1)", OUT),
        row(
            "under pcall",
            "return select(2, pcall(string.rep, 'x', 1e9))",
            "$17\r\nnot enough memory",
        ),
    ]);
}

#[test]
fn concat_doubling() {
    check(&[
        row("a loop", "local s = 'x' while true do s = s .. s end", OUT),
        row(
            "many operands",
            "local s = ('x'):rep(1e6) while true do s = s .. s .. s .. s end",
            OUT,
        ),
        row(
            "told once",
            "local s, told = 'x', 0
            while told < 3 do if not pcall(function() s = s .. s end) then told = told + 1 end end
            return told",
            OUT,
        ),
    ]);
}

#[test]
fn table_growth() {
    check(&[
        row("tables", "local i, t = 0, {} while true do i = i + 1 t[i] = {} end", OUT),
        row("numbers", "local i, t = 0, {} while true do i = i + 1 t[i] = i end", OUT),
        row("fields", "local i, t = 0, {} while true do i = i + 1 t['k' .. i] = i end", OUT),
        row("nesting", "local t = {} while true do t = {t} end", OUT),
        row("insert", "local t = {} while true do table.insert(t, 'x') end", OUT),
    ]);
}

#[test]
fn one_huge_index() {
    check(&[
        row("2^26", "local t = {} t[2^26] = 1 return #t", ":0"),
        row("1e308", "local t = {[1e308] = 1} return t[1e308]", ":1"),
        row("many of them", "local t = {} for i = 1, 40 do t[2^i] = i end return t[2^40]", ":40"),
    ]);
}

#[test]
fn gsub_blow_up() {
    check(&[
        row("an empty pattern", "return #(('x'):rep(20000):gsub('', ('y'):rep(20000)))", OUT),
        row(
            "a function",
            "local y = ('y'):rep(20000)
            return #(('x'):rep(20000):gsub('x', function() return y end))",
            OUT,
        ),
        row("captures", "return #(('x'):rep(20000):gsub('(.*)', ('%1'):rep(10000)))", OUT),
    ]);
}

#[test]
fn many_pieces() {
    check(&[
        row(
            "as many as fit",
            "local t = {} for i = 1, 200000 do t[i] = 'x' end return #table.concat(t)",
            ":200000",
        ),
        row(
            "table.concat",
            "local t, s = {}, ('x'):rep(1000) for i = 1, 200000 do t[i] = s end
            return #table.concat(t)",
            OUT,
        ),
        row(
            "separators",
            "local t = {} for i = 1, 1000 do t[i] = 'x' end
            return #table.concat(t, ('y'):rep(100000))",
            OUT,
        ),
        row(
            "string.format",
            "local s = ('x'):rep(5e6) return #string.format('%s%s%s%s', s, s, s, s)",
            OUT,
        ),
        row("%q", "local s = ('\\0'):rep(5e6) return #string.format('%q', s)", OUT),
        row("..", "local s = ('x'):rep(5e6) return #(s .. s .. s .. s)", OUT),
    ]);
}

#[test]
fn cjson_encode() {
    check(&[
        row(
            "shared tables",
            "local t = {} for i = 1, 30 do t = {t, t} end return #cjson.encode(t)",
            OUT,
        ),
        row("control bytes", "return #cjson.encode(('\\1'):rep(5e6))", OUT),
        row("what fits", "return #cjson.encode(('\\1'):rep(300000))", ":1800002"),
    ]);
}

#[test]
fn cjson_decode() {
    check(&[
        row("empty objects", "return #cjson.decode('[' .. ('{},'):rep(350000) .. '{}]')", OUT),
        row("numbers", "return #cjson.decode('[' .. ('1,'):rep(2000000) .. '1]')", OUT),
        row(
            "strings",
            "local t = {} for i = 1, 150000 do t[i] = '\"' .. i .. '\"' end
            local s = '[' .. table.concat(t, ',') .. ']' t = nil
            local all = {} for i = 1, 50 do all[i] = cjson.decode(s) end",
            OUT,
        ),
    ]);
}

#[test]
fn cmsgpack_unpack() {
    check(&[
        row(
            "a length that lies",
            "return cmsgpack.unpack('\\221\\255\\255\\255\\255')",
            "-ERR *Missing bytes in input.",
        ),
        row(
            "a map that lies",
            "return cmsgpack.unpack('\\223\\255\\255\\255\\255')",
            "-ERR *Missing bytes in input.",
        ),
        row(
            "a string that lies",
            "return cmsgpack.unpack('\\219\\255\\255\\255\\255Z')",
            "-ERR *Missing bytes in input.",
        ),
        row(
            "empty arrays",
            "return #cmsgpack.unpack('\\221\\0\\15\\66\\64' .. ('\\144'):rep(1000000))",
            OUT,
        ),
        row(
            "pack",
            "local t = {} for i = 1, 15 do t = {t, t, t, t} end return #cmsgpack.pack(t)",
            OUT,
        ),
    ]);
}

#[test]
fn struct_and_bytes() {
    check(&[
        row("struct.pack", "return #struct.pack('c200000000', 'x')", "-ERR *too short*"),
        row(
            "string.char",
            "local t = {} while true do t[#t + 1] = string.char(1, 2, 3, 4) .. #t end",
            OUT,
        ),
    ]);
}

#[test]
fn replies() {
    check(&[
        row("a table that holds itself twice", "local t = {} t[1], t[2] = t, t return t", OUT),
        row(
            "a table that holds itself",
            "local t = {} t[1] = t return t",
            "*ERR reached lua stack limit",
        ),
        row("shared tables", "local t = {} for i = 1, 30 do t = {t, t} end return t", OUT),
        row(
            "a string many times",
            "local t, s = {}, ('x'):rep(1e6) for i = 1, 1000 do t[i] = s end return t",
            OUT,
        ),
        row("a map", "local t = {} for i = 1, 30 do t = {map = {a = t, b = t}} end return t", OUT),
        row(
            "an emptied map many times",
            "local m = {} for i = 1, 1e5 do m['k' .. i] = i end for i = 1, 1e5 do m['k' .. i] = nil end
             local t, r = {map = m}, {} for i = 1, 1e4 do r[i] = t end return r",
            OUT,
        ),
        row(
            "an emptied set many times",
            "local m = {} for i = 1, 1e5 do m[i] = i end for i = 1, 1e5 do m[i] = nil end
             local t, r = {set = m}, {} for i = 1, 1e4 do r[i] = t end return r",
            OUT,
        ),
        row(
            "errors",
            "local t, e = {}, {err = ('x'):rep(1e6)} for i = 1, 1000 do t[i] = e end return t",
            OUT,
        ),
        row(
            "what fits",
            "local t = {} for i = 1, 3 do t[i] = ('x'):rep(3) end return t",
            "*3\r\n$3\r\nxxx\r\n$3\r\nxxx\r\n$3\r\nxxx",
        ),
    ]);
}

#[test]
fn arguments_of_commands() {
    check(&[
        row(
            "one string many times",
            "local s = ('x'):rep(4e6) return redis.call('EXISTS', s, s, s, s, s)",
            OUT,
        ),
        row("what fits", "local s = ('x'):rep(4e6) return redis.call('EXISTS', s, s, s)", ":0"),
        row(
            "one string many times, to ask for",
            "local s, t = ('x'):rep(4e6), {} for i = 1, 40 do t[i] = s end
            return redis.acl_check_cmd('EXISTS', unpack(t))",
            OUT,
        ),
        row(
            "what fits, to ask for",
            "local s = ('x'):rep(4e6) return redis.acl_check_cmd('EXISTS', s, s, s)",
            ":1",
        ),
        row(
            "many words",
            "local t = {} for i = 1, 7000 do t[i] = i end collectgarbage() \
             return redis.call('EXISTS', unpack(t))",
            ":0",
        ),
    ]);
}

#[test]
fn replies_of_commands() {
    let mut probe = Probe::start(&Options::default());
    probe.run(
        PRAGMA,
        &[
            row("a large one", "return #redis.call('ECHO', ('x'):rep(9e6))", OUT),
            row(
                "many",
                "local t = {} while true do t[#t + 1] = redis.call('ECHO', ('x'):rep(10000)) end",
                OUT,
            ),
            row("nested", "local t = {} while true do t[#t + 1] = redis.call('COMMAND') end", OUT),
        ],
    );
}

#[test]
fn source_text() {
    check(&[
        row(
            "constants",
            "return #loadstring('return ' .. (\"'\" .. ('x'):rep(1000) .. \"',\"):rep(9000) .. '1')",
            OUT,
        ),
        row(
            "distinct constants",
            "local t = {} for i = 1, 250000 do t[i] = i .. '.5' end
            return loadstring('return {' .. table.concat(t, ',') .. '}') and 1",
            OUT,
        ),
        row(
            "nested loadstring",
            "local s = 'return 1'
            for i = 1, 30 do s = 'return loadstring(' .. string.format('%q', s) .. ')()' end
            return loadstring(s)()",
            OUT,
        ),
        row(
            "many chunks",
            "local t = {} while true do t[#t + 1] = loadstring('return {' .. ('1,'):rep(500) .. #t .. '}') end",
            OUT,
        ),
        row(
            "a reader",
            "return select(2, load(function() return ('x = 1 '):rep(10000) end))",
            "*not enough memory",
        ),
    ]);
    let body = format!("{PRAGMA}\nreturn {{{}}}", "'0123456789',".repeat(2_000_000));
    let server = Server::start();
    let reply = server.connect().text(&["FERROUS.EVAL", &body, "0"]);
    assert_eq!(reply.trim_end(), OUT_WHILE_COMPILING);
    assert_eq!(server.connect().text(&["PING"]), "+PONG\r\n");
}

#[test]
fn coroutines_kept_alive() {
    check(&[
        row("suspended", "local t = {} while true do local co = coroutine.wrap(function()
            coroutine.yield() end) co() t[#t + 1] = co end", OUT),
        row("never started", "local t = {} while true do t[#t + 1] = coroutine.create(function() end) end",
            OUT),
        row("with deep stacks", "local t = {}
            local function f(n) if n > 0 then return 1 + f(n - 1) end coroutine.yield() return 0 end
            while true do local co = coroutine.wrap(function() f(1000) end) co() t[#t + 1] = co end", "-ERR *not enough memory*"),
        row("dropped ones", "for i = 1, 50000 do coroutine.wrap(function() coroutine.yield() end)() end
            return 1", ":1"),
    ]);
}

#[test]
fn closures_and_strings() {
    check(&[
        row(
            "closures",
            "local t = {} while true do local n = #t t[n + 1] = function() n = n + 1 end end",
            OUT,
        ),
        row(
            "distinct strings",
            "local t = {} for i = 1, 1e7 do t[i] = 'string number ' .. i end",
            OUT,
        ),
        row(
            "dropped strings",
            "for i = 1, 1e6 do local s = 'string number ' .. i end return 1",
            ":1",
        ),
        row("deep calls", "local function f(...) return 1 + f(1, ...) end return f()", "-ERR *"),
    ]);
}

#[test]
fn error_messages() {
    check(&[
        row("doubling", "local e = 'x' while true do local _, m = pcall(error, e .. e) e = m end", OUT),
        row("a handler that doubles", "local m = 'x' while true do
            local _, n = xpcall(function() error(m, 0) end, function(m) return m .. m end) m = n end", OUT),
        row("prefixes", "local e = 'x' for i = 1, 1000 do local _, m = pcall(error, e) e = 'p' .. m end
            return #e", ":1001"),
        row("assert", "local e = 'x' while true do local _, m = pcall(assert, false, e .. e) e = m end", OUT),
    ]);
}

#[test]
fn script_cache() {
    let server = Server::start_with(&Options::with(&[
        "--ferrous.script-cache-max-scripts",
        "100",
        "--ferrous.script-cache-max-bytes",
        "1mb",
    ]));
    let mut connection = server.connect();
    for n in 0..1000 {
        connection.ok(&["FERROUS.EVAL", &format!("return '{}'", "x".repeat(n * 20)), "0"]);
    }
    assert!(server.info("ferrous_scripts_cached") <= 100);
    assert!(server.info("ferrous_scripts_bytes") <= 1 << 20);
    assert!(server.info("ferrous_cache_evictions") >= 900);
    connection.ok(&["FERROUS.SCRIPT", "FLUSH"]);
    assert_eq!(server.info("ferrous_scripts_bytes"), 0);
}

#[test]
fn a_collector_that_is_told_to_rest() {
    check(&[
        row("stop", "collectgarbage('stop') for i = 1, 1e6 do local t = {} end return 1", ":1"),
        row(
            "setpause",
            "collectgarbage('setpause', 1e9) for i = 1, 1e6 do local t = {} end return 1",
            ":1",
        ),
        row(
            "setstepmul",
            "collectgarbage('setstepmul', 0) for i = 1, 1e6 do local t = {} end return 1",
            ":1",
        ),
        row(
            "stop and keep",
            "collectgarbage('stop') local t = {} while true do t[#t + 1] = {} end",
            OUT,
        ),
        row(
            "weak tables",
            "local w = setmetatable({}, {__mode = 'kv'})
            for i = 1, 1e6 do w[i] = {} end return 1",
            ":1",
        ),
        row(
            "weak keys",
            "local w = setmetatable({}, {__mode = 'k'})
            for i = 1, 3e5 do w[{}] = {} end return 1",
            ":1",
        ),
    ]);
}

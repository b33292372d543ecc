//! Scripts that want to reach other scripts, other users or the server itself do not get there.
//!
//! One test for each way of trying.

use crate::support::probe::{Probe, Row, row};
use crate::support::{Connection, Options, Server};

const READONLY: &str = "-ERR user_script:2: Attempt to modify a readonly table";

/// Where a native function found out.
const READONLY_IN_NATIVE: &str = "-ERR Attempt to modify a readonly table";

fn check(rows: &[Row]) {
    Probe::start(&Options::default()).run("--!ferrous timeout=5000", rows);
}

/// What a script answers.
fn eval(connection: &mut Connection, script: &str) -> String {
    connection.text(&["FERROUS.EVAL", script, "0"])
}

#[test]
fn writing_shared_tables() {
    // Every table that can be reached, by every way of writing; the names of those that let it.
    const ALL: &str = r"
        local writers = {
          set = function(t) t.probe = 1 end,
          item = function(t) t[1] = 1 end,
          rawset = function(t) rawset(t, 'probe', 1) end,
          clear = function(t) local k = next(t) if k == nil then error('empty') end t[k] = nil end,
          replace = function(t) local k = next(t) if k == nil then error('empty') end rawset(t, k, 1) end,
          insert = function(t) table.insert(t, 1) end,
          setmetatable = function(t) setmetatable(t, {}) end,
          setn = function(t) table.setn(t, 1) end,
          index = function(t) getmetatable(t).__index = function() return 1 end end,
          newindex = function(t) rawset(getmetatable(t), '__newindex', print) end,
        }
        local seen, bad = {[KEYS] = true, [ARGV] = true}, {}
        local function walk(name, t)
          if type(t) ~= 'table' or seen[t] then return end
          seen[t] = true
          for how, writer in pairs(writers) do
            if pcall(writer, t) then bad[#bad + 1] = name .. ' by ' .. how end
          end
          for k, v in pairs(t) do walk(name .. '.' .. tostring(k), v) end
          walk(name .. '#', getmetatable(t))
        end
        walk('_G', _G)
        for _, v in ipairs({'', 0, true, walk, coroutine.create(walk)}) do walk(type(v), getmetatable(v)) end
        return table.concat(bad, ', ')";
    check(&[
        row("all of them", ALL, "$0\r\n"),
        row("a function", "string.upper = nil", READONLY),
        row("a field", "redis.x = 1", READONLY),
        row("sort", "table.sort(string) return 1", "*"),
        row("remove", "table.remove(redis) return 1", "*"),
        row("sort and insert", "table.sort(math) table.insert(math, 1)", READONLY_IN_NATIVE),
        row("by a metatable", "setmetatable(string, {__index = error})", READONLY_IN_NATIVE),
    ]);
}

#[test]
fn metatables_of_basic_types() {
    check(&[
        row("string", "getmetatable('').__index = function() return 1 end", READONLY),
        row("string, raw", "rawset(getmetatable(''), '__add', error)", READONLY_IN_NATIVE),
        row("nil", "return getmetatable(nil)", "$-1"),
        row(
            "number",
            "getmetatable(1).__index = error",
            "-ERR user_script:2: attempt to index a nil value",
        ),
        row(
            "boolean",
            "getmetatable(true).__index = error",
            "-ERR user_script:2: attempt to index a nil value",
        ),
        row(
            "function",
            "getmetatable(error).__index = error",
            "-ERR user_script:2: attempt to index a nil value",
        ),
        row(
            "thread",
            "getmetatable(coroutine.create(function() end)).__index = error",
            "-ERR user_script:2: attempt to index a nil value",
        ),
        row("strings still work", "return ('x'):upper()", "$1\r\nX"),
    ]);
}

#[test]
fn the_metatable_of_globals() {
    check(&[
        row("is seen", "return type(getmetatable(_G).__index)", "$8\r\nfunction"),
        row("has no __newindex", "return getmetatable(_G).__newindex", "$-1"),
        row("is frozen", "getmetatable(_G).__index = nil", READONLY),
        row("cannot be taken off", "setmetatable(_G, nil)", READONLY_IN_NATIVE),
    ]);
}

#[test]
fn new_globals() {
    check(&[
        row("assignment", "foo = 1", READONLY),
        row("function", "function foo() end", READONLY),
        row("rawset", "rawset(_G, 'foo', 1)", READONLY_IN_NATIVE),
        row("_G.foo", "_G.foo = 1", READONLY),
        row(
            "loadstring",
            "loadstring('foo = 1')()",
            "-ERR [string \"foo = 1\"]:1: Attempt to modify a readonly table",
        ),
        row(
            "coroutine",
            "coroutine.wrap(function() foo = 1 end)()",
            "-ERR *Attempt to modify a readonly table",
        ),
        row(
            "metamethod",
            "local t = setmetatable({}, {__index = function() foo = 1 end}) return t.x",
            READONLY,
        ),
        row(
            "reading",
            "return foo",
            "-ERR user_script:2: Script attempted to access nonexistent global variable 'foo'",
        ),
    ]);
}

#[test]
fn environments_and_other_doors() {
    for name in [
        "setfenv", "getfenv", "newproxy", "package", "require", "module", "io", "debug", "dofile",
        "loadfile", "print", "loadlib",
    ] {
        let server = Server::start();
        let reply = eval(&mut server.connect(), &format!("return {name}"));
        let expected = format!(
            "-ERR user_script:1: Script attempted to access nonexistent global variable '{name}'"
        );
        assert!(reply.starts_with(&expected), "{reply}");
    }
}

#[test]
fn bytecode() {
    check(&[
        row(
            "loadstring",
            "return select(2, loadstring(string.dump(function() return 1 end)))",
            "*unexpected symbol near 'char(27)'",
        ),
        row(
            "load",
            "local s, i = string.dump(function() return 1 end), 0
            return select(2, load(function() i = i + 1 return i <= #s and s:sub(i, i) or nil end))",
            "*unexpected symbol near 'char(27)'",
        ),
        row("called", "loadstring('\\27Lua')()", "-ERR user_script:2: attempt to call a nil value"),
    ]);
    let server = Server::start();
    let reply = server.connect().text(&["FERROUS.EVAL", "\x1bLuaQ", "0"]);
    let expected = "-ERR Error compiling script (new function): user_script:1: unexpected symbol";
    assert!(reply.starts_with(expected), "{reply}");
}

#[test]
fn keys_and_arguments() {
    let mut probe = Probe::start(&Options::default());
    probe.run(
        "",
        &[
            row(
                "items",
                "KEYS[1] = 'x' ARGV[9] = 'y' return {KEYS[1], ARGV[9]}",
                "*2\r\n$1\r\nx\r\n$1\r\ny",
            ),
            row("the list", "KEYS = {}", READONLY),
            row("the list, raw", "rawset(_G, 'KEYS', {})", READONLY_IN_NATIVE),
            row("are fresh", "return #KEYS + #ARGV", ":0"),
            row(
                "metatables",
                "setmetatable(KEYS, {__index = function() return 'x' end}) return KEYS[5]",
                "$1\r\nx",
            ),
            row("are fresh again", "return KEYS[5]", "$-1"),
        ],
    );
    let mut connection = probe.server.connect();
    let reply = connection.text(&["FERROUS.EVAL", "return {#KEYS, #ARGV}", "1", "k", "a", "b"]);
    assert_eq!(reply, "*2\r\n:1\r\n:2\r\n");
    assert_eq!(eval(&mut connection, "return {#KEYS, #ARGV}"), "*2\r\n:0\r\n:0\r\n");
}

#[test]
fn values_of_other_scripts() {
    // Wherever a script might leave a value, the next one does not find it.
    let server = Server::start();
    let mut connection = server.connect();
    let leave = "local co = coroutine.wrap(function() coroutine.yield(1) return 2 end) co()
        for _, t in ipairs({_G, string, table, redis, getmetatable(''), getmetatable(_G)}) do
          pcall(rawset, t, 'left', co) pcall(function() t.left = co end)
          pcall(table.insert, t, co) pcall(setmetatable, t, {__index = {left = co}})
        end
        KEYS.left, ARGV.left = co, co return 1";
    assert_eq!(eval(&mut connection, leave), ":1\r\n");
    let find = "for _, t in ipairs({_G, string, table, redis, getmetatable(''), getmetatable(_G), KEYS, ARGV}) do
          if rawget(t, 'left') or rawget(t, 1) then return 'found' end
        end return tostring(rawget(_G, 'left'))";
    assert_eq!(eval(&mut connection, find), "$3\r\nnil\r\n");
}

#[test]
fn random_numbers() {
    // A seed ends with its script; the sequence of those without goes on as if it had not been.
    let draw = "return tostring(math.random(1000000))";
    let seed = "math.randomseed(5) return tostring(math.random(1000000))";
    let run = |scripts: &[&str]| -> Vec<String> {
        let server = Server::start();
        let mut connection = server.connect();
        scripts.iter().map(|script| eval(&mut connection, script)).collect()
    };
    let plain = run(&[draw, draw, draw]);
    let seeded = run(&[draw, seed, seed, draw, draw]);
    assert_eq!(plain, [&seeded[..1], &seeded[3..]].concat());
    assert_eq!(seeded[1], seeded[2]);
    assert!(plain[0] != plain[1] && plain[1] != plain[2]);
}

#[test]
fn the_user() {
    let server = Server::start();
    let mut admin = server.connect();
    admin.ok(&["ACL", "SETUSER", "small", "on", ">x", "+@all", "-flushall", "~own:*"]);
    admin.ok(&["SET", "other", "secret"]);
    let mut small = server.connect();
    small.ok(&["AUTH", "small", "x"]);
    let ways = [
        "return redis.call('GET', 'other')",
        "return select(2, pcall(redis.call, 'GET', 'other'))",
        "return coroutine.wrap(function() return redis.call('GET', 'other') end)()",
        "return setmetatable({}, {__index = function() return redis.call('GET', 'other') end}).x",
        "local r table.sort({1, 2}, function() r = redis.call('GET', 'other') end) return r",
        "return (('x'):gsub('x', function() return redis.call('GET', 'other') end))",
        "local r load(function() r = redis.call('GET', 'other') end) return r",
        "return select(2, xpcall(error, function() return redis.call('GET', 'other') end))",
        "redis.setresp(3) return redis.call('GET', 'other')",
        "redis.call('SET', 'own:k', 1) return redis.call('GET', 'other')",
    ];
    for script in ways {
        let reply = eval(&mut small, script);
        assert!(!reply.contains("secret"), "{script}: {reply}");
    }
    let denied = eval(&mut small, "return redis.pcall('FLUSHALL')");
    assert!(denied.starts_with("-"), "{denied}");
    // What one user ran, another runs as himself.
    assert_eq!(eval(&mut admin, ways[0]), "$6\r\nsecret\r\n");
    assert!(eval(&mut small, ways[0]).starts_with("-"));
    assert_eq!(admin.text(&["GET", "other"]), "$6\r\nsecret\r\n");
}

#[test]
fn the_database() {
    let server = Server::start();
    let mut connection = server.connect();
    let script =
        "redis.call('SELECT', 5) redis.call('SET', 'k', 'in 5') return redis.call('DBSIZE')";
    assert_eq!(eval(&mut connection, script), ":1\r\n");
    assert_eq!(connection.text(&["DBSIZE"]), ":0\r\n");
    // Also when the script fails or is ended.
    for end in ["error('e')", "while true do end"] {
        eval(&mut connection, &format!("--!ferrous timeout=30\nredis.call('SELECT', 5) {end}"));
        assert_eq!(connection.text(&["DBSIZE"]), ":0\r\n", "{end}");
    }
}

#[test]
fn the_protocol() {
    let server = Server::start();
    let mut connection = server.connect_resp3();
    let value = "return type(redis.call('HGETALL', 'none').map)";
    assert_eq!(eval(&mut connection, &format!("redis.setresp(3) {value}")), "$5\r\ntable\r\n");
    assert_eq!(eval(&mut connection, value), "$3\r\nnil\r\n");
    eval(&mut connection, "redis.setresp(3) error('e')");
    assert_eq!(eval(&mut connection, value), "$3\r\nnil\r\n");
    let reply = eval(&mut connection, "redis.setresp(4)");
    assert!(reply.starts_with("-ERR RESP version must be 2 or 3."), "{reply}");
}

#[test]
fn what_is_replicated() {
    let server = Server::start_with(&Options::with(&["--appendonly", "yes"]));
    let mut connection = server.connect();
    eval(&mut connection, "redis.set_repl(redis.REPL_NONE) redis.call('SET', 'hidden', 1)");
    eval(&mut connection, "redis.call('SET', 'seen', 1)");
    eval(
        &mut connection,
        "redis.set_repl(redis.REPL_NONE) redis.call('SET', 'hidden', 2) error('e')",
    );
    eval(&mut connection, "redis.call('SET', 'seen too', 1)");
    connection.ok(&["DEBUG", "LOADAOF"]);
    assert_eq!(connection.text(&["EXISTS", "hidden", "seen", "seen too"]), ":2\r\n");
}

#[test]
fn addresses() {
    // The same names in every server, so no place in memory.
    let script = "return {tostring({}), tostring(function() end), tostring(string.upper),
        tostring(coroutine.create(function() end)), tostring(coroutine.wrap(function() end))}";
    let [first, second] = [(); 2].map(|()| eval(&mut Server::start().connect(), script));
    assert!(first.contains("table: 0x"), "{first}");
    assert_eq!(first, second);
}

/// Globals of servers without the repairs that all others have.
const UNREPAIRED: [&str; 3] = ["getfenv", "newproxy", "setfenv"];

#[test]
fn what_the_allow_lists_name() {
    let server = Server::start();
    let mut connection = server.connect();
    let names = |list: &str| {
        format!(
            "local t = {{}} for k in pairs({list}) do if k ~= 'os' then t[#t + 1] = k end end
            table.sort(t)
            return table.concat(t, ' ')"
        )
    };
    // Native has the same names on the same server.
    for list in
        ["string", "table", "math", "coroutine", "cjson", "cmsgpack", "bit", "struct", "redis"]
    {
        let native = connection.text(&["EVAL", &names(list), "0"]);
        assert_eq!(eval(&mut connection, &names(list)), native, "{list}");
    }
    // Native has `os` from 7.4 on; a server without later repairs has what ours never has.
    let mut globals = |command: &str| {
        let names = connection.bulk(&[command, &names("_G"), "0"]);
        String::from_utf8(names).unwrap()
    };
    let native = globals("EVAL");
    let kept = native.split(' ').filter(|name| !UNREPAIRED.contains(name)).collect::<Vec<_>>();
    assert_eq!(globals("FERROUS.EVAL"), kept.join(" "));
}

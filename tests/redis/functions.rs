//! Functions on the engine `lua` of Valkey 9.1 (parity §17): what the server's own engine answers on the
//! same server without takeover, byte for byte, and what only ours promises.

use ferrous::bridge::guard::Place;

use crate::same_as_eval::{Way, assert_same};
use crate::support::busy::wait_until_busy;
use crate::support::{Connection, Options, Server, module};
use crate::valkey_engine::{Interface, by_name, interface, takeover};

#[test]
fn scripts_answer_as_functions_as_they_do_natively() {
    if by_name(&[]).is_some() {
        assert_same(Way::Functions);
    }
}

#[test]
fn libraries_choose_the_engine_by_its_own_name() {
    let server = Server::start();
    let mut c = server.connect();
    let code = "#!ferrous name=lib
        local n = 0
        server.register_function('add', function(keys, args) n = n + args[1] return {n, redis.call('SET', keys[1], n)} end)
        server.register_function{function_name='read', flags={'no-writes'},
            callback=function(keys, args) return redis.call(args[1], keys[1], args[2]) end}";
    let loaded = c.text(&["FUNCTION", "LOAD", code]);
    if interface(&server) == Interface::None {
        return assert_eq!(loaded, "-ERR Engine 'ferrous' not found\r\n");
    }
    assert_eq!(loaded, "$3\r\nlib\r\n");
    assert_eq!(c.text(&["FCALL", "add", "1", "k", "2"]), "*2\r\n:2\r\n+OK\r\n");
    assert_eq!(c.text(&["FCALL", "add", "1", "k", "3"]), "*2\r\n:5\r\n+OK\r\n");
    assert_eq!(
        c.text(&["FCALL_RO", "read", "1", "k", "APPEND", "x"]).split(" script: ").next(),
        Some("-ERR Write commands are not allowed from read-only scripts.")
    );
    assert_eq!(
        c.text(&["FCALL", "read", "1", "k", "APPEND", "x"]).split(" script: ").next(),
        Some("-ERR Write commands are not allowed from read-only scripts.")
    );
    assert_eq!(
        c.text(&["FCALL_RO", "read", "1", "k", "GETRANGE", "0"]).split(" script: ").next(),
        Some("-ERR Wrong number of args calling command from script")
    );
    assert!(
        c.text(&["FCALL", "add", "1", "k", "x"])
            .starts_with("-ERR user_function:3: attempt to perform arithmetic")
    );
    assert!(c.text(&["FUNCTION", "LIST"]).contains("$7\r\nferrous\r\n"));
    c.ok(&["FUNCTION", "DELETE", "lib"]);
    assert_eq!(c.text(&["FCALL", "add", "1", "k", "2"]), "-ERR Function not found\r\n");
}

/// Sends the same commands to a server with the engine and to one without.
pub(crate) struct Twins {
    pub(crate) ours: Connection,
    pub(crate) native: Connection,
    pub(crate) servers: [Server; 2],
}

/// A server of the same kind with its own engine and no module.
pub(crate) fn native_server(config: &[&str]) -> Server {
    let server = Server::start_with(&Options { module_args: Vec::new(), ..takeover(config) });
    server.connect().ok(&["MODULE", "UNLOAD", "ferrous"]);
    server
}

impl Twins {
    /// `None` where there is no such engine.
    fn start() -> Option<Twins> {
        Twins::start_with(&[])
    }

    /// The same on servers of this configuration.
    pub(crate) fn start_with(config: &[&str]) -> Option<Twins> {
        let servers = [by_name(config)?, native_server(config)];
        let [ours, native] = servers.each_ref().map(Server::connect);
        Some(Twins { ours, native, servers })
    }

    /// The reply of both.
    pub(crate) fn same(&mut self, words: &[&str]) -> String {
        let [ours, native] = [&mut self.ours, &mut self.native].map(|c| c.text(words));
        assert_eq!(ours, native, "{words:?}");
        ours
    }

    /// Loads a library of this code behind its first line.
    fn load(&mut self, code: &str) -> String {
        self.same(&["FUNCTION", "LOAD", "REPLACE", &library(code)])
    }
}

pub(crate) fn library(code: &str) -> String {
    format!("#!lua name=lib\n{code}")
}

/// A library with one function `f` of this body.
fn function(body: &str) -> String {
    library(&format!("server.register_function('f', function(keys, args) {body} end)"))
}

#[test]
fn libraries_are_loaded_or_refused_in_native_words() {
    let Some(mut twins) = Twins::start() else { return };
    let f = "server.register_function('f', function() return 1 end)";
    for code in [
        "return 1".to_owned(),
        "#!lua\nreturn 1".into(),
        "#!lua name=\nreturn 1".into(),
        "#!lua name=a name=b\nreturn 1".into(),
        "#!lua name=a foo=b\nreturn 1".into(),
        "#!lua name=a-b\nreturn 1".into(),
        "#!js name=a\nreturn 1".into(),
        "#!lua name=\"a".into(),
        "#!lua name=a".into(),
        format!("#!lua name=a\n{f}"),
        format!("#!LUA NAME=b\n{}", f.replace("'f'", "'g'")),
        format!("#!lua name=a\n{f}"),
        format!("#!lua name=c\n{f}"),
        "#!lua name=d\n".into(),
        "#!lua name=d\nlocal x = ".into(),
        "#!lua name=d\n\n\nx = = 1".into(),
        format!("#!lua name=e\n{f}\n{f}"),
        format!("#!lua name=e\n{}", f.replace("'f'", "'bad name'")),
        format!("#!lua name=e\n{}", f.replace("'f'", "''")),
        format!("#!lua name=e\n{}", f.replace("'f'", "'nul\\0here'")),
        format!("#!lua name=n\n{}\0 this is not read", f.replace("'f'", "'h'")),
    ] {
        twins.same(&["FUNCTION", "LOAD", &code]);
        twins.same(&["FUNCTION", "LOAD", "REPLACE", &code]);
    }
    for words in [
        &["FUNCTION", "LOAD", "FOO", "x"][..],
        &["FUNCTION", "DELETE", "nosuch"],
        &["FUNCTION", "FLUSH", "LATER"],
        &["FUNCTION", "LIST", "FOO"],
        &["FUNCTION", "LIST", "LIBRARYNAME"],
        &["FUNCTION", "LIST", "LIBRARYNAME", "a", "WITHCODE"],
        &["FUNCTION", "KILL"],
        &["FUNCTION", "STATS"],
        &["FCALL", "nosuch", "x"],
        &["FCALL", "f", "x"],
        &["FCALL", "f", "2", "k"],
        &["FCALL", "f", "-1"],
        &["FCALL", "F", "0"],
        &["FCALL_RO", "f", "0"],
        &["FUNCTION", "DELETE", "a"],
        &["FCALL", "f", "0"],
        &["FUNCTION", "FLUSH", "ASYNC"],
        &["FUNCTION", "STATS"],
        &["FUNCTION", "LIST"],
    ] {
        twins.same(words);
    }
}

#[test]
fn functions_are_registered_in_both_forms_and_refused_in_native_words() {
    let Some(mut twins) = Twins::start() else { return };
    let mut accepted = 0;
    for arguments in [
        "",
        "'f'",
        "1",
        "'f', 1",
        "'f', function() end, 3",
        "nil, function() end",
        "{}, function() end",
        "12, function() return 'number' end",
        "'f', function() return 'f' end",
        "'f', server.log",
        "{}",
        "{function_name='f'}",
        "{callback=function() end}",
        "{function_name={}, callback=function() end}",
        "{function_name='f', callback='x'}",
        "{function_name='f', callback=server.log}",
        "{FUNCTION_NAME='f', Callback=function() return 'case' end}",
        "{function_name=12, callback=function() return 'number' end}",
        "{function_name='f', callback=function() end, description={}}",
        "{function_name='f', callback=function() end, description=12}",
        "{function_name='f', callback=function() end, description='what it is'}",
        "{function_name='f', callback=function() end, flags='no-writes'}",
        "{function_name='f', callback=function() end, flags={'nosuch'}}",
        "{function_name='f', callback=function() end, flags={12}}",
        "{function_name='f', callback=function() end, flags={{}}}",
        "{function_name='f', callback=function() end, flags={'NO-Writes', 'no-writes'}}",
        "{function_name='f', callback=function() end, flags={'no-writes', nil, 'nosuch'}}",
        "{function_name='f', callback=function() end, flags={'allow-oom', 'allow-stale'}}",
        "{function_name='f', callback=function() end, flags={'no-cluster', 'allow-cross-slot-keys'}}",
        "{function_name='f', callback=function() end, nosuch=1}",
        "{function_name='f', callback=function() end, [1]=1}",
        "{function_name='f', callback=function() end, [true]=1}",
        "{[{}]=1}",
    ] {
        for table in ["server", "redis"] {
            let reply = twins.load(&format!("{table}.register_function({arguments})"));
            if reply.starts_with('$') {
                accepted += 1;
                twins.same(&["FUNCTION", "LIST", "WITHCODE"]);
                twins.same(&["FCALL", "f", "1", "k", "a"]);
                twins.same(&["FCALL", "12", "0"]);
                twins.same(&["FCALL_RO", "f", "0"]);
            }
        }
    }
    assert!(accepted >= 20, "{accepted}");
}

#[test]
fn a_library_sees_little_while_it_is_loaded() {
    let Some(mut twins) = Twins::start() else { return };
    let names = "string table math os cjson cmsgpack bit struct coroutine pcall xpcall error assert \
        type tostring tonumber pairs ipairs next select unpack rawget rawset rawequal setmetatable \
        getmetatable load loadstring collectgarbage gcinfo print require _G _VERSION KEYS ARGV \
        getfenv setfenv newproxy debug io package server.call redis.call redis.pcall redis.setresp \
        redis.sha1hex redis.error_reply redis.status_reply redis.set_repl redis.REPL_ALL \
        redis.acl_check_cmd redis.breakpoint redis.nosuch __redis__err__handler nosuch";
    for name in names.split_whitespace() {
        let reply = twins.load(&format!("local x = {name}"));
        assert!(reply.contains("nonexistent global variable"), "{name}: {reply}");
    }
    for name in "LOG_DEBUG LOG_VERBOSE LOG_NOTICE LOG_WARNING REDIS_VERSION REDIS_VERSION_NUM \
        VALKEY_VERSION VALKEY_VERSION_NUM SERVER_NAME"
        .split_whitespace()
    {
        let f = "server.register_function('f', function() return x end)";
        twins.load(&format!("local x = redis.{name}\n{f}"));
        twins.same(&["FCALL", "f", "0"]);
    }
    for code in [
        "x = 1",
        "function f() end",
        "redis.x = 1",
        "server.log = 1",
        "redis = 1",
        "local t = nil; t.x = 1",
        "local t = {} + 1",
        "local function f() return f() + 1 end f()",
        "return ('x'):nosuch()",
        "local s = ('x'):rep(3) server.register_function(s, function() return s end)",
        "server.register_function('f', function() return 1 end) local x = nosuch",
        "for i = 1, 3 do server.register_function('f' .. i, function() return i end) end",
    ] {
        twins.load(code);
        for name in ["f", "xxx", "f1", "f3"] {
            twins.same(&["FCALL", name, "0"]);
        }
    }
    // The server's own engine does not survive this one.
    let log = library(
        "server.log(server.LOG_WARNING, 'loading') server.register_function('f', server.log)",
    );
    assert_eq!(twins.ours.text(&["FUNCTION", "LOAD", "REPLACE", &log]), "$3\r\nlib\r\n");
    assert!(twins.servers[0].log().contains("<ferrous> loading"));
}

#[test]
fn functions_see_what_native_ones_do() {
    let Some(mut twins) = Twins::start() else { return };
    twins.same(&["SET", "k", "v"]);
    for body in [
        "return {keys, args}",
        "return {#keys, #args, keys[1], args[2]}",
        "return KEYS",
        "return ARGV",
        "local t = {} for name in pairs(_G) do t[#t + 1] = name end table.sort(t) return t",
        "local t = {} for name in pairs(redis) do t[#t + 1] = name end table.sort(t) return t",
        "return redis == server",
        "return redis.breakpoint",
        "return redis.register_function",
        "return __redis__err__handler",
        "x = 1",
        "redis.x = 1",
        "_G.x = 1",
        "rawset(_G, 'x', 1)",
        "setmetatable(_G, {})",
        "getmetatable(_G).__index = 1",
        "getmetatable('').__index = 1",
        "return rawget(_G, 'nosuch')",
        "return nosuch",
        "return redis.call('GET', keys[1])",
        "return redis.call('SET', keys[1], args[1])",
        "return redis.call('GET')",
        "return redis.pcall('GET')",
        "return redis.call('nosuch')",
        "return redis.call('EVAL', 'return 1', 0)",
        "return redis.call('FUNCTION', 'FLUSH')",
        "return redis.call('FCALL', 'f', 0)",
        "redis.call('SELECT', 3) redis.call('SET', 'other', 1)",
        "error('x')",
        "error({err = 'MY error'})",
        "error({})",
        "error()",
        "return redis.error_reply('MY error')",
        "return redis.status_reply('fine')",
        "return {double = 1.5}",
        "redis.setresp(3) return redis.call('HGETALL', 'nosuch')",
        "local ok, e = pcall(error, {err = 'MY error'}) return {type(e), e}",
        "return cjson.encode({1, 2, {a = 'b'}})",
        "return loadstring('return 42')()",
        "return tostring(1e15) .. tostring(0.1)",
        "local t = {} for i = 1, 100 do t[i] = i * i end return t",
    ] {
        twins.same(&["FUNCTION", "LOAD", "REPLACE", &function(body)]);
        twins.same(&["FCALL", "f", "1", "k", "a", "b"]);
        twins.same(&["FCALL", "f", "0"]);
        twins.same(&["DBSIZE"]);
    }
    twins.same(&["INFO", "errorstats"]);
}

#[test]
fn what_functions_hold_on_to_is_there_at_the_next_call() {
    let Some(mut twins) = Twins::start() else { return };
    twins.load(
        "local count, list, text, later = 0, {}, '', nil
        server.register_function('add', function(keys, args)
            count = count + 1 list[#list + 1] = {keys[1], args[1]} text = text .. args[1]
            return {count, #list, text, list[1], list[#list]}
        end)
        server.register_function('sum', function() local n = 0 for _, e in ipairs(list) do n = n + e[2] end return n end)
        server.register_function('fail', function(keys, args) count = count + 100 error('after that') end)
        server.register_function('make', function() later = loadstring('local n = 0 return function() n = n + 1 return n end')() end)
        server.register_function('later', function() return later() end)
        local walk
        server.register_function('walk', function()
            walk = walk or coroutine.wrap(function() for i = 1, 5 do coroutine.yield(i .. text) end return 'end' end)
            return walk()
        end)
        server.register_function('weak', function() local t = setmetatable({}, {__mode = 'v'}) t[1] = {} collectgarbage() return #t end)
        server.register_function('garbage', function() for i = 1, 20000 do local t = {i, tostring(i)} end return collectgarbage('count') > 0 end)",
    );
    for round in 1..30 {
        let n = round.to_string();
        twins.same(&["FCALL", "add", "1", "k", &n]);
        for name in ["sum", "fail", "later", "walk", "weak", "garbage"] {
            twins.same(&["FCALL", name, "0"]);
        }
        if round == 3 {
            twins.same(&["FCALL", "make", "0"]);
        }
    }
    // Another library has nothing of it, though it says the same.
    twins.same(&["FUNCTION", "LOAD", "#!lua name=other\nlocal count = 0 server.register_function('o', function() count = count + 1 return count end)"]);
    twins.same(&["FCALL", "o", "0"]);
    twins.same(&["FUNCTION", "DELETE", "lib"]);
    twins.same(&["FCALL", "o", "0"]);
    // A library that cannot be loaded leaves the one it was to replace as it is.
    twins.same(&[
        "FUNCTION",
        "LOAD",
        "REPLACE",
        "#!lua name=other\nserver.register_function('o', 1)",
    ]);
    twins.same(&["FCALL", "o", "0"]);
    twins.same(&["FUNCTION", "LOAD", "REPLACE", "#!lua name=other\nlocal o = server.register_function server.register_function('o', function() o('x', o) end)"]);
    twins.same(&["FCALL", "o", "0"]);
}

#[test]
fn libraries_are_saved_and_restored_by_the_server() {
    let Some(mut twins) = Twins::start() else { return };
    twins.load("local n = 0 server.register_function('f', function() n = n + 1 return n end)");
    twins.same(&["FCALL", "f", "0"]);
    let Twins { ours, native, servers } = twins;
    let dump = |mut c: Connection| c.bulk(&["FUNCTION", "DUMP"]);
    let dumps = [dump(ours), dump(native)];
    assert_eq!(dumps[0], dumps[1]);
    let mut c = servers[0].connect();
    c.ok(&["FUNCTION", "FLUSH"]);
    assert_eq!(c.text(&["FCALL", "f", "0"]), "-ERR Function not found\r\n");
    let restore: [&[u8]; 3] = [b"FUNCTION", b"RESTORE", &dumps[0]];
    c.ok(&restore);
    assert_eq!(c.text(&["FCALL", "f", "0"]), ":1\r\n");
    assert!(c.text(&restore).starts_with("-ERR Library lib already exists"));
    let replace: [&[u8]; 4] = [b"FUNCTION", b"RESTORE", &dumps[0], b"REPLACE"];
    c.ok(&replace);
    assert_eq!(c.text(&["FCALL", "f", "0"]), ":1\r\n");
    c.ok(&["DEBUG", "RELOAD"]);
    assert_eq!(c.text(&["FCALL", "f", "0"]), ":1\r\n");
    // What was replaced may be freed in the background, and is noted with the next call.
    for _ in 0..100 {
        c.ok(&["FCALL", "f", "0"]);
        // The function, and the script that has made sure of the engine.
        if servers[0].info("ferrous_scripts_held") == 2 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("more than one function is held");
}

#[test]
fn slow_functions_and_libraries_end() {
    let Some(server) = by_name(&["--busy-reply-threshold", "50"]) else { return };
    let (mut c, mut other) = (server.connect(), server.connect());
    c.ok(&[
        "FUNCTION",
        "LOAD",
        &function("while true do pcall(function() while true do end end) end"),
    ]);
    c.send(&["FCALL", "f", "0"]);
    wait_until_busy(&mut other);
    assert!(other.text(&["FUNCTION", "STATS"]).contains("running_script"));
    assert!(other.text(&["SCRIPT", "KILL"]).starts_with("-BUSY"));
    assert_eq!(other.text(&["FUNCTION", "KILL"]), "+OK\r\n");
    let killed = String::from_utf8(c.receive()).unwrap();
    assert_eq!(
        killed,
        "-ERR Script killed by user with FUNCTION KILL. script: on @user_function:2.\r\n"
    );
    let endless = library("while true do end");
    let reply = c.text(&["FUNCTION", "LOAD", "REPLACE", &endless]);
    assert_eq!(reply, "-ERR Error registering functions: ERR FUNCTION LOAD timeout\r\n");
    // What was there before is there still.
    c.ok(&["CONFIG", "SET", "ferrous.script-time-limit", "50"]);
    assert!(
        c.text(&["FCALL", "f", "0"]).contains("Script exceeded its time limit of 50 milliseconds")
    );
    let own = "#!lua name=lib\n--!ferrous timeout=10\nserver.register_function('f', function() while true do end end)";
    c.ok(&["FUNCTION", "LOAD", "REPLACE", own]);
    assert!(c.text(&["FCALL", "f", "0"]).contains("time limit of 10 milliseconds"));
}

#[test]
fn functions_hold_no_more_than_the_memory_limit() {
    let Some(server) = by_name(&[]) else { return };
    let mut c = server.connect();
    c.ok(&["CONFIG", "SET", "ferrous.script-memory-limit", "8mb"]);
    let code = "local list = {}
        server.register_function('grow', function() list[#list + 1] = ('x'):rep(1000000) return #list end)
        server.register_function('drop', function() list = {} return 'dropped' end)
        server.register_function('waste', function() for i = 1, 100 do local s = ('y'):rep(1000000) .. i end return 'done' end)";
    c.ok(&["FUNCTION", "LOAD", &library(code)]);
    for round in 0..5 {
        let mut grown = 0;
        while c.text(&["FCALL", "grow", "0"]).starts_with(':') {
            grown += 1;
            assert!(grown < 20, "no limit");
        }
        assert!(grown >= 3, "{round}: {grown}");
        assert!(c.text(&["FCALL", "grow", "0"]).contains("not enough memory"));
        assert_eq!(c.text(&["FCALL", "drop", "0"]), "$7\r\ndropped\r\n");
        assert_eq!(c.text(&["FCALL", "waste", "0"]), "$4\r\ndone\r\n");
    }
    assert!(server.info("ferrous_memory_limit_hits") > 0);
    let greedy = library("local t = {} while true do t[#t + 1] = ('z'):rep(100000) .. #t end");
    let reply = c.text(&["FUNCTION", "LOAD", "REPLACE", &greedy]);
    assert!(reply.starts_with("-ERR Error registering functions: ERR"), "{reply}");
    let many = library("for i = 1, 1000000 do server.register_function('f' .. i, server.log) end");
    let reply = c.text(&["FUNCTION", "LOAD", "REPLACE", &many]);
    assert!(reply.starts_with("-ERR Error registering functions: ERR"), "{reply}");
    assert_eq!(c.text(&["FCALL", "drop", "0"]), "$7\r\ndropped\r\n");
    c.ok(&["FUNCTION", "DELETE", "lib"]);
    c.ok(&["EVAL", "return 1", "0"]);
    assert_eq!(server.info("ferrous_function_memory"), 0);
}

#[test]
fn many_calls_and_libraries_leave_memory_where_it_was() {
    let Some(server) = by_name(&[]) else { return };
    let mut c = server.connect();
    c.ok(&["FUNCTION", "LOAD", &library(
        "local n, last = 0, nil
        server.register_function('f', function(keys, args) n = n + 1 last = {keys, args, tostring(n)} return #last end)",
    )]);
    c.ok(&[
        "FUNCTION",
        "LOAD",
        "#!lua name=stays\nserver.register_function('stays', function() return 1 end)",
    ]);
    let mut calls = |count: usize| {
        for _ in 0..count {
            (0..1000).for_each(|n| c.send(&["FCALL", "f", "1", "key", &n.to_string()]));
            (0..1000).for_each(|_| assert_eq!(c.receive(), b":3\r\n"));
        }
    };
    let memory = || ["ferrous_function_memory", "used_memory"].map(|field| server.info(field));
    let near = |before: [i64; 2]| {
        for (before, after) in before.iter().zip(memory()) {
            assert!((before - after).abs() < 2 << 20, "{before} {after}");
        }
    };
    calls(5);
    let before = memory();
    calls(100);
    near(before);
    let mut c = server.connect();
    let big = format!(
        "local t = {{{}}} server.register_function('g', function() return #t end)",
        "'x', ".repeat(1000)
    );
    let big = format!("#!lua name=comes\n{big}");
    for n in 0..300 {
        c.ok(&["FUNCTION", "LOAD", "REPLACE", &big]);
        assert_eq!(c.text(&["FCALL", "g", "0"]), ":1000\r\n");
        if n % 3 == 0 {
            c.ok(&["FUNCTION", "DELETE", "comes"]);
        }
    }
    near(before);
    assert_eq!(server.info("ferrous_scripts_held"), 4);
    c.ok(&["FUNCTION", "FLUSH"]);
    c.ok(&[
        "FUNCTION",
        "LOAD",
        "#!lua name=stays\nserver.register_function('stays', function() return 1 end)",
    ]);
    assert_eq!(c.text(&["FCALL", "stays", "0"]), ":1\r\n");
    c.ok(&["MODULE", "UNLOAD", "ferrous"]);
    assert_eq!(c.text(&["FCALL", "stays", "0"]), "-ERR Function not found\r\n");
}

#[test]
fn after_a_fault_libraries_are_loaded_again() {
    if by_name(&[]).is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let fault = folder.path().join("fault");
    let options = Options {
        module: Some(module::debug_path().to_owned()),
        environment: vec![("FERROUS_FAULT", fault.clone())],
        ..takeover(&[])
    };
    let mut server = Server::start_with(&options);
    server.expect_panics();
    let mut c = server.connect();
    let code = "local n = 0
        server.register_function('f', function() n = n + 1 return redis.call('INCR', 'n') end)
        server.register_function('n', function() return n end)";
    c.ok(&["FUNCTION", "LOAD", &library(code)]);
    c.ok(&["FCALL", "f", "0"]);
    assert_eq!(c.text(&["FCALL", "n", "0"]), ":1\r\n");
    for place in [Place::Command, Place::Call, Place::Reply] {
        std::fs::write(&fault, place.doing()).unwrap();
        let reply = c.text(&["FCALL", "f", "0"]);
        std::fs::remove_file(&fault).unwrap();
        assert_eq!(reply, "-ERR internal error\r\n", "{place:?}");
        c.ok(&["FCALL", "f", "0"]);
    }
    // The variables are those of a library that was just loaded.
    assert_eq!(c.text(&["FCALL", "n", "0"]), ":1\r\n");
    c.ok(&["FUNCTION", "DELETE", "lib"]);
    assert_eq!(server.info("ferrous_scripts_held"), 0);
}

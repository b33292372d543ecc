//! Functions on Valkey as the server keeps them: on replicas, in its files, in its memory that it defragments;
//! and how it shows and ends those that run (parity §17). The engine is `lua` where the module can have that
//! name, from 9.1 on, and `ferrous` before.

use crate::functions::{Twins, library, native_server};
use crate::support::busy::wait_until_busy;
use crate::support::wait::{follow, wait, wait_for};
use crate::support::{Connection, Options, Server};
use crate::valkey_engine::{Interface, by_name, interface, takeover};

const NOT_FOUND: &str = "-ERR Function not found\r\n";

/// A server whose engine of this name is the module. `None` where there are no engines.
fn with_functions(config: &[&str]) -> Option<(Server, &'static str)> {
    let server = Server::start_with(&takeover(config));
    match interface(&server) {
        Interface::None => None,
        Interface::Engines => Some((Server::start_with(&Options::with(config)), "ferrous")),
        Interface::Lua => Some((server, "lua")),
    }
}

/// Another one.
fn another(config: &[&str]) -> Server {
    with_functions(config).unwrap().0
}

/// A library for this engine.
fn library_for(engine: &str, code: &str) -> String {
    format!("#!{engine} name=lib\n{code}")
}

/// A library that tells its version, what it has read of the first key, and how often it was asked.
fn counting(engine: &str, version: u32) -> String {
    library_for(engine, &format!(
        "local calls = 0
        server.register_function('add', function(keys, args) return redis.call('INCRBY', keys[1], args[1]) end)
        server.register_function{{function_name='get', flags={{'no-writes'}}, callback=function(keys)
            calls = calls + 1 return {{{version}, redis.call('GET', keys[1]), calls}} end}}"
    ))
}

fn load(c: &mut Connection, engine: &str, version: u32) {
    assert_eq!(
        c.text(&["FUNCTION", "LOAD", "REPLACE", &counting(engine, version)]),
        "$3\r\nlib\r\n"
    );
}

/// What the library says for the key `k`.
fn says(version: u32, value: &str, calls: u32) -> String {
    format!("*3\r\n:{version}\r\n${}\r\n{value}\r\n:{calls}\r\n", value.len())
}

fn ask(c: &mut Connection) -> String {
    c.text(&["FCALL_RO", "get", "1", "k"])
}

fn libraries(c: &mut Connection) -> Vec<u8> {
    c.bulk(&["FUNCTION", "DUMP"])
}

/// Waits until a replica has what its master has.
#[track_caller]
fn in_step(replica: &mut Connection, master: &mut Connection) {
    wait("the replica differs", || {
        libraries(replica) == libraries(master)
            && replica.text(&["DEBUG", "DIGEST"]) == master.text(&["DEBUG", "DIGEST"])
    });
}

/// What the module holds for the server, once the rest is freed in the background.
#[track_caller]
fn holds(server: &Server, engine: &str, functions: i64) {
    let mut c = server.connect();
    c.ok(&["SCRIPT", "FLUSH", "SYNC"]);
    wait("more is held", || {
        // What was given back is noted by the next script, which is held, too.
        c.ok(&["EVAL", &format!("#!{engine} flags=no-writes\nreturn 1"), "0"]);
        server.info("ferrous_scripts_held") == functions + 1
    });
}

#[test]
fn replicas_have_the_functions_of_their_master() {
    let Some((master, engine)) = with_functions(&[]) else { return };
    let [early, late] = [(); 2].map(|()| another(&[]));
    let mut m = master.connect();
    // One that has libraries of its own, which it is to lose.
    early.connect().ok(&[
        "FUNCTION",
        "LOAD",
        &library_for(engine, "server.register_function('f', server.log)"),
    ]);
    follow(&early, &master);
    load(&mut m, engine, 1);
    assert_eq!(m.text(&["FCALL", "add", "1", "k", "5"]), ":5\r\n");
    follow(&late, &master);
    for replica in [&early, &late] {
        let mut c = replica.connect();
        in_step(&mut c, &mut m);
        assert_eq!(c.text(&["FCALL", "f", "0"]), NOT_FOUND);
        // Its variables are its own.
        (1..4).for_each(|calls| assert_eq!(ask(&mut c), says(1, "5", calls)));
        for words in [
            &["FCALL", "add", "1", "k", "1"][..],
            &["FUNCTION", "LOAD", "REPLACE", &counting(engine, 9)],
            &["FUNCTION", "DELETE", "lib"],
            &["FUNCTION", "FLUSH"],
        ] {
            assert!(c.text(words).starts_with("-READONLY"), "{words:?}");
        }
        assert_eq!(ask(&mut c), says(1, "5", 4));
    }
    assert_eq!(ask(&mut m), says(1, "5", 1));

    let mut changes = |change: &[&[u8]], expected: &str| {
        m.ok(change);
        for replica in [&early, &late] {
            let mut c = replica.connect();
            in_step(&mut c, &mut m);
            assert_eq!(ask(&mut c), expected, "{change:?}");
        }
    };
    changes(&[b"FUNCTION", b"LOAD", b"REPLACE", counting(engine, 2).as_bytes()], &says(2, "5", 1));
    changes(&[b"FCALL", b"add", b"1", b"k", b"2"], &says(2, "7", 2));
    let dump = master.connect().bulk(&["FUNCTION", "DUMP"]);
    changes(&[b"FUNCTION", b"DELETE", b"lib"], NOT_FOUND);
    changes(&[b"FUNCTION", b"RESTORE", &dump], &says(2, "7", 1));
    changes(&[b"FUNCTION", b"RESTORE", &dump, b"REPLACE"], &says(2, "7", 1));
    changes(&[b"FUNCTION", b"RESTORE", &dump, b"FLUSH"], &says(2, "7", 1));
    changes(&[b"FUNCTION", b"FLUSH", b"ASYNC"], NOT_FOUND);
    changes(&[b"FUNCTION", b"RESTORE", &dump, b"APPEND"], &says(2, "7", 1));
    changes(&[b"FUNCTION", b"FLUSH", b"SYNC"], NOT_FOUND);
    for server in [&master, &early, &late] {
        holds(server, engine, 0);
        assert_eq!(server.info("ferrous_function_memory"), 0);
    }
}

#[test]
fn a_replica_that_becomes_the_master_goes_on_with_its_functions() {
    let Some((first, engine)) = with_functions(&[]) else { return };
    let second = another(&[]);
    let (mut a, mut b) = (first.connect(), second.connect());
    follow(&second, &first);
    load(&mut a, engine, 1);
    a.ok(&["FCALL", "add", "1", "k", "5"]);
    in_step(&mut b, &mut a);
    assert_eq!(ask(&mut b), says(1, "5", 1));
    b.ok(&["REPLICAOF", "NO", "ONE"]);
    assert_eq!(b.text(&["FCALL", "add", "1", "k", "1"]), ":6\r\n");
    assert_eq!(ask(&mut b), says(1, "6", 2));
    load(&mut b, engine, 2);
    // The other one has gone on by itself.
    a.ok(&["FCALL", "add", "1", "k", "100"]);
    a.ok(&[
        "FUNCTION",
        "LOAD",
        &format!("#!{engine} name=more\nserver.register_function('more', server.log)"),
    ]);
    follow(&first, &second);
    in_step(&mut a, &mut b);
    assert_eq!(ask(&mut a), says(2, "6", 1));
    assert_eq!(a.text(&["FCALL", "more", "0"]), NOT_FOUND);
    b.ok(&["FCALL", "add", "1", "k", "1"]);
    in_step(&mut a, &mut b);
    assert_eq!(ask(&mut a), says(2, "7", 2));
    holds(&first, engine, 2);
    holds(&second, engine, 2);
}

#[test]
fn either_engine_replicates_to_the_other() {
    let Some(ours) = by_name(&[]) else { return };
    let native = native_server(&[]);
    for (master, replica) in [(&ours, &native), (&native, &ours)] {
        let (mut m, mut r) = (master.connect(), replica.connect());
        m.ok(&["REPLICAOF", "NO", "ONE"]);
        load(&mut m, "lua", 1);
        follow(replica, master);
        m.ok(&["FCALL", "add", "1", "k", "1"]);
        in_step(&mut r, &mut m);
        assert!(ask(&mut r).starts_with("*3\r\n:1\r\n"));
        load(&mut m, "lua", 2);
        in_step(&mut r, &mut m);
        assert!(ask(&mut r).starts_with("*3\r\n:2\r\n"));
    }
    assert!(ours.info("ferrous_runs") >= 4);
}

#[test]
fn a_replica_that_loads_beside_its_data_keeps_its_functions_meanwhile() {
    let diskless = ["--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0"];
    let config = [&diskless[..], &["--repl-backlog-size", "16kb"]].concat();
    let Some((master, engine)) = with_functions(&config) else { return };
    let replica = another(&[
        "--repl-diskless-load",
        "swapdb",
        "--loading-process-events-interval-bytes",
        "1024",
    ]);
    let (mut m, mut c) = (master.connect(), replica.connect());
    load(&mut m, engine, 1);
    m.ok(&["SET", "k", "old"]);
    follow(&replica, &master);
    assert_eq!(ask(&mut c), says(1, "old", 1));
    // Keys that are not replicated; and more is written than the backlog holds.
    m.ok(&["DEBUG", "POPULATE", "5000", "p", "100"]);
    c.ok(&["CONFIG", "SET", "key-load-delay", "2000"]);
    m.ok(&["MULTI"]);
    m.ok(&["CLIENT", "KILL", "TYPE", "replica"]);
    m.ok(&["FUNCTION", "LOAD", "REPLACE", &counting(engine, 2)]);
    m.ok(&["SET", "unused", &"n".repeat(64 << 10)]);
    m.ok(&["SET", "k", "new"]);
    m.ok(&["EXEC"]);
    wait_for(&mut c, "async_loading:1");
    for calls in 2..5 {
        assert_eq!(ask(&mut c), says(1, "old", calls));
    }
    assert!(c.text(&["INFO", "persistence"]).contains("async_loading:1"));
    c.ok(&["CONFIG", "SET", "key-load-delay", "0"]);
    wait_for(&mut c, "async_loading:0");
    wait_for(&mut c, "master_link_status:up");
    in_step(&mut c, &mut m);
    assert_eq!(ask(&mut c), says(2, "new", 1));
    holds(&replica, engine, 2);
}

#[test]
fn files_bring_functions_back() {
    for config in [
        &["--appendonly", "no"][..],
        &["--appendonly", "yes", "--appendfsync", "always"],
        &["--appendonly", "yes", "--appendfsync", "always", "--aof-use-rdb-preamble", "no"],
    ] {
        let Some((mut server, engine)) = with_functions(config) else { return };
        let has_log = config.contains(&"yes");
        let mut c = server.connect();
        load(&mut c, engine, 1);
        c.ok(&["FCALL", "add", "1", "k", "5"]);
        assert_eq!(ask(&mut c), says(1, "5", 1));
        let reload = ["DEBUG", if has_log { "LOADAOF" } else { "RELOAD" }];
        c.ok(&reload);
        assert_eq!(ask(&mut c), says(1, "5", 1), "{config:?}: its variables are new");
        load(&mut c, engine, 2);
        c.ok(&["FCALL", "add", "1", "k", "1"]);
        if has_log {
            server.restart();
            c = server.connect();
            assert_eq!(ask(&mut c), says(2, "6", 1), "{config:?}: from the log");
            c.ok(&["BGREWRITEAOF"]);
            wait_for(&mut c, "aof_rewrite_in_progress:0\r\naof_rewrite_scheduled:0");
            c.ok(&["FCALL", "add", "1", "k", "1"]);
        } else {
            c.ok(&["FCALL", "add", "1", "k", "1"]);
            c.ok(&["SAVE"]);
        }
        server.restart();
        c = server.connect();
        assert_eq!(ask(&mut c), says(2, "7", 1), "{config:?}");
        c.ok(&["FUNCTION", "DELETE", "lib"]);
        if !has_log {
            c.ok(&["SAVE"]);
        }
        server.restart();
        c = server.connect();
        assert_eq!(ask(&mut c), NOT_FOUND, "{config:?}");
        assert_eq!(c.text(&["GET", "k"]), "$1\r\n7\r\n", "{config:?}");
    }
}

#[test]
fn limits_do_not_keep_a_server_from_what_it_must_load() {
    let few = ["--ferrous.script-memory-limit", "1mb"];
    let Some((mut server, engine)) = with_functions(&few) else { return };
    let replica = another(&few);
    let mut c = server.connect();
    c.ok(&["CONFIG", "SET", "ferrous.script-memory-limit", "64mb"]);
    let large = library_for(engine,
        "local t = {} for i = 1, 200000 do t[i] = i end
        server.register_function{function_name='f', flags={'no-writes'}, callback=function() return #t end}
        server.register_function('g', function() local u = {} for i = 1, #t do u[i] = i end return #u end)",
    );
    c.ok(&["FUNCTION", "LOAD", &large]);
    assert_eq!(c.text(&["FCALL", "g", "0"]), ":200000\r\n");
    let dump = c.bulk(&["FUNCTION", "DUMP"]);
    follow(&replica, &server);
    let mut r = replica.connect();
    in_step(&mut r, &mut c);
    c.ok(&["FUNCTION", "LOAD", "REPLACE", &large]);
    in_step(&mut r, &mut c);
    r.ok(&["CONFIG", "SET", "ferrous.script-memory-limit", "64mb"]);
    assert_eq!(r.text(&["FCALL_RO", "f", "0"]), ":200000\r\n");
    c.ok(&["SAVE"]);
    server.restart();
    // It is there, and may be called when there is room for it.
    c = server.connect();
    assert_eq!(
        c.text(&["CONFIG", "GET", "ferrous.script-memory-limit"]).lines().last(),
        Some("1048576")
    );
    assert_eq!(c.bulk(&["FUNCTION", "DUMP"]), dump);
    for _ in 0..3 {
        assert!(c.text(&["FCALL", "g", "0"]).contains("not enough memory"));
    }
    c.ok(&["CONFIG", "SET", "ferrous.script-memory-limit", "64mb"]);
    assert_eq!(c.text(&["FCALL", "g", "0"]), ":200000\r\n");

    // What a client brings is held to them.
    c.ok(&["CONFIG", "SET", "ferrous.script-memory-limit", "1mb"]);
    let restore: [&[u8]; 4] = [b"FUNCTION", b"RESTORE", &dump, b"FLUSH"];
    assert!(c.text(&restore).contains("not enough memory"));
    let slow = library_for(
        engine,
        "for i = 1, 10000000 do end server.register_function('f', function() return 1 end)",
    );
    c.ok(&["CONFIG", "SET", "ferrous.script-memory-limit", "64mb"]);
    assert_eq!(c.text(&["FUNCTION", "LOAD", "REPLACE", &slow]), "$3\r\nlib\r\n");
    let dump = c.bulk(&["FUNCTION", "DUMP"]);
    let restore: [&[u8]; 4] = [b"FUNCTION", b"RESTORE", &dump, b"FLUSH"];
    c.ok(&["CONFIG", "SET", "ferrous.script-time-limit-in-multi", "1"]);
    assert!(c.text(&restore).contains("FUNCTION LOAD timeout"));
    c.ok(&["DEBUG", "RELOAD"]);
    assert_eq!(c.text(&["FCALL", "f", "0"]), ":1\r\n");
}

/// A statistic of the server.
fn stat(c: &mut Connection, name: &str) -> u64 {
    let info = c.text(&["INFO", "everything"]);
    let field = info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    field.unwrap_or_else(|| panic!("{name} is not in INFO")).trim().parse().unwrap()
}

/// Servers that their makers have not built for it refuse to defragment.
#[test]
fn scripts_and_functions_run_while_memory_is_defragmented() {
    const SCRIPTS: usize = 2000;
    let server = Server::start_with(&takeover(&[
        "--active-defrag-ignore-bytes",
        "1",
        "--active-defrag-threshold-lower",
        "0",
        "--active-defrag-cycle-min",
        "40",
        "--active-defrag-cycle-max",
        "60",
    ]));
    let mut c = server.connect();
    let refused = c.text(&["CONFIG", "SET", "activedefrag", "yes"]);
    if refused.starts_with('-') {
        return assert!(refused.contains("defragmentation cannot be enabled"), "{refused}");
    }
    c.ok(&["CONFIG", "SET", "activedefrag", "no"]);
    let functions = interface(&server) == Interface::Lua;
    let library_of = |n: usize| {
        format!("#!lua name=l{n}\nlocal calls = 0 server.register_function{{function_name='f{n}',
            description='{}', callback=function(keys) calls = calls + 1 return {{{n}, calls, #keys}} end}}",
            "d".repeat(n % 200))
    };
    let script_of = |n: usize| format!("return {{{n}, KEYS[1], '{}'}}", "s".repeat(n % 300));
    let mut digests = Vec::new();
    for n in 0..SCRIPTS {
        digests.push(String::from_utf8(c.bulk(&["SCRIPT", "LOAD", &script_of(n)])).unwrap());
        if n % 20 == 0 {
            c.ok(&["DEBUG", "POPULATE", "1000", &format!("p{n}"), &(n % 500).to_string()]);
        }
        if functions && n % 4 == 0 {
            c.ok(&["FUNCTION", "LOAD", &library_of(n)]);
        }
    }
    // Holes between what stays.
    c.ok(&[
        "EVAL",
        "for n, key in ipairs(redis.call('KEYS', 'p*')) do
            if n % 8 ~= 0 then redis.call('DEL', key) end end",
        "0",
    ]);
    for n in (0..SCRIPTS).step_by(4).filter(|n| functions && n % 8 != 0) {
        c.ok(&["FUNCTION", "DELETE", &format!("l{n}")]);
    }
    c.ok(&["CONFIG", "SET", "activedefrag", "yes"]);
    let mut calls = 0;
    wait("nothing is moved", || {
        calls += 1;
        for n in (0..SCRIPTS).step_by(40) {
            let reply = c.text(&["EVALSHA", &digests[n], "1", "k"]);
            let end = "s".repeat(n % 300);
            assert_eq!(reply, format!("*3\r\n:{n}\r\n$1\r\nk\r\n${}\r\n{end}\r\n", end.len()));
            if functions {
                let reply = c.text(&["FCALL", &format!("f{n}"), "1", "k"]);
                assert_eq!(reply, format!("*3\r\n:{n}\r\n:{calls}\r\n:1\r\n"));
            }
        }
        calls >= 50 && stat(&mut c, "active_defrag_hits") > 500
    });
    let moved = stat(&mut c, "active_defrag_hits");
    for digest in &digests {
        assert_eq!(c.text(&["EVALSHA", digest, "1", "k"])[..4], *"*3\r\n", "{digest}");
    }
    if functions {
        c.ok(&["FUNCTION", "FLUSH", "ASYNC"]);
    }
    c.ok(&["SCRIPT", "FLUSH", "ASYNC"]);
    if functions {
        holds(&server, "lua", 0);
        assert_eq!(server.info("ferrous_function_memory"), 0);
    }
    assert!(moved > 500 && server.info("ferrous_runs") > 2000);
}

/// A reply without the time that something has taken.
fn without_time(reply: &str) -> String {
    match reply.split_once("duration_ms\r\n") {
        Some((before, after)) => {
            format!("{before}duration_ms{}", &after[after.find("\r\n").unwrap()..])
        }
        None => reply.to_owned(),
    }
}

/// What others are told while a function runs and a script does, and what the callers get.
fn shown_and_ended(server: &Server) -> Vec<String> {
    // The one that writes ends by itself.
    const CODE: &str =
        "local function now() local t = redis.call('TIME') return t[1] + t[2] / 1e6 end
        server.register_function('loop', function() while true do end end)
        server.register_function('write', function(keys)
            redis.call('SET', keys[1], 'x')
            local start = now() while now() - start < 2 do end
            return 'end'
        end)";
    const TO_FUNCTIONS: [&[&str]; 2] = [&["SCRIPT", "KILL"], &["FUNCTION", "KILL"]];
    const TO_SCRIPTS: [&[&str]; 2] = [&["FUNCTION", "KILL"], &["SCRIPT", "KILL"]];
    let (mut caller, mut other) = (server.connect(), server.connect());
    other.ok(&["FUNCTION", "LOAD", &library(CODE)]);
    let mut replies = Vec::new();
    for (call, kills) in [
        (&["FCALL", "loop", "0", "an argument"][..], TO_FUNCTIONS),
        (&["EVAL", "while true do end", "0"], TO_SCRIPTS),
        (&["FCALL", "write", "1", "k"], TO_FUNCTIONS),
    ] {
        caller.send(call);
        wait_until_busy(&mut other);
        for words in [
            &["FUNCTION", "STATS"][..],
            &["FUNCTION", "LIST"],
            &["FUNCTION", "DUMP"],
            &["FUNCTION", "LOAD", "x"],
            &["FUNCTION", "DELETE", "lib"],
            &["FUNCTION", "FLUSH"],
            &["FUNCTION", "HELP"],
            &["FCALL", "loop", "0"],
            &["FCALL_RO", "loop", "0"],
            &["EVAL", "return 1", "0"],
        ]
        .iter()
        .chain(&kills)
        {
            replies.push(format!("{call:?} {words:?} {}", without_time(&other.text(words))));
        }
        replies.push(String::from_utf8(caller.receive()).unwrap());
        for words in [["FUNCTION", "STATS"], ["FUNCTION", "KILL"], ["SCRIPT", "KILL"]] {
            replies.push(format!("after {call:?} {words:?} {}", other.text(&words)));
        }
    }
    replies
}

#[test]
fn what_runs_is_shown_and_ended_as_natively() {
    let Some(twins) = Twins::start_with(&["--busy-reply-threshold", "50"]) else { return };
    let [ours, native] = twins.servers.each_ref().map(shown_and_ended);
    assert_eq!(ours, native);
    let is_there = |text: &str| ours.iter().any(|reply| reply.contains(text));
    for text in [
        "running_script",
        "an argument",
        "-ERR Script killed by user with FUNCTION KILL.",
        "-ERR Script killed by user with SCRIPT KILL.",
        "-UNKILLABLE",
        "-NOTBUSY",
        "-BUSY",
    ] {
        assert!(is_there(text), "{text}: {ours:#?}");
    }
    assert_eq!(twins.servers[0].info("ferrous_kills"), 2);
}

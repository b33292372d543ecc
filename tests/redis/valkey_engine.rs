//! The module as a scripting engine of Valkey (parity §19): by the name `ferrous` from 8.1 on, and by the
//! name `lua`, which is what takeover is there, from 9.1 on.
//!
//! On other servers there is no such interface: what is tested then is that they say so, and that takeover
//! does not depend on it.

use ferrous::bridge::guard::Place;

use crate::same_as_eval::{Way, assert_same};
use crate::support::busy::wait_until_busy;
use crate::support::server::free_port;
use crate::support::{Connection, Options, Server, module};

/// What a server has of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interface {
    None,
    /// Engines with names of their own.
    Engines,
    /// The name `lua`, too.
    Lua,
}

/// What this one has.
pub(crate) fn interface(server: &Server) -> Interface {
    let name = server.name();
    match name.strip_prefix("valkey ") {
        None => Interface::None,
        Some(version) if version.starts_with("8.0") => Interface::None,
        Some(version) if version.starts_with("8.") || version.starts_with("9.0") => {
            Interface::Engines
        }
        Some(_) => Interface::Lua,
    }
}

/// How a server is started whose plain commands the module has.
pub(crate) fn takeover(config: &[&str]) -> Options {
    let module_args = ["takeover", "yes"].map(str::to_owned).into();
    let mut options = Options { module_args, ..Options::with(config) };
    options.config.extend(["--enable-module-command", "yes"].map(str::to_owned));
    options
}

/// A server where the module is the engine `lua`. Elsewhere takeover is by a filter, which is made sure of,
/// and there is none.
pub(crate) fn by_name(config: &[&str]) -> Option<Server> {
    let server = Server::start_with(&takeover(config));
    let mut c = server.connect();
    assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
    assert_eq!(server.info("ferrous_runs"), 1);
    let stats = c.text(&["INFO", "commandstats"]);
    let is_lua = interface(&server) == Interface::Lua;
    assert_eq!(stats.contains("cmdstat_eval:calls=1,"), is_lua, "{stats}");
    assert_eq!(stats.contains("cmdstat_ferrous.eval:calls=1,"), !is_lua, "{stats}");
    is_lua.then_some(server)
}

/// A command by itself, and one in a transaction.
fn alone_and_queued<'w>(words: &'w [&'w str]) -> [Vec<&'w [&'w str]>; 2] {
    [vec![words], vec![&["MULTI"], words, &["EXEC"]]]
}

fn error(c: &mut Connection, words: &[&str]) -> String {
    let reply = c.text(words);
    assert!(reply.starts_with('-'), "{words:?}: {reply}");
    reply
}

#[test]
fn scripts_choose_the_engine_by_its_own_name() {
    let server = Server::start();
    let mut c = server.connect();
    let script = "#!ferrous\nreturn {KEYS[1], redis.call('INCRBY', KEYS[1], ARGV[1])}";
    let eval = ["EVAL", script, "1", "k", "5"];
    if interface(&server) == Interface::None {
        let refused = "-ERR Unexpected engine in script shebang: #!ferrous\r\n";
        assert_eq!(error(&mut c, &eval), refused);
        assert_eq!(server.info("ferrous_runs"), 0);
        return;
    }
    assert_eq!(c.text(&eval), "*2\r\n$1\r\nk\r\n:5\r\n");
    let digest = c.bulk(&["SCRIPT", "LOAD", script]);
    let digest = std::str::from_utf8(&digest).unwrap();
    assert_eq!(c.text(&["EVALSHA", digest, "1", "k", "1"]), "*2\r\n$1\r\nk\r\n:6\r\n");
    assert_eq!(server.info("ferrous_runs"), 2);
    assert_eq!(server.info("ferrous_scripts_held"), 1);
    // Native scripts are none of ours.
    assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
    assert_eq!(server.info("ferrous_runs"), 2);
    let wrong = error(&mut c, &["EVAL", "#!ferrous\nreturn +", "0"]);
    assert!(
        wrong.starts_with("-ERR Error compiling script (new function): user_script:2:"),
        "{wrong}"
    );
    let refused = error(&mut c, &["EVAL", "#!nosuch\nreturn 1", "0"]);
    assert_eq!(refused, "-ERR Could not find scripting engine 'nosuch'\r\n");
    for mode in ["SYNC", "ASYNC"] {
        c.ok(&["SCRIPT", "LOAD", script]);
        c.ok(&["SCRIPT", "FLUSH", mode]);
        assert_eq!(error(&mut c, &["EVALSHA", digest, "0"]), "-NOSCRIPT No matching script.\r\n");
    }
}

#[test]
fn what_a_script_may_do_is_seen_to_by_its_own_name_too() {
    let server = Server::start();
    if interface(&server) == Interface::None {
        return assert_eq!(server.info("ferrous_scripts_held"), 0);
    }
    let mut c = server.connect();
    let write = "#!ferrous\nreturn redis.pcall('SET', 'k', 'v')";
    c.ok(&["EVAL", write, "0"]);
    // Before 9.1 the server tells engines nothing but the command.
    let read = "#!ferrous flags=no-writes\nreturn redis.call('GET', 'k')";
    assert_eq!(c.text(&["EVAL_RO", read, "0"]), "$1\r\nv\r\n");
    let lies = "#!ferrous flags=no-writes\nreturn redis.call('SET', 'k', 'w')";
    let refused = error(&mut c, &["EVAL_RO", lies, "0"]);
    let words = "-ERR Write commands are not allowed from read-only scripts.";
    assert!(refused.starts_with(words), "{refused}");
    let refused = error(&mut c, &["EVAL", "#!ferrous\nreturn redis.call('MULTI')", "0"]);
    assert!(refused.contains("command is not allowed from script script: "), "{refused}");
    c.ok(&["ACL", "SETUSER", "u", "on", "nopass", "+@scripting", "+@read", "~*"]);
    c.ok(&["AUTH", "u", "x"]);
    let refused = error(&mut c, &["EVAL", "#!ferrous\nreturn redis.call('SET', 'k', 'v')", "0"]);
    assert!(refused.starts_with("-ERR ACL failure in script: "), "{refused}");
    // The database that a script selects is its own.
    c.ok(&["AUTH", "default", "x"]);
    let script = "#!ferrous\nredis.call('SELECT', 3) return redis.call('DBSIZE')";
    assert_eq!(c.text(&["EVAL", script, "0"]), ":0\r\n");
    assert_eq!(c.text(&["DBSIZE"]), ":1\r\n");
}

#[test]
fn scripts_that_say_that_they_only_read_do_not_write_while_clients_are_paused() {
    let server = Server::start_with(&Options::with(&["--appendonly", "yes"]));
    if interface(&server) == Interface::None {
        return assert_eq!(server.info("ferrous_scripts_held"), 0);
    }
    let (mut c, mut other) = (server.connect(), server.connect());
    other.ok(&["CLIENT", "PAUSE", "60000", "WRITE"]);
    let lies = "#!ferrous flags=no-writes\nreturn redis.call('SET', 'k', 'v')";
    let refused = error(&mut c, &["EVAL", lies, "0"]);
    let words = "-ERR Write commands are not allowed from read-only scripts.";
    assert!(refused.starts_with(words), "{refused}");
    other.ok(&["CLIENT", "UNPAUSE"]);
    assert_eq!(c.text(&["EXISTS", "k"]), ":0\r\n");
}

#[test]
fn a_server_that_would_keep_scripts_of_ours_keeps_us() {
    let server = Server::start_with(&Options::with(&["--enable-module-command", "yes"]));
    let mut c = server.connect();
    if interface(&server) == Interface::None {
        return c.ok(&["MODULE", "UNLOAD", "ferrous"]);
    }
    c.ok(&["EVAL", "#!ferrous\nreturn 1", "0"]);
    if interface(&server) == Interface::Engines {
        let refused = error(&mut c, &["MODULE", "UNLOAD", "ferrous"]);
        assert!(refused.contains("operation not possible"), "{refused}");
        assert!(server.log().contains("SCRIPT FLUSH forgets them"));
        assert_eq!(c.text(&["EVAL", "#!ferrous\nreturn 1", "0"]), ":1\r\n");
        c.ok(&["SCRIPT", "FLUSH", "SYNC"]);
    }
    c.ok(&["MODULE", "UNLOAD", "ferrous"]);
    let refused = error(&mut c, &["EVAL", "#!ferrous\nreturn 1", "0"]);
    assert_eq!(refused, "-ERR Could not find scripting engine 'ferrous'\r\n");
}

#[test]
fn slots_can_be_moved_as_a_whole() {
    let bus = free_port().to_string();
    let config = ["--cluster-enabled", "yes", "--cluster-port", &bus];
    let server = Server::start_with(&Options::with(&config));
    let mut c = server.connect();
    let nobody = "0".repeat(40);
    let reply =
        error(&mut c, &["CLUSTER", "MIGRATESLOTS", "SLOTSRANGE", "0", "0", "NODE", &nobody]);
    assert!(!reply.contains("does not support atomic slot migrations"), "{reply}");
}

#[test]
fn scripts_answer_by_name_as_they_do_natively() {
    if by_name(&[]).is_some() {
        assert_same(Way::Engine);
    }
}

#[test]
fn the_name_is_had_from_start_to_end() {
    let Some(server) = by_name(&[]) else { return };
    let mut c = server.connect();
    c.ok(&["CONFIG", "SET", "ferrous.takeover", "yes"]);
    let refused = error(&mut c, &["CONFIG", "SET", "ferrous.takeover", "no"]);
    assert!(
        refused.contains("can only be taken or given back when the server starts"),
        "{refused}"
    );
    assert!(c.text(&["CONFIG", "GET", "ferrous.takeover"]).ends_with("yes\r\n"));
    let refused = error(&mut c, &["SCRIPT", "DEBUG", "YES"]);
    assert!(refused.contains("does not support interactive script debugging"), "{refused}");
    assert_eq!(c.text(&["SCRIPT", "DEBUG", "NO"]), "+OK\r\n");

    // Without the module there is nobody of that name; with it, there is again.
    let path = module::path().to_str().unwrap();
    for _ in 0..3 {
        c.ok(&["SCRIPT", "LOAD", "return 2"]);
        c.ok(&["EVAL", "return 3", "0"]);
        c.ok(&["MODULE", "UNLOAD", "ferrous"]);
        let refused = error(&mut c, &["EVAL", "return 1", "0"]);
        assert_eq!(refused, "-ERR Could not find scripting engine 'lua'\r\n");
        c.ok(&["MODULE", "LOAD", path, "takeover", "yes"]);
        assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
        assert_eq!(server.info("ferrous_runs"), 1);
    }
}

#[test]
fn without_the_name_takeover_stays_off() {
    let server = Server::start_with(&Options::with(&["--enable-module-command", "yes"]));
    if interface(&server) != Interface::Lua {
        return;
    }
    let mut c = server.connect();
    let refused = error(&mut c, &["CONFIG", "SET", "ferrous.takeover", "yes"]);
    assert!(
        refused.contains("can only be taken or given back when the server starts"),
        "{refused}"
    );
    let path = module::path().to_str().unwrap();
    c.ok(&["MODULE", "UNLOAD", "ferrous"]);
    c.ok(&["MODULE", "LOAD", path, "takeover", "yes"]);
    assert!(c.text(&["CONFIG", "GET", "ferrous.takeover"]).ends_with("no\r\n"));
    assert!(server.log().contains("The option takeover stays off: the engine `lua` is there"));
    assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
    assert_eq!(c.text(&["EVAL", "#!ferrous\nreturn 1", "0"]), ":1\r\n");
    assert_eq!(server.info("ferrous_runs"), 1);
    // Once the server's own engine is gone, the name is free.
    c.ok(&["MODULE", "UNLOAD", "ferrous"]);
    c.ok(&["MODULE", "UNLOAD", "lua"]);
    c.ok(&["MODULE", "LOAD", path, "takeover", "yes"]);
    assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
    assert_eq!(server.info("ferrous_runs"), 1);
}

#[test]
fn slow_scripts_are_killed_by_the_server_in_transactions_too() {
    let Some(server) = by_name(&["--busy-reply-threshold", "50"]) else { return };
    let (mut c, mut other) = (server.connect(), server.connect());
    let endless =
        "redis.call('GET', 'k') while true do pcall(function() while true do end end) end";
    for commands in alone_and_queued(&["EVAL", endless, "0"]) {
        commands.iter().for_each(|words| c.send(words));
        wait_until_busy(&mut other);
        let busy = other.text(&["GET", "k"]);
        assert!(busy.starts_with("-BUSY Valkey is busy running a script."), "{busy}");
        assert!(other.text(&["INFO", "ferrous"]).starts_with("-BUSY"));
        assert_eq!(other.text(&["SCRIPT", "KILL"]), "+OK\r\n");
        let replies: Vec<_> = commands.iter().map(|_| c.receive()).collect();
        let killed = String::from_utf8_lossy(replies.last().unwrap()).into_owned();
        let text = "-ERR Script killed by user with SCRIPT KILL. script: on @user_script:1.\r\n";
        assert!(killed.ends_with(text), "{killed}");
        assert_eq!(
            other.text(&["SCRIPT", "KILL"]),
            "-NOTBUSY No scripts in execution right now.\r\n"
        );
    }
    c.send(&["EVAL", "redis.call('SET', 'k', 'v') while true do end", "0"]);
    wait_until_busy(&mut other);
    assert!(other.text(&["SCRIPT", "KILL"]).starts_with("-UNKILLABLE Sorry"));
    assert_eq!(other.text(&["FERROUS.SCRIPT", "KILL", "FORCE"]), "+OK\r\n");
    let killed = String::from_utf8(c.receive()).unwrap();
    assert!(
        killed.starts_with("-ERR Script killed by user with FERROUS.SCRIPT KILL FORCE"),
        "{killed}"
    );
    assert_eq!(server.info("ferrous_kills"), 3);
}

#[test]
fn slow_scripts_are_killed_by_their_own_name_too() {
    let server = Server::start_with(&Options::with(&["--busy-reply-threshold", "50"]));
    if interface(&server) == Interface::None {
        return assert_eq!(server.info("ferrous_kills"), 0);
    }
    let (mut c, mut other) = (server.connect(), server.connect());
    for commands in alone_and_queued(&["EVAL", "#!ferrous\nwhile true do end", "0"]) {
        commands.iter().for_each(|words| c.send(words));
        wait_until_busy(&mut other);
        assert_eq!(other.text(&["SCRIPT", "KILL"]), "+OK\r\n");
        let replies: Vec<_> = commands.iter().map(|_| c.receive()).collect();
        let killed = String::from_utf8_lossy(replies.last().unwrap()).into_owned();
        let text = "-ERR Script killed by user with SCRIPT KILL. script: on @user_script:2.\r\n";
        assert!(killed.ends_with(text), "{killed}");
    }
    assert_eq!(server.info("ferrous_kills"), 2);
}

#[test]
fn limits_hold_by_name() {
    let Some(server) = by_name(&[]) else { return };
    let mut c = server.connect();
    c.ok(&["CONFIG", "SET", "ferrous.script-time-limit", "100"]);
    for commands in alone_and_queued(&["EVAL", "while true do end", "0"]) {
        commands.iter().for_each(|words| c.send(words));
        let replies: Vec<_> = commands.iter().map(|_| c.receive()).collect();
        let reply = String::from_utf8_lossy(replies.last().unwrap()).into_owned();
        assert!(reply.contains("Script exceeded its time limit of 100 milliseconds"), "{reply}");
    }
    c.ok(&["CONFIG", "SET", "ferrous.script-memory-limit", "4mb"]);
    let hungry = "local t = {} while true do t[#t + 1] = string.rep('x', 1000) .. #t end";
    let reply = error(&mut c, &["EVAL", hungry, "0"]);
    assert!(reply.contains("not enough memory"), "{reply}");
    let own = "--!ferrous timeout=20\nwhile true do end";
    assert!(error(&mut c, &["EVAL", own, "0"]).contains("time limit of 20 milliseconds"));
    assert_eq!(server.info("ferrous_time_limit_hits"), 3);
    assert!(server.info("ferrous_memory_limit_hits") > 0);
}

#[test]
fn many_scripts_leave_memory_where_it_was() {
    let Some(server) = by_name(&[]) else { return };
    let mut c = server.connect();
    let mut rounds = |count: usize, distinct: bool| {
        for round in 0..count {
            for n in 0..1000 {
                let n = if distinct { round * 1000 + n } else { 0 };
                c.send(&["EVAL", &format!("local t = {{{n}, KEYS[1]}} return #t"), "1", "k"]);
            }
            (0..1000).for_each(|_| assert_eq!(c.receive(), b":2\r\n"));
        }
    };
    rounds(5, true);
    rounds(5, false);
    let before = ["ferrous_engine_memory", "used_memory"].map(|field| server.info(field));
    rounds(90, false);
    rounds(10, true);
    let after = ["ferrous_engine_memory", "used_memory"].map(|field| server.info(field));
    for (before, after) in before.iter().zip(after) {
        assert!((before - after).abs() < 200 << 10, "{before} {after}");
    }
    assert_eq!(server.info("ferrous_scripts_held"), 500);
    c.ok(&["SCRIPT", "FLUSH", "ASYNC"]);
    c.ok(&["EVAL", "return 1", "0"]);
    let held = || server.info("ferrous_scripts_held");
    // Freed in the background, and noted when the next script comes.
    for _ in 0..100 {
        c.ok(&["EVAL", "return 1", "0"]);
        if held() == 1 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("{} scripts are held", held());
}

#[test]
fn a_panic_is_answered_and_survived_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let fault = folder.path().join("fault");
    let mut options = takeover(&[]);
    options.module = Some(module::debug_path().to_owned());
    options.environment = vec![("FERROUS_FAULT", fault.clone())];
    let mut server = Server::start_with(&options);
    server.expect_panics();
    let mut c = server.connect();
    c.ok(&["SCRIPT", "LOAD", "return redis.call('INCR', 'n')"]);
    for place in [Place::Command, Place::Call, Place::Reply] {
        std::fs::write(&fault, place.doing()).unwrap();
        let reply = c.text(&["EVAL", "return redis.call('INCR', 'n')", "0"]);
        std::fs::remove_file(&fault).unwrap();
        assert_eq!(reply, "-ERR internal error\r\n", "{place:?}");
        let reply = c.text(&["EVAL", "return redis.call('INCR', 'n')", "0"]);
        assert!(reply.starts_with(':'), "{place:?}: {reply}");
    }
}

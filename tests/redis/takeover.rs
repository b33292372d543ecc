//! Takeover: plain commands reach the module, and answer as they do natively (parity §20).
//!
//! What is compared with native runs on one server, with the option off and then on.

use std::process::Command;

use ferrous::bridge::guard::Place;

use crate::same_as_eval::{Way, assert_same};
use crate::support::busy::{start_busy, wait_until_busy};
use crate::support::relay::server_with_relay;
use crate::support::{Connection, Options, Server, module};

const ONE: &str = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
const UNKNOWN: &str = "ffffffffffffffffffffffffffffffffffffffff";
const LOOP: &str = "while true do end";

fn taken_over(config: &[&str]) -> Server {
    let options = Options::with(config);
    Server::start_with(&Options { module_args: takeover_yes(), ..options })
}

fn takeover_yes() -> Vec<String> {
    ["takeover", "yes"].map(str::to_owned).into()
}

fn switch(connection: &mut Connection, on: bool) {
    connection.ok(&["CONFIG", "SET", "ferrous.takeover", if on { "yes" } else { "no" }]);
}

fn is_on(connection: &mut Connection) -> bool {
    let value = connection.text(&["CONFIG", "GET", "ferrous.takeover"]);
    assert!(value.ends_with("yes\r\n") || value.ends_with("no\r\n"), "{value}");
    value.ends_with("yes\r\n")
}

/// Scripts that the module has run.
fn runs(server: &Server) -> i64 {
    server.info("ferrous_runs")
}

/// What `work` returns without takeover and with it; the scripts of both engines are forgotten before.
fn both<R>(server: &Server, mut work: impl FnMut(&mut Connection) -> R) -> [R; 2] {
    let mut admin = server.connect();
    [false, true].map(|on| {
        admin.ok(&["FLUSHALL"]);
        switch(&mut admin, false);
        admin.ok(&["SCRIPT", "FLUSH"]);
        admin.ok(&["FERROUS.SCRIPT", "FLUSH"]);
        switch(&mut admin, on);
        work(&mut server.connect())
    })
}

#[test]
fn scripts_that_are_taken_over_answer_as_they_do_natively() {
    assert_same(Way::Takeover);
}

#[test]
fn plain_commands_reach_the_module() {
    let server = taken_over(&[]);
    let mut c = server.connect();
    let commands: &[(&[&str], &str)] = &[
        (&["EVAL", "return redis.call('SET', KEYS[1], ARGV[1])", "1", "k", "v"], "+OK\r\n"),
        (&["eval", "return redis.call('GET', KEYS[1])", "1", "k"], "$1\r\nv\r\n"),
        (&["Eval_Ro", "return redis.call('GET', KEYS[1])", "1", "k"], "$1\r\nv\r\n"),
        (&["EVALSHA", ONE, "0"], "-NOSCRIPT No matching script. Please use EVAL.\r\n"),
        (&["script", "load", "return 1"], &format!("$40\r\n{ONE}\r\n")),
        (&["SCRIPT", "EXISTS", ONE, UNKNOWN], "*2\r\n:1\r\n:0\r\n"),
        (&["EVALSHA", ONE, "0"], ":1\r\n"),
        (&["evalsha_ro", ONE, "0"], ":1\r\n"),
        (&["SCRIPT", "FLUSH"], "+OK\r\n"),
        (&["SCRIPT", "EXISTS", ONE], "*1\r\n:0\r\n"),
    ];
    for (words, reply) in commands {
        let got = c.text(words);
        assert_eq!(got.replace("script.\r", "script. Please use EVAL.\r"), *reply, "{words:?}");
    }
    assert_eq!(runs(&server), 5);
    assert_eq!(server.info("ferrous_taken_over"), i64::try_from(commands.len()).unwrap());
    let stats = c.text(&["INFO", "commandstats"]);
    assert!(stats.contains("cmdstat_ferrous.eval:calls=2,"), "{stats}");
    assert!(stats.contains("cmdstat_ferrous.script|load:calls=1,"), "{stats}");
    assert!(!stats.contains("cmdstat_eval"), "{stats}");
}

#[test]
fn the_option_can_be_switched_while_the_server_runs() {
    let server = Server::start();
    let mut c = server.connect();
    for round in 0..3 {
        assert!(!is_on(&mut c));
        assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
        assert_eq!(runs(&server), round);
        switch(&mut c, true);
        switch(&mut c, true);
        assert!(is_on(&mut c));
        assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
        assert_eq!(runs(&server), round + 1);
        switch(&mut c, false);
    }
    // Options that are set together are set all or none.
    let words = ["CONFIG", "SET", "ferrous.takeover", "yes", "ferrous.unpack-limit", "x"];
    assert!(c.text(&words).starts_with("-ERR CONFIG SET failed"));
    assert!(!is_on(&mut c));
    assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
    assert_eq!(runs(&server), 3);
}

#[test]
fn what_was_queued_is_run_by_whom_it_was_queued_for() {
    let server = taken_over(&[]);
    let (mut admin, mut c) = (server.connect(), server.connect());
    c.ok(&["MULTI"]);
    c.ok(&["EVAL", "return 1", "0"]);
    switch(&mut admin, false);
    c.ok(&["EVAL", "return 2", "0"]);
    assert_eq!(c.text(&["EXEC"]), "*2\r\n:1\r\n:2\r\n");
    assert_eq!(runs(&server), 1);
}

#[test]
fn malformed_commands_are_refused_in_native_words() {
    let commands: &[&[&str]] = &[
        &["EVAL"],
        &["EVAL", "return 1"],
        &["EVALSHA", ONE],
        &["EVAL_RO", "return 1"],
        &["EVALSHA_RO"],
        &["EVAL", "return 1", "x"],
        &["EVAL", "return 1", "-1"],
        &["EVAL", "return 1", "2", "k"],
        &["EVAL", "return", "0", "", ""],
        &["EVAL", "this is no Lua", "0"],
        &["EVALSHA", "short", "x"],
        &["EVALSHA", UNKNOWN, "0"],
        &["EVALSHA", UNKNOWN, "x"],
        &["EVALX", "return 1", "0"],
        &["SCRIPT"],
        &["SCRIPT", "NOSUCH"],
        &["SCRIPT", ""],
        &["SCRIPT", "LOAD"],
        &["SCRIPT", "LOAD", "return 1", "more"],
        &["SCRIPT", "LOAD", "this is no Lua"],
        &["SCRIPT", "EXISTS"],
        &["SCRIPT", "EXISTS", "short"],
        &["SCRIPT", "FLUSH", "NOW"],
        &["SCRIPT", "FLUSH", "SYNC", "more"],
        &["SCRIPT", "FLUSH", "async"],
        &["SCRIPT", "KILL"],
        &["SCRIPT", "KILL", "FORCE"],
        &["SCRIPT", "SHOW"],
        &["SCRIPT", "SHOW", UNKNOWN],
        &["SCRIPT", "DEBUG"],
        &["SCRIPT", "DEBUG", "MAYBE"],
        &["SCRIPT", "DEBUG", "NO"],
        &["SCRIPT", "HELP"],
        &["SCRIPT", "HELP", "more"],
    ];
    let server = Server::start();
    let [native, ours] =
        both(&server, |c| commands.iter().map(|words| c.text(words)).collect::<Vec<_>>());
    for (words, (native, ours)) in commands.iter().zip(native.iter().zip(&ours)) {
        assert_eq!(native, ours, "{words:?}");
    }
    assert!(native.iter().filter(|reply| reply.starts_with('-')).count() > 20);
    assert!(server.info("ferrous_taken_over") > 5);
    // Where EXEC is refused for what was queued.
    let queued: [&[&str]; 4] =
        [&["MULTI"], &["EVAL", "return 1"], &["EVAL", "return 1", "0"], &["EXEC"]];
    let [native, ours] = both(&server, |c| queued.map(|words| c.text(words)));
    assert_eq!(native, ours);
    assert!(ours[3].starts_with("-EXECABORT"), "{ours:?}");
}

/// Commands that are sent at once, and all their replies.
fn pipeline(c: &mut Connection, commands: &[&[&str]]) -> Vec<String> {
    commands.iter().for_each(|words| c.send(words));
    commands.iter().map(|_| String::from_utf8(c.receive()).unwrap()).collect()
}

#[test]
fn transactions_and_pipelines_answer_as_they_do_natively() {
    let add = "return redis.call('INCRBY', KEYS[1], ARGV[1])";
    let commands: &[&[&str]] = &[
        &["EVALSHA", ONE, "0"],
        &["EVAL", add, "1", "n", "5"],
        &["MULTI"],
        &["EVALSHA", ONE, "0"],
        &["SCRIPT", "LOAD", "return 1"],
        &["EVALSHA", ONE, "0"],
        &["EVAL", add, "1", "n", "5"],
        &["GET", "n"],
        &["EVAL", "return redis.call('LPUSH', KEYS[1], 1)", "1", "n"],
        &["EVAL", "this is no Lua", "0"],
        &["SCRIPT", "EXISTS", ONE],
        &["SCRIPT", "FLUSH"],
        &["SCRIPT", "EXISTS", ONE],
        &["EVAL_RO", "return redis.call('GET', KEYS[1])", "1", "n"],
        &["EXEC"],
        &["EVAL", "return {1, 'x', {err = 'MY own'}}", "0"],
        &["MULTI"],
        &["EVAL", add, "1", "n", "5"],
        &["DISCARD"],
        &["GET", "n"],
    ];
    let server = Server::start();
    let [native, ours] = both(&server, |c| pipeline(c, commands));
    assert_eq!(native, ours);
    assert_eq!(ours.last().unwrap(), "$2\r\n10\r\n");
    assert!(runs(&server) >= 6);
}

#[test]
fn others_are_told_of_a_slow_script_as_they_are_natively() {
    let commands: &[&[&str]] = &[
        &["PING"],
        &["EVAL", "return 1", "0"],
        &["EVALSHA", ONE, "0"],
        &["SCRIPT", "EXISTS", ONE],
        &["SCRIPT", "FLUSH"],
        &["SCRIPT", "HELP"],
        &["FCALL", "f", "0"],
        &["MULTI"],
        &["EVAL", "return 1", "0"],
        &["SCRIPT", "KILL"],
        &["EXEC"],
        &["SCRIPT", "KILL"],
    ];
    let server = taken_over(&["--busy-reply-threshold", "50"]);
    let [native, ours] = both(&server, |other| {
        let mut caller = server.connect();
        caller.send(&["EVAL", LOOP, "0"]);
        wait_until_busy(other);
        let mut replies: Vec<String> = commands.iter().map(|words| other.text(words)).collect();
        replies.push(String::from_utf8(caller.receive()).unwrap());
        replies.push(other.text(&["SCRIPT", "KILL"]));
        replies
    });
    for (words, (native, ours)) in commands.iter().zip(native.iter().zip(&ours)) {
        assert_eq!(native, ours, "{words:?}");
    }
    assert_eq!(native, ours);
    assert_eq!(server.info("ferrous_kills"), 1);
}

#[test]
fn a_kill_reaches_whichever_side_runs() {
    let server = Server::start_with(&Options::with(&["--busy-reply-threshold", "50"]));
    let (mut admin, mut other, mut native) = (server.connect(), server.connect(), server.connect());
    for round in 0..2 {
        // Queued before it was taken over.
        switch(&mut admin, false);
        native.ok(&["MULTI"]);
        native.ok(&["EVAL", LOOP, "0"]);
        switch(&mut admin, true);
        native.send(&["EXEC"]);
        wait_until_busy(&mut other);
        // It is for our scripts alone.
        assert!(other.text(&["FERROUS.SCRIPT", "KILL"]).starts_with("-NOTBUSY "));
        assert_eq!(other.text(&["SCRIPT", "KILL"]), "+OK\r\n");
        let reply = String::from_utf8(native.receive()).unwrap();
        assert!(reply.starts_with("*1\r\n-ERR Script killed by user"), "{reply}");
        assert_eq!(server.info("ferrous_kills"), 2 * round);
        for kill in [["SCRIPT", "KILL"], ["FERROUS.SCRIPT", "KILL"]] {
            assert!(other.text(&kill).starts_with("-NOTBUSY "), "{kill:?}");
            let (mut caller, mut other) = start_busy(&server, &["EVAL", LOOP, "0"]);
            assert_eq!(other.text(&kill), "+OK\r\n");
            let reply = String::from_utf8(caller.receive()).unwrap();
            assert!(reply.starts_with("-ERR Script killed by user with SCRIPT KILL"), "{reply}");
        }
        assert_eq!(server.info("ferrous_kills"), 2 * round + 2);
    }
}

#[test]
fn functions_stay_native_and_are_killed_natively() {
    let server = taken_over(&["--busy-reply-threshold", "50"]);
    let mut c = server.connect();
    let library = "#!lua name=l\nredis.register_function('one', function() return 1 end)
        redis.register_function('loop', function() while true do end end)";
    c.ok(&["FUNCTION", "LOAD", library]);
    assert_eq!(c.text(&["FCALL", "one", "0"]), ":1\r\n");
    let (mut caller, mut other) = start_busy(&server, &["FCALL", "loop", "0"]);
    assert!(other.text(&["SCRIPT", "KILL"]).starts_with("-BUSY "), "as natively");
    assert_eq!(other.text(&["FUNCTION", "KILL"]), "+OK\r\n");
    assert!(caller.receive().starts_with(b"-ERR Script killed by user"));
    assert_eq!(runs(&server), 0);
}

#[test]
fn users_need_leave_for_our_commands() {
    let server = Server::start();
    let mut admin = server.connect();
    for (user, rules) in [
        ("plain", &["-@all", "+eval"][..]),
        ("advised", &["-@all", "+eval", "+ferrous.eval"]),
        ("without", &["+@all", "-eval"]),
        ("advised-without", &["+@all", "-eval", "-ferrous.eval"]),
        ("category", &["-@all", "+@scripting"]),
    ] {
        admin.ok(&[&["ACL", "SETUSER", user, "on", ">pw", "~*", "&*"], rules].concat());
    }
    let name = server.name();
    let has_categories = !name.starts_with("redis 7.0");
    let answers = |admin: &mut Connection, user: &str| {
        [false, true].map(|on| {
            switch(admin, on);
            let mut c = server.connect();
            c.ok(&["AUTH", user, "pw"]);
            let reply = c.text(&["EVAL", "return 1", "0"]);
            match reply.strip_prefix("-NOPERM ") {
                None => reply,
                Some(why) if why.contains("'ferrous.eval'") => "no ferrous.eval".to_owned(),
                Some(why) if why.contains("'eval'") => "no eval".to_owned(),
                Some(why) => why.to_owned(),
            }
        })
    };
    let ran = ":1\r\n".to_owned();
    let refused = |name: &str| format!("no {name}");
    // What the server asks for is the name behind the takeover.
    assert_eq!(answers(&mut admin, "plain"), [ran.clone(), refused("ferrous.eval")]);
    assert_eq!(answers(&mut admin, "advised"), [ran.clone(), ran.clone()]);
    assert_eq!(answers(&mut admin, "without"), [refused("eval"), ran.clone()]);
    let both_refused = [refused("eval"), refused("ferrous.eval")];
    assert_eq!(answers(&mut admin, "advised-without"), both_refused);
    let by_category = if has_categories { ran.clone() } else { refused("ferrous.eval") };
    assert_eq!(answers(&mut admin, "category"), [ran, by_category]);
}

#[test]
fn who_has_not_logged_in_gets_nothing_done() {
    let server = Server::start();
    let mut admin = server.connect();
    admin.ok(&["CONFIG", "SET", "requirepass", "pw"]);
    admin.ok(&["AUTH", "pw"]);
    let commands: &[&[&str]] = &[
        &["EVAL", "return 1", "0"],
        &["EVALSHA", ONE, "0"],
        &["EVAL_RO", "return 1", "0"],
        &["SCRIPT", "LOAD", "return 1"],
        &["SCRIPT", "EXISTS", ONE],
        &["SCRIPT", "FLUSH"],
        &["SCRIPT", "KILL"],
        &["SCRIPT", "DEBUG", "SYNC"],
        &["EVAL"],
        &["SCRIPT", "NOSUCH"],
    ];
    let [native, ours] = [false, true].map(|on| {
        switch(&mut admin, on);
        pipeline(&mut server.connect(), commands)
    });
    assert_eq!(native, ours);
    assert!(ours[0].starts_with("-NOAUTH "), "{ours:?}");
    let info = admin.text(&["INFO", "ferrous"]);
    for field in ["runs", "scripts_cached", "cache_misses"] {
        assert!(info.contains(&format!("ferrous_{field}:0\r\n")), "{field}: {info}");
    }
    admin.ok(&["CONFIG", "SET", "requirepass", ""]);
}

#[test]
fn logs_show_the_commands_that_ran() {
    let server = taken_over(&["--slowlog-log-slower-than", "0"]);
    let (mut monitor, mut c) = (server.connect(), server.connect());
    monitor.ok(&["MONITOR"]);
    c.ok(&["eval", "return 1", "0"]);
    let line = String::from_utf8(monitor.receive()).unwrap();
    assert!(line.ends_with("\"FERROUS.EVAL\" \"return 1\" \"0\"\r\n"), "{line}");
    let log = c.text(&["SLOWLOG", "GET", "1"]);
    assert!(log.contains("\r\nFERROUS.EVAL\r\n$8\r\nreturn 1\r\n"), "{log}");
    let clients = c.text(&["CLIENT", "LIST"]);
    assert!(!clients.contains("cmd=eval"), "{clients}");
}

/// Reads until the debugger has ended its session; all it has said.
fn finish_session(c: &mut Connection) -> String {
    let mut said = String::new();
    c.send(&["c"]);
    while !said.contains("<endsession>") {
        said.push_str(&String::from_utf8(c.receive()).unwrap());
    }
    said
}

#[test]
fn debugging_stays_native() {
    let server = taken_over(&[]);
    let tells_clients = !server.name().starts_with("redis 7.0");
    for mode in ["YES", "SYNC"] {
        let (mut other, mut c) = (server.connect(), server.connect());
        let before = runs(&server);
        c.ok(&["SCRIPT", "DEBUG", mode]);
        if tells_clients {
            other.ok(&["EVAL", "return 1", "0"]);
            let refused = c.text(&["EVALSHA", ONE, "0"]);
            assert!(refused.contains("use EVAL instead of EVALSHA for debugging"), "{refused}");
        }
        let stop = c.text(&["EVAL", "local x = 1\nreturn x", "0"]);
        assert!(stop.starts_with('*'), "{mode}: {stop}");
        assert!(stop.contains("Stopped at 1, stop reason = step over"), "{mode}: {stop}");
        finish_session(&mut c);
        assert_eq!(runs(&server), before + i64::from(tells_clients), "{mode}");
        other.ok(&["EVAL", "return 1", "0"]);
        assert_eq!(runs(&server), before + i64::from(tells_clients) + 1, "{mode}");
    }
    let mut c = server.connect();
    c.ok(&["SCRIPT", "DEBUG", "YES"]);
    c.ok(&["SCRIPT", "DEBUG", "NO"]);
    let before = runs(&server);
    assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
    assert_eq!(runs(&server), before + 1);
}

#[test]
fn an_engine_that_does_not_start_leaves_scripts_to_native() {
    let folder = tempfile::tempdir().unwrap();
    let fault = folder.path().join("fault");
    std::fs::write(&fault, Place::StartEngine.doing()).unwrap();
    let mut server = Server::start_with(&Options {
        module_args: takeover_yes(),
        module: Some(module::debug_path().to_owned()),
        environment: vec![("FERROUS_FAULT", fault.clone())],
        ..Options::default()
    });
    server.expect_panics();
    let mut c = server.connect();
    assert!(!is_on(&mut c));
    assert!(server.log().contains("Takeover stays off: internal error"), "{}", server.log());
    assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
    let refused = c.text(&["CONFIG", "SET", "ferrous.takeover", "yes"]);
    assert!(refused.starts_with("-ERR CONFIG SET failed"), "{refused}");
    assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
    assert!(!is_on(&mut c));
    assert_eq!(runs(&server), 0);
    std::fs::remove_file(&fault).unwrap();
    switch(&mut c, true);
    assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
    assert_eq!(runs(&server), 1);
}

#[test]
fn unloading_gives_scripts_back_to_native() {
    let server = taken_over(&["--enable-module-command", "yes"]);
    let path = module::path().to_str().unwrap();
    for _ in 0..3 {
        server.connect().ok(&["EVAL", "return 1", "0"]);
        let mut c = server.connect();
        assert_eq!(runs(&server), 1);
        // The connection above may be closing still.
        let unload = || c.text(&["MODULE", "UNLOAD", "ferrous"]);
        let mut unloads = std::iter::repeat_with(unload).take(100);
        assert!(unloads.any(|reply| reply == "+OK\r\n"), "{}", server.log());
        assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
        assert!(!c.text(&["INFO", "commandstats"]).contains("ferrous"));
        c.ok(&["MODULE", "LOAD", path, "takeover", "yes"]);
        assert!(is_on(&mut c));
    }
}

#[test]
fn calls_of_other_modules_are_taken_over() {
    let server = server_with_relay(&[]);
    let commands: &[&[&str]] = &[
        &["RELAY.CALL", "EVAL", "return redis.call('INCR', KEYS[1])", "1", "n"],
        &["RELAY.CALL", "EVALSHA", UNKNOWN, "0"],
        &["RELAY.CALL", "SCRIPT", "LOAD", "return 1"],
        &["RELAY.CALL", "EVALSHA", ONE, "0"],
    ];
    let [native, ours] = both(&server, |c| pipeline(c, commands));
    assert_eq!(native, ours);
    assert_eq!(runs(&server), 2);
}

#[test]
fn the_program_redis_cli_needs_nothing() {
    let server = taken_over(&[]);
    let port = server.port().to_string();
    let mut cli = Command::new("redis-cli");
    let said = cli.args(["-p", &port, "EVAL", "return ARGV[1] .. '!'", "0", "hello"]).output();
    assert_eq!(said.unwrap().stdout, b"hello!\n");
    assert_eq!(runs(&server), 1);
}

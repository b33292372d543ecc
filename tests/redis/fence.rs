//! The panic fence and the door of the engine: faults of ours and entries that come too soon end in an
//! error, never in the server's end.
//!
//! Builds with debug assertions panic where a file tells them to, so the module here is always one of
//! those.

use std::path::PathBuf;

use ferrous::bridge::commands::COMMANDS;
use ferrous::bridge::guard::Place;
use tempfile::TempDir;

use crate::support::busy::wait_until_busy;
use crate::support::relay::server_with_relay;
use crate::support::{Connection, Options, Server, module};
use crate::valkey_engine::{Interface, interface};

const INTERNAL_ERROR: &str = "-ERR internal error\r\n";

/// A server whose module can be made to panic.
struct Faulty {
    server: Server,
    fault: PathBuf,
    _folder: TempDir,
}

impl Faulty {
    fn start() -> Faulty {
        let folder = tempfile::tempdir().unwrap();
        let fault = folder.path().join("fault");
        let mut options = Options::with(&["--busy-reply-threshold", "50"]);
        options.config.extend(["--enable-module-command".into(), "yes".into()]);
        options.module = Some(module::debug_path().to_owned());
        options.environment = vec![("FERROUS_FAULT", fault.clone())];
        let mut server = Server::start_with(&options);
        server.expect_panics();
        Faulty { server, fault, _folder: folder }
    }

    /// Has the module panic wherever it comes to `place` while `work` is done.
    fn panicking<R>(&self, place: Place, work: impl FnOnce() -> R) -> R {
        std::fs::write(&self.fault, place.doing()).unwrap();
        let result = work();
        std::fs::remove_file(&self.fault).unwrap();
        result
    }

    fn panics(&self) -> i64 {
        self.server.info("ferrous_panics_caught")
    }
}

/// A command of the table, with as many words as it needs.
fn words_of(full_name: &str, arity: i32) -> Vec<String> {
    let mut words: Vec<String> = full_name.split('|').map(str::to_owned).collect();
    let least = usize::try_from(arity.unsigned_abs()).unwrap();
    words.resize(least.max(words.len()), "0".to_owned());
    words
}

/// Goes where `place` is, and looks at what the client is told.
fn provoke(place: Place, faulty: &Faulty, connection: &mut Connection) {
    let mut answers = |words: &[&str], expected: &str| {
        let reply = faulty.panicking(place, || connection.text(words));
        assert_eq!(reply, expected, "{place:?}: {words:?}");
    };
    match place {
        Place::Load | Place::Unload => {
            let path = module::debug_path().to_str().unwrap();
            if place == Place::Unload {
                let refused = "-ERR Error unloading module: operation not possible.\r\n";
                answers(&["MODULE", "UNLOAD", "ferrous"], refused);
                return;
            }
            connection.ok(&["MODULE", "UNLOAD", "ferrous"]);
            let refused = "-ERR Error loading the extension. Please check the server logs.\r\n";
            let reply = faulty.panicking(place, || connection.text(&["MODULE", "LOAD", path]));
            assert_eq!(reply, refused);
            connection.ok(&["MODULE", "LOAD", path]);
        }
        Place::Command => {
            for info in COMMANDS {
                let words = words_of(info.full_name.to_str().unwrap(), info.arity);
                if words[0] == "ferrous.script" && words.len() == 2 && words[1] == "0" {
                    continue;
                }
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                answers(&words, INTERNAL_ERROR);
            }
        }
        Place::Keys => {
            // The server asks where the keys are to remember them for a client that caches.
            let mut caching = faulty.server.connect_resp3();
            caching.ok(&["CLIENT", "TRACKING", "ON"]);
            let words = ["FERROUS.EVAL_RO", "return 1", "1", "k"];
            assert_eq!(faulty.panicking(place, || caching.text(&words)), ":1\r\n");
        }
        Place::Info => {
            let info = faulty.panicking(place, || connection.text(&["INFO", "ferrous"]));
            assert!(!info.contains("panics_caught"), "{info}");
        }
        Place::ReadOption => {
            let shown = "*2\r\n$25\r\nferrous.script-time-limit\r\n$1\r\n0\r\n";
            answers(&["CONFIG", "GET", "ferrous.script-time-limit"], shown);
        }
        Place::WriteOption => {
            let words = ["CONFIG", "SET", "ferrous.script-time-limit", "7"];
            let reply = faulty.panicking(place, || connection.text(&words));
            assert!(reply.starts_with("-ERR CONFIG SET failed"), "{reply}");
            assert!(reply.ends_with(" - internal error\r\n"), "{reply}");
            let shown = connection.text(&["CONFIG", "GET", "ferrous.script-time-limit"]);
            assert!(shown.ends_with("\r\n0\r\n"), "{shown}");
        }
        Place::StartEngine => {
            let words = ["CONFIG", "SET", "ferrous.takeover", "yes"];
            let reply = faulty.panicking(place, || connection.text(&words));
            assert!(reply.ends_with(" - internal error\r\n"), "{reply}");
        }
        Place::Filter => {
            // What cannot be looked at stays native's.
            let mut admin = faulty.server.connect();
            admin.ok(&["CONFIG", "SET", "ferrous.takeover", "yes"]);
            let runs = faulty.server.info("ferrous_runs");
            answers(&["EVAL", "return 1", "0"], ":1\r\n");
            assert_eq!(faulty.server.info("ferrous_runs"), runs);
            admin.ok(&["CONFIG", "SET", "ferrous.takeover", "no"]);
        }
        Place::Event => answers(&["CONFIG", "SET", "busy-reply-threshold", "50"], "+OK\r\n"),
        Place::Call => {
            let script = "local ok = pcall(redis.call, 'PING') return 'caught'";
            answers(&["FERROUS.EVAL", script, "0"], INTERNAL_ERROR);
            answers(
                &["FERROUS.EVAL_RO", "redis.pcall('PING') return 'caught'", "0"],
                INTERNAL_ERROR,
            );
        }
        Place::Yield => {
            answers(
                &["FERROUS.EVAL", "pcall(function() while true do end end)", "0"],
                INTERNAL_ERROR,
            );
        }
        Place::Reply => answers(&["FERROUS.EVAL", "return 'x'", "0"], INTERNAL_ERROR),
        Place::RestOfReply => {
            // Nothing that is understood can follow what was sent, so the connection ends.
            let mut other = faulty.server.connect();
            let script = ["FERROUS.EVAL", "return {1, 2, 3}", "0"];
            faulty.panicking(place, || assert!(other.try_raw(&script).is_err()));
        }
    }
}

#[test]
fn a_panic_anywhere_is_answered_logged_counted_and_survived() {
    let faulty = Faulty::start();
    let mut connection = faulty.server.connect();
    let digest = connection.bulk(&["FERROUS.SCRIPT", "LOAD", "return redis.call('INCR', 'n')"]);
    // Where takeover is a name it is not switched, and there is no filter.
    let switched = interface(&faulty.server) != Interface::Lua;
    let of_the_switch = |place| matches!(place, Place::StartEngine | Place::Filter);
    for &place in Place::ALL.iter().filter(|&&place| switched || !of_the_switch(place)) {
        let before = faulty.panics();
        provoke(place, &faulty, &mut connection);
        if place == Place::Load {
            connection.ok(&["FERROUS.SCRIPT", "LOAD", "return redis.call('INCR', 'n')"]);
        } else {
            assert!(faulty.panics() > before, "{place:?} is not counted");
        }
        let log = faulty.server.log();
        let line = format!("a test wants it while {}", place.doing());
        assert!(log.contains(&line), "{place:?} is not logged");
        // The engine works, and what was in its cache still is.
        let evalsha = [b"FERROUS.EVALSHA".as_slice(), &digest, b"0"];
        assert!(connection.raw(&evalsha).starts_with(b":"), "{place:?}");
        assert_eq!(connection.text(&["PING"]), "+PONG\r\n");
    }
}

#[test]
fn only_the_first_panic_has_a_backtrace() {
    let faulty = Faulty::start();
    let mut connection = faulty.server.connect();
    for _ in 0..3 {
        let script = ["FERROUS.EVAL", "redis.call('PING')", "0"];
        let reply = faulty.panicking(Place::Call, || connection.text(&script));
        assert_eq!(reply, INTERNAL_ERROR);
    }
    let log = faulty.server.log();
    assert_eq!(log.matches("Panic caught while ").count(), 3, "{log}");
    assert_eq!(log.matches("a test wants it").count(), 3, "{log}");
    let (_, after_first) = log.split_once("Panic caught while ").unwrap();
    let (first, others) = after_first.split_once("Panic caught while ").unwrap();
    // Valkey gives modules an allocator beside that of the C library, which a backtrace would mix.
    let has_backtrace = !faulty.server.name().starts_with("valkey");
    assert_eq!(log.contains("std::panicking"), has_backtrace, "{log}");
    assert_eq!(first.contains("ferrous::bridge::"), has_backtrace, "{log}");
    assert!(!others.contains("ferrous::bridge::"), "{log}");
}

#[test]
fn an_engine_that_has_panicked_is_built_anew() {
    let faulty = Faulty::start();
    let mut connection = faulty.server.connect();
    let script = "redis.call('SELECT', '3') redis.setresp(3) math.randomseed(1)
        local t = {} for i = 1, 10000 do t[i] = {i} end redis.call('PING')";
    let mut fail = |times: i64| {
        for _ in 0..times {
            let words = ["FERROUS.EVAL", script, "0"];
            std::fs::write(&faulty.fault, Place::Call.doing()).unwrap();
            let reply = connection.text(&words);
            std::fs::remove_file(&faulty.fault).unwrap();
            assert_eq!(reply, INTERNAL_ERROR);
            assert_eq!(connection.text(&["FERROUS.EVAL", "return 1", "0"]), ":1\r\n");
        }
        (faulty.server.info("ferrous_engine_memory"), faulty.server.info("used_memory"))
    };
    let before = fail(3);
    let after = fail(50);
    assert_eq!(faulty.server.info("ferrous_engine_rebuilds"), 53);
    assert_eq!(before.0, after.0, "the engine's memory");
    assert!(
        after.1 - before.1 < 64 << 10,
        "{before:?}, {after:?}: 50 engines leave something behind"
    );
    // The run was in another database when it ended; its client is not.
    connection.ok(&["SET", "k", "v"]);
    assert_eq!(connection.text(&["DBSIZE"]), ":1\r\n");
    assert_eq!(faulty.server.info("ferrous_running"), 0);
}

#[test]
fn a_script_cannot_run_scripts() {
    let server = Server::start();
    let mut connection = server.connect();
    for command in ["FERROUS.EVAL", "FERROUS.EVALSHA", "FERROUS.EVAL_RO", "FERROUS.EVALSHA_RO"] {
        for before in ["", "redis.call('SET', 'k', 'v')"] {
            let script = format!("{before} return redis.pcall('{command}', 'return 1', '0')");
            let reply = connection.text(&["FERROUS.EVAL", &script, "0"]);
            let native =
                connection.text(&["EVAL", "return redis.pcall('EVAL', 'return 1', '0')", "0"]);
            assert_eq!(reply, native, "{command}");
            assert!(native.contains(" command is not allowed from script"), "{native}");
        }
    }
}

#[test]
fn a_command_of_another_module_cannot_enter_while_a_script_runs() {
    let server = server_with_relay(&["--busy-reply-threshold", "50"]);
    let mut connection = server.connect();
    let digest =
        String::from_utf8(connection.bulk(&["FERROUS.SCRIPT", "LOAD", "return 1"])).unwrap();
    assert_eq!(connection.text(&["RELAY.CALL", "FERROUS.EVAL", "return 1", "0"]), ":1\r\n");
    let refused = "-ERR A script is already running; scripts cannot be run from commands that scripts \
                   call";
    let commands: &[&[&str]] = &[
        &["FERROUS.EVAL", "return 1", "0"],
        &["FERROUS.EVALSHA", &digest, "0"],
        &["FERROUS.EVAL_RO", "return 1", "0"],
        &["FERROUS.EVALSHA_RO", &digest, "0"],
        &["FERROUS.SCRIPT", "LOAD", "return 2"],
        &["FERROUS.SCRIPT", "EXISTS", &digest],
        &["FERROUS.SCRIPT", "SHOW", &digest],
        &["FERROUS.SCRIPT", "FLUSH"],
    ];
    let script = "local reply = redis.pcall('RELAY.CALL', unpack(ARGV))
        local t = {} for i = 1, 1000 do t[i] = {i} end
        return reply";
    for command in commands {
        let words = [&["FERROUS.EVAL", script, "0"], *command].concat();
        let reply = connection.text(&words);
        assert!(reply.starts_with(refused), "{command:?}: {reply}");
    }
    assert_eq!(
        connection.text(&["FERROUS.EVALSHA", &digest, "0"]),
        ":1\r\n",
        "nothing was flushed"
    );

    // A kill needs no engine; the script that asks for its own end gets it.
    let suicide = "redis.call('RELAY.CALL', 'FERROUS.SCRIPT', 'KILL') while true do end";
    let reply = connection.text(&["FERROUS.EVAL", suicide, "0"]);
    assert!(reply.starts_with("-ERR Script killed by user"), "{reply}");

    // A native script in between changes nothing.
    let nested = "return redis.pcall('RELAY.CALL', 'FERROUS.EVAL', ARGV[1], '0', 'RELAY.CALL',
        'FERROUS.EVAL', 'return 1', '0')";
    let reply = connection.text(&["EVAL", nested, "0", script]);
    assert!(reply.starts_with(refused), "{reply}");
    assert_eq!(connection.text(&["FERROUS.EVAL", "return 1", "0"]), ":1\r\n");
}

#[test]
fn a_panic_while_others_are_served_leaves_them_served() {
    let faulty = Faulty::start();
    let (mut caller, mut other) = (faulty.server.connect(), faulty.server.connect());
    caller.send(&["FERROUS.EVAL", "while true do end", "0"]);
    wait_until_busy(&mut other);
    // Between two turns of the server.
    std::fs::write(&faulty.fault, Place::Yield.doing()).unwrap();
    assert_eq!(caller.receive(), INTERNAL_ERROR.as_bytes());
    std::fs::remove_file(&faulty.fault).unwrap();
    assert_eq!(other.text(&["PING"]), "+PONG\r\n");
    assert_eq!(caller.text(&["FERROUS.EVAL", "return 1", "0"]), ":1\r\n");
}

//! Where we answer otherwise than native scripting of Redis 7.0 does, on purpose.
//!
//! Both replies stand here, so that neither side can change unseen; the README says why.

use crate::support::{Connection, Server};

struct Difference {
    /// Scripts, run one after the other; the last one answers differently.
    scripts: &'static [&'static str],
    native: &'static str,
    ours: &'static str,
}

/// What `coroutine.resume` gives of a coroutine that has yielded 5.
const YIELDED: &str = "*2\r\n:1\r\n:5\r\n";
/// What it gives natively of one that may not.
const ACROSS: &str = "*2\r\n$-1\r\n$50\r\nattempt to yield across metamethod/C-call boundary\r\n";
/// The same, caught by a `pcall` in the coroutine.
const ACROSS_PCALL: &str =
    "*3\r\n:1\r\n$-1\r\n$50\r\nattempt to yield across metamethod/C-call boundary\r\n";

const DIFFERENCES: &[Difference] = &[
    // Nothing that a script sets outlives it (G13).
    Difference {
        scripts: &["cjson.encode_number_precision(3)", "return cjson.encode(1/3)"],
        native: "$5\r\n0.333\r\n",
        ours: "$16\r\n0.33333333333333\r\n",
    },
    Difference {
        scripts: &["math.randomseed(42) math.random(9)", "return math.random(1000) == 343"],
        native: ":1\r\n",
        ours: "$-1\r\n",
    },
    // A coroutine yields across everything (G15).
    Difference {
        scripts: &["local c = coroutine.create(function() return pcall(coroutine.yield, 5) end)
            return {coroutine.resume(c)}"],
        native: ACROSS_PCALL,
        ours: YIELDED,
    },
    Difference {
        scripts: &["local c = coroutine.create(function()
              table.sort({2, 1}, function() coroutine.yield(5) end) end)
            return {coroutine.resume(c)}"],
        native: ACROSS,
        ours: YIELDED,
    },
    Difference {
        scripts: &["local t = setmetatable({}, {__index = function() coroutine.yield(5) end})
            local c = coroutine.create(function() return t.x end)
            return {coroutine.resume(c)}"],
        native: ACROSS,
        ours: YIELDED,
    },
    // The reply is made of the error object without metamethods (V6).
    Difference {
        scripts: &["error(setmetatable({}, {__index = {err = 'MY boom'}}))"],
        native: "-MY boom script: 6dfe6b7233bcfc231164fe3d59dbc5ea5fb52a84, on @user_script:1.\r\n",
        ours: "-ERR unknown error script: 6dfe6b7233bcfc231164fe3d59dbc5ea5fb52a84, \
            on @user_script:1.\r\n",
    },
    // os.clock is there on every server (V10).
    Difference {
        scripts: &["return type(rawget(_G, 'os'))"],
        native: "$3\r\nnil\r\n",
        ours: "$5\r\ntable\r\n",
    },
];

#[test]
fn differences_are_those_that_are_known() {
    let server = Server::start();
    if !server.connect().text(&["INFO", "server"]).contains("redis_version:7.0.") {
        return;
    }
    let mut c = server.connect();
    for difference in DIFFERENCES {
        let mut last = |command: &str| {
            let replies = difference.scripts.iter().map(|script| c.text(&[command, script, "0"]));
            replies.last().unwrap()
        };
        let (native, ours) = (last("EVAL"), last("FERROUS.EVAL"));
        assert_eq!(native, difference.native, "{:?}", difference.scripts);
        assert_eq!(ours, difference.ours, "{:?}", difference.scripts);
    }
}

#[test]
fn in_a_transaction_expiry_stands_still_for_all_scripts() {
    let server = Server::start();
    let mut c = server.connect();
    // Not by TIME, which stands still in scripts from Redis 7.2 on.
    let wait = "redis.call('SET', 't', 1, 'PX', 1) local x for i = 1, 2e7 do x = i end";
    let mut seen = |command: &str| {
        c.ok(&["MULTI"]);
        c.ok(&[command, wait, "0"]);
        c.ok(&[command, "return redis.call('EXISTS', 't')", "0"]);
        c.text(&["EXEC"])
    };
    // Natively each script of Redis 7.0 has a time of its own; later servers agree with us.
    let native = seen("EVAL");
    assert!(["*2\r\n$-1\r\n:0\r\n", "*2\r\n$-1\r\n:1\r\n"].contains(&native.as_str()), "{native}");
    assert_eq!(seen("FERROUS.EVAL"), "*2\r\n$-1\r\n:1\r\n");
}

#[test]
fn keys_are_tracked_for_scripts_that_only_read() {
    let server = Server::start();
    let (mut c, mut writer) = (server.connect_resp3(), server.connect());
    c.ok(&["CLIENT", "TRACKING", "on"]);
    if !server.name().starts_with("redis 7.0.") {
        // There all keys that the command is given are followed besides those that the script reads.
        c.ok(&["EVAL_RO", "return redis.call('GET', 'none')", "1", "k"]);
        writer.ok(&["SET", "k", "1"]);
        c.expect_silence();
        c.ok(&["FERROUS.EVAL_RO", "return 1", "1", "k"]);
        writer.ok(&["SET", "k", "2"]);
        assert!(c.receive().starts_with(b">2\r\n$10\r\ninvalidate"));
        return;
    }
    c.ok(&["FERROUS.EVAL", "return redis.call('GET', KEYS[1])", "1", "k"]);
    writer.ok(&["SET", "k", "1"]);
    c.expect_silence();
    c.ok(&["EVAL", "return redis.call('GET', KEYS[1])", "1", "k"]);
    writer.ok(&["SET", "k", "2"]);
    assert!(c.receive().starts_with(b">2\r\n$10\r\ninvalidate"));
}

#[test]
fn what_scripts_catch_is_not_counted() {
    let server = Server::start();
    let mut c = server.connect();
    c.ok(&["SET", "s", "text"]);
    let counted = |command: &str, c: &mut Connection| {
        // What is asked of the server once is asked before.
        for _ in 0..2 {
            c.ok(&["CONFIG", "RESETSTAT"]);
            for script in [
                "redis.pcall('INCR', 's') redis.pcall('GET')",
                "redis.pcall('nosuch') redis.pcall('MULTI')",
                "return redis.call('GET')",
            ] {
                c.text(&[command, script, "0"]);
            }
        }
        let stats = c.text(&["INFO", "everything"]);
        let count = |line: &str, field: &str| {
            let line = stats.lines().find_map(|found| found.strip_prefix(line))?;
            let value = line.split([',', ':']).find_map(|part| part.strip_prefix(field))?;
            value.parse::<u64>().ok()
        };
        [
            count("errorstat_ERR:", "count="),
            count("cmdstat_incr:", "failed_calls="),
            count("cmdstat_get:", "rejected_calls="),
            count("cmdstat_multi:", "rejected_calls="),
        ]
    };
    // Natively an error counts when it is raised; a command that a module may not run is not counted.
    assert_eq!(counted("EVAL", &mut c), [Some(5), Some(1), Some(2), Some(1)]);
    assert_eq!(counted("FERROUS.EVAL", &mut c), [Some(1), Some(1), None, None]);
}

#[test]
fn a_monitor_sees_a_script_after_what_it_calls() {
    let server = Server::start();
    let (mut c, mut monitor) = (server.connect(), server.connect());
    // What is asked of the server once is asked before.
    c.ok(&["FERROUS.EVAL", "return redis.call('GET', 'mark')", "0"]);
    monitor.ok(&["MONITOR"]);
    let mut seen = |command: &str| {
        c.ok(&[command, "return redis.call('GET', 'mark')", "0"]);
        [(); 2].map(|()| String::from_utf8_lossy(&monitor.receive()).into_owned())
    };
    let [script, call] = seen("EVAL");
    assert!(script.contains("EVAL") && call.contains("\"GET\" \"mark\""), "{script}{call}");
    let [call, script] = seen("FERROUS.EVAL");
    assert!(script.contains("EVAL") && call.contains("\"GET\" \"mark\""), "{call}{script}");
    assert!(!call.contains("lua]"), "{call}");
}

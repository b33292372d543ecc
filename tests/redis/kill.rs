//! Scripts that run too long: what others are told, and what ends the script (parity K1 to K16).

use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::busy::{impatient_server, start_busy, wait_until_busy};
use crate::support::endless::ENDLESS;
use crate::support::native::twin;
use crate::support::relay::server_with_relay;
use crate::support::wait::wait;
use crate::support::{Connection, Options, Server};

const LOOP: &str = "while true do end";
const NOT_BUSY: &str = "-NOTBUSY No scripts in execution right now.\r\n";
/// Writes three times, then loops.
const WRITES_AND_LOOPS: &str =
    "for i = 1, 3 do redis.call('RPUSH', KEYS[1], i) end while true do end";

/// A reply of ours as native's would be.
fn as_native(reply: &str) -> String {
    reply.replace("FERROUS.SCRIPT", "SCRIPT")
}

/// Sends words natively or to ours.
fn words_of(native: bool, words: &[&str]) -> Vec<Vec<u8>> {
    if native { words.iter().map(|word| word.as_bytes().to_vec()).collect() } else { twin(words) }
}

/// Waits until a script that was killed by force or left to itself keeps nobody waiting.
fn wait_until_idle(connection: &mut Connection) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while connection.text(&["PING"]) != "+PONG\r\n" {
        assert!(Instant::now() < deadline, "the server stays busy");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn others_are_told_what_native_tells_them() {
    let commands: &[&[&str]] = &[
        &["PING"],
        &["GET", "k"],
        &["INFO"],
        &["CONFIG", "GET", "port"],
        &["EVAL", "return 1", "0"],
        &["EVALSHA", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "0"],
        &["SCRIPT", "EXISTS", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"],
        &["SCRIPT", "FLUSH"],
        &["SUBSCRIBE", "c"],
        &["MODULE", "UNLOAD", "ferrous"],
        &["SHUTDOWN"],
        &["HELLO", "9"],
        &["AUTH", "x"],
        &["MULTI"],
        &["GET", "k"],
        &["EXEC"],
        &["WATCH", "k"],
        &["UNWATCH"],
        &["DISCARD"],
        &["RESET"],
        &["NOSUCH"],
        &["SCRIPT", "KILL"],
    ];
    let server = impatient_server();
    let [native, ours] = [true, false].map(|native| {
        let (mut caller, mut other) = (server.connect(), server.connect());
        caller.send(&words_of(native, &["EVAL", LOOP, "0"]));
        wait_until_busy(&mut other);
        let mut replies: Vec<String> =
            commands.iter().map(|words| as_native(&other.text(&words_of(native, words)))).collect();
        replies.push(String::from_utf8(caller.receive()).unwrap());
        wait_until_idle(&mut other);
        replies.push(other.text(&words_of(native, &["SCRIPT", "KILL"])));
        replies
    });
    assert_eq!(native.len(), commands.len() + 2);
    for (command, (native, ours)) in commands.iter().zip(native.iter().zip(&ours)) {
        assert_eq!(native, ours, "{command:?}");
    }
    assert_eq!(native, ours);
    assert!(ours.iter().any(|reply| reply.starts_with("-BUSY ")));
    assert_eq!(ours.last().unwrap(), NOT_BUSY);
}

#[test]
fn each_kill_ends_scripts_of_its_own_engine() {
    let server = impatient_server();
    let (mut caller, mut other) = start_busy(&server, &["FERROUS.EVAL", LOOP, "0"]);
    assert_eq!(other.text(&["SCRIPT", "KILL"]), NOT_BUSY);
    assert_eq!(other.text(&["FERROUS.SCRIPT", "KILL", "NOW"]).get(..5), Some("-ERR "));
    assert_eq!(other.text(&["FERROUS.SCRIPT", "KILL"]), "+OK\r\n");
    let reply = String::from_utf8(caller.receive()).unwrap();
    assert!(reply.starts_with("-ERR Script killed by user with SCRIPT KILL"), "{reply}");

    let (mut caller, mut other) = start_busy(&server, &["EVAL", LOOP, "0"]);
    // A module's command is not served while a native script runs.
    assert!(other.text(&["FERROUS.SCRIPT", "KILL"]).starts_with('-'));
    assert_eq!(other.text(&["SCRIPT", "KILL"]), "+OK\r\n");
    caller.receive();
    assert_eq!(other.text(&["FERROUS.SCRIPT", "KILL"]), NOT_BUSY);
}

#[test]
fn a_script_that_has_written_is_not_killed() {
    // For a second, so that native's ends, too.
    const A_SECOND: &str = "
        local function now() local t = redis.call('TIME') return t[1] + t[2] / 1e6 end
        local start = now()
        if ARGV[1] == 'write' then redis.call('SET', 'string', 'x') end
        if ARGV[1] == 'fail' then redis.pcall('LPUSH', 'string', 'x') end
        if ARGV[1] == 'refused' then redis.pcall('SET', 'string') end
        while now() - start < 1.2 do end
        return 1";
    let server = impatient_server();
    for what in ["write", "fail"] {
        let [native, ours] = [true, false].map(|native| {
            let (mut caller, mut other) = (server.connect(), server.connect());
            caller.send(&words_of(native, &["EVAL", A_SECOND, "0", what]));
            wait_until_busy(&mut other);
            let answer = other.text(&words_of(native, &["SCRIPT", "KILL"]));
            (answer, String::from_utf8(caller.receive()).unwrap())
        });
        assert_eq!(native, ours, "{what}");
        assert!(ours.0.starts_with("-UNKILLABLE "), "{what}: {ours:?}");
        assert_eq!(ours.1, ":1\r\n", "{what}");
    }
    // A command that the server has refused has written nothing.
    let (mut caller, mut other) = start_busy(&server, &["FERROUS.EVAL", A_SECOND, "0", "refused"]);
    assert_eq!(other.text(&["FERROUS.SCRIPT", "KILL"]), "+OK\r\n");
    assert!(caller.receive().starts_with(b"-ERR Script killed by user"));
}

#[test]
fn force_ends_a_script_that_has_written_and_tells_how_often() {
    let server = impatient_server();
    let (mut caller, mut other) =
        start_busy(&server, &["FERROUS.EVAL", WRITES_AND_LOOPS, "1", "list"]);
    for _ in 0..2 {
        assert!(other.text(&["FERROUS.SCRIPT", "KILL"]).starts_with("-UNKILLABLE "));
    }
    assert_eq!(other.text(&["FERROUS.SCRIPT", "KILL", "force"]), "+OK\r\n");
    let reply = String::from_utf8(caller.receive()).unwrap();
    let expected = "-ERR Script killed by user with FERROUS.SCRIPT KILL FORCE after 3 write commands \
                    had run script: ";
    assert!(reply.starts_with(expected), "{reply}");
    assert!(reply.ends_with("on @user_script:1.\r\n"), "{reply}");
    assert_eq!(other.text(&["LLEN", "list"]), ":3\r\n", "what was written stays");
    assert_eq!(server.info("ferrous_kills"), 1);

    // Without writes it is a kill like any other.
    let (mut caller, mut other) = start_busy(&server, &["FERROUS.EVAL", LOOP, "0"]);
    assert_eq!(other.text(&["FERROUS.SCRIPT", "KILL", "FORCE"]), "+OK\r\n");
    let reply = String::from_utf8(caller.receive()).unwrap();
    assert!(reply.starts_with("-ERR Script killed by user with SCRIPT KILL"), "{reply}");
    assert_eq!(other.text(&["FERROUS.SCRIPT", "KILL", "FORCE"]), NOT_BUSY);
}

#[test]
fn nothing_catches_a_kill() {
    let server = impatient_server();
    for (name, script) in ENDLESS {
        let (mut caller, mut other) = start_busy(&server, &["FERROUS.EVAL", script, "0"]);
        let start = Instant::now();
        assert_eq!(other.text(&["FERROUS.SCRIPT", "KILL"]), "+OK\r\n", "{name}");
        let reply = String::from_utf8(caller.receive()).unwrap();
        let took = start.elapsed();
        assert!(
            reply.starts_with("-ERR Script killed by user with SCRIPT KILL"),
            "{name}: {reply}"
        );
        // Builds and machines are slow; work that nobody counts takes many times as long.
        assert!(took < Duration::from_secs(1), "{name}: killed after {took:?}");
        assert_eq!(other.text(&["EXISTS", "caught"]), ":0\r\n", "{name}");
        assert_eq!(other.text(&["FERROUS.EVAL", "return 1", "0"]), ":1\r\n", "{name}");
    }
    assert_eq!(server.info("ferrous_kills"), i64::try_from(ENDLESS.len()).unwrap());
}

#[test]
fn nothing_catches_the_end_of_its_time() {
    let server = Server::start();
    let mut connection = server.connect();
    for (name, script) in ENDLESS {
        let script = format!("--!ferrous timeout=50\n{script}");
        let reply = connection.text(&["FERROUS.EVAL", &script, "0"]);
        let expected = "-ERR Script exceeded its time limit of 50 milliseconds script: ";
        assert!(reply.starts_with(expected), "{name}: {reply}");
        assert_eq!(connection.text(&["EXISTS", "caught"]), ":0\r\n", "{name}");
    }
    assert_eq!(server.info("ferrous_time_limit_hits"), i64::try_from(ENDLESS.len()).unwrap());
}

#[test]
fn the_log_names_a_slow_script_once() {
    let server = impatient_server();
    let named = format!("--!ferrous name=nightly.report\n{LOOP}");
    let (mut caller, mut other) = start_busy(&server, &["FERROUS.EVAL", &named, "0"]);
    std::thread::sleep(Duration::from_millis(150));
    other.ok(&["FERROUS.SCRIPT", "KILL"]);
    caller.receive();
    wait_until_idle(&mut other);
    let log = server.log();
    let lines: Vec<&str> =
        log.lines().filter(|line| line.contains("Slow script detected")).collect();
    assert_eq!(lines.len(), 1, "{log}");
    assert!(lines[0].ends_with("Script name is: nightly.report."), "{log}");
    assert!(log.contains("Lua script killed by user with SCRIPT KILL."), "{log}");
}

#[test]
fn threshold_zero_means_never() {
    let server = Server::start_with(&Options::with(&["--busy-reply-threshold", "0"]));
    let (mut caller, mut other) = (server.connect(), server.connect());
    caller.send(&["FERROUS.EVAL", &format!("--!ferrous timeout=300\n{LOOP}"), "0"]);
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(other.text(&["PING"]), "+PONG\r\n");
    assert!(caller.receive().starts_with(b"-ERR Script exceeded its time limit"));
    // And the setting takes effect with the next script.
    other.ok(&["CONFIG", "SET", "busy-reply-threshold", "20"]);
    caller.send(&["FERROUS.EVAL", LOOP, "0"]);
    wait_until_busy(&mut other);
    other.ok(&["FERROUS.SCRIPT", "KILL"]);
    assert!(caller.receive().starts_with(b"-ERR Script killed"));
}

#[test]
fn where_the_server_cannot_be_asked_a_limit_holds() {
    let server = server_with_relay(&[
        "--busy-reply-threshold",
        "20",
        "--ferrous.script-time-limit-in-multi",
        "300",
    ]);
    let limit = "-ERR Script exceeded its time limit of 300 milliseconds script: ";
    let (mut caller, mut other) = (server.connect(), server.connect());

    // Under EXEC. The other client waits; were the server to serve it meanwhile, it would end itself.
    caller.ok(&["MULTI"]);
    for words in [["SET", "k", "1"].as_slice(), &["FERROUS.EVAL", LOOP, "0"], &["INCR", "k"]] {
        assert_eq!(caller.text(words), "+QUEUED\r\n");
    }
    caller.send(&["EXEC"]);
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(other.text(&["PING"]), "+PONG\r\n");
    let reply = String::from_utf8(caller.receive()).unwrap();
    assert!(reply.starts_with(&format!("*3\r\n+OK\r\n{limit}")), "{reply}");
    assert!(reply.ends_with(":2\r\n"), "{reply}");

    // Under a call of another module.
    caller.send(&["RELAY.CALL", "FERROUS.EVAL", LOOP, "0"]);
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(other.text(&["PING"]), "+PONG\r\n");
    let reply = String::from_utf8(caller.receive()).unwrap();
    assert!(reply.starts_with(limit), "{reply}");

    // Under a native script that calls that module.
    let nested = "return redis.pcall('RELAY.CALL', 'FERROUS.EVAL', ARGV[1], '0')";
    caller.send(&["EVAL", nested, "0", LOOP]);
    std::thread::sleep(Duration::from_millis(100));
    let asked = other.text(&["PING"]);
    let reply = String::from_utf8(caller.receive()).unwrap();
    assert!(reply.starts_with(limit), "{reply}, {asked}");

    // A limit that holds anyway and is lower holds here, too; the one for here never lifts it.
    other.ok(&["CONFIG", "SET", "ferrous.script-time-limit", "60"]);
    for (in_multi, expected) in [("300", "60"), ("0", "60"), ("40", "40")] {
        other.ok(&["CONFIG", "SET", "ferrous.script-time-limit-in-multi", in_multi]);
        let reply = caller.text(&["RELAY.CALL", "FERROUS.EVAL", LOOP, "0"]);
        let expected = format!("-ERR Script exceeded its time limit of {expected} milliseconds");
        assert!(reply.starts_with(&expected), "{reply}");
    }
}

#[test]
fn a_script_that_has_written_and_is_out_of_time_tells_so() {
    let server = Server::start();
    let script = format!("--!ferrous timeout=30\n{WRITES_AND_LOOPS}");
    let reply = server.connect().text(&["FERROUS.EVAL", &script, "1", "list"]);
    let expected = "-ERR Script exceeded its time limit of 30 milliseconds after 3 write commands had \
                    run script: ";
    assert!(reply.starts_with(expected), "{reply}");
    assert_eq!(server.connect().text(&["LLEN", "list"]), ":3\r\n");
}

#[test]
fn time_in_commands_counts() {
    let server = Server::start();
    let mut connection = server.connect();
    connection.ok(&[
        "FERROUS.EVAL",
        "for i = 1, 200000 do redis.call('RPUSH', KEYS[1], i) end",
        "1",
        "l",
    ]);
    connection.ok(&["SET", "n", "0"]);
    let script =
        "--!ferrous timeout=50\nfor i = 1, 30 do redis.call('SORT', KEYS[1], 'LIMIT', '0', '1')
        redis.call('INCR', KEYS[2]) end";
    let reply = connection.text(&["FERROUS.EVAL", script, "2", "l", "n"]);
    assert!(reply.starts_with("-ERR Script exceeded its time limit of 50"), "{reply}");
    let turns: u32 = String::from_utf8(connection.bulk(&["GET", "n"])).unwrap().parse().unwrap();
    assert!(turns < 20, "{turns} sorts of 200000 elements in 50 ms");
}

#[test]
fn a_script_goes_on_without_its_client() {
    let server = impatient_server();
    let (caller, mut other) = start_busy(&server, &["FERROUS.EVAL", LOOP, "0"]);
    drop(caller);
    std::thread::sleep(Duration::from_millis(200));
    assert!(other.text(&["PING"]).starts_with("-BUSY "));
    assert_eq!(other.text(&["FERROUS.SCRIPT", "KILL"]), "+OK\r\n");
    wait_until_idle(&mut other);
    assert_eq!(other.text(&["FERROUS.EVAL", "return 1", "0"]), ":1\r\n");
}

#[test]
fn a_client_that_waits_for_a_key_is_served_after_the_script() {
    let server = impatient_server();
    let mut waiting = server.connect();
    waiting.send(&["BLPOP", "list", "0"]);
    let (mut caller, mut other) =
        start_busy(&server, &["FERROUS.EVAL", WRITES_AND_LOOPS, "1", "list"]);
    waiting.expect_silence();
    other.ok(&["FERROUS.SCRIPT", "KILL", "FORCE"]);
    caller.receive();
    assert_eq!(waiting.receive(), b"*2\r\n$4\r\nlist\r\n$1\r\n1\r\n");
}

#[test]
fn a_busy_server_can_be_shut_down() {
    let mut server = impatient_server();
    let (_caller, mut other) =
        start_busy(&server, &["FERROUS.EVAL", WRITES_AND_LOOPS, "1", "list"]);
    assert!(other.text(&["SHUTDOWN"]).starts_with("-BUSY "));
    other.send(&["SHUTDOWN", "NOSAVE"]);
    assert!(other.try_receive().is_err(), "there is no reply");
    wait_for_end(&mut server);
    assert!(!server.log().contains("BUG REPORT"), "{}", server.log());
}

#[test]
fn a_busy_server_that_is_told_to_end_does_so_after_the_script() {
    let mut server = impatient_server();
    let (_caller, mut other) = start_busy(&server, &["FERROUS.EVAL", LOOP, "0"]);
    let status = Command::new("kill").args(["-TERM", &server.pid().to_string()]).status().unwrap();
    assert!(status.success());
    std::thread::sleep(Duration::from_millis(100));
    // It may end before it answers.
    other.send(&["FERROUS.SCRIPT", "KILL"]);
    wait_for_end(&mut server);
    assert!(!server.log().contains("BUG REPORT"), "{}", server.log());
}

fn wait_for_end(server: &mut Server) {
    wait("the server does not end", || !server.is_alive());
}

#[test]
fn kills_do_not_wait_for_the_servers_slow_turns() {
    let server = impatient_server();
    let mut waits: Vec<Duration> = (0..20)
        .map(|_| {
            let (mut caller, mut other) = start_busy(&server, &["FERROUS.EVAL", LOOP, "0"]);
            let start = Instant::now();
            other.ok(&["FERROUS.SCRIPT", "KILL"]);
            caller.receive();
            start.elapsed()
        })
        .collect();
    waits.sort();
    // The server's own rhythm would make it 50 ms; the other half is for a machine that is busy.
    assert!(waits[10] < Duration::from_millis(40), "{waits:?}");
}

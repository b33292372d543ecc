//! The cache of scripts: what is kept, what makes room, what stays (parity §12).

use crate::support::wait::wait;
use crate::support::{Connection, Options, Server};

/// Runs `return N`.
fn run(c: &mut Connection, n: usize) {
    assert_eq!(c.text(&["FERROUS.EVAL", &text(n), "0"]), format!(":{n}\r\n"));
}

fn text(n: usize) -> String {
    format!("return {n}")
}

/// The digest of `return N`, as the server computes it.
fn digest(c: &mut Connection, n: usize) -> String {
    let hex = c.bulk(&["EVAL", "return redis.sha1hex(ARGV[1])", "0", &text(n)]);
    String::from_utf8(hex).unwrap()
}

/// Which of `return 0` and so on are cached.
fn cached(c: &mut Connection, up_to: usize) -> Vec<usize> {
    let mut exists = |n: &usize| {
        let digest = digest(c, *n);
        c.text(&["FERROUS.SCRIPT", "EXISTS", &digest]) == "*1\r\n:1\r\n"
    };
    (0..up_to).filter(|n| exists(n)).collect()
}

fn start(config: &[&str]) -> (Server, Connection) {
    let server = Server::start_with(&Options::with(config));
    let connection = server.connect();
    (server, connection)
}

#[test]
fn the_script_unused_for_longest_makes_room() {
    let (server, mut c) = start(&["--ferrous.script-cache-max-scripts", "3"]);
    (0..3).for_each(|n| run(&mut c, n));
    run(&mut c, 0);
    run(&mut c, 3);
    assert_eq!(cached(&mut c, 4), [0, 2, 3]);
    let two = digest(&mut c, 2);
    assert_eq!(c.text(&["FERROUS.EVALSHA", &two, "0"]), ":2\r\n");
    run(&mut c, 4);
    assert_eq!(cached(&mut c, 5), [2, 3, 4], "to look is not to use");
    assert_eq!(server.info("ferrous_cache_evictions"), 2);
    assert_eq!(server.info("ferrous_scripts_cached"), 3);
}

#[test]
fn scripts_that_were_loaded_stay() {
    let (server, mut c) = start(&["--ferrous.script-cache-max-scripts", "2"]);
    c.ok(&["FERROUS.SCRIPT", "LOAD", &text(0)]);
    run(&mut c, 1);
    c.ok(&["FERROUS.SCRIPT", "LOAD", &text(1)]);
    (2..20).for_each(|n| run(&mut c, n));
    assert_eq!(cached(&mut c, 20), [0, 1, 18, 19]);
    assert_eq!(server.info("ferrous_scripts_pinned"), 2);
}

#[test]
fn bytes_are_bounded_too() {
    let (server, mut c) = start(&["--ferrous.script-cache-max-bytes", "64kb"]);
    let long = |n: usize| format!("local s = '{}' return {n}", "x".repeat(8_000));
    for n in 0..50 {
        assert_eq!(c.text(&["FERROUS.EVAL", &long(n), "0"]), format!(":{n}\r\n"));
        assert!(server.info("ferrous_scripts_bytes") <= 64 << 10);
    }
    assert!(server.info("ferrous_scripts_cached") >= 2);
    // One that is larger than the whole cache runs, and leaves the others alone.
    let before = server.info("ferrous_scripts_cached");
    let huge = format!("return #'{}'", "y".repeat(100_000));
    assert_eq!(c.text(&["FERROUS.EVAL", &huge, "0"]), ":100000\r\n");
    assert_eq!(c.text(&["FERROUS.EVAL", &huge, "0"]), ":100000\r\n");
    assert_eq!(server.info("ferrous_scripts_cached"), before);
}

#[test]
fn what_does_not_compile_is_not_kept() {
    let (server, mut c) = start(&[]);
    c.raw(&["FERROUS.EVAL", "x = = 1", "0"]);
    c.raw(&["FERROUS.SCRIPT", "LOAD", "#!lua flags=nosuch\nreturn 1"]);
    assert_eq!(server.info("ferrous_scripts_cached"), 0);
    // What fails when it runs is.
    c.raw(&["FERROUS.EVAL", "error('x')", "0"]);
    c.raw(&["FERROUS.EVAL_RO", "#!lua\nreturn 1", "0"]);
    assert_eq!(server.info("ferrous_scripts_cached"), 2);
}

#[test]
fn flushing_forgets_everything_and_gives_the_memory_back() {
    let (server, mut c) = start(&[]);
    run(&mut c, 0);
    let before = server.info("ferrous_engine_memory");
    for mode in [&["FERROUS.SCRIPT", "FLUSH"][..], &["FERROUS.SCRIPT", "FLUSH", "ASYNC"]] {
        (0..400).for_each(|n| run(&mut c, n));
        c.ok(&["FERROUS.SCRIPT", "LOAD", "return 'pinned'"]);
        c.ok(mode);
        assert_eq!(server.info("ferrous_scripts_cached"), 0);
        assert_eq!(cached(&mut c, 3), [0_usize; 0]);
    }
    let after = server.info("ferrous_engine_memory");
    assert!(after - before < 64 << 10, "{before}, {after}");
}

#[test]
fn a_flush_gives_back_the_script_that_ran_last() {
    let (server, mut c) = start(&[]);
    run(&mut c, 0);
    let before = server.info("used_memory");
    let large = format!("return 1 --{}", "x".repeat(5_000_000));
    assert_eq!(server.connect().text(&["FERROUS.EVAL", &large, "0"]), ":1\r\n");
    assert!(server.info("used_memory") - before > 5_000_000);
    c.ok(&["FERROUS.SCRIPT", "FLUSH"]);
    // The buffers of the client that sent it go some time after.
    wait("the script is kept", || server.info("used_memory") - before < 1 << 20);
    // What is a string of the engine goes at once.
    let before = server.info("ferrous_engine_memory");
    let large = format!("return #'{}'", "x".repeat(5_000_000));
    assert_eq!(c.text(&["FERROUS.EVAL", &large, "0"]), ":5000000\r\n");
    assert!(server.info("ferrous_engine_memory") - before > 5_000_000);
    c.ok(&["FERROUS.SCRIPT", "FLUSH"]);
    let after = server.info("ferrous_engine_memory");
    assert!(after - before < 1 << 20, "{before}, {after}");
}

#[test]
fn bounds_can_be_changed_while_the_server_runs() {
    let (server, mut c) = start(&[]);
    (0..10).for_each(|n| run(&mut c, n));
    c.ok(&["CONFIG", "SET", "ferrous.script-cache-max-scripts", "4"]);
    run(&mut c, 10);
    assert_eq!(cached(&mut c, 11), [7, 8, 9, 10]);
    c.ok(&["CONFIG", "SET", "ferrous.script-cache-max-scripts", "0"]);
    (0..1_000).for_each(|n| run(&mut c, n));
    assert_eq!(server.info("ferrous_scripts_cached"), 1_000);
}

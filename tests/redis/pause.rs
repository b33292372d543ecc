//! Scripts while clients are paused for writes: those that may write wait (parity S20, X19).

use crate::support::{Options, Server};

const READ: &str = "return redis.call('GET', KEYS[1])";
const WRITE: &str = "return redis.call('INCR', KEYS[1])";
const NO_WRITES: &str = "#!lua flags=no-writes\nreturn redis.call('GET', KEYS[1])";
const MAY_WRITE: &str = "#!lua\nreturn redis.call('GET', KEYS[1])";

/// A command, a script, and whether it waits natively and ours does.
const COMMANDS: &[(&str, &str, bool, bool)] = &[
    ("EVAL", READ, true, true),
    ("EVAL", WRITE, true, true),
    ("EVAL", MAY_WRITE, true, true),
    ("EVAL_RO", READ, false, false),
    ("EVAL_RO", NO_WRITES, false, false),
    // What a module's command may do is fixed when it is registered.
    ("EVAL", NO_WRITES, false, true),
];

#[test]
fn scripts_that_may_write_wait_for_the_end_of_a_pause() {
    // A write that did not wait would have to go to this file, and the server would end.
    let server = Server::start_with(&Options::with(&["--appendonly", "yes"]));
    let (mut admin, mut c) = (server.connect(), server.connect());
    // A client that waits too long gives up.
    let pause = ["CLIENT", "PAUSE", "600000", "WRITE"];
    for &(command, script, native_waits, ours_waits) in COMMANDS {
        for (name, waits) in
            [(command.to_owned(), native_waits), (format!("FERROUS.{command}"), ours_waits)]
        {
            admin.ok(&["SET", "k", "1"]);
            admin.ok(&pause);
            c.send(&[&name, script, "1", "k"]);
            let early = if waits {
                c.expect_silence();
                None
            } else {
                Some(c.receive())
            };
            admin.ok(&["CLIENT", "UNPAUSE"]);
            let reply = early.unwrap_or_else(|| c.receive());
            let expected: &[u8] = if script == WRITE { b":2\r\n" } else { b"$1\r\n1\r\n" };
            assert_eq!(reply, expected, "{name} {script}");
        }
    }
}

#[test]
fn a_transaction_with_such_a_script_waits_for_it() {
    let server = Server::start();
    let (mut admin, mut c) = (server.connect(), server.connect());
    for command in ["EVAL", "FERROUS.EVAL"] {
        admin.ok(&["SET", "k", "1"]);
        c.ok(&["MULTI"]);
        c.ok(&[command, WRITE, "1", "k"]);
        admin.ok(&["CLIENT", "PAUSE", "600000", "WRITE"]);
        c.send(&["EXEC"]);
        c.expect_silence();
        admin.ok(&["CLIENT", "UNPAUSE"]);
        assert_eq!(c.receive(), b"*1\r\n:2\r\n");
    }
}

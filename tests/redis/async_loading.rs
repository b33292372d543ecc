//! Scripts on a replica that serves its own data while it loads its master's beside them
//! (`repl-diskless-load swapdb`). Every module must allow that.

use std::time::{Duration, Instant};

use crate::support::native::same;
use crate::support::{Connection, Options, Server};

/// How long the two servers may take for a step.
const PATIENCE: Duration = Duration::from_secs(30);

fn wait(c: &mut Connection, field: &str) {
    let deadline = Instant::now() + PATIENCE;
    while !c.text(&["INFO", "everything"]).contains(field) {
        assert!(Instant::now() < deadline, "{field} does not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn scripts_run_while_a_replica_loads_beside_its_data() {
    let master = Server::start_with(&Options::with(&[
        "--repl-diskless-sync",
        "yes",
        "--repl-diskless-sync-delay",
        "0",
        "--repl-backlog-size",
        "16kb",
    ]));
    let replica = Server::start_with(&Options::with(&[
        "--repl-diskless-load",
        "swapdb",
        // It serves others after so many bytes.
        "--loading-process-events-interval-bytes",
        "1024",
        "--ferrous.script-time-limit-in-multi",
        "100",
    ]));
    let (mut from, mut c) = (master.connect(), replica.connect());
    from.ok(&["SET", "k", "old"]);
    c.ok(&["REPLICAOF", "127.0.0.1", &master.port().to_string()]);
    wait(&mut c, "master_link_status:up");
    assert_eq!(same(&mut c, &["EVAL", "return redis.call('GET', 'k')", "0"]), "$3\\r\\nold\\r\\n");

    // Keys that are not replicated.
    from.ok(&["DEBUG", "POPULATE", "5000", "p", "100"]);
    c.ok(&["CONFIG", "SET", "key-load-delay", "2000"]);
    // The replica misses more than the backlog holds, and gets everything again, slowly.
    from.ok(&["MULTI"]);
    from.ok(&["CLIENT", "KILL", "TYPE", "replica"]);
    from.ok(&["SET", "k", &"n".repeat(64 << 10)]);
    from.ok(&["EXEC"]);
    wait(&mut c, "async_loading:1");

    for script in [
        "return redis.call('GET', 'k')",
        "return redis.pcall('SET', 'k', 'v')",
        "return redis.call('EXISTS', 'p:1')",
    ] {
        same(&mut c, &["EVAL", script, "0"]);
    }
    let has_new_data = ["FERROUS.EVAL", "return redis.call('EXISTS', 'p:1')", "0"];
    assert_eq!(c.text(&has_new_data), ":0\r\n");
    // The server cannot answer others meanwhile, so this limit holds.
    let endless = c.text(&["FERROUS.EVAL", "while true do end", "0"]);
    assert!(endless.contains("exceeded its time limit of 100 milliseconds"), "{endless}");
    assert!(c.text(&["INFO", "persistence"]).contains("async_loading:1"));

    c.ok(&["CONFIG", "SET", "key-load-delay", "0"]);
    wait(&mut c, "async_loading:0");
    wait(&mut c, "master_link_status:up");
    assert_eq!(c.text(&has_new_data), ":1\r\n");
}

//! Scripts on a replica that serves its own data while it loads its master's beside them
//! (`repl-diskless-load swapdb`). Every module must allow that.

use crate::support::native::same;
use crate::support::wait::{follow, wait_for};
use crate::support::{Options, Server};

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
    follow(&replica, &master);
    assert_eq!(same(&mut c, &["EVAL", "return redis.call('GET', 'k')", "0"]), "$3\\r\\nold\\r\\n");

    // Keys that are not replicated.
    from.ok(&["DEBUG", "POPULATE", "5000", "p", "100"]);
    c.ok(&["CONFIG", "SET", "key-load-delay", "2000"]);
    // The replica misses more than the backlog holds, and gets everything again, slowly.
    from.ok(&["MULTI"]);
    from.ok(&["CLIENT", "KILL", "TYPE", "replica"]);
    from.ok(&["SET", "k", &"n".repeat(64 << 10)]);
    from.ok(&["EXEC"]);
    wait_for(&mut c, "async_loading:1");

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
    wait_for(&mut c, "async_loading:0");
    wait_for(&mut c, "master_link_status:up");
    assert_eq!(c.text(&has_new_data), ":1\r\n");
}

//! Waiting for what a server does by itself: generously, as the machine may be busy.

use std::time::{Duration, Instant};

use super::resp::Connection;
use super::server::Server;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until `done` says so; fails with `what` is wrong if it never does.
#[track_caller]
pub fn wait(what: &str, mut done: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !done() {
        assert!(Instant::now() < deadline, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Waits until this stands in INFO.
#[track_caller]
pub fn wait_for(c: &mut Connection, text: &str) {
    wait(&format!("{text} does not come"), || c.text(&["INFO", "everything"]).contains(text));
}

/// Makes a server the replica of another, and waits until it is connected.
#[track_caller]
pub fn follow(replica: &Server, master: &Server) {
    let mut c = replica.connect();
    c.ok(&["REPLICAOF", "127.0.0.1", &master.port().to_string()]);
    wait_for(&mut c, "master_link_status:up");
}

//! Scripts that run long, seen from another connection.

use std::time::{Duration, Instant};

use super::resp::Connection;
use super::server::{Options, Server};

/// How long a server may take to notice something.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that calls itself busy once a script has run for 50 ms.
pub fn impatient_server() -> Server {
    Server::start_with(&Options::with(&["--busy-reply-threshold", "50"]))
}

/// Asks until the server says that it is busy.
pub fn wait_until_busy(connection: &mut Connection) {
    let deadline = Instant::now() + PATIENCE;
    while !connection.text(&["PING"]).starts_with("-BUSY ") {
        assert!(Instant::now() < deadline, "the server does not become busy");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Starts a script on a connection of its own and waits until it keeps the server busy. The script's
/// connection, on which the reply will come, and another.
pub fn start_busy(server: &Server, words: &[&str]) -> (Connection, Connection) {
    let (mut script, mut other) = (server.connect(), server.connect());
    script.send(words);
    wait_until_busy(&mut other);
    (script, other)
}

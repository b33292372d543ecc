//! Takeover as an application meets it that uses the crate `redis`: the same values and errors as natively.

#[path = "../clients/redis_crate/session.rs"]
mod session;

use crate::support::Server;
use crate::valkey_engine::takeover;

#[test]
fn an_application_sees_what_it_sees_natively() {
    // On some servers takeover is decided at start-up.
    let (plain, taken) = (Server::start(), Server::start_with(&takeover(&[])));
    for protocol in session::PROTOCOLS {
        let [native, ours] =
            [&plain, &taken].map(|server| session::run("127.0.0.1", server.port(), protocol));
        assert_eq!(native, ours, "{protocol}");
        assert!(ours.iter().any(|shown| shown.contains("NOSCRIPT")), "{ours:?}");
    }
    assert!(taken.info("ferrous_runs") > 20);
    assert_eq!(plain.info("ferrous_runs"), 0);
}

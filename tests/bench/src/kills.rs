//! How long a kill takes: from sending FERROUS.SCRIPT KILL to the error reply of the script, for every
//! script that never ends by itself.

#[path = "../../support/endless.rs"]
mod endless;

use std::time::{Duration, Instant};

use crate::Failure;
use crate::server::{Client, Reply, Server, words};
use crate::sides::Sides;
use crate::table::{Chart, Table, quantile};
use endless::ENDLESS;

/// How long a server may take to become busy.
const PATIENCE: Duration = Duration::from_secs(30);
/// Milliseconds between the kills' places in the server's rhythm, which repeats ten times a second.
const STEP: u64 = 17;

/// Kills every script `rounds` times.
pub fn measure(rounds: u64) -> Result<Table, Failure> {
    let mut contestant = Sides::ALL.ours.start_redis()?;
    contestant.client.one(&["CONFIG", "SET", "busy-reply-threshold", "20"])?;
    let note = format!(
        "Milliseconds from FERROUS.SCRIPT KILL to the script's error reply; {} scripts, {rounds} kills \
         each, on the clock of the client.",
        ENDLESS.len()
    );
    let head = ["script", "p50 ms", "p99 ms", "max ms"];
    let mut table = Table::new("kills", "Kills", &note, &head, Chart::None);
    let mut all = Vec::new();
    let mut slowest: Option<(&str, Vec<f64>)> = None;
    for (name, script) in ENDLESS {
        eprintln!("kills: {name}");
        let mut waits = Vec::new();
        for round in 0..rounds {
            waits.push(kill(
                &contestant.server,
                script,
                Duration::from_millis(round * STEP % 100),
            )?);
        }
        all.extend_from_slice(&waits);
        if slowest.as_ref().is_none_or(|(_, most)| quantile(&waits, 1.0) > quantile(most, 1.0)) {
            slowest = Some((name, waits));
        }
    }
    table.row("all", columns(&all));
    if let Some((name, waits)) = slowest {
        table.row(format!("slowest: {name}"), columns(&waits));
    }
    table.print();
    Ok(table)
}

fn columns(waits: &[f64]) -> Vec<Option<f64>> {
    [0.5, 0.99, 1.0].map(|share| Some(quantile(waits, share))).to_vec()
}

/// Has a script run, kills it `later` after it has become slow, and says how long that took.
fn kill(server: &Server, script: &str, later: Duration) -> Result<f64, Failure> {
    let (mut caller, mut other) = (server.connect()?, server.connect()?);
    caller.send(&words(&["FERROUS.EVAL", script, "0"]))?;
    wait_until_busy(&mut other)?;
    std::thread::sleep(later);
    let start = Instant::now();
    other.send(&words(&["FERROUS.SCRIPT", "KILL"]))?;
    let reply = caller.reply()?;
    let taken = start.elapsed();
    match (reply, other.reply()?) {
        (Reply::Error(text), Reply::Bytes(_)) if text.contains("killed by user") => {
            Ok(taken.as_secs_f64() * 1e3)
        }
        replies => Err(format!("{script}: {replies:?}").into()),
    }
}

fn wait_until_busy(client: &mut Client) -> Result<(), Failure> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        client.send(&words(&["PING"]))?;
        if matches!(client.reply()?, Reply::Error(text) if text.starts_with("BUSY ")) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Err("the server does not become busy".into())
}

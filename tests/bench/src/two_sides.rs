//! The same calls natively and by the module, in turns, and what they cost the server.
//!
//! A cost is processor time of the server's main thread. Both sides run in every round, each first in
//! every other one; the ratio is the median of the rounds' ratios, so that what else the machine does
//! meets both.

use std::path::PathBuf;

use crate::Failure;
use crate::place;
use crate::server::{Client, Server, Words, encode};
use crate::table::median;

/// Commands sent before their replies are read: so many that waking the server up, which costs both sides
/// the same, is not what is measured.
const PIPELINE: usize = 256;
/// Nanoseconds that a side works in a round.
const ROUND: f64 = 15e6;

/// Names of the commands of a side.
pub struct Side {
    pub eval: &'static str,
    pub evalsha: &'static str,
    pub script: &'static str,
}

/// What is compared.
pub struct Sides {
    pub native: Side,
    pub ours: Side,
}

const NATIVE: Side = Side { eval: "EVAL", evalsha: "EVALSHA", script: "SCRIPT" };
const OURS: Side =
    Side { eval: "FERROUS.EVAL", evalsha: "FERROUS.EVALSHA", script: "FERROUS.SCRIPT" };

impl Sides {
    pub const BOTH: Sides = Sides { native: NATIVE, ours: OURS };
    pub const NATIVE_TWICE: Sides = Sides { native: NATIVE, ours: NATIVE };

    /// A server for both, by another program if `before` names one.
    pub fn server(&self, before: &[&str]) -> Result<Server, Failure> {
        let module: Option<PathBuf> = (self.ours.eval != self.native.eval).then(place::module);
        Server::start(module.as_deref(), before)
    }

    /// Native and ours.
    pub fn both(&self) -> [&Side; 2] {
        [&self.native, &self.ours]
    }
}

impl Side {
    /// Stores a script; its digest.
    pub fn load(&self, client: &mut Client, script: &str) -> Result<Vec<u8>, Failure> {
        client.one(&[self.script, "LOAD", script])?.bytes()
    }
}

/// Cost of a call in nanoseconds on both sides.
pub struct Pair {
    pub native: f64,
    pub ours: f64,
    /// Native over ours.
    pub ratio: f64,
}

impl Pair {
    /// The columns of a table: microseconds and the ratio.
    pub fn columns(&self) -> Vec<Option<f64>> {
        vec![Some(self.native / 1e3), Some(self.ours / 1e3), Some(self.ratio)]
    }
}

/// The calls of a side: the commands of call `n`.
pub type Calls<'a> = dyn Fn(&Side, usize) -> Vec<Words> + 'a;

/// Makes `count` calls from number `from` on; the cost of one.
pub fn cost(
    server: &Server,
    client: &mut Client,
    calls: &dyn Fn(usize) -> Vec<Words>,
    from: usize,
    count: usize,
) -> Result<f64, Failure> {
    let mut batches = Vec::new();
    let mut at = from;
    while at < from + count {
        let end = (at + PIPELINE).min(from + count);
        let commands: Vec<Words> = (at..end).flat_map(calls).collect();
        batches.push((encode(&commands), commands.len()));
        at = end;
    }
    let before = server.cpu_time()?;
    for (bytes, replies) in &batches {
        client.batch(bytes, *replies)?;
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of calls is small")]
    Ok((server.cpu_time()? - before) / count as f64)
}

/// Times calls on both sides.
pub fn pair(
    server: &Server,
    client: &mut Client,
    sides: &Sides,
    rounds: usize,
    calls: &Calls<'_>,
) -> Result<Pair, Failure> {
    // How many calls fill a round. The first calls warm both sides up.
    let mut number = 0;
    let mut count = 1;
    for side in sides.both() {
        let probe = cost(server, client, &|n| calls(side, n), number, 8)?;
        let probe = cost(server, client, &|n| calls(side, n), number + 8, 8)?.min(probe);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "is in range")]
        let fitting = (ROUND / probe.max(100.0)).clamp(2.0, 20_000.0) as usize;
        count = count.max(fitting);
        number += 16;
    }
    let mut costs = [Vec::new(), Vec::new()];
    for round in 0..rounds {
        for turn in 0..2 {
            let which = (round + turn) % 2;
            let side = sides.both()[which];
            costs[which].push(cost(server, client, &|n| calls(side, n), number, count)?);
            number += count;
        }
    }
    let [native, ours] = &costs;
    let ratios: Vec<f64> = native.iter().zip(ours).map(|(native, ours)| native / ours).collect();
    Ok(Pair { native: median(native), ours: median(ours), ratio: median(&ratios) })
}

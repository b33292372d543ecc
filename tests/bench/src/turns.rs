//! The same calls by several contestants in turns, and what they cost the servers.
//!
//! A cost is processor time of the server's main thread. All run in every round, each first in another
//! one; a ratio is the median of the rounds' ratios, so that what else the machine does meets all.

use crate::Failure;
use crate::server::{Words, encode};
use crate::sides::{Contestant, Side};
use crate::table::median;

/// Commands sent before their replies are read: so many that waking the server up, which costs all
/// the same, is not what is measured.
const PIPELINE: usize = 256;
/// Nanoseconds that a contestant works in a round.
const ROUND: f64 = 15e6;

/// Nanoseconds a call in each round, by contestant.
pub type Rounds = Vec<Vec<f64>>;

/// What calls cost.
pub struct Costs {
    /// Nanoseconds a call, by contestant.
    pub each: Vec<f64>,
    /// The first's over those of each other.
    pub ratios: Vec<f64>,
}

impl Costs {
    /// The costs of rounds: those of a round beside each other.
    pub fn of_rounds(rounds: &Rounds) -> Costs {
        let of = |which: usize| rounds.iter().map(move |round| round[which]);
        let count = rounds.first().map_or(0, Vec::len);
        let ratio = |which: usize| of(0).zip(of(which)).map(|(first, other)| first / other);
        Costs {
            each: (0..count).map(|which| median(&of(which).collect::<Vec<_>>())).collect(),
            ratios: (1..count).map(|which| median(&ratio(which).collect::<Vec<_>>())).collect(),
        }
    }

    /// The columns of a table: microseconds, then ratios.
    pub fn columns(&self) -> Vec<Option<f64>> {
        let each = self.each.iter().map(|nanoseconds| Some(nanoseconds / 1e3));
        each.chain(self.ratios.iter().copied().map(Some)).collect()
    }
}

/// The heads of these columns.
pub fn head(first: &str, sides: &[Side]) -> Vec<String> {
    let mut head = vec![first.to_owned()];
    head.extend(sides.iter().map(|side| format!("{} us", side.name)));
    match sides {
        [_, _] => head.push("ratio".into()),
        _ => head.extend(sides[1..].iter().map(|side| format!("{} ratio", side.name))),
    }
    head
}

/// The calls of a side: the commands of call `n`.
pub type Calls<'a> = dyn Fn(&Side, usize) -> Vec<Words> + 'a;

/// Makes `count` calls from number `from` on; the cost of one in nanoseconds.
pub fn cost(
    contestant: &mut Contestant,
    calls: &Calls<'_>,
    from: usize,
    count: usize,
) -> Result<f64, Failure> {
    let mut batches = Vec::new();
    let mut at = from;
    while at < from + count {
        let end = (at + PIPELINE).min(from + count);
        let commands: Vec<Words> = (at..end).flat_map(|n| calls(&contestant.side, n)).collect();
        batches.push((encode(&commands), commands.len()));
        at = end;
    }
    let before = contestant.server.cpu_time()?;
    for (bytes, replies) in &batches {
        contestant.client.batch(bytes, *replies)?;
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of calls is small")]
    Ok((contestant.server.cpu_time()? - before) / count as f64)
}

/// Times calls, as many a round as fill one.
pub fn in_turns(
    contestants: &mut [Contestant],
    rounds: usize,
    calls: &Calls<'_>,
) -> Result<Rounds, Failure> {
    // The first calls warm up.
    let mut count = 1;
    for contestant in &mut *contestants {
        let probe = cost(contestant, calls, 0, 8)?;
        let probe = cost(contestant, calls, 8, 8)?.min(probe);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "is in range")]
        let fitting = (ROUND / probe.max(100.0)).clamp(2.0, 20_000.0) as usize;
        count = count.max(fitting);
    }
    fixed_turns(contestants, rounds, 16, count, calls)
}

/// Times calls in rounds of `count`, from number `from` on. All make the same calls.
pub fn fixed_turns(
    contestants: &mut [Contestant],
    rounds: usize,
    from: usize,
    count: usize,
    calls: &Calls<'_>,
) -> Result<Rounds, Failure> {
    let mut costs = Vec::new();
    for round in 0..rounds {
        let mut of_round = vec![0.0; contestants.len()];
        for turn in 0..contestants.len() {
            let which = (round + turn) % contestants.len();
            let number = from + round * count;
            of_round[which] = cost(&mut contestants[which], calls, number, count)?;
        }
        costs.push(of_round);
    }
    Ok(costs)
}

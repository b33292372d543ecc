//! The training run: all that is measured, so that a build which counts its own branches learns what
//! matters (`make profile`).
//!
//! Most of the work is short scripts: their way through the bridge is long and has no loops, so it is what
//! gains by being laid out well. Beside them, loops of programs and libraries need few turns to be known
//! for hot. Every process ends by itself, for it writes its counts when it ends.

use std::path::Path;
use std::process::Stdio;

use crate::Failure;
use crate::cache;
use crate::counts;
use crate::place;
use crate::programs::{self, Engine, PROGRAMS};
use crate::rows::ROWS;
use crate::server::words;
use crate::sides::{Side, Sides};
use crate::turns;

/// Rounds of a row whose calls are short, and of another.
const ROUNDS: [usize; 2] = [16, 1];
/// A call that takes no longer is short; nanoseconds.
const SHORT: f64 = 5e5;
/// Scripts that are run once.
const DISTINCT: usize = 2_000;

/// Runs everything.
pub fn train() -> Result<(), Failure> {
    for program in [place::redis(), place::valkey()?] {
        for side in [Sides::ALL.ours, Sides::ALL.takeover] {
            train_server(&program, side)?;
        }
    }
    for program in PROGRAMS {
        eprintln!("training: {program}");
        let file = programs::shortened(program, counts::PART)?;
        let mut command = Engine::own().command(&[], &file);
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status()?;
        if !status.success() {
            return Err(format!("{program}: {status}").into());
        }
    }
    Ok(())
}

fn train_server(program: &Path, side: Side) -> Result<(), Failure> {
    let mut contestants = [side.start(program, &[])?];
    let version = contestants[0].version()?;
    for row in &ROWS {
        let [contestant] = &mut contestants;
        eprintln!("training: {} by {} on {version}", row.name, side.name);
        let payload = row.prepare(&mut contestant.client)?;
        let digest = contestant.load(&row.text())?;
        let calls = |side: &Side, number| row.commands(side.evalsha, &digest, &payload, number);
        let is_short = turns::cost(contestant, &calls, 0, 8)? <= SHORT;
        let rounds = if is_short { ROUNDS[0] } else { ROUNDS[1] };
        turns::in_turns(&mut contestants, rounds, &calls)?;
    }
    let distinct = |side: &Side, number| vec![words(&[side.eval, &cache::text(number), "0", "7"])];
    turns::fixed_turns(&mut contestants, 1, 0, DISTINCT, &distinct)?;
    let [contestant] = contestants;
    contestant.server.end()
}

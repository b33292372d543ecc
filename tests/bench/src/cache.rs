//! Many scripts: EVAL of texts of which no two are alike, and a cache of 100,000.

use crate::Failure;
use crate::growth;
use crate::server::words;
use crate::sides::{Contestant, Side, Sides};
use crate::table::{Chart, Table};
use crate::turns::{Calls, cost};

/// Scripts of the cache.
const STORED: usize = 100_000;
/// Scripts that one side runs before it is the other's turn.
const TURN: usize = 1_000;
/// Calls that are measured of a full cache.
const CALLS: usize = 20_000;

/// Script number `n`.
pub fn text(n: usize) -> String {
    format!(
        "local a, b = {n}, tonumber(ARGV[1]) if b > a then return redis.status_reply('{n}') end \
         local t = {{a, b, a + b}} return #t + a"
    )
}

/// Makes calls 1 to `count` on both sides, in turns; nanoseconds a call.
fn both(
    contestants: &mut [Contestant; 2],
    count: usize,
    calls: &Calls<'_>,
) -> Result<[f64; 2], Failure> {
    let mut sums = [0.0; 2];
    let mut done = 0;
    while done < count {
        let turn = TURN.min(count - done);
        for (contestant, sum) in contestants.iter_mut().zip(&mut sums) {
            #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
            let share = cost(contestant, calls, done + 1, turn)? * turn as f64;
            *sum += share;
        }
        done += turn;
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of calls is small")]
    Ok(sums.map(|sum| sum / count as f64))
}

fn columns([native, ours]: [f64; 2], unit: f64) -> Vec<Option<f64>> {
    [native / unit, ours / unit, native / ours].map(Some).to_vec()
}

/// EVAL of scripts that are new.
fn distinct(sides: &Sides) -> Result<Table, Failure> {
    let note = "Processor time of an EVAL, each of another script: compiling, storing, one run. Native \
                keeps all of them, ferrous the last 500.";
    let mut table = growth::table("distinct", "scripts", "EVAL of distinct scripts", note, sides);
    for count in [1, 10, 100, 1_000, 10_000, 100_000] {
        eprintln!("cache: {count} distinct scripts");
        // New servers, for what is stored makes the next one dearer.
        let mut contestants = [sides.native.start_redis()?, sides.ours.start_redis()?];
        let eval = |side: &Side, n| vec![words(&[side.eval, &text(n), "0", "7"])];
        table.row(count.to_string(), columns(both(&mut contestants, count, &eval)?, 1e3));
    }
    table.print();
    Ok(table)
}

/// SCRIPT LOAD of many, and what the cache costs then.
fn stored(sides: &Sides) -> Result<Table, Failure> {
    let title = "A cache of 100,000 scripts";
    let note = "Processor time of a command, and memory that the server has allocated, after SCRIPT LOAD \
                of 100,000 scripts of about 120 bytes; ratio: native over ours.";
    let mut table =
        Table::new("cache", title, note, &["what", "native", "ferrous", "ratio"], Chart::None);
    let mut contestants = [sides.native.start_redis()?, sides.ours.start_redis()?];
    let allocated = |contestants: &mut [Contestant; 2]| {
        let [native, ours] = contestants.each_mut().map(Contestant::allocated);
        Ok::<_, Failure>([native?, ours?])
    };
    eprintln!("cache: {STORED} stored scripts");
    let before = allocated(&mut contestants)?;
    let load = |side: &Side, n| vec![words(&[side.script, "LOAD", &text(n)])];
    let loading = both(&mut contestants, STORED, &load)?;
    let after = allocated(&mut contestants)?;
    let mut digests = Vec::new();
    for n in 1..=CALLS {
        // Steps of a prime meet scripts of all ages.
        let [native, _] = &mut contestants;
        digests.push(String::from_utf8(native.load(&text(n * 7_919 % STORED + 1))?)?);
    }
    let digest = |n: usize| digests[n - 1].as_str();
    let run = |side: &Side, n| vec![words(&[side.evalsha, digest(n), "0", "7"])];
    let running = both(&mut contestants, CALLS, &run)?;
    let ask = |side: &Side, n| vec![words(&[side.script, "EXISTS", digest(n)])];
    let asking = both(&mut contestants, CALLS, &ask)?;
    let flush = |side: &Side, _| vec![words(&[side.script, "FLUSH", "SYNC"])];
    let flushing = both(&mut contestants, 1, &flush)?;
    #[expect(clippy::cast_precision_loss, reason = "a hundred thousand")]
    let of_one = [0, 1].map(|side| (after[side] - before[side]) / STORED as f64);
    table.row("SCRIPT LOAD, us", columns(loading, 1e3));
    table.row("bytes a script", columns(of_one, 1.0));
    table.row("EVALSHA of any, us", columns(running, 1e3));
    table.row("SCRIPT EXISTS of any, us", columns(asking, 1e3));
    table.row("SCRIPT FLUSH, ms", columns(flushing, 1e6));
    table.print();
    Ok(table)
}

/// Measures both.
pub fn measure(sides: &Sides) -> Result<Vec<Table>, Failure> {
    Ok(vec![distinct(sides)?, stored(sides)?])
}

//! The rows of `rows` natively, by the module's commands and with takeover, on each server.

use std::path::Path;

use crate::Failure;
use crate::place;
use crate::rows::{ROWS, Row};
use crate::server::Reply;
use crate::sides::{Contestant, Side, Sides};
use crate::table::{Chart, Table, geometric_mean};
use crate::turns::{self, Costs, Rounds};

/// Times all rows on all servers, in `rounds` rounds on each of `fleets` sets of servers: where a process has
/// its code and data in memory decides what its caches hold, so that one set alone says little.
pub fn measure(sides: &Sides, fleets: usize, rounds: usize) -> Result<Vec<Table>, Failure> {
    let servers = [("scripts", place::redis()), ("scripts_valkey", place::valkey()?)];
    let [redis, valkey] =
        servers.map(|(key, program)| on_server(key, &program, sides, fleets, rounds));
    Ok(vec![redis?, valkey?])
}

fn on_server(
    key: &'static str,
    program: &Path,
    sides: &Sides,
    fleets: usize,
    rounds: usize,
) -> Result<Table, Failure> {
    let mut version = String::new();
    let mut costs = vec![Rounds::new(); ROWS.len()];
    for fleet in 1..=fleets {
        let start = |side: Side| side.start(program, &[]);
        let mut contestants = sides.all().into_iter().map(start).collect::<Result<Vec<_>, _>>()?;
        version = contestants[0].version()?;
        eprintln!("scripts: servers {fleet} of {fleets}, {version}");
        for (row, costs) in ROWS.iter().zip(&mut costs) {
            costs.extend(in_turns(&mut contestants, row, rounds)?);
        }
    }
    let note = format!(
        "Processor time of the server's main thread a call of a stored script, pipelined; native: \
         EVALSHA of a server without the module; ferrous: FERROUS.EVALSHA; takeover: EVALSHA with \
         `takeover yes`; median of {rounds} interleaved rounds on each of {fleets} sets of servers; \
         ratio: native over the other, above 1 the other is faster."
    );
    let title = format!("Scripts on {version}");
    let mut table = Table::new(key, &title, &note, &[], Chart::Bars(4));
    table.head = turns::head("script", &sides.all());
    let mut ratios = [Vec::new(), Vec::new()];
    for (row, costs) in ROWS.iter().zip(&costs) {
        let costs = Costs::of_rounds(costs);
        ratios.iter_mut().zip(&costs.ratios).for_each(|(all, ratio)| all.push(*ratio));
        table.row(row.name, costs.columns());
    }
    let means = ratios.iter().map(|ratios| geometric_mean(ratios));
    table.row("geometric mean", [None; 3].into_iter().chain(means).collect());
    table.print();
    Ok(table)
}

/// Times a row, once all have given the same reply to it.
fn in_turns(contestants: &mut [Contestant], row: &Row, rounds: usize) -> Result<Rounds, Failure> {
    let mut replies = Vec::new();
    let (mut digest, mut payload) = (Vec::new(), Vec::new());
    for contestant in &mut *contestants {
        payload = row.prepare(&mut contestant.client)?;
        digest = contestant.load(&row.text())?;
        let mut last = Reply::Nil;
        for command in row.commands(contestant.side.evalsha, &digest, &payload, 0) {
            last = contestant.client.one_of(&command)?;
        }
        replies.push(last);
    }
    if replies.iter().any(|reply| *reply != replies[0]) {
        return Err(format!("{}: the replies differ: {replies:?}", row.name).into());
    }
    let calls = |side: &Side, number| row.commands(side.evalsha, &digest, &payload, number);
    turns::in_turns(contestants, rounds, &calls)
}

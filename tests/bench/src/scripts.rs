//! The rows of `rows` natively, by the module's commands and with takeover, on each server.

use std::path::Path;

use crate::Failure;
use crate::place;
use crate::rows::ROWS;
use crate::server::Reply;
use crate::sides::{Side, Sides};
use crate::table::{Chart, Table, geometric_mean};
use crate::turns;

/// Times all rows on all servers.
pub fn measure(sides: &Sides, rounds: usize) -> Result<Vec<Table>, Failure> {
    let servers = [("scripts", place::redis()), ("scripts_valkey", place::valkey()?)];
    servers.iter().map(|(key, program)| on_server(key, program, sides, rounds)).collect()
}

fn on_server(
    key: &'static str,
    program: &Path,
    sides: &Sides,
    rounds: usize,
) -> Result<Table, Failure> {
    let start = |side: Side| side.start(program, &[]);
    let mut contestants = sides.all().into_iter().map(start).collect::<Result<Vec<_>, _>>()?;
    let version = contestants[0].version()?;
    let note = format!(
        "Processor time of the server's main thread a call of a stored script, pipelined; native: \
         EVALSHA of a server without the module; ferrous: FERROUS.EVALSHA; takeover: EVALSHA with \
         `takeover yes`; median of {rounds} interleaved rounds; ratio: native over the other, above 1 \
         the other is faster."
    );
    let title = format!("Scripts on {version}");
    let mut table = Table::new(key, &title, &note, &[], Chart::Bars(4));
    table.head = turns::head("script", &sides.all());
    let mut ratios = [Vec::new(), Vec::new()];
    for row in &ROWS {
        eprintln!("scripts: {} on {version}", row.name);
        let mut replies = Vec::new();
        let (mut digest, mut payload) = (Vec::new(), Vec::new());
        for contestant in &mut contestants {
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
        let costs = turns::in_turns(&mut contestants, rounds, &calls)?;
        ratios.iter_mut().zip(&costs.ratios).for_each(|(all, ratio)| all.push(*ratio));
        table.row(row.name, costs.columns());
    }
    let means = ratios.iter().map(|ratios| geometric_mean(ratios));
    table.row("geometric mean", [None; 3].into_iter().chain(means).collect());
    table.print();
    Ok(table)
}

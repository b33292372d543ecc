//! The rows of `rows` natively and by the module.

use crate::Failure;
use crate::rows::ROWS;
use crate::server::Reply;
use crate::table::{Chart, Table, geometric_mean};
use crate::two_sides::{self, Sides};

/// Times all rows on one server.
pub fn measure(sides: &Sides, rounds: usize) -> Result<Table, Failure> {
    let server = sides.server(&[])?;
    let mut client = server.connect()?;
    let version = server_version(&client.one(&["INFO", "server"])?);
    let note = format!(
        "Processor time of the server's main thread a call, {version}, EVALSHA, pipelined; median \
         of {rounds} interleaved rounds; ratio: native over ours, above 1 ours is faster."
    );
    let head = ["script", "native us", "ferrous us", "ratio"];
    let mut table = Table::new("scripts", "Scripts on a server", &note, &head, Chart::Bars(3));
    let mut ratios = Vec::new();
    for row in &ROWS {
        eprintln!("scripts: {}", row.name);
        let payload = row.prepare(&mut client)?;
        let digest = sides.native.load(&mut client, &row.text())?;
        if sides.ours.load(&mut client, &row.text())? != digest {
            return Err(format!("{}: the digests differ", row.name).into());
        }
        let mut replies = Vec::new();
        for side in sides.both() {
            row.prepare(&mut client)?;
            let mut last = Reply::Nil;
            for command in row.commands(side.evalsha, &digest, &payload, 0) {
                last = client.one_of(&command)?;
            }
            replies.push(last);
        }
        if replies[0] != replies[1] {
            return Err(format!("{}: the replies differ: {replies:?}", row.name).into());
        }
        let calls =
            |side: &two_sides::Side, number| row.commands(side.evalsha, &digest, &payload, number);
        let pair = two_sides::pair(&server, &mut client, sides, rounds, &calls)?;
        ratios.push(pair.ratio);
        table.row(row.name, pair.columns());
    }
    table.row("geometric mean", vec![None, None, geometric_mean(&ratios)]);
    table.print();
    Ok(table)
}

/// Name and version of a server.
fn server_version(info: &Reply) -> String {
    let Reply::Bytes(bytes) = info else { return String::new() };
    let text = String::from_utf8_lossy(bytes);
    let find = |name: &str| text.lines().find_map(|line| line.strip_prefix(name));
    match (find("valkey_version:"), find("redis_version:")) {
        (Some(version), _) => format!("Valkey {version}"),
        (None, version) => format!("Redis {}", version.unwrap_or_default()),
    }
}

//! What a call costs as something grows, natively and by the module, and what runs leave in memory.

use crate::Failure;
use crate::server::{Client, Reply, Server, Words};
use crate::table::{Chart, Table};
use crate::two_sides::{self, Side, Sides, cost};

const HEAD: [&str; 4] = ["", "native us", "ferrous us", "ratio"];

/// A table of costs over `what`.
fn table(key: &'static str, what: &str, title: &str, note: &str) -> Table {
    let mut table = Table::new(key, title, note, &HEAD, Chart::Lines(2));
    table.head[0] = what.to_owned();
    table
}

/// Times calls of a stored script over sizes: `call` makes script and arguments of a size.
fn over_sizes(
    sides: &Sides,
    mut table: Table,
    sizes: &[usize],
    rounds: usize,
    call: &dyn Fn(usize) -> (String, Vec<String>),
) -> Result<Table, Failure> {
    let server = sides.server(&[])?;
    let mut client = server.connect()?;
    for &size in sizes {
        eprintln!("growth: {} {size}", table.key);
        let (script, args) = call(size);
        let digest = sides.native.load(&mut client, &script)?;
        sides.ours.load(&mut client, &script)?;
        let calls = |side: &Side, _| {
            let mut words: Words = vec![side.evalsha.into(), digest.clone(), b"0".into()];
            words.extend(args.iter().map(|arg| arg.clone().into_bytes()));
            vec![words]
        };
        let pair = two_sides::pair(&server, &mut client, sides, rounds, &calls)?;
        table.row(size.to_string(), pair.columns());
    }
    table.print();
    Ok(table)
}

/// EVAL of scripts of which no two are alike.
fn distinct(sides: &Sides, counts: &[usize]) -> Result<Table, Failure> {
    let note = "Processor time of an EVAL, each of another script: compiling, storing, one run.";
    let mut table = table("distinct", "scripts", "Distinct scripts", note);
    for &count in counts {
        eprintln!("growth: {count} distinct scripts");
        let mut costs = Vec::new();
        for side in sides.both() {
            // A server for each, for what is stored makes the next one dearer.
            let server = sides.server(&[])?;
            let mut client = server.connect()?;
            let script = |n: usize| {
                format!(
                    "local a, b = {n}, tonumber(ARGV[1]) if b > a then return redis.status_reply('{n}') \
                     end local t = {{a, b, a + b}} return #t + a"
                )
            };
            let eval = |n| vec![vec![side.eval.into(), script(n).into(), b"0".into(), b"7".into()]];
            costs.push(cost(&server, &mut client, &eval, 1, count)?);
        }
        let ratio = costs[0] / costs[1];
        table.row(count.to_string(), vec![Some(costs[0] / 1e3), Some(costs[1] / 1e3), Some(ratio)]);
    }
    table.print();
    Ok(table)
}

/// Bytes that the server has allocated.
fn allocated(client: &mut Client) -> Result<f64, Failure> {
    let Reply::Bytes(info) = client.one(&["INFO", "memory"])? else {
        return Err("no INFO".into());
    };
    let text = String::from_utf8_lossy(&info).into_owned();
    let value = text.lines().find_map(|line| line.strip_prefix("used_memory:"));
    Ok(value.ok_or("no used_memory")?.trim().parse()?)
}

/// Allocated and resident kilobytes above what they were.
fn held(server: &Server, client: &mut Client, from: (f64, f64)) -> Result<(f64, f64), Failure> {
    Ok(((allocated(client)? - from.0) / 1024.0, (server.resident()? - from.1) / 1024.0))
}

/// What is held after runs.
fn memory(sides: &Sides) -> Result<Table, Failure> {
    let note = "Kilobytes that the server holds more than after one small script.";
    let head =
        ["after", "native allocated", "ferrous allocated", "native resident", "ferrous resident"];
    let mut table = Table::new("memory", "Memory after runs", note, &head, Chart::None);
    let tables = "local t = {} for i = 1, 1000 do t[i] = {i} end return #t";
    let big =
        "local t = {} for i = 1, 100 do t[i] = string.rep(string.char(i), 1048576) end return #t";
    let cases = [("1,000 runs of 1,000 tables", tables, 1_000), ("a run of 100 MB", big, 1)];
    for (name, script, runs) in cases {
        eprintln!("growth: {name}");
        let mut columns = Vec::new();
        for side in sides.both() {
            let server = sides.server(&[])?;
            let mut client = server.connect()?;
            side.load(&mut client, script)?;
            client.one(&[side.eval, "return 1", "0"])?;
            let from = (allocated(&mut client)?, server.resident()?);
            let eval = |_| vec![crate::server::words(&[side.eval, script, "0"])];
            cost(&server, &mut client, &eval, 0, runs)?;
            columns.push(held(&server, &mut client, from)?);
        }
        let [native, ours] = columns.as_slice() else { continue };
        table.row(name, [native.0, ours.0, native.1, ours.1].map(Some).to_vec());
    }
    table.print();
    Ok(table)
}

/// Runs all parts.
pub fn measure(sides: &Sides, quick: bool) -> Result<Vec<Table>, Failure> {
    let rounds = if quick { 3 } else { 7 };
    let distinct_counts: &[usize] =
        if quick { &[1, 100, 10_000] } else { &[1, 10, 100, 1_000, 10_000, 100_000] };
    let sized = |key, what, title: &str| {
        table(key, what, title, "Processor time of a call; both sides in turns.")
    };
    let calls = over_sizes(
        sides,
        sized("calls", "calls", "Calls of redis.call in a script"),
        &[1, 3, 10, 30, 100, 300, 1_000],
        rounds,
        &|n| {
            let script = "for i = 1, tonumber(ARGV[1]) do redis.call('GET', 'key') end return 1";
            (script.to_owned(), vec![n.to_string()])
        },
    )?;
    let reply = over_sizes(
        sides,
        sized("reply", "items", "Items in a reply"),
        &[1, 10, 100, 1_000, 10_000, 100_000],
        rounds,
        &|n| {
            let script = "local t = {} for i = 1, tonumber(ARGV[1]) do t[i] = i end return t";
            (script.to_owned(), vec![n.to_string()])
        },
    )?;
    let objects = over_sizes(
        sides,
        sized("objects", "objects", "Tables made and released by a run"),
        &[1, 10, 100, 1_000, 10_000, 100_000],
        rounds,
        &|n| {
            let script = "local t = {} for i = 1, tonumber(ARGV[1]) do t[i] = {} end return 1";
            (script.to_owned(), vec![n.to_string()])
        },
    )?;
    let length = over_sizes(
        sides,
        sized("length", "bytes", "Length of a stored script of which little runs"),
        &[100, 1_000, 10_000, 100_000, 1_000_000],
        rounds,
        &|bytes| {
            let line = "if ARGV[1] then return {1, 'a', ARGV[2]} end\n";
            (format!("do return 1 end\n{}", line.repeat(bytes / line.len())), Vec::new())
        },
    )?;
    let distinct = distinct(sides, distinct_counts)?;
    Ok(vec![calls, reply, objects, length, distinct, memory(sides)?])
}

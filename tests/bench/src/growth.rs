//! What a call costs as something grows, natively and by the module.

use crate::Failure;
use crate::server::Words;
use crate::sides::{Side, Sides};
use crate::table::{Chart, Table};
use crate::turns::{self, Costs};

/// Bytes of scripts that are compiled in a round at most.
const COMPILED: usize = 4_000_000;

/// A table of costs over `what`.
pub fn table(key: &'static str, what: &str, title: &str, note: &str, sides: &Sides) -> Table {
    let mut table = Table::new(key, title, note, &[], Chart::Lines(2));
    table.head = turns::head(what, &sides.both());
    table
}

/// Times calls of a stored script over sizes: `call` makes script and arguments of a size.
fn over_sizes(
    sides: &Sides,
    [what, key, title]: [&'static str; 3],
    sizes: &[usize],
    rounds: usize,
    call: &dyn Fn(usize) -> (String, Vec<String>),
) -> Result<Table, Failure> {
    let note = "Processor time of a call; both sides in turns.";
    let mut table = table(key, what, title, note, sides);
    let mut contestants = [sides.native.start_redis()?, sides.ours.start_redis()?];
    for &size in sizes {
        eprintln!("growth: {key} {size}");
        let (script, args) = call(size);
        let [first, second] = &mut contestants;
        let digest = first.load(&script)?;
        second.load(&script)?;
        let calls = |side: &Side, _| {
            let mut words: Words = vec![side.evalsha.into(), digest.clone(), b"0".into()];
            words.extend(args.iter().map(|arg| arg.clone().into_bytes()));
            vec![words]
        };
        let costs = turns::in_turns(&mut contestants, rounds, &calls)?;
        table.row(size.to_string(), Costs::of_rounds(&costs).columns());
    }
    table.print();
    Ok(table)
}

/// Script number `n` of about so many bytes, of blocks as scripts have them.
fn script(n: usize, bytes: usize) -> String {
    const BLOCK: &str = "do local key, limit = KEYS[1], tonumber(ARGV[1])\n\
        local n = redis.call('INCR', key)\n\
        if n == 1 then redis.call('EXPIRE', key, ARGV[2]) end\n\
        if n > limit and not ARGV[3] then return {0, n - limit, 'over ' .. limit} end end\n";
    let head = format!("local number = {n}\n");
    // One block at least, the rest filled up by blocks.
    head + &BLOCK.repeat((bytes / BLOCK.len()).max(1))
}

/// SCRIPT LOAD of texts that are new, over their length.
fn compiling(sides: &Sides, rounds: usize) -> Result<Table, Failure> {
    let note = "Processor time of a SCRIPT LOAD of a text that is new; both sides in turns.";
    let mut table = table("compile", "bytes", "Compiling and storing a script", note, sides);
    for bytes in [100, 1_000, 10_000, 100_000, 1_000_000] {
        eprintln!("growth: compile {bytes}");
        // New servers, for what is stored makes the next one dearer.
        let mut contestants = [sides.native.start_redis()?, sides.ours.start_redis()?];
        let load =
            |side: &Side, n| vec![vec![side.script.into(), "LOAD".into(), script(n, bytes).into()]];
        let count = (COMPILED / bytes).clamp(2, 1_000);
        let costs = turns::fixed_turns(&mut contestants, rounds, 0, count, &load)?;
        table.row(bytes.to_string(), Costs::of_rounds(&costs).columns());
    }
    table.print();
    Ok(table)
}

/// Measures all that grows.
pub fn measure(sides: &Sides, rounds: usize) -> Result<Vec<Table>, Failure> {
    let calls = over_sizes(
        sides,
        ["calls", "calls", "Calls of redis.call in a script"],
        &[1, 3, 10, 30, 100, 300, 1_000],
        rounds,
        &|n| {
            let script = "for i = 1, tonumber(ARGV[1]) do redis.call('GET', 'key') end return 1";
            (script.to_owned(), vec![n.to_string()])
        },
    )?;
    let reply = over_sizes(
        sides,
        ["items", "reply", "Items in a reply"],
        &[1, 10, 100, 1_000, 10_000, 100_000],
        rounds,
        &|n| {
            let script = "local t = {} for i = 1, tonumber(ARGV[1]) do t[i] = i end return t";
            (script.to_owned(), vec![n.to_string()])
        },
    )?;
    let objects = over_sizes(
        sides,
        ["objects", "objects", "Tables made and released by a run"],
        &[1, 10, 100, 1_000, 10_000, 100_000],
        rounds,
        &|n| {
            let script = "local t = {} for i = 1, tonumber(ARGV[1]) do t[i] = {} end return 1";
            (script.to_owned(), vec![n.to_string()])
        },
    )?;
    let length = over_sizes(
        sides,
        ["bytes", "length", "Length of a stored script of which little runs"],
        &[100, 1_000, 10_000, 100_000, 1_000_000],
        rounds,
        &|bytes| {
            let line = "if ARGV[1] then return {1, 'a', ARGV[2]} end\n";
            (format!("do return 1 end\n{}", line.repeat(bytes / line.len())), Vec::new())
        },
    )?;
    Ok(vec![calls, reply, objects, length, compiling(sides, rounds)?])
}

//! What runs take in memory while they run, and what they leave.

use crate::Failure;
use crate::rows::{ENCODE, json};
use crate::server::words;
use crate::sides::{Contestant, Side, Sides};
use crate::table::{Chart, Table};
use crate::turns::cost;

/// Answers bytes while the result is alive: by how much the collector's count has grown, garbage
/// included, and what jemalloc has handed out to the whole process.
const PROBE: &str = " collectgarbage() collectgarbage('stop') local before = collectgarbage('count') \
     local result = WORK local grown = (collectgarbage('count') - before) * 1024 \
     local stats = redis.call('MEMORY', 'MALLOC-STATS') \
     return {grown, tonumber(string.match(stats, 'Allocated: (%d+)')), #result}";

/// Makes a table of `n` results of a function.
const FILL: &str =
    "local function fill(n, make) local t = {} for i = 1, n do t[i] = make(i) end return t end ";

/// What a run does: name, preparation, work, and the bytes of the document that it is given.
const RUNS: [(&str, &str, &str, usize); 12] = [
    ("1,000 tables", FILL, "fill(1000, function(i) return {} end)", 0),
    (
        "1,000 tables of three fields",
        FILL,
        "fill(1000, function(i) return {a = i, b = i, c = i} end)",
        0,
    ),
    (
        "1,000 strings of 20 bytes",
        FILL,
        "fill(1000, function(i) return string.format('%020d', i) end)",
        0,
    ),
    ("1,000 closures", FILL, "fill(1000, function(i) return function() return i end end)", 0),
    ("cjson.decode 1 KB", "", "cjson.decode(ARGV[2])", 1_000),
    ("cjson.decode 100 KB", "", "cjson.decode(ARGV[2])", 100_000),
    ("cjson.encode 1 KB", ENCODE, "cjson.encode(list)", 1_000),
    ("cjson.encode 100 KB", ENCODE, "cjson.encode(list)", 100_000),
    ("cmsgpack.unpack 1 KB", UNPACK, "cmsgpack.unpack(s)", 1_000),
    ("cmsgpack.unpack 100 KB", UNPACK, "cmsgpack.unpack(s)", 100_000),
    ("cmsgpack.pack 1 KB", ENCODE, "cmsgpack.pack(list)", 1_000),
    ("cmsgpack.pack 100 KB", ENCODE, "cmsgpack.pack(list)", 100_000),
];
const UNPACK: &str = "local s = cmsgpack.pack(cjson.decode(ARGV[2]))";
/// Bytes of a document for each item of an encoded list.
const ITEM: usize = 62;

/// What the probe answers on a side for some work.
fn probe(side: Side, [prepare, work]: [&str; 2], bytes: usize) -> Result<[f64; 2], Failure> {
    // A server of its own, where no run has left room.
    let mut contestant = side.start_redis()?;
    let script = [prepare, &PROBE.replace("WORK", work)].concat();
    let items = (bytes / ITEM).to_string();
    let reply = contestant.client.one(&[side.eval, &script, "0", &items, &json(bytes)])?;
    match reply.numbers().as_slice() {
        [grown, allocated, _] => Ok([*grown, *allocated]),
        _ => Err("not three numbers".into()),
    }
}

/// Memory of runs.
fn running(sides: &Sides) -> Result<Table, Failure> {
    let note = "Kilobytes that one run takes while its result is alive, garbage included. Counted: by \
                the script's collector. Allocated: by the process more than without the work, with the \
                room that buffers keep. Ratio: native over ours.";
    let head = [
        "run",
        "native counted",
        "ferrous counted",
        "ratio",
        "native allocated",
        "ferrous allocated",
    ];
    let mut table = Table::new("run_memory", "Memory of a run", note, &head, Chart::None);
    for (name, prepare, work, bytes) in RUNS {
        eprintln!("memory: {name}");
        let both = sides.both().map(|side| {
            let [counted, with] = probe(side, [prepare, work], bytes)?;
            let [_, without] = probe(side, [prepare, "''"], bytes)?;
            Ok::<_, Failure>([counted / 1024.0, (with - without) / 1024.0])
        });
        let [native, ours] = both;
        let (native, ours) = (native?, ours?);
        let columns = [native[0], ours[0], native[0] / ours[0], native[1], ours[1]];
        table.row(name, columns.map(Some).to_vec());
    }
    table.print();
    Ok(table)
}

/// Allocated and resident kilobytes.
fn held(contestant: &mut Contestant) -> Result<[f64; 2], Failure> {
    Ok([contestant.allocated()? / 1024.0, contestant.server.resident()? / 1024.0])
}

/// What is held after runs.
fn left(sides: &Sides) -> Result<Table, Failure> {
    let note = "Kilobytes that the server holds more than after one small script.";
    let head =
        ["after", "native allocated", "ferrous allocated", "native resident", "ferrous resident"];
    let mut table = Table::new("memory", "Memory after runs", note, &head, Chart::None);
    let tables = "local t = {} for i = 1, 1000 do t[i] = {i} end return #t";
    let big =
        "local t = {} for i = 1, 100 do t[i] = string.rep(string.char(i), 1048576) end return #t";
    let cases = [("1,000 runs of 1,000 tables", tables, 1_000), ("a run of 100 MB", big, 1)];
    for (name, script, runs) in cases {
        eprintln!("memory: {name}");
        let mut columns = [[0.0; 2]; 2];
        for (side, column) in sides.both().into_iter().zip(&mut columns) {
            let mut contestant = side.start_redis()?;
            contestant.load(script)?;
            contestant.client.one(&[side.eval, "return 1", "0"])?;
            let from = held(&mut contestant)?;
            cost(&mut contestant, &|side, _| vec![words(&[side.eval, script, "0"])], 0, runs)?;
            let to = held(&mut contestant)?;
            *column = [to[0] - from[0], to[1] - from[1]];
        }
        let [native, ours] = columns;
        table.row(name, [native[0], ours[0], native[1], ours[1]].map(Some).to_vec());
    }
    table.print();
    Ok(table)
}

/// Measures both.
pub fn measure(sides: &Sides) -> Result<Vec<Table>, Failure> {
    Ok(vec![running(sides)?, left(sides)?])
}

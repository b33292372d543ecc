//! What a document takes in memory while cjson and cmsgpack read and write it.

use crate::Failure;
use crate::rows::{ENCODE, json};
use crate::table::{Chart, Table};
use crate::two_sides::{Side, Sides};

/// Answers bytes while the result is alive: by how much the collector's count has grown, garbage
/// included, and what jemalloc has handed out to the whole process.
const PROBE: &str = " collectgarbage() collectgarbage('stop') local before = collectgarbage('count') \
     local result = WORK local grown = (collectgarbage('count') - before) * 1024 \
     local stats = redis.call('MEMORY', 'MALLOC-STATS') \
     return {grown, tonumber(string.match(stats, 'Allocated: (%d+)')), #result}";

/// Name, preparation, work.
const ROWS: [(&str, &str, &str); 4] = [
    ("cjson.decode", "", "cjson.decode(ARGV[2])"),
    ("cjson.encode", ENCODE, "cjson.encode(list)"),
    ("cmsgpack.unpack", "local s = cmsgpack.pack(cjson.decode(ARGV[2]))", "cmsgpack.unpack(s)"),
    ("cmsgpack.pack", ENCODE, "cmsgpack.pack(list)"),
];
/// Name and bytes of a document, and its items.
const SIZES: [(&str, usize, &str); 2] = [("1 KB", 1_000, "16"), ("100 KB", 100_000, "1600")];

/// What the probe answers on a side for some work.
fn probe(
    sides: &Sides,
    side: &Side,
    [prepare, work]: [&str; 2],
    args: [&str; 2],
) -> Result<[f64; 2], Failure> {
    // A server of its own, where no run has left room.
    let server = sides.server(&[])?;
    let mut client = server.connect()?;
    let script = [prepare, &PROBE.replace("WORK", work)].concat();
    let reply = client.one(&[side.eval, &script, "0", args[0], args[1]])?;
    match reply.numbers().as_slice() {
        [grown, allocated, _] => Ok([*grown, *allocated]),
        _ => Err("not three numbers".into()),
    }
}

/// Measures all documents on both sides.
pub fn measure(sides: &Sides) -> Result<Table, Failure> {
    let note = "Kilobytes that one call takes while its result is alive, garbage included. Counted: by \
                the script's collector. Allocated: by the process more than without the call, with the \
                room that buffers keep. Ratio: native over ours.";
    let head = [
        "call",
        "native counted",
        "ferrous counted",
        "ratio",
        "native allocated",
        "ferrous allocated",
    ];
    let mut table = Table::new("documents", "Memory of documents", note, &head, Chart::None);
    for (name, prepare, work) in ROWS {
        for (size, bytes, items) in SIZES {
            eprintln!("documents: {name} {size}");
            let text = json(bytes);
            let args = [items, &text];
            let both = sides.both().map(|side| {
                let [counted, with] = probe(sides, side, [prepare, work], args)?;
                let [_, without] = probe(sides, side, [prepare, "''"], args)?;
                Ok::<_, Failure>([counted / 1024.0, (with - without) / 1024.0])
            });
            let [native, ours] = both;
            let (native, ours) = (native?, ours?);
            let columns = [native[0], ours[0], native[0] / ours[0], native[1], ours[1]];
            table.row(format!("{name} {size}"), columns.map(Some).to_vec());
        }
    }
    table.print();
    Ok(table)
}

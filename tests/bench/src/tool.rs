//! The program redis-benchmark, natively and with takeover: the same words to both servers.
//!
//! Three cases are those of the public redis-benchmarks-specification, by their names there. They are
//! written for memtier_benchmark; here redis-benchmark sends their commands over as many connections,
//! and its random keys have twelve digits.

use std::path::Path;
use std::process::Command;

use crate::Failure;
use crate::place;
use crate::server::{encode, words};
use crate::sides::{Contestant, Side, Sides};
use crate::table::{Chart, Table, median};

const SPEC_SCRIPT: &str = "redis.call('hset', 'h1', 'k', 'v');redis.call('hset', 'h2', 'k', 'v');\
    redis.call('expire', 'h1', 3600);redis.call('expire', 'h2', 3600);return redis.call('ping')";
/// The one that is loaded ends without a value; its digest stands in the case.
const SPEC_LOADED: &str = "redis.call('hset', 'h1', 'k', 'v');redis.call('hset', 'h2', 'k', 'v');\
    redis.call('expire', 'h1', 3600);redis.call('expire', 'h2', 3600);return";
const SPEC_DIGEST: &str = "5664e4cac3c4cb86682722a5e3cf03e2f83ce7a1";
const SPEC_LIMITER: &str = "local k=KEYS[1];local limit=tonumber(ARGV[1]);\
    local c=redis.call(\"BITCOUNT\",k);if c>=limit then return {0,0,c} else return {1,limit-c,c} end";

/// Keys of bitmaps, each as long as its number says.
const BITMAPS: u64 = 100_000;

/// What is run.
struct Case {
    name: &'static str,
    /// What redis-benchmark is told of connections and keys.
    options: &'static [&'static str],
    /// The command.
    words: &'static [&'static str],
    prepare: fn(&mut Contestant) -> Result<(), Failure>,
}

const CASES: [Case; 7] = [
    Case { name: "GET", options: &[], words: &["GET", "key"], prepare: nothing },
    Case {
        name: "EVAL return 1",
        options: &[],
        words: &["EVAL", "return 1", "0"],
        prepare: nothing,
    },
    Case {
        name: "EVAL return 1, -P 16",
        options: &["-P", "16"],
        words: &["EVAL", "return 1", "0"],
        prepare: nothing,
    },
    Case {
        name: "EVAL SET, -r 100000 -P 16",
        options: &["-P", "16", "-r", "100000"],
        words: &["EVAL", "return redis.call('SET', KEYS[1], ARGV[1])", "1", "__rand_int__", "xxx"],
        prepare: nothing,
    },
    Case {
        name: "memtier_benchmark-2keys-lua-eval-hset-expire",
        options: &["-c", "200"],
        words: &["eval", SPEC_SCRIPT, "0"],
        prepare: nothing,
    },
    Case {
        name: "memtier_benchmark-2keys-lua-evalsha-hset-expire",
        options: &["-c", "200"],
        words: &["EVALSHA", SPEC_DIGEST, "0"],
        prepare: load,
    },
    Case {
        name: "memtier_benchmark-playbook-rate-limiting-lua-100k-sessions",
        options: &["-c", "200", "-r", "100000"],
        words: &["EVAL", SPEC_LIMITER, "1", "__rand_int__", "2000000"],
        prepare: fill_bitmaps,
    },
];

fn nothing(_: &mut Contestant) -> Result<(), Failure> {
    Ok(())
}

fn load(contestant: &mut Contestant) -> Result<(), Failure> {
    contestant.load(SPEC_LOADED).map(|_| ())
}

/// As many bits as the specification sets, at places that are the same in every run.
fn fill_bitmaps(contestant: &mut Contestant) -> Result<(), Failure> {
    let mut random: u64 = 1;
    for _ in 0..100 {
        let mut commands = Vec::new();
        for _ in 0..BITMAPS / 100 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let n = (random >> 33) % BITMAPS;
            commands.push(words(&["SETBIT", &format!("{n:012}"), &n.to_string(), "1"]));
        }
        contestant.client.batch(&encode(&commands), commands.len())?;
    }
    Ok(())
}

/// What a run of the tool says: requests a second, the latency that 99 of 100 do not exceed in
/// milliseconds, and beside it the server's processor time a request in microseconds.
type Run = [f64; 3];

fn run(contestant: &Contestant, case: &Case, requests: u32) -> Result<Run, Failure> {
    let (port, requests_text) = (contestant.server.port().to_string(), requests.to_string());
    let mut command = Command::new("redis-benchmark");
    command.args(["--csv", "-p", &port, "-n", &requests_text]).args(case.options).args(case.words);
    let before = contestant.server.cpu_time()?;
    let output = command.output()?;
    let cost = contestant.server.cpu_time()? - before;
    let text = String::from_utf8_lossy(&output.stdout);
    // A line of heads, then one of values: all in quotes, the command itself first.
    let values = text.lines().last().and_then(|line| line.rsplit_once("\",\"").map(|_| line));
    let values: Vec<&str> = values.unwrap_or_default().rsplit("\",\"").collect();
    // From the end: the greatest latency, p99, p95, p50, the least, the mean, requests a second.
    match values.as_slice() {
        [_, p99, _, _, _, _, rate, ..] if output.stderr.is_empty() => {
            Ok([rate.parse()?, p99.parse()?, cost / 1e3 / f64::from(requests)])
        }
        _ => {
            Err(format!("redis-benchmark: {text}{}", String::from_utf8_lossy(&output.stderr))
                .into())
        }
    }
}

/// Runs all cases on all servers.
pub fn measure(sides: &Sides, rounds: usize, requests: u32) -> Result<Vec<Table>, Failure> {
    let servers = [("tool", place::redis()), ("tool_valkey", place::valkey()?)];
    let tables = servers.iter();
    tables.map(|(key, program)| on_server(key, program, sides, rounds, requests)).collect()
}

fn on_server(
    key: &'static str,
    program: &Path,
    sides: &Sides,
    rounds: usize,
    requests: u32,
) -> Result<Table, Failure> {
    let start = |side: Side| side.start(program, &[]);
    let mut contestants = [start(sides.native)?, start(sides.takeover)?];
    let version = contestants[0].version()?;
    let note = format!(
        "The same command line to a server without the module and to one with `takeover yes`: 50 \
         connections and no pipeline if nothing else is said, {requests} requests, median of {rounds} \
         interleaved rounds. The three named memtier_benchmark are cases of redis-benchmarks-specification \
         0.3.47, their commands sent by redis-benchmark over their 200 connections. Requests a second and \
         latency are the tool's, which shares the machine with the server; us: processor time of the \
         server's main thread a request; ratio: native over takeover of these."
    );
    let head = [
        "redis-benchmark",
        "native requests/s",
        "takeover requests/s",
        "native p99 ms",
        "takeover p99 ms",
        "native us",
        "takeover us",
        "ratio",
    ];
    let title = format!("redis-benchmark on {version}");
    let mut table = Table::new(key, &title, &note, &head, Chart::None);
    for case in &CASES {
        eprintln!("tool: {} on {version}", case.name);
        let mut runs: [Vec<Run>; 2] = [Vec::new(), Vec::new()];
        for contestant in &mut contestants {
            contestant.client.one(&["FLUSHALL"])?;
            (case.prepare)(contestant)?;
            // An error is a failure here, which the tool would count as an answer.
            contestant.client.one(case.words)?;
        }
        for round in 0..rounds {
            for turn in 0..2 {
                let which = (round + turn) % 2;
                runs[which].push(run(&contestants[which], case, requests)?);
            }
        }
        let middle = |which: usize, what: usize| {
            median(&runs[which].iter().map(|run| run[what]).collect::<Vec<_>>())
        };
        let ratios: Vec<f64> = runs[0].iter().zip(&runs[1]).map(|(a, b)| a[2] / b[2]).collect();
        let pairs = [0, 1, 2].into_iter().flat_map(|what| [middle(0, what), middle(1, what)]);
        table.row(case.name, pairs.chain([median(&ratios)]).map(Some).collect());
    }
    table.print();
    Ok(table)
}

//! Instructions that programs and scripts take, by callgrind, and the stored baseline.
//!
//! Counts hardly vary between runs, so a change of a few per cent is a change of the code. Programs
//! run for a part of their time. A call's count is what 2N calls take less what N take, by N.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};

use crate::Failure;
use crate::place;
use crate::programs::{self, Engine, PROGRAMS, REFERENCE};
use crate::rows::{ROWS, Row};
use crate::server::{Client, Server, Words};
use crate::table::{Chart, Table, geometric_mean, median};
use crate::two_sides::{Side, Sides, cost};

/// The part of a program's time for which it runs.
pub const PART: u32 = 20;
/// A count may be this much above the baseline.
const TOLERANCE: f64 = 1.03;
/// Instructions that the calls of a script should take.
const ENOUGH: f64 = 1e7;
/// How often a call is counted; the median holds, for collections and rehashes come when they like.
const REPEATS: usize = 3;

/// Instructions of a process.
fn process(engine: &Engine, file: &Path) -> Result<f64, Failure> {
    let before = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"];
    let output = engine.command(&before, file).output()?;
    let text = String::from_utf8_lossy(&output.stderr);
    let count = text.lines().find_map(|line| line.split_once("Collected : "));
    match count {
        Some((_, count)) if output.status.success() => Ok(count.trim().parse()?),
        _ => Err(format!("{}: {text}", file.display()).into()),
    }
}

/// Instructions of all programs, those of an empty one taken off.
fn programs(engine: &Engine) -> Result<Vec<f64>, Failure> {
    let empty = process(engine, &programs::empty()?)?;
    let count = |program| {
        eprintln!("counts: {program} on {}", engine.name);
        Ok(process(engine, &programs::shortened(program, PART)?)? - empty)
    };
    PROGRAMS.into_iter().map(count).collect()
}

/// A server that callgrind counts.
pub struct Counted {
    server: Server,
    pub client: Client,
    dumps: usize,
}

impl Counted {
    /// A server for both sides.
    pub fn start(sides: &Sides) -> Result<Counted, Failure> {
        let before = ["valgrind", "--tool=callgrind", "--callgrind-out-file=callgrind"];
        let server = sides.server(&before)?;
        let client = server.connect()?;
        Ok(Counted { server, client, dumps: 0 })
    }

    /// Runs a script without keys.
    pub fn eval(&mut self, eval: &str, script: &str) -> Result<(), Failure> {
        self.client.one(&[eval, script, "0"]).map(|_| ())
    }

    /// Has what was counted since the last time written to a file.
    pub fn dump(&mut self) -> Result<PathBuf, Failure> {
        self.dumps += 1;
        let mut dump = Command::new("vgdb");
        dump.arg(format!("--pid={}", self.server.id())).arg("dump");
        let output = dump.output()?;
        let file = self.server.folder().join(format!("callgrind.{}", self.dumps));
        if file.exists() {
            Ok(file)
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
        }
    }

    /// Instructions since the last dump.
    fn instructions(&mut self) -> Result<f64, Failure> {
        let text = std::fs::read_to_string(self.dump()?)?;
        let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
        Ok(total.ok_or("a dump without a total")?.trim().parse()?)
    }

    /// Instructions of `count` calls from number `from` on, and of what the server does beside.
    pub fn calls(
        &mut self,
        calls: &dyn Fn(usize) -> Vec<Words>,
        from: usize,
        count: usize,
    ) -> Result<f64, Failure> {
        self.instructions()?;
        cost(&self.server, &mut self.client, calls, from, count)?;
        self.instructions()
    }

    /// Instructions of a call.
    fn row(&mut self, row: &Row, side: &Side) -> Result<f64, Failure> {
        eprintln!("counts: {} by {}", row.name, side.evalsha);
        let payload = row.prepare(&mut self.client)?;
        let digest = side.load(&mut self.client, &row.text())?;
        let mut next = 0;
        let mut run = |counted: &mut Counted, count: usize| {
            let calls = |n| row.commands(side.evalsha, &digest, &payload, n);
            let instructions = counted.calls(&calls, next, count)?;
            next += count;
            Ok::<f64, Failure>(instructions)
        };
        // The first calls also warm up.
        run(self, 16)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "is in range")]
        let count = (ENOUGH / (run(self, 16)? / 16.0)).clamp(16.0, 1000.0) as usize;
        let mut counts = Vec::new();
        for _ in 0..REPEATS {
            let once = run(self, count)?;
            let twice = run(self, 2 * count)?;
            #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
            counts.push((twice - once) / count as f64);
        }
        Ok(median(&counts))
    }

    fn rows(&mut self, side: &Side) -> Result<Vec<f64>, Failure> {
        ROWS.iter().map(|row| self.row(row, side)).collect()
    }
}

fn table(
    (key, title): (&'static str, &str),
    names: &[&str],
    other: &[f64],
    ours: &[f64],
    head: [&str; 4],
) -> Table {
    let note = "Instructions by callgrind; ratio: above 1 ours takes fewer.";
    let mut table = Table::new(key, title, note, &head, Chart::None);
    let mut ratios = Vec::new();
    for (n, name) in names.iter().enumerate() {
        ratios.push(other[n] / ours[n]);
        table.row(*name, vec![Some(other[n] / 1e3), Some(ours[n] / 1e3), Some(ratios[n])]);
    }
    table.row("geometric mean", vec![None, None, geometric_mean(&ratios)]);
    table.print();
    table
}

fn row_names() -> [&'static str; ROWS.len()] {
    ROWS.each_ref().map(|row| row.name)
}

/// Counts programs and scripts, ours and the others'.
pub fn measure(sides: &Sides) -> Result<Vec<Table>, Failure> {
    let head = ["program", "lua5.1 thousands", "ferrous thousands", "ratio"];
    let title = ("program_instructions", "Instructions of programs, shortened");
    let (other, ours) = (programs(&REFERENCE)?, programs(&Engine::own())?);
    let programs = table(title, &PROGRAMS, &other, &ours, head);
    let mut counted = Counted::start(sides)?;
    let head = ["script", "native thousands", "ferrous thousands", "ratio"];
    let title = ("script_instructions", "Instructions of a call on a server");
    let (native, ours) = (counted.rows(&sides.native)?, counted.rows(&sides.ours)?);
    Ok(vec![programs, table(title, &row_names(), &native, &ours, head)])
}

/// Our counts by name.
fn own_counts() -> Result<Map<String, Value>, Failure> {
    let sides = Sides::BOTH;
    let mut counts = Map::new();
    let programs = programs(&Engine::own())?;
    let scripts = Counted::start(&sides)?.rows(&sides.ours)?;
    for (name, count) in PROGRAMS.iter().chain(&row_names()).zip(programs.iter().chain(&scripts)) {
        counts.insert((*name).to_owned(), Value::from(count.round()));
    }
    Ok(counts)
}

/// Rewrites the baseline.
pub fn record() -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(&own_counts()?)?;
    std::fs::write(place::own("baseline.json"), text + "\n")?;
    Ok(())
}

/// Compares our counts with the baseline.
pub fn check() -> Result<(), Failure> {
    let text = std::fs::read_to_string(place::own("baseline.json"))?;
    let baseline: Map<String, Value> = serde_json::from_str(&text)?;
    let counts = own_counts()?;
    let mut above = 0;
    for (name, count) in &counts {
        let count = count.as_f64().unwrap_or(f64::NAN);
        let stored = baseline.get(name).and_then(Value::as_f64);
        let stored = stored.ok_or_else(|| format!("{name} is not in the baseline"))?;
        let change = (count / stored - 1.0) * 100.0;
        // A count that is no number is above, too.
        let holds = count <= stored * TOLERANCE;
        println!(
            "{name:<26} {stored:>12} {count:>12} {change:+6.1} %{}",
            if holds { "" } else { "  ABOVE" }
        );
        above += u32::from(!holds);
    }
    match above {
        0 => Ok(()),
        _ => Err(format!("{above} counts are more than 3 % above the baseline").into()),
    }
}

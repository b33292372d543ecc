//! Instructions that programs and scripts take, by callgrind.
//!
//! Programs run for a part of their time. Of a server what counts is `processCommand`, which is all but
//! reading commands and sending replies; its own work in between does not. It gets the same random
//! numbers in every run, and every row the same calls, so that counts repeat.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Failure;
use crate::cache;
use crate::callgrind::Profile;
use crate::place;
use crate::programs::{self, Engine, PROGRAMS, REFERENCE};
use crate::rows::{ROWS, Row};
use crate::server::{Client, words};
use crate::sides::{Contestant, Side, Sides};
use crate::table::{Chart, Table, geometric_mean};
use crate::turns::{Calls, cost};

/// The part of a program's time for which it runs.
pub const PART: u32 = 20;
/// How many calls warm up, and how many are counted then.
const CALLS: [usize; 2] = [128, 16];
/// The same for calls that take more instructions than `DEAR`, and than `DEARER`.
const DEAR_CALLS: [usize; 2] = [16, 16];
const DEARER_CALLS: [usize; 2] = [2, 4];
const DEAR: f64 = 3e5;
const DEARER: f64 = 3e6;
/// How often they are counted, each time from the same state. The least holds, for the module looks at
/// the server's state when the clock has ticked, which is often at callgrind's pace.
const REPEATS: usize = 4;
/// What a run does that takes longer than some milliseconds, which none does but at that pace: the poll,
/// and the end of what the poll has begun.
const TURN: [&str; 2] =
    ["ScriptHost as ferrous::lua::vm::state::Host>::poll", "RM_FreeThreadSafeContext"];
/// The name of the row of EVAL.
const DISTINCT: &str = "EVAL of distinct scripts";

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
pub fn programs(engine: &Engine) -> Result<Vec<f64>, Failure> {
    let empty = process(engine, &programs::empty()?)?;
    let count = |program| {
        eprintln!("counts: {program} on {}", engine.name);
        Ok(process(engine, &programs::shortened(program, PART)?)? - empty)
    };
    PROGRAMS.into_iter().map(count).collect()
}

/// A server that callgrind counts.
pub struct Counted {
    pub contestant: Contestant,
    dumps: usize,
}

impl Counted {
    /// A server with the module.
    pub fn start() -> Result<Counted, Failure> {
        let mut before = constant_random_numbers()?;
        before.extend(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=callgrind"].map(str::to_owned),
        );
        before.push("--toggle-collect=processCommand".into());
        let before: Vec<&str> = before.iter().map(String::as_str).collect();
        let mut contestant = Sides::ALL.ours.start(&place::redis(), &before)?;
        // What depends on time: the log of slow commands, tables that grow while the server is idle.
        // A dump waits for the server to wake up, which it does `hz` times a second.
        let still = ["slowlog-log-slower-than", "-1", "activerehashing", "no", "hz", "100"];
        contestant.client.one(&[&["CONFIG", "SET"], &still[..]].concat())?;
        Ok(Counted { contestant, dumps: 0 })
    }

    /// Runs a script without keys.
    pub fn eval(&mut self, eval: &str, script: &str) -> Result<(), Failure> {
        self.contestant.client.one(&[eval, script, "0"]).map(|_| ())
    }

    /// Has what was counted since the last time written to a file.
    pub fn dump(&mut self) -> Result<PathBuf, Failure> {
        self.dumps += 1;
        let mut dump = Command::new("vgdb");
        dump.arg(format!("--pid={}", self.contestant.server.id())).arg("dump");
        let output = dump.output()?;
        let file = self.contestant.server.folder().join(format!("callgrind.{}", self.dumps));
        if file.exists() {
            Ok(file)
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
        }
    }

    /// Instructions since the last dump, less those by which the module lets the server have its turn.
    fn instructions(&mut self) -> Result<f64, Failure> {
        let profile = Profile::read(&self.dump()?)?;
        Ok(TURN.iter().fold(profile.total, |rest, name| rest - profile.called(name)))
    }

    /// Instructions of one of `count` calls from number `from` on.
    pub fn calls(&mut self, calls: &Calls<'_>, from: usize, count: usize) -> Result<f64, Failure> {
        self.instructions()?;
        cost(&mut self.contestant, calls, from, count)?;
        #[expect(clippy::cast_precision_loss, reason = "a count of calls is small")]
        Ok(self.instructions()? / count as f64)
    }

    /// Instructions of a call of a row.
    fn row(&mut self, row: &Row, side: Side) -> Result<f64, Failure> {
        eprintln!("counts: {} by {}", row.name, side.evalsha);
        let payload = row.prepare(&mut self.contestant.client)?;
        let load = [side.script, "LOAD", &row.text()];
        let digest = self.contestant.client.one(&load)?.bytes()?;
        let calls = |_: &Side, n| row.commands(side.evalsha, &digest, &payload, n);
        self.least(&|client| row.prepare(client).map(|_| ()), &calls)
    }

    /// Instructions of an EVAL of which every one is of another text.
    fn distinct(&mut self, side: Side) -> Result<f64, Failure> {
        eprintln!("counts: {DISTINCT} by {}", side.eval);
        let flush = |client: &mut Client| client.one(&[side.script, "FLUSH", "SYNC"]).map(|_| ());
        self.least(&flush, &|_, n| vec![words(&[side.eval, &cache::text(n), "0", "7"])])
    }

    /// Instructions of a call, the least of several counts.
    fn least(
        &mut self,
        prepare: &dyn Fn(&mut Client) -> Result<(), Failure>,
        calls: &Calls<'_>,
    ) -> Result<f64, Failure> {
        let first = self.calls(calls, 0, 4)?;
        let [before, count] = match first {
            DEARER.. => DEARER_CALLS,
            DEAR.. => DEAR_CALLS,
            _ => CALLS,
        };
        let mut least = f64::INFINITY;
        for _ in 0..REPEATS {
            prepare(&mut self.contestant.client)?;
            cost(&mut self.contestant, calls, 0, before)?;
            least = least.min(self.calls(calls, before, count)?);
        }
        Ok(least)
    }

    /// Instructions of all that is called on a server.
    pub fn scripts(&mut self, side: Side) -> Result<Vec<f64>, Failure> {
        let rows = ROWS.iter().map(|row| self.row(row, side));
        let mut counts = rows.collect::<Result<Vec<f64>, Failure>>()?;
        counts.push(self.distinct(side)?);
        Ok(counts)
    }
}

/// The names of what is called on a server.
pub fn scripts() -> Vec<&'static str> {
    ROWS.iter().map(|row| row.name).chain([DISTINCT]).collect()
}

/// The words in front of a server's that make it find the same random numbers in every run. Where no
/// program may do that there are none; counts of scripts vary by some per cent there.
fn constant_random_numbers() -> Result<Vec<String>, Failure> {
    std::fs::create_dir_all(place::results())?;
    let file = place::results().join("random");
    std::fs::write(&file, [b'x'; 4096])?;
    let mount = format!("mount --bind '{}' /dev/urandom", file.canonicalize()?.display());
    let words = |command: String| {
        ["unshare", "--map-root-user", "--mount", "sh", "-c", &command, "sh"].map(str::to_owned)
    };
    let trial = words(mount.clone());
    if Command::new(&trial[0])
        .args(&trial[1..])
        .output()
        .is_ok_and(|output| output.status.success())
    {
        Ok(words(mount + " && exec \"$@\"").to_vec())
    } else {
        eprintln!("counts: /dev/urandom cannot be replaced here, so that scripts vary");
        Ok(Vec::new())
    }
}

fn table(
    (key, title): (&'static str, &str),
    note: &str,
    names: &[&str],
    other: &[f64],
    ours: &[f64],
    head: [&str; 4],
) -> Table {
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

/// Counts programs and scripts, ours and the others'.
pub fn measure() -> Result<Vec<Table>, Failure> {
    let head = ["program", "lua5.1 thousands", "ferrous thousands", "ratio"];
    let title = ("program_instructions", "Instructions of programs, shortened");
    let note = "Instructions by callgrind; ratio: above 1 ours takes fewer.";
    let (other, ours) = (programs(&REFERENCE)?, programs(&Engine::own())?);
    let programs = table(title, note, &PROGRAMS, &other, &ours, head);
    let mut counted = Counted::start()?;
    let head = ["script", "native thousands", "ferrous thousands", "ratio"];
    let title = ("script_instructions", "Instructions of a call on a server");
    let note = "Instructions by callgrind in the server's `processCommand`, which is all but reading \
                commands and sending replies; ratio: above 1 ours takes fewer.";
    let [native, ours] = Sides::ALL.both().map(|side| counted.scripts(side));
    Ok(vec![programs, table(title, note, &scripts(), &native?, &ours?, head)])
}

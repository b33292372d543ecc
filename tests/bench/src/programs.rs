//! Programs of `programs/` on this engine and others.
//!
//! A run is a process; its processor time is the kernel's count of its main thread, read when the
//! process has ended and before it is forgotten. The time of an empty program is taken off. The
//! engines take turns, so that what else runs on the machine meets all of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::Failure;
use crate::place;
use crate::table::{Chart, Table, geometric_mean, median};

/// The programs, those that mostly make strings last.
pub const PROGRAMS: [&str; 14] = [
    "closures",
    "recursion",
    "fields",
    "iteration",
    "loop",
    "mandelbrot",
    "methods",
    "natives",
    "nbody",
    "quicksort",
    "sieve",
    "append",
    "string_keys",
    "concat",
];

/// How many of them compute.
pub const COMPUTE: usize = 11;

/// The line of a program that says how long it runs.
const TURNS: &str = "local turns = ";

/// A Lua engine.
pub struct Engine {
    pub name: &'static str,
    program: PathBuf,
    args: &'static [&'static str],
}

/// Debian's Lua, against which the others are measured.
pub const REFERENCE: Engine = Engine { name: "lua5.1", program: PathBuf::new(), args: &["lua5.1"] };

impl Engine {
    /// This engine.
    pub fn own() -> Engine {
        Engine { name: "ferrous", program: place::program(), args: &["run"] }
    }

    /// The command that runs a file, after the words of `before`.
    pub fn command(&self, before: &[&str], file: &Path) -> Command {
        let mut words: Vec<PathBuf> = before.iter().map(PathBuf::from).collect();
        if self.program != PathBuf::new() {
            words.push(self.program.clone());
        }
        words.extend(self.args.iter().map(PathBuf::from));
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).arg(file);
        command
    }
}

fn engines() -> Result<Vec<Engine>, Failure> {
    let named = |name, args| Engine { name, program: PathBuf::new(), args };
    let mut engines = vec![
        REFERENCE,
        Engine::own(),
        named("luajit -joff", &["luajit", "-joff"]),
        named("luajit", &["luajit"]),
    ];
    if cfg!(feature = "luau") {
        engines.push(Engine { name: "Luau", program: std::env::current_exe()?, args: &["luau"] });
    }
    Ok(engines)
}

/// The file of a program.
pub fn file(program: &str) -> PathBuf {
    place::own("programs").join(program).with_extension("lua")
}

/// A program that runs for a part of the time, written to the folder of results.
pub fn shortened(program: &str, divisor: u32) -> Result<PathBuf, Failure> {
    let text = std::fs::read_to_string(file(program))?;
    let (before, rest) = text.split_once(TURNS).ok_or("a program without turns")?;
    let (turns, after) = rest.split_once('\n').ok_or("a program of one line")?;
    let turns = (turns.trim().parse::<u32>()? / divisor).max(1);
    let folder = place::results().join("programs");
    std::fs::create_dir_all(&folder)?;
    let short = folder.join(program).with_extension("lua");
    std::fs::write(&short, format!("{before}{TURNS}{turns}\n{after}"))?;
    Ok(short)
}

/// A program that does nothing, written to the folder of results.
pub fn empty() -> Result<PathBuf, Failure> {
    std::fs::create_dir_all(place::results())?;
    let file = place::results().join("empty.lua");
    std::fs::write(&file, "return 0\n")?;
    Ok(file)
}

/// Processor time of a run in milliseconds.
fn cpu_time(engine: &Engine, file: &Path) -> Result<f64, Failure> {
    let mut command = engine.command(&[], file);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
    let folder = PathBuf::from(format!("/proc/{}", child.id()));
    // `Z`: ended, but not yet waited for.
    while !std::fs::read_to_string(folder.join("stat"))?.contains(") Z ") {
        std::thread::sleep(Duration::from_millis(1));
    }
    let accounts = std::fs::read_to_string(folder.join("schedstat"))?;
    let status = child.wait()?;
    if !status.success() {
        return Err(format!("{} {}: {status}", engine.name, file.display()).into());
    }
    let nanoseconds: f64 = accounts.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds / 1e6)
}

/// Times all programs on all engines.
pub fn measure(rounds: usize) -> Result<Table, Failure> {
    let engines = engines()?;
    let empty = empty()?;
    let mut times: BTreeMap<(&str, &str), Vec<f64>> = BTreeMap::new();
    for round in 1..=rounds {
        eprintln!("programs: round {round} of {rounds}");
        for engine in &engines {
            times.entry((engine.name, "")).or_default().push(cpu_time(engine, &empty)?);
        }
        for program in PROGRAMS {
            for engine in &engines {
                let time = cpu_time(engine, &file(program))?;
                times.entry((engine.name, program)).or_default().push(time);
            }
        }
    }
    let time = |engine: &Engine, program| {
        median(&times[&(engine.name, program)]) - median(&times[&(engine.name, "")])
    };
    let mut head = vec!["program".to_owned()];
    head.extend(engines.iter().map(|engine| format!("{} ms", engine.name)));
    head.extend(engines[1..].iter().map(|engine| format!("{} x", engine.name)));
    let note = format!(
        "Processor time, median of {rounds} interleaved rounds; x: times as fast as {}.",
        REFERENCE.name
    );
    let chart = Chart::Bars(engines.len() + 1);
    let mut table = Table::new("programs", "Programs on Lua engines", &note, &[], chart);
    table.head = head;
    let ratio = |engine, program| time(&REFERENCE, program) / time(engine, program);
    for program in PROGRAMS {
        let mut row: Vec<_> = engines.iter().map(|engine| Some(time(engine, program))).collect();
        row.extend(engines[1..].iter().map(|engine| Some(ratio(engine, program))));
        table.row(program, row);
    }
    for (name, count) in [("geometric mean", PROGRAMS.len()), ("mean of computing", COMPUTE)] {
        let mut row = vec![None; engines.len()];
        for engine in &engines[1..] {
            let ratios = PROGRAMS[..count].iter().map(|program| ratio(engine, program));
            row.push(geometric_mean(&ratios.collect::<Vec<_>>()));
        }
        table.row(name, row);
    }
    table.print();
    Ok(table)
}

/// Runs a file on Luau.
#[cfg(feature = "luau")]
pub fn run_luau(file: &str) -> Result<(), Failure> {
    let text = std::fs::read_to_string(file)?;
    mlua::Lua::new().load(text).exec().map_err(|error| error.to_string())?;
    Ok(())
}

/// Runs a file on Luau, if that is built in.
#[cfg(not(feature = "luau"))]
pub fn run_luau(_: &str) -> Result<(), Failure> {
    Err("built without the feature luau".into())
}

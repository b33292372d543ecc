//! The benchmarks of Ferrous.
//!
//! Without arguments all of them: `programs` against other Lua engines; `scripts` against native ones
//! on servers, and the same by the `tool` redis-benchmark; costs by `growth`, of a full `cache` and of
//! `memory`; the time that `kills` take; `counts` of instructions, and what `takeover` and the `limits`
//! cost. Results go to the terminal and, by `report`, to `target/bench`. `check` compares instruction
//! counts with the stored baseline and `record` rewrites it; `train` runs what is measured for a build
//! that counts its branches.

mod baseline;
mod bounds;
mod cache;
mod callgrind;
mod chart;
mod counts;
mod diagrams;
mod growth;
mod kills;
mod memory;
mod place;
mod programs;
mod report;
mod rows;
mod scripts;
mod server;
mod sides;
mod summary;
mod table;
mod takeover;
mod tool;
mod training;
mod turns;

use std::process::ExitCode;

use sides::Sides;

const USAGE: &str = "usage: ferrous-bench [--quick] [--native-only] [PART...]
       ferrous-bench check | record | train
parts: programs scripts tool growth cache memory kills counts takeover limits; without a part all
--quick         fewer rounds, and no instructions but those of takeover
--native-only   measures native scripts in all places: what is not 1 then is noise";

const PARTS: [&str; 10] = [
    "programs", "scripts", "tool", "growth", "cache", "memory", "kills", "counts", "takeover",
    "limits",
];

/// What a failing benchmark says.
pub type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args.as_slice() {
        ["check"] => baseline::check(),
        ["record"] => baseline::record(),
        ["train"] => training::train(),
        ["luau", file] => programs::run_luau(file),
        ["--help"] => {
            println!("{USAGE}");
            Ok(())
        }
        args => measure(args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn measure(args: &[&str]) -> Result<(), Failure> {
    let (mut quick, mut sides, mut parts) = (false, Sides::ALL, Vec::new());
    for arg in args {
        match *arg {
            "--quick" => quick = true,
            "--native-only" => sides = Sides::NATIVE_ONLY,
            part if PARTS.contains(&part) => parts.push(part),
            _ => return Err(USAGE.into()),
        }
    }
    let wanted = |part: &str| parts.is_empty() || parts.contains(&part);
    let mut tables = Vec::new();
    if wanted("programs") {
        tables.push(programs::measure(if quick { 1 } else { 5 })?);
    }
    if wanted("scripts") {
        let (fleets, rounds) = if quick { (1, 3) } else { (21, 3) };
        tables.extend(scripts::measure(&sides, fleets, rounds)?);
    }
    if wanted("tool") {
        let (rounds, requests) = if quick { (1, 5_000) } else { (3, 30_000) };
        tables.extend(tool::measure(&sides, rounds, requests)?);
    }
    if wanted("growth") {
        tables.extend(growth::measure(&sides, if quick { 2 } else { 7 })?);
    }
    if wanted("cache") {
        tables.extend(cache::measure(&sides)?);
    }
    if wanted("memory") {
        tables.extend(memory::measure(&sides)?);
    }
    if wanted("kills") {
        tables.push(kills::measure(if quick { 1 } else { 10 })?);
    }
    if wanted("counts") && !quick {
        tables.extend(counts::measure()?);
    }
    if wanted("takeover") {
        tables.push(takeover::measure()?);
    }
    if wanted("limits") && !quick {
        tables.extend(bounds::measure()?);
    }
    report::write(&tables)
}

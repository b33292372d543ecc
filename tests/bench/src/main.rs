//! The benchmarks of Ferrous.
//!
//! Without arguments all of them: `programs` against other Lua engines, `scripts`, `growth` and
//! `documents` against native scripts on a server, the time that `kills` take, `counts` of instructions, and
//! what `takeover` and the `limits` cost.
//! Results go to the terminal and, by `report`, to `target/bench`. `check` compares instruction counts
//! with the stored baseline and `record` rewrites it.

mod bounds;
mod callgrind;
mod counts;
mod documents;
mod growth;
mod kills;
mod place;
mod programs;
mod report;
mod rows;
mod scripts;
mod server;
mod table;
mod takeover;
mod two_sides;

use std::process::ExitCode;

use two_sides::Sides;

const USAGE: &str = "usage: ferrous-bench [--quick] [--native-twice] [PART...]
       ferrous-bench check | record
parts: programs scripts growth documents kills counts takeover limits; without a part all of them
--quick         fewer rounds
--native-twice  measures native scripts on both sides: what is not 1 then is noise";

/// What a failing benchmark says.
pub type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args.as_slice() {
        ["check"] => counts::check(),
        ["record"] => counts::record(),
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
    let (mut quick, mut sides, mut parts) = (false, Sides::BOTH, Vec::new());
    for arg in args {
        match *arg {
            "--quick" => quick = true,
            "--native-twice" => sides = Sides::NATIVE_TWICE,
            "programs" | "scripts" | "growth" | "documents" | "kills" | "counts" | "takeover"
            | "limits" => {
                parts.push(*arg);
            }
            _ => return Err(USAGE.into()),
        }
    }
    let wanted = |part: &str| parts.is_empty() || parts.contains(&part);
    let mut tables = Vec::new();
    if wanted("programs") {
        tables.push(programs::measure(if quick { 2 } else { 5 })?);
    }
    if wanted("scripts") {
        tables.push(scripts::measure(&sides, if quick { 5 } else { 21 })?);
    }
    if wanted("growth") {
        tables.extend(growth::measure(&sides, quick)?);
    }
    if wanted("documents") {
        tables.push(documents::measure(&sides)?);
    }
    if wanted("kills") {
        tables.push(kills::measure(if quick { 1 } else { 10 })?);
    }
    if wanted("counts") && !quick {
        tables.extend(counts::measure(&sides)?);
    }
    if wanted("takeover") {
        tables.push(takeover::measure()?);
    }
    if wanted("limits") && !quick {
        tables.extend(bounds::measure()?);
    }
    report::write(&tables)
}

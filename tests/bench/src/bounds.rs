//! What limits cost: instructions for fuel, the account of memory and the collector in programs, and for
//! freeing what a run has made.
//!
//! By callgrind and the lines of the source: fuel is what lines of the machine that name it take, the
//! account all of `limits.rs`, the collector `Vm::collect` with all it calls.

use std::collections::HashMap;

use crate::Failure;
use crate::callgrind::Profile;
use crate::counts::{Counted, PART};
use crate::place;
use crate::programs::{self, COMPUTE, Engine, PROGRAMS};
use crate::table::{Chart, Table};

/// Objects that a run makes and its end frees.
const OBJECTS: f64 = 10_000.0;
/// Kinds of objects, and what makes number `i`.
const KINDS: [(&str, &str); 6] = [
    ("table", "{}"),
    ("table of one item", "{i}"),
    ("closure", "function() return i end"),
    ("short string", "'string ' .. i"),
    ("long string", "'a string that is too long to be interned ' .. i"),
    ("coroutine", "coroutine.create(f)"),
];

/// Instructions of a program: all, those for fuel, for the account, for the collector.
fn costs(program: &str) -> Result<[f64; 4], Failure> {
    eprintln!("limits: {program}");
    let profile = place::results().join("callgrind.out");
    let option = format!("--callgrind-out-file={}", profile.display());
    let before = ["valgrind", "--tool=callgrind", &option];
    let short = programs::shortened(program, PART)?;
    let output = Engine::own().command(&before, &short).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let profile = Profile::read(&profile)?;
    let (mut fuel, mut account) = (0.0, 0.0);
    let mut sources: HashMap<&str, Vec<bool>> = HashMap::new();
    for (file, line, cost) in &profile.lines {
        if file.ends_with("src/lua/limits.rs") {
            account += cost;
        } else if file.contains("src/lua/vm/") {
            let named = sources.entry(file).or_insert_with(|| lines_of_fuel(file));
            if named.get(line.wrapping_sub(1)) == Some(&true) {
                fuel += cost;
            }
        }
    }
    let collector = profile.called("::Vm::collect");
    Ok([profile.total, fuel, account, collector])
}

/// Which lines of a file of the repository are about fuel.
fn lines_of_fuel(file: &str) -> Vec<bool> {
    let from = file.find("src/lua/").unwrap_or_default();
    let text = std::fs::read_to_string(place::root().join(&file[from..])).unwrap_or_default();
    text.lines().map(|line| line.contains("fuel") || line.contains("wants_collection")).collect()
}

fn of_programs() -> Result<Table, Failure> {
    let note = "Per cent of a shortened program's instructions, by callgrind.";
    let head = ["program", "fuel", "account", "collector", "together"];
    let mut table = Table::new("limits", "Cost of limits", note, &head, Chart::None);
    let mut sums = [0.0; 4];
    for (n, program) in PROGRAMS.into_iter().enumerate() {
        let [total, parts @ ..] = costs(program)?;
        let shares = parts.map(|part| 100.0 * part / total);
        let all = [shares[0], shares[1], shares[2], shares.iter().sum()];
        table.row(program, all.map(Some).to_vec());
        if n < COMPUTE {
            #[expect(clippy::cast_precision_loss, reason = "eleven")]
            let count = COMPUTE as f64;
            all.iter().zip(&mut sums).for_each(|(share, sum)| *sum += share / count);
        }
    }
    table.row("mean of computing", sums.map(Some).to_vec());
    table.print();
    Ok(table)
}

fn of_releases() -> Result<Table, Failure> {
    let note =
        "Instructions by callgrind to free one object when the run ends that has made 10,000.";
    let head = ["object", "instructions"];
    let mut table = Table::new("release", "Release of objects", note, &head, Chart::None);
    let mut counted = Counted::start()?;
    for (name, made) in KINDS {
        eprintln!("limits: release of a {name}");
        let script = format!(
            "local function f() end local t = {{}} for i = 1, {OBJECTS} do t[i] = {made} end return 1"
        );
        counted.eval("FERROUS.EVAL", &script)?;
        counted.dump()?;
        counted.eval("FERROUS.EVAL", &script)?;
        let profile = Profile::read(&counted.dump()?)?;
        table.row(name, vec![Some(profile.called("::LuaHeap::release") / OBJECTS)]);
    }
    table.print();
    Ok(table)
}

/// Measures programs and releases.
pub fn measure() -> Result<Vec<Table>, Failure> {
    std::fs::create_dir_all(place::results())?;
    Ok(vec![of_programs()?, of_releases()?])
}

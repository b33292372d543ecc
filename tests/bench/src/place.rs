//! Where things are, and where this is.

use std::path::PathBuf;
use std::process::Command;

/// The machine, the versions and the day, in a sentence.
pub fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("an unknown processor", |(_, name)| name);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let first_line = |program: &str, args: &[&str]| {
        let output = Command::new(program).args(args).output();
        let output = output.map(|output| [output.stdout, output.stderr].concat());
        let text = String::from_utf8_lossy(&output.unwrap_or_default()).into_owned();
        // Name and version; what follows is about copyright.
        let words: Vec<&str> = text.split_whitespace().take(2).collect();
        words.join(" ")
    };
    let day = first_line("date", &["+%Y-%m-%d"]);
    let (lua, luajit) = (first_line("lua5.1", &["-v"]), first_line("luajit", &["-v"]));
    format!("Measured on {day} on {cores} cores of {model}, with {lua} and {luajit}.")
}

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// A file of this package.
pub fn own(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What cargo builds of the repository.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The program `ferrous`.
pub fn program() -> PathBuf {
    target().join("release/ferrous")
}

/// The module.
pub fn module() -> PathBuf {
    target().join("release/libferrous.so")
}

/// The folder of results.
pub fn results() -> PathBuf {
    target().join("bench")
}

//! Where things are, and where this is.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Failure;

/// The machine, the versions and the day, in a sentence.
pub fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("an unknown processor", |(_, name)| name);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let day = said("date".as_ref(), "+%Y-%m-%d").join(" ");
    // Name and version; what follows is about copyright.
    let engine =
        |program: &str| said(program.as_ref(), "-v").into_iter().take(2).collect::<Vec<_>>();
    let (lua, luajit) = (engine("lua5.1").join(" "), engine("luajit").join(" "));
    let server = |name: &str, program: &Path| {
        let words = said(program, "--version");
        let version = words.iter().find_map(|word| word.strip_prefix("v="));
        format!("{name} {}", version.unwrap_or("of no version"))
    };
    let redis = server("Redis", &redis());
    let valkey = valkey().map_or("no Valkey".into(), |program| server("Valkey", &program));
    format!(
        "Measured on {day} on {cores} cores of {model}, with {lua}, {luajit}, {redis} and {valkey}."
    )
}

/// The words that a program says when it is given one argument.
fn said(program: &Path, argument: &str) -> Vec<String> {
    let output = Command::new(program).arg(argument).output();
    let output = output.map(|output| [output.stdout, output.stderr].concat());
    let text = String::from_utf8_lossy(&output.unwrap_or_default()).into_owned();
    text.split_whitespace().map(str::to_owned).collect()
}

/// Debian's Redis.
pub fn redis() -> PathBuf {
    PathBuf::from("redis-server")
}

/// The Valkey that has been fetched.
pub fn valkey() -> Result<PathBuf, Failure> {
    let program = root().join(".servers/valkey-9.1/redis-server");
    if program.exists() {
        Ok(program)
    } else {
        Err("no Valkey; `bash tests/servers/fetch.sh valkey-9.1` fetches it".into())
    }
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

//! `ferrous run` prints what `lua5.1` prints, for the programs that the engine is timed with.

#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The line of a program that says how long it runs.
const TURNS: &str = "local turns = ";
/// By how much less is enough here.
const LESS: u64 = 200;

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/programs");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// A program that prints what it would return, after fewer turns.
fn shortened(text: &str) -> String {
    let shorten = |line: &str| match line.strip_prefix(TURNS) {
        Some(turns) => format!("{TURNS}{}", (turns.parse::<u64>().unwrap() / LESS).max(3)),
        None => line.to_owned(),
    };
    let lines: Vec<String> = text.lines().map(shorten).collect();
    let body = lines.join("\n");
    assert_ne!(body, text.trim_end(), "without turns");
    format!("print((function() {body}\nend)())\nprint(pcall(error, 'at the end'))\n")
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect(program);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn programs_print_what_lua_prints() {
    let folder = tempfile::tempdir().unwrap();
    let files = programs();
    assert_eq!(files.len(), 14);
    for file in files {
        let short = folder.path().join(file.file_name().unwrap());
        std::fs::write(&short, shortened(&std::fs::read_to_string(&file).unwrap())).unwrap();
        let short = short.to_str().unwrap();
        let theirs = output("lua5.1", &[short]);
        assert!(theirs.lines().count() == 2 && !theirs.starts_with("nil"), "{theirs}");
        assert_eq!(output(env!("CARGO_BIN_EXE_ferrous"), &["run", short]), theirs, "{file:?}");
    }
}

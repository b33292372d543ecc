//! Runs the Lua specs of `tests/lua/**`: what they print must be what stands beside the line.
//!
//! A spec's first line is a comment, which the runner replaces by a `print` that collects. `-- expect:
//! TEXT` is one line of output, in order; a last line `-- expect error: TEXT` is the error that ends
//! the chunk, and then the only expectation. A file without expectations fails. The environment
//! variable `SPEC` picks the files whose name contains it.

#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ferrous::lua::compiler::{CompileFailure, compile_unlimited};
use ferrous::lua::vm::{NoHost, View, Vm};
use ferrous::lua::{self, ErrorKind, Sandbox};

const PREFIX: &str = "local __out = {} local function print(...) local t = {} \
     for i = 1, select('#', ...) do t[i] = tostring((select(i, ...))) end \
     __out[#__out + 1] = table.concat(t, '\\t') end";

/// What a spec printed, and how it ended.
#[derive(Debug, Default, PartialEq)]
struct Outcome {
    lines: Vec<Vec<u8>>,
    error: Option<Vec<u8>>,
}

fn spec_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            spec_files(&entry, files);
        } else if entry.extension().is_some_and(|extension| extension == "lua") {
            files.push(entry);
        }
    }
}

fn after<'a>(line: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    let at = line.windows(mark.len()).position(|window| window == mark)?;
    Some(&line[at + mark.len()..])
}

fn expectations(text: &[u8]) -> Outcome {
    let mut expected = Outcome::default();
    for line in text.split(|&byte| byte == b'\n') {
        if let Some(text) = after(line, b"-- expect error: ") {
            expected.error = Some(text.to_vec());
        } else if let Some(text) = after(line, b"-- expect: ") {
            expected.lines.push(text.to_vec());
        } else if line.ends_with(b"-- expect:") {
            expected.lines.push(Vec::new());
        }
    }
    expected
}

fn bytes(view: View<'_>) -> Vec<u8> {
    match view {
        View::String(bytes) => bytes.to_vec(),
        View::Nil => b"nil".to_vec(),
        View::Boolean(b) => b.to_string().into_bytes(),
        View::Number(n) => lua::number_text(n),
        View::Table(table) => bytes(table.get(b"err")),
        View::Other => b"other".to_vec(),
    }
}

fn run(vm: &mut Vm, text: &[u8], expects_error: bool) -> Outcome {
    let first_line = text.iter().position(|&byte| byte == b'\n').unwrap_or(text.len());
    let mut source = PREFIX.as_bytes().to_vec();
    source.extend_from_slice(&text[first_line..]);
    if !expects_error {
        source.extend_from_slice(b"\nreturn __out");
    }
    let module = match compile_unlimited(&source, b"@user_script") {
        Ok(module) => module,
        Err(CompileFailure::Syntax(text)) => {
            return Outcome { lines: Vec::new(), error: Some(text) };
        }
        Err(other) => panic!("{other:?}"),
    };
    let module = vm.load(Arc::new(module)).unwrap();
    vm.begin(256 << 20);
    let outcome = match vm.call(module) {
        Ok(results) => {
            let View::Table(out) = results.get(0) else {
                return Outcome::default();
            };
            let lines = (1..).map(|n| out.item(n)).take_while(|item| !matches!(item, View::Nil));
            Outcome { lines: lines.map(bytes).collect(), error: None }
        }
        Err(error) => match error.kind() {
            ErrorKind::Raised { value, .. } => {
                Outcome { lines: Vec::new(), error: Some(bytes(vm.view(*value))) }
            }
            other => panic!("{other:?}"),
        },
    };
    vm.end();
    vm.unload(module);
    outcome
}

fn new_vm(stress: bool) -> Vm {
    let mut vm = lua::new_vm(Box::new(NoHost), Sandbox::Redis).unwrap();
    lua::freeze(&mut vm);
    vm.set_stress(stress);
    vm
}

/// Runs all specs; the number of expectations and the failures.
fn run_all(stress: bool) -> (usize, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lua");
    let mut files = Vec::new();
    spec_files(&root, &mut files);
    let mut vm = new_vm(stress);
    let (mut count, mut failures) = (0, Vec::new());
    for file in files {
        let name = file.strip_prefix(&root).unwrap().display().to_string();
        if std::env::var("SPEC").is_ok_and(|part| !name.contains(&part)) {
            continue;
        }
        let text = std::fs::read(&file).unwrap();
        let expected = expectations(&text);
        let here = expected.lines.len() + usize::from(expected.error.is_some());
        count += here;
        if here == 0 {
            failures.push(format!("{name}: expects nothing"));
            continue;
        }
        if expected.error.is_some() && !expected.lines.is_empty() {
            failures.push(format!("{name}: expects output and an error"));
            continue;
        }
        let got = run(&mut vm, &text, expected.error.is_some());
        if got != expected {
            failures.push(describe(&name, &expected, &got));
        }
    }
    (count, failures)
}

fn describe(name: &str, expected: &Outcome, got: &Outcome) -> String {
    let show = |bytes: &[u8]| bytes.escape_ascii().to_string();
    if expected.error != got.error {
        let error = |outcome: &Outcome| outcome.error.as_deref().map_or("none".into(), show);
        return format!("{name}: error {}, expected {}", error(got), error(expected));
    }
    for (n, line) in expected.lines.iter().enumerate() {
        let other = got.lines.get(n).map_or("nothing".into(), |line| show(line));
        if other != show(line) {
            return format!("{name}: output {}: {other}, expected {}", n + 1, show(line));
        }
    }
    format!("{name}: more output than expected")
}

#[test]
fn specs_print_what_they_expect() {
    let (count, failures) = run_all(false);
    println!("{count} expectations, {} failures", failures.len());
    assert!(count > 0, "no expectations");
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn specs_hold_when_every_allocation_collects() {
    let (count, failures) = run_all(true);
    assert!(count > 0, "no expectations");
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

//! Who may import whom: every path of `src/lua` and `src/bridge` that starts with `crate`, `super` or
//! `self` must be an arrow of the table below, and `unsafe` must stay where it is allowed.
//!
//! A path counts wherever it stands in the code, in `use` lines and elsewhere. Unit tests, from
//! `#[cfg(test)]` to the end of a file, may use anything.
#![expect(clippy::unwrap_used, reason = "what is missing fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A module, then those it may import. `x::*` is `x` and all in it. A module without a row of its own
/// takes its parent's row.
const ARROWS: &[(&str, &str)] = &[
    // The language's facade puts the parts together.
    ("lua", "lua::*"),
    // Terms and counters.
    ("lua::event", ""),
    ("lua::handle", ""),
    ("lua::limits", ""),
    ("lua::block", "lua::limits"),
    ("lua::number", ""),
    ("lua::random", ""),
    ("lua::opcode", ""),
    ("lua::frame", ""),
    ("lua::proto", "lua::limits lua::opcode"),
    // Values and what they name.
    ("lua::arena", "lua::block lua::handle lua::limits"),
    ("lua::value", "lua::handle"),
    ("lua::function", "lua::arena lua::limits lua::value"),
    ("lua::heap_change", "lua::value"),
    ("lua::string", "lua::arena lua::block lua::limits lua::value"),
    ("lua::table", "lua::arena lua::limits lua::string lua::value"),
    ("lua::thread", "lua::arena lua::frame lua::limits lua::value"),
    ("lua::error", "lua::limits lua::table lua::value"),
    // All objects together.
    (
        "lua::heap",
        "lua::arena lua::event lua::function lua::handle lua::heap_change lua::limits lua::number \
         lua::string lua::table lua::thread lua::value",
    ),
    ("lua::transaction", "lua::heap lua::heap_change lua::limits"),
    (
        "lua::gc",
        "lua::event lua::function lua::heap lua::heap_change lua::limits lua::string lua::table \
         lua::thread lua::value",
    ),
    // The compiler never sees a heap.
    (
        "lua::compiler",
        "lua::compiler::* lua::block lua::error lua::limits lua::number lua::opcode lua::proto",
    ),
    // The machine. The compiler is called by `run` alone, for `loadstring`.
    (
        "lua::vm",
        "lua::vm::* lua::error lua::event lua::frame lua::function lua::gc lua::heap \
         lua::heap_change lua::limits lua::number lua::opcode lua::proto lua::random lua::table \
         lua::thread lua::transaction lua::value",
    ),
    (
        "lua::vm::run",
        "lua::vm::* lua::compiler lua::error lua::frame lua::gc lua::heap lua::heap_change \
         lua::limits lua::proto lua::transaction lua::value",
    ),
    ("lua::vm::code", "lua::limits"),
    ("lua::vm::continuation", "lua::vm::native lua::frame lua::limits"),
    (
        "lua::vm::load",
        "lua::vm::code lua::function lua::heap lua::limits lua::opcode lua::proto lua::value",
    ),
    ("lua::vm::stack", "lua::vm::dispatch lua::frame lua::limits lua::value"),
    (
        "lua::vm::state",
        "lua::vm::continuation lua::vm::dispatch lua::vm::host_list lua::vm::load lua::vm::native \
         lua::error lua::frame lua::heap lua::limits lua::random lua::value",
    ),
    (
        "lua::vm::dispatch",
        "lua::vm::code lua::vm::dispatch lua::vm::handlers lua::vm::native lua::vm::outlined \
         lua::vm::state lua::frame lua::opcode lua::value",
    ),
    (
        "lua::vm::handlers",
        "lua::vm::code lua::vm::dispatch lua::vm::handlers::* lua::vm::operation \
         lua::vm::outlined lua::vm::state \
         lua::event lua::frame lua::heap lua::number lua::opcode lua::value",
    ),
    (
        "lua::vm::outlined",
        "lua::vm::dispatch lua::vm::native lua::vm::operation lua::vm::outlined::* lua::vm::state \
         lua::event lua::frame lua::function lua::heap lua::limits lua::opcode lua::proto lua::value",
    ),
    ("lua::vm::operation", "lua::event lua::number lua::opcode"),
    (
        "lua::vm::outlined::metamethod",
        "lua::vm::dispatch lua::vm::operation lua::vm::outlined lua::vm::outlined::call \
         lua::vm::state lua::event lua::frame lua::heap lua::limits lua::opcode lua::value",
    ),
    (
        "lua::vm::outlined::call",
        "lua::vm::dispatch lua::vm::native lua::vm::operation lua::vm::outlined lua::vm::state \
         lua::frame lua::function lua::opcode lua::value",
    ),
    (
        "lua::vm::outlined::coroutine",
        "lua::vm::dispatch lua::vm::outlined lua::vm::outlined::call lua::vm::state lua::frame \
         lua::limits lua::opcode lua::thread lua::value",
    ),
    // Libraries see the machine as a native function does.
    (
        "lua::stdlib",
        "lua::stdlib::* lua::vm lua::vm::native lua::error lua::event lua::heap lua::limits \
         lua::number lua::string lua::table lua::value",
    ),
    // The bridge knows the language's facade. Which items that is, the compiler enforces.
    ("bridge", "bridge::* lua lua::compiler lua::vm lua::vm::native"),
    ("bridge::ffi", "bridge::ffi::*"),
    // The server enters here and finds the rest.
    ("bridge::ffi::entry", "bridge::ffi::* bridge::load"),
    ("bridge::alloc", "bridge::ffi::*"),
];

/// Where `unsafe` may stand.
const UNSAFE: [&str; 2] = ["src/bridge/ffi/", "src/bridge/alloc.rs"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn source_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        if entry.is_dir() {
            source_files(&entry, files);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(entry);
        }
    }
}

/// The code of a file: no comments, no unit tests.
fn code(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    let code: Vec<&str> = lines.map(|line| line.split("//").next().unwrap_or("")).collect();
    code.join("\n")
}

/// `src/lua/vm/mod.rs` is module `lua::vm`; a module's file of tests is none.
fn module_of(file: &Path) -> Option<String> {
    let file = file.strip_prefix(root().join("src")).unwrap().with_extension("");
    let mut parts: Vec<&str> = file.iter().map(|part| part.to_str().unwrap()).collect();
    if parts.last() == Some(&"mod") {
        parts.pop();
    }
    let is_module = ["lua", "bridge"].contains(parts.first()?) && parts.last() != Some(&"tests");
    is_module.then(|| parts.join("::"))
}

fn modules() -> BTreeMap<String, String> {
    let mut files = Vec::new();
    source_files(&root().join("src"), &mut files);
    files.iter().filter_map(|file| Some((module_of(file)?, code(file)))).collect()
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The paths at the start of `text`, `{…}` spelled out.
fn paths(text: &str, prefix: &str, found: &mut Vec<String>) -> usize {
    let text_bytes = text.as_bytes();
    if text_bytes.first() == Some(&b'{') {
        let mut at = 1;
        while at < text.len() && text_bytes[at] != b'}' {
            let used = paths(&text[at..], prefix, found);
            at += used.max(1);
        }
        return at + 1;
    }
    let end = text_bytes.iter().position(|&byte| !is_word(byte)).unwrap_or(text.len());
    let name = &text[..end];
    if name.is_empty() {
        return 0;
    }
    let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}::{name}") };
    if text[end..].starts_with("::") {
        let used = paths(&text[end + 2..], &path, found);
        if used > 0 {
            return end + 2 + used;
        }
    }
    found.push(path);
    end
}

/// The module that a path means, seen from `module`.
fn resolve(path: &str, module: &str, modules: &BTreeMap<String, String>) -> Option<String> {
    let mut at: Vec<&str> = module.split("::").collect();
    for part in path.split("::") {
        match part {
            "crate" => at.clear(),
            "self" => {}
            "super" => drop(at.pop()),
            name => at.push(name),
        }
    }
    // Items are dropped until a module is left.
    while !at.is_empty() && !modules.contains_key(&at.join("::")) {
        at.pop();
    }
    (!at.is_empty()).then(|| at.join("::"))
}

fn imports(module: &str, modules: &BTreeMap<String, String>) -> BTreeSet<String> {
    let code = &modules[module];
    let mut found = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            // Not inside another path or a word, and not `pub(in …)`.
            let before = code[..at].bytes().next_back().unwrap_or(b' ');
            let starts = !is_word(before) && before != b':' && before != b'$';
            if starts && !code[..at].ends_with("(in ") {
                paths(&code[at..], "", &mut found);
            }
        }
    }
    // `super` alone is the glob of an inline module, which sees its own file.
    let arrows = found.iter().filter(|path| !path.ends_with("super"));
    arrows.filter_map(|path| resolve(path, module, modules)).collect()
}

fn allowed(from: &str, to: &str) -> bool {
    let mut row = from;
    let list = loop {
        if let Some((_, list)) = ARROWS.iter().find(|(name, _)| *name == row) {
            break list;
        }
        let Some((parent, _)) = row.rsplit_once("::") else { return false };
        row = parent;
    };
    list.split_whitespace().any(|entry| match entry.strip_suffix("::*") {
        Some(whole) => to == whole || to.starts_with(&format!("{whole}::")),
        None => to == entry,
    })
}

/// Does the code have the word `unsafe`?
fn is_unsafe(code: &str) -> bool {
    code.match_indices("unsafe").any(|(at, word)| {
        let before = code[..at].bytes().next_back().unwrap_or(b' ');
        let after = code[at + word.len()..].bytes().next().unwrap_or(b' ');
        !is_word(before) && !is_word(after)
    })
}

#[test]
fn imports_follow_the_arrows() {
    let modules = modules();
    let mut failures = Vec::new();
    let mut count = 0;
    for module in modules.keys() {
        for import in imports(module, &modules) {
            count += 1;
            if import != *module && !allowed(module, &import) {
                failures.push(format!("{module} may not import {import}"));
            }
        }
    }
    assert!(count > 100, "only {count} imports were found");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_row_of_the_table_names_modules() {
    let modules = modules();
    // A row of the bridge may wait for its file.
    let known = |name: &str| modules.contains_key(name) || name.starts_with("bridge");
    for (from, to) in ARROWS {
        for name in std::iter::once(*from).chain(to.split_whitespace()) {
            assert!(known(name.trim_end_matches("::*")), "{name} is no module");
        }
    }
}

#[test]
fn unsafe_code_stays_at_the_border() {
    let facade = std::fs::read_to_string(root().join("src/lua/mod.rs")).unwrap();
    assert!(facade.contains("#![forbid(unsafe_code)]"), "src/lua/mod.rs must forbid unsafe code");
    let mut files = Vec::new();
    source_files(&root().join("src"), &mut files);
    for file in files {
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        let may = UNSAFE.iter().any(|place| name.starts_with(place));
        assert!(may || !is_unsafe(&code(&file)), "{name} has unsafe code");
    }
}

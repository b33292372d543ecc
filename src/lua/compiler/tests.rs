//! The bytecode of `tests/bytecode/*.golden`, and what compiling may cost.
//!
//! A golden file is a source, a line of dashes, and the listing of what it compiles to when the host gives
//! the lists `KEYS` and `ARGV`. With the
//! environment variable `REGENERATE=1` the listings are written instead of compared.

use std::path::Path;

use super::{Budget, CompileFailure, HostLists, compile, compile_unlimited};
use crate::lua::limits::LimitKind;
use crate::lua::opcode::Op;

const LISTS: HostLists = HostLists { names: &[b"KEYS", b"ARGV"], unless: &[b"_G"] };

const RULE: &str = "--------------------------------\n";

#[test]
fn listings_are_the_golden_ones() {
    let regenerate = std::env::var("REGENERATE").is_ok_and(|value| value == "1");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bytecode");
    let mut all_listings = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let source = text.split(RULE).next().unwrap();
        let mut poll = |_| Ok(());
        let budget = &mut Budget::new(usize::MAX, &mut poll);
        let module = compile(source.as_bytes(), b"@golden", 0, LISTS, budget).unwrap();
        let listing = module.listing();
        let golden = format!("{source}{RULE}{listing}");
        if regenerate {
            std::fs::write(&path, golden).unwrap();
        } else {
            assert!(text == golden, "{} compiles to\n{listing}", path.display());
        }
        all_listings.push_str(&listing);
    }
    for &op in Op::ALL {
        // Only the loader makes this one.
        let expected = op != Op::GotoPage;
        let listed = all_listings.contains(&format!("] {} ", op.name()))
            || all_listings.contains(&format!("] {}\n", op.name()));
        assert_eq!(listed, expected, "{} in the golden listings", op.name());
    }
}

#[test]
fn compiling_ends_when_the_poll_says_so() {
    let source = b"a = 1\n".repeat(10_000);
    let mut work = 0;
    let mut poll = |units| {
        work += units;
        if work > 5_000 { Err(LimitKind::Killed) } else { Ok(()) }
    };
    let budget = &mut Budget::new(usize::MAX, &mut poll);
    let failure = compile(&source, b"@x", 0, LISTS, budget);
    assert_eq!(failure.unwrap_err(), CompileFailure::Limit(LimitKind::Killed));
    assert!(work < 20_000, "{work} tokens after the poll said to end");
}

#[test]
fn compiling_holds_no_more_than_its_budget() {
    let source = b"f(1, 2, 3)\n".repeat(10_000);
    let mut poll = |_| Ok(());
    let budget = &mut Budget::new(100_000, &mut poll);
    let failure = compile(&source, b"@x", 0, LISTS, budget);
    assert_eq!(failure.unwrap_err(), CompileFailure::OutOfMemory);
}

#[test]
fn all_that_a_module_holds_is_charged() {
    // Upvalues: 60 variables go through 190 functions, which takes far more memory than the source.
    let names: Vec<String> = (0..60).map(|n| format!("a{n}")).collect();
    let locals = format!("local {} ", names.join(","));
    let (open, mentions) = ("local function f() ".repeat(190), format!("g({}) ", names.join(",")));
    let upvalues = format!("do {locals}{open}{mentions}{} end ", "end ".repeat(190)).repeat(3);
    let constants = (0..5_000).map(|n| format!("x = 'c{n}' ")).collect::<String>();
    let functions = "local function f(a) return a end ".repeat(150);
    for source in [upvalues, constants, functions] {
        let mut poll = |_| Ok(());
        let module =
            compile(source.as_bytes(), b"@x", 0, LISTS, &mut Budget::new(usize::MAX, &mut poll));
        let memory = module.unwrap().memory();
        let budget = &mut Budget::new(memory, &mut poll);
        let failure = compile(source.as_bytes(), b"@x", 0, LISTS, budget);
        assert_eq!(failure.unwrap_err(), CompileFailure::OutOfMemory, "{source:.80}");
    }
}

#[test]
fn every_cut_and_every_changed_byte_compiles_or_answers() {
    let source: &[u8] = b"local a <b, c = {1, x = 'y\\65', [2] = [==[z]]]==]}, 0x1F .. 1e+5 -- d\n\
        for i = 1, #a do if a ~= b then return f{...} elseif not c then break end end\n\
        function t.u:v(...) local function w() return (a)() end repeat until a.b['c'] end";
    let _ = compile_unlimited(source, b"@x");
    for at in 0..source.len() {
        let _ = compile_unlimited(&source[..at], b"@x");
        for byte in [0, b'\n', b'"', b'[', b'(', b')', b'=', b'9', b'e', 0xFF] {
            let mut changed = source.to_vec();
            changed[at] = byte;
            let _ = compile_unlimited(&changed, b"@x");
        }
    }
}

#[test]
fn a_module_may_go_to_another_thread() {
    fn sendable<T: Send + Sync>(_: &T) {}
    sendable(&compile_unlimited(b"return 1", b"@x").unwrap());
}

#[test]
fn chains_of_many_jumps_compile_in_linear_time() {
    let started = std::time::Instant::now();
    for (head, link, tail, count) in [
        ("return x", " or x", "", 200_000),
        ("return x", " and x", "", 200_000),
        ("if x then", " elseif x then", " end", 30_000),
    ] {
        let source = format!("{head}{}{tail}", link.repeat(count));
        assert!(compile_unlimited(source.as_bytes(), b"@x").is_ok(), "{link}");
    }
    assert!(started.elapsed() < std::time::Duration::from_secs(20));
}

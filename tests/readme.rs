//! The README is true: its tables are those of the sources, and its commands work.
//!
//! With the environment variable `REGENERATE=1` the tables are written instead of compared; that of
//! the benchmarks is taken from `target/bench` where `make bench` has left its results.
#![cfg(feature = "module")]
#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ferrous::bridge::commands::COMMANDS;
use ferrous::bridge::config::OPTIONS;
use ferrous::bridge::info::FIELDS;

#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    clippy::print_stderr,
    reason = "shared by tests of different needs"
)]
mod support;

use support::Server;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const END: &str = "<!-- end -->\n";
const CHART: &str = "docs/benchmarks.svg";

fn readme() -> String {
    std::fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap()
}

// Tables

fn commands() -> String {
    let mut table = "| Command | What it does |\n|:--|:--|\n".to_owned();
    for command in COMMANDS.iter().filter(|command| !command.summary.is_empty()) {
        let name = command.full_name.to_string_lossy().to_uppercase().replace('|', " ");
        writeln!(table, "| `{name}` | {} |", command.summary.to_string_lossy()).unwrap();
    }
    table
}

fn options() -> String {
    let mut table = "| Option | Unit | Default | Meaning |\n|:--|:--|:--|:--|\n".to_owned();
    for option in OPTIONS {
        let name = option.name.to_string_lossy();
        let row = [&format!("`ferrous.{name}`"), option.unit.name(), option.default, option.doc];
        writeln!(table, "| {} |", row.join(" | ")).unwrap();
    }
    table
}

fn limits() -> String {
    let mut table = "| Option | Unit | Default |\n|:--|:--|:--|\n".to_owned();
    for option in OPTIONS.iter().filter(|option| is_limit(&option.name.to_string_lossy())) {
        let name = option.name.to_string_lossy();
        writeln!(table, "| `ferrous.{name}` | {} | {} |", option.unit.name(), option.default)
            .unwrap();
    }
    table
}

/// Does an option bound what a run may do?
fn is_limit(name: &str) -> bool {
    name.starts_with("script-memory") || name.starts_with("script-time")
}

fn info() -> String {
    let mut table = "| Field | Meaning |\n|:--|:--|\n".to_owned();
    for field in FIELDS {
        let name = field.name.to_string_lossy();
        writeln!(table, "| `ferrous_{name}` | {} |", field.doc).unwrap();
    }
    table
}

/// What `make bench` has written for this page, if it was run.
fn benchmarks() -> Option<[(&'static str, String); 2]> {
    let read = |name| std::fs::read_to_string(target().join("bench").join(name)).ok();
    std::fs::write(Path::new(ROOT).join(CHART), read("chart.svg")?).unwrap();
    Some([("summary", read("summary.md")?), ("benchmarks", read("readme.md")?)])
}

/// The part of the text between the mark of `name` and the end mark.
fn part<'t>(text: &'t str, name: &str) -> &'t str {
    let mark = format!("<!-- {name} -->\n");
    let (_, after) = text.split_once(&mark).unwrap_or_else(|| panic!("no mark {mark}"));
    after.split_once(END).unwrap().0
}

#[test]
fn tables_are_those_of_the_sources() {
    let text = readme();
    let tables =
        [("commands", commands()), ("options", options()), ("limits", limits()), ("info", info())];
    if std::env::var_os("REGENERATE").is_some() {
        let mut text = text;
        for (name, table) in tables.into_iter().chain(benchmarks().into_iter().flatten()) {
            let old = format!("<!-- {name} -->\n{}{END}", part(&text, name));
            text = text.replace(&old, &format!("<!-- {name} -->\n{table}{END}"));
        }
        std::fs::write(Path::new(ROOT).join("README.md"), text).unwrap();
        return;
    }
    for (name, table) in tables {
        assert_eq!(part(&text, name), table, "REGENERATE=1 writes the table of {name}");
    }
}

/// The sentence about machine, versions and day that a part begins with.
fn measured<'t>(text: &'t str, name: &str) -> &'t str {
    part(text, name).lines().next().unwrap()
}

/// The rows of the table with a title, each its cells; the heads first.
fn rows<'t>(text: &'t str, title: &str) -> Vec<Vec<&'t str>> {
    let (_, after) = text.split_once(&format!("### {title}")).unwrap();
    let after = after.split("\n### ").next().unwrap();
    let lines = after.lines().filter(|line| line.starts_with('|') && !line.starts_with("|:"));
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn benchmarks_say_where_and_when() {
    let text = readme();
    let sentence = measured(&text, "benchmarks");
    for word in ["Redis 7.0.15", "Valkey 9.1", "Lua 5.1.5", "LuaJIT", " cores of ", "on 20"] {
        assert!(sentence.contains(word), "{word}");
    }
    assert_eq!(sentence, measured(&text, "summary"));
}

#[test]
fn the_chart_and_the_summary_show_what_was_measured() {
    let text = readme();
    let chart = std::fs::read_to_string(Path::new(ROOT).join(CHART)).unwrap();
    let shown: Vec<_> = chart
        .split("<text ")
        .skip(1)
        .map(|rest| rest.split_once('>').unwrap().1.split_once("</text>").unwrap().0.trim())
        .collect();
    assert!(shown.contains(&measured(&text, "benchmarks")), "REGENERATE=1 writes the chart");
    let (tables, summary) = (part(&text, "benchmarks"), part(&text, "summary"));
    let mut bars = 0;
    for (title, column) in [
        ("Programs on Lua engines", "ferrous x"),
        ("Scripts on Redis", "ferrous ratio"),
        ("Scripts on Valkey", "ferrous ratio"),
    ] {
        let rows = rows(tables, title);
        let at = rows[0].iter().position(|head| *head == column).unwrap();
        for row in &rows[1..] {
            let pair = [row[0], row[at]];
            assert!(shown.windows(2).any(|two| two == pair), "{pair:?} is not in the chart");
            bars += 1;
            let loses = row[at].parse::<f64>().unwrap() < 1.0 && !row[0].contains("mean");
            let told = summary.contains(&format!("{} ({})", row[0], row[at]));
            assert!(told || !loses, "{pair:?} loses and is not in the summary");
        }
    }
    assert!(bars > 50, "{bars}");
}

#[test]
fn files_that_are_named_exist() {
    let text = readme();
    let names = text.split('`').skip(1).step_by(2);
    let names: Vec<_> = names
        .filter(|name| {
            ["src/", "tests/", "redis-conf/", ".ci/"].iter().any(|s| name.starts_with(s))
        })
        .collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        assert!(Path::new(ROOT).join(name).exists(), "{name}");
    }
}

// Commands

/// The blocks of code of one language.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    let blocks = text.split(fence.as_str()).skip(1);
    blocks.map(|block| block.split_once("```").unwrap().0).collect()
}

/// Where cargo builds these tests.
fn target() -> PathBuf {
    std::env::current_exe().unwrap().ancestors().nth(3).unwrap().to_owned()
}

/// Runs a line in a shell whose `redis-cli` talks to `server`, with what cargo has built where these
/// tests were built.
fn shell(server: &Server, line: &str) -> Output {
    let line = line.replace("target/release/", &format!("{}/release/", target().display()));
    let cli = format!("redis-cli() {{ command redis-cli -p {} \"$@\"; }}\n{line}", server.port());
    let mut bash = Command::new("bash");
    // As at a terminal, with types in front of values.
    bash.args(["-euc", &cli]).env("FAKETTY", "1").current_dir(ROOT);
    bash.output().unwrap()
}

fn text_of(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

#[test]
fn sessions_show_what_is_answered() {
    let server = Server::start();
    let text = readme();
    let mut commands = 0;
    for block in blocks(&text, "console") {
        for step in block.split("$ ").skip(1) {
            let (line, expected) = step.split_once('\n').unwrap();
            let output = shell(&server, line);
            assert_eq!(text_of(&output), expected, "{line}");
            commands += 1;
        }
    }
    assert!(commands >= 2);
}

#[test]
fn commands_work() {
    let server = Server::start();
    let text = readme();
    let mut commands = 0;
    for line in blocks(&text, "sh").iter().flat_map(|block| block.lines()) {
        let line = line.split('#').next().unwrap().trim();
        let output = match line.split_whitespace().next().unwrap() {
            // All but one would run this test, or more than a test should.
            "make" if line.starts_with("make run") => shell(&server, &format!("RUN_ONCE=1 {line}")),
            "make" if line == "make build" => shell(&server, line),
            "make" => shell(&server, &line.replace("make", "make --dry-run")),
            "cp" => shell(&server, &line.replace("/usr/local/lib/", &folder(&server))),
            "redis-server" => start_and_ask(&server, line),
            _ => shell(&server, line),
        };
        let said = text_of(&output);
        assert!(output.status.success() && !said.starts_with("ERR"), "{line}: {said}");
        commands += 1;
    }
    assert!(commands >= 10, "{commands}");
}

fn folder(server: &Server) -> String {
    format!("{}/", server.folder().display())
}

/// Starts the server of a line on a port of its own, asks it, and stops it.
fn start_and_ask(server: &Server, line: &str) -> Output {
    let line = line.replace("/usr/local/lib/", &folder(server));
    let port = support::server::free_port();
    let script = format!(
        "{line} --port {port} --bind 127.0.0.1 --save '' --dir {folder} >/dev/null & \
         for _ in $(seq 100); do \
           command redis-cli -p {port} FERROUS.EVAL 'return 1' 0 2>/dev/null && break; sleep 0.1; \
         done; kill $!; wait",
        folder = server.folder().display(),
    );
    let output = shell(server, &script);
    assert_eq!(text_of(&output).trim(), "(integer) 1", "{line}");
    output
}

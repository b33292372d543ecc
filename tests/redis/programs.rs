//! Generated programs, natively and by the module: the same replies byte for byte.
//!
//! `FERROUS_PROGRAMS` is how many are compared, `FERROUS_SEED` the seed of the first; the others follow
//! it. A difference is shown with its seed and with the smallest program that still shows it.
//!
//! Natively some replies are not the same from run to run: a table gives up the key of an absent field
//! when the collector comes by, and where later keys go depends on that. The module's reply must then be
//! one of those that native scripts give.

#[path = "programs/blocks.rs"]
mod blocks;
#[path = "programs/expressions.rs"]
mod expressions;
#[path = "programs/generator.rs"]
mod generator;
#[path = "programs/random.rs"]
mod random;
#[path = "programs/text.rs"]
mod text;
#[path = "programs/tree.rs"]
mod tree;

use crate::support::{Connection, Server};
use tree::Statement;

const PRELUDE: &str = include_str!("programs/prelude.lua");
/// Programs that are on their way at once.
const BATCH: u64 = 50;
/// Programs after which the server is to forget its scripts.
const FLUSH_AFTER: u64 = 1000;
/// Programs after which to say how far it is.
const SAY_AFTER: u64 = 10_000;
/// Differences after which the search ends.
const ENOUGH: usize = 5;
/// Runs, each from another state of the native collector, that may show how native replies vary.
const VARIANTS: usize = 300;
/// Share of programs that may end in an error, in percent.
const ERRORS: std::ops::RangeInclusive<u64> = 8..=25;

fn number_from(variable: &str, default: u64) -> u64 {
    std::env::var(variable).map_or(default, |text| text.parse().expect(variable))
}

fn script(program: &[Statement]) -> String {
    format!("{PRELUDE}{}return out\n", tree::text(program))
}

/// A call of a script, with two keys and three arguments.
fn call<'a>(command: &'a str, script: &'a str) -> [&'a str; 8] {
    let long = "an argument that is too long to be interned";
    [command, script, "2", "key", "another:key", "17", long, ""]
}

fn both(connection: &mut Connection, program: &[Statement]) -> (Vec<u8>, Vec<u8>) {
    let script = script(program);
    let native = connection.raw(&call("EVAL", &script));
    (native, connection.raw(&call("FERROUS.EVAL", &script)))
}

/// The first line of two replies that differs, of each.
fn first_difference(native: &[u8], ours: &[u8]) -> String {
    let (mut left, mut right) = (native.split(|&b| b == b'\n'), ours.split(|&b| b == b'\n'));
    loop {
        let lines = (left.next(), right.next());
        if lines.0 != lines.1 || lines.0.is_none() {
            let show = |line: Option<&[u8]>| line.unwrap_or(b"(end)").escape_ascii().to_string();
            return format!("native {}\nours   {}", show(lines.0), show(lines.1));
        }
    }
}

/// Whether a program ever answers natively what it answers by the module.
fn is_a_variant(connection: &mut Connection, program: &[Statement]) -> bool {
    let script = script(program);
    let ours = connection.raw(&call("FERROUS.EVAL", &script));
    (0..VARIANTS).any(|run| {
        let garbage = format!("for i = 1, {} do local t = {{i}} end", run * 37 % 1000);
        connection.raw(&["EVAL", &garbage, "0"]);
        connection.raw(&call("EVAL", &script)) == ours
    })
}

/// What to tell about a seed whose replies differ.
fn report(connection: &mut Connection, seed: u64) -> String {
    let small = tree::shrink(&generator::program(seed), |candidate: &[Statement]| {
        let (native, ours) = both(connection, candidate);
        native != ours && !is_a_variant(connection, candidate)
    });
    let (native, ours) = both(connection, &small);
    let first_line = PRELUDE.lines().count() + 1;
    format!(
        "seed {seed}, from line {first_line}:\n{}{}\n",
        tree::text(&small),
        first_difference(&native, &ours)
    )
}

#[test]
fn generated_programs_answer_as_they_do_natively() {
    let (count, first) = (number_from("FERROUS_PROGRAMS", 2000), number_from("FERROUS_SEED", 1));
    let server = Server::start();
    let mut connection = server.connect();
    let (mut compared, mut errors, mut bytes, mut varying) = (0u64, 0, 0, 0);
    let mut differences = Vec::new();
    for batch in (0..count).step_by(usize::try_from(BATCH).unwrap()) {
        let seeds = first + batch..first + (batch + BATCH).min(count);
        for seed in seeds.clone() {
            let script = script(&generator::program(seed));
            connection.send(&call("EVAL", &script));
            connection.send(&call("FERROUS.EVAL", &script));
        }
        let mut differing = Vec::new();
        for seed in seeds {
            let mut receive = |side: &str| {
                let reply = connection.try_receive();
                reply.unwrap_or_else(|error| panic!("seed {seed}, {side}: {error}"))
            };
            let (native, ours) = (receive("natively"), receive("by the module"));
            compared += 1;
            errors += u64::from(native.starts_with(b"-"));
            bytes += native.len();
            if native != ours {
                differing.push((seed, ours));
            }
        }
        for (seed, ours) in differing {
            let program = generator::program(seed);
            let again = connection.raw(&call("FERROUS.EVAL", &script(&program)));
            assert_eq!(ours, again, "seed {seed}: the module's reply varies");
            if is_a_variant(&mut connection, &program) {
                varying += 1;
                continue;
            }
            let difference = report(&mut connection, seed);
            eprintln!("{difference}");
            differences.push(difference);
        }
        if differences.len() >= ENOUGH {
            break;
        }
        if (batch + BATCH).is_multiple_of(FLUSH_AFTER) {
            connection.ok(&["SCRIPT", "FLUSH"]);
        }
        if compared.is_multiple_of(SAY_AFTER) {
            eprintln!("{compared} programs so far");
        }
    }
    let share = errors * 100 / compared;
    eprintln!(
        "{compared} programs compared, {bytes} bytes of replies, {share} % ended in an error, \
         {varying} vary natively"
    );
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
    assert!(varying <= 2 + compared / 1000, "{varying} of {compared} programs vary natively");
    let tells = compared >= 1000;
    assert!(!tells || ERRORS.contains(&share), "{share} % of the programs end in an error");
}

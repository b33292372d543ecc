//! `redis.log`: the lines of native scripts, behind the name of the module (parity A11).

use crate::support::{Options, Server};

const PREFIX: &str = "<ferrous> ";
/// What Valkey from 9.1 on, where scripts run in a module, puts in front of native lines.
const NATIVE_PREFIX: &str = "<lua> ";

/// Scripts that log; what they log holds the word `mark`.
const SCRIPTS: &[&str] = &[
    "redis.log(redis.LOG_DEBUG, 'mark debug')",
    "redis.log(redis.LOG_VERBOSE, 'mark verbose')",
    "redis.log(redis.LOG_NOTICE, 'mark notice')",
    "redis.log(redis.LOG_WARNING, 'mark warning')",
    "redis.log('2', 'mark', 1, 1.5, 'x')",
    "redis.log(2, {}, 'mark', nil, true, 'after')",
    "redis.log(2, 'mark %s %n %d')",
    "redis.log(2, 'mark', '')",
    "redis.log(2, 'mark\\0hidden')",
    "redis.log(2, 'mark ' .. string.rep('x', 900))",
    "redis.log(2, 'mark \\195\\169')",
];

/// The lines with marks: their levels and texts.
fn lines(log: &str) -> Vec<String> {
    let marked = log.lines().filter(|line| line.contains("mark"));
    marked.map(|line| line.splitn(6, ' ').nth(5).unwrap_or_default().to_owned()).collect()
}

#[test]
fn lines_and_levels_are_native_ones() {
    for level in ["debug", "verbose", "notice", "warning"] {
        let [native, ours] = ["EVAL", "FERROUS.EVAL"].map(|eval| {
            let server = Server::start_with(&Options::with(&["--loglevel", level]));
            let mut c = server.connect();
            for script in SCRIPTS {
                assert!(!c.text(&[eval, script, "0"]).starts_with('-'), "{script}");
            }
            lines(&server.log())
        });
        let without = |lines: Vec<String>, prefix: &str| -> Vec<String> {
            lines.iter().map(|line| line.replacen(prefix, "", 1)).collect()
        };
        let (mut native, ours) = (without(native, NATIVE_PREFIX), without(ours, PREFIX));
        // Where others have nothing for what is no string, that server has this word.
        native.iter_mut().for_each(|line| *line = line.replace("* (null) mark", "*  mark"));
        assert_eq!(native, ours, "{level}");
        assert!(!native.is_empty(), "{level}");
    }
}

#[test]
fn long_and_broken_texts_stay_whole_lines() {
    let server = Server::start();
    let mut c = server.connect();
    c.ok(&["FERROUS.EVAL", "redis.log(2, string.rep('mark', 1000))", "0"]);
    c.ok(&["FERROUS.EVAL", "redis.log(2, 'mark\\r\\nnext line mark')", "0"]);
    let log = server.log();
    let marks = log.lines().filter(|line| line.contains("mark"));
    let marks: Vec<_> = marks.map(|line| line.split_once(PREFIX).unwrap().1).collect();
    let (long, short) = marks.split_at(marks.len() - 1);
    assert_eq!(long.concat(), "mark".repeat(1000));
    assert_eq!(short, ["mark  next line mark"]);
}

//! The section `ferrous` of INFO: what happens is counted.

use crate::support::{Options, Server};

fn fields(server: &Server) -> Vec<(String, i64)> {
    let info = server.connect().text(&["INFO", "ferrous"]);
    let lines = info.lines().filter_map(|line| line.split_once(':'));
    lines.map(|(name, value)| (name.to_owned(), value.trim().parse().unwrap())).collect()
}

#[test]
fn the_section_has_every_field_of_the_table() {
    let server = Server::start();
    let names: Vec<_> = fields(&server).into_iter().map(|(name, _)| name).collect();
    let rows = ferrous::bridge::info::FIELDS.iter();
    let expected: Vec<_> =
        rows.map(|field| format!("ferrous_{}", field.name.to_string_lossy())).collect();
    assert_eq!(names, expected);
    let everything = server.connect().text(&["INFO", "everything"]);
    assert!(everything.contains("# ferrous\r\n"), "{everything}");
}

#[test]
fn what_happens_is_counted() {
    let options = Options::with(&["--ferrous.script-cache-max-scripts", "2"]);
    let server = Server::start_with(&options);
    let mut c = server.connect();
    let mut counted = |field: &str, command: &[&str], by: i64| {
        let field = format!("ferrous_{field}");
        let before = server.info(&field);
        c.raw(command);
        assert_eq!(server.info(&field) - before, by, "{field}: {command:?}");
    };
    counted("scripts_cached", &["FERROUS.EVAL", "return 1", "0"], 1);
    counted("runs", &["FERROUS.EVAL", "return 1", "0"], 1);
    counted("cache_hits", &["FERROUS.EVAL", "return 1", "0"], 1);
    counted("cache_misses", &["FERROUS.EVAL", "return 1", "0"], 0);
    counted("cache_misses", &["FERROUS.EVAL", "return 2", "0"], 1);
    counted("cache_misses", &["FERROUS.EVALSHA", &"0".repeat(40), "0"], 1);
    counted("cache_evictions", &["FERROUS.EVAL", "return 3", "0"], 1);
    counted("scripts_cached", &["FERROUS.EVAL", "return 4", "0"], 0);
    counted("scripts_pinned", &["FERROUS.SCRIPT", "LOAD", "return 5"], 1);
    counted("scripts_cached", &["FERROUS.SCRIPT", "LOAD", "return 6"], 1);
    counted("errors", &["FERROUS.EVAL", "error('x')", "0"], 1);
    counted("errors", &["FERROUS.EVAL", "return {err = 'x'}", "0"], 0);
    counted("runs", &["FERROUS.EVAL", "syntax error", "0"], 0);
    counted("calls", &["FERROUS.EVAL", "for i = 1, 7 do redis.pcall('GET', i) end", "0"], 7);
    counted("engine_rebuilds", &["FERROUS.EVAL", "return {}", "0"], 0);
    counted("memory_limit_hits", &["FERROUS.EVAL", "return string.rep('x', 2^29)", "0"], 1);
    counted("kills", &["FERROUS.SCRIPT", "KILL"], 0);
    assert_eq!(server.info("ferrous_running"), 0);
    assert!(server.info("ferrous_scripts_bytes") > 0);
    assert!(server.info("ferrous_engine_memory") > 0);

    c.ok(&["FERROUS.SCRIPT", "FLUSH"]);
    for field in ["scripts_cached", "scripts_pinned", "scripts_bytes"] {
        assert_eq!(server.info(&format!("ferrous_{field}")), 0, "{field}");
    }
}

#[test]
fn a_script_sees_that_it_runs() {
    let server = Server::start();
    let script = "return string.match(redis.call('INFO', 'ferrous'), 'ferrous_running:%d')";
    let reply = server.connect().text(&["FERROUS.EVAL", script, "0"]);
    assert_eq!(reply, "$17\r\nferrous_running:1\r\n");
}

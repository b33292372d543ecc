//! Running scripts leaves nothing behind: not in the engine, not in the server's memory.

use crate::support::{Connection, Server};

/// Commands that are sent before their replies are read.
const BATCH: usize = 1_000;
/// Bytes by which the server's memory may differ: buffers of clients come and go.
const SLACK: i64 = 100 << 10;

/// Sends one command again and again; each answers with `reply`.
fn repeat(connection: &mut Connection, command: &[&str], times: usize, reply: &str) {
    for _ in 0..times / BATCH {
        (0..BATCH).for_each(|_| connection.send(command));
        (0..BATCH).for_each(|_| assert_eq!(connection.receive(), reply.as_bytes()));
    }
}

/// What the engine and the server hold between scripts.
#[derive(Debug)]
struct Memory {
    engine: i64,
    server: i64,
}

fn memory(server: &Server) -> Memory {
    Memory { engine: server.info("ferrous_engine_memory"), server: server.info("used_memory") }
}

/// Runs a command often; after the first times memory stays where it is.
fn stays_flat(command: &[&str], first: usize, times: usize, reply: &str) {
    let server = Server::start();
    let mut connection = server.connect();
    repeat(&mut connection, command, first, reply);
    let before = memory(&server);
    repeat(&mut connection, command, times, reply);
    let after = memory(&server);
    assert_eq!(before.engine, after.engine, "{command:?}: {before:?}, {after:?}");
    assert!((before.server - after.server).abs() <= SLACK, "{command:?}: {before:?}, {after:?}");
}

#[test]
fn small_scripts_leave_memory_where_it_was() {
    let script = "local t = {KEYS[1], ARGV[1]} return #t";
    stays_flat(&["FERROUS.EVAL", script, "1", "k", "v"], 1_000, 1_000_000, ":2\r\n");
}

#[test]
fn scripts_that_allocate_much_leave_memory_where_it_was() {
    // 100 KB each, in strings and tables.
    let script = "local t = {} for i = 1, 50 do t[i] = string.rep('x', 1000) .. i; t[-i] = {i} end
        local s = table.concat(t) return #s - #s + 1";
    stays_flat(&["FERROUS.EVAL", script, "0"], 1_000, 100_000, ":1\r\n");
}

#[test]
fn scripts_that_fail_leave_memory_where_it_was() {
    let script = "local t = {} for i = 1, 100 do t[i] = function() return t end end error('e', 0)";
    let server = Server::start();
    let mut connection = server.connect();
    let reply = connection.text(&["FERROUS.EVAL", script, "0"]);
    assert!(reply.starts_with("-ERR e script: "), "{reply}");
    stays_flat(&["FERROUS.EVAL", script, "0"], 1_000, 20_000, &reply);
}

#[test]
fn replies_of_commands_leave_memory_where_it_was() {
    let script = "redis.call('DEL', 'l') for i = 1, 20 do redis.call('RPUSH', 'l', i) end
        local n = 0 for _, v in ipairs(redis.call('LRANGE', 'l', 0, -1)) do n = n + v end
        redis.pcall('INCR', 'l') return n";
    stays_flat(&["FERROUS.EVAL", script, "0"], 1_000, 20_000, ":210\r\n");
}

#[test]
fn scripts_that_differ_leave_memory_where_the_cache_puts_it() {
    let server = Server::start();
    let mut connection = server.connect();
    let mut round = |from: usize| {
        for n in from..from + 2_000 {
            connection.send(&["FERROUS.EVAL", &format!("return {n} + 1000000"), "0"]);
        }
        (0..2_000).for_each(|_| assert!(connection.receive().starts_with(b":1")));
    };
    round(0);
    let before = memory(&server);
    (1..10).for_each(|n| round(n * 2_000));
    let after = memory(&server);
    assert_eq!(server.info("ferrous_scripts_cached"), 500);
    assert!((before.engine - after.engine).abs() <= SLACK, "{before:?}, {after:?}");
    assert!((before.server - after.server).abs() <= SLACK, "{before:?}, {after:?}");
}

//! Scripts among other things of the server: transactions, watched keys, databases, notifications,
//! tracking, clients that wait. Natively and by the module.

use crate::support::native::same;
use crate::support::{Connection, Server};

const COMMANDS: [&str; 2] = ["EVAL", "FERROUS.EVAL"];

/// What `test` sees on a fresh server with either command must be the same.
fn both(test: impl Fn(&Server, &str) -> Vec<String>) {
    let [native, ours] = COMMANDS.map(|command| test(&Server::start(), command));
    assert!(!native.is_empty());
    assert_eq!(native, ours);
}

fn all(c: &mut Connection, commands: &[&[&str]]) -> Vec<String> {
    commands.iter().map(|command| c.text(command)).collect()
}

/// What comes without being asked for.
fn pushed(c: &mut Connection) -> String {
    String::from_utf8_lossy(&c.receive()).into_owned()
}

#[test]
fn scripts_in_a_transaction() {
    both(|server, eval| {
        let mut c = server.connect();
        all(
            &mut c,
            &[
                &["MULTI"],
                &[eval, "return redis.call('INCR', 'n')", "0"],
                &[eval, "error('x')", "0"],
                &[eval, "return {redis.call('INCR', 'n'), 'x'}", "0"],
                &[eval, "x = = 1", "0"],
                &[eval, "return redis.call('MULTI')", "0"],
                &[eval, "#!lua flags=no-writes\nreturn redis.call('SET', 'n', 1)", "0"],
                &[eval, "return 1", "-1"],
                &["GET", "n"],
                &["EXEC"],
                &["MULTI"],
                &[eval, "return redis.call('INCR', 'n')", "0"],
                &["DISCARD"],
                &["GET", "n"],
            ],
        )
    });
}

#[test]
fn arity_is_checked_when_a_script_is_queued() {
    let server = Server::start();
    let mut c = server.connect();
    c.ok(&["MULTI"]);
    let reply = c.text(&["FERROUS.EVAL", "return 1"]);
    assert_eq!(reply, "-ERR wrong number of arguments for 'ferrous.eval' command\r\n");
    assert!(c.text(&["EXEC"]).starts_with("-EXECABORT"));
}

#[test]
fn writes_of_a_script_end_watches() {
    both(|server, eval| {
        let (mut c, mut other) = (server.connect(), server.connect());
        let mut seen = Vec::new();
        for script in [
            "return redis.call('SET', 'k', 1)",
            "return redis.call('GET', 'k')",
            "return redis.pcall('LPUSH', 'k', 1)",
            "return redis.call('DEL', 'none')",
            "redis.call('SET', 'other', 1)",
            "redis.call('SELECT', 1) redis.call('SET', 'k', 1)",
            "redis.call('FLUSHALL')",
            "redis.set_repl(redis.REPL_NONE) redis.call('SET', 'k', 2)",
        ] {
            seen.extend(all(&mut c, &[&["SET", "k", "0"], &["WATCH", "k"]]));
            seen.push(other.text(&[eval, script, "0"]).replace("\r\n", " "));
            seen.extend(all(&mut c, &[&["MULTI"], &["PING"], &["EXEC"]]));
            // By the watching client itself.
            seen.extend(all(
                &mut c,
                &[
                    &["SET", "k", "0"],
                    &["WATCH", "k"],
                    &[eval, script, "0"],
                    &["MULTI"],
                    &["PING"],
                    &["EXEC"],
                ],
            ));
        }
        seen
    });
}

#[test]
fn a_database_that_a_script_selects_is_its_own() {
    both(|server, eval| {
        let mut c = server.connect();
        let write = "redis.call('SELECT', 3) redis.call('SET', 'k', 'three')";
        let mut seen = all(
            &mut c,
            &[
                &["SET", "k", "zero"],
                &[eval, write, "0"],
                &["GET", "k"],
                &[eval, "redis.call('SELECT', 3) error('x')", "0"],
                &["GET", "k"],
                &["SELECT", "3"],
                &["GET", "k"],
                &[eval, "redis.call('SELECT', 0) return redis.call('GET', 'k')", "0"],
                &["GET", "k"],
                &["MULTI"],
                &[eval, "redis.call('SELECT', 0) return redis.call('GET', 'k')", "0"],
                &["GET", "k"],
                &[eval, "return redis.call('GET', 'k')", "0"],
                &["EXEC"],
                &["GET", "k"],
            ],
        );
        let list = c.text(&["CLIENT", "LIST"]);
        seen.push(list.split(' ').find(|field| field.starts_with("db=")).unwrap().to_owned());
        seen
    });
}

#[test]
fn notifications_come_as_natively() {
    both(|server, eval| {
        let (mut c, mut listener) = (server.connect(), server.connect());
        c.ok(&["CONFIG", "SET", "notify-keyspace-events", "KEA"]);
        listener.ok(&["PSUBSCRIBE", "__key*__:*"]);
        let mut seen = all(
            &mut c,
            &[
                &[eval, "redis.call('SET', 'k', 1) redis.call('INCR', 'k')", "0"],
                &[eval, "redis.call('LPUSH', 'l', 1) redis.call('LPOP', 'l')", "0"],
                &[eval, "redis.call('SELECT', 2) redis.call('SET', 'k', 1, 'EX', 100)", "0"],
                &[eval, "redis.call('SET', 'k', 1) error('x')", "0"],
                &[eval, "redis.pcall('LPUSH', 'k', 1) return redis.call('GET', 'none')", "0"],
                &[eval, "redis.call('EXPIRE', 'k', -1)", "0"],
                &["SET", "end", "1"],
            ],
        );
        loop {
            seen.push(pushed(&mut listener));
            if seen.last().unwrap().contains("end") {
                return seen;
            }
        }
    });
}

#[test]
fn clients_that_wait_are_served_after_the_script() {
    both(|server, eval| {
        let (mut c, mut waiting) = (server.connect(), server.connect());
        waiting.send(&["BLPOP", "l", "0"]);
        while !c.text(&["INFO", "clients"]).contains("blocked_clients:1") {}
        let script = "redis.call('LPUSH', 'l', 'a', 'b') redis.call('LPUSH', 'l', 'c')
            return redis.call('LLEN', 'l')";
        let mut seen = vec![c.text(&[eval, script, "0"]), pushed(&mut waiting)];
        seen.push(c.text(&["LRANGE", "l", "0", "-1"]));
        seen
    });
}

#[test]
fn keys_that_a_script_was_given_to_read_are_tracked() {
    both(|server, eval| {
        let (mut c, mut writer) = (server.connect_resp3(), server.connect());
        let mut seen = all(&mut c, &[&["CLIENT", "TRACKING", "on"]]);
        let eval_ro = format!("{eval}_RO");
        seen.push(c.text(&[&eval_ro, "return redis.call('GET', KEYS[1])", "1", "k"]));
        writer.ok(&["SET", "k", "1"]);
        seen.push(pushed(&mut c));
        seen
    });
}

#[test]
fn what_a_script_writes_invalidates() {
    both(|server, eval| {
        let (mut c, mut writer) = (server.connect_resp3(), server.connect());
        let mut seen = all(&mut c, &[&["CLIENT", "TRACKING", "on"], &["GET", "k"]]);
        seen.push(writer.text(&[eval, "redis.call('SET', 'k', 1)", "0"]));
        seen.push(pushed(&mut c));
        seen
    });
}

#[test]
fn expiry_stands_still_while_a_script_runs() {
    let server = Server::start();
    let mut c = server.connect();
    let script = "redis.call('SET', 'e', 'v', 'PX', 5)
        local start = redis.call('TIME')
        repeat local now = redis.call('TIME')
        until (now[1] - start[1]) * 1000000 + now[2] - start[2] > 20000
        return {redis.call('GET', 'e'), redis.call('EXISTS', 'e'), redis.call('PTTL', 'e')}";
    let reply = same(&mut c, &["EVAL", script, "0"]);
    assert!(reply.starts_with("*3\\r\\n$1\\r\\nv\\r\\n:1\\r\\n"), "{reply}");
    assert_eq!(c.text(&["EXISTS", "e"]), ":0\r\n");
}

#[test]
fn errors_and_calls_are_counted_as_natively() {
    both(|server, eval| {
        let mut c = server.connect();
        c.ok(&["SET", "s", "text"]);
        c.ok(&["CONFIG", "RESETSTAT"]);
        for script in [
            "return redis.call('INCR', 's')",
            "return redis.call('GET', 's')",
            "error('x')",
            "error({err = 'MY x'})",
            "return {err = 'YOUR x'}",
            "return redis.call('nosuch')",
            "return redis.call('GET')",
            "return redis.error_reply('OUR x')",
            "x = = 1",
        ] {
            c.text(&[eval, script, "0"]);
        }
        let stats = c.text(&["INFO", "errorstats"]);
        let mut seen: Vec<_> = stats.lines().skip(1).map(str::to_owned).collect();
        let calls = c.text(&["INFO", "commandstats"]).to_lowercase().replace("ferrous.", "");
        let name = |line: &str| line.split(',').next().unwrap().to_owned();
        let failed = |line: &str| line.rsplit(',').next().unwrap().to_owned();
        let of_scripts = calls.lines().filter(|line| {
            ["cmdstat_incr:", "cmdstat_get:", "cmdstat_eval:"].iter().any(|c| line.starts_with(c))
        });
        let mut of_scripts: Vec<_> =
            of_scripts.map(|line| format!("{} {}", name(line), failed(line))).collect();
        of_scripts.sort();
        seen.extend(of_scripts);
        seen
    });
}

#[test]
fn a_script_and_its_calls_are_shown_as_natively() {
    both(|server, eval| {
        let (mut c, mut other) = (server.connect(), server.connect());
        let script = "redis.call('SET', 'k', 1) return redis.call('GET', 'k')";
        c.ok(&["CONFIG", "SET", "slowlog-log-slower-than", "0"]);
        // What is asked of the server once is asked before.
        c.ok(&[eval, script, "0"]);
        c.ok(&["CONFIG", "RESETSTAT"]);
        c.ok(&["SLOWLOG", "RESET"]);
        c.ok(&[eval, script, "0"]);
        let plain = |text: String| text.to_lowercase().replace("ferrous.", "");
        let list = plain(other.text(&["CLIENT", "LIST"]));
        let mut seen: Vec<_> = list
            .split_whitespace()
            .filter(|field| *field == "cmd=eval")
            .map(str::to_owned)
            .collect();
        assert_eq!(seen.len(), 1, "{list}");
        let slow = plain(c.text(&["SLOWLOG", "GET"]));
        let names = ["set", "get", "eval", "k", "reset"];
        seen.extend(slow.lines().filter(|line| names.contains(line)).map(str::to_owned));
        let stats = plain(c.text(&["INFO", "commandstats"]));
        let calls = |line: &str| line.split(',').next().unwrap().to_owned();
        let names = ["cmdstat_eval:", "cmdstat_get:", "cmdstat_set:"];
        let mut counted: Vec<_> = stats
            .lines()
            .filter(|line| names.iter().any(|name| line.starts_with(name)))
            .map(calls)
            .collect();
        counted.sort();
        assert_eq!(counted.len(), 3, "{stats}");
        seen.extend(counted);
        let latency = plain(c.text(&["LATENCY", "HISTOGRAM", eval]));
        assert!(latency.contains("eval\r\n") && latency.contains("calls\r\n:1\r\n"), "{latency}");
        seen
    });
}

//! What replicas and the append-only file get of scripts, compared with native scripts byte by byte; but
//! for points in time, which are times of different runs (parity §13).

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use crate::functions::native_server;
use crate::support::{Connection, Options, Server};
use crate::valkey_engine::{Interface, by_name, interface};

/// Scripts that write, run one after the other.
const SCRIPTS: &[&str] = &[
    "return redis.call('SET', 'a', 1)",
    "redis.call('SET', 'a', 1) redis.call('SET', 'b', 2)",
    "for i = 1, 5 do redis.call('INCR', 'n') end",
    "return redis.call('GET', 'a')",
    "return 1",
    "redis.call('SET', 'e', 'v', 'EX', 1000)",
    "redis.call('SET', 'e', 'v', 'PX', 1000000)",
    "redis.call('SETEX', 'e', 1000, 'v')",
    "redis.call('PSETEX', 'e', 1000000, 'v')",
    "redis.call('EXPIRE', 'a', 1000)",
    "redis.call('PEXPIRE', 'a', 1000000)",
    "redis.call('PERSIST', 'a')",
    "redis.call('EXPIRE', 'a', -1)",
    "redis.call('SET', 'a', 1) redis.call('EXPIREAT', 'a', 1)",
    "redis.call('GETEX', 'e', 'PERSIST')",
    "redis.call('SET', 'g', 1, 'EX', 1000) redis.call('GETEX', 'g', 'EX', 2000)",
    "redis.call('INCRBYFLOAT', 'f', 1.5)",
    "redis.call('HSET', 'h', 'f', 1) redis.call('HINCRBYFLOAT', 'h', 'f', 0.25)",
    "redis.call('SADD', 's', 'only') redis.call('SPOP', 's')",
    "redis.call('SADD', 's', 'only') redis.call('SPOP', 's', 5)",
    "redis.call('RPUSH', 'l', 1, 2, 3) redis.call('LPOP', 'l', 2)",
    "redis.call('LMOVE', 'l', 'm', 'LEFT', 'RIGHT')",
    "redis.call('ZADD', 'z', 1, 'a', 2.5, 'b') redis.call('ZPOPMIN', 'z')",
    "redis.call('BLMPOP', 0, 1, 'm', 'LEFT')",
    "redis.call('XADD', 'x', '1-1', 'f', 'v') redis.call('XTRIM', 'x', 'MAXLEN', 5)",
    "redis.call('XADD', 'x', 'MAXLEN', '~', 10, '1-2', 'f', 'v')",
    "redis.call('XGROUP', 'CREATE', 'x', 'g', 0) redis.call('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 'x', '>')",
    "redis.call('XACK', 'x', 'g', '1-1')",
    "redis.call('XGROUP', 'DESTROY', 'x', 'g')",
    "redis.call('SORT', 'z', 'BY', 'nosort', 'STORE', 'sorted')",
    "redis.call('SADD', 'u', 'b', 'a', 'c') redis.call('SORT', 'u', 'BY', 'nosort', 'STORE', 'sorted')",
    "redis.call('SUNIONSTORE', 'v', 'u', 's')",
    "redis.call('PFADD', 'p', 'a', 'b') redis.call('PFCOUNT', 'p')",
    "redis.call('SETBIT', 'bits', 7, 1) redis.call('BITFIELD', 'bits', 'SET', 'u8', 0, 7)",
    "redis.call('GEOADD', 'geo', 13.361389, 38.115556, 'P')",
    "redis.call('APPEND', 'a', 'x\\r\\n\\0y')",
    "redis.call('MSET', 'k1', 1, 'k2', 2.5, 'k3', 1e20)",
    "redis.call('DEL', 'k1', 'none') redis.call('UNLINK', 'k2')",
    "redis.call('DEL', 'none')",
    "redis.call('RENAME', 'k3', 'k4') redis.call('COPY', 'k4', 'k5')",
    "redis.call('PUBLISH', 'c', 'm')",
    "redis.call('SPUBLISH', 'c', 'm')",
    "redis.call('PUBLISH', 'c', 'm') redis.call('SET', 'a', 1)",
    "redis.call('SET', 'a', 1) error('x')",
    "redis.call('SET', 'a', 1) redis.call('SET', 'b', 1) error('x')",
    "redis.call('SET', 'a', 1) redis.call('LPUSH', 'a', 1)",
    "redis.pcall('LPUSH', 'a', 1) redis.call('SET', 'a', 2)",
    "redis.call('SELECT', 2) redis.call('SET', 'a', 1)",
    "redis.call('SET', 'a', 1) redis.call('SELECT', 3) redis.call('SET', 'a', 2)",
    "redis.call('SELECT', 1) redis.call('SELECT', 0) redis.call('SET', 'a', 1)",
    "redis.call('MOVE', 'k4', 5) redis.call('SWAPDB', 5, 6)",
    "redis.set_repl(redis.REPL_NONE) redis.call('SET', 'hidden', 1)",
    "redis.set_repl(redis.REPL_AOF) redis.call('SET', 'aof', 1)",
    "redis.set_repl(redis.REPL_REPLICA) redis.call('SET', 'replica', 1)",
    "redis.call('SET', 'a', 1) redis.set_repl(redis.REPL_NONE) redis.call('SET', 'b', 1) redis.set_repl(redis.REPL_ALL) redis.call('SET', 'c', 1)",
    "redis.set_repl(redis.REPL_AOF) redis.call('SET', 'a', 1) redis.call('SET', 'b', 1)",
    "redis.set_repl(redis.REPL_AOF) redis.call('SET', 'a', 1) redis.set_repl(redis.REPL_REPLICA) redis.call('SET', 'b', 1)",
    "redis.set_repl(redis.REPL_NONE) redis.call('PUBLISH', 'c', 'm')",
    "redis.set_repl(redis.REPL_AOF) redis.call('PUBLISH', 'c', 'm')",
    "redis.set_repl(redis.REPL_NONE) error('x')",
    "redis.set_repl(redis.REPL_NONE) return redis.call('GET', 'a')",
    // Stands in another transaction than the next one: there natively only scripts see time go on.
    "redis.call('SET', 't', 1, 'PX', 1) local s = redis.call('TIME') repeat local n = redis.call('TIME') until (n[1] - s[1]) * 1e6 + n[2] - s[2] > 5000",
    "redis.call('GET', 't') redis.call('SET', 'a', 1)",
    "#!lua\nredis.call('SET', 'a', 1)",
    "#!lua flags=allow-oom\nredis.call('SET', 'a', 1) redis.call('SET', 'b', 1)",
    "local c = coroutine.wrap(function() redis.call('SET', 'a', 1) coroutine.yield() redis.call('SET', 'b', 1) end) c() c()",
    "redis.call('FLUSHDB')",
    "redis.call('SET', KEYS[1], ARGV[1]) redis.call('RPUSH', KEYS[2], ARGV[1], KEYS[1])",
    "redis.call('FLUSHALL')",
    "redis.call('RESTORE', 'r', 0, redis.call('DUMP', KEYS[1]) or '') ",
];

/// The link of a replica.
struct Link {
    stream: TcpStream,
    bytes: Vec<u8>,
}

impl Link {
    /// Becomes a replica of the server, as old ones do.
    fn open(server: &Server) -> Link {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port())).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut link = Link { stream, bytes: Vec::new() };
        link.stream.write_all(b"SYNC\r\n").unwrap();
        let header = loop {
            let start = link.bytes.iter().position(|&byte| byte == b'$');
            let end = link.bytes.windows(2).position(|two| two == b"\r\n");
            if let (Some(start), Some(end)) = (start, end) {
                break start + 1..end;
            }
            link.read();
        };
        let len: usize = std::str::from_utf8(&link.bytes[header.clone()]).unwrap().parse().unwrap();
        let end = header.end + 2 + len;
        while link.bytes.len() < end {
            link.read();
        }
        link.bytes.drain(..end);
        link
    }

    fn read(&mut self) {
        let mut chunk = [0; 4096];
        let n = self.stream.read(&mut chunk).unwrap();
        assert!(n > 0, "the link is closed");
        self.bytes.extend_from_slice(&chunk[..n]);
    }

    /// All that comes up to a mark.
    fn read_to(mut self, mark: &[u8]) -> Vec<u8> {
        while !self.bytes.windows(mark.len()).any(|window| window == mark) {
            self.read();
        }
        self.bytes
    }
}

/// The number in a line such as `$3`.
fn number(line: &[u8]) -> usize {
    std::str::from_utf8(&line[1..]).unwrap().parse().unwrap()
}

/// Takes what is in front of a line break.
fn take_line<'b>(bytes: &mut &'b [u8]) -> &'b [u8] {
    let end = bytes.windows(2).position(|two| two == b"\r\n").unwrap();
    let line = &bytes[..end];
    *bytes = &bytes[end + 2..];
    line
}

/// A stream of commands up to the one whose last word is `end`, a line each, with `TIME` in place of
/// points in time.
fn without_times(mut bytes: &[u8]) -> String {
    let mut shown = String::new();
    loop {
        let words = number(take_line(&mut bytes));
        shown.push_str(&format!("*{words}"));
        let mut is_time = false;
        let mut text = String::new();
        for index in 0..words {
            let len = number(take_line(&mut bytes));
            text = bytes[..len].escape_ascii().to_string();
            bytes = &bytes[len + 2..];
            let shown_text = if is_time { "TIME" } else { &text };
            shown.push_str(&format!(" {shown_text}"));
            // SET k v PXAT time; XCLAIM ... TIME time; PEXPIREAT k time
            is_time = ["PXAT", "TIME"].contains(&text.as_str())
                || (index == 1 && shown.ends_with(&format!("PEXPIREAT {text}")));
        }
        shown.push('\n');
        if text == "end" {
            return shown;
        }
    }
}

const CONFIG: &[&str] =
    &["--appendonly", "yes", "--appendfsync", "always", "--repl-ping-replica-period", "3600"];

/// How a script is run.
type Run = fn(&mut Connection, &str);

fn eval(c: &mut Connection, script: &str) {
    c.text(&["EVAL", script, "2", "key", "list", "value"]);
}

fn ferrous_eval(c: &mut Connection, script: &str) {
    c.text(&["FERROUS.EVAL", script, "2", "key", "list", "value"]);
}

/// As a function, which is loaded first.
fn fcall(c: &mut Connection, script: &str) {
    let body = script.strip_prefix("#!lua").and_then(|rest| rest.split_once('\n'));
    let body = body.map_or(script, |(_, body)| body);
    let library =
        format!("#!lua name=lib\nserver.register_function('f', function(KEYS, ARGV) {body}\nend)");
    c.text(&["FUNCTION", "LOAD", "REPLACE", &library]);
    c.text(&["FCALL", "f", "2", "key", "list", "value"]);
}

/// Runs all scripts, alone and in transactions; what the replica got and what the file has.
fn streams(server: &Server, run: Run) -> [String; 2] {
    let link = Link::open(server);
    let mut c = server.connect();
    // A key whose time is over goes when a script asks for it, not when the server finds it.
    c.ok(&["DEBUG", "SET-ACTIVE-EXPIRE", "0"]);
    // From Valkey 9.1 on the clock of native scripts stands still for seconds.
    let waits = |script: &str| script.contains("repeat local n = redis.call('TIME')");
    let by_clock = interface(server) != Interface::Lua;
    let scripts: Vec<_> =
        SCRIPTS.iter().copied().filter(|script| by_clock || !waits(script)).collect();
    scripts.iter().for_each(|script| run(&mut c, script));
    // In transactions of one and of several scripts, and from another database.
    for pair in scripts.chunks(2) {
        c.ok(&["MULTI"]);
        pair.iter().for_each(|script| run(&mut c, script));
        c.ok(&["EXEC"]);
    }
    c.ok(&["SELECT", "9"]);
    scripts.iter().for_each(|script| run(&mut c, script));
    c.ok(&["RPUSH", "the", "end"]);
    let folder = server.folder().join("appendonlydir");
    let file = std::fs::read(folder.join("appendonly.aof.1.incr.aof")).unwrap();
    [without_times(&link.read_to(b"\r\nend\r\n")), without_times(&file)]
}

/// The streams of two servers are the same.
fn assert_same(native: (&Server, Run), ours: (&Server, Run)) {
    assert!(SCRIPTS.len() >= 60);
    let native = streams(native.0, native.1);
    let ours = streams(ours.0, ours.1);
    for (native, ours) in native.iter().zip(&ours) {
        assert!(native.lines().count() > 300, "{native}");
        let differing = native.lines().zip(ours.lines()).position(|(native, ours)| native != ours);
        if let Some(at) = differing {
            let around = |text: &str| {
                let lines: Vec<_> = text.lines().skip(at.saturating_sub(3)).take(6).collect();
                lines.join("\n")
            };
            panic!("native:\n{}\nours:\n{}", around(native), around(ours));
        }
        assert_eq!(native.lines().count(), ours.lines().count());
    }
}

#[test]
fn replicas_and_the_file_get_what_they_get_natively() {
    let [native, ours] = [(); 2].map(|()| Server::start_with(&Options::with(CONFIG)));
    assert_same((&native, eval), (&ours, ferrous_eval));
}

#[test]
fn they_get_the_same_of_the_engine_lua_and_of_its_functions() {
    for run in [eval as Run, fcall] {
        let Some(ours) = by_name(CONFIG) else { return };
        assert_same((&native_server(CONFIG), run), (&ours, run));
    }
}

#[test]
fn a_file_written_by_scripts_can_be_loaded() {
    let server = Server::start_with(&Options::with(&["--appendonly", "yes"]));
    let mut c = server.connect();
    SCRIPTS.iter().for_each(|script| ferrous_eval(&mut c, script));
    c.ok(&["FERROUS.EVAL", "for i = 1, 100 do redis.call('SET', i, i) end", "0"]);
    let digest = c.text(&["DEBUG", "DIGEST"]);
    c.ok(&["DEBUG", "LOADAOF"]);
    assert_eq!(c.text(&["DEBUG", "DIGEST"]), digest);
}

//! `unpack-limit`: native's ceiling unless it is raised.

use crate::support::{Options, Server};

const UNPACK: &str =
    "local t = {} for i = 1, ARGV[1] do t[i] = i end return select('#', unpack(t))";
const BYTES: &str = "return select('#', string.byte(string.rep('x', ARGV[1]), 1, -1))";
const RESUME: &str = "local t = {} for i = 1, ARGV[1] do t[i] = i end \
     return select('#', coroutine.wrap(function(...) return coroutine.yield(...) end)(unpack(t)))";
const PUSH: &str = "local t = {} for i = 1, ARGV[1] do t[i] = i end \
     redis.call('DEL', 'list') return redis.call('RPUSH', 'list', unpack(t))";

#[test]
fn the_ceiling_is_natives() {
    let server = Server::start();
    let mut connection = server.connect();
    for script in [UNPACK, BYTES, RESUME, PUSH] {
        for count in ["10", "7980", "7997", "7998", "7999", "8000", "8001", "100000"] {
            let native = connection.text(&["EVAL", script, "0", count]);
            let ours = connection.text(&["FERROUS.EVAL", script, "0", count]);
            assert_eq!(ours, native, "{script}: {count}");
        }
    }
}

#[test]
fn a_raised_ceiling_lets_through_what_memory_allows() {
    let options = ["unpack-limit", "50000", "script-memory-limit", "16mb"];
    let server = Server::start_with(&Options {
        module_args: options.map(str::to_owned).to_vec(),
        ..Options::default()
    });
    let mut connection = server.connect();
    for script in [UNPACK, BYTES, RESUME, PUSH] {
        let run = |count: &'static str| ["FERROUS.EVAL", script, "0", count];
        assert_eq!(connection.text(&run("49990")), ":49990\r\n", "{script}");
        assert!(connection.text(&run("50001")).contains(" too "), "{script}");
    }
    connection.ok(&["CONFIG", "SET", "ferrous.unpack-limit", "0"]);
    for script in [UNPACK, BYTES, RESUME, PUSH] {
        let run = |count: &'static str| ["FERROUS.EVAL", script, "0", count];
        assert_eq!(connection.text(&run("100000")), ":100000\r\n", "{script}");
        assert!(connection.text(&run("20000000")).contains("not enough memory"), "{script}");
    }
    let endless = "return unpack({}, 1, 2147483647)";
    assert!(connection.text(&["FERROUS.EVAL", endless, "0"]).contains("not enough memory"));
    connection.ok(&["CONFIG", "SET", "ferrous.unpack-limit", "8000"]);
    assert!(connection.text(&["FERROUS.EVAL", UNPACK, "0", "8000"]).contains("too many results"));
}

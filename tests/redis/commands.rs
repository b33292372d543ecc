//! Bad input: every refusal is native's, byte for byte, and the next command works.
//!
//! Parity §3 and §4; the server writes the names of commands into a few errors itself
//! (`native::without_names`).

use crate::support::{Connection, Server, native};

const UNKNOWN: &str = "ffffffffffffffffffffffffffffffffffffffff";
/// The digest of `return 1`.
const RETURN_1: &str = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";

/// Commands, as sent to native scripting; each answers with an error or is there for the next ones.
const COMMANDS: &[&[&str]] = &[
    // E1: words missing.
    &["EVAL"],
    &["EVAL", "return 1"],
    &["EVALSHA"],
    &["EVALSHA", RETURN_1],
    &["EVAL_RO"],
    &["EVAL_RO", "return 1"],
    &["EVALSHA_RO", RETURN_1],
    // E2: a number of keys that is none.
    &["EVAL", "return 1", "abc"],
    &["EVAL", "return 1", ""],
    &["EVAL", "return 1", "1.5"],
    &["EVAL", "return 1", "+0"],
    &["EVAL", "return 1", " 0"],
    &["EVAL", "return 1", "0 "],
    &["EVAL", "return 1", "00"],
    &["EVAL", "return 1", "-0"],
    &["EVAL", "return 1", "0x0"],
    &["EVAL", "return 1", "1e0", "k"],
    &["EVAL", "return 1", "0\0"],
    &["EVAL", "return 1", "99999999999999999999"],
    &["EVAL", "return 1", "9223372036854775808"],
    &["EVAL_RO", "return 1", "x"],
    // E3, E4: too many, too few.
    &["EVAL", "return 1", "1"],
    &["EVAL", "return 1", "2", "k"],
    &["EVAL", "return 1", "9223372036854775807"],
    &["EVAL", "return 1", "2147483648", "k"],
    &["EVAL", "return 1", "4294967296", "k"],
    &["EVAL", "return 1", "-1"],
    &["EVAL", "return 1", "-9223372036854775808"],
    &["EVAL_RO", "return 1", "-1"],
    // E16: the number of keys is looked at before the script.
    &["EVAL", "syntax error here", "-1"],
    &["EVAL", "#!nosuch\n", "x"],
    // E5 to E7: digests.
    &["EVALSHA", UNKNOWN, "0"],
    &["EVALSHA", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "0"],
    &["EVALSHA", "not hexadecimal, but of forty characters", "0"],
    &["EVALSHA", "", "0"],
    &["EVALSHA", "short", "0"],
    &["EVALSHA", "short", "x"],
    &["EVALSHA", "fffffffffffffffffffffffffffffffffffffffff", "-1"],
    &["EVALSHA", UNKNOWN, "x"],
    &["EVALSHA", UNKNOWN, "-1"],
    &["EVALSHA", UNKNOWN, "1"],
    &["EVALSHA_RO", UNKNOWN, "0"],
    &["EVALSHA_RO", "short", "x"],
    &["SCRIPT", "LOAD", "return 1"],
    &["EVALSHA", RETURN_1, "0"],
    &["EVALSHA", "E0E1F9FABFC9D4800C877A703B823AC0578FF8DB", "0"],
    &["EVALSHA_RO", RETURN_1, "0"],
    &["EVALSHA", RETURN_1, "1"],
    // F1: compile errors; the line counts, the chunk is user_script.
    &["EVAL", "return", "0"],
    &["EVAL", "", "0"],
    &["EVAL", "return return", "0"],
    &["EVAL", "x = = 1", "0"],
    &["EVAL", "return 'a", "0"],
    &["EVAL", "return [[a", "0"],
    &["EVAL", "--[[", "0"],
    &["EVAL", "for i = 1 do end", "0"],
    &["EVAL", "return 1\n\nend", "0"],
    &["EVAL", "if true then", "0"],
    &["EVAL", "local x\nif x then\nelse\n", "0"],
    &["EVAL", "break", "0"],
    &["EVAL", "return 1\0 return 2", "0"],
    &["EVAL", "return '\\300'", "0"],
    &["EVAL", "goto x ::x::", "0"],
    &["EVAL", "return 1 // 2", "0"],
    &["EVAL", "f\n(x)", "0"],
    &["EVAL", "return 0x", "0"],
    &["EVAL", "return 1..2", "0"],
    &["EVAL", "return ...", "0"],
    &["EVAL", "return function() return ... end", "0"],
    &["EVAL", "\u{feff}return 1", "0"],
    &["EVAL", "return 1 -- \r\n2", "0"],
    &["EVAL", "local a <const> = 1", "0"],
    &["EVAL", "\x1bLua", "0"],
    &["EVAL", "return a.1", "0"],
    &["EVAL", "a.b:c = 1", "0"],
    &["EVAL", "return {1, 2", "0"],
    &["EVAL", "local function f( end", "0"],
    &["EVAL", "return 1\n\n\n\n@", "0"],
    &["EVAL_RO", "x =", "0"],
    &["SCRIPT", "LOAD", "x = = 1"],
    &["SCRIPT", "LOAD", "#!lua flags=x\n"],
    &["SCRIPT", "LOAD", "#!lua"],
    // F2 to F9: errors at run time.
    &["EVAL", "error('boom')", "0"],
    &["EVAL", "error('boom', 0)", "0"],
    &["EVAL", "error('boom', 2)", "0"],
    &["EVAL", "\nlocal function f() error('boom', 2) end\nf()", "0"],
    &["EVAL", "error()", "0"],
    &["EVAL", "error(true)", "0"],
    &["EVAL", "error(12)", "0"],
    &["EVAL", "error({err = 'MY code'})", "0"],
    &["EVAL", "error({err = 'plain'})", "0"],
    &["EVAL", "error({err = ''})", "0"],
    &["EVAL", "error({err = 12})", "0"],
    &["EVAL", "error({err = 'E x', source = 's', line = 7})", "0"],
    &["EVAL", "error(redis.error_reply('A b'))", "0"],
    &["EVAL", "return nosuch", "0"],
    &["EVAL", "x = 1", "0"],
    &["EVAL", "local a; return a.b", "0"],
    &["EVAL", "local a = {}; return a.b.c", "0"],
    &["EVAL", "return ('x')()", "0"],
    &["EVAL", "return 1 + {}", "0"],
    &["EVAL", "return 'a' < 1", "0"],
    &["EVAL", "return #5", "0"],
    &["EVAL", "\n\nreturn redis.nosuch()", "0"],
    &["EVAL", "return assert(false, 'm')", "0"],
    &["EVAL", "local function f() return f() + 1 end return f()", "0"],
    &["EVAL", "return string.rep()", "0"],
    &["EVAL", "return KEYS[1] .. 'x'", "0"],
    &["EVAL", "return redis.call('GET', KEYS[1])", "0"],
    // Refused commands.
    &["EVAL", "return redis.call()", "0"],
    &["EVAL", "return redis.call('nosuch')", "0"],
    &["EVAL", "return redis.call('')", "0"],
    &["EVAL", "return redis.call('get')", "0"],
    &["EVAL", "return redis.call('get', 'a', 'b')", "0"],
    &["EVAL", "return redis.call('config', 'nosuch')", "0"],
    &["EVAL", "return redis.call('config')", "0"],
    &["EVAL", "return redis.call('multi')", "0"],
    &["EVAL", "return redis.call('eval', 'return 1', 0)", "0"],
    &["EVAL", "return redis.call('script', 'flush')", "0"],
    &["EVAL", "return redis.call('subscribe', 'c')", "0"],
    &["EVAL", "return redis.call('shutdown')", "0"],
    &["EVAL", "return redis.call('debug', 'sleep', 0)", "0"],
    &["EVAL", "return redis.pcall('auth', 'x')", "0"],
    &["EVAL", "return redis.call('set', 'k', {})", "0"],
    &["EVAL", "return redis.call(nil)", "0"],
    &["SET", "s", "text"],
    &["EVAL", "return redis.call('lpush', 's', 'x')", "0"],
    &["EVAL", "return redis.call('incr', 's')", "0"],
    &["EVAL", "\nreturn redis.pcall('incr', 's')", "0"],
    &["EVAL_RO", "return redis.call('set', 's', 'x')", "0"],
    &["EVAL_RO", "return redis.call('publish', 'c', 'x')", "0"],
    // SCRIPT (E8 to E14).
    &["SCRIPT"],
    &["SCRIPT", "NOSUCH"],
    &["SCRIPT", "nosuch", "x"],
    &["SCRIPT", ""],
    &["SCRIPT", "LOAD"],
    &["SCRIPT", "LOAD", "return 1", "x"],
    &["SCRIPT", "EXISTS"],
    &["SCRIPT", "EXISTS", UNKNOWN, "x", "", RETURN_1, "E0E1F9FABFC9D4800C877A703B823AC0578FF8DB"],
    &["script", "exists", RETURN_1, RETURN_1],
    &["SCRIPT", "FLUSH", "x"],
    &["SCRIPT", "FLUSH", ""],
    &["SCRIPT", "FLUSH", "SYNC", "ASYNC"],
    &["SCRIPT", "FLUSH", "SYNC", "x", "y"],
    &["SCRIPT", "FLUSH", "sync"],
    &["SCRIPT", "EXISTS", RETURN_1],
    &["EVALSHA", RETURN_1, "0"],
    &["SCRIPT", "FLUSH", "Async"],
    &["SCRIPT", "FLUSH"],
    &["SCRIPT", "KILL"],
    &["SCRIPT", "HELP", "x"],
];

fn check(connection: &mut Connection, words: &[&str]) {
    native::same(connection, words);
    assert_eq!(connection.text(&["FERROUS.EVAL", "return 'next'", "0"]), "$4\r\nnext\r\n");
}

#[test]
fn bad_input_is_answered_as_natively_and_the_next_command_works() {
    let server = Server::start();
    for connection in [&mut server.connect(), &mut server.connect_resp3()] {
        for words in COMMANDS {
            check(connection, words);
        }
    }
}

#[test]
fn subcommands_of_our_own_check_their_words() {
    let server = Server::start();
    let mut c = server.connect();
    c.ok(&["FERROUS.SCRIPT", "LOAD", "return 1"]);
    assert_eq!(c.text(&["FERROUS.SCRIPT", "SHOW", RETURN_1]), "$8\r\nreturn 1\r\n");
    let unknown = c.text(&["EVALSHA", UNKNOWN, "0"]);
    assert!(unknown.starts_with("-NOSCRIPT "), "{unknown}");
    for (words, reply) in [
        (&["SHOW", UNKNOWN][..], &*unknown),
        (&["SHOW", "x"], &unknown),
        (&["SHOW"], "-ERR wrong number of arguments for 'ferrous.script|show' command\r\n"),
        (&["KILL", "x"], "-ERR FERROUS.SCRIPT KILL only supports the FORCE option\r\n"),
        (&["KILL", "FORCE", "x"], "-ERR FERROUS.SCRIPT KILL only supports the FORCE option\r\n"),
        (&["KILL", "force"], "-NOTBUSY No scripts in execution right now.\r\n"),
    ] {
        let words = [&["FERROUS.SCRIPT"], words].concat();
        assert_eq!(c.text(&words), reply, "{words:?}");
    }
    let help = c.text(&["FERROUS.SCRIPT", "HELP"]);
    for name in ["EXISTS", "FLUSH", "KILL", "LOAD", "SHOW", "HELP"] {
        assert!(help.contains(&format!("\r\n+{name}")), "{name}: {help}");
    }
}

#[test]
fn a_subscriber_may_not_run_scripts() {
    let server = Server::start();
    let mut c = server.connect();
    c.ok(&["SUBSCRIBE", "c"]);
    let native = c.text(&["EVAL", "return 1", "0"]);
    let ours = native::without_names(&c.raw(&["FERROUS.EVAL", "return 1", "0"]));
    assert_eq!(native.as_bytes(), ours);
    c.expect_silence();
}

#[test]
fn a_client_that_listens_runs_no_script() {
    let server = Server::start();
    let mut c = server.connect();
    c.ok(&["SUBSCRIBE", "channel"]);
    let reply = native::same(&mut c, &["EVAL", "return 1", "0"]);
    assert!(reply.starts_with("-ERR Can\\'t execute \\'eval\\'"), "{reply}");
}

//! Bytes of any kind pass unharmed: keys, arguments, script text and errors; lines of the protocol stay
//! lines.
//!
//! Compared with native scripts. The client refuses status and error lines with CR, LF or NUL in them,
//! so every reply here is also a test of that.

use crate::support::{Connection, Server, native};

/// Texts with what could be taken for an end.
const TEXTS: &[&[u8]] = &[
    b"",
    b"\0",
    b"\0x",
    b"a\0b",
    b"\r",
    b"\n",
    b"\r\n",
    b"a\r\nb",
    b"\r\n+OK\r\n",
    b"a\r\n-ERR x\r\n$3\r\nfoo\r\n",
    b"\xff\xfe\x80",
    b"\xc3\x28",
    b"caf\xc3\xa9",
    b"%s%n%d",
    b"\x1b[31m",
    b" ",
    b" a",
    b"-a b",
    b"- ",
    b"\t\x0b\x0c\x7f",
    b"a\0\r\nb",
    b"\r\n\0",
    b"x\r",
    b"x\n\n\r\r",
];

fn all_bytes() -> Vec<u8> {
    (0..=u8::MAX).collect()
}

/// Words of any bytes, natively and by the module.
fn same(connection: &mut Connection, words: &[&[u8]]) {
    native::same(connection, words);
}

fn on_both_protocols(test: impl Fn(&mut Connection)) {
    let server = Server::start();
    test(&mut server.connect());
    test(&mut server.connect_resp3());
}

#[test]
fn keys_and_arguments_pass_unharmed() {
    on_both_protocols(|c| {
        for text in TEXTS.iter().copied().chain([&all_bytes()[..], &vec![b'\n'; 100_000]]) {
            let script = b"redis.call('SET', KEYS[1], ARGV[1])
                return {KEYS[1], ARGV[1], #ARGV[1], redis.call('GET', KEYS[1])}";
            same(c, &[b"EVAL", script, b"1", text, text]);
            let reply = c.raw(&[&b"FERROUS.EVAL"[..], script, b"1", text, text]);
            let bulk = [format!("${}\r\n", text.len()).as_bytes(), text, b"\r\n"].concat();
            assert!(reply.starts_with(&[b"*4\r\n", &bulk[..], &bulk[..]].concat()));
            assert!(reply.ends_with(&bulk));
            assert_eq!(c.bulk(&[b"GET", text]), text);
        }
    });
}

#[test]
fn script_text_passes_unharmed() {
    on_both_protocols(|c| {
        for text in TEXTS.iter().copied().chain([&all_bytes()[..]]) {
            // As a long string, a comment, a quoted string, and after the end.
            for (before, after) in [
                (&b"return [==["[..], &b"]==]"[..]),
                (b"--[==[", b"]==] return 1"),
                (b"return '", b"'"),
                (b"return 1 -- ", b""),
                (b"return 1", b""),
                (b"", b" return 1"),
                (b"return {['", b"'] = 1}"),
            ] {
                let script = [before, text, after].concat();
                same(c, &[b"EVAL", &script, b"0"]);
                same(c, &[b"SCRIPT", b"LOAD", &script]);
            }
        }
    });
}

#[test]
fn errors_and_statuses_stay_on_their_lines() {
    on_both_protocols(|c| {
        let is_valkey_9_1 = c.text(&["INFO", "server"]).contains("valkey_version:9.1.");
        for text in TEXTS.iter().copied().chain([&all_bytes()[..], &vec![b'x'; 5_000]]) {
            for script in [
                "error(ARGV[1])",
                "error(ARGV[1], 0)",
                "error({err = ARGV[1]})",
                "return {err = ARGV[1]}",
                "return {ok = ARGV[1]}",
                "return redis.error_reply(ARGV[1])",
                "return redis.status_reply(ARGV[1])",
                "return {{err = ARGV[1]}, {ok = ARGV[1]}, 'end'}",
                "return {big_number = ARGV[1]}",
                "return {{verbatim_string = {string = ARGV[1], format = 'txt'}}, 'end'}",
                "return {{verbatim_string = {string = 'x', format = ARGV[1]}}, 'end'}",
                "return {map = {[ARGV[1]] = ARGV[1]}}",
                "return {set = {[ARGV[1]] = true}}",
                "return loadstring(ARGV[1])",
                "return loadstring('return 1', ARGV[1])",
                "return loadstring('error(1)', ARGV[1])()",
                "return select(2, pcall(error, ARGV[1]))",
                "return select(2, loadstring('x = = 1', ARGV[1]))",
                "return ({})[ARGV[1]].x",
                "return _G[ARGV[1]]",
                "_G[ARGV[1]] = 1",
                "return redis.call(ARGV[1])",
                "return redis.call('CONFIG', ARGV[1])",
                "return redis.call('SET', ARGV[1])",
                "return redis.pcall('OBJECT', 'ENCODING', ARGV[1])",
                "return redis.call('LPUSH', ARGV[1], 1) and redis.call('INCR', ARGV[1])",
                "return redis.call('SET', 'k', 'v', ARGV[1])",
                "redis.setresp(3) return {double = 1, err = ARGV[1]}",
                "return string.format('%q', ARGV[1])",
                "return {err = {}, ok = ARGV[1]}",
            ] {
                // That server cuts big numbers at a NUL and leaves line breaks in front of an error.
                let is_other = (script.contains("big_number") && text.contains(&0))
                    || (script.contains("error_reply") && text.starts_with(b"\r\n"));
                if !(is_valkey_9_1 && is_other) {
                    same(c, &[b"EVAL", script.as_bytes(), b"0", text]);
                }
            }
        }
    });
}

#[test]
fn a_name_with_a_nul_is_no_command() {
    on_both_protocols(|c| {
        for name in [&b"get\0"[..], b"\0", b"ge\0t", b"get\r\n", &[b'g'; 5_000]] {
            same(c, &[b"EVAL", b"return redis.call(ARGV[1], 'k')", b"0", name]);
            same(c, &[b"EVAL", b"return redis.pcall(ARGV[1], 'k')", b"0", name]);
        }
    });
}

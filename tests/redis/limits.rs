//! Limits as operators set them and scripts lower them, and what both see of them.

use crate::support::{Connection, Server};

const OUT: &str = "-ERR Error running script ";

fn eval(connection: &mut Connection, script: &str) -> String {
    connection.text(&["FERROUS.EVAL", script, "0"])
}

fn set(connection: &mut Connection, option: &str, value: &str) {
    connection.ok(&["CONFIG", "SET", &format!("ferrous.{option}"), value]);
}

#[test]
fn options_take_effect_with_the_next_script() {
    let server = Server::start();
    let mut connection = server.connect();
    let two_mb = "return #('x'):rep(2000000)";
    assert_eq!(eval(&mut connection, two_mb), ":2000000\r\n");
    set(&mut connection, "script-memory-limit", "1mb");
    let reply = eval(&mut connection, two_mb);
    assert!(reply.starts_with(OUT) && reply.ends_with(", not enough memory\r\n"), "{reply}");
    set(&mut connection, "script-memory-limit", "0");
    assert_eq!(eval(&mut connection, two_mb), ":2000000\r\n");
    assert_eq!(server.info("ferrous_memory_limit_hits"), 1);

    set(&mut connection, "script-time-limit", "30");
    let reply = eval(&mut connection, "while true do end");
    assert!(reply.starts_with("-ERR Script exceeded its time limit of 30 milliseconds"), "{reply}");
    assert_eq!(server.info("ferrous_time_limit_hits"), 1);
}

#[test]
fn a_script_can_only_lower_its_limits() {
    let server = Server::start();
    let mut connection = server.connect();
    // Option, what is configured, the script's own, what holds.
    for (configured, own, holds) in [("60", "30", "30"), ("30", "60000", "30"), ("0", "40", "40")] {
        set(&mut connection, "script-time-limit", configured);
        let reply = eval(&mut connection, &format!("--!ferrous timeout={own}\nwhile true do end"));
        let expected = format!("-ERR Script exceeded its time limit of {holds} milliseconds");
        assert!(reply.starts_with(&expected), "{configured} and {own}: {reply}");
    }
    set(&mut connection, "script-time-limit", "0");
    for (configured, own, bytes, fits) in [
        ("1mb", "16mb", 2_000_000, false),
        ("16mb", "1mb", 2_000_000, false),
        ("16mb", "8mb", 2_000_000, true),
        ("0", "1mb", 2_000_000, false),
        ("0", "4000000", 2_000_000, true),
    ] {
        set(&mut connection, "script-memory-limit", configured);
        let script = format!("--!ferrous memory={own}\nreturn #('x'):rep({bytes})");
        let reply = eval(&mut connection, &script);
        assert_eq!(reply == format!(":{bytes}\r\n"), fits, "{configured} and {own}: {reply}");
        assert_eq!(reply.starts_with(OUT), !fits, "{configured} and {own}: {reply}");
    }
}

#[test]
fn limits_are_read_where_they_are_a_comment() {
    let server = Server::start();
    let mut connection = server.connect();
    let rest = "return #('x'):rep(2000000)";
    for (head, counts) in [
        ("--!ferrous memory=1mb", true),
        ("-- About this script.\n--!ferrous memory=1mb", true),
        ("#!lua\n--!ferrous memory=1mb", true),
        ("#!lua flags=no-writes\n-- x\n--!ferrous timeout=60000 memory=1mb\r", true),
        ("--!ferrous memory=8mb\n--!ferrous memory=1mb", true),
        ("local x\n--!ferrous memory=1mb", false),
        ("\n\n--!ferrous memory=1mb", false),
        ("--[[\n--!ferrous memory=1mb\n]]", false),
        ("--!ferrousx memory=1mb", false),
    ] {
        let script = format!("{head}\n{rest}");
        let reply = eval(&mut connection, &script);
        assert_eq!(reply.starts_with(OUT), counts, "{head:?}: {reply}");
        // Natively it is a comment, whatever it says.
        assert_eq!(connection.text(&["EVAL", &script, "0"]), ":2000000\r\n", "{head:?}");
    }
}

#[test]
fn a_word_that_is_not_understood_is_named() {
    let server = Server::start();
    let mut connection = server.connect();
    for (word, line) in
        [("memory=lots", 1), ("timeout=0", 1), ("timeout=-1", 2), ("speed=9", 2), ("x", 1)]
    {
        let script = format!("{}--!ferrous {word}\nreturn 1", "-- comment\n".repeat(line - 1));
        let expected = format!(
            "-ERR Error compiling script (new function): user_script:{line}: bad word in --!ferrous \
             comment near '{word}'\r\n"
        );
        assert_eq!(eval(&mut connection, &script), expected);
        assert_eq!(connection.text(&["FERROUS.SCRIPT", "LOAD", &script]), expected);
        assert_eq!(connection.text(&["EVAL", &script, "0"]), ":1\r\n");
    }
}

#[test]
fn a_script_is_told_once_that_memory_is_out() {
    let server = Server::start();
    let mut connection = server.connect();
    let script = "--!ferrous memory=2mb
        local t = {}
        local function fill() while true do t[#t + 1] = ('x'):rep(1000) .. #t end end
        local _, message = pcall(fill)
        redis.call('SET', 'message', message)
        redis.call('SET', 'reserve', #('y'):rep(2000))
        pcall(fill)
        redis.call('SET', 'caught', '1')";
    let reply = eval(&mut connection, script);
    assert!(reply.starts_with(OUT) && reply.ends_with(", not enough memory\r\n"), "{reply}");
    assert_eq!(connection.bulk(&["GET", "message"]), b"not enough memory");
    assert_eq!(connection.bulk(&["GET", "reserve"]), b"2000", "a handler has room to work");
    assert_eq!(connection.text(&["EXISTS", "caught"]), ":0\r\n", "the second time is the last");
}

#[test]
fn a_command_is_not_repeated_for_want_of_memory() {
    let server = Server::start();
    let mut connection = server.connect();
    // What is no longer needed is freed after the command, when its reply does not fit.
    let values = ["a", "b", "c"].map(|letter| letter.repeat(500 << 10));
    for garbage in [0, 100, 300, 400, 500] {
        connection.text(&["DEL", "list"]);
        connection.text(&["RPUSH", "list", &values[0], &values[1], &values[2]]);
        let script = format!(
            "--!ferrous memory=1mb
            local s = ('x'):rep({garbage} * 1024) s = nil
            local value = redis.call('LPOP', KEYS[1])
            return {{value:sub(1, 1), redis.call('LLEN', KEYS[1])}}"
        );
        let reply = connection.text(&["FERROUS.EVAL", &script, "1", "list"]);
        assert_eq!(reply, "*2\r\n$1\r\na\r\n:2\r\n", "{garbage} KiB of garbage");
    }
    // Nor if the reply does not fit again and again, however the call is made.
    let elements: Vec<String> = (0..50_000).map(|n| format!("value{n:013}")).collect();
    for memory in ["600kb", "800kb", "1mb", "2mb"] {
        for call in [
            "redis.call('LPOP', KEYS[1], 20000)",
            "return redis.call('LPOP', KEYS[1], 20000)",
            "pcall(function() redis.call('LPOP', KEYS[1], 20000)[1] = 1 end)",
            "pcall(function() local t = redis.call('LPOP', KEYS[1], 20000) return #t end)",
            "pcall(redis.call, 'LPOP', KEYS[1], 20000)",
            "for _ in redis.call, 'LPOP', KEYS[1] do break end",
            "local t = setmetatable({}, {__index = function() return redis.call('LPOP', KEYS[1], 20000) end})
             local x = t.x",
        ] {
            connection.text(&["DEL", "list"]);
            let words = ["RPUSH", "list"].into_iter().chain(elements.iter().map(String::as_str));
            connection.text(&words.collect::<Vec<_>>());
            let script = format!("--!ferrous memory={memory}\n{call}");
            connection.raw(&["FERROUS.EVAL", &script, "1", "list"]);
            let left = connection.text(&["LLEN", "list"]);
            assert!([":30000\r\n", ":49999\r\n"].contains(&left.as_str()), "{call}, {memory}: {left}");
        }
    }
    connection.text(&["DEL", "list"]);
    connection.text(&["RPUSH", "list", "b", "c"]);
    // Nor is a reply that did not fit taken for another's.
    let script = "--!ferrous memory=2mb
        local fits, message = pcall(redis.call, 'LPOP', KEYS[1])
        return {fits and 1 or 0, message:sub(1, 20), redis.call('LLEN', KEYS[1])}";
    connection.text(&["LPUSH", "list", &"x".repeat(3 << 20)]);
    let reply = connection.text(&["FERROUS.EVAL", script, "1", "list"]);
    assert_eq!(reply, "*3\r\n:0\r\n$17\r\nnot enough memory\r\n:2\r\n");
}

/// Scripts that take some 600 KiB at a time, by every way in which a function is called or an error raised.
const LARGE_CALLS: &[&str] = &[
    "return #KEYS[1]:upper()",
    "local _, s = pcall(string.rep, 'x', 300 * 1024) return #s",
    "local _, s = pcall(string.upper, KEYS[1]) return #s",
    "local _, s = pcall(string.gsub, KEYS[1], 'a', 'b') return #s",
    "local _, s = pcall(table.concat, {KEYS[1], 'x'}) return #s",
    "local _, s = pcall(cjson.encode, {KEYS[1]}) return #s",
    "local _, t = pcall(cjson.decode, '[\"' .. KEYS[1] .. '\"]') return #t[1]",
    "local _, s = pcall(redis.call, 'GETRANGE', 'value', 0, -1) return #s",
    "local _, s = xpcall(function() return KEYS[1]:lower() end, tostring) return #s",
    "local f = coroutine.wrap(function(...) return pcall(...) end)
     local _, s = f(string.lower, KEYS[1]) return #s",
    "local t = setmetatable({}, {__index = function() return KEYS[1]:upper() end}) return #t.x",
    "local t = setmetatable({}, {__concat = function(a, b) return pcall(string.upper, b) end})
     return t .. KEYS[1] and 1",
    "local s, n = KEYS[1]:gsub('aaaaaaaaaa', function(x) return x .. 'b' end) return {#s, n}",
    "local s, n = KEYS[1]:gsub('(aaaaa)(aaaaa)', function(x, y) return y end) return {#s, n}",
    "local s, n = KEYS[1]:gsub('()', function(at) if at % 1000 == 0 then return at end end) return {#s, n}",
    "local s, n = KEYS[1]:gsub('aaaaaaaaaa', {aaaaaaaaaa = 'y'}) return {#s, n}",
    "local t = setmetatable({}, {__index = function(_, x) return x .. x end})
     local s, n = KEYS[1]:gsub('aaaaaaaaaa', t) return {#s, n}",
    "return #loadstring('return \"' .. KEYS[1]:sub(1, 99999) .. '\"')()",
    "local text, n = 'return \"' .. KEYS[1]:sub(1, 99999) .. '\"', 0
     local f = load(function() n = n + 1 return text:sub(n * 1000 - 999, n * 1000) end) return #f()",
    "local n = 0 table.foreach({1, 2, 3}, function(k) n = n + #(k .. KEYS[1]) end) return n",
    "local t = {KEYS[1]:upper(), 'x', KEYS[1]} table.sort(t, function(a, b) return a:lower() < b end)
     return #t[1]",
    "local _, e = pcall(error, KEYS[1]) return #e",
    "local _, e = pcall(function() error(KEYS[1]) end) return #e",
    "local t = setmetatable({}, {__concat = function(_, s) return s end})
     return #(KEYS[1] .. 'x' .. t .. 'y')",
    "collectgarbage('stop') local n = 0
     for i = 1, 5000 do local _, e = pcall(error, ('q'):rep(900) .. i) n = n + #e end return n",
    "collectgarbage('stop') local t, n = setmetatable({}, {__concat = function() return 'z' end}), 0
     for i = 1, 5000 do n = n + #(('q'):rep(900) .. i .. (t .. t)) end return n",
    "local t = {} for i = 1, 7000 do t[i] = i end
     local f = coroutine.wrap(function(...) coroutine.yield(1) return select('#', ...) end)
     f(unpack(t)) return f()",
    "local function f(n) if n > 0 then return 1 + f(n - 1) end return 0 end
     local _, n = pcall(f, 5000) return n",
];

#[test]
fn garbage_is_freed_before_anybody_hears_that_memory_is_out() {
    let server = Server::start();
    let mut connection = server.connect();
    let large = "a".repeat(300 << 10);
    connection.ok(&["SET", "value", &large]);
    for call in LARGE_CALLS {
        let native = connection.text(&["EVAL", call, "1", &large]);
        for garbage in (0..3500).step_by(125) {
            let script = format!(
                "--!ferrous memory=4mb
                local garbage = ('y'):rep({garbage} * 1024) garbage = nil {call}"
            );
            let reply = connection.text(&["FERROUS.EVAL", &script, "1", &large]);
            assert_eq!(reply, native, "{call} with {garbage} KiB of garbage");
        }
    }
}

#[test]
fn a_full_memory_does_not_change_what_a_tail_call_returns() {
    let server = Server::start();
    let mut connection = server.connect();
    let script = "--!ferrous memory=8mb
        local function f(...) return #arg end
        local t, keep, sum = {}, {}, 0
        for i = 1, 3000 do t[i] = i end
        for i = 1, tonumber(ARGV[1]) do keep[i] = {unpack(t, 1, 245)} end
        local function g(t) return f(unpack(t)) end
        for i = 1, 400 do local n = g(t) sum = sum + n end
        return sum";
    let mut sums = 0;
    for kept in (3600..4096).step_by(8) {
        let reply = connection.text(&["FERROUS.EVAL", script, "0", &kept.to_string()]);
        sums += usize::from(reply == ":1200000\r\n");
        let out = reply.starts_with(OUT) && reply.ends_with(", not enough memory\r\n");
        assert!(reply == ":1200000\r\n" || out, "{kept}: {reply}");
    }
    assert!(sums > 0 && sums < 62, "the limit is within what is tried: {sums}");
}

#[test]
fn keys_and_arguments_count() {
    let server = Server::start();
    let mut connection = server.connect();
    let body = "--!ferrous memory=1mb
        local n = #KEYS for i = 1, #ARGV do n = n + (ARGV[i] and 1) end return n";
    let many = |count: usize| -> Vec<String> {
        let head = ["FERROUS.EVAL", body, "1", "key"];
        let words = head.iter().map(ToString::to_string);
        words.chain((0..count).map(|n| format!("argument number {n}"))).collect()
    };
    assert_eq!(connection.text(&many(1000)), ":1001\r\n");
    let reply = connection.text(&many(100_000));
    assert!(reply.starts_with(OUT), "{reply}");
    assert_eq!(connection.text(&many(1000)), ":1001\r\n");
}

#[test]
fn a_reply_that_is_passed_on_counts() {
    let server = Server::start();
    let mut connection = server.connect();
    connection.text(&["SET", "short", "text"]);
    connection.text(&["SETRANGE", "long", "2000000", "x"]);
    let get = "--!ferrous memory=1mb\nreturn redis.call('GET', KEYS[1])";
    assert_eq!(connection.bulk(&["FERROUS.EVAL", get, "1", "short"]), b"text");
    let reply = connection.text(&["FERROUS.EVAL", get, "1", "long"]);
    assert!(reply.starts_with(OUT), "{reply}");
    assert_eq!(connection.bulk(&["FERROUS.EVAL", get, "1", "short"]), b"text");
}

#[test]
fn long_errors_are_shown_in_part() {
    let server = Server::start();
    let mut connection = server.connect();
    let shown = |reply: &str| reply.matches('x').count();
    let reply = eval(&mut connection, "error({err = ('x'):rep(3 * 2^20)})");
    assert_eq!(shown(&reply), 1 << 20, "{} bytes", reply.len());
    let call =
        "local chunk = 'local t = {} t.' .. ('x'):rep(2^17) .. '()' loadstring(chunk, '=c')()";
    let reply = eval(&mut connection, call);
    assert_eq!(shown(&reply), 64 << 10, "{} bytes", reply.len());
}

#[test]
fn texts_that_cannot_be_compiled_in_their_memory_are_refused() {
    let server = Server::start();
    let mut connection = server.connect();
    set(&mut connection, "script-memory-limit", "1mb");
    let text = format!("return {{{}}}", "'some text', ".repeat(100_000));
    let expected = "-ERR Error compiling script (new function): not enough memory\r\n";
    assert_eq!(eval(&mut connection, &text), expected);
    assert_eq!(connection.text(&["FERROUS.SCRIPT", "LOAD", &text]), expected);
    set(&mut connection, "script-memory-limit", "256mb");
    assert!(
        eval(&mut connection, &format!("--!ferrous memory=1mb\n{text}"))
            .starts_with(expected.trim())
    );
    assert!(connection.text(&["FERROUS.SCRIPT", "LOAD", &text]).starts_with('$'));
}

//! Access control: scripts may do what their user may, wherever in a script they ask (parity A6, A17,
//! §15).

use crate::support::{Connection, Server, native};
use crate::valkey_engine::{Interface, interface, takeover};

/// What a script calls, as the user of the test.
const CALLS: &[&str] = &[
    "redis.call('GET', 'mine:1')",
    "redis.call('GET', 'other')",
    "redis.call('GET', 'read:1')",
    "redis.call('SET', 'mine:1', 'v')",
    "redis.call('SET', 'other', 'v')",
    "redis.call('SET', 'read:1', 'v')",
    "redis.call('SET', 'write:1', 'v')",
    "redis.call('GET', 'write:1')",
    "redis.call('SET', 'write:1', 'v', 'GET')",
    "redis.call('MGET', 'mine:1', 'other')",
    "redis.call('MSET', 'mine:1', 1, 'other', 2)",
    "redis.call('DEL', 'mine:1')",
    "redis.call('FLUSHALL')",
    "redis.call('KEYS', '*')",
    "redis.call('CONFIG', 'GET', 'port')",
    "redis.call('CONFIG', 'SET', 'port', 1)",
    "redis.call('CLIENT', 'ID')",
    "redis.call('PUBLISH', 'news', 'x')",
    "redis.call('PUBLISH', 'secret', 'x')",
    "redis.call('COPY', 'read:1', 'mine:2')",
    "redis.call('COPY', 'mine:2', 'read:1')",
    "redis.call('nosuch')",
    "redis.call('GET')",
    "redis.call('SELECT', 1)",
    "redis.call('PING')",
];

/// Places in a script from which a call is made.
const PLACES: &[&str] = &[
    "return CALL",
    "return {pcall(function() return CALL end)}",
    "return coroutine.wrap(function() return CALL end)()",
    "return {coroutine.resume(coroutine.create(function() return CALL end))}",
    "local r string.gsub('x', 'x', function() r = CALL end) return r",
    "local r table.sort({2, 1}, function(a, b) r = CALL return a < b end) return r",
    "return setmetatable({}, {__index = function() return CALL end}).x",
    "return loadstring([[return CALL]])()",
    "local ok, e = xpcall(function() return CALL end, function(e) return e end) return e",
];

/// The same natively and by the module, each on the data that `start` has made.
fn same(server: &Server, c: &mut Connection, words: &[&str]) {
    let mut admin = server.connect();
    let mut run = |words: &[Vec<u8>]| {
        admin.ok(&["FLUSHALL"]);
        admin.ok(DATA);
        c.raw(words)
    };
    let plain: Vec<Vec<u8>> = words.iter().map(|word| word.as_bytes().into()).collect();
    let native = run(&plain);
    let ours = native::without_names(&run(&native::twin(words)));
    assert_eq!(native.escape_ascii().to_string(), ours.escape_ascii().to_string(), "{words:?}");
}

const DATA: &[&str] = &["MSET", "mine:1", "1", "read:1", "2", "other", "3"];

/// A server with a user, who is logged in on the connections.
fn start(rules: &[&str]) -> (Server, [Connection; 2]) {
    let server = Server::start();
    let mut admin = server.connect();
    admin.ok(DATA);
    let base = ["ACL", "SETUSER", "al", "on", ">pw", "+eval", "+evalsha", "+eval_ro", "+script"];
    let ours = ["+ferrous.eval", "+ferrous.evalsha", "+ferrous.eval_ro", "+ferrous.script"];
    admin.ok(&[&base[..], &ours[..], rules].concat());
    let mut connections = [server.connect(), server.connect_resp3()];
    connections.iter_mut().for_each(|c| c.ok(&["AUTH", "al", "pw"]));
    (server, connections)
}

const RULES: &[&str] = &[
    "+get",
    "+set",
    "+mget",
    "+mset",
    "+del",
    "+copy",
    "+publish",
    "+config|get",
    "+select",
    "~mine:*",
    "%R~read:*",
    "%W~write:*",
    "resetchannels",
    "&news",
];

#[test]
fn calls_are_checked_for_the_user_wherever_they_are_made() {
    let (server, mut connections) = start(RULES);
    for c in &mut connections {
        for call in CALLS {
            for place in PLACES {
                same(&server, c, &["EVAL", &place.replace("CALL", call), "0"]);
            }
            same(&server, c, &["EVAL", &format!("return {}", call.replace("call", "pcall")), "0"]);
            same(
                &server,
                c,
                &["EVAL", &format!("return {}", call.replace("call", "acl_check_cmd")), "0"],
            );
            same(
                &server,
                c,
                &["EVAL", &format!("redis.pcall('DEL', 'mine:9') return {call}"), "0"],
            );
            // A command that the user may not call and a reading script may not call either is refused
            // for the latter reason, natively for the former.
            if ["('GET'", "KEYS'", "PING'", "nosuch'"].iter().any(|name| call.contains(name)) {
                same(&server, c, &["EVAL_RO", &format!("return {call}"), "0"]);
            }
        }
    }
}

#[test]
fn declared_keys_are_checked_before_the_script() {
    let (server, mut connections) = start(RULES);
    for c in &mut connections {
        for key in ["mine:1", "other", "read:1", "write:1"] {
            same(&server, c, &["EVAL", "return 1", "1", key]);
            same(&server, c, &["EVAL", "return 1", "2", "mine:1", key]);
            same(&server, c, &["EVAL", "return 1", "1", "mine:1", key]);
            same(&server, c, &["EVAL_RO", "return 1", "1", key]);
            same(&server, c, &["EVALSHA", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "1", key]);
        }
    }
}

#[test]
fn selectors_count_as_they_do_natively() {
    let rules = ["(+get ~a:*)", "(+set ~b:*)", "(+publish &c)", "+ping"];
    let (server, mut connections) = start(&rules);
    for c in &mut connections {
        for call in [
            "'GET', 'a:1'",
            "'GET', 'b:1'",
            "'SET', 'b:1', 'x'",
            "'SET', 'a:1', 'x'",
            "'PING'",
            "'PUBLISH', 'c', 'x'",
            "'PUBLISH', 'd', 'x'",
            "'GET', 'z'",
            "'DEL', 'a:1'",
        ] {
            same(&server, c, &["EVAL", &format!("return redis.call({call})"), "0"]);
            same(&server, c, &["EVAL", &format!("return redis.acl_check_cmd({call})"), "0"]);
        }
    }
}

#[test]
fn what_is_granted_command_by_command_can_be_used() {
    let server = Server::start();
    let mut admin = server.connect();
    admin.ok(&["ACL", "SETUSER", "bo", "on", ">pw", "+ferrous.script|load", "~*"]);
    let mut c = server.connect();
    c.ok(&["AUTH", "bo", "pw"]);
    assert!(c.text(&["FERROUS.SCRIPT", "LOAD", "return 1"]).starts_with("$40"));
    for words in [
        &["FERROUS.SCRIPT", "FLUSH"][..],
        &["FERROUS.SCRIPT", "EXISTS", "x"],
        &["FERROUS.EVAL", "return 1", "0"],
    ] {
        let reply = c.text(words);
        assert!(
            reply.starts_with("-NOPERM ") && reply.contains("no permissions to run"),
            "{reply}"
        );
    }
    let dry_run = admin.text(&["ACL", "DRYRUN", "bo", "ferrous.eval", "return 1", "0"]);
    assert!(dry_run.contains("no permissions to run the 'ferrous.eval' command"), "{dry_run}");
}

#[test]
fn categories_grant_and_deny_where_modules_may_have_them() {
    let server = Server::start();
    let mut admin = server.connect();
    let has_categories = !server.name().starts_with("redis 7.0.");
    for (rules, with_categories, without) in [
        (&["+@scripting"][..], true, false),
        (&["+@read", "+@fast", "+@slow"], true, false),
        (&["+@read"], false, false),
        (&["+@all", "-@scripting"], false, true),
        (&["+@all", "-@read"], true, true),
        (&["+@all", "-@scripting", "-ferrous.eval_ro"], false, false),
    ] {
        admin.ok(&[&["ACL", "SETUSER", "di", "reset", "on", ">pw", "~*"], rules].concat());
        let mut c = server.connect();
        c.ok(&["AUTH", "di", "pw"]);
        let runs = |reply: String| !reply.starts_with("-NOPERM");
        let native = runs(c.text(&["EVAL_RO", "return 1", "0"]));
        let ours = runs(c.text(&["FERROUS.EVAL_RO", "return 1", "0"]));
        assert_eq!(native, with_categories, "{rules:?}");
        assert_eq!(ours, if has_categories { with_categories } else { without }, "{rules:?}");
    }
}

#[test]
fn what_is_denied_is_logged() {
    let (server, mut connections) = start(RULES);
    let mut admin = server.connect();
    for command in ["EVAL", "FERROUS.EVAL"] {
        admin.ok(&["ACL", "LOG", "RESET"]);
        connections[0].raw(&[command, "return redis.call('GET', 'other')", "0"]);
        connections[0].raw(&[command, "return redis.acl_check_cmd('GET', 'other')", "0"]);
        let log = admin.text(&["ACL", "LOG"]);
        assert!(log.starts_with("*1\r\n"), "{command}: {log}");
        for part in ["\r\nkey\r\n", "\r\nother\r\n", "\r\nal\r\n"] {
            assert!(log.contains(part), "{command}: {log}");
        }
    }
}

#[test]
fn a_deleted_user_runs_no_script() {
    let server = Server::start();
    let mut admin = server.connect();
    admin.ok(&["ACL", "SETUSER", "cy", "on", ">pw", "+@all", "~*"]);
    let mut c = server.connect();
    c.ok(&["AUTH", "cy", "pw"]);
    assert_eq!(c.text(&["FERROUS.EVAL", "return redis.call('PING')", "0"]), "+PONG\r\n");
    admin.ok(&["ACL", "DELUSER", "cy"]);
    assert!(c.try_raw(&["FERROUS.EVAL", "return 1", "0"]).is_err(), "its client is closed");
    assert_eq!(admin.text(&["FERROUS.EVAL", "return 1", "0"]), ":1\r\n");
}

/// The rules that the README gives a user.
fn advised(user: &str) -> Vec<&'static str> {
    let command = format!("redis-cli ACL SETUSER {user} ");
    let mut lines = include_str!("../../README.md").lines();
    let rules: Vec<_> =
        lines.find_map(|line| line.strip_prefix(&command)).unwrap().split(' ').collect();
    assert!(rules.len() > 5, "{rules:?}");
    rules
}

/// Whether a user of these rules may run scripts, by text, by digest and as the container.
fn may(server: &Server, rules: &[&str]) -> [bool; 5] {
    let (mut admin, mut c) = (server.connect(), server.connect());
    admin.ok(&["SCRIPT", "LOAD", "return 1"]);
    admin.ok(&[&["ACL", "SETUSER", "user", "reset", "on", ">pw", "~*"], rules].concat());
    c.ok(&["AUTH", "user", "pw"]);
    let digest = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
    [
        &["EVAL", "return 1", "0"][..],
        &["EVALSHA", digest, "0"],
        &["EVAL_RO", "return 1", "0"],
        &["EVALSHA_RO", digest, "0"],
        &["SCRIPT", "EXISTS", digest],
    ]
    .map(|words| {
        let reply = c.text(words);
        assert_eq!(reply.starts_with("-NOPERM "), reply.starts_with('-'), "{reply}");
        !reply.starts_with('-')
    })
}

#[test]
fn the_advice_for_takeover_holds_with_it_and_without() {
    let plain = Server::start();
    let taken = Server::start_with(&takeover(&[]));
    for server in [&plain, &taken] {
        assert_eq!(may(server, &advised("worker")), [true, true, false, false, true]);
        assert_eq!(may(server, &advised("reader")), [false; 5]);
    }
    assert_eq!(may(&plain, &["+eval"]), [true, false, false, false, false]);
    assert_eq!(may(&plain, &["+@all", "-eval"]), [false, true, true, true, true]);
    // Where the server gives the name away it goes on asking by its own names.
    let by_name = interface(&taken) == Interface::Lua;
    assert_eq!(may(&taken, &["+eval"]), [by_name, false, false, false, false]);
    assert_eq!(may(&taken, &["+@all", "-eval"]), [!by_name, true, true, true, true]);
    // Who has not logged in is not heard.
    let mut admin = taken.connect();
    admin.ok(&["CONFIG", "SET", "requirepass", "pw"]);
    for words in [["EVAL", "return 1", "0"], ["SCRIPT", "LOAD", "return 1"]] {
        let reply = taken.connect().text(&words);
        assert!(reply.starts_with("-NOAUTH "), "{reply}");
    }
    admin.ok(&["AUTH", "pw"]);
    admin.ok(&["CONFIG", "SET", "requirepass", ""]);
}

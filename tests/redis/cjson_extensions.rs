//! The option `cjson-extensions`: OpenResty's names and what they do, and nothing of them without it.

use crate::support::{Connection, Options, Server};

/// The names of a library in the order of `pairs`, and whether an unknown one is nil.
const NAMES: &str = "local j = cjson if ARGV[1] == 'new' then j = cjson.new() end local names = {} \
    for name in pairs(j) do names[#names + 1] = name end return names";

/// Scripts and what they return with the extensions.
const SCRIPTS: &[(&str, &str)] = &[
    // What cannot be told without them stays as it was.
    ("return cjson.encode({{}, {a = {}}, {1}})", "[{},{\"a\":{}},[1]]"),
    ("return cjson.encode(cjson.decode('[[],{}]'))", "[{},{}]"),
    // empty_array
    ("return cjson.encode(cjson.empty_array)", "[]"),
    ("return cjson.encode({x = {cjson.empty_array, cjson.null}})", "{\"x\":[[],null]}"),
    (
        "return type(cjson.empty_array) .. tostring(cjson.empty_array == cjson.null)",
        "userdatafalse",
    ),
    // empty_array_mt: only of an empty table.
    ("return cjson.encode(setmetatable({}, cjson.empty_array_mt))", "[]"),
    ("return cjson.encode(setmetatable({1, 2}, cjson.empty_array_mt))", "[1,2]"),
    ("return cjson.encode(setmetatable({a = 1}, cjson.empty_array_mt))", "{\"a\":1}"),
    (
        "local t = setmetatable({a = 1}, cjson.empty_array_mt) t.a = nil return cjson.encode(t)",
        "[]",
    ),
    ("return cjson.encode({setmetatable({}, cjson.empty_array_mt), {}})", "[[],{}]"),
    // array_mt: a list in any case, fields are left out.
    ("return cjson.encode(setmetatable({}, cjson.array_mt))", "[]"),
    ("return cjson.encode(setmetatable({1, {}, a = 2}, cjson.array_mt))", "[1,{}]"),
    ("return cjson.encode({t = setmetatable({a = 1}, cjson.array_mt)})", "{\"t\":[]}"),
    // decode_array_with_array_mt
    ("return tostring(cjson.decode_array_with_array_mt())", "false"),
    ("return tostring(cjson.decode_array_with_array_mt(true))", "true"),
    (
        "cjson.decode_array_with_array_mt(true) \
         return cjson.encode(cjson.decode('{\"a\":[],\"b\":{},\"c\":[[],{}]}').a)",
        "[]",
    ),
    (
        "cjson.decode_array_with_array_mt('on') return cjson.encode(cjson.decode('[[],{},[[]]]'))",
        "[[],{},[[]]]",
    ),
    (
        "cjson.decode_array_with_array_mt(true) local t = cjson.decode('[]') t[1] = 'x' \
         return tostring(getmetatable(t) == cjson.array_mt) .. cjson.encode(t)",
        "true[\"x\"]",
    ),
    (
        "cjson.decode_array_with_array_mt(true) \
         return tostring(getmetatable(cjson.decode('{}'))) .. #cjson.decode('[1,2]')",
        "nil2",
    ),
    // An instance has a setting of its own, and the same marks.
    (
        "local j = cjson.new() j.decode_array_with_array_mt(true) \
         return j.encode(j.decode('[[]]')) .. cjson.encode(cjson.decode('[[]]'))",
        "[[]][{}]",
    ),
    (
        "local j = cjson.new() return tostring(j.array_mt == cjson.array_mt) .. \
         tostring(j.empty_array_mt == cjson.empty_array_mt) .. cjson.encode({j.empty_array})",
        "truetrue[[]]",
    ),
    // The marks belong to everybody: nobody changes them.
    (
        "return tostring(pcall(function() cjson.array_mt.__index = {} end)) .. \
         tostring(pcall(function() cjson.empty_array_mt.x = 1 end))",
        "falsefalse",
    ),
    ("return cmsgpack.pack(cjson.empty_array)", "\u{fffd}"),
];

/// The names in a library, sorted: tables have another order on Valkey.
fn names(connection: &mut Connection, command: &str, which: &str) -> Vec<String> {
    let reply = connection.text(&[command, NAMES, "0", which]);
    let mut names: Vec<_> =
        reply.lines().filter(|line| !line.starts_with(['*', '$'])).map(str::to_owned).collect();
    names.sort();
    names
}

fn assert_native(connection: &mut Connection) {
    for which in ["global", "new"] {
        let native = names(connection, "EVAL", which);
        assert_eq!(names(connection, "FERROUS.EVAL", which), native);
        let has = |name: &str| native.iter().any(|known| known == name);
        assert!(has("encode_sparse_array") && !has("array_mt"), "{native:?}");
    }
    for name in ["array_mt", "empty_array_mt", "empty_array", "decode_array_with_array_mt"] {
        let script = format!("return tostring(cjson.{name}) .. tostring(cjson.new().{name})");
        assert_eq!(connection.bulk(&["FERROUS.EVAL", &script, "0"]), b"nilnil");
    }
}

fn assert_extended(connection: &mut Connection) {
    for which in ["global", "new"] {
        let ours = names(connection, "FERROUS.EVAL", which);
        for name in ["array_mt", "empty_array_mt", "empty_array", "decode_array_with_array_mt"] {
            assert!(ours.iter().any(|known| known == name), "{which}: {ours:?}");
        }
    }
    for (script, expected) in SCRIPTS {
        let reply = connection.bulk(&["FERROUS.EVAL", script, "0"]);
        assert_eq!(&String::from_utf8_lossy(&reply), expected, "{script}");
    }
}

#[test]
fn without_the_option_the_library_is_natives() {
    let server = Server::start();
    let mut c = server.connect();
    assert!(c.text(&["CONFIG", "GET", "ferrous.cjson-extensions"]).contains("\r\nno\r\n"));
    assert_native(&mut c);
}

#[test]
fn with_the_option_tables_can_be_marked_as_arrays() {
    for options in [
        Options::with(&["--ferrous.cjson-extensions", "yes"]),
        Options {
            module_args: vec!["cjson-extensions".into(), "Yes".into()],
            ..Options::default()
        },
    ] {
        let server = Server::start_with(&options);
        let mut c = server.connect();
        assert!(c.text(&["CONFIG", "GET", "ferrous.cjson-extensions"]).contains("\r\nyes\r\n"));
        assert_extended(&mut c);
    }
}

#[test]
fn the_option_can_be_changed_while_the_server_runs() {
    let server = Server::start();
    let mut c = server.connect();
    let digest = c.bulk(&["FERROUS.SCRIPT", "LOAD", "return tostring(cjson.array_mt ~= nil)"]);
    let mut extended = false;
    for _ in 0..4 {
        let call: [&[u8]; 3] = [b"FERROUS.EVALSHA", &digest, b"0"];
        assert_eq!(c.bulk(&call), extended.to_string().as_bytes());
        extended = !extended;
        c.ok(&["CONFIG", "SET", "ferrous.cjson-extensions", if extended { "yes" } else { "no" }]);
        if extended { assert_extended(&mut c) } else { assert_native(&mut c) }
    }
    assert_eq!(server.info("ferrous_engine_rebuilds"), 0, "counts faults alone");
    for bad in ["maybe", "1", ""] {
        let reply = c.text(&["CONFIG", "SET", "ferrous.cjson-extensions", bad]);
        assert!(reply.starts_with("-ERR"), "{bad}: {reply}");
    }
    let options =
        Options { module_args: vec!["cjson-extensions".into(), "1".into()], ..Options::default() };
    assert!(Server::refusal(&options).contains("cjson-extensions"));
}

#[test]
fn the_setting_ends_with_the_script() {
    let server = Server::start_with(&Options::with(&["--ferrous.cjson-extensions", "yes"]));
    let mut c = server.connect();
    let set = "cjson.decode_array_with_array_mt(true) return 1";
    let get =
        "return tostring(cjson.decode_array_with_array_mt()) .. cjson.encode(cjson.decode('[]'))";
    c.ok(&["FERROUS.EVAL", set, "0"]);
    assert_eq!(c.bulk(&["FERROUS.EVAL", get, "0"]), b"false{}");
    let failing = "cjson.decode_array_with_array_mt(true) error('x')";
    assert!(c.text(&["FERROUS.EVAL", failing, "0"]).starts_with('-'));
    assert_eq!(c.bulk(&["FERROUS.EVAL", get, "0"]), b"false{}");
}

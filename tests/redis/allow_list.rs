//! What scripts can reach: exactly the names of the list, none of which they can change.

use crate::support::{Connection, Options, Server};

/// Globals and the entries of the library tables, as Redis 8 has them.
const ALLOWED: &[(&str, &str)] = &[
    (
        "_G",
        "ARGV KEYS _G _VERSION __redis__err__handler assert bit cjson cmsgpack collectgarbage \
         coroutine error gcinfo getmetatable ipairs load loadstring math next os pairs pcall rawequal \
         rawget rawset redis select setmetatable string struct table tonumber tostring type unpack \
         xpcall",
    ),
    ("bit", "arshift band bnot bor bswap bxor lshift rol ror rshift tobit tohex"),
    (
        "cjson",
        "_NAME _VERSION decode decode_invalid_numbers decode_max_depth encode \
         encode_invalid_numbers encode_keep_buffer encode_max_depth encode_number_precision \
         encode_sparse_array new null",
    ),
    ("cmsgpack", "_COPYRIGHT _DESCRIPTION _NAME _VERSION pack unpack unpack_limit unpack_one"),
    ("coroutine", "create resume running status wrap yield"),
    (
        "math",
        "abs acos asin atan atan2 ceil cos cosh deg exp floor fmod frexp huge ldexp log log10 max min \
         mod modf pi pow rad random randomseed sin sinh sqrt tan tanh",
    ),
    ("os", "clock"),
    (
        "redis",
        "LOG_DEBUG LOG_NOTICE LOG_VERBOSE LOG_WARNING REDIS_VERSION REDIS_VERSION_NUM REPL_ALL \
         REPL_AOF REPL_NONE REPL_REPLICA REPL_SLAVE acl_check_cmd breakpoint call debug error_reply \
         log pcall replicate_commands set_repl setresp sha1hex status_reply",
    ),
    (
        "string",
        "byte char dump find format gfind gmatch gsub len lower match rep reverse sub upper",
    ),
    ("struct", "pack size unpack"),
    ("table", "concat foreach foreachi getn insert maxn remove setn sort"),
];

/// What Valkey adds to the list.
const ADDED_BY_VALKEY: &[(&str, &[&str])] = &[
    ("_G", &["server", "__server__err__handler"]),
    ("redis", &["SERVER_NAME", "VALKEY_VERSION", "VALKEY_VERSION_NUM"]),
];

const NAMES: &str = "local names = {} for name in pairs(KEYS[1] == '_G' and _G or _G[KEYS[1]]) do \
     names[#names + 1] = name end table.sort(names) return table.concat(names, ' ')";

/// Names that native scripts are refused.
const REFUSED: &str = "arg bit32 debug dofile getfenv io loadfile module newproxy package print require \
     setfenv utf8 undefined";

/// Scripts that read or write what they must not, or what they may.
const TRIALS: &[&str] = &[
    "return _G[5]",
    "return _G[1.5]",
    "return _G[true]",
    "return _G[{}]",
    "return {rawget(_G, 'undefined') == nil and 'nil', pcall(rawget(_G, 'undefined') or type, 1)}",
    "undefined = 1",
    "local function f() undefined = 1 end f()",
    "function undefined() end",
    "_G.undefined = 1",
    "_G['a\\0b'] = 1",
    "return _G['a\\0b']",
    "rawset(_G, 'undefined', 1)",
    "setmetatable(_G, {})",
    "setmetatable(_G, nil)",
    "getmetatable(_G).__index = nil",
    "getmetatable('').__index = nil",
    "getmetatable('').__add = function() end",
    "string.undefined = 1",
    "string.sub = nil",
    "string = nil",
    "KEYS = {}",
    "ARGV = nil",
    "redis.call = nil",
    "redis.undefined = 1",
    "table.insert(math, 1)",
    "table.insert(string, 1, 2)",
    "table.remove(string)",
    "table.sort(string)",
    "table.setn(string, 1)",
    "rawset(string, 1, 2)",
    "rawset(cjson, 'null', 2)",
    "setmetatable(string, {})",
    "setmetatable(coroutine, nil)",
    "for name in pairs(math) do math[name] = 1 end",
    "loadstring('undefined = 1')()",
    "return loadstring('return undefined')()",
    "return coroutine.wrap(function() return undefined end)()",
    "coroutine.wrap(function() undefined = 1 end)()",
    "setmetatable({}, {__index = function() undefined = 1 end}).x = 1 return 1",
    "return setmetatable({}, {__index = function() undefined = 1 end}).x",
    "return setmetatable({}, {__newindex = _G, __index = _G}).undefined",
    "setmetatable({}, {__newindex = _G}).undefined = 1",
    "setmetatable({}, {__newindex = string}).sub = 1",
    "local t = {} t._G = _G t._G._G.x = 1",
    "return redis.undefined",
    "return string.undefined",
    "return {table.pack, table.unpack, string.pack, math.maxinteger, coroutine.isyieldable}",
    "KEYS[1] = 'z' ARGV[2] = 'y' KEYS.n = 3 setmetatable(ARGV, {}) return {KEYS[1], ARGV[2], KEYS.n}",
    "return {#KEYS, #ARGV}",
    "return {type(__redis__err__handler), _G == _G._G and 1 or 0, _VERSION}",
];

/// Tries to change every table that can be reached, but KEYS and ARGV, which are the script's own.
/// Answers how many there are, and what was not refused.
const CHANGES: &str = r"
    local refusal = 'Attempt to modify a readonly table'
    local seen, found, wrong = {[KEYS] = true, [ARGV] = true}, 0, {}
    local ways = {
      assign = function(t) t.undefined = 1 end,
      assign_index = function(t) t[1] = 1 end,
      clear = function(t) t[(next(t))] = nil end,
      rawset = function(t) rawset(t, 'undefined', 1) end,
      insert = function(t) table.insert(t, 1) end,
      setmetatable = function(t) setmetatable(t, {}) end,
      unsetmetatable = function(t) setmetatable(t, nil) end,
    }
    local function walk(t, path)
      if type(t) ~= 'table' or seen[t] then return end
      seen[t] = true
      found = found + 1
      for name, way in next, ways do
        local ok, text = pcall(way, t)
        if ok or not string.find(text, refusal, 1, true) then
          wrong[#wrong + 1] = path .. ' ' .. name .. ': ' .. tostring(text)
        end
      end
      for name, entry in next, t do walk(entry, path .. '.' .. tostring(name)) end
      walk(getmetatable(t), 'metatable of ' .. path)
    end
    walk(_G, '_G')
    for _, value in ipairs {'', 0, true, type, coroutine.create(function() end), cjson.null} do
      walk(getmetatable(value), 'metatable of a ' .. type(value))
    end
    return {found, wrong}
";

fn is_valkey(connection: &mut Connection) -> bool {
    connection.text(&["INFO", "server"]).contains("valkey_version:")
}

#[test]
fn scripts_see_the_names_of_the_list_and_no_others() {
    let server = Server::start();
    let mut connection = server.connect();
    let valkey = is_valkey(&mut connection);
    for (library, names) in ALLOWED {
        let mut names: Vec<&str> = names.split_whitespace().collect();
        for (added_to, added) in ADDED_BY_VALKEY {
            if valkey && added_to == library {
                names.extend(*added);
            }
        }
        names.sort_unstable();
        let seen = connection.bulk(&["FERROUS.EVAL", NAMES, "1", library]);
        assert_eq!(String::from_utf8_lossy(&seen), names.join(" "), "{library}");
        // Servers before 7.4 have no clock.
        let native = connection.text(&["EVAL", NAMES, "1", library]);
        if let Some((_, native)) = native.strip_prefix('$').and_then(|text| text.split_once("\r\n"))
        {
            let missing = |name: &&str| native.trim_end().split(' ').all(|known| known != *name);
            let missing: Vec<&str> = names.iter().copied().filter(|name| missing(name)).collect();
            assert!(missing.is_empty() || *library == "_G" && missing == ["os"], "{missing:?}");
            assert_eq!(native.trim_end().split(' ').count(), names.len() - missing.len());
        }
    }
}

#[test]
fn what_is_refused_is_refused_in_the_words_of_native_scripts() {
    let server = Server::start();
    let mut connection = server.connect();
    let reads: Vec<String> = REFUSED.split(' ').map(|name| format!("return {name}")).collect();
    let calls: Vec<String> = REFUSED.split(' ').map(|name| format!("return {name}(1)")).collect();
    let trials = TRIALS.iter().map(ToString::to_string).chain(reads).chain(calls);
    for trial in trials {
        let words = |name: &'static str| [name, &trial, "1", "k", "a"].map(str::to_owned);
        let native = connection.text(&words("EVAL"));
        assert_eq!(native, connection.text(&words("FERROUS.EVAL")), "{trial}");
    }
}

#[test]
fn no_table_of_the_world_can_be_changed() {
    let server = Server::start();
    let mut connection = server.connect();
    // Globals, ten libraries, the metatables of the globals and of strings.
    assert_eq!(connection.text(&["FERROUS.EVAL", CHANGES, "0"]), "*2\r\n:13\r\n*0\r\n");
}

#[test]
fn unseeded_numbers_go_on_and_seeds_end_with_their_script() {
    let draw = "return {tostring(math.random()), math.random(1000), math.random(-9, 9)}";
    let seeded = "math.randomseed(42) return {tostring(math.random()), math.random(1000)}";
    let (ours, native) = (Server::start(), Server::start_with(&Options::default()));
    let (mut ours, mut native) = (ours.connect(), native.connect());
    for _ in 0..5 {
        let drawn = native.text(&["EVAL", draw, "0"]);
        assert_eq!(ours.text(&["FERROUS.EVAL", draw, "0"]), drawn);
        // The native sequence would go on from the seed.
        let first = ours.text(&["FERROUS.EVAL", seeded, "0"]);
        assert_eq!(ours.text(&["FERROUS.EVAL", seeded, "0"]), first);
        let failed = "math.randomseed(1) error(tostring(math.random()), 0)";
        assert!(ours.text(&["FERROUS.EVAL", failed, "0"]).starts_with("-ERR 0.0416"));
    }
    assert_eq!(ours.text(&["FERROUS.EVAL", seeded, "0"]), native.text(&["EVAL", seeded, "0"]));
}

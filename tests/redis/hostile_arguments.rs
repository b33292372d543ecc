//! Every function of the library with arguments that nobody should give it: the error or the value that
//! native scripts get, at once, and never more memory than the script may have.
//!
//! The functions are those that a script finds in the module, so that none is forgotten.

use std::time::{Duration, Instant};

use crate::support::{Connection, Options, Server};

/// All functions that a script can reach, as paths.
const FUNCTIONS: &str = r"
    local paths = {}
    for name, entry in pairs(_G) do
      if type(entry) == 'function' then paths[#paths + 1] = name end
      if type(entry) == 'table' and entry ~= _G and entry ~= KEYS and entry ~= ARGV then
        for inner, value in pairs(entry) do
          if type(value) == 'function' then paths[#paths + 1] = name .. '.' .. inner end
        end
      end
    end
    table.sort(paths)
    return table.concat(paths, ' ')
";

/// Functions whose outcome is not for comparing: they run commands or write the log, answer what the
/// process has used, or do what only the module does on purpose.
const NOT_COMPARED: &[&str] = &[
    "redis.call",
    "redis.pcall",
    "redis.log",
    "redis.acl_check_cmd",
    "redis.breakpoint",
    "redis.debug",
    "gcinfo",
    "os.clock",
    "collectgarbage",
    "string.dump",
];

/// Calls a function with every combination of up to two of these values, and of up to four of the
/// `few`; answers a line for each call. Values are made anew for each call.
const MATRIX: &str = r"
    local path, out = ARGV[1], {}
    local f = loadstring('return ' .. path)()
    if path == 'math.random' then math.randomseed(7) end
    local long = string.rep('x', 2000)
    local values = {
      function() return nil end,
      function() return true end,
      function() return 0 end,
      function() return -1 end,
      function() return 3 end,
      function() return 1.5 end,
      function() return 0/0 end,
      function() return 1/0 end,
      function() return -1/0 end,
      function() return 2^31 end,
      function() return -2^31 end,
      function() return 2^53 end,
      function() return -2^53 end,
      function() return 2^63 end,
      function() return 1e308 end,
      function() return '' end,
      function() return 'abc' end,
      function() return '10' end,
      function() return '%' end,
      function() return '%d(.-)' end,
      function() return 'a\0b' end,
      function() return long end,
      function() return {3, 1, 2, n = 5} end,
      function() return setmetatable({}, {__metatable = 1}) end,
      function() return function(...) return ... end end,
      function() return coroutine.create(function(...) return ... end) end,
      function() return cjson.null end,
    }
    local few = {}
    for _, i in ipairs {1, 3, 5, 7, 11, 15, 17, 23, 25} do few[#few + 1] = values[i] end
    local function show(v)
      if type(v) == 'number' then return string.format('%.17g', v) end
      if type(v) == 'string' then v = v:gsub('0x%x+', 'address') end
      if type(v) == 'string' then return #v > 80 and #v .. redis.sha1hex(v) or string.format('%q', v) end
      if type(v) == 'boolean' or v == nil then return tostring(v) end
      if type(v) == 'table' then
        local parts = {}
        for k, x in next, v do
          local plain = type(k) == 'number' or type(k) == 'string'
          parts[#parts + 1] = (plain and k or type(k)) .. '=' .. type(x)
        end
        return '{' .. table.concat(parts, ' ') .. '}'
      end
      return type(v)
    end
    local function note(...)
      local line = {}
      for i = 1, math.min(select('#', ...), 8) do line[i] = show((select(i, ...))) end
      out[#out + 1] = select('#', ...) .. ' ' .. table.concat(line, ' ')
    end
    local harmful = ARGV[2] == path
    local function try(count, ...)
      -- Natively it would move 2^31 elements, or worse.
      for i = 1, count do
        if harmful and select(i, ...) == -2^31 then out[#out + 1] = 'left out' return end
      end
      note(pcall(f, ...))
    end
    try(0)
    for _, a in ipairs(values) do
      try(1, a())
      for _, b in ipairs(values) do try(2, a(), b()) end
    end
    for _, a in ipairs(few) do
      for _, b in ipairs(few) do
        for _, c in ipairs(few) do
          try(3, a(), b(), c())
          try(4, a(), b(), c(), b())
        end
      end
    end
    return out
";

/// Functions that native scripts must not be given -2^31.
const HARMFUL: &[&str] = &["table.insert", "bit.tohex"];

/// Scripts that ask for more than there is, or for work without end; what their reply contains.
const HUGE: &[(&str, &str)] = &[
    ("return #string.rep('x', 2147483647)", "not enough memory"),
    ("return #string.rep(string.rep('x', 65536), 65536)", "not enough memory"),
    ("return #string.rep('', 2147483647)", ":0\r\n"),
    ("local s = 'x' for i = 1, 40 do s = s .. s end return #s", "not enough memory"),
    ("return #(string.rep('x', 20000):gsub('', string.rep('y', 20000)))", "not enough memory"),
    (
        "return #(string.rep('x', 20000):gsub('.', function(c) return c:rep(20000) end))",
        "not enough",
    ),
    (
        "local t = {} for i = 1, 2000 do t[i] = string.rep('x', 20000) end return #table.concat(t)",
        "not",
    ),
    (
        "local s = string.rep('x', 1e6) return #string.format(string.rep('%s', 100), unpack((function() \
      local t = {} for i = 1, 100 do t[i] = s end return t end)()))",
        "not enough memory",
    ),
    ("local t = {} table.insert(t, -2147483648, 1) return t[-2147483648]", ":1\r\n"),
    (
        "local t = {[-9] = 'x', [-2e9] = 'y', [7] = 'z', [2e9] = 0} table.insert(t, -2147483648, 1) \
      return t[-8] .. t[-2e9 + 1] .. t[7] .. t[2e9] .. tostring(t[-9]) .. tostring(t[-2e9])",
        "xyz0nilnil",
    ),
    ("return table.concat({}, '', 1, 2147483647)", "invalid value (nil) at index 1"),
    (
        "return table.concat(setmetatable({}, {__index = function() return 'x' end}), '', 1, 2^31 - 1)",
        "index 1",
    ),
    ("return unpack({}, 1, 2147483647)", "too many results to unpack"),
    ("return unpack({}, -2147483648, 2147483647)", "too many results to unpack"),
    ("return string.byte(string.rep('x', 1e6), 1, -1)", "string slice too long"),
    ("local t = {} t[2^26] = 1 t[2^53] = 2 return #t", ":0\r\n"),
    ("return select('#', select(-1, 1, 2))", ":1\r\n"),
    ("return tostring(tonumber(string.rep('1', 1e6)))", "inf"),
    ("return tostring(tonumber(string.rep('1', 1e6), 36))", "e+"),
    ("return #cjson.encode(string.rep('\\0', 8e6))", "not enough memory"),
    ("local t = {} for i = 1, 40 do t = {t, t} end return #cjson.encode(t)", "not enough memory"),
    ("return #cjson.decode('[' .. string.rep('[],', 1e6) .. '1]')", "not enough memory"),
    ("return {cmsgpack.unpack('\\221\\255\\255\\255\\255')}", "Missing bytes in input."),
    (
        "return #cmsgpack.unpack('\\221\\0\\16\\0\\0' .. string.rep('\\144', 2^20))",
        "not enough memory",
    ),
    ("return struct.pack('c2147483647', 'x')", "string too short"),
    ("return select(2, load(function() return 'x = 1 ' end))", "not enough memory"),
    ("return #loadstring('return \"' .. string.rep('x', 1e6) .. '\"')()", ":1000000\r\n"),
    ("local t = {} for i = 1, 1e9 do t[i] = {} end", "not enough memory"),
    (
        "local t = {} for i = 1, 1e9 do t[i] = coroutine.create(function() end) end",
        "not enough memory",
    ),
    ("local t = {} for i = 1, 1e9 do t[i] = 'k' .. i end", "not enough memory"),
    ("local t = {} for i = 1, 1e9 do t[i] = function() return i end end", "not enough memory"),
    (
        "local e = 'x' while true do local _, m = pcall(error, e .. e, 0) e = m end",
        "not enough memory",
    ),
];

/// How long any of them may take, on a slow machine under load.
const PATIENCE: Duration = Duration::from_secs(50);

/// The strings of a reply that is an array of them.
fn lines(reply: &[u8]) -> Vec<String> {
    let text = reply.escape_ascii().to_string();
    text.split("\\r\\n").map(str::to_owned).collect()
}

fn functions(connection: &mut Connection) -> Vec<String> {
    let paths = connection.bulk(&["FERROUS.EVAL", FUNCTIONS, "0"]);
    String::from_utf8(paths).unwrap().split(' ').map(str::to_owned).collect()
}

#[test]
fn hostile_arguments_get_what_they_get_natively() {
    let server = Server::start();
    let mut connection = server.connect();
    let functions = functions(&mut connection);
    assert!(functions.len() > 100, "{functions:?}");
    let (mut compared, mut calls, mut wrong) = (0, 0, Vec::new());
    for path in functions.iter().filter(|path| !NOT_COMPARED.contains(&path.as_str())) {
        // Natively os is new, and settings of cjson stay.
        connection.ok(&["SCRIPT", "FLUSH"]);
        let left_out = if HARMFUL.contains(&path.as_str()) { path } else { "" };
        let native = lines(&connection.raw(&["EVAL", MATRIX, "0", path, left_out]));
        let ours = lines(&connection.raw(&["FERROUS.EVAL", MATRIX, "0", path, left_out]));
        compared += 1;
        calls += native.len() / 2;
        let differing = native.iter().zip(&ours).filter(|(native, ours)| native != ours);
        wrong.extend(
            differing.take(3).map(|(native, ours)| format!("{path}: {native}\n  not {ours}")),
        );
    }
    eprintln!("{compared} functions in {calls} calls with hostile arguments");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_function_harms_the_server() {
    let server = Server::start_with(&Options {
        module_args: ["script-memory-limit", "24mb"].map(str::to_owned).to_vec(),
        ..Options::default()
    });
    let mut connection = server.connect();
    for path in functions(&mut connection) {
        let started = Instant::now();
        let reply = connection.raw(&["FERROUS.EVAL", MATRIX, "0", &path, ""]);
        let shown = reply[..reply.len().min(200)].escape_ascii();
        // An array of answers, or out of memory: nothing else ends the script.
        let is_refused = String::from_utf8_lossy(&reply).contains("not enough memory");
        assert!(reply.starts_with(b"*") || is_refused, "{path}: {shown}");
        assert!(started.elapsed() < PATIENCE, "{path}");
    }
}

#[test]
fn huge_demands_end_at_once_within_the_memory_limit() {
    let server = Server::start_with(&Options {
        module_args: ["script-memory-limit", "24mb"].map(str::to_owned).to_vec(),
        ..Options::default()
    });
    let mut connection = server.connect();
    for (script, part) in HUGE {
        let started = Instant::now();
        let reply = connection.text(&["FERROUS.EVAL", script, "0"]);
        assert!(reply.contains(part), "{script}: {}", &reply[..reply.len().min(200)]);
        assert!(started.elapsed() < PATIENCE, "{script}");
    }
}

//! What must hold after any script, however hostile: one reply, a server that answers at once, an engine
//! that works, memory as before, and a world that later scripts find unchanged.

use std::fmt::Write as _;
use std::time::Duration;

use super::resp::Connection;
use super::server::{Options, Server};

/// Bytes by which memory may differ afterwards.
const SLACK: i64 = 64 << 10;
/// Processor time of the server from a script's reply to the next command's.
const AT_ONCE: Duration = Duration::from_millis(50);

/// A hash of all that scripts share: every table that can be reached, what is in it, its metatable and
/// whether it can be written, and the settings of the libraries.
const WORLD: &str = r"
    local seen, lines = {}, {}
    local function walk(name, value)
      local kind = type(value)
      if kind ~= 'table' then lines[#lines + 1] = name .. '=' .. kind .. tostring(value) return end
      if seen[value] then lines[#lines + 1] = name .. '@' .. seen[value] return end
      seen[value] = name
      if value ~= KEYS and value ~= ARGV then
        lines[#lines + 1] = name .. (pcall(rawset, value, 'probe', 1) and ' writable' or ' frozen')
      end
      local keys = {}
      for key in pairs(value) do keys[#keys + 1] = key end
      table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
      for _, key in ipairs(keys) do walk(name .. '.' .. tostring(key), value[key]) end
      walk(name .. '#', getmetatable(value) or false)
    end
    walk('_G', _G)
    for i, value in ipairs({'', 0, true, function() end,
                            coroutine.create(function() end)}) do
      walk('kind' .. i, getmetatable(value) or false)
    end
    local function settings(...)
      for i = 1, select('#', ...) do lines[#lines + 1] = tostring((select(i, ...))) end
    end
    settings(cjson.encode_sparse_array()) settings(cjson.encode_max_depth())
    settings(cjson.decode_max_depth()) settings(cjson.encode_number_precision())
    settings(cjson.encode_invalid_numbers()) settings(cjson.decode_invalid_numbers())
    settings(collectgarbage('setpause', 200)) settings(collectgarbage('setstepmul', 200))
    return redis.sha1hex(table.concat(lines, '\n'))";

/// A script and what it answers.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What it tries.
    pub name: &'static str,
    /// Its text.
    pub script: &'static str,
    /// The reply without its last line break and without the place in an error; `*` stands for anything.
    pub answer: &'static str,
}

/// Shorter than a literal of [`Row`].
pub const fn row(name: &'static str, script: &'static str, answer: &'static str) -> Row {
    Row { name, script, answer }
}

/// A server and how it was before.
pub struct Probe {
    /// The server.
    pub server: Server,
    connection: Connection,
    other: Connection,
    before: State,
}

#[derive(Debug, PartialEq, Eq)]
struct State {
    world: Vec<u8>,
    data: String,
    engine: i64,
    server: i64,
}

impl Probe {
    /// A server to try things on.
    pub fn start(options: &Options) -> Probe {
        let server = Server::start_with(options);
        let (mut connection, mut other) = (server.connect(), server.connect());
        // What is made once, for the first script or the first slow one, is made here.
        let first = "--!ferrous timeout=20\nredis.call('COMMAND') while true do end";
        connection.text(&["FERROUS.EVAL", first, "0"]);
        state(&server, &mut connection);
        other.text(&["PING"]);
        let before = state(&server, &mut connection);
        Probe { server, connection, other, before }
    }

    /// Runs all rows, each text twice behind `pragma`; says at the end which of them fail, and how.
    pub fn run(&mut self, pragma: &str, rows: &[Row]) {
        let mut failures = String::new();
        for row in rows {
            if let Err(why) = self.run_row(pragma, row) {
                writeln!(failures, "{}: {why}", row.name).unwrap();
            }
        }
        assert!(failures.is_empty(), "\n{failures}");
    }

    fn run_row(&mut self, pragma: &str, row: &Row) -> Result<(), String> {
        let script = format!("{pragma}\n{}", row.script);
        let words = ["FERROUS.EVAL", &script, "0"];
        // An engine that one run has worn out would answer the second time otherwise.
        for _ in 0..2 {
            let reply = self.connection.try_raw(&words).map_err(|error| error.to_string())?;
            let shown = without_place(&String::from_utf8_lossy(&reply));
            if !matches(&shown, row.answer) {
                let shown: String = shown.chars().take(300).collect();
                return Err(format!("answered {shown}"));
            }
            let start = self.server.cpu_time();
            let pong = self.other.text(&["PING"]);
            let taken = self.server.cpu_time() - start;
            if pong != "+PONG\r\n" || taken > AT_ONCE {
                return Err(format!("{pong:?} after {taken:?}"));
            }
        }
        let after = state(&self.server, &mut self.connection);
        let before = &self.before;
        if after.world != before.world {
            return Err("the world has changed".to_owned());
        }
        if after.data != before.data {
            return Err("the data have changed".to_owned());
        }
        let same = |a: i64, b: i64| (a - b).abs() <= SLACK;
        if !same(after.engine, before.engine) || !same(after.server, before.server) {
            let of = |state: &State| format!("{} and {}", state.engine, state.server);
            return Err(format!("memory was {}, is {}", of(before), of(&after)));
        }
        Ok(())
    }
}

fn state(server: &Server, connection: &mut Connection) -> State {
    connection.ok(&["FERROUS.SCRIPT", "FLUSH"]);
    let world = connection.bulk(&["FERROUS.EVAL", WORLD, "0"]);
    connection.ok(&["FERROUS.SCRIPT", "FLUSH"]);
    assert_eq!(connection.text(&["FERROUS.EVAL", "return 1", "0"]), ":1\r\n");
    connection.ok(&["FERROUS.SCRIPT", "FLUSH"]);
    State {
        world,
        data: connection.text(&["DEBUG", "DIGEST"]),
        engine: server.info("ferrous_engine_memory"),
        server: server.info("used_memory"),
    }
}

/// A reply without the last line break and without what says where an error was.
fn without_place(reply: &str) -> String {
    let reply = reply.strip_suffix("\r\n").unwrap_or(reply);
    match reply.find(" script: ") {
        Some(at) if reply.starts_with('-') => reply[..at].to_owned(),
        _ => reply.to_owned(),
    }
}

/// Does a text match a pattern in which `*` stands for anything?
fn matches(text: &str, pattern: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return text == pattern };
    let Some(text) = text.strip_prefix(first) else { return false };
    text.char_indices().map(|(at, _)| at).chain([text.len()]).any(|at| matches(&text[at..], rest))
}

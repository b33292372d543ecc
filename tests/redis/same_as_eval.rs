//! Scripts natively and by the module, on the same server (or on two of a kind, where it is the module that
//! plain commands reach) under RESP2 and RESP3: the same replies byte for byte, the same data.
//!
//! The scripts are in `same_as_eval/`, by the part of scripting that they are about. A line there is:
//!
//! * `== title`: a new group; what was set for the last one does not hold any more,
//! * `# text`: a comment,
//! * `@before COMMAND WORD...`: sent before each script of the group,
//! * `@call KEY... , ARG...`: what its scripts are called with; without it, nothing,
//! * `@by COMMAND`: how they are called, if not by `EVAL`,
//! * `<<<` and `>>>`: a script of several lines is between them,
//! * else a script. `␊`, `␍`, `␀` and `␉` stand for LF, CR, NUL and TAB, also in words.

use std::fmt::{self, Display, Formatter};

use crate::support::{Connection, Options, Server, native};

const FILES: &[(&str, &str)] = &[
    ("api", include_str!("same_as_eval/api.txt")),
    ("commands", include_str!("same_as_eval/commands.txt")),
    ("errors", include_str!("same_as_eval/errors.txt")),
    ("language", include_str!("same_as_eval/language.txt")),
    ("libraries", include_str!("same_as_eval/libraries.txt")),
    ("replies", include_str!("same_as_eval/replies.txt")),
    ("sandbox", include_str!("same_as_eval/sandbox.txt")),
    ("shebang", include_str!("same_as_eval/shebang.txt")),
    ("values", include_str!("same_as_eval/values.txt")),
];

/// Scripts that there are at least.
const LEAST: usize = 600;

/// Scripts that other servers run in a way that the module does not follow, each with a part of its
/// text, under the servers by what their names begin with.
const ELSEWHERE: &[(&str, &[&str])] = &[
    // Line breaks in errors are sent as they are.
    ("redis 7.4", &["\\n", "\n", "\r", "\\r"]),
    // Its sandbox is open in places.
    ("redis 7.4", &["in pairs(_G)", "return getfenv", "return setfenv", "return newproxy"]),
    ("redis 7.4", &["[[a [[b]]", "getmetatable('').", "return ('x')"]),
    // Tables have another order, and those of replies another length.
    (
        "valkey",
        &[
            "in pairs(redis)",
            "t['k' .. i] = 1",
            "m['k' .. i] =",
            "redis.setresp(3) return redis.call('XINFO', 'STREAM', 'x')",
            "redis.setresp(3) return redis.call('COMMAND', 'DOCS', 'get')",
            "redis.setresp(3) return redis.call('LCS', 's', 's', 'IDX')",
            "return {#r, tostring(r[2]), r[3]}",
        ],
    ),
    (
        "valkey 9.",
        &[
            // Numbers among the arguments are not stored as numbers.
            "'ENCODING', KEYS[1]",
            // Quotes in the shebang line end otherwise.
            "\"flags=no-writes\"x",
            // A picture drawn by lot.
            "'LOLWUT', 'VERSION', 9",
        ],
    ),
];

/// Parts of scripts that tell two servers of a kind apart: by the order of their commands, by their memory.
const OF_ONE_SERVER: &[&str] = &["'FILTERBY', 'PATTERN', 'evalsha*'", "'MEMORY', 'DOCTOR'"];

type Words = Vec<Vec<u8>>;

/// How the scripts of a group are run.
#[derive(Clone, Debug, Default)]
struct Group {
    title: String,
    before: Vec<Words>,
    keys: Words,
    args: Words,
    by: Option<String>,
}

struct Case {
    group: Group,
    script: Vec<u8>,
}

impl Display for Case {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.group.title, self.script.escape_ascii())
    }
}

fn bytes(text: &str) -> Vec<u8> {
    text.replace('␊', "\n").replace('␍', "\r").replace('␀', "\0").replace('␉', "\t").into_bytes()
}

fn words(text: &str) -> Words {
    text.split_whitespace().map(bytes).collect()
}

fn parse(name: &str, text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut group = Group::default();
    let mut block: Option<Vec<&str>> = None;
    for line in text.lines() {
        if let Some(lines) = &mut block {
            if line == ">>>" {
                cases.push(Case { group: group.clone(), script: bytes(&lines.join("\n")) });
                block = None;
            } else {
                lines.push(line);
            }
        } else if let Some(title) = line.strip_prefix("== ") {
            group = Group { title: format!("{name}: {title}"), ..Group::default() };
        } else if let Some(command) = line.strip_prefix("@before ") {
            group.before.push(words(command));
        } else if let Some(call) = line.strip_prefix("@call ") {
            let (keys, args) = call.split_once(',').unwrap();
            (group.keys, group.args) = (words(keys), words(args));
        } else if let Some(command) = line.strip_prefix("@by ") {
            group.by = Some(command.to_owned());
        } else if line == "<<<" {
            block = Some(Vec::new());
        } else if !line.is_empty() && !line.starts_with("# ") {
            cases.push(Case { group: group.clone(), script: bytes(line) });
        }
    }
    assert!(block.is_none(), "{name}: a script without end");
    cases
}

impl Case {
    /// Does the module do what a server of this name does natively?
    fn holds_on(&self, server: &str, way: Way) -> bool {
        let script = String::from_utf8_lossy(&self.script);
        if way == Way::Functions && !self.is_body() {
            return false;
        }
        if matches!(way, Way::Engine | Way::Functions)
            && OF_ONE_SERVER.iter().any(|part| script.contains(part))
        {
            return false;
        }
        let mut others = ELSEWHERE.iter().filter(|(name, _)| server.starts_with(name));
        !others.any(|(_, parts)| parts.iter().any(|part| script.contains(part)))
    }

    fn command(&self) -> Words {
        let Group { keys, args, by, .. } = &self.group;
        let name = by.as_deref().unwrap_or("EVAL").as_bytes().to_vec();
        let numkeys = keys.len().to_string().into_bytes();
        let mut command = vec![name, self.script.clone(), numkeys];
        command.extend(keys.iter().chain(args).cloned());
        command
    }

    /// Can the script be the body of a function?
    fn is_body(&self) -> bool {
        self.group.by.is_none() && !self.script.starts_with(b"#!") && !self.script.contains(&0)
    }

    /// The same as a function that is called `f` in the library `lib`.
    fn fcall(&self) -> Words {
        let mut command = self.command();
        command.splice(0..2, [b"FCALL".to_vec(), b"f".to_vec()]);
        command
    }

    /// Loads the function; the reply to that.
    fn load(&self, connection: &mut Connection) -> Vec<u8> {
        let before = b"#!lua name=lib\nserver.register_function('f', function(KEYS, ARGV) ";
        let library = [before.as_slice(), &self.script, b"\nend)"].concat();
        let words: [&[u8]; 4] = [b"FUNCTION", b"LOAD", b"REPLACE", &library];
        connection.raw(&words)
    }

    /// The reply to a command on fresh data, and the digest of the data after it.
    fn outcome(&self, connection: &mut Connection, command: &Words) -> (String, String) {
        connection.ok(&["FLUSHALL"]);
        self.group.before.iter().for_each(|before| connection.ok(before));
        let reply = connection.try_raw(command);
        let reply = reply.unwrap_or_else(|why| panic!("{self}: {why}"));
        let reply = native::without_names(&reply);
        (reply.escape_ascii().to_string(), connection.text(&["DEBUG", "DIGEST"]))
    }

    /// What is different, if anything.
    fn difference(
        &self,
        connection: &mut Connection,
        other: Option<&mut Connection>,
        way: Way,
    ) -> Option<String> {
        let mut other = other;
        if way == Way::Functions {
            let replies = [&mut *connection, other.as_mut().unwrap()].map(|c| self.load(c));
            if replies[0] != replies[1] {
                let [native, ours] = replies.map(|reply| reply.escape_ascii().to_string());
                return Some(format!("{self}\n  native {native}\n  ours   {ours}"));
            }
        }
        let command = if way == Way::Functions { self.fcall() } else { self.command() };
        let native = self.outcome(connection, &command);
        let ours = match way {
            Way::ByName => self.outcome(connection, &native::twin(&command)),
            Way::Takeover => {
                connection.ok(&["CONFIG", "SET", "ferrous.takeover", "yes"]);
                let ours = self.outcome(connection, &command);
                connection.ok(&["CONFIG", "SET", "ferrous.takeover", "no"]);
                ours
            }
            Way::Engine => self.outcome(other.unwrap(), &command),
            Way::Functions => self.outcome(other.unwrap(), &command),
        };
        if native.0 != ours.0 {
            return Some(format!("{self}\n  native {}\n  ours   {}", native.0, ours.0));
        }
        (native.1 != ours.1).then(|| format!("{self}\n  other data"))
    }
}

/// How the module gets at the scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// By the names of its own commands.
    ByName,
    /// By takeover.
    Takeover,
    /// By the name `lua` on another server.
    Engine,
    /// As functions on such a server.
    Functions,
}

#[test]
fn scripts_answer_as_they_do_natively() {
    assert_same(Way::ByName);
}

/// Runs all scripts natively and by the module.
pub(crate) fn assert_same(way: Way) {
    let server = Server::start();
    let other = matches!(way, Way::Engine | Way::Functions).then(|| {
        let module_args = ["takeover", "yes"].map(str::to_owned).into();
        Server::start_with(&Options { module_args, ..Options::default() })
    });
    let cases: Vec<_> = FILES.iter().flat_map(|(name, text)| parse(name, text)).collect();
    let name = server.name();
    let cases: Vec<_> = cases.into_iter().filter(|case| case.holds_on(&name, way)).collect();
    assert!(cases.len() >= LEAST, "{} scripts", cases.len());
    for connect in [Server::connect, Server::connect_resp3] {
        let (mut connection, mut other) = (connect(&server), other.as_ref().map(connect));
        let differences: Vec<_> = cases
            .iter()
            .filter_map(|case| case.difference(&mut connection, other.as_mut(), way))
            .collect();
        let count = differences.len();
        assert!(count == 0, "{count} of {} differ:\n{}", cases.len(), differences.join("\n"));
    }
    let runs = usize::try_from(other.unwrap_or(server).info("ferrous_runs")).unwrap();
    assert!(runs > cases.len(), "only {runs} by the module");
}

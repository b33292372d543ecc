//! A script: its text, what the text says about how it is to be run, and its code.
//!
//! A first line `#!lua flags=...` names flags (parity §5); it is cut off, its line break kept, so that
//! line numbers hold. Comment lines after it may hold one that begins with `--!ferrous` and sets
//! limits of the script's own, which can only be lower than the configured ones.
//!
//! May import `config`, `digest`, `ffi`, `server`, `split_args`, `text`, and the
//! facade of the language.

use std::cell::Cell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::config::{self, parse_bytes, parse_count};
use super::digest::Digest;
use super::ffi::until_nul;
use super::server::Server;
use super::split_args::split_args;
use super::text;
use crate::lua::CompiledModule;
use crate::lua::LimitKind;
use crate::lua::compiler::{Budget, CompileFailure, HostLists, compile};
use crate::lua::vm::ModuleId;

/// What code is called.
struct Chunk {
    /// Its name for the compiler.
    name: &'static [u8],
    /// The same in messages.
    id: &'static str,
    /// What precedes the compiler's message.
    error: &'static str,
    /// What it is given.
    lists: HostLists,
}

/// The lists that a script is given. What can reach them otherwise than by their names is what can make
/// code of strings, and the table of all globals.
pub(super) const LISTS: HostLists =
    HostLists { names: &[b"KEYS", b"ARGV"], unless: &[b"_G", b"load", b"loadstring"] };

/// Every script.
const SCRIPT: Chunk =
    Chunk { name: b"@user_script", id: "user_script", error: text::COMPILE_ERROR, lists: LISTS };
/// Every library of functions.
const LIBRARY: Chunk = Chunk {
    name: b"@user_function",
    id: "user_function",
    error: text::COMPILE_FUNCTION_ERROR,
    lists: HostLists { names: &[], unless: &[] },
};

/// What a script promises or asks for (S5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ScriptFlags {
    bits: u8,
}

/// A flag of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScriptFlag {
    /// It does not write.
    NoWrites,
    /// It may run when memory is out.
    AllowOom,
    /// It may run on stale data.
    AllowStale,
    /// It may not run on a cluster.
    NoCluster,
    /// It may touch keys of several slots.
    AllowCrossSlotKeys,
    /// It has no first line with flags.
    Compat,
}

/// The flags as they are written.
const FLAG_NAMES: &[(&[u8], ScriptFlag)] = &[
    (b"no-writes", ScriptFlag::NoWrites),
    (b"allow-oom", ScriptFlag::AllowOom),
    (b"allow-stale", ScriptFlag::AllowStale),
    (b"no-cluster", ScriptFlag::NoCluster),
    (b"allow-cross-slot-keys", ScriptFlag::AllowCrossSlotKeys),
];

impl ScriptFlags {
    /// Is the flag set?
    #[inline]
    pub(super) fn has(self, flag: ScriptFlag) -> bool {
        self.bits & 1 << flag as u8 != 0
    }

    fn set(&mut self, flag: ScriptFlag) {
        self.bits |= 1 << flag as u8;
    }
}

/// What a script sets for itself in a `--!ferrous` comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OwnLimits {
    /// Bytes it may hold.
    pub memory: Option<u64>,
    /// Milliseconds it may run.
    pub timeout: Option<u64>,
    /// What it is called in the log.
    pub name: Option<Box<[u8]>>,
}

impl OwnLimits {
    /// Bytes that the script may hold, configured or its own.
    #[inline]
    pub(super) fn memory_limit(&self) -> usize {
        let limit = lower_limit(config::SCRIPT_MEMORY_LIMIT.limit(), self.memory);
        limit.map_or(usize::MAX, |bytes| usize::try_from(bytes).unwrap_or(usize::MAX))
    }

    /// Milliseconds that the script may run, configured or its own.
    #[inline]
    pub(super) fn time_limit(&self) -> Option<u64> {
        lower_limit(config::SCRIPT_TIME_LIMIT.limit(), self.timeout)
    }
}

/// Where the code of a script is in the engine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loaded {
    /// The engine, by number.
    pub engine: u64,
    /// Its name for the code.
    pub module: ModuleId,
}

/// A compiled script.
#[derive(Debug)]
pub(super) struct Script {
    /// SHA-1 of the text; zeros if the server has not told it.
    pub digest: Digest,
    /// Hash of the text in the cache that holds it.
    pub body_hash: u64,
    /// The text as it was sent.
    pub body: Box<[u8]>,
    /// Its flags.
    pub flags: ScriptFlags,
    /// Its own limits.
    pub limits: OwnLimits,
    /// Which of the lists can it see as tables?
    pub sees_lists: [bool; LISTS.names.len()],
    /// Its code.
    pub module: Arc<CompiledModule>,
    /// Where the code is in the engine, once it has been run.
    pub loaded: Cell<Option<Loaded>>,
}

impl Script {
    /// Bytes it holds, the engine's share not counted.
    pub(super) fn bytes(&self) -> usize {
        size_of::<Script>() + self.body.len() + self.module.memory()
    }

    /// What it is called in the log: the name it gives itself, or its digest.
    pub(super) fn name(&self) -> Vec<u8> {
        match &self.limits.name {
            Some(name) => name.to_vec(),
            None => self.digest.to_hex().to_vec(),
        }
    }

    /// Compiles a text.
    ///
    /// # Errors
    /// The error reply.
    pub(super) fn compile(body: &[u8], body_hash: u64, server: &Server) -> Result<Script, Vec<u8>> {
        let (flags, shebang) = read_shebang(body, server)?;
        let source = body.get(shebang..).unwrap_or_default();
        Ok(Script {
            digest: Digest::of(body),
            body_hash,
            body: body.into(),
            flags,
            ..Script::compile_for_server(source)?
        })
    }

    /// Compiles what the server leaves of a text for an engine of it: the flags and the text itself it
    /// keeps, and the digest it does not tell.
    ///
    /// # Errors
    /// The error reply.
    pub(super) fn compile_for_server(source: &[u8]) -> Result<Script, Vec<u8>> {
        Script::compile_chunk(source, &SCRIPT)
    }

    /// Compiles a library of functions, up to the first NUL as native does.
    ///
    /// # Errors
    /// The error reply.
    pub(super) fn compile_library(source: &[u8]) -> Result<Script, Vec<u8>> {
        Script::compile_chunk(until_nul(source), &LIBRARY)
    }

    fn compile_chunk(source: &[u8], chunk: &Chunk) -> Result<Script, Vec<u8>> {
        let limits = read_limits(source, chunk)
            .map_err(|message| [chunk.error.as_bytes(), &message].concat())?;
        let module = compile_source(source, chunk, &limits)?;
        let reaches_globals = chunk.lists.unless.iter().any(|name| module.mentions(name));
        let mut sees_lists = [reaches_globals; LISTS.names.len()];
        for (sees, name) in sees_lists.iter_mut().zip(chunk.lists.names) {
            *sees |= module.mentions(name);
        }
        Ok(Script {
            digest: Digest::default(),
            body_hash: 0,
            body: Box::default(),
            flags: ScriptFlags::default(),
            limits,
            sees_lists,
            module: Arc::new(module),
            loaded: Cell::new(None),
        })
    }
}

fn compile_source(
    source: &[u8],
    chunk: &Chunk,
    own: &OwnLimits,
) -> Result<CompiledModule, Vec<u8>> {
    let memory = own.memory_limit();
    let limit = own.time_limit();
    let mut started = None;
    let mut poll = |_: u32| match limit {
        Some(limit) if is_over(&mut started, limit) => Err(LimitKind::TimedOut),
        _ => Ok(()),
    };
    compile(source, chunk.name, 0, chunk.lists, &mut Budget::new(memory, &mut poll)).map_err(
        |failure| {
            let message = match failure {
                CompileFailure::Syntax(message) => message,
                CompileFailure::OutOfMemory => text::NOT_ENOUGH_MEMORY.into(),
                CompileFailure::Limit(_) => {
                    let (before, after) = text::TIMED_OUT;
                    return format!("{before}{}{after}", limit.unwrap_or(0)).into_bytes();
                }
            };
            [chunk.error.as_bytes(), &message].concat()
        },
    )
}

/// Are `limit` milliseconds over since the first call?
fn is_over(started: &mut Option<Instant>, limit: u64) -> bool {
    let now = Instant::now();
    now.duration_since(*started.get_or_insert(now)) > Duration::from_millis(limit)
}

/// The flags that the first line names, and its length without the line break (S1 to S5).
fn read_shebang(body: &[u8], server: &Server) -> Result<(ScriptFlags, usize), Vec<u8>> {
    let mut flags = ScriptFlags::default();
    if !body.starts_with(b"#!") {
        flags.set(ScriptFlag::Compat);
        return Ok((flags, 0));
    }
    let end = until_nul(body).iter().position(|&byte| byte == b'\n');
    let end = end.ok_or_else(|| text::SHEBANG_INVALID.as_bytes().to_vec())?;
    let words = split_args(body.get(..end).unwrap_or_default()).unwrap_or_default();
    let Some((engine, options)) = words.split_first() else {
        return Err(text::SHEBANG_BAD_ENGINE.into());
    };
    let engine = until_nul(engine);
    if !server.has_engines() && engine != b"#!lua" {
        return Err([text::SHEBANG_ENGINE.as_bytes(), engine].concat());
    }
    for option in options {
        let option = until_nul(option);
        let Some(list) = option.strip_prefix(b"flags=") else {
            return Err([text::SHEBANG_OPTION.as_bytes(), option].concat());
        };
        if list.is_empty() {
            continue;
        }
        for name in list.split(|&byte| byte == b',') {
            match FLAG_NAMES.iter().find(|(known, _)| *known == name) {
                Some(&(_, flag)) => flags.set(flag),
                None => return Err([text::SHEBANG_FLAG.as_bytes(), name].concat()),
            }
        }
    }
    // A server with engines looks for this one when it has read the line.
    let name = engine.get(2..).unwrap_or_default();
    if server.has_engines() && !name.eq_ignore_ascii_case(b"lua") {
        return Err([text::SHEBANG_NO_ENGINE.as_bytes(), name, b"'"].concat());
    }
    Ok((flags, end))
}

/// The word that begins a comment with limits.
const PRAGMA: &[u8] = b"--!ferrous";
/// Longest name of a script.
const MAX_NAME: usize = 64;

/// The limits in the comment lines that the source begins with. With a shebang the source begins with
/// its line break.
fn read_limits(source: &[u8], chunk: &Chunk) -> Result<OwnLimits, Vec<u8>> {
    let mut limits = OwnLimits::default();
    let (first_line, source) = match source.split_first() {
        Some((b'\n', rest)) => (2, rest),
        _ => (1, source),
    };
    for (number, line) in (first_line..).zip(source.split(|&byte| byte == b'\n')) {
        let line = line.trim_ascii();
        if !line.starts_with(b"--") || line.starts_with(b"--[") {
            break;
        }
        let Some(words) = line.strip_prefix(PRAGMA) else { continue };
        if words.first().is_some_and(|byte| !byte.is_ascii_whitespace()) {
            continue;
        }
        for word in words.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()) {
            if read_limit(&mut limits, word).is_none() {
                let place = format!("{}:{number}: {}", chunk.id, text::PRAGMA_WORD);
                return Err([place.as_bytes(), word, b"'"].concat());
            }
        }
    }
    Ok(limits)
}

/// Takes one `name=value`; `None` if it is none that can be taken.
fn read_limit(limits: &mut OwnLimits, word: &[u8]) -> Option<()> {
    let equals = word.iter().position(|&byte| byte == b'=')?;
    let (name, value) = (word.get(..equals)?, word.get(equals + 1..)?);
    match name {
        b"memory" => limits.memory = Some(parse_bytes(value).filter(|&bytes| bytes > 0)?),
        b"timeout" => limits.timeout = Some(parse_count(value).filter(|&time| time > 0)?),
        b"name" => {
            let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.:".contains(byte);
            if value.is_empty() || value.len() > MAX_NAME || !value.iter().all(plain) {
                return None;
            }
            limits.name = Some(value.into());
        }
        _ => return None,
    }
    Some(())
}

/// The lower of a configured limit and a script's own.
pub(super) fn lower_limit(configured: Option<u64>, own: Option<u64>) -> Option<u64> {
    match (configured, own) {
        (Some(configured), Some(own)) => Some(configured.min(own)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::super::server::server;
    use super::*;

    fn flags_of(body: &str) -> Result<u8, String> {
        match read_shebang(body.as_bytes(), server()) {
            Ok((flags, _)) => Ok(flags.bits),
            Err(error) => Err(String::from_utf8(error).unwrap()),
        }
    }

    #[test]
    fn the_first_line_is_read_as_native_reads_it() {
        assert_eq!(flags_of("return 1"), Ok(1 << ScriptFlag::Compat as u8));
        assert_eq!(flags_of("#!lua\n"), Ok(0));
        assert_eq!(flags_of("#!lua flags=\r\n"), Ok(0));
        assert_eq!(flags_of("#!lua flags=no-writes,allow-oom\n"), Ok(0b11));
        assert_eq!(flags_of("#!lua flags=no-writes \"flags=allow-stale\"\n"), Ok(0b101));
        assert_eq!(flags_of("#!"), Err(text::SHEBANG_INVALID.into()));
        assert_eq!(flags_of("#!lua \"x\n"), Err(text::SHEBANG_BAD_ENGINE.into()));
        assert_eq!(flags_of("#!js\n"), Err("ERR Unexpected engine in script shebang: #!js".into()));
        assert_eq!(flags_of("#!lua x=1\n"), Err("ERR Unknown lua shebang option: x=1".into()));
        assert_eq!(
            flags_of("#!lua flags=no-writes,\n"),
            Err("ERR Unexpected flag in script shebang: ".into())
        );
    }

    fn limits_of(source: &str) -> Result<OwnLimits, String> {
        read_limits(source.as_bytes(), &SCRIPT).map_err(|error| String::from_utf8(error).unwrap())
    }

    #[test]
    fn limits_are_read_from_the_leading_comment_lines() {
        let limits =
            limits_of("-- a limiter\n--!ferrous memory=4mb timeout=50 name=rate.limit\nx()");
        let name = Some(b"rate.limit"[..].into());
        assert_eq!(limits, Ok(OwnLimits { memory: Some(4 << 20), timeout: Some(50), name }));
        let limits = limits_of("\n--!ferrous timeout=9\r\nreturn 1").unwrap();
        assert_eq!(limits.timeout, Some(9));
        for source in [
            "return 1 --!ferrous timeout=1",
            "x()\n--!ferrous timeout=1",
            "--[[\n--!ferrous timeout=1\n]]",
            "--!ferrousx timeout=1",
            "\n\n--!ferrous timeout=1",
            "",
        ] {
            assert_eq!(limits_of(source), Ok(OwnLimits::default()), "{source:?}");
        }
    }

    #[test]
    fn a_bad_word_is_named_with_its_line() {
        for (source, line, word) in [
            ("--!ferrous timeout=0", 1, "timeout=0"),
            ("\n--\n--!ferrous memory=x", 3, "memory=x"),
            ("--!ferrous speed=9", 1, "speed=9"),
            ("--!ferrous timeout", 1, "timeout"),
            ("--!ferrous name=a/b", 1, "name=a/b"),
        ] {
            let expected = format!("user_script:{line}: {}{word}'", text::PRAGMA_WORD);
            assert_eq!(limits_of(source), Err(expected));
        }
    }

    #[test]
    fn own_limits_can_only_be_lower() {
        assert_eq!(lower_limit(Some(10), Some(20)), Some(10));
        assert_eq!(lower_limit(Some(10), Some(5)), Some(5));
        assert_eq!(lower_limit(None, Some(5)), Some(5));
        assert_eq!(lower_limit(Some(10), None), Some(10));
        assert_eq!(lower_limit(None, None), None);
    }

    #[test]
    fn a_script_knows_which_lists_it_can_see() {
        for (body, keys, argv) in [
            ("return 1", false, false),
            ("return KEYS[1]", false, false),
            ("return #ARGV, ARGV[#KEYS + 1][1]", false, false),
            ("return unpack(KEYS)", true, false),
            ("local keys = KEYS return ARGV[1]", true, false),
            ("ARGV[1] = KEYS[1]", false, true),
            ("KEYS[1], ARGV[1] = 1, KEYS[1]", true, true),
            ("KEYS = {} return KEYS[1]", true, false),
            ("function KEYS.f() end", true, false),
            ("return ARGV.n, ARGV['n']", false, true),
            ("return ARGV:n()", false, true),
            ("return (KEYS)[1]", true, false),
            ("local KEYS = {1} return KEYS[1]", false, false),
            ("return {KEYS[1], KEYS[1](2), KEYS[1].x, -#KEYS * 2}", false, false),
            ("return #KEYS ^ 2", true, false),
            ("return KEYS[1], _G", true, true),
            ("return _G['KE'..'YS']", true, true),
            ("return loadstring('return KEYS')()", true, true),
        ] {
            let script = Script::compile(body.as_bytes(), 0, server()).unwrap();
            assert_eq!(script.sees_lists, [keys, argv], "{body}");
        }
    }
}

//! The table `redis`: every function and constant that scripts get beside the language (parity §9).
//!
//! One row each, in the order in which native makes the table, because the order of `pairs(redis)`
//! follows from that. Errors are tables with a text, as native raises them.
//!
//! May import `call`, `digest`, `error_handler`, `ffi`, `reply_to_lua`, `run_state`, `server`,
//! `text`, `words`, and the facade of the language.

use super::call::{self, CALL_COST, run_state, spend_time};
use super::digest::Digest;
use super::error_handler;
use super::ffi::{AclVerdict, Invocation, Line, LogLevel, StringList, until_nul};
use super::reply_to_lua::{error_table, error_text, single_field};
use super::run_state::{REPLICATE_ALL, REPLICATE_AOF, REPLICATE_REPLICAS};
use super::server::{Family, Server, server, version_text};
use super::text;
use super::words::{NoWords, with_words};
use crate::lua::vm::Vm;
use crate::lua::vm::native::{self, Args, Arguments, Leaf, NativeFunction, Returned};
use crate::lua::{Constant, Error, OutOfMemory, Value, add_library, alias_global};

/// The name of the table.
pub const TABLE: &str = "redis";
/// Its second name on Valkey.
const VALKEY_TABLE: &str = "server";
/// The global function that native calls with uncaught errors (G10).
const ERROR_HANDLER: &str = "__redis__err__handler";
/// Its second name on Valkey from 8.1 on.
const VALKEY_ERROR_HANDLER: &str = "__server__err__handler";

/// An entry of the table.
#[derive(Debug)]
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// What scripts get by it, for people.
    pub doc: &'static str,
    entry: Entry,
    seen: Seen,
}

/// Who sees an entry, from few to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// Scripts.
    ByScripts,
    /// And functions (Z6).
    ByFunctions,
    /// And the code of libraries (Z3).
    ByLibraries,
}

enum Entry {
    Function(Leaf),
    /// A function whose arguments are the words of a command.
    Command(Leaf),
    Number(f64),
    /// The version, as a number or as text.
    Version(fn(&Server) -> VersionValue),
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Entry")
    }
}

enum VersionValue {
    Number(u32),
    Text(String),
}

const fn function(name: &'static str, doc: &'static str, leaf: Leaf) -> Row {
    Row { name, doc, entry: Entry::Function(leaf), seen: Seen::ByFunctions }
}

const fn command(name: &'static str, doc: &'static str, leaf: Leaf) -> Row {
    Row { name, doc, entry: Entry::Command(leaf), seen: Seen::ByFunctions }
}

const fn number(name: &'static str, doc: &'static str, n: f64) -> Row {
    Row { name, doc, entry: Entry::Number(n), seen: Seen::ByFunctions }
}

const fn version(name: &'static str, doc: &'static str, value: fn(&Server) -> VersionValue) -> Row {
    Row { name, doc, entry: Entry::Version(value), seen: Seen::ByLibraries }
}

const fn seen(seen: Seen, row: Row) -> Row {
    Row { seen, ..row }
}

/// All entries, in native's order.
pub const ROWS: &[Row] = &[
    command("call", "runs a command; raises its error", call::call),
    command("pcall", "runs a command; returns its error as a table", call::pcall),
    seen(Seen::ByLibraries, function("log", "writes a line to the server's log", log)),
    seen(Seen::ByLibraries, number("LOG_DEBUG", "level of `log`", 0.0)),
    seen(Seen::ByLibraries, number("LOG_VERBOSE", "level of `log`", 1.0)),
    seen(Seen::ByLibraries, number("LOG_NOTICE", "level of `log`", 2.0)),
    seen(Seen::ByLibraries, number("LOG_WARNING", "level of `log`", 3.0)),
    version("REDIS_VERSION_NUM", "the server's version as a number, 0xMMmmpp", |server| {
        VersionValue::Number(server.version)
    }),
    version("REDIS_VERSION", "the server's version as text", |server| {
        VersionValue::Text(version_text(server.version))
    }),
    function("setresp", "chooses RESP2 or RESP3 for the script's calls and its reply", setresp),
    function("sha1hex", "the SHA-1 of a text in hexadecimal", sha1hex),
    function("error_reply", "a table that is sent as an error", error_reply),
    function("status_reply", "a table that is sent as a status", status_reply),
    function("set_repl", "chooses where the script's writes are propagated to", set_repl),
    number("REPL_NONE", "flag of `set_repl`", 0.0),
    number("REPL_AOF", "flag of `set_repl`", REPLICATE_AOF as f64),
    number("REPL_SLAVE", "flag of `set_repl`", REPLICATE_REPLICAS as f64),
    number("REPL_REPLICA", "flag of `set_repl`", REPLICATE_REPLICAS as f64),
    number("REPL_ALL", "flag of `set_repl`", REPLICATE_ALL as f64),
    function("acl_check_cmd", "may the user run a command?", acl_check_cmd),
    seen(Seen::ByScripts, function("breakpoint", "false; there is no debugger", breakpoint)),
    seen(Seen::ByScripts, function("debug", "nothing; there is no debugger", debug)),
    seen(
        Seen::ByScripts,
        function(
            "replicate_commands",
            "true; effects are always what is replicated",
            replicate_commands,
        ),
    ),
];

/// A name, and what it gives for a version of Valkey.
type VersionRow = (&'static str, fn(u32) -> VersionValue);

/// Entries that Valkey has besides.
const VALKEY_ROWS: [VersionRow; 3] = [
    ("SERVER_NAME", |_| VersionValue::Text("valkey".into())),
    ("VALKEY_VERSION_NUM", VersionValue::Number),
    ("VALKEY_VERSION", |version| VersionValue::Text(version_text(version))),
];

/// Gives a machine the table, and scripts the error handler, as far as they are seen `by` somebody. Only
/// while no run is open.
///
/// # Errors
/// Memory is out.
pub fn install(vm: &mut Vm, server: &Server, by: Seen) -> Result<(), Error> {
    // One by one: the order of the table depends on how it grew.
    for row in ROWS.iter().filter(|row| row.seen >= by) {
        match &row.entry {
            Entry::Function(leaf) => add_function(vm, native::leaf(row.name, *leaf))?,
            Entry::Command(leaf) => {
                add_function(vm, native::leaf(row.name, *leaf).taking_unread())?;
            }
            Entry::Number(n) => add_constant(vm, row.name, Constant::Number(*n))?,
            Entry::Version(value) => add_version(vm, row.name, value(server))?,
        }
    }
    if by == Seen::ByScripts {
        add_library(vm, None, &[error_handler::function(ERROR_HANDLER)], &[])?;
    }
    let Family::Valkey(version) = server.family else { return Ok(()) };
    for (name, value) in VALKEY_ROWS {
        add_version(vm, name, value(version))?;
    }
    alias_global(vm, TABLE, VALKEY_TABLE)?;
    if by == Seen::ByScripts && server.has_engines() {
        alias_global(vm, ERROR_HANDLER, VALKEY_ERROR_HANDLER)?;
    }
    Ok(())
}

fn add_function(vm: &mut Vm, function: NativeFunction) -> Result<(), Error> {
    add_library(vm, Some(TABLE), &[function], &[])
}

fn add_constant(vm: &mut Vm, name: &str, constant: Constant<'_>) -> Result<(), Error> {
    add_library(vm, Some(TABLE), &[], &[(name, constant)])
}

fn add_version(vm: &mut Vm, name: &str, value: VersionValue) -> Result<(), Error> {
    match value {
        VersionValue::Number(n) => add_constant(vm, name, Constant::Number(f64::from(n))),
        VersionValue::Text(text) => add_constant(vm, name, Constant::String(&text)),
    }
}

/// Raises a table with `text`.
#[cold]
fn raise(args: &mut Args<'_>, text: &str) -> Result<Returned, Error> {
    let table = error_table(args, text.as_bytes(), false)?;
    Err(Error::raised(table))
}

/// Argument `index` as a number; 0 for what is none (`lua_tonumber`).
fn to_number(args: &mut Args<'_>, index: usize) -> Option<f64> {
    let value = args.get(index);
    if value.is_text() { args.check_number(index).ok() } else { None }
}

/// A C cast to an `int`: toward zero; the smallest if it does not fit.
#[expect(clippy::cast_possible_truncation, reason = "checked before")]
fn to_int(n: f64) -> i32 {
    let n = n.trunc();
    if n >= f64::from(i32::MIN) && n <= f64::from(i32::MAX) { n as i32 } else { i32::MIN }
}

/// `(level, text, ...)`: one line of all strings and numbers, blanks between (A11).
fn log(args: &mut Args<'_>) -> Result<Returned, Error> {
    const LEVELS: [LogLevel; 4] =
        [LogLevel::Debug, LogLevel::Verbose, LogLevel::Notice, LogLevel::Warning];
    let wording = server().wording;
    if args.count() < 2 {
        return raise(args, wording.log_arity);
    }
    let Some(level) = to_number(args, 1) else { return raise(args, wording.log_not_a_level) };
    let level = usize::try_from(to_int(level)).ok().and_then(|level| LEVELS.get(level));
    let Some(&level) = level else { return raise(args, wording.log_bad_level) };
    let words = (2..=args.count()).map(|index| args.get(index)).filter(|value| value.is_string());
    let len = words.map(|word| args.bytes(word).len()).sum::<usize>();
    // It is gone when it is logged, so it is not charged.
    if len > args.spare_memory() {
        return Err(OutOfMemory.into());
    }
    let mut message = Vec::new();
    let room = len + args.count() * LOG_NUMBER;
    message.try_reserve_exact(room).map_err(|_| OutOfMemory)?;
    for index in 2..=args.count() {
        let value = args.get(index);
        if value.is_text() {
            if index > 2 {
                message.push(b' ');
            }
            let text = args.check_string(index)?;
            message.extend_from_slice(args.bytes(text));
        }
    }
    args.spend(message.len())?;
    let run = run_state(args)?;
    run.loan.with(|call| log_line(&message, |line| call.log(level, line)));
    args.none()
}

/// Bytes of a line that the server's log takes from a module, its prefix left out.
const LOG_LINE: usize = 1000;
/// No number's text is as long, the space before it included.
const LOG_NUMBER: usize = 40;

/// Writes a message, in parts if it is too long for one line.
fn log_line(message: &[u8], write: impl Fn(&Line)) {
    let message = until_nul(message);
    if message.is_empty() {
        return write(&Line::default());
    }
    message.chunks(LOG_LINE).for_each(|part| write(&Line::new(part)));
}

/// `(version)` (A15).
fn setresp(args: &mut Args<'_>) -> Result<Returned, Error> {
    let wording = server().wording;
    if args.count() != 1 {
        return raise(args, wording.setresp_arity);
    }
    let resp3 = match to_int(to_number(args, 1).unwrap_or(0.0)) {
        2 => false,
        3 => true,
        _ => return raise(args, wording.setresp_version),
    };
    run_state(args)?.set_resp3(resp3);
    args.none()
}

/// `(text) -> digest`; what is neither text nor number counts as empty (A12).
fn sha1hex(args: &mut Args<'_>) -> Result<Returned, Error> {
    if args.count() != 1 {
        return raise(args, text::SHA1HEX_ARGUMENTS);
    }
    let value = args.get(1);
    let digest = if value.is_text() {
        let text = args.check_string(1)?;
        args.spend(args.bytes(text).len() / 8)?;
        Digest::of(args.bytes(text))
    } else {
        Digest::of(b"")
    };
    args.string(&digest.to_hex())
}

/// `(text) -> {err = text}`, a code in front if there is none (F15).
fn error_reply(args: &mut Args<'_>) -> Result<Returned, Error> {
    let value = args.get(1);
    let text = if args.count() == 1 && value.is_string() {
        let text = until_nul(args.bytes(value));
        error_text(text.strip_prefix(b"-").unwrap_or(text))
    } else {
        text::REPLY_ARGUMENTS.into()
    };
    let table = error_table(args, &text, false)?;
    args.one(table)
}

/// `(text) -> {ok = text}` (F15).
fn status_reply(args: &mut Args<'_>) -> Result<Returned, Error> {
    let value = args.get(1);
    let table = if args.count() == 1 && value.is_string() {
        let table = args.new_table(0, 1)?;
        args.raw_set_str(table, b"ok", value)?;
        table
    } else {
        single_field(args, b"err", text::REPLY_ARGUMENTS.as_bytes())?
    };
    args.one(table)
}

/// `(flags)` (A13).
fn set_repl(args: &mut Args<'_>) -> Result<Returned, Error> {
    let wording = server().wording;
    if args.count() != 1 {
        return raise(args, wording.set_repl_arity);
    }
    let flags = u8::try_from(to_int(to_number(args, 1).unwrap_or(0.0)));
    match flags {
        Ok(flags) if flags <= REPLICATE_ALL => run_state(args)?.set_replicate(flags),
        _ => return raise(args, wording.set_repl_flags),
    }
    args.none()
}

/// `(command, ...) -> boolean` (A17).
fn acl_check_cmd(args: &mut Args<'_>) -> Result<Returned, Error> {
    let run = run_state(args)?;
    args.spend(CALL_COST)?;
    run.pace.start_clock();
    let no_items = |_| None;
    let asked = with_words(args, no_items, |words, bytes| {
        if !run.may_copy(bytes) {
            return Err(NoWords::Memory);
        }
        let ask = |call: &Invocation<'_>| StringList::new(words.iter().copied()).check_acl(call);
        Ok((run.loan.with(ask), bytes))
    });
    let asked = asked.flatten();
    if let Ok((_, bytes)) = asked {
        // Bytes are work: 64 a unit.
        args.spend(bytes >> 6)?;
    }
    spend_time(args, &run)?;
    match asked.map(|(verdict, _)| verdict) {
        Ok(Some(AclVerdict::Allowed)) => args.one(Value::TRUE),
        Ok(Some(AclVerdict::Denied)) => args.one(Value::FALSE),
        Err(NoWords::Text(text)) => raise(args, text),
        Err(NoWords::Memory) => Err(OutOfMemory.into()),
        Ok(Some(AclVerdict::Unknown) | None) => raise(args, server().wording.acl_unknown_command),
    }
}

/// `() -> false` (A16).
fn breakpoint(args: &mut Args<'_>) -> Result<Returned, Error> {
    args.one(Value::FALSE)
}

/// `()` (A16).
fn debug(args: &mut Args<'_>) -> Result<Returned, Error> {
    args.none()
}

/// `() -> true` (A16).
fn replicate_commands(args: &mut Args<'_>) -> Result<Returned, Error> {
    args.one(Value::TRUE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[test]
    fn long_messages_are_logged_in_parts() {
        let lines = RefCell::new(Vec::new());
        let write = |line: &Line| lines.borrow_mut().push(line.as_c_str().count_bytes());
        log_line(&vec![b'x'; 2 * LOG_LINE + 1], write);
        log_line(b"", write);
        assert_eq!(*lines.borrow(), [LOG_LINE, LOG_LINE, 1, 0]);
    }

    #[test]
    fn numbers_are_cast_to_int_as_in_c() {
        assert_eq!(to_int(2.9), 2);
        assert_eq!(to_int(-0.5), 0);
        assert_eq!(to_int(4_294_967_296.0), i32::MIN);
        assert_eq!(to_int(f64::NAN), i32::MIN);
    }
}

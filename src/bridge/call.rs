//! `redis.call` and `redis.pcall`: a command of the server from within a script (parity §10).
//!
//! The arguments go to `RedisModule_Call` as they lie in the engine's memory, numbers as text. A first
//! argument that is the next of the script's keys goes as the client's own string, which spares a
//! copy; values never do, for the server would store them in another encoding. The flags ask for
//! native's own checks. What the server refuses is told in native's words (`refusal`), and the few
//! commands that behave otherwise in scripts are looked after here (`Care`).
//!
//! May import `command_table`, `control`, `ffi`, `host`, `number_text`, `refusal`, `reply_to_lua`,
//! `run_state`, `server`, `slots`, `stats`, `text`, and the facade of the language.

use std::ffi::{CStr, c_int};
use std::rc::Rc;

use super::command_table::{Care, Traits};
use super::control;
use super::ffi::server_api::FERROUS_REFUSED_NO_USER;
use super::ffi::{CallArg, CallReply, Invocation, Word};
use super::host::ScriptHost;
use super::number_text::NumberText;
use super::refusal;
use super::reply_to_lua::{self, LuaReply};
use super::run_state::RunState;
use super::server::{Server, server};
use super::slots;
use super::stats::STATS;
use super::text;
use crate::lua::Error;
use crate::lua::vm::native::{Args, Arguments, Returned};

/// Units of fuel that a call costs beside its reply.
const CALL_COST: usize = 100;
/// Numbers among the arguments that are written in place.
const NUMBERS_IN_PLACE: usize = 8;
/// Longest name of a command that is handed over in place, the NUL included.
const MAX_NAME: usize = 64;
/// Keys that are looked at for the first argument.
const KEYS_LOOKED_AT: usize = 4;

/// `(command, ...) -> reply`; raises error replies.
pub(super) fn call(args: &mut Args<'_>) -> Result<Returned, Error> {
    let reply = perform(args)?;
    if reply.is_error {
        return Err(Error::raised(reply.value));
    }
    args.one(reply.value)
}

/// `(command, ...) -> reply`; error replies are tables.
pub(super) fn pcall(args: &mut Args<'_>) -> Result<Returned, Error> {
    let reply = perform(args)?;
    args.one(reply.value)
}

/// The state of the run, for functions that scripts call.
///
/// # Errors
/// The engine has another host: a fault of ours.
pub(super) fn run_state(args: &mut impl Arguments) -> Result<Rc<RunState>, Error> {
    let host = args.host::<ScriptHost>().map(|host| Rc::clone(host.run()));
    host.ok_or_else(|| Error::text(text::NOT_IN_SCRIPT))
}

/// What becomes of a call before the server has seen it.
enum Refused {
    /// The script is told.
    Text(Vec<u8>),
    /// The run is over.
    Error(Error),
}

impl From<&str> for Refused {
    fn from(text: &str) -> Self {
        Refused::Text(text.into())
    }
}

fn perform(args: &mut Args<'_>) -> Result<LuaReply, Error> {
    let run = run_state(args)?;
    args.spend(CALL_COST)?;
    let server = server();
    let done = match check_arguments(args, server) {
        Ok(()) => run.loan.with(|call| perform_in(args, &run, call, server)),
        Err(text) => Some(Err(Refused::Text(text.into()))),
    };
    match done.unwrap_or_else(|| Err(text::NOT_IN_SCRIPT.into())) {
        Ok(reply) => Ok(reply),
        Err(Refused::Text(text)) => refuse(args, &text),
        Err(Refused::Error(error)) => Err(error),
    }
}

#[cold]
fn refuse(args: &mut Args<'_>, text: &[u8]) -> Result<LuaReply, Error> {
    // Natively what the server refuses is counted when it is refused; what it never sees is not.
    let counted = !refusal::is_about_arguments(text, server());
    let value = reply_to_lua::error_table(args, text, counted)?;
    Ok(LuaReply { value, is_error: true })
}

/// Are the arguments such as commands have (A1, A2)?
pub(super) fn check_arguments(args: &impl Arguments, server: &Server) -> Result<(), &'static str> {
    if args.count() == 0 {
        return Err(server.wording.no_arguments);
    }
    let fits = |index| {
        let value = args.get(index);
        value.is_string() || value.is_number()
    };
    if (1..=args.count()).all(fits) { Ok(()) } else { Err(server.wording.bad_argument) }
}

/// Numbers among the arguments, as text.
pub(super) struct Numbers {
    short: bool,
    in_place: [Option<(usize, NumberText)>; NUMBERS_IN_PLACE],
    more: Vec<(usize, NumberText)>,
}

impl Numbers {
    /// Those among `args`. Linear.
    #[inline]
    pub(super) fn of(args: &impl Arguments, server: &Server) -> Numbers {
        let mut numbers = Numbers {
            short: server.has_short_numbers(),
            in_place: [None; NUMBERS_IN_PLACE],
            more: Vec::new(),
        };
        let mut used = 0;
        for index in 1..=args.count() {
            let value = args.get(index);
            if value.is_number() {
                let text = NumberText::new(value.as_f64(), numbers.short);
                match numbers.in_place.get_mut(used) {
                    Some(slot) => *slot = Some((index, text)),
                    None => numbers.more.push((index, text)),
                }
                used += 1;
            }
        }
        numbers
    }

    /// The text of argument `index`, which is a number.
    fn text(&self, index: usize) -> &[u8] {
        let in_place = self.in_place.iter().flatten();
        match in_place.clone().find(|(known, _)| *known == index) {
            Some((_, text)) => text.as_bytes(),
            None => match self.more.binary_search_by_key(&index, |(known, _)| *known) {
                Ok(at) => self.more.get(at).map_or(&[], |(_, text)| text.as_bytes()),
                Err(_) => &[],
            },
        }
    }

    /// Argument `index` as bytes.
    #[inline]
    pub(super) fn bytes<'b>(&'b self, args: &'b impl Arguments, index: usize) -> &'b [u8] {
        let value = args.get(index);
        if value.is_string() { args.bytes(value) } else { self.text(index) }
    }
}

/// A command as the script gives it.
struct Command<'b> {
    args: &'b Args<'b>,
    numbers: &'b Numbers,
    traits: Option<Traits>,
}

impl<'b> Command<'b> {
    /// Word `index`, the name being word 0; empty beyond the last.
    fn word(&self, index: usize) -> &'b [u8] {
        if index < self.args.count() { self.numbers.bytes(self.args, index + 1) } else { &[] }
    }

    fn len(&self) -> usize {
        self.args.count()
    }

    fn words(&self) -> impl Iterator<Item = &'b [u8]> + Clone + '_ {
        (0..self.len()).map(|index| self.word(index))
    }
}

fn perform_in(
    args: &mut Args<'_>,
    run: &RunState,
    call: &Invocation<'_>,
    server: &Server,
) -> Result<LuaReply, Refused> {
    STATS.calls.add_one();
    let reply = {
        let numbers = Numbers::of(args, server);
        let traits = {
            let name = numbers.bytes(args, 1);
            let subcommand = (args.count() > 1).then(|| numbers.bytes(args, 2));
            // Nobody else is in the table: what we ask the server for here runs no script.
            let table = run.commands.try_borrow_mut();
            table.ok().and_then(|mut table| table.find(call, name, subcommand))
        };
        let command = Command { args, numbers: &numbers, traits };
        check_command(&command, run, call, server)?;
        let reply = execute(&command, run, call)?;
        after_call(&command, run, call, &reply, server)?;
        reply
    };
    reply_to_lua::to_lua(args, reply.protocol(), run.is_resp3()).map_err(Refused::Error)
}

/// What must be refused before the server is asked.
#[inline]
fn check_command(
    command: &Command<'_>,
    run: &RunState,
    call: &Invocation<'_>,
    server: &Server,
) -> Result<(), Refused> {
    let permissions = run.permissions.get();
    if let Some(traits) = command.traits {
        // Without the flag S the server does not say so.
        if traits.no_script && run.has_written() {
            return Err(server.wording.not_from_script.into());
        }
        if traits.care == Care::MayReplicate && permissions.read_only && command.len() > 1 {
            return Err(text::READONLY_SCRIPT.into());
        }
        if traits.care == Care::Xread && server.refuses_block() {
            refuse_block(command)?;
        }
    }
    if permissions.is_cluster && !permissions.allow_cross_slot {
        slots::check(run, call, command.words())?;
    }
    Ok(())
}

/// XREAD and XREADGROUP do not take BLOCK (X6).
#[cold]
fn refuse_block(command: &Command<'_>) -> Result<(), Refused> {
    for index in 1..command.len() {
        let word = command.word(index);
        if word.eq_ignore_ascii_case(b"STREAMS") {
            break;
        }
        if word.eq_ignore_ascii_case(b"BLOCK") && index + 1 < command.len() {
            let text = [b"ERR ", command.word(0), text::BLOCK_OPTION.as_bytes()];
            return Err(Refused::Text(text.concat()));
        }
    }
    Ok(())
}

/// Has the server run the command.
#[inline]
fn execute<'c>(
    command: &Command<'_>,
    run: &RunState,
    call: &'c Invocation<'_>,
) -> Result<CallReply<'c>, Refused> {
    if command.traits.is_some_and(|traits| traits.care == Care::Sort)
        && let Some(words) = sorted_words(command, call)
    {
        return send(run, call, command.word(0), || {
            words.iter().map(|word| CallArg::Bytes(word)).collect::<Vec<_>>().into_iter()
        });
    }
    let key = (command.len() > 1).then(|| own_key(run, call, command.word(1))).flatten();
    send(run, call, command.word(0), || {
        (1..command.len()).map(|index| match (index, key) {
            (1, Some(key)) => CallArg::Word(key),
            _ => CallArg::Bytes(command.word(index)),
        })
    })
}

/// The command's own string of a key, if `bytes` is one of the next few. Scripts mostly take their keys
/// in order.
#[inline]
fn own_key<'c>(run: &RunState, call: &'c Invocation<'_>, bytes: &[u8]) -> Option<Word<'c>> {
    let (first, count) = run.keys.get();
    let mut at = run.key_cursor.get();
    for _ in 0..count.min(KEYS_LOOKED_AT) {
        if at >= count {
            at = 0;
        }
        let word = call.args().word(first + at)?;
        if word.bytes() == bytes {
            run.key_cursor.set(at);
            return Some(word);
        }
        at += 1;
    }
    None
}

/// Calls the server, a second time without a user if there is none to check (X15).
#[inline]
fn send<'c, 'b, I: ExactSizeIterator<Item = CallArg<'b>>>(
    run: &RunState,
    call: &'c Invocation<'_>,
    name: &[u8],
    words: impl Fn() -> I,
) -> Result<CallReply<'c>, Refused> {
    let mut buffer = [0; MAX_NAME];
    let long;
    let name = match c_name(name, &mut buffer) {
        Some(name) => name,
        // No command has such a name, but a filter may know better.
        None => {
            long = [name, b"\0"].concat();
            let unknown = || Refused::from(server().wording.unknown_command);
            CStr::from_bytes_with_nul(&long).map_err(|_| unknown())?
        }
    };
    let failed = || Refused::from(text::BAD_REPLY);
    let reply = call.call(name, run.flags(), words()).ok_or_else(failed)?;
    if reply.errno() != FERROUS_REFUSED_NO_USER || !refusal::is_error(&reply) {
        return Ok(reply);
    }
    drop(reply);
    run.note_no_user();
    call.call(name, run.flags(), words()).ok_or_else(failed)
}

/// The name with a NUL at its end; `None` if it has one inside or is too long.
#[inline]
fn c_name<'n>(name: &[u8], buffer: &'n mut [u8; MAX_NAME]) -> Option<&'n CStr> {
    buffer.get_mut(..name.len())?.copy_from_slice(name);
    CStr::from_bytes_with_nul(buffer.get(..=name.len())?).ok()
}

/// What follows from a command that the server has run, or refused.
#[inline]
fn after_call(
    command: &Command<'_>,
    run: &RunState,
    call: &Invocation<'_>,
    reply: &CallReply<'_>,
    server: &Server,
) -> Result<(), Refused> {
    let is_error = refusal::is_error(reply);
    if is_error && let Some(text) = refusal::words(reply, server) {
        return Err(Refused::Text(text));
    }
    let Some(traits) = command.traits else { return Ok(()) };
    if traits.writes {
        run.note_write();
        control::note_write();
    }
    if traits.care == Care::Select && !is_error {
        let number =
            std::str::from_utf8(command.word(1)).ok().and_then(|n| n.parse::<c_int>().ok());
        number.map(|number| run.select_db(call, number));
    }
    Ok(())
}

/// The words of a SORT of a set whose BY names no pattern, as native runs it in scripts: sorted by the
/// members' bytes (X5). `None` if it needs no other words.
#[cold]
fn sorted_words<'b>(command: &Command<'b>, call: &Invocation<'_>) -> Option<Vec<&'b [u8]>> {
    let mut words: Vec<&[u8]> = (1..command.len()).map(|index| command.word(index)).collect();
    let mut at = 1;
    let mut unsorted = None;
    while let Some(word) = words.get(at) {
        let following = words.len() - at - 1;
        let is = |name: &[u8]| word.eq_ignore_ascii_case(name);
        if is(b"BY") && following >= 1 {
            let constant = words.get(at + 1).is_some_and(|pattern| !pattern.contains(&b'*'));
            unsorted = constant.then_some(at).or(unsorted);
            at += 2;
        } else if is(b"LIMIT") && following >= 2 {
            at += 3;
        } else if (is(b"GET") || is(b"STORE")) && following >= 1 {
            at += 2;
        } else {
            at += 1;
        }
    }
    let at = unsorted?;
    let key = CallArg::Bytes(words.first()?);
    let kind = call.call(c"TYPE", super::ffi::CallFlags::default(), [key].into_iter())?;
    if kind.protocol() != b"+set\r\n" {
        return None;
    }
    words.drain(at..at + 2);
    words.push(b"ALPHA");
    Some(words)
}

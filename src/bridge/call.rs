//! `redis.call` and `redis.pcall`: a command of the server from within a script (parity §10).
//!
//! The arguments go to `RedisModule_Call` as they lie in memory: strings in the engine's, items of the
//! script's lists that it passes on unread in the client's; numbers as text. A first argument that is one
//! of the script's keys goes as the client's own string, which spares a copy; values never do, for the
//! server would store them in another encoding. The flags ask for native's own checks. What the server
//! refuses is told in native's words (`refusal`), and the few commands that behave otherwise in scripts
//! are looked after here (`Care`).
//!
//! May import `care`, `command_table`, `control`, `ffi`, `guard`, `host`, `pass_through`, `refusal`,
//! `reply_to_lua`, `run_state`, `server`, `slots`, `stats`, `text`, `words`, and the facade of the language.

use std::ffi::{CStr, c_int};
use std::rc::Rc;

use super::care::{find_block, sorted_arguments};
use super::command_table::{Care, Known, Traits};
use super::control;
use super::ffi::server_api::FERROUS_REFUSED_NO_USER;
use super::ffi::{CallFlags, CallReply, Invocation, Word};
use super::guard::{Place, fault_at};
use super::host::ScriptHost;
use super::pass_through::is_unchanged_by_lua;
use super::refusal;
use super::reply_to_lua::{self, LuaReply};
use super::run_state::{KEYS, RunState};
use super::server::{Server, server};
use super::slots;
use super::stats::STATS;
use super::text;
use super::words::{FewNumbers, FewWords, NoWords, take_few, with_words};
use crate::lua::vm::native::{Args, Arguments, Returned};
use crate::lua::{Error, LimitKind, OutOfMemory, Value};

/// Units of fuel that a call costs beside its reply.
pub(super) const CALL_COST: usize = 100;
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

impl From<OutOfMemory> for Refused {
    fn from(error: OutOfMemory) -> Self {
        Refused::Error(error.into())
    }
}

impl From<NoWords> for Refused {
    fn from(why: NoWords) -> Self {
        match why {
            NoWords::Text(text) => text.into(),
            NoWords::Memory => OutOfMemory.into(),
        }
    }
}

impl From<&str> for Refused {
    fn from(text: &str) -> Self {
        Refused::Text(text.into())
    }
}

fn perform(args: &mut Args<'_>) -> Result<LuaReply, Error> {
    let run = run_state(args)?;
    args.spend(CALL_COST)?;
    run.pace.start_clock();
    let done = run.loan.with(|call| perform_in(args, &run, call));
    // Before a reply was passed on it was asked.
    if !run.replied.get() {
        spend_time(args, &run)?;
    }
    done.unwrap_or_else(|| refuse(args, text::NOT_IN_SCRIPT.as_bytes()))
}

/// Asks the host whether the run may go on, if time has passed since it was asked: a command may have taken
/// long, and some thousand units later is too late.
#[inline(always)]
pub(super) fn spend_time(args: &mut Args<'_>, run: &RunState) -> Result<(), Error> {
    if run.pace.has_moved() { args.spend(usize::MAX) } else { Ok(()) }
}

#[cold]
fn refuse(args: &mut Args<'_>, text: &[u8]) -> Result<LuaReply, Error> {
    // Natively what the server refuses is counted when it is refused; what it never sees is not.
    let counted = !refusal::is_about_arguments(text, server());
    let value = reply_to_lua::error_table(args, text, counted)?;
    Ok(LuaReply { value, is_error: true })
}

/// A command as the script gives it.
struct Command<'b> {
    /// Its name first.
    words: &'b [&'b [u8]],
    /// What is known of it; nothing if the server knows none of that name.
    known: Option<Rc<Known>>,
}

impl<'b> Command<'b> {
    /// Word `index`, the name being word 0; empty beyond the last.
    #[inline]
    fn word(&self, index: usize) -> &'b [u8] {
        self.words.get(index).copied().unwrap_or_default()
    }

    /// The words behind the name.
    #[inline]
    fn arguments(&self) -> &'b [&'b [u8]] {
        self.words.get(1..).unwrap_or_default()
    }

    #[inline]
    fn traits(&self) -> Option<&Traits> {
        self.known.as_ref().map(|known| &known.traits)
    }

    /// Can it be sent to the server as it is, which then sees to everything?
    #[inline(always)]
    fn is_plain(&self, run: &RunState, call: &Invocation<'_>) -> bool {
        let permissions = run.permissions.get();
        let is_plain = self.traits().is_some_and(Traits::is_plain);
        is_plain && !permissions.is_stale && !permissions.is_cluster && !self.waits(run, call)
    }

    /// Must it wait because clients that write are paused? The server sees to that but for scripts that it
    /// runs itself: one that only reads it runs all the same, and a write then is taken for a fault; what
    /// such a script has promised is not always told.
    #[inline(always)]
    fn waits(&self, run: &RunState, call: &Invocation<'_>) -> bool {
        call.is_by_server()
            && !run.permissions.get().guarded
            && self.traits().is_some_and(|traits| traits.writes)
            && call.are_writes_paused()
    }

    /// Has the server run it with these arguments, the first as `own` if that is given.
    #[inline(always)]
    fn send<'c>(
        &self,
        run: &RunState,
        call: &'c Invocation<'_>,
        own: Option<Word<'_>>,
        arguments: &[&[u8]],
    ) -> Result<CallReply<'c>, Refused> {
        let Some(known) = &self.known else { return self.send_unknown(run, call, arguments) };
        let reply = call.call_inline(&known.name, run.flags(), own, arguments);
        match reply {
            Some(reply) if !reply.is_error() => Ok(reply),
            reply => self.look_at(reply, &known.name, run, call, arguments),
        }
    }

    /// No command has such a name, but a filter may know better.
    #[cold]
    fn send_unknown<'c>(
        &self,
        run: &RunState,
        call: &'c Invocation<'_>,
        arguments: &[&[u8]],
    ) -> Result<CallReply<'c>, Refused> {
        let name = [self.word(0), b"\0"].concat();
        let refused = |_| Refused::from(server().wording.unknown_command);
        let name = CStr::from_bytes_with_nul(&name).map_err(refused)?;
        let reply = call.call(name, run.flags(), None, arguments);
        self.look_at(reply, name, run, call, arguments)
    }

    /// What an error reply says: that there is no user to check, and the command is sent a second time
    /// without (X15); that it was refused, and why; or that it ran.
    #[cold]
    fn look_at<'c>(
        &self,
        reply: Option<CallReply<'c>>,
        name: &CStr,
        run: &RunState,
        call: &'c Invocation<'_>,
        arguments: &[&[u8]],
    ) -> Result<CallReply<'c>, Refused> {
        let server = server();
        let mut reply = reply;
        let lacks_user = |reply: &CallReply<'_>| {
            // A command that ran may leave any errno, and must not run again.
            reply.errno() == FERROUS_REFUSED_NO_USER && run.checks_user() && !call.has_user()
        };
        if reply.as_ref().is_some_and(lacks_user) {
            drop(reply);
            run.note_no_user();
            reply = call.call(name, run.flags(), None, arguments);
        }
        let reply = reply.ok_or(text::BAD_REPLY)?;
        match refusal::words(&reply, server, call) {
            Some(text) => {
                let text = several_slots(self, call, &text, server).unwrap_or(text);
                Err(Refused::Text(text))
            }
            None => Ok(reply),
        }
    }
}

#[inline(always)]
fn perform_in(
    args: &mut Args<'_>,
    run: &RunState,
    call: &Invocation<'_>,
) -> Result<LuaReply, Error> {
    if let Some(reply) = args.take_kept() {
        let value = reply_to_lua::to_lua(args, &reply, run.is_resp3());
        // It may be made a third time.
        return value.inspect_err(|_| args.keep(reply));
    }
    let reply = match run_command(args, run, call) {
        Ok(reply) => reply,
        Err(Refused::Text(text)) => return refuse(args, &text),
        Err(Refused::Error(error)) => return Err(error),
    };
    if args.are_results_dropped() && !reply.is_error() {
        return Ok(LuaReply { value: Value::NIL, is_error: false });
    }
    if args.ends_run() && pass_on(args, &reply, run, call)? {
        return Ok(LuaReply { value: Value::NIL, is_error: false });
    }
    let value = reply_to_lua::to_lua(args, reply.protocol(), run.is_resp3());
    value.map_err(|error| keep(args, &reply, error))
}

/// Keeps the reply of a command that has been carried out, if there is no memory for it: when the call is
/// made again, the command must not be.
#[cold]
fn keep(args: &mut Args<'_>, reply: &CallReply<'_>, error: Error) -> Error {
    if !error.is_out_of_memory() {
        return error;
    }
    let mut kept = Vec::new();
    if kept.try_reserve_exact(reply.protocol().len()).is_err() {
        return Error::limit(LimitKind::OutOfMemory);
    }
    kept.extend_from_slice(reply.protocol());
    args.keep(kept);
    error
}

/// Has the server run the command that `args` are.
#[inline(always)]
fn run_command<'c>(
    args: &Args<'_>,
    run: &RunState,
    call: &'c Invocation<'_>,
) -> Result<CallReply<'c>, Refused> {
    let numbers = FewNumbers::default();
    let mut words = FewWords::new();
    match take_few(&mut words, &numbers, args, |item| run.item(call, item)) {
        Some(bytes) => run_words(args, (&words, bytes), run, call),
        None => run_other_words(args, run, call),
    }
}

/// The same for arguments that are many, or no words.
#[cold]
fn run_other_words<'c>(
    args: &Args<'_>,
    run: &RunState,
    call: &'c Invocation<'_>,
) -> Result<CallReply<'c>, Refused> {
    let item = |item| run.item(call, item);
    with_words(args, item, |words, bytes| run_words(args, (words, bytes), run, call))?
}

/// Has the server run the command of these words, with so many bytes, which `args` are.
#[inline(never)]
fn run_words<'c>(
    args: &Args<'_>,
    (words, bytes): (&[&[u8]], usize),
    run: &RunState,
    call: &'c Invocation<'_>,
) -> Result<CallReply<'c>, Refused> {
    STATS.calls.add_one();
    fault_at(Place::Call);
    if !run.may_copy(bytes) {
        return Err(OutOfMemory.into());
    }
    // Nobody else is in the table: what we ask the server for here runs no script.
    let table = run.commands.try_borrow_mut();
    let known = table.ok().and_then(|mut table| table.find(call, words));
    let command = Command { words, known };
    let own = own_key(args, run, call);
    let reply = if command.is_plain(run, call) {
        command.send(run, call, own, command.arguments())?
    } else {
        run_with_care(&command, run, call, own)?
    };
    if command.traits().is_some_and(|traits| traits.writes) {
        run.note_write();
        control::note_write();
    }
    Ok(reply)
}

/// Sends the reply of the script's last command to the client, if Lua would not change it; false if it might.
#[inline]
fn pass_on(
    args: &mut Args<'_>,
    reply: &CallReply<'_>,
    run: &RunState,
    call: &Invocation<'_>,
) -> Result<bool, Error> {
    let protocol = reply.protocol();
    if run.is_resp3() || protocol.len() > args.spare_memory() || !is_unchanged_by_lua(protocol) {
        return Ok(false);
    }
    // Afterwards it is too late for a limit.
    spend_time(args, run)?;
    fault_at(Place::Reply);
    let sent = call.reply_with(reply);
    run.replied.set(sent);
    Ok(sent)
}

/// Runs a command that needs more than its being sent: by itself, or in the state that the server is in.
#[cold]
fn run_with_care<'c>(
    command: &Command<'_>,
    run: &RunState,
    call: &'c Invocation<'_>,
    own: Option<Word<'_>>,
) -> Result<CallReply<'c>, Refused> {
    let server = server();
    check_command(command, run, call, server)?;
    let arguments = command.arguments();
    // A script's own client gets what natively it would.
    let guarded = run.permissions.get().guarded;
    let care = command.traits().map_or(Care::None, |traits| traits.care);
    match care {
        Care::Sort if !guarded => {
            if let Some(sorted) = sorted_arguments(arguments)
                && is_set(command.word(1), call)
            {
                return command.send(run, call, None, &sorted);
            }
        }
        Care::Xread if server.refuses_block() => {
            if let Some(block) = find_block(command.words) {
                return refuse_block(command, block, run, call);
            }
        }
        _ => (),
    }
    let reply = command.send(run, call, own, arguments)?;
    if care == Care::Select && !guarded && !reply.is_error() {
        let number =
            std::str::from_utf8(command.word(1)).ok().and_then(|n| n.parse::<c_int>().ok());
        number.map(|number| run.select_db(call, number));
    }
    Ok(reply)
}

/// What must be refused before the server is asked.
fn check_command(
    command: &Command<'_>,
    run: &RunState,
    call: &Invocation<'_>,
    server: &Server,
) -> Result<(), Refused> {
    let permissions = run.permissions.get();
    if let Some(traits) = command.traits()
        && traits.fits(command.words.len())
    {
        // Without the flag S the server does not say so.
        let unasked = !permissions.guarded && (run.has_written() || permissions.is_stale);
        if traits.no_script && unasked {
            return Err(server.wording.not_from_script.into());
        }
        // The server asks this later than native does.
        let told_first = permissions.read_only && traits.writes && server.has_scripts_in_a_module();
        if permissions.is_stale && !traits.stale && !told_first {
            return Err(text::STALE_COMMAND.into());
        }
        if command.waits(run, call) {
            return Err(text::READONLY_SCRIPT.into());
        }
        if traits.care == Care::MayReplicate && permissions.read_only {
            return Err(text::READONLY_SCRIPT.into());
        }
    }
    if permissions.is_cluster && !permissions.allow_cross_slot {
        slots::check(run, call, command.words)?;
    }
    if permissions.is_cluster
        && server.must_not_see_several_slots()
        && slots::are_several(call, command.words)
    {
        return Err(server.wording.non_local_key.into());
    }
    Ok(())
}

/// Refuses an XREAD with BLOCK at word `block`. The server is asked with the option spoiled, so that its
/// own checks come first; what it takes for bad syntax is the option.
#[cold]
fn refuse_block<'c>(
    command: &Command<'_>,
    block: usize,
    run: &RunState,
    call: &'c Invocation<'_>,
) -> Result<CallReply<'c>, Refused> {
    let mut arguments = command.arguments().to_vec();
    if let Some(option) = arguments.get_mut(block - 1) {
        *option = b"";
    }
    let reply = command.send(run, call, None, &arguments)?;
    if reply.protocol() != text::SYNTAX_ERROR_REPLY {
        return Ok(reply);
    }
    let text = [b"ERR ", command.word(0), text::BLOCK_OPTION.as_bytes()];
    Err(Refused::Text(text.concat()))
}

/// The command's own string of the first argument, if that is a key: an unread one, or one of the next few
/// as the script has read it. Scripts mostly take their keys in order.
#[inline]
fn own_key<'c>(
    args: &impl Arguments,
    run: &RunState,
    call: &'c Invocation<'_>,
) -> Option<Word<'c>> {
    match args.get(2).unread_item() {
        Some(item @ (KEYS, _)) => run.item(call, item),
        Some(_) => None,
        None => look_for_key(args, run, call),
    }
}

/// The same of keys that were read.
#[inline(never)]
fn look_for_key<'c>(
    args: &impl Arguments,
    run: &RunState,
    call: &'c Invocation<'_>,
) -> Option<Word<'c>> {
    let (_, count) = run.keys.get();
    let mut at = run.key_cursor.get();
    for _ in 0..count.min(KEYS_LOOKED_AT) {
        if at >= count {
            at = 0;
        }
        if args.is_item(2, KEYS, at) {
            run.key_cursor.set(at);
            return run.item(call, (KEYS, at));
        }
        at += 1;
    }
    None
}

/// The words for keys of several slots, if that is why the server takes a key for another node's (U3).
#[cold]
fn several_slots(
    command: &Command<'_>,
    call: &Invocation<'_>,
    text: &[u8],
    server: &Server,
) -> Option<Vec<u8>> {
    let (before, after) = server.wording.several_slots?;
    let name = command.word(0).to_ascii_lowercase();
    (text == server.wording.non_local_key.as_bytes() && slots::are_several(call, command.words))
        .then(|| [before.as_bytes(), &name, after.as_bytes()].concat())
}

/// Is the key a set?
#[cold]
fn is_set(key: &[u8], call: &Invocation<'_>) -> bool {
    let kind = call.call(c"TYPE", CallFlags::default(), None, &[key]);
    kind.is_some_and(|kind| kind.protocol() == b"+set\r\n")
}

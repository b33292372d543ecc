//! Running a script for a command: from the checks before it to the reply after it.
//!
//! Whatever way the run ends, an error or a panic included, the client's database, the loan of the
//! context and the notice that a script runs are taken back.
//!
//! May import `config`, `control`, `engine`, `ffi`, `guard`, `host`, `lua_to_reply`, `preflight`,
//! `run_state`, `script`, `script_error`, `server`, `stats`, `text`, and the facade of the language.

use std::rc::Rc;

use super::config;
use super::control;
use super::engine::Engine;
use super::ffi::{Invocation, Line, LogLevel};
use super::guard::{Place, fault_at};
use super::host::ScriptHost;
use super::lua_to_reply;
use super::preflight;
use super::run_state::{ARGV, KEYS, Permissions, RunState};
use super::script::{LISTS, Script, ScriptFlag};
use super::script_error::Failed;
use super::server::role;
use super::stats::STATS;
use super::text;
use crate::lua::vm::{Host, ModuleId, Results, Vm};
use crate::lua::{Error, ErrorKind, LimitKind};

/// The word of EVAL and EVALSHA at which the keys begin.
const FIRST_KEY: usize = 3;

/// How a script was called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Called {
    /// Words that are keys; the rest are arguments.
    pub numkeys: usize,
    /// By EVAL_RO or EVALSHA_RO.
    pub by_ro_command: bool,
}

/// Takes back what a run has changed outside the engine.
pub(super) struct Leave<'h, 'c> {
    call: &'h Invocation<'c>,
    run: &'h RunState,
}

impl<'h, 'c> Leave<'h, 'c> {
    /// Of this run.
    pub(super) fn new(call: &'h Invocation<'c>, run: &'h RunState) -> Self {
        Leave { call, run }
    }
}

impl Drop for Leave<'_, '_> {
    #[inline(always)]
    fn drop(&mut self) {
        self.run.pace.end();
        if self.run.replied.get() {
            self.call.note_reply();
        }
        self.run.restore_db(self.call);
    }
}

/// Runs a script for one of our commands and sends its reply.
#[inline]
pub(super) fn run(call: &Invocation<'_>, engine: &mut Engine, script: &Rc<Script>, called: Called) {
    let is_compat = script.flags.has(ScriptFlag::Compat);
    let state = if is_compat { role(call) } else { call.state() };
    let permissions = match preflight::permissions(call, state, script.flags, called.by_ro_command)
    {
        Ok(permissions) => permissions,
        Err(why) => return call.reply_error(&Line::new(why.as_bytes())),
    };
    let request = Request {
        permissions,
        keys: (FIRST_KEY, called.numkeys),
        first_argument: FIRST_KEY.saturating_add(called.numkeys),
        is_from_master: state.is_from_master(),
    };
    run_request(call, engine, script, request, |vm, run, error| {
        let name = script.digest.to_hex();
        let failed = Failed::new(vm, &name, run.pace.time_limit.get());
        call.reply_error(&Line::new(&failed.text(error)));
    });
}

/// What a script is to be run with.
pub(super) struct Request {
    /// What it is allowed.
    pub permissions: Permissions,
    /// Words of the call that are keys: first, number.
    pub keys: (usize, usize),
    /// The first word that is an argument.
    pub first_argument: usize,
    /// The master has sent it.
    pub is_from_master: bool,
}

/// Runs a script that may run and sends its reply, or lets `reply_failure` send it.
#[inline]
pub(super) fn run_request(
    call: &Invocation<'_>,
    engine: &mut Engine,
    script: &Rc<Script>,
    request: Request,
    reply_failure: impl FnOnce(&Vm, &RunState, &Error),
) {
    let Ok(module) = engine.load(script) else {
        return call.reply_error(&Line::new(text::NO_MEMORY_FOR_ENGINE.as_bytes()));
    };
    let Engine { vm, run, .. } = &mut *engine;
    let run = &*run;
    let Request { permissions, keys, first_argument, is_from_master } = request;
    run.begin(script, permissions, keys, first_argument, script.limits.time_limit());
    STATS.runs.add_one();
    let failure = {
        let _running = control::start(is_from_master);
        let _leave = Leave::new(call, run);
        vm.set_unpack_limit(config::UNPACK_LIMIT.limit());
        vm.begin(run.memory_limit.get());
        // To the end: what a large run has made is freed while the server has its turns.
        run.loan.lend(call, || {
            let failure = match start(call, vm, run, script, module) {
                Ok(results) => {
                    send(call, results, run);
                    None
                }
                Err(error) => note_failure(call, run, &error, || reply_failure(vm, run, &error)),
            };
            if vm.ran_out_of_memory() {
                STATS.memory_limit_hits.add_one();
            }
            vm.end();
            failure
        })
    };
    if failure == Some(Failure::Fault) {
        engine.condemn();
    }
}

/// What a failure means for the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The script's own.
    Script,
    /// The engine's.
    Fault,
}

/// Makes tables of the lists that the script may see as such, calls it, and sees to it that its reply can be sent.
#[inline]
fn start<'vm>(
    call: &Invocation<'_>,
    vm: &'vm mut Vm,
    run: &Rc<RunState>,
    script: &Script,
    module: ModuleId,
) -> Result<Results<'vm>, Error> {
    vm.set_list_counts([run.list(call, KEYS).2, run.list(call, ARGV).2]);
    for (number, (name, sees)) in LISTS.names.iter().zip(script.sees_lists).enumerate() {
        if sees {
            let (words, first, count) = run.list(call, number);
            vm.set_run_list(name, words.range(first, count))?;
        }
    }
    let results = vm.call(module)?;
    check_reply(results, run)?;
    Ok(results)
}

/// Sees to it that a reply can be sent.
///
/// # Errors
/// Memory or time is out.
#[inline(always)]
pub(super) fn check_reply(results: Results<'_>, run: &Rc<RunState>) -> Result<(), Error> {
    if results.begin_with_table() { check_table(results, run) } else { Ok(()) }
}

#[inline(never)]
fn check_table(results: Results<'_>, run: &Rc<RunState>) -> Result<(), Error> {
    let mut host = ScriptHost::new(Rc::clone(run));
    Ok(lua_to_reply::check_size(results.get(0), run.memory_limit.get(), || host.poll())?)
}

/// Sends the reply of a run, unless its last command's was sent.
#[inline]
pub(super) fn send(call: &Invocation<'_>, results: Results<'_>, run: &RunState) {
    if run.replied.get() {
        return;
    }
    fault_at(Place::Reply);
    lua_to_reply::send(call, results.get(0), run.is_resp3());
}

/// Tells of a failed run: the client, unless it has its reply, INFO and the log. What became of the engine;
/// nothing if the run was through before a limit was noticed.
#[cold]
pub(super) fn note_failure(
    call: &Invocation<'_>,
    run: &RunState,
    error: &Error,
    reply: impl FnOnce(),
) -> Option<Failure> {
    if !run.replied.get() {
        reply();
    } else if !matches!(error.kind(), ErrorKind::Bug(_)) {
        return None;
    }
    STATS.errors.add_one();
    match error.kind() {
        ErrorKind::Limit(LimitKind::Killed) => {
            STATS.kills.add_one();
            call.log(LogLevel::Warning, &Line::new(text::KILLED_LOG.as_bytes()));
        }
        ErrorKind::Limit(LimitKind::TimedOut) => STATS.time_limit_hits.add_one(),
        ErrorKind::Bug(what) => {
            let line = [text::BUG.as_bytes(), what.as_bytes()].concat();
            call.log(LogLevel::Warning, &Line::new(&line));
            return Some(Failure::Fault);
        }
        // The script had not begun.
        ErrorKind::OutOfMemory => STATS.memory_limit_hits.add_one(),
        ErrorKind::Limit(LimitKind::OutOfMemory)
        | ErrorKind::Raised { .. }
        | ErrorKind::Text { .. }
        | ErrorKind::Argument { .. } => (),
    }
    Some(Failure::Script)
}

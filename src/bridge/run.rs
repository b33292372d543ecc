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
use super::run_state::RunState;
use super::script::{Script, ScriptFlag};
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
    fn drop(&mut self) {
        self.run.pace.end();
        self.run.restore_db(self.call);
    }
}

/// Runs a script and sends its reply.
#[inline]
pub(super) fn run(call: &Invocation<'_>, engine: &mut Engine, script: &Rc<Script>, called: Called) {
    let is_compat = script.flags.has(ScriptFlag::Compat);
    let state = if is_compat { role(call) } else { call.state() };
    let permissions = match preflight::permissions(call, state, script.flags, called.by_ro_command)
    {
        Ok(permissions) => permissions,
        Err(why) => return call.reply_error(&Line::new(why.as_bytes())),
    };
    let Ok(module) = engine.load(script) else {
        return call.reply_error(&Line::new(text::NO_MEMORY_FOR_ENGINE.as_bytes()));
    };
    let run = Rc::clone(&engine.run);
    let time_limit = script.limits.time_limit();
    run.begin(script, permissions, (FIRST_KEY, called.numkeys), time_limit);
    STATS.runs.add_one();
    let failure = {
        let _running = control::start(state.is_from_master());
        let _leave = Leave::new(call, &run);
        engine.vm.set_unpack_limit(config::UNPACK_LIMIT.limit());
        engine.vm.begin(script.limits.memory_limit());
        let vm = &mut engine.vm;
        let outcome = run.loan.lend(call, || start(call, vm, &run, script, module, called));
        let failure = match outcome {
            Ok(results) => {
                fault_at(Place::Reply);
                lua_to_reply::send(call, results.get(0), run.is_resp3());
                None
            }
            Err(error) => Some(reply_failure(call, engine, script, &run, &error)),
        };
        if engine.vm.ran_out_of_memory() {
            STATS.memory_limit_hits.add_one();
        }
        // What a large run has made is freed while the server has its turns.
        run.loan.lend(call, || engine.vm.end());
        failure
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

/// Makes the lists that the script can see, calls it, and sees to it that its reply can be sent.
#[inline]
fn start<'vm>(
    call: &Invocation<'_>,
    vm: &'vm mut Vm,
    run: &Rc<RunState>,
    script: &Script,
    module: ModuleId,
    called: Called,
) -> Result<Results<'vm>, Error> {
    let args = call.args();
    if script.sees_keys {
        vm.set_run_list(b"KEYS", args.range(FIRST_KEY, called.numkeys))?;
    }
    if script.sees_argv {
        let first = FIRST_KEY.saturating_add(called.numkeys);
        vm.set_run_list(b"ARGV", args.range(first, args.len()))?;
    }
    let results = vm.call(module)?;
    let mut host = ScriptHost::new(Rc::clone(run));
    lua_to_reply::check_size(results.get(0), script.limits.memory_limit(), || host.poll())?;
    Ok(results)
}

#[cold]
fn reply_failure(
    call: &Invocation<'_>,
    engine: &Engine,
    script: &Script,
    run: &RunState,
    error: &Error,
) -> Failure {
    let name = script.digest.to_hex();
    let failed = Failed::new(&engine.vm, &name, run.pace.time_limit.get());
    call.reply_error(&Line::new(&failed.text(error)));
    note_failure(call, error)
}

/// Counts a failed run, and logs what should be.
pub(super) fn note_failure(call: &Invocation<'_>, error: &Error) -> Failure {
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
            return Failure::Fault;
        }
        // The script had not begun.
        ErrorKind::OutOfMemory => STATS.memory_limit_hits.add_one(),
        ErrorKind::Limit(LimitKind::OutOfMemory)
        | ErrorKind::Raised { .. }
        | ErrorKind::Text { .. }
        | ErrorKind::Argument { .. } => (),
    }
    Failure::Script
}

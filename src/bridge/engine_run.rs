//! Running a script or a function that the server has called by our engine (parity §17, §19).
//!
//! From Valkey 9.1 on the server itself sees to what a script may do, whatever it calls (Y7). Before
//! that the calls of an engine are those of any module (Y6): what the script may do is read off the
//! command that runs it, and for a function off its flags.
//!
//! May import `config`, `control`, `engine`, `ffi`, `functions`, `lua_to_reply`, `run`, `run_state`, `script`,
//! `script_error`, `server`, `stats`, `text`, and the facade of the language.

use std::rc::Rc;

use super::config;
use super::control;
use super::engine::Engine;
use super::ffi::server_api as c;
use super::ffi::{Invocation, Line};
use super::functions::{Function, Functions};
use super::lua_to_reply;
use super::run::{Failure, Leave, Request, check_reply, note_failure, run_request, send};
use super::run_state::Permissions;
use super::script::Script;
use super::script_error::Failed;
use super::server::{is_cluster, server};
use super::stats::STATS;
use super::text;
use crate::lua::vm::{View, Vm};
use crate::lua::{Error, ErrorKind};

/// What the script of a call may do.
fn permissions(call: &Invocation<'_>) -> Permissions {
    let guarded = server().has_scripts_in_a_module();
    Permissions {
        guarded,
        read_only: !guarded && call.is_ro_command(),
        allow_cross_slot: guarded,
        is_cluster: is_cluster(call),
        ..Permissions::default()
    }
}

/// What a function of these flags may do (Z7).
fn permissions_of(call: &Invocation<'_>, flags: u64) -> Permissions {
    let has = |flag: u32| flags & u64::from(flag) != 0;
    let permissions = permissions(call);
    if permissions.guarded {
        return permissions;
    }
    Permissions {
        read_only: permissions.read_only || has(c::FERROUS_ENGINE_NO_WRITES),
        allow_oom: has(c::FERROUS_ENGINE_ALLOW_OOM),
        allow_cross_slot: has(c::FERROUS_ENGINE_ALLOW_CROSS_SLOT),
        ..permissions
    }
}

/// Runs a script and sends its reply.
#[inline]
pub(super) fn run_script(call: &Invocation<'_>, engine: &mut Engine, script: &Rc<Script>) {
    let request = Request {
        permissions: permissions(call),
        keys: (0, call.args().len()),
        first_argument: 0,
        is_from_master: false,
    };
    run_request(call, engine, script, request, |vm, run, error| {
        reply_failure(call, &Failed::new(vm, b"", run.pace.time_limit.get()), error);
    });
}

/// Runs a function and sends its reply.
pub(super) fn run_function(call: &Invocation<'_>, engine: &mut Engine, function: &Function) {
    let Ok(functions) = engine.functions() else {
        return call.reply_error(&Line::new(text::NO_MEMORY_FOR_ENGINE.as_bytes()));
    };
    if call_function(call, functions, function) == Some(Failure::Fault) {
        engine.condemn();
    }
}

fn call_function(
    call: &Invocation<'_>,
    functions: &mut Functions,
    function: &Function,
) -> Option<Failure> {
    let kept = match functions.find(call, function) {
        Ok(kept) => kept,
        Err(why) => {
            call.reply_error(&Line::new(&why));
            return None;
        }
    };
    let Functions { vm, run, .. } = functions;
    let code = &function.library.script;
    let (keys, arguments) = (call.args(), call.arguments());
    let limit = code.limits.memory_limit();
    let permissions = permissions_of(call, function.flags);
    run.begin(code, permissions, (0, keys.len()), 0, code.limits.time_limit());
    STATS.runs.add_one();
    let failure = {
        let _running = control::start(false);
        let _leave = Leave::new(call, run);
        vm.set_unpack_limit(config::UNPACK_LIMIT.limit());
        let outcome = run.loan.lend(call, || {
            vm.enter(limit)?;
            let keys = keys.range(0, keys.len());
            let results = vm.call_kept(kept, keys, arguments.range(0, arguments.len()))?;
            check_reply(results, run)?;
            Ok(results)
        });
        match outcome {
            Ok(results) => {
                send(call, results, run);
                None
            }
            Err(error) => {
                let failed = Failed::new(vm, &function.name, run.pace.time_limit.get());
                let failed = Failed { is_function: true, ..failed };
                note_failure(call, run, &error, || reply_failure(call, &failed, &error))
            }
        }
    };
    if vm.ran_out_of_memory() {
        STATS.memory_limit_hits.add_one();
    }
    vm.leave();
    failure
}

#[cold]
fn reply_failure(call: &Invocation<'_>, failed: &Failed<'_>, error: &Error) {
    let line = Line::new(&failed.text(error));
    call.reply_error_of_script(&line, is_counted(failed.vm, error));
}

/// Has the server counted the error when it told the script of it?
fn is_counted(vm: &Vm, error: &Error) -> bool {
    let ErrorKind::Raised { value, .. } = error.kind() else { return false };
    matches!(vm.view(*value), View::Table(table) if lua_to_reply::is_counted(table))
}

//! Coroutines (manual §5.2).
//!
//! May import what `stdlib/mod.rs` says.

use super::super::error::Error;
use super::super::value::Value;
use super::super::vm::native::{
    Args, Arguments, Call, Flow, HeapAccess, Inlined, NativeFunction, Returned,
};
use super::{full, leaf};

pub(super) const FUNCTIONS: &[NativeFunction] = &[
    leaf("create", create),
    full("resume", resume).inlined(Inlined::Resume),
    leaf("running", running),
    leaf("status", status),
    leaf("wrap", wrap),
    full("yield", yield_).inlined(Inlined::Yield),
];

/// What `coroutine.wrap` returns: its upvalue is the coroutine.
pub(super) const WRAPPED: NativeFunction = full("wrapped", resume_wrapped);

fn new_thread(args: &mut impl Arguments) -> Result<Value, Error> {
    let function = args.get(1);
    let is_lua =
        args.heap_ref().closure(function).is_some_and(|closure| closure.native().is_none());
    if !is_lua {
        return Err(Error::argument(1, "Lua function expected"));
    }
    Ok(args.heap().new_thread(function)?)
}

fn check_thread(args: &impl Arguments) -> Result<Value, Error> {
    let value = args.get(1);
    match args.heap_ref().thread(value) {
        Some(_) => Ok(value),
        None => Err(Error::argument(1, "coroutine expected")),
    }
}

/// `(f) -> coroutine`
fn create(args: &mut Args<'_>) -> Result<Returned, Error> {
    let thread = new_thread(args)?;
    args.one(thread)
}

/// `(coroutine, ...) -> true, values...`, or false and the error.
fn resume(call: &mut Call<'_>) -> Result<Flow, Error> {
    let thread = check_thread(call)?;
    Ok(Flow::Resume { thread, first: 2, count: call.count() - 1, wrap: false })
}

/// `() -> coroutine`, or nil in the main program.
fn running(args: &mut Args<'_>) -> Result<Returned, Error> {
    let thread = args.state().running_thread();
    args.one(thread)
}

/// `(coroutine) -> string`
fn status(args: &mut Args<'_>) -> Result<Returned, Error> {
    let thread = check_thread(args)?;
    let name = args.heap_ref().thread(thread).map_or("dead", |thread| thread.status.name());
    args.string(name.as_bytes())
}

/// `(f) -> function that resumes a coroutine of f and raises its errors`
fn wrap(args: &mut Args<'_>) -> Result<Returned, Error> {
    let thread = new_thread(args)?;
    let native = args.state().wrapped_function();
    let closure = args.heap().new_native_closure(native, &[thread])?;
    args.one(closure)
}

fn resume_wrapped(call: &mut Call<'_>) -> Result<Flow, Error> {
    let thread = call.upvalue(0);
    Ok(Flow::Resume { thread, first: 1, count: call.count(), wrap: true })
}

/// `(...) -> arguments of the next resume`
fn yield_(call: &mut Call<'_>) -> Result<Flow, Error> {
    Ok(Flow::Yield(call.count()))
}

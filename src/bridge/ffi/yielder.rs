//! More turns for the server while a script runs.
//!
//! The server counts its turns by context: one of a command yields when `busy-reply-threshold` is over
//! and then once in `1/hz` seconds, ten times a second by default, which is as long as SCRIPT KILL would
//! wait. So a long run has a few detached contexts beside its own, which yield in between.

use std::ffi::CStr;
use std::ptr::NonNull;

use redis_module::raw::{self, RedisModuleCtx};

use super::api::api;
use super::context::Context;

/// A context that only yields; freed with the value.
#[derive(Debug)]
pub struct Yielder {
    raw: NonNull<RedisModuleCtx>,
}

impl Context<'_> {
    /// One more context to yield with. It does so `busy-reply-threshold` from now on.
    pub fn yielder(&self) -> Option<Yielder> {
        // SAFETY: the context is lent; the new one is ours.
        let raw = unsafe { api!(RedisModule_GetDetachedThreadSafeContext)(self.raw()) };
        NonNull::new(raw).map(|raw| Yielder { raw })
    }

    /// Lets the server serve others, who are told `busy`, if it is time for that. Must only be called
    /// where [`ServerState::may_yield`](super::ServerState::may_yield) says so.
    pub fn yield_now(&self, busy: &CStr) {
        // SAFETY: the context is lent.
        unsafe { yield_with(self.raw(), busy) }
    }

    /// As [`Context::yield_now`], in the turn of another context.
    pub fn yield_by(&self, other: &Yielder, busy: &CStr) {
        // SAFETY: the context was made for us and is freed with its owner. The server is waiting for us,
        // for it has lent a context.
        unsafe { yield_with(other.raw.as_ptr(), busy) }
    }
}

/// Yields by a context.
///
/// # Safety
/// The context is alive, and a command of ours runs.
unsafe fn yield_with(context: *mut RedisModuleCtx, busy: &CStr) {
    let flags = raw::REDISMODULE_YIELD_FLAG_CLIENTS.cast_signed();
    // SAFETY: the caller vouches for the context; the text is read during this call only.
    unsafe { api!(RedisModule_Yield)(context, flags, busy.as_ptr()) }
}

impl Drop for Yielder {
    fn drop(&mut self) {
        // SAFETY: the context is ours, and nobody else has it.
        unsafe { api!(RedisModule_FreeThreadSafeContext)(self.raw.as_ptr()) }
    }
}

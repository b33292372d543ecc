//! Our section of `INFO`.

use std::ffi::{CStr, c_int};
use std::marker::PhantomData;
use std::sync::OnceLock;

use redis_module::raw::RedisModuleInfoCtx;

use super::api::{OK, api};
use super::context::Context;

/// The section that is being written.
#[derive(Debug)]
pub struct InfoWriter<'a> {
    raw: *mut RedisModuleInfoCtx,
    lent: PhantomData<&'a RedisModuleInfoCtx>,
}

impl InfoWriter<'_> {
    /// Adds a field; the server puts the module's name in front.
    pub fn field(&self, name: &CStr, value: u64) {
        // SAFETY: the server has lent the writer; the name is copied.
        unsafe { api!(RedisModule_InfoAddFieldULongLong)(self.raw, name.as_ptr(), value) };
    }
}

/// Writes the section; must not panic.
type Write = fn(&InfoWriter<'_>);

static WRITE: OnceLock<Write> = OnceLock::new();

/// Has the server ask for a section, which `write` then writes. False if it refused.
pub(crate) fn register_info(context: &Context<'_>, write: Write) -> bool {
    WRITE.get_or_init(|| write);
    // SAFETY: the context is lent.
    let status = unsafe { api!(RedisModule_RegisterInfoFunc)(context.raw(), Some(write_info)) };
    status == OK
}

unsafe extern "C" fn write_info(raw: *mut RedisModuleInfoCtx, _for_crash_report: c_int) {
    // SAFETY: the server has lent `raw` for this call. No name gives the section the module's.
    let wanted = unsafe { api!(RedisModule_InfoAddSection)(raw, c"".as_ptr()) == OK };
    if wanted && let Some(write) = WRITE.get() {
        write(&InfoWriter { raw, lent: PhantomData });
    }
}

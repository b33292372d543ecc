//! Options as the server's configuration: `CONFIG GET`, `SET` and `REWRITE`.

use std::ffi::{CStr, c_char, c_int, c_longlong, c_void};
use std::ptr;
use std::sync::atomic::{AtomicI64, Ordering};

use redis_module::raw::{self, RedisModuleString};

use super::api::{OK, api};
use super::context::Context;

/// Registers a number under a name, which the server prefixes with the module's. The server keeps it
/// between `min` and `max` and stores it in `value`. False if it refused.
pub(crate) fn register_number(
    context: &Context<'_>,
    name: &CStr,
    value: &'static AtomicI64,
    (min, max): (i64, i64),
    is_memory: bool,
) -> bool {
    let flags =
        if is_memory { raw::REDISMODULE_CONFIG_MEMORY } else { raw::REDISMODULE_CONFIG_DEFAULT };
    let place = ptr::from_ref(value).cast_mut().cast();
    // SAFETY: the context is lent; the callbacks get `place`, which is what they take it for and lives
    // for ever.
    let status = unsafe {
        api!(RedisModule_RegisterNumericConfig)(
            context.raw(),
            name.as_ptr(),
            value.load(Ordering::Relaxed),
            flags,
            min,
            max,
            Some(get_number),
            Some(set_number),
            None,
            place,
        )
    };
    status == OK
}

impl Context<'_> {
    /// Gives the registered options the values of the server's configuration. False if one is bad.
    pub(crate) fn load_configs(&self) -> bool {
        // SAFETY: the context is lent.
        unsafe { api!(RedisModule_LoadConfigs)(self.raw()) == OK }
    }
}

unsafe extern "C" fn get_number(_: *const c_char, place: *mut c_void) -> c_longlong {
    // SAFETY: `register_number` gave a static.
    unsafe { &*place.cast::<AtomicI64>() }.load(Ordering::Relaxed)
}

unsafe extern "C" fn set_number(
    _: *const c_char,
    number: c_longlong,
    place: *mut c_void,
    _: *mut *mut RedisModuleString,
) -> c_int {
    // SAFETY: `register_number` gave a static.
    unsafe { &*place.cast::<AtomicI64>() }.store(number, Ordering::Relaxed);
    OK
}

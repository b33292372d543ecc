//! Options as the server's configuration: `CONFIG GET`, `SET` and `REWRITE`.

use std::ffi::{CStr, c_char, c_int, c_longlong, c_void};
use std::ptr;

use redis_module::raw::{self, RedisModuleString};

use super::api::{ERR, OK, api};
use super::context::Context;

/// A number that the server reads and writes. Nothing in it may panic.
pub(crate) trait NumberOption: Sync {
    /// What it is.
    fn read(&self) -> i64;

    /// Sets it; why not, if that cannot be.
    fn write(&self, number: i64) -> Result<(), &'static str>;
}

/// Registers a number under a name, which the server prefixes with the module's. The server keeps it
/// between `min` and `max`. False if it refused.
pub(crate) fn register_number<N: NumberOption>(
    context: &Context<'_>,
    name: &CStr,
    option: &'static N,
    (min, max): (i64, i64),
    is_memory: bool,
) -> bool {
    let flags =
        if is_memory { raw::REDISMODULE_CONFIG_MEMORY } else { raw::REDISMODULE_CONFIG_DEFAULT };
    let place = ptr::from_ref(option).cast_mut().cast();
    // SAFETY: the context is lent; the callbacks get `place`, which is what they take it for and lives
    // for ever.
    let status = unsafe {
        api!(RedisModule_RegisterNumericConfig)(
            context.raw(),
            name.as_ptr(),
            option.read(),
            flags,
            min,
            max,
            Some(get_number::<N>),
            Some(set_number::<N>),
            None,
            place,
        )
    };
    status == OK
}

/// As [`register_number`], for what is `yes` or `no`: 1 or 0.
pub(crate) fn register_switch<N: NumberOption>(
    context: &Context<'_>,
    name: &CStr,
    option: &'static N,
) -> bool {
    let place = ptr::from_ref(option).cast_mut().cast();
    // SAFETY: the context is lent; the callbacks get `place`, which is what they take it for and lives
    // for ever.
    let status = unsafe {
        api!(RedisModule_RegisterBoolConfig)(
            context.raw(),
            name.as_ptr(),
            c_int::from(option.read() != 0),
            raw::REDISMODULE_CONFIG_DEFAULT,
            Some(get_switch::<N>),
            Some(set_switch::<N>),
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

unsafe extern "C" fn get_number<N: NumberOption>(
    _: *const c_char,
    place: *mut c_void,
) -> c_longlong {
    // SAFETY: `register_number` gave a static, which is only shared.
    unsafe { &*place.cast::<N>() }.read()
}

unsafe extern "C" fn set_number<N: NumberOption>(
    _: *const c_char,
    number: c_longlong,
    place: *mut c_void,
    why: *mut *mut RedisModuleString,
) -> c_int {
    // SAFETY: as in `get_number`.
    let Err(text) = unsafe { &*place.cast::<N>() }.write(number) else { return OK };
    if !why.is_null() {
        // SAFETY: the server takes the string that is put there; it copies the text.
        unsafe {
            *why =
                api!(RedisModule_CreateString)(ptr::null_mut(), text.as_ptr().cast(), text.len());
        }
    }
    ERR
}

unsafe extern "C" fn get_switch<N: NumberOption>(_: *const c_char, place: *mut c_void) -> c_int {
    // SAFETY: `register_switch` gave a static, which is only shared.
    c_int::from(unsafe { &*place.cast::<N>() }.read() != 0)
}

unsafe extern "C" fn set_switch<N: NumberOption>(
    name: *const c_char,
    on: c_int,
    place: *mut c_void,
    why: *mut *mut RedisModuleString,
) -> c_int {
    // SAFETY: the same arguments, but for a number that has room for this one.
    unsafe { set_number::<N>(name, on.into(), place, why) }
}

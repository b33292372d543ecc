//! The server's functions by name, and what they answer.

use std::ffi::c_int;

use redis_module::raw;

/// What the server's functions answer when they have done it, and what it takes for that from ours.
pub(super) const OK: c_int = 0;
/// The opposite.
pub(super) const ERR: c_int = 1;
const _: () = assert!(raw::REDISMODULE_OK == OK as isize && raw::REDISMODULE_ERR == ERR as isize);

/// The server's function of a name, in unsafe code only. Reading the pointer is as safe as calling it can
/// be: the entry of the module writes them all, on the server's main thread and before any other code
/// of this crate runs, and from then on they are only read.
macro_rules! api {
    ($name:ident) => {
        match redis_module::raw::$name {
            Some(function) => function,
            None => super::api::missing(stringify!($name)),
        }
    };
}
pub(super) use api;

/// The server lacks a function that was there when the module was loaded.
#[cold]
pub(super) fn missing(name: &str) -> ! {
    panic!("the server has no {name}")
}

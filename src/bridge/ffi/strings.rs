//! Strings of ours in the server's form, for calls that take nothing else.

use std::ffi::c_int;
use std::ptr::{self, NonNull};
use std::slice;

use redis_module::raw::RedisModuleString;

use super::api::{OK, api};
use super::context::Context;

/// Strings made for one call; freed with the list.
#[derive(Debug)]
pub struct StringList {
    strings: Vec<*mut RedisModuleString>,
}

/// What the access control list says of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AclVerdict {
    /// The user may run it.
    Allowed,
    /// The user may not.
    Denied,
    /// There is no such command.
    Unknown,
}

impl StringList {
    /// Copies of `items`.
    pub fn new<'b>(items: impl Iterator<Item = &'b [u8]>) -> StringList {
        // SAFETY: no context is needed; the server copies the bytes.
        let make = |item: &[u8]| unsafe {
            api!(RedisModule_CreateString)(ptr::null_mut(), item.as_ptr().cast(), item.len())
        };
        StringList { strings: items.map(make).collect() }
    }

    pub(super) fn as_raw(&mut self) -> (*mut *mut RedisModuleString, usize) {
        (self.strings.as_mut_ptr(), self.strings.len())
    }

    /// Positions of the keys in the command that these strings are; none if it is no command.
    pub fn key_positions(&mut self, context: &Context<'_>) -> Vec<usize> {
        let (argv, argc) = self.as_raw();
        let argc = c_int::try_from(argc).unwrap_or(c_int::MAX);
        let mut count = 0;
        // SAFETY: the context is lent; the list has `count` numbers and is ours to free.
        unsafe {
            let list = api!(RedisModule_GetCommandKeys)(context.raw(), argv, argc, &raw mut count);
            let Some(list) = NonNull::new(list) else { return Vec::new() };
            let len = usize::try_from(count).unwrap_or(0);
            let positions = slice::from_raw_parts(list.as_ptr(), len);
            let positions = positions.iter().filter_map(|&n| usize::try_from(n).ok()).collect();
            api!(RedisModule_Free)(list.as_ptr().cast());
            positions
        }
    }

    /// Asks whether the user of the call may run the command that these strings are. Without a user
    /// everything is allowed.
    pub fn check_acl(&mut self, context: &Context<'_>) -> AclVerdict {
        if !context.has_user() {
            return AclVerdict::Allowed;
        }
        let (argv, argc) = self.as_raw();
        let argc = c_int::try_from(argc).unwrap_or(c_int::MAX);
        errno::set_errno(errno::Errno(0));
        // SAFETY: the context is lent and its client has a user, without which the first function would
        // follow a null pointer; name and user are freed here and not used after.
        let status = unsafe {
            let name = api!(RedisModule_GetCurrentUserName)(context.raw());
            let user = api!(RedisModule_GetModuleUserFromUserName)(name);
            api!(RedisModule_FreeString)(context.raw(), name);
            if user.is_null() {
                return AclVerdict::Denied;
            }
            let status = api!(RedisModule_ACLCheckCommandPermissions)(user, argv, argc);
            let errno = errno::errno();
            api!(RedisModule_FreeModuleUser)(user);
            errno::set_errno(errno);
            status
        };
        if status == OK {
            AclVerdict::Allowed
        } else if errno::errno().0.cast_unsigned() == super::server_api::FERROUS_REFUSED_UNKNOWN {
            AclVerdict::Unknown
        } else {
            AclVerdict::Denied
        }
    }
}

impl Drop for StringList {
    fn drop(&mut self) {
        for &string in &self.strings {
            // SAFETY: made by `new`, referred to by nobody else.
            unsafe { api!(RedisModule_FreeString)(ptr::null_mut(), string) }
        }
    }
}

//! Where the server enters: loading and unloading.

use std::ffi::{CStr, c_int};
use std::ptr::NonNull;

use redis_module::raw::{self, Export_RedisModule_Init, RedisModuleCtx, RedisModuleString};

use super::api::{ERR, OK};
use super::context::{Args, Context};
use crate::bridge::load;

/// The name of the module, also the prefix of its options and the name of its section of `INFO`.
const MODULE_NAME: &CStr = c"ferrous";

/// Functions of the server that must be there, by name.
macro_rules! required {
    ($($name:ident),* $(,)?) => {
        /// The first function that the server lacks and we cannot do without.
        fn missing_function() -> Option<&'static CStr> {
            $(
                // SAFETY: written by the entry of the module alone, which calls this.
                if unsafe { raw::$name }.is_none() {
                    let name = concat!(stringify!($name), "\0").as_bytes();
                    return CStr::from_bytes_with_nul(name).ok();
                }
            )*
            None
        }
    };
}

required!(
    RedisModule_TryAlloc,
    RedisModule_Free,
    RedisModule_CreateCommand,
    RedisModule_CreateSubcommand,
    RedisModule_GetCommand,
    RedisModule_SetCommandInfo,
    RedisModule_IsKeysPositionRequest,
    RedisModule_KeyAtPosWithFlags,
    RedisModule_StringPtrLen,
    RedisModule_CreateString,
    RedisModule_FreeString,
    RedisModule_RetainString,
    RedisModule_RegisterCommandFilter,
    RedisModule_UnregisterCommandFilter,
    RedisModule_CommandFilterArgsCount,
    RedisModule_CommandFilterArgGet,
    RedisModule_CommandFilterArgReplace,
    RedisModule_Call,
    RedisModule_CallReplyProto,
    RedisModule_FreeCallReply,
    RedisModule_ReplyWithLongLong,
    RedisModule_ReplyWithNull,
    RedisModule_ReplyWithStringBuffer,
    RedisModule_ReplyWithError,
    RedisModule_ReplyWithSimpleString,
    RedisModule_ReplyWithArray,
    RedisModule_ReplyWithMap,
    RedisModule_ReplyWithSet,
    RedisModule_ReplyWithBool,
    RedisModule_ReplyWithDouble,
    RedisModule_ReplyWithBigNumber,
    RedisModule_ReplyWithVerbatimStringType,
    RedisModule_GetContextFlags,
    RedisModule_GetServerVersion,
    RedisModule_SetModuleOptions,
    RedisModule_GetServerInfo,
    RedisModule_ServerInfoGetFieldC,
    RedisModule_FreeServerInfo,
    RedisModule_GetSelectedDb,
    RedisModule_SelectDb,
    RedisModule_Yield,
    RedisModule_GetDetachedThreadSafeContext,
    RedisModule_FreeThreadSafeContext,
    RedisModule_GetClientId,
    RedisModule_DeauthenticateAndCloseClient,
    RedisModule_GetCurrentUserName,
    RedisModule_GetModuleUserFromUserName,
    RedisModule_FreeModuleUser,
    RedisModule_ACLCheckCommandPermissions,
    RedisModule_GetCommandKeys,
    RedisModule_RegisterNumericConfig,
    RedisModule_LoadConfigs,
    RedisModule_RegisterInfoFunc,
    RedisModule_InfoAddSection,
    RedisModule_InfoAddFieldULongLong,
    RedisModule_SubscribeToServerEvent,
);

/// Loads the module.
///
/// # Safety
/// The server calls it, with its context and `argc` words.
#[unsafe(no_mangle)]
pub(super) unsafe extern "C" fn RedisModule_OnLoad(
    raw: *mut RedisModuleCtx,
    argv: *mut *mut RedisModuleString,
    argc: c_int,
) -> c_int {
    let Some(context) = NonNull::new(raw) else { return ERR };
    // SAFETY: the context is the server's; name and versions are what it asks for. Nothing of ours has
    // run and nothing has been allocated yet.
    let bound = unsafe {
        let version = self::raw::REDISMODULE_APIVER_1.cast_signed();
        Export_RedisModule_Init(raw, MODULE_NAME.as_ptr(), 1, version)
    };
    if bound != OK {
        return ERR;
    }
    if let Some(name) = missing_function() {
        refuse(raw, name);
        return ERR;
    }
    // SAFETY: the server lends the context and the words for this call.
    let (context, args) = unsafe { (Context::from_raw(context), Args::from_raw(argv, argc)) };
    if load::load(&context, args) { OK } else { ERR }
}

/// Says why a server is too old, without allocating: the server may lack what that takes.
fn refuse(raw: *mut RedisModuleCtx, missing: &CStr) {
    // SAFETY: as in `missing_function`; the context is lent, and the format takes the two texts.
    unsafe {
        if let Some(log) = self::raw::RedisModule_Log {
            let why = load::TOO_OLD.as_ptr();
            log(raw, c"warning".as_ptr(), c"%s%s".as_ptr(), why, missing.as_ptr());
        }
    }
}

/// Unloads the module, or refuses.
///
/// # Safety
/// The server calls it, with its context.
#[unsafe(no_mangle)]
pub(super) unsafe extern "C" fn RedisModule_OnUnload(raw: *mut RedisModuleCtx) -> c_int {
    let Some(raw) = NonNull::new(raw) else { return ERR };
    // SAFETY: the server lends the context for this call.
    let context = unsafe { Context::from_raw(raw) };
    if load::unload(&context) { OK } else { ERR }
}

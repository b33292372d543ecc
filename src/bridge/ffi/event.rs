//! News from the server that make what we remember of it stale.

use std::ffi::c_void;
use std::sync::OnceLock;

use redis_module::raw::{self, RedisModuleCtx, RedisModuleEvent};

use super::api::{OK, api};
use super::context::Context;

static CHANGED: OnceLock<fn()> = OnceLock::new();

/// Has the server call `changed`, which must not panic, when its configuration, its modules or its role
/// in replication change.
/// False if it refused.
pub(crate) fn watch_changes(context: &Context<'_>, changed: fn()) -> bool {
    CHANGED.get_or_init(|| changed);
    let watch = |id: u64| {
        let event = RedisModuleEvent { id, dataver: 1 };
        // SAFETY: the context is lent.
        unsafe {
            api!(RedisModule_SubscribeToServerEvent)(context.raw(), event, Some(on_change)) == OK
        }
    };
    watch(raw::REDISMODULE_EVENT_CONFIG)
        && watch(raw::REDISMODULE_EVENT_MODULE_CHANGE)
        && watch(raw::REDISMODULE_EVENT_REPLICATION_ROLE_CHANGED)
}

unsafe extern "C" fn on_change(
    _: *mut RedisModuleCtx,
    _: RedisModuleEvent,
    _: u64,
    _: *mut c_void,
) {
    if let Some(changed) = CHANGED.get() {
        changed();
    }
}

//! Whether a script may begin at all (parity §5).
//!
//! Natively a script's flags become those of the command, and most of this is checked before the command
//! runs; a module's commands have fixed flags, so it is checked here. For a client's own command the texts
//! are those of the server's checks; under EXEC and for another module's call those of the script.
//!
//! May import `ffi`, `run_state`, `script`, `server`, `text`, `write_gate`.

use std::borrow::Cow;

use super::ffi::{Context, ServerState};
use super::run_state::Permissions;
use super::script::{ScriptFlag, ScriptFlags};
use super::server::{SERVES_STALE_DATA, server};
use super::text;
use super::write_gate::{self, Closed};

/// What a script may do, if it may run. `by_ro_command`: EVAL_RO or EVALSHA_RO runs it.
///
/// # Errors
/// The error reply.
#[inline]
pub(super) fn permissions(
    context: &Context<'_>,
    state: ServerState,
    flags: ScriptFlags,
    by_ro_command: bool,
) -> Result<Permissions, Cow<'static, str>> {
    let is_compat = flags.has(ScriptFlag::Compat);
    let is_stale = state.is_stale() && SERVES_STALE_DATA.get(context) == 0;
    if !is_compat {
        check_flags(context, state, flags, by_ro_command, is_stale)?;
    } else if is_stale {
        return Err(text::MASTER_DOWN.into());
    }
    Ok(Permissions {
        read_only: by_ro_command || flags.has(ScriptFlag::NoWrites),
        // What obeys the master, it obeys when memory is out, too.
        allow_oom: flags.has(ScriptFlag::AllowOom) || state.is_from_master(),
        allow_cross_slot: is_compat || flags.has(ScriptFlag::AllowCrossSlotKeys),
        is_stale,
        is_cluster: state.is_cluster(),
        guarded: false,
    })
}

/// The checks of a script with a shebang line.
#[cold]
fn check_flags(
    context: &Context<'_>,
    state: ServerState,
    flags: ScriptFlags,
    by_ro_command: bool,
    is_stale: bool,
) -> Result<(), Cow<'static, str>> {
    let may_write = !flags.has(ScriptFlag::NoWrites);
    let choose = |top, inside| if state.is_nested() { inside } else { top };
    let out_of_memory = may_write && !flags.has(ScriptFlag::AllowOom) && state.is_out_of_memory();
    let readonly_replica = may_write && state.refuses_writes_as_replica();
    let closed = if may_write { write_gate::why_closed(context, state) } else { None };
    // The server's own checks come in another order than those of the script.
    if !state.is_nested() {
        if out_of_memory && !state.is_from_master() {
            return Err(text::OUT_OF_MEMORY.into());
        }
        if let Some(closed) = closed {
            return Err(closed.into_text());
        }
        if readonly_replica {
            return Err(text::READONLY_REPLICA.into());
        }
    }
    if flags.has(ScriptFlag::NoCluster) && state.is_cluster() {
        return Err(text::NO_CLUSTER.into());
    }
    if is_stale && !flags.has(ScriptFlag::AllowStale) {
        return Err(choose(text::MASTER_DOWN, text::MASTER_DOWN_FOR_SCRIPT).into());
    }
    if readonly_replica {
        return Err(text::READONLY_REPLICA_FOR_SCRIPT.into());
    }
    if let Some(Closed::Disk(said)) = &closed {
        return Err(write_gate::disk_error_for_script(said, server().wording.product).into());
    }
    if may_write && by_ro_command {
        return Err(text::WRITE_FLAG_IN_RO.into());
    }
    if let Some(closed) = closed {
        return Err(closed.into_text());
    }
    if out_of_memory {
        return Err(text::OUT_OF_MEMORY_FOR_SCRIPT.into());
    }
    Ok(())
}

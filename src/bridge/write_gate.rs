//! Whether the server takes writes now: not after a disk error, nor with too few replicas (parity S10,
//! S12).
//!
//! The module API has no question for that. INFO tells, but takes longer than a short script. So it is
//! read only where the server's settings make a refusal possible, and what it says holds for a tick of
//! the coarse clock. A state that changes within the tick is noticed by the script's first write. The
//! words come from a command that the server refuses.
//!
//! May import `ffi`, `reply_to_lua`, `resp`, `server`, `text`.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};

use super::ffi::{CallFlags, Context, ServerState, coarse_time};
use super::reply_to_lua::error_text;
use super::resp::{Item, Reader};
use super::server::{self, MIN_REPLICAS, STOP_WRITES};
use super::text;

/// Why the server takes no writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// The disk fails; what the server says of it.
    Disk(String),
    /// Too few replicas follow.
    Replicas,
}

impl Closed {
    /// The words for a command of a client.
    pub(super) fn into_text(self) -> Cow<'static, str> {
        match self {
            Closed::Disk(said) => said.into(),
            Closed::Replicas => text::NO_REPLICAS.into(),
        }
    }
}

/// The words about a disk that fails for a script in another command, where the server says `said` to
/// a client.
pub(super) fn disk_error_for_script(said: &str, product: &str) -> String {
    let (what, error) = match said.strip_prefix(text::AOF_ERROR) {
        Some(error) => ("persist data to AOF", format!(" AOF error: {error}")),
        None => ("save RDB snapshots", String::new()),
    };
    format!("MISCONF {product} is configured to {what}{}{error}", text::DISK_ERROR_FOR_SCRIPT)
}

/// The tick in which the server was last seen to take writes, and its changes then.
static OPEN_AT: AtomicU64 = AtomicU64::new(u64::MAX);
static OPEN_OF: AtomicU64 = AtomicU64::new(u64::MAX);

/// Why the server takes no writes of clients now; `None` if it does.
pub(super) fn why_closed(context: &Context<'_>, state: ServerState) -> Option<Closed> {
    let can_close = state.has_aof() || state.has_save_points() || asks_for_replicas(context, state);
    if !can_close || state.is_from_master() {
        return None;
    }
    let tick = u64::try_from(coarse_time().as_nanos()).unwrap_or(0);
    let changes = server::changes();
    if OPEN_AT.load(Ordering::Relaxed) == tick && OPEN_OF.load(Ordering::Relaxed) == changes {
        return None;
    }
    let closed = looks_closed(context, state).then(|| refused(context)).flatten();
    if closed.is_none() {
        OPEN_AT.store(tick, Ordering::Relaxed);
        OPEN_OF.store(changes, Ordering::Relaxed);
    }
    closed
}

/// Must a number of replicas follow?
fn asks_for_replicas(context: &Context<'_>, state: ServerState) -> bool {
    !state.is_replica() && MIN_REPLICAS.get(context) > 0
}

/// What INFO says, by the server's own conditions.
fn looks_closed(context: &Context<'_>, state: ServerState) -> bool {
    let persistence = |name| context.info_field(c"persistence", name);
    let has_failed = |name| persistence(name).is_some_and(|status| status != "ok");
    if state.has_save_points()
        && STOP_WRITES.get(context) != 0
        && has_failed(c"rdb_last_bgsave_status")
    {
        return true;
    }
    if state.has_aof() && has_failed(c"aof_last_write_status") {
        return true;
    }
    // There is no such field if the lag of replicas does not matter: then they are not counted.
    let good =
        || context.info_field(c"replication", c"min_slaves_good_slaves")?.parse::<i64>().ok();
    asks_for_replicas(context, state) && good().is_some_and(|good| good < MIN_REPLICAS.get(context))
}

/// What the server says to a write now. The command is one that it would not run either way.
fn refused(context: &Context<'_>) -> Option<Closed> {
    let reply = context.call(c"SET", CallFlags::new(b"SE"), None, &[b"", b"", b"?"])?;
    let Ok(Item::Error(said)) = Reader::new(reply.protocol()).item() else { return None };
    let text = String::from_utf8_lossy(&error_text(said)).into_owned();
    if text.starts_with("MISCONF ") {
        Some(Closed::Disk(text))
    } else if text.starts_with("NOREPLICAS ") {
        Some(Closed::Replicas)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disk_errors_are_told_to_scripts_in_native_words() {
        let rdb =
            "MISCONF Valkey is configured to save RDB snapshots, but it's currently unable to";
        assert_eq!(
            disk_error_for_script(rdb, "Valkey"),
            "MISCONF Valkey is configured to save RDB snapshots, but it's currently unable to \
             persist to disk. Writable scripts are blocked. Use 'no-writes' flag for read only \
             scripts."
        );
        let aof = "MISCONF Errors writing to the AOF file: No space left on device";
        assert_eq!(
            disk_error_for_script(aof, "Redis"),
            "MISCONF Redis is configured to persist data to AOF, but it's currently unable to \
             persist to disk. Writable scripts are blocked. Use 'no-writes' flag for read only \
             scripts. AOF error: No space left on device"
        );
    }
}

//! The panic fence: nothing that goes wrong in Rust may unwind into the server, which would end it.
//!
//! Every entry point runs behind [`fence`]. A panic is counted and logged, the first one with its
//! backtrace; the client of a command gets one error. Whoever was in the engine when it happened has
//! left it marked as entered, and it is built anew before it is used again (`engine`).
//!
//! May import `ffi`, `stats`, `text`.

use std::backtrace::Backtrace;
use std::marker::PhantomData;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

use parking_lot::Mutex;

use super::ffi::{self, Args, Handler, Invocation, KeyAccess, KeyRange, Line, LogLevel};
use super::stats::STATS;
use super::text;

/// What the panic hook has seen and the fence will log.
static LAST_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Keeps what panics say for the fence, in place of printing it.
pub(super) fn install_hook() {
    panic::set_hook(Box::new(remember));
}

/// Gives panics back to the default hook.
pub(super) fn remove_hook() {
    drop(panic::take_hook());
}

fn remember(info: &PanicHookInfo<'_>) {
    let mut report = info.to_string();
    if STATS.panics.get() == 0 {
        report.push('\n');
        report.push_str(&Backtrace::force_capture().to_string());
    }
    if let Some(mut last) = LAST_PANIC.try_lock() {
        *last = Some(report);
    }
}

/// Runs `work`; `None` if it panicked. `what` says for the log what was being done.
pub(super) fn fence<R>(what: &str, work: impl FnOnce() -> R) -> Option<R> {
    // Unwind safe: what a panic may leave half done is the engine, and that is rebuilt.
    match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => Some(result),
        Err(payload) => {
            // The payload's own drop might panic again.
            std::mem::forget(payload);
            report(what);
            None
        }
    }
}

/// What a command does.
pub(super) trait Command {
    /// Which keys it names, for routing and access control.
    const KEYS: KeyAccess = KeyAccess::None;

    /// Runs it. Must send exactly one reply.
    fn run(call: &Invocation<'_>);

    /// Where its keys are; only asked where [`Command::KEYS`] says that it has any.
    fn keys(_: Args<'_>) -> KeyRange {
        KeyRange::default()
    }
}

/// A command behind the fence. Its client gets exactly one reply whatever happens; if a reply was half
/// sent the connection is closed, for nothing else could be understood.
#[derive(Debug)]
pub(super) struct Fenced<C>(PhantomData<C>);

impl<C: Command> Handler for Fenced<C> {
    const KEYS: KeyAccess = C::KEYS;

    fn run(call: &Invocation<'_>) {
        if fence("running a command", || C::run(call)).is_some() {
            return;
        }
        if call.has_replied() {
            call.close_client();
        } else {
            call.reply_error(&Line::new(text::INTERNAL_ERROR.as_bytes()));
        }
    }

    fn keys(args: Args<'_>) -> KeyRange {
        fence("finding keys", || C::keys(args)).unwrap_or_default()
    }
}

#[cold]
fn report(what: &str) {
    STATS.panics.add_one();
    let report = LAST_PANIC.try_lock().and_then(|mut last| last.take()).unwrap_or_default();
    ffi::log(LogLevel::Warning, &Line::new(format!("{}{what}:", text::PANIC).as_bytes()));
    for line in report.lines() {
        ffi::log(LogLevel::Warning, &Line::new(line.as_bytes()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_at_the_fence() {
        assert_eq!(fence("testing", || 1), Some(1));
        let before = STATS.panics.get();
        assert_eq!(fence("testing", || -> u8 { panic!("expected by this test") }), None);
        assert_eq!(STATS.panics.get(), before + 1);
    }
}

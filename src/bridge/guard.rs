//! The panic fence: nothing that goes wrong in Rust may unwind into the server, which would end it.
//!
//! Every entry point runs behind `fence`. A panic is counted and logged, the first one with its
//! backtrace; the client of a command gets one error. Whoever was in the engine when it happened has
//! left it marked as entered, and it is built anew before it is used again (`engine`).
//!
//! May import `ffi`, `stats`, `text`.

use std::backtrace::Backtrace;
#[cfg(debug_assertions)]
use std::ffi::OsString;
use std::marker::PhantomData;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
#[cfg(debug_assertions)]
use std::sync::OnceLock;

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
    // Finding the names for a backtrace frees memory of the C library.
    if STATS.panics.get() == 0 && ffi::owns_what_libc_allocates() {
        report.push('\n');
        report.push_str(&Backtrace::force_capture().to_string());
    }
    if let Some(mut last) = LAST_PANIC.try_lock() {
        *last = Some(report);
    }
}

/// Rows: place, what is being done there.
macro_rules! places {
    ($($place:ident, $doing:literal;)*) => {
        /// Where a fault of ours would show: what the server enters by, and what scripts reach.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Place {
            $(#[doc = $doing] $place,)*
        }

        impl Place {
            /// All of them.
            pub const ALL: &[Place] = &[$(Place::$place),*];

            /// What is being done there, for the log.
            pub fn doing(self) -> &'static str {
                match self {
                    $(Place::$place => $doing,)*
                }
            }
        }
    };
}

places! {
    Load, "loading the module";
    StartEngine, "starting the engine";
    Unload, "unloading the module";
    Command, "running a command";
    Filter, "looking at a plain command";
    Keys, "finding keys";
    Info, "writing INFO";
    ReadOption, "reading an option";
    WriteOption, "setting an option";
    Event, "taking notice of a change";
    Call, "calling a command for a script";
    Yield, "giving the server its turn";
    Reply, "sending the reply of a script";
    RestOfReply, "sending the rest of a reply";
}

/// Panics if a test wants it here: in builds with debug assertions the variable `FERROUS_FAULT` of the
/// environment names a file, and that names a place by what is being done there.
#[cfg(debug_assertions)]
pub(super) fn fault_at(place: Place) {
    static FILE: OnceLock<Option<OsString>> = OnceLock::new();
    let file = FILE.get_or_init(|| std::env::var_os("FERROUS_FAULT"));
    let wanted = file.as_ref().and_then(|file| std::fs::read(file).ok());
    let doing = place.doing();
    assert!(wanted.is_none_or(|wanted| wanted != doing.as_bytes()), "{} {doing}", text::INJECTED);
}

/// Does nothing: builds that are shipped have no faults to inject.
#[cfg(not(debug_assertions))]
#[inline(always)]
pub(super) fn fault_at(_: Place) {}

/// Runs what the server has entered by `place`; `None` if it panicked.
pub(super) fn fence<R>(place: Place, work: impl FnOnce() -> R) -> Option<R> {
    let work = || {
        fault_at(place);
        work()
    };
    // Unwind safe: what a panic may leave half done is the engine, and that is rebuilt.
    match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => Some(result),
        Err(payload) => {
            // The payload's own drop might panic again.
            std::mem::forget(payload);
            report(place);
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
        if fence(Place::Command, || C::run(call)).is_some() {
            return;
        }
        if call.has_replied() {
            call.close_client();
        } else {
            call.reply_error(&Line::new(text::INTERNAL_ERROR.as_bytes()));
        }
    }

    fn keys(args: Args<'_>) -> KeyRange {
        fence(Place::Keys, || C::keys(args)).unwrap_or_default()
    }
}

#[cold]
fn report(place: Place) {
    STATS.panics.add_one();
    let report = LAST_PANIC.try_lock().and_then(|mut last| last.take()).unwrap_or_default();
    let doing = [text::PANIC, place.doing(), ":"].concat();
    ffi::log(LogLevel::Warning, &Line::new(doing.as_bytes()));
    for line in report.lines() {
        ffi::log(LogLevel::Warning, &Line::new(line.as_bytes()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_at_the_fence() {
        assert_eq!(fence(Place::Command, || 1), Some(1));
        let before = STATS.panics.get();
        assert_eq!(fence(Place::Command, || -> u8 { panic!("expected by this test") }), None);
        assert_eq!(STATS.panics.get(), before + 1);
    }
}

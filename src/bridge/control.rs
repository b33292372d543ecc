//! Whether a script runs, and whether it is to end: what other clients may ask while it does.
//!
//! Atomics, so that neither INFO nor SCRIPT KILL waits for the engine, which the running script has.
//!
//! Imports nothing.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

/// What is asked of the running script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// To go on.
    None,
    /// To end; it has not written.
    Kill,
    /// To end, whatever it has written.
    Force,
}

/// What SCRIPT KILL comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KillAnswer {
    /// The script will end.
    Done,
    /// None runs.
    NotBusy,
    /// It has written.
    HasWritten,
    /// The master has sent it.
    FromMaster,
}

static RUNNING: AtomicBool = AtomicBool::new(false);
static FROM_MASTER: AtomicBool = AtomicBool::new(false);
static WRITES: AtomicU64 = AtomicU64::new(0);
static ORDER: AtomicU8 = AtomicU8::new(Order::None as u8);

/// A script that runs; dropping it says that it does no more, however it ended.
#[derive(Debug)]
#[must_use]
pub(super) struct Running(());

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.store(false, Ordering::Relaxed);
    }
}

/// Says that a script runs.
#[inline]
pub(super) fn start(from_master: bool) -> Running {
    FROM_MASTER.store(from_master, Ordering::Relaxed);
    WRITES.store(0, Ordering::Relaxed);
    ORDER.store(Order::None as u8, Ordering::Relaxed);
    RUNNING.store(true, Ordering::Relaxed);
    Running(())
}

/// Does a script run?
pub(super) fn is_running() -> bool {
    RUNNING.load(Ordering::Relaxed)
}

/// Notes that the script has called a write command.
#[inline]
pub(super) fn note_write() {
    WRITES.store(writes() + 1, Ordering::Relaxed);
}

/// Write commands that the script has called.
#[inline]
pub(super) fn writes() -> u64 {
    WRITES.load(Ordering::Relaxed)
}

/// What is asked of the script.
#[inline]
pub(super) fn order() -> Order {
    match ORDER.load(Ordering::Relaxed) {
        order if order == Order::Kill as u8 => Order::Kill,
        order if order == Order::Force as u8 => Order::Force,
        _ => Order::None,
    }
}

/// Asks the running script to end, with `force` also when it has written (parity K5, K7, K8).
pub(super) fn kill(force: bool) -> KillAnswer {
    if !is_running() {
        return KillAnswer::NotBusy;
    }
    if FROM_MASTER.load(Ordering::Relaxed) {
        return KillAnswer::FromMaster;
    }
    let order = match (writes(), force) {
        (0, _) => Order::Kill,
        (_, true) => Order::Force,
        (_, false) => return KillAnswer::HasWritten,
    };
    ORDER.store(order as u8, Ordering::Relaxed);
    KillAnswer::Done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_script_that_runs_and_has_not_written_can_be_killed() {
        assert_eq!(kill(false), KillAnswer::NotBusy);
        let running = start(false);
        assert_eq!(kill(false), KillAnswer::Done);
        assert_eq!(order(), Order::Kill);
        drop(running);
        assert!(!is_running());

        let running = start(false);
        assert_eq!(order(), Order::None, "an order ends with its script");
        note_write();
        assert_eq!(kill(false), KillAnswer::HasWritten);
        assert_eq!(order(), Order::None);
        assert_eq!(kill(true), KillAnswer::Done);
        assert_eq!((order(), writes()), (Order::Force, 1));
        drop(running);

        let _running = start(true);
        assert_eq!(kill(true), KillAnswer::FromMaster);
    }
}

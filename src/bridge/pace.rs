//! How long a run has taken, and when it is the server's turn.
//!
//! Time is read off the coarse clock, whose ticks are a few milliseconds: what is noticed late is never
//! noticed early. Past the threshold the server gets a turn every few milliseconds, by one context after
//! another (`ffi::Yielder`).
//!
//! May import `ffi`.

use std::cell::{Cell, RefCell};
use std::ffi::CStr;
use std::time::Duration;

use super::ffi::{Invocation, Yielder, coarse_nanos, coarse_tick};

/// A run shorter than this has no contexts beside its own.
const LONG: Duration = Duration::from_millis(10);
/// Time between two turns of the server.
const GAP: Duration = Duration::from_millis(10);
/// Contexts beside the command's own: with the default of ten turns a second for each, all have their
/// turn in one round.
const MORE_CONTEXTS: usize = 9;

/// When the server may be told that a script is slow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Yielding {
    /// It was not asked yet.
    Unknown,
    /// Not in this run.
    Never,
    /// By itself, when it is asked whether the script was killed.
    ByItself,
    /// After so many milliseconds; whether it has happened.
    After(u64, bool),
}

/// The time of one run.
#[derive(Debug)]
pub(super) struct Pace {
    /// A tick of the clock.
    tick: Duration,
    /// When the run began, as far as anybody has asked; nanoseconds.
    started: Cell<Option<u64>>,
    /// When that was asked last; nanoseconds.
    asked: Cell<u64>,
    /// Milliseconds that the run may take.
    pub time_limit: Cell<Option<u64>>,
    /// See [`Yielding`].
    pub yielding: Cell<Yielding>,
    /// The server's last turn.
    last_turn: Cell<Duration>,
    /// Whose turn is next: 0 for the command's own context.
    next: Cell<usize>,
    more: RefCell<Vec<Yielder>>,
}

impl Default for Pace {
    fn default() -> Self {
        Pace {
            tick: coarse_tick(),
            started: Cell::default(),
            asked: Cell::default(),
            time_limit: Cell::default(),
            yielding: Cell::new(Yielding::Unknown),
            last_turn: Cell::default(),
            next: Cell::default(),
            more: RefCell::default(),
        }
    }
}

impl Pace {
    /// A run begins, which may take `time_limit` milliseconds.
    ///
    /// Most runs are over before anything asks for the time: the clock starts with the first poll or
    /// command, whatever comes first. What a script does before takes less than a tick.
    #[inline]
    pub(super) fn begin(&self, time_limit: Option<u64>) {
        self.started.set(None);
        self.time_limit.set(time_limit);
        self.yielding.set(Yielding::Unknown);
    }

    /// The run is over.
    #[inline(always)]
    pub(super) fn end(&self) {
        // Only then there are contexts beside its own.
        if matches!(self.yielding.get(), Yielding::After(..)) {
            self.end_turns();
        }
    }

    #[cold]
    #[inline(never)]
    fn end_turns(&self) {
        if let Ok(mut more) = self.more.try_borrow_mut()
            && !more.is_empty()
        {
            more.clear();
            self.last_turn.set(Duration::ZERO);
            self.next.set(0);
        }
    }

    /// Starts the clock of the run, if it does not go.
    #[inline]
    pub(super) fn start_clock(&self) {
        if self.started.get().is_none() {
            self.elapsed();
        }
    }

    /// How long the run has taken at least.
    #[inline]
    pub(super) fn elapsed(&self) -> Duration {
        let now = coarse_nanos();
        self.asked.set(now);
        let started = self.started.get().unwrap_or(now);
        self.started.set(Some(started));
        Duration::from_nanos(now.saturating_sub(started)).saturating_sub(self.tick)
    }

    /// Has time passed since [`Pace::elapsed`] was asked last? Cheaper than asking.
    #[inline]
    pub(super) fn has_moved(&self) -> bool {
        coarse_nanos() != self.asked.get()
    }

    /// Is the time limit of the run over?
    pub(super) fn is_over(&self, elapsed: Duration) -> bool {
        self.time_limit.get().is_some_and(|limit| elapsed >= Duration::from_millis(limit))
    }

    /// Makes the contexts of a long run. They must be there `busy-reply-threshold` before they are used.
    pub(super) fn prepare(&self, call: &Invocation<'_>, elapsed: Duration) {
        if elapsed < LONG || !matches!(self.yielding.get(), Yielding::After(..)) {
            return;
        }
        if let Ok(mut more) = self.more.try_borrow_mut()
            && more.is_empty()
        {
            more.extend((0..MORE_CONTEXTS).map_while(|_| call.yielder()));
        }
    }

    /// Is a turn of the server due? Then it is taken for done.
    pub(super) fn is_turn_due(&self) -> bool {
        let now = Duration::from_nanos(self.asked.get());
        let due = now.saturating_sub(self.last_turn.get()) >= GAP;
        if due {
            self.last_turn.set(now);
        }
        due
    }

    /// Gives the server its turn if one is due; other clients are told `busy`.
    pub(super) fn give_turn(&self, call: &Invocation<'_>, busy: &CStr) {
        if !self.is_turn_due() {
            return;
        }
        // Nobody changes the list meanwhile: a run that would is not begun while this one is.
        let Ok(more) = self.more.try_borrow() else { return };
        let turn = self.next.get();
        self.next.set(if turn < more.len() { turn + 1 } else { 0 });
        match turn.checked_sub(1).and_then(|index| more.get(index)) {
            Some(other) => call.yield_by(other, busy),
            None => call.yield_now(busy),
        }
    }
}

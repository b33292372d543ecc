//! Counters, which anybody may read at any time.
//!
//! They are written by the one thread that runs scripts, so adding needs no locked instruction; they are
//! atomics so that INFO and a crash report can read them without waiting for the engine.
//!
//! Imports nothing.

use std::sync::atomic::{AtomicU64, Ordering};

/// A number that goes up, or follows something.
#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    const fn new() -> Self {
        Counter(AtomicU64::new(0))
    }

    /// Adds one.
    #[inline]
    pub(super) fn add_one(&self) {
        self.set(self.get().wrapping_add(1));
    }

    /// Sets it.
    #[inline]
    pub(super) fn set(&self, value: u64) {
        self.0.store(value, Ordering::Relaxed);
    }

    /// Sets it to a number of things.
    #[inline]
    pub(super) fn set_count(&self, count: usize) {
        self.set(u64::try_from(count).unwrap_or(u64::MAX));
    }

    /// What it is.
    #[inline]
    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// All counters.
#[derive(Debug)]
pub(super) struct Stats {
    /// Scripts in the cache.
    pub scripts_cached: Counter,
    /// Those that SCRIPT LOAD has put there.
    pub scripts_pinned: Counter,
    /// Bytes that they take: texts and code.
    pub scripts_bytes: Counter,
    /// Scripts that were found in the cache.
    pub cache_hits: Counter,
    /// Scripts that were not.
    pub cache_misses: Counter,
    /// Scripts that made room for others.
    pub cache_evictions: Counter,
    /// Scripts that were run.
    pub runs: Counter,
    /// Commands that came by their plain names.
    pub taken_over: Counter,
    /// Runs that ended with an error.
    pub errors: Counter,
    /// Runs that somebody killed.
    pub kills: Counter,
    /// Runs that ran out of time.
    pub time_limit_hits: Counter,
    /// Runs that ran out of memory.
    pub memory_limit_hits: Counter,
    /// Scripts that the server holds.
    pub scripts_held: Counter,
    /// Commands that scripts called.
    pub calls: Counter,
    /// Bytes that the engine holds between runs.
    pub engine_memory: Counter,
    /// Bytes that functions hold between calls.
    pub function_memory: Counter,
    /// Engines that were built anew after a fault.
    pub engine_rebuilds: Counter,
    /// Panics that were caught.
    pub panics: Counter,
}

/// The counters of this process.
pub(super) static STATS: Stats = Stats {
    scripts_cached: Counter::new(),
    scripts_pinned: Counter::new(),
    scripts_bytes: Counter::new(),
    cache_hits: Counter::new(),
    cache_misses: Counter::new(),
    cache_evictions: Counter::new(),
    runs: Counter::new(),
    taken_over: Counter::new(),
    errors: Counter::new(),
    kills: Counter::new(),
    time_limit_hits: Counter::new(),
    memory_limit_hits: Counter::new(),
    scripts_held: Counter::new(),
    calls: Counter::new(),
    engine_memory: Counter::new(),
    function_memory: Counter::new(),
    engine_rebuilds: Counter::new(),
    panics: Counter::new(),
};

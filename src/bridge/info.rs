//! The section `ferrous` of `INFO`: one row a field.
//!
//! Only counters are read, so neither a running script nor a crash report has to wait.
//!
//! May import `control`, `ffi`, `guard`, `stats`.

use std::ffi::CStr;

use super::control;
use super::ffi::InfoWriter;
use super::guard::{self, Place};
use super::stats::{STATS, Stats};

/// A field of the section.
#[derive(Debug)]
pub struct Field {
    /// Its name; the server puts `ferrous_` in front.
    pub name: &'static CStr,
    /// What it says, for people.
    pub doc: &'static str,
    read: fn(&Stats) -> u64,
}

/// Rows: name, meaning, how to read it.
macro_rules! fields {
    ($($name:literal, $doc:literal, $read:expr;)*) => {
        /// All fields, in order.
        pub const FIELDS: &[Field] = &[$(Field { name: $name, doc: $doc, read: $read }),*];
    };
}

fields! {
    c"scripts_cached", "scripts in the cache", |s| s.scripts_cached.get();
    c"scripts_pinned", "scripts that SCRIPT LOAD has put into the cache; they are never evicted",
        |s| s.scripts_pinned.get();
    c"scripts_bytes", "bytes of the cached scripts' texts and code", |s| s.scripts_bytes.get();
    c"cache_hits", "scripts that were found in the cache", |s| s.cache_hits.get();
    c"cache_misses", "scripts that were not", |s| s.cache_misses.get();
    c"cache_evictions", "scripts that made room for others", |s| s.cache_evictions.get();
    c"scripts_held", "scripts and functions that the server keeps and this engine has compiled",
        |s| s.scripts_held.get();
    c"running", "1 while a script runs", |_| u64::from(control::is_running());
    c"runs", "scripts that were run", |s| s.runs.get();
    c"taken_over", "commands that came by the plain names of native, by `takeover`",
        |s| s.taken_over.get();
    c"calls", "commands that scripts have called", |s| s.calls.get();
    c"errors", "runs that ended with an error", |s| s.errors.get();
    c"kills", "runs that were killed", |s| s.kills.get();
    c"time_limit_hits", "runs that ran out of time", |s| s.time_limit_hits.get();
    c"memory_limit_hits", "runs that ran out of memory", |s| s.memory_limit_hits.get();
    c"engine_memory", "bytes that the engine holds between runs", |s| s.engine_memory.get();
    c"function_memory", "bytes that functions and what they hold on to take between calls",
        |s| s.function_memory.get();
    c"engine_rebuilds", "engines that were built anew after a fault", |s| s.engine_rebuilds.get();
    c"panics_caught", "panics that were caught", |s| s.panics.get();
}

/// Writes the section.
pub fn write(writer: &InfoWriter<'_>) {
    guard::fence(Place::Info, || {
        FIELDS.iter().for_each(|field| writer.field(field.name, (field.read)(&STATS)));
    });
}

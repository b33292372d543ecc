//! The allocator of these tests: counts the bytes of each thread, and refuses large requests when told.
#![expect(unsafe_code, reason = "an allocator cannot be written without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
    static LARGEST: Cell<usize> = const { Cell::new(usize::MAX) };
    static REFUSED: Cell<usize> = const { Cell::new(0) };
}

/// Counts what a thread holds.
pub(crate) struct Counting;

/// Bytes that this thread holds.
pub(crate) fn held() -> usize {
    HELD.get()
}

/// The most bytes that this thread has held since [`reset_peak`].
pub(crate) fn peak() -> usize {
    PEAK.get()
}

/// Starts to look for the peak anew.
pub(crate) fn reset_peak() {
    PEAK.set(HELD.get());
}

/// Refuses this thread's requests above `bytes` from here on.
pub(crate) fn refuse_above(bytes: usize) {
    LARGEST.set(bytes);
    REFUSED.set(0);
}

/// Requests refused since [`refuse_above`].
pub(crate) fn refused() -> usize {
    REFUSED.get()
}

fn allows(size: usize) -> bool {
    let allowed = size <= LARGEST.get();
    if !allowed {
        REFUSED.set(REFUSED.get() + 1);
    }
    allowed
}

fn took(size: usize) {
    HELD.set(HELD.get().wrapping_add(size));
    PEAK.set(PEAK.get().max(HELD.get()));
}

// SAFETY: all blocks are the system's; what is added is bookkeeping that does not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !allows(layout.size()) {
            return std::ptr::null_mut();
        }
        took(layout.size());
        // SAFETY: the caller's promises are those that are needed.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        HELD.set(HELD.get().wrapping_sub(layout.size()));
        // SAFETY: the same.
        unsafe { System.dealloc(block, layout) }
    }

    // A block that grows is there twice while it moves, as it is with the server's allocator: the
    // default `realloc`, which takes, copies and frees, is what these tests want.
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

//! Coroutines (manual §2.11).
//!
//! While it runs, a coroutine lives on the VM's stack above whoever resumed it. When it yields, its
//! registers and call records move here, and back when it is resumed, so a suspended coroutine takes
//! about as much memory as it uses. Records are relative to the coroutine's first register then. The room
//! for them stays for the next time while it runs.
//!
//! May import `arena`, `frame`, `limits`, `value`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use super::arena::Pooled;
use super::frame::{CallFrame, Position};
use super::limits::{Memory, OutOfMemory};
use super::value::Value;

/// What a coroutine is doing (`coroutine.status`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Status {
    /// It has not started, or it has yielded.
    #[default]
    Suspended,
    /// It runs.
    Running,
    /// It has resumed another one, which runs.
    Normal,
    /// It has returned or failed.
    Dead,
}

impl Status {
    /// The word `coroutine.status` answers.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Status::Suspended => "suspended",
            Status::Running => "running",
            Status::Normal => "normal",
            Status::Dead => "dead",
        }
    }
}

/// More room than this is not kept by a coroutine.
const SPARE_SLOTS: usize = 256;
const SPARE_FRAMES: usize = 64;

/// A coroutine.
#[derive(Debug, Default)]
pub(crate) struct Thread {
    pub(crate) status: Status,
    /// It has been resumed before.
    pub(crate) started: bool,
    /// What it will run, before the start.
    pub(crate) function: Value,
    /// Registers while suspended.
    pub(crate) slots: Vec<Value>,
    /// Its call records, that of the resume first, while suspended.
    pub(crate) frames: Vec<CallFrame>,
    /// Segment starts that its records opened, relative to its first register.
    pub(crate) segments: Vec<usize>,
    /// Native calls its records pass through.
    pub(crate) native_calls: u32,
    /// Whoever resumed it; nil for the main program.
    pub(crate) resumer: Value,
    /// Position of the function that yielded.
    pub(crate) position: Position,
    /// While it runs in the segment of its resumer: its first register there, and the word of the instruction
    /// that has called the resumer.
    pub(crate) start: usize,
    pub(crate) resumed_by: u64,
    /// Bytes charged for the vectors.
    pub(crate) charged: usize,
}

impl Pooled for Thread {
    fn free(next: u32) -> Self {
        Thread { native_calls: next, ..Thread::default() }
    }

    fn next_free(&self) -> u32 {
        self.native_calls
    }
}

impl Thread {
    /// A coroutine that will run `function`.
    pub(crate) fn new(function: Value) -> Self {
        Thread { function, ..Thread::default() }
    }

    /// What is left of a coroutine that has returned or failed.
    pub(crate) fn dead() -> Self {
        Thread { status: Status::Dead, started: true, ..Thread::default() }
    }

    /// Is there room for so many registers and records, and not much more?
    #[inline(always)]
    pub(crate) fn has_room(&self, slots: usize, frames: usize) -> bool {
        self.slots.capacity().wrapping_sub(slots) < SPARE_SLOTS
            && self.frames.capacity().wrapping_sub(frames) < SPARE_FRAMES
    }

    /// Makes room for so many registers and records, when it has none.
    ///
    /// # Errors
    /// [`OutOfMemory`]; nothing is changed then.
    #[cold]
    #[inline(never)]
    pub(crate) fn make_room(
        &mut self,
        slots: usize,
        frames: usize,
        mem: &mut Memory,
    ) -> Result<(), OutOfMemory> {
        let slots = slots.next_multiple_of(SPARE_SLOTS / 16);
        let frames = frames.next_multiple_of(SPARE_FRAMES / 16);
        let bytes = slots * size_of::<Value>() + frames * size_of::<CallFrame>();
        mem.charge(bytes)?;
        let (mut new_slots, mut new_frames) = (Vec::new(), Vec::new());
        if new_slots.try_reserve_exact(slots).is_err()
            || new_frames.try_reserve_exact(frames).is_err()
        {
            mem.credit(bytes);
            return Err(OutOfMemory);
        }
        mem.credit(self.charged);
        (self.slots, self.frames, self.segments) = (new_slots, new_frames, Vec::new());
        self.charged = bytes;
        Ok(())
    }
}

/// A copy of `items` in a block of just their size.
///
/// # Errors
/// [`OutOfMemory`].
pub(crate) fn block_of<T: Copy>(
    items: impl ExactSizeIterator<Item = T>,
) -> Result<Vec<T>, OutOfMemory> {
    let mut block = Vec::new();
    block.try_reserve_exact(items.len()).map_err(|_| OutOfMemory)?;
    block.extend(items);
    Ok(block)
}

/// Bytes charged for a coroutine beside its vectors.
pub(crate) const THREAD_BYTES: usize = 1024;

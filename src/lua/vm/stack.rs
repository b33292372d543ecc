//! The stack: one run of registers, seen through a segment at a time.
//!
//! Handlers reach the registers from the current segment's start on. A call whose base would not be
//! reachable opens a new segment, which its return closes. Values above the running function may be
//! stale; that is harmless, because a stale handle refers to nothing.
//!
//! May import `frame`, `limits`, `value`, and the VM's own `dispatch`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use super::super::limits::{Memory, OutOfMemory};
use super::super::value::Value;
use super::dispatch::{VIEW, View, WINDOW};

/// Slots that only error handlers may use once memory is out.
const SPARE_SLOTS: usize = WINDOW * 4;

/// The registers of all active functions.
pub(super) struct Stack {
    slots: Vec<Value>,
    /// Start of the current segment.
    start: usize,
    /// Starts of the segments around it.
    outer: Vec<usize>,
}

impl Stack {
    /// A stack of one segment.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(super) fn new(mem: &mut Memory) -> Result<Self, OutOfMemory> {
        let mut slots = Vec::new();
        mem.grow(&mut slots, VIEW, 0)?;
        slots.resize(VIEW, Value::NIL);
        Ok(Stack { slots, start: 0, outer: Vec::new() })
    }

    /// Start of the current segment.
    #[inline]
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// The start of the segment `depth` segments below the current one.
    pub(super) fn start_below(&self, depth: usize) -> usize {
        match depth.checked_sub(1) {
            None => self.start,
            Some(below) => self.outer.iter().rev().nth(below).copied().unwrap_or_default(),
        }
    }

    /// The current segment.
    #[inline]
    pub(super) fn view(&mut self) -> Option<&mut View> {
        self.slots.get_mut(self.start..)?.first_chunk_mut()
    }

    /// Value in a slot.
    #[inline]
    pub(super) fn get(&self, slot: usize) -> Value {
        self.slots.get(slot).copied().unwrap_or_default()
    }

    /// Sets a slot that exists.
    #[inline]
    pub(super) fn set(&mut self, slot: usize, value: Value) {
        if let Some(place) = self.slots.get_mut(slot) {
            *place = value;
        }
    }

    /// The slots from `from` on.
    #[inline]
    pub(super) fn from(&mut self, from: usize) -> &mut [Value] {
        self.slots.get_mut(from..).unwrap_or_default()
    }

    /// `count` slots from `from` on, as far as they exist.
    pub(super) fn range(&self, from: usize, count: usize) -> &[Value] {
        self.slots.get(from..from.saturating_add(count)).unwrap_or_default()
    }

    /// All slots up to `end`.
    pub(super) fn below(&self, end: usize) -> &[Value] {
        self.slots.get(..end.min(self.slots.len())).unwrap_or_default()
    }

    /// Copies `count` values that exist to slots that exist.
    #[inline]
    pub(super) fn copy(&mut self, from: usize, count: usize, to: usize) {
        if count == 1 {
            return self.set(to, self.get(from));
        }
        if from != to && from + count <= self.slots.len() && to + count <= self.slots.len() {
            self.slots.copy_within(from..from + count, to);
        }
    }

    /// Sets `count` slots to nil.
    pub(super) fn clear(&mut self, from: usize, count: usize) {
        if let Some(slots) = self.slots.get_mut(from..from.saturating_add(count)) {
            slots.fill(Value::NIL);
        }
    }

    /// Makes sure that all slots below `end` and a window above them exist.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline]
    pub(super) fn reserve(&mut self, end: usize, mem: &mut Memory) -> Result<(), OutOfMemory> {
        let needed = (end + WINDOW).max(self.start + VIEW);
        if needed <= self.slots.len() { Ok(()) } else { self.grow(needed, mem) }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, needed: usize, mem: &mut Memory) -> Result<(), OutOfMemory> {
        let more = needed - self.slots.len();
        mem.grow(&mut self.slots, more, SPARE_SLOTS)?;
        mem.fill(&mut self.slots, needed, &Value::NIL);
        Ok(())
    }

    /// Opens a segment at slot `start`.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(super) fn open(&mut self, start: usize, mem: &mut Memory) -> Result<(), OutOfMemory> {
        if self.outer.len() == self.outer.capacity() {
            mem.grow(&mut self.outer, 1, 0)?;
        }
        let before = std::mem::replace(&mut self.start, start);
        if let Err(error) = self.reserve(start, mem) {
            self.start = before;
            return Err(error);
        }
        self.outer.push(before);
        Ok(())
    }

    /// Closes the current segment.
    pub(super) fn close(&mut self) {
        if let Some(start) = self.outer.pop() {
            self.start = start;
        }
    }

    /// How many segments are open around the current one.
    pub(super) fn segments(&self) -> usize {
        self.outer.len()
    }

    /// Closes segments until `count` are open around the current one.
    pub(super) fn close_to(&mut self, count: usize) {
        while self.outer.len() > count {
            self.close();
        }
    }

    /// Back to one segment.
    #[inline(always)]
    pub(super) fn reset(&mut self) {
        self.start = 0;
        self.outer.clear();
    }

    /// Gives the slots back that a deep run took.
    pub(super) fn trim(&mut self, mem: &mut Memory) {
        self.reset();
        if self.slots.len() > VIEW {
            self.slots.truncate(VIEW);
            mem.shrink(&mut self.slots, VIEW);
            mem.shrink(&mut self.outer, 0);
        }
    }

    /// Forgets all values, stale ones included.
    pub(super) fn wipe(&mut self) {
        self.slots.fill(Value::NIL);
    }
}

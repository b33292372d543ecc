//! Native functions that wait for a call they have made.
//!
//! The record of a waiting function holds its number here plus one. What waits is charged, since a
//! coroutine may be suspended with many of them, and credited with all it holds when it is dropped.
//!
//! May import `frame`, `limits`, and the VM's own `native`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use super::super::frame::{CallFrame, NATIVE};
use super::super::limits::{Memory, OutOfMemory};
use super::native::Continuation;

/// A place for a function that waits.
enum Place {
    Waiting(Box<dyn Continuation>),
    /// Number of the next free place.
    Free(u32),
    /// Its function goes on.
    Running,
}

/// Ends the chain of free places.
const END: u32 = u32::MAX;
/// Places kept between runs.
const KEPT_PLACES: usize = 256;

/// All functions that wait.
pub(super) struct Continuations {
    places: Vec<Place>,
    free: u32,
}

impl Default for Continuations {
    fn default() -> Self {
        Continuations { places: Vec::new(), free: END }
    }
}

impl Continuations {
    /// Keeps a function that waits: the number for its record.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(super) fn keep(
        &mut self,
        continuation: Box<dyn Continuation>,
        mem: &mut Memory,
    ) -> Result<u32, OutOfMemory> {
        let (bytes, held) = (size_of_val(&*continuation), continuation.held());
        mem.charge(bytes).inspect_err(|OutOfMemory| mem.credit(held))?;
        if self.free == END {
            let number = u32::try_from(self.places.len()).map_err(|_| OutOfMemory)?;
            if self.places.len() == self.places.capacity() {
                mem.grow(&mut self.places, 1, 0)
                    .inspect_err(|OutOfMemory| mem.credit(bytes + held))?;
            }
            self.places.push(Place::Free(END));
            self.free = number;
        }
        let number = self.free;
        if let Some(place) = self.places.get_mut(number as usize)
            && let Place::Free(next) = *place
        {
            self.free = next;
            *place = Place::Waiting(continuation);
        }
        Ok(number + 1)
    }

    /// Takes the function of a record out, to go on; it is to be put back.
    pub(super) fn take(&mut self, frame: CallFrame) -> Option<Box<dyn Continuation>> {
        let place = self.place(frame)?;
        match std::mem::replace(place, Place::Running) {
            Place::Waiting(continuation) => Some(continuation),
            other => {
                *place = other;
                None
            }
        }
    }

    /// Puts a function back that was taken out.
    pub(super) fn put_back(&mut self, frame: CallFrame, continuation: Box<dyn Continuation>) {
        if let Some(place @ Place::Running) = self.place(frame) {
            *place = Place::Waiting(continuation);
        }
    }

    /// Frees the place of a record's function, if it has one.
    pub(super) fn drop_of(&mut self, frame: CallFrame, mem: &mut Memory) {
        let next = self.free;
        if let Some(place @ (Place::Waiting(_) | Place::Running)) = self.place(frame) {
            if let Place::Waiting(continuation) = std::mem::replace(place, Place::Free(next)) {
                mem.credit(size_of_val(&*continuation) + continuation.held());
            }
            self.free = frame.extra - 1;
        }
    }

    /// Are places in use, or were since [`Continuations::clear`]?
    #[inline(always)]
    pub(super) fn is_touched(&self) -> bool {
        !self.places.is_empty()
    }

    /// Forgets all, at the end of a run.
    #[inline]
    pub(super) fn clear(&mut self, mem: &mut Memory) {
        if self.places.is_empty() {
            return;
        }
        self.places.clear();
        self.free = END;
        if self.places.capacity() > KEPT_PLACES {
            mem.shrink(&mut self.places, 0);
        }
    }

    fn place(&mut self, frame: CallFrame) -> Option<&mut Place> {
        if !frame.has(NATIVE) {
            return None;
        }
        self.places.get_mut((frame.extra as usize).checked_sub(1)?)
    }
}

//! The memory that compiling one chunk may take.
//!
//! Everything that grows with the source grows here: charged first, and without aborting when there is
//! none. What does not fit is dropped and noted; the compiler looks at the note at every token and every
//! expression, so that its helpers need not be able to fail.
//!
//! May import `block`, `limits`.
#![expect(clippy::disallowed_methods, reason = "this makes the room for others")]

use std::cell::Cell;
use std::rc::Rc;

use super::super::block::move_block;
use super::super::limits::{ALLOCATION, OutOfMemory, Turns};

/// Items of a list's first block.
const FIRST: usize = 8;
/// Bytes that a guess may take: and not more than an eighth of what is left.
const GUESSED_BYTES: usize = 16 << 20;

/// The bytes left, shared by all parts of the compiler.
#[derive(Clone)]
pub(super) struct Room(Rc<Left>);

struct Left {
    bytes: Cell<usize>,
    /// Something did not fit.
    exceeded: Cell<bool>,
    turns: Rc<dyn Turns>,
}

impl Room {
    /// Room for `bytes`; others have `turns` while much is worked on.
    pub(super) fn new(bytes: usize, turns: Rc<dyn Turns>) -> Self {
        Room(Rc::new(Left { bytes: Cell::new(bytes), exceeded: Cell::new(false), turns }))
    }

    /// Lets others have their turn.
    pub(super) fn rest(&self) {
        self.0.turns.rest();
    }

    /// Has everything fitted?
    ///
    /// # Errors
    /// [`OutOfMemory`] if not.
    #[inline]
    pub(super) fn check(&self) -> Result<(), OutOfMemory> {
        if self.0.exceeded.get() { Err(OutOfMemory) } else { Ok(()) }
    }

    /// Takes `bytes`; false, and noted, if they are not there.
    pub(super) fn take(&self, bytes: usize) -> bool {
        match self.0.bytes.get().checked_sub(bytes) {
            Some(left) if !self.0.exceeded.get() => {
                self.0.bytes.set(left);
                true
            }
            _ => {
                self.exceed();
                false
            }
        }
    }

    /// Notes that something did not fit.
    pub(super) fn exceed(&self) {
        self.0.exceeded.set(true);
    }

    fn give_back(&self, bytes: usize) {
        self.0.bytes.set(self.0.bytes.get().saturating_add(bytes));
    }

    /// Makes room for `more` items; false if there is none.
    #[inline]
    pub(super) fn reserve<T>(&self, list: &mut Vec<T>, more: usize) -> bool {
        (list.capacity() - list.len() >= more && !self.0.exceeded.get()) || self.grow(list, more)
    }

    #[cold]
    #[inline(never)]
    fn grow<T>(&self, list: &mut Vec<T>, more: usize) -> bool {
        let (len, old) = (list.len(), list.capacity());
        let wanted = (old + old / 2).max(len.saturating_add(more)).max(FIRST);
        // Old and new block exist side by side while the items move.
        if !self.take(wanted.saturating_mul(size_of::<T>())) {
            return false;
        }
        if move_block(list, wanted, &*self.0.turns).is_err() {
            self.exceed();
            return false;
        }
        self.give_back(old * size_of::<T>());
        true
    }

    /// An empty list that has room for about so many items.
    pub(super) fn guessed<T>(&self, items: usize) -> Vec<T> {
        let most = GUESSED_BYTES.min(self.0.bytes.get() / 8) / size_of::<T>();
        let mut list = Vec::new();
        self.reserve(&mut list, items.min(most));
        list
    }

    /// An empty list that has room for exactly so many items; for none if they do not fit.
    pub(super) fn exact<T>(&self, items: usize) -> Vec<T> {
        let mut list = Vec::new();
        let bytes = items.saturating_mul(size_of::<T>()).saturating_add(ALLOCATION);
        if items > 0 && self.take(bytes) && list.try_reserve_exact(items).is_err() {
            self.exceed();
        }
        list
    }

    /// Appends an item.
    #[inline]
    pub(super) fn push<T>(&self, list: &mut Vec<T>, item: T) {
        if self.reserve(list, 1) {
            list.push(item);
        }
    }

    /// Appends bytes.
    pub(super) fn extend(&self, list: &mut Vec<u8>, bytes: &[u8]) {
        if self.reserve(list, bytes.len()) {
            list.extend_from_slice(bytes);
        }
    }

    /// A copy of a text; empty if it does not fit.
    pub(super) fn copy(&self, text: &[u8]) -> Box<[u8]> {
        let mut copy = Vec::new();
        if !text.is_empty() && self.take(text.len().saturating_add(ALLOCATION)) {
            if copy.try_reserve_exact(text.len()).is_ok() {
                copy.extend_from_slice(text);
            } else {
                self.exceed();
            }
        }
        copy.into_boxed_slice()
    }

    /// `count` items that are all `item`; none if they do not fit.
    pub(super) fn filled<T: Clone>(&self, item: T, count: usize) -> Vec<T> {
        let mut list = Vec::new();
        if self.reserve(&mut list, count) {
            list.resize(count, item);
        }
        list
    }

    /// Gives a list that is not needed any more back.
    pub(super) fn release<T>(&self, list: Vec<T>) {
        self.give_back(list.capacity() * size_of::<T>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_dropped_and_noted() {
        let room = Room::new(1000, Rc::new(()));
        let mut list = Vec::new();
        for n in 0..200u32 {
            room.push(&mut list, n);
        }
        assert!(list.len() > 60 && list.len() < 200, "{} fitted", list.len());
        assert_eq!(room.check(), Err(OutOfMemory));
        let len = list.len();
        room.push(&mut list, 1);
        assert_eq!(list.len(), len, "nothing is added after something was dropped");
        assert!(room.copy(b"text").is_empty());
    }

    #[test]
    fn what_is_released_can_be_taken_again() {
        let room = Room::new(100, Rc::new(()));
        for _ in 0..10 {
            room.release(room.filled(0u8, 90));
        }
        assert_eq!(room.check(), Ok(()));
    }
}

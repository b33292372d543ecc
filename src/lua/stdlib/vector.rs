//! Lists that a library function fills while it works.
//!
//! Their bytes are charged before they are taken, in proportion to what was really put in: no length
//! that an input claims is believed. They must be credited when the list goes ([`Vector::release`],
//! [`Vector::bytes`]).
//!
//! May import `limits`.
#![expect(clippy::disallowed_methods, reason = "this makes the room for others")]

use super::super::limits::{Memory, OutOfMemory};

/// Items that the first growth makes room for.
const FIRST: usize = 32;

/// A growing list whose bytes are charged.
pub(super) struct Vector<T> {
    items: Vec<T>,
}

impl<T: Copy> Vector<T> {
    /// An empty list, which holds no memory.
    pub(super) fn new() -> Self {
        Vector { items: Vec::new() }
    }

    /// Appends an item. Amortised constant time.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline]
    pub(super) fn push(&mut self, item: T, mem: &mut Memory) -> Result<(), OutOfMemory> {
        if self.items.len() == self.items.capacity() {
            self.grow(1, mem)?;
        }
        self.items.push(item);
        Ok(())
    }

    /// Appends `items`. Amortised linear.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(super) fn extend(&mut self, items: &[T], mem: &mut Memory) -> Result<(), OutOfMemory> {
        if items.len() > self.items.capacity() - self.items.len() {
            self.grow(items.len(), mem)?;
        }
        self.items.extend_from_slice(items);
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize, mem: &mut Memory) -> Result<(), OutOfMemory> {
        let old = self.items.capacity();
        let new = (old * 2).max(self.items.len().saturating_add(more)).max(FIRST);
        // Both blocks exist while the items move.
        mem.charge(new.saturating_mul(size_of::<T>()))?;
        if mem.move_block(&mut self.items, new).is_err() {
            mem.credit(new * size_of::<T>());
            return Err(OutOfMemory);
        }
        mem.credit(old * size_of::<T>());
        Ok(())
    }

    /// Takes the last item off.
    #[inline]
    pub(super) fn pop(&mut self) -> Option<T> {
        self.items.pop()
    }

    /// The last item.
    #[inline]
    pub(super) fn last(&self) -> Option<T> {
        self.items.last().copied()
    }

    /// The last item.
    #[inline]
    pub(super) fn last_mut(&mut self) -> Option<&mut T> {
        self.items.last_mut()
    }

    /// Number of items.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// The items from `start` on.
    #[inline]
    pub(super) fn above(&self, start: usize) -> &[T] {
        self.items.get(start..).unwrap_or_default()
    }

    /// Drops the items from `len` on.
    #[inline]
    pub(super) fn truncate(&mut self, len: usize) {
        self.items.truncate(len);
    }

    /// Bytes that it has charged.
    pub(super) fn bytes(&self) -> usize {
        self.items.capacity() * size_of::<T>()
    }

    /// Gives the memory back.
    pub(super) fn release(self, mem: &mut Memory) {
        mem.credit(self.bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_charged_is_given_back() {
        let mut mem = Memory::default();
        let mut list = Vector::new();
        assert_eq!(mem.used(), 0);
        for n in 0..1000u64 {
            list.push(n, &mut mem).unwrap();
        }
        assert_eq!(mem.used(), 1024 * 8);
        assert_eq!(list.above(998), [998, 999]);
        list.release(&mut mem);
        assert_eq!(mem.used(), 0);
    }

    #[test]
    fn growth_stops_at_the_limit() {
        let mut mem = Memory::default();
        mem.set_limit(FIRST * 8);
        let mut list = Vector::new();
        let full = (0..1000u64).find(|&n| list.push(n, &mut mem).is_err());
        assert_eq!(full, Some(FIRST as u64));
        assert_eq!(list.len(), FIRST);
    }
}

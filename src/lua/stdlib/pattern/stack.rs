//! A stack whose first items need no heap memory, for the choices and captures of a match.
//!
//! It takes memory only after a [`Meter`] has granted it, and keeps what it has until it is dropped.
//!
//! May import `Meter` and its results from `pattern`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use super::{Failure, Meter, Metered};

/// Items to make room for when the first `NEAR` are not enough.
const FIRST_FAR: usize = 16;

/// A stack of `T`, the first `NEAR` of them stored in place.
pub(super) struct Stack<T, const NEAR: usize> {
    len: usize,
    near: [T; NEAR],
    far: Vec<T>,
}

impl<T: Copy, const NEAR: usize> Stack<T, NEAR> {
    /// An empty stack; `filler` stands where no item is.
    #[inline(always)]
    pub(super) fn new(filler: T) -> Self {
        Stack { len: 0, near: [filler; NEAR], far: Vec::new() }
    }

    /// Items on the stack.
    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The item at `index`, counted from the bottom.
    #[inline(always)]
    pub(super) fn get(&self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        self.near.get(index).or_else(|| self.far.get(index - NEAR)).copied()
    }

    /// As [`get`](Self::get), to be changed in place.
    #[inline(always)]
    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        if index >= self.len {
            return None;
        }
        match self.near.get_mut(index) {
            Some(item) => Some(item),
            None => self.far.get_mut(index - NEAR),
        }
    }

    /// Puts `item` on top; asks the meter for memory when there is no room for it.
    ///
    /// # Errors
    /// The meter's error, or [`Failure::OutOfMemory`].
    #[inline(always)]
    pub(super) fn push<M: Meter>(&mut self, item: T, meter: &mut M) -> Metered<(), M> {
        if let Some(slot) = self.near.get_mut(self.len) {
            *slot = item;
        } else {
            if self.far.len() == self.far.capacity() {
                self.grow(meter)?;
            }
            self.far.push(item);
        }
        self.len += 1;
        Ok(())
    }

    /// Takes the item on top away.
    #[inline(always)]
    pub(super) fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        match self.near.get(self.len) {
            Some(item) => Some(*item),
            None => self.far.pop(),
        }
    }

    /// Drops the items from index `len` on.
    #[inline(always)]
    pub(super) fn truncate(&mut self, len: usize) {
        if len < self.len {
            self.len = len;
            self.far.truncate(len.saturating_sub(NEAR));
        }
    }

    /// Makes room for twice as many items on the heap.
    #[cold]
    fn grow<M: Meter>(&mut self, meter: &mut M) -> Metered<(), M> {
        let more = self.far.capacity().max(FIRST_FAR);
        meter.grow(more.saturating_mul(size_of::<T>())).map_err(Failure::Meter)?;
        self.far.try_reserve_exact(more).map_err(|_| Failure::OutOfMemory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Grants so many bytes.
    struct Bytes(usize);

    impl Meter for Bytes {
        type Error = ();

        fn spend(&mut self, _: u32) -> Result<(), ()> {
            Ok(())
        }

        fn grow(&mut self, bytes: usize) -> Result<(), ()> {
            self.0 = self.0.checked_sub(bytes).ok_or(())?;
            Ok(())
        }
    }

    #[test]
    fn items_come_back_in_reverse_order() {
        let mut stack = Stack::<u32, 3>::new(0);
        let mut meter = Bytes(usize::MAX);
        for n in 0..100 {
            assert_eq!(stack.push(n, &mut meter), Ok(()));
        }
        assert_eq!((stack.len(), stack.get(2), stack.get(3)), (100, Some(2), Some(3)));
        for n in (0..100).rev() {
            assert_eq!(stack.pop(), Some(n));
            assert_eq!(stack.get(n as usize), None);
        }
        assert_eq!(stack.pop(), None);
        assert_eq!(stack.len(), 0);
    }

    #[test]
    fn truncating_keeps_the_first_items() {
        for kept in [0, 2, 3, 4, 9, 10, 11] {
            let mut stack = Stack::<u32, 3>::new(0);
            let mut meter = Bytes(usize::MAX);
            (0..10).for_each(|n| stack.push(n, &mut meter).unwrap());
            stack.truncate(kept);
            assert_eq!(stack.len(), kept.min(10));
            stack.push(77, &mut meter).unwrap();
            assert_eq!(stack.get(kept.min(10)), Some(77));
            assert_eq!(stack.get_mut(stack.len()), None);
        }
    }

    #[test]
    fn memory_is_granted_before_it_is_taken() {
        let mut stack = Stack::<u64, 2>::new(0);
        let mut meter = Bytes(8 * (16 + 16));
        let pushed = (0..100).take_while(|&n| stack.push(n, &mut meter).is_ok()).count();
        assert_eq!(pushed, 2 + 16 + 16);
        assert_eq!(meter.0, 0);
        assert_eq!(stack.push(0, &mut meter), Err(Failure::Meter(())));
        assert_eq!(stack.pop(), Some(33));
    }
}

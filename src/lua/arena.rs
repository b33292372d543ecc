//! Slots for objects of one kind, with generations.
//!
//! Indices survive growth; only freeing an object ends a generation. A slot's *stamp* is the tag of
//! its kind and its generation when it is live, the bare generation when it is free, so a value's own
//! stamp matches a live slot of the right kind and nothing else. A slot whose generation would wrap
//! is *retired*: it stays unused until [`Arena::renew`], which the owner may call when no handle to a
//! freed object exists anywhere (between runs). So no stale handle ever matches and no slot is lost
//! for good.
//!
//! An arena is either *open* (a run is on: objects are made above the mark and can be released in one
//! sweep) or *closed* (objects are made for good).
//!
//! May import `handle`, `limits`.

use super::limits::OutOfMemory;

/// Stamp of a slot that waits for [`Arena::renew`]; no value carries tag 1.
const RETIRED: u32 = 1 << 16;
/// Slots above the mark that are kept for the next run.
const KEPT_SLOTS: usize = 256;

struct Slot<T> {
    stamp: u32,
    value: T,
}

/// Objects of one kind. `T::default()` is what a free slot holds and must own no memory.
pub(crate) struct Arena<T> {
    slots: Vec<Slot<T>>,
    /// Free slots to use first: above the mark when open, anywhere when closed.
    free: Vec<u32>,
    /// While open: the free slots below the mark.
    parked: Vec<u32>,
    /// First slot never used since the arena was closed last.
    next: u32,
    mark: u32,
    tag: u16,
    /// Generation of slots made anew; above that of all slots that were dropped.
    first_generation: u16,
    retired: u32,
}

impl<T: Default> Arena<T> {
    /// An empty, closed arena for objects of kind `tag`.
    pub(crate) fn new(tag: u16) -> Self {
        Arena {
            slots: Vec::new(),
            free: Vec::new(),
            parked: Vec::new(),
            next: 0,
            mark: 0,
            tag,
            first_generation: 0,
            retired: 0,
        }
    }

    /// Bytes a slot takes, for accounting.
    pub(crate) const SLOT_BYTES: usize = size_of::<Slot<T>>();

    /// The object in slot `index`, if the slot carries `stamp`.
    #[inline(always)]
    pub(crate) fn get(&self, index: u32, stamp: u32) -> Option<&T> {
        match self.slots.get(index as usize) {
            Some(slot) if slot.stamp == stamp => Some(&slot.value),
            _ => None,
        }
    }

    /// The object in slot `index`, if the slot carries `stamp`.
    #[inline(always)]
    pub(crate) fn get_mut(&mut self, index: u32, stamp: u32) -> Option<&mut T> {
        match self.slots.get_mut(index as usize) {
            Some(slot) if slot.stamp == stamp => Some(&mut slot.value),
            _ => None,
        }
    }

    /// The object in slot `index`, whatever its stamp; `None` for a slot that holds none.
    #[inline]
    pub(crate) fn at(&self, index: u32) -> Option<&T> {
        match self.slots.get(index as usize) {
            Some(slot) if slot.stamp >> 16 == u32::from(self.tag) => Some(&slot.value),
            _ => None,
        }
    }

    /// The object in slot `index`, whatever its stamp; `None` for a slot that holds none.
    #[inline]
    pub(crate) fn at_mut(&mut self, index: u32) -> Option<&mut T> {
        match self.slots.get_mut(index as usize) {
            Some(slot) if slot.stamp >> 16 == u32::from(self.tag) => Some(&mut slot.value),
            _ => None,
        }
    }

    /// The stamp of slot `index`, if it holds an object.
    pub(crate) fn stamp(&self, index: u32) -> Option<u32> {
        match self.slots.get(index as usize) {
            Some(slot) if slot.stamp >> 16 == u32::from(self.tag) => Some(slot.stamp),
            _ => None,
        }
    }

    /// Puts `value` into a slot; its index and stamp. Constant time but for growth.
    ///
    /// # Errors
    /// [`OutOfMemory`] when the arena cannot grow.
    #[inline]
    pub(crate) fn alloc(&mut self, value: T) -> Result<(u32, u32), OutOfMemory> {
        let index = match self.free.pop() {
            Some(index) => index,
            None => self.next_slot()?,
        };
        let Some(slot) = self.slots.get_mut(index as usize) else { return Err(OutOfMemory) };
        slot.stamp |= u32::from(self.tag) << 16;
        slot.value = value;
        Ok((index, slot.stamp))
    }

    #[inline]
    fn next_slot(&mut self) -> Result<u32, OutOfMemory> {
        loop {
            let index = self.next;
            match self.slots.get(index as usize) {
                Some(slot) if slot.stamp == RETIRED => self.next += 1,
                Some(_) => {
                    self.next += 1;
                    return Ok(index);
                }
                None => {
                    self.grow()?;
                    self.next += 1;
                    return Ok(index);
                }
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) -> Result<(), OutOfMemory> {
        if self.slots.len() >= u32::MAX as usize {
            return Err(OutOfMemory);
        }
        self.slots.try_reserve(1).map_err(|_| OutOfMemory)?;
        self.slots.push(Slot { stamp: u32::from(self.first_generation), value: T::default() });
        Ok(())
    }

    /// Frees slot `index`; handles to it are stale from here on. The object, for its owner to
    /// account for; `None` if the slot held none.
    pub(crate) fn free(&mut self, index: u32) -> Option<T> {
        let tag = u32::from(self.tag);
        let slot = self.slots.get_mut(index as usize)?;
        if slot.stamp >> 16 != tag {
            return None;
        }
        let value = std::mem::take(&mut slot.value);
        if end_generation(&mut slot.stamp) {
            self.free.push(index);
        } else {
            self.retired += 1;
        }
        Some(value)
    }

    /// Opens the arena: what is made from here on lies above the mark.
    pub(crate) fn open(&mut self) {
        self.mark = self.next;
        std::mem::swap(&mut self.free, &mut self.parked);
    }

    /// First slot of the objects made since the arena was opened.
    #[inline(always)]
    pub(crate) fn mark(&self) -> u32 {
        self.mark
    }

    /// One past the last slot in use.
    pub(crate) fn end(&self) -> u32 {
        self.next
    }

    /// Frees all objects above the mark and closes the arena. Linear in their number.
    pub(crate) fn release(&mut self) {
        let (mark, next) = (self.mark as usize, self.next as usize);
        for slot in self.slots.get_mut(mark..next).unwrap_or_default() {
            if slot.stamp >> 16 == u32::from(self.tag) {
                slot.value = T::default();
                if !end_generation(&mut slot.stamp) {
                    self.retired += 1;
                }
            }
        }
        self.next = self.mark;
        self.free.clear();
        self.free.shrink_to(KEPT_SLOTS);
        std::mem::swap(&mut self.free, &mut self.parked);
        if self.slots.len() > mark + KEPT_SLOTS * 2 {
            self.drop_slots(mark + KEPT_SLOTS);
        }
    }

    /// Closes the arena and keeps what was made.
    pub(crate) fn keep(&mut self) {
        self.free.append(&mut self.parked);
        self.mark = self.next;
    }

    #[cold]
    #[inline(never)]
    fn drop_slots(&mut self, len: usize) {
        for slot in self.slots.get(len..).unwrap_or_default() {
            if slot.stamp == RETIRED {
                self.retired -= 1;
                self.first_generation = u16::MAX;
            } else {
                self.first_generation = self.first_generation.max(generation(slot.stamp));
            }
        }
        self.slots.truncate(len);
        self.slots.shrink_to_fit();
    }

    /// Are there slots that only [`Arena::renew`] can bring back?
    pub(crate) fn is_worn(&self) -> bool {
        self.retired > 0 || self.first_generation == u16::MAX
    }

    /// Starts all generations of free slots again. Only when the arena is closed and no handle to a
    /// freed object is left anywhere.
    pub(crate) fn renew(&mut self) {
        self.free.clear();
        for (index, slot) in (0..).zip(&mut self.slots) {
            if slot.stamp >> 16 != u32::from(self.tag) {
                slot.stamp = 0;
                if index < self.next {
                    self.free.push(index);
                }
            }
        }
        self.first_generation = 0;
        self.retired = 0;
    }

    /// Objects held. Linear.
    #[cfg(test)]
    pub(crate) fn count(&self) -> usize {
        self.slots.iter().filter(|slot| slot.stamp >> 16 == u32::from(self.tag)).count()
    }

    /// The objects from slot `from` on, with their slots.
    pub(crate) fn iter_from(&self, from: u32) -> impl Iterator<Item = (u32, &T)> {
        let tag = u32::from(self.tag);
        (from..)
            .zip(self.slots.get(from as usize..self.next as usize).unwrap_or_default())
            .filter(move |(_, slot)| slot.stamp >> 16 == tag)
            .map(|(index, slot)| (index, &slot.value))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is the generation")]
fn generation(stamp: u32) -> u16 {
    stamp as u16
}

/// Turns a live stamp into that of a free slot of the next generation; false if there is none.
#[inline(always)]
fn end_generation(stamp: &mut u32) -> bool {
    match generation(*stamp).checked_add(1) {
        Some(next) => {
            *stamp = u32::from(next);
            true
        }
        None => {
            *stamp = RETIRED;
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: u16 = 0xFFFC;

    #[test]
    fn a_freed_slot_is_stale_for_old_handles() {
        let mut arena = Arena::new(TAG);
        let (index, stamp) = arena.alloc(5u64).unwrap();
        assert_eq!(arena.get(index, stamp), Some(&5));
        assert_eq!(arena.free(index), Some(5));
        assert_eq!(arena.get(index, stamp), None);
        let (again, new_stamp) = arena.alloc(6).unwrap();
        assert_eq!(again, index);
        assert_eq!(arena.get(index, stamp), None);
        assert_eq!(arena.get(index, new_stamp), Some(&6));
        assert_eq!(arena.free(index + 1), None);
    }

    #[test]
    fn release_frees_what_was_made_since_open_and_nothing_else() {
        let mut arena = Arena::new(TAG);
        let kept = arena.alloc(1u64).unwrap();
        arena.open();
        let gone = arena.alloc(2).unwrap();
        arena.release();
        assert_eq!(arena.get(kept.0, kept.1), Some(&1));
        assert_eq!(arena.get(gone.0, gone.1), None);
        assert_eq!(arena.count(), 1);
    }

    #[test]
    fn slots_below_the_mark_are_not_reused_by_a_run() {
        let mut arena = Arena::new(TAG);
        let low = arena.alloc(1u64).unwrap();
        arena.free(low.0);
        arena.open();
        let high = arena.alloc(2).unwrap();
        assert!(high.0 >= arena.mark());
        arena.release();
        assert_eq!(arena.alloc(3).unwrap().0, low.0);
    }

    #[test]
    fn no_handle_matches_across_a_million_runs_and_no_slot_is_lost() {
        let mut arena = Arena::new(TAG);
        let mut first = None;
        for run in 0..1_000_000u64 {
            if arena.is_worn() {
                // A real owner has forgotten all handles here.
                first = None;
                arena.renew();
            }
            arena.open();
            let handle = arena.alloc(run).unwrap();
            let first = *first.get_or_insert(handle);
            assert!(first == handle || arena.get(first.0, first.1).is_none());
            arena.release();
        }
        assert!(arena.slots.len() <= 2, "{} slots", arena.slots.len());
    }

    #[test]
    fn dropped_slots_do_not_come_back_under_old_generations() {
        let mut arena = Arena::new(TAG);
        arena.open();
        let handles: Vec<_> = (0..10_000u64).map(|n| arena.alloc(n).unwrap()).collect();
        arena.release();
        assert!(arena.slots.len() < 1_000);
        arena.open();
        for n in 0..10_000u64 {
            arena.alloc(n).unwrap();
        }
        assert!(handles.iter().all(|h| arena.get(h.0, h.1).is_none()));
    }
}

//! Slots for objects of one kind, with generations.
//!
//! Indices survive growth; only freeing an object ends a generation. A slot's *stamp* is the tag of
//! its kind and its generation when it is live, the bare generation when it is free, so a value's own
//! stamp matches a live slot of the right kind and nothing else. A slot whose generation would wrap
//! is *retired*: it stays unused until [`Arena::renew`], which the owner may call when no handle to a
//! freed object exists anywhere (between runs). So no stale handle ever matches and no slot is lost
//! for good.
//!
//! Free slots are chained through the objects they do not hold, and every slot has a mark bit from the
//! beginning, so neither freeing nor marking needs memory.
//!
//! An arena is either *open* (for runs: objects are made above the mark and can be released in one
//! sweep) or *closed* (objects are made for good).
//!
//! May import `block`, `handle`, `limits`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use std::cell::Cell;

use super::limits::{LimitKind, Memory, OutOfMemory, PORTION, Poll};

/// Stamp of a slot that waits for [`Arena::renew`]; no value carries tag 1.
const RETIRED: u32 = 1 << 16;
/// Bytes of slots above the mark that are kept for the next run.
const KEPT_BYTES: usize = 64 << 10;
/// Slots made at a time.
const BATCH: usize = 64;
/// Slots that only error handlers may use once memory is out.
const SPARE_SLOTS: usize = 64;
/// Ends the chain of free slots.
const END: u32 = u32::MAX;

/// What an arena holds. A free slot holds an object that owns no memory and carries a number.
pub(crate) trait Pooled: Default {
    /// The object of a free slot that carries `next`.
    fn free(next: u32) -> Self;

    /// Turns an object into that of a free slot that carries `next`; cheaper for those that own no memory.
    fn set_free(&mut self, next: u32) {
        *self = Self::free(next);
    }

    /// The number that the object of a free slot carries.
    fn next_free(&self) -> u32;
}

struct Slot<T> {
    stamp: u32,
    value: T,
}

/// Objects of one kind.
pub(crate) struct Arena<T> {
    slots: Vec<Slot<T>>,
    /// Mark bits, one for each slot.
    marks: Vec<Cell<u64>>,
    /// First free slot to use: above the mark when open, anywhere when closed.
    free: u32,
    /// While open: the first free slot below the mark.
    parked: u32,
    /// First slot never used since the arena was closed last.
    next: u32,
    mark: u32,
    tag: u16,
    /// Generation of slots made anew; above that of all slots that were dropped.
    first_generation: u16,
    retired: u32,
}

impl<T: Pooled> Arena<T> {
    /// An empty, closed arena for objects of kind `tag`.
    pub(crate) fn new(tag: u16) -> Self {
        Arena {
            slots: Vec::new(),
            marks: Vec::new(),
            free: END,
            parked: END,
            next: 0,
            mark: 0,
            tag,
            first_generation: 0,
            retired: 0,
        }
    }

    /// Bytes a slot takes.
    pub(crate) const SLOT_BYTES: usize = size_of::<Slot<T>>();
    /// Slots above the mark that are kept for the next run.
    const KEPT_SLOTS: usize = KEPT_BYTES / Self::SLOT_BYTES;

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
    pub(crate) fn alloc(&mut self, value: T, mem: &mut Memory) -> Result<(u32, u32), OutOfMemory> {
        let index = self.reserve(mem)?;
        Ok((index, self.put(index, value)))
    }

    /// Sets a slot aside, for [`Arena::put`] or [`Arena::give_back`].
    ///
    /// # Errors
    /// [`OutOfMemory`] when the arena cannot grow.
    #[inline]
    pub(crate) fn reserve(&mut self, mem: &mut Memory) -> Result<u32, OutOfMemory> {
        match self.slots.get(self.free as usize) {
            Some(slot) => Ok(std::mem::replace(&mut self.free, slot.value.next_free())),
            None => self.next_slot(mem),
        }
    }

    /// Puts `value` into a slot that was set aside; its stamp.
    #[inline]
    pub(crate) fn put(&mut self, index: u32, value: T) -> u32 {
        let Some(slot) = self.slots.get_mut(index as usize) else { return 0 };
        slot.stamp |= u32::from(self.tag) << 16;
        slot.value = value;
        slot.stamp
    }

    /// Gives a slot back that was set aside and not used.
    pub(crate) fn give_back(&mut self, index: u32) {
        if let Some(slot) = self.slots.get_mut(index as usize) {
            slot.value = T::free(self.free);
            self.free = index;
        }
    }

    #[inline]
    fn next_slot(&mut self, mem: &mut Memory) -> Result<u32, OutOfMemory> {
        loop {
            let index = self.next;
            match self.slots.get(index as usize) {
                Some(slot) if slot.stamp == RETIRED => self.next += 1,
                Some(_) => {
                    self.next += 1;
                    return Ok(index);
                }
                None => self.grow(mem)?,
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, mem: &mut Memory) -> Result<(), OutOfMemory> {
        let len = self.slots.len();
        if len + BATCH > u32::MAX as usize {
            return Err(OutOfMemory);
        }
        mem.grow(&mut self.slots, 1, SPARE_SLOTS)?;
        let room = self.slots.capacity() - len;
        let more = room.saturating_sub(SPARE_SLOTS).clamp(1, BATCH);
        let words = (len + more).div_ceil(64);
        if words > self.marks.len() {
            let more_words = words - self.marks.len();
            mem.grow(&mut self.marks, more_words, 1)?;
            mem.fill(&mut self.marks, words, &Cell::new(0));
        }
        let stamp = u32::from(self.first_generation);
        self.slots.extend((0..more).map(|_| Slot { stamp, value: T::free(END) }));
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
        let value = std::mem::replace(&mut slot.value, T::free(self.free));
        if end_generation(&mut slot.stamp) {
            self.free = index;
        } else {
            self.retired += 1;
        }
        Some(value)
    }

    // Marking

    /// Forgets the marks of all slots.
    pub(crate) fn clear_marks(&mut self) {
        self.marks.iter().for_each(|word| word.set(0));
    }

    /// Marks slot `index` unless it is older than the run, which counts as marked; true if it was not
    /// marked.
    #[inline]
    pub(crate) fn mark_slot(&self, index: u32) -> bool {
        index >= self.mark && self.mark_any(index)
    }

    /// Marks slot `index`, however old; true if it was not marked.
    #[inline]
    pub(crate) fn mark_any(&self, index: u32) -> bool {
        let Some(word) = self.marks.get(index as usize / 64) else { return false };
        let bit = 1 << (index % 64);
        let fresh = word.get() & bit == 0;
        word.set(word.get() | bit);
        fresh
    }

    /// Has slot `index` been marked?
    #[inline]
    pub(crate) fn has_mark(&self, index: u32) -> bool {
        self.marks
            .get(index as usize / 64)
            .is_some_and(|word| word.get() & (1 << (index % 64)) != 0)
    }

    /// Is slot `index` marked, or older than the run?
    #[inline]
    pub(crate) fn is_marked(&self, index: u32) -> bool {
        index < self.mark || self.has_mark(index)
    }

    /// Is slot `index` marked, and of this run?
    pub(crate) fn is_marked_young(&self, index: u32) -> bool {
        index >= self.mark && self.has_mark(index)
    }

    /// Frees what the run has made and nobody has marked; `freed` sees it before it goes. The lowest slots
    /// will be used first again, so that the arena can end earlier. How many were freed. Linear in the slots
    /// used by the run.
    ///
    /// # Errors
    /// That of `poll`; the rest is freed when the run is released.
    pub(crate) fn sweep(
        &mut self,
        freed: impl FnMut(&T),
        poll: Poll<'_>,
    ) -> (usize, Result<(), LimitKind>) {
        let mut sweep = Sweep { tag: u32::from(self.tag), freed, count: 0, retired: 0 };
        let swept = self.sweep_with(&mut sweep, poll);
        self.retired += sweep.retired;
        (sweep.count, swept)
    }

    fn sweep_with<F: FnMut(&T)>(
        &mut self,
        sweep: &mut Sweep<F>,
        poll: Poll<'_>,
    ) -> Result<(), LimitKind> {
        // Behind the last slot that lives the arena ends.
        let (first, end) = (self.mark as usize, self.live_end());
        let dead = self.slots.get_mut(end..self.next as usize).unwrap_or_default();
        for slots in dead.chunks_mut(PORTION) {
            poll()?;
            for slot in slots {
                sweep.end(slot, END);
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "there are fewer slots")]
        let next = end as u32;
        (self.next, self.free) = (next, END);
        for word in (first / 64..end.div_ceil(64)).rev() {
            if word.is_multiple_of(PORTION / 64) {
                poll()?;
            }
            let start = word * 64;
            let mut marks = self.marks.get(word).map_or(0, Cell::get);
            if start < first {
                // Older slots stay as they are.
                marks |= (1 << (first - start)) - 1;
            }
            let slots = self.slots.get_mut(start..end.min(start + 64)).unwrap_or_default();
            #[expect(clippy::cast_possible_truncation, reason = "there are fewer slots")]
            let mut index = (start + slots.len()) as u32;
            let mut free = self.free;
            if marks == 0 {
                for slot in slots.iter_mut().rev() {
                    index -= 1;
                    free = if sweep.end(slot, free) { index } else { free };
                }
            } else {
                for (place, slot) in slots.iter_mut().enumerate().rev() {
                    index -= 1;
                    if marks & (1 << place) == 0 && sweep.end(slot, free) {
                        free = index;
                    }
                }
            }
            self.free = free;
        }
        Ok(())
    }

    /// One past the last slot of the run that is marked.
    fn live_end(&self) -> usize {
        let (first, end) = (self.mark as usize, self.next as usize);
        let marks = self.marks.get(first / 64..end.div_ceil(64)).unwrap_or_default();
        let last = marks.iter().rposition(|word| word.get() != 0);
        let live = last.map_or(0, |word| {
            let bits = 64 - marks.get(word).map_or(0, |word| word.get().leading_zeros());
            (first / 64 + word) * 64 + bits as usize
        });
        live.clamp(first, end)
    }

    /// Bytes of the slots at the end that no object has used since they were made or swept.
    #[inline]
    pub(crate) fn spare_bytes(&self) -> usize {
        (self.slots.len() - self.next as usize) * Self::SLOT_BYTES
    }

    /// Gives the room of unused slots at the end back, if it is worth it.
    pub(crate) fn trim(&mut self, mem: &mut Memory) {
        let used = self.next as usize;
        if self.slots.len() > used * 2 + Self::KEPT_SLOTS * 2 {
            self.drop_slots(used + used / 4 + Self::KEPT_SLOTS, mem);
        }
    }

    // Runs

    /// Makes room for as many objects as room is kept for between runs, so that a small first run makes the
    /// arena no larger than it stays.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn prepare(&mut self, mem: &mut Memory) -> Result<(), OutOfMemory> {
        while self.slots.len() < self.next as usize + Self::KEPT_SLOTS {
            self.grow(mem)?;
        }
        Ok(())
    }

    /// Opens the closed arena: what is made from here on lies above the mark.
    pub(crate) fn open(&mut self) {
        self.mark = self.next;
        self.parked = std::mem::replace(&mut self.free, END);
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

    /// Closes the open arena, above whose mark there is nothing.
    pub(crate) fn close(&mut self) {
        self.free = std::mem::replace(&mut self.parked, END);
    }

    /// Are slots above the mark in use? One that was swept may have more to release.
    #[inline(always)]
    pub(crate) fn is_touched(&self) -> bool {
        self.next != self.mark
    }

    /// Frees all objects above the mark; the arena stays open. Linear in their number.
    #[inline]
    pub(crate) fn release(&mut self, mem: &mut Memory) {
        if self.is_touched() {
            self.release_slots(mem);
        }
        self.free = END;
        let kept = self.mark as usize + Self::KEPT_SLOTS;
        if self.slots.len() > kept {
            self.drop_slots(kept, mem);
        }
    }

    /// The same of a few objects that own no memory, where no slot above the mark was freed before.
    #[inline(always)]
    pub(crate) fn release_few(&mut self) {
        let (mark, next) = (self.mark as usize, self.next as usize);
        for slot in self.slots.get_mut(mark..next).unwrap_or_default() {
            if slot.stamp >> 16 == u32::from(self.tag) && !end_generation(&mut slot.stamp) {
                self.retired += 1;
            }
        }
        self.next = self.mark;
    }

    fn release_slots(&mut self, mem: &Memory) {
        let (mark, next) = (self.mark as usize, self.next as usize);
        for slots in self.slots.get_mut(mark..next).unwrap_or_default().chunks_mut(PORTION) {
            for slot in &mut *slots {
                if slot.stamp >> 16 == u32::from(self.tag) {
                    slot.value = T::default();
                    if !end_generation(&mut slot.stamp) {
                        self.retired += 1;
                    }
                }
            }
            mem.rest_after(slots);
        }
        self.next = self.mark;
    }

    /// Closes the arena and keeps what was made. Linear in the slots freed since it was opened.
    pub(crate) fn keep(&mut self) {
        let parked = std::mem::replace(&mut self.parked, END);
        let mut last = self.free;
        while let Some(slot) = self.slots.get_mut(last as usize) {
            let next = slot.value.next_free();
            if next == END {
                slot.value = T::free(parked);
                break;
            }
            last = next;
        }
        if self.free == END {
            self.free = parked;
        }
        self.mark = self.next;
    }

    #[cold]
    #[inline(never)]
    fn drop_slots(&mut self, len: usize, mem: &mut Memory) {
        while self.slots.len() > len {
            let from = len.max(self.slots.len().saturating_sub(PORTION));
            for slot in self.slots.drain(from..) {
                if slot.stamp == RETIRED {
                    self.retired -= 1;
                    self.first_generation = u16::MAX;
                } else {
                    self.first_generation = self.first_generation.max(generation(slot.stamp));
                }
            }
            mem.rest();
        }
        mem.shrink(&mut self.slots, len + SPARE_SLOTS);
        self.marks.truncate(len.div_ceil(64));
        mem.shrink(&mut self.marks, 0);
    }

    /// Are there slots that only [`Arena::renew`] can bring back?
    pub(crate) fn is_worn(&self) -> bool {
        self.retired > 0 || self.first_generation == u16::MAX
    }

    /// Starts all generations of free slots again. Only when the arena is closed and no handle to a
    /// freed object is left anywhere.
    pub(crate) fn renew(&mut self) {
        self.renew_from(0);
    }

    /// The same of the slots above the mark, when the arena is open.
    pub(crate) fn renew_young(&mut self) {
        self.renew_from(self.mark);
    }

    fn renew_from(&mut self, first: u32) {
        self.free = END;
        let tag = u32::from(self.tag);
        let slots = self.slots.iter_mut().skip(first as usize);
        for slot in slots.filter(|slot| slot.stamp >> 16 != tag) {
            slot.stamp = 0;
        }
        for index in (first..self.next).rev() {
            if let Some(slot) = self.slots.get_mut(index as usize)
                && slot.stamp == 0
            {
                slot.value = T::free(self.free);
                self.free = index;
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

/// What a sweep has done.
struct Sweep<F> {
    tag: u32,
    freed: F,
    count: usize,
    retired: u32,
}

impl<F> Sweep<F> {
    /// Makes a slot that is not marked a free one with `next` behind it; false if it is retired.
    #[inline(always)]
    fn end<T: Pooled>(&mut self, slot: &mut Slot<T>, next: u32) -> bool
    where
        F: FnMut(&T),
    {
        let mut stamp = slot.stamp;
        if stamp >> 16 == self.tag {
            (self.freed)(&slot.value);
            self.count += 1;
            if !end_generation(&mut stamp) {
                self.retired += 1;
            }
            slot.stamp = stamp;
        }
        slot.value.set_free(next);
        stamp != RETIRED
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

    impl Pooled for u64 {
        fn free(next: u32) -> Self {
            next.into()
        }

        fn next_free(&self) -> u32 {
            u32::try_from(*self).unwrap()
        }
    }

    #[test]
    fn slots_that_a_run_has_worn_out_are_renewed_while_it_is_open() {
        let (mut arena, mut mem) = (Arena::new(TAG), Memory::default());
        let (older, older_stamp) = arena.alloc(1u64, &mut mem).unwrap();
        let (freed, _) = arena.alloc(2, &mut mem).unwrap();
        arena.free(freed);
        arena.open();
        let (living, stamp) = arena.alloc(3, &mut mem).unwrap();
        while !arena.is_worn() {
            let (index, _) = arena.alloc(4, &mut mem).unwrap();
            arena.free(index);
        }
        arena.renew_young();
        assert!(!arena.is_worn());
        assert_eq!(arena.get(older, older_stamp), Some(&1));
        assert_eq!(arena.get(living, stamp), Some(&3));
        let (again, _) = arena.alloc(5, &mut mem).unwrap();
        assert!(again > living, "a slot below the mark belongs to nobody in the run");
    }

    #[test]
    fn a_freed_slot_is_stale_for_old_handles() {
        let (mut arena, mut mem) = (Arena::new(TAG), Memory::default());
        let (index, stamp) = arena.alloc(5u64, &mut mem).unwrap();
        assert_eq!(arena.get(index, stamp), Some(&5));
        assert_eq!(arena.free(index), Some(5));
        assert_eq!(arena.get(index, stamp), None);
        let (again, new_stamp) = arena.alloc(6, &mut mem).unwrap();
        assert_eq!(again, index);
        assert_eq!(arena.get(index, stamp), None);
        assert_eq!(arena.get(index, new_stamp), Some(&6));
        assert_eq!(arena.free(index + 1), None);
    }

    #[test]
    fn release_frees_what_was_made_since_open_and_nothing_else() {
        let (mut arena, mut mem) = (Arena::new(TAG), Memory::default());
        let kept = arena.alloc(1u64, &mut mem).unwrap();
        arena.open();
        let gone = arena.alloc(2, &mut mem).unwrap();
        arena.release(&mut mem);
        assert_eq!(arena.get(kept.0, kept.1), Some(&1));
        assert_eq!(arena.get(gone.0, gone.1), None);
        assert_eq!(arena.count(), 1);
    }

    #[test]
    fn slots_below_the_mark_are_not_reused_by_a_run() {
        let (mut arena, mut mem) = (Arena::new(TAG), Memory::default());
        let low = arena.alloc(1u64, &mut mem).unwrap();
        arena.free(low.0);
        arena.open();
        let high = arena.alloc(2, &mut mem).unwrap();
        assert!(high.0 >= arena.mark());
        arena.release(&mut mem);
        arena.close();
        assert_eq!(arena.alloc(3, &mut mem).unwrap().0, low.0);
    }

    #[test]
    fn no_handle_matches_across_a_million_runs_and_no_slot_is_lost() {
        let (mut arena, mut mem) = (Arena::new(TAG), Memory::default());
        let mut first = None;
        for run in 0..1_000_000u64 {
            if arena.is_worn() {
                // A real owner has forgotten all handles here.
                first = None;
                arena.renew();
            }
            arena.open();
            let handle = arena.alloc(run, &mut mem).unwrap();
            let first = *first.get_or_insert(handle);
            assert!(first == handle || arena.get(first.0, first.1).is_none());
            arena.release(&mut mem);
            arena.close();
        }
        assert!(arena.slots.len() <= BATCH, "{} slots", arena.slots.len());
    }

    #[test]
    fn dropped_slots_do_not_come_back_under_old_generations() {
        let (mut arena, mut mem) = (Arena::new(TAG), Memory::default());
        arena.open();
        let handles: Vec<_> = (0..50_000u64).map(|n| arena.alloc(n, &mut mem).unwrap()).collect();
        arena.release(&mut mem);
        assert!(arena.slots.len() <= Arena::<u64>::KEPT_SLOTS);
        for n in 0..50_000u64 {
            arena.alloc(n, &mut mem).unwrap();
        }
        assert!(handles.iter().all(|h| arena.get(h.0, h.1).is_none()));
    }

    #[test]
    fn a_sweep_frees_what_is_not_marked_and_the_lowest_slots_are_used_first() {
        let (mut arena, mut mem) = (Arena::new(TAG), Memory::default());
        let old = arena.alloc(7u64, &mut mem).unwrap();
        arena.open();
        let made: Vec<_> = (0..100u64).map(|n| arena.alloc(n, &mut mem).unwrap()).collect();
        arena.clear_marks();
        assert!(arena.mark_slot(made[50].0));
        assert!(!arena.mark_slot(made[50].0) && !arena.mark_slot(old.0));
        let mut freed = Vec::new();
        let (count, swept) = arena.sweep(|&n| freed.push(n), &mut || Ok(()));
        swept.unwrap();
        assert_eq!((count, freed.len()), (99, 99));
        assert_eq!(arena.end(), made[50].0 + 1, "slots after the last live one are forgotten");
        assert_eq!(arena.alloc(1, &mut mem).unwrap().0, made[0].0);
        assert!(made.iter().all(|h| arena.get(h.0, h.1).is_some() == (*h == made[50])));
        assert_eq!(arena.get(old.0, old.1), Some(&7));
    }

    #[test]
    fn keeping_a_run_joins_the_free_slots_of_both_sides() {
        let (mut arena, mut mem) = (Arena::new(TAG), Memory::default());
        let below: Vec<_> = (0..4u64).map(|n| arena.alloc(n, &mut mem).unwrap().0).collect();
        arena.free(below[1]);
        arena.open();
        let above: Vec<_> = (0..4u64).map(|n| arena.alloc(n, &mut mem).unwrap().0).collect();
        arena.free(above[2]);
        arena.keep();
        let mut reused: Vec<_> = (0..2).map(|n| arena.alloc(n, &mut mem).unwrap().0).collect();
        reused.sort_unstable();
        assert_eq!(reused, [below[1], above[2]]);
    }

    #[test]
    fn an_arena_accounts_for_its_room_and_gives_it_back() {
        let (mut arena, mut mem) = (Arena::new(TAG), Memory::default());
        arena.open();
        for n in 0..10_000u64 {
            arena.alloc(n, &mut mem).unwrap();
        }
        let room = arena.slots.capacity() * Arena::<u64>::SLOT_BYTES + arena.marks.capacity() * 8;
        assert_eq!(mem.held(), room);
        arena.release(&mut mem);
        let room = arena.slots.capacity() * Arena::<u64>::SLOT_BYTES + arena.marks.capacity() * 8;
        assert_eq!(mem.held(), room);
        assert!(room < KEPT_BYTES * 5 / 4, "{room} bytes are kept");
    }

    #[test]
    fn spare_slots_are_for_error_handlers() {
        let (mut arena, mut mem) = (Arena::new(TAG), Memory::default());
        mem.set_limit(10_000);
        let made = (0..).take_while(|&n| arena.alloc(n, &mut mem).is_ok()).count();
        assert!(mem.held() <= 10_000 && made > 100, "{made} made");
        mem.set_limit(0);
        mem.open_reserve();
        let spare = (0..).take_while(|&n| arena.alloc(n, &mut mem).is_ok()).count();
        assert!(spare >= SPARE_SLOTS, "{spare} spare");
    }
}

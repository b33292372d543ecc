//! Code pages: where loaded functions and their constants lie.
//!
//! A page is an array of cells whose length is part of its type, so that a 16-bit place needs no
//! bounds check. Pages are shared by many modules; each module owns extents of words and gives them
//! back when it is unloaded. Neighbouring free extents grow together.
//!
//! Imports `limits`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "there is room for a page; its gaps are no more than its words"
)]

use std::cell::Cell;

use super::super::limits::{Memory, OutOfMemory};

/// Words of a page.
pub(crate) const PAGE_WORDS: usize = 1 << 16;
/// Longest extent; the last word stays unused so that a place never overflows.
pub(crate) const MAX_EXTENT: usize = PAGE_WORDS - 1;

/// A page. A cell each, because handlers keep hints in the instruction words.
pub(crate) type Page = [Cell<u64>; PAGE_WORDS];

/// A run of words of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) page: u16,
    pub(crate) start: u16,
    pub(crate) len: u16,
}

struct PageSpace {
    words: Box<Page>,
    /// Free extents as start and length, in the order of their starts.
    free: Vec<(u16, u16)>,
}

/// All pages of a VM.
#[derive(Default)]
pub(crate) struct CodeSpace {
    pages: Vec<PageSpace>,
}

impl CodeSpace {
    /// Page `number`.
    #[inline]
    pub(crate) fn page(&self, number: u16) -> Option<&Page> {
        self.pages.get(usize::from(number)).map(|page| &*page.words)
    }

    /// Words of all pages that belong to modules.
    pub(crate) fn words_in_use(&self) -> usize {
        self.pages
            .iter()
            .map(|page| {
                MAX_EXTENT - page.free.iter().map(|&(_, len)| usize::from(len)).sum::<usize>()
            })
            .sum()
    }

    /// Takes `len` words, at most [`MAX_EXTENT`], from the first page that has them in one piece.
    ///
    /// # Errors
    /// [`OutOfMemory`]: a page could not be had.
    pub(crate) fn take(&mut self, len: usize, mem: &mut Memory) -> Result<Extent, OutOfMemory> {
        let len = u16::try_from(len).map_err(|_| OutOfMemory)?;
        for (page, space) in (0..).zip(&mut self.pages) {
            if let Some(start) = space.take(len) {
                return Ok(Extent { page, start, len });
            }
        }
        let page = u16::try_from(self.pages.len()).map_err(|_| OutOfMemory)?;
        self.pages.try_reserve(1).map_err(|_| OutOfMemory)?;
        mem.take_pool(size_of::<Page>())?;
        let space = PageSpace::new().map(|mut space| (space.take(len), space));
        let Ok((Some(start), space)) = space else {
            mem.give_pool(size_of::<Page>());
            return Err(OutOfMemory);
        };
        self.pages.push(space);
        Ok(Extent { page, start, len })
    }

    /// Gives an extent back. Pages that become empty at the end of the list are dropped, the first one
    /// stays.
    pub(crate) fn give_back(&mut self, extent: Extent, mem: &mut Memory) {
        if let Some(space) = self.pages.get_mut(usize::from(extent.page)) {
            space.give_back(extent.start, extent.len);
        }
        while self.pages.len() > 1 && self.pages.last().is_some_and(PageSpace::is_empty) {
            self.pages.pop();
            mem.give_pool(size_of::<Page>());
        }
    }
}

impl PageSpace {
    #[expect(clippy::cast_possible_truncation, reason = "an extent fits 16 bits")]
    fn new() -> Result<Self, OutOfMemory> {
        let mut words = Vec::new();
        words.try_reserve_exact(PAGE_WORDS).map_err(|_| OutOfMemory)?;
        words.resize(PAGE_WORDS, Cell::new(0));
        let words = words.into_boxed_slice().try_into().map_err(|_| OutOfMemory)?;
        Ok(PageSpace { words, free: vec![(0, MAX_EXTENT as u16)] })
    }

    fn is_empty(&self) -> bool {
        matches!(self.free.as_slice(), [(_, len)] if usize::from(*len) == MAX_EXTENT)
    }

    fn take(&mut self, len: u16) -> Option<u16> {
        let index = self.free.iter().position(|&(_, free)| free >= len)?;
        let (start, free) = self.free.get_mut(index)?;
        let taken = *start;
        *start += len;
        *free -= len;
        if *free == 0 {
            self.free.remove(index);
        }
        Some(taken)
    }

    fn give_back(&mut self, start: u16, len: u16) {
        let index = self.free.partition_point(|&(other, _)| other < start);
        self.free.insert(index, (start, len));
        if let Some(&(next, next_len)) = self.free.get(index + 1)
            && start + len == next
        {
            self.free.remove(index + 1);
            if let Some(extent) = self.free.get_mut(index) {
                extent.1 += next_len;
            }
        }
        if index > 0
            && let Some(&(before, before_len)) = self.free.get(index - 1)
            && before + before_len == start
            && let Some(&(_, len)) = self.free.get(index)
        {
            self.free.remove(index);
            if let Some(extent) = self.free.get_mut(index - 1) {
                extent.1 += len;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_back_extents_grow_together() {
        let (mut code, mut mem) = (CodeSpace::default(), Memory::default());
        let extents: Vec<Extent> = (1..=100).map(|n| code.take(n * 3, &mut mem).unwrap()).collect();
        assert_eq!(code.words_in_use(), extents.iter().map(|e| usize::from(e.len)).sum::<usize>());
        // Every other one first, so that holes appear and close again.
        for extent in extents.iter().step_by(2).chain(extents.iter().skip(1).step_by(2)) {
            code.give_back(*extent, &mut mem);
        }
        assert_eq!(code.words_in_use(), 0);
        assert_eq!(code.take(MAX_EXTENT, &mut mem).unwrap().start, 0);
    }

    #[test]
    fn a_full_page_is_followed_by_another_which_goes_when_empty() {
        let (mut code, mut mem) = (CodeSpace::default(), Memory::default());
        let first = code.take(MAX_EXTENT, &mut mem).unwrap();
        let second = code.take(10, &mut mem).unwrap();
        assert_eq!((first.page, second.page), (0, 1));
        code.give_back(second, &mut mem);
        assert_eq!(mem.held(), size_of::<Page>());
        assert!(code.take(MAX_EXTENT + 1, &mut mem).is_err());
    }
}

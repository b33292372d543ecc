//! The items of a pattern that match a single byte, and the loops over them.
//!
//! Sets are decoded into bits when a match first comes to them; a few stay decoded.
//!
//! May import `pattern`, whose [`Matcher`] it extends.

use memchr::{memchr, memrchr};

use super::class::{self, Set, is};
use super::{
    DECODED_SETS, ENDS_WITH_PERCENT, Failure, MISSING_BRACKET, Matcher, Meter, Metered, SLICE, WIDE,
};

/// What matches a single byte.
#[derive(Clone, Copy)]
pub(super) enum Item {
    /// `.`
    Any,
    /// A byte that stands for itself.
    Byte(u8),
    /// `%a`; `%A` if not `positive`.
    Class { classes: u16, positive: bool },
    /// `[...]`, at this index of the decoded sets until others are decoded.
    Set(usize),
}

/// A set of the pattern, decoded.
#[derive(Clone, Copy)]
pub(super) struct DecodedSet {
    /// Where its `[` stands in the pattern.
    start: usize,
    /// Where the pattern goes on; 0 if nothing is decoded here.
    end: usize,
    set: Set,
}

impl DecodedSet {
    pub(super) const NONE: DecodedSet = DecodedSet { start: 0, end: 0, set: Set::EMPTY };
}

impl Matcher<'_> {
    /// The pattern's byte at `p`; NUL at its end.
    #[inline(always)]
    pub(super) fn pattern_byte(&self, p: usize) -> u8 {
        self.pattern.get(p).copied().unwrap_or(0)
    }

    /// May the item that ends before `p` match nothing?
    #[inline(always)]
    pub(super) fn is_optional(&self, p: usize) -> bool {
        matches!(self.pattern_byte(p), b'*' | b'-' | b'?')
    }

    /// The single-byte item at `p`, and where the pattern goes on (`classend`).
    #[inline(always)]
    pub(super) fn item_at<M: Meter>(
        &mut self,
        p: usize,
        meter: &mut M,
    ) -> Metered<(Item, usize), M> {
        match (self.pattern_byte(p), self.pattern_byte(p + 1)) {
            (b'.', _) => Ok((Item::Any, p + 1)),
            (b'[', _) => self.set_at(p, meter).map(|(index, end)| (Item::Set(index), end)),
            (b'%', 0) => Err(Failure::Pattern(ENDS_WITH_PERCENT)),
            (b'%', letter) => {
                let item = match class::named(letter) {
                    Some((classes, positive)) => Item::Class { classes, positive },
                    None => Item::Byte(letter),
                };
                Ok((item, p + 2))
            }
            (byte, _) => Ok((Item::Byte(byte), p + 1)),
        }
    }

    /// The index of the set whose `[` stands at `start` among the decoded ones, and where the
    /// pattern goes on.
    #[inline]
    pub(super) fn set_at<M: Meter>(
        &mut self,
        start: usize,
        meter: &mut M,
    ) -> Metered<(usize, usize), M> {
        for (index, decoded) in self.sets.iter().enumerate() {
            if decoded.start == start && decoded.end != 0 {
                return Ok((index, decoded.end));
            }
        }
        self.decode_set(start, meter)
    }

    /// Decodes the set whose `[` stands at `start` (`matchbracketclass`).
    fn decode_set<M: Meter>(&mut self, start: usize, meter: &mut M) -> Metered<(usize, usize), M> {
        let negated = self.pattern_byte(start + 1) == b'^';
        let first = start + 1 + usize::from(negated);
        let close = self.closing_bracket(first, meter)?;
        let mut set = Set::EMPTY;
        let mut p = first;
        while p < close {
            let byte = self.pattern_byte(p);
            if byte == b'%' {
                // Behind a range that ends in `%` this can be the closing bracket, as in native.
                p += 1;
                set.insert_named(self.pattern_byte(p));
            } else if self.pattern_byte(p + 1) == b'-' && p + 2 < close {
                p += 2;
                set.insert_range(byte, self.pattern_byte(p));
            } else {
                set.insert(byte);
            }
            p += 1;
            self.charge(1, meter)?;
        }
        let (index, end) = (self.next_set, close + 1);
        if let Some(slot) = self.sets.get_mut(index) {
            *slot = DecodedSet { start, end, set: if negated { set.complement() } else { set } };
        }
        self.next_set = (index + 1) % DECODED_SETS;
        Ok((index, end))
    }

    /// The `]` of a set whose first byte, which cannot be it, stands at `p` (`classend`).
    fn closing_bracket<M: Meter>(&mut self, mut p: usize, meter: &mut M) -> Metered<usize, M> {
        loop {
            let byte = self.pattern_byte(p);
            if byte == 0 {
                return Err(Failure::Pattern(MISSING_BRACKET));
            }
            p += 1;
            if byte == b'%' && self.pattern_byte(p) != 0 {
                p += 1;
            }
            if self.pattern_byte(p) == b']' {
                return Ok(p);
            }
            self.charge(1, meter)?;
        }
    }

    /// A decoded set, by its index.
    #[inline(always)]
    pub(super) fn set(&self, index: usize) -> Set {
        self.sets.get(index).map_or(Set::EMPTY, |decoded| decoded.set)
    }

    /// Does `item` match the subject's byte at `s`, if there is one?
    #[inline(always)]
    pub(super) fn matches(&self, item: Item, s: usize) -> bool {
        let Some(&byte) = self.subject.get(s) else { return false };
        match item {
            Item::Any => true,
            Item::Byte(own) => own == byte,
            Item::Class { classes, positive } => is(byte, classes) == positive,
            Item::Set(index) => self.set(index).contains(byte),
        }
    }

    /// Where the bytes that `item` matches from `from` on end.
    #[inline(always)]
    pub(super) fn run_end<M: Meter>(
        &mut self,
        item: Item,
        from: usize,
        meter: &mut M,
    ) -> Metered<usize, M> {
        if let Item::Any = item {
            return Ok(self.subject.len());
        }
        self.scan_item(item, from, meter, |_, matches| matches)
    }

    /// The first place from `from` on where `byte` stands, if `item` matches all bytes up to it.
    pub(super) fn run_to<M: Meter>(
        &mut self,
        byte: u8,
        item: Item,
        from: usize,
        meter: &mut M,
    ) -> Metered<Option<usize>, M> {
        if let Item::Any = item {
            return self.find_byte(byte, from, meter);
        }
        let place = self.scan_item(item, from, meter, |b, matches| b != byte && matches)?;
        Ok((self.subject.get(place) == Some(&byte)).then_some(place))
    }

    /// The first place from `from` on whose byte `item` matches.
    pub(super) fn skip_to<M: Meter>(
        &mut self,
        item: Item,
        from: usize,
        meter: &mut M,
    ) -> Metered<Option<usize>, M> {
        let place = self.scan_item(item, from, meter, |_, matches| !matches)?;
        Ok((place < self.subject.len()).then_some(place))
    }

    /// Where the bytes from `from` on end that `goes_on` accepts, given each byte and whether `item`
    /// matches it.
    #[inline(always)]
    fn scan_item<M: Meter>(
        &mut self,
        item: Item,
        from: usize,
        meter: &mut M,
        goes_on: impl Fn(u8, bool) -> bool,
    ) -> Metered<usize, M> {
        match item {
            Item::Any => self.scan(from, meter, |byte| goes_on(byte, true)),
            Item::Byte(own) => self.scan(from, meter, |byte| goes_on(byte, byte == own)),
            Item::Class { classes, positive } => {
                self.scan(from, meter, |byte| goes_on(byte, is(byte, classes) == positive))
            }
            Item::Set(index) => {
                let set = self.set(index);
                self.scan(from, meter, |byte| goes_on(byte, set.contains(byte)))
            }
        }
    }

    /// Where the bytes from `from` on end that `goes_on` accepts.
    #[inline(always)]
    pub(super) fn scan<M: Meter>(
        &mut self,
        from: usize,
        meter: &mut M,
        mut goes_on: impl FnMut(u8) -> bool,
    ) -> Metered<usize, M> {
        let subject = self.subject;
        let mut at = from;
        for slice in subject.get(from..).unwrap_or_default().chunks(SLICE) {
            let stop = slice.iter().position(|&byte| !goes_on(byte));
            let passed = stop.unwrap_or(slice.len());
            at += passed;
            self.charge(passed, meter)?;
            if stop.is_some() {
                break;
            }
        }
        Ok(at)
    }

    /// The first `byte` at or after `from`.
    pub(super) fn find_byte<M: Meter>(
        &mut self,
        byte: u8,
        from: usize,
        meter: &mut M,
    ) -> Metered<Option<usize>, M> {
        let subject = self.subject;
        let mut at = from;
        for slice in subject.get(from..).unwrap_or_default().chunks(SLICE * WIDE) {
            let found = memchr(byte, slice);
            let passed = found.unwrap_or(slice.len());
            at += passed;
            self.charge(passed / WIDE, meter)?;
            if found.is_some() {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// The last `byte` in `low..high`.
    pub(super) fn find_byte_back<M: Meter>(
        &mut self,
        byte: u8,
        low: usize,
        high: usize,
        meter: &mut M,
    ) -> Metered<Option<usize>, M> {
        let subject = self.subject;
        let mut end = high;
        for slice in subject.get(low..high).unwrap_or_default().rchunks(SLICE * WIDE) {
            let found = memrchr(byte, slice);
            self.charge((slice.len() - found.unwrap_or(0)) / WIDE, meter)?;
            end -= slice.len();
            if let Some(index) = found {
                return Ok(Some(end + index));
            }
        }
        Ok(None)
    }
}

//! The pattern matcher behind `string.find`, `match`, `gmatch` and `gsub` (manual §5.4.1).
//!
//! Answers, captures and errors are those of `lstrlib.c`, C strings and all: a pattern ends at its
//! first NUL, a byte past either end reads as NUL, and a malformed item is an error only once a match
//! reaches it.
//!
//! Native recurses once per quantified item. Here each item that can still match in another way
//! leaves a [`Choice`] on an explicit stack, so the native stack stays flat. Only single items
//! repeat, hence there are never more choices than quantifiers in the pattern. A choice holds what a
//! failed branch has to restore; the places of captures need no restoring, because those begun later
//! are written again before they are read.
//!
//! Work and memory are reported to a [`Meter`] while they grow, so that whoever pays can end a match
//! at any point.
//!
//! Imports nothing of the engine.

mod class;
mod item;
mod stack;
#[cfg(test)]
mod tests;

use std::iter::zip;

use memchr::{memchr, memmem};

use class::{ALPHA, DIGIT, MAGIC, NUL, QUANTIFIER, SPECIAL, is};
use item::{DecodedSet, Item};
use stack::Stack;

/// Captures a pattern may have (`LUA_MAXCAPTURES`).
const MAX_CAPTURES: usize = 32;
/// Steps that add up before the meter hears of them.
const BATCH: usize = 256;
/// Bytes that a tight loop looks at before it charges them.
const SLICE: usize = 2048;
/// Bytes that a vectorised search or comparison passes in the time of one step.
const WIDE: usize = 16;
/// Sets that are kept decoded.
const DECODED_SETS: usize = 2;
/// Length of a position capture; like native's -2, no text is that long.
const POSITION: usize = usize::MAX;

const ENDS_WITH_PERCENT: &str = "malformed pattern (ends with '%')";
const MISSING_BRACKET: &str = "malformed pattern (missing ']')";
const UNBALANCED: &str = "unbalanced pattern";
const INVALID_PATTERN_CAPTURE: &str = "invalid pattern capture";
const MISSING_FRONTIER_SET: &str = "missing '[' after '%f' in pattern";
const TOO_MANY_CAPTURES: &str = "too many captures";
pub(super) const UNFINISHED_CAPTURE: &str = "unfinished capture";
pub(super) const INVALID_CAPTURE_INDEX: &str = "invalid capture index";

/// The first byte of `pattern` for which it needs the matcher, or the NUL before that, behind which
/// native's `strpbrk` sees nothing.
///
/// **Cost** linear, not metered.
pub(super) fn first_special(pattern: &[u8]) -> Option<u8> {
    pattern.iter().copied().find(|&byte| is(byte, SPECIAL | NUL))
}

/// Where `needle` first occurs in `subject`, NULs being bytes like others; an empty one is at 0.
///
/// **Cost** linear in both, not metered.
pub(super) fn find_plain(subject: &[u8], needle: &[u8]) -> Option<usize> {
    match *needle {
        [byte] => memchr(byte, subject),
        _ => memmem::find(subject, needle),
    }
}

/// Who pays for a match.
pub(super) trait Meter {
    /// Why a match may not go on.
    type Error;

    /// Takes note of work done; a step is about one byte compared. Called at least every few
    /// thousand steps, and before an answer is given.
    ///
    /// # Errors
    /// The match ends with the meter's error.
    fn spend(&mut self, steps: u32) -> Result<(), Self::Error>;

    /// Takes note of `bytes` more that the matcher is about to hold until it is dropped.
    ///
    /// # Errors
    /// The match ends with the meter's error and holds no more than before.
    fn grow(&mut self, bytes: usize) -> Result<(), Self::Error>;
}

/// Why a match ended without an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure<E> {
    /// The pattern is wrong; the text of the Lua error.
    Pattern(&'static str),
    /// The meter refused.
    Meter(E),
    /// The allocator has no room for the choices that the meter granted.
    OutOfMemory,
}

/// What a metered step of a match answers.
pub(super) type Metered<T, M> = Result<T, Failure<<M as Meter>::Error>>;

/// Where subject and pattern go on; `None` if they do not match.
type Onward = Option<(usize, usize)>;

/// What a pair of parentheses caught.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capture {
    /// Bytes of the subject.
    Range {
        /// 0-based.
        start: usize,
        /// In bytes.
        len: usize,
    },
    /// `()`: a place in the subject, 1-based.
    Position(usize),
}

/// Where a capture lies.
#[derive(Clone, Copy)]
struct Span {
    start: usize,
    len: usize,
}

/// What is known of the first byte of every match.
#[derive(Clone, Copy)]
enum Lead {
    /// It is this one.
    Byte(u8),
    /// The item that stands here in the pattern matches it.
    Item(usize),
    /// Nothing.
    Unknown,
}

/// What stands in the pattern where a choice goes on.
#[derive(Clone, Copy, PartialEq)]
enum Rest {
    /// Nothing that could fail to match.
    End,
    /// First of all this byte.
    Byte(u8),
    /// Something else.
    Other,
}

/// Which ways a choice has left.
#[derive(Clone, Copy)]
enum Way {
    /// Fewer repetitions: places below `at`, down to `low`.
    Fewer { low: usize },
    /// One more repetition of the item that stands at `item` in the pattern.
    More { item: usize },
}

/// A place to come back to when what follows does not match.
#[derive(Clone, Copy)]
struct Choice {
    way: Way,
    /// Where the repetitions tried last end in the subject.
    at: usize,
    /// Where the pattern goes on.
    resume: usize,
    rest: Rest,
    /// Captures begun at the choice, and those of them that are open.
    level: usize,
    open: u32,
}

impl Choice {
    const NONE: Choice = {
        let way = Way::Fewer { low: 0 };
        Choice { way, at: 0, resume: 0, rest: Rest::End, level: 0, open: 0 }
    };
}

/// A subject and a pattern, with the captures of the match found last.
pub(super) struct Matcher<'a> {
    subject: &'a [u8],
    /// Nothing behind its first NUL is looked at.
    pattern: &'a [u8],
    /// A bit for each capture begun and not ended.
    open: u32,
    /// Steps the meter has not heard of.
    pending: usize,
    /// Captures begun.
    spans: Stack<Span, 8>,
    choices: Stack<Choice, 3>,
    sets: [DecodedSet; DECODED_SETS],
    /// Which of `sets` to decode the next one over.
    next_set: usize,
}

impl<'a> Matcher<'a> {
    /// A matcher for `pattern`, without the `^` that anchors it, on `subject`.
    ///
    /// **Cost** constant; allocates nothing.
    #[inline]
    pub(super) fn new(subject: &'a [u8], pattern: &'a [u8]) -> Self {
        Matcher {
            subject,
            pattern,
            open: 0,
            pending: 0,
            spans: Stack::new(Span { start: 0, len: 0 }),
            choices: Stack::new(Choice::NONE),
            sets: [DecodedSet::NONE; DECODED_SETS],
            next_set: 0,
        }
    }

    /// Where the match that begins at `start` ends; `None` if there is none.
    ///
    /// **Cost** at worst the subject's length to the power of the quantifiers, every step metered.
    ///
    /// # Errors
    /// A malformed pattern, as far as the match came to see it; the meter's error.
    pub(super) fn match_at<M: Meter>(
        &mut self,
        start: usize,
        meter: &mut M,
    ) -> Metered<Option<usize>, M> {
        let end = self.run(start, meter)?;
        self.settle(meter)?;
        Ok(end)
    }

    /// Start and end of the first match that begins at `from` or later: what
    /// [`match_at`](Self::match_at) finds when tried at each place up to the end of the subject.
    ///
    /// # Errors
    /// As `match_at`.
    pub(super) fn search<M: Meter>(
        &mut self,
        from: usize,
        meter: &mut M,
    ) -> Metered<Option<(usize, usize)>, M> {
        if from > self.subject.len() {
            return Ok(None);
        }
        let lead = self.lead(meter)?;
        let mut found = None;
        let mut at = from;
        while at <= self.subject.len() {
            let place = match lead {
                Lead::Byte(byte) => self.find_byte(byte, at, meter)?,
                Lead::Item(p) => {
                    let (item, _) = self.item_at(p, meter)?;
                    self.skip_to(item, at, meter)?
                }
                Lead::Unknown => Some(at),
            };
            let Some(start) = place else { break };
            if let Some(end) = self.run(start, meter)? {
                found = Some((start, end));
                break;
            }
            at = start + 1;
        }
        self.settle(meter)?;
        Ok(found)
    }

    /// Captures of the match.
    pub(super) fn capture_count(&self) -> usize {
        self.spans.len()
    }

    /// The capture with this 0-based index.
    ///
    /// # Errors
    /// `unfinished capture`, `invalid capture index`.
    pub(super) fn capture(&self, index: usize) -> Result<Capture, &'static str> {
        match self.spans.get(index) {
            Some(_) if self.open >> index & 1 != 0 => Err(UNFINISHED_CAPTURE),
            Some(Span { start, len: POSITION }) => Ok(Capture::Position(start + 1)),
            Some(Span { start, len }) => Ok(Capture::Range { start, len }),
            None => Err(INVALID_CAPTURE_INDEX),
        }
    }

    #[inline(always)]
    fn charge<M: Meter>(&mut self, steps: usize, meter: &mut M) -> Metered<(), M> {
        self.pending += steps;
        if self.pending >= BATCH { self.settle(meter) } else { Ok(()) }
    }

    fn settle<M: Meter>(&mut self, meter: &mut M) -> Metered<(), M> {
        let steps = u32::try_from(std::mem::take(&mut self.pending)).unwrap_or(u32::MAX);
        meter.spend(steps).map_err(Failure::Meter)
    }

    /// Matches from `start` on, going back to the latest choice as long as there is one.
    fn run<M: Meter>(&mut self, start: usize, meter: &mut M) -> Metered<Option<usize>, M> {
        self.spans.truncate(0);
        self.choices.truncate(0);
        self.open = 0;
        let mut onward = (start <= self.subject.len()).then_some((start, 0));
        while let Some((s, p)) = onward {
            if let Some(end) = self.advance(s, p, meter)? {
                return Ok(Some(end));
            }
            onward = self.go_back(meter)?;
        }
        Ok(None)
    }

    /// Matches from `s` and `p` on until the pattern ends or something does not match (`match`).
    fn advance<M: Meter>(
        &mut self,
        mut s: usize,
        mut p: usize,
        meter: &mut M,
    ) -> Metered<Option<usize>, M> {
        loop {
            self.charge(1, meter)?;
            let (byte, next) = (self.pattern_byte(p), self.pattern_byte(p + 1));
            if !is(byte, MAGIC) && !is(next, QUANTIFIER) {
                if self.subject.get(s) != Some(&byte) {
                    return Ok(None);
                }
                (s, p) = (s + 1, p + 1);
                continue;
            }
            let onward = match (byte, next) {
                (0, _) => return Ok(Some(s)),
                (b'(', _) => self.start_capture(s, p, meter)?,
                (b')', _) => self.end_capture(s, p)?,
                (b'$', 0) => return Ok((s == self.subject.len()).then_some(s)),
                (b'%', b'b') => self.balance(s, p, meter)?,
                (b'%', b'f') => self.frontier(s, p, meter)?,
                (b'%', b'0'..=b'9') => self.back_reference(s, p, meter)?,
                _ => self.quantified(s, p, meter)?,
            };
            let Some(place) = onward else { return Ok(None) };
            (s, p) = place;
        }
    }

    /// Matches the item at `p` as often as its quantifier says.
    #[inline(always)]
    fn quantified<M: Meter>(&mut self, s: usize, p: usize, meter: &mut M) -> Metered<Onward, M> {
        let (item, end) = self.item_at(p, meter)?;
        let matches = self.matches(item, s);
        let (low, high) = match self.pattern_byte(end) {
            b'?' => (s, s + usize::from(matches)),
            b'*' if !matches => (s, s),
            quantifier @ (b'*' | b'+') if matches => {
                (s + usize::from(quantifier == b'+'), self.run_end(item, s + 1, meter)?)
            }
            b'+' => return Ok(None),
            b'-' => {
                let choice = self.choice(Way::More { item: p }, s, end + 1);
                return self.try_more(choice, item, meter);
            }
            _ => return Ok(matches.then_some((s + 1, end))),
        };
        let choice = self.choice(Way::Fewer { low }, high, end + 1);
        self.try_fewer(choice, low, meter)
    }

    fn start_capture<M: Meter>(&mut self, s: usize, p: usize, meter: &mut M) -> Metered<Onward, M> {
        let level = self.capture_count();
        if level >= MAX_CAPTURES {
            return Err(Failure::Pattern(TOO_MANY_CAPTURES));
        }
        let position = self.pattern_byte(p + 1) == b')';
        let len = if position { POSITION } else { 0 };
        self.spans.push(Span { start: s, len }, meter)?;
        self.open |= u32::from(!position) << level;
        Ok(Some((s, p + 1 + usize::from(position))))
    }

    /// Ends the capture begun last of those that are open (`capture_to_close`).
    fn end_capture<E>(&mut self, s: usize, p: usize) -> Result<Onward, Failure<E>> {
        let index = self.open.checked_ilog2();
        let index = index.ok_or(Failure::Pattern(INVALID_PATTERN_CAPTURE))?;
        if let Some(span) = self.spans.get_mut(index as usize) {
            span.len = s.saturating_sub(span.start);
        }
        self.open &= !(1 << index);
        Ok(Some((s, p + 1)))
    }

    /// `%bxy` at `p` (`matchbalance`).
    fn balance<M: Meter>(&mut self, s: usize, p: usize, meter: &mut M) -> Metered<Onward, M> {
        let (open, close) = (self.pattern_byte(p + 2), self.pattern_byte(p + 3));
        if open == 0 || close == 0 {
            return Err(Failure::Pattern(UNBALANCED));
        }
        if self.subject.get(s) != Some(&open) {
            return Ok(None);
        }
        let mut depth = 1usize;
        let end = self.scan(s + 1, meter, |byte| {
            if byte == close {
                depth -= 1;
            } else if byte == open {
                depth += 1;
            }
            depth != 0
        })?;
        Ok((end < self.subject.len()).then_some((end + 1, p + 4)))
    }

    /// `%f[set]` at `p`: a place where the set begins to hold.
    fn frontier<M: Meter>(&mut self, s: usize, p: usize, meter: &mut M) -> Metered<Onward, M> {
        if self.pattern_byte(p + 2) != b'[' {
            return Err(Failure::Pattern(MISSING_FRONTIER_SET));
        }
        let (index, end) = self.set_at(p + 2, meter)?;
        let set = self.set(index);
        let byte_at = |at: usize| self.subject.get(at).copied().unwrap_or(0);
        let previous = s.checked_sub(1).map_or(0, byte_at);
        Ok((!set.contains(previous) && set.contains(byte_at(s))).then_some((s, end)))
    }

    /// `%1` to `%9` at `p`; `%0` is never a capture (`check_capture`, `match_capture`).
    fn back_reference<M: Meter>(
        &mut self,
        s: usize,
        p: usize,
        meter: &mut M,
    ) -> Metered<Onward, M> {
        let index = usize::from(self.pattern_byte(p + 1).wrapping_sub(b'1'));
        let span = self.spans.get(index).filter(|_| self.open >> index & 1 == 0);
        let Span { start, len } = span.ok_or(Failure::Pattern(INVALID_CAPTURE_INDEX))?;
        let subject = self.subject;
        let text = |from: usize| subject.get(from..).and_then(|rest| rest.get(..len));
        let (Some(here), Some(there)) = (text(s), text(start)) else { return Ok(None) };
        for (here, there) in zip(here.chunks(SLICE), there.chunks(SLICE)) {
            self.charge(here.len() / WIDE, meter)?;
            if here != there {
                return Ok(None);
            }
        }
        Ok(Some((s + len, p + 2)))
    }

    /// What the pattern says of the first byte of every match, before anything that could be an
    /// error.
    fn lead<M: Meter>(&mut self, meter: &mut M) -> Metered<Lead, M> {
        let mut p = 0;
        for _ in 0..MAX_CAPTURES {
            match (self.pattern_byte(p), self.pattern_byte(p + 1)) {
                (b'(', b')') => p += 2,
                (b'(', _) => p += 1,
                (b'%', b'b') if self.pattern_byte(p + 2) != 0 && self.pattern_byte(p + 3) != 0 => {
                    return Ok(Lead::Byte(self.pattern_byte(p + 2)));
                }
                (b'%', b'b' | b'f' | b'0'..=b'9') | (b'$', 0) | (b')' | 0, _) => break,
                _ => {
                    let (item, end) = self.item_at(p, meter)?;
                    return Ok(match item {
                        _ if self.is_optional(end) => Lead::Unknown,
                        Item::Byte(byte) => Lead::Byte(byte),
                        _ => Lead::Item(p),
                    });
                }
            }
        }
        Ok(Lead::Unknown)
    }

    /// A choice that goes on at `resume`, with the captures as they are.
    #[inline(always)]
    fn choice(&self, way: Way, at: usize, resume: usize) -> Choice {
        let rest = self.rest_at(resume);
        Choice { way, at, resume, rest, level: self.capture_count(), open: self.open }
    }

    /// What the pattern says of the place where the match goes on at `p`. A byte is one without
    /// which the match fails before it sees more of the pattern.
    #[inline(always)]
    fn rest_at(&self, p: usize) -> Rest {
        // The end of a capture matches everywhere, provided that there is one to end.
        let p = p + usize::from(self.pattern_byte(p) == b')' && self.open != 0);
        let (byte, end) = match self.pattern_byte(p) {
            0 => return Rest::End,
            b'%' => match self.pattern_byte(p + 1) {
                letter if is(letter, ALPHA | DIGIT | NUL) => return Rest::Other,
                byte => (byte, p + 2),
            },
            byte if is(byte, MAGIC) => return Rest::Other,
            byte => (byte, p + 1),
        };
        if self.is_optional(end) { Rest::Other } else { Rest::Byte(byte) }
    }

    /// Goes on from the highest place in `low..=choice.at` where that makes sense, and leaves the
    /// choice on the stack if lower places remain (`max_expand`).
    #[inline(always)]
    fn try_fewer<M: Meter>(
        &mut self,
        mut choice: Choice,
        low: usize,
        meter: &mut M,
    ) -> Metered<Onward, M> {
        if let Rest::Byte(byte) = choice.rest
            && self.subject.get(choice.at) != Some(&byte)
        {
            match self.find_byte_back(byte, low, choice.at, meter)? {
                Some(place) => choice.at = place,
                None => return Ok(None),
            }
        }
        if choice.at > low && choice.rest != Rest::End {
            self.choices.push(choice, meter)?;
        }
        Ok(Some((choice.at, choice.resume)))
    }

    /// Goes on from the lowest place from `choice.at` on where that makes sense, if `item` matches
    /// all bytes up to it, and leaves the choice on the stack (`min_expand`).
    #[inline]
    fn try_more<M: Meter>(
        &mut self,
        mut choice: Choice,
        item: Item,
        meter: &mut M,
    ) -> Metered<Onward, M> {
        if let Rest::Byte(byte) = choice.rest {
            match self.run_to(byte, item, choice.at, meter)? {
                Some(place) => choice.at = place,
                None => return Ok(None),
            }
        }
        if choice.rest != Rest::End {
            self.choices.push(choice, meter)?;
        }
        Ok(Some((choice.at, choice.resume)))
    }

    /// Takes the latest choice that has a way left, and that way.
    fn go_back<M: Meter>(&mut self, meter: &mut M) -> Metered<Onward, M> {
        while let Some(mut choice) = self.choices.pop() {
            self.charge(1, meter)?;
            self.spans.truncate(choice.level);
            self.open = choice.open;
            let onward = match choice.way {
                Way::Fewer { low } => {
                    choice.at -= 1;
                    self.try_fewer(choice, low, meter)?
                }
                Way::More { item } => {
                    let (item, _) = self.item_at(item, meter)?;
                    if self.matches(item, choice.at) {
                        choice.at += 1;
                        self.try_more(choice, item, meter)?
                    } else {
                        None
                    }
                }
            };
            if onward.is_some() {
                return Ok(onward);
            }
        }
        Ok(None)
    }
}

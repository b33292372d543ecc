//! `string.find`, `match` and `gmatch` over the matcher of `pattern.rs`, and what they share with
//! `gsub.rs` (manual §5.4).
//!
//! The matcher reads the bytes of subject and pattern where they lie; strings are made when it is done.
//!
//! May import what `stdlib/mod.rs` says, and `pattern`.

use super::super::error::Error;
use super::super::limits::{LimitKind, Memory, OutOfMemory};
use super::super::string::StringStore;
use super::super::value::Value;
use super::super::vm::native::{Args, Arguments, Fuel, HeapAccess, Returned};
use super::pattern::{self, Capture, Failure, Matcher, Meter, find_plain, first_special};
use super::string::position;

type LeafResult = Result<Returned, Error>;

/// Bytes of a pattern that are looked through in one go.
const PORTION: usize = 1 << 16;
/// Captures that a pattern may have.
const MAX_CAPTURES: usize = 32;

/// Pays for a match.
pub(super) struct Payer<'a> {
    fuel: Fuel<'a>,
    pub(super) memory: &'a mut Memory,
    /// Bytes that the matcher holds.
    held: usize,
}

impl<'a> Payer<'a> {
    pub(super) fn new(fuel: Fuel<'a>, memory: &'a mut Memory) -> Self {
        Payer { fuel, memory, held: 0 }
    }

    /// As [`Arguments::spend`].
    pub(super) fn work(&mut self, units: usize) -> Result<(), Error> {
        Ok(self.fuel.spend(units)?)
    }
}

/// Why a match may not go on.
pub(super) enum Refusal {
    Limit(LimitKind),
    OutOfMemory,
}

impl Meter for Payer<'_> {
    type Error = Refusal;

    fn spend(&mut self, steps: u32) -> Result<(), Refusal> {
        // A step is a third of a nanosecond of work in a scan, several where choices are undone.
        self.fuel.spend(steps as usize >> 2).map_err(Refusal::Limit)
    }

    fn grow(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.memory.charge(bytes).map_err(|OutOfMemory| Refusal::OutOfMemory)?;
        self.held += bytes;
        Ok(())
    }
}

impl Drop for Payer<'_> {
    fn drop(&mut self) {
        self.memory.credit(self.held);
    }
}

pub(super) fn failed(failure: Failure<Refusal>) -> Error {
    match failure {
        Failure::Pattern(text) => Error::text(text),
        Failure::Meter(Refusal::Limit(kind)) => kind.into(),
        Failure::Meter(Refusal::OutOfMemory) | Failure::OutOfMemory => OutOfMemory.into(),
    }
}

/// A match: its ends, zero-based, and its captures. Filled in place, because it is large.
pub(super) struct Match {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) captures: Captures,
}

/// The captures of a match, copied out of the matcher.
pub(super) struct Captures {
    /// Start and length; a length that no string has says that it is something else.
    places: [(u32, u32); MAX_CAPTURES],
    count: usize,
}

/// In place of a capture's length: it is the position itself.
const POSITION: u32 = u32::MAX;
/// In place of a capture's length: it was not closed.
const UNFINISHED: u32 = u32::MAX - 1;

impl Match {
    /// None yet.
    pub(super) const NONE: Match =
        Match { start: 0, end: 0, captures: Captures { places: [(0, 0); MAX_CAPTURES], count: 0 } };

    /// Its ends.
    #[inline]
    pub(super) fn ends(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    /// Its capture `index`, as [`Captures::get`].
    #[inline]
    pub(super) fn capture(&self, index: usize) -> Result<Capture, Error> {
        self.captures.get(index, self.ends())
    }
}

impl Captures {
    #[inline]
    fn take(&mut self, matcher: &Matcher<'_>) {
        self.count = matcher.capture_count();
        // Nothing in the byte region is further in than 4 GiB.
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        for (index, place) in self.places.iter_mut().enumerate().take(self.count) {
            *place = match matcher.capture(index) {
                Ok(Capture::Range { start, len }) => (narrow(start), narrow(len)),
                Ok(Capture::Position(at)) => (narrow(at), POSITION),
                Err(_) => (0, UNFINISHED),
            };
        }
    }

    /// How many there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Capture `index`; the whole match stands for capture 0 of a pattern without captures.
    ///
    /// # Errors
    /// `unfinished capture`, `invalid capture index`.
    pub(super) fn get(&self, index: usize, whole: (usize, usize)) -> Result<Capture, Error> {
        match self.places.get(index).filter(|_| index < self.count) {
            Some(&(at, POSITION)) => Ok(Capture::Position(at as usize)),
            Some(&(_, UNFINISHED)) => Err(Error::text(pattern::UNFINISHED_CAPTURE)),
            Some(&(start, len)) => Ok(Capture::Range { start: start as usize, len: len as usize }),
            None if index == 0 => Ok(Capture::Range { start: whole.0, len: whole.1 - whole.0 }),
            None => Err(Error::text(pattern::INVALID_CAPTURE_INDEX)),
        }
    }
}

/// The values that a match gives: its ends and its captures, or some of them. Filled in place, too.
pub(super) struct Values {
    items: [Value; MAX_CAPTURES + 2],
    count: usize,
}

impl Values {
    /// None yet.
    pub(super) const NONE: Values = Values { items: [Value::NIL; MAX_CAPTURES + 2], count: 0 };

    fn push(&mut self, value: Value) {
        if let Some(item) = self.items.get_mut(self.count) {
            *item = value;
            self.count += 1;
        }
    }

    pub(super) fn as_slice(&self) -> &[Value] {
        self.items.get(..self.count).unwrap_or_default()
    }
}

/// Where to try a pattern.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Tries {
    /// At the start only.
    Here,
    /// At every byte from the start on.
    Anywhere,
}

/// The first match of `pattern`, without its first `skip` bytes, in `subject` from byte `from` on; false if
/// there is none.
pub(super) fn find_match(
    args: &mut impl Arguments,
    subject: Value,
    (pattern, skip): (Value, usize),
    from: usize,
    tries: Tries,
    found: &mut Match,
) -> Result<bool, Error> {
    let (heap, fuel) = args.state().heap_and_fuel();
    let strings: &StringStore = &heap.strings;
    let subject = strings.get(subject).unwrap_or_default();
    let pattern = strings.get(pattern).and_then(|p| p.get(skip..)).unwrap_or_default();
    let mut payer = Payer::new(fuel, &mut heap.memory);
    try_match(&mut Matcher::new(subject, pattern), from, tries, &mut payer, found)
}

/// The first match from byte `from` of the subject on; false if there is none.
#[inline]
pub(super) fn try_match(
    matcher: &mut Matcher<'_>,
    from: usize,
    tries: Tries,
    payer: &mut Payer<'_>,
    found: &mut Match,
) -> Result<bool, Error> {
    let ends = match tries {
        Tries::Here => matcher.match_at(from, payer).map(|end| end.map(|end| (from, end))),
        Tries::Anywhere => matcher.search(from, payer),
    };
    let Some((start, end)) = ends.map_err(failed)? else { return Ok(false) };
    (found.start, found.end) = (start, end);
    found.captures.take(matcher);
    Ok(true)
}

/// A capture as a value.
pub(super) fn capture_value(
    args: &mut impl Arguments,
    subject: Value,
    capture: Capture,
) -> Result<Value, Error> {
    match capture {
        Capture::Range { start, len } => {
            let heap = args.heap();
            Ok(heap.strings.slice(subject, start, len, &mut heap.memory)?)
        }
        #[expect(clippy::cast_precision_loss, reason = "positions are below 2^53")]
        Capture::Position(n) => Ok(Value::from_f64(n as f64)),
    }
}

/// The ends of a match if `with_ends`, and its captures; the whole match if there are none and
/// `or_whole`.
pub(super) fn match_values(
    args: &mut impl Arguments,
    subject: Value,
    found: &Match,
    with_ends: bool,
    or_whole: bool,
    values: &mut Values,
) -> Result<(), Error> {
    values.count = 0;
    if with_ends {
        values.push(number(found.start + 1));
        values.push(number(found.end));
    }
    let count = if found.captures.count == 0 && or_whole { 1 } else { found.captures.count };
    for index in 0..count {
        let capture = found.capture(index)?;
        values.push(capture_value(args, subject, capture)?);
    }
    Ok(())
}

/// Does the pattern begin with the anchor?
pub(super) fn is_anchored(args: &impl Arguments, pattern: Value) -> bool {
    args.bytes(pattern).first() == Some(&b'^')
}

/// `(s, pattern [, init [, plain]]) -> first, last, captures...`, or nil.
pub(super) fn find(args: &mut Args<'_>) -> LeafResult {
    search(args, true)
}

/// `(s, pattern [, init]) -> captures...`, or the whole match, or nil.
pub(super) fn match_(args: &mut Args<'_>) -> LeafResult {
    search(args, false)
}

fn search(args: &mut Args<'_>, find: bool) -> LeafResult {
    let subject = args.check_string(1)?;
    let pattern = args.check_string(2)?;
    let len = args.bytes(subject).len();
    let init = position(args.opt_integer(3, 1)?, len) - 1;
    let from = usize::try_from(init).unwrap_or(0).min(len);
    if find && (args.get(4).is_truthy() || is_text(args, pattern)?) {
        return find_text(args, subject, pattern, from);
    }
    let anchored = is_anchored(args, pattern);
    let tries = if anchored { Tries::Here } else { Tries::Anywhere };
    let mut found = Match::NONE;
    let pattern = (pattern, usize::from(anchored));
    if !find_match(args, subject, pattern, from, tries, &mut found)? {
        return args.one(Value::NIL);
    }
    let mut values = Values::NONE;
    match_values(args, subject, &found, find, !find, &mut values)?;
    args.values(values.as_slice())
}

#[expect(clippy::cast_precision_loss, reason = "positions are below 2^53")]
pub(super) fn number(n: usize) -> Value {
    Value::from_f64(n as f64)
}

/// Is the pattern nothing but text?
fn is_text(args: &mut Args<'_>, pattern: Value) -> Result<bool, Error> {
    let len = args.bytes(pattern).len();
    for start in (0..len).step_by(PORTION) {
        let end = len.min(start + PORTION);
        args.spend((end - start) >> 4)?;
        let portion = args.bytes(pattern).get(start..end).unwrap_or_default();
        if let Some(byte) = first_special(portion) {
            return Ok(byte == 0);
        }
    }
    Ok(true)
}

/// A search for text that is no pattern.
fn find_text(args: &mut Args<'_>, subject: Value, text: Value, from: usize) -> LeafResult {
    let (left, wanted) = (args.bytes(subject).len() - from, args.bytes(text).len());
    if wanted > left {
        return args.one(Value::NIL);
    }
    args.spend((left + wanted) >> 5)?;
    let rest = args.bytes(subject).get(from..).unwrap_or_default();
    let needle = args.bytes(text);
    let count = needle.len();
    match find_plain(rest, needle) {
        Some(at) => {
            let start = from + at;
            args.values(&[number(start + 1), number(start + count)])
        }
        None => args.one(Value::NIL),
    }
}

/// `(s, pattern) -> iterator over the captures of all matches`
pub(super) fn gmatch(args: &mut Args<'_>) -> LeafResult {
    let subject = args.check_string(1)?;
    let pattern = args.check_string(2)?;
    let native = args.state().gmatch_function();
    let iterator =
        args.heap().new_native_closure(native, &[subject, pattern, Value::from_f64(0.0)])?;
    args.one(iterator)
}

/// What `gmatch` returns: upvalues are the subject, the pattern and where to go on.
pub(super) fn gmatch_next(args: &mut Args<'_>) -> LeafResult {
    let (subject, pattern) = (args.upvalue(0), args.upvalue(1));
    #[expect(clippy::cast_possible_truncation, reason = "usize is 64 bits on every server")]
    let from = args.upvalue(2).natural() as usize;
    if from > args.bytes(subject).len() {
        return args.none();
    }
    let mut found = Match::NONE;
    if !find_match(args, subject, (pattern, 0), from, Tries::Anywhere, &mut found)? {
        // Nothing will be found later either.
        let end = number(args.bytes(subject).len() + 1);
        args.set_upvalue(2, end);
        return args.none();
    }
    let next = if found.end == found.start { found.end + 1 } else { found.end };
    let mut values = Values::NONE;
    match_values(args, subject, &found, false, true, &mut values)?;
    // Not before there was memory for what was found, or it would be passed over.
    args.set_upvalue(2, number(next));
    args.values(values.as_slice())
}

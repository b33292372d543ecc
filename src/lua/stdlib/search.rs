//! `string.find`, `match`, `gmatch` and `gsub` over the matcher of `pattern.rs` (manual §5.4).
//!
//! The matcher reads the bytes of subject and pattern where they lie; strings are made when it is done.
//!
//! May import what `stdlib/mod.rs` says, and `pattern`.

use super::super::error::Error;
use super::super::limits::{LimitKind, Memory, OutOfMemory};
use super::super::number::NumberText;
use super::super::string::StringStore;
use super::super::value::Value;
use super::super::vm::native::{
    Args, Arguments, Call, Continuation, ESCALATE, Flow, Fuel, HeapAccess, Returned, Then,
};
use super::pattern::{Capture, Failure, Matcher, Meter, find_plain, has_specials};
use super::string::position;

type LeafResult = Result<Returned, Error>;

/// Captures a pattern may have, and the two ends of the match.
const MAX_RESULTS: usize = 34;

/// Pays for a match.
struct Payer<'a> {
    fuel: Fuel<'a>,
    memory: &'a mut Memory,
    held: usize,
}

/// Why a match may not go on.
enum Refusal {
    Limit(LimitKind),
    OutOfMemory,
}

impl Meter for Payer<'_> {
    type Error = Refusal;

    fn spend(&mut self, steps: u32) -> Result<(), Refusal> {
        // A step is about half a nanosecond of work.
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

fn failed(failure: Failure<Refusal>) -> Error {
    match failure {
        Failure::Pattern(text) => Error::text(text),
        Failure::Meter(Refusal::Limit(kind)) => kind.into(),
        Failure::Meter(Refusal::OutOfMemory) | Failure::OutOfMemory => OutOfMemory.into(),
    }
}

/// A match: its ends, zero-based, and its captures.
struct Match {
    start: usize,
    end: usize,
    captures: Captures,
}

/// The captures of a match, copied out of the matcher.
struct Captures {
    found: [Result<Capture, &'static str>; 32],
    count: usize,
}

impl Captures {
    fn of(matcher: &Matcher<'_>) -> Self {
        let count = matcher.capture_count();
        let mut found = [Err("invalid capture index"); 32];
        for (index, slot) in found.iter_mut().enumerate().take(count) {
            *slot = matcher.capture(index);
        }
        Captures { found, count }
    }

    /// Capture `index`; the whole match stands for capture 0 of a pattern without captures.
    fn get(&self, index: usize, whole: (usize, usize)) -> Result<Capture, Error> {
        if index == 0 && self.count == 0 {
            return Ok(Capture::Range { start: whole.0, len: whole.1 - whole.0 });
        }
        let found = self.found.get(index).copied().unwrap_or(Err("invalid capture index"));
        found.map_err(Error::text)
    }
}

/// How often and where to try a pattern.
#[derive(Clone, Copy, PartialEq)]
enum Tries {
    /// At the start only.
    Here,
    /// At every byte from the start on.
    Anywhere,
}

/// The first match of `pattern`, without its first `skip` bytes, in `subject` from byte `from` on.
fn find_match(
    args: &mut impl Arguments,
    subject: Value,
    pattern: Value,
    skip: usize,
    from: usize,
    tries: Tries,
) -> Result<Option<Match>, Error> {
    let (heap, fuel) = args.state().heap_and_fuel();
    let strings: &StringStore = &heap.strings;
    let subject = strings.get(subject).unwrap_or_default();
    let pattern = strings.get(pattern).and_then(|p| p.get(skip..)).unwrap_or_default();
    let mut payer = Payer { fuel, memory: &mut heap.memory, held: 0 };
    let mut matcher = Matcher::new(subject, pattern);
    let ends = match tries {
        Tries::Here => matcher.match_at(from, &mut payer).map(|end| end.map(|end| (from, end))),
        Tries::Anywhere => matcher.search(from, &mut payer),
    };
    let Some((start, end)) = ends.map_err(failed)? else { return Ok(None) };
    Ok(Some(Match { start, end, captures: Captures::of(&matcher) }))
}

/// A capture as a value.
fn capture_value(
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

/// The captures of a match as values after `values`; the whole match if there are none and `or_whole`.
fn push_captures(
    args: &mut impl Arguments,
    subject: Value,
    found: &Match,
    or_whole: bool,
    values: &mut Vec<Value>,
) -> Result<(), Error> {
    let count = if found.captures.count == 0 && or_whole { 1 } else { found.captures.count };
    for index in 0..count {
        let capture = found.captures.get(index, (found.start, found.end))?;
        values.push(capture_value(args, subject, capture)?);
    }
    Ok(())
}

/// Does the pattern begin with the anchor?
fn is_anchored(args: &impl Arguments, pattern: Value) -> bool {
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
    if find && (args.get(4).is_truthy() || !has_specials(args.bytes(pattern))) {
        return find_text(args, subject, pattern, from);
    }
    let anchored = is_anchored(args, pattern);
    let tries = if anchored { Tries::Here } else { Tries::Anywhere };
    let found = find_match(args, subject, pattern, usize::from(anchored), from, tries)?;
    let Some(found) = found else { return args.one(Value::NIL) };
    let mut values = Vec::with_capacity(MAX_RESULTS);
    if find {
        values.extend([number(found.start + 1), number(found.end)]);
    }
    push_captures(args, subject, &found, !find, &mut values)?;
    args.values(&values)
}

#[expect(clippy::cast_precision_loss, reason = "positions are below 2^53")]
fn number(n: usize) -> Value {
    Value::from_f64(n as f64)
}

/// A search for text that is no pattern.
fn find_text(args: &mut Args<'_>, subject: Value, text: Value, from: usize) -> LeafResult {
    let len = args.bytes(subject).len();
    args.spend((len - from) >> 5)?;
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
    let Some(found) = find_match(args, subject, pattern, 0, from, Tries::Anywhere)? else {
        // Nothing will be found later either.
        let end = number(args.bytes(subject).len() + 1);
        args.set_upvalue(2, end);
        return args.none();
    };
    let next = if found.end == found.start { found.end + 1 } else { found.end };
    args.set_upvalue(2, number(next));
    let mut values = Vec::with_capacity(found.captures.count.max(1));
    push_captures(args, subject, &found, true, &mut values)?;
    args.values(&values)
}

/// `(s, pattern, replacement [, n]) -> string, number of matches`. The replacement is a string here.
pub(super) fn gsub(args: &mut Args<'_>) -> LeafResult {
    let mut gsub = Gsub::new(args)?;
    if !matches!(gsub.replacement, Replacement::Text) {
        return Ok(ESCALATE);
    }
    let result = gsub.replace_by_text(args);
    args.heap().memory.credit(gsub.charged);
    result?;
    let string = args.new_string(&gsub.out)?;
    args.values(&[string, Value::from_f64(gsub.count.into())])
}

/// `gsub` by a function or a table.
pub(super) fn gsub_by_call(call: &mut Call<'_>) -> Result<Flow, Error> {
    let gsub = Box::new(Gsub::new(call)?);
    gsub.start(call)
}

/// What a match is replaced by.
#[derive(Clone, Copy, PartialEq)]
enum Replacement {
    Text,
    Table,
    Function,
}

/// A replacement under way.
struct Gsub {
    replacement: Replacement,
    /// The pattern begins with this many bytes of anchor.
    anchor: usize,
    /// Matches at most.
    max: i32,
    count: i32,
    /// Where the subject goes on.
    at: usize,
    out: Vec<u8>,
    /// Bytes charged for `out`.
    charged: usize,
    /// Ends of the match whose replacement is being asked for.
    pending: (usize, usize),
}

impl Gsub {
    /// Checks the arguments: subject, pattern, replacement, number.
    fn new(args: &mut impl Arguments) -> Result<Gsub, Error> {
        let subject = args.check_string(1)?;
        let pattern = args.check_string(2)?;
        let value = args.get(3);
        let len = args.bytes(subject).len();
        let all = i32::try_from(len).unwrap_or(i32::MAX).saturating_add(1);
        let max = args.opt_int(4, all)?;
        let replacement = if value.is_string() || value.is_number() {
            args.check_string(3)?;
            Replacement::Text
        } else if value.is_table() {
            Replacement::Table
        } else if value.is_function() {
            Replacement::Function
        } else {
            return Err(Error::argument(3, "string/function/table expected"));
        };
        let anchor = usize::from(is_anchored(args, pattern));
        Ok(Gsub {
            replacement,
            anchor,
            max,
            count: 0,
            at: 0,
            out: Vec::new(),
            charged: 0,
            pending: (0, 0),
        })
    }

    /// Makes room for `count` bytes more in the result.
    fn reserve(&mut self, count: usize, memory: &mut Memory) -> Result<(), Error> {
        if self.out.capacity() - self.out.len() < count {
            let wanted = (self.out.len() + count).max(self.out.capacity() * 2);
            memory.charge(wanted - self.charged)?;
            self.charged = wanted;
            self.out.try_reserve_exact(wanted - self.out.len()).map_err(|_| OutOfMemory)?;
        }
        Ok(())
    }

    /// Appends bytes `from` to `to` of the subject.
    fn keep(
        &mut self,
        args: &mut impl Arguments,
        subject: Value,
        from: usize,
        to: usize,
    ) -> Result<(), Error> {
        let heap = args.heap();
        self.reserve(to.saturating_sub(from), &mut heap.memory)?;
        let bytes = heap.bytes(subject).and_then(|bytes| bytes.get(from..to)).unwrap_or_default();
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    fn append(&mut self, args: &mut impl Arguments, value: Value) -> Result<(), Error> {
        let heap = args.heap();
        if value.is_number() {
            let text = NumberText::new(value.as_f64());
            self.reserve(text.as_bytes().len(), &mut heap.memory)?;
            self.out.extend_from_slice(text.as_bytes());
            return Ok(());
        }
        let len = heap.strings.len(value);
        self.reserve(len, &mut heap.memory)?;
        self.out.extend_from_slice(heap.bytes(value).unwrap_or_default());
        Ok(())
    }

    /// The next match, all bytes before it kept; `None` when there is none left.
    fn next_match(
        &mut self,
        args: &mut impl Arguments,
        subject: Value,
        pattern: Value,
    ) -> Result<Option<Match>, Error> {
        let len = args.bytes(subject).len();
        if self.count >= self.max || self.at > len || (self.anchor > 0 && self.count > 0) {
            return Ok(None);
        }
        let tries = if self.anchor > 0 { Tries::Here } else { Tries::Anywhere };
        let found = find_match(args, subject, pattern, self.anchor, self.at, tries)?;
        if let Some(found) = &found {
            self.keep(args, subject, self.at, found.start)?;
            self.count += 1;
        }
        Ok(found)
    }

    /// Goes on behind a match; behind an empty one the next byte is kept.
    fn pass(
        &mut self,
        args: &mut impl Arguments,
        subject: Value,
        start: usize,
        end: usize,
    ) -> Result<(), Error> {
        if end > start {
            self.at = end;
            return Ok(());
        }
        let next = end + 1;
        self.keep(args, subject, end, next.min(args.bytes(subject).len()))?;
        self.at = next;
        Ok(())
    }

    fn finish_rest(&mut self, args: &mut impl Arguments, subject: Value) -> Result<(), Error> {
        let len = args.bytes(subject).len();
        self.keep(args, subject, self.at.min(len), len)
    }

    fn replace_by_text(&mut self, args: &mut Args<'_>) -> Result<(), Error> {
        let (subject, pattern, text) = (args.get(1), args.get(2), args.get(3));
        while let Some(found) = self.next_match(args, subject, pattern)? {
            self.append_text(args, subject, text, &found)?;
            self.pass(args, subject, found.start, found.end)?;
        }
        self.finish_rest(args, subject)
    }

    /// Appends the replacement text with its `%n` filled in.
    fn append_text(
        &mut self,
        args: &mut Args<'_>,
        subject: Value,
        text: Value,
        found: &Match,
    ) -> Result<(), Error> {
        let len = args.bytes(text).len();
        args.spend(1 + (len >> 5))?;
        let mut at = 0;
        while at < len {
            let rest = args.bytes(text).get(at..).unwrap_or_default();
            let plain = memchr::memchr(b'%', rest).unwrap_or(rest.len());
            if plain > 0 {
                let heap = args.heap();
                self.reserve(plain, &mut heap.memory)?;
                let bytes = heap.bytes(text).and_then(|text| text.get(at..at + plain));
                self.out.extend_from_slice(bytes.unwrap_or_default());
                at += plain;
                continue;
            }
            // Like C, reads the NUL behind a text that ends in `%`.
            let mark = rest.get(1).copied().unwrap_or(0);
            at += 2;
            match mark {
                b'0' => self.keep(args, subject, found.start, found.end)?,
                b'1'..=b'9' => {
                    let index = usize::from(mark - b'1');
                    match found.captures.get(index, (found.start, found.end))? {
                        Capture::Range { start, len } => {
                            self.keep(args, subject, start, start + len)?;
                        }
                        Capture::Position(n) => self.append(args, number(n))?,
                    }
                }
                _ => {
                    self.reserve(1, &mut args.heap().memory)?;
                    self.out.push(mark);
                }
            }
        }
        Ok(())
    }

    // By function or table

    fn start(mut self: Box<Self>, call: &mut Call<'_>) -> Result<Flow, Error> {
        match self.advance(call) {
            Ok(Flow::Call { function, count, .. }) => {
                Ok(Flow::Call { function, count, then: Then::Continue(self) })
            }
            other => other,
        }
    }

    /// Replaces until a call is needed or all is done.
    fn advance(&mut self, call: &mut Call<'_>) -> Result<Flow, Error> {
        let (subject, pattern, by) = (call.slot(1), call.slot(2), call.slot(3));
        while let Some(found) = self.next_match(call, subject, pattern)? {
            self.pending = (found.start, found.end);
            if self.replacement == Replacement::Function {
                let mut captures = Vec::with_capacity(found.captures.count.max(1));
                push_captures(call, subject, &found, true, &mut captures)?;
                return call.call(5, by, &captures, Then::Again);
            }
            let key = found.captures.get(0, self.pending)?;
            let key = capture_value(call, subject, key)?;
            match call.index(5, by, key)? {
                Ok(value) => self.replace_pending(call, value)?,
                Err(flow) => return Ok(flow),
            }
        }
        self.finish_rest(call, subject)?;
        call.heap().memory.credit(self.charged);
        self.charged = 0;
        let string = call.new_string(&self.out)?;
        call.values(&[string, Value::from_f64(self.count.into())])
    }

    /// Appends the value that a function or table gave for the pending match, or the match itself.
    fn replace_pending(&mut self, call: &mut Call<'_>, value: Value) -> Result<(), Error> {
        let subject = call.slot(1);
        let (start, end) = self.pending;
        if !value.is_truthy() {
            self.keep(call, subject, start, end)?;
        } else if value.is_string() || value.is_number() {
            self.append(call, value)?;
        } else {
            let kind = value.type_name();
            return Err(Error::text(format!("invalid replacement value (a {kind})")));
        }
        call.spend(1)?;
        self.pass(call, subject, start, end)
    }
}

impl Continuation for Gsub {
    fn resume(&mut self, call: &mut Call<'_>, first: usize, count: usize) -> Result<Flow, Error> {
        let value = if count > 0 { call.slot(first) } else { Value::NIL };
        self.replace_pending(call, value)?;
        self.advance(call)
    }
}

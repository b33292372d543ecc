//! `string.gsub` (manual §5.4): by text in one go, by function or table with a call for each match.
//!
//! The result grows in a buffer of its own, because the calls make strings in the byte region.
//!
//! May import what `stdlib/mod.rs` says, and `pattern`, `search`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "there is room: it was made and charged before; short texts"
)]

use super::super::error::Error;
use super::super::heap::LuaHeap;
use super::super::limits::{Memory, OutOfMemory};
use super::super::number::NumberText;
use super::super::string::StringStore;
use super::super::value::Value;
use super::super::vm::native::{
    Args, Arguments, Call, Continuation, ESCALATE, Flow, HeapAccess, Returned, Then,
};
use super::pattern::{Capture, Matcher};
use super::search::{
    Match, Payer, Tries, Values, capture_value, find_match, is_anchored, match_values, try_match,
};

/// `(s, pattern, replacement [, n]) -> string, number of matches`. The replacement is a string here.
pub(super) fn by_text(args: &mut Args<'_>) -> Result<Returned, Error> {
    if args.get(3).is_table() || args.get(3).is_function() {
        return Ok(ESCALATE);
    }
    let mut gsub = Gsub::new(args)?;
    let replaced = gsub.replace_by_text(args);
    args.heap().memory.credit(gsub.out.charged);
    replaced?;
    args.spend(gsub.out.bytes.len() >> 6)?;
    let string = args.new_string(&gsub.out.bytes)?;
    args.values(&[string, Value::from_f64(gsub.count.into())])
}

/// `gsub` by a function or a table.
pub(super) fn by_call(call: &mut Call<'_>) -> Result<Flow, Error> {
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

/// A result that grows, its bytes charged.
#[derive(Default)]
struct Output {
    bytes: Vec<u8>,
    charged: usize,
}

impl Output {
    /// Makes room for `more` bytes.
    fn reserve(&mut self, more: usize, memory: &mut Memory) -> Result<(), OutOfMemory> {
        if self.bytes.capacity() - self.bytes.len() < more {
            self.grow(more, memory)
        } else {
            Ok(())
        }
    }

    /// Appends `bytes`.
    fn push(&mut self, bytes: &[u8], memory: &mut Memory) -> Result<(), OutOfMemory> {
        self.reserve(bytes.len(), memory)?;
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize, memory: &mut Memory) -> Result<(), OutOfMemory> {
        let wanted = (self.bytes.len() + more).max(self.bytes.capacity() * 2);
        memory.charge(wanted - self.charged)?;
        self.charged = wanted;
        self.bytes.try_reserve_exact(wanted - self.bytes.len()).map_err(|_| OutOfMemory)
    }
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
    out: Output,
    /// The last match.
    found: Match,
    /// Its replacement is being asked for.
    asks: bool,
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
        let replacement = if value.is_text() {
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
            out: Output::default(),
            found: Match::NONE,
            asks: false,
        })
    }

    /// Where matches may begin.
    fn tries(&self) -> Tries {
        if self.anchor > 0 { Tries::Here } else { Tries::Anywhere }
    }

    /// May there be another match in a subject of `len` bytes?
    fn goes_on(&self, len: usize) -> bool {
        self.count < self.max && self.at <= len && (self.anchor == 0 || self.count == 0)
    }

    /// Replaces all matches by the text that argument 3 is.
    fn replace_by_text(&mut self, args: &mut Args<'_>) -> Result<(), Error> {
        let [subject, pattern, text] = [1, 2, 3].map(|index| args.get(index));
        let (heap, fuel) = args.state().heap_and_fuel();
        let strings: &StringStore = &heap.strings;
        let subject = strings.get(subject).unwrap_or_default();
        let pattern = strings.get(pattern).and_then(|p| p.get(self.anchor..)).unwrap_or_default();
        let text = strings.get(text).unwrap_or_default();
        let mut payer = Payer::new(fuel, &mut heap.memory);
        let mut matcher = Matcher::new(subject, pattern);
        while self.goes_on(subject.len())
            && try_match(&mut matcher, self.at, self.tries(), &mut payer, &mut self.found)?
        {
            self.count += 1;
            let (start, end) = self.found.ends();
            self.out.push(between(subject, self.at, start), payer.memory)?;
            self.push_text(subject, text, &mut payer)?;
            self.pass(subject, start, end, payer.memory)?;
        }
        self.copy(subject.get(self.at..).unwrap_or_default(), &mut payer)
    }

    /// Appends text that may be long though little work has led to it.
    fn copy(&mut self, text: &[u8], payer: &mut Payer<'_>) -> Result<(), Error> {
        payer.work(text.len() >> 6)?;
        Ok(self.out.push(text, payer.memory)?)
    }

    /// Appends the replacement text with its `%n` filled in (`add_s`).
    fn push_text(
        &mut self,
        subject: &[u8],
        text: &[u8],
        payer: &mut Payer<'_>,
    ) -> Result<(), Error> {
        let (start, end) = self.found.ends();
        payer.work(1 + (text.len() >> 5))?;
        let mut rest = text;
        while let Some(plain) = memchr::memchr(b'%', rest) {
            self.out.push(between(rest, 0, plain), payer.memory)?;
            // Like C, reads the NUL behind a text that ends in `%`.
            let mark = rest.get(plain + 1).copied().unwrap_or(0);
            rest = rest.get(plain + 2..).unwrap_or_default();
            match mark {
                b'0' => self.copy(between(subject, start, end), payer)?,
                b'1'..=b'9' => {
                    let index = usize::from(mark - b'1');
                    match self.found.capture(index)? {
                        Capture::Range { start, len } => {
                            self.copy(between(subject, start, start + len), payer)?;
                        }
                        #[expect(clippy::cast_precision_loss, reason = "positions are below 2^53")]
                        Capture::Position(at) => {
                            self.out.push(NumberText::new(at as f64).as_bytes(), payer.memory)?;
                        }
                    }
                }
                _ => self.out.push(&[mark], payer.memory)?,
            }
        }
        self.out.push(rest, payer.memory)?;
        Ok(())
    }

    /// Goes on behind a match; behind an empty one the next byte is kept.
    fn pass(
        &mut self,
        subject: &[u8],
        start: usize,
        end: usize,
        memory: &mut Memory,
    ) -> Result<(), OutOfMemory> {
        self.at = end;
        if end == start {
            self.at += 1;
            self.out.push(between(subject, end, self.at.min(subject.len())), memory)?;
        }
        Ok(())
    }

    // By function or table

    fn start(mut self: Box<Self>, call: &mut Call<'_>) -> Result<Flow, Error> {
        match self.advance(call) {
            Ok(Flow::Call { function, count, .. }) => {
                Ok(Flow::Call { function, count, then: Then::Continue(self) })
            }
            other => {
                call.heap().memory.credit(self.out.charged);
                other
            }
        }
    }

    /// Replaces until a call is needed or all is done. What has been replaced when memory runs out need not be
    /// again.
    fn advance(&mut self, call: &mut Call<'_>) -> Result<Flow, Error> {
        let [subject, pattern, by] = [1, 2, 3].map(|index| call.slot(index));
        let pattern = (pattern, self.anchor);
        while self.goes_on(call.bytes(subject).len())
            && find_match(call, subject, pattern, self.at, self.tries(), &mut self.found)?
        {
            let by_function = self.replacement == Replacement::Function;
            let asked = if by_function && self.found.captures.len() > 1 {
                let mut captures = Values::NONE;
                match_values(call, subject, &self.found, false, true, &mut captures)?;
                Err(call.call(5, by, captures.as_slice(), Then::Again)?)
            } else {
                let capture = capture_value(call, subject, self.found.capture(0)?)?;
                if by_function {
                    Err(call.call(5, by, &[capture], Then::Again)?)
                } else {
                    call.index(5, by, capture)?
                }
            };
            match asked {
                Ok(value) => self.replace_found(call, value)?,
                Err(flow) => {
                    self.asks = true;
                    return Ok(flow);
                }
            }
        }
        self.end(call)
    }

    /// Appends what is behind the last match, once, and returns.
    fn end(&mut self, call: &mut Call<'_>) -> Result<Flow, Error> {
        let subject = call.slot(1);
        let (heap, mut fuel) = call.state().heap_and_fuel();
        let subject = heap.strings.get(subject).unwrap_or_default();
        let rest = subject.get(self.at..).unwrap_or_default();
        fuel.spend((rest.len() + self.out.bytes.len()) >> 6)?;
        self.out.push(rest, &mut heap.memory)?;
        self.at = subject.len() + 1;
        heap.memory.credit(std::mem::take(&mut self.out.charged));
        let string = call.new_string(&self.out.bytes)?;
        call.values(&[string, Value::from_f64(self.count.into())])
    }

    /// Appends what is before the match, and the value that a function or table gave for it or the match
    /// itself; all of it or, if memory runs out, nothing.
    fn replace_found(&mut self, call: &mut Call<'_>, value: Value) -> Result<(), Error> {
        if value.is_truthy() && !value.is_text() {
            let kind = value.type_name();
            return Err(Error::text(format!("invalid replacement value (a {kind})")));
        }
        let (start, end) = self.found.ends();
        let subject = call.slot(1);
        let (heap, mut fuel) = call.state().heap_and_fuel();
        let LuaHeap { strings, memory, .. } = heap;
        let subject = strings.get(subject).unwrap_or_default();
        let before = between(subject, self.at, start);
        let number = value.to_number().map(NumberText::new);
        let text = match &number {
            Some(number) => number.as_bytes(),
            None if value.is_truthy() => strings.get(value).unwrap_or_default(),
            None => between(subject, start, end),
        };
        fuel.spend(1 + ((before.len() + text.len()) >> 6))?;
        self.out.reserve(before.len() + text.len() + 1, memory)?;
        self.asks = false;
        self.count += 1;
        self.out.push(before, memory)?;
        self.out.push(text, memory)?;
        Ok(self.pass(subject, start, end, memory)?)
    }
}

/// Bytes `from` to `to` of `bytes`.
fn between(bytes: &[u8], from: usize, to: usize) -> &[u8] {
    bytes.get(from..to).unwrap_or_default()
}

impl Continuation for Gsub {
    fn resume(&mut self, call: &mut Call<'_>, first: usize, count: usize) -> Result<Flow, Error> {
        let value = if count > 0 { call.slot(first) } else { Value::NIL };
        if self.asks {
            self.replace_found(call, value)?;
        }
        self.advance(call)
    }

    fn held(&self) -> usize {
        self.out.charged
    }
}

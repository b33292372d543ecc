//! String manipulation (manual §5.4), bytes in the C locale. Patterns are in `search.rs` and
//! `gsub.rs`, `format` is in `format_string.rs`.
//!
//! May import what `stdlib/mod.rs` says.
#![expect(clippy::disallowed_methods, reason = "short texts")]

use super::super::error::Error;
use super::super::limits::OutOfMemory;
use super::super::value::Value;
use super::super::vm::native::{
    Args, Arguments, Call, ESCALATE, Flow, HeapAccess, Inlined, MAX_LEAF_RESULTS, NativeFunction,
    Returned,
};
use super::{both, format_string, gsub, leaf, search};

type LeafResult = Result<Returned, Error>;

/// Bytes that `char` collects at a time.
const CHARS: usize = 64;

pub(super) const FUNCTIONS: &[NativeFunction] = &[
    both("byte", byte, byte_many).inlined(Inlined::Byte),
    leaf("char", char_),
    leaf("dump", dump),
    leaf("find", search::find),
    leaf("format", format_string::format),
    leaf("gmatch", search::gmatch),
    both("gsub", gsub::by_text, gsub::by_call),
    leaf("len", len).inlined(Inlined::Length),
    leaf("lower", lower),
    leaf("match", search::match_),
    leaf("rep", rep),
    leaf("reverse", reverse),
    leaf("sub", sub).inlined(Inlined::Substring),
    leaf("upper", upper),
];

/// A position relative to the end if it is negative; at least 0 (`posrelat`).
pub(super) fn position(n: i64, len: usize) -> i64 {
    let n = if n < 0 { n + i64::try_from(len).unwrap_or(i64::MAX) + 1 } else { n };
    n.max(0)
}

/// The zero-based start and the length of bytes `first` to `last`, 1-based and inclusive, as far as
/// they exist.
fn byte_range(first: i64, last: i64, len: usize) -> (usize, usize) {
    let start = position(first, len).max(1);
    let end = position(last, len).min(i64::try_from(len).unwrap_or(i64::MAX));
    let count = usize::try_from(end - start + 1).unwrap_or(0);
    (usize::try_from(start - 1).unwrap_or(0), count)
}

/// `(s) -> number of bytes`
fn len(args: &mut Args<'_>) -> LeafResult {
    let string = args.check_string(1)?;
    #[expect(clippy::cast_precision_loss, reason = "lengths are below 2^53")]
    let len = args.heap_ref().strings.len(string) as f64;
    args.number(len)
}

/// `(s, first [, last]) -> string`; constant time for results that are not interned.
fn sub(args: &mut Args<'_>) -> LeafResult {
    let string = args.check_string(1)?;
    let (first, last) = (args.check_integer(2)?, args.opt_integer(3, -1)?);
    let heap = args.heap();
    let (start, count) = byte_range(first, last, heap.strings.len(string));
    let part = heap.strings.slice(string, start, count, &mut heap.memory)?;
    args.one(part)
}

/// The bytes that `byte` returns: zero-based start and count.
fn bytes_wanted(args: &mut impl Arguments) -> Result<(Value, usize, usize), Error> {
    let string = args.check_string(1)?;
    let len = args.heap_ref().strings.len(string);
    let first = position(args.opt_integer(2, 1)?, len);
    let last = args.opt_integer(3, first)?;
    let (start, count) = byte_range(first, last, len);
    Ok((string, start, count))
}

/// `(s [, first [, last]]) -> numbers`
fn byte(args: &mut Args<'_>) -> LeafResult {
    let (string, start, count) = bytes_wanted(args)?;
    if count > MAX_LEAF_RESULTS {
        return Ok(ESCALATE);
    }
    let mut values = [Value::NIL; MAX_LEAF_RESULTS];
    let bytes = args.bytes(string).get(start..start + count).unwrap_or_default();
    for (value, byte) in values.iter_mut().zip(bytes) {
        *value = Value::from_f64(f64::from(*byte));
    }
    args.values(values.get(..count).unwrap_or_default())
}

fn byte_many(call: &mut Call<'_>) -> Result<Flow, Error> {
    let (string, start, count) = bytes_wanted(call)?;
    if count > call.state_ref().unpack_limit.saturating_sub(call.count()) {
        return Err(Error::text("stack overflow (string slice too long)"));
    }
    call.reserve(count)?;
    call.spend(count >> 2)?;
    for index in 0..count {
        let byte = call.bytes(string).get(start + index).copied().unwrap_or_default();
        call.set_slot(index, Value::from_f64(f64::from(byte)));
    }
    Ok(Flow::Return(count))
}

/// `(...) -> string` of the bytes with these numbers.
fn char_(args: &mut Args<'_>) -> LeafResult {
    let start = args.heap().strings.begin();
    let made = push_chars(args);
    let string = args.heap().finish_string(start, made)?;
    args.one(string)
}

fn push_chars(args: &mut Args<'_>) -> Result<(), Error> {
    let mut bytes = [0; CHARS];
    for first in (1..=args.count()).step_by(CHARS) {
        let count = CHARS.min(args.count() + 1 - first);
        args.spend(count >> 2)?;
        for (byte, index) in bytes.iter_mut().zip(first..first + count) {
            *byte = u8::try_from(args.check_int(index)?)
                .map_err(|_| Error::argument(index, "invalid value"))?;
        }
        let heap = args.heap();
        heap.strings.push(bytes.get(..count).unwrap_or_default(), &mut heap.memory)?;
    }
    Ok(())
}

/// `(f) -> string` that looks like bytecode and loads nowhere.
fn dump(args: &mut Args<'_>) -> LeafResult {
    let function = args.check_function(1)?;
    match args.heap_ref().closure(function) {
        Some(closure) if closure.native().is_none() => {
            args.string(&[&b"\x1bLuaQ\0\x01\x04\x08\x04\x08\0"[..], &[0; 20]].concat())
        }
        _ => Err(Error::text("unable to dump given function")),
    }
}

/// A new string with the bytes of argument 1 changed by `change`.
fn changed(args: &mut Args<'_>, change: impl FnOnce(&mut [u8])) -> LeafResult {
    let string = args.check_string(1)?;
    args.spend(args.heap_ref().strings.len(string) >> 5)?;
    let heap = args.heap();
    let start = heap.strings.begin();
    heap.strings.push_string(string, &mut heap.memory)?;
    change(heap.strings.built_mut(start));
    let result = heap.strings.finish(start, &mut heap.memory)?;
    args.one(result)
}

/// `(s) -> string` with letters in lower case.
fn lower(args: &mut Args<'_>) -> LeafResult {
    changed(args, <[u8]>::make_ascii_lowercase)
}

/// `(s) -> string` with letters in upper case.
fn upper(args: &mut Args<'_>) -> LeafResult {
    changed(args, <[u8]>::make_ascii_uppercase)
}

/// `(s) -> string` with the last byte first.
fn reverse(args: &mut Args<'_>) -> LeafResult {
    changed(args, <[u8]>::reverse)
}

/// `(s, n) -> n copies of s`. Charged before it is built.
fn rep(args: &mut Args<'_>) -> LeafResult {
    let string = args.check_string(1)?;
    let count = usize::try_from(args.check_int(2)?).unwrap_or(0);
    let len = args.heap_ref().strings.len(string);
    let total = len.checked_mul(count).ok_or(OutOfMemory)?;
    // The room comes first, so that a text that cannot be held costs no time.
    let heap = args.heap();
    heap.strings.reserve(total, &mut heap.memory)?;
    heap.memory.uncount(total);
    args.spend(total >> 6)?;
    let heap = args.heap();
    let start = heap.strings.begin();
    let pushed = heap.strings.push_repeated(string, count, &mut heap.memory);
    let result = heap.finish_string(start, pushed)?;
    args.one(result)
}

//! Numbers and strings as bytes, by format: struct 0.2 as Redis ships it (parity §8.4).
//!
//! Casts are those of x86-64: a number that fits no 64-bit integer becomes the smallest one, or, beyond
//! 2^63, zero; wider integers carry the lower 64 bits only.
//!
//! May import what `stdlib/mod.rs` says, and `struct_lib::format`.

mod format;

use super::super::error::Error;
use super::super::limits::MAX_NATIVE_STACK;
use super::super::number::{self, NumberText};
use super::super::value::Value;
use super::super::vm::native::{
    Args, Arguments, Call, ESCALATE, Flow, HeapAccess, MAX_LEAF_RESULTS, NativeFunction, Returned,
};
use super::{both, leaf};
use format::{Format, Item, MAX_INTEGER};

pub(super) const FUNCTIONS: &[NativeFunction] =
    &[leaf("pack", pack), both("unpack", unpack, unpack_many), leaf("size", size)];

const TOO_SHORT: &str = "data string too short";

/// Argument 1, a format. It ends at its first NUL.
fn check_format(args: &mut impl Arguments) -> Result<Value, Error> {
    args.check_string(1)
}

/// The next item of a format.
#[inline]
fn next_item(
    args: &mut impl Arguments,
    format: &mut Format,
    text: Value,
    position: usize,
) -> Result<Option<Item>, Error> {
    let before = format.at();
    let item = format.next(args.bytes(text), position);
    args.spend(1 + ((format.at() - before) >> 4))?;
    item
}

/// Does what a letter says that stands for no data.
fn control(
    args: &mut impl Arguments,
    format: &mut Format,
    text: Value,
    option: u8,
) -> Result<(), Error> {
    let before = format.at();
    let done = format.control(args.bytes(text), option);
    args.spend((format.at() - before) >> 4)?;
    done
}

/// A C cast to an unsigned 64-bit integer.
fn to_uint64(n: f64) -> u64 {
    const HALF: f64 = 9_223_372_036_854_775_808.0;
    let upper = n >= HALF;
    let n = number::to_int64(if upper { n - HALF } else { n }).cast_unsigned();
    if upper { n ^ 1 << 63 } else { n }
}

/// `(format, ...) -> string`
fn pack(args: &mut Args<'_>) -> Result<Returned, Error> {
    let text = check_format(args)?;
    let start = args.heap_ref().strings.begin();
    let packed = pack_items(args, text, start);
    let string = args.heap().finish_string(start, packed)?;
    args.one(string)
}

/// Appends to the string being built.
#[inline]
fn push(args: &mut Args<'_>, bytes: &[u8]) -> Result<(), Error> {
    let heap = args.heap();
    Ok(heap.strings.push(bytes, &mut heap.memory)?)
}

/// The type of argument `index`, as natively, where a nil follows the last argument.
fn wrong_type(args: &Args<'_>, index: usize, expected: &str) -> Error {
    Error::argument_type(index, expected, args.get(index).type_name())
}

fn pack_items(args: &mut Args<'_>, text: Value, start: usize) -> Result<(), Error> {
    let mut format = Format::default();
    let mut next = 2;
    loop {
        let position = args.heap_ref().strings.begin() - start;
        let Some(item) = next_item(args, &mut format, text, position)? else { return Ok(()) };
        let zeros = [0; MAX_INTEGER];
        push(args, zeros.get(..item.padding).unwrap_or_default())?;
        match item.option {
            b'b' | b'B' | b'h' | b'H' | b'l' | b'L' | b'T' | b'i' | b'I' => {
                let n = packed_number(args, next)?;
                let mut bytes = zeros;
                let bytes = bytes.get_mut(..item.size).unwrap_or_default();
                for (to, from) in bytes.iter_mut().zip(to_uint64(n).to_le_bytes()) {
                    *to = from;
                }
                if format.big_endian {
                    bytes.reverse();
                }
                push(args, bytes)?;
                next += 1;
            }
            b'x' => push(args, &[0])?,
            b'f' => {
                #[expect(clippy::cast_possible_truncation, reason = "as native casts it")]
                let n = packed_number(args, next)? as f32;
                push(args, &if format.big_endian { n.to_be_bytes() } else { n.to_le_bytes() })?;
                next += 1;
            }
            b'd' => {
                let n = packed_number(args, next)?;
                push(args, &if format.big_endian { n.to_be_bytes() } else { n.to_le_bytes() })?;
                next += 1;
            }
            b'c' | b's' => {
                pack_string(args, next, item)?;
                next += 1;
            }
            option => control(args, &mut format, text, option)?,
        }
    }
}

fn packed_number(args: &mut Args<'_>, index: usize) -> Result<f64, Error> {
    let value = args.get(index);
    if value.is_string() {
        args.spend(args.heap_ref().strings.len(value) >> 4)?;
    }
    let n = args.heap_ref().to_number(value);
    n.ok_or_else(|| wrong_type(args, index, "number"))
}

/// Packs argument `index` whole, or as many bytes of it as the item wants.
fn pack_string(args: &mut Args<'_>, index: usize, item: Item) -> Result<(), Error> {
    let value = args.get(index);
    let number_text;
    let place = args.heap_ref().strings.place(value);
    let len = if let Some((_, len)) = place {
        number_text = None;
        len
    } else if value.is_number() {
        // Not made a string: that would break up the one that is being built.
        let text = NumberText::new(value.as_f64());
        number_text = Some(text);
        text.as_bytes().len()
    } else {
        return Err(wrong_type(args, index, "string"));
    };
    let size = if item.size == 0 { len } else { item.size };
    if size > len {
        return Err(Error::argument(index + 1, "string too short"));
    }
    args.spend(size >> 6)?;
    let heap = args.heap();
    match (place, number_text) {
        (Some((start, _)), _) => heap.strings.push_region(start, size, &mut heap.memory)?,
        (_, Some(text)) => {
            let bytes = text.as_bytes().get(..size).unwrap_or_default();
            heap.strings.push(bytes, &mut heap.memory)?;
        }
        _ => {}
    }
    if item.option == b's' { push(args, &[0]) } else { Ok(()) }
}

/// The number that `bytes` spell; of more than eight, the lower ones do.
#[expect(clippy::cast_precision_loss, reason = "as native casts it")]
fn integer(bytes: &[u8], big_endian: bool, signed: bool) -> f64 {
    let add = |n: u64, byte: &u8| n << 8 | u64::from(*byte);
    let n = if big_endian { bytes.iter().fold(0, add) } else { bytes.iter().rev().fold(0, add) };
    if !signed {
        return n as f64;
    }
    // The sign is looked for in the last byte; of wider integers, as x86 shifts, in byte `size % 8`.
    let bits = u32::try_from(bytes.len()).unwrap_or(0) * 8;
    let mask = u64::MAX.wrapping_shl(bits.wrapping_sub(1));
    let n = if n & mask == 0 { n } else { n | mask };
    n.cast_signed() as f64
}

/// Reads the values of a format; their number, the position after them included. `put` takes each with
/// its place and answers false if it can take no more; then there is no answer.
fn read<A: Arguments>(
    args: &mut A,
    mut put: impl FnMut(&mut A, usize, Value) -> Result<bool, Error>,
) -> Result<Option<usize>, Error> {
    let text = check_format(args)?;
    let data = args.check_string(2)?;
    let first = args.opt_integer(3, 1)?.cast_unsigned();
    if first == 0 {
        return Err(Error::argument(3, "offset must be 1 or greater"));
    }
    let mut position = usize::try_from(first - 1).unwrap_or(usize::MAX);
    let len = args.bytes(data).len();
    let mut format = Format::default();
    let (mut count, mut last) = (0, Value::NIL);
    while let Some(item) = next_item(args, &mut format, text, position)? {
        position = position.wrapping_add(item.padding);
        let fits = |size: usize| size <= len && position <= len - size;
        if !fits(item.size) {
            return Err(Error::argument(2, TOO_SHORT));
        }
        if args.count() + count + 2 > MAX_NATIVE_STACK {
            return Err(Error::text("stack overflow (too many results)"));
        }
        let mut size = item.size;
        let bytes = args.bytes(data).get(position..).unwrap_or_default();
        let value = match item.option {
            b'b' | b'B' | b'h' | b'H' | b'l' | b'L' | b'T' | b'i' | b'I' => {
                let bytes = bytes.get(..size).unwrap_or_default();
                let signed = item.option.is_ascii_lowercase();
                Value::from_f64(integer(bytes, format.big_endian, signed))
            }
            b'x' => Value::NIL,
            b'f' => {
                let bytes = bytes.first_chunk().copied().unwrap_or_default();
                let big = format.big_endian;
                let n = if big { f32::from_be_bytes(bytes) } else { f32::from_le_bytes(bytes) };
                Value::number(n.into())
            }
            b'd' => {
                let bytes = bytes.first_chunk().copied().unwrap_or_default();
                let big = format.big_endian;
                let n = if big { f64::from_be_bytes(bytes) } else { f64::from_le_bytes(bytes) };
                Value::number(n)
            }
            b'c' => {
                if size == 0 {
                    let wanted = if count == 0 { None } else { args.state().number_of(last) };
                    let Some(wanted) = wanted else {
                        return Err(Error::text("format 'c0' needs a previous size"));
                    };
                    size = usize::try_from(to_uint64(wanted)).unwrap_or(usize::MAX);
                    count -= 1;
                    if !fits(size) {
                        return Err(Error::argument(2, TOO_SHORT));
                    }
                }
                args.spend(size >> 6)?;
                slice(args, data, position, size)?
            }
            b's' => {
                let (end, whole) = (memchr::memchr(0, bytes), bytes.len());
                args.spend(end.unwrap_or(whole) >> 6)?;
                let Some(end) = end else {
                    return Err(Error::text("unfinished string in data"));
                };
                size = end + 1;
                slice(args, data, position, end)?
            }
            option => {
                control(args, &mut format, text, option)?;
                Value::NIL
            }
        };
        if !value.is_nil() {
            if !put(args, count, value)? {
                return Ok(None);
            }
            last = value;
            count += 1;
        }
        position += size;
    }
    #[expect(clippy::cast_precision_loss, reason = "as native casts it")]
    let next = (position as u64).wrapping_add(1).cast_signed() as f64;
    Ok(put(args, count, Value::from_f64(next))?.then_some(count + 1))
}

fn slice(
    args: &mut impl Arguments,
    data: Value,
    position: usize,
    len: usize,
) -> Result<Value, Error> {
    let heap = args.heap();
    Ok(heap.strings.slice(data, position, len, &mut heap.memory)?)
}

/// `(format, data [, position]) -> values..., next position`
fn unpack(args: &mut Args<'_>) -> Result<Returned, Error> {
    let mut values = [Value::NIL; MAX_LEAF_RESULTS];
    let count = read(args, |_, index, value| {
        let place = values.get_mut(index);
        Ok(place.map(|place| *place = value).is_some())
    })?;
    match count {
        Some(count) => args.values(values.get(..count).unwrap_or_default()),
        None => Ok(ESCALATE),
    }
}

fn unpack_many(call: &mut Call<'_>) -> Result<Flow, Error> {
    let first = call.count() + 1;
    let count = read(call, |call, index, value| {
        call.reserve(first + index)?;
        call.set_slot(first + index, value);
        Ok(true)
    })?;
    let count = count.unwrap_or_default();
    for index in 0..count {
        let value = call.slot(first + index);
        call.set_slot(index, value);
    }
    Ok(Flow::Return(count))
}

/// `(format) -> number of bytes`
fn size(args: &mut Args<'_>) -> Result<Returned, Error> {
    let text = check_format(args)?;
    let mut format = Format::default();
    let mut total = 0usize;
    while let Some(item) = next_item(args, &mut format, text, total)? {
        if item.option == b's' {
            return Err(Error::argument(1, "option 's' has no fixed size"));
        }
        if item.option == b'c' && item.size == 0 {
            return Err(Error::argument(1, "option 'c0' has no fixed size"));
        }
        if !item.option.is_ascii_alphanumeric() {
            control(args, &mut format, text, item.option)?;
        }
        total = total.wrapping_add(item.padding).wrapping_add(item.size);
    }
    #[expect(clippy::cast_precision_loss, reason = "as native casts it")]
    args.number((total as u64).cast_signed() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn casts_are_those_of_x86() {
        for (n, expected) in [
            (1.9, 1),
            (-1.9, u64::MAX),
            (9.3e18, 9_300_000_000_000_000_000),
            (18_446_744_073_709_551_616.0, 0),
            (f64::INFINITY, 0),
            (f64::NEG_INFINITY, 1 << 63),
            (f64::NAN, 1 << 63),
            (1e300, 0),
            (-1e300, 1 << 63),
        ] {
            assert_eq!(to_uint64(n), expected, "{n}");
        }
    }

    #[test]
    fn the_sign_of_wide_integers_is_looked_for_where_x86_shifts_to() {
        assert_eq!(integer(&[0x80], false, true), -128.0);
        assert_eq!(integer(&[], false, true), 0.0);
        assert_eq!(integer(&[0x80, 0, 0, 0, 0, 0, 0, 0, 0], false, true), -128.0);
        assert_eq!(integer(&[0x7F, 0, 0, 0, 0, 0, 0, 0, 9], false, true), 127.0);
        assert_eq!(integer(&[0xFF; 16], true, false), 18_446_744_073_709_551_615.0);
    }
}

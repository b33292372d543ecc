//! `string.format` (manual §5.4): walks the format and hands each conversion to `format.rs`.
//!
//! The result is written at the end of the byte region; nothing else is made meanwhile, so numbers
//! that stand for strings are turned into text on the side.
//!
//! May import what `stdlib/mod.rs` says, and `format`.
#![expect(clippy::disallowed_methods, reason = "there is room for an item; short texts")]

use super::super::error::Error;
use super::super::number::{self, NumberText};
use super::super::value::Value;
use super::super::vm::native::{Args, Arguments, HeapAccess, Returned};
use super::format::{self, MAX_ITEM, Spec};

/// Bytes of a string that are looked at in one go.
const CHUNK: usize = 100;
/// Units of work that a conversion is, its bytes aside.
const CONVERSION: usize = 8;

/// `(format, ...) -> string`
pub(super) fn format(args: &mut Args<'_>) -> Result<Returned, Error> {
    let format = args.check_string(1)?;
    let start = args.heap_ref().strings.begin();
    let written = write(args, format);
    let result = args.heap().finish_string(start, written)?;
    args.one(result)
}

/// Appends what `format` makes of the arguments behind it to the string being built. Whatever is copied
/// is charged before, because an error may follow.
fn write(args: &mut Args<'_>, format: Value) -> Result<(), Error> {
    let Some((mut at, len)) = args.heap_ref().strings.place(format) else { return Ok(()) };
    args.spend(len >> 6)?;
    let end = at + len;
    let mut arg = 1;
    while at < end {
        let heap = args.heap();
        let rest = heap.strings.region(at, end - at);
        let text = memchr::memchr(b'%', rest).unwrap_or(rest.len());
        let escaped = rest.get(text + 1) == Some(&b'%');
        // A doubled sign: what goes out is the text and one of the two.
        let out = text + usize::from(escaped);
        heap.strings.push_region(at, out, &mut heap.memory)?;
        at += out + 1;
        if escaped || at > end {
            continue;
        }
        arg += 1;
        if !args.has(arg) {
            return Err(Error::argument(arg, "no value"));
        }
        let after = args.heap_ref().strings.region(at, end - at);
        let (spec, used) = format::parse(after).map_err(Error::text)?;
        at += used;
        args.spend(CONVERSION)?;
        convert(args, arg, spec)?;
    }
    Ok(())
}

/// Appends argument `arg` as `spec` has it.
fn convert(args: &mut Args<'_>, arg: usize, spec: Spec) -> Result<(), Error> {
    match spec.conversion() {
        b'c' => {
            let byte = format::to_char(args.check_number(arg)?);
            append(args, |out| spec.write_char(byte, out))
        }
        b'd' | b'i' => {
            let n = number::to_int64(args.check_number(arg)?);
            append(args, |out| spec.write_signed(n, out))
        }
        b'o' | b'u' | b'x' | b'X' => {
            let n = format::to_unsigned(args.check_number(arg)?);
            append(args, |out| spec.write_unsigned(n, out))
        }
        b'e' | b'E' | b'f' | b'g' | b'G' => {
            let n = args.check_number(arg)?;
            append(args, |out| spec.write_float(n, out))
        }
        b'q' => write_quoted(args, arg),
        b's' => write_string(args, arg, spec),
        other => {
            // A NUL stands for the end of the format, and ends the text of the error natively.
            let option: &[u8] = if other == 0 { b"" } else { &[other] };
            Err(Error::text([b"invalid option '%", option, b"' to 'format'"].concat()))
        }
    }
}

/// Appends what `write` writes, at most [`MAX_ITEM`] bytes.
fn append(args: &mut Args<'_>, write: impl FnOnce(&mut Vec<u8>)) -> Result<(), Error> {
    let heap = args.heap();
    Ok(heap.strings.append(MAX_ITEM, &mut heap.memory, write)?)
}

/// `%s`
fn write_string(args: &mut Args<'_>, arg: usize, spec: Spec) -> Result<(), Error> {
    let value = args.get(arg);
    if value.is_number() {
        let text = NumberText::new(value.as_f64());
        return append(args, |out| spec.write_string(text.as_bytes(), out));
    }
    let string = args.check_string(arg)?;
    let len = args.heap_ref().strings.len(string);
    if spec.copies(len) {
        args.spend(len >> 6)?;
        let heap = args.heap();
        return Ok(heap.strings.push_string(string, &mut heap.memory)?);
    }
    // No more than so many bytes can be seen: it is shorter or has a precision.
    let (head, len) = chunk(args, string, 0);
    append(args, |out| spec.write_string(head.get(..len).unwrap_or_default(), out))
}

/// `%q`
fn write_quoted(args: &mut Args<'_>, arg: usize) -> Result<(), Error> {
    let value = args.get(arg);
    if value.is_number() {
        let text = NumberText::new(value.as_f64());
        return append(args, |out| out.extend([b"\"", text.as_bytes(), b"\""].concat()));
    }
    let string = args.check_string(arg)?;
    append(args, |out| out.push(b'"'))?;
    let mut from = 0;
    loop {
        let (bytes, len) = chunk(args, string, from);
        if len == 0 {
            return append(args, |out| out.push(b'"'));
        }
        append(args, |out| format::escape(bytes.get(..len).unwrap_or_default(), out))?;
        args.spend(1)?;
        from += len;
    }
}

/// Up to [`CHUNK`] bytes of `string` from byte `from` on, and how many there are. A copy: the bytes
/// may move while the result grows.
fn chunk(args: &Args<'_>, string: Value, from: usize) -> ([u8; CHUNK], usize) {
    let mut copy = [0; CHUNK];
    let rest = args.bytes(string).get(from..).unwrap_or_default();
    let len = rest.len().min(CHUNK);
    for (to, byte) in copy.iter_mut().zip(rest) {
        *to = *byte;
    }
    (copy, len)
}

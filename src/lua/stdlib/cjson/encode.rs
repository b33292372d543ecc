//! Values to JSON.
//!
//! The text grows at the end of the region of strings, where it stays. Tables nest on a list of open ones,
//! as deep as the setting or native's stack allows, which is counted along. Nothing is asked of
//! metatables but whether they are those of the extensions.
//!
//! May import what `stdlib/mod.rs` says.
#![expect(clippy::disallowed_macros, reason = "short texts")]

use super::super::super::error::Error;
use super::super::super::heap::LuaHeap;
use super::super::super::limits::{MAX_NATIVE_STACK, Memory, OutOfMemory};
use super::super::super::number::NumberText;
use super::super::super::string::StringStore;
use super::super::super::table::Table;
use super::super::super::value::{Value, ValueKind};
use super::super::super::vm::native::{
    Args, Arguments, Fuel, HeapAccess, JsonExtensions, JsonSettings, Returned,
};
use super::super::vector::Vector;
use super::scan;

const INVALID_NUMBER: &str = "must not be NaN or Inf";

/// A table that is not complete.
#[derive(Clone, Copy)]
struct Open {
    table: Value,
    /// Items written, or where the next field is looked for.
    position: usize,
    /// Items of a list; `None` for an object.
    len: Option<usize>,
    /// A field has been written.
    comma: bool,
    /// What native's stack holds when the table's values are written.
    height: usize,
}

struct Encoder<'a> {
    heap: &'a mut LuaHeap,
    fuel: Fuel<'a>,
    settings: JsonSettings,
    extensions: JsonExtensions,
    open: Vector<Open>,
}

/// `(value) -> string`
pub(super) fn encode(args: &mut Args<'_>) -> Result<Returned, Error> {
    let settings = super::settings(args);
    if args.count() != 1 {
        return Err(Error::argument(1, "expected 1 argument"));
    }
    let value = args.get(1);
    let extensions = args.state_ref().json_extensions;
    let (heap, fuel) = args.state().heap_and_fuel();
    let start = heap.strings.begin();
    let mut encoder = Encoder { heap, fuel, settings, extensions, open: Vector::new() };
    let written = encoder.run(value);
    let Encoder { open, .. } = encoder;
    let heap = args.heap();
    open.release(&mut heap.memory);
    let text = heap.finish_string(start, written)?;
    args.one(text)
}

/// `value` is no JSON, or `reason`.
#[cold]
fn refused(value: Value, reason: &str) -> Error {
    Error::text(format!("Cannot serialise {}: {reason}", value.type_name()))
}

impl<'a> Encoder<'a> {
    fn run(&mut self, value: Value) -> Result<(), Error> {
        if !value.is_table() {
            return self.parts(value).1.value(value);
        }
        let mut nested = Some(value);
        // The argument itself.
        let mut height = 1;
        loop {
            if let Some(table) = nested {
                self.open(table, height)?;
            }
            let Some(mut open) = self.open.last() else { return Ok(()) };
            nested = match open.len {
                Some(len) => self.items(&mut open, len)?,
                None => self.fields(&mut open)?,
            };
            height = open.height;
            if nested.is_some() {
                if let Some(last) = self.open.last_mut() {
                    *last = open;
                }
            } else {
                self.open.pop();
            }
        }
    }

    /// A table, if it is one, and what writes what is no table.
    #[inline]
    fn parts(&mut self, table: Value) -> (Option<&Table>, Output<'_, 'a>) {
        let LuaHeap { tables, strings, memory, .. } = &mut *self.heap;
        let output = Output { strings, memory, fuel: &mut self.fuel, settings: &self.settings };
        (tables.get(table.index(), table.stamp()), output)
    }

    /// Begins a table.
    fn open(&mut self, table: Value, height: usize) -> Result<(), Error> {
        let depth = self.open.len() + 1;
        let most = usize::try_from(self.settings.encode_max_depth).unwrap_or_default();
        if depth > most || height + 3 > MAX_NATIVE_STACK {
            let text = format!("Cannot serialise, excessive nesting ({depth})");
            return Err(Error::text(text));
        }
        let len = self.list_length(table)?;
        // Natively an item lies on the stack alone, a value with its key.
        let height = height + if len.is_some() { 1 } else { 2 };
        self.parts(table).1.push(if len.is_some() { b"[" } else { b"{" })?;
        let open = Open { table, position: 0, len, comma: false, height };
        Ok(self.open.push(open, &mut self.heap.memory)?)
    }

    /// The number of items, if the table is a list.
    fn list_length(&mut self, table: Value) -> Result<Option<usize>, Error> {
        let Some(entries) = self.heap.table(table) else { return Ok(None) };
        self.fuel.spend(1 + (entries.array().len() >> 4) + (entries.nodes().len() >> 2))?;
        let metatable = entries.metatable();
        let is = |mark: Value| mark.is_table() && metatable == mark;
        if is(self.extensions.array_mt) {
            return Ok(Some(entries.border()));
        }
        let len = match list_length(entries) {
            Some((len, items)) if self.is_sparse(len, items) => {
                if !self.settings.sparse_convert {
                    return Err(refused(table, "excessively sparse array"));
                }
                None
            }
            Some((len, _)) => usize::try_from(len).ok().filter(|&len| len > 0),
            None => None,
        };
        if len.is_none() && is(self.extensions.empty_array_mt) && entries.next_at(0).is_none() {
            return Ok(Some(0));
        }
        Ok(len)
    }

    /// Has a list of `len` too few items?
    fn is_sparse(&self, len: i32, items: i32) -> bool {
        let JsonSettings { sparse_ratio, sparse_safe, .. } = self.settings;
        sparse_ratio > 0 && len > items.wrapping_mul(sparse_ratio) && len > sparse_safe
    }

    /// Writes items up to the next table, which it answers, or to the end of the list.
    fn items(&mut self, open: &mut Open, len: usize) -> Result<Option<Value>, Error> {
        let (table, mut output) = self.parts(open.table);
        while open.position < len {
            let item = match table {
                Some(table) => match table.array().get(open.position) {
                    Some(item) => *item,
                    None => table.get_int(open.position.cast_signed() as i64 + 1),
                },
                None => Value::NIL,
            };
            output.fuel.spend(1)?;
            if open.position > 0 {
                output.push(b",")?;
            }
            open.position += 1;
            if item.is_table() {
                return Ok(Some(item));
            }
            output.value(item)?;
        }
        output.push(b"]")?;
        Ok(None)
    }

    /// Writes fields up to the next table, which it answers, or to the end of the object.
    fn fields(&mut self, open: &mut Open) -> Result<Option<Value>, Error> {
        let (table, mut output) = self.parts(open.table);
        while let Some((next, key, value)) = table.and_then(|table| table.next_at(open.position)) {
            output.fuel.spend(1 + ((next - open.position) >> 3))?;
            output.key(key, open.comma)?;
            open.comma = true;
            open.position = next;
            if value.is_table() {
                return Ok(Some(value));
            }
            output.value(value)?;
        }
        output.push(b"}")?;
        Ok(None)
    }
}

/// The largest key and the number of items, if all keys are integers from 1 up; as native counts, in C's
/// `int`, into which a larger key is cast.
#[expect(clippy::float_cmp, reason = "exactness is the question")]
fn list_length(table: &Table) -> Option<(i32, i32)> {
    let array = table.array();
    let items = array.iter().filter(|value| !value.is_nil()).count();
    let last = array.iter().rposition(|value| !value.is_nil()).map_or(0, |last| last + 1);
    let (mut max, mut items) = (i32::try_from(last).ok()?, i32::try_from(items).ok()?);
    for node in table.nodes() {
        if node.value.is_nil() {
            continue;
        }
        let n = node.key.to_number()?;
        if n.floor() != n || n < 1.0 {
            return None;
        }
        if n > f64::from(max) {
            #[expect(clippy::cast_possible_truncation, reason = "checked by the comparison")]
            let cast = if n <= f64::from(i32::MAX) { n as i32 } else { i32::MIN };
            max = cast;
        }
        items += 1;
    }
    Some((max, items))
}

/// Writes what is no table.
struct Output<'a, 'b> {
    strings: &'a mut StringStore,
    memory: &'a mut Memory,
    fuel: &'a mut Fuel<'b>,
    settings: &'a JsonSettings,
}

impl Output<'_, '_> {
    #[inline]
    fn push(&mut self, bytes: &[u8]) -> Result<(), OutOfMemory> {
        self.strings.push(bytes, self.memory)
    }

    /// A value that is no table.
    #[inline]
    fn value(&mut self, value: Value) -> Result<(), Error> {
        match value.kind() {
            ValueKind::String(_) => self.string(b"\"", value, b"\""),
            ValueKind::Number(n) => self.number(n),
            ValueKind::Boolean(b) => Ok(self.push(if b { b"true" } else { b"false" })?),
            ValueKind::Nil => Ok(self.push(b"null")?),
            ValueKind::LightUserdata => {
                Ok(self.push(if value == Value::NULL { b"null" } else { b"[]" })?)
            }
            _ => Err(refused(value, "type not supported")),
        }
    }

    /// A key and its colon.
    #[inline]
    fn key(&mut self, key: Value, comma: bool) -> Result<(), Error> {
        let before: &[u8] = if comma { b",\"" } else { b"\"" };
        if key.is_string() {
            return self.string(before, key, b"\":");
        }
        let Some(n) = key.to_number() else {
            return Err(refused(key, "table key must be a number or string"));
        };
        self.push(before)?;
        self.number(n)?;
        Ok(self.push(b"\":")?)
    }

    fn number(&mut self, n: f64) -> Result<(), Error> {
        if !n.is_finite() {
            match self.settings.encode_invalid_numbers {
                0 => return Err(refused(Value::number(n), INVALID_NUMBER)),
                // Without the sign that `%g` shows.
                1 if n.is_nan() => return Ok(self.push(b"nan")?),
                1 => {}
                _ => return Ok(self.push(b"null")?),
            }
        }
        let digits = usize::try_from(self.settings.number_precision).unwrap_or_default();
        Ok(self.push(NumberText::with_digits(n, digits).as_bytes())?)
    }

    /// A string with its escapes, between two texts.
    #[inline]
    fn string(&mut self, before: &[u8], value: Value, after: &[u8]) -> Result<(), Error> {
        let Some((start, len)) = self.strings.place(value) else { return Ok(()) };
        self.fuel.spend(len >> 5)?;
        if scan::escape_or_end(self.strings.region(start, len)) == len {
            return Ok(self.strings.push_between(before, start, len, after, self.memory)?);
        }
        self.push(before)?;
        self.escaped(start, len)?;
        Ok(self.push(after)?)
    }

    #[inline(never)]
    fn escaped(&mut self, start: usize, len: usize) -> Result<(), Error> {
        let mut at = 0;
        while at < len {
            let text = self.strings.region(start + at, len - at);
            let run = scan::escape_or_end(text);
            let special = text.get(run).copied();
            self.strings.push_region(start + at, run, self.memory)?;
            if let Some(byte) = special {
                self.fuel.spend(1)?;
                self.escape(byte)?;
            }
            at += run + 1;
        }
        Ok(())
    }

    fn escape(&mut self, byte: u8) -> Result<(), OutOfMemory> {
        let letter = match byte {
            b'"' | b'\\' | b'/' => byte,
            0x08 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0x0C => b'f',
            b'\r' => b'r',
            _ => {
                let digit = |n: u8| if n < 10 { b'0' + n } else { b'a' + n - 10 };
                return self.push(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            }
        };
        self.push(&[b'\\', letter])
    }
}

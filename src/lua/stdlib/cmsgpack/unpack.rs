//! MessagePack to values.
//!
//! Lengths in the input are not believed: an element is only made room for when it has been read. What
//! nests does so on a list of open tables; how deep it may is native's stack, which is counted along.
//!
//! May import what `stdlib/mod.rs` says.
#![expect(clippy::disallowed_macros, reason = "short texts")]

use super::super::super::error::{Error, text};
use super::super::super::heap::LuaHeap;
use super::super::super::limits::MAX_NATIVE_STACK;
use super::super::super::value::Value;
use super::super::super::vm::native::{
    Args, Arguments, Call, ESCALATE, Flow, Fuel, HeapAccess, MAX_LEAF_RESULTS, Returned,
};
use super::super::records::{self, Records};
use super::super::vector::Vector;

const MISSING_BYTES: &str = "Missing bytes in input.";
const BAD_FORMAT: &str = "Bad data format in input.";
const TOO_MANY_VALUES: &str =
    "too many return values at once; use unpack_one or unpack_limit instead.";
const IN_ARRAY: &str = "in function mp_decode_to_lua_array";
const IN_UNPACK: &str = "in function mp_unpack_full";

/// What is to be unpacked.
struct Request {
    data: Value,
    /// Most values to read.
    limit: i64,
    /// Bytes to skip.
    offset: i64,
    /// All values are wanted, and no offset.
    whole: bool,
    /// Arguments that natively lie below the results.
    arguments: usize,
}

/// Values on their way to be results.
struct Results {
    first: [Value; MAX_LEAF_RESULTS],
    rest: Vector<Value>,
    count: usize,
}

/// An array or a map that is not complete.
#[derive(Clone, Copy)]
struct Open {
    /// Where its values begin on the list of values.
    first: usize,
    /// Elements or pairs that are missing.
    left: u32,
    /// What native's stack held when it began.
    height: u32,
    is_map: bool,
}

/// What an object of the input is.
enum Object {
    Value(Value),
    /// So many elements.
    Array(u32),
    /// So many pairs.
    Map(u32),
}

struct Decoder<'a> {
    heap: &'a mut LuaHeap,
    fuel: Fuel<'a>,
    /// Where the input begins in the region of strings, and its length.
    start: usize,
    len: usize,
    at: usize,
    values: Vector<Value>,
    open: Vector<Open>,
    records: Records,
}

/// `(string) -> values`
pub(super) fn unpack(args: &mut Args<'_>) -> Result<Returned, Error> {
    let request = all_values(args)?;
    few_results(args, &request)
}

/// [`unpack`] for many values.
pub(super) fn unpack_many(call: &mut Call<'_>) -> Result<Flow, Error> {
    let request = all_values(call)?;
    many_results(call, &request)
}

/// `(string [, offset]) -> next offset, value`; the offset is -1 at the end of the string.
pub(super) fn unpack_one(args: &mut Args<'_>) -> Result<Returned, Error> {
    let offset = args.opt_integer(2, 0)?;
    let request = some_values(args, 1, offset)?;
    few_results(args, &request)
}

/// `(string, limit [, offset]) -> next offset, values`; without limit and offset, only all values.
pub(super) fn unpack_limit(args: &mut Args<'_>) -> Result<Returned, Error> {
    let request = limited_values(args)?;
    few_results(args, &request)
}

/// [`unpack_limit`] for many values.
pub(super) fn unpack_limit_many(call: &mut Call<'_>) -> Result<Flow, Error> {
    let request = limited_values(call)?;
    many_results(call, &request)
}

fn all_values(args: &mut impl Arguments) -> Result<Request, Error> {
    let data = args.check_string(1)?;
    Ok(Request { data, limit: i32::MAX.into(), offset: 0, whole: true, arguments: args.count() })
}

fn limited_values(args: &mut impl Arguments) -> Result<Request, Error> {
    let limit = args.check_integer(2)?;
    let offset = args.opt_integer(3, 0)?;
    some_values(args, limit, offset)
}

fn some_values(args: &mut impl Arguments, limit: i64, offset: i64) -> Result<Request, Error> {
    let data = args.check_string(1)?;
    let len = args.heap_ref().strings.len(data);
    #[expect(clippy::cast_possible_truncation, reason = "as native prints them")]
    let (shown_offset, shown_len) = (offset as i32, len as i32);
    if offset < 0 || limit < 0 {
        return Err(Error::text(format!(
            "Invalid request to unpack with offset of {shown_offset} and limit of {shown_len}."
        )));
    }
    if usize::try_from(offset).is_ok_and(|offset| offset > len) {
        return Err(Error::text(format!(
            "Start offset {shown_offset} greater than input length {shown_len}."
        )));
    }
    let whole = limit == 0 && offset == 0;
    let limit = if whole { i32::MAX.into() } else { limit };
    Ok(Request { data, limit, offset, whole, arguments: 1 })
}

fn few_results(args: &mut Args<'_>, request: &Request) -> Result<Returned, Error> {
    let Some(results) = decode(args, request, MAX_LEAF_RESULTS)? else { return Ok(ESCALATE) };
    let returned = args.values(results.first.get(..results.count).unwrap_or_default());
    results.rest.release(&mut args.heap().memory);
    returned
}

fn many_results(call: &mut Call<'_>, request: &Request) -> Result<Flow, Error> {
    let Some(results) = decode(call, request, usize::MAX)? else { return Ok(Flow::Return(0)) };
    let reserved = call.reserve(results.count);
    if reserved.is_ok() {
        for (index, value) in results.first.iter().chain(results.rest.above(0)).enumerate() {
            if index < results.count {
                call.set_slot(index, *value);
            }
        }
    }
    results.rest.release(&mut call.heap().memory);
    reserved.map(|()| Flow::Return(results.count))
}

/// Reads what was asked for; `None` if there are more than `max` results.
fn decode(
    args: &mut impl Arguments,
    request: &Request,
    max: usize,
) -> Result<Option<Results>, Error> {
    let (heap, fuel) = args.state().heap_and_fuel();
    let (start, len) = heap.strings.place(request.data).unwrap_or_default();
    let at = usize::try_from(request.offset).unwrap_or(len);
    let (values, open, records) = (Vector::new(), Vector::new(), Records::new());
    let mut decoder = Decoder { heap, fuel, start, len, at, values, open, records };
    let mut results =
        Results { first: [Value::NIL; MAX_LEAF_RESULTS], rest: Vector::new(), count: 0 };
    let complete = decoder.results(request, max, &mut results);
    let Decoder { heap, values, open, records, .. } = decoder;
    values.release(&mut heap.memory);
    open.release(&mut heap.memory);
    records.release(&mut heap.memory);
    match complete {
        Ok(true) => Ok(Some(results)),
        other => {
            results.rest.release(&mut heap.memory);
            other.map(|_| None)
        }
    }
}

impl Results {
    fn push(&mut self, value: Value, heap: &mut LuaHeap) -> Result<(), Error> {
        match self.first.get_mut(self.count) {
            Some(slot) => *slot = value,
            None => self.rest.push(value, &mut heap.memory)?,
        }
        self.count += 1;
        Ok(())
    }
}

/// Would native's stack hold `more` values above `height`?
#[inline]
fn check_height(height: usize, more: usize, what: &str) -> Result<(), Error> {
    if height + more > MAX_NATIVE_STACK { Err(too_high(what)) } else { Ok(()) }
}

#[cold]
fn too_high(what: &str) -> Error {
    Error::text(format!("stack overflow ({what})"))
}

impl Decoder<'_> {
    /// Reads values until the request is met; false if there are too many.
    fn results(
        &mut self,
        request: &Request,
        max: usize,
        results: &mut Results,
    ) -> Result<bool, Error> {
        let mut count = 0;
        if !request.whole {
            // The offset comes first; it is known last.
            results.push(Value::NIL, self.heap)?;
        }
        while self.at < self.len && count < request.limit {
            if results.count == max {
                return Ok(false);
            }
            let below = results.count - usize::from(!request.whole);
            let value = self.value(request.arguments + below)?;
            results.push(value, self.heap)?;
            count += 1;
        }
        if !request.whole {
            check_height(results.count, 1, IN_UNPACK)?;
            let next = if self.at == self.len { -1 } else { self.at.cast_signed() as i64 };
            if let Some(slot) = results.first.first_mut() {
                #[expect(clippy::cast_precision_loss, reason = "lengths are below 2^53")]
                let next = next as f64;
                *slot = Value::from_f64(next);
            }
        }
        Ok(true)
    }

    /// Reads one value; `height` is what native's stack holds before it.
    fn value(&mut self, height: usize) -> Result<Value, Error> {
        let mut height = height;
        loop {
            let mut value = match self.object(height)? {
                Object::Value(value) => value,
                Object::Array(count) => {
                    check_height(height + 1, 1, IN_ARRAY)?;
                    if count > 0 {
                        self.open(count, height, false)?;
                        height += 2;
                        continue;
                    }
                    self.heap.new_table(0, 0)?
                }
                Object::Map(count) => {
                    if count > 0 {
                        self.open(count, height, true)?;
                        height += 1;
                        continue;
                    }
                    self.heap.new_table(0, 0)?
                }
            };
            loop {
                let Some(open) = self.open.last_mut() else { return Ok(value) };
                let (first, is_map, start) = (open.first, open.is_map, open.height as usize);
                let is_key = is_map && (self.values.len() - first).is_multiple_of(2);
                if !is_key {
                    open.left -= 1;
                }
                let left = open.left;
                self.values.push(value, &mut self.heap.memory)?;
                if is_map && !is_key {
                    self.check_key()?;
                }
                if left > 0 || is_key {
                    // A map's key lies below its value, an array's index below its element.
                    height = start + if is_map && !is_key { 1 } else { 2 };
                    break;
                }
                value = self.close(first, is_map)?;
            }
        }
    }

    fn open(&mut self, left: u32, height: usize, is_map: bool) -> Result<(), Error> {
        let height = u32::try_from(height).unwrap_or(u32::MAX);
        let open = Open { first: self.values.len(), left, height, is_map };
        Ok(self.open.push(open, &mut self.heap.memory)?)
    }

    /// May the key of the last pair be one?
    fn check_key(&self) -> Result<(), Error> {
        let pair = self.values.above(self.values.len() - 2);
        let key = pair.first().copied().unwrap_or_default();
        if key.is_nil() {
            return Err(Error::bare(text::TABLE_INDEX_IS_NIL));
        }
        if key.is_number() && key.as_f64().is_nan() {
            return Err(Error::bare(text::TABLE_INDEX_IS_NAN));
        }
        Ok(())
    }

    /// Makes the table of the innermost array or map, whose values lie from `first` on.
    fn close(&mut self, first: usize, is_map: bool) -> Result<Value, Error> {
        let values = self.values.above(first);
        self.fuel.spend(values.len())?;
        let table = if is_map {
            self.records.make(values, self.heap, |units| self.fuel.spend(units))?
        } else {
            records::make_list(values, self.heap)?
        };
        self.values.truncate(first);
        self.open.pop();
        Ok(table)
    }

    /// The next object of the input.
    #[expect(clippy::cast_precision_loss, reason = "as native casts integers")]
    fn object(&mut self, height: usize) -> Result<Object, Error> {
        let [tag] = self.take()?;
        check_height(height, 1, TOO_MANY_VALUES)?;
        self.fuel.spend(1)?;
        let number = match tag {
            0x00..=0x7F => f64::from(tag),
            0xE0..=0xFF => f64::from(tag.cast_signed()),
            0x80..=0x8F => return Ok(Object::Map(u32::from(tag & 0xF))),
            0x90..=0x9F => return Ok(Object::Array(u32::from(tag & 0xF))),
            0xA0..=0xBF => return self.string(usize::from(tag & 0x1F)),
            0xC0 => return Ok(Object::Value(Value::NIL)),
            0xC2 => return Ok(Object::Value(Value::FALSE)),
            0xC3 => return Ok(Object::Value(Value::TRUE)),
            0xCA => f32::from_be_bytes(self.take()?).into(),
            0xCB => f64::from_be_bytes(self.take()?),
            0xCC => u8::from_be_bytes(self.take()?).into(),
            0xCD => u16::from_be_bytes(self.take()?).into(),
            0xCE => u32::from_be_bytes(self.take()?).into(),
            // Natively a 64-bit integer is signed either way.
            0xCF | 0xD3 => i64::from_be_bytes(self.take()?) as f64,
            0xD0 => i8::from_be_bytes(self.take()?).into(),
            0xD1 => i16::from_be_bytes(self.take()?).into(),
            0xD2 => i32::from_be_bytes(self.take()?).into(),
            0xD9 => {
                let len = u8::from_be_bytes(self.take()?);
                return self.string(len.into());
            }
            0xDA => {
                let len = u16::from_be_bytes(self.take()?);
                return self.string(len.into());
            }
            0xDB => {
                let len = u32::from_be_bytes(self.take()?);
                return self.string(len as usize);
            }
            0xDC => return Ok(Object::Array(u16::from_be_bytes(self.take()?).into())),
            0xDD => return Ok(Object::Array(u32::from_be_bytes(self.take()?))),
            0xDE => return Ok(Object::Map(u16::from_be_bytes(self.take()?).into())),
            0xDF => return Ok(Object::Map(u32::from_be_bytes(self.take()?))),
            0xC1 | 0xC4..=0xC9 | 0xD4..=0xD8 => return Err(Error::text(BAD_FORMAT)),
        };
        Ok(Object::Value(Value::number(number)))
    }

    /// The next bytes of the input.
    #[inline]
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let left = self.heap.strings.region(self.start + self.at, self.len - self.at);
        match left.first_chunk() {
            Some(bytes) => {
                self.at += N;
                Ok(*bytes)
            }
            None => Err(Error::text(MISSING_BYTES)),
        }
    }

    /// A string of the next `len` bytes, which it shares with the input.
    fn string(&mut self, len: usize) -> Result<Object, Error> {
        if len > self.len - self.at {
            return Err(Error::text(MISSING_BYTES));
        }
        self.fuel.spend(len >> 6)?;
        let LuaHeap { strings, memory, .. } = &mut *self.heap;
        let string = strings.share(self.start + self.at, len, memory)?;
        self.at += len;
        Ok(Object::Value(string))
    }
}

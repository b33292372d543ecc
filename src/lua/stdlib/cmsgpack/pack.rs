//! Values to MessagePack.
//!
//! A table whose keys are exactly 1 to n becomes an array, any other a map in the order of `next`. What
//! nests deeper than [`MAX_NESTING`] becomes nil, so that a table inside itself comes to an end; this also
//! bounds the recursion here.
//!
//! May import what `stdlib/mod.rs` says.
#![expect(clippy::disallowed_macros, reason = "short texts")]

use super::super::super::error::Error;
use super::super::super::heap::LuaHeap;
use super::super::super::limits::MAX_NATIVE_STACK;
use super::super::super::number;
use super::super::super::value::{Value, ValueKind};
use super::super::super::vm::native::{Args, Arguments, Fuel, HeapAccess, Returned};

/// Nesting of tables that is kept.
const MAX_NESTING: usize = 16;

/// `(value, ...) -> string`: the values one after the other.
pub(super) fn pack(args: &mut Args<'_>) -> Result<Returned, Error> {
    let count = args.count();
    if count == 0 {
        return Err(Error::argument(0, "MessagePack pack needs input."));
    }
    if count * 2 > MAX_NATIVE_STACK {
        return Err(Error::argument(0, "Too many arguments for MessagePack pack."));
    }
    let start = args.heap_ref().strings.begin();
    let packed = pack_arguments(args, count);
    let string = args.heap().finish_string(start, packed)?;
    args.one(string)
}

fn pack_arguments(args: &mut Args<'_>, count: usize) -> Result<(), Error> {
    args.spend(count)?;
    for index in 1..=count {
        let value = args.get(index);
        let (heap, fuel) = args.state().heap_and_fuel();
        // Natively the results so far lie above the arguments, and this one's value above them.
        Packer { heap, fuel }.value(value, 0, count + index)?;
    }
    Ok(())
}

struct Packer<'a> {
    heap: &'a mut LuaHeap,
    fuel: Fuel<'a>,
}

impl Packer<'_> {
    #[inline]
    fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        Ok(self.heap.strings.push(bytes, &mut self.heap.memory)?)
    }

    /// Appends a value inside `level` tables; `height` is what native's stack holds then.
    fn value(&mut self, value: Value, level: usize, height: usize) -> Result<(), Error> {
        match value.kind() {
            ValueKind::Number(n) => self.number(n),
            ValueKind::String(_) => self.string(value),
            ValueKind::Boolean(b) => self.push(&[if b { 0xC3 } else { 0xC2 }]),
            ValueKind::Table(_) if level < MAX_NESTING => self.table(value, level, height),
            _ => self.push(&[0xC0]),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "the loss is what is looked for")]
    #[expect(clippy::cast_possible_truncation, reason = "the loss is what is looked for")]
    #[expect(clippy::float_cmp, reason = "exactness is the question")]
    fn number(&mut self, n: f64) -> Result<(), Error> {
        let integer = number::to_int64(n);
        // 2^63 is cast to its opposite.
        if integer as f64 == n {
            return self.integer(integer);
        }
        let single = n as f32;
        if f64::from(single) == n {
            let [a, b, c, d] = single.to_be_bytes();
            self.push(&[0xCA, a, b, c, d])
        } else {
            let [a, b, c, d, e, f, g, h] = n.to_be_bytes();
            self.push(&[0xCB, a, b, c, d, e, f, g, h])
        }
    }

    /// The shortest form of an integer.
    fn integer(&mut self, n: i64) -> Result<(), Error> {
        let [a, b, c, d, e, f, g, h] = n.to_be_bytes();
        match n {
            -32..=127 => self.push(&[h]),
            128..=0xFF => self.push(&[0xCC, h]),
            0x100..=0xFFFF => self.push(&[0xCD, g, h]),
            0x1_0000..=0xFFFF_FFFF => self.push(&[0xCE, e, f, g, h]),
            0x1_0000_0000.. => self.push(&[0xCF, a, b, c, d, e, f, g, h]),
            -0x80..=-33 => self.push(&[0xD0, h]),
            -0x8000..=-0x81 => self.push(&[0xD1, g, h]),
            -0x8000_0000..=-0x8001 => self.push(&[0xD2, e, f, g, h]),
            _ => self.push(&[0xD3, a, b, c, d, e, f, g, h]),
        }
    }

    fn string(&mut self, value: Value) -> Result<(), Error> {
        let Some((start, len)) = self.heap.strings.place(value) else { return Ok(()) };
        let [.., a, b, c, d] = len.to_be_bytes();
        match len {
            0..=31 => self.push(&[0xA0 | d])?,
            32..=0xFF => self.push(&[0xD9, d])?,
            0x100..=0xFFFF => self.push(&[0xDA, c, d])?,
            _ => self.push(&[0xDB, a, b, c, d])?,
        }
        self.fuel.spend(len >> 6)?;
        Ok(self.heap.strings.push_region(start, len, &mut self.heap.memory)?)
    }

    /// The head of an array or a map: for up to 15 entries, 16 bits, 32 bits.
    fn head(&mut self, len: usize, [few, many, most]: [u8; 3]) -> Result<(), Error> {
        let [.., a, b, c, d] = len.to_be_bytes();
        match len {
            0..=15 => self.push(&[few | d]),
            16..=0xFFFF => self.push(&[many, c, d]),
            _ => self.push(&[most, a, b, c, d]),
        }
    }

    fn table(&mut self, table: Value, level: usize, height: usize) -> Result<(), Error> {
        check_height(height, 2, "in function table_is_an_array")?;
        let Some(entries) = self.heap.table(table) else { return Ok(()) };
        let parts = entries.array().len() + entries.nodes().len();
        // Looked through once for its kind, and once to count a map.
        self.fuel.spend(1 + (parts >> 2))?;
        match list_length(entries.array(), entries.nodes().iter().map(|n| (n.key, n.value))) {
            Some(len) => {
                check_height(height, 1, "in function mp_encode_lua_table_as_array")?;
                self.list(table, len, level, height)
            }
            None => {
                check_height(height, 3, "in function mp_encode_lua_table_as_map")?;
                self.map(table, level, height)
            }
        }
    }

    fn list(&mut self, table: Value, len: usize, level: usize, height: usize) -> Result<(), Error> {
        self.head(len, [0x90, 0xDC, 0xDD])?;
        for n in (1..).take(len) {
            self.fuel.spend(1)?;
            let item = self.heap.raw_get_int(table, n);
            self.value(item, level + 1, height + 1)?;
        }
        Ok(())
    }

    fn map(&mut self, table: Value, level: usize, height: usize) -> Result<(), Error> {
        let entry = |heap: &LuaHeap, position| heap.table(table)?.next_at(position);
        let (mut len, mut position) = (0, 0);
        while let Some((next, _, _)) = entry(self.heap, position) {
            (len, position) = (len + 1, next);
        }
        self.head(len, [0x80, 0xDE, 0xDF])?;
        position = 0;
        while let Some((next, key, value)) = entry(self.heap, position) {
            self.fuel.spend(2)?;
            self.value(key, level + 1, height + 3)?;
            self.value(value, level + 1, height + 2)?;
            position = next;
        }
        Ok(())
    }
}

/// Would native's stack hold `more` values above `height`?
fn check_height(height: usize, more: usize, what: &str) -> Result<(), Error> {
    if height + more > MAX_NATIVE_STACK {
        return Err(Error::text(format!("stack overflow ({what})")));
    }
    Ok(())
}

/// The number of entries, if the keys are 1 to that number.
#[expect(clippy::float_cmp, reason = "exactness is the question")]
fn list_length(array: &[Value], nodes: impl Iterator<Item = (Value, Value)>) -> Option<usize> {
    let mut count = array.iter().filter(|value| !value.is_nil()).count();
    let mut max = array.iter().rposition(|value| !value.is_nil()).map_or(0, |last| last + 1);
    for (key, value) in nodes {
        if value.is_nil() {
            continue;
        }
        let n = key.to_number()?;
        #[expect(clippy::cast_possible_truncation, reason = "checked by the comparison")]
        let integer = n as i32;
        if integer <= 0 || f64::from(integer) != n {
            return None;
        }
        max = max.max(usize::try_from(integer).ok()?);
        count += 1;
    }
    (max == count).then_some(count)
}

//! Tables with many fields at once, as a decoder makes them.
//!
//! Documents are full of objects with the same keys in the same order. The parts of a table follow from
//! the sequence of its keys alone, so the second such object teaches where each value belongs, and the
//! others are copies with other values: the same tables that setting field by field gives, down to the
//! order of `next`.
//!
//! May import `error`, `heap`, `limits`, `table`, `value`, and `vector`.

use super::super::error::Error;
use super::super::heap::LuaHeap;
use super::super::limits::{LimitKind, Memory};
use super::super::table::TableError;
use super::super::value::{TAG_STRING, Value};
use super::vector::Vector;

/// Sequences of keys that are remembered at a time; a power of two.
const SHAPES: usize = 8;
/// Longest sequence that is remembered.
const MAX_FIELDS: usize = 32;
/// Fields that are remembered in all.
const MAX_REMEMBERED: usize = SHAPES * MAX_FIELDS;

/// Longest list that is made at once.
const MAX_LIST: usize = 1 << 26;

/// A sequence of keys.
#[derive(Clone, Copy, Default)]
struct Shape {
    /// The number of keys, and the last one: met once.
    count: usize,
    last: Value,
    /// Where its fields are remembered, and a table that has them; nil until it is met twice.
    first: usize,
    model: Value,
}

/// One key of a shape, and the node of the model that holds its value.
#[derive(Clone, Copy)]
struct Field {
    key: Value,
    node: usize,
}

/// Makes tables of fields. The tables it has made must not change while it is used.
pub(super) struct Records {
    shapes: [Shape; SHAPES],
    fields: Vector<Field>,
}

impl Records {
    /// Nothing is remembered.
    pub(super) fn new() -> Self {
        Records { shapes: [Shape::default(); SHAPES], fields: Vector::new() }
    }

    /// A table with these fields: key, value, key, value, and so on, in the order in which they are set.
    /// No key is nil or NaN. Linear, unless somebody has chosen keys that all belong to one place, as
    /// native's hash lets him: `spend` is told of the work that may be.
    ///
    /// # Errors
    /// [`TableError::OutOfMemory`], [`TableError::Overflow`], those of `spend`.
    pub(super) fn make(
        &mut self,
        pairs: &[Value],
        heap: &mut LuaHeap,
        mut spend: impl FnMut(usize) -> Result<(), LimitKind>,
    ) -> Result<Value, Error> {
        let (pairs, _) = pairs.as_chunks::<2>();
        let Some(&[last, _]) = pairs.last() else { return Ok(heap.new_table(0, 0)?) };
        let place = (last.index() as usize ^ pairs.len()) % SHAPES;
        let shape = self.shapes.get(place).copied().unwrap_or_default();
        let met = shape.count == pairs.len() && shape.last == last;
        if met && !shape.model.is_nil() {
            let fields = self.fields.above(shape.first).get(..pairs.len()).unwrap_or_default();
            // A nil leaves its node to a later key.
            let same =
                |(field, pair): (&Field, &[Value; 2])| field.key == pair[0] && !pair[1].is_nil();
            if fields.iter().zip(pairs).all(same) {
                return Ok(copy(shape.model, fields, pairs, heap)?);
            }
        }
        let table = heap.new_table(0, 0)?;
        for (n, &[key, value]) in pairs.iter().enumerate() {
            spend(1 + (n >> 6))?;
            heap.raw_set(table, key, value)?;
        }
        let mut shape =
            Shape { count: pairs.len(), last, first: self.fields.len(), model: Value::NIL };
        if met && self.learn(pairs, table, heap)? {
            shape.model = table;
        }
        if let Some(slot) = self.shapes.get_mut(place) {
            *slot = shape;
        }
        Ok(table)
    }

    /// Remembers where the fields of a table lie, if all keys are interned strings and no value is nil.
    fn learn(
        &mut self,
        pairs: &[[Value; 2]],
        table: Value,
        heap: &mut LuaHeap,
    ) -> Result<bool, TableError> {
        let plain = |[key, value]: &[Value; 2]| key.tag() == TAG_STRING && !value.is_nil();
        if pairs.len() > MAX_FIELDS
            || self.fields.len() + pairs.len() > MAX_REMEMBERED
            || !pairs.iter().all(plain)
        {
            return Ok(false);
        }
        let LuaHeap { tables, strings, memory, .. } = heap;
        let Some(made) = tables.get(table.index(), table.stamp()) else { return Ok(false) };
        for &[key, _] in pairs {
            let Some(node) = made.find_string(key, strings.hash(key)) else { return Ok(false) };
            self.fields.push(Field { key, node }, memory)?;
        }
        Ok(true)
    }

    /// Gives the memory back.
    pub(super) fn release(self, mem: &mut Memory) {
        self.fields.release(mem);
    }
}

/// The table that results when `items` are set as 1, 2, 3 and so on. Natively a nil takes a place too.
/// Linear.
///
/// # Errors
/// [`TableError::OutOfMemory`], [`TableError::Overflow`].
pub(super) fn make_list(items: &[Value], heap: &mut LuaHeap) -> Result<Value, TableError> {
    if items.len() <= MAX_LIST && !items.iter().any(|item| item.is_nil()) {
        return heap.new_list(items);
    }
    let table = heap.new_table(0, 0)?;
    for (n, &item) in (1..).zip(items) {
        heap.raw_set_int(table, n, item)?;
    }
    Ok(table)
}

/// A table like the model with other values.
fn copy(
    model: Value,
    fields: &[Field],
    pairs: &[[Value; 2]],
    heap: &mut LuaHeap,
) -> Result<Value, TableError> {
    let table = heap.new_table_like(model)?;
    if let Some(made) = heap.table_mut(table) {
        let nodes = made.nodes_mut();
        for (field, [_, value]) in fields.iter().zip(pairs) {
            if let Some(node) = nodes.get_mut(field.node) {
                node.value = *value;
            }
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::super::super::table::TABLE_BYTES;
    use super::*;

    /// Pairs of named keys, numbered values.
    fn pairs(heap: &mut LuaHeap, names: &[&str], first: u32) -> Vec<Value> {
        let mut pairs = Vec::new();
        for (name, n) in names.iter().zip(first..) {
            pairs.push(heap.new_string(name.as_bytes()).unwrap());
            pairs.push(Value::from_f64(f64::from(n)));
        }
        pairs
    }

    fn entries(heap: &LuaHeap, table: Value) -> Vec<(Value, Value)> {
        let table = heap.table(table).unwrap();
        let mut position = 0;
        std::iter::from_fn(|| {
            let (next, key, value) = table.next_at(position)?;
            position = next;
            Some((key, value))
        })
        .collect()
    }

    #[test]
    fn copies_are_what_setting_field_by_field_gives() {
        let mut heap = LuaHeap::new().unwrap();
        let mut records = Records::new();
        let shapes: [&[&str]; 5] = [
            &["id", "name", "tags", "score", "active"],
            &["a"],
            &["id", "name", "id", "x"],
            &["score", "active", "id", "name", "tags"],
            &["k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9", "k10", "k11", "k12"],
        ];
        for round in 0..6 {
            for names in shapes {
                let pairs = pairs(&mut heap, names, round * 100);
                let made = records.make(&pairs, &mut heap, |_| Ok(())).unwrap();
                let plain = heap.new_table(0, 0).unwrap();
                for pair in pairs.chunks(2) {
                    heap.raw_set(plain, pair[0], pair[1]).unwrap();
                }
                assert_eq!(entries(&heap, made), entries(&heap, plain));
                // They also grow alike.
                let key = heap.new_string(format!("later{round}").as_bytes()).unwrap();
                let copy = heap.new_table_like(made).unwrap();
                heap.raw_set(copy, key, Value::TRUE).unwrap();
                heap.raw_set(plain, key, Value::TRUE).unwrap();
                assert_eq!(entries(&heap, copy), entries(&heap, plain));
            }
        }
    }

    #[test]
    fn memory_is_what_the_tables_hold() {
        let mut heap = LuaHeap::new().unwrap();
        let pairs = pairs(&mut heap, &["x", "y", "z"], 1);
        let before = heap.memory.used();
        let mut records = Records::new();
        let tables: Vec<Value> =
            (0..10).map(|_| records.make(&pairs, &mut heap, |_| Ok(())).unwrap()).collect();
        records.release(&mut heap.memory);
        let held: usize =
            tables.iter().map(|&table| TABLE_BYTES + heap.table(table).unwrap().part_bytes()).sum();
        assert_eq!(heap.memory.used() - before, held);
    }
}

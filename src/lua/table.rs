//! Tables (manual §2.2, §2.5.5): an array part and a hash part of chained nodes.
//!
//! A port of PUC Lua's `ltable.c` in what scripts can see: sizes of both parts, main positions,
//! which colliding node moves, when and how a table is rehashed. The order of `next` and the border
//! that `#` finds on tables with holes follow from these, and they are native's (parity rows L11, L12,
//! V15, V16). Only keys that native hashes by address (tables, functions, threads) are placed by their
//! slot instead.
//!
//! Keys in nodes are canonical: a string key is interned. Removing a key keeps its node until the next
//! rehash, so that a traversal may clear fields. No metamethod is looked at here.
//!
//! May import `arena`, `limits`, `string`, `value`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use std::cmp::Ordering;

use super::arena::Pooled;
use super::limits::{Memory, OutOfMemory, PORTION};
use super::string::StringStore;
use super::value::{TAG_SPECIAL, TAG_STRING, Value};

/// Largest power of two for either part (`MAXBITS`).
const MAX_BITS: u32 = 26;
/// Ends a node chain: no node has this index, so one bounds check ends a search too.
const END: u32 = u32::MAX;

/// Bytes a table costs beside its parts.
pub(crate) const TABLE_BYTES: usize = 64;
const NODE_BYTES: usize = size_of::<Node>();
const SLOT_BYTES: usize = size_of::<Value>();

/// The table may not be written (`Attempt to modify a readonly table`).
const READONLY: u8 = 1;
/// Writes must be journaled: the table is older than the open run.
const JOURNALED: u8 = 2;

/// One key with its value.
#[derive(Clone, Copy)]
pub(crate) struct Node {
    pub(crate) key: Value,
    pub(crate) value: Value,
    next: u32,
}

const EMPTY_NODE: Node = Node { key: Value::NIL, value: Value::NIL, next: END };

/// A table.
#[derive(Default)]
pub(crate) struct Table {
    array: Vec<Value>,
    nodes: Box<[Node]>,
    metatable: Value,
    /// Nodes from here on are taken.
    last_free: u32,
    /// Bit n set: metamethod n is known to be absent, this table being a metatable.
    absent: u8,
    guard: u8,
    /// The collector has found it to be weak.
    weak: bool,
}

impl Pooled for Table {
    fn free(next: u32) -> Self {
        Table { last_free: next, ..Table::default() }
    }

    fn next_free(&self) -> u32 {
        self.last_free
    }
}

/// Why a key could not be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableError {
    /// nil is no key.
    NilKey,
    /// NaN is no key.
    NanKey,
    /// The hash part would pass 2^26 nodes.
    Overflow,
    /// Memory is out.
    OutOfMemory,
}

impl From<OutOfMemory> for TableError {
    fn from(_: OutOfMemory) -> Self {
        TableError::OutOfMemory
    }
}

/// Where a key's value lies.
#[derive(Clone, Copy)]
enum Place {
    Array(usize),
    Node(usize),
}

/// Smallest n with 2^n >= x.
fn ceil_log2(x: usize) -> u32 {
    x.next_power_of_two().trailing_zeros()
}

/// The integer in a key, if it is one that native keeps in an `int`.
#[expect(clippy::cast_possible_truncation, reason = "checked by the comparison")]
#[expect(clippy::float_cmp, reason = "exactness is the question")]
fn int_key(key: Value) -> Option<i32> {
    if !key.is_number() {
        return None;
    }
    let n = key.as_f64();
    let int = n as i32;
    if f64::from(int) == n { Some(int) } else { None }
}

/// The hash of a number: the sum of the halves of its bits.
#[expect(clippy::cast_possible_truncation, reason = "the halves are added")]
fn number_hash(n: f64) -> u32 {
    let bits = n.to_bits();
    (bits as u32).wrapping_add((bits >> 32) as u32)
}

impl Table {
    /// A table with room for `array` list items and `hash` other keys.
    ///
    /// # Errors
    /// [`TableError::OutOfMemory`], [`TableError::Overflow`].
    #[inline]
    pub(crate) fn with_sizes(
        array: usize,
        hash: usize,
        mem: &mut Memory,
    ) -> Result<Table, TableError> {
        let mut table = Table { absent: u8::MAX, ..Table::default() };
        if hash > 0 {
            table.nodes = new_nodes(hash, mem)?;
            table.last_free = count(table.nodes.len());
        }
        if array > 0
            && let Err(error) = table.set_array_size(array, mem)
        {
            mem.credit(table.part_bytes());
            return Err(error);
        }
        Ok(table)
    }

    /// The table that results when `items`, of which none is nil, are appended one by one to an empty
    /// one: the array part is the next power of two long.
    ///
    /// # Errors
    /// [`TableError::OutOfMemory`]; also for lists longer than an array part can be.
    pub(crate) fn of_list(items: &[Value], mem: &mut Memory) -> Result<Table, TableError> {
        if items.is_empty() {
            return Table::with_sizes(0, 0, mem);
        }
        if items.len() > 1 << MAX_BITS {
            return Err(TableError::OutOfMemory);
        }
        let mut array = new_array(items.len().next_power_of_two(), mem)?;
        for (places, items) in array.chunks_mut(PORTION).zip(items.chunks(PORTION)) {
            for (place, &item) in places.iter_mut().zip(items) {
                *place = item;
            }
            mem.rest_after(items);
        }
        // As after any write, nothing is known to be absent.
        Ok(Table { array, ..Table::default() })
    }

    /// A table with a hash part like this one's, its values included.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn same_fields(&self, mem: &mut Memory) -> Result<Table, OutOfMemory> {
        let bytes = self.nodes.len() * NODE_BYTES;
        mem.charge(bytes)?;
        let mut nodes = Vec::new();
        if nodes.try_reserve_exact(self.nodes.len()).is_err() {
            mem.credit(bytes);
            return Err(OutOfMemory);
        }
        nodes.extend_from_slice(&self.nodes);
        let last_free = self.last_free;
        Ok(Table { nodes: nodes.into_boxed_slice(), last_free, ..Table::default() })
    }

    /// Bytes of both parts.
    pub(crate) fn part_bytes(&self) -> usize {
        self.array.len() * SLOT_BYTES + self.nodes.len() * NODE_BYTES
    }

    /// The array part; its length is its size, holes are nil.
    #[inline(always)]
    pub(crate) fn array(&self) -> &[Value] {
        &self.array
    }

    /// The array part, to overwrite items that are there.
    #[inline(always)]
    pub(crate) fn array_mut(&mut self) -> &mut [Value] {
        &mut self.array
    }

    /// The hash part.
    #[inline(always)]
    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The hash part, to overwrite values that are there.
    #[inline(always)]
    pub(crate) fn nodes_mut(&mut self) -> &mut [Node] {
        &mut self.nodes
    }

    /// The metatable, nil if there is none.
    #[inline(always)]
    pub(crate) fn metatable(&self) -> Value {
        self.metatable
    }

    /// Sets or, with nil, takes away the metatable.
    pub(crate) fn set_metatable(&mut self, metatable: Value) {
        self.metatable = metatable;
    }

    /// May a plain write go ahead: neither read-only nor older than the run?
    #[inline(always)]
    pub(crate) fn is_open(&self) -> bool {
        self.guard == 0
    }

    /// May the table not be written at all?
    pub(crate) fn is_readonly(&self) -> bool {
        self.guard & READONLY != 0
    }

    /// Must writes be journaled?
    pub(crate) fn is_journaled(&self) -> bool {
        self.guard & JOURNALED != 0
    }

    /// Makes the table read-only for good.
    pub(crate) fn set_readonly(&mut self, on: bool) {
        self.guard = if on { self.guard | READONLY } else { self.guard & !READONLY };
    }

    /// Marks the table as older than the runs to come.
    pub(crate) fn set_journaled(&mut self) {
        self.guard |= JOURNALED;
    }

    /// Has the collector found it to be weak?
    pub(crate) fn is_weak(&self) -> bool {
        self.weak
    }

    /// Notes whether it is weak.
    pub(crate) fn set_weak(&mut self, weak: bool) {
        self.weak = weak;
    }

    /// Is metamethod `event` known to be absent from this metatable?
    #[inline(always)]
    pub(crate) fn is_absent(&self, event: u8) -> bool {
        event < 8 && self.absent & (1 << event) != 0
    }

    /// Remembers that metamethod `event` is absent.
    pub(crate) fn note_absent(&mut self, event: u8) {
        if event < 8 {
            self.absent |= 1 << event;
        }
    }

    /// Forgets what is known to be absent, as any write to the table must.
    #[inline(always)]
    pub(crate) fn forget_absent(&mut self) {
        self.absent = 0;
    }

    #[inline(always)]
    fn node_mask(&self) -> usize {
        self.nodes.len().wrapping_sub(1)
    }

    /// The node of an interned string key, given the string's hash.
    #[inline(always)]
    pub(crate) fn find_string(&self, key: Value, hash: u32) -> Option<usize> {
        let mut index = hash as usize & self.node_mask();
        loop {
            let node = self.nodes.get(index)?;
            if node.key == key {
                return Some(index);
            }
            index = node.next as usize;
        }
    }

    /// The value of an interned string key; nil if absent.
    #[inline]
    pub(crate) fn get_string(&self, key: Value, strings: &StringStore) -> Value {
        if self.nodes.is_empty() {
            return Value::NIL;
        }
        match self.find_string(key, strings.hash(key)).and_then(|index| self.nodes.get(index)) {
            Some(node) => node.value,
            None => Value::NIL,
        }
    }

    #[inline]
    #[expect(clippy::float_cmp, reason = "keys are compared exactly")]
    fn find_number(&self, n: f64) -> Option<usize> {
        if self.nodes.is_empty() {
            return None;
        }
        let mut index = self.number_position(n);
        loop {
            let node = self.nodes.get(index)?;
            if node.key.is_number() && node.key.as_f64() == n {
                return Some(index);
            }
            index = node.next as usize;
        }
    }

    fn find_node(&self, key: Value, strings: &StringStore) -> Option<usize> {
        if self.nodes.is_empty() {
            return None;
        }
        if key.is_number() {
            return self.find_number(key.as_f64());
        }
        let key = strings.existing_key(key)?;
        let mut index = self.main_position(key, strings);
        loop {
            let node = self.nodes.get(index)?;
            if node.key == key {
                return Some(index);
            }
            index = node.next as usize;
        }
    }

    /// The value at `key` without metamethods; nil if absent (manual §5.1 `rawget`).
    #[inline]
    pub(crate) fn get(&self, key: Value, strings: &StringStore) -> Value {
        if let Some(value) = self.array.get(key.array_index()) {
            return *value;
        }
        match self.find_node(key, strings).and_then(|index| self.nodes.get(index)) {
            Some(node) if !key.is_nil() => node.value,
            _ => Value::NIL,
        }
    }

    /// The value at integer key `n`.
    #[inline]
    pub(crate) fn get_int(&self, n: i64) -> Value {
        if let Ok(n) = usize::try_from(n)
            && let Some(value) = self.array.get(n.wrapping_sub(1))
        {
            return *value;
        }
        #[expect(clippy::cast_precision_loss, reason = "integer keys are below 2^53")]
        match self.find_number(n as f64).and_then(|index| self.nodes.get(index)) {
            Some(node) => node.value,
            None => Value::NIL,
        }
    }

    fn find(&self, key: Value, strings: &StringStore) -> Option<Place> {
        let index = key.array_index();
        if index < self.array.len() {
            return Some(Place::Array(index));
        }
        if key.is_nil() {
            return None;
        }
        self.find_node(key, strings).map(Place::Node)
    }

    fn place_mut(&mut self, place: Place) -> Option<&mut Value> {
        match place {
            Place::Array(index) => self.array.get_mut(index),
            Place::Node(index) => self.nodes.get_mut(index).map(|node| &mut node.value),
        }
    }

    /// Sets `key` to `value` without metamethods (manual §5.1 `rawset`), entering the key if it is new,
    /// even when the value is nil, as native does. Constant time but for a rehash.
    ///
    /// # Errors
    /// Any [`TableError`]; the table is unchanged then.
    pub(crate) fn set(
        &mut self,
        key: Value,
        value: Value,
        strings: &mut StringStore,
        mem: &mut Memory,
    ) -> Result<(), TableError> {
        self.set_at(key, value, |table| table.enter(key, strings, mem))
    }

    /// Sets `key` to `value`, at the place that `enter` gives it unless it is in the array part.
    #[inline(always)]
    fn set_at(
        &mut self,
        key: Value,
        value: Value,
        enter: impl FnOnce(&mut Table) -> Result<Place, TableError>,
    ) -> Result<(), TableError> {
        if let Some(slot) = self.array.get_mut(key.array_index()) {
            *slot = value;
            return Ok(());
        }
        let place = enter(self)?;
        if let Some(slot) = self.place_mut(place) {
            *slot = value;
        }
        Ok(())
    }

    /// `self[key] = value` if the key has a place: the value that was there.
    #[inline]
    pub(crate) fn overwrite(
        &mut self,
        key: Value,
        value: Value,
        strings: &StringStore,
    ) -> Option<Value> {
        self.forget_absent();
        let place = self.find(key, strings)?;
        self.place_mut(place).map(|slot| std::mem::replace(slot, value))
    }

    /// Makes sure that `key` has a place, as native does before it looks at `__newindex`.
    ///
    /// # Errors
    /// Any [`TableError`].
    pub(crate) fn reserve_key(
        &mut self,
        key: Value,
        strings: &mut StringStore,
        mem: &mut Memory,
    ) -> Result<(), TableError> {
        self.enter(key, strings, mem).map(|_| ())
    }

    fn enter(
        &mut self,
        key: Value,
        strings: &mut StringStore,
        mem: &mut Memory,
    ) -> Result<Place, TableError> {
        self.forget_absent();
        if let Some(place) = self.find(key, strings) {
            return Ok(place);
        }
        if key.is_nil() {
            return Err(TableError::NilKey);
        }
        if key.is_number() && key.as_f64().is_nan() {
            return Err(TableError::NanKey);
        }
        let key = strings.key(key, mem);
        self.new_key(key, strings, mem)
    }

    fn number_position(&self, n: f64) -> usize {
        if n == 0.0 { 0 } else { number_hash(n) as usize % (self.node_mask() | 1) }
    }

    /// Where a key belongs if nobody else is there. The hash part must not be empty.
    fn main_position(&self, key: Value, strings: &StringStore) -> usize {
        if key.is_number() {
            return self.number_position(key.as_f64());
        }
        match key.tag() {
            TAG_STRING => strings.hash(key) as usize & self.node_mask(),
            TAG_SPECIAL if key == Value::TRUE => 1 & self.node_mask(),
            // Natively a null pointer.
            TAG_SPECIAL if key == Value::FALSE || key == Value::NULL => 0,
            _ => key.index().wrapping_mul(40) as usize % (self.node_mask() | 1),
        }
    }

    fn free_position(&mut self) -> Option<usize> {
        while self.last_free > 0 {
            self.last_free -= 1;
            let index = self.last_free as usize;
            if self.nodes.get(index).is_some_and(|node| node.key.is_nil()) {
                return Some(index);
            }
        }
        None
    }

    /// `newkey` of `ltable.c`: a colliding node that is not in its main position makes way for the
    /// new key, otherwise the new key goes to a free node.
    fn new_key(
        &mut self,
        key: Value,
        strings: &mut StringStore,
        mem: &mut Memory,
    ) -> Result<Place, TableError> {
        if self.nodes.is_empty() {
            return self.rehash_for(key, strings, mem);
        }
        let mut main = self.main_position(key, strings);
        let colliding = self.nodes.get(main).copied().unwrap_or(EMPTY_NODE);
        if !colliding.value.is_nil() {
            let Some(free) = self.free_position() else {
                return self.rehash_for(key, strings, mem);
            };
            let mut before = self.main_position(colliding.key, strings);
            if before == main {
                self.put(free, Node { next: colliding.next, ..EMPTY_NODE });
                self.set_next(main, free);
                main = free;
            } else {
                while let Some(node) = self.nodes.get(before)
                    && node.next as usize != main
                {
                    before = node.next as usize;
                }
                self.set_next(before, free);
                self.put(free, colliding);
                self.put(main, EMPTY_NODE);
            }
        }
        if let Some(node) = self.nodes.get_mut(main) {
            node.key = key;
        }
        Ok(Place::Node(main))
    }

    fn put(&mut self, index: usize, node: Node) {
        if let Some(slot) = self.nodes.get_mut(index) {
            *slot = node;
        }
    }

    fn set_next(&mut self, index: usize, next: usize) {
        if let Some(node) = self.nodes.get_mut(index) {
            node.next = count(next);
        }
    }

    #[cold]
    #[inline(never)]
    fn rehash_for(
        &mut self,
        key: Value,
        strings: &mut StringStore,
        mem: &mut Memory,
    ) -> Result<Place, TableError> {
        self.rehash(key, strings, mem)?;
        match self.find(key, strings) {
            Some(place) => Ok(place),
            None => self.new_key(key, strings, mem),
        }
    }

    /// Finds new sizes for both parts with `extra` entered, and moves to them.
    fn rehash(
        &mut self,
        extra: Value,
        strings: &mut StringStore,
        mem: &mut Memory,
    ) -> Result<(), TableError> {
        // nums[i]: keys between 2^(i-1) and 2^i
        let mut nums = [0usize; MAX_BITS as usize + 1];
        let mut in_array = self.count_array(&mut nums, mem);
        let mut total = in_array;
        for nodes in self.nodes.chunks(PORTION) {
            for node in nodes.iter().filter(|node| !node.value.is_nil()) {
                in_array += count_int(node.key, &mut nums);
                total += 1;
            }
            mem.rest_after(nodes);
        }
        in_array += count_int(extra, &mut nums);
        total += 1;
        let (size, used) = array_size(&nums, in_array);
        self.resize(size, total - used, strings, mem)
    }

    fn count_array(&self, nums: &mut [usize], mem: &Memory) -> usize {
        let (mut start, mut total) = (0, 0);
        for (power, num) in nums.iter_mut().enumerate() {
            let end = (1usize << power).min(self.array.len());
            let slice = self.array.get(start..end).unwrap_or_default();
            let mut used = 0;
            for items in slice.chunks(PORTION) {
                used += items.iter().filter(|value| !value.is_nil()).count();
                mem.rest_after(items);
            }
            *num += used;
            total += used;
            start = end;
            if end == self.array.len() {
                break;
            }
        }
        total
    }

    fn set_array_size(&mut self, size: usize, mem: &mut Memory) -> Result<(), TableError> {
        let old = self.array.len();
        let bytes = size.checked_mul(SLOT_BYTES).ok_or(TableError::OutOfMemory)?;
        // Both blocks exist while the items move.
        mem.charge(bytes)?;
        if mem.move_block(&mut self.array, size).is_err() {
            mem.credit(bytes);
            return Err(TableError::OutOfMemory);
        }
        mem.credit(old * SLOT_BYTES);
        mem.fill(&mut self.array, size, &Value::NIL);
        Ok(())
    }

    /// Moves to an array part of `array` items and a hash part of at least `hash` nodes. Keys that move are
    /// not looked for there, since all may be in one chain.
    ///
    /// # Errors
    /// [`TableError::OutOfMemory`], [`TableError::Overflow`]; the contents are unchanged then.
    pub(crate) fn resize(
        &mut self,
        array: usize,
        hash: usize,
        strings: &mut StringStore,
        mem: &mut Memory,
    ) -> Result<(), TableError> {
        let old_array = self.array.len();
        let nodes = if hash > 0 { new_nodes(hash, mem)? } else { Box::default() };
        let smaller = match array.cmp(&old_array) {
            Ordering::Less => new_array(array, mem),
            Ordering::Equal => Ok(Vec::new()),
            Ordering::Greater => self.set_array_size(array, mem).map(|()| Vec::new()),
        };
        let smaller = smaller.inspect_err(|_| mem.credit(nodes.len() * NODE_BYTES))?;
        let old_nodes = std::mem::replace(&mut self.nodes, nodes);
        self.last_free = count(self.nodes.len());
        if array < old_array {
            let vanishing = std::mem::replace(&mut self.array, smaller);
            for (index, &value) in vanishing.iter().enumerate() {
                if let Some(slot) = self.array.get_mut(index) {
                    *slot = value;
                } else if !value.is_nil() {
                    #[expect(clippy::cast_precision_loss, reason = "array indices are small")]
                    let key = Value::from_f64((index + 1) as f64);
                    self.set_at(key, value, |table| table.new_key(key, strings, mem))?;
                }
                if index % PORTION == PORTION - 1 {
                    mem.rest();
                }
            }
            mem.credit(old_array * SLOT_BYTES);
        }
        for nodes in old_nodes.rchunks(PORTION) {
            for node in nodes.iter().rev().filter(|node| !node.value.is_nil()) {
                self.set_at(node.key, node.value, |table| table.new_key(node.key, strings, mem))?;
            }
            mem.rest_after(nodes);
        }
        mem.credit(old_nodes.len() * NODE_BYTES);
        Ok(())
    }

    /// Makes the array part at least `size` long, as a list constructor does.
    ///
    /// # Errors
    /// As [`Table::resize`].
    pub(crate) fn reserve_array(
        &mut self,
        size: usize,
        strings: &mut StringStore,
        mem: &mut Memory,
    ) -> Result<(), TableError> {
        if size > self.array.len() {
            self.resize(size, self.nodes.len(), strings, mem)?;
        }
        Ok(())
    }

    /// Where a traversal stands after `key`: the position to go on from. nil starts one.
    ///
    /// # Errors
    /// `None` when the key is not in the table (`invalid key to 'next'`).
    pub(crate) fn position_after(&self, key: Value, strings: &StringStore) -> Option<usize> {
        if key.is_nil() {
            return Some(0);
        }
        match self.find(key, strings)? {
            Place::Array(index) => Some(index + 1),
            Place::Node(index) => Some(self.array.len() + index + 1),
        }
    }

    /// The position after the last place.
    pub(crate) fn end(&self) -> usize {
        self.array.len() + self.nodes.len()
    }

    /// The first key with a value at or after `position`: the position after it, the key, the value.
    #[inline]
    pub(crate) fn next_at(&self, position: usize) -> Option<(usize, Value, Value)> {
        let mut position = position;
        while let Some(value) = self.array.get(position) {
            position += 1;
            if !value.is_nil() {
                #[expect(clippy::cast_precision_loss, reason = "array indices are small")]
                return Some((position, Value::from_f64(position as f64), *value));
            }
        }
        let array = self.array.len();
        while let Some(node) = self.nodes.get(position - array) {
            position += 1;
            if !node.value.is_nil() {
                return Some((position, node.key, node.value));
            }
        }
        None
    }

    /// A border as `#` finds it (manual §2.5.5, `luaH_getn`).
    #[inline]
    pub(crate) fn border(&self) -> usize {
        self.border_and_work().0
    }

    /// The same, and how many units of fuel finding it is worth: a table may be built so that it must be
    /// looked for one by one.
    #[inline]
    pub(crate) fn border_and_work(&self) -> (usize, usize) {
        match self.array.last() {
            Some(last) if last.is_nil() => (self.border_in_array(), 0),
            _ if self.nodes.is_empty() => (self.array.len(), 0),
            _ => self.border_in_nodes(),
        }
    }

    fn border_in_array(&self) -> usize {
        let (mut low, mut high) = (0, self.array.len());
        while high - low > 1 {
            let middle = usize::midpoint(low, high);
            if self.array.get(middle - 1).is_none_or(|value| value.is_nil()) {
                high = middle;
            } else {
                low = middle;
            }
        }
        low
    }

    #[expect(clippy::cast_possible_wrap, reason = "far below 2^63")]
    fn border_in_nodes(&self) -> (usize, usize) {
        let mut low = self.array.len();
        let mut high = low + 1;
        while !self.get_int(high as i64).is_nil() {
            low = high;
            high *= 2;
            if high > i32::MAX as usize {
                return self.border_one_by_one();
            }
        }
        while high - low > 1 {
            let middle = usize::midpoint(low, high);
            if self.get_int(middle as i64).is_nil() {
                high = middle;
            } else {
                low = middle;
            }
        }
        (low, 0)
    }

    /// For a table that misleads a binary search.
    #[cold]
    #[expect(clippy::cast_possible_wrap, reason = "far below 2^63")]
    fn border_one_by_one(&self) -> (usize, usize) {
        if let Some(border) = self.array.iter().position(|value| value.is_nil()) {
            return (border, border >> 6);
        }
        let in_array = self.array.len();
        let mut border = in_array;
        while !self.get_int(border as i64 + 1).is_nil() {
            border += 1;
        }
        (border, border - in_array)
    }

    /// Largest positive number that is a key with a value, or 0 (`table.maxn`).
    pub(crate) fn max_number(&self) -> f64 {
        let in_array = self.array.iter().rposition(|value| !value.is_nil()).map_or(0, |n| n + 1);
        #[expect(clippy::cast_precision_loss, reason = "array indices are small")]
        self.nodes
            .iter()
            .filter(|node| node.key.is_number() && !node.value.is_nil())
            .fold(in_array as f64, |max, node| max.max(node.key.as_f64()))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "parts are at most 2^26 long")]
fn count(n: usize) -> u32 {
    n as u32
}

fn new_array(size: usize, mem: &mut Memory) -> Result<Vec<Value>, TableError> {
    mem.charge(size * SLOT_BYTES)?;
    let mut array = Vec::new();
    if array.try_reserve_exact(size).is_err() {
        mem.credit(size * SLOT_BYTES);
        return Err(TableError::OutOfMemory);
    }
    mem.fill(&mut array, size, &Value::NIL);
    Ok(array)
}

fn new_nodes(size: usize, mem: &mut Memory) -> Result<Box<[Node]>, TableError> {
    let bits = ceil_log2(size);
    if bits > MAX_BITS {
        return Err(TableError::Overflow);
    }
    let size = 1usize << bits;
    mem.charge(size * NODE_BYTES)?;
    let mut nodes = Vec::new();
    if nodes.try_reserve_exact(size).is_err() {
        mem.credit(size * NODE_BYTES);
        return Err(TableError::OutOfMemory);
    }
    mem.fill(&mut nodes, size, &EMPTY_NODE);
    Ok(nodes.into_boxed_slice())
}

fn count_int(key: Value, nums: &mut [usize]) -> usize {
    match int_key(key) {
        Some(n) if n > 0 && n <= 1 << MAX_BITS => {
            let power = ceil_log2(n.unsigned_abs() as usize);
            if let Some(num) = nums.get_mut(power as usize) {
                *num += 1;
            }
            1
        }
        _ => 0,
    }
}

/// The largest n, a power of two, such that more than n/2 of the slots 1 to n are in use; with the
/// number of keys that go there.
fn array_size(nums: &[usize], candidates: usize) -> (usize, usize) {
    let (mut below, mut used, mut size) = (0, 0, 0);
    for (power, num) in nums.iter().enumerate() {
        let slots = 1usize << power;
        if slots / 2 >= candidates {
            break;
        }
        if *num > 0 {
            below += num;
            if below > slots / 2 {
                size = slots;
                used = below;
            }
        }
        if below == candidates {
            break;
        }
    }
    (size, used)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct World {
        strings: StringStore,
        mem: Memory,
        table: Table,
    }

    impl World {
        fn new() -> World {
            let mut mem = Memory::default();
            let table = Table::with_sizes(0, 0, &mut mem).unwrap();
            World { strings: StringStore::new(&mut mem).unwrap(), mem, table }
        }

        fn set(&mut self, key: Value, value: Value) {
            self.table.set(key, value, &mut self.strings, &mut self.mem).unwrap();
        }

        fn set_str(&mut self, key: &str, value: f64) {
            let key = self.strings.create(key.as_bytes(), &mut self.mem).unwrap();
            self.set(key, Value::from_f64(value));
        }

        fn keys(&self) -> Vec<Value> {
            let mut position = 0;
            let mut keys = Vec::new();
            while let Some((next, key, _)) = self.table.next_at(position) {
                position = next;
                keys.push(key);
            }
            keys
        }

        fn number_keys(&self) -> Vec<f64> {
            self.keys().into_iter().map(|key| key.to_number().unwrap()).collect()
        }
    }

    fn num(n: f64) -> Value {
        Value::from_f64(n)
    }

    #[test]
    fn a_table_slot_takes_sixty_four_bytes() {
        assert_eq!(crate::lua::arena::Arena::<Table>::SLOT_BYTES, TABLE_BYTES);
    }

    #[test]
    fn traversal_order_of_integers_is_natives() {
        let mut w = World::new();
        for n in [10.0, 20.0, 30.0, 40.0, 50.0] {
            w.set(num(n), Value::TRUE);
        }
        assert_eq!(w.number_keys(), [20.0, 10.0, 40.0, 30.0, 50.0]);
    }

    #[test]
    fn traversal_order_of_strings_is_natives() {
        let mut w = World::new();
        for n in 1..=20 {
            w.set_str(&format!("k{n}"), f64::from(n));
        }
        let order: Vec<String> = w
            .keys()
            .into_iter()
            .map(|key| String::from_utf8(w.strings.get(key).unwrap().to_vec()).unwrap())
            .collect();
        assert_eq!(
            order.join(","),
            "k16,k19,k11,k17,k15,k20,k10,k8,k1,k12,k3,k2,k9,k13,k18,k14,k6,k7,k4,k5"
        );
    }

    #[test]
    fn zero_and_minus_zero_are_one_key() {
        let mut w = World::new();
        w.set(num(-0.0), Value::TRUE);
        assert_eq!(w.table.get(num(0.0), &w.strings), Value::TRUE);
        assert!(w.number_keys()[0].is_sign_negative());
    }

    #[test]
    fn appending_moves_items_to_the_array_part() {
        let mut w = World::new();
        for n in 1..=100 {
            w.set(num(f64::from(n)), num(f64::from(n)));
            assert_eq!(w.table.border(), n as usize);
        }
        assert_eq!(w.table.array().len(), 128);
        assert_eq!(w.table.get_int(100), num(100.0));
        assert_eq!(w.table.get_int(101), Value::NIL);
    }

    #[test]
    fn nil_and_nan_are_no_keys() {
        let mut w = World::new();
        let set = |w: &mut World, key| w.table.set(key, Value::TRUE, &mut w.strings, &mut w.mem);
        assert_eq!(set(&mut w, Value::NIL), Err(TableError::NilKey));
        assert_eq!(set(&mut w, num(f64::NAN)), Err(TableError::NanKey));
        assert!(w.table.get(Value::NIL, &w.strings).is_nil());
    }

    #[test]
    fn memory_charged_is_what_the_table_says_it_has() {
        let mut w = World::new();
        for n in 1..=1000 {
            w.set(num(f64::from(n)), Value::TRUE);
            w.set(num(-f64::from(n)), Value::TRUE);
        }
        for n in 1..=1000 {
            w.set(num(f64::from(n)), Value::NIL);
        }
        for n in 2000..2100 {
            w.set(num(f64::from(n)), Value::TRUE);
        }
        assert_eq!(w.mem.used(), w.table.part_bytes());
    }

    #[test]
    fn a_failed_rehash_leaves_the_table_as_it_was() {
        let mut w = World::new();
        for n in 1..=64 {
            w.set(num(f64::from(n)), Value::TRUE);
        }
        let used = w.mem.used();
        w.mem.set_limit(0);
        let result = w.table.set(num(65.0), Value::TRUE, &mut w.strings, &mut w.mem);
        assert_eq!(result, Err(TableError::OutOfMemory));
        assert_eq!(w.mem.used(), used);
        assert_eq!(w.table.border(), 64);
    }
}

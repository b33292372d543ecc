//! The heap: one arena per kind of object, the byte account, and access without metamethods.
//!
//! Everything a run makes lies above the arenas' marks; objects below them are older than the run.
//! Older tables are either read-only or journaled, so one test of a guard byte tells whether a write
//! may go straight ahead. Reading through a stale handle answers nil or nothing, never another object.
//!
//! May import `arena`, `event`, `function`, `handle`, `heap_change`, `limits`, `number`, `string`,
//! `table`, `thread`, `value`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "there is room; a string's plain text is no business of scripts"
)]

use super::arena::{Arena, Pooled};
use super::event::Event;
use super::function::{Closure, IS_NATIVE, NO_SIGNATURE, UpvaluePool};
use super::heap_change::HeapChange;
use super::limits::{Memory, OutOfMemory};
use super::number::{self, NumberText};
use super::string::StringStore;
use super::table::{TABLE_BYTES, Table, TableError};
use super::thread::{THREAD_BYTES, Thread};
use super::value::{
    NativeId, TAG_CELL, TAG_CLOSURE, TAG_LONG_STRING, TAG_TABLE, TAG_THREAD, Value, ValueKind,
};

/// Bytes a closure costs beside its upvalues.
pub(crate) const CLOSURE_BYTES: usize = Arena::<Closure>::SLOT_BYTES;
/// Bytes a cell costs.
pub(crate) const CELL_BYTES: usize = Arena::<Value>::SLOT_BYTES;
/// Bytes an upvalue costs.
pub(crate) const UPVALUE_BYTES: usize = size_of::<Value>();

/// Journal entries kept between runs.
const KEPT_CHANGES: usize = 64;

/// As a cell.
impl Pooled for Value {
    fn free(next: u32) -> Self {
        Value::object(next, 0)
    }

    fn next_free(&self) -> u32 {
        self.index()
    }
}

/// All objects of a VM.
pub(crate) struct LuaHeap {
    pub(crate) tables: Arena<Table>,
    pub(crate) closures: Arena<Closure>,
    pub(crate) cells: Arena<Value>,
    pub(crate) threads: Arena<Thread>,
    pub(crate) upvalues: UpvaluePool,
    pub(crate) strings: StringStore,
    pub(crate) memory: Memory,
    pub(crate) changes: Vec<HeapChange>,
    /// What is made is of a run, or of the next one.
    is_open: bool,
    /// The open run has collected.
    swept: bool,
    /// A collection has left room in the arenas.
    has_room: bool,
    /// The table of globals.
    pub(crate) globals: Value,
    /// What strings have for a metatable.
    pub(crate) string_metatable: Value,
    events: [Value; Event::ALL.len()],
}

impl LuaHeap {
    /// A heap with an empty table of globals.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn new() -> Result<Self, OutOfMemory> {
        let mut memory = Memory::default();
        let mut heap = LuaHeap {
            tables: Arena::new(TAG_TABLE),
            closures: Arena::new(TAG_CLOSURE),
            cells: Arena::new(TAG_CELL),
            threads: Arena::new(TAG_THREAD),
            upvalues: UpvaluePool::default(),
            strings: StringStore::new(&mut memory)?,
            memory,
            changes: Vec::new(),
            is_open: false,
            swept: false,
            has_room: false,
            globals: Value::NIL,
            string_metatable: Value::NIL,
            events: [Value::NIL; Event::ALL.len()],
        };
        for (slot, event) in heap.events.iter_mut().zip(Event::ALL) {
            *slot = heap.strings.create(event.key().as_bytes(), &mut heap.memory)?;
        }
        heap.globals = heap.new_table(0, 64).map_err(|_| OutOfMemory)?;
        Ok(heap)
    }

    // Making objects

    /// A string of `bytes`.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline]
    pub(crate) fn new_string(&mut self, bytes: &[u8]) -> Result<Value, OutOfMemory> {
        self.strings.create(bytes, &mut self.memory)
    }

    /// A table with room for `array` items and `hash` fields.
    ///
    /// # Errors
    /// [`TableError::OutOfMemory`], [`TableError::Overflow`].
    #[inline]
    pub(crate) fn new_table(&mut self, array: usize, hash: usize) -> Result<Value, TableError> {
        self.make_table(|memory| Table::with_sizes(array, hash, memory))
    }

    /// A table with `items` as its list.
    ///
    /// # Errors
    /// As [`Table::of_list`].
    pub(crate) fn new_list(&mut self, items: &[Value]) -> Result<Value, TableError> {
        self.make_table(|memory| Table::of_list(items, memory))
    }

    #[inline]
    fn make_table(
        &mut self,
        make: impl FnOnce(&mut Memory) -> Result<Table, TableError>,
    ) -> Result<Value, TableError> {
        let index = self.tables.reserve(&mut self.memory)?;
        match make(&mut self.memory) {
            Ok(table) => {
                self.memory.count(TABLE_BYTES);
                Ok(Value::object(index, self.tables.put(index, table)))
            }
            Err(error) => {
                self.tables.give_back(index);
                Err(error)
            }
        }
    }

    /// A table with the fields of table `model`, which has neither a list nor a metatable.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn new_table_like(&mut self, model: Value) -> Result<Value, OutOfMemory> {
        let LuaHeap { tables, memory, .. } = self;
        let index = tables.reserve(memory)?;
        let copy = tables.get(model.index(), model.stamp()).map(|model| model.same_fields(memory));
        let Some(Ok(table)) = copy else {
            tables.give_back(index);
            return Err(OutOfMemory);
        };
        memory.count(TABLE_BYTES);
        Ok(Value::object(index, tables.put(index, table)))
    }

    /// A cell that holds `value`.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline]
    pub(crate) fn new_cell(&mut self, value: Value) -> Result<Value, OutOfMemory> {
        let (index, stamp) = self.cells.alloc(value, &mut self.memory)?;
        self.memory.count(CELL_BYTES);
        Ok(Value::object(index, stamp))
    }

    /// A closure like `closure` with these upvalues.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline]
    pub(crate) fn new_closure(
        &mut self,
        mut closure: Closure,
        upvalues: impl ExactSizeIterator<Item = Value>,
    ) -> Result<Value, OutOfMemory> {
        let LuaHeap { closures, upvalues: pool, memory, .. } = self;
        let bytes = CLOSURE_BYTES + upvalues.len() * UPVALUE_BYTES;
        let index = closures.reserve(memory)?;
        if upvalues.len() > 0 {
            match pool.add(upvalues, memory) {
                Ok(start) => closure.upvalues = start,
                Err(error) => {
                    closures.give_back(index);
                    return Err(error);
                }
            }
        }
        memory.count(bytes);
        Ok(Value::object(index, closures.put(index, closure)))
    }

    /// Frees a closure without upvalues that nothing refers to, while the heap is closed.
    pub(crate) fn free_closure(&mut self, closure: Value) {
        if self.closure(closure).is_some() {
            self.closures.free(closure.index());
            self.memory.uncount(CLOSURE_BYTES);
        }
    }

    /// Native function `id` with upvalues.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn new_native_closure(
        &mut self,
        id: NativeId,
        upvalues: &[Value],
    ) -> Result<Value, OutOfMemory> {
        let closure = Closure {
            entry: id.0,
            signature: NO_SIGNATURE,
            upvalue_count: u8::try_from(upvalues.len()).unwrap_or(u8::MAX),
            flags: IS_NATIVE,
            ..Closure::default()
        };
        self.new_closure(closure, upvalues.iter().copied())
    }

    /// A coroutine that will run `function`.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn new_thread(&mut self, function: Value) -> Result<Value, OutOfMemory> {
        let (index, stamp) = self.threads.alloc(Thread::new(function), &mut self.memory)?;
        self.memory.count(THREAD_BYTES);
        Ok(Value::object(index, stamp))
    }

    // Reaching objects

    /// The table behind `value`; `None` if it is none.
    #[inline(always)]
    pub(crate) fn table(&self, value: Value) -> Option<&Table> {
        self.tables.get(value.index(), value.stamp())
    }

    /// The table behind `value`; `None` if it is none.
    #[inline(always)]
    pub(crate) fn table_mut(&mut self, value: Value) -> Option<&mut Table> {
        self.tables.get_mut(value.index(), value.stamp())
    }

    /// The closure behind `value`; `None` if it is none.
    #[inline(always)]
    pub(crate) fn closure(&self, value: Value) -> Option<&Closure> {
        self.closures.get(value.index(), value.stamp())
    }

    /// The coroutine behind `value`; `None` if it is none.
    pub(crate) fn thread(&self, value: Value) -> Option<&Thread> {
        self.threads.get(value.index(), value.stamp())
    }

    /// The coroutine behind `value`; `None` if it is none.
    pub(crate) fn thread_mut(&mut self, value: Value) -> Option<&mut Thread> {
        self.threads.get_mut(value.index(), value.stamp())
    }

    /// What a cell holds.
    #[inline(always)]
    pub(crate) fn cell(&self, cell: Value) -> Option<Value> {
        self.cells.get(cell.index(), cell.stamp()).copied()
    }

    /// Stores into a cell; journaled if the cell is older than the run.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn set_cell(&mut self, cell: Value, value: Value) -> Result<(), OutOfMemory> {
        if cell.index() < self.cells.mark()
            && let Some(old) = self.cell(cell)
        {
            self.journal(HeapChange::Cell { cell, old })?;
        }
        if let Some(slot) = self.cells.get_mut(cell.index(), cell.stamp()) {
            *slot = value;
        }
        Ok(())
    }

    /// Notes how to undo a write that is about to happen.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[cold]
    pub(crate) fn journal(&mut self, change: HeapChange) -> Result<(), OutOfMemory> {
        if self.changes.len() == self.changes.capacity() {
            self.memory.grow(&mut self.changes, 1, 0)?;
        }
        self.changes.push(change);
        Ok(())
    }

    /// The bytes of a string; `None` for other values.
    #[inline]
    pub(crate) fn bytes(&self, value: Value) -> Option<&[u8]> {
        self.strings.get(value)
    }

    // Access without metamethods

    /// `rawget`; nil if `table` is none.
    #[inline]
    pub(crate) fn raw_get(&self, table: Value, key: Value) -> Value {
        match self.table(table) {
            Some(table) => table.get(key, &self.strings),
            None => Value::NIL,
        }
    }

    /// The field `name` of a table; nil if absent.
    pub(crate) fn raw_get_str(&self, table: Value, name: &[u8]) -> Value {
        match self.strings.find_bytes(name) {
            Some(key) => self.raw_get(table, key),
            None => Value::NIL,
        }
    }

    /// The item `n` of a table; nil if absent.
    #[inline]
    pub(crate) fn raw_get_int(&self, table: Value, n: i64) -> Value {
        self.table(table).map_or(Value::NIL, |table| table.get_int(n))
    }

    /// `rawset` on a table that may be written. Journaled if the table is older than the run.
    ///
    /// # Errors
    /// Any [`TableError`].
    #[inline]
    pub(crate) fn raw_set(
        &mut self,
        table: Value,
        key: Value,
        value: Value,
    ) -> Result<(), TableError> {
        let LuaHeap { tables, strings, memory, .. } = self;
        let Some(target) = tables.get_mut(table.index(), table.stamp()) else { return Ok(()) };
        if target.is_journaled() {
            return self.set_journaled(table, key, value);
        }
        target.forget_absent();
        target.set(key, value, strings, memory)
    }

    /// `rawset` on a table older than the run. What the table grows by stays when the run ends.
    #[cold]
    fn set_journaled(&mut self, table: Value, key: Value, value: Value) -> Result<(), TableError> {
        let key = self.strings.key(key, &mut self.memory);
        self.journal(HeapChange::Field { table, key, old: Value::NIL })?;
        let LuaHeap { tables, strings, memory, changes, .. } = self;
        let Some(target) = tables.get_mut(table.index(), table.stamp()) else { return Ok(()) };
        if let Some(old) = target.overwrite(key, value, strings) {
            if let Some(HeapChange::Field { old: place, .. }) = changes.last_mut() {
                *place = old;
            }
            return Ok(());
        }
        let before = target.part_bytes();
        let set = target.set(key, value, strings, memory);
        memory.outlive(before, target.part_bytes());
        set
    }

    /// `rawset` of item `n`.
    ///
    /// # Errors
    /// Any [`TableError`].
    pub(crate) fn raw_set_int(
        &mut self,
        table: Value,
        n: i64,
        value: Value,
    ) -> Result<(), TableError> {
        #[expect(clippy::cast_precision_loss, reason = "integer keys are below 2^53")]
        self.raw_set(table, Value::from_f64(n as f64), value)
    }

    /// `rawset` of field `name`.
    ///
    /// # Errors
    /// Any [`TableError`].
    pub(crate) fn raw_set_str(
        &mut self,
        table: Value,
        name: &[u8],
        value: Value,
    ) -> Result<(), TableError> {
        let key = self.new_string(name)?;
        self.raw_set(table, key, value)
    }

    /// Sets the metatable of a table that may be written.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn set_metatable(
        &mut self,
        table: Value,
        metatable: Value,
    ) -> Result<(), OutOfMemory> {
        if let Some(target) = self.table(table)
            && target.is_journaled()
        {
            self.journal(HeapChange::Metatable { table, old: target.metatable() })?;
        }
        if let Some(target) = self.table_mut(table) {
            target.set_metatable(metatable);
        }
        Ok(())
    }

    /// Equality without metamethods (manual §2.5.2).
    #[inline]
    pub(crate) fn raw_equal(&self, a: Value, b: Value) -> bool {
        if a.same(b) {
            return true;
        }
        (a.tag() == TAG_LONG_STRING || b.tag() == TAG_LONG_STRING)
            && a.is_string()
            && b.is_string()
            && self.strings.equal(a, b)
    }

    /// Units of fuel that [`LuaHeap::raw_equal`] is worth: strings of one length are compared, 64 bytes a
    /// unit.
    #[inline]
    pub(crate) fn work_of_equality(&self, a: Value, b: Value) -> usize {
        let is_compared =
            a.is_string() && b.is_string() && self.strings.len(a) == self.strings.len(b);
        if is_compared { self.strings.len(a) >> 6 } else { 0 }
    }

    // Metatables

    /// The metatable of any value; nil if it has none.
    #[inline]
    pub(crate) fn metatable(&self, value: Value) -> Value {
        match self.table(value) {
            Some(table) => table.metatable(),
            None if value.is_string() => self.string_metatable,
            None => Value::NIL,
        }
    }

    /// The key of a metamethod.
    #[inline(always)]
    pub(crate) fn event_key(&self, event: Event) -> Value {
        self.events.get(event as usize).copied().unwrap_or_default()
    }

    /// The metamethod in a metatable; nil if there is none. Remembers the absence of the first few.
    #[inline]
    pub(crate) fn metamethod_in(&mut self, metatable: Value, event: Event) -> Value {
        let key = self.event_key(event);
        let LuaHeap { tables, strings, .. } = self;
        let Some(table) = tables.get_mut(metatable.index(), metatable.stamp()) else {
            return Value::NIL;
        };
        if table.is_absent(event as u8) {
            return Value::NIL;
        }
        let method = table.get_string(key, strings);
        if method.is_nil() {
            table.note_absent(event as u8);
        }
        method
    }

    /// The metamethod of a value; nil if there is none.
    #[inline]
    pub(crate) fn metamethod(&mut self, value: Value, event: Event) -> Value {
        let metatable = self.metatable(value);
        if metatable.is_nil() { Value::NIL } else { self.metamethod_in(metatable, event) }
    }

    // Strings and numbers

    /// The number a value is or, as a string, spells (manual §2.2.1).
    #[inline]
    pub(crate) fn to_number(&self, value: Value) -> Option<f64> {
        if value.is_number() {
            return Some(value.as_f64());
        }
        number::parse(self.bytes(value)?)
    }

    /// The string a number is written as.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn number_to_string(&mut self, n: f64) -> Result<Value, OutOfMemory> {
        self.new_string(NumberText::new(n).as_bytes())
    }

    /// What `tostring` gives without metamethods. Objects are told apart by numbers that are no addresses.
    pub(crate) fn plain_text(&self, value: Value) -> Vec<u8> {
        match value.kind() {
            ValueKind::String(_) => self.bytes(value).unwrap_or_default().to_vec(),
            ValueKind::Number(n) => NumberText::new(n).as_bytes().to_vec(),
            ValueKind::Nil => b"nil".to_vec(),
            ValueKind::Boolean(b) => b.to_string().into_bytes(),
            ValueKind::LightUserdata if value == Value::NULL => b"userdata: (nil)".to_vec(),
            _ => {
                let number = value.bits() & 0xFFFF_FFFF_FFFF;
                format!("{}: 0x{number:012x}", value.type_name()).into_bytes()
            }
        }
    }

    /// Makes a string of all bytes of the region from `start` on; drops them if their making has failed.
    ///
    /// # Errors
    /// That of the making, or [`OutOfMemory`].
    pub(crate) fn finish_string<E: From<OutOfMemory>>(
        &mut self,
        start: usize,
        made: Result<(), E>,
    ) -> Result<Value, E> {
        if let Err(error) = made {
            self.strings.abandon(start, &mut self.memory);
            return Err(error);
        }
        Ok(self.strings.finish(start, &mut self.memory)?)
    }

    /// The concatenation of strings and numbers; `None` if another value is among them. Linear in the
    /// bytes of all but the first when that one ends the region of strings.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn concat(&mut self, values: &[Value]) -> Result<Option<Value>, OutOfMemory> {
        // Before a byte is copied: whoever catches the error pays for none.
        if !values.iter().all(|value| value.is_text()) {
            return Ok(None);
        }
        let LuaHeap { strings, memory, .. } = self;
        let extended = match values.first() {
            Some(&first) if first.tag() == TAG_LONG_STRING => strings.begin_after(first),
            _ => None,
        };
        let mark = strings.begin();
        let rest = values.get(usize::from(extended.is_some())..).unwrap_or_default();
        for &value in rest {
            let pushed = if value.is_number() {
                strings.push(NumberText::new(value.as_f64()).as_bytes(), memory)
            } else {
                strings.push_string(value, memory)
            };
            if let Err(error) = pushed {
                strings.abandon(mark, memory);
                return Err(error);
            }
        }
        if let Some(start) = extended
            && strings.begin() > mark
        {
            return strings.finish(start, memory).map(Some);
        }
        match extended {
            // Nothing was added to the first operand.
            Some(_) => Ok(values.first().copied()),
            None => strings.finish(mark, memory).map(Some),
        }
    }

    /// The first `len` bytes of string `value`, or all if it has fewer, between two texts.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn wrap_text(
        &mut self,
        before: &[u8],
        value: Value,
        len: usize,
        after: &[u8],
    ) -> Result<Value, OutOfMemory> {
        let LuaHeap { strings, memory, .. } = self;
        let (start, all) = strings.place(value).unwrap_or_default();
        let begin = strings.begin();
        let made = strings.push_between(before, start, len.min(all), after, memory);
        self.finish_string(begin, made)
    }

    // Runs

    /// Makes the room that is kept between runs, before the first.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn prepare(&mut self) -> Result<(), OutOfMemory> {
        let memory = &mut self.memory;
        self.tables.prepare(memory)?;
        self.closures.prepare(memory)?;
        self.cells.prepare(memory)?;
        self.threads.prepare(memory)?;
        self.upvalues.prepare(memory)?;
        self.strings.prepare(memory)
    }

    /// Is the heap open, so that what is made lies above the marks?
    #[inline(always)]
    pub(crate) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Opens the heap for runs: what is made from here on lies above the marks. It stays open after a run
    /// until [`LuaHeap::close`] or [`LuaHeap::keep`].
    #[cold]
    #[inline(never)]
    pub(crate) fn open(&mut self) {
        if self.is_worn() {
            self.renew();
        }
        self.tables.open();
        self.closures.open();
        self.cells.open();
        self.threads.open();
        self.upvalues.open();
        self.strings.open();
        self.is_open = true;
    }

    /// Closes the heap between two runs: what is made from here on is made for good, whatever memory it
    /// takes.
    #[cold]
    #[inline(never)]
    pub(crate) fn close(&mut self) {
        if !self.is_open {
            return;
        }
        self.tables.close();
        self.closures.close();
        self.cells.close();
        self.threads.close();
        self.strings.close();
        self.is_open = false;
        self.memory.set_limit(usize::MAX);
        self.memory.set_collect_at(usize::MAX);
    }

    /// Closes the heap and keeps all that the run has made.
    pub(crate) fn keep(&mut self) {
        self.tables.keep();
        self.closures.keep();
        self.cells.keep();
        self.threads.keep();
        self.strings.keep();
        self.upvalues.open();
        self.is_open = false;
    }

    /// The open run has collected: its slots are no longer used in order.
    pub(crate) fn note_sweep(&mut self) {
        self.swept = true;
    }

    /// Keeps the room that a collection has left in the arenas for the objects up to the next one, which is
    /// due after `bytes`, or gives it back if it is far more than they can take. It counts as held.
    pub(crate) fn keep_room(&mut self, bytes: usize) {
        let spare = self.tables.spare_bytes()
            + self.closures.spare_bytes()
            + self.cells.spare_bytes()
            + self.threads.spare_bytes();
        self.has_room = true;
        if spare > bytes + bytes / 2 {
            self.give_room();
        }
    }

    /// Gives back what collections have left in the arenas: whoever makes objects next does not need it.
    #[inline]
    pub(crate) fn give_room(&mut self) {
        if std::mem::take(&mut self.has_room) {
            self.trim();
        }
    }

    #[cold]
    #[inline(never)]
    fn trim(&mut self) {
        let memory = &mut self.memory;
        self.tables.trim(memory);
        self.closures.trim(memory);
        self.cells.trim(memory);
        self.threads.trim(memory);
    }

    /// Ends a run that has left nothing but a few strings at most; false if there is more to be undone.
    #[inline(always)]
    pub(crate) fn release_few(&mut self) -> bool {
        if self.tables.is_touched()
            || self.closures.is_touched()
            || self.cells.is_touched()
            || self.threads.is_touched()
            || self.upvalues.is_touched()
            || !self.changes.is_empty()
            || self.memory.has_grown()
            || self.swept
            || !self.strings.release_few()
        {
            return false;
        }
        if self.strings.is_worn() {
            self.close();
        }
        true
    }

    /// Frees everything above the marks and what the journal took.
    #[cold]
    #[inline(never)]
    pub(crate) fn release(&mut self) {
        let memory = &mut self.memory;
        self.changes.clear();
        memory.shrink(&mut self.changes, KEPT_CHANGES);
        self.tables.release(memory);
        self.closures.release(memory);
        self.cells.release(memory);
        self.threads.release(memory);
        self.upvalues.release(memory);
        self.strings.release(self.swept, memory);
        memory.forget_growth();
        self.swept = false;
        self.has_room = false;
        if self.is_worn() {
            self.close();
        }
    }

    /// Are there slots that only [`LuaHeap::renew`] can bring back?
    pub(crate) fn is_worn(&self) -> bool {
        self.tables.is_worn()
            || self.closures.is_worn()
            || self.cells.is_worn()
            || self.threads.is_worn()
            || self.strings.is_worn()
    }

    /// Starts the generations of free slots again. Only between runs, when no handle to a freed object
    /// is left.
    fn renew(&mut self) {
        self.tables.renew();
        self.closures.renew();
        self.cells.renew();
        self.threads.renew();
        self.strings.renew();
    }

    /// The same of the slots above the marks, while a run is open.
    pub(crate) fn renew_young(&mut self) {
        self.tables.renew_young();
        self.closures.renew_young();
        self.cells.renew_young();
        self.threads.renew_young();
        self.strings.renew_young();
    }

    /// Marks all tables as older than the runs to come: writes to them will be journaled.
    pub(crate) fn journal_tables(&mut self) {
        for index in 0..self.tables.end() {
            if let Some(table) = self.tables.at_mut(index) {
                table.set_journaled();
            }
        }
    }
}

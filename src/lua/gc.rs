//! The collector for long runs (manual §2.10): mark and sweep above the marks of the open run.
//!
//! What is older than the run is not looked at, except where the journal says that the run has written
//! to it. Marking uses an explicit worklist, so depth of the data costs no native stack. The worklist is
//! as long as memory allows; what does not fit is found again by looking through all marked objects.
//! Strings are marked without being traversed; the bytes of dead ones are won back when the region is
//! compacted. So a collection needs no memory that it may not have.
//!
//! The host is polled after every few thousand objects, whether they are marked or freed, so a kill waits
//! for no collection.
//!
//! A collection happens between instructions only. Its roots are given by the VM.
//!
//! May import `event`, `heap`, `heap_change`, `limits`, `table`, `thread`, `value`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use super::event::Event;
use super::function::Closure;
use super::heap::{CELL_BYTES, CLOSURE_BYTES, LuaHeap, UPVALUE_BYTES};
use super::heap_change::HeapChange;
use super::limits::{LimitKind, MIN_COLLECT_BYTES, Memory, PORTION, Poll};
use super::string::STRING_BYTES;
use super::table::{TABLE_BYTES, Table};
use super::thread::{THREAD_BYTES, Thread};
use super::value::{
    TAG_CELL, TAG_CLOSURE, TAG_LONG_STRING, TAG_STRING, TAG_TABLE, TAG_THREAD, Value,
};

/// Length of the worklist that is there without asking.
const FREE_GRAY: usize = 32 << 10;

/// A collection under way.
pub(crate) struct Collector {
    /// Objects marked but not traversed.
    gray: Vec<Value>,
    /// Longest that the worklist may become.
    most_gray: usize,
    /// An object was marked that is not in the worklist.
    lost: bool,
    /// A weak table was found.
    weak: bool,
    /// Values looked at since the last poll.
    work: usize,
}

impl Collector {
    /// Starts a collection: nothing is marked.
    pub(crate) fn begin(heap: &mut LuaHeap) -> Self {
        heap.note_sweep();
        heap.tables.clear_marks();
        heap.closures.clear_marks();
        heap.cells.clear_marks();
        heap.threads.clear_marks();
        heap.strings.slots_mut().clear_marks();
        // Growing, it may be there twice.
        let affordable = heap.memory.left() / (4 * size_of::<Value>());
        let most_gray = FREE_GRAY.saturating_add(affordable);
        Collector { gray: Vec::new(), most_gray, lost: false, weak: false, work: 0 }
    }

    /// Marks a value and, later, all it refers to. Stale handles mark nothing.
    #[inline(always)]
    pub(crate) fn mark(&mut self, heap: &LuaHeap, value: Value) {
        if value.tag() >= TAG_STRING {
            self.mark_object(heap, value);
        }
    }

    fn mark_object(&mut self, heap: &LuaHeap, value: Value) {
        let index = value.index();
        let fresh = match value.tag() {
            TAG_STRING | TAG_LONG_STRING if value.is_string() => {
                if heap.strings.get(value).is_some() {
                    heap.strings.slots().mark_slot(index);
                }
                return;
            }
            TAG_TABLE => heap.table(value).is_some() && heap.tables.mark_slot(index),
            TAG_CLOSURE => heap.closure(value).is_some() && heap.closures.mark_slot(index),
            TAG_CELL => heap.cell(value).is_some() && heap.cells.mark_slot(index),
            TAG_THREAD => heap.thread(value).is_some() && heap.threads.mark_slot(index),
            _ => return,
        };
        if fresh {
            if self.gray.len() < self.gray.capacity() || self.grow() {
                self.gray.push(value);
            } else {
                self.lost = true;
            }
        }
    }

    #[cold]
    fn grow(&mut self) -> bool {
        let len = self.gray.len();
        let most = (len * 2).max(64).min(self.most_gray);
        most > len && self.gray.try_reserve_exact(most - len).is_ok()
    }

    /// Marks what the run wrote into older objects.
    ///
    /// # Errors
    /// That of `poll`.
    pub(crate) fn mark_changes(&mut self, heap: &LuaHeap, poll: Poll<'_>) -> Result<(), LimitKind> {
        for change in &heap.changes {
            self.count(1, poll)?;
            match *change {
                HeapChange::Field { table, key, .. } => {
                    self.mark(heap, key);
                    self.mark(heap, heap.raw_get(table, key));
                }
                HeapChange::Metatable { table, .. } => self.mark(heap, heap.metatable(table)),
                HeapChange::Cell { cell, .. } => {
                    if let Some(value) = heap.cell(cell) {
                        self.mark(heap, value);
                    }
                }
            }
        }
        Ok(())
    }

    /// Traverses until nothing is gray. `functions` is told of each closure that is alive, perhaps more
    /// than once; `poll` is asked now and then whether to go on.
    ///
    /// # Errors
    /// That of `poll`. Nothing has been freed then.
    pub(crate) fn traverse(
        &mut self,
        heap: &mut LuaHeap,
        mut functions: impl FnMut(&Closure),
        poll: Poll<'_>,
    ) -> Result<(), LimitKind> {
        self.drain(heap, &mut functions, poll)?;
        while std::mem::take(&mut self.lost) {
            // Whatever is marked may have been lost, or something it refers to.
            for (tag, end) in [
                (TAG_TABLE, heap.tables.end()),
                (TAG_CLOSURE, heap.closures.end()),
                (TAG_CELL, heap.cells.end()),
                (TAG_THREAD, heap.threads.end()),
            ] {
                for index in 0..end {
                    if let Some(value) = marked(heap, tag, index) {
                        self.traverse_object(heap, value, &mut functions, poll)?;
                        self.drain(heap, &mut functions, poll)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn drain(
        &mut self,
        heap: &mut LuaHeap,
        functions: &mut impl FnMut(&Closure),
        poll: Poll<'_>,
    ) -> Result<(), LimitKind> {
        while let Some(value) = self.gray.pop() {
            self.traverse_object(heap, value, functions, poll)?;
        }
        Ok(())
    }

    /// Polls once enough values have been looked at, these `values` among them.
    #[inline]
    fn count(&mut self, values: usize, poll: Poll<'_>) -> Result<(), LimitKind> {
        self.work += values;
        if self.work < PORTION {
            return Ok(());
        }
        self.work = 0;
        poll()
    }

    /// Marks values that are no object's.
    ///
    /// # Errors
    /// That of `poll`.
    pub(crate) fn mark_all(
        &mut self,
        heap: &LuaHeap,
        values: &[Value],
        poll: Poll<'_>,
    ) -> Result<(), LimitKind> {
        for portion in values.chunks(PORTION) {
            self.count(portion.len(), poll)?;
            for &value in portion {
                self.mark(heap, value);
            }
        }
        Ok(())
    }

    fn traverse_object(
        &mut self,
        heap: &mut LuaHeap,
        value: Value,
        functions: &mut impl FnMut(&Closure),
        poll: Poll<'_>,
    ) -> Result<(), LimitKind> {
        self.count(1, poll)?;
        match value.tag() {
            TAG_TABLE => self.traverse_table(heap, value, poll)?,
            TAG_CLOSURE => {
                if let Some(closure) = heap.closure(value).copied() {
                    functions(&closure);
                    for &upvalue in heap.upvalues.of(&closure) {
                        self.mark(heap, upvalue);
                    }
                }
            }
            TAG_CELL => {
                if let Some(held) = heap.cell(value) {
                    self.mark(heap, held);
                }
            }
            _ => {
                if let Some(thread) = heap.thread(value) {
                    self.mark(heap, thread.resumer);
                    self.mark(heap, thread.function);
                    self.mark_all(heap, &thread.slots, poll)?;
                }
            }
        }
        Ok(())
    }

    fn traverse_table(
        &mut self,
        heap: &mut LuaHeap,
        value: Value,
        poll: Poll<'_>,
    ) -> Result<(), LimitKind> {
        let metatable = heap.metatable(value);
        let mode = if metatable.is_nil() {
            Value::NIL
        } else {
            heap.metamethod_in(metatable, Event::Mode)
        };
        let mode = heap.bytes(mode).unwrap_or_default();
        let (weak_keys, weak_values) = (mode.contains(&b'k'), mode.contains(&b'v'));
        self.weak |= weak_keys || weak_values;
        if let Some(table) = heap.table_mut(value) {
            table.set_weak(weak_keys || weak_values);
        }
        self.mark(heap, metatable);
        let Some(table) = heap.table(value) else { return Ok(()) };
        for items in table.array().chunks(PORTION) {
            self.count(items.len() / 8, poll)?;
            for &item in items {
                if !weak_values || item.is_string() {
                    self.mark(heap, item);
                }
            }
        }
        for nodes in table.nodes().chunks(PORTION) {
            self.count(nodes.len() / 8, poll)?;
            for node in nodes {
                if node.value.is_nil() {
                    continue;
                }
                if !weak_keys || node.key.is_string() {
                    self.mark(heap, node.key);
                }
                if !weak_values || node.value.is_string() {
                    self.mark(heap, node.value);
                }
            }
        }
        Ok(())
    }

    fn clear_weak(&self, heap: &mut LuaHeap, poll: Poll<'_>) -> Result<(), LimitKind> {
        if !self.weak {
            return Ok(());
        }
        let LuaHeap { tables, closures, threads, memory, .. } = heap;
        for index in tables.mark()..tables.end() {
            if (index as usize).is_multiple_of(PORTION) {
                poll()?;
            }
            if !tables.is_marked(index) || !tables.at(index).is_some_and(Table::is_weak) {
                continue;
            }
            let Some(mut table) = tables.at_mut(index).map(std::mem::take) else { continue };
            // An object above the mark that was not marked is dead; strings never are for weak tables.
            let is_dead = |value: Value| match value.tag() {
                TAG_TABLE => !tables.is_marked(value.index()),
                TAG_CLOSURE => !closures.is_marked(value.index()),
                TAG_THREAD => !threads.is_marked(value.index()),
                _ => false,
            };
            for items in table.array_mut().chunks_mut(PORTION) {
                for item in &mut *items {
                    if is_dead(*item) {
                        *item = Value::NIL;
                    }
                }
                memory.rest_after(items);
            }
            for nodes in table.nodes_mut().chunks_mut(PORTION) {
                for node in &mut *nodes {
                    if is_dead(node.key) || is_dead(node.value) {
                        node.value = Value::NIL;
                    }
                }
                memory.rest_after(nodes);
            }
            if let Some(place) = tables.at_mut(index) {
                *place = table;
            }
        }
        Ok(())
    }

    /// Frees what was not marked; `freed_thread` is told of each coroutine before it goes. Sets when the
    /// next collection is due.
    ///
    /// # Errors
    /// That of `poll`. The run must end then: dead objects that are left are freed with it.
    pub(crate) fn sweep(
        self,
        heap: &mut LuaHeap,
        mut freed_thread: impl FnMut(&Thread, &mut Memory),
        poll: Poll<'_>,
    ) -> Result<(), LimitKind> {
        self.clear_weak(heap, poll)?;
        let LuaHeap { tables, closures, cells, threads, upvalues, strings, memory, .. } = heap;
        let (freed, swept) = tables.sweep(|table| memory.credit(table.part_bytes()), poll);
        memory.uncount(freed * TABLE_BYTES);
        swept?;
        let mut freed_upvalues = 0;
        let free = |closure: &Closure| {
            upvalues.free(closure);
            freed_upvalues += usize::from(closure.upvalue_count);
        };
        let (freed, swept) = closures.sweep(free, poll);
        memory.uncount(freed * CLOSURE_BYTES + freed_upvalues * UPVALUE_BYTES);
        swept?;
        let (freed, swept) = cells.sweep(|_| (), poll);
        memory.uncount(freed * CELL_BYTES);
        swept?;
        let free = |thread: &Thread| {
            freed_thread(thread, memory);
            memory.credit(thread.charged);
        };
        let (freed, swept) = threads.sweep(free, poll);
        memory.uncount(freed * THREAD_BYTES);
        swept?;
        strings.sweep(memory, poll)?;
        let bytes = bytes_to_next(memory);
        heap.keep_room(bytes);
        schedule(heap);
        Ok(())
    }
}

/// Object `index` of kind `tag`, if this run has made and marked it.
fn marked(heap: &LuaHeap, tag: u16, index: u32) -> Option<Value> {
    let stamp = match tag {
        TAG_TABLE if heap.tables.is_marked_young(index) => heap.tables.stamp(index),
        TAG_CLOSURE if heap.closures.is_marked_young(index) => heap.closures.stamp(index),
        TAG_CELL if heap.cells.is_marked_young(index) => heap.cells.stamp(index),
        TAG_THREAD if heap.threads.is_marked_young(index) => heap.threads.stamp(index),
        _ => None,
    };
    stamp.map(|stamp| Value::object(index, stamp))
}

/// Sets the size of the heap at which the next collection is due.
#[inline]
pub(crate) fn schedule(heap: &mut LuaHeap) {
    let bytes = bytes_to_next(&heap.memory);
    heap.memory.set_collect_at(heap.memory.used().saturating_add(bytes));
}

/// Bytes of objects that may be made until the next collection: not quite as many as there are, but never
/// more than half of what is left below the limit.
#[inline]
fn bytes_to_next(memory: &Memory) -> usize {
    let used = memory.used();
    let wanted = (used - used / 4).max(MIN_COLLECT_BYTES);
    let affordable = (memory.left() / 2).max(MIN_COLLECT_BYTES / 4);
    wanted.min(affordable)
}

/// Frees the strings that no object older than the runs, no constant and no name given refers to; only
/// between runs. Linear in all that is loaded.
pub(crate) fn sweep_older_strings(heap: &mut LuaHeap, named: impl Iterator<Item = Value>) {
    heap.strings.slots_mut().clear_marks();
    let strings = heap.strings.slots();
    let mut mark = |value: Value| {
        if value.is_string() {
            strings.mark_any(value.index());
        }
    };
    named.for_each(&mut mark);
    for &event in Event::ALL {
        mark(heap.event_key(event));
    }
    for (_, table) in heap.tables.iter_from(0) {
        table.array().iter().copied().for_each(&mut mark);
        for node in table.nodes() {
            mark(node.key);
            mark(node.value);
        }
    }
    for (_, closure) in heap.closures.iter_from(0) {
        heap.upvalues.of(closure).iter().copied().for_each(&mut mark);
    }
    for (_, &held) in heap.cells.iter_from(0) {
        mark(held);
    }
    for index in 0..heap.strings.slots().end() {
        if !heap.strings.slots().has_mark(index) && heap.strings.free(index) {
            heap.memory.uncount(STRING_BYTES);
        }
    }
    heap.strings.compact_all(&mut heap.memory);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of `width` lists of `depth` tables, each in the next.
    fn wide(heap: &mut LuaHeap, width: i64, depth: usize) -> Value {
        let root = heap.new_table(0, 0).unwrap();
        for n in 1..=width {
            let mut inner = heap.new_cell(Value::from_f64(7.0)).unwrap();
            for _ in 0..depth {
                let table = heap.new_table(1, 0).unwrap();
                heap.raw_set_int(table, 1, inner).unwrap();
                inner = table;
            }
            heap.raw_set_int(root, n, inner).unwrap();
        }
        root
    }

    fn collect(heap: &mut LuaHeap, root: Value, most_gray: usize) {
        let mut collector = Collector::begin(heap);
        collector.most_gray = most_gray;
        collector.mark(heap, root);
        collector.traverse(heap, |_| {}, &mut || Ok(())).unwrap();
        collector.sweep(heap, |_, _| {}, &mut || Ok(())).unwrap();
    }

    #[test]
    fn what_does_not_fit_the_worklist_is_marked_all_the_same() {
        for most_gray in [0, 1, 3, 100, 1_000_000] {
            let mut heap = LuaHeap::new().unwrap();
            heap.open();
            let root = wide(&mut heap, 300, 3);
            wide(&mut heap, 50, 2);
            let tables = heap.tables.count();
            collect(&mut heap, root, most_gray);
            assert_eq!(tables - heap.tables.count(), 101, "{most_gray} gray");
            for n in 1..=300 {
                let mut inner = heap.raw_get_int(root, n);
                for _ in 0..3 {
                    inner = heap.raw_get_int(inner, 1);
                }
                assert_eq!(heap.cell(inner), Some(Value::from_f64(7.0)));
            }
            collect(&mut heap, Value::NIL, most_gray);
            assert_eq!(heap.tables.count(), 1, "the globals are older");
        }
    }

    #[test]
    fn the_account_after_a_collection_is_that_of_what_lives() {
        let mut heap = LuaHeap::new().unwrap();
        heap.open();
        collect(&mut heap, Value::NIL, 10);
        let (used, held) = (heap.memory.used(), heap.memory.held());
        let root = wide(&mut heap, 100, 2);
        heap.new_string(&[b'x'; 30_000]).unwrap();
        collect(&mut heap, root, 10);
        assert!(heap.memory.used() > used);
        collect(&mut heap, Value::NIL, 10);
        assert_eq!(heap.memory.used(), used);
        assert!(heap.memory.held() < held + (64 << 10));
    }

    #[test]
    fn room_stays_for_what_is_made_up_to_the_next_collection_and_no_more() {
        let mut heap = LuaHeap::new().unwrap();
        heap.open();
        let mut make = |cells: usize| {
            let before = heap.memory.held();
            for _ in 0..cells {
                heap.new_cell(Value::NIL).unwrap();
            }
            let made = heap.memory.held();
            collect(&mut heap, Value::NIL, 10);
            [before, made, heap.memory.held()]
        };
        let cells = MIN_COLLECT_BYTES / CELL_BYTES;
        let [empty, full, kept] = make(cells);
        assert!(kept == full && full > empty + MIN_COLLECT_BYTES);
        assert_eq!(make(cells), [kept; 3]);
        let [.., kept] = make(cells * 4);
        assert!(kept < empty + MIN_COLLECT_BYTES / 4, "{kept} bytes");
        make(cells);
        heap.give_room();
        let kept = heap.memory.held();
        assert!(kept < empty + MIN_COLLECT_BYTES / 4, "{kept} bytes");
    }
}

//! The collector for long runs (manual §2.10): mark and sweep above the marks of the open run.
//!
//! What is older than the run is not looked at, except where the journal says that the run has written
//! to it. Marking uses an explicit worklist, so depth of the data costs no native stack. Strings are
//! marked without being traversed; the bytes of dead ones are won back when the region is compacted.
//!
//! A collection happens between instructions only. Its roots are given by the VM.
//!
//! May import `event`, `heap`, `heap_change`, `limits`, `table`, `thread`, `value`.

use super::event::Event;
use super::function::Closure;
use super::heap::{CELL_BYTES, CLOSURE_BYTES, LuaHeap, UPVALUE_BYTES};
use super::heap_change::HeapChange;
use super::limits::MIN_COLLECT_BYTES;
use super::string::STRING_BYTES;
use super::thread::THREAD_BYTES;
use super::value::{
    TAG_CELL, TAG_CLOSURE, TAG_LONG_STRING, TAG_STRING, TAG_TABLE, TAG_THREAD, Value,
};

/// Bits for the slots of an arena from its mark on.
struct Marks {
    first: u32,
    bits: Vec<u64>,
}

impl Marks {
    fn new(first: u32, end: u32) -> Self {
        Marks { first, bits: vec![0; (end.saturating_sub(first) as usize).div_ceil(64)] }
    }

    /// Marks a slot; true if it was not marked. Slots below the first count as marked.
    fn set(&mut self, index: u32) -> bool {
        let Some(offset) = index.checked_sub(self.first) else { return false };
        let Some(word) = self.bits.get_mut(offset as usize / 64) else { return false };
        let bit = 1 << (offset % 64);
        let fresh = *word & bit == 0;
        *word |= bit;
        fresh
    }

    fn has(&self, index: u32) -> bool {
        let Some(offset) = index.checked_sub(self.first) else { return true };
        self.bits.get(offset as usize / 64).is_none_or(|word| word & (1 << (offset % 64)) != 0)
    }
}

/// A collection under way.
pub(crate) struct Collector {
    tables: Marks,
    closures: Marks,
    cells: Marks,
    threads: Marks,
    strings: Marks,
    /// Objects marked but not traversed.
    gray: Vec<Value>,
    /// Tables whose `__mode` says that they are weak.
    weak: Vec<Value>,
}

impl Collector {
    /// Starts a collection: nothing is marked.
    pub(crate) fn begin(heap: &LuaHeap) -> Self {
        let strings = heap.strings.slots();
        Collector {
            tables: Marks::new(heap.tables.mark(), heap.tables.end()),
            closures: Marks::new(heap.closures.mark(), heap.closures.end()),
            cells: Marks::new(heap.cells.mark(), heap.cells.end()),
            threads: Marks::new(heap.threads.mark(), heap.threads.end()),
            strings: Marks::new(strings.mark(), strings.end()),
            gray: Vec::new(),
            weak: Vec::new(),
        }
    }

    /// Marks a value and, later, all it refers to. Stale handles mark nothing.
    pub(crate) fn mark(&mut self, heap: &LuaHeap, value: Value) {
        let index = value.index();
        let fresh = match value.tag() {
            TAG_STRING | TAG_LONG_STRING if value.is_string() => {
                if heap.strings.get(value).is_some() {
                    self.strings.set(index);
                }
                return;
            }
            TAG_TABLE => heap.table(value).is_some() && self.tables.set(index),
            TAG_CLOSURE => heap.closure(value).is_some() && self.closures.set(index),
            TAG_CELL => heap.cell(value).is_some() && self.cells.set(index),
            TAG_THREAD => heap.thread(value).is_some() && self.threads.set(index),
            _ => return,
        };
        if fresh {
            self.gray.push(value);
        }
    }

    /// Marks what the run wrote into older objects.
    pub(crate) fn mark_changes(&mut self, heap: &LuaHeap) {
        for change in &heap.changes {
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
    }

    /// Traverses until nothing is gray. `functions` is told of each closure that is alive.
    pub(crate) fn traverse(&mut self, heap: &mut LuaHeap, mut functions: impl FnMut(&Closure)) {
        while let Some(value) = self.gray.pop() {
            match value.tag() {
                TAG_TABLE => self.traverse_table(heap, value),
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
                        for &slot in &thread.slots {
                            self.mark(heap, slot);
                        }
                    }
                }
            }
        }
    }

    fn traverse_table(&mut self, heap: &mut LuaHeap, value: Value) {
        let metatable = heap.metatable(value);
        let mode = if metatable.is_nil() {
            Value::NIL
        } else {
            heap.metamethod_in(metatable, Event::Mode)
        };
        let mode = heap.bytes(mode).unwrap_or_default();
        let (weak_keys, weak_values) = (mode.contains(&b'k'), mode.contains(&b'v'));
        self.mark(heap, metatable);
        let Some(table) = heap.table(value) else { return };
        if weak_keys || weak_values {
            self.weak.push(value);
        }
        for &item in table.array() {
            if !weak_values || item.is_string() {
                self.mark(heap, item);
            }
        }
        for node in table.nodes() {
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

    /// Is a value dead: an object above the mark that was not marked? Strings never are for weak tables.
    fn is_dead(&self, value: Value) -> bool {
        let index = value.index();
        match value.tag() {
            TAG_TABLE => !self.tables.has(index),
            TAG_CLOSURE => !self.closures.has(index),
            TAG_THREAD => !self.threads.has(index),
            _ => false,
        }
    }

    fn clear_weak(&self, heap: &mut LuaHeap) {
        for &value in &self.weak {
            let Some(table) = heap.table_mut(value) else { continue };
            for item in table.array_mut() {
                if self.is_dead(*item) {
                    *item = Value::NIL;
                }
            }
            for node in table.nodes_mut() {
                if self.is_dead(node.key) || self.is_dead(node.value) {
                    node.value = Value::NIL;
                }
            }
        }
    }

    /// Frees what was not marked; `threads` is told of each coroutine before it goes. Sets when the
    /// next collection is due.
    pub(crate) fn sweep(self, heap: &mut LuaHeap, mut threads: impl FnMut(&super::thread::Thread)) {
        self.clear_weak(heap);
        for index in self.tables.first..heap.tables.end() {
            if !self.tables.has(index)
                && let Some(table) = heap.tables.free(index)
            {
                heap.memory.credit(table.bytes());
            }
        }
        for index in self.closures.first..heap.closures.end() {
            if !self.closures.has(index)
                && let Some(closure) = heap.closures.free(index)
            {
                heap.upvalues.free(&closure);
                let upvalues = usize::from(closure.upvalue_count) * UPVALUE_BYTES;
                heap.memory.credit(CLOSURE_BYTES + upvalues);
            }
        }
        for index in self.cells.first..heap.cells.end() {
            if !self.cells.has(index) && heap.cells.free(index).is_some() {
                heap.memory.credit(CELL_BYTES);
            }
        }
        for index in self.threads.first..heap.threads.end() {
            if !self.threads.has(index)
                && let Some(thread) = heap.threads.free(index)
            {
                threads(&thread);
                heap.memory.credit(THREAD_BYTES + thread.charged);
            }
        }
        for index in self.strings.first..heap.strings.slots().end() {
            if !self.strings.has(index) && heap.strings.free(index) {
                heap.memory.credit(STRING_BYTES);
            }
        }
        if heap.strings.is_bloated() {
            let (from, first) = (heap.strings.region_mark(), heap.strings.slots().mark());
            let won = heap.strings.compact(from, first);
            heap.memory.credit(won);
        }
        schedule(heap);
    }
}

/// Sets the size of the heap at which the next collection is due: double, but never more than half of
/// what is left below the limit.
pub(crate) fn schedule(heap: &mut LuaHeap) {
    let used = heap.memory.used();
    let wanted = used.saturating_add(used.max(MIN_COLLECT_BYTES));
    let left = heap.memory.limit().saturating_sub(used);
    heap.memory.set_collect_at(wanted.min(used.saturating_add(left / 2 + 1)));
}

/// Frees the strings that no object older than the runs, no constant and no name given refers to; only
/// between runs. Linear in all that is loaded.
pub(crate) fn sweep_older_strings(heap: &mut LuaHeap, named: impl Iterator<Item = Value>) {
    let end = heap.strings.slots().end();
    let mut marks = Marks::new(0, end);
    let mut mark = |value: Value| {
        if value.is_string() {
            marks.set(value.index());
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
    for index in 0..end {
        if !marks.has(index) && heap.strings.free(index) {
            heap.memory.credit(STRING_BYTES);
        }
    }
    let won = heap.strings.compact(0, 0);
    heap.memory.credit(won);
}

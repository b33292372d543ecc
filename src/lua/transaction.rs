//! A script run as a heap transaction.
//!
//! [`HeapTransaction::begin`] notes where the heap stands, in constant time. What the run makes lies
//! above; its writes to older objects are journaled by the heap. [`HeapTransaction::rollback`] undoes
//! the journal backwards and frees everything above the marks, so that no state of one run reaches
//! the next; [`HeapTransaction::commit`] keeps what was made, as opening a library does.
//!
//! May import `heap`, `heap_change`, `limits`.

use super::heap::LuaHeap;
use super::heap_change::HeapChange;
use super::limits::{Mark, PORTION};

/// The claim of one run on the heap. Ends by [`rollback`](Self::rollback) or
/// [`commit`](Self::commit).
#[derive(Debug)]
#[must_use]
pub(crate) struct HeapTransaction {
    /// Where the byte account stood when it began.
    account: Mark,
}

impl HeapTransaction {
    /// Opens the heap, if it is closed. Constant time.
    #[inline]
    pub(crate) fn begin(heap: &mut LuaHeap) -> Self {
        debug_assert!(heap.changes.is_empty(), "a run is open");
        if !heap.is_open() {
            heap.open();
        }
        HeapTransaction { account: heap.memory.mark() }
    }

    /// Bytes of objects when it began.
    pub(crate) fn used(&self) -> usize {
        self.account.used()
    }

    /// Ends a run that has left next to nothing; false if it needs [`HeapTransaction::rollback`].
    #[inline(always)]
    pub(crate) fn end(&self, heap: &mut LuaHeap) -> bool {
        let ended = heap.release_few();
        if ended {
            heap.memory.reset_to(self.account);
        }
        ended
    }

    /// Undoes all writes to older objects and frees what was made; others have their turn after every few
    /// thousand of them. Linear in both. No limit may hold any more: an older table may have to grow back.
    pub(crate) fn rollback(self, heap: &mut LuaHeap) {
        while let Some(change) = heap.changes.pop() {
            undo(heap, change);
            if heap.changes.len() % PORTION == PORTION - 1 {
                heap.memory.rest();
            }
        }
        heap.release();
        heap.memory.reset_to(self.account);
    }

    /// Keeps everything. Later runs journal their writes to it. Linear in the tables kept.
    pub(crate) fn commit(self, heap: &mut LuaHeap) {
        heap.changes.clear();
        heap.keep();
        heap.journal_tables();
    }
}

fn undo(heap: &mut LuaHeap, change: HeapChange) {
    let LuaHeap { tables, cells, strings, memory, .. } = heap;
    match change {
        HeapChange::Field { table, key, old } => {
            if let Some(table) = tables.get_mut(table.index(), table.stamp()) {
                // A key that the run has set to nil has lost its place if the table was filled up after.
                if table.overwrite(key, old, strings).is_none() && !old.is_nil() {
                    let _ = table.set(key, old, strings, memory);
                }
            }
        }
        HeapChange::Metatable { table, old } => {
            if let Some(table) = tables.get_mut(table.index(), table.stamp()) {
                table.set_metatable(old);
            }
        }
        HeapChange::Cell { cell, old } => {
            if let Some(slot) = cells.get_mut(cell.index(), cell.stamp()) {
                *slot = old;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lua::value::Value;

    #[test]
    fn rollback_restores_older_objects_and_frees_new_ones() {
        let mut heap = LuaHeap::new().unwrap();
        let load = HeapTransaction::begin(&mut heap);
        let old = heap.new_table(0, 0).unwrap();
        heap.raw_set_str(old, b"x", Value::TRUE).unwrap();
        let cell = heap.new_cell(Value::TRUE).unwrap();
        load.commit(&mut heap);
        let (used, parts) = (heap.memory.used(), heap.table(old).unwrap().part_bytes());

        let run = HeapTransaction::begin(&mut heap);
        let new = heap.new_table(4, 4).unwrap();
        let text = heap.new_string(b"made by the run").unwrap();
        heap.raw_set_str(old, b"x", new).unwrap();
        heap.raw_set_str(old, b"y", text).unwrap();
        heap.set_metatable(old, new).unwrap();
        heap.set_cell(cell, new).unwrap();
        run.rollback(&mut heap);

        assert_eq!(heap.raw_get_str(old, b"x"), Value::TRUE);
        assert_eq!(heap.raw_get_str(old, b"y"), Value::NIL);
        assert_eq!(heap.metatable(old), Value::NIL);
        assert_eq!(heap.cell(cell), Some(Value::TRUE));
        assert!(heap.table(new).is_none(), "a handle of the run is stale");
        assert_eq!(heap.bytes(text), None);
        let grown = heap.table(old).unwrap().part_bytes() - parts;
        assert_eq!(heap.memory.used(), used + grown, "an older table keeps its size");
    }

    #[test]
    fn a_million_runs_leave_the_heap_as_the_first_did() {
        let mut heap = LuaHeap::new().unwrap();
        let run = |heap: &mut LuaHeap, n: u32| {
            let run = HeapTransaction::begin(heap);
            let table = heap.new_table(1, 1).unwrap();
            let text = heap.new_string(n.to_string().as_bytes()).unwrap();
            heap.raw_set(table, text, Value::TRUE).unwrap();
            heap.new_cell(text).unwrap();
            run.rollback(heap);
        };
        for n in 0..1_000 {
            run(&mut heap, n);
        }
        let (used, region) = (heap.memory.used(), heap.strings.region_len());
        for n in 0..1_000_000 {
            run(&mut heap, n);
        }
        assert_eq!((heap.memory.used(), heap.strings.region_len()), (used, region));
        assert_eq!(heap.tables.count(), 1);
    }
}

//! Lists of strings that the host gives a run, for code that needs no table of them.
//!
//! An item becomes a string when it is read first, and is remembered until the end of the run. A native
//! function that asks for it gets items as its arguments unread: [`Value::unread_item`], which lies in no
//! other place than the register of such an argument.
//!
//! May import `limits`, `value`, and the VM's own `native`, `state`.

use super::super::limits::{Memory, OutOfMemory};
use super::super::value::{MAX_LISTS, Value};
use super::state::State;

/// Items that are remembered without new memory.
const KEPT_ITEMS: usize = 64;

/// The items that a run has read.
#[derive(Debug, Default)]
pub(super) struct ReadItems {
    /// Item n of a list at place n; nil if it was not read. Empty if none was.
    lists: [Vec<Value>; MAX_LISTS],
    /// Items that there are.
    counts: [usize; MAX_LISTS],
}

impl ReadItems {
    /// Item `index`, zero-based, of a list; nil if it was not read yet.
    #[inline(always)]
    pub(super) fn item(&self, list: usize, index: usize) -> Value {
        let item = self.lists.get(list).and_then(|items| items.get(index));
        item.copied().unwrap_or_default()
    }

    /// Number of items of a list.
    #[inline(always)]
    pub(super) fn count(&self, list: usize) -> usize {
        self.counts.get(list).copied().unwrap_or_default()
    }

    /// Tells how many items there are.
    pub(super) fn set_counts(&mut self, counts: [usize; MAX_LISTS]) {
        self.counts = counts;
    }

    /// All items that were read, some of them nil.
    pub(super) fn items(&self) -> impl Iterator<Item = &[Value]> {
        self.lists.iter().map(Vec::as_slice)
    }

    /// Forgets all items.
    #[inline(always)]
    pub(super) fn clear(&mut self) {
        self.counts = [0; MAX_LISTS];
        self.lists.iter_mut().for_each(Vec::clear);
    }

    /// Gives the room of long lists back.
    pub(super) fn trim(&mut self, memory: &mut Memory) {
        for items in &mut self.lists {
            if items.capacity() > KEPT_ITEMS {
                memory.shrink(items, 0);
            }
        }
    }
}

impl State {
    /// Item `index`, zero-based, of a list as an argument of `function`, if that takes it unread.
    #[inline(always)]
    pub(super) fn unread_item(&self, function: Value, list: usize, index: usize) -> Option<Value> {
        let is_item = index < self.read_items.count(list);
        let native = self.natives.get(function.index() as usize)?;
        (is_item && native.takes_unread && function.is_native()).then(|| Value::unread(list, index))
    }

    /// Item `index`, zero-based, of a list; nil beyond its end.
    ///
    /// # Errors
    /// Memory is out.
    pub(super) fn host_list_item(
        &mut self,
        list: usize,
        index: usize,
    ) -> Result<Value, OutOfMemory> {
        let count = self.read_items.count(list);
        if index >= count {
            return Ok(Value::NIL);
        }
        let State { heap, host, read_items, .. } = self;
        let Some(items) = read_items.lists.get_mut(list) else { return Ok(Value::NIL) };
        if items.is_empty() {
            if count > items.capacity() {
                heap.memory.grow(items, count, 0)?;
            }
            items.resize(count, Value::NIL);
        }
        let mut made = Ok(Value::NIL);
        host.list_item(list, index, &mut |bytes| made = heap.new_string(bytes));
        let made = made?;
        if let Some(item) = items.get_mut(index) {
            *item = made;
        }
        // Bytes are work: 64 a unit.
        let bytes = self.heap.strings.len(made) >> 6;
        self.charge(bytes);
        Ok(made)
    }
}

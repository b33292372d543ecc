//! Strings: bytes in one region, short ones interned (manual §2.2).
//!
//! A string is a place and a length in the byte region; strings may share bytes. Up to
//! [`SHORT`] bytes a string is interned when it is made, so that equality is equality of bits; a
//! longer one is interned only when it becomes a table key. An interned value carries the tag
//! `TAG_STRING`, any other `TAG_LONG_STRING`; both may name the same slot.
//!
//! The hash runs over all bytes and is native's (`luaS_newlstr` as Redis ships it), because the order
//! of `pairs` follows from it (parity rows V15, L12).
//!
//! May import `arena`, `block`, `limits`, `value`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use super::arena::{Arena, Pooled};
use super::block::piece;
use super::limits::{LimitKind, Memory, OutOfMemory, PORTION, Poll};
use super::value::{TAG_LONG_STRING, TAG_STRING, Value};

/// Longest string that is interned when made, in bytes.
pub(crate) const SHORT: usize = 40;
/// Ends a chain of the intern table.
const END: u32 = u32::MAX;
/// `next` of a string that is not interned.
const NOT_INTERNED: u32 = u32::MAX - 1;
/// Strings that a run makes no more of if they are few.
const FEW: u32 = 64;
/// Smallest number of intern chains.
const MIN_CHAINS: usize = 256;
/// Free bytes the region keeps between runs.
const KEPT_BYTES: usize = 256 << 10;
/// Bytes of the region that only error handlers may use once memory is out.
const SPARE_BYTES: usize = 4 << 10;
/// Most bytes of strings: with the quarter that growth may add, places in them are below 4 GiB.
const MAX_REGION: usize = u32::MAX as usize / 5 * 4;
/// The region is compacted in units of this many bytes.
const UNIT: usize = 4;
/// Units that compaction moves at once.
const MOVED_UNITS: usize = piece::<[u8; UNIT]>();
/// Units of a word of the map of live units.
const WORD_UNITS: usize = 64;
/// Bytes a string costs beside its contents.
pub(crate) const STRING_BYTES: usize = Arena::<LuaString>::SLOT_BYTES;

/// Where a string's bytes lie.
#[derive(Clone, Copy)]
pub(crate) struct LuaString {
    /// Valid once the string is interned.
    hash: u32,
    offset: u32,
    len: u32,
    /// Next in the intern chain.
    next: u32,
}

impl Default for LuaString {
    fn default() -> Self {
        LuaString { hash: 0, offset: 0, len: 0, next: NOT_INTERNED }
    }
}

impl Pooled for LuaString {
    fn free(next: u32) -> Self {
        LuaString { next, ..LuaString::default() }
    }

    fn next_free(&self) -> u32 {
        self.next
    }
}

/// 64 units of the region, for compaction.
#[derive(Clone, Copy, Default)]
struct LiveUnits {
    /// Which units some string uses.
    map: u64,
    /// Live units before these. While they are found: how many more strings use all of these units than
    /// all of those before.
    before: u32,
}

/// All strings of a heap.
pub(crate) struct StringStore {
    slots: Arena<LuaString>,
    bytes: Vec<u8>,
    /// One for each [`WORD_UNITS`] units that the region has room for.
    live: Vec<LiveUnits>,
    /// Heads of the intern chains; a power of two of them.
    heads: Vec<u32>,
    interned: usize,
    /// Bytes of the region below the open run.
    mark: usize,
}

/// Native's hash of a string: all bytes, last to first.
#[expect(clippy::cast_possible_truncation, reason = "the seed is the length modulo 2^32")]
pub(crate) fn hash_bytes(bytes: &[u8]) -> u32 {
    let mut hash = bytes.len() as u32;
    for &byte in bytes.iter().rev() {
        hash ^= (hash << 5).wrapping_add(hash >> 2).wrapping_add(u32::from(byte));
    }
    hash
}

impl StringStore {
    /// An empty store.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn new(mem: &mut Memory) -> Result<Self, OutOfMemory> {
        let mut store = StringStore {
            slots: Arena::new(TAG_STRING),
            bytes: Vec::new(),
            live: Vec::new(),
            heads: Vec::new(),
            interned: 0,
            mark: 0,
        };
        mem.grow(&mut store.heads, MIN_CHAINS, 0)?;
        mem.fill(&mut store.heads, MIN_CHAINS, &END);
        Ok(store)
    }

    #[inline(always)]
    fn entry(&self, value: Value) -> Option<&LuaString> {
        // Both string tags name slots of this arena, which is stamped with the first.
        let generation = value.stamp() & 0xFFFF;
        self.slots.get(value.index(), u32::from(TAG_STRING) << 16 | generation)
    }

    /// The bytes of a string; `None` for other values and stale handles.
    #[inline]
    pub(crate) fn get(&self, value: Value) -> Option<&[u8]> {
        if !value.is_string() {
            return None;
        }
        let entry = self.entry(value)?;
        let start = entry.offset as usize;
        self.bytes.get(start..start + entry.len as usize)
    }

    /// Length in bytes of a string; zero for other values.
    #[inline]
    pub(crate) fn len(&self, value: Value) -> usize {
        self.entry(value).map_or(0, |entry| entry.len as usize)
    }

    /// The hash of an interned string.
    #[inline(always)]
    pub(crate) fn hash(&self, value: Value) -> u32 {
        self.slots.at(value.index()).map_or(0, |entry| entry.hash)
    }

    /// Are two strings equal, byte by byte?
    pub(crate) fn equal(&self, a: Value, b: Value) -> bool {
        a.index() == b.index() || (self.len(a) == self.len(b) && self.get(a) == self.get(b))
    }

    /// Makes a string of `bytes`. Linear; charges its bytes.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn create(&mut self, bytes: &[u8], mem: &mut Memory) -> Result<Value, OutOfMemory> {
        if bytes.len() <= SHORT {
            let hash = hash_bytes(bytes);
            if let Some(found) = self.find(hash, bytes) {
                return Ok(found);
            }
            let start = self.begin();
            self.reserve(bytes.len(), mem)?;
            self.bytes.extend_from_slice(bytes);
            return self.intern(start, bytes.len(), hash, mem);
        }
        let start = self.begin();
        self.push(bytes, mem)?;
        self.insert_long(start, bytes.len(), mem)
    }

    /// The interned string with these bytes, if there is one.
    pub(crate) fn find_bytes(&self, bytes: &[u8]) -> Option<Value> {
        self.find(hash_bytes(bytes), bytes)
    }

    fn find(&self, hash: u32, bytes: &[u8]) -> Option<Value> {
        let mut index = *self.heads.get(hash as usize & (self.heads.len() - 1))?;
        while let Some(entry) = self.slots.at(index) {
            if entry.hash == hash && entry.len as usize == bytes.len() {
                let start = entry.offset as usize;
                if self.bytes.get(start..start + bytes.len()) == Some(bytes) {
                    return self.slots.stamp(index).map(|stamp| Value::object(index, stamp));
                }
            }
            index = entry.next;
        }
        None
    }

    /// Starts a string at the end of the region: push its bytes, then [`StringStore::finish`] it or
    /// [`StringStore::abandon`] it. Nothing else may be made in between.
    #[inline]
    pub(crate) fn begin(&self) -> usize {
        self.bytes.len()
    }

    /// Starts a string that begins with the bytes of `first`, which lie at the region's end if this
    /// answers `Some`: then nothing has to be copied.
    #[inline]
    pub(crate) fn begin_after(&self, first: Value) -> Option<usize> {
        let entry = self.entry(first)?;
        if (entry.offset + entry.len) as usize == self.bytes.len() {
            Some(entry.offset as usize)
        } else {
            None
        }
    }

    /// Makes room for `count` bytes more at the end of the region and counts them.
    ///
    /// # Errors
    /// [`OutOfMemory`]; also when the region would pass [`MAX_REGION`].
    #[inline]
    pub(crate) fn reserve(&mut self, count: usize, mem: &mut Memory) -> Result<(), OutOfMemory> {
        let free = self.bytes.capacity() - self.bytes.len();
        if count.saturating_add(SPARE_BYTES) > free {
            self.grow(count, mem)?;
        }
        mem.count(count);
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, count: usize, mem: &mut Memory) -> Result<(), OutOfMemory> {
        if count > MAX_REGION.saturating_sub(self.bytes.len()) {
            return Err(OutOfMemory);
        }
        mem.grow(&mut self.bytes, count, SPARE_BYTES)?;
        // Compaction must not need memory.
        let words = self.bytes.capacity().div_ceil(UNIT * WORD_UNITS) + 1;
        if words > self.live.len() {
            let more = words - self.live.len();
            mem.grow(&mut self.live, more, 0)?;
            mem.fill(&mut self.live, words, &LiveUnits::default());
        }
        Ok(())
    }

    /// Appends to the string being built.
    ///
    /// # Errors
    /// [`OutOfMemory`]; what was pushed before stays until the string is abandoned.
    #[inline]
    pub(crate) fn push(&mut self, bytes: &[u8], mem: &mut Memory) -> Result<(), OutOfMemory> {
        if bytes.len() > piece::<u8>() {
            return self.push_much(bytes, mem);
        }
        self.reserve(bytes.len(), mem)?;
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    /// As [`StringStore::push`], piece by piece.
    #[cold]
    #[inline(never)]
    fn push_much(&mut self, bytes: &[u8], mem: &mut Memory) -> Result<(), OutOfMemory> {
        self.reserve(bytes.len(), mem)?;
        for piece in bytes.chunks(piece::<u8>()) {
            self.bytes.extend_from_slice(piece);
            mem.rest();
        }
        Ok(())
    }

    /// As [`StringStore::push_region`], piece by piece.
    #[cold]
    #[inline(never)]
    fn push_much_region(
        &mut self,
        start: usize,
        len: usize,
        mem: &mut Memory,
    ) -> Result<(), OutOfMemory> {
        self.reserve(len, mem)?;
        let end = start + len;
        for from in (start..end).step_by(piece::<u8>()) {
            self.bytes.extend_from_within(from..end.min(from + piece::<u8>()));
            mem.rest();
        }
        Ok(())
    }

    /// Appends what `write` appends, at most `most` bytes, to the string being built.
    ///
    /// # Errors
    /// [`OutOfMemory`]; `write` is not called then.
    #[inline]
    pub(crate) fn append(
        &mut self,
        most: usize,
        mem: &mut Memory,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Result<(), OutOfMemory> {
        self.reserve(most, mem)?;
        let start = self.bytes.len();
        write(&mut self.bytes);
        mem.uncount(most.saturating_sub(self.bytes.len() - start));
        Ok(())
    }

    /// Appends the bytes of string `value` to the string being built.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline(always)]
    pub(crate) fn push_string(
        &mut self,
        value: Value,
        mem: &mut Memory,
    ) -> Result<(), OutOfMemory> {
        let Some(&LuaString { offset, len, .. }) = self.entry(value) else { return Ok(()) };
        self.push_region(offset as usize, len as usize, mem)
    }

    /// Where the bytes of string `value` lie in the region: start and length; `None` for other values.
    #[inline]
    pub(crate) fn place(&self, value: Value) -> Option<(usize, usize)> {
        if !value.is_string() {
            return None;
        }
        self.entry(value).map(|entry| (entry.offset as usize, entry.len as usize))
    }

    /// `len` bytes of the region from `start` on; nothing if they do not all exist.
    #[inline]
    pub(crate) fn region(&self, start: usize, len: usize) -> &[u8] {
        self.bytes.get(start..start + len).unwrap_or_default()
    }

    /// Appends `len` bytes of the region, which exist, to the string being built.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline(always)]
    pub(crate) fn push_region(
        &mut self,
        start: usize,
        len: usize,
        mem: &mut Memory,
    ) -> Result<(), OutOfMemory> {
        if len > piece::<u8>() {
            return self.push_much_region(start, len, mem);
        }
        self.reserve(len, mem)?;
        self.bytes.extend_from_within(start..start + len);
        Ok(())
    }

    /// Appends `len` bytes of the region, which exist, between two texts.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline]
    pub(crate) fn push_between(
        &mut self,
        before: &[u8],
        start: usize,
        len: usize,
        after: &[u8],
        mem: &mut Memory,
    ) -> Result<(), OutOfMemory> {
        if len > piece::<u8>() {
            self.push(before, mem)?;
            self.push_much_region(start, len, mem)?;
            return self.push(after, mem);
        }
        self.reserve(before.len() + len + after.len(), mem)?;
        self.bytes.extend_from_slice(before);
        self.bytes.extend_from_within(start..start + len);
        self.bytes.extend_from_slice(after);
        Ok(())
    }

    /// Appends `count` copies of string `value` to the string being built.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn push_repeated(
        &mut self,
        value: Value,
        count: usize,
        mem: &mut Memory,
    ) -> Result<(), OutOfMemory> {
        let len = self.len(value);
        let total = len.checked_mul(count).ok_or(OutOfMemory)?;
        if total == 0 {
            return Ok(());
        }
        let start = self.begin();
        // All of it at once: one block for the whole.
        self.reserve(total, mem)?;
        mem.uncount(total);
        self.push_string(value, mem)?;
        // Doubling what is there already.
        let mut done = len;
        while done < total {
            let more = done.min(total - done);
            self.push_region(start, more, mem)?;
            done += more;
        }
        Ok(())
    }

    /// The bytes of the string being built since `start`.
    pub(crate) fn built_mut(&mut self, start: usize) -> &mut [u8] {
        self.bytes.get_mut(start..).unwrap_or_default()
    }

    /// Drops the string being built since `start` bytes.
    pub(crate) fn abandon(&mut self, start: usize, mem: &mut Memory) {
        mem.uncount(self.bytes.len() - start);
        self.bytes.truncate(start);
    }

    /// Makes a string of all bytes from `start` on.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline]
    pub(crate) fn finish(&mut self, start: usize, mem: &mut Memory) -> Result<Value, OutOfMemory> {
        let len = self.bytes.len() - start;
        if len > SHORT {
            return self.insert_long(start, len, mem);
        }
        let bytes = self.bytes.get(start..).unwrap_or_default();
        let hash = hash_bytes(bytes);
        if let Some(found) = self.find(hash, bytes) {
            self.abandon(start, mem);
            return Ok(found);
        }
        self.insert_interned(start, len, hash, mem)
    }

    /// The string of `len` bytes from zero-based byte `from` of string `value`, which shares its
    /// bytes. The range must lie inside the string.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn slice(
        &mut self,
        value: Value,
        from: usize,
        len: usize,
        mem: &mut Memory,
    ) -> Result<Value, OutOfMemory> {
        let Some(entry) = self.entry(value) else { return Ok(value) };
        if len == entry.len as usize {
            return Ok(value);
        }
        self.share(entry.offset as usize + from, len, mem)
    }

    /// The string of the `len` bytes of the region from `start` on, which exist.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn share(
        &mut self,
        start: usize,
        len: usize,
        mem: &mut Memory,
    ) -> Result<Value, OutOfMemory> {
        if len > SHORT {
            return self.insert_long(start, len, mem);
        }
        let bytes = self.bytes.get(start..start + len).unwrap_or_default();
        let hash = hash_bytes(bytes);
        match self.find(hash, bytes) {
            Some(found) => Ok(found),
            None => self.insert_interned(start, len, hash, mem),
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "the region is below 4 GiB")]
    fn insert_long(
        &mut self,
        start: usize,
        len: usize,
        mem: &mut Memory,
    ) -> Result<Value, OutOfMemory> {
        let entry =
            LuaString { hash: 0, offset: start as u32, len: len as u32, next: NOT_INTERNED };
        let (index, stamp) = self.slots.alloc(entry, mem)?;
        mem.count(STRING_BYTES);
        Ok(long_value(index, stamp))
    }

    /// As [`StringStore::intern`], for those who seldom come so far.
    #[inline(never)]
    fn insert_interned(
        &mut self,
        start: usize,
        len: usize,
        hash: u32,
        mem: &mut Memory,
    ) -> Result<Value, OutOfMemory> {
        self.intern(start, len, hash, mem)
    }

    /// Makes an interned string, which there is not yet, of `len` bytes of the region from `start` on.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "the region is below 4 GiB")]
    fn intern(
        &mut self,
        start: usize,
        len: usize,
        hash: u32,
        mem: &mut Memory,
    ) -> Result<Value, OutOfMemory> {
        let entry = LuaString { hash, offset: start as u32, len: len as u32, next: NOT_INTERNED };
        let (index, stamp) = self.slots.alloc(entry, mem)?;
        mem.count(STRING_BYTES);
        self.link(index, mem);
        Ok(Value::object(index, stamp))
    }

    /// Enters slot `index`, whose hash is set, into the intern table.
    #[inline]
    fn link(&mut self, index: u32, mem: &mut Memory) {
        if self.interned >= self.heads.len() {
            self.grow_chains(mem);
        }
        let chains = self.heads.len() - 1;
        let Some(entry) = self.slots.at_mut(index) else { return };
        if let Some(head) = self.heads.get_mut(entry.hash as usize & chains) {
            entry.next = *head;
            *head = index;
            self.interned += 1;
        }
    }

    #[cold]
    #[inline(never)]
    fn grow_chains(&mut self, mem: &mut Memory) {
        self.set_chains(self.heads.len() * 2, mem);
    }

    /// Sees to `count` chains, a power of two. Without memory for them the old ones stay: longer chains
    /// are slower, not wrong.
    fn set_chains(&mut self, count: usize, mem: &mut Memory) {
        let mut heads = Vec::new();
        if mem.grow(&mut heads, count, 0).is_ok() {
            mem.fill(&mut heads, count, &END);
            mem.give_pool(self.heads.capacity() * size_of::<u32>());
            self.rechain(heads, mem);
        }
    }

    /// Distributes the interned strings over `heads` anew.
    fn rechain(&mut self, heads: Vec<u32>, mem: &Memory) {
        let old = std::mem::replace(&mut self.heads, heads);
        let chains = self.heads.len() - 1;
        for portion in old.chunks(PORTION) {
            for &first in portion {
                let mut index = first;
                while let Some(entry) = self.slots.at_mut(index) {
                    let Some(head) = self.heads.get_mut(entry.hash as usize & chains) else {
                        break;
                    };
                    let next = std::mem::replace(&mut entry.next, *head);
                    *head = index;
                    index = next;
                }
            }
            mem.rest();
        }
    }

    /// Empties the intern table but for the slots below `end`: quicker than to take many others out.
    fn link_only(&mut self, end: u32, mem: &mut Memory) {
        let chains = (end as usize * 2).next_power_of_two().max(MIN_CHAINS);
        self.heads.truncate(chains);
        mem.shrink(&mut self.heads, 0);
        self.heads.fill(END);
        self.interned = 0;
        for index in 0..end {
            if self.slots.at(index).is_some_and(|entry| entry.next != NOT_INTERNED) {
                self.link(index, mem);
            }
        }
    }

    /// Takes slot `index` out of the intern table, if it is in it. Constant time for the youngest
    /// string of a chain.
    #[inline]
    fn unlink(&mut self, index: u32) {
        let Some(entry) = self.slots.at_mut(index) else { return };
        let hash = entry.hash;
        let next = std::mem::replace(&mut entry.next, NOT_INTERNED);
        if next == NOT_INTERNED {
            return;
        }
        let chains = self.heads.len() - 1;
        let Some(head) = self.heads.get_mut(hash as usize & chains) else { return };
        self.interned -= 1;
        if *head == index {
            *head = next;
            return;
        }
        let first = *head;
        self.unlink_behind(first, index, next);
    }

    /// Takes slot `index`, which has `next` behind it, out of the chain that begins with another one.
    #[cold]
    #[inline(never)]
    fn unlink_behind(&mut self, first: u32, index: u32, next: u32) {
        let mut before = first;
        while let Some(entry) = self.slots.at_mut(before) {
            if entry.next == index {
                entry.next = next;
                return;
            }
            before = entry.next;
        }
    }

    /// The form of string `value` that table keys have: interned, whatever its length.
    #[inline]
    pub(crate) fn key(&mut self, value: Value, mem: &mut Memory) -> Value {
        if value.tag() == TAG_LONG_STRING { self.intern_long(value, mem) } else { value }
    }

    /// The interned form of `value` if there is one already: what a lookup needs.
    #[inline]
    pub(crate) fn existing_key(&self, value: Value) -> Option<Value> {
        if value.tag() != TAG_LONG_STRING {
            return Some(value);
        }
        let entry = self.entry(value)?;
        if entry.next != NOT_INTERNED {
            return Some(interned_value(value));
        }
        self.find_bytes(self.get(value)?)
    }

    #[inline(never)]
    fn intern_long(&mut self, value: Value, mem: &mut Memory) -> Value {
        let Some(entry) = self.entry(value) else { return value };
        if entry.next != NOT_INTERNED {
            return interned_value(value);
        }
        let bytes = self.get(value).unwrap_or_default();
        let hash = hash_bytes(bytes);
        if let Some(found) = self.find(hash, bytes) {
            return found;
        }
        if let Some(entry) = self.slots.at_mut(value.index()) {
            entry.hash = hash;
        }
        self.link(value.index(), mem);
        interned_value(value)
    }

    /// Bytes in the region.
    pub(crate) fn region_len(&self) -> usize {
        self.bytes.len()
    }

    /// The store's slots, for marking.
    pub(crate) fn slots(&self) -> &Arena<LuaString> {
        &self.slots
    }

    /// The store's slots, to clear their marks.
    pub(crate) fn slots_mut(&mut self) -> &mut Arena<LuaString> {
        &mut self.slots
    }

    /// Frees slot `index`, which nothing refers to; false if it held nothing.
    pub(crate) fn free(&mut self, index: u32) -> bool {
        self.unlink(index);
        self.slots.free(index).is_some()
    }

    /// Frees the strings of the run that are not marked, and, if it is worth it, moves the bytes of the
    /// others together.
    ///
    /// # Errors
    /// That of `poll`; the rest is freed when the run is released.
    pub(crate) fn sweep(&mut self, mem: &mut Memory, poll: Poll<'_>) -> Result<(), LimitKind> {
        // Youngest first, as chains are.
        for index in (self.slots.mark()..self.slots.end()).rev() {
            if (index as usize).is_multiple_of(PORTION) {
                poll()?;
            }
            if !self.slots.is_marked(index) {
                self.unlink(index);
            }
        }
        let (freed, swept) = self.slots.sweep(|_| (), poll);
        mem.uncount(freed * STRING_BYTES);
        swept?;
        self.slots.trim(mem);
        let bytes = self.bytes.len() - self.mark;
        let live = self.find_live(self.mark, self.slots.mark(), poll)?;
        if bytes > live + live / 4 + SPARE_BYTES {
            self.compact(self.mark, self.slots.mark(), mem);
        }
        poll()
    }

    /// Moves the bytes of all strings together. Only between runs.
    pub(crate) fn compact_all(&mut self, mem: &mut Memory) {
        if self.find_live(0, 0, &mut || Ok(())).is_ok_and(|live| live < self.bytes.len()) {
            self.compact(0, 0, mem);
        }
    }

    /// Maps the units of the region, from byte `from` on, that strings in slots from `first_slot` on use.
    /// The bytes these units take; all bytes if there was no memory for the map. Linear in the number of
    /// strings and in the bytes, however many strings share them.
    ///
    /// # Errors
    /// That of `poll`.
    fn find_live(
        &mut self,
        from: usize,
        first_slot: u32,
        poll: Poll<'_>,
    ) -> Result<usize, LimitKind> {
        let bytes = self.bytes.len() - from;
        let Some(live) = self.live.get_mut(..bytes.div_ceil(UNIT * WORD_UNITS)) else {
            return Ok(bytes);
        };
        live.fill(LiveUnits::default());
        for (index, entry) in self.slots.iter_from(first_slot) {
            if (index as usize).is_multiple_of(PORTION) {
                poll()?;
            }
            let (start, end) = (entry.offset as usize, (entry.offset + entry.len) as usize);
            // A string that extends an older one begins before `from`; its bytes there stay.
            if end > from && end > start {
                set_units(live, (start.max(from) - from) / UNIT, (end - 1 - from) / UNIT);
            }
        }
        let (mut before, mut strings) = (0, 0u32);
        for word in live {
            strings = strings.wrapping_add(word.before);
            if strings > 0 {
                word.map = u64::MAX;
            }
            word.before = before;
            before += word.map.count_ones();
        }
        Ok((before as usize * UNIT).min(bytes))
    }

    /// Moves the live units from byte `from` on together. Strings that share bytes go on sharing them,
    /// and units keep their order. Begun, it must be finished: a run that is over hears of it afterwards.
    fn compact(&mut self, from: usize, first_slot: u32, mem: &mut Memory) {
        let StringStore { slots, bytes, live, .. } = self;
        for index in first_slot..slots.end() {
            if (index as usize).is_multiple_of(PORTION) {
                mem.rest();
            }
            let Some(entry) = slots.at_mut(index) else { continue };
            let Some(offset) = (entry.offset as usize).checked_sub(from) else { continue };
            let unit = offset / UNIT;
            let Some(word) = live.get(unit / WORD_UNITS) else { continue };
            let below = word.map & ((1 << (unit % WORD_UNITS)) - 1);
            let moved = (word.before + below.count_ones()) as usize * UNIT + offset % UNIT;
            entry.offset = u32::try_from(from + moved).unwrap_or(u32::MAX);
        }
        let before = bytes.len();
        let (mut to, mut unit) = (from, 0);
        while let Some((start, end)) = next_run(live, unit, (before - from).div_ceil(UNIT)) {
            if end - start > MOVED_UNITS {
                mem.rest();
            }
            let end = end.min(start + MOVED_UNITS);
            let (start, end) = (from + start * UNIT, (from + end * UNIT).min(before));
            bytes.copy_within(start..end, to);
            to += end - start;
            unit = (end - from).div_ceil(UNIT);
        }
        bytes.truncate(to);
        mem.uncount(before - to);
        let spare = (to - from) / 2 + KEPT_BYTES;
        self.trim(spare, spare * 2, mem);
    }

    /// Gives room of the region back, but for `bytes`, if there are more than `most`.
    fn trim(&mut self, bytes: usize, most: usize, mem: &mut Memory) {
        let len = self.bytes.len();
        if self.bytes.capacity() - len > most {
            mem.shrink(&mut self.bytes, len + bytes);
            self.live.truncate(self.bytes.capacity().div_ceil(UNIT * WORD_UNITS) + 1);
            mem.shrink(&mut self.live, 0);
        }
    }

    /// See [`Arena::prepare`].
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn prepare(&mut self, mem: &mut Memory) -> Result<(), OutOfMemory> {
        self.slots.prepare(mem)?;
        if self.bytes.capacity() - self.bytes.len() < KEPT_BYTES {
            self.grow(KEPT_BYTES - SPARE_BYTES, mem)?;
        }
        Ok(())
    }

    /// Opens a run.
    pub(crate) fn open(&mut self) {
        self.slots.open();
        self.mark = self.bytes.len();
    }

    /// Closes the store, which holds no string of a run.
    pub(crate) fn close(&mut self) {
        self.slots.close();
    }

    /// Frees the strings of a run that has made no more than a few and has not collected; false if it has
    /// made more.
    #[inline(always)]
    pub(crate) fn release_few(&mut self) -> bool {
        let (older, end) = (self.slots.mark(), self.slots.end());
        if end - older > FEW {
            return false;
        }
        for index in (older..end).rev() {
            self.unlink(index);
        }
        self.slots.release_few();
        self.bytes.truncate(self.mark);
        true
    }

    /// Frees all strings of the run; the store stays open. After a run that has collected, which takes its time
    /// anyway, no more room is kept than others find.
    pub(crate) fn release(&mut self, has_collected: bool, mem: &mut Memory) {
        let (older, end) = (self.slots.mark(), self.slots.end());
        if (end - older) as usize > older as usize + self.heads.len() / 4 {
            self.link_only(older, mem);
        } else {
            // Youngest first: each is then the head of its chain, unless a collection intervened.
            for index in (older..end).rev() {
                self.unlink(index);
            }
        }
        self.slots.release(mem);
        self.bytes.truncate(self.mark);
        self.trim(KEPT_BYTES, if has_collected { KEPT_BYTES } else { KEPT_BYTES * 2 }, mem);
        if self.heads.len() > MIN_CHAINS && self.heads.len() > self.interned * 4 {
            let chains = (self.interned * 2).next_power_of_two().max(MIN_CHAINS);
            self.set_chains(chains, mem);
        }
    }

    /// Ends the run and keeps its strings.
    pub(crate) fn keep(&mut self) {
        self.slots.keep();
        self.mark = self.bytes.len();
    }

    /// See [`Arena::is_worn`].
    pub(crate) fn is_worn(&self) -> bool {
        self.slots.is_worn()
    }

    /// See [`Arena::renew`].
    pub(crate) fn renew(&mut self) {
        self.slots.renew();
    }

    /// See [`Arena::renew_young`].
    pub(crate) fn renew_young(&mut self) {
        self.slots.renew_young();
    }
}

/// Notes a string that uses units `first` to `last`. Constant time.
fn set_units(live: &mut [LiveUnits], first: usize, last: usize) {
    let (low, high) = (first / WORD_UNITS, last / WORD_UNITS);
    let words = live.get_mut(low..=high).unwrap_or_default();
    let from = u64::MAX << (first % WORD_UNITS);
    let to = u64::MAX >> (WORD_UNITS - 1 - last % WORD_UNITS);
    match words {
        [word] => word.map |= from & to,
        [first, between @ .., last] => {
            first.map |= from;
            last.map |= to;
            if let Some(second) = between.first_mut() {
                second.before = second.before.wrapping_add(1);
                last.before = last.before.wrapping_sub(1);
            }
        }
        [] => {}
    }
}

/// The first run of live units at or after `unit`, of `count` units: its first unit and the one after
/// its last.
fn next_run(live: &[LiveUnits], unit: usize, count: usize) -> Option<(usize, usize)> {
    let start = next_unit(live, unit, count, 0)?;
    Some((start, next_unit(live, start, count, u64::MAX).unwrap_or(count)))
}

/// The first unit at or after `unit` whose bit differs from those of `same`.
fn next_unit(live: &[LiveUnits], unit: usize, count: usize, same: u64) -> Option<usize> {
    let mut unit = unit;
    while unit < count {
        let word = live.get(unit / WORD_UNITS)?.map ^ same;
        let rest = word >> (unit % WORD_UNITS);
        if rest != 0 {
            let found = unit + rest.trailing_zeros() as usize;
            return (found < count).then_some(found);
        }
        unit = (unit / WORD_UNITS + 1) * WORD_UNITS;
    }
    None
}

fn long_value(index: u32, stamp: u32) -> Value {
    Value::object(index, u32::from(TAG_LONG_STRING) << 16 | stamp & 0xFFFF)
}

fn interned_value(value: Value) -> Value {
    Value::object(value.index(), u32::from(TAG_STRING) << 16 | value.stamp() & 0xFFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (StringStore, Memory) {
        let mut mem = Memory::default();
        (StringStore::new(&mut mem).unwrap(), mem)
    }

    #[test]
    fn short_strings_are_equal_by_bits() {
        let (mut s, mut m) = store();
        let a = s.create(b"abc\0def", &mut m).unwrap();
        let b = s.create(b"abc\0def", &mut m).unwrap();
        assert_eq!(a, b);
        assert_ne!(a, s.create(b"abc\0deg", &mut m).unwrap());
        assert_eq!(s.get(a), Some(&b"abc\0def"[..]));
    }

    #[test]
    fn a_long_string_becomes_one_key() {
        let (mut s, mut m) = store();
        let text = [b'x'; 100];
        let a = s.create(&text, &mut m).unwrap();
        let b = s.create(&text, &mut m).unwrap();
        assert_ne!(a, b);
        assert!(s.equal(a, b));
        assert_eq!(s.existing_key(b), None);
        let key = s.key(a, &mut m);
        assert_eq!(key.tag(), TAG_STRING);
        assert_eq!(s.key(b, &mut m), key);
        assert_eq!(s.existing_key(b), Some(key));
        assert_eq!(s.hash(key), hash_bytes(&text));
    }

    #[test]
    fn appending_at_the_end_of_the_region_copies_nothing() {
        let (mut s, mut m) = store();
        let first = s.create(&[b'a'; 50], &mut m).unwrap();
        let start = s.begin_after(first).unwrap();
        s.push(b"tail", &mut m).unwrap();
        let second = s.finish(start, &mut m).unwrap();
        assert_eq!(s.region_len(), 54);
        assert_eq!(s.len(first), 50);
        assert_eq!(s.get(second).unwrap().len(), 54);
        assert_eq!(s.begin_after(first), None);
    }

    #[test]
    fn release_forgets_the_strings_of_the_run_only() {
        let (mut s, mut m) = store();
        let kept = s.create(b"kept", &mut m).unwrap();
        s.open();
        let gone = s.create(b"gone", &mut m).unwrap();
        assert_eq!(s.create(b"kept", &mut m).unwrap(), kept);
        s.release(false, &mut m);
        assert_eq!(s.get(gone), None);
        assert_eq!(s.find_bytes(b"gone"), None);
        assert_eq!(s.find_bytes(b"kept"), Some(kept));
    }

    fn collect(s: &mut StringStore, m: &mut Memory, live: &[(Value, Vec<u8>)]) {
        s.slots.clear_marks();
        for (value, _) in live {
            s.slots.mark_slot(value.index());
        }
        s.sweep(m, &mut || Ok(())).unwrap();
        for (value, text) in live {
            assert_eq!(s.get(*value), Some(&text[..]));
            assert!(value.tag() == TAG_LONG_STRING || s.find_bytes(text) == Some(*value));
        }
    }

    #[test]
    fn compaction_keeps_every_live_string() {
        let (mut s, mut m) = store();
        s.create(b"older", &mut m).unwrap();
        s.keep();
        s.open();
        for step in [1, 2, 3, 7, 64, 300] {
            let mut live = Vec::new();
            for n in 0..2_000u32 {
                let text = format!("{step} {n}-{}", "y".repeat((n % 90) as usize));
                let value = s.create(text.as_bytes(), &mut m).unwrap();
                if n % step == 0 {
                    live.push((value, text.clone().into_bytes()));
                    let len = text.len() / 2;
                    let part = s.slice(value, 1, len, &mut m).unwrap();
                    live.push((part, text.as_bytes()[1..=len].to_vec()));
                }
            }
            let before = s.region_len();
            collect(&mut s, &mut m, &live);
            let bytes: usize = live.iter().map(|(_, text)| text.len() + 2 * UNIT).sum();
            assert!(s.region_len() <= bytes + bytes / 4 + SPARE_BYTES + 8);
            assert!(step < 3 || s.region_len() < before);
        }
        collect(&mut s, &mut m, &[]);
        assert!(s.region_len() <= s.mark + SPARE_BYTES);
    }

    #[test]
    fn compaction_keeps_a_string_that_extends_an_older_one() {
        let (mut s, mut m) = store();
        let older = s.create(&[b'o'; 50], &mut m).unwrap();
        s.keep();
        s.open();
        let start = s.begin_after(older).unwrap();
        s.push(&[b't'; 1001], &mut m).unwrap();
        let extended = s.finish(start, &mut m).unwrap();
        s.create(&[b'g'; 100_000], &mut m).unwrap();
        let last = s.create(&[b'l'; 77], &mut m).unwrap();
        let text = [&[b'o'; 50][..], &[b't'; 1001]].concat();
        collect(&mut s, &mut m, &[(extended, text), (last, vec![b'l'; 77])]);
        assert!(s.region_len() < 2_000);
        assert_eq!(s.get(older), Some(&[b'o'; 50][..]));
    }

    #[test]
    fn the_account_is_what_the_vectors_have_room_for() {
        let (mut s, mut m) = store();
        s.open();
        for n in 0..100_000u32 {
            s.create(format!("string number {n}").as_bytes(), &mut m).unwrap();
        }
        assert!(m.held() > s.bytes.capacity() + s.live.capacity() * 16 + s.heads.capacity() * 4);
        s.release(false, &mut m);
        assert_eq!((m.used(), s.interned), (STRING_BYTES * 100_000 + 1_888_890, 0));
        assert!(m.held() < KEPT_BYTES * 2, "{} bytes are kept", m.held());
    }

    #[test]
    fn native_hash_of_known_strings() {
        // h = len; h ^= (h<<5)+(h>>2)+byte, from the last byte to the first.
        assert_eq!(hash_bytes(b""), 0);
        assert_eq!(hash_bytes(b"a"), 1 ^ (32 + 97));
    }
}

//! The names and strings of a chunk, each kept once.
//!
//! A name of the source is not copied. A symbol remembers its place among the constants of the
//! function that used it last, so that code generation looks nothing up twice.
//!
//! May import the compiler's own `room`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use std::borrow::Cow;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::room::Room;

/// A name or string of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Symbol(pub(super) u32);

struct Entry<'s> {
    bytes: Cow<'s, [u8]>,
    /// Function and constant index of the last use.
    last_use: (u32, u32),
}

/// All symbols of a chunk.
pub(super) struct Symbols<'s> {
    entries: Vec<Entry<'s>>,
    table: HashTable<u32>,
    hasher: RandomState,
    room: Room,
}

/// Entries the table starts with.
const FIRST: usize = 64;
/// Bytes an entry of the table takes at most: it is never fuller than seven eighths nor, after growth,
/// emptier than a quarter.
const TABLE_ENTRY_BYTES: usize = 12;

/// `last_use` of a symbol that was not used yet.
const UNUSED: (u32, u32) = (u32::MAX, 0);

impl<'s> Symbols<'s> {
    /// None.
    pub(super) fn new(room: Room) -> Self {
        Symbols {
            entries: Vec::new(),
            table: HashTable::new(),
            hasher: RandomState::default(),
            room,
        }
    }

    fn find(&self, bytes: &[u8]) -> Result<Symbol, u64> {
        let hash = self.hasher.hash_one(bytes);
        let same = |&index: &u32| self.bytes(Symbol(index)) == bytes;
        self.table.find(hash, same).map(|&index| Symbol(index)).ok_or(hash)
    }

    fn insert(&mut self, hash: u64, bytes: Cow<'s, [u8]>) -> Symbol {
        let index = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let Symbols { entries, table, hasher, room } = self;
        if table.len() == table.capacity() {
            let more = table.len().max(FIRST);
            let rehash = |&index: &u32| {
                entries.get(index as usize).map_or(0, |entry| hasher.hash_one(&*entry.bytes))
            };
            if !room.take(more * TABLE_ENTRY_BYTES) || table.try_reserve(more, rehash).is_err() {
                room.exceed();
                return Symbol(index);
            }
        }
        if room.reserve(entries, 1) {
            entries.push(Entry { bytes, last_use: UNUSED });
            table.insert_unique(hash, index, |_| hash);
        }
        Symbol(index)
    }

    /// The symbol for a part of the source.
    pub(super) fn intern(&mut self, bytes: &'s [u8]) -> Symbol {
        self.find(bytes).unwrap_or_else(|hash| self.insert(hash, Cow::Borrowed(bytes)))
    }

    /// The symbol for bytes that do not stand in the source as they are.
    pub(super) fn intern_copy(&mut self, bytes: &[u8]) -> Symbol {
        self.find(bytes).unwrap_or_else(|hash| {
            let copy = self.room.copy(bytes).into_vec();
            self.insert(hash, Cow::Owned(copy))
        })
    }

    /// Is there a symbol of these bytes?
    pub(super) fn has(&self, bytes: &[u8]) -> bool {
        self.find(bytes).is_ok()
    }

    /// The bytes of a symbol.
    pub(super) fn bytes(&self, symbol: Symbol) -> &[u8] {
        self.entries.get(symbol.0 as usize).map_or(&[], |entry| &entry.bytes)
    }

    /// Which constant of `function` this symbol is, as noted by [`Symbols::note_constant`].
    pub(super) fn constant(&self, symbol: Symbol, function: u32) -> Option<u32> {
        let (last, constant) = self.entries.get(symbol.0 as usize)?.last_use;
        (last == function).then_some(constant)
    }

    /// Notes that this symbol is constant number `constant` of `function`.
    pub(super) fn note_constant(&mut self, symbol: Symbol, function: u32, constant: u32) {
        if let Some(entry) = self.entries.get_mut(symbol.0 as usize) {
            entry.last_use = (function, constant);
        }
    }
}

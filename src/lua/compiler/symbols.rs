//! The names and strings of a chunk, each kept once.
//!
//! A text that stands in the source is not copied, and one of eight bytes at most is compared as one
//! word. A symbol remembers its place among the constants of the function that used it last, so that
//! code generation looks nothing up twice.
//!
//! May import the compiler's own `room`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use std::borrow::Cow;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use super::room::Room;

/// A name or string of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Symbol(pub(super) u32);

/// Bytes of the texts that are packed into a word.
const WORD_BYTES: usize = 8;

/// Masks of the first bytes of a word, by their number.
const FIRST_BYTES: [u64; WORD_BYTES + 1] =
    [0, 0xFF, 0xFFFF, 0xFF_FFFF, !0 >> 32, !0 >> 24, !0 >> 16, !0 >> 8, !0];

/// A text of [`WORD_BYTES`] at most as one word, zeros above it.
#[expect(clippy::indexing_slicing, reason = "a constant function has no iterators")]
pub(super) const fn packed(text: &[u8]) -> u64 {
    let (mut word, mut at) = (0, text.len());
    while at > 0 {
        at -= 1;
        word = word << 8 | text[at] as u64;
    }
    word
}

/// The same of `source[start..start + len]`, by one load where the source goes on.
#[inline]
pub(super) fn packed_at(source: &[u8], start: usize, len: usize) -> Option<u64> {
    if len > WORD_BYTES {
        return None;
    }
    let rest = source.get(start..)?;
    match rest.first_chunk() {
        Some(bytes) => Some(u64::from_le_bytes(*bytes) & FIRST_BYTES[len]),
        None => rest.get(..len).map(packed),
    }
}

struct Entry<'s> {
    bytes: Cow<'s, [u8]>,
    /// What tells it from others of its length, and for all but long texts it alone: the packed text,
    /// or the hash of a long one.
    key: u64,
    /// Function and constant index of the last use.
    last_use: (u32, u32),
}

/// All symbols of a chunk.
pub(super) struct Symbols<'s> {
    entries: Vec<Entry<'s>>,
    /// Numbers of entries, or [`FREE`], each in the first free slot from the one its key is mixed to
    /// on. As many as a power of two, half of them free at least.
    slots: Vec<u32>,
    hasher: RandomState,
    /// What keys are mixed with, so that nobody can choose names that fall together.
    seeds: [u64; 2],
    room: Room,
}

/// A slot without an entry.
const FREE: u32 = u32::MAX;
/// Slots of the first table.
const FIRST: usize = 64;

/// `last_use` of a symbol that was not used yet.
const UNUSED: (u32, u32) = (u32::MAX, 0);

/// The slot that the search for `key` begins with, before it is cut to the number of slots.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "both halves count")]
fn mix(key: u64, seeds: [u64; 2]) -> usize {
    let product = u128::from(key ^ seeds[0]) * u128::from(seeds[1]);
    (product as u64 ^ (product >> 64) as u64) as usize
}

impl<'s> Symbols<'s> {
    /// None.
    pub(super) fn new(room: Room) -> Self {
        let hasher = RandomState::default();
        let seeds = [hasher.hash_one(0u64), hasher.hash_one(1u64) | 1];
        Symbols { entries: Vec::new(), slots: Vec::new(), hasher, seeds, room }
    }

    fn key(&self, bytes: &[u8]) -> u64 {
        if bytes.len() <= WORD_BYTES { packed(bytes) } else { self.hasher.hash_one(bytes) }
    }

    #[inline]
    fn find(&self, key: u64, bytes: &[u8]) -> Option<Symbol> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = mix(key, self.seeds);
        loop {
            let index = *self.slots.get(slot & mask)?;
            // No entry has the number of a free slot.
            let entry = self.entries.get(index as usize)?;
            if entry.key == key
                && entry.bytes.len() == bytes.len()
                && (bytes.len() <= WORD_BYTES || *entry.bytes == *bytes)
            {
                return Some(Symbol(index));
            }
            slot = slot.wrapping_add(1);
        }
    }

    /// Puts entry number `index` into its slot.
    fn place(&mut self, key: u64, index: u32) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = mix(key, self.seeds);
        while let Some(at) = self.slots.get_mut(slot & mask) {
            if *at == FREE {
                *at = index;
                return;
            }
            slot = slot.wrapping_add(1);
        }
    }

    #[inline(never)]
    fn insert(&mut self, key: u64, bytes: Cow<'s, [u8]>) -> Symbol {
        let index = u32::try_from(self.entries.len()).unwrap_or(FREE);
        if self.room.reserve(&mut self.entries, 1) && self.has_free_slots() {
            self.entries.push(Entry { bytes, key, last_use: UNUSED });
            self.place(key, index);
        }
        Symbol(index)
    }

    /// Keeps half of the slots free; false if there is no room for more.
    fn has_free_slots(&mut self) -> bool {
        if self.entries.len() < self.slots.len() / 2 {
            return true;
        }
        let more = self.room.filled(FREE, (self.slots.len() * 2).max(FIRST));
        if more.is_empty() {
            return false;
        }
        self.room.release(std::mem::replace(&mut self.slots, more));
        for index in 0..self.entries.len() {
            let key = self.entries.get(index).map_or(0, |entry| entry.key);
            self.place(key, u32::try_from(index).unwrap_or(FREE));
        }
        true
    }

    /// The symbol for a part of the source or what lives as long.
    pub(super) fn intern(&mut self, bytes: &'s [u8]) -> Symbol {
        self.intern_keyed(self.key(bytes), bytes)
    }

    /// The symbol for `source[start..start + len]`.
    #[inline]
    pub(super) fn intern_at(&mut self, source: &'s [u8], start: usize, len: usize) -> Symbol {
        let bytes = source.get(start..start + len).unwrap_or_default();
        match packed_at(source, start, len) {
            Some(word) => self.intern_keyed(word, bytes),
            None => self.intern(bytes),
        }
    }

    /// The symbol for a text of which the key is known.
    #[inline]
    pub(super) fn intern_keyed(&mut self, key: u64, bytes: &'s [u8]) -> Symbol {
        match self.find(key, bytes) {
            Some(symbol) => symbol,
            None => self.insert(key, Cow::Borrowed(bytes)),
        }
    }

    /// The symbol for bytes that do not stand in the source as they are.
    pub(super) fn intern_copy(&mut self, bytes: &[u8]) -> Symbol {
        let key = self.key(bytes);
        self.find(key, bytes).unwrap_or_else(|| {
            let copy = self.room.copy(bytes).into_vec();
            self.insert(key, Cow::Owned(copy))
        })
    }

    /// Is there a symbol of these bytes?
    pub(super) fn has(&self, bytes: &[u8]) -> bool {
        self.find(self.key(bytes), bytes).is_some()
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

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    #[test]
    fn texts_are_told_apart_at_any_length_and_place() {
        let source = b"a\0\0abcdefghabcdefghia\0abcdefgh\0";
        let mut symbols = Symbols::new(Room::new(usize::MAX, Rc::new(())));
        let mut known: Vec<(&[u8], Symbol)> = Vec::new();
        for len in 0..=source.len() {
            for start in 0..=source.len() - len {
                let text = &source[start..start + len];
                let symbol = symbols.intern_at(source, start, len);
                assert_eq!(symbols.intern_copy(text), symbol);
                assert_eq!(symbols.bytes(symbol), text);
                let same = known.iter().find(|(_, other)| *other == symbol);
                assert!(same.is_none_or(|(other, _)| *other == text), "{text:?}");
                known.push((text, symbol));
            }
        }
        assert!(symbols.has(b"abcdefghi") && !symbols.has(b"abcdefghabcdefgha"));
    }
}

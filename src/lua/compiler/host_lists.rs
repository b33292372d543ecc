//! Which lists of the host a chunk takes items of without making tables of them.
//!
//! A host gives a chunk lists of strings under global names. A chunk that does nothing with such a name
//! but index it, by what is not a constant string, or ask its length, needs no table: its code asks the
//! host. Any other mention, and any way to reach globals but by name, takes that back.
//!
//! May import the compiler's own `symbols`.
#![expect(clippy::disallowed_methods, reason = "one item for each of the host's two lists")]

use super::symbols::{Symbol, Symbols};

/// The lists that a host gives to a chunk.
#[derive(Clone, Copy, Debug, Default)]
pub struct HostLists {
    /// Global names of the lists.
    pub names: &'static [&'static [u8]],
    /// A chunk that spells one of these can reach globals otherwise.
    pub unless: &'static [&'static [u8]],
}

/// How often a name is mentioned.
struct Uses {
    name: Symbol,
    all: u32,
    /// Those that need no table.
    plain: u32,
}

/// What a chunk does with the lists, as it is read.
pub(super) struct ListUses {
    lists: Vec<Uses>,
    unless: &'static [&'static [u8]],
}

/// The lists that need no table, by their numbers.
#[derive(Debug, Default)]
pub(super) struct PlainLists(Vec<Option<Symbol>>);

impl ListUses {
    /// Nothing so far.
    pub(super) fn new(lists: HostLists, symbols: &mut Symbols<'_>) -> Self {
        let uses = |&name| Uses { name: symbols.intern(name), all: 0, plain: 0 };
        ListUses { lists: lists.names.iter().map(uses).collect(), unless: lists.unless }
    }

    fn of(&mut self, name: Symbol) -> Option<&mut Uses> {
        self.lists.iter_mut().find(|uses| uses.name == name)
    }

    /// Global `name` is mentioned, or its items are written to.
    pub(super) fn note(&mut self, name: Symbol) {
        if let Some(uses) = self.of(name) {
            uses.all += 1;
        }
    }

    /// The last mention of global `name` needs no table.
    pub(super) fn note_plain(&mut self, name: Symbol) {
        if let Some(uses) = self.of(name) {
            uses.plain += 1;
        }
    }

    /// The outcome, when all is read.
    pub(super) fn finish(self, symbols: &Symbols<'_>) -> PlainLists {
        if self.unless.iter().any(|name| symbols.has(name)) {
            return PlainLists::default();
        }
        let plain = |uses: &Uses| (uses.all == uses.plain).then_some(uses.name);
        PlainLists(self.lists.iter().map(plain).collect())
    }
}

impl PlainLists {
    /// Number of the list that global `name` is, if it needs no table.
    pub(super) fn number(&self, name: Symbol) -> Option<u8> {
        let index = self.0.iter().position(|&plain| plain == Some(name))?;
        u8::try_from(index).ok()
    }
}

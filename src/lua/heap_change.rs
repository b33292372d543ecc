//! One entry of the journal: how to undo a write to an object older than the open run.
//!
//! May import `value`.

use super::value::Value;

/// A write that a rollback undoes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum HeapChange {
    /// `table[key]` was `old`.
    Field {
        /// The table written.
        table: Value,
        /// The key, in the form it has in the table.
        key: Value,
        /// What was there.
        old: Value,
    },
    /// The metatable of `table` was `old`.
    Metatable {
        /// The table written.
        table: Value,
        /// What it had; nil for none.
        old: Value,
    },
    /// The cell held `old`.
    Cell {
        /// The cell written.
        cell: Value,
        /// What was in it.
        old: Value,
    },
}

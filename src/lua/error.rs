//! What can go wrong in a run, in three layers that cannot be confused, and the words for it.
//!
//! [`ErrorKind::Raised`] is a Lua error: `pcall` sees it. [`ErrorKind::Limit`] ends the run whatever
//! the script does. [`ErrorKind::Bug`] is ours: it is logged, counted and rebuilds the VM. The kinds
//! before `Raised` are errors on their way: a native function states what is wrong, the VM adds
//! where (`user_script:1: `) and which argument of which function, and they become `Raised`.
//!
//! All texts that scripts can see stand here, in the words of PUC Lua 5.1 and Redis.
//!
//! May import `limits`, `table` (its error), `value`.
#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "short texts")]

use super::limits::{LimitKind, OutOfMemory};
use super::table::TableError;
use super::value::Value;

/// An error; one word wide, so that results stay small.
pub struct Error(Box<ErrorKind>);

/// What an [`Error`] is.
#[derive(Debug)]
pub enum ErrorKind {
    /// A Lua error with its value, and where the raising function was.
    Raised {
        /// What `pcall` answers.
        value: Value,
        /// The Lua function that was running, or that had called the native one that was.
        place: Option<Place>,
    },
    /// A text that gets the position of the function at `level` in front (`luaL_error`); level 0 is
    /// none.
    Text {
        /// The message.
        text: Text,
        /// 1: the caller of the native function.
        level: u32,
    },
    /// A bad argument (`luaL_argerror`).
    Argument {
        /// 1-based; 0 where native counts so.
        index: usize,
        /// What is wrong with it.
        text: Text,
    },
    /// Memory ran out; catchable once, see [`LimitKind::OutOfMemory`].
    OutOfMemory,
    /// The run is over.
    Limit(LimitKind),
    /// An invariant of the engine does not hold.
    Bug(&'static str),
}

/// The words of an error on its way.
#[derive(Debug)]
pub enum Text {
    /// Words of ours.
    Words(Vec<u8>),
    /// A string of the script, however long.
    String(Value),
}

/// A line of a chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The chunk's name as given to the compiler, `@` or `=` included; shared.
    pub source: std::sync::Arc<Vec<u8>>,
    /// 1-based; -1 for a native function.
    pub line: i32,
}

impl Error {
    /// A Lua error with `value`.
    #[cold]
    pub fn raised(value: Value) -> Error {
        Error(Box::new(ErrorKind::Raised { value, place: None }))
    }

    /// A Lua error with `value`, raised at `place`.
    #[cold]
    pub(crate) fn raised_at(value: Value, place: Option<Place>) -> Error {
        Error(Box::new(ErrorKind::Raised { value, place }))
    }

    /// A message that gets the position of the native function's caller in front.
    #[cold]
    pub fn text(text: impl Into<Vec<u8>>) -> Error {
        Error(Box::new(ErrorKind::Text { text: Text::Words(text.into()), level: 1 }))
    }

    /// A string of the script that gets the position of the function at `level` in front, 1 being the
    /// native function's caller.
    #[cold]
    pub(crate) fn string_at(text: Value, level: u32) -> Error {
        Error(Box::new(ErrorKind::Text { text: Text::String(text), level }))
    }

    /// A message without a position.
    #[cold]
    pub fn bare(text: impl Into<Vec<u8>>) -> Error {
        Error(Box::new(ErrorKind::Text { text: Text::Words(text.into()), level: 0 }))
    }

    /// A bad argument; `index` is 1-based.
    #[cold]
    pub fn argument(index: usize, text: impl Into<Vec<u8>>) -> Error {
        Error(Box::new(ErrorKind::Argument { index, text: Text::Words(text.into()) }))
    }

    /// A bad argument, in words that are a string of the script.
    #[cold]
    pub(crate) fn argument_string(index: usize, text: Value) -> Error {
        Error(Box::new(ErrorKind::Argument { index, text: Text::String(text) }))
    }

    /// An argument of the wrong type.
    #[cold]
    pub fn argument_type(index: usize, expected: &str, got: &str) -> Error {
        Error::argument(index, format!("{expected} expected, got {got}"))
    }

    /// The run is over.
    #[cold]
    pub fn limit(kind: LimitKind) -> Error {
        Error(Box::new(ErrorKind::Limit(kind)))
    }

    /// An invariant of the engine does not hold.
    #[cold]
    pub(crate) fn bug(what: &'static str) -> Error {
        Error(Box::new(ErrorKind::Bug(what)))
    }

    /// Did memory run out?
    pub(crate) fn is_out_of_memory(&self) -> bool {
        matches!(*self.0, ErrorKind::OutOfMemory)
    }

    /// The same, but if memory ran out, the end of the run: what was half done must not be done again.
    pub(crate) fn without_retry(self) -> Error {
        if self.is_out_of_memory() { Error::limit(LimitKind::OutOfMemory) } else { self }
    }

    /// What it is.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// What it is, taken out.
    pub(crate) fn into_kind(self) -> ErrorKind {
        *self.0
    }
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl From<OutOfMemory> for Error {
    #[cold]
    fn from(_: OutOfMemory) -> Error {
        Error(Box::new(ErrorKind::OutOfMemory))
    }
}

impl From<LimitKind> for Error {
    #[cold]
    fn from(kind: LimitKind) -> Error {
        Error::limit(kind)
    }
}

/// Texts of the VM itself.
pub(crate) mod text {
    /// Memory is out (`MEMERRMSG`).
    pub(crate) const NOT_ENOUGH_MEMORY: &str = "not enough memory";
    /// Too many calls of Lua functions.
    pub(crate) const STACK_OVERFLOW: &str = "stack overflow";
    /// Too many calls through native functions.
    pub(crate) const C_STACK_OVERFLOW: &str = "C stack overflow";
    /// An error handler failed too often.
    pub(crate) const ERROR_IN_ERROR_HANDLING: &str = "error in error handling";
    /// An `__index` chain is too long.
    pub(crate) const LOOP_IN_GETTABLE: &str = "loop in gettable";
    /// A `__newindex` chain is too long.
    pub(crate) const LOOP_IN_SETTABLE: &str = "loop in settable";
    /// A key may not be nil.
    pub(crate) const TABLE_INDEX_IS_NIL: &str = "table index is nil";
    /// A key may not be NaN.
    pub(crate) const TABLE_INDEX_IS_NAN: &str = "table index is NaN";
    /// A table has too many keys.
    pub(crate) const TABLE_OVERFLOW: &str = "table overflow";
    /// A frozen table was written (parity row G5).
    pub(crate) const READONLY_TABLE: &str = "Attempt to modify a readonly table";
    /// Bounds of a numeric for.
    pub(crate) const FOR_INITIAL: &str = "'for' initial value must be a number";
    /// Bounds of a numeric for.
    pub(crate) const FOR_LIMIT: &str = "'for' limit must be a number";
    /// Bounds of a numeric for.
    pub(crate) const FOR_STEP: &str = "'for' step must be a number";
    /// A yield where none can be.
    pub(crate) const YIELD_ACROSS: &str = "attempt to yield across metamethod/C-call boundary";
    /// A traversal was given a key that is not in the table.
    pub(crate) const INVALID_KEY_TO_NEXT: &str = "invalid key to 'next'";
}

/// The words for a failed table write; `None` when memory ran out.
pub(crate) fn table_error_text(error: TableError) -> Option<&'static str> {
    match error {
        TableError::NilKey => Some(text::TABLE_INDEX_IS_NIL),
        TableError::NanKey => Some(text::TABLE_INDEX_IS_NAN),
        TableError::Overflow => Some(text::TABLE_OVERFLOW),
        TableError::OutOfMemory => None,
    }
}

impl From<TableError> for Error {
    /// As raised by a native function: without a position, as native does.
    #[cold]
    fn from(error: TableError) -> Error {
        match table_error_text(error) {
            Some(text) => Error::bare(text),
            None => Error::from(OutOfMemory),
        }
    }
}

/// Room for a chunk's name in messages of running code (`LUA_IDSIZE`).
pub(crate) const RUNTIME_ID_SIZE: usize = 60;
/// Room for a chunk's name in messages of the compiler (`MAXSRC`).
pub(crate) const COMPILE_ID_SIZE: usize = 80;

/// How a chunk's name appears in messages (`luaO_chunkid`), in less than `size` bytes: the name
/// after `=` or `@`, else `[string "first line..."]`.
pub(crate) fn chunk_id(source: &[u8], size: usize) -> Vec<u8> {
    match source.split_first() {
        Some((b'=', name)) => {
            name.iter().copied().take(size - 1).take_while(|&byte| byte != 0).collect()
        }
        Some((b'@', name)) => {
            let name = until_nul(name);
            let room = size - " '...' ".len() - 1;
            if name.len() > room {
                [b"...", name.get(name.len() - room..).unwrap_or_default()].concat()
            } else {
                name.to_vec()
            }
        }
        _ => {
            let source = until_nul(source);
            let line = source.iter().position(|&byte| byte == b'\n' || byte == b'\r');
            let len = line.unwrap_or(source.len());
            let room = size - " [string \"...\"] ".len() - 1;
            let shown = source.get(..len.min(room)).unwrap_or_default();
            let more: &[u8] = if shown.len() < source.len() { b"..." } else { b"" };
            [b"[string \"", shown, more, b"\"]"].concat()
        }
    }
}

/// `text` as C sees it: up to the first NUL.
pub(crate) fn until_nul(text: &[u8]) -> &[u8] {
    text.split(|&byte| byte == 0).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_takes_eight_bytes() {
        assert_eq!(size_of::<Error>(), 8);
    }

    #[test]
    fn chunk_names_are_shown_as_native_shows_them() {
        let chunk_id = |source: &[u8]| chunk_id(source, RUNTIME_ID_SIZE);
        assert_eq!(chunk_id(b"@user_script"), b"user_script");
        assert_eq!(chunk_id(b"=(load)"), b"(load)");
        assert_eq!(chunk_id(b"return 1"), b"[string \"return 1\"]");
        assert_eq!(chunk_id(b"a = 1\nb = 2"), b"[string \"a = 1...\"]");
        let long = "x".repeat(100);
        assert_eq!(
            chunk_id(long.as_bytes()),
            format!("[string \"{}...\"]", &long[..43]).as_bytes()
        );
    }
}

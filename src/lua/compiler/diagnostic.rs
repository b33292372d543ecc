//! Why a chunk did not compile.
//!
//! May import `error`, `limits` and the compiler's own `room`.
#![expect(clippy::disallowed_macros, reason = "a line number")]

use super::super::error::{COMPILE_ID_SIZE, chunk_id, until_nul};
use super::super::limits::{LimitKind, OutOfMemory};
use super::room::Room;

/// Where and why a chunk breaks the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompileError {
    /// 1-based.
    pub(super) line: u32,
    pub(super) message: Vec<u8>,
    /// The token it was noticed at.
    pub(super) near: Option<Box<[u8]>>,
}

impl CompileError {
    /// The text of native's compiler: `chunk:line: message near 'token'`.
    ///
    /// # Errors
    /// [`OutOfMemory`]: the token is as long as the script likes.
    pub(super) fn text(&self, source_name: &[u8], room: &Room) -> Result<Vec<u8>, OutOfMemory> {
        let mut text = chunk_id(source_name, COMPILE_ID_SIZE);
        room.extend(&mut text, format!(":{}: ", self.line).as_bytes());
        room.extend(&mut text, &self.message);
        if let Some(near) = &self.near {
            room.extend(&mut text, b" near '");
            room.extend(&mut text, until_nul(near));
            room.extend(&mut text, b"'");
        }
        room.check().map(|()| text)
    }
}

/// Reading failed; the lexer has the [`Diagnostic`], so that results stay small.
#[derive(Clone, Copy, Debug)]
pub(super) struct Failed;

/// Why compiling stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Diagnostic {
    /// The chunk is not valid.
    Syntax(Box<CompileError>),
    /// Memory is out.
    OutOfMemory,
    /// The run is over.
    Limit(LimitKind),
}

impl From<OutOfMemory> for Diagnostic {
    fn from(_: OutOfMemory) -> Self {
        Diagnostic::OutOfMemory
    }
}

impl From<LimitKind> for Diagnostic {
    fn from(kind: LimitKind) -> Self {
        Diagnostic::Limit(kind)
    }
}

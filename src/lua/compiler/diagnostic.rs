//! Why a chunk did not compile.
//!
//! May import `error`, `limits`.

use super::super::error::{COMPILE_ID_SIZE, chunk_id, until_nul};
use super::super::limits::{LimitKind, OutOfMemory};

/// Where and why a chunk breaks the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompileError {
    /// 1-based.
    pub(super) line: u32,
    pub(super) message: Vec<u8>,
    /// The token it was noticed at.
    pub(super) near: Option<Vec<u8>>,
}

impl CompileError {
    /// The text of native's compiler: `chunk:line: message near 'token'`.
    pub(super) fn text(&self, source_name: &[u8]) -> Vec<u8> {
        let mut text = chunk_id(source_name, COMPILE_ID_SIZE);
        text.extend_from_slice(format!(":{}: ", self.line).as_bytes());
        text.extend_from_slice(&self.message);
        if let Some(near) = &self.near {
            text.extend_from_slice(b" near '");
            text.extend_from_slice(until_nul(near));
            text.push(b'\'');
        }
        text
    }
}

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

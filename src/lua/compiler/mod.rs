//! The compiler: bytes to a [`CompiledModule`], no heap in sight.
//!
//! `lexer` makes tokens, `parser` a tree (`ast`) with names resolved by `scope`, `codegen` makes
//! functions of it. What is accepted, which limits hold and every word of every error are those of
//! PUC Lua 5.1 with Redis' patches (parity rows L1, L13, L18, F1).
//!
//! May import `error`, `limits`, `number`, `opcode`, `proto`.

mod ast;
mod byte_class;
mod codegen;
mod diagnostic;
mod expression;
mod function_state;
mod host_lists;
mod lexer;
mod native_cost;
mod parser;
mod room;
mod scope;
mod symbols;
#[cfg(test)]
mod tests;

use std::rc::Rc;
use std::sync::Arc;

use super::limits::{LimitKind, OutOfMemory, Turns};
use super::proto::CompiledModule;
use ast::Ast;
use diagnostic::Diagnostic;
pub use host_lists::HostLists;
use host_lists::PlainLists;
use room::Room;
use symbols::Symbols;

/// What compiling may cost.
pub struct Budget<'p> {
    room: Room,
    /// Called with the work done since the last call, in tokens.
    poll: &'p mut dyn FnMut(u32) -> Result<(), LimitKind>,
}

impl<'p> Budget<'p> {
    /// A budget of `memory` bytes, those of the compiled module included; `poll` is told of the work done and may end it.
    pub fn new(memory: usize, poll: &'p mut dyn FnMut(u32) -> Result<(), LimitKind>) -> Self {
        Budget::with_turns(memory, Rc::new(()), poll)
    }

    /// The same; others have `turns` while it is spent.
    pub(crate) fn with_turns(
        memory: usize,
        turns: Rc<dyn Turns>,
        poll: &'p mut dyn FnMut(u32) -> Result<(), LimitKind>,
    ) -> Self {
        Budget { room: Room::new(memory, turns), poll }
    }

    fn check(&mut self, work: u32) -> Result<(), Diagnostic> {
        self.room.check()?;
        (self.poll)(work)?;
        Ok(())
    }
}

/// A chunk that was read.
struct Parsed<'s> {
    ast: Ast,
    symbols: Symbols<'s>,
    lists: PlainLists,
}

/// Why a chunk was not compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompileFailure {
    /// It is not valid; the text is native's: `user_script:1: unexpected symbol near ')'`.
    Syntax(Vec<u8>),
    /// Memory is out.
    OutOfMemory,
    /// The run is over.
    Limit(LimitKind),
}

/// Compiles `source`. `name` is the chunk's name (`@user_script`); `level` is how deep native calls
/// are nested, which counts against the syntax levels as it does natively; `lists` are what the host gives
/// the chunk. Linear in the source.
///
/// # Errors
/// [`CompileFailure`].
pub fn compile(
    source: &[u8],
    name: &[u8],
    level: u32,
    lists: HostLists,
    budget: &mut Budget<'_>,
) -> Result<CompiledModule, CompileFailure> {
    compile_module(source, name, level, lists, budget).map_err(|diagnostic| match diagnostic {
        Diagnostic::Syntax(error) => match error.text(name, &budget.room) {
            Ok(text) => CompileFailure::Syntax(text),
            Err(OutOfMemory) => CompileFailure::OutOfMemory,
        },
        Diagnostic::OutOfMemory => CompileFailure::OutOfMemory,
        Diagnostic::Limit(kind) => CompileFailure::Limit(kind),
    })
}

fn compile_module(
    source: &[u8],
    name: &[u8],
    level: u32,
    lists: HostLists,
    budget: &mut Budget<'_>,
) -> Result<CompiledModule, Diagnostic> {
    let name = budget.room.copy(name).into_vec();
    let parsed = parser::parse(source, level, lists, budget)?;
    let protos = codegen::generate(parsed, budget)?;
    budget.room.check()?;
    Ok(CompiledModule { source: Arc::new(name), protos })
}

/// Compiles without limits, for tests and tools.
///
/// # Errors
/// [`CompileFailure::Syntax`].
pub fn compile_unlimited(source: &[u8], name: &[u8]) -> Result<CompiledModule, CompileFailure> {
    compile(source, name, 0, HostLists::default(), &mut Budget::new(usize::MAX, &mut |_| Ok(())))
}

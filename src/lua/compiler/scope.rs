//! Which variable a name means (manual §2.6).
//!
//! May import `limits` and the compiler's own `ast`, `room`, `symbols`.
#![expect(
    clippy::disallowed_methods,
    reason = "as many as a function may have locals, and as functions may nest"
)]

use super::super::limits::MAX_UPVALUES;
use super::ast::{Ast, FunctionId, List, Upvalue, UpvalueSource, VarId};
use super::room::Room;
use super::symbols::Symbol;

/// What a name means.
pub(super) enum Found {
    /// A local variable of the current function.
    Local(VarId),
    /// An upvalue of the current function.
    Upvalue(u8),
    /// A field of the globals.
    Global,
    /// It would be one upvalue too many for this function.
    TooManyUpvalues(FunctionId, usize),
}

struct Block {
    is_loop: bool,
    /// Variables visible when it was opened.
    active: usize,
}

struct FunctionScope {
    id: FunctionId,
    active: Vec<(Symbol, VarId)>,
    blocks: Vec<Block>,
}

/// The functions and blocks around the current token.
#[derive(Default)]
pub(super) struct Scopes {
    functions: Vec<FunctionScope>,
}

impl Scopes {
    pub(super) fn open_function(&mut self, id: FunctionId) {
        self.functions.push(FunctionScope { id, active: Vec::new(), blocks: Vec::new() });
    }

    pub(super) fn close_function(&mut self) {
        self.functions.pop();
    }

    /// The current function.
    pub(super) fn function(&self) -> FunctionId {
        self.functions.last().map_or(FunctionId(0), |function| function.id)
    }

    /// Local variables visible in the current function.
    pub(super) fn active_count(&self) -> usize {
        self.functions.last().map_or(0, |function| function.active.len())
    }

    pub(super) fn open_block(&mut self, is_loop: bool) {
        let active = self.active_count();
        if let Some(function) = self.functions.last_mut() {
            function.blocks.push(Block { is_loop, active });
        }
    }

    pub(super) fn close_block(&mut self) {
        if let Some(function) = self.functions.last_mut()
            && let Some(block) = function.blocks.pop()
        {
            function.active.truncate(block.active);
        }
    }

    /// Is there a loop to break out of?
    pub(super) fn in_loop(&self) -> bool {
        self.functions
            .last()
            .is_some_and(|function| function.blocks.iter().any(|block| block.is_loop))
    }

    /// Makes declared variables visible.
    pub(super) fn activate(&mut self, vars: List, ast: &Ast) {
        if let Some(function) = self.functions.last_mut() {
            function.active.extend(ast.var_list(vars).map(|var| (ast.var(var).name, var)));
        }
    }

    /// What `name` means here. Notes captures on the way.
    pub(super) fn resolve(&self, name: Symbol, ast: &mut Ast, room: &Room) -> Found {
        let local = |scope: &FunctionScope| {
            scope.active.iter().rev().find(|(other, _)| *other == name).map(|&(_, var)| var)
        };
        let mut owner = None;
        for (depth, scope) in self.functions.iter().enumerate().rev() {
            if let Some(var) = local(scope) {
                owner = Some((depth, var));
                break;
            }
        }
        let Some((depth, var)) = owner else { return Found::Global };
        let inner = self.functions.get(depth + 1..).unwrap_or_default();
        if let Some(var) = ast.vars.get_mut(var.0 as usize) {
            var.used = true;
            var.captured |= !inner.is_empty();
        }
        if inner.is_empty() {
            return Found::Local(var);
        }
        let mut source = UpvalueSource::Local(var);
        let mut index = 0;
        for scope in inner {
            let Some(function) = ast.functions.get_mut(scope.id.0 as usize) else { continue };
            let upvalues = &mut function.upvalues;
            let known = upvalues.iter().position(|upvalue| upvalue.source == source);
            let at = known.unwrap_or(upvalues.len());
            if known.is_none() {
                if at + 1 > MAX_UPVALUES {
                    return Found::TooManyUpvalues(scope.id, MAX_UPVALUES);
                }
                room.push(upvalues, Upvalue { source, var });
            }
            index = u8::try_from(at).unwrap_or(u8::MAX);
            source = UpvalueSource::Upvalue(index);
        }
        Found::Upvalue(index)
    }

    /// The variable behind an upvalue of the current function.
    pub(super) fn upvalue_var(&self, index: u8, ast: &Ast) -> Option<VarId> {
        let function = ast.functions.get(self.function().0 as usize)?;
        function.upvalues.get(usize::from(index)).map(|upvalue| upvalue.var)
    }
}

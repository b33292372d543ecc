//! The tree to functions: statements, blocks and function bodies.
//!
//! Registers are given out and instructions emitted in the order of `lparser.c`; expressions are in
//! `expression.rs`. A variable that inner functions use and that changes after its declaration lives
//! in a cell from birth; any other is captured by value, so no list of open upvalues exists.
//! `local function f` knows itself as register 0.
//!
//! May import `opcode`, `proto` and the compiler's own modules.
#![expect(
    clippy::disallowed_methods,
    reason = "as many as a function may have locals and upvalues, and as functions may nest"
)]

use super::super::opcode::{Instruction, Op};
use super::super::proto::{Capture, Proto};
use super::ast::{Ast, Block, ExprId, ExprKind, For, FunctionId, List, Stat, UpvalueSource, VarId};
use super::diagnostic::{CompileError, Diagnostic};
use super::expression::{Exp, Kind, Operand};
use super::function_state::{FunctionState, NO_JUMP, register};
use super::host_lists::PlainLists;
use super::room::Room;
use super::symbols::Symbols;
use super::{Budget, Parsed};

/// Generates the functions of a chunk.
pub(super) struct Generator<'a, 's, 'b> {
    pub(super) ast: &'a Ast,
    pub(super) symbols: Symbols<'s>,
    pub(super) lists: PlainLists,
    pub(super) fs: FunctionState,
    /// Functions around the current one.
    outer: Vec<FunctionState>,
    protos: Vec<Proto>,
    /// Register of each variable that has one.
    registers: Vec<u8>,
    /// Targets of the assignments being generated.
    places: Vec<Kind>,
    /// Suffixes and operators that wait for their left operand.
    pub(super) spine: Vec<ExprId>,
    /// Line of the last token that native would have consumed.
    pub(super) line: u32,
    failure: Option<Diagnostic>,
    budget: &'a mut Budget<'b>,
    pub(super) room: Room,
    /// Expressions generated since the last poll.
    work: u32,
}

/// Expressions and statements between two polls.
const POLL_EVERY: u32 = 256;

/// Generates all functions of a chunk, the chunk itself first.
pub(super) fn generate(
    parsed: Parsed<'_>,
    budget: &mut Budget<'_>,
) -> Result<Vec<Proto>, Diagnostic> {
    let Parsed { ast, symbols, lists } = parsed;
    let mut generator = Generator {
        ast: &ast,
        symbols,
        lists,
        fs: FunctionState::new(FunctionId(u32::MAX), 0, &budget.room),
        outer: Vec::new(),
        protos: Vec::new(),
        registers: budget.room.filled(0, ast.vars.len()),
        places: Vec::new(),
        spine: Vec::new(),
        line: 1,
        failure: None,
        work: 0,
        room: budget.room.clone(),
        budget,
    };
    if generator.room.reserve(&mut generator.protos, ast.functions.len()) {
        generator.protos.resize_with(ast.functions.len(), Proto::default);
    }
    generator.function(FunctionId(0));
    match generator.failure {
        Some(failure) => Err(failure),
        None => Ok(generator.protos),
    }
}

impl Generator<'_, '_, '_> {
    pub(super) fn emit(&mut self, instruction: Instruction) -> u32 {
        self.fs.emit(instruction, self.line)
    }

    // Variables

    fn register_of(&self, var: VarId) -> u8 {
        self.registers.get(var.0 as usize).copied().unwrap_or_default()
    }

    /// Where a local variable of this function is.
    pub(super) fn local(&self, var: VarId) -> Kind {
        let register = self.register_of(var);
        if self.ast.var(var).needs_cell() { Kind::Cell(register) } else { Kind::Local(register) }
    }

    /// Where an upvalue of this function is.
    pub(super) fn upvalue(&self, index: u8) -> Kind {
        let index = usize::from(index);
        let var = self
            .ast
            .functions
            .get(self.fs.id.0 as usize)
            .and_then(|function| function.upvalues.get(index));
        let slot = self.fs.upvalue_slots.get(index).copied().flatten();
        match (slot, var) {
            (Some(slot), Some(upvalue)) if self.ast.var(upvalue.var).needs_cell() => {
                Kind::Upcell(slot)
            }
            (Some(slot), _) => Kind::Upvalue(slot),
            (None, _) => Kind::Local(0),
        }
    }

    /// Makes a variable visible; its register holds its value already.
    fn activate(&mut self, var: VarId) {
        let info = self.ast.var(var);
        let register = self.fs.activate(self.symbols.bytes(info.name));
        if let Some(slot) = self.registers.get_mut(var.0 as usize) {
            *slot = register;
        }
        if info.needs_cell() {
            self.emit(Instruction::abc(Op::NewCell, register, 0, 0));
        }
    }

    fn activate_all(&mut self, vars: List) {
        let ast = self.ast;
        for var in ast.var_list(vars) {
            self.activate(var);
        }
    }

    // Functions

    /// Generates function `id` and its inner functions.
    pub(super) fn function(&mut self, id: FunctionId) {
        let ast = self.ast;
        let Some(function) = ast.functions.get(id.0 as usize) else { return };
        let inner = FunctionState::new(id, function.instructions + 1, &self.room);
        let enclosing = std::mem::replace(&mut self.fs, inner);
        self.outer.push(enclosing);
        self.fs.proto.line_defined = function.line;
        self.fs.proto.param_count = function.param_count;
        self.fs.proto.is_vararg = function.is_vararg;
        self.fs.proto.needs_arg = function.has_arg && !function.uses_dots;
        self.bind_upvalues(id);
        self.fs.reserve(function.params.len);
        if let (true, Some(arg)) = (function.has_arg, ast.var_list(function.params).last())
            && !self.fs.proto.needs_arg
            && ast.var(arg).used
        {
            self.fs.load_nil(u32::from(function.param_count) + 1, 1, self.line);
        }
        self.activate_all(function.params);
        self.block_statements(function.body);
        self.line = function.end_line;
        self.emit(Instruction::abc(Op::Return0, 0, 0, 0));
        self.fs.close_locals(0);
        self.close_function(id);
    }

    fn close_function(&mut self, id: FunctionId) {
        let enclosing = self.outer.pop().unwrap_or_else(|| FunctionState::new(id, 0, &self.room));
        let finished = std::mem::replace(&mut self.fs, enclosing);
        if let Some(what) = finished.overflow {
            let error = CompileError { line: self.line, message: what.into(), near: None };
            self.fail(Diagnostic::Syntax(Box::new(error)));
        }
        let proto = finished.proto;
        if let Some(slot) = self.protos.get_mut(id.0 as usize) {
            *slot = proto;
        }
    }

    /// Is it in vain to go on? Polls now and then.
    pub(super) fn is_over(&mut self) -> bool {
        self.work += 1;
        if self.work >= POLL_EVERY
            && let Err(failure) = self.budget.check(std::mem::take(&mut self.work))
        {
            self.fail(failure);
        }
        self.failure.is_some() || self.room.check().is_err()
    }

    fn fail(&mut self, failure: Diagnostic) {
        self.failure.get_or_insert(failure);
    }

    /// Decides where each upvalue comes from when the closure is made.
    fn bind_upvalues(&mut self, id: FunctionId) {
        let ast = self.ast;
        let Some(function) = ast.functions.get(id.0 as usize) else { return };
        let itself = function.self_var.filter(|&var| !ast.var(var).assigned);
        let count = function.upvalues.len();
        self.fs.upvalue_slots = self.room.exact(count);
        self.fs.proto.captures = self.room.exact(count);
        self.fs.proto.upvalue_names = self.room.exact(count);
        for upvalue in &function.upvalues {
            let name = self.symbols.bytes(ast.var(upvalue.var).name);
            if Some(upvalue.var) == itself {
                self.fs.proto.self_name = Some(self.room.copy(name));
                self.room.push(&mut self.fs.upvalue_slots, None);
                continue;
            }
            let capture = match upvalue.source {
                UpvalueSource::Local(var) => Capture::Register(self.register_of(var)),
                UpvalueSource::Upvalue(index) => {
                    let enclosing = self.outer.last();
                    let slot = enclosing
                        .and_then(|fs| fs.upvalue_slots.get(usize::from(index)).copied())
                        .flatten();
                    slot.map_or(Capture::Register(0), Capture::Upvalue)
                }
            };
            let slot = u8::try_from(self.fs.proto.captures.len()).ok();
            self.room.push(&mut self.fs.upvalue_slots, slot);
            self.room.push(&mut self.fs.proto.captures, capture);
            let name = self.room.copy(name);
            self.room.push(&mut self.fs.proto.upvalue_names, name);
        }
    }

    // Statements

    fn block(&mut self, block: Block) {
        self.fs.open_block(false);
        self.block_statements(block);
        self.fs.close_block();
    }

    fn block_statements(&mut self, block: Block) {
        let ast = self.ast;
        for &stat in ast.stats(block) {
            if self.is_over() {
                return;
            }
            self.statement(stat);
            self.fs.free = self.fs.active;
        }
    }

    fn statement(&mut self, stat: Stat) {
        match stat {
            Stat::Local { vars, exprs } => {
                self.assign_to_registers(vars.len, exprs);
                self.activate_all(vars);
            }
            Stat::LocalFunction { var, function } => self.local_function(var, function),
            Stat::Function { target, function, line } => {
                let target = self.expr(target);
                self.function(function);
                let instruction = Instruction::ab_imm(Op::Closure, 0, 0, function.0);
                let mut closure = Exp::new(Kind::Relocatable(self.emit(instruction)));
                self.store(target.kind, &mut closure);
                self.fs.fix_line(line);
            }
            Stat::Assign { targets, exprs } => self.assignment(targets, exprs),
            Stat::Call(call) => {
                let call = self.expr(call);
                self.several_values(&call, 0);
            }
            Stat::Do(block) => self.block(block),
            Stat::While { condition, body } => self.while_loop(condition, body),
            Stat::Repeat { condition, body } => self.repeat_loop(condition, body),
            Stat::If { clauses, otherwise } => self.if_statement(clauses, otherwise),
            Stat::NumericFor { header } => {
                if let Some(&header) = self.ast.loops.get(header as usize) {
                    self.numeric_for(&header);
                }
            }
            Stat::GenericFor { header } => {
                if let Some(&header) = self.ast.loops.get(header as usize) {
                    self.generic_for(&header);
                }
            }
            Stat::Return { exprs } => self.return_statement(exprs),
            Stat::Break => {
                let jump = self.fs.jump(self.line);
                let index = self.fs.blocks.iter().rposition(|block| block.is_loop);
                let Some(index) = index else { return };
                let breaks = self.fs.blocks.get(index).map_or(NO_JUMP, |block| block.breaks);
                let breaks = self.fs.concat(jump, breaks);
                if let Some(block) = self.fs.blocks.get_mut(index) {
                    block.breaks = breaks;
                }
            }
        }
    }

    /// Brings the values of `exprs` into `wanted` registers from the first free one on
    /// (`adjust_assign`).
    fn assign_to_registers(&mut self, wanted: u32, exprs: List) {
        let last = self.expr_list(exprs);
        self.adjust(wanted, exprs.len, last);
    }

    fn adjust(&mut self, wanted: u32, given: u32, last: Option<Exp>) {
        let Some(mut last) = last else { return self.fill_with_nil(wanted) };
        if last.is_multiple() {
            let extra = (wanted + 1).saturating_sub(given);
            self.several_values(&last, extra);
            if extra > 1 {
                self.fs.reserve(extra - 1);
            }
            return;
        }
        self.put_in_next_register(&mut last);
        self.fill_with_nil(wanted.saturating_sub(given));
    }

    fn fill_with_nil(&mut self, count: u32) {
        if count > 0 {
            let first = self.fs.reserve(count);
            self.fs.load_nil(first, count, self.line);
        }
    }

    fn local_function(&mut self, var: VarId, function: FunctionId) {
        self.fs.reserve(1);
        self.activate(var);
        self.function(function);
        let instruction = Instruction::ab_imm(Op::Closure, 0, 0, function.0);
        let mut closure = Exp::new(Kind::Relocatable(self.emit(instruction)));
        let target = self.local(var);
        self.store(target, &mut closure);
        self.fs.hide_last_local();
    }

    fn assignment(&mut self, targets: List, exprs: List) {
        let ast = self.ast;
        let base = self.places.len();
        for target in ast.items(targets) {
            let place = self.expr(target.expr).kind;
            if let Kind::Local(register) | Kind::Cell(register) = place {
                self.save_if_needed(base, place, register);
            }
            self.places.push(place);
        }
        let mut last = self.expr_list(exprs);
        if exprs.len == targets.len
            && let Some(mut value) = last.take()
        {
            self.one_value(&mut value);
            if let Some(place) = self.places.pop() {
                self.store(place, &mut value);
            }
        } else {
            self.adjust(targets.len, exprs.len, last);
            self.fs.free -= exprs.len.saturating_sub(targets.len);
        }
        while self.places.len() > base
            && let Some(place) = self.places.pop()
        {
            let mut value = Exp::new(Kind::Register(register(self.fs.free - 1)));
            self.store(place, &mut value);
        }
    }

    /// An assignment to a local variable that an earlier target uses as table or key: the earlier
    /// target gets a copy (`check_conflict`).
    fn save_if_needed(&mut self, base: usize, place: Kind, var_register: u8) {
        let copy = register(self.fs.free);
        let mut conflict = false;
        for place in self.places.get_mut(base..).unwrap_or_default() {
            let Kind::Indexed { table, key } = place else { continue };
            for operand in [table, key] {
                if let Operand::Register(used) | Operand::Cell(used) = *operand
                    && used == var_register
                {
                    conflict = true;
                    *operand = Operand::Register(copy);
                }
            }
        }
        if conflict {
            let is_cell = matches!(place, Kind::Cell(_));
            let op = if is_cell { Op::GetCell } else { Op::Move };
            self.fs.reserve(1);
            self.emit(Instruction::abc(op, copy, var_register, 0));
        }
    }

    /// Jumps that leave when the condition is false.
    fn condition(&mut self, condition: ExprId) -> u32 {
        let mut exp = self.expr(condition);
        if exp.kind == Kind::Nil {
            exp.kind = Kind::False;
        }
        self.go_if_true(&mut exp);
        exp.on_false
    }

    fn while_loop(&mut self, condition: ExprId, body: Block) {
        let start = self.fs.label();
        let exit = self.condition(condition);
        self.fs.open_block(true);
        self.block(body);
        self.loop_back(start);
        self.fs.close_block();
        self.fs.patch_to_here(exit);
    }

    fn loop_back(&mut self, start: u32) {
        self.emit(Instruction::abc(Op::Loop, 0, 0, 0).with_imm(start));
    }

    fn repeat_loop(&mut self, condition: ExprId, body: Block) {
        let start = self.fs.label();
        self.fs.open_block(true);
        self.fs.open_block(false);
        self.block_statements(body);
        let mut exp = self.expr(condition);
        if matches!(exp.kind, Kind::True | Kind::Number(_) | Kind::Constant(_)) {
            let jump = self.fs.jump(self.line);
            exp.on_true = self.fs.concat(jump, exp.on_true);
            self.fs.patch_to_here(exp.on_false);
        } else {
            self.go_if_false(&mut exp);
        }
        self.fs.close_block();
        self.loop_back(start);
        self.fs.patch_to_here(exp.on_true);
        self.fs.close_block();
    }

    fn if_statement(&mut self, clauses: List, otherwise: Option<Block>) {
        let ast = self.ast;
        let mut escape = NO_JUMP;
        let clauses = ast.clauses(clauses);
        for (index, clause) in clauses.iter().enumerate() {
            let exit = self.condition(clause.condition);
            self.block(clause.body);
            if index + 1 < clauses.len() || otherwise.is_some() {
                let jump = self.fs.jump(self.line);
                escape = self.fs.concat(jump, escape);
                self.fs.patch_to_here(exit);
            } else {
                escape = self.fs.concat(exit, escape);
            }
        }
        if let Some(block) = otherwise {
            self.block(block);
        }
        self.fs.patch_to_here(escape);
    }

    fn numeric_for(&mut self, header: &For) {
        self.fs.open_block(true);
        let base = register(self.fs.free);
        let ast = self.ast;
        let bounds = ast.items(header.exprs);
        for bound in bounds {
            let mut exp = self.expr(bound.expr);
            self.put_in_next_register(&mut exp);
        }
        let step_is_one = match bounds.get(2) {
            Some(step) => matches!(ast.expr(step.expr).kind, ExprKind::Number(1.0)),
            None => {
                let mut one = Exp::new(Kind::Number(1.0));
                self.put_in_next_register(&mut one);
                true
            }
        };
        let op = if step_is_one { Op::ForLoop1 } else { Op::ForLoop };
        self.for_body(header, base, 3, Op::ForPrep, Instruction::abc(op, base, 0, 0));
        self.fs.close_block();
    }

    fn generic_for(&mut self, header: &For) {
        self.fs.open_block(true);
        let base = register(self.fs.free);
        self.assign_to_registers(3, header.exprs);
        // The traversal's position.
        self.fs.reserve(1);
        // The iterator is called in the registers of the variables.
        self.fs.need(3);
        let step = Instruction::abc(Op::TForLoop, base, register(header.vars.len), 0);
        self.for_body(header, base, 4, Op::TForPrep, step);
        self.fs.close_block();
    }

    fn for_body(&mut self, header: &For, base: u8, control: u32, prep: Op, step: Instruction) {
        self.fs.activate_hidden(control);
        self.line = header.do_line;
        let prep = self.emit(Instruction::abc(prep, base, 0, 0).with_imm(NO_JUMP));
        self.fs.open_block(false);
        self.fs.reserve(header.vars.len);
        self.fs.label();
        self.activate_all(header.vars);
        self.block(header.body);
        self.fs.close_block();
        let is_generic = step.op() == Some(Op::TForLoop);
        if is_generic {
            self.fs.patch_to_here(prep);
        }
        self.emit(step.with_imm(prep + 1));
        self.fs.fix_line(header.line);
        if !is_generic {
            self.fs.patch_to_here(prep);
        }
    }

    fn return_statement(&mut self, exprs: List) {
        let Some(mut last) = self.expr_list(exprs) else {
            self.emit(Instruction::abc(Op::Return0, 0, 0, 0));
            return;
        };
        let first = register(self.fs.active);
        if last.is_multiple() {
            self.all_values(&last);
            if let (Kind::Call(pc), 1) = (last.kind, exprs.len) {
                let call = self.fs.instruction(pc);
                self.fs.replace(pc, call.with_op(Op::TailCall));
            }
            self.emit(Instruction::abc(Op::Return, first, 0, 0));
        } else if exprs.len == 1 {
            let value = self.put_in_any_register(&mut last);
            self.emit(Instruction::abc(Op::Return1, value, 0, 0));
        } else {
            self.put_in_next_register(&mut last);
            let count = register(exprs.len + 1);
            self.emit(Instruction::abc(Op::Return, first, count, 0));
        }
    }
}

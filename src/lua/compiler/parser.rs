//! Tokens to a tree with resolved names (manual §8, §2.3 to §2.6).
//!
//! A recursive descent as in `lparser.c`, with the same limits noticed at the same tokens. Depth is
//! bounded by `MAX_SYNTAX_LEVELS`; chains of suffixes and of left-associative operators do not
//! recurse.
//!
//! May import `limits` and the compiler's own `ast`, `diagnostic`, `host_lists`, `lexer`, `room`, `scope`,
//! `symbols`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "short texts, and as many items as a function may have locals"
)]

use super::super::limits::{MAX_LOCALS, MAX_SYNTAX_LEVELS};
use super::ast::{
    Ast, BinaryOp, Block, Clause, Expr, ExprId, ExprKind, Field, For, Function, FunctionId, Item,
    List, Stat, UnaryOp, Var, VarId, move_tail, number,
};
use super::diagnostic::{Diagnostic, Failed};
use super::host_lists::{HostLists, ListUses};
use super::lexer::{Lexer, Token, token_text};
use super::native_cost::{Form, NativeCost, Refusal};
use super::room::Room;
use super::scope::{Found, Scopes};
use super::symbols::Symbol;
use super::{Budget, Parsed};

type Result<T> = std::result::Result<T, Failed>;

/// An expression and where native's compiler would have its value.
#[derive(Clone, Copy)]
struct Operand {
    id: ExprId,
    form: Form,
}

/// Tokens between two looks at the budget.
const CHECK_EVERY: u32 = 256;
/// Items of a table constructor that are stored together (`LFIELDS_PER_FLUSH`).
pub(super) const LIST_ITEMS_AT_ONCE: u32 = 50;
/// Bytes of source that an expression, an item of a list and a statement take, by the dozen.
const BYTES_OF_EXPR: usize = 3;
const BYTES_OF_ITEM: usize = 16;
const BYTES_OF_STAT: usize = 48;
/// Priority of unary operators.
const UNARY_PRIORITY: u8 = 8;

struct Parser<'s, 'b, 'p> {
    lexer: Lexer<'s>,
    ast: Ast,
    scopes: Scopes,
    lists: ListUses,
    /// Native's books of the current function and of those around it.
    cost: NativeCost,
    outer_costs: Vec<NativeCost>,
    /// Statements of the blocks being read; and likewise items, fields and clauses.
    pending: Vec<Stat>,
    items: Vec<Item>,
    fields: Vec<Field>,
    clauses: Vec<Clause>,
    level: u32,
    tokens_to_check: u32,
    room: Room,
    budget: &'b mut Budget<'p>,
}

/// Reads a chunk. `level` is the nesting of native calls it is compiled at, which counts against the
/// syntax levels.
pub(super) fn parse<'s>(
    source: &'s [u8],
    level: u32,
    lists: HostLists,
    budget: &mut Budget<'_>,
) -> std::result::Result<Parsed<'s>, Diagnostic> {
    let mut lexer = Lexer::new(source, &budget.room);
    let mut parser = Parser {
        lists: ListUses::new(lists, &mut lexer.symbols),
        lexer,
        room: budget.room.clone(),
        ast: Ast {
            exprs: budget.room.guessed(source.len() / BYTES_OF_EXPR),
            items: budget.room.guessed(source.len() / BYTES_OF_ITEM),
            stats: budget.room.guessed(source.len() / BYTES_OF_STAT),
            ..Ast::default()
        },
        scopes: Scopes::default(),
        cost: NativeCost::default(),
        outer_costs: Vec::new(),
        pending: Vec::new(),
        items: Vec::new(),
        fields: Vec::new(),
        clauses: Vec::new(),
        level,
        tokens_to_check: CHECK_EVERY,
        budget,
    };
    if let Err(Failed) = parser.main_function() {
        return Err(parser.lexer.failure.take().unwrap_or(Diagnostic::OutOfMemory));
    }
    let symbols = parser.lexer.symbols;
    Ok(Parsed { ast: parser.ast, lists: parser.lists.finish(&symbols), symbols })
}

/// Left and right priority of a binary operator; `..` and `^` are right-associative.
fn binary_operator(token: Token) -> Option<(BinaryOp, u8, u8)> {
    Some(match token {
        Token::Char(b'+') => (BinaryOp::Add, 6, 6),
        Token::Char(b'-') => (BinaryOp::Sub, 6, 6),
        Token::Char(b'*') => (BinaryOp::Mul, 7, 7),
        Token::Char(b'/') => (BinaryOp::Div, 7, 7),
        Token::Char(b'%') => (BinaryOp::Mod, 7, 7),
        Token::Char(b'^') => (BinaryOp::Pow, 10, 9),
        Token::Concat => (BinaryOp::Concat, 5, 4),
        Token::Ne => (BinaryOp::Ne, 3, 3),
        Token::Eq => (BinaryOp::Eq, 3, 3),
        Token::Char(b'<') => (BinaryOp::Lt, 3, 3),
        Token::Le => (BinaryOp::Le, 3, 3),
        Token::Char(b'>') => (BinaryOp::Gt, 3, 3),
        Token::Ge => (BinaryOp::Ge, 3, 3),
        Token::And => (BinaryOp::And, 2, 2),
        Token::Or => (BinaryOp::Or, 1, 1),
        _ => return None,
    })
}

fn unary_operator(token: Token) -> Option<UnaryOp> {
    match token {
        Token::Not => Some(UnaryOp::Not),
        Token::Char(b'-') => Some(UnaryOp::Minus),
        Token::Char(b'#') => Some(UnaryOp::Len),
        _ => None,
    }
}

fn ends_block(token: Token) -> bool {
    matches!(token, Token::Else | Token::Elseif | Token::End | Token::Until | Token::Eos)
}

impl Parser<'_, '_, '_> {
    #[inline(never)]
    fn next(&mut self) -> Result<()> {
        self.tokens_to_check -= 1;
        if self.tokens_to_check == 0 || self.room.check().is_err() {
            self.check_budget()?;
        }
        self.lexer.next()
    }

    #[cold]
    #[inline(never)]
    fn check_budget(&mut self) -> Result<()> {
        self.tokens_to_check = CHECK_EVERY;
        self.budget.check(CHECK_EVERY).map_err(|why| self.lexer.fail(why))
    }

    fn token(&self) -> Token {
        self.lexer.token
    }

    /// Consumes the current token if it is `token`.
    #[inline]
    fn accept(&mut self, token: Token) -> Result<bool> {
        let found = self.token() == token;
        if found {
            self.next()?;
        }
        Ok(found)
    }

    #[cold]
    fn expected(&mut self, token: Token) -> Failed {
        let mut message = b"'".to_vec();
        message.extend_from_slice(&token_text(token));
        message.extend_from_slice(b"' expected");
        self.lexer.syntax_error(message)
    }

    fn expect(&mut self, token: Token) -> Result<()> {
        if self.accept(token)? { Ok(()) } else { Err(self.expected(token)) }
    }

    /// Consumes `close`, which ends what `open` began at `line`.
    fn expect_close(&mut self, close: Token, open: Token, line: u32) -> Result<()> {
        if self.accept(close)? {
            return Ok(());
        }
        if line == self.lexer.line {
            return Err(self.expected(close));
        }
        let mut message = b"'".to_vec();
        message.extend_from_slice(&token_text(close));
        message.extend_from_slice(b"' expected (to close '");
        message.extend_from_slice(&token_text(open));
        message.extend_from_slice(format!("' at line {line})").as_bytes());
        Err(self.lexer.syntax_error(message))
    }

    fn name(&mut self) -> Result<Symbol> {
        let Token::Name(name) = self.token() else {
            return Err(self.lexer.syntax_error("'<name>' expected"));
        };
        self.next()?;
        Ok(name)
    }

    fn enter_level(&mut self) -> Result<()> {
        self.level += 1;
        if self.level > MAX_SYNTAX_LEVELS {
            return Err(self.lexer.error_at_line("chunk has too many syntax levels"));
        }
        Ok(())
    }

    fn too_many(&mut self, function: FunctionId, limit: usize, what: &str) -> Failed {
        let line = self.ast.functions.get(function.0 as usize).map_or(0, |f| f.line);
        let whose =
            if line == 0 { "main function".into() } else { format!("function at line {line}") };
        self.lexer.error_at_line(format!("{whose} has more than {limit} {what}"))
    }

    fn add(&mut self, kind: ExprKind) -> ExprId {
        let id = ExprId(number(self.ast.exprs.len()));
        let expr = Expr { kind, line: self.lexer.last_line };
        self.room.push(&mut self.ast.exprs, expr);
        id
    }

    /// Adds an expression of the current token, which is consumed.
    fn add_token(&mut self, kind: ExprKind) -> Result<ExprId> {
        self.next()?;
        Ok(self.add(kind))
    }

    /// Does `step` in native's books; an error near the current token if native would refuse it.
    fn charge<T>(
        &mut self,
        step: impl FnOnce(&mut NativeCost) -> std::result::Result<T, Refusal>,
    ) -> Result<T> {
        step(&mut self.cost).map_err(|refusal| {
            self.lexer.syntax_error(match refusal {
                Refusal::TooComplex => "function or expression too complex",
                Refusal::TooLong => "control structure too long",
            })
        })
    }

    /// Gives up all temporary registers.
    fn release_temporaries(&mut self) {
        self.cost.free = self.scopes.active_count();
    }

    // Variables

    /// Declares one more of `vars`, which are the last that were declared and visible from
    /// [`Scopes::activate`] on; so many `before` them are not visible yet either.
    fn declare(&mut self, name: Symbol, vars: &mut List, before: u32) -> Result<()> {
        let pending = (before + vars.len) as usize;
        if self.scopes.active_count() + pending + 1 > MAX_LOCALS {
            return Err(self.too_many(self.scopes.function(), MAX_LOCALS, "local variables"));
        }
        self.room.push(&mut self.ast.vars, Var::new(name));
        vars.len += 1;
        Ok(())
    }

    fn variable(&mut self) -> Result<Operand> {
        let name = self.name()?;
        let (kind, form) = match self.scopes.resolve(name, &mut self.ast, &self.room) {
            Found::Local(var) => (ExprKind::Local(var), Form::Local),
            Found::Upvalue(index) => (ExprKind::Upvalue(index), Form::Variable),
            Found::Global => {
                self.lists.note(name);
                (ExprKind::Global(name), Form::Variable)
            }
            Found::TooManyUpvalues(function, limit) => {
                return Err(self.too_many(function, limit, "upvalues"));
            }
        };
        Ok(Operand { id: self.add(kind), form })
    }

    /// Notes that `target` is assigned, if it is a local variable of some function.
    fn note_assignment(&mut self, target: ExprId) {
        let var = match self.ast.expr(target).kind {
            ExprKind::Local(var) => Some(var),
            ExprKind::Upvalue(index) => self.scopes.upvalue_var(index, &self.ast),
            ExprKind::Index { table, .. } => {
                if let ExprKind::Global(name) = self.ast.expr(table).kind {
                    self.lists.note(name);
                }
                None
            }
            _ => None,
        };
        if let Some(var) = var.and_then(|var| self.ast.vars.get_mut(var.0 as usize)) {
            var.assigned = true;
        }
    }

    /// What is done with `list`, if it is one of the host, needs no table.
    fn note_plain_use(&mut self, list: ExprId) {
        if let ExprKind::Global(name) = self.ast.expr(list).kind {
            self.lists.note_plain(name);
        }
    }

    // Functions and blocks

    fn main_function(&mut self) -> Result<()> {
        self.open_function(0);
        if let Some(main) = self.ast.functions.first_mut() {
            main.is_vararg = true;
        }
        self.next()?;
        let body = self.chunk()?;
        if self.token() != Token::Eos {
            return Err(self.expected(Token::Eos));
        }
        self.close_function(FunctionId(0), body);
        // A call is cheaper where nobody asks for the arguments.
        if let Some(main) = self.ast.functions.first_mut() {
            main.is_vararg = main.uses_dots;
        }
        Ok(())
    }

    fn open_function(&mut self, line: u32) -> FunctionId {
        let id = FunctionId(number(self.ast.functions.len()));
        self.room.push(&mut self.ast.functions, Function { line, ..Function::default() });
        self.scopes.open_function(id);
        self.outer_costs.push(std::mem::take(&mut self.cost));
        id
    }

    fn close_function(&mut self, id: FunctionId, body: Block) {
        self.scopes.close_function();
        let outer = self.outer_costs.pop().unwrap_or_default();
        let cost = std::mem::replace(&mut self.cost, outer);
        let end_line = self.lexer.last_line;
        if let Some(function) = self.ast.functions.get_mut(id.0 as usize) {
            function.body = body;
            function.instructions = cost.instructions;
            function.end_line = end_line;
        }
    }

    /// Parameters, body and `end` of a function.
    fn function_body(
        &mut self,
        has_self: bool,
        line: u32,
        self_var: Option<VarId>,
    ) -> Result<FunctionId> {
        let id = self.open_function(line);
        self.expect(Token::Char(b'('))?;
        let mut params = self.ast.next_vars();
        if has_self {
            let name = self.lexer.symbols.intern(b"self");
            self.declare(name, &mut params, 0)?;
        }
        let is_vararg = self.parameters(&mut params)?;
        self.expect(Token::Char(b')'))?;
        self.scopes.activate(params, &self.ast);
        let takes = params.len - u32::from(is_vararg);
        self.charge(|cost| cost.reserve(params.len as usize))?;
        if let Some(function) = self.ast.functions.get_mut(id.0 as usize) {
            function.params = params;
            function.param_count = u8::try_from(takes).unwrap_or(u8::MAX);
            function.is_vararg = is_vararg;
            function.has_arg = is_vararg;
            function.self_var = self_var;
        }
        let body = self.chunk()?;
        self.expect_close(Token::End, Token::Function, line)?;
        self.close_function(id, body);
        Ok(id)
    }

    /// The parameter list; true if it ends in `...`, which adds the variable `arg`.
    fn parameters(&mut self, params: &mut List) -> Result<bool> {
        if self.token() == Token::Char(b')') {
            return Ok(false);
        }
        loop {
            match self.token() {
                Token::Name(name) => {
                    self.declare(name, params, 0)?;
                    self.next()?;
                }
                Token::Dots => {
                    self.next()?;
                    let name = self.lexer.symbols.intern(b"arg");
                    self.declare(name, params, 0)?;
                    return Ok(true);
                }
                _ => return Err(self.lexer.syntax_error("<name> or '...' expected")),
            }
            if !self.accept(Token::Char(b','))? {
                return Ok(false);
            }
        }
    }

    /// Statements up to a token that ends a block.
    fn chunk(&mut self) -> Result<Block> {
        self.enter_level()?;
        let start = self.pending.len();
        let mut last = false;
        while !last && !ends_block(self.token()) {
            let stat = self.statement()?;
            last = matches!(stat, Stat::Return { .. } | Stat::Break);
            self.room.push(&mut self.pending, stat);
            self.accept(Token::Char(b';'))?;
            self.release_temporaries();
        }
        self.level -= 1;
        Ok(Block { stats: move_tail(&mut self.pending, start, &mut self.ast.stats, &self.room) })
    }

    /// A chunk with a scope of its own.
    fn block(&mut self) -> Result<Block> {
        self.scopes.open_block(false);
        let block = self.chunk()?;
        self.close_block();
        Ok(block)
    }

    fn close_block(&mut self) {
        self.scopes.close_block();
        self.release_temporaries();
    }

    // Statements

    fn statement(&mut self) -> Result<Stat> {
        let line = self.lexer.line;
        match self.token() {
            Token::If => self.if_statement(line),
            Token::While => self.while_statement(line),
            Token::Do => {
                self.next()?;
                let block = self.block()?;
                self.expect_close(Token::End, Token::Do, line)?;
                Ok(Stat::Do(block))
            }
            Token::For => self.for_statement(line),
            Token::Repeat => self.repeat_statement(line),
            Token::Function => self.function_statement(line),
            Token::Local => {
                self.next()?;
                if self.accept(Token::Function)? {
                    self.local_function()
                } else {
                    self.local_statement()
                }
            }
            Token::Return => self.return_statement(),
            Token::Break => {
                self.next()?;
                if !self.scopes.in_loop() {
                    return Err(self.lexer.syntax_error("no loop to break"));
                }
                Ok(Stat::Break)
            }
            _ => self.expression_statement(),
        }
    }

    fn if_statement(&mut self, line: u32) -> Result<Stat> {
        let start = self.cost.instructions;
        let first = self.clauses.len();
        self.clause()?;
        while self.token() == Token::Elseif {
            self.cost.emit(1);
            self.clause()?;
        }
        let mut otherwise = None;
        if self.token() == Token::Else {
            self.cost.emit(1);
            self.next()?;
            otherwise = Some(self.block()?);
        }
        self.charge(|cost| cost.jump_to(start))?;
        self.expect_close(Token::End, Token::If, line)?;
        let clauses = move_tail(&mut self.clauses, first, &mut self.ast.clauses, &self.room);
        Ok(Stat::If { clauses, otherwise })
    }

    /// `if` or `elseif`, a condition, `then`, a block.
    fn clause(&mut self) -> Result<()> {
        self.next()?;
        let condition = self.condition()?;
        let start = self.cost.instructions;
        self.expect(Token::Then)?;
        let body = self.block()?;
        self.charge(|cost| cost.jump_to(start))?;
        self.room.push(&mut self.clauses, Clause { condition, body });
        Ok(())
    }

    fn condition(&mut self) -> Result<ExprId> {
        let condition = self.expr()?;
        self.charge(|cost| cost.test(condition.form))?;
        Ok(condition.id)
    }

    fn while_statement(&mut self, line: u32) -> Result<Stat> {
        self.next()?;
        let start = self.cost.instructions;
        let condition = self.condition()?;
        self.scopes.open_block(true);
        self.expect(Token::Do)?;
        let body = self.block()?;
        self.cost.emit(1);
        self.charge(|cost| cost.jump_to(start))?;
        self.expect_close(Token::End, Token::While, line)?;
        self.close_block();
        Ok(Stat::While { condition, body })
    }

    fn repeat_statement(&mut self, line: u32) -> Result<Stat> {
        let start = self.cost.instructions;
        self.scopes.open_block(true);
        self.scopes.open_block(false);
        self.next()?;
        let body = self.chunk()?;
        self.expect_close(Token::Until, Token::Repeat, line)?;
        // The condition sees the variables of the body.
        let condition = self.condition()?;
        self.charge(|cost| cost.jump_to(start))?;
        self.close_block();
        self.close_block();
        Ok(Stat::Repeat { condition, body })
    }

    fn for_statement(&mut self, line: u32) -> Result<Stat> {
        self.scopes.open_block(true);
        self.next()?;
        let first = self.name()?;
        let stat = match self.token() {
            Token::Char(b'=') => self.numeric_for(first, line)?,
            Token::Char(b',') | Token::In => self.generic_for(first)?,
            _ => return Err(self.lexer.syntax_error("'=' or 'in' expected")),
        };
        self.expect_close(Token::End, Token::For, line)?;
        self.close_block();
        Ok(stat)
    }

    /// The three variables that a loop keeps for itself.
    fn control_variables(&mut self) -> Result<List> {
        let hidden = Symbol(u32::MAX);
        let mut control = self.ast.next_vars();
        for _ in 0..3 {
            self.declare(hidden, &mut control, 0)?;
        }
        Ok(control)
    }

    fn numeric_for(&mut self, name: Symbol, line: u32) -> Result<Stat> {
        let control = self.control_variables()?;
        let mut vars = self.ast.next_vars();
        self.declare(name, &mut vars, control.len)?;
        self.expect(Token::Char(b'='))?;
        let first = self.items.len();
        self.loop_bound()?;
        self.expect(Token::Char(b','))?;
        self.loop_bound()?;
        if self.accept(Token::Char(b','))? {
            self.loop_bound()?;
        } else {
            self.cost.emit(1);
            self.charge(|cost| cost.reserve(1))?;
        }
        let exprs = move_tail(&mut self.items, first, &mut self.ast.items, &self.room);
        let header = self.for_body(control, vars, exprs, line)?;
        Ok(Stat::NumericFor { header })
    }

    fn generic_for(&mut self, first: Symbol) -> Result<Stat> {
        let control = self.control_variables()?;
        let mut vars = self.ast.next_vars();
        self.declare(first, &mut vars, control.len)?;
        while self.accept(Token::Char(b','))? {
            let name = self.name()?;
            self.declare(name, &mut vars, control.len)?;
        }
        self.expect(Token::In)?;
        let line = self.lexer.line;
        let (exprs, last) = self.expr_list()?;
        self.charge(|cost| cost.adjust(3, exprs.len as usize, last))?;
        self.charge(|cost| cost.check(3))?;
        let header = self.for_body(control, vars, exprs, line)?;
        Ok(Stat::GenericFor { header })
    }

    fn loop_bound(&mut self) -> Result<()> {
        let bound = self.expr()?;
        self.charge(|cost| cost.next_register(bound.form))?;
        self.room.push(&mut self.items, Item { expr: bound.id, comma_line: 0 });
        Ok(())
    }

    fn for_body(&mut self, control: List, vars: List, exprs: List, line: u32) -> Result<u32> {
        self.scopes.activate(control, &self.ast);
        self.expect(Token::Do)?;
        let do_line = self.lexer.last_line;
        self.cost.emit(1);
        let start = self.cost.instructions;
        self.scopes.open_block(false);
        self.scopes.activate(vars, &self.ast);
        self.charge(|cost| cost.reserve(vars.len as usize))?;
        let body = self.block()?;
        self.close_block();
        self.cost.emit(1);
        self.charge(|cost| cost.jump_to(start))?;
        let header = number(self.ast.loops.len());
        self.room.push(&mut self.ast.loops, For { vars, exprs, body, line, do_line });
        Ok(header)
    }

    fn function_statement(&mut self, line: u32) -> Result<Stat> {
        self.next()?;
        let mut target = self.variable()?;
        let mut has_self = false;
        while let Token::Char(mark @ (b'.' | b':')) = self.token() {
            target = self.field(target)?;
            if mark == b':' {
                has_self = true;
                break;
            }
        }
        let function = self.function_body(has_self, line, None)?;
        self.cost.emit(1);
        self.charge(|cost| cost.store(target.form, Form::Relocatable))?;
        self.note_assignment(target.id);
        Ok(Stat::Function { target: target.id, function, line })
    }

    fn local_function(&mut self) -> Result<Stat> {
        let name = self.name()?;
        let mut vars = self.ast.next_vars();
        let var = VarId(vars.start);
        self.declare(name, &mut vars, 0)?;
        self.charge(|cost| cost.reserve(1))?;
        self.scopes.activate(vars, &self.ast);
        let line = self.lexer.line;
        let function = self.function_body(false, line, Some(var))?;
        Ok(Stat::LocalFunction { var, function })
    }

    fn local_statement(&mut self) -> Result<Stat> {
        let mut vars = self.ast.next_vars();
        loop {
            let name = self.name()?;
            self.declare(name, &mut vars, 0)?;
            if !self.accept(Token::Char(b','))? {
                break;
            }
        }
        let assigned = self.accept(Token::Char(b'='))?;
        let (exprs, last) = if assigned { self.expr_list()? } else { (List::EMPTY, Form::Void) };
        self.charge(|cost| cost.adjust(vars.len as usize, exprs.len as usize, last))?;
        self.scopes.activate(vars, &self.ast);
        Ok(Stat::Local { vars, exprs })
    }

    fn return_statement(&mut self) -> Result<Stat> {
        self.next()?;
        let none = ends_block(self.token()) || self.token() == Token::Char(b';');
        self.cost.emit(1);
        let (exprs, last) = if none { (List::EMPTY, Form::Void) } else { self.expr_list()? };
        if exprs.len == 1 && !last.is_multiple() {
            self.charge(|cost| cost.any_register(last))?;
        } else {
            self.close_list(last)?;
        }
        Ok(Stat::Return { exprs })
    }

    fn expression_statement(&mut self) -> Result<Stat> {
        let first = self.suffixed_expr()?;
        if first.form == Form::Call {
            return Ok(Stat::Call(first.id));
        }
        let start = self.items.len();
        self.room.push(&mut self.items, Item { expr: first.id, comma_line: 0 });
        let mut count = 1;
        self.check_target(first.id)?;
        while self.accept(Token::Char(b','))? {
            let target = self.suffixed_expr()?;
            // Native recurses for each target.
            let limit = MAX_SYNTAX_LEVELS.saturating_sub(self.level) as usize;
            if count > limit {
                let function = self.scopes.function();
                return Err(self.too_many(function, limit, "variables in assignment"));
            }
            self.check_target(target.id)?;
            self.room.push(&mut self.items, Item { expr: target.id, comma_line: 0 });
            count += 1;
        }
        self.expect(Token::Char(b'='))?;
        let (exprs, last) = self.expr_list()?;
        if exprs.len as usize == count {
            self.charge(|cost| cost.store(first.form, last))?;
        } else {
            self.charge(|cost| cost.adjust(count, exprs.len as usize, last))?;
        }
        self.cost.emit(count);
        for index in start..self.items.len() {
            if let Some(target) = self.items.get(index).copied() {
                self.note_assignment(target.expr);
            }
        }
        let targets = move_tail(&mut self.items, start, &mut self.ast.items, &self.room);
        Ok(Stat::Assign { targets, exprs })
    }

    fn check_target(&mut self, target: ExprId) -> Result<()> {
        match self.ast.expr(target).kind {
            ExprKind::Local(_)
            | ExprKind::Upvalue(_)
            | ExprKind::Global(_)
            | ExprKind::Index { .. } => Ok(()),
            _ => Err(self.lexer.syntax_error("syntax error")),
        }
    }

    // Expressions

    /// The list and the form of its last expression; the others are in registers.
    fn expr_list(&mut self) -> Result<(List, Form)> {
        let mut last = self.expr()?;
        if self.token() != Token::Char(b',') {
            return Ok((self.single(last.id), last.form));
        }
        let first = self.items.len();
        while self.accept(Token::Char(b','))? {
            let comma_line = self.lexer.last_line;
            self.room.push(&mut self.items, Item { expr: last.id, comma_line });
            self.charge(|cost| cost.next_register(last.form))?;
            last = self.expr()?;
        }
        self.room.push(&mut self.items, Item { expr: last.id, comma_line: 0 });
        let items = move_tail(&mut self.items, first, &mut self.ast.items, &self.room);
        Ok((items, last.form))
    }

    /// A list of one expression.
    fn single(&mut self, expr: ExprId) -> List {
        let start = number(self.ast.items.len());
        self.room.push(&mut self.ast.items, Item { expr, comma_line: 0 });
        List { start, len: number(self.ast.items.len()) - start }
    }

    /// The last expression of a list that may be open goes to a register, unless it is open.
    fn close_list(&mut self, last: Form) -> Result<()> {
        if last != Form::Void && !last.is_multiple() {
            self.charge(|cost| cost.next_register(last))?;
        }
        Ok(())
    }

    fn expr(&mut self) -> Result<Operand> {
        self.sub_expr(0)
    }

    /// An expression of operators that bind tighter than `limit`.
    fn sub_expr(&mut self, limit: u8) -> Result<Operand> {
        self.enter_level()?;
        let mut left = match unary_operator(self.token()) {
            Some(op) => {
                self.next()?;
                let line = self.lexer.last_line;
                let operand = self.sub_expr(UNARY_PRIORITY)?;
                if op == UnaryOp::Len {
                    self.note_plain_use(operand.id);
                }
                let form = self.unary_form(op, operand.form)?;
                Operand { id: self.add(ExprKind::Unary { op, operand: operand.id, line }), form }
            }
            None => self.simple_expr()?,
        };
        while let Some((op, priority, right_priority)) = binary_operator(self.token()) {
            if priority <= limit {
                break;
            }
            self.next()?;
            let line = self.lexer.last_line;
            let left_form = self.infix(op, left.form)?;
            let right = self.sub_expr(right_priority)?;
            let form = self.postfix(op, left_form, right.form)?;
            let kind = ExprKind::Binary { op, left: left.id, right: right.id, line };
            left = Operand { id: self.add(kind), form };
        }
        self.level -= 1;
        Ok(left)
    }

    fn unary_form(&mut self, op: UnaryOp, operand: Form) -> Result<Form> {
        match (op, operand) {
            (UnaryOp::Minus, Form::Number) => Ok(Form::Number),
            (UnaryOp::Not, Form::Number | Form::Constant) => Ok(Form::Constant),
            (UnaryOp::Not, Form::Jump) => Ok(Form::Jump),
            _ => self.charge(|cost| cost.unary(operand)),
        }
    }

    /// Where the left operand waits for the right one.
    fn infix(&mut self, op: BinaryOp, left: Form) -> Result<Form> {
        match op {
            BinaryOp::And | BinaryOp::Or => {
                self.charge(|cost| cost.test(left))?;
                Ok(Form::Void)
            }
            BinaryOp::Concat => self.charge(|cost| cost.next_register(left)),
            _ => self.charge(|cost| cost.register_or_constant(left)),
        }
    }

    fn postfix(&mut self, op: BinaryOp, left: Form, right: Form) -> Result<Form> {
        match op {
            BinaryOp::And | BinaryOp::Or => Ok(self.cost.discharge(right)),
            BinaryOp::Concat => self.charge(|cost| cost.concat(left, right)),
            BinaryOp::Add
            | BinaryOp::Sub
            | BinaryOp::Mul
            | BinaryOp::Div
            | BinaryOp::Mod
            | BinaryOp::Pow => self.charge(|cost| cost.arithmetic(left, right)),
            _ => self.charge(|cost| cost.comparison(left, right)),
        }
    }

    /// An expression of one token, which is consumed.
    fn token_expr(&mut self, kind: ExprKind, form: Form) -> Result<Operand> {
        Ok(Operand { id: self.add_token(kind)?, form })
    }

    fn simple_expr(&mut self) -> Result<Operand> {
        match self.token() {
            Token::Number(n) => self.token_expr(ExprKind::Number(n), Form::Number),
            Token::String(s) => self.token_expr(ExprKind::String(s), Form::Constant),
            Token::Nil => self.token_expr(ExprKind::Nil, Form::Constant),
            Token::True => self.token_expr(ExprKind::True, Form::Constant),
            Token::False => self.token_expr(ExprKind::False, Form::Constant),
            Token::Dots => {
                let function = self.scopes.function();
                match self.ast.functions.get_mut(function.0 as usize) {
                    Some(function) if function.is_vararg => function.uses_dots = true,
                    _ => {
                        let message = "cannot use '...' outside a vararg function";
                        return Err(self.lexer.syntax_error(message));
                    }
                }
                self.cost.emit(1);
                self.token_expr(ExprKind::Vararg, Form::Vararg)
            }
            Token::Char(b'{') => self.constructor(),
            Token::Function => {
                self.next()?;
                let line = self.lexer.line;
                let function = self.function_body(false, line, None)?;
                self.cost.emit(1);
                let id = self.add(ExprKind::Function(function));
                Ok(Operand { id, form: Form::Relocatable })
            }
            _ => self.suffixed_expr(),
        }
    }

    /// A name or an expression in parentheses, with suffixes.
    fn suffixed_expr(&mut self) -> Result<Operand> {
        let mut expr = self.primary_expr()?;
        loop {
            expr = match self.token() {
                Token::Char(b'.') => self.field(expr)?,
                Token::Char(b'[') => {
                    let table = self.charge(|cost| cost.any_register(expr.form))?;
                    self.next()?;
                    let line = self.lexer.last_line;
                    let key = self.expr()?;
                    let key_form = self.cost.discharge(key.form);
                    self.expect(Token::Char(b']'))?;
                    let form = self.charge(|cost| cost.indexed(table, key_form))?;
                    if !matches!(self.ast.expr(key.id).kind, ExprKind::String(_)) {
                        self.note_plain_use(expr.id);
                    }
                    let kind = ExprKind::Index { table: expr.id, key: key.id, line };
                    Operand { id: self.add(kind), form }
                }
                Token::Char(b':') => {
                    self.next()?;
                    let name = self.name()?;
                    self.charge(|cost| cost.method(expr.form))?;
                    let base = self.cost.free.saturating_sub(2);
                    let (args, line) = self.arguments(base)?;
                    let kind = ExprKind::Method { object: expr.id, name, args, line };
                    Operand { id: self.add(kind), form: Form::Call }
                }
                Token::Char(b'(' | b'{') | Token::String(_) => {
                    self.charge(|cost| cost.next_register(expr.form))?;
                    let base = self.cost.free.saturating_sub(1);
                    let (args, line) = self.arguments(base)?;
                    let kind = ExprKind::Call { function: expr.id, args, line };
                    Operand { id: self.add(kind), form: Form::Call }
                }
                _ => return Ok(expr),
            };
        }
    }

    fn primary_expr(&mut self) -> Result<Operand> {
        match self.token() {
            Token::Char(b'(') => {
                let line = self.lexer.line;
                self.next()?;
                let open_line = self.lexer.last_line;
                let inner = self.expr()?;
                self.expect_close(Token::Char(b')'), Token::Char(b'('), line)?;
                let form = self.cost.discharge(inner.form);
                let id = self.add(ExprKind::Paren { inner: inner.id, line: open_line });
                Ok(Operand { id, form })
            }
            Token::Name(_) => self.variable(),
            _ => Err(self.lexer.syntax_error("unexpected symbol")),
        }
    }

    /// `.name` or, in a function's name, `:name`.
    fn field(&mut self, table: Operand) -> Result<Operand> {
        let table_form = self.charge(|cost| cost.any_register(table.form))?;
        self.next()?;
        let line = self.lexer.last_line;
        let name = self.name()?;
        let key = self.add(ExprKind::String(name));
        let form = self.charge(|cost| cost.indexed(table_form, Form::Constant))?;
        Ok(Operand { id: self.add(ExprKind::Index { table: table.id, key, line }), form })
    }

    /// Arguments of a call whose function is in register `base`; and the line it is blamed on.
    fn arguments(&mut self, base: usize) -> Result<(List, u32)> {
        let line = self.lexer.line;
        let (args, last) = match self.token() {
            Token::Char(b'(') => {
                if line != self.lexer.last_line {
                    let message = "ambiguous syntax (function call x new statement)";
                    return Err(self.lexer.syntax_error(message));
                }
                self.next()?;
                let none = self.token() == Token::Char(b')');
                let args = if none { (List::EMPTY, Form::Void) } else { self.expr_list()? };
                self.expect_close(Token::Char(b')'), Token::Char(b'('), line)?;
                args
            }
            Token::Char(b'{') => {
                let arg = self.constructor()?;
                (self.single(arg.id), arg.form)
            }
            Token::String(s) => {
                let expr = self.add_token(ExprKind::String(s))?;
                (self.single(expr), Form::Constant)
            }
            _ => return Err(self.lexer.syntax_error("function arguments expected")),
        };
        self.close_list(last)?;
        self.cost.emit(1);
        self.cost.free = base + 1;
        Ok((args, line))
    }

    fn constructor(&mut self) -> Result<Operand> {
        let line = self.lexer.line;
        self.cost.emit(1);
        self.charge(|cost| cost.reserve(1))?;
        let table = self.cost.free;
        self.expect(Token::Char(b'{'))?;
        let open_line = self.lexer.last_line;
        let first = self.fields.len();
        let (mut last, mut waiting) = (Form::Void, 0);
        while self.token() != Token::Char(b'}') {
            if last != Form::Void {
                self.charge(|cost| cost.next_register(last))?;
                last = Form::Void;
                if waiting == LIST_ITEMS_AT_ONCE {
                    self.cost.emit(1);
                    self.cost.free = table;
                    waiting = 0;
                }
            }
            let (mut field, form) = self.constructor_field()?;
            if field.key.is_none() {
                last = form;
                waiting += 1;
            }
            let more = self.accept(Token::Char(b','))? || self.accept(Token::Char(b';'))?;
            field.comma_line = self.lexer.last_line;
            self.room.push(&mut self.fields, field);
            if !more {
                break;
            }
        }
        self.expect_close(Token::Char(b'}'), Token::Char(b'{'), line)?;
        self.close_list(last)?;
        self.cost.emit(1);
        self.cost.free = table;
        let fields = move_tail(&mut self.fields, first, &mut self.ast.fields, &self.room);
        let id = self.add(ExprKind::Table { fields, line: open_line });
        Ok(Operand { id, form: Form::Register })
    }

    /// An element of a constructor and, for a list item, its form.
    fn constructor_field(&mut self) -> Result<(Field, Form)> {
        let free = self.cost.free;
        let (key, key_form) = match self.token() {
            Token::Name(name) if self.lexer.look_ahead()? == Token::Char(b'=') => {
                (Some(self.add_token(ExprKind::String(name))?), Form::Constant)
            }
            Token::Char(b'[') => {
                self.next()?;
                let key = self.expr()?;
                let form = self.cost.discharge(key.form);
                self.expect(Token::Char(b']'))?;
                (Some(key.id), form)
            }
            _ => (None, Form::Void),
        };
        if key.is_some() {
            self.expect(Token::Char(b'='))?;
            self.charge(|cost| cost.register_or_constant(key_form))?;
        }
        let equals_line = self.lexer.last_line;
        let value = self.expr()?;
        if key.is_some() {
            self.charge(|cost| cost.register_or_constant(value.form))?;
            self.cost.emit(1);
            self.cost.free = free;
        }
        Ok((Field { key, value: value.id, equals_line, comma_line: 0 }, value.form))
    }
}

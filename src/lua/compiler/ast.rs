//! The syntax tree of a chunk, with names resolved.
//!
//! Nodes lie in flat vectors and refer to each other by number, so that neither walking nor dropping
//! a chain of 100,000 suffixes or operators recurses. Lines are kept where native's one-pass compiler
//! would emit code: an instruction carries the line of the last token read before it.
//!
//! May import the compiler's own `room`, `symbols`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use super::room::Room;
use super::symbols::Symbol;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) struct $name(pub(super) u32);
    )*};
}

ids! {
    /// An expression.
    ExprId;
    /// A local variable.
    VarId;
    /// A function body.
    FunctionId;
}

/// A run of elements in one of the tree's vectors.
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    pub(super) start: u32,
    pub(super) len: u32,
}

impl List {
    pub(super) const EMPTY: List = List { start: 0, len: 0 };
}

/// An expression and the line of its last token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expr {
    pub(super) kind: ExprKind,
    pub(super) line: u32,
}

/// What an expression is; a `line` is that of the operator or the opening bracket.
#[derive(Clone, Copy, Debug)]
pub(super) enum ExprKind {
    Nil,
    True,
    False,
    Vararg,
    Number(f64),
    String(Symbol),
    Function(FunctionId),
    Local(VarId),
    /// Number of an upvalue of the current function.
    Upvalue(u8),
    Global(Symbol),
    Index {
        table: ExprId,
        key: ExprId,
        line: u32,
    },
    /// Arguments are in `items`.
    Call {
        function: ExprId,
        args: List,
        line: u32,
    },
    Method {
        object: ExprId,
        name: Symbol,
        args: List,
        line: u32,
    },
    Paren {
        inner: ExprId,
        line: u32,
    },
    Unary {
        op: UnaryOp,
        operand: ExprId,
        line: u32,
    },
    Binary {
        op: BinaryOp,
        left: ExprId,
        right: ExprId,
        line: u32,
    },
    /// Items are in `fields`.
    Table {
        fields: List,
        line: u32,
    },
}

impl ExprKind {
    /// The operand that is evaluated before all else, if there is one.
    #[inline]
    pub(super) fn left(self) -> Option<ExprId> {
        match self {
            ExprKind::Index { table: left, .. }
            | ExprKind::Call { function: left, .. }
            | ExprKind::Method { object: left, .. }
            | ExprKind::Binary { left, .. } => Some(left),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnaryOp {
    Minus,
    Not,
    Len,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    Pow,
    Concat,
    Ne,
    Eq,
    Lt,
    Le,
    Gt,
    Ge,
    And,
    Or,
}

/// An element of an expression list and the line of the comma after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) expr: ExprId,
    pub(super) comma_line: u32,
}

/// An element of a table constructor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// `None` for a list item.
    pub(super) key: Option<ExprId>,
    pub(super) value: ExprId,
    /// Line of the `=`.
    pub(super) equals_line: u32,
    /// Line of the separator after the element.
    pub(super) comma_line: u32,
}

/// A local variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Var {
    pub(super) name: Symbol,
    /// Somebody names it.
    pub(super) used: bool,
    /// Some inner function uses it.
    pub(super) captured: bool,
    /// It is assigned after its declaration.
    pub(super) assigned: bool,
}

impl Var {
    pub(super) fn new(name: Symbol) -> Self {
        Var { name, used: false, captured: false, assigned: false }
    }

    /// Must it live in a cell, so that closures see later assignments?
    pub(super) fn needs_cell(self) -> bool {
        self.captured && self.assigned
    }
}

/// Where a function finds an upvalue when its closure is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UpvalueSource {
    /// A local variable of the enclosing function.
    Local(VarId),
    /// An upvalue of the enclosing function.
    Upvalue(u8),
}

/// An upvalue of a function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Upvalue {
    pub(super) source: UpvalueSource,
    /// The variable it is in the end.
    pub(super) var: VarId,
}

/// A function body.
#[derive(Clone, Debug, Default)]
pub(super) struct Function {
    /// Parameters, in `vars`; with `arg` as the last where there is one.
    pub(super) params: List,
    /// Parameters that take arguments.
    pub(super) param_count: u8,
    pub(super) is_vararg: bool,
    /// The variable `arg` exists.
    pub(super) has_arg: bool,
    /// The body says `...`, so that `arg` stays nil.
    pub(super) uses_dots: bool,
    pub(super) body: Block,
    /// Instructions that native would need but for the return at its end; ours are about as many.
    pub(super) instructions: usize,
    pub(super) upvalues: Vec<Upvalue>,
    /// Line of the word `function`, 0 for the chunk itself.
    pub(super) line: u32,
    /// Line of the `end`.
    pub(super) end_line: u32,
    /// The local variable that names it, if it never changes.
    pub(super) self_var: Option<VarId>,
}

/// Statements, in `block_stats`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) stats: List,
}

impl Default for Block {
    fn default() -> Self {
        Block { stats: List::EMPTY }
    }
}

impl Default for List {
    fn default() -> Self {
        List::EMPTY
    }
}

/// A statement.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stat {
    /// `local a, b = ...`
    Local { vars: List, exprs: List },
    /// `local function f`
    LocalFunction { var: VarId, function: FunctionId },
    /// `a.b.c = f`; `line` is that of the word `function`.
    Function { target: ExprId, function: FunctionId, line: u32 },
    /// `a, b = ...`
    Assign { targets: List, exprs: List },
    /// A call as a statement.
    Call(ExprId),
    /// `do ... end`
    Do(Block),
    /// `while ... do ... end`
    While { condition: ExprId, body: Block },
    /// `repeat ... until ...`
    Repeat { condition: ExprId, body: Block },
    /// `if ... then ... elseif ... else ... end`; clauses are in `clauses`.
    If { clauses: List, otherwise: Option<Block> },
    /// `for v = start, limit [, step]`
    NumericFor { header: u32 },
    /// `for a, b in ...`
    GenericFor { header: u32 },
    /// `return ...`
    Return { exprs: List },
    /// `break`
    Break,
}

/// A condition with what it guards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause {
    pub(super) condition: ExprId,
    pub(super) body: Block,
}

/// The head and body of a for loop.
#[derive(Clone, Copy, Debug)]
pub(super) struct For {
    pub(super) vars: List,
    /// Start, limit and perhaps step; or the iterator's expressions.
    pub(super) exprs: List,
    pub(super) body: Block,
    /// The line its step is blamed on.
    pub(super) line: u32,
    /// Line of the `do`.
    pub(super) do_line: u32,
}

/// A whole chunk. Function 0 is the chunk itself.
#[derive(Debug, Default)]
pub(super) struct Ast {
    pub(super) exprs: Vec<Expr>,
    pub(super) items: Vec<Item>,
    pub(super) fields: Vec<Field>,
    pub(super) vars: Vec<Var>,
    pub(super) stats: Vec<Stat>,
    pub(super) clauses: Vec<Clause>,
    pub(super) loops: Vec<For>,
    pub(super) functions: Vec<Function>,
}

fn slice<T>(elements: &[T], list: List) -> &[T] {
    let start = list.start as usize;
    elements.get(start..start + list.len as usize).unwrap_or_default()
}

/// Moves what `from` has from index `start` on to the end of `elements`; nothing when there is no room.
pub(super) fn move_tail<T: Copy>(
    from: &mut Vec<T>,
    start: usize,
    elements: &mut Vec<T>,
    room: &Room,
) -> List {
    let tail = from.get(start..).unwrap_or_default();
    let first = number(elements.len());
    if room.reserve(elements, tail.len()) {
        elements.extend_from_slice(tail);
    }
    from.truncate(start);
    List { start: first, len: number(elements.len()) - first }
}

/// A count of nodes as a node number; a chunk has fewer than 2^32 bytes.
pub(super) fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Ast {
    pub(super) fn expr(&self, id: ExprId) -> Expr {
        let nothing = Expr { kind: ExprKind::Nil, line: 0 };
        self.exprs.get(id.0 as usize).copied().unwrap_or(nothing)
    }

    pub(super) fn items(&self, list: List) -> &[Item] {
        slice(&self.items, list)
    }

    pub(super) fn fields(&self, list: List) -> &[Field] {
        slice(&self.fields, list)
    }

    /// Local variables that were declared one after the other.
    pub(super) fn var_list(&self, list: List) -> impl Iterator<Item = VarId> {
        (list.start..list.start + list.len).map(VarId)
    }

    /// The list of no variables that those to be declared next can be added to.
    pub(super) fn next_vars(&self) -> List {
        List { start: number(self.vars.len()), len: 0 }
    }

    pub(super) fn stats(&self, block: Block) -> &[Stat] {
        slice(&self.stats, block.stats)
    }

    pub(super) fn clauses(&self, list: List) -> &[Clause] {
        slice(&self.clauses, list)
    }

    pub(super) fn var(&self, id: VarId) -> Var {
        let nobody = Var::new(Symbol(u32::MAX));
        self.vars.get(id.0 as usize).copied().unwrap_or(nobody)
    }
}

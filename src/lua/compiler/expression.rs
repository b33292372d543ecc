//! Code for expressions.
//!
//! An [`Exp`] is a value on its way to a register, as `expdesc` is in `lcode.c`: code is generated
//! where native generates it, so that operands are read in the same order and errors name the same
//! variables and lines. A variable in a cell is read when the instruction that uses it is emitted,
//! because native would read its register then.
//!
//! May import `number`, `opcode` and the compiler's own `ast`, `codegen`, `function_state`.

use super::super::number;
use super::super::opcode::{Instruction, MAX_IMM, Op};
use super::ast::{BinaryOp, Expr, ExprId, ExprKind, List, UnaryOp};
use super::codegen::Generator;
use super::function_state::{NO_JUMP, NO_REGISTER, register};
use super::parser::LIST_ITEMS_AT_ONCE;

/// What an expression is at the moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Void,
    Nil,
    True,
    False,
    Number(f64),
    /// A string constant.
    Constant(u32),
    /// True if the jump at this instruction is taken.
    Jump(u32),
    /// The result of this instruction, whose target is open.
    Relocatable(u32),
    Register(u8),
    /// A local variable in its register.
    Local(u8),
    /// A local variable whose cell is in this register.
    Cell(u8),
    Upvalue(u8),
    Upcell(u8),
    /// The name is a constant.
    Global(u32),
    /// A list of the host, which is not made a table.
    HostList(u8),
    Indexed {
        table: Operand,
        key: Operand,
    },
    Call(u32),
    Vararg(u32),
}

/// An operand of an instruction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Operand {
    Register(u8),
    Constant(u32),
    /// The variable whose cell is in this register.
    Cell(u8),
    /// A list of the host; the table of what is read only.
    HostList(u8),
}

/// An expression with the jumps that leave it when it is true or false.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exp {
    pub(super) kind: Kind,
    pub(super) on_true: u32,
    pub(super) on_false: u32,
}

impl Exp {
    pub(super) fn new(kind: Kind) -> Self {
        Exp { kind, on_true: NO_JUMP, on_false: NO_JUMP }
    }

    fn has_jumps(&self) -> bool {
        self.on_true != self.on_false
    }

    /// May it stand for several values?
    pub(super) fn is_multiple(&self) -> bool {
        matches!(self.kind, Kind::Call(_) | Kind::Vararg(_))
    }

    /// A number that arithmetic on constants may use.
    fn numeral(&self) -> Option<f64> {
        match self.kind {
            Kind::Number(n) if self.on_true == NO_JUMP && self.on_false == NO_JUMP => Some(n),
            _ => None,
        }
    }
}

/// The three forms of an arithmetic instruction.
struct Arithmetic {
    registers: Op,
    constant_right: Op,
    constant_left: Op,
}

fn arithmetic(op: BinaryOp) -> Option<Arithmetic> {
    let (registers, constant_right, constant_left) = match op {
        BinaryOp::Add => (Op::Add, Op::AddRK, Op::AddKR),
        BinaryOp::Sub => (Op::Sub, Op::SubRK, Op::SubKR),
        BinaryOp::Mul => (Op::Mul, Op::MulRK, Op::MulKR),
        BinaryOp::Div => (Op::Div, Op::DivRK, Op::DivKR),
        BinaryOp::Mod => (Op::Mod, Op::ModRK, Op::ModKR),
        BinaryOp::Pow => (Op::Pow, Op::PowRK, Op::PowKR),
        _ => return None,
    };
    Some(Arithmetic { registers, constant_right, constant_left })
}

/// The result of an operation on constants, unless it is left to run time as native leaves it.
fn fold(op: BinaryOp, a: f64, b: f64) -> Option<f64> {
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div if b != 0.0 => a / b,
        BinaryOp::Mod if b != 0.0 => number::modulo(a, b),
        BinaryOp::Pow => a.powf(b),
        _ => return None,
    };
    if result.is_nan() { None } else { Some(result) }
}

/// The comparison that jumps when this one does not.
fn inverse(op: Op) -> Op {
    match op {
        Op::Eq => Op::Ne,
        Op::Ne => Op::Eq,
        Op::EqK => Op::NeK,
        Op::NeK => Op::EqK,
        Op::Lt => Op::NotLt,
        Op::NotLt => Op::Lt,
        Op::Le => Op::NotLe,
        Op::NotLe => Op::Le,
        Op::LtRK => Op::NotLtRK,
        Op::NotLtRK => Op::LtRK,
        Op::LeRK => Op::NotLeRK,
        Op::NotLeRK => Op::LeRK,
        Op::LtKR => Op::NotLtKR,
        Op::NotLtKR => Op::LtKR,
        Op::LeKR => Op::NotLeKR,
        Op::NotLeKR => Op::LeKR,
        other => other,
    }
}

/// A table size as a floating byte `eeeeexxx`: xxx for e = 0, else 1xxx * 2^(e-1) (`luaO_int2fb`).
fn floating_byte(size: usize) -> u8 {
    let (mut mantissa, mut exponent) = (size, 0u8);
    while mantissa >= 16 {
        mantissa = mantissa.div_ceil(2);
        exponent += 1;
    }
    let mantissa = u8::try_from(mantissa).unwrap_or(15);
    if mantissa < 8 { mantissa } else { (exponent + 1) << 3 | (mantissa - 8) }
}

impl Generator<'_, '_, '_> {
    // From an expression to a place

    /// Makes sure that the value is one that an instruction can deliver (`luaK_dischargevars`).
    #[inline]
    pub(super) fn discharge(&mut self, exp: &mut Exp) {
        match exp.kind {
            Kind::Local(register) => exp.kind = Kind::Register(register),
            Kind::Void
            | Kind::Nil
            | Kind::True
            | Kind::False
            | Kind::Number(_)
            | Kind::Constant(_)
            | Kind::Jump(_)
            | Kind::Relocatable(_)
            | Kind::Register(_) => {}
            _ => self.fetch(exp),
        }
    }

    /// Emits what gets the value of a variable, an element or a call.
    #[inline(never)]
    fn fetch(&mut self, exp: &mut Exp) {
        let get = |op, index| Instruction::abc(op, 0, index, 0);
        let instruction = match exp.kind {
            Kind::Cell(register) => get(Op::GetCell, register),
            Kind::Upvalue(index) => get(Op::GetUpvalue, index),
            Kind::Upcell(index) => get(Op::GetUpcell, index),
            Kind::Global(name) => Instruction::ab_imm(Op::GetGlobal, 0, 0, name),
            Kind::Indexed { table, key } => {
                exp.kind = Kind::Relocatable(self.get_indexed(table, key));
                return;
            }
            Kind::Call(_) | Kind::Vararg(_) => return self.one_value(exp),
            _ => return,
        };
        exp.kind = Kind::Relocatable(self.emit(instruction));
    }

    /// An open call or `...` delivers one value.
    pub(super) fn one_value(&mut self, exp: &mut Exp) {
        match exp.kind {
            Kind::Call(pc) => exp.kind = Kind::Register(self.fs.instruction(pc).a()),
            Kind::Vararg(pc) => {
                let instruction = self.fs.instruction(pc).with_b(2);
                self.fs.replace(pc, instruction);
                exp.kind = Kind::Relocatable(pc);
            }
            _ => {}
        }
    }

    /// An open call or `...` delivers `count` values.
    pub(super) fn several_values(&mut self, exp: &Exp, count: u32) {
        self.set_results(exp, register(count + 1));
    }

    /// An open call or `...` delivers all it has.
    pub(super) fn all_values(&mut self, exp: &Exp) {
        self.set_results(exp, 0);
    }

    fn set_results(&mut self, exp: &Exp, encoded: u8) {
        match exp.kind {
            Kind::Call(pc) => {
                let instruction = self.fs.instruction(pc).with_c(encoded);
                self.fs.replace(pc, instruction);
            }
            Kind::Vararg(pc) => {
                let target = register(self.fs.reserve(1));
                let instruction = self.fs.instruction(pc).with_b(encoded).with_a(target);
                self.fs.replace(pc, instruction);
            }
            _ => {}
        }
    }

    /// Gives back the register that holds the value, if it is a temporary.
    pub(super) fn release(&mut self, exp: &Exp) {
        if let Kind::Register(register) = exp.kind {
            self.fs.release(register);
        }
    }

    fn release_operand(&mut self, operand: Operand) {
        if let Operand::Register(register) = operand {
            self.fs.release(register);
        }
    }

    fn load_number(&mut self, n: f64, target: u8) {
        #[expect(clippy::cast_possible_truncation, reason = "compared below")]
        let int = n as i32;
        if n != 0.0 && f64::from(int) == n && int.unsigned_abs() < MAX_IMM / 2 {
            let imm = int.cast_unsigned();
            self.emit(Instruction::ab_imm(Op::LoadInt, target, 0, imm));
        } else {
            let constant = self.fs.number_constant(n);
            self.emit(Instruction::ab_imm(Op::LoadK, target, 0, constant));
        }
    }

    /// Brings the value, but for its jumps, into `target`.
    fn discharge_to(&mut self, exp: &mut Exp, target: u8) {
        self.discharge(exp);
        match exp.kind {
            Kind::Nil => self.fs.load_nil(target.into(), 1, self.line),
            Kind::False | Kind::True => {
                let value = u8::from(exp.kind == Kind::True);
                self.emit(Instruction::abc(Op::LoadBool, target, value, 0));
            }
            Kind::Constant(k) => {
                self.emit(Instruction::ab_imm(Op::LoadK, target, 0, k));
            }
            Kind::Number(n) => self.load_number(n, target),
            Kind::Relocatable(pc) => {
                let instruction = self.fs.instruction(pc).with_a(target);
                self.fs.replace(pc, instruction);
            }
            Kind::Register(source) => {
                if source != target {
                    self.emit(Instruction::abc(Op::Move, target, source, 0));
                }
            }
            _ => return,
        }
        exp.kind = Kind::Register(target);
    }

    fn discharge_to_any(&mut self, exp: &mut Exp) -> u8 {
        if let Kind::Register(register) = exp.kind {
            return register;
        }
        let target = register(self.fs.reserve(1));
        self.discharge_to(exp, target);
        target
    }

    /// Brings the value into `target` (`exp2reg`).
    pub(super) fn put_in_register(&mut self, exp: &mut Exp, target: u8) {
        self.discharge_to(exp, target);
        if let Kind::Jump(jump) = exp.kind {
            exp.on_true = self.fs.concat(jump, exp.on_true);
        }
        if exp.has_jumps() {
            let (mut load_false, mut load_true) = (NO_JUMP, NO_JUMP);
            if self.fs.needs_value(exp.on_true) || self.fs.needs_value(exp.on_false) {
                let is_jump = matches!(exp.kind, Kind::Jump(_));
                let around = if is_jump { NO_JUMP } else { self.fs.jump(self.line) };
                self.fs.label();
                load_false = self.emit(Instruction::abc(Op::LoadFalseSkip, target, 0, 0));
                self.fs.label();
                load_true = self.emit(Instruction::abc(Op::LoadBool, target, 1, 0));
                self.fs.patch_to_here(around);
            }
            let end = self.fs.label();
            self.fs.patch(exp.on_false, end, target, load_false);
            self.fs.patch(exp.on_true, end, target, load_true);
        }
        *exp = Exp::new(Kind::Register(target));
    }

    /// Brings the value into the next free register (`luaK_exp2nextreg`); which one.
    pub(super) fn put_in_next_register(&mut self, exp: &mut Exp) -> u8 {
        self.discharge(exp);
        self.release(exp);
        let target = register(self.fs.reserve(1));
        self.put_in_register(exp, target);
        target
    }

    /// Brings the value into some register (`luaK_exp2anyreg`); which one.
    pub(super) fn put_in_any_register(&mut self, exp: &mut Exp) -> u8 {
        self.discharge(exp);
        if let Kind::Register(register) = exp.kind {
            if !exp.has_jumps() {
                return register;
            }
            if u32::from(register) >= self.fs.active {
                self.put_in_register(exp, register);
                return register;
            }
        }
        self.put_in_next_register(exp)
    }

    /// Makes the value one that needs no jumps (`luaK_exp2val`).
    fn settle(&mut self, exp: &mut Exp) {
        if exp.has_jumps() {
            self.put_in_any_register(exp);
        } else if !matches!(exp.kind, Kind::Cell(_)) {
            self.discharge(exp);
        }
    }

    /// Makes the value an operand: a register, a constant or a cell (`luaK_exp2RK`).
    pub(super) fn put_in_operand(&mut self, exp: &mut Exp) -> Operand {
        self.settle(exp);
        let constant = match exp.kind {
            Kind::Number(n) => self.fs.number_constant(n),
            Kind::True => self.fs.boolean_constant(true),
            Kind::False => self.fs.boolean_constant(false),
            Kind::Nil => self.fs.nil_constant(),
            Kind::Constant(k) => k,
            Kind::Cell(register) => return Operand::Cell(register),
            _ => return Operand::Register(self.put_in_any_register(exp)),
        };
        Operand::Constant(constant)
    }

    /// An operand as a register; a temporary one is reserved if need be.
    fn operand_register(&mut self, operand: Operand) -> u8 {
        let instruction = match operand {
            Operand::Register(register) => return register,
            Operand::Constant(k) => Instruction::ab_imm(Op::LoadK, 0, 0, k),
            Operand::Cell(cell) => Instruction::abc(Op::GetCell, 0, cell, 0),
            // What has one is no operand of anything else.
            Operand::HostList(_) => return NO_REGISTER,
        };
        let target = register(self.fs.reserve(1));
        self.emit(instruction.with_a(target));
        target
    }

    /// A constant operand that fits 16 bits.
    fn short_constant(operand: Operand) -> Option<u16> {
        match operand {
            Operand::Constant(k) => u16::try_from(k).ok(),
            _ => None,
        }
    }

    // Tables

    /// `Some` for a constant key that an instruction can hold: its field constant or integer.
    fn inline_key(&self, key: Operand) -> Option<InlineKey> {
        use super::super::proto::Constant;
        let Operand::Constant(k) = key else { return None };
        match self.fs.proto.constants.get(k as usize)? {
            Constant::String(_) => Some(InlineKey::Field(k)),
            Constant::Number(n) => {
                #[expect(clippy::cast_possible_truncation, reason = "compared below")]
                let int = *n as i32;
                let fits = f64::from(int) == *n && int >= 1 && int.unsigned_abs() <= MAX_IMM;
                fits.then_some(InlineKey::Int(int.unsigned_abs()))
            }
            _ => None,
        }
    }

    fn get_indexed(&mut self, table: Operand, key: Operand) -> u32 {
        let free = self.fs.free;
        if let Operand::HostList(list) = table {
            return self.get_item(list, key);
        }
        let t = self.operand_register(table);
        let instruction = match self.inline_key(key) {
            Some(InlineKey::Field(k)) => Instruction::ab_imm(Op::GetField, 0, t, k),
            Some(InlineKey::Int(n)) => Instruction::ab_imm(Op::GetInt, 0, t, n),
            None => {
                let k = self.operand_register(key);
                Instruction::abc(Op::GetTable, 0, t, k)
            }
        };
        let pc = self.emit(instruction);
        self.fs.free = free;
        self.release_operand(key);
        self.release_operand(table);
        pc
    }

    /// An item of a list of the host.
    fn get_item(&mut self, list: u8, key: Operand) -> u32 {
        let free = self.fs.free;
        let instruction = match self.inline_key(key) {
            Some(InlineKey::Int(n)) => Instruction::abc(Op::GetItemInt, 0, 0, list).with_imm(n),
            _ => {
                let k = self.operand_register(key);
                Instruction::abc(Op::GetItem, 0, 0, k).with_imm(list.into())
            }
        };
        let pc = self.emit(instruction);
        self.fs.free = free;
        self.release_operand(key);
        pc
    }

    fn set_indexed(&mut self, table: Operand, key: Operand, value: Operand) {
        let free = self.fs.free;
        let t = self.operand_register(table);
        let constant = match value {
            Operand::Constant(k) => Some(k),
            _ => None,
        };
        let instruction = match (self.inline_key(key), constant) {
            (Some(InlineKey::Field(k)), _) => match Self::short_constant(value) {
                Some(v) => Instruction::ak_imm(Op::SetFieldK, t, v, k),
                None => {
                    let v = self.operand_register(value);
                    Instruction::ab_imm(Op::SetField, t, v, k)
                }
            },
            (Some(InlineKey::Int(n)), _) => {
                let v = self.operand_register(value);
                Instruction::ab_imm(Op::SetInt, t, v, n)
            }
            (None, Some(v)) => {
                let k = self.operand_register(key);
                Instruction::ab_imm(Op::SetTableK, t, k, v)
            }
            (None, None) => {
                let k = self.operand_register(key);
                let v = self.operand_register(value);
                Instruction::abc(Op::SetTable, t, k, v)
            }
        };
        self.emit(instruction);
        self.fs.free = free;
    }

    /// Stores `exp` in `target` (`luaK_storevar`).
    pub(super) fn store(&mut self, target: Kind, exp: &mut Exp) {
        match target {
            Kind::Local(register) => {
                self.release(exp);
                return self.put_in_register(exp, register);
            }
            Kind::Cell(cell) => {
                let value = self.put_in_any_register(exp);
                self.emit(Instruction::abc(Op::SetCell, cell, value, 0));
            }
            Kind::Upcell(index) => {
                let value = self.put_in_any_register(exp);
                self.emit(Instruction::abc(Op::SetUpcell, value, index, 0));
            }
            Kind::Global(name) => {
                let value = self.put_in_any_register(exp);
                self.emit(Instruction::ab_imm(Op::SetGlobal, value, 0, name));
            }
            Kind::Indexed { table, key } => {
                let value = self.put_in_operand(exp);
                self.set_indexed(table, key, value);
            }
            _ => {}
        }
        self.release(exp);
    }

    // Conditions

    /// A jump taken when the value is `condition`; the value stays where it is (`jumponcond`).
    fn jump_on(&mut self, exp: &mut Exp, condition: bool) -> u32 {
        if let Kind::Relocatable(pc) = exp.kind {
            let instruction = self.fs.instruction(pc);
            if instruction.op() == Some(Op::Not) {
                self.fs.remove_last();
                let op = if condition { Op::TestNot } else { Op::Test };
                return self.emit_jump(Instruction::abc(op, instruction.b(), 0, 0));
            }
        }
        let source = self.discharge_to_any(exp);
        self.release(exp);
        let op = if condition { Op::TestSet } else { Op::TestNotSet };
        self.emit_jump(Instruction::abc(op, NO_REGISTER, source, 0))
    }

    fn emit_jump(&mut self, instruction: Instruction) -> u32 {
        self.emit(instruction.with_imm(NO_JUMP))
    }

    fn invert(&mut self, jump: u32) {
        let instruction = self.fs.instruction(jump);
        if let Some(op) = instruction.op() {
            self.fs.replace(jump, instruction.with_op(inverse(op)));
        }
    }

    /// Goes on if the value is true; its `on_false` jumps leave (`luaK_goiftrue`).
    pub(super) fn go_if_true(&mut self, exp: &mut Exp) {
        self.discharge(exp);
        let jump = match exp.kind {
            Kind::Constant(_) | Kind::Number(_) | Kind::True => NO_JUMP,
            Kind::Jump(jump) => {
                self.invert(jump);
                jump
            }
            _ => self.jump_on(exp, false),
        };
        exp.on_false = self.fs.concat(jump, exp.on_false);
        self.fs.patch_to_here(exp.on_true);
        exp.on_true = NO_JUMP;
    }

    /// Goes on if the value is false; its `on_true` jumps leave (`luaK_goiffalse`).
    pub(super) fn go_if_false(&mut self, exp: &mut Exp) {
        self.discharge(exp);
        let jump = match exp.kind {
            Kind::Nil | Kind::False => NO_JUMP,
            Kind::Jump(jump) => jump,
            _ => self.jump_on(exp, true),
        };
        exp.on_true = self.fs.concat(jump, exp.on_true);
        self.fs.patch_to_here(exp.on_false);
        exp.on_false = NO_JUMP;
    }

    // Operators

    fn not(&mut self, exp: &mut Exp) {
        self.discharge(exp);
        match exp.kind {
            Kind::Nil | Kind::False => exp.kind = Kind::True,
            Kind::Constant(_) | Kind::Number(_) | Kind::True => exp.kind = Kind::False,
            Kind::Jump(jump) => self.invert(jump),
            _ => {
                let source = self.discharge_to_any(exp);
                self.release(exp);
                let pc = self.emit(Instruction::abc(Op::Not, 0, source, 0));
                exp.kind = Kind::Relocatable(pc);
            }
        }
        std::mem::swap(&mut exp.on_true, &mut exp.on_false);
        self.fs.remove_values(exp.on_false);
        self.fs.remove_values(exp.on_true);
    }

    fn unary(&mut self, op: UnaryOp, exp: &mut Exp) {
        let code = match op {
            UnaryOp::Not => return self.not(exp),
            UnaryOp::Minus => {
                if let Some(n) = exp.numeral()
                    && !n.is_nan()
                {
                    exp.kind = Kind::Number(-n);
                    return;
                }
                Op::Unm
            }
            UnaryOp::Len => {
                if let Kind::HostList(list) = exp.kind {
                    let instruction = Instruction::ab_imm(Op::CountItems, 0, 0, list.into());
                    *exp = Exp::new(Kind::Relocatable(self.emit(instruction)));
                    return;
                }
                Op::Len
            }
        };
        let operand = self.put_in_any_register(exp);
        self.release(exp);
        *exp = Exp::new(Kind::Relocatable(self.emit(Instruction::abc(code, 0, operand, 0))));
    }

    /// The left operand waits for the right one.
    fn infix(&mut self, op: BinaryOp, exp: &mut Exp) {
        match op {
            BinaryOp::And => self.go_if_true(exp),
            BinaryOp::Or => self.go_if_false(exp),
            BinaryOp::Concat => {
                self.put_in_next_register(exp);
            }
            _ if arithmetic(op).is_some() && exp.numeral().is_some() => {}
            _ => {
                self.put_in_operand(exp);
            }
        }
    }

    fn postfix(&mut self, op: BinaryOp, mut left: Exp, mut right: Exp) -> Exp {
        match op {
            BinaryOp::And => {
                self.discharge(&mut right);
                right.on_false = self.fs.concat(right.on_false, left.on_false);
                right
            }
            BinaryOp::Or => {
                self.discharge(&mut right);
                right.on_true = self.fs.concat(right.on_true, left.on_true);
                right
            }
            BinaryOp::Concat => self.concat(left, right),
            BinaryOp::Eq => self.compare(Op::Eq, &mut left, &mut right),
            BinaryOp::Ne => self.compare(Op::Ne, &mut left, &mut right),
            BinaryOp::Lt => self.compare(Op::Lt, &mut left, &mut right),
            BinaryOp::Le => self.compare(Op::Le, &mut left, &mut right),
            BinaryOp::Gt => self.compare_swapped(Op::Lt, &mut left, &mut right),
            BinaryOp::Ge => self.compare_swapped(Op::Le, &mut left, &mut right),
            _ => self.arithmetic(op, left, right),
        }
    }

    fn concat(&mut self, left: Exp, mut right: Exp) -> Exp {
        self.settle(&mut right);
        let Kind::Register(first) = left.kind else { return left };
        if let Kind::Relocatable(pc) = right.kind {
            let instruction = self.fs.instruction(pc);
            if instruction.op() == Some(Op::Concat) && !right.has_jumps() {
                self.release(&left);
                self.fs.replace(pc, instruction.with_b(first));
                return Exp::new(Kind::Relocatable(pc));
            }
        }
        let last = self.put_in_next_register(&mut right);
        self.release(&right);
        self.release(&left);
        Exp::new(Kind::Relocatable(self.emit(Instruction::abc(Op::Concat, 0, first, last))))
    }

    /// Gives back the registers of two operands, the higher one first.
    fn release_both(&mut self, left: &Exp, right: &Exp) {
        self.release(right);
        self.release(left);
    }

    fn arithmetic(&mut self, op: BinaryOp, mut left: Exp, mut right: Exp) -> Exp {
        if let (Some(a), Some(b)) = (left.numeral(), right.numeral())
            && let Some(n) = fold(op, a, b)
        {
            return Exp::new(Kind::Number(n));
        }
        let Some(ops) = arithmetic(op) else { return left };
        let b = self.put_in_operand(&mut right);
        let a = self.put_in_operand(&mut left);
        let free = self.fs.free;
        let instruction = match (a, b) {
            (_, Operand::Constant(k)) => {
                let a = self.operand_register(a);
                Instruction::ab_imm(ops.constant_right, 0, a, k)
            }
            (Operand::Constant(k), _) => {
                let b = self.operand_register(b);
                Instruction::ab_imm(ops.constant_left, 0, b, k)
            }
            _ => {
                let a = self.operand_register(a);
                let b = self.operand_register(b);
                Instruction::abc(ops.registers, 0, a, b)
            }
        };
        let pc = self.emit(instruction);
        self.fs.free = free;
        self.release_both(&left, &right);
        Exp::new(Kind::Relocatable(pc))
    }

    fn compare(&mut self, op: Op, left: &mut Exp, right: &mut Exp) -> Exp {
        let a = self.put_in_operand(left);
        let b = self.put_in_operand(right);
        self.emit_comparison(op, a, b, left, right)
    }

    /// `a > b` is `b < a`, the operands being evaluated in the order of the text.
    fn compare_swapped(&mut self, op: Op, left: &mut Exp, right: &mut Exp) -> Exp {
        let a = self.put_in_operand(left);
        let b = self.put_in_operand(right);
        self.emit_comparison(op, b, a, left, right)
    }

    fn emit_comparison(&mut self, op: Op, a: Operand, b: Operand, left: &Exp, right: &Exp) -> Exp {
        let free = self.fs.free;
        let (with_right, with_left) = match op {
            Op::Eq => (Op::EqK, Op::EqK),
            Op::Ne => (Op::NeK, Op::NeK),
            Op::Lt => (Op::LtRK, Op::LtKR),
            _ => (Op::LeRK, Op::LeKR),
        };
        let instruction = match (Self::short_constant(a), Self::short_constant(b)) {
            (_, Some(k)) => {
                let a = self.operand_register(a);
                Instruction::ak_imm(with_right, a, k, NO_JUMP)
            }
            (Some(k), None) => {
                let b = self.operand_register(b);
                Instruction::ak_imm(with_left, b, k, NO_JUMP)
            }
            (None, None) => {
                let a = self.operand_register(a);
                let b = self.operand_register(b);
                Instruction::ab_imm(op, a, b, NO_JUMP)
            }
        };
        let pc = self.emit(instruction);
        self.fs.free = free;
        self.release_both(left, right);
        Exp::new(Kind::Jump(pc))
    }

    // The tree

    /// Generates expression `id`. Recurses for right operands, arguments and the like, whose depth
    /// the parser bounds; suffixes and left operands are walked without recursion.
    pub(super) fn expr(&mut self, id: ExprId) -> Exp {
        if self.is_over() {
            return Exp::new(Kind::Nil);
        }
        let expr = self.ast.expr(id);
        match expr.kind.left() {
            None => self.leaf(expr),
            Some(inner) => self.chain(id, inner),
        }
    }

    /// The same of an expression with a left operand, `inner`.
    fn chain(&mut self, id: ExprId, mut inner: ExprId) -> Exp {
        let base = self.spine.len();
        self.room.push(&mut self.spine, id);
        let leaf = loop {
            let expr = self.ast.expr(inner);
            let Some(left) = expr.kind.left() else { break expr };
            self.room.push(&mut self.spine, inner);
            inner = left;
        };
        let mut exp = self.leaf(leaf);
        while self.spine.len() > base {
            let Some(outer) = self.spine.pop() else { break };
            exp = self.extend(outer, exp);
            self.line = self.ast.expr(outer).line;
        }
        exp
    }

    fn leaf(&mut self, expr: Expr) -> Exp {
        let kind = match expr.kind {
            ExprKind::Nil => Kind::Nil,
            ExprKind::True => Kind::True,
            ExprKind::False => Kind::False,
            ExprKind::Number(n) => Kind::Number(n),
            ExprKind::String(s) => Kind::Constant(self.fs.string_constant(s, &mut self.symbols)),
            ExprKind::Vararg => Kind::Vararg(self.emit(Instruction::abc(Op::Vararg, 0, 2, 0))),
            ExprKind::Local(var) => self.local(var),
            ExprKind::Upvalue(index) => self.upvalue(index),
            ExprKind::Global(name) => match self.lists.number(name) {
                Some(list) => Kind::HostList(list),
                None => Kind::Global(self.fs.string_constant(name, &mut self.symbols)),
            },
            ExprKind::Function(function) => {
                self.function(function);
                self.line = expr.line;
                let instruction = Instruction::ab_imm(Op::Closure, 0, 0, function.0);
                Kind::Relocatable(self.emit(instruction))
            }
            ExprKind::Paren { inner, line } => {
                self.line = line;
                let mut exp = self.expr(inner);
                self.line = expr.line;
                self.discharge(&mut exp);
                return exp;
            }
            ExprKind::Unary { op, operand, line } => {
                self.line = line;
                let mut exp = self.expr(operand);
                self.unary(op, &mut exp);
                return exp;
            }
            ExprKind::Table { fields, line } => return self.table(fields, line, expr.line),
            // The spine holds these.
            ExprKind::Index { .. }
            | ExprKind::Call { .. }
            | ExprKind::Method { .. }
            | ExprKind::Binary { .. } => Kind::Void,
        };
        self.line = expr.line;
        Exp::new(kind)
    }

    /// Applies suffix or operator `id` to its left operand.
    fn extend(&mut self, id: ExprId, mut exp: Exp) -> Exp {
        let expr = self.ast.expr(id);
        match expr.kind {
            ExprKind::Index { key, line, .. } => {
                let table = match exp.kind {
                    Kind::Cell(register) if !exp.has_jumps() => Operand::Cell(register),
                    Kind::HostList(list) => Operand::HostList(list),
                    _ => Operand::Register(self.put_in_any_register(&mut exp)),
                };
                self.line = line;
                let mut key = self.expr(key);
                self.settle(&mut key);
                self.line = expr.line;
                let key = self.put_in_operand(&mut key);
                Exp::new(Kind::Indexed { table, key })
            }
            ExprKind::Call { args, line, .. } => {
                let base = self.put_in_next_register(&mut exp);
                self.call(base, args, line, expr.line)
            }
            ExprKind::Method { name, args, line, .. } => {
                self.line = line;
                let object = self.put_in_any_register(&mut exp);
                self.release(&exp);
                let base = register(self.fs.reserve(2));
                let name = self.fs.string_constant(name, &mut self.symbols);
                self.emit(Instruction::ab_imm(Op::GetMethod, base, object, name));
                self.call(base, args, line, expr.line)
            }
            ExprKind::Binary { op, right, line, .. } => {
                self.line = line;
                self.infix(op, &mut exp);
                let right = self.expr(right);
                self.postfix(op, exp, right)
            }
            _ => exp,
        }
    }

    fn call(&mut self, base: u8, args: List, line: u32, end_line: u32) -> Exp {
        self.line = line;
        let count = match self.list(args, |code, exp| code.put_argument(base, exp)) {
            Some(mut last) => {
                self.line = end_line;
                if last.is_multiple() {
                    self.all_values(&last);
                    0
                } else {
                    self.put_argument(base, &mut last);
                    register(self.fs.free) - base
                }
            }
            None => register(self.fs.free) - base,
        };
        let pc = self.emit(Instruction::abc(Op::Call, base, count, 2));
        self.fs.fix_line(line);
        self.fs.free = u32::from(base) + 1;
        Exp::new(Kind::Call(pc))
    }

    /// Brings an argument of the function in register `function` into the next register.
    fn put_argument(&mut self, function: u8, exp: &mut Exp) {
        self.discharge(exp);
        if let Kind::Relocatable(pc) = exp.kind {
            let get = self.fs.instruction(pc);
            let pass = match get.op() {
                Some(Op::GetItem) => get.with_op(Op::PassItem).with_b(function),
                Some(Op::GetItemInt) => get.with_op(Op::PassItemInt).with_b(function),
                _ => get,
            };
            self.fs.replace(pc, pass);
        }
        self.put_in_next_register(exp);
    }

    /// Brings all but the last expression of a list into registers; the last one, if there is one.
    pub(super) fn expr_list(&mut self, list: List) -> Option<Exp> {
        self.list(list, |code, exp| {
            code.put_in_next_register(exp);
        })
    }

    /// Has `put` bring all but the last expression of a list into registers; the last one, if there is one.
    fn list(&mut self, list: List, put: impl Fn(&mut Self, &mut Exp)) -> Option<Exp> {
        let ast = self.ast;
        let (last, others) = ast.items(list).split_last()?;
        for item in others {
            let mut exp = self.expr(item.expr);
            self.line = item.comma_line;
            put(self, &mut exp);
        }
        Some(self.expr(last.expr))
    }

    fn table(&mut self, fields: List, open_line: u32, close_line: u32) -> Exp {
        let new_table = self.emit(Instruction::abc(Op::NewTable, 0, 0, 0));
        let mut exp = Exp::new(Kind::Relocatable(new_table));
        let table = self.put_in_next_register(&mut exp);
        self.line = open_line;
        let (mut items, mut waiting, mut named) = (0usize, 0u32, 0usize);
        let mut last: Option<(Exp, u32)> = None;
        let ast = self.ast;
        for field in ast.fields(fields) {
            if let Some((mut item, comma_line)) = last.take() {
                self.line = comma_line;
                self.put_in_next_register(&mut item);
                if waiting == LIST_ITEMS_AT_ONCE {
                    self.set_list(table, items, waiting);
                    waiting = 0;
                }
            }
            match field.key {
                None => {
                    let item = self.expr(field.value);
                    last = Some((item, field.comma_line));
                    items += 1;
                    waiting += 1;
                }
                Some(key) => {
                    self.named_field(table, key, field.value, field.equals_line);
                    named += 1;
                }
            }
            self.line = field.comma_line;
        }
        self.line = close_line;
        if waiting > 0 {
            let mut count = waiting;
            if let Some((mut item, _)) = last {
                if item.is_multiple() {
                    self.all_values(&item);
                    count = 0;
                } else {
                    self.put_in_next_register(&mut item);
                }
            }
            self.set_list(table, items, count);
            if count == 0 {
                items -= 1;
            }
        }
        let sized = self
            .fs
            .instruction(new_table)
            .with_b(floating_byte(items))
            .with_c(floating_byte(named));
        self.fs.replace(new_table, sized);
        exp
    }

    /// Stores `count` list items that end with number `last`; zero: all there are.
    fn set_list(&mut self, table: u8, last: usize, count: u32) {
        let batch = (last - 1) / LIST_ITEMS_AT_ONCE as usize + 1;
        let batch = u32::try_from(batch).unwrap_or(MAX_IMM);
        self.emit(Instruction::ab_imm(Op::SetList, table, register(count), batch));
        self.fs.free = u32::from(table) + 1;
    }

    fn named_field(&mut self, table: u8, key: ExprId, value: ExprId, equals_line: u32) {
        let free = self.fs.free;
        let mut key = self.expr(key);
        self.settle(&mut key);
        self.line = equals_line;
        let key = self.put_in_operand(&mut key);
        let mut value = self.expr(value);
        let value = self.put_in_operand(&mut value);
        self.set_indexed(Operand::Register(table), key, value);
        self.fs.free = free;
    }
}

/// A key that stands in the instruction.
enum InlineKey {
    /// A string constant.
    Field(u32),
    /// A positive integer.
    Int(u32),
}

#[cfg(test)]
mod tests {
    use super::floating_byte;

    #[test]
    fn table_sizes_are_rounded_as_native_rounds_them() {
        let decode = |byte: u8| {
            let (exponent, mantissa) = (byte >> 3, usize::from(byte & 7));
            if exponent == 0 { mantissa } else { (mantissa + 8) << (exponent - 1) }
        };
        for n in 0..16 {
            assert_eq!(decode(floating_byte(n)), n);
        }
        assert_eq!(decode(floating_byte(17)), 18);
        assert_eq!(decode(floating_byte(1000)), 1024);
        assert_eq!(decode(floating_byte(100_000)), 106_496);
    }
}

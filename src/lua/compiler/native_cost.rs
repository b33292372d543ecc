//! What native's one-pass compiler would spend: registers and instructions.
//!
//! Native refuses a function that needs 250 registers or a jump over 131,071 instructions, at the
//! token where it notices (`function or expression too complex near '…'`). Our own code needs fewer
//! of both, so the parser keeps native's books beside its own, in the terms of `lcode.c`: a *form* is
//! where an expression's value is at the moment.
//!
//! May import `limits`.

use super::super::limits::{MAX_JUMP, MAX_REGISTERS};

/// Where the value of an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// There is none.
    Void,
    /// A number: foldable.
    Number,
    /// Another constant.
    Constant,
    /// A local variable's register.
    Local,
    /// Somewhere an instruction can fetch it from.
    Variable,
    /// A temporary register.
    Register,
    /// In an instruction that does not know its target yet.
    Relocatable,
    /// A table and a key, which hold this many temporary registers.
    Indexed(u8),
    /// A call, whose results start in a temporary register.
    Call,
    /// `...`
    Vararg,
    /// In a pending jump.
    Jump,
}

impl Form {
    /// May it stand for several values?
    pub(super) fn is_multiple(self) -> bool {
        matches!(self, Form::Call | Form::Vararg)
    }

    fn is_constant(self) -> bool {
        matches!(self, Form::Number | Form::Constant)
    }
}

/// A limit of native's compiler was met.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    TooComplex,
    TooLong,
}

type Result<T> = std::result::Result<T, Refusal>;

/// The books of one function.
#[derive(Clone, Copy, Default)]
pub(super) struct NativeCost {
    /// First free register.
    pub(super) free: usize,
    /// Instructions so far.
    pub(super) instructions: usize,
}

impl NativeCost {
    /// Takes `count` registers.
    pub(super) fn reserve(&mut self, count: usize) -> Result<()> {
        self.check(count)?;
        self.free += count;
        Ok(())
    }

    /// Asks for `count` registers for a moment.
    pub(super) fn check(&self, count: usize) -> Result<()> {
        if self.free + count >= MAX_REGISTERS { Err(Refusal::TooComplex) } else { Ok(()) }
    }

    /// Emits `count` instructions.
    pub(super) fn emit(&mut self, count: usize) {
        self.instructions += count;
    }

    /// Patches a jump between here and instruction `other`.
    pub(super) fn jump_to(&self, other: usize) -> Result<()> {
        if self.instructions.saturating_sub(other) > MAX_JUMP {
            Err(Refusal::TooLong)
        } else {
            Ok(())
        }
    }

    /// `luaK_dischargevars`
    pub(super) fn discharge(&mut self, form: Form) -> Form {
        match form {
            Form::Variable => {
                self.emit(1);
                Form::Relocatable
            }
            Form::Indexed(registers) => {
                self.free = self.free.saturating_sub(usize::from(registers));
                self.emit(1);
                Form::Relocatable
            }
            Form::Call => Form::Register,
            Form::Vararg => Form::Relocatable,
            other => other,
        }
    }

    /// `freeexp`
    pub(super) fn release(&mut self, form: Form) {
        if form == Form::Register {
            self.free = self.free.saturating_sub(1);
        }
    }

    /// `luaK_exp2nextreg`
    pub(super) fn next_register(&mut self, form: Form) -> Result<Form> {
        let form = self.discharge(form);
        self.release(form);
        self.reserve(1)?;
        match form {
            Form::Relocatable | Form::Register => {}
            Form::Jump => self.emit(2),
            _ => self.emit(1),
        }
        Ok(Form::Register)
    }

    /// `luaK_exp2anyreg`
    pub(super) fn any_register(&mut self, form: Form) -> Result<Form> {
        match self.discharge(form) {
            form @ (Form::Local | Form::Register) => Ok(form),
            form => self.next_register(form),
        }
    }

    /// `luaK_exp2RK`
    pub(super) fn register_or_constant(&mut self, form: Form) -> Result<Form> {
        if form.is_constant() { Ok(form) } else { self.any_register(form) }
    }

    /// `luaK_indexed`: the form of `table[key]`, the table being in a register.
    pub(super) fn indexed(&mut self, table: Form, key: Form) -> Result<Form> {
        let key = self.register_or_constant(key)?;
        let held = |form: Form| u8::from(form == Form::Register);
        Ok(Form::Indexed(held(table) + held(key)))
    }

    /// The left operand of `and` or `or`, or a condition: tested and given up.
    pub(super) fn test(&mut self, form: Form) -> Result<()> {
        match self.discharge(form) {
            Form::Jump | Form::Number | Form::Constant => {}
            form => {
                if form != Form::Local && form != Form::Register {
                    self.check(1)?;
                }
                self.release(form);
                self.emit(2);
            }
        }
        Ok(())
    }

    /// `codearith`, the operands being in registers or constants.
    pub(super) fn arithmetic(&mut self, left: Form, right: Form) -> Result<Form> {
        if left == Form::Number && right == Form::Number {
            return Ok(Form::Number);
        }
        let right = self.register_or_constant(right)?;
        let left = self.register_or_constant(left)?;
        self.release(right);
        self.release(left);
        self.emit(1);
        Ok(Form::Relocatable)
    }

    /// `codecomp`
    pub(super) fn comparison(&mut self, left: Form, right: Form) -> Result<Form> {
        let left = self.register_or_constant(left)?;
        let right = self.register_or_constant(right)?;
        self.release(right);
        self.release(left);
        self.emit(2);
        Ok(Form::Jump)
    }

    /// `..`, the left operand being in its register.
    pub(super) fn concat(&mut self, left: Form, right: Form) -> Result<Form> {
        let right = self.next_register(right)?;
        self.release(right);
        self.release(left);
        self.emit(1);
        Ok(Form::Relocatable)
    }

    /// A unary operator whose operand must be in a register.
    pub(super) fn unary(&mut self, operand: Form) -> Result<Form> {
        let operand = self.any_register(operand)?;
        self.release(operand);
        self.emit(1);
        Ok(Form::Relocatable)
    }

    /// `luaK_self`
    pub(super) fn method(&mut self, object: Form) -> Result<()> {
        let object = self.any_register(object)?;
        self.release(object);
        self.reserve(2)?;
        self.emit(1);
        Ok(())
    }

    /// Stores the value of an expression in a variable (`luaK_storevar`).
    pub(super) fn store(&mut self, target: Form, value: Form) -> Result<()> {
        match target {
            Form::Local => {
                let value = self.discharge(value);
                self.release(value);
            }
            Form::Indexed(_) => {
                let value = self.register_or_constant(value)?;
                self.release(value);
            }
            _ => {
                let value = self.any_register(value)?;
                self.release(value);
            }
        }
        self.emit(1);
        Ok(())
    }

    /// Brings an expression list of `given` to `wanted` values (`adjust_assign`); `last` is the form
    /// of its last expression.
    pub(super) fn adjust(&mut self, wanted: usize, given: usize, last: Form) -> Result<()> {
        if last.is_multiple() {
            let extra = (wanted + 1).saturating_sub(given);
            if last == Form::Vararg {
                self.reserve(1)?;
            }
            if extra > 1 {
                self.reserve(extra - 1)?;
            }
            return Ok(());
        }
        if last != Form::Void {
            self.next_register(last)?;
        }
        if wanted > given {
            self.reserve(wanted - given)?;
            self.emit(1);
        }
        Ok(())
    }
}

//! The function being generated: its code, jump lists, registers and constants.
//!
//! Registers are a stack: local variables first, temporaries above them. A jump list is a chain
//! through the `imm` fields of its jumps, as in `lcode.c`. Nothing here fails: what grows too large is
//! noted in [`FunctionState::overflow`] and reported once, when the function is closed.
//!
//! May import `limits`, `opcode`, `proto` and the compiler's own `ast`, `room`,
//! `symbols`.
#![expect(
    clippy::disallowed_methods,
    reason = "there is room, or as many as a function may have locals and blocks"
)]

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::super::limits::MAX_CONSTANTS;
use super::super::opcode::{Instruction, MAX_IMM, Op};
use super::super::proto::{Constant, LocalVar, Proto};
use super::ast::FunctionId;
use super::room::Room;
use super::symbols::{Symbol, Symbols};

/// End of a jump list, and the target of a jump that has none yet.
pub(super) const NO_JUMP: u32 = MAX_IMM;
/// "No register" in [`Op::TestSet`] until its target is known.
pub(super) const NO_REGISTER: u8 = u8::MAX;
/// Registers a function may use, register 0 included; one less than the window holds.
const REGISTERS: u32 = 255;

/// Bytes of an entry of the table of numbers at most.
const NUMBER_BYTES: usize = 48;

/// A block around the current statement.
pub(super) struct BlockState {
    pub(super) is_loop: bool,
    pub(super) breaks: u32,
    /// Registers held by variables when it was entered.
    active: u32,
    /// Entries of `open_locals` when it was entered.
    locals: usize,
}

/// A function being generated.
pub(super) struct FunctionState {
    pub(super) id: FunctionId,
    room: Room,
    pub(super) proto: Proto,
    /// First free register.
    pub(super) free: u32,
    /// First register that no variable holds.
    pub(super) active: u32,
    pub(super) blocks: Vec<BlockState>,
    /// Where its upvalues are: `None` stands for register 0.
    pub(super) upvalue_slots: Vec<Option<u8>>,
    /// What grew too large, if anything did.
    pub(super) overflow: Option<&'static str>,
    /// Jumps to the next instruction.
    pending_jumps: u32,
    /// Last instruction that is a jump target.
    last_target: u32,
    numbers: HashMap<u64, u32, RandomState>,
    nil: Option<u32>,
    booleans: [Option<u32>; 2],
    /// Visible variables, as indices of `proto.locals`.
    open_locals: Vec<usize>,
}

impl FunctionState {
    /// Of a function of about so many instructions.
    pub(super) fn new(id: FunctionId, instructions: usize, room: &Room) -> Self {
        let (code, lines) = (room.guessed(instructions), room.guessed(instructions));
        FunctionState {
            id,
            room: room.clone(),
            proto: Proto { registers: 3, code, lines, ..Proto::default() },
            free: 1,
            active: 1,
            blocks: Vec::new(),
            upvalue_slots: Vec::new(),
            overflow: None,
            pending_jumps: NO_JUMP,
            last_target: NO_JUMP,
            numbers: HashMap::default(),
            nil: None,
            booleans: [None; 2],
            open_locals: Vec::new(),
        }
    }

    // Code

    /// Number of the next instruction.
    pub(super) fn pc(&self) -> u32 {
        u32::try_from(self.proto.code.len()).unwrap_or(u32::MAX)
    }

    /// Appends an instruction; its number.
    pub(super) fn emit(&mut self, instruction: Instruction, line: u32) -> u32 {
        let pc = self.pc();
        if self.pending_jumps != NO_JUMP {
            self.patch_pending(pc);
        }
        if pc >= NO_JUMP {
            self.overflow = Some("code size overflow");
        } else if self.room.reserve(&mut self.proto.lines, 1) {
            self.room.push(&mut self.proto.code, instruction);
            self.proto.lines.push(line);
        }
        pc
    }

    /// Sends the jumps to the next instruction, `pc`.
    #[inline(never)]
    fn patch_pending(&mut self, pc: u32) {
        let pending = std::mem::replace(&mut self.pending_jumps, NO_JUMP);
        self.patch(pending, pc, NO_REGISTER, pc);
    }

    /// The instruction at `pc`; one that ends every jump list if there was no room for it.
    pub(super) fn instruction(&self, pc: u32) -> Instruction {
        let nothing = Instruction::abc(Op::Jump, 0, 0, 0).with_imm(NO_JUMP);
        self.proto.code.get(pc as usize).copied().unwrap_or(nothing)
    }

    /// Replaces the instruction at `pc`.
    pub(super) fn replace(&mut self, pc: u32, instruction: Instruction) {
        if let Some(slot) = self.proto.code.get_mut(pc as usize) {
            *slot = instruction;
        }
    }

    /// Takes the last instruction back.
    pub(super) fn remove_last(&mut self) {
        self.proto.code.pop();
        self.proto.lines.pop();
    }

    /// Blames the last instruction on `line`.
    pub(super) fn fix_line(&mut self, line: u32) {
        if let Some(last) = self.proto.lines.last_mut() {
            *last = line;
        }
    }

    /// Loads nil into `count` registers from `from` on.
    pub(super) fn load_nil(&mut self, from: u32, count: u32, line: u32) {
        let pc = self.pc();
        if pc > 0 && self.last_target != pc {
            let last = self.instruction(pc - 1);
            let (start, len) = (u32::from(last.a()), u32::from(last.b()));
            if last.op() == Some(Op::LoadNil) && start <= from && from <= start + len {
                let len = len.max(from + count - start);
                return self.replace(pc - 1, last.with_b(register(len)));
            }
        }
        let instruction = Instruction::abc(Op::LoadNil, register(from), register(count), 0);
        self.emit(instruction, line);
    }

    // Jumps

    /// Marks the next instruction as a jump target; its number.
    pub(super) fn label(&mut self) -> u32 {
        self.last_target = self.pc();
        self.last_target
    }

    /// Emits a jump to nowhere yet. Jumps to it go where it will go.
    pub(super) fn jump(&mut self, line: u32) -> u32 {
        let pending = std::mem::replace(&mut self.pending_jumps, NO_JUMP);
        let jump = self.emit(Instruction::abc(Op::Jump, 0, 0, 0).with_imm(NO_JUMP), line);
        self.concat(jump, pending)
    }

    fn next_in_list(&self, jump: u32) -> u32 {
        self.instruction(jump).imm()
    }

    fn set_target(&mut self, jump: u32, target: u32) {
        let instruction = self.instruction(jump).with_imm(target);
        self.replace(jump, instruction);
    }

    /// The list of `first`'s jumps, then `second`'s. Linear in the first, which is to be the shorter one.
    pub(super) fn concat(&mut self, first: u32, second: u32) -> u32 {
        if second == NO_JUMP {
            return first;
        }
        if first == NO_JUMP {
            return second;
        }
        let mut last = first;
        while self.next_in_list(last) != NO_JUMP {
            last = self.next_in_list(last);
        }
        self.set_target(last, second);
        first
    }

    /// Has the list a jump that does not produce a value?
    pub(super) fn needs_value(&self, list: u32) -> bool {
        let mut jump = list;
        while jump != NO_JUMP {
            if !is_test_set(self.instruction(jump)) {
                return true;
            }
            jump = self.next_in_list(jump);
        }
        false
    }

    /// Lets a value-producing jump put its value into `target`, or nowhere; false for other jumps.
    fn patch_test(&mut self, jump: u32, target: u8) -> bool {
        let instruction = self.instruction(jump);
        if !is_test_set(instruction) {
            return false;
        }
        let source = instruction.b();
        if target != NO_REGISTER && target != source {
            self.replace(jump, instruction.with_a(target));
        } else {
            let on_true = instruction.op() == Some(Op::TestSet);
            let op = if on_true { Op::Test } else { Op::TestNot };
            let test = Instruction::abc(op, source, 0, 0).with_imm(instruction.imm());
            self.replace(jump, test);
        }
        true
    }

    /// Takes the values away from all jumps of a list.
    pub(super) fn remove_values(&mut self, list: u32) {
        let mut jump = list;
        while jump != NO_JUMP {
            self.patch_test(jump, NO_REGISTER);
            jump = self.next_in_list(jump);
        }
    }

    /// Sends the jumps of a list that produce a value, put into `target`, to `with_value`, the others
    /// to `without`.
    pub(super) fn patch(&mut self, list: u32, with_value: u32, target: u8, without: u32) {
        let mut jump = list;
        while jump != NO_JUMP {
            let next = self.next_in_list(jump);
            let to = if self.patch_test(jump, target) { with_value } else { without };
            self.set_target(jump, to);
            jump = next;
        }
    }

    /// Sends a list to the next instruction.
    pub(super) fn patch_to_here(&mut self, list: u32) {
        self.label();
        self.pending_jumps = self.concat(list, self.pending_jumps);
    }

    // Registers

    /// Takes `count` registers; the first.
    pub(super) fn reserve(&mut self, count: u32) -> u32 {
        let first = self.free;
        self.need(count);
        self.free += count;
        first
    }

    /// Makes sure that `count` registers above the taken ones exist.
    pub(super) fn need(&mut self, count: u32) {
        let top = self.free + count;
        if top > REGISTERS {
            self.overflow = Some("function or expression too complex");
        }
        self.proto.registers = self.proto.registers.max(register(top));
    }

    /// Gives a temporary register back; the registers of variables stay.
    pub(super) fn release(&mut self, register: u8) {
        if u32::from(register) >= self.active {
            self.free -= 1;
        }
    }

    // Constants

    fn add_constant(&mut self, constant: Constant) -> u32 {
        let index = self.proto.constants.len();
        if index >= MAX_CONSTANTS {
            self.overflow = Some("constant table overflow");
            return 0;
        }
        self.room.push(&mut self.proto.constants, constant);
        u32::try_from(index).unwrap_or(0)
    }

    /// The constant for a name or string.
    pub(super) fn string_constant(&mut self, symbol: Symbol, symbols: &mut Symbols<'_>) -> u32 {
        if let Some(known) = symbols.constant(symbol, self.id.0) {
            return known;
        }
        let bytes = self.room.copy(symbols.bytes(symbol));
        let index = self.add_constant(Constant::String(bytes));
        symbols.note_constant(symbol, self.id.0, index);
        index
    }

    /// The constant for a number. 0 and -0 are one constant, the first one seen, as natively.
    pub(super) fn number_constant(&mut self, n: f64) -> u32 {
        let key = if n == 0.0 { 0 } else { n.to_bits() };
        if let Some(&known) = self.numbers.get(&key) {
            return known;
        }
        let index = self.add_constant(Constant::Number(n));
        if self.room.take(NUMBER_BYTES) && self.numbers.try_reserve(1).is_ok() {
            self.numbers.insert(key, index);
        } else {
            self.room.exceed();
        }
        index
    }

    /// The constant nil.
    pub(super) fn nil_constant(&mut self) -> u32 {
        match self.nil {
            Some(known) => known,
            None => {
                let index = self.add_constant(Constant::Nil);
                *self.nil.insert(index)
            }
        }
    }

    /// The constant true or false.
    pub(super) fn boolean_constant(&mut self, value: bool) -> u32 {
        if let Some(known) = self.booleans[usize::from(value)] {
            return known;
        }
        let index = self.add_constant(Constant::Boolean(value));
        self.booleans[usize::from(value)] = Some(index);
        index
    }

    // Blocks and variables

    pub(super) fn open_block(&mut self, is_loop: bool) {
        self.blocks.push(BlockState {
            is_loop,
            breaks: NO_JUMP,
            active: self.active,
            locals: self.open_locals.len(),
        });
    }

    /// Ends the scope of the block's variables; breaks out of it land here.
    pub(super) fn close_block(&mut self) {
        let Some(block) = self.blocks.pop() else { return };
        self.close_locals(block.locals);
        self.active = block.active;
        self.free = self.active;
        self.patch_to_here(block.breaks);
    }

    /// Ends the scope of all variables but the first `keep`.
    pub(super) fn close_locals(&mut self, keep: usize) {
        let pc = self.pc();
        for index in self.open_locals.drain(keep.min(self.open_locals.len())..) {
            if let Some(local) = self.proto.locals.get_mut(index) {
                local.end = pc;
            }
        }
    }

    /// Gives the next register to a variable that is visible from here on; the register.
    pub(super) fn activate(&mut self, name: &[u8]) -> u8 {
        let register = register(self.active);
        self.active += 1;
        let start = self.pc();
        let name = self.room.copy(name);
        self.open_locals.push(self.proto.locals.len());
        self.room.push(&mut self.proto.locals, LocalVar { name, register, start, end: u32::MAX });
        register
    }

    /// Lets the variable declared last be visible only from here on.
    pub(super) fn hide_last_local(&mut self) {
        let pc = self.pc();
        if let Some(local) = self.proto.locals.last_mut() {
            local.start = pc;
        }
    }

    /// Gives the next registers to variables without a name.
    pub(super) fn activate_hidden(&mut self, count: u32) {
        self.active += count;
    }
}

fn is_test_set(instruction: Instruction) -> bool {
    matches!(instruction.op(), Some(Op::TestSet | Op::TestNotSet))
}

/// A register or count as an instruction field; what does not fit was noted as an overflow.
pub(super) fn register(n: u32) -> u8 {
    u8::try_from(n).unwrap_or(NO_REGISTER)
}

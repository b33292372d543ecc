//! What the compiler yields: functions without a heap, `Send + Sync`, to be loaded into any VM.
//!
//! May import `limits`, `opcode`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "listings are for developers"
)]

use std::sync::Arc;

use super::limits::ALLOCATION;
use super::opcode::{Instruction, Op};

/// A compiled chunk.
#[derive(Debug)]
pub struct CompiledModule {
    /// The chunk's name as given, `@` or `=` included; errors share it.
    pub(crate) source: Arc<Vec<u8>>,
    /// All functions; the first is the chunk itself.
    pub(crate) protos: Vec<Proto>,
}

/// A compiled function (`Proto` of `lobject.h`).
#[derive(Debug, Default)]
pub(crate) struct Proto {
    pub(crate) code: Vec<Instruction>,
    /// Line of each instruction, 1-based.
    pub(crate) lines: Vec<u32>,
    pub(crate) constants: Vec<Constant>,
    /// What its upvalues are when a closure is made.
    pub(crate) captures: Vec<Capture>,
    pub(crate) upvalue_names: Vec<Box<[u8]>>,
    pub(crate) locals: Vec<LocalVar>,
    /// Name of the local variable that register 0 stands for.
    pub(crate) self_name: Option<Box<[u8]>>,
    /// Line of the word `function`; 0 for a chunk.
    pub(crate) line_defined: u32,
    pub(crate) param_count: u8,
    pub(crate) is_vararg: bool,
    /// The extra arguments go to a table in the register after the parameters (manual of 5.0).
    pub(crate) needs_arg: bool,
    /// Registers used, the function's own included.
    pub(crate) registers: u8,
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constant {
    /// nil
    Nil,
    /// true or false
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A string.
    String(Box<[u8]>),
}

/// Where a closure's upvalue comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Capture {
    /// Register of the enclosing function: the value, or the cell of a variable that changes.
    Register(u8),
    /// Upvalue of the enclosing function.
    Upvalue(u8),
}

/// A local variable, for messages.
#[derive(Clone, Debug)]
pub(crate) struct LocalVar {
    pub(crate) name: Box<[u8]>,
    pub(crate) register: u8,
    /// First instruction it is visible at.
    pub(crate) start: u32,
    /// First instruction it is not visible at any more.
    pub(crate) end: u32,
}

impl Proto {
    /// Name of the local variable in `register` at instruction `pc`.
    pub(crate) fn local_name(&self, register: u8, pc: u32) -> Option<&[u8]> {
        self.locals
            .iter()
            .find(|local| local.register == register && local.start <= pc && pc < local.end)
            .map(|local| &*local.name)
    }
}

impl CompiledModule {
    /// Bytes held.
    pub fn memory(&self) -> usize {
        let lists = list_bytes(&self.protos) + list_bytes(&self.source);
        size_of::<Self>() + lists + self.protos.iter().map(Proto::list_bytes).sum::<usize>()
    }

    /// Does a constant of any of its functions spell `name`? A script that never spells a global's name
    /// can reach it only through `_G`, `load` or `loadstring`.
    pub fn mentions(&self, name: &[u8]) -> bool {
        self.protos.iter().flat_map(|proto| &proto.constants).any(|constant| match constant {
            Constant::String(bytes) => &**bytes == name,
            _ => false,
        })
    }

    /// The bytecode as text: one line an instruction, functions in the order of their text.
    pub fn listing(&self) -> String {
        use std::fmt::Write;
        let mut text = String::new();
        for (number, proto) in self.protos.iter().enumerate() {
            let _ = writeln!(
                text,
                "function {number} (line {}): {} parameters{}, {} registers, {} upvalues",
                proto.line_defined,
                proto.param_count,
                if proto.is_vararg { " and ..." } else { "" },
                proto.registers,
                proto.captures.len(),
            );
            for (pc, (instruction, line)) in proto.code.iter().zip(&proto.lines).enumerate() {
                let listed = instruction.to_string();
                let _ = write!(text, "{pc:5} [{line}] {}", listed.trim_end());
                proto.write_note(&mut text, *instruction);
                text.push('\n');
            }
        }
        text
    }
}

/// Bytes of a list's block.
fn list_bytes<T>(list: &Vec<T>) -> usize {
    block_bytes(list.capacity() * size_of::<T>())
}

/// Bytes of a block for so many bytes; there is none for none.
fn block_bytes(bytes: usize) -> usize {
    if bytes == 0 { 0 } else { bytes + ALLOCATION }
}

impl Proto {
    /// Bytes of its lists and texts.
    fn list_bytes(&self) -> usize {
        let strings = self.constants.iter().filter_map(|constant| match constant {
            Constant::String(bytes) => Some(bytes),
            _ => None,
        });
        let names = self.locals.iter().map(|local| &local.name);
        let names = names.chain(&self.upvalue_names).chain(&self.self_name);
        list_bytes(&self.code)
            + list_bytes(&self.lines)
            + list_bytes(&self.constants)
            + list_bytes(&self.captures)
            + list_bytes(&self.upvalue_names)
            + list_bytes(&self.locals)
            + strings.chain(names).map(|text| block_bytes(text.len())).sum::<usize>()
    }

    /// The constants and upvalues an instruction names.
    fn write_note(&self, text: &mut String, instruction: Instruction) {
        use std::fmt::Write;
        let Some(op) = instruction.op() else { return };
        let mut notes = Vec::new();
        if op.format().k16_is_constant() {
            notes.push(self.constant_text(usize::from(instruction.k16())));
        }
        if op.format().imm_is_constant() {
            notes.push(self.constant_text(instruction.imm() as usize));
        }
        if matches!(op, Op::GetUpvalue | Op::GetUpcell | Op::SetUpcell) {
            let name = self.upvalue_names.get(usize::from(instruction.b()));
            notes.extend(name.map(|name| name.escape_ascii().to_string()));
        }
        if !notes.is_empty() {
            let _ = write!(text, "  ; {}", notes.join(" "));
        }
    }

    fn constant_text(&self, index: usize) -> String {
        match self.constants.get(index) {
            Some(Constant::Nil) => "nil".into(),
            Some(Constant::Boolean(b)) => b.to_string(),
            Some(Constant::Number(n)) => n.to_string(),
            Some(Constant::String(s)) => format!("\"{}\"", s.escape_ascii()),
            None => "?".into(),
        }
    }
}

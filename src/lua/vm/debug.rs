//! Where execution is and what its operands are called, for messages (manual §5.1 `error`; `ldebug.c`).
//!
//! Only error paths come here. A name is found as natively: a visible local variable, or else the
//! instruction that wrote the register last, looked for in the order of the code.
//!
//! May import `error`, `frame`, `opcode`, `proto`, `value`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "texts of the engine with names that were cut"
)]

use std::sync::Arc;

use super::super::error::{Error, Place, RUNTIME_ID_SIZE, chunk_id, until_nul};
use super::super::frame::{NATIVE, Position, Return};
use super::super::opcode::{Format, Instruction, Op};
use super::super::proto::{Constant, Proto};
use super::super::value::Value;
use super::Vm;

/// Bytes of a name that a message shows. Names are as long as scripts like, and messages are not charged
/// before they are strings.
const LONGEST_NAME: usize = 64 << 10;

/// Where the value of an operand comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    /// A register of the running function.
    Register(u8),
    /// Nothing that has a name.
    None,
}

impl Operand {
    /// A register by number.
    pub(super) fn register(index: usize) -> Operand {
        u8::try_from(index).map_or(Operand::None, Operand::Register)
    }
}

/// A name and what kind of thing it names.
struct Name {
    kind: &'static str,
    name: Vec<u8>,
}

impl Name {
    /// The name as messages show it: its first [`LONGEST_NAME`] bytes.
    fn new(kind: &'static str, name: &[u8]) -> Self {
        Name { kind, name: name.get(..LONGEST_NAME).unwrap_or(name).to_vec() }
    }
}

/// An active function.
#[derive(Clone, Copy)]
enum Activation {
    /// A Lua function and the instruction it is at.
    Lua { function: Value, at: Position },
    /// A native function.
    Native,
}

impl Vm {
    /// Stack slot of the function whose call record is `depth`.
    pub(super) fn base_of(&self, depth: usize) -> usize {
        let mut segments = 0;
        let mut at = self.state.at;
        let frames = self.state.frames.get(depth + 1..=self.state.depth).unwrap_or_default();
        for frame in frames.iter().rev() {
            segments += frame.segments();
            at = frame.caller;
        }
        self.stack.start_below(segments) + at.base()
    }

    fn activation(&self, depth: usize) -> Option<Activation> {
        let frame = self.state.frames.get(depth)?;
        if frame.has(NATIVE) {
            return Some(Activation::Native);
        }
        let at = if depth == self.state.depth {
            self.state.at
        } else {
            let callee = self.state.frames.get(depth + 1)?;
            match callee.kind() {
                Return::Lua => callee.caller.previous(),
                _ => callee.caller,
            }
        };
        Some(Activation::Lua { function: self.stack.get(self.base_of(depth)), at })
    }

    fn proto_at(&self, activation: Activation) -> Option<(&Proto, Place, u32)> {
        let Activation::Lua { function, at } = activation else { return None };
        let closure = self.state.heap.closure(function)?;
        let loaded = self.state.modules.proto(closure.proto)?;
        let (proto, source) = self.state.modules.compiled(closure.proto)?;
        let pc = loaded.pc(at.page(), at.place());
        let line = proto.lines.get(pc as usize).copied().unwrap_or_default();
        let line = i32::try_from(line).unwrap_or(-1);
        Some((proto, Place { source: source.clone(), line }, pc))
    }

    /// The function at `level`, 1 being the caller of the native function that runs (`lua_getstack`).
    /// `None`: no such level, or one that a tail call has replaced.
    fn level(&self, level: u32) -> Option<Activation> {
        let mut left = i64::from(level);
        let mut depth = self.state.depth;
        // A leaf function called by the dispatch loop has no record; it is level 0 then.
        let has_record = self.state.frames.get(depth).is_some_and(|frame| frame.has(NATIVE));
        if !has_record {
            left -= 1;
            if left < 0 {
                return None;
            }
        }
        loop {
            if left == 0 {
                return self.activation(depth);
            }
            let frame = self.state.frames.get(depth)?;
            left -= 1 + i64::from(if frame.has(NATIVE) { 0 } else { frame.tail_calls() });
            if left < 0 || frame.is_first() {
                return None;
            }
            depth = depth.checked_sub(1)?;
        }
    }

    /// `chunk:line: ` of the function at `level`; empty if there is none or it is native
    /// (`luaL_where`).
    pub(super) fn position_text(&mut self, level: u32) -> Vec<u8> {
        let found = self.level(level).and_then(|activation| self.proto_at(activation));
        let place = found.map(|(_, place, _)| place);
        place.map(|place| self.place_text(&place)).unwrap_or_default()
    }

    /// `chunk:line: `. The name of a chunk may be long: 16 bytes a unit.
    fn place_text(&mut self, place: &Place) -> Vec<u8> {
        self.state.charge(place.source.len() >> 4);
        let mut text = chunk_id(&place.source, RUNTIME_ID_SIZE);
        text.extend_from_slice(format!(":{}: ", place.line).as_bytes());
        text
    }

    /// Where an error is raised: the running Lua function, or the caller of the native one that runs.
    pub(super) fn raise_place(&self) -> Option<Place> {
        let native = Place { source: Arc::new(b"=[C]".to_vec()), line: -1 };
        let depth = self.state.depth;
        match self.activation(depth)? {
            lua @ Activation::Lua { .. } => self.proto_at(lua).map(|(_, place, _)| place),
            Activation::Native => {
                let frame = self.state.frames.get(depth)?;
                if frame.is_first() {
                    return None;
                }
                match self.activation(depth.checked_sub(1)?)? {
                    Activation::Native => Some(native),
                    lua => self.proto_at(lua).map(|(_, place, _)| place),
                }
            }
        }
    }

    /// An error of the running instruction, with its position.
    #[cold]
    pub(super) fn runtime_error(&mut self, message: impl AsRef<[u8]>) -> Error {
        let place = self
            .activation(self.state.depth)
            .and_then(|activation| self.proto_at(activation))
            .map(|(_, place, _)| place);
        let mut text = place.as_ref().map(|place| self.place_text(place)).unwrap_or_default();
        text.extend_from_slice(message.as_ref());
        match self.state.heap.new_string(&text) {
            Ok(value) => Error::raised_at(value, place.or_else(|| self.raise_place())),
            Err(error) => error.into(),
        }
    }

    /// `attempt to <op> <kind> '<name>' (a <type> value)`
    #[cold]
    pub(super) fn type_error(&mut self, op: &str, value: Value, operand: Operand) -> Error {
        let name = match operand {
            Operand::Register(register) => self.register_name(register),
            Operand::None => None,
        };
        let type_name = value.type_name();
        let mut message = format!("attempt to {op} ").into_bytes();
        match name {
            Some(Name { kind, name }) => {
                message.extend_from_slice(kind.as_bytes());
                message.extend_from_slice(b" '");
                message.extend_from_slice(until_nul(&name));
                message.extend_from_slice(format!("' (a {type_name} value)").as_bytes());
            }
            None => message.extend_from_slice(format!("a {type_name} value").as_bytes()),
        }
        self.runtime_error(message)
    }

    fn register_name(&self, register: u8) -> Option<Name> {
        let (proto, _, pc) = self.proto_at(self.activation(self.state.depth)?)?;
        object_name(proto, register, pc)
    }

    /// What stands before the text about argument `index` of the native function that runs, and a closing
    /// parenthesis (`luaL_argerror`).
    pub(super) fn argument_text(&self, index: usize) -> Vec<u8> {
        let name = self.called_name();
        let shown = name.as_ref().map_or(&b"?"[..], |name| until_nul(&name.name));
        let is_method = name.as_ref().is_some_and(|name| name.kind == "method");
        let index = index.saturating_sub(usize::from(is_method));
        if is_method && index == 0 {
            return [b"calling '", shown, b"' on bad self ("].concat();
        }
        let number = format!("bad argument #{index} to '");
        [number.as_bytes(), shown, b"' ("].concat()
    }

    /// What the caller of the native function that runs calls it (`getfuncname`).
    fn called_name(&self) -> Option<Name> {
        let depth = self.state.depth;
        let frame = self.state.frames.get(depth)?;
        let caller = if frame.has(NATIVE) {
            if frame.is_first() {
                return None;
            }
            depth.checked_sub(1)?
        } else {
            depth
        };
        let (proto, _, pc) = self.proto_at(self.activation(caller)?)?;
        let instruction = proto.code.get(pc as usize)?;
        match instruction.op()? {
            Op::Call | Op::TailCall => object_name(proto, instruction.a(), pc),
            Op::TForLoop => Some(Name::new("local", b"(for generator)")),
            _ => None,
        }
    }
}

/// The name of what is in a register at instruction `pc` (`getobjname`).
fn object_name(proto: &Proto, register: u8, pc: u32) -> Option<Name> {
    if let Some(name) = proto.local_name(register, pc) {
        return Some(Name::new("local", name));
    }
    if register == 0 {
        let name = proto.self_name.as_ref()?;
        return Some(Name::new("upvalue", name));
    }
    let i = last_write(proto, register, pc)?;
    let constant = |index: u32| match proto.constants.get(index as usize) {
        Some(Constant::String(name)) => &**name,
        _ => b"?",
    };
    match i.op()? {
        Op::GetGlobal => Some(Name::new("global", constant(i.imm()))),
        Op::Move if i.b() < i.a() => object_name(proto, i.b(), pc),
        Op::GetCell => object_name(proto, i.b(), pc),
        Op::GetField => Some(Name::new("field", constant(i.imm()))),
        Op::GetTable
        | Op::GetInt
        | Op::GetItem
        | Op::GetItemInt
        | Op::PassItem
        | Op::PassItemInt => Some(Name::new("field", b"?")),
        Op::GetUpvalue | Op::GetUpcell => {
            let name = proto.upvalue_names.get(usize::from(i.b()));
            Some(Name::new("upvalue", name.map_or(&b"?"[..], |name| name)))
        }
        Op::GetMethod => Some(Name::new("method", constant(i.imm()))),
        _ => None,
    }
}

/// The instruction before `pc` that wrote a register last, in the order of the code; forward jumps
/// that do not pass `pc` are taken (`symbexec`).
fn last_write(proto: &Proto, register: u8, pc: u32) -> Option<Instruction> {
    let mut last = None;
    let mut at = 0;
    while at < pc {
        let i = *proto.code.get(at as usize)?;
        let op = i.op()?;
        if writes(op, i, register) {
            last = Some(i);
        }
        at += 1;
        if op.format().jumps() && op != Op::Loop {
            let target = i.imm();
            if at < target && target <= pc {
                at = target;
            }
        }
    }
    last
}

fn writes(op: Op, i: Instruction, register: u8) -> bool {
    let a = i.a();
    match op {
        Op::LoadNil => a <= register && u16::from(register) < u16::from(a) + u16::from(i.b()),
        Op::GetMethod => register == a || register == a.wrapping_add(1),
        Op::Call | Op::TailCall => register >= a,
        Op::TForLoop => register >= a.saturating_add(2),
        Op::ForLoop | Op::ForLoop1 | Op::ForPrep => register == a,
        _ => op.writes_a() && register == a && op.format() != Format::N,
    }
}

//! What the opcodes of arithmetic and comparison ask for, and what arithmetic on numbers gives.
//!
//! May import `event`, `number`, `opcode`.

use super::super::event::Event;
use super::super::number;
use super::super::opcode::Op;

/// `wanted` of a metamethod call whose answer is inverted.
pub(super) const INVERTED: u8 = 1;

/// The arithmetic event of an opcode, and which operand is the constant.
pub(super) fn arithmetic_event(op: Op) -> Option<(Event, Constants)> {
    Some(match op {
        Op::Add => (Event::Add, Constants::None),
        Op::Sub => (Event::Sub, Constants::None),
        Op::Mul => (Event::Mul, Constants::None),
        Op::Div => (Event::Div, Constants::None),
        Op::Mod => (Event::Mod, Constants::None),
        Op::Pow => (Event::Pow, Constants::None),
        Op::AddRK => (Event::Add, Constants::Right),
        Op::SubRK => (Event::Sub, Constants::Right),
        Op::MulRK => (Event::Mul, Constants::Right),
        Op::DivRK => (Event::Div, Constants::Right),
        Op::ModRK => (Event::Mod, Constants::Right),
        Op::PowRK => (Event::Pow, Constants::Right),
        Op::AddKR => (Event::Add, Constants::Left),
        Op::SubKR => (Event::Sub, Constants::Left),
        Op::MulKR => (Event::Mul, Constants::Left),
        Op::DivKR => (Event::Div, Constants::Left),
        Op::ModKR => (Event::Mod, Constants::Left),
        Op::PowKR => (Event::Pow, Constants::Left),
        _ => return None,
    })
}

/// The result of an arithmetic event on numbers.
pub(super) fn compute(event: Event, x: f64, y: f64) -> f64 {
    match event {
        Event::Add => x + y,
        Event::Sub => x - y,
        Event::Mul => x * y,
        Event::Div => x / y,
        Event::Mod => number::modulo(x, y),
        Event::Pow => x.powf(y),
        _ => -x,
    }
}

/// Which operand of an instruction is a constant.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Constants {
    None,
    Left,
    Right,
}

/// What a comparison asks, and when it jumps.
pub(super) struct Comparison {
    pub(super) order: Order,
    pub(super) constants: Constants,
    /// Jump if the answer is this.
    pub(super) wanted: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Order {
    Equal,
    Less,
    LessEqual,
}

pub(super) fn comparison(op: Op) -> Option<Comparison> {
    let (order, constants, wanted) = match op {
        Op::Eq => (Order::Equal, Constants::None, true),
        Op::Ne => (Order::Equal, Constants::None, false),
        Op::EqK => (Order::Equal, Constants::Right, true),
        Op::NeK => (Order::Equal, Constants::Right, false),
        Op::Lt => (Order::Less, Constants::None, true),
        Op::NotLt => (Order::Less, Constants::None, false),
        Op::LtRK => (Order::Less, Constants::Right, true),
        Op::NotLtRK => (Order::Less, Constants::Right, false),
        Op::LtKR => (Order::Less, Constants::Left, true),
        Op::NotLtKR => (Order::Less, Constants::Left, false),
        Op::Le => (Order::LessEqual, Constants::None, true),
        Op::NotLe => (Order::LessEqual, Constants::None, false),
        Op::LeRK => (Order::LessEqual, Constants::Right, true),
        Op::NotLeRK => (Order::LessEqual, Constants::Right, false),
        Op::LeKR => (Order::LessEqual, Constants::Left, true),
        Op::NotLeKR => (Order::LessEqual, Constants::Left, false),
        _ => return None,
    };
    Some(Comparison { order, constants, wanted })
}

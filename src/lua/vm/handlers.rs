//! The fast path of every instruction.
//!
//! A handler checks first and writes last: what it cannot finish it leaves to `step.rs`, which does
//! the same instruction in full. Handlers are small, take no address of a local and make no call that
//! is not a tail call, so that the optimiser keeps everything in registers and chains them by jumps
//! (see `dispatch.rs`). What needs more room is an *outlined* function, called from a sibling handler.
//!
//! Type checks ride on arithmetic: a register that holds no number reads as a NaN, so a result that is
//! not a NaN proves its operands.
//!
//! May import `frame`, `heap`, `number`, `opcode`, `value`, and the VM's own `code`, `dispatch`,
//! `outlined`, `state`.

mod arithmetic;
mod call;
mod control;
mod library;
mod table;

pub(super) use arithmetic::*;
pub(super) use call::*;
pub(super) use control::*;
pub(super) use library::*;
pub(super) use table::*;

use super::super::opcode::Instruction;
use super::super::value::Value;
use super::dispatch::{Exit, Machine, Next};
use super::outlined;

type I = Instruction;

/// Takes one unit of fuel for a jump back or a call.
#[inline(always)]
fn tick(m: &mut Machine<'_>) -> Next {
    m.state.fuel -= 1;
    if m.state.fuel < 0 { Next::Exit(Exit::Fuel) } else { Next::Go }
}

#[inline(always)]
fn register_a(m: &Machine<'_>, i: I) -> Value {
    m.get(i.a())
}

#[inline(always)]
fn register_b(m: &Machine<'_>, i: I) -> Value {
    m.get(i.b())
}

#[inline(always)]
fn register_c(m: &Machine<'_>, i: I) -> Value {
    m.get(i.c())
}

#[inline(always)]
fn constant(m: &Machine<'_>, i: I) -> Value {
    m.constant(i.place())
}

#[inline(always)]
fn short_constant(m: &Machine<'_>, i: I) -> Value {
    m.constant(i.k16())
}

// Loads and moves

#[inline(always)]
pub(super) fn move_(m: &mut Machine<'_>, i: I) -> Next {
    m.set(i.a(), m.get(i.b()));
    Next::Go
}

#[inline(always)]
pub(super) fn load_k(m: &mut Machine<'_>, i: I) -> Next {
    m.set(i.a(), m.constant(i.place()));
    Next::Go
}

#[inline(always)]
pub(super) fn load_int(m: &mut Machine<'_>, i: I) -> Next {
    m.set(i.a(), Value::from_f64(f64::from(i.signed_imm())));
    Next::Go
}

#[inline(always)]
pub(super) fn load_nil(m: &mut Machine<'_>, i: I) -> Next {
    for offset in 0..i.b() {
        m.set(i.a().wrapping_add(offset), Value::NIL);
    }
    Next::Go
}

#[inline(always)]
pub(super) fn load_bool(m: &mut Machine<'_>, i: I) -> Next {
    m.set(i.a(), Value::boolean(i.b() != 0));
    Next::Go
}

#[inline(always)]
pub(super) fn load_false_skip(m: &mut Machine<'_>, i: I) -> Next {
    m.set(i.a(), Value::FALSE);
    m.at = m.at.next();
    Next::Go
}

// Upvalues and cells

#[inline(always)]
fn upvalue(m: &Machine<'_>, index: u8) -> Option<Value> {
    let closure = m.state.heap.closure(m.get(0))?;
    m.state.heap.upvalues.get(closure.upvalues + u32::from(index))
}

#[inline(always)]
pub(super) fn get_upvalue(m: &mut Machine<'_>, i: I) -> Next {
    let Some(value) = upvalue(m, i.b()) else { return Next::Slow };
    m.set(i.a(), value);
    Next::Go
}

#[inline(always)]
pub(super) fn get_upcell(m: &mut Machine<'_>, i: I) -> Next {
    let Some(cell) = upvalue(m, i.b()) else { return Next::Slow };
    let Some(value) = m.state.heap.cell(cell) else { return Next::Slow };
    m.set(i.a(), value);
    Next::Go
}

#[inline(always)]
fn store_cell(m: &mut Machine<'_>, cell: Value, value: Value) -> Next {
    if cell.index() < m.state.heap.cells.mark() {
        return Next::Slow;
    }
    let Some(slot) = m.state.heap.cells.get_mut(cell.index(), cell.stamp()) else {
        return Next::Slow;
    };
    *slot = value;
    Next::Go
}

#[inline(always)]
pub(super) fn set_upcell(m: &mut Machine<'_>, i: I) -> Next {
    let Some(cell) = upvalue(m, i.b()) else { return Next::Slow };
    store_cell(m, cell, m.get(i.a()))
}

#[inline(always)]
pub(super) fn new_cell(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::new_cell, i)
}

#[inline(always)]
pub(super) fn get_cell(m: &mut Machine<'_>, i: I) -> Next {
    let Some(value) = m.state.heap.cell(m.get(i.b())) else { return Next::Slow };
    m.set(i.a(), value);
    Next::Go
}

#[inline(always)]
pub(super) fn set_cell(m: &mut Machine<'_>, i: I) -> Next {
    store_cell(m, m.get(i.a()), m.get(i.b()))
}

//! Calls, returns and closures.
//!
//! May import what `handlers.rs` says.

use super::super::super::frame::{CallFrame, OTHER_PAGE, Position, Return, SEGMENT};
use super::super::super::opcode::{Instruction, Op};
use super::super::super::value::Value;
use super::super::dispatch::{Exit, Machine, Next, sibling};
use super::super::outlined;
use super::{I, tick};

#[inline(always)]
pub(in crate::lua::vm) fn call(m: &mut Machine<'_>, i: I) -> Next {
    let a = i.a();
    let Some(closure) = m.state.heap.closure(m.get(a)) else { return sibling!(call_native) };
    if closure.signature != i.b() {
        return sibling!(call_adjusted);
    }
    let entry = closure.entry;
    let base = m.at.base() + usize::from(a);
    enter(m, i, base, entry)
}

/// Goes into a function of the same page whose registers start at `base`.
#[inline(always)]
fn enter(m: &mut Machine<'_>, i: I, base: usize, entry: u32) -> Next {
    let depth = m.state.depth + 1;
    if base >= SEGMENT || (entry ^ m.at.entry()) >> 16 != 0 {
        return Next::Slow;
    }
    let Some(frame) = m.state.frames.get_mut(depth) else { return Next::Slow };
    *frame = CallFrame::new(m.at, Return::Lua, i.c());
    m.state.depth = depth;
    m.at = Position::new(base, entry);
    tick(m)
}

/// A Lua function that is given more or fewer arguments than it has parameters.
#[inline(always)]
pub(in crate::lua::vm) fn call_adjusted(m: &mut Machine<'_>, i: I) -> Next {
    let a = i.a();
    let Some(closure) = m.state.heap.closure(m.get(a)) else { return Next::Slow };
    if closure.flags != 0 {
        let is_wrapped = closure.native() == Some(m.state.wrapped);
        return if is_wrapped { sibling!(call_wrapped) } else { sibling!(call_vararg) };
    }
    let (entry, params) = (closure.entry, closure.param_count);
    let base = m.at.base() + usize::from(a);
    let given = outlined::values_from(m.state, base + 1, i);
    if base >= SEGMENT || given > 255 {
        return Next::Slow;
    }
    outlined::fill_params(m.view, base, given, params);
    enter(m, i, base, entry)
}

/// A function that takes extra arguments, or a native one with upvalues.
#[inline(always)]
pub(in crate::lua::vm) fn call_vararg(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::call_vararg, i)
}

/// A function that `coroutine.wrap` has made.
#[inline(always)]
pub(in crate::lua::vm) fn call_wrapped(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::resume_wrapped, i)
}

#[inline(always)]
pub(in crate::lua::vm) fn call_native(m: &mut Machine<'_>, i: I) -> Next {
    let function = m.get(i.a());
    match m.state.native_links.get(function.index() as usize) {
        Some(&link) if function.is_native() => Next::Other(link),
        _ => sibling!(call_object),
    }
}

/// A value with a metamethod for calls.
#[inline(always)]
pub(in crate::lua::vm) fn call_object(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::call_object, i)
}

/// A native function that has a leaf form.
#[inline(always)]
pub(in crate::lua::vm) fn call_leaf(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::call_leaf, i)
}

#[inline(always)]
pub(in crate::lua::vm) fn tail_call(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::tail_call, i)
}

#[inline(always)]
fn return_value(m: &mut Machine<'_>, value: Value) -> Next {
    let depth = m.state.depth;
    let Some(frame) = m.state.frames.get(depth) else { return Next::Slow };
    if !frame.returns_simply() {
        return sibling!(return_elsewhere);
    }
    let caller = frame.caller;
    m.set(0, value);
    m.state.depth = depth.wrapping_sub(1);
    m.at = caller;
    Next::Go
}

#[inline(always)]
pub(in crate::lua::vm) fn return0(m: &mut Machine<'_>, _: I) -> Next {
    return_value(m, Value::NIL)
}

#[inline(always)]
pub(in crate::lua::vm) fn return1(m: &mut Machine<'_>, i: I) -> Next {
    return_value(m, m.get(i.a()))
}

#[inline(always)]
pub(in crate::lua::vm) fn return_(m: &mut Machine<'_>, i: I) -> Next {
    let first = m.at.base() + usize::from(i.a());
    let count = outlined::values_from(m.state, first, i);
    return_values(m, first, count)
}

/// A return of at most one value that is not wanted in the place of the function.
#[inline(always)]
pub(in crate::lua::vm) fn return_elsewhere(m: &mut Machine<'_>, i: I) -> Next {
    let count = usize::from(i.op_number() == Op::Return1 as u8);
    return_values(m, m.at.base() + usize::from(i.a()), count)
}

/// Returns values of the stack to the caller, or to the instruction that called a metamethod.
#[inline(always)]
fn return_values(m: &mut Machine<'_>, first: usize, count: usize) -> Next {
    let Some(frame) = m.state.frames.get(m.state.depth) else { return Next::Slow };
    // Of another page it is not used.
    let caller = Instruction(m.page[usize::from(frame.caller.place())].get());
    let outcome = outlined::return_values(m.state, m.view, m.at, (first, count), caller);
    m.after(outcome, Next::Slow)
}

#[inline(always)]
pub(in crate::lua::vm) fn closure(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::closure, i)
}

#[inline(always)]
pub(in crate::lua::vm) fn vararg(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::vararg, i)
}

#[inline(always)]
pub(in crate::lua::vm) fn goto_page(m: &mut Machine<'_>, i: I) -> Next {
    m.at = m.at.jump(i.imm() << 16 | u32::from(i.k16()));
    // The caller's code may have been on the page that is left.
    if let Some(frame) = m.state.frames.get_mut(m.state.depth) {
        frame.info |= OTHER_PAGE;
    }
    Next::Exit(Exit::Page)
}

//! Metamethods written in Lua: their calls, without the driver. And what comes before metamethods:
//! arithmetic on texts, comparisons of strings.
//!
//! What is no call of a plain Lua function, and every error, is left to `step.rs`.
//!
//! May import what `outlined.rs` says.

use super::super::super::event::Event;
use super::super::super::frame::{CallFrame, Position, Return};
use super::super::super::heap::LuaHeap;
use super::super::super::limits::MAX_TAG_LOOP;
use super::super::super::opcode::Instruction;
use super::super::super::value::{TAG_LONG_STRING, Value};
use super::super::dispatch::View;
use super::super::operation::{Order, comparison, compute};
use super::super::state::State;
use super::call::{begin_callback, enter, spend_call};
use super::{Outcome, get, set};

/// Calls `method` above the registers of the running function, for the instruction before `at`.
#[inline(never)]
fn call(
    state: &mut State,
    view: &mut View,
    at: Position,
    method: Value,
    args: &[Value],
) -> Outcome {
    let running = state.heap.closure(get(view, at.base()));
    let Some(proto) = running.and_then(|closure| state.modules.proto(closure.proto)) else {
        return Outcome::Slow;
    };
    let function = at.base() + usize::from(proto.registers);
    set(view, function, method);
    for (slot, &arg) in (function + 1..).zip(args) {
        set(view, slot, arg);
    }
    let frame = CallFrame::new(at.previous(), Return::Instruction, 0);
    match begin_callback(state, view, function, args.len(), frame) {
        Some(()) => spend_call(state),
        None => Outcome::Slow,
    }
}

/// `object[key]` of a table without that key, by a function.
#[inline(never)]
pub(in crate::lua::vm) fn index_by_function(
    state: &mut State,
    view: &mut View,
    at: Position,
    object: Value,
    key: Value,
) -> Outcome {
    // Looking up a long string is work, and here nobody polls.
    if key.tag() == TAG_LONG_STRING {
        return Outcome::Slow;
    }
    let mut object = object;
    for _ in 0..MAX_TAG_LOOP {
        let method = state.heap.metamethod(object, Event::Index);
        if method.is_function() {
            return call(state, view, at, method, &[object, key]);
        }
        object = method;
        if !state.heap.raw_get(object, key).is_nil() {
            break;
        }
    }
    Outcome::Slow
}

/// `object[key] = value` of a table without that key, by a function.
#[inline(never)]
pub(in crate::lua::vm) fn store_by_function(
    state: &mut State,
    view: &mut View,
    at: Position,
    object: Value,
    key: Value,
    value: Value,
) -> Outcome {
    state.charge_key(key);
    let method = state.heap.metamethod(object, Event::NewIndex);
    let LuaHeap { tables, strings, memory, .. } = &mut state.heap;
    let Some(table) = tables.get_mut(object.index(), object.stamp()) else { return Outcome::Slow };
    if !method.is_function() || !table.is_open() || !table.get(key, strings).is_nil() {
        return Outcome::Slow;
    }
    // Native enters the key before it looks for the metamethod.
    match table.reserve_key(key, strings, memory) {
        Ok(()) => call(state, view, at, method, &[object, key, value]),
        Err(_) => Outcome::Slow,
    }
}

/// An arithmetic operation on operands of which one is no number.
#[inline(never)]
pub(in crate::lua::vm) fn arithmetic(
    state: &mut State,
    view: &mut View,
    at: Position,
    i: Instruction,
    event: Event,
    [a, b]: [Value; 2],
) -> Outcome {
    if a.is_text() && b.is_text() {
        let (Some(x), Some(y)) = (state.number_of(a), state.number_of(b)) else {
            return Outcome::Slow;
        };
        set(view, at.base() + usize::from(i.a()), Value::from_f64(compute(event, x, y)));
        return Outcome::Done;
    }
    let mut method = state.heap.metamethod(a, event);
    if method.is_nil() {
        method = state.heap.metamethod(b, event);
    }
    call(state, view, at, method, &[a, b])
}

/// A comparison of strings by their order, or of tables, which are not the same, by a function.
#[inline(never)]
pub(in crate::lua::vm) fn compare(
    state: &mut State,
    view: &mut View,
    at: Position,
    i: Instruction,
    a: Value,
    b: Value,
) -> Outcome {
    let Some(comparison) = i.op().and_then(comparison) else { return Outcome::Slow };
    let event = match comparison.order {
        Order::Equal => Event::Eq,
        Order::Less => Event::Lt,
        Order::LessEqual => Event::Le,
    };
    let heap = &mut state.heap;
    if a.is_string() && b.is_string() && comparison.order != Order::Equal {
        let (x, y) = (heap.bytes(a).unwrap_or_default(), heap.bytes(b).unwrap_or_default());
        let answer = if comparison.order == Order::Less { x < y } else { x <= y };
        let work = x.len().min(y.len()) >> 6;
        state.charge(work);
        state.at = if answer == comparison.wanted { at.at(i.place()) } else { at };
        return Outcome::Moved;
    }
    if !a.is_table() || !b.is_table() {
        return Outcome::Slow;
    }
    let method = heap.metamethod(a, event);
    if method.is_nil() || heap.metamethod(b, event) != method {
        if comparison.order != Order::Equal {
            return Outcome::Slow;
        }
        // Two tables of which nothing says that they are equal.
        state.at = if comparison.wanted { at } else { at.at(i.place()) };
        return Outcome::Moved;
    }
    call(state, view, at, method, &[a, b])
}

/// Calls the `__call` metamethod of a value that is no function.
#[inline(never)]
pub(in crate::lua::vm) fn call_object(
    state: &mut State,
    view: &mut View,
    at: u64,
    i: Instruction,
) -> Outcome {
    let at = Position(at);
    let slot = at.base() + usize::from(i.a());
    let object = get(view, slot);
    let Some(count) = i.b().checked_sub(1).map(usize::from) else { return Outcome::Slow };
    let method = state.heap.metamethod(object, Event::Call);
    let Some(closure) = state.heap.closure(method) else { return Outcome::Slow };
    // Nothing may have moved when this is left to be done in full.
    if closure.flags != 0 || slot + count + 1 >= view.len() {
        return Outcome::Slow;
    }
    let frame = CallFrame::new(at, Return::Lua, i.c());
    set(view, slot, method);
    if enter(state, view, slot, count + 1, frame).is_none() {
        set(view, slot, object);
        return Outcome::Slow;
    }
    view.copy_within(slot + 1..=slot + count, slot + 2);
    set(view, slot + 1, object);
    spend_call(state)
}

//! Calls and returns with more to do than a record: native functions, extra arguments, several results,
//! tail calls, iterators and metamethods.
//!
//! May import what `outlined.rs` says.

use super::super::super::frame::{ALL_RESULTS, CallFrame, Position, Return, SEGMENT, SHIFTED};
use super::super::super::function::{Closure, IS_VARARG};
use super::super::super::opcode::{Instruction, Op};
use super::super::super::value::Value;
use super::super::dispatch::{Exit, VIEW, View, WINDOW};
use super::super::native::{Args, ESCALATE, Leaf, MAX_LEAF_RESULTS};
use super::super::operation::{INVERTED, comparison};
use super::super::state::State;
use super::{Outcome, done_at, fill_params, get, set};

/// The leaf form of a native function, with upvalues or without.
fn leaf_of(state: &State, function: Value) -> Option<Leaf> {
    let id = if function.is_native() {
        function.index()
    } else {
        state.heap.closure(function)?.native()?.0
    };
    state.natives.get(id as usize)?.leaf
}

/// Calls a leaf form with the `count` arguments above slot `function`: the number of its results, which
/// lie from that slot on.
#[inline(always)]
fn run_leaf(
    state: &mut State,
    view: &mut View,
    function: usize,
    count: usize,
    is_tail: bool,
) -> Result<usize, Outcome> {
    let leaf = leaf_of(state, get(view, function)).ok_or(Outcome::Slow)?;
    let slots = view.get_mut(function..).ok_or(Outcome::Slow)?;
    if slots.len() <= count.max(MAX_LEAF_RESULTS) {
        return Err(Outcome::Slow);
    }
    match leaf(&mut Args { state, slots, count, is_tail }) {
        Ok(ESCALATE) => Err(Outcome::Slow),
        Ok(returned) => Ok(returned),
        Err(error) => {
            state.error = Some(error);
            Err(Outcome::Leave(Exit::Error))
        }
    }
}

/// Sets `wanted` slots from `to` on to nil, but for the first `given`.
#[inline(always)]
fn fill(view: &mut View, to: usize, given: usize, wanted: usize) {
    for slot in to + given..to + wanted {
        set(view, slot, Value::NIL);
    }
}

#[inline(never)]
pub(in crate::lua::vm) fn call_leaf(
    state: &mut State,
    view: &mut View,
    at: u64,
    i: Instruction,
) -> Outcome {
    let at = Position(at);
    let base = at.base() + usize::from(i.a());
    let count = if i.b() == 0 { state.top.wrapping_sub(base + 1) } else { usize::from(i.b()) - 1 };
    state.at = at.previous();
    let is_tail = i.op_number() == Op::TailCall as u8;
    let returned = match run_leaf(state, view, base, count, is_tail) {
        Ok(returned) => returned,
        Err(outcome) => return outcome,
    };
    if i.c() == 0 {
        state.top = base + returned;
    } else {
        fill(view, base, returned, usize::from(i.c()) - 1);
    }
    done_at(state, at)
}

/// Enters a Lua function of the same page and segment; `None` if it is none. It gets a record for
/// `caller` and `count` arguments above slot `function`, and extra ones only if it takes them.
#[inline(always)]
fn enter(
    state: &mut State,
    view: &mut View,
    function: usize,
    count: usize,
    frame: CallFrame,
) -> Option<()> {
    let Closure { entry, param_count, flags, .. } = *state.heap.closure(get(view, function))?;
    let mut frame = frame;
    let mut base = function;
    if flags == IS_VARARG {
        let shift = count.max(usize::from(param_count)) + 1;
        base += shift;
        frame.info |= SHIFTED;
        frame.extra = u32::try_from(shift).ok()?;
    } else if flags != 0 {
        return None;
    }
    if base >= SEGMENT || count > WINDOW || (entry ^ frame.caller.entry()) >> 16 != 0 {
        return None;
    }
    *state.frames.get_mut(state.depth + 1)? = frame;
    state.depth += 1;
    fill_params(view, function, count, param_count);
    if base > function {
        view.copy_within(function..=function + usize::from(param_count), base);
    }
    state.at = Position::new(base, entry);
    Some(())
}

/// A Lua function with extra arguments, or a native one with upvalues.
#[inline(never)]
pub(in crate::lua::vm) fn call_vararg(
    state: &mut State,
    view: &mut View,
    at: u64,
    i: Instruction,
) -> Outcome {
    let caller = Position(at);
    let function = caller.base() + usize::from(i.a());
    if leaf_of(state, get(view, function)).is_some() {
        return call_leaf(state, view, at, i);
    }
    let count =
        if i.b() == 0 { state.top.wrapping_sub(function + 1) } else { usize::from(i.b()) - 1 };
    match enter(state, view, function, count, CallFrame::new(caller, Return::Lua, i.c())) {
        Some(()) => spend_call(state),
        None => Outcome::Slow,
    }
}

/// One unit of fuel for the call that was begun.
#[inline(always)]
fn spend_call(state: &mut State) -> Outcome {
    state.fuel -= 1;
    if state.fuel < 0 { Outcome::Leave(Exit::Fuel) } else { Outcome::Moved }
}

/// Begins the call of the Lua function in slot `function` with the `count` arguments above it, for the
/// instruction at `caller`, which is finished by what it returns; `None` if that takes more.
#[inline(always)]
pub(in crate::lua::vm) fn begin_callback(
    state: &mut State,
    view: &mut View,
    caller: Position,
    function: usize,
    count: usize,
    note: u8,
) -> Option<()> {
    if state.is_native_depth_spent() {
        return None;
    }
    let frame = CallFrame::new(caller, Return::Instruction, note);
    enter(state, view, function, count, frame)?;
    state.native_calls += 1;
    Some(())
}

/// Calls the iterator of a generic loop.
#[inline(never)]
pub(in crate::lua::vm) fn call_iterator(
    state: &mut State,
    view: &mut View,
    at: u64,
    i: Instruction,
) -> Outcome {
    let at = Position(at);
    let from = at.base() + usize::from(i.a());
    let function = from + 4;
    for offset in 0..3 {
        set(view, function + offset, get(view, from + offset));
    }
    if begin_callback(state, view, at.previous(), function, 2, 0).is_some() {
        return spend_call(state);
    }
    state.at = at.previous();
    match run_leaf(state, view, function, 2, false) {
        Ok(returned) => {
            let next = after_iterator(view, at.previous(), (function, returned), i);
            done_at(state, next)
        }
        Err(outcome) => outcome,
    }
}

/// Gives what an iterator returned to the loop at `at`; where that goes on.
#[inline(always)]
fn after_iterator(
    view: &mut View,
    at: Position,
    (first, count): (usize, usize),
    i: Instruction,
) -> Position {
    let from = at.base() + usize::from(i.a());
    let wanted = usize::from(i.b());
    copy(view, first, count.min(wanted), from + 4);
    fill(view, from + 4, count, wanted);
    let control = if wanted > 0 { get(view, from + 4) } else { Value::NIL };
    if control.is_nil() {
        return at.next();
    }
    set(view, from + 2, control);
    at.at(i.place())
}

/// Copies values downwards; `from + count` is inside the view.
#[inline(always)]
fn copy(view: &mut View, from: usize, count: usize, to: usize) {
    match count {
        0 => {}
        1 => set(view, to, get(view, from)),
        _ if from + count <= VIEW && to <= from => view.copy_within(from..from + count, to),
        _ => {}
    }
}

#[inline(never)]
pub(in crate::lua::vm) fn tail_call(
    state: &mut State,
    view: &mut View,
    at: u64,
    i: Instruction,
) -> Outcome {
    let position = Position(at);
    let base = position.base();
    let from = base + usize::from(i.a());
    let Some(closure) = state.heap.closure(get(view, from)) else {
        return call_leaf(state, view, at, i);
    };
    let (entry, params) = (closure.entry, closure.param_count);
    let Some(frame) = state.frames.get_mut(state.depth) else { return Outcome::Slow };
    if closure.flags != 0 || i.b() == 0 || (entry ^ position.entry()) >> 16 != 0 {
        return Outcome::Slow;
    }
    // The place of the function may lie in the segment before.
    let Some(base) = base.checked_sub(frame.shift()) else { return Outcome::Slow };
    frame.info &= !SHIFTED;
    frame.extra = 0;
    frame.add_tail_call();
    copy(view, from, usize::from(i.b()), base);
    fill_params(view, base, usize::from(i.b()) - 1, params);
    state.at = Position::new(base, entry);
    spend_call(state)
}

/// Returns the `count` values from slot `first` on to the caller of the function that runs at `at`, or
/// to the instruction that called a metamethod; `i` is the instruction at the caller's place.
#[inline(never)]
pub(in crate::lua::vm) fn return_values(
    state: &mut State,
    view: &mut View,
    at: Position,
    (first, count): (usize, usize),
    i: Instruction,
) -> Outcome {
    const SAME_PAGE: u32 = 0xFF00 & !SHIFTED;
    const LUA: u32 = (Return::Lua as u32) << 8;
    const INSTRUCTION: u32 = (Return::Instruction as u32) << 8;
    let Some(&frame) = state.frames.get(state.depth) else { return Outcome::Slow };
    if first.saturating_add(count) > VIEW {
        return Outcome::Slow;
    }
    let caller = frame.caller;
    state.at = match frame.info & SAME_PAGE {
        LUA => {
            let to = at.base() - frame.shift();
            copy(view, first, count, to);
            match frame.wanted() {
                ALL_RESULTS => state.top = to + count,
                wanted => fill(view, to, count, usize::from(wanted) - 1),
            }
            caller
        }
        INSTRUCTION => match finish(state, view, frame, (first, count), i) {
            Some(next) => next,
            None => return Outcome::Slow,
        },
        _ => return Outcome::Slow,
    };
    state.depth -= 1;
    Outcome::Moved
}

/// Finishes an instruction that called a metamethod or an iterator; where its function goes on.
#[inline(always)]
fn finish(
    state: &mut State,
    view: &mut View,
    frame: CallFrame,
    (first, count): (usize, usize),
    i: Instruction,
) -> Option<Position> {
    let (op, at) = (i.op()?, frame.caller);
    let value = if count > 0 { get(view, first) } else { Value::NIL };
    let next = match op {
        Op::Concat => return None,
        Op::TForLoop => {
            state.fuel -= 1;
            after_iterator(view, at, (first, count), i)
        }
        _ if op.stores() => at.next(),
        _ => match comparison(op) {
            Some(comparison) => {
                let answer = value.is_truthy() != (frame.wanted() == INVERTED);
                if answer == comparison.wanted { at.at(i.place()) } else { at.next() }
            }
            None => {
                set(view, at.base() + usize::from(i.a()), value);
                at.next()
            }
        },
    };
    state.native_calls = state.native_calls.saturating_sub(1);
    Some(next)
}

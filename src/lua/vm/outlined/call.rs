//! Calls and returns with more to do than a record: native functions, extra arguments, several results,
//! tail calls, iterators and metamethods.
//!
//! May import what `outlined.rs` says.

use super::super::super::frame::{
    ALL_RESULTS, CallFrame, KIND_AND_FLAGS, NATIVE, Position, Return, SEGMENT, SHIFTED,
};
use super::super::super::function::{Closure, IS_VARARG};
use super::super::super::opcode::{Instruction, Op};
use super::super::super::value::Value;
use super::super::dispatch::{Exit, VIEW, View, WINDOW};
use super::super::native::{Args, ESCALATE, Fate, Leaf, MAX_LEAF_RESULTS};
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
    fate: Fate,
) -> Result<usize, Outcome> {
    let leaf = leaf_of(state, get(view, function)).ok_or(Outcome::Slow)?;
    let slots = view.get_mut(function..).ok_or(Outcome::Slow)?;
    if slots.len() <= count.max(MAX_LEAF_RESULTS) {
        return Err(Outcome::Slow);
    }
    match leaf(&mut Args { state, slots, count, fate }) {
        Ok(ESCALATE) => Err(Outcome::Slow),
        Ok(returned) => Ok(returned),
        Err(error) => {
            state.error = Some(error);
            Err(Outcome::Leave(Exit::Error))
        }
    }
}

/// How many arguments or results an instruction has that lie from slot `first` on.
#[inline(always)]
pub(in crate::lua::vm) fn values_from(state: &State, first: usize, i: Instruction) -> usize {
    if i.b() == 0 { state.top.wrapping_sub(first) } else { usize::from(i.b()) - 1 }
}

/// Sets `wanted` slots from `to` on to nil, but for the first `given`.
#[inline(always)]
pub(super) fn fill(view: &mut View, to: usize, given: usize, wanted: usize) {
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
    let count = values_from(state, base + 1, i);
    state.at = at.previous();
    let fate = match i.c() {
        1 => Fate::Dropped,
        _ if i.op_number() == Op::TailCall as u8 => Fate::Returned,
        _ => Fate::Used,
    };
    let returned = match run_leaf(state, view, base, count, fate) {
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
pub(super) fn enter(
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
    let count = values_from(state, function + 1, i);
    match enter(state, view, function, count, CallFrame::new(caller, Return::Lua, i.c())) {
        Some(()) => spend_call(state),
        None => Outcome::Slow,
    }
}

/// One unit of fuel for the call that was begun.
#[inline(always)]
pub(super) fn spend_call(state: &mut State) -> Outcome {
    state.fuel -= 1;
    if state.fuel < 0 { Outcome::Leave(Exit::Fuel) } else { Outcome::Moved }
}

/// Begins the call of the Lua function in slot `function` with the `count` arguments above it, by an
/// instruction or a native function, as `frame` says; `None` if that takes more.
#[inline(always)]
pub(in crate::lua::vm) fn begin_callback(
    state: &mut State,
    view: &mut View,
    function: usize,
    count: usize,
    frame: CallFrame,
) -> Option<()> {
    if state.is_native_depth_spent() {
        return None;
    }
    enter(state, view, function, count, frame)?;
    state.native_calls += 1;
    Some(())
}

/// `pcall` of a Lua function.
#[inline(never)]
pub(in crate::lua::vm) fn protected_call(
    state: &mut State,
    view: &mut View,
    at: u64,
    i: Instruction,
) -> Outcome {
    let base = Position(at).base() + usize::from(i.a());
    let count = values_from(state, base + 1, i);
    match count.checked_sub(1) {
        Some(count) => protect(state, view, Position(at), i, (1, count), Return::Pcall),
        None => Outcome::Slow,
    }
}

/// `xpcall` of a Lua function.
#[inline(never)]
pub(in crate::lua::vm) fn handled_call(
    state: &mut State,
    view: &mut View,
    at: u64,
    i: Instruction,
) -> Outcome {
    if i.b() != 3 {
        return Outcome::Slow;
    }
    // As the full form does it: behind the handler.
    let base = Position(at).base() + usize::from(i.a());
    set(view, base + 3, get(view, base + 1));
    protect(state, view, Position(at), i, (3, 0), Return::Xpcall)
}

/// Calls the function in slot `function` of a native function, which gets a record too, for the call
/// before `at`.
#[inline(always)]
fn protect(
    state: &mut State,
    view: &mut View,
    at: Position,
    i: Instruction,
    (function, count): (usize, usize),
    kind: Return,
) -> Outcome {
    let base = at.base() + usize::from(i.a());
    let depth = state.depth;
    let Some(own) = state.frames.get_mut(depth + 1) else { return Outcome::Slow };
    if base >= SEGMENT {
        return Outcome::Slow;
    }
    *own = CallFrame::new(at, Return::Lua, i.c());
    own.info |= NATIVE;
    state.depth = depth + 1;
    let caller = Position::new(base, at.previous().entry());
    let frame = CallFrame::new(caller, kind, ALL_RESULTS);
    if begin_callback(state, view, base + function, count, frame).is_none() {
        state.depth = depth;
        return Outcome::Slow;
    }
    state.fuel -= 1;
    spend_call(state)
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
    let frame = CallFrame::new(at.previous(), Return::Instruction, 0);
    if begin_callback(state, view, function, 2, frame).is_some() {
        return spend_call(state);
    }
    state.at = at.previous();
    match run_leaf(state, view, function, 2, Fate::Used) {
        Ok(returned) => {
            let next = after_iterator(view, at.previous(), (function, returned), i);
            done_at(state, next)
        }
        Err(outcome) => outcome,
    }
}

/// Gives what an iterator returned to the loop at `at`; where that goes on.
#[inline(always)]
pub(super) fn after_iterator(
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
pub(super) fn copy(view: &mut View, from: usize, count: usize, to: usize) {
    match count {
        0 => {}
        1 => set(view, to, get(view, from)),
        2 => {
            let (first, second) = (get(view, from), get(view, from + 1));
            set(view, to, first);
            set(view, to + 1, second);
        }
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
    const LUA: u32 = (Return::Lua as u32) << 8;
    const INSTRUCTION: u32 = (Return::Instruction as u32) << 8;
    const PCALL: u32 = (Return::Pcall as u32) << 8;
    const XPCALL: u32 = (Return::Xpcall as u32) << 8;
    let Some(&frame) = state.frames.get(state.depth) else { return Outcome::Slow };
    if first.saturating_add(count) > VIEW {
        return Outcome::Slow;
    }
    let next = match frame.info & (KIND_AND_FLAGS & !SHIFTED) {
        LUA => {
            let to = at.base() - frame.shift();
            give(state, view, (first, count), to, frame.wanted());
            Some(frame.caller)
        }
        INSTRUCTION => finish(state, view, frame, (first, count), i),
        PCALL | XPCALL => succeed(state, view, frame, (first, count)),
        _ => None,
    };
    if let Some(next) = next {
        state.depth -= 1;
        state.at = next;
        return Outcome::Moved;
    }
    state.returned = (first, count);
    state.at = at.previous();
    Outcome::Leave(Exit::Return)
}

/// Brings results to the registers of a Lua function that wants so many of them (plus one).
#[inline(always)]
fn give(state: &mut State, view: &mut View, (first, count): (usize, usize), to: usize, wanted: u8) {
    copy(view, first, count, to);
    match wanted {
        ALL_RESULTS => state.top = to + count,
        wanted => fill(view, to, count, usize::from(wanted) - 1),
    }
}

/// Lets `pcall` or `xpcall`, whose function has returned to it with `frame`, return too; where its caller goes on.
#[inline(always)]
fn succeed(
    state: &mut State,
    view: &mut View,
    frame: CallFrame,
    (first, count): (usize, usize),
) -> Option<Position> {
    let own = *state.frames.get(state.depth.checked_sub(1)?)?;
    if own.info & KIND_AND_FLAGS != NATIVE || own.extra != 0 {
        return None;
    }
    let base = frame.caller.base();
    copy(view, first, count, base + 1);
    set(view, base, Value::TRUE);
    give(state, view, (base, count + 1), base, own.wanted());
    state.native_calls = state.native_calls.saturating_sub(1);
    state.depth -= 1;
    Some(own.caller)
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
        // Unless more operands wait.
        Op::Concat if frame.wanted() == i.b() => {
            set(view, at.base() + usize::from(i.a()), value);
            at.next()
        }
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

//! Switching between coroutines without leaving the dispatch loop (manual §2.11).
//!
//! The coroutine runs in the segment of whoever resumes it, above its arguments. What is kept of it while
//! it is suspended is what `vm/coroutine.rs` keeps, which does all that is out of the ordinary: errors,
//! deep stacks, functions that are called in another way than by a plain call or a loop.
//!
//! May import what `outlined.rs` says, and `thread`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use super::super::super::frame::{
    ALL_RESULTS, CallFrame, KIND_AND_FLAGS, NATIVE, NEW_SEGMENT, Position, Return, SEGMENT, WRAPPED,
};
use super::super::super::limits::MAX_NATIVE_CALLS;
use super::super::super::opcode::Instruction;
use super::super::super::thread::{Status, Thread};
use super::super::super::value::Value;
use super::super::dispatch::{Exit, VIEW, View};
use super::super::state::State;
use super::call::{after_iterator, copy, enter, fill, values_from};
use super::{Outcome, done_at, get, set};

/// Kind and flags of a native function's record that a generic loop has called.
const ITERATOR: u32 = (Return::Instruction as u32) << 8 | NATIVE;

/// A native function that resumes a coroutine.
struct Resume {
    thread: Value,
    /// The position after the instruction that calls the function.
    at: Position,
    instruction: Instruction,
    /// Its record.
    own: CallFrame,
    /// What the record of the coroutine wants.
    wanted: u8,
    /// Its slot, relative to the segment as those of the values for the coroutine.
    base: usize,
    first: usize,
    count: usize,
}

/// `coroutine.resume`
#[inline(never)]
pub(in crate::lua::vm) fn resume(
    state: &mut State,
    view: &mut View,
    at: u64,
    instruction: Instruction,
) -> Outcome {
    let at = Position(at);
    let base = at.base() + usize::from(instruction.a());
    let count = values_from(state, base + 1, instruction);
    let Some(count) = count.checked_sub(1) else { return Outcome::Slow };
    let (thread, first) = (get(view, base + 1), base + 2);
    let own = CallFrame::new(at, Return::Lua, instruction.c());
    switch(state, view, &Resume { thread, at, instruction, own, wanted: 0, base, first, count })
}

/// A function that `coroutine.wrap` has made.
#[inline(never)]
pub(in crate::lua::vm) fn resume_wrapped(
    state: &mut State,
    view: &mut View,
    at: u64,
    instruction: Instruction,
) -> Outcome {
    let at = Position(at);
    let base = at.base() + usize::from(instruction.a());
    let count = values_from(state, base + 1, instruction);
    let own = CallFrame::new(at, Return::Lua, instruction.c());
    let Some(thread) = wrapped(state, get(view, base)) else { return Outcome::Slow };
    let (wanted, first) = (WRAPPED, base + 1);
    switch(state, view, &Resume { thread, at, instruction, own, wanted, base, first, count })
}

/// The same as the iterator of a generic loop.
#[inline(never)]
pub(in crate::lua::vm) fn resume_iterator(
    state: &mut State,
    view: &mut View,
    at: u64,
    instruction: Instruction,
) -> Outcome {
    let at = Position(at);
    let from = at.base() + usize::from(instruction.a());
    let Some(thread) = wrapped(state, get(view, from)) else { return Outcome::Slow };
    let base = from + 4;
    for offset in 0..3 {
        set(view, base + offset, get(view, from + offset));
    }
    let own = CallFrame::new(at.previous(), Return::Instruction, 0);
    let (wanted, first, count) = (WRAPPED, base + 1, 2);
    switch(state, view, &Resume { thread, at, instruction, own, wanted, base, first, count })
}

/// The coroutine of a function that `coroutine.wrap` has made.
fn wrapped(state: &State, function: Value) -> Option<Value> {
    let closure = state.heap.closure(function)?;
    if closure.native()? != state.wrapped {
        return None;
    }
    state.heap.upvalues.of(closure).first().copied()
}

/// Goes on in a suspended coroutine.
#[inline(always)]
fn switch(state: &mut State, view: &mut View, resume: &Resume) -> Outcome {
    let Some(thread) = state.heap.thread(resume.thread) else { return Outcome::Slow };
    if thread.status != Status::Suspended
        || resume.count >= state.unpack_limit
        || state.native_calls + 2 >= MAX_NATIVE_CALLS
        || resume.base >= SEGMENT
    {
        return Outcome::Slow;
    }
    let waiting = thread.native_calls;
    let switched = if thread.started {
        restore(state, view, resume)
    } else {
        let function = thread.function;
        start(state, view, resume, function)
    };
    let Some(start) = switched else { return Outcome::Slow };
    state.native_calls += waiting + 1 + u32::from(resume.own.is_native_call());
    let resumer = std::mem::replace(&mut state.thread, resume.thread);
    if let Some(resumer) = state.heap.thread_mut(resumer) {
        resumer.status = Status::Normal;
    }
    if let Some(thread) = state.heap.thread_mut(resume.thread) {
        thread.status = Status::Running;
        thread.resumer = resumer;
        thread.start = start;
        thread.resumed_by = resume.instruction.0;
    }
    state.fuel -= 1;
    go_on(state, resume.at)
}

/// The records of the function that resumes a coroutine and of the coroutine's own function.
fn records(resume: &Resume) -> [CallFrame; 2] {
    let own = CallFrame { info: resume.own.info | NATIVE, ..resume.own };
    let caller = Position::new(resume.base, resume.at.previous().entry());
    [own, CallFrame::new(caller, Return::Nested, resume.wanted)]
}

/// Calls the function of a new coroutine in the place before its arguments, which is answered.
#[inline(always)]
fn start(state: &mut State, view: &mut View, resume: &Resume, function: Value) -> Option<usize> {
    let [own, frame] = records(resume);
    let depth = state.depth;
    let place = resume.first - 1;
    let before = get(view, place);
    *state.frames.get_mut(depth + 1)? = own;
    set(view, place, function);
    state.depth = depth + 1;
    if enter(state, view, place, resume.count, frame).is_none() {
        state.depth = depth;
        set(view, place, before);
        return None;
    }
    let thread = state.heap.thread_mut(resume.thread)?;
    thread.started = true;
    thread.function = Value::NIL;
    Some(place)
}

/// Brings a suspended coroutine back onto the stack behind its arguments and lets its call of `yield`
/// return them; its first slot.
#[inline(always)]
fn restore(state: &mut State, view: &mut View, resume: &Resume) -> Option<usize> {
    let [own, frame] = records(resume);
    let &Resume { first, count, .. } = resume;
    let start = first + count;
    let thread = state.heap.threads.get_mut(resume.thread.index(), resume.thread.stamp())?;
    let (yielded, saved) = thread.frames.split_last()?;
    let to = thread.position.base() + start;
    if yielded.info & KIND_AND_FLAGS != NATIVE
        || !thread.segments.is_empty()
        || to >= SEGMENT
        || to + count > VIEW
    {
        return None;
    }
    let slots = view.get_mut(start..start + thread.slots.len())?;
    let last = state.depth + 1 + saved.len();
    let [place, places @ ..] = state.frames.get_mut(state.depth + 1..=last)? else { return None };
    *place = own;
    for (place, saved) in places.iter_mut().zip(saved) {
        *place = CallFrame { caller: saved.caller.raised(start), ..*saved };
    }
    if let Some(place) = places.first_mut() {
        *place = place.resumed_by(frame);
    }
    slots.copy_from_slice(&thread.slots);
    let (wanted, next) = (yielded.wanted(), yielded.caller.raised(start));
    let work = thread.slots.len() + saved.len();
    thread.slots.clear();
    thread.frames.clear();
    state.depth = last;
    state.charge(work >> 3);
    if count == 1 {
        set(view, to, get(view, first));
    } else {
        view.copy_within(first..first + count, to);
    }
    complete(state, view, to, count, wanted);
    state.at = next;
    Some(start)
}

/// `count` results that lie from slot `to` on are as many as are wanted (plus one).
#[inline(always)]
fn complete(state: &mut State, view: &mut View, to: usize, count: usize, wanted: u8) {
    match wanted {
        ALL_RESULTS => state.top = to + count,
        wanted => fill(view, to, count, usize::from(wanted) - 1),
    }
}

/// Goes on where the state says, which may be on another page than `from`.
#[inline(always)]
fn go_on(state: &mut State, from: Position) -> Outcome {
    let at = state.at;
    match done_at(state, at) {
        Outcome::Moved if at.page() != from.page() => Outcome::Leave(Exit::Page),
        outcome => outcome,
    }
}

/// `coroutine.yield`
#[inline(never)]
pub(in crate::lua::vm) fn yield_(
    state: &mut State,
    view: &mut View,
    at: u64,
    i: Instruction,
) -> Outcome {
    let at = Position(at);
    let base = at.base() + usize::from(i.a());
    let count = values_from(state, base + 1, i);
    if base >= SEGMENT || base + 1 + count > VIEW {
        return Outcome::Slow;
    }
    let mut depth = state.depth;
    let mut native_calls = 0;
    loop {
        let Some(frame) = state.frames.get(depth) else { return Outcome::Slow };
        if frame.has(NEW_SEGMENT) {
            return Outcome::Slow;
        }
        if frame.is(Return::Nested) {
            break;
        }
        if frame.is(Return::Coroutine) || depth == 0 {
            return Outcome::Slow;
        }
        native_calls += u32::from(frame.is_native_call());
        depth -= 1;
    }
    let Some(resumer) = resumer_of(state, depth) else { return Outcome::Slow };
    let Some(frames) = state.frames.get(depth..=state.depth) else { return Outcome::Slow };
    let memory = &mut state.heap.memory;
    let thread = state.thread;
    let Some(thread) = state.heap.threads.get_mut(thread.index(), thread.stamp()) else {
        return Outcome::Slow;
    };
    let start = thread.start;
    let Some(slots) = view.get(start..=base) else { return Outcome::Slow };
    let has_room = thread.has_room(slots.len(), frames.len() + 1);
    if !has_room && thread.make_room(slots.len(), frames.len() + 1, memory).is_err() {
        return Outcome::Slow;
    }
    let mut own = CallFrame::new(at, Return::Lua, i.c());
    own.info |= NATIVE;
    thread.slots.extend_from_slice(slots);
    let lowered = |frame: &CallFrame| CallFrame { caller: frame.caller.lowered(start), ..*frame };
    thread.frames.extend(frames.iter().map(lowered));
    thread.frames.push(lowered(&own));
    thread.position = Position::new(base - start, at.previous().entry());
    thread.status = Status::Suspended;
    thread.native_calls = native_calls;
    let work = thread.slots.len() + thread.frames.len();
    let (left, i) = (std::mem::take(&mut thread.resumer), Instruction(thread.resumed_by));
    state.charge(1 + (work >> 3));
    state.native_calls = state.native_calls.saturating_sub(native_calls);
    return_to(state, view, left, (depth, resumer), (base + 1, count), i);
    go_on(state, at)
}

/// The record of the native function that has resumed the coroutine whose own record is `depth`; `None` if
/// it is called in another way than by a plain call or a loop.
#[inline(always)]
fn resumer_of(state: &State, depth: usize) -> Option<CallFrame> {
    let resumer = *state.frames.get(depth.checked_sub(1)?)?;
    let kind = resumer.info & KIND_AND_FLAGS;
    (matches!(kind, NATIVE | ITERATOR) && resumer.extra == 0).then_some(resumer)
}

/// The function of the running coroutine has returned `State::returned` to its record, the last one. False if
/// that must be done in full.
#[inline(never)]
pub(in crate::lua::vm) fn end_coroutine(state: &mut State, view: &mut View) -> bool {
    let (depth, thread) = (state.depth, state.thread);
    let (first, count) = state.returned;
    let Some(resumer) = resumer_of(state, depth) else { return false };
    let memory = &mut state.heap.memory;
    let Some(thread) = state.heap.threads.get_mut(thread.index(), thread.stamp()) else {
        return false;
    };
    let (left, i) = (thread.resumer, Instruction(thread.resumed_by));
    memory.credit(thread.charged);
    *thread = Thread::dead();
    return_to(state, view, left, (depth, resumer), (first, count), i);
    true
}

/// Gives values of the running coroutine, whose own record is number `depth`, to the function that has
/// resumed it, whose record is `resumer`, and lets that return.
#[inline(always)]
fn return_to(
    state: &mut State,
    view: &mut View,
    thread: Value,
    (depth, resumer): (usize, CallFrame),
    (first, count): (usize, usize),
    i: Instruction,
) {
    let frame = state.frames.get(depth).copied().unwrap_or_default();
    if let Some(thread) = state.heap.thread_mut(thread) {
        thread.status = Status::Running;
    }
    state.thread = thread;
    state.depth = depth.saturating_sub(2);
    let calls = 1 + u32::from(resumer.is_native_call());
    state.native_calls = state.native_calls.saturating_sub(calls);
    let base = frame.caller.base();
    state.at = resumer.caller;
    if frame.wanted() != WRAPPED {
        copy(view, first, count, base + 1);
        set(view, base, Value::TRUE);
        complete(state, view, base, count + 1, resumer.wanted());
    } else if resumer.is_native_call() {
        state.at = after_iterator(view, resumer.caller, (first, count), i);
    } else {
        copy(view, first, count, base);
        complete(state, view, base, count, resumer.wanted());
    }
}

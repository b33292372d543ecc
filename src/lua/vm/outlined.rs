//! Fast paths that need room: allocation, native calls, copies of several values.
//!
//! Each is a function of its own, so that handlers stay free of stack objects. Like a handler it checks
//! first and writes last, and leaves what it cannot finish to `step.rs`.
//!
//! May import `event`, `frame`, `function`, `heap`, `limits`, `opcode`, `proto`, `value`, and the VM's
//! own `dispatch`, `native`, `state`.

mod call;
mod coroutine;
mod metamethod;

pub(super) use call::*;
pub(super) use coroutine::*;
pub(super) use metamethod::*;

use super::super::event::Event;
use super::super::frame::Position;
use super::super::heap::LuaHeap;
use super::super::limits::{MAX_TAG_LOOP, MAX_UPVALUES};
use super::super::opcode::Instruction;
use super::super::proto::Capture;
use super::super::value::{TAG_SPECIAL, Value};
use super::dispatch::{Exit, VIEW, View};
use super::state::State;

/// What an outlined instruction came to.
pub(super) enum Outcome {
    /// It is done.
    Done,
    /// It must be done in full.
    Slow,
    /// It is done, and the next instruction is at `state.at`.
    Moved,
    /// The loop is to be left at `state.at`.
    Leave(Exit),
}

/// An outlined instruction: state, registers, position of the next instruction, instruction.
pub(super) type Outlined = fn(&mut State, &mut View, u64, Instruction) -> Outcome;

/// Answered where only the full semantics can tell; no value has these bits.
pub(super) const NOT_PLAIN: Value = Value::object(u32::MAX, (TAG_SPECIAL as u32) << 16 | 0xFFFF);

fn get(view: &View, slot: usize) -> Value {
    view.get(slot).copied().unwrap_or_default()
}

fn set(view: &mut View, slot: usize, value: Value) {
    if let Some(place) = view.get_mut(slot) {
        *place = value;
    }
}

/// Leaves for a collection before the instruction at `at` is done.
fn collect_first(state: &mut State, at: u64) -> Outcome {
    state.at = Position(at).previous();
    Outcome::Leave(Exit::Collect)
}

/// Goes on at `at`, after what is due has been done.
#[inline(always)]
fn done_at(state: &mut State, at: Position) -> Outcome {
    state.at = at;
    if state.fuel < 0 {
        Outcome::Leave(Exit::Fuel)
    } else if state.heap.memory.wants_collection() {
        Outcome::Leave(Exit::Collect)
    } else {
        Outcome::Moved
    }
}

/// A table size from its floating byte (`luaO_fb2int`).
pub(super) fn table_size(byte: u8) -> usize {
    let (exponent, mantissa) = (byte >> 3, usize::from(byte & 7));
    if exponent == 0 { mantissa } else { (mantissa + 8) << (exponent - 1) }
}

#[inline(never)]
pub(super) fn new_table(state: &mut State, view: &mut View, at: u64, i: Instruction) -> Outcome {
    if state.heap.memory.wants_collection() {
        return collect_first(state, at);
    }
    match state.heap.new_table(table_size(i.b()), table_size(i.c())) {
        Ok(table) => {
            set(view, Position(at).base() + usize::from(i.a()), table);
            Outcome::Done
        }
        Err(_) => Outcome::Slow,
    }
}

#[inline(never)]
pub(super) fn new_cell(state: &mut State, view: &mut View, at: u64, i: Instruction) -> Outcome {
    if state.heap.memory.wants_collection() {
        return collect_first(state, at);
    }
    let slot = Position(at).base() + usize::from(i.a());
    match state.heap.new_cell(get(view, slot)) {
        Ok(cell) => {
            set(view, slot, cell);
            Outcome::Done
        }
        Err(_) => Outcome::Slow,
    }
}

#[inline(never)]
pub(super) fn closure(state: &mut State, view: &mut View, at: u64, i: Instruction) -> Outcome {
    if state.heap.memory.wants_collection() {
        return collect_first(state, at);
    }
    let base = Position(at).base();
    match make_closure(state, i.imm(), |register| get(view, base + register)) {
        Some(closure) => {
            set(view, base + usize::from(i.a()), closure);
            Outcome::Done
        }
        None => Outcome::Slow,
    }
}

/// A closure of prototype `id`; `register` reads the enclosing function's registers. `None` when memory
/// is out.
pub(super) fn make_closure(
    state: &mut State,
    id: u32,
    register: impl Fn(usize) -> Value,
) -> Option<Value> {
    let State { modules, heap, .. } = state;
    let (closure, proto) = modules.closure(id)?;
    let enclosing = heap.closure(register(0)).copied().unwrap_or_default();
    let fill = |heap: &LuaHeap, values: &mut [Value]| {
        for (slot, capture) in values.iter_mut().zip(&proto.captures) {
            *slot = match *capture {
                Capture::Register(index) => register(usize::from(index)),
                Capture::Upvalue(index) => {
                    let upvalues = heap.upvalues.of(&enclosing);
                    upvalues.get(usize::from(index)).copied().unwrap_or_default()
                }
            };
        }
    };
    // Most closures have few, and room for all costs more than the rest.
    let mut few = [Value::NIL; 4];
    if let Some(values) = few.get_mut(..proto.captures.len()) {
        fill(heap, values);
        return heap.new_closure(closure, values.iter().copied()).ok();
    }
    let mut many = [Value::NIL; MAX_UPVALUES];
    let values = many.get_mut(..proto.captures.len())?;
    fill(heap, values);
    heap.new_closure(closure, values.iter().copied()).ok()
}

#[inline(never)]
pub(super) fn concat(state: &mut State, view: &mut View, at: u64, i: Instruction) -> Outcome {
    if state.heap.memory.wants_collection() {
        return collect_first(state, at);
    }
    let base = Position(at).base();
    let operands = base + usize::from(i.b())..=base + usize::from(i.c());
    let before = state.heap.strings.region_len();
    match state.heap.concat(view.get(operands).unwrap_or_default()) {
        Ok(Some(string)) => {
            set(view, base + usize::from(i.a()), string);
            // Bytes are work: 64 a unit.
            let bytes = state.heap.strings.region_len().saturating_sub(before) >> 6;
            state.charge(bytes);
            Outcome::Done
        }
        _ => Outcome::Slow,
    }
}

#[inline(never)]
pub(super) fn get_item(state: &mut State, view: &mut View, at: u64, i: Instruction) -> Outcome {
    let index = get(view, Position(at).base() + usize::from(i.c())).array_index();
    first_read(state, view, at, i, (i.imm() as usize, index))
}

#[inline(never)]
pub(super) fn get_item_int(state: &mut State, view: &mut View, at: u64, i: Instruction) -> Outcome {
    let index = (i.imm() as usize).wrapping_sub(1);
    first_read(state, view, at, i, (usize::from(i.c()), index))
}

fn first_read(
    state: &mut State,
    view: &mut View,
    at: u64,
    i: Instruction,
    (list, index): (usize, usize),
) -> Outcome {
    if state.heap.memory.wants_collection() {
        return collect_first(state, at);
    }
    match state.host_list_item(list, index) {
        Ok(item) => {
            set(view, Position(at).base() + usize::from(i.a()), item);
            Outcome::Done
        }
        Err(_) => Outcome::Slow,
    }
}

#[inline(never)]
pub(super) fn set_list(state: &mut State, view: &mut View, at: u64, i: Instruction) -> Outcome {
    let first = Position(at).base() + usize::from(i.a()) + 1;
    let count = if i.b() == 0 { state.top.wrapping_sub(first) } else { usize::from(i.b()) };
    let Some(items) = view.get(first..first.saturating_add(count)) else { return Outcome::Slow };
    let table = get(view, first - 1);
    if store_list(state, table, i.imm(), items) { Outcome::Done } else { Outcome::Slow }
}

/// Stores the items of batch `batch` of a list constructor, the last first as native does; false when
/// memory is out.
pub(super) fn store_list(state: &mut State, table: Value, batch: u32, items: &[Value]) -> bool {
    let start = (batch.max(1) as usize - 1) * 50;
    let heap = &mut state.heap;
    let Some(target) = heap.tables.get_mut(table.index(), table.stamp()) else { return false };
    let last = start + items.len();
    if target.reserve_array(last, &mut heap.strings, &mut heap.memory).is_err() {
        return false;
    }
    match target.array_mut().get_mut(start..last) {
        Some(slots) => slots.copy_from_slice(items),
        None => return false,
    }
    true
}

#[inline(never)]
pub(super) fn vararg(state: &mut State, view: &mut View, at: u64, i: Instruction) -> Outcome {
    let base = Position(at).base();
    let Some(frame) = state.frames.get(state.depth) else { return Outcome::Slow };
    let Some(closure) = state.heap.closure(get(view, base)) else { return Outcome::Slow };
    let shift = frame.shift();
    let params = usize::from(closure.param_count);
    let given = shift.saturating_sub(1 + params);
    let wanted = if i.b() == 0 { given } else { usize::from(i.b()) - 1 };
    let to = base + usize::from(i.a());
    if shift > base || to + wanted > VIEW {
        return Outcome::Slow;
    }
    let from = base - shift + 1 + params;
    view.copy_within(from..from + given.min(wanted), to);
    for slot in to + given..to + wanted {
        set(view, slot, Value::NIL);
    }
    if i.b() == 0 {
        state.top = to + given;
    }
    Outcome::Done
}

/// Sets the parameters beyond the arguments given to nil.
#[inline(never)]
pub(super) fn fill_params(view: &mut View, base: usize, given: usize, params: u8) {
    for slot in base + 1 + given..base + 1 + usize::from(params) {
        set(view, slot, Value::NIL);
    }
}

// Library functions

/// `string.sub` with places that do not count from the end, but for -1.
#[inline(never)]
pub(super) fn string_sub(state: &mut State, view: &mut View, at: u64, i: Instruction) -> Outcome {
    let slot = Position(at).base() + usize::from(i.a());
    let string = get(view, slot + 1);
    if !(3..=4).contains(&i.b()) || i.c() > 2 || !string.is_string() {
        return Outcome::Slow;
    }
    let len = state.heap.strings.len(string);
    let start = get(view, slot + 2).array_index();
    let last = get(view, slot + 3);
    let end = if i.b() == 3 || last == Value::from_f64(-1.0) {
        len
    } else {
        match usize::try_from(last.natural()) {
            Ok(end) if end < 1 << 32 => end.min(len),
            _ => return Outcome::Slow,
        }
    };
    // A start that is no positive integer is beyond every end.
    if start >= end {
        return Outcome::Slow;
    }
    let LuaHeap { strings, memory, .. } = &mut state.heap;
    let Ok(part) = strings.slice(string, start, end - start, memory) else { return Outcome::Slow };
    set(view, slot, part);
    if i.c() == 0 {
        state.top = slot + 1;
    }
    done_at(state, Position(at))
}

/// `table.insert` at the end of a list.
#[inline(never)]
pub(super) fn table_insert(state: &mut State, view: &mut View, at: u64, i: Instruction) -> Outcome {
    let slot = Position(at).base() + usize::from(i.a());
    let (table, value) = (get(view, slot + 1), get(view, slot + 2));
    if i.b() != 3 || i.c() != 1 || !state.heap.table(table).is_some_and(|list| list.is_open()) {
        return Outcome::Slow;
    }
    let Some(Ok(last)) = state.border(table).map(i32::try_from) else { return Outcome::Slow };
    match state.heap.raw_set_int(table, i64::from(last) + 1, value) {
        Ok(()) => done_at(state, Position(at)),
        Err(_) => Outcome::Slow,
    }
}

/// `tostring` of a number, or of a string without a metamethod for it.
#[inline(never)]
pub(super) fn to_string(state: &mut State, view: &mut View, at: u64, i: Instruction) -> Outcome {
    let slot = Position(at).base() + usize::from(i.a());
    let value = get(view, slot + 1);
    if i.b() != 2 || i.c() > 2 {
        return Outcome::Slow;
    }
    let text = if value.is_number() {
        match state.heap.number_to_string(value.as_f64()) {
            Ok(text) => text,
            Err(_) => return Outcome::Slow,
        }
    } else if value.is_string() && state.heap.metamethod(value, Event::ToString).is_nil() {
        value
    } else {
        return Outcome::Slow;
    };
    set(view, slot, text);
    if i.c() == 0 {
        state.top = slot + 1;
    }
    done_at(state, Position(at))
}

// Reading and writing without metamethods

/// `rawget`; nil for what is no table, which its caller has excluded.
#[inline(never)]
pub(super) fn raw_get(state: &mut State, object: Value, key: Value) -> Value {
    state.charge_key(key);
    match state.heap.table(object) {
        Some(table) => table.get(key, &state.heap.strings),
        None => NOT_PLAIN,
    }
}

/// A field of a table, or of the tables that its `__index` leads to; [`NOT_PLAIN`] if a function or
/// another kind of value is on the way.
#[inline(never)]
pub(super) fn inherited(state: &mut State, object: Value, key: Value) -> Value {
    let mut object = object;
    for _ in 0..MAX_TAG_LOOP {
        let Some(table) = state.heap.table(object) else { return NOT_PLAIN };
        let value = table.get_string(key, &state.heap.strings);
        if !value.is_nil() {
            return value;
        }
        let metatable = table.metatable();
        if metatable.is_nil() {
            return Value::NIL;
        }
        object = state.heap.metamethod_in(metatable, Event::Index);
        if object.is_nil() {
            return Value::NIL;
        }
    }
    NOT_PLAIN
}

/// Sets `object[key]` if no metamethod, journal or error is in the way; false if one is.
#[inline(never)]
pub(super) fn set_plain(state: &mut State, object: Value, key: Value, value: Value) -> bool {
    state.charge_key(key);
    let Some(table) = state.heap.table(object) else { return false };
    if !table.is_open() {
        return false;
    }
    let metatable = table.metatable();
    if !metatable.is_nil()
        && table.get(key, &state.heap.strings).is_nil()
        && !state.heap.metamethod_in(metatable, Event::NewIndex).is_nil()
    {
        return false;
    }
    state.heap.raw_set(object, key, value).is_ok()
}

/// The length of a string or table; nil for other values.
#[inline(never)]
#[expect(clippy::cast_precision_loss, reason = "lengths are below 2^53")]
pub(super) fn length(state: &mut State, object: Value) -> Value {
    if let Some(border) = state.border(object) {
        return Value::from_f64(border as f64);
    }
    if object.is_string() {
        return Value::from_f64(state.heap.strings.len(object) as f64);
    }
    Value::NIL
}

/// Equality of values whose bits differ; `None` if a metamethod must decide.
#[inline(never)]
pub(super) fn equal_without_metamethod(state: &mut State, a: Value, b: Value) -> Option<bool> {
    if !a.is_table() || !b.is_table() {
        state.charge(state.heap.work_of_equality(a, b));
        return Some(state.heap.raw_equal(a, b));
    }
    for value in [a, b] {
        let metatable = state.heap.metatable(value);
        if metatable.is_nil() || state.heap.metamethod_in(metatable, Event::Eq).is_nil() {
            return Some(false);
        }
    }
    None
}

/// `x ^ y`
#[inline(never)]
pub(super) fn power(x: f64, y: f64) -> f64 {
    x.powf(y)
}

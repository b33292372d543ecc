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

use super::super::frame::{CallFrame, OTHER_PAGE, Position, Return, SEGMENT};
use super::super::number;
use super::super::opcode::Instruction;
use super::super::value::{TAG_LONG_STRING, TAG_STRING, TAG_TABLE, Value};
use super::dispatch::{Exit, Machine, Next, sibling};
use super::outlined;

type I = Instruction;

/// Result of an arithmetic fast path: stored, unless it is a NaN.
#[inline(always)]
fn store_number(m: &mut Machine<'_>, i: I, n: f64) -> Next {
    if n.is_nan() {
        return Next::Slow;
    }
    m.set(i.a(), Value::from_f64(n));
    Next::Go
}

#[inline(always)]
fn jump_if(m: &mut Machine<'_>, i: I, condition: bool) -> Next {
    if condition {
        m.jump(i.place());
    }
    Next::Go
}

/// Takes one unit of fuel for a jump back or a call.
#[inline(always)]
fn tick(m: &mut Machine<'_>) -> Next {
    m.state.fuel -= 1;
    if m.state.fuel < 0 { Next::Exit(Exit::Fuel) } else { Next::Go }
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

// Globals and tables

#[inline(always)]
pub(super) fn get_global(m: &mut Machine<'_>, i: I) -> Next {
    let key = m.constant(i.place());
    let Some(table) = m.state.heap.table(m.state.heap.globals) else { return Next::Slow };
    let Some(node) = table.nodes().get(usize::from(i.c()) & table.nodes().len().wrapping_sub(1))
    else {
        return Next::Slow;
    };
    if node.key != key || node.value.is_nil() {
        return sibling!(get_global_chain);
    }
    m.set(i.a(), node.value);
    Next::Go
}

#[inline(always)]
pub(super) fn get_global_chain(m: &mut Machine<'_>, i: I) -> Next {
    let key = m.constant(i.place());
    let hash = m.state.heap.strings.hash(key);
    let Some(table) = m.state.heap.table(m.state.heap.globals) else { return Next::Slow };
    let Some(index) = table.find_string(key, hash) else { return Next::Slow };
    let Some(node) = table.nodes().get(index) else { return Next::Slow };
    let value = node.value;
    if value.is_nil() {
        return Next::Slow;
    }
    m.hint_c(i, index);
    m.set(i.a(), value);
    Next::Go
}

#[inline(always)]
pub(super) fn set_global(_: &mut Machine<'_>, _: I) -> Next {
    Next::Slow
}

#[inline(always)]
pub(super) fn get_table(m: &mut Machine<'_>, i: I) -> Next {
    let key = m.get(i.c());
    let Some(table) = m.state.heap.table(m.get(i.b())) else { return Next::Slow };
    let Some(value) = table.array().get(key.array_index()) else {
        return sibling!(get_table_node);
    };
    let value = *value;
    if value.is_nil() {
        return sibling!(get_table_node);
    }
    m.set(i.a(), value);
    Next::Go
}

/// A key outside the array part, or an absent one in a table without metatable.
#[inline(always)]
pub(super) fn get_table_node(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key) = (m.get(i.b()), m.get(i.c()));
    let value = outlined::raw_get(m.state, object, key);
    if value.is_nil() {
        let Some(table) = m.state.heap.table(object) else { return Next::Slow };
        if !table.metatable().is_nil() {
            return Next::Slow;
        }
    }
    m.set(i.a(), value);
    Next::Go
}

#[inline(always)]
pub(super) fn get_field(m: &mut Machine<'_>, i: I) -> Next {
    let key = m.constant(i.place());
    let Some(table) = m.state.heap.table(m.get(i.b())) else { return Next::Slow };
    let Some(node) = table.nodes().get(usize::from(i.c()) & table.nodes().len().wrapping_sub(1))
    else {
        return sibling!(get_field_chain);
    };
    if node.key != key || node.value.is_nil() {
        return sibling!(get_field_chain);
    }
    m.set(i.a(), node.value);
    Next::Go
}

/// A field whose node the hint does not name; follows `__index` through tables.
#[inline(always)]
pub(super) fn get_field_chain(m: &mut Machine<'_>, i: I) -> Next {
    let key = m.constant(i.place());
    let hash = m.state.heap.strings.hash(key);
    let Some(table) = m.state.heap.table(m.get(i.b())) else { return Next::Slow };
    if let Some(index) = table.find_string(key, hash)
        && let Some(node) = table.nodes().get(index)
        && !node.value.is_nil()
    {
        let value = node.value;
        m.hint_c(i, index);
        m.set(i.a(), value);
        return Next::Go;
    }
    if !table.metatable().is_nil() {
        return sibling!(get_inherited);
    }
    m.set(i.a(), Value::NIL);
    Next::Go
}

#[inline(always)]
pub(super) fn get_inherited(m: &mut Machine<'_>, i: I) -> Next {
    let found = outlined::inherited(m.state, m.get(i.b()), m.constant(i.place()));
    if found == outlined::NOT_PLAIN {
        return Next::Slow;
    }
    m.set(i.a(), found);
    Next::Go
}

#[inline(always)]
pub(super) fn get_int(m: &mut Machine<'_>, i: I) -> Next {
    let Some(table) = m.state.heap.table(m.get(i.b())) else { return Next::Slow };
    let Some(value) = table.array().get((i.imm() as usize).wrapping_sub(1)) else {
        return sibling!(get_int_node);
    };
    let value = *value;
    if value.is_nil() {
        return sibling!(get_int_node);
    }
    m.set(i.a(), value);
    Next::Go
}

#[inline(always)]
pub(super) fn get_int_node(m: &mut Machine<'_>, i: I) -> Next {
    let object = m.get(i.b());
    let value = outlined::raw_get(m.state, object, Value::from_f64(f64::from(i.imm())));
    if value.is_nil() {
        let Some(table) = m.state.heap.table(object) else { return Next::Slow };
        if !table.metatable().is_nil() {
            return Next::Slow;
        }
    }
    m.set(i.a(), value);
    Next::Go
}

#[inline(always)]
pub(super) fn get_item(m: &mut Machine<'_>, i: I) -> Next {
    let item = m.state.read_items.item(i.imm() as usize, m.get(i.b()).array_index());
    if item.is_nil() {
        return sibling!(get_item_first);
    }
    m.set(i.a(), item);
    Next::Go
}

#[inline(always)]
pub(super) fn get_item_first(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::get_item, i)
}

#[inline(always)]
pub(super) fn get_item_int(m: &mut Machine<'_>, i: I) -> Next {
    let item = m.state.read_items.item(usize::from(i.b()), (i.imm() as usize).wrapping_sub(1));
    if item.is_nil() {
        return sibling!(get_item_int_first);
    }
    m.set(i.a(), item);
    Next::Go
}

#[inline(always)]
pub(super) fn get_item_int_first(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::get_item_int, i)
}

#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "lengths are below 2^53")]
pub(super) fn count_items(m: &mut Machine<'_>, i: I) -> Next {
    let count = m.state.read_items.count(i.imm() as usize);
    m.set(i.a(), Value::from_f64(count as f64));
    Next::Go
}

/// Overwrites or fills a place of the array part.
#[inline(always)]
fn store_item(m: &mut Machine<'_>, object: Value, index: usize, value: Value) -> Option<()> {
    let table = m.state.heap.table_mut(object)?;
    if !table.is_open() {
        return None;
    }
    let has_metatable = !table.metatable().is_nil();
    let slot = table.array_mut().get_mut(index)?;
    if has_metatable && slot.is_nil() {
        return None;
    }
    *slot = value;
    Some(())
}

#[inline(always)]
pub(super) fn set_table(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.get(i.b()), m.get(i.c()));
    match store_item(m, object, key.array_index(), value) {
        Some(()) => Next::Go,
        None => sibling!(set_table_node),
    }
}

#[inline(always)]
pub(super) fn set_table_node(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.get(i.b()), m.get(i.c()));
    m.set_plain(object, key, value)
}

#[inline(always)]
pub(super) fn set_table_k(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.get(i.b()), m.constant(i.place()));
    match store_item(m, object, key.array_index(), value) {
        Some(()) => Next::Go,
        None => sibling!(set_table_k_node),
    }
}

#[inline(always)]
pub(super) fn set_table_k_node(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.get(i.b()), m.constant(i.place()));
    m.set_plain(object, key, value)
}

#[inline(always)]
pub(super) fn set_int(m: &mut Machine<'_>, i: I) -> Next {
    let (object, value) = (m.get(i.a()), m.get(i.b()));
    match store_item(m, object, (i.imm() as usize).wrapping_sub(1), value) {
        Some(()) => Next::Go,
        None => sibling!(set_int_node),
    }
}

#[inline(always)]
pub(super) fn set_int_node(m: &mut Machine<'_>, i: I) -> Next {
    let (object, value) = (m.get(i.a()), m.get(i.b()));
    m.set_plain(object, Value::from_f64(f64::from(i.imm())), value)
}

/// Overwrites the value of the node that the hint names.
#[inline(always)]
fn store_field(
    m: &mut Machine<'_>,
    object: Value,
    key: Value,
    hint: u8,
    value: Value,
) -> Option<()> {
    let table = m.state.heap.table_mut(object)?;
    if !table.is_open() {
        return None;
    }
    let mask = table.nodes().len().wrapping_sub(1);
    let node = table.nodes_mut().get_mut(usize::from(hint) & mask)?;
    if node.key != key || node.value.is_nil() {
        return None;
    }
    node.value = value;
    Some(())
}

#[inline(always)]
pub(super) fn set_field(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.constant(i.place()), m.get(i.b()));
    match store_field(m, object, key, i.c(), value) {
        Some(()) => Next::Go,
        None => sibling!(set_field_chain),
    }
}

#[inline(always)]
pub(super) fn set_field_chain(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.constant(i.place()), m.get(i.b()));
    if let Some(index) = field_node(m, object, key) {
        m.hint_c(i, index);
    }
    m.set_plain(object, key, value)
}

/// The node of a field that has a value.
#[inline(always)]
fn field_node(m: &Machine<'_>, object: Value, key: Value) -> Option<usize> {
    let hash = m.state.heap.strings.hash(key);
    m.state.heap.table(object)?.find_string(key, hash)
}

#[inline(always)]
pub(super) fn set_field_k(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.constant(i.place()), m.constant(i.k16()));
    match store_field(m, object, key, i.hint(), value) {
        Some(()) => Next::Go,
        None => sibling!(set_field_k_chain),
    }
}

#[inline(always)]
pub(super) fn set_field_k_chain(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.constant(i.place()), m.constant(i.k16()));
    if let Some(index) = field_node(m, object, key) {
        m.hint_top(i, index);
    }
    m.set_plain(object, key, value)
}

/// A method of the object's class: the hints name the nodes of `__index` and of the method.
#[inline(always)]
pub(super) fn get_method(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key) = (m.get(i.b()), m.constant(i.place()));
    let heap = &m.state.heap;
    let Some(table) = heap.table(object) else { return sibling!(self_string) };
    if !table.nodes().is_empty() && table.find_string(key, heap.strings.hash(key)).is_some() {
        return sibling!(self_own);
    }
    let Some(metatable) = heap.table(table.metatable()) else { return sibling!(self_own) };
    let mask = metatable.nodes().len().wrapping_sub(1);
    let Some(index) = metatable.nodes().get(usize::from(i.hint()) & mask) else {
        return Next::Slow;
    };
    if index.key != heap.event_key(super::super::event::Event::Index) {
        return sibling!(self_class);
    }
    let Some(class) = heap.table(index.value) else { return Next::Slow };
    let mask = class.nodes().len().wrapping_sub(1);
    let Some(method) = class.nodes().get(usize::from(i.c()) & mask) else {
        return sibling!(self_class);
    };
    if method.key != key || method.value.is_nil() {
        return sibling!(self_class);
    }
    let method = method.value;
    m.set(i.a(), method);
    m.set(i.a().wrapping_add(1), object);
    Next::Go
}

/// A method that is the object's own field.
#[inline(always)]
pub(super) fn self_own(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key) = (m.get(i.b()), m.constant(i.place()));
    let found = outlined::inherited(m.state, object, key);
    if found == outlined::NOT_PLAIN {
        return Next::Slow;
    }
    m.set(i.a(), found);
    m.set(i.a().wrapping_add(1), object);
    Next::Go
}

/// Finds a method in the class and keeps the hints.
#[inline(always)]
pub(super) fn self_class(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key) = (m.get(i.b()), m.constant(i.place()));
    let heap = &m.state.heap;
    let index_key = heap.event_key(super::super::event::Event::Index);
    let Some(table) = heap.table(object) else { return Next::Slow };
    let Some(metatable) = heap.table(table.metatable()) else { return Next::Slow };
    let hash = heap.strings.hash(index_key);
    let Some(index_node) = metatable.find_string(index_key, hash) else { return Next::Slow };
    let Some(index) = metatable.nodes().get(index_node) else { return Next::Slow };
    let Some(class) = heap.table(index.value) else { return Next::Slow };
    let Some(method_node) = class.find_string(key, heap.strings.hash(key)) else {
        return sibling!(self_own);
    };
    let Some(method) = class.nodes().get(method_node) else { return Next::Slow };
    let method = method.value;
    if method.is_nil() {
        return sibling!(self_own);
    }
    m.hint_both(i, method_node, index_node);
    m.set(i.a(), method);
    m.set(i.a().wrapping_add(1), object);
    Next::Go
}

/// A method of a string.
#[inline(always)]
pub(super) fn self_string(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key) = (m.get(i.b()), m.constant(i.place()));
    let found = outlined::string_method(m.state, object, key);
    if found.is_nil() {
        return Next::Slow;
    }
    m.set(i.a(), found);
    m.set(i.a().wrapping_add(1), object);
    Next::Go
}

#[inline(always)]
pub(super) fn new_table(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::new_table, i)
}

#[inline(always)]
pub(super) fn set_list(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::set_list, i)
}

// Arithmetic

macro_rules! arithmetic {
    ($($name:ident $name_rk:ident $name_kr:ident |$x:ident, $y:ident| $result:expr;)*) => {$(
        #[inline(always)]
        pub(super) fn $name(m: &mut Machine<'_>, i: I) -> Next {
            let ($x, $y) = (m.get(i.b()).as_f64(), m.get(i.c()).as_f64());
            store_number(m, i, $result)
        }

        #[inline(always)]
        pub(super) fn $name_rk(m: &mut Machine<'_>, i: I) -> Next {
            let ($x, $y) = (m.get(i.b()).as_f64(), m.constant(i.place()).as_f64());
            store_number(m, i, $result)
        }

        #[inline(always)]
        pub(super) fn $name_kr(m: &mut Machine<'_>, i: I) -> Next {
            let ($x, $y) = (m.constant(i.place()).as_f64(), m.get(i.b()).as_f64());
            store_number(m, i, $result)
        }
    )*};
}

arithmetic! {
    add add_rk add_kr |x, y| x + y;
    sub sub_rk sub_kr |x, y| x - y;
    mul mul_rk mul_kr |x, y| x * y;
    div div_rk div_kr |x, y| x / y;
}

macro_rules! modulo {
    ($($name:ident $any:ident $x:expr, $y:expr;)*) => {$(
        #[inline(always)]
        pub(super) fn $name(m: &mut Machine<'_>, i: I) -> Next {
            let (x, y): (Value, Value) = ($x(m, i), $y(m, i));
            // Both integers from 0 to 2^32: exact, and cheaper than a division and a floor.
            let (a, b) = (x.natural(), y.natural());
            if (a | b) >> 32 != 0 {
                return sibling!($any);
            }
            #[expect(clippy::cast_possible_truncation, reason = "32 bits were checked")]
            let Some(rest) = (a as u32).checked_rem(b as u32) else { return sibling!($any) };
            m.set(i.a(), Value::from_f64(f64::from(rest)));
            Next::Go
        }

        #[inline(always)]
        pub(super) fn $any(m: &mut Machine<'_>, i: I) -> Next {
            let (x, y): (Value, Value) = ($x(m, i), $y(m, i));
            store_number(m, i, number::modulo(x.as_f64(), y.as_f64()))
        }
    )*};
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

modulo! {
    mod_ mod_any register_b, register_c;
    mod_rk mod_rk_any register_b, constant;
    mod_kr mod_kr_any constant, register_b;
}

macro_rules! power {
    ($($name:ident $x:expr, $y:expr;)*) => {$(
        #[inline(always)]
        pub(super) fn $name(m: &mut Machine<'_>, i: I) -> Next {
            let (x, y): (Value, Value) = ($x(m, i), $y(m, i));
            if !x.is_number() || !y.is_number() {
                return Next::Slow;
            }
            m.set(i.a(), Value::from_f64(outlined::power(x.as_f64(), y.as_f64())));
            Next::Go
        }
    )*};
}

power! {
    pow register_b, register_c;
    pow_rk register_b, constant;
    pow_kr constant, register_b;
}

#[inline(always)]
pub(super) fn unm(m: &mut Machine<'_>, i: I) -> Next {
    let value = m.get(i.b());
    if !value.is_number() {
        return Next::Slow;
    }
    m.set(i.a(), Value::from_f64(-value.as_f64()));
    Next::Go
}

#[inline(always)]
pub(super) fn not(m: &mut Machine<'_>, i: I) -> Next {
    m.set(i.a(), Value::boolean(!m.get(i.b()).is_truthy()));
    Next::Go
}

#[inline(always)]
pub(super) fn len(m: &mut Machine<'_>, i: I) -> Next {
    let object = m.get(i.b());
    let Some(table) = m.state.heap.table(object) else { return sibling!(len_any) };
    let Some(last) = table.array().last() else { return sibling!(len_any) };
    if last.is_nil() || !table.nodes().is_empty() {
        return sibling!(len_any);
    }
    #[expect(clippy::cast_precision_loss, reason = "array lengths are small")]
    let len = table.array().len() as f64;
    m.set(i.a(), Value::from_f64(len));
    Next::Go
}

#[inline(always)]
pub(super) fn len_any(m: &mut Machine<'_>, i: I) -> Next {
    let len = outlined::length(m.state, m.get(i.b()));
    if len.is_nil() {
        return Next::Slow;
    }
    m.set(i.a(), len);
    Next::Go
}

#[inline(always)]
pub(super) fn concat(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::concat, i)
}

// Jumps

#[inline(always)]
pub(super) fn jump(m: &mut Machine<'_>, i: I) -> Next {
    m.jump(i.place());
    Next::Go
}

#[inline(always)]
pub(super) fn loop_(m: &mut Machine<'_>, i: I) -> Next {
    m.jump(i.place());
    tick(m)
}

#[inline(always)]
pub(super) fn test(m: &mut Machine<'_>, i: I) -> Next {
    let condition = m.get(i.a()).is_truthy();
    jump_if(m, i, condition)
}

#[inline(always)]
pub(super) fn test_not(m: &mut Machine<'_>, i: I) -> Next {
    let condition = !m.get(i.a()).is_truthy();
    jump_if(m, i, condition)
}

#[inline(always)]
pub(super) fn test_set(m: &mut Machine<'_>, i: I) -> Next {
    let value = m.get(i.b());
    if value.is_truthy() {
        m.set(i.a(), value);
        m.jump(i.place());
    }
    Next::Go
}

#[inline(always)]
pub(super) fn test_not_set(m: &mut Machine<'_>, i: I) -> Next {
    let value = m.get(i.b());
    if !value.is_truthy() {
        m.set(i.a(), value);
        m.jump(i.place());
    }
    Next::Go
}

/// Equality where bits decide: false when metamethods or bytes would have to be asked.
#[inline(always)]
fn plainly_equal(a: Value, b: Value) -> Option<bool> {
    if a.same(b) {
        return Some(true);
    }
    let undecided = a.tag() == TAG_TABLE && b.tag() == TAG_TABLE
        || a.tag() == TAG_LONG_STRING && matches!(b.tag(), TAG_STRING | TAG_LONG_STRING)
        || b.tag() == TAG_LONG_STRING && a.tag() == TAG_STRING;
    if undecided { None } else { Some(false) }
}

macro_rules! equality {
    ($($name:ident $any:ident $b:expr, $wanted:literal;)*) => {$(
        #[inline(always)]
        pub(super) fn $name(m: &mut Machine<'_>, i: I) -> Next {
            let (a, b): (Value, Value) = (m.get(i.a()), $b(m, i));
            match plainly_equal(a, b) {
                Some(equal) => jump_if(m, i, equal == $wanted),
                None => sibling!($any),
            }
        }

        #[inline(always)]
        pub(super) fn $any(m: &mut Machine<'_>, i: I) -> Next {
            let (a, b): (Value, Value) = (m.get(i.a()), $b(m, i));
            match outlined::equal_without_metamethod(m.state, a, b) {
                Some(equal) => jump_if(m, i, equal == $wanted),
                None => Next::Slow,
            }
        }
    )*};
}

#[inline(always)]
fn short_constant(m: &Machine<'_>, i: I) -> Value {
    m.constant(i.k16())
}

equality! {
    eq eq_any register_b, true;
    ne ne_any register_b, false;
    eq_k eq_k_any short_constant, true;
    ne_k ne_k_any short_constant, false;
}

macro_rules! comparison {
    ($($name:ident $x:expr, $y:expr, $op:tt, $otherwise:tt, $wanted:literal;)*) => {$(
        #[inline(always)]
        pub(super) fn $name(m: &mut Machine<'_>, i: I) -> Next {
            let (x, y): (Value, Value) = ($x(m, i), $y(m, i));
            let (x, y) = (x.as_f64(), y.as_f64());
            if x $op y {
                jump_if(m, i, $wanted)
            } else if x $otherwise y {
                jump_if(m, i, !$wanted)
            } else {
                Next::Slow
            }
        }
    )*};
}

#[inline(always)]
fn register_a(m: &Machine<'_>, i: I) -> Value {
    m.get(i.a())
}

comparison! {
    lt register_a, register_b, <, >=, true;
    not_lt register_a, register_b, <, >=, false;
    le register_a, register_b, <=, >, true;
    not_le register_a, register_b, <=, >, false;
    lt_rk register_a, short_constant, <, >=, true;
    not_lt_rk register_a, short_constant, <, >=, false;
    le_rk register_a, short_constant, <=, >, true;
    not_le_rk register_a, short_constant, <=, >, false;
    lt_kr short_constant, register_a, <, >=, true;
    not_lt_kr short_constant, register_a, <, >=, false;
    le_kr short_constant, register_a, <=, >, true;
    not_le_kr short_constant, register_a, <=, >, false;
}

// Loops

#[inline(always)]
pub(super) fn for_prep(_: &mut Machine<'_>, _: I) -> Next {
    Next::Slow
}

#[inline(always)]
pub(super) fn for_loop(m: &mut Machine<'_>, i: I) -> Next {
    let a = i.a();
    let (limit, step) = (m.get(a.wrapping_add(1)).as_f64(), m.get(a.wrapping_add(2)).as_f64());
    let n = m.get(a).as_f64() + step;
    let goes_on = if step > 0.0 { n <= limit } else { limit <= n };
    if !goes_on {
        return Next::Go;
    }
    m.set(a, Value::from_f64(n));
    m.set(a.wrapping_add(3), Value::from_f64(n));
    m.jump(i.place());
    tick(m)
}

#[inline(always)]
pub(super) fn for_loop1(m: &mut Machine<'_>, i: I) -> Next {
    let a = i.a();
    let limit = m.get(a.wrapping_add(1)).as_f64();
    let n = m.get(a).as_f64() + 1.0;
    if n > limit || limit.is_nan() {
        return Next::Go;
    }
    m.set(a, Value::from_f64(n));
    m.set(a.wrapping_add(3), Value::from_f64(n));
    m.jump(i.place());
    tick(m)
}

#[inline(always)]
pub(super) fn t_for_prep(m: &mut Machine<'_>, i: I) -> Next {
    if m.state.is_native_depth_spent() {
        return Next::Slow;
    }
    m.set(i.a().wrapping_add(3), Value::from_f64(0.0));
    m.jump(i.place());
    Next::Go
}

/// `pairs` and `ipairs` loops without a call: the hidden register holds the position after the
/// control variable, which is checked, so that a table changed on the way behaves as with `next`.
#[inline(always)]
pub(super) fn t_for_loop(m: &mut Machine<'_>, i: I) -> Next {
    let a = i.a();
    if i.b() > 2 {
        return Next::Slow;
    }
    let iterator = m.get(a);
    if iterator != m.state.ipairs_next {
        return sibling!(t_for_next);
    }
    let control = m.get(a.wrapping_add(2));
    let Some(table) = m.state.heap.table(m.get(a.wrapping_add(1))) else { return Next::Slow };
    // The zero-based index of the item after the last one is the last one's number.
    #[expect(clippy::cast_possible_truncation, reason = "usize is 64 bits on every server")]
    let index = control.natural() as usize;
    let Some(value) = table.array().get(index) else { return Next::Slow };
    let value = *value;
    if value.is_nil() {
        return Next::Slow;
    }
    #[expect(clippy::cast_precision_loss, reason = "array indices are small")]
    let number = Value::from_f64((index + 1) as f64);
    m.set(a.wrapping_add(2), number);
    m.set(a.wrapping_add(4), number);
    m.set(a.wrapping_add(5), value);
    m.jump(i.place());
    tick(m)
}

#[inline(always)]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a position is a small integer that this handler wrote"
)]
pub(super) fn t_for_next(m: &mut Machine<'_>, i: I) -> Next {
    let a = i.a();
    let iterator = m.get(a);
    if iterator != m.state.pairs_next && iterator != m.state.next {
        return Next::Slow;
    }
    let control = m.get(a.wrapping_add(2));
    let position = m.get(a.wrapping_add(3)).as_f64() as u32 as usize;
    let Some(table) = m.state.heap.table(m.get(a.wrapping_add(1))) else { return Next::Slow };
    let array = table.array().len();
    if position > array {
        match table.nodes().get(position - array - 1) {
            Some(node) if node.key == control => {}
            _ => return Next::Slow,
        }
    } else if position > 0 {
        if control.as_f64() != position as f64 {
            return Next::Slow;
        }
    } else if !control.is_nil() {
        return Next::Slow;
    } else {
        // The places that are empty are paid for here, 64 a unit; there are at most 2^27.
        m.state.fuel = m.state.fuel.saturating_sub((table.end() >> 6) as i32);
    }
    let Some((next, key, value)) = table.next_at(position) else {
        return Next::Go;
    };
    m.set(a.wrapping_add(2), key);
    m.set(a.wrapping_add(3), Value::from_f64(next as f64));
    m.set(a.wrapping_add(4), key);
    m.set(a.wrapping_add(5), value);
    m.jump(i.place());
    tick(m)
}

// Calls

#[inline(always)]
pub(super) fn call(m: &mut Machine<'_>, i: I) -> Next {
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
pub(super) fn call_adjusted(m: &mut Machine<'_>, i: I) -> Next {
    let a = i.a();
    let Some(closure) = m.state.heap.closure(m.get(a)) else { return Next::Slow };
    if closure.flags != 0 {
        return Next::Slow;
    }
    let (entry, params) = (closure.entry, closure.param_count);
    let base = m.at.base() + usize::from(a);
    let given =
        if i.b() == 0 { m.state.top.wrapping_sub(base + 1) } else { usize::from(i.b()) - 1 };
    if base >= SEGMENT || given > 255 {
        return Next::Slow;
    }
    outlined::fill_params(m.view, base, given, params);
    enter(m, i, base, entry)
}

#[inline(always)]
pub(super) fn call_native(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::call_native, i)
}

#[inline(always)]
pub(super) fn tail_call(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::tail_call, i)
}

#[inline(always)]
fn return_value(m: &mut Machine<'_>, value: Value) -> Next {
    let depth = m.state.depth;
    let Some(frame) = m.state.frames.get(depth) else { return Next::Slow };
    if !frame.returns_simply() {
        return Next::Slow;
    }
    let caller = frame.caller;
    m.set(0, value);
    m.state.depth = depth.wrapping_sub(1);
    m.at = caller;
    Next::Go
}

#[inline(always)]
pub(super) fn return0(m: &mut Machine<'_>, _: I) -> Next {
    return_value(m, Value::NIL)
}

#[inline(always)]
pub(super) fn return1(m: &mut Machine<'_>, i: I) -> Next {
    return_value(m, m.get(i.a()))
}

#[inline(always)]
pub(super) fn return_(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::return_several, i)
}

#[inline(always)]
pub(super) fn closure(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::closure, i)
}

#[inline(always)]
pub(super) fn vararg(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::vararg, i)
}

#[inline(always)]
pub(super) fn goto_page(m: &mut Machine<'_>, i: I) -> Next {
    m.at = m.at.jump(i.imm() << 16 | u32::from(i.k16()));
    // The caller's code may have been on the page that is left.
    if let Some(frame) = m.state.frames.get_mut(m.state.depth) {
        frame.info |= OTHER_PAGE;
    }
    Next::Exit(Exit::Page)
}

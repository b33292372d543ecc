//! Globals and tables: reading, writing, making.
//!
//! The hint in an instruction names the node where its constant key was found last; a compare of the key
//! verifies it.
//!
//! May import what `handlers.rs` says.

use super::super::super::event::Event;
use super::super::super::value::Value;
use super::super::dispatch::{Machine, Next, sibling};
use super::super::outlined;
use super::I;

#[inline(always)]
pub(in crate::lua::vm) fn get_global(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn get_global_chain(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn set_global(_: &mut Machine<'_>, _: I) -> Next {
    Next::Slow
}

#[inline(always)]
pub(in crate::lua::vm) fn get_table(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn get_table_node(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key) = (m.get(i.b()), m.get(i.c()));
    let value = outlined::raw_get(m.state, object, key);
    if value.is_nil() {
        let Some(table) = m.state.heap.table(object) else { return Next::Slow };
        if !table.metatable().is_nil() {
            return by_function(m, object, key);
        }
    }
    m.set(i.a(), value);
    Next::Go
}

#[inline(always)]
pub(in crate::lua::vm) fn get_field(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn get_field_chain(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn get_inherited(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key) = (m.get(i.b()), m.constant(i.place()));
    let found = outlined::inherited(m.state, object, key);
    if found == outlined::NOT_PLAIN {
        return by_function(m, object, key);
    }
    m.set(i.a(), found);
    Next::Go
}

/// A value that a function `__index` gives.
#[inline(always)]
fn by_function(m: &mut Machine<'_>, object: Value, key: Value) -> Next {
    let outcome = outlined::index_by_function(m.state, m.view, m.at, object, key);
    m.after(outcome, Next::Slow)
}

#[inline(always)]
pub(in crate::lua::vm) fn get_int(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn get_int_node(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn get_item(m: &mut Machine<'_>, i: I) -> Next {
    let item = m.state.read_items.item(i.imm() as usize, m.get(i.c()).array_index());
    if item.is_nil() {
        return sibling!(get_item_first);
    }
    m.set(i.a(), item);
    Next::Go
}

#[inline(always)]
pub(in crate::lua::vm) fn get_item_first(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::get_item, i)
}

#[inline(always)]
pub(in crate::lua::vm) fn get_item_int(m: &mut Machine<'_>, i: I) -> Next {
    let item = m.state.read_items.item(usize::from(i.c()), (i.imm() as usize).wrapping_sub(1));
    if item.is_nil() {
        return sibling!(get_item_int_first);
    }
    m.set(i.a(), item);
    Next::Go
}

#[inline(always)]
pub(in crate::lua::vm) fn get_item_int_first(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::get_item_int, i)
}

#[inline(always)]
pub(in crate::lua::vm) fn pass_item(m: &mut Machine<'_>, i: I) -> Next {
    pass(m, i, i.imm() as usize, m.get(i.c()).array_index()).unwrap_or(sibling!(get_item))
}

#[inline(always)]
pub(in crate::lua::vm) fn pass_item_int(m: &mut Machine<'_>, i: I) -> Next {
    let index = (i.imm() as usize).wrapping_sub(1);
    pass(m, i, usize::from(i.c()), index).unwrap_or(sibling!(get_item_int))
}

/// Gives an argument as an unread item, if its function takes such and the list has it.
#[inline(always)]
fn pass(m: &mut Machine<'_>, i: I, list: usize, index: usize) -> Option<Next> {
    let item = m.state.unread_item(m.get(i.b()), list, index)?;
    m.set(i.a(), item);
    Some(Next::Go)
}

#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "lengths are below 2^53")]
pub(in crate::lua::vm) fn count_items(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn set_table(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.get(i.b()), m.get(i.c()));
    match store_item(m, object, key.array_index(), value) {
        Some(()) => Next::Go,
        None => sibling!(set_table_node),
    }
}

#[inline(always)]
pub(in crate::lua::vm) fn set_table_node(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.get(i.b()), m.get(i.c()));
    m.set_plain(object, key, value)
}

#[inline(always)]
pub(in crate::lua::vm) fn set_table_k(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.get(i.b()), m.constant(i.place()));
    match store_item(m, object, key.array_index(), value) {
        Some(()) => Next::Go,
        None => sibling!(set_table_k_node),
    }
}

#[inline(always)]
pub(in crate::lua::vm) fn set_table_k_node(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.get(i.b()), m.constant(i.place()));
    m.set_plain(object, key, value)
}

#[inline(always)]
pub(in crate::lua::vm) fn set_int(m: &mut Machine<'_>, i: I) -> Next {
    let (object, value) = (m.get(i.a()), m.get(i.b()));
    match store_item(m, object, (i.imm() as usize).wrapping_sub(1), value) {
        Some(()) => Next::Go,
        None => sibling!(set_int_node),
    }
}

#[inline(always)]
pub(in crate::lua::vm) fn set_int_node(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn set_field(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.constant(i.place()), m.get(i.b()));
    match store_field(m, object, key, i.c(), value) {
        Some(()) => Next::Go,
        None => sibling!(set_field_chain),
    }
}

#[inline(always)]
pub(in crate::lua::vm) fn set_field_chain(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn set_field_k(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.constant(i.place()), m.constant(i.k16()));
    match store_field(m, object, key, i.hint(), value) {
        Some(()) => Next::Go,
        None => sibling!(set_field_k_chain),
    }
}

#[inline(always)]
pub(in crate::lua::vm) fn set_field_k_chain(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key, value) = (m.get(i.a()), m.constant(i.place()), m.constant(i.k16()));
    if let Some(index) = field_node(m, object, key) {
        m.hint_top(i, index);
    }
    m.set_plain(object, key, value)
}

/// A method of the object's class: the hints name the nodes of `__index` and of the method.
#[inline(always)]
pub(in crate::lua::vm) fn get_method(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key) = (m.get(i.b()), m.constant(i.place()));
    let heap = &m.state.heap;
    let Some(table) = heap.table(object) else { return sibling!(self_string) };
    if !table.nodes().is_empty() && table.find_string(key, heap.strings.hash(key)).is_some() {
        return sibling!(self_own);
    }
    class_method(m, i, object, table.metatable())
}

/// A method of a string.
#[inline(always)]
pub(in crate::lua::vm) fn self_string(m: &mut Machine<'_>, i: I) -> Next {
    let object = m.get(i.b());
    if !object.is_string() {
        return Next::Slow;
    }
    class_method(m, i, object, m.state.heap.string_metatable)
}

#[inline(always)]
fn class_method(m: &mut Machine<'_>, i: I, object: Value, metatable: Value) -> Next {
    let (key, heap) = (m.constant(i.place()), &m.state.heap);
    let Some(metatable) = heap.table(metatable) else { return sibling!(self_own) };
    let mask = metatable.nodes().len().wrapping_sub(1);
    let Some(index) = metatable.nodes().get(usize::from(i.hint()) & mask) else {
        return Next::Slow;
    };
    if index.key != heap.event_key(Event::Index) {
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
pub(in crate::lua::vm) fn self_own(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn self_class(m: &mut Machine<'_>, i: I) -> Next {
    let (object, key) = (m.get(i.b()), m.constant(i.place()));
    let heap = &m.state.heap;
    let index_key = heap.event_key(Event::Index);
    let Some(metatable) = heap.table(heap.metatable(object)) else { return Next::Slow };
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

#[inline(always)]
pub(in crate::lua::vm) fn new_table(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::new_table, i)
}

#[inline(always)]
pub(in crate::lua::vm) fn set_list(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::set_list, i)
}

//! Jumps, tests, comparisons and loops.
//!
//! May import what `handlers.rs` says.

use super::super::super::value::{TAG_LONG_STRING, TAG_STRING, TAG_TABLE, Value};
use super::super::dispatch::{Machine, Next, sibling};
use super::super::operation::{Constants, comparison};
use super::super::outlined;
use super::{I, register_a, register_b, short_constant, tick};

#[inline(always)]
fn jump_if(m: &mut Machine<'_>, i: I, condition: bool) -> Next {
    if condition {
        m.jump(i.place());
    }
    Next::Go
}

// Jumps

#[inline(always)]
pub(in crate::lua::vm) fn jump(m: &mut Machine<'_>, i: I) -> Next {
    m.jump(i.place());
    Next::Go
}

#[inline(always)]
pub(in crate::lua::vm) fn loop_(m: &mut Machine<'_>, i: I) -> Next {
    m.jump(i.place());
    tick(m)
}

#[inline(always)]
pub(in crate::lua::vm) fn test(m: &mut Machine<'_>, i: I) -> Next {
    let condition = m.get(i.a()).is_truthy();
    jump_if(m, i, condition)
}

#[inline(always)]
pub(in crate::lua::vm) fn test_not(m: &mut Machine<'_>, i: I) -> Next {
    let condition = !m.get(i.a()).is_truthy();
    jump_if(m, i, condition)
}

#[inline(always)]
pub(in crate::lua::vm) fn test_set(m: &mut Machine<'_>, i: I) -> Next {
    let value = m.get(i.b());
    if value.is_truthy() {
        m.set(i.a(), value);
        m.jump(i.place());
    }
    Next::Go
}

#[inline(always)]
pub(in crate::lua::vm) fn test_not_set(m: &mut Machine<'_>, i: I) -> Next {
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
        pub(in crate::lua::vm) fn $name(m: &mut Machine<'_>, i: I) -> Next {
            let (a, b): (Value, Value) = (m.get(i.a()), $b(m, i));
            match plainly_equal(a, b) {
                Some(equal) => jump_if(m, i, equal == $wanted),
                None if a.is_table() => sibling!(compare),
                None => sibling!($any),
            }
        }

        #[inline(always)]
        pub(in crate::lua::vm) fn $any(m: &mut Machine<'_>, i: I) -> Next {
            let (a, b): (Value, Value) = (m.get(i.a()), $b(m, i));
            match outlined::equal_without_metamethod(m.state, a, b) {
                Some(equal) => jump_if(m, i, equal == $wanted),
                None => Next::Slow,
            }
        }
    )*};
}

equality! {
    eq eq_any register_b, true;
    ne ne_any register_b, false;
    eq_k eq_k_any short_constant, true;
    ne_k ne_k_any short_constant, false;
}

/// A comparison of other values than numbers.
#[inline(always)]
pub(in crate::lua::vm) fn compare(m: &mut Machine<'_>, i: I) -> Next {
    let Some(comparison) = i.op().and_then(comparison) else { return Next::Slow };
    let a = register_a(m, i);
    let (x, y) = match comparison.constants {
        Constants::None => (a, register_b(m, i)),
        Constants::Right => (a, short_constant(m, i)),
        Constants::Left => (short_constant(m, i), a),
    };
    let outcome = outlined::compare(m.state, m.view, m.at, i, x, y);
    m.after(outcome, Next::Slow)
}

macro_rules! comparison {
    ($($name:ident $x:expr, $y:expr, $op:tt, $otherwise:tt, $wanted:literal;)*) => {$(
        #[inline(always)]
        pub(in crate::lua::vm) fn $name(m: &mut Machine<'_>, i: I) -> Next {
            let (x, y): (Value, Value) = ($x(m, i), $y(m, i));
            let (x, y) = (x.as_f64(), y.as_f64());
            if x $op y {
                jump_if(m, i, $wanted)
            } else if x $otherwise y {
                jump_if(m, i, !$wanted)
            } else {
                sibling!(compare)
            }
        }
    )*};
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

/// Sets the counter of a loop and the variable that its body sees.
#[inline(always)]
fn set_counter(m: &mut Machine<'_>, a: u8, n: f64) {
    m.set(a, Value::from_f64(n));
    m.set(a.wrapping_add(3), Value::from_f64(n));
}

/// A loop between numbers.
#[inline(always)]
pub(in crate::lua::vm) fn for_prep(m: &mut Machine<'_>, i: I) -> Next {
    let a = i.a();
    let start = m.get(a);
    let (limit, step) = (m.get(a.wrapping_add(1)), m.get(a.wrapping_add(2)));
    if !start.is_number() || !limit.is_number() || !step.is_number() {
        return Next::Slow;
    }
    let (limit, step) = (limit.as_f64(), step.as_f64());
    // Native subtracts the step here and adds it in the loop.
    let first = (start.as_f64() - step) + step;
    let runs = if step > 0.0 { first <= limit } else { limit <= first };
    if runs {
        set_counter(m, a, first);
    } else {
        m.jump(i.place());
    }
    Next::Go
}

#[inline(always)]
pub(in crate::lua::vm) fn for_loop(m: &mut Machine<'_>, i: I) -> Next {
    let a = i.a();
    let (limit, step) = (m.get(a.wrapping_add(1)).as_f64(), m.get(a.wrapping_add(2)).as_f64());
    let n = m.get(a).as_f64() + step;
    let goes_on = if step > 0.0 { n <= limit } else { limit <= n };
    if !goes_on {
        return Next::Go;
    }
    set_counter(m, a, n);
    m.jump(i.place());
    tick(m)
}

#[inline(always)]
pub(in crate::lua::vm) fn for_loop1(m: &mut Machine<'_>, i: I) -> Next {
    let a = i.a();
    let limit = m.get(a.wrapping_add(1)).as_f64();
    let n = m.get(a).as_f64() + 1.0;
    if n > limit || limit.is_nan() {
        return Next::Go;
    }
    set_counter(m, a, n);
    m.jump(i.place());
    tick(m)
}

#[inline(always)]
pub(in crate::lua::vm) fn t_for_prep(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn t_for_loop(m: &mut Machine<'_>, i: I) -> Next {
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
    let Some(value) = table.array().get(index) else { return sibling!(t_for_node) };
    let value = *value;
    if value.is_nil() {
        return sibling!(t_for_node);
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
pub(in crate::lua::vm) fn t_for_next(m: &mut Machine<'_>, i: I) -> Next {
    let a = i.a();
    let iterator = m.get(a);
    if iterator != m.state.pairs_next && iterator != m.state.next {
        return sibling!(t_for_call);
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
    }
    let Some((next, key, value)) = table.next_at(position) else {
        let passed = table.end().saturating_sub(position);
        m.state.charge_passed(passed);
        return tick(m);
    };
    m.state.charge_passed(next.saturating_sub(position));
    m.set(a.wrapping_add(2), key);
    m.set(a.wrapping_add(3), Value::from_f64(next as f64));
    m.set(a.wrapping_add(4), key);
    m.set(a.wrapping_add(5), value);
    m.jump(i.place());
    tick(m)
}

/// An item of `ipairs` outside the array part, or the end of the list.
#[inline(always)]
pub(in crate::lua::vm) fn t_for_node(m: &mut Machine<'_>, i: I) -> Next {
    let a = i.a();
    let control = m.get(a.wrapping_add(2)).natural();
    // Beyond, native's counter wraps.
    let Some(number) = i32::try_from(control).ok().and_then(|last| last.checked_add(1)) else {
        return Next::Slow;
    };
    let number = Value::from_f64(f64::from(number));
    let value = outlined::raw_get(m.state, m.get(a.wrapping_add(1)), number);
    if value.is_nil() {
        return Next::Go;
    }
    m.set(a.wrapping_add(2), number);
    m.set(a.wrapping_add(4), number);
    m.set(a.wrapping_add(5), value);
    m.jump(i.place());
    tick(m)
}

/// An iterator that is called.
#[inline(always)]
pub(in crate::lua::vm) fn t_for_call(m: &mut Machine<'_>, i: I) -> Next {
    let iterator = m.state.heap.closure(m.get(i.a()));
    if iterator.is_some_and(|iterator| iterator.native() == Some(m.state.wrapped)) {
        return sibling!(t_for_wrapped);
    }
    m.outlined(outlined::call_iterator, i)
}

/// A coroutine as an iterator.
#[inline(always)]
pub(in crate::lua::vm) fn t_for_wrapped(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::resume_iterator, i)
}

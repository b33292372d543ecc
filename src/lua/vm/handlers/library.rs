//! Library functions that are done without a call, where arguments and results allow it.
//!
//! Each does what the leaf form in `stdlib` does for the arguments that it takes; all others, and all
//! errors, it leaves to that form.
//!
//! May import what `handlers.rs` says.

use super::super::super::value::Value;
use super::super::dispatch::{Machine, Next, sibling};
use super::super::outlined;
use super::I;

/// Are there `count` arguments, and at most one result wanted, or all?
#[inline(always)]
fn takes(i: I, count: u8) -> bool {
    i.b() == count + 1 && i.c() <= 2
}

/// The one result of the call.
#[inline(always)]
fn give(m: &mut Machine<'_>, i: I, value: Value) -> Next {
    m.set(i.a(), value);
    if i.c() == 0 {
        m.state.top = m.at.base() + usize::from(i.a()) + 1;
    }
    Next::Go
}

#[inline(always)]
fn argument(m: &Machine<'_>, i: I, number: u8) -> Value {
    m.get(i.a().wrapping_add(number))
}

/// Numbers whose distance to the next one is at most a half: those below can be rounded by adding and
/// subtracting this.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// Numbers that [`ROUNDER`] rounds to an integer.
const ROUNDABLE: f64 = 2_251_799_813_685_248.0;

macro_rules! roundings {
    ($($name:ident $beyond:tt $step:expr;)*) => {$(
        #[inline(always)]
        pub(in crate::lua::vm) fn $name(m: &mut Machine<'_>, i: I) -> Next {
            let x = argument(m, i, 1).as_f64();
            let is_roundable = x.abs() < ROUNDABLE;
            if !takes(i, 1) || !is_roundable {
                return sibling!(call_leaf);
            }
            let near = (x + ROUNDER) - ROUNDER;
            // A zero takes the sign of x.
            let whole = if near $beyond x { near + $step } else { near }.copysign(x);
            give(m, i, Value::from_f64(whole))
        }
    )*};
}

roundings! {
    math_floor > -1.0;
    math_ceil < 1.0;
}

macro_rules! of_one_number {
    ($($name:ident |$x:ident| $result:expr;)*) => {$(
        #[inline(always)]
        pub(in crate::lua::vm) fn $name(m: &mut Machine<'_>, i: I) -> Next {
            let $x = argument(m, i, 1).as_f64();
            let result: f64 = $result;
            if !takes(i, 1) || result.is_nan() {
                return sibling!(call_leaf);
            }
            give(m, i, Value::from_f64(result))
        }
    )*};
}

of_one_number! {
    math_abs |x| x.abs();
    math_sqrt |x| x.sqrt();
}

macro_rules! extremes {
    ($($name:ident $better:tt;)*) => {$(
        #[inline(always)]
        pub(in crate::lua::vm) fn $name(m: &mut Machine<'_>, i: I) -> Next {
            let mut best = argument(m, i, 1).as_f64();
            if i.b() < 2 || i.c() > 2 || best.is_nan() {
                return sibling!(call_leaf);
            }
            for number in 2..i.b() {
                let x = argument(m, i, number).as_f64();
                if x.is_nan() {
                    return sibling!(call_leaf);
                }
                if x $better best {
                    best = x;
                }
            }
            give(m, i, Value::from_f64(best))
        }
    )*};
}

extremes! {
    math_max >;
    math_min <;
}

#[inline(always)]
pub(in crate::lua::vm) fn to_number(m: &mut Machine<'_>, i: I) -> Next {
    let value = argument(m, i, 1);
    if !takes(i, 1) || !value.is_number() {
        return sibling!(call_leaf);
    }
    give(m, i, value)
}

#[inline(always)]
pub(in crate::lua::vm) fn type_of(m: &mut Machine<'_>, i: I) -> Next {
    let number = argument(m, i, 1).type_number();
    let Some(&name) = m.state.type_names.get(number) else { return sibling!(call_leaf) };
    if !takes(i, 1) {
        return sibling!(call_leaf);
    }
    give(m, i, name)
}

/// `select('#', ...)`, and one value by a positive number.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, reason = "below the count of arguments")]
pub(in crate::lua::vm) fn select(m: &mut Machine<'_>, i: I) -> Next {
    let wanted = argument(m, i, 1);
    let Some(count) = i.b().checked_sub(2) else { return sibling!(call_leaf) };
    if wanted.is_number() {
        let number = wanted.natural();
        if i.c() != 2 || number == 0 || number > u64::from(count) {
            return sibling!(call_leaf);
        }
        return give(m, i, argument(m, i, 1 + number as u8));
    }
    if i.c() > 2 || m.state.heap.bytes(wanted).and_then(<[u8]>::first) != Some(&b'#') {
        return sibling!(call_leaf);
    }
    give(m, i, Value::from_f64(f64::from(count)))
}

#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "lengths are below 2^53")]
pub(in crate::lua::vm) fn string_len(m: &mut Machine<'_>, i: I) -> Next {
    let string = argument(m, i, 1);
    if !takes(i, 1) || !string.is_string() {
        return sibling!(call_leaf);
    }
    let len = m.state.heap.strings.len(string) as f64;
    give(m, i, Value::from_f64(len))
}

/// One byte that exists.
#[inline(always)]
pub(in crate::lua::vm) fn string_byte(m: &mut Machine<'_>, i: I) -> Next {
    let index = match i.b() {
        2 => 0,
        3 => argument(m, i, 2).array_index(),
        _ => return sibling!(call_leaf),
    };
    let bytes = m.state.heap.bytes(argument(m, i, 1)).unwrap_or_default();
    let Some(&byte) = bytes.get(index) else { return sibling!(call_leaf) };
    if i.c() > 2 {
        return sibling!(call_leaf);
    }
    give(m, i, Value::from_f64(f64::from(byte)))
}

#[inline(always)]
pub(in crate::lua::vm) fn string_sub(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined_or(outlined::string_sub, i, sibling!(call_leaf))
}

/// An item at the end.
#[inline(always)]
pub(in crate::lua::vm) fn table_insert(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined_or(outlined::table_insert, i, sibling!(call_leaf))
}

#[inline(always)]
fn iterate(m: &mut Machine<'_>, i: I, iterator: Value, control: Value) -> Next {
    let table = argument(m, i, 1);
    if i.b() != 2 || i.c() != 4 || m.state.heap.table(table).is_none() {
        return sibling!(call_leaf);
    }
    m.set(i.a(), iterator);
    m.set(i.a().wrapping_add(1), table);
    m.set(i.a().wrapping_add(2), control);
    Next::Go
}

#[inline(always)]
pub(in crate::lua::vm) fn pairs(m: &mut Machine<'_>, i: I) -> Next {
    iterate(m, i, m.state.pairs_next, Value::NIL)
}

#[inline(always)]
pub(in crate::lua::vm) fn ipairs(m: &mut Machine<'_>, i: I) -> Next {
    iterate(m, i, m.state.ipairs_next, Value::from_f64(0.0))
}

#[inline(always)]
pub(in crate::lua::vm) fn to_string(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined_or(outlined::to_string, i, sibling!(call_leaf))
}

#[inline(always)]
pub(in crate::lua::vm) fn coroutine_resume(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::resume, i)
}

#[inline(always)]
pub(in crate::lua::vm) fn coroutine_yield(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::yield_, i)
}

/// `pcall` of a Lua function.
#[inline(always)]
pub(in crate::lua::vm) fn pcall(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::protected_call, i)
}

/// `xpcall` of a Lua function.
#[inline(always)]
pub(in crate::lua::vm) fn xpcall(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::handled_call, i)
}

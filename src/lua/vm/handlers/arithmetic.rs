//! Arithmetic, lengths and concatenation.
//!
//! May import what `handlers.rs` says.

use super::super::super::event::Event;
use super::super::super::number;
use super::super::super::value::Value;
use super::super::dispatch::{Machine, Next, sibling};
use super::super::operation::{Constants, arithmetic_event};
use super::super::outlined;
use super::{I, constant, register_b, register_c};

/// Result of an arithmetic fast path: stored, unless it is a NaN.
#[inline(always)]
fn store_number(m: &mut Machine<'_>, i: I, n: f64) -> Next {
    if n.is_nan() {
        return sibling!(operate);
    }
    m.set(i.a(), Value::from_f64(n));
    Next::Go
}

/// An operation on operands that are not both numbers.
#[inline(always)]
pub(in crate::lua::vm) fn operate(m: &mut Machine<'_>, i: I) -> Next {
    let b = register_b(m, i);
    let operation = i.op().and_then(arithmetic_event);
    let (event, x, y) = match operation {
        Some((event, Constants::None)) => (event, b, register_c(m, i)),
        Some((event, Constants::Right)) => (event, b, constant(m, i)),
        Some((event, Constants::Left)) => (event, constant(m, i), b),
        None => (Event::Unm, b, b),
    };
    let outcome = outlined::arithmetic(m.state, m.view, m.at, i, event, [x, y]);
    m.after(outcome, Next::Slow)
}

macro_rules! arithmetic {
    ($($name:ident $name_rk:ident $name_kr:ident |$x:ident, $y:ident| $result:expr;)*) => {$(
        #[inline(always)]
        pub(in crate::lua::vm) fn $name(m: &mut Machine<'_>, i: I) -> Next {
            let ($x, $y) = (m.get(i.b()).as_f64(), m.get(i.c()).as_f64());
            store_number(m, i, $result)
        }

        #[inline(always)]
        pub(in crate::lua::vm) fn $name_rk(m: &mut Machine<'_>, i: I) -> Next {
            let ($x, $y) = (m.get(i.b()).as_f64(), m.constant(i.place()).as_f64());
            store_number(m, i, $result)
        }

        #[inline(always)]
        pub(in crate::lua::vm) fn $name_kr(m: &mut Machine<'_>, i: I) -> Next {
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
        pub(in crate::lua::vm) fn $name(m: &mut Machine<'_>, i: I) -> Next {
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
        pub(in crate::lua::vm) fn $any(m: &mut Machine<'_>, i: I) -> Next {
            let (x, y): (Value, Value) = ($x(m, i), $y(m, i));
            store_number(m, i, number::modulo(x.as_f64(), y.as_f64()))
        }
    )*};
}

modulo! {
    mod_ mod_any register_b, register_c;
    mod_rk mod_rk_any register_b, constant;
    mod_kr mod_kr_any constant, register_b;
}

macro_rules! power {
    ($($name:ident $x:expr, $y:expr;)*) => {$(
        #[inline(always)]
        pub(in crate::lua::vm) fn $name(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn unm(m: &mut Machine<'_>, i: I) -> Next {
    let value = m.get(i.b());
    if !value.is_number() {
        return sibling!(operate);
    }
    m.set(i.a(), Value::from_f64(-value.as_f64()));
    Next::Go
}

#[inline(always)]
pub(in crate::lua::vm) fn not(m: &mut Machine<'_>, i: I) -> Next {
    m.set(i.a(), Value::boolean(!m.get(i.b()).is_truthy()));
    Next::Go
}

#[inline(always)]
pub(in crate::lua::vm) fn len(m: &mut Machine<'_>, i: I) -> Next {
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
pub(in crate::lua::vm) fn len_any(m: &mut Machine<'_>, i: I) -> Next {
    let len = outlined::length(m.state, m.get(i.b()));
    if len.is_nil() {
        return Next::Slow;
    }
    m.set(i.a(), len);
    Next::Go
}

#[inline(always)]
pub(in crate::lua::vm) fn concat(m: &mut Machine<'_>, i: I) -> Next {
    m.outlined(outlined::concat, i)
}

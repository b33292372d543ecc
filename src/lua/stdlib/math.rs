//! Mathematical functions (manual §5.6), in double precision by the C library.
//!
//! May import what `stdlib/mod.rs` says.

use super::super::error::Error;
use super::super::number;
use super::super::value::Value;
use super::super::vm::native::{Args, Arguments, Inlined, NativeFunction, Returned};
use super::leaf;

type LeafResult = Result<Returned, Error>;

pub(super) const FUNCTIONS: &[NativeFunction] = &[
    leaf("abs", abs).inlined(Inlined::Abs),
    leaf("acos", acos),
    leaf("asin", asin),
    leaf("atan", atan),
    leaf("atan2", atan2),
    leaf("ceil", ceil).inlined(Inlined::Ceil),
    leaf("cos", cos),
    leaf("cosh", cosh),
    leaf("deg", deg),
    leaf("exp", exp),
    leaf("floor", floor).inlined(Inlined::Floor),
    leaf("fmod", fmod),
    leaf("frexp", frexp),
    leaf("ldexp", ldexp),
    leaf("log", log),
    leaf("log10", log10),
    leaf("max", max).inlined(Inlined::Max),
    leaf("min", min).inlined(Inlined::Min),
    leaf("modf", modf),
    leaf("pow", pow),
    leaf("rad", rad),
    leaf("random", random),
    leaf("randomseed", randomseed),
    leaf("sin", sin),
    leaf("sinh", sinh),
    leaf("sqrt", sqrt).inlined(Inlined::Sqrt),
    leaf("tan", tan),
    leaf("tanh", tanh),
];

const RADIANS_PER_DEGREE: f64 = std::f64::consts::PI / 180.0;

macro_rules! of_one_number {
    ($($(#[$doc:meta])* $name:ident |$x:ident| $result:expr;)*) => {$(
        $(#[$doc])*
        fn $name(args: &mut Args<'_>) -> LeafResult {
            let $x = args.check_number(1)?;
            args.number($result)
        }
    )*};
}

of_one_number! {
    /// `(x) -> |x|`
    abs |x| x.abs();
    /// `(x) -> radians`
    acos |x| x.acos();
    /// `(x) -> radians`
    asin |x| x.asin();
    /// `(x) -> radians`
    atan |x| x.atan();
    /// `(x) -> smallest integer not below x`
    ceil |x| x.ceil();
    /// `(radians) -> number`
    cos |x| x.cos();
    /// `(x) -> number`
    cosh |x| x.cosh();
    /// `(radians) -> degrees`
    deg |x| x / RADIANS_PER_DEGREE;
    /// `(x) -> e^x`
    exp |x| x.exp();
    /// `(x) -> largest integer not above x`
    floor |x| number::floor(x);
    /// `(x) -> natural logarithm`; a base is ignored.
    log |x| x.ln();
    /// `(x) -> logarithm to base 10`
    log10 |x| x.log10();
    /// `(degrees) -> radians`
    rad |x| x * RADIANS_PER_DEGREE;
    /// `(radians) -> number`
    sin |x| x.sin();
    /// `(x) -> number`
    sinh |x| x.sinh();
    /// `(x) -> square root`
    sqrt |x| x.sqrt();
    /// `(radians) -> number`
    tan |x| x.tan();
    /// `(x) -> number`
    tanh |x| x.tanh();
}

/// Two numbers, the second checked first, as native's compiler orders it.
fn check_two(args: &mut Args<'_>) -> Result<(f64, f64), Error> {
    let second = args.check_number(2)?;
    Ok((args.check_number(1)?, second))
}

/// `(y, x) -> radians`
fn atan2(args: &mut Args<'_>) -> LeafResult {
    let (y, x) = check_two(args)?;
    args.number(y.atan2(x))
}

/// `(x, y) -> remainder that takes the sign of x`
fn fmod(args: &mut Args<'_>) -> LeafResult {
    let (x, y) = check_two(args)?;
    args.number(x % y)
}

/// `(x, y) -> x^y`
fn pow(args: &mut Args<'_>) -> LeafResult {
    let (x, y) = check_two(args)?;
    args.number(x.powf(y))
}

/// `(x) -> whole part, fraction`, both with the sign of x.
fn modf(args: &mut Args<'_>) -> LeafResult {
    let x = args.check_number(1)?;
    let whole = x.trunc();
    let fraction = if x.is_infinite() { 0.0 } else { x - whole };
    args.values(&[Value::number(whole), Value::number(fraction.copysign(x))])
}

/// `(x) -> m, e` with x = m * 2^e and |m| in [0.5, 1) or x itself zero.
fn frexp(args: &mut Args<'_>) -> LeafResult {
    let x = args.check_number(1)?;
    let (mantissa, exponent) = split_number(x);
    args.values(&[Value::number(mantissa), Value::from_f64(f64::from(exponent))])
}

fn split_number(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    const MANTISSA_MASK: u64 = !(0x7FF << 52);
    let exponent_of = |bits: u64| i32::try_from(bits >> 52 & 0x7FF).unwrap_or_default();
    let (mut bits, mut exponent) = (x.to_bits(), exponent_of(x.to_bits()));
    if exponent == 0 {
        // Subnormal: scaled up first.
        bits = (x * 2f64.powi(54)).to_bits();
        exponent = exponent_of(bits) - 54;
    }
    (f64::from_bits(bits & MANTISSA_MASK | 1022 << 52), exponent - 1022)
}

/// `(m, e) -> m * 2^e`
fn ldexp(args: &mut Args<'_>) -> LeafResult {
    let e = args.check_int(2)?;
    let m = args.check_number(1)?;
    args.number(scale(m, e))
}

/// m * 2^e, rounded once.
fn scale(m: f64, e: i32) -> f64 {
    if m == 0.0 || !m.is_finite() {
        return m;
    }
    let (mut m, mut e) = (m, e.clamp(-2200, 2200));
    while e > 1000 {
        m *= 2f64.powi(1000);
        e -= 1000;
    }
    if e < -1000 {
        // Down to where the result is still normal, then in one step, so that it is rounded once.
        let (mantissa, exponent) = split_number(m);
        let total = exponent.saturating_add(e);
        if total < -1021 {
            return if total < -1100 {
                0f64.copysign(m)
            } else {
                mantissa * 2f64.powi(-1021) * 2f64.powi(total + 1021)
            };
        }
        while e < -1000 {
            m *= 2f64.powi(-1000);
            e += 1000;
        }
    }
    let (mantissa, exponent) = split_number(m);
    let total = exponent.saturating_add(e);
    if (-1100..-1021).contains(&total) {
        return mantissa * 2f64.powi(-1021) * 2f64.powi(total + 1021);
    }
    m * 2f64.powi(e)
}

/// `(x, ...) -> the largest`
fn max(args: &mut Args<'_>) -> LeafResult {
    extreme(args, |x, best| x > best)
}

/// `(x, ...) -> the smallest`
fn min(args: &mut Args<'_>) -> LeafResult {
    extreme(args, |x, best| x < best)
}

fn extreme(args: &mut Args<'_>, better: impl Fn(f64, f64) -> bool) -> LeafResult {
    args.spend(args.count() >> 4)?;
    let mut best = args.check_number(1)?;
    for index in 2..=args.count() {
        let x = args.check_number(index)?;
        if better(x, best) {
            best = x;
        }
    }
    args.number(best)
}

/// `() -> [0, 1)`, `(m) -> 1..m`, `(l, u) -> l..u` (parity row R1).
fn random(args: &mut Args<'_>) -> LeafResult {
    let drawn = args.state().random.next();
    let (low, high) = match args.count() {
        0 => return args.number(drawn),
        1 => {
            let high = args.check_int(1)?;
            if high < 1 {
                return Err(Error::argument(1, "interval is empty"));
            }
            (1, high)
        }
        2 => {
            let (low, high) = (args.check_int(1)?, args.check_int(2)?);
            if low > high {
                return Err(Error::argument(2, "interval is empty"));
            }
            (low, high)
        }
        _ => return Err(Error::text("wrong number of arguments")),
    };
    let span = high.wrapping_sub(low).wrapping_add(1);
    args.number((drawn * f64::from(span)).floor() + f64::from(low))
}

/// `(seed)`; until the end of the run.
fn randomseed(args: &mut Args<'_>) -> LeafResult {
    let seed = args.check_int(1)?;
    args.state().random.seed(seed);
    args.none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_split_and_scaled_exactly() {
        for x in [1.0, 0.75, -3.5, 1e300, 5e-324, 2.2e-308, 1e-310] {
            let (m, e) = split_number(x);
            assert!((0.5..1.0).contains(&m.abs()), "{x}");
            assert_eq!(scale(m, e), x);
        }
        assert_eq!(scale(1.0, 2000), f64::INFINITY);
        assert_eq!(scale(f64::NEG_INFINITY, i32::MIN), f64::NEG_INFINITY);
        assert!(scale(f64::NAN, i32::MIN).is_nan());
        assert_eq!(scale(1.0, -1074), 5e-324);
        assert_eq!(scale(0.75, -1074), 5e-324);
        assert_eq!(scale(1.0, -1076), 0.0);
        assert_eq!(scale(2f64.powi(1000), -2000), 2f64.powi(-1000));
    }
}

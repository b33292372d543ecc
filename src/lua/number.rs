//! Numbers as text and back, and the arithmetic that is not one machine instruction (manual §2.2.1).
//!
//! Follows the C library of x86-64 Linux to the bit: `%.14g`, `strtod`, casts to integers that
//! answer the smallest integer when the number does not fit, the sign of NaN (parity rows L2, L4).
//!
//! Imports nothing.

use std::fmt::Write;

/// Significant digits of a number as text (`LUA_NUMBER_FMT`).
const DIGITS: usize = 14;

/// 10^0 to 10^14, exact.
const POWERS_OF_TEN: [f64; DIGITS + 1] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14];

/// Room for a number as text.
#[derive(Clone, Copy)]
pub(crate) struct NumberText {
    bytes: [u8; 40],
    start: usize,
    end: usize,
}

impl NumberText {
    /// The number `n` as `tostring` writes it: `%.14g`.
    #[inline]
    pub(crate) fn new(n: f64) -> Self {
        let mut bytes = [0; 40];
        match write_small_integer(n, &mut bytes) {
            Some(start) => NumberText { bytes, start, end: bytes.len() },
            None => NumberText::with_digits(n, DIGITS),
        }
    }

    /// The number `n` as `%g` writes it with so many significant digits, 1 to 14.
    #[inline(never)]
    pub(crate) fn with_digits(n: f64, digits: usize) -> Self {
        let mut text = NumberText::empty();
        text.write_number(n, digits);
        text
    }

    fn empty() -> Self {
        NumberText { bytes: [0; 40], start: 0, end: 0 }
    }

    /// The text.
    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }

    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.end) {
            *slot = byte;
            self.end += 1;
        }
    }

    fn push_all(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.push(byte);
        }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 1e14")]
    #[expect(clippy::float_cmp, reason = "exactness is the question")]
    fn write_number(&mut self, n: f64, digits: usize) {
        let magnitude = n.abs();
        let limit = POWERS_OF_TEN.get(digits).copied().unwrap_or_default();
        if magnitude < limit {
            if n.is_sign_negative() {
                self.push(b'-');
            }
            let whole = magnitude as u64;
            if whole as f64 == magnitude {
                return self.write_integer(whole);
            }
            if self.write_short_decimal(magnitude, limit) {
                return;
            }
            return self.write_general(magnitude, digits);
        }
        if n.is_nan() {
            return self.push_all(if n.is_sign_negative() { b"-nan" } else { b"nan" });
        }
        if n.is_infinite() {
            return self.push_all(if n < 0.0 { b"-inf" } else { b"inf" });
        }
        if n < 0.0 {
            self.push(b'-');
        }
        self.write_general(magnitude, digits);
    }

    /// Writes `n`, which is positive, if a decimal of few digits stands for exactly this number and
    /// its digits, taken as an integer, are below `limit`; false if not. Such a decimal is what rounding
    /// to any more digits gives too.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 1e21")]
    #[expect(clippy::cast_precision_loss, reason = "what is written is below 1e14")]
    #[expect(clippy::float_cmp, reason = "exactness is the question")]
    fn write_short_decimal(&mut self, n: f64, limit: f64) -> bool {
        // Below that `%g` changes to the form with an exponent.
        if n < 1e-4 {
            return false;
        }
        for (decimals, &power) in POWERS_OF_TEN.iter().enumerate().take(7).skip(1) {
            let digits = (n * power + 0.5) as u64;
            if digits as f64 >= limit {
                return false;
            }
            // Both operands are exact, so the quotient is the number nearest to the decimal.
            if digits as f64 / power == n {
                self.write_with_point(digits, decimals);
                return true;
            }
        }
        false
    }

    /// Writes `digits` with so many of them behind the point.
    fn write_with_point(&mut self, digits: u64, decimals: usize) {
        let mut buffer = [b'0'; 24];
        let (mut rest, mut at, mut written) = (digits, buffer.len(), 0);
        while rest > 0 || written <= decimals {
            at -= 1;
            if written == decimals {
                if let Some(slot) = buffer.get_mut(at) {
                    *slot = b'.';
                }
                at -= 1;
            }
            if let Some(slot) = buffer.get_mut(at) {
                *slot = b'0' + (rest % 10) as u8;
            }
            rest /= 10;
            written += 1;
        }
        self.push_all(buffer.get(at..).unwrap_or_default());
    }

    fn write_integer(&mut self, n: u64) {
        self.push_all(integer_digits(n, &mut [0; MAX_INTEGER_DIGITS]));
    }

    /// Writes `n`, which is positive, by the rules of `%g`.
    fn write_general(&mut self, n: f64, digits: usize) {
        // d.ddddddddddddde[-]x, correctly rounded
        let mut scientific = NumberText::empty();
        let _ = write!(scientific, "{:.*e}", digits.saturating_sub(1), n);
        let text = scientific.as_bytes();
        let Some(mark) = text.iter().position(|&byte| byte == b'e') else { return };
        let (mantissa, exponent) = text.split_at(mark);
        let exponent = parse_small(exponent.get(1..).unwrap_or_default());
        let precision = i32::try_from(digits).unwrap_or(i32::MAX);
        let mut digits = [b'0'; DIGITS];
        for (to, from) in digits.iter_mut().zip(mantissa.iter().filter(|&&byte| byte != b'.')) {
            *to = *from;
        }
        let used = digits.iter().rposition(|&byte| byte != b'0').map_or(1, |last| last + 1);
        let digits = digits.get(..used).unwrap_or_default();
        if exponent < -4 || exponent >= precision {
            let (first, rest) = digits.split_at(1);
            self.push_all(first);
            if !rest.is_empty() {
                self.push(b'.');
                self.push_all(rest);
            }
            self.push(b'e');
            self.push(if exponent < 0 { b'-' } else { b'+' });
            if exponent.abs() < 10 {
                self.push(b'0');
            }
            self.write_integer(u64::from(exponent.unsigned_abs()));
        } else if exponent < 0 {
            self.push_all(b"0.");
            for _ in exponent..-1 {
                self.push(b'0');
            }
            self.push_all(digits);
        } else {
            let whole = exponent.unsigned_abs() as usize + 1;
            for index in 0..whole.max(used) {
                if index == whole {
                    self.push(b'.');
                }
                self.push(digits.get(index).copied().unwrap_or(b'0'));
            }
        }
    }
}

impl Write for NumberText {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.push_all(text.as_bytes());
        Ok(())
    }
}

/// Digits of the largest integer.
pub const MAX_INTEGER_DIGITS: usize = 20;

/// The decimal digits of `n`, written into `buffer`.
pub fn integer_digits(n: u64, buffer: &mut [u8; MAX_INTEGER_DIGITS]) -> &[u8] {
    let start = write_digits(n, buffer);
    buffer.get(start..).unwrap_or_default()
}

/// Writes `n` at the end of `buffer`, which has room for it, and says where it begins, if it is an integer
/// of 32 bits and not minus zero: then all formats agree.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "what is not the same afterwards is refused")]
pub fn write_small_integer(n: f64, buffer: &mut [u8]) -> Option<usize> {
    let whole = n as i32;
    if f64::from(whole).to_bits() != n.to_bits() {
        return None;
    }
    let start = write_digits(whole.unsigned_abs().into(), buffer);
    if whole >= 0 {
        return Some(start);
    }
    let start = start.checked_sub(1)?;
    *buffer.get_mut(start)? = b'-';
    Some(start)
}

/// Writes the decimal digits of `n` at the end of `buffer`, which has room for them: where they begin.
#[inline]
fn write_digits(n: u64, buffer: &mut [u8]) -> usize {
    let (mut n, mut start) = (n, buffer.len());
    while let Some(slot) = buffer.get_mut(..start).and_then(<[u8]>::last_mut) {
        *slot = b'0' + (n % 10) as u8;
        start -= 1;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    start
}

/// A decimal integer of few digits, perhaps with a minus sign.
fn parse_small(text: &[u8]) -> i32 {
    let (negative, digits) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        _ => (false, text),
    };
    let n = digits.iter().fold(0i32, |n, &digit| n * 10 + i32::from(digit - b'0'));
    if negative { -n } else { n }
}

/// White space of the C locale.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The number that all of `text` spells, white space around it allowed (`luaO_str2d`); a NUL ends
/// the text. Linear.
pub(crate) fn parse(text: &[u8]) -> Option<f64> {
    parse_digits(text).or_else(|| parse_any(text))
}

/// The number that few digits and nothing else spell: the usual text, and exact.
#[expect(clippy::cast_precision_loss, reason = "below 1e14")]
fn parse_digits(text: &[u8]) -> Option<f64> {
    if text.is_empty() || text.len() > DIGITS {
        return None;
    }
    let mut n = 0u64;
    for &byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        n = n * 10 + u64::from(digit);
    }
    Some(n as f64)
}

#[inline(never)]
fn parse_any(text: &[u8]) -> Option<f64> {
    let (n, mut rest) = parse_prefix(text)?;
    while let Some((&byte, after)) = rest.split_first() {
        if byte == 0 {
            break;
        }
        if !is_space(byte) {
            return None;
        }
        rest = after;
    }
    Some(n)
}

/// What `strtod` reads from the start of `text`, and what follows it; `None` if nothing could be read.
pub(crate) fn parse_prefix(text: &[u8]) -> Option<(f64, &[u8])> {
    let start = text.iter().position(|&byte| !is_space(byte))?;
    let text = text.get(start..)?;
    let (negative, body) = match text.split_first()? {
        (b'-', rest) => (true, rest),
        (b'+', rest) => (false, rest),
        _ => (false, text),
    };
    let (magnitude, rest) = parse_unsigned(body)?;
    Some((if negative { -magnitude } else { magnitude }, rest))
}

fn parse_unsigned(text: &[u8]) -> Option<(f64, &[u8])> {
    if let Some(found) = parse_hex(text) {
        return Some(found);
    }
    for (word, n) in
        [(&b"infinity"[..], f64::INFINITY), (b"inf", f64::INFINITY), (b"nan", f64::NAN)]
    {
        if text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) {
            let rest = text.get(word.len()..).unwrap_or_default();
            return Some((n, if n.is_nan() { skip_nan_payload(rest) } else { rest }));
        }
    }
    parse_decimal(text)
}

/// `nan(chars)` is read whole.
fn skip_nan_payload(text: &[u8]) -> &[u8] {
    if text.first() == Some(&b'(') {
        let end = text
            .iter()
            .skip(1)
            .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
            .map_or(text.len(), |n| n + 1);
        if text.get(end) == Some(&b')') {
            return text.get(end + 1..).unwrap_or_default();
        }
    }
    text
}

fn count_digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn parse_decimal(text: &[u8]) -> Option<(f64, &[u8])> {
    let whole = count_digits(text);
    let mut end = whole;
    let mut fraction = 0;
    if text.get(end) == Some(&b'.') {
        fraction = count_digits(text.get(end + 1..).unwrap_or_default());
        end += 1 + fraction;
    }
    if whole + fraction == 0 {
        return None;
    }
    let exponent = parse_exponent(text.get(end..).unwrap_or_default(), b'e');
    end += exponent.map_or(0, |(_, len)| len);
    let spelled = std::str::from_utf8(text.get(..end)?).ok()?;
    Some((spelled.parse().ok()?, text.get(end..)?))
}

/// An exponent introduced by letter `mark`: its value, clamped, and its length.
fn parse_exponent(text: &[u8], mark: u8) -> Option<(i32, usize)> {
    let (letter, rest) = text.split_first()?;
    if !letter.eq_ignore_ascii_case(&mark) {
        return None;
    }
    let (negative, sign) = match rest.first() {
        Some(b'-') => (true, 1),
        Some(b'+') => (false, 1),
        _ => (false, 0),
    };
    let rest = rest.get(sign..)?;
    let digits = count_digits(rest);
    if digits == 0 {
        return None;
    }
    let value = rest
        .iter()
        .take(digits)
        .fold(0i32, |n, &digit| n.saturating_mul(10).saturating_add(i32::from(digit - b'0')));
    let value = value.min(1 << 28);
    Some((if negative { -value } else { value }, 1 + sign + digits))
}

fn hex_digit(byte: u8) -> Option<u64> {
    char::from(byte).to_digit(16).map(u64::from)
}

/// `0x` and a hexadecimal number, perhaps with a fraction and a binary exponent, rounded to even.
fn parse_hex(text: &[u8]) -> Option<(f64, &[u8])> {
    let [b'0', b'x' | b'X', body @ ..] = text else { return None };
    let (mut mantissa, mut sticky) = (0u64, false);
    let (mut exponent, mut digits, mut point, mut at) = (0i32, 0usize, false, 0usize);
    while let Some(&byte) = body.get(at) {
        if byte == b'.' && !point {
            point = true;
        } else if let Some(digit) = hex_digit(byte) {
            digits += 1;
            if mantissa >> 59 == 0 {
                mantissa = mantissa << 4 | digit;
                exponent = exponent.saturating_sub(if point { 4 } else { 0 });
            } else {
                sticky |= digit != 0;
                exponent = exponent.saturating_add(if point { 0 } else { 4 });
            }
        } else {
            break;
        }
        at += 1;
    }
    if digits == 0 {
        return None;
    }
    if let Some((binary, len)) = parse_exponent(body.get(at..).unwrap_or_default(), b'p') {
        exponent = exponent.saturating_add(binary);
        at += len;
    }
    Some((scale(mantissa, sticky, exponent), body.get(at..).unwrap_or_default()))
}

/// mantissa * 2^exponent, with bits below the mantissa if `sticky`, rounded once, to even.
#[expect(clippy::cast_precision_loss, reason = "at most 53 bits are left when it is cast")]
fn scale(mantissa: u64, sticky: bool, exponent: i32) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let top = 63 - i32::try_from(mantissa.leading_zeros()).unwrap_or(0);
    // Bits that must go: beyond 53, and more where the result is subnormal.
    let lowest = (exponent.saturating_add(top) - 52).max(-1074);
    let cut = lowest.saturating_sub(exponent);
    if cut <= 0 {
        return multiply(mantissa as f64, exponent);
    }
    if cut > 64 {
        return 0.0;
    }
    let wide = u128::from(mantissa) << 64 >> cut;
    let (kept, lost) = (wide >> 64, wide & u128::from(u64::MAX));
    const HALF: u128 = 1 << 63;
    let up = lost > HALF || lost == HALF && (sticky || kept & 1 == 1);
    multiply((kept + u128::from(up)) as f64, lowest)
}

fn multiply(n: f64, exponent: i32) -> f64 {
    let mut n = n;
    let mut exponent = exponent.clamp(-3000, 3000);
    while exponent > 1000 {
        n *= 2f64.powi(1000);
        exponent -= 1000;
    }
    while exponent < -1000 {
        n *= 2f64.powi(-1000);
        exponent += 1000;
    }
    n * 2f64.powi(exponent)
}

/// A C cast to a 64-bit integer: toward zero; the smallest integer if it does not fit or is NaN.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the cast is the purpose")]
pub(crate) fn to_int64(n: f64) -> i64 {
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&n) {
        n as i64
    } else {
        i64::MIN
    }
}

/// What `luaL_checkint` makes of a number: cast to 64 bits, cut to 32.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the cut is the purpose")]
pub(crate) fn to_int32(n: f64) -> i32 {
    to_int64(n) as i32
}

/// Largest integer not above `n`, without a call of the C library for ordinary sizes.
#[inline(always)]
pub(crate) fn floor(n: f64) -> f64 {
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    if n > -2_251_799_813_685_248.0 && n < 2_251_799_813_685_248.0 {
        let rounded = (n + SHIFT) - SHIFT;
        let down = if rounded > n { rounded - 1.0 } else { rounded };
        down.copysign(n)
    } else {
        n.floor()
    }
}

/// `a % b`: `a - floor(a/b)*b` (manual §2.5.1).
#[inline(always)]
pub(crate) fn modulo(a: f64, b: f64) -> f64 {
    a - floor(a / b) * b
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(n: f64) -> String {
        String::from_utf8(NumberText::new(n).as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn numbers_print_as_percent_14_g() {
        for (n, expected) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (1e14, "1e+14"),
            (99_999_999_999_999.0, "99999999999999"),
            (123_456_789_012.0, "123456789012"),
            (9_007_199_254_740_992.0, "9.007199254741e+15"),
            (0.1 + 0.2, "0.3"),
            (1e-5, "1e-05"),
            (0.0001, "0.0001"),
            (1e300, "1e+300"),
            (5e-324, "4.9406564584125e-324"),
            (std::f64::consts::PI, "3.1415926535898"),
            (-1.5, "-1.5"),
            (1e100, "1e+100"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
            (-f64::NAN, "-nan"),
            // Exact ties go to the even digit.
            (1_234_567_890_123.25, "1234567890123.2"),
            (1_234_567_890_123.75, "1234567890123.8"),
        ] {
            assert_eq!(text(n), expected);
        }
    }

    #[test]
    fn numbers_print_with_any_number_of_digits() {
        for (n, digits, expected) in [
            (3.14559, 3, "3.15"),
            (12345.0, 3, "1.23e+04"),
            (0.55, 1, "0.6"),
            (95.0, 1, "1e+02"),
            (0.5, 1, "0.5"),
            (0.05, 1, "0.05"),
            (-0.25, 2, "-0.25"),
            (2.5, 1, "2"),
            (99.96, 3, "100"),
            (0.0001, 1, "0.0001"),
            (123.456, 6, "123.456"),
            (1.0 / 3.0, 5, "0.33333"),
            (-0.0, 1, "-0"),
        ] {
            let text = NumberText::with_digits(n, digits);
            assert_eq!(std::str::from_utf8(text.as_bytes()), Ok(expected), "{n} {digits}");
        }
    }

    #[test]
    fn short_decimals_print_as_long_ones_do() {
        let mut state = 1u64;
        for _ in 0..200_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let power = [1.0, 10.0, 100.0, 1e4, 1e6, 1e7, 1e12][(state >> 60) as usize % 7];
            let n = ((state >> 20) % 10_000_000) as f64 / power;
            let digits = (state >> 50) as usize % 14 + 1;
            let mut general = NumberText::empty();
            if n != n.trunc() || n >= POWERS_OF_TEN[digits] {
                general.write_general(n, digits);
                let fast = NumberText::with_digits(n, digits);
                assert_eq!(general.as_bytes(), fast.as_bytes(), "{n} {digits}");
            }
        }
    }

    #[test]
    fn text_becomes_a_number_as_with_strtod() {
        for (s, expected) in [
            ("10", Some(10.0)),
            ("00012", Some(12.0)),
            ("99999999999999", Some(99_999_999_999_999.0)),
            ("9007199254740993", Some(9_007_199_254_740_992.0)),
            ("12a", None),
            ("12 ", Some(12.0)),
            ("  0x10  ", Some(16.0)),
            ("-0x1p4", Some(-16.0)),
            ("0x.8", Some(0.5)),
            ("0x1.8p1", Some(3.0)),
            ("1.", Some(1.0)),
            (".5", Some(0.5)),
            ("1e5", Some(1e5)),
            ("1e", None),
            ("0x", None),
            ("1e+", None),
            ("", None),
            (" ", None),
            ("1 2", None),
            ("1_0", None),
            ("inf", Some(f64::INFINITY)),
            ("-Infinity", Some(f64::NEG_INFINITY)),
            ("1e999", Some(f64::INFINITY)),
            ("+5", Some(5.0)),
            ("+-5", None),
            ("5\0junk", Some(5.0)),
            ("0x1p-1074", Some(5e-324)),
            ("0x1.fffffffffffff8p0", Some(2.0)),
            ("0x20000000000001", Some(9_007_199_254_740_992.0)),
            ("0x20000000000003", Some(9_007_199_254_740_996.0)),
            ("0xffffffffffffffffffffffff", Some(7.922_816_251_426_434e28)),
        ] {
            assert_eq!(parse(s.as_bytes()), expected, "{s:?}");
        }
        assert!(parse(b"nan").unwrap().is_nan());
        assert!(parse(b"nan(123)").unwrap().is_nan());
    }

    #[test]
    fn casts_answer_the_smallest_integer_when_they_do_not_fit() {
        for n in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 9.3e18, -1e19] {
            assert_eq!(to_int64(n), i64::MIN);
            assert_eq!(to_int32(n), 0);
        }
        assert_eq!(to_int32(4_294_967_299.0), 3);
        assert_eq!(to_int32(-1.9), -1);
    }

    #[test]
    fn floor_and_modulo_follow_the_manual() {
        for n in [-1.5, -0.5, -0.0, 0.0, 0.5, 1.5, 1e15, -1e15, 4.5e15, -4_503_599_627_370_495.5] {
            assert_eq!(floor(n).to_bits(), f64::floor(n).to_bits(), "{n}");
        }
        assert_eq!(modulo(5.0, -3.0), -1.0);
        assert_eq!(modulo(-5.0, 3.0), 1.0);
        assert_eq!(modulo(5.5, 2.0), 1.5);
        assert!(modulo(5.0, 0.0).is_nan());
    }
}

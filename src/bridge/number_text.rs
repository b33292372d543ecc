//! Numbers as the server's scripts hand them to commands (parity V11), and as it reads them.
//!
//! Redis 7.0 writes 17 significant digits (`%.17g`); later servers and Valkey write integers as such
//! and everything else as short as it can be read back (`fpconv`).
//!
//! May import the facade of the language.

use std::io::Write;

use crate::lua::{MAX_INTEGER_DIGITS, integer_digits, write_small_integer};

/// Room for the longest text: a sign and 24 digits.
const MAX_LEN: usize = 32;
/// Significant digits of `%.17g`.
const DIGITS: usize = 17;
/// Largest magnitude that short numbers write as an integer.
const MAX_INTEGER: f64 = 4_611_686_018_427_387_904.0;

/// A number as text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NumberText {
    bytes: [u8; MAX_LEN],
    start: usize,
    end: usize,
}

/// A number's digits, without point or zeros around them, and the exponent of ten of the first.
struct Decimal {
    digits: [u8; DIGITS],
    len: usize,
    exponent: i32,
}

impl NumberText {
    /// `n` as text, short or with 17 digits.
    #[inline]
    pub(super) fn new(n: f64, short: bool) -> NumberText {
        let mut bytes = [0; MAX_LEN];
        match write_small_integer(n, &mut bytes) {
            Some(start) => NumberText { bytes, start, end: MAX_LEN },
            None => NumberText::other(n, short),
        }
    }

    /// Not a small integer.
    #[inline(never)]
    fn other(n: f64, short: bool) -> NumberText {
        let mut text = NumberText::default();
        if short {
            text.write_short(n);
        } else {
            text.write_general(n);
        }
        text
    }

    /// The text.
    #[inline]
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }

    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.end) {
            *slot = byte;
            self.end += 1;
        }
    }

    fn push_all(&mut self, bytes: &[u8]) {
        let end = self.end + bytes.len();
        if let Some(room) = self.bytes.get_mut(self.end..end) {
            room.copy_from_slice(bytes);
            self.end = end;
        }
    }

    fn push_zeros(&mut self, count: i32) {
        (0..count).for_each(|_| self.push(b'0'));
    }

    fn push_integer(&mut self, n: u64) {
        self.push_all(integer_digits(n, &mut [0; MAX_INTEGER_DIGITS]));
    }

    /// Writes `n` if it is an integer of at most `max`.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked before")]
    #[expect(clippy::float_cmp, reason = "exactness is the question")]
    #[expect(clippy::cast_precision_loss, reason = "it was that number before")]
    fn write_integer(&mut self, n: f64, max: f64) -> bool {
        let magnitude = n.abs();
        if magnitude <= max && magnitude as u64 as f64 == magnitude {
            if n.is_sign_negative() {
                self.push(b'-');
            }
            self.push_integer(magnitude as u64);
            return true;
        }
        false
    }

    /// Writes `n` if it is not finite.
    fn write_special(&mut self, n: f64) -> bool {
        if n.is_finite() {
            return false;
        }
        if n.is_sign_negative() {
            self.push(b'-');
        }
        self.push_all(if n.is_nan() { b"nan" } else { b"inf" });
        true
    }

    /// `%.17g`
    fn write_general(&mut self, n: f64) {
        // Below 10^17 all digits of an integer fit and no exponent is written.
        if self.write_integer(n, 1e17_f64.next_down()) || self.write_special(n) {
            return;
        }
        let Some(decimal) = Decimal::new(format_args!("{:.*e}", DIGITS - 1, n.abs())) else {
            return;
        };
        if n.is_sign_negative() {
            self.push(b'-');
        }
        if decimal.exponent < -4 || decimal.exponent >= 17 {
            self.push_scientific(&decimal, 2);
        } else {
            self.push_fixed(&decimal);
        }
    }

    /// An integer as such, another number by its shortest digits.
    fn write_short(&mut self, n: f64) {
        let n = if n == 0.0 { 0.0 } else { n };
        if self.write_integer(n, MAX_INTEGER) || self.write_special(n) {
            return;
        }
        let Some(decimal) = Decimal::new(format_args!("{:e}", n.abs())) else { return };
        if n.is_sign_negative() {
            self.push(b'-');
        }
        let len = i32::try_from(decimal.len).unwrap_or(0);
        // Of the last digit.
        let last = decimal.exponent + 1 - len;
        let is_plain = if last >= 0 {
            decimal.exponent < len + 7
        } else {
            last > -7 || decimal.exponent.abs() < 4
        };
        if is_plain {
            self.push_fixed(&decimal);
        } else {
            self.push_scientific(&decimal, 1);
        }
    }

    /// Without an exponent.
    fn push_fixed(&mut self, decimal: &Decimal) {
        let digits = decimal.digits();
        let Ok(whole) = usize::try_from(decimal.exponent) else {
            self.push_all(b"0.");
            self.push_zeros(-decimal.exponent - 1);
            return self.push_all(digits);
        };
        for index in 0..=whole.max(digits.len() - 1) {
            if index == whole + 1 {
                self.push(b'.');
            }
            self.push(digits.get(index).copied().unwrap_or(b'0'));
        }
    }

    /// With an exponent of at least `width` digits.
    fn push_scientific(&mut self, decimal: &Decimal, width: usize) {
        if let Some((&first, rest)) = decimal.digits().split_first() {
            self.push(first);
            if !rest.is_empty() {
                self.push(b'.');
                self.push_all(rest);
            }
        }
        self.push(b'e');
        self.push(if decimal.exponent < 0 { b'-' } else { b'+' });
        if width > 1 && decimal.exponent.abs() < 10 {
            self.push(b'0');
        }
        self.push_integer(u64::from(decimal.exponent.unsigned_abs()));
    }
}

impl Decimal {
    /// From `d.ddde[-]x`.
    fn new(scientific: std::fmt::Arguments<'_>) -> Option<Decimal> {
        let mut buffer = [0u8; MAX_LEN];
        let mut unused = buffer.as_mut_slice();
        unused.write_fmt(scientific).ok()?;
        let left = unused.len();
        let text = buffer.get(..MAX_LEN - left)?;
        let mark = text.iter().position(|&byte| byte == b'e')?;
        let (mantissa, exponent) = text.split_at(mark);
        let exponent = std::str::from_utf8(exponent.get(1..)?).ok()?.parse().ok()?;
        let mut digits = [b'0'; DIGITS];
        for (to, from) in digits.iter_mut().zip(mantissa.iter().filter(|&&byte| byte != b'.')) {
            *to = *from;
        }
        let len = digits.iter().rposition(|&digit| digit != b'0').map_or(1, |last| last + 1);
        Some(Decimal { digits, len, exponent })
    }

    fn digits(&self) -> &[u8] {
        self.digits.get(..self.len).unwrap_or_default()
    }
}

/// An integer in the one form in which the server writes it: no blanks, no plus, no leading zeros, no
/// minus zero.
#[inline]
pub(super) fn parse_integer(bytes: &[u8]) -> Option<i64> {
    if let [digit @ b'0'..=b'9'] = bytes {
        return Some(i64::from(digit - b'0'));
    }
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    if !matches!(digits.first(), Some(b'1'..=b'9')) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(bytes).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(n: f64, short: bool) -> String {
        String::from_utf8(NumberText::new(n, short).as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn redis_7_0_writes_seventeen_digits() {
        for (n, expected) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (42.0, "42"),
            (-42.0, "-42"),
            (3.15, "3.1499999999999999"),
            (0.1, "0.10000000000000001"),
            (1e15, "1000000000000000"),
            (1e16, "10000000000000000"),
            (1e17, "1e+17"),
            (1e22, "1e+22"),
            (9_007_199_254_740_992.0, "9007199254740992"),
            (9_223_372_036_854_775_808.0, "9.2233720368547758e+18"),
            (1e-5, "1.0000000000000001e-05"),
            (0.0001, "0.0001"),
            (5e-324, "4.9406564584124654e-324"),
            (1.5e300, "1.5000000000000001e+300"),
            (123_456.789, "123456.789"),
            (f64::NAN, "nan"),
            (-f64::NAN, "-nan"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(text(n, false), expected);
        }
    }

    #[test]
    fn later_servers_write_what_is_shortest() {
        for (n, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (3.25, "3.25"),
            (0.1, "0.1"),
            (1e17, "100000000000000000"),
            (9_223_372_036_854_775_808.0, "9223372036854776000"),
            (4_611_686_018_427_387_904.0, "4611686018427387904"),
            (1e-5, "0.00001"),
            (5e-324, "5e-324"),
            (1e22, "1e+22"),
            (1.5e300, "1.5e+300"),
            (-2.5, "-2.5"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(text(n, true), expected);
        }
    }

    #[test]
    fn integers_have_one_spelling() {
        for (text, number) in [
            ("0", Some(0)),
            ("7", Some(7)),
            ("10", Some(10)),
            ("-1", Some(-1)),
            ("9223372036854775807", Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("9223372036854775808", None),
            ("", None),
            ("-", None),
            ("-0", None),
            ("+1", None),
            ("00", None),
            ("01", None),
            (" 1", None),
            ("1 ", None),
            ("1.5", None),
            ("0x0", None),
            ("abc", None),
        ] {
            assert_eq!(parse_integer(text.as_bytes()), number, "{text:?}");
        }
    }
}

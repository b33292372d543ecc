//! The conversions of `string.format`: `c d i o u x X e E f g G q s` (manual §5.4).
//!
//! Native hands each conversion to the C library's `sprintf` and takes what that wrote up to the
//! first NUL. The bytes written here are the same to the last: flags, width, precision, exact decimal
//! digits of any number, ties to even, the sign of NaN, where a NUL cuts.
//!
//! Writers append at most [`MAX_ITEM`] bytes, whose room the caller has reserved and paid for.
//!
//! May import `number`.
#![expect(
    clippy::disallowed_methods,
    reason = "a formatted item is short, and there is room for it"
)]

use std::io::Write;

use super::super::number;

/// Bytes that a writer appends at most (`MAX_ITEM`).
pub(super) const MAX_ITEM: usize = 512;

/// Flags that a conversion may have, repeated ones included.
const MAX_FLAGS: usize = 5;
/// A string of this length is not cut or padded, unless a precision is given.
const LONG_STRING: usize = 100;
/// Digits after the point if the precision is not given.
const PRECISION: usize = 6;

const REPEATED_FLAGS: &str = "invalid format (repeated flags)";
const TOO_LONG: &str = "invalid format (width or precision too long)";

/// What stands behind a `%`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spec {
    conversion: u8,
    /// `-`: fill up on the right.
    left: bool,
    /// `+`: a sign in front of positive numbers too.
    plus: bool,
    /// A space where `plus` has a sign.
    space: bool,
    /// `#`: prefixes `0` and `0x`, a point even if nothing follows.
    alternate: bool,
    /// `0`: fill numbers up with zeros.
    zero: bool,
    /// Bytes to write at least; at most 99, as is the precision.
    width: usize,
    precision: Option<usize>,
}

/// Reads what follows a `%`, and how many bytes of `format` that is (`scanformat`).
///
/// # Errors
/// `invalid format (repeated flags)`, `invalid format (width or precision too long)`.
pub(super) fn parse(format: &[u8]) -> Result<(Spec, usize), &'static str> {
    let mut spec = Spec::default();
    let mut at = 0;
    while at <= MAX_FLAGS
        && let Some(&byte) = format.get(at)
    {
        match byte {
            b'-' => spec.left = true,
            b'+' => spec.plus = true,
            b' ' => spec.space = true,
            b'#' => spec.alternate = true,
            b'0' => spec.zero = true,
            _ => break,
        }
        at += 1;
    }
    if at > MAX_FLAGS {
        return Err(REPEATED_FLAGS);
    }
    spec.width = two_digits(format, &mut at);
    if format.get(at) == Some(&b'.') {
        at += 1;
        spec.precision = Some(two_digits(format, &mut at));
    }
    spec.conversion = format.get(at).copied().unwrap_or(0);
    if spec.conversion.is_ascii_digit() {
        return Err(TOO_LONG);
    }
    Ok((spec, format.len().min(at + 1)))
}

/// The number of at most two digits that stands at `at`, 0 if none does.
fn two_digits(format: &[u8], at: &mut usize) -> usize {
    let mut n = 0;
    for _ in 0..2 {
        match format.get(*at) {
            Some(&digit) if digit.is_ascii_digit() => n = n * 10 + usize::from(digit - b'0'),
            _ => break,
        }
        *at += 1;
    }
    n
}

impl Spec {
    /// The conversion's letter, or whatever stands in its place; 0 at the end of the format.
    pub(super) fn conversion(&self) -> u8 {
        self.conversion
    }

    /// `%c`; a NUL ends what is written, so it takes with it the spaces behind it.
    pub(super) fn write_char(&self, byte: u8, out: &mut Vec<u8>) {
        let start = out.len();
        out.push(byte);
        self.fill(out, start, start, false);
        if byte == 0 {
            let end = if self.left { start } else { out.len() - 1 };
            out.truncate(end);
        }
    }

    /// `%d` and `%i`.
    pub(super) fn write_signed(&self, n: i64, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend(self.sign(n < 0));
        self.write_integer(n.unsigned_abs(), start, out);
    }

    /// `%u`, `%o`, `%x` and `%X`.
    pub(super) fn write_unsigned(&self, n: u64, out: &mut Vec<u8>) {
        let start = out.len();
        if self.alternate && n != 0 {
            match self.conversion {
                b'x' => out.extend(b"0x"),
                b'X' => out.extend(b"0X"),
                _ => {}
            }
        }
        self.write_integer(n, start, out);
    }

    /// `%e`, `%E`, `%f`, `%g` and `%G`.
    pub(super) fn write_float(&self, n: f64, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend(self.sign(n.is_sign_negative()));
        let digits = out.len();
        if n.is_nan() {
            out.extend(b"nan");
        } else if n.is_infinite() {
            out.extend(b"inf");
        } else {
            let precision = self.precision.unwrap_or(PRECISION);
            match self.conversion {
                b'e' | b'E' => {
                    let exponent = write_mantissa(n.abs(), precision, out);
                    self.write_point(precision, out);
                    write_exponent(exponent, out);
                }
                b'g' | b'G' => self.write_general(n.abs(), precision.max(1), out),
                _ => {
                    let _ = write!(out, "{:.*}", precision, n.abs());
                    self.write_point(precision, out);
                }
            }
        }
        if self.conversion.is_ascii_uppercase() {
            out.get_mut(digits..).unwrap_or_default().make_ascii_uppercase();
        }
        self.fill(out, start, digits, self.zero && n.is_finite());
    }

    /// Does `%s` write a string of `len` bytes as it is, NULs and all?
    pub(super) fn copies(&self, len: usize) -> bool {
        self.precision.is_none() && len >= LONG_STRING
    }

    /// `%s`: `text` up to its first NUL, cut at the precision. Only for what is not
    /// [copied](Spec::copies), and no more than the first 100 bytes of it count.
    pub(super) fn write_string(&self, text: &[u8], out: &mut Vec<u8>) {
        let most = self.precision.unwrap_or(text.len());
        let start = out.len();
        out.extend(text.iter().take(most).take_while(|&&byte| byte != 0));
        self.fill(out, start, start, false);
    }

    /// The byte that stands for the sign of a number.
    fn sign(&self, negative: bool) -> Option<u8> {
        match (negative, self.plus, self.space) {
            (true, ..) => Some(b'-'),
            (false, true, _) => Some(b'+'),
            (false, false, true) => Some(b' '),
            (false, false, false) => None,
        }
    }

    /// The digits of an integer behind its sign or prefix, which was written at `start`.
    fn write_integer(&self, n: u64, start: usize, out: &mut Vec<u8>) {
        let digits = out.len();
        if n != 0 || self.precision != Some(0) {
            let _ = match self.conversion {
                b'o' => write!(out, "{n:o}"),
                b'x' => write!(out, "{n:x}"),
                b'X' => write!(out, "{n:X}"),
                _ => write!(out, "{n}"),
            };
        }
        let mut least = self.precision.unwrap_or(1);
        if self.alternate && self.conversion == b'o' && out.get(digits) != Some(&b'0') {
            // An octal number has to begin with a zero.
            least = least.max(out.len() - digits + 1);
        }
        let missing = least.saturating_sub(out.len() - digits);
        insert(out, digits, missing, b'0');
        self.fill(out, start, digits, self.zero && self.precision.is_none());
    }

    /// `%g` with `precision` significant digits: trailing zeros go, unless `#` keeps them.
    fn write_general(&self, magnitude: f64, precision: usize, out: &mut Vec<u8>) {
        let start = out.len();
        let digits = i32::try_from(precision).unwrap_or(i32::MAX);
        let exponent = write_mantissa(magnitude, precision - 1, out);
        let mut decimals = precision - 1;
        let exponential = exponent < -4 || exponent >= digits;
        if !exponential {
            decimals = usize::try_from(digits - 1 - exponent).unwrap_or(0);
            out.truncate(start);
            let _ = write!(out, "{magnitude:.decimals$}");
        }
        // The GNU C library forgets to keep the zeros when rounding brings about the exponent.
        let rounded_up = exponent == digits && magnitude < 10f64.powi(digits);
        if decimals > 0 && (!self.alternate || rounded_up) {
            let text = out.get(start..).unwrap_or_default();
            let zeros = text.iter().rev().take_while(|&&byte| byte == b'0').count();
            decimals = decimals.saturating_sub(zeros);
            out.truncate(out.len() - zeros - usize::from(decimals == 0));
        }
        self.write_point(decimals, out);
        if exponential {
            write_exponent(exponent, out);
        }
    }

    /// The point that `#` asks for when no digit follows it.
    fn write_point(&self, decimals: usize, out: &mut Vec<u8>) {
        if self.alternate && decimals == 0 {
            out.push(b'.');
        }
    }

    /// Fills what was written from `start` on up to the width; zeros, if `zeros`, go to `digits`.
    fn fill(&self, out: &mut Vec<u8>, start: usize, digits: usize, zeros: bool) {
        let missing = self.width.saturating_sub(out.len() - start);
        match (self.left, zeros) {
            (true, _) => insert(out, out.len(), missing, b' '),
            (false, true) => insert(out, digits, missing, b'0'),
            (false, false) => insert(out, start, missing, b' '),
        }
    }
}

/// Inserts `count` bytes at `at`.
fn insert(out: &mut Vec<u8>, at: usize, count: usize, byte: u8) {
    out.resize(out.len() + count, byte);
    out.get_mut(at..).unwrap_or_default().rotate_right(count);
}

/// Writes `d.ddd` with so many decimals, and answers the power of ten it has to be multiplied by.
fn write_mantissa(magnitude: f64, decimals: usize, out: &mut Vec<u8>) -> i32 {
    let start = out.len();
    let _ = write!(out, "{magnitude:.decimals$e}");
    let text = out.get(start..).unwrap_or_default();
    let Some(mark) = text.iter().rposition(|&byte| byte == b'e') else { return 0 };
    let exponent = std::str::from_utf8(text.get(mark + 1..).unwrap_or_default());
    let exponent = exponent.ok().and_then(|digits| digits.parse().ok()).unwrap_or(0);
    out.truncate(start + mark);
    exponent
}

/// Writes `e`, a sign and at least two digits.
fn write_exponent(exponent: i32, out: &mut Vec<u8>) {
    let sign = if exponent < 0 { '-' } else { '+' };
    let _ = write!(out, "e{sign}{:02}", exponent.unsigned_abs());
}

/// The inside of a `%q`: `text` as the language reads it back, on any number of lines (`addquoted`).
///
/// **Cost** linear; appends at most four bytes for each byte.
pub(super) fn escape(text: &[u8], out: &mut Vec<u8>) {
    for &byte in text {
        match byte {
            b'"' | b'\\' | b'\n' => out.extend([b'\\', byte]),
            b'\r' => out.extend(b"\\r"),
            0 => out.extend(b"\\000"),
            _ => out.push(byte),
        }
    }
}

/// What `%c` makes of a number: cast to a C `int`, cut to a byte; 0 if it does not fit in an `int`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cut is the purpose"
)]
pub(super) fn to_char(n: f64) -> u8 {
    if n > -2_147_483_649.0 && n < 2_147_483_648.0 { n as i32 as u8 } else { 0 }
}

/// What `%o`, `%u`, `%x` and `%X` make of a number: a C cast to 64 bits without sign, which on
/// x86-64 wraps negative numbers, answers 0 from 2^64 on and 2^63 for NaN and what is below -2^63.
#[expect(clippy::cast_sign_loss, reason = "the bits are kept")]
pub(super) fn to_unsigned(n: f64) -> u64 {
    const HALF: f64 = 9_223_372_036_854_775_808.0;
    if n >= HALF { number::to_int64(n - HALF) as u64 ^ 1 << 63 } else { number::to_int64(n) as u64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An argument of `string.format`.
    enum Arg<'a> {
        Number(f64),
        Text(&'a [u8]),
    }

    fn formatted(format: &str, arg: &Arg) -> String {
        let (spec, len) = match parse(&format.as_bytes()[1..]) {
            Ok(parsed) => parsed,
            Err(text) => return text.into(),
        };
        assert_eq!(len + 1, format.len());
        let mut out = b">".to_vec();
        match (spec.conversion(), arg) {
            (b'c', Arg::Number(n)) => spec.write_char(to_char(*n), &mut out),
            (b'd' | b'i', Arg::Number(n)) => spec.write_signed(number::to_int64(*n), &mut out),
            (b'o' | b'u' | b'x' | b'X', Arg::Number(n)) => {
                spec.write_unsigned(to_unsigned(*n), &mut out);
            }
            (_, Arg::Number(n)) => spec.write_float(*n, &mut out),
            (_, Arg::Text(text)) => spec.write_string(text, &mut out),
        }
        assert!(matches!(arg, Arg::Text(_)) || out.len() <= MAX_ITEM);
        out[1..].escape_ascii().to_string()
    }

    #[track_caller]
    fn check_numbers(cases: &[(&str, f64, &str)]) {
        for &(spec, n, expected) in cases {
            assert_eq!(formatted(spec, &Arg::Number(n)), expected, "{spec} {n}");
        }
    }

    #[track_caller]
    fn check_texts<const N: usize>(cases: [(&str, &[u8], &str); N]) {
        for (spec, text, expected) in cases {
            assert_eq!(formatted(spec, &Arg::Text(text)), expected, "{spec}");
        }
    }

    #[test]
    fn specs_are_read_as_native_reads_them() {
        let conversion = |text: &str| parse(text.as_bytes()).map(|(spec, _)| spec.conversion());
        assert_eq!(conversion("-----d"), Ok(b'd'));
        assert_eq!(conversion("------d"), Err("invalid format (repeated flags)"));
        assert_eq!(conversion("-+ #0d"), Ok(b'd'));
        assert_eq!(conversion("99.99f"), Ok(b'f'));
        assert_eq!(conversion("100d"), Err("invalid format (width or precision too long)"));
        assert_eq!(conversion(".100d"), Err("invalid format (width or precision too long)"));
        assert_eq!(conversion("0010d"), Ok(b'd'));
        assert_eq!(conversion("5 d"), Ok(b' '));
        assert_eq!(conversion(".-5d"), Ok(b'-'));
        assert_eq!(conversion("y"), Ok(b'y'));
        assert_eq!(conversion("5"), Ok(0));
        assert_eq!(parse(b"").map(|(_, len)| len), Ok(0));
        assert_eq!(parse(b"5").map(|(_, len)| len), Ok(1));
        assert_eq!(parse(b"5.1f and more").map(|(_, len)| len), Ok(4));
    }

    #[test]
    fn integers_are_padded_and_signed() {
        check_numbers(&[
            ("%d", 3.7, "3"),
            ("%d", -3.7, "-3"),
            ("%i", 0.0, "0"),
            ("%5d", 42.0, "   42"),
            ("%-5d", 42.0, "42   "),
            ("%05d", -42.0, "-0042"),
            ("%-05d", 42.0, "42   "),
            ("%+d", 42.0, "+42"),
            ("% d", 42.0, " 42"),
            ("%+ d", 42.0, "+42"),
            ("%.5d", -42.0, "-00042"),
            ("%010.3d", 5.0, "       005"),
            ("%.0d", 0.0, ""),
            ("%+.0d", 0.0, "+"),
            ("%.d", 0.0, ""),
            ("%d", 9.3e18, "-9223372036854775808"),
            ("%d", f64::NAN, "-9223372036854775808"),
            ("%+u", 7.0, "7"),
            ("%#x", 255.0, "0xff"),
            ("%#X", 255.0, "0XFF"),
            ("%#08x", 255.0, "0x0000ff"),
            ("%#.3x", 1.0, "0x001"),
            ("%#x", 0.0, "0"),
            ("%#.0x", 0.0, ""),
            ("%o", 8.0, "10"),
            ("%#o", 8.0, "010"),
            ("%#5o", 8.0, "  010"),
            ("%#05o", 8.0, "00010"),
            ("%#.3o", 8.0, "010"),
            ("%#.2o", 8.0, "010"),
            ("%#o", 0.0, "0"),
            ("%#.0o", 0.0, "0"),
        ]);
    }

    #[test]
    fn casts_are_those_of_the_machine() {
        for (n, expected) in [
            (-1.0, u64::MAX),
            (-1e10, 18_446_744_063_709_551_616),
            (1.9, 1),
            (-1.9, u64::MAX),
            (9_223_372_036_854_775_808.0, 1 << 63),
            (9_223_372_036_854_777_856.0, (1 << 63) + 2048),
            (18_446_744_073_709_549_568.0, u64::MAX - 2047),
            (18_446_744_073_709_551_616.0, 0),
            (1e20, 0),
            (f64::INFINITY, 0),
            (f64::NEG_INFINITY, 1 << 63),
            (-1e19, 1 << 63),
            (f64::NAN, 1 << 63),
            (-f64::NAN, 1 << 63),
        ] {
            assert_eq!(to_unsigned(n), expected, "{n}");
        }
        for (n, expected) in [
            (65.0, b'A'),
            (65.9, b'A'),
            (321.0, b'A'),
            (-191.0, b'A'),
            (4_294_967_361.0, 0),
            (2_147_483_647.5, 255),
            (-2_147_483_648.5, 0),
            (f64::NAN, 0),
        ] {
            assert_eq!(to_char(n), expected, "{n}");
        }
    }

    #[test]
    fn floats_have_exact_digits_and_ties_go_to_even() {
        check_numbers(&[
            ("%.0f", 0.5, "0"),
            ("%.0f", 1.5, "2"),
            ("%.0f", 2.5, "2"),
            ("%.2f", 2.675, "2.67"),
            ("%.1f", 0.25, "0.2"),
            ("%.1f", 0.75, "0.8"),
            ("%f", 0.1, "0.100000"),
            ("%.20f", 0.1, "0.10000000000000000555"),
            ("%f", -0.0, "-0.000000"),
            ("%.0f", 1e22, "10000000000000000000000"),
            ("%e", 12345.678, "1.234568e+04"),
            ("%.0e", 2.5, "2e+00"),
            ("%.0e", 3.5, "4e+00"),
            ("%E", 1e-100, "1.000000E-100"),
            ("%.3e", 5e-324, "4.941e-324"),
            ("%g", 100_000.0, "100000"),
            ("%g", 1e6, "1e+06"),
            ("%g", 999_999.5, "1e+06"),
            ("%g", 0.0001, "0.0001"),
            ("%g", 0.00001, "1e-05"),
            ("%G", 1e-10, "1E-10"),
            ("%.14g", 0.1, "0.1"),
            ("%.17g", 0.1, "0.10000000000000001"),
            ("%.0g", 123.0, "1e+02"),
            ("%.3g", 100.0, "100"),
            ("%g", 0.0, "0"),
            ("%.99f", 1e-99, &format!("0.{}1", "0".repeat(98))),
        ]);
        let longest = formatted("%99.99f", &Arg::Number(1e308));
        assert_eq!(longest.len(), 409);
        assert!(longest.starts_with("1000000000000000010979063629440455417404923096773118463"));
        assert_eq!(formatted("%.99f", &Arg::Number(-f64::MAX)).len(), 410);
    }

    #[test]
    fn flags_apply_to_floats() {
        check_numbers(&[
            ("%+f", 1.0, "+1.000000"),
            ("% .1f", 1.0, " 1.0"),
            ("%010.2f", -1.5, "-000001.50"),
            ("%-10.2f", -1.5, "-1.50     "),
            ("%10.2f", -1.5, "     -1.50"),
            ("%#.0f", 1.0, "1."),
            ("%#.0e", 1.0, "1.e+00"),
            ("%#g", 1.0, "1.00000"),
            ("%#.0g", 1.0, "1."),
            ("%#.3g", 1e10, "1.00e+10"),
            ("%#.1g", 1e10, "1.e+10"),
            ("%#g", 999_999.5, "1.e+06"),
            ("%#g", 99_999.97, "100000."),
            ("%#.2g", 99.5, "1.e+02"),
            ("%012g", 1e-7, "00000001e-07"),
        ]);
    }

    #[test]
    fn what_is_not_finite_is_padded_with_spaces() {
        check_numbers(&[
            ("%f", f64::NAN, "nan"),
            ("%f", -f64::NAN, "-nan"),
            ("%+010f", f64::NAN, "      +nan"),
            ("%010f", f64::INFINITY, "       inf"),
            ("%-6g", f64::NEG_INFINITY, "-inf  "),
            ("%E", f64::INFINITY, "INF"),
            ("%G", -f64::NAN, "-NAN"),
            ("%#.0e", f64::INFINITY, "inf"),
        ]);
    }

    #[test]
    fn characters_and_strings_end_at_a_nul() {
        check_numbers(&[
            ("%c", 65.0, "A"),
            ("%5c", 65.0, "    A"),
            ("%-5c", 65.0, "A    "),
            ("%05c", 65.0, "    A"),
            ("%c", 0.0, ""),
            ("%5c", 0.0, "    "),
            ("%-5c", 0.0, ""),
        ]);
        check_texts([
            ("%s", b"a\0b", "a"),
            ("%5s", b"ab", "   ab"),
            ("%05s", b"ab", "   ab"),
            ("%-5s", b"ab", "ab   "),
            ("%.1s", b"ab", "a"),
            ("%5.1s", b"ab", "    a"),
            ("%.s", b"ab", ""),
            ("%.9s", b"a\0b", "a"),
        ]);
    }

    #[test]
    fn long_strings_are_kept_whole_unless_a_precision_is_given() {
        for (format, copied) in [(b"s" as &[u8], true), (b"99s", true), (b".99s", false)] {
            let (spec, _) = parse(format).unwrap();
            assert_eq!(spec.copies(100), copied, "{}", format.escape_ascii());
            assert!(!spec.copies(99));
        }
        let long = [&[b'a'; 98][..], b"\0b"].concat();
        let cut = "a".repeat(98);
        check_texts([
            ("%s", &long[..99], &cut),
            ("%99s", &long[..99], &format!(" {cut}")),
            ("%.99s", &long, &cut),
            ("%.3s", &long, "aaa"),
        ]);
    }

    #[test]
    fn quoted_strings_can_be_read_back() {
        let mut out = Vec::new();
        escape(b"a\"b\\c\nd\re\0f\xff", &mut out);
        assert_eq!(out, b"a\\\"b\\\\c\\\nd\\re\\000f\xff");
    }
}

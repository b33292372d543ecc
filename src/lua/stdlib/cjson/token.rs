//! What JSON is made of, as lua-cjson reads it: a superset that has all the numbers of `strtod`.
//!
//! May import `number`.

use super::super::super::number;

/// A token; its text stands where the reader says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token {
    ObjectBegin,
    ObjectEnd,
    ArrayBegin,
    ArrayEnd,
    /// A string begins after this quote.
    Quote,
    Number(f64),
    True,
    False,
    Null,
    Colon,
    Comma,
    End,
    /// Something else, called so.
    Error(&'static str),
}

pub(super) const INVALID_TOKEN: &str = "invalid token";
pub(super) const INVALID_NUMBER: &str = "invalid number";

impl Token {
    /// What native calls it in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Token::ObjectBegin => "T_OBJ_BEGIN",
            Token::ObjectEnd => "T_OBJ_END",
            Token::ArrayBegin => "T_ARR_BEGIN",
            Token::ArrayEnd => "T_ARR_END",
            Token::Quote => "T_STRING",
            Token::Number(_) => "T_NUMBER",
            Token::True | Token::False => "T_BOOLEAN",
            Token::Null => "T_NULL",
            Token::Colon => "T_COLON",
            Token::Comma => "T_COMMA",
            Token::End => "T_END",
            Token::Error(what) => what,
        }
    }
}

/// The bytes of white space that `text` begins with.
#[inline]
pub(super) fn white_space(text: &[u8]) -> usize {
    text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count()
}

/// The token that `text` begins with, and its length. A NUL ends the text. With `lax`, numbers that JSON
/// does not have are read.
#[inline]
pub(super) fn token(text: &[u8], lax: bool) -> (Token, usize) {
    let Some(&byte) = text.first() else { return (Token::End, 0) };
    let word = |word: &[u8], token| text.starts_with(word).then_some((token, word.len()));
    let found = match byte {
        b'"' => Some((Token::Quote, 1)),
        b',' => Some((Token::Comma, 1)),
        b':' => Some((Token::Colon, 1)),
        b'{' => Some((Token::ObjectBegin, 1)),
        b'}' => Some((Token::ObjectEnd, 1)),
        b'[' => Some((Token::ArrayBegin, 1)),
        b']' => Some((Token::ArrayEnd, 1)),
        b'-' | b'0'..=b'9' if lax || !is_irregular(text) => return parse(text),
        b'-' | b'0'..=b'9' => return (Token::Error(INVALID_NUMBER), 0),
        b't' => word(b"true", Token::True),
        b'f' => word(b"false", Token::False),
        b'n' => word(b"null", Token::Null),
        0 => Some((Token::End, 0)),
        _ => None,
    };
    match found {
        Some(found) => found,
        None if lax && matches!(byte, b'+' | b'i' | b'I' | b'n' | b'N') && is_irregular(text) => {
            parse(text)
        }
        None => (Token::Error(INVALID_TOKEN), 0),
    }
}

/// Does `text` begin with a number that JSON does not have: signed plus, hexadecimal, with leading zeros,
/// infinite or NaN?
fn is_irregular(text: &[u8]) -> bool {
    let text = match text {
        [b'+', ..] => return true,
        [b'-', rest @ ..] => rest,
        _ => text,
    };
    match text {
        [b'0', b'x' | b'X' | b'0'..=b'9', ..] => true,
        [a, b, c, ..] => {
            let word = [a, b, c].map(u8::to_ascii_lowercase);
            word == *b"inf" || word == *b"nan"
        }
        _ => false,
    }
}

fn parse(text: &[u8]) -> (Token, usize) {
    if let Some((n, len)) = plain_number(text) {
        return (Token::Number(n), len);
    }
    match number::parse_prefix(text) {
        Some((n, rest)) => (Token::Number(n), text.len() - rest.len()),
        None => (Token::Error(INVALID_NUMBER), 0),
    }
}

/// Most digits that fit 64 bits whatever they are.
const MAX_DIGITS: usize = 19;
/// Integers up to here are exact.
const MAX_EXACT: u64 = 1 << 53;
/// Powers of ten that are exact.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// A decimal number whose digits and whose power of ten are exact, so that one operation gives the
/// number nearest to it; `None` for what needs more care.
#[expect(clippy::cast_precision_loss, reason = "exact up to the limit")]
fn plain_number(text: &[u8]) -> Option<(f64, usize)> {
    let negative = text.first() == Some(&b'-');
    let first = usize::from(negative);
    let (digits, mut end) = add_digits(0, text, first);
    let mut count = end - first;
    if count == 0 || matches!(text.get(end), Some(b'x' | b'X')) {
        return None;
    }
    let (mut digits, mut power) = (digits, 0);
    if text.get(end) == Some(&b'.') {
        let point = end + 1;
        (digits, end) = add_digits(digits, text, point);
        power = point.cast_signed() - end.cast_signed();
        count += end - point;
    }
    if let Some(b'e' | b'E') = text.get(end) {
        let (minus, from) = match text.get(end + 1) {
            Some(b'-') => (true, end + 2),
            Some(b'+') => (false, end + 2),
            _ => (false, end + 1),
        };
        let (exponent, after) = add_digits(0, text, from);
        if after > from {
            if after - from > 3 {
                return None;
            }
            let exponent = isize::try_from(exponent).ok()?;
            power += if minus { -exponent } else { exponent };
            end = after;
        }
    }
    if count > MAX_DIGITS || digits > MAX_EXACT {
        return None;
    }
    let scale = *POWERS_OF_TEN.get(power.unsigned_abs())?;
    let n = digits as f64;
    let n = if power < 0 { n / scale } else { n * scale };
    Some((if negative { -n } else { n }, end))
}

/// Reads decimal digits behind those of `number`, and where they end. Too many overflow.
#[inline]
fn add_digits(number: u64, text: &[u8], from: usize) -> (u64, usize) {
    let (mut number, mut at) = (number, from);
    while let Some(&byte) = text.get(at)
        && byte.is_ascii_digit()
    {
        number = number.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
        at += 1;
    }
    (number, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_those_of_strtod() {
        let mut state = 7u64;
        let mut next = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(11);
            (state >> 33) % n
        };
        let mut plain = 0;
        for _ in 0..200_000 {
            let mut text = String::new();
            if next(3) == 0 {
                text.push('-');
            }
            let longest = if next(9) == 0 { 25 } else { 8 };
            for _ in 0..=next(longest) {
                text.push(char::from(b'0' + u8::try_from(next(10)).unwrap()));
            }
            if next(2) == 0 {
                text.push('.');
                for _ in 0..next(12) {
                    text.push(char::from(b'0' + u8::try_from(next(10)).unwrap()));
                }
            }
            if next(3) == 0 {
                text.push_str(["e", "E", "e+", "e-", "E-"][usize::try_from(next(5)).unwrap()]);
                for _ in 0..next(4) {
                    text.push(char::from(b'0' + u8::try_from(next(10)).unwrap()));
                }
            }
            text.push_str(["", ",", "]", "x", "e", "."][usize::try_from(next(6)).unwrap()]);
            let (n, rest) = number::parse_prefix(text.as_bytes()).unwrap();
            if let Some((found, len)) = plain_number(text.as_bytes()) {
                assert_eq!(
                    (found.to_bits(), len),
                    (n.to_bits(), text.len() - rest.len()),
                    "{text}"
                );
                plain += 1;
            }
        }
        assert!(plain > 100_000, "{plain}");
    }
}

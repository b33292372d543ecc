//! What the lexer knows of each byte (manual §2.1).
//!
//! Imports nothing.

/// What a byte begins.
#[derive(Clone, Copy)]
pub(super) enum Start {
    Blank,
    NewLine,
    Name,
    Digit,
    Quote,
    /// A minus or a comment.
    Dash,
    Bracket,
    Dot,
    /// An operator that may have a second character.
    Operator,
    /// A token of one character.
    Character,
}

/// What each byte begins.
#[expect(clippy::cast_possible_truncation, reason = "there are 256 bytes")]
static START: [Start; 256] = {
    let mut table = [Start::Character; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\x0B' | b'\x0C' => Start::Blank,
            b'\n' | b'\r' => Start::NewLine,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Start::Name,
            b'0'..=b'9' => Start::Digit,
            b'"' | b'\'' => Start::Quote,
            b'-' => Start::Dash,
            b'[' => Start::Bracket,
            b'.' => Start::Dot,
            b'=' | b'<' | b'>' | b'~' => Start::Operator,
            _ => Start::Character,
        };
        byte += 1;
    }
    table
};

impl Start {
    /// What `byte` begins.
    #[inline(always)]
    pub(super) fn of(byte: u8) -> Start {
        START[usize::from(byte)]
    }
}

/// Bit of [`BYTES`]: letters, digits and `_`.
pub(super) const IN_NAMES: u8 = 1;
/// Bit of [`BYTES`]: what may end a string or mean something else than itself in one.
pub(super) const SPECIAL_IN_STRINGS: u8 = 2;
/// Bit of [`BYTES`]: what makes a numeral of more than digits.
pub(super) const IN_NUMERALS: u8 = 4;

/// What is to be known of each byte.
#[expect(clippy::cast_possible_truncation, reason = "there are 256 bytes")]
static BYTES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'0'..=b'9' => IN_NAMES | IN_NUMERALS,
            // A numeral takes a NUL as `check_next` does.
            b'.' | 0 => IN_NUMERALS,
            b'"' | b'\'' | b'\\' | b'\n' | b'\r' => SPECIAL_IN_STRINGS,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// Has `byte` one of these bits?
#[inline(always)]
pub(super) fn has_class(byte: u8, bits: u8) -> bool {
    BYTES[usize::from(byte)] & bits != 0
}

/// Length of the run of bytes with one of `bits` at the start of `text`.
#[inline(always)]
pub(super) fn run_having(text: &[u8], bits: u8) -> usize {
    text.iter().position(|&byte| !has_class(byte, bits)).unwrap_or(text.len())
}

/// Length of the run of bytes with none of `bits` at the start of `text`.
#[inline(always)]
pub(super) fn run_without(text: &[u8], bits: u8) -> usize {
    text.iter().position(|&byte| has_class(byte, bits)).unwrap_or(text.len())
}

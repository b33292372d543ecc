//! Classes of bytes in patterns, and sets of bytes (manual §5.4.1).
//!
//! Classes are those of the C locale: no byte from 0x80 on is in any, so it is in every complement.
//! A table says for each byte which classes it belongs to, and what it means in a pattern.
//!
//! Imports nothing.

use std::iter::zip;

pub(super) const ALPHA: u16 = 1;
pub(super) const CONTROL: u16 = 1 << 1;
pub(super) const DIGIT: u16 = 1 << 2;
pub(super) const LOWER: u16 = 1 << 3;
pub(super) const PUNCTUATION: u16 = 1 << 4;
pub(super) const SPACE: u16 = 1 << 5;
pub(super) const UPPER: u16 = 1 << 6;
pub(super) const HEX_DIGIT: u16 = 1 << 7;
pub(super) const NUL: u16 = 1 << 8;
/// Classes that a letter behind `%` can name, one bit each.
const NAMED: usize = 9;
/// Makes `find` take its needle for a pattern (`SPECIALS`).
pub(super) const SPECIAL: u16 = 1 << 9;
/// Begins something else than a byte that stands for itself; NUL is the end of a pattern.
pub(super) const MAGIC: u16 = 1 << 10;
/// Says how often an item repeats.
pub(super) const QUANTIFIER: u16 = 1 << 11;

/// The classes each byte belongs to.
static CLASSES: [u16; 256] = classify();

#[expect(clippy::cast_possible_truncation, reason = "the table has 256 entries")]
const fn classify() -> [u16; 256] {
    let mut classes = [0; 256];
    let mut index = 0;
    while index < classes.len() {
        let byte = index as u8;
        let tests = [
            (byte.is_ascii_alphabetic(), ALPHA),
            (byte.is_ascii_control(), CONTROL),
            (byte.is_ascii_digit(), DIGIT),
            (byte.is_ascii_lowercase(), LOWER),
            (byte.is_ascii_punctuation(), PUNCTUATION),
            (matches!(byte, b'\t'..=b'\r' | b' '), SPACE),
            (byte.is_ascii_uppercase(), UPPER),
            (byte.is_ascii_hexdigit(), HEX_DIGIT),
            (byte == 0, NUL),
            (matches!(byte, b'^' | b'$' | b'*' | b'+' | b'?' | b'.' | b'(' | b'['), SPECIAL),
            (matches!(byte, b'%' | b'-'), SPECIAL),
            (matches!(byte, b'(' | b')' | b'%' | b'.' | b'[' | b'$' | 0), MAGIC),
            (matches!(byte, b'*' | b'+' | b'-' | b'?'), QUANTIFIER),
        ];
        let mut test = 0;
        while test < tests.len() {
            let (holds, class) = tests[test];
            if holds {
                classes[index] |= class;
            }
            test += 1;
        }
        index += 1;
    }
    classes
}

/// The classes that letters behind `%` name, upper case letters for the complement.
static NAMES: [u16; 256] = {
    let names = [
        (b'a', ALPHA),
        (b'c', CONTROL),
        (b'd', DIGIT),
        (b'l', LOWER),
        (b'p', PUNCTUATION),
        (b's', SPACE),
        (b'u', UPPER),
        (b'w', ALPHA | DIGIT),
        (b'x', HEX_DIGIT),
        (b'z', NUL),
    ];
    let mut classes = [0; 256];
    let mut index = 0;
    while index < names.len() {
        let (letter, class) = names[index];
        classes[letter as usize] = class;
        classes[letter.to_ascii_uppercase() as usize] = class;
        index += 1;
    }
    classes
};

/// The bytes of each class that can be named.
static MEMBERS: [Set; NAMED] = {
    let mut sets = [Set::EMPTY; NAMED];
    let mut class = 0;
    while class < NAMED {
        let mut byte = 0;
        while byte < CLASSES.len() {
            sets[class].0[byte / 64] |= ((CLASSES[byte] >> class & 1) as u64) << (byte % 64);
            byte += 1;
        }
        class += 1;
    }
    sets
};

/// Is `byte` in one of these classes?
#[inline(always)]
pub(super) fn is(byte: u8, classes: u16) -> bool {
    CLASSES[usize::from(byte)] & classes != 0
}

/// The classes that `%` and `letter` stand for, and whether for them or for all other bytes; `None`
/// if for `letter` itself (`match_class`).
#[inline(always)]
pub(super) fn named(letter: u8) -> Option<(u16, bool)> {
    match NAMES[usize::from(letter)] {
        0 => None,
        classes => Some((classes, letter.is_ascii_lowercase())),
    }
}

/// A set of bytes, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Set([u64; 4]);

impl Set {
    /// The set without members.
    pub(super) const EMPTY: Set = Set([0; 4]);

    #[inline(always)]
    pub(super) fn contains(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 != 0
    }

    pub(super) fn insert(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    /// Inserts `first..=last`, which may be empty.
    pub(super) fn insert_range(&mut self, first: u8, last: u8) {
        for (bits, base) in self.0.iter_mut().zip([0, 64, 128, 192]) {
            // The bits of this word that stand for bytes below `end`.
            let below = |end: u32| {
                let count = end.saturating_sub(base).min(64);
                u64::MAX.checked_shr(64 - count).unwrap_or(0)
            };
            *bits |= below(u32::from(last) + 1) & !below(u32::from(first));
        }
    }

    /// Inserts what `%` and `letter` stand for.
    pub(super) fn insert_named(&mut self, letter: u8) {
        let Some((classes, positive)) = named(letter) else { return self.insert(letter) };
        let mut members = Set::EMPTY;
        for (index, set) in MEMBERS.iter().enumerate() {
            if classes >> index & 1 != 0 {
                members.insert_all(set);
            }
        }
        self.insert_all(&if positive { members } else { members.complement() });
    }

    fn insert_all(&mut self, other: &Set) {
        zip(&mut self.0, other.0).for_each(|(bits, more)| *bits |= more);
    }

    /// The bytes that are not in the set.
    pub(super) fn complement(self) -> Set {
        Set(self.0.map(|bits| !bits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(set: Set) -> Vec<u8> {
        (0..=u8::MAX).filter(|&byte| set.contains(byte)).collect()
    }

    fn of_class(letter: u8) -> Vec<u8> {
        let mut set = Set::EMPTY;
        set.insert_named(letter);
        members(set)
    }

    #[test]
    fn classes_are_those_of_the_c_locale() {
        assert_eq!(of_class(b'd'), b"0123456789");
        assert_eq!(of_class(b'x'), b"0123456789ABCDEFabcdef");
        assert_eq!(of_class(b's'), b"\t\n\x0b\x0c\r ");
        assert_eq!(of_class(b'z'), b"\0");
        assert_eq!(of_class(b'c').len(), 33);
        assert_eq!(of_class(b'p').len(), 32);
        assert_eq!(of_class(b'w').len(), 62);
        assert_eq!(of_class(b'a'), [of_class(b'u'), of_class(b'l')].concat());
        assert_eq!(of_class(b'.'), b".");
        assert_eq!(of_class(0xE9), b"\xE9");
    }

    #[test]
    fn upper_case_letters_name_the_complement() {
        for letter in *b"acdlpsuwxz" {
            let (class, others) = (of_class(letter), of_class(letter.to_ascii_uppercase()));
            assert_eq!(class.len() + others.len(), 256);
            assert!(class.iter().all(|byte| !others.contains(byte)));
            assert!(others.ends_with(&[0xFE, 0xFF]), "no class reaches beyond ASCII");
        }
    }

    #[test]
    fn ranges_hold_both_ends_and_may_be_empty() {
        for (first, last) in [(0, 0), (0, 255), (63, 64), (b'a', b'z'), (200, 255), (9, 8)] {
            let mut set = Set::EMPTY;
            set.insert_range(first, last);
            assert_eq!(members(set), (first..=last).collect::<Vec<u8>>());
        }
    }

    #[test]
    fn a_complement_is_the_other_bytes() {
        let mut set = Set::EMPTY;
        set.insert(b',');
        assert!(!set.complement().contains(b','));
        assert_eq!(members(set.complement()).len(), 255);
        assert_eq!(set.complement().complement(), set);
    }
}

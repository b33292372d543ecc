//! What clients call a script: the SHA-1 of its text, in hexadecimal.
//!
//! May import nothing of the bridge.

use sha1::{Digest as _, Sha1};

/// A digest, as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Digest([u8; 20]);

/// A digest as clients write it.
pub(super) type HexDigest = [u8; 40];

impl Digest {
    /// Of a text. Linear, some nanoseconds a byte.
    pub(super) fn of(text: &[u8]) -> Digest {
        Digest(Sha1::digest(text).into())
    }

    /// Back from hexadecimal, in either case; `None` if it is not 40 such digits.
    #[inline]
    pub(super) fn from_hex(hex: &[u8]) -> Option<Digest> {
        let (pairs, []) = hex.as_chunks::<2>() else { return None };
        let mut bytes = [0; 20];
        if pairs.len() != bytes.len() {
            return None;
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = nibble(*high)? << 4 | nibble(*low)?;
        }
        Some(Digest(bytes))
    }

    /// In hexadecimal, lower case.
    pub(super) fn to_hex(self) -> HexDigest {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut hex = [0; 40];
        for (pair, byte) in hex.as_chunks_mut::<2>().0.iter_mut().zip(self.0) {
            *pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
        }
        hex
    }
}

#[inline]
fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_read_and_written() {
        let hex = b"e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
        let digest = Digest::of(b"return 1");
        assert_eq!(&digest.to_hex(), hex);
        assert_eq!(Digest::from_hex(hex), Some(digest));
        assert_eq!(Digest::from_hex(&hex.to_ascii_uppercase()), Some(digest));
        assert_eq!(Digest::from_hex(&hex[1..]), None);
        assert_eq!(Digest::from_hex(b"g0e1f9fabfc9d4800c877a703b823ac0578ff8db"), None);
        assert_eq!(Digest::from_hex(b""), None);
    }
}

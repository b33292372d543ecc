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
        let hex: &HexDigest = hex.try_into().ok()?;
        let mut bytes = [0; 20];
        let mut seen = 0;
        for (byte, [high, low]) in bytes.iter_mut().zip(hex.as_chunks::<2>().0) {
            let (high, low) = (NIBBLES[usize::from(*high)], NIBBLES[usize::from(*low)]);
            seen |= high | low;
            *byte = high << 4 | low & 15;
        }
        (seen < 16).then_some(Digest(bytes))
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

/// What a byte that is no digit counts as: more than any digit.
const NO_DIGIT: u8 = 0xFF;

/// What each byte counts as in hexadecimal.
static NIBBLES: [u8; 256] = {
    let mut nibbles = [NO_DIGIT; 256];
    let mut n = 0;
    while n < 16 {
        let digit = b"0123456789abcdef"[n as usize];
        nibbles[digit as usize] = n;
        nibbles[digit.to_ascii_uppercase() as usize] = n;
        n += 1;
    }
    nibbles
};

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

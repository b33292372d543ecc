//! What clients call a script: the SHA-1 of its text, in hexadecimal.
//!
//! May import nothing of the bridge.

use sha1::{Digest as _, Sha1};

/// A digest, as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
        for (four, eight) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(hex.as_chunks::<8>().0) {
            *four = four_bytes(*eight)?;
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

/// The bytes that eight digits are, all digits at a time, one in each byte of a word.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the upper half is in the lower one by then")]
fn four_bytes(digits: [u8; 8]) -> Option<[u8; 4]> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let digits = u64::from_le_bytes(digits);
    let is_letter = digits >> 6 & ONES;
    let values = (digits & (0x0F * ONES)) + is_letter * 9;
    // They are digits if they can be written so again, letters in lower case.
    let ten_or_more = (values + 6 * ONES) >> 4 & ONES;
    let again = values + u64::from(b'0') * ONES + ten_or_more * u64::from(b'a' - b'0' - 10);
    if again != digits | is_letter << 5 || values & (0xF0 * ONES) != 0 {
        return None;
    }
    let pairs = (values << 4 | values >> 8) & 0x00FF_00FF_00FF_00FF;
    let pairs = (pairs | pairs >> 8) & 0x0000_FFFF_0000_FFFF;
    Some(((pairs | pairs >> 16) as u32).to_le_bytes())
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
        for byte in 0..=u8::MAX {
            let mut changed = *hex;
            changed[7] = byte;
            assert_eq!(Digest::from_hex(&changed).is_some(), byte.is_ascii_hexdigit(), "{byte}");
        }
    }
}

//! Search for the few bytes that end a run of plain ones in a string, eight at a time.
//!
//! A word's byte is marked in its highest bit. Of the bytes marked the lowest is always right, those
//! above it need not be.
//!
//! Imports nothing.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHEST: u64 = 0x8080_8080_8080_8080;

/// Marks bytes below `limit`, which is at most 128.
fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(ONES * u64::from(limit)) & !word & HIGHEST
}

/// Marks bytes equal to `byte`.
fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ (ONES * u64::from(byte)), 1)
}

/// The first byte that is marked or, of the last ones, special; the length if there is none.
#[inline(always)]
fn first(text: &[u8], mark: impl Fn(u64) -> u64, special: impl Fn(u8) -> bool) -> usize {
    let (words, rest) = text.as_chunks();
    for (n, word) in words.iter().enumerate() {
        let marks = mark(u64::from_le_bytes(*word));
        if marks != 0 {
            return n * 8 + (marks.trailing_zeros() / 8) as usize;
        }
    }
    let plain = rest.iter().take_while(|&&byte| !special(byte)).count();
    words.len() * 8 + plain
}

/// How many bytes need no escape in JSON.
#[inline]
pub(super) fn escape_or_end(text: &[u8]) -> usize {
    first(
        text,
        |word| {
            let marks = below(word, 0x20) | equal(word, b'"') | equal(word, b'\\');
            marks | equal(word, b'/') | equal(word, 0x7F)
        },
        |byte| matches!(byte, 0..0x20 | b'"' | b'\\' | b'/' | 0x7F),
    )
}

/// How many bytes of a string in JSON stand for themselves: up to a quote, a backslash or a NUL.
#[inline]
pub(super) fn quote_or_end(text: &[u8]) -> usize {
    /// From here on a search with wider registers is faster.
    const LONG: usize = 64;
    let head = text.get(..LONG).unwrap_or(text);
    let plain = first(
        head,
        |word| equal(word, b'"') | equal(word, b'\\') | below(word, 1),
        |byte| matches!(byte, b'"' | b'\\' | 0),
    );
    if plain < LONG {
        return plain;
    }
    let rest = text.get(LONG..).unwrap_or_default();
    memchr::memchr3(b'"', b'\\', 0, rest).map_or(text.len(), |at| LONG + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_bytes_are_found_wherever_they_stand() {
        for len in 0..150usize {
            let plain: Vec<u8> =
                (0..len).map(|n| b" !#$azAZ09.~\x80\xff\xa2\xdc"[n * 7 % 16]).collect();
            assert_eq!(escape_or_end(&plain), len);
            assert_eq!(quote_or_end(&plain), len);
            for at in 0..len {
                for byte in 0..=255u8 {
                    let mut text = plain.clone();
                    text[at] = byte;
                    let escaped = matches!(byte, 0..=0x1F | b'"' | b'\\' | b'/' | 0x7F);
                    assert_eq!(escape_or_end(&text), if escaped { at } else { len });
                    let ends = matches!(byte, b'"' | b'\\' | 0);
                    assert_eq!(quote_or_end(&text), if ends { at } else { len });
                }
            }
        }
    }
}

//! Splitting a line into words as the server does (`sdssplitargs`), quotes and escapes included.
//!
//! Imports nothing.

/// How the word that is being read is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quote {
    None,
    Single,
    Double,
}

/// The words of a line; `None` if a quote is not closed, or something stands right behind a closing
/// one. Linear.
pub(super) fn split_args(line: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut words = Vec::new();
    let mut rest = line;
    loop {
        while let Some((&byte, after)) = rest.split_first()
            && is_space(byte)
        {
            rest = after;
        }
        if matches!(rest.first(), None | Some(0)) {
            return Some(words);
        }
        words.push(take_word(&mut rest)?);
    }
}

/// White space of the C locale.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

fn take_word(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let mut word = Vec::new();
    let mut quote = Quote::None;
    loop {
        let (byte, after) = match rest.split_first() {
            Some((&byte, after)) if byte != 0 => (byte, after),
            _ if quote == Quote::None => return Some(word),
            _ => return None,
        };
        let closes = match quote {
            Quote::None => false,
            Quote::Single => byte == b'\'',
            Quote::Double => byte == b'"',
        };
        if closes {
            *rest = after;
            let ends = after.first().is_none_or(|&next| next == 0 || is_space(next));
            return ends.then_some(word);
        }
        match (quote, byte) {
            (Quote::None, b' ' | b'\n' | b'\r' | b'\t') => return Some(word),
            (Quote::None, b'"') => quote = Quote::Double,
            (Quote::None, b'\'') => quote = Quote::Single,
            (Quote::Single, b'\\') if after.first() == Some(&b'\'') => {
                word.push(b'\'');
                *rest = after.get(1..).unwrap_or_default();
                continue;
            }
            (Quote::Double, b'\\') if !matches!(after.first(), None | Some(0)) => {
                *rest = take_escape(after, &mut word);
                continue;
            }
            _ => word.push(byte),
        }
        *rest = after;
    }
}

/// Reads what follows a backslash; there is something.
fn take_escape<'l>(after: &'l [u8], word: &mut Vec<u8>) -> &'l [u8] {
    if let [b'x', high, low, rest @ ..] = after
        && let (Some(high), Some(low)) = (hex_digit(*high), hex_digit(*low))
    {
        word.push(high << 4 | low);
        return rest;
    }
    let Some((&byte, rest)) = after.split_first() else { return after };
    word.push(match byte {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'a' => 7,
        other => other,
    });
    rest
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_as_by_the_server() {
        let words =
            |words: &[&str]| Some(words.iter().map(|word| word.as_bytes().to_vec()).collect());
        for (line, expected) in [
            ("", words(&[])),
            (" \x0b\t", words(&[])),
            ("a b\tc", words(&["a", "b", "c"])),
            ("a\x0bb", words(&["a\x0bb"])),
            ("a\"b c\"", words(&["ab c"])),
            ("'a\\'b' c", words(&["a'b", "c"])),
            ("\"\\x41\\n\\q\\\"\" b", words(&["A\nq\"", "b"])),
            ("\"a\"b", None),
            ("'a'b", None),
            ("\"a", None),
            ("'a", None),
            ("\"a\\", None),
            ("a\0b", words(&["a"])),
        ] {
            assert_eq!(split_args(line.as_bytes()), expected, "{line:?}");
        }
    }
}

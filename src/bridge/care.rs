//! Commands that behave otherwise in scripts, as their words show (parity X5, X6).
//!
//! Words are read as the server reads them: what is wrong with a command, it says itself.
//!
//! May import `ffi`, `number_text`.

use super::ffi::until_nul;
use super::number_text::parse_integer;

/// Where XREAD or XREADGROUP comes upon the option BLOCK, which it does not take in scripts (X6).
#[cold]
pub(super) fn find_block(words: &[&[u8]]) -> Option<usize> {
    let is_group = words.first()?.eq_ignore_ascii_case(b"XREADGROUP");
    let mut index = 1;
    loop {
        let word = words.get(index)?;
        let values = words.get(index + 1..).unwrap_or_default();
        let is =
            |name: &[u8], count: usize| word.eq_ignore_ascii_case(name) && values.len() >= count;
        if is(b"BLOCK", 1) {
            return Some(index);
        }
        index += if is(b"COUNT", 1) {
            values.first().and_then(|count| parse_integer(count)).map(|_| 2)?
        } else if is_group && is(b"GROUP", 2) {
            3
        } else if is_group && is(b"NOACK", 0) {
            1
        } else {
            return None;
        };
    }
}

/// The arguments of a SORT whose BY names no pattern, as native takes them in scripts if the key is a
/// set: no BY at all, and sorted by the members' bytes (X5). `None` if they stay as they are; with STORE
/// the server does so by itself, and the words are what is replicated.
#[cold]
pub(super) fn sorted_arguments<'b>(arguments: &[&'b [u8]]) -> Option<Vec<&'b [u8]>> {
    let (key, mut rest) = arguments.split_first()?;
    let mut sorted = vec![*key];
    let mut is_constant = false;
    while let Some((option, values)) = rest.split_first() {
        let is = |name: &[u8]| option.eq_ignore_ascii_case(name);
        let count = match values.len() {
            2.. if is(b"LIMIT") => 2,
            1.. if is(b"BY") || is(b"GET") || is(b"STORE") => 1,
            _ => 0,
        };
        if count == 1 && is(b"STORE") {
            return None;
        }
        let (values, after) = values.split_at_checked(count)?;
        match values {
            [pattern] if is(b"BY") => {
                is_constant |= !until_nul(pattern).contains(&b'*');
                sorted.push(b"ALPHA");
            }
            _ => {
                sorted.push(option);
                sorted.extend_from_slice(values);
            }
        }
        rest = after;
    }
    is_constant.then_some(sorted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&[u8]> {
        text.split(' ').map(str::as_bytes).collect()
    }

    #[test]
    fn block_is_found_where_the_server_would_come_upon_it() {
        for (text, block) in [
            ("XREAD BLOCK 0 STREAMS s 0", Some(1)),
            ("xread count 1 block 0 streams s 0", Some(3)),
            ("XREADGROUP GROUP g BLOCK NOACK BLOCK 0 STREAMS s >", Some(5)),
            ("XREAD STREAMS BLOCK 0", None),
            ("XREAD COUNT BLOCK STREAMS s", None),
            ("XREAD COUNT x BLOCK 0", None),
            ("XREAD GROUP g c BLOCK 0", None),
            ("XREAD x BLOCK 0", None),
            ("XREAD COUNT 1 BLOCK", None),
            ("XREAD", None),
        ] {
            assert_eq!(find_block(&words(text)), block, "{text}");
        }
    }

    #[test]
    fn a_constant_order_becomes_the_order_of_bytes() {
        for (text, sorted) in [
            ("k BY nosort", Some("k ALPHA")),
            ("k BY w_* BY nosort DESC", Some("k ALPHA ALPHA DESC")),
            ("k LIMIT BY 1 BY x GET BY", Some("k LIMIT BY 1 ALPHA GET BY")),
            ("k BY nosort LIMIT 1", Some("k ALPHA LIMIT 1")),
            ("k BY w_*", None),
            ("k GET BY nosort", None),
            ("k DESC BY", None),
            ("k BY nosort STORE to", None),
            ("k BY nosort STORE", Some("k ALPHA STORE")),
            ("k", None),
        ] {
            assert_eq!(sorted_arguments(&words(text)), sorted.map(words), "{text}");
        }
        assert_eq!(sorted_arguments(&[]), None);
    }
}

//! The reply of a command as the reply of a script that ends with it.
//!
//! `return redis.call(...)` makes a value of the command's reply and a reply of that value. Where both
//! must be the same bytes the first goes to the client as it is. Nulls, which Lua and the two protocols
//! know in different forms, errors, and whatever only RESP3 has take the long way.
//!
//! May import `resp`.

use super::resp::{Item, Reader};

/// Deepest nesting that is looked at.
const MAX_DEPTH: usize = 8;
/// Up to here Lua's numbers hold every integer.
const EXACT_UP_TO: u64 = 1 << 53;

/// Does a reply in protocol form come back from Lua as it is, whatever protocol the client speaks?
/// Linear in its items.
#[inline]
pub(super) fn is_unchanged_by_lua(protocol: &[u8]) -> bool {
    match protocol {
        [b'+', ..] => true,
        [b'$', digit, ..] if *digit != b'-' => true,
        _ => is_unchanged_item(protocol),
    }
}

/// The same, by reading it.
#[inline(never)]
fn is_unchanged_item(protocol: &[u8]) -> bool {
    let mut reader = Reader::new(protocol);
    match reader.item() {
        Ok(Item::Array(len)) => are_unchanged(&mut reader, len),
        Ok(item) => is_plain(item),
        Err(_) => false,
    }
}

#[inline]
fn is_plain(item: Item<'_>) -> bool {
    match item {
        Item::Status(_) | Item::Bulk(_) => true,
        Item::Integer(n) => n.unsigned_abs() <= EXACT_UP_TO,
        _ => false,
    }
}

/// The same of `items` items and all that they contain.
fn are_unchanged(reader: &mut Reader<'_>, items: usize) -> bool {
    // Items to come of each array around the next item.
    let mut left = [0; MAX_DEPTH];
    let mut depth = 0;
    left[0] = items;
    loop {
        let Some(here) = left.get_mut(depth) else { return false };
        if *here == 0 {
            if depth == 0 {
                return true;
            }
            depth -= 1;
            continue;
        }
        *here -= 1;
        match reader.item() {
            Ok(Item::Array(len)) => {
                depth += 1;
                match left.get_mut(depth) {
                    Some(inner) => *inner = len,
                    None => return false,
                }
            }
            Ok(item) if is_plain(item) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lua_would_change_is_told_apart() {
        for protocol in [
            "+OK\r\n",
            ":0\r\n",
            ":-9007199254740992\r\n",
            "$0\r\n\r\n",
            "*0\r\n",
            "*2\r\n$1\r\na\r\n*2\r\n*0\r\n:1\r\n",
        ] {
            assert!(is_unchanged_by_lua(protocol.as_bytes()), "{protocol:?}");
        }
        for protocol in [
            "",
            "-ERR\r\n",
            ":9007199254740993\r\n",
            "$-1\r\n",
            "*-1\r\n",
            "*2\r\n:1\r\n",
            "*2\r\n:1\r\n$-1\r\n",
            "*1\r\n*1\r\n-ERR\r\n",
            "*1\r\n:-9007199254740993\r\n",
            "_\r\n",
            "#t\r\n",
            ",1.5\r\n",
            "%0\r\n",
            "~0\r\n",
            "=5\r\ntxt:a\r\n",
            "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n",
        ] {
            assert!(!is_unchanged_by_lua(protocol.as_bytes()), "{protocol:?}");
        }
    }
}

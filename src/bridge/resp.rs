//! Reading the protocol: one item after the other out of a reply's bytes.
//!
//! Lengths and counts are what the bytes claim and no more: nothing is reserved for them, and a claim
//! that the bytes do not keep ends in [`Malformed`]. An aggregate gives its count; its elements are the
//! items that follow.
//!
//! Imports nothing.

/// Digits of which every integer fits in 64 bits.
const SAFE_DIGITS: usize = 18;

/// One item of a reply.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item<'p> {
    /// `+`
    Status(&'p [u8]),
    /// `-`
    Error(&'p [u8]),
    /// `:`
    Integer(i64),
    /// `$`
    Bulk(&'p [u8]),
    /// `$-1`, `*-1`
    NullBulk,
    /// `_`
    Null,
    /// `#`
    Boolean(bool),
    /// `,`
    Double(f64),
    /// `(`
    BigNumber(&'p [u8]),
    /// `=`: format and text.
    Verbatim(&'p [u8], &'p [u8]),
    /// `*` with so many elements.
    Array(usize),
    /// `%` with so many pairs.
    Map(usize),
    /// `~` with so many members.
    Set(usize),
    /// `|` with so many pairs, in front of an item.
    Attribute(usize),
    /// `>` with so many elements.
    Push(usize),
}

/// The bytes are no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// What is left of a reply.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'p> {
    rest: &'p [u8],
}

impl<'p> Reader<'p> {
    /// Reads `bytes`.
    pub(super) fn new(bytes: &'p [u8]) -> Self {
        Reader { rest: bytes }
    }

    /// Bytes that are left: no aggregate can have more elements.
    pub(super) fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// The next item.
    ///
    /// # Errors
    /// [`Malformed`].
    #[inline]
    pub(super) fn item(&mut self) -> Result<Item<'p>, Malformed> {
        let (&kind, rest) = self.rest.split_first().ok_or(Malformed)?;
        self.rest = rest;
        Ok(match kind {
            b'$' => match self.length()? {
                Some(len) => Item::Bulk(self.bulk(len)?),
                None => Item::NullBulk,
            },
            b':' => Item::Integer(self.integer()?),
            b'+' => Item::Status(self.line()?),
            b'-' => Item::Error(self.line()?),
            b'*' => self.length()?.map_or(Item::NullBulk, Item::Array),
            _ => return self.newer_item(kind),
        })
    }

    /// An item of RESP3.
    fn newer_item(&mut self, kind: u8) -> Result<Item<'p>, Malformed> {
        Ok(match kind {
            b'_' => {
                self.line()?;
                Item::Null
            }
            b'#' => Item::Boolean(self.line()?.first() == Some(&b't')),
            b',' => Item::Double(double(self.line()?)),
            b'(' => Item::BigNumber(self.line()?),
            b'=' => {
                let len = self.count()?;
                let text = self.bulk(len)?;
                let (format, text) = text.split_at_checked(3).ok_or(Malformed)?;
                Item::Verbatim(format, text.get(1..).ok_or(Malformed)?)
            }
            b'%' => Item::Map(self.count()?),
            b'~' => Item::Set(self.count()?),
            b'|' => Item::Attribute(self.count()?),
            b'>' => Item::Push(self.count()?),
            _ => return Err(Malformed),
        })
    }

    /// Passes over the next `items` items with all that they contain. Linear, not recursive.
    ///
    /// # Errors
    /// [`Malformed`].
    pub(super) fn skip(&mut self, items: usize) -> Result<(), Malformed> {
        let mut left = items;
        while left > 0 {
            left -= 1;
            let inside = match self.item()? {
                Item::Array(n) | Item::Set(n) | Item::Push(n) => n,
                Item::Map(pairs) => pairs.checked_mul(2).ok_or(Malformed)?,
                // The item itself follows its attributes.
                Item::Attribute(pairs) => {
                    pairs.checked_mul(2).and_then(|items| items.checked_add(1)).ok_or(Malformed)?
                }
                _ => 0,
            };
            left = left.checked_add(inside).ok_or(Malformed)?;
        }
        Ok(())
    }

    /// Up to the end of the line, which is taken off.
    #[inline]
    fn line(&mut self) -> Result<&'p [u8], Malformed> {
        let end = self.rest.iter().position(|&byte| byte == b'\r').ok_or(Malformed)?;
        let (line, rest) = self.rest.split_at(end);
        self.rest = rest.strip_prefix(b"\r\n").ok_or(Malformed)?;
        Ok(line)
    }

    /// A line that is an integer, which is taken off.
    #[inline]
    fn integer(&mut self) -> Result<i64, Malformed> {
        let (negative, text) = match self.rest.split_first() {
            Some((b'-', rest)) => (true, rest),
            _ => (false, self.rest),
        };
        let (mut n, mut rest) = (0i64, text);
        while let Some((&byte, after)) = rest.split_first() {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            n = n.wrapping_mul(10).wrapping_add(digit.into());
            rest = after;
        }
        let len = text.len() - rest.len();
        self.rest = rest.strip_prefix(b"\r\n").ok_or(Malformed)?;
        match len {
            0 => Err(Malformed),
            1..=SAFE_DIGITS => Ok(if negative { -n } else { n }),
            _ => long_integer(negative, text.get(..len).unwrap_or_default()),
        }
    }

    /// A line that is a count; `None` for -1.
    #[inline]
    fn length(&mut self) -> Result<Option<usize>, Malformed> {
        match self.integer()? {
            -1 => Ok(None),
            n => usize::try_from(n).map(Some).map_err(|_| Malformed),
        }
    }

    fn count(&mut self) -> Result<usize, Malformed> {
        self.length()?.ok_or(Malformed)
    }

    #[inline]
    fn bulk(&mut self, len: usize) -> Result<&'p [u8], Malformed> {
        let (text, rest) = self.rest.split_at_checked(len).ok_or(Malformed)?;
        self.rest = rest.strip_prefix(b"\r\n").ok_or(Malformed)?;
        Ok(text)
    }
}

/// The integer of these digits, however many.
#[cold]
fn long_integer(negative: bool, digits: &[u8]) -> Result<i64, Malformed> {
    // Negative, because there is one more negative number than positive.
    let n = digits.iter().try_fold(0i64, |n, digit| {
        n.checked_mul(10).and_then(|n| n.checked_sub(i64::from(digit & 0x0F)))
    });
    let n = n.ok_or(Malformed)?;
    if negative { Ok(n) } else { n.checked_neg().ok_or(Malformed) }
}

/// A double as native reads it: 0 if it is none.
fn double(line: &[u8]) -> f64 {
    std::str::from_utf8(line).ok().and_then(|text| text.parse().ok()).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(bytes: &[u8]) -> Result<Vec<Item<'_>>, Malformed> {
        let mut reader = Reader::new(bytes);
        let mut items = Vec::new();
        while reader.remaining() > 0 {
            items.push(reader.item()?);
        }
        Ok(items)
    }

    #[test]
    fn every_kind_of_item_is_read() {
        let bytes =
            b"+OK\r\n-ERR x\r\n:-42\r\n$3\r\na\r\n\r\n$-1\r\n*-1\r\n*2\r\n_\r\n#t\r\n#f\r\n\
            ,1.5\r\n,inf\r\n,-inf\r\n,nan\r\n(123\r\n=5\r\ntxt:a\r\n%1\r\n~0\r\n|1\r\n>3\r\n";
        let read = items(bytes).unwrap();
        assert_eq!(read.len(), 20);
        assert_eq!(read[0], Item::Status(b"OK"));
        assert_eq!(read[2], Item::Integer(-42));
        assert_eq!(read[3], Item::Bulk(b"a\r\n"));
        assert_eq!(read[4..6], [Item::NullBulk, Item::NullBulk]);
        assert_eq!(read[10], Item::Double(1.5));
        assert_eq!(read[11], Item::Double(f64::INFINITY));
        assert!(matches!(read[13], Item::Double(n) if n.is_nan()));
        assert_eq!(read[15], Item::Verbatim(b"txt", b"a"));
    }

    #[test]
    fn integers_are_read_over_their_whole_range() {
        assert_eq!(items(b":9223372036854775807\r\n"), Ok(vec![Item::Integer(i64::MAX)]));
        assert_eq!(items(b":-9223372036854775808\r\n"), Ok(vec![Item::Integer(i64::MIN)]));
        assert_eq!(items(b":9223372036854775808\r\n"), Err(Malformed));
    }

    #[test]
    fn claims_that_the_bytes_do_not_keep_are_errors() {
        for bytes in [
            &b""[..],
            b"$5\r\nab\r\n",
            b"$99999999999999999999\r\n",
            b"$-2\r\n",
            b":1",
            b":1\r",
            b":\r\n",
            b":x\r\n",
            b"=2\r\nab\r\n",
            b"=-1\r\n",
            b"%-1\r\n",
            b"?\r\n",
            b"$1\r\nabc",
        ] {
            assert_eq!(Reader::new(bytes).item(), Err(Malformed), "{bytes:?}");
        }
    }

    #[test]
    fn skipping_takes_whole_items() {
        let bytes = b"*2\r\n%1\r\n+a\r\n|1\r\n+k\r\n+v\r\n*1\r\n:1\r\n$1\r\nx\r\n:7\r\n";
        let mut reader = Reader::new(bytes);
        reader.skip(1).unwrap();
        assert_eq!(reader.item(), Ok(Item::Integer(7)));
        assert_eq!(Reader::new(b"*3\r\n:1\r\n").skip(1), Err(Malformed));
        assert_eq!(Reader::new(b"%9223372036854775807\r\n").skip(1), Err(Malformed));
    }
}

//! Text that fits on a line of the protocol.
//!
//! `-`, `+` and `(` frames end with their line, so a line break inside ends the frame early and what
//! follows is taken for another reply. Whatever goes into such a frame is a [`Line`], and there is one
//! way to make one: CR and LF become spaces, a NUL ends the text, as native does it.
//!
//! May import nothing.

use std::ffi::{CStr, CString};

/// A text without CR, LF and NUL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(CString);

impl Line {
    /// The text up to its first NUL, line breaks replaced. Linear.
    pub fn new(text: &[u8]) -> Line {
        // There is no NUL in it.
        Line(CString::new(without_breaks(until_nul(text))).unwrap_or_default())
    }

    /// As [`Line::new`], without the line breaks at the end, as native sends error tables that are
    /// returned.
    pub fn trimmed(text: &[u8]) -> Line {
        let text = until_nul(text);
        let end = text.iter().rposition(|&byte| byte != b'\r' && byte != b'\n');
        Line::new(end.map_or(&[], |end| text.get(..=end).unwrap_or_default()))
    }

    /// The text for the server.
    pub fn as_c_str(&self) -> &CStr {
        &self.0
    }
}

/// The text with spaces for line breaks. Linear.
pub(super) fn without_breaks(text: &[u8]) -> Vec<u8> {
    text.iter().map(|&byte| if byte == b'\r' || byte == b'\n' { b' ' } else { byte }).collect()
}

/// The text as C sees it.
pub fn until_nul(text: &[u8]) -> &[u8] {
    text.split(|&byte| byte == 0).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_break_out_of_its_line() {
        for (text, line) in [
            (&b"X\r\n+INJECTED"[..], c"X  +INJECTED"),
            (b"a\0b", c"a"),
            (b"\0", c""),
            (b"", c""),
            (b"plain \xff", c"plain \xff"),
            (b"a\r\n", c"a  "),
        ] {
            assert_eq!(Line::new(text).as_c_str(), line);
        }
    }

    #[test]
    fn trimming_takes_line_breaks_off_the_end_alone() {
        assert_eq!(Line::trimmed(b"a\nb\r\n\r\n").as_c_str(), c"a b");
        assert_eq!(Line::trimmed(b"\r\n").as_c_str(), c"");
        assert_eq!(Line::trimmed(b"a\n\0b").as_c_str(), c"a");
    }
}

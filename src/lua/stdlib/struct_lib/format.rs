//! Formats: what comes next, how wide it is, where it has to stand.
//!
//! May import `error`.
#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "short texts")]

use super::super::super::error::Error;

/// Most bytes an integer may have.
pub(super) const MAX_INTEGER: usize = 32;
/// Alignment that `!` alone asks for.
const MAX_ALIGNMENT: i32 = 8;

/// A format while it is read.
pub(super) struct Format {
    at: usize,
    /// The highest byte comes first.
    pub(super) big_endian: bool,
    /// Nothing is aligned to more than that.
    alignment: usize,
}

/// One letter of a format with what belongs to it.
#[derive(Clone, Copy)]
pub(super) struct Item {
    /// The letter.
    pub(super) option: u8,
    /// Bytes it stands for; 0 if the value tells, or for a letter that stands for none.
    pub(super) size: usize,
    /// Bytes before it, less than [`MAX_INTEGER`].
    pub(super) padding: usize,
}

impl Default for Format {
    fn default() -> Self {
        Format { at: 0, big_endian: false, alignment: 1 }
    }
}

impl Format {
    /// Bytes of the format that were read.
    #[inline]
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The next item of the format `text` at a position of the data; `None` at the end.
    ///
    /// # Errors
    /// `integral size overflow`, `integral size ... is larger than limit of 32`
    #[inline]
    pub(super) fn next(&mut self, text: &[u8], position: usize) -> Result<Option<Item>, Error> {
        let option = match text.get(self.at) {
            Some(&option) if option != 0 => option,
            _ => return Ok(None),
        };
        self.at += 1;
        let size = match option {
            b'B' | b'b' | b'x' => 1,
            b'H' | b'h' => 2,
            b'f' => 4,
            b'L' | b'l' | b'T' | b'd' => 8,
            b'c' => self.number(text, 1)?.unsigned_abs() as usize,
            b'i' | b'I' => {
                let size = self.number(text, 4)?;
                let wide = size.unsigned_abs() as usize;
                if wide > MAX_INTEGER {
                    let limit = format!("is larger than limit of {MAX_INTEGER}");
                    return Err(Error::text(format!("integral size {size} {limit}")));
                }
                wide
            }
            _ => 0,
        };
        let padding = self.padding(option, size, position);
        Ok(Some(Item { option, size, padding }))
    }

    /// Bytes needed to align an item. Natively meant for powers of two, but computed for any size.
    fn padding(&self, option: u8, size: usize, position: usize) -> usize {
        if size == 0 || option == b'c' {
            return 0;
        }
        let size = size.min(self.alignment);
        (size - (position & (size - 1))) & (size - 1)
    }

    /// The number at this place, or a default.
    fn number(&mut self, text: &[u8], default: i32) -> Result<i32, Error> {
        let mut number = None;
        while let Some(&digit) = text.get(self.at)
            && digit.is_ascii_digit()
        {
            let next = number.unwrap_or(0i32).checked_mul(10);
            let next = next.and_then(|n| n.checked_add(i32::from(digit - b'0')));
            let Some(next) = next else { return Err(Error::text("integral size overflow")) };
            number = Some(next);
            self.at += 1;
        }
        Ok(number.unwrap_or(default))
    }

    /// Does what a letter says that stands for no data.
    ///
    /// # Errors
    /// `invalid format option`, `alignment ... is not a power of 2`
    pub(super) fn control(&mut self, text: &[u8], option: u8) -> Result<(), Error> {
        match option {
            b' ' => {}
            b'>' => self.big_endian = true,
            b'<' => self.big_endian = false,
            b'!' => {
                let alignment = self.number(text, MAX_ALIGNMENT)?;
                if alignment <= 0 || !alignment.unsigned_abs().is_power_of_two() {
                    let text = format!("alignment {alignment} is not a power of 2");
                    return Err(Error::text(text));
                }
                self.alignment = alignment.unsigned_abs() as usize;
            }
            _ => {
                let text = [b"invalid format option '", &[option][..], b"'"].concat();
                return Err(Error::argument(1, text));
            }
        }
        Ok(())
    }
}

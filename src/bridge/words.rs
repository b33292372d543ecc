//! The words of a command that a script calls: strings as they lie in the engine's memory, numbers as
//! text.
//!
//! Few words, which is what nearly all calls have, take no memory but the caller's, and the texts of
//! numbers that of the call before.
//!
//! May import `number_text`, `server`, and the facade of the language.

use super::number_text::NumberText;
use super::server::Server;
use crate::lua::OutOfMemory;
use crate::lua::vm::native::Arguments;

/// Numbers for which memory is kept between runs.
const NUMBERS_KEPT: usize = 64;
/// Words for which no memory is taken.
const WORDS_IN_PLACE: usize = 8;
/// Bytes that one more word takes at most.
const WORD_BYTES: usize = size_of::<&[u8]>() + size_of::<NumberText>();

/// Are the arguments such as commands have (parity A1, A2)? Then how many of them are numbers.
///
/// # Errors
/// What the script is told.
#[inline]
pub(super) fn check_arguments(
    args: &impl Arguments,
    server: &Server,
) -> Result<usize, &'static str> {
    if args.count() == 0 {
        return Err(server.wording.no_arguments);
    }
    let mut numbers = 0;
    for index in 1..=args.count() {
        let value = args.get(index);
        if !value.is_string() {
            if !value.is_number() {
                return Err(server.wording.bad_argument);
            }
            numbers += 1;
        }
    }
    Ok(numbers)
}

/// The numbers among the arguments as text, in their order.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    texts: Vec<NumberText>,
}

impl Numbers {
    /// Takes those among `args` in place of the former ones. Linear.
    ///
    /// # Errors
    /// Memory is out.
    #[inline]
    pub(super) fn read(
        &mut self,
        args: &impl Arguments,
        server: &Server,
    ) -> Result<(), OutOfMemory> {
        self.texts.clear();
        for index in 1..=args.count() {
            let value = args.get(index);
            if value.is_number() {
                self.texts.try_reserve(1).map_err(|_| OutOfMemory)?;
                self.texts.push(NumberText::new(value.as_f64(), server.has_short_numbers()));
            }
        }
        Ok(())
    }

    /// Gives back the memory that many numbers took.
    pub(super) fn shrink(&mut self) {
        self.texts.clear();
        self.texts.shrink_to(NUMBERS_KEPT);
    }
}

/// The words of a command, its name first.
pub(super) struct Words<'b> {
    in_place: [&'b [u8]; WORDS_IN_PLACE],
    /// All of them, if they are more.
    more: Vec<&'b [u8]>,
    len: usize,
}

impl<'b> Words<'b> {
    /// No words.
    pub(super) const NONE: Words<'b> =
        Words { in_place: [&[]; WORDS_IN_PLACE], more: Vec::new(), len: 0 };

    /// Takes `args`, whose numbers are `numbers`. Linear.
    ///
    /// # Errors
    /// Memory is out.
    #[inline]
    pub(super) fn take(
        &mut self,
        args: &'b impl Arguments,
        numbers: &'b Numbers,
    ) -> Result<(), OutOfMemory> {
        self.len = args.count();
        let mut texts = numbers.texts.iter();
        let words = (1..=self.len).map(|index| {
            let value = args.get(index);
            if value.is_string() {
                args.bytes(value)
            } else {
                texts.next().map_or(&[][..], NumberText::as_bytes)
            }
        });
        if self.len > WORDS_IN_PLACE {
            // They are gone when the command has run, so they are not charged.
            if self.len.saturating_mul(WORD_BYTES) > args.spare_memory() {
                return Err(OutOfMemory);
            }
            self.more.try_reserve_exact(self.len).map_err(|_| OutOfMemory)?;
            self.more.extend(words);
        } else {
            self.in_place.iter_mut().zip(words).for_each(|(slot, word)| *slot = word);
        }
        Ok(())
    }

    /// Bytes of all words.
    #[inline]
    pub(super) fn bytes(&self) -> usize {
        self.as_slice().iter().fold(0, |sum, word| sum.saturating_add(word.len()))
    }

    /// All words.
    #[inline]
    pub(super) fn as_slice(&self) -> &[&'b [u8]] {
        let words = if self.len > WORDS_IN_PLACE { &self.more } else { &self.in_place[..] };
        words.get(..self.len).unwrap_or_default()
    }
}

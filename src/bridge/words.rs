//! The words of a command that a script calls: strings as they lie in the engine's memory, numbers as
//! text.
//!
//! Few words, which is what nearly all calls have, take no memory but the caller's.
//!
//! May import `number_text`, `server`, and the facade of the language.

use super::number_text::NumberText;
use super::server::Server;
use crate::lua::OutOfMemory;
use crate::lua::vm::native::Arguments;

/// Numbers among the words that are written in place.
const NUMBERS_IN_PLACE: usize = 8;
/// Words that are kept in place.
const WORDS_IN_PLACE: usize = 12;

/// Are the arguments such as commands have (parity A1, A2)?
///
/// # Errors
/// What the script is told.
#[inline]
pub(super) fn check_arguments(args: &impl Arguments, server: &Server) -> Result<(), &'static str> {
    if args.count() == 0 {
        return Err(server.wording.no_arguments);
    }
    let fits = |index| {
        let value = args.get(index);
        value.is_string() || value.is_number()
    };
    if (1..=args.count()).all(fits) { Ok(()) } else { Err(server.wording.bad_argument) }
}

/// The numbers among the arguments as text, in their order.
#[derive(Default)]
pub(super) struct Numbers {
    in_place: [NumberText; NUMBERS_IN_PLACE],
    more: Vec<NumberText>,
}

impl Numbers {
    /// Takes those among `args`. Linear.
    ///
    /// # Errors
    /// Memory is out.
    #[inline]
    pub(super) fn read(
        &mut self,
        args: &impl Arguments,
        server: &Server,
    ) -> Result<(), OutOfMemory> {
        let mut used = 0;
        for index in 1..=args.count() {
            let value = args.get(index);
            if value.is_number() {
                let text = NumberText::new(value.as_f64(), server.has_short_numbers());
                match self.in_place.get_mut(used) {
                    Some(slot) => *slot = text,
                    None => self.keep_more(text)?,
                }
                used += 1;
            }
        }
        Ok(())
    }

    #[cold]
    fn keep_more(&mut self, text: NumberText) -> Result<(), OutOfMemory> {
        self.more.try_reserve(1).map_err(|_| OutOfMemory)?;
        self.more.push(text);
        Ok(())
    }

    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.in_place.iter().chain(&self.more).map(NumberText::as_bytes)
    }
}

/// The words of a command, its name first.
#[derive(Default)]
pub(super) struct Words<'b> {
    in_place: [&'b [u8]; WORDS_IN_PLACE],
    /// All of them, if they are more.
    more: Vec<&'b [u8]>,
    len: usize,
}

impl<'b> Words<'b> {
    /// Takes `args`, whose numbers are `numbers`. Linear.
    ///
    /// # Errors
    /// Memory is out.
    #[inline]
    pub(super) fn read(
        &mut self,
        args: &'b impl Arguments,
        numbers: &'b Numbers,
    ) -> Result<(), OutOfMemory> {
        self.len = args.count();
        let mut texts = numbers.iter();
        let words = (1..=self.len).map(|index| {
            let value = args.get(index);
            if value.is_string() { args.bytes(value) } else { texts.next().unwrap_or_default() }
        });
        if self.len > WORDS_IN_PLACE {
            self.more.try_reserve_exact(self.len).map_err(|_| OutOfMemory)?;
            self.more.extend(words);
        } else {
            self.in_place.iter_mut().zip(words).for_each(|(slot, word)| *slot = word);
        }
        Ok(())
    }

    /// All words.
    #[inline]
    pub(super) fn as_slice(&self) -> &[&'b [u8]] {
        let words = if self.len > WORDS_IN_PLACE { &self.more } else { &self.in_place[..] };
        words.get(..self.len).unwrap_or_default()
    }
}

//! The words of a command that a script calls: strings as they lie in the engine's memory, numbers as
//! text.
//!
//! Few words, which is what nearly all calls have, take no memory but the caller's, and the texts of
//! numbers that of the call before.
//!
//! May import `number_text`, `server`, and the facade of the language.

use arrayvec::ArrayVec;

use super::number_text::NumberText;
use super::server::Server;
use crate::lua::vm::native::{Args, Arguments};

/// Numbers for which memory is kept between calls.
const NUMBERS_KEPT: usize = 64;
/// Words for which no memory is taken.
const FEW: usize = 8;
/// Bytes that one more word takes at most.
const WORD_BYTES: usize = size_of::<&[u8]>() + size_of::<NumberText>();

/// Why arguments are not the words of a command.
pub(super) enum NoWords {
    /// They are not such as commands have (parity A1, A2): what the script is told.
    Text(&'static str),
    /// Memory is out.
    Memory,
}

/// The numbers among the arguments as text, in their order.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    texts: Vec<NumberText>,
}

impl Numbers {
    /// Takes those among `args` in place of the former ones. Linear.
    #[inline]
    fn read(&mut self, args: &Args<'_>, server: &Server) -> Result<(), NoWords> {
        self.texts.clear();
        if args.all().is_empty() {
            return Err(NoWords::Text(server.wording.no_arguments));
        }
        for &value in args.all() {
            if value.is_number() {
                self.texts.try_reserve(1).map_err(|_| NoWords::Memory)?;
                self.texts.push(NumberText::new(value.as_f64(), server.has_short_numbers()));
            } else if !value.is_string() {
                return Err(NoWords::Text(server.wording.bad_argument));
            }
        }
        Ok(())
    }

    /// Forgets them, and gives back the memory that many take.
    pub(super) fn shrink(&mut self) {
        self.texts.clear();
        self.texts.shrink_to(NUMBERS_KEPT);
    }
}

/// The words of a command, its name first, if they are few.
pub(super) type FewWords<'b> = ArrayVec<&'b [u8], FEW>;

/// Takes `args` if they are few and all of them strings: the bytes of all of them. `None` if they are not;
/// then [`Words::take`] is to be asked.
#[inline(always)]
pub(super) fn take_strings<'b>(words: &mut FewWords<'b>, args: &'b Args<'_>) -> Option<usize> {
    let mut bytes = 0;
    for &value in args.all() {
        if !value.is_string() || words.is_full() {
            return None;
        }
        let word = args.bytes(value);
        bytes += word.len();
        words.push(word);
    }
    (!words.is_empty()).then_some(bytes)
}

/// The words of a command, its name first.
#[derive(Default)]
pub(super) struct Words<'b> {
    few: FewWords<'b>,
    /// All of them, if they are more.
    many: Vec<&'b [u8]>,
}

impl<'b> Words<'b> {
    /// Takes `args`, whose numbers are in `numbers` afterwards. Linear.
    ///
    /// # Errors
    /// They are no words of a command; memory is out.
    pub(super) fn take(
        &mut self,
        args: &'b Args<'_>,
        numbers: &'b mut Numbers,
        server: &Server,
    ) -> Result<(), NoWords> {
        numbers.read(args, server)?;
        let mut texts = numbers.texts.iter();
        let words = args.all().iter().map(|&value| {
            if value.is_string() {
                args.bytes(value)
            } else {
                texts.next().map_or(&[][..], NumberText::as_bytes)
            }
        });
        let count = args.all().len();
        if count > FEW {
            // They are gone when the command has run, so they are not charged.
            if count.saturating_mul(WORD_BYTES) > args.spare_memory() {
                return Err(NoWords::Memory);
            }
            self.many.try_reserve_exact(count).map_err(|_| NoWords::Memory)?;
            self.many.extend(words);
        } else {
            words.for_each(|word| self.few.push(word));
        }
        Ok(())
    }

    /// Bytes of all words.
    pub(super) fn bytes(&self) -> usize {
        self.as_slice().iter().fold(0, |sum, word| sum.saturating_add(word.len()))
    }

    /// All words.
    pub(super) fn as_slice(&self) -> &[&'b [u8]] {
        if self.many.is_empty() { &self.few } else { &self.many }
    }
}

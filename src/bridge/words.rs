//! The words of a command that a script calls: strings as they lie in the engine's memory, unread items of
//! the script's lists as they lie in the client's, numbers as text.
//!
//! Few words, which is what nearly all calls have, take no memory but the caller's.
//!
//! May import `ffi`, `number_text`, `server`, and the facade of the language.

use std::cell::OnceCell;

use arrayvec::ArrayVec;

use super::ffi::Word;
use super::number_text::NumberText;
use super::server::server;
use crate::lua::Value;
use crate::lua::vm::native::{Args, Arguments};

/// Words for which no memory is taken.
const FEW: usize = 8;
/// Numbers among them.
const FEW_NUMBERS: usize = 4;
/// Bytes that one more word takes at most.
const WORD_BYTES: usize = size_of::<&[u8]>() + size_of::<OnceCell<NumberText>>();

/// Why arguments are not the words of a command.
pub(super) enum NoWords {
    /// They are not such as commands have (parity A1, A2): what the script is told.
    Text(&'static str),
    /// Memory is out.
    Memory,
}

/// The words of a command, its name first, if they are few.
pub(super) type FewWords<'b> = ArrayVec<&'b [u8], FEW>;
/// Room for the numbers among them.
pub(super) type FewNumbers = [OnceCell<NumberText>; FEW_NUMBERS];

/// Takes `args` if they are few: the bytes of all of them. `None` if they are many, or no words of a command;
/// then [`with_words`] is to be asked. `item` gives unread items of the lists.
#[inline(always)]
pub(super) fn take_few<'b>(
    words: &mut FewWords<'b>,
    numbers: &'b FewNumbers,
    args: &'b Args<'_>,
    item: impl Fn((usize, usize)) -> Option<Word<'b>>,
) -> Option<usize> {
    read(args, numbers, item, |word| words.try_push(word).ok())
}

/// Does `work` with the words that `args` are, the name of the command first, and the number of bytes of
/// all of them; `item` gives unread items of the lists. Linear. What memory they take is given back when the
/// work is done, so it is not charged.
///
/// # Errors
/// They are no words of a command; memory is out.
#[cold]
pub(super) fn with_words<'w, R>(
    args: &Args<'_>,
    item: impl Fn((usize, usize)) -> Option<Word<'w>>,
    work: impl FnOnce(&[&[u8]], usize) -> R,
) -> Result<R, NoWords> {
    let count = args.all().len();
    let count_of_numbers = args.all().iter().filter(|value| value.is_number()).count();
    if count.saturating_mul(WORD_BYTES) > args.spare_memory() {
        return Err(NoWords::Memory);
    }
    let (mut numbers, mut words) = (Vec::new(), Vec::new());
    numbers.try_reserve_exact(count_of_numbers).map_err(|_| NoWords::Memory)?;
    numbers.resize_with(count_of_numbers, OnceCell::new);
    words.try_reserve_exact(count).map_err(|_| NoWords::Memory)?;
    let take = |word| {
        words.push(word);
        Some(())
    };
    match read(args, &numbers, item, take) {
        Some(bytes) => Ok(work(&words, bytes)),
        None if count == 0 => Err(NoWords::Text(server().wording.no_arguments)),
        None => Err(NoWords::Text(server().wording.bad_argument)),
    }
}

/// Gives `take` the words that `args` are, unread items from `item`, numbers written to `numbers`: the bytes
/// of all of them. `None` if there are none, if one is no word, or if `take` or `numbers` has no room for one.
#[inline(always)]
fn read<'b, 'w: 'b>(
    args: &'b Args<'_>,
    numbers: &'b [OnceCell<NumberText>],
    item: impl Fn((usize, usize)) -> Option<Word<'w>>,
    mut take: impl FnMut(&'b [u8]) -> Option<()>,
) -> Option<usize> {
    let (mut used, mut bytes) = (0, 0);
    for &value in args.all() {
        let word = if value.is_string() {
            args.bytes(value)
        } else if let Some(unread) = value.unread_item() {
            item(unread)?.bytes()
        } else {
            write_number(value, numbers, &mut used)?
        };
        take(word)?;
        bytes += word.len();
    }
    (!args.all().is_empty()).then_some(bytes)
}

/// The text of a number, for which there is room behind the `used`.
#[inline(never)]
fn write_number<'b>(
    value: Value,
    numbers: &'b [OnceCell<NumberText>],
    used: &mut usize,
) -> Option<&'b [u8]> {
    let number = value.to_number()?;
    let place = numbers.get(*used)?;
    *used += 1;
    let text = || NumberText::new(number, server().has_short_numbers());
    Some(place.get_or_init(text).as_bytes())
}

//! The words of a command that a script calls: strings as they lie in the engine's memory, numbers as
//! text.
//!
//! Few words, which is what nearly all calls have, take no memory but the caller's.
//!
//! May import `number_text`, `server`, and the facade of the language.

use std::cell::OnceCell;

use arrayvec::ArrayVec;

use super::number_text::NumberText;
use super::server::server;
use crate::lua::Value;
use crate::lua::vm::native::{Args, Arguments};

/// Words for which no memory is taken.
const FEW: usize = 8;
/// Numbers among them.
const FEW_NUMBERS: usize = 4;
/// Bytes that one more word takes at most.
const WORD_BYTES: usize = size_of::<&[u8]>() + size_of::<NumberText>();

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
/// then [`with_words`] is to be asked.
#[inline(always)]
pub(super) fn take_few<'b>(
    words: &mut FewWords<'b>,
    numbers: &'b FewNumbers,
    args: &'b Args<'_>,
) -> Option<usize> {
    let (mut used, mut bytes) = (0, 0);
    for &value in args.all() {
        let word = if value.is_string() {
            args.bytes(value)
        } else {
            write_number(value, numbers, &mut used)?
        };
        words.try_push(word).ok()?;
        bytes += word.len();
    }
    (!words.is_empty()).then_some(bytes)
}

/// The text of a number, for which there is room behind the `used`.
#[inline(never)]
fn write_number<'b>(value: Value, numbers: &'b FewNumbers, used: &mut usize) -> Option<&'b [u8]> {
    let number = value.to_number()?;
    let place = numbers.get(*used)?;
    *used += 1;
    let text = || NumberText::new(number, server().has_short_numbers());
    Some(place.get_or_init(text).as_bytes())
}

/// Does `work` with the words that `args` are, the name of the command first, and the number of bytes of
/// all of them. Linear. What memory they take is given back when the work is done, so it is not charged.
///
/// # Errors
/// They are no words of a command; memory is out.
#[cold]
pub(super) fn with_words<R>(
    args: &Args<'_>,
    work: impl FnOnce(&[&[u8]], usize) -> R,
) -> Result<R, NoWords> {
    let count = args.all().len();
    let count_of_numbers = args.all().iter().filter(|value| value.is_number()).count();
    if count.saturating_mul(WORD_BYTES) > args.spare_memory() {
        return Err(NoWords::Memory);
    }
    let (mut numbers, mut words) = (Vec::new(), Vec::new());
    numbers.try_reserve_exact(count_of_numbers).map_err(|_| NoWords::Memory)?;
    words.try_reserve_exact(count).map_err(|_| NoWords::Memory)?;
    read_numbers(args, &mut numbers)?;
    let bytes = read_words(args, &numbers, &mut words);
    Ok(work(&words, bytes))
}

/// Takes the numbers among `args` as text, in their order.
fn read_numbers(args: &Args<'_>, numbers: &mut Vec<NumberText>) -> Result<(), NoWords> {
    let server = server();
    if args.all().is_empty() {
        return Err(NoWords::Text(server.wording.no_arguments));
    }
    for &value in args.all() {
        if value.is_number() {
            numbers.push(NumberText::new(value.as_f64(), server.has_short_numbers()));
        } else if !value.is_string() {
            return Err(NoWords::Text(server.wording.bad_argument));
        }
    }
    Ok(())
}

/// Takes `args`, whose numbers are `numbers`, and counts their bytes.
fn read_words<'b>(
    args: &'b Args<'_>,
    numbers: &'b [NumberText],
    words: &mut Vec<&'b [u8]>,
) -> usize {
    let (mut numbers, mut bytes) = (numbers.iter(), 0usize);
    for &value in args.all() {
        let word = if value.is_string() {
            args.bytes(value)
        } else {
            numbers.next().map_or(&[][..], NumberText::as_bytes)
        };
        bytes = bytes.saturating_add(word.len());
        words.push(word);
    }
    bytes
}

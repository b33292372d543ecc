//! What a script returned, as its client's reply (parity 10.2).
//!
//! Tables are looked at without metamethods. Nesting is followed with an explicit stack up to the depth
//! at which native's own stack is full; there an error stands in place of the value. Each aggregate
//! announces as many elements as follow, so whatever the value is, one well-formed frame goes out. What
//! can be large is measured before ([`check_size`]), for nothing takes back what was begun.
//!
//! May import `ffi`, `guard`, `text`, and the facade of the language.

use std::convert::Infallible;

use super::ffi::{Context, Line, until_nul};
use super::guard::{Place, fault_at};
use super::text;
use crate::lua::LimitKind;
use crate::lua::vm::{TableView, View};

/// Slots of native's stack, and those it wants to be free for a value.
const STACK_SLOTS: usize = 8_000;
const FREE_SLOTS: usize = 4;
/// Slots in use when the first value is converted: the error handler and the value.
const FIRST_SLOT: usize = 2;
/// Slots that native uses for a value inside an aggregate.
const LIST_SLOTS: usize = 1;
const MAP_KEY_SLOTS: usize = 4;
const MAP_VALUE_SLOTS: usize = 3;
const SET_SLOTS: usize = 3;

/// Bytes that a reply may have at most: a table that holds itself twice has no end.
const MAX_BYTES: usize = 1 << 30;
/// What an element counts beside its text.
const ELEMENT_BYTES: usize = 32;
/// What a place of a map or set counts, whether it holds an element or not: to pass it is work, each time that
/// the table is sent.
const PLACE_BYTES: usize = 8;
/// Elements that are counted or looked at between two questions whether the run may go on.
const POLL_ELEMENTS: usize = 1024;

/// An aggregate whose elements are being sent, and the slots of native's stack up to it.
struct Level<'v> {
    open: Open<'v>,
    slots: usize,
}

/// What is left of an aggregate.
enum Open<'v> {
    /// A list: the next item, items to come.
    List { table: TableView<'v>, next: i64, left: usize },
    /// A map: where its traversal is, the value that follows the key just sent.
    Map { table: TableView<'v>, position: usize, value: Option<View<'v>> },
    /// A set: where the traversal of its keys is.
    Set { table: TableView<'v>, position: usize },
}

/// What a table stands for.
enum Meaning<'v> {
    Error(&'v [u8]),
    Status(&'v [u8]),
    Double(f64),
    BigNumber(&'v [u8]),
    Verbatim(&'v [u8], &'v [u8]),
    Map(TableView<'v>),
    Set(TableView<'v>),
    List,
}

/// Sends a value. `resp3`: the script has chosen RESP3, which tells true and false from 1 and nil.
/// Linear in what is sent.
#[inline]
pub(super) fn send(context: &Context<'_>, value: View<'_>, resp3: bool) {
    match value {
        View::Table(table) => Sender { context, resp3 }.send_table(table),
        scalar => send_scalar(context, scalar, resp3),
    }
}

#[inline]
fn send_scalar(context: &Context<'_>, value: View<'_>, resp3: bool) {
    match value {
        View::String(bytes) => context.reply_bulk(bytes),
        View::Number(n) => context.reply_integer(truncate(n)),
        View::Boolean(b) if resp3 => context.reply_boolean(b),
        View::Boolean(true) => context.reply_integer(1),
        View::Boolean(false) | View::Nil | View::Table(_) | View::Other => context.reply_null(),
    }
}

/// A C cast: toward zero; the smallest integer if it does not fit or is NaN.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the cast is the purpose")]
fn truncate(n: f64) -> i64 {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&n) { n as i64 } else { i64::MIN }
}

/// Finds out whether a value's reply is small enough to be sent: no larger than what the script may
/// hold, `limit` bytes. Linear in the reply; `poll` says whether to go on.
///
/// # Errors
/// It is too large, or the run is over.
#[inline]
pub(super) fn check_size(
    value: View<'_>,
    limit: usize,
    mut poll: impl FnMut() -> Result<(), LimitKind>,
) -> Result<(), LimitKind> {
    // One string is not larger than what the script holds.
    let View::Table(table) = value else { return Ok(()) };
    let limit = limit.min(MAX_BYTES);
    let (mut bytes, mut elements) = (0usize, 0usize);
    walk(table, |value, slots| {
        let (text, open) = measure(value, slots);
        // An aggregate is passed when it is opened, and may be opened often before its elements are looked at.
        elements += 1 + open.as_ref().map_or(0, Open::passed);
        if elements >= POLL_ELEMENTS {
            elements = 0;
            poll()?;
        }
        bytes = bytes.saturating_add(text).saturating_add(ELEMENT_BYTES);
        if bytes > limit { Err(LimitKind::OutOfMemory) } else { Ok(open) }
    })
}

/// Bytes of a value's text, and the aggregate that it opens.
fn measure(value: View<'_>, slots: usize) -> (usize, Option<Open<'_>>) {
    match value {
        _ if slots + FREE_SLOTS > STACK_SLOTS => (text::REPLY_TOO_DEEP.len(), None),
        View::String(bytes) => (bytes.len(), None),
        View::Table(table) => match meaning(table) {
            Meaning::Error(text) | Meaning::Status(text) | Meaning::BigNumber(text) => {
                (text.len(), None)
            }
            Meaning::Verbatim(_, text) => (text.len(), None),
            Meaning::Double(_) => (0, None),
            Meaning::Map(map) => (map.places() * PLACE_BYTES, Some(Open::map(map))),
            Meaning::Set(set) => (set.places() * PLACE_BYTES, Some(Open::set(set))),
            Meaning::List => (0, Some(Open::list(table))),
        },
        View::Nil | View::Boolean(_) | View::Number(_) | View::Other => (0, None),
    }
}

/// Gives a table and all that is in it to `visit`, in the order of the reply, with the slots of native's
/// stack that are in use. `visit` says which of them to go into.
fn walk<'v, E>(
    table: TableView<'v>,
    mut visit: impl FnMut(View<'v>, usize) -> Result<Option<Open<'v>>, E>,
) -> Result<(), E> {
    let mut levels: Vec<Level<'v>> = Vec::new();
    let (mut value, mut slots) = (View::Table(table), FIRST_SLOT);
    loop {
        if let Some(open) = visit(value, slots)? {
            levels.push(Level { open, slots });
        }
        // The next value is that of the innermost aggregate that has one.
        loop {
            let Some(innermost) = levels.last_mut() else { return Ok(()) };
            if let Some(next) = innermost.open.next() {
                value = next;
                slots = innermost.slots + innermost.open.slots();
                break;
            }
            levels.pop();
        }
    }
}

/// A reply that is being sent.
struct Sender<'s, 'c> {
    context: &'s Context<'c>,
    resp3: bool,
}

impl Sender<'_, '_> {
    fn send_table(&mut self, table: TableView<'_>) {
        let sent: Result<(), Infallible> = walk(table, |value, slots| {
            let open = self.send_value(value, slots);
            fault_at(Place::RestOfReply);
            Ok(open)
        });
        match sent {
            Ok(()) => (),
        }
    }

    /// Sends a value, or the head of an aggregate, which is returned.
    fn send_value<'v>(&mut self, value: View<'v>, slots: usize) -> Option<Open<'v>> {
        if slots + FREE_SLOTS > STACK_SLOTS {
            self.context.reply_error(&Line::new(text::REPLY_TOO_DEEP.as_bytes()));
            return None;
        }
        let View::Table(table) = value else {
            send_scalar(self.context, value, self.resp3);
            return None;
        };
        let context = self.context;
        match meaning(table) {
            Meaning::Error(text) => send_error(context, table, text),
            Meaning::Status(b"OK") => context.reply_ok(),
            Meaning::Status(text) => {
                context.reply_status(&Line::new(text));
            }
            Meaning::Double(n) => context.reply_double(n),
            Meaning::BigNumber(digits) => {
                context.reply_big_number(digits);
            }
            Meaning::Verbatim(format, text) => {
                context.reply_verbatim(text, verbatim_format(format));
            }
            Meaning::Map(map) => {
                let map = Open::map(map);
                context.reply_map(map.len());
                return Some(map);
            }
            Meaning::Set(set) => {
                let set = Open::set(set);
                context.reply_set(set.len());
                return Some(set);
            }
            Meaning::List => {
                let list = Open::list(table);
                context.reply_array(list.len());
                return Some(list);
            }
        }
        None
    }
}

/// Sends an error that is a table.
fn send_error(context: &Context<'_>, table: TableView<'_>, text: &[u8]) {
    let line = Line::trimmed(text);
    context.reply_error_of_script(&line, is_counted(table));
}

/// Has the server counted the error that a table stands for, when it told the script of it?
pub(super) fn is_counted(table: TableView<'_>) -> bool {
    matches!(table.get(b"ignore_error_stats_update"), View::Boolean(true))
}

impl<'v> Open<'v> {
    fn list(table: TableView<'v>) -> Self {
        Open::List { table, next: 1, left: count_items(table) }
    }

    fn map(table: TableView<'v>) -> Self {
        Open::Map { table, position: 0, value: None }
    }

    fn set(table: TableView<'v>) -> Self {
        Open::Set { table, position: 0 }
    }

    /// Places that are passed by opening it and looking for its elements.
    fn passed(&self) -> usize {
        match self {
            Open::List { left, .. } => *left,
            Open::Map { table, .. } | Open::Set { table, .. } => table.places(),
        }
    }

    /// Elements of one that has not been begun.
    fn len(&self) -> usize {
        match self {
            Open::List { left, .. } => *left,
            Open::Map { table, .. } | Open::Set { table, .. } => table.pairs().count(),
        }
    }

    /// The next value to send; `None` at the end.
    fn next(&mut self) -> Option<View<'v>> {
        match self {
            Open::List { left: 0, .. } => None,
            Open::List { table, next, left } => {
                let value = table.item(*next);
                *next += 1;
                *left -= 1;
                Some(value)
            }
            Open::Map { table, position, value } => {
                if let Some(value) = value.take() {
                    return Some(value);
                }
                let (after, key, of_key) = table.entry(*position)?;
                (*position, *value) = (after, Some(of_key));
                Some(key)
            }
            Open::Set { table, position } => {
                let (after, key, _) = table.entry(*position)?;
                *position = after;
                Some(key)
            }
        }
    }

    /// Slots that native's stack holds for it while the value given last is sent.
    fn slots(&self) -> usize {
        match self {
            Open::List { .. } => LIST_SLOTS,
            Open::Map { value: Some(_), .. } => MAP_KEY_SLOTS,
            Open::Map { value: None, .. } => MAP_VALUE_SLOTS,
            Open::Set { .. } => SET_SLOTS,
        }
    }
}

/// What a table stands for: the first of native's tests that it passes.
fn meaning(table: TableView<'_>) -> Meaning<'_> {
    if !table.has_fields() {
        return Meaning::List;
    }
    if let View::String(text) = table.get(b"err") {
        return Meaning::Error(until_nul(text));
    }
    if let View::String(text) = table.get(b"ok") {
        return Meaning::Status(text);
    }
    if let View::Number(n) = table.get(b"double") {
        return Meaning::Double(n);
    }
    if let View::String(digits) = table.get(b"big_number") {
        return Meaning::BigNumber(digits);
    }
    if let View::Table(verbatim) = table.get(b"verbatim_string")
        && let View::String(format) = verbatim.get(b"format")
        && let View::String(text) = verbatim.get(b"string")
    {
        return Meaning::Verbatim(format, text);
    }
    if let View::Table(map) = table.get(b"map") {
        return Meaning::Map(map);
    }
    if let View::Table(set) = table.get(b"set") {
        return Meaning::Set(set);
    }
    Meaning::List
}

/// Items of a list: up to the first nil.
fn count_items(table: TableView<'_>) -> usize {
    (1..).take_while(|&n| !matches!(table.item(n), View::Nil)).count()
}

/// The format of a verbatim string: three bytes, cut or filled up with blanks.
fn verbatim_format(format: &[u8]) -> [u8; 3] {
    let mut three = [b' '; 3];
    three.iter_mut().zip(until_nul(format)).for_each(|(to, &from)| *to = from);
    three
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_cast_as_in_c() {
        for (n, expected) in [
            (3.99, 3),
            (-3.99, -3),
            (-0.0, 0),
            (9.2e18, 9_200_000_000_000_000_000),
            (9.3e18, i64::MIN),
            (-9_223_372_036_854_775_808.0, i64::MIN),
            (f64::NAN, i64::MIN),
            (f64::INFINITY, i64::MIN),
        ] {
            assert_eq!(truncate(n), expected);
        }
    }

    #[test]
    fn a_verbatim_format_has_three_bytes() {
        assert_eq!(&verbatim_format(b"x"), b"x  ");
        assert_eq!(&verbatim_format(b"toolong"), b"too");
        assert_eq!(&verbatim_format(b"\0ab"), b"   ");
    }
}

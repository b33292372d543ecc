//! What a command replied, as a Lua value (parity 10.1).
//!
//! Tables are filled as native fills them, so that they come out in the same order and `#` finds the
//! same borders. Nested replies are read with an explicit stack, bounded by [`MAX_DEPTH`]; what they
//! hold is charged to the script like everything else it makes.
//!
//! May import `resp`, `text`, and the facade of the language.

use super::resp::{Item, Malformed, Reader};
use super::text;
use crate::lua::vm::native::Arguments;
use crate::lua::{Error, Value};

/// Deepest nesting of a reply. The server's own commands stay below ten.
const MAX_DEPTH: usize = 1_000;

/// Units of fuel that an element of a reply costs.
const ELEMENT_COST: usize = 8;
/// Bytes of a reply to a unit of fuel.
const BYTES_PER_UNIT: usize = 64;
/// Items of a list that are read before they are put into it.
const BATCH: usize = 32;

/// A reply as the script gets it.
#[derive(Clone, Copy, Debug)]
pub(super) struct LuaReply {
    /// The value.
    pub value: Value,
    /// Is it an error, which `redis.call` raises?
    pub is_error: bool,
}

/// Why a reply did not become a value.
enum Failure {
    /// The script may not go on.
    Lua(Error),
    /// The reply is none, or too deep.
    Reply,
}

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure::Lua(error.into())
    }
}

impl From<Malformed> for Failure {
    fn from(Malformed: Malformed) -> Self {
        Failure::Reply
    }
}

/// Converts a reply in protocol form. Linear in its bytes. `resp3`: it was asked for under RESP3, which
/// has nulls that leave holes in lists.
///
/// # Errors
/// Memory or time is out; a reply that cannot be converted is answered as an error table.
#[inline]
pub(super) fn to_lua(
    args: &mut impl Arguments,
    protocol: &[u8],
    resp3: bool,
) -> Result<LuaReply, Error> {
    let mut reader = Reader::new(protocol);
    let item = match reader.item() {
        Ok(Item::Integer(n)) => return plain(integer(n)),
        Ok(Item::Bulk(bytes)) => {
            let value = args.new_string(bytes)?;
            args.spend(bytes.len() / BYTES_PER_UNIT)?;
            return plain(value);
        }
        Ok(Item::Error(text)) => {
            let value = error_table(args, &error_text(text), true)?;
            return Ok(LuaReply { value, is_error: true });
        }
        Ok(Item::NullBulk) => return plain(Value::FALSE),
        other => other,
    };
    match item.map_err(Failure::from).and_then(|item| build(args, &mut reader, item, resp3)) {
        Ok(value) => plain(value),
        Err(Failure::Lua(error)) => Err(error),
        Err(Failure::Reply) => {
            let value = error_table(args, text::BAD_REPLY.as_bytes(), false)?;
            Ok(LuaReply { value, is_error: true })
        }
    }
}

fn plain(value: Value) -> Result<LuaReply, Error> {
    Ok(LuaReply { value, is_error: false })
}

#[expect(clippy::cast_precision_loss, reason = "Lua has doubles only")]
fn integer(n: i64) -> Value {
    Value::from_f64(n as f64)
}

/// The text of an error reply as scripts see it: the code `ERR` in front if there is none, no line
/// breaks around the message (`luaPushErrorBuff`).
pub(super) fn error_text(text: &[u8]) -> Vec<u8> {
    let (code, message) = match text.iter().position(|&byte| byte == b' ') {
        Some(space) => {
            let (code, message) = text.split_at(space);
            (code, message.get(1..).unwrap_or_default())
        }
        None => (&b"ERR"[..], text),
    };
    let is_break = |byte: &u8| *byte == b'\r' || *byte == b'\n';
    let start = message.iter().position(|byte| !is_break(byte)).unwrap_or(message.len());
    let end = message.iter().rposition(|byte| !is_break(byte)).map_or(start, |last| last + 1);
    [code, b" ", message.get(start..end).unwrap_or_default()].concat()
}

/// The table that stands for an error. `counted`: the server has counted it already, as it tells scripts
/// of errors of commands.
///
/// # Errors
/// Memory is out.
pub(super) fn error_table(
    args: &mut impl Arguments,
    text: &[u8],
    counted: bool,
) -> Result<Value, Error> {
    let table = single_field(args, b"err", text)?;
    if counted {
        args.raw_set_str(table, b"ignore_error_stats_update", Value::TRUE)?;
    }
    Ok(table)
}

/// A table with one field, a string.
///
/// # Errors
/// Memory is out.
pub(super) fn single_field(
    args: &mut impl Arguments,
    name: &[u8],
    text: &[u8],
) -> Result<Value, Error> {
    let table = args.new_table(0, 1)?;
    let text = args.new_string(text)?;
    args.raw_set_str(table, name, text)?;
    Ok(table)
}

/// An aggregate that is being filled.
enum Open {
    /// A list; so many items are there, so many are to come.
    List { table: Value, filled: usize, left: usize },
    /// A map inside its table; the key that waits for its value, pairs to come.
    Map { outer: Value, table: Value, key: Option<Value>, left: usize },
    /// A set inside its table; members to come.
    Set { outer: Value, table: Value, left: usize },
}

/// Reads the rest of a reply that begins with `first`.
#[inline(never)]
fn build(
    args: &mut impl Arguments,
    reader: &mut Reader<'_>,
    first: Item<'_>,
    resp3: bool,
) -> Result<Value, Failure> {
    let mut open: Vec<Open> = Vec::new();
    let mut item = first;
    loop {
        args.spend(ELEMENT_COST)?;
        let mut done = match item {
            Item::Attribute(pairs) => {
                reader.skip(pairs.checked_mul(2).ok_or(Malformed)?)?;
                item = reader.item()?;
                continue;
            }
            Item::Push(items) => {
                reader.skip(items)?;
                Some(Value::NIL)
            }
            Item::Array(len) => begin_list(args, reader, &mut open, len, resp3)?,
            Item::Map(left) => begin_wrapped(args, &mut open, (b"map", left), |outer, table| {
                Open::Map { outer, table, key: None, left }
            })?,
            Item::Set(left) => begin_wrapped(args, &mut open, (b"set", left), |outer, table| {
                Open::Set { outer, table, left }
            })?,
            scalar => Some(scalar_value(args, scalar)?),
        };
        // What is done goes into the aggregate around it, which may be done by that.
        while let Some(value) = done {
            let Some(around) = open.last_mut() else { return Ok(value) };
            done = add(args, around, value)?;
            if done.is_some() {
                open.pop();
            }
        }
        item = reader.item()?;
    }
}

fn push(open: &mut Vec<Open>, aggregate: Open) -> Result<Option<Value>, Failure> {
    if open.len() >= MAX_DEPTH {
        return Err(Failure::Reply);
    }
    open.push(aggregate);
    Ok(None)
}

/// Begins a list; the table at once if it has plain items only, or none.
///
/// Natively lists grow item by item, to powers of two if there are no holes. So room is made at once
/// for as many items as the bytes can hold, unless there may be holes.
fn begin_list(
    args: &mut impl Arguments,
    reader: &mut Reader<'_>,
    open: &mut Vec<Open>,
    len: usize,
    resp3: bool,
) -> Result<Option<Value>, Failure> {
    let has_room = !resp3 && len > 0 && len <= reader.remaining();
    let table = args.new_table(if has_room { len.next_power_of_two() } else { 0 }, 0)?;
    if len == 0 {
        return Ok(Some(table));
    }
    let filled = if has_room { fill(args, reader, table, len)? } else { 0 };
    if filled == len && open.len() < MAX_DEPTH {
        return Ok(Some(table));
    }
    push(open, Open::List { table, filled, left: len - filled })
}

/// Reads the plain items that a list of `len` items begins with straight into its room; how many there are.
fn fill(
    args: &mut impl Arguments,
    reader: &mut Reader<'_>,
    table: Value,
    len: usize,
) -> Result<usize, Failure> {
    let mut batch = [Value::NIL; BATCH];
    let mut filled = 0;
    loop {
        let mut count = 0;
        for place in batch.iter_mut().take(len - filled) {
            let mut ahead = *reader;
            *place = match ahead.item()? {
                Item::Bulk(bytes) => {
                    if bytes.len() >= BYTES_PER_UNIT {
                        args.spend(bytes.len() / BYTES_PER_UNIT)?;
                    }
                    args.new_string(bytes)?
                }
                Item::Integer(n) => integer(n),
                Item::NullBulk => Value::FALSE,
                _ => break,
            };
            *reader = ahead;
            count += 1;
        }
        args.spend(count * ELEMENT_COST)?;
        if !args.fill_list(table, filled, batch.get(..count).unwrap_or_default()) {
            return Err(Failure::Reply);
        }
        filled += count;
        if count < BATCH || filled == len {
            return Ok(filled);
        }
    }
}

/// Begins a map or a set: a table in the field `name` of another.
fn begin_wrapped(
    args: &mut impl Arguments,
    open: &mut Vec<Open>,
    (name, len): (&[u8], usize),
    begun: impl FnOnce(Value, Value) -> Open,
) -> Result<Option<Value>, Failure> {
    let (outer, table) = (args.new_table(0, 1)?, args.new_table(0, 0)?);
    if len == 0 {
        args.raw_set_str(outer, name, table)?;
        return Ok(Some(outer));
    }
    push(open, begun(outer, table))
}

/// Adds a value to an aggregate; the aggregate's own value if that completes it.
fn add(
    args: &mut impl Arguments,
    around: &mut Open,
    value: Value,
) -> Result<Option<Value>, Failure> {
    match around {
        Open::List { table, filled, left } => {
            *filled += 1;
            *left -= 1;
            args.raw_set_int(*table, i64::try_from(*filled).unwrap_or(i64::MAX), value)?;
            Ok((*left == 0).then_some(*table))
        }
        Open::Map { outer, table, key, left } => {
            let Some(key) = key.take() else {
                *key = Some(value);
                return Ok(None);
            };
            *left -= 1;
            set_unless_nil(args, *table, key, value)?;
            finish(args, *outer, b"map", *table, *left)
        }
        Open::Set { outer, table, left } => {
            *left -= 1;
            set_unless_nil(args, *table, value, Value::TRUE)?;
            finish(args, *outer, b"set", *table, *left)
        }
    }
}

/// Sets a field; one whose key no table can have (nil, NaN) is left out.
fn set_unless_nil(
    args: &mut impl Arguments,
    table: Value,
    key: Value,
    value: Value,
) -> Result<(), Failure> {
    if key.is_nil() || key.is_number() && key.as_f64().is_nan() {
        return Ok(());
    }
    Ok(args.raw_set(table, key, value)?)
}

fn finish(
    args: &mut impl Arguments,
    outer: Value,
    name: &[u8],
    table: Value,
    left: usize,
) -> Result<Option<Value>, Failure> {
    if left > 0 {
        return Ok(None);
    }
    args.raw_set_str(outer, name, table)?;
    Ok(Some(outer))
}

/// The value of an item that is no aggregate.
fn scalar_value(args: &mut impl Arguments, item: Item<'_>) -> Result<Value, Error> {
    match item {
        Item::Integer(n) => Ok(integer(n)),
        Item::Bulk(bytes) => {
            args.spend(bytes.len() / BYTES_PER_UNIT)?;
            args.new_string(bytes)
        }
        Item::NullBulk => Ok(Value::FALSE),
        Item::Status(text) => single_field(args, b"ok", text),
        Item::Error(text) => error_table(args, &error_text(text), true),
        Item::Boolean(b) => Ok(Value::boolean(b)),
        Item::Double(n) => {
            let table = args.new_table(0, 1)?;
            args.raw_set_str(table, b"double", Value::number(n))?;
            Ok(table)
        }
        Item::BigNumber(digits) => single_field(args, b"big_number", digits),
        Item::Verbatim(format, text) => {
            let outer = args.new_table(0, 1)?;
            let inner = single_field(args, b"string", text)?;
            let format = args.new_string(format)?;
            args.raw_set_str(inner, b"format", format)?;
            args.raw_set_str(outer, b"verbatim_string", inner)?;
            Ok(outer)
        }
        Item::Null
        | Item::Array(_)
        | Item::Map(_)
        | Item::Set(_)
        | Item::Attribute(_)
        | Item::Push(_) => Ok(Value::NIL),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_texts_always_have_a_code() {
        for (text, expected) in [
            (&b"ERR wrong"[..], &b"ERR wrong"[..]),
            (b"WRONGTYPE Operation against", b"WRONGTYPE Operation against"),
            (b"boom", b"ERR boom"),
            (b"", b"ERR "),
            (b"ERR a\r\n", b"ERR a"),
            (b"X  y", b"X  y"),
        ] {
            assert_eq!(error_text(text), expected);
        }
    }
}

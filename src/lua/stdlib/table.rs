//! Table manipulation (manual §5.5), with the leftovers of 5.0 that 5.1 still has.
//!
//! May import what `stdlib/mod.rs` says, and `sort`.
#![expect(clippy::disallowed_macros, reason = "short texts")]

use super::super::error::{Error, text};
use super::super::number::NumberText;
use super::super::value::Value;
use super::super::vm::native::{
    Args, Arguments, Call, Continuation, Flow, HeapAccess, Inlined, NativeFunction, Returned, Then,
};
use super::{full, leaf, sort};

type LeafResult = Result<Returned, Error>;

pub(super) const FUNCTIONS: &[NativeFunction] = &[
    leaf("concat", concat),
    full("foreach", foreach),
    full("foreachi", foreachi),
    leaf("getn", getn),
    leaf("insert", insert).inlined(Inlined::Insert),
    leaf("maxn", maxn),
    leaf("remove", remove),
    leaf("setn", setn),
    full("sort", sort::sort),
];

/// Argument 1 as a table, and its length as C's `int`.
pub(super) fn check_list(args: &mut impl Arguments) -> Result<(Value, i32), Error> {
    let table = args.check_table(1)?;
    let border = args.state().border(table).unwrap_or(0);
    Ok((table, i32::try_from(border).unwrap_or(i32::MAX)))
}

/// `(table [, separator [, i [, j]]]) -> string`. Linear in its bytes.
fn concat(args: &mut Args<'_>) -> LeafResult {
    let separator = if args.get(2).is_nil() { Value::NIL } else { args.check_string(2)? };
    let (table, len) = check_list(args)?;
    let first = args.opt_int(3, 1)?;
    let last = if args.get(4).is_nil() { len } else { args.check_int(4)? };
    let start = args.heap_ref().strings.begin();
    let result = join(args, table, separator, first, last);
    let string = args.heap().finish_string(start, result)?;
    args.one(string)
}

/// Appends items `first` to `last` to the string being built.
fn join(
    args: &mut Args<'_>,
    table: Value,
    separator: Value,
    first: i32,
    last: i32,
) -> Result<(), Error> {
    let mut spent = args.heap_ref().strings.begin();
    for n in first..=last {
        let item = args.raw_get_int(table, n.into());
        let heap = args.heap();
        if item.is_string() {
            heap.strings.push_string(item, &mut heap.memory)?;
        } else if item.is_number() {
            let text = NumberText::new(item.as_f64());
            heap.strings.push(text.as_bytes(), &mut heap.memory)?;
        } else {
            let kind = item.type_name();
            return Err(Error::text(format!(
                "invalid value ({kind}) at index {n} in table for 'concat'"
            )));
        }
        if n < last && !separator.is_nil() {
            heap.strings.push_string(separator, &mut heap.memory)?;
        }
        let end = heap.strings.begin();
        if end - spent >= 4096 || n & 0xFF == 0 {
            args.spend(64 + ((end - spent) >> 6))?;
            spent = end;
        }
    }
    Ok(())
}

/// `(table) -> number`: its length.
#[expect(clippy::cast_precision_loss, reason = "lengths are small")]
fn getn(args: &mut Args<'_>) -> LeafResult {
    let table = args.check_table(1)?;
    let border = args.state().border(table).unwrap_or(0);
    args.number(border as f64)
}

/// Moves of nothing in a row after which `insert` looks for the next item.
const IDLE_MOVES: u32 = 1 << 16;

/// `(table [, position], value)`; later items move up.
fn insert(args: &mut Args<'_>) -> LeafResult {
    let (table, len) = check_list(args)?;
    let end = len.wrapping_add(1);
    let (position, value) = match args.count() {
        2 => (end, args.get(2)),
        3 => (args.check_int(2)?, args.get(3)),
        _ => return Err(Error::text("wrong number of arguments to 'insert'")),
    };
    let position = i64::from(position);
    let last = i64::from(end).max(position);
    let (mut n, mut idle) = (last, 0);
    while n > position {
        let moved = args.raw_get_int(table, n - 1);
        idle = if moved.is_nil() { idle + 1 } else { 0 };
        if idle > IDLE_MOVES {
            let Some(next) = last_item(args, table, position, n)? else { break };
            (n, idle) = (next + 1, 0);
            continue;
        }
        move_item(args, table, n, moved, n < last)?;
        args.spend(1)?;
        n -= 1;
    }
    move_item(args, table, position, value, n < last)?;
    args.none()
}

/// Sets item `n` of a table. Once others have moved, that cannot be done again: want of memory ends the run.
fn move_item(
    args: &mut Args<'_>,
    table: Value,
    n: i64,
    value: Value,
    others_have: bool,
) -> Result<(), Error> {
    let set = args.raw_set_int(table, n, value);
    if others_have { set.map_err(Error::without_retry) } else { set }
}

/// The largest index from `first` up to but not including `end` that has an item. Linear in the table.
fn last_item(
    args: &mut Args<'_>,
    table: Value,
    first: i64,
    end: i64,
) -> Result<Option<i64>, Error> {
    let Some(table) = args.heap_ref().table(table) else { return Ok(None) };
    let size = table.array().len() + table.nodes().len();
    let in_array = (1i64..).zip(table.array()).map(|(n, &value)| (n, value));
    let in_nodes = table.nodes().iter().filter_map(|node| {
        let key = node.key.is_number().then(|| node.key.as_f64())?;
        #[expect(clippy::cast_possible_truncation, reason = "only whole numbers pass")]
        let n = key as i64;
        #[expect(clippy::cast_precision_loss, reason = "larger ones are out of the range")]
        (n as f64 == key).then_some((n, node.value))
    });
    let items = in_array.chain(in_nodes).filter(|(_, value)| !value.is_nil());
    let last = items.map(|(n, _)| n).filter(|n| (first..end).contains(n)).max();
    args.spend(size >> 4)?;
    Ok(last)
}

/// `(table [, position]) -> value`; later items move down.
fn remove(args: &mut Args<'_>) -> LeafResult {
    let (table, end) = check_list(args)?;
    let position = args.opt_int(2, end)?;
    if position < 1 || position > end {
        return args.none();
    }
    let removed = args.raw_get_int(table, position.into());
    for n in i64::from(position)..i64::from(end) {
        let moved = args.raw_get_int(table, n + 1);
        move_item(args, table, n, moved, n > i64::from(position))?;
        args.spend(1)?;
    }
    args.raw_set_int(table, end.into(), Value::NIL)?;
    args.one(removed)
}

/// `(table) -> number`: the largest positive number that is a key, or 0.
fn maxn(args: &mut Args<'_>) -> LeafResult {
    let table = args.check_table(1)?;
    let (max, size) = match args.heap_ref().table(table) {
        Some(table) => (table.max_number(), table.array().len() + table.nodes().len()),
        None => (0.0, 0),
    };
    args.spend(size >> 4)?;
    args.number(max)
}

/// Refuses, as native does.
fn setn(args: &mut Args<'_>) -> LeafResult {
    args.check_table(1)?;
    Err(Error::text("'setn' is obsolete"))
}

/// `(table, f) -> first result of f(key, value) that is not nil`
fn foreach(call: &mut Call<'_>) -> Result<Flow, Error> {
    call.check_table(1)?;
    call.check_function(2)?;
    each(call, Box::new(Traversal { key: Value::NIL }))
}

/// `(table, f) -> first result of f(n, item) that is not nil`
fn foreachi(call: &mut Call<'_>) -> Result<Flow, Error> {
    let (_, last) = check_list(call)?;
    call.check_function(2)?;
    each(call, Box::new(Items { next: 1, last }))
}

/// Pairs of values to call a function with.
trait Pairs {
    /// The next pair from the table in slot 1.
    fn next_pair(&mut self, call: &mut Call<'_>) -> Result<Option<[Value; 2]>, Error>;
}

/// A traversal by key.
struct Traversal {
    key: Value,
}

impl Pairs for Traversal {
    fn next_pair(&mut self, call: &mut Call<'_>) -> Result<Option<[Value; 2]>, Error> {
        let heap = call.heap_ref();
        let Some(table) = heap.table(call.slot(1)) else { return Ok(None) };
        let Some(position) = table.position_after(self.key, &heap.strings) else {
            return Err(Error::bare(text::INVALID_KEY_TO_NEXT));
        };
        let found = table.next_at(position);
        let passed = found.map_or(table.end(), |(next, ..)| next).saturating_sub(position);
        call.state().charge_passed(passed);
        self.key = found.map_or(Value::NIL, |(_, key, _)| key);
        Ok(found.map(|(_, key, value)| [key, value]))
    }
}

/// A traversal by number.
struct Items {
    next: i32,
    last: i32,
}

impl Pairs for Items {
    fn next_pair(&mut self, call: &mut Call<'_>) -> Result<Option<[Value; 2]>, Error> {
        if self.next > self.last {
            return Ok(None);
        }
        let n = self.next;
        self.next += 1;
        Ok(Some([Value::from_f64(n.into()), call.raw_get_int(call.slot(1), n.into())]))
    }
}

/// Calls the function in slot 2 with the next pair. The key stays in slot 3, where the collector sees
/// it.
fn call_with_next(call: &mut Call<'_>, pairs: &mut dyn Pairs) -> Result<Flow, Error> {
    call.spend(1)?;
    call.reserve(6)?;
    let Some(pair) = pairs.next_pair(call)? else { return Ok(Flow::Return(0)) };
    call.set_slot(3, pair[0]);
    let function = call.slot(2);
    call.call(4, function, &pair, Then::Again)
}

fn each(call: &mut Call<'_>, mut pairs: Box<dyn Pairs>) -> Result<Flow, Error> {
    let flow = call_with_next(call, &mut *pairs)?;
    Ok(match flow {
        Flow::Call { function, count, .. } => {
            Flow::Call { function, count, then: Then::Continue(Box::new(Each(pairs))) }
        }
        other => other,
    })
}

/// `foreach` and `foreachi` between two calls.
struct Each(Box<dyn Pairs>);

impl Continuation for Each {
    fn resume(&mut self, call: &mut Call<'_>, first: usize, count: usize) -> Result<Flow, Error> {
        if count > 0 && !call.slot(first).is_nil() {
            let value = call.slot(first);
            return call.one(value);
        }
        call_with_next(call, &mut *self.0)
    }
}

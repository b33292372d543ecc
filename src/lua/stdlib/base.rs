//! Basic functions (manual §5.1) as far as the sandbox of Redis has them (parity §6).
//!
//! May import what `stdlib/mod.rs` says.

use super::super::error::{Error, text, until_nul};
use super::super::event::Event;
use super::super::heap::LuaHeap;
use super::super::number::{self, NumberText};
use super::super::value::{Value, ValueKind};
use super::super::vm::native::{
    Args, Arguments, Call, ChunkText, Continuation, ESCALATE, Flow, HeapAccess, Inlined,
    MAX_LEAF_RESULTS, NativeFunction, Returned, Then,
};
use super::vector::Vector;
use super::{both, full, leaf, return_arguments};

type LeafResult = Result<Returned, Error>;
type FullResult = Result<Flow, Error>;

pub(super) const FUNCTIONS: &[NativeFunction] = &[
    both("assert", assert, assert_many),
    full("collectgarbage", collectgarbage),
    leaf("error", error),
    leaf("gcinfo", gcinfo),
    leaf("getmetatable", getmetatable),
    leaf("ipairs", ipairs).inlined(Inlined::Ipairs),
    full("load", load),
    full("loadstring", loadstring),
    leaf("next", next),
    leaf("pairs", pairs).inlined(Inlined::Pairs),
    full("pcall", pcall).inlined(Inlined::Pcall),
    leaf("rawequal", rawequal),
    leaf("rawget", rawget),
    leaf("rawset", rawset),
    both("select", select, select_many).inlined(Inlined::Select),
    leaf("setmetatable", setmetatable),
    leaf("tonumber", tonumber).inlined(Inlined::ToNumber),
    both("tostring", tostring, tostring_by_metamethod).inlined(Inlined::ToString),
    leaf("type", type_).inlined(Inlined::Type),
    both("unpack", unpack, unpack_many),
    full("xpcall", xpcall).inlined(Inlined::Xpcall),
];

/// The iterator that `pairs` returns.
pub(super) const PAIRS_NEXT: NativeFunction = leaf("pairs_next", next);

/// The iterator that `ipairs` returns.
pub(super) const IPAIRS_NEXT: NativeFunction = leaf("ipairs_next", ipairs_next);

/// `__index` of the globals in the sandbox of Redis.
pub(super) const REDIS_UNKNOWN_GLOBAL: NativeFunction = leaf("unknown_global", unknown_global);

/// `(v [, message]) -> v, message, ...`; raises the message if v is false.
fn assert(args: &mut Args<'_>) -> LeafResult {
    if args.count() > MAX_LEAF_RESULTS {
        return Ok(ESCALATE);
    }
    check_assertion(args)?;
    let count = args.count();
    for index in 1..=count {
        let value = args.get(index);
        args.set(index - 1, value);
    }
    Ok(count)
}

fn assert_many(call: &mut Call<'_>) -> FullResult {
    check_assertion(call)?;
    call.spend(call.count() >> 4)?;
    Ok(return_arguments(call, 1))
}

fn check_assertion(args: &mut impl Arguments) -> Result<(), Error> {
    if args.check_any(1)?.is_truthy() {
        return Ok(());
    }
    if args.get(2).is_nil() {
        return Err(Error::text("assertion failed!"));
    }
    let message = args.check_string(2)?;
    args.spend(args.bytes(message).len() >> 4)?;
    // Natively a C string.
    let len = until_nul(args.bytes(message)).len();
    let heap = args.heap();
    let message = heap.strings.slice(message, 0, len, &mut heap.memory)?;
    Err(Error::string_at(message, 1))
}

/// What `collectgarbage` can do.
const GC_OPTIONS: [&str; 7] =
    ["stop", "restart", "collect", "count", "step", "setpause", "setstepmul"];

/// `([option [, n]]) -> number | boolean`. Settings end with the run.
fn collectgarbage(call: &mut Call<'_>) -> FullResult {
    let option = if call.get(1).is_nil() {
        "collect"
    } else {
        let word = call.check_string(1)?;
        call.spend(call.bytes(word).len() >> 4)?;
        let spelled = until_nul(call.bytes(word));
        match GC_OPTIONS.iter().find(|option| option.as_bytes() == spelled) {
            Some(option) => option,
            None => {
                let len = spelled.len();
                let text = call.heap().wrap_text(b"invalid option '", word, len, b"'")?;
                return Err(Error::argument_string(1, text));
            }
        }
    };
    let n = call.opt_int(2, 0)?;
    let answer = match option {
        "count" => Value::from_f64(kilobytes(call)),
        "collect" => {
            call.vm().collect()?;
            Value::from_f64(0.0)
        }
        "step" => {
            call.vm().collect()?;
            Value::TRUE
        }
        "stop" => {
            call.vm().set_collecting(false);
            Value::from_f64(0.0)
        }
        "restart" => {
            call.vm().set_collecting(true);
            Value::from_f64(0.0)
        }
        "setpause" => Value::from_f64(f64::from(std::mem::replace(&mut call.state().gc_pause, n))),
        _ => Value::from_f64(f64::from(std::mem::replace(&mut call.state().gc_step, n))),
    };
    call.one(answer)
}

#[expect(clippy::cast_precision_loss, reason = "memory is below 2^53 bytes")]
fn kilobytes(args: &impl Arguments) -> f64 {
    args.heap_ref().memory.used() as f64 / 1024.0
}

/// `() -> number`: kilobytes in use, whole.
fn gcinfo(args: &mut Args<'_>) -> LeafResult {
    let kilobytes = kilobytes(args).floor();
    args.number(kilobytes)
}

/// `(message [, level])`; raises it, a string or number with the position of the level in front.
fn error(args: &mut Args<'_>) -> LeafResult {
    let level = args.opt_int(2, 1)?;
    let value = args.get(1);
    match u32::try_from(level) {
        Ok(level) if level > 0 && value.is_text() => {
            let message = args.check_string(1)?;
            args.spend(args.bytes(message).len() >> 6)?;
            Err(Error::string_at(message, level))
        }
        _ => Err(Error::raised(value)),
    }
}

/// `(object) -> metatable`, or its `__metatable` field.
fn getmetatable(args: &mut Args<'_>) -> LeafResult {
    let object = args.check_any(1)?;
    let metatable = args.heap().metatable(object);
    if metatable.is_nil() {
        return args.one(Value::NIL);
    }
    let field = args.heap().metamethod_in(metatable, Event::Metatable);
    args.one(if field.is_nil() { metatable } else { field })
}

/// `(table, metatable) -> table`
fn setmetatable(args: &mut Args<'_>) -> LeafResult {
    let table = args.check_table(1)?;
    let metatable = args.get(2);
    if !args.has(2) || !metatable.is_nil() && !metatable.is_table() {
        return Err(Error::argument(2, "nil or table expected"));
    }
    let current = args.heap().metatable(table);
    if !current.is_nil() && !args.heap().metamethod_in(current, Event::Metatable).is_nil() {
        return Err(Error::text("cannot change a protected metatable"));
    }
    args.check_writable(table)?;
    args.heap().set_metatable(table, metatable)?;
    args.one(table)
}

/// `(table) -> iterator, table, 0`
fn ipairs(args: &mut Args<'_>) -> LeafResult {
    let table = args.check_table(1)?;
    let iterator = args.state().ipairs_iterator();
    args.values(&[iterator, table, Value::from_f64(0.0)])
}

/// `(table, n) -> n + 1, table[n + 1]`, or nothing at the end.
fn ipairs_next(args: &mut Args<'_>) -> LeafResult {
    let n = args.check_int(2)?.wrapping_add(1);
    let table = args.check_table(1)?;
    let value = args.raw_get_int(table, n.into());
    if value.is_nil() {
        return args.none();
    }
    args.values(&[Value::from_f64(f64::from(n)), value])
}

/// `(table) -> next, table, nil`
fn pairs(args: &mut Args<'_>) -> LeafResult {
    let table = args.check_table(1)?;
    let next = args.state().pairs_iterator();
    args.values(&[next, table, Value::NIL])
}

/// `(table [, key]) -> next key, value`, or nil at the end.
fn next(args: &mut Args<'_>) -> LeafResult {
    let object = args.check_table(1)?;
    let key = args.get(2);
    args.state().charge_key(key);
    let heap = args.heap();
    let Some(table) = heap.table(object) else { return args.one(Value::NIL) };
    let Some(position) = table.position_after(key, &heap.strings) else {
        return Err(Error::bare(text::INVALID_KEY_TO_NEXT));
    };
    match table.next_at(position) {
        Some((found, key, value)) => {
            args.state().charge_passed(found - position);
            args.values(&[key, value])
        }
        None => {
            let passed = table.end().saturating_sub(position);
            args.state().charge_passed(passed);
            args.one(Value::NIL)
        }
    }
}

/// `(function [, chunk name]) -> function`, or nil and a message. The function gives the text in pieces
/// until it gives none.
fn load(call: &mut Call<'_>) -> FullResult {
    let name =
        if call.get(2).is_nil() { call.new_string(b"=(load)")? } else { call.check_string(2)? };
    let reader = call.check_function(1)?;
    call.reserve(2)?;
    call.set_slot(2, name);
    let loading = Loading { text: Vector::new(), asked: false };
    call.call(3, reader, &[], Then::Guard(Box::new(loading)))
}

/// `load` while it collects the pieces; the name is in slot 2.
struct Loading {
    text: Vector<u8>,
    /// The reader has been asked before.
    asked: bool,
}

impl Continuation for Loading {
    fn resume(&mut self, call: &mut Call<'_>, first: usize, count: usize) -> FullResult {
        let piece = if count > 0 { call.slot(first) } else { Value::NIL };
        let before = self.text.len();
        if piece.is_number() {
            let text = NumberText::new(piece.as_f64());
            self.text.extend(text.as_bytes(), &mut call.heap().memory)?;
        } else if piece.is_string() {
            let LuaHeap { strings, memory, .. } = call.heap();
            self.text.extend(strings.get(piece).unwrap_or_default(), memory)?;
        } else if !piece.is_nil() {
            return Err(Error::text("reader function must return a string"));
        }
        // Natively the first piece is asked for twice if there is none: once to look for bytecode.
        let is_first = !std::mem::replace(&mut self.asked, true);
        if self.text.len() > before || is_first {
            call.spend((self.text.len() - before) >> 6)?;
            let reader = call.slot(1);
            return call.call(3, reader, &[], Then::Again);
        }
        let name = call.slot(2);
        let compiled = call.vm().compile(ChunkText::Bytes(self.text.above(0)), name)?;
        answer_compiled(call, compiled)
    }

    fn fail(&mut self, call: &mut Call<'_>, error: Value) -> FullResult {
        call.values(&[Value::NIL, error])
    }

    fn held(&self) -> usize {
        self.text.bytes()
    }
}

/// `(text [, chunk name]) -> function`, or nil and a message.
fn loadstring(call: &mut Call<'_>) -> FullResult {
    let text = call.check_string(1)?;
    let name = if call.get(2).is_nil() { text } else { call.check_string(2)? };
    let compiled = call.vm().compile(ChunkText::String(text), name)?;
    answer_compiled(call, compiled)
}

fn answer_compiled(call: &mut Call<'_>, compiled: Result<Value, Value>) -> FullResult {
    match compiled {
        Ok(function) => call.one(function),
        Err(message) => call.values(&[Value::NIL, message]),
    }
}

/// `(f, ...) -> true, results...`, or false and the error.
fn pcall(call: &mut Call<'_>) -> FullResult {
    if call.count() == 0 {
        if !call.vm().has_redis_errors() {
            call.check_any(1)?;
        }
        // Redis' own pcall does not check, and calls what it finds.
        let message = call.new_string(b"attempt to call a boolean value")?;
        return call.values(&[Value::FALSE, message]);
    }
    Ok(Flow::Call { function: 1, count: call.count().saturating_sub(1), then: Then::Protect })
}

/// `(f, handler) -> true, results...`, or false and what the handler made of the error.
fn xpcall(call: &mut Call<'_>) -> FullResult {
    call.check_any(2)?;
    let function = call.get(1);
    call.call(3, function, &[], Then::ProtectWithHandler)
}

/// `(a, b) -> boolean`
fn rawequal(args: &mut Args<'_>) -> LeafResult {
    let (a, b) = (args.check_any(1)?, args.check_any(2)?);
    args.spend(args.heap_ref().work_of_equality(a, b))?;
    let equal = args.heap().raw_equal(a, b);
    args.one(Value::boolean(equal))
}

/// `(table, key) -> value`
fn rawget(args: &mut Args<'_>) -> LeafResult {
    let table = args.check_table(1)?;
    let key = args.check_any(2)?;
    args.state().charge_key(key);
    let value = args.raw_get(table, key);
    args.one(value)
}

/// `(table, key, value) -> table`
fn rawset(args: &mut Args<'_>) -> LeafResult {
    let table = args.check_table(1)?;
    let (key, value) = (args.check_any(2)?, args.check_any(3)?);
    args.raw_set(table, key, value)?;
    args.one(table)
}

/// First argument that `select` returns; `None` for `select('#')`.
fn selected(args: &mut impl Arguments) -> Result<Option<usize>, Error> {
    let first = args.get(1);
    if first.is_string() && args.bytes(first).first() == Some(&b'#') {
        return Ok(None);
    }
    let count = i64::try_from(args.count()).unwrap_or(i64::MAX);
    let n = i64::from(args.check_int(1)?);
    let n = if n < 0 { count + n } else { n.min(count) };
    match usize::try_from(n) {
        Ok(n) if n >= 1 => Ok(Some(n + 1)),
        _ => Err(Error::argument(1, "index out of range")),
    }
}

/// `(n, ...) -> arguments from the nth on`; `('#', ...) -> their number`.
fn select(args: &mut Args<'_>) -> LeafResult {
    let Some(first) = selected(args)? else {
        #[expect(clippy::cast_precision_loss, reason = "a count of arguments")]
        return args.number((args.count() - 1) as f64);
    };
    let returned = (args.count() + 1).saturating_sub(first);
    if returned > MAX_LEAF_RESULTS {
        return Ok(ESCALATE);
    }
    for offset in 0..returned {
        let value = args.get(first + offset);
        args.set(offset, value);
    }
    Ok(returned)
}

fn select_many(call: &mut Call<'_>) -> FullResult {
    let first = selected(call)?.unwrap_or(usize::MAX);
    call.spend(call.count() >> 4)?;
    Ok(return_arguments(call, first))
}

/// `(value [, base]) -> number`, or nil.
fn tonumber(args: &mut Args<'_>) -> LeafResult {
    let base = args.opt_int(2, 10)?;
    if base == 10 {
        let value = args.check_any(1)?;
        if value.is_string() {
            args.spend(args.heap_ref().strings.len(value) >> 4)?;
        }
        let n = args.heap().to_number(value);
        return args.one(n.map_or(Value::NIL, Value::number));
    }
    let text = args.check_string(1)?;
    if !(2..=36).contains(&base) {
        return Err(Error::argument(2, "base out of range"));
    }
    args.spend(args.heap_ref().strings.len(text) >> 4)?;
    let n = parse_in_base(args.bytes(text), base.unsigned_abs());
    args.one(n.map_or(Value::NIL, Value::from_f64))
}

/// What `strtoul` reads, if nothing but white space follows.
fn parse_in_base(text: &[u8], base: u32) -> Option<f64> {
    let mut rest = until_nul(text);
    while let Some((&byte, after)) = rest.split_first()
        && number::is_space(byte)
    {
        rest = after;
    }
    let negative = rest.first() == Some(&b'-');
    if matches!(rest.first(), Some(b'-' | b'+')) {
        rest = rest.get(1..)?;
    }
    if base == 16
        && let [b'0', b'x' | b'X', digit, ..] = rest
        && digit.is_ascii_hexdigit()
    {
        rest = rest.get(2..)?;
    }
    let digits = rest.iter().take_while(|&&byte| char::from(byte).is_digit(base)).count();
    let (digits, after) = rest.split_at(digits);
    if digits.is_empty() || !after.iter().all(|&byte| number::is_space(byte)) {
        return None;
    }
    let mut n = Some(0u64);
    for &digit in digits {
        let digit = char::from(digit).to_digit(base).unwrap_or_default();
        n = n.and_then(|n| n.checked_mul(base.into())?.checked_add(digit.into()));
    }
    let n = match n {
        None => u64::MAX,
        Some(n) if negative => n.wrapping_neg(),
        Some(n) => n,
    };
    #[expect(clippy::cast_precision_loss, reason = "as native casts it")]
    Some(n as f64)
}

/// `(value) -> string`
fn tostring(args: &mut Args<'_>) -> LeafResult {
    let value = args.check_any(1)?;
    if !args.heap().metamethod(value, Event::ToString).is_nil() {
        return Ok(ESCALATE);
    }
    let text = plain_text(args, value)?;
    args.one(text)
}

fn tostring_by_metamethod(call: &mut Call<'_>) -> FullResult {
    let value = call.check_any(1)?;
    let method = call.heap().metamethod(value, Event::ToString);
    call.call(2, method, &[value], Then::Continue(Box::new(FirstResult)))
}

/// Returns the first result of a call.
struct FirstResult;

impl Continuation for FirstResult {
    fn resume(&mut self, call: &mut Call<'_>, first: usize, count: usize) -> FullResult {
        let value = if count > 0 { call.slot(first) } else { Value::NIL };
        call.one(value)
    }
}

/// The text of a value without metamethods.
fn plain_text(args: &mut impl Arguments, value: Value) -> Result<Value, Error> {
    match value.kind() {
        ValueKind::String(_) => Ok(value),
        ValueKind::Number(n) => Ok(args.heap().number_to_string(n)?),
        _ => {
            let text = args.heap_ref().plain_text(value);
            args.new_string(&text)
        }
    }
}

/// `(value) -> string`: the name of its type.
fn type_(args: &mut Args<'_>) -> LeafResult {
    let name = args.check_any(1)?.type_name();
    args.string(name.as_bytes())
}

/// The table and the range that `unpack` returns; `None` if it is empty.
fn unpacked(args: &mut impl Arguments) -> Result<Option<(Value, i32, usize)>, Error> {
    let table = args.check_table(1)?;
    let first = args.opt_int(2, 1)?;
    let last = if args.get(3).is_nil() {
        let border = args.state().border(table).unwrap_or(0);
        i32::try_from(border).unwrap_or(i32::MAX)
    } else {
        args.check_int(3)?
    };
    if first > last {
        return Ok(None);
    }
    let count = i64::from(last) - i64::from(first) + 1;
    let limit = args.state_ref().unpack_limit.saturating_sub(args.count());
    match usize::try_from(count) {
        Ok(count) if count <= limit => Ok(Some((table, first, count))),
        _ => Err(Error::text("too many results to unpack")),
    }
}

/// `(table [, i [, j]]) -> table[i], ..., table[j]`
fn unpack(args: &mut Args<'_>) -> LeafResult {
    let Some((table, first, count)) = unpacked(args)? else { return args.none() };
    if count > MAX_LEAF_RESULTS {
        return Ok(ESCALATE);
    }
    for (slot, n) in (0..count).zip(i64::from(first)..) {
        let value = args.raw_get_int(table, n);
        args.set(slot, value);
    }
    Ok(count)
}

fn unpack_many(call: &mut Call<'_>) -> FullResult {
    let Some((table, first, count)) = unpacked(call)? else { return Ok(Flow::Return(0)) };
    call.reserve(count)?;
    call.spend(count >> 2)?;
    for (slot, n) in (0..count).zip(i64::from(first)..) {
        let value = call.raw_get_int(table, n);
        call.set_slot(slot, value);
    }
    Ok(Flow::Return(count))
}

/// `(globals, name)`; raises what Redis raises for an unknown global (parity row G4).
fn unknown_global(args: &mut Args<'_>) -> LeafResult {
    let name = args.get(2);
    if !name.is_string() && !name.is_number() {
        let text = "Second argument to luaProtectedTableError must be a string or number";
        return Err(Error::text(text));
    }
    let name = args.check_string(2)?;
    args.spend(args.bytes(name).len() >> 4)?;
    let len = until_nul(args.bytes(name)).len();
    let before = b"Script attempted to access nonexistent global variable '";
    let text = args.heap().wrap_text(before, name, len, b"'")?;
    Err(Error::string_at(text, 1))
}

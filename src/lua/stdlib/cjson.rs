//! JSON: lua-cjson 2.1.0 as Redis ships it (parity §8.1).
//!
//! An instance of the library has settings of its own. Those of the global one are in the machine's
//! state and end with the run; those of `cjson.new()` are a list that its functions share as an upvalue.
//!
//! The names of OpenResty's lua-cjson that mark tables as arrays are there if the machine was made with
//! them: `array_mt`, `empty_array_mt`, `empty_array`, `decode_array_with_array_mt`.
//!
//! May import what `stdlib/mod.rs` says, and its own parts.
#![expect(clippy::disallowed_macros, reason = "short texts")]

mod decode;
mod encode;
mod scan;
mod token;

use super::super::error::{Error, until_nul};
use super::super::heap::LuaHeap;
use super::super::value::{NativeId, Value};
use super::super::vm::Vm;
use super::super::vm::native::{
    Args, Arguments, HeapAccess, JsonExtensions, JsonSettings, NativeFunction, Returned,
};
use super::{Constant, leaf};

type LeafResult = Result<Returned, Error>;

/// In native's order, which `pairs` shows. They are added to a machine one after the other.
pub(super) const FUNCTIONS: &[NativeFunction] = &[
    leaf("encode", encode::encode),
    leaf("decode", decode::decode),
    leaf("encode_sparse_array", encode_sparse_array),
    leaf("encode_max_depth", encode_max_depth),
    leaf("decode_max_depth", decode_max_depth),
    leaf("encode_number_precision", encode_number_precision),
    leaf("encode_keep_buffer", encode_keep_buffer),
    leaf("encode_invalid_numbers", encode_invalid_numbers),
    leaf("decode_invalid_numbers", decode_invalid_numbers),
    leaf("new", new),
];

/// Place of `new` among the functions.
const NEW: u32 = 9;

pub(super) const CONSTANTS: &[(&str, Constant<'static>)] = &[
    ("null", Constant::Null),
    ("_NAME", Constant::String("cjson")),
    ("_VERSION", Constant::String("2.1.0")),
];

const DECODE_ARRAY_WITH_ARRAY_MT: NativeFunction =
    leaf("decode_array_with_array_mt", decode_array_with_array_mt);

/// Adds OpenResty's names to the global library. Only while no run is open.
///
/// # Errors
/// Memory is out.
pub(super) fn open_extensions(vm: &mut Vm) -> Result<(), Error> {
    let function = vm.add_native(DECODE_ARRAY_WITH_ARRAY_MT);
    let heap = vm.heap_mut();
    let array_mt = heap.new_table(0, 0)?;
    let empty_array_mt = heap.new_table(0, 0)?;
    let library = heap.raw_get_str(heap.globals, b"cjson");
    let extensions =
        JsonExtensions { array_mt, empty_array_mt, decode_array_with_array_mt: function };
    add_extensions(heap, library, function, extensions)?;
    vm.set_json_extensions(extensions);
    Ok(())
}

fn add_extensions(
    heap: &mut LuaHeap,
    library: Value,
    function: Value,
    extensions: JsonExtensions,
) -> Result<(), Error> {
    heap.raw_set_str(library, DECODE_ARRAY_WITH_ARRAY_MT.name.as_bytes(), function)?;
    heap.raw_set_str(library, b"empty_array_mt", extensions.empty_array_mt)?;
    heap.raw_set_str(library, b"array_mt", extensions.array_mt)?;
    heap.raw_set_str(library, b"empty_array", Value::EMPTY_ARRAY)?;
    Ok(())
}

/// `() -> an instance of the library with settings of its own`
fn new(args: &mut Args<'_>) -> LeafResult {
    let this = args.get(0);
    let native = args.heap_ref().closure(this).and_then(|closure| closure.native());
    let first = native.map_or(this.index(), |id| id.0).wrapping_sub(NEW);
    let extensions = args.state_ref().json_extensions;
    args.spend(FUNCTIONS.len() * 4)?;
    let heap = args.heap();
    let settings = heap.new_list(&to_list(&JsonSettings::default()))?;
    let library = heap.new_table(0, 0)?;
    for (id, function) in (first..).zip(FUNCTIONS) {
        let closure = heap.new_native_closure(NativeId(id), &[settings])?;
        heap.raw_set_str(library, function.name.as_bytes(), closure)?;
    }
    for (name, constant) in CONSTANTS {
        let value = match constant {
            Constant::Number(n) => Value::number(*n),
            Constant::String(text) => heap.new_string(text.as_bytes())?,
            Constant::Null => Value::NULL,
        };
        heap.raw_set_str(library, name.as_bytes(), value)?;
    }
    if extensions.array_mt.is_table() {
        let id = NativeId(extensions.decode_array_with_array_mt.index());
        let closure = heap.new_native_closure(id, &[settings])?;
        add_extensions(heap, library, closure, extensions)?;
    }
    args.one(library)
}

// Settings

/// Number of settings.
const SETTINGS: usize = 10;

fn to_list(settings: &JsonSettings) -> [Value; SETTINGS] {
    [
        settings.sparse_convert.into(),
        settings.sparse_ratio,
        settings.sparse_safe,
        settings.encode_max_depth,
        settings.decode_max_depth,
        settings.number_precision,
        settings.keep_buffer.into(),
        settings.encode_invalid_numbers,
        settings.decode_invalid_numbers.into(),
        settings.decode_array_with_array_mt.into(),
    ]
    .map(|n| Value::from_f64(n.into()))
}

/// The settings of the instance whose function runs.
fn settings(args: &Args<'_>) -> JsonSettings {
    let own = args.upvalue(0);
    let Some(list) = args.heap_ref().table(own) else { return args.state_ref().json };
    let mut numbers = [0; SETTINGS];
    for (number, value) in numbers.iter_mut().zip(list.array()) {
        #[expect(clippy::cast_possible_truncation, reason = "made from this type")]
        let n = value.as_f64() as i32;
        *number = n;
    }
    let [convert, ratio, safe, encode_depth, decode_depth, precision, keep, encode, decode, array] =
        numbers;
    JsonSettings {
        sparse_convert: convert != 0,
        sparse_ratio: ratio,
        sparse_safe: safe,
        encode_max_depth: encode_depth,
        decode_max_depth: decode_depth,
        number_precision: precision,
        keep_buffer: keep != 0,
        encode_invalid_numbers: encode,
        decode_invalid_numbers: decode != 0,
        decode_array_with_array_mt: array != 0,
    }
}

/// Lets `change` change the settings; what it did before an error holds, as natively.
fn change(
    args: &mut Args<'_>,
    count: usize,
    change: impl FnOnce(&mut Args<'_>, &mut JsonSettings) -> LeafResult,
) -> LeafResult {
    if args.count() > count {
        return Err(Error::argument(count + 1, "found too many arguments"));
    }
    let own = args.upvalue(0);
    let mut settings = settings(args);
    let result = change(args, &mut settings);
    match args.heap().table_mut(own) {
        Some(list) => {
            for (value, new) in list.array_mut().iter_mut().zip(to_list(&settings)) {
                *value = new;
            }
        }
        None => args.state().json = settings,
    }
    result
}

/// Sets a number to argument `index`, if that is not nil; what it is then.
fn integer(
    args: &mut Args<'_>,
    index: usize,
    setting: &mut i32,
    [min, max]: [i32; 2],
) -> Result<Value, Error> {
    if !args.get(index).is_nil() {
        let value = args.check_int(index)?;
        if value < min || value > max {
            // Natively argument 1 is named, whichever it is.
            return Err(Error::argument(1, format!("expected integer between {min} and {max}")));
        }
        *setting = value;
    }
    Ok(Value::from_f64((*setting).into()))
}

/// Sets one of several options, of which the first two are false and true, to argument 1, if that is not
/// nil; what it is then.
fn option(args: &mut Args<'_>, setting: i32, options: &[&str]) -> Result<i32, Error> {
    let value = args.get(1);
    if value.is_nil() {
        return Ok(setting);
    }
    if value == Value::TRUE || value == Value::FALSE {
        return Ok(i32::from(value == Value::TRUE));
    }
    let word = args.check_string(1)?;
    args.spend(args.bytes(word).len() >> 4)?;
    let spelled = until_nul(args.bytes(word));
    if let Some((number, _)) = (0..).zip(options).find(|(_, option)| option.as_bytes() == spelled) {
        return Ok(number);
    }
    let len = spelled.len();
    let text = args.heap().wrap_text(b"invalid option '", word, len, b"'")?;
    Err(Error::argument_string(1, text))
}

/// As [`option`], for what is off or on.
fn switch(args: &mut Args<'_>, setting: &mut bool) -> Result<Value, Error> {
    *setting = option(args, i32::from(*setting), &["off", "on"])? != 0;
    Ok(Value::boolean(*setting))
}

const DEPTHS: [i32; 2] = [1, i32::MAX];
const SIZES: [i32; 2] = [0, i32::MAX];

/// `([convert [, ratio [, safe]]]) -> convert, ratio, safe`
fn encode_sparse_array(args: &mut Args<'_>) -> LeafResult {
    change(args, 3, |args, settings| {
        let convert = switch(args, &mut settings.sparse_convert)?;
        let ratio = integer(args, 2, &mut settings.sparse_ratio, SIZES)?;
        let safe = integer(args, 3, &mut settings.sparse_safe, SIZES)?;
        args.values(&[convert, ratio, safe])
    })
}

/// `([depth]) -> depth`
fn encode_max_depth(args: &mut Args<'_>) -> LeafResult {
    change(args, 1, |args, settings| {
        let depth = integer(args, 1, &mut settings.encode_max_depth, DEPTHS)?;
        args.one(depth)
    })
}

/// `([depth]) -> depth`
fn decode_max_depth(args: &mut Args<'_>) -> LeafResult {
    change(args, 1, |args, settings| {
        let depth = integer(args, 1, &mut settings.decode_max_depth, DEPTHS)?;
        args.one(depth)
    })
}

/// `([digits]) -> digits`
fn encode_number_precision(args: &mut Args<'_>) -> LeafResult {
    change(args, 1, |args, settings| {
        let precision = integer(args, 1, &mut settings.number_precision, [1, 14])?;
        args.one(precision)
    })
}

/// `([keep]) -> keep`; without effect.
fn encode_keep_buffer(args: &mut Args<'_>) -> LeafResult {
    change(args, 1, |args, settings| {
        let keep = switch(args, &mut settings.keep_buffer)?;
        args.one(keep)
    })
}

/// `([off | on | null]) -> false | true | null`
fn encode_invalid_numbers(args: &mut Args<'_>) -> LeafResult {
    const NULL: &str = "null";
    change(args, 1, |args, settings| {
        let invalid = option(args, settings.encode_invalid_numbers, &["off", "on", NULL])?;
        settings.encode_invalid_numbers = invalid;
        match invalid {
            0 | 1 => args.one(Value::boolean(invalid == 1)),
            _ => args.string(NULL.as_bytes()),
        }
    })
}

/// `([on]) -> on`
fn decode_invalid_numbers(args: &mut Args<'_>) -> LeafResult {
    change(args, 1, |args, settings| {
        let on = switch(args, &mut settings.decode_invalid_numbers)?;
        args.one(on)
    })
}

/// `([on]) -> on`
fn decode_array_with_array_mt(args: &mut Args<'_>) -> LeafResult {
    change(args, 1, |args, settings| {
        let on = switch(args, &mut settings.decode_array_with_array_mt)?;
        args.one(on)
    })
}

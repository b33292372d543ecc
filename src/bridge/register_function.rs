//! `server.register_function`: how the code of a library names its functions (parity Z2).
//!
//! May import `call`, `ffi`, `host`, `redis_api`, `reply_to_lua`, `text`, and the facade of the language.

use super::call::run_state;
use super::ffi::server_api as c;
use super::ffi::until_nul;
use super::redis_api;
use super::reply_to_lua::error_table;
use super::text;
use crate::lua::vm::native::{self, Arguments, Call, Flow};
use crate::lua::vm::{Kept, Vm};
use crate::lua::{Error, LimitKind, Value, add_library, number_text};

/// The function's name.
const NAME: &str = "register_function";

/// Flags by the names that libraries give them, in either case.
const FLAGS: &[(&[u8], u32)] = &[
    (b"no-writes", c::FERROUS_ENGINE_NO_WRITES),
    (b"allow-oom", c::FERROUS_ENGINE_ALLOW_OOM),
    (b"allow-stale", c::FERROUS_ENGINE_ALLOW_STALE),
    (b"no-cluster", c::FERROUS_ENGINE_NO_CLUSTER),
    (b"allow-cross-slot-keys", c::FERROUS_ENGINE_ALLOW_CROSS_SLOT),
];

/// A function that a library has registered.
#[derive(Debug)]
pub(super) struct Registered {
    /// Its name, which the server checks.
    pub name: Vec<u8>,
    /// What it says of itself.
    pub description: Option<Vec<u8>>,
    /// Its flags, `FERROUS_ENGINE_*`.
    pub flags: u64,
    /// What is called.
    pub kept: Kept,
}

/// Those of the library that is being loaded.
#[derive(Debug)]
pub(super) struct Registrations {
    list: Vec<Registered>,
    /// Bytes that may yet be taken for them outside the machine.
    left: usize,
}

/// Bytes that the server takes for a function beside its texts, about.
const FUNCTION_BYTES: usize = 512;

impl Registrations {
    /// None, which may take `limit` bytes.
    pub(super) fn new(limit: usize) -> Registrations {
        Registrations { list: Vec::new(), left: limit }
    }

    /// The functions.
    pub(super) fn into_list(self) -> Vec<Registered> {
        self.list
    }

    fn add(&mut self, function: Registered) -> Result<(), LimitKind> {
        let texts = function.name.len() + function.description.as_ref().map_or(0, Vec::len);
        let left = self.left.checked_sub(FUNCTION_BYTES + texts);
        self.left = left.ok_or(LimitKind::OutOfMemory)?;
        self.list.push(function);
        Ok(())
    }
}

/// Gives the machine the function. Only while no run is open.
///
/// # Errors
/// Memory is out.
pub(super) fn install(vm: &mut Vm) -> Result<(), Error> {
    let function = native::full(NAME, register_function);
    add_library(vm, Some(redis_api::TABLE), &[function], &[])
}

/// What a library says of a function.
#[derive(Default)]
struct Named {
    name: Option<Vec<u8>>,
    description: Option<Vec<u8>>,
    flags: u64,
    callback: Option<Value>,
}

/// `(name, callback)` or `({function_name = name, callback = callback, ...})`
fn register_function(call: &mut Call<'_>) -> Result<Flow, Error> {
    let run = run_state(call)?;
    if run.registrations.borrow().is_none() {
        return raise(call, text::REGISTER_AT_CALL);
    }
    let named = match call.count() {
        1 => by_name(call),
        2 => by_position(call),
        _ => Err(text::REGISTER_ARITY),
    };
    let complete = named.and_then(|named| {
        let name = named.name.ok_or(text::REGISTER_NO_NAME)?;
        let callback = named.callback.ok_or(text::REGISTER_NO_CALLBACK)?;
        Ok((name, named.description, named.flags, callback))
    });
    let (name, description, flags, callback) = match complete {
        Ok(complete) => complete,
        Err(why) => return raise(call, why),
    };
    call.spend(name.len() + description.as_ref().map_or(0, Vec::len))?;
    let Some(kept) = call.keep(callback) else { return raise(call, text::REGISTER_AT_CALL) };
    if let Some(registrations) = run.registrations.borrow_mut().as_mut() {
        registrations.add(Registered { name, description, flags, kept }).map_err(Error::limit)?;
    }
    Ok(Flow::Return(0))
}

#[cold]
fn raise(call: &mut Call<'_>, why: &str) -> Result<Flow, Error> {
    let table = error_table(call, why.as_bytes(), false)?;
    Err(Error::raised(table))
}

/// A value as text, if it is text or a number (`lua_isstring`).
fn text_of(call: &Call<'_>, value: Value) -> Option<Vec<u8>> {
    if value.is_number() {
        return Some(number_text(value.as_f64()));
    }
    value.is_string().then(|| call.bytes(value).to_vec())
}

fn by_position(call: &Call<'_>) -> Result<Named, &'static str> {
    let name = text_of(call, call.get(1)).ok_or(text::REGISTER_FIRST)?;
    let callback = call.get(2);
    if !callback.is_function() {
        return Err(text::REGISTER_SECOND);
    }
    Ok(Named { name: Some(name), callback: Some(callback), ..Named::default() })
}

fn by_name(call: &Call<'_>) -> Result<Named, &'static str> {
    let table = call.get(1);
    if !table.is_table() {
        return Err(text::REGISTER_NOT_A_TABLE);
    }
    let mut named = Named::default();
    let mut position = 0;
    while let Some((next, key, value)) = call.entry(table, position) {
        position = next;
        let key = text_of(call, key).ok_or(text::REGISTER_KEY)?;
        let key = until_nul(&key);
        if key.eq_ignore_ascii_case(b"function_name") {
            named.name = Some(text_of(call, value).ok_or(text::REGISTER_NAME)?);
        } else if key.eq_ignore_ascii_case(b"description") {
            named.description = Some(text_of(call, value).ok_or(text::REGISTER_DESCRIPTION)?);
        } else if key.eq_ignore_ascii_case(b"callback") {
            if !value.is_function() {
                return Err(text::REGISTER_CALLBACK);
            }
            named.callback = Some(value);
        } else if key.eq_ignore_ascii_case(b"flags") {
            if !value.is_table() {
                return Err(text::REGISTER_FLAGS);
            }
            named.flags = read_flags(call, value).ok_or(text::REGISTER_FLAG)?;
        } else {
            return Err(text::REGISTER_UNKNOWN);
        }
    }
    Ok(named)
}

/// The flags of a list; `None` if something in it is none.
fn read_flags(call: &Call<'_>, list: Value) -> Option<u64> {
    let mut flags = 0;
    for n in 1.. {
        let value = call.raw_get_int(list, n);
        if value.is_nil() {
            break;
        }
        let name = text_of(call, value)?;
        let known = FLAGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(until_nul(&name)));
        flags |= u64::from(known?.1);
    }
    Some(flags)
}

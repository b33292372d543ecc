//! The standard library: everything a script may see, in one table (manual §5, parity §6).
//!
//! A library is a file with its rows; [`LIBRARIES`] is the allow list. Opened once, when a VM is made;
//! in the sandbox of Redis all tables are then read-only for good.
//!
//! Libraries may import `vm::native`, `error`, `heap`, `limits`, `number`, `string`, `table`, `value`.

mod base;
mod bit;
mod cjson;
mod cmsgpack;
mod coroutine;
mod format;
mod format_string;
mod gsub;
mod math;
mod os;
mod pattern;
mod records;
mod search;
mod sort;
mod string;
mod struct_lib;
mod table;
mod vector;

use super::error::Error;
use super::event::Event;
use super::value::Value;
use super::vm::native::{Arguments, Call, Flow, NativeFunction, both, full, leaf};
use super::vm::{Vm, World};

/// What scripts may do to the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sandbox {
    /// Globals and libraries are read-only, unknown globals are errors (parity rows G4, G5).
    Redis,
    /// Globals may be set, unknown ones are nil, as in the stand-alone interpreter.
    None,
}

/// What a machine is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// What scripts may do to the world.
    pub sandbox: Sandbox,
    /// `cjson` has what OpenResty's lua-cjson has beyond native's, to mark tables as arrays.
    pub cjson_extensions: bool,
}

impl From<Sandbox> for Options {
    fn from(sandbox: Sandbox) -> Self {
        Options { sandbox, cjson_extensions: false }
    }
}

/// A library: its table's name, its functions, its other entries.
struct Library {
    /// `None`: its entries are globals.
    name: Option<&'static str>,
    functions: &'static [NativeFunction],
    /// Second names of functions: new, old.
    aliases: &'static [(&'static str, &'static str)],
    constants: &'static [(&'static str, Constant<'static>)],
}

/// An entry of a library that is no function.
#[derive(Clone, Copy, Debug)]
pub enum Constant<'a> {
    /// A number.
    Number(f64),
    /// A string.
    String(&'a str),
    /// `cjson.null`
    Null,
}

/// All libraries.
const LIBRARIES: &[Library] = &[
    Library {
        name: None,
        functions: base::FUNCTIONS,
        aliases: &[],
        constants: &[("_VERSION", Constant::String("Lua 5.1"))],
    },
    Library {
        name: Some("string"),
        functions: string::FUNCTIONS,
        aliases: &[("gfind", "gmatch")],
        constants: &[],
    },
    Library { name: Some("table"), functions: table::FUNCTIONS, aliases: &[], constants: &[] },
    Library {
        name: Some("math"),
        functions: math::FUNCTIONS,
        aliases: &[("mod", "fmod")],
        constants: &[
            ("pi", Constant::Number(std::f64::consts::PI)),
            ("huge", Constant::Number(f64::INFINITY)),
        ],
    },
    Library {
        name: Some("coroutine"),
        functions: coroutine::FUNCTIONS,
        aliases: &[],
        constants: &[],
    },
    Library { name: Some("os"), functions: os::FUNCTIONS, aliases: &[], constants: &[] },
    Library {
        name: Some("cjson"),
        functions: cjson::FUNCTIONS,
        aliases: &[],
        constants: cjson::CONSTANTS,
    },
    Library {
        name: Some("struct"),
        functions: struct_lib::FUNCTIONS,
        aliases: &[],
        constants: &[],
    },
    Library {
        name: Some("cmsgpack"),
        functions: cmsgpack::FUNCTIONS,
        aliases: &[],
        constants: cmsgpack::CONSTANTS,
    },
    Library { name: Some("bit"), functions: bit::FUNCTIONS, aliases: &[], constants: &[] },
];

/// Libraries that are natively filled from an empty table, which decides the order of `pairs`.
const GROWN: [&str; 2] = ["cjson", "cmsgpack"];

/// Opens all libraries. Only while no run is open.
///
/// # Errors
/// Memory is out.
pub(crate) fn open(vm: &mut Vm, options: Options) -> Result<(), Error> {
    build(vm, |vm| open_all(vm, options))
}

/// Builds something that stays, or, if it fails, nothing.
fn build(vm: &mut Vm, work: impl FnOnce(&mut Vm) -> Result<(), Error>) -> Result<(), Error> {
    let transaction = vm.begin_building();
    let result = work(vm);
    vm.end_building(transaction, result.is_ok());
    result
}

fn open_all(vm: &mut Vm, options: Options) -> Result<(), Error> {
    let globals = vm.heap_mut().globals;
    vm.heap_mut().raw_set_str(globals, b"_G", globals)?;
    for library in LIBRARIES {
        let table = fill_library(vm, library.name, library.functions, library.constants)?;
        for (alias, name) in library.aliases {
            let heap = vm.heap_mut();
            let value = heap.raw_get_str(table, name.as_bytes());
            heap.raw_set_str(table, alias.as_bytes(), value)?;
        }
    }
    let next = vm.heap_mut().raw_get_str(globals, b"next");
    let ipairs_next = vm.add_native(base::IPAIRS_NEXT);
    let pairs_next = vm.add_native(base::PAIRS_NEXT);
    vm.set_iterators(next, pairs_next, ipairs_next);
    let wrapped = vm.add_native(coroutine::WRAPPED);
    let gmatch = vm.add_native(leaf("gmatch_next", search::gmatch_next));
    vm.set_closure_natives(wrapped, gmatch);
    let heap = vm.heap_mut();
    let string = heap.raw_get_str(globals, b"string");
    let metatable = heap.new_table(0, 1)?;
    let key = heap.event_key(Event::Index);
    heap.raw_set(metatable, key, string)?;
    heap.string_metatable = metatable;
    if options.cjson_extensions {
        cjson::open_extensions(vm)?;
    }
    if options.sandbox == Sandbox::Redis {
        vm.set_redis_errors(true);
        protect_globals(vm)?;
    }
    Ok(())
}

/// Adds entries to the global table `name`, which is made if need be, or, without a name, to the
/// globals. Only while no run is open.
///
/// # Errors
/// Memory is out.
pub fn add_library(
    vm: &mut Vm,
    name: Option<&str>,
    functions: &[NativeFunction],
    constants: &[(&str, Constant<'_>)],
) -> Result<(), Error> {
    build(vm, |vm| fill_library(vm, name, functions, constants).map(|_| ()))
}

/// Adds entries to a library; its table.
fn fill_library(
    vm: &mut Vm,
    name: Option<&str>,
    functions: &[NativeFunction],
    constants: &[(&str, Constant<'_>)],
) -> Result<Value, Error> {
    let globals = vm.heap_mut().globals;
    let target = match name {
        None => globals,
        Some(name) => {
            let heap = vm.heap_mut();
            let known = heap.raw_get_str(globals, name.as_bytes());
            if known.is_table() {
                known
            } else {
                let grown = GROWN.contains(&name);
                let fields = if grown { 0 } else { functions.len() + constants.len() };
                let table = heap.new_table(0, fields)?;
                heap.raw_set_str(globals, name.as_bytes(), table)?;
                table
            }
        }
    };
    for &function in functions {
        let value = vm.add_native(function);
        vm.heap_mut().raw_set_str(target, function.name.as_bytes(), value)?;
    }
    for (name, constant) in constants {
        let value = match constant {
            Constant::Number(n) => Value::number(*n),
            Constant::String(text) => vm.heap_mut().new_string(text.as_bytes())?,
            Constant::Null => Value::NULL,
        };
        vm.heap_mut().raw_set_str(target, name.as_bytes(), value)?;
    }
    Ok(target)
}

/// Gives global `name` a second name. Only while no run is open.
///
/// # Errors
/// Memory is out.
pub fn alias_global(vm: &mut Vm, name: &str, alias: &str) -> Result<(), Error> {
    build(vm, |vm| {
        let heap = vm.heap_mut();
        let globals = heap.globals;
        let value = heap.raw_get_str(globals, name.as_bytes());
        Ok(heap.raw_set_str(globals, alias.as_bytes(), value)?)
    })
}

/// Makes reading an unknown global an error.
fn protect_globals(vm: &mut Vm) -> Result<(), Error> {
    let globals = vm.heap_mut().globals;
    protect(vm, globals)
}

/// Makes reading an unknown field of a table an error.
fn protect(vm: &mut Vm, table: Value) -> Result<(), Error> {
    let handler = vm.add_native(base::REDIS_UNKNOWN_GLOBAL);
    let heap = vm.heap_mut();
    let metatable = heap.new_table(0, 1)?;
    let key = heap.event_key(Event::Index);
    heap.raw_set(metatable, key, handler)?;
    heap.set_metatable(table, metatable)?;
    Ok(())
}

/// Makes reading an unknown field of the library `name` an error. Only while no run is open.
///
/// # Errors
/// Memory is out.
pub fn protect_library(vm: &mut Vm, name: &str) -> Result<(), Error> {
    build(vm, |vm| {
        let heap = vm.heap_mut();
        let library = heap.raw_get_str(heap.globals, name.as_bytes());
        protect(vm, library)
    })
}

/// Gives the machine other globals, none, of which unknown ones are errors; those that it had. Only while
/// no run is open.
///
/// # Errors
/// Memory is out.
pub fn begin_world(vm: &mut Vm) -> Result<World, Error> {
    let before = vm.world();
    build(vm, |vm| {
        vm.heap_mut().globals = vm.heap_mut().new_table(0, 2)?;
        protect_globals(vm)
    })?;
    Ok(before)
}

/// Makes all tables read-only for good: those of the libraries, the globals and the metatables. To be
/// called once, when the world is complete. Only while no run is open.
pub fn freeze(vm: &mut Vm) {
    let heap = vm.heap_mut();
    for index in 0..heap.tables.end() {
        if let Some(table) = heap.tables.at_mut(index) {
            table.set_readonly(true);
        }
    }
    // Without it the first run asks for it.
    let _ = heap.prepare();
}

/// Moves the arguments from `first` on to the results of a full form.
fn return_arguments(call: &mut Call<'_>, first: usize) -> Flow {
    let count = call.count();
    for index in first..=count {
        let value = call.get(index);
        call.set_slot(index - first, value);
    }
    Flow::Return((count + 1).saturating_sub(first))
}

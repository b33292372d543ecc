//! The language: Lua 5.1 without Redis, I/O, clock or threads, in safe Rust.
//!
//! A text becomes a [`CompiledModule`] (`compiler`), which any number of machines may load. A
//! [`Vm`](vm::Vm) holds one heap and runs one script at a time:
//!
//! ```
//! use std::sync::Arc;
//! use ferrous::lua::{self, Sandbox, vm::{NoHost, View}};
//!
//! let module = lua::compiler::compile_unlimited(b"return 6 * 7", b"=example").unwrap();
//! let mut vm = lua::new_vm(Box::new(NoHost), Sandbox::Redis).unwrap();
//! lua::freeze(&mut vm);
//! let module = vm.load(Arc::new(module)).unwrap();
//! vm.begin(1 << 20);
//! let results = vm.call(module).unwrap();
//! assert!(matches!(results.get(0), View::Number(n) if n == 42.0));
//! vm.end();
//! ```
//!
//! Where things are: `value` is what a register holds, `handle` and `arena` how objects are named and
//! kept, `string` and `table` the two kinds that have a structure, `heap` all of them together,
//! `transaction` what a run may leave behind, `gc` the collector; `opcode` is the instruction set, `vm`
//! executes it, `stdlib` is what scripts call.
//!
//! No unsafe code, and nothing of the host but what [`Host`](vm::Host) offers.
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::disallowed_methods, clippy::disallowed_macros))]

mod arena;
mod block;
pub mod compiler;
mod error;
mod event;
mod frame;
mod function;
mod gc;
mod handle;
mod heap;
mod heap_change;
mod limits;
mod number;
mod opcode;
mod proto;
mod random;
mod stdlib;
mod string;
mod table;
mod thread;
mod transaction;
mod value;
pub mod vm;

pub use error::{Error, ErrorKind, Place, Text};
pub use limits::{FUEL_SLICE, LimitKind, OutOfMemory, Turns};
pub use number::{MAX_INTEGER_DIGITS, integer_digits, write_small_integer};
pub use proto::CompiledModule;
pub use stdlib::{
    Constant, Options, Sandbox, add_library, alias_global, begin_world, freeze, protect_library,
};
pub use value::{NativeId, Value};

/// A machine with the standard library, made with [`Options`] or for a [`Sandbox`]. Its tables may be added to until [`freeze`] is called.
///
/// # Errors
/// Memory is out.
pub fn new_vm(host: Box<dyn vm::Host>, options: impl Into<Options>) -> Result<vm::Vm, Error> {
    let mut vm = vm::Vm::new(host)?;
    stdlib::open(&mut vm, options.into())?;
    Ok(vm)
}

/// A number as `tostring` writes it.
#[expect(clippy::disallowed_methods, reason = "a number's text is short")]
pub fn number_text(n: f64) -> Vec<u8> {
    number::NumberText::new(n).as_bytes().to_vec()
}

#![forbid(unsafe_code)]
//! The language.
mod arena;
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

pub use error::{Error, ErrorKind, Place};
pub use limits::{FUEL_SLICE, LimitKind, OutOfMemory};
pub use proto::CompiledModule;
pub use value::{NativeId, Value};
pub use stdlib::Sandbox;

/// A machine with the standard library.
///
/// # Errors
/// Memory is out.
pub fn new_vm(host: Box<dyn vm::Host>, sandbox: Sandbox) -> Result<vm::Vm, Error> {
    let mut vm = vm::Vm::new(host)?;
    stdlib::open(&mut vm, sandbox)?;
    Ok(vm)
}

/// A number as `tostring` writes it.
pub fn number_text(n: f64) -> Vec<u8> {
    number::NumberText::new(n).as_bytes().to_vec()
}

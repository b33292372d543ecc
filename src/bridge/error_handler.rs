//! `__redis__err__handler`: what native makes of uncaught errors, which scripts can call too (G10).
//!
//! The engine does the same by itself for errors that leave a script; this is only the function that
//! scripts see.
//!
//! May import the facade of the language.

use crate::lua::Error;
use crate::lua::vm::native::{self, Arguments, Call, Flow, NativeFunction};

/// The function.
pub(super) fn function(name: &'static str) -> NativeFunction {
    native::full(name, handle)
}

/// `(error) -> table` with text, source and line; an error that is a table itself gets source and line.
fn handle(call: &mut Call<'_>) -> Result<Flow, Error> {
    let place = call.place();
    let table = call.error_table(call.get(1), place)?;
    call.one(table)
}

//! Operating system facilities (manual §5.8): the clock alone (parity row V10).
//!
//! May import what `stdlib/mod.rs` says.

use super::super::error::Error;
use super::super::vm::native::{Args, Arguments, NativeFunction, Returned};
use super::leaf;

pub(super) const FUNCTIONS: &[NativeFunction] = &[leaf("clock", clock)];

/// `() -> seconds of processor time that the process has used`
fn clock(args: &mut Args<'_>) -> Result<Returned, Error> {
    let seconds = args.state().host.cpu_seconds();
    args.number(seconds)
}

use super::super::error::Error;
use super::super::vm::native::{Args, Arguments, Returned};
pub(super) fn format(args: &mut Args<'_>) -> Result<Returned, Error> {
    let s = args.check_string(1)?;
    args.one(s)
}

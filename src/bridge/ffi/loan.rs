//! How the functions that scripts call reach the command that runs them.
//!
//! The engine calls such a function without a context, because it knows nothing of one. So the
//! command lends its own before it starts the engine and has it back when the engine returns.

use std::cell::Cell;
use std::ptr::NonNull;

use super::context::Invocation;

/// A place that holds the running command while, and only while, that command waits.
///
/// Neither `Send` nor `Sync`: what is lent is reached by the thread that lent it.
#[derive(Debug, Default)]
pub struct Loan {
    /// Its lifetime is that of the loan.
    lent: Cell<Option<NonNull<Invocation<'static>>>>,
}

/// Takes a loan back, also when a panic ends it.
struct Return<'l> {
    loan: &'l Loan,
    before: Option<NonNull<Invocation<'static>>>,
}

impl Drop for Return<'_> {
    fn drop(&mut self) {
        self.loan.lent.set(self.before);
    }
}

impl Loan {
    /// Lends `call` while `work` runs.
    pub fn lend<R>(&self, call: &Invocation<'_>, work: impl FnOnce() -> R) -> R {
        let lent = NonNull::from(call).cast();
        let _back = Return { loan: self, before: self.lent.replace(Some(lent)) };
        work()
    }

    /// Gives what is lent to `work`; `None` if nothing is.
    #[inline]
    pub fn with<R>(&self, work: impl FnOnce(&Invocation<'_>) -> R) -> Option<R> {
        let lent = self.lent.get()?;
        // SAFETY: `lend` borrows the call until its work is done and empties this place then, so it is
        // alive; `work` cannot keep anything of it, for it must take any lifetime. We are on the thread
        // that lent, for a loan is not `Sync`.
        Some(work(unsafe { lent.as_ref() }))
    }
}

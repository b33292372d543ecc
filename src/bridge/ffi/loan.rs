//! How the functions that scripts call reach the command that runs them.
//!
//! The engine calls such a function without a context, because it knows nothing of one. So the
//! command lends its own before it starts the engine and has it back when the engine returns.

use std::cell::Cell;
use std::ffi::c_void;
use std::ptr::NonNull;

use redis_module::raw::{RedisModuleCtx, RedisModuleString};

use super::context::{Args, Context, Invocation};

/// A place that holds the running command's context while, and only while, that command waits.
///
/// Neither `Send` nor `Sync`: what is lent is reached by the thread that lent it.
#[derive(Debug, Default)]
pub struct Loan {
    lent: Cell<Option<Lent>>,
}

#[derive(Clone, Copy, Debug)]
struct Lent {
    context: NonNull<RedisModuleCtx>,
    /// The words of the command; the slices' lifetime is that of the loan.
    argv: NonNull<[*mut RedisModuleString]>,
    arguments: NonNull<[*mut RedisModuleString]>,
    /// Of a script that the server runs.
    runtime: Option<NonNull<c_void>>,
}

/// Takes a loan back, also when a panic ends it.
struct Return<'l> {
    loan: &'l Loan,
    before: Option<Lent>,
}

impl Drop for Return<'_> {
    fn drop(&mut self) {
        self.loan.lent.set(self.before);
    }
}

impl Loan {
    /// Lends `call` while `work` runs.
    pub fn lend<R>(&self, call: &Invocation<'_>, work: impl FnOnce() -> R) -> R {
        let context = NonNull::new(call.raw());
        let (argv, arguments) = (call.args().as_raw(), call.arguments().as_raw());
        let runtime = call.runtime();
        let lent = context.map(|context| Lent { context, argv, arguments, runtime });
        let _back = Return { loan: self, before: self.lent.replace(lent) };
        work()
    }

    /// Gives what is lent to `work`; `None` if nothing is.
    #[inline]
    pub fn with<R>(&self, work: impl FnOnce(&Invocation<'_>) -> R) -> Option<R> {
        let Lent { context, argv, arguments, runtime } = self.lent.get()?;
        // SAFETY: `lend` borrows the command's context and words until its work is done and empties
        // this place then, so both are alive; `work` cannot keep them, for it must take any lifetime. We
        // are on the thread that lent, for a loan is not `Sync`.
        let (context, args, arguments) = unsafe {
            let arguments = Args::from_slice(arguments.as_ref());
            (Context::from_raw(context), Args::from_slice(argv.as_ref()), arguments)
        };
        let call = Invocation::by_server(context, args, arguments, runtime);
        Some(work(&call))
    }
}

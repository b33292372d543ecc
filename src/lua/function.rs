//! Functions as values (manual §2.5.9, §2.6).
//!
//! A closure is small and fixed in size: its upvalues lie in a shared pool, each either a value that
//! never changes or the cell of a variable that does. What `CALL` must know about the function is
//! copied here from its prototype, so that a call looks at one object.
//!
//! May import `arena`, `limits`, `value`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use super::arena::Pooled;
use super::limits::{MAX_UPVALUES, Memory, OutOfMemory};
use super::value::{NativeId, Value};

/// [`Closure::signature`] that no call matches: varargs and native functions.
pub(crate) const NO_SIGNATURE: u8 = u8::MAX;

/// A Lua function with its upvalues, or a native function with upvalues.
#[derive(Clone, Copy, Default)]
pub(crate) struct Closure {
    /// Page and place of the first instruction; the native function's id.
    pub(crate) entry: u32,
    /// First upvalue in the pool.
    pub(crate) upvalues: u32,
    /// Its prototype among the loaded ones.
    pub(crate) proto: u32,
    /// Parameters plus one, which a call compares with its B; [`NO_SIGNATURE`] if it must look closer.
    pub(crate) signature: u8,
    pub(crate) upvalue_count: u8,
    pub(crate) param_count: u8,
    pub(crate) flags: u8,
}

impl Pooled for Closure {
    fn free(next: u32) -> Self {
        Closure { entry: next, ..Closure::default() }
    }

    fn set_free(&mut self, next: u32) {
        // The rest owns nothing and is not looked at.
        self.entry = next;
    }

    fn next_free(&self) -> u32 {
        self.entry
    }
}

/// [`Closure::flags`]: takes extra arguments.
pub(crate) const IS_VARARG: u8 = 1;
/// [`Closure::flags`]: wants extra arguments in the table `arg`.
pub(crate) const NEEDS_ARG: u8 = 2;
/// [`Closure::flags`]: written in Rust.
pub(crate) const IS_NATIVE: u8 = 4;

impl Closure {
    /// The native function behind this closure, if it is one.
    pub(crate) fn native(&self) -> Option<NativeId> {
        (self.flags & IS_NATIVE != 0).then_some(NativeId(self.entry))
    }
}

/// The upvalues of all closures. Free runs of the same length are chained through their first value.
pub(crate) struct UpvaluePool {
    values: Vec<Value>,
    /// First free run of each length above the mark. Longer ones, of native functions, wait for the end
    /// of the run.
    free: [u32; MAX_UPVALUES + 1],
    mark: usize,
}

/// Ends a chain of free runs.
const END: u32 = u32::MAX;
/// Upvalues kept for the next run.
const KEPT_UPVALUES: usize = 512;
/// Upvalues that only error handlers may use once memory is out.
const SPARE_UPVALUES: usize = 128;

impl Default for UpvaluePool {
    fn default() -> Self {
        UpvaluePool { values: Vec::new(), free: [END; MAX_UPVALUES + 1], mark: 0 }
    }
}

impl UpvaluePool {
    /// Upvalue `index` of the pool.
    #[inline(always)]
    pub(crate) fn get(&self, index: u32) -> Option<Value> {
        self.values.get(index as usize).copied()
    }

    /// Puts `values` into the pool; the index of the first.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline]
    pub(crate) fn add(
        &mut self,
        values: impl ExactSizeIterator<Item = Value>,
        mem: &mut Memory,
    ) -> Result<u32, OutOfMemory> {
        let count = values.len();
        if let Some(head) = self.free.get_mut(count)
            && *head != END
        {
            let start = *head;
            let slots = self.values.get_mut(start as usize..).unwrap_or_default();
            *head = slots.first().map_or(END, |link| link.index());
            for (slot, value) in slots.iter_mut().zip(values) {
                *slot = value;
            }
            return Ok(start);
        }
        if self.values.capacity() - self.values.len() < count + SPARE_UPVALUES {
            mem.grow(&mut self.values, count, SPARE_UPVALUES)?;
        }
        let start = u32::try_from(self.values.len()).map_err(|_| OutOfMemory)?;
        self.values.extend(values);
        Ok(start)
    }

    /// The upvalues of `closure`.
    pub(crate) fn of(&self, closure: &Closure) -> &[Value] {
        let start = closure.upvalues as usize;
        self.values.get(start..start + usize::from(closure.upvalue_count)).unwrap_or_default()
    }

    /// Replaces an upvalue of `closure`.
    pub(crate) fn set(&mut self, closure: &Closure, index: usize, value: Value) {
        let start = closure.upvalues as usize;
        let end = start + usize::from(closure.upvalue_count);
        if let Some(slot) = self.values.get_mut(start..end).and_then(|all| all.get_mut(index)) {
            *slot = value;
        }
    }

    /// Frees the upvalues of a dead closure.
    pub(crate) fn free(&mut self, closure: &Closure) {
        let count = usize::from(closure.upvalue_count);
        if count > 0
            && let Some(head) = self.free.get_mut(count)
            && let Some(first) = self.values.get_mut(closure.upvalues as usize)
        {
            *first = Value::object(*head, 0);
            *head = closure.upvalues;
        }
    }

    /// Makes the room that is kept between runs.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn prepare(&mut self, mem: &mut Memory) -> Result<(), OutOfMemory> {
        mem.grow(&mut self.values, KEPT_UPVALUES - SPARE_UPVALUES, SPARE_UPVALUES)
    }

    /// Opens a run.
    pub(crate) fn open(&mut self) {
        self.mark = self.values.len();
        self.free = [END; MAX_UPVALUES + 1];
    }

    /// Has the run made upvalues?
    #[inline(always)]
    pub(crate) fn is_touched(&self) -> bool {
        self.values.len() != self.mark
    }

    /// Frees all upvalues of the run.
    pub(crate) fn release(&mut self, mem: &mut Memory) {
        self.values.truncate(self.mark);
        self.free = [END; MAX_UPVALUES + 1];
        if self.values.capacity() > self.mark + KEPT_UPVALUES {
            mem.shrink(&mut self.values, self.mark + KEPT_UPVALUES);
        }
    }
}

//! Functions as values (manual §2.5.9, §2.6).
//!
//! A closure is small and fixed in size: its upvalues lie in a shared pool, each either a value that
//! never changes or the cell of a variable that does. What `CALL` must know about the function is
//! copied here from its prototype, so that a call looks at one object.
//!
//! May import `value`.

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

/// The upvalues of all closures.
#[derive(Default)]
pub(crate) struct UpvaluePool {
    values: Vec<Value>,
    /// Free runs of 1, 2, … upvalues above the mark.
    free: Vec<Vec<u32>>,
    mark: usize,
}

/// Upvalues kept for the next run.
const KEPT_UPVALUES: usize = 1024;

impl UpvaluePool {
    /// Upvalue `index` of the pool.
    #[inline(always)]
    pub(crate) fn get(&self, index: u32) -> Option<Value> {
        self.values.get(index as usize).copied()
    }

    /// Puts `values` into the pool; the index of the first. `None` when memory is out.
    #[inline]
    pub(crate) fn add(&mut self, values: impl ExactSizeIterator<Item = Value>) -> Option<u32> {
        let count = values.len();
        if let Some(start) = self.free.get_mut(count).and_then(Vec::pop) {
            let slots = self.values.get_mut(start as usize..).unwrap_or_default();
            for (slot, value) in slots.iter_mut().zip(values) {
                *slot = value;
            }
            return Some(start);
        }
        let start = u32::try_from(self.values.len()).ok()?;
        self.values.try_reserve(count).ok()?;
        self.values.extend(values);
        Some(start)
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
        if count == 0 {
            return;
        }
        if self.free.len() <= count {
            self.free.resize_with(count + 1, Vec::new);
        }
        if let Some(runs) = self.free.get_mut(count) {
            runs.push(closure.upvalues);
        }
    }

    /// Opens a run.
    pub(crate) fn open(&mut self) {
        self.mark = self.values.len();
        self.free.clear();
    }

    /// Frees all upvalues of the open run.
    pub(crate) fn release(&mut self) {
        self.values.truncate(self.mark);
        self.free.clear();
        if self.values.capacity() > self.mark + KEPT_UPVALUES {
            self.values.shrink_to(self.mark + KEPT_UPVALUES / 2);
        }
    }
}

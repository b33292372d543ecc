//! Calls that leave something behind: functions of libraries, and what they hold on to (parity Z3).
//!
//! A machine can be made to last: one run is opened and stays open. What is made in it, code
//! included, lives until nothing refers to it any more, and the host keeps alive what it wants to call
//! again ([`Vm::keep`]). Each use of such a machine stands between [`Vm::enter`] and [`Vm::leave`].
//!
//! Garbage is collected as in any run, and between uses when the host says so: no handle to a freed object
//! is left then but in the stack, which is wiped.
//!
//! May import `error`, `gc`, `heap`, `thread`, `value`, and the VM's own `native`, `run`.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

use super::super::error::Error;
use super::super::gc;
use super::super::thread::Status;
use super::super::value::Value;
use super::Vm;
use super::native::Call;
use super::run::Results;

/// Something that the host keeps alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept(usize);

/// The globals that functions see.
#[derive(Clone, Copy, Debug)]
pub struct World(Value);

/// What a machine that lasts has beside its run.
#[derive(Default)]
pub(super) struct Lasting {
    /// What the host keeps; nil where there is room.
    pub(super) kept: Vec<Value>,
    /// Where there is room among them.
    free: Vec<usize>,
    /// Bytes that were held when it began to last.
    base: usize,
}

impl Vm {
    /// Lets all that is made from here on live as long as something refers to it.
    pub fn begin_to_last(&mut self) {
        self.begin(usize::MAX);
        let base = self.state.heap.memory.held();
        self.lasting = Some(Lasting { base, ..Lasting::default() });
        self.leave();
    }

    /// Begins a use in which the machine may hold `memory` bytes, those of former uses included.
    ///
    /// # Errors
    /// The run is over already.
    pub fn enter(&mut self, memory: usize) -> Result<(), Error> {
        let base = self.lasting.as_ref().map_or(0, |lasting| lasting.base);
        let heap = &mut self.state.heap;
        let held = heap.memory.held().saturating_sub(base);
        let left = memory.saturating_sub(held);
        heap.memory.set_limit(left);
        self.state.fuel = self.state.fuel_slice;
        if heap.is_worn() || heap.memory.wants_collection() || left < memory / 4 {
            self.collect_between()?;
            let held = self.state.heap.memory.held().saturating_sub(base);
            self.state.heap.memory.set_limit(memory.saturating_sub(held));
        }
        Ok(())
    }

    /// Ends a use. Results and errors must have been looked at before.
    pub fn leave(&mut self) {
        self.reset();
        let heap = &mut self.state.heap;
        heap.give_room();
        heap.memory.set_limit(usize::MAX);
        if heap.memory.is_stopped() {
            heap.memory.set_stopped(false);
            gc::schedule(heap);
        }
    }

    /// Frees what nothing refers to; between two uses. Linear in all that was made since it began to last.
    ///
    /// # Errors
    /// The host wants no more of it. Garbage is left then.
    pub fn collect_between(&mut self) -> Result<(), Error> {
        self.reset();
        self.stack.wipe();
        self.collect()?;
        self.state.heap.give_room();
        self.state.modules.trim();
        if self.state.heap.is_worn() {
            self.state.heap.renew_young();
        }
        Ok(())
    }

    /// Keeps a value alive.
    fn keep(&mut self, value: Value) -> Option<Kept> {
        let Lasting { kept, free, .. } = self.lasting.as_mut()?;
        let index = free.pop().unwrap_or(kept.len());
        match kept.get_mut(index) {
            Some(slot) => *slot = value,
            None => {
                // Room to forget them all, so that forgetting cannot fail.
                kept.try_reserve(1).ok()?;
                free.try_reserve(kept.len() + 1).ok()?;
                kept.push(value);
            }
        }
        Some(Kept(index))
    }

    /// Keeps it no longer.
    pub fn forget(&mut self, kept: Kept) {
        if let Some(lasting) = &mut self.lasting
            && let Some(slot) = lasting.kept.get_mut(kept.0)
        {
            *slot = Value::NIL;
            lasting.free.push(kept.0);
        }
    }

    /// Calls a function that is kept with two lists of strings.
    ///
    /// # Errors
    /// As [`Vm::call`].
    pub fn call_kept<'a>(
        &mut self,
        kept: Kept,
        first: impl ExactSizeIterator<Item = &'a [u8]>,
        second: impl ExactSizeIterator<Item = &'a [u8]>,
    ) -> Result<Results<'_>, Error> {
        let lists = [self.new_string_list(first)?, self.new_string_list(second)?];
        let function = self.lasting.as_ref().and_then(|lasting| lasting.kept.get(kept.0).copied());
        self.call_function(function.unwrap_or_default(), &lists)
    }

    /// The globals that are seen now.
    pub fn world(&self) -> World {
        World(self.state.heap.globals)
    }

    /// Lets functions see other globals from now on.
    pub fn set_world(&mut self, world: World) {
        self.state.heap.globals = world.0;
    }

    /// Frees the native functions that were waiting when the last use ended; in coroutines that are
    /// suspended they wait on.
    #[inline]
    pub(super) fn forget_waiting(&mut self) {
        let state = &mut self.state;
        if self.lasting.is_none() || state.heap.threads.iter_from(0).next().is_none() {
            return state.continuations.clear(&mut state.heap.memory);
        }
        // Record 0 is nobody's.
        for &frame in state.frames.get(1..=state.depth).unwrap_or_default() {
            state.continuations.drop_of(frame, &mut state.heap.memory);
        }
        let mut thread = state.thread;
        while let Some(running) = state.heap.thread_mut(thread) {
            running.status = Status::Dead;
            thread = std::mem::take(&mut running.resumer);
        }
    }
}

impl Call<'_> {
    /// Keeps a value alive, in a machine that lasts.
    pub fn keep(&mut self, value: Value) -> Option<Kept> {
        self.vm().keep(value)
    }
}

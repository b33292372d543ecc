//! Coroutines: moving registers and records between the stack and a suspended thread (manual §2.11).
//!
//! Usual calls switch in `outlined/coroutine.rs`, all others here. A coroutine that is resumed here runs in
//! a segment of its own, so that its records, which are relative, hold as they are. Everything it has
//! called is in its records, native functions that wait included; it can therefore yield from inside
//! `pcall`, metamethods, iterators and callbacks.
//!
//! May import `error`, `frame`, `limits`, `thread`, `value`, and the VM's own `call`.
#![expect(clippy::disallowed_macros, reason = "short texts")]

use super::super::error::{Error, ErrorKind, text};
use super::super::frame::{CallFrame, NEW_SEGMENT, Return, WRAPPED};
use super::super::limits::{MAX_NATIVE_CALLS, OutOfMemory};
use super::super::thread::{Status, Thread, block_of};
use super::super::value::Value;
use super::Vm;
use super::call::Action;

impl Vm {
    /// Resumes `thread` with the `count` values from stack slot `first` on, for the native function
    /// that runs.
    pub(super) fn resume(
        &mut self,
        thread: Value,
        first: usize,
        count: usize,
        wrap: bool,
    ) -> Result<Action, Error> {
        let Some(status) = self.state.heap.thread(thread).map(|thread| thread.status) else {
            return Err(Error::bug("a coroutine that does not exist"));
        };
        if count >= self.state.unpack_limit {
            return Err(Error::text("too many arguments to resume"));
        }
        if status != Status::Suspended {
            let message = format!("cannot resume {} coroutine", status.name());
            return self.refuse_resume(message.as_bytes(), wrap);
        }
        if self.state.native_calls >= MAX_NATIVE_CALLS {
            // One that has begun stays as it is; another never will (`resume_error` takes its function away).
            if let Some(thread) = self.state.heap.thread_mut(thread)
                && !thread.started
            {
                *thread = Thread::dead();
            }
            return self.refuse_resume(text::C_STACK_OVERFLOW.as_bytes(), wrap);
        }
        let kind = Return::Coroutine;
        let frame = CallFrame::new(self.state.at, kind, if wrap { WRAPPED } else { 0 });
        let resumer = std::mem::replace(&mut self.state.thread, thread);
        self.set_status(resumer, Status::Normal);
        let started = match self.state.heap.thread_mut(thread) {
            Some(thread) => {
                thread.status = Status::Running;
                thread.resumer = resumer;
                std::mem::replace(&mut thread.started, true)
            }
            None => true,
        };
        let (depth, at, segments) = (self.state.depth, self.state.at, self.stack.segments());
        let native_calls = self.state.native_calls;
        self.state.native_calls += 1;
        let result = if started {
            self.restore(thread, frame, first, count)
        } else {
            self.start(thread, frame, first, count)
        };
        let Err(error) = result else { return result };
        // Not even begun: the coroutine is dead, its resumer is told.
        (self.state.depth, self.state.at, self.state.native_calls) = (depth, at, native_calls);
        self.stack.close_to(segments);
        self.end_turn(Thread::dead());
        match self.raise(error)?.into_kind() {
            ErrorKind::Raised { value, .. } => self.answer_failure(value, wrap),
            _ => Err(Error::bug("an error that was not raised")),
        }
    }

    fn set_status(&mut self, thread: Value, status: Status) {
        if let Some(thread) = self.state.heap.thread_mut(thread) {
            thread.status = status;
        }
    }

    fn refuse_resume(&mut self, message: &[u8], wrap: bool) -> Result<Action, Error> {
        let value = self.state.heap.new_string(message)?;
        self.answer_failure(value, wrap)
    }

    /// Calls the function of a new coroutine. Its place is the slot before the arguments.
    fn start(
        &mut self,
        thread: Value,
        frame: CallFrame,
        first: usize,
        count: usize,
    ) -> Result<Action, Error> {
        let function = first.saturating_sub(1);
        let body = match self.state.heap.thread_mut(thread) {
            Some(thread) => std::mem::take(&mut thread.function),
            None => Value::NIL,
        };
        let Some(closure) = self.state.heap.closure(body).copied() else {
            return Err(Error::bug("a coroutine without a function"));
        };
        self.stack.open(function, &mut self.state.heap.memory)?;
        self.stack.set(function, body);
        self.with_memory(function + count + 1, |vm| vm.call_lua(&closure, function, count, frame))
    }

    /// Moves a suspended coroutine back onto the stack and finishes its yield.
    fn restore(
        &mut self,
        thread: Value,
        frame: CallFrame,
        first: usize,
        count: usize,
    ) -> Result<Action, Error> {
        let start = first + count;
        // Before its values are taken from the coroutine, where alone a collection sees them.
        let saved = self.state.heap.thread(thread).map_or(0, |thread| thread.slots.len());
        self.with_memory(start, |vm| vm.reserve_stack(start + saved))?;
        let Some(thread) = self.state.heap.thread_mut(thread) else {
            return Err(Error::bug("a coroutine that does not exist"));
        };
        let Thread { slots, frames, segments, position, charged, native_calls, resumer, .. } =
            std::mem::take(thread);
        thread.status = Status::Running;
        thread.started = true;
        thread.resumer = resumer;
        self.state.heap.memory.credit(charged);
        self.state.spend((slots.len() + frames.len()) >> 3)?;
        self.stack.open(start, &mut self.state.heap.memory)?;
        for (slot, value) in self.stack.from(start).iter_mut().zip(&slots) {
            *slot = *value;
        }
        let mut frames = frames.into_iter();
        let own = frames.next().unwrap_or(frame);
        self.push_frame(own.resumed_by(frame))?;
        for frame in frames {
            self.push_frame(frame)?;
        }
        for segment in segments {
            self.stack.open(start + segment, &mut self.state.heap.memory)?;
        }
        self.state.native_calls += native_calls;
        self.state.at = position;
        Ok(self.will_finish(first, count))
    }

    /// Suspends the running coroutine; the `count` values above the native function that runs go to
    /// its resumer.
    pub(super) fn yield_values(&mut self, count: usize) -> Result<Action, Error> {
        let thread = self.state.thread;
        if thread.is_nil() {
            return Err(Error::bare(text::YIELD_ACROSS));
        }
        let base = self.base();
        let mut depth = self.state.depth;
        let (mut segments, mut native_calls) = (0, 0);
        while let Some(frame) = self.state.frames.get(depth) {
            segments += frame.segments();
            if frame.is_first() {
                break;
            }
            native_calls += u32::from(frame.is_native_call());
            depth =
                depth.checked_sub(1).ok_or_else(|| Error::bug("a coroutine without a record"))?;
        }
        let frames = self.state.frames.get(depth..=self.state.depth).unwrap_or_default();
        let is_nested = frames.first().is_some_and(|frame| frame.is(Return::Nested));
        let start = if is_nested {
            let start = self.state.heap.thread(thread).map_or(0, |thread| thread.start);
            self.stack.start_below(segments) + start
        } else {
            // The segment that it has of its own goes with its resume.
            segments = segments.saturating_sub(1);
            self.stack.start_below(segments)
        };
        // What lies in the segment of the resumer is as many slots further up there.
        let mut above = if is_nested { start - self.stack.start_below(segments) } else { 0 };
        let charged = size_of::<Value>() * (base + 1 - start)
            + size_of_val(frames)
            + segments * size_of::<usize>();
        self.with_memory(base + 1 + count, |vm| Ok(vm.state.heap.memory.charge(charged)?))?;
        let frames = self.state.frames.get(depth..=self.state.depth).unwrap_or_default();
        let slots = self.stack.range(start, base + 1 - start);
        let outer = (0..segments).rev().map(|below| self.stack.start_below(below) - start);
        let records = frames.iter().map(|frame| {
            let caller = frame.caller.lowered(above);
            if frame.has(NEW_SEGMENT) {
                above = 0;
            }
            CallFrame { caller, ..*frame }
        });
        let blocks = (block_of(slots.iter().copied()), block_of(records), block_of(outer));
        let (Ok(slots), Ok(frames), Ok(segments)) = blocks else {
            self.state.heap.memory.credit(charged);
            return Err(OutOfMemory.into());
        };
        let saved = Thread {
            status: Status::Suspended,
            started: true,
            slots,
            frames,
            segments,
            native_calls,
            position: self.state.at.lowered(above),
            charged,
            ..Thread::default()
        };
        self.state.spend((saved.slots.len() + saved.frames.len()) >> 3)?;
        while self.state.depth > depth {
            self.pop_frame();
        }
        let frame = self.pop_frame();
        self.end_turn(saved);
        self.answer_resumer(frame, base + 1, count)
    }

    /// The coroutine that ran does not run any more; its resumer does.
    fn end_turn(&mut self, left: Thread) {
        let thread = self.state.thread;
        let mut resumer = Value::NIL;
        if let Some(thread) = self.state.heap.thread_mut(thread) {
            resumer = thread.resumer;
            let before = std::mem::replace(thread, left);
            self.state.heap.memory.credit(before.charged);
        }
        self.state.thread = resumer;
        self.set_status(resumer, Status::Running);
    }

    /// The function of the running coroutine has returned; its record is off already.
    pub(super) fn finish_coroutine(
        &mut self,
        frame: CallFrame,
        first: usize,
        count: usize,
    ) -> Result<Action, Error> {
        self.end_turn(Thread::dead());
        self.answer_resumer(frame, first, count)
    }

    fn answer_resumer(
        &mut self,
        frame: CallFrame,
        first: usize,
        count: usize,
    ) -> Result<Action, Error> {
        if frame.wanted() == WRAPPED {
            return Ok(self.will_finish(first, count));
        }
        let base = self.base();
        self.place_results(first, count, base + 1, count)?;
        self.stack.set(base, Value::TRUE);
        Ok(self.will_finish(base, count + 1))
    }

    /// The running coroutine has failed with `value`; its record, the last one taken off, is
    /// `frame`.
    pub(super) fn fail_coroutine(
        &mut self,
        frame: CallFrame,
        value: Value,
    ) -> Result<Action, Error> {
        self.end_turn(Thread::dead());
        self.answer_failure(value, frame.wanted() == WRAPPED)
    }

    /// `coroutine.resume` returns false and `value`; a wrapped coroutine raises it, a string or a number
    /// as text with the caller's position in front.
    fn answer_failure(&mut self, value: Value, wrap: bool) -> Result<Action, Error> {
        if !wrap {
            let base = self.base();
            self.stack.set(base, Value::FALSE);
            self.stack.set(base + 1, value);
            return Ok(self.will_finish(base, 2));
        }
        let text = if value.is_number() {
            self.state.heap.number_to_string(value.as_f64())?
        } else {
            value
        };
        Err(if text.is_string() { Error::string_at(text, 1) } else { Error::raised(value) })
    }
}

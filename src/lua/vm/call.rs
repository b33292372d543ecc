//! Calls, returns and errors: everything that pushes or pops a call record outside the fast paths.
//!
//! Rust never recurses for Lua. A step ends in an [`Action`]; [`Vm::drive`] follows actions until
//! the dispatch loop can go on. What is to happen with the results of a call is in its record: they go
//! to registers, finish an instruction that called a metamethod, go to a native function that waits, to
//! `pcall`, to the resumer of a coroutine, or to the host.
//!
//! May import `error`, `event`, `frame`, `function`, `limits`, `value`, and the VM's own modules.
#![expect(
    clippy::disallowed_methods,
    reason = "there is room for records; texts are those of the engine with names that were cut"
)]

use super::super::error::{Error, ErrorKind, Place, Text, text};
use super::super::event::Event;
use super::super::frame::{
    ALL_RESULTS, CallFrame, GUARDED, KIND_AND_FLAGS, NATIVE, NEW_SEGMENT, OTHER_PAGE, Position,
    Return, SEGMENT, SHIFTED,
};
use super::super::function::{Closure, IS_VARARG, NEEDS_ARG};
use super::super::limits::{
    EXTRA_CALLS, LimitKind, MAX_CALLS, MAX_NATIVE_CALLS, MAX_NATIVE_CALLS_IN_ERROR, OutOfMemory,
};
use super::super::opcode::Op;
use super::super::value::{NativeId, Value};
use super::Vm;
use super::debug::Operand;
use super::dispatch::{self, Exit, WINDOW};
use super::metamethod::Answer;
use super::native::{
    Args, Call, Continuation, ESCALATE, Fate, Flow, MAX_LEAF_RESULTS, NativeFunction, Then,
};
use super::outlined::{begin_callback, end_coroutine};

/// Records a stack starts with.
pub(super) const FIRST_FRAMES: usize = 64;
/// Number of the last record; record 0 is the bottom of the stack, as natively.
const MAX_DEPTH: usize = MAX_CALLS - 1;

/// What is to be done next. What it is about is in [`Pending`], so that it fits a register.
#[derive(Clone, Copy)]
pub(super) enum Action {
    /// Go on in the dispatch loop.
    Run,
    /// The host has its results.
    Done,
    /// Make the pending call.
    Call,
    /// The running function is finished; its results are pending.
    Finish,
}

/// What an [`Action`] is about.
#[derive(Clone, Copy, Default)]
pub(super) struct Pending {
    /// Stack slot of the function to call, or of the first result.
    slot: usize,
    /// Arguments above it, or results from it on.
    count: usize,
    /// The record of the call.
    frame: CallFrame,
}

/// `pcall` while it asks the error in slot 1 for its text.
struct ErrorText;

impl Continuation for ErrorText {
    fn resume(&mut self, call: &mut Call<'_>, first: usize, count: usize) -> Result<Flow, Error> {
        let field = if count > 0 { call.slot(first) } else { Value::NIL };
        if field.is_text() {
            call.values(&[Value::FALSE, field])
        } else {
            let value = call.slot(1);
            call.values(&[Value::FALSE, value, field])
        }
    }
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Run,
    Done,
}

/// Lets a native function go on with the results of a call.
fn resume(
    continuation: &mut dyn Continuation,
    call: &mut Call<'_>,
    first: usize,
    count: usize,
) -> Result<Flow, Error> {
    let base = call.base;
    call.vm.with_memory(base + first + count, |vm| {
        continuation.resume(&mut Call { vm, base, count: 0 }, first, count)
    })
}

impl Vm {
    /// Stack slot of the running function.
    #[inline]
    pub(super) fn base(&self) -> usize {
        self.stack.start() + self.state.at.base()
    }

    /// Makes sure that stack slots below `end` exist.
    #[inline]
    pub(super) fn reserve_stack(&mut self, end: usize) -> Result<(), Error> {
        Ok(self.stack.reserve(end, &mut self.state.heap.memory)?)
    }

    /// First stack slot above everything the running function uses.
    pub(super) fn free_slot(&self) -> usize {
        let frame = self.state.frames.get(self.state.depth).copied().unwrap_or_default();
        let open = self.stack.start() + self.state.top;
        let base = self.base();
        let window = if frame.has(NATIVE) { base } else { base + WINDOW };
        if open > base { window.max(open) } else { window }
    }

    /// Runs until the host has its results.
    pub(super) fn execute(&mut self) -> Result<(), Error> {
        loop {
            let page = self.code.page(self.state.at.page());
            let (Some(page), Some(view)) = (page, self.stack.view()) else {
                return Err(Error::bug("a position outside code or stack"));
            };
            let exit = dispatch::run(&mut self.state, view, page);
            if exit == Exit::Return && self.is_finished() {
                return Ok(());
            }
            let result = match exit {
                Exit::Slow => self.step(),
                Exit::Done | Exit::Page => Ok(Progress::Run),
                Exit::Fuel => self.state.poll().map(|()| Progress::Run),
                Exit::Collect => self.collect().map(|()| Progress::Run),
                Exit::Error => self.leaf_failed(),
                Exit::Return => self.returned(),
            };
            if self.recover(result)? == Progress::Done {
                return Ok(());
            }
        }
    }

    /// Has the Lua function that has returned been called by the host? Then the host has its results.
    #[inline(always)]
    fn is_finished(&mut self) -> bool {
        const HOST: u32 = (Return::Host as u32) << 8;
        let frame = self.state.frames.get(self.state.depth).copied().unwrap_or_default();
        let is_finished = frame.info & (KIND_AND_FLAGS & !(SHIFTED | OTHER_PAGE)) == HOST;
        if is_finished {
            let (first, count) = self.state.returned;
            self.results = (self.stack.start() + first, count);
        }
        is_finished
    }

    /// A Lua function has returned to something other than registers or an instruction of its page.
    fn returned(&mut self) -> Result<Progress, Error> {
        const NATIVE_CALL: u32 = (Return::Native as u32) << 8;
        const COROUTINE: u32 = (Return::Nested as u32) << 8;
        if self.state.heap.memory.wants_collection() {
            self.collect()?;
        }
        let frame = self.state.frames.get(self.state.depth).copied().unwrap_or_default();
        if frame.info & (KIND_AND_FLAGS & !(SHIFTED | OTHER_PAGE)) == COROUTINE
            && let Some(view) = self.stack.view()
            && end_coroutine(&mut self.state, view)
        {
            return Ok(Progress::Run);
        }
        let (first, count) = self.state.returned;
        let first = self.stack.start() + first;
        let action = if frame.info & KIND_AND_FLAGS == NATIVE_CALL {
            // As `finish_call` does it.
            let to = self.base();
            self.stack.copy(first, count, to);
            self.state.depth -= 1;
            self.state.native_calls = self.state.native_calls.saturating_sub(1);
            self.state.at = frame.caller;
            let first = to - self.base();
            self.continue_native(|continuation, call| resume(continuation, call, first, count))?
        } else {
            self.finish_call(first, count)?
        };
        // Most callbacks lead to another one.
        if let Action::Run = action { Ok(Progress::Run) } else { self.drive(action) }
    }

    /// A leaf function that the dispatch loop has called has failed. If memory was out, it is collected
    /// and the call made again; the function knows what it has kept (`Args::keep`). Otherwise it gets the
    /// record it did without, so that levels are counted as natively.
    fn leaf_failed(&mut self) -> Result<Progress, Error> {
        let Some(error) = self.state.error.take() else {
            return Err(Error::bug("an error that is none"));
        };
        if error.is_out_of_memory() && self.collect_in_need(self.live_end())? {
            let action = self.try_step()?;
            return self.drive(action);
        }
        let at = self.state.at;
        let i = self.instruction(at);
        let (base, frame) = if i.op() == Some(Op::TForLoop) {
            (usize::from(i.a()) + 4, CallFrame::new(at, Return::Instruction, 0))
        } else {
            (usize::from(i.a()), CallFrame::new(at.next(), Return::Lua, i.c()))
        };
        let base = at.base() + base;
        if base < SEGMENT {
            let mut frame = frame;
            frame.info |= NATIVE;
            self.state.native_calls += u32::from(frame.is_native_call());
            self.push_frame(frame)?;
            self.state.at = Position::new(base, at.entry());
        }
        Err(error)
    }

    /// Brings errors to whoever catches them.
    #[inline]
    pub(super) fn recover(&mut self, result: Result<Progress, Error>) -> Result<Progress, Error> {
        match result {
            Ok(progress) => Ok(progress),
            Err(error) => self.catch(error),
        }
    }

    #[inline(never)]
    fn catch(&mut self, error: Error) -> Result<Progress, Error> {
        // The call that has kept something is not made again.
        self.state.kept = None;
        let mut error = error;
        loop {
            let caught = self.unwind(error)?.and_then(|action| self.drive(action));
            match caught {
                Ok(progress) => return Ok(progress),
                Err(another) => error = another,
            }
        }
    }

    /// Follows actions until the dispatch loop can go on.
    pub(super) fn drive(&mut self, action: Action) -> Result<Progress, Error> {
        let mut action = action;
        loop {
            action = match action {
                Action::Run => return Ok(Progress::Run),
                Action::Done => return Ok(Progress::Done),
                Action::Call => {
                    let Pending { slot, count, frame } = self.pending;
                    self.begin_call(slot, count, frame)?
                }
                Action::Finish => self.finish_call(self.pending.slot, self.pending.count)?,
            };
        }
    }

    // Calling

    /// Call the function in stack slot `function` with the `count` arguments above it.
    #[inline]
    pub(super) fn will_call(&mut self, function: usize, count: usize, frame: CallFrame) -> Action {
        let start = self.stack.start();
        if frame.is_native_call()
            && let Some(view) = self.stack.view()
            && begin_callback(&mut self.state, view, function - start, count, frame).is_some()
        {
            self.state.charge(1);
            return Action::Run;
        }
        self.pending = Pending { slot: function, count, frame };
        Action::Call
    }

    /// The running function is finished; its `count` results lie from stack slot `first` on.
    #[inline]
    pub(super) fn will_finish(&mut self, first: usize, count: usize) -> Action {
        (self.pending.slot, self.pending.count) = (first, count);
        Action::Finish
    }

    /// Makes the chunk of a module the running function, as the first of the run and without arguments;
    /// false if it is none.
    #[inline(always)]
    pub(super) fn enter_chunk(&mut self, main: Value) -> bool {
        let state = &mut self.state;
        let Some(&Closure { entry, flags: flags @ (0 | IS_VARARG), .. }) = state.heap.closure(main)
        else {
            return false;
        };
        // As a function with extra arguments has it.
        let base = usize::from(flags);
        let Some(frame) = state.frames.get_mut(1) else { return false };
        *frame = CallFrame::new(Position::default(), Return::Host, ALL_RESULTS);
        frame.info |= SHIFTED * u32::from(flags);
        frame.extra = u32::from(flags);
        self.stack.set(0, main);
        self.stack.set(base, main);
        (state.depth, state.native_calls) = (1, 1);
        state.at = Position::new(base, entry);
        state.charge(1);
        true
    }

    fn begin_call(
        &mut self,
        function: usize,
        count: usize,
        frame: CallFrame,
    ) -> Result<Action, Error> {
        if frame.is_native_call() {
            self.state.native_calls += 1;
        }
        if !matches!(frame.kind(), Return::Pcall | Return::Xpcall) {
            return self.try_call(function, count, frame);
        }
        let (depth, thread) = (self.state.depth, self.state.thread);
        self.try_call(function, count, frame).or_else(|error| {
            if (self.state.depth, self.state.thread) != (depth, thread) {
                return Err(error);
            }
            // The failed call is inside the protection: give it a record for `unwind` to find.
            let error = self.raise(error)?;
            self.push_frame(CallFrame { info: frame.info | NATIVE, ..frame })?;
            Err(error)
        })
    }

    fn try_call(
        &mut self,
        function: usize,
        count: usize,
        frame: CallFrame,
    ) -> Result<Action, Error> {
        if frame.is_native_call() {
            self.check_native_calls(frame.kind())?;
        }
        let callee = self.stack.get(function);
        if let Some(closure) = self.state.heap.closure(callee).copied() {
            return match closure.native() {
                Some(id) => self.call_native(id, function, count, frame),
                None => self.with_memory(function + count + 1, |vm| {
                    vm.call_lua(&closure, function, count, frame)
                }),
            };
        }
        if callee.is_native() {
            return self.call_native(NativeId(callee.index()), function, count, frame);
        }
        let method = self.state.heap.metamethod(callee, Event::Call);
        if !method.is_function() {
            let caller_is_lua =
                !self.state.frames.get(self.state.depth).is_some_and(|frame| frame.has(NATIVE));
            let operand = if caller_is_lua {
                Operand::register(function.wrapping_sub(self.base()))
            } else {
                Operand::None
            };
            return Err(self.type_error("call", callee, operand));
        }
        self.reserve_stack(function + count + 2)?;
        self.stack.copy(function, count + 1, function + 1);
        self.stack.set(function, method);
        if frame.is_native_call() {
            self.state.native_calls -= 1;
        }
        Ok(self.will_call(function, count + 1, frame))
    }

    pub(super) fn check_native_calls(&mut self, kind: Return) -> Result<(), Error> {
        // A resumed coroutine checks for itself.
        if kind == Return::Coroutine || self.state.native_calls < MAX_NATIVE_CALLS {
            return Ok(());
        }
        if self.state.native_calls == MAX_NATIVE_CALLS {
            return Err(self.runtime_error(text::C_STACK_OVERFLOW));
        }
        if self.state.native_calls >= MAX_NATIVE_CALLS_IN_ERROR {
            return Err(self.runtime_error(text::ERROR_IN_ERROR_HANDLING));
        }
        Ok(())
    }

    fn check_depth(&mut self) -> Result<(), Error> {
        let next = self.state.depth + 1;
        let limit = if self.state.handlers > 0 { MAX_DEPTH + EXTRA_CALLS } else { MAX_DEPTH };
        if next > limit {
            return Err(self.runtime_error(text::STACK_OVERFLOW));
        }
        if next >= self.state.frames.len() {
            let len = (self.state.frames.len() * 2).clamp(FIRST_FRAMES, limit + 1);
            let more = len - self.state.frames.len();
            self.state.heap.memory.grow(&mut self.state.frames, more, 0)?;
            self.state.frames.resize(len, CallFrame::default());
        }
        Ok(())
    }

    pub(super) fn push_frame(&mut self, frame: CallFrame) -> Result<(), Error> {
        self.check_depth()?;
        self.state.depth += 1;
        if let Some(slot) = self.state.frames.get_mut(self.state.depth) {
            *slot = frame;
        }
        Ok(())
    }

    /// Enters a Lua function: arguments are brought to its parameters, extra ones stay below its
    /// registers.
    pub(super) fn call_lua(
        &mut self,
        closure: &Closure,
        function: usize,
        count: usize,
        frame: CallFrame,
    ) -> Result<Action, Error> {
        self.check_depth()?;
        let mut frame = frame;
        let params = usize::from(closure.param_count);
        let mut base = function;
        self.reserve_stack(function + count.max(params) + 1 + WINDOW)?;
        self.stack.clear(function + 1 + count, params.saturating_sub(count));
        if closure.flags & IS_VARARG != 0 {
            let shift = count.max(params) + 1;
            base = function + shift;
            self.reserve_stack(base + WINDOW)?;
            self.stack.copy(function, params + 1, base);
            frame.extra = u32::try_from(shift).map_err(|_| OutOfMemory)?;
            frame.info |= SHIFTED;
            if closure.flags & NEEDS_ARG != 0 {
                let extra = count.saturating_sub(params);
                let table = self.arg_table(function + 1 + params, extra)?;
                self.stack.set(base + 1 + params, table);
            }
        }
        if base - self.stack.start() >= SEGMENT {
            self.stack.open(base, &mut self.state.heap.memory)?;
            frame.info |= NEW_SEGMENT;
        }
        if (closure.entry ^ frame.caller.entry()) >> 16 != 0 {
            frame.info |= OTHER_PAGE;
        }
        self.push_frame(frame)?;
        self.state.at = Position::new(base - self.stack.start(), closure.entry);
        self.state.spend(1)?;
        Ok(Action::Run)
    }

    /// The table `arg` of a function with extra arguments that does not say `...`.
    fn arg_table(&mut self, first: usize, count: usize) -> Result<Value, Error> {
        let heap = &mut self.state.heap;
        let table = heap.new_table(count, 1)?;
        for (n, &value) in (1..).zip(self.stack.range(first, count)) {
            heap.raw_set_int(table, n, value)?;
        }
        #[expect(clippy::cast_precision_loss, reason = "a count of arguments")]
        heap.raw_set_str(table, b"n", Value::from_f64(count as f64))?;
        Ok(table)
    }

    fn call_native(
        &mut self,
        id: NativeId,
        function: usize,
        count: usize,
        frame: CallFrame,
    ) -> Result<Action, Error> {
        let Some(native) = self.state.natives.get(id.0 as usize).copied() else {
            return Err(Error::bug("a native function that does not exist"));
        };
        self.reserve_stack(function + count + MAX_LEAF_RESULTS + 2)?;
        let mut frame = frame;
        frame.info |= NATIVE;
        self.check_depth()?;
        if function - self.stack.start() >= SEGMENT {
            self.stack.open(function, &mut self.state.heap.memory)?;
            frame.info |= NEW_SEGMENT;
        }
        self.push_frame(frame)?;
        self.state.at = Position::new(function - self.stack.start(), self.state.at.entry());
        self.state.spend(1)?;
        let flow =
            self.with_memory(function + count + 1, |vm| vm.run_native(&native, function, count))?;
        self.follow(flow)
    }

    /// Runs a native function, whose record is there, until it wants something.
    #[inline]
    fn run_native(
        &mut self,
        native: &NativeFunction,
        function: usize,
        count: usize,
    ) -> Result<Flow, Error> {
        if let Some(leaf) = native.leaf {
            let slots = self.stack.from(function);
            let returned =
                leaf(&mut Args { state: &mut self.state, slots, count, fate: Fate::Used })?;
            if returned != ESCALATE {
                return Ok(Flow::Return(returned));
            }
        }
        match native.full {
            Some(full) => full(&mut Call { vm: self, base: function, count }),
            None => Err(Error::bug("a native function without a full form")),
        }
    }

    /// Does what the running native function wants.
    fn follow(&mut self, flow: Flow) -> Result<Action, Error> {
        let base = self.base();
        match flow {
            Flow::Return(count) => Ok(self.will_finish(base, count)),
            Flow::Call { function, count, then } => {
                let kind = match then {
                    Then::Protect => Return::Pcall,
                    Then::ProtectWithHandler => Return::Xpcall,
                    Then::Again if self.is_guarded() => Return::Guarded,
                    Then::Again => Return::Native,
                    Then::Continue(continuation) => {
                        self.keep_continuation(continuation, false)?;
                        Return::Native
                    }
                    Then::Guard(continuation) => {
                        self.keep_continuation(continuation, true)?;
                        Return::Guarded
                    }
                };
                let frame = CallFrame::new(self.state.at, kind, ALL_RESULTS);
                Ok(self.will_call(base + function, count, frame))
            }
            Flow::Yield(count) => self.yield_values(count),
            Flow::Resume { thread, first, count, wrap } => {
                self.resume(thread, base + first, count, wrap)
            }
        }
    }

    /// Is the native function that runs told of errors?
    fn is_guarded(&self) -> bool {
        self.state.frames.get(self.state.depth).is_some_and(|frame| frame.has(GUARDED))
    }

    fn keep_continuation(
        &mut self,
        continuation: Box<dyn Continuation>,
        guarded: bool,
    ) -> Result<(), OutOfMemory> {
        let state = &mut self.state;
        let number = state.continuations.keep(continuation, &mut state.heap.memory)?;
        if let Some(frame) = state.frames.get_mut(state.depth) {
            frame.extra = number;
            if guarded {
                frame.info |= GUARDED;
            }
        }
        Ok(())
    }

    fn drop_continuation(&mut self, frame: CallFrame) {
        let state = &mut self.state;
        state.continuations.drop_of(frame, &mut state.heap.memory);
    }

    // Returning

    /// Takes the record of the running function off; its caller runs. Continuations stay.
    pub(super) fn pop_frame(&mut self) -> CallFrame {
        let frame = self.state.frames.get(self.state.depth).copied().unwrap_or_default();
        for _ in 0..frame.segments() {
            self.stack.close();
        }
        if frame.is_native_call() {
            self.state.native_calls = self.state.native_calls.saturating_sub(1);
        }
        self.state.depth = self.state.depth.saturating_sub(1);
        self.state.at = frame.caller;
        frame
    }

    fn finish_call(&mut self, first: usize, count: usize) -> Result<Action, Error> {
        let frame = self.state.frames.get(self.state.depth).copied().unwrap_or_default();
        let shift = frame.shift();
        let to = self.base() - shift;
        self.drop_continuation(frame);
        if frame.kind() == Return::Host {
            self.results = (first, count);
            return Ok(Action::Done);
        }
        self.pop_frame();
        match frame.kind() {
            Return::Lua => {
                let wanted = match frame.wanted() {
                    ALL_RESULTS => {
                        self.state.top = to + count - self.stack.start();
                        count
                    }
                    wanted => usize::from(wanted) - 1,
                };
                self.place_results(first, count, to, wanted)?;
                Ok(Action::Run)
            }
            Return::Instruction => {
                self.place_results(first, count, to, count.max(1))?;
                self.finish_instruction(to, count, frame.wanted())
            }
            Return::Native | Return::Guarded => {
                self.place_results(first, count, to, count)?;
                let base = self.base();
                self.continue_native(|continuation, call| {
                    resume(continuation, call, to - base, count)
                })
            }
            Return::Pcall | Return::Xpcall => {
                let base = self.base();
                self.place_results(first, count, base + 1, count)?;
                self.stack.set(base, Value::TRUE);
                Ok(self.will_finish(base, count + 1))
            }
            Return::ErrorHandler => {
                let value = if count > 0 { self.stack.get(first) } else { Value::NIL };
                self.return_failure(Return::Xpcall, &[value])
            }
            Return::Coroutine | Return::Nested => self.finish_coroutine(frame, first, count),
            Return::Host => Err(Error::bug("the host's call was finished")),
        }
    }

    /// Brings `count` results to stack slot `to` and fills up to `wanted` with nil.
    pub(super) fn place_results(
        &mut self,
        first: usize,
        count: usize,
        to: usize,
        wanted: usize,
    ) -> Result<(), Error> {
        self.reserve_stack(to + count.max(wanted))?;
        self.stack.copy(first, count, to);
        self.stack.clear(to + count, wanted.saturating_sub(count));
        Ok(())
    }

    /// Lets the native function that waits go on.
    fn continue_native(
        &mut self,
        step: impl FnOnce(&mut dyn Continuation, &mut Call<'_>) -> Result<Flow, Error>,
    ) -> Result<Action, Error> {
        let frame = self.state.frames.get(self.state.depth).copied().unwrap_or_default();
        let Some(mut continuation) = self.state.continuations.take(frame) else {
            return Err(Error::bug("a native function that does not wait"));
        };
        let flow = self.step_native(&mut *continuation, step);
        self.state.continuations.put_back(frame, continuation);
        if let Ok(Flow::Call { function, count, then: Then::Again }) = flow {
            // As `follow` does it.
            let kind = if frame.has(GUARDED) { Return::Guarded } else { Return::Native };
            let callback = CallFrame::new(self.state.at, kind, ALL_RESULTS);
            return Ok(self.will_call(self.base() + function, count, callback));
        }
        self.drop_continuation(frame);
        if let Some(frame) = self.state.frames.get_mut(self.state.depth) {
            frame.extra = 0;
        }
        self.follow(flow?)
    }

    fn step_native(
        &mut self,
        continuation: &mut dyn Continuation,
        step: impl FnOnce(&mut dyn Continuation, &mut Call<'_>) -> Result<Flow, Error>,
    ) -> Result<Flow, Error> {
        let base = self.base();
        match step(continuation, &mut Call { vm: self, base, count: 0 }) {
            Err(error) if self.is_guarded() => {
                let (value, place) = self.error_value(error)?;
                let value = self.guarded_value(self.state.depth + 1, value, place)?;
                let base = self.base();
                continuation.fail(&mut Call { vm: self, base, count: 0 }, value)
            }
            other => other,
        }
    }

    // Errors

    /// The error as a Lua error with value and place, or, if nothing in Lua may see it, back.
    pub(super) fn raise(&mut self, error: Error) -> Result<Error, Error> {
        let (value, place) = self.error_value(error)?;
        Ok(Error::raised_at(value, place))
    }

    fn error_value(&mut self, error: Error) -> Result<(Value, Option<Place>), Error> {
        let place = self.raise_place();
        let (before, text, after) = match error.into_kind() {
            ErrorKind::Raised { value, place: known } => return Ok((value, known.or(place))),
            ErrorKind::Text { text, level: 0 } => (Vec::new(), text, ""),
            ErrorKind::Text { text, level } => (self.position_text(level), text, ""),
            ErrorKind::Argument { index, text } => {
                ([self.position_text(1), self.argument_text(index)].concat(), text, ")")
            }
            ErrorKind::OutOfMemory => return self.out_of_memory(place),
            ErrorKind::Limit(kind) => return Err(Error::limit(kind)),
            ErrorKind::Bug(what) => return Err(Error::bug(what)),
        };
        let (words, string) = match text {
            Text::Words(words) => ([&before, &words, after.as_bytes()].concat(), None),
            Text::String(string) => (before, Some(string)),
        };
        self.text_of_error = string.unwrap_or_default();
        let message = self.with_memory(self.live_end(), |vm| {
            let heap = &mut vm.state.heap;
            Ok(match string {
                None => heap.new_string(&words)?,
                Some(string) => heap.wrap_text(&words, string, usize::MAX, after.as_bytes())?,
            })
        });
        self.text_of_error = Value::NIL;
        match message {
            Err(error) if error.is_out_of_memory() => self.out_of_memory(place),
            message => Ok((message?, place)),
        }
    }

    /// Tells the script once that memory is out; the next time ends the run.
    fn out_of_memory(&mut self, place: Option<Place>) -> Result<(Value, Option<Place>), Error> {
        if !self.state.heap.memory.open_reserve() {
            return Err(Error::limit(LimitKind::OutOfMemory));
        }
        Ok((self.memory_message, place))
    }

    /// Finds who catches an error: what is to be done then, or the error that came of it.
    ///
    /// # Errors
    /// The error itself, if it leaves the run.
    fn unwind(&mut self, error: Error) -> Result<Result<Action, Error>, Error> {
        let (value, place) = self.error_value(error)?;
        let mut depth = self.state.depth;
        let kind = loop {
            let kind = self.state.frames.get(depth).map_or(Return::Host, |frame| frame.kind());
            match kind {
                Return::Pcall
                | Return::Xpcall
                | Return::Guarded
                | Return::Coroutine
                | Return::Nested
                | Return::Host => break kind,
                Return::Lua | Return::Instruction | Return::Native | Return::ErrorHandler => {
                    depth = depth.saturating_sub(1);
                }
            }
        };
        match kind {
            Return::Host => Err(Error::raised_at(value, place)),
            Return::Xpcall => Ok(self.handle_error(depth, value)),
            Return::Guarded => {
                let value = match self.guarded_value(depth, value, place) {
                    Ok(value) => value,
                    Err(error) => return Ok(Err(error)),
                };
                self.pop_above(depth);
                Ok(self.continue_native(|continuation, call| continuation.fail(call, value)))
            }
            Return::Coroutine | Return::Nested => {
                let frame = self.state.frames.get(depth).copied().unwrap_or_default();
                self.pop_to(depth);
                Ok(self.fail_coroutine(frame, value))
            }
            _ => Ok(self.fail_pcall(depth, value)),
        }
    }

    /// Lets the `pcall` whose function has record `depth` return an error: under Redis' rule the text of
    /// an error table, for which its `__index` may have to be called; without a text the table, and
    /// behind it what was found in place of one.
    fn fail_pcall(&mut self, depth: usize, value: Value) -> Result<Action, Error> {
        if !self.redis_errors || !value.is_table() {
            return self.return_failure(Return::Pcall, &[value]);
        }
        let key = self.state.heap.new_string(b"err")?;
        match self.index(value, key, Operand::None)? {
            Answer::Known(field) if field.is_text() => self.return_failure(Return::Pcall, &[field]),
            Answer::Known(field) => self.return_failure(Return::Pcall, &[value, field]),
            Answer::Call(method, args) => {
                self.pop_above(depth);
                self.keep_continuation(Box::new(ErrorText), false)?;
                let base = self.base();
                self.reserve_stack(base + 5)?;
                for (slot, value) in (base + 1..).zip([value, method, args[0], args[1]]) {
                    self.stack.set(slot, value);
                }
                let frame = CallFrame::new(self.state.at, Return::Native, ALL_RESULTS);
                Ok(self.will_call(base + 2, 2, frame))
            }
        }
    }

    /// What a guarded native function is told: natively the handler of the whole run comes first, if
    /// nothing else protects the call.
    fn guarded_value(
        &mut self,
        depth: usize,
        value: Value,
        place: Option<Place>,
    ) -> Result<Value, Error> {
        let below = self.state.frames.get(..depth).unwrap_or_default();
        let protector = below.iter().rev().find(|frame| {
            frame.is_first() || matches!(frame.kind(), Return::Pcall | Return::Xpcall)
        });
        if self.redis_errors && protector.is_some_and(|frame| frame.is(Return::Host)) {
            self.error_table(value, place)
        } else {
            Ok(value)
        }
    }

    /// The table that Redis' error handler makes of an error (parity rows F3, F5).
    pub(super) fn error_table(
        &mut self,
        value: Value,
        place: Option<Place>,
    ) -> Result<Value, Error> {
        let table = if value.is_table() {
            value
        } else {
            let table = self.state.heap.new_table(0, 4)?;
            let heap = &mut self.state.heap;
            let text = if value.is_string() {
                heap.wrap_text(b"ERR ", value, usize::MAX, b"")?
            } else {
                heap.new_string(&[b"ERR ", &*heap.plain_text(value)].concat())?
            };
            heap.raw_set_str(table, b"err", text)?;
            table
        };
        if let Some(Place { source, line }) = place {
            let source = self.state.heap.new_string(&source)?;
            self.state.heap.raw_set_str(table, b"source", source)?;
            self.state.heap.raw_set_str(table, b"line", Value::from_f64(line.into()))?;
        }
        Ok(table)
    }

    /// Calls the error handler of the `xpcall` whose function has record `depth`, above everything
    /// that is active.
    fn handle_error(&mut self, depth: usize, value: Value) -> Result<Action, Error> {
        if self.state.native_calls + 1 >= MAX_NATIVE_CALLS_IN_ERROR
            || self.state.depth > MAX_DEPTH + EXTRA_CALLS / 2
        {
            let text = self.state.heap.new_string(text::ERROR_IN_ERROR_HANDLING.as_bytes())?;
            return self.return_failure(Return::Xpcall, &[text]);
        }
        let handler = self.stack.get(self.base_of(depth - 1) + 2);
        if !handler.is_function() {
            let text = self.state.heap.new_string(text::ERROR_IN_ERROR_HANDLING.as_bytes())?;
            return self.return_failure(Return::Xpcall, &[text]);
        }
        let function = self.free_slot();
        self.state.handlers += 1;
        self.reserve_stack(function + 2)?;
        self.stack.set(function, handler);
        self.stack.set(function + 1, value);
        let frame = CallFrame::new(self.state.at, Return::ErrorHandler, 2);
        Ok(self.will_call(function, 1, frame))
    }

    /// As [`Vm::pop_to`], after what failed calls have counted is taken back.
    fn pop_above(&mut self, depth: usize) {
        self.pop_to(depth);
        self.state.native_calls = self.count_frames(CallFrame::is_native_call);
        self.state.handlers = self.count_frames(|frame| frame.kind() == Return::ErrorHandler);
        if self.state.handlers == 0 && self.state.frames.len() > MAX_DEPTH + 1 {
            self.state.frames.truncate(MAX_DEPTH + 1);
        }
    }

    /// Takes off all records above number `depth` and that one too.
    pub(super) fn pop_to(&mut self, depth: usize) {
        while self.state.depth >= depth && self.state.depth > 0 {
            let frame = self.pop_frame();
            self.drop_continuation(frame);
        }
    }

    /// Lets the innermost protected call of kind `kind` return false and `values`.
    fn return_failure(&mut self, kind: Return, values: &[Value]) -> Result<Action, Error> {
        let mut depth = self.state.depth;
        while self.state.frames.get(depth).is_some_and(|frame| frame.kind() != kind) {
            depth = match depth.checked_sub(1) {
                Some(depth) => depth,
                None => return Err(Error::bug("no protected call")),
            };
        }
        self.pop_above(depth);
        let base = self.base();
        self.stack.set(base, Value::FALSE);
        for (slot, &value) in (base + 1..).zip(values) {
            self.stack.set(slot, value);
        }
        Ok(self.will_finish(base, 1 + values.len()))
    }

    fn count_frames(&self, counts: impl Fn(CallFrame) -> bool) -> u32 {
        let frames = self.state.frames.get(..=self.state.depth).unwrap_or_default();
        let count = frames.iter().filter(|frame| counts(**frame)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

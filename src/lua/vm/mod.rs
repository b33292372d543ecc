//! The machine: registers, call records, code and heap, run without recursion.
//!
//! `dispatch` chains the fast paths in `handlers` and `outlined`; what they leave is done in full by
//! `step`, which takes metamethods from `metamethod`, calls and errors from `call`, coroutines from
//! `coroutine`. `native` is what functions written in Rust see, `load` brings compiled modules in,
//! `debug` finds positions and names for messages.
//!
//! May import `error`, `frame`, `function`, `gc`, `heap`, `limits`, `opcode`, `proto`, `transaction`,
//! `value`; `compiler` in `run` alone.
#![expect(clippy::disallowed_methods, reason = "there is room: it was made and charged before")]

mod call;
mod code;
mod continuation;
mod coroutine;
mod debug;
mod dispatch;
mod handlers;
mod host_list;
mod lasting;
mod load;
mod metamethod;
pub mod native;
mod operation;
mod outlined;
mod run;
mod stack;
mod state;
mod step;
#[cfg(feature = "fault-injection")]
mod world;

pub use lasting::{Kept, World};
pub use load::ModuleId;
pub use run::{Results, TableView, View};
pub use state::{Host, NoHost, State};

use super::error::Error;
use super::frame::CallFrame;
use super::function::Closure;
use super::gc::{self, Collector};
use super::heap::LuaHeap;
use super::limits::{FUEL_SLICE, LimitKind, MAX_NATIVE_STACK, Memory};
use super::random::Random;
use super::thread::Thread;
use super::transaction::HeapTransaction;
pub use super::value::MAX_LISTS;
use super::value::{NativeId, TYPE_NAMES, Value};
use code::CodeSpace;
use continuation::Continuations;
use host_list::ReadItems;
use lasting::Lasting;
use load::Modules;
use stack::Stack;

/// A Lua machine.
pub struct Vm {
    pub(crate) state: State,
    stack: Stack,
    code: CodeSpace,
    /// What the action is about that is followed.
    pending: call::Pending,
    /// A string that an error's message is being made of.
    text_of_error: Value,
    /// First stack slot and number of the values that the last call returned.
    results: (usize, usize),
    /// The open run.
    run: Option<HeapTransaction>,
    /// Modules that the open run has loaded.
    run_modules: Vec<ModuleId>,
    /// What it has if it was made to last.
    lasting: Option<Lasting>,
    /// The message for a full memory, made beforehand.
    memory_message: Value,
    /// See [`Vm::set_redis_errors`].
    redis_errors: bool,
    /// Bytes of strings that unloaded modules may have left.
    unloaded_bytes: usize,
    /// See [`Vm::set_stress`].
    stress: bool,
}

/// Native's default of both settings of its collector.
const GC_SETTING: i32 = 200;
/// Bytes of unloaded modules after which older strings are swept.
const SWEEP_AFTER_BYTES: usize = 1 << 20;

impl Vm {
    /// A machine without libraries.
    ///
    /// # Errors
    /// Memory is out.
    pub fn new(host: Box<dyn Host>) -> Result<Vm, Error> {
        let mut heap = LuaHeap::new()?;
        heap.memory.set_turns(host.turns());
        let message = super::error::text::NOT_ENOUGH_MEMORY.as_bytes();
        let memory_message = heap.new_string(message)?;
        let mut type_names = [Value::NIL; TYPE_NAMES.len()];
        for (value, name) in type_names.iter_mut().zip(TYPE_NAMES) {
            *value = heap.new_string(name.as_bytes())?;
        }
        let stack = Stack::new(&mut heap.memory)?;
        let mut frames = Vec::new();
        heap.memory.grow(&mut frames, call::FIRST_FRAMES, 0)?;
        frames.resize(call::FIRST_FRAMES, CallFrame::default());
        let state = State {
            heap,
            frames,
            depth: 0,
            at: super::frame::Position::default(),
            top: 0,
            returned: (0, 0),
            fuel: 0,
            fuel_slice: FUEL_SLICE.cast_signed(),
            native_calls: 0,
            handlers: 0,
            natives: Vec::new(),
            native_links: Vec::new(),
            type_names,
            next: Value::NIL,
            pairs_next: Value::NIL,
            ipairs_next: Value::NIL,
            wrapped: NativeId(0),
            gmatch: NativeId(0),
            modules: Modules::default(),
            read_items: ReadItems::default(),
            error: None,
            kept: None,
            thread: Value::NIL,
            continuations: Continuations::default(),
            random: Random::default(),
            gc_pause: GC_SETTING,
            gc_step: GC_SETTING,
            unpack_limit: MAX_NATIVE_STACK,
            json: state::JsonSettings::default(),
            json_extensions: state::JsonExtensions::default(),
            host,
        };
        Ok(Vm {
            state,
            stack,
            code: CodeSpace::default(),
            pending: call::Pending::default(),
            text_of_error: Value::NIL,
            results: (0, 0),
            run: None,
            run_modules: Vec::new(),
            lasting: None,
            memory_message,
            redis_errors: false,
            unloaded_bytes: 0,
            stress: false,
        })
    }

    /// Collects the garbage of the open run. Linear in what is alive and what was made. What frees as much
    /// as the reserve of memory holds closes it.
    ///
    /// # Errors
    /// The run is over.
    pub(crate) fn collect(&mut self) -> Result<(), Error> {
        self.collect_below(self.live_end())
    }

    /// As [`Vm::collect`]; values in stack slots below `end` may still be used.
    fn collect_below(&mut self, end: usize) -> Result<(), Error> {
        let Some(run) = &self.run else { return Ok(()) };
        let made_before = run.used();
        let used_before = self.state.heap.memory.used();
        let Vm { state, stack, code, run_modules, lasting, text_of_error, .. } = self;
        let State { heap, modules, continuations, host, read_items, thread, .. } = state;
        let kept = lasting.as_ref().map_or(&[][..], |lasting| &lasting.kept);
        let poll = &mut || host.poll();
        let mut collector = Collector::begin(heap);
        collector.mark_all(heap, stack.below(end), poll)?;
        collector.mark_all(heap, kept, poll)?;
        collector.mark(heap, *thread);
        collector.mark(heap, *text_of_error);
        for items in read_items.items() {
            collector.mark_all(heap, items, poll)?;
        }
        collector.mark_changes(heap, poll)?;
        let alive = |closure: &Closure| {
            if closure.native().is_none() {
                modules.note_alive(closure.proto);
            }
        };
        collector.traverse(heap, alive, poll)?;
        run_modules.retain(|&module| {
            let alive = modules.take_alive(module);
            if alive {
                modules.constants(module, code).for_each(|value| collector.mark(heap, value));
            } else {
                heap.memory.credit(modules.bytes(module));
                modules.unload(module, code, &mut heap.memory);
            }
            alive
        });
        let freed_thread = |thread: &Thread, memory: &mut Memory| {
            thread.frames.iter().for_each(|&frame| continuations.drop_of(frame, memory));
        };
        collector.sweep(heap, freed_thread, poll)?;
        heap.memory.refill_reserve(used_before);
        if self.stress {
            // At the next allocation while the run is small, a little later when it is large.
            let used = self.state.heap.memory.used();
            self.state.heap.memory.set_collect_at(used + used.saturating_sub(made_before) / 16 + 1);
        }
        Ok(())
    }

    /// Turns the collector off or on until the end of the run; a full memory is collected all the same.
    pub(crate) fn set_collecting(&mut self, on: bool) {
        self.state.heap.memory.set_stopped(!on);
        gc::schedule(&mut self.state.heap);
    }

    /// See [`Vm::set_redis_errors`].
    pub(crate) fn has_redis_errors(&self) -> bool {
        self.redis_errors
    }

    /// End of the stack slots whose values may still be used.
    fn live_end(&self) -> usize {
        let base = self.base();
        let frame = self.state.frames.get(self.state.depth).copied().unwrap_or_default();
        if frame.has(super::frame::NATIVE) {
            return base + 1;
        }
        let closure = self.state.heap.closure(self.stack.get(base));
        let registers = closure
            .and_then(|closure| self.state.modules.proto(closure.proto))
            .map_or(dispatch::WINDOW, |proto| usize::from(proto.registers));
        // Open results wait for the instruction that takes them.
        let open = if self.takes_open_values(self.state.at) {
            self.stack.start() + self.state.top
        } else {
            base
        };
        (base + registers).max(open)
    }

    /// Does `work`. If memory runs out, the garbage is collected and all of it done again, so it must not have
    /// changed anything by then that matters to it. It uses values in stack slots below `end`.
    #[inline]
    fn with_memory<T>(
        &mut self,
        end: usize,
        mut work: impl FnMut(&mut Vm) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let done = work(self);
        if let Err(error) = &done
            && error.is_out_of_memory()
            && self.collect_in_need(end)?
        {
            return work(self);
        }
        done
    }

    /// Collects because memory is out; false if that was pointless. Values in stack slots below `end` may
    /// still be used.
    ///
    /// # Errors
    /// The run is over: among other reasons, because the script has been told that memory is out, and too
    /// little is freed for it to go on.
    #[cold]
    fn collect_in_need(&mut self, end: usize) -> Result<bool, Error> {
        let memory = &self.state.heap.memory;
        let (used, held) = (memory.used(), memory.held());
        self.collect_below(end)?;
        self.state.heap.give_room();
        let memory = &self.state.heap.memory;
        if memory.is_reserve_open() {
            return Err(Error::limit(LimitKind::OutOfMemory));
        }
        Ok(memory.used() < used || memory.held() < held)
    }

    /// Frees what unloaded modules have left, if it is worth it. Only while no run is open.
    pub fn sweep_older(&mut self) {
        if self.unloaded_bytes < SWEEP_AFTER_BYTES {
            return;
        }
        self.unloaded_bytes = 0;
        let Vm { state, code, memory_message, .. } = self;
        let State { heap, modules, type_names, .. } = state;
        heap.close();
        let constants = modules.ids().flat_map(|module| modules.constants(module, code));
        let kept = type_names.iter().chain([&*memory_message]).copied();
        gc::sweep_older_strings(heap, constants.chain(kept));
    }
}

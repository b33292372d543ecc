//! The machine: registers, call records, code and heap, run without recursion.
//!
//! `dispatch` chains the fast paths in `handlers` and `outlined`; what they leave is done in full by
//! `step`, which takes metamethods from `metamethod`, calls and errors from `call`, coroutines from
//! `coroutine`. `native` is what functions written in Rust see, `load` brings compiled modules in,
//! `debug` finds positions and names for messages.
//!
//! May import `error`, `frame`, `function`, `gc`, `heap`, `limits`, `opcode`, `proto`, `transaction`,
//! `value`; `compiler` in `run` alone.

mod call;
mod code;
mod coroutine;
mod debug;
mod dispatch;
mod handlers;
mod load;
mod metamethod;
pub mod native;
mod outlined;
mod run;
mod stack;
mod state;
mod step;

pub use load::ModuleId;
pub use run::{Results, TableView, View};
pub use state::{Host, NoHost, State};

use super::error::Error;
use super::frame::CallFrame;
use super::gc::{self, Collector};
use super::heap::LuaHeap;
use super::limits::MAX_NATIVE_STACK;
use super::random::Random;
use super::transaction::HeapTransaction;
use super::value::{NativeId, Value};
use code::CodeSpace;
use load::Modules;
use stack::Stack;

/// A Lua machine.
pub struct Vm {
    pub(crate) state: State,
    stack: Stack,
    code: CodeSpace,
    /// First stack slot and number of the values that the last call returned.
    results: (usize, usize),
    /// The open run.
    run: Option<HeapTransaction>,
    /// Modules that the open run has loaded.
    run_modules: Vec<ModuleId>,
    /// The message for a full memory, made beforehand.
    memory_message: Value,
    /// The script has been told that memory is out.
    memory_reserve_used: bool,
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
        let message = super::error::text::NOT_ENOUGH_MEMORY.as_bytes();
        let memory_message = heap.new_string(message)?;
        let state = State {
            heap,
            frames: vec![CallFrame::default(); call::FIRST_FRAMES],
            depth: 0,
            at: super::frame::Position::default(),
            top: 0,
            fuel: 0,
            native_calls: 0,
            handlers: 0,
            natives: Vec::new(),
            next: Value::NIL,
            pairs_next: Value::NIL,
            ipairs_next: Value::NIL,
            wrapped: NativeId(0),
            gmatch: NativeId(0),
            modules: Modules::default(),
            error: None,
            thread: Value::NIL,
            continuations: Vec::new(),
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
            stack: Stack::new(),
            code: CodeSpace::default(),
            results: (0, 0),
            run: None,
            run_modules: Vec::new(),
            memory_message,
            memory_reserve_used: false,
            redis_errors: false,
            unloaded_bytes: 0,
            stress: false,
        })
    }

    /// Collects the garbage of the open run. Linear in what is alive and what was made.
    pub(crate) fn collect(&mut self) {
        if self.run.is_none() {
            return;
        }
        let mut collector = Collector::begin(&self.state.heap);
        let end = self.live_end();
        let Vm { state, stack, code, run_modules, .. } = self;
        for &value in stack.below(end) {
            collector.mark(&state.heap, value);
        }
        collector.mark(&state.heap, state.thread);
        collector.mark_changes(&state.heap);
        let mut alive = Vec::new();
        let State { heap, modules, continuations, .. } = state;
        collector.traverse(heap, |closure| {
            if let Some(module) = modules.module_of(closure.proto)
                && closure.native().is_none()
                && !alive.contains(&module)
                && run_modules.contains(&module)
            {
                alive.push(module);
            }
        });
        for &module in &alive {
            for constant in modules.constants(module, code) {
                collector.mark(heap, constant);
            }
        }
        collector.sweep(heap, |thread| {
            for frame in &thread.frames {
                if frame.has(super::frame::NATIVE)
                    && let Some(slot) =
                        continuations.get_mut((frame.extra as usize).wrapping_sub(1))
                {
                    *slot = None;
                }
            }
        });
        run_modules.retain(|module| {
            let keep = alive.contains(module);
            if !keep {
                heap.memory.credit(modules.bytes(*module));
                modules.unload(*module, code);
            }
            keep
        });
        if self.stress {
            // At the next allocation while the run is small, a little later when it is large.
            let used = self.state.heap.memory.used();
            let grown = used.saturating_sub(self.run.as_ref().map_or(0, HeapTransaction::used));
            self.state.heap.memory.set_collect_at(used + grown / 16);
        }
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

    /// Collects because memory is out; false if that is pointless.
    fn collect_in_need(&mut self) -> bool {
        if self.run.is_none() || self.memory_reserve_used {
            return false;
        }
        let before = self.state.heap.memory.used();
        self.collect();
        self.state.heap.memory.used() < before
    }

    /// Frees what unloaded modules have left, if it is worth it.
    fn sweep_older(&mut self) {
        if self.unloaded_bytes < SWEEP_AFTER_BYTES {
            return;
        }
        self.unloaded_bytes = 0;
        let Vm { state, code, memory_message, .. } = self;
        let State { heap, modules, .. } = state;
        let constants = modules.ids().flat_map(|module| modules.constants(module, code));
        gc::sweep_older_strings(heap, constants.chain([*memory_message]));
    }
}

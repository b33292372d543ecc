//! Runs as the host sees them: load, begin, call, look at the results, end.
//!
//! What is made while no run is open is made for good. A run is a heap transaction: its end frees all it
//! has made and undoes all it has written elsewhere, so results must be read before. The host never
//! holds a handle: it reads values through a [`View`], which borrows the VM.
//!
//! May import `compiler`, `error`, `frame`, `gc`, `heap`, `limits`, `proto`, `transaction`, `value`.
#![expect(
    clippy::disallowed_methods,
    reason = "there is room for modules; native functions are no script's"
)]

use std::rc::Rc;
use std::sync::Arc;

use super::super::compiler::{Budget, CompileFailure, HostLists, compile};
use super::super::error::{Error, Place, until_nul};
use super::super::frame::{ALL_RESULTS, CallFrame, Position, Return};
use super::super::gc;
use super::super::heap::LuaHeap;
use super::super::heap_change::HeapChange;
use super::super::limits::OutOfMemory;
use super::super::proto::CompiledModule;
use super::super::transaction::HeapTransaction;
use super::super::value::{NativeId, Value, ValueKind};
use super::call::{FIRST_FRAMES, Progress};
use super::dispatch;
use super::load::{self, ModuleId};
use super::native::{ChunkText, NativeFunction};
use super::state::{Host, JsonExtensions, JsonSettings, State};
use super::{SWEEP_AFTER_BYTES, Vm};

/// Call records kept between runs.
const KEPT_FRAMES: usize = FIRST_FRAMES * 4;

/// A value as the host may look at it, without metamethods.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// nil
    Nil,
    /// true or false
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A string.
    String(&'a [u8]),
    /// A table.
    Table(TableView<'a>),
    /// A function, a coroutine or light userdata.
    Other,
}

/// A table as the host may look at it, without metamethods.
#[derive(Clone, Copy)]
pub struct TableView<'a> {
    heap: &'a LuaHeap,
    table: Value,
}

impl<'a> View<'a> {
    pub(crate) fn new(heap: &'a LuaHeap, value: Value) -> Self {
        match value.kind() {
            ValueKind::Nil => View::Nil,
            ValueKind::Boolean(b) => View::Boolean(b),
            ValueKind::Number(n) => View::Number(n),
            ValueKind::String(_) => View::String(heap.bytes(value).unwrap_or_default()),
            ValueKind::Table(_) => View::Table(TableView { heap, table: value }),
            ValueKind::Closure(_)
            | ValueKind::NativeFunction(_)
            | ValueKind::Thread(_)
            | ValueKind::LightUserdata
            | ValueKind::Cell(_) => View::Other,
        }
    }
}

impl<'a> TableView<'a> {
    /// The field `name`; nil if absent.
    pub fn get(self, name: &[u8]) -> View<'a> {
        View::new(self.heap, self.heap.raw_get_str(self.table, name))
    }

    /// The item `n`, 1-based; nil if absent.
    pub fn item(self, n: i64) -> View<'a> {
        View::new(self.heap, self.heap.raw_get_int(self.table, n))
    }

    /// Is there a key that is no item of the list part?
    pub fn has_fields(self) -> bool {
        self.heap.table(self.table).is_some_and(|table| !table.nodes().is_empty())
    }

    /// May the table not be written?
    pub fn is_readonly(self) -> bool {
        self.heap.table(self.table).is_some_and(|table| table.is_readonly())
    }

    /// Places that a traversal passes, whether they hold an entry or not.
    pub fn places(self) -> usize {
        self.heap.table(self.table).map_or(0, |table| table.end())
    }

    /// The first entry at or after `position`, 0 being the start: the position after it, key, value.
    pub fn entry(self, position: usize) -> Option<(usize, View<'a>, View<'a>)> {
        let (next, key, value) = self.heap.table(self.table)?.next_at(position)?;
        Some((next, View::new(self.heap, key), View::new(self.heap, value)))
    }

    /// All keys with their values, in the order of `next`.
    pub fn pairs(self) -> impl Iterator<Item = (View<'a>, View<'a>)> {
        let mut position = 0;
        std::iter::from_fn(move || {
            let (next, key, value) = self.entry(position)?;
            position = next;
            Some((key, value))
        })
    }
}

/// The values that a call returned.
#[derive(Clone, Copy)]
pub struct Results<'a> {
    vm: &'a Vm,
}

impl<'a> Results<'a> {
    /// How many there are.
    pub fn len(self) -> usize {
        self.vm.results.1
    }

    /// Are there none?
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Is the first one a table? Cheaper than to look at it.
    #[inline]
    pub fn begin_with_table(self) -> bool {
        self.vm.result(0).is_table()
    }

    /// Value `index`, zero-based; nil beyond the last.
    pub fn get(self, index: usize) -> View<'a> {
        self.vm.view(self.vm.result(index))
    }
}

impl Vm {
    // Building the world; only while no run is open

    /// Adds a native function; the value that scripts call.
    pub(crate) fn add_native(&mut self, native: NativeFunction) -> Value {
        let id = u32::try_from(self.state.natives.len()).unwrap_or(u32::MAX);
        self.state.natives.push(native);
        self.state.native_links.push(dispatch::link_of(native.inlined));
        Value::native(NativeId(id))
    }

    /// Starts to build something that will stay.
    pub(crate) fn begin_building(&mut self) -> HeapTransaction {
        self.state.heap.close();
        HeapTransaction::begin(&mut self.state.heap)
    }

    /// Keeps what was built, or, if that failed, takes it back.
    pub(crate) fn end_building(&mut self, transaction: HeapTransaction, keep: bool) {
        if keep {
            transaction.commit(&mut self.state.heap);
        } else {
            transaction.rollback(&mut self.state.heap);
        }
    }

    /// The heap, to build libraries in.
    pub(crate) fn heap_mut(&mut self) -> &mut LuaHeap {
        &mut self.state.heap
    }

    /// Tells generic loops which functions `next` and the iterators of `pairs` and `ipairs` are.
    pub(crate) fn set_iterators(&mut self, next: Value, pairs_next: Value, ipairs_next: Value) {
        self.state.next = next;
        self.state.pairs_next = pairs_next;
        self.state.ipairs_next = ipairs_next;
    }

    /// Tells what `coroutine.wrap` and `string.gmatch` make closures of.
    pub(crate) fn set_closure_natives(&mut self, wrapped: Value, gmatch: Value) {
        self.state.wrapped = NativeId(wrapped.index());
        self.state.gmatch = NativeId(gmatch.index());
    }

    /// Tells what the extensions of the library `cjson` are made of.
    pub(crate) fn set_json_extensions(&mut self, extensions: JsonExtensions) {
        self.state.json_extensions = extensions;
    }

    /// Lets errors be what Redis makes of them: `pcall` answers the text of an error table (parity row
    /// F11), and an error that nothing in Lua protects becomes such a table (F3, F5).
    pub(crate) fn set_redis_errors(&mut self, on: bool) {
        self.redis_errors = on;
    }

    /// Lets `unpack` and `string.byte` return, and coroutines be given, about so many values; native's
    /// and the default is 8000. Without a limit the memory decides.
    pub fn set_unpack_limit(&mut self, values: Option<u64>) {
        let values = values.and_then(|values| usize::try_from(values).ok());
        self.state.unpack_limit = values.unwrap_or(usize::MAX);
    }

    /// Collects nearly whenever something is made, for tests.
    pub fn set_stress(&mut self, on: bool) {
        self.stress = on;
    }

    /// Polls the host each time `units` of fuel are spent, for tests.
    #[cfg(feature = "fault-injection")]
    pub fn set_fuel_slice(&mut self, units: u32) {
        self.state.fuel_slice = units.cast_signed();
    }

    /// Lets the charge of memory fail that comes after `charges` more, or none, for tests.
    #[cfg(feature = "fault-injection")]
    pub fn fail_charge_in(&mut self, charges: Option<u64>) {
        self.state.heap.memory.fail_in(charges);
    }

    /// Has the charge failed that was to?
    #[cfg(feature = "fault-injection")]
    pub fn has_failed_charge(&self) -> bool {
        self.state.heap.memory.has_failed()
    }

    /// The host.
    pub fn host(&mut self) -> &mut dyn Host {
        &mut *self.state.host
    }

    // Modules

    /// Loads a module: for good, or, while a run is open, until its end.
    ///
    /// # Errors
    /// Memory is out.
    pub fn load(&mut self, compiled: Arc<CompiledModule>) -> Result<ModuleId, Error> {
        let Vm { state, code, .. } = self;
        if self.run.is_none() {
            state.heap.close();
            let module = load::load(&mut state.modules, code, &mut state.heap, compiled)?;
            return match self.make_main(module) {
                Ok(()) => Ok(module),
                Err(error) => {
                    self.unload(module);
                    Err(error)
                }
            };
        }
        let bytes = load::bytes_of(&compiled);
        self.run_modules.try_reserve(1).map_err(|_| OutOfMemory)?;
        state.heap.memory.charge(bytes)?;
        let loaded = load::load(&mut state.modules, code, &mut state.heap, compiled);
        let module = loaded.inspect_err(|OutOfMemory| state.heap.memory.credit(bytes))?;
        self.run_modules.push(module);
        Ok(module)
    }

    /// Forgets a module that was loaded for good. Its strings go when enough has been unloaded.
    pub fn unload(&mut self, module: ModuleId) {
        debug_assert!(self.run.is_none(), "a run is open");
        let State { heap, modules, .. } = &mut self.state;
        heap.close();
        self.unloaded_bytes += modules.bytes(module);
        heap.free_closure(modules.main(module));
        modules.unload(module, &mut self.code, &mut heap.memory);
    }

    /// Makes the function that runs call of a module that was loaded for good.
    fn make_main(&mut self, module: ModuleId) -> Result<(), Error> {
        let main = self.main_closure(module)?;
        self.state.modules.set_main(module, main);
        Ok(())
    }

    /// Compiles and loads a chunk of the script for the open run: its function, or the compiler's message.
    /// `name` is the string it is called by, of which a NUL is the end.
    ///
    /// # Errors
    /// Memory is out, or the run is over.
    pub(crate) fn compile(
        &mut self,
        text: ChunkText<'_>,
        name: Value,
    ) -> Result<Result<Value, Value>, Error> {
        let level = self.state.native_calls;
        let (heap, mut fuel) = self.state.heap_and_fuel();
        let text = match text {
            ChunkText::String(text) => heap.bytes(text).unwrap_or_default(),
            ChunkText::Bytes(bytes) => bytes,
        };
        let name = heap.bytes(name).unwrap_or_default();
        // Tokens are paid for as they are read, spaces, comments and the name here.
        fuel.spend((text.len() + name.len()) >> 5)?;
        let mut poll = |work: u32| fuel.spend(work as usize);
        let turns = Rc::clone(heap.memory.turns());
        let budget = &mut Budget::with_turns(heap.memory.left(), turns, &mut poll);
        let name = until_nul(name);
        match compile(text, name, level, HostLists::default(), budget) {
            Ok(module) => {
                let module = self.load(Arc::new(module))?;
                self.main_closure(module).map(Ok)
            }
            Err(CompileFailure::Syntax(text)) => {
                // The text is as long as the script likes.
                heap.memory.charge(text.len())?;
                let message = heap.new_string(&text);
                heap.memory.credit(text.len());
                Ok(Err(message?))
            }
            Err(CompileFailure::OutOfMemory) => Err(OutOfMemory.into()),
            Err(CompileFailure::Limit(kind)) => Err(kind.into()),
        }
    }

    fn main_closure(&mut self, module: ModuleId) -> Result<Value, Error> {
        let Some(closure) = self.state.modules.chunk(module) else {
            return Err(Error::bug("a module that is not loaded"));
        };
        Ok(self.state.heap.new_closure(closure, std::iter::empty())?)
    }

    // Runs

    /// Opens a run that may hold `memory` bytes.
    #[inline]
    pub fn begin(&mut self, memory: usize) {
        if !self.state.heap.is_open() {
            self.open_heap();
        }
        let heap = &mut self.state.heap;
        self.run = Some(HeapTransaction::begin(heap));
        heap.memory.set_limit(memory);
        heap.memory.set_stopped(false);
        gc::schedule(heap);
        if self.stress {
            heap.memory.set_collect_at(0);
        }
        self.state.fuel = self.state.fuel_slice;
    }

    /// Opens the heap, which may give handles a second time then.
    #[cold]
    #[inline(never)]
    fn open_heap(&mut self) {
        if self.state.heap.is_worn() {
            // The stack is the only place that stale handles are left in.
            self.stack.wipe();
        }
        self.state.heap.open();
    }

    /// Back to where no function is active.
    #[cold]
    #[inline(never)]
    pub(super) fn reset(&mut self) {
        self.forget_waiting();
        let state = &mut self.state;
        if state.frames.len() > KEPT_FRAMES {
            state.frames.truncate(KEPT_FRAMES);
            state.heap.memory.shrink(&mut state.frames, KEPT_FRAMES);
        }
        self.stack.trim(&mut state.heap.memory);
        self.forget_settings();
    }

    /// Forgets where the run was and what it has set.
    #[inline(always)]
    fn forget_settings(&mut self) {
        let state = &mut self.state;
        state.depth = 0;
        state.at = Position::default();
        state.top = 0;
        state.native_calls = 0;
        state.handlers = 0;
        state.error = None;
        state.random.end_run();
        state.gc_pause = super::GC_SETTING;
        state.gc_step = super::GC_SETTING;
        state.json = JsonSettings::default();
        state.thread = Value::NIL;
        self.stack.reset();
        self.results = (0, 0);
    }

    /// Ends the run: all it made is freed, all it wrote elsewhere is undone.
    #[inline]
    pub fn end(&mut self) {
        let Some(run) = &self.run else { return };
        // Blocks that are too large to be kept have grown in this run, which the heap knows of.
        if !self.run_modules.is_empty()
            || self.unloaded_bytes >= SWEEP_AFTER_BYTES
            || self.state.continuations.is_touched()
            || !run.end(&mut self.state.heap)
        {
            return self.end_in_full();
        }
        self.run = None;
        self.forget_settings();
        self.state.read_items.clear();
    }

    #[cold]
    #[inline(never)]
    fn end_in_full(&mut self) {
        let Some(run) = self.run.take() else { return };
        let State { heap, .. } = &mut self.state;
        heap.memory.set_limit(usize::MAX);
        heap.memory.set_collect_at(usize::MAX);
        run.rollback(heap);
        if !self.run_modules.is_empty() {
            for module in std::mem::take(&mut self.run_modules) {
                self.state.modules.unload(module, &mut self.code, &mut self.state.heap.memory);
                self.state.heap.memory.rest();
            }
            self.state.modules.trim();
        }
        self.reset();
        self.state.read_items.clear();
        self.state.read_items.trim(&mut self.state.heap.memory);
        self.sweep_older();
    }

    /// Sets a global variable for the open run, whether scripts may write it or not.
    ///
    /// # Errors
    /// Memory is out.
    pub(crate) fn set_run_global(&mut self, name: &[u8], value: Value) -> Result<(), Error> {
        let globals = self.state.heap.globals;
        let heap = &mut self.state.heap;
        let key = heap.new_string(name)?;
        if !heap.table(globals).is_some_and(|table| table.is_journaled()) {
            let old = heap.raw_get(globals, key);
            heap.journal(HeapChange::Field { table: globals, key, old })?;
        }
        Ok(heap.raw_set(globals, key, value)?)
    }

    /// Tells how many items the host's lists have in the open run.
    pub fn set_list_counts(&mut self, counts: [usize; super::MAX_LISTS]) {
        self.state.read_items.set_counts(counts);
    }

    /// Sets a global variable to a list of strings for the open run.
    ///
    /// # Errors
    /// Memory is out.
    pub fn set_run_list<'a>(
        &mut self,
        name: &[u8],
        items: impl ExactSizeIterator<Item = &'a [u8]>,
    ) -> Result<(), Error> {
        let list = self.new_string_list(items)?;
        self.set_run_global(name, list)
    }

    /// A list of strings.
    ///
    /// # Errors
    /// Memory is out.
    pub(super) fn new_string_list<'a>(
        &mut self,
        items: impl ExactSizeIterator<Item = &'a [u8]>,
    ) -> Result<Value, Error> {
        let heap = &mut self.state.heap;
        let list = heap.new_table(items.len(), 0)?;
        for (index, item) in items.enumerate() {
            let item = heap.new_string(item)?;
            if let Some(slot) =
                heap.table_mut(list).and_then(|list| list.array_mut().get_mut(index))
            {
                *slot = item;
            }
        }
        Ok(list)
    }

    /// Calls the chunk of a module in the open run.
    ///
    /// # Errors
    /// What the script raised, a limit, or a bug of ours.
    #[inline]
    pub fn call(&mut self, module: ModuleId) -> Result<Results<'_>, Error> {
        let main = self.state.modules.main(module);
        if self.state.depth > 0 || !self.enter_chunk(main) {
            return self.call_chunk(module, main);
        }
        self.execute()?;
        Ok(Results { vm: self })
    }

    #[cold]
    #[inline(never)]
    fn call_chunk(&mut self, module: ModuleId, main: Value) -> Result<Results<'_>, Error> {
        let function = if main.is_nil() { self.main_closure(module)? } else { main };
        self.call_function(function, &[])
    }

    /// Calls a function in the open run.
    ///
    /// # Errors
    /// As [`Vm::call`].
    pub(crate) fn call_function(
        &mut self,
        function: Value,
        args: &[Value],
    ) -> Result<Results<'_>, Error> {
        // The last call of the same run has left its record, for the place of its error.
        if self.state.depth > 0 {
            self.reset();
        }
        self.reserve_stack(args.len() + 1)?;
        self.stack.set(0, function);
        for (slot, &arg) in (1..).zip(args) {
            self.stack.set(slot, arg);
        }
        let frame = CallFrame::new(Position::default(), Return::Host, ALL_RESULTS);
        let action = self.will_call(0, args.len(), frame);
        let started = self.drive(action);
        if self.recover(started)? == Progress::Run {
            self.execute()?;
        }
        Ok(Results { vm: self })
    }

    #[inline]
    pub(super) fn result(&self, index: usize) -> Value {
        let (first, count) = self.results;
        if index < count { self.stack.get(first + index) } else { Value::NIL }
    }

    /// Looks at a value, for instance that of an error.
    pub fn view(&self, value: Value) -> View<'_> {
        View::new(&self.state.heap, value)
    }

    /// What `tostring` makes of a value, without metamethods.
    pub fn plain_text(&self, value: Value) -> Vec<u8> {
        self.state.heap.plain_text(value)
    }

    /// Where a run is that a limit has ended: the line of the running Lua function, or of the one that
    /// has called the running native one.
    pub fn place(&self) -> Option<Place> {
        self.raise_place()
    }

    /// Has the run been told that memory is out, whether or not it went on?
    #[inline]
    pub fn ran_out_of_memory(&self) -> bool {
        self.state.heap.memory.has_run_out()
    }

    /// Bytes that scripts, libraries and loaded code hold.
    pub fn memory_used(&self) -> usize {
        self.state.heap.memory.held()
    }

    /// Words of code that modules hold.
    pub fn code_words(&self) -> usize {
        self.code.words_in_use()
    }
}

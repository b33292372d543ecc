//! What the dispatch loop works on beside the stack and the code: heap, call records, fuel.
//!
//! May import `error`, `frame`, `heap`, `limits`, `value`, and the VM's own `continuation`, `dispatch`,
//! `host_list`, `load`, `native`.

use std::any::Any;
use std::rc::Rc;

use super::super::error::Error;
use super::super::frame::{CallFrame, Position};
use super::super::heap::LuaHeap;
use super::super::limits::{LimitKind, MAX_NATIVE_CALLS, Turns};
use super::super::random::Random;
use super::super::value::{NativeId, TAG_LONG_STRING, TYPE_NAMES, Value};
use super::continuation::Continuations;
use super::dispatch::Link;
use super::host_list::ReadItems;
use super::load::Modules;
use super::native::NativeFunction;

/// What the VM asks of whoever runs it.
pub trait Host: Any {
    /// Called at least every [`FUEL_SLICE`](super::super::FUEL_SLICE) units of work.
    ///
    /// # Errors
    /// Why the run is over, if it is.
    fn poll(&mut self) -> Result<(), LimitKind>;

    /// Whoever else has turns in the midst of work that is not ended half done. Asked once, when the machine
    /// is made.
    fn turns(&self) -> Rc<dyn Turns> {
        Rc::new(())
    }

    /// Gives item `index`, zero-based, of list `list` to `take`, once. The lists are those that the compiler
    /// was told of, their lengths those that the VM was told.
    fn list_item(&self, _list: usize, _index: usize, _take: &mut dyn FnMut(&[u8])) {}

    /// Processor time that the process has used, in seconds (`os.clock`).
    fn cpu_seconds(&self) -> f64;
}

/// A host that never ends a run and has no clock.
#[derive(Debug, Default)]
pub struct NoHost;

impl Host for NoHost {
    fn poll(&mut self) -> Result<(), LimitKind> {
        Ok(())
    }

    fn cpu_seconds(&self) -> f64 {
        0.0
    }
}

/// What the library `cjson` is told by its setters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct JsonSettings {
    /// Lists with too many holes become objects instead of errors.
    pub(crate) sparse_convert: bool,
    /// A list has too many holes if it is this many times as long as it has items; 0: never.
    pub(crate) sparse_ratio: i32,
    /// Up to this length a list may have any holes.
    pub(crate) sparse_safe: i32,
    /// Deepest nesting of tables to encode.
    pub(crate) encode_max_depth: i32,
    /// Deepest nesting of arrays and objects to decode.
    pub(crate) decode_max_depth: i32,
    /// Significant digits of encoded numbers, 1 to 14.
    pub(crate) number_precision: i32,
    /// Natively: keep the buffer between two calls. Without effect.
    pub(crate) keep_buffer: bool,
    /// Infinities and NaN are refused (0), written as they are (1), or as null (2).
    pub(crate) encode_invalid_numbers: i32,
    /// Numbers that are none in JSON are read.
    pub(crate) decode_invalid_numbers: bool,
    /// Decoded arrays get the metatable `cjson.array_mt`.
    pub(crate) decode_array_with_array_mt: bool,
}

impl Default for JsonSettings {
    fn default() -> Self {
        JsonSettings {
            sparse_convert: false,
            sparse_ratio: 2,
            sparse_safe: 10,
            encode_max_depth: 1000,
            decode_max_depth: 1000,
            number_precision: 14,
            keep_buffer: true,
            encode_invalid_numbers: 0,
            decode_invalid_numbers: true,
            decode_array_with_array_mt: false,
        }
    }
}

/// What the extensions of the library `cjson` are made of; nil without them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct JsonExtensions {
    /// A table with this metatable is a list.
    pub(crate) array_mt: Value,
    /// A table without entries is a list if it has this metatable.
    pub(crate) empty_array_mt: Value,
    /// The function of that name.
    pub(crate) decode_array_with_array_mt: Value,
}

/// The engine's state but for stack and code.
pub struct State {
    pub(crate) heap: LuaHeap,
    /// Record n belongs to the n-th active call; it grows as calls nest.
    pub(super) frames: Vec<CallFrame>,
    /// The record of the running function.
    pub(super) depth: usize,
    /// Where the running function is, whenever the dispatch loop is left.
    pub(super) at: Position,
    /// End of open results, relative to the segment.
    pub(super) top: usize,
    /// First value and number of them that a function returns to the driver, relative to the segment.
    pub(super) returned: (usize, usize),
    /// What may be spent until the host is polled.
    pub(super) fuel: i32,
    /// What is there to spend after each poll.
    pub(super) fuel_slice: i32,
    /// Active calls that pass through native code (`nCcalls`).
    pub(super) native_calls: u32,
    /// Error handlers that run.
    pub(super) handlers: u32,
    pub(super) natives: Vec<NativeFunction>,
    /// The handlers that call them.
    pub(super) native_links: Vec<Link>,
    /// The strings that `type` returns.
    pub(super) type_names: [Value; TYPE_NAMES.len()],
    /// The function `next`, which generic loops know.
    pub(super) next: Value,
    /// The iterator of `pairs`, which generic loops know; natively not the same function as `next`.
    pub(super) pairs_next: Value,
    /// The iterator of `ipairs`, which generic loops know.
    pub(super) ipairs_next: Value,
    pub(super) wrapped: NativeId,
    pub(super) gmatch: NativeId,
    pub(super) modules: Modules,
    /// What the run has read of the host's lists.
    pub(super) read_items: ReadItems,
    /// What a handler could not go on with.
    pub(super) error: Option<Error>,
    /// What a native function has done before memory ran out, while its call is made again.
    pub(super) kept: Option<Vec<u8>>,
    /// The running coroutine; nil for the main one.
    pub(super) thread: Value,
    /// Native functions that wait for a call.
    pub(super) continuations: Continuations,
    /// The generator of `math.random`.
    pub(crate) random: Random,
    /// What `collectgarbage("setpause")` was given; without effect.
    pub(crate) gc_pause: i32,
    /// What `collectgarbage("setstepmul")` was given; without effect.
    pub(crate) gc_step: i32,
    /// Values that `unpack`, `string.byte` and the arguments of a coroutine may be.
    pub(crate) unpack_limit: usize,
    /// Settings of the global `cjson`; they end with the run.
    pub(crate) json: JsonSettings,
    pub(crate) json_extensions: JsonExtensions,
    pub(crate) host: Box<dyn Host>,
}

/// The right to spend fuel while the heap is borrowed.
pub(crate) struct Fuel<'a> {
    left: &'a mut i32,
    slice: &'a i32,
    host: &'a mut dyn Host,
}

impl Fuel<'_> {
    /// Spends fuel; polls the host when a slice is spent.
    ///
    /// # Errors
    /// Why the run is over.
    #[inline]
    pub(crate) fn spend(&mut self, units: usize) -> Result<(), LimitKind> {
        let units = i32::try_from(units).unwrap_or(i32::MAX);
        *self.left = self.left.saturating_sub(units);
        if *self.left < 0 { self.poll() } else { Ok(()) }
    }

    #[cold]
    #[inline(never)]
    fn poll(&mut self) -> Result<(), LimitKind> {
        *self.left = *self.slice;
        self.host.poll()
    }
}

impl State {
    /// The heap, and the right to spend fuel beside it.
    pub(crate) fn heap_and_fuel(&mut self) -> (&mut LuaHeap, Fuel<'_>) {
        let State { heap, fuel, fuel_slice, host, .. } = self;
        (heap, Fuel { left: fuel, slice: fuel_slice, host: &mut **host })
    }

    /// Spends fuel; polls the host when a slice is spent.
    ///
    /// # Errors
    /// [`LimitKind`] if the run is over.
    #[inline]
    pub(crate) fn spend(&mut self, units: usize) -> Result<(), Error> {
        Ok(self.spend_or_limit(units)?)
    }

    /// As [`State::spend`], for callers with errors of their own.
    ///
    /// # Errors
    /// Why the run is over.
    #[inline]
    pub(super) fn spend_or_limit(&mut self, units: usize) -> Result<(), LimitKind> {
        self.charge(units);
        if self.fuel < 0 { self.poll_or_limit() } else { Ok(()) }
    }

    /// As [`State::poll`], for callers with errors of their own.
    ///
    /// # Errors
    /// Why the run is over.
    #[cold]
    fn poll_or_limit(&mut self) -> Result<(), LimitKind> {
        self.heap_and_fuel().1.poll()
    }

    /// Spends fuel without a poll; that comes with the next back-edge, call or return.
    #[inline]
    pub(crate) fn charge(&mut self, units: usize) {
        self.fuel = self.fuel.saturating_sub(i32::try_from(units).unwrap_or(i32::MAX));
    }

    /// Charges for looking `key` up: a long string is hashed, 4 bytes a unit.
    #[inline]
    pub(crate) fn charge_key(&mut self, key: Value) {
        if key.tag() == TAG_LONG_STRING {
            self.charge(self.heap.strings.len(key) >> 2);
        }
    }

    /// The border of a table, which may be work; `None` for other values.
    #[inline]
    pub(crate) fn border(&mut self, table: Value) -> Option<usize> {
        let (border, work) = self.heap.table(table)?.border_and_work();
        if work != 0 {
            self.charge(work);
        }
        Some(border)
    }

    /// As [`State::charge_key`], with a poll: for a key that is looked up many times by one instruction.
    ///
    /// # Errors
    /// [`LimitKind`] if the run is over.
    #[inline]
    pub(super) fn spend_key(&mut self, key: Value) -> Result<(), Error> {
        self.charge_key(key);
        self.spend(0)
    }

    /// Charges for passing `places` of a table in a traversal.
    #[inline]
    pub(crate) fn charge_passed(&mut self, places: usize) {
        if places >> 6 != 0 {
            self.charge(places >> 6);
        }
    }

    /// The number a value is or spells. Reading text is work: 16 bytes a unit.
    #[inline]
    pub(crate) fn number_of(&mut self, value: Value) -> Option<f64> {
        if value.is_string() {
            self.charge(self.heap.strings.len(value) >> 4);
        }
        self.heap.to_number(value)
    }

    /// Polls the host, whatever fuel is left.
    ///
    /// # Errors
    /// [`LimitKind`] if the run is over.
    pub(super) fn poll(&mut self) -> Result<(), Error> {
        Ok(self.poll_or_limit()?)
    }

    /// Might one more call through native code be one too many?
    #[inline(always)]
    pub(super) fn is_native_depth_spent(&self) -> bool {
        self.native_calls >= MAX_NATIVE_CALLS - 1
    }

    /// What `pairs` returns.
    pub(crate) fn pairs_iterator(&self) -> Value {
        self.pairs_next
    }

    /// What `ipairs` returns.
    pub(crate) fn ipairs_iterator(&self) -> Value {
        self.ipairs_next
    }

    /// What `coroutine.wrap` makes closures of.
    pub(crate) fn wrapped_function(&self) -> NativeId {
        self.wrapped
    }

    /// What `string.gmatch` makes closures of.
    pub(crate) fn gmatch_function(&self) -> NativeId {
        self.gmatch
    }

    /// The running coroutine; nil in the main program.
    pub(crate) fn running_thread(&self) -> Value {
        self.thread
    }

    /// Upvalue `index` of a closure; nil if it has none.
    pub(super) fn upvalue(&self, function: Value, index: usize) -> Value {
        let Some(closure) = self.heap.closure(function) else { return Value::NIL };
        self.heap.upvalues.of(closure).get(index).copied().unwrap_or_default()
    }

    /// Sets upvalue `index` of a closure made by this run.
    pub(super) fn set_upvalue(&mut self, function: Value, index: usize, value: Value) {
        let Some(closure) = self.heap.closure(function).copied() else { return };
        self.heap.upvalues.set(&closure, index, value);
    }
}

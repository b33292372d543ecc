//! What a function written in Rust sees: arguments in, results out (manual §5 and lauxlib).
//!
//! A native function has a *leaf* form, a *full* form, or both. The leaf form runs straight from the
//! dispatch loop: it finishes at once, calls no Lua and returns few values; it may answer
//! [`ESCALATE`] before doing anything, and the full form runs instead. The full form may return any
//! number of values, call functions, and go on with their results through a [`Continuation`].
//!
//! A function that runs out of memory before it has called anything is called again after a collection, and
//! so is a continuation: until then it must not have done what it would do again. What cannot be taken
//! back it keeps ([`Args::keep`]).
//!
//! Results are written from slot 0 (the function's own) upwards, over the arguments: read arguments
//! first. Values held in Rust across a call of Lua are not seen by the collector: keep them in slots.
//!
//! May import `error`, `frame`, `heap`, `limits`, `number`, `state`, `value`, `vm`.

use std::any::Any;

use super::super::error::{Error, Place};
use super::super::frame::Return;
use super::super::heap::LuaHeap;
use super::super::limits::OutOfMemory;
use super::super::number;
use super::super::value::Value;
use super::Vm;
use super::debug::Operand;
use super::metamethod::Answer;
use super::state::State;
pub(crate) use super::state::{Fuel, JsonExtensions, JsonSettings};

/// How many values a leaf form returned.
pub type Returned = usize;

/// What a leaf form answers to have its full form run. It must not have done anything yet.
pub const ESCALATE: Returned = usize::MAX;

/// Most values a leaf form may return.
pub const MAX_LEAF_RESULTS: usize = 40;

/// The leaf form of a native function.
pub type Leaf = fn(&mut Args<'_>) -> Result<Returned, Error>;

/// The full form of a native function.
pub type Full = fn(&mut Call<'_>) -> Result<Flow, Error>;

/// A function written in Rust.
#[derive(Clone, Copy)]
pub struct NativeFunction {
    /// Its name, for listings.
    pub name: &'static str,
    /// See [`Leaf`].
    pub leaf: Option<Leaf>,
    /// See [`Full`].
    pub full: Option<Full>,
    /// The handler that does it where it can.
    pub(crate) inlined: Option<Inlined>,
    /// Items of the host's lists, where they are its arguments, may be given unread.
    pub(super) takes_unread: bool,
}

impl NativeFunction {
    /// The same function, which a handler does where it can.
    pub(crate) const fn inlined(self, inlined: Inlined) -> Self {
        NativeFunction { inlined: Some(inlined), ..self }
    }

    /// The same function, whose arguments may be [unread items](Value::unread_item).
    pub const fn taking_unread(self) -> Self {
        NativeFunction { takes_unread: true, ..self }
    }
}

/// A function with a leaf form alone.
pub const fn leaf(name: &'static str, leaf: Leaf) -> NativeFunction {
    NativeFunction { name, leaf: Some(leaf), full: None, inlined: None, takes_unread: false }
}

/// A function with a full form alone.
pub const fn full(name: &'static str, full: Full) -> NativeFunction {
    NativeFunction { name, leaf: None, full: Some(full), inlined: None, takes_unread: false }
}

/// A function whose leaf form may give way to its full form.
pub const fn both(name: &'static str, leaf: Leaf, full: Full) -> NativeFunction {
    NativeFunction { name, leaf: Some(leaf), full: Some(full), inlined: None, takes_unread: false }
}

/// Functions that have a handler of their own (`handlers/library.rs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inlined {
    Abs,
    Byte,
    Ceil,
    Floor,
    Insert,
    Ipairs,
    Length,
    Max,
    Min,
    Pairs,
    Pcall,
    Resume,
    Select,
    Sqrt,
    Substring,
    ToNumber,
    ToString,
    Type,
    Xpcall,
    Yield,
}

/// What a full form wants to happen.
pub enum Flow {
    /// It is done; so many results lie from slot 0 on.
    Return(usize),
    /// Call the function in slot `function` with the `count` arguments above it.
    Call {
        /// Slot, relative to the native function's own.
        function: usize,
        /// Arguments.
        count: usize,
        /// What to do with the results.
        then: Then,
    },
    /// Suspend the coroutine; so many values from slot 1 on go to its resumer.
    Yield(usize),
    /// Resume the coroutine in slot `thread` with the `count` values from slot `first` on.
    Resume {
        /// The coroutine.
        thread: Value,
        /// First value.
        first: usize,
        /// Values.
        count: usize,
        /// Errors are raised again, as `coroutine.wrap` does, not answered.
        wrap: bool,
    },
}

/// What to do with the results of a call that a native function asked for.
pub enum Then {
    /// Return `true` and the results; return `false` and the error if there is one.
    Protect,
    /// As [`Then::Protect`], but the function in slot 2 handles the error first.
    ProtectWithHandler,
    /// Go on with this.
    Continue(Box<dyn Continuation>),
    /// Go on with this, and tell it of errors too.
    Guard(Box<dyn Continuation>),
    /// Go on with the continuation that is running.
    Again,
}

/// A native function that waits for the results of a call.
pub trait Continuation {
    /// Goes on. The `count` results of the call lie from slot `first` on.
    ///
    /// # Errors
    /// Those of the native function.
    fn resume(&mut self, call: &mut Call<'_>, first: usize, count: usize) -> Result<Flow, Error>;

    /// The call failed with `error`; only where [`Then::Guard`] asked for it.
    ///
    /// # Errors
    /// Those of the native function.
    fn fail(&mut self, _: &mut Call<'_>, error: Value) -> Result<Flow, Error> {
        Err(Error::raised(error))
    }

    /// Bytes it has charged, itself aside. They are credited when it is dropped, whatever ended its call.
    fn held(&self) -> usize {
        0
    }
}

/// The text of a chunk that a script gives to compile.
#[derive(Clone, Copy)]
pub(crate) enum ChunkText<'a> {
    /// A string.
    String(Value),
    /// Bytes outside the heap.
    Bytes(&'a [u8]),
}

/// What becomes of the results of a leaf form, as far as its caller knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// They are used.
    Used,
    /// Nobody looks at them.
    Dropped,
    /// The calling function returns them.
    Returned,
}

/// Arguments of a leaf form.
pub struct Args<'a> {
    pub(super) state: &'a mut State,
    /// The function and its arguments, with room for results.
    pub(super) slots: &'a mut [Value],
    pub(super) count: usize,
    /// What becomes of the results.
    pub(super) fate: Fate,
}

/// Arguments of a full form.
pub struct Call<'a> {
    pub(super) vm: &'a mut Vm,
    /// Stack slot of the function.
    pub(super) base: usize,
    pub(super) count: usize,
}

/// Access to arguments and heap, alike for both forms. Argument numbers are 1-based.
pub trait Arguments {
    /// Number of arguments.
    fn count(&self) -> usize;

    /// Argument `index`; nil beyond the last.
    fn get(&self, index: usize) -> Value;

    /// Replaces argument `index`, which exists.
    fn set(&mut self, index: usize, value: Value);

    /// The engine's state; opaque outside the language.
    fn state(&mut self) -> &mut State;

    /// The engine's state; opaque outside the language.
    fn state_ref(&self) -> &State;

    /// Spends fuel for `units` of work, a few nanoseconds each.
    ///
    /// # Errors
    /// [`LimitKind`](super::super::LimitKind) if the run is over.
    #[inline]
    fn spend(&mut self, units: usize) -> Result<(), Error> {
        self.state().spend(units)
    }

    /// Bytes that the script may still take.
    fn spare_memory(&self) -> usize {
        self.state_ref().heap.memory.left()
    }

    /// Is there an argument `index`?
    #[inline]
    fn has(&self, index: usize) -> bool {
        index <= self.count()
    }

    /// The type name of argument `index`; `no value` beyond the last.
    fn type_name(&self, index: usize) -> &'static str {
        if self.has(index) { self.get(index).type_name() } else { "no value" }
    }

    /// Argument `index` is not an `expected`.
    #[cold]
    fn type_error(&self, index: usize, expected: &str) -> Error {
        Error::argument_type(index, expected, self.type_name(index))
    }

    /// Argument `index`, which must be there.
    ///
    /// # Errors
    /// `value expected`
    #[inline]
    fn check_any(&self, index: usize) -> Result<Value, Error> {
        if self.has(index) {
            Ok(self.get(index))
        } else {
            Err(Error::argument(index, "value expected"))
        }
    }

    /// Argument `index` as a table.
    ///
    /// # Errors
    /// `table expected, got ...`
    #[inline]
    fn check_table(&self, index: usize) -> Result<Value, Error> {
        let value = self.get(index);
        if value.is_table() { Ok(value) } else { Err(self.type_error(index, "table")) }
    }

    /// Argument `index` as a function.
    ///
    /// # Errors
    /// `function expected, got ...`
    fn check_function(&self, index: usize) -> Result<Value, Error> {
        let value = self.get(index);
        if value.is_function() { Ok(value) } else { Err(self.type_error(index, "function")) }
    }

    /// Argument `index` as a number; a string that spells one will do.
    ///
    /// # Errors
    /// `number expected, got ...`
    #[inline]
    fn check_number(&mut self, index: usize) -> Result<f64, Error> {
        let value = self.get(index);
        if value.is_number() {
            return Ok(value.as_f64());
        }
        self.state().number_of(value).ok_or_else(|| self.type_error(index, "number"))
    }

    /// Argument `index` cast to 32 bits as C does it.
    ///
    /// # Errors
    /// `number expected, got ...`
    #[inline]
    fn check_int(&mut self, index: usize) -> Result<i32, Error> {
        self.check_number(index).map(number::to_int32)
    }

    /// Argument `index` cast to 64 bits as C does it.
    ///
    /// # Errors
    /// `number expected, got ...`
    #[inline]
    fn check_integer(&mut self, index: usize) -> Result<i64, Error> {
        self.check_number(index).map(number::to_int64)
    }

    /// Argument `index` as [`Arguments::check_int`], or `default` if it is nil or absent.
    ///
    /// # Errors
    /// `number expected, got ...`
    #[inline]
    fn opt_int(&mut self, index: usize, default: i32) -> Result<i32, Error> {
        if self.get(index).is_nil() { Ok(default) } else { self.check_int(index) }
    }

    /// Argument `index` as [`Arguments::check_integer`], or `default` if it is nil or absent.
    ///
    /// # Errors
    /// `number expected, got ...`
    #[inline]
    fn opt_integer(&mut self, index: usize, default: i64) -> Result<i64, Error> {
        if self.get(index).is_nil() { Ok(default) } else { self.check_integer(index) }
    }

    /// Argument `index` as a string; a number is turned into one, in its slot too.
    ///
    /// # Errors
    /// `string expected, got ...`; [`OutOfMemory`].
    #[inline]
    fn check_string(&mut self, index: usize) -> Result<Value, Error> {
        let value = self.get(index);
        if value.is_string() {
            return Ok(value);
        }
        if value.is_number() {
            let text = self.state().heap.number_to_string(value.as_f64())?;
            self.set(index, text);
            return Ok(text);
        }
        Err(self.type_error(index, "string"))
    }

    /// The bytes of a string; none for other values.
    #[inline]
    fn bytes(&self, value: Value) -> &[u8] {
        self.state_ref().heap.bytes(value).unwrap_or_default()
    }

    /// A string of `bytes`.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline]
    fn new_string(&mut self, bytes: &[u8]) -> Result<Value, Error> {
        Ok(self.state().heap.new_string(bytes)?)
    }

    /// A table with room for `items` list items and `fields` other keys.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    fn new_table(&mut self, items: usize, fields: usize) -> Result<Value, Error> {
        Ok(self.state().heap.new_table(items, fields)?)
    }

    /// The global variable `name`, without metamethods.
    fn global(&self, name: &[u8]) -> Value {
        self.raw_get_str(self.state_ref().heap.globals, name)
    }

    /// `table[key]` without metamethods.
    fn raw_get(&self, table: Value, key: Value) -> Value {
        self.state_ref().heap.raw_get(table, key)
    }

    /// `table[n]` without metamethods.
    #[inline]
    fn raw_get_int(&self, table: Value, n: i64) -> Value {
        self.state_ref().heap.raw_get_int(table, n)
    }

    /// `table[name]` without metamethods.
    fn raw_get_str(&self, table: Value, name: &[u8]) -> Value {
        self.state_ref().heap.raw_get_str(table, name)
    }

    /// The first entry of a table at or after `position`, 0 being the start: the position after it, key,
    /// value. Without metamethods.
    fn entry(&self, table: Value, position: usize) -> Option<(usize, Value, Value)> {
        self.state_ref().heap.table(table)?.next_at(position)
    }

    /// `table[key] = value` without metamethods.
    ///
    /// # Errors
    /// `Attempt to modify a readonly table`, `table index is nil`, `table index is NaN`,
    /// [`OutOfMemory`].
    fn raw_set(&mut self, table: Value, key: Value, value: Value) -> Result<(), Error> {
        self.check_writable(table)?;
        self.state().charge_key(key);
        Ok(self.state().heap.raw_set(table, key, value)?)
    }

    /// `table[n] = value` without metamethods.
    ///
    /// # Errors
    /// As [`Arguments::raw_set`].
    fn raw_set_int(&mut self, table: Value, n: i64, value: Value) -> Result<(), Error> {
        self.check_writable(table)?;
        Ok(self.state().heap.raw_set_int(table, n, value)?)
    }

    /// Puts `items` behind the first `filled` ones of a list that was made in this run with room for them;
    /// false, and nothing is done, if it was not.
    fn fill_list(&mut self, list: Value, filled: usize, items: &[Value]) -> bool {
        let table = self.state().heap.tables.get_mut(list.index(), list.stamp());
        let Some(table) = table.filter(|table| table.is_open()) else { return false };
        let end = filled.saturating_add(items.len());
        let Some(places) = table.array_mut().get_mut(filled..end) else { return false };
        places.copy_from_slice(items);
        true
    }

    /// `table[name] = value` without metamethods.
    ///
    /// # Errors
    /// As [`Arguments::raw_set`].
    fn raw_set_str(&mut self, table: Value, name: &[u8], value: Value) -> Result<(), Error> {
        self.check_writable(table)?;
        Ok(self.state().heap.raw_set_str(table, name, value)?)
    }

    /// May `table` be written?
    ///
    /// # Errors
    /// `Attempt to modify a readonly table`, without a position, as native raises it from C.
    #[inline]
    fn check_writable(&self, table: Value) -> Result<(), Error> {
        match self.state_ref().heap.table(table) {
            Some(table) if table.is_readonly() => {
                Err(Error::bare(super::super::error::text::READONLY_TABLE))
            }
            _ => Ok(()),
        }
    }

    /// Is argument `index` what the script has read as item `item`, zero-based, of list `list` of the host?
    #[inline]
    fn is_item(&self, index: usize, list: usize, item: usize) -> bool {
        let read = self.state_ref().read_items.item(list, item);
        !read.is_nil() && read.bits() == self.get(index).bits()
    }

    /// What the host put into the VM, if it is a `T`.
    fn host<T: 'static>(&mut self) -> Option<&mut T> {
        let host: &mut dyn Any = &mut *self.state().host;
        host.downcast_mut()
    }
}

/// Access to the heap, for the standard library.
pub(crate) trait HeapAccess: Arguments {
    /// The heap.
    fn heap(&mut self) -> &mut LuaHeap {
        &mut self.state().heap
    }

    /// The heap.
    fn heap_ref(&self) -> &LuaHeap {
        &self.state_ref().heap
    }
}

impl<A: Arguments> HeapAccess for A {}

impl Arguments for Args<'_> {
    #[inline(always)]
    fn count(&self) -> usize {
        self.count
    }

    #[inline(always)]
    fn get(&self, index: usize) -> Value {
        if index > self.count {
            return Value::NIL;
        }
        self.slots.get(index).copied().unwrap_or_default()
    }

    #[inline(always)]
    fn set(&mut self, index: usize, value: Value) {
        if let Some(slot) = self.slots.get_mut(index) {
            *slot = value;
        }
    }

    #[inline(always)]
    fn state(&mut self) -> &mut State {
        self.state
    }

    #[inline(always)]
    fn state_ref(&self) -> &State {
        self.state
    }
}

impl Args<'_> {
    /// Upvalue `index`, zero-based, of the native closure that runs; nil if it has none.
    pub(crate) fn upvalue(&self, index: usize) -> Value {
        let function = self.slots.first().copied().unwrap_or_default();
        self.state.upvalue(function, index)
    }

    /// Sets upvalue `index`, zero-based, of the native closure that runs.
    pub(crate) fn set_upvalue(&mut self, index: usize, value: Value) {
        let function = self.slots.first().copied().unwrap_or_default();
        self.state.set_upvalue(function, index, value);
    }

    /// All arguments.
    #[inline(always)]
    pub fn all(&self) -> &[Value] {
        self.slots.get(1..=self.count).unwrap_or_default()
    }

    /// Keeps `work` for the case that the call is made again, which happens when memory is freed after the
    /// function has failed for want of it: what must not be done twice is not.
    pub fn keep(&mut self, work: Vec<u8>) {
        self.state.kept = Some(work);
    }

    /// What the same call has kept before it failed.
    #[inline(always)]
    pub fn take_kept(&mut self) -> Option<Vec<u8>> {
        self.state.kept.take()
    }

    /// Will nobody look at the values that this function returns?
    #[inline]
    pub fn are_results_dropped(&self) -> bool {
        self.fate == Fate::Dropped
    }

    /// Are the values that this function returns those of the whole run?
    #[inline]
    pub fn ends_run(&self) -> bool {
        let frame = self.state.frames.get(self.state.depth);
        self.fate == Fate::Returned && frame.is_some_and(|frame| frame.kind() == Return::Host)
    }

    /// Returns nothing.
    ///
    /// # Errors
    /// Never; the type is that of a leaf form.
    pub fn none(&mut self) -> Result<Returned, Error> {
        Ok(0)
    }

    /// Returns one value.
    ///
    /// # Errors
    /// Never; the type is that of a leaf form.
    #[inline(always)]
    pub fn one(&mut self, value: Value) -> Result<Returned, Error> {
        self.set(0, value);
        Ok(1)
    }

    /// Returns a number.
    ///
    /// # Errors
    /// Never; the type is that of a leaf form.
    #[inline(always)]
    pub fn number(&mut self, n: f64) -> Result<Returned, Error> {
        self.one(Value::number(n))
    }

    /// Returns a string.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub fn string(&mut self, bytes: &[u8]) -> Result<Returned, Error> {
        let value = self.new_string(bytes)?;
        self.one(value)
    }

    /// Returns these values, at most [`MAX_LEAF_RESULTS`].
    ///
    /// # Errors
    /// Never; the type is that of a leaf form.
    pub fn values(&mut self, values: &[Value]) -> Result<Returned, Error> {
        for (slot, value) in self.slots.iter_mut().zip(values) {
            *slot = *value;
        }
        Ok(values.len())
    }
}

impl Arguments for Call<'_> {
    fn count(&self) -> usize {
        self.count
    }

    fn get(&self, index: usize) -> Value {
        if index > self.count {
            return Value::NIL;
        }
        self.slot(index)
    }

    fn set(&mut self, index: usize, value: Value) {
        self.set_slot(index, value);
    }

    fn state(&mut self) -> &mut State {
        &mut self.vm.state
    }

    fn state_ref(&self) -> &State {
        &self.vm.state
    }
}

impl Call<'_> {
    /// What slot `index` holds; 0 is the function, arguments follow.
    #[inline]
    pub fn slot(&self, index: usize) -> Value {
        self.vm.stack.get(self.base + index)
    }

    /// Puts a value into slot `index`, which was reserved.
    #[inline]
    pub fn set_slot(&mut self, index: usize, value: Value) {
        self.vm.stack.set(self.base + index, value);
    }

    /// Makes sure that slots 0 to `count` exist.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline]
    pub fn reserve(&mut self, count: usize) -> Result<(), Error> {
        let end = self.base.checked_add(count).and_then(|end| end.checked_add(1));
        let end = end.ok_or(OutOfMemory)?;
        self.vm.reserve_stack(end)
    }

    /// Upvalue `index`, zero-based, of the native closure that runs; nil if it has none.
    pub(crate) fn upvalue(&self, index: usize) -> Value {
        self.vm.state.upvalue(self.slot(0), index)
    }

    /// The VM.
    pub(crate) fn vm(&mut self) -> &mut Vm {
        self.vm
    }

    /// Where the caller of the function is.
    pub fn place(&self) -> Option<Place> {
        self.vm.raise_place()
    }

    /// The table that Redis' error handler makes of an error raised at `place`.
    ///
    /// # Errors
    /// The error is a read-only table; [`OutOfMemory`].
    pub fn error_table(&mut self, error: Value, place: Option<Place>) -> Result<Value, Error> {
        if error.is_table() {
            self.check_writable(error)?;
        }
        self.vm.error_table(error, place)
    }

    /// Returns one value.
    ///
    /// # Errors
    /// Never; the type is that of a full form.
    pub fn one(&mut self, value: Value) -> Result<Flow, Error> {
        self.set_slot(0, value);
        Ok(Flow::Return(1))
    }

    /// Returns these values.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub fn values(&mut self, values: &[Value]) -> Result<Flow, Error> {
        self.reserve(values.len())?;
        for (index, value) in values.iter().enumerate() {
            self.set_slot(index, *value);
        }
        Ok(Flow::Return(values.len()))
    }

    /// Is `a` less than `b`? The answer, or the call of a metamethod from slot `at` on that gives it.
    ///
    /// # Errors
    /// `attempt to compare ...`
    pub(crate) fn less_than(
        &mut self,
        at: usize,
        a: Value,
        b: Value,
    ) -> Result<Result<bool, Flow>, Error> {
        match self.vm.less_than(a, b)? {
            Answer::Known(less) => Ok(Ok(less)),
            Answer::Call(method, args) => self.call(at, method, &args, Then::Again).map(Err),
        }
    }

    /// `object[key]`: the value, or the call of a metamethod from slot `at` on that gives it.
    ///
    /// # Errors
    /// `attempt to index ...`
    pub(crate) fn index(
        &mut self,
        at: usize,
        object: Value,
        key: Value,
    ) -> Result<Result<Value, Flow>, Error> {
        match self.vm.index(object, key, Operand::None)? {
            Answer::Known(value) => Ok(Ok(value)),
            Answer::Call(method, args) => self.call(at, method, &args, Then::Again).map(Err),
        }
    }

    /// Calls `function` with `args` from slot `at` on.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    #[inline]
    pub fn call(
        &mut self,
        at: usize,
        function: Value,
        args: &[Value],
        then: Then,
    ) -> Result<Flow, Error> {
        self.reserve(at + args.len())?;
        self.set_slot(at, function);
        for (index, value) in args.iter().enumerate() {
            self.set_slot(at + 1 + index, *value);
        }
        Ok(Flow::Call { function: at, count: args.len(), then })
    }
}

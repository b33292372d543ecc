//! Operations that may end in a metamethod (manual §2.8), as in `lvm.c`.
//!
//! Each answers a result or the call that would give it; the caller makes the call and goes on when
//! it returns. Nothing here calls Lua.
//!
//! May import `error`, `event`, `heap`, `limits`, `value`, and the VM's own `debug`, `operation`.
#![expect(clippy::disallowed_macros, reason = "short texts")]

use super::super::error::{Error, text};
use super::super::event::Event;
use super::super::limits::MAX_TAG_LOOP;
use super::super::table::TableError;
use super::super::value::Value;
use super::Vm;
use super::debug::Operand;
use super::operation::compute;

/// A value, or the call that gives it.
pub(super) enum Answer<T> {
    /// It is known.
    Known(T),
    /// This metamethod must be called with these arguments.
    Call(Value, [Value; 2]),
}

/// What a store comes to.
pub(super) enum Stored {
    /// It is done.
    Done,
    /// This metamethod must be called with object, key and value.
    Call(Value, [Value; 3]),
}

impl Vm {
    /// `object[key]`. `operand` is where the object comes from, for messages.
    pub(super) fn index(
        &mut self,
        object: Value,
        key: Value,
        operand: Operand,
    ) -> Result<Answer<Value>, Error> {
        let (mut object, mut operand) = (object, operand);
        for _ in 0..MAX_TAG_LOOP {
            self.state.spend_key(key)?;
            let heap = &mut self.state.heap;
            let method = match heap.table(object) {
                Some(table) => {
                    let value = table.get(key, &heap.strings);
                    let metatable = table.metatable();
                    if !value.is_nil() || metatable.is_nil() {
                        return Ok(Answer::Known(value));
                    }
                    let method = heap.metamethod_in(metatable, Event::Index);
                    if method.is_nil() {
                        return Ok(Answer::Known(Value::NIL));
                    }
                    method
                }
                None => {
                    let method = heap.metamethod(object, Event::Index);
                    if method.is_nil() {
                        return Err(self.type_error("index", object, operand));
                    }
                    method
                }
            };
            if method.is_function() {
                return Ok(Answer::Call(method, [object, key]));
            }
            (object, operand) = (method, Operand::None);
        }
        Err(self.runtime_error(text::LOOP_IN_GETTABLE))
    }

    /// `object[key] = value`.
    pub(super) fn set_index(
        &mut self,
        object: Value,
        key: Value,
        value: Value,
        operand: Operand,
    ) -> Result<Stored, Error> {
        let (mut object, mut operand) = (object, operand);
        for _ in 0..MAX_TAG_LOOP {
            self.state.spend_key(key)?;
            let heap = &mut self.state.heap;
            let method = match heap.table(object) {
                Some(table) => {
                    if table.is_readonly() {
                        return Err(self.runtime_error(text::READONLY_TABLE));
                    }
                    let metatable = table.metatable();
                    let old = table.get(key, &heap.strings);
                    let method = if metatable.is_nil() || !old.is_nil() {
                        Value::NIL
                    } else {
                        heap.metamethod_in(metatable, Event::NewIndex)
                    };
                    if method.is_nil() {
                        return match heap.raw_set(object, key, value) {
                            Ok(()) => Ok(Stored::Done),
                            Err(error) => Err(self.table_error(error)),
                        };
                    }
                    // Native enters the key before it looks for the metamethod.
                    let strings = &mut heap.strings;
                    let entered = match heap.tables.get_mut(object.index(), object.stamp()) {
                        Some(table) => table.reserve_key(key, strings, &mut heap.memory),
                        None => Ok(()),
                    };
                    if let Err(error) = entered {
                        return Err(self.table_error(error));
                    }
                    method
                }
                None => {
                    let method = heap.metamethod(object, Event::NewIndex);
                    if method.is_nil() {
                        return Err(self.type_error("index", object, operand));
                    }
                    method
                }
            };
            if method.is_function() {
                return Ok(Stored::Call(method, [object, key, value]));
            }
            (object, operand) = (method, Operand::None);
        }
        Err(self.runtime_error(text::LOOP_IN_SETTABLE))
    }

    /// A failed table write as an error of the running instruction.
    pub(super) fn table_error(&mut self, error: TableError) -> Error {
        match super::super::error::table_error_text(error) {
            Some(text) => self.runtime_error(text),
            None => error.into(),
        }
    }

    /// `a op b` for an arithmetic event; for the unary minus `b` is `a`.
    pub(super) fn arithmetic(
        &mut self,
        event: Event,
        a: (Value, Operand),
        b: (Value, Operand),
    ) -> Result<Answer<Value>, Error> {
        let x = self.state.number_of(a.0);
        if let (Some(x), Some(y)) = (x, self.state.number_of(b.0)) {
            return Ok(Answer::Known(Value::from_f64(compute(event, x, y))));
        }
        let heap = &mut self.state.heap;
        let mut method = heap.metamethod(a.0, event);
        if method.is_nil() {
            method = heap.metamethod(b.0, event);
        }
        if method.is_nil() {
            let (value, operand) = if x.is_none() { a } else { b };
            return Err(self.type_error("perform arithmetic on", value, operand));
        }
        Ok(Answer::Call(method, [a.0, b.0]))
    }

    /// The length of what is neither string nor table.
    pub(super) fn length_of(
        &mut self,
        object: Value,
        operand: Operand,
    ) -> Result<Answer<Value>, Error> {
        let length = super::outlined::length(&mut self.state, object);
        if !length.is_nil() {
            return Ok(Answer::Known(length));
        }
        let method = self.state.heap.metamethod(object, Event::Len);
        if method.is_nil() {
            return Err(self.type_error("get length of", object, operand));
        }
        Ok(Answer::Call(method, [object, Value::NIL]))
    }

    /// `a == b`
    pub(super) fn equal(&mut self, a: Value, b: Value) -> Answer<bool> {
        if a.same(b) {
            return Answer::Known(true);
        }
        match super::outlined::equal_without_metamethod(&mut self.state, a, b) {
            Some(equal) => Answer::Known(equal),
            None => match self.shared_metamethod(a, b, Event::Eq) {
                Some(method) => Answer::Call(method, [a, b]),
                None => Answer::Known(false),
            },
        }
    }

    /// The metamethod that both values have, if it is the same one.
    fn shared_metamethod(&mut self, a: Value, b: Value, event: Event) -> Option<Value> {
        let method = self.state.heap.metamethod(a, event);
        if method.is_nil() {
            return None;
        }
        let other = self.state.heap.metamethod(b, event);
        self.state.heap.raw_equal(method, other).then_some(method)
    }

    /// `a < b`
    pub(super) fn less_than(&mut self, a: Value, b: Value) -> Result<Answer<bool>, Error> {
        if let Some(known) = self.compare_plainly(a, b, |x, y| x < y, |x, y| x < y)? {
            return Ok(Answer::Known(known));
        }
        match self.shared_metamethod(a, b, Event::Lt) {
            Some(method) => Ok(Answer::Call(method, [a, b])),
            None => Err(self.order_error(a, b)),
        }
    }

    /// `a <= b`; true beside a call of `__lt` with the operands swapped, whose answer is inverted.
    pub(super) fn less_equal(&mut self, a: Value, b: Value) -> Result<(Answer<bool>, bool), Error> {
        if let Some(known) = self.compare_plainly(a, b, |x, y| x <= y, |x, y| x <= y)? {
            return Ok((Answer::Known(known), false));
        }
        if let Some(method) = self.shared_metamethod(a, b, Event::Le) {
            return Ok((Answer::Call(method, [a, b]), false));
        }
        match self.shared_metamethod(b, a, Event::Lt) {
            Some(method) => Ok((Answer::Call(method, [b, a]), true)),
            None => Err(self.order_error(a, b)),
        }
    }

    /// Compares two numbers or two strings; `None` if a metamethod must.
    fn compare_plainly(
        &mut self,
        a: Value,
        b: Value,
        numbers: impl Fn(f64, f64) -> bool,
        strings: impl Fn(&[u8], &[u8]) -> bool,
    ) -> Result<Option<bool>, Error> {
        if a.is_number() && b.is_number() {
            return Ok(Some(numbers(a.as_f64(), b.as_f64())));
        }
        if a.is_string() && b.is_string() {
            let heap = &self.state.heap;
            let (x, y) = (heap.bytes(a).unwrap_or_default(), heap.bytes(b).unwrap_or_default());
            let answer = strings(x, y);
            let work = x.len().min(y.len()) >> 6;
            self.state.spend(work)?;
            return Ok(Some(answer));
        }
        if a.type_name() != b.type_name() {
            return Err(self.order_error(a, b));
        }
        Ok(None)
    }

    fn order_error(&mut self, a: Value, b: Value) -> Error {
        let (a, b) = (a.type_name(), b.type_name());
        // Native compares the third letters of the names.
        let message = if a.as_bytes().get(2) == b.as_bytes().get(2) {
            format!("attempt to compare two {a} values")
        } else {
            format!("attempt to compare {a} with {b}")
        };
        self.runtime_error(message)
    }

    /// Concatenates registers `first` to `last` of the running function, the last two first, as far
    /// as it goes without a metamethod: the result, or the call and the register its result belongs
    /// in.
    pub(super) fn concat(
        &mut self,
        first: usize,
        last: usize,
    ) -> Result<(Answer<Value>, usize), Error> {
        let base = self.base();
        let mut last = last;
        while last > first {
            let (a, b) = (self.stack.get(base + last - 1), self.stack.get(base + last));
            if a.is_text() && b.is_text() {
                let mut start = last - 1;
                while start > first && self.stack.get(base + start - 1).is_text() {
                    start -= 1;
                }
                let operands = self.stack.range(base + start, last - start + 1);
                let Some(string) = self.state.heap.concat(operands)? else {
                    return Err(Error::bug("operands of a concatenation"));
                };
                self.state.spend(self.state.heap.strings.len(string) >> 6)?;
                self.stack.set(base + start, string);
                last = start;
                continue;
            }
            let heap = &mut self.state.heap;
            let mut method = heap.metamethod(a, Event::Concat);
            if method.is_nil() {
                method = heap.metamethod(b, Event::Concat);
            }
            if method.is_nil() {
                let (value, register) = if a.is_text() { (b, last) } else { (a, last - 1) };
                return Err(self.type_error("concatenate", value, Operand::register(register)));
            }
            return Ok((Answer::Call(method, [a, b]), last - 1));
        }
        Ok((Answer::Known(self.stack.get(base + first)), first))
    }
}

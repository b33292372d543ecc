//! The complete semantics of every instruction.
//!
//! The dispatch loop comes here with one instruction that its handler could not finish: a metamethod, a
//! coercion, an error, a call that needs more than a record. Each instruction is atomic: it is done
//! whole, or an error is raised before anything is written. An instruction that calls a metamethod is
//! finished by [`Vm::finish_instruction`] when the call returns.
//!
//! May import `error`, `event`, `frame`, `heap`, `opcode`, `value`, and the VM's own modules.

use super::super::error::{Error, text};
use super::super::event::Event;
use super::super::frame::{CallFrame, Position, Return};
use super::super::limits::OutOfMemory;
use super::super::opcode::{Instruction, Op};
use super::super::value::Value;
use super::Vm;
use super::call::{Action, Progress};
use super::debug::Operand;
use super::metamethod::{Answer, Stored};
use super::operation::{Comparison, Constants, INVERTED, Order, arithmetic_event, comparison};
use super::outlined::{self, table_size};

impl Vm {
    fn register(&self, index: u8) -> Value {
        self.stack.get(self.base() + usize::from(index))
    }

    fn set_register(&mut self, index: u8, value: Value) {
        self.stack.set(self.base() + usize::from(index), value);
    }

    fn word(&self, page: u16, place: u16) -> u64 {
        let page = self.code.page(page);
        page.and_then(|page| page.get(usize::from(place))).map_or(0, std::cell::Cell::get)
    }

    /// The instruction at a position.
    pub(super) fn instruction(&self, at: Position) -> Instruction {
        Instruction(self.word(at.page(), at.place()))
    }

    /// Does the instruction at a position take values up to the top?
    pub(super) fn takes_open_values(&self, at: Position) -> bool {
        let i = self.instruction(at);
        i.b() == 0 && matches!(i.op(), Some(Op::Call | Op::TailCall | Op::Return | Op::SetList))
    }

    fn constant(&self, place: u16) -> Value {
        Value::from_bits(self.word(self.state.at.page(), place))
    }

    /// Does the instruction at the current position in full.
    pub(super) fn step(&mut self) -> Result<Progress, Error> {
        if self.state.heap.memory.wants_collection() {
            self.collect()?;
        }
        let before = (self.state.at, self.state.depth);
        let action = match self.try_step() {
            // A full memory is collected before the script hears of it, unless the instruction's function
            // is gone already: a tail call has replaced it.
            Err(error)
                if error.is_out_of_memory()
                    && (self.state.at, self.state.depth) == before
                    && self.collect_in_need(self.live_end())? =>
            {
                self.try_step()?
            }
            other => other?,
        };
        self.drive(action)
    }

    pub(super) fn try_step(&mut self) -> Result<Action, Error> {
        let i = self.instruction(self.state.at);
        let Some(op) = i.op() else { return Err(Error::bug("a word that is no instruction")) };
        if let Some((event, constants)) = arithmetic_event(op) {
            return self.arithmetic_step(i, event, constants);
        }
        if let Some(comparison) = comparison(op) {
            return self.comparison_step(i, &comparison);
        }
        match op {
            Op::Call | Op::TailCall => self.call_step(i, op == Op::TailCall),
            Op::Return0 | Op::Return1 | Op::Return => Ok(self.return_step(op, i)),
            Op::TForPrep => self.iterator_prep_step(i),
            Op::TForLoop => self.iterator_step(i),
            _ => self.table_step(op, i),
        }
    }

    /// Goes on with the next instruction.
    fn next(&mut self) -> Action {
        self.state.at = self.state.at.next();
        Action::Run
    }

    /// Goes on with the next instruction after register `a` is set.
    fn next_with(&mut self, a: u8, value: Value) -> Action {
        self.set_register(a, value);
        self.next()
    }

    fn answer(&mut self, a: u8, answer: Answer<Value>) -> Result<Action, Error> {
        match answer {
            Answer::Known(value) => Ok(self.next_with(a, value)),
            Answer::Call(method, args) => self.call_metamethod(method, &args, 0),
        }
    }

    /// Calls a metamethod above the registers of the running function; the instruction at the current
    /// position is finished when it returns.
    fn call_metamethod(
        &mut self,
        method: Value,
        args: &[Value],
        note: u8,
    ) -> Result<Action, Error> {
        let registers = self
            .state
            .heap
            .closure(self.register(0))
            .and_then(|closure| self.state.modules.proto(closure.proto))
            .map_or(u8::MAX, |proto| proto.registers);
        let function = self.base() + usize::from(registers);
        self.reserve_stack(function + args.len() + 1)?;
        self.stack.set(function, method);
        for (slot, &value) in (function + 1..).zip(args) {
            self.stack.set(slot, value);
        }
        let frame = CallFrame::new(self.state.at, Return::Instruction, note);
        Ok(self.will_call(function, args.len(), frame))
    }

    // Tables, upvalues, closures

    fn table_step(&mut self, op: Op, i: Instruction) -> Result<Action, Error> {
        let (a, b) = (i.a(), i.b());
        let integer = || Value::from_f64(f64::from(i.imm()));
        match op {
            Op::GetGlobal => {
                let globals = self.state.heap.globals;
                let key = self.constant(i.place());
                let answer = self.index(globals, key, Operand::None)?;
                self.answer(a, answer)
            }
            Op::GetTable => self.get_step(i, self.register(i.c())),
            Op::GetField => self.get_step(i, self.constant(i.place())),
            Op::GetInt => self.get_step(i, integer()),
            Op::GetItem | Op::PassItem => self.item_step(a, i.imm() as usize, self.register(i.c())),
            Op::GetItemInt | Op::PassItemInt => self.item_step(a, usize::from(i.c()), integer()),
            Op::GetMethod => {
                let object = self.register(b);
                let key = self.constant(i.place());
                let answer = self.index(object, key, Operand::Register(b))?;
                self.set_register(a.wrapping_add(1), object);
                self.answer(a, answer)
            }
            Op::SetGlobal => {
                let (globals, key) = (self.state.heap.globals, self.constant(i.place()));
                let stored = self.set_index(globals, key, self.register(a), Operand::None)?;
                self.stored(stored)
            }
            Op::SetTable => self.set_step(i, self.register(b), self.register(i.c())),
            Op::SetTableK => self.set_step(i, self.register(b), self.constant(i.place())),
            Op::SetField => self.set_step(i, self.constant(i.place()), self.register(b)),
            Op::SetFieldK => self.set_step(i, self.constant(i.place()), self.constant(i.k16())),
            Op::SetInt => self.set_step(i, integer(), self.register(b)),
            Op::NewTable => {
                let table = self.state.heap.new_table(table_size(b), table_size(i.c()))?;
                Ok(self.next_with(a, table))
            }
            Op::SetList => self.list_step(i),
            Op::NewCell => {
                let cell = self.state.heap.new_cell(self.register(a))?;
                Ok(self.next_with(a, cell))
            }
            Op::SetCell => {
                self.state.heap.set_cell(self.register(a), self.register(b))?;
                Ok(self.next())
            }
            Op::SetUpcell => {
                let cell = self.state.upvalue(self.register(0), usize::from(b));
                self.state.heap.set_cell(cell, self.register(a))?;
                Ok(self.next())
            }
            Op::Closure => {
                let base = self.base();
                let Vm { state, stack, .. } = self;
                let closure =
                    outlined::make_closure(state, i.imm(), |register| stack.get(base + register));
                Ok(self.next_with(a, closure.ok_or(OutOfMemory)?))
            }
            Op::Vararg => self.vararg_step(i),
            Op::Unm => {
                let operand = (self.register(b), Operand::Register(b));
                let answer = self.arithmetic(Event::Unm, operand, operand)?;
                self.answer(a, answer)
            }
            Op::Len => {
                let answer = self.length_of(self.register(b), Operand::Register(b))?;
                self.answer(a, answer)
            }
            Op::Concat => self.concat_step(i, usize::from(i.c())),
            Op::ForPrep => self.for_step(i),
            Op::GetUpvalue | Op::GetUpcell | Op::GetCell => Err(Error::bug("a stale upvalue")),
            _ => Err(Error::bug("an instruction that needs no help")),
        }
    }

    fn get_step(&mut self, i: Instruction, key: Value) -> Result<Action, Error> {
        let answer = self.index(self.register(i.b()), key, Operand::Register(i.b()))?;
        self.answer(i.a(), answer)
    }

    fn item_step(&mut self, a: u8, list: usize, key: Value) -> Result<Action, Error> {
        let item = self.state.host_list_item(list, key.array_index())?;
        Ok(self.next_with(a, item))
    }

    fn set_step(&mut self, i: Instruction, key: Value, value: Value) -> Result<Action, Error> {
        let a = i.a();
        let stored = self.set_index(self.register(a), key, value, Operand::Register(a))?;
        self.stored(stored)
    }

    fn stored(&mut self, stored: Stored) -> Result<Action, Error> {
        match stored {
            Stored::Done => Ok(self.next()),
            Stored::Call(method, args) => self.call_metamethod(method, &args, 0),
        }
    }

    fn list_step(&mut self, i: Instruction) -> Result<Action, Error> {
        let first = self.base() + usize::from(i.a()) + 1;
        let count = if i.b() == 0 {
            (self.stack.start() + self.state.top).saturating_sub(first)
        } else {
            usize::from(i.b())
        };
        let table = self.register(i.a());
        let Vm { state, stack, .. } = self;
        if outlined::store_list(state, table, i.imm(), stack.range(first, count)) {
            self.state.spend(count >> 4)?;
            Ok(self.next())
        } else {
            Err(OutOfMemory.into())
        }
    }

    fn vararg_step(&mut self, i: Instruction) -> Result<Action, Error> {
        let base = self.base();
        let frame = self.state.frames.get(self.state.depth).copied().unwrap_or_default();
        let shift = frame.shift();
        let params = self.state.heap.closure(self.register(0)).map_or(0, |c| c.param_count);
        let params = usize::from(params);
        let given = shift.saturating_sub(1 + params);
        let wanted = if i.b() == 0 { given } else { usize::from(i.b()) - 1 };
        let to = base + usize::from(i.a());
        self.place_results(base - shift + 1 + params, given.min(wanted), to, wanted)?;
        if i.b() == 0 {
            self.state.top = to + given - self.stack.start();
        }
        self.state.spend(wanted >> 4)?;
        Ok(self.next())
    }

    // Arithmetic and comparison

    fn operands(
        &self,
        i: Instruction,
        constants: Constants,
    ) -> ((Value, Operand), (Value, Operand)) {
        let b = (self.register(i.b()), Operand::Register(i.b()));
        match constants {
            Constants::None => (b, (self.register(i.c()), Operand::Register(i.c()))),
            Constants::Right => (b, (self.constant(i.place()), Operand::None)),
            Constants::Left => ((self.constant(i.place()), Operand::None), b),
        }
    }

    fn arithmetic_step(
        &mut self,
        i: Instruction,
        event: Event,
        constants: Constants,
    ) -> Result<Action, Error> {
        let (x, y) = self.operands(i, constants);
        let answer = self.arithmetic(event, x, y)?;
        self.answer(i.a(), answer)
    }

    fn comparison_step(
        &mut self,
        i: Instruction,
        comparison: &Comparison,
    ) -> Result<Action, Error> {
        let a = self.register(i.a());
        let (x, y) = match comparison.constants {
            Constants::None => (a, self.register(i.b())),
            Constants::Right => (a, self.constant(i.k16())),
            Constants::Left => (self.constant(i.k16()), a),
        };
        let (answer, inverted) = match comparison.order {
            Order::Equal => (self.equal(x, y), false),
            Order::Less => (self.less_than(x, y)?, false),
            Order::LessEqual => self.less_equal(x, y)?,
        };
        match answer {
            Answer::Known(answer) => Ok(self.branch(i, answer == comparison.wanted)),
            Answer::Call(method, args) => {
                self.call_metamethod(method, &args, if inverted { INVERTED } else { 0 })
            }
        }
    }

    /// Goes on at the jump target of `i` or after it.
    fn branch(&mut self, i: Instruction, jump: bool) -> Action {
        if jump {
            self.state.at = self.state.at.at(i.place());
            Action::Run
        } else {
            self.next()
        }
    }

    fn concat_step(&mut self, i: Instruction, last: usize) -> Result<Action, Error> {
        let (answer, register) = self.concat(usize::from(i.b()), last)?;
        match answer {
            Answer::Known(value) => Ok(self.next_with(i.a(), value)),
            Answer::Call(method, args) => {
                // The result belongs in this register, and the concatenation goes on from there.
                let note = u8::try_from(register).unwrap_or(u8::MAX);
                self.call_metamethod(method, &args, note)
            }
        }
    }

    // Loops

    fn for_step(&mut self, i: Instruction) -> Result<Action, Error> {
        let a = i.a();
        let mut bounds = [0.0; 3];
        let texts = [text::FOR_INITIAL, text::FOR_LIMIT, text::FOR_STEP];
        for ((offset, bound), text) in (0..).zip(&mut bounds).zip(texts) {
            match self.state.number_of(self.register(a.wrapping_add(offset))) {
                Some(n) => *bound = n,
                None => return Err(self.runtime_error(text)),
            }
        }
        let [start, limit, step] = bounds;
        // Native subtracts the step here and adds it in the loop.
        let first = (start - step) + step;
        let runs = if step > 0.0 { first <= limit } else { limit <= first };
        for (offset, n) in (0..).zip([first, limit, step, first]) {
            self.set_register(a.wrapping_add(offset), Value::from_f64(n));
        }
        Ok(self.branch(i, !runs))
    }

    /// Begins a generic loop. Natively its iterator is called through native code, even where it is not
    /// called at all here, so a loop too deep for that must not begin.
    fn iterator_prep_step(&mut self, i: Instruction) -> Result<Action, Error> {
        self.state.native_calls += 1;
        let checked = self.check_native_calls(Return::Instruction);
        self.state.native_calls -= 1;
        checked?;
        self.set_register(i.a().wrapping_add(3), Value::from_f64(0.0));
        Ok(self.branch(i, true))
    }

    /// Calls the iterator of a generic loop.
    fn iterator_step(&mut self, i: Instruction) -> Result<Action, Error> {
        let from = self.base() + usize::from(i.a());
        let function = from + 4;
        self.reserve_stack(function + 3)?;
        self.stack.copy(from, 3, function);
        // The position is of no use to `next` called in full.
        let frame = CallFrame::new(self.state.at, Return::Instruction, 0);
        Ok(self.will_call(function, 2, frame))
    }

    /// The position in a traversal after `key`, so that the fast path can go on from there.
    fn resume_traversal(&mut self, i: Instruction, key: Value) {
        let iterator = self.register(i.a());
        if iterator != self.state.next && iterator != self.state.pairs_next {
            return;
        }
        let heap = &self.state.heap;
        let table = heap.table(self.register(i.a().wrapping_add(1)));
        let position = table.and_then(|table| table.position_after(key, &heap.strings));
        #[expect(clippy::cast_precision_loss, reason = "positions are small")]
        if let Some(position) = position {
            let value = Value::from_f64(position as f64);
            self.set_register(i.a().wrapping_add(3), value);
        }
    }

    // Calls and returns

    fn call_step(&mut self, i: Instruction, tail: bool) -> Result<Action, Error> {
        let function = self.base() + usize::from(i.a());
        let count = if i.b() == 0 {
            (self.stack.start() + self.state.top).saturating_sub(function + 1)
        } else {
            usize::from(i.b()) - 1
        };
        if tail {
            let count = self.resolve_callable(function, count)?;
            if self.is_lua_function(self.stack.get(function)) {
                return self.tail_call_step(function, count);
            }
            let frame = CallFrame::new(self.state.at.next(), Return::Lua, i.c());
            return Ok(self.will_call(function, count, frame));
        }
        let caller = self.state.at.next();
        let frame = CallFrame::new(caller, Return::Lua, i.c());
        Ok(self.will_call(function, count, frame))
    }

    fn is_lua_function(&self, value: Value) -> bool {
        self.state.heap.closure(value).is_some_and(|closure| closure.native().is_none())
    }

    /// Puts the `__call` metamethod of a value that is no function in its place; the number of
    /// arguments then.
    fn resolve_callable(&mut self, function: usize, count: usize) -> Result<usize, Error> {
        let callee = self.stack.get(function);
        if callee.is_function() {
            return Ok(count);
        }
        let method = self.state.heap.metamethod(callee, Event::Call);
        if !method.is_function() {
            return Ok(count);
        }
        self.reserve_stack(function + count + 2)?;
        self.stack.copy(function, count + 1, function + 1);
        self.stack.set(function, method);
        Ok(count + 1)
    }

    /// Replaces the running function by another Lua function.
    fn tail_call_step(&mut self, function: usize, count: usize) -> Result<Action, Error> {
        let Some(closure) = self.state.heap.closure(self.stack.get(function)).copied() else {
            return Err(Error::bug("a tail call of no function"));
        };
        let frame = self.state.frames.get(self.state.depth).copied().unwrap_or_default();
        let shift = frame.shift();
        let to = self.base() - shift;
        self.reserve_stack(to + count + 1)?;
        self.stack.copy(function, count + 1, to);
        let native_calls = self.state.native_calls;
        let replaced = self.pop_frame();
        self.state.native_calls = native_calls;
        let mut frame = CallFrame::new(replaced.caller, replaced.kind(), replaced.wanted());
        frame.info |= replaced.tail_calls() << 16;
        frame.add_tail_call();
        if replaced.kind() == Return::Coroutine {
            self.stack.open(to, &mut self.state.heap.memory)?;
        }
        self.call_lua(&closure, to, count, frame)
    }

    fn return_step(&mut self, op: Op, i: Instruction) -> Action {
        let first = self.base() + usize::from(i.a());
        let count = match op {
            Op::Return0 => 0,
            Op::Return1 => 1,
            _ if i.b() == 0 => (self.stack.start() + self.state.top).saturating_sub(first),
            _ => usize::from(i.b()) - 1,
        };
        self.will_finish(first, count)
    }

    /// Finishes the instruction that called a metamethod, at the current position; the `count` results
    /// lie from stack slot `first` on.
    pub(super) fn finish_instruction(
        &mut self,
        first: usize,
        count: usize,
        note: u8,
    ) -> Result<Action, Error> {
        let i = self.instruction(self.state.at);
        let value = if count > 0 { self.stack.get(first) } else { Value::NIL };
        let Some(op) = i.op() else { return Err(Error::bug("a word that is no instruction")) };
        if let Some(comparison) = comparison(op) {
            let answer = value.is_truthy() != (note == INVERTED);
            return Ok(self.branch(i, answer == comparison.wanted));
        }
        match op {
            _ if op.stores() => Ok(self.next()),
            Op::Concat => {
                self.set_register(note, value);
                self.with_memory(self.live_end(), |vm| vm.concat_step(i, usize::from(note)))
            }
            Op::TForLoop => {
                self.place_results(first, count, first, usize::from(i.b()))?;
                let control = self.stack.get(first);
                if control.is_nil() || i.b() == 0 {
                    return Ok(self.next());
                }
                self.set_register(i.a().wrapping_add(2), control);
                self.resume_traversal(i, control);
                self.state.spend(1)?;
                Ok(self.branch(i, true))
            }
            _ => Ok(self.next_with(i.a(), value)),
        }
    }
}

//! `table.sort`: native's quicksort, step by step (manual §5.5, `ltablib.c` `auxsort`).
//!
//! The comparisons, their order and the items held between them are native's, so that the result is
//! the same permutation where items are equal and where the order function is inconsistent. A sort is
//! a state machine that asks for one comparison at a time: numbers and strings are compared at once,
//! anything else by a call, which may yield. Items it holds are kept in slots 3 to 5.
//!
//! May import what `stdlib/mod.rs` says.
#![expect(
    clippy::disallowed_methods,
    reason = "the larger part waits: as many as the length has bits"
)]

use super::super::error::Error;
use super::super::value::Value;
use super::super::vm::native::{Arguments, Call, Continuation, Flow, Then};
use super::table::check_list;

/// Slot of the pivot, and of the two items held.
const PIVOT: usize = 3;
const LOW: usize = 4;
const HIGH: usize = 5;
/// Where the order function is called.
const FUNCTION: usize = 6;

/// `(table [, order])`; sorts in place.
pub(super) fn sort(call: &mut Call<'_>) -> Result<Flow, Error> {
    let (_, last) = check_list(call)?;
    if !call.get(2).is_nil() {
        call.check_function(2)?;
    }
    let order = call.get(2);
    call.reserve(FUNCTION + 3)?;
    call.set_slot(2, order);
    let mut sort =
        Sort { low: 1, high: last.into(), i: 0, j: 0, stage: Stage::Start, rest: Vec::new() };
    match sort.run(call, None)? {
        Flow::Call { function, count, .. } => {
            Ok(Flow::Call { function, count, then: Then::Continue(Box::new(sort)) })
        }
        flow => Ok(flow),
    }
}

/// Which comparison was asked for last.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Start,
    /// item\[high\] < item\[low\]
    Ends,
    /// item\[i\] < item\[low\]
    MiddleLow,
    /// item\[high\] < item\[i\]
    MiddleHigh,
    /// item\[i\] < pivot
    Up,
    /// pivot < item\[j\]
    Down,
}

struct Sort {
    low: i64,
    high: i64,
    i: i64,
    j: i64,
    stage: Stage,
    /// Ranges that wait for their turn.
    rest: Vec<(i64, i64)>,
}

impl Continuation for Sort {
    fn resume(&mut self, call: &mut Call<'_>, first: usize, count: usize) -> Result<Flow, Error> {
        let answer = count > 0 && call.slot(first).is_truthy();
        self.run(call, Some(answer))
    }
}

/// What a stage leads to.
enum Next {
    /// Ask whether the first item is less than the second.
    Compare(Value, Value),
    /// The range is sorted.
    RangeDone,
}

impl Sort {
    /// Sorts until a comparison takes a call or all is done.
    fn run(&mut self, call: &mut Call<'_>, answer: Option<bool>) -> Result<Flow, Error> {
        let mut answer = answer.unwrap_or_default();
        loop {
            call.spend(1)?;
            match self.advance(call, answer)? {
                Next::Compare(a, b) => {
                    let order = call.slot(2);
                    if order.is_nil() {
                        match call.less_than(FUNCTION, a, b)? {
                            Ok(less) => answer = less,
                            Err(flow) => return Ok(flow),
                        }
                    } else {
                        return call.call(FUNCTION, order, &[a, b], Then::Again);
                    }
                }
                Next::RangeDone => match self.rest.pop() {
                    Some((low, high)) => {
                        (self.low, self.high) = (low, high);
                        self.stage = Stage::Start;
                    }
                    None => return Ok(Flow::Return(0)),
                },
            }
        }
    }

    fn item(call: &Call<'_>, n: i64) -> Value {
        call.raw_get_int(call.slot(1), n)
    }

    /// A half of an exchange cannot be done again: want of memory ends the run.
    fn set_item(call: &mut Call<'_>, n: i64, value: Value) -> Result<(), Error> {
        let table = call.slot(1);
        call.raw_set_int(table, n, value).map_err(Error::without_retry)
    }

    /// Holds two items and asks whether the first is less than the second.
    fn ask(&mut self, call: &mut Call<'_>, stage: Stage, a: (usize, i64), b: (usize, i64)) -> Next {
        self.stage = stage;
        for (slot, n) in [a, b] {
            let item = Self::item(call, n);
            call.set_slot(slot, item);
        }
        Next::Compare(call.slot(a.0), call.slot(b.0))
    }

    /// Stores the items held: the one in slot `a` as item `i`, the one in slot `b` as item `j`.
    fn store(call: &mut Call<'_>, i: i64, a: usize, j: i64, b: usize) -> Result<(), Error> {
        let (first, second) = (call.slot(a), call.slot(b));
        Self::set_item(call, i, first)?;
        Self::set_item(call, j, second)
    }

    fn advance(&mut self, call: &mut Call<'_>, answer: bool) -> Result<Next, Error> {
        let (low, high) = (self.low, self.high);
        match self.stage {
            Stage::Start => {
                if low >= high {
                    return Ok(Next::RangeDone);
                }
                Ok(self.ask(call, Stage::Ends, (HIGH, high), (LOW, low)))
            }
            Stage::Ends => {
                if answer {
                    Self::store(call, low, HIGH, high, LOW)?;
                }
                if high - low == 1 {
                    return Ok(Next::RangeDone);
                }
                self.i = (low + high) / 2;
                Ok(self.ask(call, Stage::MiddleLow, (HIGH, self.i), (LOW, low)))
            }
            Stage::MiddleLow => {
                if answer {
                    Self::store(call, self.i, LOW, low, HIGH)?;
                    return self.partition(call);
                }
                // The middle item is held already.
                let middle = call.slot(HIGH);
                call.set_slot(LOW, middle);
                let top = Self::item(call, high);
                call.set_slot(HIGH, top);
                self.stage = Stage::MiddleHigh;
                Ok(Next::Compare(top, middle))
            }
            Stage::MiddleHigh => {
                if answer {
                    Self::store(call, self.i, HIGH, high, LOW)?;
                }
                self.partition(call)
            }
            Stage::Up => {
                if answer {
                    if self.i > high {
                        return Err(invalid_order());
                    }
                    return Ok(self.up(call));
                }
                Ok(self.down(call))
            }
            Stage::Down => {
                if answer {
                    if self.j < low {
                        return Err(invalid_order());
                    }
                    return Ok(self.down(call));
                }
                if self.j < self.i {
                    return self.split(call);
                }
                Self::store(call, self.i, HIGH, self.j, LOW)?;
                Ok(self.up(call))
            }
        }
    }

    /// Puts the pivot aside and starts the partition, unless the range is done.
    fn partition(&mut self, call: &mut Call<'_>) -> Result<Next, Error> {
        if self.high - self.low == 2 {
            return Ok(Next::RangeDone);
        }
        let pivot = Self::item(call, self.i);
        let before_last = Self::item(call, self.high - 1);
        call.set_slot(PIVOT, pivot);
        Self::set_item(call, self.i, before_last)?;
        Self::set_item(call, self.high - 1, pivot)?;
        (self.i, self.j) = (self.low, self.high - 1);
        Ok(self.up(call))
    }

    /// Looks for the next item that is not less than the pivot.
    fn up(&mut self, call: &mut Call<'_>) -> Next {
        self.i += 1;
        self.stage = Stage::Up;
        let item = Self::item(call, self.i);
        call.set_slot(LOW, item);
        Next::Compare(item, call.slot(PIVOT))
    }

    /// Looks down for the next item that the pivot is not less than.
    fn down(&mut self, call: &mut Call<'_>) -> Next {
        self.j -= 1;
        self.stage = Stage::Down;
        let item = Self::item(call, self.j);
        call.set_slot(HIGH, item);
        Next::Compare(call.slot(PIVOT), item)
    }

    /// Puts the pivot in its place and goes on with the smaller part.
    fn split(&mut self, call: &mut Call<'_>) -> Result<Next, Error> {
        let (low, high, i) = (self.low, self.high, self.i);
        let (before_last, middle) = (Self::item(call, high - 1), Self::item(call, i));
        Self::set_item(call, high - 1, middle)?;
        Self::set_item(call, i, before_last)?;
        let (below, above) = ((low, i - 1), (i + 1, high));
        if i - low < high - i {
            self.rest.push(above);
            self.rest.push(below);
        } else {
            self.rest.push(below);
            self.rest.push(above);
        }
        Ok(Next::RangeDone)
    }
}

fn invalid_order() -> Error {
    Error::text("invalid order function for sorting")
}

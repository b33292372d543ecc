//! Every bound a script can meet: depths, sizes, fuel and memory, with the counters that enforce them.
//!
//! Two budgets hold a script. *Fuel* stands for time: the VM spends it on back-edges, calls and
//! returns, natives in proportion to their work, and whoever finds it spent polls the host. *Memory*
//! is charged before it is taken, as much as is taken. Depth limits are native's own, so that a script that meets one
//! natively meets the same one here (parity rows L13, G15).
//!
//! Imports nothing.

use std::rc::Rc;

/// Active calls at a time, the native functions among them (`LUAI_MAXCALLS`).
pub(crate) const MAX_CALLS: usize = 20_000;
/// Calls that an error handler may add above [`MAX_CALLS`].
pub(crate) const EXTRA_CALLS: usize = 500;
/// Nesting of calls that pass through native code (`LUAI_MAXCCALLS`).
pub(crate) const MAX_NATIVE_CALLS: u32 = 200;
/// Nesting at which even error handlers give up.
pub(crate) const MAX_NATIVE_CALLS_IN_ERROR: u32 = MAX_NATIVE_CALLS + (MAX_NATIVE_CALLS >> 3);
/// Values a native function may hold on the stack (`LUAI_MAXCSTACK`).
pub(crate) const MAX_NATIVE_STACK: usize = 8_000;
/// Steps of an `__index` or `__newindex` chain (`MAXTAGLOOP`).
pub(crate) const MAX_TAG_LOOP: u32 = 100;
/// Nesting of syntactic structures (`LUAI_MAXCCALLS`).
pub(crate) const MAX_SYNTAX_LEVELS: u32 = 200;
/// Local variables of a function (`LUAI_MAXVARS`).
pub(crate) const MAX_LOCALS: usize = 200;
/// Upvalues of a function (`LUAI_MAXUPVALUES`).
pub(crate) const MAX_UPVALUES: usize = 60;
/// Registers of a function (`MAXSTACK`).
pub(crate) const MAX_REGISTERS: usize = 250;
/// Constants of a function (`MAXARG_Bx`).
pub(crate) const MAX_CONSTANTS: usize = (1 << 18) - 1;
/// Length of a jump in instructions (`MAXARG_sBx`).
pub(crate) const MAX_JUMP: usize = (1 << 17) - 1;

/// Units of fuel between two polls of the host; a unit is a few nanoseconds of work.
pub const FUEL_SLICE: u32 = 4096;
/// What a script may still use after it was told that memory is out, so that its handlers can run.
pub(crate) const MEMORY_RESERVE: usize = 64 << 10;
/// Bytes that an allocation takes beside what is asked for, about.
pub(crate) const ALLOCATION: usize = 16;
/// Objects marked or freed between two polls: with the slowest memory, well below a millisecond.
pub(crate) const PORTION: usize = 4096;
/// A collection is not worth its while below this many bytes.
pub(crate) const MIN_COLLECT_BYTES: usize = 1 << 20;

/// Why a run was ended from outside; nothing in Lua can catch it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitKind {
    /// Somebody asked for it.
    Killed,
    /// The time limit of the run is over.
    TimedOut,
    /// Memory ran out again after the script had been told.
    OutOfMemory,
}

/// Asks the host whether the run may go on.
pub(crate) type Poll<'a> = &'a mut dyn FnMut() -> Result<(), LimitKind>;

/// Whoever else is served by the thread of the machine.
pub trait Turns {
    /// Called about as often as the host is polled, in the midst of work that is not ended half done: the
    /// growth of a large block, the release of a run.
    fn rest(&self);
}

/// Nobody else.
impl Turns for () {
    fn rest(&self) {}
}

/// The memory a request asked for is not there, by limit or in truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

/// The byte account of a VM.
///
/// *Pools* are vectors that many objects share; they are charged by capacity when they grow, off the
/// hot paths, and outlive a run. *Blocks* belong to one object each and are charged one by one; those
/// of a run go with it. Both count against the limit. Beside them runs the sum of all objects by size,
/// which `collectgarbage("count")` tells and which paces the collector; it costs one addition an object.
///
/// Whoever works on a large block has the account at hand, so it also knows whose turn it is meanwhile.
pub(crate) struct Memory {
    /// Bytes of objects, dead ones included until they are collected.
    used: usize,
    /// Bytes taken from the allocator.
    held: usize,
    /// Those of them that are in pools.
    pooled: usize,
    /// Bytes by which blocks of older objects have grown in this run.
    outliving: usize,
    limit: usize,
    collect_at: usize,
    /// The script has turned the collector off.
    stopped: bool,
    /// The script has been told that memory is out: pools may use their last room.
    reserve_open: bool,
    /// It has been told so in this run.
    has_run_out: bool,
    /// A pool may have more room than is kept between runs.
    has_grown: bool,
    turns: Rc<dyn Turns>,
    /// For tests: this many charges until one fails.
    #[cfg(feature = "fault-injection")]
    fail_in: Option<u64>,
}

/// Where the account stood when a run began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    used: usize,
    blocks: usize,
}

impl Mark {
    /// Bytes of objects.
    pub(crate) fn used(self) -> usize {
        self.used
    }
}

impl Default for Memory {
    fn default() -> Self {
        Memory {
            used: 0,
            held: 0,
            pooled: 0,
            outliving: 0,
            limit: usize::MAX,
            collect_at: usize::MAX,
            stopped: false,
            reserve_open: false,
            has_run_out: false,
            has_grown: false,
            turns: Rc::new(()),
            #[cfg(feature = "fault-injection")]
            fail_in: None,
        }
    }
}

#[cfg(feature = "fault-injection")]
impl Memory {
    /// Lets the charge after `charges` more fail, or none.
    pub(crate) fn fail_in(&mut self, charges: Option<u64>) {
        self.fail_in = charges;
    }

    /// Has the charge failed that was to?
    pub(crate) fn has_failed(&self) -> bool {
        self.fail_in.is_none()
    }

    fn inject(&mut self) -> Result<(), OutOfMemory> {
        match self.fail_in {
            Some(0) => {
                self.fail_in = None;
                Err(OutOfMemory)
            }
            Some(left) => {
                self.fail_in = Some(left - 1);
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Memory {
    /// Counts an object of `bytes` in a pool, which has room for it.
    #[inline(always)]
    pub(crate) fn count(&mut self, bytes: usize) {
        self.used = self.used.wrapping_add(bytes);
    }

    /// Takes an object of `bytes` in a pool off the count.
    #[inline(always)]
    pub(crate) fn uncount(&mut self, bytes: usize) {
        self.used = self.used.saturating_sub(bytes);
    }

    /// Charges a block of `bytes`, before it is allocated.
    ///
    /// # Errors
    /// [`OutOfMemory`] when the limit would be passed; nothing is charged then.
    #[inline]
    pub(crate) fn charge(&mut self, bytes: usize) -> Result<(), OutOfMemory> {
        self.take(bytes)?;
        self.used = self.used.wrapping_add(bytes);
        Ok(())
    }

    /// Gives a block back.
    #[inline]
    pub(crate) fn credit(&mut self, bytes: usize) {
        self.used = self.used.saturating_sub(bytes);
        self.held = self.held.saturating_sub(bytes);
    }

    #[inline]
    fn take(&mut self, bytes: usize) -> Result<(), OutOfMemory> {
        #[cfg(feature = "fault-injection")]
        self.inject()?;
        let held = self.held.wrapping_add(bytes);
        if held > self.limit || held < bytes {
            return Err(OutOfMemory);
        }
        self.held = held;
        Ok(())
    }

    /// Charges a pool with `bytes` more.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub(crate) fn take_pool(&mut self, bytes: usize) -> Result<(), OutOfMemory> {
        self.take(bytes)?;
        self.pooled += bytes;
        self.has_grown = true;
        Ok(())
    }

    /// May a pool have more room than is kept between runs?
    #[inline(always)]
    pub(crate) fn has_grown(&self) -> bool {
        self.has_grown
    }

    /// Pools have given back what is not kept.
    pub(crate) fn forget_growth(&mut self) {
        self.has_grown = false;
    }

    /// Gives `bytes` of pools back.
    pub(crate) fn give_pool(&mut self, bytes: usize) {
        self.held = self.held.saturating_sub(bytes);
        self.pooled = self.pooled.saturating_sub(bytes);
    }

    /// Lets others have their turn by `turns` from here on.
    pub(crate) fn set_turns(&mut self, turns: Rc<dyn Turns>) {
        self.turns = turns;
    }

    /// Whose turn it is between two pieces of work.
    pub(crate) fn turns(&self) -> &Rc<dyn Turns> {
        &self.turns
    }

    /// Lets others have their turn: between two pieces of work of which each takes well below a millisecond.
    pub(crate) fn rest(&self) {
        self.turns.rest();
    }

    /// The same after a portion of a long list, unless it is its shorter end.
    pub(crate) fn rest_after<T>(&self, portion: &[T]) {
        if portion.len() == PORTION {
            self.rest();
        }
    }

    /// Bytes of objects.
    pub(crate) fn used(&self) -> usize {
        self.used
    }

    /// Bytes taken from the allocator.
    pub(crate) fn held(&self) -> usize {
        self.held
    }

    /// Bytes that may still be taken.
    pub(crate) fn left(&self) -> usize {
        self.limit.saturating_sub(self.held)
    }

    /// Notes where the account stands.
    #[inline]
    pub(crate) fn mark(&mut self) -> Mark {
        self.outliving = 0;
        Mark { used: self.used, blocks: self.held - self.pooled }
    }

    /// Takes all objects and blocks made since `mark` off, but for what older objects have grown by. Pools
    /// account for themselves.
    #[inline]
    pub(crate) fn reset_to(&mut self, mark: Mark) {
        let outliving = std::mem::take(&mut self.outliving);
        self.used = mark.used.wrapping_add(outliving);
        self.held = (self.pooled + mark.blocks).wrapping_add(outliving);
    }

    /// A block of an object older than the run has gone from `before` bytes to `after`: it does not go with
    /// the run.
    pub(crate) fn outlive(&mut self, before: usize, after: usize) {
        self.outliving = self.outliving.wrapping_add(after).wrapping_sub(before);
    }

    /// Lets `bytes` more be held, or any number.
    #[inline]
    pub(crate) fn set_limit(&mut self, bytes: usize) {
        self.limit = self.held.saturating_add(bytes);
        self.reserve_open = false;
        self.has_run_out = false;
    }

    /// Opens the reserve; false if that was done before in this run.
    pub(crate) fn open_reserve(&mut self) -> bool {
        if std::mem::replace(&mut self.has_run_out, true) {
            return false;
        }
        self.reserve_open = true;
        self.limit = self.limit.saturating_add(MEMORY_RESERVE);
        true
    }

    /// Closes the reserve, if it is open and no less than itself has been freed since objects took `before`
    /// bytes.
    pub(crate) fn refill_reserve(&mut self, before: usize) {
        if self.reserve_open && before.saturating_sub(self.used) >= MEMORY_RESERVE {
            self.reserve_open = false;
            self.limit = self.limit.saturating_sub(MEMORY_RESERVE);
        }
    }

    /// Is the reserve open?
    pub(crate) fn is_reserve_open(&self) -> bool {
        self.reserve_open
    }

    /// Has the reserve been opened in this run?
    pub(crate) fn has_run_out(&self) -> bool {
        self.has_run_out
    }

    /// Should the collector run at the next safe point?
    #[inline(always)]
    pub(crate) fn wants_collection(&self) -> bool {
        self.used >= self.collect_at
    }

    /// Asks for a collection once objects take `bytes`, unless the collector is off.
    pub(crate) fn set_collect_at(&mut self, bytes: usize) {
        self.collect_at = if self.stopped { usize::MAX } else { bytes };
    }

    /// Is the collector off?
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Turns the collector off or on; takes effect with the next [`Memory::set_collect_at`].
    pub(crate) fn set_stopped(&mut self, stopped: bool) {
        self.stopped = stopped;
    }
}

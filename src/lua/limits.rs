//! Every bound a script can meet: depths, sizes, fuel and memory, with the counters that enforce them.
//!
//! Two budgets hold a script. *Fuel* stands for time: the VM spends it on back-edges, calls and
//! returns, natives in proportion to their work, and whoever finds it spent polls the host. *Memory*
//! is charged before it is taken. Depth limits are native's own, so that a script that meets one
//! natively meets the same one here (parity rows L13, G15).
//!
//! Imports nothing.

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

/// The memory a request asked for is not there, by limit or in truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

/// Bytes held by the heap, against what the script may hold.
#[derive(Debug)]
pub(crate) struct Memory {
    used: usize,
    limit: usize,
    collect_at: usize,
    /// The script has turned the collector off.
    stopped: bool,
}

impl Default for Memory {
    fn default() -> Self {
        Memory { used: 0, limit: usize::MAX, collect_at: usize::MAX, stopped: false }
    }
}

impl Memory {
    /// Takes `bytes` more, before they are allocated.
    ///
    /// # Errors
    /// [`OutOfMemory`] when the limit would be passed; nothing is taken then.
    #[inline(always)]
    pub(crate) fn charge(&mut self, bytes: usize) -> Result<(), OutOfMemory> {
        let used = self.used.wrapping_add(bytes);
        if used > self.limit || used < bytes {
            return Err(OutOfMemory);
        }
        self.used = used;
        Ok(())
    }

    /// Gives `bytes` back.
    #[inline(always)]
    pub(crate) fn credit(&mut self, bytes: usize) {
        self.used = self.used.saturating_sub(bytes);
    }

    /// Bytes held now.
    pub(crate) fn used(&self) -> usize {
        self.used
    }

    /// Sets the count back to what it was before a run.
    pub(crate) fn set_used(&mut self, used: usize) {
        self.used = used;
    }

    /// Bytes that may be held at most.
    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// Sets the most that may be held.
    pub(crate) fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    /// Should the collector run at the next safe point?
    #[inline(always)]
    pub(crate) fn wants_collection(&self) -> bool {
        self.used >= self.collect_at
    }

    /// Asks for a collection once `bytes` are held, unless the collector is off.
    pub(crate) fn set_collect_at(&mut self, bytes: usize) {
        self.collect_at = if self.stopped { usize::MAX } else { bytes };
    }

    /// Turns the collector off or on; takes effect with the next [`Memory::set_collect_at`].
    pub(crate) fn set_stopped(&mut self, stopped: bool) {
        self.stopped = stopped;
    }
}

//! The state of a run that scripts change and the functions that they call go by.
//!
//! One for each engine, set anew for each run; the engine's host and the command that runs a script
//! share it. Cells, because a function that a script calls may call the server, which may look at it
//! from further down the stack.
//!
//! May import `command_table`, `ffi`, `pace`, `register_function`, `script`, `server`.

use std::cell::{Cell, RefCell};
use std::ffi::c_int;
use std::rc::{Rc, Weak};

use super::command_table::CommandTable;
use super::ffi::{Args, CallFlags, Invocation, Loan, Word};
use super::pace::Pace;
use super::register_function::Registrations;
use super::script::Script;
use super::server::server;

/// Number of the list of keys among `script::LISTS`.
pub(super) const KEYS: usize = 0;
/// Number of the list of arguments.
pub(super) const ARGV: usize = 1;

/// Where write commands go besides the data (`redis.set_repl`): native's bits.
pub(super) const REPLICATE_AOF: u8 = 1;
/// See [`REPLICATE_AOF`].
pub(super) const REPLICATE_REPLICAS: u8 = 2;
/// Both.
pub(super) const REPLICATE_ALL: u8 = REPLICATE_AOF | REPLICATE_REPLICAS;

/// What a run is allowed, fixed when it begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Permissions {
    /// It may not write.
    pub read_only: bool,
    /// Its commands are not stopped when memory is out.
    pub allow_oom: bool,
    /// Its commands may be of several slots.
    pub allow_cross_slot: bool,
    /// The data is stale, which few commands run on.
    pub is_stale: bool,
    /// This is a node of a cluster.
    pub is_cluster: bool,
    /// The server itself sees to all this.
    pub guarded: bool,
}

/// The state of the running script.
#[derive(Debug)]
pub(super) struct RunState {
    /// The command that runs the script.
    pub loan: Loan,
    /// What is known of the server's commands; outlives runs.
    pub commands: RefCell<CommandTable>,
    /// What the library that is being loaded has registered.
    pub registrations: RefCell<Option<Registrations>>,
    /// The script that runs, or ran last. Who runs it holds it; here it does not outlive its being dropped.
    script: RefCell<Weak<Script>>,
    /// What the run is allowed.
    pub permissions: Cell<Permissions>,
    /// Bytes that the script may take.
    pub memory_limit: Cell<usize>,
    /// Words that are keys: first, number.
    pub keys: Cell<(usize, usize)>,
    /// The word that is the first argument.
    first_argument: Cell<usize>,
    /// The key that was passed last, counted from the first.
    pub key_cursor: Cell<usize>,
    /// Flags of calls, which follow from the rest, once they were needed.
    flags: Cell<Option<CallFlags>>,
    /// The same before a write and after one, if nothing else has been changed about them; they follow from
    /// what the run is allowed.
    usual_flags: [Cell<Option<CallFlags>>; 2],
    /// Something else has been changed about them.
    has_unusual_flags: Cell<bool>,
    /// The client has its reply: that of the last command.
    pub replied: Cell<bool>,
    /// `redis.setresp(3)` holds.
    resp3: Cell<bool>,
    replicate: Cell<u8>,
    /// A write command has passed the server's checks.
    written: Cell<bool>,
    /// The client has no user to check.
    no_user: Cell<bool>,
    /// The slot that all keys must be of.
    pub slot: Cell<Option<u16>>,
    /// The client's database, once the script has selected another.
    home_db: Cell<Option<c_int>>,
    /// Its time.
    pub pace: Pace,
}

impl Default for RunState {
    fn default() -> Self {
        RunState {
            loan: Loan::default(),
            commands: RefCell::default(),
            registrations: RefCell::default(),
            script: RefCell::default(),
            permissions: Cell::default(),
            memory_limit: Cell::default(),
            keys: Cell::default(),
            first_argument: Cell::default(),
            key_cursor: Cell::default(),
            flags: Cell::default(),
            usual_flags: <[Cell<_>; 2]>::default(),
            has_unusual_flags: Cell::default(),
            replied: Cell::default(),
            resp3: Cell::default(),
            replicate: Cell::new(REPLICATE_ALL),
            written: Cell::default(),
            no_user: Cell::default(),
            slot: Cell::default(),
            home_db: Cell::default(),
            pace: Pace::default(),
        }
    }
}

impl RunState {
    /// Begins a run: nothing of the last one is left.
    #[inline(always)]
    pub(super) fn begin(
        &self,
        script: &Rc<Script>,
        permissions: Permissions,
        keys: (usize, usize),
        first_argument: usize,
        time_limit: Option<u64>,
    ) {
        if self.script.borrow().as_ptr() != Rc::as_ptr(script) {
            self.script.replace(Rc::downgrade(script));
        }
        if self.permissions.replace(permissions) != permissions {
            self.usual_flags.iter().for_each(|flags| flags.set(None));
        }
        self.memory_limit.set(script.limits.memory_limit());
        self.keys.set(keys);
        self.first_argument.set(first_argument);
        self.key_cursor.set(0);
        self.replied.set(false);
        self.resp3.set(false);
        self.replicate.set(REPLICATE_ALL);
        self.written.set(false);
        self.no_user.set(false);
        self.slot.set(None);
        self.home_db.set(None);
        self.pace.begin(time_limit);
        self.has_unusual_flags.set(false);
        self.flags.set(self.usual_flags[0].get());
    }

    /// List `number` of those that the script is given (`script::LISTS`): words, the first of them that is
    /// an item, items.
    #[inline]
    pub(super) fn list<'c>(
        &self,
        call: &Invocation<'c>,
        number: usize,
    ) -> (Args<'c>, usize, usize) {
        if number == KEYS {
            let (first, count) = self.keys.get();
            return (call.args(), first, count);
        }
        let (words, first) = (call.arguments(), self.first_argument.get());
        (words, first, words.len().saturating_sub(first))
    }

    /// Item `index`, zero-based, of list `number`, as the command has it.
    #[inline(always)]
    pub(super) fn item<'c>(
        &self,
        call: &Invocation<'c>,
        (number, index): (usize, usize),
    ) -> Option<Word<'c>> {
        let (words, first, _) = self.list(call, number);
        words.word(first + index)
    }

    /// What the script is called in the log.
    pub(super) fn script_name(&self) -> Vec<u8> {
        self.script.borrow().upgrade().map(|script| script.name()).unwrap_or_default()
    }

    // What scripts choose

    /// Does `redis.setresp(3)` hold?
    #[inline]
    pub(super) fn is_resp3(&self) -> bool {
        self.resp3.get()
    }

    /// Does as `redis.setresp` says.
    pub(super) fn set_resp3(&self, on: bool) {
        self.resp3.set(on);
        self.change_flags();
    }

    /// Does as `redis.set_repl` says.
    pub(super) fn set_replicate(&self, bits: u8) {
        self.replicate.set(bits);
        self.change_flags();
    }

    fn change_flags(&self) {
        self.has_unusual_flags.set(true);
        self.flags.set(None);
    }

    // What happens

    /// Has a write command passed the server's checks?
    #[inline]
    pub(super) fn has_written(&self) -> bool {
        self.written.get()
    }

    /// Notes that one has.
    #[inline]
    pub(super) fn note_write(&self) {
        if !self.written.replace(true) {
            let usual = self.usual_flags[1].get();
            self.flags.set(if self.has_unusual_flags.get() { None } else { usual });
        }
    }

    /// May the server copy so many bytes of words? One string may be given many times.
    #[inline(always)]
    pub(super) fn may_copy(&self, bytes: usize) -> bool {
        bytes <= self.memory_limit.get()
    }

    /// Is the server asked whether the user may run what is called?
    pub(super) fn checks_user(&self) -> bool {
        !self.permissions.get().guarded && !self.no_user.get()
    }

    /// Notes that there is no user to check.
    pub(super) fn note_no_user(&self) {
        self.no_user.set(true);
        self.change_flags();
    }

    /// Flags of the next call: native's own checks in the server's letters (parity X20).
    #[inline]
    pub(super) fn flags(&self) -> CallFlags {
        self.flags.get().unwrap_or_else(|| self.find_flags())
    }

    #[cold]
    #[inline(never)]
    fn find_flags(&self) -> CallFlags {
        let permissions = self.permissions.get();
        let mut flags = CallFlags::new(b"E");
        match self.replicate.get() {
            REPLICATE_ALL => flags.push(b'!'),
            REPLICATE_AOF => flags.push_all(b"!R"),
            REPLICATE_REPLICAS => flags.push_all(b"!A"),
            _ => (),
        }
        let guarded = permissions.guarded;
        // Once a script has written, native stops asking for the state of disk, replicas and memory
        // (X2). The flag S asks for commands that scripts may not run, too; that is then done without.
        if guarded || !self.written.get() {
            flags.push(b'S');
        }
        // A script that only reads is told that, and not that memory is out.
        let asks_for_memory = !permissions.read_only || server().has_scripts_in_a_module();
        let in_doubt = !self.written.get() && !permissions.allow_oom && asks_for_memory;
        if guarded || in_doubt {
            flags.push(b'M');
        }
        if permissions.read_only {
            flags.push(b'W');
        }
        if self.checks_user() {
            flags.push(b'C');
        }
        if self.resp3.get() {
            flags.push(b'3');
        }
        self.flags.set(Some(flags));
        if !self.has_unusual_flags.get() {
            self.usual_flags[usize::from(self.written.get())].set(Some(flags));
        }
        flags
    }

    // The database

    /// Gives the rest of the script another database; false if there is none with that number.
    pub(super) fn select_db(&self, call: &Invocation<'_>, number: c_int) -> bool {
        let home = self.home_db.get().unwrap_or_else(|| call.selected_db());
        let selected = call.select_db(number);
        if selected {
            self.home_db.set(Some(home));
        }
        selected
    }

    /// Gives the client its own database back.
    #[inline(always)]
    pub(super) fn restore_db(&self, call: &Invocation<'_>) {
        if let Some(home) = self.home_db.get() {
            self.home_db.set(None);
            call.select_db(home);
        }
    }
}

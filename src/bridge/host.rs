//! What the engine asks while a script runs: whether it may go on.
//!
//! Asked every few thousand units of work. A run ends when it is killed or its time is over. Past
//! `busy-reply-threshold` the server's event loop is run for a moment, so that others are told that it
//! is busy and SCRIPT KILL can arrive; never where the server takes that for a fault of its own
//! (`ServerState::may_yield`), and there a limit of its own holds instead.
//!
//! May import `config`, `control`, `ffi`, `guard`, `pace`, `run_state`, `script`, `server`, `text`, and
//! the facade of the language.

use std::ffi::CStr;
use std::rc::Rc;
use std::time::Duration;

use super::config;
use super::control::{self, Order};
use super::ffi::{Invocation, Line, LogLevel, cpu_seconds};
use super::guard::{Place, fault_at};
use super::pace::{Pace, Yielding};
use super::run_state::RunState;
use super::script::lower_limit;
use super::server::{BUSY_THRESHOLD, server};
use super::text;
use crate::lua::vm::Host;
use crate::lua::{LimitKind, Turns};

/// A run shorter than this is not looked at closely.
const SHORT: Duration = Duration::from_millis(1);

/// The host of an engine.
pub(super) struct ScriptHost {
    run: Rc<RunState>,
}

impl ScriptHost {
    /// A host whose scripts go by `run`.
    pub(super) fn new(run: Rc<RunState>) -> ScriptHost {
        ScriptHost { run }
    }

    /// The state of the run.
    #[inline]
    pub(super) fn run(&self) -> &Rc<RunState> {
        &self.run
    }

    /// Past the first millisecond: the server is asked what may be done, and has its turn.
    fn poll_slow(&self, elapsed: Duration) -> Result<(), LimitKind> {
        let (run, pace) = (&*self.run, &self.run.pace);
        run.get_ready(elapsed);
        if pace.is_over(elapsed) {
            return Err(LimitKind::TimedOut);
        }
        if pace.yielding.get() == Yielding::ByItself && pace.is_turn_due() {
            return run.ask_server();
        }
        run.give_turn(elapsed);
        obey()
    }
}

impl RunState {
    /// Finds out what may be done to let others have their turn. Without a command there is nobody to yield to.
    fn get_ready(&self, elapsed: Duration) {
        self.loan.with(|call| {
            if self.pace.yielding.get() == Yielding::Unknown {
                look_around(&self.pace, call);
            }
            self.pace.prepare(call, elapsed);
        });
    }

    /// Past the threshold: the server has its turn.
    fn give_turn(&self, elapsed: Duration) {
        let pace = &self.pace;
        let Yielding::After(threshold, told) = pace.yielding.get() else { return };
        let elapsed = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        if elapsed < threshold {
            return;
        }
        self.loan.with(|call| {
            if !told {
                pace.yielding.set(Yielding::After(threshold, true));
                log_slow_script(self, call, elapsed);
            }
            fault_at(Place::Yield);
            pace.give_turn(call, busy_text());
        });
    }

    /// Asks the server whether the script that it runs may go on; it serves others then (Y5).
    fn ask_server(&self) -> Result<(), LimitKind> {
        fault_at(Place::Yield);
        if self.loan.with(|call| call.is_killed()) == Some(true) {
            return Err(LimitKind::Killed);
        }
        obey()
    }
}

/// What other clients are told; it names the command that they can reach us by.
fn busy_text() -> &'static CStr {
    let wording = server().wording;
    if config::TAKEOVER.is_on() { wording.busy_by_takeover } else { wording.busy }
}

/// Finds out whether and when the server may be told that the script is slow.
fn look_around(pace: &Pace, call: &Invocation<'_>) {
    if call.is_by_server() {
        return pace.yielding.set(Yielding::ByItself);
    }
    let threshold = u64::try_from(BUSY_THRESHOLD.get(call)).unwrap_or(0);
    let may_yield = call.state().may_yield();
    if !may_yield {
        let limit = config::SCRIPT_TIME_LIMIT_IN_MULTI.limit();
        pace.time_limit.set(lower_limit(limit, pace.time_limit.get()));
    }
    // Natively 0 means never; to the module API it means at once.
    let yields = may_yield && threshold > 0;
    pace.yielding.set(if yields { Yielding::After(threshold, false) } else { Yielding::Never });
}

fn log_slow_script(run: &RunState, call: &Invocation<'_>, elapsed: u64) {
    let (before, after) = text::SLOW_SCRIPT;
    let name = run.script_name();
    let elapsed = elapsed.to_string();
    let line = [before.as_bytes(), elapsed.as_bytes(), after.as_bytes(), &name, b"."];
    call.log(LogLevel::Warning, &Line::new(&line.concat()));
}

fn obey() -> Result<(), LimitKind> {
    match control::order() {
        Order::None => Ok(()),
        Order::Kill | Order::Force => Err(LimitKind::Killed),
    }
}

impl Turns for RunState {
    fn rest(&self) {
        let elapsed = self.pace.elapsed();
        if elapsed < SHORT {
            return;
        }
        self.get_ready(elapsed);
        self.give_turn(elapsed);
        if self.pace.yielding.get() == Yielding::ByItself && self.pace.is_turn_due() {
            // The next poll hears of it, if there is one.
            let _ = self.ask_server();
        }
    }
}

impl Host for ScriptHost {
    fn poll(&mut self) -> Result<(), LimitKind> {
        obey()?;
        let elapsed = self.run.pace.elapsed();
        if elapsed < SHORT { Ok(()) } else { self.poll_slow(elapsed) }
    }

    fn turns(&self) -> Rc<dyn Turns> {
        Rc::clone(&self.run) as Rc<dyn Turns>
    }

    fn list_item(&self, list: usize, index: usize, take: &mut dyn FnMut(&[u8])) {
        self.run.loan.with(|call| {
            let (words, first, count) = self.run.list(call, list);
            if index < count {
                take(words.bytes(first + index));
            }
        });
    }

    fn cpu_seconds(&self) -> f64 {
        cpu_seconds()
    }
}

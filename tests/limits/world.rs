//! A machine with a host that records effects, and how a run of it ended.

use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use ferrous::lua::compiler::compile_unlimited;
use ferrous::lua::vm::native::{self, Args, Arguments, Returned};
use ferrous::lua::vm::{Host, ModuleId, View, Vm};
use ferrous::lua::{self, Error, ErrorKind, LimitKind, Sandbox, Turns};

/// Counts the turns of others.
#[derive(Default)]
pub(crate) struct Counter(pub(crate) Cell<u64>);

impl Turns for Counter {
    fn rest(&self) {
        self.0.set(self.0.get() + 1);
    }
}

/// The host of these tests: ends a run at a given poll and counts effects.
#[derive(Default)]
pub(crate) struct Recorder {
    /// Polls so far.
    pub(crate) polls: u64,
    /// The poll that ends the run.
    pub(crate) kill_at: Option<u64>,
    /// The run ends at the first poll after this many effects.
    pub(crate) kill_at_effect: Option<u64>,
    /// Turns of others.
    pub(crate) turns: Rc<Counter>,
    /// Calls of the global `effect`.
    pub(crate) effects: u64,
    /// Effects at the time of the kill.
    pub(crate) effects_at_kill: Option<u64>,
    /// What to measure at each effect.
    pub(crate) measure: Option<fn() -> usize>,
    /// The most that was measured.
    pub(crate) highest: usize,
}

impl Host for Recorder {
    fn poll(&mut self) -> Result<(), LimitKind> {
        self.polls += 1;
        if self.kill_at.is_some_and(|at| self.polls >= at)
            || self.kill_at_effect.is_some_and(|at| self.effects >= at)
        {
            self.effects_at_kill.get_or_insert(self.effects);
            return Err(LimitKind::Killed);
        }
        Ok(())
    }

    fn turns(&self) -> Rc<dyn Turns> {
        Rc::clone(&self.turns) as Rc<dyn Turns>
    }

    fn cpu_seconds(&self) -> f64 {
        0.0
    }
}

/// `(...)`: counts one effect.
fn effect(args: &mut Args<'_>) -> Result<Returned, Error> {
    if let Some(host) = args.host::<Recorder>() {
        host.effects += 1;
        if let Some(measure) = host.measure {
            host.highest = host.highest.max(measure());
        }
    }
    args.none()
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// With this as its first result.
    Returned(String),
    /// With this error.
    Raised(String),
    /// By a limit.
    Limit(LimitKind),
}

/// A machine as the module has it.
pub(crate) fn new_vm() -> Vm {
    let mut vm = lua::new_vm(Box::<Recorder>::default(), Sandbox::Redis).unwrap();
    let effect = native::leaf("effect", effect);
    lua::add_library(&mut vm, None, &[effect], &[]).unwrap();
    lua::freeze(&mut vm);
    vm
}

/// The host of a machine made by [`new_vm`].
pub(crate) fn recorder(vm: &mut Vm) -> &mut Recorder {
    let host: &mut dyn Any = vm.host();
    host.downcast_mut().unwrap()
}

/// Compiles and loads a script for good.
pub(crate) fn load(vm: &mut Vm, script: &str) -> ModuleId {
    let module = compile_unlimited(script.as_bytes(), b"@user_script").unwrap();
    vm.load(Arc::new(module)).unwrap()
}

/// Calls a module in the open run.
pub(crate) fn call(vm: &mut Vm, module: ModuleId) -> Outcome {
    match vm.call(module) {
        Ok(results) => Outcome::Returned(show(results.get(0))),
        Err(error) => match error.kind() {
            ErrorKind::Raised { value, .. } => Outcome::Raised(show(vm.view(*value))),
            ErrorKind::Limit(kind) => Outcome::Limit(*kind),
            other => panic!("{other:?}"),
        },
    }
}

/// Runs a loaded module with at most `memory` bytes.
pub(crate) fn run(vm: &mut Vm, module: ModuleId, memory: usize) -> Outcome {
    vm.begin(memory);
    let outcome = call(vm, module);
    vm.end();
    outcome
}

fn show(value: View<'_>) -> String {
    match value {
        View::Nil => "nil".into(),
        View::Boolean(b) => b.to_string(),
        View::Number(n) => String::from_utf8(lua::number_text(n)).unwrap(),
        View::String(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        View::Table(table) => show(table.get(b"err")),
        View::Other => "other".into(),
    }
}

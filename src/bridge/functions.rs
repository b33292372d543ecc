//! Libraries of functions: FUNCTION LOAD and what FCALL finds of it (parity §17).
//!
//! Functions live in a machine of their own, whose objects last: what a function holds on to by its
//! upvalues is there at its next call. While a library is loaded its code sees other globals than its
//! functions see when they run: `server` alone, by which it registers them. Every function that the server
//! holds is kept alive in the machine; the rest is garbage.
//!
//! When a fault has cost the machine, libraries are loaded again as they are called, from their code.
//!
//! May import `config`, `control`, `ffi`, `host`, `pace`, `redis_api`, `register_function`, `run_state`,
//! `script`, `script_error`, `server`, `text`, and the facade of the language.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::config::{self, CJSON_EXTENSIONS};
use super::control;
use super::ffi::{Invocation, ServerState};
use super::host::ScriptHost;
use super::pace::Yielding;
use super::redis_api::{self, Seen};
use super::register_function::{self, Registered, Registrations};
use super::run_state::{Permissions, RunState};
use super::script::Script;
use super::script_error::Failed;
use super::server::server;
use super::text;
use crate::lua::vm::{Kept, Vm, World};
use crate::lua::{
    Error, ErrorKind, LimitKind, Options, Sandbox, begin_world, freeze, new_vm, protect_library,
};

/// A library that the server has loaded.
#[derive(Debug)]
pub(super) struct Library {
    /// Its code.
    pub script: Rc<Script>,
    loaded: RefCell<Loaded>,
}

/// The functions of a library in a machine, in the order in which they were registered.
#[derive(Debug, Default)]
struct Loaded {
    /// The machine, by number.
    machine: u64,
    functions: Vec<(Vec<u8>, Kept)>,
}

/// A function that the server holds.
#[derive(Debug)]
pub(super) struct Function {
    /// What it belongs to.
    pub library: Rc<Library>,
    /// Its name.
    pub name: Vec<u8>,
    /// Its flags, `FERROUS_ENGINE_*`.
    pub flags: u64,
    /// Its place among those of the library.
    index: usize,
}

/// A function, and what it says of itself.
pub(super) type Described = (Function, Option<Vec<u8>>);

/// What a library may take while it is loaded.
#[derive(Clone, Copy, Debug)]
pub(super) struct LoadLimits {
    /// Milliseconds; `None`: as many as it likes.
    time: Option<u64>,
    /// May all functions together hold as much as they like?
    any_memory: bool,
}

impl LoadLimits {
    /// Those of a server that gives it `timeout` milliseconds, or 0.
    ///
    /// What the server's files or its master bring was within the limits where it was loaded first; if it
    /// were refused, the server would not start, or never become a replica. Otherwise 0 stands for
    /// FUNCTION RESTORE, during which nobody can be asked.
    pub(super) fn of_server(state: ServerState, timeout: usize) -> LoadLimits {
        let any_memory = state.obeys();
        let time = match u64::try_from(timeout) {
            Ok(0) if any_memory => None,
            Ok(0) => config::SCRIPT_TIME_LIMIT_IN_MULTI.limit(),
            Ok(timeout) => Some(timeout),
            Err(_) => None,
        };
        LoadLimits { time, any_memory }
    }

    /// Those of a library that was loaded before.
    const AGAIN: LoadLimits = LoadLimits { time: None, any_memory: false };
}

/// The machine of the functions.
pub(super) struct Functions {
    /// The machine.
    pub vm: Vm,
    /// The state of its run.
    pub run: Rc<RunState>,
    number: u64,
    /// What functions see.
    at_call: World,
    /// What the code of libraries sees.
    at_load: World,
}

impl Functions {
    /// A machine without functions; `number` tells it from those that were before.
    ///
    /// # Errors
    /// Memory is out.
    pub(super) fn new(number: u64) -> Result<Functions, Error> {
        let server = server();
        let run = Rc::new(RunState::default());
        let host = ScriptHost::new(Rc::clone(&run));
        let cjson_extensions = CJSON_EXTENSIONS.is_on();
        let options = Options { sandbox: Sandbox::Redis, cjson_extensions };
        let mut vm = new_vm(Box::new(host), options)?;
        redis_api::install(&mut vm, server, Seen::ByFunctions)?;
        let at_call = begin_world(&mut vm)?;
        register_function::install(&mut vm)?;
        redis_api::install(&mut vm, server, Seen::ByLibraries)?;
        protect_library(&mut vm, redis_api::TABLE)?;
        let at_load = vm.world();
        freeze(&mut vm);
        vm.begin_to_last();
        Ok(Functions { vm, run, number, at_call, at_load })
    }

    /// Loads a library; its functions, and what they say of themselves.
    ///
    /// # Errors
    /// What to tell the client.
    pub(super) fn load(
        &mut self,
        call: &Invocation<'_>,
        library: &Rc<Library>,
        limits: LoadLimits,
    ) -> Result<Vec<Described>, Vec<u8>> {
        let registered = self.run_code(call, &library.script, limits)?;
        let mut loaded = Loaded { machine: self.number, functions: Vec::new() };
        let mut functions = Vec::new();
        for (index, Registered { name, description, flags, kept }) in
            registered.into_iter().enumerate()
        {
            loaded.functions.push((name.clone(), kept));
            let library = Rc::clone(library);
            functions.push((Function { library, name, flags, index }, description));
        }
        library.loaded.replace(loaded);
        Ok(functions)
    }

    /// Runs the code of a library: what it has registered.
    fn run_code(
        &mut self,
        call: &Invocation<'_>,
        code: &Rc<Script>,
        limits: LoadLimits,
    ) -> Result<Vec<Registered>, Vec<u8>> {
        let Functions { vm, run, at_load, at_call, .. } = self;
        let limit = if limits.any_memory { usize::MAX } else { code.limits.memory_limit() };
        run.begin(code, Permissions::default(), (0, 0), 0, limits.time);
        // The command is the server's, which must not be made to yield in it.
        run.pace.yielding.set(Yielding::Never);
        run.registrations.replace(Some(Registrations::new(limit)));
        let _running = control::start(false);
        vm.set_unpack_limit(config::UNPACK_LIMIT.limit());
        vm.set_world(*at_load);
        let outcome = run.loan.lend(call, || {
            vm.enter(limit)?;
            let module = vm.load(Arc::clone(&code.module))?;
            vm.call(module).map(|_| ())
        });
        let registered = run.registrations.take().map(Registrations::into_list).unwrap_or_default();
        let result = match outcome {
            Ok(()) => Ok(registered),
            Err(error) => {
                registered.iter().for_each(|function| vm.forget(function.kept));
                Err(load_error(vm, &error))
            }
        };
        vm.leave();
        vm.set_world(*at_call);
        run.pace.end();
        result
    }

    /// A function in this machine. If it is not there, its library is loaded first.
    ///
    /// # Errors
    /// The error reply.
    pub(super) fn find(
        &mut self,
        call: &Invocation<'_>,
        function: &Function,
    ) -> Result<Kept, Vec<u8>> {
        if function.library.loaded.borrow().machine != self.number {
            self.load(call, &function.library, LoadLimits::AGAIN)?;
        }
        let loaded = function.library.loaded.borrow();
        match loaded.functions.get(function.index) {
            Some((name, kept)) if *name == function.name => Ok(*kept),
            _ => Err(text::FUNCTION_LOST.into()),
        }
    }

    /// Forgets a function that the server holds no longer.
    pub(super) fn forget(&mut self, function: &Function) {
        let loaded = function.library.loaded.borrow();
        if loaded.machine == self.number
            && let Some((_, kept)) = loaded.functions.get(function.index)
        {
            self.vm.forget(*kept);
        }
    }

    /// Frees what functions that were forgotten have left.
    pub(super) fn collect(&mut self) {
        let _running = control::start(false);
        self.run.pace.begin(None);
        // Whoever polls finds a run that has just begun, so this is not ended.
        let _ = self.vm.collect_between();
    }
}

impl Library {
    /// A library of this code, not loaded yet.
    pub(super) fn new(script: Script) -> Library {
        Library { script: Rc::new(script), loaded: RefCell::default() }
    }
}

/// What FUNCTION LOAD answers when the code of a library has failed.
fn load_error(vm: &Vm, error: &Error) -> Vec<u8> {
    let what = match error.kind() {
        ErrorKind::Limit(LimitKind::TimedOut) => text::LOAD_TIMEOUT.as_bytes().to_vec(),
        ErrorKind::Limit(LimitKind::OutOfMemory) | ErrorKind::OutOfMemory => {
            [b"ERR ", text::NOT_ENOUGH_MEMORY.as_bytes()].concat()
        }
        _ => Failed::new(vm, b"", None).message(error),
    };
    [text::REGISTER_ERROR.as_bytes(), &what].concat()
}

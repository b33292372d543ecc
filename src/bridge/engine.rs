//! The one engine of the process, and how it is reached.
//!
//! Behind a lock that is only ever tried: a second entry while a script runs, by a command that the
//! script has called, fails at once instead of waiting for ever or sharing the machine. It belongs to
//! the thread that has made it, the server's main thread. Whoever enters marks it; a mark that was left
//! behind says that a panic went through, and the engine is built anew.
//!
//! May import `config`, `functions`, `held`, `host`, `redis_api`, `run_state`, `script`, `script_cache`, `server`,
//! `stats`, `text`, and the facade of the language.

use std::num::NonZeroUsize;
use std::rc::Rc;
use std::sync::Arc;

use fragile::Fragile;
use parking_lot::Mutex;

use super::config::CJSON_EXTENSIONS;
use super::functions::{Function, Functions};
use super::held::{self, Held, Item};
use super::host::ScriptHost;
use super::redis_api::{self, Seen};
use super::run_state::RunState;
use super::script::{Loaded, Script};
use super::script_cache::ScriptCache;
use super::server::{Server, server};
use super::stats::STATS;
use super::text;
use crate::lua::vm::{ModuleId, Vm};
use crate::lua::{Error, Options, OutOfMemory, Sandbox, freeze, new_vm};

/// A machine with what runs on it.
pub(super) struct Engine {
    /// The machine.
    pub vm: Vm,
    /// The state of its run.
    pub run: Rc<RunState>,
    /// The scripts.
    pub cache: ScriptCache,
    /// What the server holds.
    pub held: Held,
    /// The machine of the functions, while there are any.
    functions: Option<Functions>,
    /// Such machines that there were.
    function_machines: u64,
    /// Which machine it is: one more for each that was built.
    number: u64,
    /// The machine has the extensions of cjson.
    cjson_extensions: bool,
    /// Somebody is in it, or was when a panic went through.
    entered: bool,
    /// It has found a fault in itself.
    faulty: bool,
}

/// Why the engine cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unavailable {
    /// A script runs.
    Busy,
    /// This is not its thread.
    WrongThread,
    /// There is no memory for one.
    NoMemory,
}

impl Unavailable {
    /// What the client is told.
    pub(super) fn text(self) -> &'static str {
        match self {
            Unavailable::Busy => text::ALREADY_RUNNING,
            Unavailable::WrongThread => text::WRONG_THREAD,
            Unavailable::NoMemory => text::NO_MEMORY_FOR_ENGINE,
        }
    }
}

static ENGINE: Mutex<Option<Fragile<Engine>>> = Mutex::new(None);

/// Makes the engine, if there is none.
///
/// # Errors
/// [`Unavailable`].
pub(super) fn create() -> Result<(), Unavailable> {
    with(|_| ())
}

/// Frees the engine; false while somebody is in it.
pub(super) fn discard() -> bool {
    let Some(mut slot) = ENGINE.try_lock() else { return false };
    if slot.as_ref().is_some_and(|engine| !engine.is_valid()) {
        return false;
    }
    *slot = None;
    true
}

/// Enters the engine.
///
/// # Errors
/// [`Unavailable`].
#[inline]
pub(super) fn with<R>(work: impl FnOnce(&mut Engine) -> R) -> Result<R, Unavailable> {
    let Some(mut slot) = ENGINE.try_lock() else { return Err(Unavailable::Busy) };
    if slot.is_none() {
        fill(&mut slot)?;
    }
    let Some(Ok(engine)) = slot.as_mut().map(Fragile::try_get_mut) else {
        return Err(Unavailable::WrongThread);
    };
    if !engine.is_fit() {
        engine.rebuild().map_err(|_| Unavailable::NoMemory)?;
    }
    engine.entered = true;
    if held::any_given_back() {
        engine.drop_given_back();
    }
    let result = work(engine);
    STATS.engine_memory.set_count(engine.vm.memory_used());
    if let Some(functions) = &engine.functions {
        STATS.function_memory.set_count(functions.vm.memory_used());
    }
    engine.entered = false;
    Ok(result)
}

/// Makes the engine. Apart, for it is large before it is in its place.
#[cold]
#[inline(never)]
fn fill(slot: &mut Option<Fragile<Engine>>) -> Result<(), Unavailable> {
    *slot = Some(Fragile::new(Engine::new().map_err(|_| Unavailable::NoMemory)?));
    Ok(())
}

fn build_vm(run: &Rc<RunState>, server: &Server, cjson_extensions: bool) -> Result<Vm, Error> {
    let host = ScriptHost::new(Rc::clone(run));
    let options = Options { sandbox: Sandbox::Redis, cjson_extensions };
    let mut vm = new_vm(Box::new(host), options)?;
    redis_api::install(&mut vm, server, Seen::ByScripts)?;
    freeze(&mut vm);
    Ok(vm)
}

impl Engine {
    fn new() -> Result<Engine, Error> {
        let run = Rc::new(RunState::default());
        let cjson_extensions = CJSON_EXTENSIONS.is_on();
        let vm = build_vm(&run, server(), cjson_extensions)?;
        let cache = ScriptCache::default();
        let (held, functions, function_machines) = (Held::default(), None, 0);
        let (number, entered, faulty) = (0, false, false);
        Ok(Engine {
            vm,
            run,
            cache,
            held,
            functions,
            function_machines,
            number,
            cjson_extensions,
            entered,
            faulty,
        })
    }

    /// Can its machine be used as it is?
    #[inline]
    fn is_fit(&self) -> bool {
        !self.entered && !self.faulty && self.cjson_extensions == CJSON_EXTENSIONS.is_on()
    }

    /// Has a new machine made before the next use.
    pub(super) fn condemn(&mut self) {
        self.faulty = true;
    }

    /// Gives the scripts a new machine; their code goes there when they are run.
    #[cold]
    fn rebuild(&mut self) -> Result<(), Error> {
        let run = Rc::new(RunState::default());
        let cjson_extensions = CJSON_EXTENSIONS.is_on();
        self.vm = build_vm(&run, server(), cjson_extensions)?;
        self.run = run;
        self.number += 1;
        self.cjson_extensions = cjson_extensions;
        if self.entered || self.faulty {
            self.drop_functions();
            STATS.engine_rebuilds.add_one();
        }
        (self.entered, self.faulty) = (false, false);
        Ok(())
    }

    /// The code of a script in this machine. Linear in the code when it is run first.
    ///
    /// # Errors
    /// Memory is out.
    #[inline]
    pub(super) fn load(&mut self, script: &Script) -> Result<ModuleId, Error> {
        match script.loaded.get() {
            Some(loaded) if loaded.engine == self.number => Ok(loaded.module),
            _ => self.load_first(script),
        }
    }

    #[cold]
    fn load_first(&mut self, script: &Script) -> Result<ModuleId, Error> {
        let module = self.vm.load(Arc::clone(&script.module))?;
        script.loaded.set(Some(Loaded { engine: self.number, module }));
        Ok(module)
    }

    /// Forgets the code of a script.
    pub(super) fn unload(&mut self, script: &Script) {
        unload(&mut self.vm, self.number, script);
    }

    /// The machine of the functions. Made if there is none.
    ///
    /// # Errors
    /// Memory is out.
    pub(super) fn functions(&mut self) -> Result<&mut Functions, Error> {
        if self.functions.is_none() {
            self.function_machines += 1;
            self.functions = Some(Functions::new(self.function_machines)?);
        }
        self.functions.as_mut().ok_or_else(|| OutOfMemory.into())
    }

    /// Ends the machine of the functions.
    pub(super) fn drop_functions(&mut self) {
        self.functions = None;
        STATS.function_memory.set(0);
    }

    /// A number by which the server can hold an item.
    pub(super) fn hold(&mut self, item: Item) -> NonZeroUsize {
        let id = self.held.insert(item);
        STATS.scripts_held.set_count(self.held.len());
        id
    }

    /// Frees what the server holds no longer.
    #[cold]
    fn drop_given_back(&mut self) {
        let mut lost = false;
        for id in held::given_back() {
            match self.held.remove(id) {
                Some(Item::Script(script)) => self.unload(&script),
                Some(Item::Function(function)) => {
                    self.forget_function(&function);
                    lost = true;
                }
                None => {}
            }
        }
        if !self.held.has_functions() {
            self.drop_functions();
        } else if lost && let Some(functions) = &mut self.functions {
            functions.collect();
        }
        STATS.scripts_held.set_count(self.held.len());
    }

    /// Keeps a function alive no longer.
    fn forget_function(&mut self, function: &Function) {
        if let Some(functions) = &mut self.functions {
            functions.forget(function);
        }
    }

    /// Keeps a script that EVAL has brought. False if it is to be unloaded after its run.
    pub(super) fn keep(&mut self, script: &Rc<Script>) -> bool {
        let Engine { vm, cache, number, .. } = self;
        cache.insert(Rc::clone(script), |dropped| unload(vm, *number, dropped))
    }

    /// Forgets all scripts.
    pub(super) fn flush(&mut self) {
        let Engine { vm, cache, number, .. } = self;
        cache.clear(|dropped| unload(vm, *number, dropped));
        vm.sweep_older();
    }
}

fn unload(vm: &mut Vm, number: u64, script: &Script) {
    if let Some(loaded) = script.loaded.take()
        && loaded.engine == number
    {
        vm.unload(loaded.module);
    }
}

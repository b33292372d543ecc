//! Our engine as a scripting engine of Valkey (parity §19).
//!
//! On Valkey 9.1 `takeover` is the name `lua`: whoever has it runs what EVAL, EVALSHA and SCRIPT bring,
//! and cache, flags, routing, access control, INFO and SCRIPT KILL are the server's own. It is free when
//! the server starts with the module, and not otherwise, as the server's own engine takes it then. Without
//! it, and where it cannot be had, the engine is called `ferrous`, for scripts that begin `#!ferrous`.
//!
//! The name carries functions, too: FUNCTION and FCALL run on us, and what they keep is the server's.
//!
//! May import `engine`, `engine_run`, `ffi`, `functions`, `guard`, `held`, `script`, `server`, `stats`, `text`.

use std::ffi::CStr;
use std::num::NonZeroUsize;
use std::rc::Rc;
use std::sync::atomic::{AtomicU8, Ordering};

use super::engine;
use super::engine_run;
use super::ffi::{self, Compiled, Context, Invocation, Line, LogLevel, ScriptingEngine, Subsystem};
use super::functions::{Library, LoadLimits};
use super::guard::{Place, fence};
use super::held::{self, Item};
use super::script::Script;
use super::server::server;
use super::stats::STATS;
use super::text;

/// The name of the server's own engine, as that writes it.
const LUA: &CStr = c"LUA";
/// The name that scripts choose us by.
const OWN: &CStr = c"ferrous";

/// Who we are to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Role {
    /// No engine.
    None,
    /// The engine `ferrous`.
    Own,
    /// The engine `lua`.
    Lua,
}

impl Role {
    fn name(self) -> Option<&'static CStr> {
        match self {
            Role::None => None,
            Role::Own => Some(OWN),
            Role::Lua => Some(LUA),
        }
    }
}

static ROLE: AtomicU8 = AtomicU8::new(Role::None as u8);

fn role() -> Role {
    match ROLE.load(Ordering::Relaxed) {
        role if role == Role::Lua as u8 => Role::Lua,
        role if role == Role::Own as u8 => Role::Own,
        _ => Role::None,
    }
}

/// Does takeover mean the name `lua` on this server?
pub(super) fn takes_name() -> bool {
    server().has_scripts_in_a_module() && ffi::has_engines()
}

/// Becomes an engine of the server, where it has any: `lua` if that is `wanted` and can be had. False if
/// it was wanted and cannot be had; the log says so.
pub(super) fn start(context: &Context<'_>, wanted: bool) -> bool {
    if !ffi::has_engines() {
        return true;
    }
    let takes = wanted && takes_name();
    let role = if takes && ffi::register_engine::<Engine>(context, LUA) {
        Role::Lua
    } else if ffi::register_engine::<Engine>(context, OWN) {
        Role::Own
    } else {
        Role::None
    };
    ROLE.store(role as u8, Ordering::Relaxed);
    if takes && role != Role::Lua {
        context.log(LogLevel::Warning, &Line::new(text::LUA_IS_TAKEN.as_bytes()));
        return false;
    }
    true
}

/// Is an engine of the server no longer. The server frees what it holds of us. False if scripts of ours
/// would be left behind.
pub(super) fn end(context: &Context<'_>) -> bool {
    let Some(name) = role().name() else { return true };
    if !server().has_scripts_in_a_module() && engine::with(|engine| engine.held.len()) != Ok(0) {
        context.log(LogLevel::Warning, &Line::new(text::SCRIPTS_HELD.as_bytes()));
        return false;
    }
    ROLE.store(Role::None as u8, Ordering::Relaxed);
    ffi::unregister_engine(context, name)
}

/// Switches takeover where it is a name: not while the server runs.
///
/// # Errors
/// It is to be switched.
pub(super) fn set_takeover(on: bool) -> Result<(), &'static str> {
    if on == (role() == Role::Lua) { Ok(()) } else { Err(text::ONLY_AT_START) }
}

/// The engine as the server calls it.
#[derive(Debug)]
struct Engine;

/// An error without the code that the server puts in front.
fn without_code(why: &[u8]) -> Vec<u8> {
    why.strip_prefix(b"ERR ").unwrap_or(why).to_vec()
}

impl ScriptingEngine for Engine {
    fn compile(
        call: &Invocation<'_>,
        subsystem: Subsystem,
        code: &[u8],
        timeout: usize,
    ) -> Result<Vec<Compiled>, Vec<u8>> {
        let compiled = fence(Place::Command, || match subsystem {
            Subsystem::Eval => compile_script(code),
            Subsystem::Function => load_library(call, code, timeout),
        });
        compiled
            .unwrap_or_else(|| Err(text::INTERNAL_ERROR.into()))
            .map_err(|why| without_code(&why))
    }

    fn call(call: &Invocation<'_>, id: NonZeroUsize) {
        if fence(Place::Command, || call_held(call, id)).is_some() {
            return;
        }
        if call.has_replied() {
            call.close_client();
        } else {
            refuse(call, text::INTERNAL_ERROR);
        }
    }

    fn free(id: NonZeroUsize) {
        fence(Place::Event, || held::give_back(id));
    }

    fn reset(subsystem: Subsystem) {
        // No script leaves anything behind.
        if subsystem == Subsystem::Function {
            fence(Place::Event, || engine::with(|engine| engine.drop_functions()));
        }
    }

    fn memory(subsystem: Option<Subsystem>) -> usize {
        fence(Place::Info, || {
            // What was given back is freed; if the engine is in use, later.
            let _ = engine::with(|_| ());
            let scripts = STATS.engine_memory.get();
            let functions = STATS.function_memory.get();
            let bytes = match subsystem {
                Some(Subsystem::Eval) => scripts,
                Some(Subsystem::Function) => functions,
                None => scripts.saturating_add(functions),
            };
            usize::try_from(bytes).unwrap_or(usize::MAX)
        })
        .unwrap_or_default()
    }
}

fn unavailable(why: engine::Unavailable) -> Vec<u8> {
    why.text().into()
}

fn compile_script(code: &[u8]) -> Result<Vec<Compiled>, Vec<u8>> {
    let script = Item::Script(Rc::new(Script::compile_for_server(code)?));
    let id = engine::with(|engine| engine.hold(script)).map_err(unavailable)?;
    Ok(vec![Compiled { id, name: None, description: None, flags: 0 }])
}

fn load_library(
    call: &Invocation<'_>,
    code: &[u8],
    timeout: usize,
) -> Result<Vec<Compiled>, Vec<u8>> {
    let library = Rc::new(Library::new(Script::compile_library(code)?));
    let limits = LoadLimits::of_server(call.state(), timeout);
    let loaded = engine::with(|engine| {
        let functions = engine.functions().map_err(|_| text::NO_MEMORY_FOR_ENGINE)?;
        let functions = functions.load(call, &library, limits)?;
        let compiled = functions.into_iter().map(|(function, description)| {
            let (name, flags) = (Some(function.name.clone()), function.flags);
            let id = engine.hold(Item::Function(Rc::new(function)));
            Compiled { id, name, description, flags }
        });
        Ok(compiled.collect())
    });
    loaded.map_err(unavailable)?
}

fn call_held(call: &Invocation<'_>, id: NonZeroUsize) {
    let entered = engine::with(|engine| match engine.held.get(id).cloned() {
        Some(Item::Script(script)) => engine_run::run_script(call, engine, &script),
        Some(Item::Function(function)) => engine_run::run_function(call, engine, &function),
        None => refuse(call, text::INTERNAL_ERROR),
    });
    if let Err(why) = entered {
        refuse(call, why.text());
    }
}

#[cold]
#[inline(never)]
fn refuse(call: &Invocation<'_>, why: &str) {
    call.reply_error(&Line::new(why.as_bytes()));
}

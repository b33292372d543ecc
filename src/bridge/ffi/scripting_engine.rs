//! Being a scripting engine of Valkey: registering one, and the entry points that the server calls.
//!
//! The interface is that of `scripting_engine.h`, versions 1 to 4. Its functions are looked up by name
//! when the module is loaded, so servers without them are none the worse. An engine is a type that
//! implements [`ScriptingEngine`]. What it compiles it keeps itself; the server has its number, in
//! place of a pointer.
//!
//! The server calls everything on its main thread but [`ScriptingEngine::free`], which may come from a
//! thread that frees in the background.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::num::NonZeroUsize;
use std::ptr::{self, NonNull};
use std::slice;
use std::sync::OnceLock;

use redis_module::raw::{self, RedisModuleCtx, RedisModuleString};

use super::api::{OK, api};
use super::context::{Args, Context, Invocation};
use super::line::Line;
use super::server_api as c;

/// What a script belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subsystem {
    /// EVAL and SCRIPT LOAD.
    Eval,
    /// FUNCTION LOAD.
    Function,
}

impl Subsystem {
    /// Whatever the server does not call a function is for EVAL.
    fn from_raw(raw: c::ferrous_engine_subsystem) -> Subsystem {
        if raw == c::FERROUS_ENGINE_FUNCTION { Subsystem::Function } else { Subsystem::Eval }
    }
}

/// A compiled script or function, for the server to keep.
#[derive(Debug)]
pub struct Compiled {
    /// The engine's number for it.
    pub id: NonZeroUsize,
    /// The name of a function; a script has none.
    pub name: Option<Vec<u8>>,
    /// What a function says of itself.
    pub description: Option<Vec<u8>>,
    /// Flags of a function, `FERROUS_ENGINE_*`. Those of a script the server reads by itself.
    pub flags: u64,
}

/// What an engine does. Nothing in it may panic.
pub trait ScriptingEngine {
    /// Compiles a script, or loads a library, which may take `timeout` milliseconds; 0: as long as it
    /// likes. One item for a script, one for each function of a library. `call` has no words, and perhaps
    /// no client.
    ///
    /// # Errors
    /// What to tell the client; the server puts the code `ERR` in front.
    fn compile(
        call: &Invocation<'_>,
        subsystem: Subsystem,
        code: &[u8],
        timeout: usize,
    ) -> Result<Vec<Compiled>, Vec<u8>>;

    /// Runs script or function `id`. The words of `call` are its keys. Must send exactly one reply.
    fn call(call: &Invocation<'_>, id: NonZeroUsize);

    /// The server has forgotten script or function `id`. May be called on any thread.
    fn free(id: NonZeroUsize);

    /// Forgets what scripts have left behind. Those that the server knows are freed one by one besides.
    fn reset(subsystem: Subsystem);

    /// Bytes that the engine holds for a subsystem, or for both.
    fn memory(subsystem: Option<Subsystem>) -> usize;
}

/// The server's functions.
struct Api {
    register: unsafe extern "C" fn(
        *mut c_void,
        *const c_char,
        *mut c_void,
        *mut c::ferrous_engine_methods,
    ) -> c_int,
    unregister: unsafe extern "C" fn(*mut c_void, *const c_char) -> c_int,
    state: unsafe extern "C" fn(*mut c_void) -> c::ferrous_engine_state,
    reply_error: c::ferrous_reply_error,
}

static API: OnceLock<Option<Api>> = OnceLock::new();

/// The server's functions; `None` if it has no engines.
fn api() -> Option<&'static Api> {
    API.get_or_init(|| {
        let (mut register, mut unregister): (c::ferrous_register_engine, _) = (None, None);
        let mut state: c::ferrous_execution_state = None;
        let mut reply_error: c::ferrous_reply_error = None;
        // SAFETY: each place is an optional function of the type that the header gives the name.
        unsafe {
            look_up(c"RedisModule_RegisterScriptingEngine", (&raw mut register).cast());
            look_up(c"RedisModule_UnregisterScriptingEngine", (&raw mut unregister).cast());
            look_up(c"RedisModule_GetFunctionExecutionState", (&raw mut state).cast());
            look_up(c"RedisModule_ReplyWithCustomErrorFormat", (&raw mut reply_error).cast());
        }
        let unregister: c::ferrous_unregister_engine = unregister;
        Some(Api { register: register?, unregister: unregister?, state: state?, reply_error })
    })
    .as_ref()
}

/// Writes the server's function of a name to `place`; leaves it if there is none.
///
/// # Safety
/// `place` holds an optional function of the type that the name has.
unsafe fn look_up(name: &CStr, place: *mut c_void) {
    // SAFETY: written by the entry of the module alone; the caller vouches for the place.
    unsafe {
        if let Some(get) = raw::RedisModule_GetApi {
            get(name.as_ptr(), place);
        }
    }
}

/// Does the server take engines?
pub(crate) fn has_engines() -> bool {
    api().is_some()
}

/// Makes `E` the engine of a name. False if the server has refused: it has no engines, or one of that
/// name; its log says so.
pub(crate) fn register_engine<E: ScriptingEngine>(context: &Context<'_>, name: &CStr) -> bool {
    let Some(api) = api() else { return false };
    let newest = c::FERROUS_ENGINE_ABI_4;
    (c::FERROUS_ENGINE_ABI_1..=newest).rev().any(|version| {
        let mut methods = methods::<E>(version);
        let (raw, none) = (context.raw().cast(), ptr::null_mut());
        // SAFETY: the context is lent; the server copies name and methods, of which it reads what
        // belongs to the version. The engine's own pointer is not looked at by anybody.
        unsafe { (api.register)(raw, name.as_ptr(), none, &raw mut methods) == OK }
    })
}

/// Takes an engine back. The server frees all that it has compiled before this returns. False if there
/// is none of that name.
pub(crate) fn unregister_engine(context: &Context<'_>, name: &CStr) -> bool {
    // SAFETY: the context is lent; the name is only read.
    api().is_some_and(|api| unsafe { (api.unregister)(context.raw().cast(), name.as_ptr()) == OK })
}

fn methods<E: ScriptingEngine>(version: c::ferrous_engine_abi) -> c::ferrous_engine_methods {
    type Compile = c::ferrous_engine_methods__bindgen_ty_1;
    type Reset = c::ferrous_engine_methods__bindgen_ty_2;
    c::ferrous_engine_methods {
        version: u64::from(version),
        __bindgen_anon_1: if version == c::FERROUS_ENGINE_ABI_1 {
            Compile { compile_1: Some(enter_compile_1::<E>) }
        } else {
            Compile { compile: Some(enter_compile::<E>) }
        },
        free_function: Some(enter_free::<E>),
        call_function: Some(enter_call::<E>),
        function_overhead: Some(enter_overhead),
        __bindgen_anon_2: if version < c::FERROUS_ENGINE_ABI_3 {
            Reset { reset_eval: Some(enter_reset_eval::<E>) }
        } else {
            Reset { reset: Some(enter_reset::<E>) }
        },
        memory: Some(enter_memory::<E>),
        debugger_enable: ptr::null_mut(),
        debugger_disable: ptr::null_mut(),
        debugger_start: ptr::null_mut(),
        debugger_end: ptr::null_mut(),
    }
}

// Entry points

unsafe extern "C" fn enter_compile_1<E: ScriptingEngine>(
    raw: *mut c_void,
    engine: *mut c_void,
    subsystem: c::ferrous_engine_subsystem,
    code: *const c_char,
    timeout: usize,
    count: *mut usize,
    error: *mut *mut c_void,
) -> *mut *mut c::ferrous_compiled_function {
    // SAFETY: the server gives a C string in this version; the rest is as in the next one.
    unsafe {
        let len = CStr::from_ptr(code).count_bytes();
        enter_compile::<E>(raw, engine, subsystem, code, len, timeout, count, error)
    }
}

unsafe extern "C" fn enter_compile<E: ScriptingEngine>(
    raw: *mut c_void,
    _: *mut c_void,
    subsystem: c::ferrous_engine_subsystem,
    code: *const c_char,
    code_len: usize,
    timeout: usize,
    count: *mut usize,
    error: *mut *mut c_void,
) -> *mut *mut c::ferrous_compiled_function {
    let Some(raw) = NonNull::new(raw.cast::<RedisModuleCtx>()) else { return ptr::null_mut() };
    // SAFETY: the server lends the context for this call.
    let context = unsafe { Context::from_raw(raw) };
    // SAFETY: there are no words.
    let call = Invocation::new(context, unsafe { Args::from_raw(ptr::null_mut(), 0) });
    // SAFETY: the server gives so many bytes, which stay as they are during this call.
    let code = unsafe { slice::from_raw_parts(code.cast::<u8>(), code_len) };
    match E::compile(&call, Subsystem::from_raw(subsystem), code, timeout) {
        Ok(compiled) => {
            // SAFETY: the server gives a place for the number.
            unsafe { *count = compiled.len() };
            list_for_server(&compiled)
        }
        Err(why) => {
            // SAFETY: the server gives a place for the error.
            unsafe { *error = string_for_server(&why).cast() };
            ptr::null_mut()
        }
    }
}

/// A string that the server owns from now on.
fn string_for_server(bytes: &[u8]) -> *mut RedisModuleString {
    let (start, len) = (bytes.as_ptr().cast(), bytes.len());
    // SAFETY: no context is needed; the server copies the bytes.
    unsafe { api!(RedisModule_CreateString)(ptr::null_mut(), start, len) }
}

/// The array that the server frees, and in it what it gives back by [`enter_free`].
fn list_for_server(compiled: &[Compiled]) -> *mut *mut c::ferrous_compiled_function {
    let optional =
        |text: &Option<Vec<u8>>| text.as_deref().map_or(ptr::null_mut(), string_for_server).cast();
    // SAFETY: a block of at least one pointer, of which as many are written as the block has room for;
    // in each a block that is written whole. The plain allocation function never answers null.
    unsafe {
        let bytes = compiled.len().max(1) * size_of::<*mut c::ferrous_compiled_function>();
        let list = api!(RedisModule_Alloc)(bytes).cast::<*mut c::ferrous_compiled_function>();
        for (index, item) in compiled.iter().enumerate() {
            let size = size_of::<c::ferrous_compiled_function>();
            let block = api!(RedisModule_Alloc)(size).cast::<c::ferrous_compiled_function>();
            block.write(c::ferrous_compiled_function {
                version: 1,
                name: optional(&item.name),
                function: ptr::without_provenance_mut(item.id.get()),
                description: optional(&item.description),
                flags: item.flags,
            });
            list.add(index).write(block);
        }
        list
    }
}

unsafe extern "C" fn enter_free<E: ScriptingEngine>(
    _: *mut c_void,
    _: *mut c_void,
    _: c::ferrous_engine_subsystem,
    function: *mut c::ferrous_compiled_function,
) {
    // SAFETY: the server gives back what `list_for_server` has made, once, and refers to it no more; a
    // block that it has moved it has written whole.
    unsafe {
        let compiled = function.read();
        for string in [compiled.name, compiled.description] {
            if !string.is_null() {
                api!(RedisModule_FreeString)(ptr::null_mut(), string.cast());
            }
        }
        api!(RedisModule_Free)(function.cast());
        if let Some(id) = NonZeroUsize::new(compiled.function.addr()) {
            E::free(id);
        }
    }
}

unsafe extern "C" fn enter_call<E: ScriptingEngine>(
    raw: *mut c_void,
    _: *mut c_void,
    runtime: *mut c_void,
    function: *mut c::ferrous_compiled_function,
    _: c::ferrous_engine_subsystem,
    keys: *mut *mut c_void,
    key_count: usize,
    args: *mut *mut c_void,
    arg_count: usize,
) {
    let Some(raw) = NonNull::new(raw.cast::<RedisModuleCtx>()) else { return };
    // SAFETY: the server lends the context, the runtime and the words for this call, and gives one of
    // the functions that `list_for_server` has made.
    unsafe {
        let keys = Args::from_raw(keys.cast(), count_of(key_count));
        let arguments = Args::from_raw(args.cast(), count_of(arg_count));
        let context = Context::from_raw(raw);
        let call = Invocation::by_server(context, keys, arguments, NonNull::new(runtime));
        if let Some(id) = NonZeroUsize::new((*function).function.addr()) {
            E::call(&call, id);
        }
    }
}

/// A number of words; no command has more than the server counts so.
fn count_of(words: usize) -> c_int {
    c_int::try_from(words).unwrap_or(c_int::MAX)
}

unsafe extern "C" fn enter_overhead(
    _: *mut c_void,
    function: *mut c::ferrous_compiled_function,
) -> usize {
    // SAFETY: the server gives one of the functions that `list_for_server` has made, which it owns; its
    // strings are null or alive.
    unsafe {
        let strings = [(*function).name, (*function).description];
        let strings = strings.iter().filter(|string| !string.is_null());
        let strings: usize =
            strings.map(|string| api!(RedisModule_MallocSizeString)(string.cast())).sum();
        api!(RedisModule_MallocSize)(function.cast()) + strings
    }
}

unsafe extern "C" fn enter_reset<E: ScriptingEngine>(
    _: *mut c_void,
    _: *mut c_void,
    subsystem: c::ferrous_engine_subsystem,
    _async: c_int,
) -> *mut c::ferrous_engine_reset {
    E::reset(Subsystem::from_raw(subsystem));
    ptr::null_mut()
}

unsafe extern "C" fn enter_reset_eval<E: ScriptingEngine>(
    _: *mut c_void,
    _: *mut c_void,
    _async: c_int,
) -> *mut c::ferrous_engine_reset {
    E::reset(Subsystem::Eval);
    ptr::null_mut()
}

unsafe extern "C" fn enter_memory<E: ScriptingEngine>(
    _: *mut c_void,
    _: *mut c_void,
    subsystem: c::ferrous_engine_subsystem,
) -> c::ferrous_engine_memory {
    let all = subsystem == c::FERROUS_ENGINE_ALL;
    let subsystem = (!all).then(|| Subsystem::from_raw(subsystem));
    c::ferrous_engine_memory { version: 1, used_memory: E::memory(subsystem), overhead: 0 }
}

// While a script runs

impl Invocation<'_> {
    /// Lets the server serve others if the script is slow, and asks whether somebody has killed it. Never
    /// in a command of ours.
    pub fn is_killed(&self) -> bool {
        let (Some(api), Some(runtime)) = (api(), self.runtime()) else { return false };
        // SAFETY: the server has lent the runtime for the call that this is.
        unsafe { (api.state)(runtime.as_ptr()) == c::FERROUS_ENGINE_KILLED }
    }
}

impl Context<'_> {
    /// An error in a script's own words, of whose codes the server counts so many and no more. `counted`: it
    /// has counted this one already, when it told the script of it.
    pub fn reply_error_of_script(&self, line: &Line, counted: bool) {
        match api().and_then(|api| api.reply_error) {
            Some(reply) => self.reply(|raw| {
                let (format, line) = (c"%s".as_ptr(), line.as_c_str().as_ptr());
                let count = c_int::from(!counted);
                // SAFETY: the context is lent; the format takes one text, which the server copies.
                unsafe { reply(raw.cast(), count, format, line) }
            }),
            None => self.reply_error(line),
        }
    }
}

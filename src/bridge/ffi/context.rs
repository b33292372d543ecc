//! One call of one of our commands: what it was called with, and the reply.

use std::cell::Cell;
use std::ffi::{CStr, c_int, c_long, c_void};
use std::marker::PhantomData;
use std::ptr::{self, NonNull};
use std::slice;

use redis_module::raw::{self, RedisModuleCtx, RedisModuleString};

use super::api::{OK, api};
use super::line::{Line, without_breaks};
use super::server_api;

/// A context that the server has lent: its owner waits for us.
///
/// Not `Clone`, made in `ffi` only, and tied to the call that lent it: whoever has one may talk to the
/// server.
#[derive(Debug)]
pub struct Context<'a> {
    raw: NonNull<RedisModuleCtx>,
    /// Has a reply been begun?
    replied: Cell<bool>,
    lent: PhantomData<&'a RedisModuleCtx>,
}

/// How important a log line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLevel {
    /// `debug`
    Debug,
    /// `verbose`
    Verbose,
    /// `notice`
    Notice,
    /// `warning`
    Warning,
}

impl LogLevel {
    fn name(self) -> &'static CStr {
        match self {
            LogLevel::Debug => c"debug",
            LogLevel::Verbose => c"verbose",
            LogLevel::Notice => c"notice",
            LogLevel::Warning => c"warning",
        }
    }
}

/// State of the server that a context can tell, `REDISMODULE_CTX_FLAGS_*`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerState(u32);

impl ServerState {
    fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }

    /// Is this a replica?
    pub fn is_replica(self) -> bool {
        self.has(raw::REDISMODULE_CTX_FLAGS_SLAVE)
    }

    /// Is this a replica that refuses writes of clients?
    fn is_readonly_replica(self) -> bool {
        self.is_replica() && self.has(raw::REDISMODULE_CTX_FLAGS_READONLY)
    }

    /// Does it take what its files or its master bring, whatever that is?
    pub fn obeys(self) -> bool {
        self.is_loading() || self.is_readonly_replica()
    }

    /// Is data loaded, in place of the server's own or beside it?
    fn is_loading(self) -> bool {
        self.has(raw::REDISMODULE_CTX_FLAGS_LOADING | raw::REDISMODULE_CTX_FLAGS_ASYNC_LOADING)
    }

    /// Is it one that this client cannot write to?
    pub fn refuses_writes_as_replica(self) -> bool {
        self.is_readonly_replica() && !self.is_from_master()
    }

    /// Is this a replica without its master?
    pub fn is_stale(self) -> bool {
        self.is_replica() && self.has(raw::REDISMODULE_CTX_FLAGS_REPLICA_IS_STALE)
    }

    /// Did the master send the command?
    pub fn is_from_master(self) -> bool {
        self.has(raw::REDISMODULE_CTX_FLAGS_REPLICATED)
    }

    /// Is this a node of a cluster?
    pub fn is_cluster(self) -> bool {
        self.has(raw::REDISMODULE_CTX_FLAGS_CLUSTER)
    }

    /// Is more memory in use than `maxmemory`?
    pub fn is_out_of_memory(self) -> bool {
        self.has(raw::REDISMODULE_CTX_FLAGS_OOM)
    }

    /// Are there points at which the server saves its data?
    pub fn has_save_points(self) -> bool {
        self.has(raw::REDISMODULE_CTX_FLAGS_RDB)
    }

    /// Is there an append-only file?
    pub fn has_aof(self) -> bool {
        self.has(raw::REDISMODULE_CTX_FLAGS_AOF)
    }

    /// Does EXEC, a script or another module run the command, and no client by itself?
    pub fn is_nested(self) -> bool {
        self.has(
            raw::REDISMODULE_CTX_FLAGS_MULTI
                | raw::REDISMODULE_CTX_FLAGS_LUA
                | raw::REDISMODULE_CTX_FLAGS_DENY_BLOCKING,
        )
    }

    /// May the server's event loop run while the command does? Not in another command, which the
    /// server takes for a fault of its own and aborts; nor while data is loaded, for the server would
    /// then run the commands of others in the middle of the script.
    pub fn may_yield(self) -> bool {
        !self.is_nested() && !self.is_loading()
    }
}

impl Context<'_> {
    /// Takes a context from the server.
    ///
    /// # Safety
    /// The server has lent `raw` for `'a` at least, to this thread.
    pub(super) unsafe fn from_raw<'a>(raw: NonNull<RedisModuleCtx>) -> Context<'a> {
        Context { raw, replied: Cell::new(false), lent: PhantomData }
    }

    pub(super) fn raw(&self) -> *mut RedisModuleCtx {
        self.raw.as_ptr()
    }

    /// Has a reply been begun?
    pub fn has_replied(&self) -> bool {
        self.replied.get()
    }

    /// A reply was sent by other means.
    pub fn note_reply(&self) {
        self.replied.set(true);
    }

    // The server

    /// State of the server and of this call.
    pub fn state(&self) -> ServerState {
        // SAFETY: the context is lent.
        let flags = unsafe { api!(RedisModule_GetContextFlags)(self.raw()) };
        ServerState(flags.cast_unsigned())
    }

    /// The version that the server answers to the module API: `0xMMmmpp`.
    pub fn server_version(&self) -> u32 {
        // SAFETY: takes nothing.
        unsafe { api!(RedisModule_GetServerVersion)() }.cast_unsigned()
    }

    /// Lets a replica serve clients while it loads its master's data beside its own
    /// (`repl-diskless-load swapdb`), and, where there is such a thing, slots be moved as a whole (CLUSTER
    /// MIGRATESLOTS). One module that does not say this prevents it.
    pub fn allow_loading_beside(&self, has_slot_migration: bool) {
        let mut options = raw::REDISMODULE_OPTIONS_HANDLE_REPL_ASYNC_LOAD;
        if has_slot_migration {
            options |= server_api::FERROUS_HANDLE_ATOMIC_SLOT_MIGRATION;
        }
        // SAFETY: the context is lent.
        unsafe { api!(RedisModule_SetModuleOptions)(self.raw(), options.cast_signed()) };
    }

    /// Field `name` of section `section` of `INFO`.
    pub fn info_field(&self, section: &CStr, name: &CStr) -> Option<String> {
        // SAFETY: the context is lent; the data is freed below, after the field was copied.
        unsafe {
            let data = api!(RedisModule_GetServerInfo)(self.raw(), section.as_ptr());
            let field = api!(RedisModule_ServerInfoGetFieldC)(data, name.as_ptr());
            let text = (!field.is_null())
                .then(|| CStr::from_ptr(field).to_string_lossy().trim().to_owned());
            api!(RedisModule_FreeServerInfo)(self.raw(), data);
            text
        }
    }

    /// Must nothing be propagated to replicas now, because clients that write are paused?
    pub fn are_writes_paused(&self) -> bool {
        // SAFETY: takes nothing.
        unsafe { api!(RedisModule_AvoidReplicaTraffic)() != 0 }
    }

    /// Is the command that runs one of those that only read, by its name?
    pub fn is_ro_command(&self) -> bool {
        // SAFETY: the context is lent; the name is that of a command, which stays, and is not kept.
        let name = unsafe {
            let name = api!(RedisModule_GetCurrentCommandName)(self.raw());
            if name.is_null() { c"" } else { CStr::from_ptr(name) }
        };
        name.to_bytes().ends_with(b"_ro")
    }

    /// Writes a line to the server's log.
    pub fn log(&self, level: LogLevel, line: &Line) {
        let (level, text) = (level.name().as_ptr(), line.as_c_str().as_ptr());
        // SAFETY: three C strings; the format takes one of them and no argument of the text is read.
        unsafe { api!(RedisModule_Log)(self.raw(), level, c"%s".as_ptr(), text) }
    }

    /// The number of the client's database.
    pub fn selected_db(&self) -> c_int {
        // SAFETY: the context is lent.
        unsafe { api!(RedisModule_GetSelectedDb)(self.raw()) }
    }

    /// Gives the client another database; false if there is none with that number.
    pub fn select_db(&self, number: c_int) -> bool {
        // SAFETY: the context is lent.
        unsafe { api!(RedisModule_SelectDb)(self.raw(), number) == OK }
    }

    /// Closes the connection of the client: for when its reply cannot be finished.
    pub fn close_client(&self) {
        // SAFETY: the context is lent; the server checks the number.
        unsafe {
            let id = api!(RedisModule_GetClientId)(self.raw());
            api!(RedisModule_DeauthenticateAndCloseClient)(self.raw(), id);
        }
    }

    // Replies. The server's functions fail for lack of a client alone, and then there is nobody to tell.

    #[inline]
    pub(super) fn reply(&self, send: impl FnOnce(*mut RedisModuleCtx) -> c_int) {
        self.replied.set(true);
        send(self.raw());
    }

    /// `:n`
    #[inline]
    pub fn reply_integer(&self, n: i64) {
        // SAFETY: the context is lent.
        self.reply(|ctx| unsafe { api!(RedisModule_ReplyWithLongLong)(ctx, n) });
    }

    /// nil
    #[inline]
    pub fn reply_null(&self) {
        // SAFETY: the context is lent.
        self.reply(|ctx| unsafe { api!(RedisModule_ReplyWithNull)(ctx) });
    }

    /// A bulk string.
    #[inline]
    pub fn reply_bulk(&self, bytes: &[u8]) {
        let (start, len) = (bytes.as_ptr().cast(), bytes.len());
        // SAFETY: the context is lent; the server copies the bytes.
        self.reply(|ctx| unsafe { api!(RedisModule_ReplyWithStringBuffer)(ctx, start, len) });
    }

    /// `-line`; the line begins with the error's code.
    pub fn reply_error(&self, line: &Line) {
        let line = line.as_c_str().as_ptr();
        // SAFETY: the context is lent; the server copies the text, which is no format to it.
        self.reply(|ctx| unsafe { api!(RedisModule_ReplyWithError)(ctx, line) });
    }

    /// `+line`
    pub fn reply_status(&self, line: &Line) {
        self.reply_status_text(line.as_c_str());
    }

    /// `+OK`
    pub fn reply_ok(&self) {
        self.reply_status_text(c"OK");
    }

    fn reply_status_text(&self, text: &CStr) {
        // SAFETY: the context is lent; the server copies the text.
        self.reply(|ctx| unsafe { api!(RedisModule_ReplyWithSimpleString)(ctx, text.as_ptr()) });
    }

    /// An array of `len` elements, which follow.
    pub fn reply_array(&self, len: usize) {
        // SAFETY: the context is lent.
        self.reply(|ctx| unsafe { api!(RedisModule_ReplyWithArray)(ctx, length(len)) });
    }

    /// A map of `len` pairs, which follow.
    pub fn reply_map(&self, len: usize) {
        // SAFETY: the context is lent.
        self.reply(|ctx| unsafe { api!(RedisModule_ReplyWithMap)(ctx, length(len)) });
    }

    /// A set of `len` members, which follow.
    pub fn reply_set(&self, len: usize) {
        // SAFETY: the context is lent.
        self.reply(|ctx| unsafe { api!(RedisModule_ReplyWithSet)(ctx, length(len)) });
    }

    /// A boolean; `:1` or `:0` under RESP2.
    pub fn reply_boolean(&self, b: bool) {
        // SAFETY: the context is lent.
        self.reply(|ctx| unsafe { api!(RedisModule_ReplyWithBool)(ctx, c_int::from(b)) });
    }

    /// A double; a bulk string under RESP2.
    pub fn reply_double(&self, n: f64) {
        // SAFETY: the context is lent.
        self.reply(|ctx| unsafe { api!(RedisModule_ReplyWithDouble)(ctx, n) });
    }

    /// A big number, spaces in place of line breaks; a bulk string under RESP2.
    pub fn reply_big_number(&self, digits: &[u8]) {
        let digits = without_breaks(digits);
        let (start, len) = (digits.as_ptr().cast(), digits.len());
        // SAFETY: the context is lent; the server copies the text.
        self.reply(|ctx| unsafe { api!(RedisModule_ReplyWithBigNumber)(ctx, start, len) });
    }

    /// A verbatim string of a format; a bulk string under RESP2.
    pub fn reply_verbatim(&self, bytes: &[u8], format: [u8; 3]) {
        let (start, len) = (bytes.as_ptr().cast(), bytes.len());
        let [a, b, c] = format;
        let format = [a, b, c, 0];
        // SAFETY: the context is lent; the server copies the bytes and reads three of the format, or
        // fewer if there is a NUL.
        self.reply(|ctx| unsafe {
            api!(RedisModule_ReplyWithVerbatimStringType)(ctx, start, len, format.as_ptr().cast())
        });
    }
}

/// A number of elements as the server takes it; no reply of ours comes near the bound.
fn length(len: usize) -> c_long {
    c_long::try_from(len).unwrap_or(c_long::MAX)
}

/// One word of a command.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    raw: NonNull<RedisModuleString>,
    lent: PhantomData<&'a RedisModuleString>,
}

impl<'a> Word<'a> {
    pub(super) fn raw(self) -> *mut RedisModuleString {
        self.raw.as_ptr()
    }

    /// Its bytes.
    #[inline]
    pub fn bytes(self) -> &'a [u8] {
        let mut len = 0;
        // SAFETY: the string is an argument of the running command. It lives as long as the command, and
        // the server changes no bytes of it meanwhile: commands that we call get the string itself only
        // as a key, and keys are copied when they are stored.
        unsafe {
            let start = api!(RedisModule_StringPtrLen)(self.raw.as_ptr(), &raw mut len);
            if start.is_null() { &[] } else { slice::from_raw_parts(start.cast(), len) }
        }
    }
}

/// The words of a command, its name first.
#[derive(Clone, Copy, Debug)]
pub struct Args<'a> {
    words: &'a [*mut RedisModuleString],
}

impl<'a> Args<'a> {
    /// Takes the words from the server.
    ///
    /// # Safety
    /// `argv` has `argc` strings that live and stay as they are for `'a`.
    pub(super) unsafe fn from_raw(argv: *mut *mut RedisModuleString, argc: c_int) -> Args<'a> {
        let len = usize::try_from(argc).unwrap_or(0);
        let argv = if argv.is_null() || len == 0 { ptr::dangling() } else { argv.cast_const() };
        // SAFETY: the caller vouches for it; no words need no memory.
        Args { words: unsafe { slice::from_raw_parts(argv, len) } }
    }

    /// How many words there are.
    #[inline]
    pub fn len(self) -> usize {
        self.words.len()
    }

    /// Are there none?
    pub fn is_empty(self) -> bool {
        self.words.is_empty()
    }

    /// Word `index`; `None` beyond the last.
    #[inline]
    pub fn word(self, index: usize) -> Option<Word<'a>> {
        let raw = NonNull::new(*self.words.get(index)?)?;
        Some(Word { raw, lent: PhantomData })
    }

    /// The bytes of word `index`; empty beyond the last.
    #[inline]
    pub fn bytes(self, index: usize) -> &'a [u8] {
        self.word(index).map_or(&[], Word::bytes)
    }

    /// The bytes of `count` words from `first` on.
    pub fn range(
        self,
        first: usize,
        count: usize,
    ) -> impl ExactSizeIterator<Item = &'a [u8]> + use<'a> {
        let first = first.min(self.len());
        let end = first.saturating_add(count).min(self.len());
        (first..end).map(move |index| self.bytes(index))
    }
}

/// One call of one of our commands, or of a script that the server runs by our engine.
#[derive(Debug)]
pub struct Invocation<'a> {
    context: Context<'a>,
    args: Args<'a>,
    arguments: Args<'a>,
    /// What the server knows such a script by; lent as the context is.
    runtime: Option<NonNull<c_void>>,
}

impl<'a> Invocation<'a> {
    pub(super) fn new(context: Context<'a>, args: Args<'a>) -> Self {
        Invocation::by_server(context, args, args, None)
    }

    /// A call of a script by the server, which has lent `runtime` with the context, with keys `args`.
    pub(super) fn by_server(
        context: Context<'a>,
        args: Args<'a>,
        arguments: Args<'a>,
        runtime: Option<NonNull<c_void>>,
    ) -> Self {
        Invocation { context, args, arguments, runtime }
    }

    pub(super) fn runtime(&self) -> Option<NonNull<c_void>> {
        self.runtime
    }

    /// Does the server run a script, and no command of ours?
    #[inline]
    pub fn is_by_server(&self) -> bool {
        self.runtime.is_some()
    }

    /// The words of the command; the keys of a script that the server runs.
    #[inline]
    pub fn args(&self) -> Args<'a> {
        self.args
    }

    /// The words of the command; the arguments of a script that the server runs.
    #[inline]
    pub fn arguments(&self) -> Args<'a> {
        self.arguments
    }
}

impl<'a> std::ops::Deref for Invocation<'a> {
    type Target = Context<'a>;

    fn deref(&self) -> &Context<'a> {
        &self.context
    }
}

/// Writes a line to the server's log where there is no context; the server names no module then.
pub fn log(level: LogLevel, line: &Line) {
    // SAFETY: written by the entry of the module alone.
    let Some(log) = (unsafe { raw::RedisModule_Log }) else { return };
    let (level, text) = (level.name().as_ptr(), line.as_c_str().as_ptr());
    // SAFETY: no context is needed; three C strings, the format takes one of them.
    unsafe { log(ptr::null_mut(), level, c"%s".as_ptr(), text) }
}

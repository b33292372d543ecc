//! Registering commands, and the entry points that the server calls.
//!
//! A command is a type that implements [`Handler`]; [`Entry::of`] makes the C function for it, which
//! takes context and words from the server. A handler must not panic: that would end the server.

use std::ffi::{CStr, c_int};
use std::fmt;
use std::ptr::{self, NonNull};

use redis_module::raw::{
    self, RedisModuleCommand, RedisModuleCommandArg, RedisModuleCommandInfo,
    RedisModuleCommandInfoVersion, RedisModuleCommandKeySpec, RedisModuleCtx, RedisModuleString,
};

use super::api::{OK, api};
use super::context::{Args, Context, Invocation};
use super::server_api;

/// What a command does. Nothing in it may panic.
pub trait Handler {
    /// Which keys it names, for routing and access control.
    const KEYS: KeyAccess = KeyAccess::None;

    /// Runs it. Must send exactly one reply.
    fn run(call: &Invocation<'_>);

    /// Where its keys are; only asked where [`Handler::KEYS`] says that it has any.
    fn keys(_: Args<'_>) -> KeyRange {
        KeyRange::default()
    }
}

/// What a command does with its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAccess {
    /// It names none.
    None,
    /// It reads them.
    Read,
    /// It may read and write them.
    ReadWrite,
}

impl KeyAccess {
    fn flags(self) -> u32 {
        match self {
            KeyAccess::None => 0,
            KeyAccess::Read => raw::REDISMODULE_CMD_KEY_RO | raw::REDISMODULE_CMD_KEY_ACCESS,
            KeyAccess::ReadWrite => {
                raw::REDISMODULE_CMD_KEY_RW
                    | raw::REDISMODULE_CMD_KEY_ACCESS
                    | raw::REDISMODULE_CMD_KEY_UPDATE
            }
        }
    }
}

/// Words of a command that are keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyRange {
    /// First word.
    pub first: usize,
    /// Words.
    pub count: usize,
}

/// The C function of a command.
#[derive(Clone, Copy)]
pub struct Entry(raw::RedisModuleCmdFunc);

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Entry")
    }
}

impl Entry {
    /// Of a container, which has none.
    pub const NONE: Entry = Entry(None);

    /// Of a handler.
    pub const fn of<H: Handler>() -> Entry {
        Entry(Some(enter::<H>))
    }
}

unsafe extern "C" fn enter<H: Handler>(
    raw: *mut RedisModuleCtx,
    argv: *mut *mut RedisModuleString,
    argc: c_int,
) -> c_int {
    let Some(raw) = NonNull::new(raw) else { return OK };
    // SAFETY: the server lends the context and the words for this call.
    let call = unsafe { Invocation::new(Context::from_raw(raw), Args::from_raw(argv, argc)) };
    if H::KEYS != KeyAccess::None && call.is_asked_for_keys() {
        call.name_keys(H::keys(call.args()), H::KEYS);
    } else {
        H::run(&call);
    }
    OK
}

impl Context<'_> {
    /// Does the server only want to know where the keys are?
    #[inline]
    fn is_asked_for_keys(&self) -> bool {
        // SAFETY: the context is lent.
        unsafe { api!(RedisModule_IsKeysPositionRequest)(self.raw()) != 0 }
    }

    fn name_keys(&self, keys: KeyRange, access: KeyAccess) {
        for index in keys.first..keys.first.saturating_add(keys.count) {
            let Ok(position) = c_int::try_from(index) else { return };
            // SAFETY: the context is lent.
            unsafe {
                api!(RedisModule_KeyAtPosWithFlags)(
                    self.raw(),
                    position,
                    access.flags().cast_signed(),
                );
            }
        }
    }
}

/// A command as the server is told of it.
#[derive(Clone, Copy, Debug)]
pub struct CommandInfo {
    /// Its name, lower case; that of a subcommand alone.
    pub name: &'static CStr,
    /// The container it belongs to.
    pub parent: Option<&'static CStr>,
    /// Name under which the server finds it: `parent|name` for a subcommand.
    pub full_name: &'static CStr,
    /// Words, its name included; negative for a minimum.
    pub arity: i32,
    /// The server's words for what it may and must.
    pub flags: &'static CStr,
    /// What it does with its keys.
    pub keys: KeyAccess,
    /// In one sentence.
    pub summary: &'static CStr,
    /// In the notation of the manual.
    pub complexity: &'static CStr,
    /// The version of this module that had it first.
    pub since: &'static CStr,
    /// What proxies and clients of a cluster need to know; empty if nothing.
    pub tips: &'static CStr,
    /// Its arguments.
    pub arguments: &'static [Argument],
    /// What it does.
    pub entry: Entry,
}

/// An argument of a command, for `COMMAND DOCS`.
#[derive(Clone, Copy, Debug)]
pub struct Argument {
    /// What it is called.
    pub name: &'static CStr,
    /// What it is.
    pub kind: ArgumentKind,
    /// May be left out.
    pub optional: bool,
    /// May be repeated.
    pub multiple: bool,
}

/// What an argument is.
#[derive(Clone, Copy, Debug)]
pub enum ArgumentKind {
    /// Bytes.
    String,
    /// A number.
    Integer,
    /// A key.
    Key,
    /// This word.
    Token(&'static CStr),
    /// One of these.
    OneOf(&'static [Argument]),
}

/// Position of `numkeys` in every command that has keys.
const NUMKEYS: c_int = 2;

impl Context<'_> {
    /// Registers a command with all that the server wants to know. False if it refused.
    pub(crate) fn register(&self, info: &CommandInfo) -> bool {
        let created = match info.parent {
            None => self.create_command(info),
            Some(parent) => self.create_subcommand(parent, info),
        };
        created && self.describe(info)
    }

    fn create_command(&self, info: &CommandInfo) -> bool {
        let (name, flags) = (info.name.as_ptr(), info.flags.as_ptr());
        // SAFETY: the context is lent; the entry is a function of the type that the server wants.
        let status = unsafe {
            api!(RedisModule_CreateCommand)(self.raw(), name, info.entry.0, flags, 0, 0, 0)
        };
        status == OK
    }

    fn create_subcommand(&self, parent: &CStr, info: &CommandInfo) -> bool {
        let Some(parent) = self.command(parent) else { return false };
        let (name, flags) = (info.name.as_ptr(), info.flags.as_ptr());
        // SAFETY: as in `create_command`; the parent was just found.
        let status = unsafe {
            api!(RedisModule_CreateSubcommand)(parent.as_ptr(), name, info.entry.0, flags, 0, 0, 0)
        };
        status == OK
    }

    fn command(&self, name: &CStr) -> Option<NonNull<RedisModuleCommand>> {
        // SAFETY: the context is lent.
        NonNull::new(unsafe { api!(RedisModule_GetCommand)(self.raw(), name.as_ptr()) })
    }

    fn describe(&self, info: &CommandInfo) -> bool {
        let Some(command) = self.command(info.full_name) else { return false };
        let version = RedisModuleCommandInfoVersion {
            version: server_api::FERROUS_COMMAND_INFO_VERSION.cast_signed(),
            sizeof_historyentry: size_of::<raw::RedisModuleCommandHistoryEntry>(),
            sizeof_keyspec: size_of::<RedisModuleCommandKeySpec>(),
            sizeof_arg: size_of::<RedisModuleCommandArg>(),
        };
        let mut specs = key_specs(info.keys);
        let mut arguments = CArguments::new(info.arguments);
        let description = RedisModuleCommandInfo {
            version: &raw const version,
            summary: info.summary.as_ptr(),
            complexity: info.complexity.as_ptr(),
            since: info.since.as_ptr(),
            history: ptr::null_mut(),
            tips: if info.tips.is_empty() { ptr::null() } else { info.tips.as_ptr() },
            arity: info.arity,
            key_specs: specs.as_mut_ptr(),
            args: arguments.as_mut_ptr(),
        };
        // SAFETY: the command was just found; the server copies everything, and the lists end with an
        // element of zeros.
        let status =
            unsafe { api!(RedisModule_SetCommandInfo)(command.as_ptr(), &raw const description) };
        status == OK
    }

    /// Puts a command into categories of the access control list, where the server can (7.2).
    pub(crate) fn set_acl_categories(&self, info: &CommandInfo, categories: &CStr) -> bool {
        // SAFETY: as in `api!`; an optional function.
        let Some(set) = (unsafe { raw::RedisModule_SetCommandACLCategories }) else { return true };
        let Some(command) = self.command(info.full_name) else { return false };
        // SAFETY: the command was just found.
        unsafe { set(command.as_ptr(), categories.as_ptr()) == OK }
    }
}

/// The key specs of a command whose keys follow their number, and the end of the list.
fn key_specs(access: KeyAccess) -> Vec<RedisModuleCommandKeySpec> {
    // SAFETY: zeros are what the server wants at the end of the list, and they are valid for every field.
    let end: RedisModuleCommandKeySpec = unsafe { std::mem::zeroed() };
    if access == KeyAccess::None {
        return vec![end];
    }
    let mut spec = end;
    spec.flags = u64::from(access.flags());
    spec.begin_search_type = raw::RedisModuleKeySpecBeginSearchType_REDISMODULE_KSPEC_BS_INDEX;
    spec.bs.index = raw::RedisModuleCommandKeySpec__bindgen_ty_1__bindgen_ty_1 { pos: NUMKEYS };
    spec.find_keys_type = raw::RedisModuleKeySpecFindKeysType_REDISMODULE_KSPEC_FK_KEYNUM;
    spec.fk.keynum = raw::RedisModuleCommandKeySpec__bindgen_ty_2__bindgen_ty_2 {
        keynumidx: 0,
        firstkey: 1,
        keystep: 1,
    };
    vec![spec, end]
}

/// Arguments as the server wants them: lists that end with an element of zeros.
struct CArguments {
    list: Vec<RedisModuleCommandArg>,
    /// What alternatives point to.
    _nested: Vec<CArguments>,
}

impl CArguments {
    fn new(arguments: &[Argument]) -> CArguments {
        let mut nested = Vec::new();
        let mut list: Vec<_> =
            arguments.iter().map(|argument| c_argument(argument, &mut nested)).collect();
        // SAFETY: zeros are what the server wants at the end of the list, and they are valid for every
        // field.
        list.push(unsafe { std::mem::zeroed() });
        CArguments { list, _nested: nested }
    }

    fn as_mut_ptr(&mut self) -> *mut RedisModuleCommandArg {
        self.list.as_mut_ptr()
    }
}

fn c_argument(argument: &Argument, nested: &mut Vec<CArguments>) -> RedisModuleCommandArg {
    // SAFETY: zeros are valid for every field.
    let mut c: RedisModuleCommandArg = unsafe { std::mem::zeroed() };
    c.name = argument.name.as_ptr();
    c.key_spec_index = -1;
    let optional = if argument.optional { raw::REDISMODULE_CMD_ARG_OPTIONAL } else { 0 };
    let multiple = if argument.multiple { raw::REDISMODULE_CMD_ARG_MULTIPLE } else { 0 };
    c.flags = (optional | multiple).cast_signed();
    c.type_ = match argument.kind {
        ArgumentKind::String => raw::RedisModuleCommandArgType_REDISMODULE_ARG_TYPE_STRING,
        ArgumentKind::Integer => raw::RedisModuleCommandArgType_REDISMODULE_ARG_TYPE_INTEGER,
        ArgumentKind::Key => {
            c.key_spec_index = 0;
            raw::RedisModuleCommandArgType_REDISMODULE_ARG_TYPE_KEY
        }
        ArgumentKind::Token(token) => {
            c.token = token.as_ptr();
            raw::RedisModuleCommandArgType_REDISMODULE_ARG_TYPE_PURE_TOKEN
        }
        ArgumentKind::OneOf(alternatives) => {
            let mut list = CArguments::new(alternatives);
            // The list's memory stays where it is when the list is moved.
            c.subargs = list.as_mut_ptr();
            nested.push(list);
            raw::RedisModuleCommandArgType_REDISMODULE_ARG_TYPE_ONEOF
        }
    };
    c
}

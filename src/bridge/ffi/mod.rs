//! The server's C interface in safe clothes: the only unsafe code of the bridge beside the allocator.
//!
//! What holds it together: a [`Context`] exists only while the server waits for us. Entry points
//! (`command`, `entry`) make one from the pointer that they are given and lend it to a safe
//! function; it cannot be stored, sent or outlive the call. Code that is not called with it, the
//! functions that scripts call, reaches it through a [`Loan`], which is empty outside the dynamic
//! extent of the command that lent it. Everything else the server gives (arguments, replies) borrows
//! from the context.
//!
//! The server is single-threaded where modules are concerned; contexts, loans and replies are neither
//! `Send` nor `Sync`.
//!
//! May import `redis_module::raw`; `entry` alone calls the bridge, to load it.
#![expect(unsafe_code, reason = "the module API is C")]

mod api;
mod call;
mod clock;
mod command;
mod config;
mod context;
mod entry;
mod event;
mod filter;
mod info;
mod libc_heap;
mod line;
mod loan;
mod scripting_engine;
mod strings;
mod yielder;

pub use call::{CallFlags, CallReply, MAX_FLAGS};
pub use clock::{coarse_nanos, coarse_tick, coarse_time, cpu_seconds};
pub use command::{Argument, ArgumentKind, CommandInfo, Entry, Handler, KeyAccess, KeyRange};
pub use context::{Args, Context, Invocation, LogLevel, ServerState, Word, log};
pub use filter::{CommandName, Filter, FilteredCommand, Renamer};
pub use info::InfoWriter;
pub use libc_heap::owns_what_libc_allocates;
pub use line::{Line, until_nul};
pub use loan::Loan;
pub use scripting_engine::{Compiled, ScriptingEngine, Subsystem};
pub use strings::{AclVerdict, StringList};
pub use yielder::Yielder;

pub(crate) use config::{NumberOption, register_number, register_switch};
pub(crate) use event::watch_changes;
pub(crate) use info::register_info;
pub(crate) use scripting_engine::{has_engines, register_engine, unregister_engine};

/// Constants of `server_api.h` and structures of `scripting_engine.h`.
pub mod server_api {
    #![allow(
        missing_docs,
        non_camel_case_types,
        non_snake_case,
        unreachable_pub,
        reason = "as the header has it"
    )]
    include!(concat!(env!("OUT_DIR"), "/server_api.rs"));
}

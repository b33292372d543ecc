//! The commands: one row each, with all that the server is told of it (parity §2).
//!
//! Names, arity, flags, keys and documentation come from here; a test compares what the server
//! answers to COMMAND with these rows.
//!
//! May import `ffi`, `guard`, and the files of the commands.

mod eval;
mod script;

use std::ffi::CStr;

use super::ffi::{Argument, ArgumentKind, CommandInfo, Context, Entry, Handler, KeyAccess};
use super::guard::{Command, Fenced};

/// Categories of the access control list that all commands are in, as native's.
const CATEGORIES: &CStr = c"slow scripting";

/// First version that has the commands.
const SINCE: &CStr = c"0.1.0";

/// Flags of commands that run scripts which may write. `may-replicate`: a write while clients are
/// paused would abort the server without it. `getkeys-api`: redirection in a cluster asks for it.
const WRITING: &CStr = c"deny-script may-replicate allow-stale no-mandatory-keys getkeys-api";
/// Flags of commands that run scripts which only read.
const READING: &CStr = c"readonly deny-script allow-stale no-mandatory-keys getkeys-api";

const fn argument(name: &'static CStr, kind: ArgumentKind) -> Argument {
    Argument { name, kind, optional: false, multiple: false }
}

const fn any_number(name: &'static CStr, kind: ArgumentKind) -> Argument {
    Argument { name, kind, optional: true, multiple: true }
}

const NUMKEYS: Argument = argument(c"numkeys", ArgumentKind::Integer);
const KEYS: Argument = any_number(c"key", ArgumentKind::Key);
const ARGS: Argument = any_number(c"arg", ArgumentKind::String);
const BY_TEXT: &[Argument] = &[argument(c"script", ArgumentKind::String), NUMKEYS, KEYS, ARGS];
const BY_DIGEST: &[Argument] = &[argument(c"sha1", ArgumentKind::String), NUMKEYS, KEYS, ARGS];
const DIGESTS: &[Argument] =
    &[Argument { optional: false, ..any_number(c"sha1", ArgumentKind::String) }];
const FLUSH_MODES: &[Argument] = &[
    argument(c"async", ArgumentKind::Token(c"ASYNC")),
    argument(c"sync", ArgumentKind::Token(c"SYNC")),
];
const FLUSH: &[Argument] =
    &[Argument { optional: true, ..argument(c"flush-type", ArgumentKind::OneOf(FLUSH_MODES)) }];
const FORCE: &[Argument] =
    &[Argument { optional: true, ..argument(c"force", ArgumentKind::Token(c"FORCE")) }];

/// A command that runs a script.
const fn runs_script<C: Command>(
    name: &'static CStr,
    arguments: &'static [Argument],
    summary: &'static CStr,
) -> CommandInfo {
    let flags = match C::KEYS {
        KeyAccess::ReadWrite => WRITING,
        KeyAccess::Read | KeyAccess::None => READING,
    };
    CommandInfo {
        name,
        parent: None,
        full_name: name,
        arity: -3,
        flags,
        keys: C::KEYS,
        summary,
        complexity: c"Depends on the script that is executed.",
        since: SINCE,
        tips: c"",
        arguments,
        entry: Entry::of::<Fenced<C>>(),
    }
}

/// A subcommand of FERROUS.SCRIPT.
const fn of_script<H: Handler>(name: &'static CStr, full_name: &'static CStr) -> CommandInfo {
    CommandInfo {
        name,
        parent: Some(SCRIPT),
        full_name,
        arity: 2,
        flags: c"deny-script",
        keys: KeyAccess::None,
        summary: c"",
        complexity: c"O(1)",
        since: SINCE,
        tips: c"",
        arguments: &[],
        entry: Entry::of::<H>(),
    }
}

const SCRIPT: &CStr = c"ferrous.script";

/// All commands, containers in front of their subcommands.
pub const COMMANDS: &[CommandInfo] = &[
    runs_script::<eval::Eval>(c"ferrous.eval", BY_TEXT, c"Executes a server-side Lua script."),
    runs_script::<eval::EvalSha>(
        c"ferrous.evalsha",
        BY_DIGEST,
        c"Executes a server-side Lua script by SHA1 digest.",
    ),
    runs_script::<eval::EvalRo>(
        c"ferrous.eval_ro",
        BY_TEXT,
        c"Executes a read-only server-side Lua script.",
    ),
    runs_script::<eval::EvalShaRo>(
        c"ferrous.evalsha_ro",
        BY_DIGEST,
        c"Executes a read-only server-side Lua script by SHA1 digest.",
    ),
    CommandInfo {
        name: SCRIPT,
        parent: None,
        full_name: SCRIPT,
        arity: -2,
        flags: c"",
        keys: KeyAccess::None,
        summary: c"A container for Lua scripts management commands.",
        complexity: c"Depends on subcommand.",
        since: SINCE,
        tips: c"",
        arguments: &[],
        entry: Entry::NONE,
    },
    CommandInfo {
        arity: 3,
        flags: c"deny-script allow-stale",
        summary: c"Loads a server-side Lua script to the script cache.",
        complexity: c"O(N) with N being the length in bytes of the script body.",
        tips: c"request_policy:all_nodes response_policy:all_succeeded",
        arguments: &[argument(c"script", ArgumentKind::String)],
        ..of_script::<Fenced<script::Load>>(c"load", c"ferrous.script|load")
    },
    CommandInfo {
        arity: -3,
        summary: c"Determines whether server-side Lua scripts exist in the script cache.",
        complexity: c"O(N) with N being the number of scripts to check.",
        tips: c"request_policy:all_shards response_policy:agg_logical_and",
        arguments: DIGESTS,
        ..of_script::<Fenced<script::Exists>>(c"exists", c"ferrous.script|exists")
    },
    CommandInfo {
        arity: -2,
        summary: c"Removes all server-side Lua scripts from the script cache.",
        complexity: c"O(N) with N being the number of scripts in cache.",
        tips: c"request_policy:all_nodes response_policy:all_succeeded",
        arguments: FLUSH,
        ..of_script::<Fenced<script::Flush>>(c"flush", c"ferrous.script|flush")
    },
    CommandInfo {
        arity: -2,
        flags: c"deny-script allow-busy",
        summary: c"Terminates a server-side Lua script during execution.",
        tips: c"request_policy:all_shards response_policy:one_succeeded",
        arguments: FORCE,
        ..of_script::<Fenced<script::Kill>>(c"kill", c"ferrous.script|kill")
    },
    CommandInfo {
        arity: 3,
        summary: c"Returns the text of a server-side Lua script in the script cache.",
        arguments: &[argument(c"sha1", ArgumentKind::String)],
        ..of_script::<Fenced<script::Show>>(c"show", c"ferrous.script|show")
    },
    CommandInfo {
        flags: c"allow-loading allow-stale",
        summary: c"Returns helpful text about the different subcommands.",
        ..of_script::<Fenced<script::Help>>(c"help", c"ferrous.script|help")
    },
];

/// Registers all commands.
///
/// # Errors
/// The one that the server refused.
pub fn register(context: &Context<'_>) -> Result<(), &'static CStr> {
    for info in COMMANDS {
        if !context.register(info) || !context.set_acl_categories(info, CATEGORIES) {
            return Err(info.full_name);
        }
    }
    Ok(())
}

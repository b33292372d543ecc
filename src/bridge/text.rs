//! Every word that the bridge says to clients, scripts and the log.
//!
//! Most are native's own and differ by server family and version: [`Wording`] holds one column of
//! the table for each. Texts are complete, with the code that clients tell errors by in front.
//!
//! Imports nothing.

use std::ffi::CStr;

/// Texts in which families and versions differ (parity §3, §9, §11).
#[derive(Debug)]
pub struct Wording {
    /// The server's name in texts.
    pub product: &'static str,
    /// EVALSHA of an unknown script (E5).
    pub no_script: &'static str,
    /// `redis.call()` (A1).
    pub no_arguments: &'static str,
    /// `redis.call({})` (A2).
    pub bad_argument: &'static str,
    /// `redis.call("nosuch")` (A3).
    pub unknown_command: &'static str,
    /// `redis.call("config", "nosuch")`; the server's own words where there are none here.
    pub unknown_subcommand: Option<&'static str>,
    /// `redis.call("get")` (A4).
    pub wrong_arity: &'static str,
    /// `redis.call("multi")` (A5).
    pub not_from_script: &'static str,
    /// `redis.log(1)` (A11).
    pub log_arity: &'static str,
    /// `redis.log("x", "y")` (A11).
    pub log_not_a_level: &'static str,
    /// `redis.log(9, "y")` (A11).
    pub log_bad_level: &'static str,
    /// `redis.set_repl()` (A13).
    pub set_repl_arity: &'static str,
    /// `redis.set_repl(9)` (A13).
    pub set_repl_flags: &'static str,
    /// `redis.setresp()` (A15).
    pub setresp_arity: &'static str,
    /// `redis.setresp(4)` (A15).
    pub setresp_version: &'static str,
    /// `redis.acl_check_cmd("nosuch")` (A17).
    pub acl_unknown_command: &'static str,
    /// What precedes the server's reason when the user may not run a command (A6); on Redis 7.0 the
    /// reason is cut out of the server's text.
    pub acl_denied: &'static str,
    /// What others are told while a script is slow (K3).
    pub busy: &'static CStr,
    /// The same while plain commands reach us.
    pub busy_by_takeover: &'static CStr,
    /// The end of a script that was killed (K5).
    pub killed: &'static str,
    /// A key of another node (U3).
    pub non_local_key: &'static str,
    /// A write while the cluster is down (U4); the server's own words where there are none here.
    pub cluster_readonly: Option<&'static str>,
    /// Any command while the cluster is down (U4); as above.
    pub cluster_down: Option<&'static str>,
    /// A command with keys of several slots (U3); its name goes in between. Where there is none, it is
    /// told as a key of another node.
    pub several_slots: Option<(&'static str, &'static str)>,
    /// Is the script's digest in the suffix of error texts (F2)?
    pub names_script_in_errors: bool,
}

/// Redis 7.0.
pub static REDIS_7_0: Wording = Wording {
    set_repl_arity: "ERR redis.set_repl() requires two arguments.",
    log_bad_level: "ERR Invalid debug level.",
    acl_denied: "ERR The user executing the script ",
    ..REDIS
};

/// Redis 7.2.
pub static REDIS_7_2: Wording = REDIS;

/// Redis from 7.4 on.
pub static REDIS_7_4: Wording = Wording { several_slots: SEVERAL_SLOTS, ..REDIS };

const SEVERAL_SLOTS: Option<(&str, &str)> = Some((
    "ERR Command '",
    "' in script attempted to access keys that don't hash to the same slot",
));

const REDIS: Wording = Wording {
    product: "Redis",
    no_script: "NOSCRIPT No matching script. Please use EVAL.",
    no_arguments: "ERR Please specify at least one argument for this redis lib call",
    bad_argument: "ERR Lua redis lib command arguments must be strings or integers",
    unknown_command: "ERR Unknown Redis command called from script",
    unknown_subcommand: Some("ERR Unknown Redis command called from script"),
    wrong_arity: "ERR Wrong number of args calling Redis command from script",
    not_from_script: "ERR This Redis command is not allowed from script",
    log_arity: "ERR redis.log() requires two arguments or more.",
    log_not_a_level: "ERR First argument must be a number (log level).",
    log_bad_level: "ERR Invalid log level.",
    set_repl_arity: "ERR redis.set_repl() requires one argument.",
    set_repl_flags: "ERR Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.",
    setresp_arity: "ERR redis.setresp() requires one argument.",
    setresp_version: "ERR RESP version must be 2 or 3.",
    acl_unknown_command: "ERR Invalid command passed to redis.acl_check_cmd()",
    acl_denied: "ERR ACL failure in script: ",
    busy:
        c"Redis is busy running a script. You can only call FERROUS.SCRIPT KILL or SHUTDOWN NOSAVE.",
    busy_by_takeover:
        c"Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
    killed: "ERR Script killed by user with SCRIPT KILL...",
    non_local_key: "ERR Script attempted to access a non local key in a cluster node",
    cluster_readonly: Some(
        "ERR Script attempted to execute a write command while the cluster is down and readonly",
    ),
    cluster_down: Some("ERR Script attempted to execute a command while the cluster is down"),
    several_slots: None,
    names_script_in_errors: true,
};

/// Valkey 8.0.
pub static VALKEY_8: Wording = VALKEY;

/// Valkey 8.1.
pub static VALKEY_8_1: Wording = Wording { killed: KILLED, ..VALKEY };

const KILLED: &str = "ERR Script killed by user with SCRIPT KILL.";

const VALKEY: Wording = Wording {
    product: "Valkey",
    no_script: "NOSCRIPT No matching script.",
    no_arguments: "ERR Please specify at least one argument for this call",
    bad_argument: "ERR Command arguments must be strings or integers",
    unknown_command: "ERR Unknown command called from script",
    unknown_subcommand: Some("ERR Unknown command called from script"),
    wrong_arity: "ERR Wrong number of args calling command from script",
    log_arity: "ERR server.log() requires two arguments or more.",
    set_repl_arity: "ERR server.set_repl() requires one argument.",
    setresp_arity: "ERR server.setresp() requires one argument.",
    several_slots: SEVERAL_SLOTS,
    acl_unknown_command: "ERR Invalid command passed to server.acl_check_cmd()",
    busy: c"Valkey is busy running a script. You can only call FERROUS.SCRIPT KILL or SHUTDOWN NOSAVE.",
    busy_by_takeover:
        c"Valkey is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
    ..REDIS
};

/// Valkey from 9.1 on.
pub static VALKEY_9_1: Wording = Wording {
    unknown_subcommand: None,
    not_from_script: "ERR This Valkey command is not allowed from script",
    killed: KILLED,
    cluster_readonly: None,
    cluster_down: None,
    several_slots: None,
    non_local_key: "ERR Attempted to access a non local key in a cluster node",
    names_script_in_errors: false,
    ..VALKEY
};

/// A text without the code in front, where the server puts its own.
pub fn without_code(text: &'static str) -> &'static str {
    text.split_once(' ').map_or(text, |(_, words)| words)
}

// EVAL and its kin

/// A number of keys that is none (E2).
pub const NUMKEYS_NOT_A_NUMBER: &str = "ERR value is not an integer or out of range";
/// More keys than words (E3).
pub const NUMKEYS_TOO_LARGE: &str = "ERR Number of keys can't be greater than number of args";
/// A negative number of keys (E4).
pub const NUMKEYS_NEGATIVE: &str = "ERR Number of keys can't be negative";
/// In front of what the compiler says (F1).
pub const COMPILE_ERROR: &str = "ERR Error compiling script (new function): ";
/// The compiler's message when memory is out.
pub const NOT_ENOUGH_MEMORY: &str = "not enough memory";
/// A panic was caught, or an invariant of the engine does not hold.
pub const INTERNAL_ERROR: &str = "ERR internal error";
/// The same where the server puts its own words and the code in front.
pub const INTERNAL_ERROR_OF_OPTION: &str = "internal error";
/// A script runs already, and this is not its client asking.
pub const ALREADY_RUNNING: &str =
    "ERR A script is already running; scripts cannot be run from commands that scripts call";
/// The engine belongs to another thread.
pub const WRONG_THREAD: &str = "ERR Scripts can only be run from the server's main thread";
/// There is not enough memory for the engine.
pub const NO_MEMORY_FOR_ENGINE: &str = "ERR not enough memory to run scripts";
/// An error object without a text (V5).
pub const UNKNOWN_ERROR: &str = "ERR unknown error";
/// In front of the digest and the message when the error handler could not run (F9).
pub const ERROR_RUNNING: &str = "ERR Error running script ";
/// What native says when its error handler is given a read-only table (F8).
pub const READONLY_ERROR_OBJECT: &str =
    "ERR err_handler_def:10: Attempt to modify a readonly table";
/// Where native says so.
pub const READONLY_ERROR_PLACE: &str = "@err_handler_def:10";
/// A reply nested deeper than native's stack (parity 10.2).
pub const REPLY_TOO_DEEP: &str = "ERR reached lua stack limit";

// Shebang and flags (parity §5)

/// No line break after `#!` (S1).
pub const SHEBANG_INVALID: &str = "ERR Invalid script shebang";
/// Unbalanced quotes (S2).
pub const SHEBANG_BAD_ENGINE: &str = "ERR Invalid engine in script shebang";
/// Another engine than lua (S3).
pub const SHEBANG_ENGINE: &str = "ERR Unexpected engine in script shebang: ";
/// Another engine than lua, on Valkey from 8.1 on (E17).
pub const SHEBANG_NO_ENGINE: &str = "ERR Could not find scripting engine '";
/// An unknown flag (S4).
pub const SHEBANG_FLAG: &str = "ERR Unexpected flag in script shebang: ";
/// Another option than `flags=` (S4).
pub const SHEBANG_OPTION: &str = "ERR Unknown lua shebang option: ";
/// A `no-cluster` script on a cluster (S6).
pub const NO_CLUSTER: &str = "ERR Can not run script on cluster, 'no-cluster' flag is set.";
/// A stale replica that does not serve stale data (S8).
pub const MASTER_DOWN: &str =
    "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.";
/// The same in another command, for a script that has a shebang (S7).
pub const MASTER_DOWN_FOR_SCRIPT: &str = "MASTERDOWN Link with MASTER is down, \
     replica-serve-stale-data is set to 'no' and 'allow-stale' flag is not set on the script.";
/// A script that may write, on a read-only replica (S9).
pub const READONLY_REPLICA: &str = "READONLY You can't write against a read only replica.";
/// The same in another command (S9).
pub const READONLY_REPLICA_FOR_SCRIPT: &str =
    "READONLY Can not run script with write flag on readonly replica";
/// A script that may write, by a command that only reads (S11).
pub const WRITE_FLAG_IN_RO: &str =
    "ERR Can not execute a script with write flag using *_ro command.";
/// Too few replicas follow (S12).
pub const NO_REPLICAS: &str = "NOREPLICAS Not enough good replicas to write.";
/// What the server says when it cannot write to its append-only file, in front of the reason (S10).
pub const AOF_ERROR: &str = "MISCONF Errors writing to the AOF file: ";
/// What follows the server's name and what it is configured to do, in another command, for a script
/// that may write (S10).
pub const DISK_ERROR_FOR_SCRIPT: &str = ", but it's currently unable to persist to disk. \
     Writable scripts are blocked. Use 'no-writes' flag for read only scripts.";
/// Memory is out (S13, A8).
pub const OUT_OF_MEMORY: &str = "OOM command not allowed when used memory > 'maxmemory'.";
/// The same in another command, for a script that has a shebang (S13).
pub const OUT_OF_MEMORY_FOR_SCRIPT: &str = "OOM allow-oom flag is not set on the script, \
     can not run it when used memory > 'maxmemory'";

// The comment with a script's own limits

/// A word of the comment that is not understood.
pub const PRAGMA_WORD: &str = "bad word in --!ferrous comment near '";

// SCRIPT (parity §3)

/// Another option than SYNC or ASYNC (E10).
pub const FLUSH_OPTION: &str = "ERR SCRIPT FLUSH only support SYNC|ASYNC option";
/// Nothing runs (E11).
pub const NOT_BUSY: &str = "NOTBUSY No scripts in execution right now.";
/// The script has written (K7).
pub const UNKILLABLE: &str = "UNKILLABLE Sorry the script already executed write commands against \
     the dataset. You can either wait the script termination or kill the server in a hard way using \
     the SHUTDOWN NOSAVE command.";
/// The master sent the script (K8).
pub const UNKILLABLE_MASTER: &str = "UNKILLABLE The busy script was sent by a master instance in \
     the context of replication and cannot be killed.";
/// Another word than FORCE.
pub const KILL_OPTION: &str = "ERR FERROUS.SCRIPT KILL only supports the FORCE option";

/// `FERROUS.SCRIPT HELP`.
pub const SCRIPT_HELP: &[&str] = &[
    "FERROUS.SCRIPT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
    "EXISTS <sha1> [<sha1> ...]",
    "    Return information about the existence of the scripts in the script cache.",
    "FLUSH [ASYNC|SYNC]",
    "    Flush the Lua scripts cache. Very dangerous on replicas.",
    "    Both modes free the scripts before they reply.",
    "KILL [FORCE]",
    "    Kill the currently executing Lua script. FORCE also ends one that has written;",
    "    what it has written stays.",
    "LOAD <script>",
    "    Load a script into the scripts cache without executing it.",
    "SHOW <sha1>",
    "    Return the text of a script in the script cache.",
    "HELP",
    "    Print this help.",
];

// The end of a run

/// A script that had written was killed; its number of write commands goes in between.
pub const KILLED_BY_FORCE: &str = "ERR Script killed by user with FERROUS.SCRIPT KILL FORCE";
/// A script ran out of time; the limit in milliseconds goes in between.
pub const TIMED_OUT: (&str, &str) = ("ERR Script exceeded its time limit of ", " milliseconds");
/// What precedes and follows the number of write commands.
pub const AFTER_WRITES: (&str, &str) = (" after ", " write commands had run");

// Being an engine of the server (parity §19)

/// `CONFIG SET ferrous.takeover` where that is a name; the server puts its own words in front.
pub const ONLY_AT_START: &str =
    "the engine `lua` can only be taken or given back when the server starts";

// Functions (parity §17)

/// In front of what the compiler says of a library.
pub const COMPILE_FUNCTION_ERROR: &str = "ERR Error compiling function: ";
/// In front of why the code of a library has failed.
pub const REGISTER_ERROR: &str = "ERR Error registering functions: ";
/// A library took too long to load (Z4).
pub const LOAD_TIMEOUT: &str = "ERR FUNCTION LOAD timeout";
/// FUNCTION KILL has ended a function.
pub const KILLED_FUNCTION: &str = "ERR Script killed by user with FUNCTION KILL.";
/// A library that was loaded again after a fault lacks a function that it had.
pub const FUNCTION_LOST: &str = "ERR The function is not there any more; load its library again";
/// `register_function` when no library is loaded.
pub const REGISTER_AT_CALL: &str =
    "ERR server.register_function can only be called on FUNCTION LOAD command";
/// `register_function` with none or more than two arguments (Z2); so are the rest.
pub const REGISTER_ARITY: &str = "ERR wrong number of arguments to server.register_function";
/// One argument that is no table.
pub const REGISTER_NOT_A_TABLE: &str = "ERR calling server.register_function with a single argument \
     is only applicable to Lua table (representing named arguments).";
/// The first of two.
pub const REGISTER_FIRST: &str = "ERR first argument to server.register_function must be a string";
/// The second of two.
pub const REGISTER_SECOND: &str =
    "ERR second argument to server.register_function must be a function";
/// A name of an argument.
pub const REGISTER_KEY: &str =
    "ERR named argument key given to server.register_function is not a string";
/// `function_name`
pub const REGISTER_NAME: &str =
    "ERR function_name argument given to server.register_function must be a string";
/// `description`
pub const REGISTER_DESCRIPTION: &str =
    "ERR description argument given to server.register_function must be a string";
/// `callback`
pub const REGISTER_CALLBACK: &str =
    "ERR callback argument given to server.register_function must be a function";
/// `flags`
pub const REGISTER_FLAGS: &str =
    "ERR flags argument to server.register_function must be a table representing function flags";
/// A flag.
pub const REGISTER_FLAG: &str = "ERR unknown flag given";
/// Another named argument.
pub const REGISTER_UNKNOWN: &str = "ERR unknown argument given to server.register_function";
/// No `function_name`.
pub const REGISTER_NO_NAME: &str = "ERR server.register_function must get a function name argument";
/// No `callback`.
pub const REGISTER_NO_CALLBACK: &str = "ERR server.register_function must get a callback argument";

// What scripts call

/// `redis.error_reply({})` (F15).
pub const REPLY_ARGUMENTS: &str = "ERR wrong number or type of arguments";
/// `redis.sha1hex()` (A12).
pub const SHA1HEX_ARGUMENTS: &str = "ERR wrong number of arguments";
/// A write in a script that may only read (A7).
pub const READONLY_SCRIPT: &str = "ERR Write commands are not allowed from read-only scripts.";
/// A command that does not run on stale data (S16).
pub const STALE_COMMAND: &str = "ERR Can not execute the command on a stale replica";
/// Keys of several slots in a script that promised one (U5).
pub const CROSS_SLOT: &str =
    "ERR Script attempted to access keys that do not hash to the same slot";
/// BLOCK in a script (X6); the command goes in front.
pub const BLOCK_OPTION: &str = " command is not allowed with BLOCK option from scripts";
/// How the server refuses words that it does not know.
pub const SYNTAX_ERROR_REPLY: &[u8] = b"-ERR syntax error\r\n";
/// A reply of the server that is not understood, or nested too deep.
pub const BAD_REPLY: &str = "ERR the reply of the command cannot be converted";
/// `redis.call` when no command runs.
pub const NOT_IN_SCRIPT: &str =
    "ERR redis.call/pcall can only be called inside a script invocation";

// The log

/// In front of the function that a server is too old to have.
pub const TOO_OLD: &CStr =
    c"Ferrous needs Redis 7.0 or Valkey, or newer: the server's module API lacks ";
/// The module API gave a version below the least.
pub const OLD_VERSION: &str = "Ferrous needs Redis 7.0 or Valkey, or newer.";
/// Memory was allocated before the server's allocator was known.
pub const EARLY_ALLOCATION: &str = "Ferrous allocated memory before the module API was bound.";
/// The server refused something at load; what, follows.
pub const REFUSED: &str = "The server refused to register ";
/// The engine cannot be made when the module is loaded; why, follows.
pub const NO_ENGINE: &str = "The engine does not start, and is tried again for each script: ";
/// `takeover` cannot be switched on; why, follows.
pub const TAKEOVER_STAYS_OFF: &str = "Takeover stays off: ";
/// The server refuses a command filter, or the module is being unloaded.
pub const NO_FILTER: &str = "the server refuses a command filter";
/// MODULE UNLOAD while the server has pointers to our commands.
pub const COMMANDS_REMEMBERED: &str = "Ferrous is not unloaded: a client has queued a transaction, or \
     its last command was one of FERROUS.*, and the server would come back to that.";
/// The name `lua` is another engine's.
pub const LUA_IS_TAKEN: &str = "The option takeover stays off: the engine `lua` is there already. Load \
     Ferrous when the server starts, or unload the module `lua` first.";
/// MODULE UNLOAD while the server would keep scripts of an engine that is gone.
pub const SCRIPTS_HELD: &str = "Ferrous is not unloaded: the server has scripts in its cache that begin \
     `#!ferrous`. SCRIPT FLUSH forgets them.";
/// A word among the module's arguments that is no option.
pub const UNKNOWN_OPTION: &str = "Unknown option among the module arguments: ";
/// An option without a value, or with a bad one.
pub const BAD_OPTION: &str = "Bad or missing value for the option ";
/// A script is slow (K14); milliseconds and digest go in between.
pub const SLOW_SCRIPT: (&str, &str) = (
    "Slow script detected: still in execution after ",
    " milliseconds. You can try killing the script using the FERROUS.SCRIPT KILL command. Script \
     name is: ",
);
/// A script was killed.
pub const KILLED_LOG: &str = "Lua script killed by user with SCRIPT KILL.";
/// A panic was caught; what was being done follows.
pub const PANIC: &str = "Panic caught while ";
/// What the panics say that tests ask for; what was being done follows.
#[cfg(debug_assertions)]
pub const INJECTED: &str = "a test wants it while";
/// An invariant of the engine does not hold; which, follows.
pub const BUG: &str = "The engine found a fault in itself and is rebuilt: ";

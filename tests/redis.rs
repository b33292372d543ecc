//! The module in a real server.
//!
//! Each file starts servers of its own. Most compare with native scripts on the same server: replies
//! byte for byte, data, and what is replicated. `FERROUS_TEST_SERVER` names another server than the
//! `redis-server` in the path.
#![cfg(feature = "module")]
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "these are tests")]

#[path = "redis/accepted.rs"]
mod accepted;
#[path = "redis/acl.rs"]
mod acl;
#[path = "redis/allow_list.rs"]
mod allow_list;
#[path = "redis/async_loading.rs"]
mod async_loading;
#[path = "redis/bytes.rs"]
mod bytes;
#[path = "redis/cache.rs"]
mod cache;
#[path = "redis/cjson_extensions.rs"]
mod cjson_extensions;
#[path = "redis/client_library.rs"]
mod client_library;
#[path = "redis/cluster.rs"]
mod cluster;
#[path = "redis/commands.rs"]
mod commands;
#[path = "redis/configuration.rs"]
mod configuration;
#[path = "redis/coroutines.rs"]
mod coroutines;
#[path = "redis/differences.rs"]
mod differences;
#[path = "redis/faults.rs"]
mod faults;
#[path = "redis/fence.rs"]
mod fence;
#[path = "redis/flat_memory.rs"]
mod flat_memory;
#[path = "redis/functions.rs"]
mod functions;
#[path = "redis/functions_kept.rs"]
mod functions_kept;
#[path = "redis/hostile_arguments.rs"]
mod hostile_arguments;
#[path = "redis/info.rs"]
mod info;
#[path = "redis/kill.rs"]
mod kill;
#[path = "redis/libraries.rs"]
mod libraries;
#[path = "redis/limits.rs"]
mod limits;
#[path = "redis/logging.rs"]
mod logging;
#[path = "redis/metadata.rs"]
mod metadata;
#[path = "redis/pause.rs"]
mod pause;
#[path = "redis/probes.rs"]
mod probes;
#[path = "redis/programs.rs"]
mod programs;
#[path = "redis/real_scripts.rs"]
mod real_scripts;
#[path = "redis/refusals.rs"]
mod refusals;
#[path = "redis/same_as_eval.rs"]
mod same_as_eval;
#[path = "redis/security_memory.rs"]
mod security_memory;
#[path = "redis/security_sandbox.rs"]
mod security_sandbox;
#[path = "redis/security_stack.rs"]
mod security_stack;
#[path = "redis/security_time.rs"]
mod security_time;
#[path = "redis/stream.rs"]
mod stream;
#[expect(unreachable_pub, reason = "tests/readme.rs has it, too")]
mod support;
#[path = "redis/takeover.rs"]
mod takeover;
#[path = "redis/transactions.rs"]
mod transactions;
#[path = "redis/unpack_limit.rs"]
mod unpack_limit;
#[path = "redis/valkey_engine.rs"]
mod valkey_engine;

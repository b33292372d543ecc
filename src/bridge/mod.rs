//! Everything that knows both sides: the server's module API and the language.
//!
//! A command (`commands`) finds its script in the cache (`script_cache`) or makes one of its text
//! (`script`), enters the engine (`engine`) and runs it (`run`). While it runs, the engine asks `host`
//! whether it may go on, and the script calls the functions of `redis_api`, above all `call`, which
//! turns a command's reply into a value (`reply_to_lua`). What the script returns becomes the reply
//! (`lua_to_reply`), what it raises an error (`script_error`).
//!
//! `ffi` and `alloc` alone contain unsafe code. Words for people stand in `text`; options, fields of
//! INFO, commands and functions are tables that register, describe and test themselves.
//!
//! May import the facade of the language, `redis-module` in `ffi` and `alloc`.

pub mod alloc;
mod call;
mod care;
mod command_table;
pub mod commands;
pub mod config;
mod control;
mod digest;
mod engine;
mod engine_run;
mod error_handler;
pub mod ffi;
mod functions;
pub mod guard;
mod held;
mod host;
pub mod info;
mod load;
mod lua_to_reply;
mod number_text;
mod pace;
mod pass_through;
mod preflight;
pub mod redis_api;
mod refusal;
mod register_function;
mod reply_to_lua;
mod resp;
mod run;
mod run_state;
mod script;
mod script_cache;
mod script_error;
mod scripting_engine;
mod server;
mod slots;
mod split_args;
mod stats;
mod takeover;
pub mod text;
mod words;
mod write_gate;

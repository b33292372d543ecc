//! Ferrous runs the Lua scripts that Redis and Valkey run with EVAL, on an engine of its own.
//!
//! [`lua`] is the language, without a server; [`bridge`] makes a module of it that registers
//! `FERROUS.EVAL` and its family. The library is loaded by a server (`libferrous.so`), and used by the
//! command-line program, which needs the language alone.

#[cfg(feature = "module")]
pub mod bridge;
pub mod lua;

#[cfg(feature = "module")]
#[global_allocator]
static ALLOCATOR: bridge::alloc::ServerAllocator = bridge::alloc::ServerAllocator;

//! Everything that knows both sides: the server's module API and the language.

pub mod alloc;

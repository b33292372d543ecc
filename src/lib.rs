//! Ferrous.
pub mod lua;

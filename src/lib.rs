//! Ferrous.
#[cfg(feature = "module")]
pub mod bridge;
pub mod lua;

#[cfg(feature = "module")]
#[global_allocator]
static ALLOCATOR: bridge::alloc::ServerAllocator = bridge::alloc::ServerAllocator;

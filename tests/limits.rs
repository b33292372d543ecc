//! Limits: memory and time are charged before they are spent, and a run that meets one ends cleanly.
//!
//! Needs the feature `fault-injection` and an allocator of its own, so not the feature `module`:
//! `cargo test --no-default-features --features fault-injection --test limits`.

#![expect(clippy::unwrap_used, reason = "these are tests")]

#[path = "limits/allocator.rs"]
mod allocator;
#[path = "limits/faults.rs"]
mod faults;
#[path = "limits/overshoot.rs"]
mod overshoot;
#[path = "limits/programs.rs"]
mod programs;
#[path = "limits/turns.rs"]
mod turns;
#[path = "limits/world.rs"]
mod world;

//! Where things are.

use std::path::PathBuf;

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// A file of this package.
pub fn own(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What cargo builds of the repository.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The program `ferrous`.
pub fn program() -> PathBuf {
    target().join("release/ferrous")
}

/// The module.
pub fn module() -> PathBuf {
    target().join("release/libferrous.so")
}

/// The folder of results.
pub fn results() -> PathBuf {
    target().join("bench")
}

//! Where the module under test is.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::SystemTime;

const FILE: &str = "libferrous.so";

/// The module that `FERROUS_TEST_MODULE` names, or that of the profile that the tests were built with.
pub fn path() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| match std::env::var_os("FERROUS_TEST_MODULE") {
        Some(named) => std::fs::canonicalize(named).expect("FERROUS_TEST_MODULE names no file"),
        None => own_path().to_owned(),
    })
}

/// The module with debug assertions, which has faults to inject: the tests of servers are built so.
pub fn debug_path() -> &'static Path {
    own_path()
}

/// The module of the profile that the tests were built with; built if it is not there.
fn own_path() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        // target/PROFILE/deps/TEST
        let test = std::env::current_exe().unwrap();
        let deps = test.parent().unwrap();
        let profile = deps.parent().unwrap();
        let candidates = [deps.join(FILE), profile.join(FILE)];
        newest(&candidates).unwrap_or_else(|| {
            let release = profile.file_name().unwrap() == "release";
            build(profile.parent().unwrap(), release)
        })
    })
}

fn newest(files: &[PathBuf]) -> Option<PathBuf> {
    let modified =
        |file: &&PathBuf| -> Option<SystemTime> { file.metadata().ok()?.modified().ok() };
    files.iter().filter(|file| file.exists()).max_by_key(modified).cloned()
}

fn build(target: &Path, release: bool) -> PathBuf {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([
        "build",
        "--lib",
        "--manifest-path",
        concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
    ]);
    cargo.arg("--target-dir").arg(target);
    if release {
        cargo.arg("--release");
    }
    assert!(cargo.status().unwrap().success(), "the module cannot be built");
    target.join(if release { "release" } else { "debug" }).join(FILE)
}

//! Another module, whose command RELAY.CALL calls commands: ours as any other.

use std::path::Path;
use std::process::Command;

use super::server::{Options, Server};

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/relay.c");

/// A server with our module and the other one.
pub fn server_with_relay(config: &[&str]) -> Server {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("relay.so");
    build(&library);
    let mut options = Options::with(config);
    options.config.extend(["--loadmodule".into(), library.to_str().unwrap().into()]);
    Server::start_with(&options)
}

fn build(library: &Path) {
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"]).arg(library).arg(SOURCE);
    assert!(compiler.status().unwrap().success(), "the relay cannot be built");
}

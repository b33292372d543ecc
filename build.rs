//! Builds what the crate needs beside Rust: constants of the server's C interface that redis-module
//! does not bind, from `src/bridge/ffi/server_api.h`.

use std::env;
use std::error::Error;
use std::path::PathBuf;

const HEADER: &str = "src/bridge/ffi/server_api.h";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={HEADER}");
    if env::var_os("CARGO_FEATURE_MODULE").is_none() {
        return Ok(());
    }
    let bindings = bindgen::Builder::default()
        .header(HEADER)
        .allowlist_var("FERROUS_.*")
        .allowlist_type("ferrous_.*")
        .prepend_enum_name(false)
        .layout_tests(false)
        .generate()?;
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    bindings.write_to_file(PathBuf::from(out).join("server_api.rs"))?;
    Ok(())
}

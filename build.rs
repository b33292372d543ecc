//! Builds what the crate needs beside Rust: constants and structures of the server's C interface that
//! redis-module does not bind, from the headers in `src/bridge/ffi/`.

use std::env;
use std::error::Error;
use std::path::PathBuf;

const HEADERS: [&str; 2] = ["src/bridge/ffi/server_api.h", "src/bridge/ffi/scripting_engine.h"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    // What release builds go by (`make profile`); the compiler does not say that it has read it.
    println!("cargo:rerun-if-changed=profile");
    for header in HEADERS {
        println!("cargo:rerun-if-changed={header}");
    }
    if env::var_os("CARGO_FEATURE_MODULE").is_none() {
        return Ok(());
    }
    let bindings = bindgen::Builder::default()
        .headers(HEADERS)
        .allowlist_var("FERROUS_.*")
        .allowlist_type("ferrous_.*")
        .prepend_enum_name(false)
        .layout_tests(false)
        .generate()?;
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    bindings.write_to_file(PathBuf::from(out).join("server_api.rs"))?;
    Ok(())
}

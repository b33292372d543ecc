//! Builds what the crate needs beside Rust.

fn main() {}

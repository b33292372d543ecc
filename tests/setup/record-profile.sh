#!/usr/bin/env bash
# Records what release builds go by: builds the module and the program so that they count their branches,
# runs what is measured (`train` of tests/bench), and merges the counts. To be done after changes of the
# engine or the bridge that matter for speed; a record that is out of date is ignored function by function.
set -euo pipefail

cd "$(dirname "$0")/../.."
llvm=$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
sh tests/setup/packages.sh "llvm-$llvm"
folder=${CARGO_TARGET_DIR:-$PWD/target}/profile
export CARGO_TARGET_DIR=$folder/build

RUSTFLAGS="${RUSTFLAGS:-} -Cprofile-generate=$folder/counts" cargo build --release
# Those of the build itself: macros and build scripts are built alike.
rm -rf "$folder/counts"
cargo run --quiet --release --manifest-path tests/bench/Cargo.toml --no-default-features \
    --target-dir target/bench/build -- train
mkdir -p profile
rm -f profile/*.profdata
"llvm-profdata-$llvm" merge --sparse -o "profile/llvm-$llvm.profdata" "$folder"/counts/*.profraw

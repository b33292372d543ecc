#!/usr/bin/env bash
# Format, lints of every feature set, documentation, and names that left-over files have.
set -euo pipefail

cd "$(dirname "$0")/../.."
bench=(--manifest-path tests/bench/Cargo.toml)

cargo fmt --check
cargo fmt --check "${bench[@]}"
for features in default portable-dispatch; do
    cargo clippy --all-targets --features "$features" -- -D warnings
done
for features in '' fault-injection,small-segments; do
    cargo clippy --all-targets --no-default-features --features "$features" -- -D warnings
done
cargo clippy "${bench[@]}" --target-dir target/bench/build --all-targets -- -D warnings
RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --document-private-items

left_over=$(git ls-files | grep -E '\.(old|orig|bak)$|_fix|_v2|_old|(^|/)scratch' || true)
if [ -n "$left_over" ]; then
    printf 'left-over files:\n%s\n' "$left_over"
    exit 1
fi

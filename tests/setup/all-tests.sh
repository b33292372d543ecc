#!/usr/bin/env bash
# Runs all tests and counts them: in a debug build what needs no server, then the machine code, the
# specs and the depths of the release build, and its module in real servers.
set -euo pipefail

cd "$(dirname "$0")/../.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0

step() {
    echo "+ $*"
    "$@" 2>&1 | tee -a "$log" || failed=1
}

# Test files that need no server.
engine=()
for file in tests/*.rs; do
    name=$(basename "$file" .rs)
    case $name in
        redis | readme | dispatch | limits | collector | transaction) ;;
        *) engine+=(--test "$name") ;;
    esac
done
module=${CARGO_TARGET_DIR:-target}/release/libferrous.so

step cargo test --no-fail-fast --lib --bins "${engine[@]}"
step cargo test --no-fail-fast --doc
# Faults at every moment, and a stack that moves at nearly every call.
engine_only=(--no-fail-fast --no-default-features)
step cargo test "${engine_only[@]}" --features fault-injection --test limits --test collector \
    --test transaction
step cargo test "${engine_only[@]}" --features small-segments --test specs --test depth
release=(sh tests/setup/with-profile.sh cargo)
step "${release[@]}" build --release
step "${release[@]}" test --no-fail-fast --release --test specs --test depth --test dispatch
step env FERROUS_TEST_MODULE="$module" cargo test --no-fail-fast --test redis --test readme

awk '/^test result:/ { passed += $4; failed += $6; ignored += $8 }
     END { printf "%d passed, %d failed, %d skipped\n", passed, failed, ignored }' "$log"
exit $failed

#!/usr/bin/env bash
# Runs all tests and counts them: in a debug build what needs no server, then everything in a release
# build, with the dispatch and the module that are shipped.
set -euo pipefail

cd "$(dirname "$0")/../.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0

step() {
    echo "+ $*"
    "$@" 2>&1 | tee -a "$log" || failed=1
}

debug=()
for file in tests/*.rs; do
    name=$(basename "$file" .rs)
    case $name in
        redis | dispatch) ;;
        *) debug+=(--test "$name") ;;
    esac
done

step cargo test --no-fail-fast --lib --bins "${debug[@]}"
step cargo test --no-fail-fast --doc
step cargo build --release
step cargo test --no-fail-fast --release --tests

awk '/^test result:/ { passed += $4; failed += $6; ignored += $8 }
     END { printf "%d passed, %d failed, %d skipped\n", passed, failed, ignored }' "$log"
exit $failed

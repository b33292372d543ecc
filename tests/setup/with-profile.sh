#!/bin/sh
# Runs a release build, `with-profile.sh cargo build --release`, so that rustc lays out the code as recorded
# runs have shown it to matter (`make profile`), without a word on functions that have changed since. If there
# is no record that its LLVM reads, the build is slower, not other.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
llvm=$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
profile=$root/profile/llvm-$llvm.profdata
case $profile in
    *[[:space:]]*) ;; # Flags are taken apart at blanks.
    *)
        flags="-Cprofile-use=$profile -Cllvm-args=-no-pgo-warn-mismatch"
        [ ! -e "$profile" ] || export RUSTFLAGS="${RUSTFLAGS:-} $flags"
        ;;
esac
exec "$@"

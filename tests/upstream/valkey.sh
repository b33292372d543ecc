#!/usr/bin/env bash
# Runs the tests about scripts and functions of Valkey's own source, as they are, with the module as the
# engine `lua`: `valkey.sh MODULE [UNIT...]`. The server is that of tests/servers/fetch.sh, the source of
# the same version goes to .upstream/. Every test must pass or stand in skip-valkey.txt.
set -euo pipefail

module=$(realpath "$1")
shift
cd "$(dirname "$0")/../.."
. tests/setup/debian.sh

server=valkey-9.1
suite=sid
units=("$@")
[ ${#units[@]} -gt 0 ] || units=(
    unit/{scripting,functions,multi,pause,acl,slowlog,info}
    unit/cluster/{scripting,slot-stats,misc}
)
skips=$PWD/tests/upstream/skip-valkey.txt

sh tests/setup/packages.sh dpkg-dev tcl
bash tests/servers/fetch.sh "$server"
servers=$PWD/.servers/$server
version=$("$servers/redis-server" --version | sed 's/.* v=\([^ ]*\) .*/\1/')
folder=.upstream/valkey-$version
if [ ! -e "$folder" ]; then
    echo "fetching the source of valkey $version"
    rm -rf .upstream/partial
    mkdir -p .upstream/partial
    unpack_source_of .upstream/partial "$suite" valkey >/dev/null
    source=$(find .upstream/partial -maxdepth 1 -name "valkey-$version*" -type d)
    for program in server cli benchmark check-aof check-rdb; do
        sed "s|\${0%/\*}|$servers|; s|valkey-server|valkey-$program|" "$servers/redis-server" >"$source/src/valkey-$program"
        chmod +x "$source/src/valkey-$program"
    done
    mv "$source" "$folder"
fi
cd "$folder"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
words=()
for unit in "${units[@]}"; do
    words+=(--single "$unit")
done
failed=0
# Ports of its own, for another run may be on its way.
tclsh tests/test_helper.tcl --durable --clients 1 --timeout 300 --baseport $((20000 + $$ % 8000)) \
    --skipfile "$skips" --config loadmodule "$module takeover yes" "${words[@]}" 2>&1 |
    sed 's/\x1b\[[0-9;]*m//g' | tee "$log" || failed=1

count() {
    grep -c "^\[$1\]" "$log" || true
}

# With all units run, a line of the skip file that skipped nothing is a mistake.
if [ $# -eq 0 ]; then
    while IFS= read -r line; do
        case $line in
            '' | '#'*) continue ;;
            *) grep -qF "[skip]: $line" "$log" && continue ;;
        esac
        echo "skip-valkey.txt names no test: $line"
        failed=1
    done <"$skips"
fi

errors=$(count err)
[ "$errors" -eq 0 ] || failed=1
[ "$(count ok)" -gt 0 ] || failed=1
printf '%d passed, %d failed, %d skipped\n' "$(count ok)" "$errors" "$(count skip)"
exit $failed

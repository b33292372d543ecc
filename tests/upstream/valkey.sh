#!/usr/bin/env bash
# Runs the tests about scripts and functions of Valkey's own source, as they are, with the module as the
# engine `lua`: `valkey.sh MODULE [UNIT...]`. The server is that of tests/servers/fetch.sh, the source of
# the same version goes to .upstream/. Every test must pass or stand in skip-valkey.txt.
set -euo pipefail

module=$(realpath "$1")
shift
cd "$(dirname "$0")/../.."
. tests/setup/debian.sh
. tests/upstream/report.sh

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
    unpack_source .upstream/partial valkey "$suite" >/dev/null
    source=$(find .upstream/partial -maxdepth 1 -name "valkey-$version*" -type d)
    for program in server cli benchmark check-aof check-rdb; do
        sed "s|\${0%/\*}|$servers|; s|valkey-server|valkey-$program|" "$servers/redis-server" >"$source/src/valkey-$program"
        chmod +x "$source/src/valkey-$program"
    done
    mv "$source" "$folder"
fi
cd "$folder"

# Ports of its own, for another run may be on its way.
report tclsh tests/test_helper.tcl --baseport $((20000 + $$ % 8000)) \
    --config loadmodule "$module takeover yes"
# With all units run, a line of the skip file that skipped nothing is a mistake.
[ $# -gt 0 ] || check_skips
finish

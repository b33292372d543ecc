#!/usr/bin/env bash
# Runs the tests about scripts of the server's own source with the module: `run.sh MODULE [UNIT...]`.
# The source is that of the installed redis-server and goes to .upstream/. Every test must pass or
# stand in skip.txt, and every line there must name a test.
#
# FERROUS_TAKEOVER=yes: the module takes plain commands over, and tests are sent as they are; without units
# it is unit/scripting alone then.
set -euo pipefail

module=$(realpath "$1")
shift
cd "$(dirname "$0")/../.."
. tests/setup/debian.sh
. tests/upstream/report.sh

units=("$@")
all=
if [ ${#units[@]} -eq 0 ] && [ "${FERROUS_TAKEOVER:-no}" = yes ]; then
    units=(unit/scripting)
elif [ ${#units[@]} -eq 0 ]; then
    all=yes
    units=(
        unit/scripting unit/acl unit/cluster-scripting unit/multi unit/pause unit/tracking unit/info
        integration/rdb integration/replication-4
        unit/moduleapi/{commandfilter,keyspace_events,misc,propagate,reply,usercall}
    )
fi
skips=$PWD/tests/upstream/skip.txt
runner=$PWD/tests/upstream/run.tcl

sh tests/setup/packages.sh dpkg-dev
version=$(dpkg-query -W -f '${source:Version}' redis-server)
folder=.upstream/$version
if [ ! -e "$folder" ]; then
    echo "fetching the source of redis-server $version"
    rm -rf .upstream/partial
    mkdir -p .upstream/partial
    unpack_source .upstream/partial redis-server >/dev/null
    source=$(find .upstream/partial -maxdepth 1 -name 'redis-*' -type d)
    for program in server cli benchmark check-aof check-rdb; do
        ln -s "$(command -v redis-$program)" "$source/src/redis-$program"
    done
    mv "$source" "$folder"
fi
cd "$folder"

for unit in "${units[@]}"; do
    name=${unit#unit/moduleapi/}
    [ "$name" = "$unit" ] || [ -e "tests/modules/$name.so" ] ||
        cc -Isrc -Itests -std=gnu11 -fPIC -shared -w -o "tests/modules/$name.so" "tests/modules/$name.c"
done

# Ports of its own, for another run may be on its way.
FERROUS_MODULE=$module report tclsh "$runner" --baseport $((12000 + $$ % 90 * 100))
# With all units run, a line of the skip file that skipped nothing is a mistake.
[ -z "$all" ] || check_skips
finish

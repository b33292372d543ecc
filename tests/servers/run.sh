#!/usr/bin/env bash
# Runs the server tests on every server that tests/servers/fetch.sh has fetched, and has the module
# refused by the one that is too old: `run.sh MODULE`. Every test must pass or stand in skip.txt, and
# every line there must name a test.
set -euo pipefail

module=$(realpath "$1")
cd "$(dirname "$0")/../.."
old=redis-6.2
bash tests/servers/fetch.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0
tests=$(cargo test --quiet --test redis -- --list)
while read -r name test; do
    case $name in
        '' | '#'*) continue ;;
    esac
    if [ ! -e ".servers/$name" ] || ! grep -qF "$test" <<<"$tests"; then
        echo "skip.txt names no server or no test: $name $test"
        failed=1
    fi
done <tests/servers/skip.txt
for server in .servers/*; do
    name=$(basename "$server")
    case $name in
        "$old" | partial) continue ;;
    esac
    mapfile -t skips < <(awk -v server="$name" '$1 == server { print "--skip"; print $2 }' tests/servers/skip.txt)
    echo "+ $name: $("$server/redis-server" --version)"
    FERROUS_TEST_SERVER=$PWD/$server/redis-server FERROUS_TEST_MODULE=$module \
        cargo test --no-fail-fast --test redis -- "${skips[@]}" 2>&1 | tee -a "$log" || failed=1
done

echo "+ $old"
bash tests/servers/refusal.sh ".servers/$old/redis-server" "$module" || failed=1

awk '/^test result:/ { passed += $4; failed += $6; skipped += $8 + $12 }
     END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }' "$log"
exit $failed

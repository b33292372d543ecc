#!/usr/bin/env bash
# Runs software of others, unchanged, on native scripts and with takeover: `run.sh MODULE [CLIENT...]`.
#
# Their packages go to .clients/. A client is a program that prints its outcome, or a suite of tests, whose
# outcome is which of them pass. Both runs must have the same, and the counters of the module must show who has
# run the scripts.
#
# Some depend on time, and so on what else the machine does. A program whose outcome differs is run anew, three
# times in all. A test of a suite whose outcome differs is run again without the others: it must then pass with
# takeover, and at least half as often as natively, after five runs each way or, as there is chance in it, after
# one more of up to 20. What fails both ways tells nothing, and is counted as such.
set -euo pipefail
export LC_ALL=C.UTF-8

module=$(realpath "$1")
shift
cd "$(dirname "$0")/../.."
here=$PWD/tests/clients
packages=$PWD/.clients
only=()
. tests/setup/debian.sh
. "$here/packages.sh"
. "$here/clients.sh"

mkdir -p "$packages"
folder=$(mktemp -d)
server=
stop() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
    server=
}
trap 'stop; rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM

cli() {
    redis-cli -h 127.0.0.1 -p "$REDIS_PORT" "$@"
}

# Starts a server on a port that nobody uses, with takeover or without.
start() {
    local port
    for port in $(shuf -i 23000-30000 -n 20); do
        redis-server --bind 127.0.0.1 --port "$port" --dir "$folder" --save '' --daemonize no \
            --logfile "$folder/log" --loadmodule "$module" takeover "$1" &
        server=$!
        export REDIS_HOST=127.0.0.1 REDIS_PORT=$port
        for _ in $(seq 100); do
            kill -0 $server 2>/dev/null || break
            # Another server may have the port.
            ! cli INFO server 2>/dev/null | grep -q "^process_id:$server"$'\r' || return 0
            sleep 0.1
        done
        stop
    done
    cat "$folder/log"
    return 1
}

# Runs a client with takeover or without: its outcome is in a file of that name, and `scripts` says how many
# the module has run.
run() {
    local client=$1 takeover=$2
    : >"$folder/counts"
    start "$takeover"
    "client_$client" >"$folder/$takeover" 2>"$folder/$takeover.err" || echo "exit code $?" >>"$folder/$takeover"
    cli INFO ferrous | tr -d '\r' | sed -n 's/^ferrous_runs://p' >>"$folder/counts"
    scripts=$(awk '{ sum += $1 } END { print sum }' "$folder/counts")
    stop
    sed -n 's/^ok //p' "$folder/$takeover" | sort -u >"$folder/$takeover.passed"
}

# Runs a client both ways; false if it was not the engine that is meant, or if nothing is told.
run_both() {
    run "$1" no
    [ "$scripts" -eq 0 ] || { echo "  the module has run $scripts scripts without takeover"; return 1; }
    run "$1" yes
    [ "$scripts" -gt 0 ] || { echo "  the module has run no script"; return 1; }
    [ -s "$folder/no.passed" ] && [ -s "$folder/yes.passed" ] || { echo "  nothing has passed"; return 1; }
}

show_ends() {
    tail -n 20 "$folder/no.err" "$folder/yes.err"
}

# A program that fails both ways has not passed.
program_passes() {
    local try
    for try in 1 2 3; do
        if run_both "$1" && diff -U 2 --label native --label takeover "$folder/no" "$folder/yes" &&
            ! grep '^exit code' "$folder/yes"; then
            echo "  the same outcome: $(wc -l <"$folder/yes.passed") checks, $scripts scripts by the module"
            return
        fi
        echo "  try $try has not passed"
    done
    show_ends
    return 1
}

suite_passes() {
    run_both "$1" || { show_ends; return 1; }
    cp "$folder/no.passed" "$folder/native"
    comm -12 "$folder/no.passed" "$folder/yes.passed" >"$folder/both"
    comm -3 "$folder/no.passed" "$folder/yes.passed" | sed 's/^\t//' >"$folder/differing"
    sort -u "$folder/no" "$folder/yes" | sed -n 's/^not ok //p' | sort -u |
        comm -23 - <(sort -u "$folder/both" "$folder/differing") >"$folder/neither"
    echo "  $(wc -l <"$folder/both") tests pass both ways, $(wc -l <"$folder/neither") neither way," \
        "$(wc -l <"$folder/differing") differ; $scripts scripts by the module"
    [ ! -s "$folder/differing" ] || differing_pass "$1"
}

# How often a test has passed by itself, natively and with takeover.
again() {
    local way
    for way in no yes; do
        grep -cxF -- "$1" "$folder/again.$way" || true
    done | paste -sd ' '
}

# Of the tests whose outcome differs those that do not pass often enough with takeover.
behind() {
    local test native taken
    while IFS= read -r test; do
        read -r native taken < <(again "$test")
        if [ $((2 * taken)) -lt "$native" ] ||
            { [ "$taken" -eq 0 ] && grep -qxF -- "$test" "$folder/native"; }; then
            echo "$test"
        fi
    done <"$folder/differing"
}

# The tests whose outcome differs, again.
differing_pass() {
    local client=$1 test way run native taken
    mapfile -t only <"$folder/differing"
    : >"$folder/again.no"
    : >"$folder/again.yes"
    for run in $(seq 20); do
        for way in no yes; do
            run "$client" $way
            cat "$folder/$way.passed" >>"$folder/again.$way"
        done
        [ "$run" -ge 5 ] || continue
        mapfile -t only < <(behind)
        [ ${#only[@]} -gt 0 ] || break
    done
    while IFS= read -r test; do
        read -r native taken < <(again "$test")
        echo "  by itself $native times passed natively, $taken with takeover: $test"
    done <"$folder/differing"
    [ ${#only[@]} -gt 0 ] || return 0
    echo "  of $run runs too few have passed: ${only[*]}"
    only=()
    show_ends
    return 1
}

passed=0
failed=0
for client in "${@:-${clients[@]}}"; do
    "packages_$client"
    echo "+ $client"
    kind=program
    [[ " ${suites[*]} " != *" $client "* ]] || kind=suite
    if "${kind}_passes" "$client"; then
        passed=$((passed + 1))
    else
        echo "  $client has not passed"
        failed=$((failed + 1))
    fi
done
printf '%d passed, %d failed, 0 skipped\n' $passed $failed
[ $failed -eq 0 ]

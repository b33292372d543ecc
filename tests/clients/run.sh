#!/usr/bin/env bash
# Runs software of others, unchanged, on native scripts and with takeover: `run.sh MODULE [CLIENT...]`.
#
# Their packages go to .clients/. A client is a program that prints its outcome, or a suite of tests, of which
# those that pass are its outcome; both runs must have the same, and the counters of the module must show who
# has run the scripts. Some depend on time, and so on what else the machine does: a client whose outcome differs
# is run anew, three times in all, and a test of a suite need pass in one of them. One that then still passes
# with takeover alone is no fault of it.
set -euo pipefail
export LC_ALL=C.UTF-8

module=$(realpath "$1")
shift
cd "$(dirname "$0")/../.."
here=$PWD/tests/clients
packages=$PWD/.clients
tries=3
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

is_suite() {
    [[ " ${suites[*]} " = *" $1 "* ]]
}

# The outcome of a client, with takeover or without, in a file; and how many scripts the module has run.
run() {
    local client=$1 takeover=$2
    : >"$folder/counts"
    start "$takeover"
    if is_suite "$client"; then
        "client_$client" >"$folder/passed" 2>"$folder/$takeover.err"
        sort -u -o "$folder/$takeover" "$folder/$takeover" "$folder/passed"
    else
        "client_$client" >"$folder/$takeover" 2>"$folder/$takeover.err" ||
            echo "exit code $?" >>"$folder/$takeover"
    fi
    cli INFO ferrous | tr -d '\r' | sed -n 's/^ferrous_runs://p' >>"$folder/counts"
    scripts=$(awk '{ sum += $1 } END { print sum }' "$folder/counts")
    stop
}

# Are both outcomes the same, and by the engine that is meant?
compare() {
    local client=$1
    run "$client" no
    [ "$scripts" -eq 0 ] || { echo "  the module has run $scripts scripts without takeover"; return 1; }
    run "$client" yes
    [ "$scripts" -gt 0 ] || { echo "  the module has run no script"; tail -n 20 "$folder/yes.err"; return 1; }
    diff -U 2 --label native --label takeover "$folder/no" "$folder/yes" && return
    tail -n 20 "$folder/yes.err"
    return 1
}

# A program that fails both ways has not passed, and one without a single success says nothing.
passes() {
    local client=$1 try
    : >"$folder/no"
    : >"$folder/yes"
    for try in $(seq $tries); do
        if compare "$client" && grep -q '^ok' "$folder/yes" && ! grep '^exit code' "$folder/yes"; then
            return
        fi
        echo "  try $try of $client has not passed"
    done
    if is_suite "$client" && [ -s "$folder/no" ] && [ -z "$(comm -23 "$folder/no" "$folder/yes")" ]; then
        echo "  the rest passes with takeover alone"
        return
    fi
    tail -n 20 "$folder/no" "$folder/no.err"
    return 1
}

passed=0
failed=0
for client in "${@:-${clients[@]}}"; do
    "packages_$client"
    echo "+ $client"
    if passes "$client"; then
        passed=$((passed + 1))
        echo "  the same outcome: $(grep -c '^ok' "$folder/yes") checks, $scripts scripts by the module"
    else
        failed=$((failed + 1))
    fi
done
printf '%d passed, %d failed, 0 skipped\n' $passed $failed
[ $failed -eq 0 ]

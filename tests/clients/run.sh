#!/usr/bin/env bash
# Runs software of others, unchanged, on native scripts and with takeover: `run.sh MODULE [CLIENT...]`.
#
# Its packages go to .clients/. A client is a program that prints its outcome, or a suite of tests whose
# results are listed; both runs must have the same, and the counters of the module must show who has run the
# scripts. What depends on the time of day or on other load may differ by chance, so a client whose outcome
# differs is run anew, three times in all.
set -euo pipefail

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

# The outcome of a client, with takeover or without, in a file; and how many scripts the module has run.
run() {
    local client=$1 takeover=$2
    start "$takeover"
    "client_$client" >"$folder/$takeover" 2>"$folder/$takeover.err" || echo "exit code $?" >>"$folder/$takeover"
    scripts=$(cli INFO ferrous | tr -d '\r' | sed -n 's/^ferrous_runs://p')
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
    for try in $(seq $tries); do
        if compare "$client" && grep -q '^ok' "$folder/yes" && ! grep '^exit code' "$folder/yes"; then
            return
        fi
        echo "  try $try of $client has not passed"
    done
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

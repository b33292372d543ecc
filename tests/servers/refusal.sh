#!/usr/bin/env bash
# A server that is too old refuses the module, says why in one line of its log, and goes on if it was
# loaded by MODULE LOAD: `refusal.sh SERVER MODULE`.
set -euo pipefail

server=$1 module=$2
folder=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$folder"' EXIT
port=$((20000 + $$ % 10000))
options=(--port "$port" --bind 127.0.0.1 --save '' --dir "$folder" --logfile "$folder/log")

cli() {
    redis-cli -h 127.0.0.1 -p "$port" "$@"
}

fail() {
    echo "refusal.sh: $1"
    cat "$folder/log"
    exit 1
}

one_reason() {
    [ "$(grep -c 'Ferrous needs Redis 7.0' "$folder/log")" -eq 1 ] || fail 'not one line with the reason'
}

"$server" "${options[@]}" --loadmodule "$module" && fail 'the server starts with the module'
one_reason

: >"$folder/log"
"$server" "${options[@]}" &
pid=$!
for _ in $(seq 50); do
    [ "$(cli PING 2>/dev/null)" = PONG ] && break
    sleep 0.1
done
case $(cli MODULE LOAD "$module" 2>&1) in
    *'ERR Error loading the extension'*) ;;
    *) fail 'MODULE LOAD is not refused' ;;
esac
[ "$(cli PING)" = PONG ] || fail 'the server has ended'
one_reason
echo 'refused with one line of the log; the server goes on'

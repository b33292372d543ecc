#!/bin/sh
# Starts a server with the module on a free loopback port, runs one script natively and through the
# module, and waits until it is interrupted. RUN_ONCE=1: stops at once. TAKEOVER=yes: plain EVAL is the
# module's, which its counters show.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
module=${CARGO_TARGET_DIR:-$root/target}/release/libferrous.so
takeover=${TAKEOVER:-no}
folder=$(mktemp -d)
server=

stop() {
    trap - EXIT INT TERM
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 0' INT TERM

cli() {
    redis-cli -h 127.0.0.1 -p "$port" "$@"
}

# Starts a server on $port; false if it did not come up.
start() {
    redis-server "$root/redis-conf/ferrous.conf" --bind 127.0.0.1 --port "$port" --dir "$folder" \
        --daemonize no --save '' --logfile "$folder/log" \
        --loadmodule "$module" takeover "$takeover" &
    server=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        sleep 0.1
        kill -0 "$server" 2>/dev/null || return 1
        # Another server may answer on this port while ours fails to bind it.
        [ "$(cli INFO server 2>/dev/null | sed -n 's/^process_id:\([0-9]*\).*/\1/p')" != "$server" ] ||
            return 0
    done
    return 1
}

# Microseconds that a command has taken, by the server's own count.
microseconds() {
    cli INFO commandstats | sed -n "s/^cmdstat_$1:calls=1,usec=\([0-9]*\),.*/\1/p"
}

port=7801
until start; do
    if grep -q 'Failed listening\|Address already in use' "$folder/log" && [ $port -lt 7899 ]; then
        kill "$server" 2>/dev/null || true
        : >"$folder/log"
        port=$((port + 1))
    else
        cat "$folder/log"
        exit 1
    fi
done

# A counter of the module.
counter() {
    cli INFO ferrous | tr -d '\r' | sed -n "s/^ferrous_$1://p"
}

script='local sum = 0 for i = 1, 1000000 do sum = sum + i % 7 end return sum'
if [ "$takeover" = yes ]; then
    runs=$(counter runs)
    echo "redis-cli EVAL '$script' 0"
    cli EVAL "$script" 0
    echo "scripts that Ferrous has run: $runs before, $(counter runs) after"
    echo "commands taken over:          $(counter taken_over)"
    [ "$(counter runs)" -eq $((runs + 1)) ] || exit 1
else
    echo "script: $script"
    native=$(cli EVAL "$script" 0)
    ours=$(cli FERROUS.EVAL "$script" 0)
    printf '%-14s %10s %8s us\n' EVAL "$native" "$(microseconds eval)"
    printf '%-14s %10s %8s us\n' FERROUS.EVAL "$ours" "$(microseconds ferrous.eval)"
    [ "$native" = "$ours" ] || exit 1
fi
[ -z "${RUN_ONCE:-}" ] || exit 0

echo
echo "connect: redis-cli -p $port"
echo "stop:    Ctrl-C, or redis-cli -p $port shutdown"
wait "$server" || true

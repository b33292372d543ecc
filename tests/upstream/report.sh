# What runs of the servers' own tests have in common: their output, the check of the skip file and the
# count. To be sourced, with the tests' files in `units` and the skip file in `skips`.

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0

# report PROGRAM WORD...: runs the tests and shows what they print, without colours.
report() {
    local unit options=(--durable --clients 1 --timeout 300 --skipfile "$skips")
    for unit in "${units[@]}"; do
        options+=(--single "$unit")
    done
    "$@" "${options[@]}" 2>&1 | sed 's/\x1b\[[0-9;]*m//g' | tee "$log" || failed=1
}

# How many tests have ended so: `ok`, `err` or `skip`.
count() {
    grep -c "^\[$1\]" "$log" || true
}

# Every line of the skip file, a name or a `/pattern`, must have skipped a test.
check_skips() {
    local line
    while IFS= read -r line; do
        case $line in
            '' | '#'*) continue ;;
            /*) grep -qE "^\[skip\]: ${line#/^}" "$log" && continue ;;
            *) grep -qxF "[skip]: $line" "$log" && continue ;;
        esac
        echo "$(basename "$skips") names no test: $line"
        failed=1
    done <"$skips"
}

# Prints the count and ends. A test that fails is reported once when it does and once at the end.
finish() {
    local passed errors
    passed=$(count ok)
    errors=$(count err)
    [ "$errors" -eq 0 ] && [ "$passed" -gt 0 ] || failed=1
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$errors" "$(count skip)"
    exit $failed
}

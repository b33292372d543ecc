# How the packages of the clients are fetched into .clients/, and how those for Python are run. To be sourced by
# run.sh, which sets `here` and `packages`. What is there already is kept.

# Programs that the machine lacks: `need PROGRAM PACKAGE`.
need() {
    command -v "$1" >/dev/null || sh tests/setup/packages.sh "$2"
}

# node_packages FOLDER: the packages of a package.json, with the programs beside it.
node_packages() {
    local name=$1
    local to=$packages/$name
    need npm npm
    mkdir -p "$to"
    cp "$here/$name"/* "$to"
    if ! cmp -s "$to/package.json" "$to/installed.json"; then
        echo "fetching the packages of $name"
        (cd "$to" && npm install --silent --no-audit --no-fund --ignore-scripts >&2)
        cp "$to/package.json" "$to/installed.json"
    fi
}

# The C library hiredis of a Debian that has it with RESP3.
hiredis_source() {
    local to=$packages/hiredis
    [ ! -e "$to" ] || return 0
    need dpkg-source dpkg-dev
    echo "fetching the source of hiredis"
    rm -rf "$packages/partial"
    mkdir "$packages/partial"
    unpack_source "$packages/partial" hiredis trixie >/dev/null
    mv "$packages"/partial/hiredis-*/ "$packages/partial/hiredis"
    make -C "$packages/partial/hiredis" libhiredis.a >/dev/null
    mv "$packages/partial" "$to"
}

# python_packages [SUITE]: the packages for Python, and the source of one of them with its tests.
python_packages() {
    local suite=${1:-}
    local to=$packages/python
    if ! cmp -s "$here/python/requirements.txt" "$to/installed.txt"; then
        echo "fetching the packages for Python"
        python3 -c 'import ensurepip' 2>/dev/null || sh tests/setup/packages.sh python3-venv
        python3 -m venv --clear "$to"
        "$to/bin/pip" install --quiet --requirement "$here/python/requirements.txt" >&2
        cp "$here/python/requirements.txt" "$to/installed.txt"
    fi
    if [ -n "$suite" ] && [ ! -e "$to/$suite" ]; then
        local pinned archive
        pinned=$(grep -E "^(python-)?${suite//_/-}==" "$here/python/requirements.txt")
        echo "fetching the source of $pinned"
        rm -rf "$to/partial"
        mkdir "$to/partial"
        "$to/bin/pip" download --quiet --no-deps --no-binary "${pinned%%==*}" --dest "$to/partial" "$pinned" >&2
        archive=$(echo "$to"/partial/*.tar.gz)
        tar xzf "$archive" -C "$to/partial"
        [ ! -d "$here/suites/$suite" ] || cp -r "$here/suites/$suite/." "${archive%.tar.gz}"
        mv "${archive%.tar.gz}" "$to/$suite"
        rm -r "$to/partial"
    fi
}

# python_suite SUITE WORD... -- WORD...: the tests of a suite that ended well or not. The words are for pytest;
# those behind `--` select tests, unless `only` names some.
python_suite() {
    local suite=$1 options=()
    shift
    while [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    shift
    [ ${#only[@]} -eq 0 ] || set -- "${only[@]}"
    cd "$packages/python/$suite"
    rm -f outcome
    PATH=$packages/python/bin:$PATH PYTHONPATH=$here/python timeout 900 \
        "$packages/python/bin/python" -m pytest -q -p clients_plugin -p no:cacheprovider --rootdir . \
        --timeout 60 "${options[@]}" "$@" >&2 || true
    [ ! -e outcome ] || cat outcome
    cd "$OLDPWD"
}

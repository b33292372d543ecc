# How the packages of the clients are fetched into .clients/. To be sourced by run.sh, which sets `here` and
# `packages`. What is there already is kept.

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

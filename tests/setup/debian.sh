# Debian packages of any suite, unpacked and not installed. To be sourced by bash scripts.
#
# apt keeps sources, lists and cache in a folder of its own; the machine's own stay as they are. The
# mirrors are those that the machine's own sources name.

# The machine's repositories: a line `URI RELEASE COMPONENT` each.
machine_repositories() {
    local format='$(REPO_URI) $(RELEASE) $(COMPONENT)'
    apt-get indextargets --format "$format" 'Created-By: Packages' | sort -u |
        awk -v suite="$(. /etc/os-release && echo "$VERSION_CODENAME")" '$2 ~ "^" suite'
}

# The same, after reading the machine's lists where there are none yet.
repositories() {
    local found
    found=$(machine_repositories)
    if [ -z "$found" ]; then
        apt-get update -qq >&2
        found=$(machine_repositories)
    fi
    if [ -z "$found" ]; then
        echo "apt knows no repository of this machine's suite" >&2
        return 1
    fi
    echo "$found"
}

# mirror_of_all_suites LIST: of these repositories that of the release itself, which has the other suites,
# too.
mirror_of_all_suites() {
    awk 'NR == 1 || length($2) < length(shortest) { shortest = $2; uri = $1 } END { print uri }' <<<"$1"
}

# private_apt FOLDER COMMAND WORD...: an apt command with the sources in FOLDER/sources.list.
private_apt() {
    local folder=$1 command=$2
    shift 2
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
    "$command" -qq -o Dir::Etc::SourceList="$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
        -o Dir::State::Lists="$folder/lists" -o Dir::Cache="$folder/cache" \
        -o Dir::State::status=/dev/null -o APT::Sandbox::User= -o Acquire::Languages=none \
        -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false \
        -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false "$@"
}

# unpack_packages FOLDER SUITE PACKAGE...: the packages of a suite, unpacked into FOLDER.
unpack_packages() {
    local folder=$1 suite=$2
    shift 2
    local apt=$folder/apt list mirror package
    mkdir -p "$apt/packages"
    apt=$(cd "$apt" && pwd)
    list=$(repositories)
    mirror=$(mirror_of_all_suites "$list")
    echo "deb $mirror $suite main" >"$apt/sources.list"
    private_apt "$apt" apt-get update
    (cd "$apt/packages" && private_apt "$apt" apt-get download "$@")
    for package in "$apt"/packages/*.deb; do
        dpkg-deb -x "$package" "$folder"
    done
    rm -r "$apt"
}

# unpack_source FOLDER PACKAGE: the source of the version of PACKAGE that is installed, patches applied,
# in a folder of its own below FOLDER. Needs dpkg-dev.
unpack_source() {
    local folder=$1 package=$2 apt=$1/apt list source version
    mkdir -p "$apt"
    apt=$(cd "$apt" && pwd)
    list=$(repositories)
    sed 's/^/deb-src /' <<<"$list" >"$apt/sources.list"
    private_apt "$apt" apt-get update
    source=$(dpkg-query -W -f '${source:Package}' "$package")
    version=$(dpkg-query -W -f '${source:Version}' "$package")
    (cd "$folder" && private_apt "$apt" apt-get source "$source=$version")
    rm -r "$apt"
}

# unpack_source_of FOLDER SUITE PACKAGE: the same of a package of any suite.
unpack_source_of() {
    local folder=$1 suite=$2 package=$3 apt=$1/apt list mirror
    mkdir -p "$apt"
    apt=$(cd "$apt" && pwd)
    list=$(repositories)
    mirror=$(mirror_of_all_suites "$list")
    echo "deb-src $mirror $suite main" >"$apt/sources.list"
    private_apt "$apt" apt-get update
    (cd "$folder" && private_apt "$apt" apt-get source "$package")
    rm -r "$apt"
}

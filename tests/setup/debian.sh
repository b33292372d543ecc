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

# line_of_suite KIND SUITE: what a sources list says of a suite's packages (`deb`) or sources (`deb-src`).
line_of_suite() {
    local list
    list=$(repositories) || return
    echo "$1 $(mirror_of_all_suites "$list") $2 main"
}

# begin_apt FOLDER LINES: reads the lists of these sources into FOLDER/apt, which is printed.
begin_apt() {
    local apt=$1/apt
    mkdir -p "$apt/packages" || return
    apt=$(cd "$apt" && pwd) || return
    echo "$2" >"$apt/sources.list"
    private_apt "$apt" apt-get update >&2 || return
    echo "$apt"
}

# unpack_packages FOLDER SUITE PACKAGE...: the packages of a suite, unpacked into FOLDER.
unpack_packages() {
    local folder=$1 suite=$2 lines apt package
    shift 2
    lines=$(line_of_suite deb "$suite")
    apt=$(begin_apt "$folder" "$lines")
    (cd "$apt/packages" && private_apt "$apt" apt-get download "$@")
    for package in "$apt"/packages/*.deb; do
        dpkg-deb -x "$package" "$folder"
    done
    rm -r "$apt"
}

# unpack_source FOLDER PACKAGE [SUITE]: the source of a package, patches applied, in a folder of its own
# below FOLDER: that of the version that is installed, or that of any suite. Needs dpkg-dev.
unpack_source() {
    local folder=$1 package=$2 source=$2 lines apt
    if [ $# -gt 2 ]; then
        lines=$(line_of_suite deb-src "$3")
    else
        lines=$(repositories)
        lines=$(sed 's/^/deb-src /' <<<"$lines")
        source=$(dpkg-query -W -f '${source:Package}=${source:Version}' "$package")
    fi
    apt=$(begin_apt "$folder" "$lines")
    (cd "$folder" && private_apt "$apt" apt-get source "$source")
    rm -r "$apt"
}

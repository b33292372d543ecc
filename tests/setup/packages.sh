#!/bin/sh
# Installs the Debian packages that building, testing and measuring need, and those that the arguments
# name: what is missing, and only as root. A server package would start its service, which is prevented
# for the duration.
set -eu

packages="binutils clang libclang-dev lua5.1 luajit redis-server redis-tools tcl valgrind $*"
policy=/usr/sbin/policy-rc.d

if ! command -v dpkg-query >/dev/null; then
    echo "not a Debian system; needed are: $packages"
    exit 0
fi

missing=
for package in $packages; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "missing, to be installed as root:$missing"
    exit 0
fi

if [ ! -e $policy ]; then
    trap 'rm -f $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod 755 $policy
fi
echo "installing$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null

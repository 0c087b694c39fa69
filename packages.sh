#!/bin/sh
# Installs those of the named Debian packages that are not there yet: packages.sh "SUDO" PACKAGE...
set -eu
sudo=$1
shift
missing=""
for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
echo "installing:$missing"
# shellcheck disable=SC2086 # both are lists on purpose
$sudo apt-get update -qq
$sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null

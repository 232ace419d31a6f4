#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Fetches podman's seccomp profile into build/profiles/podman.json. It is in Debian's
# package golang-github-containers-common of the system's release.
#
# Exits with 77 if the mirror has no such package, or the package no profile. The last
# line on stderr says what is missing.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
(($# == 0)) || usage "takes no arguments"

profile=$top/build/profiles/podman.json
package=golang-github-containers-common

missing() {
	say "${0##*/}: $*"
	exit 77
}

[[ ! -s $profile ]] || exit 0
lock podman-profile
[[ ! -s $profile ]] || exit 0
command -v apt-get >/dev/null || missing "there is no apt-get"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "fetching $package into build/profiles"
(cd "$work" && quietly apt-get -q -o APT::Sandbox::User="$(id -un)" \
	download "$package") || missing "cannot download $package"
mkdir -p "${profile%/*}"
dpkg-deb --fsys-tarfile "$work/$package"_*.deb |
	tar -xO ./usr/share/containers/seccomp.json >"$profile.new" ||
	missing "the package $package has no seccomp.json"
mv "$profile.new" "$profile"

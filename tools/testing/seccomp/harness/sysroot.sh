#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Unpacks Debian packages of an architecture, with what they depend on, for the
# guest and for linking: build/sysroot/ARCH. Uses the sources and keys of this
# system's apt, but a state of its own, so that neither root nor a foreign
# architecture in dpkg is needed. What only the benchmark runs comes into a
# directory of its own, build/sysroot/ARCH-bench.
#
#	sysroot.sh amd64|arm64|i386 [bench]

set -euo pipefail
. "$(dirname "$0")/lib.sh"

deb_arch=${1-} set=${2-}
case $deb_arch${set:+-$set} in
amd64-bench | arm64-bench) packages=(redis-server sqlite3 tar) ;;
amd64 | arm64) packages=(busybox-static strace libcap-dev libseccomp-dev) ;;
i386) packages=(libcap-dev) ;;
*) usage "no packages for '$*': use amd64, arm64 or i386" ;;
esac

name=$deb_arch${set:+-$set}
sysroot=$top/build/sysroot/$name
state=$top/build/apt/$name
[[ ! -f $sysroot/.packages || $(<"$sysroot/.packages") != "${packages[*]}" ]] ||
	exit 0
lock "sysroot-$name"

apt() {
	apt-get -q -o Dir::State="$state/state" \
		-o Dir::State::status="$state/status" \
		-o Dir::Cache="$state/cache" \
		-o APT::Architecture="$deb_arch" \
		-o APT::Architectures="$deb_arch" \
		-o APT::Sandbox::User="$(id -un)" \
		-o Acquire::Languages=none -o Debug::NoLocking=1 "$@"
}

say "getting ${packages[*]} for $deb_arch (into build/sysroot)"
rm -rf "$sysroot" "$state"
mkdir -p "$sysroot" "$state"/{state/lists,cache/archives}/partial
: >"$state/status"
# A source that fails only matters if a package cannot be had.
quietly apt update || say "apt-get update had errors; going on"
quietly apt install -y --no-install-recommends --download-only \
	"${packages[@]}" || fail "cannot download; see above"
for package in "$state"/cache/archives/*.deb; do
	dpkg-deb -x "$package" "$sysroot"
done
rm -rf "$state"
echo "${packages[*]}" >"$sysroot/.packages"

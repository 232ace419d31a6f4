#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Unpacks Debian packages of an architecture, with their dependencies, into
# build/sysroot. The guest runs them and the tests link with them.
#
#	sysroot.sh amd64|arm64|i386		for the tests: build/sysroot/ARCH
#	sysroot.sh amd64|arm64 demo|bench|trace|learn
#						for these: build/sysroot/ARCH-SET
#	sysroot.sh amd64 flatpak		for the filter of flatpak
#
# apt gets a state of its own under build/, with this system's sources and keys.
# So this needs neither root nor a foreign architecture in dpkg.

set -euo pipefail
. "$(dirname "$0")/lib.sh"

deb_arch=${1-} set=${2-}
case $deb_arch${set:+-$set} in
amd64-bench | arm64-bench) packages=(redis-server sqlite3 tar) ;;
amd64-trace | arm64-trace) packages=(bpftrace linux-libc-dev linux-perf
	trace-cmd) ;;
amd64-learn | arm64-learn) packages=(git nginx-light redis-server sqlite3) ;;
amd64-flatpak) packages=(flatpak) ;;
amd64-demo | arm64-demo)
	packages=(busybox-static libcap-dev libjson-c-dev libseccomp-dev
		libtraceevent-dev libtracefs-dev)
	;;
amd64 | arm64)
	packages=(auditd busybox-static strace libcap-dev libjson-c-dev
		libseccomp-dev libtraceevent-dev libtracefs-dev)
	;;
i386) packages=(libcap-dev) ;;
*) usage "no packages for '$*': use amd64, arm64 or i386" ;;
esac

name=$deb_arch${set:+-$set}
sysroot=$top/build/sysroot/$name
state=$top/build/apt/$name
is_unpacked() {
	[[ -f $sysroot/.packages &&
		$(<"$sysroot/.packages") == "${packages[*]}" ]]
}

! is_unpacked || exit 0
lock "sysroot-$name"
! is_unpacked || exit 0

say "fetching ${packages[*]} for $deb_arch into build/sysroot"
rm -rf "$sysroot"
mkdir -p "$sysroot"
apt_in "$state" -o APT::Architecture="$deb_arch" -o APT::Architectures="$deb_arch" \
	-o Debug::NoLocking=1
update_lists "$name" "${apt[@]}"
quietly "${apt[@]}" install -y --no-install-recommends --download-only \
	"${packages[@]}" ||
	fail "cannot download the packages$(update_failures "$name")"
for package in "$state"/cache/archives/*.deb; do
	dpkg-deb -x "$package" "$sysroot"
done
rm -rf "$state"
echo "${packages[*]}" >"$sysroot/.packages"

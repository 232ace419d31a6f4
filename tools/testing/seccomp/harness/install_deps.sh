#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Sees to the Debian packages that the other scripts use.  As root it installs
# what is missing, otherwise it prints the command that does.
#
#	install_deps.sh [build|source|arm64|bench|series|deb|lint|prove|difffuzz|
#		 libfuzzer|model] ...

set -euo pipefail
. "$(dirname "$0")/lib.sh"

declare -A packages=(
	[build]="bc bison ccache cpio flex gcc libc6-dev libelf-dev libssl-dev
		make perl quilt rsync xz-utils gcc-12-multilib
		qemu-system-x86"
	[source]="dpkg linux-source-$KERNEL"
	[arm64]="gcc-aarch64-linux-gnu libc6-dev-arm64-cross
		gcc-arm-linux-gnueabihf libc6-dev-armhf-cross qemu-system-arm"
	[prove]="python3 python3-z3"
	[difffuzz]="gcc libc6-dev make"
	[libfuzzer]="clang libclang-rt-14-dev"
	[bench]="gnuplot-nox"
	[series]="dpkg-dev git"
	[deb]="debhelper dpkg-dev fakeroot kmod libdw-dev python3"
	[model]="gcc libc6-dev spin"
	[lint]="clang-format coccinelle python3 python3-git python3-ply
		shellcheck sparse"
)

missing() {
	local set package

	for set; do
		for package in ${packages[$set]}; do
			[[ $(dpkg-query -W -f '${db:Status-Status}' "$package" \
				2>/dev/null) == installed ]] || echo "$package"
		done
	done
}

install() {
	local command=(apt-get install -y --no-install-recommends "$@")

	if ((EUID)); then
		say "These packages are missing. Install them, then try again:"
		say "    sudo apt-get update && sudo ${command[*]}"
		exit 1
	fi
	say "installing $# packages: $*"
	export DEBIAN_FRONTEND=noninteractive
	# A list that is out of date only matters if the installation fails.
	quietly apt-get update -q || true
	quietly "${command[@]}" -q ||
		fail "cannot install; see the messages of apt-get above"
}

command -v dpkg-query >/dev/null ||
	fail "needs Debian's dpkg and apt, to get what it builds with"
for set; do
	[[ -v packages[$set] ]] || usage "$set: one of ${!packages[*]}"
done
mapfile -t wanted < <(missing "$@")
((${#wanted[@]} == 0)) || install "${wanted[@]}"

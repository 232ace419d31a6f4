#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Installs the Debian packages that the other scripts use. Root gets the missing
# packages installed. Another user gets the command that installs them.
#
#	install_deps.sh [--missing] SET...
#
# --missing prints the names of the missing packages and installs nothing.
#
#	build			to build a kernel, and seccompctl for a guest
#	x86_64, arm64		compiler and QEMU for that guest
#	selftests-x86_64, selftests-arm64
#				compilers for the 32-bit tests of that guest, and
#				what seccompctl is built with
#	source			Debian's source package of $KERNEL
#	elsewhere		cross compilers for the architectures of lint
#	bench, deb, debian, difffuzz, harness, libfuzzer, lint, model, prove, results, series,
#	series-deb, tools, tools-deb
#				what the command of that name adds

set -euo pipefail
. "$(dirname "$0")/lib.sh"

declare -A packages=(
	[build]="bc bison ccache cpio flex gcc libc6-dev libelf-dev libssl-dev
		make perl pkg-config python3 quilt rsync xz-utils"
	[x86_64]="qemu-system-x86"
	[arm64]="gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-system-arm"
	[selftests-x86_64]=gcc-12-multilib
	[selftests-arm64]="gcc-arm-linux-gnueabihf libc6-dev-armhf-cross"
	[source]="dpkg linux-source-$KERNEL"
	[prove]="python3 python3-z3"
	[difffuzz]="gcc libc6-dev make"
	[libfuzzer]="clang libclang-rt-14-dev"
	[bench]="gnuplot-nox"
	[debian]="debian-archive-keyring e2fsprogs fakeroot mmdebstrap tar"
	[series]="dpkg-dev git python3"
	[series-deb]="fakeroot lintian patch"
	[deb]="debhelper dpkg-dev fakeroot kmod libdw-dev python3"
	[model]="gcc libc6-dev spin"
	[tools]="bison flex gcc libc6-dev libcap-dev libjson-c-dev libseccomp-dev
		libtraceevent-dev libtracefs-dev make pkg-config python3
		python3-pytest valgrind"
	[tools-deb]="debhelper dpkg-dev fakeroot lintian mandoc"
	[lint]="clang-format coccinelle git pylint python3 python3-git python3-ply
		python3-pytest shellcheck sparse"
	[elsewhere]="gcc-alpha-linux-gnu gcc-arm-linux-gnueabihf
		gcc-hppa-linux-gnu gcc-hppa64-linux-gnu gcc-m68k-linux-gnu
		gcc-mips-linux-gnu gcc-mips64el-linux-gnuabi64
		gcc-powerpc-linux-gnu gcc-powerpc64le-linux-gnu
		gcc-riscv64-linux-gnu gcc-s390x-linux-gnu gcc-sh4-linux-gnu
		gcc-sparc64-linux-gnu"
	[harness]="python3 python3-pytest"
	[results]="git python3"
)
# The native compiler of arm64 has the cross compiler's name.
[[ $(host_arch) != arm64 ]] || packages[arm64]=qemu-system-arm

missing() {
	local set package

	for set; do
		for package in ${packages[$set]}; do
			[[ $(dpkg-query -W -f '${db:Status-Status}' "$package" \
				2>/dev/null) == installed ]] || echo "$package"
		done
	done | sort -u
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
	update_lists packages apt-get -q
	quietly "${command[@]}" -q ||
		fail "cannot install the packages$(update_failures packages)"
}

command -v dpkg-query >/dev/null ||
	fail "needs Debian's dpkg and apt to install packages"
only_list=0
if [[ ${1-} == --missing ]]; then
	only_list=1
	shift
fi
for set; do
	[[ -v packages[$set] ]] || usage "$set: use one of ${!packages[*]}"
done
mapfile -t wanted < <(missing "$@")
if ((only_list)); then
	((${#wanted[@]} == 0)) || printf '%s\n' "${wanted[@]}"
elif ((${#wanted[@]})); then
	install "${wanted[@]}"
fi

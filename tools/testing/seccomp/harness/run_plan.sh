#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Prints what `make run` is going to do and about how long that takes on this
# machine. Reads only what is on the disk and changes nothing.
#
# The estimates scale measurements from two cores. ccache makes a build faster,
# but the share of its hits is not known before.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
check_base
set_arch "${ARCH:-x86_64}"

# One core's seconds for all objects of a kernel, as measured. The detectors of a
# debug kernel multiply them by about 2.5.
build_seconds=600
[[ -z $DEBUG ]] || build_seconds=1500
# Megabytes of the source packages.
declare -A megabytes=([6.1]=132 [6.12]=145 [7.3]=158)

tree=ours total=0 number=0
[[ ${BASE:-0} == 0 ]] || tree=base
linux=$out/$tree/linux
objects=$linux/out-$variant

# about SECONDS: in words
about() {
	if (($1 < 60)); then
		echo "about $(($1 < 10 ? 10 : ($1 + 9) / 10 * 10)) s"
	else
		echo "about $((($1 + 59) / 60)) min"
	fi
}

# step NAME SECONDS TEXT: print a step; 0 seconds if there is nothing to do
step() {
	local time=''

	number=$((number + 1))
	total=$((total + $2))
	(($2 == 0)) || time=", $(about "$2")"
	printf '  %d. %-8s  %s%s\n' "$number" "$1" "$3" "$time"
}

plan_packages() {
	local missing

	mapfile -t missing < <("$harness/install_deps.sh" --missing \
		build "$arch")
	if ((!${#missing[@]})); then
		step packages 0 'all installed'
	elif ((EUID)); then
		step packages 0 "missing, needs root: ${missing[*]}"
	else
		step packages $((20 + 5 * ${#missing[@]})) \
			"install ${#missing[@]}: ${missing[*]}"
	fi
}

plan_source() {
	if [[ -f $out/base/stamp ]]; then
		step source 0 "Linux $KERNEL is unpacked"
	elif [[ -n $(tarball) ]]; then
		step source 60 "unpack $(tarball)"
	else
		step source 150 "fetch and unpack linux-source-$KERNEL, about $(
			)${megabytes[$KERNEL]} MB"
	fi
}

plan_root() {
	local sysroot=$top/build/sysroot/$deb_arch

	if [[ -f $out/$arch/demo.cpio ]]; then
		step guest 0 'busybox and the demonstration are built'
	elif [[ -f $sysroot/.packages || -f $sysroot-demo/.packages ]]; then
		step guest 10 'build the demonstration'
	else
		step guest 30 "fetch busybox and libseccomp, about 10 MB; build $(
			)the demonstration"
	fi
}

# Print the name of a file that is newer than the kernel, if there is one.
newer_file() {
	local paths=("$top"/{kernel,include,patches,configs})

	[[ ! -d $top/arch ]] || paths+=("$top/arch")
	find "${paths[@]}" -newer "$1" -print -quit
}

plan_kernel() {
	local stamp seconds=$((build_seconds / $(nproc)))

	stamp=$(dirname "$(image_of "$tree")")/stamp
	if [[ ${IMAGE-} ]]; then
		step kernel 0 "IMAGE=$IMAGE"
	elif [[ -f $stamp && -z $(newer_file "$stamp") ]]; then
		step kernel 0 'up to date'
	elif [[ -f $objects/vmlinux ]]; then
		step kernel $((seconds / 5)) \
			'build the objects that have changed'
	elif [[ -d $top/build/.ccache ]]; then
		step kernel "$seconds" \
			"build on $(nproc) cores, less time with ccache's hits"
	else
		step kernel "$seconds" "build on $(nproc) cores"
	fi
}

echo "make run: Linux $KERNEL for $variant, $tree"
plan_packages
plan_root
plan_source
plan_kernel
# The first run finds out whether a guest boots with KVM.
seconds=20
[[ ! -w /dev/kvm || -f $top/build/.accel-$arch ]] || seconds=40
step run "$seconds" 'boot in QEMU, run the demonstration'
echo "  $(about "$total") in all"

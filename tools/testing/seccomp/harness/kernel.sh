#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Configures and builds a kernel for the virtual machine.
#
#	kernel.sh [base|ours] [x86_64|arm64]
#
# Without arguments, BASE and ARCH in the environment select them. The image goes to
# build/$KERNEL/$ARCH/, that of the base to base/ below it. Does nothing if no input
# has changed since the last build.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
check_base

tree=${1-ours}
[[ $# != 0 || ${BASE:-0} == 0 ]] || tree=base
set_arch "${2-${ARCH:-x86_64}}"
[[ $tree == base || $tree == ours ]] || usage "use base or ours, not '$tree'"

"$harness/install_deps.sh" build "$arch"

linux=$out/$tree/linux
. "$harness/kbuild.sh"
target=$(image_of "$tree")
dir=$(dirname "$target")
log=$dir/build.log
name="$tree $variant"

configure() {
	local wanted kconfig

	mkdir -p "$linux/$objects"
	cd "$linux/$objects"
	wanted=$(digest "${fragments[@]}")
	kconfig=$(cd "$linux" && find . -name 'Kconfig*' -newer \
		"$objects/fragments.digest" -print -quit 2>/dev/null || echo none)
	if [[ -z $kconfig && -f .config && -f fragments.digest &&
		$(<fragments.digest) == "$wanted" ]]; then
		return
	fi
	small_config
	check_small_config "$tree"
	echo "$wanted" >fragments.digest
}

# Estimate the number of objects from the lists in Kbuild's makefiles.
count_objects() {
	local todo=(. lib "arch/$srcarch/lib") total=0 key value obj

	while ((${#todo[@]})); do
		obj=${todo[0]} todo=("${todo[@]:1}")
		while read -r key value; do
			case $key in
			objects) ((total += value)) || : ;;
			dir) todo+=("$value") ;;
			esac
		done < <(make -rsf "$harness/objects.mk" srctree=.. obj="$obj" \
			SRCARCH="$srcarch" ARCH="$arch" 2>/dev/null || :)
	done
	echo "$total"
}

# Show the lines of the log that are not Kbuild's: the compiler's messages.
build_failed() {
	say
	say "building $name failed:"
	grep -vE '^  [A-Z][A-Z0-9_]* |^make(\[|:).*(Entering|Leaving|Waiting)' \
		"$log" | tail -n 40 >&2
	fail "the whole log is ${log#"$top/"}"
}

build() {
	local total=0

	cd "$linux/$objects"
	# How much of a built tree has to be built again is not known before.
	[[ -f vmlinux ]] || total=$(count_objects)
	kmake -j"$(nproc)" "$image" 2>&1 | tee "$log" |
		"$harness/progress.pl" "building $name" "$total" || build_failed
}

# Print the names of our functions, for check_dmesg.py.
list_functions() {
	"${cross}nm" "$linux/$objects"/kernel/seccomp.o \
		"$linux/$objects"/kernel/seccomp/*.o 2>/dev/null |
		awk '$2 ~ /^[tT]$/ { print $3 }' | sort -u
}

if [[ $tree == base ]]; then
	"$harness/unpack_base.sh"
	state=$(<"$out/base/stamp")
else
	state=$("$harness/overlay.sh")
fi
lock "kernel-$KERNEL-$tree-$variant"
mkdir -p "$dir"
inputs="$state $(digest "${fragments[@]}" "$top/configs/optional.list") $(
	"${cross}gcc" --version | head -n 1)"
if [[ -f $target && -f $dir/stamp && $(<"$dir/stamp") == "$inputs" ]]; then
	exit 0
fi
rm -f "$dir/stamp"
configure
build
# Rename the image into place: a machine may boot the old one now.
cp "$linux/$objects/$image_in" "$target.new"
mv "$target.new" "$target"
[[ $tree == base || $DEBUG != kcsan ]] || list_functions >"$dir/functions"
echo "$inputs" >"$dir/stamp"
say "built ${target#"$top/"}"

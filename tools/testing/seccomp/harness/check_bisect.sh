#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds and boots the kernel after each step of the series, and runs the base's
# own selftest on it. After a step that touches the selftests it also builds
# those. series.sh calls this for CHECK=1. Prints TAP, the first result as NUMBER:
#
#	check_bisect.sh NUMBER
#
# A kernel that equals that of the step before is not booted again.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
set_arch "${ARCH:-x86_64}"
. "$harness/kbuild.sh"
. "$harness/tap.sh"
number=$(($1 - 1))

"$harness/install_deps.sh" build "$arch" "selftests-$arch"
"$harness/mkrootfs.sh" "$arch" tests
lock "series-$KERNEL-$variant"

work=$out/series/$variant
linux=$work/linux
repo=$work/repo
selftests_path=tools/testing/selftests/seccomp
booted=''

# Start with the base. Objects of the last run stay. So each file of the series
# is written again: the time of a source that returns to the base's is too old.
start() {
	cmp -s "$out/base/stamp" "$work/stamp" || rm -rf "$linux"
	new_tree "$out/base/linux"
	git -C "$repo" archive base | tar -xmC "$linux"
	cp "$out/base/stamp" "$work/stamp"
}

# git removes a file before it writes the new version. So the hard link to the
# base's file is not written through.
apply() {
	git -C "$repo" diff -z --name-only "$commit^" "$commit" |
		git -C "$repo" --work-tree="$linux" checkout -q "$commit" \
			--pathspec-from-file=- --pathspec-file-nul
}

# Does the step change a file that a kernel is built from?
changes_kernel() {
	! git -C "$repo" diff --quiet "$commit^" "$commit" -- . \
		':!tools/testing' ':!Documentation'
}

# Before the last step, the tree may lack the symbols that the base lacks.
configure() {
	local trees=(ours)

	((step == steps)) || trees+=(base)
	small_config
	check_small_config "${trees[@]}"
}

build_kernel() {
	local log=$work/build-$step.log

	configure && kmake -j"$(nproc)" "$image" 2>&1 | tee "$log" |
		"$harness/progress.pl" "step $step of $steps, $arch" 0 >&2 &&
		return
	rm -f "$linux/$objects/$image_in"
	show "$log"
	return 1
}

boot_kernel() {
	local built=$linux/$objects/$image_in dir=$work/boot-$step sum

	sum=$(sha256sum <"$built")
	[[ $sum != "$booted" ]] || return 0
	mkdir -p "$dir"
	# One CPU, as in test.sh for the newest kernel's selftest.
	if ARCH=$arch IMAGE=$built RESULT=$dir QUIET=1 BUILT=1 ADD='' \
		CPUS=1 APPEND='' QEMU='' CMD='cd /tests && ./mainline/seccomp_bpf' \
		"$harness/vm.sh" >"$dir/vm.log" 2>&1; then
		booted=$sum
		return
	fi
	grep -hE '^not ok|^failed' "$dir"/{output,verdict,vm.log} |
		sed 's/^/# /'
	return 1
}

build_selftests() {
	local log=$work/selftests-$step.log

	git -C "$repo" diff --quiet "$commit^" "$commit" -- "$selftests_path" &&
		return
	rm -rf "$work/selftests"
	mkdir -p "$work/selftests"
	nice make -C "$linux/$selftests_path" ARCH="$arch" CC="${cross}gcc" \
		CC_IA32=gcc-12 CC_X32=gcc-12 OUTPUT="$work/selftests" \
		KHDR_INCLUDES="-isystem $out/base/headers-$srcarch/include" \
		-j"$(nproc)" >"$log" 2>&1 && return
	show "$log"
	return 1
}

check_step() {
	local before=$booted subject

	about="$arch: step $step of $steps: "
	subject=$(git -C "$repo" log -1 --format=%s "$commit")
	apply
	if changes_kernel && ! build_kernel; then
		result 'not ok' "does not build: $subject"
	elif [[ ! -f $linux/$objects/$image_in ]]; then
		result 'not ok' "builds no kernel: $subject"
	elif ! boot_kernel; then
		result 'not ok' "does not boot, or filter: $subject"
	elif ! build_selftests; then
		result 'not ok' "its selftests do not build: $subject"
	elif [[ $booted == "$before" ]]; then
		result ok "builds, the same kernel: $subject"
	else
		result ok "builds and boots: $subject"
	fi
}

# Copy the series: another run of series.sh may replace it.
take_series() {
	lock "series-$KERNEL"
	rm -rf "$repo"
	mkdir -p "$work"
	cp -r "$out/series/repo" "$repo"
}

(take_series)
mapfile -t commits < <(git -C "$repo" rev-list --reverse base..series)
steps=${#commits[@]}
say "$arch: $steps steps to build and boot"
start
began=$SECONDS
for ((step = 1; step <= steps; step++)); do
	commit=${commits[step - 1]}
	check_step
done
echo "# $arch: $steps steps in $(((SECONDS - began) / 60)) min"
echo "1..$number"
((!failed))

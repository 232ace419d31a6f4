#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Measures the cost of filters in guest instructions, on the base and on ours.
# QEMU counts them (-icount) with one CPU, so the host's speed does not matter.
# Leaves results.csv, plot.svg and plot.png in build/$KERNEL/bench and shows the
# tables.
#
# The environment:
#
#	ARCH	x86_64 or arm64 (both)
#	CHECK	1: exit with 1 if a budget (bench/budgets) is missed
#	KEEP	1: copy results and plot to results/

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel

CHECK=${CHECK:-0} KEEP=${KEEP:-0}
results=$out/bench
csv=$results/results.csv
# Architectures, commit and date of a complete run, for update_results.sh.
complete=$results/complete
missing=$results/missing
kept=$private/results/bench

# The programs of the workloads, from the packages that sysroot.sh unpacks.
programs=(/usr/bin/redis-server /usr/bin/redis-cli /usr/bin/redis-benchmark
	/usr/bin/sqlite3 /bin/tar)

check_arguments() {
	archs=(x86_64 arm64)
	[[ -z ${ARCH-} ]] || archs=("$ARCH")
	for arch in "${archs[@]}"; do
		set_arch "$arch"
	done
	[[ $CHECK == [01] ]] || usage "CHECK=$CHECK: use CHECK=1"
	[[ $KEEP == [01] ]] || usage "KEEP=$KEEP: use KEEP=1"
	[[ $KEEP == 0 || $KERNEL == 6.12 ]] ||
		usage "KEEP=1 keeps the results of 6.12: leave out KERNEL=$KERNEL"
	[[ $KEEP == 0 || -z ${ARCH-} ]] ||
		usage "KEEP=1 keeps both architectures: leave out ARCH=$ARCH"
}

build() {
	local root=$results/$arch/root log=$results/$arch/build.log

	"$harness/install_deps.sh" build bench "$arch"
	"$harness/kernel.sh" base "$arch"
	"$harness/kernel.sh" ours "$arch"
	"$harness/mkrootfs.sh" "$arch" tests
	"$harness/sysroot.sh" "$deb_arch" bench
	rm -rf "$root"
	mkdir -p "$root"
	quietly env -u MAKEFLAGS -u MAKELEVEL make -C "$private/bench" \
		OUT="$root/bench" CC="${cross}gcc" \
		SYSROOT="$top/build/sysroot/$deb_arch" ||
		fail "cannot build the benchmark for $arch"
	"$private/integration/copy_deps.sh" "$top/build/sysroot/$deb_arch-bench" \
		"$root" "${programs[@]}"
}

# Show the guest's lines about progress at once.
show_progress() {
	sed -un "s/^progress	\(.*\)/$arch, $1: \1/p" >&2
}

run() {
	local tree=$1 base=0 status=0 dir=$results/$arch/$1

	[[ $tree == ours ]] || base=1
	mkdir -p "$dir"
	# shellcheck disable=SC2097,SC2098	# the value of set_arch
	ARCH=$arch BASE=$base BUILT=1 ACCEL=tcg CPUS=1 MEM=2G \
		QEMU='-icount shift=0' APPEND='' IMAGE='' SHELL_=0 QUIET=0 \
		TIMEOUT="${TIMEOUT:-900}" CMD='exec sh /bench/guest.sh' \
		ADD="$results/$arch/root" RESULT="$dir" "$harness/vm.sh" |
		show_progress "$tree" || status=$?
	if ((status)) || ! grep -q '^progress	end$' "$dir/output"; then
		printf '%s %s\tthe run ended early, with status %d: see %s\n' \
			"$arch" "$tree" "$status" "${dir#"$top/"}" >>"$missing"
		broken=1
	fi
	awk -F '\t' -v OFS=, -v kernel="$tree" -v arch="$arch" '
		$1 == "value" {
			print kernel, arch, $2, $3, $4, $5, $6, $7
		}' "$dir/output" >>"$csv"
	sed -n "s/^missing	/$arch $tree	/p" "$dir/output" >>"$missing"
	# Any other line is an error message of a program.
	grep -Ev '^(value|missing|progress)	' "$dir/output" >&2 || :
}

plot() {
	local kind

	for kind in svg png; do
		quietly gnuplot -e "results='$csv'; archs='${archs[*]}'" \
			-e "kind='$kind'; picture='$results/plot.$kind'" \
			"$private/bench/plot.gp" || fail "cannot plot $csv"
	done
	say "plots: ${results#"$top/"}/plot.svg and plot.png"
}

keep() {
	cp "$csv" "$kept.csv"
	cp "$results/plot.svg" "$kept.svg"
	cp "$results/plot.png" "$kept.png"
	say "kept: ${kept#"$top/"}.csv, .svg and .png"
}

check_arguments
report="make bench CHECK=1 KERNEL=$KERNEL${ARCH:+ ARCH=$ARCH}"
lock "bench-$KERNEL"
((!CHECK)) || forget_report "$report"
began=$SECONDS
for arch in "${archs[@]}"; do
	set_arch "$arch"
	build
done
: >"$missing"
rm -f "$complete"
echo kernel,arch,tree,profile,depth,measure,value,unit >"$csv"
broken=0
for arch in "${archs[@]}"; do
	set_arch "$arch"
	run base
	run ours
done
((broken)) || printf '%s\n' "${archs[*]}" "$(commit)" \
	"$(date -u +%Y-%m-%d)" >"$complete"
status=$broken
options=()
((!CHECK)) || options=(--check)
"$private/bench/report.pl" "${options[@]}" "$private/bench/budgets" "$csv" \
	"$missing" "${archs[@]}" | tee "$results/report" || status=$?
((!CHECK)) || keep_report "$report" "$(tail -n 1 "$results/report")$(
	((!broken)) || echo ", a run ended early")"
printf 'Time: %d min %d s. Values: %s\n' $(((SECONDS - began) / 60)) \
	$(((SECONDS - began) % 60)) "${csv#"$top/"}"
plot
((!KEEP)) || keep
exit "$status"

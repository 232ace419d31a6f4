#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Measures the cost of filters in guest instructions, on the base and on ours.
# QEMU counts them (-icount) with one CPU, so the host's speed does not matter.
# Leaves results.csv, plot.svg and plot.png in build/$KERNEL/bench and shows the
# tables. With MITIGATIONS=1 this is bench-mitigations, without a plot.
#
# The environment:
#
#	ARCH		x86_64 or arm64 (both)
#	CHECK		1: exit with 1 if a budget (bench/budgets) is missed
#	KEEP		1: copy results and plot to results/
#	MITIGATIONS	1: kernels with a distribution's mitigations, on a CPU
#			that needs them. Only limits relative to the base, and
#			factors, count.
#
# Only scripts set this:
#
#	BUILT		1: kernels and root archives are up to date

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel

CHECK=${CHECK:-0} KEEP=${KEEP:-0} BUILT=${BUILT:-0}
name=bench
((!MITIGATIONS)) || name+=-mitigations
results=$out/$name
csv=$results/results.csv
# Architectures, commit and date of a complete run, for update_results.sh.
complete=$results/complete
# What the guests skip, cannot measure, and say about their CPU: see report.pl.
notes=$results/notes
kept=$private/results/$name

# The programs of the workloads, from the packages that sysroot.sh unpacks.
programs=(/usr/bin/redis-server /usr/bin/redis-cli /usr/bin/redis-benchmark
	/usr/bin/sqlite3 /bin/tar)

check_arguments() {
	choose_archs
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
	if ((!BUILT)); then
		"$harness/kernel.sh" base "$arch"
		"$harness/kernel.sh" ours "$arch"
		MITIGATIONS=0 "$harness/mkrootfs.sh" "$arch" tests
	fi
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

# Without MITIGATIONS, the guest has all features that QEMU emulates. QEMU emulates
# no register for speculation control, so a CPU of Intel from before eIBRS makes
# the kernel choose retpolines. That CPU also needs PTI. The CPU of arm64 needs
# the loop against Spectre-BHB.
choose_cpu() {
	cpu=() parameters='' mitigation=''
	((MITIGATIONS)) || return 0
	case $arch in
	x86_64)
		cpu=(-cpu Broadwell) parameters=spectre_v2=on
		mitigation='Mitigation: Retpolines'
		;;
	arm64) cpu=(-cpu cortex-a76) mitigation='Mitigation: CSV2, BHB' ;;
	esac
}

# The values would be wrong without the mitigation that choose_cpu wants.
check_mitigation() {
	choose_cpu
	grep -qF "fact	spectre_v2	$mitigation" "$dir/output" && return
	printf 'missing\t%s\t%s\tthe guest lacks "%s"\n' "$arch" "$tree" \
		"$mitigation" >>"$notes"
	broken=1
}

run() {
	local tree=$1 base=0 status=0 dir=$results/$arch/$1

	[[ $tree == ours ]] || base=1
	mkdir -p "$dir"
	choose_cpu
	# shellcheck disable=SC2097,SC2098	# the value of set_arch
	ARCH=$arch BASE=$base BUILT=1 ACCEL=tcg CPUS=1 MEM=2G \
		QEMU="-icount shift=0 ${cpu[*]}" APPEND=$parameters IMAGE='' \
		SHELL_=0 QUIET=0 TIMEOUT="${TIMEOUT:-900}" \
		CMD='exec sh /bench/guest.sh' ADD="$results/$arch/root" \
		RESULT="$dir" "$harness/vm.sh" |
		show_progress "$tree" || status=$?
	echo "$status" >"$dir/run-status"
}

# collect TREE: add the results of a run to the files of all runs
collect() {
	local tree=$1 status dir=$results/$arch/$1

	status=$(<"$dir/run-status")
	if ((status)) || ! grep -q '^progress	end$' "$dir/output"; then
		printf 'missing\t%s\t%s\t%s, with status %d: see %s\n' \
			"$arch" "$tree" 'the run ended early' "$status" \
			"${dir#"$top/"}" >>"$notes"
		broken=1
	fi
	((!MITIGATIONS)) || check_mitigation
	awk -F '\t' -v OFS=, -v kernel="$tree" -v arch="$arch" '
		$1 == "value" {
			print kernel, arch, $2, $3, $4, $5, $6, $7, $8
		}' "$dir/output" >>"$csv"
	sed -nE "s/^(missing|skip|fact)	/&$arch	$tree	/p" "$dir/output" \
		>>"$notes"
	# Any other line is an error message of a program.
	grep -Ev '^(value|missing|skip|fact|progress)	' "$dir/output" >&2 || :
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
	if ((MITIGATIONS)); then
		say "kept: ${kept#"$top/"}.csv"
		return
	fi
	cp "$results/plot.svg" "$kept.svg"
	cp "$results/plot.png" "$kept.png"
	say "kept: ${kept#"$top/"}.csv, .svg and .png"
}

check_arguments
report="make bench CHECK=1 KERNEL=$KERNEL${ARCH:+ ARCH=$ARCH}"
((!MITIGATIONS)) || report+=" MITIGATIONS=1"
lock "$name-$KERNEL"
((!CHECK)) || forget_report "$report"
began=$SECONDS
for arch in "${archs[@]}"; do
	set_arch "$arch"
	build
done
: >"$notes"
rm -f "$complete"
echo kernel,arch,tree,profile,depth,measure,value,unit,spread >"$csv"
broken=0
for arch in "${archs[@]}"; do
	set_arch "$arch"
	# The host's speed does not matter, so both run at the same time.
	run base &
	run ours
	wait
	collect base
	collect ours
done
((broken)) || printf '%s\n' "${archs[*]}" "$(commit)" \
	"$(date -u +%Y-%m-%d)" >"$complete"
status=$broken
options=()
((!CHECK)) || options+=(--check)
((!MITIGATIONS)) || options+=(--relative)
"$private/bench/report.pl" "${options[@]}" "$private/bench/budgets" "$csv" \
	"$notes" "${archs[@]}" | tee "$results/report" || status=$?
((!CHECK)) || keep_report "$report" "$(tail -n 1 "$results/report")$(
	((!broken)) || echo ", a run ended early")"
printf 'Time: %d min %d s. Values: %s\n' $(((SECONDS - began) / 60)) \
	$(((SECONDS - began) % 60)) "${csv#"$top/"}"
((MITIGATIONS)) || plot
((!KEEP)) || keep
exit "$status"

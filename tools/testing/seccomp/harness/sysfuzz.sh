#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Fuzzes seccomp's system calls in the virtual machine, and tells which of our
# functions were reached. Exits with 1 if something is not as it must be, with
# the statuses of vm.sh if the kernel reported trouble.
#
# The environment: ARCH, KERNEL, DEBUG (kasan), TIME in seconds, SEED, CPUS, MEM,
# IMAGE with VMLINUX for another kernel, and the settings of vm.sh.
#
# Left in build/$KERNEL/$ARCH-$DEBUG/sysfuzz/: coverage, with a line for each of
# our functions (its name, points reached, points, source file), points, and in
# plain/ and verified/ what vm.sh leaves: half of the time each verdict is checked
# by the kernel as well. Functions that were not reached are to be in the file
# unreached of the fuzzer; that one is not counts as a failure from TIME=600 on.

set -euo pipefail
DEBUG=${DEBUG:-kasan}
. "$(dirname "$0")/lib.sh"
check_kernel
(($# == 0)) || usage "takes no arguments"
set_arch "${ARCH:-x86_64}"
refuse_base
time_and_seed 120
CPUS=${CPUS:-2} MEM=${MEM:-2G} IMAGE=${IMAGE-}
check_cpus
# A run that leaves nothing unreached for want of time.
LONG=600

list=$private/verify/sysfuzz/unreached.list
dir=$out/$variant/sysfuzz
vmlinux=${VMLINUX:-$out/ours/linux/out-$variant/vmlinux}
failed=0

# Booting, the self-check and the last sequences take their time, too.
#
# fuzz NAME SECONDS SEED [PARAMETER...]: in one boot; leaves all in $dir/NAME
fuzz() {
	local status=0 command name=$1 seconds=$2 seed=$3

	shift 3
	say "sysfuzz: $name, $seconds s"
	# Sequences sleep more than they run.
	command="cd /tests/sysfuzz && ./sysfuzz -t $seconds -s $seed -j $((
		CPUS * 3))"
	mkdir -p "$dir/$name"
	# What is not a report of the kernel's would only fill its console.
	DEBUG=$DEBUG ARCH=$arch CPUS=$CPUS MEM=$MEM IMAGE=$IMAGE \
		TIMEOUT=${TIMEOUT:-$((seconds * 2 + 600))} RESULT=$dir/$name \
		APPEND="loglevel=5 $* ${APPEND-}" \
		CMD=$command "$harness/vm.sh" |
		sed -u '/^=== points$/,/^=== end of points$/d' || status=$?
	# Nothing was booted: vm.sh has said why.
	[[ -f $dir/$name/verdict ]] || exit "$status"
	if ((status == 124 || status == 125)); then
		said="not to its end, $(<"$dir/$name/verdict") (SEED=$SEED)"
		printf '\nsysfuzz: %s\n' "$said"
		keep "$said"
		exit "$status"
	fi
	((!status)) || failed=1
	cat "$dir/$name/output" >>"$dir/output"
}

keep() {
	[[ $IMAGE ]] || keep_report "$report" "TIME=$TIME: $1"
}

tell_coverage() {
	[[ -s $dir/coverage ]] || { echo "no coverage" && return; }
	awk -F '\t' '
		!$3 { none++ }
		$3 { functions++; points += $3; hits += $2 }
		$3 && $2 { reached++ }
		END {
			printf "%d of %d functions and %d of %d points reached",
				reached, functions, hits, points
			if (none)
				printf " (%d functions have no point)", none
		}' "$dir/coverage"
}

# compare LIST
compare() {
	"$harness/coverage.sh" unreached "$arch" "$dir/coverage" "$1"
}

# tell KIND HEADING: those functions
tell() {
	grep "^$1" "$dir/unreached" >"$dir/part" || return 0
	printf '\n%s\n' "$2"
	awk -F '\t' '{ printf "  %-32s %-32s %s\n", $2, $3, $4 }' "$dir/part"
}

# Entries that must be found wrong: of a function that was reached, of one that
# there is not; and a function that is not in the list.
check_comparison() {
	local reached other wrong=$dir/wrong

	reached=$(awk -F '\t' '$2 { print $1; exit }' "$dir/coverage")
	other=$(awk -F '\t' '$1 == "listed" { print $2; exit }' \
		"$dir/unreached")
	{
		grep -v "|$other|" "$list"
		printf '*|%s|planted\n*|no_such_function|planted\n' "$reached"
	} >"$wrong"
	compare "$wrong" >"$dir/part" || :
	if grep -q "^stale	$reached	" "$dir/part" &&
		grep -q '^stale	no_such_function	' "$dir/part" &&
		grep -q "^new	${other:-.*}	" "$dir/part"; then
		return
	fi
	echo "FAILURE: wrong lists of unreached functions are not noticed"
	failed=1
}

judge_coverage() {
	sed -n '/^=== points$/,/^=== end of points$/p' "$dir/output" |
		sed '/^===/d' | tr ' ' '\n' | sort -u >"$dir/points"
	if ! grep -q . "$dir/points"; then
		echo "no coverage: not a kernel with kcov, DEBUG=kasan"
		# Which only that of IMAGE may be.
		[[ $IMAGE ]] || failed=1
		return
	fi
	[[ -f $vmlinux ]] ||
		fail "$vmlinux: not there; name that of IMAGE with VMLINUX="
	"$harness/coverage.sh" table "$arch" "$vmlinux" "$dir/points" \
		>"$dir/coverage"
	compare "$list" >"$dir/unreached"
	tell listed 'Not reached, and why:'
	tell stale "Wrong in ${list#"$top/"}:"
	[[ ! -s $dir/part ]] || failed=1
	tell new "Not reached, and not in ${list#"$top/"}:"
	if [[ -s $dir/part ]] && ((TIME >= LONG)); then
		failed=1
	elif [[ -s $dir/part ]]; then
		echo "(no failure in a run of less than TIME=$LONG)"
	fi
	check_comparison
}

# sum WORD: of what the summaries of the runs have before it
sum() {
	awk -v word="$1" '
		/^[0-9]+ sequences, .* failures$/ {
			for (i = 2; i <= NF; i++)
				if (index($i, word) == 1)
					sum += $(i - 1)
		}
		END { print sum + 0 }' "$dir/output"
}

# The last line; what is wrong with the list of unreached functions is one more.
summary() {
	local said failures

	failures=$(sum failures)
	said="$(sum sequences) sequences, $(sum calls) calls with known errors, $(
		)$(tell_coverage), $((failures ? failures : failed)) failures $(
		)(SEED=$SEED)"
	printf '\nsysfuzz: %s\n' "$said"
	keep "$said"
}

report="make sysfuzz KERNEL=$KERNEL ARCH=$arch DEBUG=$DEBUG"
lock "sysfuzz-$KERNEL-$variant"
rm -rf "$dir"
mkdir -p "$dir"
[[ $IMAGE ]] || forget_report "$report"
echo "TIME=$TIME SEED=$SEED"
# Where verdicts are checked, no call takes the shortest way.
half=$(((TIME + 1) / 2))
fuzz plain "$half" "$SEED"
fuzz verified "$half" "$((SEED + 1))" seccomp_verify
judge_coverage
summary
((!failed))

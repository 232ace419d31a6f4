#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Fuzzes seccomp's system calls in the virtual machine and lists the functions of
# ours that it did not reach. Exits with 1 if the fuzzer found a failure, and with
# the status of vm.sh if the kernel reported trouble.
#
# The environment: ARCH, KERNEL, DEBUG (kasan), TIME in seconds, SEED, CPUS, MEM,
# IMAGE with VMLINUX for another kernel, and the settings of vm.sh.
#
# Leaves these in build/$KERNEL/$ARCH-$DEBUG/sysfuzz/:
#
#	coverage	a line for each of our functions: name, points reached,
#			points, source file
#	points		the points reached
#	plain/		the files of vm.sh for the first half of the time
#	verified/	the same for the second half, in which the kernel checks
#			each verdict by plain evaluation, and trace events are on
#
# The fuzzer's list, unreached.list, has the functions that it does not reach. One
# that is missing there is a failure in runs of 600 seconds and more. Without kcov, as
# with DEBUG=kcsan, the run has no coverage and says so.

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
# Seconds after which a function is not unreached for lack of time.
LONG=600

list=$private/verify/sysfuzz/unreached.list
dir=$out/$variant/sysfuzz
vmlinux=${VMLINUX:-$out/ours/linux/out-$variant/vmlinux}
failed=0

# fuzz NAME SECONDS SEED OPTION [PARAMETER...]: fuzz in one boot, files in $dir/NAME,
# with an option of the fuzzer or ''. The time limit allows for booting, the self-check
# and the last sequences.
fuzz() {
	local status=0 command name=$1 seconds=$2 seed=$3 option=$4

	shift 4
	say "sysfuzz: $name, $seconds s"
	# Sequences sleep most of the time, so run three for each CPU.
	command="cd /tests/sysfuzz && ./sysfuzz -t $seconds -s $seed -j $((
		CPUS * 3)) $option"
	mkdir -p "$dir/$name"
	# loglevel=5 keeps messages that are no report off the console.
	DEBUG=$DEBUG ARCH=$arch CPUS=$CPUS MEM=$MEM IMAGE=$IMAGE \
		TIMEOUT=${TIMEOUT:-$((seconds * 2 + 600))} RESULT=$dir/$name \
		APPEND="loglevel=5 $* ${APPEND-}" \
		CMD=$command "$harness/vm.sh" |
		sed -u '/^=== points$/,/^=== end of points$/d' || status=$?
	# Without a verdict, no machine was booted, and vm.sh has printed the reason.
	[[ -f $dir/$name/verdict ]] || exit "$status"
	if ((status == 124 || status == 125)); then
		said="incomplete, $(<"$dir/$name/verdict") (SEED=$SEED)"
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

print_coverage() {
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

# print_unreached KIND HEADING: print the functions of this kind
print_unreached() {
	grep "^$1" "$dir/unreached" >"$dir/part" || return 0
	printf '\n%s\n' "$2"
	awk -F '\t' '{ printf "  %-32s %-32s %s\n", $2, $3, $4 }' "$dir/part"
}

# has_kcov: has the kernel of this run coverage? IMAGE may have it.
has_kcov() {
	[[ ! $IMAGE ]] && grep -qx 'CONFIG_KCOV=y' "$top/configs/$DEBUG.config"
}

# no_points: report that the run has no coverage, a failure if the kernel has kcov
no_points() {
	if has_kcov; then
		echo "no coverage, although DEBUG=$DEBUG has kcov"
		failed=1
	elif [[ $IMAGE ]]; then
		echo "coverage skipped: the kernel of IMAGE has no kcov"
	else
		echo "coverage skipped: DEBUG=$DEBUG has no kcov, DEBUG=kasan has it"
	fi
}

check_coverage() {
	sed -n '/^=== points$/,/^=== end of points$/p' "$dir/output" |
		sed '/^===/d' | tr ' ' '\n' | sort -u >"$dir/points"
	if ! grep -q . "$dir/points"; then
		no_points
		return
	fi
	[[ -f $vmlinux ]] ||
		fail "$vmlinux: no such file; set VMLINUX= to the vmlinux of IMAGE"
	"$harness/coverage.py" table "$arch" "$vmlinux" "$dir/points" \
		>"$dir/coverage"
	"$harness/coverage.py" unreached "$arch" "$dir/coverage" "$list" \
		>"$dir/unreached"
	print_unreached listed 'Not reached, with the reason:'
	print_unreached stale "Wrong in ${list#"$top/"}:"
	[[ ! -s $dir/part ]] || failed=1
	print_unreached new "Not reached, and not in ${list#"$top/"}:"
	if [[ -s $dir/part ]] && ((TIME >= LONG)); then
		failed=1
	elif [[ -s $dir/part ]]; then
		echo "(no failure in a run of less than TIME=$LONG)"
	fi
}

# sum WORD: add the numbers before this word in the summaries of the runs
sum() {
	awk -v word="$1" '
		/^[0-9]+ sequences, .* failures$/ {
			for (i = 2; i <= NF; i++)
				if (index($i, word) == 1)
					sum += $(i - 1)
		}
		END { print sum + 0 }' "$dir/output"
}

# Print the last line. An error in the list of unreached functions is a failure.
summary() {
	local said failures

	failures=$(sum failures)
	said="$(sum sequences) sequences, $(sum calls) calls with known errors, $(
		)$(print_coverage), $((failures ? failures : failed)) failures $(
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
# The kernel that checks verdicts uses no fast path, and neither does one with trace
# events. So half of the time is for each kind.
half=$(((TIME + 1) / 2))
fuzz plain "$half" "$SEED" ''
fuzz verified "$half" "$((SEED + 1))" -e seccomp_verify 'trace_event=seccomp:*'
check_coverage
summary
((!failed))

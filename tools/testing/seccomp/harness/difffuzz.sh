#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Compares the analysis of filters with plain interpretation, on millions of pairs
# of a program and a call. Prints TAP and counts. Exits with 1 if there is a
# difference, and leaves it in build/.
#
# The environment: TIME in seconds, SEED, and ARCH, the system calls (both when
# empty). The code is built for user space and needs no virtual machine.
#
# First, it seeds faults in copies of the code. It must find each of them.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
(($# == 0)) || usage "takes no arguments"
time_and_seed 60
choose_archs
"$harness/install_deps.sh" difffuzz

difffuzz=$private/verify/difffuzz
dir=$out/difffuzz
. "$harness/tap.sh"
# Two runs for different architectures may work at the same time.
for arch in "${archs[@]}"; do
	lock "difffuzz-$arch"
done

# compile DIR SOURCES [VARIABLE=VALUE...]
compile() {
	local into=$1 sources=$2

	shift 2
	mkdir -p "$into"
	quietly env -u MAKEFLAGS -u MAKELEVEL make -s -f "$difffuzz/Makefile" \
		OUT="$into" SECCOMP="$sources" LAYOUT="$arch" "$@"
}

# part PERCENT: of the time, for each architecture
part() {
	local seconds=$((TIME * $1 / 100 / ${#archs[@]}))

	echo $((seconds ? seconds : 1))
}

# seed_fault FAULT FILE SCRIPT: change a copy of the sources with sed. Objects of
# the files that do not change are copied, too.
seed_fault() {
	local fault=$1 file=$2 script=$3 copy=$dir/$arch/fault

	rm -rf "$copy"
	mkdir -p "$copy"
	cp -rp "$top/kernel/seccomp" "$copy/"
	cp -rp "$dir/$arch/plain" "$copy/objects"
	sed -i "$script" "$copy/seccomp/$file"
	if cmp -s "$copy/seccomp/$file" "$top/kernel/seccomp/$file"; then
		echo "# the script changes nothing in $file"
		return 1
	fi
	compile "$copy/objects" "$copy/seccomp"
}

# The fuzzer exits with 1 if it has found a difference.
is_found() {
	local status=0

	"$dir/$arch/fault/objects/difffuzz" -q -m -t 20 -s "$SEED" \
		-d "$dir/$arch/fault/difference" "$difffuzz/corpus" |
		sed 's/^/# /' || status=$?
	((status == 1))
}

test_faults() {
	local fault file script name

	while IFS='|' read -r fault file script; do
		[[ $fault != '#'* ]] || continue
		name="$arch: seeded fault found: $fault"
		if seed_fault "$fault" "$file" "$script" && is_found; then
			result ok "$name"
		else
			result 'not ok' "$name"
		fi
	done <"$difffuzz/faults"
}

# run NAME BINARY [OPTION...]
run() {
	local name=$1 binary=$2

	shift 2
	if "$binary" -s "$SEED" -d "$dir/$arch/difference" "$@" \
		"$difffuzz/corpus" | sed 's/^/# /' | tee -a "$said"; then
		result ok "$name"
	else
		result 'not ok' "$name"
	fi
}

test_plain() {
	run "$arch: no difference" "$dir/$arch/plain/difffuzz" -t "$(part 60)"
}

# The sanitizers are slower. They also find errors that do not change an answer.
test_sanitized() {
	compile "$dir/$arch/sanitized" "$top/kernel/seccomp" SANITIZE=1
	run "$arch: no difference, no report of the sanitizers, no leak" \
		"$dir/$arch/sanitized/difffuzz" -m -t "$(part 20)"
}

test_libfuzzer() {
	local name="$arch: no difference that libFuzzer can find" log
	local work=$dir/$arch/libfuzzer

	if ! command -v clang >/dev/null; then
		result ok "$name # SKIP no clang, see harness/install_deps.sh libfuzzer"
		return
	fi
	if ! compile "$work" "$top/kernel/seccomp" TARGET=1; then
		result 'not ok' "$name: cannot be built"
		return
	fi
	# Inputs that reach new code stay for the next run.
	mkdir -p "$work/corpus" "$work/found"
	"$dir/$arch/plain/difffuzz" -b "$work/corpus" "$difffuzz/corpus"
	log=$work/log
	if FUZZ_DUMP=$dir/$arch/difference "$work/target" -seed="$((SEED %
		4294967296))" -max_total_time="$(part 20)" -max_len=4096 \
		-artifact_prefix="$work/" "$work/found" "$work/corpus" \
		>"$log" 2>&1; then
		sed -n 's/^Done /# libFuzzer: done /p' "$log"
		result ok "$name"
	else
		show "$log"
		result 'not ok' "$name"
	fi
}

# Sum the programs and pairs of all runs.
summary() {
	awk -v time="$TIME" -v tests="$number" -v failed="$failed" '
		$2 == "all" { programs += $3 }
		/ pairs compared in / {
			for (i = 2; i <= NF; i++)
				if ($i == "pairs")
					pairs += $(i - 1)
		}
		END {
			printf "TIME=%d: %d programs, %d pairs compared; ",
				time, programs, pairs
			print tests " tests, " failed " failed"
		}' "$said"
}

mkdir -p "$dir"
said=$(mktemp "$dir/said.XXXXXX")
trap 'rm -f "$said"' EXIT
report="make difffuzz${ARCH:+ ARCH=$ARCH}"
forget_report "$report"
echo "# TIME=$TIME SEED=$SEED"
for arch in "${archs[@]}"; do
	compile "$dir/$arch/plain" "$top/kernel/seccomp" ||
		fail "cannot build the fuzzer for $arch"
	test_faults
	test_plain
	test_sanitized
	test_libfuzzer
done
echo "1..$number"
keep_report "$report" "$(summary)"
((!failed))

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests that the harness detects each failure that it must detect. Prints TAP. The
# cases here boot the virtual machine (ARCH), or need compilers. All other tests are in
# tests/, for pytest. With ONLY_BOOTS=1, only those of them run that boot, too.

set -uo pipefail
. "$(dirname "$0")/lib.sh"
. "$harness/tap.sh"
set_arch "${ARCH:-x86_64}"
export ARCH=$arch

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$harness/install_deps.sh" harness

# Start the tests of the Python scripts, next to the cases here.
start_python() {
	local tests=$harness/tests

	((!${ONLY_BOOTS:-0})) || tests+=/test_interrupt.py
	/usr/bin/python3 -m pytest -q -p no:cacheprovider \
		--junitxml="$dir/pytest.xml" "$tests" \
		>"$dir/pytest.log" 2>&1 &
	pytest=$!
}

# Print their results, after those here.
finish_python() {
	local status=0

	wait "$pytest" || status=$?
	"$harness/junit_tap.py" pytest "$dir/pytest.xml" "$number" \
		>"$dir/pytest.tap" || status=${status/#0/1}
	cat "$dir/pytest.tap"
	number=$((number + $(grep -cE '^(not )?ok ' "$dir/pytest.tap")))
	if ((status)) && ! grep -q '^not ok ' "$dir/pytest.tap"; then
		show "$dir/pytest.log" 5
		check "pytest ends well" 0 "$status"
	fi
}

# boot COMMAND [SETTING=VALUE...]: the exit status of vm.sh
boot() {
	local status=0 command=$1

	shift
	env BUILT=1 CMD="$command" RESULT="$dir/boot" TIMEOUT=180 "$@" \
		"$harness/vm.sh" >"$dir/shown" 2>"$dir/said" || status=$?
	echo "$status"
}

test_boots() {
	mkdir -p "$dir/add/deep"
	echo "from the host" >"$dir/add/deep/file"

	check "boot: the command's status is the run's" 7 "$(boot 'exit 7')"
	check "boot: a signal is the status 128 and its number" 137 "$(boot 'kill -9 $$')"
	check "boot: all of a long output arrives" 0 "$(boot 'seq 100000')"
	check "boot: ... and is shown" "$(seq 100000 | cksum)" \
		"$(cksum <"$dir/shown")"
	check "boot: a file added" 0 "$(boot \
		'grep -q "from the host" /deep/file' ADD="$dir/add")"
	# shellcheck disable=SC2016	# for the guest's shell
	check "boot: kernel parameters and processors" 0 "$(boot \
		'grep -qw a=b /proc/cmdline && [ $(nproc) = 3 ]' \
		APPEND=a=b CPUS=3)"
	check "boot: a background process does not delay the end" 0 \
		"$(boot 'sleep 1000 & exit 0')"
	check "boot: a panic" 125 \
		"$(boot 'echo c >/proc/sysrq-trigger; sleep 5')"
	check "boot: ... and its message is shown" 1 \
		"$(grep -c 'the kernel reported: .*sysrq triggered crash' \
			"$dir/said")"
	check "boot: a warning, although the command succeeds" 125 \
		"$(boot 'echo "<4>WARNING: made up" >/dev/kmsg')"
	check "boot: a report of lockdep" 125 "$(boot \
		'echo "<4>WARNING: possible recursive locking" >/dev/kmsg')"
	check "boot: a report of RCU" 125 "$(boot \
		'echo "<3>rcu: INFO: rcu_sched detected stalls" >/dev/kmsg')"
	check "boot: a hang" 124 "$(boot 'sleep 1000' TIMEOUT=8)"
	check "boot: power off without a report" 125 "$(boot 'poweroff -f')"
	check "boot: reboot without a report" 125 "$(boot 'reboot -f')"
	check "boot: a program's output is not a kernel report" 0 \
		"$(boot 'echo "[    1.000000] WARNING: BUG: made up"')"
	# QEMU for arm64 starts any file, and only the timeout ends it.
	check "boot: not a kernel" "12[45]" \
		"$(boot true IMAGE="$harness/vm.sh" TIMEOUT=8)"
}

# states COMMAND: the states for a program that runs as the tests do. The logs of
# the run go to standard error, to explain a failure.
states() {
	rm -rf "$dir/suite"
	TIMEOUT=180 "$harness/suite.py" "$dir/suite" \
		"prog=sh -c '$1'" >/dev/null
	{
		echo "--- $1"
		cat "$dir/suite"/{results,verdict,vm.log}
		tail -n 20 "$dir/suite/console.log"
	} >&2 2>/dev/null || :
	cut -f 1 "$dir/suite/results" | tr '\n' ' '
}

test_suites() {
	check "suite: a program passes" "pass pass " \
		"$(states 'echo 1..2; echo ok 1 a; echo ok 2 b')"
	check "suite: a bad plan" "pass fail " \
		"$(states 'echo 1..2; echo ok 1 a')"
	export PROGRAM_LIMIT=5
	check "suite: a program that hangs" "pass fail " \
		"$(states 'echo 1..1; echo ok 1 a; exec sleep 100')"
	PROGRAM_LIMIT=60
	check "suite: a program that is killed" "pass fail " \
		"$(states 'echo 1..1; echo ok 1 a; kill -SEGV $$')"
	check "suite: passes, but the kernel warns" "pass fail " "$(states \
		'echo 1..1; echo ok 1 a; echo "<4>WARNING: x" >/dev/kmsg')"
	check "suite: the machine goes away" "pass fail fail " \
		"$(states 'echo 1..1; echo ok 1 a; sleep 1; reboot -f')"
}

# The kselftest build that a kernel tree has: our programs, and those of the base.
build_kselftests() {
	local sysroot=$top/build/sysroot/amd64

	[[ $arch == x86_64 ]] || sysroot=$top/build/sysroot/arm64
	mkdir -p "$dir/kselftest"
	env -u MAKEFLAGS -u MAKELEVEL make TARGETS=seccomp \
		-C "$out/ours/linux/tools/testing/selftests" \
		O="$dir/kselftest" ARCH="$arch" CC="${cross}gcc" \
		CC_IA32=gcc-12 CC_X32=gcc-12 \
		KHDR_INCLUDES="-isystem $out/base/headers-$srcarch/include" \
		USERCFLAGS="-idirafter $sysroot/usr/include" \
		USERLDFLAGS="-L$sysroot/usr/lib/$triplet"
}

# What the build must make, and did not.
missing_kselftests() {
	local source name built=$dir/kselftest/kselftest/seccomp

	for source in "$selftests"/*_test.c seccomp_bpf seccomp_benchmark; do
		name=$(basename "$source" .c)
		[[ -x $built/$name ]] || echo "$name"
	done
}

test_kselftest() {
	build_kselftests >"$dir/kselftest.log" 2>&1 ||
		show "$dir/kselftest.log" 5
	check "kselftest: a kernel tree builds our tests and the base's" '' \
		"$(missing_kselftests)"
}

start_python
test_kselftest
test_boots
test_suites
finish_python
echo "1..$number"

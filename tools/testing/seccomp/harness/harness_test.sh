#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Proves that the harness notices what it must notice. Prints TAP. Some cases
# are fed with made-up logs, some are real boots of the virtual machine (ARCH).

set -uo pipefail
. "$(dirname "$0")/lib.sh"
. "$harness/suite.sh"
set_arch "${ARCH:-x86_64}"
export ARCH=$arch

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
number=0

# check NAME WANTED-PATTERN GOT
check() {
	number=$((number + 1))
	# shellcheck disable=SC2053	# a pattern
	if [[ $3 == $2 ]]; then
		echo "ok $number $1"
	else
		echo "# wanted '$2', got '$3'"
		echo "not ok $number $1"
	fi
}

# A console with a line in the midst of ordinary ones.
console_with() {
	printf '[    0.0000%02d] %s\r\n' \
		1 'Linux version 6.12.0 (debug build)' \
		2 "$1" \
		3 'BUGS and WARNINGS are words, too; oopsie'
}

reports() {
	console_with "$1" >"$dir/log"
	if "$harness/check_dmesg.sh" "$dir/log" >/dev/null; then
		echo clean
	else
		echo trouble
	fi
}

test_console() {
	local line

	check "console: ordinary lines are clean" clean \
		"$(reports 'rcu: Hierarchical RCU implementation.')"
	check "console: a fault of a program is clean" clean \
		"$(reports 'traps: a[1] general protection fault ip:1 sp:2')"
	while read -r line; do
		check "console: $line" trouble "$(reports "$line")"
	done <<-'EOF'
		Kernel panic - not syncing: Attempted to kill init!
		kernel BUG at kernel/seccomp.c:100!
		BUG: kernel NULL pointer dereference, address: 0000000000000000
		BUG: KASAN: slab-use-after-free in seccomp_filter_release+0x1/0x2
		BUG: KCSAN: data-race in a / b
		BUG: sleeping function called from invalid context at mm/slab.h:1
		BUG: soft lockup - CPU#0 stuck for 22s! [a:1]
		watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [a:1]
		BUG kmalloc-64 (Not tainted): Poison overwritten
		WARNING: CPU: 0 PID: 1 at kernel/seccomp.c:100 a+0x1/0x2
		WARNING: possible circular locking dependency detected
		WARNING: suspicious RCU usage
		------------[ cut here ]------------
		Oops: general protection fault, 0000 [#1] SMP
		general protection fault, probably for non-canonical address 0x1
		Internal error: Oops: 0000000096000004 [#1] SMP
		Unable to handle kernel paging request at virtual address 00000001
		rcu: INFO: rcu_preempt self-detected stall on CPU
		INFO: task a:1 blocked for more than 122 seconds.
		INFO: trying to register non-static key.
		UBSAN: shift-out-of-bounds in kernel/seccomp.c:1:2
		kmemleak: 1 new suspected memory leaks (see /sys/kernel/debug/kmemleak)
		unreferenced object 0xffff888000000000 (size 64):
		refcount_t: underflow; use-after-free.
		list_del corruption, ffff888000000000->next is LIST_POISON1
		ODEBUG: free active (active state 0) object
		a: page allocation failure: order:0, mode:0x0
	EOF
}

# race LINE...: the report of a data race between two functions, of which the
# one called "mine" counts
race() {
	local bar='[    0.000001] ================================='

	{
		console_with "BUG: KCSAN: data-race in one / other" | sed 3d
		printf '[    0.000002] %s\n' "$@"
		echo 'harmless'
	} | sed "2i $bar" | sed "s/^\[ .*END$/$bar/" >"$dir/log"
	echo mine >"$dir/functions"
	if "$harness/check_dmesg.sh" "$dir/log" "$dir/functions" >/dev/null; then
		echo "clean $(wc -l <"$dir/log.races")"
	else
		echo "trouble $(wc -l <"$dir/log.races")"
	fi
}

test_races() {
	check "races: of others are put aside" "clean 1" \
		"$(race ' one+0x1/0x2' ' other+0x1/0x2' END)"
	check "races: of ours count" "trouble 0" \
		"$(race ' mine+0x1/0x2' ' other+0x1/0x2' END)"
	check "races: of who is called by ours count" "trouble 0" \
		"$(race ' one+0x1/0x2' ' mine+0x1/0x2' END)"
	check "races: far above ours do not count" "clean 1" \
		"$(race ' one+0x1/0x2' ' other+0x1/0x2' ' mine+0x1/0x2' END)"
	check "races: the second stack counts as well" "trouble 0" "$(race \
		' one+0x1/0x2' ' other+0x1/0x2' '' ' mine+0x1/0x2' END)"
	check "races: who holds a lock has no part in it" "clean 1" "$(race \
		' one+0x1/0x2' ' other+0x1/0x2' '' '1 lock held by a/1:' \
		' #0: ffff (&a->lock){+.+.}-{2:2}, at: mine+0x1/0x2' END)"
	check "races: one that is accepted does not count" "clean 1" "$(race \
		'BUG: KCSAN: data-race in ns_capable_noaudit / mine' \
		' mine+0x1/0x2' END)"
	check "races: what comes in the midst of one counts" "trouble 1" \
		"$(race ' one+0x1/0x2' 'WARNING: suspicious RCU usage' END)"
	check "races: what is cut off counts" "trouble 0" \
		"$(race ' one+0x1/0x2')"
	check "races: what comes after one counts" "trouble 1" \
		"$(race ' one+0x1/0x2' END 'WARNING: suspicious RCU usage')"
}

# verdict OUTPUT-FILE: the states of all results, in order
verdict() {
	"$harness/tap.pl" n "$1" prog | cut -f 1 | tr '\n' ' '
}

# tap STATUS TEXT: of a program that prints TEXT and ends with STATUS
tap() {
	printf '@n start prog\n%b\n@n end prog %d\n' "$2" "$1" >"$dir/tap"
	verdict "$dir/tap"
}

test_tap() {
	check "tap: all pass" "pass pass " "$(tap 0 '1..2\nok 1 a\nok 2 b')"
	check "tap: a failing case" "pass fail " \
		"$(tap 1 '1..2\nok 1 a\nnot ok 2 b')"
	check "tap: a failing case and status 0" "fail " \
		"$(tap 0 '1..1\nnot ok 1 a')"
	check "tap: a skipped case" "skip pass " \
		"$(tap 0 '1..2\nok 1 a # SKIP for a reason\nok 2 b')"
	check "tap: everything skipped" "skip " \
		"$(tap 4 '1..0 # SKIP for a reason')"
	check "tap: the words before a failure are told" "fail prog a why " \
		"$(tap 1 "1..1\n# why\nnot ok 1 a" >"$dir/x" &&
			"$harness/tap.pl" n "$dir/tap" prog | tr '\t\n' '  ')"
	check "tap: no plan" "pass fail " "$(tap 0 'ok 1 a')"
	check "tap: nothing" "fail " "$(tap 0 '')"
	check "tap: fewer results than planned" "pass fail " \
		"$(tap 0 '1..2\nok 1 a')"
	check "tap: more results than planned" "pass pass fail " \
		"$(tap 0 '1..1\nok 1 a\nok 2 b')"
	check "tap: two plans" "pass fail " "$(tap 0 '1..1\nok 1 a\n1..1')"
	check "tap: bail out" "pass fail fail " \
		"$(tap 1 '1..2\nok 1 a\nBail out! no')"
	check "tap: all pass, but status 1" "pass fail " \
		"$(tap 1 '1..1\nok 1 a')"
	check "tap: all pass, then a signal" "pass fail " \
		"$(tap 139 '1..1\nok 1 a')"
	check "tap: all pass, but too slow" "pass fail " \
		"$(tap 143 '1..1\nok 1 a')"
	printf '@n start prog\n1..1\nok 1 a\n' >"$dir/tap"
	check "tap: the program does not end" "pass fail " \
		"$(verdict "$dir/tap")"
	printf '@other start prog\n1..1\nok 1 a\n@other end prog 0\n' \
		>"$dir/tap"
	check "tap: the program does not start" "fail " "$(verdict "$dir/tap")"
}

# judged QEMU-STATUS OUTPUT STATUS-LINES
judged() {
	local status=0

	mkdir -p "$dir/run"
	console_with harmless >"$dir/run/console.log"
	printf '%b' "$2" >"$dir/run/output"
	printf '%b' "$3" >"$dir/run/status"
	"$harness/check_run.sh" "$dir/run" "$1" 60 2>/dev/null || status=$?
	echo "$status"
}

test_judge() {
	check "judge: a good run" 0 "$(judged 0 'abc' 'bytes 3\nexit 0\n')"
	check "judge: the command's status" 42 \
		"$(judged 0 'abc' 'bytes 3\nexit 42\n')"
	check "judge: nothing reported" 125 "$(judged 0 'abc' '')"
	check "judge: half a report" 125 "$(judged 0 'abc' 'bytes 3\n')"
	check "judge: no number" 125 "$(judged 0 'abc' 'bytes 3\nexit \n')"
	check "judge: output lost" 125 "$(judged 0 'ab' 'bytes 3\nexit 0\n')"
	check "judge: too slow" 124 "$(judged 124 'abc' 'bytes 3\nexit 0\n')"
	check "judge: killed" 124 "$(judged 137 'abc' 'bytes 3\nexit 0\n')"
	check "judge: QEMU failed" 125 "$(judged 1 'abc' 'bytes 3\nexit 0\n')"
}

# boot COMMAND [SETTING=VALUE...]: the status that vm.sh ends with
boot() {
	local status=0 command=$1

	shift
	env BUILT=1 CMD="$command" RESULT="$dir/boot" TIMEOUT=180 "$@" \
		"$harness/vm.sh" >"$dir/shown" 2>"$dir/said" || status=$?
	echo "$status"
}

# stale_breakpoints N: makes a QEMU for PATH that does no more than leave a stale
# breakpoint on the console, N times, and is QEMU from then on.
stale_breakpoints() {
	local name=qemu-system-x86_64

	[[ $arch == x86_64 ]] || name=qemu-system-aarch64
	mkdir -p "$dir/qemu"
	echo "$1" >"$dir/qemu/left"
	cat >"$dir/qemu/$name" <<-END
		#!/bin/bash
		left=\$(<$dir/qemu/left)
		((left)) || exec $(command -v $name) "\$@"
		echo \$((left - 1)) >$dir/qemu/left
		for argument; do
			[[ \$argument != file:* ]] ||
				echo '[ 1.0] Oops: int3: 0000 [#1] SMP' \
					>"\${argument#file:}"
		done
	END
	chmod +x "$dir/qemu/$name"
}

test_boots() {
	mkdir -p "$dir/add/deep"
	echo "from the host" >"$dir/add/deep/file"

	check "boot: the command's status is the run's" 7 "$(boot 'exit 7')"
	check "boot: a signal is told" 137 "$(boot 'kill -9 $$')"
	check "boot: all of a long output arrives" 0 "$(boot 'seq 100000')"
	check "boot: ... and is shown" "$(seq 100000 | cksum)" \
		"$(cksum <"$dir/shown")"
	check "boot: a file added" 0 "$(boot \
		'grep -q "from the host" /deep/file' ADD="$dir/add")"
	# shellcheck disable=SC2016	# for the guest's shell
	check "boot: kernel parameters and processors" 0 "$(boot \
		'grep -qw a=b /proc/cmdline && [ $(nproc) = 3 ]' \
		APPEND=a=b CPUS=3)"
	check "boot: a process left behind does not hold up the end" 0 \
		"$(boot 'sleep 1000 & exit 0')"
	check "boot: a panic" 125 \
		"$(boot 'echo c >/proc/sysrq-trigger; sleep 5')"
	check "boot: ... and its words are told" 1 \
		"$(grep -c 'the kernel reported: .*panic\|: .*Oops\|: .*BUG' \
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
	check "boot: what is on the output is not the kernel's" 0 \
		"$(boot 'echo "[    1.000000] WARNING: BUG: made up"')"
	stale_breakpoints 3
	check "boot: a breakpoint that QEMU has kept: once more" 7 \
		"$(boot 'exit 7' PATH="$dir/qemu:$PATH" ACCEL=tcg)"
	check "boot: ... each time it is told" 3 \
		"$(grep -c 'that was QEMU' "$dir/said")"
	stale_breakpoints 9
	check "boot: ... but five times are enough" "125 4" \
		"$(boot true PATH="$dir/qemu:$PATH" ACCEL=tcg) $(
		cat "$dir/qemu/left")"
	# arm64 starts anything, and waits.
	check "boot: not a kernel" "12[45]" \
		"$(boot true IMAGE="$harness/vm.sh" TIMEOUT=8)"
}

# states COMMAND: of a program run as the tests are; what has been seen besides
# goes to the log, for the day when it is not what it should be.
states() {
	rm -rf "$dir/suite"
	TIMEOUT=180 run_suite "$dir/suite" \
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
	program_limit=5
	check "suite: a program that hangs" "pass fail " \
		"$(states 'echo 1..1; echo ok 1 a; exec sleep 100')"
	program_limit=60
	check "suite: a program that is killed" "pass fail " \
		"$(states 'echo 1..1; echo ok 1 a; kill -SEGV $$')"
	check "suite: passes, but the kernel warns" "pass fail " "$(states \
		'echo 1..1; echo ok 1 a; echo "<4>WARNING: x" >/dev/kmsg')"
	check "suite: the machine goes away" "pass fail fail " \
		"$(states 'echo 1..1; echo ok 1 a; sleep 1; reboot -f')"
}

# refused COMMAND...: "2 1" is a bad argument answered in one line
refused() {
	local status=0

	"$@" >"$dir/said" 2>&1 || status=$?
	echo "$status $(wc -l <"$dir/said")"
}

test_arguments() {
	check "arguments: ARCH" "2 1" "$(refused env ARCH=vax "$harness/vm.sh")"
	check "arguments: KERNEL" "2 1" "$(refused env KERNEL=2.4 "$harness/vm.sh")"
	check "arguments: CMD" "2 1" "$(refused env CMD= "$harness/vm.sh")"
	check "arguments: DEBUG" "2 1" "$(refused env DEBUG=base "$harness/vm.sh")"
	check "arguments: BASE" "2 1" "$(refused env BASE=1 "$harness/stress.sh")"
	check "arguments: CPUS of sysfuzz" "2 1" \
		"$(refused env CPUS=many "$harness/sysfuzz.sh")"
	check "arguments: TEST of mutants" "2 1" "$(refused env \
		TEST='25-listener-not-told typo' "$harness/mutants.sh")"
	check "arguments: ADD" "2 1" \
		"$(refused env CMD=true ADD=/nowhere "$harness/vm.sh")"
	check "arguments: IMAGE" "2 1" \
		"$(refused env CMD=true IMAGE=/nowhere "$harness/vm.sh")"
	check "arguments: CPUS" "2 1" \
		"$(refused env CMD=true CPUS=many "$harness/vm.sh")"
	check "arguments: TIMEOUT" "2 1" \
		"$(refused env CMD=true TIMEOUT=0 "$harness/vm.sh")"
	check "arguments: CHECK" "2 1" \
		"$(refused env CHECK=yes "$harness/series.sh")"
	check "arguments: CONFIG" "2 1" \
		"$(refused env CONFIG=/nowhere "$harness/deb.sh")"
	check "arguments: CONFIG without seccomp" "2 1" \
		"$(refused env CONFIG=/dev/null "$harness/deb.sh")"
	check "arguments: FULL" "2 1" "$(refused env FULL=yes "$harness/test.sh")"
	check "arguments: TEST" "2 1" "$(refused env TEST=nothing "$harness/test.sh")"
}

# steps TABLE: what patches/series of that text is found to be, for a graft of
# three files
# shellcheck source=/dev/null disable=SC2034,SC2154
steps() {
	printf '%b\n' "$1" >"$dir/steps"
	(
		. "$harness/read_series.sh"
		table=$dir/steps
		read_steps "$dir/graft"
		echo "$steps steps"
	) 2>&1
}

test_steps() {
	local b='step 2\n\ttake a/*\n\nwhy\n' m='\tpart m' rest

	mkdir -p "$dir/graft/a"
	printf '1\n2\n3\n' |
		tee "$dir/graft/m" "$dir/graft/a/b" >"$dir/graft/a/c"
	check "steps: each path in one" "2 steps" \
		"$(steps "step 1\n\ttake m\n\nwhy\n\n$b")"
	rest="step 2\n$m rest\n\ttake a/*"
	check "steps: in parts" "2 steps" \
		"$(steps "step 1\n$m /2/\n\nwhy\n\n$rest")"
	check "steps: a path in none" "*add to a step: m, 1*" "$(steps "$b")"
	check "steps: a line in none" "*add to a step: the rest of m, 1*" \
		"$(steps "step 1\n$m 1,2\n$b")"
	check "steps: a path in two" "*:7: a/b is in step 1 already*" \
		"$(steps "step 1\n\ttake a/b\n\ttake m\n\nwhy\n$b")"
	check "steps: a line in two" "*:3: line 2 of m is in step 1 already*" \
		"$(steps "step 1\n$m 1,2\n$m 2,3\n$b")"
	check "steps: an empty one" "*the step before, 1, is empty*" \
		"$(steps "step 1\n\nwhy\n$b")"
	check "steps: no such path" "*:2: take x: the graft has no such path*" \
		"$(steps "step 1\n\ttake x\n$b")"
	check "steps: no such line" "*:2: part m: no line is /4/*" \
		"$(steps "step 1\n$m /4/\n$b")"
	check "steps: no such word" "*:2: tkae: use step, take*" \
		"$(steps "step 1\n\ttkae m\n$b")"
	check "steps: no such patch" "*:2: there is no patch x: mend*" \
		"$(steps "step -\n\tpatch x\n$b")"
}

# A case that has got another name is not run, and nothing is put to the test.
missing_cases() {
	local patch program name

	for patch in "$private"/verify/mutants/*.patch; do
		while read -r program name; do
			grep -qw "${name##*.}" "$selftests/$program.c" ||
				echo "$(basename "$patch"): $program $name"
		done < <(sed -n '/^---/q; s/^Test: *//p' "$patch")
	done
}

# Those that have to be made anew, as what they change has changed.
stale_patches() {
	local patch

	for patch in "$private"/verify/mutants/*.patch; do
		patch -d "$out/ours/linux" -p1 --fuzz=0 --force --dry-run \
			<"$patch" >/dev/null || basename "$patch"
	done
}

test_mutants() {
	check "mutants: the cases named are there" '' "$(missing_cases)"
	# They are for this one.
	[[ $KERNEL != 6.12 ]] ||
		check "mutants: each patch applies" '' "$(stale_patches)"
}

test_console
test_races
test_mutants
test_steps
test_tap
test_judge
test_arguments
test_boots
test_suites
echo "1..$number"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests that the harness detects each failure that it must detect. Prints TAP.
# The tests of the Python scripts are in tests/, for pytest. Some of the cases here
# boot the virtual machine (ARCH).

set -uo pipefail
. "$(dirname "$0")/lib.sh"
. "$harness/suite.sh"
. "$harness/check.sh"
set_arch "${ARCH:-x86_64}"
export ARCH=$arch

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$harness/install_deps.sh" harness

# Start the tests of the Python scripts, next to the cases here.
start_python() {
	/usr/bin/python3 -m pytest -q -p no:cacheprovider \
		--junitxml="$dir/pytest.xml" "$harness/tests" \
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
		tail -n 5 "$dir/pytest.log" | sed 's/^/# /'
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

# breakpoints N BYTE: make a QEMU for PATH. N times, it only leaves the report of a
# breakpoint on the console, with this byte in memory. After that it executes the real
# QEMU.
breakpoints() {
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
				printf '%s\r\n' \
					'[ 1.0] Oops: int3: 0000 [#1] SMP' \
					'[ 1.1] Code: cc 5d $2 <90> cc' \
					>"\${argument#file:}"
		done
	END
	chmod +x "$dir/qemu/$name"
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
	breakpoints 3 66
	check "boot: a stale breakpoint of QEMU is booted again" 7 \
		"$(boot 'exit 7' PATH="$dir/qemu:$PATH" ACCEL=tcg)"
	check "boot: ... and each time reported" 3 \
		"$(grep -c 'stale breakpoint' "$dir/said")"
	breakpoints 9 e8
	check "boot: ... but at most five times" "125 4" \
		"$(boot true PATH="$dir/qemu:$PATH" ACCEL=tcg) $(
		cat "$dir/qemu/left")"
	breakpoints 9 cc
	check "boot: a breakpoint in memory is the kernel's fault" "125 8" \
		"$(boot true PATH="$dir/qemu:$PATH" ACCEL=tcg) $(
		cat "$dir/qemu/left")"
	# QEMU for arm64 starts any file, and only the timeout ends it.
	check "boot: not a kernel" "12[45]" \
		"$(boot true IMAGE="$harness/vm.sh" TIMEOUT=8)"
}

# states COMMAND: the states for a program that runs as the tests do. The logs of
# the run go to standard error, to explain a failure.
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

# budgets OPTION... LIMIT: the last line of report.pl for a row with this limit: 50
# on the base, 52 on ours, 40 without a filter, in a CSV of these three rows. A
# line of the file "notes" is a note.
budgets() {
	local options=("${@:1:$#-1}") limit=${*: -1}

	printf 'p\tm\t%b\n' "$limit" >"$dir/budgets"
	{
		echo kernel,arch,tree,profile,depth,measure,value,unit,spread
		echo base,x86_64,-,p,1,m,50.0,instructions,0.0
		echo ours,x86_64,-,p,1,m,52.0,instructions,0.0
		echo ours,x86_64,-,none,0,m,40.0,instructions,0.0
	} >"$dir/csv"
	"$private/bench/report.pl" "${options[@]}" "$dir/budgets" "$dir/csv" \
		"$dir/notes" x86_64 2>&1 | tail -n 1
	echo "status ${PIPESTATUS[0]}"
}

test_budgets() {
	local met='1 budgets: 1 met, 0 missed*' missed='1 budgets: 0 met, 1 missed*'
	local none='0 budgets: 0 met*' note='skip\tx86_64\t%s\t-\tp\t1\tgone\tno\n'

	: >"$dir/notes"
	check "budgets: a number" "$met" "$(budgets 52)"
	check "budgets: a number below" "$missed" "$(budgets 51)"
	check "budgets: ... with --check" "$missed*status 1" \
		"$(budgets --check 51)"
	check "budgets: ... without --check" "$missed*status 0" "$(budgets 51)"
	check "budgets: over no filter" "$met" "$(budgets 'none + 12')"
	check "budgets: too much over no filter" "$missed" \
		"$(budgets 'none + 11')"
	check "budgets: over the base" "$met" "$(budgets 'base + 2')"
	check "budgets: the base" "$missed" "$(budgets base)"
	check "budgets: another measure" "$met" "$(budgets '[m] * 1.1')"
	check "budgets: another measure that is missing" "$missed" \
		"$(budgets '[n] * 1.1')"
	check "budgets: the limit of this architecture" "$met" \
		"$(budgets '52\t1')"
	check "budgets: no limit on this architecture" "$none" \
		"$(budgets '-\t1')"
	check "budgets: only relative ones" "$none" \
		"$(budgets --relative 51)"
	check "budgets: ... of the base" "$missed" \
		"$(budgets --relative base)"
	check "budgets: a bad limit" "*bad limit 'none - 1'*" \
		"$(budgets 'none - 1')"
	# The row "gone" has no value.
	check "budgets: not measured" "2 budgets: 1 met, 1 missed, 0 skipped*" \
		"$(budgets '52\np\tgone\t9')"
	# shellcheck disable=SC2059	# a format
	printf "$note" ours >"$dir/notes"
	check "budgets: ours alone may not skip" \
		"2 budgets: 1 met, 1 missed, 0 skipped*" \
		"$(budgets '52\np\tgone\t9')"
	# shellcheck disable=SC2059	# a format
	printf "$note" base ours >"$dir/notes"
	check "budgets: both kernels skip" \
		"1 budgets: 1 met, 0 missed, 1 skipped*" \
		"$(budgets '52\np\tgone\t9')"
}

# refused COMMAND...: the status and the number of lines that it prints; a bad
# argument exits with 2 and one line
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
	check "arguments: MITIGATIONS" "2 1" \
		"$(refused env MITIGATIONS=2 "$harness/bench.sh")"
	check "arguments: MITIGATIONS with DEBUG" "2 1" \
		"$(refused env MITIGATIONS=1 DEBUG=kasan "$harness/bench.sh")"
	check "arguments: MITIGATIONS on 6.1" "2 1" \
		"$(refused env MITIGATIONS=1 KERNEL=6.1 "$harness/bench.sh")"
	check "arguments: MITIGATIONS of a test" "2 1" \
		"$(refused env MITIGATIONS=1 "$harness/test.sh")"
	check "arguments: CPUS of sysfuzz" "2 1" \
		"$(refused env CPUS=many "$harness/sysfuzz.sh")"
	check "arguments: TEST of mutants" "2 1" "$(refused env \
		TEST='25-listener-does-not-hang-up typo' "$harness/mutants.sh")"
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
	check "arguments: DEB of series" "2 1" \
		"$(refused env DEB=yes "$harness/series.sh")"
	check "arguments: CONFIG" "2 1" \
		"$(refused env CONFIG=/nowhere "$harness/deb.sh")"
	check "arguments: CONFIG without seccomp" "2 1" \
		"$(refused env CONFIG=/dev/null "$harness/deb.sh")"
	check "arguments: FULL" "2 1" "$(refused env FULL=yes "$harness/test.sh")"
	check "arguments: TEST" "2 1" "$(refused env TEST=nothing "$harness/test.sh")"
}

# prose NAME TEXT: what prose_check.py finds in a file of this name and text, in
# one line and without the file's name
prose() {
	mkdir -p "$dir/prose/$(dirname "$1")"
	printf '%b\n' "$2" >"$dir/prose/$1"
	"$harness/prose_check.py" "$dir/prose/$1" | sed 's/^[^:]*//' |
		tr '\n' ' '
}

test_prose() {
	local long word doc two

	long="One$(printf ' word%.0s' {1..25})."
	# The list itself is the only file that may have these words.
	word=$(grep -v '^#' "$top/configs/forbidden-words.list" |
		grep ' ' | head -n 1 | cut -d '|' -f 1)
	two=${word/ /\\n * }
	check "prose: a long sentence in .rst" ":3: a sentence of 26 words*" \
		"$(prose a.rst "Title\n=====\n$long")"
	check "prose: a long sentence in a README" \
		":2: a sentence of 26 words*" "$(prose README "Short.\n$long")"
	check "prose: a long sentence in a list" \
		":2: a sentence of 26 words*" "$(prose a.rst "\n- $long")"
	check "prose: a long sentence in kernel-doc" \
		":4: a sentence of 26 words*" \
		"$(prose a.h "/**\n * f() - Run it\n *\n * $long\n */")"
	check "prose: a long parameter in kernel-doc" \
		":3: a sentence of 26 words*" \
		"$(prose a.h "/**\n * f() - Run it\n * @a: $long\n */")"
	check "prose: 25 words are allowed" '' \
		"$(prose a.rst "${long/ word/}")"
	check "prose: an ordinary comment has no limit" '' \
		"$(prose a.c "/* $long */")"
	check "prose: a literal block has no limit" '' \
		"$(prose a.rst "Run::\n\n    $long\n\n    $long\n")"
	check "prose: an indented block of a README has no limit" '' \
		"$(prose README "Run\n\n    $long\n    $long\n")"
	check "prose: a code block has no limit" '' \
		"$(prose a.rst ".. code-block:: c\n\n   $long\n")"
	check "prose: a table has no limit" '' "$(prose a.rst \
		"== ==\na  b\n== ==\n$long\n\n$long\n== ==\n")"
	check "prose: ... but the text after it has" \
		":6: a sentence of 26 words*" \
		"$(prose a.rst "== ==\na  b\n== ==\n\nText.\n$long")"
	check "prose: items are sentences of their own" '' \
		"$(prose a.rst "$(printf -- '- six words in a short item\\n%.0s' \
			{1..9})")"
	check "prose: a forbidden word in a document" ":1: \"$word\": write *" \
		"$(prose a.rst "It is $word.")"
	check "prose: a forbidden word in a comment" ":2: \"$word\": write *" \
		"$(prose a.c "/*\n * It is $two so.\n */")"
	check "prose: a forbidden word in a message" ":1: \"$word\": write *" \
		"$(prose a.c "char a[] = \"$word\";")"
	check "prose: a forbidden word in a script" ":2: \"$word\": write *" \
		"$(prose a.sh "#\n# ${word^^}" | sed "s/${word^^}/$word/")"
	check "prose: a forbidden word in an added line" \
		":5: \"$word\": write *" \
		"$(prose a.patch "a\n---\n--- a/f\n+++ b/f\n+/* $word */")"
	check "prose: a kernel's own line of a patch is not ours" '' \
		"$(prose a.patch "a\n---\n--- a/f\n+++ b/f\n /* $word */")"
	check "prose: kernel-doc that is a question" \
		":2: kernel-doc begins with \"is\"*:2: kernel-doc is a question*" \
		"$(prose a.h "/**\n * f() - is it so?\n */")"
	check "prose: kernel-doc that begins with an article" \
		":2: kernel-doc begins with \"the\"*" \
		"$(prose a.h "/**\n * f() - the number of things\n */")"
	check "prose: kernel-doc that begins with a verb" '' \
		"$(prose a.h "/**\n * f() - Return the number of things\n */")"
	doc='Fixes: 0123456789ab ("area: subject")'
	check "prose: a Fixes: line" '' "$(prose a.patch "$doc\n---")"
	check "prose: a Fixes: line with a short commit" ":1: write Fixes: *" \
		"$(prose a.patch "${doc/456789ab/}\n---")"
	check "prose: a Fixes: line without a subject" ":1: write Fixes: *" \
		"$(prose a.patch "${doc%% (*}\n---")"
	check "prose: the Fixes: line of a commit" "*:3: write Fixes: *" \
		"$(fixes_of_commit "${doc%% (*}")"
}

# fixes_of_commit LINE: what is found in a commit with this line
fixes_of_commit() {
	local repo=$dir/repo

	rm -rf "$repo"
	mkdir -p "$repo/$(dirname "${harness#"$top/"}")/harness" "$repo/configs"
	cp "$harness/prose_check.py" "$repo/${harness#"$top/"}/"
	cp "$top/configs/forbidden-words.list" "$repo/configs/"
	git -C "$repo" init -q
	git -C "$repo" -c user.name=a -c user.email=a@b commit -q \
		--allow-empty -m "area: subject" -m "$1"
	"$repo/${harness#"$top/"}/prose_check.py" --commits HEAD
}

# plan SETTING=VALUE...: the lines of run_plan.sh in a tree with nothing built
plan() {
	local copy=$dir/plan

	rm -rf "$copy"
	mkdir -p "$copy/${private#"$top/"}" "$copy"/{kernel,include,patches,configs}
	cp -r "$harness" "$copy/${private#"$top/"}/"
	env "$@" "$copy/${harness#"$top/"}/run_plan.sh"
}

test_plan() {
	local copy=$dir/plan

	check "plan: the first line names kernel and guest" \
		"make run: Linux $KERNEL for arm64, ours*" "$(plan ARCH=arm64)"
	check "plan: a kernel to build takes minutes" \
		"*. kernel*build on * cores, about * min*" "$(plan)"
	check "plan: nothing is written" '' "$(plan >/dev/null &&
		find "$copy/build" 2>/dev/null)"
	mkdir -p "$copy/build/$KERNEL/base" "$copy/build/$KERNEL/x86_64"
	touch "$copy/build/$KERNEL/base/stamp" \
		"$copy/build/$KERNEL/x86_64/stamp"
	check "plan: a kernel without a change is up to date" \
		"*source*is unpacked*kernel*up to date*" \
		"$(ARCH=x86_64 "$copy/${harness#"$top/"}/run_plan.sh")"
	sleep 0.1
	touch "$copy/kernel/changed.c"
	check "plan: a kernel with a change is built" \
		"*. kernel*build on * cores, about * min*" \
		"$(ARCH=x86_64 "$copy/${harness#"$top/"}/run_plan.sh")"
}

# made_up_results: a tree with made-up results in build/, in $copy
# shellcheck disable=SC2016	# the line of ASSURANCE has backquotes
made_up_results() {
	local into=$copy/build/6.12/x86_64/results

	rm -rf "$copy"
	mkdir -p "$copy/${private#"$top/"}" "$into" "$copy/build/reports"
	cp -r "$harness" "$private/bench" "$private/results" \
		"$copy/${private#"$top/"}/"
	rm -f "$copy/${private#"$top/"}"/results/*.json
	printf '%s\tx86_64 %s\tprogram\tcase\t\n' pass own pass own pass kunit \
		fail verify skip own >"$into/all"
	printf '%s\n' '[before]' \
		'Results of the last complete runs, from tools/testing/seccomp/results/:' \
		'' '    old' '' '[after]' >"$copy/README"
	printf '%s\n' \
		'Results of the last complete runs, from ``tools/testing/seccomp/results/``::' \
		'' '    old' >"$copy/${private#"$top/"}/ASSURANCE"
	printf '%s\n' 'make lint KERNEL=6.12' clean 65 abc 2026-01-02 \
		>"$copy/build/reports/lint"
}

# results_py: collect and render in $copy, then print README and ASSURANCE
results_py() {
	"$copy/${harness#"$top/"}/results.py" collect &&
		"$copy/${harness#"$top/"}/results.py" render &&
		cat "$copy/README" "$copy/${private#"$top/"}/ASSURANCE"
}

test_results() {
	local copy=$dir/results unknown='6.12     x86_64    ?        ?'
	local all known='x86_64    ?        ?     -    2 1 failed     1'

	made_up_results
	all=$copy/build/6.12/x86_64/results
	check "results: an incomplete run does not count" "*$unknown*" \
		"$(results_py)"
	printf 'abc\n2026-01-02\n' >"$all/complete"
	check "results: a complete run is in the table" "*6.12     $known*" \
		"$(results_py)"
	check "results: ... with commit and date" '*"commit": "abc"*2026-01-02*' \
		"$(cat "$copy/${private#"$top/"}/results/tests.json")"
	check "results: the table replaces the old lines" \
		"[[]before]*x86_64*[[]after]*" "$(results_py | grep -v old)"
	check "results: no old line stays" 0 "$(results_py | grep -c old)"
	check "results: a report is in the list" \
		"*make lint KERNEL=6.12*clean (1 min 5 s, abc, 2026-01-02)*" \
		"$(results_py)"
	rm "$all/complete"
	check "results: a result stays when a new run begins" \
		"*6.12     $known*" "$(results_py)"
	sed -i /^Results/d "$copy/README"
	check "results: a document without the line" \
		"results.py: README has no line*" "$(results_py 2>&1)"
}

# lists STATUS LINES: what update_lists says of an apt-get that prints LINES
# shellcheck disable=SC2030	# the function is a subshell
lists() (
	top=$dir/lists
	printf '#!/bin/sh\nprintf "%s"\nexit %d\n' "$2" "$1" >"$dir/apt-get"
	chmod +x "$dir/apt-get"
	update_lists made-up "$dir/apt-get" 2>&1
	update_failures made-up
)

test_lists() {
	local err='Err:1 http://a b InRelease\\nW: Failed to fetch\\n'

	check "apt-get update: success says nothing" '' "$(lists 0 'Hit:1 a\\n')"
	check "apt-get update: a failed index is one line" \
		"apt-get update: 1 indexes failed; continuing*there;*see build/log/*" \
		"$(lists 0 "$err" | tr -d '\n')"
	check "apt-get update: ... also with an error" \
		"apt-get update: 2 indexes failed; continuing*there;*see build/log/*" \
		"$(lists 100 "$err$err" | tr -d '\n')"
	check "apt-get update: an error without an index is one line" \
		"apt-get update: failed with status 100; continuing*" \
		"$(lists 100 'E: no network\\n' | tr -d '\n')"
	check "apt-get update: a later success removes the log" '' \
		"$(lists 0 'Hit:1 a\\n')"
}

# Print the cases of mutants that no test program has, because of a new name.
# shellcheck disable=SC2031	# test_lists changes top in a subshell
missing_cases() {
	local patch program name sources

	for patch in "$private"/verify/mutants/*.patch; do
		while read -r program name; do
			sources=("$selftests/$program.c")
			[[ $program != kunit ]] ||
				sources=("$top"/kernel/seccomp/*_test.c)
			grep -qw "${name##*.}" "${sources[@]}" ||
				echo "$(basename "$patch"): $program $name"
		done < <(sed -n '/^---/q; s/^Test: *//p' "$patch")
	done
}

# Print the mutants that do not apply, because the code has changed.
stale_patches() {
	local patch

	for patch in "$private"/verify/mutants/*.patch; do
		patch -d "$out/ours/linux" -p1 --fuzz=0 --force --dry-run \
			<"$patch" >/dev/null || basename "$patch"
	done
}

test_mutants() {
	check "mutants: the named cases exist" '' "$(missing_cases)"
	# The patches are for this kernel.
	[[ $KERNEL != 6.12 ]] ||
		check "mutants: each patch applies" '' "$(stale_patches)"
}

# wrong_rows EDIT: what check_rows.py finds after this edit by sed, in one line and
# without the file's name
# shellcheck disable=SC2031	# test_lists changes top in a subshell
wrong_rows() {
	mkdir -p "$dir/rows"
	cp "$top"/kernel/seccomp/arg_row{.c,s.h} "$dir/rows"
	sed -i "$1" "$dir/rows/arg_rows.h"
	! cmp -s "$top/kernel/seccomp/arg_rows.h" "$dir/rows/arg_rows.h" ||
		[[ -z $1 ]] || echo "no change by $1"
	"$harness/check_rows.py" "$out/ours/linux" "$dir/rows" |
		sed 's/^[^:]*: //' | tr '\n' ' '
}

test_rows() {
	check "rows: ours agree with the kernel" '' "$(wrong_rows '')"
	check "rows: a pointer is not classified" \
		'sys_read: argument 1 is not classified ' \
		"$(wrong_rows 's/^NEVER(sys_read, PTR(1))/NO_POINTERS(sys_read)/')"
	check "rows: an integer is copied" \
		'sys_acct: argument 1 is not a user pointer ' \
		"$(wrong_rows 's/^COPY_IN(sys_acct, 0,/& IN_PATH(1),/')"
	check "rows: a copied pointer is kept" \
		'sys_chdir: argument 0 is copied and kept ' \
		"$(wrong_rows 's/^COPY_IN(sys_chdir, 0,/COPY_IN(sys_chdir, PTR(0),/')"
	check "rows: the type of a size" \
		'sys_bind: argument 1: the size 2 is int, without ARG_SIZE_U32 ' \
		"$(wrong_rows '/^COPY_IN(sys_bind,/s/ARG_SIZE_U32/0/')"
	check "rows: another structure" \
		'sys_clone3: argument 0: open_how is not clone_args ' \
		"$(wrong_rows '/^COPY_IN(sys_clone3,/s/clone_args/open_how/')"
	check "rows: two rows" 'sys_chdir: several rows ' \
		"$(wrong_rows '/^COPY_IN(sys_chdir,/p')"
}

# The kselftest build that a kernel tree has: our programs, and those of the base.
# shellcheck disable=SC2031	# test_lists changes top in a subshell
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
		tail -n 5 "$dir/kselftest.log" | sed 's/^/# /'
	check "kselftest: a kernel tree builds our tests and the base's" '' \
		"$(missing_kselftests)"
}

start_python
test_prose
test_kselftest
test_plan
test_lists
test_results
test_budgets
test_mutants
test_rows
test_arguments
test_boots
test_suites
finish_python
echo "1..$number"

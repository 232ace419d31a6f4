#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds everything and runs all tests. The last line of output is the summary
# "N passed, N failed, N skipped". Above it are the failing cases and the skipped
# cases with their reasons. Exits with 1 if a case failed.
#
# The environment:
#
#	ARCH	the guest (both when empty)
#	TEST	only the step or the program of that name
#	DEBUG	a debug kernel: only the steps that run our kernel. The control
#		runs on the base's ordinary kernel
#	FULL	1: more in the steps tools, series and deb
#
# The steps:
#
#	mainline	the base's own selftest on our kernel, and on the base
#			as a control; on older kernels also the selftest of the
#			newest base
#	own		our selftests, *_test
#	verify		our selftests, and the kernel checks each verdict by
#			plain evaluation
#	kunit		KUnit
#	integration	real programs under real profiles
#	difffuzz	the analysis of filters against plain interpretation,
#			and the proofs of its arithmetic
#	model		the states of notifications, explored by spin
#	tools		seccompctl on this machine, also built with sanitizers;
#			with FULL=1 also its package
#	harness		the tests of this harness
#	series		the series, applied in each way and compared; with
#			FULL=1 each step is built and booted
#	deb		with FULL=1, or with TEST=deb: packages, and a boot of
#			their kernel

set -euo pipefail
shopt -s nullglob
. "$(dirname "$0")/lib.sh"
. "$harness/suite.sh"
check_kernel
refuse_base

steps=(mainline own verify kunit integration difffuzz model tools harness
	series deb)
TEST=${TEST-} FULL=${FULL:-0}
began=$SECONDS

list_own() {
	local source

	for source in "$selftests"/*_test.c; do
		basename "$source" .c
	done
}

list_integration() {
	local script

	for script in "$private"/integration/*_test.sh; do
		basename "$script" .sh
	done
}

check_arguments() {
	local known

	mapfile -t known < <(printf '%s\n' "${steps[@]}" &&
		list_own && list_integration)
	[[ -z $TEST || " ${known[*]} " == *" $TEST "* ]] ||
		usage "TEST=$TEST: no such step or program; there are: ${known[*]}"
	[[ $FULL == [01] ]] ||
		usage "FULL=$FULL: use FULL=1 to build each step, and packages"
	for arch in "${archs[@]}"; do
		set_arch "$arch"
	done
}

# wanted STEP: does TEST= ask for this step?
wanted() {
	[[ -z $TEST || $TEST == "$1" ]]
}

# Steps that do not run our kernel are not repeated for a debug kernel.
wanted_outside() {
	[[ $TEST == "$1" || -z $TEST && -z $DEBUG ]]
}

# selected STEP: print the names on standard input that TEST= asks for
selected() {
	local step=$1 name

	while read -r name; do
		if [[ -z $TEST || $TEST == "$step" || $TEST == "$name" ]]; then
			echo "$name"
		fi
	done
}

# finish NAME RESULTS: print the counts of a step and keep its results
finish() {
	local name=$1 results=$2

	sed "s|^\([a-z]*\)	|\1	$variant $name	|" "$results" \
		>>"$guest/results/all"
	printf '%-8s %-22s %4d passed, %d failed, %d skipped\n' "$variant" \
		"$name" "$(count pass "$results")" "$(count fail "$results")" \
		"$(count skip "$results")"
}

# The 32-bit build of mainline's test has cases that no 64-bit kernel passes. We
# must pass each case that the base passes. A case that neither passes is skipped.
excuse() {
	awk -F '\t' -v OFS='\t' '
		NR == FNR { base[$2, $3] = $1; next }
		# A crash is no case of TAP and is never excused.
		$3 !~ /^(start|end|TAP|bail out)$/ && $2 != "vm" &&
		$1 == "fail" && base[$2, $3] == "fail" {
			$1 = "skip"
			$4 = "fails on the base kernel, too"
		}
		{ print }
	' "$1" "$2"
}

# Each case of mainline has thirty seconds. One case makes thousands of rounds while
# a timer interrupts it. On a debug kernel, ten times as slow, it runs out of time
# or makes no call for a second. Then it is skipped. The base fails it, too, when
# -icount makes it as slow. The ordinary kernel must pass it.
excuse_slowness() {
	[[ -n $DEBUG ]] || return 0
	awk -F '\t' -v OFS='\t' '
		$1 == "fail" &&
		$4 ~ /terminated by timeout|Expected poll\(&pfd, 1, 1000\) \(0\)/ &&
		$3 == "global.user_notification_wait_killable_after_reply" {
			$1 = "skip"
			$4 = "a timer leaves it no time on this kernel"
		}
		{ print }' "$1" >"$1.new"
	mv "$1.new" "$1"
}

# A case of the newest suite makes thousands of rounds with two wake-ups each, in
# thirty seconds, while a timer interrupts it. Wake-ups between two emulated CPUs
# are slow, so the machine gets one CPU. On a busy host the timer interrupts too
# often for the case to proceed. With -icount the guest's time is the number of its
# instructions, and the case takes two seconds on any host. A debug kernel would
# only be slower with it.
set_up_for_newest() {
	if [[ -z $CPUS$ACCEL$QEMU$DEBUG ]]; then
		ACCEL=tcg QEMU='-icount shift=0,sleep=off'
	fi
	CPUS=${CPUS:-1}
}

run_mainline() {
	local programs=(seccomp_bpf=./mainline/seccomp_bpf) dir=$guest/results
	local -x CPUS=${CPUS-} ACCEL=${ACCEL-} QEMU=${QEMU-}
	local ia32='^[a-z]*	seccomp_bpf_ia32	'

	[[ $arch != x86_64 ]] ||
		programs+=(seccomp_bpf_ia32=./mainline/seccomp_bpf_ia32)
	[[ $KERNEL != "$newest" ]] || set_up_for_newest
	DEBUG='' BASE=1 run_suite "$dir/control" "${programs[@]}"
	run_suite "$dir/mainline" "${programs[@]}"
	excuse_slowness "$dir/mainline/results"
	excuse <(grep "$ia32" "$dir/control/results") \
		<(grep "$ia32" "$dir/mainline/results") >"$dir/ia32"
	grep -v "$ia32" "$dir/mainline/results" >"$dir/native"
	# The results of the 32-bit control are only for the comparison.
	grep -v "$ia32" "$dir/control/results" >"$dir/control.native"
	finish "mainline on the base" "$dir/control.native"
	finish mainline "$dir/native"
	[[ $arch != x86_64 ]] || finish "mainline -m32" "$dir/ia32"
}

# On the newest kernel, run_mainline has run this suite.
run_newest() {
	local dir=$guest/results
	local -x CPUS=${CPUS-} ACCEL=${ACCEL-} QEMU=${QEMU-}

	[[ $KERNEL != "$newest" ]] || return 0
	set_up_for_newest
	run_suite "$dir/newest" \
		seccomp_bpf_newest=./mainline/seccomp_bpf_newest
	excuse_slowness "$dir/newest/results"
	finish "mainline of $newest" "$dir/newest/results"
}

run_own() {
	local programs

	mapfile -t programs < <(list_own | selected own | sed 's|.*|&=./&|')
	((${#programs[@]})) || return 0
	APPEND="${APPEND-} $own_parameters" \
		run_suite "$guest/results/own" "${programs[@]}"
	finish own "$guest/results/own/results"
}

# A wrong verdict is a kernel warning, which ends the machine.
run_verify() {
	local programs

	mapfile -t programs < <(list_own | sed 's|.*|&=./&|')
	APPEND="${APPEND-} $own_parameters seccomp_verify" \
		run_suite "$guest/results/verify" "${programs[@]}"
	finish verify "$guest/results/verify/results"
}

run_integration() {
	local programs

	mapfile -t programs < <(list_integration | grep -vxE 'trace_tools_test|learn_test' |
		selected integration | sed 's|.*|&=sh integration/&.sh|')
	((${#programs[@]})) || return 0
	run_suite "$guest/results/integration" "${programs[@]}"
	finish integration "$guest/results/integration/results"
}

# bpftrace compiles its programs in the guest. Without the type information of a kernel
# it needs these headers.
copy_uapi_headers() {
	local from=$1/usr/include to=$2/usr/include

	mkdir -p "$to"
	cp -a "$from"/linux "$from"/asm-generic "$from"/*/asm "$to/"
}

# The tools that read trace events are larger than the rest of the guest. So only
# their test has them, in a machine with more memory.
run_trace_tools() {
	local tools=$guest/trace-tools
	local from=$top/build/sysroot/$deb_arch-trace

	[[ -n $(echo trace_tools_test | selected integration) ]] || return 0
	"$harness/sysroot.sh" "$deb_arch" trace
	rm -rf "$tools"
	"$private/integration/copy_deps.sh" "$from" "$tools" \
		/usr/bin/perf /usr/bin/trace-cmd /usr/bin/bpftrace
	copy_uapi_headers "$from" "$tools"
	MEM=${MEM:-3G} suite_add=$tools \
		run_suite "$guest/results/trace-tools" \
		trace_tools_test="sh integration/trace_tools_test.sh"
	rm -rf "$tools"
	finish integration "$guest/results/trace-tools/results"
}

# Only the test of seccompctl learn has these programs, so the guest of all other tests
# stays small.
run_learn() {
	local from=$top/build/sysroot/$deb_arch-learn to=$guest/learn-programs

	[[ -n $(echo learn_test | selected integration) ]] || return 0
	"$harness/sysroot.sh" "$deb_arch" learn
	rm -rf "$to"
	"$private/integration/copy_deps.sh" "$from" "$to" \
		/usr/bin/{git,redis-cli,redis-server,sqlite3} /usr/sbin/nginx
	suite_add=$to run_suite "$guest/results/learn" \
		learn_test="sh integration/learn_test.sh"
	rm -rf "$to"
	finish integration "$guest/results/learn/results"
}

run_kunit() {
	APPEND="${APPEND-} kunit.enable=1" run_suite "$guest/results/kunit" \
		kunit="sh /tests/harness/kunit.sh"
	finish kunit "$guest/results/kunit/results"
}

# Print a result for each theorem, and one for all wrong versions of them.
proofs_as_tap() {
	awk '
		/^(proved|REFUTED|NOT PROVED) / {
			good = sub(/^proved +/, "")
			sub(/ +[0-9.]+ s$/, "")
			print (good ? "ok " : "not ok ") ++n " " $0
		}
		/ refuted as it must be, / {
			good = $1 && / 0 not refuted/
			print (good ? "ok " : "not ok ") ++n " " $0
		}
		END { print "1.." n + 0 }'
}

run_difffuzz() {
	local dir=$guest/results/difffuzz status=0 programs=(difffuzz)

	mkdir -p "$dir"
	{
		# The proofs do not depend on the architecture.
		if [[ $arch == "${archs[0]}" ]]; then
			echo "@self start proofs"
			"$harness/prove.sh" 2>"$dir/proofs.log" | proofs_as_tap ||
				status=$?
			echo "@self end proofs $status"
			programs+=(proofs)
		fi
		status=0
		echo "@self start difffuzz"
		ARCH=$arch TIME=${TIME:-30} "$harness/difffuzz.sh" 2>"$dir/log" ||
			status=$?
		echo "@self end difffuzz $status"
	} >"$dir/output"
	"$harness/ktap.py" self "$dir/output" "${programs[@]}" >"$dir/results"
	finish difffuzz "$dir/results"
}

# run_script STEP SCRIPT [ARGUMENT...]: run a script that prints TAP
run_script() {
	local name=$1 dir=$guest/results/$1 status=0

	mkdir -p "$dir"
	{
		echo "@self start $name"
		ARCH=$arch "${@:2}" 2>"$dir/log" || status=$?
		echo "@self end $name $status"
	} >"$dir/output"
	"$harness/ktap.py" self "$dir/output" "$name" >"$dir/results"
	finish "$name" "$dir/results"
}

# It is about no architecture. Its own FULL=1 takes much longer.
run_model() {
	[[ $arch == "${archs[0]}" ]] || return 0
	FULL=0 TAP=1 run_script model "$harness/model.sh"
}

# It runs on this machine, and not in the guest.
run_tools() {
	[[ $arch == "${archs[0]}" ]] || return 0
	((!FULL)) || export POLICY_EVAL_CALLS=5000000 POLICY_MUTANTS=1
	DEB=$FULL run_script tools "$harness/tools.sh" test
}

run_harness() {
	run_script harness "$harness/harness_test.sh"
}

# What is only written and applied is the same for all architectures.
run_series() {
	((FULL)) || [[ $arch == "${archs[0]}" ]] || return 0
	CHECK=$FULL run_script series "$harness/series.sh"
}

run_deb() {
	((FULL)) || [[ $TEST == deb ]] || return 0
	CONFIG=small DEBUG='' run_script deb "$harness/deb.sh"
}

# Count each program that was not built as a failing case.
count_broken() {
	local name dir=$guest/results

	[[ -z $TEST ]] || return 0
	: >"$dir/build"
	while read -r name; do
		printf 'fail\t%s\tbuild\tsee %s\n' "$name" \
			"${guest#"$top/"}/guest/build.log" >>"$dir/build"
	done <"$out/$arch/guest/broken"
	[[ ! -s $dir/build ]] || finish build "$dir/build"
}

# These steps run neither a kernel nor the guest.
is_outside() {
	[[ $1 == @(difffuzz|model|tools) ]]
}

# ktap.py reads results with the parser of a base.
unpack_any_base() {
	compgen -G "$top/build/*/base/stamp" >/dev/null ||
		"$harness/unpack_base.sh"
}

build() {
	"$harness/install_deps.sh" build "$arch" "selftests-$arch"
	if wanted mainline; then
		DEBUG='' "$harness/kernel.sh" base "$arch"
	fi
	"$harness/kernel.sh" ours "$arch"
	"$harness/mkrootfs.sh" "$arch" tests
}

run_arch() {
	export ARCH=$arch
	own_parameters=
	# x86 maps the vsyscall page only with this parameter.
	[[ $arch != x86_64 ]] || own_parameters=vsyscall=emulate

	lock "test-$KERNEL-$variant"
	rm -rf "$guest/results"
	mkdir -p "$guest/results"
	count_broken
	if wanted mainline; then
		run_mainline
		run_newest
	fi
	run_own
	if wanted verify; then run_verify; fi
	if wanted kunit; then run_kunit; fi
	run_integration
	run_trace_tools
	run_learn
	if wanted_outside difffuzz; then run_difffuzz; fi
	if wanted_outside model; then run_model; fi
	if wanted_outside tools; then run_tools; fi
	if wanted_outside harness; then run_harness; fi
	if wanted_outside series; then run_series; fi
	if wanted_outside deb; then run_deb; fi
	# update_results.sh uses only complete runs.
	[[ -n $TEST ]] || printf '%s\n' "$(commit)" "$(date -u +%Y-%m-%d)" \
		>"$guest/results/complete"
}

list_state() {
	local state=$1 title=$2

	grep -q "^$state	" "${all[@]}" || return 0
	printf '\n%s:\n' "$title"
	awk -F '\t' -v state="$state" '
		$1 == state {
			print "    " $2 ": " $3 " " $4
			if ($5 != "")
				print "        " substr($5, 1, 300)
		}' "${all[@]}"
}

keep_reports() {
	local results

	[[ -z $TEST ]] || return 0
	for arch in "${archs[@]}"; do
		set_arch "$arch"
		results=$guest/results/all
		keep_report "$(report_name)" "$(
			)$(count pass "$results") passed, $(
			)$(count fail "$results") failed, $(
			)$(count skip "$results") skipped"
	done
}

report_name() {
	echo "make test KERNEL=$KERNEL ARCH=$arch${DEBUG:+ DEBUG=$DEBUG}"
}

summary() {
	list_state skip Skipped
	list_state fail Failed
	printf '\nTime: %d min %d s. Logs: build/%s/*/results/\n' \
		$(((SECONDS - began) / 60)) $(((SECONDS - began) % 60)) \
		"$KERNEL"
	printf '%d passed, %d failed, %d skipped\n' "$(count pass "${all[@]}")" \
		"$(count fail "${all[@]}")" "$(count skip "${all[@]}")"
}

archs=(x86_64 arm64)
[[ -z ${ARCH-} ]] || archs=("$ARCH")
check_arguments
for arch in "${archs[@]}"; do
	set_arch "$arch"
	[[ -n $TEST ]] || forget_report "$(report_name)"
	if is_outside "$TEST"; then
		unpack_any_base
	else
		build
	fi
done
# Test the architectures at the same time, since tests wait most of the time.
all=() jobs=()
for arch in "${archs[@]}"; do
	set_arch "$arch"
	all+=("$guest/results/all")
	run_arch &
	jobs+=($!)
done
for job in "${!jobs[@]}"; do
	wait "${jobs[job]}" || printf 'fail\t%s\ttest.sh\tdid not finish\t\n' \
		"${archs[job]}" >>"${all[job]}"
done
keep_reports
summary
# A run without any passing case is a failure.
((!$(count fail "${all[@]}") && $(count pass "${all[@]}")))

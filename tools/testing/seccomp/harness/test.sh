#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds everything and runs all tests. The last line of output is the summary
# "N passed, N failed, N skipped". Above it are the skipped cases with their
# reasons, and the failing cases. Each has its reason, its log, and the command that
# repeats it. Exits with 1 if a case failed. selection.py chooses the programs,
# ktap.py reads their results, and cases.py counts these.
#
# The environment:
#
#	ARCH	the guest (both when empty)
#	TEST	only a step, a program or a case, see selection.py
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
#	debian		with FULL=1, or with TEST=debian: the machine of make
#			debian; x86_64
#	clients		with FULL=1, or with TEST=clients: real programs in the
#			machine of make debian, compared with the base; x86_64

set -euo pipefail
shopt -s nullglob
. "$(dirname "$0")/lib.sh"
check_kernel
refuse_base

TEST=${TEST-} FULL=${FULL:-0} plan=
export TEST FULL
began=$SECONDS

# What selection.py prints: the step, the program and its options in each line.
make_plan() {
	plan=$(ARCH=$arch "$harness/selection.py")
}

# wanted STEP [PROGRAM]: does TEST= ask for some of it?
wanted() {
	grep -q "^$1	${2:+$2	}" <<<"$plan"
}

# options_of STEP PROGRAM: print the options that select its cases
options_of() {
	awk -F '\t' -v step="$1" -v program="$2" \
		'$1 == step && $2 == program { print $3 }' <<<"$plan"
}

# programs_of STEP FORMAT [OTHERS]: set "programs" to NAME=COMMAND for each program that
# TEST= asks for, without those that match OTHERS. The command is FORMAT with the name
# for %s, and its options.
programs_of() {
	local step name options

	programs=()
	while IFS=$'\t' read -r step name options; do
		# shellcheck disable=SC2053,SC2059	# a pattern, a format
		[[ $step != "$1" || $name == ${3-} ]] ||
			programs+=("$name=$(printf "$2" "$name") $options")
	done <<<"$plan"
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
	local programs dir=$guest/results
	local -x CPUS=${CPUS-} ACCEL=${ACCEL-} QEMU=${QEMU-}

	# run_newest runs the other one.
	programs_of mainline './mainline/%s' seccomp_bpf_newest
	((${#programs[@]})) || return 0
	[[ $KERNEL != "$newest" ]] || set_up_for_newest
	DEBUG='' BASE=1 "$harness/suite.py" "$dir/control" "${programs[@]}"
	"$harness/suite.py" "$dir/mainline" "${programs[@]}"
	"$harness/cases.py" mainline "$dir"
}

# On the newest kernel, run_mainline has run this suite.
run_newest() {
	local dir=$guest/results
	local -x CPUS=${CPUS-} ACCEL=${ACCEL-} QEMU=${QEMU-}

	wanted mainline seccomp_bpf_newest || return 0
	set_up_for_newest
	"$harness/suite.py" "$dir/newest" "seccomp_bpf_newest=./mainline/seccomp_bpf_newest $(
		)$(options_of mainline seccomp_bpf_newest)"
	"$harness/cases.py" add "mainline of $newest" "$dir/newest"
}

# run_own own|verify [PARAMETERS]: a wrong verdict is a kernel warning with the
# parameter of verify, which ends the machine.
run_own() {
	local programs dir=$guest/results/$1

	programs_of "$1" './%s'
	APPEND="${APPEND-} $own_parameters ${2-}" "$harness/suite.py" "$dir" \
		"${programs[@]}"
	"$harness/cases.py" add "$1" "$dir"
}

run_integration() {
	local programs

	programs_of integration 'sh integration/%s.sh' \
		'@(trace_tools_test|learn_test)'
	((${#programs[@]})) || return 0
	"$harness/suite.py" "$guest/results/integration" "${programs[@]}"
	"$harness/cases.py" add integration "$guest/results/integration"
}

# bpftrace compiles its programs in the guest. Without the type information of a kernel
# it needs these headers.
copy_uapi_headers() {
	local from=$1/usr/include to=$2/usr/include

	mkdir -p "$to"
	cp -a "$from"/linux "$from"/asm-generic "$from"/*/asm "$to/"
}

# run_with NAME TEST PROGRAM...: run a test that needs these programs. Only its guest
# has them, so the guest of all other tests stays small.
run_with() {
	local name=$1 test=$2 from=$top/build/sysroot/$deb_arch-$1 to=$guest/$1

	wanted integration "$test" || return 0
	"$harness/sysroot.sh" "$deb_arch" "$name"
	rm -rf "$to"
	"$private/integration/copy_deps.sh" "$from" "$to" "${@:3}"
	[[ $name != trace ]] || copy_uapi_headers "$from" "$to"
	SUITE_ADD=$to "$harness/suite.py" "$guest/results/$name" \
		"$test=sh integration/$test.sh"
	rm -rf "$to"
	"$harness/cases.py" add integration "$guest/results/$name"
}

run_kunit() {
	APPEND="${APPEND-} kunit.enable=1 $(options_of kunit kunit)" "$harness/suite.py" \
		"$guest/results/kunit" kunit="sh /tests/harness/kunit.sh"
	"$harness/cases.py" add kunit "$guest/results/kunit"
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
		if [[ $arch == "${archs[0]}" ]] && wanted difffuzz proofs; then
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
	"$harness/cases.py" add difffuzz "$dir"
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
	"$harness/cases.py" add "$name" "$dir"
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

# Only the tests that boot a machine depend on the architecture.
run_harness() {
	local -x ONLY_BOOTS=0

	[[ $arch == "${archs[0]}" ]] || ONLY_BOOTS=1
	run_script harness "$harness/harness_test.sh"
}

# What is only written and applied is the same for all architectures.
run_series() {
	((FULL)) || [[ $arch == "${archs[0]}" ]] || return 0
	CHECK=$FULL DEB=$FULL run_script series "$harness/series.sh"
}

run_deb() {
	CONFIG=small DEBUG='' run_script deb "$harness/deb.sh"
}

# The disk of make debian is made for this machine's architecture.
run_debian() {
	[[ $arch != x86_64 ]] || run_script debian "$harness/debian_test.sh"
}

# The suites boot the machine of make debian three times, for many minutes.
run_clients() {
	local dir=$guest/results/clients names

	[[ $arch == x86_64 ]] || return 0
	mapfile -t names < <(awk -F '\t' '$1 == "clients" { print $2 }' <<<"$plan")
	if ! "$harness/clients.sh" "$dir" "${names[@]}"; then
		mkdir -p "$dir/ours"
		printf 'fail\tclients\tend\tclients.sh did not finish\n' \
			>"$dir/ours/results"
		"$harness/cases.py" add clients "$dir/ours"
		return 0
	fi
	"$harness/cases.py" add clients "$dir/compared"
	"$harness/cases.py" add "clients verify" "$dir/compared-verify"
}

# Count each program that was not built as a failing case.
count_broken() {
	[[ -n $TEST ]] || "$harness/cases.py" broken "$out/$arch/guest/broken" \
		"$out/$arch/guest/build.log"
}

# Does the plan have only steps that need neither the kernel nor the guest of the others?
# The last two boot the machine of make debian and make what it needs.
is_outside() {
	! grep -qvE '^(difffuzz|model|tools|debian|clients)	' <<<"$plan"
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

	make_plan
	lock "test-$KERNEL-$variant"
	rm -rf "$guest/results"
	mkdir -p "$guest/results"
	count_broken
	if wanted mainline; then
		run_mainline
		run_newest
	fi
	if wanted own; then run_own own; fi
	if wanted verify; then run_own verify seccomp_verify; fi
	if wanted kunit; then run_kunit; fi
	run_integration
	MEM=${MEM:-3G} run_with trace trace_tools_test \
		/usr/bin/{perf,trace-cmd,bpftrace}
	run_with learn learn_test \
		/usr/bin/{git,redis-cli,redis-server,sqlite3} /usr/sbin/nginx
	if wanted difffuzz; then run_difffuzz; fi
	if wanted model; then run_model; fi
	if wanted tools; then run_tools; fi
	if wanted harness; then run_harness; fi
	if wanted series; then run_series; fi
	if wanted deb; then run_deb; fi
	if wanted debian; then run_debian; fi
	if wanted clients; then run_clients; fi
	# update_results.sh uses only complete runs.
	[[ -n $TEST ]] || printf '%s\n' "$(commit)" "$(date -u +%Y-%m-%d)" \
		>"$guest/results/complete"
}

keep_reports() {
	[[ -z $TEST ]] || return 0
	for arch in "${archs[@]}"; do
		set_arch "$arch"
		keep_report "$(report_name)" "$("$harness/cases.py" count "$arch")"
	done
}

report_name() {
	echo "make test KERNEL=$KERNEL ARCH=$arch${DEBUG:+ DEBUG=$DEBUG}"
}

stop_jobs() {
	local job

	for job in "${jobs[@]}"; do
		kill -TERM -- "-$job" 2>/dev/null || :
	done
	wait
}

[[ $FULL == [01] ]] ||
	usage "FULL=$FULL: use FULL=1 to build each step, and packages"
choose_archs
for arch in "${archs[@]}"; do
	set_arch "$arch"
	make_plan
	[[ -n $TEST ]] || forget_report "$(report_name)"
	if is_outside; then
		unpack_any_base
	else
		# selection.py reads the base's selftest.
		"$harness/unpack_base.sh"
		make_plan
		build
	fi
done
# Test the architectures at the same time, since tests wait most of the time. Each one
# is a process group of its own, so that no signal leaves a part of it behind.
jobs=()
trap stop_jobs EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
set -m
for arch in "${archs[@]}"; do
	set_arch "$arch"
	run_arch </dev/null &
	jobs+=($!)
done
set +m
for job in "${!jobs[@]}"; do
	set_arch "${archs[job]}"
	wait "${jobs[job]}" || printf 'fail\t%s\ttest.sh\tdid not finish\t\t\n' \
		"$arch" >>"$guest/results/all"
done
jobs=()
keep_reports
[[ -n $TEST$DEBUG ]] || ((FULL)) || echo "Not run without FULL=1: deb, debian, clients"
"$harness/cases.py" summary $((SECONDS - began)) "${archs[@]}"

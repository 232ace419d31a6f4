#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs debian/suites, real programs with their own sandboxes, in the machine of
# `make debian`: on the base, on our kernel, and there once more with each verdict
# checked. Compares what they print. Leaves the result of each case in
# DIR/compared/results and DIR/compared-verify/results, in the format of ktap.py, and the
# counts of each suite in the file summary beside it. DIR/complete has the commit and the
# date of a run with all suites.
#
#	clients.sh DIR [NAME...]
#
# The environment is that of test.sh. NAME is a suite; without it, all of them run.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
dir=${1-}
[[ -n $dir ]] || usage "name the directory for the results: clients.sh DIR [NAME...]"
shift
[[ -z $DEBUG ]] || usage "DEBUG=$DEBUG: leave it out, Debian has a kernel of its own"
export DEBIAN=1
set_arch "${ARCH:-x86_64}"
suites=$private/debian/suites
dir=$(realpath -m "$dir")
built=$out/$arch/guest/integration
sysroot=$top/build/sysroot/$deb_arch
# A suite of minutes needs longer than a selftest.
export PROGRAM_LIMIT=2400 SUITE_LIMIT=7200

list_suites() {
	local script

	for script in "$suites"/*.sh; do
		! grep -q '^tap_main ' "$script" || basename "$script" .sh
	done
}

# choose_suites [NAME...]: set $names to the suites of this run
choose_suites() {
	local known name

	mapfile -t known < <(list_suites)
	names=()
	(($#)) || set -- "${known[@]}"
	for name; do
		[[ " ${known[*]} " == *" $name "* ]] ||
			usage "'$name': no such suite; there are: ${known[*]}"
		names+=("$name")
	done
}

# libseccomp's own tests, from Debian's source package, with Debian's static library.
build_libseccomp_tests() {
	local source to=$1 test

	source=$("$harness/fetch_deb_source.sh" libseccomp)/tests
	mkdir -p "$to/tests" "$to/tools"
	cp "$source/regression" "$source"/*-live-*.tests "$to/tests/"
	for test in "$source"/*-live-*.c; do
		"${cross}gcc" -O2 -static -I"$sysroot/usr/include" \
			-o "$to/tests/$(basename "$test" .c)" \
			"$test" "$source/util.c" \
			"$sysroot/usr/lib/$triplet/libseccomp.a" -lpthread
	done
	# The script asks these for the architecture and the level of the API.
	"${cross}gcc" -O2 -static -I"$sysroot/usr/include" \
		-o "$to/tools/scmp_api_level" "$source/../tools/scmp_api_level.c" \
		"$sysroot/usr/lib/$triplet/libseccomp.a"
	printf '#!/bin/sh\nexec uname -m\n' >"$to/tools/scmp_arch_detect"
	chmod +x "$to/tools/scmp_arch_detect"
}

# Those of strace's tests that need seccomp of the kernel. The others only print.
strace_tests=(filter_seccomp.gen filter_seccomp-flag.gen filter_seccomp-perf
	prctl-seccomp-filter-v.gen prctl-seccomp-strict seccomp-filter.gen
	seccomp-filter-v.gen seccomp-strict seccomp_get_action_avail.gen
	seccomp_get_notif_sizes.gen)
# The programs of these tests, and those that filter_seccomp traces
strace_programs=(filter_seccomp-flag filter_seccomp-perf prctl-seccomp-filter-v
	prctl-seccomp-strict seccomp-filter seccomp-filter-v seccomp-strict
	seccomp_get_action_avail seccomp_get_notif_sizes fork-f vfork-f
	status-none-f)

# strace's own tests, from Debian's source package; strace itself is Debian's package.
build_strace_tests() {
	local source to=$1 log=$dir/strace.log name

	source=$("$harness/fetch_deb_source.sh" strace)
	if [[ ! -f $source/.built ]]; then
		say "clients: building strace's tests"
		(cd "$source" && ./configure --enable-mpers=no ${cross:+--host="$triplet"} &&
			make -C src scno.h && make -C tests libtests.a &&
			make -C tests "${strace_programs[@]}") >"$log" 2>&1 ||
			fail "cannot build strace's tests: see $log"
		touch "$source/.built"
	fi
	mkdir -p "$to/tests" "$to/src"
	cp "$source/src/config.h" "$to/src/"
	cp "$source"/tests/{init,filter_seccomp,prctl,scno_tampering,syntax}.sh \
		"$source"/tests/{match.awk,filter_seccomp.in} "$to/tests/"
	for name in "${strace_tests[@]}"; do
		cp "$source/tests/$name.test" "$to/tests/"
	done
	for name in "${strace_programs[@]}"; do
		cp "$source/tests/$name" "$to/tests/"
	done
}

# The seccomp tests of zdtm, CRIU's test suite, from Debian's source package; CRIU itself
# is Debian's package.
build_zdtm_tests() {
	local source to=$1 tests

	mkdir -p "$to"
	# A mirror may lack the package. The suite then skips these tests, with the reason.
	if ! source=$("$harness/fetch_deb_source.sh" criu); then
		echo "cannot fetch Debian's source package of criu" >"$to/missing"
		return 0
	fi
	source+=/test/zdtm
	mapfile -t tests < <(basename -s .c -a "$source"/static/seccomp_*.c)
	quietly make -C "$source/static" CROSS_COMPILE="$cross" LDFLAGS=-static \
		"${tests[@]}" || fail "cannot build the tests of zdtm"
	cp "${tests[@]/#/"$source/static/"}" "$to/"
}

# Put what the guest needs into $dir/add.
prepare() {
	local to=$dir/add/suites program

	rm -rf "$dir/add"
	mkdir -p "$to" "$dir/add/tests"
	cp "$suites"/* "$private/integration"/{tap,learn_test}.sh "$to/"
	"${cross}gcc" -O2 -static -Wall -o "$to/probe" "$suites/probe.c"
	for program in seccompctl seccomp-supervisor refuse_calls try_syscall; do
		cp "$built/$program" "$to/"
	done
	if [[ " ${names[*]} " == *" libseccomp "* ]]; then
		build_libseccomp_tests "$to/libseccomp"
	fi
	if [[ " ${names[*]} " == *" strace "* ]]; then
		build_strace_tests "$to/strace"
	fi
	if [[ " ${names[*]} " == *" criu "* ]]; then
		build_zdtm_tests "$to/zdtm"
	fi
}

# Say how far a run is, whenever it has moved.
watch_run() {
	local where=$1 last='' now

	while sleep 20; do
		now=$(awk '/^@[0-9a-f]+ start / { name = $3; n = 0 }
			/^1\.\./ { plan = substr($0, 4) }
			/^(not )?ok / { n++ }
			END { if (name) print name ", case " n " of " plan }' \
			"$dir/$where/output" 2>/dev/null) || now=
		[[ -z $now || $now == "$last" ]] || say "clients, $where: $now"
		last=$now
	done
}

# run WHERE NAME...: run these suites in one boot
run() {
	local where=$1 programs watcher

	shift
	mapfile -t programs < <(printf '%s=sh\n' "$@" |
		sed -E 's|(.*)=sh|\1=sh /suites/\1.sh|')
	watch_run "$where" &
	watcher=$!
	say "clients, $where: $*"
	SUITE_ADD=$dir/add "$harness/suite.py" "$dir/$where" "${programs[@]}"
	kill "$watcher"
	wait "$watcher" 2>/dev/null || :
}

choose_suites "$@"
rm -f "$dir/complete"
"$harness/kernel.sh" base "$arch"
"$harness/kernel.sh" ours "$arch"
DEBIAN=0 "$harness/mkrootfs.sh" "$arch" tests
"$harness/mkdebian.sh" "$arch"
mkdir -p "$dir"
prepare
export ROOTFS=debian ARCH=$arch CPUS=${CPUS:-2} MEM=${MEM:-2G}
mapfile -t shared < <(printf '%s\n' "${names[@]}" | grep -vx features)
if ((${#shared[@]})); then
	BASE=1 run base "${shared[@]}"
else
	mkdir -p "$dir/base"
	: >"$dir/base/output"
	: >"$dir/base/results"
fi
run ours "${names[@]}"
APPEND="${APPEND-} seccomp_verify" run verify "${names[@]}"

# compare WHERE TO: compare the base with the run in $dir/WHERE
compare() {
	mkdir -p "$dir/$2"
	# It exits with 1 if a case failed, and always prints a row.
	"$harness/clients.py" "$dir/base" "$dir/$1" "$suites/known-failures.list" \
		"$dir/$2/summary" >"$dir/$2/results" || :
	[[ -s $dir/$2/results ]] || fail "cannot compare the base with the run $1"
}

# print_table TO TITLE
print_table() {
	awk -F '\t' -v title="$2" '
		BEGIN { printf "%-24s %8s %8s %8s\n", title, "passed", "failed",
			"skipped" }
		{ printf "%-24s %8d %8d %8d\n", $1, $2, $3, $4 }' "$dir/$1/summary" >&2
}

compare ours compared
compare verify compared-verify
print_table compared suite
print_table compared-verify "suite, verified"
[[ ${names[*]} != "$(list_suites | paste -sd ' ')" ]] ||
	printf '%s\n' "$(commit)" "$(date -u +%Y-%m-%d)" >"$dir/complete"

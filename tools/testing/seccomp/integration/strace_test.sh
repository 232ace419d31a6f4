#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# strace stops its tracees at every system call. With --seccomp-bpf, it attaches
# a filter that returns TRACE for the traced calls and ALLOW for the others.
# Only the traced calls stop then. strace must report the same calls in both
# modes.
#
# Single-quoted strings are commands for another shell.
# shellcheck disable=SC2016
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=./tap.sh
. "$here/tap.sh"

strace=$(command -v strace) || strace=
work=$(mktemp -d /tmp/strace_test.XXXXXX) || tap_bail_out "no directory under /tmp"
trap 'rm -rf "$work"' EXIT

# "?" marks a call that some architectures lack.
files="?open,?openat,?creat,?dup2,?dup3,?pipe,?pipe2,?mkdir,?mkdirat,?unlink"
files="$files,?unlinkat,?rename,?renameat,?renameat2,?chdir,?getcwd,?stat"
files="$files,?newfstatat,?chmod,?fchmodat"
processes="?execve,?exit_group,?getuid,?geteuid,?setsid,?uname,?umask,?kill"
# All calls except those that depend on chance or on time.
nearly_all='!getrandom,wait4,rt_sigreturn'

pipeline='mkdir d; cd d; seq 50 >a; cat a a | sort -n | uniq -c >b; mv b c
	chmod 600 c; (umask 077; : >e; uname >e); rm -r a; ls; cat nowhere; exit 3'

prepare()
{
	tap_busybox "$work/bin"
	[ -n "$strace" ] || tap_bail_out "no strace in PATH"
	PATH=$work/bin:$here
	export PATH
}

# Traces the calls $3 of command $4... with the options $2. Directory $1 gets
# the output of the command and of strace. It also gets one log per process,
# numbered in the order of the PIDs.
trace()
{
	run=$work/$1
	options=$2
	calls=$3
	shift 3
	rm -rf "$work/scratch" "$run"
	mkdir "$work/scratch" "$run"
	status=0
	# shellcheck disable=SC2086
	(cd "$work/scratch" && exec timeout 300 "$strace" -ff -a 0 $options \
		-o "$run/log" -e "trace=$calls" -e signal=none "$@") \
		>"$run/out" 2>&1 </dev/null || status=$?
	echo "exit status $status" >>"$run/out"
	number=100
	for log in $(find "$run" -name 'log.*' | sort -t . -k 3 -n); do
		number=$((number + 1))
		normalize <"$log" >"$run/process-$number"
		rm "$log"
	done
}

# Replaces values that differ from run to run: PIDs, addresses and times. On 6.1
# in an emulator, reading the time is a system call and appears in the log.
normalize()
{
	sed -e 's/{tv_sec=[0-9]*, tv_nsec=[0-9]*}/TIME/' \
	    -e 's/0x[0-9a-f]\{4,\}/ADDRESS/g' \
	    -e 's/\(st_[acm]time\(_nsec\)\{0,1\}\|st_ino\)=[^,}]*/\1/g' \
	    -e 's/^\(kill(\)[0-9]*/\1PID/' \
	    -e 's/^\(v\{0,1\}fork\|clone3\{0,1\}\|getp\{1,2\}id\|set_tid_address\)\((.*) *= \)[0-9]*$/\1\2PID/'
}

differences()
{
	diff -r "$work/plain" "$work/filtered" 2>&1
}

# Traces the calls $2 of command $3... in both modes and compares the logs. The
# command must end with status 0 or 3. The logs must have at least 5 lines.
same_calls()
{
	tap_case "$1: same calls with and without --seccomp-bpf" || return 0
	calls=$2
	shift 2
	trace plain "-f" "$calls" "$@"
	trace filtered "-f --seccomp-bpf" "$calls" "$@"
	echo "# $(find "$work/plain" -name 'process-*' | wc -l) processes," \
	     "$(cat "$work/plain"/process-* | wc -l) lines"
	if ! grep -q "^exit status [03]$" "$work/plain/out" ||
	   [ "$(cat "$work/plain"/process-* | wc -l)" -lt 5 ]; then
		tap_not_ok "failed without --seccomp-bpf:" "$(cat "$work/plain/out")"
	elif grep -qi seccomp "$work/filtered/out"; then
		tap_not_ok "strace reports a problem with seccomp:" "$(cat "$work/filtered/out")"
	elif ! differences >"$work/diff"; then
		tap_not_ok "$(head -n 40 "$work/diff")"
	else
		tap_ok
	fi
}

# Without this check, same_calls() might compare two runs without a filter.
filter_is_there()
{
	tap_case "--seccomp-bpf: a tracee has strace's filter" || return 0
	status=$("$strace" -f --seccomp-bpf -o "$work/log" -e trace=execve \
		sh -c 'grep ^Seccomp: /proc/self/status' 2>&1)
	tap_equal "$status" "Seccomp:	2"
}

filter_is_absent()
{
	tap_case "no --seccomp-bpf: a tracee has no new filter" || return 0
	mine=$(grep ^Seccomp: /proc/self/status)
	status=$("$strace" -f -o "$work/log" -e trace=execve \
		sh -c 'grep ^Seccomp: /proc/self/status' 2>&1)
	tap_equal "$status" "$mine"
}

# The filter saves stops. Each stop costs the tracee a context switch.
fewer_stops()
{
	tap_case "--seccomp-bpf: fewer stops" || return 0
	plain=$(switches "-f")
	filtered=$(switches "-f --seccomp-bpf")
	echo "# context switches of the traced shell: $plain, with filter $filtered"
	if [ "$((filtered * 4))" -lt "$plain" ]; then
		tap_ok
	else
		tap_not_ok "without: $plain, with --seccomp-bpf: $filtered"
	fi
}

switches()
{
	# shellcheck disable=SC2086
	"$strace" $1 -o /dev/null -e trace=execve sh -c 'i=0
		while [ $i -lt 500 ]; do umask >/dev/null; i=$((i + 1)); done
		awk "/^voluntary/ { print \$2 }" /proc/$$/status'
}

injection()
{
	tap_case "--seccomp-bpf: an injected errno reaches the program" || return 0
	said=$("$strace" -f --seccomp-bpf -o "$work/log" -e 'trace=?mkdir,?mkdirat' \
		-e 'inject=?mkdir,?mkdirat:error=EXDEV' \
		sh -c "mkdir $work/injected" 2>&1)
	if [ -d "$work/injected" ]; then
		tap_not_ok "the directory was made"
	else
		tap_equal "$said" \
			"mkdir: can't create directory '$work/injected': Invalid cross-device link"
	fi
}

cases()
{
	filter_is_there
	filter_is_absent
	fewer_stops
	same_calls "shell pipeline, files" "$files" sh -c "$pipeline"
	same_calls "shell pipeline, processes" "$processes" sh -c "$pipeline"
	same_calls "shell pipeline, both" "$files,$processes" sh -c "$pipeline"
	same_calls "one process" "$files" tar -cf /dev/null -C / etc/passwd
	same_calls "nearly every call" "$nearly_all" sh -c \
		'seq 20 >a; dd if=a of=b bs=7 2>/dev/null; cmp a b; ls -a /'
	same_calls "under the container profile" "$files,$processes" \
		profile sh -c 'mkdir d; mount -t tmpfs none d; seq 9 | sort >d/a; exit 3'
	injection
}

prepare
tap_main cases

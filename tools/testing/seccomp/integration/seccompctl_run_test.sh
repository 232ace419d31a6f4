#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of seccompctl run, tighten and show with this kernel: filters that begin with
# the exec, labels, and filters that are added while a command runs.
#
# Single-quoted strings are commands for another shell.
# shellcheck disable=SC2016
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=./tap.sh
. "$here/tap.sh"

seconds=60
work=$(mktemp -d /tmp/seccompctl_run_test.XXXXXX) ||
	tap_bail_out "no directory under /tmp"
holder=
trap 'end_holder; rm -rf "$work"' EXIT

end_holder()
{
	[ -z "$holder" ] || kill "$holder" 2>/dev/null
	holder=
}

# Waits until the command $1 succeeds.
wait_for()
{
	left=$((seconds * 10))
	until eval "$1"; do
		left=$((left - 1))
		[ "$left" -gt 0 ] || return 1
		sleep 0.1
	done
}

# --- Programs -----------------------------------------------------------------

# Numbers of chroot(2), execve(2) and clock_settime(2), and values of SECCOMP_RET_*.
case $(uname -m) in
x86_64) chroot=161 execve=59 clock_settime=227 ;;
*) chroot=51 execve=221 clock_settime=112 ;;
esac
ret_allow=0x7fff0000
ret_notify=0x7fc00000
ret_edom=0x50021
ret_errno_0=0x50000

# Prints one instruction: code, jt, jf, k. The guests are little-endian.
insn()
{
	for byte in $(($1 & 255)) $(($1 >> 8)) "$2" "$3" $(($4 & 255)) \
		$(($4 >> 8 & 255)) $(($4 >> 16 & 255)) $(($4 >> 24 & 255)); do
		# shellcheck disable=SC2059
		printf "\\$(printf %03o "$byte")"
	done
}

# Prints a program of four instructions: the call $1 gets the answer $2.
program()
{
	insn 0x20 0 0 0
	insn 0x15 0 1 "$1"
	insn 0x06 0 0 "$2"
	insn 0x06 0 0 $ret_allow
}

# Prints a program of six instructions: chroot("/") gets EDOM. Its path is a copy.
deep_program()
{
	insn 0x20 0 0 0
	insn 0x15 0 3 $chroot
	insn 0x20 0 0 0x10010
	insn 0x15 0 1 0x2f
	insn 0x06 0 0 $ret_edom
	insn 0x06 0 0 $ret_allow
}

prepare()
{
	tap_busybox "$work/bin"
	PATH=$work/bin:$here
	export PATH
	cd "$work" || tap_bail_out "no directory $work"
	insn 0x06 0 0 $ret_allow >allow
	program $chroot $ret_edom >no_chroot
	program $clock_settime $ret_edom >no_clock
	program $execve $ret_edom >no_exec
	program $chroot $ret_errno_0 >errno_0
	program $chroot $ret_notify >ask
	program $execve $ret_notify >ask_exec
	deep_program >no_root
	printf 'default: allow\nchroot: errno EDOM\n' >policy
	printf 'default: allow\nchroot: errno EPERM\n' >eperm
	printf 'default: allow\n' >allow_all
	printf 'default: allow\nchroot: (filename == "/") errno EDOM\n' >path_policy
	printf 'default: allow\nchroot: (filename == "/no") errno EDOM\n' >other_path
	insn 0x20 0 0 0 >invalid
	insn 0x30 0 0 0 >>invalid
	insn 0x06 0 0 $ret_allow >>invalid
	mkfifo requests
}

# --- run ----------------------------------------------------------------------

# $1: name, $2: expected output with the exit status; then the arguments of run
runs()
{
	tap_case "$1" || return 0
	expected=$2
	shift 2
	status=0
	seen=$(seccompctl run "$@" 2>&1) || status=$?
	tap_equal "$seen, status $status" "$expected"
}

run_cases()
{
	runs "run: the filter binds the command" "EDOM, status 0" \
		--bpf no_chroot try_syscall chroot
	runs "run: another filter does not" "ok, status 0" \
		--bpf no_clock try_syscall chroot
	runs "run: all filters bind it" "EDOM
EDOM, status 0" --bpf no_chroot --bpf no_clock --bpf allow \
		sh -c 'try_syscall chroot; try_syscall clock_settime'
	runs "run: a filter that looks into a path" "EDOM, status 0" \
		--bpf no_root try_syscall chroot
	runs "run: a policy" "EDOM, status 0" --policy policy try_syscall chroot
	runs "run: a policy with a path" "EDOM, status 0" \
		--policy path_policy try_syscall chroot
	runs "run: a policy with another path" "ok, status 0" \
		--policy other_path try_syscall chroot
	runs "run: the execve of the command is not judged" "ok, status 0" \
		--bpf no_exec try_syscall chroot
	runs "run: no filter keeps the next one from being attached" \
		"EDOM, status 0" --bpf no_exec --bpf no_chroot --on-exec \
		try_syscall chroot
	runs "run: a later execve is judged" "refused, status 0" \
		--bpf no_exec sh -c 'try_syscall chroot 2>/dev/null || echo refused'
	runs "run: runs in a run" "EDOM
EDOM, status 0" --bpf no_chroot seccompctl run --bpf no_clock \
		sh -c 'try_syscall chroot; try_syscall clock_settime'
	runs "run: exit status" ", status 77" --bpf allow sh -c 'exit 77'
	runs "run: a program that the kernel refuses" \
		"seccompctl: the kernel refuses the program: it is not valid for seccomp, status 125" \
		--bpf invalid echo started
	runs "run: no such command" \
		"seccompctl: no_such_command: command not found, status 127" \
		--bpf allow no_such_command
	runs "run: a file that cannot be executed" \
		"seccompctl: cannot execute $work/allow: Permission denied, status 126" \
		--bpf allow "$work/allow"
}

# --- show ---------------------------------------------------------------------

# $1: name, $2: extended regular expression for a line of show
shows()
{
	tap_case "$1" || return 0
	expression=$2
	shift 2
	seen=$(seccompctl run "$@" 2>&1)
	if echo "$seen" | grep -qE "$expression"; then
		tap_ok
	else
		tap_not_ok "no line with $expression:" "$seen"
	fi
}

# The groups of show have a blank line between them.
show_groups_a_tree()
{
	tap_case "show: equal processes are one group" || return 0
	seccompctl run --label tree --bpf allow sh -c \
		'sleep 100 & echo $! >child; wait' &
	holder=$!
	wait_for "test -s child"
	child=$(cat child)
	seccompctl show >shown
	end_holder
	kill "$child"
	if grep -qE "^$! sh, $child (sh|sleep)\$" shown; then
		tap_ok
	else
		tap_not_ok "no line with $! and $child:" "$(cat shown)"
	fi
}

show_cases()
{
	shows "show: label, instructions, flags" \
		'^ +1 +[0-9a-f]{16} +web +4 +- +- +log,on_exec$' \
		--label web --log --bpf no_chroot sh -c 'seccompctl show $$'
	shows "show: name of the task without a label" \
		'^ +1 +[0-9a-f]{16} +\(seccompctl\) +1 ' \
		--bpf allow sh -c 'seccompctl show $$'
	shows "show: the newest filter comes first" '^2 web2 1 web1 $' \
		--label web1 --bpf allow seccompctl run --label web2 --bpf allow \
		sh -c 'seccompctl show $$ | awk "\$3 ~ /web/ { printf \"%s %s \", \$1, \$3 }
			END { print \"\" }"'
	shows "show --json: label" '"label":"web"' \
		--label web --bpf allow sh -c 'seccompctl show --json $$'
	show_groups_a_tree
}

# --- Supervisors --------------------------------------------------------------

# Runs try_syscall with the program $1, and a supervisor that refuses with EDOM.
run_supervised()
{
	rm -f supervisor
	refuse_calls supervisor 33 >calls &
	supervisor=$!
	wait_for "test -S supervisor"
	status=0
	seen=$(seccompctl run --bpf "$1" --listener supervisor \
		try_syscall chroot 2>&1) || status=$?
	wait "$supervisor"
}

supervisor_decides()
{
	tap_case "run --listener: a supervisor decides" || return 0
	run_supervised ask
	tap_equal "$seen, status $status, calls $(cat calls)" \
		"EDOM, status 0, calls 1"
}

supervisor_is_not_asked()
{
	tap_case "run --listener: the execve of the command is not asked about" ||
		return 0
	run_supervised ask_exec
	tap_equal "$seen, status $status, calls $(cat calls)" \
		"ok, status 0, calls 0"
}

supervisor_is_missing()
{
	tap_case "run --listener: no supervisor, no command" || return 0
	rm -f supervisor
	status=0
	seen=$(seccompctl run --bpf ask --listener supervisor echo started 2>&1) ||
		status=$?
	tap_equal "$seen, status $status" \
		"seccompctl: cannot connect to the supervisor at supervisor: No such file or directory, status 125"
}

supervisor_cases()
{
	supervisor_decides
	supervisor_is_not_asked
	supervisor_is_missing
}

# --- Domains ------------------------------------------------------------------

# Starts a command in a domain that makes the call of each line of a pipe.
start_domain()
{
	rm -f answers
	seccompctl run --domain socket --label room "$@" -- \
		sh -c 'while read -r call; do try_syscall $call; done; exit 9' \
		<requests >answers 2>errors &
	holder=$!
	exec 3>requests
	wait_for "test -S socket"
}

end_domain()
{
	exec 3>&-
	wait "$holder"
	status=$?
	holder=
}

# Lets the command make the call $1, and sets $seen to what became of it.
ask_command()
{
	lines=$(wc -l <answers)
	echo "$1" >&3
	wait_for "[ \$(wc -l <answers) -gt $lines ]"
	seen=$(tail -n 1 answers)
}

# $1: expected output and exit status; then the arguments of tighten
tighten_says()
{
	expected=$1
	shift
	status=0
	seen=$(seccompctl tighten "$@" 2>&1) || status=$?
	[ "$seen, status $status" = "$expected" ]
}

domain_tightens()
{
	tap_case "tighten: the command loses a call while it runs" || return 0
	start_domain
	ask_command chroot
	before=$seen
	tighten_says "1 filter added, 4088 instructions remain, status 0" \
		socket --bpf no_chroot
	said=$seen
	ask_command chroot
	after=$seen
	ask_command clock_settime
	seccompctl show >shown
	end_domain
	tap_equal "$before, $said, $after, $seen, status $status" \
		"ok, 1 filter added, 4088 instructions remain, EDOM, EINVAL, status 9"
}

domain_is_shown()
{
	tap_case "show: a domain and its added filter" || return 0
	if grep -qE '^ +\+ +4$' shown &&
	   grep -qE '^ +1 +[0-9a-f]{16} +room +1 .*domain' shown; then
		tap_ok
	else
		tap_not_ok "$(cat shown)"
	fi
}

domain_with_policy()
{
	tap_case "tighten: on top of a filter of run" || return 0
	start_domain --bpf no_clock --reserve 16
	ask_command clock_settime
	before=$seen
	tighten_says "1 filter added, 8 instructions remain, status 0" \
		socket --bpf no_chroot
	ask_command chroot
	end_domain
	tap_equal "$before, $seen" "EDOM, EDOM"
}

domain_looks_into_paths()
{
	tap_case "tighten: a filter that looks into a path" || return 0
	start_domain
	tighten_says "1 filter added, 4086 instructions remain, status 0" \
		socket --bpf no_root
	said=$seen
	ask_command chroot
	end_domain
	tap_equal "$said, $seen" \
		"1 filter added, 4086 instructions remain, EDOM"
}

# The number of instructions depends on the compiler.
domain_gets_policies()
{
	tap_case "tighten: policies" || return 0
	start_domain
	said=$(seccompctl tighten socket other_path 2>&1)
	ask_command chroot
	before=$seen
	said="$said; $(seccompctl tighten socket path_policy 2>&1)"
	ask_command chroot
	end_domain
	tap_equal "$(echo "$said" | sed 's/[0-9]* instr/N instr/g'), $before, $seen" \
		"1 filter added, N instructions remain; 2 filters added, N instructions remain, ok, EDOM"
}

domain_refuses()
{
	tap_case "tighten: $1" || return 0
	start_domain --reserve "$4"
	tighten_says "seccompctl: $2, status 3" socket --bpf "$3"
	said=$seen
	ask_command chroot
	end_domain
	tap_equal "$said, $seen, status $status" "seccompctl: $2, ok, status 9"
}

domain_socket()
{
	tap_case "run --domain: the socket is private, and goes away" || return 0
	start_domain
	mode=$(stat -c %a socket)
	end_domain
	left=$(ls socket 2>/dev/null)
	tap_equal "mode $mode, left: $left" "mode 600, left: "
}

domain_existing()
{
	tap_case "run --domain: a path that exists is left alone" || return 0
	echo mine >file
	status=0
	seccompctl run --domain file echo started >said 2>&1 || status=$?
	tap_equal "$(cat said file), status $status" \
		"seccompctl: file exists; give another path, or remove it if no seccompctl uses it
mine, status 125"
}

domain_killed()
{
	tap_case "run --domain: death by a signal" || return 0
	status=0
	seccompctl run --domain socket sh -c 'kill -9 $$' || status=$?
	tap_equal "$status, $(ls socket 2>/dev/null)" "137, "
}

domain_signal()
{
	tap_case "run --domain: signals go to the command" || return 0
	rm -f answers
	seccompctl run --domain socket sh -c \
		'trap "exit 5" TERM; echo ready; while :; do sleep 0.1; done' \
		>answers &
	holder=$!
	wait_for "test -s answers"
	kill -TERM "$holder"
	wait "$holder"
	status=$?
	holder=
	tap_equal "$status" 5
}

domain_cases()
{
	domain_tightens
	domain_is_shown
	domain_with_policy
	domain_looks_into_paths
	domain_gets_policies
	domain_refuses "the reserve does not suffice" "the reserve does not suffice: the filter takes 8 instructions, and 6 remain; --reserve of run makes it larger" no_chroot 6
	for name in errno_0 ask; do
		domain_refuses "$name can do more than deny" \
			"the kernel refuses the program: an added filter may only allow, log, kill, trap, or fail with an errno other than 0" $name 16
	done
	domain_socket
	domain_existing
	domain_killed
	domain_signal
}

# --- explain, diff ------------------------------------------------------------

# $1: name, $2: policy of a running command, $3: expected output with the exit status;
# then the arguments, in which PID is that command. Blanks at the ends of lines and the
# rows of x32 do not count.
of_process()
{
	tap_case "$1" || return 0
	policy=$2
	expected=$3
	shift 3
	rm -f ready
	seccompctl run --policy "$policy" sh -c 'echo >ready; exec sleep 300' &
	holder=$!
	wait_for "test -s ready"
	for word; do
		shift
		[ "$word" != PID ] || word=$holder
		set -- "$@" "$word"
	done
	status=0
	seccompctl "$@" >seen 2>&1 || status=$?
	end_holder
	tap_equal "$(sed -e '/^x32 /d' -e 's/^[a-z0-9-]*64  *//' -e 's/ *$//' \
		-e 's/   */, /g' -e 's/x86-64, \|arm64, //' \
		-e 's/filter [0-9a-f]\{16\}/filter ID/' \
		-e 's/instruction [0-9]*/instruction N/' seen), \
status $status" "$expected"
}

process_cases()
{
	of_process "explain --pid: the answer of the filter" policy \
		"chroot, errno EDOM, filter ID, instruction N, status 0" \
		explain --pid PID chroot
	of_process "explain --pid: a path that the filter refuses" path_policy \
		"chroot, errno EDOM, filter ID, instruction N, status 0" \
		explain --pid PID chroot filename=/
	of_process "explain --pid: a path that it allows" path_policy \
		"chroot, allow, filter ID, instruction N, status 0" \
		explain --pid PID chroot filename=/no
	of_process "diff --pid: the filter of the policy" policy \
		"Both give the same answers., status 0" diff --pid PID policy
	of_process "diff --pid: the filter of a policy with a path" path_policy \
		"Both give the same answers., status 0" \
		diff --pid PID path_policy
	of_process "diff --pid: another policy" policy \
		"other action, chroot, A errno EDOM, B errno EPERM
0 only A allows, 0 only B allows, 1 other action, 0 unknown, status 1" \
		diff --pid PID eperm
	of_process "diff --pid --stricter: an equal policy" policy \
		"A allows nothing that B does not., status 0" \
		diff --stricter --pid PID policy
	of_process "diff --pid --stricter: a policy that refuses less" policy \
		"only B allows, chroot, A errno EDOM, B allow
A allows nothing that B does not., status 0" \
		diff --stricter --pid PID allow_all
	of_process "diff --pid --stricter: a policy that refuses more" allow_all \
		"only A allows, chroot, A allow, B errno EDOM
1 only A allows, 0 only B allows, 0 other action, 0 unknown, status 1" \
		diff --stricter --pid PID policy
	of_process "diff --pid --stricter: another error" policy \
		"other action, chroot, A errno EDOM, B errno EPERM
A allows nothing that B does not., status 0" \
		diff --stricter --pid PID eperm
	of_process "diff --pid --stricter: the process is B" policy \
		"only A allows, chroot, A allow, B errno EDOM
1 only A allows, 0 only B allows, 0 other action, 0 unknown, status 1" \
		diff --stricter allow_all --pid PID
	of_process "diff --pid --stricter: a filter that looks into a path" path_policy \
		'other action, chroot, A errno EACCES, B errno EDOM, kind(filename) != 1
only A allows, chroot, A allow, B errno EDOM, kind(filename) == 1 && status(filename) != 1
only A allows, chroot, A allow, B errno EDOM, kind(filename) == 1 && status(filename) == 1 && length(filename) != 1
only A allows, chroot, A allow, B errno EDOM, kind(filename) == 1 && status(filename) == 1 && length(filename) == 1 && filename[0] != "/\x00\x00\x00"
3 only A allows, 0 only B allows, 1 other action, 0 unknown, status 1' \
		diff --stricter --pid PID policy
}

cases()
{
	run_cases
	process_cases
	show_cases
	supervisor_cases
	domain_cases
}

no_attach()
{
	tap_case "seccompctl run --on-exec" || return 0
	tap_skip "$(seccompctl run --bpf allow --on-exec true 2>&1)"
}

prepare
if seccompctl run --bpf allow --on-exec true 2>/dev/null; then
	tap_main cases
elif grep -q ' seccomp_path_run$' /proc/kallsyms; then
	tap_bail_out "this kernel must have filters that begin with an exec"
else
	tap_main no_attach
fi

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The demonstration runs real programs under real filters. Each row of its
# tables is one request of a program. The row shows the kernel's decision and
# what the program saw.
#
# The script derives both from exit statuses, signals, messages, files and the
# logs of the supervisor and the tracer. It compares both with the expected
# values. The exit status is 0 only if all rows match.
#
# Single-quoted strings are commands for another shell.
# shellcheck disable=SC2016
set -u

here=$(cd "$(dirname "$0")" && pwd)
busybox=${BUSYBOX:-/bin/busybox}
tab=$(printf '\t')

# By default, the kernel drops audit records that come too fast.
ratelimit_file=/proc/sys/kernel/printk_ratelimit
ratelimit=
set_ratelimit()
{
	[ -z "$1" ] || echo "$1" >"$ratelimit_file"
}

[ -x "$busybox" ] || {
	echo "run.sh: no busybox at $busybox; set BUSYBOX=PATH" >&2
	exit 2
}
work=$("$busybox" mktemp -d /tmp/demo.XXXXXX) || exit 2
trap '"$busybox" rm -rf "$work"; set_ratelimit "$ratelimit"' EXIT
mkdir "$work/bin" "$work/here"
for applet in $("$busybox" --list); do
	"$busybox" ln -s "$busybox" "$work/bin/$applet"
done
PATH=$work/bin:$here
export PATH
cd "$work/here" || exit 2

# Tables.

number=0		# of the current scene
rows=0			# printed in the current scene
planned=0		# expected in the current scene
total=0
wrong=0
: >"$work/decisions"

# $1: title, $2: expected number of rows. Standard input is an introduction.
scene()
{
	end_scene
	number=$((number + 1))
	planned=$2
	rows=0
	printf '\n%s. %s\n\n' "$number" "$1"
	sed 's/^/  /'
	echo
	echo HEAD | awk -f "$here/table.awk"
}

end_scene()
{
	[ "$rows" = "$planned" ] && return
	echo "  WRONG: this scene has $rows rows instead of $planned"
	wrong=$((wrong + 1))
}

# $1: request, $2: decision, $3: effect, $4 and $5: expected values of $2 and $3
row()
{
	rows=$((rows + 1))
	total=$((total + 1))
	echo "${2%%[:, ]*}" >>"$work/decisions"
	[ "$2$tab$3" = "$4$tab$5" ] || wrong=$((wrong + 1))
	printf '%s\t%s\t%s\t%s\t%s\n' "$@" | awk -f "$here/table.awk"
}

# Runs a command. Its output is in $said and its exit status is in $status. The
# redirection hides messages of the waiting shell, such as "Killed".
run()
{
	run_with_input /dev/null timeout 60 "$@"
}

run_with_input()
{
	input=$1
	status=0
	shift
	(
		(exec "$@" <"$input" >"$work/said" 2>&1)
		exit $?
	) 2>/dev/null || status=$?
	said=$(cat "$work/said")
}

# Prints the kernel's decision, derived from $status and $said of the last run.
decision()
{
	case $status:$said in
	137:*) echo "kill: SIGKILL" ;;
	159:*) echo "kill: SIGSYS" ;;
	*"Operation not permitted"* | *"are you root"* | 0:EPERM)
		echo "errno EPERM" ;;
	*"Permission denied"*)
		echo "errno EACCES" ;;
	*"Function not implemented"* | 0:ENOSYS)
		echo "errno ENOSYS" ;;
	*"Network is down"*)
		echo "errno ENETDOWN" ;;
	0:* | 1:"flatten: "*)
		echo "allow" ;;
	*)     echo "unclear: exit status $status" ;;
	esac
}

# Prints what the program saw: its output, or its end if there is no output.
seen()
{
	case $status:$said in
	137: | 159:)
		echo "nothing: it was killed" ;;
	0:)    echo "success" ;;
	*:)    echo "exit status $status" ;;
	*)     echo "$said" | tr '\n\t' '  ' | sed 's/ *$//' ;;
	esac
}

# 1. A container.

# Command $1 must have the same output and status with and without the profile.
allowed()
{
	run sh -c "$1"
	free=$status:$said
	run profile sh -c "$1"
	if [ "$status:$said" = "$free" ]; then
		effect="the same as unconfined"
	else
		effect=$(seen)
	fi
	row "$1" "$(decision)" "$effect" "allow" "the same as unconfined"
}

# Command $1 must fail with errno $2 and message $3 under the profile. Without
# the profile, it must not fail in this way.
refused()
{
	run sh -c "$1"
	free=$(decision)
	run profile sh -c "$1"
	decided=$(decision)
	[ "$decided" != "$free" ] || decided="$decided, also without the profile"
	row "$1" "$decided" "$(seen)" "errno $2" "$3"
}

filters_of()
{
	awk '/^Seccomp:/ { mode = $2 } /^Seccomp_filters:/ { n = $2 }
		END { print "mode " mode ", filters: " n }' "$1"
}

container()
{
	scene "A shell in a container" 11 <<-X
	libseccomp makes a profile like Docker's default ($(profile -n)). Calls
	outside of the profile fail with EPERM. The shell and its commands run as
	root. The script first runs each refused command without the profile, to
	show that only the profile refuses it. "try_syscall" makes one call and
	prints the result.
	X
	allowed 'id -u'
	allowed 'seq 2000 | sort -rn | sha256sum'
	mkdir files
	seq 500 >files/a
	allowed 'tar c files | gzip | gunzip | tar t'
	mkdir m
	refused 'mount -t tmpfs none m && umount m' EPERM \
		"mount: permission denied (are you root?)"
	refused 'unshare -m true' EPERM \
		"unshare: unshare(0x20000): Operation not permitted"
	refused 'try_syscall kexec_load' EPERM EPERM
	refused 'try_syscall reboot' EPERM EPERM
	refused 'try_syscall socket_vsock' EPERM EPERM
	refused 'try_syscall clone_newuser' EPERM EPERM
	refused 'try_syscall clone3' ENOSYS ENOSYS
	before=$(awk '/^Seccomp_filters:/ { print $2 }' /proc/self/status)
	run profile cat /proc/self/status
	echo "$said" >status
	row 'cat /proc/self/status' "$(decision)" "$(filters_of status)" \
		"allow" "mode 2, filters: $((before + 1))"
}

# 2. A parser.

# Parses JSON $2 in strict mode. $1: request, $3 and $4: expected decision and
# effect.
parse()
{
	echo "$2" >input
	run_with_input input flatten --strict
	row "$1" "$(decision)" "$(seen)" "$3" "$4"
}

# Parses input that makes the parser run order $1. Without strict mode, the
# order must work and print $2.
parse_hijacked()
{
	echo "{\"\$hijack\": \"$1\"}" >input
	run_with_input input flatten
	request="$1, by the hijacked parser"
	if [ "$said" = "$2" ]; then
		parse "$request" "$(cat input)" "kill: SIGKILL" \
			"nothing: it was killed"
	else
		row "$request" "(fails without strict mode)" "$said" "" "$2"
	fi
}

parser()
{
	scene "A parser of untrusted input, in strict mode" 5 <<-X
	The parser reads JSON from descriptor 0 and writes to descriptor 1. Strict
	mode allows it only read, write and exit. Even input that hijacks the parser
	cannot make it do more. The script first tries the same input without strict
	mode, where it works.
	X
	parse 'good input: {"b": [1, {"c": "x"}]}' '{"b": [1, {"c": "x"}]}' \
		"allow" "b[0] = 1 b[1].c = x"
	parse 'malformed input: {"b" 1}' '{"b" 1}' \
		"allow" "flatten: this is not JSON"
	echo "a password" >secret
	parse_hijacked "open secret" "a password"
	parse_hijacked "exec $here/try_syscall" "$(try_syscall)"
	parse_hijacked "getpid" "still here"
}

# 3. An errno.

errnos()
{
	scene "An errno instead of the call" 4 <<-X
	The kernel skips the call, and the program gets the filter's errno. The
	filter can check arguments: here it refuses socket() for AF_INET and kill()
	with SIGKILL. With errno 0, the program sees a success without the call.
	X
	run with socket,0=2:ENETDOWN -- wget -q -O - http://127.0.0.1/
	row "wget http://127.0.0.1/" "$(decision)" "$(seen)" "errno ENETDOWN" \
		"wget: socket: Network is down"
	run with kill,1=9:EPERM -- sh -c \
		'sleep 9 & kill -KILL $!; s=$?; kill $!; exit $s'
	row "kill -KILL its own child" "$(decision)" \
		"$(seen | sed 's/pid [0-9]*/its pid/')" \
		"errno EPERM" "sh: can't kill its pid: Operation not permitted"
	run with kill,1=9:EPERM -- sh -c 'exec 2>/dev/null
		sleep 9 & kill -TERM $!; s=$?
		wait $!; echo "the child ended with $?"; exit $s'
	row "kill -TERM its own child" "$(decision)" "$(seen)" "allow" \
		"the child ended with 143"
	: >owned
	run with chown:success lchown:success fchownat:success fchown:success \
		-- chown 1234 owned
	decided="errno 0: call skipped"
	[ "$(stat -c %u owned)" = 0 ] || decided="the call was made"
	row "chown 1234 owned" "$decided" "$(seen)" "errno 0: call skipped" "success"
}

# 4. A trap.

traps()
{
	scene "A trap that the program handles" 4 <<-X
	The filter answers uname() and openat() with SIGSYS. The program's signal
	handler makes the result. The signal kills a program without a handler.
	X
	trapper >trapped 2>&1
	while IFS=$tab read -r request decided effect expected expected_effect; do
		row "$request" "$decided" "$effect" "$expected" "$expected_effect"
	done <trapped
	run with uname:trap -- uname -r
	row "uname -r, without a handler" "$(decision)" "$(seen)" "kill: SIGSYS" \
		"nothing: it was killed"
}

# 5. A supervisor.

# Runs $1 under the supervisor. The request whose log line begins with $2 must
# get the reply $3, and the shell must see $4. $5: command that checks the
# result.
supervised()
{
	run supervise "$work/log" "$work/jail" /etc/motd="$work/other" sh -c "$1"
	reply=$(grep "^$2" "$work/log" | tail -n 1 | cut -f 2)
	effect=$(seen)
	[ -z "${5-}" ] || effect="$effect; $(sh -c "$5")"
	row "$1" "notify: ${reply:-no notification}" "$effect" "notify: $3" "$4"
}

supervisor()
{
	scene "A supervisor that replies for the kernel" 5 <<-X
	A busybox shell makes, opens and removes files. Each such call waits for the
	reply of a supervisor: a result, an errno, a descriptor, or "continue".
	X
	mkdir "$work/jail"
	echo "the other file" >"$work/other"
	: >kept
	supervised 'mkdir inbox' mkdir "made in the jail, reply 0" \
		"success; inbox is in the jail only" \
		"test -d $work/jail/inbox && test ! -e inbox &&
			echo inbox is in the jail only"
	supervised 'cat /etc/motd' 'open[at]*("/etc/motd' "opened another file" \
		"the other file"
	supervised 'rm kept' unlink "reply EACCES" \
		"rm: can't remove 'kept': Permission denied; it is still there" \
		"test -e kept && echo it is still there"
	echo "as it is" >plain
	supervised 'cat plain' 'open[at]*("plain' "continue" "as it is"
	supervised 'exit 0' hang-up "the last task is gone" "success"
}

# 6. A tracer.

# Prints the last line of the tracer's log.
traced()
{
	event=$(tail -n 1 "$work/log" | tr '\t' ' ')
	echo "trace: ${event:-no event}"
}

# $1: change, $2: command, $3 and $4: expected event and output, $5: command
# that checks the result.
tampered()
{
	run tamper "$work/log" "$1" sh -c "$2"
	effect=$(seen)
	[ -z "${5-}" ] || effect="$effect; $(sh -c "$5")"
	row "$2" "$(traced); tracer: ${1#*:}" "$effect" \
		"trace: $3; tracer: ${1#*:}" "$4"
}

tracer()
{
	scene "A tracer that changes calls" 4 <<-X
	The filter stops a call for the ptrace tracer. The tracer changes arguments,
	skips the call, or replaces it by another call. The filters check the changed
	call again. Without a tracer, the call fails with ENOSYS.
	X
	tampered clock_nanosleep:skip=0 'sleep 1000; echo slept' \
		"clock_nanosleep, data 42" "slept"
	tampered write:arg0=2 'echo hello >file' "write, data 42" \
		"hello; the file is empty" \
		'test -e file && test ! -s file && echo the file is empty'
	run with reboot:EPERM -- tamper "$work/log" chroot:into=reboot chroot / true
	row "chroot / true (tracer: into reboot)" \
		"$(traced); then $(decision)" "$(seen)" \
		"trace: chroot, data 42; then errno EPERM" \
		"chroot: can't change root directory to '/': Operation not permitted"
	run with chroot:trace -- chroot / true
	row "chroot / true (no tracer)" "trace: no tracer, $(decision)" "$(seen)" \
		"trace: no tracer, errno ENOSYS" \
		"chroot: can't change root directory to '/': Function not implemented"
}

# 7. Inheritance.

# Adds a filter with the rules $1 to $stack and runs $3 under all filters of
# $stack. $2 describes the rules. $4 and $5: expected decision and effect.
stack=
height=0
stacked()
{
	stack="$stack with $1 --"
	height=$((height + 1))
	# shellcheck disable=SC2086
	run $stack sh -c "$3"
	row "$3 (+ filter $height: $2)" "$(decision)" "$(seen)" "$4" "$5"
}

inheritance()
{
	scene "A new filter can only restrict" 7 <<-X
	Each row starts a process with one more filter. The strictest action wins.
	Among errnos, the newest filter's wins. A filter that allows all calls does
	not lift the restrictions of older filters.
	X
	stacked "mkdir:EPERM mkdirat:EPERM" "mkdir gives EPERM" 'mkdir d' \
		"errno EPERM" \
		"mkdir: can't create directory 'd': Operation not permitted"
	stacked "mkdir:EACCES mkdirat:EACCES" "mkdir gives EACCES" 'mkdir d' \
		"errno EACCES" \
		"mkdir: can't create directory 'd': Permission denied"
	stacked "" "allows all calls" 'mkdir d' "errno EACCES" \
		"mkdir: can't create directory 'd': Permission denied"
	stacked "" "allows all calls" 'touch t && ls t' "allow" "t"
	stacked "mkdir:kill_process mkdirat:kill_process" "mkdir kills" \
		'exec mkdir d' \
		"kill: SIGSYS" "nothing: it was killed"
	before=$(awk '/^Seccomp_filters:/ { print $2 }' /proc/self/status)
	stacked "mkdir:EPERM mkdirat:EPERM" "mkdir gives EPERM" \
		'cat /proc/self/status >status' "allow" "success"
	run sh -c 'mkdir d && ls -d d'
	row "mkdir d, in the parent without these filters" "$(decision)" \
		"$(seen); its child had $(filters_of status)" "allow" \
		"d; its child had mode 2, filters: $((before + 6))"
}

# 8. Records.

# Waits for an audit record that matches $1 and is newer than $marker. Prints
# the code of the record, which is the filter's action.
audit_record()
{
	for try in 1 2 3 4 5 6 7 8 9 10; do
		dmesg | sed "1,/$marker/d" | grep "type=1326.*$1" | tail -n 1 |
			grep -o 'code=[^ ]*' && return
		sleep 0.$((try / 2))
	done
	echo "no record"
}

# $1: request, $2: program's name in the record, $3 and $4: expected decision
# and effect, $5: expected code in the record. The rest is the command.
recorded()
{
	request=$1 name=$2 expected=$3 expected_effect=$4 code=$5
	shift 5
	marker="demonstration $$ row $total"
	echo "$marker" >/dev/kmsg
	run "$@"
	row "$request" "$(decision), $(audit_record "comm=\"$name\"")" "$(seen)" \
		"$expected, code=$code" "$expected_effect"
}

records()
{
	scene "Audit records" 3 <<-X
	The kernel writes an audit record about a call. The record names the program,
	the call and the filter's action: "code" is the action. Without an audit
	daemon, the records go to the kernel log.
	X
	read -r ratelimit <"$ratelimit_file"
	set_ratelimit 0
	recorded 'mkdir logged, with action LOG' mkdir "allow" "success" \
		0x7ffc0000 with mkdir:log mkdirat:log -- mkdir logged
	recorded 'mount, in the container' mount "errno EPERM" \
		"mount: permission denied (are you root?)" 0x50000 \
		profile -l mount -t tmpfs none m
	recorded 'uname, with action KILL_PROCESS' uname "kill: SIGSYS" \
		"nothing: it was killed" 0x80000000 with uname:kill_process -- uname
}

# 9. A path that changes.

# $1: request, $2 and $3: expected decision and text of the file. The rest is the
# command line of flip.
flipped()
{
	request=$1 expected=$2 expected_effect=$3
	shift 3
	: >"$work/log"
	run flip "$work/log" "$@"
	row "$request" "notify: $(cat "$work/log")" "$(seen)" \
		"notify: $expected" "$expected_effect"
}

flips()
{
	scene "A path that another thread changes" 6 <<-X
	The policy is that the process may only open the file "public". A supervisor
	reads the path of each open and lets it continue, or not. In the rows with
	"flip", a second thread writes "secret" over the path after the supervisor
	has read it. In the first three rows the supervisor reads the memory of the
	process, which is all that mainline offers: the flip deceives it. In the
	next two rows the filter has SECCOMP_FILTER_FLAG_DEEP_ARGS: the kernel
	copies the path once, and opens what the supervisor has read. In the last
	row a filter compares the path itself, and the thread flips all the time.
	X
	echo "a public file" >public
	echo "a secret file" >secret
	flipped "open public (memory)" 'read "public": continue' \
		"a public file" memory public
	flipped "open secret (memory)" 'read "secret": EACCES' \
		"flip: secret: Permission denied" memory secret
	flipped "open public, flip (memory)" 'read "public": continue' \
		"a secret file" memory public secret
	flipped "open secret (copy)" 'read "secret": EACCES' \
		"flip: secret: Permission denied" copy secret
	flipped "open public, flip (copy)" 'read "public": continue' \
		"a public file" copy public secret
	run flip "$work/log" filter public secret
	row "open public, flips (filter)" "$(decision), at times errno EACCES" \
		"$(seen)" "allow, at times errno EACCES" \
		"many times opened: a public file"
}

# 10. A policy.

# $1: request, $2 and $3: expected decision and rule. The rest is a call.
explained()
{
	request=$1 expected=$2 expected_effect=$3
	shift 3
	run seccompctl explain site.policy "$@"
	row "$request" "$(echo "$said" | awk '{ print $3, $4; exit }')" \
		"$(echo "$said" | awk '{ print $5; exit }')" \
		"$expected" "$expected_effect"
}

# $1: policy, $2 and $3: expected decision and effect. The rest is a command.
under()
{
	policy=$1 expected=$2 expected_effect=$3
	shift 3
	run seccompctl run --policy "$policy" -- "$@"
	row "$*, under $policy" "$(decision)" "$(seen)" \
		"$expected" "$expected_effect"
}

# Runs a command that is refused until the watcher has seen a refusal.
watched()
{
	[ -d /sys/kernel/tracing/events ] ||
		mount -t tracefs none /sys/kernel/tracing
	seccompctl watch --label site --count 1 --timeout 60 \
		>"$work/watched" 2>&1 &
	watcher=$!
	while kill -0 "$watcher" 2>/dev/null; do
		seccompctl run --label site --policy site.policy -- mkdir new \
			>/dev/null 2>&1
		sleep 0.5
	done
	wait "$watcher"
	status=$?
	row "watch --label site" \
		"$(grep -o 'errno EPERM' "$work/watched" | head -n 1)" \
		"exit status $status, $(grep -ow mkdir "$work/watched" |
			head -n 1) of label $(grep -ow site "$work/watched" |
			head -n 1)" \
		"errno EPERM" "exit status 0, mkdir of label site"
}

policies()
{
	scene "A policy: explained, learned, watched" 8 <<-X
	seccompctl compiles policies. The policy "site.policy" has three lines: the
	first allows all calls, the second refuses to make directories, the third
	refuses to open files below /etc. The first two rows ask which line decides
	about a call. Then programs run under the policy. The policy
	"learned.policy" comes from a command that ran once: it allows what that
	command needs. In the last row, another process watches refusals.
	X
	cat >site.policy <<-X
	default: allow
	errno EPERM: mkdir mkdirat
	openat: (path ^= "/etc/") errno EACCES; else allow
	X
	explained "explain mkdirat" "errno EPERM" site.policy:2 mkdirat
	explained "explain openat path=/etc/hosts" "errno EACCES" \
		site.policy:3 openat path=/etc/hosts
	under site.policy "errno EPERM" \
		"mkdir: can't create directory 'new': Operation not permitted" \
		mkdir new
	under site.policy "allow" "success" touch file
	# It also writes a message, as the refused command below does.
	run seccompctl learn -o learned.policy -- \
		sh -c "touch none/x first; true"
	row "learn: touch first" "$(decision)" \
		"$(grep -c '^default: errno EPERM' learned.policy) default, $(
			grep -cw mkdir learned.policy) rules for mkdir" \
		"allow" "1 default, 0 rules for mkdir"
	under learned.policy "allow" "success" touch again
	under learned.policy "errno EPERM" \
		"mkdir: can't create directory 'new': Operation not permitted" \
		mkdir new
	watched
}

summary()
{
	end_scene
	printf '\n%s\n' "Summary"
	sort "$work/decisions" | uniq -c | awk '
		{ printf "%s%s %s", (NR > 1 ? ", " : "  "), $1, $2 }
		END { print "" }'
	if [ "$wrong" = 0 ]; then
		echo "  $total requests in $number scenes, all came out as expected"
		exit 0
	fi
	echo "  $total requests in $number scenes, $wrong WRONG: see the marked rows"
	exit 1
}

printf '%s\n' "Linux $(uname -r) on $(uname -m): programs under seccomp filters"
container
parser
errnos
traps
supervisor
tracer
inheritance
records
flips
policies
summary

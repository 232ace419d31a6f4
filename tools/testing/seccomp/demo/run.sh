#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The demonstration: real programs under real filters. Each row of its tables is
# one thing that a program asked for, and says what the kernel decided and what
# the program saw of it. Both are taken from what happened (exit statuses, signals,
# messages, files, the logs of supervisor and tracer) and compared with what
# should have happened; exit status 0 only if all of it was so.
#
# Single-quoted strings are commands for another shell.
# shellcheck disable=SC2016
set -u

here=$(cd "$(dirname "$0")" && pwd)
busybox=${BUSYBOX:-/bin/busybox}
tab=$(printf '\t')

# The kernel drops audit records that come too fast, unless told otherwise.
ratelimit_file=/proc/sys/kernel/printk_ratelimit
ratelimit=
set_ratelimit()
{
	[ -z "$1" ] || echo "$1" >"$ratelimit_file"
}

[ -x "$busybox" ] || {
	echo "run.sh: no busybox at $busybox; set BUSYBOX=path" >&2
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

number=0		# of the running scene
rows=0			# in the running scene
planned=0		# rows that it has to have
total=0
wrong=0
: >"$work/decisions"

# $1: title, $2: number of rows; the lines of stdin are an introduction.
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
	echo "  WRONG: this scene has $rows rows, $planned were expected"
	wrong=$((wrong + 1))
}

# $1: asked, $2: decided, $3: seen, $4 and $5: what the last two should be
row()
{
	rows=$((rows + 1))
	total=$((total + 1))
	echo "${2%%[:, ]*}" >>"$work/decisions"
	[ "$2$tab$3" = "$4$tab$5" ] || wrong=$((wrong + 1))
	printf '%s\t%s\t%s\t%s\t%s\n' "$@" | awk -f "$here/table.awk"
}

# Runs a command; what it said and how it ended are in $said and $status. What the
# shell that waits for it has to say ("Killed") is dropped.
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

# What the end of the last run shows that the kernel has decided.
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

# What the program saw: its message, or how it ended if it said nothing.
seen()
{
	case $status:$said in
	137: | 159:)
		echo "nothing more: it is dead" ;;
	0:)    echo "success" ;;
	*:)    echo "exit status $status" ;;
	*)     echo "$said" | tr '\n\t' '  ' | sed 's/ *$//' ;;
	esac
}

# 1. A container.

# The same output and status as without the profile.
unhindered()
{
	run sh -c "$1"
	free=$status:$said
	run profile sh -c "$1"
	if [ "$status:$said" = "$free" ]; then
		saw="the same as unconfined"
	else
		saw=$(seen)
	fi
	row "$1" "$(decision)" "$saw" "allow" "the same as unconfined"
}

# Refused with errno $2, and seen as $3; not so without the profile.
hindered()
{
	run sh -c "$1"
	free=$(decision)
	run profile sh -c "$1"
	decided=$(decision)
	[ "$decided" != "$free" ] || decided="$decided, but without the profile, too"
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
	libseccomp makes a profile like Docker's default ($(profile -n)); whatever it
	does not name fails with EPERM. The shell and its commands run as root; all that is
	refused here is first tried without the profile, where it is not. "try_syscall" makes one
	call and prints what came of it.
	X
	unhindered 'id -u'
	unhindered 'seq 2000 | sort -rn | sha256sum'
	mkdir files
	seq 500 >files/a
	unhindered 'tar c files | gzip | gunzip | tar t'
	mkdir m
	hindered 'mount -t tmpfs none m && umount m' EPERM \
		"mount: permission denied (are you root?)"
	hindered 'unshare -m true' EPERM \
		"unshare: unshare(0x20000): Operation not permitted"
	hindered 'try_syscall kexec_load' EPERM EPERM
	hindered 'try_syscall reboot' EPERM EPERM
	hindered 'try_syscall socket_vsock' EPERM EPERM
	hindered 'try_syscall clone_newuser' EPERM EPERM
	hindered 'try_syscall clone3' ENOSYS ENOSYS
	before=$(awk '/^Seccomp_filters:/ { print $2 }' /proc/self/status)
	run profile cat /proc/self/status
	echo "$said" >status
	row 'cat /proc/self/status' "$(decision)" "$(filters_of status)" \
		"allow" "mode 2, filters: $((before + 1))"
}

# 2. A parser.

# Parses JSON $2 in strict mode; $1 says what is asked; $3 and $4: what is expected.
parse()
{
	echo "$2" >input
	run_with_input input flatten --strict
	row "$1" "$(decision)" "$(seen)" "$3" "$4"
}

# The same with input that takes the parser over, which has to work when unconfined.
parse_hijacked()
{
	echo "{\"\$hijack\": \"$1\"}" >input
	run_with_input input flatten
	asked="$1, by the parser taken over"
	if [ "$said" = "$2" ]; then
		parse "$asked" "$(cat input)" "kill: SIGKILL" \
			"nothing more: it is dead"
	else
		row "$asked" "(does not work unconfined)" "$said" "" "$2"
	fi
}

parser()
{
	scene "A parser of untrusted input, in strict mode" 5 <<-X
	It reads JSON on descriptor 0 and writes on descriptor 1, and has given up every
	other call but exit(2). Its input cannot make it do more, even if it takes it over;
	without strict mode it can, which is tried first.
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
	The call is not made; the program gets the filter's errno, also depending on the
	arguments: here socket(AF_INET), and kill() with SIGKILL. Errno 0 is a success that
	never was.
	X
	run with socket,0=2:ENETDOWN -- wget -q -O - http://127.0.0.1/
	row "wget http://127.0.0.1/" "$(decision)" "$(seen)" "errno ENETDOWN" \
		"wget: socket: Network is down"
	run with kill,1=9:EPERM -- sh -c 'sleep 9 & kill -KILL $!; s=$?; kill $!; exit $s'
	row "kill -KILL its own child" "$(decision)" \
		"$(seen | sed 's/pid [0-9]*/its pid/')" \
		"errno EPERM" "sh: can't kill its pid: Operation not permitted"
	run with kill,1=9:EPERM -- sh -c 'exec 2>/dev/null
		sleep 9 & kill -TERM $!; s=$?; wait $!; echo "the child ended with $?"; exit $s'
	row "kill -TERM its own child" "$(decision)" "$(seen)" "allow" \
		"the child ended with 143"
	: >owned
	run with chown:success lchown:success fchownat:success fchown:success \
		-- chown 1234 owned
	decided="errno 0: left out"
	[ "$(stat -c %u owned)" = 0 ] || decided="the call was made"
	row "chown 1234 owned" "$decided" "$(seen)" "errno 0: left out" "success"
}

# 4. A trap.

traps()
{
	scene "A trap that the program handles itself" 4 <<-X
	The filter turns uname() and openat() into SIGSYS; the program's handler makes up
	the result. A program without a handler is killed by the signal.
	X
	trapper >trapped 2>&1
	while IFS=$tab read -r asked decided saw want_decided want_saw; do
		row "$asked" "$decided" "$saw" "$want_decided" "$want_saw"
	done <trapped
	run with uname:trap -- uname -r
	row "uname -r, without a handler" "$(decision)" "$(seen)" "kill: SIGSYS" \
		"nothing more: it is dead"
}

# 5. A supervisor.

# Runs $1 supervised. The request whose log line begins with $2 has to get the
# answer $3, and the shell to see $4. $5: its check of the result, if any.
supervised()
{
	run supervise "$work/log" "$work/jail" /etc/motd="$work/other" sh -c "$1"
	answer=$(grep "^$2" "$work/log" | tail -n 1 | cut -f 2)
	saw=$(seen)
	[ -z "${5-}" ] || saw="$saw; $(sh -c "$5")"
	row "$1" "notify: ${answer:-nobody was asked}" "$saw" "notify: $3" "$4"
}

supervisor()
{
	scene "A supervisor that answers for the kernel" 5 <<-X
	The calls of a busybox shell that make, open or remove something wait until a
	supervisor has answered: with a result, an errno, a descriptor, or "continue".
	X
	mkdir "$work/jail"
	echo "the other file" >"$work/other"
	: >kept
	supervised 'mkdir inbox' mkdir "made in the jail, answer 0" \
		"success; inbox is in the jail only" \
		"test -d $work/jail/inbox && test ! -e inbox && echo inbox is in the jail only"
	supervised 'cat /etc/motd' 'open[at]*("/etc/motd' "given another file" \
		"the other file"
	supervised 'rm kept' unlink "answer EACCES" \
		"rm: can't remove 'kept': Permission denied; it is still there" \
		"test -e kept && echo it is still there"
	echo "as it is" >plain
	supervised 'cat plain' 'open[at]*("plain' "continue" "as it is"
	supervised 'exit 0' hang-up "the last user is gone" "success"
}

# 6. A tracer.

# The tracer's last log line.
traced()
{
	event=$(tail -n 1 "$work/log" | tr '\t' ' ')
	echo "trace: ${event:-nobody was asked}"
}

# $1: change, $2: command, $3 and $4: event and output to be expected, $5: a check
tampered()
{
	run tamper "$work/log" "$1" sh -c "$2"
	saw=$(seen)
	[ -z "${5-}" ] || saw="$saw; $(sh -c "$5")"
	row "$2" "$(traced); tracer: ${1#*:}" "$saw" \
		"trace: $3; tracer: ${1#*:}" "$4"
}

tracer()
{
	scene "A tracer that changes calls" 4 <<-X
	The filter hands a call to the ptrace tracer, which changes its arguments, leaves it
	out, or makes it another one: that is judged again. Without a tracer: ENOSYS.
	X
	tampered clock_nanosleep:skip=0 'sleep 1000; echo slept' \
		"clock_nanosleep, data 42" "slept"
	tampered write:arg0=2 'echo hello >file' "write, data 42" \
		"hello; the file is empty" \
		'test -e file && test ! -s file && echo the file is empty'
	run with reboot:EPERM -- tamper "$work/log" chroot:into=reboot chroot / true
	row "chroot / true (tracer: into a reboot)" \
		"$(traced); then $(decision)" "$(seen)" \
		"trace: chroot, data 42; then errno EPERM" \
		"chroot: can't change root directory to '/': Operation not permitted"
	run with chroot:trace -- chroot / true
	row "chroot / true (no tracer)" "trace: nobody there, $(decision)" "$(seen)" \
		"trace: nobody there, errno ENOSYS" \
		"chroot: can't change root directory to '/': Function not implemented"
}

# 7. Inheritance.

# Runs $3 with one filter more, the rules $1, on top of $stack, which grows; $2 says
# what these rules do. $4 and $5: what is to be expected.
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
	scene "Filters pile up, and each can only take away" 7 <<-X
	Every row starts a process under one filter more. The strictest action wins, among
	errnos the newest filter's; a filter that allows everything gives nothing back.
	X
	stacked "mkdir:EPERM mkdirat:EPERM" "mkdir gives EPERM" 'mkdir d' \
		"errno EPERM" \
		"mkdir: can't create directory 'd': Operation not permitted"
	stacked "mkdir:EACCES mkdirat:EACCES" "mkdir gives EACCES" 'mkdir d' \
		"errno EACCES" \
		"mkdir: can't create directory 'd': Permission denied"
	stacked "" "all is allowed" 'mkdir d' "errno EACCES" \
		"mkdir: can't create directory 'd': Permission denied"
	stacked "" "all is allowed" 'touch t && ls t' "allow" "t"
	stacked "mkdir:kill mkdirat:kill" "mkdir kills" 'exec mkdir d' \
		"kill: SIGSYS" "nothing more: it is dead"
	before=$(awk '/^Seccomp_filters:/ { print $2 }' /proc/self/status)
	stacked "mkdir:EPERM mkdirat:EPERM" "mkdir gives EPERM" \
		'cat /proc/self/status >status' "allow" "success"
	run sh -c 'mkdir d && ls -d d'
	row "mkdir d, in the parent of them all" "$(decision)" \
		"$(seen); its child had $(filters_of status)" "allow" \
		"d; its child had mode 2, filters: $((before + 6))"
}

# 8. Records.

# Waits for an audit record that matches $1, newer than $marker; prints its call's
# number, the kernel's code and the program's name.
audit_record()
{
	for try in 1 2 3 4 5 6 7 8 9 10; do
		dmesg | sed "1,/$marker/d" | grep "type=1326.*$1" | tail -n 1 |
			grep -o 'code=[^ ]*' && return
		sleep 0.$((try / 2))
	done
	echo "no record"
}

# $1: asked, $2: the program's name in the record, $3: decision, $4: seen, $5: the
# code in the record; the rest is the command.
recorded()
{
	asked=$1 name=$2 want=$3 want_saw=$4 code=$5
	shift 5
	marker="demonstration $$ row $total"
	echo "$marker" >/dev/kmsg
	run "$@"
	row "$asked" "$(decision), $(audit_record "comm=\"$name\"")" "$(seen)" \
		"$want, code=$code" "$want_saw"
}

records()
{
	scene "What the kernel writes down" 3 <<-X
	An audit record (in the kernel log, if no daemon takes it) says which program made
	which call and what the filter's action was: that is code.
	X
	read -r ratelimit <"$ratelimit_file"
	set_ratelimit 0
	recorded 'mkdir logged, with action LOG' mkdir "allow" "success" \
		0x7ffc0000 with mkdir:log mkdirat:log -- mkdir logged
	recorded 'mount, in the container' mount "errno EPERM" \
		"mount: permission denied (are you root?)" 0x50000 \
		profile -l mount -t tmpfs none m
	recorded 'uname, which is killed' uname "kill: SIGSYS" \
		"nothing more: it is dead" 0x80000000 with uname:kill -- uname
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
	echo "  $total requests in $number scenes, $wrong WRONG: see the rows marked so"
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
summary

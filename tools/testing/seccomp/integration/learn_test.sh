#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Each program works under the policy that seccompctl learn has written for it, and a
# call that it has not made is refused: busybox; sqlite3, git, redis and nginx of Debian.
#
# Single-quoted strings are commands for another shell.
# shellcheck disable=SC2016
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=./tap.sh
. "$here/tap.sh"

work=$(mktemp -d /tmp/learn_test.XXXXXX) || tap_bail_out "no directory under /tmp"
trap 'rm -rf "$work"' EXIT
seconds=60
port=8099
tracefs=/sys/kernel/tracing

# --- Programs -----------------------------------------------------------------

# Each command does something real in the new directory $dir, and prints the result.
busybox_command='echo text >file && cat file && ls -l / >list && grep -c " proc\$" list'
busybox_result='text
1'

# The target of a link is only a text.
links_command='mkdir links && ln -s /target/file links/one && readlink links/one'
links_result=/target/file

sqlite_command='sqlite3 db "create table t (x); insert into t values (1), (41);"
sqlite3 db "select sum(x) from t;"'
sqlite_result=42

git_command='git -c init.templateDir= -c init.defaultBranch=main init -q repository
cd repository && echo text >file && git add file
git -c user.name=name -c user.email=a@b commit -q -m first
git log --format=%s && git status --porcelain && git show HEAD:file'
git_result='first
text'

redis_command='redis-server --port 0 --unixsocket $dir/socket --save "" --dir $dir \
	--logfile $dir/log &
until redis-cli -s $dir/socket ping >/dev/null 2>&1; do sleep 0.1; done
redis-cli -s $dir/socket set key value
redis-cli -s $dir/socket get key
redis-cli -s $dir/socket shutdown nosave
wait'
redis_result='OK
value'

nginx_command='nginx -c $dir/nginx.conf -p $dir -e $dir/log &
until wget -q -O - http://127.0.0.1:$port/ 2>/dev/null; do sleep 0.1; done
wget -q -O - http://127.0.0.1:$port/missing 2>/dev/null || echo missing
kill -QUIT $(cat $dir/pid)
wait'
nginx_result='page
missing'

nginx_configuration()
{
	cat <<-EOT
		daemon off;
		user root root;
		pid $1/pid;
		error_log $1/log;
		events { }
		http {
			access_log off;
			client_body_temp_path $1/body;
			proxy_temp_path $1/proxy;
			fastcgi_temp_path $1/fastcgi;
			uwsgi_temp_path $1/uwsgi;
			scgi_temp_path $1/scgi;
			server {
				listen 127.0.0.1:$port;
				root $1/pages;
			}
		}
	EOT
}

prepare()
{
	tap_busybox "$work/bin"
	PATH=$work/bin:$here:/usr/bin:/usr/sbin
	HOME=$work
	export PATH HOME port
	cd "$work" || tap_bail_out "no directory $work"
	ip link set lo up 2>/dev/null
	[ -d "$tracefs/events" ] || mount -t tracefs none "$tracefs" 2>/dev/null
	way=notify
	if seccompctl learn --counters -o /dev/null true 2>/dev/null; then
		way=counters
	elif grep -q ' seccomp_path_run$' /proc/kallsyms; then
		tap_bail_out "this kernel must have counters"
	fi
}

# Makes the directory $dir for a run.
new_dir()
{
	dir=$work/run
	rm -rf "$dir"
	mkdir -p "$dir/pages"
	echo page >"$dir/pages/index.html"
	nginx_configuration "$dir" >"$dir/nginx.conf"
	export dir
	cd "$dir" || tap_bail_out "no directory $dir"
}

# --- learn, check, run --------------------------------------------------------

# After the action of a program, try_syscall makes a call.
script()
{
	printf '%s\n' "$1" 'try_syscall $probe'
}

# $1: name, $2: command, $3: its result, then options of learn
learns()
{
	tap_case "learn: $1" || return 0
	command=$2
	result=$3
	shift 3
	new_dir
	probe=setns
	export probe
	status=0
	seen=$(timeout "$seconds" seccompctl learn -o "$work/policy" "$@" -- \
		sh -c "$(script "$command")" 2>"$work/errors") || status=$?
	if [ "$seen" = "$result
EBADF" ] && [ "$status" = 0 ]; then
		tap_ok
	else
		rm -f "$work/policy"
		tap_not_ok "status $status, $seen" "$(tail -n 20 "$work/errors")"
	fi
}

# Skips a case if learn has failed.
has_policy()
{
	[ -s "$work/policy" ] && return 0
	tap_skip "learn has written no policy"
	return 1
}

is_accepted()
{
	tap_case "check: what was learned of $1" || return 0
	has_policy || return 0
	status=0
	seen=$(seccompctl check "$work/policy" 2>&1) || status=$?
	if [ "$status" = 0 ]; then
		tap_ok
	else
		tap_not_ok "status $status" "$seen" "$(cat "$work/policy")"
	fi
}

# $1: name, $2: command, $3: its result. The last line is that of try_syscall: the
# policy has setns, so it fails by itself; it does not have unshare.
suffices()
{
	for probe in setns unshare; do
		export probe
		tap_case "run: $1 under what was learned, and $probe" || continue
		has_policy || continue
		new_dir
		case $probe in
		setns) last=EBADF ;;
		*) last=EPERM ;;
		esac
		status=0
		seen=$(timeout "$seconds" seccompctl run --policy "$work/policy" -- \
			sh -c "$(script "$2")" 2>"$work/errors") || status=$?
		if [ "$seen" = "$3
$last" ]; then
			tap_ok
		else
			tap_not_ok "status $status, $seen" \
				"$(tail -n 20 "$work/errors")" "$(cat "$work/policy")"
		fi
	done
}

# program NAME COMMAND RESULT [OPTION...]: learn, check and run
program()
{
	learns "$@"
	is_accepted "$1"
	suffices "$1" "$2" "$3"
}

# has_lines NAME EXPRESSION...: check the policy that was learned last
has_lines()
{
	tap_case "$1" || return 0
	has_policy || return 0
	shift
	for expression; do
		if ! grep -qE "$expression" "$work/policy"; then
			tap_not_ok "no line with $expression:" \
				"$(cat "$work/policy")"
			return
		fi
	done
	tap_ok
}

# --- Ways to learn ------------------------------------------------------------

# Runs the cases of a program of Debian if it is here.
debian_program()
{
	if [ "$tap_counting" = 1 ] || command -v "$1" >/dev/null; then
		shift
		program "$@"
	else
		for case in learn check run run; do
			tap_case "$case: $2" || continue
			tap_skip "no $1 in PATH"
		done
	fi
}

trace_cases()
{
	if [ "$way" != counters ] || [ ! -d "$tracefs/events/seccomp" ]; then
		tap_case "learn --trace" || return 0
		tap_skip "this kernel has no counters and events of seccomp"
		return
	fi
	program "busybox, with trace events" "$busybox_command" \
		"$busybox_result" --trace --arguments
	has_lines "learn --trace: arguments and directories" \
		'^openat: \(flags in \{.*O_CREAT.*\}\) allow +# [0-9]+$' \
		'^#   directories:( [^ ]+)* /( |$)'
	program "busybox, links with trace events" "$links_command" \
		"$links_result" --trace --arguments
	has_lines "learn --trace: the directory of a link" \
		'^allow: symlink(at)? ' '^#   directories: \./links/$'
	program "redis, with trace events" "$redis_command" "$redis_result" --trace
	has_lines "learn --trace: families and addresses" \
		'^#   family (==|in).* AF_UNIX|^#   family in \{AF_UNIX' \
		"^#  .* unix:$work/run/socket"
	left=$(ls "$tracefs/instances")
	tap_case "learn --trace: leaves no buffer behind" || return 0
	tap_equal "$left" ""
}

# The policy in force refuses mkdir(2), and the command goes on.
enforce_case()
{
	tap_case "learn --enforce: refused calls are listed" || return 0
	if [ "$way" != counters ]; then
		tap_skip "this kernel has no counters"
		return
	fi
	case $(uname -m) in
	x86_64) calls="mkdir mkdirat" ;;
	*) calls=mkdirat ;;
	esac
	printf '%s\n' 'default: allow' "$calls: errno EDOM" >"$work/force"
	seen=$(seccompctl learn --policy "$work/force" --enforce -o "$work/policy" -- \
		sh -c 'mkdir a 2>/dev/null; echo $?' 2>"$work/errors")
	if echo "$seen" | head -n 1 | grep -qx 1 &&
	   echo "$seen" | grep -qE '^  mkdir(at)? \(errno EDOM, 1\)$' &&
	   ! grep -qE '^allow: mkdir' "$work/policy"; then
		tap_ok
	else
		tap_not_ok "$seen" "$(cat "$work/errors" "$work/policy")"
	fi
}

pid_case()
{
	tap_case "learn --pid: calls of a running process" || return 0
	if [ ! -d "$tracefs/events/raw_syscalls" ]; then
		tap_skip "this kernel has no event raw_syscalls"
		return
	fi
	sh -c 'while :; do umask 022; sleep 0.1; done' &
	holder=$!
	seen=$(seccompctl learn --pid "$holder" --time 2 2>&1)
	kill "$holder"
	if echo "$seen" | grep -qE '^allow: umask +# [1-9]'; then
		tap_ok
	else
		tap_not_ok "$seen"
	fi
}

pid_arguments_case()
{
	tap_case "learn --pid --arguments: families and flags" || return 0
	if [ ! -d "$tracefs/events/raw_syscalls" ]; then
		tap_skip "this kernel has no event raw_syscalls"
		return
	fi
	sh -c 'while :; do nc -w 1 127.0.0.1 9 </dev/null 2>/dev/null
		echo >"$0/made"; sleep 0.1; done' "$work" &
	holder=$!
	seen=$(seccompctl learn --pid "$holder" --time 4 --arguments 2>&1)
	kill "$holder"
	if echo "$seen" | grep -qE '^socket: \(family == AF_INET && type == SOCK_STREAM\) allow' &&
	   echo "$seen" | grep -qE '^openat: .*O_WRONLY\|O_CREAT\|O_TRUNC.* allow'; then
		tap_ok
	else
		tap_not_ok "$seen"
	fi
}

# SIGKILL leaves a buffer behind, which the next run removes.
stale_case()
{
	tap_case "learn: the next run removes the buffer of a killed one" || return 0
	if [ ! -d "$tracefs/events/raw_syscalls" ]; then
		tap_skip "this kernel has no event raw_syscalls"
		return
	fi
	sleep 300 &
	holder=$!
	seccompctl learn --pid "$holder" >/dev/null 2>&1 &
	killed=$!
	left=$((seconds * 10))
	until [ -d "$tracefs/instances/seccompctl-$killed" ] ||
	      [ "$left" = 0 ]; do
		left=$((left - 1))
		sleep 0.1
	done
	kill -KILL "$killed"
	wait "$killed"
	before=$(ls "$tracefs/instances")
	seccompctl learn --pid "$holder" --time 1 >/dev/null 2>&1
	kill "$holder"
	tap_equal "before: $before, after: $(ls "$tracefs/instances")" \
		"before: seccompctl-$killed, after: "
}

cases()
{
	program busybox "$busybox_command" "$busybox_result"
	program "busybox, observed" "$busybox_command" "$busybox_result" \
		--notify --arguments
	has_lines "learn --notify: arguments and directories" \
		'^openat: \(flags in \{.*O_CREAT.*\}\) allow +# [0-9]+$' \
		"^# .* $work/run/( |\$)"
	debian_program sqlite3 sqlite3 "$sqlite_command" "$sqlite_result"
	debian_program git git "$git_command" "$git_result"
	debian_program redis-server redis "$redis_command" "$redis_result"
	debian_program nginx nginx "$nginx_command" "$nginx_result"
	debian_program nginx "nginx, observed" "$nginx_command" \
		"$nginx_result" --notify --arguments
	trace_cases
	enforce_case
	pid_case
	pid_arguments_case
	stale_case
}

prepare
tap_main cases

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# seccompctl watch shows refused calls of this kernel with their filter, their error and
# their copied paths. Its buffer of trace events goes away with it.
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=./tap.sh
. "$here/tap.sh"

seconds=60
tracefs=/sys/kernel/tracing
label=watched
file=/etc/shadow
work=$(mktemp -d /tmp/watch_test.XXXXXX) ||
	tap_bail_out "no directory under /tmp"
watcher=
trap 'end_watch TERM; rm -rf "$work"' EXIT

case $(uname -m) in
x86_64) getppid=110 ;;
*) getppid=173 ;;
esac
ret_log=0x7ffc0000
ret_allow=0x7fff0000

end_watch()
{
	[ -z "$watcher" ] || kill -"$1" "$watcher" 2>/dev/null
	watcher=
}

instance()
{
	echo "$tracefs/instances/seccompctl-$watcher"
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

is_watching()
{
	[ "$(cat "$(instance)/events/seccomp/seccomp_verdict/enable" \
		2>/dev/null)" = 1 ]
}

# Starts watch with the arguments. Its output goes to $work/out.
start_watch()
{
	"$here/seccompctl" watch "$@" >"$work/out" 2>"$work/errors" &
	watcher=$!
	wait_for is_watching
}

# Ends watch by the signal $1. Sets $status and $left_over.
stop_watch()
{
	pid=$watcher
	kill -"$1" "$pid"
	status=0
	wait "$pid" || status=$?
	left_over=none
	[ ! -d "$(instance)" ] || left_over=$(instance)
	watcher=
}

# Prints one instruction: code, jt, jf, k. The guests are little-endian.
insn()
{
	for byte in $(($1 & 255)) $(($1 >> 8)) "$2" "$3" $(($4 & 255)) \
		$(($4 >> 8 & 255)) $(($4 >> 16 & 255)) $(($4 >> 24 & 255)); do
		# shellcheck disable=SC2059
		printf "\\$(printf %03o "$byte")"
	done
}

# Prints a program of four instructions: getppid() gets a record.
log_getppid()
{
	insn 0x20 0 0 0
	insn 0x15 0 1 $getppid
	insn 0x06 0 0 $ret_log
	insn 0x06 0 0 $ret_allow
}

make_calls()
{
	"$here/labelled" "$label" "$file" >"$work/said" 2>&1
	id=$(grep -E '^[0-9a-f]{16}$' "$work/said")
}

# Watches with all arguments while labelled makes its calls.
watch_calls()
{
	start_watch "$@" || return 1
	make_calls
	# Verdicts come with the second read after them.
	sleep 1
	stop_watch INT
}

failed()
{
	tap_not_ok "$1" "status $status" "$(head -n 20 "$work/out")" \
		"$(head -n 5 "$work/errors")" "$(head -n 5 "$work/said")"
}

# shows NAME COUNT WORDS ARGUMENTS...: COUNT lines have WORDS, no other line is there
shows()
{
	tap_case "$1" || return 0
	count=$2
	words=$3
	shift 3
	if ! watch_calls "$@"; then
		failed "watch does not begin to record"
	elif [ "$status" != 0 ] || [ -z "$id" ] ||
	     [ "$(wc -l <"$work/out")" != "$count" ] ||
	     [ "$(grep -cF -- "$words" "$work/out")" != "$count" ]; then
		failed "expected $count lines with: $words"
	else
		tap_ok
	fi
}

names_filter()
{
	tap_case "$1" || return 0
	if [ -n "$id" ] && [ "$(grep -cF "by filter $id label $label" \
		"$work/out")" = 4 ]; then
		tap_ok
	else
		failed "expected the filter $id in 4 lines"
	fi
}

selection_cases()
{
	shows "refused calls have their filter and their name" 4 \
		"label $label" --label "$label"
	names_filter "the filter has the id of the attach"
	shows "a refused call has its errno" 3 " errno EDOM by " \
		--label "$label" "call == getppid"
	shows "a deep filter has the path in place of the pointer" 1 \
		"=\"$file\", " --label "$label" "call == faccessat && errno == EACCES"
	shows "an allowed access joins no verdict" 0 "" \
		--label "$label" 'errno != EDOM && errno != EACCES'
	shows "another label has no verdict" 0 "" --label other
	shows "arguments select" 3 "getppid" --label "$label" 'arg0 == 7 && errno == EDOM'
	shows "patterns select" 1 "faccessat(" 'label ~ "watch*" && call ~ "facc*"'
	shows "names of threads select" 4 "labelled[" \
		--label "$label" 'comm == labelled'
	shows "negations exclude" 1 "faccessat(" \
		--label "$label" '!(call == getppid)'
}

# A line is one object with these keys in this order. No text has quotes inside.
json='^\{"type":"verdict","time":"[0-9T:.-]+Z","pid":[0-9]+,"comm":"[^"]*",'
json="$json\"arch\":\"[^\"]+\",\"audit_arch\":\"0x[0-9a-f]+\",\"nr\":[0-9]+,"
json="$json\"call\":\"[a-z]+\",\"text\":\"([^\"\\]|\\\\.)*\","
json="$json\"args\":\[(\"0x[0-9a-f]+\",){5}\"0x[0-9a-f]+\"\],\"copies\":\[.*\],"
json="$json\"action\":\"errno\",\"data\":[0-9]+,\"errno\":\"E[A-Z]+\","
json="$json\"signal\":null,\"filter\":\"[0-9a-f]{16}\",\"label\":\"$label\","
json="$json\"attach_comm\":(null|\"labelled\"),\"ip\":\"0x[0-9a-f]+\"\}\$"

json_case()
{
	tap_case "JSON: each line is an object with all keys" || return 0
	watch_calls --json --label "$label"
	if [ "$(wc -l <"$work/out")" = 4 ] &&
	   [ "$(grep -cE -- "$json" "$work/out")" = 4 ]; then
		tap_ok
	else
		failed "expected 4 lines like: $json"
	fi
}

json_copy_case()
{
	tap_case "JSON: the copy of a path" || return 0
	copy="{\"arg\":1,\"status\":\"copied\",\"kind\":\"path\",\"length\":${#file},\"text\":\"$file\"}"
	if [ "$(grep -cF -- "\"copies\":[$copy]" "$work/out")" = 1 ]; then
		tap_ok
	else
		failed "expected one line with $copy"
	fi
}

log_case()
{
	tap_case "a verdict of LOG is shown" || return 0
	log_getppid >"$work/log"
	start_watch --label logged 'action == log'
	"$here/seccompctl" run --label logged --bpf "$work/log" -- \
		"$here/labelled" "$label" "$file" >"$work/said" 2>&1
	sleep 1
	stop_watch INT
	# Three of the calls are refused by the filter inside.
	if [ "$(grep -c 'getppid.* log by filter .* label logged$' \
		"$work/out")" = 5 ] && [ "$(wc -l <"$work/out")" = 5 ]; then
		tap_ok
	else
		failed "expected 5 lines of LOG"
	fi
}

pid_case()
{
	tap_case "--pid: the process and what it starts, and the end with it" ||
		return 0
	mkfifo "$work/go"
	sh -c "read -r line <'$work/go'; '$here/labelled' $label $file; exit" \
		>"$work/said" 2>&1 &
	child=$!
	start_watch --pid "$child"
	# A process that is not watched makes the same calls.
	"$here/labelled" other "$file" >"$work/other" 2>&1
	echo go >"$work/go"
	status=0
	wait "$watcher" || status=$?
	watcher=
	wait "$child"
	if [ "$status" = 0 ] && [ "$(wc -l <"$work/out")" = 4 ] &&
	   [ "$(grep -c "label $label\$" "$work/out")" = 4 ]; then
		tap_ok
	else
		failed "expected 4 lines of the child"
	fi
}

count_case()
{
	tap_case "--count: the end after two verdicts" || return 0
	start_watch --count 2 --label "$label"
	make_calls
	status=0
	wait "$watcher" || status=$?
	watcher=
	tap_equal "$(wc -l <"$work/out") lines, status $status" \
		"2 lines, status 0"
}

timeout_case()
{
	tap_case "--timeout: nothing seen, status 1" || return 0
	status=0
	"$here/seccompctl" watch --timeout 1 --label nothing >"$work/out" \
		2>"$work/errors" || status=$?
	tap_equal "$(cat "$work/out" "$work/errors")status $status" "status 1"
}

# $1: signal
signal_case()
{
	tap_case "SIG$1: the buffer is removed" || return 0
	if ! start_watch; then
		failed "watch does not begin to record"
		return
	fi
	stop_watch "$1"
	tap_equal "status $status, left: $left_over" "status 0, left: none"
}

# SIGKILL leaves a buffer behind. The next run removes it, but not that of a process
# that is alive.
stale_case()
{
	tap_case "SIGKILL: the next run removes the buffer" || return 0
	if ! start_watch; then
		failed "watch does not begin to record"
		return
	fi
	stop_watch KILL
	stale=$left_over
	if ! start_watch; then
		failed "watch does not begin to record"
		return
	fi
	alive=$(instance)
	"$here/seccompctl" watch --timeout 1 --label nothing >"$work/said" 2>&1
	seen="stale: $([ -d "$stale" ] && echo there || echo gone)"
	seen="$seen, alive: $([ -d "$alive" ] && echo there || echo gone)"
	stop_watch TERM
	case $stale in
	none) failed "SIGKILL left no buffer, so the case shows nothing" ;;
	*) tap_equal "$seen, left: $left_over" \
		"stale: gone, alive: there, left: none" ;;
	esac
}

pipe_case()
{
	tap_case "closed output: the buffer is removed" || return 0
	before=$(ls "$tracefs/instances")
	mkfifo "$work/pipe"
	"$here/seccompctl" watch --label "$label" >"$work/pipe" 2>"$work/errors" &
	watcher=$!
	: <"$work/pipe"
	wait_for is_watching
	make_calls
	status=0
	wait "$watcher" || status=$?
	watcher=
	tap_equal "status $status: $(ls "$tracefs/instances")" "status 0: $before"
}

cases()
{
	selection_cases
	json_case
	json_copy_case
	log_case
	pid_case
	count_case
	timeout_case
	for name in INT TERM HUP; do
		signal_case "$name"
	done
	stale_case
	pipe_case
}

prepare()
{
	[ -d "$tracefs/events" ] || mount -t tracefs none "$tracefs" ||
		tap_bail_out "cannot mount tracefs"
	[ -d "$tracefs/events/seccomp" ] ||
		tap_bail_out "this kernel has no trace events of seccomp"
	: >"$work/said"
}

prepare
tap_main cases

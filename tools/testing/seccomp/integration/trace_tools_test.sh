#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# perf, trace-cmd and bpftrace of Debian show refused calls, copied arguments and
# attaches, each with an expression of its own on the fields of the events.
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=./tap.sh
. "$here/tap.sh"

work=$(mktemp -d /tmp/trace_tools_test.XXXXXX) ||
	tap_bail_out "no directory under /tmp"
trap 'rm -rf "$work"' EXIT
HOME=$work
export HOME

tracefs=/sys/kernel/tracing
label=kitchen
file=/etc/shadow
# Numbers of getppid(2) and actions, as the expressions compare them.
case $(uname -m) in
x86_64) getppid=110 ;;
*) getppid=173 ;;
esac
errno=0x50000
# The filter of labelled.c has as many instructions.
insns=12

# Skips the case if the program $1 is missing.
has()
{
	command -v "$1" >/dev/null && return 0
	tap_skip "no $1 in PATH"
	return 1
}

# Runs a tool with the command that makes the calls. Its output has the id.
run_labelled()
{
	"$@" "$here/labelled" "$label" "$file" >"$work/said" 2>"$work/errors"
	status=$?
	id=$(grep -E '^[0-9a-f]{16}$' "$work/said" | head -n 1)
	[ "$status" = 0 ] && [ -n "$id" ]
}

# Compares the events in $work/events: $1 lines, and each has all other arguments.
has_events()
{
	count=$1
	shift
	cp "$work/events" "$work/left"
	for words; do
		grep -F -- "$words" "$work/left" >"$work/next"
		mv "$work/next" "$work/left"
	done
	if [ "$(wc -l <"$work/events")" = "$count" ] &&
	   [ "$(wc -l <"$work/left")" = "$count" ]; then
		tap_ok
	else
		tap_not_ok "expected $count lines with: $*" "the tool shows:" \
			"$(head -n 20 "$work/events")" \
			"$(head -n 20 "$work/errors")"
	fi
}

failed_to_run()
{
	tap_not_ok "status $status of $1" "$(head -n 20 "$work/errors")" \
		"$(head -n 20 "$work/said")"
}

# perf_shows EVENT EXPRESSION COUNT WORDS...
perf_shows()
{
	has perf || return 0
	event=$1
	expression=$2
	shift 2
	if ! run_labelled perf record -q -o "$work/perf.data" -e "seccomp:$event" \
		--filter "$expression" --; then
		failed_to_run perf
		return
	fi
	perf script -i "$work/perf.data" >"$work/events" 2>>"$work/errors"
	has_events "$@"
}

trace_cmd_shows()
{
	has trace-cmd || return 0
	event=$1
	expression=$2
	shift 2
	if ! run_labelled trace-cmd record -q -o "$work/trace.dat" \
		-e "seccomp:$event" -f "$expression"; then
		failed_to_run trace-cmd
		return
	fi
	trace-cmd report -i "$work/trace.dat" 2>>"$work/errors" |
		grep "$event:" >"$work/events"
	has_events "$@"
}

# The types of the fields, for a kernel that does not describe them to bpftrace.
types='#define u32 unsigned int
#define u64 unsigned long long
'

# bpftrace_shows EVENT EXPRESSION PROGRAM COUNT WORDS...
bpftrace_shows()
{
	has bpftrace || return 0
	program="${types}tracepoint:seccomp:$1 /$2/ { $3 }"
	shift 3
	status=0
	timeout 300 bpftrace -q -e "$program" -c "$here/labelled $label $file" \
		>"$work/said" 2>"$work/errors" || status=$?
	id=$(grep -E '^[0-9a-f]{16}$' "$work/said" | head -n 1)
	if [ "$status" != 0 ] || [ -z "$id" ]; then
		failed_to_run bpftrace
		return
	fi
	grep '^event ' "$work/said" >"$work/events"
	has_events "$@"
}

# The id is known only after the tool has run.
filter_of_last_run()
{
	tap_case "$1: the events name the filter by its id" || return 0
	if [ ! -s "$work/events" ]; then
		tap_skip "$1 has shown no event"
	elif grep -qvF "$id" "$work/events"; then
		tap_not_ok "not all events have $id:" "$(cat "$work/events")"
	else
		tap_ok
	fi
}

perf_cases()
{
	tap_case "perf: refused calls, selected by number and action" &&
		perf_shows seccomp_verdict \
			"nr == $getppid && action == $errno" 3 \
			"nr=$getppid " "action=errno" "label=$label "
	filter_of_last_run perf
	tap_case "perf: no event for another label" &&
		perf_shows seccomp_verdict 'label == "hall"' 0
	tap_case "perf: copied argument, selected by path" &&
		perf_shows seccomp_args 'text ~ "*shadow"' 1 \
			"kind=path" "text=$file"
	tap_case "perf: attach, selected by label" &&
		perf_shows seccomp_attach "label == \"$label\"" 1 \
			"label=$label attach_comm=labelled " \
			"insns=$insns depth=1 "
	filter_of_last_run "perf, attach"
}

trace_cmd_cases()
{
	tap_case "trace-cmd: refused calls, selected by label and argument" &&
		trace_cmd_shows seccomp_verdict \
			"label == \"$label\" && arg0 == 7" 3 \
			"nr=$getppid " "action=errno" "label=$label "
	filter_of_last_run trace-cmd
	tap_case "trace-cmd: no event for another action" &&
		trace_cmd_shows seccomp_verdict 'action == 0x7ffc0000' 0
	tap_case "trace-cmd: copied arguments, selected by number" &&
		trace_cmd_shows seccomp_args 'arg == 1 && length > 1' 1 \
			"kind=path" "text=$file"
	tap_case "trace-cmd: attach, selected by the name of the task" &&
		trace_cmd_shows seccomp_attach \
			'attach_comm == "labelled" && depth == 1' 1 \
			"label=$label attach_comm=labelled " "insns=$insns "
	filter_of_last_run "trace-cmd, attach"
}

bpftrace_cases()
{
	# bpftrace takes these strings as they are.
	# shellcheck disable=SC2016
	tap_case "bpftrace: refused calls, selected by number" &&
		bpftrace_shows seccomp_verdict "args->nr == $getppid" \
			'printf("event %d %x %016lx %s\n", args->nr, args->action, args->id, args->label);' \
			3 "event $getppid 50000 " " $label"
	filter_of_last_run bpftrace
	tap_case "bpftrace: copied argument, selected by path" &&
		bpftrace_shows seccomp_args "str(args->text) == \"$file\"" \
			'printf("event %d %s\n", args->arg, str(args->text));' \
			1 "event 1 $file"
	# shellcheck disable=SC2016
	tap_case "bpftrace: attach, selected by the number of instructions" &&
		bpftrace_shows seccomp_attach "args->insns == $insns" \
			'printf("event %016lx %s %s %d\n", args->id, args->label, args->attach_comm, args->depth);' \
			1 "event " " $label labelled 1"
	filter_of_last_run "bpftrace, attach"
}

cases()
{
	perf_cases
	trace_cmd_cases
	bpftrace_cases
}

prepare()
{
	[ -d "$tracefs/events" ] || mount -t tracefs none "$tracefs" ||
		tap_bail_out "cannot mount tracefs"
	[ -d "$tracefs/events/seccomp" ] ||
		tap_bail_out "this kernel has no trace events of seccomp"
}

prepare
tap_main cases

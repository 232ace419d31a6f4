#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs the session of Documentation/userspace-api/seccomp_who.rst: each command, in the
# order of the page. The output must be that of the page, but for numbers that differ
# from one run or machine to the next. Then all records must have named one filter.
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=./tap.sh
. "$here/tap.sh"

page=$here/seccomp_who.rst
seconds=60
work=$(mktemp -d /tmp/who_test.XXXXXX) || tap_bail_out "no directory under /tmp"
container=
trap 'end_container; rm -rf "$work"' EXIT

end_container()
{
	[ -z "$container" ] || kill "$container" 2>/dev/null
}

prepare()
{
	tap_busybox "$work/bin"
	mkdir "$work/dir"
	PATH=$work/bin:$here
	export PATH
	mount -t tracefs none /sys/kernel/tracing 2>/dev/null
	# The session begins with "    # " and ends at the next title.
	sed -n '/^\.\. session-begin$/,/^\.\. session-end$/s/^    //p' "$page" \
		>"$work/session"
	[ -s "$work/session" ] || tap_bail_out "$page has no session"
	cd "$work/dir" || tap_bail_out "no directory $work/dir"
}

# Replaces what differs from run to run or between architectures.
normal()
{
	sed -E -e 's/^\[[^]]*\] //' -e 's/audit\([^)]*\)/audit(TIME)/' \
		-e 's/^[0-9a-f]{64} /HASH /' \
		-e 's/(id|filter|hash)=[0-9a-f]{16,}/\1=HEX/g' \
		-e 's/(auid|uid|gid|ses|pid|syscall|nr)=[0-9]+/\1=N/g' \
		-e 's/(arch|ip)=[0-9a-fx]+/\1=HEX/g' \
		-e 's/args=\(.*\) ip/args=(ARGS) ip/' \
		-e 's/exe="[^"]*"/exe="EXE"/' \
		-e 's/^ *([a-z_]+)-[0-9]+ +\[[0-9]+\] [^ ]+ +[0-9.]+:/\1-PID TIME:/' "$1"
}

# Prints the lines of the page that follow the command number $1.
expected_output()
{
	awk -v wanted="$1" '/^# / { n++; next } n == wanted' "$work/session"
}

# A record or an event of the container may come a little later. So a command that
# only reads is repeated.
may_repeat()
{
	case $1 in
	cat\ * | dmesg\ * | grep\ * | tail\ *) return 0 ;;
	esac
	return 1
}

# Runs command $1 in this shell, since later ones use its variables.
run_command()
{
	eval "$1" >"$work/said" 2>&1
	normal "$work/said" >"$work/seen"
	cmp -s "$work/seen" "$work/expected"
}

session_command()
{
	tap_case "session: $2" || return 0
	expected_output "$1" >"$work/page"
	normal "$work/page" >"$work/expected"
	left=$seconds
	until run_command "$2"; do
		left=$((left - 1))
		if [ "$left" = 0 ] || ! may_repeat "$2"; then
			tap_not_ok "$(diff "$work/expected" "$work/seen")" \
				"$(cat "$work/said")"
			return
		fi
		sleep 1
	done
	case $2 in
	*\&) container=$! ;;
	esac
	cat "$work/said" >>"$work/all"
	tap_ok
}

# The record, the event and the list are about one filter.
ids_are_equal()
{
	tap_case "record, event and list name one filter" || return 0
	grep -oE '(filter|id)=[0-9a-f]{16}' "$work/all" | sed 's/.*=//' \
		>"$work/ids"
	tap_equal "$(sort -u "$work/ids" | wc -l) of $(wc -l <"$work/ids")" "1 of 3"
}

cases()
{
	: >"$work/all"
	number=0
	while read -r mark command <&3; do
		[ "$mark" = "#" ] || continue
		number=$((number + 1))
		session_command "$number" "$command"
	done 3<"$work/session"
	ids_are_equal
}

no_list()
{
	tap_case "session" || return 0
	tap_skip "this kernel has no /proc/PID/seccomp_filters"
}

prepare
if [ -e /proc/self/seccomp_filters ]; then
	tap_main cases
elif grep -q ' seccomp_path_run$' /proc/kallsyms; then
	tap_bail_out "this kernel must have /proc/PID/seccomp_filters"
else
	tap_main no_list
fi

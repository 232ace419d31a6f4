# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# TAP output for tests in any POSIX shell, and the applets of busybox. To be sourced.
#
# A test puts its cases into a function and passes the function's name to
# tap_main. tap_main calls the function twice. In the first call, each case only
# counts itself, so that the plan precedes the first result. In the second call,
# the cases run. Each case must be one call of a function that begins with
#	tap_case "name" || return 0
# and ends in tap_ok, tap_not_ok or tap_skip.

tap_counting=1
tap_number=0
tap_failed=0
tap_name=

tap_case()
{
	tap_name=$1
	tap_number=$((tap_number + 1))
	test "$tap_counting" = 0
}

tap_ok()
{
	echo "ok $tap_number $tap_name"
}

# Reports a failure. The lines of the arguments give details.
tap_not_ok()
{
	tap_failed=$((tap_failed + 1))
	echo "not ok $tap_number $tap_name"
	for tap_line in "$@"; do
		echo "$tap_line" | sed 's/^/# /'
	done
}

tap_skip()
{
	echo "ok $tap_number $tap_name # SKIP $1"
}

# $1: seen value, $2: expected value
tap_equal()
{
	if [ "$1" = "$2" ]; then
		tap_ok
	else
		tap_not_ok "seen:     $1" "expected: $2"
	fi
}

tap_bail_out()
{
	echo "Bail out! $1"
	exit 1
}

# Puts links to the applets of busybox into the new directory $1. Sets $busybox.
tap_busybox()
{
	busybox=${BUSYBOX:-/bin/busybox}
	[ -x "$busybox" ] || tap_bail_out "no busybox at $busybox; set BUSYBOX=PATH"
	mkdir "$1"
	for applet in $("$busybox" --list); do
		ln -s "$busybox" "$1/$applet"
	done
}

tap_main()
{
	echo "TAP version 13"
	"$1"
	echo "1..$tap_number"
	tap_counting=0
	tap_number=0
	"$1"
	test "$tap_failed" = 0
}

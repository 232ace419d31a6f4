# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# TAP for shell tests (any POSIX shell, busybox's too); to be sourced.
#
# A test puts its cases into a function and calls tap_main with its name. That
# function is called twice: first every case only counts itself, so that the plan
# is known before the first result; then the cases run. So each case must be
# one call of a function that begins with
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

# Each line of the arguments tells something about why.
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

# $1: what it is, $2: what it has to be
tap_equal()
{
	if [ "$1" = "$2" ]; then
		tap_ok
	else
		tap_not_ok "got:      $1" "expected: $2"
	fi
}

tap_bail_out()
{
	echo "Bail out! $1"
	exit 1
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

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# strace's own tests of seccomp, from Debian's source package, with Debian's strace. The
# host has built their programs.
set -u
# shellcheck source=./common.sh
. /suites/common.sh
needs strace
limit=600

own_test()
{
	tap_case "$(basename "$1" .test)" || return 0
	run_it env STRACE=/usr/bin/strace srcdir=. SLEEP_A_BIT="sleep 1" \
		sh -c "cd /suites/strace/tests && sh ./$1"
	# Its exit status 77 is a skip: the reason is in the output.
	judge "*, status 0"
}

cases()
{
	for file in /suites/strace/tests/*.test; do
		own_test "$(basename "$file")"
	done
}

[ -f /suites/strace/tests/init.sh ] ||
	tap_bail_out "no tests in /suites/strace; clients.sh builds them"
tap_main cases

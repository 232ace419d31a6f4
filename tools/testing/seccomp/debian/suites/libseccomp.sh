#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# libseccomp's own live tests, from Debian's source package: its script runs programs
# that the host has built.
set -u
# shellcheck source=./common.sh
. /suites/common.sh
limit=300

# Each line of a *.tests file is a test. The script counts them for each file.
live()
{
	tap_case "$1" || return 0
	run_it bash -c "cd /suites/libseccomp/tests && ./regression -m c -T live -b $1"
	seen=$(grep -oE '(Test|Regression Test) .*(result|Summary).*|tests? [a-z]+: [0-9]+' out |
		tr -s '\n ' ' ')
	seen="$seen, status $status"
	# The script exits with 0 if a test has failed or was skipped.
	case $seen in
	*FAILURE* | *SKIPPED* | *ERROR*) judge "no failed and no skipped test" ;;
	*) judge "*result: SUCCESS*status 0" ;;
	esac
}

cases()
{
	for file in /suites/libseccomp/tests/*.tests; do
		live "$(basename "$file" .tests)"
	done
}

[ -x /suites/libseccomp/tests/regression ] ||
	tap_bail_out "no tests in /suites/libseccomp; clients.sh builds them"
tap_main cases

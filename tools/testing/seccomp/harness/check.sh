# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Results in TAP of the harness's own tests. Sourced by them. "number" counts the cases.
# A failure shows the end of the file "check_log", if that is set.

number=0

# check NAME WANTED-PATTERN GOT
check() {
	number=$((number + 1))
	# shellcheck disable=SC2053	# a pattern
	if [[ $3 == $2 ]]; then
		echo "ok $number $1"
		return
	fi
	echo "# wanted '$2', got '$3'"
	[[ ! -s ${check_log-} ]] || tail -n 5 "$check_log" | sed 's/^/# /'
	echo "not ok $number $1"
}

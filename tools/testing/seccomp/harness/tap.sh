# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034
#
# Results in TAP. Sourced by the scripts that print them. "number" counts the cases,
# "failed" and "skipped" those of that kind. The text "about" precedes each name.

number=0 failed=0 skipped=0 about=''

# result ok|'not ok' NAME: print the result of a case
result() {
	number=$((number + 1))
	printf '%s %d %s\n' "$1" "$number" "$about$2"
	[[ $1 == ok ]] || failed=$((failed + 1))
	[[ $2 != *'# SKIP'* ]] || skipped=$((skipped + 1))
}

# show LOG [LINES]: print the end of a log, to explain a failure
show() {
	tail -n "${2-20}" "$1" | sed 's/^/# /'
}

# check NAME WANTED-PATTERN GOT: a failure shows the end of the file "check_log", if
# that is set.
check() {
	# shellcheck disable=SC2053	# a pattern
	if [[ $3 == $2 ]]; then
		result ok "$1"
		return
	fi
	echo "# wanted '$2', got '$3'"
	[[ ! -s ${check_log-} ]] || show "$check_log" 5
	result 'not ok' "$1"
}

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Looks for a kernel in trouble in the log of its console. Prints each line that
# tells of one and exits 1 if there is any.
#
#	console.sh FILE
#
# Only the kernel writes there (see init.c), so nothing needs to be excused.

set -euo pipefail
. "$(dirname "$0")/lib.sh"

log=${1-}
[[ -f $log ]] || usage "'$log': name the log of a console"

# What a report of each kind begins with, after the time stamp.
reports=(
	'Kernel panic'
	'\bBUG\b'				# also KASAN, KCSAN, lockups
	'(^|\] *)WARNING:'			# also lockdep and RCU
	'-\[ cut here \]-'
	'\bOops\b'
	'Internal error:'			# arm64's oops
	'general protection fault'
	'Unable to handle kernel'
	'unable to handle page fault'
	'rcu: INFO:'
	'detected stall'
	'INFO: task .* blocked for more than'
	'INFO: (possible|trying|lockdep|inconsistent)'
	'\bUBSAN:'
	'\bKFENCE:'
	'kmemleak: .*new suspected memory leak'
	'unreferenced object 0x'
	'refcount_t:'
	'list_(add|del) corruption'
	'ODEBUG:'
	'page allocation failure'
	'kernel stack overflow'
	'stack-protector:'
	'Unhandled exception'
)

pattern=$(IFS='|' && echo "${reports[*]}")
found=$(tr -d '\r' <"$log" | grep -aE -- "$pattern" || :)
[[ -n $found ]] || exit 0
printf '%s\n' "$found"
exit 1

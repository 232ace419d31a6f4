#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Looks for a kernel in trouble in the log of its console. Prints each line that
# tells of one and exits 1 if there is any.
#
#	check_dmesg.sh FILE [FUNCTIONS]
#
# Only the kernel writes there (see init.c), so nothing needs to be excused; but
# for data races of others: strictly taken, the base has some. With FUNCTIONS, a
# file of names, a race counts if one of these has made an access, or has called
# who has made it, but for those of configs/races-accepted.list; the others go to
# FILE.races.

set -euo pipefail
. "$(dirname "$0")/lib.sh"

log=${1-}
functions=${2-}
[[ -f $log ]] || usage "'$log': name the log of a console"
[[ -z $functions || -s $functions ]] ||
	usage "'$functions': name a file with at least one function"

# What a report of each kind begins with, after the time stamp.
reports=(
	'Kernel panic'
	'\bBUG\b'				# also KASAN, KCSAN, lockups
	'(^|\] *)WARNING:'			# also lockdep and RCU
	'-\[ cut here \]-'
	'\bOops\b'
	'Internal error:'			# arm64's oops
	'^(\[[^]]*\] )?general protection fault'	# not "traps: a[1] ..."
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

# A report stands between two lines of =. One that is cut off is kept. Further
# down its stacks are functions that have no part in it: what was interrupted, and
# those for whom a tracer stops the task.
without_foreign_races() {
	if [[ -z $functions ]]; then
		cat
		return
	fi
	: >"$log.races"
	awk -v functions="$functions" -v races="$log.races" \
		-v accepted="$top/configs/races-accepted.list" '
		BEGIN {
			while ((getline name <functions) > 0)
				ours[name] = 1
			while ((getline name <accepted) > 0)
				if (name !~ /^#/ && sub(/\|.*/, "", name))
					theirs[name] = 1
		}
		function look(  i, name) {
			if (/BUG: KCSAN: /) {
				race = $0
				for (i = 1; i <= NF; i++)
					if ($i in theirs)
						known = 1
			} else {
				rest = rest "\n" $0
			}
			if (/\] *$/)
				frames = 0
			# Where locks were taken is told as well, after words.
			name = $NF
			if (/\] +[^ ]+\+0x[0-9a-f]+\/0x[0-9a-f]+$/ &&
			    sub(/\+0x.*/, "", name) &&
			    ++frames <= 2 && name in ours)
				mine = 1
		}
		!held && /==========$/ {
			held = 1
			mine = frames = known = 0
			race = rest = ""
			text = $0
			next
		}
		held {
			text = text "\n" $0
			look()
			if (!/==========$/)
				next
			held = 0
			if (race != "" && (known || !mine)) {
				print race >>races
				# Another CPU may have said something meanwhile.
				print rest
			} else {
				print text
			}
			next
		}
		{ print }
		END {
			if (held)
				print text
		}'
}

pattern=$(IFS='|' && echo "${reports[*]}")
found=$(tr -d '\r' <"$log" | without_foreign_races |
	grep -aE -- "$pattern" || :)
[[ -n $found ]] || exit 0
printf '%s\n' "$found"
exit 1

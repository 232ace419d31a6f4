#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Finds the kernel's reports of trouble in the log of its console. Prints the
# first line of each report and exits with 1 if there is one.
#
#	check_dmesg.sh FILE [FUNCTIONS]
#
# Only the kernel writes to the console (see init.c), so every report counts. The
# exception are data races, since strict KCSAN finds some in the base. With
# FUNCTIONS, a file of names, a race counts if one of these made an access, or
# called the function that made it. The races in configs/races-accepted.list do
# not count. Races that do not count go to FILE.races.

set -euo pipefail
. "$(dirname "$0")/lib.sh"

log=${1-}
functions=${2-}
[[ -f $log ]] || usage "'$log': name the log of a console"
[[ -z $functions || -s $functions ]] ||
	usage "'$functions': name a file with at least one function"

# The beginning of each kind of report, after the time stamp.
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

# Remove the reports of races that do not count. A report of KCSAN is between two
# lines of "="; a report that is cut off stays. Only the first two functions of a
# stack count. Below them are functions without a part in the race, such as an
# interrupted one, or a function that stops the task for a tracer.
without_base_races() {
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
			# Lines on held locks are no frames: words precede the address.
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
				# Another CPU may have printed in between.
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
found=$(tr -d '\r' <"$log" | without_base_races |
	grep -aE -- "$pattern" || :)
[[ -n $found ]] || exit 0
printf '%s\n' "$found"
exit 1

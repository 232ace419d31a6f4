#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Starts filtered.py with the filters of ERRNO..., dumps and restores it by CRIU, and
# prints one line: the results, and what the program said before and after.
#
#	dump_restore.sh DIRECTORY SECONDS ERRNO...
set -u

if [ $# -lt 2 ]; then
	echo "dump_restore.sh: use dump_restore.sh DIRECTORY SECONDS ERRNO..." >&2
	exit 2
fi
work=$1 limit=$2
shift 2
cd "$work" || exit 1

# Waits until the file "said" has $1 lines.
wait_lines()
{
	for _ in $(seq 300); do
		[ "$(wc -l <said)" -lt "$1" ] || return 0
		sleep 0.2
	done
	return 1
}

# Runs criu $1 with further options, and sets $errors and $status.
criu_step()
{
	step=$1
	shift
	status=0
	timeout -k 5 "$limit" criu "$step" -D images -o "$step.log" "$@" \
		>out 2>&1 </dev/null || status=$?
	errors=$(grep 'Error' "images/$step.log" | tail -n 2 | tr '\n' ' ')
}

rm -rf said said.pid images
mkdir images
: >said
setsid python3 /suites/filtered.py "$work/said" "$@" </dev/null >log 2>&1 &
wait_lines 1
pid=$(cat said.pid)
criu_step dump -t "$pid"
seen="dump $status; $errors"
if [ "$status" = 0 ]; then
	criu_step restore -d
	seen="$seen${errors}restore $status"
fi
if [ "$status" = 0 ]; then
	kill -USR1 "$pid"
	wait_lines 2
fi
# Without it, the restore has failed after the dump.
kill -TERM "$pid" 2>/dev/null
echo "$seen; $(tr '\n' ';' <said) $(tail -n 1 log)"

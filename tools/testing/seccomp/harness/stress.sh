#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs the stress program in the virtual machine: threads that attach filters to
# each other, fork, exec and die; supervisors and tracers that come, leave and
# are killed; too little memory. Prints TAP, and progress on standard error. The
# last line is a summary. Exits with 1 if a filter was missed, something hung or
# leaked, the kernel had something to report, or anything that is counted has
# never been done.
#
# First, faults are planted, each of which the program has to find.
#
# The environment: ARCH (x86_64), KERNEL, DEBUG, TIME in seconds (60, with DEBUG
# 600), SEED, CPUS (4), MEM (512M, with DEBUG 1G); IMAGE, ADD, APPEND, ACCEL and
# TIMEOUT as for vm.sh.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
set_arch "${ARCH:-x86_64}"
(($# == 0)) || usage "takes no arguments"
refuse_base
time_and_seed "$([[ -z $DEBUG ]] && echo 60 || echo 600)"

dir=$guest/stress
report="make stress KERNEL=$KERNEL ARCH=$arch${DEBUG:+ DEBUG=$DEBUG}"
lock "stress-$KERNEL-$variant"
rm -rf "$dir"
mkdir -p "$dir"
[[ ${IMAGE-} ]] || forget_report "$report"

# Seconds for each fault; and for the one that hangs to be noticed.
fault_time=5
if [[ -n $DEBUG ]]; then
	fault_time=20
fi

# What the program must say when it runs with each of the faults.
faults=(
	'never-attached|# .*: filter 47 missed'
	'stuck|not ok [0-9]* - every worker made progress'
	'leak|not ok [0-9]* - no filter, program or listener is left'
	'idle|# never: times anonymous memory was filled'
)

guest_script() {
	local fault

	echo 'cd /tests/stress || exit 9'
	for fault in "${faults[@]%%|*}"; do
		cat <<-END
			echo '@begin $fault'
			./stress -t $fault_time -w $((fault_time * 4)) \
				-s $SEED -f $fault
			echo "@end \$?"
		END
	done
	cat <<-END
		echo '@begin plain'
		./stress -t $TIME -s $SEED
		echo "@end \$?"
		exit 0
	END
}

# While it runs: where it is.
show_progress() {
	local line

	while read -r line; do
		case $line in
		'@begin plain') say 'stress: no fault' ;;
		'@begin '*) say "stress: ${line#* } (a fault, to be found)" ;;
		'# at '*) say "stress: ${line#'# '}" ;;
		esac
	done
}

# part NAME: what the run of this name has printed
part() {
	sed -n "/^@begin $1\$/,/^@end /p" "$dir/output"
}

number=0 failed=0 skipped=0

# result ok|'not ok' NAME
result() {
	number=$((number + 1))
	printf '%s %d - %s\n' "$1" "$number" "$2"
	[[ $1 == ok ]] || failed=$((failed + 1))
	[[ $2 != *'# SKIP'* ]] || skipped=$((skipped + 1))
}

judge_faults() {
	local fault name

	for fault in "${faults[@]}"; do
		name=${fault%%|*}
		# All of it is read, or sed would fail.
		if part "$name" | grep "^${fault#*|}" >/dev/null &&
			part "$name" | grep -x '@end 1' >/dev/null; then
			result ok "planted and found: $name"
		else
			part "$name" | sed 's/^/#   /'
			result 'not ok' "planted and found: $name"
		fi
	done
}

judge_plain() {
	local line ok

	while read -r line; do
		case $line in
		'ok '* | 'not ok '*)
			ok=${line%%ok *}ok
			result "$ok" "${line#*- }"
			;;
		'# at '* | '#'*[0-9]' seconds') ;;
		'#'*) printf '%s\n' "$line" ;;
		esac
	done < <(part plain)
	if came_to_its_end; then
		result ok 'the program came to its end'
	else
		result 'not ok' 'the program came to its end'
	fi
}

# All that it has planned, and the status that goes with it.
came_to_its_end() {
	part plain | awk '
		/^1\.\.[0-9]+$/ { planned = substr($0, 4) }
		/^(not )?ok / { told++ }
		/^not ok / { bad = 1 }
		/^@end / { ended = $2 == bad + 0 }
		END { exit !(ended && told && planned == told) }'
}

# counted TEXT: how often
counted() {
	part plain | awk -v text="$1" '
		substr($0, 13) == text { n = $2 }
		END { print n + 0 }'
}

echo "# TIME=$TIME SEED=$SEED ARCH=$arch KERNEL=$KERNEL${DEBUG:+ DEBUG=$DEBUG}"
status=0
default_mem=512M
if [[ -n $DEBUG ]]; then
	default_mem=1G
fi
CMD=$(guest_script) RESULT=$dir CPUS=${CPUS:-4} \
	MEM=${MEM:-$default_mem} TIMEOUT=${TIMEOUT:-$((TIME * 2 + 1200))} \
	"$harness/vm.sh" > >(show_progress) || status=$?
# Nothing was booted: vm.sh has said why.
[[ -f $dir/verdict ]] || exit "$status"
judge_faults
judge_plain
if ((status)); then
	sed 's/^/# /' "$dir/verdict" 2>/dev/null || :
	result 'not ok' 'the kernel has nothing to report'
else
	result ok 'the kernel has nothing to report'
fi
echo "1..$number"
said="$((number - failed - skipped)) passed, $failed failed, $skipped skipped: $(
	)$(counted 'calls denied as they have to be') calls checked, $(
	)$(counted 'filters attached with TSYNC') filters for all threads, $(
	)$(counted forks) forks, $(
	)$(counted 'stops at SECCOMP_RET_TRACE') stops, $(
	)$(counted 'notified calls that lost their listener') listeners lost"
printf '%s\n' "$said"
[[ ${IMAGE-} ]] || keep_report "$report" "TIME=$TIME: $said"
((!failed))

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs the stress program in the virtual machine. Its threads attach filters to
# each other, fork, exec and exit, while memory is short. Supervisors and tracers
# start, stop and are killed. Prints TAP, and progress on standard error. The last
# line is a summary. Exits with 1 if a filter was missed, a task hung, an object
# leaked, the kernel reported trouble, or a counted operation never happened.
#
# First, it runs the program with seeded faults. The program must find each. Then it
# runs it without trace events, and with them for the other half of the time. An event
# that is on sends each refusal to the slow path, so the fast path needs a part of its
# own.
#
# The environment: ARCH (x86_64), KERNEL, DEBUG, TIME in seconds (120, with DEBUG
# 1200), SEED, CPUS (4), MEM (512M, with DEBUG 1G); IMAGE, ADD, APPEND, ACCEL and
# TIMEOUT as for vm.sh.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
set_arch "${ARCH:-x86_64}"
(($# == 0)) || usage "takes no arguments"
refuse_base
time_and_seed "$([[ -z $DEBUG ]] && echo 120 || echo 1200)"
half=$(((TIME + 1) / 2))

dir=$guest/stress
report="make stress KERNEL=$KERNEL ARCH=$arch${DEBUG:+ DEBUG=$DEBUG}"
lock "stress-$KERNEL-$variant"
rm -rf "$dir"
mkdir -p "$dir"
[[ ${IMAGE-} ]] || forget_report "$report"

# Seconds for each fault. The fault that hangs gets four times as many.
fault_time=5
if [[ -n $DEBUG ]]; then
	fault_time=20
fi

# The name of each fault, perhaps with options, and a line that the program must print
# with it.
faults=(
	'never-attached|# .*: filter 47 missed'
	'stuck|not ok [0-9]* - every worker made progress'
	'leak|not ok [0-9]* - no filter, program or listener is left'
	'idle|# never: times anonymous memory was filled'
	'deep|# deep: thread: file'
	'domain|# member: filter [0-9]* missed'
	'count|# events: [0-9]* calls counted'
	'events-on|# events: on in a run without'
	'on-exec|# task with filters that wait: call [0-9]* denied without'
	'bound|# bound: '
	'nested|# nested: a reply without supervisor'
	'strict|# strict: a task went on in strict mode'
	'label -e -r events|# events: .* label=stress-counted'
	'list|# events: a list ends at depth'
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
		./stress -t $half -s $SEED
		echo "@end \$?"
		echo '@begin events'
		./stress -t $half -s $SEED -e
		echo "@end \$?"
		exit 0
	END
}

# Show the progress of the run on standard error.
show_progress() {
	local line

	while read -r line; do
		case $line in
		'@begin plain') say 'stress: no fault, without trace events' ;;
		'@begin events') say 'stress: no fault, with trace events' ;;
		'@begin '*) say "stress: ${line#* } (a seeded fault)" ;;
		'# at '*) say "stress: ${line#'# '}" ;;
		esac
	done
}

# part NAME: print the output of the run of this name
part() {
	sed -n "/^@begin $1\$/,/^@end /p" "$dir/output"
}

. "$harness/tap.sh"
about='- '

check_faults() {
	local fault name

	for fault in "${faults[@]}"; do
		name=${fault%%|*}
		# grep -q would end early, and sed would fail to write.
		if part "$name" | grep "^${fault#*|}" >/dev/null &&
			part "$name" | grep -x '@end 1' >/dev/null; then
			result ok "seeded fault found: $name"
		else
			part "$name" | sed 's/^/#   /'
			result 'not ok' "seeded fault found: $name"
		fi
	done
}

# check_part NAME TEXT: print the results of a part without a fault
check_part() {
	local line ok

	printf '# %s:\n' "$2"
	while read -r line; do
		case $line in
		'ok '* | 'not ok '*)
			ok=${line%%ok *}ok
			result "$ok" "$2: ${line#*- }"
			;;
		'# at '* | '# seed '*) ;;
		'#'*) printf '%s\n' "$line" ;;
		esac
	done < <(part "$1")
	if is_complete "$1"; then
		result ok "$2: the program finishes"
	else
		result 'not ok' "$2: the program finishes"
	fi
}

# is_complete NAME: did the program run all planned cases of the part, and exit with
# the status for them?
is_complete() {
	part "$1" | awk '
		/^1\.\.[0-9]+$/ { planned = substr($0, 4) }
		/^(not )?ok / { results++ }
		/^not ok / { bad = 1 }
		/^@end / { ended = $2 == bad + 0 }
		END { exit !(ended && results && planned == results) }'
}

# counted TEXT: print the sum of the program's counters of this name
counted() {
	{ part plain && part events; } | awk -v text="$1" '
		substr($0, 13) == text { n += $2 }
		END { print n + 0 }'
}

echo "# TIME=$TIME SEED=$SEED ARCH=$arch KERNEL=$KERNEL${DEBUG:+ DEBUG=$DEBUG}"
status=0
default_mem=512M
if [[ -n $DEBUG ]]; then
	default_mem=1G
fi
CMD=$(guest_script) RESULT=$dir CPUS=${CPUS:-4} \
	MEM=${MEM:-$default_mem} TIMEOUT=${TIMEOUT:-$((TIME * 4 + 1200))} \
	"$harness/vm.sh" > >(show_progress) || status=$?
# Without a verdict, no machine was booted, and vm.sh has printed the reason.
[[ -f $dir/verdict ]] || exit "$status"
check_faults
check_part plain 'without trace events'
check_part events 'with trace events'
if ((status)); then
	sed 's/^/# /' "$dir/verdict" 2>/dev/null || :
	result 'not ok' 'the kernel reports no trouble'
else
	result ok 'the kernel reports no trouble'
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

# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154
#
# Runs test programs in one boot of the virtual machine and reads their results.
# Sourced by test.sh, mutants.sh and harness_test.sh, after lib.sh.

# Limits in seconds for one program and for all, under emulation on a busy host.
# A debug kernel is up to ten times as slow.
program_limit=400 suite_limit=1800
[[ -z $DEBUG ]] || program_limit=2400 suite_limit=7200

# guest_script NONCE NAME=COMMAND...: print the script that runs in the guest
guest_script() {
	local nonce=$1 program

	shift
	cat <<-EOF
		cd /tests
		run() {
			name=\$1
			shift
			printf '\n@$nonce start %s\n' "\$name"
			timeout -k 5 $program_limit "\$@"
			printf '\n@$nonce end %s %s\n' "\$name" "\$?"
		}
	EOF
	for program; do
		printf 'run %s %s\n' "${program%%=*}" "${program#*=}"
	done
	echo 'exit 0'
}

# run_suite DIR NAME=COMMAND...
#
# On a debug kernel, check_detectors.sh runs last. $suite_add is a directory with
# further files for the guest. Leaves DIR/results in the format
# of ktap.py, and the other files of the run in DIR. A run that cannot be trusted is
# a failing case, whatever the programs have printed.
run_suite() {
	local dir=$1 nonce program names=() status=0

	shift
	[[ -z $DEBUG ]] || set -- "$@" detectors="sh harness/check_detectors.sh"
	nonce=$(od -An -N8 -tx8 /dev/urandom | tr -d ' ')
	for program; do
		names+=("${program%%=*}")
	done
	mkdir -p "$dir"
	RESULT=$dir QUIET=1 BUILT=1 CMD=$(guest_script "$nonce" "$@") \
		ADD=${suite_add-} TIMEOUT=${TIMEOUT:-$suite_limit} "$harness/vm.sh" 2>"$dir/vm.log" ||
		status=$?
	"$harness/ktap.py" "$nonce" "$dir/output" "${names[@]}" >"$dir/results"
	if [[ -s $dir/console.log.races ]]; then
		printf 'skip\tvm\tdata races\t%d without a function of ours\n' \
			"$(wc -l <"$dir/console.log.races")" >>"$dir/results"
	fi
	if ((status)); then
		printf 'fail\tvm\t%s\t%s\n' "$(basename "$dir")" \
			"$(sed 's/^failed: //' "$dir/verdict" 2>/dev/null ||
				tail -n 1 "$dir/vm.log")" >>"$dir/results"
	fi
}

# count STATE FILE...: print the number of cases with this state
count() {
	local state=$1

	shift
	cat "$@" | grep -c "^$state	" || :
}

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Checks a finished run of the virtual machine by the files that it has left in a
# directory: console.log, output and status.
#
#	check_run.sh DIR STATUS-OF-QEMU TIMEOUT [FUNCTIONS]
#
# FUNCTIONS: only data races of these count, see check_dmesg.sh. Without it, all
# count.
#
# Exits with the status that the guest's command has reported. Exits with 124
# after a timeout, and with 125 if the run cannot be trusted. DIR/verdict says
# which.

set -euo pipefail
. "$(dirname "$0")/lib.sh"

dir=${1-} qemu_status=${2-} limit=${3-} functions=${4-}
[[ -d $dir && -n $limit ]] || usage "use: check_run.sh DIR STATUS TIMEOUT"

# Show a part of the console: from the first report on, or the end.
console_part() {
	if [[ -n $reports ]]; then
		grep -aFx -m 1 -A 19 -- "${reports%%$'\n'*}" || :
	else
		tail -n 12
	fi
}

# not_trusted STATUS WORDS
not_trusted() {
	local status=$1

	shift
	echo "failed: $*" >"$dir/verdict"
	say
	say "vm: $*"
	[[ ! -s $dir/qemu.log ]] || tail -n 5 "$dir/qemu.log" >&2
	say "vm: the console${reports:+, from there on}:"
	tr -d '\r' <"$dir/console.log" | console_part | cut -c 1-150 |
		sed 's/^/    /' >&2
	exit "$status"
}

[[ -f $dir/console.log ]] || : >"$dir/console.log"
if ! reports=$("$harness/check_dmesg.sh" "$dir/console.log" "$functions"); then
	not_trusted 125 "the kernel reported: $(head -n 1 <<<"$reports")"
fi
# 137: timeout had to use SIGKILL.
if ((qemu_status == 124 || qemu_status == 137)); then
	not_trusted 124 "no end within $limit seconds (TIMEOUT=)"
fi
if ((qemu_status)); then
	not_trusted 125 "QEMU failed with status $qemu_status"
fi
[[ -f $dir/status ]] || : >"$dir/status"
mapfile -t status <"$dir/status"
if [[ ${#status[@]} != 2 || ! ${status[0]} =~ ^bytes\ [0-9]+$ ||
	! ${status[1]} =~ ^exit\ [0-9]+$ ]]; then
	not_trusted 125 "the guest ended without reporting a status"
fi
if [[ $(stat -c %s "$dir/output") != "${status[0]#bytes }" ]]; then
	not_trusted 125 "output was lost on the way to the host"
fi
echo "${status[1]}" >"$dir/verdict"
exit "${status[1]#exit }"

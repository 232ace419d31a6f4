#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs all measurements in the guest. The script reports a failed measurement as
# missing and continues with the next one.

here=$(cd "$(dirname "$0")" && pwd)

progress()
{
	printf 'progress\t%s\n' "$1"
}

# measure NAME COMMAND...
measure()
{
	name=$1
	shift
	progress "$name"
	"$@" && return
	printf 'missing\t-\t-\t0\t%s\tended with status %d\n' "$name" "$?"
}

# The cost of mainline's filters includes the JIT, so the JIT must be on.
if [ "$(cat /proc/sys/net/core/bpf_jit_enable)" != 1 ]; then
	printf 'missing\t-\t-\t0\tall\tthe BPF JIT is off\n'
fi
# The address of a mapping must not change the result of a run.
echo 0 >/proc/sys/kernel/randomize_va_space
cd "$here" || exit
for part in attach calls fork notify memory hostile; do
	measure "$part" ./bench "$part"
done
measure workloads sh ./workloads.sh
# The host reports a run without this line as incomplete.
progress end

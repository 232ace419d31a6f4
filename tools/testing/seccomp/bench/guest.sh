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

# What the kernel does about speculation, for the report.
for file in /sys/devices/system/cpu/vulnerabilities/* \
	/proc/sys/net/core/bpf_jit_harden; do
	printf 'fact\t%s\t%s\n' "${file##*/}" "$(cat "$file")"
done
# The cost of mainline's filters includes the JIT, so the JIT must be on.
if [ "$(cat /proc/sys/net/core/bpf_jit_enable)" != 1 ]; then
	printf 'missing\t-\t-\t0\tall\tthe BPF JIT is off\n'
fi
# The address of a mapping must not change the result of a run.
echo 0 >/proc/sys/kernel/randomize_va_space
cd "$here" || exit
# No BPF program may be loaded before "attach".
for part in attach calls tests fork notify threads memory hostile count; do
	measure "$part" ./bench "$part"
done
if [ -x ./compat ]; then
	measure compat ./compat
else
	for call in allowed denied; do
		printf 'skip\t-\tcompat\t1\t%s\t%s\n' "$call" \
			'no compiler for 32-bit programs'
	done
fi
measure workloads sh ./workloads.sh
# The parts before this one find no deep filter in the machine.
measure deep ./bench deep
measure policies ./bench policies
# Events let each call of each task take another path while they are on.
measure events ./bench events
# Audit stays on after this part.
measure entry ./bench entry
# The host reports a run without this line as incomplete.
progress end

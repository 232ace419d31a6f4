#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# All measurements, in the guest. One that ends badly is told as missing, and
# the others still run.

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

# The JIT is a part of what mainline's filters cost and need.
if [ "$(cat /proc/sys/net/core/bpf_jit_enable)" != 1 ]; then
	printf 'missing\t-\t-\t0\tall of it\tthe BPF JIT is off\n'
fi
# Where a program is mapped must not make one run differ from the next.
echo 0 >/proc/sys/kernel/randomize_va_space
cd "$here" || exit
for part in attach calls fork notify memory hostile; do
	measure "$part" ./bench "$part"
done
measure workloads sh ./workloads.sh
# The host takes a run without this line for one that has not ended.
progress end

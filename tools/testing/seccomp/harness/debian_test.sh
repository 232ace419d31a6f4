#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests `make debian`: its arguments, what it reports, and that a run leaves nothing.
# Prints TAP. ARCH is the guest.

set -uo pipefail
. "$(dirname "$0")/lib.sh"
. "$harness/tap.sh"
set_arch "${ARCH:-x86_64}"
export ARCH=$arch

dir=$(mktemp -d)
# shellcheck disable=SC2034	# for check()
check_log=$dir/said
trap 'rm -rf "$dir"' EXIT

# debian COMMAND [SETTING=VALUE...]: the exit status of debian.sh
debian() {
	local status=0 command=$1

	shift
	env CMD="$command" RESULT="$dir/result" "$@" "$harness/debian.sh" \
		>"$dir/shown" 2>"$dir/said" || status=$?
	echo "$status"
}

test_arguments() {
	check "arguments: no command" 2 "$(debian '')"
	check "arguments: ... in one line" "1 debian.sh: say what to run: *" \
		"$(wc -l <"$dir/said") $(<"$dir/said")"
	check "arguments: a debug kernel" 2 "$(debian true DEBUG=kasan)"
	check "arguments: mitigations" 2 "$(debian true MITIGATIONS=1)"
	check "arguments: a missing directory" 2 "$(debian true ADD="$dir/none")"
}

test_boots() {
	# Files of ADD keep owners and modes, and links of the system stay.
	mkdir -p "$dir/add/bin"
	echo 'echo hello' >"$dir/add/bin/hello"
	((EUID)) || chown 12:34 "$dir/add/bin/hello"
	chmod 4750 "$dir/add/bin/hello"
	check "boot: the command's status is the run's" 7 "$(debian '
		stat -c "%a %u %g" /usr/bin/hello
		[ -L /bin ] && echo link
		systemctl is-system-running
		systemctl list-units --failed --no-legend
		cat /proc/1/comm
		echo changed >/etc/hostname
		exit 7' ADD="$dir/add")"
	check "boot: files that are added keep owners and modes" \
		"$(stat -c '%a %u %g' "$dir/add/bin/hello")" \
		"$(sed -n 1p "$dir/shown")"
	check "boot: links of the system stay" link "$(sed -n 2p "$dir/shown")"
	# The command runs as a part of the boot, which so has not ended.
	check "boot: no unit has failed, and systemd is PID 1" \
		"starting systemd" "$(sed -n '3,$p' "$dir/shown" | paste -sd ' ')"
	# shellcheck disable=SC2016	# for the guest's shell
	check "boot: the base's kernel, all of a long output, no change kept" 0 \
		"$(debian 'seq 100000; [ "$(cat /etc/hostname)" = vm ]' BASE=1)"
	check "boot: ... all of it is shown" "$(seq 100000 | cksum)" \
		"$(cksum <"$dir/shown")"
	check "boot: a report of the kernel" 125 \
		"$(debian 'echo "<4>WARNING: made up" >/dev/kmsg')"
	check "boot: no report of the guest" 125 "$(debian 'poweroff -f -f')"
	check "boot: a hang" 124 "$(debian 'sleep 1000' TIMEOUT=90)"
}

# Make what the cases need, outside of the limits of a case.
"$harness/mkdebian.sh" "$arch" >&2 || exit
for tree in ours base; do
	DEBIAN=1 "$harness/kernel.sh" "$tree" "$arch" >&2 || exit
done
test_arguments
test_boots
echo "1..$number"

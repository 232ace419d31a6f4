# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Functions of the suites, to be sourced. A suite prints TAP; see tap.sh.
#
# Each case prints a line "# saw: TEXT" before its result, with what the program printed
# and its exit status. clients.py compares these lines between the base and our kernel.

# shellcheck source=../../integration/tap.sh
. /suites/tap.sh

# Seconds for one case, under emulation on a busy host.
limit=${limit:-90}
work=$(mktemp -d /var/tmp/suite.XXXXXX) || tap_bail_out "no directory under /var/tmp"
cd "$work" || tap_bail_out "cannot go to $work"
# The rest of PATH is Debian's.
PATH=/suites:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH LC_ALL=C.UTF-8

# Runs a command and sets $seen: its output in one line, and its status.
run_it()
{
	status=0
	timeout -k 5 "$limit" "$@" >"$work/out" 2>&1 </dev/null || status=$?
	# A terminal's carriage returns and colors are no part of the text.
	seen=$(sed 's/\r//g; s/\x1b\[[0-9;?]*[a-zA-Z]//g' "$work/out" | tr -s '\n' ' ')
	seen="${seen% }, status $status"
}

# Prints what was seen, and the result: does it match the pattern of the shell $1?
judge()
{
	echo "# saw: $seen"
	# shellcheck disable=SC2254	# a pattern
	case $seen in
	$1) tap_ok ;;
	*) tap_not_ok "expected: $1" ;;
	esac
}

# A case. $1: its name, $2: the pattern that $seen must match; then the command.
case_of()
{
	tap_case "$1" || return 0
	pattern=$2
	shift 2
	run_it "$@"
	judge "$pattern"
}

# A case that skips. $1: its name, $2: the reason
case_skips()
{
	tap_case "$1" || return 0
	tap_skip "$2"
}

# Must the suite have the program $1? Without it, all its cases would be missing.
needs()
{
	for program in "$@"; do
		command -v "$program" >/dev/null ||
			tap_bail_out "no program $program; add its package to packages.list"
	done
}

# Writes a filter to the file $1, made by libseccomp: the calls $3 get the errno $2.
write_filter()
{
	python3 - "$@" <<-'END'
		import sys
		import seccomp
		name, errno, *calls = sys.argv[1:]
		rules = seccomp.SyscallFilter(seccomp.ALLOW)
		for call in calls:
		    rules.add_rule(seccomp.ERRNO(int(errno)), call)
		with open(name, 'wb') as file:
		    rules.export_bpf(file)
	END
}

# Makes the root of a container from busybox and the programs of the suites in $1.
make_rootfs()
{
	mkdir -p "$1/bin" "$1/proc" "$1/sys" "$1/dev" "$1/tmp" "$1/etc" "$1/root" "$1/suites"
	cp /bin/busybox "$1/bin/busybox"
	cp /suites/probe "$1/bin/probe"
	for applet in sh true false sleep cat echo grep sed mount umount id ls kill test; do
		ln -sf busybox "$1/bin/$applet"
	done
	printf 'root:x:0:0:root:/root:/bin/sh\n' >"$1/etc/passwd"
	printf 'root:x:0:\n' >"$1/etc/group"
	echo container >"$1/etc/hostname"
	echo >"$1/root/.bashrc"
}

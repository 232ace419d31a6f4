#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs commands under imported profiles: those of docker, podman and flatpak, a small
# one, and groups of systemd. Normal work must give the same output as without the
# profile. Each tried call must end as under the filter that libseccomp makes of the
# profile, on all ABIs of the kernel. Some calls must be refused that the kernel does not
# refuse.
#
# Most single-quoted strings are commands for another shell.
# shellcheck disable=SC2016
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=./tap.sh
. "$here/tap.sh"

seconds=120
work=$(mktemp -d /tmp/import_test.XXXXXX) || tap_bail_out "no directory under /tmp"
trap 'rm -rf "$work"' EXIT

# Calls that a profile may refuse. Their arguments are harmless.
calls='mount umount2 pivot_root chroot unshare setns kexec_load init_module
	delete_module swapon acct settimeofday clock_settime bpf perf_event_open keyctl
	open_by_handle_at io_uring_setup userfaultfd fsopen syslog personality
	personality_query socket_vsock socket_unix clone clone_newuser clone_newns clone3'

prepare()
{
	tap_busybox "$work/bin"
	PATH=$work/bin:$here
	export PATH
	cd "$work" || tap_bail_out "no directory $work"
	case $(uname -m) in
	x86_64) machine=x86_64 probes='try_syscall try_syscall_ia32 try_syscall_x32' ;;
	*) machine=aarch64 probes='try_syscall try_syscall_arm' ;;
	esac
	kernel=$(uname -r | cut -d . -f 1,2)
}

# The groups as a profile: systemd has no program here.
systemd_profile()
{
	printf '{"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [{"names": ["read"'
	# systemd always allows these.
	seccompctl names @system-service @default | sort -u |
		sed -n 's/^[a-z].*/, "&"/p'
	echo '], "action": "SCMP_ACT_ALLOW"}]}'
}

# Sets $profile and $ours, the options of run. Fails if the profile is not here.
find_profile()
{
	profile=$here/$1.json
	ours="--oci $profile"
	if [ "$1" = systemd ]; then
		profile=$work/systemd.json
		systemd_profile >"$profile"
		seccompctl import --systemd "SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
SystemCallArchitectures=native" >"$work/policy" || return 1
		ours="--policy $work/policy"
	fi
	[ -s "$profile" ]
}

# Prints what becomes of each call on each ABI, in a run with the options.
try_calls()
{
	for probe in $probes; do
		[ -x "$here/$probe" ] || continue
		# shellcheck disable=SC2086
		timeout "$seconds" seccompctl run "$@" -- \
			sh -c 'for call; do echo "$0 $call $("$0" "$call" 2>&1)"; done' \
			"$probe" $calls 2>&1 || echo "$probe: status $?"
	done
}

# $1: name of the profile, $2: least number of calls that it must refuse
same_as_libseccomp()
{
	tap_case "$1: calls end as under libseccomp" || return 0
	if ! find_profile "$1"; then
		tap_skip "the profile of $1 could not be fetched"
		return
	fi
	printf 'default: allow\n' >free.policy
	try_calls --policy free.policy >free.out
	if ! equal_libseccomp theirs.bpf --write "$profile" "$machine" '' "$kernel" \
		2>errors; then
		tap_not_ok "$(cat errors)"
		return
	fi
	try_calls --bpf theirs.bpf >theirs.out
	# shellcheck disable=SC2086
	try_calls $ours >ours.out
	# busybox has lines with +, other ones have >.
	refused=$(diff free.out ours.out | grep -c '^[>+] *try')
	if ! cmp -s ours.out theirs.out; then
		tap_not_ok "$(diff theirs.out ours.out)"
	elif [ "$refused" -lt "$2" ] || [ "$(wc -l <ours.out)" -lt 25 ]; then
		tap_not_ok "only $refused calls are refused:" "$(cat ours.out)"
	else
		tap_ok
	fi
}

work_commands='echo text >file && cat file && ls -l file | wc -l && mkdir dir &&
	mv file dir && (cd dir && sort file) && rm -r dir && date -d @0 +%Y && sleep 0.1 &&
	echo end | (read -r line && echo "$line") && id -u'

# The work needs no call that the profile refuses.
works()
{
	tap_case "$1: commands work" || return 0
	if ! find_profile "$1"; then
		tap_skip "the profile of $1 could not be fetched"
		return
	fi
	alone=$(sh -c "$work_commands" 2>&1)
	status=0
	# shellcheck disable=SC2086
	seen=$(timeout "$seconds" seccompctl run $ours -- sh -c "$work_commands" 2>&1) ||
		status=$?
	tap_equal "$seen, status $status" "$alone, status 0"
}

profile_cases()
{
	same_as_libseccomp "$@"
	works "$1"
}

cases()
{
	profile_cases docker 15
	profile_cases podman 15
	[ "$machine" != x86_64 ] || profile_cases flatpak 5
	profile_cases systemd 15
}

prepare
tap_main cases

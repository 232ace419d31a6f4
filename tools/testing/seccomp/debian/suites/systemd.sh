#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Units of systemd with each directive for sandboxes, alone and together. The unit makes
# the calls of probe.c, so each case shows what the directive does to all of them.
set -u
# shellcheck source=./common.sh
. /suites/common.sh
needs systemd-run systemd-analyze

# unit NAME PATTERN PROPERTY...
unit()
{
	tap_case "$1" || return 0
	pattern=$2
	shift 2
	for property; do
		set -- "$@" -p "$property"
		shift
	done
	run_it systemd-run --wait --pipe --quiet --collect "$@" /suites/probe
	judge "$pattern"
}

# One with another command. $1: name, $2: pattern, $3: command, then the properties
unit_runs()
{
	tap_case "$1" || return 0
	pattern=$2 line=$3
	shift 3
	for property; do
		set -- "$@" -p "$property"
		shift
	done
	run_it systemd-run --wait --pipe --quiet --collect "$@" sh -c "$line"
	judge "$pattern"
}

# One with a file, for what systemd-run cannot set. $1: name, $2: pattern, $3: directive
unit_of_file()
{
	tap_case "$1" || return 0
	cat >/run/systemd/system/suite.service <<-END
		[Service]
		Type=oneshot
		StandardOutput=file:$work/unit.out
		ExecStart=/suites/probe
		$3
	END
	: >unit.out
	systemctl daemon-reload
	systemctl start suite.service >unit.err 2>&1
	seen="$(cat unit.out unit.err | tr '\n' ' '), status $(systemctl show \
		-P ExecMainStatus suite.service)"
	rm /run/systemd/system/suite.service
	judge "$2"
}

plain()
{
	unit "no directive" \
		"*Seccomp=0 *unshare_user=ok *mmap_wx=ok *, status 0" "Nice=0"
}

filters()
{
	for group in @clock @cpu-emulation @debug @keyring @module @mount @obsolete \
		@privileged @raw-io @reboot @resources @swap; do
		case $group in
		@clock) hit=settimeofday=EPERM ;;
		@cpu-emulation) hit=modify_ldt=EPERM ;;
		@debug) hit=perf_event_open=EPERM ;;
		@keyring) hit=keyctl=EPERM ;;
		@module) hit=init_module=EPERM ;;
		@mount) hit=umount2=EPERM ;;
		@obsolete) hit=uselib=EPERM ;;
		@privileged) hit=acct=EPERM ;;
		@raw-io) hit=iopl=EPERM ;;
		@reboot) hit=reboot=EPERM ;;
		@resources) hit=sched_fifo=EPERM ;;
		@swap) hit=swapon=EPERM ;;
		esac
		unit "SystemCallFilter=~$group" "*Seccomp=2 *$hit *, status 0" \
			"SystemCallFilter=~$group" SystemCallErrorNumber=EPERM
	done
	unit "SystemCallFilter=@system-service" \
		"*Seccomp=2 *mount=EPERM *socket_unix=ok *, status 0" \
		SystemCallFilter=@system-service SystemCallErrorNumber=EPERM
	unit "SystemCallFilter: two lists, the second removes" \
		"*mount=EPERM *chroot=EPERM *, status 0" \
		SystemCallFilter=@system-service "SystemCallFilter=~chroot" \
		SystemCallErrorNumber=EPERM
	unit "SystemCallFilter: an errno for each call" \
		"*mount=EUCLEAN *chroot=ENOANO *acct=EPERM *, status 0" \
		"SystemCallFilter=~mount:EUCLEAN chroot:ENOANO acct" \
		SystemCallErrorNumber=EPERM
	unit "SystemCallFilter: another errno number" "*mount=EOWNERDEAD *, status 0" \
		SystemCallFilter=~@mount SystemCallErrorNumber=EOWNERDEAD
	unit "SystemCallFilter: the kernel kills" "*mount=SIGSYS *chroot=ok *, status 0" \
		SystemCallFilter=~mount
	unit_runs "SystemCallFilter: the kernel kills the unit" "*, status *" \
		"exec /suites/probe --die mount" SystemCallFilter=~mount
	unit "SystemCallLog=@mount" "*mount=ENOENT *, status 0" SystemCallLog=@mount
	unit "SystemCallLog=~@system-service" "*mount=ENOENT *, status 0" \
		SystemCallLog=~@system-service
	unit "SystemCallArchitectures=native" \
		"*ia32_getpid=SIGSYS *x32_getpid=SIGSYS *, status 0" \
		SystemCallArchitectures=native
	unit "SystemCallArchitectures=native x86" "*ia32_getpid=* *, status 0" \
		"SystemCallArchitectures=native x86"
	unit "SystemCallArchitectures=native with an errno" \
		"*ia32_getpid=* *, status 0" SystemCallArchitectures=native \
		SystemCallErrorNumber=EPERM
}

restrictions()
{
	unit "RestrictAddressFamilies=AF_UNIX" \
		"*socket_unix=ok socket_inet=EAFNOSUPPORT *, status 0" \
		RestrictAddressFamilies=AF_UNIX
	unit "RestrictAddressFamilies=~AF_PACKET" \
		"*socket_inet=ok *socket_packet=EAFNOSUPPORT *, status 0" \
		"RestrictAddressFamilies=~AF_PACKET"
	unit_of_file "RestrictAddressFamilies=none" \
		"*socket_unix=EAFNOSUPPORT socket_inet=EAFNOSUPPORT *, status 0" \
		RestrictAddressFamilies=none
	unit "RestrictNamespaces=yes" \
		"*unshare_user=EPERM unshare_mnt=EPERM *clone_user=EPERM *clone3=ENOSYS *, status 0" \
		RestrictNamespaces=yes
	unit "RestrictNamespaces=~user" \
		"*unshare_user=EPERM unshare_mnt=ok *clone_uts=ok *, status 0" \
		RestrictNamespaces=~user
	unit "RestrictNamespaces=uts ipc" \
		"*unshare_user=EPERM *unshare_uts=ok unshare_ipc=ok unshare_pid=EPERM *, status 0" \
		"RestrictNamespaces=uts ipc"
	unit "RestrictRealtime=yes" "*sched_fifo=EPERM sched_rr=EPERM *, status 0" \
		RestrictRealtime=yes
	unit "RestrictSUIDSGID=yes" "*fchmod_suid=EPERM fchmod_plain=ok *, status 0" \
		RestrictSUIDSGID=yes
	unit "MemoryDenyWriteExecute=yes" \
		"*mmap_wx=EPERM mprotect_x=EPERM pkey_mprotect_x=EPERM shmat_x=EPERM *, status 0" \
		MemoryDenyWriteExecute=yes
	unit "LockPersonality=yes" \
		"*personality_get=* personality_32bit=EPERM *, status 0" LockPersonality=yes
	unit "NoNewPrivileges=yes" "NoNewPrivs=1 Seccomp=0 *, status 0" \
		NoNewPrivileges=yes
}

protections()
{
	unit "ProtectKernelTunables=yes" "*open_sysctl=EROFS *, status 0" \
		ProtectKernelTunables=yes
	unit "ProtectKernelModules=yes" "*init_module=EPERM *, status 0" \
		ProtectKernelModules=yes
	unit "ProtectKernelLogs=yes" "*syslog=EPERM *open_kmsg=E* *, status 0" \
		ProtectKernelLogs=yes
	unit "ProtectControlGroups=yes" "*open_cgroup=EROFS *, status 0" \
		ProtectControlGroups=yes
	unit "ProtectClock=yes" "*settimeofday=EPERM *, status 0" ProtectClock=yes
	unit "ProtectHostname=yes" "*sethostname=EPERM *, status 0" ProtectHostname=yes
	unit "ProtectSystem=strict" "*open_etc=EROFS *, status 0" ProtectSystem=strict
	unit "ProtectHome=yes" "*open_home=E* *, status 0" ProtectHome=yes
	unit "ProtectProc=invisible, ProcSubset=pid" "*open_sysctl=ENOENT *, status 0" \
		ProtectProc=invisible ProcSubset=pid
	unit "PrivateDevices=yes" "*iopl=EPERM *open_kmsg=ENOENT *, status 0" \
		PrivateDevices=yes
	unit "PrivateNetwork=yes" "*socket_inet=ok *, status 0" PrivateNetwork=yes
	unit "PrivateUsers=yes" "*acct=E* *, status 0" PrivateUsers=yes
	unit "DynamicUser=yes" "NoNewPrivs=1 *chroot=EPERM *, status 0" DynamicUser=yes
	unit "CapabilityBoundingSet= empty" "*chroot=EPERM *, status 0" \
		CapabilityBoundingSet=
}

# What systemd-analyze security recommends, as a whole.
hardened='NoNewPrivileges=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
ProtectSystem=strict
ProtectHome=yes
PrivateDevices=yes
PrivateTmp=yes
RestrictAddressFamilies=AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
MemoryDenyWriteExecute=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallErrorNumber=EPERM
SystemCallFilter=@system-service
SystemCallFilter=~@resources'

together()
{
	old_ifs=$IFS
	IFS='
'
	# shellcheck disable=SC2086	# a property a line
	set -- $hardened
	IFS=$old_ifs
	unit "all directives" \
		"NoNewPrivs=1 Seccomp=2 *mount=EPERM *ia32_getpid=* *socket_inet=EAFNOSUPPORT *mmap_wx=EPERM *, status 0" \
		"$@"
	unit "all directives and DynamicUser" \
		"NoNewPrivs=1 Seccomp=2 *mount=EPERM *, status 0" "$@" DynamicUser=yes
	unit_runs "all directives: a shell works" "root, status 0" whoami "$@"
}

# A unit with a filter is restarted by its watch on SIGSYS and gets a result.
unit_results()
{
	tap_case "the result of a killed unit" || return 0
	systemd-run --quiet --wait -u probed -p SystemCallFilter=~mount \
		-p RemainAfterExit=no /suites/probe --die mount >/dev/null 2>&1
	seen=$(systemctl show probed -p Result -p ExecMainCode -p ExecMainStatus 2>&1 |
		tr '\n' ' ')
	systemctl reset-failed probed 2>/dev/null
	judge "*Result=* *"
}

# The tests of systemd itself.
own_tests()
{
	case_of "systemd's test-seccomp" "*, status 0" env SYSTEMD_LOG_LEVEL=err \
		/usr/lib/systemd/tests/test-seccomp
}

cases()
{
	plain
	filters
	restrictions
	protections
	together
	unit_results
	own_tests
}

tap_main cases

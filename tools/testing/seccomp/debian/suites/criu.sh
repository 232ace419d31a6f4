#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# CRIU: its check, and programs with filters that are dumped and restored.
set -u
# shellcheck source=./common.sh
. /suites/common.sh
needs criu runc python3
limit=240

# Dumps and restores filtered.py. $1: name, $2: pattern; then the errnos of the filters
program_case()
{
	tap_case "$1" || return 0
	pattern=$2
	shift 2
	seen=$(sh /suites/dump_restore.sh "$work" "$limit" "$@")
	judge "$pattern"
}

# A container under podman's profile, which is Docker's, by runc's own commands.
container_case()
{
	tap_case "runc: a container under the default profile" || return 0
	mkdir -p bundle
	make_rootfs bundle/rootfs
	(cd bundle && rm -f config.json && runc spec)
	python3 /suites/oci_config.py bundle /usr/share/containers/seccomp.json -- \
		sleep 1000
	runc run -d -b bundle suite >log 2>&1 </dev/null
	run_it runc exec suite /bin/probe
	before=$seen
	run_it runc checkpoint --image-path "$work/checkpoint" suite
	dump=$status
	[ "$dump" = 0 ] || grep -E 'Error|Warn' checkpoint/dump.log | sed 's/^/# /'
	run_it runc restore -d --image-path "$work/checkpoint" -b bundle suite
	restore="$status $seen"
	run_it grep -E '^(Seccomp|NoNewPrivs)' \
		"/proc/$(runc state suite | sed -n 's/.*"pid": \([0-9]*\).*/\1/p')/status"
	state=$seen
	run_it runc exec suite /bin/probe
	after=$seen
	runc kill suite KILL >/dev/null 2>&1
	[ "$before" = "$after" ] && same=yes || same=no
	seen="dump $dump, restore $restore, same $same, $state $after"
	judge "dump 0, restore 0 *, same yes, *Seccomp:*2 *mount=EPERM *status 0"
}

cases()
{
	case_of "criu check" "*Looks good*, status 0" criu check
	# CRIU says so of kernels without options that no case here needs.
	case_of "criu check --all" "Looks good*, status [01]" criu check --all
	program_case "no filter" \
		"dump 0; restore 0; acct=ENOENT *Seccomp=0 *;acct=ENOENT *Seccomp=0 *"
	program_case "a filter" \
		"dump 0; restore 0; acct=EXDEV *Seccomp_filters=1;acct=EXDEV *Seccomp_filters=1; *" 18
	program_case "three filters" \
		"dump 0; restore 0; acct=EPERM *Seccomp_filters=3;acct=EPERM *Seccomp_filters=3; *" 18 95 1
	container_case
}

tap_main cases

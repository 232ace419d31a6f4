#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# CRIU: its check, its own tests of seccomp, and programs with filters that are dumped
# and restored.
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
	if [ "$dump" != 0 ]; then
		echo "# $seen"
		tail -n 80 checkpoint/dump.log | sed 's/^/# /'
	fi
	run_it runc restore -d --image-path "$work/checkpoint" -b bundle suite
	restore="$status $seen"
	run_it grep -E '^(Seccomp|NoNewPrivs)' \
		"/proc/$(runc state suite | sed -n 's/.*"pid": \([0-9]*\).*/\1/p')/status"
	state=$seen
	run_it runc exec suite /bin/probe
	after=$seen
	runc delete -f suite >/dev/null 2>&1
	[ "$before" = "$after" ] && same=yes || same=no
	seen="dump $dump, restore $restore, same $same, $state $after"
	judge "dump 0, restore 0 *, same yes, *Seccomp:*2 *bpf=EPERM *status 0"
}

# A test of zdtm detaches itself and writes its process number. The signal TERM lets it
# look at what is left after the restore, and then write the file "out".
zdtm_case()
{
	tap_case "zdtm: $1" || return 0
	rm -rf zdtm
	mkdir -p zdtm/images
	run_it sh -c "cd zdtm && exec /suites/zdtm/$1 --pidfile=pid --outfile=out"
	start=$status
	pid=$(cat zdtm/pid)
	run_it criu dump -t "$pid" -D zdtm/images -o dump.log
	dump=$status restore=none
	if [ "$dump" = 0 ]; then
		run_it criu restore -d -D zdtm/images -o restore.log
		restore=$status
	fi
	kill -TERM "$pid"
	for _ in $(seq 300); do
		[ ! -f zdtm/out ] || break
		sleep 0.2
	done
	seen="start $start, dump $dump, restore $restore, $(tail -n 1 zdtm/out | sed 's/.*: //') $(grep -h Error zdtm/images/*.log | tail -n 1)"
	judge "start 0, dump 0, restore 0, PASS "
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
	if [ -f /suites/zdtm/missing ]; then
		case_skips "zdtm" "$(cat /suites/zdtm/missing)"
		return 0
	fi
	for file in /suites/zdtm/*; do
		zdtm_case "$(basename "$file")"
	done
}

[ -x /suites/zdtm/seccomp_filter ] || [ -f /suites/zdtm/missing ] ||
	tap_bail_out "no tests in /suites/zdtm; clients.sh builds them"

tap_main cases

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What only our kernel has, with containers and units: filters that look behind
# pointers, filters that begin with an exec, domains, explained denials, checkpoints below
# a filter, and profiles that are learned with counters.
set -u
# shellcheck source=./common.sh
. /suites/common.sh
needs runc crun systemd-run seccompctl python3 criu

make_policies()
{
	cat >deep <<-END
		default: allow
		clone3: (args.flags & CLONE_NEWUSER) errno ENOANO; else allow
		mount: (dir_name ^= "/no/") errno EXDEV; else allow
		connect: (addr.path == "/tmp/secret") errno EUCLEAN; else allow
	END
	printf 'default: allow\nchroot: errno EDOM\n' >no-chroot
	printf 'default: allow\nexecve: errno EDOM\n' >no-exec
	mkdir bundle
	make_rootfs bundle/rootfs
	cp /suites/seccompctl bundle/rootfs/bin/
	cp deep bundle/rootfs/etc/
}

# deep_container RUNTIME: seccompctl is the first program of the container
deep_container()
{
	tap_case "$1: clone3, mount and connect of a container" || return 0
	(cd bundle && rm -f config.json && runc spec)
	python3 /suites/oci_config.py bundle none -- seccompctl run --on-exec \
		--label container --policy /etc/deep -- probe mount umount2 clone3 \
		clone3_user unshare_uts connect_secret connect_other
	run_it "$1" run -b bundle suite
	judge "mount=EXDEV umount2=ENOENT clone3=ok clone3_user=ENOANO * connect_secret=EUCLEAN connect_other=ENOENT, status 0"
}

# The policy surrounds the runtime, too, which makes the mounts of the container.
deep_around()
{
	tap_case "$1: clone3, mount and connect around the runtime" || return 0
	(cd bundle && rm -f config.json && runc spec)
	python3 /suites/oci_config.py bundle /usr/share/containers/seccomp.json -- \
		probe clone3 connect_secret connect_other mount
	run_it seccompctl run --on-exec --policy deep -- "$1" run -b bundle suite
	judge "clone3=ok connect_secret=EUCLEAN connect_other=ENOENT mount=EXDEV, status 0"
}

unit_case()
{
	case_of "a unit started through run --on-exec" \
		"NoNewPrivs=1 Seccomp=2 *chroot=EDOM *, status 0" \
		systemd-run --wait --pipe --quiet --collect seccompctl run --on-exec \
		--policy "$work/no-chroot" -- /suites/probe
	case_of "a unit with filters of systemd and of run --on-exec" \
		"NoNewPrivs=1 Seccomp=2 *mount=EPERM *chroot=EDOM *, status 0" \
		systemd-run --wait --pipe --quiet --collect -p SystemCallFilter=~@mount \
		-p SystemCallErrorNumber=EPERM seccompctl run --on-exec \
		--policy "$work/no-chroot" -- /suites/probe
	case_of "run --on-exec: the policy may deny execve" "chroot=ok, status 0" \
		systemd-run --wait --pipe --quiet --collect seccompctl run --on-exec \
		--policy "$work/no-exec" -- /suites/probe chroot
}

# The container runs in a domain. A filter is added while it runs.
tightened()
{
	tap_case "a running container is tightened" || return 0
	(cd bundle && rm -f config.json && runc spec)
	python3 /suites/oci_config.py bundle none -- sh -c \
		'probe chroot; while [ ! -e /tmp/go ]; do sleep 0.1; done; probe chroot; exit 7'
	sed -i 's/"capabilities": {/&"ambient": [],/' bundle/config.json
	rm -f bundle/rootfs/tmp/go domain
	seccompctl run --domain "$work/domain" --label room -- \
		runc run -b bundle suite </dev/null >out 2>&1 &
	holder=$!
	for _ in $(seq 300); do
		! grep -q chroot out || break
		sleep 0.1
	done
	said=$(seccompctl tighten domain no-chroot 2>&1)
	shown=$(seccompctl show | grep -c ' room ')
	touch bundle/rootfs/tmp/go
	wait "$holder"
	status=$?
	seen="$(tr '\n' ' ' <out); $said; shown $shown; status $status"
	judge "chroot=EPERM *chroot=EDOM *; 1 filter added, *; shown [1-9]*; status 7"
}

# The command is for another shell.
# shellcheck disable=SC2016
explained()
{
	tap_case "a denial is explained" || return 0
	run_it sh -c 'seccompctl run --policy no-chroot --label guard sleep 1000 & p=$!
		sleep 2
		seccompctl explain --pid $p chroot
		seccompctl explain no-chroot chroot
		seccompctl explain deep mount dir_name=/no/such
		kill $p'
	judge "*chroot errno EDOM filter * guard*no-chroot:2*EXDEV*deep:3*"
}

# restored NAME PATTERN ERRNO...: CRIU and a program with filters are below one filter,
# whose supervisor continues each call. Dump and restore the program.
restored()
{
	tap_case "$1" || return 0
	pattern=$2
	shift 2
	status=0
	seen=$(python3 /suites/supervised.py sh /suites/dump_restore.sh "$work" 240 "$@") ||
		status=$?
	seen="$seen, status $status"
	judge "$pattern"
}

checkpoint_cases()
{
	# The restored program has the filter above from CRIU, and its own one.
	restored "criu below a filter with a supervisor: a filter" \
		"dump 0; restore 0; acct=EXDEV chroot=ENOENT *Seccomp_filters=2;acct=EXDEV chroot=ENOENT *Seccomp_filters=2; *, status 0" 18
	# CRIU reads the mode in /proc, and expects filters in its image then.
	restored "criu below a filter with a supervisor: no other filter" \
		"dump 0; *Corrupted filter index*restore 1; *"
}

# The test of integration/ with Debian's programs: $1 learns, the policy is accepted, and
# suffices for this program but not for another call.
learned()
{
	tap_case "learned profile: $1" || return 0
	[ -f learned ] || sh /suites/learn_test.sh >learned 2>&1
	seen="$(grep -cE "^ok .*: (what was learned of )?$1( under |$)" learned) passed, $(grep -cE "^not ok .*$1|^ok .*$1.* # SKIP" learned) not"
	[ "$seen" = "4 passed, 0 not" ] || grep -A 20 "^not ok .*$1" learned | sed 's/^/# /'
	judge "4 passed, 0 not"
}

cases()
{
	for runtime in runc crun; do
		deep_container "$runtime"
		deep_around "$runtime"
	done
	unit_case
	tightened
	explained
	checkpoint_cases
	for program in sqlite3 git redis nginx; do
		learned "$program"
	done
}

make_policies
tap_main cases

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# runc, crun and podman with their own profiles and with others, and a seccomp agent.
set -u
# shellcheck source=./common.sh
. /suites/common.sh
needs runc crun podman python3
profile=/usr/share/containers/seccomp.json

# A bundle in $work/bundle. The arguments are those of oci_config.py after the bundle.
make_bundle()
{
	rm -rf bundle/config.json
	(cd bundle && runc spec) && python3 /suites/oci_config.py bundle "$@"
}

# bundle_case NAME PATTERN RUNTIME PROFILE COMMAND...
bundle_case()
{
	tap_case "$3: $1" || return 0
	pattern=$2 runtime=$3 rules=$4
	shift 4
	make_bundle "$rules" -- "$@"
	run_it "$runtime" run -b bundle suite
	judge "$pattern"
}

# Writes the profile "$1.json": the default action $2, the calls $3 with the action $4,
# and more fields of the rule.
write_profile()
{
	cat >"$1.json" <<-END
		{ "defaultAction": "$2",
		  "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"],
		  "syscalls": [ { "names": [$3], "action": "$4" ${5-} } ] }
	END
}

profiles()
{
	write_profile errno SCMP_ACT_ALLOW '"chroot", "mount"' SCMP_ACT_ERRNO \
		', "errnoRet": 95'
	write_profile kill SCMP_ACT_ALLOW '"chroot"' SCMP_ACT_KILL
	write_profile kill_process SCMP_ACT_ALLOW '"chroot"' SCMP_ACT_KILL_PROCESS
	write_profile trap SCMP_ACT_ALLOW '"chroot"' SCMP_ACT_TRAP
	write_profile log SCMP_ACT_LOG '"read", "write"' SCMP_ACT_ALLOW
	write_profile args SCMP_ACT_ALLOW '"socket"' SCMP_ACT_ERRNO \
		', "errnoRet": 97, "args": [ { "index": 0, "value": 16, "op": "SCMP_CMP_EQ" } ]'
	write_profile masked SCMP_ACT_ALLOW '"unshare"' SCMP_ACT_ERRNO \
		', "args": [ { "index": 0, "value": 67108864, "valueTwo": 67108864, "op": "SCMP_CMP_MASKED_EQ" } ]'
	write_profile notify SCMP_ACT_ALLOW '"memfd_create"' SCMP_ACT_NOTIFY
}

runtime_cases()
{
	bundle_case "no profile" "*Seccomp=0 *, status 0" "$1" none probe
	bundle_case "podman's default profile" \
		"*Seccomp=2 *kexec_load=EPERM *bpf=EPERM *, status 0" \
		"$1" "$profile" probe
	bundle_case "an errno" "*mount=EOPNOTSUPP *chroot=EOPNOTSUPP *, status 0" \
		"$1" errno.json probe
	bundle_case "kill" "*chroot=SIGSYS *, status 0" "$1" kill.json probe
	bundle_case "kill, PID 1 of the container" "*status 159" "$1" kill.json \
		probe --die chroot
	bundle_case "kill the process" "*chroot=SIGSYS *, status 0" "$1" \
		kill_process.json probe
	bundle_case "trap" "*chroot=SIGSYS *, status 0" "$1" trap.json probe
	bundle_case "log" "*Seccomp=2 *chroot=* *, status 0" "$1" log.json probe
	bundle_case "an argument" "*socket_netlink=EAFNOSUPPORT *, status 0" "$1" \
		args.json probe
	bundle_case "a masked argument" "*unshare_uts=EPERM *, status 0" "$1" \
		masked.json probe
}

# agent_case RUNTIME NAME PATTERN [continue]
agent_case()
{
	tap_case "$1: $2" || return 0
	runtime=$1 pattern=$3
	shift 3
	rm -f agent.sock agent.log
	python3 /suites/agent.py "$work/agent.sock" "$work/agent.log" "$@" \
		>agent.err 2>&1 &
	agent=$!
	for _ in $(seq 100); do
		[ ! -S agent.sock ] || break
		sleep 0.1
	done
	make_bundle notify.json "$work/agent.sock" -- \
		sh -c 'probe memfd_create; probe memfd_create socket_unix'
	run_it "$runtime" run -b bundle suite
	for _ in $(seq 100); do
		! grep -q closed agent.log || break
		sleep 0.1
	done
	kill "$agent" 2>/dev/null
	wait "$agent" 2>/dev/null
	seen="$seen; agent: $(tr '\n' ' ' <agent.log) $(tail -n 1 agent.err)"
	judge "$pattern"
}

agent_cases()
{
	agent_case "$1" "an agent refuses" \
		"memfd_create=EXDEV memfd_create=EXDEV socket_unix=ok, status 0; agent: *call 319 *closed *"
	agent_case "$1" "an agent lets calls continue" \
		"memfd_create=ok memfd_create=ok socket_unix=ok, status 0; agent: *call 319 *closed *" continue
}

# exec into a running container gets the filter, too.
exec_case()
{
	tap_case "$1: exec in a running container" || return 0
	make_bundle errno.json -- sleep 1000
	"$1" run -d -b bundle suite >/dev/null 2>&1 </dev/null
	run_it "$1" exec suite /bin/probe
	"$1" kill suite KILL >/dev/null 2>&1
	for _ in $(seq 50); do
		! "$1" delete suite >/dev/null 2>&1 || break
		sleep 0.2
	done
	judge "*Seccomp=2 *mount=EOPNOTSUPP *, status 0"
}

# podman_case NAME PATTERN OPTION... -- COMMAND...
podman_case()
{
	tap_case "podman: $1" || return 0
	pattern=$2
	shift 2
	run_it podman run --rm --network none --log-driver none "$@"
	judge "$pattern"
}

podman_cases()
{
	root=$work/bundle/rootfs
	for runtime in crun runc; do
		podman_case "$runtime: defaults" \
			"*Seccomp=2 *kexec_load=EPERM *bpf=EPERM *, status 0" \
			--runtime "$runtime" --rootfs "$root" probe
	done
	podman_case "seccomp=unconfined" "*Seccomp=0 *, status 0" \
		--security-opt seccomp=unconfined --rootfs "$root" probe
	podman_case "a profile" "*Seccomp=2 *chroot=EOPNOTSUPP *, status 0" \
		--security-opt seccomp="$work/errno.json" --rootfs "$root" probe
	podman_case "--cap-add SYS_ADMIN" "*Seccomp=2 *umount2=ENOENT *, status 0" \
		--cap-add SYS_ADMIN --rootfs "$root" probe
	podman_case "--cap-drop all, no-new-privileges" \
		"*NoNewPrivs=1 Seccomp=2 *chroot=EPERM *, status 0" \
		--cap-drop all --security-opt no-new-privileges --rootfs "$root" probe
	podman_case "--privileged" "*Seccomp=0 *, status 0" --privileged \
		--rootfs "$root" probe
	podman_case "--read-only, --user" "*Seccomp=2 *, status 0" --read-only \
		--user 1000:1000 --rootfs "$root" probe
	podman_case "limits of a cgroup" "*Seccomp=2 *, status 0" --memory 64m \
		--pids-limit 50 --rootfs "$root" probe
}

# A container of a user without privileges has no control group of its own here. The
# first run of podman sets its storage up.
rootless_case()
{
	tap_case "podman: a container of a user" || return 0
	chmod 755 "$work"
	mkdir -m 700 home home/run
	make_rootfs home/rootfs
	chown -R user: home
	old_limit=$limit limit=400
	run_it runuser -u user -- env HOME="$work/home" XDG_RUNTIME_DIR="$work/home/run" \
		podman --cgroup-manager cgroupfs --log-level error run --rm --network none \
		--log-driver none --cgroups disabled --rootfs "$work/home/rootfs" probe
	limit=$old_limit
	judge "*Seccomp=2 *fsopen=EPERM *kexec_load=EPERM *bpf=EPERM *, status 0"
}

cases()
{
	for runtime in runc crun; do
		runtime_cases "$runtime"
		agent_cases "$runtime"
		exec_case "$runtime"
	done
	podman_cases
	rootless_case
}

mkdir bundle
make_rootfs bundle/rootfs
profiles
tap_main cases

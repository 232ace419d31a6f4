#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Programs that put another program into a jail: bubblewrap, firejail, systemd-nspawn,
# lxc and flatpak.
set -u
# shellcheck source=./common.sh
. /suites/common.sh
needs bwrap firejail systemd-nspawn lxc-execute flatpak python3

# --- bubblewrap ---------------------------------------------------------------

bwrap_options="--ro-bind / / --dev /dev --proc /proc --unshare-pid"

# bwrap_case NAME PATTERN LINE: the line of the shell has $b, bwrap with its options
bwrap_case()
{
	tap_case "bwrap: $1" || return 0
	run_it sh -c "b='bwrap $bwrap_options'; $3"
	judge "$2"
}

bwrap_cases()
{
	# Single quotes: the other shell expands $b.
	# shellcheck disable=SC2016
	{
		bwrap_case "no filter" "*NoNewPrivs=1 Seccomp=0 *, status 0" \
			'$b /suites/probe'
		bwrap_case "a filter" \
			"*Seccomp=2 Seccomp_filters=1 *umount2=EXDEV *, status 0" \
			'$b --seccomp 3 /suites/probe 3<one'
		bwrap_case "two filters" \
			"*Seccomp_filters=2 *umount2=EXDEV *socket_netlink=* *, status 0" \
			'$b --add-seccomp-fd 3 --add-seccomp-fd 4 /suites/probe 3<one 4<two'
		bwrap_case "three filters, the newest denial decides" \
			"*Seccomp_filters=3 *umount2=* *, status 0" \
			'$b --add-seccomp-fd 3 --add-seccomp-fd 4 --add-seccomp-fd 5 /suites/probe 3<one 4<two 5<three'
		bwrap_case "a jail in a jail" "*Seccomp_filters=2 *, status 0" \
			'$b --seccomp 3 bwrap --ro-bind / / --seccomp 4 /suites/probe 3<four 4<two'
		bwrap_case "a file that is no filter" "*, status [1-9]*" \
			'$b --seccomp 3 /suites/probe 3</etc/hostname'
	}
}

# --- firejail -----------------------------------------------------------------

# firejail_case NAME PATTERN OPTION...
firejail_case()
{
	tap_case "firejail: $1" || return 0
	pattern=$2
	shift 2
	run_it firejail --quiet --noprofile "$@" -- /suites/probe
	judge "$pattern"
}

firejail_cases()
{
	firejail_case "no filter" "*Seccomp=0 *, status 0" --nonewprivs
	firejail_case "--seccomp" "*Seccomp=2 *mount=EPERM *, status 0" --seccomp
	firejail_case "--seccomp=!mount" "*Seccomp=2 *mount=* *, status 0" \
		'--seccomp=!mount'
	firejail_case "--seccomp.drop" "*Seccomp=2 *chroot=EPERM *, status 0" \
		--seccomp.drop=chroot,mount
	firejail_case "--seccomp.drop with an errno" "*chroot=ENOANO *, status 0" \
		--seccomp.drop=chroot:ENOANO
	firejail_case "--seccomp-error-action=kill" "*mount=SIGSYS *, status 0" \
		--seccomp --seccomp-error-action=kill
	firejail_case "--seccomp-error-action=log" "*Seccomp=2 *, status 0" \
		--seccomp --seccomp-error-action=log
	firejail_case "--protocol=unix" \
		"*socket_unix=ok socket_inet=EOPNOTSUPP *, status 0" --protocol=unix
	firejail_case "--memory-deny-write-execute" "*mmap_wx=EPERM *, status 0" \
		--memory-deny-write-execute
	firejail_case "--restrict-namespaces" "*Seccomp=2 *unshare_user=EPERM *, status 0" \
		--restrict-namespaces
	firejail_case "--seccomp.block-secondary" "*Seccomp=2 *ia32_getpid=* *, status 0" \
		--seccomp --seccomp.block-secondary
	firejail_case "all of them" \
		"NoNewPrivs=1 Seccomp=2 *mount=EPERM *mmap_wx=EPERM *, status 0" \
		--seccomp --protocol=unix,inet --memory-deny-write-execute \
		--restrict-namespaces --nonewprivs --caps.drop=all --net=none
}

# --- systemd-nspawn -----------------------------------------------------------

# nspawn_case NAME PATTERN OPTION...
nspawn_case()
{
	tap_case "nspawn: $1" || return 0
	pattern=$2
	shift 2
	run_it systemd-nspawn --quiet --pipe --register=no --keep-unit \
		-D "$work/root" "$@" /bin/probe
	judge "$pattern"
}

nspawn_cases()
{
	nspawn_case "defaults" "*Seccomp=2 *kexec_load=EPERM *, status 0"
	nspawn_case "--system-call-filter=~@mount" "*Seccomp=2 *umount2=* *, status 0" \
		"--system-call-filter=~@mount"
	nspawn_case "--system-call-filter=@keyring bpf" "*Seccomp=2 *, status 0" \
		"--system-call-filter=@keyring bpf"
	nspawn_case "--no-new-privileges" "*NoNewPrivs=1 Seccomp=2 *, status 0" \
		--no-new-privileges=yes
	nspawn_case "--private-users" "*Seccomp=2 *, status 0" --private-users=pick \
		--private-users-ownership=chown
}

# --- lxc ----------------------------------------------------------------------

# lxc_case NAME PATTERN RULES: the version of the rules is 2
lxc_case()
{
	tap_case "lxc: $1" || return 0
	cat >lxc.conf <<-END
		lxc.rootfs.path = dir:$work/root
		lxc.uts.name = suite
		lxc.net.0.type = empty
		lxc.mount.auto = proc:mixed sys:ro
		lxc.apparmor.profile = unconfined
	END
	if [ -n "$3" ]; then
		printf '2\n%b\n' "$3" >lxc.rules
		echo "lxc.seccomp.profile = $work/lxc.rules" >>lxc.conf
	fi
	run_it lxc-execute -n suite -f lxc.conf -- /bin/probe
	judge "$2"
}

lxc_cases()
{
	lxc_case "no profile" "*Seccomp=0 *, status 0" ""
	lxc_case "a list of denials" \
		"*Seccomp=2 *chroot=EXDEV *kexec_load=EPERM *, status 0" \
		'denylist\nchroot errno 18\nkexec_load errno 1\n[all]\ninit_module errno 1'
	lxc_case "a call kills" "*chroot=SIGSYS *, status 0" 'denylist\n[all]\nchroot kill'
	lxc_case "an argument" "*socket_netlink=EAFNOSUPPORT *, status 0" \
		'denylist\n[all]\nsocket errno 97 [0,16,SCMP_CMP_EQ]'
	lxc_case "lxc's common profile" "*Seccomp=2 *kexec_load=EPERM *, status 0" \
		"$(sed 1d /usr/share/lxc/config/common.seccomp)"
}

# --- flatpak ------------------------------------------------------------------

# A runtime and a program without any remote place: busybox, and a repository here.
make_flatpak()
{
	arch=$(flatpak --default-arch)
	for files in flat-runtime/usr flat-app/files; do
		mkdir -p "$files/bin" "${files%/*}/export"
		cp root/bin/busybox root/bin/probe "$files/bin/"
		ln -sf busybox "$files/bin/sh"
	done
	# build-export wants this directory of a runtime, too.
	mkdir -p flat-runtime/usr/etc flat-runtime/files
	cat >flat-runtime/metadata <<-END
		[Runtime]
		name=org.example.Platform
		runtime=org.example.Platform/$arch/1
		sdk=org.example.Platform/$arch/1
	END
	cat >flat-app/metadata <<-END
		[Application]
		name=org.example.Probe
		runtime=org.example.Platform/$arch/1
		sdk=org.example.Platform/$arch/1
		command=probe
	END
	flatpak build-export --runtime --disable-sandbox repo flat-runtime 1 &&
		flatpak build-export --disable-sandbox repo flat-app 1 &&
		flatpak remote-add --system --no-gpg-verify suite "file://$work/repo" &&
		flatpak install --system -y --noninteractive suite \
			org.example.Platform//1 org.example.Probe//1
}

# flatpak_case NAME PATTERN OPTION...
flatpak_case()
{
	tap_case "flatpak: $1" || return 0
	pattern=$2
	shift 2
	run_it flatpak run "$@" org.example.Probe
	[ "$flat" = 0 ] || seen="$seen; no program: $(tail -n 3 flat.log | tr '\n' ' ')"
	judge "$pattern"
}

flatpak_cases()
{
	flat=0
	[ "$tap_counting" = 1 ] || make_flatpak >flat.log 2>&1 || flat=1
	flatpak_case "defaults" \
		"*Seccomp=2 *unshare_user=EPERM *clone3=ENOSYS *, status 0"
	flatpak_case "--devel" "*Seccomp=2 *, status 0" --devel
	flatpak_case "--allow=multiarch" "*ia32_getpid=* *, status 0" --allow=multiarch
	flatpak_case "--share=network" "*Seccomp=2 *, status 0" --share=network
}

cases()
{
	bwrap_cases
	firejail_cases
	nspawn_cases
	lxc_cases
	flatpak_cases
}

make_rootfs root
mkdir -p root/usr root/var root/run root/sbin
touch root/etc/os-release
write_filter one 18 umount2 reboot
write_filter two 95 socket mount
write_filter three 61 umount2 acct
write_filter four 18 acct
tap_main cases

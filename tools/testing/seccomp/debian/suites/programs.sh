#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Programs that put themselves into a sandbox: sshd, tor, chronyd, man, apt and QEMU.
# stress-ng and strace use seccomp in ways of their own.
#
# Single-quoted strings are commands for another shell.
# shellcheck disable=SC2016
set -u
# shellcheck source=./common.sh
. /suites/common.sh
needs sshd ssh tor chronyd chronyc man apt-get qemu-system-x86_64 stress-ng strace \
	python3

# Waits until the command $1 succeeds, for at most 60 s.
wait_for()
{
	for _ in $(seq 300); do
		if eval "$1" 2>/dev/null; then
			return 0
		fi
		sleep 0.2
	done
	return 1
}

# Prints the state of seccomp of the process $1.
state_of()
{
	sed -n 's/^\(NoNewPrivs\|Seccomp\|Seccomp_filters\):\t/\1=/p' \
		"/proc/$1/status" 2>&1 | tr '\n' ' '
}

# --- sshd ---------------------------------------------------------------------

start_sshd()
{
	mkdir -p /run/sshd
	chmod 755 "$work"
	ssh-keygen -q -t ed25519 -N '' -f host
	ssh-keygen -q -t ed25519 -N '' -f key
	chmod 600 host key
	cp key.pub authorized
	chmod 644 authorized
	cat >sshd.conf <<-END
		Port 2222
		ListenAddress 127.0.0.1
		HostKey $work/host
		AuthorizedKeysFile $work/authorized
		StrictModes no
		UsePAM no
		PidFile $work/sshd.pid
	END
	/usr/sbin/sshd -f sshd.conf -E sshd.log
	wait_for "test -s sshd.pid"
}

login()
{
	case_of "sshd: login of $1" "in as $1 *, status 0" ssh -q -p 2222 -i key \
		-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
		"$1@127.0.0.1" 'echo "in as $(whoami)"; grep Seccomp /proc/self/status'
}

wrong_key()
{
	tap_case "sshd: a wrong key" || return 0
	ssh-keygen -q -t ed25519 -N '' -f other
	run_it ssh -o LogLevel=ERROR -p 2222 -i other -o StrictHostKeyChecking=no \
		-o PreferredAuthentications=publickey \
		-o UserKnownHostsFile=/dev/null root@127.0.0.1 true
	judge "*Permission denied*, status 255"
}

# The child talks to a client that has not logged in, and has a filter.
preauth_child()
{
	tap_case "sshd: the child before the login" || return 0
	(printf 'SSH-2.0-suite\r\n'; sleep 60) | busybox nc 127.0.0.1 2222 >banner &
	waiter=$!
	wait_for "pgrep -f '^sshd: .*\[net\]' >child"
	seen="$(state_of "$(head -n 1 child)")"
	kill "$waiter" 2>/dev/null
	judge "NoNewPrivs=1 Seccomp=2 Seccomp_filters=1 *"
}

sshd_cases()
{
	[ "$tap_counting" = 1 ] || start_sshd
	preauth_child
	login root
	login user
	wrong_key
	[ "$tap_counting" = 1 ] || kill "$(cat sshd.pid)"
}

# --- tor ----------------------------------------------------------------------

tor_runs()
{
	tap_case "tor: starts with Sandbox $1" || return 0
	rm -rf tor.data tor.log
	mkdir -m 700 tor.data
	cat >torrc <<-END
		DataDirectory $work/tor.data
		Sandbox $1
		DisableNetwork 1
		SocksPort 9050
		Log notice file $work/tor.log
	END
	tor --quiet -f torrc &
	tor=$!
	wait_for "grep -q 'Bootstrapped 0\|Opened Socks\|DisableNetwork is set' tor.log"
	sleep 2
	seen="$(state_of "$tor")"
	kill -INT "$tor"
	wait "$tor"
	seen="${seen}status $?"
	judge "$2"
}

tor_cases()
{
	printf 'Sandbox 1\nSocksPort 9050\n' >torrc
	case_of "tor: --verify-config" "*Configuration was valid*, status 0" \
		tor --verify-config -f torrc
	tor_runs 1 "*Seccomp=2 *status 0"
	tor_runs 0 "*Seccomp=0 *status 0"
}

# --- chronyd ------------------------------------------------------------------

# The clock of the machine is not changed (-x).
chrony_runs()
{
	tap_case "chronyd: filter of level $1" || return 0
	mkdir -p chrony
	chmod 750 chrony
	chown _chrony:_chrony chrony
	printf 'local stratum 10\nbindcmdaddress %s/chrony/sock\ncmdport 0\npidfile %s/chrony/pid\n' \
		"$work" "$work" >chrony.conf
	chmod 755 "$work"
	chronyd -x -d -F "$1" -f "$work/chrony.conf" >chrony.log 2>&1 &
	chrony=$!
	wait_for "test -S chrony/sock"
	seen="$(state_of "$chrony")$(chronyc -h "$work/chrony/sock" tracking 2>&1 |
		grep -c '^Stratum *: 10') answer, "
	kill "$chrony"
	wait "$chrony"
	seen="${seen}status $?"
	[ -S chrony/sock ] || [ "${seen#*1 answer}" != "$seen" ] ||
		seen="$seen, $(tail -n 2 chrony.log | tr '\n' ' ')"
	judge "$2"
}

chrony_cases()
{
	chrony_runs 1 "*Seccomp=2 *1 answer, status 0"
	chrony_runs 2 "*Seccomp=2 *1 answer, status 0"
	chrony_runs -1 "*Seccomp=2 *1 answer, status 0"
	chrony_runs 0 "*Seccomp=0 *1 answer, status 0"
}

# --- man, apt, QEMU -----------------------------------------------------------

make_pages()
{
	printf '.TH SUITE 1\n.SH NAME\nsuite \\- a page\n.SH TEXT\nWords.\n' >suite.1
	gzip -kf suite.1
	chmod 755 "$work"
	chmod 644 suite.1*
}

man_cases()
{
	[ "$tap_counting" = 1 ] || make_pages
	for page in suite.1 suite.1.gz; do
		case_of "man: $page" "*suite - a page*Words.*, status 0" \
			man -P cat "$work/$page"
	done
	case_of "man: as a user" "*suite - a page*Words.*, status 0" \
		su user -c "man -P cat $work/suite.1"
	case_of "man: without its sandbox" "*suite - a page*Words.*, status 0" \
		env MAN_DISABLE_SECCOMP=1 man -P cat "$work/suite.1"
}

# apt_case NAME URI PATTERN
apt_case()
{
	tap_case "apt: $1" || return 0
	rm -rf apt
	mkdir -p apt/lists/partial apt/cache/archives/partial
	chmod -R a+rX repo
	chmod 755 "$work"
	chown -R _apt apt
	: >apt/status
	echo "deb [trusted=yes] $2 ./" >apt/sources.list
	run_it apt-get -q -o Dir::Etc::SourceList="$work/apt/sources.list" \
		-o Dir::Etc::SourceParts=- -o Dir::State="$work/apt" \
		-o Dir::State::status="$work/apt/status" \
		-o Dir::Cache="$work/apt/cache" -o APT::Sandbox::Seccomp=true \
		-o Acquire::Languages=none update
	judge "$3"
}

apt_cases()
{
	mkdir -p repo
	printf 'Package: suite\nVersion: 1\nArchitecture: all\nMaintainer: suite\nFilename: ./suite.deb\nSize: 1\nSHA256: %064d\nDescription: x\n\n' 0 >repo/Packages
	apt_case "update from a directory" "file:$work/repo" "*Packages \[[0-9]* B\]*, status 0"
	apt_case "update with the method copy" "copy:$work/repo" "*Packages \[[0-9]* B\]*, status 0"
	if [ "$tap_counting" = 0 ]; then
		python3 -m http.server -b 127.0.0.1 -d repo 8088 >/dev/null 2>&1 &
		server=$!
		wait_for "busybox nc -z 127.0.0.1 8088 || busybox wget -q -O /dev/null http://127.0.0.1:8088/"
	fi
	apt_case "update with the method http" "http://127.0.0.1:8088" \
		"*Packages \[[0-9]* B\]*, status 0"
	[ "$tap_counting" = 1 ] || kill "$server"
}

# qemu_case NAME PATTERN OPTION...
qemu_case()
{
	tap_case "qemu: $1" || return 0
	pattern=$2
	shift 2
	rm -f qemu.pid
	(wait_for "test -s qemu.pid" && sleep 2 &&
		state_of "$(cat qemu.pid)" >qemu.state
		echo quit) |
		timeout -k 5 90 qemu-system-x86_64 -M none -display none -nodefaults \
			-monitor stdio -pidfile qemu.pid "$@" >qemu.out 2>&1
	seen="status $?; $(cat qemu.state) $(grep -v '^QEMU\|^(qemu)' qemu.out | tr '\n' ' ')"
	judge "$pattern"
}

qemu_cases()
{
	qemu_case "no sandbox" "status 0; *Seccomp=0 *"
	qemu_case "-sandbox on" "status 0; *Seccomp=2 *" -sandbox on
	qemu_case "-sandbox on, everything denied" "status 0; *Seccomp=2 *" -sandbox \
		on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny
}

# --- stress-ng, strace --------------------------------------------------------

stress()
{
	tap_case "stress-ng --seccomp --verify" || return 0
	run_it stress-ng --seccomp 2 --seccomp-ops 200 --verify
	seen="$(grep -c 'fail:' out) failures, $(grep -o 'successful run completed' out), ${seen##*, }"
	judge "0 failures, successful run completed, status 0"
}

strace_cases()
{
	case_of "strace --seccomp-bpf: only these calls" \
		'*mount("none", "/no/such/file", "tmpfs", 0, NULL) = -1 ENOENT *, status 0' \
		strace -f --seccomp-bpf -e trace=mount,umount2 -e signal=none -o '|sed "s/^[0-9 ]*//"' \
		/suites/probe mount umount2 chroot
	case_of "strace: injects a result" "mount=EUCLEAN chroot=ok, status 0" \
		strace -f -o /dev/null -e inject=mount:error=EUCLEAN \
		/suites/probe mount chroot
	case_of "strace --seccomp-bpf: injects a result" \
		"mount=EUCLEAN chroot=ok, status 0" \
		strace -f --seccomp-bpf -o /dev/null -e trace=mount \
		-e inject=mount:error=EUCLEAN /suites/probe mount chroot
	[ "$tap_counting" = 1 ] || write_filter filter 18 umount2
	case_of "strace --seccomp-bpf: a program with a filter of its own" \
		"*Seccomp_filters=2 *umount2=EXDEV *, status 0" sh -c '
		exec strace -f --seccomp-bpf -e trace=mount,umount2 -o /dev/null \
		bwrap --ro-bind / / --dev /dev --proc /proc --seccomp 3 /suites/probe 3<filter'
}

cases()
{
	sshd_cases
	tor_cases
	chrony_cases
	man_cases
	apt_cases
	qemu_cases
	stress
	strace_cases
}

tap_main cases

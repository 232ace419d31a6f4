#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs busybox under a libseccomp profile like Docker's default. Normal work
# must give the same output as without the profile. Forbidden calls must fail
# with the profile's errno. Without the profile, a single call must not fail with
# that errno: otherwise, its case would not test the profile.
#
# Most single-quoted strings are commands for another shell.
# shellcheck disable=SC2016
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=./tap.sh
. "$here/tap.sh"

port=8642
work=$(mktemp -d /tmp/profile_test.XXXXXX) || tap_bail_out "no directory under /tmp"
trap 'rm -rf "$work"' EXIT

prepare()
{
	tap_busybox "$work/bin"
	PATH=$work/bin:$here
	export PATH
	ifconfig lo up 2>/dev/null
}

# Runs command $2... in an empty directory, which has the same name in each run.
# File $1 gets the command's output and exit status.
run_in_scratch()
{
	output=$1
	shift
	rm -rf "$work/scratch"
	mkdir "$work/scratch"
	status=0
	(cd "$work/scratch" && exec timeout 120 "$@") >"$output" 2>&1 \
		</dev/null || status=$?
	echo "exit status $status" >>"$output"
}

# The shell commands $2 must succeed and print something. Under the profile,
# they must print the same.
same()
{
	tap_case "$1: same output" || return 0
	run_in_scratch "$work/free" sh -c "$2"
	run_in_scratch "$work/confined" profile sh -c "$2"
	if [ "$(tail -n 1 "$work/free")" != "exit status 0" ] ||
	   [ "$(wc -l <"$work/free")" -lt 2 ]; then
		tap_not_ok "failed without the profile:" "$(cat "$work/free")"
	elif ! cmp -s "$work/free" "$work/confined"; then
		tap_not_ok "$(diff "$work/free" "$work/confined")"
	else
		tap_ok
	fi
}

same_over_loopback()
{
	if ping -c 1 -W 2 127.0.0.1 >/dev/null 2>&1; then
		same "$1" "$2"
		return
	fi
	tap_case "$1: same output" || return 0
	tap_skip "127.0.0.1 does not answer: no network in this kernel"
}

# Program $3 makes the call $1. The call must fail with $2 under the profile
# only. The default program is try_syscall.
refused()
{
	prog=${3:-try_syscall}
	tap_case "$1 by $prog: refused with $2" || return 0
	if ! free=$("$prog" "$1" 2>&1); then
		tap_skip "$prog does not run here: $free"
		return 0
	fi
	confined=$(profile "$prog" "$1" 2>&1)
	if [ "$free" = "$2" ]; then
		tap_not_ok "it also fails with $2 without the profile"
	else
		tap_equal "$confined" "$2"
	fi
}

permitted()
{
	prog=${2:-try_syscall}
	tap_case "$1 by $prog: permitted" || return 0
	if ! free=$("$prog" "$1" 2>&1); then
		tap_skip "$prog does not run here: $free"
		return 0
	fi
	tap_equal "without: $free, with: $(profile "$prog" "$1" 2>&1)" \
		  "without: ok, with: ok"
}

# The applet's command $1 must print $2 under the profile and exit with a
# failure.
applet_refused()
{
	tap_case "$1: refused" || return 0
	status=0
	run_in_scratch "$work/confined" profile sh -c "$1"
	said=$(cat "$work/confined")
	case $said in
	*"$2"*"exit status 0")
		tap_not_ok "the exit status is 0:" "$said" ;;
	*"$2"*)
		tap_ok ;;
	*)
		tap_not_ok "$said" "expected in the output: $2" ;;
	esac
}

confinement_shows()
{
	tap_case "/proc/self/status: mode 2 and one more filter" || return 0
	before=$(awk '/^Seccomp_filters:/ { print $2 }' /proc/self/status)
	tap_equal "$(profile awk '/^Seccomp(_filters)?:/ { print $2 }' \
			/proc/self/status | tr '\n' ' ')" \
		  "2 $((before + 1)) "
}

exit_statuses_pass()
{
	tap_case "profile: passes exit statuses and signals of the command" || return 0
	profile sh -c 'exit 42'
	first=$?
	second=$( (profile sh -c 'kill -TERM $$'; echo $?) 2>/dev/null)
	tap_equal "$first $second" "42 143"
}

work_cases()
{
	same "ls" 'touch c a b; ln -s a d; mkdir e; ls; ls -a; ls -F'
	same "ls -l without times" 'mkdir d; : >f; ls -ln | cut -c 1-30'
	same "pipeline of sort, uniq, wc" \
		'seq 500 | sed "s/.$//" | sort | uniq -c | sort -rn | tee l | wc; cat l'
	same "tar, gzip, sha256sum" 'mkdir d; seq 2000 >d/a; seq 99 >d/b
		tar c d | gzip >d.tgz; rm -r d; tar xzf d.tgz; sha256sum d/*'
	same "xz and bzip2 back and forth" \
		'seq 3000 >f; bzip2 -k f; bzcat f.bz2 | cmp - f && echo same; md5sum f.bz2'
	same "find" 'mkdir -p a/b/c; touch a/1 a/b/2 a/b/c/3; chmod 600 a/1
		find . | sort; find . -type f -perm 600; find a -name 3 -exec echo {} +'
	same "sed, awk, grep" 'seq 100 | sed -n "/5/s/^/x/p" |
		awk "{ n += length(\$1) } END { print n }"; seq 100 | grep -c 7'
	same "dd, truncate, stat, cmp" \
		'dd if=/dev/zero of=f bs=4k count=25 2>/dev/null; truncate -s 5k g
		stat -c "%n %s" f g; cmp -n 5120 f g && echo same'
	same "cp, mv, ln, rm, mkdir, rmdir" 'echo x >a; cp a b; mv b c; ln c d
		ln -s d e; mkdir f; cp -r f g; rm a; rmdir f; ls -i | wc -l; cat e; ls'
	same "chmod, chown, umask, id" \
		'umask 027; : >f; chown 12:34 f; stat -c "%a %u %g" f; chmod 4711 f
		stat -c %a f; id -u; id -g'
	same "shell: functions, subshells, here-documents" 'f() { echo "<$1>"; }
		for i in 1 2 3; do (f "$i"; exit "$i"); echo $?; done; cat <<-X
		$(f here)
		X'
	same "jobs, wait, signals" \
		'exec 2>/dev/null; sleep 60 & kill %1; wait $!; echo $?; (exit 3) & wait $!; echo $?
		trap "echo got it" USR1; kill -USR1 $$; echo end'
	same "fifo between two processes" \
		'mkfifo p; (seq 3 >p) & cat p; wait; echo done'
	same "timeout, nice, env, xargs" \
		'exec 2>/dev/null; timeout 1 sleep 60; echo $?; nice -n 5 nice; env -i A=b env
		seq 9 | xargs -n 2 echo'
	same "date, cal, bc, od, base64" \
		'date -u -d @1000000000; echo "2^100" | bc; seq 9 | od -c; seq 99 | base64'
	same "cpio and diff and patch" 'mkdir a b; seq 9 >a/x; seq 2 9 >b/x
		diff -u a/x b/x | sed 1,2d; find a | cpio -o -H newc 2>/dev/null | wc -c'
	same "uname, hostname, pwd, proc" \
		'uname -m; hostname; pwd; test -r /proc/self/maps && echo maps'
	same "setsid, flock-like lock directory, sleep" \
		'setsid sh -c "echo new session"; mkdir l; mkdir l 2>/dev/null || echo taken
		sleep 0.1; echo slept'
	same "a hundred processes" 'i=0; while [ $i -lt 100 ]; do
		sh -c "exit $i" || (exit 1); i=$((i + 1)); done; echo $i $?'
	same_over_loopback "httpd and wget over loopback" "mkdir www
		seq 5000 >www/f; httpd -f -p 127.0.0.1:$port -h www & p=\$!
		for i in 1 2 3 4 5 6 7 8 9; do
			wget -q -O got http://127.0.0.1:$port/f 2>/dev/null && break; sleep 1
		done; kill \$p; cmp got www/f && echo same; sha256sum got"
	same_over_loopback "ping over loopback" \
		'ping -c 2 127.0.0.1 | sed -n "s/.*\([0-9] packets received\).*/\1/p"'
}

refusal_cases()
{
	applet_refused "mount -t tmpfs none /mnt" "mount: permission denied"
	applet_refused "umount /proc" "Operation not permitted"
	applet_refused "unshare -m true" "Operation not permitted"
	applet_refused 'nsenter -t $$ -m true' "Operation not permitted"
	applet_refused "hostname new-name" "Operation not permitted"
	applet_refused "swapoff /no/such/file" "Operation not permitted"
	applet_refused "dmesg" "Operation not permitted"
	applet_refused "setpriv --nnp unshare -U true" "Operation not permitted"
	for call in $(try_syscall); do
		case $call in
		chroot | personality_query | socket_unix | clone)
			permitted "$call" ;;
		clone3)
			refused "$call" ENOSYS ;;
		*)
			refused "$call" EPERM ;;
		esac
	done
}

# A profile must hold for every ABI of a process.
abi_cases()
{
	case $(uname -m) in
	x86_64)  abis="try_syscall_ia32 try_syscall_x32" ;;
	aarch64) abis="try_syscall_arm" ;;
	*)       abis= ;;
	esac
	for abi in $abis; do
		permitted clone "$abi"
		permitted socket_unix "$abi"
		permitted personality_query "$abi"
		refused mount EPERM "$abi"
		refused reboot EPERM "$abi"
		refused kexec_load EPERM "$abi"
		refused unshare EPERM "$abi"
		refused personality EPERM "$abi"
		refused socket_vsock EPERM "$abi"
		refused clone_newuser EPERM "$abi"
		refused clone3 ENOSYS "$abi"
	done
}

cases()
{
	confinement_shows
	exit_statuses_pass
	work_cases
	refusal_cases
	abi_cases
}

prepare
tap_main cases

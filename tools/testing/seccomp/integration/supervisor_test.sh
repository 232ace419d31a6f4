#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs commands under tools/seccomp/seccomp-supervisor. Each case that expects a
# refusal also runs the call without the supervisor, where it must not be refused.
#
# Most single-quoted strings are commands for another shell.
# shellcheck disable=SC2016
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=./tap.sh
. "$here/tap.sh"

port=8643
other_port=8644
work=$(mktemp -d /tmp/supervisor_test.XXXXXX) || tap_bail_out "no directory under /tmp"
trap 'rm -rf "$work"' EXIT

prepare()
{
	tap_busybox "$work/bin"
	mkdir "$work/in" "$work/out"
	chmod 777 "$work/in" "$work/out"
	chmod 755 "$work"
	mkdir -p "$work/root/bin" "$work/root/sub"
	cp "$busybox" "$work/root/bin/busybox"
	PATH=$work/bin:$here
	in=$work/in
	out=$work/out
	export PATH in out work
	ifconfig lo up 2>/dev/null
}

# Runs "seccomp-supervisor $@". Prints the output of the command and its status.
# The file log gets the lines of the supervisor.
supervised()
{
	rm -rf "$in" "$out"
	mkdir "$in" "$out"
	chmod 777 "$in" "$out"
	timeout 120 seccomp-supervisor "$@" 2>"$work/err" </dev/null |
		tr '\n' ' '
	grep '^seccomp-supervisor: ' "$work/err" >"$work/log"
	grep -v '^seccomp-supervisor: ' "$work/err" | sed 's/.*: //' | tr '\n' ' '
}

has_copies()
{
	seccomp-supervisor --refuse-modules true 2>/dev/null
}

# The options $2... must be refused with status $1 and one line, which contains $3.
bad_options()
{
	tap_case "options that end with status $1: $2" || return 0
	status=$1
	text=$2
	shift 2
	said=$(seccomp-supervisor "$@" 2>&1)
	seen=$?
	case $said in
	*"$text"*) said=yes ;;
	esac
	tap_equal "$seen $said" "$status yes"
}

# Case $1 runs with the options and the command $3..., and must print $2.
prints()
{
	tap_case "$1" || return 0
	expected=$2
	shift 2
	tap_equal "$(supervised "$@")" "$expected"
}

# Case $1 as prints(). The supervisor must also report a line with $3.
reports()
{
	tap_case "$1" || return 0
	expected=$2
	line=$3
	shift 3
	seen=$(supervised "$@")
	if grep -qF "$line" "$work/log"; then
		tap_equal "$seen" "$expected"
	else
		tap_not_ok "no line with: $line" "$(cat "$work/log")" "seen: $seen"
	fi
}

# As prints(). Without the supervisor, the command $4 must print $3.
differs()
{
	tap_case "$1" || return 0
	supervised --refuse-modules true >/dev/null
	free=$(sh -c "$4" 2>&1 | sed 's/.*: //' | tr '\n' ' ')
	expected=$2
	normal=$3
	command=$4
	shift 4
	seen=$(supervised "$@" sh -c "$command")
	tap_equal "$seen / $free" "$expected / $normal"
}

option_cases()
{
	bad_options 2 "from / on" --mkdir tmp true
	bad_options 2 "from / on" --mkdir /tmp/../etc true
	bad_options 2 "from / on" --mknod /tmp/ true
	bad_options 2 "FROM=TO" --redirect /a true
	bad_options 2 "FROM=TO" --redirect /a= true
	bad_options 2 "at most 4095 bytes" --redirect "/a=$(printf '%04096d' 0)" true
	bad_options 2 "not an address" --connect localhost true
	bad_options 2 "not a port" --connect 127.0.0.1:0 true
	bad_options 2 "not a port" --connect 127.0.0.1:65536 true
	bad_options 2 "[ADDR]:PORT" --connect '[::1' true
	bad_options 2 "at least one option" true
	bad_options 2 "no command" --refuse-modules
	bad_options 127 "cannot run /no/such/program" --refuse-modules -- /no/such/program
}

life_cases()
{
	prints "exit status of the command" "42 " --refuse-modules -- \
		sh -c 'seccomp-supervisor --refuse-modules sh -c "exit 42"; echo $?'
	prints "death of the command by a signal" "137 " --refuse-modules -- \
		sh -c 'seccomp-supervisor --refuse-modules sh -c "kill -9 \$\$"; echo $?'
	prints "the supervisor outlives the command, not its children" "late " \
		--mkdir "$in" sh -c '(sleep 1; mkdir $in/a && echo late) &'
	prints "death of the supervisor: calls fail" "Function not implemented 1 " \
		--refuse-modules sh -c 'seccomp-supervisor --mkdir $in sh -c \
			"kill -9 \$PPID; sleep 1; mkdir \$in/a; echo \$? >\$work/late" \
			2>/dev/null; sleep 3; mkdir $in/a 2>/dev/null
			echo Function not implemented; cat $work/late'
}

mkdir_cases()
{
	differs "mkdir below the directory" "a b c d " "a b c d " \
		'cd $in; mkdir a $in/b; mkdir -p $in/c/d; ls; rmdir c/d && echo d' \
		--mkdir "$in"
	differs "mkdir elsewhere" "Operation not permitted " "a " \
		'mkdir $out/a; ls $out' --mkdir "$in"
	reports "mkdir elsewhere is reported" "" "mkdir $out/a: refused" \
		--mkdir "$in" sh -c 'mkdir $out/a 2>/dev/null'
	differs "mkdir out of the directory by .." "Operation not permitted " "a " \
		'mkdir $in/../out/a; ls $out' --mkdir "$in"
	differs "mkdir out of the directory by a link" "Operation not permitted " \
		"a " 'ln -s $out $in/l; mkdir $in/l/a; ls $out' --mkdir "$in"
	differs "mkdir in a working directory elsewhere" "Operation not permitted " \
		"a " 'cd $out; mkdir a; ls $out' --mkdir "$in"
	differs "mkdir of what exists" "File exists File exists " \
		"File exists File exists " 'mkdir $in; mkdir $out' --mkdir "$in"
	differs "mkdir without the right to write" "Permission denied " \
		"Permission denied " \
		'chmod 700 $in; su -s /bin/sh unprivileged -c "mkdir $in/a"' \
		--mkdir "$in"
	differs "mkdir keeps user, group and umask" "65534 65534 750 " \
		"65534 65534 750 " 'su -s /bin/sh unprivileged -c \
			"umask 027; mkdir $in/a"; stat -c "%u %g %a" $in/a' \
		--mkdir "$in"
	differs "mkdir in another root" "a Operation not permitted " "b a " \
		'chroot $work/root /bin/busybox mkdir /sub/a /b 2>&1 >/dev/null |
			sed "s/.*: /x: /" >&2
		ls -d $work/root/b $work/root/sub/a 2>/dev/null | sed "s:.*/::"
		rmdir $work/root/b $work/root/sub/a 2>/dev/null' --mkdir /sub
}

mknod_cases()
{
	differs "mknod of null, zero, full, random and urandom" \
		"1:3 1:5 1:7 1:8 1:9 " "1:3 1:5 1:7 1:8 1:9 " 'cd $in
		for i in 3 5 7 8 9; do mknod $i c 1 $i; stat -c %t:%T $i; done' \
		--mknod "$in"
	differs "mknod of mem" "Operation not permitted " "1:1 " \
		'mknod $in/m c 1 1; stat -c %t:%T $in/m 2>/dev/null' --mknod "$in"
	differs "mknod of a block device" "Operation not permitted " "1:3 " \
		'mknod $in/m b 1 3; stat -c %t:%T $in/m 2>/dev/null' --mknod "$in"
	differs "mknod elsewhere" "Operation not permitted " "1:3 " \
		'mknod $out/m c 1 3; stat -c %t:%T $out/m 2>/dev/null' --mknod "$in"
	differs "mknod of a pipe elsewhere" "p " "p " \
		'mknod $out/p p; ls $out' --mknod "$in"
	reports "mknod of mem is reported" "" \
		"mknod $in/m (character device 1:1): refused" \
		--mknod "$in" sh -c 'mknod $in/m c 1 1 2>/dev/null'
	differs "mknod without privileges" "1:3 65534 640 " \
		"Operation not permitted " 'su -s /bin/sh unprivileged -c \
			"umask 027; mknod $in/null c 1 3"
		stat -c "%t:%T %u %a" $in/null 2>/dev/null' --mknod "$in"
	if unshare -U -r true 2>/dev/null; then
		differs "mknod in a user namespace" "1:3 " \
			"Operation not permitted " \
			'unshare -U -r mknod $in/null c 1 3
			stat -c %t:%T $in/null 2>/dev/null' --mknod "$in"
	else
		tap_case "mknod in a user namespace" || return 0
		tap_skip "no user namespaces in this kernel"
	fi
}

open_cases()
{
	echo given >"$work/given"
	echo asked >"$work/asked"
	echo third >"$work/third"
	differs "open of the other file" "given given third " "asked asked third " \
		'cat $work/asked; cat <$work/asked; cat $work/third' \
		--redirect "$work/asked=$work/given"
	differs "open of a path that is not there" "given " \
		"No such file or directory " 'cat $work/none' \
		--redirect "$work/none=$work/given"
	prints "two redirections" "given third " --redirect "/none=$work/given" \
		--redirect "/other=$work/third" cat /none /other
	prints "a supervisor inside a supervisor" "given " \
		--redirect "/none=$work/given" \
		seccomp-supervisor --redirect /other=/none cat /other
	prints "another spelling is another path" "asked " \
		--redirect "$work/asked=$work/given" cat "$work/./asked"
}

# HOW, ADDRESS and PORT of try_address; what it prints with and without supervisor
address()
{
	differs "address: $1 $2 $3" "$4 " "$5 " "try_address $1 $2 $3" \
		--connect "127.0.0.1:$port" --connect ::1
}

address_cases()
{
	for how in connect sendto sendmsg no_address; do
		address $how 127.0.0.1 $port ok ok
		address $how 127.0.0.1 $other_port EACCES ok
		address $how 127.0.0.2 $port EACCES ok
	done
	address sendmmsg 127.0.0.1 $port EACCES ok
	address disconnect 127.0.0.1 $other_port ok ok
	address fd 127.0.0.1 $other_port ok ok
	# A kernel without IPv6 has no such sockets. The supervisor decides first.
	without=$(try_address connect ::1 $port | tr -d " \n")
	address connect ::1 $port "$without" "$without"
	address sendmsg ::1 $other_port "$without" "$without"
	address connect ::2 $port EACCES "$(try_address connect ::2 $port | tr -d " \n")"
	for how in connect sendto sendmsg no_address; do
		address $how ::ffff:127.0.0.1 $port "$without" "$without"
		address $how ::ffff:127.0.0.1 $other_port EACCES "$without"
	done
	reports "a refused address is reported" "EACCES " \
		"try_address: send to 127.0.0.1:9: refused" \
		--connect 127.0.0.1:8 try_address sendto 127.0.0.1 9
	differs "TCP to both ports" "one Permission denied " "one two " "
		mkdir \$out/1 \$out/2; echo one >\$out/1/f; echo two >\$out/2/f
		httpd -f -p 127.0.0.1:$port -h \$out/1 & first=\$!
		httpd -f -p 127.0.0.1:$other_port -h \$out/2 & second=\$!
		sleep 2
		wget -q -O - http://127.0.0.1:$port/f
		wget -q -O - http://127.0.0.1:$other_port/f
		kill \$first \$second" --connect "127.0.0.1:$port"
}

module_cases()
{
	for call in init_module finit_module; do
		tap_case "$call: refused with a line" || continue
		free=$(try_syscall $call)
		seen=$(supervised --refuse-modules try_syscall $call)
		if [ "$free" = EPERM ]; then
			tap_not_ok "it also fails with EPERM without the supervisor"
		elif ! grep -q "try_syscall: $call .*: refused" "$work/log"; then
			tap_not_ok "not reported: $(cat "$work/log")"
		else
			tap_equal "$seen" "EPERM "
		fi
	done
}

cases()
{
	option_cases
	life_cases
	mkdir_cases
	mknod_cases
	open_cases
	address_cases
	module_cases
}

no_copies()
{
	tap_case "seccomp-supervisor" || return 0
	tap_skip "$(seccomp-supervisor --refuse-modules true 2>&1)"
}

prepare
if has_copies; then
	tap_main cases
elif grep -q ' seccomp_path_run$' /proc/kallsyms; then
	tap_bail_out "this kernel must have argument copies"
else
	tap_main no_copies
fi

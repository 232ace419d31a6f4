#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Debian's auditd receives records of refused calls, and its tools read them. The
# records end with the filter that has refused the call.
#
# Programs of the tests do not ask for records, so "refusals" is in actions_logged.
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=./tap.sh
. "$here/tap.sh"

example=${EXAMPLE:-$here/../attach_example}
logged=/proc/sys/kernel/seccomp/actions_logged
work=$(mktemp -d /tmp/audit_test.XXXXXX) || tap_bail_out "no directory under /tmp"
log=$work/audit.log
daemon=
# The name of a task that attaches a filter without a label.
hostile='x" label="y'
saved=$(cat "$logged") || tap_bail_out "no $logged"

cleanup()
{
	[ -z "$daemon" ] || kill "$daemon"
	echo "$saved" >"$logged"
	rm -rf "$work"
}
trap cleanup EXIT

prepare()
{
	tap_busybox "$work/bin"
	[ -x "$example" ] || tap_bail_out "no attach_example at $example; set EXAMPLE=PATH"
	mkdir "$work/etc" "$work/plugins"
	# The daemon writes its PID there.
	mkdir -p /var/run
	PATH=$work/bin:$here:/sbin:/usr/sbin
	export PATH
	for tool in auditd auditctl ausearch aureport; do
		[ -x "/sbin/$tool" ] || tap_bail_out "no /sbin/$tool; install auditd"
	done
	hostile_hex=$(as_hex "$hostile")
	ifconfig lo up 2>/dev/null
	cat >"$work/etc/auditd.conf" <<-END
		log_file = $log
		log_format = RAW
		log_group = root
		flush = NONE
		max_log_file = 8
		max_log_file_action = IGNORE
		space_left = 2
		space_left_action = IGNORE
		admin_space_left = 1
		admin_space_left_action = IGNORE
		disk_full_action = IGNORE
		disk_error_action = IGNORE
		plugin_dir = $work/plugins
	END
	chmod 640 "$work/etc/auditd.conf"
}

# Waits for up to 20 seconds until a command succeeds.
wait_until()
{
	tries=200
	until "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		usleep 100000
	done
}

is_registered()
{
	auditctl -s | grep -q "^pid $daemon\$"
}

daemon_runs()
{
	tap_case "auditd registers with the kernel" || return 0
	auditd -n -s nochange -c "$work/etc" >"$work/auditd.out" 2>&1 &
	daemon=$!
	if wait_until is_registered; then
		tap_ok
	else
		tap_not_ok "$(auditctl -s 2>&1)" "$(cat "$work/auditd.out")"
	fi
}

# Prints the 16 digits of the id that attach_example prints.
padded()
{
	printf '%16s' "$1" | tr ' ' 0
}

has_record()
{
	grep "^type=SECCOMP " "$log" | grep -q -- "$1"
}

# A filter with a label refuses a socket.
labelled_record()
{
	tap_case "auditd writes the filter and its label" || return 0
	echo "$saved refusals" >"$logged"
	"$example" nc 127.0.0.1 1 2>"$work/said"
	echo "$saved" >"$logged"
	id=$(sed -n 's/^filter \([0-9a-f]*\) has the label no-sockets$/\1/p' "$work/said")
	id=$(padded "$id")
	if wait_until has_record " code=0x[0-9a-f]* filter=$id label=\"no-sockets\"\$"; then
		tap_ok
	else
		tap_not_ok "no record of $id" "$(cat "$work/said")" \
			"$(grep SECCOMP "$log")"
	fi
}

# libseccomp gives no label, so the record has the name of the attaching task.
unlabelled_record()
{
	tap_case "auditd writes the task that attached a filter without a label" ||
		return 0
	echo "$saved refusals" >"$logged"
	profile mount -t tmpfs none /tmp 2>/dev/null
	echo "$saved" >"$logged"
	if wait_until has_record \
		" filter=[0-9a-f]\{16\} label=? attach-comm=\"profile\"\$"; then
		tap_ok
	else
		tap_not_ok "no record" "$(grep SECCOMP "$log")"
	fi
}

# Prints the bytes of a text as audit writes a string that it does not trust.
as_hex()
{
	printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F
}

# Any task can choose a name that looks like another field.
hostile_record()
{
	tap_case "auditd writes a hostile name of the task as digits" || return 0
	cp "$here/profile" "$work/$hostile"
	echo "$saved refusals" >"$logged"
	"$work/$hostile" mount -t tmpfs none /tmp 2>/dev/null
	echo "$saved" >"$logged"
	if ! wait_until has_record \
		" filter=[0-9a-f]\{16\} label=? attach-comm=$hostile_hex\$"; then
		tap_not_ok "no record with $hostile_hex" "$(grep SECCOMP "$log")"
	elif grep -q 'label="y' "$log"; then
		tap_not_ok "$(grep 'label="y' "$log")"
	else
		tap_ok
	fi
}

# As many records as in the log have the name, and none has it as a label.
hostile_search()
{
	tap_case "ausearch shows a hostile name as one field with: $1" || return 0
	# shellcheck disable=SC2086
	ausearch -if "$log" -m SECCOMP $1 >"$work/out" 2>&1
	wanted=$(grep -c "attach-comm=$hostile_hex\$" "$log")
	if grep -q 'label="*y' "$work/out"; then
		tap_not_ok "$(grep 'label="*y' "$work/out")"
	elif [ "$wanted" = 0 ]; then
		tap_not_ok "the log has no such record"
	else
		tap_equal "$(grep -c "label=? attach-comm=$hostile_hex *\$" "$work/out")" \
			"$wanted"
	fi
}

# Runs ausearch with the options $2... Its output must have the text $1.
found()
{
	tap_case "ausearch finds \"$1\" with: $2" || return 0
	text=$1
	shift
	# shellcheck disable=SC2086
	ausearch -if "$log" $1 >"$work/out" 2>&1
	if grep -q -- "$text" "$work/out"; then
		tap_ok
	else
		tap_not_ok "$(cat "$work/out")" "records:" "$(grep SECCOMP "$log")"
	fi
}

# The interpreted record has names in place of numbers, and the same filter.
interpreted()
{
	tap_case "ausearch interprets the record and keeps the filter" || return 0
	ausearch -if "$log" -m SECCOMP -i >"$work/out" 2>&1
	line=$(grep 'label="no-sockets"' "$work/out" | head -n 1)
	case $line in
	*" syscall=socket "*" code=errno filter=$id label=\"no-sockets\""*) tap_ok ;;
	*) tap_not_ok "$line" "$(cat "$work/out")" ;;
	esac
}

no_malformed()
{
	tap_case "ausearch reads each record" || return 0
	tap_equal "$(ausearch -if "$log" -m SECCOMP --raw | grep -c ^type=SECCOMP)" \
		"$(grep -c ^type=SECCOMP "$log")"
}

reported()
{
	tap_case "aureport counts the records" || return 0
	tap_equal "$(aureport -if "$log" --anomaly | grep -c ' SECCOMP ')" \
		"$(grep -c ^type=SECCOMP "$log")"
}

cases()
{
	daemon_runs
	labelled_record
	unlabelled_record
	hostile_record
	no_malformed
	hostile_search --raw
	hostile_search -i
	found "label=\"no-sockets\"" "-m SECCOMP --raw"
	found "label=\"no-sockets\"" "-m SECCOMP -x $busybox --raw"
	found "attach-comm=\"profile\"" "-m SECCOMP -c mount --raw"
	found "SECCOMP" "-m SECCOMP --format csv"
	interpreted
	reported
}

prepare
tap_main cases

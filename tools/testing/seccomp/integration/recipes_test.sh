#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs the recipes of Documentation/userspace-api/seccomp_tools.rst.
#
#	recipes_test.sh [NUMBER...]	only these; all if there is none
#
# A recipe is a section with a number. "The file ``NAME``" before a literal block makes a
# file. In other literal blocks, a line that begins with "$ " is a command, and the lines
# behind it are its output; "..." stands for any lines. Each command must exit with 0. A
# comment ".. needs: WORD..." names programs, or "root", or "extensions" for our kernel.
# A recipe with a command that this build of seccompctl lacks is skipped.
#
# The environment: PAGE is the page, and the directory of seccompctl is in PATH. Without
# them, the page and the programs are beside this script, as in the guest.
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=./tap.sh
. "$here/tap.sh"

page=${PAGE:-$here/seccomp_tools.rst}
wanted=" $* "
work=$(mktemp -d /tmp/recipes_test.XXXXXX) || tap_bail_out "no directory under /tmp"
trap 'end_jobs; rm -rf "$work"' EXIT

end_jobs()
{
	# shellcheck disable=SC2046	# a word for each job
	kill $(jobs -p) 2>/dev/null
}

# Prints a line for each part of the page: its kind, a tab, and its text.
read_page()
{
	awk -v OFS='\t' '
		/^[0-9]+\. / { print "recipe", $0; in_recipe = 1 }
		!in_recipe { next }
		/^\.\. needs: / { sub(/^\.\. needs: /, ""); print "needs", $0 }
		# A block begins behind "::" and an empty line, and is indented.
		/::$/ {
			ready = 1
			name = ""
			blank = -1
			if (match($0, /[Ff]ile ``[^`]+``/)) {
				name = substr($0, RSTART + 7, RLENGTH - 9)
				print "file", name
			}
			next
		}
		ready && /^    / {
			line = substr($0, 5)
			for (; name != "" && blank; blank--)
				print "text", ""
			if (name != "")
				print "text", line
			else if (line ~ /^\$ /)
				print "command", substr(line, 3)
			else
				print "output", line
			next
		}
		ready && /^$/ { blank++; next }
		{ ready = 0 }
	' "$page"
}

prepare()
{
	if [ -z "${PAGE-}" ]; then
		tap_busybox "$work/bin"
		PATH=$work/bin:$here
		export PATH
		mount -t tracefs none /sys/kernel/tracing 2>/dev/null
	fi
	read_page >"$work/page"
	grep -q '^recipe' "$work/page" || tap_bail_out "$page has no recipes"
	command -v seccompctl >/dev/null || tap_bail_out "no seccompctl in $PATH"
}

# Replaces what differs from run to run.
normal()
{
	sed -E -e 's/[0-9a-f]{16,64}/HEX/g' -e 's/(pid|PID)[= ][0-9]+/\1=N/g' \
		-e 's/[ 	]+/ /g' -e 's/ $//' "$1"
}

# Compares seen lines with expected ones, in which "..." stands for any lines.
matches()
{
	awk '
		NR == FNR { expected[++count] = $0; next }
		{ seen[++lines] = $0 }
		END {
			at = 1
			for (i = 1; i <= count; i++) {
				if (expected[i] == "...") {
					any = 1
					continue
				}
				while (any && at <= lines &&
				       seen[at] != expected[i])
					at++
				if (at > lines || seen[at] != expected[i])
					exit 1
				at++
				any = 0
			}
			exit !(any || at > lines)
		}' "$1" "$2"
}

lacks()
{
	case $1 in
	root) [ "$(id -u)" != 0 ] && echo "needs root" ;;
	extensions)
		[ -e /proc/self/seccomp_filters ] ||
			echo "this kernel has no extensions of seccomp"
		;;
	*) command -v "$1" >/dev/null || echo "no $1" ;;
	esac
}

# Prints a command of seccompctl that is in $1 and that the build lacks.
lacks_command()
{
	echo "$1" | grep -oE 'seccompctl [a-z]+' | while read -r _ name; do
		seccompctl "$name" --help >/dev/null 2>&1 ||
			echo "this build has no seccompctl $name"
	done | head -n 1
}

# Runs the command in $command, if there is one, and compares its output.
end_command()
{
	[ -n "$command" ] || return 0
	missing=$(lacks_command "$command")
	[ -z "$missing" ] || return 0
	# In this shell, since later commands use its jobs.
	eval "$command" >said 2>&1 </dev/null
	status=$?
	normal said >"$work/seen"
	normal "$work/output" >"$work/expected"
	if [ "$status" != 0 ]; then
		problem="$command: exit status $status: $(cat said)"
	elif ! matches "$work/expected" "$work/seen"; then
		problem="$command: $(diff "$work/expected" "$work/seen")"
	fi
	command=
}

# Runs the parts of recipe $1. Sets $problem or $missing.
run_recipe()
{
	problem='' missing='' command='' file='' reading=0
	while IFS= read -r line <&3; do
		text=${line#*	}
		case $line in
		recipe*)
			[ "$reading" = 0 ] || break
			[ "$text" != "$1" ] || reading=1
			continue
			;;
		esac
		[ "$reading" = 1 ] || continue
		[ -z "$problem$missing" ] || break
		case $line in
		needs*)
			for word in $text; do
				missing=${missing:-$(lacks "$word")}
			done
			;;
		file*)
			end_command
			file=$text
			: >"$file"
			;;
		text*) printf '%s\n' "$text" >>"$file" ;;
		command*)
			end_command
			command=$text
			: >"$work/output"
			;;
		output*) printf '%s\n' "$text" >>"$work/output" ;;
		esac
	done 3<"$work/page"
	[ -n "$problem$missing" ] || end_command
}

recipe()
{
	tap_case "recipe $1" || return 0
	mkdir "$work/dir"
	cd "$work/dir" || tap_bail_out "no directory $work/dir"
	run_recipe "$1"
	end_jobs
	cd / || tap_bail_out "no directory /"
	rm -rf "$work/dir"
	if [ -n "$missing" ]; then
		tap_skip "$missing"
	elif [ -n "$problem" ]; then
		tap_not_ok "$problem"
	else
		tap_ok
	fi
}

cases()
{
	sed -n 's/^recipe	//p' "$work/page" >"$work/recipes"
	while IFS= read -r title <&4; do
		case $wanted in
		'  ' | *" ${title%%.*} "*) recipe "$title" ;;
		esac
	done 4<"$work/recipes"
}

prepare
tap_main cases

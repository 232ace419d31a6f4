#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Finds the functions of ours that a run has reached, from the points of kcov.
#
#	coverage.sh table ARCH VMLINUX POINTS
#	coverage.sh unreached ARCH TABLE LIST
#
# "table" writes a line for each of our functions in VMLINUX. Tabs separate its
# fields: name, number of points reached, number of points, source file. A point is
# a call of __sanitizer_cov_trace_pc(). POINTS has the return addresses of the
# calls, separated by white space. KUnit's objects are left out. The objects that
# VMLINUX was linked from are in its directory.
#
# "unreached" compares the functions that were not reached with LIST, which has a
# reason for each. Prints a line for each of them:
#
#	listed		the function is in LIST, with the reason
#	new		it is not in LIST
#	stale		it is in LIST, but was reached or does not exist

set -euo pipefail
. "$(dirname "$0")/lib.sh"

list_objects() {
	local dir=$1 object

	[[ ! -f $dir/kernel/seccomp.o ]] || echo kernel/seccomp.o
	for object in "$dir"/kernel/seccomp/*.o; do
		[[ $object == *_test.o ]] || echo "${object#"$dir/"}"
	done
}

# Print the functions of the symbol table on standard input, a line for each:
#
# FILE BINDING NAME ADDRESS SIZE
#
# FILE is the source of a local function, from the FILE symbol before it.
list_functions() {
	awk '
		$4 == "FILE" { file = $8 }
		$4 == "FUNC" && $7 != "UND" && $8 !~ /^(__pfx_|_sub_)/ {
			print ($5 == "LOCAL" ? file : "-"), $5, $8, $2, $3
		}'
}

# our_functions DIR VMLINUX: print ADDRESS SIZE NAME SOURCE, sorted. Names of files
# are not unique. A group of local functions is from our object if it has all of
# the object's names.
our_functions() {
	local dir=$1 vmlinux=$2 object

	{
		"$readelf" -sW "$vmlinux" | list_functions | sed 's/^/V /'
		list_objects "$dir" | while read -r object; do
			"$readelf" -sW "$dir/$object" | list_functions |
				sed "s|^|O ${object%.o}.c |"
		done
	} | awk '
		# Two files may have one name. Their symbols are in separate
		# groups, and each group begins with the FILE symbol.
		$1 == "V" && $2 == "-" {
			address[$4] = $5
			size[$4] = $6
			binding[$4] = $3
			next
		}
		$1 == "V" {
			local[$2, $4, ++times[$2, $4]] = $5 " " $6
			next
		}
		$3 == "-" {
			# Another object may have replaced a weak function.
			if (!($5 in address) ||
			    ($4 == "WEAK" && binding[$5] != "WEAK"))
				next
			print address[$5], size[$5], $5, $2
			next
		}
		{ wanted[++count] = $2 " " $3 " " $5 }
		END {
			for (i = 1; i <= count; i++) {
				split(wanted[i], w, " ")
				n = times[w[2], w[3]]
				if (n == 1)
					print local[w[2], w[3], 1], w[3], w[1]
				else
					print "?", n + 0, w[3], w[1]
			}
		}' | sort -u -k 1,1
}

# Print start and end of ranges that contain all functions. A run of objdump for
# each function would take long. The shell's signed numbers make the addresses
# small enough for awk.
ranges() {
	local address size rest

	while read -r address size rest; do
		echo $((0x$address)) $((0x$address + size))
	done <"$1" | sort -n | awk '
		function flush() {
			if (start != "")
				print start, end
		}
		start == "" || $1 - end > 65536 { flush(); start = $1 }
		{ end = $2 }
		END { flush() }'
}

disassemble() {
	local vmlinux=$1 functions=$2 start end

	ranges "$functions" | while read -r start end; do
		printf -v start '0x%x' "$start"
		printf -v end '0x%x' "$end"
		"$objdump" -d --no-show-raw-insn --start-address="$start" \
			--stop-address="$end" "$vmlinux"
	done
}

# The parts that a compiler splits off a function count with the function.
count_points() {
	awk '
		FILENAME == ARGV[1] {
			for (i = 1; i <= NF; i++)
				reached[$i]
			next
		}
		FILENAME == ARGV[2] {
			name = $3
			sub(/\..*/, "", name)
			key[$1] = name "\t" $4
			points[key[$1]] += 0
			next
		}
		/^[0-9a-f]+ <.*>:$/ {
			here = $1 in key ? key[$1] : ""
			next
		}
		!/^ *[0-9a-f]+:/ { next }
		{ sub(/:$/, "", $1) }
		called != "" {
			points[called]++
			if ($1 in reached)
				hits[called]++
			called = ""
		}
		here != "" && $2 ~ /^(call|callq|bl)$/ &&
		/<__sanitizer_cov_trace_pc>/ { called = here }
		END {
			for (k in points) {
				split(k, part, "\t")
				printf "%s\t%d\t%d\t%s\n", part[1],
					hits[k], points[k], part[2]
			}
		}' "$1" "$2" - | sort -t $'\t' -k 4,4 -k 1,1
}

make_table() {
	local vmlinux=$1 points=$2

	functions=$(mktemp)
	trap 'rm -f "$functions"' EXIT
	our_functions "$(dirname "$vmlinux")" "$vmlinux" >"$functions"
	if grep '^?' "$functions" >&2; then
		fail "these are not in ${vmlinux##*/}, or not found there;" \
			"is it linked from the objects beside it?"
	fi
	disassemble "$vmlinux" "$functions" |
		count_points "$points" "$functions"
}

# Functions of one name in two files share their entry in the list.
compare_list() {
	awk -F '\t' -v arch="$arch" '
		FILENAME == ARGV[1] {
			if (!$3)
				next
			source[$1] = $4
			if ($2)
				next
			missed[$1 "\t" $4]
			has_missed[$1]
			next
		}
		/^#/ || !NF { next }
		{
			split($0, part, "|")
			if (part[1] != "*" && part[1] != arch)
				next
			name = part[2]
			reason[name] = part[3]
			if (!(name in source))
				print "stale\t" name "\t-\tdoes not exist"
			else if (!(name in has_missed))
				print "stale\t" name "\t" source[name] \
					"\twas reached"
		}
		END {
			for (key in missed) {
				name = substr(key, 1, index(key, "\t") - 1)
				if (name in reason)
					print "listed\t" key "\t" reason[name]
				else
					print "new\t" key "\tno reason given"
			}
		}' "$1" "$2" | sort
}

what=${1-}
set_arch "${2-}"
objdump=${cross}objdump readelf=${cross}readelf
case $what in
table) make_table "$3" "$4" ;;
unreached) compare_list "$3" "$4" ;;
*) usage "say table or unreached" ;;
esac

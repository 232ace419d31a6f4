#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Which of our functions a run has reached, from the points that kcov has told.
#
#	coverage.sh table ARCH VMLINUX POINTS
#	coverage.sh unreached ARCH TABLE LIST
#
# The first writes a line for each of our functions in VMLINUX, separated by
# tabs: its name, how many of its points were reached, how many it has, and its
# source file. A point is a call of __sanitizer_cov_trace_pc(). POINTS has the
# addresses to which those calls return, separated by white space. Objects of
# KUnit are left out. Beside VMLINUX are the objects that it was linked from.
#
# The second compares the functions never reached with LIST, which says why that
# is so, and prints a line for each of them:
#
#	listed		it is in LIST, with the reason
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

# Functions of the symbol table on standard input: with the file that a local
# one comes from, for which there are symbols of their own.
#
# FILE BINDING NAME ADDRESS SIZE
list_functions() {
	awk '
		$4 == "FILE" { file = $8 }
		$4 == "FUNC" && $7 != "UND" && $8 !~ /^(__pfx_|_sub_)/ {
			print ($5 == "LOCAL" ? file : "-"), $5, $8, $2, $3
		}'
}

# our_functions DIR VMLINUX: ADDRESS SIZE NAME SOURCE, sorted. Names of files
# are not unique: a group of local functions is that of our object if it has
# all of its names.
our_functions() {
	local dir=$1 vmlinux=$2 object

	{
		"$readelf" -sW "$vmlinux" | list_functions | sed 's/^/V /'
		list_objects "$dir" | while read -r object; do
			"$readelf" -sW "$dir/$object" | list_functions |
				sed "s|^|O ${object%.o}.c |"
		done
	} | awk '
		# A file begins anew where its name comes again; that its
		# symbols are together is all that tells two of them apart.
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
			# A weak one may have been replaced.
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

# Start and end of stretches that have all of them: objdump takes long. To the
# shell the addresses are negative, and small enough for awk.
stretches() {
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

	stretches "$functions" | while read -r start end; do
		printf -v start '0x%x' "$start"
		printf -v end '0x%x' "$end"
		"$objdump" -d --no-show-raw-insn --start-address="$start" \
			--stop-address="$end" "$vmlinux"
	done
}

# The parts that a compiler makes of a function count with it.
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

# Two files may have functions of one name; the list names them all.
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
					print "new\t" key "\tnobody knows why"
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

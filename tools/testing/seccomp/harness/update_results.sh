#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Puts into README, in place of the indented lines after the one below, what the
# last whole runs of `make test` and `make bench` in build/ have said of each
# kernel and architecture. What has not been run, or not as a whole, is a question
# mark. In the same way, into the page on assurance what the commands that it
# names have said last, how long that took, and at which commit.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
(($# == 0)) || usage "takes no arguments"

readme=$top/README
# shellcheck disable=SC2016	# that is how README says it
begin='What `make results` has found in build/:'
page=$private/ASSURANCE
# shellcheck disable=SC2016
page_begin='What ``make results`` has found in ``build/``::'

# In the order of the columns, as test.sh calls them.
steps=('mainline on the base' mainline "mainline of $newest" own verify kunit
	integration)

version() {
	awk -F ' = ' '
		/^(VERSION|PATCHLEVEL|SUBLEVEL) =/ { printf "%s%s", dot, $2
						     dot = "." }
	' "$out/base/linux/Makefile"
}

# counts STEP: passed, or failed and passed
counts() {
	awk -F '\t' -v step="$arch $1" '
		$2 == step || index($2, step "	") { n[$1]++ }
		END {
			if (!n["pass"] && !n["fail"])
				print (step ~ / of / ? "-" : "?")
			else if (n["fail"])
				print n["fail"] " failed"
			else
				print n["pass"]
		}' "$guest/results/all"
}

total() {
	awk -F '\t' -v state="$1" '$1 == state { n++ } END { print n + 0 }' \
		"$guest/results/all"
}

# Budgets met, of how many.
budgets() {
	local csv=$out/bench/results.csv

	if ! grep -q "^ours,$arch," "$csv" 2>/dev/null; then
		echo '?'
		return
	fi
	"$private/bench/report.pl" "$private/bench/budgets" "$csv" /dev/null \
		"$arch" | sed -nE 's/^([0-9]+) budgets: ([0-9]+) met.*/\2 of \1/p'
}

line() {
	printf '    %-8s %-6s %4s %8s %5s %4s %8s %5s %8s %7s %6s  %s\n' "$@"
}

row() {
	local step values=()

	if [[ -f $guest/results/complete ]]; then
		for step in "${steps[@]}"; do
			values+=("$(counts "$step")")
		done
		values+=("$(total skip)" "$(total fail)")
	else
		values=('?' '?' '?' '?' '?' '?' '?' '?' '?')
	fi
	line "$(version)" "$arch" "${values[@]}" "$(budgets)"
}

table() {
	line kernel '' base mainline "$newest's" ours verified KUnit programs \
		skipped failed budgets
	for KERNEL in $kernels; do
		out=$top/build/$KERNEL
		[[ -d $out/base/linux ]] || continue
		for arch in x86_64 arm64; do
			set_arch "$arch"
			row
		done
	done
}

# All that the page names.
list_commands() {
	local arch debug

	for KERNEL in $kernels; do
		for arch in x86_64 arm64; do
			echo "make test KERNEL=$KERNEL ARCH=$arch"
		done
		echo "make bench CHECK=1 KERNEL=$KERNEL"
	done
	KERNEL=6.12
	for debug in $debugs; do
		for arch in x86_64 arm64; do
			echo "make test KERNEL=$KERNEL ARCH=$arch DEBUG=$debug"
		done
	done
	for debug in '' $debugs; do
		echo "make stress KERNEL=$KERNEL ARCH=x86_64$(
			)${debug:+ DEBUG=$debug}"
		echo "make mutants KERNEL=$KERNEL${debug:+ DEBUG=$debug}"
	done
	echo "make sysfuzz KERNEL=$KERNEL ARCH=x86_64 DEBUG=kasan"
	echo "make lint KERNEL=$KERNEL"
	printf 'make %s\n' difffuzz model prove
}

reports() {
	local command file

	list_commands | sort | while read -r command; do
		file=$(report_of "$command")
		if [[ -f $file ]]; then
			sed 's/^/    /' "$file"
		else
			printf '    %s\n        not run\n' "$command"
		fi
	done
}

# put FILE LINE: standard input there, instead of the indented lines after LINE
put() {
	local file=$1 begin=$2

	grep -qxF "$begin" "$file" || fail "${file#"$top/"} has no line" \
		"'$begin' to put what was found after"
	cat >"$file.table"
	awk -v begin="$begin" -v table="$file.table" '
		after && /^(    .*)?$/ { next }
		after { after = 0; print "" }
		{ print }
		$0 == begin {
			print ""
			while ((getline line < table) > 0)
				print line
			after = 1
		}' "$file" >"$file.new"
	cat "$file.table"
	rm "$file.table"
	mv "$file.new" "$file"
}

table | put "$readme" "$begin"
reports | put "$page" "$page_begin"

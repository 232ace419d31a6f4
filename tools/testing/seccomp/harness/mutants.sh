#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests the tests: applies mutants to our kernel, one at a time, and runs the cases
# that must kill it. Most mutants are bugs that such code has had. The last line
# of output counts the mutants and those killed. Exits with 1 unless all were.
#
# The environment:
#
#	ARCH	the guest (both when empty)
#	TEST	only the mutants of these names, with or without their numbers
#	DEBUG	the mutants for that debug kernel, which show that its detectors
#		work
#
# A mutant is a patch for our kernel tree, verify/mutants/NN-NAME.patch. Its header
# describes the bug and has these lines:
#
#	Test: PROGRAM CASE	a case that fails with the mutant and passes
#				without it; any number of such lines. CASE is
#				the name that the test prints, or its end after
#				a dot, and stands for all cases that match. With
#				PROGRAM "kunit", CASE is a KUnit case
#	Arch: ARCH		the guest (x86_64 without such a line)
#	Debug: NAME		the kernel of DEBUG=NAME (the ordinary one
#				without such a line)
#	Append: PARAMETERS	for the kernel
#	Shows: hang		the time limit of the test ends the case
#	Shows: crash		a signal ends the case
#	Shows: kernel report: TEXT
#				the kernel reports TEXT on its console, and that
#				ends the machine
#	Not reproduced: WHY	no test can detect the bug, for this reason
#
# Without a Shows: line, the case must fail by an expectation of its own.

set -euo pipefail
shopt -s nullglob
. "$(dirname "$0")/lib.sh"
. "$harness/suite.sh"
check_kernel
refuse_base

work=$out/mutants linux=$out/mutants/linux ours=$out/ours/linux
TEST=${TEST-} began=$SECONDS number=0 killed=0 missed=0 left=0

# Seconds for the cases of a mutant: fewer than for whole suites.
mutants_limit=600
[[ -z $DEBUG ]] || mutants_limit=$suite_limit

export CCACHE_DIR=$top/build/.ccache CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=5G
export KBUILD_BUILD_TIMESTAMP='Thu Jan  1 00:00:00 UTC 2026'
export KBUILD_BUILD_USER=build KBUILD_BUILD_HOST=vm KBUILD_BUILD_VERSION=1

name_of() {
	basename "$1" .patch
}

# field KEY PATCH: print the values of the header's lines with this key
field() {
	sed -n "/^---/q; s/^$1: *//p" "$2"
}

arch_of() {
	local named

	named=$(field Arch "$1")
	echo "${named:-x86_64}"
}

# Select the patches that TEST=, ARCH= and DEBUG= ask for.
select_patches() {
	local patch name word known=' '

	for patch in "$private"/verify/mutants/*.patch; do
		name=$(name_of "$patch")
		known+="$name ${name#*-} "
		[[ -z $TEST || " $TEST " == *" $name "* ||
			" $TEST " == *" ${name#*-} "* ]] || continue
		[[ -z ${ARCH-} || $ARCH == "$(arch_of "$patch")" ]] || continue
		[[ $DEBUG == "$(field Debug "$patch")" ]] || continue
		selected+=("$patch")
	done
	for word in $TEST; do
		[[ $known == *" $word "* ]] || usage "TEST=$word: no such mutant;" \
			"see ${private#"$top/"}/verify/mutants/"
	done
	((${#selected[@]})) ||
		usage "TEST=$TEST${ARCH:+ ARCH=$ARCH}${DEBUG:+ DEBUG=$DEBUG}:" \
			"no such mutant; see" \
			"${private#"$top/"}/verify/mutants/"
}

check_patch() {
	local patch=$1 name shows

	name=$(name_of "$patch")
	[[ -z $(field 'Not reproduced' "$patch") ]] || return 0
	field Test "$patch" | grep -q '[^ ] [^ ]' ||
		fail "$name: no 'Test: PROGRAM CASE' in the header"
	shows=$(field Shows "$patch")
	case $shows in
	'' | hang | crash | 'kernel report: '?*) ;;
	*) fail "$name: 'Shows: $shows' is not described in ${0##*/}" ;;
	esac
}

# --- The tree ------------------------------------------------------------

# Copy our built tree: hard links to the sources, copies of the objects. Builds
# here do not change the ordinary tree.
copy_tree() {
	rm -rf "$linux"
	mkdir -p "$linux"
	find "$ours" -mindepth 1 -maxdepth 1 ! -name 'out-*' \
		-exec cp -al -t "$linux" {} +
	cp -a "$ours/out-$variant" "$linux/"
	# check_dmesg.py needs the list of our functions beside the image.
	[[ ! -f $guest/functions ]] || cp "$guest/functions" \
		"$(dirname "$linux/out-$variant/$image_in")/"
}

touched_by() {
	sed -n 's/^+++ [^/]*\/\([^	 ]*\).*/\1/p' "$1"
}

# restore PATCH: the files that it touches become copies with the current time, so
# that make builds their objects again.
restore() {
	local path

	while read -r path; do
		rm -f "$linux/$path"
		cp "$ours/$path" "$linux/$path"
	done < <(touched_by "$1")
}

apply() {
	restore "$1"
	patch -d "$linux" -p1 --fuzz=0 --force --no-backup-if-mismatch \
		<"$1" >"$dir/patch.log" 2>&1
}

build() {
	nice env -u ARCH -u CROSS_COMPILE -u KBUILD_OUTPUT -u O -u V \
		-u MAKEFLAGS -u MFLAGS -u MAKELEVEL \
		make -C "$linux" O="out-$variant" ARCH="$arch" \
		CROSS_COMPILE="$cross" CC="ccache ${cross}gcc" \
		HOSTCC="ccache gcc" -j"$(nproc)" "$image" \
		>"$dir/build.log" 2>&1
}

# --- Runs ----------------------------------------------------------------

# options_for PROGRAM: print the options that select its cases on standard input
options_for() {
	awk -v program="$1" '
		$1 == program {
			sub(/.*\./, "", $2)
			if (!seen[$2]++)
				printf " -t %s", $2
		}'
}

# Print the parameters for the KUnit cases on standard input. A single case runs
# alone, since a mutant may end the machine in another one.
kunit_parameters() {
	awk '$1 == "kunit" {
			sub(/.*\./, "", $2)
			name = $2
			count++
		}
		END {
			print "kunit.enable=1" \
			      (count == 1 ? " kunit.filter_glob=*." name : "")
		}'
}

# run_cases DIR IMAGE [PARAMETERS]: run the cases on standard input, lines
# "PROGRAM CASE", in one boot
run_cases() {
	local where=$1 kernel=$2 append=${3-} listed program programs=()

	listed=$(sort -u)
	while read -r program; do
		if [[ $program == kunit ]]; then
			append+=" $(kunit_parameters <<<"$listed")"
			programs+=('kunit=sh harness/kunit.sh')
			continue
		fi
		programs+=("$program=./$program$(
			options_for "$program" <<<"$listed")")
	done < <(cut -d ' ' -f 1 <<<"$listed" | sort -u)
	IMAGE=$kernel ARCH=$arch APPEND="${APPEND-} $parameters $append" \
		TIMEOUT=${TIMEOUT:-$mutants_limit} run_suite "$where" "${programs[@]}"
}

# outcomes RESULTS PROGRAM CASE: print each outcome of the cases that match once:
# pass, skip, fail, hang, crash; nothing if the case was not run
outcomes() {
	awk -F '\t' -v program="$2" -v name="$3" '
		BEGIN { tail = "." name }
		$2 != program ||
		($3 != name &&
		 substr($3, length($3) - length(tail) + 1) != tail) { next }
		$1 == "fail" && $4 ~ /terminated by timeout/ { $1 = "hang" }
		$1 == "fail" && $4 ~ /terminated unexpectedly/ { $1 = "crash" }
		{ print $1 }' "$1" | sort -u | tr '\n' ' ' | sed 's/ $//'
}

# Print each case of the mutant with another outcome than the wanted one.
compare_cases() {
	local patch=$1 wanted=$2 program name got

	while read -r program name; do
		got=$(outcomes "$dir/run/results" "$program" "$name")
		[[ $got == "$wanted" ]] ||
			echo "$program $name: ${got:-not run}, not $wanted"
	done < <(field Test "$patch")
}

compare() {
	local patch=$1 shows text

	shows=$(field Shows "$patch")
	if [[ $shows == 'kernel report: '* ]]; then
		text=${shows#*: }
		grep -qF "the kernel reported:" "$dir/run/verdict" 2>/dev/null ||
			{ echo "no report of the kernel" && return; }
		grep -qF -- "$text" "$dir/run/console.log" ||
			echo "the kernel reported, but not: $text"
		return
	fi
	grep -q '^exit 0$' "$dir/run/verdict" ||
		echo "the machine: $(head -n 1 "$dir/run/verdict")"
	compare_cases "$patch" "${shows:-fail}"
}

# --- Mutants -------------------------------------------------------------

# print_result WORD NAME [WHY]
print_result() {
	printf '%-14s %s%s\n' "$1" "$2" "${3:+: $3}"
}

not_killed() {
	missed=$((missed + 1))
	print_result 'NOT KILLED' "$name" "$1; see ${dir#"$top/"}/"
}

leave_out() {
	left=$((left + 1))
	print_result 'not reproduced' "$name" "$1"
}

# A case that is skipped without the mutant cannot kill it.
skipped_without() {
	local program name

	while read -r program name; do
		if [[ $(outcomes "$plain/results" "$program" "$name") == skip ]]
		then
			echo "$program $name is skipped"
			return
		fi
	done < <(field Test "$1")
}

try_mutant() {
	local patch=$1 why

	name=$(name_of "$patch") dir=$work/$variant/$name
	number=$((number + 1))
	say "[$number of ${#selected[@]}] $name"
	rm -rf "$dir"
	mkdir -p "$dir"
	why=$(field 'Not reproduced' "$patch")
	[[ -n $why ]] || why=$(skipped_without "$patch")
	if [[ -n $why ]]; then
		leave_out "$why"
		return
	fi
	if ! apply "$patch"; then
		not_killed "the patch does not apply: $(grep -m 1 FAILED \
			"$dir/patch.log" || tail -n 1 "$dir/patch.log")"
	elif ! build; then
		not_killed "it does not build: $(grep -m 1 'error' \
			"$dir/build.log" || tail -n 1 "$dir/build.log")"
	else
		field Test "$patch" |
			run_cases "$dir/run" "$linux/out-$variant/$image_in" \
				"$(field Append "$patch")"
		why=$(compare "$patch")
		if [[ -n $why ]]; then
			not_killed "${why%%$'\n'*}"
		else
			killed=$((killed + 1))
			print_result killed "$name"
		fi
	fi
	restore "$patch"
}

# Without a mutant, all the cases must pass.
try_without() {
	local patch program name got bad=0 cases

	plain=$work/$variant/without
	rm -rf "$plain"
	cases=$(for patch in "${here[@]}"; do field Test "$patch"; done |
		sort -u)
	[[ -n $cases ]] || return 0
	say "[$number of ${#selected[@]}] without a mutant, $variant"
	run_cases "$plain" "$(image_of ours)" <<<"$cases"
	while read -r program name; do
		got=$(outcomes "$plain/results" "$program" "$name")
		[[ $got == pass || $got == skip ]] && continue
		say "without a mutant: $program $name: ${got:-not run}"
		bad=1
	done <<<"$cases"
	grep -q '^exit 0$' "$plain/verdict" || bad=1
	((!bad)) || fail "the tests must pass first; see ${plain#"$top/"}/"
}

try_arch() {
	local patch here=()

	set_arch "$1"
	for patch in "${selected[@]}"; do
		[[ $(arch_of "$patch") != "$arch" ]] || here+=("$patch")
	done
	((${#here[@]})) || return 0
	parameters=
	# x86 maps the vsyscall page only with this parameter.
	[[ $arch != x86_64 ]] || parameters=vsyscall=emulate

	"$harness/install_deps.sh" build "$arch"
	"$harness/kernel.sh" ours "$arch"
	"$harness/mkrootfs.sh" "$arch" tests
	copy_tree
	try_without
	for patch in "${here[@]}"; do
		try_mutant "$patch"
	done
	rm -rf "$linux"
}

selected=()
select_patches
for patch in "${selected[@]}"; do
	check_patch "$patch"
	set_arch "$(arch_of "$patch")"
done
lock mutants
report="make mutants KERNEL=$KERNEL${ARCH:+ ARCH=$ARCH}${DEBUG:+ DEBUG=$DEBUG}"
[[ -n $TEST ]] || forget_report "$report"
for arch in x86_64 arm64; do
	try_arch "$arch"
done
printf '\nTime: %d min %d s. Logs: %s/\n' $(((SECONDS - began) / 60)) \
	$(((SECONDS - began) % 60)) "${work#"$top/"}"
said="$((killed + missed)) mutants, $killed killed"
((!left)) || said+=", $left not reproduced"
printf '%s\n' "$said"
[[ -n $TEST ]] || keep_report "$report" "$said"
((!missed && killed))

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Proves that the tests for bugs of the past can fail: puts each bug back into
# our kernel, one at a time, and runs the tests that are there for it. The last
# line of output says how many bugs there were and how many were caught. Exits 1
# unless all of them were.
#
# The environment: ARCH (both when empty), T (only the bugs of these names, with
# or without their numbers), KERNEL, DEBUG (those that only such a kernel sees:
# planted ones, to know that what watches there is awake).
#
# A bug is a patch for the grafted tree, verify/mutants/NN-NAME.patch. Its header tells the story, and says in lines of their own:
#
#	Test: PROGRAM CASE	a case that must fail with the bug, and passes
#				without it; any number of such lines. CASE is
#				what the harness prints or the end of that,
#				from a dot on, and stands for all that match
#	Arch: ARCH		the guest (x86_64 when there is no such line)
#	Debug: NAME		the kernel of DEBUG=NAME (the ordinary one when
#				there is no such line)
#	Append: PARAMETERS	for the kernel
#	Shows: hang		the case ends by the harness's time limit
#	Shows: crash		the case is ended by a signal
#	Shows: kernel report: TEXT
#				the kernel says TEXT on its console, and that is
#				the end of the machine
#	Not reproduced: WHY	there is no patch that a test could notice
#
# Without a Shows: line, a case must fail by what it expects and has not found.

set -euo pipefail
shopt -s nullglob
. "$(dirname "$0")/lib.sh"
. "$harness/suite.sh"
check_kernel
refuse_base

work=$out/mutants linux=$out/mutants/linux ours=$out/ours/linux
TEST=${TEST-} began=$SECONDS number=0 caught=0 missed=0 left=0

# Seconds for the tests of a bug: fewer than for whole suites.
mutants_limit=600
[[ -z $DEBUG ]] || mutants_limit=$suite_limit

export CCACHE_DIR=$top/build/.ccache CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=5G
export KBUILD_BUILD_TIMESTAMP='Thu Jan  1 00:00:00 UTC 2026'
export KBUILD_BUILD_USER=build KBUILD_BUILD_HOST=vm KBUILD_BUILD_VERSION=1

name_of() {
	basename "$1" .patch
}

# field KEY PATCH: what the header has for it, a line for each
field() {
	sed -n "/^---/q; s/^$1: *//p" "$2"
}

arch_of() {
	local named

	named=$(field Arch "$1")
	echo "${named:-x86_64}"
}

# Those of the patches that TEST= and ARCH= ask for.
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
		[[ $known == *" $word "* ]] || usage "TEST=$word: no such bug;" \
			"see ${private#"$top/"}/verify/mutants/"
	done
	((${#selected[@]})) ||
		usage "TEST=$TEST${ARCH:+ ARCH=$ARCH}${DEBUG:+ DEBUG=$DEBUG}:" \
			"no such bug; see" \
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
	*) fail "$name: 'Shows: $shows' is none of those in ${0##*/}" ;;
	esac
}

# --- The tree ------------------------------------------------------------

# Ours, built, once more: the sources under another name, the objects as
# copies. What is built here does not touch the ordinary tree.
copy_tree() {
	rm -rf "$linux"
	mkdir -p "$linux"
	find "$ours" -mindepth 1 -maxdepth 1 ! -name 'out-*' \
		-exec cp -al -t "$linux" {} +
	cp -a "$ours/out-$variant" "$linux/"
	# Whose data races are ours is told beside the image.
	[[ ! -f $guest/functions ]] || cp "$guest/functions" \
		"$(dirname "$linux/out-$variant/$image_in")/"
}

touched_by() {
	sed -n 's/^+++ [^/]*\/\([^	 ]*\).*/\1/p' "$1"
}

# Files of their own, as new as now: what was made from them is made again.
put_back() {
	local path

	while read -r path; do
		rm -f "$linux/$path"
		cp "$ours/$path" "$linux/$path"
	done < <(touched_by "$1")
}

put_in() {
	put_back "$1"
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

# options_for PROGRAM: to run what it has of the cases on standard input
options_for() {
	awk -v program="$1" '
		$1 == program {
			sub(/.*\./, "", $2)
			if (!seen[$2]++)
				printf " -t %s", $2
		}'
}

# run_cases DIR IMAGE [PARAMETERS]: those on standard input, "PROGRAM CASE", in
# one boot
run_cases() {
	local where=$1 kernel=$2 append=${3-} listed program programs=()

	listed=$(sort -u)
	while read -r program; do
		programs+=("$program=./$program$(
			options_for "$program" <<<"$listed")")
	done < <(cut -d ' ' -f 1 <<<"$listed" | sort -u)
	IMAGE=$kernel ARCH=$arch APPEND="${APPEND-} $parameters $append" \
		TIMEOUT=${TIMEOUT:-$mutants_limit} run_suite "$where" "${programs[@]}"
}

# outcomes RESULTS PROGRAM CASE: of the cases that match, each kind once:
# pass, skip, fail, hang, crash; nothing where the case was not run
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

# What a case must have come to with the bug, and what it came to instead.
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

# --- Bugs ----------------------------------------------------------------

# tell WORD NAME [WHY]
tell() {
	printf '%-14s %s%s\n' "$1" "$2" "${3:+: $3}"
}

not_caught() {
	missed=$((missed + 1))
	tell 'NOT CAUGHT' "$name" "$1; see ${dir#"$top/"}/"
}

leave_out() {
	left=$((left + 1))
	tell 'not reproduced' "$name" "$1"
}

# Cases that do not run here say nothing about a bug.
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

try_bug() {
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
	if ! put_in "$patch"; then
		not_caught "the patch does not apply: $(grep -m 1 FAILED \
			"$dir/patch.log" || tail -n 1 "$dir/patch.log")"
	elif ! build; then
		not_caught "it does not build: $(grep -m 1 'error' \
			"$dir/build.log" || tail -n 1 "$dir/build.log")"
	else
		field Test "$patch" |
			run_cases "$dir/run" "$linux/out-$variant/$image_in" \
				"$(field Append "$patch")"
		why=$(compare "$patch")
		if [[ -n $why ]]; then
			not_caught "${why%%$'\n'*}"
		else
			caught=$((caught + 1))
			tell caught "$name"
		fi
	fi
	put_back "$patch"
}

# Without any bug all those tests pass, or they would prove nothing.
try_without() {
	local patch program name got bad=0 cases

	plain=$work/$variant/without
	rm -rf "$plain"
	cases=$(for patch in "${here[@]}"; do field Test "$patch"; done |
		sort -u)
	[[ -n $cases ]] || return 0
	say "[$number of ${#selected[@]}] without any bug, $variant"
	run_cases "$plain" "$(image_of ours)" <<<"$cases"
	while read -r program name; do
		got=$(outcomes "$plain/results" "$program" "$name")
		[[ $got == pass || $got == skip ]] && continue
		say "without any bug: $program $name: ${got:-not run}"
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
	# The page of the old x86 vsyscalls is only there when asked for.
	[[ $arch != x86_64 ]] || parameters=vsyscall=emulate

	"$harness/install_deps.sh" build "$arch"
	"$harness/kernel.sh" ours "$arch"
	"$harness/mkrootfs.sh" "$arch" tests
	copy_tree
	try_without
	for patch in "${here[@]}"; do
		try_bug "$patch"
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
said="$((caught + missed)) bugs put back, $caught caught"
((!left)) || said+=", $left not reproduced"
printf '%s\n' "$said"
[[ -n $TEST ]] || keep_report "$report" "$said"
((!missed && caught))

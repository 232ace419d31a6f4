#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs spin on the models in verify/model: of notifications, argument copies and
# supervisors.
# Prints a line for each property. A property must hold, and must be violated by each fault
# that is seeded for it. Exits with 1 otherwise.
#
#	model.sh [PROPERTY...]	only these
#
# The environment: FULL=1 for more states, TAP=1 for TAP.

set -euo pipefail
. "$(dirname "$0")/lib.sh"

model=$private/verify/model
list=$model/properties
work=$out/model
declare -A number_of=() numbers=() checkers=()
FULL=${FULL:-0}
properties=0 faults=0 failed=0

names() {
	awk -F '|' -v kind="$1" '$1 ~ "^(" kind ")$" { print $2 }' "$list" |
		sort -u
}

check_arguments() {
	local known name

	[[ $FULL == [01] ]] || usage "FULL=$FULL: use FULL=1 for more states"
	mapfile -t known < <(names property)
	for name; do
		[[ " ${known[*]} " == *" $name "* ]] ||
			usage "$name: no such property; there are: ${known[*]}"
	done
	wanted=("$@")
}

wanted() {
	((!${#wanted[@]})) || [[ " ${wanted[*]} " == *" $1 "* ]]
}

# Each property needs a fault. Each fault must be in the model and in its list.
check_lists() {
	local untested unknown

	untested=$(comm -3 <(names property) <(awk -F '|' \
		'$1 == "fault" { print $3 }' "$list" | sort -u) | tr -d '\t')
	[[ -z $untested ]] || fail "property without a fault, or a fault" \
		"without a property: ${untested//$'\n'/ }"
	unknown=$(comm -3 <(names fault) <(grep -oh 'RIGHT(F_[A-Z_]*)' \
		"$model"/*.pml | sed 's/RIGHT(//; s/)//' | sort -u) |
		tr -d '\t')
	[[ -z $unknown ]] || fail "not in both the models and their list:" \
		"${unknown//$'\n'/ }"
}

# The models identify properties and faults by numbers; 0 is none. A model gets
# its own names only, since spin's command line is short.
number_names() {
	local file name i=0

	number_of[NONE]=0
	while read -r file name; do
		number_of[$name]=$((++i))
		numbers[$file]+=" -D$name=$i"
	done < <(awk -F '|' '$1 == "model" { file = $2 }
		$1 ~ "^(property|fault)$" && !seen[$2]++ { print file, $2 }' \
		"$list")
}

# build_checker KIND SETTINGS: build a checker of $pml and set $checker to its
# directory. Properties of a model with the same settings share a checker.
build_checker() {
	local words compile=(-DSAFETY)

	checker=${checkers[$pml $*]-}
	[[ -z $checker ]] || return 0
	read -ra words <<<"${numbers[$pml]} $2"
	checker=$work/${#checkers[@]}
	checkers[$pml $*]=$checker
	mkdir "$checker"
	[[ $1 == safety ]] || compile=(-DNFAIR=3)
	# COLLAPSE needs less memory and more time.
	[[ $FULL == 0 ]] || compile+=(-DCOLLAPSE)
	cp "$model/$pml" "$checker"
	(
		cd "$checker"
		spin -a "${words[@]}" "$pml"
		gcc -O2 -w "${compile[@]}" -DMEMLIM=8000 -o pan pan.c
	) >"$checker/build.log" 2>&1 ||
		fail "$2: cannot be built: $(tail -n 1 "$checker/build.log")"
}

# explore PROPERTY FAULT: set $states and $seconds. Set $verdict to "holds",
# "refuted", or the reason why it is neither.
explore() {
	local search=(-E) log=$work/$1-$2.log

	[[ $kind == safety ]] || search=(-a -f -E)
	# -b: reaching the maximum depth is an error.
	(
		cd "$checker"
		rm -f "$pml.trail"
		PROPERTY=${number_of[$1]} FAULT=${number_of[$2]} ./pan -b \
			-m100000 "${search[@]}"
	) >"$log" 2>&1 || true
	states=$(sed -n 's/^ *\([0-9]*\) states, stored.*/\1/p' "$log")
	seconds=$(sed -n 's/^pan: elapsed time \([0-9.]*\).*/\1/p' "$log")
	states=${states:-0} seconds=${seconds:-0}
	if grep -Eq '^pan:1: (assertion violated|acceptance cycle)' "$log"; then
		verdict=refuted
	elif ((states)) && grep -q 'errors: 0$' "$log" &&
		! grep -Eqi '^(warning|error)|max search depth|out of memory' \
			"$log"; then
		verdict=holds
	else
		verdict=$(grep -m 1 -Ei '^pan:|error|warning' "$log") || true
		verdict=${verdict:-ended without a result}
	fi
}

# seed_faults PROPERTY: set $seeded and $caught to the numbers of faults, and add
# those not caught to the findings.
seed_faults() {
	local fault text

	seeded=0 caught=0
	while IFS='|' read -r fault text; do
		explore "$1" "$fault"
		seeded=$((seeded + 1))
		if [[ $verdict == refuted ]]; then
			caught=$((caught + 1))
		else
			findings+=("$fault not caught ($verdict): $text")
		fi
	done < <(awk -F '|' -v OFS='|' -v p="$1" \
		'$1 == "fault" && $3 == p { print $2, $4 }' "$list")
}

# Keep the steps to a violation, to be replayed.
keep_trail() {
	local trail=$1.trail

	[[ -f $checker/$pml.trail ]] || return 0
	mv "$checker/$pml.trail" "$checker/$trail"
	findings+=("the steps to it: cd ${checker#"$top/"} && $(
	)PROPERTY=${number_of[$1]} FAULT=0 ./pan -r $trail")
}

# check NAME TEXT: check a property and print its line
check() {
	local held count time good=ok

	findings=()
	explore "$1" NONE
	held=$verdict count=$states time=$seconds
	[[ $held == holds ]] || keep_trail "$1"
	seed_faults "$1"
	properties=$((properties + 1)) faults=$((faults + caught))
	if [[ $held != holds ]] || ((seeded != caught)); then
		good='not ok' failed=$((failed + 1))
	fi
	[[ $held != refuted ]] || held=VIOLATED
	if [[ ${TAP-} ]]; then
		echo "$good $properties $1: $2"
		[[ $good == ok ]] || echo "# $held"
	else
		printf '%-12s %s %9d states %6.1f s  %d/%d faults caught  %s\n' \
			"$1" "$held" "$count" "$time" "$caught" "$seeded" "$2"
	fi
	((!${#findings[@]})) || printf '# %s\n' "${findings[@]}"
}

check_arguments "$@"
"$harness/install_deps.sh" model
check_lists
number_names
lock model
report="make model$( ((!FULL)) || echo ' FULL=1')"
((${#wanted[@]})) || forget_report "$report"
rm -rf "$work"
mkdir -p "$work"
while IFS='|' read -r what name kind small large text; do
	[[ $what != model ]] || pml=$name
	[[ $what == property ]] || continue
	wanted "$name" || continue
	settings=$small
	[[ $FULL == 0 ]] || settings=$large
	[[ $kind != ltl ]] || settings+=" -D${name}_LTL"
	build_checker "$kind" "$settings"
	check "$name" "$text"
done <"$list"
said="$((properties - failed)) of $properties properties hold, $(
	)$faults faults caught"
if [[ ${TAP-} ]]; then
	echo "1..$properties"
else
	echo "model: $said"
fi
((${#wanted[@]})) || keep_report "$report" "$said"
((properties && !failed))

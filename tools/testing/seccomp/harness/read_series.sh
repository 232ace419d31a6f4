# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154
#
# Reads patches/series, which assigns each path of the overlay to a step of the
# series. Sourced by series.sh, after lib.sh. Steps are numbered from 1.

table=$top/patches/series

steps=0 paths=() subject=() body=()
# owner: the step of a path, or of one of its lines ("path:number"). parted: the
# paths whose lines are assigned one by one.
declare -A owner=() parted=()

wrong() {
	fail "${table#"$top/"}:$line: $*"
}

# claim THING WORDS: assign a path or a line to this step
claim() {
	[[ ! -v owner[$1] ]] ||
		wrong "$2 is in step ${owner[$1]} already: take it out of one"
	owner[$1]=$steps
}

take() {
	local path found=0

	for path in "${paths[@]}"; do
		# shellcheck disable=SC2053	# a pattern
		[[ $path == $1 ]] || continue
		claim "$path" "$path"
		found=1
	done
	((found)) || wrong "take $1: the overlay has no such path: mend the line"
}

unclaimed_lines() {
	local number

	sed -n '=' "$overlay/$1" | while read -r number; do
		[[ -v owner[$1:$number] ]] || echo "$number"
	done
}

# part_lines PATH ADDRESS: print the numbers of these lines
part_lines() {
	if [[ $2 != rest ]]; then
		sed -n "$2=" "$overlay/$1"
	else
		unclaimed_lines "$1"
	fi
}

part() {
	local number numbers

	[[ -f $overlay/$1 ]] ||
		wrong "part $1: the overlay has no such path: mend the line"
	numbers=$(part_lines "$1" "$2") || wrong "part $1: $2 is no address"
	[[ -n $numbers ]] || wrong "part $1: no line is $2: mend the address"
	for number in $numbers; do
		claim "$1:$number" "line $number of $1"
	done
	parted[$1]=1
}

# find_patch NAME: set $file to the patch; fail if this kernel has none
find_patch() {
	file=$top/patches/$KERNEL/$1
	[[ ! -f $file ]] || return 0
	compgen -G "$top/patches/*/$1" >/dev/null ||
		wrong "there is no patch $1: mend the name"
	return 1
}

# with_patch NAME: take the paths that it touches
with_patch() {
	local file path

	find_patch "$1" || return 0
	while read -r path; do
		take "$path"
	done < <(sed -n 's/^+++ [^/]*\/\([^	 ]*\).*/\1/p' "$file")
}

# use_patch NAME: the step is this patch. A kernel without it skips the step.
use_patch() {
	local file

	if ! find_patch "$1"; then
		steps=$((steps - 1))
		return
	fi
	subject[steps]=$(head -n 1 "$file")
	body[steps]=$(sed '1,2d; /^---/,$d' "$file")
	with_patch "$1"
}

# read_line WORD ARGUMENT REST: read a line of the table that is no message
read_line() {
	case $1 in
	step)
		end_step
		steps=$((steps + 1))
		subject[steps]="$2${3:+ $3}" body[steps]=''
		;;
	take) take "$2" ;;
	part) part "$2" "$3" ;;
	patch) use_patch "$2" ;;
	with) with_patch "$2" ;;
	*) wrong "$1: use step, take, part, patch or with" ;;
	esac
}

end_step() {
	((!steps)) || [[ " ${owner[*]} " == *" $steps "* ]] ||
		wrong "the step before, ${subject[steps]}, is empty:" \
			"fill it or take it out"
}

read_table() {
	local line=0 text word argument rest in=start

	while IFS= read -r text; do
		line=$((line + 1))
		[[ $text != '#'* ]] || continue
		case $in-$text in
		*-step\ *) in=step ;;
		message-*) body[steps]+=$text$'\n' && continue ;;
		step-) in=message && continue ;;
		*-) continue ;;
		esac
		read -r word argument rest <<<"$text"
		read_line "$word" "$argument" "$rest"
	done <"$table"
	end_step
	((steps)) || wrong "there is no step"
}

# Each path and line of the overlay must be in a step.
check_table() {
	local path missing=()

	for path in "${paths[@]}"; do
		[[ ! -v owner[$path] ]] || continue
		if [[ ! -v parted[$path] ]]; then
			missing+=("$path")
		elif [[ -n $(unclaimed_lines "$path") ]]; then
			missing+=("the rest of $path")
		fi
	done
	((!${#missing[@]})) ||
		fail "${table#"$top/"}: add to a step: $(printf '%s, ' \
			"${missing[@]:0:5}")${#missing[@]} in all"
}

# put_step STEP DIR: write the files of the step
put_step() {
	local step=$1 dir=$2 path thing
	local -A touched=()

	for thing in "${!owner[@]}"; do
		[[ ${owner[$thing]} != "$step" ]] || touched[${thing%%:*}]=1
	done
	for path in "${!touched[@]}"; do
		mkdir -p "$dir/$(dirname "$path")"
		cp -p "$overlay/$path" "$dir/$path"
		[[ -v parted[$path] ]] || continue
		for thing in "${!owner[@]}"; do
			[[ $thing == "$path":* ]] || continue
			[[ ${owner[$thing]} -gt $step ]] || echo "${thing##*:}"
		done | awk 'NR == FNR { want[$1]; next } FNR in want' \
			- "$overlay/$path" >"$dir/$path"
	done
}

# read_steps OVERLAY: read the table for the files of this directory
read_steps() {
	overlay=$1
	mapfile -t paths < <(cd "$overlay" && find . ! -type d -printf '%P\n' |
		sort)
	read_table
	check_table
}

# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034
#
# What the scripts here share: where things are, and how to complain.

# Messages are told apart by what they say, so they must not be translated.
export LC_ALL=C
umask 022

harness=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
private=$(dirname "$harness")
top=$(cd "$harness/../../../.." && pwd)
selftests=$top/tools/testing/selftests/seccomp
# The kernels whose sources Debian packages and that our files fit.
kernels='6.1 6.12 7.3'
newest=${kernels##* }
# Those that watch themselves, each a fragment in configs/.
debugs='kasan kcsan'
KERNEL=${KERNEL:-6.12}
DEBUG=${DEBUG:-}
out=$top/build/$KERNEL

say() {
	printf '%s\n' "$*" >&2
}

# A bad argument: one line, what is wrong and how to mend it.
usage() {
	say "${0##*/}: $*"
	exit 2
}

fail() {
	say "${0##*/}: $*"
	exit 1
}

# Run a command whose words only matter when it fails.
quietly() {
	local log status=0

	log=$(mktemp)
	"$@" >"$log" 2>&1 || status=$?
	((status)) && cat "$log" >&2
	rm -f "$log"
	return "$status"
}

# Hold a lock on build/ until this shell exits, so that two commands at a time
# do not write the same tree.
lock() {
	local fd

	mkdir -p "$top/build/.lock"
	exec {fd}>"$top/build/.lock/$1"
	if ! flock -n "$fd"; then
		say "waiting: another command works on $1"
		flock "$fd"
	fi
}

check_kernel() {
	[[ " $kernels " == *" $KERNEL "* ]] ||
		usage "KERNEL=$KERNEL: use one of KERNEL={${kernels// /,}}"
	[[ -z $DEBUG || " $debugs " == *" $DEBUG "* ]] ||
		usage "DEBUG=$DEBUG: use one of DEBUG={${debugs// /,}}"
}

# What is about our kernel would else be told of the base.
refuse_base() {
	[[ ${BASE:-0} == 0 ]] ||
		usage "BASE=$BASE: leave it out, it is for kernel, vm and shell"
}

check_cpus() {
	[[ $CPUS =~ ^[1-8]$ ]] ||
		usage "CPUS=$CPUS: use a number from 1 to 8"
}

# time_and_seed SECONDS: TIME, that many if nothing is said; and SEED, or any
time_and_seed() {
	TIME=${TIME:-$1}
	SEED=${SEED:-$((RANDOM * 32768 + RANDOM + 1))}
	[[ $TIME =~ ^[1-9][0-9]{0,5}$ ]] ||
		usage "TIME=$TIME: use a number of seconds, 1 or more"
	[[ $SEED =~ ^[1-9][0-9]{0,9}$ ]] ||
		usage "SEED=$SEED: use the number that a run has printed"
}

check_base() {
	[[ ${BASE:-0} == [01] ]] ||
		usage "BASE=$BASE: use BASE=1 for the base's kernel"
}

# The source of $KERNEL as Debian packages it: of the system's own package, or
# of the one that fetch_source.sh has got. Nothing, if neither is there.
tarball() {
	local dir

	for dir in /usr/src "$top/build/source"; do
		if [[ -f $dir/linux-source-$KERNEL.tar.xz ]]; then
			printf '%s\n' "$dir/linux-source-$KERNEL.tar.xz"
			return
		fi
	done
}

# What depends on the architecture of the guest.
set_arch() {
	arch=$1
	case $arch in
	x86_64)
		srcarch=x86 image=bzImage cross='' triplet=x86_64-linux-gnu
		;;
	arm64)
		srcarch=arm64 image=Image cross=aarch64-linux-gnu-
		triplet=aarch64-linux-gnu
		;;
	*)
		usage "ARCH=$arch: use ARCH=x86_64 or ARCH=arm64"
		;;
	esac
	variant=$arch${DEBUG:+-$DEBUG}
	image_in=arch/$srcarch/boot/$image guest=$out/$variant
}

# image_of base|ours: where the built kernel is kept
image_of() {
	if [[ $1 == base ]]; then
		printf '%s\n' "$guest/base/$image"
	else
		printf '%s\n' "$guest/$image"
	fi
}

# functions_beside IMAGE: the file with the names of our functions in it, if it
# is a kernel whose data races are told
functions_beside() {
	local file

	file=$(dirname "$1")/functions
	[[ ! -f $file ]] || printf '%s\n' "$file"
}

# report_of COMMAND: where its report is kept
report_of() {
	printf '%s\n' "$top/build/reports/${1//[^a-zA-Z0-9_.=]/-}"
}

# keep_report COMMAND SUMMARY: what a command that tells how far the code can be
# trusted has come to, for update_results.sh. Only of whole runs.
keep_report() {
	local commit

	commit=$(git -C "$top" describe --always --dirty 2>/dev/null) || :
	mkdir -p "$top/build/reports"
	printf '%s\n    %s (%d min %d s%s)\n' "$1" "$2" $((SECONDS / 60)) \
		$((SECONDS % 60)) "${commit:+, $commit}" >"$(report_of "$1")"
}

# forget_report COMMAND: it begins anew, and may not come to its end
forget_report() {
	rm -f "$(report_of "$1")"
}

# One word for the contents of files, to tell whether anything has changed.
digest() {
	sha256sum "$@" | sha256sum | cut -c 1-32
}

host_arch() {
	case $(uname -m) in
	aarch64) echo arm64 ;;
	*) uname -m ;;
	esac
}

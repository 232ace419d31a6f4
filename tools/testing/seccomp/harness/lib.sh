# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034
#
# Paths, settings and functions that the scripts in this directory share.

# Scripts read the messages of tools, so these must not be translated.
export LC_ALL=C
# Only build/ is written to.
export PYTHONDONTWRITEBYTECODE=1
umask 022

harness=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
private=$(dirname "$harness")
top=$(cd "$harness/../../../.." && pwd)
selftests=$top/tools/testing/selftests/seccomp
# The kernels that Debian packages the source of, and that patches/ supports.
kernels='6.1 6.12 7.3'
newest=${kernels##* }
# The debug kernels; each has a fragment in configs/.
debugs='kasan kcsan'
KERNEL=${KERNEL:-6.12}
DEBUG=${DEBUG:-}
MITIGATIONS=${MITIGATIONS:-0}
# 1: the kernel of `make debian`; only scripts set it.
DEBIAN=${DEBIAN:-0}
out=$top/build/$KERNEL

say() {
	printf '%s\n' "$*" >&2
}

# usage WORDS: report a bad argument and how to correct it, in one line
usage() {
	say "${0##*/}: $*"
	exit 2
}

fail() {
	say "${0##*/}: $*"
	exit 1
}

# quietly COMMAND...: show the output of the command only if it fails
quietly() {
	local log status=0

	log=$(mktemp)
	"$@" >"$log" 2>&1 || status=$?
	((status)) && cat "$log" >&2
	rm -f "$log"
	return "$status"
}

# update_lists NAME APT...: run `APT update` for the installation NAME. An index
# that a mirror fails to deliver may not matter, so this never fails. The
# details go to a log, which update_failures names if the installation fails.
update_lists() {
	local name=$1 log=$top/build/log/apt-update-$1.log failed status=0

	shift
	mkdir -p "$top/build/log"
	"$@" update >"$log" 2>&1 || status=$?
	failed=$(grep -c '^Err:' "$log") || :
	if ((failed)); then
		say "apt-get update: $failed indexes failed;" \
			"continuing with the lists that are there"
	elif ((status)); then
		say "apt-get update: failed with status $status;" \
			"continuing with the lists that are there"
	else
		rm -f "$log"
	fi
}

# update_failures NAME: where the details are, for the message of a failure
update_failures() {
	local log=build/log/apt-update-$1.log

	[[ ! -f $top/$log ]] || printf '; apt-get update failed before, see %s' \
		"$log"
}

# apt_in STATE OPTION...: make the directory STATE and set apt, a command with this
# state
apt_in() {
	local state=$1

	rm -rf "$state"
	mkdir -p "$state"/{state/lists,cache/archives}/partial
	: >"$state/status"
	apt=(apt-get -q -o Dir::State="$state/state"
		-o Dir::State::status="$state/status"
		-o Dir::Cache="$state/cache"
		-o APT::Sandbox::User="$(id -un)"
		-o Acquire::Languages=none "${@:2}")
}

# private_apt STATE "TYPE SUITE": make the directory STATE and set apt, a command
# with this state and this one source. TYPE is deb or deb-src. The mirror and the
# keys are the system's; the system's apt does not change.
private_apt() {
	local keyring=/usr/share/keyrings/debian-archive-keyring.gpg uri
	local state=$1 type=${2% *} suite=${2#* }

	uri=$(debian_mirror)
	if [[ -z $uri ]]; then
		say "${0##*/}: no Debian mirror in /etc/apt"
		return 1
	elif [[ ! -f $keyring ]]; then
		say "${0##*/}: no $keyring: install debian-archive-keyring"
		return 1
	fi
	apt_in "$state" -o Dir::Etc::SourceList="$state/sources.list" \
		-o Dir::Etc::SourceParts=-
	echo "$type [signed-by=$keyring] $uri $suite main" >"$state/sources.list"
}

# Hold a lock on build/ until this shell exits: two commands must not write the
# same tree at the same time.
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
	[[ $MITIGATIONS == [01] ]] ||
		usage "MITIGATIONS=$MITIGATIONS: use MITIGATIONS=1"
	((!MITIGATIONS)) || check_mitigations
}

check_mitigations() {
	[[ -z $DEBUG ]] ||
		usage "MITIGATIONS=1 is another kernel than DEBUG=$DEBUG"
	# Its options have other names in 6.1.
	[[ $KERNEL != 6.1 ]] ||
		usage "MITIGATIONS=1: use KERNEL=6.12 or KERNEL=7.3"
}

# A report about our kernel must come neither from the base nor from the kernel
# that only the benchmark uses.
refuse_base() {
	[[ ${BASE:-0} == 0 ]] ||
		usage "BASE=$BASE: leave it out, it is for kernel, vm and shell"
	((!MITIGATIONS)) ||
		usage "MITIGATIONS=1: leave it out, it is for bench and kernel"
}

check_cpus() {
	[[ $CPUS =~ ^[1-8]$ ]] ||
		usage "CPUS=$CPUS: use a number from 1 to 8"
}

# Set archs to the architectures that ARCH= asks for: both when it is empty.
choose_archs() {
	local arch

	archs=(x86_64 arm64)
	[[ -z ${ARCH-} ]] || archs=("$ARCH")
	for arch in "${archs[@]}"; do
		set_arch "$arch"
	done
}

# time_and_seed SECONDS: set TIME, by default to SECONDS, and SEED, by default
# to a random number
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

# Print the path of Debian's source of $KERNEL: from the system's own package,
# or from fetch_source.sh. Print nothing if there is neither.
tarball() {
	local dir

	for dir in /usr/src "$top/build/source"; do
		if [[ -f $dir/linux-source-$KERNEL.tar.xz ]]; then
			printf '%s\n' "$dir/linux-source-$KERNEL.tar.xz"
			return
		fi
	done
}

# Print the URI of the mirror that the system's apt uses. Both forms of a sources list
# name it. The expression does not match the mirror of the security suites.
debian_mirror() {
	local file='/etc/apt/sources\.list\(\.d/.*\.\(list\|sources\)\)?'

	find /etc/apt -type f -regex "$file" -exec cat {} + |
		sed -nE 's/^(deb|URIs:) *(\[[^]]*\] *)?([^ ]*\/debian)\/?( .*|$)/\3/p' |
		head -n 1
}

# The suite of Debian whose programs run on each kernel.
declare -A debian_suites=([6.1]=bookworm [6.12]=bookworm [7.3]=trixie)

# Print the path of the disk that mkdebian.sh makes.
debian_disk() {
	echo "$top/build/debian/${debian_suites[$KERNEL]}-$deb_arch/disk"
}

# set_arch ARCH: set the variables that depend on the guest's architecture
set_arch() {
	arch=$1
	case $arch in
	x86_64)
		srcarch=x86 image=bzImage cross='' triplet=x86_64-linux-gnu
		deb_arch=amd64
		;;
	arm64)
		srcarch=arm64 image=Image cross=aarch64-linux-gnu-
		triplet=aarch64-linux-gnu deb_arch=arm64
		;;
	*)
		usage "ARCH=$arch: use ARCH=x86_64 or ARCH=arm64"
		;;
	esac
	variant=$arch${DEBUG:+-$DEBUG}
	((!MITIGATIONS)) || variant+=-mitigations
	((!DEBIAN)) || variant+=-debian
	image_in=arch/$srcarch/boot/$image guest=$out/$variant
}

# image_of base|ours: print the path of the built kernel
image_of() {
	if [[ $1 == base ]]; then
		printf '%s\n' "$guest/base/$image"
	else
		printf '%s\n' "$guest/$image"
	fi
}

# functions_beside IMAGE: print the path of the list of our functions. Only the
# kernel of DEBUG=kcsan has one, for the reports of data races.
functions_beside() {
	local file

	file=$(dirname "$1")/functions
	[[ ! -f $file ]] || printf '%s\n' "$file"
}

# report_of COMMAND: print the path of its report
report_of() {
	printf '%s\n' "$top/build/reports/${1//[^a-zA-Z0-9_.=]/-}"
}

# Print the commit of the working tree, or nothing outside of a repository.
commit() {
	git -C "$top" describe --always --dirty 2>/dev/null || :
}

# keep_report COMMAND SUMMARY: keep the result of a complete run, for
# update_results.sh. The fields, one a line: the command, the summary, seconds,
# commit, date.
keep_report() {
	mkdir -p "$top/build/reports"
	printf '%s\n' "$1" "$2" "$SECONDS" "$(commit)" \
		"$(date -u +%Y-%m-%d)" >"$(report_of "$1")"
}

# forget_report COMMAND: drop the report of the last run when a run begins,
# because the new run may not be complete
forget_report() {
	rm -f "$(report_of "$1")"
}

# run_dpkg ROOT OPTION...: run dpkg for the system in ROOT. Libraries are those of this
# machine, so dpkg must not ask for their packages.
run_dpkg() {
	local root=$1

	shift
	fakeroot dpkg --root="$root" --log=/dev/null \
		--force-depends,not-root,bad-path "$@"
}

# install_package ROOT FILE: install a package in ROOT, a system without packages
install_package() {
	mkdir -p "$1/var/lib/dpkg"/{info,updates}
	: >"$1/var/lib/dpkg/status"
	run_dpkg "$1" -i "$2"
}

# digest FILE...: one word for the contents, to detect a change
digest() {
	sha256sum "$@" | sha256sum | cut -c 1-32
}

host_arch() {
	case $(uname -m) in
	aarch64) echo arm64 ;;
	*) uname -m ;;
	esac
}

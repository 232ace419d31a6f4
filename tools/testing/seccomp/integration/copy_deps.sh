#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Copies dynamically linked programs with their interpreter and their libraries.
# The source is a directory of unpacked packages of any architecture. The copies
# have the same paths in the destination.
set -euo pipefail

usage='usage: copy_deps.sh SYSROOT DEST PROGRAM... (a program is a path inside SYSROOT, such as /usr/bin/strace)'

fail()
{
	echo "copy_deps.sh: $1" >&2
	exit "${2:-1}"
}

# Prints the path of library $1 in the sysroot, the shortest one if several
# exist.
find_library()
{
	local found
	found=$(cd "$sysroot" && find lib* usr/lib* -name "$1" \
		\( -type f -o -type l \) -printf '/%p\n' 2>/dev/null |
		awk '{ print length($0), $0 }' | sort -n | head -n 1)
	[ -n "$found" ] || fail "$sysroot has no $1, which $2 needs: also unpack its package"
	echo "${found#* }"
}

dynamic_libraries()
{
	readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]$/\1/p'
}

interpreter()
{
	readelf -lW "$1" | sed -n 's/.*program interpreter: \(.*\)\]$/\1/p'
}

# Copies the file at path $1 of the sysroot and its dependencies. The function
# resolves links itself, because an absolute link would lead to the host's file.
copy_with_deps()
{
	local path=$1 source library
	[ -e "$dest$path" ] && return
	source=$(readlink -m "$sysroot$path")
	[ -f "$source" ] || fail "$sysroot has no $path: also unpack its package"
	mkdir -p "$dest${path%/*}"
	cp "$source" "$dest$path"
	library=$(interpreter "$source")
	[ -z "$library" ] || copy_with_deps "$library"
	for library in $(dynamic_libraries "$source"); do
		copy_with_deps "$(find_library "$library" "$path")"
	done
}

[ $# -ge 3 ] || fail "$usage" 2
[ -d "$1" ] || fail "no directory $1; $usage" 2
sysroot=$(realpath "$1")
mkdir -p "$2"
dest=$(realpath "$2")
shift 2
command -v readelf >/dev/null || fail "no readelf; install binutils"
for program; do
	[ -f "$sysroot$program" ] || fail "no $program in $sysroot; $usage" 2
	copy_with_deps "$program"
done

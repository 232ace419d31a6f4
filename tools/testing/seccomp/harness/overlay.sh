#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes build/$KERNEL/ours/linux: the base with our files copied over it and the
# hooks in patches/$KERNEL/ applied. A file that does not change keeps its time, so
# make builds only what depends on a change. A file that has gone from here is
# removed there, or becomes the base's again.
#
# The last line of output is a digest of the overlay.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
"$harness/unpack_base.sh"
lock "overlay-$KERNEL"

# The files of these directories have the same path in a kernel tree.
shipped=(kernel include arch fs Documentation tools/seccomp
	 tools/testing/selftests/seccomp)
base=$out/base/linux
ours=$out/ours/linux
overlay=$out/ours/overlay
patches=$out/ours/patches

# Make hard links to the base's files, unless the tree is of this base already. A
# changed file replaces its link and is never written through.
copy_base() {
	if cmp -s "$out/base/stamp" "$out/ours/stamp"; then
		return
	fi
	rm -rf "$out/ours"
	mkdir -p "$ours"
	find "$base" -mindepth 1 -maxdepth 1 ! -name 'out-*' \
		-exec cp -al -t "$ours" {} +
	cp "$out/base/stamp" "$out/ours/stamp"
}

# Copy the hooks of this kernel, since quilt writes into their directory.
copy_hooks() {
	rm -rf "$patches"
	mkdir -p "$patches"
	cp "$top/patches/$KERNEL"/{*.patch,series} "$patches/"
}

# Print the paths that the patches touch.
patched_paths() {
	local name

	while read -r name; do
		sed -n 's/^+++ [^/]*\/\([^	 ]*\).*/\1/p' "$patches/$name"
	done <"$patches/series" | sort -u
}

# Print the paths of a diff and the function that each hunk names.
functions_of() {
	sed -nE 's/^(\+\+\+ [^/]*\/[^	 ]*).*/\1/p; s/^@@ .* @@(.*)/\1/p'
}

# A hunk may have an offset, but must be in the function that it names.
check_functions() {
	local name path status=0

	while read -r name; do
		cat "$patches/$name"
	done <"$patches/series" | functions_of >../wanted
	while read -r path; do
		diff -pu --label "a/$path" --label "b/$path" \
			"$base/$path" "$path" || :
	done < <(sed -n 's/^+++ [^/]*\///p' ../wanted) | functions_of >../got
	diff ../wanted ../got >&2 || status=1
	((!status)) || fail "a hunk of patches/$KERNEL/ applies in another" \
		"function of $KERNEL; see above"
}

our_paths() {
	local dir

	for dir in "${shipped[@]}"; do
		[[ -d $top/$dir ]] || continue
		(cd "$top" && find "$dir" \( -type f -o -type l \) \
			! -name '*~' ! -name '.*.sw?' \
			! -path '*/__pycache__*' ! -path '*/.pytest_cache*')
	done | sort
}

# Make a tree of the files that differ from the base. It is separate, so a failure
# leaves the kernel tree as it was.
make_overlay() {
	local both path

	copy_hooks
	rm -rf "$overlay.new"
	mkdir -p "$overlay.new"
	cd "$overlay.new"
	patched_paths >../patched
	our_paths >../shipped
	both=$(comm -12 ../patched ../shipped)
	[[ -z $both ]] || fail "both patched and replaced: $both"

	while read -r path; do
		[[ ! -e $base/$path ]] ||
			(cd "$base" && cp -p --parents "$path" "$overlay.new")
	done <../patched
	QUILT_PATCHES=$patches QUILT_PC=.pc quietly \
		quilt --quiltrc - push -a --fuzz=0 ||
		fail "a patch in patches/$KERNEL/series does not apply" \
			"to $KERNEL; see above"
	check_functions
	rm -rf .pc
	rsync -a --files-from=../shipped "$top/" ./
}

# Restore the files of the last overlay that are not in this one.
restore_gone() {
	local path

	[[ -d $overlay ]] || return 0
	(cd "$overlay" && find . ! -type d) | sort >../before
	find . ! -type d | sort >../now
	comm -23 ../before ../now | while read -r path; do
		if [[ -e $base/$path ]]; then
			# The current time makes make build its object again.
			rm -f "$ours/$path"
			cp "$base/$path" "$ours/$path"
		else
			rm -f "$ours/$path"
			rmdir -p --ignore-fail-on-non-empty \
				"$(dirname "$ours/$path")"
		fi
	done
}

copy_base
make_overlay
restore_gone
# rsync compares sizes and contents, not times.
rsync -rlpc --no-times "$overlay.new/" "$ours/"
rm -rf "$overlay"
mv "$overlay.new" "$overlay"
cd "$overlay"
find . -type f -print0 | sort -z | xargs -0r sha256sum | sha256sum | cut -c 1-32

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes build/$KERNEL/ours/linux: the base, our files copied over it and the
# hooks in patches/$KERNEL/ applied.  A file that does not change keeps its time, so
# that only what depends on a change is built again; one that is gone from here
# goes there too, or becomes the base's again.
#
# The last line of output names the state of the graft in one word.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
"$harness/unpack_base.sh"
lock "graft-$KERNEL"

# Directories whose files belong at the same place in a kernel tree.
grafted=(kernel include arch Documentation tools/testing/selftests/seccomp)
base=$out/base/linux
ours=$out/ours/linux
overlay=$out/ours/overlay
patches=$out/ours/patches

# The base again, unless it is there already. The files are the same ones under
# another name: what changes is replaced, never written into.
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

# The hooks of this kernel. A copy, as quilt writes beside the patches.
copy_hooks() {
	rm -rf "$patches"
	mkdir -p "$patches"
	cp "$top/patches/$KERNEL"/{*.patch,series} "$patches/"
}

# The paths that the patches touch.
patched_paths() {
	local name

	while read -r name; do
		sed -n 's/^+++ [^/]*\/\([^	 ]*\).*/\1/p' "$patches/$name"
	done <"$patches/series" | sort -u
}

# The hunks of a diff by the functions that they say they are in.
functions_of() {
	sed -nE 's/^(\+\+\+ [^/]*\/[^	 ]*).*/\1/p; s/^@@ .* @@(.*)/\1/p'
}

# A hunk may have moved, but only with its function.
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
	((!status)) || fail "a hunk of patches/$KERNEL/ has landed in another" \
		"function of $KERNEL; see above"
}

our_paths() {
	local dir

	for dir in "${grafted[@]}"; do
		[[ -d $top/$dir ]] || continue
		(cd "$top" && find "$dir" \( -type f -o -type l \) \
			! -name '*~' ! -name '.*.sw?')
	done | sort
}

# Everything that differs from the base, in a tree of its own, where a failure
# leaves the kernel tree as it was.
make_overlay() {
	local both path

	copy_hooks
	rm -rf "$overlay.new"
	mkdir -p "$overlay.new"
	cd "$overlay.new"
	patched_paths >../patched
	our_paths >../grafted
	both=$(comm -12 ../patched ../grafted)
	[[ -z $both ]] || fail "patched and replaced at the same time: $both"

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
	rsync -a --files-from=../grafted "$top/" ./
}

# Files of the last graft that are not in this one.
restore_gone() {
	local path

	[[ -d $overlay ]] || return 0
	(cd "$overlay" && find . ! -type d) | sort >../before
	find . ! -type d | sort >../now
	comm -23 ../before ../now | while read -r path; do
		if [[ -e $base/$path ]]; then
			# As new as now, or what ours was made into would stay.
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
# Sizes and contents are compared, not times.
rsync -rlpc --no-times "$overlay.new/" "$ours/"
rm -rf "$overlay"
mv "$overlay.new" "$overlay"
cd "$overlay"
find . -type f -print0 | sort -z | xargs -0r sha256sum | sha256sum | cut -c 1-32

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Writes the series for a distribution's kernel, in the steps of patches/series:
#
#	build/$KERNEL/patches/*.patch	for git am, by git format-patch
#	build/$KERNEL/patches/series	for quilt
#	build/$KERNEL/patches/debian/	for Debian's source package
#
# Then applies it in each of these ways to the files of the base and compares the
# result with the overlay, file by file. Prints TAP.
#
# DEB=1 also makes the Debian package of the series, build/$KERNEL/deb/all/*.deb: see
# patch_deb.sh.
#
# CHECK=1 also builds and boots each step for ARCH: see check_bisect.sh.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
[[ ${CHECK:-0} == [01] ]] ||
	usage "CHECK=$CHECK: use CHECK=1 to build and boot each step"
[[ ${DEB:-0} == [01] ]] ||
	usage "DEB=$DEB: use DEB=1 to make the package of the series"
(($# == 0)) || usage "takes no arguments"
set_arch "${ARCH:-x86_64}"
. "$harness/kbuild.sh"

"$harness/install_deps.sh" build series
[[ ${DEB:-0} == 0 ]] || "$harness/install_deps.sh" series-deb
"$harness/overlay.sh" >/dev/null

base=$out/base/linux
overlay=$out/ours/overlay
work=$out/series
patches=$out/patches
debian_dir=features/all/seccomp
count=3
[[ ${DEB:-0} == 0 ]] || count=8

. "$harness/tap.sh"
. "$harness/patch_deb.sh"

# Take author and date from the last commit, so that the series depends only on
# what is committed.
sign() {
	local commit

	commit=$(git -C "$top" log -1 --format='%ad|%an|%ae' --date=raw) ||
		fail "author and date come from the last commit:" \
			"use a clone of the repository, not a copy"
	IFS='|' read -r date name email <<<"$commit"
	name=$(git -C "$top" config user.name || echo "$name")
	email=$(git -C "$top" config user.email || echo "$email")
	unset "${!GIT_@}"
	export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
	export GIT_{AUTHOR,COMMITTER}_NAME="$name"
	export GIT_{AUTHOR,COMMITTER}_EMAIL="$email"
	export GIT_{AUTHOR,COMMITTER}_DATE="$date"
}

# fresh DIR: copy the base's version of the files that the series touches
fresh() {
	local path

	rm -rf "$1"
	mkdir -p "$1"
	for path in "${paths[@]}"; do
		[[ -f $base/$path ]] || continue
		(cd "$base" && cp -p --parents "$path" "$1")
	done
}

# make_repository DIR: commit the base, then each step
make_repository() {
	local repo=$1

	fresh "$repo"
	git -C "$repo" init -q -b series
	git -C "$repo" add -A -f
	git -C "$repo" commit -q -m base
	git -C "$repo" tag base
	steps=$("$harness/steps.py" "$overlay" "$repo") || exit
}

cover() {
	sed "s|@KERNEL@|$KERNEL|g; s|@VERSION@|$(base_version)|g" \
		"$top/patches/cover"
}

# write_patches REPOSITORY DIR: -B shows a rewritten file as removed and added,
# without the lines that are equal by chance.
write_patches() {
	rm -rf "$2"
	mkdir -p "$2"
	git -C "$1" config branch.series.description "$(cover)"
	git -C "$1" format-patch -q -o "$2" --cover-letter \
		--cover-from-description=subject --zero-commit --no-signature \
		--full-index --no-renames -B10%/10% \
		--subject-prefix="PATCH $KERNEL" base..series
	(cd "$2" && printf '%s\n' [0-9]*.patch | grep -v '^0*-cover' >series)
}

# Write the files for debian/ of the source package.
write_debian() {
	local dir=$1/debian

	mkdir -p "$dir/patches/$debian_dir"
	(cd "$1" && xargs cp -t "$dir/patches/$debian_dir" <series)
	sed "s|^|$debian_dir/|" "$1/series" >"$dir/series.append"
}

# list DIR: print mode, digest and path of each file, except those of the tools
list() {
	(cd "$1" && find . \( -name .git -o -name .pc -o -path ./debian \) \
		-prune -o ! -type d -printf '%m %P\n' | sort -k 2 |
		while read -r mode path; do
			printf '%s %s %s\n' "$mode" \
				"$(sha256sum <"$path" | cut -c 1-64)" "$path"
		done)
}

# check_way NAME COMMAND: apply the series to $work/tree by this command; the
# result must equal the overlay
check_way() {
	local name=$1 log=$work/log tree=$work/tree status=0

	fresh "$tree"
	(cd "$tree" && "$2") >"$log" 2>&1 || status=$?
	if ((status)); then
		show "$log"
		result 'not ok' "$name: does not apply"
	elif grep -E '^Hunk .*(offset|fuzz)' "$log" | sed 's/^/# /' |
		grep .; then
		result 'not ok' "$name: does not apply exactly"
	elif ! diff <(list "$overlay") <(list "$tree") >"$log"; then
		head -n 20 "$log" | sed 's/^/# /'
		result 'not ok' "$name: differs from the overlay"
	else
		result ok "$name: $steps patches, $(list "$tree" | wc -l)$(
		) files, all as in the overlay"
	fi
}

apply_am() {
	git init -q
	git add -A -f
	git commit -q -m base
	# --empty=drop skips the cover letter, which has no diff.
	git am -q --empty=drop "$patches.new"/*.patch
	[[ $(git rev-list --count HEAD) == $((steps + 1)) ]]
}

apply_quilt() {
	QUILT_PATCHES=$patches.new quilt --quiltrc - push -a --fuzz=0
}

# Make a source package that has another patch before ours, and let dpkg-source
# unpack it.
apply_debian() {
	local source=$work/package/linux-0

	rm -rf "$work/package"
	mkdir -p "$source"
	cp -a . "$source"
	tar -cJf "$work/package/linux_0.orig.tar.xz" -C "$source/.." linux-0
	cd "$source"
	mkdir -p debian/{source,patches/bugfix}
	echo '3.0 (quilt)' >debian/source/format
	printf 'linux (0-1) unstable; urgency=low\n\n  * Test.\n\n -- %s\n' \
		"$name <$email>  $(date -R -d "@${date% *}")" >debian/changelog
	printf 'Source: linux\nMaintainer: %s\n\nPackage: linux\n%s\n' \
		"$name <$email>" 'Architecture: all' >debian/control
	printf -- '--- /dev/null\n+++ b/other\n@@ -0,0 +1 @@\n+other\n' \
		>debian/patches/bugfix/other.patch
	echo bugfix/other.patch >debian/patches/series
	cp -r "$patches.new/debian/patches" debian/
	cat "$patches.new/debian/series.append" >>debian/patches/series
	cd ..
	dpkg-source -b linux-0
	rm -rf linux-0
	dpkg-source --no-check -x linux_0-1.dsc unpacked
	grep -qx other unpacked/other
	rm -rf unpacked/other "$work/tree"
	mv unpacked "$work/tree"
}

write_series() {
	lock "series-$KERNEL"
	sign
	mapfile -t paths < <(cd "$overlay" && find . ! -type d -printf '%P\n')
	make_repository "$work/repo"
	write_patches "$work/repo" "$patches.new"
	write_debian "$patches.new"
	check_way "git am --empty=drop *.patch" apply_am
	check_way "quilt push -a --fuzz=0" apply_quilt
	check_way "debian/patches, by dpkg-source" apply_debian
	((count == 3)) || package_series "$work/repo" "$patches.new"
	((!failed)) || fail "the series is left in ${patches#"$top/"}.new"
	rm -rf "$patches"
	mv "$patches"{.new,}
	echo "# ${patches#"$top/"}: $steps patches"
	((count == 3)) || printf '# %s\n' \
		"$(cd "$top" && echo "${packages#"$top/"}/${package}"_*.deb)"
}

# A subshell releases its lock when it exits, before check_bisect.sh starts.
(write_series)
if [[ ${CHECK:-0} == 0 ]]; then
	echo "1..$count"
else
	ARCH=$arch "$harness/check_bisect.sh" $((count + 1))
fi

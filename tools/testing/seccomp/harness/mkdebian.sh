#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes the disk of `make debian`: a Debian system with the programs of
# debian/packages.list, in build/debian/SUITE-ARCH/disk. packages.txt beside it has
# the version of each package. Does nothing if the disk has been made of the same
# files.
#
#	mkdebian.sh ARCH
#
# The mirror and the keys are those of this system's apt.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
set_arch "${1-}"

suite=${debian_suites[$KERNEL]}
source=$private/debian
dir=$(dirname "$(debian_disk)")
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# Print the names of the packages, with commas between.
list_packages() {
	sed -nE 's/^[a-z]+[[:space:]]+//p' "$source/packages.list" | paste -sd' ' |
		tr -s ' ' ','
}

make_system() {
	local mirror

	mirror=$(debian_mirror)
	[[ -n $mirror ]] || fail "no Debian mirror in /etc/apt: name one there"
	[[ -f $keyring ]] || fail "no $keyring: install debian-archive-keyring"
	# shellcheck disable=SC2016	# mmdebstrap sets $1, the system's root
	mmdebstrap --variant=minbase --architectures="$deb_arch" --format=tar \
		--include="$(list_packages)" \
		--aptopt='Acquire::Languages "none"' \
		--dpkgopt=force-unsafe-io \
		--dpkgopt='path-exclude=/usr/share/doc/*' \
		--dpkgopt='path-exclude=/usr/share/locale/*' \
		--customize-hook="copy-in $source/root/etc /" \
		--customize-hook="upload $source/setup.sh /setup.sh" \
		--customize-hook='chroot "$1" sh /setup.sh && rm "$1/setup.sh"' \
		"$suite" "$dir/system.tar" \
		"deb [signed-by=$keyring] $mirror $suite main" 2>&1 |
		tee "$dir/log" | sed -un 's/^I: /  /p' >&2
}

# A user gets owners and modes by fakeroot.
make_disk() {
	local fake=()

	((!EUID)) || fake=(fakeroot)
	rm -rf "$dir/tree"
	mkdir "$dir/tree"
	# shellcheck disable=SC2016	# for the inner shell
	quietly "${fake[@]}" sh -ec '
		tar -xpf "$1/system.tar" --numeric-owner --xattrs \
			--xattrs-include="*" -C "$1/tree"
		sed -n "s/^Package: //p; s/^Version: //p" \
			"$1/tree/var/lib/dpkg/status" | paste - - >"$1/packages.txt"
		mke2fs -q -F -t ext4 -L debian -m 0 -E root_owner=0:0 \
			-d "$1/tree" "$1/disk.new" 12G' sh "$dir" ||
		fail "cannot make ${dir#"$top/"}/disk"
	rm -rf "$dir/tree" "$dir/system.tar"
	mv "$dir/disk.new" "$dir/disk"
}

mapfile -t files < <(find "$source"/{packages.list,setup.sh,root} -type f | sort)
inputs=$(digest "${files[@]}" "$harness/mkdebian.sh")
is_current() {
	[[ -f $dir/disk && -f $dir/stamp && $(<"$dir/stamp") == "$inputs" ]]
}

! is_current || exit 0
"$harness/install_deps.sh" build debian
lock "debian-$suite-$deb_arch"
! is_current || exit 0
mkdir -p "$dir"
rm -f "$dir/stamp"
make_system || {
	tail -n 20 "$dir/log" >&2
	fail "cannot make the system; the whole log is ${dir#"$top/"}/log"
}
make_disk
echo "$inputs" >"$dir/stamp"
say "made ${dir#"$top/"}/disk: $suite, $(wc -l <"$dir/packages.txt") packages"

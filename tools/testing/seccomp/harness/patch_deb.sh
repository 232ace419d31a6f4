# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154
#
# Makes the Debian package of the series, linux-patch-$KERNEL-seccomp, and checks it.
# Sourced by series.sh, after kbuild.sh. The package has the series and one patch of
# all steps, beside the tarball of linux-source-$KERNEL in /usr/src.

package=linux-patch-$KERNEL-seccomp
packages=$out/deb/all
installed=$work/installed

# write_control DIR: the version is that of the base, so a newer base needs a new
# package.
write_control() {
	cat >"$1/DEBIAN/control" <<-END
		Package: $package
		Version: $version
		Architecture: all
		Maintainer: $DEBFULLNAME <$DEBEMAIL>
		Section: kernel
		Priority: optional
		Recommends: linux-source-$KERNEL, patch
		Suggests: quilt
		Description: patches for linux-source-$KERNEL: verdicts of seccomp by look-up
		 The patches replace the filter mode of seccomp. The kernel computes verdicts
		 when a program attaches a filter, so filters cost no more per call.
		 .
		 They apply to version $(base_version) of linux-source-$KERNEL.
	END
	(cd "$1" && find usr -type f -exec md5sum {} + | sort -k 2) \
		>"$1/DEBIAN/md5sums"
}

write_doc() {
	local doc=$1/usr/share/doc/$package

	mkdir -p "$doc"
	cat >"$doc/README.Debian" <<-END
		The patches apply to linux-source-$KERNEL, version $(base_version).
		In a copy of that source:

		    tar -xf /usr/src/linux-source-$KERNEL.tar.xz
		    cd linux-source-$KERNEL
		    xzcat /usr/src/$package.patch.xz | patch -p1 --fuzz=0

		The steps one by one, with quilt:

		    QUILT_PATCHES=/usr/src/$package quilt push -a --fuzz=0

		For the source package of linux, in its top directory:

		    cp -r /usr/src/$package/debian/patches debian/
		    cat /usr/src/$package/debian/series.append \\
		        >>debian/patches/series

		/usr/src/$package/0000-cover-letter.patch describes the series.
	END
	# Its Files: name paths of seccompctl. A patch has the path in each hunk, and
	# each new file has its own line of the license.
	sed -e "s/^Upstream-Name: .*/Upstream-Name: $package/" \
		-e 's|^Comment: .*|Comment: Each file that the patches add names|' \
		-e 's|^ kernel/seccomp/\.$| its license. Files of include/uapi/ have an exception.|' \
		-e '/^Files: include/,/^$/d' -e '/^License: .*exception$/,$d' \
		"$top/tools/seccomp/debian/copyright" >"$doc/copyright"
	printf '%s (%s) unstable; urgency=medium\n\n  * %s\n\n -- %s  %s\n' \
		"$package" "$version" "Make the package of the last commit." \
		"$DEBFULLNAME <$DEBEMAIL>" "$(date -Ru -d "@$stamp")" |
		gzip -9n >"$doc/changelog.Debian.gz"
}

# make_package REPOSITORY PATCHES: make the package of these in $packages
make_package() {
	local root=$work/root

	set_version
	export SOURCE_DATE_EPOCH=$stamp
	rm -rf "$root"
	mkdir -p "$root/DEBIAN" "$root/usr/src/$package" "$packages"
	cp -r "$2/." "$root/usr/src/$package/"
	git -C "$1" diff --no-renames --full-index base series |
		xz -c >"$root/usr/src/$package.patch.xz"
	write_doc "$root"
	write_control "$root"
	rm -f "$packages/$package"_*
	dpkg-deb --root-owner-group --build "$root" "$packages"
}

# MAINTAINERS has no address of a mail host, and the version of a changed tree is long.
check_package() {
	local file tags=bogus-mail-host,bogus-mail-host-in-debian-changelog

	tags+=,package-has-long-file-name
	file=$(compgen -G "$packages/${package}_*_all.deb")
	lintian --no-cfg --allow-root --fail-on error,warning \
		--suppress-tags "$tags" "$file"
	rm -rf "$installed"
	install_package "$installed" "$file"
}

apply_one_patch() {
	xzcat "$installed/usr/src/$package.patch.xz" | patch -p1 --fuzz=0
}

apply_installed() {
	QUILT_PATCHES=$installed/usr/src/$package quilt --quiltrc - \
		push -a --fuzz=0
}

# Remove the package as a user would. dpkg's own files stay.
remove_package() {
	local left

	[[ -f $installed/usr/src/$package/series ]]
	run_dpkg "$installed" --purge "$package"
	left=$(find "$installed" -path "$installed/var/lib/dpkg" -prune -o \
		! -type d -print)
	[[ -z $left ]] || printf 'left: %s\n' "$left"
	[[ -z $left ]]
}

# report NAME COMMAND...: print a result, and the end of the output if it fails
report() {
	local name=$1 log=$work/log

	shift
	# A subshell with -e stops at the first command that fails.
	set +e
	(set -e && "$@") >"$log" 2>&1
	local status=$?
	set -e
	if ((!status)); then
		result ok "$name"
	else
		show "$log"
		result 'not ok' "$name"
	fi
}

# package_series REPOSITORY PATCHES
package_series() {
	report "$package: made" make_package "$1" "$2"
	report "$package: clean for lintian, and installed" check_package
	check_way "$package: one patch, by patch -p1" apply_one_patch
	check_way "$package: quilt push -a --fuzz=0" apply_installed
	report "$package: removed without a rest" remove_package
}

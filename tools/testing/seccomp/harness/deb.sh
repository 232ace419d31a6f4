#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes Debian packages of our kernel, linux-image and linux-headers, with the
# kernel's own bindeb-pkg: build/$KERNEL/deb/$ARCH/*.deb. Then boots the kernel of
# the package, if its configuration suits the virtual machine. Prints TAP.
#
# The environment:
#
#	ARCH	x86_64 (default) or arm64
#	CONFIG	a configuration file, also a compressed one, or "small" for the
#		configuration of configs/. Default: the running kernel's; the
#		small one if that is missing or for another architecture

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
(($# == 0)) || usage "takes no arguments"
[[ -z $DEBUG ]] || usage "DEBUG=$DEBUG: use CONFIG=FILE for packages"
set_arch "${ARCH:-x86_64}"
CONFIG=${CONFIG-}
export -n CONFIG

mark=-seccomp
packages=$out/deb/$arch
linux=$out/deb/linux
log=$packages/build.log
. "$harness/tap.sh"
about="$arch: "

find_config() {
	local file

	[[ -z $CONFIG ]] || return 0
	CONFIG=small
	[[ $arch == "$(host_arch)" ]] || return 0
	for file in "/boot/config-$(uname -r)" /proc/config.gz; do
		[[ -r $file ]] || continue
		CONFIG=$file
		return
	done
}

check_config() {
	local given other=ARM64

	[[ $CONFIG != small ]] || return 0
	[[ -f $CONFIG ]] || usage "CONFIG=$CONFIG: no such file; use the" \
		"configuration of a kernel, or CONFIG=small"
	[[ $arch == x86_64 ]] || other=X86
	given=$(zcat -f "$CONFIG" 2>/dev/null) ||
		usage "CONFIG=$CONFIG: cannot be read"
	[[ $'\n'$given$'\n' == *$'\n'CONFIG_SECCOMP_FILTER=y$'\n'* ]] ||
		usage "CONFIG=$CONFIG: turn CONFIG_SECCOMP_FILTER=y on in it"
	[[ $'\n'$given$'\n' != *$'\n'CONFIG_$other=y$'\n'* ]] ||
		usage "CONFIG=$CONFIG: is not for $arch: set ARCH= for it"
	CONFIG=$(realpath "$CONFIG")
}

# Remove the paths of keys that this machine does not have.
drop_keys() {
	local key file

	for key in SYSTEM_TRUSTED_KEYS SYSTEM_REVOCATION_KEYS; do
		file=$(sed -n "s/^CONFIG_$key=\"\(.*\)\"/\1/p" .config |
			tail -n 1)
		[[ -n $file && ! -f $file && ! -f $linux/$file ]] || continue
		say "deb: CONFIG_$key: left out, because $file is missing here"
		"$linux/scripts/config" --set-str "$key" ''
	done
}

# olddefconfig drops the symbols that this tree does not have.
configure() {
	if [[ $CONFIG == small ]]; then
		small_config
		check_small_config ours
		return
	fi
	mkdir -p "$linux/$objects"
	cd "$linux/$objects"
	zcat -f "$CONFIG" >.config
	drop_keys
	cp .config .config.given
	quietly kmake -s olddefconfig ||
		fail "CONFIG=$CONFIG: cannot be used for $KERNEL"
	grep -qx CONFIG_SECCOMP_FILTER=y .config ||
		fail "CONFIG=$CONFIG: a dependency of CONFIG_SECCOMP_FILTER is off"
	say "deb: of CONFIG=$CONFIG, $(grep -E '^CONFIG_.*=[ym]' .config.given |
		grep -cvxFf .config || :) options are different in $KERNEL"
}

build_failed() {
	say "building the packages failed:"
	tail -n 40 "$log" >&2
	fail "the whole log is ${log#"$top/"}"
}

# Keep two packages only. The user space headers would replace the distribution's,
# and the debug symbols are large.
build() {
	rm -f "$packages"/*.deb "$linux"/linux-*
	kmake -j"$(nproc)" LOCALVERSION="$mark" KDEB_PKGVERSION="$version" \
		KDEB_CHANGELOG_DIST=unstable DPKG_FLAGS=-d bindeb-pkg 2>&1 |
		tee "$log" | "$harness/progress.pl" "packages, $arch" 0 >&2 ||
		build_failed
	release=$(<"$linux/$objects/include/config/kernel.release")
	find "$linux" -maxdepth 1 \( -name "linux-image-${release}_*.deb" -o \
		-name "linux-headers-${release}_*.deb" \) \
		-exec mv -t "$packages" {} +
	rm -f "$linux"/linux-*
	compgen -G "$packages/linux-image-${release}_*.deb" >/dev/null ||
		fail "no package of the kernel; see ${log#"$top/"}"
}

# The check_ functions run in the directory of the unpacked package.
check_image() {
	if [[ $release == *"$mark" && -f boot/vmlinuz-$release ]]; then
		result ok "the package has /boot/vmlinuz-$release"
	else
		result 'not ok' "the package has no kernel marked $mark"
	fi
	if grep -q ' seccomp_rule_run$' "boot/System.map-$release"; then
		result ok "the package has our seccomp"
	else
		result 'not ok' "the package lacks our seccomp"
	fi
}

# Print the symbols that the virtual machine needs and that are not built in.
lacks() {
	local symbol

	for symbol in BLK_DEV_INITRD BINFMT_ELF BINFMT_SCRIPT PROC_FS SYSFS \
		TMPFS DEVTMPFS PCI VIRTIO_PCI VIRTIO_CONSOLE; do
		grep -qx "CONFIG_$symbol=y" "boot/config-$release" ||
			printf 'CONFIG_%s ' "$symbol"
	done
}

check_boot() {
	local dir=$packages/boot lacking

	lacking=$(lacks)
	if [[ -n $lacking ]]; then
		result ok "boots # SKIP the VM needs ${lacking% } built in"
		return
	fi
	mkdir -p "$dir"
	if ARCH=$arch IMAGE=boot/vmlinuz-$release RESULT=$dir QUIET=1 BUILT=1 \
		ADD='' APPEND='' QEMU='' CMD="cd /tests &&
			[ \"\$(uname -r)\" = '$release' ] &&
			./action_test && ./verdict_test" \
		"$harness/vm.sh" >"$dir/vm.log" 2>&1; then
		result ok "boots as $release, $(grep -c '^ok' "$dir/output")$(
		) cases of action_test and verdict_test pass"
	else
		grep -hE '^not ok|^failed' "$dir"/{output,verdict,vm.log} |
			sed 's/^/# /' || :
		result 'not ok' "boots, and filters: ${dir#"$top/"}"
	fi
}

# Build a module with the package of headers only, as a user would. The tools in
# the headers of another architecture do not run here.
check_headers() {
	local package=$1 module=$work/module tree

	if [[ ! -f $package ]] &&
		! grep -qx CONFIG_MODULES=y "boot/config-$release"; then
		result ok "headers # SKIP without CONFIG_MODULES there are none"
		return
	fi
	if ! dpkg-deb -x "$package" "$work/headers"; then
		result 'not ok' "there is a package of headers"
		return
	fi
	tree=$work/headers/usr/src/linux-headers-$release
	if [[ $arch != "$(host_arch)" ]]; then
		if [[ -f $tree/include/linux/seccomp_fastpath.h ]]; then
			result ok "the package of headers has ours"
		else
			result 'not ok' "the package of headers lacks ours"
		fi
		return
	fi
	mkdir -p "$module"
	echo 'obj-m := own.o' >"$module/Makefile"
	printf '#include <linux/%s>\n' module.h seccomp_fastpath.h >"$module/own.c"
	echo 'MODULE_LICENSE("GPL");' >>"$module/own.c"
	if make -C "$tree" M="$module" modules >"$work/log" 2>&1 &&
		modinfo -F vermagic "$module/own.ko" | grep -q "^$release "
	then
		result ok "a module is built with the package of headers"
	else
		show "$work/log" 10
		result 'not ok' "a module is built with the package of headers"
	fi
}

find_config
check_config
"$harness/install_deps.sh" build deb "$arch"
state=$("$harness/overlay.sh")
"$harness/mkrootfs.sh" "$arch" tests
lock "deb-$KERNEL"
. "$harness/kbuild.sh"
fragments+=("$top/configs/deb.config")
# dpkg's tools choose the compiler, so ccache has to be on the path.
export PATH=/usr/lib/ccache:$PATH DEB_BUILD_OPTIONS=terse \
	DEB_BUILD_PROFILES=pkg.linux-upstream.nokerneldbg
unset KBUILD_BUILD_VERSION

# This does not set CC, because dpkg's tools do.
kmake() {
	nice make -C "$linux" O="$objects" ARCH="$arch" CROSS_COMPILE="$cross" \
		"$@"
}

mkdir -p "$packages"
if [[ ! -f $out/deb/stamp || $(<"$out/deb/stamp") != "$state" ]]; then
	rm -rf "$linux"
	new_tree "$out/ours/linux"
	echo "$state" >"$out/deb/stamp"
fi
set_version
configure
build
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/image"
dpkg-deb -x "$packages/linux-image-${release}_"*.deb "$work/image"
cd "$work/image"
check_image
check_boot
check_headers "$(compgen -G "$packages/linux-headers-${release}_*.deb" || :)"
(cd "$top" && printf '# %s\n' "${packages#"$top/"}"/*.deb)
echo "1..$number"
((!failed))

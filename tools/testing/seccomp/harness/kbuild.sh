# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154
#
# Functions to configure and build a kernel tree. Sourced after lib.sh and
# set_arch. The callers set "linux", the tree.
#
# This sets "objects", the output directory relative to the tree. It is the same
# text for all trees, so a tree gets the objects of the others from ccache.

objects=out-$variant
fragments=("$top"/configs/{base,"$arch"}.config)
[[ ! -f $top/configs/$KERNEL.config ]] ||
	fragments+=("$top/configs/$KERNEL.config")
[[ -z $DEBUG ]] || fragments+=("$top/configs/$DEBUG.config")
# The mitigations have other names in 6.1.
if ((MITIGATIONS)) || { ((DEBIAN)) && [[ $KERNEL != 6.1 ]]; }; then
	fragments+=("$top"/configs/mitigations{,"-$arch"}.config)
fi
((!DEBIAN)) || fragments+=("$top/configs/debian.config")

export CCACHE_DIR=$top/build/.ccache CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=5G
export KBUILD_BUILD_TIMESTAMP='Thu Jan  1 00:00:00 UTC 2026'
export KBUILD_BUILD_USER=build KBUILD_BUILD_HOST=vm KBUILD_BUILD_VERSION=1
# Kbuild would read these from the environment.
unset ARCH CROSS_COMPILE KBUILD_OUTPUT O V MAKEFLAGS MFLAGS MAKELEVEL

# kernel/seccomp/Makefile cannot set KCOV_INSTRUMENT for kernel/seccomp.c.
kmake() {
	nice make -C "$linux" O="$objects" ARCH="$arch" CROSS_COMPILE="$cross" \
		CC="ccache ${cross}gcc" HOSTCC="ccache gcc" \
		KCOV_INSTRUMENT_seccomp.o=y "$@"
}

# new_tree FROM: make $linux of hard links to the files of FROM. A changed file must
# replace the link, never be written through it.
new_tree() {
	mkdir -p "$linux"
	find "$linux" -mindepth 1 -maxdepth 1 ! -name 'out-*' \
		-exec rm -rf {} +
	find "$1" -mindepth 1 -maxdepth 1 ! -name 'out-*' \
		-exec cp -al -t "$linux" {} +
}

# Configure as the fragments say: the last line of a symbol counts.
small_config() {
	mkdir -p "$linux/$objects"
	{
		KCONFIG_CONFIG=$linux/$objects/fragments quietly \
			"$linux/scripts/kconfig/merge_config.sh" -m "${fragments[@]}" &&
			quietly kmake -s KCONFIG_ALLCONFIG=fragments allnoconfig
	} || fail "cannot configure ${linux#"$top/"}"
}

# Print the symbols that .config sets otherwise than the fragments.
list_missing() {
	local config=$linux/$objects/.config merged=$linux/$objects/fragments

	grep '^CONFIG_' "$merged" | grep -vxFf "$config" | cut -d = -f 1
	sed -n 's/^# \(CONFIG_.*\) is not set$/^\1=/p' "$merged" |
		grep -of - "$config" | tr -d =
}

# check_small_config TREE...: fail if a symbol is missing, unless configs/optional.list
# allows it for a tree. Kconfig drops a symbol without a message if it is unknown or its
# dependencies are off.
check_small_config() {
	local allowed missing

	allowed=$(awk -v trees=" $KERNEL $KERNEL-$arch $* " \
		'index(trees, " " $1 " ") { print $2 }' "$top/configs/optional.list")
	missing=$(list_missing | grep -vxF "$allowed" | sort) || :
	[[ -z $missing ]] || fail "${linux#"$top/"} cannot be configured as" \
		"configs/ asks for: ${missing//$'\n'/ }"
}

# Print the version of Debian's package of the base; without a package, the
# version of the kernel.
base_version() {
	local package=linux-source-$KERNEL

	if [[ -f $top/build/source/$package.version ]]; then
		cat "$top/build/source/$package.version"
	elif [[ -f /usr/src/$package.tar.xz ]] &&
		dpkg-query -W -f '${Version}\n' "$package" 2>/dev/null; then
		:
	else
		make -s -C "$out/base/linux" kernelversion
	fi
}

# Set version, the date and the maintainer of a package. The version has Debian's
# version of the source, the date of our last commit, and a mark if a file has changed
# since.
set_version() {
	local commit

	commit=$(git -C "$top" log -1 --format='%cd|%an|%ae|%at' \
		--date=format-local:%Y%m%d.%H%M%S) ||
		fail "version and date are those of the last commit:" \
			"use a clone of the repository, not a copy"
	IFS='|' read -r commit DEBFULLNAME DEBEMAIL stamp <<<"$commit"
	version=$(base_version)+seccomp$commit
	[[ -z $(git -C "$top" status --porcelain -uno) ]] || version+=.changed
	KBUILD_BUILD_TIMESTAMP=$(date -u -d "@$stamp")
	export DEBFULLNAME DEBEMAIL KBUILD_BUILD_TIMESTAMP
}

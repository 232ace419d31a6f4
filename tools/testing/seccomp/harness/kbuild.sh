# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154
#
# What it takes to configure and build a kernel tree. Sourced after lib.sh and
# set_arch. The callers set:
#
#	linux	the tree
#	objects	the output directory, relative to it, and so the same text in
#		all trees: the objects of one come out of ccache for the others

objects=out-$variant
fragments=("$top"/configs/{base,"$arch"}.config)
[[ ! -f $top/configs/$KERNEL.config ]] ||
	fragments+=("$top/configs/$KERNEL.config")
[[ -z $DEBUG ]] || fragments+=("$top/configs/$DEBUG.config")

export CCACHE_DIR=$top/build/.ccache CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=5G
export KBUILD_BUILD_TIMESTAMP='Thu Jan  1 00:00:00 UTC 2026'
export KBUILD_BUILD_USER=build KBUILD_BUILD_HOST=vm KBUILD_BUILD_VERSION=1
# What is set for other purposes must not leak into Kbuild.
unset ARCH CROSS_COMPILE KBUILD_OUTPUT O V MAKEFLAGS MFLAGS MAKELEVEL

# Of seccomp.c, kernel/seccomp/Makefile can say nothing.
kmake() {
	nice make -C "$linux" O="$objects" ARCH="$arch" CROSS_COMPILE="$cross" \
		CC="ccache ${cross}gcc" HOSTCC="ccache gcc" \
		KCOV_INSTRUMENT_seccomp.o=y "$@"
}

# new_tree FROM: $linux, of the same files under another name. What changes is
# to be replaced, never written into.
new_tree() {
	mkdir -p "$linux"
	find "$linux" -mindepth 1 -maxdepth 1 ! -name 'out-*' \
		-exec rm -rf {} +
	find "$1" -mindepth 1 -maxdepth 1 ! -name 'out-*' \
		-exec cp -al -t "$linux" {} +
}

# small_config FRAGMENT...
small_config() {
	mkdir -p "$linux/$objects"
	cat "$@" >"$linux/$objects/fragments"
	quietly kmake -s KCONFIG_ALLCONFIG=fragments allnoconfig ||
		fail "cannot configure ${linux#"$top/"}"
}

# list_missing FRAGMENT...: what the fragments want and .config has not
list_missing() {
	local line symbol config=$linux/$objects/.config

	while read -r line; do
		symbol=${line#'# '} symbol=${symbol%%[= ]*}
		if [[ $line == '# '* ]]; then
			grep -q "^$symbol=" "$config" && echo "$symbol"
		else
			grep -qxF -- "$line" "$config" || echo "$symbol"
		fi
	done < <(grep -hE '^(CONFIG_|# CONFIG_.* is not set)' "$@")
	return 0
}

# may_be_missing SYMBOL TREE...: from these trees, by configs/optional.list
may_be_missing() {
	awk -v symbol="$1" -v trees=" ${*:2} " '
		$2 == symbol && index(trees, " " $1 " ") { found = 1 }
		END { exit !found }' "$top/configs/optional.list"
}

# check_small_config TREE...: Kconfig drops in silence what it does not know or
# cannot turn on.
check_small_config() {
	local symbol bad=()

	while read -r symbol; do
		may_be_missing "$symbol" "$KERNEL" "$@" || bad+=("$symbol")
	done < <(list_missing "${fragments[@]}")
	((!${#bad[@]})) || fail "${linux#"$top/"} cannot be configured as" \
		"configs/ asks for: ${bad[*]}"
}

# The version of Debian's package that the base comes from; without one, that
# of the kernel.
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

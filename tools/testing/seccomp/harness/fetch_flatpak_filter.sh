#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Captures the filter that Debian's flatpak gives to an application, into
# build/profiles/flatpak.bpf. It is for x86-64.
#
# flatpak passes the filter to bwrap as a file descriptor. Here bwrap is a script that
# copies the filter and runs nothing. The application is an empty runtime from a
# repository on this disk.
#
# Exits with 77 if the mirror does not have flatpak. The last line on stderr says so.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
(($# == 0)) || usage "takes no arguments"

filter=$top/build/profiles/flatpak.bpf
sysroot=$top/build/sysroot/amd64-flatpak
name=org.seccomp.Empty

missing() {
	say "${0##*/}: $*"
	exit 77
}

flatpak() {
	env -i PATH="$PATH" LC_ALL=C HOME="$work" XDG_DATA_HOME="$work/data" \
		LD_LIBRARY_PATH="$sysroot/usr/lib/x86_64-linux-gnu:$sysroot/lib/x86_64-linux-gnu" \
		FLATPAK_USER_DIR="$work/user" FLATPAK_SYSTEM_DIR="$work/system" \
		FLATPAK_CONFIG_DIR="$work/config" FLATPAK_BWRAP="$work/bwrap" \
		"$sysroot/usr/bin/flatpak" "$@"
}

# The options of bwrap are in a file, too, each with a NUL behind it.
write_bwrap() {
	cat >"$work/bwrap" <<-'EOT'
		#!/bin/bash
		[[ $1 == --args ]] || exit 1
		mapfile -d '' -u "$2" options
		for ((i = 0; i < ${#options[@]}; i++)); do
			[[ ${options[i]} != --seccomp ]] ||
				cat <&"${options[i + 1]}" >"${0%/*}/filter"
		done
	EOT
	chmod +x "$work/bwrap"
}

write_runtime() {
	mkdir -p "$work"/{system,config,runtime/usr,runtime/files}
	printf '%s\n' '[Runtime]' "name=$name" "runtime=$name/x86_64/1" \
		"sdk=$name/x86_64/1" >"$work/runtime/metadata"
}

capture() {
	write_bwrap
	write_runtime
	flatpak build-export --runtime --disable-sandbox "$work/repository" \
		"$work/runtime" 1
	flatpak --user remote-add --no-gpg-verify local "$work/repository"
	flatpak --user install -y --noninteractive local "$name//1"
	flatpak --user run --command=true "$name//1"
}

[[ ! -s $filter ]] || exit 0
[[ $(host_arch) == x86_64 ]] || missing "the filter is for x86-64"
command -v apt-get >/dev/null || missing "there is no apt-get"
"$harness/sysroot.sh" amd64 flatpak ||
	missing "cannot download the package flatpak"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "${filter%/*}"
quietly capture || fail "flatpak cannot run an empty runtime; see above"
[[ -s $work/filter ]] || fail "flatpak gave no filter to bwrap"
cp "$work/filter" "$filter.new"
mv "$filter.new" "$filter"

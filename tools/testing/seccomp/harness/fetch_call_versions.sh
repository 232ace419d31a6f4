#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Fetches what Debian says about the versions of the kernel that added system calls:
# the manual page syscalls(2) and the news of strace, into build/profiles/syscalls.2 and
# strace.news. Only the packages of sid know the newest kernels. apt gets a sources
# list and a state of its own under build/.
#
# Exits with 77 if the mirror does not have the packages. The last line on stderr says
# so.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
(($# == 0)) || usage "takes no arguments"

profiles=$top/build/profiles
state=$top/build/apt/call-versions

missing() {
	say "${0##*/}: $*"
	exit 77
}

# unpack PACKAGE MEMBER NAME: write a compressed file of a package to the profiles
unpack() {
	dpkg-deb --fsys-tarfile "$state/$1"_*.deb | tar -xO "./usr/share/$2" |
		gzip -dc >"$profiles/$3.new"
	[[ -s $profiles/$3.new ]] || missing "the package $1 has no $2"
	mv "$profiles/$3.new" "$profiles/$3"
}

[[ ! -s $profiles/syscalls.2 || ! -s $profiles/strace.news ]] || exit 0
lock call-versions
[[ ! -s $profiles/syscalls.2 || ! -s $profiles/strace.news ]] || exit 0
command -v apt-get >/dev/null || missing "there is no apt-get"
private_apt "$state" "deb sid" || exit 77
trap 'rm -rf "$state"' EXIT
say "fetching manpages-dev and strace from sid into build/profiles"
update_lists call-versions "${apt[@]}"
(cd "$state" && quietly "${apt[@]}" download manpages-dev strace) ||
	missing "cannot download manpages-dev and strace$(update_failures call-versions)"
mkdir -p "$profiles"
unpack manpages-dev man/man2/syscalls.2.gz syscalls.2
unpack strace doc/strace/NEWS.gz strace.news

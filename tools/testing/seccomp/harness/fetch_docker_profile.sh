#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Fetches docker's seccomp profile into build/profiles/docker.json. No binary package
# has it. So the source package docker.io of the system's release is downloaded. apt
# gets a sources list and a state of its own under build/.
#
# Exits with 77 if the mirror has no such package, or the package no profile. The last
# line on stderr says what is missing.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
(($# == 0)) || usage "takes no arguments"

profile=$top/build/profiles/docker.json
state=$top/build/apt/docker.io

missing() {
	say "${0##*/}: $*"
	exit 77
}

# Print the profile that an archive of the source package has, if any.
unpack() {
	local archive member

	for archive in "$state"/docker.io_*.orig*.tar.*; do
		[[ $archive != *.asc ]] || continue
		member=$(tar -tf "$archive" |
			grep -m 1 '/profiles/seccomp/default\.json$' || :)
		if [[ -n $member ]]; then
			tar -xOf "$archive" "$member"
			return
		fi
	done
}

[[ ! -s $profile ]] || exit 0
lock docker-profile
[[ ! -s $profile ]] || exit 0
command -v apt-get >/dev/null || missing "there is no apt-get"
release=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
[[ -n $release ]] || missing "/etc/os-release names no release of Debian"
private_apt "$state" "deb-src $release" || exit 77
trap 'rm -rf "$state"' EXIT
say "fetching the source of docker.io from $release into build/profiles"
update_lists docker.io "${apt[@]}"
(cd "$state" && quietly "${apt[@]}" source --download-only \
	-o APT::Get::Only-Source=yes docker.io) ||
	missing "cannot download the source of docker.io$(update_failures docker.io)"
mkdir -p "${profile%/*}"
unpack >"$profile.new"
[[ -s $profile.new ]] ||
	missing "the source of docker.io has no profiles/seccomp/default.json"
mv "$profile.new" "$profile"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Unpacks Debian's source package PACKAGE into build/source/deb/PACKAGE, without its
# patches for the package, and prints that directory. apt gets a sources list and a
# state of its own under build/; the mirror and the keys are the system's.
#
#	fetch_deb_source.sh PACKAGE

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel

package=${1-}
[[ $package =~ ^[a-z0-9][a-z0-9.+-]+$ ]] ||
	usage "'$package': name a source package, such as libseccomp"
suite=${debian_suites[$KERNEL]}
dir=$top/build/source/deb/$suite/$package
state=$top/build/apt/source-$package
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

apt=(apt-get -q -o Dir::Etc::SourceList="$state/sources.list"
	-o Dir::Etc::SourceParts=-
	-o Dir::State="$state/state"
	-o Dir::State::status="$state/status"
	-o Dir::Cache="$state/cache"
	-o APT::Sandbox::User="$(id -un)"
	-o Acquire::Languages=none)

fetch() {
	local uri

	uri=$(debian_mirror)
	[[ -n $uri ]] || fail "no Debian mirror in /etc/apt: name one there"
	[[ -f $keyring ]] || fail "no $keyring: install debian-archive-keyring"
	rm -rf "$state" "$dir"
	mkdir -p "$state"/{state/lists,cache/archives}/partial "$(dirname "$dir")"
	: >"$state/status"
	echo "deb-src [signed-by=$keyring] $uri $suite main" \
		>"$state/sources.list"
	update_lists "source-$package" "${apt[@]}"
	(cd "$state" && quietly "${apt[@]}" source --download-only "$package") ||
		fail "cannot download $package$(update_failures "source-$package")"
	# apt has compared the files with its signed lists.
	quietly dpkg-source --no-check -x "$state/$package"_*.dsc "$dir.new"
	mv "$dir.new" "$dir"
	rm -rf "$state"
}

if [[ ! -d $dir ]]; then
	"$harness/install_deps.sh" series
	lock "source-$package"
	[[ -d $dir ]] || fetch
fi
echo "$dir"

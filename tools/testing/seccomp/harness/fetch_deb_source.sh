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

fetch() {
	rm -rf "$dir"
	mkdir -p "$(dirname "$dir")"
	private_apt "$state" "deb-src $suite" || fail "cannot fetch $package"
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

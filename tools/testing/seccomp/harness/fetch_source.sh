#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Fetches Debian's source of $KERNEL, linux-source-$KERNEL.tar.xz. Installs the
# system's own package if the system's apt has it. Otherwise downloads the
# package of the suite that has it into build/source. For that, apt gets a
# sources list and a state of its own under build/. The mirror and the keys are
# the system's; the system's apt does not change.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel

# The suites with kernels that are newer or older than the system's release.
declare -A suites=([6.1]=bookworm [6.12]=trixie [7.3]=trixie-backports)
package=linux-source-$KERNEL
state=$top/build/apt/$package

[[ -z $(tarball) ]] || exit 0
"$harness/install_deps.sh" build
lock "source-$KERNEL"
[[ -z $(tarball) ]] || exit 0

system_has_it() {
	apt-cache show "$package" >/dev/null 2>&1
}

fetch() {
	say "fetching $package from ${suites[$KERNEL]} into build/source"
	mkdir -p "$top/build/source"
	private_apt "$state" "deb ${suites[$KERNEL]}" ||
		fail "put linux-source-$KERNEL.tar.xz into build/source"
	update_lists "$package" "${apt[@]}"
	(cd "$state" && quietly "${apt[@]}" download "$package") ||
		fail "cannot download $package$(update_failures "$package")"
	dpkg-deb --fsys-tarfile "$state"/"$package"_*.deb |
		tar -xO "./usr/src/$package.tar.xz" \
			>"$top/build/source/$package.tar.xz.new"
	dpkg-deb -f "$state"/"$package"_*.deb Version \
		>"$top/build/source/$package.version"
	mv "$top/build/source/$package.tar.xz"{.new,}
	rm -rf "$state"
}

if system_has_it; then
	"$harness/install_deps.sh" source
else
	fetch
fi
[[ -n $(tarball) ]] || fail "$package has no /usr/src/$package.tar.xz"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Unpacks Debian's kernel source into build/$KERNEL/base/linux. Nothing changes
# that tree.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel

"$harness/fetch_source.sh"
tarball=$(tarball)
lock "base-$KERNEL"

stamp=$(stat -c '%s %Y' "$tarball")
if [[ -f $out/base/stamp && $(<"$out/base/stamp") == "$stamp" ]]; then
	exit 0
fi

say "unpacking $tarball"
rm -rf "$out/base"
mkdir -p "$out/base/linux"
tar -xJf "$tarball" --strip-components=1 -C "$out/base/linux"
echo "$stamp" >"$out/base/stamp"

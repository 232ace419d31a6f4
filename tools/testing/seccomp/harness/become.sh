#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds become.c and prints the name of the object, or nothing where this make
# or this system cannot load one.

set -euo pipefail
. "$(dirname "$0")/lib.sh"

object=build/become.so
cd "$top"
if [[ $object -ot $harness/become.c ]]; then
	mkdir -p build
	gcc -shared -fPIC -O2 -o "$object" "$harness/become.c" 2>/dev/null || exit 0
fi
echo "$object"

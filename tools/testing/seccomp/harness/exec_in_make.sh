#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds exec_in_make.c and prints the name of the object. Prints nothing if this
# system lacks make's header or a compiler; the makefile then uses a recipe.

set -euo pipefail
. "$(dirname "$0")/lib.sh"

object=build/exec_in_make.so
source=$harness/exec_in_make.c
cd "$top"
if [[ $object -ot $source ]]; then
	mkdir -p build
	gcc -shared -fPIC -O2 -o "$object" "$source" 2>/dev/null || exit 0
fi
echo "$object"

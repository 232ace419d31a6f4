#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Proves what kernel/seccomp/tnum32.h claims of its operations, a line for each
# theorem, and that the prover refutes wrong versions of them. Exits 1 if
# anything is not proved, or a wrong version is not refuted.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
(($# == 0)) || usage "takes no arguments"
"$harness/install_deps.sh" prove
forget_report "make prove"

# Debian's, which the packages are for; another may come first on the path.
prove() {
	/usr/bin/python3 "$private/verify/prove/prove.py" "$@" "$top/kernel/seccomp/tnum32.h"
}

said=$(mktemp)
trap 'rm -f "$said"' EXIT
prove | tee "$said"
# There are some hundreds of them.
prove --mutate | sed '/^refuted /d' | tee -a "$said"
keep_report "make prove" "$(grep -c '^proved' "$said") theorems proved; $(
	tail -n 1 "$said")"

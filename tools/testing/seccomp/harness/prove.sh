#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Proves the claims of kernel/seccomp/tnum32.h and interval64.h, and prints a line
# for each theorem. Then checks that the prover refutes mutants of the functions.
# Exits with 1 if a theorem is not proved, or a mutant is not refuted.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
(($# == 0)) || usage "takes no arguments"
"$harness/install_deps.sh" prove
forget_report "make prove"

# install_deps.sh installs z3 for Debian's python3. PATH can have another one.
prove() {
	/usr/bin/python3 "$private/verify/prove/prove.py" "$@" \
		"$top/kernel/seccomp/"{tnum32,interval64}.h
}

report=$(mktemp)
trap 'rm -f "$report"' EXIT
prove | tee "$report"
# There are some hundreds of refuted mutants.
prove --mutate | sed '/^refuted /d' | tee -a "$report"
keep_report "make prove" "$(grep -c '^proved' "$report") theorems proved; $(
	tail -n 1 "$report")"

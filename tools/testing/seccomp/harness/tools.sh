#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds seccompctl and seccomp-supervisor for this machine: build/tools. Prints
# where they are.
#
#	tools.sh		only this
#	tools.sh test		also builds seccompctl with sanitizers. Runs the
#				tests of tools/seccomp/tests with both. Prints TAP
#
# The environment: DEB=1 also makes the Debian package of seccompctl.

set -euo pipefail
. "$(dirname "$0")/lib.sh"

mode=${1:-build} DEB=${DEB:-0}
source=$top/tools/seccomp
tools=$top/build/tools

check_arguments() {
	[[ $mode == build || $mode == test ]] ||
		usage "$mode: use tools.sh, or tools.sh test"
	[[ $DEB == [01] ]] || usage "DEB=$DEB: use DEB=1 to make the package"
}

# tools_make DIR [ARGUMENT...]: run the Makefile of the tools for DIR
tools_make() {
	local dir=$1

	shift
	mkdir -p "$dir"
	env -u MAKEFLAGS -u MAKELEVEL -u ARCH nice make -s -j"$(nproc)" \
		-C "$source" OUTPUT="$dir" "$@"
}

# test_in SUITE DIR [VARIABLE]: build in DIR, run the tests, and print TAP without a
# plan. The numbers continue those of earlier suites.
test_in() {
	local suite=$1 dir=$2 status=0

	shift 2
	if ! tools_make "$dir" "$@" >"$dir.log" 2>&1; then
		tail -n 20 "$dir.log" >&2
		number=$((number + 1)) failed=1
		echo "not ok $number $suite: build"
		return
	fi
	rm -f "$dir.xml"
	# A failing case makes make fail, too. A run that ends early has no report.
	tools_make "$dir" check "$@" \
		PYTEST_FLAGS="-q --junitxml=$dir.xml" >"$dir.log" 2>&1 ||
		status=$?
	"$harness/junit_tap.py" "$suite" "$dir.xml" "$number" >"$dir.tap" ||
		failed=1
	cat "$dir.tap"
	number=$((number + $(grep -cE '^(not )?ok ' "$dir.tap" || :)))
	if ((status)) && ! grep -q '^not ok ' "$dir.tap"; then
		tail -n 5 "$dir.log" | sed 's/^/# /'
		number=$((number + 1)) failed=1
		echo "not ok $number $suite: make check exits with $status"
	fi
}

run_tests() {
	number=0 failed=0
	test_in plain "$tools/plain"
	test_in sanitized "$tools/sanitized" SANITIZE=1
	echo "1..$number"
	((!failed))
}

check_arguments
"$harness/install_deps.sh" tools
lock tools
mkdir -p "$tools"
case $mode in
test)
	run_tests
	;;
build)
	tools_make "$tools" || fail "cannot build the tools; see above"
	printf '%s\n' "${tools#"$top/"}"/{seccompctl,seccomp-supervisor}
	;;
esac

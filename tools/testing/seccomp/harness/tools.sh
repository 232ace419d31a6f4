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
# The environment: DEB=1 also makes the Debian package of seccompctl, in
# build/tools/deb. With tools.sh test, it is installed in a directory there. Its version is that of debian/changelog, with the date of our last
# commit.

set -euo pipefail
. "$(dirname "$0")/lib.sh"

mode=${1:-build} DEB=${DEB:-0}
source=$top/tools/seccomp
tools=$top/build/tools
. "$harness/tap.sh"

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
		result 'not ok' "$suite: build"
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
		show "$dir.log" 5
		result 'not ok' "$suite: make check exits with $status"
	fi
}

# Make the package and install it in a directory of its own.
test_package() {
	local root=$tools/deb/root good=ok

	if ! (package && install_package "$root" "$tools"/deb/seccompctl_*.deb) >"$tools/package.log" 2>&1 ||
		! "$root/usr/bin/seccompctl" --help >/dev/null; then
		show "$tools/package.log" 5
		good='not ok'
	fi
	result "$good" "the package is made, clean for lintian, and installed"
}

run_tests() {
	test_in plain "$tools/plain"
	test_in sanitized "$tools/sanitized" SANITIZE=1
	((!DEB)) || test_package
	echo "1..$number"
	((!failed))
}

# Make a source tree that has only what the package needs, at the paths of a kernel
# tree.
stage() {
	local commit

	commit=$(git -C "$top" log -1 --format='%cd' \
		--date=format-local:%Y%m%d.%H%M%S) ||
		fail "the package has the date of the last commit:" \
			"use a clone of the repository, not a copy"
	version=$(sed -n '1s/.*(\(.*\)).*/\1/p' "$source/debian/changelog")+$commit
	tree=$tools/deb/seccompctl-$version
	rm -rf "$tools/deb"
	mkdir -p "$tree"
	(cd "$top" && git ls-files -z -- tools/seccomp kernel/seccomp \
		include arch Documentation/userspace-api/seccomp_tools.rst |
		xargs -0 cp -p --parents -t "$tree")
	mv "$tree/tools/seccomp/debian" "$tree/debian"
	# Debian's tools read the date from the line that begins with two dashes.
	sed -i "1s/(.*)/($version)/
		s/^\( -- .*>  \).*/\1$(date -Ru -d "$(git -C "$top" log -1 \
			--format=%cI)")/" "$tree/debian/changelog"
}

package() {
	local log=$tools/deb.log

	"$harness/install_deps.sh" tools-deb
	stage
	(cd "$tree" && env -u MAKEFLAGS -u MAKELEVEL -u ARCH nice \
		dpkg-buildpackage -us -uc) >"$log" 2>&1 || {
		tail -n 30 "$log" >&2
		fail "cannot make the package; see ${log#"$top/"}"
	}
	# MAINTAINERS has no address of a mail host.
	lintian --no-cfg --allow-root --fail-on error,warning \
		--suppress-tags bogus-mail-host,bogus-mail-host-in-debian-changelog \
		"$tools"/deb/*.changes || fail "lintian has findings; see above"
	printf '%s\n' "$tools"/deb/*.deb | sed "s|^$top/||"
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
	((!DEB)) || package
	;;
esac

# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Runs in a guest booted with kunit.enable=1. Prints the results of all KUnit suites
# as one KTAP stream. The kernel has a stream for each suite, with one test.

cd /sys/kernel/debug/kunit || exit 1
echo 'KTAP version 1'
number=0
for suite in *; do
	[ -e "$suite/results" ] || continue
	number=$((number + 1))
	sed '/^KTAP version/d; /^1\.\./d
		s/^ok 1 /ok '$number' /; s/^not ok 1 /not ok '$number' /' \
		"$suite/results"
done
if [ "$number" = 0 ]; then
	echo 'not ok 1 a suite has run'
	number=1
fi
echo "1..$number"

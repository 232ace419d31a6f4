# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Runs in the guest on a debug kernel, after the tests. Checks that the detectors
# still work and asks kmemleak for leaks. The console has all other reports, and
# the host reads those there. lockdep turns itself off when its tables are full,
# and kmemleak when it gets no memory. KCSAN may be off.

result() {
	number=$((number + 1))
	echo "$1 $number $2"
}

check_lockdep() {
	[ -e /proc/lockdep_stats ] || return 0
	if grep -q 'debug_locks: *1$' /proc/lockdep_stats; then
		result ok 'lockdep is active'
	else
		result 'not ok' 'lockdep is active'
	fi
}

# kmemleak reports objects that are some seconds old. One scan may miss a pointer
# while the kernel moves it, so an object counts only after three scans.
check_leaks() {
	leaks=/sys/kernel/debug/kmemleak
	[ -e "$leaks" ] || return 0
	for delay in 6 6 1; do
		sleep "$delay"
		if ! echo scan >"$leaks"; then
			result 'not ok' 'kmemleak is active'
			return
		fi
	done
	if grep . "$leaks" | sed 's/^/# /' | head -n 100 | grep .; then
		result 'not ok' 'kmemleak finds no leak'
	else
		result ok 'kmemleak finds no leak'
	fi
}

check_kcsan() {
	races=/sys/kernel/debug/kcsan
	[ -e "$races" ] || return 0
	if grep -q '^enabled: 1$' "$races" &&
		grep -q '^setup_watchpoints: [1-9]' "$races"; then
		result ok 'KCSAN is active'
	else
		result 'not ok' 'KCSAN is active'
	fi
}

number=0
check_lockdep
check_kcsan
check_leaks
if [ "$number" = 0 ]; then
	result ok 'this kernel has a detector # SKIP none known'
fi
echo "1..$number"

# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# In the guest, on a kernel of DEBUG=, after tests: asks those who watch. What
# they see at once is on the console, and the host reads it there; but lockdep
# turns itself off when its tables are full, kmemleak when it has no memory,
# KCSAN may be turned off, and a leak is only found by who looks for it.

result() {
	number=$((number + 1))
	echo "$1 $number $2"
}

check_lockdep() {
	[ -e /proc/lockdep_stats ] || return 0
	if grep -q 'debug_locks: *1$' /proc/lockdep_stats; then
		result ok 'lockdep watches'
	else
		result 'not ok' 'lockdep watches'
	fi
}

# Only what is some seconds old counts, and only what no scan finds a pointer to:
# one that is on its way from one place to another is there in the next.
check_leaks() {
	leaks=/sys/kernel/debug/kmemleak
	[ -e "$leaks" ] || return 0
	for delay in 6 6 1; do
		sleep "$delay"
		if ! echo scan >"$leaks"; then
			result 'not ok' 'kmemleak watches'
			return
		fi
	done
	if grep . "$leaks" | sed 's/^/# /' | head -n 100 | grep .; then
		result 'not ok' 'nothing is leaked'
	else
		result ok 'nothing is leaked'
	fi
}

check_kcsan() {
	races=/sys/kernel/debug/kcsan
	[ -e "$races" ] || return 0
	if grep -q '^enabled: 1$' "$races" &&
		grep -q '^setup_watchpoints: [1-9]' "$races"; then
		result ok 'KCSAN watches'
	else
		result 'not ok' 'KCSAN watches'
	fi
}

number=0
check_lockdep
check_kcsan
check_leaks
if [ "$number" = 0 ]; then
	result ok 'this kernel has somebody who watches # SKIP none known'
fi
echo "1..$number"

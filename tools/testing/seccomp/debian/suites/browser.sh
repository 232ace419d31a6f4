#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Chromium as a user, headless, with its sandbox: a page with a script is loaded, and the
# processes have the filters that they ask for.
set -u
# shellcheck source=./common.sh
. /suites/common.sh
needs chromium su
limit=600

page()
{
	cat >page.html <<-END
		<html><body><p id="p">before</p>
		<script>document.getElementById("p").textContent = "sum " + (40 + 2);</script>
		</body></html>
	END
	chmod 755 "$work"
	chmod 644 page.html
}

# Chromium's messages have times and numbers, so only the page counts.
load()
{
	tap_case "chromium: a page with a script, sandbox on" || return 0
	page
	run_it su user -c "chromium --headless --disable-gpu --no-first-run \
		--disable-dev-shm-usage --dump-dom --virtual-time-budget=10000 \
		file://$work/page.html 2>$work/err || echo status \$?"
	seen="$(grep -o 'sum 42' out) $(grep -ci 'no usable sandbox\|seccomp.*fail' err) failures, ${seen##*, }"
	judge "sum 42 0 failures, status 0"
}

# Prints the kinds of processes and their state of seccomp.
process_states()
{
	for dir in /proc/[0-9]*; do
		kind=$(tr '\0' ' ' <"$dir/cmdline" 2>/dev/null |
			sed -n 's/^[^ ]*chromium.* --type=\([a-z-]*\).*/\1/p')
		[ -n "$kind" ] || continue
		echo "$kind:$(sed -n 's/^Seccomp:\t//p' "$dir/status")"
	done | sort -u | tr '\n' ' '
}

processes()
{
	tap_case "chromium: filters of its processes" || return 0
	page
	su user -c "exec chromium --headless --disable-gpu --no-first-run \
		--disable-dev-shm-usage --remote-debugging-port=9333 \
		file://$work/page.html" >out 2>&1 </dev/null &
	for _ in $(seq 300); do
		seen=$(process_states)
		case $seen in
		*renderer:2*) break ;;
		esac
		sleep 1
	done
	pkill -u user chromium
	wait
	judge "*renderer:2 *"
}

cases()
{
	load
	processes
}

tap_main cases

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs the demonstration: installs the missing packages, fetches the source,
# builds our kernel, boots it and runs real programs under real filters in it.
# Prints the steps and the time they need before it fetches anything.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
check_base
set_arch "${ARCH:-x86_64}"

"$harness/run_plan.sh" >&2
CMD='exec sh /demo/run.sh' TIMEOUT=${TIMEOUT:-600} ROOTFS=demo "$harness/vm.sh"

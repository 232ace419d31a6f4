#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# From nothing to real programs under real filters: sees to packages and
# sources, builds our kernel, boots it and runs the demonstration in it.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
set_arch "${ARCH:-x86_64}"

CMD='exec sh /demo/run.sh' TIMEOUT=${TIMEOUT:-600} "$harness/vm.sh"

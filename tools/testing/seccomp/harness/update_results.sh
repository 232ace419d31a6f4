#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Collects the results of the last complete runs from build/ into
# tools/testing/seccomp/results/*.json, then renders the tables in README and
# ASSURANCE from that directory. See results.py.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
(($# == 0)) || usage "takes no arguments"

"$harness/install_deps.sh" results
"$harness/results.py" collect
"$harness/results.py" render
say "updated: ${private#"$top/"}/results/, README, ${private#"$top/"}/ASSURANCE"

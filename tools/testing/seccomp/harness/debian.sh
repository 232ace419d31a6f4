#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Boots a Debian system with systemd on our kernel, and runs a command in it as root
# after the boot. With SHELL=1 root gets a shell on the terminal. Exits as vm.sh does.
# What a run changes on the disk is gone after it.
#
# The environment is that of vm.sh.

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
[[ -z $DEBUG ]] || usage "DEBUG=$DEBUG: leave it out, Debian has a kernel of its own"
((!MITIGATIONS)) || usage "MITIGATIONS=1: leave it out, they are on"
[[ -n ${CMD-} || ${SHELL_:-0} == 1 ]] ||
	usage "say what to run: make debian CMD='systemctl --failed', or SHELL=1"
export DEBIAN=1 ROOTFS=debian
exec "$harness/vm.sh"

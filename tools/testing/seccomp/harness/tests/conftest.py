# SPDX-License-Identifier: GPL-2.0-only
"""Fixtures for the tests of the harness.

harness_test.sh runs them: make test TEST=harness. Only test_interrupt.py boots a
machine.
"""

import os
import sys

# The scripts are next to this directory. Nothing is written beside them.
sys.dont_write_bytecode = True
HARNESS = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
sys.path.insert(0, HARNESS)

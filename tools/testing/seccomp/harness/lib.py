# SPDX-License-Identifier: GPL-2.0-only
"""Paths, settings and functions that the Python scripts in this directory share.

lib.sh has the same for the shell scripts.
"""

import os
import sys

HARNESS = os.path.dirname(os.path.realpath(__file__))
PRIVATE = os.path.dirname(HARNESS)
TOP = os.path.realpath(os.path.join(HARNESS, '../../../..'))
BUILD = os.path.join(TOP, 'build')
# The kernels that Debian packages the source of, and that patches/ supports.
KERNELS = ('6.1', '6.12', '7.3')
DEFAULT_KERNEL = '6.12'
KERNEL = os.environ.get('KERNEL') or DEFAULT_KERNEL


def name():
    """Return the name of the script that runs."""
    return os.path.basename(sys.argv[0])


def say(words):
    """Print a line for the user."""
    print(words, file=sys.stderr)


def usage(words):
    """Report a bad argument and how to correct it, in one line."""
    say(f'{name()}: {words}')
    sys.exit(2)


def fail(words):
    """Report why the script cannot do its work, in one line."""
    say(f'{name()}: {words}')
    sys.exit(1)

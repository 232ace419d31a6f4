# SPDX-License-Identifier: GPL-2.0-only
"""Paths, settings and functions that the Python scripts in this directory share.

lib.sh has the same for the shell scripts.
"""

import fcntl
import os
import subprocess
import sys

HARNESS = os.path.dirname(os.path.realpath(__file__))
PRIVATE = os.path.dirname(HARNESS)
TOP = os.path.realpath(os.path.join(HARNESS, '../../../..'))
BUILD = os.path.join(TOP, 'build')
# The kernels that Debian packages the source of, and that patches/ supports.
KERNELS = ('6.1', '6.12', '7.3')
DEFAULT_KERNEL = '6.12'
ARCHS = ('x86_64', 'arm64')
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


def shell(script, *arguments):
    """Return what functions of lib.sh print, a list of lines."""
    done = subprocess.run(
        ['bash', '-euc', f'. {HARNESS}/lib.sh; {script}', name(), *arguments],
        stdout=subprocess.PIPE, encoding='utf-8', check=False)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout.splitlines()


def lock(key):
    """Hold a lock on build/ as lock() of lib.sh does, until this process exits."""
    os.makedirs(os.path.join(BUILD, '.lock'), exist_ok=True)
    # pylint: disable=consider-using-with
    file = open(os.path.join(BUILD, '.lock', key), 'ab')
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say(f'waiting: another command works on {key}')
        fcntl.flock(file, fcntl.LOCK_EX)
    return file

# SPDX-License-Identifier: GPL-2.0-only
"""Fixtures for the tests of the harness.

harness_test.sh runs them: make test TEST=harness. Only test_interrupt.py boots a
machine.
"""

import os
import shutil
import subprocess
import sys

import pytest

# The scripts are next to this directory. Nothing is written beside them.
sys.dont_write_bytecode = True
HARNESS = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
sys.path.insert(0, HARNESS)

import lib  # pylint: disable=wrong-import-position

INSIDE = os.path.relpath(lib.HARNESS, lib.TOP)


@pytest.fixture(name='tree')
def fixture_tree(tmp_path):
    """Return a tree that has only a copy of the harness, at its path."""
    shutil.copytree(lib.HARNESS, tmp_path / INSIDE,
                    ignore=shutil.ignore_patterns('__pycache__', '.*'))
    return tmp_path


@pytest.fixture(name='link')
def fixture_link(tree):
    """Return a function that links paths of our tree into the copy."""
    def link(*names):
        for name in names:
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).symlink_to(os.path.join(lib.TOP, name))
    return link


@pytest.fixture(name='script')
def fixture_script(tree):
    """Return a function that replaces a script in the copy."""
    def script(name, text):
        path = tree / INSIDE / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'#!/bin/sh\n{text}\n')
        path.chmod(0o755)
    return script


@pytest.fixture(name='run')
def fixture_run():
    """Return a function that runs a command: its status, and what it prints."""
    def run(*words, **settings):
        done = subprocess.run(words, env={**os.environ, **settings},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              encoding='utf-8', check=False)
        return done.returncode, done.stdout
    return run

# SPDX-License-Identifier: GPL-2.0-only
"""Files that the harness fetches from Debian. They stay in build/profiles.

A kernel tree does not have the harness, so tests must skip there.
"""

import pathlib
import subprocess

import pytest

TOP = pathlib.Path(__file__).resolve().parents[3]
CACHE = TOP / 'build' / 'profiles'
HARNESS = TOP / 'tools' / 'testing' / 'seccomp' / 'harness'


def harness_file(name, script):
    """Return a file that the harness fetches. Skip only if it cannot be had."""
    path = CACHE / name
    script = HARNESS / script
    if path.exists():
        return path
    if not script.exists():
        pytest.skip(f'there is no {name}, and no {script.name} to fetch it')
    done = subprocess.run([script], check=False, encoding='utf-8',
                          stderr=subprocess.PIPE, timeout=480)
    if done.returncode == 77:
        pytest.skip(done.stderr.splitlines()[-1])
    assert done.returncode == 0, done.stderr
    return path

# SPDX-License-Identifier: GPL-2.0-only
"""Test the arguments, the plan of make run, and the lists of packages."""

import os
import time

import pytest

import lib
from conftest import INSIDE

REFUSED = (
    ('vm.sh', {'ARCH': 'vax'}),
    ('vm.sh', {'KERNEL': '2.4'}),
    ('vm.sh', {'CMD': ''}),
    ('vm.sh', {'DEBUG': 'base'}),
    ('vm.sh', {'CMD': 'true', 'ADD': '/nowhere'}),
    ('vm.sh', {'CMD': 'true', 'IMAGE': '/nowhere'}),
    ('vm.sh', {'CMD': 'true', 'CPUS': 'many'}),
    ('vm.sh', {'CMD': 'true', 'TIMEOUT': '0'}),
    ('stress.sh', {'BASE': '1'}),
    ('bench.sh', {'MITIGATIONS': '2'}),
    ('bench.sh', {'MITIGATIONS': '1', 'DEBUG': 'kasan'}),
    ('bench.sh', {'MITIGATIONS': '1', 'KERNEL': '6.1'}),
    ('test.sh', {'MITIGATIONS': '1'}),
    ('test.sh', {'FULL': 'yes'}),
    ('test.sh', {'TEST': 'nothing'}),
    ('sysfuzz.sh', {'CPUS': 'many'}),
    ('mutants.py', {'TEST': '25-listener-does-not-hang-up typo'}),
    ('series.sh', {'CHECK': 'yes'}),
    ('series.sh', {'DEB': 'yes'}),
    ('deb.sh', {'CONFIG': '/nowhere'}),
    ('deb.sh', {'CONFIG': '/dev/null'}),
)


@pytest.mark.parametrize('script, settings', REFUSED, ids=map(str, REFUSED))
def test_bad_argument(run, script, settings):
    """A bad argument exits with 2 and one line."""
    status, said = run(os.path.join(lib.HARNESS, script), **settings)
    assert (status, said.count('\n')) == (2, 1)


@pytest.fixture(name='plan')
def fixture_plan(tree, run):
    """Return a function that prints the plan of make run, with nothing built."""
    for name in ('kernel', 'include', 'patches', 'configs'):
        (tree / name).mkdir()
    return lambda arch='x86_64': run(str(tree / INSIDE / 'run_plan.sh'),
                                     ARCH=arch)[1]


def is_built(plan):
    """Does a plan build the kernel?"""
    return ' kernel ' in plan and 'build on ' in plan and ' min' in plan


def test_plan_of_nothing_built(tree, plan):
    assert plan('arm64').startswith(
        f'make run: Linux {lib.KERNEL} for arm64, ours\n')
    assert is_built(plan())
    assert not (tree / 'build').exists()


def test_plan_of_built_kernel(tree, plan):
    for name in ('base', 'x86_64'):
        (tree / f'build/{lib.KERNEL}' / name).mkdir(parents=True)
        (tree / f'build/{lib.KERNEL}' / name / 'stamp').touch()
    assert 'is unpacked' in plan() and 'up to date' in plan()
    time.sleep(0.1)
    (tree / 'kernel/changed.c').touch()
    assert is_built(plan())


ERROR = 'Err:1 http://a b InRelease\\nW: Failed to fetch\\n'
CONTINUING = 'continuing with the lists that are there'
LISTS = (
    # The status of apt-get, what it prints, what update_lists says.
    (0, 'Hit:1 a\\n', ''),
    (0, ERROR, f'apt-get update: 1 indexes failed; {CONTINUING}'),
    (100, ERROR * 2, f'apt-get update: 2 indexes failed; {CONTINUING}'),
    (100, 'E: no network\\n',
     f'apt-get update: failed with status 100; {CONTINUING}'),
)


@pytest.fixture(name='update')
def fixture_update(tree, run, script):
    """Return a function that updates the lists with a made-up apt-get."""
    def update(status, lines):
        script('apt-get', f'printf "{lines}"; exit {status}')
        return run('bash', '-c', f'cd {tree / INSIDE}; . ./lib.sh; update_lists '
                   'made-up ./apt-get; update_failures made-up')[1]
    return update


@pytest.mark.parametrize('status, lines, said', LISTS)
def test_lists(update, status, lines, said):
    """A failed update is one line, and names the log if the rest fails, too."""
    where = 'build/log/apt-update-made-up.log'
    assert update(status, lines) == (
        f'{said}\n; apt-get update failed before, see {where}' if said else '')


def test_lists_succeed_later(update):
    assert update(100, ERROR) and not update(0, 'Hit:1 a\\n')

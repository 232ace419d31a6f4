# SPDX-License-Identifier: GPL-2.0-only
"""Tests of gen_groups.py and of its table."""

import importlib.util
import pathlib
import re
import shutil
import subprocess

import pytest

TOOLS = pathlib.Path(__file__).resolve().parent.parent
TABLE = (TOOLS / 'groups_table.h').read_text(encoding='utf-8')

NAMES = '''default aio basic-io chown clock cpu-emulation debug file-system io-event
ipc keyring memlock module mount network-io obsolete pkey privileged process raw-io
reboot resources sandbox setuid signal swap sync system-service timer known'''.split()


@pytest.fixture(scope='module')
def generator():
    """Return the module gen_groups."""
    spec = importlib.util.spec_from_file_location('gen_groups',
                                                  TOOLS / 'gen_groups.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope='module')
def table():
    """Return {group: calls} of the table."""
    arrays = {name: re.findall(r'"([^"]+)"', body) for name, body in
              re.findall(r'(\w+)_calls\[\] = \{(.*?)\};', TABLE, re.S)}
    return {name.replace('_', '-'): calls for name, calls in arrays.items()}


def test_all_groups_are_there(table):
    assert list(table) == NAMES
    assert re.findall(r'\{ "@([a-z-]+)",\n\t  "[^"]+",', TABLE) == NAMES


def test_calls_are_sorted_and_unique(table):
    for name, calls in table.items():
        assert calls and calls == sorted(set(calls)), name


def test_groups_inside_of_groups_are_resolved(table):
    for inner in ('basic-io', 'file-system', 'timer'):
        assert set(table[inner]) <= set(table['system-service'])
    assert set(table['module']) <= set(table['privileged'])
    assert not [call for calls in table.values() for call in calls
                if call.startswith('@')]


def test_generator_resolves(generator):
    groups = generator.parse('@a\n    # One\n    write\n    @b\n\n'
                             '@b\n    # Two\n    read\n    @c\n\n'
                             '@c\n    # Three\n    close\n\n# Others:\n#   x\n')
    assert generator.flatten(groups) == {
        '@a': ['close', 'read', 'write'], '@b': ['close', 'read'],
        '@c': ['close']}


@pytest.mark.parametrize('text', ['', '@a\n    @a\n', '@a\n????\n',
                                  '@a\n    @b\n@b\n    @a\n'])
def test_generator_refuses(generator, text):
    with pytest.raises(ValueError):
        generator.flatten(generator.parse(text))


def test_table_is_what_systemd_analyze_prints(generator):
    if not shutil.which('systemd-analyze'):
        pytest.skip('systemd is not installed')
    version = subprocess.run(['systemd-analyze', '--version'], check=True,
                             stdout=subprocess.PIPE, encoding='utf-8').stdout
    ours = re.search(r'syscall-filter of systemd (\d+)', TABLE).group(1)
    theirs = version.split()[1]
    if ours != theirs:
        pytest.skip(f'the table is from systemd {ours}, this is {theirs}')
    groups = generator.parse(generator.output(
        ['systemd-analyze', '--no-pager', 'syscall-filter']))
    fresh = generator.table(version.splitlines()[0], groups)
    body = fresh.split('*/\n', 2)[2]
    assert body == TABLE.split('*/\n', 2)[2]

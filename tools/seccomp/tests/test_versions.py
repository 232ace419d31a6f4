# SPDX-License-Identifier: GPL-2.0-only
"""unknown(VERSION) against the tables of calls of the bases."""

import struct
import subprocess

import pytest

from base_trees import FIRST, TABLES, VERSIONS, base, table
from policy_eval import AUDIT

KNOWN, UNKNOWN = 0x50001, 0x50026
# A table has more calls than this, or the test does not find them.
MIN_CALLS = 280
AUDIT = dict(AUDIT, **{'mips64-n32': 0xa0000008})


def known_numbers(run, runner, tmp_path, abi, version, numbers):
    """Return which of these numbers a policy takes as calls of the version."""
    policy = f'arch: {abi}\ndefault: errno 1\nunknown{version}: errno ENOSYS\n'
    (tmp_path / 'policy').write_text(policy)
    done = run('compile', '-o', tmp_path / 'bpf', tmp_path / 'policy')
    assert done.returncode == 0, done.stderr
    calls = b''.join(struct.pack('=IIQ6Q', number, AUDIT[abi], 0, *[0] * 6)
                     for number in numbers)
    verdicts = subprocess.run([runner, tmp_path / 'bpf'], input=calls,
                              stdout=subprocess.PIPE, check=True).stdout
    verdicts = struct.unpack('=%dI' % len(numbers), verdicts)
    assert set(verdicts) <= {KNOWN, UNKNOWN}
    return {number for number, verdict in zip(numbers, verdicts) if verdict == KNOWN}


@pytest.mark.parametrize('abi', TABLES)
@pytest.mark.parametrize('version', VERSIONS)
def test_calls_are_known_where_the_base_has_them(run, runner, tmp_path, version, abi):
    calls = table(base(version), abi)
    if calls is None:
        pytest.skip(f'{version} has no table for {abi}')
    assert len(calls) > MIN_CALLS
    first = FIRST.get(abi, 0)
    numbers = range(first, first + 1024)
    known = known_numbers(run, runner, tmp_path, abi, f'({version})', numbers)
    missing = {number: calls[number] for number in set(calls) & set(numbers) - known}
    extra = known - set(calls)
    assert (missing, extra) == ({}, set())


@pytest.mark.parametrize('abi, name, number', [
    ('x86-64', 'mseal', 462), ('x32', 'mseal', FIRST['x32'] + 462),
    ('riscv64', 'mseal', 462), ('arm64', 'fchroot', 472)])
def test_calls_newer_than_libseccomp_have_names(run, runner, tmp_path, abi, name, number):
    (tmp_path / 'policy').write_text(f'arch: {abi}\ndefault: errno 1\nallow: {name}\n')
    done = run('compile', '-o', tmp_path / 'bpf', tmp_path / 'policy')
    assert done.returncode == 0, done.stderr
    calls = b''.join(struct.pack('=IIQ6Q', nr, AUDIT[abi], 0, *[0] * 6)
                     for nr in (number, number + 1))
    verdicts = subprocess.run([runner, tmp_path / 'bpf'], input=calls,
                              stdout=subprocess.PIPE, check=True).stdout
    assert struct.unpack('=2I', verdicts) == (0x7fff0000, 0x50001)

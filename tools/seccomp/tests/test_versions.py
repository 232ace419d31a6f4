# SPDX-License-Identifier: GPL-2.0-only
"""unknown(VERSION) against the tables of calls of the bases, and what Debian's manual
pages and strace say about the versions between them."""

import re
import struct
import subprocess

import pytest

from base_trees import FIRST, TABLES, VERSIONS, base, table
from harness_files import harness_file
from policy_eval import AUDIT

KNOWN, UNKNOWN = 0x50001, 0x50026
# A table has more calls than this, or the test does not find them.
MIN_CALLS = 280


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


# --- Versions between the bases ----------------------------------------------

ALL_VERSIONS = [(5, minor) for minor in range(20)] + [(6, minor) for minor in range(20)] \
    + [(7, minor) for minor in range(4)]
# The first call with the same number on all architectures that 5.0 does not have.
FIRST_COMMON = 424
# The fixed versions of sources that are wrong.
WRONG = {
    # strace 6.5 was released between 6.5 and 6.6, and had the call before the kernel.
    # chmod(2) has AT_EMPTY_PATH, a flag of this call, since 6.6.
    ('strace.news', 'fchmodat2'): (6, 6),
}


def version_of(text):
    major, minor = text.split('.')[:2]
    return int(major), int(minor)


def page_versions(text):
    """Return {call: version} of syscalls(2)."""
    rows = re.findall(r'(?:\\f\[B\]|\.BR )(\w+)(?:\\f\[\])? ?\(2\)\n?(?:T\})?\t'
                      r'(\d+\.\d+)(?![.\d])', text)
    return {call: version_of(version) for call, version in rows}


def news_versions(text):
    """Return {call: version} of the news of strace, which decodes a new call at once."""
    found = {}
    for release in re.split(r'^Noteworthy changes in release ', text, flags=re.M)[1:]:
        for item in re.split(r'^  \* ', release, flags=re.M)[1:]:
            item = ' '.join(item.split())
            calls = re.match(r'Implemented decoding of ([a-z0-9_, ]+?) syscalls?\b', item)
            if calls:
                for call in re.split(r',? and |, ', calls[1]):
                    # The releases go back in time.
                    found[call.removeprefix('sys_')] = version_of(release.split()[0])
    return found


def added(run, runner, tmp_path):
    """Return {call: version} as unknown(VERSION) has it, for common new calls."""
    names = run('names', 'calls').stdout.split()
    shown = run('names', *names).stdout
    numbers = {name: int(number) for name, number in re.findall(
        r'^(\w+) .*\bx86-64 (\d+)', shown, re.M) if int(number) >= FIRST_COMMON}
    versions = {}
    for version in ALL_VERSIONS:
        known = known_numbers(run, runner, tmp_path, 'x86-64', '(%d.%d)' % version,
                              list(numbers.values()))
        for name, number in numbers.items():
            if number in known:
                versions.setdefault(name, version)
    return versions


@pytest.mark.parametrize('name, read, least', [
    ('syscalls.2', page_versions, 20), ('strace.news', news_versions, 45)])
def test_versions_between_the_bases(run, runner, tmp_path, name, read, least):
    path = harness_file(name, 'fetch_call_versions.sh')
    theirs = read(path.read_text(encoding='utf-8'))
    ours = added(run, runner, tmp_path)
    compared = {call: (version, WRONG.get((name, call), theirs[call]))
                for call, version in ours.items() if call in theirs}
    print(f'{name}: compared {len(compared)} of {len(ours)} calls')
    assert len(compared) >= least
    assert {call: one for call, (one, _) in compared.items()} == {
        call: other for call, (_, other) in compared.items()}

# SPDX-License-Identifier: GPL-2.0-only
"""Tests of compile --oci: the profile, read back by import, gives the same verdicts."""

import itertools
import re

import pytest

import policy_interpreter
from policy_interpreter import Call

POLICY = '''default: errno EPERM
arch: x86-64 x86
allow: read write @clock
socket: (family in {AF_UNIX, AF_INET}) allow
clone: (!(clone_flags & CLONE_NEWUSER)) allow
personality: (personality == 0 || personality == 8) allow
ioctl: (cmd == 5 && arg == 7) errno 22
mmap/x86-64: (prot & 6) errno 1; else allow
lseek/x86-64: (offset != 0x100000000) allow
pread64/x86-64: (count >= 0x100000001) allow
'''.replace('/x86-64', '')
VALUES = [0, 1, 2, 5, 7, 8, 0x10000000, 2**32 - 1, 2**32, 2**32 + 1, 2**32 + 5, 2**64 - 1]


def answers(run, policy):
    """Return the answers for calls of x86-64 and x86."""
    done = run('compile', policy, encoding=None)
    assert done.returncode == 0, done.stderr
    program = policy_interpreter.unpack(done.stdout)
    calls = [Call(nr, (a, b, c)) for nr in (0, 1, 2, 8, 9, 16, 17, 41, 56, 135, 400)
             for a, b, c in itertools.product(VALUES, VALUES, VALUES)]
    return [policy_interpreter.run(program, call) for call in calls]


def test_profile_has_the_same_verdicts(run, tmp_path):
    text = POLICY.replace('arch: x86-64 x86', 'arch: x86-64')
    (tmp_path / 'p').write_text(text)
    done = run('compile', '--oci', '-o', tmp_path / 'p.json', tmp_path / 'p')
    assert (done.returncode, done.stderr) == (0, '')
    done = run('import', '-o', tmp_path / 'q', tmp_path / 'p.json')
    assert done.returncode == 0, done.stderr
    assert answers(run, tmp_path / 'q') == answers(run, tmp_path / 'p')


@pytest.mark.parametrize('text, place', [
    ('unknown: errno ENOSYS', '3:1'),
    ('other_arch: kill_process', '3:1'),
    ('allow: read/x86', '3:8'),
    ('trap 5: read', '3:1'),
    ('execve: (path == "/x") allow', '3:10'),
    ('socket: (family != AF_UNIX) allow', '3:10'),
    ('pread64: (count > 5 && count < 9) allow', '3:24'),
    ('pread64: (count in 5..9) allow', '3:11'),
    ('pread64: (count == 5) log; (count == 6) allow', '3:28'),
    ('pread64: (count == 5) log; else allow', '3:10'),
])
def test_what_a_profile_cannot_say_is_refused(run, tmp_path, text, place):
    (tmp_path / 'p').write_text(f'default: errno EPERM\narch: x86-64\n{text}\n')
    assert run('check', tmp_path / 'p').returncode == 0
    done = run('compile', '--oci', tmp_path / 'p')
    assert (done.returncode, done.stdout) == (2, '')
    assert re.fullmatch(f'{re.escape(str(tmp_path))}/p:{place}: an OCI profile cannot say '
                        '.*; expected .*\n', done.stderr), done.stderr

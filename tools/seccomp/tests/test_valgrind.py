# SPDX-License-Identifier: GPL-2.0-only
"""Runs seccompctl under valgrind, which must find neither errors nor leaks.

The sanitizers find other errors, and cannot run under valgrind.
"""

import pathlib
import re
import shutil
import subprocess

import pytest

import test_lint_bpf as programs
from programs import answer
from test_learn import call

ERROR = 99
OCI = pathlib.Path(__file__).resolve().parent / 'oci' / 'small.json'


@pytest.fixture
def valgrind(seccompctl, sanitized):
    """Return a function that runs the program under valgrind."""
    if sanitized:
        pytest.skip('valgrind cannot run a program with sanitizers')
    if not shutil.which('valgrind'):
        pytest.skip('no valgrind')

    def run_program(*arguments):
        done = subprocess.run(
            ['valgrind', '-q', f'--error-exitcode={ERROR}', '--leak-check=full',
             '--errors-for-leak-kinds=definite,indirect,possible', seccompctl,
             *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, encoding='utf-8', timeout=600, check=False)
        assert done.returncode != ERROR, done.stderr
        assert '==' not in done.stderr, done.stderr
        return done
    return run_program


def test_valgrind_would_fail(tmp_path):
    if not shutil.which('valgrind') or not shutil.which('gcc'):
        pytest.skip('no valgrind, or no gcc')
    source = tmp_path / 'leak.c'
    source.write_text('#include <stdlib.h>\n'
                      'int main(void) { return !malloc(4); }\n', encoding='utf-8')
    subprocess.run(['gcc', '-O0', '-o', tmp_path / 'leak', source], check=True)
    done = subprocess.run(
        ['valgrind', '-q', f'--error-exitcode={ERROR}', '--leak-check=full',
         '--errors-for-leak-kinds=definite', tmp_path / 'leak'],
        stderr=subprocess.DEVNULL, check=False)
    assert done.returncode == ERROR


def test_help(valgrind, run):
    commands = re.findall(r'^  ([a-z]+) ', run('--help').stdout, re.M)
    assert commands
    for command in commands:
        assert valgrind(command, '--help').returncode == 0


@pytest.mark.parametrize('code', ('path-twin', 'compat-hole', 'dead-code'))
def test_lint(valgrind, tmp_path, code):
    path = tmp_path / 'program'
    path.write_bytes(programs.PAIRS[code][0].code())
    assert valgrind('lint', '--json', '--bpf', path).returncode in (0, 1)


POLICY = '''default: errno EPERM
unknown(6.1): errno ENOSYS
arch: native compat
group @mine: @basic-io openat close
allow: @mine
clone: (clone_flags & CLONE_NEWUSER) errno EACCES; else allow
execve: (path in {"/bin/sh", "/bin/true"} || path ^= "/usr/") allow; else log
connect: (addr.family == AF_INET && addr.port in {80, 443}) allow
'''
PLAIN = 'default: errno EPERM\narch: x86-64 x86\nallow: read write\nlseek: (whence == 1) log\n'
UNIT = 'SystemCallFilter=@system-service\nRestrictNamespaces=user\nPersonality=x86'


@pytest.mark.parametrize('status, arguments', [
    (0, ['check', 'deep', 'plain']), (2, ['check', '--portable', 'deep']),
    (0, ['compile', '-o', '/dev/null', 'deep']), (0, ['compile', '--c', 'deep']),
    (0, ['compile', '--oci', 'plain']), (2, ['compile', '--oci', 'deep']),
    (0, ['disasm', 'deep']), (0, ['disasm', '--bpf', 'program']),
    (0, ['explain', 'deep']), (0, ['explain', '--json', '--oci', 'profile.json']),
    (0, ['explain', 'deep', 'execve', 'path="/bin/sh"']),
    (0, ['explain', 'plain', 'lseek', 'whence=1']), (2, ['explain', 'plain', 'lseek', 'x=1']),
    (1, ['diff', 'deep', 'plain']), (0, ['diff', '--json', 'plain', 'plain']),
    (0, ['diff', '--stricter', 'plain', '--oci', 'profile.json']),
    (0, ['import', 'profile.json']), (0, ['import', '--runtime', 'runc', 'profile.json']),
    (0, ['import', '--systemd', UNIT]), (2, ['import', 'plain']),
    (2, ['import', '--systemd', 'SystemCallFilter=@no']),
    (1, ['lint', 'deep']), (0, ['names', 'calls', 'groups', 'constants', 'openat', '@mount']),
    (2, ['names', 'nothing']), (2, ['check', 'wrong']), (0, ['show', '--json', '1']),
    (2, ['run', '--policy', 'wrong', 'true']), (2, ['tighten', 'socket', 'wrong']),
    (2, ['watch', 'pid =='])], ids=lambda value: ' '.join(value)[:60]
    if isinstance(value, list) else str(value))
def test_command(valgrind, tmp_path, monkeypatch, status, arguments):
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'deep').write_text(POLICY)
    (tmp_path / 'plain').write_text(PLAIN)
    (tmp_path / 'wrong').write_text('default: allow\nread: (fd == "x") log')
    (tmp_path / 'program').write_bytes(answer(0x50001, 'read'))
    (tmp_path / 'profile.json').write_bytes(OCI.read_bytes())
    assert valgrind(*arguments).returncode == status


@pytest.mark.parametrize('arguments', [
    ('--records', '/dev/null'),
    ('--pid', '4194304'),
], ids=' '.join)
def test_learn_nothing(valgrind, arguments):
    assert valgrind('learn', '-o', '/dev/null', *arguments).returncode == 3


def test_learn(valgrind, tmp_path):
    """The observer cannot run, as valgrind attaches no filters."""
    (tmp_path / 'records').write_bytes(call('read', 2) + call('mkdirat', 3, 0x50000))
    (tmp_path / 'force').write_bytes(answer(0x50001, 'read'))
    done = valgrind('learn', '--records', tmp_path / 'records', '--bpf',
                    tmp_path / 'force')
    assert done.returncode == 0
    assert 'allow: read' in done.stdout

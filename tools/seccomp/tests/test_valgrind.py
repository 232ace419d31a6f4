# SPDX-License-Identifier: GPL-2.0-only
"""Runs seccompctl under valgrind, which must find neither errors nor leaks.

The sanitizers find other errors, and cannot run under valgrind.
"""

import re
import shutil
import subprocess

import pytest

import test_lint_bpf as programs
from programs import answer
from test_learn import call

ERROR = 99


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
            stderr=subprocess.PIPE, encoding='utf-8', timeout=120, check=False)
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

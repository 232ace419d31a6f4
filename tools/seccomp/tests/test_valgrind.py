# SPDX-License-Identifier: GPL-2.0-only
"""Runs seccompctl under valgrind, which must find neither errors nor leaks.

The sanitizers find other errors, and cannot run under valgrind.
"""

import re
import shutil
import subprocess

import pytest

import test_lint_bpf as programs

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

# SPDX-License-Identifier: GPL-2.0-only
"""Test that check_run.py trusts only a run that has reported its end."""

import subprocess

import pytest

import lib

GOOD = 'bytes 3\nexit 0\n'
RUNS = (
    # What it is; the status of QEMU, the output, the report, the status.
    ('good', 0, 'abc', GOOD, 0),
    ('status of the command', 0, 'abc', 'bytes 3\nexit 42\n', 42),
    ('signal', 0, 'abc', 'bytes 3\nexit 137\n', 137),
    ('nothing reported', 0, 'abc', '', 125),
    ('nothing at all', 0, 'abc', None, 125),
    ('half a report', 0, 'abc', 'bytes 3\n', 125),
    ('no number', 0, 'abc', 'bytes 3\nexit \n', 125),
    ('a number that is cut off', 0, 'abc', 'bytes 3\nexit 4', 125),
    ('no length', 0, 'abc', 'exit 0\n', 125),
    ('more than a report', 0, 'abc', GOOD + GOOD, 125),
    ('output lost', 0, 'ab', GOOD, 125),
    ('output of another run', 0, 'abcd', GOOD, 125),
    ('too slow', 124, 'abc', GOOD, 124),
    ('killed', 137, 'abc', GOOD, 124),
    ('QEMU failed', 1, 'abc', GOOD, 125),
)


@pytest.fixture(name='run')
def fixture_run(tmp_path):
    """Return a function that checks a run: status, messages, verdict."""
    def run(qemu_status, output, status, console='[    1.0] harmless'):
        files = {'output': output, 'status': status,
                 'console.log': f'{console}\r\n'}
        for name, text in files.items():
            if text is not None:
                (tmp_path / name).write_text(text)
        done = subprocess.run(
            [f'{lib.HARNESS}/check_run.py', tmp_path, str(qemu_status), '60'],
            stderr=subprocess.PIPE, encoding='utf-8', check=False)
        return (done.returncode, done.stderr,
                (tmp_path / 'verdict').read_text())
    return run


@pytest.mark.parametrize('qemu_status, output, status, wanted',
                         [case[1:] for case in RUNS],
                         ids=[case[0] for case in RUNS])
def test_status(run, qemu_status, output, status, wanted):
    got, said, verdict = run(qemu_status, output, status)
    assert got == wanted
    if wanted in (124, 125):
        assert verdict.startswith('failed: ')
        assert 'the console:' in said
    else:
        assert verdict == f'exit {wanted}\n'
        assert not said


def test_report_of_the_kernel(run):
    lines = '\r\n'.join(('[ 1.0] before', '[ 2.0] WARNING: a', '[ 3.0] after'))
    got, said, verdict = run(0, 'abc', GOOD, lines)
    assert got == 125
    assert verdict == 'failed: the kernel reported: [ 2.0] WARNING: a\n'
    assert 'from there on' in said and 'after' in said
    assert 'before' not in said


def test_report_precedes_timeout(run):
    assert run(124, '', '', '[ 1.0] Kernel panic - a')[0] == 125


def test_long_console_is_cut(run):
    lines = '\r\n'.join(f'[ {number}.0] line' for number in range(100))
    said = run(1, '', '', lines)[1]
    assert '[ 99.0] line' in said and '[ 80.0] line' not in said


@pytest.mark.parametrize('arguments', (
    (), ('/nowhere', '0', '60'), ('.', '0'), ('.', 'zero', '60')))
def test_arguments(arguments):
    done = subprocess.run([f'{lib.HARNESS}/check_run.py', *arguments],
                          stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.count(b'\n')) == (2, 1)

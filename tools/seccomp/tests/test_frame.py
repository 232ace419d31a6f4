# SPDX-License-Identifier: GPL-2.0-only
"""Tests of what all commands of seccompctl share."""

import re

import pytest


@pytest.fixture
def commands(run):
    """Return the names of the commands, from --help."""
    listed = run('--help').stdout
    return re.findall(r'^  ([a-z]+) ', listed, re.M)


def test_help_names_its_exit_and_fits_a_screen(run):
    done = run('--help')
    assert done.returncode == 0
    assert done.stdout.startswith('usage: seccompctl COMMAND')
    assert done.stdout.count('\n') <= 24


def test_help_of_a_command_fits_a_page(run, commands):
    for name in commands:
        done = run(name, '--help')
        assert done.returncode == 0, name
        assert done.stdout.startswith(f'usage: seccompctl {name}'), name
        assert done.stdout.count('\n') <= 60, name
        assert max(map(len, done.stdout.splitlines())) <= 80, name


def test_bad_options_of_each_command(run, commands):
    for name in commands:
        rows = re.findall(r'^ *(-.*)$', run(name, '--help').stdout, re.M)
        # Options with a value.
        options = re.findall(r'(--[a-z-]+) [A-Z]', '\n'.join(rows))
        for words in [['--no-such-option'], ['-?'], ['--no-such-option=5', 'a'],
                      *([option] for option in options)]:
            done = run(name, *words)
            assert (done.returncode, done.stdout) == (2, ''), (name, words)
            assert re.fullmatch(r'seccompctl: .+\n', done.stderr), (name, words)


@pytest.mark.parametrize('arguments', [(), ('no-such-command',)])
def test_bad_arguments_are_one_line_and_exit_2(run, arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ''
    assert re.fullmatch(r'seccompctl: .*--help.*\n', done.stderr)

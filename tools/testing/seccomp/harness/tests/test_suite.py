# SPDX-License-Identifier: GPL-2.0-only
"""Test that suite.py keeps what a machine has reported. The machine is made up."""

import subprocess

import pytest

import lib
from conftest import INSIDE

PLAN = '1..1\nok 1 a'


@pytest.fixture(name='boot')
def fixture_boot(tree, link, script, run):
    """Return a function for the results of a suite, and what vm.sh was asked for.

    The machine runs the script of the guest here. Then it does what the test says.
    """
    link(f'build/{lib.KERNEL}/base')
    where = tree / 'run'

    def boot(program, then='', **settings):
        script('prog', program)
        script('vm.sh', f'''
echo "$TIMEOUT,$ADD,$QUIET,$BUILT" >{tree}/asked
cd {tree / INSIDE}
echo "${{CMD#cd /tests}}" | sed 's/ -k 5 / /' | sh >$RESULT/output
echo 'exit 0' >$RESULT/verdict
{then}''')
        status, said = run(str(tree / INSIDE / 'suite.py'), str(where),
                           'prog=./prog x', TIMEOUT='', **settings)
        assert (status, said) == (0, '')
        return [line.split('\t') for line in
                (where / 'results').read_text().splitlines()], \
            (tree / 'asked').read_text().strip()
    return boot


def test_passes(boot):
    results, asked = boot(f'[ "$1" = x ] && echo "{PLAN}"')
    assert results == [['pass', 'prog', 'a', '']]
    assert asked == '1800,,1,1'


def test_status_of_a_program(boot):
    assert [result[:3] for result in boot(f'echo "{PLAN}"; exit 3')[0]] == [
        ['pass', 'prog', 'a'], ['fail', 'prog', 'end']]


def test_program_that_hangs(boot):
    results = boot(f'echo "{PLAN}"; exec sleep 60', PROGRAM_LIMIT='1')[0]
    assert results[1:] == [['fail', 'prog', 'end', 'took too long']]


@pytest.mark.parametrize('then, reason', (
    ('echo "failed: no end" >$RESULT/verdict; exit 124', 'no end'),
    ('rm $RESULT/verdict; echo why >&2; exit 125', 'why')))
def test_machine_that_fails(boot, then, reason):
    """The machine fails the suite, although the programs pass."""
    assert boot(f'echo "{PLAN}"', then)[0] == [
        ['pass', 'prog', 'a', ''], ['fail', 'vm', 'run', reason]]


def test_races_of_others(boot):
    results = boot(f'echo "{PLAN}"',
                   'printf "a\\nb\\n" >$RESULT/console.log.races')[0]
    assert results[1:] == [
        ['skip', 'vm', 'data races', '2 without a function of ours']]


def test_settings(boot):
    asked = boot(f'echo "{PLAN}"', SUITE_ADD='/add', SUITE_LIMIT='7')[1]
    assert asked == '7,/add,1,1'


def test_debug_kernel(boot):
    """The detectors are a program, too, and each limit is longer."""
    results, asked = boot(f'echo "{PLAN}"', DEBUG='kasan')
    assert results == [['pass', 'prog', 'a', '']] + results[1:]
    assert {result[1] for result in results} == {'prog', 'detectors'}
    assert asked.startswith('7200,')


def test_output_of_an_earlier_run(tree, boot, script, run):
    """The word in the lines is new for each run, so old output is no result."""
    boot(f'echo "{PLAN}"')
    script('vm.sh', 'exit 125')
    run(str(tree / INSIDE / 'suite.py'), str(tree / 'run'), 'prog=./prog')
    assert (tree / 'run/results').read_text().startswith(
        'fail\tprog\tstart\tdid not run\n')


def test_no_machine(tree, script, run):
    script('vm.sh', 'echo "vm.sh: CPUS=x: no" >&2; exit 2')
    status, said = run(str(tree / INSIDE / 'suite.py'), str(tree / 'run'), 'a=b')
    assert (status, said) == \
        (1, 'suite.py: no machine was booted; see run/vm.log\n')


@pytest.mark.parametrize('arguments', ((), ('dir',), ('dir', 'name')))
def test_arguments(arguments):
    done = subprocess.run([f'{lib.HARNESS}/suite.py', *arguments],
                          stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.count(b'\n')) == (2, 1)

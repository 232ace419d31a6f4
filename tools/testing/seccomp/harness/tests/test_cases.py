# SPDX-License-Identifier: GPL-2.0-only
"""Test that cases.py counts each case and says how to repeat it."""

import os

import pytest

import cases
import lib
from ktap import NO_TESTS, Result

FAILED = Result('fail', 'prog', 'a.b', 'why')
SLOW = Result('fail', 'seccomp_bpf', cases.SLOW_CASE, 'terminated by timeout')


@pytest.fixture(name='build')
def fixture_build(tmp_path, monkeypatch):
    """Return a directory for the results of a run on x86_64."""
    monkeypatch.setattr(lib, 'TOP', str(tmp_path))
    monkeypatch.setattr(lib, 'BUILD', str(tmp_path / 'build'))
    monkeypatch.setattr(lib, 'KERNEL', '6.12')
    where = tmp_path / 'build/6.12/x86_64/results'
    where.mkdir(parents=True)
    return where


def put(directory, *results):
    """Write results as ktap.py does."""
    directory.mkdir(exist_ok=True)
    (directory / 'results').write_text(
        ''.join('\t'.join(result) + '\n' for result in results))
    (directory / 'output').write_text('')
    return str(directory)


def run(*arguments, **environment):
    """Run a command of cases.py."""
    return cases.main(list(arguments), {'ARCH': 'x86_64', **environment})


def rows():
    """Return the rows of the run."""
    return cases.Run({'ARCH': 'x86_64'}).rows()


def test_add(build, capsys):
    where = put(build / 'own', Result('pass', 'prog', 'one'), FAILED,
                Result('skip', 'prog', 'two', 'no reason given'))
    assert run('add', 'own', where) == 0
    assert [(row.state, row.step, row.case) for row in rows()] == [
        ('pass', 'x86_64 own', 'one'), ('fail', 'x86_64 own', 'a.b'),
        ('skip', 'x86_64 own', 'two')]
    assert capsys.readouterr().out == \
        f'x86_64   {"own":22}    1 passed, 1 failed, 1 skipped\n'


def test_steps_add_up(build):
    for step in ('own', 'verify'):
        run('add', step, put(build / step, FAILED))
    assert [row.step for row in rows()] == ['x86_64 own', 'x86_64 verify']


def test_a_line_that_is_no_result(build):
    where = put(build / 'own', ('odd', 'prog', 'one'))
    with pytest.raises(SystemExit):
        run('add', 'own', where)


@pytest.mark.parametrize('states, status', (
    (('pass',), 0), (('pass', 'skip'), 0), (('pass', 'fail'), 1),
    (('skip',), 1), ((), 1)))
def test_status_of_summary(build, states, status):
    run('add', 'own', put(build / 'own', *(
        Result(state, 'prog', state) for state in states)))
    assert run('summary', '61', 'x86_64') == status


def test_summary_of_no_results(build, capsys):
    del build
    assert run('summary', '0', 'x86_64', 'arm64') == 1
    assert capsys.readouterr().out.endswith('0 passed, 0 failed, 0 skipped\n')


def test_summary_names_each_case(build, capsys):
    run('add', 'own', put(build / 'own', FAILED,
                          Result('skip', 'prog', 'two', 'no such call')))
    capsys.readouterr()
    run('summary', '61', 'x86_64')
    assert capsys.readouterr().out == '''
Skipped:
    x86_64 own: prog/two
        no such call

Failed:
    x86_64 own: prog/a.b
        why
        log: build/6.12/x86_64/results/own/output
        repeat: make test ARCH=x86_64 TEST=own/prog/a.b

Time: 1 min 1 s. Logs: build/6.12/*/results/
0 passed, 1 failed, 1 skipped
'''


@pytest.mark.parametrize('row, command', (
    (('x86_64 own', 'prog', 'a b'), "ARCH=x86_64 'TEST=own/prog/a b'"),
    (('x86_64 verify', 'prog', 'a'), 'ARCH=x86_64 TEST=verify/prog/a'),
    (('x86_64-kasan own', 'prog', 'a'),
     'ARCH=x86_64 DEBUG=kasan TEST=own/prog/a'),
    (('arm64 mainline on the base', 'seccomp_bpf', 'a'),
     'ARCH=arm64 TEST=mainline/seccomp_bpf/a'),
    (('x86_64 own', 'prog', 'end'), 'ARCH=x86_64 TEST=own/prog'),
    (('x86_64 own', 'vm', 'own'), 'ARCH=x86_64 TEST=own'),
    (('x86_64 build', 'prog', 'build'), 'ARCH=x86_64'),
    (('x86_64', 'test.sh', 'did not finish'), 'ARCH=x86_64'),
))
def test_repeat(row, command):
    step, program, case = row
    assert cases.repeat(cases.Row('fail', step, program, case, '', '')) == \
        f'make test {command}'


def test_repeat_on_another_kernel(monkeypatch):
    monkeypatch.setattr(lib, 'KERNEL', '6.1')
    assert cases.repeat(cases.Row('fail', 'x86_64 own', 'p', 'a', '', '')) == \
        'make test KERNEL=6.1 ARCH=x86_64 TEST=own/p/a'


def test_log_of_machine(build):
    put(build / 'own', FAILED)
    (build / 'own/console.log').write_text('')
    row = cases.Row('fail', 'x86_64 own', 'vm', 'own', '',
                    'build/6.12/x86_64/results/own')
    assert cases.log_of(row).endswith('own/console.log')


def test_excuse():
    base = [FAILED, Result('fail', 'prog', 'TAP'),
            Result('pass', 'prog', 'ours only')]
    ours = [FAILED, Result('fail', 'prog', 'TAP'),
            Result('fail', 'prog', 'ours only'),
            Result('fail', 'vm', 'mainline', 'panic'),
            Result('pass', 'prog', 'good')]
    assert [result.state for result in cases.excuse(ours, base)] == \
        ['skip', 'fail', 'fail', 'fail', 'pass']


def test_machine_is_never_excused():
    row = Result('fail', 'vm', 'control')
    assert cases.excuse([row], [row]) == [row]


@pytest.mark.parametrize('result, debug, state', (
    (SLOW, 'kasan', 'skip'),
    (SLOW, '', 'fail'),
    (SLOW._replace(case='global.other'), 'kasan', 'fail'),
    (SLOW._replace(reason='Expected 1 (1) == 2 (2)'), 'kasan', 'fail'),
    (SLOW._replace(state='pass'), 'kasan', 'pass'),
))
def test_excuse_slowness(result, debug, state):
    assert cases.excuse_slowness([result], debug)[0].state == state


def test_mainline(build):
    ia32 = Result('fail', cases.IA32, 'a.b')
    for name in ('control', 'mainline'):
        put(build / name, FAILED, ia32, Result('pass', cases.IA32, 'c'))
    run('mainline', str(build))
    assert [(row.state, row.step, row.case) for row in rows()] == [
        ('fail', 'x86_64 mainline on the base', 'a.b'),
        ('fail', 'x86_64 mainline', 'a.b'),
        ('skip', 'x86_64 mainline -m32', 'a.b'),
        ('pass', 'x86_64 mainline -m32', 'c')]


def test_slow_mainline_on_debug_kernel(build):
    for name in ('control', 'mainline'):
        put(build / name, SLOW)
    (build.parent.parent / 'x86_64-kasan/results').mkdir(parents=True)
    run('mainline', str(build), DEBUG='kasan')
    found = cases.Run({'ARCH': 'x86_64', 'DEBUG': 'kasan'}).rows()
    assert [row.state for row in found] == ['fail', 'skip']


def test_broken_programs_fail(build):
    (build / 'broken').write_text('a_test\nb_test\n')
    run('broken', str(build / 'broken'), str(build / 'build.log'))
    assert [(row.state, row.program) for row in rows()] == \
        [('fail', 'a_test'), ('fail', 'b_test')]


def test_nothing_is_broken(build):
    (build / 'broken').write_text('')
    run('broken', str(build / 'broken'), str(build / 'build.log'))
    assert not rows()


CASE = Result('pass', 'prog', 'a.b')
OTHER = Result('fail', 'prog', 'c')


@pytest.mark.parametrize('text, results, wanted', (
    ('', [CASE, OTHER], [CASE, OTHER]),
    ('own', [CASE, OTHER], [CASE, OTHER]),
    ('prog', [CASE, OTHER], [CASE, OTHER]),
    ('prog/a.b', [CASE, OTHER], [CASE]),
    ('own/prog/a.b', [CASE, OTHER], [CASE]),
    ('prog/*', [CASE, OTHER], [CASE, OTHER]),
    ('b', [CASE, OTHER], [CASE]),
    # A check of the run counts always.
    ('prog/a.b', [CASE, Result('fail', 'prog', 'end')],
     [CASE, Result('fail', 'prog', 'end')]),
    ('prog/a.b', [CASE, Result('fail', 'vm', 'own')],
     [CASE, Result('fail', 'vm', 'own')]),
    ('prog/no', [CASE], [Result('fail', 'prog', 'TEST=', 'no case is prog/no')]),
    ('prog', [Result('fail', 'prog', 'TAP', NO_TESTS)],
     [Result('fail', 'prog', 'TAP', NO_TESTS)]),
    ('prog/a.b', [Result('fail', 'prog', 'TAP', NO_TESTS)],
     [Result('skip', 'prog', 'TAP', 'no case is prog/a.b on this machine')]),
))
def test_selected(text, results, wanted):
    assert cases.selected('own', results, text) == wanted


def test_count(build, capsys):
    run('add', 'own', put(build / 'own', CASE, OTHER))
    capsys.readouterr()
    run('count', 'x86_64')
    assert capsys.readouterr().out == '1 passed, 1 failed, 0 skipped\n'


@pytest.mark.parametrize('arguments', ((), ('add',), ('summary', 'x'),
                                       ('summary', '1')))
def test_arguments(arguments):
    with pytest.raises(SystemExit) as raised:
        run(*arguments)
    assert raised.value.code == 2


def test_all_states_are_counted():
    assert cases.count([CASE, OTHER, OTHER]) == '1 passed, 2 failed, 0 skipped'
    assert os.path.basename(cases.Run({}).path) == 'all'

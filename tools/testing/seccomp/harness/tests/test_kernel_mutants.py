# SPDX-License-Identifier: GPL-2.0-only
"""Test that mutants.py counts a mutant as killed only if its cases fail as they must."""

import glob
import os
import re
import subprocess

import pytest

import lib
import mutants
import suite
from ktap import Result

HEAD = 'a: break m\n\nThe reason.\n\n{}\n---\n'
PATCH = '--- a/m\n+++ b/m\n@@ -1 +1 @@\n-{}\n+wrong\n'
RIGHT = 'Test: prog s.one\n'


@pytest.fixture(name='write')
def fixture_write(tmp_path, monkeypatch):
    """Return a function that writes a mutant."""
    monkeypatch.setattr(mutants, 'DIRECTORY', str(tmp_path / 'patches'))
    (tmp_path / 'patches').mkdir()

    def write(fields=RIGHT, name='01-one', before='right'):
        path = tmp_path / f'patches/{name}.patch'
        path.write_text(HEAD.format(fields) + PATCH.format(before))
        return mutants.Mutant(str(path))
    return write


def test_header(write):
    mutant = write('Test: a b.c\nTest: kunit  d e\nArch: arm64\nShows: hang\n')
    assert mutant.tests == [('a', 'b.c'), ('kunit', 'd e')]
    assert (mutant.arch, mutant.debug, mutant.shows) == ('arm64', '', 'hang')
    assert (mutant.names, mutant.touched) == (('01-one', 'one'), ['m'])
    mutant.check()


@pytest.mark.parametrize('fields, good', (
    (RIGHT, True), ('', False), ('Test: prog', False), (RIGHT + 'Shows: x', False),
    (f'{RIGHT}Shows: kernel report: ', False), (f'{RIGHT}Shows: crash', True),
    (f'{RIGHT}Shows: kernel report: BUG', True), ('Not reproduced: why', True)))
def test_check(write, fields, good):
    mutant = write(fields)
    if good:
        mutant.check()
    else:
        with pytest.raises(SystemExit):
            mutant.check()


SELECT = (
    ({}, ['01-one', '02-two']),
    ({'TEST': 'two'}, ['02-two']),
    ({'TEST': '01-one two'}, ['01-one', '02-two']),
    ({'ARCH': 'arm64'}, ['03-arm']),
    ({'DEBUG': 'kasan'}, ['04-debug']),
    ({'TEST': 'one none'}, None),
    ({'TEST': 'one', 'DEBUG': 'kasan'}, None),
)


@pytest.mark.parametrize('environment, names', SELECT)
def test_select(write, environment, names):
    for name, more in (('01-one', ''), ('02-two', ''), ('03-arm', 'Arch: arm64'),
                       ('04-debug', 'Debug: kasan')):
        write(RIGHT + more, name)
    if not environment:
        environment = {'ARCH': 'x86_64'}
    if names is None:
        with pytest.raises(SystemExit) as raised:
            mutants.select(mutants.all_mutants(), environment)
        assert raised.value.code == 2
    else:
        assert [mutant.name for mutant in mutants.select(
            mutants.all_mutants(), environment)] == names


@pytest.mark.parametrize('tests, programs, parameters', (
    ([('b', 's.two'), ('a', 'one'), ('b', 't.two'), ('b', 'one')],
     ['a=./a -t one', 'b=./b -t one -t two'], ''),
    ([('kunit', 's.one')], ['kunit=sh harness/kunit.sh'],
     ' kunit.enable=1 kunit.filter_glob=*.one'),
    ([('kunit', 'one'), ('kunit', 'two')], ['kunit=sh harness/kunit.sh'],
     ' kunit.enable=1'),
))
def test_programs(tests, programs, parameters):
    assert mutants.programs_for(tests) == (programs, parameters)


PASS, FAIL = (Result(state, 'prog', 's.one') for state in ('pass', 'fail'))
HANG, CRASH = (FAIL._replace(reason=f'terminated {how}')
               for how in ('by timeout', 'unexpectedly'))


@pytest.mark.parametrize('results, case, wanted', (
    ([PASS], 's.one', 'pass'), ([FAIL], 'one', 'fail'), ([HANG], 'one', 'hang'),
    ([CRASH], 'one', 'crash'), ([PASS, FAIL], 'one', 'fail pass'),
    ([FAIL, FAIL], 'one', 'fail'), ([FAIL], 'ne', ''), ([FAIL], 's', ''),
    ([FAIL._replace(program='other')], 'one', ''),
))
def test_outcomes(results, case, wanted):
    assert mutants.outcomes(results, 'prog', case) == wanted


COMPARE = (
    # What it is; Shows:; the results; the verdict; the console; why not.
    ('fails', '', [FAIL], 'exit 0', '', ''),
    ('passes', '', [PASS], 'exit 0', '', 'prog s.one: pass, not fail'),
    ('is skipped', '', [PASS._replace(state='skip')], 'exit 0', '',
     'prog s.one: skip, not fail'),
    ('is not run', '', [], 'exit 0', '', 'prog s.one: not run, not fail'),
    ('hangs, but must fail', '', [HANG], 'exit 0', '',
     'prog s.one: hang, not fail'),
    ('hangs', 'hang', [HANG], 'exit 0', '', ''),
    ('fails, but must hang', 'hang', [FAIL], 'exit 0', '',
     'prog s.one: fail, not hang'),
    ('crashes', 'crash', [CRASH], 'exit 0', '', ''),
    ('ends the machine', '', [FAIL], 'failed: no end', '',
     'the machine: failed: no end'),
    ('leaves no verdict', '', [FAIL], '', '', 'the machine: '),
    ('is reported', 'kernel report: BUG', [FAIL],
     'failed: the kernel reported: x', 'a BUG', ''),
    ('is reported otherwise', 'kernel report: BUG', [FAIL],
     'failed: the kernel reported: x', 'bug',
     'the kernel reported, but not: BUG'),
    ('is not reported', 'kernel report: BUG', [FAIL], 'exit 0', 'a BUG',
     'no report of the kernel'),
)


@pytest.mark.parametrize('shows, results, verdict, console, why',
                         [case[1:] for case in COMPARE],
                         ids=[case[0] for case in COMPARE])
# pylint: disable-next=too-many-arguments
def test_compare(write, tmp_path, shows, results, verdict, console, why):
    (tmp_path / 'verdict').write_text(f'{verdict}\n')
    (tmp_path / 'console.log').write_text(f'{console}\n')
    mutant = write(f'{RIGHT}Shows: {shows}' if shows else RIGHT)
    assert mutants.compare(mutant, results, str(tmp_path)) == why


@pytest.fixture(name='try_all')
def fixture_try_all(tmp_path, monkeypatch):
    """Return a function that tries mutants with a build and a boot that are made up.

    The image is the source. The case fails if the image is wrong, or as told.
    """
    monkeypatch.setattr(lib, 'BUILD', str(tmp_path / 'build'))
    ours = tmp_path / f'build/{lib.KERNEL}/ours/linux'
    (ours / 'out-x86_64/arch/x86/boot').mkdir(parents=True)
    for path in (ours / 'm', ours / 'out-x86_64/arch/x86/boot/bzImage',
                 tmp_path / 'plain'):
        path.write_text('right\n')
    monkeypatch.setattr(lib, 'shell', lambda *_: [
        'x86_64', 'arch/x86/boot/bzImage', '/nowhere', str(tmp_path / 'plain')])
    monkeypatch.setattr(mutants.Guest, 'prepare', lambda guest: None)
    told, boots = {}, []

    def build(guest, log):
        with open(log, 'w', encoding='utf-8') as file:
            file.write('error: no\n')
        text = (ours.parent.parent / 'mutants/linux/m').read_text()
        with open(guest.image, 'w', encoding='utf-8') as file:
            file.write(text)
        return told.get('build', True)

    def boot(where, programs, environment):
        os.makedirs(where)
        boots.append((programs, environment))
        with open(environment['IMAGE'], encoding='utf-8') as file:
            state = 'fail' if file.read() == 'wrong\n' else 'pass'
        with open(os.path.join(where, 'verdict'), 'w', encoding='utf-8') as file:
            file.write('exit 0\n')
        return [PASS._replace(state=told.get('state', state))]

    def try_all(selected, **how):
        told.update(how)
        counts = mutants.try_all(selected, {'DEBUG': '', 'APPEND': 'a=b'})
        assert (ours / 'm').read_text() == 'right\n'
        assert not (tmp_path / f'build/{lib.KERNEL}/mutants/linux').exists()
        return counts, boots
    monkeypatch.setattr(mutants.Guest, 'build', build)
    monkeypatch.setattr(suite, 'run_suite', boot)
    return try_all


def test_killed(write, try_all, capsys):
    counts, boots = try_all([write(f'{RIGHT}Append: c=d')])
    assert counts == {'killed': 1, 'NOT KILLED': 0, 'not reproduced': 0}
    assert capsys.readouterr().out == 'killed         01-one\n'
    assert mutants.summary(counts) == '1 mutants, 1 killed'
    assert [(programs, environment['APPEND'], environment['TIMEOUT'])
            for programs, environment in boots] == [
                (['prog=./prog -t one'], 'a=b vsyscall=emulate ', '600'),
                (['prog=./prog -t one'], 'a=b vsyscall=emulate c=d', '600')]


LEFT = (
    ({}, 'gone', 'NOT KILLED', 'the patch does not apply: Hunk #1 FAILED'),
    ({'build': False}, 'right', 'NOT KILLED', 'it does not build: error: no'),
    ({'state': 'pass'}, 'right', 'NOT KILLED', 'prog s.one: pass, not fail'),
    ({'state': 'skip'}, 'right', 'not reproduced', 'prog s.one is skipped'),
)


@pytest.mark.parametrize('case', LEFT)
def test_not_killed(write, try_all, capsys, case):
    how, before, word, why = case
    counts, _ = try_all([write(before=before)], **how)
    assert counts[word] == 1 and not counts['killed']
    assert capsys.readouterr().out.startswith(f'{word:14} 01-one: {why}')


def test_not_reproduced(write, try_all):
    counts, boots = try_all([write('Not reproduced: why')])
    assert (counts['not reproduced'], boots) == (1, [])
    assert mutants.summary(counts) == '0 mutants, 0 killed, 1 not reproduced'


def test_next_mutant_gets_our_sources(write, try_all):
    counts, _ = try_all([write(), write(name='02-two')])
    assert counts['killed'] == 2


def test_cases_must_pass_without_a_mutant(write, try_all):
    with pytest.raises(SystemExit) as raised:
        try_all([write()], state='fail')
    assert raised.value.code == 1


@pytest.mark.parametrize('counts, status', (
    ((1, 0, 0), 0), ((1, 0, 1), 0), ((1, 1, 0), 1), ((0, 1, 0), 1),
    ((0, 0, 1), 1)))
def test_status(write, monkeypatch, capsys, tmp_path, counts, status):
    write()
    monkeypatch.setattr(lib, 'BUILD', str(tmp_path))
    monkeypatch.setattr(lib, 'shell', lambda *_: [])
    monkeypatch.setattr(mutants, 'try_all', lambda *_: dict(zip(
        ('killed', 'NOT KILLED', 'not reproduced'), counts)))
    assert mutants.main({}) == status
    assert capsys.readouterr().out.splitlines()[-1].startswith(
        f'{counts[0] + counts[1]} mutants, {counts[0]} killed')


def sources_of(program):
    """Return the text of the sources that have a program's cases."""
    paths = [os.path.join(lib.TOP, 'tools/testing/selftests/seccomp',
                          f'{program}.c')]
    if program == 'kunit':
        paths = glob.glob(os.path.join(lib.TOP, 'kernel/seccomp/*_test.c'))
    text = ''
    for path in paths:
        with open(path, encoding='utf-8') as file:
            text += file.read()
    return text


def test_named_cases_exist():
    """A case may get a new name."""
    texts, missing = {}, []
    for mutant in mutants.all_mutants():
        for program, case in mutant.tests:
            if program not in texts:
                texts[program] = sources_of(program)
            name = re.escape(case.rsplit('.', 1)[-1])
            if not re.search(rf'\b{name}\b', texts[program]):
                missing.append(f'{mutant.name}: {program} {case}')
    assert not missing


@pytest.mark.skipif(lib.KERNEL != '6.12', reason='the patches are for 6.12')
def test_each_patch_applies():
    """The code that a patch is for may change."""
    tree = os.path.join(lib.BUILD, lib.KERNEL, 'ours/linux')
    stale = []
    for mutant in mutants.all_mutants():
        with open(mutant.path, 'rb') as patch:
            if subprocess.run(
                    ['patch', '-d', tree, '-p1', '--fuzz=0', '--force', '--dry-run'],
                    stdin=patch, stdout=subprocess.DEVNULL,
                    check=False).returncode:
                stale.append(mutant.name)
    assert not stale

# SPDX-License-Identifier: GPL-2.0-only
"""Test that test.sh runs each step and counts what it leaves. The steps are made up."""

import os

import pytest

import lib
import selection
from conftest import INSIDE

PRIVATE = os.path.dirname(INSIDE)
PREPARE = ('install_deps.sh', 'kernel.sh', 'mkrootfs.sh', 'unpack_base.sh',
           'sysroot.sh', '../integration/copy_deps.sh')
STEPS = ('difffuzz.sh', 'model.sh', 'tools.sh', 'harness_test.sh', 'series.sh',
         'deb.sh', 'debian_test.sh')
# A program of a suite passes, unless told otherwise.
SUITE = '''
where=$1
shift
echo "$ARCH $DEBUG $BASE ${{where##*/}} $*" >>{top}/suites
mkdir -p "$where"
for program; do
	printf 'pass\\t%s\\tcase\\t\\n' "${{program%%=*}}"
done >"$where/results"
{then}
'''
TAP = 'echo 1..1; echo ok 1 a; '


class Tree:
    """A tree in which only test.sh and what counts the results are real."""

    def __init__(self, top, script, run):
        self.top = top
        self.script = script
        self.run = run

    def suites(self, then):
        """Set what a suite does after it has passed."""
        self.script('suite.py', SUITE.format(top=self.top, then=then))

    def test(self, **settings):
        """Run test.sh. Return its status and what it prints."""
        return self.run(str(self.top / INSIDE / 'test.sh'), **{
            'ARCH': 'x86_64', 'TEST': '', 'FULL': '', 'DEBUG': '', 'BASE': '0',
            **settings})

    def read(self, path):
        """Return the text of a file, or nothing."""
        path = self.top / path
        return path.read_text() if path.exists() else ''


@pytest.fixture(name='made')
def fixture_made(tree, link, script, run):
    """Return a tree of made-up steps that pass."""
    link('configs', 'kernel', selection.SELFTESTS, f'{PRIVATE}/debian',
         f'build/{lib.KERNEL}/base', f'build/{lib.KERNELS[-1]}/base')
    for name in ('one_test', 'trace_tools_test', 'learn_test'):
        script(f'../integration/{name}.sh', '')
    for name in PREPARE:
        script(name, '')
    for name in STEPS:
        script(name, TAP)
    script('prove.sh', 'echo "proved one 1.0 s"; echo "2 refuted as it must be, '
           '0 not refuted"')
    script('clients.sh', 'for run in ours compared compared-verify; do\n'
           'mkdir -p $1/$run; printf "pass\\tcriu\\ta\\t\\n" >$1/$run/results\ndone')
    for arch in ('amd64', 'arm64'):
        include = tree / f'build/sysroot/{arch}-trace/usr/include'
        for name in ('linux', 'asm-generic', 'x/asm'):
            (include / name).mkdir(parents=True)
    for arch in lib.ARCHS:
        (tree / f'build/{lib.KERNEL}/{arch}/guest').mkdir(parents=True)
        (tree / f'build/{lib.KERNEL}/{arch}/guest/broken').touch()
    made = Tree(tree, script, run)
    made.suites('')
    return made


RESULTS = f'build/{lib.KERNEL}/x86_64/results'
COMPLETE = f'{RESULTS}/complete'


def steps_of(made, results=RESULTS):
    """Return the steps that have a result."""
    return {line.split('\t')[1].split(' ')[1]
            for line in made.read(f'{results}/all').splitlines()}


def test_all(made):
    status, said = made.test()
    assert status == 0
    assert steps_of(made) == set(selection.STEPS) - set(selection.ONLY_FULL)
    assert ' 0 failed, 0 skipped\n' in said
    assert 'Not run without FULL=1: deb, debian, clients' in said
    assert made.read(COMPLETE)
    report = made.read(f'build/reports/make-test-KERNEL={lib.KERNEL}-ARCH=x86_64')
    assert said.splitlines()[-1] == report.splitlines()[1]


def test_full(made):
    assert made.test(FULL='1')[0] == 0
    assert steps_of(made) == set(selection.STEPS)


def test_both_architectures(made):
    assert made.test(ARCH='', TEST='own')[0] == 0
    for arch in lib.ARCHS:
        assert f'{arch}  0 own ' in made.read('suites')


def test_harness_tests_its_scripts_once(made):
    made.script('harness_test.sh', f'echo "$ARCH $ONLY_BOOTS" >>{made.top}/run; {TAP}')
    assert made.test(ARCH='', TEST='harness')[0] == 0
    assert sorted(made.read('run').splitlines()) == ['arm64 1', 'x86_64 0']
    made.test(ARCH='arm64', TEST='harness')
    assert made.read('run').endswith('\narm64 0\n')


def test_control_runs_on_the_base(made):
    made.test(TEST='mainline', DEBUG='kasan', KERNEL='6.12')
    said = made.read('suites')
    assert 'x86_64  1 control seccomp_bpf=./mainline/seccomp_bpf' in said
    assert 'x86_64 kasan 0 mainline seccomp_bpf=./mainline/seccomp_bpf' in said


def test_debug_kernel(made):
    made.test(DEBUG='kasan')
    assert steps_of(made, RESULTS.replace('x86_64', 'x86_64-kasan')) == \
        set(selection.STEPS) - set(selection.OUTSIDE)


def test_one_case(made):
    made.test(TEST='mode_test/get_seccomp_is_filtered')
    assert 'own mode_test=./mode_test -r global.get_seccomp_is_filtered\n' in \
        made.read('suites')
    assert not made.read(COMPLETE)


def test_failing_case(made):
    made.suites('printf "fail\\tprog\\tcase\\twhy\\n" >>"$where/results"')
    status, said = made.test(TEST='own')
    assert status == 1
    assert 'own: prog/case\n        why\n' in said


@pytest.mark.parametrize('then', ('exit 1', 'kill $$', 'rm "$where/results"',
                                  'echo odd >"$where/results"'))
def test_suite_that_breaks(made, then):
    """The steps after it do not run, so the run is not complete."""
    made.suites(then)
    status, said = made.test()
    assert status == 1
    assert 'test.sh/did not finish' in said
    assert not made.read(COMPLETE)


@pytest.mark.parametrize('text, reason', (
    (f'{TAP} exit 3', 'status 3, but no failing case'), ('', 'no plan'),
    (f'{TAP} kill $$', 'took too long'), ('echo 1..1; echo not ok 1 a', 'a')))
def test_script_that_fails(made, text, reason):
    made.script('tools.sh', text)
    status, said = made.test(TEST='tools')
    assert status == 1
    assert reason in said


@pytest.mark.parametrize('step, name', (
    ('harness', 'harness_test.sh'), ('series', 'series.sh'), ('deb', 'deb.sh'),
    ('model', 'model.sh'), ('debian', 'debian_test.sh'),
    ('difffuzz', 'difffuzz.sh')))
def test_step_that_fails(made, step, name):
    made.script(name, f'{TAP} exit 3')
    assert made.test(TEST=step)[0] == 1


@pytest.mark.parametrize('line', ('NOT PROVED one', 'REFUTED one',
                                  '2 refuted as it must be, 1 not refuted'))
def test_proof_that_fails(made, line):
    made.script('prove.sh', f'echo "proved one 1.0 s"; echo "{line}"')
    assert made.test(TEST='proofs')[0] == 1


def test_prover_that_fails(made):
    made.script('prove.sh', 'echo "proved one 1.0 s"; exit 1')
    assert made.test(TEST='proofs')[0] == 1


def test_broken_program(made):
    (made.top / f'build/{lib.KERNEL}/x86_64/guest/broken').write_text('a_test\n')
    status, said = made.test()
    assert status == 1
    assert 'x86_64 build: a_test/build' in said


def test_clients_that_do_not_finish(made):
    made.script('clients.sh', 'exit 1')
    status, said = made.test(TEST='clients')
    assert status == 1
    assert 'clients.sh did not finish' in said


@pytest.mark.parametrize('name', ('kernel.sh', 'mkrootfs.sh', 'install_deps.sh'))
def test_nothing_runs_after_a_failed_build(made, name):
    made.test()
    made.script(name, 'exit 1')
    (made.top / 'suites').unlink()
    assert made.test()[0] != 0
    assert not made.read('suites')
    # The report of the earlier run is none of this one.
    assert not os.listdir(made.top / 'build/reports')


def test_kernel_is_built_before_its_tests(made):
    made.script('kernel.sh', f'echo "$DEBUG,$1,$2" >>{made.top}/built')
    made.test(TEST='mainline', DEBUG='kasan')
    assert made.read('built') == ',base,x86_64\nkasan,ours,x86_64\n'

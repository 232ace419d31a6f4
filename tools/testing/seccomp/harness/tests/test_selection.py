# SPDX-License-Identifier: GPL-2.0-only
"""Test that TEST= selects steps, programs and cases."""

import os
import subprocess

import pytest

import lib
import selection
from selection import Program

SOURCE = '''\
/* TEST(no_case) */
#include "common.h"
TEST(plain)
{
}
TEST_SIGNAL(ends, SIGSYS)
FIXTURE(one) {
};
TEST_F(one, first)
FIXTURE_VARIANT(many) {
};
FIXTURE_VARIANT_ADD(many, a) {
};
FIXTURE_VARIANT_ADD(many, b) {
};
TEST_F_TIMEOUT(many,
	       second, 30)
// TEST(also_no_case)
'''
CASES = ['global.plain', 'global.ends', 'one.first', 'many.a.second',
         'many.b.second']
KUNIT = '''\
static struct kunit_case list[] = {
	KUNIT_CASE(first),
	KUNIT_CASE_SLOW(second),
	{}
};
static struct kunit_suite suite = {
	.name = "seccomp_one",
	.test_cases = list,
};
'''
PROGRAMS = (
    Program('mainline', 'seccomp_bpf', ['global.plain', 'TRACE.allow'], '-r '),
    Program('own', 'a_test', CASES, '-r '),
    Program('own', 'b_test', ['global.plain'], ''),
    Program('verify', 'a_test', CASES, '-r '),
    Program('kunit', 'kunit', ['s.first', 's.second', 't.first'],
            'kunit.filter_glob='),
    Program('integration', 'c_test'),
    Program('tools', 'tools'),
)


def chosen(text):
    """Return what TEST= selects, in words."""
    return [' '.join((program.step, program.name, options)).rstrip()
            for program, options in selection.select(text, PROGRAMS)]


def test_cases_of_a_source(tmp_path):
    (tmp_path / 'a_test.c').write_text(SOURCE)
    text = selection.read_with_headers(str(tmp_path / 'a_test.c'))
    assert selection.kselftest_cases(text) == CASES


def test_variants_in_a_header(tmp_path):
    source, header = SOURCE[:SOURCE.index('FIXTURE_VARIANT_ADD(many, b)')], \
        'FIXTURE_VARIANT_ADD(many, c) {\n};\n'
    (tmp_path / 'a_test.c').write_text(source + 'TEST_F(many, third)\n')
    (tmp_path / 'common.h').write_text(header)
    text = selection.read_with_headers(str(tmp_path / 'a_test.c'))
    assert {'many.a.third', 'many.c.third'} <= \
        set(selection.kselftest_cases(text))


def test_cases_of_kunit(tmp_path):
    (tmp_path / 'a_test.c').write_text(KUNIT)
    assert selection.kunit_cases([str(tmp_path / 'a_test.c')]) == \
        ['seccomp_one.first', 'seccomp_one.second']


@pytest.mark.parametrize('text, wanted', (
    ('own', ['own a_test', 'own b_test']),
    ('a_test', ['own a_test']),
    ('verify/a_test', ['verify a_test']),
    ('[ab]_test', ['own a_test', 'own b_test']),
    ('c_test', ['integration c_test']),
    ('own/[bc]_test', ['own b_test']),
    ('tools', ['tools tools']),
    ('nothing', []),
))
def test_steps_and_programs(text, wanted):
    assert chosen(text) == wanted


def test_everything():
    assert len(chosen('')) == len(PROGRAMS)


@pytest.mark.parametrize('text, wanted', (
    ('a_test/one.first', ['own a_test -r one.first']),
    ('a_test.one.first', ['own a_test -r one.first']),
    ('own/a_test/one.first', ['own a_test -r one.first']),
    ('verify/a_test/one.first', ['verify a_test -r one.first']),
    ('a_test/second', ['own a_test -r many.a.second -r many.b.second']),
    ('a_test/many.a.*', ['own a_test -r many.a.second']),
    ('a_test/nothing', []),
    ('a_test/*', ['own a_test']),
    ('one.first', ['own a_test -r one.first']),
    ('*.allow', ['mainline seccomp_bpf -r TRACE.allow']),
    ('own/*/plain', ['own a_test -r global.plain', 'own b_test']),
    ('kunit/s.first', ['kunit kunit kunit.filter_glob=s.first']),
    ('s.first', ['kunit kunit kunit.filter_glob=s.first']),
    ('s.*', ['kunit kunit']),
    ('kunit/kunit/t.first', ['kunit kunit kunit.filter_glob=t.first']),
    ('c_test/a case: of [any] name', ['integration c_test']),
    ('c_test.a case', ['integration c_test']),
    ('*/a case', ['integration c_test', 'tools tools']),
    ('integration/c_test/a/b', ['integration c_test']),
    ('tools/tools/a.b', ['tools tools']),
))
def test_cases(text, wanted):
    assert chosen(text) == wanted


def test_a_program_without_the_option_runs_all_cases():
    assert chosen('b_test/plain') == ['own b_test']


@pytest.mark.parametrize('full, debug, left_out', (
    ('0', '', {'deb', 'debian', 'clients'}),
    ('1', '', set()),
    ('0', 'kasan', set(selection.OUTSIDE)),
))
def test_usual_steps(full, debug, left_out):
    lines = run(TEST='', FULL=full, DEBUG=debug).stdout.splitlines()
    steps = {line.split('\t')[0] for line in lines}
    assert steps == set(selection.STEPS) - left_out


def run(**settings):
    """Run selection.py with these settings."""
    return subprocess.run([f'{lib.HARNESS}/selection.py'],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          encoding='utf-8', env={**os.environ, **settings},
                          check=False)


@pytest.mark.parametrize('text', ('nothing', 'own/nothing', 'attach_test/no'))
def test_unknown_names_are_refused(text):
    done = run(TEST=text)
    assert (done.returncode, done.stderr.count('\n')) == (2, 1)
    assert not done.stdout


def test_our_sources_have_cases():
    programs = selection.all_programs('x86_64')
    assert {program.name for program in programs
            if program.step in ('own', 'verify', 'kunit') and
            not program.cases} == {'deep_calls_test'}


def test_each_step_has_a_program():
    programs = selection.all_programs('x86_64')
    assert {program.step for program in programs} == set(selection.STEPS)

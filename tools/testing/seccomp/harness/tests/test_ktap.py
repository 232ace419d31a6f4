# SPDX-License-Identifier: GPL-2.0-only
"""Test that ktap.py finds each way in which a program can fail."""

import os

import pytest

import ktap
import lib

NONCE = '1f2e'


def parser_of(kernel):
    """Return the directory of a kernel's kunit_parser.py."""
    return os.path.join(lib.BUILD, kernel, 'base/linux/tools/testing/kunit')


def kernel_params():
    """Return a parameter for each kernel whose base may be unpacked."""
    for kernel in lib.KERNELS:
        missing = not os.path.isdir(parser_of(kernel))
        yield pytest.param(kernel, marks=pytest.mark.skipif(
            missing, reason=f'the base of {kernel} is not unpacked'))


@pytest.fixture(name='judge', params=kernel_params())
def fixture_judge(request, tmp_path):
    """Return a function that judges the output of runs."""
    def judge(output, programs=('prog',)):
        path = tmp_path / 'output'
        path.write_bytes(output.encode())
        return [tuple(result) for result in ktap.judge(
            NONCE, str(path), programs, parser_of(request.param))]
    return judge


def run_of(text, status=0, name='prog'):
    """Return the output of a run of a program."""
    return f'\n@{NONCE} start {name}\n{text}\n@{NONCE} end {name} {status}\n'


CASES = (
    # What it is, the status, the text, the states of the results.
    ('all pass', 0, '1..2\nok 1 a\nok 2 b', 'pass pass'),
    ('a version', 0, 'TAP version 13\n1..1\nok 1 a', 'pass'),
    ('a plan at the end', 0, 'ok 1 a\nok 2 b\n1..2', 'pass pass'),
    ('a failing case', 1, '1..2\nok 1 a\nnot ok 2 b', 'pass fail'),
    ('a failing case and status 0', 0, '1..1\nnot ok 1 a', 'fail'),
    ('a skipped case', 0, '1..2\nok 1 a # SKIP why\nok 2 b', 'skip pass'),
    ('a skipped case without a name', 4, '1..1\nok 1 # SKIP why', 'skip'),
    ('everything skipped', 4, '1..0 # SKIP for a reason', 'skip'),
    ('a case without a name', 0, '1..1\nok 1', 'pass'),
    ('no plan', 0, 'ok 1 a', 'pass fail'),
    ('nothing', 0, '', 'fail'),
    ('a plan of nothing', 0, '1..0', 'fail'),
    ('messages only', 0, '# all is well', 'fail'),
    ('fewer results than planned', 0, '1..2\nok 1 a', 'pass fail'),
    ('no result, but planned', 0, '1..1', 'fail'),
    ('more results than planned', 0, '1..1\nok 1 a\nok 2 b', 'pass pass fail'),
    ('results and a plan to skip all', 0, '1..0 # SKIP why\nok 1 a',
     'pass fail'),
    ('two plans', 0, '1..1\nok 1 a\n1..1', 'pass fail'),
    ('a wrong number', 0, '1..2\nok 1 a\nok 3 b', 'pass pass fail'),
    ('a number twice', 0, '1..2\nok 1 a\nok 1 b', 'pass pass fail'),
    ('bail out', 1, '1..2\nok 1 a\nBail out! no', 'fail pass fail'),
    ('a name with #', 0, '1..1\nok 1 CPU#0', 'fail fail'),
    ('a failure with a name with #', 1, '1..1\nnot ok 1 CPU#0', 'fail fail'),
    ('a result without a number', 0, '1..1\nok', 'fail fail'),
    ('all pass, but status 1', 1, '1..1\nok 1 a', 'pass fail'),
    ('all pass, but status 4', 4, '1..1\nok 1 a', 'pass'),
    ('all pass, then a signal', 139, '1..1\nok 1 a', 'pass fail'),
    ('fails, then a signal', 139, '1..1\nnot ok 1 a', 'fail fail'),
    ('all pass, but too slow', 143, '1..1\nok 1 a', 'pass fail'),
    ('all pass, but timeout ends it', 124, '1..1\nok 1 a', 'pass fail'),
    ('all pass, but timeout kills it', 137, '1..1\nok 1 a', 'pass fail'),
)


@pytest.mark.parametrize('status, text, wanted',
                         [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])
def test_states(judge, status, text, wanted):
    states = ' '.join(result[0] for result in judge(run_of(text, status)))
    assert states == wanted


def test_indented_plan_is_no_endless_loop(judge):
    # The parser of Linux 7 takes it as a message.
    assert judge(run_of('1..1\n  1..1\nok 1 a'))[0][0:2] in \
        (('pass', 'prog'), ('fail', 'prog'))


@pytest.mark.parametrize('text, reason', (
    ('1..0 # SKIP no such call', 'no such call'),
    ('1..1\nok 1 a # SKIP no such call', 'no such call'),
    ('1..1\nok 1 a # SKIP', 'no reason given'),
    ('1..0 # SKIP', 'no reason given'),
))
def test_skip_has_its_reason(judge, text, reason):
    assert [result[3] for result in judge(run_of(text))] == [reason]


@pytest.mark.parametrize('text', (
    '1..1\n#  RUN           a ...\n# why\n#          FAIL  a\nnot ok 1 a',
    '1..1\nnot ok 1 a\n# why',
    'not ok 1 a\n# why\n1..1',
))
def test_failure_has_its_message(judge, text):
    assert judge(run_of(text, 1)) == [('fail', 'prog', 'a', 'why')]


def test_message_belongs_to_one_case(judge):
    text = '1..3\n# first\nnot ok 1 a\n# second\nnot ok 2 b\nok 3 c'
    assert [result[3] for result in judge(run_of(text, 1))] == \
        ['first', 'second', '']


def test_message_is_short(judge):
    text = '1..1\n' + '\n'.join(f'# {i}' for i in range(9)) + '\nnot ok 1 a'
    assert judge(run_of(text, 1))[0][3] == '5; 6; 7; 8'


def test_fields_have_no_tab(judge):
    assert judge(run_of('1..1\n# b\tc\nnot ok 1 a\tx', 1)) == \
        [('fail', 'prog', 'a x', 'b c')]


def test_carriage_returns_are_no_text(judge):
    assert judge(run_of('1..1\r\nok 1 a\r')) == [('pass', 'prog', 'a', '')]


def test_program_does_not_end(judge):
    output = f'@{NONCE} start prog\n1..1\nok 1 a\n'
    assert [result[0:3] for result in judge(output)] == \
        [('pass', 'prog', 'a'), ('fail', 'prog', 'end')]


def test_program_does_not_start(judge):
    assert judge(run_of('1..1\nok 1 a', name='other')) == \
        [('fail', 'prog', 'start', 'did not run')]


def test_program_cannot_forge_its_end(judge):
    output = run_of('1..1\nok 1 a\n@0 end prog 0\nnot ok 2 b', 1)
    assert [result[0] for result in judge(output)] == ['pass', 'fail', 'fail']


def test_programs_have_results_of_their_own(judge):
    output = run_of('1..1\nok 1 a') + run_of('1..1\nnot ok 1 a', 1, 'two')
    assert [result[0:2] for result in judge(output, ('prog', 'two'))] == \
        [('pass', 'prog'), ('fail', 'two')]


def suite(*lines, plan=2, result='ok 1 suite'):
    """Return the stream of a KUnit suite with these lines."""
    return '\n    '.join(('KTAP version 1\n    KTAP version 1',
                          '# Subtest: suite', f'1..{plan}', *lines)) + \
        f'\n# suite: totals\n{result}\n1..1'


def test_kunit_cases(judge):
    text = suite('ok 1 a', 'ok 2 b # SKIP why')
    assert judge(run_of(text)) == [('pass', 'prog', 'suite.a', ''),
                                   ('skip', 'prog', 'suite.b', 'why')]


def test_kunit_failure_has_its_message(judge):
    text = suite('# a: EXPECTATION FAILED at x.c:1', 'not ok 1 a', 'ok 2 b',
                 result='not ok 1 suite')
    assert judge(run_of(text))[0] == \
        ('fail', 'prog', 'suite.a', 'a: EXPECTATION FAILED at x.c:1')


def test_kunit_parameters_are_one_case(judge):
    text = suite('    KTAP version 1', '    # Subtest: a', '    1..2',
                 '    ok 1 one', '    # why', '    not ok 2 two',
                 'not ok 1 a', 'ok 2 b', result='not ok 1 suite')
    assert judge(run_of(text)) == [('fail', 'prog', 'suite.a', 'why'),
                                   ('pass', 'prog', 'suite.b', '')]


@pytest.mark.parametrize('text', (
    suite('ok 1 a'),
    suite('ok 1 a', 'ok 2 b', 'ok 3 c'),
    suite('ok 1 a', 'ok 3 b'),
    suite('ok 1 a', 'ok 2 b', result='not ok 1 suite'),
    suite('ok 1 a', 'ok 2 b', result=''),
    suite('ok 1 a', 'ok 2 b', result='ok 2 suite'),
), ids=('fewer', 'more', 'numbers', 'fails by itself', 'no result',
        'number of the suite'))
def test_kunit_suite_is_complete(judge, text):
    assert 'fail' in [result[0] for result in judge(run_of(text))]

# SPDX-License-Identifier: GPL-2.0-only
"""Test that bench/report.pl finds each budget that is missed."""

import os

import pytest

import lib

# Values of a row: 50 on the base, 52 on ours, 40 on ours without a filter.
VALUES = '''\
kernel,arch,tree,profile,depth,measure,value,unit,spread
base,x86_64,-,p,1,m,50.0,instructions,0.0
ours,x86_64,-,p,1,m,52.0,instructions,0.0
ours,x86_64,-,none,0,m,40.0,instructions,0.0
'''
MET, MISSED = '1 budgets: 1 met, 0 missed', '1 budgets: 0 met, 1 missed'
NONE = '0 budgets: 0 met'
# The row "gone" has no value.
GONE = '52\np\tgone\t9'
ONE_MISSING = '2 budgets: 1 met, 1 missed, 0 skipped'
BUDGETS = (
    # What it is; the limit; the last line; an option; who skips the row "gone".
    ('a number', '52', MET),
    ('a number below', '51', MISSED),
    ('over no filter', 'none + 12', MET),
    ('too much over no filter', 'none + 11', MISSED),
    ('over the base', 'base + 2', MET),
    ('the base', 'base', MISSED),
    ('another measure', '[m] * 1.1', MET),
    ('another measure that is missing', '[n] * 1.1', MISSED),
    ('the limit of this architecture', '52\t1', MET),
    ('no limit on this architecture', '-\t1', NONE),
    ('only relative ones', '51', NONE, '--relative'),
    ('only relative ones: the base', 'base', MISSED, '--relative'),
    ('not measured', GONE, ONE_MISSING),
    ('ours alone may not skip', GONE, ONE_MISSING, '', ('ours',)),
    ('both kernels skip', GONE, '1 budgets: 1 met, 0 missed, 1 skipped', '',
     ('base', 'ours')),
)


@pytest.fixture(name='report')
def fixture_report(tmp_path, run):
    """Return a function for the status and the last line of report.pl."""
    def report(limit, option='', skips=()):
        texts = {'budgets': f'p\tm\t{limit}\n', 'csv': VALUES,
                 'notes': ''.join(f'skip\tx86_64\t{tree}\t-\tp\t1\tgone\tno\n'
                                  for tree in skips)}
        for name, text in texts.items():
            (tmp_path / name).write_text(text)
        status, said = run(os.path.join(lib.PRIVATE, 'bench/report.pl'),
                           *option.split(), *(str(tmp_path / name)
                                              for name in texts), 'x86_64')
        return status, said.splitlines()[-1]
    return report


@pytest.mark.parametrize('case', [case[1:] for case in BUDGETS],
                         ids=[case[0] for case in BUDGETS])
def test_budget(report, case):
    limit, last, *more = case
    assert report(limit, *more)[1].startswith(last)


@pytest.mark.parametrize('limit, option, status', (
    ('51', '', 0), ('51', '--check', 1), ('52', '--check', 0)))
def test_status(report, limit, option, status):
    assert report(limit, option)[0] == status


def test_bad_limit(report):
    status, last = report('none - 1')
    assert status != 0 and "bad limit 'none - 1'" in last

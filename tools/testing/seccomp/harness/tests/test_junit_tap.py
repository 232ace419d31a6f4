# SPDX-License-Identifier: GPL-2.0-only
"""Test that junit_tap.py keeps each result of a report."""

import subprocess

import pytest

import lib

CASE = '<testcase classname="tests.t" name="n"'
REPORTS = (
    ('a case that passes', f'{CASE}/>', 'ok 6 s: t.n\n', 0),
    ('a case that fails, and its last line',
     f'{CASE}><failure>why</failure></testcase>{CASE}/>',
     'not ok 6 s: t.n\n# why\nok 7 s: t.n\n', 1),
    ('a fixture that fails', f'{CASE}><error message="why"/></testcase>',
     'not ok 6 s: t.n\n# why\n', 1),
    ('a skipped case has its reason',
     f'{CASE}><skipped message="why"/></testcase>',
     'ok 6 s: t.n # SKIP why\n', 0),
    ('a skipped case without a reason', f'{CASE}><skipped/></testcase>',
     'ok 6 s: t.n # SKIP no reason given\n', 0),
    ('a name with characters of TAP', f'{CASE[:-3]}"a # SKIP b"/>',
     'ok 6 s: t.a SKIP b\n', 0),
    ('no case', '', '', 1),
)


def junit(path):
    """Convert a report; return the lines and the status."""
    done = subprocess.run([f'{lib.HARNESS}/junit_tap.py', 's', path, '5'],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          encoding='utf-8', check=False)
    return done.stdout, done.returncode


@pytest.mark.parametrize('cases, lines, status',
                         [report[1:] for report in REPORTS],
                         ids=[report[0] for report in REPORTS])
def test_report(tmp_path, cases, lines, status):
    path = tmp_path / 'junit.xml'
    path.write_text(
        f'<testsuites><testsuite>{cases}</testsuite></testsuites>')
    assert junit(path) == (lines, status)


def test_no_report(tmp_path):
    assert junit(tmp_path / 'none') == ('', 1)

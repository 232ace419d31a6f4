# SPDX-License-Identifier: GPL-2.0-only
"""Test that results.py renders complete runs only."""

import os
import shutil

import pytest

import lib
from conftest import INSIDE

PRIVATE = os.path.relpath(lib.PRIVATE, lib.TOP)
TITLE = 'Results of the last complete runs, from '
STATES = ('pass own', 'pass own', 'pass kunit', 'fail verify', 'skip own')
UNKNOWN = '6.12     x86_64    ?        ?'
KNOWN = '6.12     x86_64    ?        ?     -    2 1 failed     1'


@pytest.fixture(name='render')
def fixture_render(tree, link, run):
    """Return a function that collects and renders made-up results."""
    link(f'{PRIVATE}/bench')
    shutil.copytree(os.path.join(lib.PRIVATE, 'results'), tree / PRIVATE / 'results',
                    ignore=shutil.ignore_patterns('*.json'))
    (tree / 'README').write_text(
        f'[before]\n{TITLE}{PRIVATE}/results/:\n\n    old\n\n[after]\n')
    (tree / PRIVATE / 'ASSURANCE').write_text(
        f'{TITLE}``{PRIVATE}/results/``::\n\n    old\n')
    (tree / 'build/reports').mkdir(parents=True)
    (tree / 'build/reports/lint').write_text(
        'make lint KERNEL=6.12\nclean\n65\nabc\n2026-01-02\n')
    (tree / 'build/6.12/x86_64/results').mkdir(parents=True)
    (tree / 'build/6.12/x86_64/results/all').write_text(''.join(
        '{}\tx86_64 {}\tprogram\tcase\t\n'.format(*pair.split())
        for pair in STATES))

    def render():
        script = str(tree / INSIDE / 'results.py')
        said = [run(script, word)[1] for word in ('collect', 'render')]
        return ''.join((*said, (tree / 'README').read_text(),
                        (tree / PRIVATE / 'ASSURANCE').read_text()))
    return render


@pytest.fixture(name='complete')
def fixture_complete(tree):
    """Mark the run as complete. Return the path of the mark."""
    path = tree / 'build/6.12/x86_64/results/complete'
    path.write_text('abc\n2026-01-02\n')
    return path


def test_incomplete_run_does_not_count(render):
    assert UNKNOWN in render()


def test_complete_run(tree, render, complete):
    text = render()
    assert KNOWN in text
    assert '[before]' in text and '[after]' in text and 'old' not in text
    saved = (tree / PRIVATE / 'results/tests.json').read_text()
    assert '"commit": "abc"' in saved and '2026-01-02' in saved
    # A result stays when a new run begins.
    complete.unlink()
    assert KNOWN in render()


def test_report_of_a_command(render):
    assert ('make lint KERNEL=6.12\n        clean (1 min 5 s, abc, 2026-01-02)'
            in render())


def test_document_without_the_line(tree, render):
    (tree / 'README').write_text('[before]\n')
    assert render().startswith('results.py: README has no line')

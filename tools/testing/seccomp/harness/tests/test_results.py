# SPDX-License-Identifier: GPL-2.0-only
"""Test that results.py renders complete runs only."""

import json
import os
import shutil

import pytest

import lib
import results
from conftest import INSIDE

PRIVATE = os.path.relpath(lib.PRIVATE, lib.TOP)
TITLE = 'Results of the last complete runs, from '
ROWS = (('pass', 'own'), ('pass', 'own'), ('pass', 'kunit'), ('fail', 'verify'),
        ('skip', 'own'))
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
        f'{state}\tx86_64 {step}\tprogram\tcase\t\n' for state, step in ROWS))

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


@pytest.fixture(name='clients')
def clients_dir(tmp_path, monkeypatch):
    """Return the directory of a run for 6.12, and let results.py use it."""
    monkeypatch.setattr(results, 'BUILD', str(tmp_path / 'build'))
    monkeypatch.setattr(results, 'RESULTS', str(tmp_path / 'results'))
    where = tmp_path / 'build/6.12/x86_64/results/clients'
    for name, rows in (('compared', 'jails\t30\t0\t2\ncriu\t7\t1\t0\n'),
                       ('compared-verify', 'jails\t29\t1\t2\ncriu\t8\t0\t0\n')):
        (where / name).mkdir(parents=True)
        (where / name / 'summary').write_text(rows, encoding='utf-8')
    makefile = tmp_path / 'build/6.12/base/linux/Makefile'
    makefile.parent.mkdir(parents=True)
    makefile.write_text('VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 117\n',
                        encoding='utf-8')
    return where


def test_clients_of_a_complete_run(clients):
    """The table has the counts of both runs of each suite."""
    (clients / 'complete').write_text('abc1234\n2026-11-27\n', encoding='utf-8')
    results.collect_clients()
    assert [line.split() for line in results.clients_table()] == [
        ['suite', '6.12.117', 'verified', 'skipped', 'failed'],
        ['criu', '7', '8', '0', '1'],
        ['jails', '30', '29', '4', '1']]
    stored = json.loads(results.read(results.RESULTS, 'clients.json'))
    assert stored['6.12']['commit'] == 'abc1234'
    assert stored['6.12']['date'] == '2026-11-27'


def test_clients_of_a_partial_run(clients):
    """A run without the file "complete" does not count."""
    assert not (clients / 'complete').exists()
    results.collect_clients()
    assert results.clients_table() == ['not run']


def test_clients_keeps_a_complete_run(clients):
    """A later partial run does not replace a complete one."""
    (clients / 'complete').write_text('abc1234\n2026-11-27\n', encoding='utf-8')
    results.collect_clients()
    before = results.clients_table()
    (clients / 'complete').unlink()
    (clients / 'compared/summary').write_text('jails\t1\t0\t0\n', encoding='utf-8')
    results.collect_clients()
    assert results.clients_table() == before

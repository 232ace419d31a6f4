# SPDX-License-Identifier: GPL-2.0-only
"""Runs the recipes of seccomp_tools.rst that need no kernel of ours, and tests what runs
them: integration/recipes_test.sh. It runs the others in the guest."""

import os
import re
import subprocess

import pytest

TOP = os.path.realpath(os.path.join(os.path.dirname(__file__), '../../..'))
PAGE = os.path.join(TOP, 'Documentation/userspace-api/seccomp_tools.rst')
RUNNER = os.path.join(TOP, 'tools/testing/seccomp/integration/recipes_test.sh')

pytestmark = pytest.mark.skipif(not os.path.exists(RUNNER),
                                reason='this tree has no recipes_test.sh')


def numbers():
    if not os.path.exists(PAGE):
        return []
    with open(PAGE, encoding='utf-8') as file:
        return re.findall(r'^(\d+)\. ', file.read(), re.M)


@pytest.fixture
def run_page(seccompctl):
    """Return a function that runs a page and returns the output, which is TAP."""
    def run(page, *arguments):
        path = f'{os.path.dirname(seccompctl)}:{os.environ["PATH"]}'
        return subprocess.run(['sh', RUNNER, *arguments], stdout=subprocess.PIPE,
                              env={**os.environ, 'PAGE': str(page), 'PATH': path},
                              encoding='utf-8', timeout=120, check=False)
    return run


@pytest.mark.parametrize('number', numbers())
def test_recipe(run_page, number):
    done = run_page(PAGE, number)
    skipped = re.search('# SKIP (.*)', done.stdout)
    if skipped:
        pytest.skip(skipped.group(1))
    assert done.returncode == 0, done.stdout
    assert re.search('^ok 1 recipe', done.stdout, re.M), done.stdout


@pytest.mark.skipif(not numbers(), reason='this tree has no seccomp_tools.rst')
def test_there_are_ten_recipes():
    assert numbers() == [str(number) for number in range(1, 11)]


GOOD = '''
Title
=====

A block before the recipes is no recipe::

    $ false

1. First
========

The file ``some``::

    one

      two

Then these::

    $ cat some; echo "$((20 + 22))"
    one
    ...
    42
    $ sleep 0 &
    $ wait
'''


@pytest.fixture
def state(run_page, tmp_path):
    """Return a function that returns the state of the only recipe of a page."""
    def run(text):
        page = tmp_path / 'page'
        page.write_text(text, encoding='utf-8')
        done = run_page(page)
        results = re.findall('^(ok|not ok) (?:.*(# SKIP .*))?', done.stdout, re.M)
        assert len(results) == 1, done.stdout
        assert done.returncode == (results[0][0] != 'ok')
        return ' '.join(results[0]).strip()
    return run


def test_a_good_recipe_passes(state):
    assert state(GOOD) == 'ok'


@pytest.mark.parametrize('good, bad', [
    ('    42\n', '    43\n'), ('    one\n    ...', '    ...\n    three'),
    ('    ...\n', ''), ('$ wait', '$ false'), ('    $ wait\n', '    $ wait\n    more\n'),
    ('echo "', 'echo more "'), ('``some``', '``other``'),
])
def test_a_wrong_recipe_fails(state, good, bad):
    assert GOOD.count(good) == 1
    assert state(GOOD.replace(good, bad)) == 'not ok'


def test_a_recipe_that_lacks_something_is_skipped(state):
    text = GOOD.replace('The file', '.. needs: no-such-program\n\nThe file')
    assert state(text) == 'ok # SKIP no no-such-program'

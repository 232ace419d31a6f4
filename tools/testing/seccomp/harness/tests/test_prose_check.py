# SPDX-License-Identifier: GPL-2.0-only
"""Test that prose_check.py finds what breaks a rule for prose, and only that."""

import os
import subprocess

import pytest

import lib
import prose_check

LONG = f'One{" word" * 25}.'
TOO_LONG = 'a sentence of 26 words'
FIXES = 'Fixes: 0123456789ab ("area: subject")'


def forbidden():
    """Return a phrase of the list, which is the only file that may have it."""
    path = os.path.join(lib.TOP, prose_check.FORBIDDEN)
    with open(path, encoding='utf-8') as file:
        return next(line.split('|')[0] for line in file
                    if not line.startswith('#') and ' ' in line.split('|')[0])


WORD = forbidden()
TWO_LINES = WORD.replace(' ', '\n * ', 1)
INSTEAD = f'"{WORD}": write '
CASES = (
    # What it is; the file; its text; the finding; its line.
    ('a long sentence in .rst', 'a.rst', f'Title\n=====\n{LONG}', TOO_LONG, 3),
    ('a long sentence in a README', 'README', f'Short.\n{LONG}', TOO_LONG, 2),
    ('a long sentence in a list', 'a.rst', f'\n- {LONG}', TOO_LONG, 2),
    ('a long sentence in kernel-doc', 'a.h',
     f'/**\n * f() - Run it\n *\n * {LONG}\n */', TOO_LONG, 4),
    ('a long parameter in kernel-doc', 'a.h',
     f'/**\n * f() - Run it\n * @a: {LONG}\n */', TOO_LONG, 3),
    ('25 words', 'a.rst', LONG.replace(' word', '', 1), '', 0),
    ('an ordinary comment', 'a.c', f'/* {LONG} */', '', 0),
    ('a literal block', 'a.rst', f'Run::\n\n    {LONG}\n\n    {LONG}\n', '', 0),
    ('an indented block of a README', 'README',
     f'Run\n\n    {LONG}\n    {LONG}\n', '', 0),
    ('a code block', 'a.rst', f'.. code-block:: c\n\n   {LONG}\n', '', 0),
    ('a table', 'a.rst',
     f'== ==\na  b\n== ==\n{LONG}\n\n{LONG}\n== ==\n', '', 0),
    ('the text after a table', 'a.rst',
     f'== ==\na  b\n== ==\n\nText.\n{LONG}', TOO_LONG, 6),
    ('items are sentences of their own', 'a.rst',
     '- six words in a short item\n' * 9, '', 0),
    ('a forbidden word in a document', 'a.rst', f'It is {WORD}.', INSTEAD, 1),
    ('a forbidden word in a comment', 'a.c',
     f'/*\n * It is {TWO_LINES} so.\n */', INSTEAD, 2),
    ('a forbidden word in a message', 'a.c', f'char a[] = "{WORD}";', INSTEAD,
     1),
    ('a forbidden word in a script', 'a.sh', f'#\n# {WORD.upper()}',
     f'"{WORD.upper()}": write ', 2),
    ('a forbidden word in an added line', 'a.patch',
     f'a\n---\n--- a/f\n+++ b/f\n+/* {WORD} */', INSTEAD, 5),
    ('a kernel\'s own line of a patch', 'a.patch',
     f'a\n---\n--- a/f\n+++ b/f\n /* {WORD} */', '', 0),
    ('kernel-doc that begins with an article', 'a.h',
     '/**\n * f() - the number of things\n */',
     'kernel-doc begins with "the", not with a verb', 2),
    ('kernel-doc that begins with a verb', 'a.h',
     '/**\n * f() - Return the number of things\n */', '', 0),
    ('a Fixes: line', 'a.patch', f'{FIXES}\n---', '', 0),
    ('a Fixes: line with a short commit', 'a.patch',
     f'{FIXES.replace("456789ab", "")}\n---', 'write Fixes: ', 1),
    ('a Fixes: line without a subject', 'a.patch',
     f'{FIXES.partition(" (")[0]}\n---', 'write Fixes: ', 1),
)


@pytest.fixture(name='find')
def fixture_find(tmp_path, capsys):
    """Return a function that returns the findings in a file, and their lines."""
    def find(name, text):
        path = tmp_path / name
        path.write_text(f'{text}\n')
        status = prose_check.main([str(path)])
        found = [line[len(str(path)) + 1:].split(': ', 1)
                 for line in capsys.readouterr().out.splitlines()]
        assert status == bool(found)
        return [(what, int(line)) for line, what in found]
    return find


@pytest.mark.parametrize('name, text, what, line', [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])
def test_finding(find, name, text, what, line):
    found = find(name, text)
    assert len(found) == bool(what)
    assert all(said.startswith(what) and at == line for said, at in found)


def test_question(find):
    assert find('a.h', '/**\n * f() - is it so?\n */') == [
        ('kernel-doc begins with "is", not with a verb', 2),
        ('kernel-doc is a question', 2)]


def test_commit(tree, link, run):
    link(prose_check.FORBIDDEN)
    git = ['git', '-C', str(tree)]
    subprocess.run([*git, 'init', '-q'], check=True)
    subprocess.run([*git, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit',
                    '-q', '--allow-empty', '-m', 'area: subject',
                    '-m', FIXES.partition(' (')[0]], check=True)
    script = tree / os.path.relpath(prose_check.__file__, lib.TOP)
    status, said = run(str(script), '--commits', 'HEAD')
    assert (status, ':3: write Fixes: ' in said) == (1, True)

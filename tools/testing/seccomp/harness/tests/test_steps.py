# SPDX-License-Identifier: GPL-2.0-only
"""Test that steps.py assigns each path and line of the overlay to one step."""

import os
import subprocess

import pytest

import lib
import steps

# Each overlay has the files m, a/b and a/c, with the lines 1, 2 and 3.
LAST = 'step 2\n\ttake a/*\n\nwhy\n'
GOOD = (
    ('each path in one step', f'step 1\n\ttake m\n\nwhy\n\n{LAST}', 2),
    ('a path in parts', 'step 1\n\tpart m /2/\n\nwhy\n\n'
     'step 2\n\tpart m rest\n\ttake a/*', 2),
    ('alternatives', 'step 1\n\ttake @(m|a/[bc])\n', 1),
    ('all but some', 'step 1\n\ttake m\n\ttake a/!(c|x)\n\n'
     'step 2\n\ttake a/c\n', 2),
    ('* matches /', 'step 1\n\ttake *\n', 1),
    ('a comment in a message', 'step 1\n\ttake *\n\nwhy\n# no\n', 1),
    ('a patch of another kernel',
     'step -\n\tpatch other.patch\n\nstep 1\n\ttake *\n', 1),
    ('the message of a patch', 'step -\n\tpatch m.patch\n\n'
     'step 2\n\ttake a/*\n', 2),
    ('with a patch', 'step 1\n\twith m.patch\n\ttake a/*\n', 1),
)
BAD = (
    ('a path in no step', LAST, 'patches/series: add to a step: m, 1 in all'),
    ('a line in no step', f'step 1\n\tpart m 1,2\n{LAST}',
     'patches/series: add to a step: the rest of m, 1 in all'),
    ('a path in two steps', f'step 1\n\ttake a/b\n\ttake m\n\nwhy\n{LAST}'
     .replace('why\nstep', 'why\n\nstep'),
     'patches/series:8: a/b is in step 1 already: take it out of one'),
    ('a line in two steps', f'step 1\n\tpart m 1,2\n\tpart m 2,3\n{LAST}',
     'patches/series:3: line 2 of m is in step 1 already: take it out of one'),
    ('a path and its line', f'step 1\n\ttake m\n\tpart m 1\n{LAST}',
     'patches/series:3: m is in step 1 already: take it out of one'),
    ('a line and its path', f'step 1\n\tpart m 1\n\ttake m\n{LAST}',
     'patches/series:3: m is in parts already: take it out of one'),
    ('an empty step', f'step 1\n\nwhy\n\n{LAST}',
     'patches/series:5: the step before, 1, is empty: fill it or take it out'),
    ('an empty last step', 'step 1\n\ttake *\n\nstep 2\n',
     'patches/series:4: the step before, 2, is empty: fill it or take it out'),
    ('no such path', f'step 1\n\ttake x\n{LAST}',
     'patches/series:2: take x: the overlay has no such path: mend the line'),
    ('no such file', f'step 1\n\tpart x 1\n{LAST}',
     'patches/series:2: part x: the overlay has no such path: mend the line'),
    ('no such line', f'step 1\n\tpart m /4/\n{LAST}',
     'patches/series:2: part m: no line is /4/: mend the address'),
    ('no address', f'step 1\n\tpart m ,,\n{LAST}',
     'patches/series:2: part m: ,, is no address'),
    ('no such word', f'step 1\n\ttkae m\n{LAST}',
     'patches/series:2: tkae: use step, take, part, patch or with'),
    ('no such patch', f'step -\n\tpatch x\n{LAST}',
     'patches/series:2: there is no patch x: mend the name'),
    ('no step', '# nothing\n', 'patches/series:1: there is no step'),
    ('no step at the start', f'\ttake m\n{LAST}',
     'patches/series:1: \ttake m: begin with a step'),
)
PATCH = '''\
a: change m

The reason.
---
 m | 1 +
--- a/m
+++ b/m\t1970
@@ -1 +1 @@
'''


@pytest.fixture(name='read')
def fixture_read(tmp_path, monkeypatch):
    """Return a function that reads patches/series with the given text."""
    monkeypatch.setattr(lib, 'TOP', str(tmp_path))
    for path in ('m', 'a/b', 'a/c'):
        (tmp_path / 'overlay' / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / 'overlay' / path).write_text('1\n2\n3\n')
    for path in ('6.1/m.patch', '7.3/other.patch'):
        (tmp_path / 'patches' / path).parent.mkdir(parents=True)
        (tmp_path / 'patches' / path).write_text(PATCH)

    def read(text):
        table = tmp_path / 'patches/series'
        table.write_text(text)
        series = steps.Series(tmp_path / 'overlay', table, '6.1')
        series.read()
        return series
    return read


@pytest.mark.parametrize('text,count', [case[1:] for case in GOOD],
                         ids=[case[0] for case in GOOD])
def test_good(read, text, count):
    """A complete table has its steps."""
    assert len(read(text).steps) == count


@pytest.mark.parametrize('text,error', [case[1:] for case in BAD],
                         ids=[case[0] for case in BAD])
def test_bad(read, text, error):
    """An error names its line and a way to correct it."""
    with pytest.raises(steps.Error) as caught:
        read(text)
    assert str(caught.value) == error


def test_commits(read, tmp_path, monkeypatch):
    """Each step is a commit with its message and its lines, and no other."""
    for role in ('AUTHOR', 'COMMITTER'):
        monkeypatch.setenv(f'GIT_{role}_NAME', 'A')
        monkeypatch.setenv(f'GIT_{role}_EMAIL', 'a@example.org')
    tree = tmp_path / 'tree'

    def git(*words):
        return subprocess.run(['git', '-C', tree, *words], check=True,
                              text=True, stdout=subprocess.PIPE).stdout

    os.chmod(tmp_path / 'overlay/m', 0o755)
    series = read('step first step\n\tpart m 2\n\nwhy\n# not this\n\nmore\n\n'
                  'step second\n\ttake a/*\n\tpart m rest\n')
    subprocess.run(['git', 'init', '-q', '-b', 'series', tree], check=True)
    series.commit(tree)
    assert git('log', '--reverse', '--format=%s|%b') == (
        'first step|why\n\nmore\n\nSigned-off-by: A <a@example.org>\n\n'
        'second|Signed-off-by: A <a@example.org>\n\n')
    assert git('show', 'series^:m') == '2\n'
    assert git('ls-tree', '-r', '--name-only', 'series^') == 'm\n'
    assert git('show', 'series:m') == '1\n2\n3\n'
    assert git('ls-tree', 'series', 'm').startswith('100755 ')


def test_message_of_patch(read):
    """A patch gives the step its message."""
    step = read('step -\n\tpatch m.patch\n\nstep 2\n\ttake a/*\n').steps[0]
    assert step.subject == 'a: change m'
    assert step.body.strip() == 'The reason.'

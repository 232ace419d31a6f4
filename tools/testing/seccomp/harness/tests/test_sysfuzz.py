# SPDX-License-Identifier: GPL-2.0-only
"""Test what sysfuzz.sh says about a run, with and without coverage.

The machine and the comparison with the list are replaced.
"""

import os
import shutil
import subprocess

import pytest

import lib

# The output of a run, with the points of the kernel.
VM = """\
#!/bin/sh
mkdir -p "$RESULT"
printf '=== points\\n{points}\\n=== end of points\\n' >"$RESULT/output"
echo '3 sequences, 5 calls with known errors, 0 points, 0 failures' \
	>>"$RESULT/output"
echo "exit {status}" >"$RESULT/verdict"
cat "$RESULT/output"
exit {status}
"""

# One function is in the list, and one is not in it for each wrong list.
COVERAGE = """\
#!/bin/sh
case $1 in
table)
	printf 'one\\t1\\t2\\ta.c\\ntwo\\t0\\t2\\ta.c\\n'
	;;
unreached)
	if grep -q seeded "$4"; then
		printf 'stale\\tone\\t-\\twas reached\\n'
		printf 'stale\\tno_such_function\\t-\\tdoes not exist\\n'
		printf 'new\\ttwo\\ta.c\\tno reason given\\n'
	else
		printf 'listed\\ttwo\\ta.c\\ta reason\\n'
	fi
	;;
esac
"""


class Tree:
    """A copy of the tree whose machine prints what a test wants."""

    def __init__(self, top):
        self.top = top
        inside = os.path.relpath(lib.HARNESS, lib.TOP)
        self.harness = top / inside
        shutil.copytree(lib.HARNESS, self.harness)
        shutil.copytree(os.path.join(lib.TOP, 'configs'), top / 'configs')
        sysfuzz = self.harness.parent / 'verify/sysfuzz'
        sysfuzz.mkdir(parents=True)
        (sysfuzz / 'unreached.list').write_text(
            '# A comment\n*|two|a reason\n')
        self.write('coverage.sh', COVERAGE)

    def write(self, name, text):
        """Replace a script."""
        (self.harness / name).write_text(text)
        (self.harness / name).chmod(0o755)

    def run(self, points, status=0, **settings):
        """Run sysfuzz.sh. Return its status and its output."""
        self.write('vm.sh', VM.format(points=points, status=status))
        vmlinux = self.top / 'vmlinux'
        vmlinux.touch()
        done = subprocess.run(
            [self.harness / 'sysfuzz.sh'], check=False,
            env={**os.environ, 'KERNEL': lib.KERNEL, 'ARCH': 'x86_64',
                 'BASE': '0', 'MITIGATIONS': '0', 'DEBIAN': '0', 'TIME': '2',
                 'VMLINUX': str(vmlinux), 'IMAGE': '', **settings},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding='utf-8')
        return done.returncode, done.stdout


@pytest.fixture(name='tree')
def fixture_tree(tmp_path):
    """Return a tree of a test."""
    return Tree(tmp_path)


def test_coverage(tree):
    status, said = tree.run('ff00', DEBUG='kasan')
    assert status == 0, said
    assert '1 of 2 functions and 1 of 4 points reached, 0 failures' in said


def test_no_coverage_with_kcov(tree):
    status, said = tree.run('', DEBUG='kasan')
    assert status == 1, said
    assert 'no coverage, although DEBUG=kasan has kcov' in said


def test_no_kcov(tree):
    """No kernel of DEBUG=kcsan has points, so a run on it succeeds."""
    status, said = tree.run('', DEBUG='kcsan')
    assert status == 0, said
    assert 'coverage skipped: DEBUG=kcsan has no kcov' in said
    assert 'no coverage, 0 failures' in said


def test_failure_without_kcov(tree):
    status, said = tree.run('', status=1, DEBUG='kcsan')
    assert status == 1, said


def test_image_without_kcov(tree):
    image = tree.top / 'image'
    image.touch()
    status, said = tree.run('', DEBUG='kasan', IMAGE=str(image))
    assert status == 0, said
    assert 'coverage skipped: the kernel of IMAGE has no kcov' in said

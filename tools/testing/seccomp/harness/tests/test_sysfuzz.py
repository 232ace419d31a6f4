# SPDX-License-Identifier: GPL-2.0-only
"""Test what sysfuzz.sh says about a run, with and without coverage.

The machine and the comparison with the list are replaced.
"""

import pytest

from conftest import INSIDE

# The output of a run, with the points of the kernel.
VM = """\
mkdir -p "$RESULT"
printf '=== points\\n{points}\\n=== end of points\\n' >"$RESULT/output"
echo '3 sequences, 5 calls with known errors, 0 points, 0 failures' \
	>>"$RESULT/output"
echo "exit {status}" >"$RESULT/verdict"
cat "$RESULT/output"
exit {status}
"""

# One function is in the list, and was not reached.
COVERAGE = """\
case $1 in
table) printf 'one\\t1\\t2\\ta.c\\ntwo\\t0\\t2\\ta.c\\n' ;;
unreached) printf 'listed\\ttwo\\ta.c\\ta reason\\n' ;;
esac
"""


@pytest.fixture(name='fuzz')
def fixture_fuzz(tree, link, script, run):
    """Return a function that runs sysfuzz.sh: its status and its output."""
    link('configs')
    script('coverage.py', COVERAGE)
    (tree / 'vmlinux').touch()

    def fuzz(points, status=0, **settings):
        script('vm.sh', VM.format(points=points, status=status))
        return run(str(tree / INSIDE / 'sysfuzz.sh'), **{
            'ARCH': 'x86_64', 'BASE': '0', 'MITIGATIONS': '0', 'DEBIAN': '0',
            'TIME': '2', 'VMLINUX': str(tree / 'vmlinux'), 'IMAGE': '', **settings})
    return fuzz


def test_coverage(fuzz):
    status, said = fuzz('ff00', DEBUG='kasan')
    assert status == 0, said
    assert '1 of 2 functions and 1 of 4 points reached, 0 failures' in said


def test_no_coverage_with_kcov(fuzz):
    status, said = fuzz('', DEBUG='kasan')
    assert status == 1, said
    assert 'no coverage, although DEBUG=kasan has kcov' in said


def test_no_kcov(fuzz):
    """No kernel of DEBUG=kcsan has points, so a run on it succeeds."""
    status, said = fuzz('', DEBUG='kcsan')
    assert status == 0, said
    assert 'coverage skipped: DEBUG=kcsan has no kcov' in said
    assert 'no coverage, 0 failures' in said


def test_failure_without_kcov(fuzz):
    status, said = fuzz('', status=1, DEBUG='kcsan')
    assert status == 1, said


def test_image_without_kcov(tree, fuzz):
    image = tree / 'image'
    image.touch()
    status, said = fuzz('', DEBUG='kasan', IMAGE=str(image))
    assert status == 0, said
    assert 'coverage skipped: the kernel of IMAGE has no kcov' in said

# SPDX-License-Identifier: GPL-2.0-only
"""Test that check_rows.py finds a wrong row of argument copies."""

import os
import re

import pytest

import check_rows
import lib

TREE = os.path.join(lib.BUILD, lib.KERNEL, 'ours/linux')
ROWS = os.path.join(lib.TOP, 'kernel/seccomp')

pytestmark = pytest.mark.skipif(not os.path.isdir(TREE),
                                reason=f'the tree of {lib.KERNEL} is not made')
WRONG = (
    # What it is; the text and the wrong text; the finding.
    ('a pointer is not classified', r'^NEVER\(sys_read, PTR\(1\)\)',
     'NO_POINTERS(sys_read)', 'sys_read: argument 1 is not classified'),
    ('an integer is copied', r'^COPY_IN\(sys_acct, 0,', r'\g<0> IN_PATH(1),',
     'sys_acct: argument 1 is not a user pointer'),
    ('a copied pointer is kept', r'^COPY_IN\(sys_chdir, 0,',
     'COPY_IN(sys_chdir, PTR(0),', 'sys_chdir: argument 0 is copied and kept'),
    ('the type of a size', r'^(COPY_IN\(sys_bind,.*)ARG_SIZE_U32', r'\g<1>0',
     'sys_bind: argument 1: the size 2 is int, without ARG_SIZE_U32'),
    ('another structure', r'^(COPY_IN\(sys_clone3,.*)clone_args',
     r'\g<1>open_how',
     'sys_clone3: argument 0: open_how is not clone_args'),
    ('two rows', r'^COPY_IN\(sys_chdir,.*\n', r'\g<0>\g<0>',
     'sys_chdir: several rows'),
)


@pytest.fixture(name='kernel', scope='module')
def fixture_kernel():
    """Return the bodies and the prototypes of the kernel."""
    return check_rows.read_tables(TREE), check_rows.read_prototypes(TREE)


def test_our_rows(kernel):
    assert not check_rows.check_rows(ROWS, *kernel)


@pytest.mark.parametrize('right, wrong, finding', [case[1:] for case in WRONG],
                         ids=[case[0] for case in WRONG])
def test_wrong_row(kernel, tmp_path, right, wrong, finding):
    for name in ('arg_row.c', 'arg_rows.h'):
        with open(os.path.join(ROWS, name), encoding='utf-8') as file:
            text = file.read()
        if name == 'arg_rows.h':
            text, count = re.subn(right, wrong, text, flags=re.M)
            assert count == 1
        (tmp_path / name).write_text(text)
    assert check_rows.check_rows(str(tmp_path), *kernel) == [finding]


def test_exit_status(run):
    script = os.path.join(lib.HARNESS, 'check_rows.py')
    assert run(script, TREE) == (0, '')
    assert run(script)[0] == run(script, '/nowhere')[0] == 2

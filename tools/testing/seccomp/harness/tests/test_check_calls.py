# SPDX-License-Identifier: GPL-2.0-only
"""Test that check_calls.py finds an argument without a test."""

import os
import re
import shutil
import subprocess
import sys

import pytest

import check_calls
import lib

TREE = os.path.join(lib.BUILD, lib.KERNEL, 'ours/linux')
SCRIPT = os.path.join(lib.HARNESS, 'check_calls.py')
TABLE = os.path.join(check_calls.SELFTESTS, 'deep_call_table.h')
OPERATIONS = os.path.join(check_calls.SELFTESTS, 'deep_op_table.h')
ROWS = 'kernel/seccomp/arg_rows.h'
FILES = [ROWS, 'kernel/seccomp/arg_row.c', TABLE, OPERATIONS, check_calls.FUZZER]

pytestmark = pytest.mark.skipif(not os.path.isdir(TREE),
                                reason=f'the tree of {lib.KERNEL} is not made')
WRONG = (
    # What it is; the file; the text and the wrong text; the finding.
    ('a test is missing', TABLE, r'^DEEP_CALL\(chroot,[^;]*;\n', '',
     'chroot: argument 0 of sys_chroot has no test'),
    ('a test of another argument', TABLE, r'(__NR_mkdirat,[^;]*\.window =) 1',
     r'\g<1> 2', 'mkdirat: argument 1 of sys_mkdirat has no test'),
    ('a row has another argument', ROWS, r'^COPY_IN\(sys_acct, 0,',
     r'\g<0> IN_PATH(1),', 'acct: argument 1 of sys_acct has no test'),
    ('a test of a compat number is missing', TABLE,
     r'^DEEP_CALL\(stime,[^;]*;\n', '',
     'stime: argument 0 of sys_stime32 has no test'),
    ('a test for a later kernel is missing', TABLE,
     r'^DEEP_CALL\(file_setattr_attr,[^;]*;\n', '',
     'file_setattr: argument 2 of sys_file_setattr has no test'),
    ('a command has no line', OPERATIONS, r'^DEEP_BPF\(BPF_MAP_FREEZE\);\n', '',
     'bpf: argument 1 of BPF_MAP_FREEZE has no test'),
    ('an option has no line', OPERATIONS, r'^DEEP_OPTION\(SOL_IP, IP_TOS,.*\n', '',
     'setsockopt: argument 3 of SOL_IP, IP_TOS has no test'),
    ('an operation of a row is new', ROWS,
     r'^\tOP\(FIOASYNC, (IN_VALUE\(2, 0, int\))\),\n(?=\tOP\(SIOCSIFFLAGS, '
     r'IN_STRUCT_AS\(2, 0, struct ifreq,)',
     r'\g<0>\tOP(TIOCCONS, \g<1>),\n',
     'ioctl: argument 2 of TIOCCONS has no test'),
    ('the fuzzer lacks a kind', check_calls.FUZZER,
     r'^.*SECCOMP_KIND_STRINGS, 4096.*\n', '',
     check_calls.FUZZER + ' has no window with KNOWN STRINGS full'),
    ('the fuzzer lacks a limit that is odd', check_calls.FUZZER,
     r'^.*WINDOW_BY_OP, SECCOMP_KIND_NONE, 255.*\n', '',
     check_calls.FUZZER + ' has no window with BY_OP NONE odd'),
    ('the fuzzer lacks a content', check_calls.FUZZER,
     r'^.*\.content = WINDOW_NEVER.*\n', '',
     check_calls.FUZZER + ' has no window with NEVER'),
)


@pytest.fixture(name='calls', scope='module')
def fixture_calls():
    """Return the names of the calls of each body."""
    return check_calls.read_calls(TREE)


@pytest.fixture(name='top')
def fixture_top(tmp_path):
    """Return a copy of the files that the script compares."""
    for path in FILES:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(os.path.join(lib.TOP, path), tmp_path / path)
    return tmp_path


def test_each_argument_has_a_test(calls):
    assert not check_calls.findings_of(lib.TOP, calls)


@pytest.mark.parametrize('path, right, wrong, finding', [case[1:] for case in WRONG],
                         ids=[case[0] for case in WRONG])
def test_missing_test(calls, top, path, right, wrong, finding):
    text, count = re.subn(right, wrong, (top / path).read_text(encoding='utf-8'),
                          flags=re.M)
    assert count == 1
    (top / path).write_text(text, encoding='utf-8')
    assert set(check_calls.findings_of(str(top), calls)) == {finding}


def test_exception_that_is_not_needed(calls, monkeypatch):
    monkeypatch.setitem(check_calls.EXCEPTIONS, 'chroot', 'no reason')
    assert check_calls.findings_of(lib.TOP, calls) == [
        'chroot: this exception is not needed']


def test_exception(calls, top, monkeypatch):
    path = top / TABLE
    text = re.sub(r'^DEEP_CALL\(chroot,[^;]*;\n', '',
                  path.read_text(encoding='utf-8'), flags=re.M)
    path.write_text(text, encoding='utf-8')
    monkeypatch.setitem(check_calls.EXCEPTIONS, 'chroot', 'a reason')
    assert not check_calls.findings_of(str(top), calls)


def test_kernel_without_calls():
    assert check_calls.findings_of(lib.TOP, {}) == [
        'the tables of the kernel have only 0 calls with copies']


@pytest.mark.parametrize('args, status', [
    ([TREE], 0), ([], 2), ([lib.TOP], 2), ([TREE, TREE + '/kernel'], 2),
    ([TREE, lib.TOP, lib.TOP], 2)])
def test_exit_status(args, status):
    done = subprocess.run([sys.executable, SCRIPT, *args], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == status
    assert done.stdout == ''
    assert len(done.stderr.splitlines()) == (1 if status else 0)


def test_exit_status_of_a_finding(top):
    with open(top / TABLE, 'w', encoding='utf-8'):
        pass
    done = subprocess.run([sys.executable, SCRIPT, TREE, str(top)],
                          stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert 'chroot: argument 0 of sys_chroot has no test' in done.stdout

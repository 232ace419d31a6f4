# SPDX-License-Identifier: GPL-2.0-only
"""args_table.h against the prototypes of the bases.

gen_args.py makes the table. This test reads the prototypes by itself.
"""

import os
import re
import subprocess

import pytest

from base_trees import TABLES, base

pytestmark = pytest.mark.skipif(bool(os.environ.get('SANITIZE')),
                                reason='the table is the same without sanitizers')
ROW = re.compile(r'^\t\{ "(\w+)", (\d), \{\n((?:\t\t\{.*\n)*)\t\} \},', re.M)
ARGUMENT = re.compile(r'\{ "(\w+)", "([^"]+)", .*, (32|64), (true|false) \}')
DEFINE = re.compile(r'^(COMPAT_)?SYSCALL(?:32)?_DEFINE(\d)\(([^)]*(?:\([^)]*\)[^)]*)*)\)',
                    re.M)
DIRECTORIES = ('arch/x86 arch/arm64/kernel block drivers fs init io_uring ipc kernel '
               'mm net security').split()
MACRO = '(macro)'
# The tree has more calls than this, or the test does not find them.
MIN_COMPARED = {'x86-64': 340, 'x86': 380}
# Types of 32 bits, and signed ones. Other types have the width of a register.
NARROW = set('''int|unsigned int|unsigned|u32|__u32|__s32|s32|pid_t|umode_t|uid_t|gid_t
qid_t|key_t|clockid_t|timer_t|mqd_t|rwf_t|key_serial_t|old_uid_t|old_gid_t
enum landlock_rule_type'''.replace('\n', '|').split('|'))
SIGNED = set('''int|long|s32|__s32|pid_t|off_t|loff_t|ssize_t|key_t|clockid_t|timer_t|mqd_t
rwf_t|key_serial_t|time_t|old_time32_t|compat_long_t|compat_off_t|compat_pid_t
compat_loff_t|compat_key_t|compat_ssize_t|aio_context_t'''.replace('\n', '|').split('|'))
UNSIGNED = set('''unsigned int|unsigned|unsigned long|u32|u64|__u32|__u64|size_t|umode_t
uid_t|gid_t|qid_t|old_uid_t|old_gid_t|cap_user_header_t|compat_size_t|compat_ulong_t
compat_uptr_t|compat_uint_t|enum landlock_rule_type|__sighandler_t|cap_user_data_t
compat_aio_context_t|compat_mode_t|old_sigset_t|compat_old_sigset_t
compat_sigset_t'''.replace('\n', '|').split('|'))


def clean(text):
    text = ' '.join(text.replace('*', ' * ').split()).replace('* *', '**')
    return re.sub(r'\bunsigned\b(?! (int|long))', 'unsigned int', text)


@pytest.fixture(scope='module', params=['6.12', '7.3'])
def prototypes(request):
    """Return version, tree, and types and names of the arguments of each body."""
    tree = base(request.param)
    paths = subprocess.run(['grep', '-rlE', '--include=*.c', r'^(COMPAT_)?SYSCALL(32)?_DEFINE',
                            *DIRECTORIES], cwd=tree, stdout=subprocess.PIPE, check=True,
                           encoding='utf-8').stdout.split()
    found = {}
    for path in paths:
        text = re.sub(r'/\*.*?\*/', '', (tree / path).read_text(), flags=re.S)
        for compat, count, inner in DEFINE.findall(text):
            name, *words = [clean(word) for word in inner.split(',')]
            body = ('compat_sys_' if compat else 'sys_') + name
            if len(words) != 2 * int(count):
                # A macro stands for two arguments.
                words = 2 * [MACRO]
            found.setdefault(body, []).append(list(zip(words[::2], words[1::2])))
    return request.param, tree, found


def is_prototype(row, prototype, version):
    """Return whether a row is a prototype, or what older kernels had of it."""
    if version == '6.12':
        return row == prototype
    return len(row) <= len(prototype) and all(
        one[1] == other[1] and (one[0] == other[0] or '*' in one[0] and '*' in other[0])
        for one, other in zip(row, prototype))


def read_rows(name):
    """Return the arguments of each call in a table of args_table.h."""
    path = os.path.join(os.path.dirname(os.path.realpath(__file__)), '../args_table.h')
    with open(path, encoding='ascii') as file:
        text = re.search(r'%s\[\] = \{\n(.*?)^\};' % name, file.read(),
                         re.M | re.S).group(1)
    rows = {}
    for call, count, lines in ROW.findall(text):
        rows[call] = ARGUMENT.findall(lines)
        assert len(rows[call]) == int(count), call
    assert len(rows) == text.count('\n\t{ "') + text.startswith('\t{ "')
    return rows


def bodies(tree, abi):
    """Return the bodies that the table of an ABI names for a call, the best last."""
    path, kinds = TABLES[abi]
    calls = {}
    for line in (tree / path).read_text().splitlines():
        words = line.split('#')[0].split()
        if len(words) >= 4 and words[1] in kinds.split():
            calls[words[2]] = words[3:]
    return calls


@pytest.mark.parametrize('abi, table', [('x86-64', 'wide_prototypes'),
                                        ('x86', 'narrow_prototypes')])
def test_rows_are_the_prototypes(prototypes, abi, table):
    version, tree, found = prototypes
    rows, compared, wrong = read_rows(table), 0, []
    for call, names in bodies(tree, abi).items():
        known = [name for name in names if name in found]
        # The row of a call with a macro may be from another body.
        if not known or call not in rows or any(
                (MACRO, MACRO) in each for name in known for each in found[name]):
            continue
        compared += 1
        row = [(clean(kind), name) for name, kind, _, _ in rows[call]]
        if not any(is_prototype(row, each, version) for each in found[known[-1]]):
            wrong.append((call, row, found[known[-1]]))
        for name, kind, width, signed in rows[call]:
            kind = kind.replace('const ', '')
            is_pointer = '*' in kind
            assert is_pointer or kind in SIGNED | UNSIGNED, (call, name, kind)
            right = ('32' if abi == 'x86' or kind in NARROW else '64',
                     'true' if not is_pointer and kind in SIGNED else 'false')
            if (width, signed) != right:
                wrong.append((call, name, kind, width, signed))
    assert not wrong
    assert compared > MIN_COMPARED[abi]


def test_calls_of_the_bases_have_rows(prototypes):
    _, tree, found = prototypes
    missing = [(abi, call) for abi, table in (('x86-64', 'wide_prototypes'),
                                              ('x86', 'narrow_prototypes'))
               for call, names in bodies(tree, abi).items()
               if any(name in found for name in names) and call not in read_rows(table)]
    assert not missing

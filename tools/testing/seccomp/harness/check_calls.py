#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compare the rows of argument copies with the calls that deep_calls_test makes.

	check_calls.py TREE [TOP]

TREE is the source tree of a kernel. TOP is a directory with kernel/seccomp and the
selftests; by default it is this repository. Prints a line for each finding, and exits
with 1 if there is one, and with 2 for a bad argument:

- A row copies an argument, and no line of deep_call_table.h tests it. Each name that a
  table of the tree gives to the body needs a line. A body that no table names is for
  another kernel, so the name of the body needs a line.
- A row copies an argument for an operation, and no line of deep_call_table.h or
  deep_op_table.h names the operation.
- A window of a row has a content, a kind or a class of limits that no window of the
  fuzzer in verify/difffuzz/rows.c has.
- An exception below is not needed.

The script does not evaluate conditions of the preprocessor.
"""

import os
import re
import sys

import check_rows
import lib

SELFTESTS = 'tools/testing/selftests/seccomp'
HEADERS = ['deep_call_table.h', 'deep_op_table.h']
# A table, and the ABIs of its lines that our architectures have. Before 6.11, the last
# two are headers, which the script does not read.
TABLES = {
    'arch/x86/entry/syscalls/syscall_32.tbl': {'i386'},
    'arch/x86/entry/syscalls/syscall_64.tbl': {'common', '64', 'x32'},
    'arch/arm64/tools/syscall_32.tbl': {'common'},
    'scripts/syscall.tbl': {'common', '64', 'renameat', 'rlimit'},
}
# The tables have more calls with copies than this, or the script does not find them.
MIN_CALLS = 150

# Calls that have no test, with the reason.
EXCEPTIONS = {}
# Names in the selftests for operations that the rows have as other words.
ALIASES = {
    'DEEP_BPF_TOKEN_CREATE': '36',
    'DEEP_LANDLOCK_NET_PORT': '2',
    'DEEP_LANDLOCK_PATH_BENEATH': 'LANDLOCK_RULE_PATH_BENEATH',
    'DEEP_REBOOT_RESTART2': 'LINUX_REBOOT_CMD_RESTART2',
}
# Macros of deep_op_table.h: the call, and the index of the tested argument. None stands
# for the second word of the macro.
MACROS = {
    'DEEP_IOCTL': ('ioctl', 2),
    'DEEP_FLAGS': ('ioctl', 2),
    'DEEP_INTERFACE': ('ioctl', 2),
    'DEEP_FCNTL': ('fcntl', 2),
    'DEEP_FCNTL64': ('fcntl64', 2),
    'DEEP_OPTION': ('setsockopt', 3),
    'DEEP_BPF': ('bpf', 1),
    'DEEP_KEYCTL': ('keyctl', None),
    'DEEP_FUTEX': ('futex', 3),
    'DEEP_FUTEX64': ('futex_time64', 3),
}


FORMS = ['NEVER', 'COPY_IN', 'BY_OPERATION', 'BY_MASKED_OPERATION']
FUZZER = 'tools/testing/seccomp/verify/difffuzz/rows.c'
# Kinds of the forms of arguments; other forms have the name of their kind.
KINDS = {'BYTES': 'STRUCT', 'STRUCT_AS': 'STRUCT', 'VALUE': 'STRUCT',
         'SHORT': 'STRUCT', 'SIZED': 'SIZED_STRUCT', 'SELF': 'SELF_SIZED',
         'NODE_MASK': 'BUFFER'}
# The word with the limit, for the forms that have one. Others have a fixed limit.
LIMIT_WORDS = {'STRING': 2, 'BUFFER': 3, 'ARRAY': 4, 'SELF': 5, 'SHORT': 3,
               'BYTES': 2, 'VALUE': 2}
FULL_FORMS = {'SIZED', 'NODE_MASK', 'STRINGS'}
# Limits as the rows have them, if they are no multiple of 4.
ODD_LIMITS = {'TASK_COMM_LEN - 1', 'char'}


class Tests:
    """The arguments and the operations that the selftests have lines for."""

    def __init__(self, directory):
        self.arguments = set()
        self.operations = set()
        for name in HEADERS:
            path = os.path.join(directory, name)
            with open(path, encoding='utf-8') as file:
                text = check_rows.strip_comments(file.read())
            # Leave out the definitions of macros.
            text = re.sub(r'^#(.*\\\n)*.*\n', '', text, flags=re.M)
            names = ['DEEP_CALL', 'DEEP_OP', *MACROS]
            for macro, words in check_rows.macro_calls(text, names):
                self.add(macro, words)

    def add(self, macro, words):
        if macro in MACROS:
            call, index = MACROS[macro]
            if index is None:
                index = int(words[1])
            operation = words[:2] if macro == 'DEEP_OPTION' else words[:1]
            self.arguments.add((call, index))
            self.operations.add((call, index, *map(plain, operation)))
            return
        line = ', '.join(words)
        call = words[1].replace('__NR_', '', 1)
        args = re.search(r'\.args = \{(.*?)\}', line)
        args = check_rows.split(args[1]) if args else []
        for index in windows(re.search(r'\.window = (\w+)', line)[1]):
            self.arguments.add((call, index))
            # Each argument, and each pair of them, may be the operation.
            for i, first in enumerate(args):
                self.operations.add((call, index, plain(first)))
                self.operations.update((call, index, plain(first), plain(second))
                                       for second in args[i + 1:])


def windows(text):
    """Return the indices that the member window has, for all ABIs."""
    return [4, 5] if text == 'DEEP_FANOTIFY_PATH' else [int(text)]


def plain(word):
    """Return an operation as the rows have it."""
    word = re.sub(r'^\(int\)', '', word)
    return ALIASES.get(word, re.sub(r'^DEEP_', '', word))


def read_sources(directory):
    """Return the rows as text, with the macros for arguments expanded."""
    with open(os.path.join(directory, 'arg_row.c'), encoding='utf-8') as file:
        source = re.sub(r'\\\n', ' ', check_rows.strip_comments(file.read()))
    with open(os.path.join(directory, 'arg_rows.h'), encoding='utf-8') as file:
        text = check_rows.strip_comments(file.read())
    text = re.sub(r'^#.*$', '', text, flags=re.M)
    for name, value in re.findall(r'^#define (ROW_[A-Z0-9_]+)\s+(IN_.*)$', source,
                                  re.M):
        text = re.sub(rf'\b{name}\b', value, text)
    return text


def read_operations(text):
    """Return for each body with operations the windows and the words of each."""
    tables = {}
    for name, entries in re.findall(r'row_ops_(\w+)\[\] = \{(.*?)\};', text, re.S):
        tables[name] = [(check_rows.Arg(words[-1]).index, words[:-1]) for _, words
                        in check_rows.macro_calls(entries, ['OP', 'OP2'])]
    return {words[0]: tables[words[4]] for _, words in check_rows.macro_calls(
        text, ['BY_OPERATION', 'BY_MASKED_OPERATION'])}


def limit_class(form, words):
    """Return "odd" for no multiple of 4, "full" for the most of a window, or "part"."""
    if form in FULL_FORMS or form.startswith('PATH'):
        return 'full'
    limit = words[LIMIT_WORDS[form]] if form in LIMIT_WORDS else ''
    if limit in ('SECCOMP_ARG_DATA_MAX', 'PATH_MAX', '4096'):
        return 'full'
    odd = limit in ODD_LIMITS or limit.isdigit() and int(limit) % 4
    return 'odd' if odd else 'part'


def describe(text):
    """Return the index, the kind and the class of the limit of an argument."""
    form, words = re.fullmatch(r'IN_(\w+)\((.*)\)', text, re.S).groups()
    words = check_rows.split(words)
    kind = 'PATH' if form.startswith('PATH') else KINDS.get(form, form)
    return int(words[0]), kind, limit_class(form, words)


def contents_of_rows(rows, tables):
    """Return the contents that windows of these rows have."""
    contents = {('ABSENT',)}
    for words in rows:
        if 'PTR(' in words[1]:
            contents.add(('NEVER',))
        by_operation = {}
        for text in words[2:]:
            if text.startswith('IN_'):
                contents.add(('KNOWN', *describe(text)[1:]))
            for index, _, limit in map(describe, tables.get(text, [])):
                by_operation.setdefault(index, set()).add(limit)
        for limits in by_operation.values():
            # The largest limit counts. An odd one is small.
            for limit in ('full', 'part', 'odd'):
                if limit in limits:
                    contents.add(('BY_OP', 'NONE', limit))
                    break
    return contents


def contents_of_fuzzer(path):
    """Return the contents that windows of the fuzzer have."""
    with open(path, encoding='utf-8') as file:
        text = check_rows.strip_comments(file.read())
    contents = {(name,) for name in re.findall(r'\.content = WINDOW_(\w+)', text)}
    for content, kind, limit in re.findall(
            r'\{ WINDOW_(\w+), SECCOMP_KIND_(\w+), (\d+) \}', text):
        limit = int(limit)
        kept = 'full' if limit == 4096 else 'odd' if limit % 4 else 'part'
        contents.add((content, kind, kept))
    return contents


def compare_fuzzer(top):
    """Yield the contents that the fuzzer lacks."""
    text = read_sources(os.path.join(top, 'kernel/seccomp'))
    tables = {name: [words[-1] for _, words
                     in check_rows.macro_calls(entries, ['OP', 'OP2'])]
              for name, entries in re.findall(r'row_ops_(\w+)\[\] = \{(.*?)\};', text,
                                              re.S)}
    rows = [words for _, words in check_rows.macro_calls(text, FORMS)]
    lacking = contents_of_rows(rows, tables) - \
        contents_of_fuzzer(os.path.join(top, FUZZER))
    for content in sorted(lacking):
        yield f'{FUZZER} has no window with {" ".join(content)}'


def read_calls(tree):
    """Return for each body the names of its calls."""
    calls = {}
    for table, abis in TABLES.items():
        if not os.path.exists(os.path.join(tree, table)):
            continue
        with open(os.path.join(tree, table), encoding='utf-8') as file:
            for line in file:
                words = line.split('#')[0].split()
                if len(words) < 4 or words[1] not in abis:
                    continue
                body = words[3]
                # These kernels call the compat body of a table for 32 bits.
                if len(words) > 4 and table.endswith('_32.tbl') and \
                        words[4].startswith('compat_'):
                    body = words[4]
                calls.setdefault(body, set()).add(words[2])
    return calls


def compare(rows, operations, calls, tests):
    """Yield the findings about these rows."""
    needed = set()
    for row in rows:
        names = calls.get(row.body, {re.sub(r'^(compat_)?sys_', '', row.body)})
        for name in sorted(names):
            missing = [f'{name}: argument {index} of {row.body} has no test' for index
                       in sorted({arg.index for arg in row.args + row.op_args})
                       if (name, index) not in tests.arguments]
            missing += [f'{name}: argument {index} of {", ".join(words)} has no test'
                        for index, words in operations.get(row.body, [])
                        if (name, index, *words) not in tests.operations]
            if missing and name in EXCEPTIONS:
                needed.add(name)
            else:
                yield from missing
    for name in sorted(set(EXCEPTIONS) - needed):
        yield f'{name}: this exception is not needed'


def findings_of(top, calls):
    """Return the findings in a directory like this repository, for these calls."""
    directory = os.path.join(top, 'kernel/seccomp')
    rows = [row for row in check_rows.read_rows(directory)
            if row.args or row.op_args]
    count = sum(len(calls.get(row.body, [])) for row in rows)
    if count < MIN_CALLS:
        return [f'the tables of the kernel have only {count} calls with copies']
    return [*compare(rows, read_operations(read_sources(directory)), calls,
                     Tests(os.path.join(top, SELFTESTS))), *compare_fuzzer(top)]


def main():
    if len(sys.argv) not in (2, 3):
        lib.usage('give the source tree of a kernel, and maybe a copy of this '
                  'repository')
    tree, top = (sys.argv[1:] + [lib.TOP])[:2]
    for directory, path in ((tree, 'arch/x86/entry/syscalls/syscall_64.tbl'),
                            (top, 'kernel/seccomp/arg_rows.h')):
        if not os.path.exists(os.path.join(directory, path)):
            lib.usage(f'{directory} has no {path}: give the source tree of a kernel, '
                      'and maybe a copy of this repository')
    findings = findings_of(top, read_calls(tree))
    for finding in findings:
        print(finding)
    sys.exit(1 if findings else 0)


if __name__ == '__main__':
    main()

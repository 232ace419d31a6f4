#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compare the rows of argument copies with the system calls of a kernel.

	check_rows.py TREE [ROWS]

TREE is a source tree. ROWS is a directory with arg_rows.h and arg_row.c; by
default it is kernel/seccomp of the tree. Prints a line for each finding, and exits
with 1 if there is one. For each row of a body that a table of the tree names:

- It is the only one, and SYSCALL_DEFINE or COMPAT_SYSCALL_DEFINE gives a prototype.
- Each argument that the row copies or keeps is a user pointer of the prototype.
- Each user pointer of the prototype is copied, copied for some operations, or kept.
- The argument with an operation is an integer of 32 bits.
- The argument with a size is an integer. ARG_SIZE_U32 is there if its type has 32
  bits, and only then.
- The structure of the row is the one of the prototype.

A body without a row does not compile, so the script does not look for these.
"""

import os
import re
import subprocess
import sys

import lib

DIRECTORIES = ('arch/x86 arch/arm64 block drivers fs init io_uring ipc kernel lib'
               ' mm net security').split()
TABLES = '''arch/x86/entry/syscalls/syscall_32.tbl
arch/x86/entry/syscalls/syscall_64.tbl arch/arm64/tools/syscall_32.tbl
arch/arm64/include/asm/unistd32.h scripts/syscall.tbl
include/uapi/asm-generic/unistd.h'''.split()

# A tree has more bodies than this, or the script does not find them.
MIN_BODIES = 450
# Bodies of tables that no file of some supported kernel defines.
UNDEFINED = set('''sys_ni_syscall sys_lookup_dcookie compat_sys_lookup_dcookie
sys_pciconfig_iobase sys_uselib'''.split())
# The order of the arguments of clone(2) depends on the architecture.
ONE_OF_PROTOTYPES = {'sys_clone'}
# Arguments that only later kernels have.
LATER = {('sys_bpf', 3)}
# Pointers in arguments of an integer type.
INTEGERS = {
    'sys_arch_prctl': {1}, 'compat_sys_arch_prctl': {1},
    'sys_fcntl': {2}, 'compat_sys_fcntl': {2}, 'compat_sys_fcntl64': {2},
    'sys_ioctl': {2}, 'compat_sys_ioctl': {2},
    'sys_keyctl': {1, 2, 3}, 'compat_sys_keyctl': {1, 2, 3},
    'sys_prctl': {1, 4}, 'sys_ptrace': {2, 3}, 'compat_sys_ptrace': {2, 3},
    'sys_semctl': {3}, 'compat_sys_semctl': {3}, 'compat_sys_old_semctl': {3},
    'sys_sysfs': {1},
}
POINTER_TYPES = {'compat_uptr_t', 'cap_user_header_t', 'cap_user_data_t',
                 '__sighandler_t'}
WIDE_SIZES = {'size_t', 'unsigned long', 'long'}
NARROW_SIZES = {'int', 'unsigned int', 'unsigned', 'u32', '__u32',
                'compat_size_t', 'compat_ssize_t', 'compat_ulong_t'}
# Names in the row for names in a prototype, where the body reads another type.
ALIASES = {
    'compat_kexec_segment': 'kexec_segment',
    'compat_mq_attr': 'mq_attr',
    'compat_sigevent': 'sigevent',
    'msqid_ds': 'msqid64_ds',
    'old_gid_t': '__kernel_old_gid_t',
    'old_itimerval32': 'old_timeval32',
    'shmid_ds': 'shmid64_ds',
    'siginfo_t': 'siginfo',
}
# The kernel compares the lower 32 bits of an operation, so the body must, too.
OPERATION_TYPE = re.compile(r'(const )?(int|unsigned int|u32|enum \w+)')
DEFINE = re.compile(r'^(COMPAT_|)SYSCALL(32|)_DEFINE(\d)\(', re.M)
# One of these stands for a number of 64 bits in two arguments.
TWO_ARGUMENTS = re.compile(r'^(arg_u32p|compat_arg_u64(_dual)?|SC_ARG64)\(')


def strip_comments(text):
    return re.sub(r'/\*.*?\*/', '', text, flags=re.S)


def balanced(text, start):
    """Return the position behind the parenthesis that closes the one at start."""
    depth = 0
    for i in range(start, len(text)):
        depth += {'(': 1, ')': -1}.get(text[i], 0)
        if not depth:
            return i + 1
    raise ValueError('no closing parenthesis: ' + text[start:start + 80])


def split(text):
    """Split at the commas that are outside of parentheses."""
    parts, depth, last = [], 0, 0
    for i, char in enumerate(text):
        depth += {'(': 1, ')': -1}.get(char, 0)
        if char == ',' and not depth:
            parts.append(text[last:i])
            last = i + 1
    parts.append(text[last:])
    return [' '.join(part.split()) for part in parts if part.strip()]


def macro_calls(text, names):
    """Yield the name and the arguments of each call of these macros."""
    for match in re.finditer(r'\b(' + '|'.join(names) + r')\(', text):
        end = balanced(text, match.end() - 1)
        yield match.group(1), split(text[match.end():end - 1])


class Arg:
    """An argument of a row."""

    def __init__(self, text):
        match = re.fullmatch(r'IN_(\w+)\((.*)\)', text, re.S)
        if not match:
            raise ValueError('not a form of an argument: ' + text)
        words = split(match.group(2))
        self.form, self.index = match.group(1), int(words[0])
        self.size_arg, self.flags, self.name = None, '', None
        if self.form in ('SIZED', 'SOCKADDR', 'ARRAY', 'BUFFER'):
            self.size_arg = int(words[1])
            self.flags = words[2]
        if self.form == 'NODE_MASK':
            self.size_arg = int(words[1])
        names = {'STRUCT': 2, 'STRUCT_AS': 2, 'VALUE': 2, 'BYTES': 3,
                 'SHORT': 4, 'SIZED': 3, 'SELF': 6, 'MESSAGE': 1, 'ARRAY': 5}
        if self.form in names:
            self.name = words[names[self.form]]
        if self.form == 'ARRAY' and self.name == 'NULL':
            self.name = re.sub(r'^sizeof\((.*)\)$', r'\1', words[3])
        if self.form == 'SOCKADDR':
            self.name = 'sockaddr'
        if self.name:
            self.name = re.sub(r'^struct |\[\d\]$|"', '', self.name)
        if self.name == 'NULL':
            self.name = None


class Row:
    """A row, with the arguments that it copies for some or all operations."""

    def __init__(self, form, words, ops):
        self.body = words[0]
        never = words[1] if form != 'NO_POINTERS' else '0'
        self.never = {int(n) for n in re.findall(r'PTR\((\d)\)', never)}
        self.args, self.op_args = [], []
        self.selectors = []
        if form == 'COPY_IN':
            self.args = [Arg(word) for word in words[2:]]
        if form in ('BY_OPERATION', 'BY_MASKED_OPERATION'):
            # The second word of a masked operation is not an index.
            indices = words[2:4] if form == 'BY_OPERATION' else words[2:3]
            self.selectors = [int(w) for w in indices if w.isdigit()]
            self.op_args = ops[words[4]]
            self.args = [Arg(word) for word in words[5:]]


def read_rows(directory):
    """Return the rows of a directory, in order."""
    with open(os.path.join(directory, 'arg_row.c'), encoding='utf-8') as file:
        source = re.sub(r'\\\n', ' ', strip_comments(file.read()))
    with open(os.path.join(directory, 'arg_rows.h'), encoding='utf-8') as file:
        text = strip_comments(file.read())
    text = re.sub(r'^#.*$', '', text, flags=re.M)
    for name, value in re.findall(r'^#define (ROW_[A-Z0-9_]+)\s+(IN_.*)$', source,
                                  re.M):
        text = re.sub(rf'\b{name}\b', value, text)
    ops = {'none': []}
    for name, entries in re.findall(r'row_ops_(\w+)\[\] = \{(.*?)\};', text,
                                    re.S):
        ops[name] = [Arg(words[-1])
                     for _, words in macro_calls(entries, ['OP', 'OP2'])]
    forms = ['NO_POINTERS', 'NEVER', 'COPY_IN', 'BY_OPERATION',
             'BY_MASKED_OPERATION']
    return [Row(form, words, ops) for form, words in macro_calls(text, forms)]


def read_tables(tree):
    """Return the bodies that the tables of the tree name."""
    bodies = set()
    for path in TABLES:
        path = os.path.join(tree, path)
        if not os.path.exists(path):
            continue
        with open(path, encoding='utf-8') as file:
            text = re.sub(r'^#.*$', '', strip_comments(file.read()), flags=re.M)
        bodies |= set(re.findall(r'\b((?:compat_)?sys_\w+)', text))
    return bodies


def argument_types(words):
    """Return the types of a prototype."""
    types = []
    while words:
        if TWO_ARGUMENTS.match(words[0]):
            types += ['u32', 'u32']
            words = words[1:]
        else:
            types.append(words[0])
            words = words[2:]
    return types


def read_prototypes(tree):
    """Return for each body the types of each of its prototypes."""
    directories = [d for d in DIRECTORIES if os.path.isdir(os.path.join(tree, d))]
    found = subprocess.run(
        ['grep', '-rlE', '--include=*.c', r'SYSCALL(32)?_DEFINE[0-6]\(',
         *directories], cwd=tree, stdout=subprocess.PIPE, text=True, check=True)
    prototypes = {}
    for path in found.stdout.split():
        if path.startswith('arch/x86/um/'):
            continue
        with open(os.path.join(tree, path), encoding='utf-8',
                  errors='replace') as file:
            text = strip_comments(file.read())
        for match in DEFINE.finditer(text):
            end = balanced(text, match.end() - 1)
            words = split(text[match.end():end - 1])
            compat = 'compat_' if match.group(1) or match.group(2) else ''
            prototypes.setdefault(compat + 'sys_' + words[0], []).append(
                argument_types(words[1:]))
    return prototypes


def is_pointer(body, index, kind):
    return ('*' in kind and '__user' in kind or kind.split()[-1] in POINTER_TYPES
            or index in INTEGERS.get(body, ()))


def is_text(arg):
    return arg.form.startswith('PATH') or arg.form == 'STRING'


def target(kind):
    """Return the name of the type that a pointer leads to, or None."""
    if kind.count('*') != 1:
        return None
    name = re.sub(r'\b(const|__user|struct|union)\b|\*', '', kind)
    return ' '.join(name.split())


def check_target(arg, kind):
    """Return what differs between a row and the type of an argument, or None."""
    name = target(kind)
    if name is None or name in ('void', 'unsigned long', 'compat_ulong_t'):
        return None
    if is_text(arg):
        return None if name == 'char' else 'is not a string'
    if arg.form in ('BUFFER', 'NODE_MASK', 'STRINGS') or arg.name is None:
        return None
    if ALIASES.get(name, name) != arg.name:
        return f'{arg.name} is not {name}'
    return None


def check_size(arg, types):
    kind = re.sub(r'\bconst ', '', types[arg.size_arg])
    narrow = 'ARG_SIZE_U32' in arg.flags
    if kind in (NARROW_SIZES if narrow else WIDE_SIZES):
        return None
    return (f'the size {arg.size_arg} is {kind}, '
            f'{"with" if narrow else "without"} ARG_SIZE_U32')


def check_row(row, types):
    """Yield the differences between a row and a prototype."""
    pointers = {i for i, kind in enumerate(types)
                if is_pointer(row.body, i, kind)}
    copied = {arg.index for arg in row.args + row.op_args}
    for index in sorted(copied | row.never):
        if index not in pointers and (row.body, index) not in LATER:
            yield f'argument {index} is not a user pointer'
    for index in sorted(copied & row.never):
        yield f'argument {index} is copied and kept'
    for index in sorted(pointers - copied - row.never):
        yield f'argument {index} is not classified'
    for index in row.selectors:
        kind = types[index] if index < len(types) else 'missing'
        if not OPERATION_TYPE.fullmatch(kind):
            yield f'the operation {index} is {kind}, not of 32 bits'
    for arg in row.args + row.op_args:
        if arg.index not in pointers:
            continue
        problem = check_target(arg, types[arg.index])
        if problem:
            yield f'argument {arg.index}: {problem}'
        if arg.size_arg is None:
            continue
        problem = (f'no argument {arg.size_arg}' if arg.size_arg >= len(types)
                   else check_size(arg, types))
        if problem:
            yield f'argument {arg.index}: {problem}'


def check_body(rows, prototypes):
    """Return the findings of a body with these rows, one without conditions."""
    findings = []
    for row in rows:
        found = [sorted(set(check_row(row, types))) for types in prototypes]
        if row.body in ONE_OF_PROTOTYPES and [] in found:
            continue
        findings += [finding for of_prototype in found
                     for finding in of_prototype]
    return sorted(set(findings))


def check_rows(directory, bodies, prototypes):
    """Return the findings in the rows of a directory."""
    rows = {}
    for row in read_rows(directory):
        rows.setdefault(row.body, []).append(row)
    bodies = sorted(bodies & set(rows))
    if len(bodies) < MIN_BODIES:
        lib.fail(f'{directory}: only {len(bodies)} bodies')
    findings = []
    for body in bodies:
        if len(rows[body]) > 1 and body not in ONE_OF_PROTOTYPES:
            findings.append(f'{body}: several rows')
        elif body in prototypes:
            findings += [f'{body}: {finding}' for finding in
                         check_body(rows[body], prototypes[body])]
        elif body not in UNDEFINED:
            findings.append(f'{body}: no prototype')
    return findings


def main(arguments):
    """Print the findings in the rows of a tree."""
    if len(arguments) not in (1, 2) or not os.path.isdir(arguments[0]):
        lib.usage('use: check_rows.py TREE [ROWS]')
    tree, rows = (arguments + [f'{arguments[0]}/kernel/seccomp'])[:2]
    findings = check_rows(rows, read_tables(tree), read_prototypes(tree))
    for finding in findings:
        print(f'kernel/seccomp/arg_rows.h: {finding}')
    return 1 if findings else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

# SPDX-License-Identifier: GPL-2.0-only
"""The unpacked sources of bases: trees that the tests compare tables with.

`make kernel KERNEL=VERSION` unpacks a base. A kernel tree does not have them, so tests
must skip there.
"""

import os
import pathlib
import re
import subprocess

import pytest

TOP = pathlib.Path(__file__).resolve().parents[3]
VERSIONS = ['6.1', '6.12', '7.3']
# The table of each ABI, and the words in its second column. The last word is one that
# only this ABI has. The tables of MIPS have one ABI each.
TABLES = {
    'x86-64': ('arch/x86/entry/syscalls/syscall_64.tbl', 'common 64'),
    'x86': ('arch/x86/entry/syscalls/syscall_32.tbl', 'i386'),
    'x32': ('arch/x86/entry/syscalls/syscall_64.tbl', 'common x32'),
    'arm64': ('arch/arm64/tools/syscall_64.tbl',
              'common 64 renameat rlimit memfd_secret'),
    'riscv64': ('scripts/syscall.tbl', 'common 64 riscv rlimit memfd_secret'),
    'arm': ('arch/arm/tools/syscall.tbl', 'common'),
    'mips': ('arch/mips/kernel/syscalls/syscall_o32.tbl', 'o32'),
    'mips64': ('arch/mips/kernel/syscalls/syscall_n64.tbl', 'common n64'),
    'mips64-n32': ('arch/mips/kernel/syscalls/syscall_n32.tbl', 'n32'),
    'ppc': ('arch/powerpc/kernel/syscalls/syscall.tbl', 'common nospu 32'),
    'ppc64': ('arch/powerpc/kernel/syscalls/syscall.tbl', 'common nospu 64'),
    's390': ('arch/s390/kernel/syscalls/syscall.tbl', 'common 32'),
    's390x': ('arch/s390/kernel/syscalls/syscall.tbl', '64 common'),
    'parisc': ('arch/parisc/kernel/syscalls/syscall.tbl', 'common 32'),
    'parisc64': ('arch/parisc/kernel/syscalls/syscall.tbl', 'common 64'),
}
# Kernels before 6.11 have headers for these ABIs: the directory in arch/.
HEADERS = {'arm64': 'arm64', 'riscv64': 'riscv'}
# The number of the first call.
FIRST = {'x32': 1 << 30, 'mips': 4000, 'mips64': 5000, 'mips64-n32': 6000}


def base(version):
    """Return the tree of a base, or skip the test."""
    tree = TOP / 'build' / version / 'base' / 'linux'
    makefile = tree / 'Makefile'
    if not makefile.exists():
        pytest.skip(f'no source of {version}: run make kernel KERNEL={version}')
    major, minor = re.findall(r'^(?:VERSION|PATCHLEVEL) = (\d+)$',
                              makefile.read_text(), re.M)
    assert f'{major}.{minor}' == version
    return tree


def header_table(tree, arch):
    """Return the calls that asm/unistd.h of an architecture defines."""
    paths = [tree / 'arch' / arch / 'include' / 'uapi', tree / 'include' / 'uapi']
    options = [f'-I{path}' for path in paths]
    # The compiler of this machine may be for another architecture.
    done = subprocess.run([os.environ.get('CC', 'cc'), '-E', '-dM', '-nostdinc',
                           '-D__LP64__', '-D__aarch64__', '-D__riscv_xlen=64',
                           *options, paths[0] / 'asm' / 'unistd.h'],
                          stdout=subprocess.PIPE, check=True, encoding='utf-8')
    defined = dict(re.findall(r'#define (__NR\w+) (.*)', done.stdout))
    calls = {}
    for name, text in defined.items():
        # "__NR3264_lseek", "(__NR_arch_specific_syscall + 15)"
        while '__NR' in text:
            text = re.sub(r'__NR\w+', lambda match: defined[match.group()], text)
        if name not in ('__NR_syscalls', '__NR_arch_specific_syscall'):
            number = sum(map(int, re.findall(r'\d+', text)))
            calls[number] = re.sub('__NR(3264)?_', '', name)
    return calls


def table(tree, abi):
    """Return the name of each number in the table of an ABI; None without a table."""
    name, kinds = TABLES[abi]
    if abi in HEADERS and not (tree / name).exists():
        return header_table(tree, HEADERS[abi])
    rows = [line.split('#')[0].split()
            for line in (tree / name).read_text(encoding='utf-8').splitlines()]
    rows = [row for row in rows if len(row) >= 3]
    if kinds.split()[-1] not in {row[1] for row in rows}:
        return None
    # Names like "reserved221" are for numbers without a call.
    return {FIRST.get(abi, 0) + int(number): call for number, kind, call, *_ in rows
            if kind in kinds.split() and
            not re.fullmatch(r'(unused|reserved)\d+', call)}

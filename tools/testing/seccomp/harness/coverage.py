#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Find the functions of ours that a run has reached, from the points of kcov.

	coverage.py table ARCH VMLINUX POINTS
	coverage.py unreached ARCH TABLE LIST

"table" prints a line for each of our functions in VMLINUX. Tabs separate its
fields: name, number of points reached, number of points, source file. A point is
a call of __sanitizer_cov_trace_pc(). POINTS has the return addresses of the
calls, separated by white space. KUnit's objects are left out. The objects that
VMLINUX was linked from are in its directory.

"unreached" compares the functions that were not reached with LIST, which has a
reason for each. It prints a line for each of them:

	listed		the function is in LIST, with the reason
	new		it is not in LIST
	stale		it is in LIST, but was reached or does not exist
"""

import collections
import glob
import os
import re
import subprocess
import sys

import lib

PREFIX = {'x86_64': '', 'arm64': 'aarch64-linux-gnu-'}
# A run of objdump for each function would take long, so near ones share a run.
GAP = 65536
FUNCTION = re.compile(r'([0-9a-f]+) <.*>:$')
INSTRUCTION = re.compile(r'\s*([0-9a-f]+):\s+(.*)')
POINT = re.compile(r'(call|callq|bl)\b.*<__sanitizer_cov_trace_pc>')

# The file is the source of a local function, from the FILE symbol before it.
Symbol = collections.namedtuple('Symbol', 'file weak name address size')
Function = collections.namedtuple('Function', 'name source end')


def lines_of(*words):
    """Return the lines that a command prints."""
    return subprocess.run(words, stdout=subprocess.PIPE, check=True,
                          encoding='utf-8').stdout.splitlines()


def symbols(tools, path):
    """Return the functions in the symbol table of an object."""
    found, file = [], ''
    for line in lines_of(f'{tools}readelf', '-sW', path):
        _, address, size, kind, binding, _, section, name = (
            line.split() + [''] * 8)[:8]
        if kind == 'FILE':
            file = name
        elif kind == 'FUNC' and section != 'UND' and \
                not name.startswith(('__pfx_', '_sub_')):
            found.append(Symbol(file if binding == 'LOCAL' else '',
                                binding == 'WEAK', name, int(address, 16),
                                int(size, 0)))
    return found


def our_objects(directory):
    """Return the paths of our objects that have no tests."""
    paths = [os.path.join(directory, 'kernel/seccomp.o'),
             *sorted(glob.glob(os.path.join(directory, 'kernel/seccomp/*.o')))]
    return [path for path in paths
            if os.path.exists(path) and not path.endswith('_test.o')]


def our_functions(tools, vmlinux):
    """Return the function at each address."""
    linked = collections.defaultdict(list)
    for symbol in symbols(tools, vmlinux):
        linked[symbol.file, symbol.name].append(symbol)
    directory = os.path.dirname(vmlinux)
    functions = {}
    for path in our_objects(directory):
        source = os.path.relpath(path, directory)[:-1] + 'c'
        for symbol in symbols(tools, path):
            found = linked[symbol.file, symbol.name]
            # Another object may have replaced a weak function.
            if not symbol.file and (not found or
                                    symbol.weak and not found[0].weak):
                continue
            if len(found) != 1:
                lib.fail(f'{len(found)} functions {symbol.name} of {source} in '
                         f'{os.path.basename(vmlinux)}; is it linked from the '
                         'objects beside it?')
            address, size = found[0][3:]
            functions.setdefault(address, Function(symbol.name, source,
                                                   address + size))
    return functions


def ranges(functions):
    """Return the starts and ends of ranges that contain all functions."""
    found = []
    for address, function in sorted(functions.items()):
        if not found or address - found[-1][1] > GAP:
            found.append([address, address])
        found[-1][1] = function.end
    return found


def count_points(lines, functions, reached):
    """Return for each function the numbers of points reached and of points.

    The parts that a compiler splits off a function count with the function.
    """
    keys = {address: (function.name.split('.')[0], function.source)
            for address, function in functions.items()}
    counts = {key: [0, 0] for key in keys.values()}
    here, called, end = [], [], 0
    for line in lines:
        if found := FUNCTION.match(line):
            address = int(found[1], 16)
            here = counts.get(keys.get(address), [])
            end = functions[address].end if here else 0
        elif found := INSTRUCTION.match(line):
            address = int(found[1], 16)
            if called:
                called[0] += address in reached
                called[1] += 1
            is_point = address < end and POINT.match(found[2])
            called = here if is_point else []
    return counts


def make_table(arch, vmlinux, points):
    """Return the lines of the table."""
    tools = PREFIX[arch]
    functions = our_functions(tools, vmlinux)
    lines = []
    for start, end in ranges(functions):
        lines += lines_of(f'{tools}objdump', '-d', '--no-show-raw-insn',
                          f'--start-address={start:#x}',
                          f'--stop-address={end:#x}', vmlinux)
    with open(points, encoding='utf-8') as file:
        reached = {int(point, 16) for point in file.read().split()}
    counts = count_points(lines, functions, reached)
    return ['\t'.join((name, *map(str, counts[name, source]), source))
            for name, source in sorted(counts, key=lambda each: each[::-1])]


def read_list(path, arch):
    """Return the reasons in a list for an architecture."""
    reasons = {}
    with open(path, encoding='utf-8') as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                where, name, reason = line.rstrip('\n').split('|', 2)
                if where in ('*', arch):
                    reasons[name] = reason
    return reasons


def compare(arch, table, path):
    """Return the lines for the functions that were not reached.

    Functions of one name in two files share their entry in the list.
    """
    with open(table, encoding='utf-8') as file:
        rows = [line.rstrip('\n').split('\t') for line in file]
    rows = [row for row in rows if row[2] != '0']
    source = {row[0]: row[3] for row in rows}
    missed = [(row[0], row[3]) for row in rows if row[1] == '0']
    reasons, names = read_list(path, arch), {name for name, _ in missed}
    lines = [('stale', name, source.get(name, '-'),
              'was reached' if name in source else 'does not exist')
             for name in reasons if name not in names]
    lines += [('listed' if name in reasons else 'new', name, where,
               reasons.get(name, 'no reason given')) for name, where in missed]
    return ['\t'.join(line) for line in sorted(lines)]


def main(arguments):
    """Run a command."""
    if len(arguments) != 4 or arguments[1] not in PREFIX or \
            arguments[0] not in ('table', 'unreached'):
        lib.usage('use: coverage.py table ARCH VMLINUX POINTS, or '
                  'coverage.py unreached ARCH TABLE LIST')
    make = make_table if arguments[0] == 'table' else compare
    for line in make(*arguments[1:]):
        print(line)


if __name__ == '__main__':
    main(sys.argv[1:])

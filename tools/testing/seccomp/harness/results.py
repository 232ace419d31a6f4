#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Collect the results of runs and render the tables of the documents.

	results.py collect	build/ -> tools/testing/seccomp/results/*.json
	results.py render	results/ -> README, ASSURANCE and BENCH.rst

collect reads complete runs only. A result stays until a later complete run
replaces it; each result has the commit and the date of its run. The files:

	tests.json	counts of `make test` by kernel and architecture
	clients.json	counts of `make test TEST=clients` by kernel and suite
	budgets.json	budgets of `make bench` met, by kernel and architecture
	commands.json	the last line of each command that keeps a report
	sizes.json	lines by directory; bytes of the kernel images

render replaces the indented lines after these lines of the documents. The ones in
OPTIONAL may be missing.
"""

import csv
import json
import os
import re
import subprocess
import sys

from lib import BUILD, KERNELS, PRIVATE, TOP, fail

RESULTS = os.path.join(PRIVATE, 'results')
README = os.path.join(TOP, 'README')
ASSURANCE = os.path.join(PRIVATE, 'ASSURANCE')
BENCH = os.path.join(RESULTS, 'BENCH.rst')

TESTS_LINE = ('Results of the last complete runs, from '
              'tools/testing/seccomp/results/:')
CLIENTS_LINE = ('Cases with real programs on Debian, from '
                'tools/testing/seccomp/results/clients.json:')
COMMANDS_LINE = ('Results of the last complete runs, from '
                 '``tools/testing/seccomp/results/``::')
COST_LINE = ('Guest instructions, from '
             'tools/testing/seccomp/results/bench.csv:')
SIZES_LINE = ('Lines by directory, from '
              'tools/testing/seccomp/results/sizes.json:')
BENCH_LINES = {
    'bench.csv': 'The small configuration, from ``bench.csv``::',
    'bench-mitigations.csv': 'With mitigations, from '
                             '``bench-mitigations.csv``::',
}
OPTIONAL = (CLIENTS_LINE, COST_LINE, SIZES_LINE, *BENCH_LINES.values())

NEWEST = KERNELS[-1]
ARCHS = ('x86_64', 'arm64')
# The columns of the table, and the steps of test.sh.
STEPS = (('base', 'mainline on the base'), ('mainline', 'mainline'),
         ('newest', f'mainline of {NEWEST}'), ('ours', 'own'),
         ('verified', 'verify'), ('KUnit', 'kunit'),
         ('programs', 'integration'))
# The runs that clients.sh compares with the base, and their directories.
CLIENTS = (('compared', 'compared'), ('verified', 'compared-verify'))
DIRECTORIES = ('arch', 'include', 'kernel', 'Documentation',
               'tools/seccomp', 'tools/testing/selftests/seccomp', 'patches',
               'configs',
               'tools/testing/seccomp/harness',
               'tools/testing/seccomp/verify',
               'tools/testing/seccomp/integration',
               'tools/testing/seccomp/bench', 'tools/testing/seccomp/demo')


def read(*path):
    """Return the text of a file, or None if there is no such file."""
    try:
        with open(os.path.join(*path), encoding='utf-8') as file:
            return file.read()
    except FileNotFoundError:
        return None


def load(name):
    text = read(RESULTS, name)
    return json.loads(text) if text else {}


def store(name, values):
    os.makedirs(RESULTS, exist_ok=True)
    with open(os.path.join(RESULTS, name), 'w', encoding='utf-8') as file:
        json.dump(values, file, indent='\t', sort_keys=True)
        file.write('\n')


# --- Collect ---------------------------------------------------------------

def version_of(kernel):
    text = read(BUILD, kernel, 'base/linux/Makefile') or ''
    parts = re.findall(r'^(?:VERSION|PATCHLEVEL|SUBLEVEL) = (\d+)$', text, re.M)
    return '.'.join(parts) or kernel


def count_tests(arch, text):
    """Count the cases of results/all: state, "ARCH STEP", program, case."""
    rows = [line.split('\t') for line in text.splitlines()]
    counts = {}
    for column, step in STEPS:
        states = [row[0] for row in rows if row[1] == f'{arch} {step}']
        if 'pass' in states or 'fail' in states:
            counts[column] = {'passed': states.count('pass'),
                              'failed': states.count('fail')}
    return {'counts': counts,
            'skipped': sum(row[0] == 'skip' for row in rows),
            'failed': sum(row[0] == 'fail' for row in rows)}


def collect_tests():
    tests = load('tests.json')
    for kernel in KERNELS:
        for arch in ARCHS:
            where = os.path.join(BUILD, kernel, arch, 'results')
            complete = read(where, 'complete')
            if complete is None:
                continue
            commit, date = (complete + '\n\n').split('\n')[:2]
            entry = count_tests(arch, read(where, 'all') or '')
            entry.update(version=version_of(kernel), commit=commit, date=date)
            tests.setdefault(kernel, {})[arch] = entry
    store('tests.json', tests)


def count_clients(text):
    """Return {suite: counts} of a summary of clients.py."""
    counts = {}
    for line in text.splitlines():
        suite, passed, failed, skipped = line.split('\t')
        counts[suite] = {'passed': int(passed), 'failed': int(failed),
                         'skipped': int(skipped)}
    return counts


def collect_clients():
    """Collect the runs of clients.sh with all suites, which run on x86_64 only."""
    clients = load('clients.json')
    for kernel in KERNELS:
        where = os.path.join(BUILD, kernel, ARCHS[0], 'results/clients')
        complete = read(where, 'complete')
        if complete is None:
            continue
        commit, date = (complete + '\n\n').split('\n')[:2]
        entry = {name: count_clients(read(where, directory, 'summary') or '')
                 for name, directory in CLIENTS}
        entry.update(version=version_of(kernel), commit=commit, date=date)
        clients[kernel] = entry
    store('clients.json', clients)


def collect_budgets():
    budgets = load('budgets.json')
    for kernel in KERNELS:
        where = os.path.join(BUILD, kernel, 'bench')
        complete = read(where, 'complete')
        if complete is None:
            continue
        archs, commit, date = (complete + '\n\n\n').split('\n')[:3]
        for arch in archs.split():
            report = subprocess.run(
                ['perl', os.path.join(PRIVATE, 'bench/report.pl'),
                 os.path.join(PRIVATE, 'bench/budgets'),
                 os.path.join(where, 'results.csv'),
                 os.path.join(where, 'notes'), arch],
                stdout=subprocess.PIPE, encoding='utf-8', check=False).stdout
            found = re.search(r'^(\d+) budgets: (\d+) met', report, re.M)
            if found:
                budgets.setdefault(kernel, {})[arch] = {
                    'budgets': int(found.group(1)),
                    'met': int(found.group(2)),
                    'commit': commit, 'date': date}
    store('budgets.json', budgets)


def collect_commands():
    commands = load('commands.json')
    where = os.path.join(BUILD, 'reports')
    for name in sorted(os.listdir(where)) if os.path.isdir(where) else ():
        fields = (read(where, name) or '').split('\n')
        if len(fields) < 5 or not fields[2].isdigit():
            continue
        commands[fields[0]] = {'summary': fields[1], 'seconds': int(fields[2]),
                               'commit': fields[3], 'date': fields[4]}
    store('commands.json', commands)


def lines_in(directory):
    total = 0
    listed = subprocess.run(['git', '-C', TOP, 'ls-files', directory],
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            encoding='utf-8', check=False).stdout
    for path in listed.splitlines():
        if not path.endswith(('.bpf', '.png', '.svg', '.csv', '.json')):
            total += (read(TOP, path) or '').count('\n')
    return total


def collect_sizes():
    sizes = load('sizes.json')
    sizes['lines'] = {d: lines_in(d) for d in DIRECTORIES}
    for kernel in KERNELS:
        for arch, image in zip(ARCHS, ('bzImage', 'Image')):
            where = os.path.join(BUILD, kernel, arch)
            pair = {'base': os.path.join(where, 'base', image),
                    'ours': os.path.join(where, image)}
            if all(os.path.isfile(path) for path in pair.values()):
                images = sizes.setdefault('image bytes', {})
                images.setdefault(kernel, {})[arch] = {
                    tree: os.path.getsize(path) for tree, path in pair.items()}
    store('sizes.json', sizes)


# --- Render ----------------------------------------------------------------

def cell(counts, column):
    if column not in counts:
        return '-' if column == 'newest' else '?'
    failed = counts[column]['failed']
    return f'{failed} failed' if failed else str(counts[column]['passed'])


def tests_table():
    tests, budgets = load('tests.json'), load('budgets.json')
    row = '{:8} {:6} {:>4} {:>8} {:>5} {:>4} {:>8} {:>5} {:>8} {:>7} {:>6}  {}'
    lines = [row.format('kernel', '', 'base', 'mainline', f"{NEWEST}'s",
                        'ours', 'verified', 'KUnit', 'programs', 'skipped',
                        'failed', 'budgets')]
    for kernel in KERNELS:
        for arch in ARCHS:
            entry = tests.get(kernel, {}).get(arch)
            budget = budgets.get(kernel, {}).get(arch)
            met = f'{budget["met"]} of {budget["budgets"]}' if budget else '?'
            if entry:
                values = [cell(entry['counts'], column) for column, _ in STEPS]
                values += [entry['skipped'], entry['failed']]
            else:
                values = ['?'] * (len(STEPS) + 2)
            lines.append(row.format(entry['version'] if entry else kernel, arch,
                                    *map(str, values), met))
    return lines


def clients_table():
    """Return a row for each suite: passed cases, and those that fail on the base, too."""
    clients = load('clients.json')
    kernels = [kernel for kernel in KERNELS if kernel in clients]
    row = '{:14}' + '{:>10}{:>10}{:>9}{:>8}' * len(kernels)
    lines = [row.format('suite', *[word for kernel in kernels for word in
                                   (clients[kernel]['version'], 'verified',
                                    'skipped', 'failed')])]
    suites = dict.fromkeys(suite for kernel in kernels
                           for name, _ in CLIENTS for suite in clients[kernel][name])
    for suite in suites:
        values = []
        for kernel in kernels:
            runs = [clients[kernel][name].get(suite) for name, _ in CLIENTS]
            values += [run['passed'] if run else '-' for run in runs]
            values += [sum(run[state] for run in runs if run)
                       for state in ('skipped', 'failed')]
        lines.append(row.format(suite, *map(str, values)))
    return lines if kernels else ['not run']


def listed_commands():
    """Return the commands that ASSURANCE lists."""
    commands = []
    for kernel in KERNELS:
        commands += [f'make test KERNEL={kernel} ARCH={a}' for a in ARCHS]
        commands.append(f'make bench CHECK=1 KERNEL={kernel}')
        if kernel != '6.1':
            commands.append(f'make bench CHECK=1 KERNEL={kernel} MITIGATIONS=1')
    for debug in ('kasan', 'kcsan'):
        commands += [f'make test KERNEL=6.12 ARCH={a} DEBUG={debug}'
                     for a in ARCHS]
    for debug in ('', ' DEBUG=kasan', ' DEBUG=kcsan'):
        commands.append(f'make stress KERNEL=6.12 ARCH=x86_64{debug}')
        commands.append(f'make mutants KERNEL=6.12{debug}')
    commands.append('make sysfuzz KERNEL=6.12 ARCH=x86_64 DEBUG=kasan')
    commands.append('make lint KERNEL=6.12')
    return sorted(commands + ['make difffuzz', 'make model', 'make prove'])


def commands_table():
    commands = load('commands.json')
    lines = []
    for command in listed_commands():
        lines.append(command)
        entry = commands.get(command)
        if not entry:
            lines.append('    not run')
            continue
        minutes, seconds = divmod(entry['seconds'], 60)
        lines.append(f'    {entry["summary"]} ({minutes} min {seconds} s, '
                     f'{entry["commit"]}, {entry["date"]})')
    return lines


def short(value):
    if value >= 1000000:
        return f'{value / 1000000:.2f}M'
    return f'{value / 1000:.0f}k' if value >= 10000 else f'{value:.0f}'


def cost_table():
    with open(os.path.join(RESULTS, 'bench.csv'), encoding='utf-8') as file:
        values = {(r['arch'], r['kernel'], r['tree'], r['profile'], r['depth'],
                   r['measure']): r['value'] for r in csv.DictReader(file)}

    def value(arch, kernel, depth, measure):
        profile = ('linear', 'container') if depth != '0' else ('-', 'none')
        found = values.get((arch, kernel, *profile, depth, measure))
        return short(float(found)) if found else ''

    columns = (('base', '0'), ('base', '1'), ('base', '32'), ('ours', '1'),
               ('ours', '32'))
    row = '{:13}' + '{:>7}' * len(columns) + '{:>9}' + '{:>7}' * 4
    lines = [f'{"":13}{ARCHS[0]:>21}{ARCHS[1]:>37}',
             f'{"":13}{"none":>7}{"mainline":>14}{"ours":>14}'
             f'{"none":>9}{"mainline":>14}{"ours":>14}',
             row.format('filters', *('0', '1', '32', '1', '32') * 2)]
    for measure in ('getpid', 'kexec_load', 'personality', 'attach first',
                    'attach later'):
        lines.append(row.format(measure, *(
            value(arch, kernel, depth, measure)
            for arch in ARCHS for kernel, depth in columns)))
    return [line.rstrip() for line in lines]


# The rows of BENCH.rst: the text, then profile, tree, depth and measure.
BENCH_ROWS = (
    ('allowed', 'container', 'linear', '1', 'getpid'),
    ('denied', 'container', 'linear', '1', 'kexec_load'),
    ('allowed beside 260 errnos', 'errnos', 'linear', '1', 'allowed'),
    ('32-bit, allowed', 'compat', '-', '1', 'allowed'),
    ('32-bit, denied', 'compat', '-', '1', 'denied'),
    ('one test: equality', 'equal', 'linear', '1', '1 test'),
    ('one test: order', 'order', 'linear', '1', '1 test'),
    ('one test: address', 'address', 'linear', '1', '1 test'),
    ('8 tests: equality', 'equal', 'linear', '1', '8 tests'),
    ('2 filters with a test', 'lists', 'linear', '2', '2 lists'),
    ('socket, 5 of 16 filters', 'sockets', 'linear', '16', 'socket'),
    ('no filter, audited', 'entry', '-', '0', 'audited'),
    ('no filter, traced', 'entry', '-', '0', 'traced'),
    ('no filter, dispatched', 'entry', '-', '0', 'dispatched'),
    ('attach container first', 'container', 'linear', '1', 'attach first'),
    ('... beside a BPF program', 'container', 'linear', '1',
     'attach first beside BPF'),
    ('... later', 'container', 'linear', '1', 'attach later'),
    ('attach 16 filters first', 'stack', 'linear', '16', 'attach first'),
    ('... again', 'stack', 'linear', '16', 'attach later'),
    ('... bytes of a process', 'stack', 'linear', '16', 'memory not free'),
    ('supervisor: reply', 'notify', '-', '1', 'notify reply'),
    ('supervisor: continue', 'notify', '-', '1', 'notify continue'),
    ('... 10,000 are waiting', 'supervisor', '-', '1', '10000 waiting'),
    ('... 10,000 unanswered', 'supervisor', '-', '1', '10000 unanswered'),
    ('TSYNC, 1,000 threads', 'tsync', '-', '1', '1000 threads'),
)


def bench_table(name):
    text = read(RESULTS, name)
    if not text:
        return ['not run']
    values = {tuple(row[key] for key in ('arch', 'kernel', 'profile', 'tree',
                                         'depth', 'measure')): row['value']
              for row in csv.DictReader(text.splitlines())}

    def value(arch, kernel, profile, tree, depth, measure):
        found = values.get((arch, kernel, profile, tree, depth, measure))
        return short(float(found)) if found else '-'

    def cells(arch, profile, tree, depth, measure):
        none = '-' if depth == '0' else value(arch, 'ours', 'none', '-', '0',
                                              measure)
        if profile == 'compat':
            none = value(arch, 'ours', profile, '-', '0', measure)
        return [none, *(value(arch, kernel, profile, tree, depth, measure)
                        for kernel in ('base', 'ours'))]

    row = '{:25}' + '{:>8}' * 3 + '{:>10}' + '{:>8}' * 2
    lines = [f'{"":25}{ARCHS[0]:>24}{ARCHS[1]:>26}',
             row.format('', *('none', 'base', 'ours') * 2)]
    for name_of_row, *point in BENCH_ROWS:
        lines.append(row.format(name_of_row, *(cell_ for arch in ARCHS
                                               for cell_ in cells(arch,
                                                                  *point))))
    return lines


def sizes_table():
    lines = load('sizes.json').get('lines', {})
    return [f'{directory:36} {lines[directory]:6}'
            for directory in DIRECTORIES if lines.get(directory)]


def put(path, begin, table):
    """Replace the indented lines after the line begin by the table."""
    lines = (read(path) or '').split('\n')
    if begin not in lines:
        if begin in OPTIONAL:
            return
        fail(f"{os.path.relpath(path, TOP)} has no line '{begin}'")
    start = lines.index(begin) + 1
    end = start
    while end < len(lines) and (not lines[end] or lines[end].startswith('    ')):
        end += 1
    lines[start:end] = ['', *(f'    {line}' for line in table), '']
    with open(path, 'w', encoding='utf-8') as file:
        file.write('\n'.join(lines))


def render():
    put(README, TESTS_LINE, tests_table())
    put(README, CLIENTS_LINE, clients_table())
    put(README, COST_LINE, cost_table())
    put(README, SIZES_LINE, sizes_table())
    put(ASSURANCE, COMMANDS_LINE, commands_table())
    for name, line in BENCH_LINES.items():
        put(BENCH, line, bench_table(name))


def main(arguments):
    if arguments == ['collect']:
        collect_tests()
        collect_clients()
        collect_budgets()
        collect_commands()
        collect_sizes()
    elif arguments == ['render']:
        render()
    else:
        fail('use: results.py collect, or results.py render')


if __name__ == '__main__':
    main(sys.argv[1:])

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Collect the results of the steps of test.sh, and print the summary.

	cases.py add STEP DIR		add DIR/results, print the counts of a step
	cases.py mainline DIR		add the results in DIR/control and
					DIR/mainline as the steps with these programs
	cases.py broken FILE LOG	add the programs that FILE lists, which were not
					built
	cases.py count ARCH		print the counts of an architecture
	cases.py summary SECONDS ARCH...
					print the skipped and failed cases and the
					counts. Exit with 1 if a case failed, or if none
					passed

The environment: KERNEL, ARCH, DEBUG, TEST. TEST selects cases as selection.py
describes.

DIR/results is the output of ktap.py. The results of an architecture are in
build/$KERNEL/$ARCH/results/all. Its fields, with tabs between: pass, fail or skip;
the architecture and the step; the program; the case; the reason; DIR.
"""

import collections
import os
import re
import shlex
import sys

import ktap
import lib
from selection import Pattern, STEPS

STATES = ('pass', 'fail', 'skip')
# These cases are checks of a run. They are counted whatever TEST= asks for.
NO_CASE = 'TEST='
CHECKS = (*ktap.CHECKS, NO_CASE)
MACHINE = 'vm'
REASON = 300

NAMES = {'pass': 'passed', 'fail': 'failed', 'skip': 'skipped'}
SLOW = re.compile(
    r'terminated by timeout|Expected poll\(&pfd, 1, 1000\) \(0\)')
SLOW_CASE = 'global.user_notification_wait_killable_after_reply'
IA32 = 'seccomp_bpf_ia32'

Row = collections.namedtuple('Row', 'state step program case reason where')


def read_results(*path):
    """Return the results that ktap.py has written."""
    results = []
    with open(os.path.join(*path), encoding='utf-8') as file:
        for line in file:
            fields = line.rstrip('\n').split('\t')
            if len(fields) < 3 or fields[0] not in STATES:
                lib.fail(f'{os.path.join(*path)}: no result: {line.rstrip()}')
            results.append(ktap.Result(*fields[:4]))
    return results


def is_check(result):
    """Does a result say that the run is not complete, or cannot be trusted?"""
    return result.case in CHECKS or result.program == MACHINE


def excuse(results, control):
    """Skip the cases that fail on the base, too.

    The 32-bit build of mainline's test has cases that no 64-bit kernel passes. We
    must pass each case that the base passes. A failed check is never excused.
    """
    fails = {(result.program, result.case) for result in control
             if result.state == 'fail'}
    return [result._replace(state='skip', reason='fails on the base kernel, too')
            if result.state == 'fail' and not is_check(result) and
            (result.program, result.case) in fails else result
            for result in results]


def excuse_slowness(results, debug):
    """Skip a case that a debug kernel is too slow for.

    Each case of mainline has thirty seconds. One case makes thousands of rounds
    while a timer interrupts it. On a debug kernel, ten times as slow, it runs out
    of time or makes no call for a second. The base fails it, too, when -icount
    makes it as slow. The ordinary kernel must pass it.
    """
    return [result._replace(state='skip',
                            reason='a timer leaves it no time on this kernel')
            if debug and result.state == 'fail' and result.case == SLOW_CASE and
            SLOW.search(result.reason) else result for result in results]


def step_of(label):
    """Return the step of a label such as "mainline on the base"."""
    return label.split(' ')[0]


def selected(label, results, text):
    """Return the results that TEST= asks for.

    A program may have no such case on an architecture, if the sources have it. If
    only a run shows its cases, the name of the case is wrong.
    """
    pattern, step = Pattern(text), step_of(label)
    kept = []
    for result in results:
        if pattern.takes_case(step, result.program, result.case):
            kept.append(result)
        elif (result.case, result.reason) == ('TAP', ktap.NO_TESTS):
            kept.append(result._replace(
                state='skip', reason=f'no case is {text} on this machine'))
        elif is_check(result):
            kept.append(result)
    if results and not kept:
        kept.append(ktap.Result('fail', results[0].program, NO_CASE,
                                f'no case is {text}'))
    return kept


def count(results):
    """Return the counts of results in words."""
    counts = collections.Counter(result.state for result in results)
    return ', '.join(f'{counts[state]} {NAMES[state]}' for state in STATES)


class Run:
    """The results of a run on one architecture."""

    def __init__(self, environment):
        self.arch = environment.get('ARCH') or 'x86_64'
        self.debug = environment.get('DEBUG', '')
        self.text = environment.get('TEST', '')
        self.variant = self.arch + (f'-{self.debug}' if self.debug else '')
        self.path = os.path.join(lib.BUILD, lib.KERNEL, self.variant,
                                 'results/all')

    def add(self, label, results, where):
        """Keep the results of a step and print their counts."""
        where = os.path.relpath(where, lib.TOP)
        results = selected(label, results, self.text)
        with open(self.path, 'a', encoding='utf-8') as file:
            for result in results:
                file.write('\t'.join((result.state, f'{self.variant} {label}',
                                      *result[1:], where)) + '\n')
        counts = count(results).partition(' ')
        print(f'{self.variant:8} {label:22} {counts[0]:>4} {counts[2]}',
              flush=True)

    def add_step(self, label, where):
        """Add the results of a step that has run in a directory."""
        results = read_results(where, 'results')
        if step_of(label) == 'mainline':
            results = excuse_slowness(results, self.debug)
        self.add(label, results, where)

    def add_mainline(self, where):
        """Add the results of mainline's suite on the base and on our kernel."""
        control_in, ours_in = (os.path.join(where, name)
                               for name in ('control', 'mainline'))
        control = read_results(control_in, 'results')
        ours = excuse_slowness(read_results(ours_in, 'results'), self.debug)
        # The results of the 32-bit control are only for the comparison.
        for label, results, directory in (
                ('mainline on the base', control, control_in),
                ('mainline', ours, ours_in)):
            self.add(label, [result for result in results
                             if result.program != IA32], directory)
        ia32 = [result for result in ours if result.program == IA32]
        if ia32:
            self.add('mainline -m32', excuse(ia32, control), ours_in)

    def add_broken(self, path, log):
        """Count each program that was not built as a failing case."""
        with open(path, encoding='utf-8') as file:
            results = [ktap.Result('fail', name, 'build')
                       for name in file.read().split()]
        if results:
            self.add('build', results, os.path.dirname(log))

    def rows(self):
        """Return all results of this architecture."""
        if not os.path.exists(self.path):
            return []
        with open(self.path, encoding='utf-8') as file:
            return [Row(*line.rstrip('\n').split('\t')) for line in file]


def log_of(row):
    """Return the file that shows a failure, from the top of the tree."""
    names = ('console.log', 'vm.log', 'output') if row.program == MACHINE else \
        ('output', 'build.log')
    for name in names:
        path = os.path.join(row.where, name)
        if os.path.exists(os.path.join(lib.TOP, path)):
            return path
    return row.where


def repeat(row):
    """Return the command that repeats a case."""
    variant, _, label = row.step.partition(' ')
    arch, _, debug = variant.partition('-')
    step, words = step_of(label), ['make', 'test']
    if lib.KERNEL != lib.DEFAULT_KERNEL:
        words.append(f'KERNEL={lib.KERNEL}')
    words.append(f'ARCH={arch}')
    if debug:
        words.append(f'DEBUG={debug}')
    if row.program == MACHINE and step in STEPS:
        words.append(f'TEST={step}')
    elif is_check(row) and step in STEPS:
        words.append(f'TEST={step}/{row.program}')
    elif step in STEPS:
        words.append(f'TEST={step}/{row.program}/{row.case}')
    return ' '.join(shlex.quote(word) for word in words)


def list_rows(rows, state, title):
    """Print the rows of a state: what it was, why, and how to repeat it."""
    rows = [row for row in rows if row.state == state]
    if rows:
        print(f'\n{title}:')
    for row in rows:
        print(f'    {row.step}: {row.program}/{row.case}')
        if row.reason:
            print(f'        {row.reason[:REASON]}')
        if state == 'fail':
            print(f'        log: {log_of(row)}')
            print(f'        repeat: {repeat(row)}')


def summary(seconds, runs):
    """Print the summary. Return the exit status."""
    rows = [row for run in runs for row in run.rows()]
    list_rows(rows, 'skip', 'Skipped')
    list_rows(rows, 'fail', 'Failed')
    print(f'\nTime: {seconds // 60} min {seconds % 60} s. '
          f'Logs: build/{lib.KERNEL}/*/results/')
    print(count(rows))
    states = [row.state for row in rows]
    # A run without any passing case is a failure.
    return 0 if 'pass' in states and 'fail' not in states else 1


def main(arguments, environment):
    """Run a command."""
    run = Run(environment)
    match arguments:
        case ['add', label, where]:
            run.add_step(label, where)
        case ['mainline', where]:
            run.add_mainline(where)
        case ['broken', path, log]:
            run.add_broken(path, log)
        case ['count', arch]:
            print(count(Run({**environment, 'ARCH': arch}).rows()))
        case ['summary', seconds, *archs] if archs and seconds.isdigit():
            return summary(int(seconds), [Run({**environment, 'ARCH': arch})
                                          for arch in archs])
        case _:
            lib.usage('use: cases.py add STEP DIR, or another command of its '
                      'first lines')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:], os.environ))

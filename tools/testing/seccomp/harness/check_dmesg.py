#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Find the kernel's reports of trouble in the log of its console.

	check_dmesg.py FILE [FUNCTIONS]

Print the first line of each report. Exit with 1 if there is one.

Only the kernel writes to the console (see init.c), so every report counts. The
exception are data races, since strict KCSAN finds some in the base. With FUNCTIONS,
a file of names, a race counts if one of these made an access, or called the function
that made it. The races in configs/races-accepted.list do not count. Races that do
not count go to FILE.races.
"""

import os
import re
import sys

import lib

ACCEPTED = os.path.join(lib.TOP, 'configs/races-accepted.list')

# The beginning of each kind of report, after the time stamp.
REPORTS = re.compile('|'.join((
    r'Kernel panic',
    r'\bBUG\b',                         # also KASAN, KCSAN, lockups
    r'(^|\] *)WARNING:',                # also lockdep and RCU
    r'-\[ cut here \]-',
    r'\bOops\b',
    r'Internal error:',                 # arm64's oops
    r'^(\[[^]]*\] )?general protection fault',  # not "traps: a[1] ..."
    r'Unable to handle kernel',
    r'unable to handle page fault',
    r'rcu: INFO:',
    r'detected stall',
    r'INFO: task .* blocked for more than',
    r'INFO: (possible|trying|lockdep|inconsistent)',
    r'\bUBSAN:',
    r'\bKFENCE:',
    r'kmemleak: .*new suspected memory leak',
    r'unreferenced object 0x',
    r'refcount_t:',
    r'list_(add|del) corruption',
    r'ODEBUG:',
    r'page allocation failure',
    r'kernel stack overflow',
    r'stack-protector:',
    r'Unhandled exception',
)))

BAR = re.compile(r'==========$')
RACE = re.compile(r'BUG: KCSAN: ')
# A stack begins after an empty line. Lines on held locks are no frames: words
# precede the address.
STACK = re.compile(r'\] *$')
FRAME = re.compile(r'\] +([^ ]+?)\+0x[0-9a-f]+/0x[0-9a-f]+$')
# Below the first two functions of a stack are functions without a part in the race,
# such as an interrupted one, or a function that stops the task for a tracer.
FRAMES = 2


class Report:
    """A report of KCSAN: the lines between two lines of "="."""

    def __init__(self, first, ours):
        self.lines = [first]
        self.ours = ours
        self.races = []
        self.rest = []
        self.frames = 0
        self.is_ours = False

    def add(self, line):
        """Add a line and look for our functions in it."""
        self.lines.append(line)
        if RACE.search(line):
            self.races.append(line)
        else:
            self.rest.append(line)
        if STACK.search(line):
            self.frames = 0
        frame = FRAME.search(line)
        if frame:
            self.frames += 1
            if self.frames <= FRAMES and frame.group(1) in self.ours:
                self.is_ours = True

    def counts(self, accepted):
        """Is this not one race that does not count?"""
        if len(self.races) != 1:
            return True
        return self.is_ours and not accepted.intersection(self.races[0].split())


def without_other_races(lines, ours, accepted):
    """Return the lines without reports of races that do not count, and the first
    lines of these reports. A report that is cut off stays."""
    kept, races, report = [], [], None
    for line in lines:
        if report:
            report.add(line)
            if not BAR.search(line):
                continue
            if report.counts(accepted):
                kept += report.lines
            else:
                races += report.races
                # Another CPU may have printed in between.
                kept += report.rest
            report = None
        elif BAR.search(line):
            report = Report(line, ours)
        else:
            kept.append(line)
    return kept + (report.lines if report else []), races


def read_lines(path):
    """Return the lines of a log; the kernel may print any byte."""
    with open(path, encoding='latin-1', newline='\n') as file:
        return file.read().replace('\r', '').split('\n')


def read_names(path):
    """Return the first fields of a list, which "|" separates."""
    with open(path, encoding='utf-8') as file:
        return {line.split('|')[0].strip() for line in file
                if line.strip() and not line.startswith('#')}


def find_reports(path, functions=None):
    """Return the first line of each report in a log."""
    lines = read_lines(path)
    if functions:
        lines, races = without_other_races(lines, read_names(functions),
                                           read_names(ACCEPTED))
        with open(f'{path}.races', 'w', encoding='latin-1') as file:
            file.writelines(f'{race}\n' for race in races)
    return [line for line in lines if REPORTS.search(line)]


def check_functions(functions):
    """Without a name in the list, no race would count."""
    if functions and not (os.path.isfile(functions) and
                          os.path.getsize(functions)):
        lib.usage(f"'{functions}': name a file with at least one function")


def main(arguments):
    """Print the reports in a log."""
    path, functions = (arguments + [''] * 2)[:2]
    if not os.path.isfile(path) or len(arguments) > 2:
        lib.usage(f"'{path}': name the log of a console")
    check_functions(functions)
    reports = find_reports(path, functions)
    for report in reports:
        print(report.encode('latin-1').decode('utf-8', 'replace'))
    return 1 if reports else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

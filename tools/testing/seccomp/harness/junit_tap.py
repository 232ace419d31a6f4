#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Convert a report of pytest from JUnit's XML to TAP without a plan.

	junit_tap.py SUITE FILE [NUMBER]

NUMBER cases precede these. Exits with 1 if a case failed, or if there is no report
or no case.
"""

import os
import sys
from xml.etree import ElementTree

LINES = 8


def words(text):
    """Return a text in one line without the characters that TAP reads."""
    return ' '.join((text or '').replace('#', ' ').split())


def name_of(case):
    path = case.get('classname', '').split('.')
    path = '.'.join(part for part in path if part != 'tests')
    return words(f'{path}.{case.get("name")}')


def details(problem):
    """Return the last lines of a message."""
    return (problem.text or problem.get('message') or '').splitlines()[-LINES:]


def print_case(suite, number, case):
    """Print a case and return whether it has passed or was skipped."""
    # A case that fails twice, for example also at its end, is listed twice.
    problem = case.find('failure')
    if problem is None:
        problem = case.find('error')
    name = f'{number} {suite}: {name_of(case)}'
    if problem is not None:
        print(f'not ok {name}')
        for line in details(problem):
            print(f'# {line.rstrip()}')
        return False
    skipped = case.find('skipped')
    if skipped is None:
        print(f'ok {name}')
    else:
        reason = words(skipped.get('message')) or 'no reason given'
        print(f'ok {name} # SKIP {reason}')
    return True


def main(arguments):
    if len(arguments) not in (2, 3):
        sys.exit('junit_tap.py: use: junit_tap.py SUITE FILE [NUMBER]')
    suite, path = arguments[:2]
    number = int(arguments[2]) if len(arguments) == 3 else 0
    if not os.path.exists(path):
        sys.exit(f'junit_tap.py: {path}: no report')
    cases = list(ElementTree.parse(path).getroot().iter('testcase'))
    passed = [print_case(suite, number + i, case)
              for i, case in enumerate(cases, 1)]
    return 0 if passed and all(passed) else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

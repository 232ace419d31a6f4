#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Checks of lint.sh that no tool has. Each one prints a line for each finding.

	lint_checks.py accepted TOOL	print the findings on standard input that
					configs/lint-accepted.list does not accept, and
					its entries for TOOL that accept none
	lint_checks.py includes PAGE...	find pages that include no part of a file
	lint_checks.py declared		print the functions that <linux/seccomp.h>
					declares without a body, from preprocessed text
					on standard input
"""

import os
import re
import sys

import lib

ACCEPTED = 'configs/lint-accepted.list'
MARKER = re.compile(r'^# \d+ "[^"]*include/linux/seccomp\.h".*\n', re.M)
DECLARED = re.compile(r'\b(\w+)\s*\([^()=]*\)\s*$')
INCLUDE = re.compile(r'^\.\. literalinclude:: (.*)')
PART = re.compile(r'^\s+:(?:start-at|end-before): (.*)')


def read(path):
    """Return the text of a file, or None without one."""
    if not os.path.isfile(path):
        return None
    with open(path, encoding='utf-8') as file:
        return file.read()


def accepted(tool, findings, text, name=ACCEPTED):
    """Return the findings that a list does not accept, and what is wrong in it."""
    problems, entries = [], {}
    for number, line in enumerate(text.splitlines(), 1):
        fields = line.split('|') + [''] * 3
        if fields[0] == tool:
            entries[number] = fields[1:3]
            if not fields[3]:
                problems.append(f'{name}:{number}: no reason')
    used = set()
    for finding in findings:
        matching = {number for number, (file, rule) in entries.items()
                    if finding.startswith(f'{file}:') and rule in finding}
        used |= matching
        if not matching:
            problems.append(finding)
    return problems + [f'{name}:{number}: no finding matches this entry'
                       for number in entries if number not in used]


def includes(page, text):
    """Return what is wrong in the parts of files that a page includes."""
    problems, path, included = [], None, ''
    for line in text.splitlines():
        if found := INCLUDE.match(line):
            path = os.path.join(os.path.dirname(page), found[1])
            included = read(path)
            if included is None:
                problems.append(f'{page}: no file {path}')
        elif (found := PART.match(line)) and sum(
                found[1] in each for each in (included or '').splitlines()) != 1:
            problems.append(f'{page}: "{found[1]}" is not in one line of {path}')
    return problems


def declared(text):
    """Return the functions of the header that have no body, sorted."""
    parts = re.split(r'^(?=# \d+ ")', text, flags=re.M)
    ours = ''.join(re.sub(r'^#.*', '', MARKER.sub('', part, 1), flags=re.M)
                   for part in parts if MARKER.match(part))
    count = 1
    while count:
        ours, count = re.subn(r'\{[^{}]*\}', '=;', ours)
    return sorted({found[1] for found in map(DECLARED.search, ours.split(';'))
                   if found})


def main(arguments):
    """Run a check."""
    match arguments:
        case ['accepted', tool]:
            lines = accepted(tool, sys.stdin.read().splitlines(),
                             read(os.path.join(lib.TOP, ACCEPTED)))
        case ['includes', *pages] if pages:
            lines = [line for page in pages for line in includes(page, read(page))]
        case ['declared']:
            lines = declared(sys.stdin.read())
        case _:
            lib.usage('use accepted TOOL, includes PAGE... or declared')
    for line in lines:
        print(line)


if __name__ == '__main__':
    main(sys.argv[1:])

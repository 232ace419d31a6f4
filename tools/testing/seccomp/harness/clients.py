#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compare what real programs do on the base and on our kernel.

	clients.py BASE OURS KNOWN [SUMMARY]

BASE and OURS are directories of suite.py: "output" has what the suites printed, and
"results" how each case ended. KNOWN lists cases that fail on both kernels, each with
its reason: "SUITE: CASE | REASON". Print the result of each case in the format of
ktap.py. SUMMARY is a file for a table with the counts of each suite.

A case passes if it passes on both kernels, and the lines "# saw:" are the same after
times, ids, process numbers and addresses are masked. These are failures:

- Another line, or another result.
- A case that only one of the runs has, or that comes twice.
- A case without a line, or with an empty one.
- A case that fails on both kernels and is not in KNOWN.
- A line of KNOWN whose case passes, or that has no case in a suite that ran.

Suites whose names are in ONLY_OURS use features that the base lacks. They are not
compared, and BASE has none of them.
"""

import collections
import os
import re
import sys

import ktap
import lib

ONLY_OURS = ('features',)

START = re.compile(r'@[0-9a-f]{16} start (\S+)$')
END = re.compile(r'@[0-9a-f]{16} end (\S+) \d+$')
RESULT = re.compile(r'(not )?ok \d+ (.*?)(?: # SKIP ?(.*))?$')
SAW = re.compile(r'# saw:(.*)$')

MASKS = tuple((re.compile(pattern), by) for pattern, by in (
    (r'\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b', 'UUID'),
    (r'\brun-[ur]?[0-9a-f]+\b', 'run-ID'),
    (r'\b0x[0-9a-f]{6,16}\b', 'ADDRESS'),
    (r'\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{12,64}\b', 'ID'),
    (r'\b\d{4}-\d\d-\d\d(?:T|\b)', 'DATE '),
    (r'\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? \d\d? \w{3}(?: \d{4})?\b', 'DATE'),
    (r'\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\w{3}) +\d\d?\b', 'DATE'),
    (r'\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d\d? '
     r'(?=\d\d:)', 'DATE '),
    (r'\b\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?', 'TIME'),
    (r'\b\d+(?:\.\d+)? ?(?:ns|us|µs|ms|s|secs?|seconds?|min|minutes?|h)\b', 'SPAN'),
    (r'\b(pid|PID|process|Pid|tid)([ =:]+)\d+\b', r'\1\2PID'),
    (r'\[\d+(?::\d+)?\]', '[PID]'),
    (r'(/(?:var/)?tmp/[\w.-]*\.)[A-Za-z0-9]{6,10}\b', r'\1RANDOM'),
    (r'\b(port|Port) \d{4,5}\b', r'\1 PORT'),
))

Case = collections.namedtuple('Case', 'state saw reason')


def mask(text):
    """Return the text without what differs between two runs of one kernel."""
    for pattern, by in MASKS:
        text = pattern.sub(by, text)
    return ' '.join(text.split())


def read_output(lines):
    """Return a dictionary of the cases, {(suite, case): [Case]}, in their order."""
    cases = {}
    suite = saw = None
    for line in lines:
        line = line.rstrip('\r\n')
        start, end = START.match(line), END.match(line)
        result, seen = RESULT.match(line), SAW.match(line)
        if start:
            suite, saw = start[1], None
        elif end:
            suite = None
        elif seen:
            saw = seen[1].strip()
        elif result and suite:
            state = 'fail' if result[1] else 'pass'
            if result[3] is not None:
                state = 'skip'
            cases.setdefault((suite, result[2]), []).append(
                Case(state, saw, result[3] or ''))
            saw = None
    return cases


def read_known(lines, name):
    """Return {(suite, case): reason}."""
    known = {}
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        match = re.fullmatch(r'(\w+): (.*?) +\| +(.*)', line)
        if not match:
            lib.usage(f'{name}:{number}: write "SUITE: CASE | REASON"')
        known[match[1], match[2]] = match[3]
    return known


def difference(base, ours):
    """Return why the results of a case are no equal ones, or None."""
    for where, cases in (('the base', base), ('ours', ours)):
        if not cases:
            return f'missing on {where}'
        if len(cases) > 1:
            return f'more than once on {where}'
    base, ours = base[0], ours[0]
    for where, case in (('the base', base), ('ours', ours)):
        if case.state != 'skip' and not case.saw:
            return f'nothing was seen on {where}'
    if base.state != ours.state:
        return (f'{base.state} on the base, {ours.state} on ours: base '
                f'"{base.saw}", ours "{ours.saw}"')
    if base.state == 'skip':
        return None
    old, new = mask(base.saw), mask(ours.saw)
    return None if old == new else words_that_differ(old, new)


def words_that_differ(old, new):
    """Return the words that differ, since a line has many."""
    old_words, new_words = old.split(), new.split()
    if len(old_words) != len(new_words):
        return f'base "{old}", ours "{new}"'
    pairs = [(a, b) for a, b in zip(old_words, new_words) if a != b]
    return '; '.join(f'base {a}, ours {b}' for a, b in pairs)


def judge(base, ours, reason):
    """Return the state of a compared case and the words for it."""
    why = difference(base, ours)
    if why:
        return 'fail', why
    case = ours[0]
    if case.state == 'skip':
        return 'skip', case.reason
    if case.state == 'pass':
        if reason:
            return 'fail', 'passes: remove it from the list of known failures'
        return 'pass', ''
    if reason:
        return 'skip', f'fails on both: {reason}'
    return 'fail', f'fails on both and is not in the list: {case.saw}'


def judge_alone(ours):
    """Return the same for a case that the base cannot have."""
    if len(ours) > 1:
        return 'fail', 'more than once'
    if ours[0].state == 'fail':
        return 'fail', ours[0].saw or 'nothing was seen'
    return ours[0].state, ours[0].reason


def compare(base, ours, known):
    """Return rows (state, suite, case, reason)."""
    rows = []
    for key in dict.fromkeys([*ours, *base]):
        if key[0] in ONLY_OURS:
            state, why = judge_alone(ours[key])
        else:
            state, why = judge(base.get(key), ours.get(key), known.get(key))
        rows.append((state, *key, why))
    suites = {row[1] for row in rows}
    for key in known:
        if key[0] in suites and key not in ours and key not in base:
            rows.append(('fail', *key, 'in the list of known failures, and no case'))
    return rows


def other_failures(path, where):
    """Yield rows for what is wrong with a run as a whole, from ktap.py and vm.sh."""
    with open(path, encoding='utf-8', errors='replace') as file:
        for line in file:
            state, program, case, why = (line.rstrip('\n').split('\t') + ['', ''])[:4]
            if state == 'fail' and (case in ktap.CHECKS or program == 'vm'):
                yield 'fail', program, f'{case} on {where}', why


def write_summary(path, rows):
    """Write a line for each suite: its name, passed, failed, skipped."""
    counts = {}
    for state, suite, _, _ in rows:
        counts.setdefault(suite, collections.Counter())[state] += 1
    with open(path, 'w', encoding='utf-8') as file:
        for suite, count in counts.items():
            print(suite, count['pass'], count['fail'], count['skip'], sep='\t', file=file)


def read(path, reader, *more):
    """Read a file of text."""
    try:
        with open(path, encoding='utf-8', errors='replace') as file:
            return reader(file, *more)
    except OSError as error:
        return lib.fail(f'{path}: {error.strerror}')


def main(arguments):
    """Run the command. Return the exit status."""
    if len(arguments) not in (3, 4):
        lib.usage('use clients.py BASE OURS KNOWN [SUMMARY]')
    base_dir, ours_dir, known_path = arguments[:3]
    base = read(os.path.join(base_dir, 'output'), read_output)
    ours = read(os.path.join(ours_dir, 'output'), read_output)
    known = read(known_path, read_known, known_path)
    rows = compare(base, ours, known)
    for where, directory in (('the base', base_dir), ('ours', ours_dir)):
        rows.extend(other_failures(os.path.join(directory, 'results'), where))
    if not rows:
        rows.append(('fail', 'clients', 'output', 'no case in both runs'))
    for row in rows:
        print(*row, sep='\t')
    if len(arguments) == 4:
        write_summary(arguments[3], rows)
    return any(row[0] == 'fail' for row in rows)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

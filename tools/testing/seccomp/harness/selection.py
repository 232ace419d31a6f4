#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Find what TEST= asks for, and print the programs that test.sh must run.

	selection.py

The environment: TEST, ARCH, KERNEL, DEBUG, FULL. Each line has these fields, with
tabs between: the step; the program; the options that select its cases.

TEST is one of these, or a pattern for the shell with *, ? and [...]:

	STEP
	PROGRAM, or STEP/PROGRAM
	PROGRAM/CASE, PROGRAM.CASE, or STEP/PROGRAM/CASE
	CASE of a C program or of KUnit

A case may be without what precedes its last dot. The step "verify" repeats the
programs of "own", so only a name with STEP asks for it.

The sources name the cases of C programs and of KUnit, and only these are run. Any
other program is run as a whole, and cases.py counts the case.
"""

import collections
import fnmatch
import glob
import os
import re

import lib

STEPS = ('mainline', 'own', 'verify', 'kunit', 'integration', 'difffuzz',
         'model', 'tools', 'harness', 'series', 'deb', 'debian', 'clients')
# These do not run our kernel, so a debug kernel does not repeat them.
OUTSIDE = STEPS[5:]
# Without TEST=, only FULL=1 asks for these.
ONLY_FULL = ('deb', 'debian', 'clients')
MORE_PROGRAMS = {'difffuzz': ('difffuzz', 'proofs')}

SELFTESTS = 'tools/testing/selftests/seccomp'
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.S)
INCLUDE = re.compile(r'^#include "(\w+\.h)"', re.M)
TEST = re.compile(r'^TEST(_F)?(?:_SIGNAL|_TIMEOUT)?\(\s*(\w+)(?:\s*,\s*(\w+))?',
                  re.M)
VARIANT = re.compile(r'^FIXTURE_VARIANT_ADD\(\s*(\w+)\s*,\s*(\w+)', re.M)
KUNIT_CASE = re.compile(r'^\s*KUNIT_CASE\w*\(\s*(\w+)', re.M)
KUNIT_SUITE = re.compile(r'struct kunit_suite\b[^;]*?\.name = "(\w+)"', re.S)

# The cases are None where only a run shows them. "option" begins the option that
# selects a case.
Program = collections.namedtuple('Program', 'step name cases option',
                                 defaults=(None, ''))


class Pattern:
    """The value of TEST=."""

    def __init__(self, text):
        self.text = text

    def matches(self, *names):
        """Is it one of these names, or a pattern for one?"""
        return any(name == self.text or fnmatch.fnmatchcase(name, self.text)
                   for name in names)

    def takes_step(self, step):
        """Does it ask for a whole step?"""
        return not self.text or self.matches(step)

    def takes_program(self, step, program):
        """Does it ask for a whole program?"""
        return self.takes_step(step) or self.matches(*in_step(step, program))

    def takes_case(self, step, program, case):
        """Does it ask for a case?"""
        names = [name for end in (case, case.rsplit('.', 1)[-1])
                 for prefix in (f'{program}/', f'{program}.', '')
                 for name in in_step(step, prefix + end)]
        return self.takes_program(step, program) or self.matches(*names)

    def may_take_case(self, step, program):
        """May it ask for a case of a program, by PROGRAM/ or PROGRAM.?"""
        if any(self.text.startswith(f'{name}.')
               for name in in_step(step, program)):
            return True
        prefixes = (self.text[:found.start()]
                    for found in re.finditer('/', self.text))
        return any(Pattern(prefix).matches(*in_step(step, program))
                   for prefix in prefixes if prefix)


def in_step(step, rest):
    """Return the names of a program or case of a step."""
    return [f'{step}/{rest}'] + ([rest] if step != 'verify' else [])


def read(path):
    """Return the text of a source without its comments."""
    with open(path, encoding='utf-8', errors='replace') as file:
        return COMMENT.sub(' ', file.read())


def read_with_headers(path):
    """Return the text of a source and of the headers beside it."""
    text = read(path)
    headers = (os.path.join(os.path.dirname(path), name)
               for name in INCLUDE.findall(text))
    return '\n'.join([text] + [read(header) for header in headers
                               if os.path.exists(header)])


def kselftest_cases(text):
    """Return the names of the cases that kselftest_harness.h makes of a source."""
    variants = collections.defaultdict(list)
    for fixture, variant in VARIANT.findall(text):
        variants[fixture].append(variant)
    cases = []
    # A program may have a main() of its own, and any names.
    for is_fixture, first, second in TEST.findall(text):
        if not is_fixture:
            cases.append(f'global.{first}')
        elif variants[first]:
            cases += [f'{first}.{variant}.{second}'
                      for variant in variants[first]]
        else:
            cases.append(f'{first}.{second}')
    return cases or None


def kunit_cases(paths):
    """Return the names of the KUnit cases in sources, with their suites."""
    cases = []
    for path in paths:
        text = read(path)
        suite = KUNIT_SUITE.search(text)
        if suite:
            cases += [f'{suite.group(1)}.{case}'
                      for case in KUNIT_CASE.findall(text)]
    return cases


def base_selftests(kernel):
    """Return the directory of the base's selftests."""
    return os.path.join(lib.BUILD, kernel, 'base/linux/tools/testing/selftests')


def exact_option(kernel):
    """Return the option of the base's harness for a case; none before Linux 6.4."""
    path = os.path.join(base_selftests(kernel), 'kselftest_harness.h')
    return '-r ' if os.path.exists(path) and "case 'r':" in read(path) else ''


def mainline_program(name, kernel):
    """Return one of the programs that are built from the base's selftest."""
    path = os.path.join(base_selftests(kernel), 'seccomp/seccomp_bpf.c')
    cases = kselftest_cases(read(path)) if os.path.exists(path) else None
    return Program('mainline', name, cases, exact_option(kernel))


def sources(*path):
    """Return the files that match, in order."""
    return sorted(glob.glob(os.path.join(lib.TOP, *path)))


def stem(path):
    """Return the name of a file without its extension."""
    return os.path.splitext(os.path.basename(path))[0]


def all_programs(arch):
    """Return the programs of all steps."""
    found = [mainline_program('seccomp_bpf', lib.KERNEL)]
    if arch == 'x86_64':
        found.append(mainline_program('seccomp_bpf_ia32', lib.KERNEL))
    if lib.KERNEL != lib.KERNELS[-1]:
        found.append(mainline_program('seccomp_bpf_newest', lib.KERNELS[-1]))
    option = exact_option(lib.KERNEL)
    own = [Program('own', stem(path), kselftest_cases(read_with_headers(path)),
                   option)
           for path in sources(SELFTESTS, '*_test.c')]
    found += own + [program._replace(step='verify') for program in own]
    found.append(Program('kunit', 'kunit',
                         kunit_cases(sources('kernel/seccomp/*_test.c')),
                         'kunit.filter_glob='))
    found += [Program('integration', stem(path))
              for path in sources(lib.PRIVATE, 'integration/*_test.sh')]
    found += [Program('clients', stem(path))
              for path in sources(lib.PRIVATE, 'debian/suites/*.sh')
              if stem(path) != 'common']
    for step in OUTSIDE[:-1]:
        found += [Program(step, name)
                  for name in MORE_PROGRAMS.get(step, (step,))]
    return found


def options_for(program, cases):
    """Return the options that select cases; a kernel takes only one pattern."""
    if not program.option or len(cases) == len(program.cases):
        return ''
    if program.option.endswith('='):
        return program.option + cases[0] if len(cases) == 1 else ''
    return ' '.join(program.option + case for case in cases)


def select(text, programs):
    """Return what a pattern asks for: pairs of a program and its options."""
    pattern = Pattern(text)
    selected = []
    for program in programs:
        cases = [case for case in program.cases or ()
                 if pattern.takes_case(program.step, program.name, case)]
        if pattern.takes_program(program.step, program.name):
            selected.append((program, ''))
        elif cases:
            selected.append((program, options_for(program, cases)))
        elif program.cases is None and pattern.may_take_case(program.step,
                                                             program.name):
            selected.append((program, ''))
    return selected


def is_usual(step, full, debug):
    """Is a step part of a run without TEST=?"""
    return not (debug and step in OUTSIDE or not full and step in ONLY_FULL)


def main():
    """Print the programs to run."""
    text = os.environ.get('TEST', '')
    programs = all_programs(os.environ.get('ARCH') or 'x86_64')
    selected = select(text, programs)
    if not text:
        full = os.environ.get('FULL') == '1'
        debug = os.environ.get('DEBUG')
        selected = [pair for pair in selected
                    if is_usual(pair[0].step, full, debug)]
    if not selected:
        names = dict.fromkeys(STEPS + tuple(
            program.name for program in programs))
        lib.usage(f'TEST={text}: no such step, program or case; there are: '
                  f'{" ".join(names)}')
    for program, options in selected:
        print('\t'.join((program.step, program.name, options)))


if __name__ == '__main__':
    main()

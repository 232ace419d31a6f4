#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Read the output of a run of test programs and print the result of each case.

	ktap.py NONCE FILE PROGRAM...

FILE has the output of each PROGRAM between two lines

	@NONCE start PROGRAM
	@NONCE end PROGRAM STATUS

The line for a case has these fields, with tabs between: pass, fail or skip; the
program; the case; the reason, if it is known. The cases of a KUnit suite are named
SUITE.CASE.

The kernel's tools/testing/kunit/kunit_parser.py parses the lines of KTAP and the
subtests. It is the one of the base of $KERNEL. These checks are ours, because that
parser does not have them:

- It parses one stream. Here each program has its own, which must start and end, and
  an exit status, which must fit the results.
- It takes a plan before the first result. Shell tests print theirs at the end. It
  drops results beyond the plan, and accepts a program without a plan.
- It does not know "Bail out!", or a plan of no tests with a reason.
- Before Linux 7 it drops the reason of a skipped case, and reads no result without
  a name. It never reads a name with "#".
- It loops for ever at a plan where a result must be.
- It gives the messages before a result to a case. Shell tests print them after it.
"""

import collections
import importlib
import io
import os
import re
import sys

import lib

LAST_WORDS = 4
RESULT = re.compile(r'(not )?ok\b')
# The parser wants more than a number before Linux 7.
NO_NAME = re.compile(r'^((?:not )?ok \d+)(?= #|$)')
PLAN = re.compile(r'1\.\.(\d+)\s*(?:#\s*skip\b\S*\s*(.*))?', re.I)
BAIL_OUT = re.compile(r'Bail out!\s*(.*)')
# The lines that the macros of kselftest_harness.h print around each case.
FRAME = re.compile(r'\s*(RUN|OK|FAIL)\b')
# How often the parser may look at one line without taking it.
MAX_LOOKS = 1000

# The cases that the checks in this file add to those of the program.
CHECKS = ('start', 'end', 'TAP', 'bail out')
# The reason if a program has a plan of no tests.
NO_TESTS = 'no tests'

Result = collections.namedtuple('Result', 'state program case reason',
                                defaults=('',))


class BadOutput(Exception):
    """The output is no KTAP."""


def parser_directory():
    """Return the directory of kunit_parser.py.

    The programs that run on this machine need no base, so another kernel's may be
    the one that is unpacked.
    """
    for kernel in (lib.KERNEL, *reversed(lib.KERNELS)):
        path = os.path.join(lib.BUILD, kernel, 'base/linux/tools/testing/kunit')
        if os.path.exists(os.path.join(path, 'kunit_parser.py')):
            return path
    return lib.fail('build/ has no base with kunit_parser.py; '
                    'run harness/unpack_base.sh')


def load_parser(directory):
    """Import the modules of a base, without writing to its tree."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, directory)
    for module in ('kunit_parser', 'kunit_printer'):
        sys.modules.pop(module, None)
    modules = [importlib.import_module(module)
               for module in ('kunit_parser', 'kunit_printer')]
    sys.path.remove(directory)
    return modules


class Parser:
    """The functions of kunit_parser.py in the form of any supported kernel."""

    def __init__(self, directory):
        self.kunit, printer = load_parser(directory)
        self.errors = []
        self.more = ()
        # Linux 7 passes the printer as an argument.
        if hasattr(printer, 'null_printer'):
            self.more = (printer.null_printer,)
        else:
            self.kunit.stdout = printer.Printer(io.StringIO())
        self.kunit.Test.add_error = self.add_error
        self.parse_result = self.kunit.parse_test_result
        self.kunit.parse_test_result = self.keep_reason

    def add_error(self, *words):
        """Keep an error: the last one of the arguments of Test.add_error()."""
        self.errors.append(words[-1])

    def keep_reason(self, lines, test, *more):
        """Parse the line of a result and keep the reason if it is skipped."""
        skip = self.kunit.TEST_RESULT_SKIP.match(lines.peek())
        test.skip_reason = skip.group(5).strip() if skip else ''
        return self.parse_result(lines, test, *more)

    def parse(self, lines):
        """Return the tests of a stream, and the messages after the last one."""
        tests = []
        stream = line_stream(self.kunit, lines)
        while True:
            log = self.kunit.parse_diagnostic(stream)
            if not stream:
                return tests, log
            if self.is_header(stream.peek()) and not tests:
                stream.pop()
                continue
            tests.append(self.kunit.parse_test(stream, len(tests) + 1, log,
                                               True, *self.more))

    def is_header(self, line):
        """Does a stream begin with this line?"""
        return (not line[:1].isspace() and
                (self.kunit.KTAP_START.match(line) or
                 self.kunit.TAP_START.match(line)))


def line_stream(kunit, lines):
    """Return a LineStream of these lines that ends a loop of the parser."""

    class Lines(kunit.LineStream):
        """A LineStream that counts how often the parser looks at a line."""
        looks = 0

        def peek(self):
            self.looks += 1
            if self.looks > MAX_LOOKS:
                raise BadOutput(f'no result at "{super().peek()}"')
            return super().peek()

        def pop(self):
            line = super().pop()
            self.looks = 0
            return line

    return Lines(iter(list(enumerate(lines, 1))))


def read_output(nonce, path):
    """Return the lines of each program, and the exit statuses."""
    start = re.compile(rf'@{re.escape(nonce)} start (\S+)')
    end = re.compile(rf'@{re.escape(nonce)} end (\S+) (\d+)')
    lines, status, name = {}, {}, None
    with open(path, encoding='utf-8', errors='replace', newline='\n') as file:
        for line in file:
            line = line.rstrip('\n')
            if found := start.fullmatch(line):
                name = found.group(1)
                lines.setdefault(name, [])
            elif found := end.fullmatch(line):
                status[found.group(1)] = int(found.group(2))
                name = None
            elif name is not None:
                lines[name].append(line.replace('\r', ''))
    return lines, status


def last_words(log):
    """Return the last lines of the messages in a log."""
    words = [line.strip().lstrip('#').lstrip() for line in log
             if line.lstrip().startswith('#')]
    words = [line for line in words if line and not FRAME.match(line)]
    return '; '.join(words[-LAST_WORDS:])


def failed_logs(test):
    """Return the messages of a test and of its failing subtests."""
    lines = list(test.log)
    for subtest in test.subtests:
        if not subtest.ok_status():
            lines += failed_logs(subtest)
    return lines


class Program:
    """Collect the results of a program."""

    def __init__(self, name, parser):
        self.name = name
        self.parser = parser
        self.results = []

    def add(self, state, case, reason=''):
        """Add a result; a tab would end its field."""
        case, reason = (' '.join(re.split(r'[\t\n\r]+', text))
                        for text in (case, reason))
        self.results.append(Result(state, self.name, case, reason))

    def fail(self, case, reason=''):
        """Add a failing result."""
        self.add('fail', case, reason)

    def failed(self):
        """Has a case failed?"""
        return any(result.state == 'fail' for result in self.results)

    def add_case(self, test, name, after=()):
        """Add the result of a case. Its messages precede it, or are in after."""
        status = self.parser.kunit.TestStatus
        if test.status == status.SUCCESS:
            self.add('pass', name)
        elif test.status == status.SKIPPED:
            self.add('skip', name, test.skip_reason or 'no reason given')
        else:
            self.fail(name, last_words(failed_logs(test)) or last_words(after))

    def add_test(self, number, test, after):
        """Add a case, or the cases of a suite."""
        name = test.name.strip() or f'case {number}'
        if not test.subtests:
            self.add_case(test, name, after)
            return
        if test.expected_count is None:
            self.fail('TAP', f'{name} has no plan')
        for subtest in test.subtests:
            self.add_case(subtest, f'{name}.{subtest.name.strip() or "?"}')
        # The suite may fail by itself, for example at its end.
        if not test.ok_status() and all(subtest.ok_status()
                                        for subtest in test.subtests):
            self.fail(name, last_words(test.log))

    def take_lines(self, lines):
        """Return the lines for the parser, and the plans: numbers and reasons.

        Add a failing result for each line that the parser cannot read.
        """
        rest, plans = [], []
        for line in lines:
            line = NO_NAME.sub(r'\1 - ', line.rstrip())
            if found := BAIL_OUT.match(line):
                self.fail('bail out', found.group(1))
            elif found := PLAN.fullmatch(line):
                plans.append((int(found.group(1)), found.group(2)))
            elif RESULT.match(line) and \
                    not self.parser.kunit.TEST_RESULT.match(line):
                self.fail('TAP', f'not a result: {line}')
            else:
                rest.append(line)
        return rest, plans

    def check_plan(self, plans, got):
        """Compare the plans of a program with the number of results."""
        if len(plans) != 1:
            self.fail('TAP', 'more than one plan' if plans else 'no plan')
            return
        planned, reason = plans[0]
        if planned != got:
            self.fail('TAP', f'planned {planned} tests, but ran {got}')
        elif reason is not None and not planned:
            self.add('skip', 'all', reason or 'no reason given')
        elif not planned:
            self.fail('TAP', NO_TESTS)

    def read(self, lines):
        """Add the results in the output of the program."""
        lines, plans = self.take_lines(lines)
        self.parser.errors = []
        try:
            tests, tail = self.parser.parse(lines)
        except BadOutput as error:
            self.fail('TAP', str(error))
            return
        logs = [test.log for test in tests] + [tail]
        for number, test in enumerate(tests, 1):
            self.add_test(number, test, logs[number])
        for error in self.parser.errors:
            self.fail('TAP', error)
        self.check_plan(plans, len(tests))

    def check_status(self, status):
        """Compare the exit status of the program with its results."""
        if status is None:
            self.fail('end', 'did not end')
        elif status in (124, 143):
            self.fail('end', 'took too long')
        elif status >= 128:
            self.fail('end', f'killed by signal {status - 128}')
        # A kselftest exits with 4 if it has skipped all cases.
        elif status and status != 4 and not self.failed():
            self.fail('end', f'status {status}, but no failing case')


def judge(nonce, path, programs, directory=None):
    """Return the results of the programs in the output of a run."""
    parser = Parser(directory or parser_directory())
    lines, status = read_output(nonce, path)
    results = []
    for name in programs:
        program = Program(name, parser)
        if name in lines:
            program.read(lines[name])
            program.check_status(status.get(name))
        else:
            program.fail('start', 'did not run')
        results += program.results
    return results


def main(arguments):
    """Print the results of a run."""
    if len(arguments) < 3:
        lib.usage('use: ktap.py NONCE FILE PROGRAM...')
    nonce, path, *programs = arguments
    if not os.path.exists(path):
        lib.usage(f'{path}: name a file with the output of a run')
    for result in judge(nonce, path, programs):
        print('\t'.join(result))


if __name__ == '__main__':
    main(sys.argv[1:])

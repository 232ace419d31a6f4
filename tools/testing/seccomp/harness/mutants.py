#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Test the tests: apply mutants to our kernel, and run the cases that must kill them.

Most mutants are bugs that such code has had. The last line of output counts the
mutants and those killed. Exits with 1 unless all were.

The environment:

	ARCH	the guest (both when empty)
	TEST	only the mutants of these names, with or without their numbers
	DEBUG	the mutants for that debug kernel, which show that its detectors
		work

A mutant is a patch for our kernel tree, verify/mutants/NN-NAME.patch. Its header
describes the bug and has these lines:

	Test: PROGRAM CASE	a case that fails with the mutant and passes
				without it; any number of such lines. CASE is
				the name that the test prints, or its end after
				a dot, and stands for all cases that match. With
				PROGRAM "kunit", CASE is a KUnit case
	Arch: ARCH		the guest (x86_64 without such a line)
	Debug: NAME		the kernel of DEBUG=NAME (the ordinary one
				without such a line)
	Append: PARAMETERS	for the kernel
	Shows: hang		the time limit of the test ends the case
	Shows: crash		a signal ends the case
	Shows: kernel report: TEXT
				the kernel reports TEXT on its console, and that
				ends the machine
	Not reproduced: WHY	no test can detect the bug, for this reason

Without a Shows: line, the case must fail by an expectation of its own.
"""

import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import lib
import steps
import suite

DIRECTORY = os.path.join(lib.PRIVATE, 'verify/mutants')
SEE = f'see {os.path.relpath(DIRECTORY, lib.TOP)}/'
FIELD = re.compile(r'^(Test|Arch|Debug|Append|Shows|Not reproduced): *(.*)$', re.M)
REPORT = 'kernel report: '
# Seconds for the cases of a mutant: fewer than for whole suites.
LIMIT = '600'
# x86 maps the vsyscall page only with this parameter.
PARAMETERS = {'x86_64': 'vsyscall=emulate', 'arm64': ''}
MAKE = '''
set_arch "$1" && linux=$2 && . "$harness/kbuild.sh"
kmake -j"$(nproc)" "$image"
'''


class Mutant:
    """A mutant: a patch and the fields of its header."""

    def __init__(self, path):
        self.path = path
        self.name = os.path.basename(path).removesuffix('.patch')
        self.names = (self.name, self.name.partition('-')[2])
        with open(path, encoding='utf-8') as file:
            text = file.read()
        self.touched = steps.patched_paths(text)
        fields = {}
        for key, value in FIELD.findall(re.split(r'^---', text, 1, re.M)[0]):
            fields.setdefault(key, []).append(value)
        self.tests = [tuple(test.split(None, 1)) for test in fields.get('Test', ())]
        self.arch, self.debug, self.append, self.shows, self.why = (
            fields.get(key, [default])[0] for key, default in (
                ('Arch', 'x86_64'), ('Debug', ''), ('Append', ''), ('Shows', ''),
                ('Not reproduced', '')))

    def check(self):
        """Fail if the header cannot be used."""
        if self.why:
            return
        if not self.tests or any(len(test) != 2 for test in self.tests):
            lib.fail(f"{self.name}: no 'Test: PROGRAM CASE' in the header")
        if self.shows not in ('', 'hang', 'crash') and \
                not re.match(f'{REPORT}.', self.shows):
            lib.fail(f"{self.name}: 'Shows: {self.shows}' is not described in "
                     f'{lib.name()}')


def all_mutants():
    """Return all mutants."""
    return [Mutant(path) for path in sorted(glob.glob(f'{DIRECTORY}/*.patch'))]


def select(mutants, environment):
    """Return the mutants that TEST=, ARCH= and DEBUG= ask for."""
    words, arch, debug = (environment.get(name, '')
                          for name in ('TEST', 'ARCH', 'DEBUG'))
    known = {name for mutant in mutants for name in mutant.names}
    for word in words.split():
        if word not in known:
            lib.usage(f'TEST={word}: no such mutant; {SEE}')
    selected = [mutant for mutant in mutants
                if (not words or set(words.split()).intersection(mutant.names)) and
                (not arch or arch == mutant.arch) and debug == mutant.debug]
    if not selected:
        lib.usage(f'TEST={words}{arch and f" ARCH={arch}"}'
                  f'{debug and f" DEBUG={debug}"}: no such mutant; {SEE}')
    for mutant in selected:
        mutant.check()
    return selected


def outcomes(results, program, case):
    """Return each outcome of the cases that match once.

    It is pass, skip, fail, hang or crash; nothing if the case was not run.
    """
    found = set()
    for result in results:
        if result.program == program and f'.{result.case}'.endswith(f'.{case}'):
            state = result.state
            if state == 'fail' and 'terminated by timeout' in result.reason:
                state = 'hang'
            elif state == 'fail' and 'terminated unexpectedly' in result.reason:
                state = 'crash'
            found.add(state)
    return ' '.join(sorted(found))


def compare(mutant, results, where):
    """Return why a run does not kill the mutant, or nothing."""
    verdict = ''.join(suite.read_lines(where, 'verdict')[:1])
    if mutant.shows.startswith(REPORT):
        text = mutant.shows[len(REPORT):]
        if 'the kernel reported:' not in verdict:
            return 'no report of the kernel'
        if not any(text in line for line in
                   suite.read_lines(where, 'console.log')):
            return f'the kernel reported, but not: {text}'
        return ''
    if verdict != 'exit 0':
        return f'the machine: {verdict}'
    wanted = mutant.shows or 'fail'
    for program, case in mutant.tests:
        got = outcomes(results, program, case)
        if got != wanted:
            return f'{program} {case}: {got or "not run"}, not {wanted}'
    return ''


def programs_for(tests):
    """Return the programs that run these cases, and parameters for the kernel."""
    programs, parameters = [], ''
    for program in sorted({test[0] for test in tests}):
        # A name of a case has no words. A case of a suite is without the suite.
        cases = list(dict.fromkeys(case.split()[0].rsplit('.', 1)[-1]
                                   for name, case in sorted(set(tests))
                                   if name == program))
        if program != 'kunit':
            options = ''.join(f' -t {case}' for case in cases)
            programs.append(f'{program}=./{program}{options}')
            continue
        programs.append('kunit=sh harness/kunit.sh')
        parameters = ' kunit.enable=1'
        # A single case runs alone, since a mutant may end the machine in another.
        if len(cases) == 1:
            parameters += f' kunit.filter_glob=*.{cases[0]}'
    return programs, parameters


def why_failed(path, word):
    """Return the first line of a log with this word, or the last line."""
    lines = suite.read_lines(path)
    return next((line for line in lines if word in line), ''.join(lines[-1:]))


class Guest:
    """The kernel tree for the mutants of one architecture."""

    def __init__(self, arch, environment):
        self.arch = arch
        self.environment = environment
        self.variant, image_in, functions, self.plain = lib.shell(
            'set_arch "$1"; printf "%s\\n" "$variant" "$image_in" '
            '"$guest/functions" "$(image_of ours)"', arch)
        out = os.path.join(lib.BUILD, lib.KERNEL)
        self.work = os.path.join(out, 'mutants', self.variant)
        self.ours = os.path.join(out, 'ours/linux')
        self.linux = os.path.join(out, 'mutants/linux')
        self.image = os.path.join(self.linux, f'out-{self.variant}', image_in)
        self.functions = functions
        self.results = []

    def prepare(self):
        """Build our kernel and the guest's programs."""
        for words in (('install_deps.sh', 'build', self.arch),
                      ('kernel.sh', 'ours', self.arch),
                      ('mkrootfs.sh', self.arch, 'tests')):
            done = subprocess.run([os.path.join(lib.HARNESS, words[0]), *words[1:]],
                                  check=False)
            if done.returncode:
                sys.exit(done.returncode)

    def copy_tree(self):
        """Copy our built tree: hard links to the sources, copies of the objects.

        Builds here do not change the ordinary tree.
        """
        self.remove_tree()
        os.makedirs(self.linux)
        names = [name for name in os.listdir(self.ours)
                 if not name.startswith('out-')]
        for how, paths in (('-al', names), ('-a', [f'out-{self.variant}'])):
            subprocess.run(['cp', how, '-t', self.linux, *paths], cwd=self.ours,
                           check=True)
        # check_dmesg.py needs the list of our functions beside the image.
        if os.path.exists(self.functions):
            shutil.copy(self.functions, os.path.dirname(self.image))

    def remove_tree(self):
        """Remove the tree of the mutants."""
        shutil.rmtree(self.linux, ignore_errors=True)

    def restore(self, mutant):
        """Make copies of the files that a mutant touches.

        Their time is the current one, so that make builds their objects again.
        """
        for path in mutant.touched:
            os.unlink(os.path.join(self.linux, path))
            shutil.copy(os.path.join(self.ours, path),
                        os.path.join(self.linux, path))

    def apply(self, mutant, log):
        """Apply a mutant. Return whether that was possible."""
        self.restore(mutant)
        with open(mutant.path, 'rb') as patch, open(log, 'wb') as file:
            return not subprocess.run(
                ['patch', '-d', self.linux, '-p1', '--fuzz=0', '--force',
                 '--no-backup-if-mismatch'], stdin=patch, stdout=file,
                stderr=file, check=False).returncode

    def build(self, log):
        """Build the image. Return whether that was possible."""
        with open(log, 'wb') as file:
            return not subprocess.run(
                ['bash', '-euc', f'. {lib.HARNESS}/lib.sh; {MAKE}', lib.name(),
                 self.arch, self.linux], stdout=file, stderr=file,
                check=False).returncode

    def run(self, where, image, tests, append=''):
        """Run cases in one boot. Return their results."""
        programs, parameters = programs_for(tests)
        words = (self.environment.get('APPEND', ''), PARAMETERS[self.arch], append)
        limit = self.environment.get('TIMEOUT') or \
            ('' if self.environment.get('DEBUG') else LIMIT)
        return suite.run_suite(where, programs, {
            **self.environment, 'ARCH': self.arch, 'IMAGE': image,
            'APPEND': ' '.join(words) + parameters, 'TIMEOUT': limit})

    def try_without(self, mutants, number):
        """Without a mutant, all the cases must pass."""
        where = os.path.join(self.work, 'without')
        shutil.rmtree(where, ignore_errors=True)
        tests = sorted({test for mutant in mutants for test in mutant.tests})
        if not tests:
            return
        lib.say(f'{number} without a mutant, {self.variant}')
        self.results = self.run(where, self.plain, tests)
        good = suite.read_lines(where, 'verdict')[:1] == ['exit 0']
        for program, case in tests:
            got = outcomes(self.results, program, case)
            if got not in ('pass', 'skip'):
                lib.say(f'without a mutant: {program} {case}: {got or "not run"}')
                good = False
        if not good:
            lib.fail('the tests must pass first; see '
                     f'{os.path.relpath(where, lib.TOP)}/')

    def try_mutant(self, mutant):
        """Return what came of a mutant, and why."""
        where = os.path.join(self.work, mutant.name)
        shutil.rmtree(where, ignore_errors=True)
        os.makedirs(where)
        # A case that is skipped without the mutant cannot kill it.
        skipped = [f'{program} {case} is skipped' for program, case in mutant.tests
                   if outcomes(self.results, program, case) == 'skip']
        if mutant.why or skipped:
            return 'not reproduced', mutant.why or skipped[0]
        patched, built = (os.path.join(where, log)
                          for log in ('patch.log', 'build.log'))
        if not self.apply(mutant, patched):
            why = f'the patch does not apply: {why_failed(patched, "FAILED")}'
        elif not self.build(built):
            why = f'it does not build: {why_failed(built, "error")}'
        else:
            run = os.path.join(where, 'run')
            why = compare(mutant, self.run(run, self.image, mutant.tests,
                                           mutant.append), run)
        self.restore(mutant)
        if why:
            return 'NOT KILLED', f'{why}; see {os.path.relpath(where, lib.TOP)}/'
        return 'killed', ''


def try_all(selected, environment):
    """Try the mutants. Return how often each result came."""
    counts = {'killed': 0, 'NOT KILLED': 0, 'not reproduced': 0}
    number = 0
    for arch in lib.ARCHS:
        mutants = [mutant for mutant in selected if mutant.arch == arch]
        if not mutants:
            continue
        guest = Guest(arch, environment)
        guest.prepare()
        guest.copy_tree()
        guest.try_without(mutants, f'[{number} of {len(selected)}]')
        for mutant in mutants:
            number += 1
            lib.say(f'[{number} of {len(selected)}] {mutant.name}')
            word, why = guest.try_mutant(mutant)
            counts[word] += 1
            print(f'{word:14} {mutant.name}{why and f": {why}"}', flush=True)
        guest.remove_tree()
    return counts


def summary(counts):
    """Return the counts in words."""
    killed, left = counts['killed'], counts['not reproduced']
    return (f'{killed + counts["NOT KILLED"]} mutants, {killed} killed' +
            (f', {left} not reproduced' if left else ''))


def main(environment):
    """Try the mutants that the environment asks for. Return the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    began = time.monotonic()
    lib.shell('check_kernel; refuse_base; [[ -z ${ARCH-} ]] || set_arch "$ARCH"')
    selected = select(all_mutants(), environment)
    # pylint: disable-next=unused-variable
    lock = lib.lock('mutants')
    report = f'make mutants KERNEL={lib.KERNEL}' + ''.join(
        f' {name}={environment[name]}' for name in ('ARCH', 'DEBUG')
        if environment.get(name))
    if not environment.get('TEST'):
        lib.shell('forget_report "$1"', report)
    counts = try_all(selected, environment)
    seconds = int(time.monotonic() - began)
    said = summary(counts)
    print(f'\nTime: {seconds // 60} min {seconds % 60} s. '
          f'Logs: build/{lib.KERNEL}/mutants/\n{said}')
    if not environment.get('TEST'):
        lib.shell('SECONDS=$3; keep_report "$1" "$2"', report, said, str(seconds))
    return 0 if counts['killed'] and not counts['NOT KILLED'] else 1


if __name__ == '__main__':
    sys.exit(main(dict(os.environ)))

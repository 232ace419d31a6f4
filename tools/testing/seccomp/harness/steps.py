#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Commit the files of the overlay in the steps of patches/series.

	steps.py OVERLAY REPOSITORY

patches/series documents its language. REPOSITORY is a git repository with the
base's files; each step becomes a commit with a sign-off. Prints the number of
steps. Nothing is committed if patches/series has an error.
"""

import fnmatch
import glob
import os
import re
import shutil
import subprocess
import sys

import lib

SERIES = os.path.join(lib.TOP, 'patches/series')


class Error(Exception):
    """What is wrong in patches/series, and how to correct it."""


def files_below(tree):
    """Return the paths of all files and links below this directory, sorted."""
    found = []
    for directory, names, files in os.walk(tree):
        links = [name for name in names
                 if os.path.islink(os.path.join(directory, name))]
        found += [os.path.relpath(os.path.join(directory, name), tree)
                  for name in files + links]
    return sorted(found)


def alternatives(pattern):
    """Return the patterns that a pattern with @(a|b) stands for."""
    group = re.search(r'@\(([^()]*)\)', pattern)
    if not group:
        return [pattern]
    return [each for choice in group[1].split('|')
            for each in alternatives(pattern[:group.start()] + choice +
                                     pattern[group.end():])]


def matching(paths, pattern):
    """Return the paths that a pattern matches; !(a|b) may be its end."""
    but = re.fullmatch(r'(.*)!(\([^()]*\))', pattern)
    if but:
        others = matching(paths, f'{but[1]}@{but[2]}')
        return [path for path in matching(paths, f'{but[1]}*')
                if path not in others]
    patterns = alternatives(pattern)
    return [path for path in paths
            if any(fnmatch.fnmatchcase(path, each) for each in patterns)]


def patched_paths(patch):
    """Return the paths that a patch, given as its text, touches."""
    return re.findall(r'^\+\+\+ [^/\n]*/([^\t \n]*)', patch, re.MULTILINE)


class Step:
    """A step of the series: its message, and whether it has a path."""

    def __init__(self, subject):
        self.subject = subject
        self.body = ''
        self.empty = True

    def message(self):
        """Return the message of the commit."""
        return f'{self.subject}\n\n{self.body}\n'


class Series:
    """The steps, and the step of each path of the overlay."""

    def __init__(self, overlay, table=SERIES, kernel=lib.KERNEL):
        self.overlay = overlay
        self.table = table
        self.patches = os.path.join(lib.TOP, 'patches')
        self.kernel = kernel
        self.paths = files_below(overlay)
        self.steps = []
        # The number of a step, from 1, by path; for a path in parts, the
        # numbers by line.
        self.owner = {}
        self.parts = {}

    def claim(self, owners, key, what):
        """Assign a path or a line to this step."""
        if key in owners:
            raise Error(f'{what} is in step {owners[key]} already: '
                        'take it out of one')
        owners[key] = len(self.steps)
        self.steps[-1].empty = False

    def take(self, pattern):
        """Assign all paths that match."""
        paths = matching(self.paths, pattern)
        for path in paths:
            if path in self.parts:
                raise Error(f'{path} is in parts already: take it out of one')
            self.claim(self.owner, path, path)
        if not paths:
            raise Error(f'take {pattern}: the overlay has no such path: '
                        'mend the line')

    def lines(self, path):
        """Return the lines of a path of the overlay."""
        with open(os.path.join(self.overlay, path), 'rb') as file:
            return file.readlines()

    def unclaimed_lines(self, path):
        """Return the numbers of the lines that are in no step."""
        claimed = self.parts.get(path, {})
        return [number for number in range(1, len(self.lines(path)) + 1)
                if number not in claimed]

    def part(self, path, address):
        """Assign the lines of a path that sed selects by this address."""
        if path not in self.paths:
            raise Error(f'part {path}: the overlay has no such path: '
                        'mend the line')
        if path in self.owner:
            raise Error(f'{path} is in step {self.owner[path]} already: '
                        'take it out of one')
        if address == 'rest':
            numbers = self.unclaimed_lines(path)
        else:
            sed = subprocess.run(
                ['sed', '-n', f'{address}=', os.path.join(self.overlay, path)],
                stdout=subprocess.PIPE, text=True, check=False)
            if sed.returncode:
                raise Error(f'part {path}: {address} is no address')
            numbers = [int(number) for number in sed.stdout.split()]
        if not numbers:
            raise Error(f'part {path}: no line is {address}: mend the address')
        claimed = self.parts.setdefault(path, {})
        for number in numbers:
            self.claim(claimed, number, f'line {number} of {path}')

    def find_patch(self, name):
        """Return the text of a patch, or None if this kernel has none."""
        path = os.path.join(self.patches, self.kernel, name)
        if os.path.isfile(path):
            with open(path, encoding='utf-8') as file:
                return file.read()
        if not glob.glob(os.path.join(self.patches, '*', glob.escape(name))):
            raise Error(f'there is no patch {name}: mend the name')
        return None

    def with_patch(self, name):
        """Assign the paths that a patch touches, if this kernel has it."""
        for path in patched_paths(self.find_patch(name) or ''):
            self.take(path)

    def use_patch(self, name):
        """Make a patch the step. A kernel without it skips the step."""
        text = self.find_patch(name)
        if text is None:
            self.steps.pop()
            return
        head = re.split(r'^---', text, maxsplit=1, flags=re.MULTILINE)[0]
        self.steps[-1].subject, _, self.steps[-1].body, *_ = (
            head.split('\n', 2) + ['', ''])
        self.with_patch(name)

    def read_line(self, text):
        """Read a line of patches/series that is not part of a message."""
        word, argument, rest, *_ = text.split(None, 2) + ['', '']
        if word == 'step':
            self.end_step()
            self.steps.append(Step(f'{argument} {rest}'.strip()))
        elif word == 'take':
            self.take(argument)
        elif word == 'part':
            self.part(argument, rest.strip())
        elif word == 'patch':
            self.use_patch(argument)
        elif word == 'with':
            self.with_patch(argument)
        else:
            raise Error(f'{word}: use step, take, part, patch or with')

    def end_step(self):
        """Check that the last step has a path."""
        if self.steps and self.steps[-1].empty:
            raise Error(f'the step before, {self.steps[-1].subject}, is '
                        'empty: fill it or take it out')

    def read(self):
        """Read patches/series."""
        number, where = 0, 'start'
        name = os.path.relpath(self.table, lib.TOP)
        try:
            with open(self.table, encoding='utf-8') as table:
                for number, line in enumerate(table, 1):
                    text = line.rstrip('\n')
                    if text.startswith('#'):
                        continue
                    if text.startswith('step '):
                        where = 'step'
                    elif where == 'message':
                        if self.steps:
                            self.steps[-1].body += line
                        continue
                    elif not text:
                        where = 'message' if where == 'step' else where
                        continue
                    if where == 'start':
                        raise Error(f'{text}: begin with a step')
                    self.read_line(text)
            self.end_step()
            if not self.steps:
                raise Error('there is no step')
        except Error as error:
            raise Error(f'{name}:{number}: {error}') from None
        self.check(name)

    def check(self, name):
        """Check that each path and each line of the overlay is in a step."""
        missing = []
        for path in self.paths:
            if path in self.parts:
                if self.unclaimed_lines(path):
                    missing.append(f'the rest of {path}')
            elif path not in self.owner:
                missing.append(path)
        if missing:
            raise Error(f'{name}: add to a step: {", ".join(missing[:5])}, '
                        f'{len(missing)} in all')

    def put(self, number, tree):
        """Write the files of a step into a tree that has the steps before."""
        paths = [path for path, owner in self.owner.items() if owner == number]
        paths += [path for path, owners in self.parts.items()
                  if number in owners.values()]
        for path in paths:
            target = os.path.join(tree, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy2(os.path.join(self.overlay, path), target)
            if path in self.parts:
                owners = self.parts[path]
                lines = self.lines(path)
                with open(target, 'wb') as file:
                    file.writelines(line for at, line in enumerate(lines, 1)
                                    if owners[at] <= number)

    def commit(self, repository):
        """Commit each step."""
        def git(*words, **more):
            subprocess.run(['git', '-C', repository, *words], check=True,
                           text=True, **more)

        for number, step in enumerate(self.steps, 1):
            self.put(number, repository)
            git('add', '-A', '-f')
            git('commit', '-q', '-s', '-F', '-', input=step.message())


def main():
    """Read patches/series and commit its steps."""
    if len(sys.argv) != 3:
        lib.usage('say the overlay and the repository')
    series = Series(sys.argv[1])
    try:
        series.read()
    except Error as error:
        lib.fail(error)
    series.commit(sys.argv[2])
    print(len(series.steps))


if __name__ == '__main__':
    main()

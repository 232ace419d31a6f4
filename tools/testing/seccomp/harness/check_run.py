#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Check a finished run of the virtual machine.

	check_run.py DIR STATUS-OF-QEMU TIMEOUT [FUNCTIONS]

DIR has the files that the run has left: console.log, output and status. With
FUNCTIONS, only data races of these count, see check_dmesg.py. Without it, all count.

Exit with the status that the guest's command has reported. Exit with 124 after a
timeout, and with 125 if the run cannot be trusted. DIR/verdict says which.
"""

import os
import re
import sys

import check_dmesg
import lib

TIMEOUT, NOT_TRUSTED = 124, 125
# timeout(1) exits with 124. It exits with 137 if it had to use SIGKILL.
TOO_SLOW = (124, 137)
STATUS = re.compile(rb'bytes (\d+)\nexit (\d{1,3})\n')
# How many lines of the console are shown, from the first report on or at the end.
AFTER_REPORT, AT_END, WIDTH = 20, 12, 150


class Failed(Exception):
    """The run has no status, or none that can be trusted."""

    def __init__(self, status, words, report=None):
        super().__init__(words)
        self.status = status
        self.report = report


def read(directory, name):
    """Return the contents of a file of the run; a missing one is empty."""
    try:
        with open(os.path.join(directory, name), 'rb') as file:
            return file.read()
    except FileNotFoundError:
        return b''


def check(directory, qemu_status, limit, functions=None):
    """Return the status of the guest's command, or raise Failed."""
    console = os.path.join(directory, 'console.log')
    if os.path.exists(console):
        reports = check_dmesg.find_reports(console, functions)
        if reports:
            raise Failed(NOT_TRUSTED, f'the kernel reported: {reports[0]}',
                         reports[0])
    if qemu_status in TOO_SLOW:
        raise Failed(TIMEOUT, f'no end within {limit} seconds (TIMEOUT=)')
    if qemu_status:
        raise Failed(NOT_TRUSTED, f'QEMU failed with status {qemu_status}')
    found = STATUS.fullmatch(read(directory, 'status'))
    if not found:
        raise Failed(NOT_TRUSTED, 'the guest ended without reporting a status')
    if int(found.group(1)) != os.path.getsize(os.path.join(directory,
                                                           'output')):
        raise Failed(NOT_TRUSTED, 'output was lost on the way to the host')
    return int(found.group(2))


def explain(directory, failure):
    """Show why a run cannot be trusted, with a part of the console."""
    lib.say(f'\nvm: {failure}')
    for line in read(directory, 'qemu.log').decode('latin-1').splitlines()[-5:]:
        lib.say(line)
    lines = read(directory, 'console.log').decode('latin-1')
    lines = lines.replace('\r', '').rstrip('\n').split('\n')
    where = ''
    if failure.report in lines:
        where = ', from there on'
        first = lines.index(failure.report)
        lines = lines[first:first + AFTER_REPORT]
    lib.say(f'vm: the console{where}:')
    for line in lines[-AFTER_REPORT if where else -AT_END:]:
        lib.say(f'    {line[:WIDTH]}')


def main(arguments):
    """Check a run and write its verdict."""
    if len(arguments) not in (3, 4) or not arguments[1].isdigit() or \
            not os.path.isdir(arguments[0]):
        lib.usage('use: check_run.py DIR STATUS TIMEOUT [FUNCTIONS]')
    directory, qemu_status, limit, functions = (arguments + [''])[:4]
    check_dmesg.check_functions(functions)
    try:
        status = check(directory, int(qemu_status), limit, functions)
        verdict = f'exit {status}'
    except Failed as failure:
        status, verdict = failure.status, f'failed: {failure}'
        explain(directory, failure)
    with open(os.path.join(directory, 'verdict'), 'w',
              encoding='latin-1') as file:
        file.write(f'{verdict}\n')
    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""A program with filters, to be dumped and restored.

	filtered.py FILE ERRNO...

Attach a filter for each ERRNO, which acct(2) then fails with. Write a line to FILE at
the start, and at each signal USR1: the errno of acct(2), the one of chroot(2), and the
state of seccomp. End at the signal TERM.
"""

import ctypes
import errno
import os
import signal
import sys

import seccomp

LIBC = ctypes.CDLL(None, use_errno=True)


def attach(number):
    """Let acct(2) fail."""
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    rules.add_rule(seccomp.ERRNO(number), 'acct')
    rules.load()


def name_of(result):
    """Return the result of a call as a word."""
    return 'ok' if result >= 0 else errno.errorcode[ctypes.get_errno()]


def write_line(path):
    """Append a line."""
    words = [f'acct={name_of(LIBC.acct(b"/no/such/file"))}',
             f'chroot={name_of(LIBC.chroot(b"/no/such/file"))}']
    with open('/proc/self/status', encoding='ascii') as file:
        words += [line.replace(':\t', '=').strip() for line in file
                  if line.startswith(('Seccomp', 'NoNewPrivs'))]
    with open(path, 'a', encoding='ascii') as file:
        print(*words, file=file)


def main(arguments):
    """Run the program."""
    if not arguments or not all(word.isdigit() for word in arguments[1:]):
        print('filtered.py: use filtered.py FILE ERRNO...', file=sys.stderr)
        return 2
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1, signal.SIGTERM})
    for number in arguments[1:]:
        attach(int(number))
    with open(f'{arguments[0]}.pid', 'w', encoding='ascii') as file:
        print(os.getpid(), file=file)
    write_line(arguments[0])
    while signal.sigwait({signal.SIGUSR1, signal.SIGTERM}) == signal.SIGUSR1:
        write_line(arguments[0])
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

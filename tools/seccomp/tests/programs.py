# SPDX-License-Identifier: GPL-2.0-only
"""Small programs for tests, as files of struct sock_filter."""

import ctypes
import struct

ALLOW = 0x7fff0000
NOTIFY = 0x7fc00000
KILL = 0x80000000


def errno_action(number):
    """Return the value of SECCOMP_RET_ERRNO with an errno."""
    return 0x50000 | number


def call_number(name):
    """Return the number of a call of this machine."""
    library = ctypes.CDLL('libseccomp.so.2')
    number = library.seccomp_syscall_resolve_name(name.encode())
    assert number >= 0, name
    return number


def pack(instructions):
    """Return the bytes of (code, jt, jf, k) tuples."""
    return b''.join(struct.pack('=HBBI', *each) for each in instructions)


def answer(action, *names):
    """Return a program that gives an answer for calls, and allows other ones."""
    instructions = [(0x20, 0, 0, 0)]
    for name in names:
        instructions.append((0x15, 0, 1, call_number(name)))
        instructions.append((0x06, 0, 0, action))
    instructions.append((0x06, 0, 0, ALLOW))
    return pack(instructions)

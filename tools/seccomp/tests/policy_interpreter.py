# SPDX-License-Identifier: GPL-2.0-only
"""An interpreter of classic BPF for filters, with the windows of argument copies."""

import struct

ABSENT, COPIED, NULL, FAULT, TOO_LARGE = range(5)
PATH, STRING, STRUCT, SIZED_STRUCT, SOCKADDR, MESSAGE = 1, 2, 3, 4, 6, 9
X86_64, I386, AARCH64 = 0xc000003e, 0x40000003, 0xc00000b7

MASK32 = 0xffffffff
# What `kernel/seccomp` accepts: the code, and whether it jumps.
JUMPS = {0x15: lambda a, k: a == k, 0x25: lambda a, k: a > k,
         0x35: lambda a, k: a >= k, 0x45: lambda a, k: bool(a & k)}


def facts(path):
    """Return the facts of a path."""
    if not path:
        return 0
    parts = path.split(b'/')
    inner = parts[1 if path.startswith(b'/') else 0:]
    if path.endswith(b'/'):
        inner = inner[:-1]
    return (path.startswith(b'/') | (b'..' in parts) << 1 |
            (b'.' in parts or b'' in inner) << 2 | path.endswith(b'/') << 3)


class Copy:
    """The copy of an argument."""

    def __init__(self, status=COPIED, kind=PATH, data=b''):
        self.status, self.kind = status, kind
        self.data = data if status == COPIED else b''

    def word(self, offset):
        """Return a word of the window."""
        header = (self.status, self.kind, len(self.data),
                  facts(self.data) if self.kind == PATH else 0)
        if offset < 16:
            return header[offset // 4]
        return int.from_bytes(self.data[offset - 16:offset - 12].ljust(4, b'\0'),
                              'little')


class Call:
    """A system call."""

    def __init__(self, nr, args=(), arch=X86_64, copies=None):
        self.nr, self.arch, self.copies = nr & MASK32, arch, copies or {}
        args = [value & (1 << 64) - 1 for value in args] + 6 * [0]
        self.data = struct.pack('<IIQ6Q', self.nr, arch, 0x1234, *args[:6])

    def load(self, offset):
        """Return the word at an offset."""
        assert offset % 4 == 0, offset
        if offset < len(self.data):
            return struct.unpack_from('<I', self.data, offset)[0]
        window = (offset >> 16) - 1
        assert 0 <= window < 6 and offset % 65536 < 4112, offset
        return self.copies.get(window, Copy(ABSENT, 0)).word(offset % 65536)


def unpack(program):
    """Return the instructions of a program, after the checks of the kernel."""
    instructions = list(struct.iter_unpack('=HBBI', program))
    assert 0 < len(instructions) <= 4096
    for index, (code, yes, no, k) in enumerate(instructions):
        left = len(instructions) - index - 1
        if code in JUMPS:
            assert yes < left and no < left
        elif code == 0x05:
            assert k < left
        else:
            assert code in (0x20, 0x54, 0x06), hex(code)
    assert instructions[-1][0] == 0x06
    return instructions


def run(instructions, call):
    """Return the answer of a program for a call."""
    accumulator = pc = 0
    while True:
        code, yes, no, k = instructions[pc]
        pc += 1
        if code == 0x06:
            return k
        if code == 0x20:
            accumulator = call.load(k)
        elif code == 0x54:
            accumulator &= k
        elif code == 0x05:
            pc += k
        else:
            pc += yes if JUMPS[code](accumulator, k) else no

# SPDX-License-Identifier: GPL-2.0-only
"""A plain interpreter of classic BPF, and random programs.

It shares no code with seccompctl or the kernel. A call is a tuple: architecture,
number, six arguments.
"""

import struct

ALLOW, ERRNO, KILL = 0x7fff0000, 0x50000, 0x80000000
LD, JEQ, JGT, JGE, JSET, JA, AND, RET = (
    0x20, 0x15, 0x25, 0x35, 0x45, 0x05, 0x54, 0x06)
NR, ARCH = 0, 4
X86_64 = 0xc000003e
BRANCHES = {JEQ: lambda a, k: a == k, JGT: lambda a, k: a > k,
            JGE: lambda a, k: a >= k, JSET: lambda a, k: a & k != 0}


def pack(program):
    return b''.join(struct.pack('=HBBI', *insn) for insn in program)


def unpack(data):
    return [struct.unpack_from('=HBBI', data, at)
            for at in range(0, len(data), 8)]


def data_of(arch, number, *args):
    args = list(args) + [0] * (6 - len(args))
    return struct.pack('=IIQ6Q', number, arch, 0, *args)


def run(program, call):
    """Return the value that the program returns for a call."""
    words = struct.unpack('=16I', data_of(*call))
    a, pc = 0, 0
    while True:
        code, jt, jf, k = program[pc]
        pc += 1
        if code == LD:
            a = words[k // 4]
        elif code == AND:
            a &= k
        elif code == RET:
            return k
        elif code == JA:
            pc += k
        else:
            pc += jt if BRANCHES[code](a, k) else jf


def arg_word(index, upper=False):
    """Return the offset of half of an argument, on a little-endian machine."""
    return 16 + 8 * index + 4 * upper


def random_program(rng, number, constants):
    """Return a program that decides about a number by tests of two arguments."""
    tests = []
    for _ in range(rng.randint(1, 5)):
        tests.append((LD, 0, 0, arg_word(rng.randint(0, 1), rng.random() < .3)))
        if rng.random() < .4:
            tests.append((AND, 0, 0, rng.choice(constants)))
        tests.append((rng.choice(list(BRANCHES)), None, None,
                      rng.choice(constants)))
    size = len(tests)
    leaves = [(RET, 0, 0, rng.choice([ALLOW, ERRNO | 1, ERRNO | 13, KILL]))
              for _ in range(4)]
    body = []
    for at, (code, jt, _, k) in enumerate(tests):
        if jt is not None:
            body.append((code, 0, 0, k))
            continue
        # A branch may go to the next load or to a leaf.
        loads = [i for i in range(at + 1, size) if tests[i][0] == LD][:1]
        ends = loads + [size + i for i in range(len(leaves))]
        body.append((code, rng.choice(ends) - at - 1,
                     rng.choice(ends) - at - 1, k))
    return [(LD, 0, 0, ARCH), (JEQ, 1, 0, X86_64), (RET, 0, 0, KILL),
            (LD, 0, 0, NR), (JEQ, 1, 0, number), (RET, 0, 0, ERRNO | 38),
            *body, *leaves]

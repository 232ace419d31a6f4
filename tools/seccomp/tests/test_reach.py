# SPDX-License-Identifier: GPL-2.0-only
"""Compares what lint finds out about random programs with runs of them.

An instruction that runs must not be reported as dead code. The interpreter here shares no
code with seccompctl.
"""

import json
import random
import re
import struct

import pytest

PROGRAMS, CALLS, LENGTH = 40, 150, 40
X86_64, I386 = 0xc000003e, 0x40000003
LOAD, RET = 0x20, 0x06
# Loads of immediate values and scratch memory, stores, moves, arithmetic, jumps.
CODES = [0x20] * 8 + [0x00, 0x01, 0x60, 0x61, 0x02, 0x03, 0x07, 0x87, 0x80, 0x04, 0x14,
                      0x44, 0x54, 0x64, 0x74, 0x84, 0x0c, 0x5c] + [
                          0x05, 0x15, 0x15, 0x15, 0x25, 0x35, 0x45, 0x1d, 0x2d] * 2
CONSTANTS = [0, 1, 2, 3, 15, 60, 231, 0x40000000, 0x7fffffff, X86_64, I386, 0xffffffff]


def random_insn(left):
    """Return an instruction with LEFT instructions behind the next one."""
    code = random.choice(CODES)
    k = random.choice(CONSTANTS)
    if code == LOAD:
        k = random.choice([0, 0, 4, 16, 20, 24, 28])
    elif code in (0x60, 0x61, 0x02, 0x03):
        k = random.randrange(16)
    elif code == 0x05:
        k = random.randint(0, left)
    elif code in (0x64, 0x74):
        k = random.randrange(32)
    return (code, random.randint(0, min(left, 5)), random.randint(0, min(left, 5)), k)


def random_program():
    """Return a program that the kernel would accept, but for unset scratch memory."""
    length = random.randint(2, LENGTH)
    program = [random_insn(length - 2 - i) for i in range(length - 1)]
    return program + [(RET, 0, 0, 0x7fff0000)]


def alu(code, a, b):
    result = {0x00: a + b, 0x10: a - b, 0x40: a | b, 0x50: a & b, 0x60: a << (b & 31),
              0x70: a >> (b & 31), 0x80: -a}[code & 0xf0]
    return result & 0xffffffff


def is_taken(code, a, b):
    return {0x10: a == b, 0x20: a > b, 0x30: a >= b, 0x40: bool(a & b)}[code & 0xf0]


def run_call(program, words):
    """Return the instructions that a call runs."""
    a = x = pc = 0
    memory, ran = [0] * 16, []
    while True:
        code, true, false, k = program[pc]
        ran.append(pc)
        pc += 1
        kind = code & 7
        operand = x if code & 8 else k
        if kind == 6:
            return ran
        if kind in (0, 1):
            value = {0x00: k, 0x60: memory[k & 15], 0x80: 64,
                     0x20: words[k // 4] if code == LOAD else 0}[code & 0xe0]
            a, x = (a, value) if kind == 1 else (value, x)
        elif kind in (2, 3):
            memory[k] = a if kind == 2 else x
        elif kind == 4:
            a = alu(code, a, operand)
        elif kind == 5 and code == 0x05:
            pc += k
        elif kind == 5:
            pc += true if is_taken(code, a, operand) else false
        elif code == 0x07:
            x = a
        else:
            a = x


def random_call():
    def pick():
        return (random.choice(CONSTANTS) + random.randint(-1, 1)) & 0xffffffff
    return [pick(), random.choice([X86_64, I386, pick()]), 0, 0] + [
        pick() for _ in range(12)]


def dead_of(findings):
    dead = set()
    for finding in findings:
        if finding['code'] == 'dead-code':
            numbers = [int(n) for n in re.findall(r'\d+', finding['what'])]
            dead.update(range(numbers[0], numbers[-1] + 1))
    return dead


def test_what_runs_is_not_dead(run, tmp_path):
    random.seed(19)
    found = 0
    for _ in range(PROGRAMS):
        program = random_program()
        path = tmp_path / 'program'
        path.write_bytes(b''.join(struct.pack('=HBBI', *insn) for insn in program))
        done = run('lint', '--json', '--bpf', path)
        assert done.returncode in (0, 1), done.stderr
        dead = dead_of(json.loads(done.stdout)['findings'])
        found += len(dead)
        for _ in range(CALLS):
            ran = run_call(program, random_call())
            assert not dead & set(ran), (program, dead & set(ran))
    assert found > PROGRAMS


def test_the_interpreter_runs_both_branches():
    program = [(LOAD, 0, 0, 0), (0x15, 0, 1, 5), (RET, 0, 0, 1), (RET, 0, 0, 2)]
    assert run_call(program, [5] * 16) == [0, 1, 2]
    assert run_call(program, [6] * 16) == [0, 1, 3]


@pytest.mark.parametrize('program', [
    # The number, masked, is compared: numbers that no constant names differ.
    [(LOAD, 0, 0, 0), (0x54, 0, 0, 3), (0x15, 0, 1, 2), (RET, 0, 0, 0x50001)],
    # The number goes through X.
    [(LOAD, 0, 0, 0), (0x07, 0, 0, 0), (0x00, 0, 0, 9999), (0x1d, 0, 1, 0),
     (RET, 0, 0, 0x50001)],
])
def test_computed_numbers_are_not_dead(run, tmp_path, program):
    path = tmp_path / 'program'
    path.write_bytes(b''.join(struct.pack('=HBBI', *insn)
                              for insn in [*program, (RET, 0, 0, 0x7fff0000)]))
    done = run('lint', '--json', '--bpf', path)
    assert not dead_of(json.loads(done.stdout)['findings'])

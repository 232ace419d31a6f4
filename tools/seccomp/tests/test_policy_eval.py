# SPDX-License-Identifier: GPL-2.0-only
"""Compiled policies against policy_eval.py, on random policies and calls.

POLICY_EVAL_CALLS in the environment is the number of calls; `make test FULL=1` has
more of them.
"""

import os
import random
import struct
import subprocess
import sys

from policy_eval import (ABIS, ARGUMENTS, AUDIT, BIG, CONSTANTS, NARROW, Policy,
                         call_number)

# The sanitizers slow down the compiler only, so fewer calls are enough there.
CALLS = int(os.environ.get('POLICY_EVAL_CALLS') or
            (100000 if os.environ.get('SANITIZE') else 1200000))
POLICIES = 240
PLAIN = ['getpid', 'close', 'exit_group', 'futex', 'brk', 'execve', 'uname',
         'sched_yield', 'getppid', 'munmap']
EDGES = [0, 1, 2, 3, 4, 7, 10, 0x7f, 0x80, 0xffff, 0x7fffffff, 0x80000000,
         0x80000001, 0xfffffffe, 0xffffffff, 0x100000000, 0x100000001,
         0x1ffffffff, 0x7fffffffffffffff, 0x8000000000000000,
         0xfffffffffffffffe, 0xffffffffffffffff]
SMALL = [0, 1, 2, 3, 4, 7, 0x10, 0xff, 0x7ffffff0]


# What a kernel has together. Each ABI of policy_eval.py is in one of the sets.
SETS = [['x86-64'], ['x86-64', 'x86'], ['x86-64', 'x86', 'x32'], ['arm64'],
        ['arm64', 'arm'], ['riscv64'], ['ppc64', 'ppc'], ['ppc64-le'],
        ['mips64', 'mips64-n32', 'mips'], ['mips64-le', 'mips64-le-n32', 'mipsel'],
        ['s390x', 's390'], ['parisc64', 'parisc'], ['x86']]


class Writer:
    """Writes random policies."""

    def __init__(self, rng):
        self.rng = rng
        self.most_bits = 64

    def action(self):
        return self.rng.choice(['allow', 'errno EPERM', 'errno EACCES', 'errno 38',
                                'log', 'kill', 'kill_thread', 'trap 7', 'trace 3'])

    def value(self):
        if self.rng.random() < .3:
            return self.rng.choice([name for name, number in CONSTANTS.items()
                                    if number >= 0])
        if self.rng.random() < .2:
            return '(1 << %d)' % self.rng.randrange(31)
        return str(self.rng.choice(SMALL))

    def wide_value(self, bits, signed):
        limit = (1 << bits - signed) - 1
        if signed and self.rng.random() < .3:
            return str(-self.rng.choice(SMALL))
        return hex(self.rng.choice([edge for edge in EDGES if edge <= limit]))

    def compare(self, name, bits, signed):
        kind = self.rng.randrange(5)
        if kind == 0:
            return '%s & %s' % (name, self.value())
        if kind == 1:
            return '(%s & %s) %s %s' % (name, self.rng.choice([3, 7, 0xff]),
                                        self.rng.choice(['==', '!=']),
                                        self.rng.choice([0, 1, 2, 3]))
        if kind == 2:
            low = self.rng.choice(SMALL)
            return '%s in {%d..%d, %s}' % (name, low, low + self.rng.choice(
                [0, 1, 5]), self.value())
        return '%s %s %s' % (name, self.rng.choice(['==', '!=', '<', '<=', '>',
                                                    '>=']),
                             self.wide_value(bits, signed))

    def condition(self, call, depth=0):
        if depth < 2 and self.rng.random() < .45:
            sign = self.rng.choice(['&&', '||'])
            text = '(%s) %s (%s)' % (self.condition(call, depth + 1), sign,
                                     self.condition(call, depth + 1))
            return '!(%s)' % text if self.rng.random() < .3 else text
        name, (_, bits, signed) = self.rng.choice(
            list(ARGUMENTS[call].items()))
        if self.rng.random() < .2:
            name, bits, signed = 'arg%d' % self.rng.randrange(3), 32, False
        return self.compare(name, min(bits, self.most_bits), signed)

    def policy(self, abis):
        rng = self.rng
        # A value must fit into the registers of each ABI.
        self.most_bits = 32 if NARROW & set(abis) else 64
        lines = ['default: ' + self.action(), 'arch: ' + ' '.join(abis)]
        if rng.random() < .5:
            lines.append('group @some: ' + ' '.join(PLAIN[:4]))
            lines.append('%s: @some' % self.action())
        for name in rng.sample(PLAIN, 4):
            lines.append('%s: %s' % (self.action(), name))
        for call in rng.sample(list(ARGUMENTS), 4):
            branches = ['(%s) %s' % (self.condition(call), self.action())
                        for _ in range(rng.randint(1, 3))]
            if rng.random() < .5:
                branches.append('else ' + self.action())
            lines.append('%s%s: %s' % (rng.choice(['', 'sys_']), call,
                                       '; '.join(branches)))
        return '\n'.join(lines) + '\n'


def random_calls(rng, policy, abis, count):
    """Return the bytes of calls, and the right answers."""
    data, right, functions = [], [], {}
    pack = struct.Struct('=IIQ6Q').pack
    names = list(ARGUMENTS) * 3 + PLAIN
    for _ in range(count):
        key = rng.choice(names), rng.choice(abis)
        if key not in functions:
            nr = call_number(*key)
            functions[key] = nr, nr is not None and policy.function(*key)
        nr, function = functions[key]
        if nr is None:
            continue
        args = [rng.choice(EDGES), rng.choice(EDGES), rng.choice(EDGES), 0, 0, 0]
        if key[1] in NARROW:
            args = [arg & 0xffffffff for arg in args]
        words = args
        if key[1] in BIG:
            words = [arg >> 32 | arg << 32 & 0xffffffff00000000 for arg in args]
        data.append(pack(nr, AUDIT[key[1]], 0, *words))
        right.append(function(args))
    return data, right


def normal(ret):
    return ret & 0xffff0000 if ret & 0xffff0000 in (
        0x7fff0000, 0x7ffc0000, 0x80000000, 0) else ret


def test_compiled_policies_answer_as_their_text(run, runner, tmp_path):
    rng = random.Random(2010)
    writer = Writer(rng)
    compared, answers = 0, set()
    for index in range(POLICIES):
        abis = SETS[index % len(SETS)]
        text = writer.policy(abis)
        path = tmp_path / 'policy'
        path.write_text(text)
        done = run('compile', '-o', tmp_path / 'bpf', path)
        assert done.returncode == 0, done.stderr + text
        data, right = random_calls(rng, Policy(text), abis, CALLS // POLICIES)
        got = subprocess.run([runner, tmp_path / 'bpf'], input=b''.join(data),
                             stdout=subprocess.PIPE, check=True).stdout
        got = struct.unpack('=%dI' % len(right), got)
        for call, one, other in zip(data, got, right):
            assert normal(one) == normal(other), (
                text, struct.unpack('=IIQ6Q', call), hex(one), hex(other))
        compared += len(right)
        answers.update(right)
    print('compared %d calls of %d policies' % (compared, POLICIES),
          file=sys.stderr)
    assert compared > CALLS * .8
    assert {abi for abis in SETS for abi in abis} == set(ABIS)
    assert len(answers) >= 8


def test_evaluator_notices_a_wrong_program(run, runner, tmp_path):
    text = ('default: errno EPERM\narch: x86-64\n'
            'read: (fd in {3..7}) allow\n')
    (tmp_path / 'wrong').write_text(text.replace('3..7', '3..8'))
    run('compile', '-o', tmp_path / 'bpf', tmp_path / 'wrong')
    data = [struct.pack('=IIQ6Q', 0, AUDIT['x86-64'], 0, fd, 0, 0, 0, 0, 0)
            for fd in range(12)]
    got = subprocess.run([runner, tmp_path / 'bpf'], input=b''.join(data),
                         stdout=subprocess.PIPE, check=True).stdout
    function = Policy(text).function('read', 'x86-64')
    wrong = [fd for fd, one in enumerate(struct.unpack('=12I', got))
             if one != function([fd])]
    assert wrong == [8]

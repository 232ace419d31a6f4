# SPDX-License-Identifier: GPL-2.0-only
"""Compiled policies against policy_eval.py: all that a policy can have.

The random policies have argument copies, unknown(), built-in groups, includes and
several ABIs. POLICY_EVAL_CALLS in the environment is the number of calls.
"""

import os
import random
import re
import socket
import struct
import subprocess
import sys

import pytest

from policy_eval import (ADDRESS_FIELDS, ARGUMENTS, AUDIT, BIG, COPIES, COPYING_ABIS,
                         GROUPS, MESSAGE, NARROW, PATH, SOCKADDR, STRING,
                         STRUCTURES, WIDE_ONLY, Policy, call_name, call_number)
from policy_interpreter import facts
from test_policy_eval import EDGES, PLAIN, SETS, SMALL, Writer, normal

# The sanitizers slow down the compiler only, so fewer calls are enough there.
CALLS = int(os.environ.get('POLICY_EVAL_CALLS') or
            (40000 if os.environ.get('SANITIZE') else 200000))
POLICIES = 180
WORD = struct.Struct('=4I')
CALL = struct.Struct('=IIQ6Q')
MEMBERS = sorted({name for group in GROUPS.values() for name in group.split()})
STRINGS = ['', '/', '/e', '/etc', '/etc/', '/etc/passwd', '/etc/pass', 'a', 'ab', 'abc',
           '/usr/bin/git', '/usr/bin/gitk', '/usr/bin/', '/usr/bin', '/lib/x86_64', '..',
           '/var/../etc', './x', '/tmp//x', '/tmp/./x', '/tmp/.x/', '/a"b', '/a\\b',
           '/a b#c', '/\xff\xfe', '/\n']
NAMES = ['/run/x', '/run/xy', '/run/', '/run/dbus/socket', 'relative', '/' + 107 * 'p',
         '/' + 106 * 'p']
NETWORKS = ['127.0.0.1', '127.0.0.0/8', '10.1.2.3/32', '10.0.0.0/9', '0.0.0.0/0',
            '255.255.255.255', '192.168.4.0/22', '128.0.0.0/1']
NETWORKS6 = ['::1', '::/127', 'fe80::/10', '2001:db8::/32', '2001:db8::5', '::/0',
             'ff00::/8', '2001:db8:0:8000::/49', 'fd00::1:0:0/96']


def quoted(text):
    """Return a string for a policy."""
    return '"%s"' % ''.join(
        '\\' + char if char in '"\\' else char if ' ' <= char < '\x7f' else
        '\\x%02x' % ord(char) for char in text)


class DeepWriter(Writer):
    """Writes policies, and calls that they distinguish."""

    def __init__(self, rng, abis):
        super().__init__(rng)
        self.abis = abis
        self.is_deep = set(abis) <= COPYING_ABIS
        self.most_bits = 32 if NARROW & set(abis) else 64
        self.features = set()
        # What rules name: calls, and strings.
        self.called, self.strings = [], []

    def wide_number(self, bits, signed):
        rng = self.rng
        if signed and rng.random() < .4:
            return str(-rng.choice([1, 2, 7, 1 << 31, (1 << bits - 1) - 1]))
        return self.wide_value(bits, signed)

    def number_test(self, name, bits, signed):
        rng = self.rng
        # == and masks take numbers of both signs.
        limit = min(bits, 64)
        kind = rng.randrange(8)
        if kind == 0:
            return '%s & %s' % (name, self.wide_value(limit, False))
        if kind == 1:
            mask = self.wide_value(limit, False)
            sign = rng.choice(['==', '!=', '<', '>='])
            return '(%s & %s) %s %s' % (name, mask, sign, self.wide_value(limit, False))
        if kind == 2:
            ends = [self.wide_value(limit, signed) for _ in range(2)]
            low, high = sorted(ends, key=lambda text: int(text, 0))
            sets = ['%s..%s' % (low, high), '{%s, %s..%s}' % (
                self.wide_value(limit, False), low, high)]
            return '%s in %s' % (name, rng.choice(sets))
        if kind == 3:
            return '%s%s' % (rng.choice(['', '!']), name)
        if kind == 4:
            return '%s %s %s' % (name, rng.choice(['==', '!=']),
                                 '-%d' % rng.choice([1, 2, 1 << limit - 1]))
        return '%s %s %s' % (name, rng.choice(['==', '!=', '<', '<=', '>', '>=']),
                             self.wide_number(limit, signed))

    def bytes_test(self, name, choices):
        rng = self.rng
        some = rng.sample(choices, rng.randint(1, 6))
        self.strings += some
        sign = rng.choice(['==', '==', '!=', '^=', 'in', '^={'])
        if sign in ('in', '^={'):
            return '%s %s {%s}' % (name, sign.strip('{'),
                                   ', '.join(quoted(one) for one in some))
        return '%s %s %s' % (name, sign, quoted(some[0]))

    def network_test(self, name, choices):
        rng = self.rng
        if rng.random() < .4:
            return '%s in {%s}' % (name, ', '.join(rng.sample(choices,
                                                              rng.randint(1, 4))))
        return '%s %s %s' % (name, rng.choice(['==', '!=']), rng.choice(choices))

    def copy_test(self, call):
        """Return a comparison of a copy."""
        rng = self.rng
        name, copy = rng.choice(list(COPIES[call].items()))
        kind = copy[1]
        alias = {PATH: 'path', SOCKADDR: 'addr', MESSAGE: 'addr'}.get(kind)
        if alias and (kind == MESSAGE or rng.random() < .5) and sum(
                each[1] == kind for each in COPIES[call].values()) == 1:
            name = alias
        self.features.add(kind)
        if rng.random() < .05 and kind != MESSAGE:
            return '%s %s %s' % (name, rng.choice(['==', '!=']), rng.choice([0, 4096]))
        if kind == STRING:
            return self.bytes_test(name, STRINGS)
        if kind == PATH:
            if rng.random() < .7:
                return self.bytes_test(name, STRINGS)
            fact = rng.choice(['absolute', 'dotdot', 'dot', 'trailing_slash', 'length'])
            if fact == 'length':
                return '%s.length %s %d' % (name, rng.choice(['==', '<', '>=', '!=']),
                                            rng.choice([0, 1, 4, 5, 12]))
            if rng.random() < .3:
                return '!%s.%s' % (name, fact)
            return '%s.%s%s' % (name, fact, rng.choice(['', ' == 0', ' != 1', ' == 1']))
        if kind in (SOCKADDR, MESSAGE):
            field = rng.choice(list(ADDRESS_FIELDS))
            name = '%s.%s' % (name, field)
            if field == 'path':
                return self.bytes_test(name, NAMES)
            if field.startswith('ip'):
                return self.network_test(name, NETWORKS if field == 'ip' else NETWORKS6)
            if field == 'family' and rng.random() < .6:
                return '%s %s %s' % (name, rng.choice(['==', '!=']),
                                     rng.choice(['AF_UNIX', 'AF_INET', 'AF_INET6']))
            if rng.random() < .5:
                return '%s in {80, 443, 0x5000..0x50ff}' % name
            return self.number_test(name, 16, False)
        field, (_, size, signed) = rng.choice(list(STRUCTURES[copy[2]].items()))
        return self.number_test('%s.%s' % (name, field), 8 * size, signed)

    def deep_condition(self, call, depth=0):
        rng = self.rng
        if depth < 3 and rng.random() < .5:
            sign = rng.choice(['&&', '||'])
            text = '(%s) %s (%s)' % (self.deep_condition(call, depth + 1), sign,
                                     self.deep_condition(call, depth + 1))
            return '!(%s)' % text if rng.random() < .3 else text
        if call in COPIES and self.is_deep and (call not in ARGUMENTS or
                                                rng.random() < .7):
            text = self.copy_test(call)
            return '!(%s)' % text if rng.random() < .2 else text
        name, (_, bits, signed) = rng.choice(list(ARGUMENTS[call].items()))
        return self.compare(name, min(bits, self.most_bits), signed)

    def some_calls(self):
        """Return calls for unknown(), some without a rule."""
        calls = ['getpid', 'futex', 'read', 'socket', 'shmat', 'openat2', 'mseal',
                 'sys_membarrier']
        return ' '.join(self.rng.sample(calls, self.rng.randint(1, 3)))

    def conditional_calls(self):
        """Return calls that can have conditions."""
        calls = set(ARGUMENTS)
        if self.is_deep:
            calls |= {call for call, copies in COPIES.items() if not (
                NARROW & set(self.abis) and
                any(copy[2:] and copy[2] in WIDE_ONLY for copy in copies.values()))}
        return sorted(calls)

    def files(self):
        """Return the texts of the policy's files; the first is the policy."""
        rng = self.rng
        default = self.action()
        head = ['default: ' + default]
        # "arch" statements add up.
        some = rng.randint(1, len(self.abis))
        head += ['arch: ' + ' '.join(part) for part in (self.abis[:some],
                                                        self.abis[some:]) if part]
        if rng.random() < .4:
            head.append('other_arch: ' + self.action())
        if rng.random() < .6:
            version = rng.choice(['', '(5.0)', '(5.5)', '(5.10)', '(6.1)', '(6.8)',
                                  '(6.12)', '(7.3)', '(%s)' % self.some_calls(),
                                  '(%s)' % self.some_calls()])
            head.append('unknown%s: %s' % (version, self.action()))
            self.features.add('unknown' if '.' in version else 'above' if version else
                              'newest')
        body = []
        for group in rng.sample(sorted(GROUPS), 2):
            body.append('%s: %s' % (self.action(), group))
            self.features.add('group')
        if rng.random() < .3:
            # A group of the policy hides the built-in one.
            body.append('group @clock: getpid @inner')
            body.append('group @inner: uname %s' % rng.choice(['brk', 'futex', 'munmap']))
        used = set()
        for name in rng.sample(PLAIN + ['mseal', 'cachestat', 'io_uring_setup', 'read'],
                               4):
            body.append('%s: %s%s' % (self.action(), name, rng.choice(
                ['', '', '/' + rng.choice(self.abis)])))
            used.add(name)
        self.called = rng.sample(self.conditional_calls(), 6)
        for call in self.called:
            for _ in range(rng.choice([1, 1, 2])):
                branches = ['(%s) %s' % (self.deep_condition(call), self.action())
                            for _ in range(rng.randint(1, 3))]
                if call not in used and rng.random() < .4:
                    branches.append('else ' + self.action())
                    used.add(call)
                body.append('%s%s: %s' % (rng.choice(['', 'sys_']), call,
                                          '; '.join(branches)))
        if rng.random() < .5:
            return {'policy': '\n'.join(head + body) + '\n'}
        self.features.add('include')
        cut = rng.randrange(1, len(body))
        again = 'include "parts/one" # again\n' if rng.random() < .5 else ''
        return {'policy': 'include "parts/one"\n%s\n%s' % ('\n'.join(head), again),
                'parts/one': '%s\ninclude "two"\n' % '\n'.join(body[:cut]),
                'parts/two': '%sinclude "../parts/two\\x62"\n' % again.replace(
                    'parts/one', '../parts/twob'),
                'parts/twob': '\n'.join(body[cut:]) + '\n'}


class Caller:
    """Makes random calls."""

    def __init__(self, rng, strings=()):
        self.rng, self.strings = rng, list(strings)

    def string(self, choices):
        """Return bytes that rules may name."""
        text = self.rng.choice(self.strings if self.strings and self.rng.random() < .6
                               else choices)
        return text.encode('latin-1')

    def number_bytes(self, size):
        number = self.rng.choice(EDGES + SMALL + [0x10000000, 80, 443, 0x5080])
        return (number & (1 << 8 * size) - 1).to_bytes(size, 'little')

    def address(self):
        rng = self.rng
        kind = rng.randrange(4)
        if kind == 0:
            name = self.string(NAMES)
            data = struct.pack('<H', socket.AF_UNIX) + rng.choice([
                name, name + b'\0', name + b'\0x', name + b'y', b'\0' + name, name[:-1],
                b''])
            return data[:110]
        port = struct.pack('>H', rng.choice([0, 80, 443, 0x5000, 0x5080, 0x50ff, 0x5100,
                                             0x8050, 0xffff, rng.randrange(65536)]))
        if kind == 1:
            host = rng.choice([bytes(4), b'\x7f\0\0\1', b'\x7f\xff\xff\xff', b'\x80\0\0\0',
                               b'\x0a\1\2\3', b'\x0a\x7f\0\0', b'\x0a\x80\0\0',
                               b'\xc0\xa8\7\xff', b'\xc0\xa8\x08\0', 4 * b'\xff'])
            data = struct.pack('<H', socket.AF_INET) + port + host + bytes(8)
        elif kind == 2:
            host = rng.choice([bytes(16), bytes(15) + b'\1', bytes(15) + b'\2',
                               b'\xfe\x80' + bytes(14), b'\xfe\xbf' + 14 * b'\xff',
                               b'\xfe\xc0' + bytes(14), b'\xff\2' + bytes(14),
                               b' \1\x0d\xb8' + bytes(11) + b'\5',
                               b' \1\x0d\xb8\0\0\x80' + bytes(9),
                               b'\xfd' + bytes(9) + b'\1' + bytes(5),
                               b' \1\x0d\xb9' + bytes(12)])
            data = struct.pack('<H', socket.AF_INET6) + port + bytes(4) + host + bytes(4)
        else:
            data = self.number_bytes(2) + bytes(rng.randrange(256)
                                                for _ in range(rng.randrange(40)))
        return data if rng.random() < .85 else data[:rng.randrange(len(data) + 1)]

    def bytes_of(self, copy):
        """Return what the pointer of a copy could point to."""
        rng = self.rng
        kind = copy[1]
        if kind in (PATH, STRING):
            return self.string(STRINGS) + rng.choice([b'', b'', b'', b'x', b'/', b'/..', b'/.', b'//'])
        if kind == SOCKADDR:
            return self.address()
        if kind == MESSAGE:
            data = bytes(rng.randrange(256) for _ in range(8)) * 8 + self.address()
            return data if rng.random() < .9 else data[:rng.randrange(len(data) + 1)]
        fields = STRUCTURES[copy[2]].values()
        data = bytearray(max(offset + size for offset, size, _ in fields))
        for offset, size, _ in fields:
            data[offset:offset + size] = self.number_bytes(size)
        if rng.random() < .2:
            del data[rng.randrange(len(data) + 1):]
        return bytes(data)

    def windows(self, call):
        """Return status, kind and bytes of the copies of a call."""
        rng, found = self.rng, {}
        for copy in COPIES.get(call, {}).values():
            chance = rng.random()
            if chance < .04:
                continue
            status = 1 if chance < .85 else rng.choice([2, 3, 4])
            kind = copy[1] if rng.random() < .97 else rng.choice([1, 2, 3, 6, 7])
            found[copy[0]] = status, kind, self.bytes_of(copy) if status == 1 else b''
        return found

    @staticmethod
    def pack(windows):
        """Return the windows as run_cbpf reads them."""
        if not windows:
            return bytes(96)
        head, tail = [], []
        for index in range(6):
            status, kind, data = windows.get(index, (0, 0, b''))
            head.append(WORD.pack(status, kind, len(data),
                                  facts(data) if kind == PATH and status == 1 else 0))
            tail.append(data + bytes(-len(data) % 4))
        return b''.join(head + tail)

    def number(self, abi):
        """Return a number that may have no call."""
        rng = self.rng
        base = 0x40000000 if abi == 'x32' else 0
        if 'mips' in abi:
            return rng.choice([call_number('read', abi) + rng.randrange(400), 600])
        return base + rng.choice([rng.randrange(480), rng.randrange(420, 475),
                                  rng.choice([511, 600, 0x2000, 0x3ffffffe])])


def unsure(nr, abi):
    """Tell whether policy_eval.py does not know the version of a number."""
    number = nr & 0xbfffffff if abi == 'x32' else nr
    # Calls of some architectures only; numbers of calls that differ.
    return (number in (335, 336, 447, 453) or 403 <= number < 424 or number > 469 and
            number < 500 or abi not in COPYING_ABIS or abi in ('arm', 'x32'))


class Answers:
    """The functions of a policy, by number and ABI."""

    def __init__(self, policy, abis):
        self.policy, self.abis, self.functions = policy, abis, {}

    def __call__(self, nr, abi):
        """Return a function of arguments and copies, or None."""
        key = nr, abi
        if key not in self.functions:
            self.functions[key] = self.find(nr, abi)
        return self.functions[key]

    def find(self, nr, abi):
        if abi not in self.abis:
            verdict = self.policy.other_action()
            return lambda args, windows: verdict
        name = call_name(nr, abi)
        if name is not None and self.policy.is_named(name, abi):
            return self.policy.function(name, abi)
        if self.policy.unknown is not None and not self.policy.above and \
                unsure(nr, abi):
            return None
        verdict = self.policy.unnamed(nr, abi)
        return lambda args, windows: verdict


def calls_of(rng, policy, writer, count):
    """Return the bytes of calls, and the right verdicts."""
    abis = writer.abis
    caller, answers = Caller(rng, writer.strings), Answers(policy, abis)
    data, right = [], []
    names = writer.called * 12 + writer.conditional_calls() + PLAIN + MEMBERS
    names += [re.sub('^sys_', '', name) for name in policy.above] * 8
    others = ['x86-64', 'x86', 'arm64', 'riscv64']
    for _ in range(count):
        chance = rng.random()
        abi = rng.choice(abis) if chance < .97 else rng.choice(others)
        name = rng.choice(names)
        nr = call_number(name, abi)
        if chance < .12 or nr is None:
            nr, name = caller.number(abi), None
        # A number of x32 without its bit is one of x86-64.
        function = answers(nr, abi)
        if function is None:
            continue
        args = [rng.choice(EDGES) for _ in range(6)]
        if abi in NARROW:
            args = [arg & 0xffffffff for arg in args]
        words = args
        if abi in BIG:
            words = [arg >> 32 | arg << 32 & 0xffffffff00000000 for arg in args]
        windows = caller.windows(name) if abi in COPYING_ABIS else {}
        data.append(CALL.pack(nr, AUDIT[abi], 0, *words) + caller.pack(windows))
        right.append(function(args, windows))
    return data, right


def test_deep_policies_answer_as_their_text(run, runner, tmp_path):
    compared, verdicts, features = 0, set(), set()
    for index in range(POLICIES):
        rng = random.Random(2026000 + index)
        # Most sets of ABIs have copies.
        abis = SETS[index % len(SETS)] if index % 3 == 0 else SETS[index % 5]
        writer = DeepWriter(rng, abis)
        files = writer.files()
        directory = tmp_path / str(index)
        (directory / 'parts').mkdir(parents=True)
        for name, text in files.items():
            (directory / name).write_text(text)
        done = run('compile', '-o', tmp_path / 'bpf', directory / 'policy')
        assert done.returncode == 0, done.stderr + str(files)
        policy = Policy(files['policy'], directory)
        data, right = calls_of(rng, policy, writer, CALLS // POLICIES)
        got = subprocess.run([runner, tmp_path / 'bpf', 'windows'], input=b''.join(data),
                             stdout=subprocess.PIPE, check=True).stdout
        got = struct.unpack('=%dI' % len(right), got)
        for call, one, other in zip(data, got, right):
            if normal(one) != normal(other):
                pytest.fail('\n'.join([*files.values(), str(CALL.unpack(call[:64])),
                                       str(call[64:]), hex(one), hex(other)]))
        compared += len(right)
        verdicts.update(right)
        features |= writer.features
    print('compared %d calls of %d policies' % (compared, POLICIES), file=sys.stderr)
    assert compared > CALLS * .8
    assert len(verdicts) >= 8
    assert features == {'unknown', 'above', 'newest', 'group', 'include', PATH, STRING, SOCKADDR, MESSAGE,
                        *(copy[1] for copies in COPIES.values()
                          for copy in copies.values())}

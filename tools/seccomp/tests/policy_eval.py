# SPDX-License-Identifier: GPL-2.0-only
"""An evaluator of policies, written from the manual page alone.

It reads the text of a policy and answers calls. It shares no code and no table with
seccompctl: prototypes and constants of the calls that it knows stand here, numbers
come from libseccomp, groups from systemd-like sets that the policy itself defines.
Each condition becomes a Python expression, so that millions of calls take seconds.
"""

import ctypes
import errno
import re

ABIS = {'x86-64': 0xc000003e, 'x86': 0x40000003, 'x32': 0x4000003e,
        'arm64': 0xc00000b7, 'arm': 0x40000028, 'riscv64': 0xc00000f3,
        'ppc': 0x14, 'ppc64': 0x80000015, 'ppc64-le': 0xc0000015,
        'mips': 0x8, 'mipsel': 0x40000008, 'mips64': 0x80000008,
        'mips64-le': 0xc0000008, 's390': 0x16, 's390x': 0x80000016,
        'parisc': 0xf, 'parisc64': 0x8000000f}
NARROW = {'x86', 'arm', 'ppc', 'mips', 'mipsel', 's390', 'parisc'}
# The upper half of an argument comes first.
BIG = {abi for abi, arch in ABIS.items() if not arch & 0x40000000}
AUDIT = dict(ABIS, x32=0xc000003e)
ACTIONS = {'allow': 0x7fff0000, 'log': 0x7ffc0000, 'notify': 0x7fc00000,
           'kill': 0x80000000, 'kill_process': 0x80000000, 'kill_thread': 0}
WITH_DATA = {'errno': 0x50000, 'trap': 0x30000, 'trace': 0x7ff00000}
# Index, bits and sign of arguments, from the manual pages of the calls.
ARGUMENTS = {
    'read': {'fd': (0, 32, False), 'count': (2, 64, False)},
    'write': {'fd': (0, 32, False), 'count': (2, 64, False)},
    'lseek': {'fd': (0, 32, False), 'offset': (1, 64, True),
              'whence': (2, 32, False)},
    'socket': {'family': (0, 32, True), 'type': (1, 32, True),
               'protocol': (2, 32, True)},
    'openat': {'dfd': (0, 32, True), 'flags': (2, 32, True)},
    'mprotect': {'len': (1, 64, False), 'prot': (2, 64, False)},
    'setpriority': {'which': (0, 32, True), 'who': (1, 32, True),
                    'niceval': (2, 32, True)},
    'fcntl': {'fd': (0, 32, False), 'cmd': (1, 32, False)},
}
CONSTANTS = {'PROT_READ': 1, 'PROT_WRITE': 2, 'PROT_EXEC': 4, 'AF_UNIX': 1,
             'AF_INET': 2, 'AF_INET6': 10, 'SOCK_STREAM': 1, 'SOCK_DGRAM': 2,
             'SEEK_SET': 0, 'SEEK_CUR': 1, 'SEEK_END': 2, 'O_WRONLY': 1,
             'O_RDWR': 2, 'AT_FDCWD': -100, 'F_GETFL': 3, 'F_SETFL': 4}
TOKEN = re.compile(r'\s*(0[xX][0-9a-fA-F]+|\d+|\w[\w-]*|@[\w-]+|&&|\|\||==|!=|<=|>='
                   r'|<<|\.\.|[<>!&|~(){},;:/-])')

libseccomp = ctypes.CDLL('libseccomp.so.2')


def call_number(name, abi):
    """Return the number that a filter sees, or None."""
    nr = libseccomp.seccomp_syscall_resolve_name_arch(ABIS[abi], name.encode())
    return nr if nr >= 0 else None


class Words:
    """The words of a statement."""

    def __init__(self, text):
        self.words, at = [], 0
        text = text.strip()
        while at < len(text):
            match = TOKEN.match(text, at)
            if not match:
                raise ValueError('no word: ' + text[at:])
            self.words.append(match.group(1))
            at = match.end()
        self.at = 0

    def peek(self):
        return self.words[self.at] if self.at < len(self.words) else None

    def take(self, word=None):
        got = self.peek()
        if word is not None and got != word:
            raise ValueError('expected %s, not %s' % (word, got))
        self.at += 1
        return got

    def accept(self, word):
        if self.peek() != word:
            return False
        self.at += 1
        return True


def value(words):
    """Return the value of "1 << 2 | AF_INET"."""
    def one():
        if words.accept('~'):
            return ~one()
        if words.accept('-'):
            return -one()
        if words.accept('('):
            inner = value(words)
            words.take(')')
            return inner
        word = words.take()
        return CONSTANTS[word] if word in CONSTANTS else int(word, 0)

    def shifted():
        left = one()
        while words.accept('<<'):
            left <<= one()
        return left

    left = shifted()
    while words.accept('|'):
        left |= shifted()
    return left


class Subject:
    """An argument, as an expression of the arguments a."""

    def __init__(self, call, name, wide):
        if re.fullmatch('arg[0-5]', name):
            index, self.bits, self.signed = int(name[3]), 64, False
        else:
            index, self.bits, self.signed = ARGUMENTS[call][name]
        if not wide:
            self.bits = 32
        self.mask = (1 << self.bits) - 1
        self.raw = 'a[%d] & %d' % (index, self.mask)
        self.masked = False

    def bound(self, number):
        """Return a constant as the argument would hold it."""
        number &= self.mask
        if self.signed and not self.masked and number >> self.bits - 1:
            number -= 1 << self.bits
        return number

    def text(self):
        if self.signed and not self.masked:
            half = 1 << self.bits - 1
            return '(((%s) ^ %d) - %d)' % (self.raw, half, half)
        return '(%s)' % self.raw


def comparison(words, call, wide):
    """Return an expression for a comparison."""
    if words.peek() == '(' and words.words[words.at + 2] == '&':
        words.take('(')
        subject = Subject(call, words.take(), wide)
        words.take('&')
        mask = value(words) & subject.mask
        words.take(')')
        subject.raw, subject.masked = '%s & %d' % (subject.raw, mask), True
    else:
        subject = Subject(call, words.take(), wide)
        if words.accept('&'):
            return '(%s & %d != 0)' % (subject.raw, value(words) & subject.mask)
    sign = words.peek()
    if sign in ('==', '!=', '<', '<=', '>', '>='):
        words.take()
        return '(%s %s %d)' % (subject.text(), sign,
                               subject.bound(value(words)))
    if words.accept('in'):
        words.take('{')
        parts = []
        while True:
            low = high = value(words)
            if words.accept('..'):
                high = value(words)
            parts.append('(%d <= %s <= %d)' % (
                subject.bound(low), subject.text(), subject.bound(high)))
            if not words.accept(','):
                break
        words.take('}')
        return '(%s)' % ' or '.join(parts)
    return '(%s != 0)' % subject.raw


def starts_comparison(words):
    """Is the parenthesis the one of "(a & mask) == value"?"""
    rest = words.words[words.at:]
    if len(rest) < 4 or rest[2] != '&':
        return False
    depth = 0
    for index, word in enumerate(rest):
        depth += (word == '(') - (word == ')')
        if not depth:
            after = rest[index + 1:index + 2]
            return bool(after) and after[0] in (
                '==', '!=', '<', '<=', '>', '>=', 'in')
    return False


def expression(words, call, wide):
    def primary():
        if words.accept('!'):
            return '(not %s)' % primary()
        if words.peek() == '(' and not starts_comparison(words):
            words.take('(')
            inner = either()
            words.take(')')
            return inner
        return comparison(words, call, wide)

    def both():
        left = primary()
        while words.accept('&&'):
            left = '(%s and %s)' % (left, primary())
        return left

    def either():
        left = both()
        while words.accept('||'):
            left = '(%s or %s)' % (left, both())
        return left

    return either()


def action(words):
    word = words.take()
    if word in ACTIONS:
        return ACTIONS[word]
    data = words.peek()
    if data is None or data in (';', 'else') or word == 'trap' and data == ';':
        return WITH_DATA[word]
    words.take()
    number = getattr(errno, data) if data.startswith('E') else int(data, 0)
    return WITH_DATA[word] | number


class Policy:
    """A policy that has been read."""

    def __init__(self, text):
        self.default, self.archs, self.other = None, None, None
        self.groups, self.rules, self.plain = {}, [], {}
        self.by_group = {}
        for line in text.split('\n'):
            line = re.sub('#.*', '', line)
            if line.strip():
                self.statement(line)
        self.functions = {}

    def statement(self, line):
        head, _, rest = line.partition(':')
        head = head.strip()
        if head == 'default':
            self.default = action(Words(rest))
        elif head == 'other_arch':
            self.other = action(Words(rest))
        elif head == 'arch':
            self.archs = rest.split()
        elif head.startswith('group '):
            self.groups[head.split()[1]] = rest.split()
        elif head.split()[0] in list(ACTIONS) + list(WITH_DATA):
            given = action(Words(head))
            for name in rest.split():
                self.add_plain(name, given)
        else:
            self.rules.append((head.split(), rest))

    def add_plain(self, name, given):
        if not name.startswith('@'):
            self.plain[name] = given
            return
        for inner in self.groups[name]:
            if inner.startswith('@'):
                self.add_plain(inner, given)
            else:
                self.by_group[inner] = given

    def matches(self, name, call, abi):
        name, _, only = name.partition('/')
        return (re.sub('^sys_', '', name) == call and (not only or only == abi))

    def plain_action(self, call, abi):
        for names in (self.plain, self.by_group):
            for name, given in names.items():
                if self.matches(name, call, abi):
                    return given
        return self.default

    def function(self, call, abi):
        """Return a function of the six arguments."""
        wide = abi not in NARROW
        text = str(self.plain_action(call, abi))
        branches = []
        for calls, rest in self.rules:
            if not any(self.matches(name, call, abi) for name in calls):
                continue
            words = Words(rest)
            while words.peek() is not None:
                if words.accept('else'):
                    branches.append((None, action(words)))
                elif words.peek() == '(':
                    words.take('(')
                    condition = expression(words, call, wide)
                    words.take(')')
                    branches.append((condition, action(words)))
                else:
                    branches.append((None, action(words)))
                words.accept(';')
        for condition, given in reversed(branches):
            text = (str(given) if condition is None
                    else '(%d if %s else %s)' % (given, condition, text))
        return eval('lambda a: ' + text)  # pylint: disable=eval-used

# SPDX-License-Identifier: GPL-2.0-only
"""An evaluator of policies, written from LANGUAGE alone.

It reads the text of a policy and answers calls. It shares no code and no table with
seccompctl: prototypes, structures, constants, groups and versions that it knows stand
here, numbers come from libseccomp. Each condition becomes a Python expression, so that
millions of calls take seconds.
"""

import ctypes
import errno
import functools
import ipaddress
import os
import re

ABIS = {'x86-64': 0xc000003e, 'x86': 0x40000003, 'x32': 0x4000003e,
        'arm64': 0xc00000b7, 'arm': 0x40000028, 'riscv64': 0xc00000f3,
        'ppc': 0x14, 'ppc64': 0x80000015, 'ppc64-le': 0xc0000015,
        'mips': 0x8, 'mipsel': 0x40000008, 'mips64': 0x80000008,
        'mips64-le': 0xc0000008, 'mips64-n32': 0xa0000008,
        'mips64-le-n32': 0xe0000008, 's390': 0x16, 's390x': 0x80000016,
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
# Copies of arguments: index and kind.
PATH, STRING, STRUCT, SIZED, SELF_SIZED, SOCKADDR, MESSAGE = 1, 2, 3, 4, 5, 6, 9
COPIES = {
    'openat': {'filename': (1, PATH)},
    'execve': {'filename': (0, PATH)},
    'unlink': {'pathname': (0, PATH)},
    'renameat2': {'oldname': (1, PATH), 'newname': (3, PATH)},
    'add_key': {'_type': (0, STRING), '_description': (1, STRING)},
    'connect': {'uservaddr': (1, SOCKADDR)},
    'sendto': {'addr': (4, SOCKADDR)},
    'sendmsg': {'msg': (1, MESSAGE)},
    'clone3': {'uargs': (0, SIZED, 'clone_args')},
    'openat2': {'filename': (1, PATH), 'how': (2, SIZED, 'open_how')},
    'sched_setattr': {'uattr': (1, SELF_SIZED, 'sched_attr')},
    'prlimit64': {'new_rlim': (2, STRUCT, 'rlimit64')},
    'mount_setattr': {'path': (1, PATH), 'uattr': (3, SIZED, 'mount_attr')},
    'clock_nanosleep': {'rqtp': (2, STRUCT, 'timespec')},
}
COPYING_ABIS = {'x86-64', 'x86', 'x32', 'arm64', 'arm'}
# Structures that a 32-bit ABI lays out in another way.
WIDE_ONLY = {'timespec'}
# Offset, bytes and sign.
STRUCTURES = {
    'clone_args': {'flags': (0, 8, False), 'pidfd': (8, 8, False),
                   'exit_signal': (32, 8, False), 'cgroup': (80, 8, False)},
    'open_how': {'flags': (0, 8, False), 'mode': (8, 8, False),
                 'resolve': (16, 8, False)},
    'sched_attr': {'size': (0, 4, False), 'policy': (4, 4, False),
                   'flags': (8, 8, False), 'nice': (16, 4, True),
                   'priority': (20, 4, False), 'runtime': (24, 8, False)},
    'rlimit64': {'cur': (0, 8, False), 'max': (8, 8, False)},
    'mount_attr': {'attr_set': (0, 8, False), 'attr_clr': (8, 8, False),
                   'userns_fd': (24, 8, False)},
    'timespec': {'sec': (0, 8, True), 'nsec': (8, 8, True)},
}
# Family, offset and bytes.
ADDRESS_FIELDS = {'family': (None, 0, 2), 'port': (2, 2, 2), 'ip': (2, 4, 4),
                  'port6': (10, 2, 2), 'ip6': (10, 8, 16), 'path': (1, 2, 108)}
# Where the socket address is in a copied struct msghdr.
MESSAGE_ADDRESS = 64
PATH_FACTS = {'absolute': rb'^/', 'dotdot': rb'(^|/)\.\.(/|\Z)',
              'dot': rb'(^|/)\.(/|\Z)|//', 'trailing_slash': rb'/\Z'}
GROUPS = {
    '@basic-io': 'close close_range dup dup2 dup3 lseek _llseek pread64 preadv preadv2'
                 ' pwrite64 pwritev pwritev2 read readv write writev',
    '@clock': 'adjtimex clock_adjtime clock_adjtime64 clock_settime clock_settime64'
              ' settimeofday',
    '@cpu-emulation': 'modify_ldt subpage_prot switch_endian vm86 vm86old',
    '@debug': 'lookup_dcookie perf_event_open pidfd_getfd ptrace rtas'
              ' s390_runtime_instr sys_debug_setcontext',
    '@module': 'delete_module finit_module init_module',
    '@reboot': 'kexec_file_load kexec_load reboot',
    '@swap': 'swapon swapoff',
}
# The version that added a number, from the release notes of strace.
FIRST_NEW = 424
VERSIONS = {**dict.fromkeys(range(424, 428), (5, 1)),
            **dict.fromkeys(range(428, 434), (5, 2)), 434: (5, 3), 435: (5, 3),
            436: (5, 9), 437: (5, 6), 438: (5, 6), 439: (5, 8), 440: (5, 10),
            441: (5, 11), 442: (5, 12), 443: (5, 14), 444: (5, 13), 445: (5, 13),
            446: (5, 13), 448: (5, 15), 449: (5, 16), 450: (5, 17), 451: (6, 5),
            452: (6, 6), 454: (6, 7), 455: (6, 7), 456: (6, 7), 457: (6, 8),
            458: (6, 8), 459: (6, 8), 460: (6, 8), 461: (6, 8), 462: (6, 10),
            463: (6, 13), 464: (6, 13), 465: (6, 13), 466: (6, 13), 467: (6, 15),
            468: (6, 17), 469: (6, 17)}
# Calls that libseccomp may not know.
NEW_CALLS = {'cachestat': 451, 'fchmodat2': 452, 'mseal': 462}
TOKEN = re.compile(r'\s*("(?:\\.|[^"\\])*"|\d+\.\d+\.\d+\.\d+(?:/\d+)?'
                   r'|[0-9a-fA-F:]*::[0-9a-fA-F:]*(?:/\d+)?'
                   r'|0[xX][0-9a-fA-F]+|\d+|\w[\w-]*|@[\w-]+|&&|\|\||==|!=|<=|>=|\^='
                   r'|<<|\.\.|[<>!&|~(){},;:./-])')
ESCAPES = {'\\': b'\\', '"': b'"', 'n': b'\n', 'r': b'\r', 't': b'\t'}

libseccomp = ctypes.CDLL('libseccomp.so.2')
libseccomp.seccomp_syscall_resolve_num_arch.restype = ctypes.c_void_p
ctypes.CDLL(None).free.argtypes = [ctypes.c_void_p]


@functools.lru_cache(None)
def call_name(nr, abi):
    """Return the name of the call of a number, or None."""
    for name in NEW_CALLS:
        if call_number(name, abi) == nr:
            return name
    text = libseccomp.seccomp_syscall_resolve_num_arch(ABIS[abi], nr)
    if not text:
        return None
    name = ctypes.string_at(text).decode()
    ctypes.CDLL(None).free(text)
    return name


@functools.lru_cache(None)
def own_number(name, abi):
    """Return the number of a call that is not inside of another, or less than 1."""
    if name in NEW_CALLS:
        return call_number(name, abi)
    return libseccomp.seccomp_syscall_resolve_name_arch(ABIS[abi], name.encode())


def call_number(name, abi):
    """Return the number that a filter sees, or None."""
    if name in NEW_CALLS:
        first = libseccomp.seccomp_syscall_resolve_name_arch(ABIS[abi], b'read')
        return NEW_CALLS[name] + (first - first % 1000 if 'mips' in abi else
                                  first & 0x40000000)
    nr = libseccomp.seccomp_syscall_resolve_name_arch(ABIS[abi], name.encode())
    if nr >= 0:
        return nr
    # libseccomp gives the number of socketcall(2) to calls that have one, too.
    first = libseccomp.seccomp_syscall_resolve_name_arch(ABIS[abi], b'read')
    first -= first % 1000 if 'mips' in abi else 0
    return next((nr for nr in range(first, first + 512)
                 if call_name(nr, abi) == name), None)


def text_bytes(word):
    """Return the bytes of a string of the text."""
    data, at, inner = b'', 0, word[1:-1]
    while at < len(inner):
        if inner[at] != '\\':
            data += inner[at].encode()
            at += 1
        elif inner[at + 1] == 'x':
            data += bytes([int(inner[at + 2:at + 4], 16)])
            at += 4
        else:
            data += ESCAPES[inner[at + 1]]
            at += 2
    return data


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


class Refused(Exception):
    """The kernel makes no such copy."""


def copied(windows, index, kind):
    """Return the bytes of a copy, or None if the comparison is undecided."""
    status, seen, data = windows.get(index, (0, 0, b''))
    if not status or seen != kind:
        raise Refused
    return data if status == 1 else None


def field_getter(index, kind, offset, size, signed):
    def get(windows):
        data = copied(windows, index, kind)
        if data is None:
            return None
        return int.from_bytes(data[offset:offset + size].ljust(size, b'\0'), 'little',
                              signed=signed)
    return get


def address_getter(index, kind, name):
    family, offset, size = ADDRESS_FIELDS[name]

    def get(windows):
        data = copied(windows, index, kind)
        if data is None:
            return None
        if kind == MESSAGE:
            data = data[MESSAGE_ADDRESS:]
        data = data.ljust(128, b'\0')
        seen = int.from_bytes(data[:2], 'little')
        if family is None:
            return seen
        if seen != family:
            return None
        if name == 'path':
            return data[offset:offset + size].split(b'\0')[0]
        return int.from_bytes(data[offset:offset + size], 'big')
    return get


def fact_getter(index, name):
    def get(windows):
        data = copied(windows, index, PATH)
        if data is None:
            return None
        if name == 'length':
            return len(data)
        return 1 if re.search(PATH_FACTS[name], data) else 0
    return get


def bytes_getter(index, kind):
    return lambda windows: copied(windows, index, kind)


class Subject:
    """The left side of a comparison, as an expression of the arguments a.

    If the expression reads a copy, getter reads it from the windows w.
    """

    def __init__(self, call, words, abi, getters):
        name = words.take()
        field = words.take() if words.accept('.') else None
        self.getters, self.getter, self.masked = getters, None, False
        self.signed, self.form, size = False, 'number', None
        copy = self.find_copy(call, name, abi)
        if copy and field:
            size = self.of_field(copy, field)
        elif copy and words.words[words.at + 1].startswith(('"', '{')):
            self.getter = bytes_getter(*copy[:2])
            self.form = 'bytes'
        elif copy:
            index, self.bits = copy[0], 64
        elif re.fullmatch('arg[0-5]', name):
            index, self.bits = int(name[3]), 64
        else:
            index, self.bits, self.signed = ARGUMENTS[call][name]
        if self.getter:
            self.bits = 8 * size if size else None
            self.raw = None
        else:
            if abi in NARROW:
                self.bits = 32
            self.raw = 'a[%d] & %d' % (index, (1 << self.bits) - 1)
        self.mask = (1 << self.bits) - 1 if self.bits else None

    @staticmethod
    def find_copy(call, name, abi):
        """Return index and kind, or None."""
        copies = COPIES.get(call, {})
        if name in copies:
            return copies[name]
        alias = {'path': (PATH,), 'addr': (SOCKADDR, MESSAGE), 'args': (SIZED,)}
        found = [copy for copy in copies.values() if copy[1] in alias.get(name, ())]
        assert len(found) <= 1 and (not found or abi in COPYING_ABIS)
        return found[0] if found else None

    def of_field(self, copy, field):
        """Set the getter, and return the size of a number."""
        index, kind = copy[:2]
        if kind in (SOCKADDR, MESSAGE):
            self.getter = address_getter(index, kind, field)
            self.form = {'ip': 'address', 'ip6': 'address', 'path': 'bytes'}.get(
                field, 'number')
            return ADDRESS_FIELDS[field][2]
        if kind == PATH:
            self.getter = fact_getter(index, field)
            return 4
        offset, size, self.signed = STRUCTURES[copy[2]][field]
        self.getter = field_getter(index, kind, offset, size, self.signed)
        return size

    def and_mask(self, mask):
        """Keep the bits of a mask."""
        mask &= self.mask
        self.masked = True
        if self.getter:
            self.wrap(lambda value: value & mask)
        else:
            self.raw += ' & %d' % mask

    def wrap(self, function):
        inner = self.getter

        def get(windows):
            number = inner(windows)
            return None if number is None else function(number)
        self.getter = get

    def bound(self, number):
        """Return a constant as the argument would hold it."""
        if self.form != 'number':
            return number
        number &= self.mask
        if self.signed and not self.masked and number >> self.bits - 1:
            number -= 1 << self.bits
        return number

    def text(self):
        if self.getter:
            return 'v'
        if self.signed and not self.masked:
            half = 1 << self.bits - 1
            return '(((%s) ^ %d) - %d)' % (self.raw, half, half)
        return '(%s)' % self.raw

    def node(self, test):
        """Return the comparison: the texts of itself and of its opposite."""
        if not self.getter:
            return 'compare', '(%s)' % test, '(not %s)' % test
        self.getters.append(self.getter)
        text = '((v := g[%d](w)) is not None and %%s(%s))' % (len(self.getters) - 1, test)
        return 'compare', text % '', text % 'not '


def network_test(word):
    """Return a comparison of v with a network."""
    network = ipaddress.ip_network(word)
    shift = network.max_prefixlen - network.prefixlen
    return '(v >> %d == %d)' % (shift, int(network.network_address) >> shift)


def constant(words, subject):
    """Return the next constant: bytes, the text of a network, or a number."""
    if subject.form == 'bytes':
        return text_bytes(words.take())
    return words.take() if subject.form == 'address' else value(words)


def elements(words, subject, prefix=False):
    """Return the test of "in" or of "^=", which is behind the sign."""
    parts = []
    braces = words.accept('{')
    while True:
        low = high = constant(words, subject)
        if words.accept('..'):
            high = constant(words, subject)
        if prefix:
            parts.append('v.startswith(%r)' % low)
        elif subject.form == 'bytes':
            parts.append('v == %r' % low)
        elif subject.form == 'address':
            parts.append(network_test(low))
        else:
            parts.append('(%d <= %s <= %d)' % (
                subject.bound(low), subject.text(), subject.bound(high)))
        if not braces or not words.accept(','):
            break
    if braces:
        words.take('}')
    return '(%s)' % ' or '.join(parts)


def comparison(words, call, abi, getters):
    """Return the node of a comparison."""
    if words.accept('('):
        subject = Subject(call, words, abi, getters)
        words.take('&')
        subject.and_mask(value(words))
        words.take(')')
    else:
        subject = Subject(call, words, abi, getters)
        if words.accept('&'):
            subject.and_mask(value(words))
    sign = words.peek()
    if sign in ('==', '!=', '<', '<=', '>', '>='):
        words.take()
        number = constant(words, subject)
        if subject.form == 'address':
            return subject.node(('not ' if sign == '!=' else '') + network_test(number))
        return subject.node('%s %s %r' % (subject.text(), sign, subject.bound(number)))
    if words.accept('in'):
        return subject.node(elements(words, subject))
    if words.accept('^='):
        return subject.node(elements(words, subject, True))
    return subject.node('%s != 0' % subject.text())


def starts_comparison(words):
    """Is the parenthesis the one of "(a & mask) == value" or "(a.b & mask)"?"""
    rest = words.words[words.at:]
    return '&' in rest[2:3] or '.' in rest[2:3] and '&' in rest[4:5]


def expression(words, call, abi, getters):
    """Return a node: ("compare", text, opposite), ("not", node), or ("and", nodes)."""
    def primary():
        if words.accept('!'):
            return 'not', primary()
        if words.peek() == '(' and not starts_mask(words):
            words.take('(')
            inner = either()
            words.take(')')
            return inner
        return comparison(words, call, abi, getters)

    def several(sign, kind, one):
        nodes = [one()]
        while words.accept(sign):
            nodes.append(one())
        return (kind, *nodes) if len(nodes) > 1 else nodes[0]

    def both():
        return several('&&', 'and', primary)

    def either():
        return several('||', 'or', both)

    return either()


def starts_mask(words):
    """Tell whether the parenthesis is that of "(a & mask) == value"."""
    if not starts_comparison(words):
        return False
    depth = 0
    rest = words.words[words.at:]
    for index, word in enumerate(rest):
        depth += (word == '(') - (word == ')')
        if not depth:
            return index + 1 < len(rest) and rest[index + 1] in (
                '==', '!=', '<', '<=', '>', '>=', 'in')
    return False


def node_text(node, wanted=True):
    """Return an expression that is true if the node is true, or false, as wanted.

    "!" moves to the comparisons, so that these are made from left to right.
    """
    if node[0] == 'compare':
        return node[1 if wanted else 2]
    if node[0] == 'not':
        return node_text(node[1], not wanted)
    sign = ' and ' if (node[0] == 'and') == wanted else ' or '
    return '(%s)' % sign.join(node_text(each, wanted) for each in node[1:])


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


def joined(text):
    """Return the lines of statements, without comments."""
    text = re.sub(r'("(?:\\.|[^"\\])*")|#[^\n]*', lambda found: found.group(1) or '',
                  text)
    return [line for line in text.split('\n') if line.strip()]


class Policy:
    """A policy that has been read. Relative includes belong to a directory."""

    def __init__(self, text, directory=None):
        self.default, self.archs, self.other = None, [], None
        self.unknown, self.version, self.above = None, None, []
        self.groups, self.rules, self.plain = {}, [], []
        self.included = set()
        self.read(text, directory)

    def read(self, text, directory):
        for line in joined(text):
            if line.split()[0] != 'include':
                self.statement(line)
                continue
            path = os.path.join(directory, text_bytes(line.split()[1]).decode())
            path = os.path.realpath(path)
            if path not in self.included:
                self.included.add(path)
                with open(path, encoding='utf-8') as file:
                    self.read(file.read(), os.path.dirname(path))

    def statement(self, line):
        head, _, rest = line.partition(':')
        head = head.strip()
        if head == 'default':
            self.default = action(Words(rest))
        elif head == 'other_arch':
            self.other = action(Words(rest))
        elif head.startswith('unknown'):
            self.unknown = action(Words(rest))
            inner = head[len('unknown'):].strip(' ()')
            if inner and not inner[0].isdigit():
                self.above = inner.split()
            else:
                self.version = tuple(map(int, re.findall(r'\d+', inner))) or None
        elif head == 'arch':
            self.archs += rest.split()
        elif head.startswith('group '):
            self.groups[head.split()[1]] = rest.split()
        elif head.split()[0] in list(ACTIONS) + list(WITH_DATA):
            self.plain.append((action(Words(head)), rest.split()))
        else:
            self.rules.append((head.split(), rest))

    def members(self, item):
        """Return the calls of a group, with those of groups inside."""
        found = []
        for inner in (self.groups.get(item) or GROUPS[item].split()):
            found += self.members(inner) if inner.startswith('@') else [inner]
        return found

    @staticmethod
    def matches(name, call, abi):
        name, _, only = name.partition('/')
        # There is a call sys_debug_setcontext.
        return call in (name, re.sub('^sys_', '', name)) and only in ('', abi)

    def names(self, items, call, abi):
        return any(self.matches(item, call, abi) for item in items)

    def refused(self):
        """Return the verdict of a call without the copy of a comparison."""
        kind = self.default & 0xffff0000
        return self.default if kind in (WITH_DATA['errno'], WITH_DATA['trap'], 0,
                                        ACTIONS['kill']) else WITH_DATA['errno'] | 13

    def other_action(self):
        """Return the verdict for an ABI that the policy does not name."""
        if self.other is not None:
            return self.other
        kind = self.default & 0xffff0000
        return self.default if kind in (WITH_DATA['errno'], WITH_DATA['trap'], 0,
                                        ACTIONS['kill']) else ACTIONS['kill']

    def branches(self, call, abi, getters):
        """Return the branches with a condition, and actions of those without one."""
        tests, named, grouped = [], [], []
        for calls, rest in self.rules:
            if not self.names(calls, call, abi):
                continue
            words = Words(rest)
            while words.peek() is not None:
                if words.accept('else') or words.peek() != '(':
                    named.append(action(words))
                else:
                    words.take('(')
                    condition = expression(words, call, abi, getters)
                    words.take(')')
                    tests.append((node_text(condition), action(words)))
                words.accept(';')
        for given, items in self.plain:
            for item in items:
                if item.startswith('@'):
                    if self.names(self.members(item), call, abi):
                        grouped.append(given)
                elif self.matches(item, call, abi):
                    named.append(given)
        return tests, named, grouped

    def is_named(self, call, abi):
        return any(self.branches(call, abi, []))

    def function(self, call, abi):
        """Return a function of the six arguments and the copies."""
        getters = []
        tests, named, grouped = self.branches(call, abi, getters)
        text = str((named + grouped + [self.default])[0])
        for condition, given in reversed(tests):
            text = '(%d if %s else %s)' % (given, condition, text)
        names = {'g': getters}
        function = eval('lambda a, w=None: ' + text, names)  # pylint: disable=eval-used
        if not getters:
            return function
        refused = self.refused()

        def answer(args, windows):
            try:
                return function(args, windows)
            except Refused:
                return refused
        return answer

    def unnamed(self, nr, abi):
        """Return the verdict for a number that no rule names."""
        if self.above:
            return self.unknown if self.is_above(nr, abi) else self.default
        if self.unknown is None or self.is_known(nr, abi):
            return self.default
        return self.unknown

    def is_above(self, nr, abi):
        """Return whether a number is above those of the calls in unknown()."""
        if abi == 'x86-64' and nr == 0xffffffff:
            if 'x32' not in self.archs:
                return False
            abi = 'x32'
        newest = max(own_number(re.sub('^sys_', '', name), abi) for name in self.above)
        return newest > 0 and (nr > newest or nr == 0 and 's390' in abi)

    def is_known(self, nr, abi):
        """Return whether the version of unknown() has a number; None if not sure."""
        if abi == 'x32':
            nr &= 0xbfffffff
        if nr >= FIRST_NEW:
            return nr in VERSIONS and (not self.version or
                                       VERSIONS[nr] <= self.version)
        name = call_name(nr | (0x40000000 if abi == 'x32' else 0), abi)
        return name is not None and (nr < 403 or not self.version or
                                     self.version >= (5, 1))

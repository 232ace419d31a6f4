# SPDX-License-Identifier: GPL-2.0-only
"""Tests of compiled policies: an interpreter runs them, Python says what is right."""

import ctypes
import ipaddress
import itertools
import operator
import pathlib
import random
import socket
import struct

import pytest

import policy_interpreter as cbpf
from policy_interpreter import Call, Copy

ALLOW, LOG, NOTIFY, KILL = 0x7fff0000, 0x7ffc0000, 0x7fc00000, 0x80000000
EPERM, EACCES, ENOSYS = 0x50001, 0x5000d, 0x50026
EDGES = sorted({(base + step) % 2**64
                for base in (0, 2**15, 2**31, 2**32, 2**33, 2**63, 5 * 2**32 + 7)
                for step in (-2, -1, 0, 1, 2)})
POLICIES = pathlib.Path(__file__).parent / 'policies'
SIGNS = {'==': operator.eq, '!=': operator.ne, '<': operator.lt, '<=': operator.le,
         '>': operator.gt, '>=': operator.ge}

libseccomp = ctypes.CDLL('libseccomp.so.2')
SCMP_X86_64, SCMP_X86, SCMP_X32 = 0xc000003e, 0x40000003, 0x4000003e


def number(name, arch=SCMP_X86_64):
    """Return the number of a call."""
    return libseccomp.seccomp_syscall_resolve_name_arch(arch, name.encode())


@pytest.fixture
def compiled(run, tmp_path):
    """Return a function that compiles a policy."""
    def compile_policy(text, *options):
        (tmp_path / 'p').write_text(text)
        done = run('compile', *options, tmp_path / 'p', encoding=None)
        assert (done.returncode, done.stderr) == (0, b''), done.stderr
        return cbpf.unpack(done.stdout)
    return compile_policy


ARCH = 'arch: x86-64\n'


def test_numbers(compiled):
    program = compiled(ARCH + 'default: errno EPERM\nallow: read write exit_group\n'
                       'errno 7: openat')
    for nr in list(range(500)) + [2**30, 2**31, 2**32 - 1, 2**30 + 1]:
        right = {0: ALLOW, 1: ALLOW, 231: ALLOW, 257: 0x50007}.get(nr, EPERM)
        assert cbpf.run(program, Call(nr)) == right, nr


def test_abis(compiled):
    program = compiled('arch: x86-64 x86\ndefault: allow\nerrno 1: open\n'
                       'errno 2: read/x86\n')
    assert cbpf.run(program, Call(2)) == EPERM
    assert cbpf.run(program, Call(0)) == ALLOW
    assert cbpf.run(program, Call(5, arch=cbpf.I386)) == EPERM
    assert cbpf.run(program, Call(3, arch=cbpf.I386)) == 0x50002
    assert cbpf.run(program, Call(2, arch=cbpf.AARCH64)) == KILL
    # x32 is another ABI, but -1 is a number of x86-64.
    assert cbpf.run(program, Call(2**30)) == KILL
    assert cbpf.run(program, Call(2**31 + 2**30)) == KILL
    assert cbpf.run(program, Call(2**31)) == ALLOW
    assert cbpf.run(program, Call(-1)) == ALLOW


def test_x32(compiled):
    program = compiled('arch: x32\ndefault: errno EPERM\nother_arch: errno EACCES\n'
                       'allow: read ioctl\n')
    assert cbpf.run(program, Call(2**30)) == ALLOW
    assert cbpf.run(program, Call(number('ioctl', SCMP_X32))) == ALLOW
    assert cbpf.run(program, Call(2**30 + 1)) == EPERM
    for nr in 0, 16, 2**31, -1:
        assert cbpf.run(program, Call(nr)) == EACCES
    assert cbpf.run(program, Call(0, arch=cbpf.I386)) == EACCES


def test_refusing_default_is_for_other_abis_too(compiled):
    program = compiled(ARCH + 'default: errno EACCES\nallow: read')
    assert cbpf.run(program, Call(0, arch=cbpf.I386)) == EACCES
    assert cbpf.run(program, Call(2**30)) == EACCES


@pytest.mark.parametrize('version, known', [
    ('5.0', 334), ('5.1', 427), ('5.9', 436), ('5.17', 450), ('6.1', 450), ('6.5', 451),
    ('6.12', 462), ('7.3', 472)])
def test_unknown(compiled, version, known):
    program = compiled(ARCH + f'default: errno EPERM\nunknown({version}): errno ENOSYS\n'
                       'allow: read mseal')
    assert cbpf.run(program, Call(0)) == ALLOW
    assert cbpf.run(program, Call(462)) == ALLOW
    assert cbpf.run(program, Call(1)) == EPERM
    for nr in known, 334:
        assert cbpf.run(program, Call(nr)) in (EPERM, ALLOW)
    for nr in 400, 463 if known < 463 else known + 1, 999, 0x2000, 2**31, 2**32 - 1:
        assert cbpf.run(program, Call(nr)) == ENOSYS


def test_unknown_above_a_call(compiled):
    program = compiled('arch: x86-64 x86 s390x\ndefault: errno EPERM\n'
                       'unknown(membarrier close): errno ENOSYS\nallow: read mseal')
    s390x = 0x80000016
    for arch, last in (cbpf.X86_64, 324), (cbpf.I386, 375), (s390x, 356):
        for nr, right in (last, EPERM), (last + 1, ENOSYS), (462, ALLOW), (2**29, ENOSYS):
            assert cbpf.run(program, Call(nr, arch=arch)) == right, (arch, nr)
        # The kernel of s390 gives 0 for calls that it does not know.
        assert cbpf.run(program, Call(0, arch=arch)) == (
            ALLOW if arch == cbpf.X86_64 else ENOSYS if arch == s390x else EPERM)
        # On x86-64, this is no number of that ABI.
        assert cbpf.run(program, Call(-1, arch=arch)) == (
            EPERM if arch == cbpf.X86_64 else ENOSYS)
    for nr in 2**30, 2**30 + 600:
        assert cbpf.run(program, Call(nr)) == EPERM


@pytest.mark.parametrize('arg, place, width, signed', [
    ('fd', 0, 32, False), ('count', 2, 64, False), ('pos', 3, 64, True)])
@pytest.mark.parametrize('sign', SIGNS)
def test_compares(compiled, sign, arg, place, width, signed):
    def value_of(bits):
        bits %= 2**width
        return bits - 2**width if signed and bits >= 2**(width - 1) else bits

    low, high = (-2**(width - 1), 2**(width - 1) - 1) if signed else (0, 2**width - 1)
    # The names of the prototypes say whether fd is signed: take what fits both.
    limits = [value for value in EDGES + [value - 2**64 for value in EDGES]
              if low <= value <= high and (width == 64 or value < 2**31)]
    for value in limits:
        program = compiled(ARCH + f'default: allow\npread64: ({arg} {sign} {value}) log')
        for bits in EDGES:
            if width == 32 and bits % 2**32 >= 2**31:
                continue
            args = [0, 0, 0, 0]
            args[place] = bits
            right = LOG if SIGNS[sign](value_of(bits), value) else ALLOW
            assert cbpf.run(program, Call(17, args)) == right, (value, bits)


@pytest.mark.parametrize('mask', [1, 0x80000000, 2**32, 2**63, 2**64 - 1, 0x500000003])
def test_masks(compiled, mask):
    tests = {f'count & {mask:#x}': lambda bits: bits & mask != 0,
             f'(count & {mask:#x}) == {mask}': lambda bits: bits & mask == mask,
             f'count & {mask:#x} != {mask}': lambda bits: bits & mask != mask,
             f'count & {mask:#x} >= {mask // 2 + 1}':
                 lambda bits: bits & mask >= mask // 2 + 1,
             f'!(count & {mask:#x})': lambda bits: not bits & mask}
    for text, right in tests.items():
        program = compiled(ARCH + f'default: allow\nread: ({text}) log')
        for bits in EDGES + [mask, mask - 1, ~mask % 2**64]:
            seen = cbpf.run(program, Call(0, [0, 0, bits]))
            assert seen == (LOG if right(bits) else ALLOW), (text, bits)


def test_sets(compiled):
    rng = random.Random(1)
    for _ in range(30):
        chosen = rng.sample(EDGES, 5)
        pairs = [sorted(rng.sample(EDGES, 2)) for _ in range(2)]
        text = ', '.join([str(value) for value in chosen] +
                         [f'{low}..{high}' for low, high in pairs])
        program = compiled(ARCH + f'default: allow\nread: (count in {{{text}}}) log')
        for bits in EDGES:
            right = bits in chosen or any(low <= bits <= high for low, high in pairs)
            seen = cbpf.run(program, Call(0, [0, 0, bits]))
            assert seen == (LOG if right else ALLOW), (text, bits)


def test_expressions(compiled):
    rng = random.Random(2)

    def expression(depth):
        if not depth:
            arg, value = rng.randrange(3), rng.randrange(3)
            name = ('fd', 'buf', 'count')[arg]
            return f'{name} == {value}', lambda args: args[arg] == value
        kind = rng.randrange(3)
        left, left_right = expression(depth - 1)
        if kind == 0:
            return f'!({left})', lambda args: not left_right(args)
        right, right_right = expression(depth - 1)
        if kind == 1:
            return (f'({left}) && ({right})',
                    lambda args: left_right(args) and right_right(args))
        return (f'({left}) || ({right})',
                lambda args: left_right(args) or right_right(args))

    for depth in (1, 2, 3, 4, 5) * 6:
        text, right = expression(depth)
        program = compiled(ARCH + f'default: allow\nread: ({text}) log')
        for args in itertools.product(range(3), repeat=3):
            seen = cbpf.run(program, Call(0, args))
            assert seen == (LOG if right(args) else ALLOW), (text, args)


def test_precedence_of_signs(compiled):
    program = compiled(ARCH + 'default: allow\n'
                       'read: (fd == 1 || fd == 2 && count == 3) log')
    for args, right in (((1, 0, 0), LOG), ((2, 0, 0), ALLOW), ((2, 0, 3), LOG)):
        assert cbpf.run(program, Call(0, args)) == right


def test_order_of_rules(compiled):
    program = compiled(ARCH + 'default: errno 1\nallow: @basic-io\nerrno 9: write\n'
                       'read: (fd == 1) errno 2; (fd == 2) errno 3\n'
                       'sys_read: (fd in 1..3) errno 4\n')
    for fd, right in ((0, ALLOW), (1, 0x50002), (2, 0x50003), (3, 0x50004), (4, ALLOW)):
        assert cbpf.run(program, Call(0, [fd])) == right
    assert cbpf.run(program, Call(1)) == 0x50009
    assert cbpf.run(program, Call(3)) == ALLOW


def test_kill_is_a_call_and_an_action(compiled):
    program = compiled(ARCH + 'default: allow\nkill: (sig == 9) kill; else log\n'
                       'kill: ptrace tkill\n')
    assert cbpf.run(program, Call(62, [1, 9])) == KILL
    assert cbpf.run(program, Call(62, [1, 8])) == LOG
    assert cbpf.run(program, Call(number('ptrace'))) == KILL
    assert cbpf.run(program, Call(number('tkill'))) == KILL


def test_includes_and_groups(compiled, tmp_path):
    (tmp_path / 'inner').write_text('group @mine: write @more\n')
    program = compiled('include "inner"\ninclude "inner"\n' + ARCH +
                       'default: errno 1\ngroup @more: read\nallow: @mine\n'
                       'errno 2: close; # no\n'.replace(';', ''))
    assert [cbpf.run(program, Call(nr)) for nr in (0, 1, 2, 3)] == [
        ALLOW, ALLOW, EPERM, 0x50002]


def test_long_jumps(compiled):
    text = ''.join(f'read: (count == {7 * i + 2**32 * i}) errno {i}\n'
                   for i in range(1, 600))
    program = compiled(ARCH + 'default: allow\n' + text + 'log: write openat mmap')
    assert len(program) > 1000
    for i in range(1, 600):
        assert cbpf.run(program, Call(0, [0, 0, 7 * i + 2**32 * i])) == 0x50000 | i
        assert cbpf.run(program, Call(0, [0, 0, 7 * i + 1])) == ALLOW
    for name in ('write', 'openat', 'mmap'):
        assert cbpf.run(program, Call(number(name))) == LOG


def test_numbers_for_wider_abis_only(compiled):
    program = compiled('arch: x86-64 x86\ndefault: allow\n'
                       'read: (count > 0x100000000) log; (count == 0x200000000) errno 1')
    assert cbpf.run(program, Call(0, [0, 0, 2**32 + 1])) == LOG
    assert cbpf.run(program, Call(3, [0, 0, 2**32 - 1], cbpf.I386)) == ALLOW


# --- Copies -----------------------------------------------------------------------


def answers(program, nr, place, copies):
    """Return the answers for several copies of an argument."""
    return [cbpf.run(program, Call(nr, copies={place: copy})) for copy in copies]


PATHS = [b'', b'/', b'/e', b'/etc', b'/etc/', b'/etc/x', b'/etcx', b'/bin/sh', b'/bin/shh',
         b'/bin/s', b'/usr/bin/git', b'/usr/bin/gis', b'/abc', b'/abcdefg', b'/abcdefgh',
         b'/abcdefg/', b'a', b'/etc/../x', b'/etc/./x', b'/etc//', b'\xff\xfe\xfd\xfc']


@pytest.mark.parametrize('text, right', [
    ('path == "/etc"', lambda p: p == b'/etc'),
    ('path != "/etc"', lambda p: p != b'/etc'),
    ('path == ""', lambda p: p == b''),
    (r'path == "\xff\xfe\xfd\xfc"', lambda p: p == b'\xff\xfe\xfd\xfc'),
    ('path ^= "/etc/"', lambda p: p.startswith(b'/etc/')),
    ('path ^= "/etc"', lambda p: p.startswith(b'/etc')),
    ('path ^= "/abcdefg"', lambda p: p.startswith(b'/abcdefg')),
    ('path ^= ""', lambda p: True),
    ('path ^= {"/bin", "/usr/"}', lambda p: p.startswith((b'/bin', b'/usr/'))),
    ('path in {"/bin/sh", "/bin/shh", "/usr/bin/git", "/abcdefg", "a"}',
     lambda p: p in (b'/bin/sh', b'/bin/shh', b'/usr/bin/git', b'/abcdefg', b'a')),
    ('!(path in {"/", "/e"}) && path ^= "/"',
     lambda p: p not in (b'/', b'/e') and p.startswith(b'/')),
    ('path ^= "/etc/" && !path.dotdot',
     lambda p: p.startswith(b'/etc/') and b'..' not in p.split(b'/')),
    ('path.absolute', lambda p: p.startswith(b'/')),
    ('path.dot', lambda p: bool(cbpf.facts(p) & 4)),
    ('path.trailing_slash || path.length == 4', lambda p: p.endswith(b'/') or len(p) == 4),
])
def test_paths(compiled, text, right):
    program = compiled(ARCH + f'default: errno 1\nexecve: ({text}) log; else allow')
    seen = answers(program, 59, 0, [Copy(data=path) for path in PATHS])
    assert seen == [LOG if right(path) else ALLOW for path in PATHS]
    # Without a copy, the condition is not true. Without any, the call is refused.
    for status in cbpf.NULL, cbpf.FAULT, cbpf.TOO_LARGE:
        assert answers(program, 59, 0, [Copy(status)]) == [ALLOW], status
    assert answers(program, 59, 0, [Copy(cbpf.ABSENT, 0)]) == [EPERM]
    assert answers(program, 59, 0, [Copy(kind=cbpf.STRING)]) == [EPERM]


@pytest.mark.parametrize('text', ['path == "/x"', 'path != "/x"', '!(path ^= "/x")',
                                  '!(path == "/x" && fd == 1)', 'path.absolute == 0'])
def test_uncopied_is_neither_true_nor_false(compiled, text):
    text = text.replace('fd', 'dfd')
    program = compiled(ARCH + f'default: allow\nopenat: ({text}) log')
    for status in cbpf.NULL, cbpf.FAULT, cbpf.TOO_LARGE:
        call = Call(257, [1], copies={1: Copy(status)})
        assert cbpf.run(program, call) == ALLOW
    assert cbpf.run(program, Call(257, [1])) == EACCES


def test_left_to_right(compiled):
    program = compiled(ARCH + 'default: allow\nopenat: '
                       '(dfd == 1 || path == "/x") log; else errno 2')
    assert cbpf.run(program, Call(257, [1])) == LOG
    assert cbpf.run(program, Call(257, [2])) == EACCES
    assert cbpf.run(program, Call(257, [2], copies={1: Copy(cbpf.NULL)})) == 0x50002


def inet(address, port):
    """Return a socket address of AF_INET."""
    return struct.pack('<H', socket.AF_INET) + struct.pack('>H', port) + \
        ipaddress.ip_address(address).packed + bytes(8)


def inet6(address, port):
    """Return a socket address of AF_INET6."""
    return struct.pack('<H', socket.AF_INET6) + struct.pack('>HI', port, 0) + \
        ipaddress.ip_address(address).packed + bytes(4)


def unix(path):
    """Return a socket address of AF_UNIX."""
    return struct.pack('<H', socket.AF_UNIX) + path


def port_of(data, family=socket.AF_INET):
    """Return the port of an address, or None for another family."""
    data = data.ljust(28, b'\0')
    if data[:2] != struct.pack('<H', family):
        return None
    return struct.unpack('>H', data[2:4])[0]


ADDRESSES = [inet(*pair) for pair in itertools.product(
    ('0.0.0.0', '127.0.0.1', '126.255.255.255', '127.255.255.255', '128.0.0.0',
     '10.1.2.3', '255.255.255.255'), (0, 80, 443, 0x5000, 256, 65535))]
ADDRESSES += [inet6(*pair) for pair in itertools.product(
    ('::', '::1', '::2', 'fe80::1', 'febf::1', 'fec0::1', '2001:db8::5'), (80, 443, 1))]
ADDRESSES += [unix(b''), unix(b'/run/x'), unix(b'/run/x\0'), unix(b'/run/x\0y'),
              unix(b'/run/xy'), unix(b'/run/'), unix(b'\0/run/x'), b'', b'\x02']


def inside(network):
    """Return a function that says whether an address is in a network, or None."""
    network = ipaddress.ip_network(network)
    family, first, size = ((socket.AF_INET, 4, 4) if network.version == 4 else
                           (socket.AF_INET6, 8, 16))

    def is_inside(data):
        data = data.ljust(28, b'\0')
        if data[:2] != struct.pack('<H', family):
            return None
        return ipaddress.ip_address(data[first:first + size]) in network
    return is_inside


@pytest.mark.parametrize('text, right', [
    ('addr.family == AF_INET', lambda a: int.from_bytes(a[:2], 'little') == 2),
    ('addr.family != AF_INET', lambda a: int.from_bytes(a[:2], 'little') != 2),
    ('addr.port in {80, 443}', lambda a: port_of(a) in (80, 443)),
    ('addr.port != 80', lambda a: port_of(a) not in (80, None)),
    ('addr.port < 256', lambda a: port_of(a) is not None and port_of(a) < 256),
    ('addr.port in 81..65534', lambda a: port_of(a) in range(81, 65535)),
    ('addr.port6 == 443', lambda a: port_of(a, 10) == 443),
    ('addr.ip == 127.0.0.0/8', inside('127.0.0.0/8')),
    ('addr.ip == 127.0.0.1', inside('127.0.0.1/32')),
    ('addr.ip != 127.0.0.0/8', lambda a: inside('127.0.0.0/8')(a) is False),
    ('!(addr.ip == 127.0.0.0/8)', lambda a: inside('127.0.0.0/8')(a) is False),
    ('addr.ip in {10.0.0.0/8, 127.0.0.1, 128.0.0.0/1}',
     lambda a: inside('10.0.0.0/8')(a) or inside('127.0.0.1')(a) or
     inside('128.0.0.0/1')(a)),
    ('addr.ip == 0.0.0.0/0', inside('0.0.0.0/0')),
    ('addr.ip6 == ::1', inside('::1')),
    ('addr.ip6 == fe80::/10', inside('fe80::/10')),
    ('addr.ip6 in {::/127, 2001:db8::/32}',
     lambda a: inside('::/127')(a) or inside('2001:db8::/32')(a)),
    ('addr.ip6 != ::1', lambda a: inside('::1')(a) is False),
    ('addr.path == "/run/x"',
     lambda a: a[:2] == b'\1\0' and a[2:].split(b'\0')[0] == b'/run/x'),
    ('addr.path ^= "/run/"', lambda a: a[:7] == b'\1\0/run/'),
])
def test_addresses(compiled, text, right):
    program = compiled(ARCH + f'default: errno 1\nconnect sendmsg: ({text}) log; '
                       'else allow')
    for data in ADDRESSES:
        answer = LOG if right(data) else ALLOW
        copy = Copy(kind=cbpf.SOCKADDR, data=data)
        assert cbpf.run(program, Call(42, copies={1: copy})) == answer, data
        copy = Copy(kind=cbpf.MESSAGE, data=64 * b'\xaa' + data)
        assert cbpf.run(program, Call(46, copies={1: copy})) == answer, data


def test_fields(compiled):
    program = compiled(ARCH + 'default: errno 1\n'
                       'clone3: (args.flags & CLONE_NEWUSER) errno EACCES; else allow\n'
                       'openat2: (how.resolve == 8 && how.flags < 0x100000000) allow\n')
    for flags in 0, 0x10000000, 2**32, 0x110000000, 2**63:
        copy = Copy(kind=cbpf.SIZED_STRUCT, data=struct.pack('<Q', flags) + bytes(56))
        right = EACCES if flags & 0x10000000 else ALLOW
        assert cbpf.run(program, Call(435, copies={0: copy})) == right
    for resolve, flags in itertools.product((8, 9, 2**32 + 8), (0, 2**32, 2**32 - 1)):
        copy = Copy(kind=cbpf.SIZED_STRUCT,
                    data=struct.pack('<QQQ', flags, 0, resolve))
        right = ALLOW if resolve == 8 and flags < 2**32 else EPERM
        assert cbpf.run(program, Call(437, copies={2: copy})) == right


def test_pointers_are_numbers(compiled):
    program = compiled(ARCH + 'default: errno 1\nsendto: (addr == NULL) allow')
    assert cbpf.run(program, Call(44)) == ALLOW
    assert cbpf.run(program, Call(44, 4 * [0] + [2**32])) == EPERM


def test_array_in_c_is_the_program(run, tmp_path, compiled):
    program = compiled(ARCH + 'default: allow\nread: (fd == 3) log')
    text = run('compile', '--c', tmp_path / 'p').stdout
    rows = [tuple(int(word, 0) for word in line.strip(' \t{},').split(', '))
            for line in text.splitlines() if line.startswith('\t{')]
    assert rows == program
    assert '/* line 3 */' in text


@pytest.mark.parametrize('name', [path.name for path in sorted(POLICIES.iterdir())])
def test_policies_of_the_corpus_compile(compiled, name):
    assert compiled((POLICIES / name).read_text())


def test_random_mutations_end_well(run, tmp_path):
    """The parser neither crashes nor leaves a message without a place."""
    seeds = [path.read_text() for path in sorted(POLICIES.iterdir())]
    assert seeds
    rng = random.Random(3)
    words = ' '.join(seeds).split() + list('(){};:,|&!~-"\\\n#@/.') + ['==', '..', '<<', '\0']
    for _ in range(300):
        text = rng.choice(seeds)
        for _ in range(rng.randrange(1, 6)):
            at = rng.randrange(len(text) + 1)
            cut = rng.choice((0, 1, 1, rng.randrange(20)))
            text = text[:at] + rng.choice(words + ['']) + text[at + cut:]
        (tmp_path / 'p').write_text(text)
        done = run('compile', '-o', tmp_path / 'out', tmp_path / 'p')
        assert done.returncode in (0, 2), (text, done.stderr)
        if done.returncode == 2:
            assert done.stderr.count('\n') == 1 and done.stderr.startswith(
                f'{tmp_path}/'), (text, done.stderr)

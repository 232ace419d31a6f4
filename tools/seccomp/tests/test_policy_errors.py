# SPDX-License-Identifier: GPL-2.0-only
"""Tests of the messages about wrong policies: their places and what they say."""

import re

import pytest

# The policy, the place, and the beginning of the message.
ERRORS = [
    ('', '1:1', 'no default action; expected'),
    ('allow: read', '1:1', 'no default action; expected'),
    ('default errno EPERM', '1:9', "unexpected 'errno'; expected ':'"),
    ('default: errno EFOO', '1:16', "no error 'EFOO'; expected"),
    ('default: errno 4096', '1:16', '4096 is too large; expected a number from 0 to 4095'),
    ('default: trap 65536', '1:15', '65536 is too large; expected a number from 0 to 65535'),
    ('default: kill 5', '1:15', "unexpected '5'; expected the end of the line"),
    ('default: allow; allow', '1:15', "unexpected ';'"),
    ('default: allow\ndefault: log', '2:1', 'a second default statement differs from'),
    ('default:', '1:9', 'unexpected end of the line; expected'),
    ('read: (fd == 0 allow', '1:16', "unexpected 'allow'; expected"),
    ('read: (fd == 0', '2:1', "unexpected 'default'; expected"),
    ('read: (fd == 0;', '1:15', "unexpected ';'; expected"),
    ('default: allow\nread: (fd == 0', '2:15', 'unexpected end of the file; expected'),
    ('read: (fd = 0) allow', '1:11', "a single '='; expected"),
    ('read: (fdd == 0) allow', '1:8',
     "read of .* has no argument 'fdd'; expected fd, buf or count"),
    ('read: (fd == FOO) allow', '1:14', "no constant 'FOO'; expected"),
    ('read: (fd == 08) allow', '1:14', "'08' is no number; expected"),
    ('read: (count == 18446744073709551616) allow', '1:17',
     '18446744073709551616 is too large; expected'),
    ('read: (count == -9223372036854775809) allow', '1:17', 'the number is too small'),
    ('read: (count == 1 << 64) allow', '1:22', 'the shift loses bits; expected'),
    ('read: (fd == 0x100000000) allow', '1:14',
     '4294967296 does not fit into the 32 bits of fd of read; expected '
     '-?[0-9]+ to 4294967295'),
    ('openat: (dfd in 1..0x80000000) allow', '1:17',
     '2147483648 does not fit into the 32 bits of dfd of openat; expected -2147483648 to '
     '2147483647'),
    ('read: (count < -1) allow', '1:16',
     '-1 does not fit into the 64 bits of count of read; expected 0 to '
     '18446744073709551615'),
    ('read: (fd in {1, 3..2}) allow', '1:18', 'the range is empty; expected'),
    ('read: (fd in {}) allow', '1:15', "unexpected '}'; expected"),
    ('read: (fd in 5) allow', '1:15', r"unexpected '\)'; expected .*'\.\.'"),
    ('read: (fd == "a") allow', '1:8', 'fd of read is no string; expected'),
    ('read: (fd == 1) log;', '1:21', 'unexpected end of the (file|line); expected'),
    ('read: (!fd == 1) log', '1:12', "unexpected '=='; expected"),
    ('read: (fd & 1|2) log', '1:14', r"unexpected '\|'; expected"),
    ('read: ' + 101 * '(' + 'fd' + 101 * ')' + ' log', '1:107',
     'more than 100 open parentheses; expected'),
    ('allow: opne', '1:8', "no system call 'opne' on any architecture; expected"),
    ('allow: sys_', '1:8', "'sys_' has no name; expected"),
    ('allow: read/vax', '1:8', "no ABI 'vax'; expected"),
    ('allow: @nothing', '1:8', "no group '@nothing'; expected"),
    ('allow: read\nerrno 1: read', '2:10',
     "'errno EPERM' for read contradicts 'allow' of .*:1; expected one action"),
    ('allow: read\nread: (fd == 1) log; else errno 1', '2:1', "'errno EPERM' for read"),
    ('group @a: @b\ngroup @b: @a', '1:7', '@a contains itself; expected'),
    ('group @a: read\ngroup @a: write', '2:7', '.*:1 defines @a, too; expected'),
    ('arch: vax', '1:7', "no ABI 'vax'; expected native, compat"),
    ('unknown(4.9): log', '1:9', 'no version 4.9; expected'),
    ('unknown(6): log', '1:9', "unexpected '6'; expected .*a version"),
    ('unknown(): log', '1:9', r"unexpected '\)'; expected .*a version"),
    ('unknown(opne): log', '1:9', "no system call 'opne' on any architecture; expected"),
    ('unknown(read): log\nunknown(read): log', '2:1', 'a second unknown statement'),
    ('unknown(6.1): log\nunknown(read): log', '2:1', 'a second unknown statement'),
    ('unknown(read): log\nunknown: log', '2:1', 'a second unknown statement'),
    ('include "/no/file"', '1:9', 'cannot read /no/file: No such file .*; expected'),
    ('allow: "a', '1:8', "the string has no end; expected '\"'"),
    ('execve: (path == "a\\q") log', '1:20', 'a bad escape; expected'),
    ('execve: (path == "a\\x00") log', '1:20', 'a bad escape; expected'),
    ('allow: read $', '1:13', r"unexpected '\$'"),
    ('allow: \x01', '1:8', 'unexpected byte 0x01; expected'),
    ('execve: (path.size == 1) log', '1:10', "a path has no field 'size'; expected absolute"),
    ('connect: (addr.prt == 1) log', '1:11',
     "addr of connect has no field 'prt'; expected one of family, port"),
    ('connect: (addr.ip == 10.0.0.1/8) log', '1:22', 'the address has bits behind'),
    ('connect: (addr.ip == 10.0.0.256) log', '1:22', "'10.0.0.256' is no address; expected"),
    ('connect: (addr.ip == 10.0.0.0/33) log', '1:22', 'no address'),
    ('connect: (addr.ip == ::1) log', '1:22', 'addr.ip of connect is an IPv4 address'),
    ('connect: (addr.ip6 == 10.0.0.1) log', '1:23', 'addr.ip6 of connect is an IPv6'),
    ('connect: (addr.ip6 == :::1) log', '1:23', "':::1' is no address"),
    ('connect: (addr.port == 65536) log', '1:24', '65536 does not fit into the 16 bits'),
    ('connect: (addr.path == "") log', '1:24', 'the string is empty; expected'),
    ('execve: (path < "a") log', '1:15', 'this comparison is for numbers; expected'),
    ('execve: (path == "' + 4096 * 'a' + '") log', '1:18', 'the string has 4096 bytes'),
    ('read: (buf.x == 1) log', '1:8', "buf of read has no field 'x'; expected no field"),
]


@pytest.mark.parametrize('text, place, message', ERRORS,
                         ids=[str(i) for i in range(len(ERRORS))])
def test_error_has_its_place(run, tmp_path, text, place, message):
    policy = tmp_path / 'p'
    if 'default' not in text and 'no default' not in str(message):
        text += '\ndefault: errno EPERM\n' if not text.endswith(';') else ''
    policy.write_bytes(text.encode('latin-1'))
    done = run('check', policy)
    pattern = f'{re.escape(str(policy))}:{place}: .*{message}.*\n'
    assert re.fullmatch(pattern, done.stderr), done.stderr
    assert (done.returncode, done.stdout) == (2, '')


def test_errors_of_included_files_have_their_names(run, tmp_path):
    (tmp_path / 'dir').mkdir()
    (tmp_path / 'p').write_text('include "dir/a"\ndefault: allow\n')
    (tmp_path / 'dir/a').write_text('include "b"\n')
    (tmp_path / 'dir/b').write_text('\n\nerrno 1: opne\n')
    done = run('check', tmp_path / 'p')
    assert done.stderr.startswith(f'{tmp_path}/dir/b:3:10: ')


def test_cycle_of_includes(run, tmp_path):
    (tmp_path / 'p').write_text('default: allow\ninclude "q"\n')
    (tmp_path / 'q').write_text('\ninclude "p"\n')
    done = run('check', tmp_path / 'p')
    assert done.returncode == 2
    assert re.match(f'{tmp_path}/q:2:9: .*includes itself; expected', done.stderr)


def test_depth_of_includes(run, tmp_path):
    for i in range(20):
        (tmp_path / str(i)).write_text(f'include "{i + 1}"\n')
    (tmp_path / '20').write_text('default: allow\n')
    done = run('check', tmp_path / '0')
    assert done.returncode == 2
    assert re.match(f'{tmp_path}/16:1:9: more than 16 files', done.stderr)
    assert run('check', tmp_path / '4').returncode == 0


def test_pipes_are_not_included(run, tmp_path):
    (tmp_path / 'p').write_text('include "/dev/zero"\n')
    assert run('check', tmp_path / 'p').returncode == 2


def test_portable_names_the_line(run, tmp_path):
    (tmp_path / 'p').write_text('default: allow\n\nexecve: (path == "/x") log\n')
    done = run('check', '--portable', tmp_path / 'p')
    assert done.returncode == 2
    assert done.stderr.startswith(f'{tmp_path}/p:3:10: path of execve needs a copy')


def test_nothing_is_left_by_an_error(run, tmp_path):
    (tmp_path / 'p').write_text('default: alow\n')
    done = run('compile', '-o', tmp_path / 'out', tmp_path / 'p')
    assert (done.returncode, done.stdout) == (2, '')
    assert [path.name for path in tmp_path.iterdir()] == ['p']


def test_too_long(run, tmp_path):
    text = ''.join(f'read: (count == {3 * i}) errno {i % 100}\n' for i in range(3000))
    (tmp_path / 'p').write_text('default: allow\n' + text)
    done = run('check', tmp_path / 'p')
    assert done.returncode == 2
    assert re.match(f'{tmp_path}/p:1:1: the policy needs .*4096', done.stderr)

# SPDX-License-Identifier: GPL-2.0-only
"""Tests of the text that import writes."""

import json
import pathlib
import re
import subprocess

import pytest

SMALL = pathlib.Path(__file__).resolve().parent / 'oci' / 'small.json'


def statements(text):
    """Return {words before the colon: [words behind it]} of a policy."""
    found = {}
    text = re.sub(r';\n\t', '; ', text)
    for line in text.splitlines():
        if line and not line.startswith('#'):
            head, rest = line.split(':', 1)
            found.setdefault(head, []).extend(
                [rest.strip()] if '(' in rest else rest.split())
    return found


@pytest.fixture
def profile():
    """Return the small profile, to be changed."""
    return json.loads(SMALL.read_text(encoding='utf-8'))


@pytest.fixture
def convert(run, tmp_path):
    """Return a function that imports a profile and returns what was printed."""
    def convert_profile(content, *options, status=0):
        path = tmp_path / 'profile.json'
        if not isinstance(content, (str, bytes)):
            content = json.dumps(content)
        if isinstance(content, str):
            content = content.encode()
        path.write_bytes(content)
        done = run('import', '--arch', 'x86-64', '--kernel', '6.1', *options,
                   path)
        assert done.returncode == status, done.stderr
        if status:
            assert done.stdout == ''
            assert re.fullmatch(r'seccompctl: [^\n]+\n', done.stderr)
            return done.stderr.replace(str(path), 'FILE')
        assert done.stderr == ''
        return done.stdout
    return convert_profile


# --- The whole ---------------------------------------------------------------

def test_small_profile(convert, profile):
    found = statements(convert(profile))
    assert found['default'] == ['errno', 'EPERM']
    assert found['other_arch'] == ['kill_thread']
    assert found['arch'] == ['x86-64', 'x86', 'x32']
    assert found['flags'] == ['log']
    assert found['allow'] == ['read', 'write', 'close', 'exit_group', 'chroot',
                              'umount2']
    assert found['errno ENOSYS'] == ['bpf']
    assert found['kill_thread'] == ['swapon']
    assert found['trap'] == ['reboot']
    assert found['trace 7'] == ['ptrace']
    assert found['clone'] == ['((arg0 & 0x7e020000) == 0) allow']
    assert found['personality/x86-64 personality/x86'] == [
        '(arg0 in {0, 0xffffffff}) allow']
    assert found['personality/x32'] == [
        '((arg0 & 0xffffffff) in {0, 0xffffffff}) allow']
    assert found['ioctl/x86-64 ioctl/x86'] == [
        '(arg1 in {0x5412, 0x541c}) kill_process']
    assert found['fcntl/x86-64'] == [
        '(arg1 > 2 && arg0 < 0x100000002) log']
    assert found['fcntl/x86'] == ['(arg1 > 2 && arg0 < 2) log']
    assert found['mprotect/x86-64 mprotect/x86'] == ['(arg2 <= 3) allow']
    assert found['lseek/x86-64 lseek/x86'] == ['(arg2 >= 1) allow']
    assert found['socketcall'] == ['(arg0 == 1) allow']
    assert 'acct' not in str(found)


def test_comments(convert, profile):
    text = convert(profile)
    assert '# comment: A small profile of our own\n' in text
    assert '# syscalls[4].comment: for privileged containers\n' in text
    assert '# listenerPath: /run/agent.sock\n' in text
    assert '# flags[1]: SECCOMP_FILTER_FLAG_SPEC_ALLOW is up to' in text
    assert '\n# fopen\n' in text


def test_comment_cannot_become_a_rule(convert, profile):
    profile['comment'] = 'harmless\nallow: reboot\r\u2028\x7f'
    for line in convert(profile).splitlines():
        assert line.startswith('#') or 'harmless' not in line
        assert line != 'allow: reboot'


def test_output_file(run, tmp_path):
    out = tmp_path / 'out.policy'
    done = run('import', '-o', out, SMALL)
    assert done.returncode == 0 and done.stdout == ''
    assert out.read_text(encoding='utf-8').startswith('# Imported from')


def test_nothing_is_left_after_an_error(run, tmp_path):
    out = tmp_path / 'out.policy'
    bad = tmp_path / 'bad.json'
    bad.write_text('{}', encoding='utf-8')
    assert run('import', '-o', out, bad).returncode == 2
    assert not out.exists()
    assert run('import', '-o', tmp_path / 'no' / 'dir', SMALL).returncode == 3


def test_stdin(seccompctl):
    done = subprocess.run([seccompctl, 'import', '-'], check=False,
                          input=SMALL.read_bytes(), stdout=subprocess.PIPE)
    assert done.returncode == 0
    assert b'allow: read write close' in done.stdout


def test_config_of_a_runtime(convert, profile):
    config = {'ociVersion': '1.0.2', 'linux': {'seccomp': profile}}
    assert statements(convert(config)) == statements(convert(profile))
    profile['syscalls'][3]['bad'] = 1
    assert convert(config, status=2).endswith(
        "linux.seccomp.syscalls[3]: unknown key 'bad'\n")
    config['linux'] = {}
    assert "'seccomp' is missing" in convert(config, status=2)


# --- Options -----------------------------------------------------------------

def test_capabilities(convert, profile):
    found = statements(convert(profile, '--caps', 'sys_admin,CAP_CHOWN'))
    assert 'clone' in found['allow'] and 'mount' in found['allow']
    assert 'clone' not in found
    for caps in ('default', 'none', 'CHOWN'):
        found = statements(convert(profile, '--caps', caps))
        assert 'mount' not in found['allow'] and 'clone' in found
    assert 'mount' in statements(convert(profile, '--caps', 'all'))['allow']


def test_kernel(convert, profile):
    def allowed(version):
        return statements(convert(profile, '--kernel', version))['allow']

    assert 'chroot' in allowed('4.8') and 'chroot' in allowed('5.0')
    assert 'chroot' not in allowed('4.7') and 'chroot' not in allowed('3.10')
    assert 'umount2' in allowed('98.9') and 'umount2' not in allowed('99.0')


def test_architectures(convert, profile):
    def archs(*options):
        return statements(convert(profile, *options))['arch']

    assert archs('--arch', 'arm64') == ['arm64', 'arm']
    assert archs('--arch', 'riscv64') == ['riscv64']
    assert archs('--arch', 'x86-64,x86') == ['x86-64', 'x86']
    del profile['archMap']
    assert archs() == ['x86-64']
    profile['architectures'] = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86']
    assert archs() == ['x86-64', 'x86']
    assert archs('--arch', 's390x') == ['s390x', 'x86-64', 'x86']


def test_architecture_of_an_entry(convert, profile):
    assert 'umount2' in convert(profile, '--arch', 'arm64')
    assert 'umount2' not in convert(profile, '--arch', 'riscv64')
    assert '\nclone' in convert(profile, '--arch', 'arm64')
    assert '\nclone' not in convert(profile, '--arch', 's390x')


@pytest.mark.parametrize('options,message', [
    (['--caps', 'CAP_NOTHING'], 'CAP_NOTHING'),
    (['--arch', 'vax'], 'vax'),
    (['--kernel', 'new'], 'new'),
    (['--caps'], '--caps'),
    (['--nonsense'], '--nonsense'),
    (['a.json', 'b.json'], 'one profile'),
    ([], 'one profile'),
])
def test_bad_options(run, options, message):
    done = run('import', *options)
    assert done.returncode == 2 and done.stdout == ''
    assert re.fullmatch(r'seccompctl: [^\n]*\n', done.stderr)
    assert message in done.stderr


# --- Conflicts ---------------------------------------------------------------

def rule(name, action, *tests):
    """Return an entry. A test is (index, operator, value, valueTwo)."""
    entry = {'names': [name], 'action': f'SCMP_ACT_{action}'}
    if tests:
        entry['args'] = [dict(index=test[0], op=f'SCMP_CMP_{test[1]}',
                              value=test[2], valueTwo=(test + (0,))[3])
                         for test in tests]
    return entry


@pytest.fixture
def conflict(convert):
    """Return a function that imports a profile of some rules for read."""
    def convert_rules(*rules, status=0):
        text = convert({'defaultAction': 'SCMP_ACT_ERRNO', 'syscalls': rules},
                       status=status)
        return text if status else statements(text)
    return convert_rules


def test_rule_without_condition_wins(conflict):
    unconditional = rule('read', 'ALLOW')
    other = rule('read', 'LOG', (0, 'EQ', 1))
    assert conflict(other, unconditional)['allow'] == ['read']
    assert conflict(unconditional, other)['allow'] == ['read']


def test_first_of_two_without_condition_wins(conflict):
    found = conflict(rule('read', 'LOG'), rule('read', 'ALLOW'))
    assert found['log'] == ['read'] and 'allow' not in found


def test_empty_mask_is_no_condition(conflict):
    assert conflict(rule('read', 'ALLOW', (0, 'MASKED_EQ', 0, 1)))['allow'] == [
        'read']


def test_bits_outside_of_the_mask_do_not_count(conflict):
    assert conflict(rule('read', 'ALLOW', (0, 'MASKED_EQ', 6, 3)))['read'] == [
        '((arg0 & 6) == 2) allow']


def test_higher_argument_is_tried_first(conflict):
    a = rule('read', 'ALLOW', (0, 'EQ', 1))
    b = rule('read', 'LOG', (1, 'EQ', 2))
    expected = ['(arg1 == 2) log; (arg0 == 1) allow']
    assert conflict(a, b)['read'] == expected
    assert conflict(b, a)['read'] == expected


def test_stricter_comparison_is_tried_first(conflict):
    a = rule('read', 'ALLOW', (0, 'GE', 2))
    b = rule('read', 'LOG', (0, 'GT', 7))
    expected = ['(arg0 > 7) log; (arg0 >= 2) allow']
    assert conflict(a, b)['read'] == expected
    assert conflict(b, a)['read'] == expected


def test_same_condition_with_another_action_is_refused(conflict):
    message = conflict(rule('read', 'ALLOW', (0, 'EQ', 1)),
                       rule('read', 'LOG', (0, 'EQ', 1)), status=2)
    assert 'syscalls[1]' in message and 'read' in message


def test_two_tests_of_one_argument_are_two_rules(conflict):
    assert conflict(rule('read', 'ALLOW', (0, 'GT', 5), (0, 'LT', 2)))[
        'read'] == ['(arg0 > 5 || arg0 < 2) allow']


# --- Bad profiles ------------------------------------------------------------

BAD = [
    ('', ':1:1: '), ('[', 'JSON'), ('[]', 'an array; expected an object'),
    ('{"a":1}', "unknown key 'a'"), ('{} x', ':1:4: '), ('null', 'expected'),
    ('{"defaultAction":1}', 'defaultAction: this is a whole number'),
    ('{"defaultAction":"ALLOW"}', "unknown action 'ALLOW'"),
    ('{}', "'defaultAction' is missing"), ('{"a": tru}', ':1:'),
    ('[' * 100, 'deep'), (b'{"\xff":1}', 'FILE'), (b'{}\0', 'NUL'),
    ('{"a":\n 18446744073709551616}', ':2:2: '),
    ('{"a\\n\\u0000b":1}', 'unknown key'),
]


@pytest.mark.parametrize('content,message', BAD)
def test_bad_json(convert, content, message):
    assert message in convert(content, status=2)


ENTRY = ['syscalls', 1]
CHANGES = [
    (['defaultErrnoRet'], 65536, 'defaultErrnoRet: 65536 is too large'),
    (['defaultErrno'], 'EWRONG', "unknown errno 'EWRONG'"),
    (['syscalls'], {}, 'syscalls: this is an object'),
    (['syscalls', 1], 3, 'syscalls[1]: this is a whole number'),
    (ENTRY + ['extra'], 3, "syscalls[1]: unknown key 'extra'"),
    (ENTRY + ['names'], [], None),
    (ENTRY + ['names'], None, "syscalls[1]: 'names' is missing"),
    (ENTRY + ['names'], ['a b'], "syscalls[1].names[0]: 'a b' is no name"),
    (ENTRY + ['names'], [''], "syscalls[1].names[0]: '' is no name"),
    (ENTRY + ['name'], 'read', "syscalls[1].name: 'names' is there"),
    (ENTRY + ['name'], '', None),
    (ENTRY + ['action'], None, "syscalls[1]: 'action' is missing"),
    (ENTRY + ['errnoRet'], -1, 'syscalls[1].errnoRet: the number is negative'),
    (ENTRY + ['errnoRet'], 1.5, 'a number with a fraction'),
    (ENTRY + ['args', 0, 'index'], 6, 'args[0].index: 6 is too large'),
    (ENTRY + ['args', 0, 'index'], None, "args[0]: 'index' is missing"),
    (ENTRY + ['args', 0, 'value'], '1', 'args[0].value: this is a string'),
    (ENTRY + ['args', 0, 'op'], 'EQ', "args[0].op: unknown operator 'EQ'"),
    (ENTRY + ['args', 0, 'mask'], 1, "args[0]: unknown key 'mask'"),
    (ENTRY + ['includes'], [], 'includes: this is an array'),
    (ENTRY + ['includes'], {'cap': []}, "includes: unknown key 'cap'"),
    (ENTRY + ['includes'], {'caps': ['ADMIN']}, "unknown capability 'ADMIN'"),
    (ENTRY + ['includes'], {'arches': ['vax']}, "unknown architecture 'vax'"),
    (ENTRY + ['excludes'], {'minKernel': '6'}, "'6' is no version"),
    (ENTRY + ['excludes'], {'minKernel': '6.1-rc1'}, 'is no version'),
    (['flags', 0], 'LOG', "flags[0]: unknown flag 'LOG'"),
    (['archMap', 0, 'architecture'], 'X', "architecture 'X'"),
    (['archMap', 1, 'subArchitectures', 0], 'X',
     "archMap[1].subArchitectures[0]: unknown architecture 'X'"),
    (['architectures'], ['SCMP_ARCH_X86'], "archMap: 'architectures' is there"),
    (['listenerPath'], 7, 'listenerPath: this is a whole number'),
]


@pytest.mark.parametrize('where,value,message', CHANGES)
def test_bad_profile(convert, profile, where, value, message):
    part = profile
    for key in where[:-1]:
        part = part[key]
    if value is None:
        del part[where[-1]]
    else:
        part[where[-1]] = value
    if message is None:
        convert(profile)
    else:
        assert message in convert(profile, status=2)


def test_architecture_that_libseccomp_lacks(convert, profile):
    profile['archMap'][0]['subArchitectures'] = ['SCMP_ARCH_LOONGARCH64']
    assert 'libseccomp does not know SCMP_ARCH_LOONGARCH64' in convert(
        profile, status=2)


def test_runc(convert, profile):
    statement = 'unknown(bpf ptrace): errno ENOSYS'
    assert f'\n{statement}\n' in convert(profile, '--runtime', 'runc')
    for options in ['--runtime', 'crun'], []:
        assert f'\n# runc adds: {statement}\n' in convert(profile, *options)
    assert 'expected crun or runc' in convert(profile, '--runtime', 'podman', status=2)
    # What the entry says does not matter, but whether it is for this container.
    profile['syscalls'][4].update(names=['openat2'], action='SCMP_ACT_ERRNO')
    for caps, call in ('SYS_ADMIN', 'openat2'), ('none', 'bpf'):
        text = convert(profile, '--runtime', 'runc', '--caps', caps)
        assert f'\nunknown({call} ptrace): ' in text
    profile['defaultAction'] = 'SCMP_ACT_ALLOW'
    assert 'unknown(' not in convert(profile, '--runtime', 'runc')


def test_runtime_is_not_for_systemd(run):
    done = run('import', '--systemd', '--runtime', 'runc', 'SystemCallFilter=read')
    assert (done.returncode, done.stdout) == (2, '')
    assert 'leave it out' in done.stderr and done.stderr.count('\n') == 1


# --- systemd -----------------------------------------------------------------

@pytest.fixture
def systemd(run):
    """Return a function that imports lines of a unit."""
    def convert_lines(*lines, arch='x86-64', status=0):
        done = run('import', '--arch', arch, '--systemd', '\n'.join(lines))
        assert done.returncode == status, done.stderr
        if status:
            assert re.fullmatch(r'seccompctl: [^\n]+\n', done.stderr)
            return done.stderr
        return statements(done.stdout)
    return convert_lines


def test_allow_list(systemd):
    found = systemd('SystemCallFilter=read write', 'SystemCallFilter=~write open',
                    'SystemCallFilter=open')
    assert found['default'] == ['kill_process']
    assert found['other_arch'] == ['allow']
    assert found['arch'] == ['x86-64', 'x86', 'x32']
    assert {'read', 'open', 'execve', 'exit_group'} <= set(found['allow'])
    assert 'write' not in found['allow']


def test_deny_list(systemd):
    found = systemd('SystemCallFilter=~@swap:EACCES acct:7 bpf:kill ptrace read',
                    'SystemCallErrorNumber=EPERM', 'SystemCallFilter=read')
    assert found['default'] == ['allow']
    assert found['errno EACCES'] == ['swapoff', 'swapon']
    assert found['errno E2BIG'] == ['acct']
    assert found['kill_process'] == ['bpf']
    assert found['errno EPERM'] == ['ptrace']
    assert 'read' not in str(found)


@pytest.mark.parametrize('size, words', [(0, 'Is a directory'),
                                         (5 << 20, 'File too large')])
def test_unit_that_cannot_be_read(run, tmp_path, size, words):
    path = tmp_path / 'unit'
    if size:
        path.write_text('#' * size + '\nSystemCallFilter=read')
    else:
        path.mkdir()
    done = run('import', '--systemd', path)
    assert (done.returncode, done.stdout) == (3, '')
    assert done.stderr == f'seccompctl: {path}: {words}\n'


def test_reset(systemd):
    found = systemd('SystemCallFilter=read', 'SystemCallFilter=',
                    'SystemCallFilter=~bpf')
    assert found['default'] == ['allow'] and found['kill_process'] == ['bpf']


def test_archs_of_systemd(systemd):
    found = systemd('SystemCallArchitectures=native')
    assert found['arch'] == ['x86-64']
    assert found['other_arch'] == ['kill_thread']
    assert systemd('SystemCallArchitectures=x32')['arch'] == ['x86-64', 'x32']
    assert systemd('SystemCallFilter=~bpf', arch='arm64')['arch'] == ['arm64',
                                                                      'arm']


def test_log_list(systemd):
    found = systemd('SystemCallLog=read', 'SystemCallFilter=~write:EPERM')
    assert found['log'] == ['read'] and found['errno EPERM'] == ['write']
    found = systemd('SystemCallLog=~read', 'SystemCallFilter=~write:EPERM')
    assert found['default'] == ['log'] and found['allow'] == ['read']
    found = systemd('SystemCallLog=read', 'SystemCallFilter=~read:EPERM')
    assert found['errno EPERM'] == ['read'] and 'log' not in found


def test_address_families(systemd):
    found = systemd('RestrictAddressFamilies=AF_UNIX', 'SystemCallArchitectures='
                    'native', 'RestrictAddressFamilies=AF_INET AF_UNIX')
    assert found['socket'] == ['(arg0 in {1, 2}) allow; else errno EAFNOSUPPORT']
    found = systemd('RestrictAddressFamilies=~AF_NETLINK')
    assert found['socket/x86-64'] == ['(arg0 == 0x10) errno EAFNOSUPPORT']
    assert 'socket/x86' not in found
    found = systemd('RestrictAddressFamilies=none',
                    'SystemCallArchitectures=native')
    assert found['errno EAFNOSUPPORT'] == ['socket']


def test_namespaces(systemd):
    native = 'SystemCallArchitectures=native'
    found = systemd('RestrictNamespaces=~net', native)
    assert found['unshare'] == ['((arg0 & 0x40000000) == 0x40000000) errno EPERM']
    assert found['setns'] == ['(arg1 == 0 || (arg1 & 0x40000000) == 0x40000000) '
                              'errno EPERM']
    assert found['errno ENOSYS'] == ['clone3']
    assert 'setns' in systemd('RestrictNamespaces=yes', native)['errno EPERM']
    assert 'clone' not in systemd('RestrictNamespaces=no', native)
    merged = systemd('RestrictNamespaces=cgroup ipc', 'RestrictNamespaces=~cgroup '
                     'net', native)
    assert merged == systemd('RestrictNamespaces=ipc', native)
    assert '((arg1 & 0x40000000)' in systemd('RestrictNamespaces=~net',
                                             arch='s390x')['clone'][0]


def test_conditions_stay_behind_the_filter(systemd):
    found = systemd('SystemCallFilter=~mprotect:EACCES', 'SystemCallLog=mmap',
                    'MemoryDenyWriteExecute=yes', 'SystemCallArchitectures=native')
    assert found['errno EACCES'] == ['mprotect']
    assert found['mmap'] == ['((arg2 & 6) == 6) errno EPERM; else log']


def test_other_settings(run):
    done = run('import', '--systemd', 'ExecStart=/bin/true\nUser=daemon\n')
    assert done.returncode == 0
    assert 'not only: ExecStart User\n' in done.stdout


def test_settings_that_refuse_calls(systemd):
    found = systemd('ProtectKernelModules=yes', 'ProtectClock=no')
    assert found['errno EPERM'] == ['delete_module', 'finit_module', 'init_module']


def test_unit_file(run, tmp_path):
    unit = tmp_path / 'a.service'
    unit.write_text('[Service]\n; a comment\n# one more\nSystemCallFilter=~bpf \\\n'
                    '  acct:EPERM\nPrivateTmp=yes\n', encoding='utf-8')
    done = run('import', '--arch', 'x86-64', '--systemd', unit)
    found = statements(done.stdout)
    assert found['kill_process'] == ['bpf'] and found['errno EPERM'] == ['acct']


@pytest.mark.parametrize('lines,message', [
    (['SystemCallFilter=read', 'SystemCallFilter=fopen'], "2: unknown call 'fopen'"),
    (['SystemCallFilter=@nothing'], "1: unknown group '@nothing'"),
    (['SystemCallFilter=~read:EWRONG'], "unknown errno 'EWRONG'"),
    (['SystemCallFilter=~read:4096'], "unknown errno '4096'"),
    (['SystemCallErrorNumber=0'], "unknown errno '0'"),
    (['SystemCallArchitectures=vax'], "unknown architecture 'vax'"),
    (['RestrictAddressFamilies=UNIX'], "unknown address family 'UNIX'"),
    (['RestrictNamespaces=file'], "unknown namespace 'file'"),
    (['LockPersonality=perhaps'], "no boolean: 'perhaps'"),
    (['SystemCallLog=read:EPERM'], 'read:EPERM'),
    (['A=b', 'nonsense'], "2: this is no setting: 'nonsense'"),
])
def test_bad_lines(systemd, lines, message):
    assert message in systemd(*lines, status=2)


def test_missing_unit(run, tmp_path):
    assert run('import', '--systemd', tmp_path / 'no.service').returncode == 3

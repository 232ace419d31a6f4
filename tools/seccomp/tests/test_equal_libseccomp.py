# SPDX-License-Identifier: GPL-2.0-only
"""Imported profiles answer each call as the filters of libseccomp and systemd.

The harness fetches the profiles of docker and podman. It also captures the filter of
flatpak. All stay in build/profiles.
"""

import json
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess

import pytest

import policy_interpreter
from harness_files import harness_file
from policy_interpreter import Call

HERE = pathlib.Path(__file__).resolve().parent
MACHINES = [('x86-64', 'x86_64'), ('arm64', 'aarch64'), ('riscv64', 'riscv64'),
            ('ppc64-le', 'ppc64le'), ('s390x', 's390x')]
CAPS = ['', 'CAP_SYS_ADMIN', 'CAP_AUDIT_WRITE,CAP_SYS_CHROOT,CAP_SYS_PTRACE']


def call(*command, **options):
    return subprocess.run([*map(str, command)], check=False, encoding='utf-8',
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=600, **options)


@pytest.fixture(scope='module')
def build(tmp_path_factory):
    """Return a function that compiles a program of this directory."""
    directory = tmp_path_factory.mktemp('programs')

    def compile_program(name, *options):
        program = directory / name
        done = call('gcc', '-D_GNU_SOURCE', '-O2', '-Wall', '-Wextra',
                    '-Wno-sign-compare', HERE / f'{name}.c', '-o', program,
                    *options)
        assert done.returncode == 0 and not done.stderr, done.stderr
        return program
    return compile_program


@pytest.fixture(scope='module')
def equal(build):
    """Return the program that compares."""
    flags = call('pkg-config', '--cflags', '--libs', 'json-c').stdout.split()
    return build('equal_libseccomp', *flags, '-lseccomp')


@pytest.fixture(scope='module')
def capture(build):
    """Return the program that captures filters of systemd."""
    return build('capture_systemd', '-rdynamic', '-lseccomp', '-ldl')


def find_profile(name):
    """Return the path of a profile by its name."""
    if name == 'docker':
        return harness_file('docker.json', 'fetch_docker_profile.sh')
    if name == 'podman':
        installed = pathlib.Path('/usr/share/containers/seccomp.json')
        if installed.exists():
            return installed
        return harness_file('podman.json', 'fetch_podman_profile.sh')
    return HERE / 'oci' / f'{name}.json'


@pytest.fixture
def convert(run, tmp_path):
    """Return a function that imports a profile and compiles the policy."""
    def convert_profile(*arguments):
        policy, program = tmp_path / 'policy', tmp_path / 'ours.bpf'
        done = run('import', '-o', policy, *arguments)
        assert done.returncode == 0, done.stderr
        done = run('compile', '-o', program, policy)
        assert done.returncode == 0, done.stderr
        return program
    return convert_profile


def expect_equal(done, least):
    found = re.search(r'compared (\d+) verdicts for (\d+) numbers; 0 different',
                      done.stdout)
    assert done.returncode == 0 and found, done.stdout + done.stderr
    assert int(found.group(1)) >= int(found.group(2)) >= least
    print(done.stdout, end='')


@pytest.mark.parametrize('caps', CAPS)
@pytest.mark.parametrize('machine', MACHINES, ids=lambda machine: machine[0])
@pytest.mark.parametrize('name', ['docker', 'podman', 'small', 'flatpak'])
def test_profile(convert, equal, name, machine, caps):
    profile = find_profile(name)
    if not profile.exists():
        pytest.skip(f'the package of {name} has no profile')
    for kernel, runtime in ('4.4', 'crun'), ('6.1', 'crun'), ('6.1', 'runc'):
        program = convert('--arch', machine[0], '--caps', caps or 'none',
                          '--kernel', kernel, '--runtime', runtime, profile)
        expect_equal(call(equal, program, '--runc' if runtime == 'runc' else '--oci',
                          profile, machine[1], caps, kernel), 60000)


# What Debian 12's runc puts in front of the filter, as its debug log shows it.
RUNC = {'defaultAction': 'SCMP_ACT_ERRNO',
        'architectures': ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
        'syscalls': [{'names': ['read', 'socket', 'openat', 'memfd_create', 'execve',
                                'exit', 'exit_group', 'mmap', 'brk', 'write'],
                      'action': 'SCMP_ACT_ALLOW'},
                     # Rules that say what the default says.
                     {'names': ['bpf', 'mlock2'], 'action': 'SCMP_ACT_ERRNO'}]}
RUNC_LAST = {'x86': 376, 'x86-64': 325, 'x32': 0x40000000 | 520}


def write_profile(path, content):
    path.write_text(json.dumps(content), encoding='utf-8')
    return path


def test_runc_refuses_numbers_above_those_of_the_profile(convert, equal, tmp_path):
    profile = write_profile(tmp_path / 'runc.json', RUNC)
    for runtime, answer in ('runc', 0x50026), ('crun', 0x50001):
        program = convert('--arch', 'x86-64', '--runtime', runtime, profile)
        insns = policy_interpreter.unpack(program.read_bytes())
        for abi, last in RUNC_LAST.items():
            arch = 0x40000003 if abi == 'x86' else 0xc000003e
            for number, right in (last - 1, 0x50001), (last, 0x50001), \
                    (last + 1, answer), (last + 5000, answer):
                got = policy_interpreter.run(insns, Call(number, (), arch))
                assert got in (right, 0x7fff0000) if number <= last else got == right
        expect_equal(call(equal, program, '--runc' if runtime == 'runc' else '--oci',
                          profile, 'x86_64'), 60000)


@pytest.mark.parametrize('change', [
    {'defaultAction': 'SCMP_ACT_ALLOW'}, {'defaultAction': 'SCMP_ACT_LOG'},
    {'defaultAction': 'SCMP_ACT_TRACE'}, {'defaultAction': 'SCMP_ACT_KILL'},
    {'defaultErrnoRet': 38}, {'architectures': []},
    {'architectures': ['SCMP_ARCH_X32']},
    # The number of socket on x86 is above that of read, but runc sees no number.
    {'syscalls': [{'names': ['socket', 'read'], 'action': 'SCMP_ACT_ALLOW'}]},
    # A largest number of 0 has no effect.
    {'syscalls': [{'names': ['read'], 'action': 'SCMP_ACT_ALLOW'}]},
    {'syscalls': []}], ids=str)
def test_runc_with_other_profiles(convert, equal, tmp_path, change):
    profile = write_profile(tmp_path / 'runc.json', {**RUNC, **change})
    program = convert('--arch', 'x86-64', '--runtime', 'runc', profile)
    expect_equal(call(equal, program, '--runc', profile, 'x86_64'), 60000)


def test_difference_from_runc_is_found(convert, equal, tmp_path):
    profile = write_profile(tmp_path / 'runc.json', RUNC)
    program = convert('--arch', 'x86-64', profile)
    done = call(equal, program, '--runc', profile, 'x86_64')
    assert done.returncode == 1
    assert re.search(r'DIFFERENT arch 0xc000003e call 326 copy_file_range .*: '
                     r'ours 0x50001, libseccomp 0x50026', done.stdout)


def test_filter_of_flatpak(convert, equal):
    """The profile in oci/ is what flatpak does."""
    captured = harness_file('flatpak.bpf', 'fetch_flatpak_filter.sh')
    program = convert('--arch', 'x86-64', '--caps', 'none', '--kernel', '6.1',
                      find_profile('flatpak'))
    expect_equal(call(equal, program, '--bpf', captured), 60000)


# --- Profiles by chance ------------------------------------------------------

def random_rules(chance, name):
    """Return entries for one call. libseccomp 2.5 errs on other mixtures."""
    values = [0, 1, 2, 7, 0x80000000, 0xffffffff]
    actions = ['ALLOW', 'LOG', 'KILL_PROCESS', 'TRAP']
    many = chance.random() < 0.5
    ops = ['EQ'] if many else ['EQ', 'NE', 'LT', 'LE', 'GT', 'GE', 'MASKED_EQ']
    entries = []
    for _ in range(chance.randint(2, 4) if many else 1):
        args = [{'index': index, 'op': f'SCMP_CMP_{chance.choice(ops)}',
                 'value': chance.choice(values), 'valueTwo': chance.choice(values)}
                for index in chance.sample(range(6), chance.randint(1, 3))]
        entries.append({'names': [name], 'args': args,
                        'action': f'SCMP_ACT_{chance.choice(actions)}'})
    if chance.random() < 0.1:
        entries.append({'names': [name], 'action': 'SCMP_ACT_ALLOW'})
    return entries


@pytest.mark.parametrize('seed', range(12))
def test_random_profile(run, convert, equal, tmp_path, seed):
    chance = random.Random(seed)
    calls = ['read', 'openat', 'prctl', 'clone', 'fcntl', 'mmap', 'ioctl',
             'keyctl', 'futex', 'connect', 'shmat', 'lseek', 'getpid', 'write',
             'socketcall']
    entries = [{'names': ['close', 'brk', 'dup', 'exit'], 'action': 'SCMP_ACT_ALLOW'}]
    profile = tmp_path / 'random.json'
    options = ['--arch', 'x86-64', '--caps', 'none', '--kernel', '6.1', profile]
    used = 0
    for name in calls:
        more = random_rules(chance, name)
        profile.write_text(json.dumps({
            'defaultAction': 'SCMP_ACT_ERRNO', 'syscalls': entries + more,
            'architectures': ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86']}),
            encoding='utf-8')
        # libseccomp refuses some: one condition with two actions.
        if run('import', *options).returncode == 0:
            entries += more
            used += 1
    assert used >= 5
    profile.write_text(json.dumps({
        'defaultAction': 'SCMP_ACT_ERRNO', 'syscalls': entries,
        'architectures': ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86']}), encoding='utf-8')
    expect_equal(call(equal, convert(*options), '--oci', profile, 'x86_64', '',
                      '6.1'), 60000)


def test_difference_is_found(convert, equal, tmp_path):
    profile = find_profile('small')
    program = convert('--arch', 'x86-64', '--caps', 'none', '--kernel', '6.1',
                      profile)
    changed = json.loads(profile.read_text(encoding='utf-8'))
    changed['syscalls'][1]['args'][0]['value'] = 1
    other = tmp_path / 'other.json'
    other.write_text(json.dumps(changed), encoding='utf-8')
    done = call(equal, program, '--oci', other, 'x86_64', '', '6.1')
    assert done.returncode == 1
    assert re.search(r'DIFFERENT arch 0xc000003e call 135 personality 0x1 .*: '
                     r'ours 0x50001, libseccomp 0x7fff0000', done.stdout)


# --- systemd -----------------------------------------------------------------

def group_calls(name):
    """Return the calls of a group of the installed systemd."""
    shown = call('systemd-analyze', '--no-pager', 'syscall-filter', name).stdout
    found = []
    for word in re.findall(r'^    (@?[a-z0-9_-]+)$', shown, re.M):
        found += group_calls(word) if word.startswith('@') else [word]
    return found


SETTINGS = [
    (['MemoryDenyWriteExecute=yes'], [['memory']]),
    (['RestrictAddressFamilies=AF_UNIX AF_INET AF_NETLINK'],
     [['families', 'allow', '1', '2', '16']]),
    (['RestrictAddressFamilies=~AF_PACKET'], [['families', 'deny', '17']]),
    (['RestrictAddressFamilies=none'], [['families', 'allow']]),
    (['RestrictNamespaces=yes'], [['namespaces', '0']]),
    (['RestrictNamespaces=net user'], [['namespaces', '0x50000000']]),
    (['RestrictSUIDSGID=yes'], [['suid']]),
    (['RestrictRealtime=yes'], [['realtime']]),
    (['LockPersonality=yes'], [['personality', '0']]),
    (['SystemCallArchitectures=native'], [['archs', 'x86_64']]),
    (['SystemCallArchitectures=native x86'], [['archs', 'x86_64', 'x86']]),
    (['SystemCallLog=read openat'], [['log', 'allow', 'read', 'openat']]),
    (['SystemCallLog=~read'], [['log', 'deny', 'read']]),
    (['SystemCallFilter={@default} {@basic-io} socket recv'],
     [['filter', 'allow', '-1', '@default', '@basic-io', 'socket', 'recv']]),
    (['SystemCallFilter=~{@mount} socket', 'SystemCallErrorNumber=EACCES'],
     [['filter', 'deny', '13', '@mount', 'socket']]),
    (['SystemCallFilter={@system-service}', 'SystemCallErrorNumber=EPERM',
      'MemoryDenyWriteExecute=yes', 'RestrictNamespaces=yes',
      'RestrictSUIDSGID=yes', 'LockPersonality=yes', 'RestrictRealtime=yes',
      'RestrictAddressFamilies=AF_UNIX', 'SystemCallArchitectures=native'],
     [['families', 'allow', '1'], ['memory'], ['realtime'], ['suid'],
      ['namespaces', '0'], ['archs', 'x86_64'], ['personality', '0'],
      ['filter', 'allow', '1', '@system-service', '@default']]),
]


@pytest.mark.parametrize('lines,filters', SETTINGS,
                         ids=lambda value: value[0].split('=')[0]
                         if isinstance(value[0], str) else '')
def test_systemd(convert, equal, capture, tmp_path, lines, filters):
    if os.uname().machine != 'x86_64':
        pytest.skip('the expected filters are those of x86-64')
    if not shutil.which('systemd-analyze'):
        pytest.skip('systemd is not installed')
    paths = []
    for index, setting in enumerate(filters):
        prefix = tmp_path / f'{index:02d}-'
        done = call(capture, prefix, *setting)
        if done.returncode == 77:
            pytest.skip(done.stderr.strip())
        assert done.returncode == 0, done.stderr
        paths += sorted(tmp_path.glob(f'{index:02d}-*.bpf'))
    # The groups of the installed systemd, since versions differ.
    text = re.sub(r'\{(@[a-z-]+)\}', lambda found: ' '.join(
        name for name in group_calls(found.group(1))), '\n'.join(lines))
    if any('@' in word for setting in filters for word in setting) and \
            'SystemCallFilter=~' not in text:
        # import adds its own @default; take what systemd's one lacks away.
        listed = set(re.search('SystemCallFilter=(.*)', text).group(1).split())
        listed |= set(group_calls('@default'))
        ours = re.search(r'default_calls\[\] = \{(.*?)\};',
                         (HERE.parent / 'groups_table.h').read_text(
                             encoding='utf-8'), re.S).group(1)
        extra = set(re.findall(r'"([^"]+)"', ours)) - listed
        if extra:
            text += f'\nSystemCallFilter=~{" ".join(sorted(extra))}'
    unit = tmp_path / 'a.service'
    unit.write_text(text + '\n', encoding='utf-8')
    program = convert('--arch', 'x86-64', '--systemd', unit)
    expect_equal(call(equal, program, '--bpf', *paths), 60000)


# --- Time --------------------------------------------------------------------

def test_docker_compiles_in_50_ms(seccompctl, sanitized, tmp_path):
    if sanitized:
        pytest.skip('sanitizers take time')
    profile = find_profile('docker')
    policy = tmp_path / 'policy'
    seconds = []
    for _ in range(20):
        before = os.times()
        for command in (['import', '-o', policy, profile],
                        ['compile', '-o', os.devnull, policy]):
            assert call(seccompctl, *command).returncode == 0
        after = os.times()
        seconds.append(after.children_user + after.children_system -
                       before.children_user - before.children_system)
    print(f'median {statistics.median(seconds) * 1000:.0f} ms of CPU time')
    assert statistics.median(seconds) < 0.05

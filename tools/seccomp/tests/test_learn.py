# SPDX-License-Identifier: GPL-2.0-only
"""Tests of seccompctl learn: the text of policies, counters, observers and events."""

import ctypes
import errno
import os
import re
import signal
import struct
import subprocess
import sys
import time

import pytest

import programs
from fake_kernel import fake, fake_library  # noqa: F401 (fixtures)

X86_64 = 0xc000003e
I386 = 0x40000003
AARCH64 = 0xc00000b7
OTHER = 0xffffffff
ERRNO = 0x50000
TRACING = '/sys/kernel/tracing'


def native_arch():
    """Return AUDIT_ARCH_* of this machine."""
    return {'x86_64': X86_64, 'aarch64': AARCH64}[os.uname().machine]


def number_of(name, scmp_arch):
    """Return the number of a call of another ABI."""
    library = ctypes.CDLL('libseccomp.so.2')
    return library.seccomp_syscall_resolve_name_arch(scmp_arch, name.encode())


def record(nr, count, action=programs.ALLOW, arch=None):
    """Return a struct seccomp_count."""
    arch = native_arch() if arch is None else arch
    return struct.pack('=IIIIQ', arch, nr, action, 0, count)


def call(name, count, action=programs.ALLOW):
    """Return a record of a native call."""
    return record(programs.call_number(name), count, action)


def rules(text):
    """Return the rules of a policy: their text before the comment, and the comment."""
    found = {}
    for line in text.splitlines():
        if re.match(r'[^#\n]+:', line):
            rule, _, comment = line.partition(' # ')
            assert rule.strip() not in found, rule
            found[rule.strip()] = comment
    return found


def allowed(text):
    """Return the calls that rules of a policy allow."""
    names = set()
    for rule in rules(text):
        head, _, tail = rule.partition(':')
        if head == 'allow':
            names.update(tail.split())
        elif tail.endswith(' allow'):
            names.add(head)
    return names


@pytest.fixture
def learn_records(run, tmp_path):
    """Return a function that makes a policy of records."""
    def learn(*records, options=()):
        path = tmp_path / 'records'
        path.write_bytes(b''.join(records))
        return run('learn', *options, '--records', path)
    return learn


# --- The text -------------------------------------------------------------------------


def test_calls_are_sorted_with_their_counts(learn_records):
    done = learn_records(call('write', 7), call('close', 3), call('openat', 12))
    assert done.returncode == 0
    assert done.stderr == ''
    found = rules(done.stdout)
    assert list(found)[:5] == ['default: errno EPERM', 'arch: ' + native_name(),
                               'allow: close', 'allow: openat', 'allow: write']
    assert [found[f'allow: {name}'] for name in ('close', 'openat', 'write')] == [
        '3', '12', '7']


def native_name():
    """Return the name of the native ABI."""
    return {'x86_64': 'x86-64', 'aarch64': 'arm64'}[os.uname().machine]


def test_kill_is_the_default_action_on_demand(learn_records):
    done = learn_records(call('write', 1), options=['--kill'])
    assert 'default: kill' in done.stdout.splitlines()


@pytest.mark.parametrize('name', ['exit_group', 'futex', 'restart_syscall', 'rseq',
                                  'rt_sigreturn'])
def test_calls_of_libc_are_there_with_a_reason(learn_records, name):
    found = rules(learn_records(call('write', 1)).stdout)
    assert re.fullmatch(r'[a-zA-Z() ]{10,}', found[f'allow: {name}'])


def test_a_call_of_libc_that_was_seen_has_its_count(learn_records):
    found = rules(learn_records(call('futex', 5)).stdout)
    assert found['allow: futex'] == '5'


def test_newer_calls_do_not_exist(learn_records):
    done = learn_records(call('openat', 5), call('close', 2), call('close_range', 1))
    found = rules(done.stdout)
    assert found['errno ENOSYS: openat2'] == 'otherwise no openat'
    assert 'close_range' in allowed(done.stdout)
    assert 'errno ENOSYS: close_range' not in found
    assert 'errno ENOSYS: clone3' not in found


def test_lint_finds_nothing_in_what_was_learned(run, learn_records, tmp_path):
    names = ['openat', 'close', 'newfstatat', 'clone', 'faccessat', 'write']
    path = tmp_path / 'policy'
    done = learn_records(*(call(name, 1) for name in names), options=['-o', path])
    assert done.returncode == 0
    done = run('lint', path)
    assert (done.returncode, done.stdout) == (0, '')


def test_actions_that_let_a_call_run_are_added_up(learn_records):
    done = learn_records(call('getppid', 1, 0x7fc00000), call('getppid', 2, 0x7ffc0000),
                         call('getppid', 4))
    assert rules(done.stdout)['allow: getppid'] == '7'


@pytest.mark.parametrize('action', [ERRNO, 0, programs.KILL, 0x30000, OTHER])
def test_a_refused_call_has_no_rule(learn_records, action):
    done = learn_records(call('write', 1), call('mkdirat', 9, action))
    assert 'mkdirat' not in allowed(done.stdout)
    assert f'#   mkdirat/{native_name()} 9' in done.stdout.splitlines()


def test_a_call_refused_only_sometimes_has_a_rule(learn_records):
    done = learn_records(call('mkdirat', 9, ERRNO), call('mkdirat', 2))
    assert rules(done.stdout)['allow: mkdirat'] == '2'


def test_a_group_stands_for_its_calls_if_all_were_seen(learn_records, run):
    names = ['read', 'write', 'pipe2']
    assert '@' not in learn_records(*(call(name, 1) for name in names)).stdout
    listed = [line.split() for line in subprocess.run(
        ['grep', '-A60', 'chown_calls', os.path.join(
            os.path.dirname(__file__), '../groups_table.h')],
        check=True, capture_output=True, encoding='utf-8').stdout.splitlines()]
    members = []
    for line in listed[1:]:
        if line[0] == 'NULL,' or line[0] == '};':
            break
        members.append(line[0].strip('",'))
    present = [name for name in members if has_call(name)]
    assert len(present) > 2
    found = rules(learn_records(*(call(name, 2) for name in present),
                                call('write', 1)).stdout)
    assert found['allow: @chown'].startswith(f'{2 * len(present)},')
    assert not any(f'allow: {name}' in found for name in present)
    found = rules(learn_records(*(call(name, 2) for name in present[1:])).stdout)
    assert 'allow: @chown' not in found
    assert f'allow: {present[1]}' in found


def has_call(name):
    """Return whether this machine has a call."""
    library = ctypes.CDLL('libseccomp.so.2')
    return library.seccomp_syscall_resolve_name(name.encode()) >= 0


@pytest.mark.skipif(os.uname().machine != 'x86_64', reason='numbers of x86')
def test_each_abi_allows_what_it_was_seen_to_call(learn_records):
    done = learn_records(call('write', 1), call('getppid', 1),
                         record(number_of('write', I386), 4, arch=I386),
                         record(number_of('mkdir', I386), 5, arch=I386))
    found = rules(done.stdout)
    assert 'arch: x86-64 x86' in found
    assert found['allow: write'] == '5'
    assert found['allow: mkdir/x86'] == '5'
    assert found['allow: getppid/x86-64'] == '1'
    assert 'allow: sigreturn/x86' in found


def test_numbers_without_a_name_are_comments(learn_records):
    done = learn_records(call('write', 1), record(0xfffffff2, 3),
                         record(0xffffffff, 4, arch=0), record(1020, 6))
    assert '# Calls with a number that no call has: 3' in done.stdout
    assert '# Calls of an unknown ABI: 4' in done.stdout
    assert f'#   number 1020 of {native_name()}: 6' in done.stdout


@pytest.mark.parametrize('data', [b'short', record(1, 1) + b'x', record(1, 0)])
def test_other_files_are_no_records(run, tmp_path, data):
    path = tmp_path / 'records'
    path.write_bytes(data)
    done = run('learn', '-o', tmp_path / 'policy', '--records', path)
    assert done.returncode == 2
    assert re.fullmatch(r'seccompctl: [^\n]*records: no records [^\n]*\n', done.stderr)
    assert not (tmp_path / 'policy').exists()


def test_no_calls_are_no_policy(learn_records):
    done = learn_records()
    assert done.returncode == 3
    assert done.stdout == ''
    assert 'no call was seen' in done.stderr


# --- Differences ----------------------------------------------------------------------


@pytest.fixture
def in_force(tmp_path):
    """Return a program that refuses two calls, and some requests of a third."""
    path = tmp_path / 'force'
    path.write_bytes(programs.pack([
        (0x20, 0, 0, 0),
        (0x15, 1, 0, programs.call_number('mkdirat')),
        (0x15, 0, 1, programs.call_number('unlinkat')),
        (0x06, 0, 0, ERRNO | errno.EDOM),
        (0x15, 0, 3, programs.call_number('ioctl')),
        (0x20, 0, 0, 24),
        (0x15, 1, 0, 0x5401),
        (0x06, 0, 0, ERRNO | errno.ENOTTY),
        (0x06, 0, 0, programs.ALLOW),
    ]))
    return path


def test_differences_from_a_policy_in_force(learn_records, in_force, tmp_path):
    out = tmp_path / 'policy'
    done = learn_records(call('mkdirat', 3), call('write', 5), call('ioctl', 2),
                         options=['--bpf', in_force, '-o', out])
    assert done.returncode == 0
    sections = done.stdout.split('\n')
    assert sections[0] == f'Against {in_force}:'
    after = done.stdout.split('refused there, and wanted here:\n')[1]
    assert re.match(r'  mkdirat \(errno EDOM, 3\)\n', after)
    after = done.stdout.split('for some arguments, and wanted here:\n')[1]
    assert re.match(r'  ioctl \(errno ENOTTY, 2\)\n', after)
    unused = done.stdout.split('never used here:\n')[1].split()
    assert 'getppid' in unused
    assert not {'write', 'mkdirat', 'unlinkat', 'ioctl'} & set(unused)
    assert unused.count('getppid') == 1
    assert 'Against' not in out.read_text()


def test_differences_are_comments_behind_a_policy(learn_records, in_force):
    done = learn_records(call('mkdirat', 3), options=['--bpf', in_force])
    tail = done.stdout[done.stdout.index('# Against'):]
    assert all(line.startswith('#') for line in tail.splitlines())


# --- Counters -------------------------------------------------------------------------


def test_counters_are_read_when_the_command_has_ended(run, fake, tmp_path):  # noqa: F811
    counts = tmp_path / 'counts'
    counts.write_bytes(call('write', 11) + call('close', 12) + record(0xfffffff0, 1))
    done = run('learn', '--', 'sh', '-c', 'echo said',
               env={**fake, 'FAKE_COUNTS': str(counts)})
    assert done.returncode == 0
    assert done.stdout.startswith('said\n')
    found = rules(done.stdout)
    assert (found['allow: write'], found['allow: close']) == ('11', '12')
    # COUNT and ON_EXEC.
    assert (tmp_path / 'log').read_text() == 'flags=24000000 reserve=0 label=learn len=1\n'
    assert 'learn: 24 calls, 2 different' in done.stderr


def test_enforce_attaches_the_policy_inside(run, fake, in_force, tmp_path):  # noqa: F811
    counts = tmp_path / 'counts'
    counts.write_bytes(call('write', 11) + call('mkdirat', 2, ERRNO))
    done = run('learn', '--enforce', '--bpf', in_force, '--', 'true',
               env={**fake, 'FAKE_COUNTS': str(counts)})
    assert done.returncode == 0
    assert (tmp_path / 'log').read_text().splitlines() == [
        'flags=24000000 reserve=0 label=learn len=1',
        'flags=4000000 reserve=0 label= len=9']
    assert '#   mkdirat (errno EDOM, 2)' in done.stdout


@pytest.mark.parametrize('options', [('--counters',), ('--trace',)])
def test_a_kernel_without_counters_is_told(run, options):
    done = run('learn', *options, '--', 'true')
    if done.returncode == 0:
        pytest.skip('this kernel has counters, which the test must not have')
    assert done.returncode == 3
    assert re.fullmatch(r'seccompctl: [^\n]*this kernel lacks counters[^\n]*\n',
                        done.stderr)


# --- The observer ---------------------------------------------------------------------


@pytest.fixture
def observe(run, tmp_path):
    """Return a function that learns from a command by an observer."""
    def learn(*words, options=(), status=0):
        out = tmp_path / 'policy'
        done = run('learn', '--notify', '-o', out, *options, '--', *words)
        assert done.returncode == status, done.stderr
        return done, out.read_text() if out.exists() else ''
    return learn


def python(*lines):
    """Return a command that runs a program in Python."""
    return [sys.executable, '-I', '-S', '-c', '\n'.join(lines)]


COMMANDS = [('true',), ('ls', '-a', '/'), ('cat', '/etc/passwd'),
            ('sh', '-c', 'ls / | cat')]


@pytest.mark.parametrize('command', COMMANDS, ids=' '.join)
def test_observed_commands_do_what_they_do_alone(observe, command):
    alone = subprocess.run(command, check=True, capture_output=True, encoding='utf-8')
    done, policy = observe(*command)
    assert done.stdout == alone.stdout
    assert {'execve', 'exit_group', 'mmap'} <= allowed(policy)
    assert ('getdents64' in allowed(policy)) == ('ls' in command[-1] or
                                                 command[0] == 'ls')


def test_observed_arguments_become_rules(observe):
    _, policy = observe(*python(
        'import socket', 'socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)',
        'socket.socket(socket.AF_INET, socket.SOCK_STREAM)',
        'import os', 'os.close(os.open("/etc/hostname", os.O_RDONLY | os.O_NOFOLLOW))'),
        options=['--arguments'])
    text = '\n'.join(rules(policy))
    assert re.search(r'^socket: \(family in \{AF_UNIX, AF_INET\} && type in '
                     r'\{.*SOCK_STREAM.*\}\) allow$', text, re.M)
    flags = re.search(r'^openat: \(flags in \{(.*)\}\) allow$', text, re.M)[1]
    assert any('O_NOFOLLOW' in value for value in flags.split(', '))
    assert not any('O_CREAT' in value for value in flags.split(', '))


def test_observed_arguments_are_comments_without_the_option(observe):
    _, policy = observe(*python('import socket', 'socket.socketpair()'))
    lines = policy.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith('allow: socketpair'))
    assert lines[at + 1].startswith('#   family == AF_UNIX && type == SOCK_STREAM')


def test_observed_directories(observe, tmp_path):
    (tmp_path / 'deep').mkdir()
    _, policy = observe(*python(
        'import os', f'os.mkdir("{tmp_path}/absolute")', f'os.chdir("{tmp_path}")',
        'os.mkdir("relative")', f'fd = os.open("{tmp_path}/deep", os.O_RDONLY)',
        'os.mkdir("by-fd", dir_fd=fd)'))
    text = policy.replace('\n#    ', '')
    directories = re.search(r'^allow: mkdirat.*\n#   directories: (.*)$', text, re.M)
    plain = re.search(r'^allow: mkdir .*\n#   directories: (.*)$', text, re.M)
    seen = directories[1].split() + (plain[1].split() if plain else [])
    assert set(seen) == {f'{tmp_path}/', f'{tmp_path}/deep/'}


@pytest.mark.parametrize('name, status', [('missing', 127), ('text', 126), ('.', 126)])
def test_nothing_is_learned_from_no_program(observe, tmp_path, name, status):
    (tmp_path / 'text').write_text('no program')
    done, policy = observe(f'{tmp_path}/{name}', status=status)
    assert (done.stdout, policy) == ('', '')
    assert f'cannot execute {tmp_path}/{name}: ' in done.stderr


@pytest.mark.parametrize('call', ['symlink', 'symlinkat'])
def test_observed_directory_of_a_link(observe, tmp_path, call):
    """The directory is that of the link. The target of a link is only a text."""
    if call == 'symlink' and os.uname().machine != 'x86_64':
        pytest.skip('this architecture has no symlink')
    (tmp_path / 'deep').mkdir()
    number = programs.call_number(call)
    at = 'fd, ' if call == 'symlinkat' else ''
    _, policy = observe(*python(
        'import ctypes, os', 'libc = ctypes.CDLL(None)', f'os.chdir("{tmp_path}")',
        f'fd = os.open("{tmp_path}/deep", os.O_RDONLY)',
        f'assert libc.syscall({number}, b"/target/file", {at}b"one") == 0',
        f'assert libc.syscall({number}, b"../up/file", {at}b"{tmp_path}/deep/two") == 0'))
    text = policy.replace('\n#    ', '')
    directories = re.search(rf'^allow: {call} .*\n#   directories: (.*)$', text, re.M)[1]
    own = f'{tmp_path}/' if call == 'symlink' else f'{tmp_path}/deep/'
    assert set(directories.split()) == {own, f'{tmp_path}/deep/'}
    assert os.path.islink(tmp_path / 'deep' / 'two')


def test_observed_addresses(observe):
    _, policy = observe(*python(
        'import socket', 's = socket.socket()', 's.bind(("127.0.0.1", 0))',
        't = socket.socket(socket.AF_UNIX)', 't.connect_ex("/no/such/socket")',
        'u = socket.socket(socket.AF_UNIX)', 'u.connect_ex("\\0abstract")'))
    assert '#   addresses: inet:127.0.0.1:0' in policy.splitlines()
    assert ('#   addresses: unix-abstract:abstract unix:/no/such/socket' in
            policy.splitlines())


def test_observed_fields_behind_pointers(observe):
    _, policy = observe(*python(
        'import socket', 's = socket.socket()', 's.bind(("127.0.0.1", 0))'),
        options=['--arguments'])
    lines = policy.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith('allow: bind'))
    assert lines[at + 1] == '#   addr.family == AF_INET'


def test_observed_calls_are_judged_with_their_arguments(observe, in_force):
    done, _ = observe(*python(
        'import os, fcntl', 'for request in (0x5401, 0x5401, 0x5413):', '    try:',
        '        fcntl.ioctl(0, request, bytes(64))', '    except OSError:',
        '        pass', 'try:', '    os.mkdir("/tmp", dir_fd=3)', 'except OSError:',
        '    pass'), options=['--bpf', in_force])
    wanted = done.stdout.split('wanted here:\n')[1].split('\n')
    assert re.search(r' mkdirat \(errno EDOM, 1\)', wanted[0])
    # The program allows 0x5401.
    assert re.search(r' ioctl \(errno ENOTTY, 1\)', wanted[0])
    assert 'for some arguments' not in done.stdout


def test_observed_threads_and_processes(observe):
    _, policy = observe(*python(
        'import os, threading', 't = threading.Thread(target=os.getppid)', 't.start()',
        't.join()', 'pid = os.fork()', 'if not pid:', '    os._exit(os.umask(0) * 0)',
        'os.waitpid(pid, 0)'))
    assert {'getppid', 'umask', 'wait4'} <= allowed(policy)


def test_observer_sees_more_than_one_run(observe):
    _, once = observe(*python('import os', 'os.getppid()'))
    _, thrice = observe(*python('import os', 'for i in range(3):', '    os.getppid()'))
    assert rules(once)['allow: getppid'] == '1'
    assert rules(thrice)['allow: getppid'] == '3'


def test_observer_waits_for_daemons(observe):
    done, policy = observe('sh', '-c', '(sleep 0.3; umask 077; pwd -P) & exit 3')
    assert 'the command has exited with status 3' in done.stderr
    assert 'umask' in allowed(policy)
    assert 'killed' not in done.stderr


def test_observer_kills_what_remains(observe):
    began = time.monotonic()
    done, policy = observe('sh', '-c', 'sleep 50 & exit 0', options=['--time', '1'])
    assert time.monotonic() - began < 40
    assert 'killed what still ran (1)' in done.stderr
    assert 'clock_nanosleep' in allowed(policy)


def test_observer_tells_of_a_signal(observe):
    done, _ = observe('sh', '-c', 'kill -9 $$')
    assert 'signal 9 has killed the command' in done.stderr


def test_observer_and_interrupts(seccompctl, tmp_path):
    out = tmp_path / 'policy'
    with subprocess.Popen([seccompctl, 'learn', '--notify', '-o', out, '--', 'sh', '-c',
                           'sleep 50 & echo ready'], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as child:
        assert child.stdout.readline() == b'ready\n'
        time.sleep(0.5)
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=20)
        assert child.returncode == 0
    assert 'write' in allowed(out.read_text())


def test_no_such_command_is_no_policy(observe):
    done, policy = observe('no-such-command', status=127)
    assert 'command not found' in done.stderr
    assert policy == ''


def test_what_was_learned_suffices(run, observe, tmp_path):
    """A policy is accepted, lets the command run, and refuses another call."""
    command = python('import os', 'print(os.listdir("/proc/self/fd") != [])')
    for options in ([], ['--arguments']):
        _, policy = observe(*command, options=options)
        path = tmp_path / 'learned'
        path.write_text(policy)
        done = run('run', '--policy', path, '--', *command)
        if 'this build reads no policies' in done.stderr:
            pytest.skip('this build reads no policies')
        assert (done.returncode, done.stdout) == (0, 'True\n'), done.stderr
        done = run('run', '--policy', path, '--', *python(
            'import os', 'try:', '    os.mkdir("/tmp")', 'except OSError as error:',
            '    print(error.errno)'))
        assert (done.returncode, done.stdout) == (0, f'{errno.EPERM}\n'), done.stderr


# --- Events of a process --------------------------------------------------------------


@pytest.fixture
def tracing():
    """Skip a test of trace events where there are none."""
    if not os.access(TRACING + '/instances', os.W_OK):
        pytest.skip(f'{TRACING} is not writable: trace events need root and tracefs')
    if not os.path.isdir(TRACING + '/events/raw_syscalls'):
        pytest.skip('this kernel has no event raw_syscalls')


def left_buffers():
    """Return the buffers of learn whose process has ended."""
    found = [re.fullmatch(r'seccompctl-([0-9]+)(?:-[0-9]+)?', name)
             for name in os.listdir(TRACING + '/instances')]
    return [match[0] for match in found
            if match and not os.path.exists(f'/proc/{match[1]}')]


def test_events_of_a_process_and_its_children(run, tracing, tmp_path):
    with subprocess.Popen(['sh', '-c', 'while :; do umask 022; ls / >/dev/null; done'],
                          start_new_session=True) as child:
        try:
            done = run('learn', '--pid', child.pid, '--time', 3, '--arguments')
        finally:
            os.killpg(child.pid, signal.SIGKILL)
    assert done.returncode == 0, done.stderr
    assert {'umask', 'execve', 'getdents64', 'openat'} <= allowed(done.stdout)
    assert 'O_DIRECTORY' in next(rule for rule in rules(done.stdout)
                                 if rule.startswith('openat: '))
    assert left_buffers() == []


def test_events_end_with_the_process(run, tracing):
    with subprocess.Popen(['sh', '-c', 'sleep 8; umask 022']) as child:
        began = time.monotonic()
        done = run('learn', '--pid', child.pid)
        assert time.monotonic() - began < 40
    assert done.returncode == 0, done.stderr
    assert 'umask' in allowed(done.stdout)
    assert left_buffers() == []


def test_filters_of_the_process_are_in_force(run, seccompctl, tracing, in_force):
    with subprocess.Popen([seccompctl, 'run', '--bpf', in_force, '--', 'sh', '-c',
                           'while :; do umask 022; sleep 0.1; done'],
                          start_new_session=True) as child:
        try:
            time.sleep(1)
            done = run('learn', '--pid', child.pid, '--time', 1)
        finally:
            os.killpg(child.pid, signal.SIGKILL)
    assert done.returncode == 0, done.stderr
    unused = done.stdout.split('never used here:\n')[1]
    assert 'getppid' in unused
    assert 'umask' not in unused
    assert 'mkdirat' not in unused


def test_no_such_process(run):
    done = run('learn', '--pid', 1 << 22)
    assert done.returncode == 3
    assert done.stderr == f'seccompctl: learn: no process {1 << 22}\n'


# --- The command line -----------------------------------------------------------------


@pytest.mark.parametrize('words', [
    (), ('--pid', 'x'), ('--pid', '0'), ('--time', '-1', 'true'), ('--what', 'true'),
    ('--counters', '--notify', 'true'), ('--pid', '1', 'true'), ('--enforce', 'true'),
    ('--records', 'FILE', '--arguments'), ('-o',), ('--bpf', '/dev/null', 'true')])
def test_bad_arguments_are_one_line(run, tmp_path, words):
    done = run('learn', *words, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ''
    assert re.fullmatch(r'seccompctl: [^\n]*\n', done.stderr)

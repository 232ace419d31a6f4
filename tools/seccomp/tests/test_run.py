# SPDX-License-Identifier: GPL-2.0-only
"""Tests of seccompctl run with filters that the kernel of this machine attaches."""

import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys

import pytest

import programs
from supervisor import Supervisor

TRY_MKDIR = '''
import os, sys
try:
    os.mkdir(sys.argv[1])
except OSError as error:
    sys.exit(error.errno)
'''
NOBODY = 65534


@pytest.fixture
def bpf(tmp_path):
    """Return a function that writes a program to a file, and returns its path."""
    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path
    return write


@pytest.fixture
def no_mkdir(bpf):
    """Return a program that refuses to make directories."""
    return bpf('no-mkdir', programs.answer(programs.errno_action(errno.EDOM),
                                           'mkdir', 'mkdirat'))


@pytest.fixture
def allow(bpf):
    """Return a program that allows everything."""
    return bpf('allow', programs.pack([(6, 0, 0, programs.ALLOW)]))


@pytest.fixture
def mainline(run, allow):
    """Skip a test of what other kernels lack if this kernel has it."""
    if run('run', '--bpf', allow, '--on-exec', 'true').returncode == 0:
        pytest.skip('this kernel has SECCOMP_ATTACH, which the test must not have')


def is_one_line(done, *words):
    """Check that the error is one line with some words."""
    return (re.fullmatch(r'seccompctl: [^\n]*\n', done.stderr) and
            all(word in done.stderr for word in words))


def test_filter_is_in_force(run, no_mkdir, tmp_path):
    done = run('run', '--bpf', no_mkdir, '--', sys.executable, '-c', TRY_MKDIR,
               tmp_path / 'made')
    assert done.returncode == errno.EDOM
    assert not (tmp_path / 'made').exists()


def test_without_the_filter_the_call_succeeds(run, allow, tmp_path):
    done = run('run', '--bpf', allow, sys.executable, '-c', TRY_MKDIR,
               tmp_path / 'made')
    assert done.returncode == 0
    assert (tmp_path / 'made').exists()


def test_all_filters_are_attached(run, no_mkdir, bpf, allow):
    no_link = bpf('no-link', programs.answer(programs.errno_action(errno.EXDEV),
                                             'symlink', 'symlinkat'))
    script = TRY_MKDIR.replace('os.mkdir(sys.argv[1])', 'os.symlink("a", "/b/c")')
    arguments = ['run', '--bpf', no_mkdir, '--bpf', no_link, '--bpf', allow, '--']
    done = run(*arguments, sys.executable, '-c', TRY_MKDIR, '/b/c')
    assert done.returncode == errno.EDOM
    done = run(*arguments, sys.executable, '-c', script)
    assert done.returncode == errno.EXDEV
    done = run(*arguments, 'grep', 'Seccomp_filters', '/proc/self/status')
    assert int(done.stdout.split()[1]) >= 3


def test_no_new_privs_is_set(run, allow):
    done = run('run', '--bpf', allow, 'grep', 'NoNewPrivs', '/proc/self/status')
    assert done.stdout.split() == ['NoNewPrivs:', '1']


@pytest.mark.skipif(os.geteuid() != 0, reason='only root can become another user')
def test_needs_no_privileges(seccompctl, tmp_path):
    # The user may be unable to read the directories of the test.
    with open(seccompctl, 'rb') as program:
        copy = os.memfd_create('seccompctl', 0)
        os.write(copy, program.read())
    data = programs.answer(programs.errno_action(errno.EDOM), 'mkdir', 'mkdirat')
    done = subprocess.run([f'/proc/self/fd/{copy}', 'run', '--bpf', '-', '--',
                           '/usr/bin/mkdir', '/tmp/never'],
                          input=data, stderr=subprocess.PIPE, pass_fds=[copy],
                          user=NOBODY, group=NOBODY, extra_groups=[], check=False)
    os.close(copy)
    assert b'mkdir: ' in done.stderr
    assert b'out of domain' in done.stderr
    assert not os.path.exists('/tmp/never')


@pytest.mark.parametrize('status', [0, 1, 2, 77, 125, 255])
def test_exit_status_is_that_of_the_command(run, allow, status):
    done = run('run', '--bpf', allow, 'sh', '-c', f'exit {status}')
    assert done.returncode == status
    assert done.stderr == ''


def test_command_not_found(run, allow):
    for name in ['no-such-command', '/no/such/command', '']:
        done = run('run', '--bpf', allow, name)
        assert done.returncode == 127, name
        assert is_one_line(done), name


def test_command_not_executable(run, allow, tmp_path):
    path = tmp_path / 'text'
    path.write_text('exit 5\n')
    done = run('run', '--bpf', allow, path)
    assert done.returncode == 126
    assert is_one_line(done, str(path), 'Permission denied')
    path.chmod(0o755)
    # As with env(1), sh runs a script without an interpreter.
    assert run('run', '--bpf', allow, path).returncode == 5


def test_command_is_searched_in_path(run, allow, tmp_path):
    for name in 'first', 'second':
        (tmp_path / name).mkdir()
    (tmp_path / 'first' / 'tool').write_text('no program')
    program = tmp_path / 'second' / 'tool'
    program.write_text('#!/bin/sh\necho "$0"\n')
    program.chmod(0o755)
    path = f'{tmp_path}/first:{tmp_path}/second'
    done = run('run', '--bpf', allow, 'tool', env={**os.environ, 'PATH': path})
    assert done.stdout == f'{program}\n'
    done = run('run', '--bpf', allow, 'tool', cwd=tmp_path / 'second',
               env={**os.environ, 'PATH': f'{tmp_path}/first:'})
    assert done.stdout == './tool\n'


def test_refused_exec_says_so_and_runs_nothing(run, bpf, mainline, tmp_path):
    no_exec = bpf('no-exec', programs.answer(programs.errno_action(errno.EPERM),
                                             'execve', 'execveat'))
    done = run('run', '--bpf', no_exec, 'touch', tmp_path / 'made')
    assert done.returncode == 126
    assert is_one_line(done, 'has to allow this execve')
    assert not (tmp_path / 'made').exists()


def test_second_filter_refused_runs_nothing(run, bpf, mainline, allow, tmp_path):
    no_seccomp = bpf('no-seccomp',
                     programs.answer(programs.errno_action(errno.EPERM), 'seccomp'))
    done = run('run', '--bpf', no_seccomp, '--bpf', allow, 'touch',
               tmp_path / 'made')
    assert done.returncode == 125
    assert is_one_line(done, 'cannot attach the filter')
    assert not (tmp_path / 'made').exists()


def test_program_that_the_kernel_refuses_runs_nothing(run, bpf, tmp_path):
    # BPF_LD | BPF_B | BPF_ABS is no instruction of seccomp.
    path = bpf('bad', programs.pack([(0x30, 0, 0, 0), (6, 0, 0, programs.ALLOW)]))
    done = run('run', '--bpf', path, 'touch', tmp_path / 'made')
    assert done.returncode == 125
    assert is_one_line(done, 'not valid for seccomp')
    assert not (tmp_path / 'made').exists()


@pytest.mark.parametrize('options, word', [
    (['--on-exec'], 'SECCOMP_FILTER_FLAG_ON_EXEC'),
    (['--label', 'web'], 'SECCOMP_ATTACH'),
    (['--domain', 'socket'], 'SECCOMP_FILTER_FLAG_DOMAIN'),
])
def test_mainline_lacks(run, allow, mainline, tmp_path, options, word):
    done = run('run', '--bpf', allow, *options, 'touch', 'made', cwd=tmp_path)
    assert done.returncode == 125
    assert is_one_line(done, 'this kernel lacks', word)
    assert os.listdir(tmp_path) == ['allow']


def test_deep_program_on_mainline(run, bpf, mainline):
    path = bpf('deep', programs.pack([(0x20, 0, 0, 0x10000),
                                      (6, 0, 0, programs.ALLOW)]))
    done = run('run', '--bpf', path, 'true')
    assert done.returncode == 125
    assert is_one_line(done, 'SECCOMP_FILTER_FLAG_DEEP_ARGS')


@pytest.mark.parametrize('arguments, words', [
    ([], ['no command']),
    (['true'], ['no policy', '--bpf']),
    (['--bpf', 'allow'], ['no command']),
    (['--no-such-option'], ["'--no-such-option'", '--help']),
    (['--bpf'], ['--bpf', 'value']),
    (['--bpf', 'allow', '--label', '', 'true'], ['label']),
    (['--bpf', 'allow', '--label', 'a b', 'true'], ['label']),
    (['--bpf', 'allow', '--label', 'a"b', 'true'], ['label']),
    (['--bpf', 'allow', '--label', 32 * 'a', 'true'], ['label', '31']),
    (['--bpf', 'allow', '--reserve', '5', 'true'], ['--domain']),
    (['--domain', 's', '--reserve', '0', 'true'], ['--reserve']),
    (['--domain', 's', '--reserve', '-1', 'true'], ['--reserve']),
    (['--domain', 's', '--reserve', '99999', 'true'], ['32768']),
    (['--domain', 's', '--reserve', '5x', 'true'], ['--reserve']),
    (['--runtime', 'docker', '--bpf', 'allow', 'true'], ["'docker'", 'crun or runc']),
    (['--bpf', 'allow', '--listener', 's', 'true'], ['--listener', 'notify']),
])
def test_bad_arguments(run, allow, arguments, words):
    done = run('run', *arguments, cwd=allow.parent)
    assert done.returncode == 2
    assert is_one_line(done, *words)
    assert os.listdir(allow.parent) == ['allow']


def test_missing_file(run):
    done = run('run', '--bpf', '/no/such/file', 'true')
    assert done.returncode == 125
    assert is_one_line(done, '/no/such/file', 'No such file')


@pytest.mark.parametrize('data, word', [
    (b'', 'empty'),
    (b'text', 'multiple of 8'),
    (b'a text of 24 characters.', 'no program'),
    (programs.pack([(6, 0, 0, 0)])[:-1], 'multiple of 8'),
    (programs.pack([(6, 0, 0, 0)]) * 4097, 'more than 4096'),
    (programs.pack([(0x20, 0, 0, 0)]), 'does not return'),
    (programs.pack([(0x15, 0, 1, 0), (6, 0, 0, 0)]), 'jumps beyond'),
    (programs.pack([(0x05, 0, 0, 1), (6, 0, 0, 0)]), 'jumps beyond'),
    (b'\0\6\0\0\0\0\0\0', 'byte order'),
], ids=['empty', 'odd', 'text', 'cut', 'long', 'no return', 'jt', 'ja', 'swapped'])
def test_malformed_program(run, bpf, data, word):
    path = bpf('bad', data)
    done = run('run', '--bpf', path, 'true')
    assert done.returncode == 2
    assert is_one_line(done, str(path), word)


def test_longest_program(run, bpf):
    path = bpf('long', programs.pack(4095 * [(0x20, 0, 0, 0)] +
                                     [(6, 0, 0, programs.ALLOW)]))
    assert run('run', '--bpf', path, 'true').returncode == 0


def test_killed_command_runs_in_place(run, bpf):
    path = bpf('kill', programs.answer(programs.KILL, 'mkdir', 'mkdirat'))
    done = run('run', '--bpf', path, 'mkdir', '/b/c')
    assert done.returncode == -signal.SIGSYS


# --- Policies -----------------------------------------------------------------

def test_policy_is_in_force(run, tmp_path):
    (tmp_path / 'policy').write_text('default: allow\nmkdir mkdirat: errno EDOM\n')
    done = run('run', '--policy', tmp_path / 'policy', '--', sys.executable, '-c',
               TRY_MKDIR, tmp_path / 'made')
    assert done.returncode == errno.EDOM
    assert not (tmp_path / 'made').exists()


def test_bad_policy_runs_nothing(run, tmp_path):
    (tmp_path / 'policy').write_text('default: allow\nmkdirat: errno\n')
    done = run('run', '--policy', tmp_path / 'policy', 'touch', tmp_path / 'made')
    assert done.returncode == 2
    assert f'{tmp_path}/policy:2:' in done.stderr
    assert not (tmp_path / 'made').exists()


def test_missing_policy_runs_nothing(run, tmp_path):
    done = run('run', '--policy', tmp_path / 'policy', 'touch', tmp_path / 'made')
    assert done.returncode == 125
    assert 'No such file' in done.stderr
    assert not (tmp_path / 'made').exists()


def test_policy_and_program_are_attached(run, no_mkdir, tmp_path):
    (tmp_path / 'policy').write_text('default: allow\nsymlink symlinkat: errno EXDEV\n')
    script = TRY_MKDIR.replace('os.mkdir(sys.argv[1])', 'os.symlink("a", "/b/c")')
    for options in (['--policy', tmp_path / 'policy', '--bpf', no_mkdir],
                    ['--bpf', no_mkdir, '--policy', tmp_path / 'policy']):
        done = run('run', *options, sys.executable, '-c', script)
        assert done.returncode == errno.EXDEV
        done = run('run', *options, sys.executable, '-c', TRY_MKDIR, '/b/c')
        assert done.returncode == errno.EDOM


def test_line_that_mainline_cannot_do_is_named(run, mainline, tmp_path):
    (tmp_path / 'policy').write_text(
        'default: allow\n\nopenat: (filename == "/etc/shadow") errno EACCES\n')
    done = run('run', '--policy', tmp_path / 'policy', 'touch', tmp_path / 'made')
    assert done.returncode == 2
    assert f'{tmp_path}/policy:3:' in done.stderr
    assert not (tmp_path / 'made').exists()


def test_policy_with_notify_needs_a_supervisor(run, tmp_path):
    (tmp_path / 'policy').write_text('default: allow\nmkdir mkdirat: notify\n')
    done = run('run', '--policy', tmp_path / 'policy', 'true')
    assert done.returncode == 2
    assert is_one_line(done, '--listener')


def test_oci_profile_is_in_force(run, tmp_path):
    (tmp_path / 'profile.json').write_text(json.dumps({
        'defaultAction': 'SCMP_ACT_ALLOW',
        'syscalls': [{'names': ['mkdir', 'mkdirat'], 'action': 'SCMP_ACT_ERRNO',
                      'errnoRet': errno.EDOM}]}))
    done = run('run', '--oci', tmp_path / 'profile.json', '--', sys.executable, '-c',
               TRY_MKDIR, tmp_path / 'made')
    assert done.returncode == errno.EDOM
    assert not (tmp_path / 'made').exists()


TRY_NUMBER = '''
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall(100000)
os._exit(ctypes.get_errno())
'''


@pytest.mark.parametrize('options, error', [
    ([], errno.EPERM), (['--runtime', 'crun'], errno.EPERM),
    (['--runtime', 'runc'], errno.ENOSYS)], ids=str)
def test_runtime_of_a_profile(run, tmp_path, options, error):
    calls = run('names', 'calls').stdout.split()
    (tmp_path / 'profile.json').write_text(json.dumps({
        'defaultAction': 'SCMP_ACT_ERRNO',
        'syscalls': [{'names': [name for name in calls if name.isidentifier()],
                      'action': 'SCMP_ACT_ALLOW'}]}))
    done = run('run', *options, '--oci', tmp_path / 'profile.json', '--', sys.executable,
               '-c', TRY_NUMBER)
    assert done.returncode == error, done.stderr


def test_bad_profile_runs_nothing(run, tmp_path):
    (tmp_path / 'profile.json').write_text('{"defaultAction": ')
    done = run('run', '--oci', tmp_path / 'profile.json', 'touch', tmp_path / 'made')
    assert done.returncode == 2
    assert is_one_line(done, 'profile.json')
    assert not (tmp_path / 'made').exists()


# --- Supervisors --------------------------------------------------------------

@pytest.fixture
def ask_mkdir(bpf):
    """Return a program that asks about directories and executions."""
    return bpf('ask', programs.answer(programs.NOTIFY, 'mkdir', 'mkdirat',
                                      'execve'))


def is_mkdir(number):
    """Check whether a call makes a directory."""
    return number != programs.call_number('execve')


@pytest.mark.parametrize('kind', [socket.SOCK_STREAM, socket.SOCK_SEQPACKET])
def test_supervisor_gets_the_listener(run, ask_mkdir, tmp_path, kind):
    supervisor = Supervisor(tmp_path / 's',
                            lambda number: errno.EXDEV if is_mkdir(number) else 0,
                            kind)
    done = run('run', '--bpf', ask_mkdir, '--listener', tmp_path / 's',
               sys.executable, '-c', TRY_MKDIR, tmp_path / 'made')
    assert done.returncode == errno.EXDEV
    supervisor.join(10)
    assert not supervisor.is_alive()
    assert re.fullmatch(rb'[0-9]+\n', supervisor.text)
    assert len([call for call in supervisor.calls if is_mkdir(call)]) == 1


def test_supervisor_that_closes_refuses_the_command(run, ask_mkdir, tmp_path):
    Supervisor(tmp_path / 's', None)
    done = run('run', '--bpf', ask_mkdir, '--listener', tmp_path / 's',
               'mkdir', tmp_path / 'made')
    assert done.returncode != 0
    assert not (tmp_path / 'made').exists()


@pytest.mark.parametrize('prepare, word', [
    (lambda path: None, 'No such file'),
    (lambda path: path.write_text(''), 'refused'),
])
def test_no_supervisor_runs_nothing(run, ask_mkdir, tmp_path, prepare, word):
    prepare(tmp_path / 's')
    done = run('run', '--bpf', ask_mkdir, '--listener', tmp_path / 's',
               'touch', tmp_path / 'made')
    assert done.returncode == 125
    assert is_one_line(done, 'supervisor', word)
    assert not (tmp_path / 'made').exists()


def test_notify_needs_one_supervisor(run, ask_mkdir):
    done = run('run', '--bpf', ask_mkdir, 'true')
    assert done.returncode == 2
    assert is_one_line(done, '--listener')
    done = run('run', '--bpf', ask_mkdir, '--bpf', ask_mkdir, '--listener', 's',
               'true')
    assert done.returncode == 2
    assert is_one_line(done, 'only one')


def start_supervised(seccompctl, program, path, *command, **options):
    """Start a command whose seccompctl stays."""
    Supervisor(path, lambda number: 0)
    return subprocess.Popen([seccompctl, 'run', '--bpf', program, '--listener',
                             path, '--', *command], stdout=subprocess.PIPE,
                            encoding='utf-8', **options)


@pytest.mark.parametrize('number', [signal.SIGTERM, signal.SIGINT, signal.SIGHUP,
                                    signal.SIGUSR1])
def test_signals_are_forwarded(seccompctl, ask_mkdir, tmp_path, number):
    script = f'trap "echo got; exit 9" {int(number)}; echo ready; ' \
             'for i in $(seq 300); do sleep 0.1; done'
    process = start_supervised(seccompctl, ask_mkdir, tmp_path / 's', 'sh', '-c',
                               script)
    assert process.stdout.readline() == 'ready\n'
    process.send_signal(number)
    assert process.stdout.readline() == 'got\n'
    assert process.wait(30) == 9


def test_death_by_signal_is_128_and_its_number(seccompctl, ask_mkdir, tmp_path):
    process = start_supervised(seccompctl, ask_mkdir, tmp_path / 's', 'sh', '-c',
                               'kill -9 $$')
    assert process.wait(30) == 128 + signal.SIGKILL


def test_ignored_sigchld_loses_no_status(seccompctl, ask_mkdir, tmp_path):
    process = start_supervised(
        seccompctl, ask_mkdir, tmp_path / 's', 'sh', '-c', 'exit 6',
        preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN))
    assert process.wait(30) == 6


def test_command_has_the_signal_mask_of_seccompctl(seccompctl, ask_mkdir, tmp_path):
    process = start_supervised(
        seccompctl, ask_mkdir, tmp_path / 's', 'grep', 'SigBlk',
        '/proc/self/status',
        preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_SETMASK,
                                                  [signal.SIGUSR2]))
    seen = int(process.stdout.read().split()[1], 16)
    assert seen == 1 << (signal.SIGUSR2 - 1)
    assert process.wait(30) == 0


def test_command_has_no_descriptor_of_seccompctl(seccompctl, ask_mkdir, tmp_path):
    process = start_supervised(seccompctl, ask_mkdir, tmp_path / 's', 'ls',
                               '/proc/self/fd')
    # The last one is the directory that ls reads.
    assert process.stdout.read().split() == ['0', '1', '2', '3']
    assert process.wait(30) == 0


def test_supervised_command_not_executable(seccompctl, ask_mkdir, tmp_path):
    process = start_supervised(seccompctl, ask_mkdir, tmp_path / 's', '/dev/null',
                               stderr=subprocess.PIPE)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 126
    assert errors.startswith('seccompctl: cannot execute /dev/null')

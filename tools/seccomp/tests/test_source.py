# SPDX-License-Identifier: GPL-2.0-only
"""Tests of programs_from_pid() with filters of this kernel."""

# pylint: disable=redefined-outer-name
import ctypes
import errno
import os
import re
import signal
import subprocess
import sys
import time

import pytest

import programs

HERE = os.path.dirname(os.path.abspath(__file__))
NOBODY = 65534
REFUSAL = programs.errno_action(errno.EDOM)


@pytest.fixture(scope='session')
def reader(seccompctl, sanitized, tmp_path_factory):
    """Build the program, with objects of seccompctl, and return its path."""
    path = tmp_path_factory.mktemp('reader') / 'pid_programs'
    objects = [os.path.join(os.path.dirname(seccompctl), f'{name}.o')
               for name in ('source', 'filters_file', 'tool')]
    flags = ['-fsanitize=address,undefined'] if sanitized else []
    subprocess.run([os.environ.get('CC', 'cc'), '-D_GNU_SOURCE', '-Wall', '-Werror',
                    *flags, '-o', path, os.path.join(HERE, 'pid_programs.c'),
                    *objects], check=True)
    path.parent.chmod(0o755)
    return path


@pytest.fixture
def target(seccompctl, tmp_path):
    """Return a function that starts a process with filters."""
    started = []

    def start(*filters, command=('sh', '-c', 'echo ready; read line; exit 7'),
              options=()):
        arguments = []
        for number, data in enumerate(filters):
            (tmp_path / str(number)).write_bytes(data)
            arguments += ['--bpf', tmp_path / str(number)]
        if filters:
            arguments = [seccompctl, 'run', *options, *arguments, '--']
        process = subprocess.Popen([*arguments, *command], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, encoding='utf-8')
        started.append(process)
        assert process.stdout.readline() == 'ready\n'
        return process
    yield start
    for process in started:
        process.kill()
        process.wait()


def read(reader, pid, **options):
    """Read the filters of a process."""
    return subprocess.run([reader, str(pid)], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, encoding='utf-8', timeout=30,
                          check=False, **options)


def state(pid):
    """Return the state of a process and its tracer."""
    end = time.monotonic() + 10
    while True:
        text = open(f'/proc/{pid}/status', encoding='ascii').read()
        letter = re.search(r'^State:\t(\w)', text, re.M)[1]
        # A process that goes back to sleep after a stop runs for a moment.
        if letter != 'R' or time.monotonic() > end:
            break
        time.sleep(0.01)
    return (letter, int(re.search(r'^TracerPid:\t(\d+)', text, re.M)[1]))


@pytest.fixture(scope='session')
def may_read(reader):
    """Skip a test where no process may read filters."""
    if os.geteuid() != 0:
        pytest.skip('reading filters needs CAP_SYS_ADMIN')


def test_all_filters_oldest_first(reader, may_read, target):
    filters = [programs.answer(REFUSAL, 'mkdirat'),
               programs.answer(REFUSAL, 'symlinkat', 'linkat')]
    process = target(*filters)
    done = read(reader, process.pid)
    assert (done.returncode, done.stderr) == (0, '')
    seen = [line.split()[0] for line in done.stdout.splitlines()]
    assert seen[-2:] == [data.hex() for data in filters]
    assert state(process.pid) == ('S', 0)
    process.communicate('go\n')
    assert process.returncode == 7


def test_flags(reader, may_read, target):
    data = programs.answer(REFUSAL, 'mkdirat')
    process = target(data, options=['--log'])
    assert read(reader, process.pid).stdout.endswith(f'{data.hex()} log\n')


def test_policy_asks_for_records(seccompctl, reader, may_read, tmp_path):
    (tmp_path / 'policy').write_text(
        'default: allow\nflags: log\nmkdirat: errno EDOM\n')
    with subprocess.Popen([seccompctl, 'run', '--policy', tmp_path / 'policy', 'sh',
                           '-c', 'echo ready; read line'], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, encoding='utf-8') as process:
        assert process.stdout.readline() == 'ready\n'
        lines = read(reader, process.pid).stdout.splitlines()
        process.communicate('go\n')
    assert lines[-1].endswith(' log')


def test_no_filters(reader, target):
    process = target()
    done = read(reader, process.pid)
    if 'Seccomp:\t0' not in open(f'/proc/{process.pid}/status',
                                 encoding='ascii').read():
        pytest.skip('this test runs under a filter itself')
    assert (done.returncode, done.stdout, done.stderr) == (0, '', '')


def test_thread(reader, may_read, target):
    script = '''
import sys, threading
threading.Thread(target=threading.Event().wait, args=(60,), daemon=True).start()
print("ready", flush=True)
sys.stdin.read()
'''
    data = programs.answer(REFUSAL, 'mkdirat')
    process = target(data, command=(sys.executable, '-c', script))
    tid = max(map(int, os.listdir(f'/proc/{process.pid}/task')))
    assert tid != process.pid
    done = read(reader, tid)
    assert done.stdout.splitlines()[-1] == data.hex()


def test_signals_are_not_lost(reader, may_read, target):
    # Python may call a handler once for two signals, but writes a byte for each.
    # Another process counts them, so that the pipe never fills.
    script = '''
import os, signal, sys
reader, writer = os.pipe()
if os.fork() == 0:
    os.close(writer)
    print(sum(iter(lambda: len(os.read(reader, 65536)), 0)), flush=True)
    os._exit(0)
os.close(reader)
os.set_blocking(writer, False)
signal.set_wakeup_fd(writer)
signal.signal(signal.SIGRTMIN, lambda *_: None)
print("ready", flush=True)
sys.stdin.readline()
os.close(writer)
os.wait()
'''
    process = target(programs.answer(REFUSAL, 'mkdirat'),
                     command=(sys.executable, '-c', script))
    libc = ctypes.CDLL(None)
    # Signals of real time are queued, so none may be missing. A stop intercepts one
    # that comes just before. All bytes fit into the pipe, so a slow reader loses none.
    sent = 0
    for turn in range(200):
        child = subprocess.Popen([reader, str(process.pid)],
                                 stdout=subprocess.DEVNULL)
        while child.poll() is None:
            # kill() would not tell of a full queue.
            if sent < 300 * (turn + 1) and libc.sigqueue(
                    process.pid, int(signal.SIGRTMIN), None) == 0:
                sent += 1
            else:
                time.sleep(0.001)
        assert child.returncode == 0
    seen, _ = process.communicate('go\n')
    assert int(seen) == sent


def test_stopped_process_stays_stopped(reader, may_read, target):
    data = programs.answer(REFUSAL, 'mkdirat')
    process = target(data)
    process.send_signal(signal.SIGSTOP)
    while state(process.pid)[0] != 'T':
        time.sleep(0.01)
    assert data.hex() in read(reader, process.pid).stdout
    time.sleep(0.1)
    assert state(process.pid) == ('T', 0)
    process.send_signal(signal.SIGCONT)
    process.communicate('go\n')
    assert process.returncode == 7


def test_other_tracer(reader, may_read, target):
    process = target(programs.answer(REFUSAL, 'mkdirat'))
    tracer = subprocess.Popen(
        [sys.executable, '-c',
         'import ctypes, sys\n'
         'libc = ctypes.CDLL(None)\n'
         f'libc.ptrace(0x4206, {process.pid}, 0, 0)\n'
         'print("ready", flush=True)\n'
         'sys.stdin.read()'],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding='utf-8')
    assert tracer.stdout.readline() == 'ready\n'
    done = read(reader, process.pid)
    tracer.communicate('')
    assert done.returncode == 3
    assert 'another program traces it' in done.stderr


def test_no_process(reader):
    done = read(reader, 2000000000)
    assert done.returncode == 3
    assert done.stderr == 'seccompctl: no process 2000000000\n'


def test_strict_mode(reader, target):
    script = '''
import ctypes
libc = ctypes.CDLL(None)
print("ready", flush=True)
libc.prctl(22, 1)
libc.read(0, ctypes.create_string_buffer(1), 1)
'''
    process = target(command=(sys.executable, '-c', script))
    until = time.monotonic() + 30
    while 'Seccomp:\t1' not in open(f'/proc/{process.pid}/status',
                                    encoding='ascii').read():
        assert time.monotonic() < until
        time.sleep(0.01)
    done = read(reader, process.pid)
    assert done.returncode == 3
    assert 'strict mode' in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason='only root can become another user')
def test_other_user_has_no_right(reader, target):
    process = target(programs.answer(REFUSAL, 'mkdirat'))
    copy = os.memfd_create('reader', 0)
    os.write(copy, reader.read_bytes())
    done = read(f'/proc/self/fd/{copy}', process.pid, user=NOBODY, group=NOBODY,
                extra_groups=[], pass_fds=[copy])
    os.close(copy)
    assert done.returncode == 3
    assert 'no right to trace it' in done.stderr
    assert state(process.pid) == ('S', 0)


def test_reader_with_a_filter_is_told(seccompctl, reader, may_read, target, tmp_path):
    process = target(programs.answer(REFUSAL, 'mkdirat'))
    (tmp_path / 'allow').write_bytes(programs.pack([(6, 0, 0, programs.ALLOW)]))
    done = subprocess.run([seccompctl, 'run', '--bpf', tmp_path / 'allow', reader,
                           str(process.pid)], stderr=subprocess.PIPE,
                          encoding='utf-8', check=False)
    assert done.returncode == 3
    assert 'without a seccomp filter of its own' in done.stderr
    assert state(process.pid) == ('S', 0)

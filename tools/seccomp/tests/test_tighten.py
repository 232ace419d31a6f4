# SPDX-License-Identifier: GPL-2.0-only
"""Tests of run --domain and tighten, with a library that plays the kernel.

The test of the guest, run_test.sh, shows that added filters bind the command.
"""

# pylint: disable=redefined-outer-name,unused-import
import errno
import os
import re
import signal
import socket
import stat
import struct
import subprocess
import time

import pytest

import programs
from fake_kernel import fake, fake_library

LOG = 0x2
DEEP_ARGS = 0x1000000
ON_EXEC = 0x4000000
DOMAIN = 0x8000000
MAGIC = 0x7368746e
REPLY = struct.Struct('=IIII240s')
NOBODY = 65534
PENALTY = 4


@pytest.fixture
def files(tmp_path):
    """Write programs, and return their directory."""
    (tmp_path / 'allow').write_bytes(programs.pack([(6, 0, 0, programs.ALLOW)]))
    (tmp_path / 'deny').write_bytes(
        programs.answer(programs.errno_action(errno.EPERM), 'mkdirat'))
    (tmp_path / 'zero').write_bytes(
        programs.answer(programs.errno_action(0), 'mkdirat'))
    (tmp_path / 'notify').write_bytes(programs.answer(programs.NOTIFY, 'mkdirat'))
    return tmp_path


@pytest.fixture
def domain(seccompctl, fake, files):
    """Return a function that starts a command in a domain, and yields processes."""
    started = []

    def start(*options, command=('sh', '-c', 'echo ready; read line; exit 7')):
        process = subprocess.Popen(
            [seccompctl, 'run', '--domain', files / 's', *options, '--', *command],
            env=fake, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, encoding='utf-8')
        started.append(process)
        assert process.stdout.readline() == 'ready\n', process.stderr.read()
        return process
    yield start
    for process in started:
        process.kill()
        process.wait()


def attaches(files):
    """Return what was attached, as dictionaries."""
    lines = (files / 'log').read_text().splitlines()
    return [dict(word.split('=') for word in line.split()) for line in lines]


def request(program):
    """Return the packet that asks to add a program."""
    return struct.pack('=II', MAGIC, len(program) // 8) + program


def exchange(path, packet):
    """Send a packet, and return the reply as a tuple; or None without a reply."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as client:
        client.connect(str(path))
        client.settimeout(10)
        client.send(packet)
        reply = client.recv(1000)
    return REPLY.unpack(reply) if reply else None


def test_domain_and_policies_are_attached_in_order(domain, files):
    domain('--bpf', files / 'deny', '--bpf', files / 'allow', '--label', 'web',
           '--reserve', '99', '--log')
    seen = attaches(files)
    assert [int(each['flags'], 16) for each in seen] == [
        DOMAIN | DEEP_ARGS | LOG, ON_EXEC | LOG, ON_EXEC | LOG]
    assert [each['len'] for each in seen] == ['1', '4', '1']
    assert [each['reserve'] for each in seen] == ['99', '0', '0']
    assert [each['label'] for each in seen] == ['web', 'web', 'web']


def test_socket_is_private_and_removed_at_the_end(domain, files):
    process = domain()
    mode = (files / 's').stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o600
    process.communicate('go\n')
    assert process.returncode == 7
    assert not (files / 's').exists()


def test_existing_path_is_refused_and_stays(run, fake, files):
    (files / 's').write_text('mine')
    done = run('run', '--domain', files / 's', 'touch', files / 'made', env=fake)
    assert done.returncode == 125
    assert re.fullmatch('seccompctl: .*exists.*\n', done.stderr)
    assert (files / 's').read_text() == 'mine'
    assert not (files / 'made').exists()


def test_path_of_another_file_stays(domain, files):
    process = domain()
    (files / 's').unlink()
    (files / 's').write_text('mine')
    process.communicate('go\n')
    assert (files / 's').read_text() == 'mine'


@pytest.mark.parametrize('path, status', [('', 2), (120 * 'a', 2), ('/no/dir/s', 125)])
def test_bad_path(run, fake, path, status):
    done = run('run', '--domain', path, 'true', env=fake)
    assert done.returncode == status
    assert re.fullmatch('seccompctl: [^\n]*\n', done.stderr)


def test_socket_is_removed_if_the_command_does_not_start(run, fake, files):
    for command, status in ('/no/such/command', 127), ('/dev/null', 126):
        done = run('run', '--domain', files / 's', command, env=fake)
        assert done.returncode == status
        assert not (files / 's').exists()


def test_tighten_says_what_remains(run, domain, fake, files):
    domain('--reserve', '20')
    done = run('tighten', files / 's', '--bpf', files / 'deny', env=fake)
    assert (done.returncode, done.stderr) == (0, '')
    assert done.stdout == f'1 filter added, {20 - 4 - PENALTY} instructions remain\n'
    done = run('tighten', files / 's', '--bpf', files / 'allow', env=fake)
    assert done.stdout == '2 filters added, 7 instructions remain\n'
    done = run('tighten', files / 's', '--bpf', files / 'deny', env=fake)
    assert done.returncode == 3
    assert done.stdout == ''
    assert re.fullmatch('seccompctl: the reserve does not suffice: the filter takes '
                        '8 instructions, and 7 remain; .*\n', done.stderr)


def test_policy_is_compiled_and_added(run, domain, fake, files):
    domain()
    (files / 'policy').write_text('default: allow\nmkdir mkdirat: errno EPERM\n')
    done = run('compile', '-o', files / 'raw', files / 'policy')
    assert (done.returncode, done.stderr) == (0, '')
    length = len((files / 'raw').read_bytes()) // 8
    done = run('tighten', files / 's', files / 'policy', env=fake)
    assert (done.returncode, done.stderr) == (0, '')
    assert done.stdout == '1 filter added, ' \
                          f'{4096 - length - PENALTY} instructions remain\n'


def test_bad_policy_adds_nothing(run, domain, fake, files):
    domain()
    (files / 'policy').write_text('default: allow\nmkdirat: errno\n')
    done = run('tighten', files / 's', files / 'policy', env=fake)
    assert done.returncode == 2
    assert f'{files}/policy:2:' in done.stderr
    assert exchange(files / 's', request(deny()))[3] == 1


@pytest.mark.parametrize('name', ['zero', 'notify'])
def test_only_refusals_can_be_added(run, domain, fake, files, name):
    process = domain()
    done = run('tighten', files / 's', '--bpf', files / name, env=fake)
    assert done.returncode == 3
    assert 'may only' in done.stderr
    process.communicate('go\n')
    assert process.returncode == 7


def test_no_domain(run, fake, files):
    done = run('tighten', files / 's', '--bpf', files / 'deny', env=fake)
    assert done.returncode == 3
    assert re.fullmatch('seccompctl: cannot connect to .*\n', done.stderr)


def test_left_socket_is_explained(run, domain, fake, files):
    process = domain()
    process.kill()
    process.wait()
    done = run('tighten', files / 's', '--bpf', files / 'deny', env=fake)
    assert done.returncode == 3
    assert 'its seccompctl is gone' in done.stderr


@pytest.mark.parametrize('arguments, status', [
    ([], 2), (['s'], 2), (['s', '--bpf'], 2), (['s', '--no', 'allow'], 2),
    (['s', '--bpf', '/no/file'], 3), (['', '--bpf', 'allow'], 2),
    (['s', '--bpf', 's', 'more'], 2),
])
def test_bad_arguments(run, fake, files, arguments, status):
    done = run('tighten', *arguments, env=fake, cwd=files)
    assert done.returncode == status
    assert re.fullmatch('seccompctl: [^\n]*\n', done.stderr)


def deny():
    """Return a program of four instructions."""
    return programs.answer(programs.errno_action(errno.EPERM), 'mkdirat')


@pytest.mark.parametrize('packet', [
    b'x', request(b''), request(deny())[:-1], request(deny()) + b'x',
    struct.pack('=II', MAGIC + 1, 4) + deny(),
    struct.pack('=II', MAGIC, 5) + deny(),
    struct.pack('=II', MAGIC, 0x20000004) + deny(),
    request(4097 * programs.pack([(6, 0, 0, programs.ALLOW)])),
], ids=['short', 'no program', 'cut', 'long', 'magic', 'more', 'overflow', 'too long'])
def test_malformed_request_changes_nothing(domain, files, packet):
    domain('--reserve', '20')
    magic, error, reserve, added, text = exchange(files / 's', packet)
    assert (magic, error, reserve, added) == (MAGIC, errno.EBADMSG, 20, 0)
    assert text.startswith(b'the request is malformed')
    assert exchange(files / 's', request(deny()))[1:4] == (0, 12, 1)


def test_silent_connections_delay_nobody(domain, files):
    domain()
    silent = []
    for _ in range(30):
        client = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        client.connect(str(files / 's'))
        silent.append(client)
        assert exchange(files / 's', request(deny()))[1] == 0
    for client in silent:
        client.close()
    assert exchange(files / 's', request(deny()))[3] == 31


def test_client_that_does_not_wait_for_the_reply(domain, files):
    process = domain()
    process.send_signal(signal.SIGSTOP)
    for _ in range(5):
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as client:
            client.connect(str(files / 's'))
            client.send(request(deny()))
    process.send_signal(signal.SIGCONT)
    assert exchange(files / 's', request(deny()))[1] == 0
    process.communicate('go\n')
    assert process.returncode == 7


@pytest.mark.skipif(os.geteuid() != 0, reason='only root can become another user')
def test_other_users_are_refused(domain, files):
    domain('--reserve', '20')
    # The mode of the socket is one barrier, and the check of the user another one.
    (files / 's').chmod(0o666)
    files.chmod(0o711)
    script = 'import socket, sys; ' \
             's = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET); ' \
             's.connect("s"); s.send(sys.stdin.buffer.read()); ' \
             'sys.stdout.buffer.write(s.recv(1000))'
    # A directory that the user may not reach is still that of the process.
    done = subprocess.run(['/usr/bin/python3', '-c', script], input=request(deny()),
                          stdout=subprocess.PIPE, cwd=files, check=True,
                          user=NOBODY, group=NOBODY, extra_groups=[])
    assert REPLY.unpack(done.stdout)[1:4] == (errno.EACCES, 20, 0)


def test_signals_are_forwarded_while_the_domain_is_served(domain, files):
    process = domain(command=('sh', '-c', 'trap "exit 9" TERM; echo ready; '
                                          'while :; do sleep 0.1; done'))
    assert exchange(files / 's', request(deny()))[1] == 0
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 9
    assert not (files / 's').exists()


def test_idle_holder_uses_no_time(domain):
    process = domain()
    time.sleep(0.5)
    fields = open(f'/proc/{process.pid}/stat', encoding='ascii').read().split()
    ticks = int(fields[13]) + int(fields[14])
    time.sleep(1)
    fields = open(f'/proc/{process.pid}/stat', encoding='ascii').read().split()
    assert int(fields[13]) + int(fields[14]) - ticks <= 2


def test_command_has_no_descriptor_of_the_domain(domain):
    process = domain(command=('sh', '-c', 'echo ready; ls /proc/self/fd'))
    assert process.stdout.read().split() == ['0', '1', '2', '3']

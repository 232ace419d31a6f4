# SPDX-License-Identifier: GPL-2.0-only
"""Test that ctrl-C leaves no process, no temporary file and no half-made tree.

The commands run in a copy of the tree, since the lock and the results of this tree
belong to the run of this test. The copy boots the kernel of this tree.
"""

import os
import shutil
import signal
import subprocess
import time

import pytest

import lib
from conftest import INSIDE

ARCH = os.environ.get('ARCH') or 'x86_64'
IMAGE = {'x86_64': 'bzImage', 'arm64': 'Image'}[ARCH]
GUEST = f'build/{lib.KERNEL}/{ARCH}'
BOOT_SECONDS = 180
END_SECONDS = 60

pytestmark = pytest.mark.skipif(
    not os.path.exists(os.path.join(lib.TOP, GUEST, IMAGE)),
    reason=f'{GUEST}/{IMAGE} is not built')


@pytest.fixture(name='built')
def fixture_built(tree, link, script):
    """Return a copy of the tree in which everything is built."""
    for name in ('kernel.sh', 'mkrootfs.sh', 'install_deps.sh', 'unpack_base.sh'):
        script(name, 'exit 0')
    link('Makefile', 'configs', 'kernel', 'tools/testing/selftests',
         'tools/testing/seccomp/integration', f'build/{lib.KERNEL}/base',
         f'{GUEST}/{IMAGE}', f'{GUEST}/root.cpio')
    # The copy need not find out whether a guest boots with KVM.
    (tree / f'build/.accel-{ARCH}').write_text('tcg\n')
    (tree / GUEST / 'guest').mkdir()
    (tree / GUEST / 'guest/broken').write_text('')
    (tree / 'tmp').mkdir()
    return tree


def start(tree, *words, **settings):
    """Start a command in a session of its own, as a terminal does."""
    environment = {**os.environ, 'TMPDIR': str(tree / 'tmp'), **settings}
    for name in ('MAKEFLAGS', 'MAKELEVEL', 'RESULT', 'TEST', 'FULL'):
        if name not in settings:
            environment.pop(name, None)
    # pylint: disable=subprocess-popen-preexec-fn
    return subprocess.Popen(
        words, cwd=tree, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
        # A shell lets its commands in the background ignore SIGINT.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))


def processes(session):
    """Return the names of the processes of a session."""
    names = []
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{pid}/stat', encoding='utf-8') as file:
                name, fields = file.read().rsplit(') ', 1)
        except OSError:
            continue
        state, _, _, in_session = fields.split()[:4]
        if int(in_session) == session and state not in 'ZX':
            names.append(name.split('(', 1)[1])
    return names


def wait_until(condition, seconds):
    """Wait until a condition holds. Return whether it does."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def machine_runs(command):
    """Does the session of a command have a QEMU?"""
    return any(name.startswith('qemu-system')
               for name in processes(command.pid))


def interrupt(command, number, kill=os.killpg):
    """Send a signal to the group in the foreground, as ctrl-C does.

    Return the status of the command, and the processes that survive.
    """
    kill(command.pid, number)
    status = command.wait(END_SECONDS)
    wait_until(lambda: not processes(command.pid), END_SECONDS)
    left = processes(command.pid)
    for pid in filter(str.isdigit, os.listdir('/proc') if left else ()):
        try:
            if os.getsid(int(pid)) == command.pid:
                os.kill(int(pid), signal.SIGKILL)
        except OSError:
            pass
    return status, left


SIGNALS = pytest.mark.parametrize('number', (signal.SIGINT, signal.SIGTERM),
                                  ids=('INT', 'TERM'))


@SIGNALS
def test_make_vm(built, number):
    result = built / 'result'
    command = start(built, 'make', 'vm', CMD='echo up; sleep 1000', BUILT='1',
                    RESULT=str(result), ARCH=ARCH)
    output = result / 'output'
    assert wait_until(lambda: output.exists() and
                      output.read_text() == 'up\n', BOOT_SECONDS)
    status, left = interrupt(command, number)
    assert (left, status != 0) == ([], True)
    assert not os.listdir(built / 'tmp')


@pytest.mark.parametrize('number, kill', (
    (signal.SIGINT, os.killpg), (signal.SIGTERM, os.killpg),
    (signal.SIGTERM, os.kill)), ids=('INT', 'TERM', 'TERM for make alone'))
def test_make_test(built, number, kill):
    command = start(built, 'make', 'test', TEST='own', ARCH=ARCH)
    assert wait_until(lambda: machine_runs(command), BOOT_SECONDS)
    status, left = interrupt(command, number, kill)
    assert (left, status != 0) == ([], True)
    assert not os.listdir(built / 'tmp')
    assert not (built / GUEST / 'results/complete').exists()


def test_interrupted_unpacking_is_repeated(built, script):
    """A tree without a stamp is not complete and is made again."""
    harness = built / INSIDE
    for name in ('unpack_base.sh', 'lib.sh'):
        shutil.copy(os.path.join(lib.HARNESS, name), harness)
    script('fetch_source.sh', 'exit 0')
    with open(harness / 'lib.sh', 'a', encoding='utf-8') as file:
        file.write(f'tarball() {{ echo {built}/source.tar.xz; }}\n')
    base = built / f'build/{lib.KERNEL}/base'
    base.unlink()
    (built / 'linux').mkdir()
    (built / 'linux/file').write_text('whole\n')
    subprocess.run(['tar', '-cJf', 'source.tar.xz', 'linux'], cwd=built,
                   check=True)
    script('bin/tar', f'echo half >{base}/linux/file\nsleep 1000')
    unpack = str(harness / 'unpack_base.sh')
    command = start(built, unpack, PATH=f'{harness}/bin:{os.environ["PATH"]}')
    assert wait_until((base / 'linux/file').exists, END_SECONDS)
    status, left = interrupt(command, signal.SIGINT)
    assert (left, status != 0) == ([], True)
    assert not (base / 'stamp').exists()
    subprocess.run([unpack], cwd=built, check=True)
    assert (base / 'linux/file').read_text() == 'whole\n'
    assert (base / 'stamp').exists()

# SPDX-License-Identifier: GPL-2.0-only
"""Fixtures for the tests of seccompctl.

`make check` sets SECCOMPCTL, the path of the program. SANITIZE=1 in the environment
says that the program was built with sanitizers.
"""

import os
import signal
import subprocess

import pytest

SECONDS = 300


def restore_signals():
    """Undo that a shell has started the tests with signals ignored.

    It does so for commands in the background. A shell cannot trap a signal that was
    ignored when it started, so no child may get it ignored.
    """
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


def pytest_configure(config):
    restore_signals()
    path = os.environ.get('SECCOMPCTL')
    if not path or not os.access(path, os.X_OK):
        pytest.exit('SECCOMPCTL is no program: use make check, or set it', 4)


@pytest.fixture(scope='session')
def seccompctl():
    """Return the path of the program."""
    return os.path.abspath(os.environ['SECCOMPCTL'])


@pytest.fixture(scope='session')
def sanitized():
    """Return whether the program was built with sanitizers."""
    return bool(os.environ.get('SANITIZE'))


@pytest.fixture
def run(seccompctl):
    """Return a function that runs the program with arguments."""
    def run_program(*arguments, **options):
        options.setdefault('timeout', SECONDS)
        options.setdefault('encoding', 'utf-8')
        return subprocess.run([seccompctl, *map(str, arguments)],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              check=False, **options)
    return run_program


@pytest.fixture(scope='session')
def runner(tmp_path_factory):
    """Return the path of run_cbpf."""
    path = tmp_path_factory.mktemp('run_cbpf') / 'run_cbpf'
    here = os.path.dirname(os.path.realpath(__file__))
    subprocess.run([os.environ.get('CC', 'cc'), '-O2', '-o', path,
                    os.path.join(here, 'run_cbpf.c')], check=True)
    return path

# SPDX-License-Identifier: GPL-2.0-only
"""Tests of compile -o: what becomes of the file."""

import os
import stat
import threading

import pytest

POLICY = 'default: allow\narch: x86-64\nerrno EPERM: mkdir\n'


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / 'policy'
    path.write_text(POLICY)
    return path


@pytest.fixture
def program(run, policy):
    """Return the bytes of the program."""
    return run('compile', policy, encoding=None).stdout


def test_file_is_replaced_when_it_is_complete(run, policy, program, tmp_path):
    out = tmp_path / 'out'
    out.write_bytes(b'old')
    inode = out.stat().st_ino
    assert run('compile', '-o', out, policy).returncode == 0
    assert out.read_bytes() == program
    assert out.stat().st_ino != inode
    assert sorted(os.listdir(tmp_path)) == ['out', 'policy']


def test_link_stays_a_link(run, policy, program, tmp_path):
    (tmp_path / 'file').write_bytes(b'a longer text than the program has' * 99)
    (tmp_path / 'link').symlink_to('file')
    assert run('compile', '-o', tmp_path / 'link', policy).returncode == 0
    assert (tmp_path / 'link').is_symlink()
    assert (tmp_path / 'file').read_bytes() == program


def test_pipe_stays_a_pipe(run, policy, program, tmp_path):
    pipe, got = tmp_path / 'pipe', []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()),
                              daemon=True)
    reader.start()
    assert run('compile', '-o', pipe, policy).returncode == 0
    reader.join(30)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert got == [program]


def test_device_stays_a_device(run, policy, tmp_path):
    device = tmp_path / 'null'
    try:
        os.mknod(device, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip('only root makes devices')
    assert run('compile', '-o', device, policy).returncode == 0
    assert stat.S_ISCHR(device.stat().st_mode)

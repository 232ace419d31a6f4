# SPDX-License-Identifier: GPL-2.0-only
"""Fixtures that let seccompctl believe in a kernel with SECCOMP_ATTACH."""

import os
import subprocess

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
UAPI = os.path.join(HERE, '../../../include/uapi')


@pytest.fixture(scope='session')
def fake_library(tmp_path_factory):
    """Build the library, and return its path."""
    path = tmp_path_factory.mktemp('fake') / 'fake_kernel.so'
    subprocess.run([os.environ.get('CC', 'cc'), '-D_GNU_SOURCE', '-O1', '-Wall',
                    '-Werror', '-shared', '-fPIC', '-idirafter', UAPI, '-o', path,
                    os.path.join(HERE, 'fake_kernel.c')], check=True)
    return path


@pytest.fixture
def fake(fake_library, tmp_path):
    """Return an environment for seccompctl, with log and lists in tmp_path."""
    (tmp_path / 'lists').mkdir()
    return {**os.environ, 'LD_PRELOAD': str(fake_library),
            'FAKE_LOG': str(tmp_path / 'log'),
            'FAKE_FILTERS': str(tmp_path / 'lists'),
            # The sanitizer's library is loaded after this one.
            'ASAN_OPTIONS': 'verify_asan_link_order=0'}

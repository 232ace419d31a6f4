# SPDX-License-Identifier: GPL-2.0-only
"""Test that kernel.sh never leaves an image of another source as the current one.

make and the overlay are replaced. The image has the text of the source.
"""

import os
import shutil
import subprocess

import pytest

import lib

# It configures as the fragments say, and copies the source to the image.
MAKE = '''\
#!/bin/sh
case "$*" in
*allnoconfig*)
	cp fragments .config
	;;
*bzImage*)
	echo build >>{top}/builds
	[ ! -e {top}/broken ] || exit 2
	mkdir -p arch/x86/boot
	cp {top}/source arch/x86/boot/bzImage
	;;
esac
'''
SCRIPTS = {'install_deps.sh': '', 'unpack_base.sh': '',
           'overlay.sh': 'cat {top}/source'}


def write(path, text):
    """Write a script."""
    path.write_text(text)
    path.chmod(0o755)


class Tree:
    """A copy of the tree with a source of one word."""

    def __init__(self, top):
        self.top = top
        self.guest = top / f'build/{lib.KERNEL}/x86_64'
        self.harness = top / os.path.relpath(lib.HARNESS, lib.TOP)
        shutil.copytree(lib.HARNESS, self.harness)
        shutil.copytree(os.path.join(lib.TOP, 'configs'), top / 'configs')
        for name, text in SCRIPTS.items():
            write(self.harness / name, '#!/bin/sh\n' + text.format(top=top))
        (top / 'bin').mkdir()
        write(top / 'bin/make', MAKE.format(top=top))
        (top / f'build/{lib.KERNEL}/ours/linux').mkdir(parents=True)

    def build(self, source):
        """Run kernel.sh for a source. Return its status and the image."""
        (self.top / 'source').write_text(source)
        done = subprocess.run(
            [self.harness / 'kernel.sh', 'ours', 'x86_64'], check=False,
            env={**os.environ, 'PATH': f'{self.top}/bin:{os.environ["PATH"]}',
                 'KERNEL': lib.KERNEL, 'DEBUG': '', 'MITIGATIONS': '0',
                 'DEBIAN': '0', 'BASE': '0'},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding='utf-8')
        image = self.guest / 'bzImage'
        return done.returncode, image.read_text() if image.exists() else \
            done.stdout

    def builds(self):
        """Return how often make has built the image."""
        return (self.top / 'builds').read_text().count('build')


@pytest.fixture(name='tree')
def fixture_tree(tmp_path):
    """Return a tree of a test."""
    return Tree(tmp_path)


def test_first_build(tree):
    assert tree.build('one') == (0, 'one')


def test_nothing_changed(tree):
    tree.build('one')
    assert tree.build('one') == (0, 'one')
    assert tree.builds() == 1


def test_source_changed(tree):
    tree.build('one')
    assert tree.build('two') == (0, 'two')


def test_configuration_changed(tree):
    tree.build('one')
    with open(tree.top / 'configs/base.config', 'a', encoding='utf-8') as file:
        file.write('CONFIG_ANOTHER=y\n')
    tree.build('one')
    assert tree.builds() == 2


def test_image_is_gone(tree):
    tree.build('one')
    (tree.guest / 'bzImage').unlink()
    assert tree.build('one') == (0, 'one')


def test_build_fails(tree):
    """The old image stays, for a machine that runs, but is not the current one."""
    tree.build('one')
    (tree.top / 'broken').touch()
    assert tree.build('two')[0] != 0
    assert tree.build('two')[0] != 0
    assert not (tree.guest / 'stamp').exists()
    (tree.top / 'broken').unlink()
    assert tree.build('two') == (0, 'two')

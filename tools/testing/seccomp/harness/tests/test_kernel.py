# SPDX-License-Identifier: GPL-2.0-only
"""Test that kernel.sh never leaves an image of another source as the current one.

make and the overlay are replaced. The image has the text of the source.
"""

import os
import shutil

import pytest

import lib
from conftest import INSIDE

# It configures as the fragments say, and copies the source to the image.
MAKE = '''\
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
           'overlay.sh': 'cat {top}/source', 'bin/make': MAKE}


class Tree:
    """A copy of the tree with a source of one word."""

    def __init__(self, top, run):
        self.top = top
        self.run = run
        self.guest = top / f'build/{lib.KERNEL}/x86_64'

    def build(self, source):
        """Run kernel.sh for a source. Return its status and the image."""
        (self.top / 'source').write_text(source)
        harness = self.top / INSIDE
        status, said = self.run(
            str(harness / 'kernel.sh'), 'ours', 'x86_64', KERNEL=lib.KERNEL,
            PATH=f'{harness}/bin:{os.environ["PATH"]}', DEBUG='',
            MITIGATIONS='0', DEBIAN='0', BASE='0')
        image = self.guest / 'bzImage'
        return status, image.read_text() if image.exists() else said

    def builds(self):
        """Return how often make has built the image."""
        return (self.top / 'builds').read_text().count('build')


@pytest.fixture(name='made')
def fixture_made(tree, script, run):
    """Return a tree in which make and the overlay are replaced."""
    shutil.copytree(os.path.join(lib.TOP, 'configs'), tree / 'configs')
    for name, text in SCRIPTS.items():
        script(name, text.format(top=tree))
    (tree / f'build/{lib.KERNEL}/ours/linux').mkdir(parents=True)
    return Tree(tree, run)


def test_first_build(made):
    assert made.build('one') == (0, 'one')


def test_nothing_changed(made):
    made.build('one')
    assert made.build('one') == (0, 'one')
    assert made.builds() == 1


def test_source_changed(made):
    made.build('one')
    assert made.build('two') == (0, 'two')


def test_configuration_changed(made):
    made.build('one')
    with open(made.top / 'configs/base.config', 'a', encoding='utf-8') as file:
        file.write('CONFIG_ANOTHER=y\n')
    made.build('one')
    assert made.builds() == 2


def test_image_is_gone(made):
    made.build('one')
    (made.guest / 'bzImage').unlink()
    assert made.build('one') == (0, 'one')


def test_build_fails(made):
    """The old image stays, for a machine that runs, but is not the current one."""
    made.build('one')
    (made.top / 'broken').touch()
    assert made.build('two')[0] != 0
    assert made.build('two')[0] != 0
    assert not (made.guest / 'stamp').exists()
    (made.top / 'broken').unlink()
    assert made.build('two') == (0, 'two')

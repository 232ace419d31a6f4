# SPDX-License-Identifier: GPL-2.0-only
"""Test that kernel.sh never leaves an image of another source as the current one.

make and the overlay are replaced. The image has the text of the source.
"""

import os
import shutil

import pytest

import lib
from conftest import INSIDE

# It configures as the fragments say, but for an edit, and copies the source to the
# image.
MAKE = '''\
case "$*" in
*allnoconfig*)
	sed -f {top}/kconfig fragments >.config
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
        self.kconfig = top / 'kconfig'
        self.kconfig.write_text('')

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
    scripts = tree / f'build/{lib.KERNEL}/ours/linux/scripts'
    scripts.mkdir(parents=True)
    (scripts / 'kconfig').symlink_to(
        os.path.join(lib.BUILD, lib.KERNEL, 'base/linux/scripts/kconfig'))
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


def set_symbols(made, line, fragment=f'{lib.KERNEL}.config', kconfig=''):
    """Add a line to a fragment, and set an edit of the configuration by sed."""
    with open(made.top / 'configs' / fragment, 'a', encoding='utf-8') as file:
        file.write(f'{line}\n')
    made.kconfig.write_text(kconfig)


WRONG = (
    # What it is; a line of the fragment; the edit; does it count?
    ('it is unknown', 'CONFIG_A=y', '/CONFIG_A=/d', True),
    ('it has another value', 'CONFIG_A="b"', 's/"b"/"c"/', True),
    ('it is a module', 'CONFIG_A=y', 's/^CONFIG_A=y/CONFIG_A=m/', True),
    ('it is on', '# CONFIG_A is not set',
     's/# CONFIG_A is not set/CONFIG_A=y/', True),
    ('a longer name is on', '# CONFIG_A is not set',
     's/# CONFIG_A is not set/CONFIG_AB=y/', False),
    ('it is off and unknown', '# CONFIG_A is not set', '/CONFIG_A /d', False),
)


@pytest.mark.parametrize('line, kconfig, counts', [case[1:] for case in WRONG],
                         ids=[case[0] for case in WRONG])
def test_configuration_is_checked(made, line, kconfig, counts):
    set_symbols(made, line, kconfig=kconfig)
    status, said = made.build('one')
    assert (status != 0) == counts
    assert not counts or said.endswith(
        'cannot be configured as configs/ asks for: CONFIG_A\n')


@pytest.mark.parametrize('kconfig, good', (
    ('', True), ('/CONFIG_A[= ]/s/.*/CONFIG_A=m/', False)))
@pytest.mark.parametrize('line', ('CONFIG_A=y', '# CONFIG_A is not set'))
def test_last_fragment_counts(made, line, kconfig, good):
    set_symbols(made, 'CONFIG_A=m', 'base.config')
    set_symbols(made, line, kconfig=kconfig)
    assert (made.build('one')[0] == 0) == good


@pytest.mark.parametrize('name, allowed', (
    (lib.KERNEL, True), (f'{lib.KERNEL}-x86_64', True), ('ours', True),
    ('base', False), ('0.1', False)))
def test_optional_symbol(made, name, allowed):
    set_symbols(made, 'CONFIG_A=y', kconfig='/CONFIG_A=/d')
    with open(made.top / 'configs/optional.list', 'a', encoding='utf-8') as file:
        file.write(f'{name}\tCONFIG_A\tmade up\n')
    assert (made.build('one')[0] == 0) == allowed

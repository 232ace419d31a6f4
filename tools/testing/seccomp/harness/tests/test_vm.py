# SPDX-License-Identifier: GPL-2.0-only
"""Test that vm.sh exits as its machine has reported. The machine is made up."""

import os

import pytest

import lib
from conftest import INSIDE

# It writes what the guest and the kernel would write. The files are those of the
# options. Only the first boots do what the test says.
QEMU = '''
echo "$*" >{top}/options
for word; do
	case $word in
	file:*) console=${{word#file:}} ;;
	file,id=output,path=*) output=${{word#*path=}} ;;
	file,id=status,path=*) status=${{word#*path=}} ;;
	*/initrd) cp "$word" {top}/initrd ;;
	esac
done
printf 'booted\\n' | tee -a {top}/boots >"$console"
printf 'hello\\n' >"$output"
printf 'bytes 6\\nexit 7\\n' >"$status"
[ "$(wc -l <{top}/boots)" -gt {times} ] || {{ :; {then}; }}
'''
OOPS = ('[ 1.0] Oops: int3: 0000 [#1] SMP', '[ 1.1] Code: cc 5d {} <90> cc')


@pytest.fixture(name='boot')
def fixture_boot(tree, link, script, run):
    """Return a function that boots. It returns the status and what is shown."""
    guest = tree / f'build/{lib.KERNEL}/x86_64'
    guest.mkdir(parents=True)
    for name in ('bzImage', 'root.cpio'):
        (guest / name).write_text(name)
    link('configs')

    def boot(then=':', times=99, qemu=QEMU, **settings):
        (tree / 'boots').write_text('')
        script('bin/qemu-system-x86_64',
               qemu.format(top=tree, times=times, then=then))
        environment = {'ARCH': 'x86_64', 'BUILT': '1', 'CMD': 'true',
                       'ACCEL': 'tcg', 'TIMEOUT': '60', 'QUIET': '0',
                       'PATH': f'{tree / INSIDE}/bin:{os.environ["PATH"]}'}
        return run(str(tree / INSIDE / 'vm.sh'), **{**environment, **settings})
    return boot


def console(*lines):
    """Return a command that writes to the console."""
    return "printf '%s\\r\\n' " + ' '.join(f"'{line}'" for line in lines) + \
        ' >>"$console"'


def test_status(boot):
    assert boot() == (7, 'hello\n')


def test_quiet(boot):
    assert boot(QUIET='1') == (7, '')


@pytest.mark.parametrize('then, status, said', (
    (console('WARNING: made up'), 125, 'the kernel reported: WARNING: made up'),
    ('exit 1', 125, 'QEMU failed with status 1'),
    (': >"$status"', 125, 'the guest ended without reporting a status'),
    ('echo >>"$output"', 125, 'output was lost'),
    ('exec sleep 60', 124, 'no end within 2 seconds'),
))
def test_failed_run(boot, then, status, said):
    got, shown = boot(then, TIMEOUT='2' if status == 124 else '60')
    assert got == status and said in shown


def test_last_run_is_kept(tree, boot):
    boot('exit 1')
    last = tree / f'build/{lib.KERNEL}/x86_64/last'
    assert (last / 'verdict').read_text().startswith('failed: QEMU')
    boot()
    assert (last / 'verdict').read_text() == 'exit 7\n'


def test_files_of_an_earlier_run(tree, boot):
    """They are no result of this one."""
    boot(RESULT=str(tree / 'run'))
    assert boot(qemu='exit 0', RESULT=str(tree / 'run'))[0] == 125


def stale(before='66'):
    """Return a command for the report of a breakpoint, with this byte before it."""
    return console(OOPS[0], OOPS[1].format(before)) + '; : >"$status"'


@pytest.mark.parametrize('case', (
    (stale(), 3, {}, 7, 4),
    (stale(), 9, {}, 125, 5),
    # A breakpoint in memory is the kernel's fault.
    (stale('cc'), 9, {}, 125, 1),
    (stale(), 9, {'ACCEL': 'kvm'}, 125, 1),
    (console('Oops: 0000 [#1] SMP', OOPS[1].format('66')), 9, {}, 125, 1),
    (console(OOPS[1].format('cc'), *OOPS).replace('{}', '66'), 9, {}, 125, 1),
    ('exit 1', 9, {}, 125, 1),
))
def test_stale_breakpoint_of_qemu(tree, boot, case):
    """It is booted again and reported each time, but at most five times."""
    then, times, settings, status, boots = case
    got, said = boot(then, times, **settings)
    assert (got, (tree / 'boots').read_text().count('booted')) == (status, boots)
    assert said.count('stale breakpoint') == boots - 1


def test_options(tree, boot):
    (tree / 'add/deep').mkdir(parents=True)
    (tree / 'add/deep/file').write_text('from the host')
    boot(APPEND='a=b c', CPUS='3', MEM='512M', QEMU='-icount 1',
         ADD=str(tree / 'add'), CMD='the command')
    options = (tree / 'options').read_text()
    for words in ('-smp 3 ', '-m 512M ', ' a=b c', '-icount 1', '-accel tcg',
                  'panic_on_warn=1', f'/{lib.KERNEL}/x86_64/bzImage '):
        assert words in options
    initrd = (tree / 'initrd').read_bytes()
    assert initrd.startswith(b'root.cpio')
    for words in (b'vm/command', b'the command\n', b'deep/file', b'from the host'):
        assert words in initrd


@pytest.mark.parametrize('settings, image', (
    ({'BASE': '1'}, f'{lib.KERNEL}/x86_64/base/bzImage'),
    ({'DEBUG': 'kasan'}, f'{lib.KERNEL}/x86_64-kasan/bzImage')))
def test_kernel(tree, boot, settings, image):
    boot(**settings)
    assert f'/{image} ' in (tree / 'options').read_text()


@pytest.mark.parametrize('debug, has, lacks', (
    ('kcsan', 'kcsan.skip_watch=', 'panic_on_warn'),
    ('kasan', 'watchdog_thresh=60', 'kcsan')))
def test_debug_kernel(tree, boot, debug, has, lacks):
    boot(DEBUG=debug)
    options = (tree / 'options').read_text()
    assert has in options and lacks not in options and '-m 2G' in options


def test_races_of_the_kernel_with_functions(tree, boot):
    """The list beside the image names the functions whose races count."""
    (tree / f'build/{lib.KERNEL}/x86_64-kcsan').mkdir()
    (tree / f'build/{lib.KERNEL}/x86_64-kcsan/functions').write_text('mine\n')
    race = console('=' * 10, '[ 1.0] BUG: KCSAN: data-race in a / b',
                   '[ 1.0]  a+0x1/0x2', '=' * 10)
    assert boot(race, DEBUG='kcsan')[0] == 7
    assert boot(race.replace(' a+', ' mine+'), DEBUG='kcsan')[0] == 125

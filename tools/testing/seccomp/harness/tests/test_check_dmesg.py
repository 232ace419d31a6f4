# SPDX-License-Identifier: GPL-2.0-only
"""Test that check_dmesg.py finds the kernel's reports, and only these."""

import subprocess

import pytest

import check_dmesg
import lib

REPORTS = '''\
Kernel panic - not syncing: Attempted to kill init!
kernel BUG at kernel/seccomp.c:100!
BUG: kernel NULL pointer dereference, address: 0000000000000000
BUG: KASAN: slab-use-after-free in seccomp_filter_release+0x1/0x2
BUG: KCSAN: data-race in a / b
BUG: sleeping function called from invalid context at mm/slab.h:1
BUG: soft lockup - CPU#0 stuck for 22s! [a:1]
watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [a:1]
BUG kmalloc-64 (Not tainted): Poison overwritten
WARNING: CPU: 0 PID: 1 at kernel/seccomp.c:100 a+0x1/0x2
WARNING: possible circular locking dependency detected
WARNING: suspicious RCU usage
------------[ cut here ]------------
Oops: general protection fault, 0000 [#1] SMP
general protection fault, probably for non-canonical address 0x1
Internal error: Oops: 0000000096000004 [#1] SMP
Unable to handle kernel paging request at virtual address 00000001
unable to handle page fault for address: 0000000000000001
rcu: INFO: rcu_preempt self-detected stall on CPU
rcu_sched detected stalls on CPUs/tasks
INFO: task a:1 blocked for more than 122 seconds.
INFO: trying to register non-static key.
INFO: possible recursive locking detected
UBSAN: shift-out-of-bounds in kernel/seccomp.c:1:2
KFENCE: use-after-free read in a
kmemleak: 1 new suspected memory leaks (see /sys/kernel/debug/kmemleak)
unreferenced object 0xffff888000000000 (size 64):
refcount_t: underflow; use-after-free.
list_del corruption, ffff888000000000->next is LIST_POISON1
list_add corruption. prev->next should be next
ODEBUG: free active (active state 0) object
a: page allocation failure: order:0, mode:0x0
a: kernel stack overflow (double-fault)
stack-protector: Kernel stack is corrupted in: a
Unhandled exception in kernel
'''.splitlines()

CLEAN = '''\
rcu: Hierarchical RCU implementation.
traps: a[1] general protection fault ip:1 sp:2
BUGS and WARNINGS are words, too; oopsie
Linux version 6.12.0 (debug build)
'''.splitlines()

BAR = '================================='
END = object()


def stamped(*lines):
    """Return a log with these lines, as the console has them."""
    return ''.join(f'[    0.0000{number:02}] {line}\r\n'
                   for number, line in enumerate(lines))


@pytest.fixture(name='find')
def fixture_find(tmp_path):
    """Return a function that finds the reports among lines."""
    def find(*lines):
        path = tmp_path / 'console.log'
        path.write_bytes(stamped(CLEAN[0], *lines, CLEAN[2]).encode())
        return check_dmesg.find_reports(str(path))
    return find


@pytest.mark.parametrize('line', CLEAN)
def test_ordinary_lines(find, line):
    assert not find(line)


@pytest.mark.parametrize('line', REPORTS)
def test_reports(find, line):
    assert find(line) == [f'[    0.000001] {line}']


def test_reports_have_their_order(find):
    assert [line.split('] ', 1)[1] for line in find(*REPORTS)] == REPORTS


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / 'console.log'
    path.write_bytes(b'\xff\xfe\0 BUG: KASAN: \xe4\n')
    assert len(check_dmesg.find_reports(str(path))) == 1


@pytest.fixture(name='race')
def fixture_race(tmp_path):
    """Return a function that tells how a log with a race is judged.

    The function "mine" is ours. The result is the number of reports that count, and
    of races that do not.
    """
    def race(*lines, first='BUG: KCSAN: data-race in one / other'):
        path = tmp_path / 'console.log'
        functions = tmp_path / 'functions'
        functions.write_text('yours\nmine\n')
        path.write_text(stamped(
            CLEAN[3], BAR, first,
            *(BAR if line is END else line for line in lines), 'harmless'))
        reports = check_dmesg.find_reports(str(path), str(functions))
        races = (tmp_path / 'console.log.races').read_text()
        return len(reports), len(races.splitlines())
    return race


ONE, OTHER, MINE = (f' {name}+0x1/0x2' for name in ('one', 'other', 'mine'))
ACCEPTED = 'BUG: KCSAN: data-race in ns_capable_noaudit / mine'
WARNING = 'WARNING: suspicious RCU usage'
RACES = (
    ('of the base', (ONE, OTHER, END), (0, 1)),
    ('of our function', (MINE, OTHER, END), (1, 0)),
    ('below our function', (ONE, MINE, END), (1, 0)),
    ('far below our function', (ONE, OTHER, MINE, END), (0, 1)),
    ('in the second stack', (ONE, OTHER, '', MINE, END), (1, 0)),
    ('far below in the second stack', (ONE, OTHER, '', ONE, OTHER, MINE, END),
     (0, 1)),
    ('under a lock of ours',
     (ONE, OTHER, '', '1 lock held by a/1:',
      '#0: ffff (&a->lock){+.+.}-{2:2}, at: mine+0x1/0x2', END), (0, 1)),
    ('of a function with a longer name', (' mine2+0x1/0x2', OTHER, END),
     (0, 1)),
    ('with another report inside', (ONE, WARNING, END), (1, 1)),
    ('with a report after it', (ONE, END, WARNING), (1, 1)),
    ('that is cut off', (ONE,), (1, 0)),
    ('and another one in one report', (ONE, ACCEPTED, END), (2, 0)),
    ('and a second report of the base',
     (ONE, END, BAR, 'BUG: KCSAN: data-race in a / b', OTHER, END), (0, 2)),
    ('and a second report of ours',
     (ONE, END, BAR, 'BUG: KCSAN: data-race in a / b', MINE, END), (1, 1)),
)


@pytest.mark.parametrize('lines, wanted', [case[1:] for case in RACES],
                         ids=[case[0] for case in RACES])
def test_race(race, lines, wanted):
    assert race(*lines) == wanted


def test_accepted_race(race):
    assert race(MINE, END, first=ACCEPTED) == (0, 1)


def test_bar_without_a_race(race):
    assert race(ONE, END, first='BUG: KASAN: use-after-free') == (1, 0)


def test_every_race_counts_without_functions(find):
    assert len(find(BAR, 'BUG: KCSAN: data-race in one / other', ONE, BAR)) == 1


@pytest.mark.parametrize('functions', ('', None))
def test_no_function_is_an_error(tmp_path, functions):
    log, names = tmp_path / 'log', tmp_path / 'names'
    log.write_text('harmless\n')
    if functions is not None:
        names.write_text(functions)
    run = subprocess.run([f'{lib.HARNESS}/check_dmesg.py', log, names],
                         stderr=subprocess.PIPE, check=False)
    assert (run.returncode, run.stderr.count(b'\n')) == (2, 1)


@pytest.mark.parametrize('line, status', ((REPORTS[0], 1), (CLEAN[0], 0)))
def test_exit_status(tmp_path, line, status):
    log = tmp_path / 'log'
    log.write_text(stamped(line))
    run = subprocess.run([f'{lib.HARNESS}/check_dmesg.py', log],
                         stdout=subprocess.PIPE, check=False)
    assert (run.returncode, run.stdout.count(b'\n')) == (status, status)


def test_no_log_is_an_error(tmp_path):
    run = subprocess.run([f'{lib.HARNESS}/check_dmesg.py', tmp_path / 'no'],
                         stderr=subprocess.PIPE, check=False)
    assert (run.returncode, run.stderr.count(b'\n')) == (2, 1)

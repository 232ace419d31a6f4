# SPDX-License-Identifier: GPL-2.0-only
"""Tests of show. A library plays /proc/PID/seccomp_filters of our kernel.

The processes and their filters are real ones.
"""

# pylint: disable=redefined-outer-name,unused-import
import json
import os
import re
import subprocess
import sys

import pytest

import programs
from fake_kernel import fake, fake_library

HASH = 'a9e2f3387d39b08e95444bb2844a52aa2d067e17a42f7703ca9a656d2caed7d3'
WEB = f'id=93c1e8d04f9e27ab label=web flags=a000002 insns=7 depth=2 ' \
      f'listener=open domain=2 refused=5 hash={HASH}\n'
CONTENTS = f'\tcontent=2 insns=3 hash=-\n\tcontent=1 insns=9 hash={HASH}\n'
RUNC = 'id=0000000000000001 label=- comm=ru\\040nc flags=0 insns=1234 depth=1 ' \
       'listener=none domain=none refused=- hash=-\n'


@pytest.fixture
def sleeper(seccompctl, tmp_path):
    """Return a function that starts a process with a filter, and returns it."""
    (tmp_path / 'allow').write_bytes(programs.pack([(6, 0, 0, programs.ALLOW)]))
    started = []

    def start(*command):
        process = subprocess.Popen(
            [seccompctl, 'run', '--bpf', tmp_path / 'allow', '--',
             *(command or ('sh', '-c', 'echo ready; read line'))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding='utf-8')
        started.append(process)
        assert process.stdout.readline() == 'ready\n'
        return process
    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def lists(tmp_path):
    """Return a function that sets the list of a thread."""
    def write(tid, text):
        (tmp_path / 'lists' / str(tid)).write_text(text)
    return write


@pytest.fixture
def show_json(run, fake):
    """Return a function that runs show --json and parses its output."""
    def show(*pids):
        done = run('show', '--json', *pids, env=fake)
        assert done.returncode == 0
        return json.loads(done.stdout)
    return show


def test_table(run, fake, sleeper, lists):
    pid = sleeper().pid
    lists(pid, WEB + CONTENTS + RUNC)
    done = run('show', pid, env=fake)
    assert (done.returncode, done.stderr) == (0, '')
    assert done.stdout == f'''{pid} sh
  DEPTH  ID                LABEL       INSNS  LISTENER  REFUSED  FLAGS
      +                                    3
      +                                    9
      2  93c1e8d04f9e27ab  web             7  open            5  log,nested_listeners,domain
      1  0000000000000001  (ru\\040nc)   1234  -               -  -
'''


def test_json(show_json, sleeper, lists):
    pid = sleeper().pid
    lists(pid, WEB + CONTENTS + RUNC)
    assert show_json(pid) == [{
        'processes': [{'pid': pid, 'comm': 'sh'}],
        'mode': 'filter',
        'count': 2,
        'filters': [{
            'id': '93c1e8d04f9e27ab', 'label': 'web', 'comm': None,
            'flags': ['log', 'nested_listeners', 'domain'], 'insns': 7, 'depth': 2,
            'listener': 'open', 'refused': 5, 'hash': HASH,
            'added': [{'number': 2, 'insns': 3, 'hash': None},
                      {'number': 1, 'insns': 9, 'hash': HASH}],
        }, {
            'id': '0000000000000001', 'label': None, 'comm': 'ru\\040nc',
            'flags': [], 'insns': 1234, 'depth': 1, 'listener': 'none',
            'refused': None, 'hash': None, 'added': None,
        }],
    }]


def test_label_can_be_a_dash(show_json, sleeper, lists):
    pid = sleeper().pid
    lists(pid, WEB.replace('label=web', 'label=-'))
    seen = show_json(pid)[0]['filters'][0]
    assert (seen['label'], seen['comm']) == ('-', None)


def test_label_can_look_like_a_field(show_json, sleeper, lists):
    pid = sleeper().pid
    lists(pid, WEB.replace('label=web', 'label=depth=77'))
    seen = show_json(pid)[0]['filters'][0]
    assert (seen['label'], seen['depth']) == ('depth=77', 2)


def test_fields_of_later_kernels_are_skipped(show_json, sleeper, lists):
    pid = sleeper().pid
    lists(pid, WEB.replace('\n', ' colour=blue word\n') +
          CONTENTS.replace('\n', ' size=5\n'))
    seen = show_json(pid)[0]['filters'][0]
    assert (seen['hash'], len(seen['added'])) == (HASH, 2)


@pytest.mark.parametrize('text', [
    'nothing\n', CONTENTS, WEB.replace('insns=7', 'insns=x'),
    WEB.replace('insns=7', 'insns=-7'), WEB.replace('insns=7', 'insns=99999999999'),
    WEB.replace('id=93', 'id=q3'), WEB.replace(HASH, HASH[1:]),
    WEB.replace('open', 'ajar'), WEB.replace('label=web', 'label=' + 32 * 'a'),
    RUNC.replace('ru', 65 * 'a'), WEB.replace('domain=2', 'domain=x'),
    WEB + '\tcontent=x insns=2 hash=-\n', WEB + '\n',
])
def test_another_form_is_reported(run, fake, sleeper, lists, text):
    pid = sleeper().pid
    lists(pid, text)
    done = run('show', pid, env=fake)
    assert done.returncode == 0
    assert done.stdout == f'{pid} sh\n  1 filter\n'
    assert 'a form that this program does not know' in done.stderr


def test_equal_filters_are_one_group(show_json, sleeper, lists):
    pids = sorted(sleeper().pid for _ in range(3))
    lists(pids[0], WEB + RUNC)
    lists(pids[1], RUNC)
    # A number that grows makes no other filter.
    lists(pids[2], WEB.replace('refused=5', 'refused=6') + RUNC)
    groups = [group for group in show_json()
              if any(each['pid'] in pids for each in group['processes'])]
    seen = [[each['pid'] for each in group['processes']] for group in groups]
    assert seen == [[pids[0], pids[2]], [pids[1]]]


def test_added_filters_make_a_difference(show_json, sleeper, lists):
    pids = sorted(sleeper().pid for _ in range(2))
    lists(pids[0], WEB + CONTENTS)
    lists(pids[1], WEB + CONTENTS.splitlines(True)[1])
    assert len(show_json(*pids)) == 2


THREADS = '''
import sys, threading
threads = [threading.Thread(target=threading.Event().wait, args=(60,), daemon=True)
           for _ in range(2)]
for thread in threads:
    thread.start()
print("ready", flush=True)
sys.stdin.read()
'''


def test_threads_that_differ_are_shown_apart(run, show_json, fake, sleeper, lists):
    pid = sleeper(sys.executable, '-c', THREADS).pid
    tids = sorted(map(int, os.listdir(f'/proc/{pid}/task')))
    assert len(tids) == 3
    for tid in tids[:2]:
        lists(tid, RUNC)
    lists(tids[2], WEB + RUNC)
    name = open(f'/proc/{pid}/comm', encoding='ascii').read().strip()
    groups = show_json(pid)
    assert [group['processes'] for group in groups] == [
        [{'pid': pid, 'comm': name, 'threads': tids[:2]}],
        [{'pid': pid, 'comm': name, 'threads': tids[2:]}]]
    assert [group['count'] for group in groups] == [1, 2]
    done = run('show', pid, env=fake)
    assert f'{pid} {name} (threads {tids[0]} {tids[1]})\n' in done.stdout
    assert f'{pid} {name} (thread {tids[2]})\n' in done.stdout


def test_equal_threads_are_one_process(show_json, sleeper, lists):
    pid = sleeper(sys.executable, '-c', THREADS).pid
    for tid in os.listdir(f'/proc/{pid}/task'):
        lists(tid, RUNC)
    groups = show_json(pid)
    assert [list(each) for group in groups for each in group['processes']] == [
        ['pid', 'comm']]


def test_known_programs_have_names(run, show_json, fake, sleeper, lists, tmp_path):
    pid = sleeper().pid
    lists(pid, WEB + CONTENTS + RUNC.replace('hash=-', 'hash=' + HASH[::-1]))
    known = tmp_path / 'known'
    known.write_text(f'{64 * "0"}  other\n{HASH} *profiles/we\x1bb.bpf\n{HASH}  x\n')
    done = run('show', pid, '--known', known, env=fake)
    assert (done.returncode, done.stderr) == (0, '')
    assert [line.split()[:5] for line in done.stdout.splitlines()[1:]] == [
        ['DEPTH', 'ID', 'LABEL', 'PROGRAM', 'INSNS'],
        ['+', '?', '3'], ['+', 'profiles/we?b.bpf', '9'],
        ['2', '93c1e8d04f9e27ab', 'web', 'profiles/we?b.bpf', '7'],
        ['1', '0000000000000001', '(ru\\040nc)', '-', '1234']]
    done = run('show', pid, '--json', '--known', '-', env=fake,
               input=known.read_text())
    filters = json.loads(done.stdout)[0]['filters']
    assert [each['program'] for each in filters] == ['profiles/we?b.bpf', None]
    assert [each['program'] for each in filters[0]['added']] == [
        None, 'profiles/we?b.bpf']


@pytest.mark.parametrize('text', ['x\n', HASH + '\n', HASH + '  \n',
                                  HASH + '\tname\n', HASH[1:] + '  name\n'])
def test_malformed_names(run, tmp_path, text):
    (tmp_path / 'known').write_text(f'{HASH}  first\n{text}')
    done = run('show', os.getpid(), '--known', tmp_path / 'known')
    assert done.returncode == 2
    assert done.stdout == ''
    assert 'known:2: expected' in done.stderr


def test_no_filters(run, show_json, fake):
    assert show_json(os.getpid()) == [{
        'processes': [{'pid': os.getpid(), 'comm': show_json(os.getpid())[0]
                       ['processes'][0]['comm']}],
        'mode': 'none', 'count': 0, 'filters': []}]
    assert 'mode none, no filters' in run('show', os.getpid(), env=fake).stdout
    assert all(each['pid'] != os.getpid() for group in show_json()
               for each in group['processes'])


def test_no_colour_in_a_pipe(run, fake, sleeper, lists):
    pid = sleeper().pid
    lists(pid, WEB)
    assert '\033' not in run('show', pid, env=fake).stdout


@pytest.mark.skipif(os.path.exists('/proc/self/seccomp_filters'),
                    reason='this kernel has the file that the test must not have')
def test_mainline_shows_numbers(run, sleeper):
    pids = sorted(sleeper().pid for _ in range(2))
    done = run('show', *pids)
    assert done.returncode == 0
    # Nothing tells that the filters of two processes are the same.
    assert done.stdout == f'{pids[0]} sh\n  1 filter\n\n{pids[1]} sh\n  1 filter\n'
    assert re.fullmatch('seccompctl: this kernel lacks [^\n]*\n', done.stderr)
    done = run('show')
    assert f'{pids[0]} sh\n  1 filter\n' in done.stdout
    group = json.loads(run('show', '--json', pids[0]).stdout)[0]
    assert (group['mode'], group['count'], group['filters']) == ('filter', 1, None)


@pytest.mark.parametrize('arguments, status, word', [
    (['0'], 2, "'0'"), (['-1'], 2, '-1'), (['x'], 2, "'x'"), (['1x'], 2, "'1x'"),
    (['99999999999'], 2, '99999999999'), (['--no'], 2, '--no'),
    (['--known'], 2, '--known'), (['--known', '/no/file'], 3, '/no/file'),
    (['2000000000'], 3, 'no process 2000000000'),
])
def test_bad_arguments(run, arguments, status, word):
    done = run('show', *arguments)
    assert done.returncode == status
    assert done.stdout == ''
    assert re.fullmatch('seccompctl: [^\n]*\n', done.stderr)
    assert word in done.stderr

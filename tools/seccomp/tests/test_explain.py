# SPDX-License-Identifier: GPL-2.0-only
"""Tests of explain: answers, conditions and origins, against plain interpretation."""

import json
import random

import pytest

import cbpf

CONSTANTS = [0, 1, 2, 7, 0x40, 0x28, 0xff, 0xffffffff, 0x80000000]
ACTIONS = {cbpf.ALLOW: 'allow', cbpf.ERRNO | 1: 'errno EPERM',
           cbpf.ERRNO | 13: 'errno EACCES', cbpf.ERRNO | 38: 'errno ENOSYS',
           cbpf.KILL: 'kill_process'}
READ = 0


@pytest.fixture
def explain(run, tmp_path):
    """Return a function that explains a program as JSON."""
    def answers(program, *arguments):
        path = tmp_path / 'program'
        path.write_bytes(cbpf.pack(program))
        done = run('explain', '--json', '--arch', 'x86-64', '--bpf', path,
                   *arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
    return answers


def test_call_has_the_answer_of_the_interpreter(explain):
    rng = random.Random(7)
    seen = set()
    for _ in range(60):
        program = cbpf.random_program(rng, READ, CONSTANTS)
        fd = rng.choice(CONSTANTS) | rng.choice([0, 1, 7]) << 32
        buf = rng.choice(CONSTANTS) | rng.choice([0, 1, 7]) << 32
        found = explain(program, 'read', f'fd={fd}', f'buf={buf}')
        expected = cbpf.run(program, (cbpf.X86_64, READ, fd, buf))
        assert [entry['action'] for entry in found] == [ACTIONS[expected]]
        seen.add(expected)
    assert len(seen) >= 3


def test_unknown_arguments_give_all_answers(explain):
    rng = random.Random(8)
    several = 0
    for _ in range(30):
        program = cbpf.random_program(rng, READ, CONSTANTS)
        found = {entry['action'] for entry in explain(program, 'read')}
        words = [k | high << 32 for k in CONSTANTS + [3, 0x41, 0xfffffffe]
                 for high in (0, 1, 0xffffffff)]
        sampled = {ACTIONS[cbpf.run(program, (cbpf.X86_64, READ, a, b))]
                   for a in words for b in words}
        assert sampled <= found, program
        several += len(found) > 1
    assert several >= 5


def test_instruction_that_answers_is_named(explain):
    program = [(cbpf.LD, 0, 0, cbpf.NR), (cbpf.JEQ, 0, 1, READ),
               (cbpf.RET, 0, 0, cbpf.ERRNO | 13), (cbpf.RET, 0, 0, cbpf.ALLOW)]
    assert explain(program, 'read')[0]['origin'] == 'instruction 2'
    assert explain(program, 'write')[0]['origin'] == 'instruction 3'


POLICY = '''default: errno EPERM
arch: x86-64
allow: read
openat: (flags & O_CREAT) errno EACCES; else allow
execve: (path == "/usr/bin/git") allow; else kill_process
execve: (path == "/a\\"\\\\") allow
openat2: (how.resolve & RESOLVE_BENEATH) allow
'''


@pytest.fixture
def policy(run, tmp_path):
    """Return a function that explains the policy."""
    path = tmp_path / 'a.policy'
    path.write_text(POLICY)

    def answers(*arguments):
        done = run('explain', '--json', '--arch', 'x86-64', path, *arguments)
        assert done.returncode == 0, done.stderr
        return [(entry['action'], entry['origin'].split(':')[-1])
                for entry in json.loads(done.stdout)]
    return answers


@pytest.mark.parametrize('arguments, answer', [
    (['read'], ('allow', '3')),
    (['write'], ('errno EPERM', '1')),
    (['openat', 'flags=O_WRONLY|O_CREAT'], ('errno EACCES', '4')),
    (['openat', 'flags=O_RDONLY'], ('allow', '4')),
    (['execve', 'path=/usr/bin/git'], ('allow', '5')),
    (['execve', 'path=/usr/bin/gitt'], ('kill_process', '5')),
    (['execve', 'path="/usr/bin/git"'], ('allow', '5')),
    (['execve', 'path="/usr/bin/\\x67it"'], ('allow', '5')),
    (['execve', 'path="/usr/bin/gitt"'], ('kill_process', '5')),
    (['execve', r'path="/a\"\\"'], ('allow', '6')),
    (['execve', r'path=/a"\\'[:-1]], ('allow', '6')),
    (['execve', r'path="/a\""'], ('kill_process', '5')),
    (['openat2', 'how.resolve=RESOLVE_BENEATH'], ('allow', '7')),
    (['openat2', 'how.resolve=0'], ('errno EPERM', '1')),
])
def test_line_of_the_policy_is_named(policy, arguments, answer):
    assert policy(*arguments) == [answer]


def test_table_groups_calls_and_shows_conditions(run, tmp_path):
    path = tmp_path / 'a.policy'
    path.write_text(POLICY)
    text = run('explain', path).stdout
    assert 'x86-64\n' in text
    allow, = [line for line in text.splitlines() if line.startswith('  allow ')]
    assert allow.split() == ['allow', 'read']
    assert 'if (flags & O_CREAT)' in text
    assert 'openat\n' in text


@pytest.mark.parametrize('arguments', [
    (), ('--json',), ('--bpf',), ('--nosuch', 'x'), ('--pid', 'me')])
def test_bad_arguments_are_one_line_and_exit_2(run, arguments):
    done = run('explain', *arguments)
    assert done.returncode == 2
    assert done.stdout == ''
    assert done.stderr.count('\n') == 1


@pytest.mark.parametrize('words', [
    ('nosuchcall',), ('openat', 'nosuch=1'), ('openat', 'flags'),
    ('execve', 'path="/bin'), ('execve', 'path="/bin"x'), ('execve', 'path="/bin""'),
    ('execve', r'path="\q"'), ('execve', 'path="'), ('openat', 'flags=O_NOSUCH'), ('openat2', 'how.nosuch=1')])
def test_bad_call_is_one_line_and_exit_2(run, tmp_path, words):
    path = tmp_path / 'program'
    path.write_bytes(cbpf.pack([(cbpf.RET, 0, 0, cbpf.ALLOW)]))
    done = run('explain', '--bpf', path, *words)
    assert done.returncode == 2
    assert done.stdout == ''
    assert done.stderr.count('\n') == 1


def others(run, tmp_path, program):
    """Return the lines about other architectures, and their entry in JSON."""
    path = tmp_path / 'program'
    path.write_bytes(cbpf.pack(program))
    text = run('explain', '--bpf', path).stdout
    lines = text.split('other architectures\n')[1].splitlines()
    found = json.loads(run('explain', '--json', '--bpf', path).stdout)
    entry, = [each for each in found if each['arch'] == 'others']
    assert 'other architectures' not in run('explain', '--arch', 'x86-64', '--bpf',
                                            path).stdout
    return lines, entry


def test_table_has_the_answer_to_other_architectures(run, tmp_path):
    lines, entry = others(run, tmp_path, [
        (cbpf.LD, 0, 0, cbpf.ARCH), (cbpf.JEQ, 1, 0, cbpf.X86_64),
        (cbpf.RET, 0, 0, cbpf.KILL), (cbpf.LD, 0, 0, cbpf.NR),
        (cbpf.JEQ, 0, 1, READ), (cbpf.RET, 0, 0, cbpf.ALLOW),
        (cbpf.RET, 0, 0, cbpf.ERRNO | 1)])
    assert [line.split() for line in lines] == [['kill_process', 'any', 'call']]
    assert entry['complete']
    assert entry['ways'] == [{'action': 'kill_process', 'conditions': ''}]


@pytest.mark.parametrize('program', [
    # The number decides about other architectures, too.
    [(cbpf.LD, 0, 0, cbpf.NR), (cbpf.JEQ, 0, 1, READ), (cbpf.RET, 0, 0, cbpf.ALLOW),
     (cbpf.RET, 0, 0, cbpf.ERRNO | 1)],
    # A compare of the order is no list of architectures.
    [(cbpf.LD, 0, 0, cbpf.ARCH), (cbpf.JGT, 0, 1, cbpf.X86_64 - 1),
     (cbpf.RET, 0, 0, cbpf.ALLOW), (cbpf.RET, 0, 0, cbpf.KILL)],
])
def test_other_architectures_may_have_several_answers(run, tmp_path, program):
    lines, entry = others(run, tmp_path, program)
    assert 'depends' in lines[0]
    assert not entry['complete'] and entry['ways'] == []


def test_options_and_words_can_be_in_any_order(run, tmp_path):
    path = tmp_path / 'a.policy'
    path.write_text(POLICY)
    right = run('explain', '--json', '--arch', 'x86-64', path, 'openat',
                'flags=O_RDONLY').stdout
    assert right
    assert run('explain', path, '--arch', 'x86-64', 'openat', '--json', '--',
               'flags=O_RDONLY').stdout == right
    assert run('explain', '--stricter', path).returncode == 2

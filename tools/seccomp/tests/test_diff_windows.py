# SPDX-License-Identifier: GPL-2.0-only
"""Tests of diff with argument windows: what a copy can be, and what it cannot."""

import itertools
import json
import os
import random

import pytest

import policy_interpreter as cbpf
from policy_interpreter import Call, Copy
from test_policy_deep import DeepWriter, calls_of
from policy_eval import Policy
from test_round_trips import verdicts

HEAD = 'default: errno EPERM\narch: x86-64\n'
EXECVE = 59
PAIRS = 12 if os.environ.get('SANITIZE') else 36


@pytest.fixture
def diff(run, tmp_path):
    """Return a function that gives the kinds of differences of two rules."""
    def compare(one, other):
        paths = []
        for name, text in (('a', one), ('b', other)):
            paths.append(tmp_path / name)
            paths[-1].write_text(HEAD + text + '\n')
        done = run('diff', '--json', *paths)
        assert done.returncode in (0, 1), done.stderr
        found = [entry['difference'] for entry in json.loads(done.stdout or '[]')]
        assert (done.returncode == 0) == (not found)
        return set(found)
    return compare


@pytest.mark.parametrize('one, other', [
    ('execve: (path == "/x") allow', 'execve: (path == "/x" && path.length == 2) allow'),
    ('execve: (path == "/x") allow', 'execve: (path == "/x" && path.absolute) allow'),
    ('execve: (path == "/x") allow', 'execve: (path == "/x" && !path.dotdot) allow'),
    ('execve: (path == "/x/") allow', 'execve: (path == "/x/" && path.trailing_slash) allow'),
    ('execve: (path == "") allow', 'execve: (path.length == 0) allow'),
    ('execve: (path ^= "/etc/") allow', 'execve: (path ^= "/etc/" && path.absolute) allow'),
    ('execve: (path ^= "/etc/") allow', 'execve: (path ^= "/etc/" && path.length >= 5) allow'),
    ('execve: (!path.absolute || path ^= "/") allow', 'execve: (path.length >= 0) allow'),
    ('connect: (addr.family == AF_INET && addr.port == 80) allow',
     'connect: (addr.port == 80) allow'),
    ('clone3: (args.flags == 0) allow', 'clone3: (args.flags < 1) allow'),
])
def test_equal_for_each_real_copy(diff, one, other):
    assert diff(one, other) == set()


@pytest.mark.parametrize('one, other, kinds', [
    ('execve: (path ^= "/etc/") allow', 'execve: (path ^= "/etc/" && !path.dotdot) allow',
     {'only A allows'}),
    ('execve: (path ^= "/etc/" && path.length > 5) allow', 'execve: (path ^= "/etc/") allow',
     {'only B allows'}),
    # A copy of another kind, or none, is refused.
    ('execve: (path == "/x") allow; else allow', 'allow: execve', {'only B allows'}),
    ('connect: (addr.port == 80) allow', 'connect: (addr.port6 == 80) allow',
     {'only A allows', 'only B allows'}),
    ('openat2: (how.flags == 0x100000000) allow', 'openat2: (how.flags == 0) allow',
     {'only A allows', 'only B allows'}),
])
def test_differences_have_a_copy(diff, one, other, kinds):
    assert diff(one, other) == kinds


def short_expression(rng, depth=0):
    """Return an expression about a path."""
    if depth < 2 and rng.random() < .6:
        text = '(%s) %s (%s)' % (short_expression(rng, depth + 1),
                                 rng.choice(['&&', '||']),
                                 short_expression(rng, depth + 1))
        return '!(%s)' % text if rng.random() < .3 else text
    kind = rng.randrange(4)
    if kind == 0:
        return '%spath.%s' % (rng.choice(['', '!']),
                              rng.choice(['absolute', 'dotdot', 'dot', 'trailing_slash']))
    if kind == 1:
        return 'path.length %s %d' % (rng.choice(['==', '<', '>=']), rng.randrange(4))
    string = ''.join(rng.choice('/.a') for _ in range(rng.randrange(4)))
    return 'path %s "%s"' % (rng.choice(['==', '!=', '^=']), string)


def test_paths_of_three_bytes_are_exact(run, diff, tmp_path):
    rng = random.Random(31)
    # A byte that no rule names stands for all such bytes.
    copies = [Copy(data=bytes(path)) for length in range(4)
              for path in itertools.product(b'/.ab', repeat=length)]
    copies += [Copy(cbpf.ABSENT, 0), Copy(kind=cbpf.STRING, data=b'a')]
    copies += [Copy(status) for status in (cbpf.NULL, cbpf.FAULT, cbpf.TOO_LARGE)]
    counts = {'same': 0, 'different': 0, 'unknown': 0}
    for _ in range(PAIRS):
        texts, answers = [], []
        first, second = short_expression(rng), short_expression(rng)
        if rng.random() < .4:
            # The same for each path.
            second = '(%s) || ((%s) && (%s))' % (first, second, first)
        for expression in first, second:
            # "!" of the limit would let longer paths differ.
            texts.append('execve: (path.length < 4 && (%s)) allow' % expression)
            (tmp_path / 'policy').write_text(HEAD + texts[-1] + '\n')
            done = run('compile', tmp_path / 'policy', encoding=None)
            assert done.returncode == 0, done.stderr
            program = cbpf.unpack(done.stdout)
            answers.append([cbpf.run(program, Call(EXECVE, copies={0: copy}))
                            for copy in copies])
        found = diff(*texts)
        seen = {'only A allows' if a == 0x7fff0000 else 'only B allows'
                for a, b in zip(*answers) if a != b}
        if 'unknown' in found:
            counts['unknown'] += 1
            continue
        assert found == seen, texts
        counts['different' if seen else 'same'] += 1
    print(counts)
    assert counts['same'] >= PAIRS // 6 and counts['different'] >= PAIRS // 3
    assert counts['unknown'] <= PAIRS // 5


def test_random_policies_differ_where_calls_show_it(run, runner, diff, tmp_path):
    rng = random.Random(32)
    counts = {'same': 0, 'different': 0, 'unknown': 0}
    for _ in range(PAIRS // 3):
        writer = DeepWriter(rng, ['x86-64'])
        call = rng.choice(['openat', 'execve', 'connect', 'clone3', 'openat2',
                           'sched_setattr', 'add_key'])
        writer.called = [call]
        texts = ['%s: (%s) allow' % (call, writer.deep_condition(call, 1))
                 for _ in range(2)]
        if rng.random() < .5:
            texts[1] = '%s: (%s) allow' % (call, texts[0].split(' ', 1)[1][1:-7] +
                                           ' && %s' % writer.copy_test(call))
        found = diff(*texts)
        data, _ = calls_of(rng, Policy(HEAD + texts[0]), writer, 3000)
        answers = []
        for text in texts:
            (tmp_path / 'policy').write_text(HEAD + text + '\n')
            done = run('compile', '-o', tmp_path / 'bpf', tmp_path / 'policy')
            assert done.returncode == 0, done.stderr
            answers.append(verdicts(runner, tmp_path / 'bpf', data))
        seen = {'only A allows' if a == 0x7fff0000 else 'only B allows'
                for a, b in zip(*answers) if a != b}
        # The samples are only some calls. What they show must have been found.
        assert 'unknown' in found or seen <= found, texts
        counts['unknown' if 'unknown' in found else 'different' if found else 'same'] += 1
    print(counts)
    assert counts['different'] >= PAIRS // 8

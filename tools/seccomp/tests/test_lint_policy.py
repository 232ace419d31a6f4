# SPDX-License-Identifier: GPL-2.0-only
"""Tests of lint on policies. Each finding has a policy that has it, and a twin of that
policy that has not."""

import json
import random

import pytest

# What programs need, so that it is no finding.
BASE = '''default: errno ENOSYS
allow: exit exit_group rt_sigreturn restart_syscall
'''
OPEN = 'default: allow\n'
PATHS = 'open openat2 creat: errno ENOSYS\n'


@pytest.fixture
def lint(run, tmp_path):
    """Return a function that returns the findings about a policy."""
    def lint_policy(text):
        path = tmp_path / 'policy'
        path.write_text(text, encoding='utf-8')
        done = run('lint', '--json', path)
        assert done.stderr == ''
        found = json.loads(done.stdout)['findings']
        assert done.returncode == (1 if found else 0)
        assert all(finding['file'] == str(path) for finding in found)
        return {finding['code']: finding for finding in found}
    return lint_policy


@pytest.fixture
def has_paths(run, tmp_path):
    """Skip a test if this build cannot compare paths."""
    path = tmp_path / 'paths'
    path.write_text('default: allow\nopenat: (path == "/a") allow\n',
                    encoding='utf-8')
    if "no argument 'path'" in run('check', path).stderr:
        pytest.skip('this build has no conditions on paths')


# A finding, a policy that has it, the line of the finding, and a policy that has not.
PAIRS = [
    ('never-matches', BASE + 'read: (fd == 1 && fd == 2) allow\n', 3,
     BASE + 'read: (fd == 1 || fd == 2) allow\n'),
    ('no-call', BASE + 'arch: x86-64\nallow: read\nallow: mmap2\n', 5,
     BASE + 'arch: x86-64\nallow: read\nallow: mmap\n'),
    ('errno-0', BASE + 'read: errno 0\n', 3, BASE + 'read: errno 1\n'),
    ('kill-thread', BASE + 'read: kill_thread\n', 3, BASE + 'read: kill_process\n'),
    ('libc-call', 'default: errno ENOSYS\nallow: exit exit_group rt_sigreturn\n', 1,
     BASE),
    ('not-enosys', BASE + 'allow: clone\nclone3: errno EPERM\n', 4,
     BASE + 'allow: clone\nclone3: errno ENOSYS\n'),
    ('io-uring', BASE + 'allow: io_uring_setup\n', 3, BASE + 'allow: read\n'),
    ('twin', OPEN + 'accept: errno EPERM\n', None,
     OPEN + 'accept accept4: errno EPERM\n'),
]


@pytest.mark.parametrize('code, policy, line', [pair[:3] for pair in PAIRS])
def test_a_policy_has_the_finding(lint, code, policy, line):
    found = lint(policy)
    assert code in found
    if line:
        assert found[code]['line'] == line
        assert found[code]['instruction'] is None


@pytest.mark.parametrize('code, policy', [(pair[0], pair[3]) for pair in PAIRS])
def test_its_twin_has_not(lint, code, policy):
    assert code not in lint(policy)


@pytest.mark.parametrize('policy', [BASE, BASE + 'allow: read\n'])
def test_a_policy_without_holes_is_clean(lint, policy):
    assert not lint(policy)


def test_a_call_without_rules_for_paths_is_a_twin(lint, has_paths):
    rules = 'openat: (path ^= "/etc/") allow\n'
    found = lint(f'{BASE}{rules}allow: openat2\n')
    assert found['path-twin']['line'] == 4
    assert 'path-twin' not in lint(BASE + rules)


NEVER = [
    '(fd == 1 && fd == 2) allow',
    '(fd == 1 && fd != 1) allow',
    '(fd == 1 && !(fd == 1)) allow',
    '(fd < 3 && fd > 5) allow',
    '(fd < 3 && fd == 7) allow',
    '(fd in {1, 2} && fd in {3, 4}) allow',
    '(fd in {1, 2} && fd >= 3) allow',
    '(!(fd == 1 || fd == 2) && fd in {1, 2}) allow',
    '(fd & 1 && fd == 2) allow',
    '((fd & 3) == 1 && (fd & 1) == 0) allow',
    '((fd & 3) == 4) allow',
    '(fd == 1) allow; (fd == 1) errno EPERM',
    '(fd in {1, 2}) allow; (fd == 2) errno EPERM',
    '(fd < 8) allow; (fd == 2) errno EPERM',
    '(fd == 1) allow; (fd == 1 && count == 4) errno EPERM',
    '(fd == 1) allow; (count == 4) allow; (fd == 1 || count == 4) errno EPERM',
    '(fd == 1) allow; (fd != 1) errno EPERM; else allow',
    '(fd <= 4) allow; (fd > 4) errno EPERM; else allow',
]
SOMETIMES = [
    '(fd == 1 && count == 2) allow',
    '(fd == 1 || fd == 2) allow',
    '(fd < 5 && fd > 3) allow',
    '(fd in {1, 2} && fd in {2, 3}) allow',
    '(fd in {1, 2} && fd >= 2) allow',
    '(fd & 1 && fd == 3) allow',
    '((fd & 3) == 1 && (fd & 4) == 0) allow',
    '(fd == 1) allow; (fd == 2) errno EPERM',
    '(fd == 1 && count == 4) allow; (fd == 1) errno EPERM',
    '(fd < 8) allow; (fd == 8) errno EPERM',
    '(fd <= 4) allow; (fd > 5) errno EPERM; else allow',
]
NEVER_PATHS = [
    '(path == "/a" && path == "/b") allow',
    '(path == "/a" && path ^= "/b") allow',
    '(path ^= "/a" && path ^= "/b") allow',
    '(path ^= "/a/" && !(path ^= "/a")) allow',
    '(path ^= "/a") allow; (path == "/a/b") errno EPERM',
]
SOMETIMES_PATHS = [
    '(path == "/a" || path == "/b") allow',
    '(path == "/a/b" && path ^= "/a") allow',
    '(path ^= "/a" && path ^= "/a/b") allow',
    '(path ^= "/a" && !(path ^= "/a/")) allow',
    '(path == "/a/b") allow; (path ^= "/a") errno EPERM',
]


@pytest.mark.parametrize('rule', NEVER)
def test_a_condition_is_never_met(lint, rule):
    found = lint(f'{BASE}read: {rule}\n')
    assert found['never-matches']['line'] == 3


@pytest.mark.parametrize('rule', SOMETIMES)
def test_a_condition_is_met_sometimes(lint, rule):
    assert not lint(f'{BASE}read: {rule}\n')


@pytest.mark.parametrize('rule', NEVER_PATHS)
def test_a_condition_on_a_path_is_never_met(lint, has_paths, rule):
    assert 'never-matches' in lint(f'{BASE}openat: {rule}\n')


@pytest.mark.parametrize('rule', SOMETIMES_PATHS)
def test_a_condition_on_a_path_is_met_sometimes(lint, has_paths, rule):
    assert not lint(f'{BASE}openat: {rule}\n')


def test_a_bad_policy_exits_2(run, tmp_path):
    path = tmp_path / 'policy'
    path.write_text('default: allow\nread: (fd ==) allow\n', encoding='utf-8')
    done = run('lint', '--json', path)
    assert done.returncode == 2
    assert done.stdout == ''
    assert f'{path}:2:' in done.stderr


# --- Random conditions ---------------------------------------------------------

def random_compare(rng):
    name = rng.choice(['fd', 'count'])
    number = rng.randrange(6)
    kind = rng.randrange(5)
    if kind == 0:
        sign = rng.choice(['==', '!=', '<', '<=', '>', '>='])
        return f'{name} {sign} {number}', f'{name} {sign} {number}'
    if kind == 1:
        return f'{name} & {number + 1}', f'({name} & {number + 1}) != 0'
    if kind == 2:
        mask = rng.randrange(1, 8)
        return (f'({name} & {mask}) == {number}',) * 2
    if kind == 3:
        return (f'{name} in {{{number}, {number + 2}}}',) * 2
    return (f'{name} in {{{number}..{number + 2}}}',
            f'{number} <= {name} <= {number + 2}')


def random_condition(rng, depth=3):
    """Return a condition as the language and as Python spell it."""
    if not depth or rng.random() < 0.3:
        return random_compare(rng)
    first, second = (random_condition(rng, depth - 1) for _ in range(2))
    kind = rng.randrange(3)
    if kind == 0:
        return f'!({first[0]})', f'(not ({first[1]}))'
    sign, word = [('&&', 'and'), ('||', 'or')][kind - 1]
    return (f'({first[0]}) {sign} ({second[0]})',
            f'(({first[1]}) {word} ({second[1]}))')


VALUES = [*range(10), 15, 16, 255]


def matches(conditions):
    """Return for each condition whether some call meets it, and none before it."""
    met = [False] * len(conditions)
    for fd in VALUES:
        for count in VALUES:
            for i, condition in enumerate(conditions):
                # pylint: disable=eval-used
                if eval(condition, {'fd': fd, 'count': count}):
                    met[i] = True
                    break
    return met


def test_what_some_call_meets_is_no_finding(run, tmp_path):
    rng = random.Random(19)
    never = 0
    for number in range(60):
        pairs = [random_condition(rng) for _ in range(3)]
        met = matches([pair[1] for pair in pairs])
        path = tmp_path / f'policy{number}'
        # A line for each condition, so that findings tell them apart.
        path.write_text(BASE + 'read: ' + ';\n'.join(
            f'({pair[0]}) errno EPERM' for pair in pairs) + '\n', encoding='utf-8')
        done = run('lint', '--json', path)
        assert done.returncode in (0, 1), done.stderr
        lines = {finding['line'] - 3
                 for finding in json.loads(done.stdout)['findings']
                 if finding['code'] == 'never-matches'}
        assert not any(met[line] for line in lines), path.read_text(encoding='utf-8')
        never += len(lines)
    assert never > 20

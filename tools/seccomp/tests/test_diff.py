# SPDX-License-Identifier: GPL-2.0-only
"""Tests of diff: differences of mutated programs, against plain interpretation."""

import itertools
import json
import random

import pytest

import cbpf

# The number of read(2).
NUMBER = 0
CONSTANTS = [0, 1, 2, 7, 0x40, 0x28, 0xff, 0xffffffff, 0x80000000]


@pytest.fixture
def diff(run, tmp_path):
    """Return a function that compares two programs."""
    def compare(one, other, *options):
        paths = []
        for name, program in (('a', one), ('b', other)):
            paths.append(tmp_path / name)
            paths[-1].write_bytes(cbpf.pack(program))
        return run('diff', *options, '--bpf', paths[0], '--bpf', paths[1])
    return compare


def halves(program):
    """Return values of an argument's half around all constants of a program."""
    found = {0, 0xffffffff, 0x12345678}
    for _, _, _, k in program:
        found |= {k - 1 & 0xffffffff, k, k + 1 & 0xffffffff, ~k & 0xffffffff}
    return sorted(found)


def sampled_calls(rng, programs):
    values = halves([insn for program in programs for insn in program])
    words = [low | high << 32 for low in values for high in (0, 1, 7, 0xffffffff)]
    calls = list(itertools.product(words, words))
    rng.shuffle(calls)
    return [(cbpf.X86_64, NUMBER, a, b) for a, b in calls[:6000]]


def mutate(rng, program):
    mutant = list(program)
    at = rng.randrange(6, len(mutant))
    code, jt, jf, k = mutant[at]
    if code == cbpf.RET:
        k = rng.choice([cbpf.ALLOW, cbpf.ERRNO | 1, cbpf.KILL])
    elif code == cbpf.LD:
        k = cbpf.arg_word(rng.randint(0, 1), rng.random() < .5)
    elif code in cbpf.BRANCHES and rng.random() < .4:
        code = rng.choice(list(cbpf.BRANCHES))
    elif code in cbpf.BRANCHES and rng.random() < .3:
        jt, jf = jf, jt
    else:
        k = rng.choice(CONSTANTS)
    mutant[at] = code, jt, jf, k
    return mutant


def test_mutants_differ_as_interpretation_says(diff):
    rng = random.Random(19)
    counts = {'same': 0, 'different': 0, 'unknown': 0}
    for _ in range(120):
        program = cbpf.random_program(rng, NUMBER, CONSTANTS)
        mutant = mutate(rng, program)
        done = diff(program, mutant, '--json', '--arch', 'x86-64')
        assert done.returncode in (0, 1), done.stderr
        found = json.loads(done.stdout) if done.stdout else []
        kinds = {entry['difference'] for entry in found
                 if entry['call'] == 'read'}
        if 'unknown' in kinds:
            counts['unknown'] += 1
            continue
        seen = set()
        for call in sampled_calls(rng, [program, mutant]):
            a, b = cbpf.run(program, call), cbpf.run(mutant, call)
            if a == b:
                continue
            if (a == cbpf.ALLOW) == (b == cbpf.ALLOW):
                seen.add('other action')
            else:
                seen.add('only A allows' if a == cbpf.ALLOW
                         else 'only B allows')
        # The samples are only some calls. What they show must have been found.
        assert seen <= kinds, (program, mutant, found)
        if kinds and not seen:
            # A difference outside of the samples must have a call, too.
            assert any(entry['conditions'] for entry in found)
        counts['different' if kinds else 'same'] += 1
    print(counts)
    assert counts['same'] >= 5 and counts['different'] >= 20
    assert counts['unknown'] <= 6


def test_equal_programs_give_the_same_answers(diff):
    program = cbpf.random_program(random.Random(1), NUMBER, CONSTANTS)
    done = diff(program, program)
    assert (done.returncode, done.stdout) == (
        0, 'Both give the same answers.\n')


def allow_if(code, k, upper=False):
    return [(cbpf.LD, 0, 0, cbpf.ARCH), (cbpf.JEQ, 1, 0, cbpf.X86_64),
            (cbpf.RET, 0, 0, cbpf.KILL), (cbpf.LD, 0, 0, cbpf.NR),
            (cbpf.JEQ, 0, 3, NUMBER),
            (cbpf.LD, 0, 0, cbpf.arg_word(0, upper)),
            (code, 0, 1, k), (cbpf.RET, 0, 0, cbpf.ALLOW),
            (cbpf.RET, 0, 0, cbpf.ERRNO | 1)]


def test_difference_shows_its_condition(diff):
    done = diff(allow_if(cbpf.JGE, 3), allow_if(cbpf.JGE, 5))
    assert done.returncode == 1
    line, summary = done.stdout.splitlines()
    assert line.split()[:5] == ['only', 'A', 'allows', 'x86-64', 'read']
    assert line.endswith('fd >= 3 && fd < 5')
    assert summary.startswith('1 only A allows, 0 only B allows')


def test_stricter_is_an_exit_status(diff):
    wide, narrow = allow_if(cbpf.JGE, 3), allow_if(cbpf.JGE, 5)
    assert diff(narrow, wide, '--stricter').returncode == 0
    assert diff(wide, narrow, '--stricter').returncode == 1


def test_other_errno_is_a_difference_but_not_less_strict(diff):
    one = allow_if(cbpf.JEQ, 3)
    other = one[:-1] + [(cbpf.RET, 0, 0, cbpf.ERRNO | 13)]
    assert diff(one, other).returncode == 1
    assert 'other action' in diff(one, other).stdout
    assert diff(one, other, '--stricter').returncode == 0


def test_single_number_without_a_call_is_found(diff):
    one = allow_if(cbpf.JEQ, 3)
    other = list(one)
    other[4] = cbpf.JEQ, 0, 3, 0x123456
    done = diff(one, other, '--json')
    call, number = json.loads(done.stdout)
    assert (call['call'], call['difference']) == ('read', 'only A allows')
    assert (number['call'], number['difference']) == (None, 'only B allows')
    assert 'nr == 0x123456' in number['conditions']


def test_test_of_a_number_says_nothing_of_other_ranges(diff):
    one = allow_if(cbpf.JEQ, 3)
    # Only calls have numbers below 10, and none of them is allowed by both.
    other = [*one[:4], (cbpf.JGE, 1, 0, 10), *one[4:]]
    assert diff(one, other).returncode == 1
    other[4] = cbpf.JGE, 0, 0, 10
    assert diff(one, other).returncode == 0


def test_arithmetic_is_unknown_and_not_equal(diff):
    one = allow_if(cbpf.JEQ, 3)
    # add 1, then compare with 4: the same answers, which the analysis cannot tell.
    other = one[:6] + [(0x04, 0, 0, 1)] + one[6:]
    other[4] = cbpf.JEQ, 0, 4, NUMBER
    other[7] = cbpf.JEQ, 0, 1, 4
    done = diff(one, other)
    assert done.returncode == 1
    assert 'same' not in done.stdout


I386, RISCV64 = 0x40000003, 0xc00000f3
ALLOW, KILL = (cbpf.RET, 0, 0, cbpf.ALLOW), (cbpf.RET, 0, 0, cbpf.KILL)
# Calls, gaps between calls, numbers of x32, numbers behind all calls.
NUMBERS = [0, 5, 222, 335, 400, 600, 2000, 0x4000012c, 0x40000205, 0x40000258,
           0x3fffffff, 0xf0009, 0xffffffff]
ARCHES = [cbpf.X86_64, I386, RISCV64, 0, 0x12345, 0xffffffff]


def random_tree(rng, depth):
    """Return a program that tests the architecture, the number and an argument."""
    if not depth or rng.random() < .2:
        return [rng.choice([ALLOW, KILL])]
    word, values = rng.choice([
        (cbpf.ARCH, [cbpf.X86_64, cbpf.X86_64, I386]), (cbpf.NR, NUMBERS),
        (cbpf.NR, NUMBERS), (cbpf.arg_word(0), [0, 5])])
    code = cbpf.JEQ if word == cbpf.ARCH else rng.choice([cbpf.JEQ, cbpf.JGE])
    true, false = random_tree(rng, depth - 1), random_tree(rng, depth - 1)
    return [(cbpf.LD, 0, 0, word), (code, 0, len(true), rng.choice(values)),
            *true, *false]


def test_no_difference_is_missed_for_any_architecture_and_number(diff):
    rng = random.Random(20)
    numbers = sorted({n + d & 0xffffffff for n in NUMBERS for d in (-1, 0, 1)})
    calls = list(itertools.product(ARCHES, numbers, (0, 4, 5, 6)))
    counts = {'only A allows': 0, 'only B allows': 0, 'neither': 0}
    for _ in range(80):
        one, other = random_tree(rng, 4), random_tree(rng, 4)
        if rng.random() < .6:
            other = list(one)
            leaf = rng.choice([i for i, insn in enumerate(one)
                               if insn[0] == cbpf.RET])
            other[leaf] = ALLOW if one[leaf] == KILL else KILL
        seen = set()
        for call in calls:
            a, b = cbpf.run(one, call), cbpf.run(other, call)
            if a != b:
                seen.add('only A allows' if a == cbpf.ALLOW
                         else 'only B allows')
        done = diff(one, other, '--json')
        found = {entry['difference'] for entry in json.loads(done.stdout)}
        assert done.returncode == bool(found)
        assert 'unknown' in found or found == seen, (one, other, found, seen)
        stricter = diff(one, other, '--stricter').returncode
        assert stricter or 'only A allows' not in seen, (one, other)
        for kind in seen or {'neither'}:
            counts[kind] += 'unknown' not in found
    assert min(counts.values()) >= 10, counts


@pytest.mark.parametrize('code, k', [(cbpf.JGT, 0xc0000000),
                                     (cbpf.JEQ, 0x12345)])
def test_other_tests_of_the_architecture_are_not_called_equal(diff, code, k):
    one = [(cbpf.LD, 0, 0, cbpf.ARCH), (cbpf.JEQ, 0, 1, cbpf.X86_64), ALLOW,
           (code, 0, 1, k), ALLOW, KILL]
    other = [*one[:4], KILL, KILL]
    assert diff(one, other, '--stricter').returncode == 1


def test_computed_number_is_not_called_equal(diff):
    # X = nr; A = 0x1000 + X
    one = [(cbpf.LD, 0, 0, cbpf.NR), (0x07, 0, 0, 0), (0x00, 0, 0, 0x1000),
           (0x0c, 0, 0, 0), (cbpf.JEQ, 0, 1, 0x301234), ALLOW, KILL]
    assert diff(one, [KILL], '--stricter').returncode == 1


@pytest.mark.parametrize('arguments', [
    (), ('--arch',), ('--nosuch',), ('--pid', '0x1')])
def test_bad_arguments_are_one_line_and_exit_2(run, arguments):
    done = run('diff', *arguments)
    assert done.returncode == 2
    assert done.stdout == ''
    assert done.stderr.count('\n') == 1

# SPDX-License-Identifier: GPL-2.0-only
"""Tests of disasm: names, jumps, and every instruction."""

import random

import pytest

import cbpf

OPENAT, OPEN_FLAGS = 257, 2


@pytest.fixture
def listing(run, tmp_path):
    """Return a function that lists a program."""
    def disasm(program):
        path = tmp_path / 'program'
        path.write_bytes(cbpf.pack(program))
        done = run('disasm', '--bpf', path)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()
    return disasm


PROGRAM = [
    (cbpf.LD, 0, 0, cbpf.ARCH),
    (cbpf.JEQ, 1, 0, cbpf.X86_64),
    (cbpf.RET, 0, 0, cbpf.KILL),
    (cbpf.LD, 0, 0, cbpf.NR),
    (cbpf.JEQ, 0, 3, OPENAT),
    (cbpf.LD, 0, 0, cbpf.arg_word(OPEN_FLAGS)),
    (cbpf.JSET, 0, 1, 0o101),
    (cbpf.RET, 0, 0, cbpf.ERRNO | 13),
    (cbpf.RET, 0, 0, cbpf.ALLOW),
]


def test_names_of_architecture_call_argument_and_constants(listing):
    texts = [line.split('  ')[-1] for line in listing(PROGRAM)]
    assert texts == [
        'a = arch', 'if a == x86-64 goto 3', 'return kill_process', 'a = nr',
        'if !(a == openat) goto 8', 'a = flags',
        texts[6],
        'return errno EACCES', 'return allow']
    assert 'O_CREAT' in texts[6] and texts[6].endswith('goto 8')


def test_names_need_the_architecture(listing):
    lines = listing(PROGRAM[3:])
    assert not any('openat' in line or 'flags' in line for line in lines)


def test_unreached_instruction_is_marked(listing):
    lines = listing([(cbpf.RET, 0, 0, cbpf.ALLOW), (cbpf.RET, 0, 0, cbpf.KILL)])
    assert lines[1].endswith('# never reached')
    assert not lines[0].endswith('# never reached')


def test_fields_of_each_line_are_the_instruction(listing):
    rng = random.Random(2)
    for _ in range(20):
        program = cbpf.random_program(rng, 0, [0, 1, 0x40, 0xffffffff])
        parsed = []
        for at, line in enumerate(listing(program)):
            index, code, jt, jf, k = line.split()[:5]
            assert int(index) == at
            parsed.append((int(code, 16), int(jt), int(jf), int(k, 16)))
        assert parsed == [tuple(insn) for insn in program]


@pytest.mark.parametrize('arguments', [
    (), ('a', 'b'), ('--bpf',), ('--nosuch', 'a'), ('--pid', 'x')])
def test_bad_arguments_are_one_line_and_exit_2(run, arguments):
    done = run('disasm', *arguments)
    assert done.returncode == 2
    assert done.stdout == ''
    assert done.stderr.count('\n') == 1

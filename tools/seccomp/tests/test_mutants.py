# SPDX-License-Identifier: GPL-2.0-only
"""Test test_policy_deep.py: it must fail with each mutant of the compiler.

A mutant is a source of seccompctl with one wrong line, in a copy. This takes minutes,
so `make test FULL=1` does it: with POLICY_MUTANTS=1 in the environment.
"""

import os
import pathlib
import shutil
import subprocess
import sys

import pytest

if not os.environ.get('POLICY_MUTANTS'):
    pytest.skip('it takes minutes: use FULL=1', allow_module_level=True)
if os.environ.get('SANITIZE'):
    pytest.skip('the compiler is the same without sanitizers', allow_module_level=True)

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent
TOP = SOURCE.parent.parent
# Enough calls for each mutant.
CALLS = 30000
MUTANTS = (
    # What it does; the source; the text and the wrong text.
    ('undecided is true', 'codegen.c',
     'return goal->negated ? goal->yes : goal->no;',
     'return goal->negated ? goal->no : goal->yes;'),
    ('undecided is false, so ! makes it true', 'codegen.c',
     'return goal->negated ? goal->yes : goal->no;', 'return goal->no;'),
    ('a fault is a copy', 'codegen.c',
     'BPF_JEQ, SECCOMP_ARG_COPIED, copied,', 'BPF_JGE, SECCOMP_ARG_COPIED, copied,'),
    ('a copy of another kind counts', 'codegen.c',
     'BPF_JEQ, operand->kind, next, refuse,', 'BPF_JGE, operand->kind, next, refuse,'),
    ('a missing copy is undecided', 'codegen.c',
     'BPF_JEQ, operand->kind, next, refuse,', 'BPF_JEQ, operand->kind, next, fail,'),
    ('a missing copy is refused by the default action', 'resolve.c',
     '	if (!is_refusal(action.ret))\n		action.ret = SECCOMP_RET_ERRNO | EACCES;',
     '	(void)is_refusal;'),
    ('the check of another argument is skipped', 'codegen.c',
     'return line->checks && line->arg == operand->window ? line->copied :',
     'return line->checks ? line->copied :'),
    ('the halves of a field are swapped', 'operand.c',
     'operand->pieces[0] = field_piece(offset + 4, 4);\n'
     '		operand->pieces[1] = field_piece(offset, 4);',
     'operand->pieces[1] = field_piece(offset + 4, 4);\n'
     '		operand->pieces[0] = field_piece(offset, 4);'),
    ('a signed field is unsigned', 'operand.c',
     'operand->is_signed = field->is_signed;', 'operand->is_signed = false;'),
    ('the family does not matter', 'codegen.c',
     'if (!operand->family)', 'if (operand->family)'),
    ('a port has the order of the machine', 'operand.c',
     'operand->pieces[i] = field_piece(offset + i, 1);',
     'operand->pieces[field->size - 1 - i] = field_piece(offset + i, 1);'),
    ('the address of a message is elsewhere', 'operand.c',
     '			SECCOMP_MSG_NAME_OFFSET :', '			0 :'),
    ('the length of a string does not matter', 'codegen.c',
     'emit_strings(gen, operand, strings, count, 0, goal)',
     'emit_strings(gen, operand, strings, count, 1, goal)'),
    ('the last bytes of a long string do not matter', 'codegen.c',
     'return 1 + (value->len + 3) / 4;', 'return 1 + value->len / 4;'),
    ('the path of a socket may go on', 'codegen.c',
     '		bytes.len++;', '		;'),
    ('a network has one bit less', 'codegen.c',
     'bytes.bits = value->prefix;', 'bytes.bits = value->prefix - !!value->prefix;'),
    ('the facts of a path are swapped', 'operand.c',
     '{ "dot", 2 },', '{ "dot", 3 },'),
    ('unknown() is about the version before', 'versions.c',
     'return entry->version <= (version ?: NEVER - 1);',
     'return entry->version < (version ?: NEVER - 1);'),
    ('unknown() has the call itself', 'resolve.c',
     'return newest && nr > newest;', 'return newest && nr >= newest;'),
    ('unknown() has the smallest call', 'resolve.c',
     'nr > 0 && nr > newest)', 'nr > 0 && (!newest || nr < newest))'),
    ('unknown() has calls inside of socketcall', 'resolve.c',
     'nr = abi_own_number(abi, call->name);', 'nr = abi_call_number(abi, call->name);'),
    ('a built-in group hides that of the policy', 'resolve.c',
     'group = find_group(resolver->policy, call->name);\n		if (!group) {',
     'group = find_group(resolver->policy, call->name);\n'
     '		if (!group || group_calls(call->name)) {'),
    ('a group wins against a name', 'resolve.c',
     'if (!call->last || (call->last_group && !group)) {',
     'if (!call->last || (!call->last_group && group)) {'),
    ('CALL/ABI is for all ABIs', 'resolve.c',
     'return !call->abi || find_abi(call->abi) == abi;', 'return true;'),
    ('only the first ABI has rules', 'resolve.c',
     'for (; arch && !status; arch = arch->next) {',
     'for (; arch && !status; arch = NULL) {'),
)


@pytest.fixture(name='copy', scope='module')
def fixture_copy(tmp_path_factory):
    """Return a copy of the sources, with the objects of this build in "out"."""
    built = pathlib.Path(os.environ['SECCOMPCTL']).resolve().parent
    if not (built / 'codegen.o').exists():
        pytest.skip(f'{built} has no objects: use the program that make has built')
    top = tmp_path_factory.mktemp('mutants')
    for name in ('kernel', 'include'):
        (top / name).symlink_to(TOP / name)
    target = top / 'tools' / 'seccomp'
    shutil.copytree(SOURCE, target, ignore=shutil.ignore_patterns('__pycache__'))
    shutil.copytree(built, target / 'out', ignore=shutil.ignore_patterns(
        'plain*', 'sanitized*', 'deb*'))
    return target


def build(copy):
    """Build what a change needs."""
    subprocess.run(['make', '-s', '-C', copy, f'OUTPUT={copy}/out'], check=True,
                   env={key: value for key, value in os.environ.items()
                        if key not in ('MAKEFLAGS', 'MAKELEVEL', 'ARCH')})


def run_tests(copy):
    """Run the tests of policies; return the status of pytest and its output."""
    done = subprocess.run(
        [sys.executable, '-m', 'pytest', '-q', '-x', '--no-header',
         '-p', 'no:cacheprovider', 'tests/test_policy_deep.py'], cwd=copy,
        env=dict(os.environ, SECCOMPCTL=f'{copy}/out/seccompctl',
                 POLICY_EVAL_CALLS=str(CALLS)),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding='utf-8', check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize('source, right, wrong', [mutant[1:] for mutant in MUTANTS],
                         ids=[mutant[0] for mutant in MUTANTS])
def test_is_killed(copy, source, right, wrong):
    path = copy / source
    text = path.read_text()
    assert text.count(right) == 1, f'{source} has no such line'
    path.write_text(text.replace(right, wrong))
    try:
        build(copy)
        status, said = run_tests(copy)
    finally:
        path.write_text(text)
    # 1: tests were run and some failed.
    assert status == 1, said
    assert ' failed' in said and '0x' in said, said


def test_passes_without_a_mutant(copy):
    build(copy)
    status, said = run_tests(copy)
    assert status == 0, said

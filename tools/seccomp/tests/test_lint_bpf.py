# SPDX-License-Identifier: GPL-2.0-only
"""Tests of lint on programs. Each finding has a program that has it, and a twin of
that program that has not."""

import json
import struct

import pytest

ALLOW, LOG, NOTIF, TRACE = 0x7fff0000, 0x7ffc0000, 0x7fc00000, 0x7ff00000
ERRNO, TRAP, KILL_THREAD, KILL = 0x00050000, 0x00030000, 0, 0x80000000
EPERM, ENOSYS = 1, 38
X86_64, I386, ARM64, ARM = 0xc000003e, 0x40000003, 0xc00000b7, 0x40000028
X32 = 0x40000000

LOAD, JEQ, JGE, JSET, RET, AND = 0x20, 0x15, 0x35, 0x45, 0x06, 0x54
NR, ARCH = 0, 4

# Numbers of x86-64, and of x86 where the name says so.
CALLS = {'read': 0, 'open': 2, 'mmap': 9, 'close': 3, 'rt_sigreturn': 15, 'connect': 42,
         'sendto': 44, 'sendmsg': 46, 'sendmmsg': 307, 'clone': 56, 'exit': 60,
         'creat': 85, 'rename': 82, 'accept': 43, 'accept4': 288, 'socket': 41,
         'restart_syscall': 219, 'exit_group': 231, 'openat': 257, 'renameat': 264,
         'rseq': 334, 'clone3': 435, 'openat2': 437, 'renameat2': 316,
         'io_uring_setup': 425, 'statx': 332, 'faccessat2': 439, 'faccessat': 269}
CALLS_X86 = {'exit': 1, 'read': 3, 'connect': 362, 'restart_syscall': 0,
             'sigreturn': 119, 'rt_sigreturn': 173, 'exit_group': 252,
             'socketcall': 102, 'clock_gettime': 265, 'clock_gettime64': 403}
NEEDED = ('restart_syscall', 'rt_sigreturn', 'exit_group', 'exit')
NEEDED_X86 = NEEDED + ('sigreturn',)


def low(argument):
    return 16 + 8 * argument


def window(argument, offset=16):
    return ((argument + 1) << 16) + offset


class Rules(list):
    """Instructions; a jump skips to the end of the rule that it is in."""

    def code(self):
        return b''.join(struct.pack('=HBBI', *insn) for insn in self)

    def add(self, code, k, true=0, false=0):
        self.append((code, true, false, k))
        return self

    def call(self, number, *answer):
        """Answer one number: by a value, or by instructions."""
        body = Rules()
        for part in answer:
            if isinstance(part, int):
                body.add(RET, part)
            else:
                body.extend(part)
        self.add(LOAD, NR).add(JEQ, number, 0, len(body))
        self.extend(body)
        return self


def if_equal(offset, value, yes, otherwise):
    return Rules().add(LOAD, offset).add(JEQ, value, 0, 1).add(RET, yes).add(
        RET, otherwise)


def for_arch(arch, rules):
    """Skip the rules for another architecture."""
    return Rules([(LOAD, 0, 0, ARCH), (JEQ, 0, len(rules), arch), *rules])


def native(rules, default, x32=ERRNO | EPERM):
    """Put rules into a program for x86-64 without holes."""
    body = Rules().add(LOAD, NR).add(JGE, X32, 0, 1).add(RET, x32)
    body.extend(rules)
    body.add(RET, default)
    return for_arch(X86_64, body).add(RET, KILL)


def both_halves(argument, value, yes, otherwise):
    return Rules().add(LOAD, low(argument) + 4).add(JEQ, 0, 0, 3).add(
        LOAD, low(argument)).add(JEQ, value, 0, 1).add(RET, yes).add(RET, otherwise)


def allowed(*names, calls=None):
    rules = Rules()
    for name in names:
        rules.call((calls or CALLS)[name], ALLOW)
    return rules


@pytest.fixture
def lint(run, tmp_path):
    """Return a function that returns the findings about a program."""
    def lint_program(program):
        path = tmp_path / 'program'
        path.write_bytes(program.code())
        done = run('lint', '--json', '--bpf', path)
        assert done.stderr == ''
        found = json.loads(done.stdout)['findings']
        assert done.returncode == (1 if found else 0)
        assert all(finding['file'] == str(path) for finding in found)
        return {finding['code']: finding for finding in found}
    return lint_program


def test_a_list_of_calls_without_holes_is_clean(lint):
    assert not lint(native(allowed('read', *NEEDED), ERRNO | ENOSYS))


def test_a_finding_has_its_instruction(lint):
    found = lint(native(allowed('read', *NEEDED).call(1, ERRNO), ERRNO | ENOSYS))
    assert list(found) == ['errno-0']
    # 5 instructions before the rules, 3 a rule, 2 before the answer.
    assert found['errno-0']['instruction'] == 5 + 3 * 5 + 2
    assert found['errno-0']['line'] is None


PAIRS = {
    'errno-0': (native(allowed(*NEEDED).call(0, ERRNO), ERRNO | ENOSYS),
                native(allowed(*NEEDED).call(0, ERRNO | EPERM), ERRNO | ENOSYS)),
    'errno-range': (native(allowed(*NEEDED).call(0, ERRNO | 5000), ERRNO | ENOSYS),
                    native(allowed(*NEEDED).call(0, ERRNO | 4095), ERRNO | ENOSYS)),
    'kill-thread': (native(allowed(*NEEDED).call(0, KILL_THREAD), ERRNO | ENOSYS),
                    native(allowed(*NEEDED).call(0, KILL), ERRNO | ENOSYS)),
    'x32-hole': (native(Rules().call(42, ERRNO | EPERM), ALLOW, x32=ALLOW),
                 native(Rules().call(42, ERRNO | EPERM), ALLOW, x32=KILL)),
    'no-arch': (Rules([*Rules().call(42, ERRNO | EPERM), (RET, 0, 0, ALLOW)]),
                native(Rules().call(42, ERRNO | EPERM), ALLOW)),
    'compat-hole': (
        Rules([*native(Rules().call(42, ERRNO | EPERM), ALLOW)[:-1],
               *for_arch(I386, Rules().add(RET, ALLOW)), (RET, 0, 0, KILL)]),
        Rules([*native(Rules().call(42, ERRNO | EPERM), ALLOW)[:-1],
               *for_arch(I386, Rules().call(362, ERRNO | EPERM).call(
                   102, ERRNO | ENOSYS).add(RET, ALLOW)), (RET, 0, 0, KILL)])),
    'libc-call': (native(allowed('read', *NEEDED[1:]), ERRNO | ENOSYS),
                  native(allowed('read', *NEEDED), ERRNO | ENOSYS)),
    'not-enosys': (
        native(allowed('clone', *NEEDED), ERRNO | EPERM),
        native(allowed('clone', *NEEDED).call(CALLS['clone3'], ERRNO | ENOSYS),
               ERRNO | EPERM)),
    'io-uring': (native(allowed('io_uring_setup', *NEEDED), ERRNO | ENOSYS),
                 native(allowed('read', *NEEDED), ERRNO | ENOSYS)),
    'path-twin': (
        native(allowed('open', *NEEDED).call(
            CALLS['openat'], if_equal(window(1), 1, ALLOW, ERRNO | EPERM)),
            ERRNO | ENOSYS),
        native(allowed(*NEEDED).call(
            CALLS['openat'], if_equal(window(1), 1, ALLOW, ERRNO | EPERM)),
            ERRNO | ENOSYS)),
    'address-twin': (
        native(allowed('sendto', *NEEDED).call(
            CALLS['connect'], if_equal(window(1), 2, ALLOW, ERRNO | EPERM)),
            ERRNO | ENOSYS),
        native(allowed(*NEEDED).call(
            CALLS['connect'], if_equal(window(1), 2, ALLOW, ERRNO | EPERM)),
            ERRNO | ENOSYS)),
    'twin': (
        native(Rules().call(CALLS['accept'], ERRNO | EPERM), ALLOW),
        native(Rules().call(CALLS['accept'], ERRNO | EPERM).call(
            CALLS['accept4'], ERRNO | EPERM), ALLOW)),
    'half-compare': (
        native(allowed(*NEEDED).call(
            CALLS['mmap'], if_equal(low(1), 4096, ALLOW, ERRNO | EPERM)),
            ERRNO | ENOSYS),
        native(allowed(*NEEDED).call(
            CALLS['mmap'], both_halves(1, 4096, ALLOW, ERRNO | EPERM)),
            ERRNO | ENOSYS)),
    'wide-compare': (
        native(Rules().call(CALLS['socket'], both_halves(0, 40, ERRNO | EPERM, ALLOW)),
               ALLOW),
        native(Rules().call(CALLS['socket'], if_equal(low(0), 40, ERRNO | EPERM, ALLOW)),
               ALLOW)),
    'notify-race': (native(allowed(*NEEDED).call(CALLS['openat'], NOTIF), ERRNO | ENOSYS),
                    native(allowed(*NEEDED).call(CALLS['read'], NOTIF), ERRNO | ENOSYS)),
    'dead-code': (
        native(allowed('read', 'read', *NEEDED), ERRNO | ENOSYS),
        native(allowed('read', *NEEDED), ERRNO | ENOSYS)),
}


NEED_PROTOTYPES = ('half-compare', 'wide-compare', 'notify-race')


@pytest.mark.parametrize('code', PAIRS)
def test_a_program_has_the_finding(lint, run, code):
    if code in NEED_PROTOTYPES and '  names ' not in run('--help').stdout:
        pytest.skip('this build has no prototypes of calls')
    assert code in lint(PAIRS[code][0])


@pytest.mark.parametrize('code', PAIRS)
def test_its_twin_has_not(lint, code):
    assert code not in lint(PAIRS[code][1])


def test_the_help_names_each_code(run):
    text = run('lint', '--help').stdout
    assert set(PAIRS) <= {line.split()[0] for line in text.splitlines()
                          if line.startswith('  ')}


def test_codes_of_the_help_have_pairs(run):
    text = run('lint', '--help').stdout.partition('codes:\n')[2]
    listed = {line.split()[0] for line in text.splitlines()
              if line.startswith('  ')}
    # Only policies can have these, see test_lint_policy.py.
    assert listed == set(PAIRS) | {'never-matches', 'no-call'}


def test_x32_hole_names_the_calls(lint):
    what = lint(PAIRS['x32-hole'][0])['x32-hole']['what']
    assert 'connect' in what and 'accept' not in what


@pytest.mark.parametrize('name', NEEDED)
def test_each_needed_call_is_reported(lint, name):
    others = [call for call in NEEDED if call != name]
    found = lint(native(allowed(*others), ERRNO | ENOSYS))
    assert list(found) == ['libc-call']
    assert found['libc-call']['what'].startswith(f'{name} ')


def test_a_killing_rseq_is_reported_and_an_errno_is_not(lint):
    kills = native(allowed(*NEEDED).call(CALLS['rseq'], KILL), ERRNO | ENOSYS)
    assert 'rseq' in lint(kills)['libc-call']['what']
    fails = native(allowed(*NEEDED).call(CALLS['rseq'], ERRNO | EPERM),
                   ERRNO | ENOSYS)
    assert not lint(fails)


def compat(rules):
    return Rules([*native(allowed(*NEEDED), ERRNO | ENOSYS)[:-1],
                  *for_arch(I386, Rules([*allowed(*NEEDED_X86, calls=CALLS_X86),
                                         *rules])), (RET, 0, 0, KILL)])


def test_times_of_64_bits_need_enosys_on_32_bits(lint):
    rules = allowed('clock_gettime', calls=CALLS_X86)
    found = lint(compat(Rules(rules).add(RET, ERRNO | EPERM)))
    assert 'clock_gettime64' in found['not-enosys']['what']
    assert 'not-enosys' not in lint(compat(Rules(rules).add(RET, ERRNO | ENOSYS)))


def test_socketcall_is_a_way_around_rules_for_sockets(lint):
    rules = Rules().call(CALLS_X86['socketcall'], ALLOW)
    found = lint(compat(rules.add(RET, ERRNO | ENOSYS)))
    assert 'socketcall' in found['compat-hole']['what']


def test_clone3_is_a_way_around_flags_of_clone(lint):
    rules = allowed('clone3', *NEEDED).call(
        CALLS['clone'], if_equal(low(0), 0, ALLOW, ERRNO | EPERM))
    found = lint(native(rules, ERRNO | ENOSYS))
    assert 'clone3' in found['twin']['what']


def test_a_call_that_a_list_leaves_out_is_no_twin(lint):
    assert not lint(native(allowed('accept4', *NEEDED), ERRNO | ENOSYS))


def test_a_thread_that_an_unknown_call_kills_is_no_finding(lint):
    # libseccomp answers so to calls of other architectures.
    program = native(allowed(*NEEDED), ERRNO | ENOSYS, x32=KILL_THREAD)
    program[-1] = (RET, 0, 0, KILL_THREAD)
    assert not lint(program)


def test_contradicting_tests_are_dead_code(lint):
    body = Rules().add(LOAD, low(0)).add(JEQ, 1, 0, 3).add(LOAD, low(0)).add(
        JEQ, 2, 0, 1).add(RET, ALLOW).add(RET, ERRNO | EPERM)
    found = lint(native(allowed(*NEEDED).call(0, body), ERRNO | ENOSYS))
    assert found['dead-code']['what'] == 'instruction 23 never runs'


def test_text_is_a_line_a_finding(run, tmp_path):
    path = tmp_path / 'program'
    path.write_bytes(PAIRS['errno-0'][0].code())
    done = run('lint', '--bpf', path)
    assert done.returncode == 1
    assert done.stdout.startswith(f'{path}:#')
    assert done.stdout.count('\n') == 1
    assert '[errno-0]' in done.stdout


@pytest.mark.parametrize('arguments', [
    (), ('one', 'two'), ('--no-such-option', 'one'), ('--bpf',),
    ('--bpf', 'one', 'two'), ('--bpf', '/dev/null')])
def test_bad_arguments_exit_2(run, arguments):
    done = run('lint', *arguments)
    assert done.returncode == 2
    assert done.stdout == ''
    assert done.stderr.count('\n') == 1

# SPDX-License-Identifier: GPL-2.0-only
"""What one command writes, another one reads: the verdicts stay the same."""

import random
import struct
import subprocess

import policy_interpreter
import programs
import test_policy_deep as deep
from policy_eval import AUDIT, GROUPS, Policy, call_name, call_number
from policy_interpreter import Call
from test_learn import native_arch, native_name, record
from test_policy_eval import PLAIN, normal

ALLOW, KILL_THREAD = 0x7fff0000, 0


def verdicts(runner, program, data):
    """Return the verdicts of a program for calls with windows."""
    got = subprocess.run([runner, program, 'windows'], input=b''.join(data),
                         stdout=subprocess.PIPE, check=True).stdout
    return [normal(one) for one in struct.unpack('=%dI' % len(data), got)]


def test_listing_has_the_program(run, tmp_path):
    rng = random.Random(4)
    for index in range(20):
        abis = deep.SETS[index % 5]
        files = deep.DeepWriter(rng, abis).files()
        (tmp_path / 'parts').mkdir(exist_ok=True)
        for name, text in files.items():
            (tmp_path / name).write_text(text)
        done = run('compile', '-o', tmp_path / 'bpf', tmp_path / 'policy')
        assert done.returncode == 0, done.stderr
        for source in ([tmp_path / 'policy'], ['--bpf', tmp_path / 'bpf']):
            lines = run('disasm', *source).stdout.splitlines()
            found = []
            for line in lines:
                at, code, jt, jf, k = line.split()[:5]
                assert int(at) == len(found)
                found.append((int(code, 16), int(jt), int(jf), int(k, 16)))
            assert programs.pack(found) == (tmp_path / 'bpf').read_bytes()


def is_foreign(call):
    """Tell whether a call is none of x86-64."""
    nr, arch = struct.unpack_from('=II', call)
    return arch != AUDIT['x86-64'] or nr & 0x40000000 != 0


class OciWriter(deep.DeepWriter):
    """Writes policies that an OCI profile can say, most of the time."""

    def term(self, name, bits):
        rng = self.rng
        value = self.wide_value(bits, False)
        kind = rng.randrange(6)
        if kind == 0:
            return '(%s & %s) == %s' % (name, value, self.wide_value(bits, False))
        sign = rng.choice(['==', '==', '!=', '<', '<=', '>', '>='])
        return '%s %s %s' % (name, sign, value)

    def oci_condition(self):
        """Return comparisons of registers with "&&" or "||" between them."""
        names = self.rng.sample(['arg0', 'arg1', 'arg2'], self.rng.randint(1, 3))
        sign = self.rng.choice([' && ', ' && ', ' || '])
        return sign.join('(%s)' % self.term(name, 64) for name in names)

    def oci_policy(self):
        rng = self.rng
        actions = ['allow', 'errno EACCES', 'errno 38', 'log', 'kill', 'kill_thread',
                   'trap', 'trace 3', 'notify']
        lines = ['default: ' + rng.choice(['errno EPERM', 'errno 2', 'kill', 'trap'])]
        lines.append('arch: ' + ' '.join(self.abis))
        for group in rng.sample(sorted(GROUPS), 2):
            lines.append('%s: %s' % (rng.choice(actions), group))
        for name in rng.sample(PLAIN, 5):
            lines.append('%s: %s' % (rng.choice(actions), name))
        self.called = rng.sample(sorted(deep.ARGUMENTS), 4)
        for call in self.called:
            if call not in ('read', 'write', 'lseek'):
                lines.append('%s: (%s) %s' % (call, self.oci_condition(),
                                              rng.choice(actions)))
        return '\n'.join(lines) + '\n'


def test_profiles_give_the_verdicts_of_their_policies(run, runner, tmp_path):
    rng = random.Random(5)
    said = compared = 0
    conditional = 0
    for _ in range(60):
        writer = OciWriter(rng, ['x86-64'])
        text = writer.oci_policy()
        (tmp_path / 'policy').write_text(text)
        done = run('compile', '-o', tmp_path / 'bpf', tmp_path / 'policy')
        assert done.returncode == 0, done.stderr + text
        done = run('compile', '--oci', '-o', tmp_path / 'json', tmp_path / 'policy')
        if done.returncode:
            assert done.returncode == 2 and 'cannot say' in done.stderr, done.stderr
            continue
        said += 1
        conditional += ') ' in text
        done = run('import', '--arch', 'x86-64', '-o', tmp_path / 'imported',
                   tmp_path / 'json')
        assert (done.returncode, done.stderr) == (0, ''), done.stderr + text
        done = run('compile', '-o', tmp_path / 'again', tmp_path / 'imported')
        assert done.returncode == 0, done.stderr + text
        data, right = deep.calls_of(rng, Policy(text), writer, 2000)
        right = [normal(one) for one in right]
        assert verdicts(runner, tmp_path / 'bpf', data) == right, text
        # A profile cannot say the action for other ABIs: runtimes kill the thread.
        right = [KILL_THREAD if is_foreign(call) else one
                 for call, one in zip(data, right)]
        assert verdicts(runner, tmp_path / 'again', data) == right, text
        compared += len(data)
    assert said >= 20 and conditional >= 20 and compared > 30000


def test_what_is_learned_allows_what_was_seen(run, tmp_path):
    rng = random.Random(6)
    abi = native_name()
    names = [name for name in map(lambda nr: call_name(nr, abi), range(335)) if name]
    refused = 0
    for _ in range(12):
        seen = rng.sample(names, rng.randint(1, 60))
        numbers = [call_number(name, abi) for name in seen]
        (tmp_path / 'records').write_bytes(b''.join(
            record(nr, rng.randint(1, 9)) for nr in numbers))
        done = run('learn', '--records', tmp_path / 'records', '-o', tmp_path / 'policy')
        assert (done.returncode, done.stderr) == (0, ''), done.stderr
        assert run('check', tmp_path / 'policy').returncode == 0
        done = run('compile', tmp_path / 'policy', encoding=None)
        assert done.returncode == 0, done.stderr
        program = policy_interpreter.unpack(done.stdout)
        for nr in numbers:
            call = Call(nr, [rng.randrange(2**64) for _ in range(6)], native_arch())
            assert policy_interpreter.run(program, call) == ALLOW, call_name(nr, abi)
        # What was not seen is refused, but for a few calls that libc needs.
        others = [policy_interpreter.run(program, Call(nr, arch=native_arch()))
                  for nr in range(335) if nr not in numbers and call_name(nr, abi)]
        assert others.count(ALLOW) <= 30
        refused += len(others) - others.count(ALLOW)
    assert refused > 1000

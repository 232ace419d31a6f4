# SPDX-License-Identifier: GPL-2.0-only
"""Test that clients.py masks what may differ, and finds what must not."""

import pytest

import clients

NONCE = '0123456789abcdef'


def output(*cases, suite='systemd'):
    """Return what a suite printed: (line of result, seen text)."""
    lines = [f'@{NONCE} start {suite}', 'TAP version 13', f'1..{len(cases)}']
    for number, (name, seen) in enumerate(cases, 1):
        if seen is not None:
            lines.append(f'# saw: {seen}')
        bad = 'not ' if name.startswith('!') else ''
        lines.append(f'{bad}ok {number} {name.lstrip("!")}')
    lines += [f'@{NONCE} end {suite} 0']
    return clients.read_output(lines)


def states(base, ours, known=None):
    """Return [(state, case, reason)]."""
    return [(row[0], *row[2:]) for row in clients.compare(base, ours, known or {})]


@pytest.mark.parametrize('one, other', [
    ('took 1.5s, status 0', 'took 22ms, status 0'),
    ('run-u12.service: pid 7', 'run-u9.service: pid 1234'),
    ('run-r0a1b2c3d4e5f.service', 'run-rffff00001111.service'),
    ('at 0xffff888000000010', 'at 0xffff88800bcdef10'),
    ('systemd[1]: 12:00:01 done', 'systemd[345]: 23:59:59 done'),
    ('id 0123456789abcdef0123', 'id a123456789abcdef012f'),
    ('3f0a8e52-1b1c-4e9f-8f6e-0123456789ab', '3f0a8e52-0000-4e9f-8f6e-0123456789ab'),
    ('2026-11-27T18:00:00Z x', '2026-12-01T01:22:33Z x'),
    ('/var/tmp/suite.Ab12Cd/x', '/var/tmp/suite.zZ9yY8/x'),
    ('Fri 27 Nov 2026 18:00:00 up', 'Sat 28 Nov 2026 01:00:00 up'),
    ('a  b', 'a b'),
])
def test_mask_hides(one, other):
    """These differ between two runs of one kernel."""
    assert clients.mask(one) == clients.mask(other)
    assert states(output(('a', one)), output(('a', other))) == [('pass', 'a', '')]


@pytest.mark.parametrize('one, other', [
    ('mount=EPERM, status 0', 'mount=ENOENT, status 0'),
    ('x, status 0', 'x, status 1'),
    ('x, status 31', 'x, status 159'),
    ('Seccomp=2 Seccomp_filters=3', 'Seccomp=2 Seccomp_filters=4'),
    ('NoNewPrivs=1', 'NoNewPrivs=0'),
    ('mount=SIGSYS', 'mount=SIGKILL'),
    ('errno 38', 'errno 1'),
    ('sig=31 arch=c000003e syscall=165', 'sig=31 arch=c000003e syscall=166'),
    ('arch=c000003e', 'arch=40000003'),
    ('socket_inet=ok socket_inet6=ok', 'socket_inet6=ok'),
    ('20 passed', '21 passed'),
    ('uid=1000', 'uid=0'),
])
def test_mask_keeps(one, other):
    """A difference in a verdict, a status or a count is found."""
    (state, case, why), = states(output(('a', one)), output(('a', other)))
    assert (state, case) == ('fail', 'a')
    assert why


def test_reason_names_the_words_that_differ():
    """A line has many words: the reason has only those that differ."""
    why = states(output(('a', 'x=ok mount=EPERM z=ok')),
                 output(('a', 'x=ok mount=ok z=ok')))[0][2]
    assert why == 'base mount=EPERM, ours mount=ok'


@pytest.mark.parametrize('base, ours, where', [
    (('a',), ('a', 'b'), 'missing on the base'),
    (('a', 'b'), ('a',), 'missing on ours'),
    (('a', 'b', 'b'), ('a', 'b'), 'more than once on the base'),
    (('a', 'b'), ('a', 'b', 'b'), 'more than once on ours'),
])
def test_case_must_come_once(base, ours, where):
    """A case that one run lacks is found, in both directions."""
    base, ours = (output(*((name, 'x') for name in names)) for names in (base, ours))
    assert sorted(states(base, ours)) == [('fail', 'b', where), ('pass', 'a', '')]


@pytest.mark.parametrize('seen', [None, '', '  '])
@pytest.mark.parametrize('where', ['the base', 'ours'])
def test_empty_observation(seen, where):
    """Two equal empty lines compare nothing."""
    full, empty = output(('a', 'x')), output(('a', seen))
    pair = (empty, full) if where == 'the base' else (full, empty)
    assert states(*pair) == [('fail', 'a', f'nothing was seen on {where}')]
    assert states(empty, empty)[0][0] == 'fail'


def test_another_result():
    """A case that fails on one kernel only is a failure, also if it is in the list."""
    known = {('systemd', 'a'): 'reason'}
    for pair in (('!a', 'a'), ('a', '!a')):
        runs = [output((name, 'x')) for name in pair]
        assert states(*runs)[0][0] == 'fail'
        assert states(*runs, known)[0][0] == 'fail'


def test_skip_on_one_kernel():
    """A case that only one kernel skips is a failure; on both it is a skip."""
    skips, runs = output(('a # SKIP no tool', None)), output(('a', 'x'))
    assert states(skips, skips) == [('skip', 'a', 'no tool')]
    assert states(runs, skips)[0][0] == 'fail'
    assert states(skips, runs)[0][0] == 'fail'


def test_failure_on_both():
    """It needs a reason in the list, and the list must not be out of date."""
    bad, good = output(('!a', 'x')), output(('a', 'x'))
    known = {('systemd', 'a'): 'no such device'}
    assert states(bad, bad)[0][0] == 'fail'
    assert states(bad, bad, known) == [('skip', 'a', 'fails on both: no such device')]
    assert states(good, good, known)[0][0] == 'fail'
    # A listed case that fails in different ways is a difference.
    assert states(bad, output(('!a', 'y')), known)[0][0] == 'fail'


def test_list_without_case():
    """A line of the list without a case is found, if its suite ran."""
    good = output(('a', 'x'))
    assert ('fail', 'b', 'in the list of known failures, and no case') in \
        states(good, good, {('systemd', 'b'): 'reason'})
    assert states(good, good, {('other', 'b'): 'reason'}) == [('pass', 'a', '')]


def test_list_syntax():
    """The list names a suite, a case and a reason in each line."""
    assert clients.read_known(['# x', '', 'criu: a: b | no: way'], 'list') == \
        {('criu', 'a: b'): 'no: way'}
    for line in ('criu a | b', 'criu: a', 'criu: a |'):
        with pytest.raises(SystemExit) as error:
            clients.read_known([line], 'list')
        assert error.value.code == 2


def test_only_ours():
    """The base has none of our features, so only the result of ours counts."""
    assert states({}, output(('a', 'x'), suite='features')) == [('pass', 'a', '')]
    assert states({}, output(('!a', 'x'), suite='features')) == [('fail', 'a', 'x')]


def write_run(path, text, results=''):
    """Make a directory of suite.py."""
    path.mkdir()
    (path / 'output').write_text(text)
    (path / 'results').write_text(results)


RUN = f'@{NONCE} start systemd\n# saw: x\nok 1 a\n@{NONCE} end systemd 0\n'


@pytest.mark.parametrize('base, ours, results, good', [
    (RUN, RUN, '', True),
    ('', '', '', False),
    (RUN, '', '', False),
    ('', RUN, '', False),
    (RUN, RUN.replace('x', 'y'), '', False),
    (RUN, RUN, 'fail\tsystemd\tend\tdid not end\n', False),
    (RUN, RUN, 'fail\tsystemd\tTAP\tplanned 2 tests, but ran 1\n', False),
    (RUN, RUN, 'fail\tvm\tours\tWARNING: CPU: 0\n', False),
    # A case is judged by the comparison, with the list.
    (RUN, RUN, 'fail\tsystemd\tb\tx\n', True),
])
def test_main(tmp_path, capsys, base, ours, results, good):
    """The exit status, the rows, and the summary."""
    write_run(tmp_path / 'base', base)
    write_run(tmp_path / 'ours', ours, results)
    (tmp_path / 'known').write_text('')
    paths = [str(tmp_path / name) for name in ('base', 'ours', 'known', 'summary')]
    assert clients.main(paths) == (not good)
    out = capsys.readouterr().out
    assert ('fail\t' in out) == (not good)
    assert len((tmp_path / 'summary').read_text().split('\t')) >= 4


def test_main_needs_the_files(tmp_path, capsys):
    """A run that left nothing is no success."""
    with pytest.raises(SystemExit) as error:
        clients.main([str(tmp_path)] * 3)
    assert error.value.code == 1
    with pytest.raises(SystemExit) as error:
        clients.main(['x'])
    assert error.value.code == 2
    assert 'BASE OURS KNOWN' in capsys.readouterr().err

# SPDX-License-Identifier: GPL-2.0-only
"""Test that coverage.py counts the points of each of our functions, and no others."""

import platform
import subprocess

import pytest

import coverage

POINT = '__sanitizer_cov_trace_pc();'
SOURCES = {
    'kernel/seccomp.c': f'''
static void same(void) {{ {POINT} {POINT} }}
void whole(void) {{ same(); {POINT} }}
void none(void) {{}}
__attribute__((weak)) void weak(void) {{ {POINT} }}
__attribute__((weak)) void replaced(void) {{ {POINT} {POINT} }}
''',
    'kernel/seccomp/two.c': f'''
static void same(void) {{ {POINT} }}
void two(void) {{ same(); }}
void part(void) __asm__("two.part.0");
void part(void) {{ {POINT} }}
''',
    'kernel/seccomp/two_test.c': f'void tested(void) {{ {POINT} }}\n',
    'other.c': f'''
static void same(void) {{ {POINT} }}
void replaced(void) {{ same(); {POINT} }}
void __sanitizer_cov_trace_pc(void) {{}}
int main(void) {{ return 0; }}
''',
}
TABLE = {'none': (0, 0), 'same': (0, 2), 'weak': (0, 1), 'whole': (0, 1),
         'same of two': (0, 1), 'two': (0, 1)}

pytestmark = pytest.mark.skipif(platform.machine() != 'x86_64',
                                reason='gcc builds for another machine')


@pytest.fixture(name='linked', scope='module')
def fixture_linked(tmp_path_factory):
    """Return the directory of a program made of SOURCES."""
    top = tmp_path_factory.mktemp('objects')
    for name, text in SOURCES.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(f'void __sanitizer_cov_trace_pc(void);\n{text}')
        subprocess.run(['gcc', '-w', '-O0', '-fno-pie', '-c', name, '-o',
                        f'{name[:-1]}o'], cwd=top, check=True)
    subprocess.run(['gcc', '-no-pie', '-o', 'vmlinux', *(
        f'{name[:-1]}o' for name in SOURCES)], cwd=top, check=True)
    return top


def table(linked, points=''):
    """Return the counts in the table, by function."""
    (linked / 'points').write_text(points)
    rows = [line.split('\t') for line in coverage.make_table(
        'x86_64', str(linked / 'vmlinux'), str(linked / 'points'))]
    return {name + (' of two' if (name, source) ==
                    ('same', 'kernel/seccomp/two.c') else ''):
            (int(hits), int(points)) for name, hits, points, source in rows}


def returns(linked, name):
    """Return the addresses after the points in a function of a global name."""
    said = subprocess.run(['objdump', '-d', f'--disassemble={name}', 'vmlinux'],
                          cwd=linked, stdout=subprocess.PIPE, check=True,
                          encoding='utf-8').stdout.splitlines()
    return [said[at + 1].split(':')[0].strip() for at, line in enumerate(said)
            if 'call' in line and '<__sanitizer_cov_trace_pc>' in line]


def test_nothing_reached(linked):
    """Each function has its points, and those of the parts of it."""
    assert table(linked) == TABLE


@pytest.mark.parametrize('name, counted', (
    ('whole', 'whole'), ('two.part.0', 'two'), ('weak', 'weak')))
def test_reached(linked, name, counted):
    points = returns(linked, name)
    assert table(linked, '\n'.join(points)) == {
        **TABLE, counted: (len(points), TABLE[counted][1])}


@pytest.mark.parametrize('name', ('tested', 'replaced'))
def test_points_of_others(linked, name):
    assert returns(linked, name)
    assert table(linked, ' '.join(returns(linked, name))) == TABLE


def test_objects_of_another_link(linked, tmp_path):
    subprocess.run(['cp', '-r', linked, tmp_path / 'copy'], check=True)
    path = tmp_path / 'copy/kernel/seccomp/two.c'
    path.write_text('static void gone(void) {}\nvoid use(void) { gone(); }\n')
    subprocess.run(['gcc', '-c', path, '-o', f'{path.with_suffix(".o")}'],
                   check=True)
    with pytest.raises(SystemExit) as raised:
        table(tmp_path / 'copy')
    assert raised.value.code == 1


ROWS = '''\
reached\t1\t2\ta.c
missed\t0\t2\ta.c
missed\t1\t1\tb.c
none\t0\t0\ta.c
'''
LISTED = 'listed\tmissed\ta.c\twhy'


@pytest.mark.parametrize('text, lines', (
    ('', ['new\tmissed\ta.c\tno reason given']),
    ('# comment\n\n*|missed|why\n', [LISTED]),
    ('x86_64|missed|why\narm64|reached|no\n', [LISTED]),
    ('*|missed|why\n*|reached|no\n',
     [LISTED, 'stale\treached\ta.c\twas reached']),
    ('*|missed|why\n*|gone|no\n', [LISTED, 'stale\tgone\t-\tdoes not exist']),
    ('*|missed|why\n*|none|no\n', [LISTED, 'stale\tnone\t-\tdoes not exist']),
))
def test_list(tmp_path, text, lines):
    (tmp_path / 'table').write_text(ROWS)
    (tmp_path / 'list').write_text(text)
    assert coverage.compare('x86_64', str(tmp_path / 'table'),
                            str(tmp_path / 'list')) == lines


@pytest.mark.parametrize('arguments', (
    [], ['table', 'x86_64', 'vmlinux'], ['table', 'vax', 'vmlinux', 'points'],
    ['list', 'x86_64', 'table', 'list']))
def test_arguments(arguments):
    with pytest.raises(SystemExit) as raised:
        coverage.main(arguments)
    assert raised.value.code == 2

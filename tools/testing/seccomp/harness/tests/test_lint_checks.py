# SPDX-License-Identifier: GPL-2.0-only
"""Test the checks of lint.sh that are in Python."""

import pytest

import lint_checks

LIST = '# a list\nsparse|a.c|rule|why\nother|b.c|rule|why\n'
GOOD = 'a.c:1: a rule is broken'
UNUSED = 'list:2: no finding matches this entry'


@pytest.mark.parametrize('findings, text, problems', (
    ([GOOD], LIST, []),
    ([GOOD, GOOD], LIST, []),
    ([], LIST, [UNUSED]),
    (['a.c:1: another'], LIST, ['a.c:1: another', UNUSED]),
    (['b.c:1: a rule is broken'], LIST, ['b.c:1: a rule is broken', UNUSED]),
    (['x/a.c:1: rule'], LIST, ['x/a.c:1: rule', UNUSED]),
    ([GOOD], LIST.replace('|why', '|'), ['list:2: no reason']),
    ([GOOD], '', [GOOD]),
))
def test_accepted(findings, text, problems):
    assert lint_checks.accepted('sparse', findings, text, 'list') == problems


PAGE = '.. literalinclude:: part.h\n   :start-at: one\n   :end-before: two\n'


@pytest.mark.parametrize('text, problems', (
    ('one\ntwo\n', []),
    ('one\n', ['"two" is not in one line of {}/part.h']),
    ('one\none\ntwo\n', ['"one" is not in one line of {}/part.h']),
    (None, ['no file {}/part.h', '"one" is not in one line of {}/part.h',
            '"two" is not in one line of {}/part.h']),
))
def test_includes(tmp_path, text, problems):
    if text is not None:
        (tmp_path / 'part.h').write_text(text)
    page = f'{tmp_path}/page.rst'
    assert lint_checks.includes(page, PAGE) == [
        f'{page}: {problem.format(tmp_path)}' for problem in problems]


def test_declared():
    text = '''\
# 1 "include/linux/other.h"
int other(void);
# 1 "./include/linux/seccomp.h" 1
#define X y(void);
struct s { int (*f)(int); };
extern int one(struct s *s,
	       int i);
static inline int two(void) { if (1) { return three(); } return 0; }
void four(void);
int five;
# 9 "include/linux/other.h" 2
int six(void);
'''
    assert lint_checks.declared(text) == ['four', 'one']


def test_arguments(capsys):
    for arguments in ([], ['accepted'], ['includes'], ['x']):
        with pytest.raises(SystemExit) as raised:
            lint_checks.main(arguments)
        assert raised.value.code == 2
    assert capsys.readouterr().err.count('\n') == 4

# SPDX-License-Identifier: GPL-2.0-only
"""Tests of the manual page and of the completion for bash."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time

import pytest

TOOLS = os.path.realpath(os.path.join(os.path.dirname(__file__), '..'))
PAGE = os.path.join(TOOLS, 'seccompctl.1')
COMPLETION = os.path.join(TOOLS, 'seccompctl.bash-completion')


def need(program):
    if not shutil.which(program):
        pytest.skip(f'no {program}')


def commands_of(run):
    return re.findall(r'^  ([a-z]+) ', run('--help').stdout, re.M)


def options_of(run, command):
    """Return the options that the help of a command introduces."""
    lines = run(command, '--help').stdout.splitlines()
    rows = lines[:1] + [line for line in lines if re.match(' *-', line)]
    return sorted(set(re.findall(r'--[a-z][a-z-]*', '\n'.join(rows))))


def sections_of_page():
    """Return the text of the page for each command."""
    with open(PAGE, encoding='utf-8') as file:
        text = file.read()
    text = re.search(r'^\.Sh COMMANDS\n(.*?)^\.Sh ', text, re.M | re.S).group(1)
    parts = re.split(r'^\.Ss (.*)\n', text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def options_in(section):
    found = re.findall(r'\bFl (-[a-z][a-z-]*)', section)
    return {f'-{option}' for option in found}


def test_page_has_the_commands_of_the_help(run):
    assert sorted(sections_of_page()) == sorted(commands_of(run))


def test_page_has_the_options_of_each_help(run):
    sections = sections_of_page()
    for command in commands_of(run):
        missing = set(options_of(run, command)) - options_in(sections[command])
        assert not missing, command


def test_page_has_no_option_that_no_help_has(run):
    known = {'--help'}
    for command in commands_of(run):
        known.update(options_of(run, command))
    for command, section in sections_of_page().items():
        assert not options_in(section) - known, command


def test_page_names_each_exit_status(run):
    with open(PAGE, encoding='utf-8') as file:
        text = file.read()
    text = re.search(r'^\.Sh EXIT STATUS\n(.*?)^\.Sh ', text, re.M | re.S)
    assert re.findall(r'^\.It (\d)$', text.group(1), re.M) == list('0123')


def test_page_is_clean_for_mandoc():
    need('mandoc')
    done = subprocess.run(['mandoc', '-T', 'lint', '-W', 'style', PAGE],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          encoding='utf-8', check=False)
    # Only an installed database knows other pages.
    found = [line for line in (done.stdout + done.stderr).splitlines()
             if 'mandoc.db' not in line and 'referenced manual not found' not in line]
    assert found == []


def test_page_is_clean_for_man():
    need('man')
    done = subprocess.run(['man', '--warnings', '-l', PAGE],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={**os.environ, 'MANWIDTH': '80', 'LC_ALL': 'C'},
                          encoding='utf-8', check=False)
    assert done.returncode == 0
    assert done.stderr == ''
    assert 'seccompctl' in done.stdout


@pytest.fixture
def complete(seccompctl, tmp_path):
    """Return a function that completes a line in an interactive bash."""
    need('bash')
    (tmp_path / 'some-policy').write_text('default: allow\n', encoding='utf-8')
    (tmp_path / 'rc').write_text(f'. {COMPLETION}\n', encoding='utf-8')
    # The function of the completion reads what readline would set.
    script = '''
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*"
        COMP_POINT=${#COMP_LINE} COMPREPLY=()
        _seccompctl "$1" "${@: -1}" "${@: -2:1}"
        printf '%s\\n' "${COMPREPLY[@]}"
    '''

    def words(*line):
        done = subprocess.run(['bash', '--rcfile', str(tmp_path / 'rc'), '-i', '-c',
                               script, 'bash', seccompctl, *line], cwd=tmp_path,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding='utf-8', timeout=60,
                              check=False)
        assert done.returncode == 0, done.stderr
        return [word for word in done.stdout.split('\n') if word]
    return words


def test_completion_is_registered():
    done = subprocess.run(['bash', '--norc', '-c',
                           f'. {COMPLETION} && complete -p seccompctl'],
                          stdout=subprocess.PIPE, encoding='utf-8', check=False)
    assert done.stdout == 'complete -F _seccompctl seccompctl\n'


def test_completion_works_in_a_terminal(seccompctl, tmp_path):
    rc = tmp_path / 'rc'
    rc.write_text(f'PATH={os.path.dirname(seccompctl)}:$PATH PS1=:\n'
                  f'bind "set bell-style none"\n. {COMPLETION}\n', encoding='utf-8')
    pid, terminal = pty.fork()
    if not pid:
        os.execvp('bash', ['bash', '--rcfile', str(rc), '-i'])
    os.write(terminal, b'echo seen; seccompctl tigh\t--he\t\n')
    seen = b''
    end = time.monotonic() + 30
    while b'usage: ' not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 4096)
    os.close(terminal)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    assert b'usage: seccompctl tighten' in seen


def test_completion_has_the_commands(complete, run):
    assert complete('') == commands_of(run) + ['--help']
    assert complete('ru') == ['run']


def test_completion_has_the_options_of_each_help(complete, run):
    for command in commands_of(run):
        assert set(complete(command, '--')) == {*options_of(run, command), '--help'}


def test_completion_has_files_for_files(complete):
    assert complete('run', '--policy', 'some') == ['some-policy']
    assert complete('tighten', 'some') == ['some-policy']


def test_completion_has_calls_and_groups(complete):
    assert complete('names', 'openat') == ['openat', 'openat2']
    assert complete('names', '@basic') == ['@basic-io']


def test_completion_has_arguments_for_explain(complete, run):
    if 'explain' not in commands_of(run):
        pytest.skip('this build has no explain')
    assert complete('explain', 'some') == ['some-policy']
    assert complete('explain', 'some-policy', 'socketp') == ['socketpair']
    assert complete('explain', 'some-policy', 'socket', 'fam') == ['family=']
    assert complete('explain', '--bpf', 'some-policy', 'socketp') == ['socketpair']


def test_completion_has_commands_behind_the_dashes(complete):
    assert 'true' in complete('run', '--log', '--', 'tru')


def test_completion_is_clean_for_shellcheck():
    need('shellcheck')
    done = subprocess.run(['shellcheck', '-s', 'bash', COMPLETION],
                          stdout=subprocess.PIPE, encoding='utf-8', check=False)
    assert done.stdout == ''

# SPDX-License-Identifier: GPL-2.0-only
"""Test these tests: each mutant of a script must make a test fail.

A mutant is a script with one wrong line. Its tests run in a copy of the harness.
"""

import subprocess
import sys

import pytest

from conftest import INSIDE

MUTANTS = (
    # What it does; the script; the text and the wrong text; its tests.
    ('an empty output passes', 'ktap.py',
     "self.fail('TAP', 'more than one plan' if plans else 'no plan')",
     'pass', 'test_ktap.py'),
    ('fewer results than planned pass', 'ktap.py',
     'if planned != got:', 'if planned < got:', 'test_ktap.py'),
    ('more results than planned pass', 'ktap.py',
     'if planned != got:', 'if planned > got:', 'test_ktap.py'),
    ('a skipped case passes', 'ktap.py',
     "self.add('skip', name, test.skip_reason or 'no reason given')",
     "self.add('pass', name)", 'test_ktap.py'),
    ('a skipped case is dropped', 'ktap.py',
     "self.add('skip', name, test.skip_reason or 'no reason given')",
     'pass', 'test_ktap.py'),
    ('a skipped program is dropped', 'ktap.py',
     "self.add('skip', 'all', reason or 'no reason given')",
     'pass', 'test_ktap.py'),
    ('the reason of a skip is lost', 'ktap.py',
     "test.skip_reason = skip.group(5).strip() if skip else ''",
     "test.skip_reason = ''", 'test_ktap.py'),
    ('an exit status is swallowed', 'ktap.py',
     'program.check_status(status.get(name))',
     'program.check_status(0)', 'test_ktap.py'),
    ('a signal is swallowed', 'ktap.py',
     'elif status >= 128:', 'elif status >= 256:', 'test_ktap.py'),
    ('a program that takes too long passes', 'ktap.py',
     'elif status in (124, 143):', 'elif not status:', 'test_ktap.py'),
    ('a program that does not end passes', 'ktap.py',
     'status.get(name)', 'status.get(name, 0)', 'test_ktap.py'),
    ('a program that does not start passes', 'ktap.py',
     "program.fail('start', 'did not run')", 'pass', 'test_ktap.py'),
    ('a program may forge its end', 'ktap.py',
     "end = re.compile(rf'@{re.escape(nonce)} end",
     "end = re.compile(rf'@\\w+ end", 'test_ktap.py'),
    ('bail out is a message', 'ktap.py',
     "self.fail('bail out', found.group(1))", 'pass', 'test_ktap.py'),
    ('the errors of kunit_parser.py are dropped', 'ktap.py',
     'for error in self.parser.errors:', 'for error in ():', 'test_ktap.py'),
    ('a line that is no result is dropped', 'ktap.py',
     "self.fail('TAP', f'not a result: {line}')", 'pass', 'test_ktap.py'),
    ('a suite that fails by itself passes', 'ktap.py',
     'self.fail(name, last_words(test.log))', 'pass', 'test_ktap.py'),

    ('no line of the console is a report', 'check_dmesg.py',
     'if REPORTS.search(line)]', 'if False]', 'test_check_dmesg.py'),
    ('KASAN is no report', 'check_dmesg.py',
     r"r'\bBUG\b',", r"r'\bBUG at\b',", 'test_check_dmesg.py'),
    ('no race is ours', 'check_dmesg.py',
     'self.is_ours = True', 'self.is_ours = False', 'test_check_dmesg.py'),
    ('any frame makes a race ours', 'check_dmesg.py',
     'FRAMES = 2', 'FRAMES = 9', 'test_check_dmesg.py'),
    ('an accepted race counts', 'check_dmesg.py',
     'and not accepted.intersection(self.races[0].split())', '',
     'test_check_dmesg.py'),
    ('a report inside of a race is dropped', 'check_dmesg.py',
     'kept += report.rest', 'pass', 'test_check_dmesg.py'),
    ('a report that is cut off is dropped', 'check_dmesg.py',
     'return kept + (report.lines if report else []), races',
     'return kept, races', 'test_check_dmesg.py'),
    ('a second race in a report is dropped', 'check_dmesg.py',
     'if len(self.races) != 1:', 'if not self.races:', 'test_check_dmesg.py'),
    ('reports exit with 0', 'check_dmesg.py',
     'return 1 if reports else 0', 'return 0', 'test_check_dmesg.py'),
    ('an empty list of functions is used', 'check_dmesg.py',
     'if functions and not (', 'if False and not (', 'test_check_dmesg.py'),

    ('a run without a report passes', 'check_run.py',
     'if not found:', 'if not found:\n        return 0\n    if False:',
     'test_check_run.py'),
    ('the status of the command is swallowed', 'check_run.py',
     'return int(found.group(2))', 'return 0', 'test_check_run.py'),
    ('lost output is not noticed', 'check_run.py',
     "raise Failed(NOT_TRUSTED, 'output was lost on the way to the host')",
     'pass', 'test_check_run.py'),
    ('the kernel\'s reports are ignored', 'check_run.py',
     'if reports:', 'if not reports:', 'test_check_run.py'),
    ('a timeout is QEMU\'s failure', 'check_run.py',
     'if qemu_status in TOO_SLOW:', 'if False:', 'test_check_run.py'),
    ('QEMU may fail', 'check_run.py',
     "raise Failed(NOT_TRUSTED, f'QEMU failed with status {qemu_status}')",
     'pass', 'test_check_run.py'),
    ('the status exits with 0', 'check_run.py',
     '    return status\n', '    return 0\n', 'test_check_run.py'),

    ('a skipped case is not counted', 'cases.py',
     "STATES = ('pass', 'fail', 'skip')", "STATES = ('pass', 'fail')",
     'test_cases.py'),
    ('a failure does not fail the run', 'cases.py',
     "return 0 if 'pass' in states and 'fail' not in states else 1",
     "return 0 if 'pass' in states else 1", 'test_cases.py'),
    ('a run of nothing passes', 'cases.py',
     "return 0 if 'pass' in states and 'fail' not in states else 1",
     "return 1 if 'fail' in states else 0", 'test_cases.py'),
    ('a crash is excused', 'cases.py',
     "if result.state == 'fail' and not is_check(result) and",
     "if result.state == 'fail' and", 'test_cases.py'),
    ('each 32-bit failure is excused', 'cases.py',
     '(result.program, result.case) in fails else result',
     'True else result', 'test_cases.py'),
    ('mainline is excused, too', 'cases.py',
     "self.add('mainline -m32', excuse(ia32, control), ours_in)",
     "self.add('mainline', excuse(ours, control), ours_in)", 'test_cases.py'),
    ('the ordinary kernel may be slow', 'cases.py',
     'if debug and result.state', 'if result.state', 'test_cases.py'),
    ('the results of a step replace the others', 'cases.py',
     "open(self.path, 'a'", "open(self.path, 'w'", 'test_cases.py'),
    ('TEST= hides that a program crashed', 'cases.py',
     'elif is_check(result):', 'elif False:', 'test_cases.py'),
    ('an unknown case passes', 'cases.py',
     'if results and not kept:', 'if False:', 'test_cases.py'),
    ('a program that was not built is left out', 'cases.py',
     'if results:\n', 'if False:\n', 'test_cases.py'),
    ('the reason of a skip is not printed', 'cases.py',
     'if row.reason:', 'if False:', 'test_cases.py'),
    ('the command to repeat loses its kernel', 'cases.py',
     'if lib.KERNEL != lib.DEFAULT_KERNEL:', 'if False:', 'test_cases.py'),

    ('a stale image is used', 'kernel.sh',
     '$(<"$dir/stamp") == "$inputs"', '-s $dir/stamp', 'test_kernel.py'),
    ('an image of another configuration is used', 'kernel.sh',
     '$(digest "${fragments[@]}" "$top/configs/optional.list")', '',
     'test_kernel.py'),
    ('an image that is missing is used', 'kernel.sh',
     '-f $target && -f $dir/stamp', '-f $dir/stamp', 'test_kernel.py'),
    ('the image before a failure is used', 'kernel.sh',
     '"$total" || build_failed', '"$total" || :', 'test_kernel.py'),
    ('a failure leaves the image current', 'kernel.sh',
     '\nrm -f "$dir/stamp"', '', 'test_kernel.py'),

    ('no coverage on a kernel with kcov passes', 'sysfuzz.sh',
     'has kcov"\n\t\tfailed=1', 'has kcov"', 'test_sysfuzz.py'),
    ('a kernel without kcov fails', 'sysfuzz.sh',
     "grep -qx 'CONFIG_KCOV=y'", "grep -q 'CONFIG'", 'test_sysfuzz.py'),
    ('a skip of the coverage is silent', 'sysfuzz.sh',
     'echo "coverage skipped: DEBUG=', 'true "coverage skipped: DEBUG=',
     'test_sysfuzz.py'),
    ('a failure of the fuzzer passes', 'sysfuzz.sh',
     '((!status)) || failed=1', ':', 'test_sysfuzz.py'),
    ('a symbol that is missing is accepted', 'kbuild.sh',
     'grep -vxFf "$config"', 'grep -v .',
     'test_kernel.py::test_configuration_is_checked'),
    ('a symbol that must be off is accepted', 'kbuild.sh',
     'grep -of - "$config"', 'grep -v .',
     'test_kernel.py::test_configuration_is_checked'),
    ('a symbol is optional for each tree', 'kbuild.sh',
     "'index(trees, \" \" $1 \" \") { print $2 }'", "'{ print $2 }'",
     'test_kernel.py::test_optional_symbol'),
    ('the fragments are not merged', 'kbuild.sh',
     'merge_config.sh" -m "${fragments[@]}"',
     'merge_config.sh" -m "${fragments[0]}"',
     'test_kernel.py::test_last_fragment_counts'),

    ('a part of a function is a function', 'coverage.py',
     "(function.name.split('.')[0], function.source)",
     '(function.name, function.source)', 'test_coverage.py'),
    ('each point is reached', 'coverage.py',
     'called[0] += address in reached', 'called[0] += 1', 'test_coverage.py'),
    ('points after a function are its own', 'coverage.py',
     'address < end and', '', 'test_coverage.py'),
    ('a replaced function is ours', 'coverage.py',
     'symbol.weak and not found[0].weak', 'False', 'test_coverage.py'),
    ('a function without an entry is accepted', 'coverage.py',
     "'listed' if name in reasons else 'new'", "'listed'", 'test_coverage.py'),
    ('an entry that is reached stays', 'coverage.py',
     'for name in reasons if name not in names]', 'for name in ()]',
     'test_coverage.py'),

    ('a machine that fails passes', 'suite.py',
     '    if status:', '    if False:', 'test_suite.py'),
    ('a program may take as long as it likes', 'suite.py',
     'timeout -k 5 {limit} "$@"', '"$@" # {limit}', 'test_suite.py'),
    ('the status of a program is swallowed', 'suite.py',
     '"$name" "$?"', '"$name" 0', 'test_suite.py'),
    ('the output of an earlier run is read', 'suite.py',
     'secrets.token_hex(8)', "'0'", 'test_suite.py'),
    ('the detectors are not asked', 'suite.py',
     "if environment.get('DEBUG'):", 'if False:', 'test_suite.py'),
    ('races of others are not counted', 'suite.py',
     '    if races:', '    if False:', 'test_suite.py'),

    ('a mutant that nothing kills is killed', 'mutants.py',
     '        if got != wanted:', '        if False:',
     'test_kernel_mutants.py::test_compare'),
    ('a case that was not run kills a mutant', 'mutants.py',
     '        if got != wanted:', '        if got and got != wanted:',
     'test_kernel_mutants.py::test_compare'),
    ('a crash of the machine kills a mutant', 'mutants.py',
     "if verdict != 'exit 0':", 'if False:',
     'test_kernel_mutants.py::test_compare'),
    ('each report of the kernel kills a mutant', 'mutants.py',
     'if not any(text in line for line in', 'if not any(line for line in',
     'test_kernel_mutants.py::test_compare'),
    ('the image without the mutant is used', 'mutants.py',
     'self.run(run, self.image,', 'self.run(run, self.plain,',
     'test_kernel_mutants.py::test_killed'),
    ('a mutant that does not build is killed', 'mutants.py',
     "why = f'it does not build: {why_failed(built, \"error\")}'", "why = ''",
     'test_kernel_mutants.py::test_not_killed'),
    ('a mutant stays for the next one', 'mutants.py',
     "            shutil.copy(os.path.join(self.ours, path),",
     "            print((self.ours, path),",
     'test_kernel_mutants.py::test_next_mutant_gets_our_sources'),
    ('a case may fail without a mutant', 'mutants.py',
     "if got not in ('pass', 'skip'):", 'if False:',
     'test_kernel_mutants.py::test_cases_must_pass_without_a_mutant'),
    ('mutants that are left exit with 0', 'mutants.py',
     "return 0 if counts['killed'] and not counts['NOT KILLED'] else 1",
     'return 0', 'test_kernel_mutants.py::test_status'),

    ('an unknown TEST= runs nothing', 'selection.py',
     'if not selected:', 'if False:', 'test_selection.py'),
    ('TEST= runs all cases of a program', 'selection.py',
     "return ' '.join(program.option + case for case in cases)", "return ''",
     'test_selection.py'),
    ('variants have no cases', 'selection.py',
     'elif variants[first]:', 'elif False:', 'test_selection.py'),
    ('a debug kernel repeats all steps', 'selection.py',
     'debug and step in OUTSIDE or', '', 'test_selection.py'),

    ('a case that fails passes', 'junit_tap.py',
     'if problem is not None:', 'if False:', 'test_junit_tap.py'),
    ('a fixture that fails passes', 'junit_tap.py',
     "problem = case.find('error')", 'pass', 'test_junit_tap.py'),
    ('a skipped case of pytest passes', 'junit_tap.py',
     'if skipped is None:', 'if True:', 'test_junit_tap.py'),
    ('a report without a case passes', 'junit_tap.py',
     'return 0 if passed and all(passed) else 1',
     'return 0 if all(passed) else 1', 'test_junit_tap.py'),

    ('a failed case with a real program is no part of the table', 'results.py',
     "'failed': int(failed),", "'failed': 0,", 'test_results.py'),
    ('the table has only one run with real programs', 'results.py',
     "('verified', 'compared-verify')", "('verified', 'compared')", 'test_results.py'),

    ('an argument without a test passes', 'check_calls.py',
     'if (name, index) not in tests.arguments]', 'if False]', 'test_check_calls.py'),
    ('an operation without a test passes', 'check_calls.py',
     'if (name, index, *words) not in tests.operations]', 'if False]',
     'test_check_calls.py'),
    ('a row for a later kernel is not compared', 'check_calls.py',
     "calls.get(row.body, {re.sub(r'^(compat_)?sys_', '', row.body)})",
     'calls.get(row.body, ())', 'test_check_calls.py'),
    ('a kind that the fuzzer lacks passes', 'check_calls.py',
     'for content in sorted(lacking):', 'for content in ():',
     'test_check_calls.py'),
)


@pytest.fixture(name='copy')
def fixture_copy(tree, link):
    """Return the copy of the harness, at its path in a copy of the tree."""
    link('build', 'configs', 'kernel', 'tools/testing/selftests',
         'tools/testing/seccomp/bench', 'tools/testing/seccomp/debian',
         'tools/testing/seccomp/integration', 'tools/testing/seccomp/results',
         'tools/testing/seccomp/verify')
    return tree / INSIDE


def run_tests(copy, tests):
    """Run tests of the copy; return the status of pytest and its output."""
    done = subprocess.run(
        [sys.executable, '-m', 'pytest', '-q', '-x', '--no-header',
         '-p', 'no:cacheprovider', f'tests/{tests}'], cwd=copy,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding='utf-8',
        check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize('script, right, wrong, tests',
                         [mutant[1:] for mutant in MUTANTS],
                         ids=[mutant[0] for mutant in MUTANTS])
def test_is_killed(copy, script, right, wrong, tests):
    path = copy / script
    text = path.read_text()
    assert text.count(right) == 1, f'{script} has no such line'
    path.write_text(text.replace(right, wrong))
    if script.endswith('.py'):
        compile(path.read_text(), script, 'exec')
    status, said = run_tests(copy, tests)
    # 1: tests were run and some failed.
    assert status == 1, said
    assert ' failed' in said, said


@pytest.mark.parametrize('tests', sorted({mutant[4] for mutant in MUTANTS}))
def test_passes_without_a_mutant(copy, tests):
    status, said = run_tests(copy, tests)
    assert status == 0, said

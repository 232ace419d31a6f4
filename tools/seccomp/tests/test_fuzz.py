# SPDX-License-Identifier: GPL-2.0-only
"""Short runs of the targets for libFuzzer, with and without seeded faults.

The targets are built with clang and sanitizers. FUZZ_SECONDS in the environment is the
time for each target without a fault. POLICY_MUTANTS=1 adds the faults.
"""

import os
import pathlib
import re
import shutil
import subprocess

import pytest

if os.environ.get('SANITIZE'):
    pytest.skip('the targets have sanitizers in both runs', allow_module_level=True)
if not shutil.which('clang'):
    pytest.skip('no clang; install clang and libclang-rt-14-dev',
                allow_module_level=True)

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[2]
SECONDS = int(os.environ.get('FUZZ_SECONDS', '10'))
TARGETS = {'fuzz_policy': ['policies'], 'fuzz_import': ['oci', 'imports']}
FAULTS = (
    # The target; what is wrong; the source; the text and the wrong text; the report.
    ('fuzz_import', 'a rule has more tests than there is room', 'import_oci.c',
     'if (!repeats_argument(tests, count)) {',
     'if (!repeats_argument(tests, 0)) {', 'heap-buffer-overflow|memcpy-param-overlap'),
    ('fuzz_import', 'a comment can end', 'profile.c',
     "if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)", 'if (text[i] == 0x7f)',
     'deadly signal'),
    ('fuzz_import', 'settings are not freed', 'import_systemd.c',
     '	free(unit.others);\n	return status;', '	return status;', 'LeakSanitizer'),
    ('fuzz_policy', 'the list of files has no room for its end', 'codegen.c',
     'xrealloc(program->files, count + 2,', 'xrealloc(program->files, count + 1,',
     'heap-buffer-overflow'),
)


def build(source, output):
    """Build the targets; skip if the runtime of libFuzzer is missing."""
    done = subprocess.run(
        ['make', '-s', '-C', source, f'OUTPUT={output}', 'CC=clang', 'fuzz'],
        check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding='utf-8',
        env={key: value for key, value in os.environ.items()
             if key not in ('MAKEFLAGS', 'MAKELEVEL', 'ARCH', 'SECCOMPCTL')})
    if done.returncode and 'libclang_rt.fuzzer' in done.stdout:
        pytest.skip('clang has no libFuzzer; install libclang-rt-14-dev')
    assert done.returncode == 0, done.stdout


@pytest.fixture(name='copy', scope='module')
def fixture_copy(tmp_path_factory):
    """Return a copy of the sources, with the targets in "out"."""
    top = tmp_path_factory.mktemp('fuzz')
    for name in ('kernel', 'include'):
        (top / name).symlink_to(TOP / name)
    source = top / 'tools' / 'seccomp'
    shutil.copytree(HERE.parent, source, ignore=shutil.ignore_patterns(
        '__pycache__', '*.o', 'fuzz'))
    (source / 'out').mkdir()
    build(source, source / 'out')
    return source


def fuzz(source, target, directory, seconds):
    """Run a target; return its exit status and report."""
    (directory / 'found').mkdir()
    corpora = [source / 'tests' / name for name in TARGETS[target]]
    words = source / 'tests' / f'{target}.dict'
    done = subprocess.run(
        [source / 'out' / target, '-close_fd_mask=2', '-max_len=6000',
         f'-max_total_time={seconds}', f'-artifact_prefix={directory}/', '-seed=1',
         '-rss_limit_mb=4096', *([f'-dict={words}'] if words.exists() else []),
         directory / 'found', *corpora],
        check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding='utf-8', errors='replace', timeout=60 * (10 + seconds))
    return done.returncode, done.stdout


@pytest.mark.parametrize('target', TARGETS)
def test_nothing_is_found(copy, tmp_path, target):
    status, report = fuzz(copy, target, tmp_path, SECONDS)
    assert status == 0, report[-4000:]
    runs = int(re.search(r'Done (\d+) runs', report)[1])
    print(f'{target}: {runs} runs')
    # The files of the corpora alone are no fuzzing.
    assert runs > 50


@pytest.mark.skipif(not os.environ.get('POLICY_MUTANTS'),
                    reason='it takes minutes: use FULL=1')
@pytest.mark.parametrize('target, source, right, wrong, words',
                         [fault[:1] + fault[2:] for fault in FAULTS],
                         ids=[fault[1] for fault in FAULTS])
def test_fault_is_found(copy, tmp_path, target, source, right, wrong, words):
    path = copy / source
    text = path.read_text(encoding='utf-8')
    assert text.count(right) == 1, f'{source} has no such line'
    path.write_text(text.replace(right, wrong), encoding='utf-8')
    try:
        build(copy, copy / 'out')
        status, report = fuzz(copy, target, tmp_path, 120)
    finally:
        # The next case builds it again.
        path.write_text(text, encoding='utf-8')
    assert status != 0 and re.search(words, report), report[-4000:]

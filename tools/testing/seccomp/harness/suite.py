#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Run test programs in one boot of the virtual machine and read their results.

	suite.py DIR NAME=COMMAND...

On a debug kernel, check_detectors.sh runs last. Leaves DIR/results in the format of
ktap.py, and the other files of the run in DIR. A run that cannot be trusted is a
failing case, whatever the programs have printed.

The environment is that of vm.sh. Only scripts set these:

	SUITE_ADD	a directory with further files for the guest
	PROGRAM_LIMIT	seconds for one program
	SUITE_LIMIT	seconds for all, unless TIMEOUT is set
"""

import os
import secrets
import signal
import subprocess
import sys

import ktap
import lib

# Limits in seconds for one program and for all, under emulation on a busy host.
# A debug kernel is up to ten times as slow.
LIMITS, DEBUG_LIMITS = (400, 1800), (2400, 7200)
DETECTORS = 'detectors=sh harness/check_detectors.sh'
RUN = '''\
cd /tests
run() {{
	name=$1
	shift
	printf '\\n@{nonce} start %s\\n' "$name"
	timeout -k 5 {limit} "$@"
	printf '\\n@{nonce} end %s %s\\n' "$name" "$?"
}}
'''


def limits(environment):
    """Return the limits for one program and for all."""
    usual = DEBUG_LIMITS if environment.get('DEBUG') else LIMITS
    return [environment.get(name) or limit
            for name, limit in zip(('PROGRAM_LIMIT', 'SUITE_LIMIT'), usual)]


def guest_script(nonce, limit, programs):
    """Return the script that runs in the guest."""
    return RUN.format(nonce=nonce, limit=limit) + ''.join(
        f'run {program.replace("=", " ", 1)}\n' for program in programs) + 'exit 0'


def read_lines(*path):
    """Return the lines of a file of the run; a missing one has none."""
    try:
        with open(os.path.join(*path), encoding='utf-8', errors='replace') as file:
            return file.read().splitlines()
    except FileNotFoundError:
        return []


def check_machine(where, status):
    """Return what is to report about the machine itself."""
    races = len(read_lines(where, 'console.log.races'))
    if races:
        yield ktap.Result('skip', 'vm', 'data races',
                          f'{races} without a function of ours')
    if status:
        reason = read_lines(where, 'verdict') or read_lines(where, 'vm.log')
        yield ktap.Result('fail', 'vm', os.path.basename(where),
                          ''.join(reason[-1:]).removeprefix('failed: '))


def run_suite(where, programs, environment):
    """Run programs, keep their results, and return these."""
    limit, all_limit = limits(environment)
    if environment.get('DEBUG'):
        programs = [*programs, DETECTORS]
    nonce = secrets.token_hex(8)
    os.makedirs(where, exist_ok=True)
    with open(os.path.join(where, 'vm.log'), 'wb') as log:
        status = subprocess.run(
            [os.path.join(lib.HARNESS, 'vm.sh')], stderr=log, check=False,
            env={**environment, 'RESULT': where, 'QUIET': '1', 'BUILT': '1',
                 'CMD': guest_script(nonce, limit, programs),
                 'ADD': environment.get('SUITE_ADD', ''),
                 'TIMEOUT': str(environment.get('TIMEOUT') or all_limit)}).returncode
    output = os.path.join(where, 'output')
    if not os.path.exists(output):
        lib.fail(f'no machine was booted; see {os.path.relpath(where, lib.TOP)}/vm.log')
    results = ktap.judge(nonce, output,
                         [program.partition('=')[0] for program in programs])
    results += check_machine(where, status)
    with open(os.path.join(where, 'results'), 'w', encoding='utf-8') as file:
        file.writelines('\t'.join(result) + '\n' for result in results)
    return results


def main(arguments):
    """Run a suite."""
    if len(arguments) < 2 or not all('=' in program for program in arguments[1:]):
        lib.usage('use: suite.py DIR NAME=COMMAND...')
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    run_suite(arguments[0], arguments[1:], os.environ)


if __name__ == '__main__':
    main(sys.argv[1:])

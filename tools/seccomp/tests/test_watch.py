# SPDX-License-Identifier: GPL-2.0-only
"""Tests of watch: expressions, records of audit, trace events and output.

watch_feed has the objects of watch. It gets records and raw events on its input.
"""

import json
import os
import platform
import signal
import subprocess
import time

import pytest

TESTS = os.path.dirname(os.path.abspath(__file__))
TOOLS = os.path.dirname(TESTS)
SOURCES = ['abi.c', 'args.c', 'constants.c', 'tool.c', 'trace_buffer.c',
           'versions.c', 'watch_expr.c', 'watch_print.c', 'watch_record.c']
X86_64, I386 = 0xc000003e, 0x40000003
ERRNO, LOG, KILL = 0x50000, 0x7ffc0000, 0x80000000
INSTANCES = '/sys/kernel/tracing/instances'

on_x86_64 = pytest.mark.skipif(platform.machine() != 'x86_64',
                               reason='the numbers are those of x86_64')


def packages(option):
    done = subprocess.run(['pkg-config', option, 'libseccomp', 'json-c', 'libtracefs'],
                          stdout=subprocess.PIPE, encoding='utf-8', check=True)
    return done.stdout.split()


@pytest.fixture(scope='module')
def feed(tmp_path_factory):
    """Return a function that runs watch_feed; it is always built with sanitizers."""
    program = tmp_path_factory.mktemp('watch') / 'watch_feed'
    subprocess.run(
        [os.environ.get('CC', 'cc'), '-std=gnu11', '-g', '-O1', '-D_GNU_SOURCE',
         '-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-I', TOOLS,
         '-idirafter', os.path.join(TOOLS, '../../include/uapi'),
         *packages('--cflags'), os.path.join(TESTS, 'watch_feed.c'),
         *[os.path.join(TOOLS, name) for name in SOURCES], *packages('--libs'),
         '-o', str(program)], check=True)

    def run_feed(*arguments, text='', status=0):
        done = subprocess.run([str(program), *arguments], input=text,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              encoding='utf-8', timeout=600, check=False)
        assert (done.returncode, done.stderr) == (status, '')
        return done.stdout.splitlines()
    return run_feed


# --- Expressions ------------------------------------------------------------------

WRONG = [
    ('', 1, 'expected action'),
    ('   ', 4, 'expected action'),
    ('path == 1', 1, 'expected action'),
    ('call', 5, 'expected ==, != or ~'),
    ('call = openat', 6, 'expected ==, != or ~'),
    ('call < openat', 6, 'expected ==, != or ~'),
    ('action ~ errno', 8, 'expected == or !='),
    ('id > 5', 4, 'expected == or !='),
    ('errno ~ EPERM', 7, 'expected ==, !=, <, <=, > or >='),
    ('call ==', 8, 'expected a value'),
    ('call == && errno == 1', 9, 'expected a value'),
    ('call == opennat', 9, 'expected the name of a system call'),
    ('label == "web', 10, 'expected a quotation mark'),
    ('errno == EFOO', 10, 'expected an error'),
    ('errno == 65536', 10, 'expected an error'),
    ('action == deny', 11, 'expected kill_process'),
    ('arch == vax', 9, 'expected an architecture'),
    ('id == web', 7, 'expected the id'),
    ('id == 10000000000000000', 7, 'expected the id'),
    ('pid == -1', 8, 'expected a number'),
    ('nr == 4294967296', 7, 'expected a number'),
    ('arg0 == nothing', 9, 'expected a number or a constant'),
    ('pid == 1 pid == 2', 10, 'expected && or ||'),
    ('(pid == 1', 10, 'expected ), && or ||'),
    ('pid == 1)', 9, 'expected && or ||, or the end'),
    ('pid == 1 &&', 12, 'expected action'),
    ('pid == 1 | pid == 2', 10, 'expected && or ||'),
    ('!', 2, 'expected action'),
    ('(' * 65 + 'pid == 1' + ')' * 65, 65, 'too many ( and !'),
    ('!' * 65 + 'pid == 1', 65, 'too many ( and !'),
]


@pytest.mark.parametrize('text, column, message', WRONG)
def test_wrong_expression(feed, run, text, column, message):
    line, = feed('expr', text, status=2)
    assert line.startswith(f'{column}: {message}')
    done = run('watch', '--', text)
    assert (done.returncode, done.stdout) == (2, '')
    assert done.stderr == f'seccompctl: watch: expression: column {line}\n'


def test_deepest_and_longest_expression(feed):
    assert feed('expr', '(' * 64 + 'pid == 1' + ')' * 64)[0] == 'common_pid == 0x1'
    # The kernel does not read such a long filter, so none is made.
    assert feed('expr', ' || '.join(['pid == 1'] * 10000)) == ['none', 'none']


FILTERS = [
    ('label == web', 'label == "web"', 'none'),
    ('label ~ "w*b"', 'label ~ "w*b"', 'none'),
    ('label ~ "w?b"', 'none', 'none'),
    ('label == ""', 'none', 'none'),
    ('id == 93c1e8d04f9e27ab', 'id == 0x93c1e8d04f9e27ab', 'none'),
    ('errno == EPERM', '(action == 0x50000 && data == 1)', 'none'),
    ('errno != EPERM', '(action != 0x50000 || data != 1)', 'none'),
    ('errno == 0', '(action != 0x50000 || data == 0)', 'none'),
    ('errno > 5', 'none', 'none'),
    ('action == log', 'action == 0x7ffc0000', 'none'),
    ('pid == 7 && label == web', '(common_pid == 0x7 && label == "web")',
     'common_pid == 0x7'),
    ('pid == 7 || label == web', '(common_pid == 0x7 || label == "web")', 'none'),
    # What the kernel cannot test is left out of && only, and never under !.
    ('pid == 7 && errno > 5', 'common_pid == 0x7', 'common_pid == 0x7'),
    ('pid == 7 || errno > 5', 'none', 'none'),
    ('!(pid == 7 && errno > 5)', 'none', 'none'),
    ('!(pid == 7)', '!(common_pid == 0x7)', '!(common_pid == 0x7)'),
    ('arg0 == AT_FDCWD', 'arg0 == 0xffffffffffffff9c', 'none'),
    ('nr == 4294967295', 'none', 'none'),
    ('nr < 5', 'none', 'none'),
    ('comm == sh', 'comm == "sh"', 'comm == "sh"'),
]


@pytest.mark.parametrize('text, verdicts, copies', FILTERS)
def test_event_filter(feed, text, verdicts, copies):
    assert feed('expr', text) == [verdicts, copies]


@on_x86_64
def test_event_filter_has_the_number_of_each_abi(feed):
    numbers = [(X86_64, 257), (I386, 295), (X86_64, 0x40000000 + 257)]
    terms = ' || '.join(f'(arch == {arch:#x} && nr == {nr})' for arch, nr in numbers)
    assert feed('expr', 'call == openat') == [f'({terms})'] * 2
    assert feed('expr', 'call != openat') == [f'!({terms})'] * 2
    assert feed('expr', 'arch == x32')[0] == '(arch == 0xc000003e && nr & 0x40000000)'


# --- Records of audit -------------------------------------------------------------

def record(**fields):
    values = {'pid': 91, 'comm': '"hostname"', 'exe': '"/bin/busybox"', 'sig': 0,
              'arch': 'c000003e', 'syscall': 170, 'compat': 0, 'ip': '0x4c1f5b',
              'code': '0x50000'}
    values.update(fields)
    text = ' '.join(f'{name}={value}' for name, value in values.items())
    return f'audit(1732665600.523:20): auid=4294967295 uid=0 {text}\n'


def records(feed, *lines, expression=None):
    arguments = [expression] if expression else []
    out = feed('records', '--json', *arguments, text=''.join(lines))
    return [json.loads(line) for line in out]


def test_record_of_mainline(feed):
    seen, = records(feed, record())
    assert seen == {
        'type': 'verdict', 'time': '2024-11-27T00:00:00.523000Z', 'pid': 91,
        'comm': 'hostname', 'arch': 'x86-64', 'audit_arch': '0xc000003e', 'nr': 170,
        'call': 'sethostname', 'text': seen['text'], 'args': None, 'copies': [],
        'action': 'errno', 'data': None, 'errno': None, 'signal': None, 'filter': None,
        'label': None, 'attach_comm': None, 'ip': '0x4c1f5b'}
    assert seen['text'].endswith('sethostname')


def test_record_with_a_filter(feed):
    seen, = records(feed, record(filter='93c1e8d04f9e27ab', label='"web"'))
    assert (seen['filter'], seen['label']) == ('93c1e8d04f9e27ab', 'web')
    seen, = records(feed, record(filter='00000000000000ab', label='?',
                                 **{'attach-comm': '"runc"'}))
    assert (seen['filter'], seen['label'], seen['attach_comm']) == (
        '00000000000000ab', None, 'runc')
    seen, = records(feed, record(filter='?', label='?'))
    assert (seen['filter'], seen['label']) == (None, None)


def test_record_of_a_kill(feed):
    seen, = records(feed, record(sig=31, code='0x80000000'))
    assert (seen['action'], seen['signal']) == ('kill_process', 31)


def test_record_of_another_abi(feed):
    seen, = records(feed, record(arch='40000003', syscall=102))
    assert (seen['arch'], seen['call']) == ('x86', 'socketcall')
    seen, = records(feed, record(arch='c000003e', syscall=0x40000000 + 257))
    assert (seen['arch'], seen['call']) == ('x32', 'openat')
    seen, = records(feed, record(arch='deadbeef', syscall=7))
    assert (seen['arch'], seen['call'], seen['nr']) == (None, 'syscall_7', 7)


def test_names_cannot_look_like_fields_or_lines(feed):
    seen, = records(feed, record(comm='"x syscall=1 "'))
    assert (seen['comm'], seen['nr']) == ('x syscall=1 ', 170)
    seen, = records(feed, record(comm=b'a"\n\\\x1b[1m'.hex()))
    assert seen['comm'] == 'a"\\x0a\\x5c\\x1b[1m'
    line, = feed('records', text=record(comm=b'\x1b[2J\n'.hex()))
    assert '\x1b' not in line and '\\x1b[2J\\x0a[91]' in line


@pytest.mark.parametrize('text', [
    '\n', 'audit(1.2:3): \n', 'audit(1.2:3): pid=5 comm="x\n', record(code='x'),
    record(syscall=''), record(arch='"c000003e"'), 'syscall=1 arch=1 code=1\n'])
def test_text_that_is_no_record(feed, text):
    assert feed('records', text=text) == ['no record']


def test_record_that_ends_anywhere(feed):
    whole = record(filter='93c1e8d04f9e27ab', label='"web"').rstrip('\n')
    lines = [whole[:end] + '\n' for end in range(1, len(whole))]
    out = feed('records', text=''.join(lines))
    assert len(out) == len(lines)
    assert out[0] == 'no record' and 'sethostname' in out[-1]


@pytest.mark.parametrize('expression, count', [
    ('call == sethostname', 1), ('call != sethostname', 1), ('call ~ "se*"', 2),
    ('action == errno', 1), ('action == log', 1), ('pid < 92', 1), ('pid >= 91', 2),
    ('comm == sh || comm == hostname', 2), ('comm == sh && comm == hostname', 0),
    ('!(comm == sh)', 1), ('label == web', 1), ('label == ""', 1), ('id == ab', 1),
    ('arch == x86-64', 2), ('arch == x32', 0), ('nr == 170', 1),
    # && binds stronger than ||.
    ('pid == 91 || pid == 92 && comm == none', 1),
    ('(pid == 91 || pid == 92) && comm == none', 0),
    # Records have no arguments and no errno.
    ('arg0 == 0', 0), ('errno == EPERM', 0)])
def test_expression_selects(feed, expression, count):
    lines = [record(filter='ab', label='"web"'),
             record(pid=92, comm='"sh"', syscall=105, code='0x7ffc0000')]
    assert len(records(feed, *lines, expression=expression)) == count


# --- Trace events -----------------------------------------------------------------

# No process has such a number, so /proc has no name.
TID = 2**31 - 5


def event(name, at, tid=TID, **fields):
    values = {'arch': X86_64, 'nr': 257}
    if name == 'verdict':
        values.update(id=0x93c1e8d04f9e27ab, action=ERRNO, data=13, label='web',
                      arg0=2**64 - 100, arg1=0x7ffd, arg2=0x80000)
    values.update(fields)
    words = ' '.join(f'{key}={value}' for key, value in values.items() if value != '')
    return f'{name} {tid} {at} {words}\n'


def copy(at, arg=1, text='/etc/shadow', **fields):
    values = {'status': 1, 'kind': 1, 'length': len(text)}
    values.update(fields)
    return event('args', at, arg=arg, text=text, **values)


def events(feed, *lines, arguments=('--json',)):
    return feed('events', *arguments, text=''.join(lines))


def verdicts(feed, *lines):
    return [json.loads(line) for line in events(feed, *lines) if line != 'end']


def texts(verdict):
    return [(item['arg'], item['text']) for item in verdict['copies']]


@on_x86_64
def test_line_for_people(feed):
    end, line = events(feed, event('verdict', 1), copy(2), arguments=())
    assert end == 'end'
    assert line.split(' ', 1)[1] == (
        f'?[{TID}] openat(dfd=AT_FDCWD, filename="/etc/shadow", '
        'flags=O_RDONLY|O_CLOEXEC, mode=0) '
        'errno EACCES by filter 93c1e8d04f9e27ab label web')


@on_x86_64
def test_line_of_a_filter_without_a_label(feed):
    line = events(feed, event('verdict', 1, label='', attach_comm='runc', action=LOG,
                              data=0), arguments=())[1]
    assert line.endswith(' log by filter 93c1e8d04f9e27ab attached by runc')
    line = events(feed, event('verdict', 1, id=0, label=''), arguments=())[1]
    assert line.endswith(' errno EACCES by no filter of the path any more')


def test_json_of_an_event(feed):
    seen, = verdicts(feed, event('verdict', 1, attach_comm='runc', ip=0x401000), copy(2))
    assert (seen['action'], seen['errno'], seen['data']) == ('errno', 'EACCES', 13)
    assert (seen['filter'], seen['label']) == ('93c1e8d04f9e27ab', 'web')
    assert seen['args'] == ['0xffffffffffffff9c', '0x7ffd', '0x80000', '0x0', '0x0', '0x0']
    assert seen['copies'] == [{'arg': 1, 'status': 'copied', 'kind': 'path', 'length': 11,
                               'text': '/etc/shadow'}]
    assert (seen['comm'], seen['attach_comm'], seen['ip']) == (None, 'runc', '0x401000')


def test_json_has_the_same_keys_for_events_and_records(feed):
    assert list(verdicts(feed, event('verdict', 1))[0]) == list(records(feed, record())[0])


def test_json_escapes(feed):
    text = r'/tmp/\x22\x5c\x0a'
    seen, = verdicts(feed, event('verdict', 1, label="a'b<&"), copy(2, text=text))
    assert (seen['label'], texts(seen)) == ("a'b<&", [(1, text)])


def test_copies_join_the_verdict_of_their_thread(feed):
    seen = verdicts(feed, event('verdict', 1), event('verdict', 2, tid=TID - 1024),
                    event('args', 3, tid=TID - 1024, arg=1, text='/b', status=1, kind=1),
                    copy(4, text='/a'))
    assert [texts(one) for one in seen] == [[(1, '/a')], [(1, '/b')]]


def test_copies_of_allowed_calls_join_nothing(feed):
    seen, = verdicts(feed, copy(1, text='/before'), event('verdict', 2), copy(3, text='/a'),
                     copy(4, text='/after'), copy(5, arg=3, text='/later'))
    assert texts(seen) == [(1, '/a')]


def test_copies_of_another_call_end_the_verdict(feed):
    seen, = verdicts(feed, event('verdict', 1), copy(2, nr=161, text='/other'),
                     copy(3, text='/again'))
    assert texts(seen) == []


def test_several_copies_of_a_call(feed):
    seen, = verdicts(feed, event('verdict', 1, nr=264),
                     copy(2, arg=1, nr=264, text='/a'), copy(3, arg=3, nr=264, text='/b'))
    assert texts(seen) == [(1, '/a'), (3, '/b')]


def test_copies_come_with_the_next_read(feed):
    out = events(feed, event('verdict', 1), 'read\n', copy(2), 'read\n')
    assert len(out) == 2 and out[1] == 'end'
    assert texts(json.loads(out[0])) == [(1, '/etc/shadow')]


def test_order_of_time_across_reads(feed):
    seen = verdicts(feed, event('verdict', 5, nr=1), 'read\n',
                    event('verdict', 3, nr=2, tid=7), event('verdict', 9, nr=3), 'read\n')
    assert [one['nr'] for one in seen] == [2, 1, 3]


@on_x86_64
@pytest.mark.parametrize('status, text', [
    (2, 'filename=NULL'), (3, 'filename=0x7ffd (cannot be read)'),
    (4, 'filename=0x7ffd (too large)')])
def test_argument_without_a_copy(feed, status, text):
    line = events(feed, event('verdict', 1, arg1=0 if status == 2 else 0x7ffd),
                  copy(2, text='', status=status), arguments=())[1]
    assert text + ', flags=' in line


@on_x86_64
def test_address_in_place_of_a_pointer(feed):
    line = events(feed, event('verdict', 1, nr=42, arg0=3, arg2=16),
                  copy(2, nr=42, kind=6, text='inet:192.0.2.1:80', length=16),
                  arguments=())[1]
    assert 'connect(fd=3, ' in line and '=inet:192.0.2.1:80, ' in line


def test_expression_looks_at_events(feed):
    lines = [event('verdict', 1), event('verdict', 2, action=KILL, data=0)]
    for expression, count in [('errno == EACCES', 1), ('errno == 0', 1),
                              ('arg0 == AT_FDCWD', 2), ('arg1 > 0x7ffd', 0),
                              ('call ~ "open*" && action == kill_process', 1)]:
        out = events(feed, *lines, arguments=(expression,))
        assert len(out) == count + 1, expression


# --- The command ------------------------------------------------------------------

@pytest.mark.parametrize('arguments, message', [
    (['--pid', '0'], '--pid needs a number'), (['--pid', 'x'], '--pid needs a number'),
    (['--count', '0'], '--count needs a number'),
    (['--timeout', '-1'], '--timeout needs a number'),
    (['--timeout', 'nan'], '--timeout needs a number'),
    (['--label', 'a"b'], 'bad value of --label'), (['--id', 'web'], 'bad value of --id'),
    (['--id', 'ab || pid == 1'], 'bad value of --id'),
    (['pid == 1', 'pid == 2'], 'one expression only'),
    (['--nothing'], "no option '--nothing'"), (['--pid'], '--pid needs a value')])
def test_bad_arguments(run, arguments, message):
    done = run('watch', *arguments)
    assert (done.returncode, done.stdout) == (2, '')
    assert done.stderr.startswith(f'seccompctl: watch: {message}')
    assert done.stderr.count('\n') == 1


def test_no_such_process(run):
    child = subprocess.Popen(['true'])
    child.wait()
    done = run('watch', '--pid', child.pid)
    assert done.returncode == 3 and f'no process {child.pid}' in done.stderr


def need_root():
    if os.geteuid():
        pytest.skip('watch needs root')
    try:
        with open('/dev/kmsg', encoding='utf-8'):
            pass
    except OSError as error:
        pytest.skip(f'no log of the kernel: {error}')


def test_timeout_with_nothing_seen(run):
    need_root()
    start = time.monotonic()
    done = run('watch', '--timeout', '0.5', 'pid == 4294967295')
    assert (done.returncode, done.stdout) == (1, '')
    assert 0.5 <= time.monotonic() - start < 30


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM])
def test_end_by_a_signal(seccompctl, number):
    need_root()
    with subprocess.Popen([seccompctl, 'watch', '--json', 'pid == 4294967295'],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        time.sleep(1)
        assert child.poll() is None
        child.send_signal(number)
        out, _ = child.communicate(timeout=30)
        assert (child.returncode, out) == (0, b'')
    assert not os.path.exists(f'{INSTANCES}/seccompctl-{child.pid}')


def test_end_of_the_process(run):
    need_root()
    with subprocess.Popen(['sleep', '1']) as child:
        done = run('watch', '--pid', child.pid)
    assert (done.returncode, done.stdout) == (1, '')

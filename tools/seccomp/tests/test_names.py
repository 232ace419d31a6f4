# SPDX-License-Identifier: GPL-2.0-only
"""Tests of names: arguments, fields, constants and groups."""

import errno
import os
import re
import signal
import socket

import pytest


def lines(run, *words):
    done = run('names', *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def value(run, name):
    return int(lines(run, name)[0].split()[1], 16)


def test_calls_newer_than_libseccomp_are_listed(run):
    calls = run('names', 'calls').stdout.split()
    assert len(calls) == len(set(calls))
    # Numbers go up.
    assert calls.index('io_uring_setup') < calls.index('mseal') < calls.index('fchroot')


def test_call_has_numbers_arguments_and_fields(run):
    text = lines(run, 'openat2')
    assert re.match(r'openat2  .*437', text[0])
    assert [line.split()[0].rstrip(',') for line in text[1:]
            if line[2] != ' '] == [
        'dfd', 'filename', 'how', 'usize']
    fields = [line.split()[0] for line in text if line.startswith('    .')]
    assert fields == ['.flags', '.mode', '.resolve']


def test_argument_has_its_other_name(run):
    assert any(line.startswith('  filename, path ')
               for line in lines(run, 'openat'))
    assert any(line.startswith('  uservaddr, addr ')
               for line in lines(run, 'connect'))
    assert not any(', path' in line for line in lines(run, 'renameat'))


def test_path_argument_is_marked(run):
    assert any('(path)' in line for line in lines(run, 'openat'))
    assert not any('(path)' in line for line in lines(run, 'read'))


def test_address_has_the_port_in_network_order(run):
    port, = [line for line in lines(run, 'connect') if '.port ' in line]
    assert '2 bytes, network order' in port


@pytest.mark.parametrize('module, prefix', [
    (errno, 'E'), (socket, 'AF_'), (socket, 'SOCK_'), (os, 'O_'),
    (signal, 'SIG')])
def test_constants_have_the_values_of_python(run, module, prefix):
    compared = 0
    for name in dir(module):
        number = getattr(module, name)
        if not re.fullmatch(prefix + '[A-Z0-9_]+', name):
            continue
        done = run('names', name)
        if done.returncode:
            continue
        assert int(done.stdout.split()[1], 16) == int(number), name
        compared += 1
    assert compared >= 5


def test_negative_constant_has_all_upper_bits(run):
    assert value(run, 'AT_FDCWD') == 2 ** 64 - 100


def test_groups_and_their_calls(run):
    names = [line.split()[0] for line in lines(run, 'groups')]
    assert '@basic-io' in names
    assert 'read' in lines(run, '@basic-io')


def test_every_call_of_the_machine_is_described(run):
    calls = lines(run, 'calls')
    assert len(calls) > 300
    unknown = [name for name in calls
               if 'no prototype' in run('names', name).stdout]
    # Calls that no body of the kernel has.
    assert set(unknown) <= {
        '_sysctl', 'afs_syscall', 'create_module', 'epoll_ctl_old',
        'epoll_wait_old', 'get_kernel_syms', 'get_thread_area', 'getpmsg',
        'lookup_dcookie', 'nfsservctl', 'putpmsg', 'query_module', 'security',
        'set_thread_area', 'tuxcall', 'uselib', 'vserver'}, unknown


@pytest.mark.parametrize('word', ['nosuchcall', '@nosuchgroup', 'O_NOSUCH'])
def test_unknown_name_is_one_line_and_exit_2(run, word):
    done = run('names', word)
    assert done.returncode == 2
    assert done.stdout == ''
    assert re.fullmatch(r'seccompctl: .* %s.*; .*\n' % re.escape(word), done.stderr)

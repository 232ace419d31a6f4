#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Print args_table.h: the arguments of system calls.

	gen_args.py TREE...

Each TREE is a source tree of a kernel. A later one only adds calls. The rows of
argument copies come from kernel/seccomp beside this directory. The prototypes are
read as harness/check_rows.py reads them.
"""

import os
import re
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.join(HERE, '../testing/seccomp/harness'))

# pylint: disable=wrong-import-position
import check_rows as rows  # noqa: E402

KINDS = {'STRING': 'STRING', 'STRUCT': 'STRUCT', 'STRUCT_AS': 'STRUCT',
         'VALUE': 'STRUCT', 'BYTES': 'STRUCT', 'SHORT': 'STRUCT',
         'SIZED': 'SIZED_STRUCT', 'SELF': 'SELF_SIZED',
         'SOCKADDR': 'SOCKADDR', 'ARRAY': 'ARRAY', 'NODE_MASK': 'ARRAY',
         'BUFFER': 'BUFFER', 'MESSAGE': 'MESSAGE', 'STRINGS': 'STRINGS'}
SIGNED = re.compile(r'(const )?(int|long|s32|s64|pid_t|off_t|loff_t|ssize_t|key_t'
                    r'|clockid_t|timer_t|mqd_t|rwf_t|key_serial_t|__s32|time_t'
                    r'|old_time32_t|compat_(long|off|pid|loff|key|s64|ssize)_t'
                    r'|compat_long_t|aio_context_t)')
NARROW = re.compile(r'(const )?(int|unsigned int|unsigned|u32|s32|__u32|__s32|pid_t'
                    r'|umode_t|uid_t|gid_t|qid_t|key_t|clockid_t|timer_t|mqd_t'
                    r'|rwf_t|key_serial_t|enum \w+|old_uid_t|old_gid_t)')
# The first match gives the name of the set of constants: calls, argument, set.
SETS = [(re.compile(calls), re.compile(arg), name) for calls, arg, name in (
    (r'open(at)?|mq_open', r'flags|oflag', 'open_flags'),
    (r'open_by_handle_at|inotify_init1|eventfd2|signalfd4|timerfd_create'
     r'|epoll_create1|userfaultfd|dup3|pipe2', r'flags', 'open_flags'),
    (r'clone', r'clone_flags', 'clone_flags'),
    (r'unshare', r'unshare_flags', 'clone_flags'),
    (r'setns', r'flags|nstype', 'clone_flags'),
    (r'mmap|mmap2|mprotect|pkey_mprotect|remap_file_pages', r'prot', 'prot'),
    (r'mmap|mmap2', r'flags', 'mmap_flags'),
    (r'socket|socketpair', r'family', 'families'),
    (r'socket|socketpair', r'type', 'socket_types'),
    (r'(get|set)sockopt', r'level', 'socket_levels'),
    (r'accept4', r'flags', 'socket_types'),
    (r'(send|recv).*', r'flags', 'message_flags'),
    (r'ioctl', r'cmd', 'ioctls'),
    (r'prctl', r'option', 'prctls'),
    (r'fcntl|fcntl64', r'cmd', 'fcntls'),
    (r'futex|futex_time64', r'op', 'futex_ops'),
    (r'seccomp', r'op', 'seccomp_ops'),
    (r'madvise|process_madvise', r'behavior', 'advice'),
    (r'mount', r'flags', 'mount_flags'),
    (r'umount2?', r'flags', 'umount_flags'),
    (r'kill|tkill|tgkill|rt_sigqueueinfo|rt_tgsigqueueinfo|rt_sigaction'
     r'|pidfd_send_signal|sigaction|signal', r'sig', 'signals'),
    (r'bpf', r'cmd', 'bpf_commands'),
    (r'keyctl', r'option', 'keyctls'),
    (r'ptrace', r'request', 'ptrace_requests'),
    (r'clock_.*|timer_create', r'which_clock', 'clocks'),
    (r'lseek|_llseek', r'whence', 'whence'),
    (r'.*at2?|name_to_handle_at|statx', r'flags?', 'at_flags'),
    (r'.*', r'dfd|olddfd|newdfd|dirfd|mdirfd', 'directories'),
    (r'p?getrlimit|setrlimit|prlimit64', r'resource', 'limits'),
    (r'sched_setscheduler', r'policy', 'policies'),
    (r'socket|socketpair', r'protocol', 'protocols'),
)]


def names_of(words):
    """Return the names of the arguments of a prototype."""
    found = []
    while words:
        if rows.TWO_ARGUMENTS.match(words[0]):
            base = re.sub(r'.*\(|\).*', '', words[0]).split(',')[-1].strip()
            found += [base + '_low', base + '_high']
            words = words[1:]
        else:
            found.append(words[1])
            words = words[2:]
    return found


def read_prototypes(tree):
    """Return for each body its arguments: types and names."""
    saved = rows.arguments
    try:
        rows.arguments = lambda words: list(zip(saved(words), names_of(words)))
        return rows.read_prototypes(tree)
    finally:
        rows.arguments = saved


def read_table(tree, paths, abis):
    """Return the body of each name in the first table that is there."""
    for path in paths:
        path = os.path.join(tree, path)
        if not os.path.exists(path):
            continue
        bodies = {}
        with open(path, encoding='utf-8') as file:
            for line in file:
                words = line.split('#')[0].split()
                if len(words) >= 4 and words[1] in abis:
                    bodies[words[2]] = words[3:]
        return bodies
    return {}


def generic_table(tree):
    """Return the bodies that the table of most architectures names."""
    path = os.path.join(tree, 'include/uapi/asm-generic/unistd.h')
    with open(path, encoding='utf-8') as file:
        text = rows.strip_comments(file.read())
    found = re.findall(r'__S[YC]\w*\(__NR(?:3264)?_(\w+),\s*(\w+)(?:,\s*(\w+))?\)',
                       text)
    return {name: [word for word in bodies if word]
            for name, *bodies in found}


def set_of(call, arg, kind):
    if '*' in kind:
        return None
    for calls, args, name in SETS:
        if calls.fullmatch(call) and args.fullmatch(arg):
            return name
    return None


def copies(row, index):
    """Return the kind and the layout of an argument."""
    found = {(('PATH' if arg.form.startswith('PATH') else KINDS[arg.form]),
              arg.name if arg.form != 'SOCKADDR' else 'sockaddr')
             for arg in (row.args + row.op_args if row else [])
             if arg.index == index}
    return found.pop() if len(found) == 1 else ('NONE', None)


def quoted(text):
    return '"%s"' % text if text else 'NULL'


def print_row(call, body, prototype, all_rows, narrow):
    print('\t{ "%s", %d, {' % (call, len(prototype)))
    row = all_rows.get(body)
    for index, (kind, name) in enumerate(prototype):
        copy, layout = copies(row, index)
        width = 32 if narrow or NARROW.fullmatch(kind) else 64
        signed = 'true' if SIGNED.fullmatch(kind) else 'false'
        print('\t\t{ "%s", "%s", SECCOMP_KIND_%s, %s, %s, %d, %s },' % (
            name, kind, copy, quoted(layout),
            quoted(set_of(call, name, kind)), width, signed))
    print('\t} },')


def pick(bodies, prototypes):
    """Return the first body that has a prototype."""
    for body in bodies:
        if body in prototypes:
            return body, prototypes[body][0]
    return None, None


def collect(trees, narrow):
    """Return name, body and prototype of each call."""
    calls = {}
    for tree in trees:
        prototypes = read_prototypes(tree)
        if narrow:
            table = read_table(tree, ['arch/arm64/tools/syscall_32.tbl',
                                      'arch/arm/tools/syscall.tbl'],
                               ('common', 'oabi', 'eabi'))
            table.update(read_table(
                tree, ['arch/x86/entry/syscalls/syscall_32.tbl'], ('i386',)))
        else:
            table = generic_table(tree)
            table.update(read_table(
                tree, ['arch/x86/entry/syscalls/syscall_64.tbl'],
                ('common', '64')))
        for call, bodies in table.items():
            if narrow:
                # The body of 32-bit calls comes last, if there is one.
                bodies = [word for word in reversed(bodies) if '_' in word]
            body, prototype = pick(bodies, prototypes)
            if body:
                calls.setdefault(call, (body, prototype))
    return calls


def main():
    trees = sys.argv[1:]
    if not trees or not all(os.path.isdir(tree) for tree in trees):
        sys.exit('usage: gen_args.py TREE...: directories with a kernel source')
    all_rows = {row.body: row for row in rows.read_rows(
        os.path.join(HERE, '../../kernel/seccomp'))}
    print('/* SPDX-License-Identifier: GPL-2.0-only */')
    print('/* Made by gen_args.py. Do not edit. */')
    for narrow, name in ((False, 'wide_prototypes'), (True, 'narrow_prototypes')):
        print('\nstatic const struct call_prototype %s[] = {' % name)
        for call, (body, prototype) in sorted(collect(trees, narrow).items()):
            print_row(call, body, prototype, all_rows, narrow)
        print('};')


if __name__ == '__main__':
    main()

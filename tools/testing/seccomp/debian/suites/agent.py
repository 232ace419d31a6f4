#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""A seccomp agent for one container, as runc and crun know it.

	agent.py SOCKET LOG [continue]

Take the listener and the state of a container from the connection to SOCKET. Refuse
each call with EXDEV, or let it continue. LOG gets a line for each call, and "closed"
after the container has ended.
"""

import array
import ctypes
import errno
import fcntl
import json
import os
import select
import socket
import sys

RECV, SEND = 0xc0502100, 0xc0182101
CONTINUE = 1


class Notification(ctypes.Structure):
    """struct seccomp_notif of <linux/seccomp.h>."""
    _fields_ = [('id', ctypes.c_uint64), ('pid', ctypes.c_uint32),
                ('flags', ctypes.c_uint32), ('nr', ctypes.c_int32),
                ('arch', ctypes.c_uint32), ('ip', ctypes.c_uint64),
                ('args', ctypes.c_uint64 * 6)]


class Response(ctypes.Structure):
    """struct seccomp_notif_resp."""
    _fields_ = [('id', ctypes.c_uint64), ('val', ctypes.c_int64),
                ('error', ctypes.c_int32), ('flags', ctypes.c_uint32)]


def receive(connection):
    """Return the state and the listener."""
    fds, text = array.array('i'), b''
    while True:
        data, control, _, _ = connection.recvmsg(1 << 16, socket.CMSG_SPACE(64))
        for level, kind, content in control:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                fds.frombytes(content[:len(content) // 4 * 4])
        text += data
        try:
            return json.loads(text), fds
        except ValueError:
            if not data:
                raise


def serve(listener, flags, log):
    """Reply to each call until the last task with the filter is gone."""
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    while True:
        (_, events), = poll.poll()
        if events & select.POLLHUP:
            break
        request = Notification()
        try:
            fcntl.ioctl(listener, RECV, request)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.EINTR):
                continue
            raise
        print(f'call {request.nr} arch {request.arch:x}', file=log, flush=True)
        reply = Response(id=request.id, flags=flags,
                         error=0 if flags else -errno.EXDEV)
        try:
            fcntl.ioctl(listener, SEND, reply)
        except OSError as error:
            if error.errno != errno.ENOENT:
                raise
    print('closed', file=log, flush=True)


def main(arguments):
    """Run the agent."""
    if len(arguments) not in (2, 3) or arguments[2:] not in ([], ['continue']):
        print('agent.py: use agent.py SOCKET LOG [continue]', file=sys.stderr)
        return 2
    server = socket.socket(socket.AF_UNIX)
    server.bind(arguments[0])
    server.listen(1)
    with open(arguments[1], 'w', encoding='utf-8') as log:
        connection, _ = server.accept()
        state, fds = receive(connection)
        print('fds', *state.get('fds', []), 'metadata', state.get('metadata'),
              file=log, flush=True)
        index = state['fds'].index('seccompFd') if 'fds' in state else 0
        for number, fd in enumerate(fds):
            if number != index:
                os.close(fd)
        serve(fds[index], CONTINUE if arguments[2:] else 0, log)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

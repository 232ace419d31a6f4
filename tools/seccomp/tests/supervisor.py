# SPDX-License-Identifier: GPL-2.0-only
"""A supervisor: receives a listener over a UNIX socket, and answers its calls."""

import array
import fcntl
import os
import select
import socket
import struct
import threading

# struct seccomp_notif has a struct seccomp_data at its end.
NOTIF = struct.Struct('=QIIiIQ6Q')
RESPONSE = struct.Struct('=QqiI')
RECEIVE = 0xc0502100
SEND = 0xc0182101
CONTINUE = 1


class Supervisor(threading.Thread):
    """Decides about calls by a function from a number to an errno, 0 for CONTINUE."""

    def __init__(self, path, decide, kind=socket.SOCK_STREAM):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_UNIX, kind)
        self.socket.bind(str(path))
        self.socket.listen()
        self.decide = decide
        self.calls = []
        self.text = None
        self.start()

    def receive_listener(self):
        """Return the descriptor that run sends; None if it ends before."""
        connection, _ = self.socket.accept()
        descriptors = array.array('i')
        self.text, control, _, _ = connection.recvmsg(100, socket.CMSG_SPACE(4))
        connection.close()
        for level, kind, data in control:
            assert (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS)
            descriptors.frombytes(data)
        assert len(descriptors) == (1 if self.text else 0)
        return descriptors[0] if descriptors else None

    def answer(self, listener):
        """Answer one call."""
        notification = bytearray(NOTIF.size)
        fcntl.ioctl(listener, RECEIVE, notification)
        identifier, _, _, number, *_ = NOTIF.unpack(notification)
        self.calls.append(number)
        error = self.decide(number)
        response = RESPONSE.pack(identifier, 0, -error, 0 if error else CONTINUE)
        fcntl.ioctl(listener, SEND, response)

    def run(self):
        listener = self.receive_listener()
        if listener is None:
            return
        if self.decide is None:
            os.close(listener)
            return
        poll = select.poll()
        poll.register(listener, select.POLLIN)
        while True:
            for _, events in poll.poll():
                if events & select.POLLHUP:
                    os.close(listener)
                    return
                self.answer(listener)

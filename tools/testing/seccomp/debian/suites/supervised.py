#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Run a command below a filter whose supervisor continues each call.

	supervised.py COMMAND...

The filter asks about chroot(2). Exit with the status of the command, or with 125 if
the supervisor was not asked.
"""

import os
import socket
import sys

import agent
import seccomp


def start(command, connection):
    """Attach the filter, give the listener away, and execute the command."""
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    rules.set_attr(seccomp.Attr.CTL_NNP, False)
    # CRIU tries calls of the other ABI.
    if rules.exist_arch(seccomp.Arch.X86_64):
        rules.add_arch(seccomp.Arch.X86)
    rules.add_rule(seccomp.NOTIFY, 'chroot')
    rules.load()
    listener = rules.get_notify_fd()
    socket.send_fds(connection, [b'listener'], [listener])
    os.close(listener)
    connection.close()
    os.execvp(command[0], command)


class Count:
    """The log of an agent that only counts the calls."""

    def __init__(self):
        self.calls = 0

    def write(self, text):
        """Take a part of a line."""
        self.calls += text.startswith('call ')

    def flush(self):
        """Do nothing."""


def main(command):
    """Run the command."""
    if not command:
        print('supervised.py: use supervised.py COMMAND...', file=sys.stderr)
        return 2
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if not pid:
        ours.close()
        start(command, theirs)
    theirs.close()
    _, fds, _, _ = socket.recv_fds(ours, 16, 1)
    log = Count()
    agent.serve(fds[0], agent.CONTINUE, log)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status) if log.calls else 125


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

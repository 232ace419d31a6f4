/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A supervisor that lets a program open another file than it asks for.
 * Documentation/userspace-api/seccomp_supervisors.rst shows this file,
 * supervisor_example.c is a program with the supervisor, and
 * supervisor_example_test.c tests it.
 */
#ifndef SELFTESTS_SECCOMP_SUPERVISOR_EXAMPLE_H
#define SELFTESTS_SECCOMP_SUPERVISOR_EXAMPLE_H

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>

#if defined(__x86_64__)
#define EXAMPLE_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define EXAMPLE_ARCH AUDIT_ARCH_AARCH64
#else
#error "the example does not support this architecture"
#endif

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif

/* A path that is opened, and what is opened in its place. */
struct redirection {
	const char *from;
	const char *to;
};

/*
 * Ask the supervisor about all calls that open files. Kill for calls of another
 * architecture, and refuse x32 calls, which have bit 30 in their number. Refuse
 * io_uring, which opens files without such calls.
 */
static inline int attach_supervised(void)
{
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, EXAMPLE_ARCH, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x40000000, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_io_uring_setup, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
#ifdef __NR_open
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_open, 2, 0),
#endif
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_openat, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_openat2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog fprog = {
		.len = ARRAY_SIZE(insns),
		.filter = insns,
	};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	/* The program may have supervisors of its own, inside this one. */
	return syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER,
		       SECCOMP_FILTER_FLAG_NEW_LISTENER |
			       SECCOMP_FILTER_FLAG_NESTED_LISTENERS |
			       SECCOMP_FILTER_FLAG_DEEP_ARGS,
		       &fprog);
}

/* Which argument of the call is the path? */
static inline unsigned int path_argument(int nr)
{
#ifdef __NR_open
	if (nr == __NR_open)
		return 0;
#endif
	return 1;
}

/*
 * Replace the path if it is the one to redirect. Return 0 to let the call run, or
 * the negative errno for it.
 */
static inline int redirect(int listener, const struct seccomp_notif *notif,
			   const struct redirection *redirection)
{
	const size_t length = strlen(redirection->from);
	char path[SECCOMP_ARG_DATA_MAX];
	struct seccomp_notif_arg arg = {
		.id = notif->id,
		.arg = path_argument(notif->data.nr),
		.size = sizeof(path),
		.buffer = (uintptr_t)path,
	};

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_GET_ARG, &arg))
		return -EACCES;
	/* The call fails by itself if the path could not be copied. */
	if (arg.status == SECCOMP_ARG_NULL)
		return 0;
	if (arg.status != SECCOMP_ARG_COPIED)
		return -EFAULT;
	if (arg.length != length || memcmp(path, redirection->from, length))
		return 0;
	arg.size = strlen(redirection->to);
	arg.buffer = (uintptr_t)redirection->to;
	return ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_ARG, &arg) ? -EACCES : 0;
}

/* Decide about one call. Return -1 if the listener is of no use any more. */
static inline int supervise_call(int listener,
				 const struct redirection *redirection)
{
	struct seccomp_notif notif = {};
	struct seccomp_notif_resp resp = {};

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &notif))
		return errno == EINTR || errno == ENOENT ? 0 : -1;
	resp.id = notif.id;
	resp.error = redirect(listener, &notif, redirection);
	if (!resp.error)
		resp.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	/* ENOENT: a signal has ended the call. */
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &resp))
		return errno == ENOENT ? 0 : -1;
	return 0;
}

/* Decide about all calls, until no task has the filter any more. */
static inline int supervise(int listener, const struct redirection *redirection)
{
	struct pollfd pollfd = { .fd = listener, .events = POLLIN };

	for (;;) {
		if (poll(&pollfd, 1, -1) < 0) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		if (pollfd.revents & POLLIN) {
			if (supervise_call(listener, redirection))
				return -1;
		} else if (pollfd.revents) {
			return 0;
		}
	}
}

/* Send the listener to the supervisor, which is another process. */
static inline int send_listener(int sock, int listener)
{
	char byte = 0, control[CMSG_SPACE(sizeof(int))] = {};
	struct iovec iov = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), &listener, sizeof(int));
	return sendmsg(sock, &message, 0) == 1 ? 0 : -1;
}

/* Return the listener, or -1. */
static inline int receive_listener(int sock)
{
	char byte, control[CMSG_SPACE(sizeof(int))] = {};
	struct iovec iov = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *header;
	int listener = -1;

	if (recvmsg(sock, &message, MSG_CMSG_CLOEXEC) != 1)
		return -1;
	header = CMSG_FIRSTHDR(&message);
	if (header && header->cmsg_type == SCM_RIGHTS)
		memcpy(&listener, CMSG_DATA(header), sizeof(int));
	return listener;
}

/*
 * Run @program(@arg) in a child under the supervision of this process. Return the
 * status of waitpid(), or -1.
 */
static inline int run_supervised(const struct redirection *redirection,
				 int (*program)(void *arg), void *arg)
{
	int socks[2], listener, status;
	pid_t child;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, socks))
		return -1;
	child = fork();
	if (!child) {
		listener = attach_supervised();
		if (listener < 0 || send_listener(socks[1], listener))
			_exit(126);
		/* The supervised program must not supervise itself. */
		close(listener);
		_exit(program(arg));
	}
	close(socks[1]);
	listener = child < 0 ? -1 : receive_listener(socks[0]);
	close(socks[0]);
	/* Without a supervisor, the calls fail with ENOSYS. */
	if (listener >= 0) {
		supervise(listener, redirection);
		close(listener);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		return -1;
	return status;
}

#endif /* SELFTESTS_SECCOMP_SUPERVISOR_EXAMPLE_H */

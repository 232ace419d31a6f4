/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A loader and a worker: one task loads a program, and other tasks attach it.
 * Documentation/userspace-api/seccomp_attach.rst shows this file, attach_example.c
 * is a program with it, and attach_example_test.c tests it.
 */
#ifndef SELFTESTS_SECCOMP_ATTACH_EXAMPLE_H
#define SELFTESTS_SECCOMP_ATTACH_EXAMPLE_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
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

/* A mask with a bit for each number. */
struct mask {
	unsigned char bits[SECCOMP_BITMASK_MAX / 8];
};

static inline void allow_all(struct mask *mask)
{
	memset(mask->bits, 0xff, sizeof(mask->bits));
}

static inline void deny(struct mask *mask, unsigned int number)
{
	mask->bits[number / 8] &= ~(1 << number % 8);
}

/*
 * Load a program without sockets. The loader itself keeps its calls. Return a
 * descriptor of the program, or -1 and errno.
 */
static inline int load_without_sockets(void)
{
	struct seccomp_bitmask bitmask = {
		.size = sizeof(bitmask),
		.arch = EXAMPLE_ARCH,
		.count = SECCOMP_BITMASK_MAX,
		.otherwise = SECCOMP_RET_ERRNO | EACCES,
	};
	struct mask mask;

	allow_all(&mask);
	deny(&mask, __NR_socket);
	deny(&mask, __NR_socketpair);
	/* io_uring makes sockets without these calls. */
	deny(&mask, __NR_io_uring_setup);
	bitmask.bits = (uintptr_t)mask.bits;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return syscall(__NR_seccomp, SECCOMP_LOAD_BITMASK, 0, &bitmask);
}

/* The buffer of one descriptor in a message. */
union control {
	struct cmsghdr align;
	char buffer[CMSG_SPACE(sizeof(int))];
};

/* Send a descriptor over a socket. Return 0, or -1 and errno. */
static inline int send_program(int sock, int program)
{
	union control control = {};
	char byte = 0;
	struct iovec data = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control.buffer,
		.msg_controllen = sizeof(control.buffer),
	};
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(head), &program, sizeof(int));
	return sendmsg(sock, &message, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

/* Receive a descriptor. Return it, or -1. */
static inline int receive_program(int sock)
{
	union control control = {};
	char byte;
	struct iovec data = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control.buffer,
		.msg_controllen = sizeof(control.buffer),
	};
	struct cmsghdr *head;
	int program;

	if (recvmsg(sock, &message, MSG_CMSG_CLOEXEC) != 1)
		return -1;
	head = CMSG_FIRSTHDR(&message);
	if (!head || head->cmsg_type != SCM_RIGHTS)
		return -1;
	memcpy(&program, CMSG_DATA(head), sizeof(int));
	return program;
}

/* Attach a program with a label. Return 0 and the id of the filter, or -1. */
static inline int attach_program(int program, const char *label,
				 unsigned long long *id)
{
	struct seccomp_attach attach = {
		.size = sizeof(attach),
		.program_fd = program,
	};

	if (strlen(label) >= sizeof(attach.label)) {
		errno = EINVAL;
		return -1;
	}
	strcpy(attach.label, label);
	/* The worker needs the right to attach, too. */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    syscall(__NR_seccomp, SECCOMP_ATTACH, 0, &attach))
		return -1;
	*id = attach.filter_id;
	return 0;
}

#endif /* SELFTESTS_SECCOMP_ATTACH_EXAMPLE_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A parent that takes system calls away from a running child.
 * Documentation/userspace-api/seccomp_domains.rst shows this file, and domain_test.c
 * runs it.
 */
#ifndef SELFTESTS_SECCOMP_DOMAIN_EXAMPLE_H
#define SELFTESTS_SECCOMP_DOMAIN_EXAMPLE_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif

/*
 * Make a domain for the calling process and for all that it starts. There is room
 * for @reserve instructions. Return the descriptor of the domain, or -1.
 */
static inline int example_make_domain(unsigned int reserve)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog program = { .len = 1, .filter = &allow };
	struct seccomp_attach attach = {
		.size = sizeof(attach),
		.flags = SECCOMP_FILTER_FLAG_DOMAIN,
		.fprog = (uintptr_t)&program,
		.program_fd = -1,
		.reserve = reserve,
		.label = "worker",
	};

	/* Otherwise the holder needs CAP_SYS_ADMIN, too. */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	if (syscall(__NR_seccomp, SECCOMP_ATTACH, 0, &attach))
		return -1;
	return attach.domain_fd;
}

/*
 * Deny a call to all members of a domain, from now on. A complete filter tests the
 * architecture first. Return 0, or -1.
 */
static inline int example_deny(int domain, unsigned int arch, unsigned int nr)
{
	struct sock_filter deny[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, arch, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {
		.len = ARRAY_SIZE(deny),
		.filter = deny,
	};
	struct seccomp_tighten tighten = {
		.size = sizeof(tighten),
		.fprog = (uintptr_t)&program,
		.program_fd = -1,
	};

	return ioctl(domain, SECCOMP_IOCTL_DOMAIN_TIGHTEN, &tighten);
}

/* Make a domain in the worker, tell its descriptor, and do the work. */
static inline void example_be_worker(int (*work)(int socket), int socket)
{
	int domain = example_make_domain(1000);

	if (domain < 0 ||
	    write(socket, &domain, sizeof(domain)) != sizeof(domain))
		_exit(1);
	_exit(work(socket));
}

/* Get a descriptor of another process. */
static inline int example_take_fd(pid_t pid, int fd)
{
	int pidfd = syscall(__NR_pidfd_open, pid, 0);
	int copy = syscall(__NR_pidfd_getfd, pidfd, fd, 0);

	close(pidfd);
	return copy;
}

/*
 * Start a worker. It sends a byte when it has opened what it needs. Then it loses
 * openat(2), and gets the byte back. The parent is no member of the domain.
 *
 * Return the process, or -1. @domain receives the descriptor for later changes.
 */
static inline pid_t example_start_worker(int (*work)(int socket), int *domain,
					 unsigned int arch)
{
	int pair[2], fd;
	char byte;
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
		return -1;
	pid = fork();
	if (!pid)
		example_be_worker(work, pair[1]);
	close(pair[1]);
	if (pid < 0 || read(pair[0], &fd, sizeof(fd)) != sizeof(fd))
		return -1;
	*domain = example_take_fd(pid, fd);
	if (*domain < 0 || read(pair[0], &byte, 1) != 1)
		return -1;
	if (example_deny(*domain, arch, __NR_openat))
		return -1;
	return write(pair[0], &byte, 1) == 1 ? pid : -1;
}

#endif /* SELFTESTS_SECCOMP_DOMAIN_EXAMPLE_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Start compat_calls_SUFFIX, the program that makes calls of another ABI as the test
 * says: see compat.h.
 *
 * Include this header after "target.h".
 */
#ifndef SELFTESTS_SECCOMP_COMPAT_HELPER_H
#define SELFTESTS_SECCOMP_COMPAT_HELPER_H

#include <libgen.h>

#include "compat.h"

/* The path of the helper program, which is in the directory of this one. */
static inline void helper_path(const char *suffix, char *path, size_t size)
{
	char self[512] = {};

	if (readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
		snprintf(self, sizeof(self), "./test");
	snprintf(path, size, "%s/compat_calls_%s", dirname(self), suffix);
}

static inline bool keep_at_exec(int fd)
{
	return !fcntl(fd, F_SETFD, 0);
}

/*
 * Start the helper program. @memfd has COMPAT_PAGE_SIZE bytes, which both map. The 64-bit
 * child calls @prepare(@arg) before exec; its result is a listener or NO_LISTENER.
 * Return 0, or the errno if the helper does not start: ENOENT, it was not built, or
 * ENOEXEC, this kernel has no such ABI. discard_target() is right in each case.
 */
static inline int start_helper(struct target *t, const char *suffix, int memfd,
			       int (*prepare)(void *arg), void *arg)
{
	char path[600], sock[16], page[16];
	int pair[2], listener, error = EIO;

	*t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	helper_path(suffix, path, sizeof(path));
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return errno;
	fflush(NULL);
	t->pid = fork();
	if (!t->pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
		CHILD_ASSERT(keep_at_exec(pair[1]));
		CHILD_ASSERT(keep_at_exec(memfd));
		snprintf(sock, sizeof(sock), "%d", pair[1]);
		snprintf(page, sizeof(page), "%d", memfd);
		listener = prepare ? prepare(arg) : NO_LISTENER;
		CHILD_ASSERT_EQ(0, send_fd(pair[1], listener));
		execl(path, path, sock, page, NULL);
		error = errno;
		write(pair[1], &error, sizeof(error));
		_exit(127);
	}
	close(pair[1]);
	t->sock = pair[0];
	if (t->pid < 0 || !receive_fd(t->sock, &t->listener) ||
	    read(t->sock, &error, sizeof(error)) != sizeof(error))
		error = EIO;
	return error;
}

/* As above, for a test that does not read the page. */
static inline int start_helper_alone(struct target *t, const char *suffix,
				     int (*prepare)(void *arg), void *arg)
{
	int memfd = memfd_create("compat", 0), error;

	*t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	if (memfd < 0)
		return errno;
	if (ftruncate(memfd, COMPAT_PAGE_SIZE))
		error = errno;
	else
		error = start_helper(t, suffix, memfd, prepare, arg);
	close(memfd);
	return error;
}

#endif

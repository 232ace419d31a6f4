// SPDX-License-Identifier: GPL-2.0-only
/*
 * What test processes do with descriptors and children.
 */
#include "process.h"
#include "shared.h"

/**
 * close_fds_except - close inherited descriptors
 * @fd: a descriptor to keep, or -1
 *
 * Standard streams and SHARED_FD stay open. An inherited listener would keep
 * its file alive after the supervisor has ended.
 */
void close_fds_except(int fd)
{
	int i;

	for (i = STDERR_FILENO + 1; i < SHARED_FD; i++)
		if (i != fd)
			close(i);
	syscall(__NR_close_range, SHARED_FD + 1, ~0U, 0);
}

/**
 * expect_success - wait for a child and report a failure of it
 * @pid: the child of the calling process
 * @where: its name in the finding
 */
void expect_success(pid_t pid, const char *where)
{
	const int status = wait_child(pid);

	if (!exited_with(status, 0))
		report_failure("%s ended with %x", where, status);
}

/**
 * has_ended - look if a child has ended
 * @pid: the child of the calling process, which stays to be reaped
 *
 * Return: true if @pid has ended or is no child.
 */
bool has_ended(pid_t pid)
{
	siginfo_t info = {};

	return waitid(P_PID, pid, &info, WEXITED | WNOHANG | WNOWAIT) ||
	       info.si_pid;
}

/**
 * is_shortage - look if a call has failed for lack of memory or files
 * @err: errno of a call while the hog may have them
 */
bool is_shortage(int err)
{
	return err == ENOMEM || err == ENOSPC || err == EMFILE || err == ENFILE;
}

/**
 * start_thread - start a thread, and try again until that succeeds
 * @thread: receives the thread
 * @main: its function
 * @number: argument of @main
 */
void start_thread(pthread_t *thread, void *(*main)(void *), long number)
{
	while (pthread_create(thread, NULL, main, (void *)number)) {
		SHARED_INC(shared->thread_retries);
		short_pause();
	}
}

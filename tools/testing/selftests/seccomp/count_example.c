// SPDX-License-Identifier: GPL-2.0-only
/*
 *	count_example COMMAND...
 *
 * Run a command, and print which system calls it and its children have made. The
 * header with the same name has what the documentation shows.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "count_example.h"

#ifndef __NR_pidfd_open
#define __NR_pidfd_open 434
#endif
#ifndef __NR_pidfd_getfd
#define __NR_pidfd_getfd 438
#endif

static void fail(const char *what)
{
	fprintf(stderr, "count_example: %s: %s\n", what, strerror(errno));
	exit(125);
}

/* Tell the parent the number of the counter, and wait until it has a copy. */
static void run(char **argv, int tell, int wait)
{
	int counter = example_count_from_exec();
	char byte;

	if (write(tell, &counter, sizeof(counter)) != sizeof(counter) ||
	    counter < 0)
		fail("count");
	close(tell);
	if (read(wait, &byte, 1) < 0)
		fail("read");
	execvp(argv[0], argv);
	fail(argv[0]);
}

int main(int argc, char **argv)
{
	int number, counter, status, told[2], go[2];
	pid_t pid;

	if (argc < 2) {
		fprintf(stderr, "usage: count_example COMMAND...\n");
		return 125;
	}
	if (pipe2(told, O_CLOEXEC) || pipe2(go, O_CLOEXEC))
		fail("pipe");
	pid = fork();
	if (pid < 0)
		fail("fork");
	if (!pid) {
		close(go[1]);
		run(argv + 1, told[1], go[0]);
	}
	close(told[1]);
	if (read(told[0], &number, sizeof(number)) != sizeof(number) ||
	    number < 0)
		return 125;
	counter = syscall(__NR_pidfd_getfd,
			  (int)syscall(__NR_pidfd_open, pid, 0), number, 0);
	if (counter < 0)
		fail("pidfd_getfd");
	close(go[1]);
	if (waitpid(pid, &status, 0) != pid)
		fail("waitpid");
	if (example_print_counts(counter, stdout))
		fail("read");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
}

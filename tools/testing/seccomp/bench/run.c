// SPDX-License-Identifier: GPL-2.0-only
/*
 *	bench run none|linear|binary COMMAND...
 *	bench with none|linear|binary COMMAND...
 *
 * Run a command without a filter or under the container profile with a linear
 * or binary search. `run` prints the number of guest instructions from the fork
 * to the end of the command.
 *
 * `run` attaches the profile to itself, like the first process of a container.
 * So the number includes neither the attach nor the release of the filter.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

static void confine(const char *tree)
{
	struct profile profile;
	int err;

	if (!strcmp(tree, "none"))
		return;
	if (strcmp(tree, "linear") && strcmp(tree, "binary"))
		die("'%s': use none, linear or binary", tree);
	make_container(&profile, !strcmp(tree, "binary"));
	err = attach_times(&profile, 1);
	if (err)
		die("attach: %s", strerror(err));
}

static void exec_command(char **argv)
{
	/* Discard the output of the command: stdout carries the result. */
	dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
	execvp(argv[0], argv);
	die("%s: %s", argv[0], strerror(errno));
}

static int timed(char **argv)
{
	uint64_t began, ended;
	pid_t child;
	int status;

	began = now();
	child = fork();
	if (child < 0)
		die("fork: %s", strerror(errno));
	if (!child)
		exec_command(argv);
	if (waitpid(child, &status, 0) != child)
		die("waitpid: %s", strerror(errno));
	ended = now();
	if (status)
		die("%s: ended with status %#x", argv[0], status);
	printf("%llu\n", (unsigned long long)(ended - began));
	return 0;
}

int run_command(char **argv)
{
	confine(argv[1]);
	if (!strcmp(argv[0], "run"))
		return timed(argv + 2);
	execvp(argv[2], argv + 2);
	die("%s: %s", argv[2], strerror(errno));
}

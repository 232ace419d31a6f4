// SPDX-License-Identifier: GPL-2.0-only
/*
 *	supervisor_example FROM TO COMMAND...
 *
 * Run a command that opens the file TO where it asks for FROM.
 */
#include <stdio.h>

#include "supervisor_example.h"

static int run_command(void *arg)
{
	char **command = arg;

	execvp(command[0], command);
	perror(command[0]);
	return 127;
}

int main(int argc, char **argv)
{
	struct redirection redirection;
	int status;

	if (argc < 4) {
		fprintf(stderr,
			"usage: supervisor_example FROM TO COMMAND...\n");
		return 2;
	}
	redirection.from = argv[1];
	redirection.to = argv[2];
	status = run_supervised(&redirection, run_command, argv + 3);
	if (status == -1) {
		perror("supervisor_example");
		return 1;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

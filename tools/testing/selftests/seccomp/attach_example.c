// SPDX-License-Identifier: GPL-2.0-only
/*
 *	attach_example COMMAND...
 *
 * Run a command that can make no sockets. The parent loads the program, and sends
 * it to its child, which attaches it and executes the command.
 */
#include <stdio.h>
#include <sys/wait.h>

#include "attach_example.h"

static int run_worker(int sock, char **argv)
{
	int program = receive_program(sock);
	unsigned long long id;

	if (program < 0 || attach_program(program, "no-sockets", &id)) {
		perror("attach");
		return 1;
	}
	fprintf(stderr, "filter %llx has the label no-sockets\n", id);
	execvp(argv[0], argv);
	perror(argv[0]);
	return 127;
}

int main(int argc, char **argv)
{
	int pair[2], program, status;
	pid_t worker;

	if (argc < 2) {
		fprintf(stderr, "usage: attach_example COMMAND...\n");
		return 2;
	}
	program = load_without_sockets();
	if (program < 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) {
		perror("load");
		return 1;
	}
	worker = fork();
	if (!worker) {
		close(pair[0]);
		return run_worker(pair[1], argv + 1);
	}
	close(pair[1]);
	if (worker < 0 || send_program(pair[0], program) ||
	    waitpid(worker, &status, 0) != worker) {
		perror("worker");
		return 1;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

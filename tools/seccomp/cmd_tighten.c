// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl tighten: adds a filter to a running command.
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "program.h"
#include "tighten_proto.h"
#include "tool.h"

static int read_program(struct program *program, int argc, char **argv)
{
	const struct policy_options options = {};

	if (argc > 1 && argv[1][0] == '-')
		return usage_error(
			"tighten: '%s' is no socket; write ./%s for a file of this name",
			argv[1], argv[1]);
	if (argc == 3 && argv[2][0] != '-')
		return program_from_policy(program, argv[2], &options);
	if (argc == 4 && !strcmp(argv[2], "--bpf"))
		return program_from_raw(program, argv[3]);
	return usage_error(
		"tighten: give a socket, and a policy or --bpf FILE; tighten --help shows how");
}

static int connect_to(int fd, const char *path)
{
	struct sockaddr_un address;

	if (!unix_address(&address, path))
		return usage_error(
			"the path of a socket has 1 to %zu bytes: %s",
			sizeof(address.sun_path) - 1, path);
	if (!connect(fd, (struct sockaddr *)&address, sizeof(address)))
		return EXIT_OK;
	return system_error("cannot connect to %s: %s%s", path, strerror(errno),
			    errno == ECONNREFUSED ? "; its seccompctl is gone" :
						    "");
}

static bool send_request(int fd, const struct program *program)
{
	static struct tighten_request request = { .magic = TIGHTEN_MAGIC };
	const size_t size = program->len * sizeof(request.insns[0]);
	const size_t all = offsetof(struct tighten_request, insns) + size;

	request.len = program->len;
	memcpy(request.insns, program->insns, size);
	return send(fd, &request, all, MSG_NOSIGNAL) == all;
}

static int print_reply(struct tighten_reply *reply)
{
	reply->text[sizeof(reply->text) - 1] = 0;
	if (reply->error)
		return system_error("%s", reply->text);
	printf("%u filter%s added, %u instructions remain\n", reply->added,
	       reply->added == 1 ? "" : "s", reply->reserve);
	return EXIT_OK;
}

static int exchange(int fd, const char *path, const struct program *program)
{
	struct tighten_reply reply;

	if (!send_request(fd, program))
		return system_error("cannot send to %s: %s", path,
				    strerror(errno));
	if (recv(fd, &reply, sizeof(reply), 0) != sizeof(reply) ||
	    reply.magic != TIGHTEN_MAGIC)
		return system_error(
			"%s: no reply; the filter may or may not have been added",
			path);
	return print_reply(&reply);
}

static int run_tighten(int argc, char **argv)
{
	struct program program;
	int fd, status;

	status = read_program(&program, argc, argv);
	if (status)
		return status;
	fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	if (fd < 0) {
		status = system_error("cannot make a socket: %s",
				      strerror(errno));
		goto free;
	}
	status = connect_to(fd, argv[1]);
	if (!status)
		status = exchange(fd, argv[1], &program);
	close(fd);
free:
	program_free(&program);
	return status;
}

const struct command command_tighten = {
	.name = "tighten",
	.usage = "SOCKET POLICY|--bpf FILE",
	.summary = "add a filter to a running command",
	.help = "Adds a filter to all processes of a command that `seccompctl run --domain\n"
		"SOCKET` has started. When tighten has ended, each system call that begins\n"
		"afterwards is subject to the filter. A filter is never taken away.\n"
		"\n"
		"POLICY is a policy in the language of seccompctl(1). FILE holds instructions,\n"
		"struct sock_filter in native byte order; - is the standard input.\n"
		"\n"
		"The answers of the filter can be allow, log, kill, trap, and errno other than 0.\n"
		"Calls that the policy does not allow are refused, so write `default: allow` and\n"
		"the calls to take away. A filter takes its number of instructions and 4 more of\n"
		"the reserve; tighten prints what remains.\n"
		"\n"
		"Only the user of the command may tighten it.\n"
		"\n"
		"exit status: 0 added; 2 bad arguments or policy; 3 refused, nothing was added\n",
	.run = run_tighten,
};

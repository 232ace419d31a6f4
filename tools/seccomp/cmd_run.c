// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl run: runs a command under filters.
 *
 * Where the kernel has ON_EXEC, filters begin with the exec of the command. Without a
 * domain and a listener, the command replaces this process.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "profile.h"
#include "program.h"
#include "spawn.h"
#include "tighten_proto.h"
#include "tighten_server.h"
#include "tool.h"

#define DEFAULT_RESERVE 4096
#define RESERVE_MAX 32768

/**
 * struct run_args - values of the options, and the command
 * @programs: programs in the order of their options
 * @count: number of programs
 * @label: label of all filters, or NULL
 * @domain: path of the socket of the domain, or NULL
 * @listener: path of the socket of a supervisor, or NULL
 * @reserve: instructions that tighten can add; 0 if the option is missing
 * @on_exec: refuse a kernel without ON_EXEC
 * @log: record refused calls
 * @runc: profiles of containers are for runc
 * @command: the command and its arguments
 */
struct run_args {
	struct program *programs;
	unsigned int count;
	const char *label;
	const char *domain;
	const char *listener;
	unsigned int reserve;
	bool on_exec;
	bool log;
	bool runc;
	char **command;
};

/* --- The command line ------------------------------------------------------------- */

enum option_number {
	OPTION_POLICY,
	OPTION_OCI,
	OPTION_BPF,
	OPTION_ON_EXEC,
	OPTION_LABEL,
	OPTION_DOMAIN,
	OPTION_RESERVE,
	OPTION_LISTENER,
	OPTION_LOG,
	OPTION_RUNTIME,
};

static const struct option options[] = {
	{ "policy", required_argument, NULL, OPTION_POLICY },
	{ "oci", required_argument, NULL, OPTION_OCI },
	{ "bpf", required_argument, NULL, OPTION_BPF },
	{ "on-exec", no_argument, NULL, OPTION_ON_EXEC },
	{ "label", required_argument, NULL, OPTION_LABEL },
	{ "domain", required_argument, NULL, OPTION_DOMAIN },
	{ "reserve", required_argument, NULL, OPTION_RESERVE },
	{ "listener", required_argument, NULL, OPTION_LISTENER },
	{ "log", no_argument, NULL, OPTION_LOG },
	{ "runtime", required_argument, NULL, OPTION_RUNTIME },
	{},
};

/* What the kernel lacks is refused with the line of the policy. */
static int read_program(const struct run_args *args, struct program *program,
			int option, const char *path)
{
	const struct policy_options policy_options = {
		.runc = args->runc,
		.portable = !kernel_has_flags(SECCOMP_FILTER_FLAG_DEEP_ARGS),
	};

	switch (option) {
	case OPTION_POLICY:
		return program_from_policy(program, path, &policy_options);
	case OPTION_OCI:
		return program_from_oci(program, path, &policy_options);
	default:
		return program_from_raw(program, path);
	}
}

static int add_program(struct run_args *args, int option, const char *path)
{
	struct program program;
	int status = read_program(args, &program, option, path);

	if (status)
		return status == EXIT_USAGE ? EXIT_USAGE : EXIT_OWN_FAILURE;
	args->programs =
		xrealloc(args->programs, args->count + 1, sizeof(program));
	args->programs[args->count++] = program;
	return EXIT_OK;
}

static int parse_reserve(struct run_args *args, const char *text)
{
	unsigned long number;
	char *end;

	errno = 0;
	number = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || !number ||
	    number > RESERVE_MAX)
		return usage_error("--reserve %s: write a number from 1 to %d",
				   text, RESERVE_MAX);
	args->reserve = number;
	return EXIT_OK;
}

static int parse_option(struct run_args *args, int option)
{
	switch (option) {
	case OPTION_POLICY:
	case OPTION_OCI:
	case OPTION_BPF:
		return add_program(args, option, optarg);
	case OPTION_LABEL:
		args->label = optarg;
		return check_label(optarg);
	case OPTION_RESERVE:
		return parse_reserve(args, optarg);
	case OPTION_DOMAIN:
		args->domain = optarg;
		return EXIT_OK;
	case OPTION_LISTENER:
		args->listener = optarg;
		return EXIT_OK;
	case OPTION_ON_EXEC:
		args->on_exec = true;
		return EXIT_OK;
	case OPTION_LOG:
		args->log = true;
		return EXIT_OK;
	case OPTION_RUNTIME:
		return import_set_runtime(&args->runc, optarg);
	default:
		return EXIT_USAGE;
	}
}

static int parse_args(struct run_args *args, int argc, char **argv)
{
	int option, status;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "+:", options, NULL)) != -1) {
		if (option == ':')
			return usage_error("run: %s needs a value",
					   argv[optind - 1]);
		if (option == '?')
			return usage_error(
				"run: no option '%s'; seccompctl run --help lists them",
				argv[optind - 1]);
		status = parse_option(args, option);
		if (status)
			return status;
	}
	args->command = argv + optind;
	return EXIT_OK;
}

static unsigned int count_listeners(const struct run_args *args)
{
	unsigned int i, count = 0;

	for (i = 0; i < args->count; i++)
		count += args->programs[i].listener;
	return count;
}

static int check_args(const struct run_args *args)
{
	const unsigned int listeners = count_listeners(args);

	if (!args->command[0])
		return usage_error(
			"run: no command; write it behind the options");
	if (!args->count && !args->domain)
		return usage_error(
			"run: no policy; give --policy, --oci, --bpf, or --domain to add one later");
	if (args->reserve && !args->domain)
		return usage_error(
			"run: --reserve is for --domain SOCKET only");
	if (listeners && !args->listener)
		return usage_error(
			"run: the policy asks a supervisor (notify); give the socket of one by --listener");
	if (args->listener && !listeners)
		return usage_error(
			"run: --listener is of no use: no policy asks a supervisor (notify)");
	if (listeners > 1)
		return usage_error(
			"run: only one policy may ask a supervisor (notify)");
	return EXIT_OK;
}

/* --- Filters ---------------------------------------------------------------------- */

static struct sock_filter allow_insns[] = {
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

/* A domain cannot wait for the exec. So it has a filter of its own, which allows all. */
static const struct program allow_all = { .insns = allow_insns, .len = 1 };

static struct attach_request domain_request(const struct run_args *args)
{
	struct attach_request request = {
		.program = &allow_all,
		.flags = SECCOMP_FILTER_FLAG_DOMAIN,
		.label = args->label,
		.reserve = args->reserve ?: DEFAULT_RESERVE,
	};

	/* Added filters have these flags from the filter of the domain. */
	if (kernel_has_flags(SECCOMP_FILTER_FLAG_DEEP_ARGS))
		request.flags |= SECCOMP_FILTER_FLAG_DEEP_ARGS;
	if (args->log)
		request.flags |= SECCOMP_FILTER_FLAG_LOG;
	return request;
}

static struct attach_request policy_request(const struct run_args *args,
					    const struct program *program)
{
	struct attach_request request = {
		.program = program,
		.label = args->label,
	};

	if (args->on_exec || kernel_has_flags(SECCOMP_FILTER_FLAG_ON_EXEC))
		request.flags |= SECCOMP_FILTER_FLAG_ON_EXEC;
	if (args->log)
		request.flags |= SECCOMP_FILTER_FLAG_LOG;
	if (program->listener)
		request.flags |= SECCOMP_FILTER_FLAG_NEW_LISTENER;
	return request;
}

static void build_requests(const struct run_args *args, struct spawn *spawn)
{
	unsigned int i;

	spawn->argv = args->command;
	spawn->requests = xcalloc(args->count + 1, sizeof(*spawn->requests));
	if (args->domain)
		spawn->requests[spawn->count++] = domain_request(args);
	for (i = 0; i < args->count; i++)
		spawn->requests[spawn->count++] =
			policy_request(args, &args->programs[i]);
}

/* --- The supervisor --------------------------------------------------------------- */

/* Connect to a socket of either type. Return the descriptor, or -1. */
static int connect_as(int type, const struct sockaddr_un *address)
{
	const int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	if (!connect(fd, (const struct sockaddr *)address, sizeof(*address)))
		return fd;
	close(fd);
	return -1;
}

static int connect_supervisor(const char *path, int *fd)
{
	struct sockaddr_un address;

	if (!unix_address(&address, path))
		return usage_error(
			"the path of a socket has 1 to %zu bytes: %s",
			sizeof(address.sun_path) - 1, path);
	*fd = connect_as(SOCK_STREAM, &address);
	if (*fd < 0 && errno == EPROTOTYPE)
		*fd = connect_as(SOCK_SEQPACKET, &address);
	if (*fd >= 0)
		return EXIT_OK;
	system_error("cannot connect to the supervisor at %s: %s", path,
		     strerror(errno));
	return EXIT_OWN_FAILURE;
}

/* Send the listener with a line that has the process id of the command. */
static int send_listener(int fd, int listener_fd, pid_t pid)
{
	char *text = xasprintf("%d\n", pid);
	struct iovec data = { .iov_base = text, .iov_len = strlen(text) };
	union {
		struct cmsghdr head;
		char space[CMSG_SPACE(sizeof(int))];
	} control = {};
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	ssize_t sent;

	control.head.cmsg_level = SOL_SOCKET;
	control.head.cmsg_type = SCM_RIGHTS;
	control.head.cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(&control.head), &listener_fd, sizeof(int));
	sent = sendmsg(fd, &message, MSG_NOSIGNAL);
	free(text);
	if (sent >= 0)
		return EXIT_OK;
	system_error("cannot send the listener to the supervisor: %s",
		     strerror(errno));
	return EXIT_OWN_FAILURE;
}

/* Only the supervisor keeps the listener. So calls fail if the supervisor dies. */
static int hand_over_listener(struct spawn *spawn, int fd)
{
	unsigned int i;
	int status = EXIT_OK;

	for (i = 0; i < spawn->count; i++) {
		const int listener_fd = spawn->requests[i].listener_fd;

		if (listener_fd < 0)
			continue;
		status = send_listener(fd, listener_fd, spawn->pid);
		close(listener_fd);
	}
	if (status)
		spawn_kill(spawn);
	return status;
}

/* --- The command ------------------------------------------------------------------ */

static int serve_domain(struct spawn *spawn, struct tighten_server *server)
{
	struct pollfd fds[2 + TIGHTEN_CLIENTS] = {
		{ .fd = spawn->signal_fd, .events = POLLIN },
	};

	while (!spawn_handle_signals(spawn)) {
		memcpy(fds + 1, server->fds, sizeof(server->fds));
		if (poll(fds, 2 + TIGHTEN_CLIENTS, -1) < 0)
			continue;
		memcpy(server->fds, fds + 1, sizeof(server->fds));
		tighten_server_handle(server);
	}
	return spawn->status;
}

/* @fd is a connection to the supervisor, or -1; @server is NULL without a domain. */
static int run_child(struct spawn *spawn, int fd, struct tighten_server *server)
{
	int status;

	/*
	 * This process is outside the filters, so the command must not trace it. The
	 * command itself can be traced again from its exec on.
	 */
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	status = spawn_start(spawn);
	if (status)
		return status;
	if (fd >= 0)
		status = hand_over_listener(spawn, fd);
	if (status)
		return status;
	if (!server)
		return spawn_wait(spawn);
	server->domain_fd = spawn->requests[0].domain_fd;
	return serve_domain(spawn, server);
}

static int run_in_domain(const struct run_args *args, struct spawn *spawn,
			 int fd)
{
	struct tighten_server server;
	int status;

	if (!args->domain)
		return run_child(spawn, fd, NULL);
	status = tighten_server_open(&server, args->domain);
	if (status)
		return status == EXIT_USAGE ? EXIT_USAGE : EXIT_OWN_FAILURE;
	status = run_child(spawn, fd, &server);
	tighten_server_close(&server);
	return status;
}

static int run_filtered(const struct run_args *args, struct spawn *spawn)
{
	int fd = -1, status;

	if (!args->domain && !args->listener)
		return spawn_replace(spawn);
	if (args->listener) {
		status = connect_supervisor(args->listener, &fd);
		if (status)
			return status;
	}
	status = run_in_domain(args, spawn, fd);
	if (fd >= 0)
		close(fd);
	return status;
}

static int run_run(int argc, char **argv)
{
	struct run_args args = {};
	struct spawn spawn = {};
	int status;

	status = parse_args(&args, argc, argv);
	if (!status)
		status = check_args(&args);
	if (!status) {
		build_requests(&args, &spawn);
		status = run_filtered(&args, &spawn);
	}
	free(spawn.requests);
	while (args.count)
		program_free(&args.programs[--args.count]);
	free(args.programs);
	return status;
}

const struct command command_run = {
	.name = "run",
	.usage = "[OPTION]... [--] COMMAND [ARGUMENT]...",
	.summary = "run a command under filters",
	.help = "Runs COMMAND under filters. No privileges are needed; COMMAND cannot gain any.\n"
		"It never runs without the filters.\n"
		"\n"
		"  --policy FILE      a policy in the language of seccompctl(1)\n"
		"  --oci FILE         a profile of docker, podman or another OCI runtime\n"
		"  --runtime RUNTIME  runtime for the profiles behind this: crun or runc; runc\n"
		"                     has ENOSYS for numbers above those of the profile\n"
		"  --bpf FILE         instructions: struct sock_filter in native byte order\n"
		"  --log              record refused calls; watch shows them\n"
		"  --listener SOCKET  send the listener of a policy with notify to the process\n"
		"                     that listens on this UNIX socket\n"
		"\n"
		"--policy, --oci and --bpf can be repeated. Filters are attached in their order.\n"
		"These need a kernel with SECCOMP_ATTACH:\n"
		"\n"
		"  --on-exec          refuse a kernel without filters that begin with an exec\n"
		"  --label LABEL      name of the filters in records, events and show\n"
		"  --domain SOCKET    let `seccompctl tighten SOCKET POLICY` add filters while\n"
		"                     COMMAND runs; SOCKET is made, and removed at the end\n"
		"  --reserve NUMBER   instructions that tighten can add, 4096 if missing\n"
		"\n"
		"Where the kernel can, filters begin with the exec of COMMAND, and that execve is\n"
		"not subject to them. On other kernels, all policies have to allow it, and all\n"
		"but the last one have to allow seccomp.\n"
		"\n"
		"With --domain or --listener, seccompctl stays, and forwards signals to COMMAND.\n"
		"\n"
		"exit status: that of COMMAND; 128 + n if signal n killed it; 2 bad arguments or\n"
		"policy; 125 other failures of seccompctl; 126 COMMAND cannot be executed; 127 no\n"
		"such command\n",
	.run = run_run,
};

// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tool.h"

#define HIGHEST_ERRNO 133

void bad_usage(const char *fmt, ...)
{
	va_list args;

	fprintf(stderr, "%s: ", tool_name);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	exit(2);
}

void die(const char *what, int err)
{
	fprintf(stderr, "%s: %s: %s\n", tool_name, what, strerror(err));
	exit(125);
}

int call_number(const char *name)
{
	int nr = seccomp_syscall_resolve_name(name);

	if (nr == __NR_SCMP_ERROR)
		bad_usage("unknown system call \"%s\"", name);
	return nr;
}

const char *call_name(int nr)
{
	char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, nr);

	return name ?: "unknown call";
}

int errno_number(const char *name)
{
	int err;

	for (err = 1; err <= HIGHEST_ERRNO; err++) {
		const char *candidate = strerrorname_np(err);

		if (candidate && !strcmp(candidate, name))
			return err;
	}
	return 0;
}

scmp_filter_ctx permissive_filter(void)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);

	if (!ctx)
		die("making a filter", ENOMEM);
	return ctx;
}

/* Add a rule. A call that this architecture lacks needs no rule. */
void add_rule(scmp_filter_ctx ctx, unsigned int action, const char *call)
{
	int nr = call_number(call);
	int err;

	if (nr < 0)
		return;
	err = seccomp_rule_add(ctx, action, nr, 0);
	if (err)
		die(call, -err);
}

void load_filter(scmp_filter_ctx ctx)
{
	int err = seccomp_load(ctx);

	if (err)
		die("loading the filter", -err);
}

void run_command(char **argv)
{
	execvp(argv[0], argv);
	die(argv[0], errno);
}

FILE *open_log(const char *path)
{
	FILE *log = fopen(path, "we");

	if (!log)
		die(path, errno);
	setvbuf(log, NULL, _IOLBF, 0);
	return log;
}

int shell_status(int wait_status)
{
	if (WIFSIGNALED(wait_status))
		return 128 + WTERMSIG(wait_status);
	return WEXITSTATUS(wait_status);
}

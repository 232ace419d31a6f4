/* SPDX-License-Identifier: GPL-2.0-only */
/* Functions that the tools of the demonstration share. */
#ifndef DEMO_TOOL_H
#define DEMO_TOOL_H

#include <seccomp.h>
#include <stdio.h>
#include <stdnoreturn.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* Each tool defines its name here; messages begin with it. */
extern const char *tool_name;

/*
 * Print a message in one line to standard error and exit. bad_usage() reports
 * bad arguments with status 2. die() reports other errors with status 125.
 */
noreturn void bad_usage(const char *fmt, ...)
	__attribute__((format(printf, 1, 2)));
noreturn void die(const char *what, int err);

/*
 * Convert between the name and the number of a system call of this
 * architecture. call_number() exits with status 2 if the name is unknown.
 */
int call_number(const char *name);
const char *call_name(int nr);

/* Return the number of an errno such as "EPERM", or 0 if it is unknown. */
int errno_number(const char *name);

/* Make a filter that allows all calls without a rule. */
scmp_filter_ctx permissive_filter(void);
void add_rule(scmp_filter_ctx ctx, unsigned int action, const char *call);
void load_filter(scmp_filter_ctx ctx);

noreturn void run_command(char **argv);

/* Open a line-buffered log for a supervisor or a tracer. */
FILE *open_log(const char *path);

/* Return the exit status that a shell reports for a wait status. */
int shell_status(int wait_status);

#endif /* DEMO_TOOL_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/* What the demonstration's launchers share. */
#ifndef DEMO_TOOL_H
#define DEMO_TOOL_H

#include <seccomp.h>
#include <stdio.h>
#include <stdnoreturn.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* Name of the running tool, for its messages. */
extern const char *tool_name;

/* Complain in one line and exit: with status 2 (bad arguments), 125 (anything else). */
noreturn void bad_usage(const char *fmt, ...)
	__attribute__((format(printf, 1, 2)));
noreturn void die(const char *what, int err);

/* The number of a system call of this architecture. */
int call_number(const char *name);
const char *call_name(int nr);

/* The number of an errno's name such as "EPERM"; 0 if there is none. */
int errno_number(const char *name);

/* A filter that allows everything but what is added to it. */
scmp_filter_ctx permissive_filter(void);
void add_rule(scmp_filter_ctx ctx, unsigned int action, const char *call);
void load_filter(scmp_filter_ctx ctx);

noreturn void run_command(char **argv);

/* A line-buffered file for what a supervisor or tracer has seen and done. */
FILE *open_log(const char *path);

/* The exit status that a shell would give for a wait status. */
int shell_status(int wait_status);

#endif /* DEMO_TOOL_H */

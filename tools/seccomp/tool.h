/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What all commands of seccompctl share: exit statuses, messages, and the list of
 * commands.
 */
#ifndef _SECCOMPCTL_TOOL_H
#define _SECCOMPCTL_TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/**
 * enum exit_status - exit statuses of seccompctl
 * @EXIT_OK: done, and the answer is yes where there is one
 * @EXIT_NO: done, and the answer is no: findings of lint, a difference of diff
 * @EXIT_USAGE: bad arguments or a bad policy; nothing was done
 * @EXIT_SYSTEM: the kernel, a file or memory refused what was asked
 *
 * run exits with the status of its command, and with 125 to 127 as env(1) does.
 */
enum exit_status {
	EXIT_OK = 0,
	EXIT_NO = 1,
	EXIT_USAGE = 2,
	EXIT_SYSTEM = 3,
};

/**
 * struct command - a command of seccompctl
 * @name: its name on the command line
 * @usage: arguments, as the first line of its help shows them
 * @summary: a phrase for the list of commands
 * @help: what its --help prints behind the first line
 * @run: runs it with argv[0] == @name; returns an &enum exit_status
 */
struct command {
	const char *name;
	const char *usage;
	const char *summary;
	const char *help;
	int (*run)(int argc, char **argv);
};

extern const struct command *const commands[];

const struct command *find_command(const char *name);
void print_command_help(const struct command *command);

/* Print "seccompctl: MESSAGE" to stderr as one line, and return the status. */
int usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
int system_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Memory or the end of the program. */
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *memory, size_t count, size_t size);
char *xstrdup(const char *text);
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif /* _SECCOMPCTL_TOOL_H */

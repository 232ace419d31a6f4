/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a command was seen to call, where that comes from, and the policy made of it.
 */
#ifndef _SECCOMPCTL_LEARN_H
#define _SECCOMPCTL_LEARN_H

#include <linux/seccomp_ext.h>
#include <linux/types.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>
#include <time.h>

#include "abi.h"
#include "chain.h"
#include "program.h"

/* More different values than this are no rule that a person would write. */
#define LEARN_VALUES 24
#define LEARN_TEXTS 1024

/* Indices of arguments: the call has no such argument; the field behind a pointer. */
#define LEARN_NO_ARG (-1)
#define LEARN_FIELD 6

/**
 * struct learn_values - different values of an argument
 * @values: the values, sorted
 * @count: number of values, up to LEARN_VALUES
 * @more: there were further values, which are not kept
 */
struct learn_values {
	__u64 values[LEARN_VALUES];
	unsigned int count;
	bool more;
};

/**
 * struct learn_texts - different texts: directories, or addresses
 * @texts: the texts, sorted
 * @count: number of texts, up to LEARN_TEXTS
 * @more: there were further texts, which are not kept
 */
struct learn_texts {
	char **texts;
	unsigned int count;
	bool more;
};

/**
 * struct learn_interest - arguments of a call that tell what it is for
 * @call: name of the call
 * @values: indices of arguments whose values matter, LEARN_NO_ARG behind the last
 * @paths: indices of paths, LEARN_NO_ARG behind the last
 * @dirs: index of the directory descriptor of each path, or LEARN_NO_ARG
 * @address: index of a socket address, whose length is the next argument; or
 *	LEARN_NO_ARG
 * @field_arg: index of a pointer to a structure with a field that matters, or
 *	LEARN_NO_ARG
 * @field: name of the field
 */
struct learn_interest {
	const char *call;
	signed char values[3];
	signed char paths[3];
	signed char dirs[2];
	signed char address;
	signed char field_arg;
	const char *field;
};

/**
 * struct learned_call - a call that was seen
 * @abi: its ABI
 * @nr: its number, as filters see it
 * @name: its name; NULL if libseccomp has none
 * @interest: arguments that matter, or NULL
 * @count: how often it was allowed
 * @refused: how often a filter has refused it
 * @action: the most restrictive SECCOMP_RET_* of the refusals, or
 *	SECCOMP_COUNT_OTHER
 * @judged: how often programs in force were run on the call
 * @denied: how often they refused it
 * @denial: their most restrictive answer
 * @has_args: some record had arguments
 * @values: values of the arguments in @interest->values
 * @field: values of the field; @more if some pointer was NULL
 * @dirs: directories of its paths
 * @addresses: its socket addresses
 */
struct learned_call {
	const struct abi *abi;
	__u32 nr;
	char *name;
	const struct learn_interest *interest;
	__u64 count;
	__u64 refused;
	__u32 action;
	__u64 judged;
	__u64 denied;
	__u32 denial;
	bool has_args;
	struct learn_values values[2];
	struct learn_values field;
	struct learn_texts dirs;
	struct learn_texts addresses;
};

/**
 * struct learned - all that was seen
 * @calls: the calls, by ABI and number
 * @count: number of calls
 * @unassigned: calls with numbers that no call has
 * @foreign: calls of an ABI that libseccomp does not know
 * @lost: events that the kernel has dropped
 * @in_force: programs that each call with arguments is judged by; or NULL
 */
struct learned {
	struct learned_call *calls;
	unsigned int count;
	__u64 unassigned;
	__u64 foreign;
	__u64 lost;
	const struct chain *in_force;
};

struct learned_call *learned_find(struct learned *learned,
				  const struct abi *abi, __u32 nr);
const struct learned_call *learned_lookup(const struct learned *learned,
					  const struct abi *abi,
					  const char *name);
void learned_add_args(struct learned_call *call, const __u64 *args);
void learned_judge(const struct learned *learned, struct learned_call *call,
		   const struct seccomp_data *data);
void learned_add_field(struct learned_call *call, __u64 value);
void learned_add_text(struct learn_texts *texts, const char *text);
void learn_texts_free(struct learn_texts *texts);
void learned_add_path(struct learned_call *call, const char *base,
		      const char *path);
void learned_reset_counts(struct learned *learned);
__u64 learned_total(const struct learned *learned);
void learned_free(struct learned *learned);

const struct learn_interest *learn_interest(const char *call);
const struct learn_interest *learn_interest_at(unsigned int index);
bool learn_has_path(const struct learn_interest *interest, int arg);
/* Does the body read 64 bits of the argument? */
bool learn_arg_is_wide(const struct learned_call *call, int index);
/* The field that matters, or NULL. */
const struct arg_field *learn_field(const struct learned_call *call);
/* The name of an argument in the language of policies, and a value of it. */
const char *learn_arg_name(const struct learned_call *call, int index);
void learn_format_value(const struct learned_call *call, int index, __u64 value,
			char *out, size_t size);

/**
 * struct learn_run - a run that is learned from
 * @command: the command and its arguments, or NULL
 * @pid: a running process if @command is NULL
 * @seconds: end after so many seconds; 0 for no limit
 * @enforced: program that binds the command, or NULL
 * @began: time of the beginning, CLOCK_MONOTONIC
 * @shown: time of the last line of progress
 * @terminal: progress is a line that is written again and again
 * @status: out: exit status of the command, as spawn_wait() returns it; or -1 if it
 *	still runs
 */
struct learn_run {
	char **command;
	pid_t pid;
	unsigned int seconds;
	const struct program *enforced;
	struct timespec began;
	time_t shown;
	bool terminal;
	int status;
};

void learn_begin(struct learn_run *run);
void learn_progress(struct learn_run *run, const struct learned *learned);
void learn_progress_end(struct learn_run *run, const struct learned *learned);
bool learn_is_over(const struct learn_run *run);
/* Did a signal end the learning? Reads all signals of the descriptor. */
bool learn_interrupted(int signal_fd);

/* Each prints a message on failure, and returns an &enum exit_status. */
int learn_by_counters(struct learned *learned, struct learn_run *run);
int learn_by_trace(struct learned *learned, struct learn_run *run);
int learn_by_notify(struct learned *learned, struct learn_run *run);
int learn_by_pid(struct learned *learned, struct learn_run *run);
int learn_from_records(struct learned *learned, const char *path);
int learn_read_counter(struct learned *learned, int fd);

/**
 * struct learn_output - form of the policy
 * @title: what was learned, for the first line
 * @kill: kill the process for other calls; else they fail with EPERM
 * @arguments: write rules for the values of arguments
 * @deep: write such rules for fields behind pointers, too
 */
struct learn_output {
	const char *title;
	bool kill;
	bool arguments;
	bool deep;
};

void learn_print_policy(FILE *file, const struct learned *learned,
			const struct learn_output *output);
void learn_print_texts(FILE *file, const char *what,
		       const struct learn_texts *texts);
void learn_print_dirs(FILE *file, const struct learn_texts *dirs);
/* Write what differs from programs in force, with a prefix before each line. */
void learn_print_diff(FILE *file, const char *prefix,
		      const struct learned *learned,
		      const struct program *programs, unsigned int count,
		      const char *name);

#endif /* _SECCOMPCTL_LEARN_H */

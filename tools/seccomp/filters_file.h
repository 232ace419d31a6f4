/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What /proc tells about the filters of a thread.
 */
#ifndef _SECCOMPCTL_FILTERS_FILE_H
#define _SECCOMPCTL_FILTERS_FILE_H

#include <linux/types.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#define HASH_TEXT_SIZE 65
/* A name has up to 15 bytes, and each may be an octal escape. */
#define THREAD_NAME_SIZE 65

/**
 * struct listed_content - a filter that the holder of a domain has added
 * @number: 1 for the first one
 * @insns: number of instructions
 * @hash: SHA-256 of the instructions in hexadecimal digits; empty if not readable
 */
struct listed_content {
	unsigned int number;
	unsigned int insns;
	char hash[HASH_TEXT_SIZE];
};

enum listed_listener {
	LISTENER_NONE,
	LISTENER_OPEN,
	LISTENER_CLOSED,
};

/**
 * struct listed_filter - a filter of a thread
 * @id: id of the filter
 * @label: its label; empty if it has none
 * @comm: name of the task that attached a filter without a label; with octal escapes
 * @flags: SECCOMP_FILTER_FLAG_* of the attach
 * @insns: number of instructions
 * @depth: 1 for the oldest filter
 * @listener: state of its listener
 * @is_domain: it makes a domain
 * @has_refused: @refused is valid
 * @refused: number of calls that it, or a newer filter, has refused
 * @hash: as in &struct listed_content
 * @contents: added filters, the newest first
 * @content_count: number of added filters
 */
struct listed_filter {
	__u64 id;
	char label[32];
	char comm[THREAD_NAME_SIZE];
	__u32 flags;
	unsigned int insns;
	unsigned int depth;
	enum listed_listener listener;
	bool is_domain;
	bool has_refused;
	__u64 refused;
	char hash[HASH_TEXT_SIZE];
	struct listed_content *contents;
	unsigned int content_count;
};

/**
 * struct filter_list - the filters of a thread
 * @filters: filters, the newest first
 * @count: number of filters
 */
struct filter_list {
	struct listed_filter *filters;
	unsigned int count;
};

/**
 * struct thread_status - facts about a thread that any kernel tells
 * @mode: SECCOMP_MODE_*
 * @count: number of filters; -1 on a kernel that does not tell
 */
struct thread_status {
	int mode;
	int count;
};

/* Does this kernel have /proc/PID/seccomp_filters? */
bool kernel_lists_filters(void);

/* These print nothing, and return 0 or a negative errno. */
int read_thread_name(char *name, pid_t pid, pid_t tid);
int read_thread_status(struct thread_status *status, pid_t pid, pid_t tid);
int filter_list_read(struct filter_list *list, pid_t pid, pid_t tid);
int filter_list_parse(struct filter_list *list, FILE *file);

void filter_list_free(struct filter_list *list);
bool filter_list_equal(const struct filter_list *a,
		       const struct filter_list *b);

#endif /* _SECCOMPCTL_FILTERS_FILE_H */

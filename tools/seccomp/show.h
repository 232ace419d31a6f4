/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Processes in groups with equal filters.
 */
#ifndef _SECCOMPCTL_SHOW_H
#define _SECCOMPCTL_SHOW_H

#include "filters_file.h"
#include "known.h"

/**
 * struct chain - the filters of a thread
 * @mode: SECCOMP_MODE_*
 * @count: number of filters; -1 if the kernel does not tell
 * @error: 0 if @list has the filters; else why it does not, as a negative errno
 * @list: the filters
 */
struct chain {
	int mode;
	int count;
	int error;
	struct filter_list list;
};

/**
 * struct member - a process, or those of its threads that have one chain
 * @pid: id of the process
 * @name: name of its first thread here
 * @tids: threads; only if other threads of the process have other filters
 * @tid_count: number of @tids; 0 for all threads of the process
 */
struct member {
	pid_t pid;
	char name[THREAD_NAME_SIZE];
	pid_t *tids;
	unsigned int tid_count;
};

/**
 * struct group - members with equal filters
 * @chain: their filters
 * @members: the members, by process id
 * @count: number of members
 */
struct group {
	struct chain chain;
	struct member *members;
	unsigned int count;
};

/**
 * struct groups - all that show prints
 * @groups: the groups
 * @count: number of groups
 */
struct groups {
	struct group *groups;
	unsigned int count;
};

/* @known is NULL if names of programs are of no interest. */
void groups_print(const struct groups *groups,
		  const struct known_programs *known);
void groups_print_json(const struct groups *groups,
		       const struct known_programs *known);

#endif /* _SECCOMPCTL_SHOW_H */

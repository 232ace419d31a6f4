/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The process of the deep workload, and its attackers: threads and processes without a
 * filter.
 */
#ifndef SELFTESTS_SECCOMP_STRESS_DEEP_PROCESS_H
#define SELFTESTS_SECCOMP_STRESS_DEEP_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "rng.h"
#include "shared.h"

/* Both have eight bytes with their NUL. */
#define ALLOWED_NAME "allowed"
#define REFUSED_NAME "refused"

/**
 * struct deep_process - data that all threads of a test process share
 * @name: the name in calls, at the start of a page; attackers change it
 * @spare: a page to which attackers move that page
 * @refused: a page with REFUSED_NAME; no task changes it
 * @dir_name: the directory of the files
 * @dir: its descriptor
 * @steps: steps left for all callers
 * @listener: the inner listener, or -1
 * @outer: the listener outside of it, or -1
 * @traced: the filter notifies a tracer of the allowed name, and there are no listeners
 * @caller: the thread that has started last to make calls, or 0
 * @callers: such threads, with some that have ended
 * @renumbers: a trace point may have changed numbers of calls
 * @renumbered: calls whose number it has changed
 * @stop: attackers and supervisors have to end
 * @seed: seed of the random numbers of all threads
 */
struct deep_process {
	char *name, *spare, *refused;
	char dir_name[32];
	int dir;
	int steps;
	int listener, outer;
	bool traced;
	pid_t caller, callers[THREADS];
	bool renumbers;
	int renumbered;
	bool stop;
	__u64 seed;
};

extern struct deep_process process;

void store_name(struct rng *rng);
void start_attackers(struct rng *rng);
void join_attackers(void);
bool run_with_same_memory(int (*main)(void *arg), void *arg);

#endif /* SELFTESTS_SECCOMP_STRESS_DEEP_PROCESS_H */

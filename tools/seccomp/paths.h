/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The ways through the tests of an answer, and the conditions of each.
 */
#ifndef _SECCOMPCTL_PATHS_H
#define _SECCOMPCTL_PATHS_H

#include <linux/types.h>
#include <stdbool.h>

#include "interpret.h"
#include "outcomes.h"
#include "solve.h"

struct abi;
struct call_prototype;

/* Ways of one answer, at most. */
#define PATHS_MAX 1024

/**
 * struct path_condition - a condition on 64 bits of a call
 * @offset: where a filter loads the first half, a multiple of 8
 * @condition: the condition
 */
struct path_condition {
	__u32 offset;
	struct condition condition;
};

/**
 * struct path - a way to a return value
 * @conditions: conditions; none of them follows from the others
 * @count: number of conditions
 * @ret: SECCOMP_RET_*
 */
struct path {
	struct path_condition *conditions;
	unsigned int count;
	__u32 ret;
};

/**
 * struct path_list - ways through an answer
 * @paths: the ways that some call takes; two of them have no call in common
 * @count: number of ways
 * @complete: every call takes one of them
 */
struct path_list {
	struct path *paths;
	unsigned int count;
	bool complete;
};

void paths_find(struct path_list *list, const struct outcome *outcome,
		const struct path_condition *known, unsigned int known_count);
void paths_free(struct path_list *list);
enum solution path_witness(const struct path_condition *conditions,
			   unsigned int count, struct call *call);
unsigned int path_simplify(struct path_condition *conditions,
			   unsigned int count);
char *path_condition_text(const struct abi *abi,
			  const struct call_prototype *call,
			  const struct path_condition *condition);

#endif /* _SECCOMPCTL_PATHS_H */

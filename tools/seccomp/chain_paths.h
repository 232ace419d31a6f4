/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The ways through all programs of a chain.
 */
#ifndef _SECCOMPCTL_CHAIN_PATHS_H
#define _SECCOMPCTL_CHAIN_PATHS_H

#include <linux/types.h>

#include "paths.h"

struct call;
struct call_numbers;
struct chain;

/**
 * struct chain_outcomes - answers of the programs of a chain
 * @chain: the chain; the caller keeps it alive
 * @outcomes: answers of each program
 */
struct chain_outcomes {
	const struct chain *chain;
	struct outcomes *outcomes;
};

/**
 * struct known_call - known part of a call
 * @value: the call
 * @mask: its bits that are known
 */
struct known_call {
	struct call value;
	struct call mask;
};

void chain_outcomes_start(struct chain_outcomes *answers,
			  const struct chain *chain, const struct abi *abi);
void chain_outcomes_end(struct chain_outcomes *answers);
unsigned int range_condition(const struct call_numbers *calls,
			     struct path_condition *condition);
void chain_paths_find(struct path_list *list, struct chain_outcomes *answers,
		      const struct call_numbers *calls, __u32 nr,
		      struct known_call *known);
char *path_text(const struct abi *abi, const char *name,
		const struct path_condition *conditions, unsigned int count);

#endif /* _SECCOMPCTL_CHAIN_PATHS_H */

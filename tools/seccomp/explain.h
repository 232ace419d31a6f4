/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of seccompctl explain share.
 */
#ifndef _SECCOMPCTL_EXPLAIN_H
#define _SECCOMPCTL_EXPLAIN_H

#include <stdbool.h>

struct abi;
struct chain;

/**
 * struct explanation - question to explain
 * @chain: the filters
 * @json: print JSON
 * @others: the table is also about architectures that it does not name
 * @call: name of a call, or NULL for the table of all calls
 * @args: "ARG=VALUE" words, NULL behind the last
 */
struct explanation {
	const struct chain *chain;
	bool json;
	bool others;
	const char *call;
	const char **args;
};

/* Each returns an &enum exit_status. */
int explain_table(const struct explanation *explanation,
		  const struct abi *const *abis, unsigned int count);
int explain_call(const struct explanation *explanation,
		 const struct abi *const *abis, unsigned int count);

#endif /* _SECCOMPCTL_EXPLAIN_H */

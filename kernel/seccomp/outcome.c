// SPDX-License-Identifier: GPL-2.0-only
/*
 * The list of outcomes that an analysis fills. Equal outcomes share one entry,
 * so that an index of 8 bits suffices.
 */
#include <linux/types.h>

#include "outcome.h"
#include "verdict.h"

/**
 * seccomp_ret_normal - Clear the data of a return value that allows the call
 * @ret: the return value of a program, any value
 *
 * The kernel ignores the data of SECCOMP_RET_ALLOW. Without them, equal
 * verdicts are equal numbers.
 *
 * Context: any.
 * Return: SECCOMP_RET_ALLOW if the action of @ret is ALLOW, else @ret.
 */
u32 seccomp_ret_normal(u32 ret)
{
	return seccomp_is_allow(ret) ? SECCOMP_RET_ALLOW : ret;
}

/**
 * seccomp_outcome_add - Find an outcome in the list, or append it
 * @result: the analysis in progress, owned by the caller
 * @outcome: the outcome, which is copied
 *
 * Context: process context; the caller is the only user of @result.
 * Return: the index in &seccomp_analysis.outcomes. If the list is full, 0,
 * which is the index of OUTCOME_UNKNOWN.
 */
u8 seccomp_outcome_add(struct seccomp_analysis *result,
		       const struct seccomp_outcome *outcome)
{
	unsigned int i;

	for (i = 0; i < result->outcome_count; i++) {
		const struct seccomp_outcome *known = &result->outcomes[i];

		if (known->kind == outcome->kind &&
		    known->ret == outcome->ret &&
		    known->residual == outcome->residual)
			return i;
	}
	if (i == SECCOMP_OUTCOMES)
		return 0;
	result->outcomes[result->outcome_count++] = *outcome;
	return i;
}

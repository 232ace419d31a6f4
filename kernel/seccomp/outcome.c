// SPDX-License-Identifier: GPL-2.0-only
/*
 * The list of outcomes that an analysis fills. Equal outcomes share one entry,
 * so that an index of 8 bits suffices.
 */
#include <linux/string.h>
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
 * seccomp_outcomes_init - Start an analysis that has found nothing yet
 * @result: the analysis, owned by the caller; its contents are overwritten. The
 *	unused entries of its lists stay as they are
 *
 * Context: any; the caller is the only user of @result.
 */
void seccomp_outcomes_init(struct seccomp_analysis *result)
{
	result->code = NULL;
	result->code_len = 0;
	result->code_room = 0;
	result->residual_count = 0;
	memset(result->outcome_idx, SECCOMP_OUTCOME_UNKNOWN,
	       sizeof(result->outcome_idx));
	result->outcomes[SECCOMP_OUTCOME_UNKNOWN] = (struct seccomp_outcome){
		.kind = OUTCOME_UNKNOWN,
	};
	result->outcomes[SECCOMP_OUTCOME_ALLOW] = (struct seccomp_outcome){
		.kind = OUTCOME_CONSTANT,
		.ret = SECCOMP_RET_ALLOW,
	};
	result->outcome_count = SECCOMP_OUTCOME_ALLOW + 1;
}

/* The length that the list must not exceed for the sake of an outcome. */
static unsigned int outcome_limit(const struct seccomp_outcome *outcome)
{
	unsigned int limit = SECCOMP_OUTCOMES;

	if (outcome->kind == OUTCOME_CONSTANT &&
	    seccomp_severity(outcome->ret) <=
		    seccomp_severity(SECCOMP_RET_KILL_THREAD))
		return limit;
	limit -= SECCOMP_OUTCOMES_KILL;
	if (outcome->kind == OUTCOME_CONSTANT)
		return limit;
	return limit - SECCOMP_OUTCOMES_CONSTANT;
}

/**
 * seccomp_outcome_add - Find an outcome in the list, or append it
 * @result: the analysis in progress, owned by the caller
 * @outcome: the outcome, which is copied
 *
 * Context: process context; the caller is the only user of @result.
 * Return: the index in &seccomp_analysis.outcomes. If the list has no room for
 * the outcome, SECCOMP_OUTCOME_UNKNOWN.
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
	if (i >= outcome_limit(outcome))
		return SECCOMP_OUTCOME_UNKNOWN;
	result->outcomes[result->outcome_count++] = *outcome;
	return i;
}

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Checks of the analysis of a program.
 */
#ifndef _FUZZ_CHECK_H
#define _FUZZ_CHECK_H

#include <stdio.h>
#include "analysis.h"
#include "call.h"
#include "kernel.h"
#include "program.h"

/**
 * struct stats - counters of comparisons
 * @programs: number of programs
 * @constant: number of calls whose outcome was OUTCOME_CONSTANT
 * @residual: number of calls whose outcome was OUTCOME_RESIDUAL
 * @unknown: number of calls whose outcome was OUTCOME_UNKNOWN; nothing is
 *	compared for them
 * @unspecified: number of calls without a specified verdict, because the
 *	program shifts by more than 31
 * @listed: number of programs all of whose residuals are decision lists
 * @residuals: number of residuals
 * @lists: number of residuals that are decision lists
 * @tests: number of tests in @lists
 */
struct stats {
	u64 programs;
	u64 constant;
	u64 residual;
	u64 unknown;
	u64 unspecified;
	u64 listed;
	u64 residuals;
	u64 lists;
	u64 tests;
};

/**
 * struct finding - a failed check
 * @text: what failed
 * @about_call: true if it failed for a call; false if the form of the analysis
 *	is wrong
 * @call: the call, if @about_call
 */
struct finding {
	char text[256];
	bool about_call;
	struct call call;
};

bool check_analysis(const struct program *p, struct seccomp_analysis *an,
		    struct finding *finding);
bool check_call(const struct program *p, const struct seccomp_analysis *an,
		const struct call *call, struct stats *stats,
		struct finding *finding);
bool check_calls(const struct program *p, unsigned int count,
		 struct stats *stats, struct finding *finding);
bool check_memory(const struct program *p, struct finding *finding);
bool check_again(const struct program *p, struct finding *finding);

void finding_shrink(struct program *p, struct finding *finding);
void finding_write(const struct program *p, struct finding *finding, FILE *to);
bool finding_read(struct finding *finding, const char *path);

#endif /* _FUZZ_CHECK_H */

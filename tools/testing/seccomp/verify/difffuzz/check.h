/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Is what the analysis says of a program so?
 */
#ifndef _FUZZ_CHECK_H
#define _FUZZ_CHECK_H

#include <linux/seccomp.h>
#include <stdio.h>
#include "analysis.h"
#include "kernel.h"
#include "program.h"

/**
 * struct stats - what has been compared
 * @programs: how many programs
 * @constant: how many calls whose outcome was a constant
 * @residual: a residual
 * @unknown: the whole program, so that there was nothing to compare
 * @unspecified: how many calls for which the program's answer is not specified
 */
struct stats {
	u64 programs;
	u64 constant;
	u64 residual;
	u64 unknown;
	u64 unspecified;
};

/**
 * struct finding - what is not so
 * @text: in words
 * @about_call: whether it is about a call, and not about the analysis as such
 * @sd: the call
 */
struct finding {
	char text[256];
	bool about_call;
	struct seccomp_data sd;
};

bool check_analysis(const struct program *p, struct seccomp_analysis *an,
		    struct finding *finding);
bool check_call(const struct program *p, const struct seccomp_analysis *an,
		const struct seccomp_data *sd, struct stats *stats,
		struct finding *finding);
bool check_calls(const struct program *p, unsigned int count,
		 struct stats *stats, struct finding *finding);
bool check_memory(const struct program *p, struct finding *finding);
bool check_again(const struct program *p, struct finding *finding);

void finding_shrink(struct program *p, struct finding *finding);
void finding_write(const struct program *p, struct finding *finding, FILE *to);
bool finding_read(struct finding *finding, const char *path);

#endif /* _FUZZ_CHECK_H */

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
 * struct tally - what has been compared
 * @programs: how many programs
 * @constant: how many calls whose outcome was a constant
 * @residual: a residual
 * @whole: the whole program, so that there was nothing to compare
 * @unspecified: how many calls for which the program's answer is not specified
 */
struct tally {
	u64 programs;
	u64 constant;
	u64 residual;
	u64 whole;
	u64 unspecified;
};

/**
 * struct complaint - what is not so
 * @text: in words
 * @of_call: whether it is about a call, and not about the analysis as such
 * @sd: the call
 */
struct complaint {
	char text[256];
	bool of_call;
	struct seccomp_data sd;
};

bool check_analysis(const struct program *p, struct seccomp_analysis *an,
		    struct complaint *complaint);
bool check_call(const struct program *p, const struct seccomp_analysis *an,
		const struct seccomp_data *sd, struct tally *tally,
		struct complaint *complaint);
bool check_calls(const struct program *p, unsigned int count,
		 struct tally *tally, struct complaint *complaint);
bool check_memory(const struct program *p, struct complaint *complaint);
bool check_again(const struct program *p, struct complaint *complaint);

void complaint_shrink(struct program *p, struct complaint *complaint);
void complaint_write(const struct program *p, struct complaint *complaint,
		     FILE *to);
bool complaint_read(struct complaint *complaint, const char *path);

#endif /* _FUZZ_CHECK_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * System calls that are likely to reach many paths of a program.
 */
#ifndef _FUZZ_INPUT_H
#define _FUZZ_INPUT_H

#include <linux/seccomp.h>
#include "analysis.h"
#include "call.h"
#include "kernel.h"
#include "program.h"

/**
 * struct input - material for the calls of a program
 * @words: operands of the program
 * @word_count: number of @words
 * @windows: set of the windows from which the program loads
 * @undecided: table slots whose outcome is not OUTCOME_CONSTANT
 * @undecided_count: number of @undecided
 */
struct input {
	u32 words[256];
	unsigned int word_count;
	u16 windows;
	u16 undecided[SECCOMP_TABLE_SLOTS + 1];
	unsigned int undecided_count;
};

void input_learn(struct input *in, const struct program *p,
		 const struct seccomp_analysis *an);
void input_begin(const struct input *in, struct call *call);
void input_vary(const struct input *in, struct call *call);

#endif /* _FUZZ_INPUT_H */

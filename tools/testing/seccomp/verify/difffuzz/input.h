/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * System calls that are likely to make a difference to a program.
 */
#ifndef _FUZZ_INPUT_H
#define _FUZZ_INPUT_H

#include <linux/seccomp.h>
#include "analysis.h"
#include "kernel.h"
#include "program.h"

/**
 * struct input - where the calls for a program come from
 * @words: the operands of the program
 * @word_count: how many
 * @undecided: the places whose outcome is no constant
 * @undecided_count: how many
 */
struct input {
	u32 words[256];
	unsigned int word_count;
	u16 undecided[SECCOMP_TABLE_SLOTS + 1];
	unsigned int undecided_count;
};

void input_learn(struct input *in, const struct program *p,
		 const struct seccomp_analysis *an);
void input_begin(const struct input *in, struct seccomp_data *sd);
void input_vary(const struct input *in, struct seccomp_data *sd);

#endif /* _FUZZ_INPUT_H */

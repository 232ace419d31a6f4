/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a program answers to each system call number, worked out beforehand.
 */
#ifndef _KERNEL_SECCOMP_ANALYSIS_H
#define _KERNEL_SECCOMP_ANALYSIS_H

#include <linux/types.h>

#include "abi.h"

struct sock_filter;

/* What is known of a program's answer to a number. */
enum {
	/* Nothing: the whole program has to be run. */
	OUTCOME_UNKNOWN,
	/* The answer, whatever the arguments are. */
	OUTCOME_CONSTANT,
	/* What there is to run, to find out. */
	OUTCOME_RESIDUAL,
};

/**
 * struct seccomp_outcome - a program's answer to a number, as far as it is known
 * @kind: OUTCOME_*
 * @residual: the index of the residual
 * @ret: the constant; for a residual, a most restrictive answer that it may give
 */
struct seccomp_outcome {
	u16 kind;
	u16 residual;
	u32 ret;
};

/**
 * struct seccomp_residual - what is left of a program for some numbers
 * @first: where its instructions begin
 * @len: how many there are
 * @abi: whose registers it reads
 */
struct seccomp_residual {
	u16 first;
	u16 len;
	u16 abi;
};

/* The most outcomes of a program that are kept apart, the first among them. */
#define SECCOMP_OUTCOMES 256

/**
 * struct seccomp_analysis - all that is known of a program
 * @code: the instructions of the residuals, classic BPF that never looks at the
 *	architecture, and at the number only where it stands for a bucket
 * @code_len: how many
 * @code_room: how many there is memory for
 * @residual_count: the number of @residuals
 * @outcome_count: the number of @outcomes
 * @outcome_idx: for each place the index of an outcome
 * @residuals: the residuals, each once
 * @outcomes: the outcomes, each once; the first is OUTCOME_UNKNOWN
 */
struct seccomp_analysis {
	struct sock_filter *code;
	u16 code_len;
	u16 code_room;
	u16 residual_count;
	u16 outcome_count;
	u8 outcome_idx[SECCOMP_TABLE_SLOTS + 1];
	struct seccomp_residual residuals[SECCOMP_OUTCOMES];
	struct seccomp_outcome outcomes[SECCOMP_OUTCOMES];
};

int seccomp_analyze(const struct sock_filter *insns, unsigned int len,
		    struct seccomp_analysis *result);

#endif /* _KERNEL_SECCOMP_ANALYSIS_H */

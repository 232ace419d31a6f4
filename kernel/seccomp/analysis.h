/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a program answers to each system call number, worked out beforehand.
 */
#ifndef _KERNEL_SECCOMP_ANALYSIS_H
#define _KERNEL_SECCOMP_ANALYSIS_H

#include <linux/types.h>

#include "abi.h"

struct sock_filter;

/**
 * struct seccomp_outcome - what is known of a program's answer to a number
 * @kind: whether there is one answer
 * @ret: the answer, if so
 */
struct seccomp_outcome {
	enum {
		OUTCOME_NONE,
		OUTCOME_CONSTANT,
		OUTCOME_VARIES,
	} kind;
	u32 ret;
};

int seccomp_analyze(const struct sock_filter *insns, unsigned int len,
		    enum seccomp_abi abi, struct seccomp_outcome *outcomes);

#endif /* _KERNEL_SECCOMP_ANALYSIS_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Analysis: find the outcome of a program for each system call number before
 * the first call.
 */
#ifndef _KERNEL_SECCOMP_ANALYSIS_H
#define _KERNEL_SECCOMP_ANALYSIS_H

#include "outcome.h"

struct sock_filter;

int seccomp_analyze(const struct sock_filter *insns, unsigned int len,
		    struct seccomp_analysis *result);

#endif /* _KERNEL_SECCOMP_ANALYSIS_H */

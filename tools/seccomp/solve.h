/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Find a number that satisfies conditions on masked bits.
 */
#ifndef _SECCOMPCTL_SOLVE_H
#define _SECCOMPCTL_SOLVE_H

#include <linux/types.h>
#include <stdbool.h>

/* Conditions on one number, at most. */
#define SOLVE_MAX 160

/**
 * struct condition - a condition on a number
 * @mask: bits that are compared
 * @base: the number satisfies it if (number & @mask) - @base <= @span, modulo 2^64
 * @span: see @base
 * @holds: false for the opposite
 */
struct condition {
	__u64 mask;
	__u64 base;
	__u64 span;
	bool holds;
};

/**
 * enum solution - answer of solve()
 * @SOLUTION_NONE: no number satisfies all conditions
 * @SOLUTION_FOUND: a number does
 * @SOLUTION_UNKNOWN: the search was too long
 */
enum solution {
	SOLUTION_NONE,
	SOLUTION_FOUND,
	SOLUTION_UNKNOWN,
};

bool condition_is_met(const struct condition *condition, __u64 number);
enum solution solve(const struct condition *conditions, unsigned int count,
		    __u64 *number);

#endif /* _SECCOMPCTL_SOLVE_H */

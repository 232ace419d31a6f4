/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The numbers of an ABI that explain and diff look at.
 */
#ifndef _SECCOMPCTL_CALLS_H
#define _SECCOMPCTL_CALLS_H

#include <linux/types.h>
#include <stdbool.h>

struct abi;

/**
 * struct call_numbers - a walk through the numbers of an ABI
 * @abi: the ABI
 * @nr: the number, as filters see it
 * @name: name of the call; NULL for numbers without a call
 * @low: the first number of the range; @nr, if it is no range
 * @high: the last one
 * @next: the number behind the last call
 * @step: place in the walk
 *
 * After the calls that libseccomp knows, the walk visits one number of each of the four
 * ranges without calls. The two upper bits tell the ranges apart.
 */
struct call_numbers {
	const struct abi *abi;
	__u32 nr;
	const char *name;
	__u32 low;
	__u32 high;
	__u32 next;
	unsigned int step;
};

void calls_start(struct call_numbers *calls, const struct abi *abi);
bool calls_next(struct call_numbers *calls);
void calls_start_gaps(struct call_numbers *calls);
bool calls_next_gap(struct call_numbers *calls);
char *call_number_text(const struct call_numbers *calls);

#endif /* _SECCOMPCTL_CALLS_H */

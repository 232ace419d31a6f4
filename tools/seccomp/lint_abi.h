/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The answers of a program to all calls of an ABI, worked out on demand.
 */
#ifndef _SECCOMPCTL_LINT_ABI_H
#define _SECCOMPCTL_LINT_ABI_H

#include "lint.h"

#define LINT_NUMBERS 2048

/**
 * struct verdict - the answers to one call
 * @known: the other members are set
 * @strictest: the most restrictive answer
 * @mildest: the least restrictive answer
 * @strictest_pc: an instruction that gives @strictest
 * @mildest_pc: an instruction that gives @mildest
 * @low: arguments whose low half is compared, as a bitmap
 * @high: arguments whose high half is loaded, as a bitmap
 * @half_pc: for each of @low, an instruction that compares it
 * @windows: windows that the program loads, as a bitmap
 * @window_pc: the first instruction that loads one
 * @loads_arch: the program loads the architecture
 */
struct verdict {
	bool known;
	__u32 strictest;
	__u32 mildest;
	unsigned int strictest_pc;
	unsigned int mildest_pc;
	unsigned int low;
	unsigned int high;
	unsigned int half_pc[6];
	unsigned int windows;
	unsigned int window_pc;
	bool loads_arch;
};

/**
 * struct lint_abi - the answers of a program to the calls of one ABI
 * @abi: the ABI
 * @arch: AUDIT_ARCH_* that the program sees; not that of @abi to find out what it does
 *	with calls of an architecture that it does not know
 * @first: number of the first of @verdicts
 * @reach: for the program
 * @reached: for each instruction whether some call runs it
 * @other: the answers to a number that no call has
 * @verdicts: answers by number
 */
struct lint_abi {
	const struct abi *abi;
	__u32 arch;
	__u32 first;
	struct reach reach;
	bool *reached;
	struct verdict other;
	struct verdict verdicts[LINT_NUMBERS];
};

struct lint_abi *lint_abi_new(const struct program *program,
			      const struct abi *abi, __u32 arch);
void lint_abi_free(struct lint_abi *la);
const struct verdict *lint_verdict(struct lint_abi *la, __u32 nr);
/* The answers to a call by name; NULL if the ABI does not have it. */
const struct verdict *lint_verdict_by_name(struct lint_abi *la,
					   const char *name);

/* Does the call always run if the high half of an argument is 1? */
bool lint_high_half_runs(struct lint_abi *la, __u32 nr, unsigned int argument);

/* May the call run, at least after a question? */
bool verdict_may_run(const struct verdict *v);
/* Is the call allowed, whatever its arguments are? */
bool verdict_always_runs(const struct verdict *v);
/* Does @a let something run that @b does not? */
bool verdict_is_weaker(const struct verdict *a, const struct verdict *b);
/* Does a rule restrict the call, and not only its absence from a list? */
bool verdict_is_meant(const struct lint_abi *la, const struct verdict *v);

#endif /* _SECCOMPCTL_LINT_ABI_H */

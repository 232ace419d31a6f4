/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Residual programs: what is left of a program once the number is known.
 */
#ifndef _KERNEL_SECCOMP_RESIDUAL_H
#define _KERNEL_SECCOMP_RESIDUAL_H

#include <linux/filter.h>
#include <linux/types.h>

#include "abi.h"
#include "outcome.h"
#include "tnum32.h"

/**
 * struct seccomp_spec_entry - where in a program a number begins to need more
 * @pc: the instruction
 * @abi: the set that the number is of
 * @nr: the number; for a bucket, what all of its numbers share
 * @a: the accumulator before @pc
 * @x: the index register before @pc
 * @a_is_nr: @a is the number, also where that is not known
 * @x_is_nr: the same of @x
 *
 * Scratch memory has not been written.
 */
struct seccomp_spec_entry {
	unsigned int pc;
	enum seccomp_abi abi;
	struct tnum32 nr;
	struct tnum32 a;
	struct tnum32 x;
	bool a_is_nr;
	bool x_is_nr;
};

/**
 * struct seccomp_specializer - a partial evaluator for one program
 * @insns: the program
 * @len: its length
 * @result: where the residuals go
 * @budget: how many instructions may still be worked on
 * @width: the number of words in a state: A, X, and the slots that are used
 * @states: for each instruction, what is known before it
 * @live: for each instruction, which of these words matter from it on
 * @at: for each instruction, where in @out what comes of it begins
 * @order: the instructions that can be reached, in order
 * @count: the number of @order
 * @reached: the same as a set
 * @out: the residual in the making, from the end to the beginning
 * @room: its size
 * @next: its first instruction so far
 * @entry: the case at hand
 * @nr_used: whether the number made a difference
 * @returns: how many returns can be reached
 * @same: whether they all return @ret
 * @ret: the return value that was met first
 * @strictest: a most restrictive one
 */
struct seccomp_specializer {
	const struct sock_filter *insns;
	unsigned int len;
	struct seccomp_analysis *result;
	unsigned int budget;

	unsigned int width;
	struct tnum32 *states;
	u32 *live;
	u16 *at;
	u16 *order;
	unsigned int count;
	unsigned long *reached;

	struct sock_filter *out;
	unsigned int room;
	unsigned int next;

	const struct seccomp_spec_entry *entry;
	bool nr_used;
	unsigned int returns;
	bool same;
	u32 ret;
	u32 strictest;
};

int seccomp_specializer_init(struct seccomp_specializer *sp,
			     const struct sock_filter *insns, unsigned int len,
			     struct seccomp_analysis *result);
void seccomp_specializer_release(struct seccomp_specializer *sp);
int seccomp_specialize(struct seccomp_specializer *sp,
		       const struct seccomp_spec_entry *entry, u8 *outcome);

#endif /* _KERNEL_SECCOMP_RESIDUAL_H */

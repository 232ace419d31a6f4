/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Residuals: what partial evaluation leaves of a program once the system call
 * number is known.
 */
#ifndef _KERNEL_SECCOMP_RESIDUAL_H
#define _KERNEL_SECCOMP_RESIDUAL_H

#include <linux/filter.h>
#include <linux/types.h>

#include "abi.h"
#include "outcome.h"
#include "tnum32.h"

/**
 * struct seccomp_spec_entry - the state in which partial evaluation begins
 * @pc: index of the first instruction to evaluate, below the program's length
 * @abi: the ABI of the number
 * @slot: table slot of the number, below SECCOMP_TABLE_SLOTS
 * @nr: the number; for a bucket, the bits that all of its numbers share
 * @a: the accumulator before @pc
 * @x: the index register before @pc
 * @a_is_nr: whether @a holds the number, known or not
 * @x_is_nr: whether @x holds the number, known or not
 *
 * No instruction before @pc has written scratch memory.
 */
struct seccomp_spec_entry {
	unsigned int pc;
	enum seccomp_abi abi;
	u32 slot;
	struct tnum32 nr;
	struct tnum32 a;
	struct tnum32 x;
	bool a_is_nr;
	bool x_is_nr;
};

/**
 * struct seccomp_specializer - a partial evaluator for one program
 * @insns: the program, owned by the caller
 * @len: number of instructions in @insns
 * @result: the analysis that receives outcomes and residuals, owned by the
 *	caller
 * @budget: number of instructions that forward passes may still evaluate
 * @width: number of entries of a state: A, X, and the used scratch slots
 * @states: the forward pass's result: @len states of @width entries, each the
 *	state before one instruction
 * @live: the backward pass's result: for each instruction the entries of the
 *	state that the residual reads from there on
 * @out_idx: for each instruction the index in @out of its residual code
 * @order: the reachable instructions in program order
 * @order_len: number of entries in @order
 * @reached: the reachable instructions as a bitmap
 * @out: the residual, written from the end to the beginning
 * @out_size: number of instructions that @out has memory for
 * @out_first: index in @out of the instruction that was written last; 0 if
 *	the residual does not fit
 * @entry: the state in which the current evaluation began
 * @nr_used: whether the current outcome depends on the number
 * @ret_count: number of returns that the forward pass has reached
 * @same_ret: whether all of these returns give @ret
 * @ret: the return value that was reached first
 * @strictest: a return value at least as restrictive as all that were reached
 *
 * The specializer owns the arrays, which are parts of one allocation, see
 * seccomp_specializer_release(). One task uses it at a time, so it needs no lock.
 */
struct seccomp_specializer {
	const struct sock_filter *insns;
	unsigned int len;
	struct seccomp_analysis *result;
	unsigned int budget;

	unsigned int width;
	struct tnum32 *states;
	u32 *live;
	u16 *out_idx;
	u16 *order;
	unsigned int order_len;
	unsigned long *reached;

	struct sock_filter *out;
	unsigned int out_size;
	unsigned int out_first;

	const struct seccomp_spec_entry *entry;
	bool nr_used;
	unsigned int ret_count;
	bool same_ret;
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

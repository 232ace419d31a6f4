/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The result of an analysis: the outcome of a program for each system call
 * number, and the residuals of the program.
 */
#ifndef _KERNEL_SECCOMP_OUTCOME_H
#define _KERNEL_SECCOMP_OUTCOME_H

#include <linux/types.h>

#include "abi.h"

struct sock_filter;

/* The kinds of struct seccomp_outcome. */
enum {
	/* The return value is unknown: the kernel runs the whole program. */
	OUTCOME_UNKNOWN,
	/* The program returns one value, whatever the arguments are. */
	OUTCOME_CONSTANT,
	/* A residual computes the return value. */
	OUTCOME_RESIDUAL,
};

/**
 * struct seccomp_outcome - known answer of a program to one number
 * @kind: OUTCOME_*
 * @residual: index in &seccomp_analysis.residuals; only for OUTCOME_RESIDUAL
 * @ret: for OUTCOME_CONSTANT the return value; for OUTCOME_RESIDUAL a value
 *	that is at least as restrictive as each value that the residual returns
 */
struct seccomp_outcome {
	u16 kind;
	u16 residual;
	u32 ret;
};

/**
 * struct seccomp_residual - a program that was specialized for some numbers
 * @first: index of the first instruction in &seccomp_analysis.code
 * @len: number of instructions
 * @abi: the ABI whose registers the residual reads, an enum seccomp_abi
 * @tests: number of tests of its decision list; 0 if it is compiled
 * @first_test: index of the first test in &seccomp_program.tests; only if @tests
 *	is not 0
 * @code_idx: index in the dispatcher; only if @tests is 0
 * @windows: set of the windows from which the residual loads
 *
 * The task that loads the program sets all members, before it publishes the
 * program.
 */
struct seccomp_residual {
	u16 first;
	u16 len;
	u8 abi;
	u8 tests;
	u16 first_test;
	u16 code_idx;
	u16 windows;
};

/*
 * Capacity of the two lists of struct seccomp_analysis. An index into the list of
 * outcomes fits in a u8.
 */
#define SECCOMP_OUTCOMES 256

/*
 * The first outcomes are OUTCOME_UNKNOWN and the constant SECCOMP_RET_ALLOW, in
 * each list. So ALLOW does not depend on how many other answers a program has.
 */
#define SECCOMP_OUTCOME_UNKNOWN 0
#define SECCOMP_OUTCOME_ALLOW 1

/*
 * The last entries of the list are reserved. Only constants that kill may use the
 * last ones, and only constants the ones before. So residuals leave room for
 * constants, and other answers leave room for constants that kill. If a list has
 * no room for an outcome, its numbers get OUTCOME_UNKNOWN: their calls cost more,
 * and the verdict is the same.
 */
#define SECCOMP_OUTCOMES_KILL 16
#define SECCOMP_OUTCOMES_CONSTANT 16

/**
 * struct seccomp_analysis - the result of analyzing one program
 * @code: the instructions of all residuals; the owner of the result frees them
 *	with kvfree(). A residual is classic BPF that never loads the
 *	architecture. It loads the number only if it belongs to a bucket.
 * @code_len: number of instructions in @code, at most BPF_MAXINSNS
 * @code_room: number of instructions that @code has memory for
 * @residual_count: number of @residuals
 * @outcome_count: number of @outcomes, at least 2
 * @outcome_idx: for each table slot an index in @outcomes; the last entry
 *	belongs to architectures without slots and stays 0
 * @residuals: the residuals without duplicates
 * @outcomes: the outcomes without duplicates; the first two have the indices
 *	SECCOMP_OUTCOME_UNKNOWN and SECCOMP_OUTCOME_ALLOW
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

u32 seccomp_ret_normal(u32 ret);
void seccomp_outcomes_init(struct seccomp_analysis *result);
u8 seccomp_outcome_add(struct seccomp_analysis *result,
		       const struct seccomp_outcome *outcome);

#endif /* _KERNEL_SECCOMP_OUTCOME_H */

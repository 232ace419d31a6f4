/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel's own analysis knows of a program: its answer to each number.
 */
#ifndef _SECCOMPCTL_OUTCOMES_H
#define _SECCOMPCTL_OUTCOMES_H

#include <linux/filter.h>
#include <linux/types.h>
#include <stdbool.h>

struct abi;
struct program;

/* Tests of a list, at most. The analysis makes no longer ones. */
#define OUTCOME_TESTS_MAX 64

/**
 * enum outcome_source - source of the value of a test
 * @OUTCOME_DATA: 64 bits of struct seccomp_data at the offset
 * @OUTCOME_WINDOW: 64 bits of the argument windows at the offset, a multiple of 8
 */
enum outcome_source {
	OUTCOME_DATA,
	OUTCOME_WINDOW,
};

/**
 * struct outcome_test - one test of a call
 * @source: where the value comes from
 * @offset: offset of the value, as a filter would load it
 * @mask: bits of the value that are compared
 * @base: the test holds if (value & @mask) - @base <= @span, modulo 2^64
 * @span: see @base
 * @next: index of the next test if the test fails, and if it holds; 0 for none. It is
 *	always larger than the index of this one
 * @ret: SECCOMP_RET_* if there is no next test
 */
struct outcome_test {
	enum outcome_source source;
	__u32 offset;
	__u64 mask;
	__u64 base;
	__u64 span;
	unsigned int next[2];
	__u32 ret[2];
};

/**
 * enum outcome_kind - forms of the answer to a number
 * @OUTCOME_IS_CONSTANT: the program returns one value
 * @OUTCOME_IS_LIST: tests lead to the value
 * @OUTCOME_IS_PROGRAM: a program computes the value
 */
enum outcome_kind {
	OUTCOME_IS_CONSTANT,
	OUTCOME_IS_LIST,
	OUTCOME_IS_PROGRAM,
};

/**
 * struct outcome - answer of a program to a number
 * @kind: what is known
 * @ret: SECCOMP_RET_*, for OUTCOME_IS_CONSTANT
 * @count: number of @tests
 * @tests: tests, the first one first
 * @insns: for OUTCOME_IS_PROGRAM, what is left of the program, or the whole program
 * @len: number of instructions
 */
struct outcome {
	enum outcome_kind kind;
	__u32 ret;
	unsigned int count;
	struct outcome_test tests[OUTCOME_TESTS_MAX];
	const struct sock_filter *insns;
	unsigned int len;
};

/**
 * struct analyzer - the analysis, compiled for the numbers of one architecture
 * @native: AUDIT_ARCH_* of its 64-bit calls
 * @compat: AUDIT_ARCH_* of its 32-bit calls
 * @start: analyze a program; returns a state, or NULL without memory
 * @find: get the answer to a number
 * @end: free a state
 */
struct analyzer {
	__u32 native;
	__u32 compat;
	void *(*start)(const struct sock_filter *insns, unsigned int len);
	void (*find)(void *state, __u32 arch, __u32 nr,
		     struct outcome *outcome);
	void (*end)(void *state);
};

/* The analysis is compiled once for each architecture of the kernel code. */
extern const struct analyzer analyzer_x86_64;
extern const struct analyzer analyzer_arm64;

/**
 * struct outcomes - answers of a program
 * @program: the program; the caller keeps it alive
 * @analyzer: analyzer of the ABI; NULL if the analysis does not know the ABI
 * @state: its state
 */
struct outcomes {
	const struct program *program;
	const struct analyzer *analyzer;
	void *state;
};

void outcomes_start(struct outcomes *outcomes, const struct program *program,
		    const struct abi *abi);
void outcomes_find(struct outcomes *outcomes, const struct abi *abi, __u32 nr,
		   struct outcome *outcome);
void outcomes_end(struct outcomes *outcomes);

#endif /* _SECCOMPCTL_OUTCOMES_H */

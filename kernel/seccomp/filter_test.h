/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Helpers of several KUnit tests: programs, paths without a task, and registers.
 */
#ifndef _KERNEL_SECCOMP_FILTER_TEST_H
#define _KERNEL_SECCOMP_FILTER_TEST_H

#include <kunit/test.h>
#include <linux/err.h>
#include <linux/filter.h>
#include <linux/ptrace.h>
#include <linux/seccomp.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "arch.h"
#include "filter.h"
#include "program.h"

/* Create a program that is in no cache. The caller keeps @code. */
static inline struct seccomp_program *
test_program(struct kunit *test, const struct sock_filter *code,
	     unsigned int len)
{
	struct seccomp_program *program;
	struct sock_filter *insns;

	insns = kvmalloc_array(len, sizeof(*insns), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, insns);
	memcpy(insns, code, len * sizeof(*insns));
	program = seccomp_program_create(insns, len);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	return program;
}

/* Create a program of one instruction that returns @ret for every call. */
static inline struct seccomp_program *test_program_ret(struct kunit *test,
						       u32 ret)
{
	const struct sock_filter code = BPF_STMT(BPF_RET | BPF_K, ret);

	return test_program(test, &code, 1);
}

/*
 * Put a filter on top of a path without a task. The caller is the user of the
 * new path. The use of @prev moves to @filter.
 */
static inline struct seccomp_filter *test_attach(struct kunit *test,
						 struct seccomp_filter *prev,
						 struct seccomp_filter *filter)
{
	KUNIT_ASSERT_EQ(test, seccomp_filter_may_link(filter, prev), 0);
	KUNIT_ASSERT_EQ(test, seccomp_filter_build_table(filter, prev), 0);
	seccomp_filter_link(filter, prev);
	return filter;
}

/*
 * Store a call in the registers from which residuals read it. @offsets come from
 * seccomp_reg_offsets(). All other bytes of the registers become @other.
 */
static inline void test_store_call(struct pt_regs *regs, const u16 *offsets,
				   const struct seccomp_data *sd, u8 other)
{
	unsigned int i;

	memset(regs, other, sizeof(*regs));
	memcpy((void *)regs + offsets[0], &sd->nr, sizeof(sd->nr));
	for (i = 1; i < SECCOMP_DATA_WORDS64; i++)
		memcpy((void *)regs + offsets[i], (u64 *)sd + i, sizeof(u64));
}

#endif /* _KERNEL_SECCOMP_FILTER_TEST_H */

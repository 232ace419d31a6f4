// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of the limits of the analysis: which answers remain constants when
 * a list or the budget is full.
 */
#include <kunit/test.h>
#include <linux/filter.h>
#include <linux/mm.h>
#include <linux/seccomp.h>

#include "abi.h"
#include "analysis.h"
#include "backport.h"
#include "cbpf.h"
#include "outcome.h"

/* More errnos than a list of outcomes has room for. */
#define TEST_ERRNOS 260
/* More data of actions that kill than are reserved. */
#define TEST_KILLS (SECCOMP_OUTCOMES_KILL + 4)
/* More residuals than a list of outcomes has room for. */
#define TEST_RESIDUALS 240
#define TEST_CONSTANTS SECCOMP_OUTCOMES_CONSTANT
/* Compares that use up the budget if each number needs all of them. */
#define TEST_COMPARES 100

/**
 * struct limit_test - a program and its analysis
 * @insns: the program
 * @len: number of instructions in @insns
 * @an: the analysis
 */
struct limit_test {
	struct sock_filter insns[BPF_MAXINSNS];
	unsigned int len;
	struct seccomp_analysis an;
};

static void limit_stmt(struct limit_test *t, u16 code, u32 k)
{
	t->insns[t->len++] = (struct sock_filter)BPF_STMT(code, k);
}

static void limit_jeq(struct limit_test *t, u32 k, u8 jf)
{
	const struct sock_filter insn =
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, k, 0, jf);

	t->insns[t->len++] = insn;
}

static void limit_load(struct limit_test *t, u32 offset)
{
	limit_stmt(t, BPF_LD | BPF_W | BPF_ABS, offset);
}

static void limit_ret(struct limit_test *t, u32 ret)
{
	limit_stmt(t, BPF_RET | BPF_K, ret);
}

/* Begin a program that has the number in the accumulator. */
static struct limit_test *limit_begin(struct kunit *test)
{
	struct limit_test *t;

	if (SECCOMP_ABIS == 0)
		kunit_skip(test, "no tables on this architecture");
	t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t);
	limit_load(t, offsetof(struct seccomp_data, nr));
	return t;
}

/* The residuals are not needed; only their outcomes are looked at. */
static void limit_analyze(struct kunit *test, struct limit_test *t)
{
	KUNIT_ASSERT_EQ(test, seccomp_cbpf_validate(t->insns, t->len), 0);
	KUNIT_ASSERT_EQ(test, seccomp_analyze(t->insns, t->len, &t->an), 0);
	kvfree(t->an.code);
	KUNIT_EXPECT_LE(test, t->an.outcome_count, SECCOMP_OUTCOMES);
}

static const struct seccomp_outcome *limit_outcome(const struct limit_test *t,
						   u32 nr)
{
	return &t->an.outcomes[t->an.outcome_idx[nr]];
}

static void limit_expect(struct kunit *test, const struct limit_test *t, u32 nr,
			 u32 ret)
{
	const struct seccomp_outcome *outcome = limit_outcome(t, nr);

	KUNIT_EXPECT_EQ_MSG(test, outcome->kind, OUTCOME_CONSTANT, "call %u",
			    nr);
	KUNIT_EXPECT_EQ_MSG(test, outcome->ret, ret, "call %u", nr);
}

static u32 limit_kill(u32 i)
{
	return (i % 2 ? SECCOMP_RET_KILL_PROCESS : SECCOMP_RET_KILL_THREAD) |
	       (i + 1);
}

/* ALLOW and KILL stay constants when errnos have filled the list. */
static void analysis_errnos_leave_room_for_allow_and_kill(struct kunit *test)
{
	struct limit_test *t = limit_begin(test);
	u32 i, nr, exact = 0;

	for (nr = 0; nr < TEST_ERRNOS; nr++) {
		limit_jeq(t, nr, 1);
		limit_ret(t, SECCOMP_RET_ERRNO | (nr + 1));
	}
	for (i = 0; i < TEST_KILLS; i++) {
		limit_jeq(t, nr + i, 1);
		limit_ret(t, limit_kill(i));
	}
	limit_ret(t, SECCOMP_RET_ALLOW);
	limit_analyze(test, t);

	for (nr = 0; nr < TEST_ERRNOS; nr++) {
		if (limit_outcome(t, nr)->kind == OUTCOME_UNKNOWN)
			continue;
		limit_expect(test, t, nr, SECCOMP_RET_ERRNO | (nr + 1));
		exact++;
	}
	KUNIT_EXPECT_EQ(test, exact,
			SECCOMP_OUTCOMES - SECCOMP_OUTCOMES_KILL -
				SECCOMP_OUTCOME_ALLOW - 1);
	for (i = 0; i < SECCOMP_OUTCOMES_KILL; i++)
		limit_expect(test, t, nr + i, limit_kill(i));
	/* Beyond the reserve, the program runs and gives the data. */
	for (; i < TEST_KILLS; i++)
		KUNIT_EXPECT_EQ(test, limit_outcome(t, nr + i)->kind,
				OUTCOME_UNKNOWN);
	for (nr += i; nr < seccomp_abi_info[0].count; nr++)
		KUNIT_EXPECT_EQ_MSG(test, t->an.outcome_idx[nr],
				    SECCOMP_OUTCOME_ALLOW, "call %u", nr);
	limit_expect(test, t, nr - 1, SECCOMP_RET_ALLOW);
}

/* Constants stay constants when residuals have filled the list. */
static void analysis_residuals_leave_room_for_constants(struct kunit *test)
{
	struct limit_test *t = limit_begin(test);
	u32 i, nr, residuals = 0;

	for (nr = 0; nr < TEST_RESIDUALS; nr++) {
		limit_jeq(t, nr, 4);
		limit_load(t, offsetof(struct seccomp_data, args));
		limit_jeq(t, nr, 1);
		limit_ret(t, SECCOMP_RET_TRAP);
		limit_ret(t, SECCOMP_RET_ALLOW);
	}
	for (i = 0; i < TEST_CONSTANTS; i++) {
		limit_jeq(t, nr + i, 1);
		limit_ret(t, SECCOMP_RET_ERRNO | (i + 1));
	}
	limit_ret(t, SECCOMP_RET_ALLOW);
	limit_analyze(test, t);

	for (nr = 0; nr < TEST_RESIDUALS; nr++)
		residuals += limit_outcome(t, nr)->kind == OUTCOME_RESIDUAL;
	KUNIT_EXPECT_GT(test, residuals, SECCOMP_OUTCOMES / 2);
	KUNIT_EXPECT_LT(test, residuals, TEST_RESIDUALS);
	for (i = 0; i < TEST_CONSTANTS; i++)
		limit_expect(test, t, nr + i, SECCOMP_RET_ERRNO | (i + 1));
	limit_expect(test, t, nr + i, SECCOMP_RET_ALLOW);
}

/*
 * A program that keeps the number in scratch memory needs partial evaluation for
 * each number. Its answers are constants when the budget is used up, too.
 */
static void analysis_constants_need_no_budget(struct kunit *test)
{
	struct limit_test *t = limit_begin(test);
	enum seccomp_abi abi;
	u32 i;

	limit_stmt(t, BPF_ST, 0);
	limit_stmt(t, BPF_LD | BPF_MEM, 0);
	for (i = 0; i < TEST_COMPARES; i++) {
		limit_jeq(t, i, 1);
		limit_ret(t, SECCOMP_RET_ERRNO | (i % 8 + 1));
	}
	limit_ret(t, SECCOMP_RET_ALLOW);
	limit_analyze(test, t);

	for (abi = 0; abi < SECCOMP_ABIS; abi++) {
		const struct seccomp_abi_info *info = &seccomp_abi_info[abi];

		for (i = 0; i < info->count; i++)
			limit_expect(test, t, info->first_slot + i,
				     info->first_nr + i < TEST_COMPARES ?
					     SECCOMP_RET_ERRNO | (i % 8 + 1) :
					     SECCOMP_RET_ALLOW);
	}
}

static struct kunit_case limit_cases[] = {
	KUNIT_CASE(analysis_errnos_leave_room_for_allow_and_kill),
	KUNIT_CASE(analysis_residuals_leave_room_for_constants),
	KUNIT_CASE(analysis_constants_need_no_budget),
	{},
};

static struct kunit_suite limit_suite = {
	.name = "seccomp_analysis",
	.test_cases = limit_cases,
};

kunit_test_suite(limit_suite);

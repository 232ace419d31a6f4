// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of masks: the program of a mask answers each call as the mask says,
 * and its outcomes are those that the analysis finds.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/prandom.h>
#include <linux/seccomp.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "abi.h"
#include "analysis.h"
#include "arch.h"
#include "backport.h"
#include "bitmask.h"
#include "cbpf.h"
#include "outcome.h"
#include "program.h"
#include "program_cache.h"
#include "window.h"

#define BITMASK_TEST_OTHERWISE (SECCOMP_RET_ERRNO | 4095)
#define BITMASK_TEST_SEED 4711
#define BITMASK_TEST_ROUNDS 2

/* Numbers of unassigned calls, of x32 calls, and negative ones. */
static const u32 bitmask_test_others[] = {
	1024,	    1025,	2047,	    4096,	65535,
	0x0fffffff, 0x3fffffff, 0x40000000, 0x40000001, 0x40000200,
	0x400003ff, 0x7fffffff, 0x80000000, 0xffffffff,
};

/**
 * struct bitmask_test - a mask, and the numbers that it allows as a second form
 * @mask: the mask
 * @allowed: one byte for each number
 * @rnd: random numbers
 * @an: result of the analysis
 */
struct bitmask_test {
	struct seccomp_mask mask;
	bool allowed[SECCOMP_BITMASK_MAX];
	struct rnd_state rnd;
	struct seccomp_analysis an;
};

static struct bitmask_test *bitmask_test_begin(struct kunit *test)
{
	struct bitmask_test *t;

	if (SECCOMP_ABIS == 0)
		kunit_skip(test, "masks of this architecture are refused");
	t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t);
	prandom_seed_state(&t->rnd, BITMASK_TEST_SEED);
	return t;
}

static void bitmask_test_allow(struct bitmask_test *t, u32 nr)
{
	t->allowed[nr] = true;
	t->mask.bits[nr / 8] |= 1 << nr % 8;
}

/* Make an empty mask. */
static void bitmask_test_clear(struct bitmask_test *t, u32 arch, u32 count)
{
	memset(&t->mask, 0, sizeof(t->mask));
	memset(t->allowed, 0, sizeof(t->allowed));
	t->mask.arch = arch;
	t->mask.count = count;
	t->mask.otherwise = BITMASK_TEST_OTHERWISE;
}

static u32 bitmask_test_expected(const struct bitmask_test *t, u32 arch, u32 nr)
{
	if (arch == t->mask.arch && nr < t->mask.count && t->allowed[nr])
		return SECCOMP_RET_ALLOW;
	return BITMASK_TEST_OTHERWISE;
}

static u32 bitmask_test_run(const struct seccomp_program *program, u32 arch,
			    u32 nr)
{
	const struct seccomp_input input = {
		.sd = { .nr = nr, .arch = arch, .args = { ~0ULL, ~0ULL } },
	};

	return seccomp_program_interpret(program, &input);
}

static void bitmask_test_check_answer(struct kunit *test,
				      const struct bitmask_test *t,
				      const struct seccomp_program *program,
				      u32 arch, u32 nr)
{
	const u32 expected = bitmask_test_expected(t, arch, nr);
	const u32 ret = bitmask_test_run(program, arch, nr);

	KUNIT_EXPECT_EQ_MSG(test, ret, expected, "arch %x, call %x, %u bits",
			    arch, nr, t->mask.count);
}

static void bitmask_test_check_answers(struct kunit *test,
				       const struct bitmask_test *t,
				       const struct seccomp_program *program,
				       u32 arch)
{
	u32 i, nr;

	for (nr = 0; nr < SECCOMP_BITMASK_MAX; nr++)
		bitmask_test_check_answer(test, t, program, arch, nr);
	for (i = 0; i < ARRAY_SIZE(bitmask_test_others); i++)
		bitmask_test_check_answer(test, t, program, arch,
					  bitmask_test_others[i]);
}

/* Without registers, residuals become unknown outcomes. */
static bool bitmask_test_same_outcome(const struct seccomp_outcome *one,
				      const struct seccomp_outcome *other)
{
	if (one->kind != OUTCOME_CONSTANT)
		return other->kind != OUTCOME_CONSTANT;
	return other->kind == OUTCOME_CONSTANT && one->ret == other->ret;
}

/* Expect that the program has what the analysis finds. */
static void bitmask_test_check_outcomes(struct kunit *test,
					struct bitmask_test *t,
					const struct seccomp_program *program)
{
	const struct seccomp_outcome *found, *outcome;
	struct seccomp_analysis *an = &t->an;
	bool same;
	u32 slot;

	KUNIT_ASSERT_EQ(test, seccomp_analyze(program->insns, program->len, an),
			0);
	kvfree(an->code);
	seccomp_allow_uprobe_exception(an->outcome_idx, SECCOMP_OUTCOME_ALLOW);
	for (slot = 0; slot <= SECCOMP_TABLE_SLOTS; slot++) {
		found = &an->outcomes[an->outcome_idx[slot]];
		outcome = &program->outcomes[program->outcome_idx[slot]];
		same = bitmask_test_same_outcome(found, outcome);
		KUNIT_EXPECT_TRUE_MSG(test, same, "slot %u, %u bits", slot,
				      t->mask.count);
	}
}

/* Load the mask, and compare the program with it. */
static void bitmask_test_check(struct kunit *test, struct bitmask_test *t)
{
	struct seccomp_program *program = seccomp_mask_load(&t->mask);
	unsigned int abi;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	KUNIT_EXPECT_EQ(test,
			seccomp_cbpf_validate(program->insns, program->len), 0);
	for (abi = 0; abi < SECCOMP_ABIS; abi++)
		bitmask_test_check_answers(test, t, program,
					   seccomp_abi_info[abi].arch);
	bitmask_test_check_answers(test, t, program, 0);
	bitmask_test_check_outcomes(test, t, program);
	seccomp_program_put(program);
}

/* Allow runs of numbers up to @longest numbers. */
static void bitmask_test_fill(struct bitmask_test *t, u32 longest)
{
	bool allow = prandom_u32_state(&t->rnd) & 1;
	u32 nr = 0, run;

	while (nr < t->mask.count) {
		run = 1 + prandom_u32_state(&t->rnd) % longest;
		for (; run && nr < t->mask.count; run--, nr++)
			if (allow)
				bitmask_test_allow(t, nr);
		allow = !allow;
	}
}

static void bitmask_test_check_runs(struct kunit *test, struct bitmask_test *t,
				    u32 arch, u32 count)
{
	static const u32 longest[] = { 1, 2, 9, 60, SECCOMP_BITMASK_MAX };
	unsigned int i, round;

	for (i = 0; i < ARRAY_SIZE(longest); i++) {
		for (round = 0; round < BITMASK_TEST_ROUNDS; round++) {
			bitmask_test_clear(t, arch, count);
			bitmask_test_fill(t, longest[i]);
			bitmask_test_check(test, t);
			cond_resched();
		}
	}
}

static void bitmask_test_check_abi(struct kunit *test, struct bitmask_test *t,
				   const struct seccomp_abi_info *info)
{
	const u32 counts[] = {
		1,
		2,
		8,
		31,
		info->count - 1,
		info->count,
		info->count + 1,
		SECCOMP_BITMASK_MAX,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(counts); i++)
		bitmask_test_check_runs(test, t, info->arch, counts[i]);
}

/* x32 numbers belong to no mask. */
static void bitmask_programs_answer_as_masks(struct kunit *test)
{
	struct bitmask_test *t = bitmask_test_begin(test);
	unsigned int abi;

	for (abi = 0; abi < SECCOMP_ABIS; abi++)
		if (!seccomp_abi_info[abi].first_nr)
			bitmask_test_check_abi(test, t, &seccomp_abi_info[abi]);
}

/* Each single number, in its byte and at its place. */
static void bitmask_bit_allows_its_number(struct kunit *test)
{
	struct bitmask_test *t = bitmask_test_begin(test);
	struct seccomp_program *program;
	u32 arch = seccomp_abi_info[0].arch, nr, other, seen;

	for (nr = 0; nr < SECCOMP_BITMASK_MAX; nr += nr < 64 ? 1 : 37) {
		bitmask_test_clear(t, arch, SECCOMP_BITMASK_MAX);
		bitmask_test_allow(t, nr);
		program = seccomp_mask_load(&t->mask);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
		seen = 0;
		for (other = 0; other < SECCOMP_BITMASK_MAX; other++)
			seen += bitmask_test_run(program, arch, other) ==
				SECCOMP_RET_ALLOW;
		KUNIT_EXPECT_EQ_MSG(test, seen, 1, "bit %u", nr);
		KUNIT_EXPECT_EQ_MSG(test, bitmask_test_run(program, arch, nr),
				    SECCOMP_RET_ALLOW, "bit %u", nr);
		seccomp_program_put(program);
	}
}

/* The tree of the mask with the most changes has targets far away. */
static void bitmask_largest_program_is_valid(struct kunit *test)
{
	struct bitmask_test *t = bitmask_test_begin(test);
	u32 arch = seccomp_abi_info[0].arch, first, nr;

	for (first = 0; first < 2; first++) {
		bitmask_test_clear(t, arch, SECCOMP_BITMASK_MAX);
		for (nr = first; nr < SECCOMP_BITMASK_MAX; nr += 2)
			bitmask_test_allow(t, nr);
		bitmask_test_check(test, t);
	}
}

static void bitmask_empty_and_full_masks_are_short(struct kunit *test)
{
	struct bitmask_test *t = bitmask_test_begin(test);
	u32 arch = seccomp_abi_info[0].arch, nr;
	struct seccomp_program *program;

	bitmask_test_clear(t, arch, SECCOMP_BITMASK_MAX);
	bitmask_test_check(test, t);
	program = seccomp_mask_load(&t->mask);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	/* Two loads, a test of the architecture, and two returns. */
	KUNIT_EXPECT_EQ(test, program->len, 5);
	seccomp_program_put(program);
	for (nr = 0; nr < SECCOMP_BITMASK_MAX; nr++)
		bitmask_test_allow(t, nr);
	bitmask_test_check(test, t);
	program = seccomp_mask_load(&t->mask);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	KUNIT_EXPECT_EQ(test, program->len, 7);
	seccomp_program_put(program);
}

static void bitmask_unknown_arch_is_refused(struct kunit *test)
{
	struct bitmask_test *t = bitmask_test_begin(test);

	bitmask_test_clear(t, 0, 8);
	KUNIT_EXPECT_EQ(test, PTR_ERR(seccomp_mask_load(&t->mask)), -EINVAL);
	bitmask_test_clear(t, ~seccomp_abi_info[0].arch, 8);
	KUNIT_EXPECT_EQ(test, PTR_ERR(seccomp_mask_load(&t->mask)), -EINVAL);
}

static struct kunit_case bitmask_test_cases[] = {
	KUNIT_CASE_SLOW(bitmask_programs_answer_as_masks),
	KUNIT_CASE_SLOW(bitmask_bit_allows_its_number),
	KUNIT_CASE(bitmask_largest_program_is_valid),
	KUNIT_CASE(bitmask_empty_and_full_masks_are_short),
	KUNIT_CASE(bitmask_unknown_arch_is_refused),
	{},
};

static struct kunit_suite bitmask_test_suite = {
	.name = "seccomp_bitmask",
	.test_cases = bitmask_test_cases,
};

kunit_test_suite(bitmask_test_suite);

// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of decision lists: which residuals become lists, how many tests
 * these have, and what they return. The interpreter is the reference.
 */
#include <kunit/test.h>
#include <linux/filter.h>
#include <linux/mm.h>
#include <linux/prandom.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "abi.h"
#include "arch.h"
#include "cbpf.h"
#include "decision.h"
#include "filter_test.h"
#include "program.h"
#include "verdict.h"
#include "window.h"

#define DECISION_RANDOM_LISTS 1500
#define MAX_BLOCKS 12
#define DECISION_CALLS 64

#define HALF(arg, high)                             \
	(offsetof(struct seccomp_data, args[arg]) + \
	 (IS_ENABLED(CONFIG_CPU_BIG_ENDIAN) == (high) ? 0 : 4))
#define LOAD_LOW(arg) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, HALF(arg, 0))
#define LOAD_HIGH(arg) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, HALF(arg, 1))
#define MASK(k) BPF_STMT(BPF_ALU | BPF_AND | BPF_K, k)
#define IF_EQ(k, jt, jf) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, k, jt, jf)
#define IF_GT(k, jt, jf) BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, k, jt, jf)
#define IF_GE(k, jt, jf) BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, k, jt, jf)
#define IF_SET(k, jt, jf) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, k, jt, jf)
#define RETURN(k) BPF_STMT(BPF_RET | BPF_K, k)

/**
 * struct decision_suite - memory that all cases use
 * @work: memory for the recognition
 * @tests: the current list
 * @offsets: registers of the native ABI
 */
struct decision_suite {
	struct seccomp_list_work *work;
	struct seccomp_test tests[SECCOMP_LIST_TESTS];
	const u16 *offsets;
};

static int decision_case_init(struct kunit *test)
{
	struct decision_suite *suite;

	if (SECCOMP_ABIS == 0 || !seccomp_reg_offsets(0))
		kunit_skip(test, "no residuals on this architecture");
	suite = kunit_kzalloc(test, sizeof(*suite), GFP_KERNEL);
	if (!suite)
		return -ENOMEM;
	test->priv = suite;
	suite->offsets = seccomp_reg_offsets(0);
	suite->work = seccomp_list_work_alloc(BPF_MAXINSNS);
	return suite->work ? 0 : -ENOMEM;
}

static void decision_case_exit(struct kunit *test)
{
	struct decision_suite *suite = test->priv;

	if (suite)
		kvfree(suite->work);
}

static unsigned int recognize(struct kunit *test,
			      const struct sock_filter *insns, unsigned int len)
{
	struct decision_suite *suite = test->priv;

	KUNIT_ASSERT_EQ(test, seccomp_cbpf_validate(insns, len), 0);
	/* A list must not depend on what was in its memory. */
	memset(suite->tests, 0xa5, sizeof(suite->tests));
	return seccomp_list_from_residual(suite->work, insns, len,
					  suite->offsets, suite->tests);
}

/* Store the data of a call in the registers; other bits of these are set. */
static void store_call_in_regs(struct kunit *test, struct pt_regs *regs,
			       const struct seccomp_data *sd)
{
	const struct decision_suite *suite = test->priv;

	test_store_call(regs, suite->offsets, sd, 0xff);
}

/* Near the constants of the cases, where compares change their result. */
static u32 boundary_word(struct rnd_state *rnd)
{
	static const u32 words[] = {
		0, 1, 2, 3, 7, 8, 0xff, 0x100, 0x7fffffff, 0x80000000, -3, -1
	};
	const u32 word = words[prandom_u32_state(rnd) % ARRAY_SIZE(words)];

	switch (prandom_u32_state(rnd) % 8) {
	case 0:
		return word + 1;
	case 1:
		return word - 1;
	case 2:
		return word ^ BIT(prandom_u32_state(rnd) % 32);
	default:
		return word;
	}
}

static void boundary_call(struct rnd_state *rnd, struct seccomp_data *sd)
{
	u32 *words = (u32 *)sd;
	unsigned int i;

	for (i = 0; i < sizeof(*sd) / sizeof(*words); i++)
		words[i] = boundary_word(rnd);
}

/* Compare the current list with the interpreter. */
static void check_decisions(struct kunit *test, struct rnd_state *rnd,
			    const struct sock_filter *insns)
{
	const struct decision_suite *suite = test->priv;
	struct seccomp_input input = {};
	struct pt_regs regs;
	unsigned int i;
	u32 ret;

	for (i = 0; i < DECISION_CALLS; i++) {
		boundary_call(rnd, &input.sd);
		store_call_in_regs(test, &regs, &input.sd);
		ret = seccomp_cbpf_interpret(insns, &input);
		KUNIT_EXPECT_EQ(test, seccomp_list_run(suite->tests, &regs),
				seccomp_ret_normal(ret));
	}
}

/* Expect a list of @count tests; 0 for a residual that is not a list. */
static void expect_list(struct kunit *test, const struct sock_filter *insns,
			unsigned int len, unsigned int count)
{
	struct rnd_state rnd;
	unsigned int i;

	KUNIT_ASSERT_EQ(test, recognize(test, insns, len), count);
	prandom_seed_state(&rnd, 20261124);
	for (i = 0; count && i < 16; i++)
		check_decisions(test, &rnd, insns);
}

/* Ends the instructions of a case. */
#define INSNS_END 0xffff

static void expect_insns(struct kunit *test, unsigned int count,
			 const struct sock_filter *insns)
{
	unsigned int len = 0;

	while (insns[len].code != INSNS_END)
		len++;
	expect_list(test, insns, len, count);
}

#define EXPECT_LIST(test, count, ...)                           \
	expect_insns(test, count,                               \
		     (const struct sock_filter[]){ __VA_ARGS__, \
						   { .code = INSNS_END } })
#define EXPECT_CODE(test, ...) EXPECT_LIST(test, 0, __VA_ARGS__)

static void decision_zeroed_list_kills(struct kunit *test)
{
	const struct seccomp_test zeroed = {};
	struct pt_regs regs;

	memset(&regs, 0xff, sizeof(regs));
	KUNIT_EXPECT_EQ(test, seccomp_list_run(&zeroed, &regs),
			SECCOMP_RET_KILL_THREAD);
}

static void decision_exit_without_answer_is_closed(struct kunit *test)
{
	const struct sock_filter insns[] = {
		LOAD_LOW(0),	IF_EQ(1, 0, 2), LOAD_LOW(1),
		IF_EQ(2, 1, 0), RETURN(1),	RETURN(SECCOMP_RET_ALLOW),
	};
	const struct decision_suite *suite = test->priv;
	unsigned int i, exit;

	KUNIT_ASSERT_EQ(test, recognize(test, insns, ARRAY_SIZE(insns)), 2);
	for (i = 0; i < 2; i++)
		for (exit = 0; exit < 2; exit++)
			if (suite->tests[i].next[exit])
				KUNIT_EXPECT_EQ(test, suite->tests[i].ret[exit],
						SECCOMP_RET_KILL_THREAD);
}

static void decision_allow_has_no_data(struct kunit *test)
{
	EXPECT_LIST(test, 1, LOAD_LOW(0), IF_EQ(1, 0, 1),
		    RETURN(SECCOMP_RET_ALLOW | 7),
		    RETURN(SECCOMP_RET_ERRNO | 7));
}

static void decision_operators_take_one_test(struct kunit *test)
{
	EXPECT_LIST(test, 1, LOAD_LOW(0), IF_EQ(7, 0, 1), RETURN(1), RETURN(2));
	EXPECT_LIST(test, 1, LOAD_LOW(0), IF_GT(7, 0, 1), RETURN(1), RETURN(2));
	EXPECT_LIST(test, 1, LOAD_LOW(0), IF_GE(7, 0, 1), RETURN(1), RETURN(2));
	EXPECT_LIST(test, 1, LOAD_LOW(0), IF_SET(7, 0, 1), RETURN(1),
		    RETURN(2));
	EXPECT_LIST(test, 1, LOAD_HIGH(5), IF_GT(7, 0, 1), RETURN(1),
		    RETURN(2));
	EXPECT_LIST(test, 1, LOAD_HIGH(5), MASK(0xf0), IF_GT(7, 0, 1),
		    RETURN(1), RETURN(2));
	EXPECT_LIST(test, 1, LOAD_HIGH(5), MASK(0x80000001),
		    IF_GE(0x80000000, 0, 1), RETURN(1), RETURN(2));
}

/* libseccomp on x86-64: of the numbers with the x32 bit, only -1 may pass. */
static void decision_number_is_half_a_register(struct kunit *test)
{
	EXPECT_LIST(test, 1,
		    BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			     offsetof(struct seccomp_data, nr)),
		    IF_EQ(-1, 0, 1), RETURN(1), RETURN(2));
}

static void decision_halves_are_fused(struct kunit *test)
{
	/* libseccomp: equal, and masked. */
	EXPECT_LIST(test, 1, LOAD_HIGH(1), IF_EQ(2, 0, 3), LOAD_LOW(1),
		    IF_EQ(7, 0, 1), RETURN(1), RETURN(2));
	EXPECT_LIST(test, 1, LOAD_HIGH(1), MASK(3), IF_EQ(2, 0, 4), LOAD_LOW(1),
		    MASK(0xf0), IF_EQ(0x80, 0, 1), RETURN(1), RETURN(2));
	/* OpenSSH: the lower half first. */
	EXPECT_LIST(test, 1, LOAD_LOW(1), IF_EQ(7, 0, 3), LOAD_HIGH(1),
		    IF_EQ(2, 0, 1), RETURN(1), RETURN(2));
	/* Not equal. */
	EXPECT_LIST(test, 1, LOAD_HIGH(1), IF_EQ(2, 0, 2), LOAD_LOW(1),
		    IF_EQ(7, 1, 0), RETURN(1), RETURN(2));
}

static void decision_ordered_compares_are_fused(struct kunit *test)
{
	EXPECT_LIST(test, 1, LOAD_HIGH(1), IF_GT(1, 3, 0), IF_EQ(1, 0, 3),
		    LOAD_LOW(1), IF_GE(8, 0, 1), RETURN(1), RETURN(2));
	EXPECT_LIST(test, 1, LOAD_HIGH(1), IF_GT(1, 3, 0), IF_EQ(1, 0, 3),
		    LOAD_LOW(1), IF_GT(8, 0, 1), RETURN(1), RETURN(2));
	EXPECT_LIST(test, 1, LOAD_HIGH(1), IF_GE(1, 0, 4), IF_GT(1, 2, 0),
		    LOAD_LOW(1), IF_GE(-1, 0, 1), RETURN(1), RETURN(2));
	/* The second compare makes an equality of the first one. */
	EXPECT_LIST(test, 1, LOAD_HIGH(1), IF_GE(2, 0, 4), IF_GT(2, 2, 0),
		    LOAD_LOW(1), IF_GT(8, 0, 1), RETURN(1), RETURN(2));
	/* A range of the whole register. */
	EXPECT_LIST(test, 1, LOAD_HIGH(1), IF_EQ(0, 0, 4), LOAD_LOW(1),
		    IF_GE(3, 0, 2), IF_GT(8, 1, 0), RETURN(1), RETURN(2));
}

static void decision_chains_share_a_half(struct kunit *test)
{
	EXPECT_LIST(test, 3, LOAD_HIGH(0), IF_EQ(0, 0, 5), LOAD_LOW(0),
		    IF_EQ(1, 2, 0), IF_EQ(3, 1, 0), IF_EQ(7, 0, 1), RETURN(1),
		    RETURN(2));
	/* Adjacent values are one interval. */
	EXPECT_LIST(test, 1, LOAD_HIGH(0), IF_EQ(0, 0, 5), LOAD_LOW(0),
		    IF_EQ(1, 2, 0), IF_EQ(2, 1, 0), IF_EQ(3, 0, 1), RETURN(1),
		    RETURN(2));
	/* So are single bits. */
	EXPECT_LIST(test, 1, LOAD_LOW(0), IF_SET(1, 4, 0), LOAD_LOW(0), MASK(2),
		    IF_EQ(2, 1, 0), RETURN(1), RETURN(2));
}

static void decision_useless_tests_are_dropped(struct kunit *test)
{
	/* Both exits are equal, once data of ALLOW are gone. */
	EXPECT_LIST(test, 1, LOAD_LOW(0), IF_EQ(1, 0, 1),
		    RETURN(SECCOMP_RET_ALLOW | 1), RETURN(SECCOMP_RET_ALLOW));
	/* The first test decides the second one. */
	EXPECT_LIST(test, 1, LOAD_LOW(0), IF_GT(7, 0, 3), LOAD_LOW(0),
		    IF_EQ(7, 0, 1), RETURN(3), RETURN(1), RETURN(2));
}

static void decision_other_residuals_are_code(struct kunit *test)
{
	EXPECT_CODE(test, LOAD_LOW(0), BPF_STMT(BPF_ALU | BPF_ADD | BPF_K, 1),
		    IF_EQ(1, 0, 1), RETURN(1), RETURN(2));
	EXPECT_CODE(test, LOAD_LOW(0), BPF_STMT(BPF_RET | BPF_A, 0));
	EXPECT_CODE(test, LOAD_LOW(0), BPF_STMT(BPF_MISC | BPF_TAX, 0),
		    LOAD_LOW(1), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_X, 0, 0, 1),
		    RETURN(1), RETURN(2));
	/* The division can end the program. */
	EXPECT_CODE(test, LOAD_LOW(0), BPF_STMT(BPF_MISC | BPF_TAX, 0),
		    BPF_STMT(BPF_ALU | BPF_DIV | BPF_X, 0), RETURN(1));
	/* Two paths meet with different values. */
	EXPECT_CODE(test, LOAD_LOW(0), IF_EQ(1, 0, 1), LOAD_LOW(1),
		    IF_EQ(2, 0, 1), RETURN(1), RETURN(2));
}

static void decision_scratch_memory_is_followed(struct kunit *test)
{
	EXPECT_LIST(test, 2, LOAD_LOW(0), MASK(0xff), BPF_STMT(BPF_ST, 3),
		    LOAD_LOW(1), BPF_STMT(BPF_MISC | BPF_TAX, 0),
		    IF_EQ(1, 0, 4), BPF_STMT(BPF_LD | BPF_MEM, 3),
		    IF_EQ(7, 0, 2), BPF_STMT(BPF_MISC | BPF_TXA, 0), RETURN(1),
		    RETURN(2));
	/* The slot has two values. */
	EXPECT_CODE(test, LOAD_LOW(0), BPF_STMT(BPF_ST, 3), IF_EQ(1, 0, 2),
		    LOAD_LOW(1), BPF_STMT(BPF_ST, 3),
		    BPF_STMT(BPF_LD | BPF_MEM, 3), IF_EQ(1, 0, 1), RETURN(1),
		    RETURN(2));
}

/* Write a residual that compares the first argument with @count values. */
static unsigned int make_long_residual(struct sock_filter *insns,
				       unsigned int count)
{
	unsigned int i, at = 0;

	insns[at++] = (struct sock_filter)LOAD_LOW(0);
	for (i = 0; i < count; i++) {
		insns[at++] = (struct sock_filter)IF_EQ(2 * i, 0, 1);
		insns[at++] = (struct sock_filter)RETURN(i);
	}
	insns[at++] = (struct sock_filter)RETURN(count);
	return at;
}

static void decision_list_has_a_limit(struct kunit *test)
{
	struct sock_filter *insns;
	unsigned int len;

	insns = kunit_kcalloc(test, BPF_MAXINSNS, sizeof(*insns), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, insns);
	len = make_long_residual(insns, SECCOMP_LIST_TESTS);
	expect_list(test, insns, len, SECCOMP_LIST_TESTS);
	len = make_long_residual(insns, SECCOMP_LIST_TESTS + 1);
	KUNIT_EXPECT_EQ(test, recognize(test, insns, len), 0);
	/* More nodes and more instructions than there is room for. */
	len = make_long_residual(insns, 240);
	KUNIT_EXPECT_EQ(test, recognize(test, insns, len), 0);
	len = make_long_residual(insns, 2000);
	KUNIT_EXPECT_EQ(test, recognize(test, insns, len), 0);
}

static struct sock_filter random_compare(struct rnd_state *rnd)
{
	static const u16 jumps[] = { BPF_JEQ, BPF_JGT, BPF_JGE, BPF_JSET };

	return (struct sock_filter){
		.code = BPF_JMP | BPF_K |
			jumps[prandom_u32_state(rnd) % ARRAY_SIZE(jumps)],
		.k = boundary_word(rnd),
	};
}

/* Skip instructions of a block to reach a later block or one of four returns. */
static u8 random_skip(struct rnd_state *rnd, unsigned int blocks_left)
{
	const u32 pick = prandom_u32_state(rnd);

	if (pick % 2 || !blocks_left)
		return 3 * blocks_left + pick / 2 % 4;
	return 3 * (pick / 2 % min(blocks_left, 3u));
}

/* Write blocks of a load, a mask and a compare, then four returns. */
static unsigned int random_list_residual(struct rnd_state *rnd,
					 struct sock_filter *insns)
{
	const unsigned int blocks = 1 + prandom_u32_state(rnd) % MAX_BLOCKS;
	unsigned int i, at = 0;

	for (i = 0; i < blocks; i++) {
		const u32 pick = prandom_u32_state(rnd);

		/* The instruction pointer and the first argument. */
		insns[at].code = BPF_LD | BPF_W | BPF_ABS;
		insns[at++].k = 8 + pick % 4 * sizeof(u32);
		insns[at].code = BPF_ALU | BPF_AND | BPF_K;
		insns[at++].k = pick / 4 % 2 ? boundary_word(rnd) : -1;
		insns[at] = random_compare(rnd);
		insns[at].jt = random_skip(rnd, blocks - i - 1);
		insns[at++].jf = random_skip(rnd, blocks - i - 1);
	}
	for (i = 0; i < 4; i++) {
		insns[at].code = BPF_RET | BPF_K;
		insns[at++].k = i ? SECCOMP_RET_ERRNO | i :
				    SECCOMP_RET_ALLOW | 5;
	}
	return at;
}

static void decision_random_lists_match_interpreter(struct kunit *test)
{
	struct sock_filter insns[3 * MAX_BLOCKS + 4];
	unsigned int lists = 0, tests = 0, tries;
	struct rnd_state rnd;

	prandom_seed_state(&rnd, 20261125);
	for (tries = 0; tries < DECISION_RANDOM_LISTS; tries++) {
		unsigned int len, count;

		memset(insns, 0, sizeof(insns));
		len = random_list_residual(&rnd, insns);
		count = recognize(test, insns, len);
		if (!count)
			continue;
		lists++;
		tests += count;
		check_decisions(test, &rnd, insns);
	}
	kunit_info(test, "%u of %u are lists, with %u tests", lists, tries,
		   tests);
	KUNIT_EXPECT_EQ(test, lists, DECISION_RANDOM_LISTS);
	KUNIT_EXPECT_GT(test, tests, lists + lists / 2);
}

/* For number 1 the answer is a list, and for 2 and 3 only if @add is 0. */
static struct seccomp_program *decision_program(struct kunit *test, u32 add)
{
	const struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		IF_EQ(1, 3, 0),
		IF_EQ(2, 4, 0),
		IF_EQ(3, 6, 0),
		RETURN(SECCOMP_RET_ALLOW),
		LOAD_LOW(0),
		IF_EQ(7, 6, 7),
		LOAD_LOW(1),
		BPF_STMT(BPF_ALU | BPF_ADD | BPF_K, add),
		IF_EQ(8, 3, 4),
		LOAD_LOW(1),
		BPF_STMT(BPF_ALU | BPF_ADD | BPF_K, 2 * add),
		IF_EQ(8, 0, 1),
		RETURN(SECCOMP_RET_ERRNO | 1),
		RETURN(SECCOMP_RET_ERRNO | 2),
	};
	struct seccomp_program *program;
	struct sock_filter *copy;

	copy = kvmalloc(sizeof(insns), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	memcpy(copy, insns, sizeof(insns));
	if (!add) {
		copy[8] = (struct sock_filter)MASK(0xff);
		copy[11] = copy[8];
	}
	program = seccomp_program_create(copy, ARRAY_SIZE(insns));
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	return program;
}

static u32 run_decision(struct kunit *test,
			const struct seccomp_program *program, int nr, u64 arg)
{
	const u32 slot = seccomp_table_index(seccomp_abi_info[0].arch, nr);
	const struct seccomp_outcome *outcome =
		&program->outcomes[program->outcome_idx[slot]];
	const struct seccomp_data sd = { .args = { arg, arg } };
	struct pt_regs regs;

	KUNIT_ASSERT_EQ(test, outcome->kind, OUTCOME_RESIDUAL);
	store_call_in_regs(test, &regs, &sd);
	return seccomp_program_run_residual(program, outcome->residual, &regs);
}

static void decision_program_without_code(struct kunit *test)
{
	struct seccomp_program *program = decision_program(test, 0);

	KUNIT_EXPECT_NULL(test, program->residual_code);
	KUNIT_EXPECT_NOT_NULL(test, seccomp_program_list(program, 0));
	KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)program->tests, 8));
	KUNIT_EXPECT_EQ(test, run_decision(test, program, 1, 7),
			SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, run_decision(test, program, 1, 8),
			SECCOMP_RET_ERRNO | 2);
	KUNIT_EXPECT_EQ(test, run_decision(test, program, 2, 8),
			SECCOMP_RET_ERRNO | 1);
	seccomp_program_free(program);
}

static void decision_program_with_lists_and_code(struct kunit *test)
{
	struct seccomp_program *program = decision_program(test, 1);
	unsigned int i, lists = 0;

	KUNIT_EXPECT_NOT_NULL(test, program->residual_code);
	for (i = 0; i < 3; i++)
		lists += !!seccomp_program_list(program, i);
	KUNIT_EXPECT_EQ(test, lists, 1);
	KUNIT_EXPECT_EQ(test, run_decision(test, program, 1, 7),
			SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, run_decision(test, program, 1, 8),
			SECCOMP_RET_ERRNO | 2);
	KUNIT_EXPECT_EQ(test, run_decision(test, program, 2, 7),
			SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, run_decision(test, program, 2, 8),
			SECCOMP_RET_ERRNO | 2);
	KUNIT_EXPECT_EQ(test, run_decision(test, program, 3, 6),
			SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, run_decision(test, program, 3, 7),
			SECCOMP_RET_ERRNO | 2);
	seccomp_program_free(program);
}

static struct kunit_case decision_cases[] = {
	KUNIT_CASE(decision_zeroed_list_kills),
	KUNIT_CASE(decision_exit_without_answer_is_closed),
	KUNIT_CASE(decision_allow_has_no_data),
	KUNIT_CASE(decision_operators_take_one_test),
	KUNIT_CASE(decision_number_is_half_a_register),
	KUNIT_CASE(decision_halves_are_fused),
	KUNIT_CASE(decision_ordered_compares_are_fused),
	KUNIT_CASE(decision_chains_share_a_half),
	KUNIT_CASE(decision_useless_tests_are_dropped),
	KUNIT_CASE(decision_other_residuals_are_code),
	KUNIT_CASE(decision_scratch_memory_is_followed),
	KUNIT_CASE(decision_list_has_a_limit),
	KUNIT_CASE(decision_random_lists_match_interpreter),
	KUNIT_CASE(decision_program_without_code),
	KUNIT_CASE(decision_program_with_lists_and_code),
	{},
};

static struct kunit_suite decision_suite = {
	.name = "seccomp_decision",
	.init = decision_case_init,
	.exit = decision_case_exit,
	.test_cases = decision_cases,
};

kunit_test_suite(decision_suite);

// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of classic BPF: validation, translation, analysis and residuals.
 * The interpreter is the reference for the return value of a program.
 */
#include <kunit/test.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/prandom.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "action.h"
#include "analysis.h"
#include "arch.h"
#include "cbpf.h"
#include "filter_test.h"
#include "verdict.h"
#include "window.h"

#define MAX_RANDOM_INSNS 64
#define RANDOM_PROGRAMS 2000
#define CALLS_PER_PROGRAM 16

static u32 run_compiled(const struct bpf_prog *code,
			const struct seccomp_data *sd)
{
	return bpf_dispatcher_nop_func(sd, code->insnsi, code->bpf_func);
}

/* Interpret a program that loads from no window. */
static u32 run_interpreted(const struct sock_filter *insns,
			   const struct seccomp_data *sd)
{
	const struct seccomp_input input = { .sd = *sd };

	return seccomp_cbpf_interpret(insns, &input);
}

/* Run a valid program compiled and interpreted, and compare the results. */
static u32 checked_result(struct kunit *test, const struct sock_filter *insns,
			  unsigned int len, const struct seccomp_data *sd)
{
	struct bpf_prog *code;
	u32 plain, compiled;

	KUNIT_ASSERT_EQ(test, seccomp_cbpf_validate(insns, len), 0);
	plain = run_interpreted(insns, sd);
	code = seccomp_cbpf_compile(insns, len);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, code);
	compiled = run_compiled(code, sd);
	bpf_prog_free(code);
	KUNIT_EXPECT_EQ(test, compiled, plain);
	return compiled;
}

static void cbpf_dialect_has_41_opcodes(struct kunit *test)
{
	unsigned int accepted = 0;
	u32 code;

	for (code = 0; code <= U16_MAX; code++)
		if (seccomp_cbpf_kind(code) != CBPF_REFUSED)
			accepted++;
	/* 7 loads, 2 stores, 2 moves, 19 ALU, 9 jumps, 2 returns */
	KUNIT_EXPECT_EQ(test, accepted, 41);
}

static void cbpf_packet_loads_and_modulo_are_refused(struct kunit *test)
{
	static const u16 refused[] = {
		BPF_LD | BPF_H | BPF_ABS,  BPF_LD | BPF_B | BPF_ABS,
		BPF_LD | BPF_W | BPF_IND,  BPF_LDX | BPF_B | BPF_MSH,
		BPF_LDX | BPF_W | BPF_ABS, BPF_ALU | BPF_MOD | BPF_K,
		BPF_ALU | BPF_MOD | BPF_X, BPF_RET | BPF_X,
		BPF_JMP | BPF_JA | BPF_X,  0x100 | BPF_RET | BPF_K,
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(refused); i++)
		KUNIT_EXPECT_EQ_MSG(test, seccomp_cbpf_kind(refused[i]),
				    CBPF_REFUSED, "opcode %#x", refused[i]);
}

static void cbpf_scratch_read_needs_write_on_every_path(struct kunit *test)
{
	struct sock_filter partial[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 1),
		BPF_STMT(BPF_ST, 3),
		BPF_STMT(BPF_LD | BPF_MEM, 3),
		BPF_STMT(BPF_RET | BPF_A, 0),
	};
	struct sock_filter both[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 2),
		BPF_STMT(BPF_ST, 3),
		BPF_STMT(BPF_JMP | BPF_JA, 1),
		BPF_STMT(BPF_STX, 3),
		BPF_STMT(BPF_LD | BPF_MEM, 3),
		BPF_STMT(BPF_RET | BPF_A, 0),
	};

	KUNIT_EXPECT_EQ(test,
			seccomp_cbpf_validate(partial, ARRAY_SIZE(partial)),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, seccomp_cbpf_validate(both, ARRAY_SIZE(both)), 0);
}

static void cbpf_division_by_zero_returns_zero(struct kunit *test)
{
	const struct seccomp_data sd = { .nr = 5 };
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_STMT(BPF_LDX | BPF_IMM, 0),
		BPF_STMT(BPF_ALU | BPF_DIV | BPF_X, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};

	KUNIT_EXPECT_EQ(test,
			checked_result(test, insns, ARRAY_SIZE(insns), &sd), 0);
}

static void cbpf_compares_are_unsigned(struct kunit *test)
{
	const struct seccomp_data sd = { .nr = -1 };
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 0x7fffffff, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 1),
		BPF_STMT(BPF_RET | BPF_K, 2),
	};

	KUNIT_EXPECT_EQ(test,
			checked_result(test, insns, ARRAY_SIZE(insns), &sd), 1);
}

static void emit_longest_program_and_jumps_compile(struct kunit *test)
{
	const struct seccomp_data sd = { .nr = 7 };
	struct sock_filter *insns;
	unsigned int pc;

	insns = kunit_kcalloc(test, BPF_MAXINSNS, sizeof(*insns), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, insns);
	/* A division by X has the longest translation. X is 1. */
	for (pc = 0; pc < BPF_MAXINSNS; pc++)
		insns[pc].code = BPF_ALU | BPF_DIV | BPF_X;
	insns[0] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0);
	insns[1] = (struct sock_filter)BPF_STMT(BPF_LDX | BPF_IMM, 1);
	insns[2] = (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA,
						BPF_MAXINSNS - 4);
	insns[BPF_MAXINSNS - 1] =
		(struct sock_filter)BPF_STMT(BPF_RET | BPF_A, 0);
	KUNIT_EXPECT_EQ(test, checked_result(test, insns, BPF_MAXINSNS, &sd),
			7);
	/* Replace the jump, so that the program runs all divisions. */
	insns[2].code = BPF_ALU | BPF_DIV | BPF_X;
	KUNIT_EXPECT_EQ(test, checked_result(test, insns, BPF_MAXINSNS, &sd),
			7);
}

/* --- Random programs ---------------------------------------------------- */

static const u16 random_opcodes[] = {
	BPF_LD | BPF_W | BPF_ABS,
	BPF_LD | BPF_W | BPF_ABS,
	BPF_LD | BPF_W | BPF_LEN,
	BPF_LDX | BPF_W | BPF_LEN,
	BPF_LD | BPF_IMM,
	BPF_LDX | BPF_IMM,
	BPF_LD | BPF_MEM,
	BPF_LDX | BPF_MEM,
	BPF_ST,
	BPF_STX,
	BPF_MISC | BPF_TAX,
	BPF_MISC | BPF_TXA,
	BPF_ALU | BPF_ADD | BPF_K,
	BPF_ALU | BPF_ADD | BPF_X,
	BPF_ALU | BPF_SUB | BPF_K,
	BPF_ALU | BPF_SUB | BPF_X,
	BPF_ALU | BPF_MUL | BPF_K,
	BPF_ALU | BPF_MUL | BPF_X,
	BPF_ALU | BPF_DIV | BPF_K,
	BPF_ALU | BPF_DIV | BPF_X,
	BPF_ALU | BPF_AND | BPF_K,
	BPF_ALU | BPF_AND | BPF_X,
	BPF_ALU | BPF_OR | BPF_K,
	BPF_ALU | BPF_OR | BPF_X,
	BPF_ALU | BPF_XOR | BPF_K,
	BPF_ALU | BPF_XOR | BPF_X,
	BPF_ALU | BPF_LSH | BPF_K,
	BPF_ALU | BPF_LSH | BPF_X,
	BPF_ALU | BPF_RSH | BPF_K,
	BPF_ALU | BPF_RSH | BPF_X,
	BPF_ALU | BPF_NEG,
	BPF_JMP | BPF_JA,
	BPF_JMP | BPF_JEQ | BPF_K,
	BPF_JMP | BPF_JEQ | BPF_X,
	BPF_JMP | BPF_JGT | BPF_K,
	BPF_JMP | BPF_JGT | BPF_X,
	BPF_JMP | BPF_JGE | BPF_K,
	BPF_JMP | BPF_JGE | BPF_X,
	BPF_JMP | BPF_JSET | BPF_K,
	BPF_JMP | BPF_JSET | BPF_X,
	BPF_RET | BPF_A,
	BPF_RET | BPF_K,
};

/* Mostly a few fixed values, so that compares are true or false often. */
static u32 random_operand(struct rnd_state *rnd)
{
	static const u32 values[] = { 0,  1,	      2,	  31,	     32,
				      64, 0x7fffffff, 0x80000000, 0xffffffff };
	u32 pick = prandom_u32_state(rnd) % (ARRAY_SIZE(values) + 2);

	return pick < ARRAY_SIZE(values) ? values[pick] :
					   prandom_u32_state(rnd);
}

static struct sock_filter random_insn(struct rnd_state *rnd, unsigned int left)
{
	struct sock_filter insn = {
		.code = random_opcodes[prandom_u32_state(rnd) %
				       ARRAY_SIZE(random_opcodes)],
		.k = random_operand(rnd),
	};

	switch (seccomp_cbpf_kind(insn.code)) {
	case CBPF_LOAD_DATA:
		insn.k = prandom_u32_state(rnd) % 16 * sizeof(u32);
		break;
	case CBPF_SHIFT:
		insn.k %= 32;
		break;
	case CBPF_DIVIDE:
		insn.k |= 1;
		break;
	case CBPF_LOAD_MEM:
	case CBPF_STORE_MEM:
		insn.k %= BPF_MEMWORDS;
		break;
	case CBPF_JUMP:
		insn.k = prandom_u32_state(rnd) % left;
		break;
	case CBPF_BRANCH:
		insn.jt = prandom_u32_state(rnd) % min(left, 4u);
		insn.jf = prandom_u32_state(rnd) % min(left, 4u);
		break;
	default:
		break;
	}
	return insn;
}

static unsigned int random_program(struct rnd_state *rnd,
				   struct sock_filter *insns)
{
	unsigned int len = 2 + prandom_u32_state(rnd) % (MAX_RANDOM_INSNS - 2);
	unsigned int pc;

	for (pc = 0; pc < len - 1; pc++)
		insns[pc] = random_insn(rnd, len - pc - 1);
	insns[pc] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_A, 0);
	return len;
}

static void random_call(struct rnd_state *rnd, struct seccomp_data *sd)
{
	u32 *word = (u32 *)sd;
	int i;

	for (i = 0; i < sizeof(*sd) / sizeof(*word); i++)
		word[i] = random_operand(rnd);
}

static void check_random_program(struct kunit *test, struct rnd_state *rnd,
				 const struct sock_filter *insns,
				 unsigned int len)
{
	struct seccomp_data sd;
	struct bpf_prog *code;
	int i;

	code = seccomp_cbpf_compile(insns, len);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, code);
	for (i = 0; i < CALLS_PER_PROGRAM; i++) {
		random_call(rnd, &sd);
		KUNIT_EXPECT_EQ(test, run_compiled(code, &sd),
				run_interpreted(insns, &sd));
	}
	bpf_prog_free(code);
}

static void emit_random_programs_match_interpreter(struct kunit *test)
{
	struct sock_filter insns[MAX_RANDOM_INSNS];
	unsigned int compared = 0, tries;
	struct rnd_state rnd;

	prandom_seed_state(&rnd, 20261122);
	for (tries = 0; tries < RANDOM_PROGRAMS; tries++) {
		unsigned int len = random_program(&rnd, insns);

		/* Most invalid ones read a slot before they write it. */
		if (seccomp_cbpf_validate(insns, len))
			continue;
		check_random_program(test, &rnd, insns, len);
		compared += CALLS_PER_PROGRAM;
	}
	kunit_info(test, "%u calls compared", compared);
	KUNIT_EXPECT_GT(test, compared, RANDOM_PROGRAMS);
}

static u32 run_residual(const struct bpf_prog *dispatcher,
			unsigned int residual, const struct seccomp_data *sd,
			enum seccomp_abi abi)
{
	struct pt_regs regs;
	const struct seccomp_residual_ctx ctx = {
		.regs = &regs,
		.residual = residual,
	};

	test_store_call(&regs, seccomp_reg_offsets(abi), sd, 0);
	return bpf_dispatcher_nop_func(&ctx, dispatcher->insnsi,
				       dispatcher->bpf_func);
}

/**
 * struct test_stats - number of checked outcomes of each kind
 * @constants: constant outcomes
 * @residuals: outcomes with a residual
 */
struct test_stats {
	unsigned int constants;
	unsigned int residuals;
};

static void
check_slot_outcome(struct kunit *test, const struct sock_filter *insns,
		   const struct seccomp_analysis *an,
		   const struct bpf_prog *dispatcher, enum seccomp_abi abi,
		   const struct seccomp_data *sd, struct test_stats *stats)
{
	const u32 slot = seccomp_table_index(sd->arch, sd->nr);
	const struct seccomp_outcome *outcome =
		&an->outcomes[an->outcome_idx[slot]];
	u32 full = run_interpreted(insns, sd);
	u32 ret = outcome->ret;

	switch (outcome->kind) {
	case OUTCOME_UNKNOWN:
		return;
	case OUTCOME_CONSTANT:
		stats->constants++;
		break;
	case OUTCOME_RESIDUAL:
		stats->residuals++;
		ret = run_residual(dispatcher, outcome->residual, sd, abi);
		KUNIT_EXPECT_LE(test, seccomp_severity(outcome->ret),
				seccomp_severity(ret));
		break;
	}
	/* The data of SECCOMP_RET_ALLOW have no meaning. */
	if (seccomp_is_allow(full))
		full = SECCOMP_RET_ALLOW | (ret & SECCOMP_RET_DATA);
	KUNIT_EXPECT_EQ_MSG(test, ret, full, "abi %d, call %d", abi, sd->nr);
}

static void check_abi_outcomes(struct kunit *test, struct rnd_state *rnd,
			       const struct sock_filter *insns,
			       const struct seccomp_analysis *an,
			       const struct bpf_prog *dispatcher,
			       enum seccomp_abi abi, struct test_stats *stats)
{
	const u32 count = seccomp_abi_info[abi].count;
	struct seccomp_data sd;
	u32 index;

	for (index = 0; index < count + seccomp_abi_info[abi].buckets;
	     index++) {
		random_call(rnd, &sd);
		sd.arch = seccomp_abi_info[abi].arch;
		if (index < count)
			sd.nr = seccomp_abi_info[abi].first_nr + index;
		else
			sd.nr = (index - count) << SECCOMP_BUCKET_SHIFT |
				BIT(12) | (sd.nr & 0xfff);
		check_slot_outcome(test, insns, an, dispatcher, abi, &sd,
				   stats);
	}
}

/* Make a random program that mostly compares the number. */
static unsigned int random_nr_program(struct rnd_state *rnd,
				      struct sock_filter *insns)
{
	unsigned int len = random_program(rnd, insns);
	unsigned int pc;

	for (pc = 0; pc < len - 1; pc++) {
		struct sock_filter *insn = &insns[pc];

		if (prandom_u32_state(rnd) % 4 == 0)
			continue;
		if (seccomp_cbpf_kind(insn->code) == CBPF_LOAD_DATA)
			insn->k = offsetof(struct seccomp_data, nr);
		if (seccomp_cbpf_kind(insn->code) == CBPF_BRANCH)
			insn->k = prandom_u32_state(rnd) % 500 |
				  (insn->k & 0x40000000);
	}
	return len;
}

static void check_all_outcomes(struct kunit *test, struct rnd_state *rnd,
			       const struct sock_filter *insns,
			       unsigned int len, struct seccomp_analysis *an,
			       struct test_stats *stats)
{
	struct bpf_prog *dispatcher = NULL;
	enum seccomp_abi abi;

	KUNIT_ASSERT_EQ(test, seccomp_analyze(insns, len, an), 0);
	if (an->residual_count) {
		dispatcher = seccomp_cbpf_compile_residuals(an);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dispatcher);
	}
	for (abi = 0; abi < SECCOMP_ABIS; abi++)
		check_abi_outcomes(test, rnd, insns, an, dispatcher, abi,
				   stats);
	if (dispatcher)
		bpf_prog_free(dispatcher);
	kvfree(an->code);
}

static void analysis_outcomes_hold_for_random_programs(struct kunit *test)
{
	struct sock_filter insns[MAX_RANDOM_INSNS];
	struct seccomp_analysis *an;
	struct rnd_state rnd;
	struct test_stats stats = {};
	unsigned int tries;

	if (SECCOMP_ABIS == 0 || !seccomp_reg_offsets(0))
		kunit_skip(test, "no residuals on this architecture");
	an = kunit_kzalloc(test, sizeof(*an), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, an);
	prandom_seed_state(&rnd, 20261123);
	for (tries = 0; tries < RANDOM_PROGRAMS / 4; tries++) {
		unsigned int len = random_nr_program(&rnd, insns);

		if (!seccomp_cbpf_validate(insns, len))
			check_all_outcomes(test, &rnd, insns, len, an, &stats);
	}
	kunit_info(test, "%u constant outcomes, %u residuals", stats.constants,
		   stats.residuals);
	KUNIT_EXPECT_GT(test, stats.constants, RANDOM_PROGRAMS);
	KUNIT_EXPECT_GT(test, stats.residuals, RANDOM_PROGRAMS);
}

static const struct seccomp_outcome *
native_outcome(const struct seccomp_analysis *an, int nr)
{
	const u32 slot = seccomp_table_index(seccomp_abi_info[0].arch, nr);

	return &an->outcomes[an->outcome_idx[slot]];
}

static void analysis_only_checked_call_has_residual(struct kunit *test)
{
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, seccomp_abi_info[0].arch, 0,
			 6),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 5, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 2, 0, 5),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, args[0])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 7, 2, 3),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 1),
	};
	static const int constants[] = { 0, 1, 3, 300, 0x1000, 0x50000000, -1 };
	struct seccomp_analysis *an;
	unsigned int i;

	if (SECCOMP_ABIS == 0)
		kunit_skip(test, "no tables on this architecture");
	an = kunit_kzalloc(test, sizeof(*an), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, an);
	KUNIT_ASSERT_EQ(test, seccomp_cbpf_validate(insns, ARRAY_SIZE(insns)),
			0);
	KUNIT_ASSERT_EQ(test, seccomp_analyze(insns, ARRAY_SIZE(insns), an), 0);
	for (i = 0; i < ARRAY_SIZE(constants); i++) {
		const struct seccomp_outcome *o =
			native_outcome(an, constants[i]);

		KUNIT_EXPECT_EQ(test, o->kind, OUTCOME_CONSTANT);
		KUNIT_EXPECT_EQ(test, o->ret,
				constants[i] == 1 ? SECCOMP_RET_ALLOW :
						    SECCOMP_RET_ERRNO | 1);
	}
	KUNIT_EXPECT_EQ(test, native_outcome(an, 2)->kind, OUTCOME_RESIDUAL);
	KUNIT_EXPECT_EQ(test, native_outcome(an, 2)->ret,
			SECCOMP_RET_ERRNO | 1);
	/* A load, a compare, two returns. */
	KUNIT_ASSERT_EQ(test, an->residual_count, 1);
	KUNIT_EXPECT_EQ(test, an->residuals[0].len, 4);
	kvfree(an->code);
}

static void residual_is_shared_by_equal_checks(struct kunit *test)
{
	/* For 10 and 20, the masked first argument has to be 0. */
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 10, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 20, 0, 4),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, args[0])),
		BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xff),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 0xff, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
	};
	struct seccomp_analysis *an;

	if (SECCOMP_ABIS == 0)
		kunit_skip(test, "no tables on this architecture");
	/* A masked value is never above the mask, so this branch is dropped. */
	insns[5].jt = 2;
	an = kunit_kzalloc(test, sizeof(*an), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, an);
	KUNIT_ASSERT_EQ(test, seccomp_cbpf_validate(insns, ARRAY_SIZE(insns)),
			0);
	KUNIT_ASSERT_EQ(test, seccomp_analyze(insns, ARRAY_SIZE(insns), an), 0);
	KUNIT_EXPECT_EQ(test, native_outcome(an, 10)->kind, OUTCOME_RESIDUAL);
	KUNIT_EXPECT_PTR_EQ(test, native_outcome(an, 10),
			    native_outcome(an, 20));
	KUNIT_EXPECT_EQ(test, an->residuals[0].len, 5);
	kvfree(an->code);
}

static struct kunit_case cbpf_cases[] = {
	KUNIT_CASE(cbpf_dialect_has_41_opcodes),
	KUNIT_CASE(cbpf_packet_loads_and_modulo_are_refused),
	KUNIT_CASE(cbpf_scratch_read_needs_write_on_every_path),
	KUNIT_CASE(cbpf_division_by_zero_returns_zero),
	KUNIT_CASE(cbpf_compares_are_unsigned),
	KUNIT_CASE(emit_longest_program_and_jumps_compile),
	KUNIT_CASE(emit_random_programs_match_interpreter),
	KUNIT_CASE(analysis_outcomes_hold_for_random_programs),
	KUNIT_CASE(analysis_only_checked_call_has_residual),
	KUNIT_CASE(residual_is_shared_by_equal_checks),
	{},
};

/*
 * A JIT fills megabytes with trap instructions for the first program, and frees
 * them with the last one. On arm64 with KCSAN that takes a second. This program
 * exists during all tests, so that no other program is the first.
 */
static struct bpf_prog *first_jit_prog;

static int cbpf_suite_init(struct kunit_suite *suite)
{
	const struct sock_filter allow =
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);

	first_jit_prog = seccomp_cbpf_compile(&allow, 1);
	return PTR_ERR_OR_ZERO(first_jit_prog);
}

static void cbpf_suite_exit(struct kunit_suite *suite)
{
	if (!IS_ERR(first_jit_prog))
		bpf_prog_free(first_jit_prog);
}

static struct kunit_suite cbpf_suite = {
	.name = "seccomp_cbpf",
	.suite_init = cbpf_suite_init,
	.suite_exit = cbpf_suite_exit,
	.test_cases = cbpf_cases,
};

kunit_test_suite(cbpf_suite);

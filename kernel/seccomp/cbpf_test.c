// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of classic programs: what is accepted, and that the compiled form
 * does what the plain interpreter does.
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

#define MOST_RANDOM 64
#define RANDOM_PROGRAMS 2000
#define CALLS_EACH 16

static u32 run(const struct bpf_prog *code, const struct seccomp_data *sd)
{
	return bpf_dispatcher_nop_func(sd, code->insnsi, code->bpf_func);
}

/* The result of a program that is known to be good. */
static u32 result(struct kunit *test, const struct sock_filter *insns,
		  unsigned int len, const struct seccomp_data *sd)
{
	struct bpf_prog *code;
	u32 plain, compiled;

	KUNIT_ASSERT_EQ(test, seccomp_cbpf_validate(insns, len), 0);
	plain = seccomp_cbpf_interpret(insns, sd);
	code = seccomp_cbpf_compile(insns, len);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, code);
	compiled = run(code, sd);
	bpf_prog_free(code);
	KUNIT_EXPECT_EQ(test, compiled, plain);
	return compiled;
}

static void dialect_has_forty_one_opcodes(struct kunit *test)
{
	unsigned int accepted = 0;
	u32 code;

	for (code = 0; code <= U16_MAX; code++)
		if (seccomp_cbpf_kind(code) != CBPF_REFUSED)
			accepted++;
	/* 7 loads, 2 stores, 2 moves, 19 operations, 9 jumps, 2 returns */
	KUNIT_EXPECT_EQ(test, accepted, 41);
}

static void packet_loads_and_modulo_are_refused(struct kunit *test)
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

static void slot_must_be_written_on_every_path(struct kunit *test)
{
	struct sock_filter one_way[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 1),
		BPF_STMT(BPF_ST, 3),
		BPF_STMT(BPF_LD | BPF_MEM, 3),
		BPF_STMT(BPF_RET | BPF_A, 0),
	};
	struct sock_filter both_ways[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 2),
		BPF_STMT(BPF_ST, 3),
		BPF_STMT(BPF_JMP | BPF_JA, 1),
		BPF_STMT(BPF_STX, 3),
		BPF_STMT(BPF_LD | BPF_MEM, 3),
		BPF_STMT(BPF_RET | BPF_A, 0),
	};

	KUNIT_EXPECT_EQ(test,
			seccomp_cbpf_validate(one_way, ARRAY_SIZE(one_way)),
			-EINVAL);
	KUNIT_EXPECT_EQ(test,
			seccomp_cbpf_validate(both_ways, ARRAY_SIZE(both_ways)),
			0);
}

static void division_by_zero_ends_with_zero(struct kunit *test)
{
	const struct seccomp_data sd = { .nr = 5 };
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_STMT(BPF_LDX | BPF_IMM, 0),
		BPF_STMT(BPF_ALU | BPF_DIV | BPF_X, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};

	KUNIT_EXPECT_EQ(test, result(test, insns, ARRAY_SIZE(insns), &sd), 0);
}

static void compares_are_unsigned(struct kunit *test)
{
	const struct seccomp_data sd = { .nr = -1 };
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 0x7fffffff, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 1),
		BPF_STMT(BPF_RET | BPF_K, 2),
	};

	KUNIT_EXPECT_EQ(test, result(test, insns, ARRAY_SIZE(insns), &sd), 1);
}

static void longest_program_with_longest_jumps_compiles(struct kunit *test)
{
	const struct seccomp_data sd = { .nr = 7 };
	struct sock_filter *insns;
	unsigned int pc;

	insns = kunit_kcalloc(test, BPF_MAXINSNS, sizeof(*insns), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, insns);
	/* Divisions by X, the longest to translate; X is never 0. */
	for (pc = 0; pc < BPF_MAXINSNS; pc++)
		insns[pc].code = BPF_ALU | BPF_DIV | BPF_X;
	insns[0] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0);
	insns[1] = (struct sock_filter)BPF_STMT(BPF_LDX | BPF_IMM, 1);
	insns[2] = (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA,
						BPF_MAXINSNS - 4);
	insns[BPF_MAXINSNS - 1] =
		(struct sock_filter)BPF_STMT(BPF_RET | BPF_A, 0);
	KUNIT_EXPECT_EQ(test, result(test, insns, BPF_MAXINSNS, &sd), 7);
	/* And without the jump, through all of them. */
	insns[2].code = BPF_ALU | BPF_DIV | BPF_X;
	KUNIT_EXPECT_EQ(test, result(test, insns, BPF_MAXINSNS, &sd), 7);
}

/* --- Random programs ---------------------------------------------------- */

static const u16 palette[] = {
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

/* Few different values, so that compares come out both ways. */
static u32 interesting(struct rnd_state *rnd)
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
		.code = palette[prandom_u32_state(rnd) % ARRAY_SIZE(palette)],
		.k = interesting(rnd),
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
	unsigned int len = 2 + prandom_u32_state(rnd) % (MOST_RANDOM - 2);
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
		word[i] = interesting(rnd);
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
	for (i = 0; i < CALLS_EACH; i++) {
		random_call(rnd, &sd);
		KUNIT_EXPECT_EQ(test, run(code, &sd),
				seccomp_cbpf_interpret(insns, &sd));
	}
	bpf_prog_free(code);
}

static void compiled_random_programs_do_as_interpreted(struct kunit *test)
{
	struct sock_filter insns[MOST_RANDOM];
	unsigned int compared = 0, tried;
	struct rnd_state rnd;

	prandom_seed_state(&rnd, 20261122);
	for (tried = 0; tried < RANDOM_PROGRAMS; tried++) {
		unsigned int len = random_program(&rnd, insns);

		/* Most of the others read scratch memory before writing it. */
		if (seccomp_cbpf_validate(insns, len))
			continue;
		check_random_program(test, &rnd, insns, len);
		compared += CALLS_EACH;
	}
	kunit_info(test, "%u calls compared", compared);
	KUNIT_EXPECT_GT(test, compared, RANDOM_PROGRAMS);
}

/* The registers that a call would have come with. */
static void set_regs(struct pt_regs *regs, const struct seccomp_data *sd,
		     enum seccomp_abi abi)
{
	const u16 *offsets = seccomp_reg_offsets(abi);
	unsigned int i;

	memset(regs, 0, sizeof(*regs));
	memcpy((void *)regs + offsets[0], &sd->nr, sizeof(sd->nr));
	for (i = 1; i < SECCOMP_DATA_WORDS64; i++)
		memcpy((void *)regs + offsets[i], (u64 *)sd + i, sizeof(u64));
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

	set_regs(&regs, sd, abi);
	return bpf_dispatcher_nop_func(&ctx, dispatcher->insnsi,
				       dispatcher->bpf_func);
}

/**
 * struct tally - what came of the numbers
 * @constants: one answer
 * @residuals: a residual program
 */
struct tally {
	unsigned int constants;
	unsigned int residuals;
};

static void check_slot(struct kunit *test, const struct sock_filter *insns,
		       const struct seccomp_analysis *an,
		       const struct bpf_prog *dispatcher, enum seccomp_abi abi,
		       const struct seccomp_data *sd, struct tally *tally)
{
	const u32 slot = seccomp_table_index(sd->arch, sd->nr);
	const struct seccomp_outcome *outcome =
		&an->outcomes[an->outcome_idx[slot]];
	u32 full = seccomp_cbpf_interpret(insns, sd);
	u32 ret = outcome->ret;

	switch (outcome->kind) {
	case OUTCOME_UNKNOWN:
		return;
	case OUTCOME_CONSTANT:
		tally->constants++;
		break;
	case OUTCOME_RESIDUAL:
		tally->residuals++;
		ret = run_residual(dispatcher, outcome->residual, sd, abi);
		KUNIT_EXPECT_LE(test, seccomp_severity(outcome->ret),
				seccomp_severity(ret));
		break;
	}
	/* Answers that allow are not told apart. */
	if (seccomp_is_allow(full))
		full = SECCOMP_RET_ALLOW | (ret & SECCOMP_RET_DATA);
	KUNIT_EXPECT_EQ_MSG(test, ret, full, "abi %d, call %d", abi, sd->nr);
}

static void check_abi(struct kunit *test, struct rnd_state *rnd,
		      const struct sock_filter *insns,
		      const struct seccomp_analysis *an,
		      const struct bpf_prog *dispatcher, enum seccomp_abi abi,
		      struct tally *tally)
{
	const u32 count = seccomp_abi_count(abi);
	struct seccomp_data sd;
	u32 index;

	for (index = 0; index < count + seccomp_abi_buckets(abi); index++) {
		random_call(rnd, &sd);
		sd.arch = seccomp_abi_arch(abi);
		if (index < count)
			sd.nr = seccomp_abi_first_nr(abi) + index;
		else
			sd.nr = (index - count) << SECCOMP_BUCKET_SHIFT |
				BIT(12) | (sd.nr & 0xfff);
		check_slot(test, insns, an, dispatcher, abi, &sd, tally);
	}
}

/* As random_program(), but most of it about the number. */
static unsigned int program_about_numbers(struct rnd_state *rnd,
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

static void check_outcomes(struct kunit *test, struct rnd_state *rnd,
			   const struct sock_filter *insns, unsigned int len,
			   struct seccomp_analysis *an, struct tally *tally)
{
	struct bpf_prog *dispatcher = NULL;
	enum seccomp_abi abi;

	KUNIT_ASSERT_EQ(test, seccomp_analyze(insns, len, an), 0);
	if (an->residual_count) {
		dispatcher = seccomp_cbpf_compile_residuals(an);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dispatcher);
	}
	for (abi = 0; abi < SECCOMP_ABIS; abi++)
		check_abi(test, rnd, insns, an, dispatcher, abi, tally);
	if (dispatcher)
		bpf_prog_free(dispatcher);
	kvfree(an->code);
}

static void outcomes_hold_for_random_programs(struct kunit *test)
{
	struct sock_filter insns[MOST_RANDOM];
	struct seccomp_analysis *an;
	struct rnd_state rnd;
	struct tally tally = {};
	unsigned int tried;

	if (SECCOMP_ABIS == 0 || !seccomp_reg_offsets(0))
		kunit_skip(test, "no residuals on this architecture");
	an = kunit_kzalloc(test, sizeof(*an), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, an);
	prandom_seed_state(&rnd, 20261123);
	for (tried = 0; tried < RANDOM_PROGRAMS / 4; tried++) {
		unsigned int len = program_about_numbers(&rnd, insns);

		if (!seccomp_cbpf_validate(insns, len))
			check_outcomes(test, &rnd, insns, len, an, &tally);
	}
	kunit_info(test, "%u constant answers, %u residuals", tally.constants,
		   tally.residuals);
	KUNIT_EXPECT_GT(test, tally.constants, RANDOM_PROGRAMS);
	KUNIT_EXPECT_GT(test, tally.residuals, RANDOM_PROGRAMS);
}

static const struct seccomp_outcome *
outcome_for(const struct seccomp_analysis *an, int nr)
{
	return &an->outcomes[an->outcome_idx[seccomp_table_index(
		seccomp_abi_arch(0), nr)]];
}

static void only_the_call_with_arguments_varies(struct kunit *test)
{
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, seccomp_abi_arch(0), 0, 6),
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
		const struct seccomp_outcome *o = outcome_for(an, constants[i]);

		KUNIT_EXPECT_EQ(test, o->kind, OUTCOME_CONSTANT);
		KUNIT_EXPECT_EQ(test, o->ret,
				constants[i] == 1 ? SECCOMP_RET_ALLOW :
						    SECCOMP_RET_ERRNO | 1);
	}
	KUNIT_EXPECT_EQ(test, outcome_for(an, 2)->kind, OUTCOME_RESIDUAL);
	KUNIT_EXPECT_EQ(test, outcome_for(an, 2)->ret, SECCOMP_RET_ERRNO | 1);
	/* The load, the compare, two returns. */
	KUNIT_ASSERT_EQ(test, an->residual_count, 1);
	KUNIT_EXPECT_EQ(test, an->residuals[0].len, 4);
	kvfree(an->code);
}

static void shared_checks_have_one_residual(struct kunit *test)
{
	/* Numbers 10 and 20: the first argument, with a mask, must be zero. */
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
	/* A word that has been masked never exceeds the mask: not compared. */
	insns[5].jt = 2;
	an = kunit_kzalloc(test, sizeof(*an), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, an);
	KUNIT_ASSERT_EQ(test, seccomp_cbpf_validate(insns, ARRAY_SIZE(insns)),
			0);
	KUNIT_ASSERT_EQ(test, seccomp_analyze(insns, ARRAY_SIZE(insns), an), 0);
	KUNIT_EXPECT_EQ(test, outcome_for(an, 10)->kind, OUTCOME_RESIDUAL);
	KUNIT_EXPECT_PTR_EQ(test, outcome_for(an, 10), outcome_for(an, 20));
	KUNIT_EXPECT_EQ(test, an->residuals[0].len, 5);
	kvfree(an->code);
}

static struct kunit_case cbpf_cases[] = {
	KUNIT_CASE(dialect_has_forty_one_opcodes),
	KUNIT_CASE(packet_loads_and_modulo_are_refused),
	KUNIT_CASE(slot_must_be_written_on_every_path),
	KUNIT_CASE(division_by_zero_ends_with_zero),
	KUNIT_CASE(compares_are_unsigned),
	KUNIT_CASE(longest_program_with_longest_jumps_compiles),
	KUNIT_CASE(compiled_random_programs_do_as_interpreted),
	KUNIT_CASE(outcomes_hold_for_random_programs),
	KUNIT_CASE(only_the_call_with_arguments_varies),
	KUNIT_CASE(shared_checks_have_one_residual),
	{},
};

/*
 * A JIT fills megabytes with traps for the first program that there is, and gives
 * them back with the last one. There is one all the time, or each program of a
 * test would be the first: on arm64 with KCSAN that is a second for each.
 */
static struct bpf_prog *lasting;

static int cbpf_suite_init(struct kunit_suite *suite)
{
	const struct sock_filter allow =
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);

	lasting = seccomp_cbpf_compile(&allow, 1);
	return PTR_ERR_OR_ZERO(lasting);
}

static void cbpf_suite_exit(struct kunit_suite *suite)
{
	if (!IS_ERR(lasting))
		bpf_prog_free(lasting);
}

static struct kunit_suite cbpf_suite = {
	.name = "seccomp_classic",
	.suite_init = cbpf_suite_init,
	.suite_exit = cbpf_suite_exit,
	.test_cases = cbpf_cases,
};

kunit_test_suite(cbpf_suite);

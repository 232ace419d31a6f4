// SPDX-License-Identifier: GPL-2.0-only
/*
 * An abstract interpreter for classic programs, of which the architecture is
 * known, and the number as one of a set.
 *
 * It goes over the program once, in program order, which is an order of
 * execution because all jumps go forward. For each instruction it keeps the set
 * of numbers with which control can get there, as a bitmap, and what is then in
 * A and X. A comparison with the number parts the set; one with anything that
 * is not known sends the whole set both ways; where ways meet, sets are united,
 * and a register is known only if all agree.
 *
 * So all numbers are worked out together, and the work is a few words for each
 * instruction whatever the program is like. Each answer that a number can lead
 * to is found. If it is only one, the number decides.
 */
#include <linux/bitmap.h>
#include <linux/filter.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "analysis.h"
#include "classic.h"
#include "filter.h"

#define INDEX_BITS 9
static_assert(BIT(INDEX_BITS) == SECCOMP_MOST_NUMBERS);

/**
 * struct numbers - a set of system call numbers
 * @bits: one for each index in the ABI
 */
struct numbers {
	DECLARE_BITMAP(bits, SECCOMP_MOST_NUMBERS);
};

/* How many instructions are worked on before others may run. */
#define STEPS_AT_A_TIME 256

/* For each bit of an index, the indices that have it set. */
static struct numbers with_bit[INDEX_BITS] __ro_after_init;

/**
 * struct abstract - what is known of a register
 * @kind: VALUE_UNKNOWN, VALUE_CONSTANT, or the number of the call
 * @word: the constant
 */
struct abstract {
	enum {
		VALUE_UNKNOWN,
		VALUE_CONSTANT,
		VALUE_NUMBER,
	} kind;
	u32 word;
};

/**
 * struct state - what is known when control gets to an instruction
 * @reached: whether it can
 * @a: the accumulator
 * @x: the index register
 * @numbers: with which numbers it can
 */
struct state {
	bool reached;
	struct abstract a;
	struct abstract x;
	struct numbers numbers;
};

/**
 * struct analysis - an analysis under way
 * @states: one for each instruction
 * @outcomes: one for each index
 * @varying: the indices of which it is known that the outcome varies
 * @abi: the set of numbers
 * @high: the bits that all numbers of the set have in common, above the index
 */
struct analysis {
	struct state *states;
	struct seccomp_outcome *outcomes;
	struct numbers varying;
	enum seccomp_abi abi;
	u32 high;
};

static struct abstract constant(u32 word)
{
	return (struct abstract){ .kind = VALUE_CONSTANT, .word = word };
}

static struct abstract join(struct abstract one, struct abstract other)
{
	if (one.kind == other.kind && one.word == other.word)
		return one;
	return (struct abstract){ .kind = VALUE_UNKNOWN };
}

/* Control can get to @pc from @from with @numbers. */
static void flow(struct analysis *an, unsigned int pc, const struct state *from,
		 const struct numbers *numbers)
{
	struct state *to = &an->states[pc];

	if (bitmap_empty(numbers->bits, SECCOMP_MOST_NUMBERS))
		return;
	if (!to->reached) {
		to->reached = true;
		to->a = from->a;
		to->x = from->x;
		to->numbers = *numbers;
		return;
	}
	to->a = join(to->a, from->a);
	to->x = join(to->x, from->x);
	bitmap_or(to->numbers.bits, to->numbers.bits, numbers->bits,
		  SECCOMP_MOST_NUMBERS);
}

/* --- Answers ------------------------------------------------------------ */

static void answer(struct analysis *an, const struct numbers *numbers, u32 ret)
{
	struct numbers open;
	unsigned int index;

	/* What comes with ALLOW is never looked at. */
	if (seccomp_severity(ret) == seccomp_severity(SECCOMP_RET_ALLOW))
		ret = SECCOMP_RET_ALLOW;
	/* A number can start to vary once, whatever the number of returns. */
	bitmap_andnot(open.bits, numbers->bits, an->varying.bits,
		      SECCOMP_MOST_NUMBERS);
	for_each_set_bit(index, open.bits, SECCOMP_MOST_NUMBERS) {
		struct seccomp_outcome *outcome = &an->outcomes[index];

		if (outcome->kind == OUTCOME_NONE) {
			outcome->kind = OUTCOME_CONSTANT;
			outcome->ret = ret;
		} else if (outcome->ret != ret) {
			outcome->kind = OUTCOME_VARIES;
			__set_bit(index, an->varying.bits);
		}
	}
}

static void answer_varies(struct analysis *an, const struct numbers *numbers)
{
	struct numbers open;
	unsigned int index;

	bitmap_andnot(open.bits, numbers->bits, an->varying.bits,
		      SECCOMP_MOST_NUMBERS);
	for_each_set_bit(index, open.bits, SECCOMP_MOST_NUMBERS)
		an->outcomes[index].kind = OUTCOME_VARIES;
	bitmap_or(an->varying.bits, an->varying.bits, open.bits,
		  SECCOMP_MOST_NUMBERS);
}

static void do_return(struct analysis *an, const struct state *s,
		      const struct sock_filter *insn)
{
	if (BPF_RVAL(insn->code) == BPF_K)
		answer(an, &s->numbers, insn->k);
	else if (s->a.kind == VALUE_CONSTANT)
		answer(an, &s->numbers, s->a.word);
	else
		answer_varies(an, &s->numbers);
}

/* --- Loads and arithmetic ----------------------------------------------- */

static struct abstract loaded(const struct analysis *an,
			      const struct sock_filter *insn)
{
	switch (BPF_MODE(insn->code)) {
	case BPF_ABS:
		if (insn->k == offsetof(struct seccomp_data, nr))
			return (struct abstract){ .kind = VALUE_NUMBER };
		if (insn->k == offsetof(struct seccomp_data, arch))
			return constant(seccomp_abi_arch(an->abi));
		break;
	case BPF_IMM:
		return constant(insn->k);
	case BPF_LEN:
		return constant(sizeof(struct seccomp_data));
	}
	/* The other data, and scratch memory, which is not followed. */
	return (struct abstract){ .kind = VALUE_UNKNOWN };
}

static struct abstract operand(const struct state *s,
			       const struct sock_filter *insn)
{
	return BPF_SRC(insn->code) == BPF_X ? s->x : constant(insn->k);
}

/* A mask that takes nothing away from any number leaves it the number. */
static bool keeps_numbers(const struct analysis *an, u32 mask)
{
	const u32 used = an->high | (SECCOMP_MOST_NUMBERS - 1);

	return (mask & used) == used;
}

static struct abstract computed(const struct analysis *an,
				const struct state *s,
				const struct sock_filter *insn)
{
	const struct abstract b = operand(s, insn);
	u32 word;

	if (b.kind == VALUE_CONSTANT && s->a.kind == VALUE_CONSTANT &&
	    classic_arithmetic(BPF_OP(insn->code), s->a.word, b.word, &word))
		return constant(word);
	if (b.kind == VALUE_CONSTANT && s->a.kind == VALUE_NUMBER &&
	    BPF_OP(insn->code) == BPF_AND && keeps_numbers(an, b.word))
		return s->a;
	return (struct abstract){ .kind = VALUE_UNKNOWN };
}

/*
 * A division by X ends the program when X is zero. Whether control goes on is
 * told by the result.
 */
static bool may_divide(struct analysis *an, const struct state *s,
		       const struct sock_filter *insn)
{
	if (insn->code != (BPF_ALU | BPF_DIV | BPF_X))
		return true;
	if (s->x.kind != VALUE_CONSTANT || s->x.word == 0)
		answer(an, &s->numbers, 0);
	return s->x.kind != VALUE_CONSTANT || s->x.word != 0;
}

/* --- Branches ----------------------------------------------------------- */

/* The indices below @end, which may lie outside of the ABI. */
static void below(struct numbers *out, u64 end, const struct analysis *an)
{
	const u64 first = an->high;
	u64 count = end > first ? end - first : 0;

	bitmap_zero(out->bits, SECCOMP_MOST_NUMBERS);
	bitmap_set(out->bits, 0, min_t(u64, count, SECCOMP_MOST_NUMBERS));
}

static void with_any_bit(struct numbers *out, u32 bits,
			 const struct analysis *an)
{
	unsigned int bit;

	if (bits & an->high) {
		bitmap_fill(out->bits, SECCOMP_MOST_NUMBERS);
		return;
	}
	bitmap_zero(out->bits, SECCOMP_MOST_NUMBERS);
	for (bit = 0; bit < INDEX_BITS; bit++)
		if (bits & BIT(bit))
			bitmap_or(out->bits, out->bits, with_bit[bit].bits,
				  SECCOMP_MOST_NUMBERS);
}

/* The numbers for which a comparison with @k is true. */
static void matching(struct numbers *out, u8 op, u32 k,
		     const struct analysis *an)
{
	struct numbers less;

	switch (op) {
	case BPF_JEQ:
		bitmap_zero(out->bits, SECCOMP_MOST_NUMBERS);
		if (k >= an->high && k - an->high < SECCOMP_MOST_NUMBERS)
			__set_bit(k - an->high, out->bits);
		break;
	case BPF_JGT:
	case BPF_JGE:
		below(&less, op == BPF_JGT ? (u64)k + 1 : k, an);
		bitmap_complement(out->bits, less.bits, SECCOMP_MOST_NUMBERS);
		break;
	default: /* BPF_JSET */
		with_any_bit(out, k, an);
		break;
	}
}

static void do_branch(struct analysis *an, unsigned int pc,
		      const struct state *s, const struct sock_filter *insn)
{
	const struct abstract b = operand(s, insn);
	const unsigned int yes = pc + 1 + insn->jt;
	const unsigned int no = pc + 1 + insn->jf;
	const u8 op = BPF_OP(insn->code);
	struct numbers match, rest;

	if (s->a.kind == VALUE_CONSTANT && b.kind == VALUE_CONSTANT) {
		flow(an, classic_compare(op, s->a.word, b.word) ? yes : no, s,
		     &s->numbers);
		return;
	}
	if (s->a.kind != VALUE_NUMBER || b.kind != VALUE_CONSTANT) {
		flow(an, yes, s, &s->numbers);
		flow(an, no, s, &s->numbers);
		return;
	}
	matching(&match, op, b.word, an);
	bitmap_andnot(rest.bits, s->numbers.bits, match.bits,
		      SECCOMP_MOST_NUMBERS);
	bitmap_and(match.bits, s->numbers.bits, match.bits,
		   SECCOMP_MOST_NUMBERS);
	flow(an, yes, s, &match);
	flow(an, no, s, &rest);
}

static void step(struct analysis *an, unsigned int pc,
		 const struct sock_filter *insn)
{
	/* What changes on the way to the next instruction. */
	struct state s = an->states[pc];

	switch (BPF_CLASS(insn->code)) {
	case BPF_RET:
		do_return(an, &s, insn);
		return;
	case BPF_JMP:
		if (BPF_OP(insn->code) == BPF_JA)
			flow(an, pc + 1 + insn->k, &s, &s.numbers);
		else
			do_branch(an, pc, &s, insn);
		return;
	case BPF_LD:
		s.a = loaded(an, insn);
		break;
	case BPF_LDX:
		s.x = loaded(an, insn);
		break;
	case BPF_ALU:
		if (!may_divide(an, &s, insn))
			return;
		s.a = computed(an, &s, insn);
		break;
	case BPF_MISC:
		if (BPF_MISCOP(insn->code) == BPF_TAX)
			s.x = s.a;
		else
			s.a = s.x;
		break;
	}
	flow(an, pc + 1, &s, &s.numbers);
}

/**
 * seccomp_analyze - work out a program's answers to all numbers of an ABI
 * @insns: the instructions, for which classic_check() has returned 0
 * @len: how many
 * @abi: the ABI
 * @outcomes: the result, for SECCOMP_MOST_NUMBERS indices
 *
 * OUTCOME_CONSTANT says that the program returns @ret whatever the arguments
 * and the instruction pointer are. OUTCOME_VARIES says that it may not.
 *
 * Context: process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int seccomp_analyze(const struct sock_filter *insns, unsigned int len,
		    enum seccomp_abi abi, struct seccomp_outcome *outcomes)
{
	struct analysis an = {
		.outcomes = outcomes,
		.abi = abi,
		.high = seccomp_abi_first(abi),
	};
	struct state *entry;
	unsigned int pc;

	an.states = kvcalloc(len, sizeof(*an.states),
			     GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!an.states)
		return -ENOMEM;
	memset(outcomes, 0, SECCOMP_MOST_NUMBERS * sizeof(*outcomes));

	entry = &an.states[0];
	entry->reached = true;
	entry->a = constant(0);
	entry->x = constant(0);
	bitmap_set(entry->numbers.bits, 0, seccomp_abi_count(abi));
	for (pc = 0; pc < len; pc++) {
		if (an.states[pc].reached)
			step(&an, pc, &insns[pc]);
		if (pc % STEPS_AT_A_TIME == 0)
			cond_resched();
	}

	kvfree(an.states);
	return 0;
}

static int __init seccomp_analysis_init(void)
{
	unsigned int bit, index;

	for (bit = 0; bit < INDEX_BITS; bit++)
		for (index = 0; index < SECCOMP_MOST_NUMBERS; index++)
			if (index & BIT(bit))
				__set_bit(index, with_bit[bit].bits);
	return 0;
}
core_initcall(seccomp_analysis_init);

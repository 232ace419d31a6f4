// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a program answers to each number of each ABI.
 *
 * All numbers of an ABI start at the first instruction together, and the
 * program is gone over once, in program order, which is an order of execution
 * because all jumps go forward. A compare with the number parts the set that
 * has come there, a return settles it. So each number goes exactly one way, all
 * is exact, and a list of compares costs no more than its length: from each,
 * one number leaves, and the others move on as they are.
 *
 * That goes on for as long as nothing is looked at but the number and the
 * architecture. The numbers that come to anything else are handed over, with
 * the little that is known there, to partial evaluation.
 */
#include <linux/bitmap.h>
#include <linux/filter.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "analysis.h"
#include "cbpf.h"
#include "residual.h"

/* How many instructions are worked on before others may run. */
#define STEPS_AT_A_TIME 256

/**
 * struct numbers - a set of numbers and buckets
 * @bits: one for each place of the ABI
 */
struct numbers {
	DECLARE_BITMAP(bits, SECCOMP_MAX_ABI_SLOTS);
};

#define INDEX_BITS 9
static_assert(BIT(INDEX_BITS) == SECCOMP_MAX_ABI_SLOTS);

/* For each bit of an index, the indices that have it set. */
static struct numbers with_bit[INDEX_BITS] __ro_after_init;

/**
 * struct content - what is in a register
 * @is_nr: the number of the call, else @word
 * @word: a constant
 */
struct content {
	bool is_nr;
	u32 word;
};

/**
 * struct front - numbers on their way through the program
 * @a: the accumulator
 * @x: the index register
 * @numbers: those that have come here; never empty
 *
 * Scratch memory has not been written.
 */
struct front {
	struct content a;
	struct content x;
	struct numbers numbers;
};

/**
 * struct analysis - an analysis under way
 * @insns: the program
 * @len: its length
 * @result: what is known of it
 * @sp: the partial evaluator, without memory until it is needed
 * @abi: the ABI at hand
 * @first: its first number
 * @count: how many numbers it has
 * @buckets: how many buckets, which come after the numbers in a set
 * @waiting: for each instruction, those that have jumped there
 * @is_waiting: where there are any
 * @now: those that are at the instruction at hand
 * @running: whether there are any
 */
struct analysis {
	const struct sock_filter *insns;
	unsigned int len;
	struct seccomp_analysis *result;
	struct seccomp_specializer sp;
	enum seccomp_abi abi;
	u32 first;
	u32 count;
	u32 buckets;
	struct front *waiting;
	DECLARE_BITMAP(is_waiting, BPF_MAXINSNS);
	struct front now;
	bool running;
};

static bool is_empty(const struct numbers *set)
{
	return bitmap_empty(set->bits, SECCOMP_MAX_ABI_SLOTS);
}

static void add_numbers(struct numbers *to, const struct numbers *more)
{
	bitmap_or(to->bits, to->bits, more->bits, SECCOMP_MAX_ABI_SLOTS);
}

static bool same_content(struct content one, struct content other)
{
	return one.is_nr == other.is_nr &&
	       (one.is_nr || one.word == other.word);
}

static bool same_registers(const struct front *one, const struct front *other)
{
	return same_content(one->a, other->a) && same_content(one->x, other->x);
}

/* --- Handing over ------------------------------------------------------- */

static bool is_quarter(const struct analysis *an, unsigned int index)
{
	return index >= an->count;
}

/* The number at an index; for a bucket, what its numbers have in common. */
static struct tnum32 number_at(const struct analysis *an, unsigned int index)
{
	const u32 low = BIT(SECCOMP_BUCKET_SHIFT) - 1;

	if (is_quarter(an, index))
		return (struct tnum32){
			.value = (index - an->count) << SECCOMP_BUCKET_SHIFT,
			.mask = low,
		};
	return tnum32_const(an->first + index);
}

static struct tnum32 word_of(struct content content, struct tnum32 nr)
{
	return content.is_nr ? nr : tnum32_const(content.word);
}

static int get_ready_to_specialize(struct analysis *an)
{
	if (an->sp.insns)
		return 0;
	return seccomp_specializer_init(&an->sp, an->insns, an->len,
					an->result);
}

static int hand_over(struct analysis *an, unsigned int pc,
		     const struct front *front)
{
	u8 *outcome_idx =
		&an->result->outcome_idx[seccomp_abi_first_slot(an->abi)];
	struct seccomp_entry entry = {
		.pc = pc,
		.abi = an->abi,
		.a_is_nr = front->a.is_nr,
		.x_is_nr = front->x.is_nr,
	};
	bool shared = false;
	unsigned int index;
	u8 outcome;
	int err;

	err = get_ready_to_specialize(an);
	if (err)
		return err;
	for_each_set_bit(index, front->numbers.bits, SECCOMP_MAX_ABI_SLOTS) {
		if (!shared) {
			entry.nr = number_at(an, index);
			entry.a = word_of(front->a, entry.nr);
			entry.x = word_of(front->x, entry.nr);
			err = seccomp_specialize(&an->sp, &entry, &outcome);
			if (err)
				return err;
			/* What nobody asked about is the same for all. */
			shared = !an->sp.asked;
		}
		outcome_idx[index] = outcome;
	}
	return 0;
}

/* All that have come to @pc need more than this analysis has. */
static int hand_all_over(struct analysis *an, unsigned int pc)
{
	an->running = false;
	return hand_over(an, pc, &an->now);
}

/* --- Movement ----------------------------------------------------------- */

/* Some of those at hand jump to @pc. */
static int jump(struct analysis *an, unsigned int pc,
		const struct numbers *numbers)
{
	struct front *there = &an->waiting[pc];
	struct front late;

	if (!__test_and_set_bit(pc, an->is_waiting)) {
		there->a = an->now.a;
		there->x = an->now.x;
		there->numbers = *numbers;
		return 0;
	}
	if (same_registers(there, &an->now)) {
		add_numbers(&there->numbers, numbers);
		return 0;
	}
	/* Registers that depend on the way are known for each way only. */
	late = an->now;
	late.numbers = *numbers;
	return hand_over(an, pc, &late);
}

/* The same for one number, which is what happens most of the time. */
static int jump_one(struct analysis *an, unsigned int pc, u32 index)
{
	struct front *there = &an->waiting[pc];
	struct numbers one = {};

	if (test_bit(pc, an->is_waiting) && same_registers(there, &an->now)) {
		__set_bit(index, there->numbers.bits);
		return 0;
	}
	__set_bit(index, one.bits);
	return jump(an, pc, &one);
}

/* Those who have jumped to @pc join those at hand. */
static int gather(struct analysis *an, unsigned int pc)
{
	const struct front *here = &an->waiting[pc];

	if (!test_bit(pc, an->is_waiting))
		return 0;
	if (!an->running) {
		an->now = *here;
		an->running = true;
		return 0;
	}
	if (!same_registers(here, &an->now))
		return hand_over(an, pc, here);
	add_numbers(&an->now.numbers, &here->numbers);
	return 0;
}

/* All that are at hand go to @pc, and the next instruction is @next. */
static int go_to(struct analysis *an, unsigned int pc, unsigned int next)
{
	if (pc == next)
		return 0;
	an->running = false;
	return jump(an, pc, &an->now.numbers);
}

/* --- Returns ------------------------------------------------------------ */

static void settle(struct analysis *an, u32 ret)
{
	u8 *outcome_idx =
		&an->result->outcome_idx[seccomp_abi_first_slot(an->abi)];
	const struct seccomp_outcome outcome = {
		.kind = OUTCOME_CONSTANT,
		.ret = seccomp_ret_normal(ret),
	};
	const u8 found = seccomp_outcome_add(an->result, &outcome);
	unsigned int first, end;

	an->running = false;
	for_each_set_bitrange(first, end, an->now.numbers.bits,
			      SECCOMP_MAX_ABI_SLOTS)
		memset(&outcome_idx[first], found, end - first);
}

static int do_return(struct analysis *an, unsigned int pc,
		     const struct sock_filter *insn)
{
	if (BPF_RVAL(insn->code) == BPF_K)
		settle(an, insn->k);
	else if (!an->now.a.is_nr)
		settle(an, an->now.a.word);
	else
		return hand_all_over(an, pc);
	return 0;
}

/* --- Branches ----------------------------------------------------------- */

/* The indices of numbers from @nr on, which may lie outside of the ABI. */
static void numbers_from(struct numbers *out, u64 nr, const struct analysis *an)
{
	const u64 first = an->first;
	u64 skip = nr > first ? nr - first : 0;

	bitmap_zero(out->bits, SECCOMP_MAX_ABI_SLOTS);
	if (skip < an->count)
		bitmap_set(out->bits, skip, an->count - skip);
}

static void numbers_with_any_bit(struct numbers *out, u32 bits,
				 const struct analysis *an)
{
	unsigned int bit;

	bitmap_zero(out->bits, SECCOMP_MAX_ABI_SLOTS);
	if (bits & an->first) {
		bitmap_set(out->bits, 0, an->count);
		return;
	}
	for (bit = 0; bit < INDEX_BITS; bit++)
		if (bits & BIT(bit))
			add_numbers(out, &with_bit[bit]);
}

/* Is a compare with @k true for the numbers of a bucket? */
static void ask_quarter(const struct analysis *an, u32 bucket, u8 op, u32 k,
			bool *must, bool *can)
{
	const struct tnum32 nr = number_at(an, an->count + bucket);
	const u32 least = seccomp_bucket_first_nr(an->abi, bucket);
	const u32 most = tnum32_max(nr);

	switch (op) {
	case BPF_JEQ:
		*must = false;
		*can = k >= least && k <= most;
		break;
	case BPF_JGT:
		*must = least > k;
		*can = most > k;
		break;
	case BPF_JGE:
		*must = least >= k;
		*can = most >= k;
		break;
	default: /* BPF_JSET */
		*must = tnum32_always_set(nr, tnum32_const(k));
		*can = tnum32_maybe_set(nr, tnum32_const(k));
		break;
	}
}

/*
 * The buckets for all of whose numbers a compare with @k is true go to @yes,
 * and those of which this cannot be said to @either. Returns whether there are
 * any of these.
 */
static bool sort_quarters(const struct analysis *an, u8 op, u32 k,
			  struct numbers *yes, struct numbers *either)
{
	bool undecided = false, must, can;
	unsigned int bucket;

	for (bucket = 0; bucket < an->buckets; bucket++) {
		const unsigned int index = an->count + bucket;

		if (!test_bit(index, an->now.numbers.bits))
			continue;
		ask_quarter(an, bucket, op, k, &must, &can);
		__assign_bit(index, yes->bits, must);
		if (must || !can)
			continue;
		__set_bit(index, either->bits);
		undecided = true;
	}
	return undecided;
}

/* The numbers for which a compare with @k is true, and others not at hand. */
static void sort_numbers(const struct analysis *an, u8 op, u32 k,
			 struct numbers *yes)
{
	switch (op) {
	case BPF_JEQ:
		/* A number that a call has is taken out by itself. */
		bitmap_zero(yes->bits, SECCOMP_MAX_ABI_SLOTS);
		break;
	case BPF_JGT:
		numbers_from(yes, (u64)k + 1, an);
		break;
	case BPF_JGE:
		numbers_from(yes, k, an);
		break;
	default: /* BPF_JSET */
		numbers_with_any_bit(yes, k, an);
		break;
	}
}

/* Hand over those of whom it is not known which way they go. */
static int hand_undecided(struct analysis *an, unsigned int pc,
			  const struct numbers *either)
{
	struct front front = an->now;

	front.numbers = *either;
	bitmap_andnot(an->now.numbers.bits, an->now.numbers.bits, either->bits,
		      SECCOMP_MAX_ABI_SLOTS);
	return hand_over(an, pc, &front);
}

static int part(struct analysis *an, unsigned int pc,
		const struct sock_filter *insn, u32 k)
{
	const unsigned int yes = pc + 1 + insn->jt;
	const unsigned int no = pc + 1 + insn->jf;
	struct numbers *now = &an->now.numbers;
	const u8 op = BPF_OP(insn->code);
	struct numbers match, either = {};
	int err = 0;

	sort_numbers(an, op, k, &match);
	if (sort_quarters(an, op, k, &match, &either))
		err = hand_undecided(an, pc, &either);
	if (err)
		return err;
	bitmap_and(match.bits, match.bits, now->bits, SECCOMP_MAX_ABI_SLOTS);
	bitmap_andnot(now->bits, now->bits, match.bits, SECCOMP_MAX_ABI_SLOTS);
	/* Now @match and @now go different ways, and one of them goes on. */
	if (yes == pc + 1)
		swap(match, *now);
	if (!is_empty(&match)) {
		err = jump(an, yes == pc + 1 ? no : yes, &match);
		if (err)
			return err;
	}
	if (is_empty(now)) {
		an->running = false;
		return 0;
	}
	return go_to(an, yes == pc + 1 ? yes : no, pc + 1);
}

/*
 * The same for the most common case, a compare with one number: the set stays
 * as it is, but for that one.
 */
static bool is_for_one(const struct analysis *an,
		       const struct sock_filter *insn, u32 k)
{
	const u32 bucket = k >> SECCOMP_BUCKET_SHIFT;

	if (BPF_OP(insn->code) != BPF_JEQ)
		return false;
	/* A number that no call has is one of many of a bucket. */
	return k - an->first < an->count || !an->buckets ||
	       k < seccomp_bucket_first_nr(an->abi, bucket);
}

static int take_one_out(struct analysis *an, unsigned int pc,
			const struct sock_filter *insn, u32 k)
{
	const unsigned int yes = pc + 1 + insn->jt;
	const unsigned int no = pc + 1 + insn->jf;
	struct numbers *now = &an->now.numbers;
	const u32 index = k - an->first;
	int err;

	if (index >= an->count || !test_bit(index, now->bits))
		return go_to(an, no, pc + 1);
	__clear_bit(index, now->bits);
	if (is_empty(now)) {
		__set_bit(index, now->bits);
		return go_to(an, yes, pc + 1);
	}
	if (yes != pc + 1) {
		err = jump_one(an, yes, index);
		return err ?: go_to(an, no, pc + 1);
	}
	err = jump(an, no, now);
	*now = (struct numbers){};
	__set_bit(index, now->bits);
	return err;
}

static int do_branch(struct analysis *an, unsigned int pc,
		     const struct sock_filter *insn)
{
	const bool by_x = BPF_SRC(insn->code) == BPF_X;
	const u8 op = BPF_OP(insn->code);
	const struct content a = an->now.a;
	u32 k = insn->k;

	if (by_x) {
		if (an->now.x.is_nr)
			return hand_all_over(an, pc);
		k = an->now.x.word;
	}
	if (!a.is_nr)
		return go_to(an,
			     pc + 1 +
				     (seccomp_cbpf_compare(op, a.word, k) ?
					      insn->jt :
					      insn->jf),
			     pc + 1);
	if (is_for_one(an, insn, k))
		return take_one_out(an, pc, insn, k);
	return part(an, pc, insn, k);
}

/* --- Loads and arithmetic ----------------------------------------------- */

/* What a load brings, if it is something that this analysis follows. */
static bool load(const struct analysis *an, const struct sock_filter *insn,
		 struct content *to)
{
	*to = (struct content){};
	switch (BPF_MODE(insn->code)) {
	case BPF_IMM:
		to->word = insn->k;
		return true;
	case BPF_LEN:
		to->word = sizeof(struct seccomp_data);
		return true;
	case BPF_ABS:
		if (insn->k == offsetof(struct seccomp_data, nr))
			to->is_nr = true;
		else if (insn->k == offsetof(struct seccomp_data, arch))
			to->word = seccomp_abi_arch(an->abi);
		else
			return false;
		return true;
	}
	return false;
}

/* A mask that takes nothing away from any number leaves it the number. */
static bool keeps_numbers(const struct analysis *an, u32 mask)
{
	const u32 used = an->first | (SECCOMP_MAX_ABI_SLOTS - 1);

	return (mask & used) == used;
}

static int mask_number(struct analysis *an, unsigned int pc, u32 mask)
{
	struct numbers buckets = {};

	if (mask == U32_MAX)
		return 0;
	if (!keeps_numbers(an, mask))
		return hand_all_over(an, pc);
	/* But those that no call has do lose something. */
	bitmap_set(buckets.bits, an->count, an->buckets);
	bitmap_and(buckets.bits, buckets.bits, an->now.numbers.bits,
		   SECCOMP_MAX_ABI_SLOTS);
	an->running = !bitmap_subset(an->now.numbers.bits, buckets.bits,
				     SECCOMP_MAX_ABI_SLOTS);
	return is_empty(&buckets) ? 0 : hand_undecided(an, pc, &buckets);
}

static int compute(struct analysis *an, unsigned int pc,
		   const struct sock_filter *insn)
{
	const u8 op = BPF_OP(insn->code);
	struct content *a = &an->now.a;
	u32 b = insn->k;

	if (BPF_SRC(insn->code) == BPF_X) {
		if (an->now.x.is_nr)
			return hand_all_over(an, pc);
		b = an->now.x.word;
	}
	if (a->is_nr && op == BPF_AND)
		return mask_number(an, pc, b);
	if (a->is_nr || (op == BPF_DIV && b == 0) ||
	    !seccomp_cbpf_alu(op, a->word, b, &a->word))
		return hand_all_over(an, pc);
	return 0;
}

/* --- The pass ----------------------------------------------------------- */

static int step(struct analysis *an, unsigned int pc)
{
	const struct sock_filter *insn = &an->insns[pc];
	struct front *now = &an->now;
	struct content content;

	switch (BPF_CLASS(insn->code)) {
	case BPF_RET:
		return do_return(an, pc, insn);
	case BPF_JMP:
		if (BPF_OP(insn->code) == BPF_JA)
			return go_to(an, pc + 1 + insn->k, pc + 1);
		return do_branch(an, pc, insn);
	case BPF_LD:
		if (!load(an, insn, &content))
			break;
		now->a = content;
		return 0;
	case BPF_LDX:
		if (!load(an, insn, &content))
			break;
		now->x = content;
		return 0;
	case BPF_ALU:
		return compute(an, pc, insn);
	case BPF_MISC:
		if (BPF_MISCOP(insn->code) == BPF_TAX)
			now->x = now->a;
		else
			now->a = now->x;
		return 0;
	}
	return hand_all_over(an, pc);
}

static int analyze_abi(struct analysis *an, enum seccomp_abi abi)
{
	unsigned int pc;
	int err;

	an->abi = abi;
	an->first = seccomp_abi_first_nr(abi);
	an->count = seccomp_abi_count(abi);
	an->buckets = seccomp_abi_buckets(abi);
	bitmap_zero(an->is_waiting, BPF_MAXINSNS);
	an->now = (struct front){};
	bitmap_set(an->now.numbers.bits, 0, an->count + an->buckets);
	an->running = true;

	for (pc = 0; pc < an->len; pc++) {
		err = gather(an, pc);
		if (!err && an->running)
			err = step(an, pc);
		if (err)
			return err;
		if (pc % STEPS_AT_A_TIME == 0)
			cond_resched();
	}
	return 0;
}

/**
 * seccomp_analyze - work out a program's answers to all numbers
 * @insns: the instructions, for which seccomp_cbpf_validate() has returned 0
 * @len: how many
 * @result: for what is known; its @code is to be freed with kvfree()
 *
 * Context: process context, may sleep. The work is bounded: for each ABI, a few
 * hundred machine instructions for each of @insns; and 32,768 steps of partial
 * evaluation.
 * Return: 0; or -ENOMEM, and then there is nothing to be freed.
 */
int seccomp_analyze(const struct sock_filter *insns, unsigned int len,
		    struct seccomp_analysis *result)
{
	struct analysis *an;
	int abi, err = -ENOMEM;

	memset(result, 0, sizeof(*result));
	result->outcome_count = 1;
	if (!SECCOMP_ABIS)
		return 0;

	an = kzalloc(sizeof(*an), GFP_KERNEL_ACCOUNT);
	if (!an)
		return -ENOMEM;
	an->insns = insns;
	an->len = len;
	an->result = result;
	an->waiting = kvmalloc_array(len, sizeof(*an->waiting),
				     GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!an->waiting)
		goto out;
	for (abi = 0; abi < SECCOMP_ABIS; abi++) {
		err = analyze_abi(an, abi);
		if (err)
			break;
	}
out:
	seccomp_specializer_release(&an->sp);
	kvfree(an->waiting);
	kfree(an);
	if (err) {
		kvfree(result->code);
		result->code = NULL;
	}
	return err;
}

static int __init seccomp_analysis_init(void)
{
	unsigned int bit, index;

	for (bit = 0; bit < INDEX_BITS; bit++)
		for (index = 0; index < SECCOMP_MAX_ABI_SLOTS; index++)
			if (index & BIT(bit))
				__set_bit(index, with_bit[bit].bits);
	return 0;
}
core_initcall(seccomp_analysis_init);

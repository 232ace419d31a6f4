// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a program answers to each number of each ABI.
 *
 * All nr_set of an ABI start at the first instruction together, and the
 * program is gone over once, in program order, which is an order of execution
 * because all jumps go forward. A compare with the number parts the set that
 * has come there, a return settles it. So each number goes exactly one way, all
 * is exact, and a list of compares costs no more than its length: from each,
 * one number leaves, and the others move on as they are.
 *
 * That goes on for as long as nothing is looked at but the number and the
 * architecture. The nr_set that come to anything else are handed over, with
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
#include "outcome.h"
#include "residual.h"

/* How many instructions are worked on before others may run. */
#define INSNS_PER_RESCHED 256

/**
 * struct nr_set - a set of nr_set and buckets
 * @bits: one for each place of the ABI
 */
struct nr_set {
	DECLARE_BITMAP(bits, SECCOMP_MAX_ABI_SLOTS);
};

#define INDEX_BITS 9
static_assert(BIT(INDEX_BITS) == SECCOMP_MAX_ABI_SLOTS);

/* For each bit of an index, the indices that have it set. */
static struct nr_set nrs_with_bit[INDEX_BITS] __ro_after_init;

/**
 * struct reg_value - what is in a register
 * @is_nr: the number of the call, else @word
 * @word: a constant
 */
struct reg_value {
	bool is_nr;
	u32 word;
};

/**
 * struct nr_state - nr_set on their way through the program
 * @a: the accumulator
 * @x: the index register
 * @nr_set: those that have come here; never empty
 *
 * Scratch memory has not been written.
 */
struct nr_state {
	struct reg_value a;
	struct reg_value x;
	struct nr_set nr_set;
};

/**
 * struct analysis - an analysis under way
 * @insns: the program
 * @len: its length
 * @result: what is known of it
 * @sp: the partial evaluator, without memory until it is needed
 * @abi: the ABI at hand
 * @first: its first number
 * @count: how many nr_set it has
 * @buckets: how many buckets, which come after the nr_set in a set
 * @pending: for each instruction, those that have jumped there
 * @is_pending: where there are any
 * @cur: those that are at the instruction at hand
 * @active: whether there are any
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
	struct nr_state *pending;
	DECLARE_BITMAP(is_pending, BPF_MAXINSNS);
	struct nr_state cur;
	bool active;
};

static bool nr_set_empty(const struct nr_set *set)
{
	return bitmap_empty(set->bits, SECCOMP_MAX_ABI_SLOTS);
}

static void add_nr_set(struct nr_set *to, const struct nr_set *more)
{
	bitmap_or(to->bits, to->bits, more->bits, SECCOMP_MAX_ABI_SLOTS);
}

static bool same_reg_value(struct reg_value one, struct reg_value other)
{
	return one.is_nr == other.is_nr &&
	       (one.is_nr || one.word == other.word);
}

static bool same_reg_values(const struct nr_state *one,
			    const struct nr_state *other)
{
	return same_reg_value(one->a, other->a) &&
	       same_reg_value(one->x, other->x);
}

/* --- Handing over ------------------------------------------------------- */

static bool is_bucket(const struct analysis *an, unsigned int index)
{
	return index >= an->count;
}

/* The number at an index; for a bucket, what its nr_set have in common. */
static struct tnum32 nr_tnum(const struct analysis *an, unsigned int index)
{
	const u32 low = BIT(SECCOMP_BUCKET_SHIFT) - 1;

	if (is_bucket(an, index))
		return (struct tnum32){
			.value = (index - an->count) << SECCOMP_BUCKET_SHIFT,
			.mask = low,
		};
	return tnum32_const(an->first + index);
}

static struct tnum32 reg_tnum(struct reg_value reg_value, struct tnum32 nr)
{
	return reg_value.is_nr ? nr : tnum32_const(reg_value.word);
}

static int init_specializer(struct analysis *an)
{
	if (an->sp.insns)
		return 0;
	return seccomp_specializer_init(&an->sp, an->insns, an->len,
					an->result);
}

static int specialize_set(struct analysis *an, unsigned int pc,
			  const struct nr_state *nr_state)
{
	u8 *outcome_idx =
		&an->result->outcome_idx[seccomp_abi_first_slot(an->abi)];
	struct seccomp_spec_entry entry = {
		.pc = pc,
		.abi = an->abi,
		.a_is_nr = nr_state->a.is_nr,
		.x_is_nr = nr_state->x.is_nr,
	};
	bool shared = false;
	unsigned int index;
	u8 outcome;
	int err;

	err = init_specializer(an);
	if (err)
		return err;
	for_each_set_bit(index, nr_state->nr_set.bits, SECCOMP_MAX_ABI_SLOTS) {
		if (!shared) {
			entry.nr = nr_tnum(an, index);
			entry.a = reg_tnum(nr_state->a, entry.nr);
			entry.x = reg_tnum(nr_state->x, entry.nr);
			err = seccomp_specialize(&an->sp, &entry, &outcome);
			if (err)
				return err;
			/* What nobody nr_used about is the same for all. */
			shared = !an->sp.nr_used;
		}
		outcome_idx[index] = outcome;
	}
	return 0;
}

/* All that have come to @pc need more than this analysis has. */
static int specialize_current(struct analysis *an, unsigned int pc)
{
	an->active = false;
	return specialize_set(an, pc, &an->cur);
}

/* --- Movement ----------------------------------------------------------- */

/* Some of those at hand defer_set to @pc. */
static int defer_set(struct analysis *an, unsigned int pc,
		     const struct nr_set *nr_set)
{
	struct nr_state *there = &an->pending[pc];
	struct nr_state late;

	if (!__test_and_set_bit(pc, an->is_pending)) {
		there->a = an->cur.a;
		there->x = an->cur.x;
		there->nr_set = *nr_set;
		return 0;
	}
	if (same_reg_values(there, &an->cur)) {
		add_nr_set(&there->nr_set, nr_set);
		return 0;
	}
	/* Registers that depend on the way are known for each way only. */
	late = an->cur;
	late.nr_set = *nr_set;
	return specialize_set(an, pc, &late);
}

/* The same for one number, which is what happens most of the time. */
static int defer_one(struct analysis *an, unsigned int pc, u32 index)
{
	struct nr_state *there = &an->pending[pc];
	struct nr_set one = {};

	if (test_bit(pc, an->is_pending) && same_reg_values(there, &an->cur)) {
		__set_bit(index, there->nr_set.bits);
		return 0;
	}
	__set_bit(index, one.bits);
	return defer_set(an, pc, &one);
}

/* Those who have jumped to @pc join those at hand. */
static int merge_pending(struct analysis *an, unsigned int pc)
{
	const struct nr_state *here = &an->pending[pc];

	if (!test_bit(pc, an->is_pending))
		return 0;
	if (!an->active) {
		an->cur = *here;
		an->active = true;
		return 0;
	}
	if (!same_reg_values(here, &an->cur))
		return specialize_set(an, pc, here);
	add_nr_set(&an->cur.nr_set, &here->nr_set);
	return 0;
}

/* All that are at hand go to @pc, and the next instruction is @next. */
static int continue_at(struct analysis *an, unsigned int pc, unsigned int next)
{
	if (pc == next)
		return 0;
	an->active = false;
	return defer_set(an, pc, &an->cur.nr_set);
}

/* --- Returns ------------------------------------------------------------ */

static void record_ret(struct analysis *an, u32 ret)
{
	u8 *outcome_idx =
		&an->result->outcome_idx[seccomp_abi_first_slot(an->abi)];
	const struct seccomp_outcome outcome = {
		.kind = OUTCOME_CONSTANT,
		.ret = seccomp_ret_normal(ret),
	};
	const u8 found = seccomp_outcome_add(an->result, &outcome);
	unsigned int first, end;

	an->active = false;
	for_each_set_bitrange(first, end, an->cur.nr_set.bits,
			      SECCOMP_MAX_ABI_SLOTS)
		memset(&outcome_idx[first], found, end - first);
}

static int analyze_return(struct analysis *an, unsigned int pc,
			  const struct sock_filter *insn)
{
	if (BPF_RVAL(insn->code) == BPF_K)
		record_ret(an, insn->k);
	else if (!an->cur.a.is_nr)
		record_ret(an, an->cur.a.word);
	else
		return specialize_current(an, pc);
	return 0;
}

/* --- Branches ----------------------------------------------------------- */

/* The indices of nr_set from @nr on, which may lie outside of the ABI. */
static void nrs_from(struct nr_set *out, u64 nr, const struct analysis *an)
{
	const u64 first = an->first;
	u64 skip = nr > first ? nr - first : 0;

	bitmap_zero(out->bits, SECCOMP_MAX_ABI_SLOTS);
	if (skip < an->count)
		bitmap_set(out->bits, skip, an->count - skip);
}

static void nrs_with_any_bit(struct nr_set *out, u32 bits,
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
			add_nr_set(out, &nrs_with_bit[bit]);
}

/* Is a compare with @k true for the nr_set of a bucket? */
static void compare_bucket(const struct analysis *an, u32 bucket, u8 op, u32 k,
			   bool *always, bool *maybe)
{
	const struct tnum32 nr = nr_tnum(an, an->count + bucket);
	const u32 least = seccomp_bucket_first_nr(an->abi, bucket);
	const u32 most = tnum32_max(nr);

	switch (op) {
	case BPF_JEQ:
		*always = false;
		*maybe = k >= least && k <= most;
		break;
	case BPF_JGT:
		*always = least > k;
		*maybe = most > k;
		break;
	case BPF_JGE:
		*always = least >= k;
		*maybe = most >= k;
		break;
	default: /* BPF_JSET */
		*always = tnum32_always_set(nr, tnum32_const(k));
		*maybe = tnum32_maybe_set(nr, tnum32_const(k));
		break;
	}
}

/*
 * The buckets for all of whose nr_set a compare with @k is true go to @yes,
 * and those of which this cannot be said to @either. Returns whether there are
 * any of these.
 */
static bool match_buckets(const struct analysis *an, u8 op, u32 k,
			  struct nr_set *yes, struct nr_set *either)
{
	bool undecided = false, always, maybe;
	unsigned int bucket;

	for (bucket = 0; bucket < an->buckets; bucket++) {
		const unsigned int index = an->count + bucket;

		if (!test_bit(index, an->cur.nr_set.bits))
			continue;
		compare_bucket(an, bucket, op, k, &always, &maybe);
		__assign_bit(index, yes->bits, always);
		if (always || !maybe)
			continue;
		__set_bit(index, either->bits);
		undecided = true;
	}
	return undecided;
}

/* The nr_set for which a compare with @k is true, and others not at hand. */
static void match_numbers(const struct analysis *an, u8 op, u32 k,
			  struct nr_set *yes)
{
	switch (op) {
	case BPF_JEQ:
		/* A number that a call has is taken out by itself. */
		bitmap_zero(yes->bits, SECCOMP_MAX_ABI_SLOTS);
		break;
	case BPF_JGT:
		nrs_from(yes, (u64)k + 1, an);
		break;
	case BPF_JGE:
		nrs_from(yes, k, an);
		break;
	default: /* BPF_JSET */
		nrs_with_any_bit(yes, k, an);
		break;
	}
}

/* Hand over those of whom it is not known which way they go. */
static int specialize_undecided(struct analysis *an, unsigned int pc,
				const struct nr_set *either)
{
	struct nr_state nr_state = an->cur;

	nr_state.nr_set = *either;
	bitmap_andnot(an->cur.nr_set.bits, an->cur.nr_set.bits, either->bits,
		      SECCOMP_MAX_ABI_SLOTS);
	return specialize_set(an, pc, &nr_state);
}

static int split(struct analysis *an, unsigned int pc,
		 const struct sock_filter *insn, u32 k)
{
	const unsigned int yes = pc + 1 + insn->jt;
	const unsigned int no = pc + 1 + insn->jf;
	struct nr_set *cur = &an->cur.nr_set;
	const u8 op = BPF_OP(insn->code);
	struct nr_set match, either = {};
	int err = 0;

	match_numbers(an, op, k, &match);
	if (match_buckets(an, op, k, &match, &either))
		err = specialize_undecided(an, pc, &either);
	if (err)
		return err;
	bitmap_and(match.bits, match.bits, cur->bits, SECCOMP_MAX_ABI_SLOTS);
	bitmap_andnot(cur->bits, cur->bits, match.bits, SECCOMP_MAX_ABI_SLOTS);
	/* Now @match and @cur go different ways, and one of them goes on. */
	if (yes == pc + 1)
		swap(match, *cur);
	if (!nr_set_empty(&match)) {
		err = defer_set(an, yes == pc + 1 ? no : yes, &match);
		if (err)
			return err;
	}
	if (nr_set_empty(cur)) {
		an->active = false;
		return 0;
	}
	return continue_at(an, yes == pc + 1 ? yes : no, pc + 1);
}

/*
 * The same for the most common case, a compare with one number: the set stays
 * as it is, but for that one.
 */
static bool is_single_number(const struct analysis *an,
			     const struct sock_filter *insn, u32 k)
{
	const u32 bucket = k >> SECCOMP_BUCKET_SHIFT;

	if (BPF_OP(insn->code) != BPF_JEQ)
		return false;
	/* A number that no call has is one of many of a bucket. */
	return k - an->first < an->count || !an->buckets ||
	       k < seccomp_bucket_first_nr(an->abi, bucket);
}

static int split_eq(struct analysis *an, unsigned int pc,
		    const struct sock_filter *insn, u32 k)
{
	const unsigned int yes = pc + 1 + insn->jt;
	const unsigned int no = pc + 1 + insn->jf;
	struct nr_set *cur = &an->cur.nr_set;
	const u32 index = k - an->first;
	int err;

	if (index >= an->count || !test_bit(index, cur->bits))
		return continue_at(an, no, pc + 1);
	__clear_bit(index, cur->bits);
	if (nr_set_empty(cur)) {
		__set_bit(index, cur->bits);
		return continue_at(an, yes, pc + 1);
	}
	if (yes != pc + 1) {
		err = defer_one(an, yes, index);
		return err ?: continue_at(an, no, pc + 1);
	}
	err = defer_set(an, no, cur);
	*cur = (struct nr_set){};
	__set_bit(index, cur->bits);
	return err;
}

static int analyze_branch(struct analysis *an, unsigned int pc,
			  const struct sock_filter *insn)
{
	const bool by_x = BPF_SRC(insn->code) == BPF_X;
	const u8 op = BPF_OP(insn->code);
	const struct reg_value a = an->cur.a;
	u32 k = insn->k;

	if (by_x) {
		if (an->cur.x.is_nr)
			return specialize_current(an, pc);
		k = an->cur.x.word;
	}
	if (!a.is_nr)
		return continue_at(
			an,
			pc + 1 +
				(seccomp_cbpf_compare(op, a.word, k) ?
					 insn->jt :
					 insn->jf),
			pc + 1);
	if (is_single_number(an, insn, k))
		return split_eq(an, pc, insn, k);
	return split(an, pc, insn, k);
}

/* --- Loads and arithmetic ----------------------------------------------- */

/* What a analyze_load brings, if it is something that this analysis follows. */
static bool analyze_load(const struct analysis *an,
			 const struct sock_filter *insn, struct reg_value *to)
{
	*to = (struct reg_value){};
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
static bool mask_keeps_nrs(const struct analysis *an, u32 mask)
{
	const u32 used = an->first | (SECCOMP_MAX_ABI_SLOTS - 1);

	return (mask & used) == used;
}

static int analyze_nr_mask(struct analysis *an, unsigned int pc, u32 mask)
{
	struct nr_set buckets = {};

	if (mask == U32_MAX)
		return 0;
	if (!mask_keeps_nrs(an, mask))
		return specialize_current(an, pc);
	/* But those that no call has do lose something. */
	bitmap_set(buckets.bits, an->count, an->buckets);
	bitmap_and(buckets.bits, buckets.bits, an->cur.nr_set.bits,
		   SECCOMP_MAX_ABI_SLOTS);
	an->active = !bitmap_subset(an->cur.nr_set.bits, buckets.bits,
				    SECCOMP_MAX_ABI_SLOTS);
	return nr_set_empty(&buckets) ? 0 :
					specialize_undecided(an, pc, &buckets);
}

static int analyze_alu(struct analysis *an, unsigned int pc,
		       const struct sock_filter *insn)
{
	const u8 op = BPF_OP(insn->code);
	struct reg_value *a = &an->cur.a;
	u32 b = insn->k;

	if (BPF_SRC(insn->code) == BPF_X) {
		if (an->cur.x.is_nr)
			return specialize_current(an, pc);
		b = an->cur.x.word;
	}
	if (a->is_nr && op == BPF_AND)
		return analyze_nr_mask(an, pc, b);
	if (a->is_nr || (op == BPF_DIV && b == 0) ||
	    !seccomp_cbpf_alu(op, a->word, b, &a->word))
		return specialize_current(an, pc);
	return 0;
}

/* --- The pass ----------------------------------------------------------- */

static int analyze_insn(struct analysis *an, unsigned int pc)
{
	const struct sock_filter *insn = &an->insns[pc];
	struct nr_state *cur = &an->cur;
	struct reg_value reg_value;

	switch (BPF_CLASS(insn->code)) {
	case BPF_RET:
		return analyze_return(an, pc, insn);
	case BPF_JMP:
		if (BPF_OP(insn->code) == BPF_JA)
			return continue_at(an, pc + 1 + insn->k, pc + 1);
		return analyze_branch(an, pc, insn);
	case BPF_LD:
		if (!analyze_load(an, insn, &reg_value))
			break;
		cur->a = reg_value;
		return 0;
	case BPF_LDX:
		if (!analyze_load(an, insn, &reg_value))
			break;
		cur->x = reg_value;
		return 0;
	case BPF_ALU:
		return analyze_alu(an, pc, insn);
	case BPF_MISC:
		if (BPF_MISCOP(insn->code) == BPF_TAX)
			cur->x = cur->a;
		else
			cur->a = cur->x;
		return 0;
	}
	return specialize_current(an, pc);
}

static int analyze_abi(struct analysis *an, enum seccomp_abi abi)
{
	unsigned int pc;
	int err;

	an->abi = abi;
	an->first = seccomp_abi_first_nr(abi);
	an->count = seccomp_abi_count(abi);
	an->buckets = seccomp_abi_buckets(abi);
	bitmap_zero(an->is_pending, BPF_MAXINSNS);
	an->cur = (struct nr_state){};
	bitmap_set(an->cur.nr_set.bits, 0, an->count + an->buckets);
	an->active = true;

	for (pc = 0; pc < an->len; pc++) {
		err = merge_pending(an, pc);
		if (!err && an->active)
			err = analyze_insn(an, pc);
		if (err)
			return err;
		if (pc % INSNS_PER_RESCHED == 0)
			cond_resched();
	}
	return 0;
}

/**
 * seccomp_analyze - work out a program's answers to all nr_set
 * @insns: the instructions, for which seccomp_cbpf_validate() has returned 0
 * @len: how many
 * @result: for what is known; its @code is to be freed with kvfree()
 *
 * Context: process context, may sleep. The work is bounded: for each ABI, a few
 * hundred machine instructions for each of @insns; and 32,768 budget of partial
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
	an->pending = kvmalloc_array(len, sizeof(*an->pending),
				     GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!an->pending)
		goto out;
	for (abi = 0; abi < SECCOMP_ABIS; abi++) {
		err = analyze_abi(an, abi);
		if (err)
			break;
	}
out:
	seccomp_specializer_release(&an->sp);
	kvfree(an->pending);
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
				__set_bit(index, nrs_with_bit[bit].bits);
	return 0;
}
core_initcall(seccomp_analysis_init);

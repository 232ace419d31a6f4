// SPDX-License-Identifier: GPL-2.0-only
/*
 * Analysis of a program: find its outcome for each number of each ABI.
 *
 * All numbers of an ABI start at the first instruction as one set. One pass
 * visits the instructions in program order. That is an order of execution,
 * because all jumps of classic BPF go forward. A compare with the number splits
 * the set that has arrived there, and a return records the outcome of its set.
 *
 * So each number takes exactly one path, and the results are exact. A list of
 * compares costs time in proportion to its length. Each compare takes one
 * number out of the set, and the rest of the set stays as it is.
 *
 * The pass tracks registers that hold the number or a constant. It knows the
 * number and the architecture, and nothing else of a call. Numbers that arrive
 * at any other instruction go to partial evaluation, see residual.c. So do those
 * that load from a window: what the kernel copies depends on the number. It has a
 * budget. When that is used up, the analysis still finds the constants: it
 * executes the program for a number, up to the first load of anything else.
 *
 * Unassigned numbers share buckets, see abi.h. A set has one member for each
 * assigned number and one for each bucket.
 */
#include <linux/bitmap.h>
#include <linux/bits.h>
#include <linux/filter.h>
#include <linux/init.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "analysis.h"
#include "cbpf.h"
#include "outcome.h"
#include "residual.h"

/* Steps of the pass between two calls of cond_resched(). */
#define STEPS_PER_RESCHED 64
/* Instructions that one step visits, at most. */
#define INSNS_PER_STEP 256
/* Instructions that follow_nr() executes for a program. */
#define MAX_FOLLOWED_INSNS (256 * 1024)

/**
 * struct nr_set - a set of numbers and buckets of one ABI
 * @from: index of the first word of @bits that may have a member
 * @to: index behind the last such word; 0 for an empty set
 * @bits: one bit for each slot of the ABI: the numbers, then the buckets. The
 *	position of a bit is called its index. All words before @from and from @to
 *	on are 0
 *
 * A search tree splits sets until they have few words, so most sets of its nodes
 * are narrow.
 */
struct nr_set {
	unsigned int from;
	unsigned int to;
	DECLARE_BITMAP(bits, SECCOMP_MAX_ABI_SLOTS);
};

/* Bits of the largest index. */
#define INDEX_BITS (const_ilog2(SECCOMP_MAX_ABI_SLOTS) + 1)

/* For each bit position the set of all indices that have this bit set. */
static DECLARE_BITMAP(nrs_with_bit[INDEX_BITS],
		      SECCOMP_MAX_ABI_SLOTS) __ro_after_init;

/**
 * struct reg_value - the value of a register
 * @is_nr: whether the register holds the number of the call
 * @value: the constant that the register holds; 0 if @is_nr is true
 */
struct reg_value {
	bool is_nr;
	u32 value;
};

/**
 * struct nr_state - a set of numbers at an instruction, with their registers
 * @a: the accumulator
 * @x: the index register
 * @set: the numbers and buckets that have arrived; never empty
 *
 * The pass does not track scratch memory. A set that arrives at a store goes to
 * partial evaluation, so no state follows a store.
 */
struct nr_state {
	struct reg_value a;
	struct reg_value x;
	struct nr_set set;
};

/**
 * struct analyzer - an analysis in progress
 * @insns: the program
 * @len: number of instructions in @insns, 1 to BPF_MAXINSNS
 * @result: the result, owned by the caller of seccomp_analyze()
 * @sp: the partial evaluator; has no memory before the first use
 * @follow_budget: number of instructions that follow_nr() may still execute
 * @abi: the current ABI
 * @info: description of @abi; its first number has index 0, and its first
 *	bucket the index @info->count
 * @bits: number of bits of a set of @abi. An ABI pays for its own slots, not for
 *	those of the largest ABI.
 * @nr_bits: the bits that the assigned numbers of @abi can have
 * @has_pending: the instructions whose entry in @pending is valid; the first
 *	@len bits are used
 * @next_pending: the first of them behind the current instruction, or @len
 * @cur: the state at the current instruction
 * @active: whether @cur is valid
 * @pending: for each instruction the state that has jumped there
 */
struct analyzer {
	const struct sock_filter *insns;
	unsigned int len;
	struct seccomp_analysis *result;
	struct seccomp_specializer sp;
	unsigned int follow_budget;
	enum seccomp_abi abi;
	const struct seccomp_abi_info *info;
	unsigned int bits;
	u32 nr_bits;
	DECLARE_BITMAP(has_pending, BPF_MAXINSNS);
	unsigned int next_pending;
	struct nr_state cur;
	bool active;
	struct nr_state pending[];
};

static bool nr_set_empty(const struct nr_set *set)
{
	unsigned int i;

	for (i = set->from; i < set->to; i++)
		if (set->bits[i])
			return false;
	return true;
}

/* Let @to have room for members in words from @first to @end. */
static void nr_set_widen(struct nr_set *to, unsigned int first,
			 unsigned int end)
{
	if (!to->to)
		to->from = first;
	to->from = min(to->from, first);
	to->to = max(to->to, end);
}

/* Let @set have the word @i, which is behind its other words, if it is not 0. */
static void nr_set_count_word(struct nr_set *set, unsigned int i)
{
	if (!set->bits[i])
		return;
	if (!set->to)
		set->from = i;
	set->to = i + 1;
}

static void nr_set_add(struct nr_set *to, const struct nr_set *more)
{
	unsigned int i;

	nr_set_widen(to, more->from, more->to);
	for (i = more->from; i < more->to; i++)
		to->bits[i] |= more->bits[i];
}

static void nr_set_add_one(struct nr_set *to, unsigned int index)
{
	const unsigned int word = BIT_WORD(index);

	nr_set_widen(to, word, word + 1);
	to->bits[word] |= BIT_MASK(index);
}

static bool nr_set_has(const struct nr_set *set, unsigned int index)
{
	return test_bit(index, set->bits);
}

static bool same_reg_value(struct reg_value one, struct reg_value other)
{
	return one.is_nr == other.is_nr && one.value == other.value;
}

static bool same_reg_values(const struct nr_state *one,
			    const struct nr_state *other)
{
	return same_reg_value(one->a, other->a) &&
	       same_reg_value(one->x, other->x);
}

/* --- Loads -------------------------------------------------------------- */

/* Find the value that a load gives. Returns false if it cannot be tracked. */
static bool analyze_load(const struct analyzer *az,
			 const struct sock_filter *insn, struct reg_value *to)
{
	*to = (struct reg_value){};
	switch (BPF_MODE(insn->code)) {
	case BPF_IMM:
		to->value = insn->k;
		return true;
	case BPF_LEN:
		to->value = sizeof(struct seccomp_data);
		return true;
	case BPF_ABS:
		if (insn->k == offsetof(struct seccomp_data, nr))
			to->is_nr = true;
		else if (insn->k == offsetof(struct seccomp_data, arch))
			to->value = az->info->arch;
		else
			return false;
		return true;
	}
	return false;
}

/* --- Constants beyond the budget ---------------------------------------- */

/**
 * struct followed - the registers of one number on its way through the program
 * @a: the accumulator
 * @x: the index register
 * @mem: scratch memory
 */
struct followed {
	u32 a;
	u32 x;
	u32 mem[BPF_MEMWORDS];
};

/* Load a value that depends on the number only. Returns false for another. */
static bool follow_load(const struct analyzer *az, struct followed *f, u32 nr,
			const struct sock_filter *insn, u32 *to)
{
	struct reg_value reg_value;

	if (BPF_MODE(insn->code) == BPF_MEM) {
		*to = f->mem[insn->k];
		return true;
	}
	if (!analyze_load(az, insn, &reg_value))
		return false;
	*to = reg_value.is_nr ? nr : reg_value.value;
	return true;
}

/*
 * Execute an instruction after which the next one follows. Returns false if its
 * result depends on more than the number.
 */
static bool follow_straight(const struct analyzer *az, struct followed *f,
			    u32 nr, const struct sock_filter *insn)
{
	const u32 b = BPF_SRC(insn->code) == BPF_X ? f->x : insn->k;

	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
		return follow_load(az, f, nr, insn, &f->a);
	case BPF_LDX:
		return follow_load(az, f, nr, insn, &f->x);
	case BPF_ST:
		f->mem[insn->k] = f->a;
		return true;
	case BPF_STX:
		f->mem[insn->k] = f->x;
		return true;
	case BPF_ALU:
		return seccomp_cbpf_alu(BPF_OP(insn->code), f->a, b, &f->a);
	default: /* BPF_MISC */
		if (BPF_MISCOP(insn->code) == BPF_TAX)
			f->x = f->a;
		else
			f->a = f->x;
		return true;
	}
}

/*
 * Execute the program for one number. Returns false if it loads anything else
 * before it returns, if @entry is about a bucket, or if the budget is used up.
 */
static bool follow_nr(struct analyzer *az,
		      const struct seccomp_spec_entry *entry, u32 *ret)
{
	struct followed f = { .a = entry->a.value, .x = entry->x.value };
	const struct sock_filter *insn = &az->insns[entry->pc];

	if (entry->nr.mask)
		return false;
	for (; az->follow_budget; az->follow_budget--, insn++) {
		const u32 b = BPF_SRC(insn->code) == BPF_X ? f.x : insn->k;
		const u8 op = BPF_OP(insn->code);

		switch (BPF_CLASS(insn->code)) {
		case BPF_RET:
			*ret = BPF_RVAL(insn->code) == BPF_A ? f.a : insn->k;
			return true;
		case BPF_JMP:
			if (op == BPF_JA)
				insn += insn->k;
			else if (seccomp_cbpf_compare(op, f.a, b))
				insn += insn->jt;
			else
				insn += insn->jf;
			continue;
		case BPF_ALU:
			if (op != BPF_DIV || b)
				break;
			/* A division by zero ends a program with 0. */
			*ret = 0;
			return true;
		}
		if (!follow_straight(az, &f, entry->nr.value, insn))
			return false;
	}
	return false;
}

/* Find the outcome of a number for which partial evaluation has no budget. */
static u8 outcome_without_budget(struct analyzer *az,
				 const struct seccomp_spec_entry *entry)
{
	struct seccomp_outcome outcome = { .kind = OUTCOME_CONSTANT };
	u32 ret;

	cond_resched();
	if (!follow_nr(az, entry, &ret))
		return SECCOMP_OUTCOME_UNKNOWN;
	outcome.ret = seccomp_ret_normal(ret);
	return seccomp_outcome_add(az->result, &outcome);
}

/* --- Partial evaluation ------------------------------------------------- */

static bool is_bucket_index(const struct analyzer *az, unsigned int index)
{
	return index >= az->info->count;
}

/* The number at an index; for a bucket the bits that all its numbers share. */
static struct tnum32 nr_tnum(const struct analyzer *az, unsigned int index)
{
	const u32 low = BIT(SECCOMP_BUCKET_SHIFT) - 1;

	if (is_bucket_index(az, index))
		return (struct tnum32){
			.value = (index - az->info->count)
				 << SECCOMP_BUCKET_SHIFT,
			.mask = low,
		};
	return tnum32_const(az->info->first_nr + index);
}

static struct tnum32 reg_tnum(struct reg_value reg_value, struct tnum32 nr)
{
	return reg_value.is_nr ? nr : tnum32_const(reg_value.value);
}

static int init_specializer(struct analyzer *az)
{
	if (az->sp.insns)
		return 0;
	return seccomp_specializer_init(&az->sp, az->insns, az->len,
					az->result);
}

/*
 * Evaluate the program from @pc on for each number and bucket of @set, with the
 * registers of @regs, and record the outcomes.
 */
static int specialize_set(struct analyzer *az, unsigned int pc,
			  const struct nr_state *regs, const struct nr_set *set)
{
	u8 *outcome_idx = &az->result->outcome_idx[az->info->first_slot];
	struct seccomp_spec_entry entry = {
		.pc = pc,
		.abi = az->abi,
		.a_is_nr = regs->a.is_nr,
		.x_is_nr = regs->x.is_nr,
	};
	unsigned int index = set->from * BITS_PER_LONG;
	bool shared = false;
	u8 outcome;
	int err;

	err = init_specializer(az);
	if (err)
		return err;
	for_each_set_bit_from(index, set->bits, az->bits) {
		if (!shared) {
			entry.slot = az->info->first_slot + index;
			entry.nr = nr_tnum(az, index);
			entry.a = reg_tnum(regs->a, entry.nr);
			entry.x = reg_tnum(regs->x, entry.nr);
			err = seccomp_specialize(&az->sp, &entry, &outcome);
			if (err)
				return err;
			/* It holds for the rest if it ignores the number. */
			shared = !az->sp.nr_used;
			if (!outcome && !az->sp.budget) {
				outcome = outcome_without_budget(az, &entry);
				shared = false;
			}
		}
		outcome_idx[index] = outcome;
	}
	return 0;
}

/* End the current state, because the pass cannot track it beyond @pc. */
static int specialize_current(struct analyzer *az, unsigned int pc)
{
	az->active = false;
	return specialize_set(az, pc, &az->cur, &az->cur.set);
}

/* --- Jumps -------------------------------------------------------------- */

/*
 * Let @set, a part of the current state, continue when the pass arrives at @pc.
 * A state that waits at @pc with other registers cannot be merged with it. In
 * that case @set goes to partial evaluation.
 */
static int defer_set(struct analyzer *az, unsigned int pc,
		     const struct nr_set *set)
{
	struct nr_state *target = &az->pending[pc];

	if (!__test_and_set_bit(pc, az->has_pending)) {
		az->next_pending = min(az->next_pending, pc);
		target->a = az->cur.a;
		target->x = az->cur.x;
		target->set = *set;
		return 0;
	}
	if (same_reg_values(target, &az->cur)) {
		nr_set_add(&target->set, set);
		return 0;
	}
	return specialize_set(az, pc, &az->cur, set);
}

/*
 * The state that waits at @pc, if the current state can be merged with it.
 * Otherwise NULL.
 */
static struct nr_state *find_joinable(struct analyzer *az, unsigned int pc)
{
	struct nr_state *target = &az->pending[pc];

	return test_bit(pc, az->has_pending) &&
			       same_reg_values(target, &az->cur) ?
		       target :
		       NULL;
}

/* Defer one number. The common case needs no operation on whole sets. */
static int defer_one(struct analyzer *az, unsigned int pc, u32 index)
{
	struct nr_state *target = find_joinable(az, pc);
	struct nr_set one = {};

	if (target) {
		nr_set_add_one(&target->set, index);
		return 0;
	}
	nr_set_add_one(&one, index);
	return defer_set(az, pc, &one);
}

/* Merge the state that waits at @pc into the current state. */
static int merge_pending(struct analyzer *az, unsigned int pc)
{
	const struct nr_state *pending = &az->pending[pc];

	az->next_pending = find_next_bit(az->has_pending, az->len, pc + 1);
	if (!az->active) {
		az->cur = *pending;
		az->active = true;
		return 0;
	}
	if (!same_reg_values(pending, &az->cur))
		return specialize_set(az, pc, pending, &pending->set);
	nr_set_add(&az->cur.set, &pending->set);
	return 0;
}

/* Let the current state continue at @pc; @next is the next instruction. */
static int continue_at_pc(struct analyzer *az, unsigned int pc,
			  unsigned int next)
{
	if (pc == next)
		return 0;
	az->active = false;
	return defer_set(az, pc, &az->cur.set);
}

/* --- Returns ------------------------------------------------------------ */

/* Set the entries of the members of one word of a set. */
static void record_word(u8 *outcome_idx, unsigned long word, u8 found)
{
	unsigned int first;

	if (word == ~0UL) {
		memset(outcome_idx, found, BITS_PER_LONG);
		return;
	}
	/* The addition clears the lowest sequence of ones. */
	for (; word; word &= word + BIT(first)) {
		first = __ffs(word);
		memset(&outcome_idx[first], found, __ffs(~(word >> first)));
	}
}

static void record_ret(struct analyzer *az, u32 ret)
{
	u8 *outcome_idx = &az->result->outcome_idx[az->info->first_slot];
	const struct nr_set *set = &az->cur.set;
	const struct seccomp_outcome outcome = {
		.kind = OUTCOME_CONSTANT,
		.ret = seccomp_ret_normal(ret),
	};
	const u8 found = seccomp_outcome_add(az->result, &outcome);
	unsigned int i;

	az->active = false;
	outcome_idx += set->from * BITS_PER_LONG;
	for (i = set->from; i < set->to; i++, outcome_idx += BITS_PER_LONG)
		record_word(outcome_idx, set->bits[i], found);
}

static int analyze_ret(struct analyzer *az, unsigned int pc,
		       const struct sock_filter *insn)
{
	if (BPF_RVAL(insn->code) == BPF_K)
		record_ret(az, insn->k);
	else if (!az->cur.a.is_nr)
		record_ret(az, az->cur.a.value);
	else
		return specialize_current(az, pc);
	return 0;
}

/* --- Branches ----------------------------------------------------------- */

/*
 * The numbers from @nr on; @nr can be outside of the ABI. The result can contain
 * indices of buckets, which match_buckets() corrects. As in all functions that
 * match, only the words of the current set are valid.
 */
static void nrs_from(struct nr_set *out, u64 nr, const struct analyzer *az)
{
	const struct nr_set *cur = &az->cur.set;
	const u64 first = az->info->first_nr;
	u64 skip = nr > first ? nr - first : 0;
	unsigned int i, word = cur->to;

	if (skip < az->info->count)
		word = BIT_WORD(skip);
	for (i = cur->from; i < cur->to; i++)
		out->bits[i] = i < word ? 0 : ~0UL;
	if (word >= cur->from && word < cur->to)
		out->bits[word] <<= skip % BITS_PER_LONG;
}

/*
 * The numbers that have any of @bits. The result can contain indices of buckets,
 * which match_buckets() corrects.
 */
static void nrs_with_any_bit(struct nr_set *out, u32 bits,
			     const struct analyzer *az)
{
	const struct nr_set *cur = &az->cur.set;
	unsigned int bit, i;

	if (bits & az->info->first_nr) {
		nrs_from(out, 0, az);
		return;
	}
	for (bit = 0; bit < INDEX_BITS; bit++)
		for (i = cur->from; i < cur->to && bits & BIT(bit); i++)
			out->bits[i] |= nrs_with_bit[bit][i];
}

/* Find whether a compare with @k is true for all or for some of a bucket. */
static void compare_bucket(const struct analyzer *az, u32 bucket, u8 op, u32 k,
			   bool *always, bool *maybe)
{
	const struct tnum32 nr = nr_tnum(az, az->info->count + bucket);
	const u32 first = az->info->bucket_first_nr[bucket];
	const u32 last = tnum32_max(nr);

	switch (op) {
	case BPF_JEQ:
		*always = false;
		*maybe = k >= first && k <= last;
		break;
	case BPF_JGT:
		*always = first > k;
		*maybe = last > k;
		break;
	case BPF_JGE:
		*always = first >= k;
		*maybe = last >= k;
		break;
	default: /* BPF_JSET */
		*always = tnum32_always_set(nr, tnum32_const(k));
		*maybe = tnum32_maybe_set(nr, tnum32_const(k));
		break;
	}
}

/*
 * Compare the buckets of the current set with @k. A bucket goes to @match if
 * the compare is true for all of its numbers, and to @undecided if it is true
 * for some. Returns whether @undecided has a member.
 */
static bool match_buckets(const struct analyzer *az, u8 op, u32 k,
			  struct nr_set *match, struct nr_set *undecided)
{
	bool any = false, always, maybe;
	unsigned int bucket;

	for (bucket = 0; bucket < az->info->buckets; bucket++) {
		const unsigned int index = az->info->count + bucket;

		if (!nr_set_has(&az->cur.set, index))
			continue;
		compare_bucket(az, bucket, op, k, &always, &maybe);
		__assign_bit(index, match->bits, always);
		if (always || !maybe)
			continue;
		nr_set_add_one(undecided, index);
		any = true;
	}
	return any;
}

/*
 * The numbers for which a compare with @k is true; @match is empty before. The
 * result can contain numbers that are not in the current set.
 */
static void match_nrs(const struct analyzer *az, u8 op, u32 k,
		      struct nr_set *match)
{
	switch (op) {
	case BPF_JEQ:
		/* split_eq() handles assigned numbers. */
		break;
	case BPF_JGT:
		nrs_from(match, (u64)k + 1, az);
		break;
	case BPF_JGE:
		nrs_from(match, k, az);
		break;
	default: /* BPF_JSET */
		nrs_with_any_bit(match, k, az);
		break;
	}
}

/* Take @undecided out of the current set, and evaluate it from @pc on. */
static int specialize_undecided(struct analyzer *az, unsigned int pc,
				const struct nr_set *undecided)
{
	unsigned int i;

	for (i = undecided->from; i < undecided->to; i++)
		az->cur.set.bits[i] &= ~undecided->bits[i];
	return specialize_set(az, pc, &az->cur, undecided);
}

/*
 * Let @match have the buckets for which the compare is always true. Evaluate those
 * that it does not decide from @pc on.
 */
static int split_buckets(struct analyzer *az, unsigned int pc, u8 op, u32 k,
			 struct nr_set *match)
{
	struct nr_set undecided = {};

	if (!match_buckets(az, op, k, match, &undecided))
		return 0;
	return specialize_undecided(az, pc, &undecided);
}

/*
 * Take @match, whose other words are 0, out of the current set. Remove from @match
 * what the current set does not have. Returns whether @match has a member
 * then, and sets @rest if the current set has one.
 */
static bool take_match(struct analyzer *az, struct nr_set *match, bool *rest)
{
	const unsigned int from = az->cur.set.from, to = az->cur.set.to;
	struct nr_set *cur = &az->cur.set;
	unsigned int i;

	cur->to = 0;
	for (i = from; i < to; i++) {
		match->bits[i] &= cur->bits[i];
		cur->bits[i] ^= match->bits[i];
		nr_set_count_word(match, i);
		nr_set_count_word(cur, i);
	}
	*rest = cur->to;
	return match->to;
}

/* Does the current set have one word, and no bucket? */
static bool is_narrow(const struct analyzer *az)
{
	const struct nr_set *cur = &az->cur.set;

	return cur->to == cur->from + 1 && cur->to <= BIT_WORD(az->info->count);
}

/*
 * Split a set that has one word and no bucket by an ordered compare: the numbers
 * from @nr on go to @jt_pc. Most sets of a search tree are such sets.
 */
static int split_word(struct analyzer *az, u64 nr, unsigned int jt_pc,
		      unsigned int jf_pc, unsigned int next)
{
	struct nr_set *cur = &az->cur.set;
	unsigned long *word = &cur->bits[cur->from];
	const u64 first = az->info->first_nr + cur->from * BITS_PER_LONG;
	unsigned long match = *word;
	struct nr_set other;
	int err;

	if (nr > first)
		match = nr - first < BITS_PER_LONG ?
				match >> (nr - first) << (nr - first) :
				0;
	if (match == *word)
		return continue_at_pc(az, jt_pc, next);
	if (!match)
		return continue_at_pc(az, jf_pc, next);
	/* Defer one part, and let the other one continue. */
	other = *cur;
	other.bits[cur->from] ^= match;
	*word = match;
	if (jt_pc == next)
		return defer_set(az, jf_pc, &other);
	err = defer_set(az, jt_pc, cur);
	*cur = other;
	return err ?: continue_at_pc(az, jf_pc, next);
}

static int split_set(struct analyzer *az, unsigned int pc,
		     const struct sock_filter *insn, u32 k)
{
	const unsigned int jt_pc = pc + 1 + insn->jt;
	const unsigned int jf_pc = pc + 1 + insn->jf;
	const struct nr_set *cur = &az->cur.set;
	const u8 op = BPF_OP(insn->code);
	struct nr_set match = {};
	bool any, rest;
	int err = 0;

	match_nrs(az, op, k, &match);
	if (cur->to > BIT_WORD(az->info->count))
		err = split_buckets(az, pc, op, k, &match);
	if (err)
		return err;
	any = take_match(az, &match, &rest);
	az->active = rest;
	if (!any)
		return rest ? continue_at_pc(az, jf_pc, pc + 1) : 0;
	if (!rest) {
		az->cur.set = match;
		az->active = true;
		return continue_at_pc(az, jt_pc, pc + 1);
	}
	if (jt_pc != pc + 1) {
		err = defer_set(az, jt_pc, &match);
		return err ?: continue_at_pc(az, jf_pc, pc + 1);
	}
	err = defer_set(az, jf_pc, &az->cur.set);
	az->cur.set = match;
	return err;
}

/* Does @k equal at most one number, and no number of a bucket? */
static bool is_single_nr(const struct analyzer *az, u32 k)
{
	const u32 bucket = k >> SECCOMP_BUCKET_SHIFT;

	/* An unassigned number shares its bucket with other numbers. */
	return k - az->info->first_nr < az->info->count || !az->info->buckets ||
	       k < az->info->bucket_first_nr[bucket];
}

/* Take one number out of the current set, the most common kind of split. */
static int split_eq(struct analyzer *az, unsigned int pc,
		    const struct sock_filter *insn, u32 k)
{
	const unsigned int jt_pc = pc + 1 + insn->jt;
	const unsigned int jf_pc = pc + 1 + insn->jf;
	struct nr_set *cur = &az->cur.set;
	const u32 index = k - az->info->first_nr;
	int err;

	if (index >= az->info->count || !nr_set_has(cur, index))
		return continue_at_pc(az, jf_pc, pc + 1);
	__clear_bit(index, cur->bits);
	if (nr_set_empty(cur)) {
		__set_bit(index, cur->bits);
		return continue_at_pc(az, jt_pc, pc + 1);
	}
	if (jt_pc != pc + 1) {
		err = defer_one(az, jt_pc, index);
		return err ?: continue_at_pc(az, jf_pc, pc + 1);
	}
	err = defer_set(az, jf_pc, cur);
	*cur = (struct nr_set){};
	nr_set_add_one(cur, index);
	return err;
}

/* Like find_joinable(), and let the state have room for the current set. */
static struct nr_state *find_eq_target(struct analyzer *az, unsigned int pc)
{
	struct nr_state *target = find_joinable(az, pc);

	if (target)
		nr_set_widen(&target->set, az->cur.set.from, az->cur.set.to);
	return target;
}

/*
 * Evaluate a sequence of compares that begins at @pc, while the current state
 * holds the number in A. Each of them takes at most one number out of the set,
 * and lets the rest of the set continue at the next instruction. The number joins
 * a state that waits already.
 *
 * Filters mostly consist of such compares. Returns the index of the first
 * instruction that is none.
 */
static unsigned int analyze_eq_list(struct analyzer *az, unsigned int pc)
{
	const unsigned int end = min(az->next_pending, pc + INSNS_PER_STEP);
	const struct sock_filter *insn = &az->insns[pc];
	const u32 first = az->info->first_nr;
	const u32 count = az->info->count;
	struct nr_state *target = NULL;
	unsigned int target_pc = 0;

	for (; pc < end; pc++, insn++) {
		const u32 index = insn->k - first;
		const unsigned long bit = BIT_MASK(index);
		unsigned long *word;

		if (insn->code != (BPF_JMP | BPF_JEQ | BPF_K) || insn->jf)
			break;
		if (index >= count) {
			if (!is_single_nr(az, insn->k))
				break;
			continue;
		}
		word = &az->cur.set.bits[BIT_WORD(index)];
		if (!(*word & bit))
			continue;
		if (pc + 1 + insn->jt != target_pc) {
			target_pc = pc + 1 + insn->jt;
			target = find_eq_target(az, target_pc);
		}
		/* split_eq() handles what may be the only member. */
		if (!target || *word == bit)
			break;
		*word ^= bit;
		target->set.bits[BIT_WORD(index)] |= bit;
	}
	return pc;
}

static int analyze_branch(struct analyzer *az, unsigned int pc,
			  const struct sock_filter *insn)
{
	const bool by_x = BPF_SRC(insn->code) == BPF_X;
	const u8 op = BPF_OP(insn->code);
	const struct reg_value a = az->cur.a;
	unsigned int skip;
	u32 k = insn->k;

	if (by_x) {
		if (az->cur.x.is_nr)
			return specialize_current(az, pc);
		k = az->cur.x.value;
	}
	if (!a.is_nr) {
		skip = seccomp_cbpf_compare(op, a.value, k) ? insn->jt :
							      insn->jf;
		return continue_at_pc(az, pc + 1 + skip, pc + 1);
	}
	if (op == BPF_JEQ && is_single_nr(az, k))
		return split_eq(az, pc, insn, k);
	if ((op == BPF_JGT || op == BPF_JGE) && is_narrow(az))
		return split_word(az, (u64)k + (op == BPF_JGT),
				  pc + 1 + insn->jt, pc + 1 + insn->jf, pc + 1);
	return split_set(az, pc, insn, k);
}

/* --- Arithmetic --------------------------------------------------------- */

static int analyze_nr_mask(struct analyzer *az, unsigned int pc, u32 mask)
{
	struct nr_set *cur = &az->cur.set;
	struct nr_set buckets = {};
	unsigned int i;

	if (mask == U32_MAX)
		return 0;
	if (az->nr_bits & ~mask)
		return specialize_current(az, pc);
	/* Unassigned numbers have further bits, which the mask can clear. */
	for (i = az->info->count; i < az->bits; i++)
		if (nr_set_has(cur, i))
			nr_set_add_one(&buckets, i);
	if (!buckets.to)
		return 0;
	az->active = !bitmap_subset(cur->bits, buckets.bits, az->bits);
	return specialize_undecided(az, pc, &buckets);
}

static int analyze_alu(struct analyzer *az, unsigned int pc,
		       const struct sock_filter *insn)
{
	const u8 op = BPF_OP(insn->code);
	struct reg_value *a = &az->cur.a;
	u32 b = insn->k;

	if (BPF_SRC(insn->code) == BPF_X) {
		if (az->cur.x.is_nr)
			return specialize_current(az, pc);
		b = az->cur.x.value;
	}
	if (a->is_nr && op == BPF_AND)
		return analyze_nr_mask(az, pc, b);
	if (a->is_nr || (op == BPF_DIV && b == 0) ||
	    !seccomp_cbpf_alu(op, a->value, b, &a->value))
		return specialize_current(az, pc);
	return 0;
}

/* --- The pass ----------------------------------------------------------- */

static int analyze_insn(struct analyzer *az, unsigned int pc)
{
	const struct sock_filter *insn = &az->insns[pc];
	struct nr_state *cur = &az->cur;
	struct reg_value reg_value;

	switch (BPF_CLASS(insn->code)) {
	case BPF_RET:
		return analyze_ret(az, pc, insn);
	case BPF_JMP:
		if (BPF_OP(insn->code) == BPF_JA)
			return continue_at_pc(az, pc + 1 + insn->k, pc + 1);
		return analyze_branch(az, pc, insn);
	case BPF_LD:
		if (!analyze_load(az, insn, &reg_value))
			break;
		cur->a = reg_value;
		return 0;
	case BPF_LDX:
		if (!analyze_load(az, insn, &reg_value))
			break;
		cur->x = reg_value;
		return 0;
	case BPF_ALU:
		return analyze_alu(az, pc, insn);
	case BPF_MISC:
		if (BPF_MISCOP(insn->code) == BPF_TAX)
			cur->x = cur->a;
		else
			cur->a = cur->x;
		return 0;
	}
	return specialize_current(az, pc);
}

static void init_abi(struct analyzer *az, enum seccomp_abi abi)
{
	az->abi = abi;
	az->info = &seccomp_abi_info[abi];
	az->bits = az->info->count + az->info->buckets;
	az->nr_bits = az->info->first_nr |
		      (roundup_pow_of_two(az->info->count) - 1);
	bitmap_zero(az->has_pending, az->len);
	az->next_pending = az->len;
	az->cur = (struct nr_state){};
	az->cur.set.to = BITS_TO_LONGS(az->bits);
	bitmap_set(az->cur.set.bits, 0, az->bits);
	az->active = true;
}

/*
 * Evaluate the instructions from @pc on up to one that analyze_eq_list() does not
 * handle, or up to the next state that waits. Stores the index of the next
 * instruction to evaluate in @next.
 */
static int analyze_step(struct analyzer *az, unsigned int pc,
			unsigned int *next)
{
	int err = 0;

	if (pc == az->next_pending)
		err = merge_pending(az, pc);
	if (err)
		return err;
	if (az->cur.a.is_nr &&
	    az->insns[pc].code == (BPF_JMP | BPF_JEQ | BPF_K))
		pc = analyze_eq_list(az, pc);
	*next = pc;
	if (pc == az->next_pending)
		return 0;
	err = analyze_insn(az, pc);
	/* Skip instructions that no number reaches. */
	*next = az->active ? pc + 1 : az->next_pending;
	return err;
}

static int analyze_abi(struct analyzer *az, enum seccomp_abi abi)
{
	unsigned int pc, steps = 0;
	int err;

	init_abi(az, abi);
	for (pc = 0; pc < az->len;) {
		err = analyze_step(az, pc, &pc);
		if (err)
			return err;
		if (++steps % STEPS_PER_RESCHED == 0)
			cond_resched();
	}
	return 0;
}

/**
 * seccomp_analyze - Find the outcome of a program for each number
 * @insns: the program, for which seccomp_cbpf_validate() has returned 0; owned
 *	by the caller
 * @len: number of instructions in @insns, 1 to BPF_MAXINSNS
 * @result: receives the result; the caller owns it, and frees its @code with
 *	kvfree()
 *
 * The work is bounded. For each ABI, each instruction costs a few hundred
 * machine instructions. Partial evaluation costs at most 32,768 evaluations of
 * an instruction for the whole program. Memory is charged to the memory control
 * group of the caller.
 *
 * Context: process context, may sleep.
 * Return: 0; or -ENOMEM, and then there is nothing to free.
 */
int seccomp_analyze(const struct sock_filter *insns, unsigned int len,
		    struct seccomp_analysis *result)
{
	struct analyzer *az;
	int abi, err = 0;

	seccomp_outcomes_init(result);
	if (!SECCOMP_ABIS)
		return 0;

	az = kvmalloc(sizeof(*az) + array_size(len, sizeof(*az->pending)),
		      GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!az)
		return -ENOMEM;
	az->insns = insns;
	az->len = len;
	az->result = result;
	az->sp = (struct seccomp_specializer){};
	az->follow_budget = MAX_FOLLOWED_INSNS;
	for (abi = 0; abi < SECCOMP_ABIS; abi++) {
		err = analyze_abi(az, abi);
		if (err)
			break;
	}
	seccomp_specializer_release(&az->sp);
	kvfree(az);
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
				__set_bit(index, nrs_with_bit[bit]);
	return 0;
}
core_initcall(seccomp_analysis_init);

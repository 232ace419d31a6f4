// SPDX-License-Identifier: GPL-2.0-only
/*
 * Partial evaluation of a classic program for a number that is known.
 *
 * Two passes, each over the instructions that can be reached, and there is no
 * way back in a classic program. Forward, to find what is known before each of
 * them: registers and scratch memory as words of which some bits are known, what
 * different ways bring joined where they meet. Backward, to write what is left:
 * a branch that is decided is gone, and so is what nobody words_read; what is known
 * becomes a constant.
 *
 * The work is bounded by a number of budget for the whole program. A number that
 * comes too late has the whole program run.
 */
#include <linux/bitmap.h>
#include <linux/filter.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "action.h"
#include "cbpf.h"
#include "residual.h"

/* Instructions, over all residuals of a program. */
#define MAX_SPECIALIZE_INSNS 32768
#define MAX_RESIDUAL_INSNS BPF_MAXINSNS

/* Words of a state. */
enum {
	WORD_A,
	WORD_X,
	WORD_SLOT,
	WORD_MAX = WORD_SLOT + BPF_MEMWORDS,
};

#define NR_OFFSET offsetof(struct seccomp_data, nr)
#define ARCH_OFFSET offsetof(struct seccomp_data, arch)

/* --- Forward ------------------------------------------------------------ */

static struct tnum32 *state_at(const struct seccomp_specializer *sp,
			       unsigned int pc)
{
	return &sp->states[pc * sp->width];
}

/* Control can get to @pc with @state. */
static void propagate(struct seccomp_specializer *sp, unsigned int pc,
		      const struct tnum32 *state)
{
	struct tnum32 *to = state_at(sp, pc);
	unsigned int i;

	if (!__test_and_set_bit(pc, sp->reached)) {
		memcpy(to, state, sp->width * sizeof(*to));
		return;
	}
	for (i = 0; i < sp->width; i++)
		to[i] = tnum32_union(to[i], state[i]);
}

static void record_return(struct seccomp_specializer *sp, struct tnum32 value)
{
	u32 ret = seccomp_ret_normal(value.value);

	/* Anything that is not known can be the worst. */
	if (!tnum32_is_const(value)) {
		sp->same = false;
		ret = SECCOMP_RET_KILL_PROCESS;
	}
	if (!sp->returns++) {
		sp->ret = ret;
		sp->strictest = ret;
	}
	if (ret != sp->ret)
		sp->same = false;
	if (seccomp_severity(ret) < seccomp_severity(sp->strictest))
		sp->strictest = ret;
}

static struct tnum32 alu_operand(const struct tnum32 *state,
				 const struct sock_filter *insn)
{
	return BPF_SRC(insn->code) == BPF_X ? state[WORD_X] :
					      tnum32_const(insn->k);
}

static struct tnum32 transfer_shift(u8 op, struct tnum32 a, struct tnum32 count)
{
	/* Back ends do not agree about shifts by more than a word. */
	if (!tnum32_is_const(count) || count.value > 31)
		return tnum32_unknown();
	return op == BPF_LSH ? tnum32_lsh(a, count.value) :
			       tnum32_rsh(a, count.value);
}

static struct tnum32 transfer_alu(u8 op, struct tnum32 a, struct tnum32 b)
{
	u32 result;

	switch (op) {
	case BPF_ADD:
		return tnum32_add(a, b);
	case BPF_SUB:
		return tnum32_sub(a, b);
	case BPF_AND:
		return tnum32_and(a, b);
	case BPF_OR:
		return tnum32_or(a, b);
	case BPF_XOR:
		return tnum32_xor(a, b);
	case BPF_NEG:
		return tnum32_sub(tnum32_const(0), a);
	case BPF_LSH:
	case BPF_RSH:
		return transfer_shift(op, a, b);
	}
	/* BPF_MUL and BPF_DIV, the latter not by zero */
	if (!tnum32_is_const(a) || !tnum32_is_const(b) ||
	    (op == BPF_DIV && !b.value))
		return tnum32_unknown();
	seccomp_cbpf_alu(op, a.value, b.value, &result);
	return tnum32_const(result);
}

static struct tnum32 transfer_load(struct seccomp_specializer *sp,
				   const struct tnum32 *state,
				   const struct sock_filter *insn)
{
	switch (BPF_MODE(insn->code)) {
	case BPF_IMM:
		return tnum32_const(insn->k);
	case BPF_LEN:
		return tnum32_const(sizeof(struct seccomp_data));
	case BPF_MEM:
		return state[WORD_SLOT + insn->k];
	}
	if (insn->k == ARCH_OFFSET)
		return tnum32_const(seccomp_abi_arch(sp->entry->abi));
	if (insn->k != NR_OFFSET)
		return tnum32_unknown();
	sp->nr_used = true;
	return sp->entry->nr;
}

/* What an instruction that is no jump leaves in the word that it writes. */
static struct tnum32 transfer(struct seccomp_specializer *sp,
			      const struct tnum32 *state,
			      const struct sock_filter *insn)
{
	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
	case BPF_LDX:
		return transfer_load(sp, state, insn);
	case BPF_ALU:
		return transfer_alu(BPF_OP(insn->code), state[WORD_A],
				    alu_operand(state, insn));
	case BPF_ST:
		return state[WORD_A];
	case BPF_STX:
		return state[WORD_X];
	default: /* BPF_MISC */
		return BPF_MISCOP(insn->code) == BPF_TAX ? state[WORD_A] :
							   state[WORD_X];
	}
}

/* And which word that is. */
static unsigned int written_word(const struct sock_filter *insn)
{
	switch (BPF_CLASS(insn->code)) {
	case BPF_LDX:
		return WORD_X;
	case BPF_ST:
	case BPF_STX:
		return WORD_SLOT + insn->k;
	case BPF_MISC:
		return BPF_MISCOP(insn->code) == BPF_TAX ? WORD_X : WORD_A;
	default:
		return WORD_A;
	}
}

enum branch_taken {
	BRANCH_NEVER,
	BRANCH_ALWAYS,
	BRANCH_MAYBE,
};

static enum branch_taken branch_taken(bool always, bool maybe)
{
	if (always)
		return BRANCH_ALWAYS;
	return maybe ? BRANCH_MAYBE : BRANCH_NEVER;
}

static enum branch_taken residual_branch_taken(const struct tnum32 *state,
					       const struct sock_filter *insn)
{
	const struct tnum32 a = state[WORD_A];
	const struct tnum32 b = alu_operand(state, insn);

	switch (BPF_OP(insn->code)) {
	case BPF_JEQ:
		return branch_taken(tnum32_always_eq(a, b),
				    tnum32_maybe_eq(a, b));
	case BPF_JGT:
		return branch_taken(tnum32_always_gt(a, b),
				    tnum32_maybe_gt(a, b));
	case BPF_JGE:
		return branch_taken(tnum32_always_ge(a, b),
				    tnum32_maybe_ge(a, b));
	default: /* BPF_JSET */
		return branch_taken(tnum32_always_set(a, b),
				    tnum32_maybe_set(a, b));
	}
}

static bool is_division_by_x(const struct sock_filter *insn)
{
	return insn->code == (BPF_ALU | BPF_DIV | BPF_X);
}

static bool maybe_zero(struct tnum32 word)
{
	return word.value == 0;
}

static bool always_zero(struct tnum32 word)
{
	return word.value == 0 && word.mask == 0;
}

static void forward_branch(struct seccomp_specializer *sp, unsigned int pc,
			   const struct tnum32 *state,
			   const struct sock_filter *insn)
{
	const enum branch_taken taken = residual_branch_taken(state, insn);

	if (taken != BRANCH_NEVER)
		propagate(sp, pc + 1 + insn->jt, state);
	if (taken != BRANCH_ALWAYS)
		propagate(sp, pc + 1 + insn->jf, state);
}

static void forward_plain(struct seccomp_specializer *sp, unsigned int pc,
			  const struct tnum32 *before,
			  const struct sock_filter *insn)
{
	struct tnum32 after[WORD_MAX];

	if (is_division_by_x(insn)) {
		if (maybe_zero(before[WORD_X]))
			record_return(sp, tnum32_const(0));
		if (always_zero(before[WORD_X]))
			return;
	}
	memcpy(after, before, sp->width * sizeof(*after));
	after[written_word(insn)] = transfer(sp, before, insn);
	propagate(sp, pc + 1, after);
}

static void forward_insn(struct seccomp_specializer *sp, unsigned int pc)
{
	const struct sock_filter *insn = &sp->insns[pc];
	const struct tnum32 *state = state_at(sp, pc);

	switch (BPF_CLASS(insn->code)) {
	case BPF_RET:
		record_return(sp, BPF_RVAL(insn->code) == BPF_A ?
					  state[WORD_A] :
					  tnum32_const(insn->k));
		return;
	case BPF_JMP:
		if (BPF_OP(insn->code) == BPF_JA)
			propagate(sp, pc + 1 + insn->k, state);
		else
			forward_branch(sp, pc, state, insn);
		return;
	default:
		forward_plain(sp, pc, state, insn);
	}
}

/* False when it would be too much work. */
static bool forward_pass(struct seccomp_specializer *sp)
{
	struct tnum32 first[WORD_MAX];
	unsigned int pc = sp->entry->pc;
	unsigned int i;

	sp->count = 0;
	sp->nr_used = false;
	sp->returns = 0;
	sp->same = true;
	bitmap_zero(sp->reached, sp->len);

	first[WORD_A] = sp->entry->a;
	first[WORD_X] = sp->entry->x;
	for (i = WORD_SLOT; i < sp->width; i++)
		first[i] = tnum32_unknown();
	propagate(sp, pc, first);
	for_each_set_bit_from(pc, sp->reached, sp->len) {
		if (!sp->budget)
			return false;
		sp->budget--;
		sp->order[sp->count++] = pc;
		forward_insn(sp, pc);
	}
	return true;
}

/* --- Backward ----------------------------------------------------------- */

#define LIVE(word) BIT(word)

static void emit_residual_insn(struct seccomp_specializer *sp,
			       struct sock_filter insn)
{
	/* A residual that does not fit is found out at the end. */
	if (sp->next)
		sp->out[--sp->next] = insn;
}

static void emit_residual_stmt(struct seccomp_specializer *sp, u16 code, u32 k)
{
	emit_residual_insn(sp, (struct sock_filter){ .code = code, .k = k });
}

/* See to it that what comes next is what has become of the instruction @pc. */
static void emit_residual_link(struct seccomp_specializer *sp, unsigned int pc)
{
	const struct sock_filter *insn = &sp->out[sp->at[pc]];

	if (sp->at[pc] == sp->next)
		return;
	if (BPF_CLASS(insn->code) == BPF_RET)
		emit_residual_insn(sp, *insn);
	else
		emit_residual_stmt(sp, BPF_JMP | BPF_JA, sp->at[pc] - sp->next);
}

/*
 * How far a branch has to go for that, from what comes next. If it is further
 * than a branch can go, a jump is emit_residual_insn within its reach; two of them at most.
 */
#define REACH (U8_MAX - 1)

static unsigned int emit_residual_reach(struct seccomp_specializer *sp,
					unsigned int pc)
{
	if (sp->at[pc] - sp->next <= REACH)
		return sp->at[pc];
	emit_residual_link(sp, pc);
	return sp->next;
}

static void emit_residual_branch(struct seccomp_specializer *sp,
				 unsigned int pc, const struct tnum32 *state,
				 struct sock_filter insn)
{
	const unsigned int yes = pc + 1 + insn.jt;
	const unsigned int no = pc + 1 + insn.jf;
	unsigned int yes_at, no_at;

	sp->live[pc] = sp->live[yes] | sp->live[no];
	if (sp->at[yes] == sp->at[no]) {
		sp->at[pc] = sp->at[no];
		return;
	}
	sp->live[pc] |= LIVE(WORD_A);
	if (BPF_SRC(insn.code) == BPF_X) {
		if (tnum32_is_const(state[WORD_X])) {
			insn.code ^= BPF_X;
			insn.k = state[WORD_X].value;
		} else {
			sp->live[pc] |= LIVE(WORD_X);
		}
	}
	no_at = emit_residual_reach(sp, no);
	yes_at = emit_residual_reach(sp, yes);
	insn.jt = yes_at - sp->next;
	insn.jf = no_at - sp->next;
	emit_residual_insn(sp, insn);
	sp->at[pc] = sp->next;
}

/* Nothing is left of the instruction @pc, after which comes @next. */
static void emit_residual_nothing(struct seccomp_specializer *sp,
				  unsigned int pc, unsigned int next)
{
	sp->at[pc] = sp->at[next];
	sp->live[pc] = sp->live[next];
}

static void emit_residual_jump(struct seccomp_specializer *sp, unsigned int pc,
			       const struct tnum32 *state,
			       const struct sock_filter *insn)
{
	if (BPF_OP(insn->code) == BPF_JA) {
		emit_residual_nothing(sp, pc, pc + 1 + insn->k);
		return;
	}
	switch (residual_branch_taken(state, insn)) {
	case BRANCH_ALWAYS:
		emit_residual_nothing(sp, pc, pc + 1 + insn->jt);
		break;
	case BRANCH_NEVER:
		emit_residual_nothing(sp, pc, pc + 1 + insn->jf);
		break;
	case BRANCH_MAYBE:
		emit_residual_branch(sp, pc, state, *insn);
		break;
	}
}

static void emit_residual_ret(struct seccomp_specializer *sp, unsigned int pc,
			      struct tnum32 value)
{
	if (tnum32_is_const(value)) {
		emit_residual_stmt(sp, BPF_RET | BPF_K, value.value);
		sp->live[pc] = 0;
	} else {
		emit_residual_stmt(sp, BPF_RET | BPF_A, 0);
		sp->live[pc] = LIVE(WORD_A);
	}
	sp->at[pc] = sp->next;
}

/* The words that an instruction words_read which is neither a jump nor a return. */
static u32 words_read(const struct sock_filter *insn)
{
	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
	case BPF_LDX:
		return BPF_MODE(insn->code) == BPF_MEM ?
			       LIVE(WORD_SLOT + insn->k) :
			       0;
	case BPF_ALU:
		/* A negation has no alu_operand, and a code that says K. */
		return LIVE(WORD_A) |
		       (BPF_SRC(insn->code) == BPF_X ? LIVE(WORD_X) : 0);
	case BPF_ST:
		return LIVE(WORD_A);
	case BPF_STX:
		return LIVE(WORD_X);
	default: /* BPF_MISC */
		return BPF_MISCOP(insn->code) == BPF_TAX ? LIVE(WORD_A) :
							   LIVE(WORD_X);
	}
}

/* The same instruction, with an alu_operand that is known written into it. */
static struct sock_filter fold_operand(struct sock_filter insn,
				       const struct tnum32 *state)
{
	const struct tnum32 x = state[WORD_X];
	const u8 op = BPF_OP(insn.code);

	if (BPF_CLASS(insn.code) != BPF_ALU || BPF_SRC(insn.code) != BPF_X ||
	    !tnum32_is_const(x))
		return insn;
	if ((op == BPF_LSH || op == BPF_RSH) && x.value > 31)
		return insn;
	insn.code ^= BPF_X;
	insn.k = x.value;
	return insn;
}

static void emit_residual_plain(struct seccomp_specializer *sp, unsigned int pc,
				const struct tnum32 *state,
				const struct sock_filter *insn)
{
	const unsigned int target = written_word(insn);
	const struct tnum32 result = transfer(sp, state, insn);
	struct sock_filter left = fold_operand(*insn, state);
	u32 live;

	if (is_division_by_x(insn) && always_zero(state[WORD_X])) {
		emit_residual_ret(sp, pc, tnum32_const(0));
		return;
	}
	live = sp->live[pc + 1];
	/* A division that may be by zero may end the program. */
	if (!(live & LIVE(target)) &&
	    !(is_division_by_x(insn) && maybe_zero(state[WORD_X]))) {
		emit_residual_nothing(sp, pc, pc + 1);
		return;
	}
	if (target < WORD_SLOT && tnum32_is_const(result))
		left = (struct sock_filter){
			.code = (target == WORD_A ? BPF_LD : BPF_LDX) | BPF_IMM,
			.k = result.value,
		};
	emit_residual_link(sp, pc + 1);
	emit_residual_insn(sp, left);
	sp->at[pc] = sp->next;
	sp->live[pc] = (live & ~LIVE(target)) | words_read(&left);
}

/* Registers that matter from the beginning on. */
static void emit_residual_entry(struct seccomp_specializer *sp)
{
	const struct seccomp_spec_entry *entry = sp->entry;
	const u32 live = sp->live[entry->pc];

	emit_residual_link(sp, entry->pc);
	if (live & LIVE(WORD_A)) {
		if (tnum32_is_const(entry->a))
			emit_residual_stmt(sp, BPF_LD | BPF_IMM,
					   entry->a.value);
		else
			emit_residual_stmt(sp, BPF_LD | BPF_W | BPF_ABS,
					   NR_OFFSET);
	}
	if (live & LIVE(WORD_X)) {
		if (tnum32_is_const(entry->x)) {
			emit_residual_stmt(sp, BPF_LDX | BPF_IMM,
					   entry->x.value);
		} else {
			emit_residual_stmt(sp, BPF_MISC | BPF_TAX, 0);
			emit_residual_stmt(sp, BPF_LD | BPF_W | BPF_ABS,
					   NR_OFFSET);
		}
	}
}

/* False when the residual does not fit. */
static bool backward_pass(struct seccomp_specializer *sp)
{
	unsigned int i;

	sp->next = sp->room;
	for (i = sp->count; i--;) {
		const unsigned int pc = sp->order[i];
		const struct sock_filter *insn = &sp->insns[pc];
		const struct tnum32 *state = state_at(sp, pc);

		if (BPF_CLASS(insn->code) == BPF_RET)
			emit_residual_ret(sp, pc,
					  BPF_RVAL(insn->code) == BPF_A ?
						  state[WORD_A] :
						  tnum32_const(insn->k));
		else if (BPF_CLASS(insn->code) == BPF_JMP)
			emit_residual_jump(sp, pc, state, insn);
		else
			emit_residual_plain(sp, pc, state, insn);
	}
	emit_residual_entry(sp);
	return sp->next;
}

/* --- The collection of residuals ---------------------------------------- */

/* Those that read the same registers can be the same. */
static u16 abi_of_registers(enum seccomp_abi abi)
{
#ifdef CONFIG_X86_X32_ABI
	if (abi == SECCOMP_ABI_X32)
		return SECCOMP_ABI_NATIVE;
#endif
	return abi;
}

static int grow_code(struct seccomp_analysis *result, unsigned int len)
{
	const unsigned int need = result->code_len + len;
	const unsigned int room = max3(2U * result->code_room, need, 128U);
	struct sock_filter *code;

	if (need <= result->code_room)
		return 0;
	code = kvmalloc_array(room, sizeof(*code),
			      GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!code)
		return -ENOMEM;
	if (result->code_len)
		memcpy(code, result->code, result->code_len * sizeof(*code));
	kvfree(result->code);
	result->code = code;
	result->code_room = room;
	return 0;
}

static bool is_residual(const struct seccomp_analysis *result,
			const struct seccomp_residual *residual, u16 abi,
			const struct sock_filter *insns, unsigned int len)
{
	return residual->abi == abi && residual->len == len &&
	       seccomp_cbpf_equal(&result->code[residual->first], insns, len);
}

/* The outcome for the residual that has been written. */
static int keep_residual(struct seccomp_specializer *sp, u8 *outcome)
{
	const u16 abi = abi_of_registers(sp->entry->abi);
	const struct sock_filter *insns = &sp->out[sp->next];
	const unsigned int len = sp->room - sp->next;
	struct seccomp_analysis *result = sp->result;
	unsigned int i;
	int err;

	for (i = 0; i < result->residual_count; i++)
		if (is_residual(result, &result->residuals[i], abi, insns, len))
			break;
	if (i == result->residual_count) {
		if (i == SECCOMP_OUTCOMES ||
		    result->code_len + len > MAX_RESIDUAL_INSNS)
			return 0;
		err = grow_code(result, len);
		if (err)
			return err;
		memcpy(&result->code[result->code_len], insns,
		       len * sizeof(*insns));
		result->residuals[i] = (struct seccomp_residual){
			.first = result->code_len,
			.len = len,
			.abi = abi,
		};
		result->code_len += len;
		result->residual_count++;
	}
	*outcome = seccomp_outcome_add(result, &(struct seccomp_outcome){
						       .kind = OUTCOME_RESIDUAL,
						       .residual = i,
						       .ret = sp->strictest,
					       });
	return 0;
}

/**
 * seccomp_specialize - work out what a program answers to a number
 * @sp: the evaluator of the program
 * @entry: what is known of the number, and where it needs more
 * @outcome: for the index of the outcome in the analysis
 *
 * After that, @sp->nr_used tells whether the number made a difference. If not,
 * other numbers of the same ABI with the same @entry have the same outcome.
 *
 * Context: process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int seccomp_specialize(struct seccomp_specializer *sp,
		       const struct seccomp_spec_entry *entry, u8 *outcome)
{
	*outcome = 0;
	sp->entry = entry;
	if (!forward_pass(sp)) {
		sp->nr_used = false;
		return 0;
	}
	if (entry->a_is_nr || entry->x_is_nr)
		sp->nr_used = true;
	if (sp->same) {
		*outcome = seccomp_outcome_add(sp->result,
					       &(struct seccomp_outcome){
						       .kind = OUTCOME_CONSTANT,
						       .ret = sp->ret,
					       });
		return 0;
	}
	cond_resched();
	if (!backward_pass(sp))
		return 0;
	return keep_residual(sp, outcome);
}

static unsigned int state_width(const struct sock_filter *insns,
				unsigned int len)
{
	unsigned int pc, width = WORD_SLOT;

	for (pc = 0; pc < len; pc++)
		if (seccomp_cbpf_kind(insns[pc].code) == CBPF_STORE_MEM)
			width = max(width, WORD_SLOT + insns[pc].k + 1);
	return width;
}

/**
 * seccomp_specializer_init - get ready for partial evaluation
 * @sp: the evaluator, all zeroes; to be released also after a failure
 * @insns: the program, for which seccomp_cbpf_validate() has returned 0
 * @len: its length
 * @result: where the outcomes go
 *
 * Context: process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int seccomp_specializer_init(struct seccomp_specializer *sp,
			     const struct sock_filter *insns, unsigned int len,
			     struct seccomp_analysis *result)
{
	const gfp_t gfp = GFP_KERNEL_ACCOUNT | __GFP_NOWARN;

	sp->insns = insns;
	sp->len = len;
	sp->result = result;
	sp->budget = MAX_SPECIALIZE_INSNS;
	sp->width = state_width(insns, len);
	sp->room = len + 64;
	sp->states = kvmalloc_array(len, sp->width * sizeof(*sp->states), gfp);
	sp->live = kvmalloc_array(len, sizeof(*sp->live), gfp);
	sp->at = kvmalloc_array(len, sizeof(*sp->at), gfp);
	sp->order = kvmalloc_array(len, sizeof(*sp->order), gfp);
	sp->reached = kvmalloc_array(BITS_TO_LONGS(len), sizeof(long), gfp);
	sp->out = kvmalloc_array(sp->room, sizeof(*sp->out), gfp);
	if (!sp->states || !sp->live || !sp->at || !sp->order || !sp->reached ||
	    !sp->out)
		return -ENOMEM;
	return 0;
}

/**
 * seccomp_specializer_release - free what an evaluator needed
 * @sp: the evaluator
 *
 * Context: process context.
 */
void seccomp_specializer_release(struct seccomp_specializer *sp)
{
	kvfree(sp->states);
	kvfree(sp->live);
	kvfree(sp->at);
	kvfree(sp->order);
	kvfree(sp->reached);
	kvfree(sp->out);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * The forward pass of partial evaluation, and its transfer functions.
 *
 * A state holds one struct tnum32 for each register and scratch slot. The pass
 * computes the state before each reachable instruction. Where several paths
 * meet, the state is the union of theirs. All jumps of classic BPF go forward,
 * so one pass in program order sees each state complete.
 */
#include <linux/bitmap.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/string.h>

#include "abi.h"
#include "arg_row.h"
#include "cbpf.h"
#include "outcome.h"
#include "residual_passes.h"
#include "verdict.h"
#include "window.h"

/**
 * seccomp_residual_state - Find the state before an instruction
 * @sp: the specializer
 * @pc: index of the instruction, below the program's length
 *
 * Context: any; the caller is the only user of @sp.
 * Return: the state, &seccomp_specializer.width entries, owned by @sp.
 */
struct tnum32 *seccomp_residual_state(const struct seccomp_specializer *sp,
				      unsigned int pc)
{
	return &sp->states[pc * sp->width];
}

/* Most programs have no scratch slots. */
static void copy_state(const struct seccomp_specializer *sp, struct tnum32 *to,
		       const struct tnum32 *state)
{
	to[STATE_A] = state[STATE_A];
	to[STATE_X] = state[STATE_X];
	if (sp->width > STATE_MEM)
		memcpy(&to[STATE_MEM], &state[STATE_MEM],
		       (sp->width - STATE_MEM) * sizeof(*to));
}

/* Add @state to the states that can arrive at @pc. */
static void propagate_state(struct seccomp_specializer *sp, unsigned int pc,
			    const struct tnum32 *state)
{
	struct tnum32 *to = seccomp_residual_state(sp, pc);
	unsigned int i;

	if (!__test_and_set_bit(pc, sp->reached)) {
		copy_state(sp, to, state);
		return;
	}
	for (i = 0; i < sp->width; i++)
		to[i] = tnum32_union(to[i], state[i]);
}

static void record_reached_ret(struct seccomp_specializer *sp,
			       struct tnum32 value)
{
	u32 ret = seccomp_ret_normal(value.value);

	/* An unknown value can be the most restrictive one. */
	if (!tnum32_is_const(value)) {
		sp->same_ret = false;
		ret = SECCOMP_RET_KILL_PROCESS;
	}
	if (!sp->ret_count++) {
		sp->ret = ret;
		sp->strictest = ret;
	}
	if (ret != sp->ret)
		sp->same_ret = false;
	if (seccomp_severity(ret) < seccomp_severity(sp->strictest))
		sp->strictest = ret;
}

static struct tnum32 source_operand(const struct tnum32 *state,
				    const struct sock_filter *insn)
{
	return BPF_SRC(insn->code) == BPF_X ? state[STATE_X] :
					      tnum32_const(insn->k);
}

static struct tnum32 transfer_shift(u8 op, struct tnum32 a, struct tnum32 count)
{
	/* BPF back ends disagree about shift counts above 31. */
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
	/* BPF_MUL or BPF_DIV: exact for constants, else unknown. */
	if (!tnum32_is_const(a) || !tnum32_is_const(b) ||
	    (op == BPF_DIV && !b.value))
		return tnum32_unknown();
	seccomp_cbpf_alu(op, a.value, b.value, &result);
	return tnum32_const(result);
}

#ifdef CONFIG_SECCOMP_DEEP_ARGS
/*
 * Evaluate a load from a window. The number decides what the kernel copies, so the
 * outcome depends on it. A window that must not be loaded stays unknown, and
 * seccomp_program_create() refuses a program whose residual still loads it.
 */
static struct tnum32 transfer_window(struct seccomp_specializer *sp, u32 k)
{
	const struct seccomp_arg_row *row = seccomp_arg_row(sp->entry->slot);
	const unsigned int window = seccomp_window_of(k);
	u32 kind = SECCOMP_KIND_NONE, limit = 0;

	if (!seccomp_window_has_word(k))
		return tnum32_const(0);
	sp->nr_used = true;
	switch (seccomp_arg_row_window(row, window, &kind, &limit)) {
	case WINDOW_ABSENT:
		return tnum32_const(0);
	case WINDOW_NEVER:
		return tnum32_unknown();
	case WINDOW_KNOWN:
		if (k == SECCOMP_ARG_KIND(window))
			return tnum32_const(kind);
		break;
	case WINDOW_BY_OP:
		break;
	}
	/* No copy has a byte beyond the limit. */
	if (!seccomp_window_is_header(k) && seccomp_window_offset(k) >= limit)
		return tnum32_const(0);
	return tnum32_unknown();
}
#else
static struct tnum32 transfer_window(struct seccomp_specializer *sp, u32 k)
{
	return tnum32_unknown();
}
#endif

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
		return state[STATE_MEM + insn->k];
	}
	if (seccomp_is_window(insn->k))
		return transfer_window(sp, insn->k);
	if (insn->k == ARCH_OFFSET)
		return tnum32_const(seccomp_abi_info[sp->entry->abi].arch);
	if (insn->k != NR_OFFSET)
		return tnum32_unknown();
	sp->nr_used = true;
	return sp->entry->nr;
}

/**
 * seccomp_residual_transfer - Evaluate an instruction on a state
 * @sp: the specializer; a load of the number or from a window sets its @nr_used
 * @state: the state before the instruction
 * @insn: a valid instruction, neither jump nor return
 *
 * Context: any; the caller is the only user of @sp.
 * Return: the value of the entry that seccomp_residual_dest() names.
 */
struct tnum32 seccomp_residual_transfer(struct seccomp_specializer *sp,
					const struct tnum32 *state,
					const struct sock_filter *insn)
{
	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
	case BPF_LDX:
		return transfer_load(sp, state, insn);
	case BPF_ALU:
		return transfer_alu(BPF_OP(insn->code), state[STATE_A],
				    source_operand(state, insn));
	case BPF_ST:
		return state[STATE_A];
	case BPF_STX:
		return state[STATE_X];
	default: /* BPF_MISC */
		return BPF_MISCOP(insn->code) == BPF_TAX ? state[STATE_A] :
							   state[STATE_X];
	}
}

/**
 * seccomp_residual_dest - Find the entry that an instruction writes
 * @insn: a valid instruction, neither jump nor return
 *
 * Context: any.
 * Return: STATE_A, STATE_X, or STATE_MEM plus the number of a scratch slot.
 */
unsigned int seccomp_residual_dest(const struct sock_filter *insn)
{
	switch (BPF_CLASS(insn->code)) {
	case BPF_LDX:
		return STATE_X;
	case BPF_ST:
	case BPF_STX:
		return STATE_MEM + insn->k;
	case BPF_MISC:
		return BPF_MISCOP(insn->code) == BPF_TAX ? STATE_X : STATE_A;
	default:
		return STATE_A;
	}
}

static enum seccomp_branch decide_branch(bool always, bool maybe)
{
	if (always)
		return BRANCH_ALWAYS;
	return maybe ? BRANCH_MAYBE : BRANCH_NEVER;
}

/**
 * seccomp_residual_branch - Decide a conditional jump on a state
 * @state: the state before the jump
 * @insn: a valid conditional jump
 *
 * Context: any.
 * Return: whether the jump takes the branch for true.
 */
enum seccomp_branch seccomp_residual_branch(const struct tnum32 *state,
					    const struct sock_filter *insn)
{
	const struct tnum32 a = state[STATE_A];
	const struct tnum32 b = source_operand(state, insn);

	switch (BPF_OP(insn->code)) {
	case BPF_JEQ:
		return decide_branch(tnum32_always_eq(a, b),
				     tnum32_maybe_eq(a, b));
	case BPF_JGT:
		return decide_branch(tnum32_always_gt(a, b),
				     tnum32_maybe_gt(a, b));
	case BPF_JGE:
		return decide_branch(tnum32_always_ge(a, b),
				     tnum32_maybe_ge(a, b));
	default: /* BPF_JSET */
		return decide_branch(tnum32_always_set(a, b),
				     tnum32_maybe_set(a, b));
	}
}

static void forward_branch(struct seccomp_specializer *sp, unsigned int pc,
			   const struct tnum32 *state,
			   const struct sock_filter *insn)
{
	const enum seccomp_branch taken = seccomp_residual_branch(state, insn);

	if (taken != BRANCH_NEVER)
		propagate_state(sp, pc + 1 + insn->jt, state);
	if (taken != BRANCH_ALWAYS)
		propagate_state(sp, pc + 1 + insn->jf, state);
}

static void forward_straight(struct seccomp_specializer *sp, unsigned int pc,
			     const struct tnum32 *before,
			     const struct sock_filter *insn)
{
	struct tnum32 after[STATE_MAX];

	if (seccomp_maybe_div_zero(before, insn))
		record_reached_ret(sp, tnum32_const(0));
	if (seccomp_always_div_zero(before, insn))
		return;
	copy_state(sp, after, before);
	after[seccomp_residual_dest(insn)] =
		seccomp_residual_transfer(sp, before, insn);
	propagate_state(sp, pc + 1, after);
}

static void forward_insn(struct seccomp_specializer *sp, unsigned int pc)
{
	const struct sock_filter *insn = &sp->insns[pc];
	const struct tnum32 *state = seccomp_residual_state(sp, pc);

	switch (BPF_CLASS(insn->code)) {
	case BPF_RET:
		record_reached_ret(sp, BPF_RVAL(insn->code) == BPF_A ?
					       state[STATE_A] :
					       tnum32_const(insn->k));
		return;
	case BPF_JMP:
		if (BPF_OP(insn->code) == BPF_JA)
			propagate_state(sp, pc + 1 + insn->k, state);
		else
			forward_branch(sp, pc, state, insn);
		return;
	default:
		forward_straight(sp, pc, state, insn);
	}
}

/**
 * seccomp_residual_forward - Compute the states from the entry on
 * @sp: the specializer; its @entry is set
 *
 * The pass fills @states, @order and @reached, and the members about the
 * number and the returns. Each instruction costs one unit of @budget.
 *
 * Context: process context; the caller is the only user of @sp.
 * Return: true; false if the budget is used up, then the results are
 * incomplete.
 */
bool seccomp_residual_forward(struct seccomp_specializer *sp)
{
	struct tnum32 first[STATE_MAX];
	unsigned int pc = sp->entry->pc;
	unsigned int i;

	sp->order_len = 0;
	sp->nr_used = false;
	sp->ret_count = 0;
	sp->same_ret = true;
	bitmap_zero(sp->reached, sp->len);

	first[STATE_A] = sp->entry->a;
	first[STATE_X] = sp->entry->x;
	for (i = STATE_MEM; i < sp->width; i++)
		first[i] = tnum32_unknown();
	propagate_state(sp, pc, first);
	for_each_set_bit_from(pc, sp->reached, sp->len) {
		if (!sp->budget)
			return false;
		sp->budget--;
		sp->order[sp->order_len++] = pc;
		forward_insn(sp, pc);
	}
	return true;
}

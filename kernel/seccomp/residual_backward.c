// SPDX-License-Identifier: GPL-2.0-only
/*
 * The backward pass of partial evaluation: liveness, and the decision what
 * remains of each instruction.
 *
 * The pass visits the reachable instructions in reverse order, so it sees each
 * instruction after all of its successors. It drops decided branches and
 * writes to entries that are not live. It replaces known values by constants.
 */
#include <linux/filter.h>

#include "residual_passes.h"

static void backward_skip(struct seccomp_specializer *sp, unsigned int pc,
			  unsigned int next)
{
	seccomp_residual_emit_nothing(sp, pc, next);
	sp->live[pc] = sp->live[next];
}

static void backward_branch(struct seccomp_specializer *sp, unsigned int pc,
			    const struct tnum32 *state, struct sock_filter insn)
{
	const unsigned int jt_pc = pc + 1 + insn.jt;
	const unsigned int jf_pc = pc + 1 + insn.jf;

	sp->live[pc] = sp->live[jt_pc] | sp->live[jf_pc];
	/* A branch whose two targets have the same code decides nothing. */
	if (sp->out_idx[jt_pc] == sp->out_idx[jf_pc]) {
		seccomp_residual_emit_nothing(sp, pc, jf_pc);
		return;
	}
	sp->live[pc] |= LIVE(STATE_A);
	if (BPF_SRC(insn.code) == BPF_X) {
		if (tnum32_is_const(state[STATE_X])) {
			insn.code ^= BPF_X;
			insn.k = state[STATE_X].value;
		} else {
			sp->live[pc] |= LIVE(STATE_X);
		}
	}
	seccomp_residual_emit_branch(sp, pc, insn);
}

static void backward_jump(struct seccomp_specializer *sp, unsigned int pc,
			  const struct tnum32 *state,
			  const struct sock_filter *insn)
{
	if (BPF_OP(insn->code) == BPF_JA) {
		backward_skip(sp, pc, pc + 1 + insn->k);
		return;
	}
	switch (seccomp_residual_branch(state, insn)) {
	case BRANCH_ALWAYS:
		backward_skip(sp, pc, pc + 1 + insn->jt);
		break;
	case BRANCH_NEVER:
		backward_skip(sp, pc, pc + 1 + insn->jf);
		break;
	case BRANCH_MAYBE:
		backward_branch(sp, pc, state, *insn);
		break;
	}
}

static void backward_ret(struct seccomp_specializer *sp, unsigned int pc,
			 struct tnum32 value)
{
	struct sock_filter ret = { .code = BPF_RET | BPF_A };

	sp->live[pc] = LIVE(STATE_A);
	if (tnum32_is_const(value)) {
		ret.code = BPF_RET | BPF_K;
		ret.k = value.value;
		sp->live[pc] = 0;
	}
	seccomp_residual_emit_ret(sp, pc, ret);
}

/* The entries that an instruction reads which is neither jump nor return. */
static u32 insn_live_reads(const struct sock_filter *insn)
{
	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
	case BPF_LDX:
		return BPF_MODE(insn->code) == BPF_MEM ?
			       LIVE(STATE_MEM + insn->k) :
			       0;
	case BPF_ALU:
		/* BPF_NEG has no operand, and its opcode has BPF_K. */
		return LIVE(STATE_A) |
		       (BPF_SRC(insn->code) == BPF_X ? LIVE(STATE_X) : 0);
	case BPF_ST:
		return LIVE(STATE_A);
	case BPF_STX:
		return LIVE(STATE_X);
	default: /* BPF_MISC */
		return BPF_MISCOP(insn->code) == BPF_TAX ? LIVE(STATE_A) :
							   LIVE(STATE_X);
	}
}

/* Replace X by a constant in an ALU instruction, if X is known. */
static struct sock_filter fold_x(struct sock_filter insn,
				 const struct tnum32 *state)
{
	const struct tnum32 x = state[STATE_X];
	const u8 op = BPF_OP(insn.code);

	if (BPF_CLASS(insn.code) != BPF_ALU || BPF_SRC(insn.code) != BPF_X ||
	    !tnum32_is_const(x))
		return insn;
	/* seccomp_cbpf_validate() refuses constant shift counts above 31. */
	if ((op == BPF_LSH || op == BPF_RSH) && x.value > 31)
		return insn;
	insn.code ^= BPF_X;
	insn.k = x.value;
	return insn;
}

static void backward_straight(struct seccomp_specializer *sp, unsigned int pc,
			      const struct tnum32 *state,
			      const struct sock_filter *insn)
{
	const unsigned int dest = seccomp_residual_dest(insn);
	struct sock_filter left;
	struct tnum32 value;
	u32 live;

	if (seccomp_always_div_zero(state, insn)) {
		backward_ret(sp, pc, tnum32_const(0));
		return;
	}
	live = sp->live[pc + 1];
	/* A division that can be by zero stays, because it can end the program. */
	if (!(live & LIVE(dest)) && !seccomp_maybe_div_zero(state, insn)) {
		backward_skip(sp, pc, pc + 1);
		return;
	}
	value = seccomp_residual_transfer(sp, state, insn);
	left = fold_x(*insn, state);
	if (dest < STATE_MEM && tnum32_is_const(value))
		left = (struct sock_filter){
			.code = (dest == STATE_A ? BPF_LD : BPF_LDX) | BPF_IMM,
			.k = value.value,
		};
	seccomp_residual_emit_insn(sp, pc, left);
	sp->live[pc] = (live & ~LIVE(dest)) | insn_live_reads(&left);
}

/**
 * seccomp_residual_backward - Write the residual from the states
 * @sp: the specializer; seccomp_residual_forward() has returned true for it
 *
 * The residual is in @out, from @out_first to @out_size.
 *
 * Context: process context; the caller is the only user of @sp.
 * Return: true; false if the residual does not fit in @out.
 */
bool seccomp_residual_backward(struct seccomp_specializer *sp)
{
	unsigned int i;

	sp->out_first = sp->out_size;
	for (i = sp->order_len; i--;) {
		const unsigned int pc = sp->order[i];
		const struct sock_filter *insn = &sp->insns[pc];
		const struct tnum32 *state = seccomp_residual_state(sp, pc);

		if (BPF_CLASS(insn->code) == BPF_RET)
			backward_ret(sp, pc,
				     BPF_RVAL(insn->code) == BPF_A ?
					     state[STATE_A] :
					     tnum32_const(insn->k));
		else if (BPF_CLASS(insn->code) == BPF_JMP)
			backward_jump(sp, pc, state, insn);
		else
			backward_straight(sp, pc, state, insn);
	}
	seccomp_residual_emit_entry(sp, sp->live[sp->entry->pc]);
	return sp->out_first;
}

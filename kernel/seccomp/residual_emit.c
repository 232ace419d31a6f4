// SPDX-License-Identifier: GPL-2.0-only
/*
 * The code generation of partial evaluation.
 *
 * The backward pass visits an instruction after all of its successors, so code
 * is written from the end of the buffer to its beginning. All targets of a jump
 * are then written already, and each distance is known.
 *
 * For each instruction @out_idx has the index of its residual code. An
 * instruction without code of its own has the index of its successor.
 */
#include <linux/filter.h>
#include <linux/limits.h>

#include "residual_passes.h"

/*
 * Write @insn before all instructions that are written already. A residual that
 * does not fit leaves @out_first at 0, which the backward pass checks at its
 * end.
 */
static void prepend_insn(struct seccomp_specializer *sp,
			 struct sock_filter insn)
{
	if (sp->out_first)
		sp->out[--sp->out_first] = insn;
}

static void prepend_stmt(struct seccomp_specializer *sp, u16 code, u32 k)
{
	prepend_insn(sp, (struct sock_filter){ .code = code, .k = k });
}

/* Let the residual code of @pc run next: by a copy of a return, or a jump. */
static void prepend_link(struct seccomp_specializer *sp, unsigned int pc)
{
	const struct sock_filter *insn = &sp->out[sp->out_idx[pc]];

	if (sp->out_idx[pc] == sp->out_first)
		return;
	if (BPF_CLASS(insn->code) == BPF_RET)
		prepend_insn(sp, *insn);
	else
		prepend_stmt(sp, BPF_JMP | BPF_JA,
			     sp->out_idx[pc] - sp->out_first);
}

/*
 * The longest distance that prepend_near_target() accepts. The offsets of a
 * conditional jump have 8 bits. The link for the other target can add one
 * instruction to the distance.
 */
#define BRANCH_REACH (U8_MAX - 1)

/* The index of code that continues at @pc within reach of a branch. */
static unsigned int prepend_near_target(struct seccomp_specializer *sp,
					unsigned int pc)
{
	if (sp->out_idx[pc] - sp->out_first <= BRANCH_REACH)
		return sp->out_idx[pc];
	prepend_link(sp, pc);
	return sp->out_first;
}

/**
 * seccomp_residual_emit_nothing - Emit no code for an instruction
 * @sp: the specializer
 * @pc: index of the instruction
 * @next: index of the only successor in the residual, above @pc
 *
 * Context: any; the caller is the only user of @sp.
 */
void seccomp_residual_emit_nothing(struct seccomp_specializer *sp,
				   unsigned int pc, unsigned int next)
{
	sp->out_idx[pc] = sp->out_idx[next];
}

/**
 * seccomp_residual_emit_insn - Emit an instruction that the next one follows
 * @sp: the specializer
 * @pc: index of the original instruction
 * @insn: what to emit for it, neither jump nor return
 *
 * Context: any; the caller is the only user of @sp.
 */
void seccomp_residual_emit_insn(struct seccomp_specializer *sp, unsigned int pc,
				struct sock_filter insn)
{
	prepend_link(sp, pc + 1);
	prepend_insn(sp, insn);
	sp->out_idx[pc] = sp->out_first;
}

/**
 * seccomp_residual_emit_branch - Emit a conditional jump
 * @sp: the specializer
 * @pc: index of the original instruction
 * @insn: what to emit for it, with the original @jt and @jf
 *
 * The residual code of a target can be further away than 8 bits reach. A jump
 * to it, or a copy of it if it is a return, then stands behind the branch.
 *
 * Context: any; the caller is the only user of @sp.
 */
void seccomp_residual_emit_branch(struct seccomp_specializer *sp,
				  unsigned int pc, struct sock_filter insn)
{
	const unsigned int jf_at = prepend_near_target(sp, pc + 1 + insn.jf);
	const unsigned int jt_at = prepend_near_target(sp, pc + 1 + insn.jt);

	insn.jt = jt_at - sp->out_first;
	insn.jf = jf_at - sp->out_first;
	prepend_insn(sp, insn);
	sp->out_idx[pc] = sp->out_first;
}

/**
 * seccomp_residual_emit_ret - Emit a return
 * @sp: the specializer
 * @pc: index of the original instruction
 * @insn: the return to emit
 *
 * Context: any; the caller is the only user of @sp.
 */
void seccomp_residual_emit_ret(struct seccomp_specializer *sp, unsigned int pc,
			       struct sock_filter insn)
{
	prepend_insn(sp, insn);
	sp->out_idx[pc] = sp->out_first;
}

/**
 * seccomp_residual_emit_entry - Emit what the residual does first
 * @sp: the specializer
 * @live: the set of entries that are live at the entry
 *
 * A residual starts with undefined registers. It loads A and X if they are
 * live. A register that is not a constant holds the number.
 *
 * Context: any; the caller is the only user of @sp.
 */
void seccomp_residual_emit_entry(struct seccomp_specializer *sp, u32 live)
{
	const struct seccomp_spec_entry *entry = sp->entry;

	prepend_link(sp, entry->pc);
	if (live & LIVE(STATE_A)) {
		if (tnum32_is_const(entry->a))
			prepend_stmt(sp, BPF_LD | BPF_IMM, entry->a.value);
		else
			prepend_stmt(sp, BPF_LD | BPF_W | BPF_ABS, NR_OFFSET);
	}
	if (live & LIVE(STATE_X)) {
		if (tnum32_is_const(entry->x)) {
			prepend_stmt(sp, BPF_LDX | BPF_IMM, entry->x.value);
		} else {
			/* No instruction loads a word of the call into X. */
			prepend_stmt(sp, BPF_MISC | BPF_TAX, 0);
			prepend_stmt(sp, BPF_LD | BPF_W | BPF_ABS, NR_OFFSET);
		}
	}
}

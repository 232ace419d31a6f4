// SPDX-License-Identifier: GPL-2.0-only
/*
 * Partial evaluation of a classic BPF program for a known system call number.
 *
 * The forward pass (residual_forward.c) finds what is known of each register
 * and scratch slot before each reachable instruction. If all reachable returns
 * give one known value, the outcome is that constant. Otherwise the backward
 * pass (residual_backward.c) decides what remains of each instruction, and
 * residual_emit.c writes the residual.
 *
 * This file has the entry points and the collection of residuals. A budget of
 * instructions for the whole program bounds the work. If the budget is used up,
 * or a residual does not fit, the outcome is OUTCOME_UNKNOWN.
 */
#include <linux/bitmap.h>
#include <linux/filter.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "abi.h"
#include "cbpf.h"
#include "outcome.h"
#include "residual_passes.h"

/* The budget of a program: instructions that its forward passes evaluate. */
#define MAX_SPECIALIZE_INSNS 32768
/* Instructions of all residuals of a program. */
#define MAX_RESIDUAL_INSNS BPF_MAXINSNS
/* Links and loads that a residual can have beyond the program's length. */
#define EXTRA_RESIDUAL_INSNS 64

/*
 * Residuals of two ABIs can only be shared if both ABIs have the data of a call
 * in the same registers.
 */
static u16 reg_layout_abi(enum seccomp_abi abi)
{
#ifdef CONFIG_X86_X32_ABI
	if (abi == SECCOMP_ABI_X32)
		return SECCOMP_ABI_NATIVE;
#endif
	return abi;
}

static int grow_residual_code(struct seccomp_analysis *result, unsigned int len)
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

static bool residual_has_insns(const struct seccomp_analysis *result,
			       const struct seccomp_residual *residual, u16 abi,
			       const struct sock_filter *insns,
			       unsigned int len)
{
	return residual->abi == abi && residual->len == len &&
	       seccomp_cbpf_equal(&result->code[residual->first], insns, len);
}

/*
 * Add the residual that the backward pass has written to the analysis, or find
 * an equal one, and store the outcome for it. If a list or the code is full,
 * @outcome stays OUTCOME_UNKNOWN.
 */
static int collect_residual(struct seccomp_specializer *sp, u8 *outcome)
{
	const u16 abi = reg_layout_abi(sp->entry->abi);
	const struct sock_filter *insns = &sp->out[sp->out_first];
	const unsigned int len = sp->out_size - sp->out_first;
	struct seccomp_analysis *result = sp->result;
	unsigned int i;
	int err;

	for (i = 0; i < result->residual_count; i++)
		if (residual_has_insns(result, &result->residuals[i], abi,
				       insns, len))
			break;
	if (i == result->residual_count) {
		if (i == SECCOMP_OUTCOMES ||
		    result->code_len + len > MAX_RESIDUAL_INSNS)
			return 0;
		err = grow_residual_code(result, len);
		if (err)
			return err;
		memcpy(&result->code[result->code_len], insns,
		       len * sizeof(*insns));
		result->residuals[i] = (struct seccomp_residual){
			.first = result->code_len,
			.len = len,
			.abi = abi,
			.windows = seccomp_cbpf_windows(insns, len),
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
 * seccomp_specialize - Specialize a program for a number
 * @sp: the specializer of the program; its @nr_used says afterwards whether
 *	the outcome depends on the number
 * @entry: where evaluation begins, and what is known there
 * @outcome: receives the index of the outcome in &seccomp_analysis.outcomes
 *
 * If the outcome does not depend on the number, it holds for each number of the
 * ABI that arrives at @entry with equal registers.
 *
 * Context: process context, may sleep; the caller is the only user of @sp.
 * Return: 0, or -ENOMEM. If the budget, a list or the memory of a residual is
 * used up, 0 with the index of OUTCOME_UNKNOWN.
 */
int seccomp_specialize(struct seccomp_specializer *sp,
		       const struct seccomp_spec_entry *entry, u8 *outcome)
{
	*outcome = 0;
	sp->entry = entry;
	if (!seccomp_residual_forward(sp)) {
		sp->nr_used = false;
		return 0;
	}
	if (entry->a_is_nr || entry->x_is_nr)
		sp->nr_used = true;
	if (sp->same_ret) {
		*outcome = seccomp_outcome_add(sp->result,
					       &(struct seccomp_outcome){
						       .kind = OUTCOME_CONSTANT,
						       .ret = sp->ret,
					       });
		return 0;
	}
	cond_resched();
	if (!seccomp_residual_backward(sp))
		return 0;
	return collect_residual(sp, outcome);
}

static unsigned int state_width(const struct sock_filter *insns,
				unsigned int len)
{
	unsigned int pc, width = STATE_MEM;

	for (pc = 0; pc < len; pc++)
		/* BPF_ST and BPF_STX differ in the lowest bit only. */
		if ((BPF_CLASS(insns[pc].code) & ~1) == BPF_ST)
			width = max(width, STATE_MEM + insns[pc].k + 1);
	return width;
}

/**
 * seccomp_specializer_init - Prepare a specializer for a program
 * @sp: the specializer, all zeroes; the caller releases it by
 *	seccomp_specializer_release(), also after an error
 * @insns: the program, for which seccomp_cbpf_validate() has returned 0; it
 *	outlives @sp
 * @len: number of instructions in @insns, 1 to BPF_MAXINSNS
 * @result: the analysis that receives outcomes and residuals; it outlives @sp
 *
 * The memory is charged to the memory control group of the caller.
 *
 * Context: process context, may sleep.
 * Return: 0, or -ENOMEM.
 */
int seccomp_specializer_init(struct seccomp_specializer *sp,
			     const struct sock_filter *insns, unsigned int len,
			     struct seccomp_analysis *result)
{
	const unsigned int width = state_width(insns, len);
	const unsigned int out_size = len + EXTRA_RESIDUAL_INSNS;
	const size_t states = array_size(len, width * sizeof(*sp->states));
	const size_t out = array_size(out_size, sizeof(*sp->out));
	const size_t reached = array_size(BITS_TO_LONGS(len), sizeof(long));
	const size_t live = array_size(len, sizeof(*sp->live));
	const size_t order = array_size(len, sizeof(*sp->order));
	const size_t out_idx = array_size(len, sizeof(*sp->out_idx));
	void *memory;

	/* The arrays are in the order of their alignment. */
	memory = kvmalloc(states + out + reached + live + order + out_idx,
			  GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!memory)
		return -ENOMEM;
	sp->insns = insns;
	sp->len = len;
	sp->result = result;
	sp->budget = MAX_SPECIALIZE_INSNS;
	sp->width = width;
	sp->out_size = out_size;
	sp->states = memory;
	memory += states;
	sp->out = memory;
	memory += out;
	sp->reached = memory;
	memory += reached;
	sp->live = memory;
	memory += live;
	sp->order = memory;
	memory += order;
	sp->out_idx = memory;
	return 0;
}

/**
 * seccomp_specializer_release - Free the memory of a specializer
 * @sp: the specializer; all zeroes is valid, too
 *
 * Context: process context, may sleep.
 */
void seccomp_specializer_release(struct seccomp_specializer *sp)
{
	/* The other arrays are parts of the same allocation. */
	kvfree(sp->states);
}

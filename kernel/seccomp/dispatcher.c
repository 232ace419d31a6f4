// SPDX-License-Identifier: GPL-2.0-only
/*
 * The dispatcher: one eBPF program with the residuals of a classic program that
 * are not decision lists.
 *
 * A bpf_prog takes whole pages, so one for each residual would waste memory.
 * The dispatcher gets the index of a residual in struct seccomp_residual_ctx
 * and jumps to that residual. Residuals read the data of the call from the
 * saved registers of the task. A residual that loads from windows finds their
 * address in struct seccomp_deep_ctx.
 */
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "arch.h"
#include "cbpf.h"
#include "emit.h"
#include "outcome.h"

/* The index of the residual. Its value is not used after the jump. */
#define REG_RESIDUAL BPF_REG_3

/*
 * Length of the code before the residuals: two loads, a copy of the address of the
 * context if a residual needs it, and a search tree.
 */
static unsigned int dispatcher_insns(unsigned int count, bool windows)
{
	return 2 + windows + 2 * count - 1;
}

/* Is there a residual that needs code and loads from windows? */
static bool has_deep_code(const struct seccomp_analysis *an)
{
	unsigned int i;

	for (i = 0; i < an->residual_count; i++)
		if (!an->residuals[i].tests && an->residuals[i].windows)
			return true;
	return false;
}

/* Length of what a residual does before its first instruction. */
static unsigned int residual_prologue(const struct seccomp_residual *residual)
{
	return residual->windows ? 1 : 0;
}

/* REG_WINDOWS holds the address of the context; replace it by the windows. */
static void emit_residual_prologue(struct seccomp_emitter *e,
				   const struct seccomp_residual *residual)
{
	if (!residual->windows)
		return;
	seccomp_emit(e,
		     BPF_LDX_MEM(BPF_SIZEOF(void *), REG_WINDOWS, REG_WINDOWS,
				 offsetof(struct seccomp_deep_ctx, windows)));
}

/*
 * Jump to the residual whose index is in REG_RESIDUAL. The index is known to be
 * in the range from @first to @last. SECCOMP_OUTCOMES bounds the number of
 * residuals, so the recursion is at most 8 levels deep.
 */
static void emit_search_tree(struct seccomp_emitter *e, const u16 *starts,
			     unsigned int first, unsigned int last)
{
	const unsigned int half = (last - first + 1) / 2;
	s16 off;

	if (first == last) {
		off = starts[first] - (e->out - e->start) - 1;
		seccomp_emit(e, BPF_JMP_A(off));
		return;
	}
	/* The tree of the first half has 2 * half - 1 instructions. */
	seccomp_emit(e, BPF_JMP32_IMM(BPF_JGE, REG_RESIDUAL, first + half,
				      2 * half - 1));
	emit_search_tree(e, starts, first, first + half - 1);
	emit_search_tree(e, starts, first + half, last);
}

static void emit_dispatcher(struct seccomp_emitter *e,
			    const struct seccomp_analysis *an, u16 *at,
			    const u16 *starts, unsigned int count)
{
	unsigned int i;

	if (has_deep_code(an))
		seccomp_emit(e, BPF_MOV64_REG(REG_WINDOWS, REG_DATA));
	seccomp_emit(e, BPF_LDX_MEM(BPF_SIZEOF(long), REG_RESIDUAL, REG_DATA,
				    offsetof(struct seccomp_residual_ctx,
					     residual)));
	seccomp_emit(e,
		     BPF_LDX_MEM(BPF_SIZEOF(void *), REG_DATA, REG_DATA,
				 offsetof(struct seccomp_residual_ctx, regs)));
	emit_search_tree(e, starts, 0, count - 1);
	for (i = 0; i < an->residual_count; i++) {
		const struct seccomp_residual *residual = &an->residuals[i];

		if (residual->tests)
			continue;
		e->at = &at[residual->first + i];
		e->offsets = seccomp_reg_offsets(residual->abi);
		emit_residual_prologue(e, residual);
		seccomp_emit_insns(e, &an->code[residual->first],
				   residual->len);
	}
}

/*
 * @at has an entry for each instruction of a residual, and one more for the end
 * of each residual. @starts has an entry for each of the @count residuals that
 * are not lists.
 */
static struct bpf_prog *compile_dispatcher(const struct seccomp_analysis *an,
					   u16 *at, u16 *starts,
					   unsigned int count)
{
	unsigned int total = dispatcher_insns(count, has_deep_code(an));
	struct seccomp_emitter e = {};
	struct bpf_prog *prog;
	unsigned int i;

	for (i = 0; i < an->residual_count; i++) {
		const struct seccomp_residual *residual = &an->residuals[i];

		if (residual->tests)
			continue;
		starts[residual->code_idx] = total;
		e.at = &at[residual->first + i];
		e.offsets = seccomp_reg_offsets(residual->abi);
		total += residual_prologue(residual);
		total = seccomp_emit_measure(&e, &an->code[residual->first],
					     residual->len, total);
	}
	prog = seccomp_emit_alloc(&e, total);
	if (!prog)
		return ERR_PTR(-ENOMEM);
	emit_dispatcher(&e, an, at, starts, count);
	return seccomp_emit_finish(&e, prog);
}

/* Number the residuals that need code. Return their number. */
static unsigned int number_code(struct seccomp_analysis *an)
{
	unsigned int i, count = 0;

	for (i = 0; i < an->residual_count; i++)
		if (!an->residuals[i].tests)
			an->residuals[i].code_idx = count++;
	return count;
}

/**
 * seccomp_cbpf_compile_residuals - Translate the residuals that need code
 * @an: the analysis of the program, on an architecture for which
 *	seccomp_reg_offsets() is not NULL. A residual without a decision list
 *	receives its index in the dispatcher
 *
 * The memory is charged to the memory control group of the caller.
 *
 * Context: process context, may sleep.
 * Return: the dispatcher, which runs on a struct seccomp_residual_ctx, or on a
 * struct seccomp_deep_ctx for a residual that loads from windows. It is released
 * by bpf_prog_free(). NULL if no residual needs code. Or an error
 * pointer: -ENOMEM, or the error of the BPF back end.
 */
struct bpf_prog *seccomp_cbpf_compile_residuals(struct seccomp_analysis *an)
{
	const unsigned int words = an->code_len + 2 * an->residual_count;
	const unsigned int count = number_code(an);
	struct bpf_prog *prog;
	u16 *at, *starts;

	/* A jump offset is an s16. */
	BUILD_BUG_ON(3 + 3 * SECCOMP_OUTCOMES +
			     BPF_MAXINSNS * MAX_EMITTED_INSNS >
		     S16_MAX);
	BUILD_BUG_ON(offsetof(struct seccomp_deep_ctx, ctx) != 0);

	if (!count)
		return NULL;
	at = kvcalloc(words, sizeof(*at), GFP_KERNEL);
	if (!at)
		return ERR_PTR(-ENOMEM);
	starts = &at[an->code_len + an->residual_count];
	prog = compile_dispatcher(an, at, starts, count);
	kvfree(at);
	return prog;
}

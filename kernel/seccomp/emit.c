// SPDX-License-Identifier: GPL-2.0-only
/*
 * Translation of a validated classic BPF program to eBPF, which the
 * architecture's JIT compiles or the kernel's interpreter runs.
 *
 * The program calls no function, so no prologue has to save registers. A is in
 * the return register. X and the address of the data are in argument registers.
 *
 * All arithmetic and all compares are 32-bit instructions, which leave the
 * upper halves of the registers zero. That is what classic BPF means. It needs
 * no temporary for operands that look negative.
 */
#include <linux/bpf.h>
#include <linux/errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "cbpf.h"
#include "emit.h"
#include "window.h"

/* A whole program starts with A and X zero, and may load REG_WINDOWS. */
#define MAX_PROLOGUE_INSNS 3

/* The jump offset from the instruction at @out to a classic instruction. */
static s16 emit_jump_offset(const struct seccomp_emitter *e,
			    unsigned int target)
{
	return e->at[target] - (e->out - e->start) - 1;
}

/* The compare that is true where @op is false; 0 if eBPF has none. */
static u8 negated_compare(u8 op)
{
	switch (op) {
	case BPF_JEQ:
		return BPF_JNE;
	case BPF_JGT:
		return BPF_JLE;
	case BPF_JGE:
		return BPF_JLT;
	default:
		return 0;
	}
}

static void emit_compare(struct seccomp_emitter *e,
			 const struct sock_filter *insn, u8 op,
			 unsigned int target)
{
	s16 off = emit_jump_offset(e, target);

	if (BPF_SRC(insn->code) == BPF_X)
		seccomp_emit(e, BPF_JMP32_REG(op, REG_A, REG_X, off));
	else
		seccomp_emit(e, BPF_JMP32_IMM(op, REG_A, insn->k, off));
}

static void emit_cbpf_branch(struct seccomp_emitter *e,
			     const struct sock_filter *insn)
{
	const unsigned int jt_pc = e->pc + 1 + insn->jt;
	const unsigned int jf_pc = e->pc + 1 + insn->jf;
	const u8 op = BPF_OP(insn->code);

	if (insn->jt == 0 && insn->jf != 0 && negated_compare(op)) {
		emit_compare(e, insn, negated_compare(op), jf_pc);
		return;
	}
	emit_compare(e, insn, op, jt_pc);
	if (insn->jf != 0)
		seccomp_emit(e, BPF_JMP_A(emit_jump_offset(e, jf_pc)));
}

static void emit_cbpf_jump(struct seccomp_emitter *e,
			   const struct sock_filter *insn)
{
	const s16 off = emit_jump_offset(e, e->pc + 1 + insn->k);

	seccomp_emit(e, BPF_JMP_A(off));
}

static void emit_cbpf_alu(struct seccomp_emitter *e,
			  const struct sock_filter *insn)
{
	const u8 op = BPF_OP(insn->code);

	if (op == BPF_NEG) {
		seccomp_emit(e, BPF_ALU32_IMM(BPF_NEG, REG_A, 0));
		return;
	}
	if (BPF_SRC(insn->code) == BPF_K) {
		seccomp_emit(e, BPF_ALU32_IMM(op, REG_A, insn->k));
		return;
	}
	if (op == BPF_DIV) {
		/* A division by zero ends a classic program with 0. */
		seccomp_emit(e, BPF_JMP32_IMM(BPF_JNE, REG_X, 0, 2));
		seccomp_emit(e, BPF_MOV32_IMM(REG_A, 0));
		seccomp_emit(e, BPF_EXIT_INSN());
	}
	seccomp_emit(e, BPF_ALU32_REG(op, REG_A, REG_X));
}

/* Slot 0 lies right below the frame pointer, each further slot below it. */
static int scratch_offset(u32 slot)
{
	return -(int)((slot + 1) * sizeof(u32));
}

static void emit_scratch_store(struct seccomp_emitter *e, u8 reg, u32 slot)
{
	seccomp_emit(e,
		     BPF_STX_MEM(BPF_W, BPF_REG_FP, reg, scratch_offset(slot)));
	e->stack = max_t(unsigned int, e->stack, -scratch_offset(slot));
}

static s16 seccomp_data_offset(const struct seccomp_emitter *e, u32 k)
{
	if (!e->offsets)
		return k;
	return e->offsets[k / sizeof(u64)] + k % sizeof(u64);
}

static void emit_window_load(struct seccomp_emitter *e, u8 reg, u32 k)
{
	unsigned int source;
	size_t at;

	if (!seccomp_window_has_word(k)) {
		seccomp_emit(e, BPF_MOV32_IMM(reg, 0));
		return;
	}
	source = seccomp_window_source(k);
	at = offsetof(struct seccomp_windows, sources) +
	     source * sizeof(const void *);
	seccomp_emit(e, BPF_LDX_MEM(BPF_SIZEOF(void *), REG_SOURCE, REG_WINDOWS,
				    at));
	seccomp_emit(e, BPF_LDX_MEM(BPF_W, reg, REG_SOURCE,
				    seccomp_window_offset(k)));
}

static void emit_word_load(struct seccomp_emitter *e, u8 reg, u32 k)
{
	if (seccomp_is_window(k))
		emit_window_load(e, reg, k);
	else
		seccomp_emit(e, BPF_LDX_MEM(BPF_W, reg, REG_DATA,
					    seccomp_data_offset(e, k)));
}

static void emit_cbpf_load(struct seccomp_emitter *e, u8 reg,
			   const struct sock_filter *insn)
{
	switch (BPF_MODE(insn->code)) {
	case BPF_ABS:
		emit_word_load(e, reg, insn->k);
		break;
	case BPF_MEM:
		seccomp_emit(e, BPF_LDX_MEM(BPF_W, reg, BPF_REG_FP,
					    scratch_offset(insn->k)));
		break;
	case BPF_LEN:
		seccomp_emit(e,
			     BPF_MOV32_IMM(reg, sizeof(struct seccomp_data)));
		break;
	default:
		seccomp_emit(e, BPF_MOV32_IMM(reg, insn->k));
		break;
	}
}

static void emit_cbpf_ret(struct seccomp_emitter *e,
			  const struct sock_filter *insn)
{
	if (BPF_RVAL(insn->code) == BPF_K)
		seccomp_emit(e, BPF_MOV32_IMM(REG_A, insn->k));
	seccomp_emit(e, BPF_EXIT_INSN());
}

static void emit_cbpf_misc(struct seccomp_emitter *e,
			   const struct sock_filter *insn)
{
	if (BPF_MISCOP(insn->code) == BPF_TAX)
		seccomp_emit(e, BPF_MOV32_REG(REG_X, REG_A));
	else
		seccomp_emit(e, BPF_MOV32_REG(REG_A, REG_X));
}

static void emit_cbpf_insn(struct seccomp_emitter *e,
			   const struct sock_filter *insn)
{
	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
		emit_cbpf_load(e, REG_A, insn);
		break;
	case BPF_LDX:
		emit_cbpf_load(e, REG_X, insn);
		break;
	case BPF_ST:
		emit_scratch_store(e, REG_A, insn->k);
		break;
	case BPF_STX:
		emit_scratch_store(e, REG_X, insn->k);
		break;
	case BPF_ALU:
		emit_cbpf_alu(e, insn);
		break;
	case BPF_JMP:
		if (BPF_OP(insn->code) == BPF_JA)
			emit_cbpf_jump(e, insn);
		else
			emit_cbpf_branch(e, insn);
		break;
	case BPF_RET:
		emit_cbpf_ret(e, insn);
		break;
	case BPF_MISC:
		emit_cbpf_misc(e, insn);
		break;
	}
}

/**
 * seccomp_emit_measure - Compute the addresses of a translation
 * @e: the emitter; its @at has @len + 1 entries, which this function fills
 * @insns: validated classic instructions
 * @len: number of instructions in @insns
 * @total: index of the first instruction of the translation
 *
 * The length of a translated instruction does not depend on its jump targets.
 * This pass translates into a small buffer to learn the lengths. The second
 * pass, seccomp_emit_insns(), can then write the jumps.
 *
 * Context: process context; the caller is the only user of @e.
 * Return: the index behind the last instruction of the translation.
 */
unsigned int seccomp_emit_measure(struct seccomp_emitter *e,
				  const struct sock_filter *insns,
				  unsigned int len, unsigned int total)
{
	struct bpf_insn scratch[MAX_EMITTED_INSNS];

	e->start = scratch;
	for (e->pc = 0; e->pc < len; e->pc++) {
		e->at[e->pc] = total;
		e->out = scratch;
		emit_cbpf_insn(e, &insns[e->pc]);
		total += e->out - scratch;
	}
	e->at[len] = total;
	return total;
}

/**
 * seccomp_emit_insns - Translate instructions
 * @e: the emitter, after seccomp_emit_measure() for the same instructions and
 *	seccomp_emit_alloc()
 * @insns: validated classic instructions
 * @len: number of instructions in @insns
 *
 * Context: process context; the caller is the only user of @e.
 */
void seccomp_emit_insns(struct seccomp_emitter *e,
			const struct sock_filter *insns, unsigned int len)
{
	for (e->pc = 0; e->pc < len; e->pc++)
		emit_cbpf_insn(e, &insns[e->pc]);
}

/**
 * seccomp_emit_alloc - Allocate memory for a translation
 * @e: the emitter, which will write to the start of the memory
 * @len: number of eBPF instructions
 *
 * The memory is charged to the memory control group of the caller.
 *
 * Context: process context, may sleep.
 * Return: the program, to be passed to seccomp_emit_finish(); NULL if there is
 * no memory.
 */
struct bpf_prog *seccomp_emit_alloc(struct seccomp_emitter *e, unsigned int len)
{
	struct bpf_prog *prog;

	prog = bpf_prog_alloc_no_stats(bpf_prog_size(len),
				       GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!prog)
		return NULL;
	prog->len = len;
	e->start = prog->insnsi;
	e->out = prog->insnsi;
	return prog;
}

/**
 * seccomp_emit_finish - Make a translation runnable
 * @e: the emitter that has written all instructions
 * @prog: the program from seccomp_emit_alloc(); this function takes it over
 *
 * On a kernel without an interpreter, the back end returns -ENOTSUPP if all memory
 * for compiled code is in use. That number is unknown to user space.
 *
 * Context: process context, may sleep.
 * Return: the program, to be released by bpf_prog_free(). Or an error pointer,
 * and then @prog is freed: -ENOMEM if the back end has no room; or another error
 * of the back end.
 */
struct bpf_prog *seccomp_emit_finish(const struct seccomp_emitter *e,
				     struct bpf_prog *prog)
{
	int err;

	prog->aux->stack_depth = e->stack;
	prog = bpf_prog_select_runtime(prog, &err);
	if (!err)
		return prog;
	bpf_prog_free(prog);
	return ERR_PTR(err == -ENOTSUPP ? -ENOMEM : err);
}

/* Return the number of instructions before the translation of the first one. */
static unsigned int prologue_insns(bool windows)
{
	return windows ? MAX_PROLOGUE_INSNS : MAX_PROLOGUE_INSNS - 1;
}

static void emit_prologue(struct seccomp_emitter *e, bool windows)
{
	const size_t at = offsetof(struct seccomp_input, windows);

	seccomp_emit(e, BPF_MOV32_IMM(REG_A, 0));
	seccomp_emit(e, BPF_MOV32_IMM(REG_X, 0));
	if (windows)
		seccomp_emit(e, BPF_LDX_MEM(BPF_SIZEOF(void *), REG_WINDOWS,
					    REG_DATA, at));
}

/**
 * seccomp_cbpf_compile - Translate a whole program and make it runnable
 * @insns: the instructions, for which seccomp_cbpf_validate() has returned 0
 * @len: number of instructions in @insns, 1 to BPF_MAXINSNS
 *
 * The memory is charged to the memory control group of the caller.
 *
 * Context: process context, may sleep.
 * Return: the program, which runs on a struct seccomp_input and is released by
 * bpf_prog_free(). Or an error pointer: -ENOMEM, or the error of the BPF back
 * end.
 */
struct bpf_prog *seccomp_cbpf_compile(const struct sock_filter *insns,
				      unsigned int len)
{
	const bool windows = seccomp_cbpf_windows(insns, len);
	struct bpf_prog *prog;
	struct seccomp_emitter e = {};
	unsigned int total;

	/* A jump offset is an s16. */
	BUILD_BUG_ON(MAX_PROLOGUE_INSNS + BPF_MAXINSNS * MAX_EMITTED_INSNS >
		     S16_MAX);
	BUILD_BUG_ON(offsetof(struct seccomp_input, sd) != 0);

	e.at = kvcalloc(len + 1, sizeof(*e.at), GFP_KERNEL);
	if (!e.at)
		return ERR_PTR(-ENOMEM);
	total = seccomp_emit_measure(&e, insns, len, prologue_insns(windows));
	prog = seccomp_emit_alloc(&e, total);
	if (prog) {
		emit_prologue(&e, windows);
		seccomp_emit_insns(&e, insns, len);
		prog = seccomp_emit_finish(&e, prog);
	}
	kvfree(e.at);
	return prog ?: ERR_PTR(-ENOMEM);
}

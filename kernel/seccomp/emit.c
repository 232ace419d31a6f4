// SPDX-License-Identifier: GPL-2.0-only
/*
 * Translation of a checked classic program into the kernel's own BPF, which the
 * architecture's JIT compiles or the kernel's interpreter runs.
 *
 * The program calls nothing, so everything stays in registers that no prologue
 * has to save: A in the return register, X and the address of struct
 * seccomp_data in argument registers. All arithmetic and all compares are the
 * 32-bit ones, which leave the upper halves zero: what classic BPF means, with
 * no temporary for operands that look negative.
 */
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "arch.h"
#include "cbpf.h"
#include "outcome.h"

enum {
	REG_A = BPF_REG_0,
	REG_DATA = BPF_REG_1,
	REG_X = BPF_REG_2,
};

/* A and X start as zero. */
#define PROLOGUE_INSNS 2
/* In the beginning of a bundle, see emit_dispatch(). */
#define REG_RESIDUAL BPF_REG_3
/* No classic instruction becomes more than this: a division by X. */
#define MAX_EMITTED_INSNS 4

/**
 * struct emitter - where the translation stands
 * @out: the next instruction is written here
 * @start: the first instruction
 * @at: for each classic instruction, the index of its translation; one more
 *	entry for the length of the whole
 * @pc: the classic instruction at hand
 * @stack: bytes of stack that the scratch slots written so far take
 * @offsets: where the pieces of struct seccomp_data are, from the address in
 *	REG_DATA; NULL where that is one
 */
struct emitter {
	struct bpf_insn *out;
	struct bpf_insn *start;
	u16 *at;
	unsigned int pc;
	unsigned int stack;
	const u16 *offsets;
};

static void emit_insn(struct emitter *e, struct bpf_insn insn)
{
	*e->out++ = insn;
}

/* The eBPF jump offset from the next instruction that is emit_insn to a classic one. */
static s16 emit_jump_offset(const struct emitter *e, unsigned int target)
{
	return e->at[target] - (e->out - e->start) - 1;
}

/* The compare that is true where @op is false; 0 where there is none. */
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

static void emit_compare(struct emitter *e, const struct sock_filter *insn,
			 u8 op, unsigned int target)
{
	s16 off = emit_jump_offset(e, target);

	if (BPF_SRC(insn->code) == BPF_X)
		emit_insn(e, BPF_JMP32_REG(op, REG_A, REG_X, off));
	else
		emit_insn(e, BPF_JMP32_IMM(op, REG_A, insn->k, off));
}

static void emit_branch(struct emitter *e, const struct sock_filter *insn)
{
	const unsigned int yes = e->pc + 1 + insn->jt;
	const unsigned int no = e->pc + 1 + insn->jf;
	const u8 op = BPF_OP(insn->code);

	if (insn->jt == 0 && insn->jf != 0 && negated_compare(op)) {
		emit_compare(e, insn, negated_compare(op), no);
		return;
	}
	emit_compare(e, insn, op, yes);
	if (insn->jf != 0)
		emit_insn(e, BPF_JMP_A(emit_jump_offset(e, no)));
}

static void emit_alu(struct emitter *e, const struct sock_filter *insn)
{
	const u8 op = BPF_OP(insn->code);

	if (op == BPF_NEG) {
		emit_insn(e, BPF_ALU32_IMM(BPF_NEG, REG_A, 0));
		return;
	}
	if (BPF_SRC(insn->code) == BPF_K) {
		emit_insn(e, BPF_ALU32_IMM(op, REG_A, insn->k));
		return;
	}
	if (op == BPF_DIV) {
		/* Division by zero ends a classic program with 0. */
		emit_insn(e, BPF_JMP32_IMM(BPF_JNE, REG_X, 0, 2));
		emit_insn(e, BPF_MOV32_IMM(REG_A, 0));
		emit_insn(e, BPF_EXIT_INSN());
	}
	emit_insn(e, BPF_ALU32_REG(op, REG_A, REG_X));
}

/* Slot 0 lies right below the frame pointer, the others below it. */
static int mem_offset(u32 slot)
{
	return -(int)((slot + 1) * sizeof(u32));
}

static void emit_mem_store(struct emitter *e, u8 reg, u32 slot)
{
	emit_insn(e, BPF_STX_MEM(BPF_W, BPF_REG_FP, reg, mem_offset(slot)));
	e->stack = max_t(unsigned int, e->stack, -mem_offset(slot));
}

static s16 data_offset(const struct emitter *e, u32 k)
{
	if (!e->offsets)
		return k;
	return e->offsets[k / sizeof(u64)] + k % sizeof(u64);
}

static void emit_load(struct emitter *e, u8 reg, const struct sock_filter *insn)
{
	switch (BPF_MODE(insn->code)) {
	case BPF_ABS:
		emit_insn(e, BPF_LDX_MEM(BPF_W, reg, REG_DATA,
					 data_offset(e, insn->k)));
		break;
	case BPF_MEM:
		emit_insn(e, BPF_LDX_MEM(BPF_W, reg, BPF_REG_FP,
					 mem_offset(insn->k)));
		break;
	case BPF_LEN:
		emit_insn(e, BPF_MOV32_IMM(reg, sizeof(struct seccomp_data)));
		break;
	default:
		emit_insn(e, BPF_MOV32_IMM(reg, insn->k));
		break;
	}
}

static void emit_ret(struct emitter *e, const struct sock_filter *insn)
{
	if (BPF_RVAL(insn->code) == BPF_K)
		emit_insn(e, BPF_MOV32_IMM(REG_A, insn->k));
	emit_insn(e, BPF_EXIT_INSN());
}

static void emit_misc(struct emitter *e, const struct sock_filter *insn)
{
	if (BPF_MISCOP(insn->code) == BPF_TAX)
		emit_insn(e, BPF_MOV32_REG(REG_X, REG_A));
	else
		emit_insn(e, BPF_MOV32_REG(REG_A, REG_X));
}

static void emit_one(struct emitter *e, const struct sock_filter *insn)
{
	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
		emit_load(e, REG_A, insn);
		break;
	case BPF_LDX:
		emit_load(e, REG_X, insn);
		break;
	case BPF_ST:
		emit_mem_store(e, REG_A, insn->k);
		break;
	case BPF_STX:
		emit_mem_store(e, REG_X, insn->k);
		break;
	case BPF_ALU:
		emit_alu(e, insn);
		break;
	case BPF_JMP:
		if (BPF_OP(insn->code) == BPF_JA)
			emit_insn(e, BPF_JMP_A(emit_jump_offset(
					     e, e->pc + 1 + insn->k)));
		else
			emit_branch(e, insn);
		break;
	case BPF_RET:
		emit_ret(e, insn);
		break;
	case BPF_MISC:
		emit_misc(e, insn);
		break;
	}
}

/*
 * The translation of an instruction has the same length wherever its targets
 * are, so that a first pass over scratch memory finds the addresses and a
 * second one writes the jumps. Returns the address behind @insns.
 */
static unsigned int measure_insns(struct emitter *e,
				  const struct sock_filter *insns,
				  unsigned int len, unsigned int total)
{
	struct bpf_insn scratch[MAX_EMITTED_INSNS];

	e->start = scratch;
	for (e->pc = 0; e->pc < len; e->pc++) {
		e->at[e->pc] = total;
		e->out = scratch;
		emit_one(e, &insns[e->pc]);
		total += e->out - scratch;
	}
	e->at[len] = total;
	return total;
}

static void emit_all(struct emitter *e, const struct sock_filter *insns,
		     unsigned int len)
{
	for (e->pc = 0; e->pc < len; e->pc++)
		emit_one(e, &insns[e->pc]);
}

static struct bpf_prog *alloc_bpf_prog(unsigned int len)
{
	struct bpf_prog *prog;

	prog = bpf_prog_alloc_no_stats(bpf_prog_size(len),
				       GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (prog)
		prog->len = len;
	return prog;
}

/* Have the back end make it runnable; @prog is taken over. */
static struct bpf_prog *select_runtime(const struct emitter *e,
				       struct bpf_prog *prog)
{
	int err;

	prog->aux->stack_depth = e->stack;
	prog = bpf_prog_select_runtime(prog, &err);
	if (!err)
		return prog;
	bpf_prog_free(prog);
	return ERR_PTR(err);
}

/**
 * seccomp_cbpf_compile - make a checked classic program runnable
 * @insns: the instructions, for which seccomp_cbpf_validate() has returned 0
 * @len: how many
 *
 * The memory is charged to the caller's memory control group.
 *
 * Context: process context, may sleep.
 * Return: the program, to be run on a struct seccomp_data and released by
 * bpf_prog_free(); or an error pointer: -ENOMEM, or what the back end says.
 */
struct bpf_prog *seccomp_cbpf_compile(const struct sock_filter *insns,
				      unsigned int len)
{
	struct bpf_prog *prog;
	struct emitter e = {};

	/* Jump offsets have 16 bits, one of them the sign. */
	BUILD_BUG_ON(PROLOGUE_INSNS + BPF_MAXINSNS * MAX_EMITTED_INSNS >
		     S16_MAX);

	e.at = kvcalloc(len + 1, sizeof(*e.at), GFP_KERNEL);
	if (!e.at)
		return ERR_PTR(-ENOMEM);
	prog = alloc_bpf_prog(measure_insns(&e, insns, len, PROLOGUE_INSNS));
	if (prog) {
		e.start = prog->insnsi;
		e.out = prog->insnsi;
		emit_insn(&e, BPF_MOV32_IMM(REG_A, 0));
		emit_insn(&e, BPF_MOV32_IMM(REG_X, 0));
		emit_all(&e, insns, len);
		prog = select_runtime(&e, prog);
	}
	kvfree(e.at);
	return prog ?: ERR_PTR(-ENOMEM);
}

/* --- Bundles ------------------------------------------------------------ */

/* What comes before the residuals: two loads, and a tree of decisions. */
static unsigned int dispatcher_insns(unsigned int count)
{
	return 2 + 2 * count - 1;
}

/*
 * Go to the residual with the index in REG_RESIDUAL, which is known to be one of
 * @first to @last. Recursion is as deep as their count has bits, 8 at most.
 */
static void emit_dispatch(struct emitter *e, const u16 *starts,
			  unsigned int first, unsigned int last)
{
	const unsigned int half = (last - first + 1) / 2;

	if (first == last) {
		emit_insn(e,
			  BPF_JMP_A(starts[first] - (e->out - e->start) - 1));
		return;
	}
	/* Over the tree of the first half. */
	emit_insn(e, BPF_JMP32_IMM(BPF_JGE, REG_RESIDUAL, first + half,
				   2 * half - 1));
	emit_dispatch(e, starts, first, first + half - 1);
	emit_dispatch(e, starts, first + half, last);
}

static void emit_dispatcher(struct emitter *e,
			    const struct seccomp_analysis *an, u16 *at,
			    const u16 *starts)
{
	unsigned int i;

	emit_insn(e,
		  BPF_LDX_MEM(BPF_SIZEOF(long), REG_RESIDUAL, REG_DATA,
			      offsetof(struct seccomp_residual_ctx, residual)));
	emit_insn(e, BPF_LDX_MEM(BPF_SIZEOF(void *), REG_DATA, REG_DATA,
				 offsetof(struct seccomp_residual_ctx, regs)));
	emit_dispatch(e, starts, 0, an->residual_count - 1);
	for (i = 0; i < an->residual_count; i++) {
		const struct seccomp_residual *residual = &an->residuals[i];

		e->at = &at[residual->first + i];
		e->offsets = seccomp_reg_offsets(residual->abi);
		emit_all(e, &an->code[residual->first], residual->len);
	}
}

/* Room for all addresses, and one more for the end of each residual. */
static struct bpf_prog *compile_dispatcher(const struct seccomp_analysis *an,
					   u16 *at, u16 *starts)
{
	unsigned int total = dispatcher_insns(an->residual_count);
	struct emitter e = {};
	struct bpf_prog *prog;
	unsigned int i;

	for (i = 0; i < an->residual_count; i++) {
		const struct seccomp_residual *residual = &an->residuals[i];

		starts[i] = total;
		e.at = &at[residual->first + i];
		e.offsets = seccomp_reg_offsets(residual->abi);
		total = measure_insns(&e, &an->code[residual->first],
				      residual->len, total);
	}
	prog = alloc_bpf_prog(total);
	if (!prog)
		return ERR_PTR(-ENOMEM);
	e.start = prog->insnsi;
	e.out = prog->insnsi;
	emit_dispatcher(&e, an, at, starts);
	return select_runtime(&e, prog);
}

/**
 * seccomp_cbpf_compile_residuals - make all residuals of a program runnable
 * @an: the analysis of the program, with one residual at least
 *
 * All of them become one object of the back end, because each of those takes
 * pages of its own; struct seccomp_residual_ctx tells it which to run. They read what
 * they need from the saved registers of the task.
 *
 * Context: process context, may sleep.
 * Return: the object, to be run on a struct seccomp_residual_ctx and released by
 * bpf_prog_free(); or an error pointer: -ENOMEM, or what the back end says.
 */
struct bpf_prog *
seccomp_cbpf_compile_residuals(const struct seccomp_analysis *an)
{
	const unsigned int words = an->code_len + 2 * an->residual_count;
	struct bpf_prog *prog;
	u16 *at;

	BUILD_BUG_ON(2 + 2 * SECCOMP_OUTCOMES +
			     BPF_MAXINSNS * MAX_EMITTED_INSNS >
		     S16_MAX);

	at = kvcalloc(words, sizeof(*at), GFP_KERNEL);
	if (!at)
		return ERR_PTR(-ENOMEM);
	prog = compile_dispatcher(an, at,
				  &at[an->code_len + an->residual_count]);
	kvfree(at);
	return prog;
}

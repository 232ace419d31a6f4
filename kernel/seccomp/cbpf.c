// SPDX-License-Identifier: GPL-2.0-only
/*
 * Validation of programs, and the meaning of single instructions.
 *
 * A program is valid under four conditions. Each instruction is part of the
 * seccomp dialect. Each operand is in range. Control leaves the program only
 * through a return. No scratch slot is read before it is written.
 *
 * All jumps of classic BPF go forward. So one pass in program order sees each
 * instruction after all of its predecessors.
 */
#include <linux/filter.h>
#include <linux/limits.h>
#include <linux/overflow.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "cbpf.h"
#include "window.h"

/* A set of scratch slots has one bit for each slot. */
typedef u16 mem_mask_t;
#define ALL_MEM U16_MAX

static const u8 opcode_kinds[] = {
	[BPF_LD | BPF_W | BPF_ABS] = CBPF_LOAD_DATA,
	[BPF_LD | BPF_W | BPF_LEN] = CBPF_PLAIN,
	[BPF_LDX | BPF_W | BPF_LEN] = CBPF_PLAIN,
	[BPF_LD | BPF_IMM] = CBPF_PLAIN,
	[BPF_LDX | BPF_IMM] = CBPF_PLAIN,
	[BPF_LD | BPF_MEM] = CBPF_LOAD_MEM,
	[BPF_LDX | BPF_MEM] = CBPF_LOAD_MEM,
	[BPF_ST] = CBPF_STORE_MEM,
	[BPF_STX] = CBPF_STORE_MEM,
	[BPF_MISC | BPF_TAX] = CBPF_PLAIN,
	[BPF_MISC | BPF_TXA] = CBPF_PLAIN,

	[BPF_ALU | BPF_ADD | BPF_K] = CBPF_PLAIN,
	[BPF_ALU | BPF_ADD | BPF_X] = CBPF_PLAIN,
	[BPF_ALU | BPF_SUB | BPF_K] = CBPF_PLAIN,
	[BPF_ALU | BPF_SUB | BPF_X] = CBPF_PLAIN,
	[BPF_ALU | BPF_MUL | BPF_K] = CBPF_PLAIN,
	[BPF_ALU | BPF_MUL | BPF_X] = CBPF_PLAIN,
	[BPF_ALU | BPF_AND | BPF_K] = CBPF_PLAIN,
	[BPF_ALU | BPF_AND | BPF_X] = CBPF_PLAIN,
	[BPF_ALU | BPF_OR | BPF_K] = CBPF_PLAIN,
	[BPF_ALU | BPF_OR | BPF_X] = CBPF_PLAIN,
	[BPF_ALU | BPF_XOR | BPF_K] = CBPF_PLAIN,
	[BPF_ALU | BPF_XOR | BPF_X] = CBPF_PLAIN,
	[BPF_ALU | BPF_NEG] = CBPF_PLAIN,
	[BPF_ALU | BPF_DIV | BPF_X] = CBPF_PLAIN,
	[BPF_ALU | BPF_DIV | BPF_K] = CBPF_DIVIDE,
	[BPF_ALU | BPF_LSH | BPF_X] = CBPF_PLAIN,
	[BPF_ALU | BPF_LSH | BPF_K] = CBPF_SHIFT,
	[BPF_ALU | BPF_RSH | BPF_X] = CBPF_PLAIN,
	[BPF_ALU | BPF_RSH | BPF_K] = CBPF_SHIFT,

	[BPF_JMP | BPF_JA] = CBPF_JUMP,
	[BPF_JMP | BPF_JEQ | BPF_K] = CBPF_BRANCH,
	[BPF_JMP | BPF_JEQ | BPF_X] = CBPF_BRANCH,
	[BPF_JMP | BPF_JGT | BPF_K] = CBPF_BRANCH,
	[BPF_JMP | BPF_JGT | BPF_X] = CBPF_BRANCH,
	[BPF_JMP | BPF_JGE | BPF_K] = CBPF_BRANCH,
	[BPF_JMP | BPF_JGE | BPF_X] = CBPF_BRANCH,
	[BPF_JMP | BPF_JSET | BPF_K] = CBPF_BRANCH,
	[BPF_JMP | BPF_JSET | BPF_X] = CBPF_BRANCH,

	[BPF_RET | BPF_K] = CBPF_RETURN,
	[BPF_RET | BPF_A] = CBPF_RETURN,
};

/**
 * seccomp_cbpf_kind - Classify an opcode
 * @code: the opcode of a classic BPF instruction, any value
 *
 * Context: any.
 * Return: the kind; CBPF_REFUSED for an opcode that seccomp filters must not
 * contain.
 */
enum seccomp_cbpf_kind seccomp_cbpf_kind(u16 code)
{
	return code < ARRAY_SIZE(opcode_kinds) ? opcode_kinds[code] :
						 CBPF_REFUSED;
}

/* Does a jump from @pc over @skip instructions stay inside the program? */
static bool jump_is_inside(unsigned int pc, u32 skip, unsigned int len)
{
	return skip < len - pc - 1;
}

static bool is_valid_eq(const struct sock_filter *insn, unsigned int pc,
			unsigned int len)
{
	return insn->code == (BPF_JMP | BPF_JEQ | BPF_K) &&
	       jump_is_inside(pc, max(insn->jt, insn->jf), len);
}

static bool is_operand_valid(const struct sock_filter *insn,
			     enum seccomp_cbpf_kind kind, unsigned int pc,
			     unsigned int len)
{
	switch (kind) {
	case CBPF_PLAIN:
	case CBPF_RETURN:
		return true;
	case CBPF_LOAD_DATA:
		return (insn->k < sizeof(struct seccomp_data) ||
			seccomp_is_window(insn->k)) &&
		       IS_ALIGNED(insn->k, sizeof(u32));
	case CBPF_SHIFT:
		return insn->k < 32;
	case CBPF_DIVIDE:
		return insn->k != 0;
	case CBPF_LOAD_MEM:
	case CBPF_STORE_MEM:
		return insn->k < BPF_MEMWORDS;
	case CBPF_JUMP:
		return jump_is_inside(pc, insn->k, len);
	case CBPF_BRANCH:
		return jump_is_inside(pc, insn->jt, len) &&
		       jump_is_inside(pc, insn->jf, len);
	case CBPF_REFUSED:
		break;
	}
	return false;
}

/*
 * Track the set of slots that are written on all paths. For each instruction,
 * @arriving holds the slots that are written on all jumps to it.
 *
 * The instruction after a return is checked as if control could reach it from
 * the return. That is stricter than necessary, but user space has always had
 * this answer.
 */
static bool follow_stores(const struct sock_filter *insns, unsigned int len,
			  mem_mask_t *arriving)
{
	mem_mask_t written = 0;
	unsigned int pc;

	for (pc = 0; pc < len; pc++) {
		const struct sock_filter *insn = &insns[pc];
		const unsigned int next = pc + 1;

		written &= arriving[pc];
		switch (seccomp_cbpf_kind(insn->code)) {
		case CBPF_STORE_MEM:
			written |= BIT(insn->k);
			break;
		case CBPF_LOAD_MEM:
			if (!(written & BIT(insn->k)))
				return false;
			break;
		case CBPF_JUMP:
			arriving[next + insn->k] &= written;
			written = ALL_MEM;
			break;
		case CBPF_BRANCH:
			arriving[next + insn->jt] &= written;
			arriving[next + insn->jf] &= written;
			written = ALL_MEM;
			break;
		default:
			break;
		}
	}
	return true;
}

/* Check that no scratch slot is read before it is written. */
static int validate_mem_loads(const struct sock_filter *insns, unsigned int len)
{
	mem_mask_t *arriving;
	bool ok;

	arriving = kmalloc_array(len, sizeof(*arriving), GFP_KERNEL);
	if (!arriving)
		return -ENOMEM;
	memset(arriving, 0xff, array_size(len, sizeof(*arriving)));
	ok = follow_stores(insns, len, arriving);
	kfree(arriving);
	return ok ? 0 : -EINVAL;
}

/**
 * seccomp_cbpf_validate - Check whether a program is safe to translate and run
 * @insns: the instructions, owned by the caller
 * @len: number of instructions in @insns, 1 to BPF_MAXINSNS
 *
 * The work and the memory are proportional to @len.
 *
 * Context: process context, may sleep.
 * Return: 0 if the program is valid, -EINVAL if it is not, or -ENOMEM.
 */
int seccomp_cbpf_validate(const struct sock_filter *insns, unsigned int len)
{
	enum seccomp_cbpf_kind kind = CBPF_REFUSED;
	bool loads_mem = false;
	unsigned int pc;

	BUILD_BUG_ON(BIT(BPF_MEMWORDS) - 1 != ALL_MEM);

	for (pc = 0; pc < len; pc++) {
		/* Most instructions are compares with a constant. */
		if (is_valid_eq(&insns[pc], pc, len)) {
			kind = CBPF_BRANCH;
			continue;
		}
		kind = seccomp_cbpf_kind(insns[pc].code);
		if (!is_operand_valid(&insns[pc], kind, pc, len))
			return -EINVAL;
		loads_mem |= kind == CBPF_LOAD_MEM;
	}
	if (kind != CBPF_RETURN)
		return -EINVAL;
	/* Most programs do not use scratch memory. */
	return loads_mem ? validate_mem_loads(insns, len) : 0;
}

/**
 * seccomp_cbpf_windows - Collect the windows from which a program loads
 * @insns: the instructions, for which seccomp_cbpf_validate() has returned 0; or a
 *	residual
 * @len: number of instructions in @insns
 *
 * Context: any.
 * Return: a set of SECCOMP_WINDOW_BIT() and SECCOMP_FACTS_BIT(). It has the window
 * of a load that always gives 0, too.
 */
u16 seccomp_cbpf_windows(const struct sock_filter *insns, unsigned int len)
{
	const struct sock_filter *insn;
	u16 windows = 0;

	for (insn = insns; insn < insns + len; insn++)
		if (insn->code == (BPF_LD | BPF_W | BPF_ABS) &&
		    seccomp_is_window(insn->k))
			windows |= seccomp_window_set(insn->k);
	return windows;
}

/**
 * seccomp_cbpf_alu - Compute the result of an arithmetic instruction
 * @op: BPF_ADD, BPF_SUB, BPF_MUL, BPF_DIV, BPF_AND, BPF_OR, BPF_XOR, BPF_NEG,
 *	BPF_LSH or BPF_RSH
 * @a: the accumulator
 * @b: the operand; for BPF_DIV not 0; ignored for BPF_NEG
 * @result: receives the result
 *
 * Context: any.
 * Return: true. For a shift count above 31, false, and @result is unchanged,
 * because BPF back ends disagree about the result.
 */
bool seccomp_cbpf_alu(u8 op, u32 a, u32 b, u32 *result)
{
	switch (op) {
	case BPF_ADD:
		*result = a + b;
		return true;
	case BPF_SUB:
		*result = a - b;
		return true;
	case BPF_MUL:
		*result = a * b;
		return true;
	case BPF_DIV:
		*result = a / b;
		return true;
	case BPF_AND:
		*result = a & b;
		return true;
	case BPF_OR:
		*result = a | b;
		return true;
	case BPF_XOR:
		*result = a ^ b;
		return true;
	case BPF_NEG:
		*result = -a;
		return true;
	}
	if (b > 31)
		return false;
	*result = op == BPF_LSH ? a << b : a >> b;
	return true;
}

/**
 * seccomp_cbpf_compare - Evaluate the condition of a branch
 * @op: BPF_JEQ, BPF_JGT, BPF_JGE or BPF_JSET
 * @a: the accumulator
 * @b: the operand
 *
 * All compares are unsigned.
 *
 * Context: any.
 * Return: true if the condition holds, so that the program skips jt
 * instructions.
 */
bool seccomp_cbpf_compare(u8 op, u32 a, u32 b)
{
	switch (op) {
	case BPF_JEQ:
		return a == b;
	case BPF_JGT:
		return a > b;
	case BPF_JGE:
		return a >= b;
	default: /* BPF_JSET */
		return a & b;
	}
}

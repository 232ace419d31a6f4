// SPDX-License-Identifier: GPL-2.0-only
/*
 * The meaning of single instructions, and the judgement of a program: every
 * instruction is one of the seccomp dialect, its operand is in range, control
 * leaves only through a return, and no scratch slot is read before it is
 * written.
 *
 * All jumps of classic BPF go forward, so one pass in program order sees every
 * instruction after all of its predecessors, whatever the shape of the program.
 */
#include <linux/filter.h>
#include <linux/limits.h>
#include <linux/overflow.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "cbpf.h"

/* One bit for each scratch slot. */
typedef u16 slots_t;
#define ALL_SLOTS U16_MAX

static const u8 kinds[] = {
	[BPF_LD | BPF_W | BPF_ABS] = CLASSIC_DATA,
	[BPF_LD | BPF_W | BPF_LEN] = CLASSIC_PLAIN,
	[BPF_LDX | BPF_W | BPF_LEN] = CLASSIC_PLAIN,
	[BPF_LD | BPF_IMM] = CLASSIC_PLAIN,
	[BPF_LDX | BPF_IMM] = CLASSIC_PLAIN,
	[BPF_LD | BPF_MEM] = CLASSIC_RECALL,
	[BPF_LDX | BPF_MEM] = CLASSIC_RECALL,
	[BPF_ST] = CLASSIC_STORE,
	[BPF_STX] = CLASSIC_STORE,
	[BPF_MISC | BPF_TAX] = CLASSIC_PLAIN,
	[BPF_MISC | BPF_TXA] = CLASSIC_PLAIN,

	[BPF_ALU | BPF_ADD | BPF_K] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_ADD | BPF_X] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_SUB | BPF_K] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_SUB | BPF_X] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_MUL | BPF_K] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_MUL | BPF_X] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_AND | BPF_K] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_AND | BPF_X] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_OR | BPF_K] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_OR | BPF_X] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_XOR | BPF_K] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_XOR | BPF_X] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_NEG] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_DIV | BPF_X] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_DIV | BPF_K] = CLASSIC_DIVIDE,
	[BPF_ALU | BPF_LSH | BPF_X] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_LSH | BPF_K] = CLASSIC_SHIFT,
	[BPF_ALU | BPF_RSH | BPF_X] = CLASSIC_PLAIN,
	[BPF_ALU | BPF_RSH | BPF_K] = CLASSIC_SHIFT,

	[BPF_JMP | BPF_JA] = CLASSIC_JUMP,
	[BPF_JMP | BPF_JEQ | BPF_K] = CLASSIC_BRANCH,
	[BPF_JMP | BPF_JEQ | BPF_X] = CLASSIC_BRANCH,
	[BPF_JMP | BPF_JGT | BPF_K] = CLASSIC_BRANCH,
	[BPF_JMP | BPF_JGT | BPF_X] = CLASSIC_BRANCH,
	[BPF_JMP | BPF_JGE | BPF_K] = CLASSIC_BRANCH,
	[BPF_JMP | BPF_JGE | BPF_X] = CLASSIC_BRANCH,
	[BPF_JMP | BPF_JSET | BPF_K] = CLASSIC_BRANCH,
	[BPF_JMP | BPF_JSET | BPF_X] = CLASSIC_BRANCH,

	[BPF_RET | BPF_K] = CLASSIC_RETURN,
	[BPF_RET | BPF_A] = CLASSIC_RETURN,
};

/**
 * classic_kind - classify an opcode
 * @code: the opcode of a classic BPF instruction
 *
 * Context: any.
 * Return: its kind; CLASSIC_REFUSED for what seccomp filters may not contain.
 */
enum classic_kind classic_kind(u16 code)
{
	return code < ARRAY_SIZE(kinds) ? kinds[code] : CLASSIC_REFUSED;
}

/* Is a jump from @pc over @skip instructions still inside the program? */
static bool lands_inside(unsigned int pc, u32 skip, unsigned int len)
{
	return skip < len - pc - 1;
}

static bool operand_ok(const struct sock_filter *insn, unsigned int pc,
		       unsigned int len)
{
	switch (classic_kind(insn->code)) {
	case CLASSIC_PLAIN:
	case CLASSIC_RETURN:
		return true;
	case CLASSIC_DATA:
		return insn->k < sizeof(struct seccomp_data) &&
		       IS_ALIGNED(insn->k, sizeof(u32));
	case CLASSIC_SHIFT:
		return insn->k < 32;
	case CLASSIC_DIVIDE:
		return insn->k != 0;
	case CLASSIC_RECALL:
	case CLASSIC_STORE:
		return insn->k < BPF_MEMWORDS;
	case CLASSIC_JUMP:
		return lands_inside(pc, insn->k, len);
	case CLASSIC_BRANCH:
		return lands_inside(pc, insn->jt, len) &&
		       lands_inside(pc, insn->jf, len);
	case CLASSIC_REFUSED:
		break;
	}
	return false;
}

/*
 * Follow the set of slots that are certainly written. @arriving holds, for each
 * instruction, what all jumps to it agree on. What follows a return is judged
 * as if control fell through it: stricter than need be, and what user space has
 * always been answered.
 */
static bool scratch_ok(const struct sock_filter *insns, unsigned int len,
		       slots_t *arriving)
{
	slots_t written = 0;
	unsigned int pc;

	for (pc = 0; pc < len; pc++) {
		const struct sock_filter *insn = &insns[pc];
		const unsigned int next = pc + 1;

		written &= arriving[pc];
		switch (classic_kind(insn->code)) {
		case CLASSIC_STORE:
			written |= BIT(insn->k);
			break;
		case CLASSIC_RECALL:
			if (!(written & BIT(insn->k)))
				return false;
			break;
		case CLASSIC_JUMP:
			arriving[next + insn->k] &= written;
			written = ALL_SLOTS;
			break;
		case CLASSIC_BRANCH:
			arriving[next + insn->jt] &= written;
			arriving[next + insn->jf] &= written;
			written = ALL_SLOTS;
			break;
		default:
			break;
		}
	}
	return true;
}

/**
 * classic_check - judge a program
 * @insns: the instructions
 * @len: how many, at least 1 and at most BPF_MAXINSNS
 *
 * Context: process context, may sleep.
 * Return: 0 for a program that is safe to translate and run, -EINVAL for one
 * that is not, -ENOMEM.
 */
int classic_check(const struct sock_filter *insns, unsigned int len)
{
	enum classic_kind last;
	slots_t *arriving;
	unsigned int pc;
	bool ok;

	BUILD_BUG_ON(BIT(BPF_MEMWORDS) - 1 != ALL_SLOTS);

	for (pc = 0; pc < len; pc++)
		if (!operand_ok(&insns[pc], pc, len))
			return -EINVAL;
	last = classic_kind(insns[len - 1].code);
	if (last != CLASSIC_RETURN)
		return -EINVAL;

	arriving = kmalloc_array(len, sizeof(*arriving), GFP_KERNEL);
	if (!arriving)
		return -ENOMEM;
	memset(arriving, 0xff, array_size(len, sizeof(*arriving)));
	ok = scratch_ok(insns, len, arriving);
	kfree(arriving);
	return ok ? 0 : -EINVAL;
}

/**
 * classic_arithmetic - carry out an arithmetic instruction
 * @op: BPF_ADD ... BPF_NEG
 * @a: the accumulator
 * @b: the operand; for BPF_DIV not 0
 * @result: where to put the result
 *
 * Context: any.
 * Return: false for a shift by more than a word, about which back ends do not
 * agree; else true.
 */
bool classic_arithmetic(u8 op, u32 a, u32 b, u32 *result)
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
 * classic_compare - carry out a comparison
 * @op: BPF_JEQ, BPF_JGT, BPF_JGE or BPF_JSET
 * @a: the accumulator
 * @b: the operand
 *
 * Context: any.
 * Return: whether the branch for true is taken.
 */
bool classic_compare(u8 op, u32 a, u32 b)
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

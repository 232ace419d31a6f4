// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs a program on a call, and says which instruction has returned.
 */
#include <stdbool.h>
#include <string.h>

#include "interpret.h"

/* State of a program that runs. */
struct machine {
	__u32 a;
	__u32 x;
	__u32 mem[BPF_MEMWORDS];
};

/**
 * call_bytes - Find the bytes that a filter loads from an offset
 * @call: the call
 * @offset: offset of struct seccomp_data or of a window, a multiple of 4
 *
 * Return: address of at least 4 bytes, or of 8 for a multiple of 8; NULL for an offset
 * that reads as zero.
 */
unsigned char *call_bytes(struct call *call, __u32 offset)
{
	const __u32 window = (offset >> SECCOMP_ARG_WINDOW_SHIFT) - 1;
	const __u32 position = offset & ((1U << SECCOMP_ARG_WINDOW_SHIFT) - 1);

	if (offset < sizeof(call->data))
		return (unsigned char *)&call->data + offset;
	if (window >= SECCOMP_ARG_WINDOWS || position >= WINDOW_BYTES)
		return NULL;
	return call->windows[window] + position;
}

static __u32 load(const struct call *call, __u32 offset)
{
	const unsigned char *bytes = call_bytes((struct call *)call, offset);
	__u32 word = 0;

	if (bytes)
		memcpy(&word, bytes, sizeof(word));
	return word;
}

static __u32 alu(__u16 code, __u32 a, __u32 b)
{
	switch (BPF_OP(code)) {
	case BPF_ADD:
		return a + b;
	case BPF_SUB:
		return a - b;
	case BPF_MUL:
		return a * b;
	case BPF_DIV:
		return b ? a / b : 0;
	case BPF_OR:
		return a | b;
	case BPF_AND:
		return a & b;
	case BPF_XOR:
		return a ^ b;
	case BPF_LSH:
		return b < 32 ? a << b : 0;
	case BPF_RSH:
		return b < 32 ? a >> b : 0;
	default:
		return -a;
	}
}

static bool compare(__u16 code, __u32 a, __u32 b)
{
	switch (BPF_OP(code)) {
	case BPF_JEQ:
		return a == b;
	case BPF_JGT:
		return a > b;
	case BPF_JGE:
		return a >= b;
	default:
		return a & b;
	}
}

/* Execute an instruction that neither jumps nor returns. */
static void execute(struct machine *m, const struct sock_filter *insn,
		    const struct call *call)
{
	const __u32 operand = BPF_SRC(insn->code) == BPF_X ? m->x : insn->k;
	__u32 value = insn->k;

	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
	case BPF_LDX:
		if (BPF_MODE(insn->code) == BPF_ABS)
			value = load(call, insn->k);
		else if (BPF_MODE(insn->code) == BPF_MEM)
			value = m->mem[insn->k % BPF_MEMWORDS];
		else if (BPF_MODE(insn->code) == BPF_LEN)
			value = sizeof(struct seccomp_data);
		if (BPF_CLASS(insn->code) == BPF_LD)
			m->a = value;
		else
			m->x = value;
		return;
	case BPF_ST:
		m->mem[insn->k % BPF_MEMWORDS] = m->a;
		return;
	case BPF_STX:
		m->mem[insn->k % BPF_MEMWORDS] = m->x;
		return;
	case BPF_ALU:
		m->a = alu(insn->code, m->a, operand);
		return;
	case BPF_MISC:
		if (BPF_MISCOP(insn->code) == BPF_TAX)
			m->x = m->a;
		else
			m->a = m->x;
	}
}

/**
 * interpret - Run a program on a call
 * @insns: instructions
 * @len: number of instructions
 * @call: the call
 * @pc: receives the index of the instruction that has returned; may be NULL
 *
 * A program that the kernel accepts always returns. Another one, which leaves its
 * instructions, kills.
 *
 * Return: SECCOMP_RET_* with data, as the program returns it.
 */
__u32 interpret(const struct sock_filter *insns, unsigned int len,
		const struct call *call, unsigned int *pc)
{
	struct machine m = {};
	unsigned int i;

	for (i = 0; i < len; i++) {
		const struct sock_filter *insn = &insns[i];
		const __u32 operand = BPF_SRC(insn->code) == BPF_X ? m.x :
								     insn->k;

		if (pc)
			*pc = i;
		if (BPF_CLASS(insn->code) == BPF_RET)
			return BPF_RVAL(insn->code) == BPF_A ? m.a : insn->k;
		if (BPF_CLASS(insn->code) != BPF_JMP)
			execute(&m, insn, call);
		else if (BPF_OP(insn->code) == BPF_JA)
			i += insn->k;
		else
			i += compare(insn->code, m.a, operand) ? insn->jt :
								 insn->jf;
	}
	return SECCOMP_RET_KILL_PROCESS;
}

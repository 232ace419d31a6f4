// SPDX-License-Identifier: GPL-2.0-only
/*
 * An interpreter for classic BPF. It defines the meaning of a program: each
 * faster form has to give the same return value. It also runs a program that
 * has no compiled form.
 */
#include <linux/filter.h>
#include <linux/minmax.h>
#include <linux/nospec.h>
#include <linux/seccomp.h>
#include <linux/string.h>

#include "cbpf.h"
#include "window.h"

/**
 * struct cbpf_regs - the registers of a classic program
 * @a: the accumulator
 * @x: the index register
 * @mem: the scratch memory
 */
struct cbpf_regs {
	u32 a;
	u32 x;
	u32 mem[BPF_MEMWORDS];
};

#define DATA_WORDS (sizeof(struct seccomp_data) / sizeof(u32))

/*
 * seccomp_cbpf_validate() has checked all offsets and slots. Under speculation
 * an operand can still have any value. array_index_nospec() keeps speculative
 * accesses inside the arrays.
 */
static u32 mem_index(u32 k)
{
	return array_index_nospec(k, BPF_MEMWORDS);
}

static u32 interpret_header(const struct seccomp_window_header *header,
			    u32 offset)
{
	switch (offset) {
	case offsetof(struct seccomp_window_header, status):
		return header->status;
	case offsetof(struct seccomp_window_header, kind):
		return header->kind;
	case offsetof(struct seccomp_window_header, length):
		return header->length;
	default:
		return header->facts;
	}
}

/*
 * Load a word of a window. Bytes beyond the length are 0. Faster code relies on
 * zeroes in memory there, so this function does not read them.
 */
static u32 interpret_window(const struct seccomp_windows *windows, u32 k)
{
	const u32 window = array_index_nospec(k / SECCOMP_ARG_WINDOW(0) - 1,
					      SECCOMP_ARG_WINDOWS);
	const u32 offset = k % SECCOMP_ARG_WINDOW(0);
	const struct seccomp_window_header *header = &windows->headers[window];
	const u8 *data = windows->sources[SECCOMP_SOURCE_DATA + window];
	const u32 length = min_t(u32, header->length, SECCOMP_ARG_DATA_MAX);
	u32 at, word = 0;

	if (offset < sizeof(*header))
		return interpret_header(header, offset);
	at = offset - sizeof(*header);
	if (at >= length)
		return 0;
	at = array_index_nospec(at / 4, SECCOMP_ARG_DATA_MAX / 4) * 4;
	memcpy(&word, data + at, min_t(u32, length - at, sizeof(word)));
	return word;
}

static u32 interpret_load(const struct cbpf_regs *regs,
			  const struct sock_filter *insn,
			  const struct seccomp_input *input)
{
	const u32 *words = (const u32 *)&input->sd;

	switch (BPF_MODE(insn->code)) {
	case BPF_ABS:
		if (seccomp_is_window(insn->k))
			return interpret_window(input->windows, insn->k);
		return words[array_index_nospec(insn->k / 4, DATA_WORDS)];
	case BPF_MEM:
		return regs->mem[mem_index(insn->k)];
	case BPF_LEN:
		return sizeof(input->sd);
	default:
		return insn->k;
	}
}

/* Returns false if a division by zero ends the program with 0. */
static bool interpret_alu(struct cbpf_regs *regs, u8 op, u32 b)
{
	if (op == BPF_DIV && b == 0)
		return false;
	/* Most BPF back ends take the shift count modulo 32. */
	if (op == BPF_LSH || op == BPF_RSH)
		b %= 32;
	seccomp_cbpf_alu(op, regs->a, b, &regs->a);
	return true;
}

static void interpret_misc(struct cbpf_regs *regs,
			   const struct sock_filter *insn)
{
	if (BPF_MISCOP(insn->code) == BPF_TAX)
		regs->x = regs->a;
	else
		regs->a = regs->x;
}

/**
 * seccomp_cbpf_interpret - Run a program
 * @insns: the instructions, for which seccomp_cbpf_validate() has returned 0;
 *	owned by the caller
 * @input: the call, owned by the caller; its windows are needed only if the
 *	program loads from windows
 *
 * The program has no loops, so each instruction runs at most once.
 *
 * Context: any.
 * Return: the return value of the program.
 */
u32 seccomp_cbpf_interpret(const struct sock_filter *insns,
			   const struct seccomp_input *input)
{
	const struct sock_filter *insn;
	struct cbpf_regs regs = {};

	/* seccomp_cbpf_validate() has checked that each path ends in a return. */
	for (insn = insns;; insn++) {
		const u8 op = BPF_OP(insn->code);
		u32 b = BPF_SRC(insn->code) == BPF_X ? regs.x : insn->k;

		switch (BPF_CLASS(insn->code)) {
		case BPF_LD:
			regs.a = interpret_load(&regs, insn, input);
			break;
		case BPF_LDX:
			regs.x = interpret_load(&regs, insn, input);
			break;
		case BPF_ST:
			regs.mem[mem_index(insn->k)] = regs.a;
			break;
		case BPF_STX:
			regs.mem[mem_index(insn->k)] = regs.x;
			break;
		case BPF_MISC:
			interpret_misc(&regs, insn);
			break;
		case BPF_ALU:
			if (!interpret_alu(&regs, op, b))
				return 0;
			break;
		case BPF_JMP:
			if (op == BPF_JA)
				insn += insn->k;
			else
				insn += seccomp_cbpf_compare(op, regs.a, b) ?
						insn->jt :
						insn->jf;
			break;
		case BPF_RET:
			return BPF_RVAL(insn->code) == BPF_A ? regs.a : insn->k;
		}
	}
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Classic programs carried out one instruction at a time: the plain meaning of
 * a program, which whatever is faster has to agree with. It is also what judges
 * the calls that are too rare to have anything prepared for them.
 */
#include <linux/filter.h>
#include <linux/nospec.h>
#include <linux/seccomp.h>

#include "cbpf.h"

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
 * seccomp_cbpf_validate() has seen all offsets and slots. They are clamped again,
 * because a processor may guess its way here with anything.
 */
static u32 mem_index(u32 k)
{
	return array_index_nospec(k, BPF_MEMWORDS);
}

static u32 interpret_load(const struct cbpf_regs *m,
			  const struct sock_filter *insn,
			  const struct seccomp_data *sd)
{
	const u32 *words = (const u32 *)sd;

	switch (BPF_MODE(insn->code)) {
	case BPF_ABS:
		return words[array_index_nospec(insn->k / 4, DATA_WORDS)];
	case BPF_MEM:
		return m->mem[mem_index(insn->k)];
	case BPF_LEN:
		return sizeof(*sd);
	default:
		return insn->k;
	}
}

/* False when the program ends here, with 0. */
static bool interpret_alu(struct cbpf_regs *m, u8 op, u32 b)
{
	if (op == BPF_DIV && b == 0)
		return false;
	/* As 32-bit machines do it, and most back ends. */
	if (op == BPF_LSH || op == BPF_RSH)
		b %= 32;
	seccomp_cbpf_alu(op, m->a, b, &m->a);
	return true;
}

static void interpret_misc(struct cbpf_regs *m, const struct sock_filter *insn)
{
	if (BPF_MISCOP(insn->code) == BPF_TAX)
		m->x = m->a;
	else
		m->a = m->x;
}

/**
 * seccomp_cbpf_interpret - run a program
 * @insns: the instructions, for which seccomp_cbpf_validate() has returned 0
 * @sd: the system call
 *
 * Context: any. The work is bounded by the length of the program.
 * Return: what the program returns.
 */
u32 seccomp_cbpf_interpret(const struct sock_filter *insns,
			   const struct seccomp_data *sd)
{
	const struct sock_filter *insn;
	struct cbpf_regs m = {};

	/* Every path ends in a return, which seccomp_cbpf_validate() has seen to. */
	for (insn = insns;; insn++) {
		const u8 op = BPF_OP(insn->code);
		u32 b = BPF_SRC(insn->code) == BPF_X ? m.x : insn->k;

		switch (BPF_CLASS(insn->code)) {
		case BPF_LD:
			m.a = interpret_load(&m, insn, sd);
			break;
		case BPF_LDX:
			m.x = interpret_load(&m, insn, sd);
			break;
		case BPF_ST:
			m.mem[mem_index(insn->k)] = m.a;
			break;
		case BPF_STX:
			m.mem[mem_index(insn->k)] = m.x;
			break;
		case BPF_MISC:
			interpret_misc(&m, insn);
			break;
		case BPF_ALU:
			if (!interpret_alu(&m, op, b))
				return 0;
			break;
		case BPF_JMP:
			if (op == BPF_JA)
				insn += insn->k;
			else
				insn += seccomp_cbpf_compare(op, m.a, b) ?
						insn->jt :
						insn->jf;
			break;
		case BPF_RET:
			return BPF_RVAL(insn->code) == BPF_A ? m.a : insn->k;
		}
	}
}

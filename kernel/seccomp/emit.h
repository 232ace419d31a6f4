/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Translation of classic BPF instructions, shared by whole programs and the
 * dispatcher.
 */
#ifndef _KERNEL_SECCOMP_EMIT_H
#define _KERNEL_SECCOMP_EMIT_H

#include <linux/filter.h>
#include <linux/types.h>

/*
 * The registers of the translation. A program calls no function, so it needs no
 * callee-saved register.
 */
enum {
	REG_A = BPF_REG_0,
	REG_DATA = BPF_REG_1,
	REG_X = BPF_REG_2,
	/* The windows of the call, and the source of the current load. */
	REG_WINDOWS = BPF_REG_4,
	REG_SOURCE = BPF_REG_5,
};

/* The longest translation of one classic instruction: a division by X. */
#define MAX_EMITTED_INSNS 4

/**
 * struct seccomp_emitter - the state of a translation
 * @out: where to write the next instruction
 * @start: the first instruction of the translation
 * @at: for each classic instruction the index of its translation, and one more
 *	entry with the index behind the last one
 * @pc: index of the current classic instruction
 * @stack: bytes of stack that hold the scratch slots written so far, at most
 *	BPF_MEMWORDS words
 * @offsets: for each piece of struct seccomp_data its offset from the address
 *	in REG_DATA; NULL if REG_DATA points to a struct seccomp_input
 */
struct seccomp_emitter {
	struct bpf_insn *out;
	struct bpf_insn *start;
	u16 *at;
	unsigned int pc;
	unsigned int stack;
	const u16 *offsets;
};

static inline void seccomp_emit(struct seccomp_emitter *e, struct bpf_insn insn)
{
	*e->out++ = insn;
}

unsigned int seccomp_emit_measure(struct seccomp_emitter *e,
				  const struct sock_filter *insns,
				  unsigned int len, unsigned int total);
void seccomp_emit_insns(struct seccomp_emitter *e,
			const struct sock_filter *insns, unsigned int len);
struct bpf_prog *seccomp_emit_alloc(struct seccomp_emitter *e,
				    unsigned int len);
struct bpf_prog *seccomp_emit_finish(const struct seccomp_emitter *e,
				     struct bpf_prog *prog);

#endif /* _KERNEL_SECCOMP_EMIT_H */

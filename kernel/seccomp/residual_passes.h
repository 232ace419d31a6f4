/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of partial evaluation share. Each part calls only parts that
 * are above it in this file.
 */
#ifndef _KERNEL_SECCOMP_RESIDUAL_PASSES_H
#define _KERNEL_SECCOMP_RESIDUAL_PASSES_H

#include <linux/bits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/types.h>

#include "residual.h"
#include "tnum32.h"

/* Indices in a state: the accumulator, the index register, scratch memory. */
enum {
	STATE_A,
	STATE_X,
	STATE_MEM,
	STATE_MAX = STATE_MEM + BPF_MEMWORDS,
};

/* A set of live entries of a state has one bit for each entry. */
#define LIVE(index) BIT(index)

#define NR_OFFSET offsetof(struct seccomp_data, nr)
#define ARCH_OFFSET offsetof(struct seccomp_data, arch)

/**
 * enum seccomp_branch - decision of a state about a conditional jump
 * @BRANCH_NEVER: the condition is false for all values
 * @BRANCH_ALWAYS: the condition is true for all values
 * @BRANCH_MAYBE: the condition depends on bits that are unknown
 */
enum seccomp_branch {
	BRANCH_NEVER,
	BRANCH_ALWAYS,
	BRANCH_MAYBE,
};

static inline bool seccomp_divides_by_x(const struct sock_filter *insn)
{
	return insn->code == (BPF_ALU | BPF_DIV | BPF_X);
}

/* A division by zero ends the program with the return value 0. */
static inline bool seccomp_maybe_div_zero(const struct tnum32 *state,
					  const struct sock_filter *insn)
{
	return seccomp_divides_by_x(insn) && state[STATE_X].value == 0;
}

static inline bool seccomp_always_div_zero(const struct tnum32 *state,
					   const struct sock_filter *insn)
{
	return seccomp_maybe_div_zero(state, insn) && state[STATE_X].mask == 0;
}

/* residual_forward.c */
struct tnum32 *seccomp_residual_state(const struct seccomp_specializer *sp,
				      unsigned int pc);
unsigned int seccomp_residual_dest(const struct sock_filter *insn);
struct tnum32 seccomp_residual_transfer(struct seccomp_specializer *sp,
					const struct tnum32 *state,
					const struct sock_filter *insn);
enum seccomp_branch seccomp_residual_branch(const struct tnum32 *state,
					    const struct sock_filter *insn);
bool seccomp_residual_forward(struct seccomp_specializer *sp);

/* residual_emit.c */
void seccomp_residual_emit_nothing(struct seccomp_specializer *sp,
				   unsigned int pc, unsigned int next);
void seccomp_residual_emit_insn(struct seccomp_specializer *sp, unsigned int pc,
				struct sock_filter insn);
void seccomp_residual_emit_branch(struct seccomp_specializer *sp,
				  unsigned int pc, struct sock_filter insn);
void seccomp_residual_emit_ret(struct seccomp_specializer *sp, unsigned int pc,
			       struct sock_filter insn);
void seccomp_residual_emit_entry(struct seccomp_specializer *sp, u32 live);

/* residual_backward.c */
bool seccomp_residual_backward(struct seccomp_specializer *sp);

#endif /* _KERNEL_SECCOMP_RESIDUAL_PASSES_H */

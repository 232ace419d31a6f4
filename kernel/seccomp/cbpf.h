/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Classic BPF as seccomp understands it: which programs are acceptable, and
 * their translation for the kernel's BPF back end.
 */
#ifndef _KERNEL_SECCOMP_CBPF_H
#define _KERNEL_SECCOMP_CBPF_H

#include <linux/build_bug.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/types.h>

/**
 * enum classic_kind - what has to be known about an opcode to judge it
 * @CLASSIC_REFUSED: not part of the seccomp dialect
 * @CLASSIC_PLAIN: any operand will do
 * @CLASSIC_DATA: loads a word of struct seccomp_data, k is its offset
 * @CLASSIC_SHIFT: k is a shift count
 * @CLASSIC_DIVIDE: k is a divisor
 * @CLASSIC_RECALL: reads scratch slot k
 * @CLASSIC_STORE: writes scratch slot k
 * @CLASSIC_JUMP: goes forward by k
 * @CLASSIC_BRANCH: goes forward by jt or jf
 * @CLASSIC_RETURN: ends the program
 */
enum classic_kind {
	CLASSIC_REFUSED,
	CLASSIC_PLAIN,
	CLASSIC_DATA,
	CLASSIC_SHIFT,
	CLASSIC_DIVIDE,
	CLASSIC_RECALL,
	CLASSIC_STORE,
	CLASSIC_JUMP,
	CLASSIC_BRANCH,
	CLASSIC_RETURN,
};

struct pt_regs;
struct seccomp_analysis;

/**
 * struct classic_choice - what a bundle of residuals is run on
 * @regs: the registers of the task, as saved at system call entry
 * @residual: the index of the residual to run
 */
struct classic_choice {
	const struct pt_regs *regs;
	unsigned long residual;
};

/**
 * classic_equal - are two pieces of program the same?
 * @one: instructions, aligned as kvmalloc() does it
 * @other: the same
 * @len: how many there are in each
 *
 * Context: any.
 * Return: true when all are equal.
 */
static inline bool classic_equal(const struct sock_filter *one,
				 const struct sock_filter *other,
				 unsigned int len)
{
	unsigned int i;

	/* An instruction is a word, and without padding. */
	BUILD_BUG_ON(sizeof(*one) != sizeof(u64));
	for (i = 0; i < len; i++)
		if (((const u64 *)one)[i] != ((const u64 *)other)[i])
			return false;
	return true;
}

enum classic_kind classic_kind(u16 code);
int classic_check(const struct sock_filter *insns, unsigned int len);
struct bpf_prog *classic_compile(const struct sock_filter *insns,
				 unsigned int len);
bool classic_arithmetic(u8 op, u32 a, u32 b, u32 *result);
bool classic_compare(u8 op, u32 a, u32 b);
u32 classic_interpret(const struct sock_filter *insns,
		      const struct seccomp_data *sd);
struct bpf_prog *classic_compile_residuals(const struct seccomp_analysis *an);

#endif /* _KERNEL_SECCOMP_CBPF_H */

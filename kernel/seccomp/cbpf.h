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
 * enum seccomp_cbpf_kind - what has to be known about an opcode to judge it
 * @CBPF_REFUSED: not part of the seccomp dialect
 * @CBPF_PLAIN: any operand will do
 * @CBPF_LOAD_DATA: loads a word of struct seccomp_data, k is its offset
 * @CBPF_SHIFT: k is a shift count
 * @CBPF_DIVIDE: k is a divisor
 * @CBPF_LOAD_MEM: reads scratch slot k
 * @CBPF_STORE_MEM: writes scratch slot k
 * @CBPF_JUMP: goes forward by k
 * @CBPF_BRANCH: goes forward by jt or jf
 * @CBPF_RETURN: ends the program
 */
enum seccomp_cbpf_kind {
	CBPF_REFUSED,
	CBPF_PLAIN,
	CBPF_LOAD_DATA,
	CBPF_SHIFT,
	CBPF_DIVIDE,
	CBPF_LOAD_MEM,
	CBPF_STORE_MEM,
	CBPF_JUMP,
	CBPF_BRANCH,
	CBPF_RETURN,
};

struct pt_regs;
struct seccomp_analysis;

/**
 * struct seccomp_residual_ctx - what a bundle of residuals is run on
 * @regs: the registers of the task, as saved at system call entry
 * @residual: the index of the residual to run
 */
struct seccomp_residual_ctx {
	const struct pt_regs *regs;
	unsigned long residual;
};

/**
 * seccomp_cbpf_equal - are two pieces of program the same?
 * @one: instructions, aligned as kvmalloc() does it
 * @other: the same
 * @len: how many there are in each
 *
 * Context: any.
 * Return: true when all are equal.
 */
static inline bool seccomp_cbpf_equal(const struct sock_filter *one,
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

enum seccomp_cbpf_kind seccomp_cbpf_kind(u16 code);
int seccomp_cbpf_validate(const struct sock_filter *insns, unsigned int len);
struct bpf_prog *seccomp_cbpf_compile(const struct sock_filter *insns,
				      unsigned int len);
bool seccomp_cbpf_alu(u8 op, u32 a, u32 b, u32 *result);
bool seccomp_cbpf_compare(u8 op, u32 a, u32 b);
u32 seccomp_cbpf_interpret(const struct sock_filter *insns,
			   const struct seccomp_data *sd);
struct bpf_prog *
seccomp_cbpf_compile_residuals(const struct seccomp_analysis *an);

#endif /* _KERNEL_SECCOMP_CBPF_H */

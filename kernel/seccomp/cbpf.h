/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Classic BPF in the dialect of seccomp: validation, interpretation, and
 * translation for the kernel's BPF back end.
 */
#ifndef _KERNEL_SECCOMP_CBPF_H
#define _KERNEL_SECCOMP_CBPF_H

#include <linux/build_bug.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/types.h>

/**
 * enum seccomp_cbpf_kind - the kinds of opcodes, by what their operands mean
 * @CBPF_REFUSED: not part of the seccomp dialect
 * @CBPF_PLAIN: the operand can have any value
 * @CBPF_LOAD_DATA: loads a 32-bit word of struct seccomp_data or of a window; k is
 *	its offset, a multiple of 4
 * @CBPF_SHIFT: shifts by k bits, 0 to 31
 * @CBPF_DIVIDE: divides by k, which is not 0
 * @CBPF_LOAD_MEM: reads scratch slot k, below BPF_MEMWORDS
 * @CBPF_STORE_MEM: writes scratch slot k, below BPF_MEMWORDS
 * @CBPF_JUMP: skips k instructions
 * @CBPF_BRANCH: skips jt or jf instructions
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
struct seccomp_input;
struct seccomp_windows;

/**
 * struct seccomp_residual_ctx - the context of a dispatcher
 * @regs: the registers of the task, as saved at system call entry; owned by the
 *	caller
 * @residual: the index of the residual to run in the dispatcher, see
 *	&seccomp_residual.code_idx
 */
struct seccomp_residual_ctx {
	const struct pt_regs *regs;
	unsigned long residual;
};

/**
 * struct seccomp_deep_ctx - the context for a residual that loads from windows
 * @ctx: the context of the dispatcher
 * @windows: the windows of the call; owned by the caller
 *
 * Other residuals run on @ctx alone. So their calls do not pay for @windows.
 */
struct seccomp_deep_ctx {
	struct seccomp_residual_ctx ctx;
	const struct seccomp_windows *windows;
};

/**
 * seccomp_cbpf_equal - Compare two sequences of instructions
 * @one: the first sequence, aligned to 8 bytes, as kvmalloc() aligns it
 * @other: the second sequence, aligned to 8 bytes
 * @len: number of instructions in each sequence
 *
 * Context: any; the caller keeps both sequences alive.
 * Return: true if all instructions are equal.
 */
static inline bool seccomp_cbpf_equal(const struct sock_filter *one,
				      const struct sock_filter *other,
				      unsigned int len)
{
	const u64 *a = (const u64 *)one, *b = (const u64 *)other;
	unsigned int i;

	/* An instruction has 64 bits and no padding. */
	BUILD_BUG_ON(sizeof(*one) != sizeof(*a));
	for (i = 0; i + 4 <= len; i += 4)
		if ((a[i] ^ b[i]) | (a[i + 1] ^ b[i + 1]) |
		    (a[i + 2] ^ b[i + 2]) | (a[i + 3] ^ b[i + 3]))
			return false;
	for (; i < len; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

enum seccomp_cbpf_kind seccomp_cbpf_kind(u16 code);
int seccomp_cbpf_validate(const struct sock_filter *insns, unsigned int len);
u16 seccomp_cbpf_windows(const struct sock_filter *insns, unsigned int len);
struct bpf_prog *seccomp_cbpf_compile(const struct sock_filter *insns,
				      unsigned int len);
bool seccomp_cbpf_alu(u8 op, u32 a, u32 b, u32 *result);
bool seccomp_cbpf_compare(u8 op, u32 a, u32 b);
u32 seccomp_cbpf_interpret(const struct sock_filter *insns,
			   const struct seccomp_input *input);
struct bpf_prog *seccomp_cbpf_compile_residuals(struct seccomp_analysis *an);

#endif /* _KERNEL_SECCOMP_CBPF_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Classic BPF as seccomp understands it: which programs are acceptable, and
 * their translation for the kernel's BPF back end.
 */
#ifndef _KERNEL_SECCOMP_CLASSIC_H
#define _KERNEL_SECCOMP_CLASSIC_H

#include <linux/bits.h>
#include <linux/limits.h>
#include <linux/seccomp.h>
#include <linux/stddef.h>
#include <linux/types.h>

struct bpf_prog;
struct sock_filter;

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

/* The words of struct seccomp_data, one bit each. */
#define CLASSIC_WORD(field) \
	BIT(offsetof(struct seccomp_data, field) / sizeof(u32))
#define CLASSIC_ALL_WORDS U16_MAX

enum classic_kind classic_kind(u16 code);
int classic_check(const struct sock_filter *insns, unsigned int len);
struct bpf_prog *classic_compile(const struct sock_filter *insns,
				 unsigned int len);
bool classic_arithmetic(u8 op, u32 a, u32 b, u32 *result);
bool classic_compare(u8 op, u32 a, u32 b);
bool classic_evaluate(const struct sock_filter *insns,
		      const struct seccomp_data *sd, u16 known, u32 *ret);

#endif /* _KERNEL_SECCOMP_CLASSIC_H */

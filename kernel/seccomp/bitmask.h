/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Masks of allowed system call numbers, and the programs that they stand for.
 */
#ifndef _KERNEL_SECCOMP_BITMASK_H
#define _KERNEL_SECCOMP_BITMASK_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/types.h>
#include <uapi/linux/seccomp_ext.h>

#ifdef CONFIG_SECCOMP_FILTER

struct seccomp_abi_info;
struct seccomp_program;

/**
 * struct seccomp_mask - a mask of allowed numbers
 * @arch: AUDIT_ARCH_* of the calls
 * @count: number of bits, 1 to SECCOMP_BITMASK_MAX
 * @otherwise: SECCOMP_RET_* with data for all other calls
 * @bits: bit n % 8 of byte n / 8 allows number n; zeroes behind @count bits
 * @words: the same bits, 64 in a word
 *
 * Only current knows the structure, so it needs no lock.
 */
struct seccomp_mask {
	u32 arch;
	u32 count;
	u32 otherwise;
	union {
		u8 bits[SECCOMP_BITMASK_MAX / 8];
		__le64 words[SECCOMP_BITMASK_MAX / 64];
	};
};

long seccomp_load_bitmask(unsigned int flags, const void __user *uargs);

/* For seccomp_load_bitmask() and its tests. */
struct seccomp_program *seccomp_mask_load(const struct seccomp_mask *mask);

#else

static inline long seccomp_load_bitmask(unsigned int flags,
					const void __user *uargs)
{
	return -EINVAL;
}

#endif /* CONFIG_SECCOMP_FILTER */

#endif /* _KERNEL_SECCOMP_BITMASK_H */

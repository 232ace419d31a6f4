/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sets of system call numbers that a task of this machine can use.
 */
#ifndef _KERNEL_SECCOMP_ABI_H
#define _KERNEL_SECCOMP_ABI_H

#include <linux/audit.h>
#include <linux/compat.h>
#include <linux/nospec.h>
#include <linux/seccomp.h>
#include <linux/types.h>
#include <asm/unistd.h>

/**
 * enum seccomp_abi - the sets that verdicts are kept for
 * @SECCOMP_ABI_NATIVE: the numbers of SECCOMP_ARCH_NATIVE
 * @SECCOMP_ABI_COMPAT: those of SECCOMP_ARCH_COMPAT
 * @SECCOMP_ABI_X32: those of SECCOMP_ARCH_NATIVE with the x32 bit
 * @SECCOMP_ABIS: how many sets there are
 *
 * Architectures whose numbers are sparse have none.
 */
enum seccomp_abi {
#ifdef SECCOMP_ARCH_NATIVE
	SECCOMP_ABI_NATIVE,
#ifdef SECCOMP_ARCH_COMPAT
	SECCOMP_ABI_COMPAT,
#endif
#ifdef CONFIG_X86_X32_ABI
	SECCOMP_ABI_X32,
#endif
#endif
	SECCOMP_ABIS,
};

/* No set is larger. */
#define SECCOMP_MOST_NUMBERS 512

#ifdef SECCOMP_ARCH_NATIVE

static_assert(SECCOMP_ARCH_NATIVE_NR <= SECCOMP_MOST_NUMBERS);
#ifdef SECCOMP_ARCH_COMPAT
static_assert(SECCOMP_ARCH_COMPAT_NR <= SECCOMP_MOST_NUMBERS);
#endif

static inline u32 seccomp_abi_arch(enum seccomp_abi abi)
{
#ifdef SECCOMP_ARCH_COMPAT
	if (abi == SECCOMP_ABI_COMPAT)
		return SECCOMP_ARCH_COMPAT;
#endif
	return SECCOMP_ARCH_NATIVE;
}

/* The number with index 0; the others follow it. */
static inline u32 seccomp_abi_first(enum seccomp_abi abi)
{
#ifdef CONFIG_X86_X32_ABI
	if (abi == SECCOMP_ABI_X32)
		return __X32_SYSCALL_BIT;
#endif
	return 0;
}

static inline u32 seccomp_abi_count(enum seccomp_abi abi)
{
#ifdef SECCOMP_ARCH_COMPAT
	if (abi == SECCOMP_ABI_COMPAT)
		return SECCOMP_ARCH_COMPAT_NR;
#endif
	return SECCOMP_ARCH_NATIVE_NR;
}

#else /* SECCOMP_ARCH_NATIVE */

static inline u32 seccomp_abi_arch(enum seccomp_abi abi)
{
	return 0;
}

static inline u32 seccomp_abi_first(enum seccomp_abi abi)
{
	return 0;
}

static inline u32 seccomp_abi_count(enum seccomp_abi abi)
{
	return 0;
}

#endif /* SECCOMP_ARCH_NATIVE */

/**
 * seccomp_abi_find - which set does a call belong to?
 * @arch: its architecture
 * @nr: its number
 * @index: where in the set it is, if it is in one; always below the set's
 *	size, even under speculation
 *
 * Return: the set, or SECCOMP_ABIS for a call that is in none.
 */
static __always_inline enum seccomp_abi seccomp_abi_find(u32 arch, int nr,
							 u32 *index)
{
#ifdef SECCOMP_ARCH_NATIVE
	u32 at = nr;

	if (likely(arch == SECCOMP_ARCH_NATIVE)) {
		if (likely(at < SECCOMP_ARCH_NATIVE_NR)) {
			*index = array_index_nospec(at, SECCOMP_ARCH_NATIVE_NR);
			return SECCOMP_ABI_NATIVE;
		}
#ifdef CONFIG_X86_X32_ABI
		at -= __X32_SYSCALL_BIT;
		if (at < SECCOMP_ARCH_NATIVE_NR) {
			*index = array_index_nospec(at, SECCOMP_ARCH_NATIVE_NR);
			return SECCOMP_ABI_X32;
		}
#endif
		return SECCOMP_ABIS;
	}
#ifdef SECCOMP_ARCH_COMPAT
	if (arch == SECCOMP_ARCH_COMPAT && at < SECCOMP_ARCH_COMPAT_NR) {
		*index = array_index_nospec(at, SECCOMP_ARCH_COMPAT_NR);
		return SECCOMP_ABI_COMPAT;
	}
#endif
#endif
	return SECCOMP_ABIS;
}

#endif /* _KERNEL_SECCOMP_ABI_H */

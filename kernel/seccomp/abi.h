/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The system call numbers that a task of this machine can use, and the outcome_idx
 * that they have in tables.
 */
#ifndef _KERNEL_SECCOMP_ABI_H
#define _KERNEL_SECCOMP_ABI_H

#include <linux/audit.h>
#include <linux/build_bug.h>
#include <linux/compat.h>
#include <linux/nospec.h>
#include <linux/seccomp.h>
#include <linux/seccomp_fastpath.h>
#include <linux/types.h>
#include <asm/unistd.h>

/**
 * enum seccomp_abi - the sets of numbers that verdicts are kept for
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

/*
 * Numbers that no call has are taken together by their upper two bits, which is
 * where filters draw lines (x32 is one of them).
 */
#define SECCOMP_BUCKETS 4
#define SECCOMP_BUCKET_SHIFT 30

#ifdef SECCOMP_ARCH_NATIVE

#ifdef SECCOMP_ARCH_COMPAT
#define SECCOMP_COMPAT_SLOTS (SECCOMP_ARCH_COMPAT_NR + SECCOMP_BUCKETS)
#else
#define SECCOMP_COMPAT_SLOTS 0
#endif
#ifdef CONFIG_X86_X32_ABI
#define SECCOMP_X32_SLOTS SECCOMP_ARCH_NATIVE_NR
#else
#define SECCOMP_X32_SLOTS 0
#endif

/*
 * The outcome_idx of a table: the native numbers and their buckets, the same of
 * the compat ones, then the x32 numbers, whose buckets are the native ones.
 */
#define SECCOMP_COMPAT_FIRST (SECCOMP_ARCH_NATIVE_NR + SECCOMP_BUCKETS)
#define SECCOMP_X32_FIRST (SECCOMP_COMPAT_FIRST + SECCOMP_COMPAT_SLOTS)
#define SECCOMP_TABLE_SLOTS (SECCOMP_X32_FIRST + SECCOMP_X32_SLOTS)

static inline u32 seccomp_abi_arch(enum seccomp_abi abi)
{
#ifdef SECCOMP_ARCH_COMPAT
	if (abi == SECCOMP_ABI_COMPAT)
		return SECCOMP_ARCH_COMPAT;
#endif
	return SECCOMP_ARCH_NATIVE;
}

/* The number at the first place; the others follow it. */
static inline u32 seccomp_abi_first_nr(enum seccomp_abi abi)
{
#ifdef CONFIG_X86_X32_ABI
	if (abi == SECCOMP_ABI_X32)
		return __X32_SYSCALL_BIT;
#endif
	return 0;
}

static inline u32 seccomp_abi_first_slot(enum seccomp_abi abi)
{
#ifdef SECCOMP_ARCH_COMPAT
	if (abi == SECCOMP_ABI_COMPAT)
		return SECCOMP_COMPAT_FIRST;
#endif
#ifdef CONFIG_X86_X32_ABI
	if (abi == SECCOMP_ABI_X32)
		return SECCOMP_X32_FIRST;
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

/* The first number of a bucket that no call of any ABI has. */
static inline u32 seccomp_bucket_first_nr(enum seccomp_abi abi, u32 bucket)
{
	const u32 first = bucket << SECCOMP_BUCKET_SHIFT;

#ifdef CONFIG_X86_X32_ABI
	if (abi == SECCOMP_ABI_NATIVE && first == __X32_SYSCALL_BIT)
		return first + SECCOMP_ARCH_NATIVE_NR;
#endif
	return bucket ? first : seccomp_abi_count(abi);
}

/* How many buckets come after the numbers. */
static inline u32 seccomp_abi_buckets(enum seccomp_abi abi)
{
#ifdef CONFIG_X86_X32_ABI
	if (abi == SECCOMP_ABI_X32)
		return 0;
#endif
	return SECCOMP_BUCKETS;
}

#else /* SECCOMP_ARCH_NATIVE */

#define SECCOMP_TABLE_SLOTS 0

static inline u32 seccomp_bucket_first_nr(enum seccomp_abi abi, u32 bucket)
{
	return bucket << SECCOMP_BUCKET_SHIFT;
}

static inline u32 seccomp_abi_arch(enum seccomp_abi abi)
{
	return 0;
}

static inline u32 seccomp_abi_first_nr(enum seccomp_abi abi)
{
	return 0;
}

static inline u32 seccomp_abi_first_slot(enum seccomp_abi abi)
{
	return 0;
}

static inline u32 seccomp_abi_count(enum seccomp_abi abi)
{
	return 0;
}

static inline u32 seccomp_abi_buckets(enum seccomp_abi abi)
{
	return 0;
}

#endif /* SECCOMP_ARCH_NATIVE */

/* No set has more, numbers and buckets together. */
#define SECCOMP_MAX_ABI_SLOTS 512
#ifdef SECCOMP_ARCH_NATIVE
static_assert(SECCOMP_MAX_ABI_SLOTS >= SECCOMP_COMPAT_FIRST);
static_assert(SECCOMP_MAX_ABI_SLOTS >= SECCOMP_COMPAT_SLOTS);
#endif

/* The bucket of a number that no call has. */
static inline u32 seccomp_bucket(u32 number)
{
	return number >> SECCOMP_BUCKET_SHIFT;
}

/**
 * seccomp_table_index - where in a table is a call?
 * @arch: its architecture
 * @nr: its number
 *
 * Return: the place; or just SECCOMP_TABLE_SLOTS for an architecture that has none.
 * Under speculation it can be another one, but a table has no end before it.
 */
static __always_inline u32 seccomp_table_index(u32 arch, int nr)
{
#ifdef SECCOMP_ARCH_NATIVE
	u32 number = nr;

	if (likely(arch == SECCOMP_ARCH_NATIVE)) {
		if (likely(number < SECCOMP_ARCH_NATIVE_NR))
			return seccomp_lookup_index(number);
#ifdef CONFIG_X86_X32_ABI
		if (number - __X32_SYSCALL_BIT < SECCOMP_ARCH_NATIVE_NR)
			return SECCOMP_X32_FIRST +
			       array_index_nospec(number - __X32_SYSCALL_BIT,
						  SECCOMP_ARCH_NATIVE_NR);
#endif
		return SECCOMP_ARCH_NATIVE_NR + seccomp_bucket(number);
	}
#ifdef SECCOMP_ARCH_COMPAT
	if (arch == SECCOMP_ARCH_COMPAT) {
		if (number < SECCOMP_ARCH_COMPAT_NR)
			return SECCOMP_COMPAT_FIRST +
			       array_index_nospec(number,
						  SECCOMP_ARCH_COMPAT_NR);
		return SECCOMP_COMPAT_FIRST + SECCOMP_ARCH_COMPAT_NR +
		       seccomp_bucket(number);
	}
#endif
#endif
	return SECCOMP_TABLE_SLOTS;
}

#endif /* _KERNEL_SECCOMP_ABI_H */

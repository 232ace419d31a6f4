/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The ABIs that a task of this machine can call, and their slots in tables.
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
 * enum seccomp_abi - ABIs whose numbers have slots in a table
 * @SECCOMP_ABI_NATIVE: numbers of SECCOMP_ARCH_NATIVE
 * @SECCOMP_ABI_COMPAT: numbers of SECCOMP_ARCH_COMPAT
 * @SECCOMP_ABI_X32: numbers of SECCOMP_ARCH_NATIVE with the x32 bit
 * @SECCOMP_ABIS: number of ABIs; 0 on an architecture with sparse numbers
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
 * Unassigned numbers share four buckets, keyed by the top two bits. Filters draw
 * lines there: bit 30 marks x32, and bit 31 a negative number.
 */
#define SECCOMP_BUCKETS 4
#define SECCOMP_BUCKET_SHIFT 30

/*
 * Slots of a table, in order: native numbers, native buckets, compat numbers,
 * compat buckets, x32 numbers. Unassigned x32 numbers use native buckets. x32
 * has numbers of its own, 512 to 547, and gives slots to the gap below them.
 */
#ifdef SECCOMP_ARCH_NATIVE
#define SECCOMP_COMPAT_FIRST (SECCOMP_ARCH_NATIVE_NR + SECCOMP_BUCKETS)
#ifdef SECCOMP_ARCH_COMPAT
#define SECCOMP_COMPAT_SLOTS (SECCOMP_ARCH_COMPAT_NR + SECCOMP_BUCKETS)
#else
#define SECCOMP_COMPAT_SLOTS 0
#endif
#define SECCOMP_X32_FIRST (SECCOMP_COMPAT_FIRST + SECCOMP_COMPAT_SLOTS)
#ifdef CONFIG_X86_X32_ABI
#define SECCOMP_X32_SLOTS X32_NR_syscalls
#else
#define SECCOMP_X32_SLOTS 0
#endif
#define SECCOMP_TABLE_SLOTS (SECCOMP_X32_FIRST + SECCOMP_X32_SLOTS)
#else
#define SECCOMP_TABLE_SLOTS 0
#endif

/*
 * Do all calls that a task can make have slots? On other architectures, such as
 * powerpc with CONFIG_COMPAT, syscall_get_arch() can return a third value.
 */
#ifdef CONFIG_SECCOMP_REGS
#define SECCOMP_ALL_CALLS_HAVE_SLOTS 1
#else
#define SECCOMP_ALL_CALLS_HAVE_SLOTS 0
#endif

/*
 * Slots of the largest ABI, numbers and buckets together. It is 1 without slots,
 * so that a bitmap of this size has a word.
 */
#ifdef SECCOMP_ARCH_NATIVE
#define SECCOMP_MAX_NATIVE_COMPAT                        \
	((SECCOMP_COMPAT_FIRST > SECCOMP_COMPAT_SLOTS) ? \
		 SECCOMP_COMPAT_FIRST :                  \
		 SECCOMP_COMPAT_SLOTS)
#define SECCOMP_MAX_ABI_SLOTS                              \
	((SECCOMP_MAX_NATIVE_COMPAT > SECCOMP_X32_SLOTS) ? \
		 SECCOMP_MAX_NATIVE_COMPAT :               \
		 SECCOMP_X32_SLOTS)
#else
#define SECCOMP_MAX_ABI_SLOTS 1
#endif

/**
 * struct seccomp_abi_info - description of one ABI
 * @arch: AUDIT_ARCH_* of its calls
 * @first_nr: its first number; the other numbers follow without a gap
 * @count: how many numbers it has
 * @first_slot: table slot of @first_nr; the other slots follow
 * @buckets: how many buckets follow its numbers: SECCOMP_BUCKETS or 0
 * @bucket_first_nr: first unassigned number of each bucket
 */
struct seccomp_abi_info {
	u32 arch;
	u32 first_nr;
	u32 count;
	u32 first_slot;
	u32 buckets;
	u32 bucket_first_nr[SECCOMP_BUCKETS];
};

/* One description for each ABI, and an empty one at the end. */
extern const struct seccomp_abi_info seccomp_abi_info[SECCOMP_ABIS + 1];

/* Return the bucket of an unassigned number. */
static inline u32 seccomp_bucket(u32 number)
{
	return number >> SECCOMP_BUCKET_SHIFT;
}

/**
 * seccomp_table_index - Return the table slot of a call
 * @arch: AUDIT_ARCH_* of the call
 * @nr: number of the call, any value
 *
 * A mispredicted branch may select the slot of another call. Every slot lies
 * inside the table, so speculation stays inside, too.
 *
 * Context: any.
 * Return: a slot below SECCOMP_TABLE_SLOTS; or SECCOMP_TABLE_SLOTS for an
 * architecture without slots.
 */
static __always_inline u32 seccomp_table_index(u32 arch, int nr)
{
#ifdef SECCOMP_ARCH_NATIVE
	u32 number = nr;

	if (likely(arch == SECCOMP_ARCH_NATIVE)) {
		if (likely(number < SECCOMP_ARCH_NATIVE_NR))
			return seccomp_lookup_index(number);
#ifdef CONFIG_X86_X32_ABI
		if (number - __X32_SYSCALL_BIT < X32_NR_syscalls)
			return SECCOMP_X32_FIRST +
			       array_index_nospec(number - __X32_SYSCALL_BIT,
						  X32_NR_syscalls);
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
